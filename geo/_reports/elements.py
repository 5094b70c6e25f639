"""What the elements and attributes of HTML do to the text of a page."""

from __future__ import annotations

import re
from typing import Final

from geo._reports.spans import words_of

__all__ = ["AROUND", "BLOCKS", "CLOSED_BY", "DATE_NAMES", "UNSEEN", "VOID", "is_hidden"]

VOID: Final = frozenset(words_of("area base br col embed hr img input link meta param source track wbr"))
"""They have no end."""
BLOCKS: Final = frozenset(
    words_of(
        "address article aside blockquote body caption center dd details dialog div dl dt fieldset "
        "figcaption "
        "figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section summary "
        "table "
        "tbody tfoot thead tr ul title"
    )
)
"""A reader sees them apart from what is before and after."""
UNSEEN: Final = frozenset(
    words_of(
        "script style template noscript iframe object embed svg math canvas audio video select button "
        "textarea "
        "head title datalist map"
    )
)
AROUND: Final = frozenset(words_of("nav footer form aside dialog menu"))
"""What stands around an article and is none of it."""
CLOSED_BY: Final = {
    "li": frozenset(("li",)),
    "dt": frozenset(("dt", "dd")),
    "dd": frozenset(("dt", "dd")),
    "tr": frozenset(("tr",)),
    "td": frozenset(("td", "th", "tr")),
    "th": frozenset(("td", "th", "tr")),
    "option": frozenset(("option",)),
}
"""What an element ends that was left open right before it."""
DATE_NAMES: Final = frozenset(
    words_of(
        "article:published_time datepublished dc.date dc.date.issued dcterms.issued dcterms.created date "
        "pubdate "
        "publishdate publish-date publication_date sailthru.date parsely-pub-date og:published_time"
    )
)
"""How a page calls its day of publication in its head."""
_AROUND_ROLES: Final = frozenset(
    words_of("navigation contentinfo search dialog alertdialog complementary menu toolbar")
)
_HIDDEN_STYLE: Final = re.compile(r"(?i)display\s*:\s*none|visibility\s*:\s*hidden")


def is_hidden(values: dict[str, str]) -> bool:
    """Say whether an element with such attributes is not seen, or stands around the article.

    Examples
    --------
    >>> is_hidden({"style": "display: none"}), is_hidden({"class": "lead"})
    (True, False)
    """
    return (
        "hidden" in values
        or values.get("aria-hidden", "").lower() == "true"
        or values.get("role", "").lower() in _AROUND_ROLES
        or bool(_HIDDEN_STYLE.search(values.get("style", "")[:2000]))
    )

"""The headline of a text: its first line, where that reads like one."""

from __future__ import annotations

import re
from typing import Final

from geo._reports.spans import Span, trim

__all__ = ["find_front_matter", "find_headline"]

_LONGEST: Final = 200
"""Characters of the longest first line that may be a headline."""
_FRONT_MATTER: Final = re.compile(r"\A\s*---[ \t]*\r?\n(?P<body>(?:.*\n){0,60}?)---[ \t]*\r?(?:\n|\Z)")
_TITLE_LINE: Final = re.compile(
    r"^title[ \t]*:[ \t]*(?P<quote>[\"']?)(?P<title>\S.*?)(?P=quote)[ \t]*\r?$", re.MULTILINE
)
_HEADING: Final = re.compile(r"^ {0,3}#{1,3}[ \t]+(?P<title>\S.*?)(?:[ \t]+#+)?[ \t]*\r?$", re.MULTILINE)
_LABEL: Final = re.compile(
    r"[^\S\n]*(?:(?:first )?(?:published|posted|updated|date|issued|released|last updated|filed|"
    r"опубликовано|дата|обновлено)\b[^\n]{0,60}"
    r"|(?:press release|news release|for immediate release|breaking|exclusive|live|update|пресс-релиз|"
    r"срочно)[^\w\n]*"
    r"|(?:by|from|автор)[ :][^\n]{2,60}"
    r"|[\d\s.,:/-]*(?:\d{1,2}(?:st|nd|rd|th)? )?[^\W\d_]{0,12}\.?(?: \d{1,2},?)? ?(?:19|"
    r"20)\d{2}[\d\s:.,-]*)\r?\n\s*",
    re.IGNORECASE,
)
"""A line that says when, by whom or that it is news, before the headline."""
_MOST_LABELS: Final = 4
_BYLINE: Final = re.compile(r"(?:by|from|автор|от)\b[:\s]", re.IGNORECASE)
_DATELINE_END: Final = re.compile(r"[\u2013\u2014-]\s*$|:\s*$")
_ENDS: Final = (".", "…", "。", "।", ":", ";", ",")


def find_front_matter(text: str) -> Span | None:
    r"""Find the block of "name: value" lines between two lines of --- with which a text may begin.

    Examples
    --------
    >>> find_front_matter("---\ntitle: Drone\n---\nText") is not None, find_front_matter("Text") is None
    (True, True)
    """
    found = _FRONT_MATTER.match(text)
    return Span(*found.span("body")) if found else None


def find_headline(text: str) -> Span | None:
    r"""Find the headline that a text begins with.

    Parameters
    ----------
    text : str
        Plain text or Markdown.

    Returns
    -------
    Span or None
        Of the title in the front matter, of a heading with one #, or of a first line that is short, does not
        end like a sentence, and stands alone or above longer paragraphs.

    Examples
    --------
    >>> text = "Drone found near Aktau\n\nA drone was found near Aktau on Tuesday, officials said."
    >>> text[slice(*find_headline(text))]
    'Drone found near Aktau'
    >>> find_headline("A drone was found near Aktau.\n\nIt was small.") is None
    True
    """
    matter = find_front_matter(text)
    start = 0
    if matter:
        titled = _TITLE_LINE.search(text, *matter)
        if titled:
            return Span(*titled.span("title"))
        start = text.index("---", matter.end) + 3
    for _ in range(_MOST_LABELS):
        label = _LABEL.match(text, start)
        if label is None or label.end() == start or not label[0].strip():
            break
        start = label.end()
    first = re.compile(r"\S").search(text, start)
    if first is None:
        return None
    begin = text.rfind("\n", 0, first.start()) + 1
    heading = _HEADING.match(text, begin)
    return Span(*heading.span("title")) if heading else _first_line(text, first.start())


def _first_line(text: str, start: int) -> Span | None:
    end = text.find("\n", start)
    if end < 0:
        return None
    line = trim(text, start, end)
    words = text[slice(*line)]
    bare = words.rstrip("\"'”»)’")
    if len(words) > _LONGEST or bare.endswith(_ENDS) or not any(letter.isalpha() for letter in words):
        return None
    if words.startswith(("- ", "* ", "• ")) or _DATELINE_END.search(words):
        return None
    after = re.compile(r"\s*(?P<line>\S[^\n]*)").match(text, end)
    if after is None:
        return None
    blank = text.count("\n", end, after.start("line")) > 1
    longer = len(after["line"]) >= 2 * len(words) or bool(_BYLINE.match(after["line"]))
    # A first line that breaks off in the middle of a sentence is of a text in narrow columns.
    goes_on = not blank and after["line"][0].islower()
    return line if (blank or longer) and not goes_on else None

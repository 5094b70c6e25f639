"""What each kind of line is called; never is one named without its kind."""

from __future__ import annotations

from typing import Final

__all__ = ["KIND_NAMES", "UNKNOWN_KIND", "line_caption"]

# What each kind of line is called, everywhere in the map.
KIND_NAMES: Final[dict[str, str]] = {
    "international": "international border",
    "line_of_control": "line of control",
    "ceasefire": "ceasefire line",
    "breakaway": "line of a breakaway territory",
    "claimed": "claimed line",
    "territorial_sea": "limit of the territorial sea",
    "seabed": "seabed boundary, approximate",
    "internal": "internal boundary",
}
# Where the name of the other side follows.
BREAKAWAY: Final = "breakaway line"
UNKNOWN_KIND: Final = "line of unknown kind"


def line_caption(kind: object, name: str) -> str:
    """Say to which line a distance goes, never without its kind.

    Examples
    --------
    >>> line_caption("international", "Turkmenistan"), line_caption(None, "Turkmenistan")
    ('to the international border with Turkmenistan', 'to a line of unknown kind with Turkmenistan')
    """
    if not isinstance(kind, str) or kind not in KIND_NAMES:
        return f"to a {UNKNOWN_KIND} with {name}"
    return f"to the {BREAKAWAY if kind == 'breakaway' else KIND_NAMES[kind]} with {name}"

"""Headings of columns as people spell them: case, blanks, punctuation and accents do not tell them apart."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

__all__ = ["heading_key", "squash"]

_APART: Final = re.compile(r"[\W_]+")


def heading_key(heading: str) -> str:
    """Write a heading in lower case, words joined by underscores, without accents.

    Examples
    --------
    >>> heading_key("  Événement (Date) "), heading_key("Event-Date"), heading_key("geographische Länge")
    ('evenement_date', 'event_date', 'geographische_lange')
    """
    letters = unicodedata.normalize("NFKD", heading.casefold())
    bare = "".join(letter for letter in letters if unicodedata.category(letter) != "Mn")
    return _APART.sub("_", bare).strip("_")


def squash(heading: str) -> str:
    """Write a heading as its letters and digits alone.

    Examples
    --------
    >>> squash("decimalLongitude"), squash("Decimal longitude"), squash("PLUS_CODE")
    ('decimallongitude', 'decimallongitude', 'pluscode')
    """
    return heading_key(heading).replace("_", "")

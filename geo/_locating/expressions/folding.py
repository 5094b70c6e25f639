"""Text as tables of words know it: small letters, no accents, plain spaces, hyphens and apostrophes.

A folded text is read, but what is handed on is the text as it was written: every folded letter knows
where it stood.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final, NamedTuple

__all__ = ["Folded", "fold", "fold_text"]

_PLAIN: Final = {
    **dict.fromkeys("\u2010\u2011\u2212\ufe63\uff0d", "-"),
    **dict.fromkeys("\u2012\u2013\u2014\u2015\u2043\ufe58", "\u2013"),
    **dict.fromkeys("`\u00b4\u02b9\u02bb\u02bc\u2018\u2019\u201b\u2032\uff07", "'"),
    "\N{LATIN SMALL LETTER DOTLESS I}": "i",
    "ł": "l",
    "ø": "o",
}
"""Hyphens are one, and dashes another: "Guinea-Bissau\N{EN DASH}Senegal" says by them where to part it."""


class Folded(NamedTuple):
    """A text to be read, and the text as it was written."""

    text: str
    """Folded; runs of white space are one space."""
    place: tuple[int, ...]
    """Where each folded letter stands in the text as written."""
    written: str

    def cut(self, start: int, end: int) -> str:
        """Give what is written between two places of the folded text, without white space around it.

        Examples
        --------
        >>> fold_text("à l'Est  de Bangui").cut(11, 17)
        'Bangui'
        """
        if start >= end:
            return ""
        return self.written[self.place[start] : self._end(end)].strip()

    def take(self, start: int, end: int) -> Folded:
        """Give a piece, to be read by itself."""
        last = self._end(end)
        return Folded(self.text[start:end], self.place[start:end], self.written[:last])

    def _end(self, end: int) -> int:
        """Take accents that are letters of their own along with the letter that they stand on."""
        return self.place[end] if end < len(self.place) else len(self.written)


def fold_text(text: str) -> Folded:
    """Fold a text, and remember where its letters stood.

    Examples
    --------
    >>> fold_text(" À 25\u00a0km ").text
    'a 25 km'
    """
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        folded = _fold_letter(letter)
        if not folded or (folded == " " and (not letters or letters[-1] == " ")):
            continue
        letters.append(folded)
        places.append(place)
    while letters and letters[-1] == " ":
        letters.pop()
        places.pop()
    return Folded("".join(letters), tuple(places), text)


def fold(text: str) -> str:
    """Fold a text of the tables, where nobody asks what stood where.

    Examples
    --------
    >>> fold("Près de"), fold("в районе")
    ('pres de', 'в раионе')
    """
    return "".join(_fold_letter(letter) for letter in text)


@lru_cache(maxsize=4096)
def _fold_letter(letter: str) -> str:
    """Fold one letter into one letter, or into none when it is but a mark on another."""
    category = unicodedata.category(letter)
    if category in {"Mn", "Cf"}:
        return ""
    if letter.isspace():
        return " "
    if category == "Nd":
        return str(unicodedata.digit(letter))
    parts = unicodedata.normalize("NFD", letter)
    bare = "".join(part for part in parts if unicodedata.category(part) != "Mn").lower()
    small = bare if len(bare) == 1 else letter.lower()
    return _PLAIN.get(small, small if len(small) == 1 else letter)

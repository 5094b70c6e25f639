"""Typography to plain letters, digits and marks, with the way back to where each stood."""

from __future__ import annotations

import unicodedata
from array import array
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Tidied", "tidy"]

_MARKS: Final = {
    "°": "º˚⁰∘ᵒ◦",
    "'": "`´ʹʻʼʽˈ\u2018\u2019\u201b\u2032\u2035\u055a\uff07",
    '"': "ʺ˝\u201c\u201d\u201f\u2033\u2036\u3003\uff02",
    "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d",
    ".": "\u066b",
    ",": "\u060c\u3001",
    ";": "\u061b",
    "/": "\u2044\u2215",
    ":": "\u2236",
    "\n": "\x85\u2028\u2029",
}
_PLAIN: Final = {mark: plain for plain, marks in _MARKS.items() for mark in marks}
# Letters, digits and marks as wide as an ideograph lie this far from the plain ones.
_WIDE: Final = range(0xFF01, 0xFF5F)
_WIDE_OFFSET: Final = 0xFEE0
# A cell or a message can hold any of them; a line end is the only one that says something.
_CONTROLS: Final = {code: " " for code in (*range(32), 127) if chr(code) != "\n"}


class Tidied(NamedTuple):
    """A text in plain characters."""

    text: str
    places: Sequence[int] | None
    """Where each character stood; None where none was left out, so that all stand where they stood."""

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Give the offsets in the text as it was of a part that is not empty."""
        return (start, end) if self.places is None else (self.places[start], self.places[end - 1] + 1)


def tidy(text: str) -> Tidied:
    r"""Write a text with plain spaces, digits, minuses and marks of degrees, minutes and seconds.

    Characters that nobody sees, such as those that turn the direction of writing, are left out; every other
    becomes one.

    Examples
    --------
    >>> tidy("43º39\u2032\u200f N").text, tidy("\u0664\u0663\u066b\u0666\u0665").text
    ("43°39' N", '43.65')
    >>> tidy("\u200f43").original(0, 2)
    (1, 3)
    """
    if text.isascii():
        return Tidied(text.translate(_CONTROLS), None)
    table = {ord(letter): _plain(letter) for letter in set(text)}
    plain = text.translate(table)
    if len(plain) == len(text):
        return Tidied(plain, None)
    return Tidied(plain, array("q", (at for at, letter in enumerate(text) if table[ord(letter)])))


def _plain(letter: str) -> str:
    if letter in _PLAIN:
        return _PLAIN[letter]
    if letter == "\n":
        return letter
    if ord(letter) in _WIDE:
        return chr(ord(letter) - _WIDE_OFFSET)
    digit = unicodedata.decimal(letter, None)
    if digit is not None:
        return str(digit)
    if letter.isspace() or unicodedata.category(letter) == "Cc":
        return " "
    return "" if unicodedata.category(letter) == "Cf" else letter

"""One angle in decimal degrees or in degrees, minutes and seconds, however its parts are marked.

A text is cut into tokens, and tokens become an angle; which of two angles is which is for ``pairs``.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from geo._coordinates.positions import half_unit
from geo._coordinates.words import AXIS, read_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo._coordinates.words import Axis, Word

__all__ = ["TOO_MANY_MINUTES", "Angle", "Token", "read_angle", "tokenise"]

DEGREES, MINUTES, SECONDS = range(3)
_PER_DEGREE: Final = (1.0, 60.0, 3600.0)
_MOST_IN_PART: Final = 60
# Marks and letters, and the first two letters of words.
_UNIT_WORDS: Final = {
    **dict.fromkeys(("°", "d", "o", "de", "гр"), DEGREES),
    **dict.fromkeys(("'", "m", "mi", "ми"), MINUTES),
    **dict.fromkeys(('"', "''", "s", "se", "се"), SECONDS),
}
_TOKEN: Final = re.compile(
    r"(?P<number>\d+(?:\.\d*)?|\.\d+)"
    r"|(?P<unit>°|''|['\"])"
    r"|(?P<border>[,;/|~])"
    r"|(?P<sign>[+-])"
    # An o is a degree where something follows; at the end it is the west.
    r"|(?P<short>(?<=\d)\s?(?:deg(?:rees?)?\b\.?|min(?:utes?)?\b\.?|sec(?:onds?)?\b\.?|градус(?:а|ов)?\b|град\b\.?"
    r"|мин(?:ута?|уты)?\b\.?|сек(?:унда?|унды)?\b\.?|(?-i:[dm])(?=[\s\d]|[nsewNSEW]\b)|(?-i:o)(?=\s?\d|\s?[nsewNSEW]\b)))"
    r"|(?P<seconds>(?<=\d)\s?s(?=\s?[nsew]\b|\s*$))"
    r"|(?P<blank>[\s:=]+)"
    rf"|(?:{AXIS})(?![^\W\d_])\.?",
    re.IGNORECASE,
)
# Degrees, minutes and seconds run together, as pilots and sailors write them.
_PACKED: Final = {
    "lat": re.compile(r"(\d\d)(\d\d)(\d\d)?(\.\d+)?"),
    "lon": re.compile(r"(\d\d\d)(\d\d)(\d\d)?(\.\d+)?"),
}

BROKEN: Final = "only the last part of an angle can have decimals"
TOO_MANY_MINUTES: Final = "minutes and seconds have to be below 60"
SIGN_AND_LETTER: Final = "a minus and the letter of a hemisphere stand at one number"


class Token(NamedTuple):
    """A part of a text of coordinates."""

    kind: str
    """One of number, unit, border, sign or axis."""
    text: str = ""
    unit: int = 0
    axis: Axis | None = None
    sign: int = 0
    is_tight: bool = False
    """Whether a sign or a letter stands between two figures, where it may be something else."""
    is_joined: bool = False
    """Whether a number stands right behind a colon."""


class Angle(NamedTuple):
    """One angle."""

    degrees: float
    half_deg: float
    """Half a unit of its last digit, degrees."""
    parts: int
    """1 of decimal degrees, 2 with minutes, 3 with seconds."""
    axis: Axis | None
    is_lettered: bool
    """Whether a letter or a word names the hemisphere."""
    decimals: int
    """Digits behind the point, of decimal degrees."""
    letter: str
    """The letter or word as it is written, "" without one."""
    ends_in_s: bool
    """Whether its last unit is an s, which may be a second or the south."""


def tokenise(text: str) -> list[Token] | None:
    """Cut a tidied text into tokens; None where it has anything that no angle has.

    Examples
    --------
    >>> [token.kind for token in tokenise("-43°39.5' N")]
    ['sign', 'number', 'unit', 'number', 'unit', 'axis']
    >>> tokenise("43.65 km")
    """
    tokens: list[Token] = []
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            return None
        start, at = at, found.end()
        token = _token(found, tokens, text[max(start - 1, 0) : start], text[at : at + 1])
        if token is None:
            return None
        if token.kind != "blank":
            tokens.append(token)
    return tokens


def _token(found: re.Match[str], before: Sequence[Token], left: str, right: str) -> Token | None:
    """Make one token; `left` and `right` are the characters beside it."""
    kind, text = str(found.lastgroup), found[0].strip()
    is_tight = left.isdigit() and right.isdigit()
    word = read_word(found)
    if kind == "number":
        # Two points in one number: 43.39.00 may be of anything.
        return None if left.isdigit() or left == "." else Token(kind, text, is_joined=left == ":")
    if kind == "sign":
        is_tight = left.isdigit() and (right.isdigit() or right == ".")
        return Token(kind, text, sign=-1 if text == "-" else 1, is_tight=is_tight)
    if kind in ("unit", "short"):
        name = text.lower()
        return Token("unit", name, _UNIT_WORDS[name if name in _UNIT_WORDS else name[:2]])
    if kind == "seconds":
        return _second_or_south(text, before, is_last=not right, is_tight=is_tight)
    return Token(kind, text) if word is None else _direction(text, word, before, is_tight=is_tight)


def _direction(text: str, word: Word, before: Sequence[Token], *, is_tight: bool) -> Token:
    # A small o in "43o 51o" is a degree too; behind a latitude with its letter, "43n 51o", it is the west.
    if text == "o" and not any(token.axis == "lat" and token.sign for token in before):
        return Token("unit", text, DEGREES)
    return Token("axis", text, axis=word.axis, sign=word.sign, is_tight=is_tight)


def _second_or_south(text: str, before: Sequence[Token], *, is_last: bool, is_tight: bool) -> Token:
    """Read an s: of seconds behind minutes marked m, a large one only where a hemisphere follows."""
    is_behind_m = len(before) > 1 and before[-2].kind == "unit" and before[-2].text[0] in "mм"
    if is_behind_m and (text == "s" or not is_last):
        return Token("unit", "s", SECONDS)
    return Token("axis", text, axis="lat", sign=-1, is_tight=is_tight)


def read_angle(tokens: Sequence[Token]) -> Angle | str | None:
    """Read one angle.

    Returns
    -------
    Angle, or str
        What is wrong with it where it is an angle but cannot be right; None where it is none.

    Examples
    --------
    >>> angle = read_angle(tokenise("43 39.5 S"))
    >>> round(angle.degrees, 6), angle.axis, round(angle.half_deg * 60, 6)
    (-43.658333, 'lat', 0.05)
    >>> read_angle(tokenise("43°75'"))
    'minutes and seconds have to be below 60'
    """
    words = [token for token in tokens if token.kind == "axis"]
    bare = [token for token in tokens if token.kind != "axis"]
    if not bare or not _stand_together(tokens, bare) or len({word.axis for word in words}) > 1:
        return None
    letters = [word for word in words if word.sign]
    if len(letters) > 1:
        return None
    sign = 0
    if bare[0].kind == "sign":
        sign = bare[0].sign
        bare = bare[1:]
    parts = _read_parts(bare)
    if parts is None or isinstance(parts, str):
        return parts
    if sign < 0 and letters:
        return SIGN_AND_LETTER
    if letters:
        parts = _unpack(parts, bare, letters[0].axis)
    if any(float(text) >= _MOST_IN_PART for text, _ in parts[1:]):
        return TOO_MANY_MINUTES
    last, unit = parts[-1]
    degrees = sum(float(text) / _PER_DEGREE[unit] for text, unit in parts)
    return Angle(
        degrees=degrees * (sign or 1) * (letters[0].sign if letters else 1),
        half_deg=half_unit(last) / _PER_DEGREE[unit],
        parts=unit + 1,
        axis=words[0].axis if words else None,
        is_lettered=bool(letters),
        decimals=len(last.partition(".")[2]) if unit == DEGREES else 0,
        letter=letters[0].text if letters else "",
        ends_in_s=bare[-1].kind == "unit" and bare[-1].text == "s",
    )


def _stand_together(tokens: Sequence[Token], bare: Sequence[Token]) -> bool:
    """Say whether words stand before or after all the rest."""
    start = next(at for at, token in enumerate(tokens) if token is bare[0])
    return all(token.kind != "axis" for token in tokens[start : start + len(bare)])


def _read_parts(tokens: Sequence[Token]) -> list[tuple[str, int]] | str | None:
    """Read degrees, minutes and seconds, each as it is written and with its unit."""
    parts: list[tuple[str, int]] = []
    is_marked = True
    for token in tokens:
        if token.kind == "number":
            parts.append((token.text, parts[-1][1] + 1 if parts else DEGREES))
            is_marked = False
        elif token.kind != "unit" or is_marked or token.unit < parts[-1][1]:
            return None
        else:
            parts[-1] = (parts[-1][0], token.unit)
            is_marked = True
    if not parts or parts[0][1] != DEGREES or parts[-1][1] > SECONDS:
        return None
    if any("." in text for text, _ in parts[:-1]):
        return BROKEN
    return parts if all(one < other for (_, one), (_, other) in pairwise(parts)) else None


def _unpack(
    parts: list[tuple[str, int]], tokens: Sequence[Token], axis: Axis | None
) -> list[tuple[str, int]]:
    """Take apart figures that are run together; what is not run together stays."""
    found = _PACKED[axis or "lat"].fullmatch(parts[0][0])
    if found is None or len(tokens) > 1:
        return parts
    figures = [part for part in found.groups()[:3] if part is not None]
    figures[-1] += found[4] or ""
    return [(text, unit) for unit, text in enumerate(figures)]

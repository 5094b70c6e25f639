"""What may be a position in running text, one notation each: where it is, and what its reader says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geo._coordinates.angles import TOO_MANY_MINUTES, Angle
from geo._coordinates.links import LINK, read_link
from geo._coordinates.mgrs import MGRS, read_mgrs
from geo._coordinates.pairs import ORDERS, Pair, pair_position, read_pair
from geo._coordinates.plain import are_doubtful
from geo._coordinates.plus_codes import PLUS_CODE, read_plus_code
from geo._coordinates.positions import Position
from geo._coordinates.shapes import WKT_BODY, WKT_HEAD, read_wkt
from geo._coordinates.uris import GEO_URI, read_geo_uri
from geo._coordinates.utm import UTM, read_utm
from geo._coordinates.words import LABEL, LETTER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Taken = tuple[int, int, Position | None]

__all__ = [
    "find_angles",
    "find_decimals",
    "find_links",
    "find_mgrs",
    "find_plus_codes",
    "find_uris",
    "find_utm",
    "find_wkt",
]

_BRACKET: Final = re.compile(r"[()]")
_TRAILING: Final = ".,;:!?'\"*_»"
_LEAST_NORTHING: Final = 6
_LEAST_FIGURES: Final = 4

# Nothing of a word or of a longer number may touch a notation.
_ALONE: Final = r"(?<![\w.+/°$€£¥₽#-])(?<!\d[,:])"
_ENDED: Final = r"(?![\w°])(?![.,:/-]\d)"

_NUMBER: Final = r"\d{1,3}+(?:[.,]\d{1,20}+)?+"
_UNIT: Final = (
    r"(?:°|''|['\"]|deg(?:rees?)?\.?|min(?:utes?)?\.?|sec(?:onds?)?\.?|градус(?:а|ов)?|град\.?|минут[аы]?|мин\.?"
    r"|секунд[аы]?|сек\.?|[dmso](?=[\W\d]|[nsewo]\b))"
)
_JOINT: Final = rf"(?: ?{_UNIT}[ ,]?|[: -])"
_ANGLE: Final = rf"[+-]?{_NUMBER}(?:{_JOINT}\d{{1,2}}+(?:[.,]\d{{1,20}}+)?+){{0,2}}(?: ?{_UNIT})?"
_BETWEEN: Final = r"(?: ?[,;/|] ?\n?|[ \n]| and | и | y | et )"
_LETTER: Final = rf"{LETTER}(?![^\W\d_])\.?"
_LABEL: Final = rf"{LABEL}(?![^\W\d_])\.?[ :=]{{0,3}}"
_PACKED: Final = r"\d{4,7}(?:\.\d{1,9})?"
_LABELLED_ANGLE: Final = rf"{_LABEL}{_ANGLE}(?: ?{_LETTER})?"
_LETTERED: Final = (
    rf"{_LABELLED_ANGLE}{_BETWEEN}{_LABELLED_ANGLE}"
    rf"|{_LETTER} ?{_ANGLE}{_BETWEEN}{_LETTER} ?{_ANGLE}"
    rf"|{_ANGLE} ?(?:{_LETTER}|{LABEL}\b\.?){_BETWEEN}?{_ANGLE} ?(?:{_LETTER}|{LABEL}\b)"
    rf"|[NS] ?{_PACKED}{_BETWEEN}?[EW] ?{_PACKED}|{_PACKED} ?[NS]{_BETWEEN}?{_PACKED} ?[EW]"
)
_SEXAGESIMAL: Final = (
    r"[+-]?\d{1,3} ?° ?\d{1,2}(?:[.,]\d{1,20}+)?+ ?(?:'(?!')(?: ?\d{1,2}(?:[.,]\d{1,20}+)?+ ?(?:\"|''))?)"
)
_ANGLES: Final = re.compile(
    rf"{_ALONE}(?:{_LETTERED}|{_SEXAGESIMAL}{_BETWEEN}{_SEXAGESIMAL}){_ENDED}", re.IGNORECASE
)
_HEADED: Final = "|".join(pattern.pattern for _, pattern in ORDERS)
_POINTED: Final = r"[+-]?\d{1,3}\.\d{2,30}+°?"
_WITH_COMMA: Final = r"[+-]?\d{1,3},\d{2,30}+°?"
_DECIMALS: Final = re.compile(
    rf"{_ALONE}(?:(?P<heading>{_HEADED})\(?{_ANGLE}{_BETWEEN}{_ANGLE}"
    rf"|{_POINTED}(?P<between> ?[,;] ?| / | {{1,3}}){_POINTED}"
    rf"|{_WITH_COMMA}(?P<other>[,;] | ?; ?| / | {{1,3}}){_WITH_COMMA}){_ENDED}",
    re.IGNORECASE,
)


def _found(read: Position | str | None) -> Position | None:
    return read if isinstance(read, Position) else None


def _matches(
    pattern: re.Pattern[str], text: str, take: Callable[[re.Match[str]], Taken | None]
) -> Iterator[Taken]:
    """Go through what a pattern finds; what is not taken is sought again from its second character on."""
    at = 0
    while found := pattern.search(text, at):
        taken = take(found)
        if taken is None:
            at = found.start() + 1
        else:
            yield taken
            at = taken[1]


def find_wkt(text: str) -> Iterator[Taken]:
    """Find well-known text."""
    at = 0
    while head := WKT_HEAD.search(text, at):
        body = WKT_BODY.match(text, head.end())
        at = end = head.end() if body is None else body.end()
        is_word = head.start() > 0 and (text[head.start() - 1].isalnum() or text[head.start() - 1] == "_")
        if body is None or is_word:
            continue
        depth = 0
        for bracket in _BRACKET.finditer(body[0]):
            depth += 1 if bracket[0] == "(" else -1
            if depth == 0:
                at = end = body.start() + bracket.end()
                break
        yield head.start(), end, None if depth else _found(read_wkt(text[head.start() : end]))


def find_links(text: str) -> Iterator[Taken]:
    """Find links; those without a position are taken too, so that nothing in them is read otherwise."""

    def take(found: re.Match[str]) -> Taken | None:
        link = found[0].rstrip(_TRAILING)
        while (
            link
            and link[-1] in ")]}"
            and link.count(link[-1]) > link.count({")": "(", "]": "[", "}": "{"}[link[-1]])
        ):
            link = link[:-1].rstrip(_TRAILING)
        return found.start(), found.start() + max(len(link), 1), _found(read_link(link))

    return _matches(_LINK, text, take)


def find_uris(text: str) -> Iterator[Taken]:
    """Find geo: URIs."""

    def take(found: re.Match[str]) -> Taken | None:
        uri = found[0].rstrip(_TRAILING + ")]}") if found["rest"] else found[0]
        return found.start(), found.start() + len(uri), _found(read_geo_uri(uri))

    return _matches(_URI, text, take)


def find_utm(text: str) -> Iterator[Taken]:
    """Find positions in UTM."""

    def take(found: re.Match[str]) -> Taken | None:
        which = "1" if found["zone1"] else "2"
        is_named = "utm" in found[0].lower() or "zone" in found[0].lower()
        letter, easting = found[f"letter{which}"], found[f"easting{which}"].partition(".")[0]
        northing = found[f"northing{which}"].partition(".")[0]
        is_plain = len(easting) == 6 and len(northing) >= _LEAST_NORTHING and letter == letter.upper()  # noqa: PLR2004 - metres
        if not (is_named or is_plain):
            return None
        return found.start(), found.end(), _found(read_utm(found[0]))

    return _matches(_UTM, text, take)


def find_mgrs(text: str) -> Iterator[Taken]:
    """Find names of squares: with four figures and large letters, or with the word MGRS before them."""

    def take(found: re.Match[str]) -> Taken | None:
        name = found[0]
        figures = found["figures"].split()
        if not found["prefix"]:
            letters = found["zone"] + found["square"]
            if letters != letters.upper() or not found["zone"][0].isdigit():
                return None
        position = read_mgrs(name)
        # What comes behind may be another number: 39T VJ 5555 12 people.
        if isinstance(position, str) and len(figures) > 1:
            name = name[: -len(figures[1])].rstrip()
            position = read_mgrs(name)
            figures = figures[:1]
        if not isinstance(position, Position):
            return None
        if not found["prefix"] and sum(map(len, figures)) < _LEAST_FIGURES:
            return None
        return found.start(), found.start() + len(name), position

    return _matches(_MGRS, text, take)


def find_plus_codes(text: str) -> Iterator[Taken]:
    """Find whole Plus Codes."""

    def take(found: re.Match[str]) -> Taken | None:
        code = found[0]
        # A number and an extension would do as well.
        if code.endswith("+") or not any(letter.isalpha() for letter in code):
            return None
        position = _found(read_plus_code(code))
        return None if position is None else (found.start(), found.end(), position)

    return _matches(_PLUS_CODE, text, take)


def find_angles(text: str) -> Iterator[Taken]:
    """Find pairs of angles that letters, words or marks of degrees give away."""

    def take(found: re.Match[str]) -> Taken | None:
        # A full stop behind a Latin letter ends the sentence.
        text = found[0][:-1] if found[0].endswith(".") and found[0][-2].isascii() else found[0]
        end = found.start() + len(text)
        pair = read_pair(text)
        if pair == TOO_MANY_MINUTES:
            # Nor is any part of it half of another pair.
            return found.start(), end, None
        if not isinstance(pair, Pair) or not _is_clear(pair, text):
            return None
        return found.start(), end, _found(pair_position(pair, 0))

    return _matches(_ANGLES, text, take)


def find_decimals(text: str) -> Iterator[Taken]:
    """Find pairs of plain decimal numbers."""

    def take(found: re.Match[str]) -> Taken | None:
        if found["heading"] is None and are_doubtful(found, text):
            return None
        pair = read_pair(found[0])
        position = _found(pair_position(pair, 0)) if isinstance(pair, Pair) else None
        return None if position is None else (found.start(), found.end(), position)

    return _matches(_DECIMALS, text, take)


def _is_clear(pair: Pair, text: str) -> bool:
    """Say whether two angles in running text are no numbers of something else."""
    both = (pair.lat, pair.lon)
    if any(angle.axis is None for angle in both):
        return pair.lat.axis is pair.lon.axis and min(angle.parts for angle in both) > 1
    # Small Cyrillic letters alone are prepositions.
    if any(angle.letter in ("с", "ю", "в", "з", "е") for angle in both):
        return False
    has_mark = _MARK.search(text) is not None
    return has_mark or all(_is_fine(angle, text) for angle in both)


def _is_fine(angle: Angle, text: str) -> bool:
    """Say whether an angle has minutes, or decimals enough to be no 5.5 N of force."""
    is_attached = len(_ATTACHED.findall(text)) > 1
    return angle.parts > 1 or angle.decimals > (0 if is_attached else 1)


_MARK: Final = re.compile(rf"°|deg|град|{LABEL}\b", re.IGNORECASE)
_ATTACHED: Final = re.compile(r"\d[nsewo]\b|\b[nsewo][\d.]", re.IGNORECASE)
_LINK: Final = re.compile(rf"(?<![\w.@-])(?:{LINK.pattern})", re.IGNORECASE)
_URI: Final = re.compile(rf"(?<!\w)(?:{GEO_URI.pattern})", re.IGNORECASE)
_UTM: Final = re.compile(rf"(?<![\w.,/+-])(?:{UTM.pattern})(?![\w])(?![.,]\d)", re.IGNORECASE)
_MGRS: Final = re.compile(rf"(?<![\w.,/+-])(?:{MGRS.pattern})(?![\w])(?![.,]\d)", re.IGNORECASE)
_PLUS_CODE: Final = re.compile(rf"(?<![\w+])(?:{PLUS_CODE.pattern})(?![\w+])", re.IGNORECASE)

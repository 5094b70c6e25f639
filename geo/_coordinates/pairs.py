"""A latitude and a longitude in one text, and one of them in a cell of its own.

Read in three steps: what a comma is, a decimal comma or the border between two angles; where the second angle
begins; and which of them is which. Nothing is swapped in silence: where only the numbers tell the order, the
note says so.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from geo._coordinates.angles import DEGREES, Angle, Token, read_angle, tokenise
from geo._coordinates.positions import (
    LARGEST_LAT,
    LAT_LON_ASSUMED,
    LON_FIRST,
    Position,
    box_radius_m,
    check_degrees,
)
from geo._coordinates.words import LABELS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo._coordinates.words import Axis

__all__ = ["ORDERS", "Pair", "pair_position", "read_pair", "read_single"]

# Two angles with decimal commas, and a comma between them.
_FOUR: Final = re.compile(r"([+-]?\d+),(\d+),\s?([+-]?\d+),(\d+)")
_INNER_COMMA: Final = re.compile(r"(?<=\d),(?=\d)")
_POINT: Final = re.compile(r"\d\.\d")
# What may stand before both: a heading that tells the order, or a mere announcement.
ORDERS: Final = tuple(
    (is_swapped, re.compile(rf"{one}\.?\s?(?:[,/;&|-]|and)?\s?{other}\b\.?\)?\s?[:=]?\s?", re.IGNORECASE))
    for is_swapped, one, other in (
        (False, LABELS["lat"], LABELS["lon"]),
        (True, LABELS["lon"], LABELS["lat"]),
    )
)
_ANNOUNCED: Final = re.compile(
    r"(?:coord(?:inate)?s?|gps|position|pos|location|loc|координаты|коорд|место)\b\.?\s?[:=]?\s?",
    re.IGNORECASE,
)
_BRACKETS: Final = {"(": ")", "[": "]", "{": "}"}
_NOTATIONS: Final = ("decimal degrees", "degrees and minutes", "DMS")
_WESTERN_O: Final = "O is taken for west (oeste, ouest)"
_LAT_ONLY: Final = "there is a latitude without a longitude"
_LON_ONLY: Final = "there is a longitude without a latitude"


class Pair(NamedTuple):
    """Two angles, and which is which."""

    lat: Angle
    lon: Angle
    is_told: bool
    """Whether letters or words say so."""


def read_pair(text: str) -> Pair | str | None:
    """Read two angles; a sentence where they cannot be right, None where there are not two.

    Examples
    --------
    >>> pair = read_pair("43,65 51,16")
    >>> pair.lat.degrees, pair.lon.degrees, pair.is_told
    (43.65, 51.16, False)
    >>> read_pair("43°39'N"), read_pair("somewhere")
    ('there is a latitude without a longitude', None)
    """
    plain = text.strip()
    announced = _ANNOUNCED.match(plain)
    plain = _bare(plain[announced.end() :] if announced else plain)
    for is_swapped, pattern in ORDERS:
        heading = pattern.match(plain, 1 if plain.startswith("(") else 0)
        if heading:
            found = _read_plain(_bare(plain[heading.end() :]))
            if isinstance(found, Pair) and not found.is_told:
                lat, lon = (found.lon, found.lat) if is_swapped else (found.lat, found.lon)
                return Pair(lat, lon, is_told=True)
    return _read_plain(plain)


def _bare(text: str) -> str:
    """Leave out the brackets round a text."""
    return text[1:-1].strip() if text and text[-1] == _BRACKETS.get(text[0]) else text


def _read_plain(plain: str) -> Pair | str | None:
    """Read two angles without anything before them."""
    with_points = _INNER_COMMA.sub(".", _FOUR.sub(r"\1.\2;\3.\4", plain))
    # Where there are points, commas are no decimal ones.
    readings = (plain,) if with_points == plain or _POINT.search(plain) else (with_points, plain)
    problem = None
    for reading in readings:
        tokens = tokenise(reading)
        if tokens is None:
            continue
        found = _read_tokens(tokens)
        if isinstance(found, Pair):
            return found
        problem = problem or found
    return problem


def read_single(text: str) -> Angle | str | None:
    """Read one angle, with a decimal point or comma.

    Examples
    --------
    >>> read_single("51,16° E").degrees, read_single("10 km")
    (51.16, None)
    """
    tokens = tokenise(_INNER_COMMA.sub(".", text.strip()))
    if not tokens:
        return None
    # Between figures a dash is no minus where a letter tells the hemisphere.
    if any(token.kind == "axis" and token.sign for token in tokens):
        tokens = [token for token in tokens if not (token.kind == "sign" and token.is_tight)]
    return read_angle(tokens)


def pair_position(pair: Pair, length: int) -> Position | str:
    """Make the position of a pair that stands in a text of some length, or say what is wrong with it.

    Examples
    --------
    >>> pair_position(read_pair("121.05, 14.5"), 12).note
    'order lon, lat: the first number is no latitude'
    """
    lat, lon, is_told = pair.lat, pair.lon, pair.is_told
    notes = []
    can_swap = False
    if not is_told:
        if abs(lat.degrees) > LARGEST_LAT and abs(lon.degrees) <= LARGEST_LAT:
            lat, lon = lon, lat
            notes.append(LON_FIRST)
        else:
            can_swap = abs(lon.degrees) <= LARGEST_LAT
            notes += [LAT_LON_ASSUMED] * can_swap
    wrong = check_degrees(lon.degrees, lat.degrees)
    if wrong:
        return wrong
    if lon.letter.lower() == "o":
        notes.append(_WESTERN_O)
    return Position(
        start=0,
        end=length,
        lon=lon.degrees,
        lat=lat.degrees,
        precision_m=box_radius_m(lon.degrees, lat.degrees, lon.half_deg, lat.half_deg),
        notation=_NOTATIONS[max(lat.parts, lon.parts) - 1],
        note="; ".join(notes),
        can_swap=can_swap,
    )


def _read_tokens(tokens: list[Token]) -> Pair | str | None:
    halves = _split(tokens)
    if halves is None:
        return _name_single(tokens)
    one, other = map(read_angle, halves)
    if one is None or other is None:
        return _name_single(tokens)
    if isinstance(one, str) or isinstance(other, str):
        return one if isinstance(one, str) else str(other)
    if one.axis is not None and one.axis == other.axis:
        return (
            "there are two latitudes and no longitude"
            if one.axis == "lat"
            else ("there are two longitudes and no latitude")
        )
    if one.is_lettered != other.is_lettered and (one.ends_in_s or other.ends_in_s):
        return "the letter s may be of seconds or of the south"
    is_swapped = one.axis == "lon" or other.axis == "lat"
    is_told = one.axis is not None or other.axis is not None
    lat, lon = (other, one) if is_swapped else (one, other)
    return Pair(lat, lon, is_told)


def _name_single(tokens: Sequence[Token]) -> str | None:
    """Say what is missing where a text holds one angle; None where it holds none."""
    angle = read_angle(tokens)
    if not isinstance(angle, Angle):
        return angle
    sayings: dict[Axis | None, str] = {"lat": _LAT_ONLY, "lon": _LON_ONLY}
    return sayings.get(angle.axis, "there is one number where a latitude and a longitude are needed")


def _split(tokens: list[Token]) -> tuple[list[Token], list[Token]] | None:
    """Give the tokens of the two angles; None where it cannot be told where the second begins."""
    while tokens and tokens[0].kind == "border":
        tokens = tokens[1:]
    while tokens and tokens[-1].kind == "border":
        tokens = tokens[:-1]
    letters = [token for token in tokens if token.kind == "axis" and token.sign]
    # A single E between figures is of a number such as 1e3, which may be anything.
    if len(letters) == 1 and letters[0].is_tight:
        return None
    if letters:
        # Between figures a dash is no minus where letters tell the hemispheres: 43-39-00N.
        tokens = [token for token in tokens if not (token.kind == "sign" and token.is_tight)]
    tokens = _without_label_borders(tokens)
    borders = [at for at, token in enumerate(tokens) if token.kind == "border"]
    if len(borders) > 1:
        return None
    at = borders[0] if borders else _second_start(tokens)
    return (tokens[:at], tokens[at + len(borders) :]) if 0 < at < len(tokens) else None


def _without_label_borders(tokens: list[Token]) -> list[Token]:
    """Leave out a border between a label and its number: lat, 43.65; lon, 51.16."""
    return [
        token
        for at, token in enumerate(tokens)
        if not (
            token.kind == "border"
            and at
            and tokens[at - 1].kind == "axis"
            and not tokens[at - 1].sign
            and tokens[0].kind == "axis"
        )
    ]


def _second_start(tokens: Sequence[Token]) -> int:
    """Say with which token the second angle begins, where no border tells; -1 where nothing does."""
    axes = [at for at, token in enumerate(tokens) if token.kind == "axis"]
    numbers = [at for at, token in enumerate(tokens) if token.kind == "number"]
    signs = [at for at, token in enumerate(tokens) if token.kind == "sign"]
    degrees = [at for at, token in enumerate(tokens) if token.kind == "unit" and token.unit == DEGREES]
    if axes and axes[0] == 0:
        others = [at for at in axes if tokens[at].axis != tokens[0].axis]
        # Two of one kind are found to be so later.
        return next(iter(others + [at for at in axes if numbers and at > numbers[0]]), -1)
    if axes and axes[0] < len(tokens) - 1:
        behind = [
            at
            for at in axes
            if at == axes[0] or all(tokens[near].kind == "axis" for near in range(axes[0], at))
        ]
        same = [at for at in behind if tokens[at].axis == tokens[axes[0]].axis]
        return same[-1] + 1
    inner = [at for at in signs if numbers and at > numbers[0]]
    if inner:
        # A dash in the middle, with no sign at the start, may be a minus or only a dash.
        is_minus = len(inner) == 1 and (not tokens[inner[0]].is_tight or signs[0] == 0)
        return inner[0] if is_minus else -1
    if len(degrees) == 2:  # noqa: PLR2004 - one of each angle
        return degrees[1] - 1
    if len(numbers) % 2 or not numbers:
        return -1
    half = numbers[len(numbers) // 2]
    return -1 if tokens[half].is_joined else half

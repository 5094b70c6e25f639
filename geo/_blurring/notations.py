"""The ways to write a position, found in any text: numbers, degrees and minutes, codes, geometry, links.

Some can be taken for nothing else, and any of them counts. Numbers count when two of them in one text
are near the latitude and the longitude of the row: so a number of victims is no position, and a pair of
decimals in a note or in the link of a map is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["encode_geohash", "is_position", "writes_position"]

NEAR_DEG: Final = 0.15
"""Some 15 km: what two decimals, or one, of a position may be off."""

SAME_DEG: Final = 1e-3
"""One number alone, with three decimals or more, is a degree of the row when it is as near as this."""

LEAST_DIGITS: Final = 3
"""With fewer digits no text says in numbers where something is."""

SCALES: Final = (1e5, 1e6, 1e7)
"""What degrees are multiplied with to be stored as whole numbers."""

WHOLE_FROM: Final = 10_000
"""Smaller whole numbers are no degrees multiplied."""

SHARED_LETTERS: Final = 4
"""A geohash with so many letters of the row's own lies within some 40 km."""

_GEOHASH_LETTERS: Final = "0123456789bcdefghjkmnpqrstuvwxyz"
_GEOHASH: Final = re.compile(rf"\b[{_GEOHASH_LETTERS}]{{5,12}}\b", re.IGNORECASE)
_MGRS: Final = re.compile(
    r"\b(\d{1,2})([C-HJ-NP-X])\s?[A-HJ-NP-Z][A-HJ-NP-V]\s?(?:\d{2}|\d{4}|\d{6}|\d{8}|\d{10}|\d{1,5}\s\d{1,5})\b",
    re.IGNORECASE,
)

_CERTAIN: Final = re.compile(
    r"\b(?:MULTI)?(?:POINT|LINESTRING|POLYGON)\s*[ZM]{0,2}\s*\(|\bGEOMETRYCOLLECTION\b"  # WKT
    r"|\"coordinates\"\s*:"  # GeoJSON
    r"|^(?:0[01]0[1-7]000[0-9a-f]{3}|000000000[1-7]|0020000001|0101000020)[0-9a-f]{32,}"  # WKB, EWKB
    r"|(?:^|[\s/])[23456789CFGHJMPQRVWX]{4,8}0{0,4}\+(?:[23456789CFGHJMPQRVWX]{2,7}|(?=\s|$))"  # plus codes
    r"|^8[0-9a-f]{8,13}f+$"  # H3
    r"|///\w+\.\w+\.\w+|what3words|w3w\.co"
    r"|\b\d{1,2}\s?(?:[C-HJ-NP-X]|north|south)[\s,:]+\d{6}(?:\.\d+)?\s?(?:m?E)?[\s,;]+\d{6,8}\b"  # UTM
    r"|maps\.app\.goo\.gl|goo\.gl/maps|plus\.codes|osm\.org/go|(?:openstreetmap|osm)\.org/(?:node|way|relation)/"
    r"|\bgeo:-?\d"
    r"|\d\s*[°º]\s*\d{1,2}(?:[.,]\d+)?\s*['\u2018\u2019\u2032]"  # degrees and minutes
    r"|(?<![\d.])-?\d{1,3}\.\d{4,}[°º]?\s*[NSEW]?\s*[,;/|\s]\s*-?\d{1,3}\.\d{4,}(?![\d.])",
    re.IGNORECASE,
)
_DECIMAL: Final = re.compile(r"(?<![\d.])\d{1,3}[.,]\d+")
_FINE: Final = re.compile(r"(?<![\d.])\d{1,3}[.,]\d{3,}")
_DAY: Final = re.compile(
    r"\d{1,2}(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)\s?(?:19|20)?\d\d$", re.IGNORECASE
)
_WHOLE: Final = re.compile(r"(?<![\d.,])\d{5,10}(?![\d.,])")
_MINUTES: Final = re.compile(
    r"(?<!\d)(\d{1,3})\s*(?:[°ºd:]|deg\w*|\s)\s*(\d{1,2}(?:[.,]\d+)?)\s*(?:['\u2018\u2019\u2032:m]|\s|$)?"
    r"\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*(?:[\"\u201d\u2033s]|''|$)?)?",
    re.IGNORECASE,
)
# 431230N 0511602E, as aviation and shipping write degrees.
_PACKED: Final = re.compile(r"(?<!\d)(\d{2,3})(\d{2})(\d{2})?(?:\.\d+)?\s?[NSEW]\b", re.IGNORECASE)


def writes_position(text: str) -> bool:
    """Say whether a text writes a position in a way that can be taken for nothing else.

    Examples
    --------
    >>> [writes_position(text) for text in ("POINT (53 43)", "8FVC9G8F+6X", "two points (of three)")]
    [True, True, False]
    """
    return _CERTAIN.search(text) is not None


def is_position(text: str, lon: float, lat: float) -> bool:
    """Say whether a text holds both degrees of a place nearby, or a code for it.

    Parameters
    ----------
    text : str
    lon, lat : float
        Degrees.

    Examples
    --------
    >>> near = (51.2345, 43.6521)
    >>> [is_position(text, *near) for text in ("43,65 51,23", "43°39'N 51°14'E", "51.2 % of 43 voters")]
    [True, True, False]
    """
    zone = int((lon + 180.0) // 6.0) % 60 + 1
    if any(int(code[1]) == zone and not _DAY.match(code[0]) for code in _MGRS.finditer(text)):
        return True
    own = encode_geohash(lon, lat, SHARED_LETTERS)
    # Words have no digits; a code of five letters hardly ever has none.
    hashes = (code[0].lower() for code in _GEOHASH.finditer(text))
    if any(code.startswith(own) and not code.isalpha() for code in hashes):
        return True
    if sum(letter.isdigit() for letter in text) < LEAST_DIGITS:
        return False
    fine = (float(number.replace(",", ".")) for number in _FINE.findall(text))
    if any(min(abs(value - abs(lon)), abs(value - abs(lat))) <= SAME_DEG for value in fine):
        return True
    return _has_both(_decimals(text), lon, lat) or _has_both(_sexagesimals(text), lon, lat)


def _has_both(values: Iterable[float], lon: float, lat: float) -> bool:
    """Say whether different ones of some numbers are near both degrees; signs are written in many ways."""
    found = list(values)
    northward = [number for number, value in enumerate(found) if abs(value - abs(lat)) <= NEAR_DEG]
    eastward = [number for number, value in enumerate(found) if abs(value - abs(lon)) <= NEAR_DEG]
    return any(one != other for one in northward for other in eastward)


def _decimals(text: str) -> list[float]:
    values = [float(number.replace(",", ".")) for number in _DECIMAL.findall(text)]
    whole = [int(number) for number in _WHOLE.findall(text)]
    return values + [number / by for number in whole if number >= WHOLE_FROM for by in SCALES]


def _sexagesimals(text: str) -> list[float]:
    values = []
    for degrees, minutes, seconds in (*_MINUTES.findall(text), *_PACKED.findall(text)):
        parts = [float(part.replace(",", ".")) if part else 0.0 for part in (degrees, minutes, seconds)]
        values.append(parts[0] + parts[1] / 60.0 + parts[2] / 3600.0)
    return values


def encode_geohash(lon: float, lat: float, letters: int) -> str:
    """Write a place as a geohash.

    The example is the one of the public description of the code, in Jutland.

    Examples
    --------
    >>> encode_geohash(10.40744, 57.64911, 11)
    'u4pruydqqvj'
    """
    spans = [[-180.0, 180.0], [-90.0, 90.0]]
    place = (lon, lat)
    code = 0
    for bit in range(5 * letters):
        span = spans[bit % 2]
        middle = (span[0] + span[1]) / 2.0
        is_upper = place[bit % 2] >= middle
        span[0 if is_upper else 1] = middle
        code = 2 * code + is_upper
    return "".join(_GEOHASH_LETTERS[(code >> 5 * (letters - number - 1)) & 31] for number in range(letters))

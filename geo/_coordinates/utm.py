"""Universal Transverse Mercator: a zone, an easting and a northing.

What stands behind the number of a zone is N or S of a half of the Earth, or the letter of a band of latitude,
among which there are an N and an S too. Band N is in the north anyway. 39S may be the southern half, or band
S in the north, where Iran and Iraq lie; wherever a northing allows of both nothing is read.
"""

from __future__ import annotations

import functools
import math
import re
from typing import TYPE_CHECKING, Final

from geo._coordinates.positions import LEAST_PRECISION_M, Position, half_unit

if TYPE_CHECKING:
    from pyproj import Proj

__all__ = ["BANDS", "UTM", "band_span", "from_ups", "from_utm", "read_utm"]

BANDS: Final = "CDEFGHJKLMNPQRSTUVWX"
_LAST_ZONE: Final = 60
_EASTINGS: Final = (100_000.0, 900_000.0)
_MOST_NORTHING: Final = 10_000_000.0
_LATITUDES: Final = (-80.5, 84.5)
_NEAR_DEG: Final = 0.01

_PREFIX: Final = r"(?:UTM:?\s?)?(?:zone:?\s?)?"


def _zone_pattern(which: int) -> str:
    return rf"(?P<zone{which}>\d{{1,2}})\s?(?P<letter{which}>[A-Z]|north(?:ern)?|south(?:ern)?)(?![^\W\d_])"


def _metres_pattern(which: int) -> str:
    return (
        rf"(?P<easting{which}>\d{{5,6}}(?:\.\d{{1,20}})?)\s?(?:m\s?E|mE|m|E)?[\s,;/]{{1,3}}(?:N:?\s?)?"
        rf"(?P<northing{which}>\d{{1,8}}(?:\.\d{{1,20}})?)(?:\s?(?:m\s?N|mN|m|N)(?![^\W\d_]))?"
    )


UTM: Final = re.compile(
    rf"{_PREFIX}{_zone_pattern(1)}[\s,;:]{{1,3}}(?:E:?\s?)?{_metres_pattern(1)}"
    rf"|(?:UTM:?\s?)?{_metres_pattern(2)}[\s,;]{{1,3}}{_PREFIX}{_zone_pattern(2)}",
    re.IGNORECASE,
)
_NO_LETTER: Final = re.compile(
    rf"{_PREFIX}\d{{1,2}}[\s,;:]{{1,3}}\d{{6}}(?:\.\d+)?[\s,;/]{{1,3}}\d{{6,8}}(?:\.\d+)?", re.IGNORECASE
)


def read_utm(text: str) -> Position | str | None:
    """Read a position in UTM.

    Examples
    --------
    >>> found = read_utm("39T 600000E 4800000N")
    >>> round(found.lon, 6), round(found.lat, 6), found.precision_m
    (52.233812, 43.3462, 1.0)
    >>> read_utm("38S 444000 3688000")
    'the letter S may be of band S or of the southern half: write north or south'
    """
    found = UTM.fullmatch(text)
    if found is None:
        return (
            "UTM without the letter of a band, or north or south, is two places"
            if _NO_LETTER.fullmatch(text)
            else None
        )
    which = "1" if found["zone1"] else "2"
    zone, letter = int(found[f"zone{which}"]), found[f"letter{which}"].upper()
    easting, northing = float(found[f"easting{which}"]), float(found[f"northing{which}"])
    wrong = _check(zone, letter, easting, northing)
    if wrong:
        return wrong
    is_word = len(letter) > 1
    in_band = not is_word and _is_in_band(zone, letter, easting, northing)
    if letter == "S" and in_band:
        return "the letter S may be of band S or of the southern half: write north or south"
    is_north = letter.startswith("N") if is_word or letter == "S" else letter >= "N"
    if letter not in "NS" and not is_word and not in_band:
        return "the northing is not in the band that the letter names"
    lon, lat = from_utm(zone, easting, northing, is_north=is_north)
    if not (math.isfinite(lon) and _LATITUDES[0] <= lat <= _LATITUDES[1]):
        return "UTM goes from 80 degrees south to 84 degrees north, and this is beyond"
    half_m = math.hypot(half_unit(found[f"easting{which}"]), half_unit(found[f"northing{which}"]))
    half = {"N": "northern", "S": "southern"}.get(letter, "") if not in_band else ""
    return Position(
        start=0,
        end=len(text),
        lon=lon,
        lat=lat,
        precision_m=max(LEAST_PRECISION_M, half_m),
        notation="UTM",
        note=f"{letter} is taken for the {half} half of the Earth, as the northing is not in band {letter}"
        if half
        else "",
    )


def _check(zone: int, letter: str, easting: float, northing: float) -> str:
    if not 1 <= zone <= _LAST_ZONE:
        return "UTM has zones from 1 to 60"
    if len(letter) == 1 and letter not in BANDS:
        return "after the number of a zone UTM has a letter from C to X, without I and O"
    if not _EASTINGS[0] <= easting < _EASTINGS[1]:
        return "eastings in UTM are from 100000 to 900000"
    return "" if northing <= _MOST_NORTHING else "northings in UTM go up to 10000000"


def _is_in_band(zone: int, letter: str, easting: float, northing: float) -> bool:
    south, north = band_span(letter)
    _, lat = from_utm(zone, easting, northing, is_north=letter >= "N")
    return south - _NEAR_DEG < lat < north + _NEAR_DEG


def band_span(letter: str) -> tuple[float, float]:
    """Give the southern and the northern end of a band of latitude, degrees.

    Examples
    --------
    >>> band_span("S"), band_span("X")
    ((32.0, 40.0), (72.0, 84.0))
    """
    south = 8.0 * BANDS.index(letter) - 80.0
    return south, south + (12.0 if letter == "X" else 8.0)


def from_utm(zone: int, easting: float, northing: float, *, is_north: bool) -> tuple[float, float]:
    """Give the longitude and latitude of a position in UTM, degrees.

    Examples
    --------
    >>> lon, lat = from_utm(31, 500000.0, 0.0, is_north=True)
    >>> round(lon, 9), round(lat, 9)
    (3.0, 0.0)
    """
    lon, lat = _utm(zone, is_north=is_north)(easting, northing, inverse=True)
    return float(lon), float(lat)


def from_ups(easting: float, northing: float, *, is_north: bool) -> tuple[float, float]:
    """Give the longitude and latitude of a position in Universal Polar Stereographic, degrees.

    Examples
    --------
    >>> from_ups(2000000.0, 2000000.0, is_north=False)[1]
    -90.0
    """
    lon, lat = _ups(is_north=is_north)(easting, northing, inverse=True)
    return float(lon), float(lat)


@functools.cache
def _utm(zone: int, *, is_north: bool) -> Proj:
    from pyproj import Proj

    return Proj(proj="utm", zone=zone, ellps="WGS84", south=not is_north)


@functools.cache
def _ups(*, is_north: bool) -> Proj:
    from pyproj import Proj

    return Proj(proj="ups", ellps="WGS84", south=not is_north)

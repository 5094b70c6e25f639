"""What all notations become: a position, and the radius that its digits leave open."""

from __future__ import annotations

import functools
import math
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pyproj
    from shapely.geometry.base import BaseGeometry

__all__ = [
    "LARGEST_LAT",
    "LARGEST_LON",
    "LAT_LON_ASSUMED",
    "LEAST_PRECISION_M",
    "LON_FIRST",
    "OFF_LAT",
    "OFF_LON",
    "Position",
    "box_radius_m",
    "check_degrees",
    "farthest_m",
    "half_unit",
]

LARGEST_LON: Final = 180.0
LARGEST_LAT: Final = 90.0

LEAST_PRECISION_M: Final = 1.0
"""Fifteen decimals come out of a computer, not out of an instrument."""

OFF_LAT: Final = "the latitude is outside -90 to 90"
OFF_LON: Final = "the longitude is outside -180 to 180"
LAT_LON_ASSUMED: Final = "order lat, lon assumed"
LON_FIRST: Final = "order lon, lat: the first number is no latitude"
"""What the note of a position says of a pair without letters whose numbers give its order away."""

_MILLIMETRES: Final = 1000.0


class Position(NamedTuple):
    """One position that a text states."""

    start: int
    end: int
    """Character offsets in the text; text[start:end] is the notation as it is written."""
    lon: float
    lat: float
    """WGS84 degrees; of a line or an area a point on it."""
    precision_m: float
    """Radius that contains everything the digits written can mean, metres, at least 1."""
    notation: str
    """Decimal degrees, degrees and minutes, DMS, MGRS, UTM, Plus Code, geo URI, map link or WKT."""
    geometry: BaseGeometry | None = None
    """Only of WKT that is no point."""
    note: str = ""
    """What a reader should know; mostly nothing."""
    can_swap: bool = False
    """Whether nothing written said which number is the latitude, and both orders are on Earth."""


def check_degrees(lon: float, lat: float) -> str:
    """Say what is wrong with degrees; "" where they are on Earth.

    Examples
    --------
    >>> check_degrees(51.16, 43.65), check_degrees(51.16, 95.0)
    ('', 'the latitude is outside -90 to 90')
    """
    # Not ">" : NaN has to count as outside.
    if not abs(lat) <= LARGEST_LAT:
        return OFF_LAT
    return "" if abs(lon) <= LARGEST_LON else OFF_LON


def half_unit(number: str) -> float:
    """Give half a unit of the last digit of a decimal number.

    Examples
    --------
    >>> half_unit("43"), half_unit("43.6")
    (0.5, 0.05)
    """
    return float(0.5 * 10.0 ** -len(number.partition(".")[2]))


def box_radius_m(lon: float, lat: float, half_lon: float, half_lat: float) -> float:
    """Give the radius about a position that contains all degrees which the digits can mean.

    A geodesic from the middle of such a box is longest at one of its corners, on the side of the equator.

    Parameters
    ----------
    lon, lat : float
        Degrees.
    half_lon, half_lat : float
        How far the degrees may be off, degrees.

    Returns
    -------
    float
        Metres, rounded up to a millimetre, at least `LEAST_PRECISION_M`.

    Examples
    --------
    >>> box_radius_m(0.0, 0.0, 0.005, 0.005)
    784.518
    >>> box_radius_m(0.0, 0.0, 1e-15, 1e-15)
    1.0
    """
    north, south = min(lat + half_lat, LARGEST_LAT), max(lat - half_lat, -LARGEST_LAT)
    width = min(half_lon, LARGEST_LON)
    # Both corners of one side are equally far.
    return farthest_m(lon, lat, [(lon + width, north), (lon + width, south)])


def farthest_m(lon: float, lat: float, others: Iterable[tuple[float, float]]) -> float:
    """Give the geodesic distance to the farthest of some positions, rounded up as a precision is, metres.

    Examples
    --------
    >>> farthest_m(0.0, 0.0, [(0.0, 0.0), (1.0, 0.0)])
    111319.491
    """
    lons, lats = zip(*others, strict=True)
    _, _, distances_m = geod().inv([lon] * len(lons), [lat] * len(lons), lons, lats)
    longest_m = float(max(distances_m))
    return max(LEAST_PRECISION_M, math.ceil(longest_m * _MILLIMETRES) / _MILLIMETRES)


@functools.cache
def geod() -> pyproj.Geod:
    """Give the ellipsoid, made once."""
    from pyproj import Geod

    return Geod(ellps="WGS84")

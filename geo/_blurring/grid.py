"""Cells of a fixed grid over the world, for every length one.

Rows are bands of equal latitude from pole to pole; a band is divided into as many equal columns, from
the antimeridian eastwards, as are still wide enough at its end nearer to the pole. So cells are nearly
square on the ground and hold a circle of the length everywhere, at a pole too: there the cell is a cap.

A place on a side belongs to the cell north or east of it, the north pole to the last row, and longitude
180 is -180. Sides lie on whole ten-millionths of a degree, which every format of file can hold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import shapely
from shapely import box

from geo._geodesy import inverse

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["Cell", "cell_at", "outline", "sides_m", "widen"]

EQUATOR_M: Final = 6_378_137.0
ECCENTRICITY_SQUARED: Final = 0.006_694_379_990_141_3
"""Of WGS84."""

LEAST_DEGREE_M: Final = 110_574.0
"""The shortest degree of latitude, the one at the equator."""

LEAST_RADIUS_M: Final = 6_335_000.0
"""Less than the Earth curves by anywhere, so that an angle is never too small."""

ROOM: Final = 1.01
"""Cells are a hundredth larger than asked, so that neither the ellipsoid nor rounding makes one too small."""

DECIMALS: Final = 7
WORLD_DEG: Final = 360.0
HALF_WORLD_DEG: Final = 180.0
POLE_DEG: Final = 90.0


class Cell(NamedTuple):
    """A box in degrees; west may be below -180 and east above 180 where it was widened."""

    west: float
    south: float
    east: float
    north: float


def cell_at(lon: float, lat: float, length_m: float) -> Cell:
    """Give the one cell that holds a place.

    Parameters
    ----------
    lon, lat : float
        Degrees, -180..180 and -90..90.
    length_m : float
        Radius in metres of a circle that the cell has to hold.

    Examples
    --------
    >>> cell_at(53.51, 43.02, 5_000.0)
    Cell(west=53.4297521, south=42.9441624, east=53.553719, north=43.035533)
    >>> cell_at(53.43, 42.95, 5_000.0) == cell_at(53.51, 43.02, 5_000.0)
    True
    """
    side_m = 2.0 * length_m * ROOM
    rows = int(HALF_WORLD_DEG * LEAST_DEGREE_M / side_m)
    row = _number_of(lat, -POLE_DEG, HALF_WORLD_DEG, rows)
    south, north = (_edge(number, -POLE_DEG, HALF_WORLD_DEG, rows) for number in (row, row + 1))
    columns = max(1, int(_around_m(max(abs(south), abs(north))) / side_m))
    east_of = -HALF_WORLD_DEG if lon == HALF_WORLD_DEG else lon
    column = _number_of(east_of, -HALF_WORLD_DEG, WORLD_DEG, columns)
    west, east = (_edge(number, -HALF_WORLD_DEG, WORLD_DEG, columns) for number in (column, column + 1))
    return Cell(west, south, east, north)


def _edge(number: int, first: float, span: float, count: int) -> float:
    return round(first + span * number / count, DECIMALS)


def _number_of(value: float, first: float, span: float, count: int) -> int:
    """Find between which edges a value lies, by the rounded edges themselves."""
    number = min(max(int((value - first) * count / span), 0), count - 1)
    while number > 0 and value < _edge(number, first, span, count):
        number -= 1
    while number < count - 1 and value >= _edge(number + 1, first, span, count):
        number += 1
    return number


def _around_m(lat: float) -> float:
    """Length of a parallel in metres."""
    phi = np.radians(lat)
    radius_m = EQUATOR_M * np.cos(phi) / np.sqrt(1.0 - ECCENTRICITY_SQUARED * np.sin(phi) ** 2)
    return float(2.0 * np.pi * max(radius_m, 0.0))


def widen(cell: Cell, radius_m: float) -> Cell:
    """Widen a cell so that it holds every circle of a radius about any place in it.

    Examples
    --------
    >>> widen(Cell(-180.0, 0.0, -179.0, 1.0), 10_000.0)
    Cell(west=-180.0913616, south=-0.0913415, east=-178.9086384, north=1.0913415)
    """
    if radius_m <= 0.0:
        return cell
    margin_deg = ROOM * radius_m / LEAST_DEGREE_M
    south, north = cell.south - margin_deg, cell.north + margin_deg
    # The angle between the meridians that touch a circle: all of them when a pole lies in it.
    sine = np.sin(min(ROOM * radius_m / LEAST_RADIUS_M, np.pi / 2))
    cosine = np.cos(np.radians(max(abs(cell.south), abs(cell.north))))
    aside_deg = WORLD_DEG if sine >= cosine else float(np.degrees(np.arcsin(sine / cosine)))
    west, east = cell.west - aside_deg, cell.east + aside_deg
    if east - west >= WORLD_DEG:
        west, east = -HALF_WORLD_DEG, HALF_WORLD_DEG
    widened = (west, max(south, -POLE_DEG), east, min(north, POLE_DEG))
    return Cell(*(round(float(side), DECIMALS) for side in widened))


def outline(cell: Cell) -> BaseGeometry:
    """Draw a cell, cut at the antimeridian where it reaches over it."""
    west, south, east, north = cell
    if west >= -HALF_WORLD_DEG and east <= HALF_WORLD_DEG:
        return box(*cell)
    if west < -HALF_WORLD_DEG:
        west, east = round(west + WORLD_DEG, DECIMALS), round(east + WORLD_DEG, DECIMALS)
    return shapely.MultiPolygon(
        [
            box(-HALF_WORLD_DEG, south, round(east - WORLD_DEG, DECIMALS), north),
            box(west, south, HALF_WORLD_DEG, north),
        ]
    )


def sides_m(cell: Cell) -> tuple[float, float]:
    """Give the sides of a cell through its middle, east-west and north-south, metres."""
    west, south, east, north = cell
    middle = (south + north) / 2.0
    height_m = float(inverse(*(np.array([value]) for value in (west, south, west, north)))[0][0])
    return _around_m(middle) * (east - west) / WORLD_DEG, height_m

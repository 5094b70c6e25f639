"""From two columns of cells to degrees: plain numbers as a whole column, every other notation one by one."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Final

import numpy as np

from geo._coordinates import radius_m, read_degrees
from geo._reading.names import NO_COORDINATES
from geo._reading.numbers import read_numbers

if TYPE_CHECKING:
    from typing import Literal

    import pandas as pd
    from numpy.typing import NDArray

    from geo._reading.problems import Problems

__all__ = ["read_axes"]

logger = logging.getLogger(__name__)

_LARGEST_LON: Final = 180.0
_LARGEST_LAT: Final = 90.0
_PROJECTED: Final = (
    "position {} looks like metres of a projection: give longitude and latitude in degrees, or pass --crs"
)
_SWAPPED: Final = "; longitude and latitude may be swapped"
# No degree is this large; a coordinate of a projection, in metres, is hardly ever smaller.
_LIKE_METRES: Final = 1000.0
_WESTERN_O: Final = re.compile(r"[^a-z]o\W*|\W*o[^a-z]+", re.IGNORECASE)


def read_axes(
    cells: tuple[pd.Series, pd.Series],
    problems: Problems,
    asked: NDArray[np.bool_],
    *,
    is_text: bool,
    of_rows: int | None = None,
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Read longitudes and latitudes.

    Parameters
    ----------
    cells : tuple of Series of str, shape (n,)
        Longitudes and latitudes as the source writes them.
    problems : Problems
        To which what is wrong with the asked rows is added.
    asked : ndarray of bool, shape (n,)
    is_text : bool
        Whether people wrote the cells, with decimal commas, minutes and letters, as in a table and not in
        GeoJSON.
    of_rows : int, optional
        How many rows have a position, where fewer are asked; 0 where no columns can be named the other way
        round, as in GeoJSON. All that are asked when not given.

    Returns
    -------
    lon, lat : ndarray of float, shape (n,)
        Degrees, NaN in both where one of them is wrong.
    digits_m : ndarray of float, shape (n,)
        The radius that the digits leave open, metres, of rows where one of the cells is in another
        notation than plain decimal degrees, whose decimals are mostly those of a computer; else NaN.
    """
    texts = tuple([cell.strip() for cell in column] for column in cells)
    lon, lat = (read_numbers(column, decimal_comma=is_text) for column in cells)
    halves = np.full((2, len(lon)), np.nan)
    reasons: tuple[dict[int, str], dict[int, str]] = ({}, {})
    if is_text:
        reasons = (
            _read_notations(texts[0], "lon", lon, halves[0]),
            _read_notations(texts[1], "lat", lat, halves[1]),
        )
    # Not "<=" negated: NaN and infinity have to count as outside.
    wrong_lon, wrong_lat = ~(np.abs(lon) <= _LARGEST_LON), ~(np.abs(lat) <= _LARGEST_LAT)
    wrong = wrong_lon | wrong_lat
    # A letter, as in 95N, says which axis is meant.
    swappable = (np.abs(lon) <= _LARGEST_LAT) & wrong_lat & (np.abs(lat) <= _LARGEST_LON)
    swappable &= np.isnan(halves).all(axis=0)
    for row in map(int, np.flatnonzero(wrong & asked)):
        both = (texts[0][row], texts[1][row])
        if not any(both):
            problems.add(row, NO_COORDINATES[1])
        elif _look_like_metres(lon[row], lat[row]):
            problems.add(row, _PROJECTED, ", ".join(both))
        else:
            if wrong_lon[row]:
                problems.add(row, _judge("longitude", both[0], reasons[0].get(row), lon[row]), both[0])
            if wrong_lat[row]:
                said = _judge("latitude", both[1], reasons[1].get(row), lat[row])
                problems.add(row, said + _SWAPPED if swappable[row] else said, both[1])
    _tell_swapped(int((swappable & asked).sum()), int(asked.sum()) if of_rows is None else of_rows)
    lon[wrong] = lat[wrong] = np.nan
    digits_m = np.full(len(lon), np.nan)
    for row in map(int, np.flatnonzero(np.isfinite(halves).any(axis=0) & ~wrong)):
        half_lon = _half_deg(halves[0, row], texts[0][row], "lon")
        half_lat = _half_deg(halves[1, row], texts[1][row], "lat")
        digits_m[row] = radius_m(lon[row], lat[row], half_lon, half_lat)
    return lon, lat, digits_m


def _read_notations(
    texts: list[str], axis: Literal["lon", "lat"], degrees: NDArray[np.float64], halves: NDArray[np.float64]
) -> dict[int, str]:
    """Read the cells that are no plain numbers, in place; what is wrong with the others, by row."""
    reasons = {}
    western = 0
    for row in map(int, np.flatnonzero(np.isnan(degrees))):
        found = read_degrees(texts[row], axis)
        if isinstance(found, str):
            reasons[row] = found
            continue
        degrees[row], halves[row] = found
        western += axis == "lon" and _WESTERN_O.fullmatch(texts[row].lstrip("0123456789")) is not None
    if western:
        logger.info(
            "The letter O of a longitude is taken for west, as in oeste or ouest (%s). For Ost write E.",
            "1 row" if western == 1 else f"{western:,} rows",
        )
    return reasons


def _tell_swapped(count: int, total: int) -> None:
    """Log that most of a table can only be read the other way round."""
    if total and 2 * count > total:
        logger.warning(
            "In %s of %s rows latitude and longitude look swapped: pass --lon with the column of latitudes "
            "by its heading and --lat with that of longitudes.",
            f"{count:,}",
            f"{total:,}",
        )


def _half_deg(half: float, cell: str, axis: Literal["lon", "lat"]) -> float:
    """Give half a unit of the last digit, of a plain number too where the other cell is none."""
    if np.isfinite(half):
        return float(half)
    found = read_degrees(cell, axis)
    return 0.0 if isinstance(found, str) else found[1]


def _look_like_metres(lon: float, lat: float) -> bool:
    return bool(np.isfinite([lon, lat]).all() and min(abs(lon), abs(lat)) >= _LIKE_METRES)


def _judge(axis: str, cell: str, reason: str | None, value: float) -> str:
    """Say what is wrong with a cell of degrees."""
    if not cell:
        return f"{axis} is empty"
    if not np.isnan(value):
        limit = _LARGEST_LON if axis == "longitude" else _LARGEST_LAT
        return f"{axis} {{}} is outside -{limit:g} to {limit:g}"
    return f"{axis} {{}} {reason or 'is not a number of degrees'}"

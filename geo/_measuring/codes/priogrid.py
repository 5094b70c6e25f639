"""The cell of PRIO-GRID that a location lies in.

PRIO-GRID cuts the globe into cells of half a degree. Its ``gid`` counts them from 1 in the south-west corner,
eastwards along a row of 720 and then row by row to the north (A. F. Tollefsen, H. Strand and H. Buhaug,
"PRIO-GRID: A unified spatial data structure", Journal of Peace Research 49 (2012), 363-374, and the codebook
of PRIO-GRID 2.0). A point on an edge lies in the cell to the north or the east of it, as UCDP's
``priogrid_gid`` has it. Longitude 180 is longitude -180; the pole lies in the last row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo._measuring.answers import whole_numbers

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from geo._measuring.layers import Floats

__all__ = ["find_cells", "gid_of"]

PER_DEGREE: Final = 2
"""Cells in a degree. Doubling is exact in floating point, so no point slips over an edge."""

EDGE_DEG: Final = 180
POLE_DEG: Final = 90

COLUMNS: Final = 2 * EDGE_DEG * PER_DEGREE
ROWS: Final = 2 * POLE_DEG * PER_DEGREE

DEGREE_M: Final = 110_000.0
"""Less than any degree of latitude has metres, and any degree of longitude on the equator."""

TINY: Final = 1e-9
"""Keeps a cosine from being zero at a pole."""


def gid_of(lon: Floats, lat: Floats) -> Floats:
    """Give the gid of exact points.

    Parameters
    ----------
    lon, lat : ndarray of float, shape (n,)
        Degrees; NaN where there is no point.

    Returns
    -------
    ndarray of float, shape (n,)
        Whole numbers from 1 to 259,200; NaN where there is no point. Cells at sea have one too, though
        PRIO-GRID's tables hold those with land only.

    Examples
    --------
    >>> gid_of(np.array([-179.75, 0.0, 180.0]), np.array([-89.75, 0.0, 90.0])).tolist()
    [1.0, 129961.0, 258481.0]
    """
    column = np.mod(np.floor(lon * PER_DEGREE) + COLUMNS // 2, COLUMNS)
    row = np.minimum(np.floor(lat * PER_DEGREE) + ROWS // 2, ROWS - 1)
    return np.asarray(row * COLUMNS + column + 1)


def find_cells(geometry: NDArray[np.object_], precision_m: Floats) -> pd.arrays.IntegerArray:
    """Give the gid of locations; null where one may lie in several cells.

    Parameters
    ----------
    geometry : ndarray of geometry, shape (n,)
        Degrees.
    precision_m : ndarray of float, shape (n,)
        Radius about a point that holds the location, metres; NaN where it is exact.
    """
    west, south, east, north = shapely.bounds(geometry).T
    on_earth = (np.abs(west) <= EDGE_DEG) & (np.abs(east) <= EDGE_DEG)
    on_earth &= (np.abs(south) <= POLE_DEG) & (np.abs(north) <= POLE_DEG)
    is_point = shapely.get_type_id(geometry) == shapely.GeometryType.POINT
    half_deg = np.where(is_point, np.nan_to_num(precision_m), 0.0) / DEGREE_M
    # A metre is more degrees of longitude the nearer to a pole, up to that edge of the disc.
    polewards = np.minimum(np.maximum(np.abs(south), np.abs(north)) + half_deg, POLE_DEG)
    half_lon_deg = half_deg / np.maximum(np.cos(np.radians(polewards)), TINY)
    lowest, highest = _span(west - half_lon_deg, east + half_lon_deg)
    least, most = _span(south - half_deg, north + half_deg)
    is_one = on_earth & (lowest == highest) & (least == most)
    return whole_numbers(np.nan_to_num(gid_of(west, south)), missing=~is_one)


def _span(start: Floats, end: Floats) -> tuple[Floats, Floats]:
    """Count along an axis which cells an extent begins and ends in; what ends on an edge ends before it."""
    first, last = np.floor(start * PER_DEGREE), np.floor(end * PER_DEGREE)
    ends_on_edge = (last == end * PER_DEGREE) & (end > start)
    return first, last - ends_on_edge

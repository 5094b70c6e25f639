"""Which lines and places areas meet: there the least distance is 0."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely
from shapely.affinity import affine_transform

from geo._geodesy.search import spread

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo._geodesy import Lines
    from geo._measuring.layers import Floats, Ints


DEGREE_M: Final = 110_500.0
"""Less than a degree of latitude has metres anywhere."""

BAND_DEG: Final = 1.0

MOST_LAT: Final = 89.0
"""Nearer to a pole degrees of longitude tell nothing."""

COLUMNS: Final = 720
ROWS: Final = 360
"""The world in cells of half a degree, to leave out most of it at once."""


def find_lines_met(shapes: NDArray[np.object_], lines: Lines) -> tuple[Ints, Ints]:
    """Find the lines that have a point in common with areas; both are straight in lon/lat.

    Parameters
    ----------
    shapes : ndarray of Polygon, MultiPolygon, LineString or MultiLineString, shape (n,)
    lines : Lines

    Returns
    -------
    area, line : ndarray of int
        Pairs, by area and then by line, each once.
    """
    run, area = _near_runs(shapes, lines)
    runs, which = np.unique(run, return_inverse=True)
    owner, vertex = spread(lines.first[runs], lines.edges[runs] + 1)
    strings = shapely.linestrings(lines.lon[vertex], lines.lat[vertex], indices=owner)
    shapely.prepare(shapes)
    met = (
        shapely.intersects(shapes[area], np.asarray(strings)[which]) if len(runs) else np.zeros(0, dtype=bool)
    )
    area, line = np.unique(np.stack([area[met], lines.line[run[met]]]), axis=1)
    return area, line


def find_lines_near(
    shapes: NDArray[np.object_], lines: Lines, reach_m: Floats, accuracy_m: Floats
) -> tuple[Ints, Ints]:
    """Find the lines that come within a reach of areas, give or take how well each line is known.

    Parameters
    ----------
    shapes : ndarray of Polygon, MultiPolygon, LineString or MultiLineString, shape (n,)
    lines : Lines
    reach_m : ndarray of float, shape (n,)
        Metres, and no more than some kilometres.
    accuracy_m : ndarray of float
        Of each line; what is added to the reach.

    Returns
    -------
    area, line : ndarray of int
        Pairs, by area and then by line, each once.
    """
    west, south, east, north = shapely.bounds(shapes).T
    high = (reach_m + accuracy_m.max(initial=0.0)) / DEGREE_M
    farthest = np.minimum(np.maximum(np.abs(south), np.abs(north)) + high, MOST_LAT)
    wide = high / np.cos(np.radians(farthest))
    boxes = shapely.box(west - wide, south - high, east + wide, north + high)
    run, area = _near_runs(boxes, lines)
    # In a band so narrow that degrees of longitude are alike, distances are those of the plane.
    owner, vertex = spread(lines.first[run], lines.edges[run] + 1)
    starts = np.flatnonzero(np.diff(owner, prepend=-1))
    band = np.floor((lines.lat[vertex[starts]] + 90.0) / BAND_DEG).astype(np.int64)
    middle = np.minimum(np.abs((np.arange(round(180.0 / BAND_DEG) + 1) + 0.5) * BAND_DEG - 90.0), MOST_LAT)
    squeeze = np.cos(np.radians(middle))
    asked, which = np.unique(area * len(middle) + band, return_inverse=True)
    flat = np.empty(len(asked), dtype=object)
    for number, (one, high_up) in enumerate(zip(*divmod(asked, len(middle)), strict=True)):
        flat[number] = affine_transform(shapes[one], [squeeze[high_up], 0.0, 0.0, 1.0, 0.0, 0.0])
    shapely.prepare(flat)
    flattened = lines.lon[vertex] * squeeze[band][owner], lines.lat[vertex]
    strings = np.asarray(shapely.linestrings(*flattened, indices=owner))
    # Any: the types that come with shapely know a single distance only.
    within_deg: Any = (reach_m[area] + accuracy_m[lines.line[run]]) / DEGREE_M
    near = shapely.dwithin(flat[which], strings, within_deg)
    area, line = np.unique(np.stack([area[near], lines.line[run[near]]]), axis=1)
    return area, line


def find_sites_met(shapes: NDArray[np.object_], lon: Floats, lat: Floats) -> tuple[Ints, Ints]:
    """Find the points that lie in areas or on their edges: pairs of area and point, by area."""
    near = np.flatnonzero(_mark(shapes)[_row(lat), _column(lon)])
    site, area = shapely.STRtree(shapes).query(shapely.points(lon[near], lat[near]))
    site = near[site]
    shapely.prepare(shapes)
    met = shapely.intersects_xy(shapes[area], lon[site], lat[site])
    site, area = site[met], area[met]
    order = np.lexsort((site, area))
    return area[order], site[order]


def _near_runs(shapes: NDArray[np.object_], lines: Lines) -> tuple[Ints, Ints]:
    """Find all pairs of a run of a line and an area whose boxes meet."""
    if len(lines.first) == 0:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    owner, vertex = spread(lines.first, lines.edges + 1)
    starts = np.flatnonzero(np.diff(owner, prepend=-1))
    west, east = (function.reduceat(lines.lon[vertex], starts) for function in (np.minimum, np.maximum))
    south, north = (function.reduceat(lines.lat[vertex], starts) for function in (np.minimum, np.maximum))
    marked = _mark(shapes)
    columns, rows = (_column(west), _column(east)), (_row(south), _row(north))
    # A run that spans more than two cells is always looked at.
    near = (columns[1] - columns[0] > 1) | (rows[1] - rows[0] > 1)
    for column in columns:
        for row in rows:
            near |= marked[row, column]
    runs = np.flatnonzero(near)
    boxes = shapely.box(west[runs], south[runs], east[runs], north[runs])
    run, area = shapely.STRtree(shapes).query(boxes)
    return runs[run], area


def _mark(shapes: NDArray[np.object_]) -> NDArray[np.bool_]:
    """Mark the cells of the world that the boxes of areas meet."""
    marked = np.zeros((ROWS, COLUMNS), dtype=bool)
    west, south, east, north = shapely.bounds(shapes).T
    ends = zip(_row(south), _row(north) + 1, _column(west), _column(east) + 1, strict=True)
    for low, high, left, right in ends:
        marked[low:high, left:right] = True
    return marked


def _column(lon: Floats) -> Ints:
    return np.clip((lon + 180.0) * (COLUMNS / 360.0), 0, COLUMNS - 1).astype(np.int64)


def _row(lat: Floats) -> Ints:
    return np.clip((lat + 90.0) * (ROWS / 180.0), 0, ROWS - 1).astype(np.int64)

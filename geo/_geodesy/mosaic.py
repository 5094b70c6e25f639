"""Polygons laid on a grid of cells, so that the one that holds a point is found by looking at one cell.

Edges are straight in lon/lat (RFC 7946), so the planar test in lon/lat is exact. A cell lists the polygons
that reach into it. Of one that covers it there is no more to say. Of one whose outline crosses it there
are the edges in the cell and whether its south-west corner is inside: a point is inside like the corner
when the way from the corner north and then east to the point crosses an even number of edges (M. Shimrat,
"Algorithm 112: Position of point relative to polygon", Communications of the ACM 5, 1962). Both are
thought of as a hair west and north of where they are, which decides every case of a vertex on the way.
Where rounding could decide, within `HAIR_DEG` of an edge, the answer is "unclear", and is for somebody
else to give.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from geo._geodesy.search import spread

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo._geodesy.ellipsoid import Floats, Ints

HAIR_DEG: Final = 1e-9
"""A tenth of a millimetre; rounding is a thousand times smaller."""

WEST_DEG: Final = -180.001234567
SOUTH_DEG: Final = -90.002345671
"""Where the grid begins: no corner of it falls on one of the round coordinates that borders follow."""

LON_DEG: Final = 360.0025
LAT_DEG: Final = 180.0047


class Mosaic(NamedTuple):
    """Cells, the polygons in each, and their edges there; made by `lay`."""

    lon: Floats
    lat: Floats
    """Vertices of all rings, each closed, shape (v,)."""
    cell_deg: Floats
    """Size of a cell, shape (1,)."""
    start: NDArray[np.int32]
    """First entry of each cell, row by row from the south, and one more, shape (cells + 1,)."""
    owner: NDArray[np.int32]
    """Polygon of each entry."""
    first: NDArray[np.int32]
    """First edge of each entry and one more, shape (entries + 1,); one without edges is covered."""
    corner: NDArray[np.bool_]
    """Whether the corner of the cell is inside."""
    edge: NDArray[np.int32]
    """First vertex of each edge."""


def grid_shape(cell_deg: float) -> tuple[int, int]:
    """Columns and rows of a grid."""
    return int(np.ceil(LON_DEG / cell_deg)), int(np.ceil(LAT_DEG / cell_deg))


def lay(lon: Floats, lat: Floats, ring: Ints, owner: Ints, *, cell_deg: float) -> Mosaic:
    """Lay polygons on a grid.

    Parameters
    ----------
    lon, lat : ndarray of float, shape (v,)
        Vertices of all rings, one ring after the other, each closed; shells and holes alike.
    ring : ndarray of int, shape (v,)
        Number of the ring of each vertex, rising.
    owner : ndarray of int, shape (rings,)
        Number of the polygon or multipolygon of each ring.
    cell_deg : float
        Size of a cell, degrees.
    """
    columns, rows = grid_shape(cell_deg)
    edge = np.flatnonzero(ring[:-1] == ring[1:]) if len(ring) else np.empty(0, dtype=np.int64)
    edge_owner = owner[ring[edge]]
    cell, which = _cells_met(lon, lat, edge, cell_deg, columns)
    key = edge_owner[which] * (columns * rows) + cell
    order = np.argsort(key)
    key, edges = key[order], edge[which[order]]
    begin = np.flatnonzero(np.diff(key, prepend=-1))
    inside = _corners_inside(lon, lat, edge, edge_owner, cell_deg)

    crossed = key[begin]
    at = np.searchsorted(crossed, inside)
    is_crossed = (crossed[np.minimum(at, len(crossed) - 1)] == inside) if len(crossed) else at < 0
    corner = np.zeros(len(crossed), dtype=bool)
    corner[at[is_crossed]] = True
    covered = inside[~is_crossed]

    keys = np.append(crossed, covered)
    counts = np.append(np.diff(np.append(begin, len(key))), np.zeros(len(covered), dtype=np.int64))
    entry_cell, entry_owner = keys % (columns * rows), keys // (columns * rows)
    by_cell = np.argsort(entry_cell, kind="stable")
    first_edge = np.append(begin, np.zeros(len(covered), dtype=np.int64))[by_cell]
    counts = counts[by_cell]
    _, gathered = spread(first_edge, counts)
    start = np.searchsorted(entry_cell[by_cell], np.arange(columns * rows + 1))
    return Mosaic(
        lon,
        lat,
        np.array([cell_deg]),
        start.astype(np.int32),
        entry_owner[by_cell].astype(np.int32),
        np.append(0, np.cumsum(counts)).astype(np.int32),
        np.append(corner, np.ones(len(covered), dtype=bool))[by_cell],
        edges[gathered].astype(np.int32),
    )


def _cells_met(lon: Floats, lat: Floats, edge: Ints, cell_deg: float, columns: int) -> tuple[Ints, Ints]:
    """Cells in the box of each edge, a hair larger: all that it meets, and of long edges a few more."""
    west, east = np.minimum(lon[edge], lon[edge + 1]), np.maximum(lon[edge], lon[edge + 1])
    south, north = np.minimum(lat[edge], lat[edge + 1]), np.maximum(lat[edge], lat[edge + 1])
    first_column = np.floor((west - HAIR_DEG - WEST_DEG) / cell_deg).astype(np.int64)
    first_row = np.floor((south - HAIR_DEG - SOUTH_DEG) / cell_deg).astype(np.int64)
    wide = np.floor((east + HAIR_DEG - WEST_DEG) / cell_deg).astype(np.int64) - first_column + 1
    high = np.floor((north + HAIR_DEG - SOUTH_DEG) / cell_deg).astype(np.int64) - first_row + 1
    which, step = spread(np.zeros_like(wide), wide * high)
    row, column = first_row[which] + step // wide[which], first_column[which] + step % wide[which]
    return row * columns + column, which


def _corners_inside(lon: Floats, lat: Floats, edge: Ints, edge_owner: Ints, cell_deg: float) -> Ints:
    """Keys (polygon and cell) of all corners inside, sorted: between odd and even crossings of a line."""
    columns, rows = grid_shape(cell_deg)
    low, high = np.minimum(lat[edge], lat[edge + 1]), np.maximum(lat[edge], lat[edge + 1])
    first_row = np.ceil((low - SOUTH_DEG) / cell_deg).astype(np.int64)
    after_row = np.ceil((high - SOUTH_DEG) / cell_deg).astype(np.int64)
    which, row = spread(first_row, after_row - first_row)
    line = SOUTH_DEG + row * cell_deg
    a, b = edge[which], edge[which] + 1
    # Rounding may have put a row's line on the wrong side of an end.
    real = (lat[a] > line) != (lat[b] > line)
    which, row, line, a, b = which[real], row[real], line[real], a[real], b[real]
    crossing = lon[a] + (line - lat[a]) / (lat[b] - lat[a]) * (lon[b] - lon[a])
    group = edge_owner[which] * rows + row
    order = np.lexsort((crossing, group))
    group, crossing = group[order], crossing[order]
    # Every polygon crosses a line an even number of times: in, out, in, out.
    column = np.ceil((crossing - WEST_DEG) / cell_deg).astype(np.int64)
    # As in the test of a point, a corner is left of a crossing that it falls on.
    column += WEST_DEG + column * cell_deg <= crossing
    pair, column = spread(column[::2], column[1::2] - column[::2])
    group = group[::2][pair]
    return np.sort((group // rows) * (columns * rows) + (group % rows) * columns + column)

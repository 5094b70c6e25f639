"""Which polygon of a mosaic holds each of many points, compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geo._geodesy.compiled.crowd import gather
from geo._geodesy.compiled.jit import compiled
from geo._geodesy.compiled.nearest import share_out
from geo._geodesy.mosaic import HAIR_DEG, SOUTH_DEG, WEST_DEG, grid_shape

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo._geodesy.ellipsoid import Floats, Ints
    from geo._geodesy.mosaic import Mosaic

EDGE_LON: float = 180.0
EDGE_LAT: float = 90.0


class Held(NamedTuple):
    """What holds each point. Shape (n,) each."""

    owner: Ints
    """Number of the polygon, of several the one of the least rank; -1 where there is none."""
    clear: NDArray[np.bool_]
    """False within a hair of an edge, at a pole and on the antimeridian: to be settled otherwise."""


def find_in_mosaic(lon: Floats, lat: Floats, wanted: Ints, kind: Ints, rank: Ints, mosaic: Mosaic) -> Held:
    """Find the polygon that holds each point.

    Parameters
    ----------
    lon, lat : ndarray of float, shape (n,)
        Degrees.
    wanted : ndarray of int, shape (n,)
        Kind of polygon that counts for each point; -1 for any, -2 for none.
    kind : ndarray of int, shape (polygons,)
        Kind of each polygon.
    rank : ndarray of int, shape (polygons,)
        Of several that hold the point, the one with the least is the answer.
    mosaic : Mosaic
    """
    owner, clear = np.full(len(lon), -1, dtype=np.int64), np.ones(len(lon), dtype=np.bool_)
    columns, _ = grid_shape(float(mosaic.cell_deg[0]))
    wanted, kind, rank = (np.ascontiguousarray(values, dtype=np.int64) for values in (wanted, kind, rank))

    def find(rows: NDArray[np.int64]) -> None:
        _find(lon, lat, wanted, kind, rank, rows, mosaic, columns, owner, clear)

    share_out(find, gather(lon, lat).order)
    return Held(owner, clear)


@compiled
def _find(
    lon: Floats,
    lat: Floats,
    wanted: NDArray[np.int64],
    kind: NDArray[np.int64],
    rank: NDArray[np.int64],
    order: NDArray[np.int64],
    mosaic: Mosaic,
    columns: int,
    found: NDArray[np.int64],
    clear: NDArray[np.bool_],
) -> None:
    cell_deg = mosaic.cell_deg[0]
    for point in order:
        x, y, want = lon[point], lat[point], wanted[point]
        if want < -1:
            continue
        if not (abs(x) < EDGE_LON and abs(y) < EDGE_LAT):
            clear[point] = False
            continue
        column, row = int((x - WEST_DEG) / cell_deg), int((y - SOUTH_DEG) / cell_deg)
        corner_x, corner_y = WEST_DEG + column * cell_deg, SOUTH_DEG + row * cell_deg
        cell, best = row * columns + column, -1
        for entry in range(mosaic.start[cell], mosaic.start[cell + 1]):
            owner = mosaic.owner[entry]
            if want >= 0 and kind[owner] != want:
                continue
            inside = mosaic.corner[entry]
            for place in range(mosaic.first[entry], mosaic.first[entry + 1]):
                a = mosaic.edge[place]
                a_x, a_y, b_x, b_y = mosaic.lon[a], mosaic.lat[a], mosaic.lon[a + 1], mosaic.lat[a + 1]
                if (a_y > y) != (b_y > y):
                    crossing = a_x + (y - a_y) / (b_y - a_y) * (b_x - a_x)
                    if abs(crossing - x) < HAIR_DEG or abs(crossing - corner_x) < HAIR_DEG:
                        clear[point] = False
                    if corner_x <= crossing < x:
                        inside = not inside
                elif (abs(a_y - y) < HAIR_DEG or abs(b_y - y) < HAIR_DEG) and (
                    min(a_x, b_x) - HAIR_DEG < x < max(a_x, b_x) + HAIR_DEG
                ):
                    clear[point] = False
                if (a_x >= corner_x) != (b_x >= corner_x):
                    crossing = a_y + (corner_x - a_x) / (b_x - a_x) * (b_y - a_y)
                    if abs(crossing - y) < HAIR_DEG or abs(crossing - corner_y) < HAIR_DEG:
                        clear[point] = False
                    if corner_y < crossing <= y:
                        inside = not inside
            if inside and (best < 0 or rank[owner] < rank[best]):
                best = owner
        found[point] = best

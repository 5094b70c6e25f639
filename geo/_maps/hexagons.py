"""The cells of a binned map: hexagons of H3, a grid of the whole Earth that other programs know, too.

H3 (Uber, version 4) lays hexagons, and twelve pentagons, on an icosahedron around a sphere. A cell has one
number for everybody; its sides are as good as great circles. One resolution is not parted into cells of the
next without remainder, so a point's cell is asked for anew at every resolution. Near the antimeridian and
the poles a cell is like any other; only its outline on a flat map needs care, see `draw_outlines`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import h3.api.basic_int as h3
import numpy as np
import pandas as pd
import shapely
from pyproj import Geod
from shapely.affinity import translate

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo._maps.frame import Frame

__all__ = [
    "COARSEST",
    "FINEST",
    "areas_km2",
    "cell_name",
    "centres_of",
    "draw_outlines",
    "edge_m",
    "find_cells",
]

COARSEST: Final = 2
"""5,882 cells on the whole Earth, some 320 km across: of coarser ones a map would say little."""
FINEST: Final = 8
"""Cells of 0.7 square kilometres: finer ones would say where an incident was."""

HALF_TURN_DEG: Final = 180.0
FULL_TURN_DEG: Final = 360.0
POLE_DEG: Final = 90.0
WGS84: Final = Geod(ellps="WGS84")


def edge_m(resolution: int) -> float:
    """Give how long a side of a cell is on average, which is also its radius; metres.

    Examples
    --------
    >>> round(edge_m(4))
    26072
    """
    return float(h3.average_hexagon_edge_length(resolution, unit="m"))


def find_cells(lon: NDArray[np.float64], lat: NDArray[np.float64], resolution: int) -> NDArray[np.uint64]:
    """Find the cell of every point.

    Parameters
    ----------
    lon, lat : ndarray of float, shape (n,), degrees
        Finite; latitudes within -90..90.
    resolution : int
        From 0 (coarse) to 15.

    Returns
    -------
    ndarray of uint64, shape (n,)
        Numbers of H3 cells.

    Examples
    --------
    >>> [cell_name(cell) for cell in find_cells(np.array([18.55, 378.55]), np.array([4.37, 4.37]), 4)]
    ['846b9abffffffff', '846b9abffffffff']
    """
    # Rows of one table lie at few places: each is asked for once.
    group, places = pd.factorize(lon + 1j * lat)
    ask = h3.latlng_to_cell
    found = [ask(y, x, resolution) for x, y in zip(places.real.tolist(), places.imag.tolist(), strict=True)]
    return np.asarray(np.array(found, dtype=np.uint64)[group], dtype=np.uint64)


def cell_name(cell: int) -> str:
    """Write the number of a cell as other programs do."""
    return str(h3.int_to_str(int(cell)))


def centres_of(cells: NDArray[np.uint64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give the middle of every cell: longitudes and latitudes, degrees, shape (k,) each."""
    found = np.array([h3.cell_to_latlng(cell) for cell in cells.tolist()], dtype=np.float64).reshape(-1, 2)
    return found[:, 1], found[:, 0]


def areas_km2(cells: NDArray[np.uint64]) -> NDArray[np.float64]:
    """Measure every cell on the WGS84 ellipsoid, with geodesics as its sides; square kilometres."""
    found = [WGS84.polygon_area_perimeter(*_corners(cell).T)[0] for cell in cells.tolist()]
    return np.abs(np.array(found, dtype=np.float64)) / 1e6


def draw_outlines(cells: NDArray[np.uint64], view: Frame) -> list[list[NDArray[np.float64]]]:
    """Lay the outlines of cells on the sheet of a map.

    On a map of the whole world, which is cut at 180 degrees, a cell that lies across is drawn at both edges;
    on any other it is whole. One around a pole reaches to the upper or lower edge all the way along.

    Parameters
    ----------
    cells : ndarray of uint64, shape (k,)
    view : Frame
        What the map shows first.

    Returns
    -------
    list of list of ndarray of float, shape (m, 2) each
        Of each cell its closed rings, lon before lat, degrees on the sheet; hardly ever more than one.
    """
    return [_on_the_sheet(_corners(cell), view) for cell in cells.tolist()]


def _corners(cell: int) -> NDArray[np.float64]:
    """Give the corners of a cell, lon before lat, not closed."""
    return np.array(h3.cell_to_boundary(cell), dtype=np.float64)[:, ::-1]


def _on_the_sheet(corners: NDArray[np.float64], view: Frame) -> list[NDArray[np.float64]]:
    ring = _unrolled(corners)
    middle = float(ring[:, 0].min() + ring[:, 0].max()) / 2
    ring[:, 0] += float(view.unwrap(middle)) - middle
    west, east = (view.centre_lon + side * HALF_TURN_DEG for side in (-1, 1))
    if ring[:, 0].min() >= west and ring[:, 0].max() <= east:
        return [ring]
    if not view.is_world and ring[:, 0].max() - ring[:, 0].min() < HALF_TURN_DEG:
        return [ring]
    shape = shapely.Polygon(ring)
    parts: list[Any] = []
    for turns in (-1, 0, 1):
        moved = translate(shape, turns * FULL_TURN_DEG)
        parts += list(shapely.get_parts(shapely.clip_by_rect(moved, west, -POLE_DEG, east, POLE_DEG)))
    kept = [part for part in parts if isinstance(part, shapely.Polygon) and not part.is_empty]
    return [shapely.get_coordinates(part.exterior) for part in kept]


def _unrolled(corners: NDArray[np.float64]) -> NDArray[np.float64]:
    """Close a ring without jumps at the antimeridian; one around a pole by way of the pole."""
    lon = np.append(corners[:, 0], corners[0, 0])
    steps = np.diff(lon)
    steps -= FULL_TURN_DEG * np.round(steps / FULL_TURN_DEG)
    lon = lon[0] + np.concatenate([[0.0], np.cumsum(steps)])
    ring = np.column_stack([lon, np.append(corners[:, 1], corners[0, 1])])
    if abs(lon[-1] - lon[0]) < HALF_TURN_DEG:
        ring[-1] = ring[0]
        return ring
    pole = np.copysign(POLE_DEG, corners[:, 1].mean())
    return np.concatenate([ring, [[lon[-1], pole], [lon[0], pole]], ring[:1]])

"""Which polygons hold which points, for many of both.

The tree stands over the points and the polygons are asked one after the other. That way round each
polygon is prepared once, however many points fall into it, and one tree serves every layer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import shapely

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo._measuring.layers import Floats, Ints

ANTIMERIDIAN_DEG: Final = 180.0


class Spots(NamedTuple):
    """Points made ready for `find_inside`; made by `index_points`.

    Layers are cut at the antimeridian, so a point on it stands here twice, once on either edge.
    """

    total: int
    """How many points there are."""
    lon: Floats
    lat: Floats
    point: Ints
    """Number of the point that each position stands for, shape (m,), m >= total."""
    tree: shapely.STRtree


def index_points(lon: Floats, lat: Floats) -> Spots:
    """Make points ready for `find_inside`.

    Parameters
    ----------
    lon, lat : ndarray of float, shape (n,)
        Degrees.
    """
    cut = np.flatnonzero(np.abs(lon) == ANTIMERIDIAN_DEG)
    all_lon, all_lat = np.append(lon, -lon[cut]), np.append(lat, lat[cut])
    tree = shapely.STRtree(np.asarray(shapely.points(all_lon, all_lat)))
    return Spots(len(lon), all_lon, all_lat, np.append(np.arange(len(lon)), cut), tree)


def find_inside(spots: Spots, polygons: NDArray[np.object_], *, boundary: bool = True) -> tuple[Ints, Ints]:
    """Find all pairs of a polygon and a point inside it.

    Edges are straight in lon/lat (RFC 7946), so the planar test in lon/lat is exact.

    Parameters
    ----------
    spots : Spots
    polygons : ndarray of Polygon or MultiPolygon, shape (p,)
        Quickest one by one: the box of a multipolygon may span the world.
    boundary : bool
        Whether a point on the boundary counts as inside.

    Returns
    -------
    polygon, point : ndarray of int, shape (k,) each
        Positions in `polygons` and numbers of points, in the order of the polygons. On the
        antimeridian a pair may stand twice.
    """
    polygon, position = spots.tree.query(polygons, predicate="intersects" if boundary else "contains")
    order = np.argsort(polygon, kind="stable")
    return polygon[order], spots.point[position[order]]

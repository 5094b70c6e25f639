"""Cutting areas out of layers of polygons: which polygon holds how much of which area."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import shapely

from geo._geodesy import ground

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geo._measuring.layers import Floats, Ints

LARGE: Final = 2_000
"""Polygons with more corners than this are cut into halves first, where several areas lie in them."""

MANY: Final = 500
"""So many intersections are worth a thread."""

DEEPEST: Final = 16
"""So many times at most: areas that all lie on one spot do not come apart."""


class Pieces(NamedTuple):
    """Parts of areas that lie in one polygon each, shape (p,) each, by area; made by `cut_out`.

    What an area has in one polygon may be in several pieces.
    """

    area: Ints
    polygon: Ints
    shape: NDArray[np.object_]
    size: Floats
    """Ground area of what is cut out of a polygon, square metres; length of what is cut out of a line."""

    def take(self, index: Ints | NDArray[np.bool_]) -> Pieces:
        """Only some of them."""
        return Pieces(self.area[index], self.polygon[index], self.shape[index], self.size[index])


def measure_sizes(shapes: NDArray[np.object_]) -> Floats:
    """Give the ground areas of polygons and the lengths of lines; of a mixture its area."""
    sizes = ground.area_m2(shapes)
    flat = np.flatnonzero(sizes == 0.0)
    sizes[flat] = ground.length_m(shapes[flat])
    return sizes


def cut_out(
    areas: NDArray[np.object_],
    polygons: NDArray[np.object_],
    area_kind: Ints | None = None,
    polygon_kind: Ints | None = None,
) -> Pieces:
    """Cut areas out of polygons.

    Parameters
    ----------
    areas : ndarray of Polygon, MultiPolygon, LineString or MultiLineString, shape (n,)
    polygons : ndarray of Polygon or MultiPolygon, shape (m,)
    area_kind, polygon_kind : ndarray of int, shapes (n,) and (m,), optional
        Where given, only areas and polygons of the same kind are held against each other.

    Returns
    -------
    Pieces
        None of them of no size.
    """
    polygon, area = shapely.STRtree(areas).query(polygons)
    if area_kind is not None and polygon_kind is not None:
        same = area_kind[area] == polygon_kind[polygon]
        polygon, area = polygon[same], area[same]
    # The one with more corners is asked and cut: it is prepared once, however many of the others it meets.
    is_large = shapely.get_num_coordinates(areas)[area] > shapely.get_num_coordinates(polygons)[polygon]
    parts = _hold(areas, polygons, area[~is_large], polygon[~is_large])
    parts += [(a, p, shapes) for p, a, shapes in _hold(polygons, areas, polygon[is_large], area[is_large])]
    area, polygon, shape = (np.concatenate([part[field] for part in parts]) for field in range(3))
    is_line = np.isin(shapely.get_type_id(areas), (1, 2, 5))[area]
    size = np.empty(len(area))
    size[is_line], size[~is_line] = ground.length_m(shape[is_line]), ground.area_m2(shape[~is_line])
    order = np.lexsort((polygon, area))
    return Pieces(area, polygon, shape, size).take(order[size[order] > 0.0])


def _hold(
    small: NDArray[np.object_], large: NDArray[np.object_], one: Ints, other: Ints
) -> list[tuple[Ints, Ints, NDArray[np.object_]]]:
    """Intersect pairs of a small shape and a large one: numbers of both, and what they have in common."""
    asked, which = np.unique(other, return_inverse=True)
    prepared = large[asked]
    shapely.prepare(prepared)
    whole = shapely.contains_properly(prepared[which], small[one])
    crossing = ~whole & shapely.intersects(prepared[which], small[one])
    within = (one[whole], other[whole], small[one[whole]])
    return [within, *_cross(small, large, one[crossing], other[crossing])]


def _cross(
    areas: NDArray[np.object_], polygons: NDArray[np.object_], area: Ints, polygon: Ints
) -> list[tuple[Ints, Ints, NDArray[np.object_]]]:
    """Intersect pairs of a small shape and a large one that cross; called area and polygon here."""
    bounds = shapely.bounds(areas)
    is_large = shapely.get_num_coordinates(polygons[polygon]) > LARGE
    small, large = np.flatnonzero(~is_large), np.flatnonzero(is_large)
    large = large[np.argsort(polygon[large], kind="stable")]
    starts = np.flatnonzero(np.diff(polygon[large], prepend=-1))

    def one_by_one(rows: Ints) -> tuple[Ints, Ints, NDArray[np.object_]]:
        return area[rows], polygon[rows], shapely.intersection(polygons[polygon[rows]], areas[area[rows]])

    def in_halves(rows: Ints) -> tuple[Ints, Ints, NDArray[np.object_]]:
        number = int(polygon[rows[0]])
        found, shapes = _intersect(polygons[number], area[rows], areas, bounds, 0)
        return found, np.full(len(found), number), shapes

    tasks = [(one_by_one, small[start : start + MANY]) for start in range(0, len(small), MANY)]
    if len(large):
        tasks += [(in_halves, rows) for rows in np.split(large, starts[1:])]
    if len(area) < MANY:
        return [work(rows) for work, rows in tasks]
    # GEOS lets go of the interpreter's lock.
    with ThreadPoolExecutor() as pool:
        return list(pool.map(lambda task: task[0](task[1]), tasks))


def _intersect(
    polygon: BaseGeometry, area: Ints, areas: NDArray[np.object_], bounds: Floats, depth: int
) -> tuple[Ints, NDArray[np.object_]]:
    """Intersect a polygon with some areas; a large one in halves, so that each area meets little of it."""
    corners = int(shapely.get_num_coordinates(polygon))
    if corners <= LARGE or len(area) == 1 or depth == DEEPEST:
        shapes = shapely.intersection(polygon, areas[area])
        there = ~shapely.is_empty(shapes)
        return area[there], shapes[there]
    west, south = bounds[area, :2].min(axis=0)
    east, north = bounds[area, 2:].max(axis=0)
    found: list[tuple[Ints, NDArray[np.object_]]] = []
    axis = 0 if east - west > north - south else 1
    middle = (west + east) / 2.0 if axis == 0 else (south + north) / 2.0
    halves = [[west, south, east, north], [west, south, east, north]]
    halves[0][2 + axis] = halves[1][axis] = middle
    for half, inside in zip(
        halves, (bounds[area, axis] < middle, bounds[area, 2 + axis] >= middle), strict=True
    ):
        if inside.any():
            part = shapely.intersection(polygon, shapely.box(*half))
            if not part.is_empty:
                found.append(_intersect(part, area[inside], areas, bounds, depth + 1))
    if not found:
        return area[:0], areas[:0]
    return np.concatenate([some for some, _ in found]), np.concatenate([shapes for _, shapes in found])

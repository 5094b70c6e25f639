"""Shores: the ocean's and the Caspian's, told apart by whose land it is."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely

from data.recipe.land import SHORE_GRID, inside_any
from data.recipe.lines import simplify_line
from data.recipe.topology import is_frame

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from data.recipe.land import Polygons
    from data.recipe.owners import Part
    from data.recipe.topology import FloatArray

__all__ = ["Coast", "build_coasts", "build_lakes"]

SAMPLES = 64

LAKE_TOLERANCE_M = 100.0
SMALLEST_LAKE_DEG2 = 0.002
"""About 20 square kilometres in middle latitudes."""

SMALLEST_ISLAND_DEG2 = 1e-5
"""About 0.1 square kilometres: smaller ones are as wide as a lake's shore may be off."""


class Coast(NamedTuple):
    """A stretch of shore: its land polygon and ring, its place in the ring, whose land, what water.

    The water is ``frame`` where the map ends (antimeridian, pole): that closes a polygon, no land.
    """

    polygon: int
    ring: int
    place: int
    code: str
    water: str
    line: FloatArray


def build_coasts(land: Polygons, faces: Polygons, parts: Sequence[Part]) -> list[Coast]:
    """Cut the rings of the land polygons where the entity changes that the shore belongs to."""
    rings = [
        (number, place, shapely.get_coordinates(ring))
        for number, polygon in enumerate(land)
        for place, ring in enumerate([polygon.exterior, *polygon.interiors])
    ]
    vertices = np.concatenate([line for _, _, line in rings])
    owner = inside_any(faces, vertices[:, 0], vertices[:, 1])
    names = np.array([*(part.code for part in parts), ""])
    codes = names[owner]
    middle = shapely.point_on_surface(land)
    within = names[inside_any(faces, shapely.get_x(middle), shapely.get_y(middle))]
    caspian = _caspian(land)
    changes = np.flatnonzero((codes[:-1] != codes[1:]) & (codes[:-1] != "") & (codes[1:] != ""))
    ends = np.cumsum([len(line) for _, _, line in rings]) - 1
    changes = changes[~np.isin(changes, ends)]
    crossings = dict(zip(changes.tolist(), _crossings(vertices, codes, changes, faces, names), strict=True))
    coasts: list[Coast] = []
    at = 0
    for number, place, ring in rings:
        own = _fill(codes[at : at + len(ring)], str(within[number]))
        here = [index for index in range(at, at + len(ring)) if index in crossings]
        places = [index - at + 1 for index in here]
        line = np.insert(ring, places, [crossings[index] for index in here], axis=0) if here else ring
        # From the crossing on the shore is the next vertex's.
        own = np.insert(own, places, own[places]) if here else own
        at += len(ring)
        in_caspian = place > 0 or bool(shapely.contains_xy(caspian, *line[0]))
        framed = is_frame(line[:-1], line[1:])
        changes = (own[1:-1] != own[:-2]) | (framed[1:] != framed[:-1])
        cuts = [0, *(np.flatnonzero(changes) + 1).tolist(), len(line) - 1]
        for order, (start, stop) in enumerate(itertools.pairwise(cuts)):
            water = "frame" if framed[start] else "caspian" if in_caspian else "ocean"
            coasts.append(Coast(number, place, order, str(own[start]), water, line[start : stop + 1]))
    return coasts


def _crossings(
    vertices: FloatArray,
    codes: NDArray[np.str_],
    edges: NDArray[np.int64],
    faces: Polygons,
    names: NDArray[np.str_],
) -> FloatArray:
    """Point on each edge (number of its first vertex) where it leaves the entity it starts in.

    Found by sampling twice, each time ``SAMPLES`` points: to a few metres on the longest edges.
    """
    start, step = vertices[edges], vertices[edges + 1] - vertices[edges]
    low, width = np.zeros(len(edges)), 1.0
    for _ in range(2):
        share = low[:, None] + width * np.arange(1, SAMPLES + 1) / SAMPLES
        points = (start[:, None] + share[..., None] * step[:, None]).reshape(-1, 2)
        held = names[inside_any(faces, points[:, 0], points[:, 1])].reshape(share.shape)
        left = held != codes[edges][:, None]
        first = np.where(left.any(axis=1), left.argmax(axis=1), SAMPLES - 1)
        low, width = low + width * first / SAMPLES, width / SAMPLES
    return np.asarray(start + (low + width / 2)[:, None] * step)


def _caspian(land: Polygons) -> shapely.Polygon:
    """Find the Caspian: the only hole of the coastline layer."""
    (hole,) = [ring for polygon in land for ring in polygon.interiors]
    return shapely.Polygon(hole)


def _fill(codes: NDArray[np.str_], within: str) -> NDArray[np.str_]:
    """Give vertices in no part the code of the vertex before them (the first: of the one after).

    Where the shore is the edge of a part no vertex is inside; then ``within``, the code of a point
    inside the land, is the answer.
    """
    known = np.flatnonzero(codes != "")
    if not len(known):
        return np.full_like(codes, within)
    source = np.maximum.accumulate(np.where(codes != "", np.arange(len(codes)), -1))
    return np.asarray(codes[np.where(source < 0, known[0], source)])


def build_lakes(dry_land: Polygons, rivers: Polygons) -> list[shapely.Polygon]:
    """Inland waters above a size, less their islands, without the Caspian and without rivers; simplified.

    A shore that touches itself makes an invalid polygon, as those of the greatest lakes do: it is mended.
    """
    holes = np.array([shapely.Polygon(ring) for polygon in dry_land for ring in polygon.interiors])
    area = shapely.area(holes)
    lakes = holes[(area >= SMALLEST_LAKE_DEG2) & (area < area.max())]
    inside = shapely.point_on_surface(lakes)
    is_river = inside_any(rivers, shapely.get_x(inside), shapely.get_y(inside)) >= 0
    lakes = lakes[~is_river]
    west, south, _, _ = shapely.bounds(lakes).T
    lakes = lakes[np.lexsort((south, west))]
    islands = _islands(lakes, dry_land)
    light = [_lighten(lake.exterior, *islands.get(number, ())) for number, lake in enumerate(lakes)]
    return [part for lake in light for part in shapely.get_parts(lake) if not part.is_empty]


def _islands(lakes: Polygons, dry_land: Polygons) -> dict[int, list[shapely.LinearRing]]:
    """Outlines of the islands above a size in each lake, by the number of the lake."""
    area = shapely.area(dry_land)
    lake, land = shapely.STRtree(shapely.point_on_surface(dry_land)).query(lakes, predicate="contains")
    # The land round a lake may have its inner point in the lake's outline; it is larger than the lake.
    kept = (area[land] >= SMALLEST_ISLAND_DEG2) & (area[land] < shapely.area(lakes)[lake])
    found: dict[int, list[shapely.LinearRing]] = {}
    for number, island in zip(lake[kept].tolist(), land[kept], strict=True):
        found.setdefault(number, []).append(dry_land[island].exterior)
    return found


def _lighten(shell: shapely.LinearRing, *holes: shapely.LinearRing) -> shapely.Geometry:
    """Simplify the rings of a lake one by one and make a valid shape of them on the grid of shores."""
    rings = [simplify_line(shapely.get_coordinates(ring), LAKE_TOLERANCE_M) for ring in (shell, *holes)]
    rough = shapely.Polygon(rings[0], rings[1:])
    valid = shapely.make_valid(rough, method="structure", keep_collapsed=False)
    return shapely.normalize(shapely.set_precision(valid, SHORE_GRID))

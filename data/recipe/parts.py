"""Who holds which ground: the world as parts, each of one entity, one time zone, one disputed area.

The tz database files each zone under one country, and that is not always right (northern Viet Nam
is in Asia/Bangkok, Kosovo in Europe/Belgrade), zones overlap where two states claim the same
ground, and a few islands and most of Antarctica are in no zone. So all lines are put into one
planar graph - the zones', lines that cut out Kosovo, East Jerusalem, the Golan Heights and the like,
the shores of the islands - and each face of it gets its owner.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely

from data.recipe import topology
from data.recipe.islands import find_islands
from data.recipe.land import inside_any
from data.recipe.owners import NOBODY, Part, ZoneOwners

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from data.recipe.land import Polygons
    from data.recipe.tables import Overlap
    from data.recipe.topology import FloatArray, IntArray, Ring
    from data.recipe.zones import Zones

__all__ = ["ANTARCTICA_NORTH", "Cut", "World", "divide_world"]

ANTARCTICA_NORTH = -60.0
"""Land south of this parallel is Antarctica (Antarctic Treaty, article VI), whatever zone it is in."""


class World(NamedTuple):
    """Arcs between different parts; faces traced along them, and the part of each face.

    ``country_rings`` trace the same arcs once more, a face a polygon of a whole entity.
    """

    arcs: list[FloatArray]
    rings: list[Ring]
    faces: Polygons
    parts: list[Part]
    country_rings: list[Ring]
    country_codes: list[str]
    overlaps: dict[str, Overlap]
    cuts: Sequence[Cut]
    left: IntArray
    right: IntArray


class Cut(NamedTuple):
    """Ground inside a zone that another entity has, or no one, from a source that draws its outline."""

    polygons: Polygons
    held: Part
    part: Part
    accuracy_m: float


def divide_world(zones: Zones, zone_codes: dict[str, str], land: Polygons, cuts: Sequence[Cut]) -> World:
    """Divide the world into parts.

    ``zone_codes`` maps a zone to the alpha-3 code it is filed under; ``land`` are coastline
    polygons; ``cuts`` say what is to be cut out of a zone, the first of two that overlap before the other.
    """
    outlines = [ring for polygons in zones.polygons for rings in polygons for ring in rings]
    edges = topology.unique_edges(topology.edges_of(outlines))
    faces = topology.enclose_faces(topology.chain_arcs(edges))
    owners = ZoneOwners(zones, zone_codes)
    parts = owners.parts_of(faces)

    southern = _merge(land[shapely.bounds(land)[:, 3] < ANTARCTICA_NORTH])
    islands, owners_of_islands = find_islands(faces[[part != NOBODY for part in parts]], land)
    shores = [topology.to_grid(shapely.get_coordinates(p.exterior)) for p in [*southern, *islands]]
    lines = [topology.to_grid(_line_between(cut.polygons, _largest(faces, parts, cut.held))) for cut in cuts]

    edges = edges[:, ~_reaches_south(edges)]
    more = topology.edges_of([*shores, *lines])
    edges = topology.unique_edges(np.concatenate([edges, more], axis=1))
    faces = topology.enclose_faces(topology.chain_arcs(edges))
    parts = owners.parts_of(faces)
    inside = shapely.point_on_surface(faces)
    _claim(
        parts, inside, southern, [Part("ATA", _antarctic_zone(owners, p), is_shore=True) for p in southern]
    )
    _claim(parts, inside, islands, [Part(*owner, is_shore=True) for owner in owners_of_islands])
    for cut in cuts:
        _claim(parts, inside, cut.polygons, [cut.part] * len(cut.polygons), only=cut.held)
    parts = owners.name_disputes(faces, parts)
    return _without_inner_lines(faces, parts, owners.overlaps, cuts)


def _reaches_south(edges: IntArray) -> NDArray[np.bool_]:
    """Whether an edge has an end in the Antarctic; there the shores alone divide the world.

    Zones of the high seas send edges from far north to the pole, right through the ice.
    """
    _, lat = topology.vertices_of(edges.ravel()).T
    south: NDArray[np.bool_] = (lat.reshape(edges.shape) <= ANTARCTICA_NORTH).any(axis=0)
    return south


def _merge(polygons: Polygons) -> Polygons:
    """Merge polygons that overlap, as some islands in the generalised coastline do."""
    merged = shapely.union_all(polygons, grid_size=topology.GRID)
    return np.asarray([shapely.Polygon(part.exterior) for part in shapely.get_parts(merged)])


def _antarctic_zone(owners: ZoneOwners, polygon: shapely.Polygon) -> str:
    """Stations keep their own time; a part keeps a zone only where one zone holds all of it."""
    west, south, east, north = shapely.bounds(polygon)
    corners = np.array([west, west, east, east]), np.array([south, north, south, north])
    held = {tuple(zones) for zones in owners.zones_at(*corners)}
    zones = held.pop() if len(held) == 1 else ()
    return zones[0] if len(zones) == 1 and zones[0].startswith("Antarctica/") else ""


def _claim(
    parts: list[Part],
    inside: Polygons,
    polygons: Polygons,
    claims: Sequence[Part],
    *,
    only: Part | None = None,
) -> None:
    """Give each face inside one of the polygons to that polygon's part."""
    found = inside_any(polygons, shapely.get_x(inside), shapely.get_y(inside))
    for index in np.flatnonzero(found >= 0):
        if only is None or parts[index] == only:
            parts[index] = claims[found[index]]


def _largest(faces: Polygons, parts: Sequence[Part], wanted: Part) -> shapely.Polygon:
    held = faces[[part == wanted for part in parts]]
    largest: shapely.Polygon = held[np.argmax(shapely.area(held))]
    return largest


def _line_between(inner: Polygons, outer: shapely.Polygon) -> FloatArray:
    """Cut the stretch of the boundary of ``inner`` that runs through ``outer``, tied to its vertices.

    Both come from different years, so the stretch starts and ends where it leaves a strip of
    ``strip_deg`` along the outer boundary for good, and is then led to the nearest vertex there.
    """
    strip_deg = 0.003
    body = inner[np.argmax(shapely.area(inner))]
    core = shapely.buffer(outer, -strip_deg)
    stretch = shapely.line_merge(shapely.intersection(body.exterior, core))
    longest = max(shapely.get_parts(stretch), key=shapely.length)
    vertices = shapely.get_coordinates(outer)
    line = shapely.get_coordinates(longest)
    ends = [vertices[np.argmin(((vertices - line[place]) ** 2).sum(axis=1))] for place in (0, -1)]
    return np.vstack([ends[0], line, ends[1]])


def _without_inner_lines(
    faces: Polygons, parts: list[Part], overlaps: dict[str, Overlap], cuts: Sequence[Cut]
) -> World:
    """Merge faces of the same part, and give the high seas no face."""
    lines = [
        topology.to_grid(shapely.get_coordinates(ring))
        for face, part in zip(faces, parts, strict=True)
        if part != NOBODY
        for ring in (face.exterior, *face.interiors)
    ]
    kept = topology.chain_arcs(topology.unique_edges(topology.edges_of(lines)))
    merged = topology.enclose_faces(kept)
    owner = _owner_of(merged, faces, parts)
    left, right = topology.sides_of(topology.trace_rings(kept, merged), len(kept))
    differs = [
        (owner[one] if one >= 0 else NOBODY) != (owner[other] if other >= 0 else NOBODY)
        for one, other in zip(left, right, strict=True)
    ]
    frame = [topology.is_frame(arc[:-1], arc[1:]).all() for arc in kept]
    edges = topology.edges_of(
        [topology.to_grid(a) for a, d, f in zip(kept, differs, frame, strict=True) if d or f]
    )
    arcs = topology.chain_arcs(topology.unique_edges(edges))
    merged = topology.enclose_faces(arcs)
    owner = _owner_of(merged, faces, parts)
    is_held = np.array([part != NOBODY for part in owner])
    merged, owner = merged[is_held], [part for part in owner if part != NOBODY]
    rings = topology.trace_rings(arcs, merged)
    left, right = topology.sides_of(rings, len(arcs))
    sides = [
        (owner[a].code if a >= 0 else "", owner[b].code if b >= 0 else "")
        for a, b in zip(left, right, strict=True)
    ]
    outer = [arc for arc, (one, other) in zip(arcs, sides, strict=True) if one != other]
    countries = topology.enclose_faces(outer)
    codes = [part.code for part in _owner_of(countries, merged, owner)]
    is_held = np.array([code != "" for code in codes])
    countries, codes = countries[is_held], [code for code in codes if code]
    country_rings = topology.trace_rings(arcs, countries)
    return World(arcs, rings, merged, owner, country_rings, codes, overlaps, cuts, left, right)


def _owner_of(merged: Polygons, faces: Polygons, parts: list[Part]) -> list[Part]:
    point = shapely.point_on_surface(merged)
    found = inside_any(faces, shapely.get_x(point), shapely.get_y(point))
    return [parts[index] if index >= 0 else NOBODY for index in found]

"""Arcs with everything a measurement needs to know of them: sides, role, kind, reach, accuracy.

Roles: ``border`` between two entities; ``limit`` the outer edge of a zone at sea, which is the
territorial-sea limit as OpenStreetMap has it; ``edge`` the outer edge of a zone that runs ashore or
along the shore instead; ``shore`` where only the shore is known; ``zone`` and ``area`` inside one
entity, between time zones and round disputed ground; ``frame`` the edge of the map at the
antimeridian and the pole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from data.recipe.kinds import kind_of, split_by_section
from data.recipe.lines import simplify_together
from data.recipe.parts import NOBODY, Part, World
from data.recipe.reach import REACHES, split_by_reach
from data.recipe.topology import Ring, is_frame

if TYPE_CHECKING:
    from data.recipe.reach import Ground
    from data.recipe.tables import Overlap
    from data.recipe.topology import FloatArray

__all__ = ["Arc", "Layer", "build_arcs"]

ACCURACY_M = 10.0
"""The stored line against OpenStreetMap's."""

OLD_LINE_ACCURACY_M = 20.0
"""The line cut in from the older source, itself simplified to 10 m."""

SHORE_ACCURACY_M = 500.0
"""Half of the usual distance between vertices of the coastline source."""


ASHORE_SHARE = 0.1


class Arc(NamedTuple):
    """One stored line."""

    left: int
    right: int
    role: str
    kind: str | None
    reach: str | None
    accuracy_m: float
    line: FloatArray


class Layer(NamedTuple):
    """Arcs, and the rings of parts and of whole countries along them."""

    arcs: list[Arc]
    part_rings: list[Ring]
    country_rings: list[Ring]


def build_arcs(world: World, ground: Ground) -> Layer:
    """Describe and simplify the arcs of the world, splitting borders where their reach changes."""
    sides = [
        (_part(world, left), _part(world, right))
        for left, right in zip(world.left.tolist(), world.right.tolist(), strict=True)
    ]
    roles = [_role(*side, line) for side, line in zip(sides, world.arcs, strict=True)]
    roles = [
        "edge" if role == "limit" and _ashore(line, ground) else role
        for role, line in zip(roles, world.arcs, strict=True)
    ]
    split = [number for number, role in enumerate(roles) if role in {"border", "area"}]
    pieces, reaches = split_by_reach([world.arcs[number] for number in split], ground)
    divided = dict(zip(split, zip(pieces, reaches, strict=True), strict=True))

    arcs: list[Arc] = []
    numbers: list[list[int]] = []
    for number, (side, role) in enumerate(zip(sides, roles, strict=True)):
        parts, part_reaches = divided.get(number, ([world.arcs[number]], [_reach_of(role)]))
        areas = [world.overlaps[part.area] for part in side if part.area]
        first = len(arcs)
        left, right = int(world.left[number]), int(world.right[number])
        accuracy_m = _accuracy(world, *side, role)
        for line, reach in zip(parts, part_reaches, strict=True):
            for piece, kind in _pieces(line, *side, role, areas, reach):
                arcs.append(Arc(left, right, role, kind, reach, accuracy_m, piece))
        numbers.append(list(range(first, len(arcs))))
    lines = simplify_together([arc.line for arc in arcs])
    light = [arc._replace(line=line) for arc, line in zip(arcs, lines, strict=True)]
    part_rings = [_renumber(ring, numbers) for ring in world.rings]
    return Layer(light, part_rings, [_renumber(ring, numbers) for ring in world.country_rings])


def _part(world: World, face: int) -> Part:
    return world.parts[face] if face >= 0 else NOBODY


def _role(left: Part, right: Part, line: FloatArray) -> str:
    if is_frame(line[:-1], line[1:]).all():
        return "frame"
    if left.code and right.code:
        if left.code != right.code:
            return "border"
        return "area" if left.area != right.area else "zone"
    held = left if left.code else right
    return "shore" if held.is_shore else "limit"


def _ashore(line: FloatArray, ground: Ground) -> bool:
    """Whether more of a line than a chance touch of the generalised coast is on land."""
    lon, lat = ((line[:-1] + line[1:]) / 2).T
    return bool((ground.classify(lon, lat) != REACHES.index("sea")).mean() > ASHORE_SHARE)


def _reach_of(role: str) -> str | None:
    return "sea" if role in {"limit", "shore"} else None


def _pieces(
    line: FloatArray, left: Part, right: Part, role: str, areas: list[Overlap], reach: str | None
) -> list[tuple[FloatArray, str | None]]:
    """Split a line of one reach where its kind changes; give the pieces and the kind of each."""
    if role == "border":
        listed = split_by_section(line, left, right)
        return [(piece, kind_of(left, right, areas, reach, kind)) for piece, kind in listed]
    kinds = {"limit": "territorial_sea", "area": areas[0].kind if areas else None}
    return [(line, kinds.get(role))]


def _accuracy(world: World, left: Part, right: Part, role: str) -> float:
    if role == "shore":
        return SHORE_ACCURACY_M
    is_old = any({left, right} == {cut.held, cut.part} for cut in world.cuts)
    return OLD_LINE_ACCURACY_M if is_old else ACCURACY_M


def _renumber(ring: Ring, numbers: list[list[int]]) -> Ring:
    arcs: list[int] = []
    for signed in ring.arcs:
        pieces = [number + 1 for number in numbers[abs(signed) - 1]]
        arcs.extend(pieces if signed > 0 else [-piece for piece in reversed(pieces)])
    return ring._replace(arcs=arcs)

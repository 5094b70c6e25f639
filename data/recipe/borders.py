"""Arcs with everything a measurement needs to know of them: sides, role, kind, reach, accuracy.

Roles: ``border`` between two entities; ``limit`` the outer edge of a zone at sea, which is the
territorial-sea limit as OpenStreetMap has it; ``edge`` the outer edge of a zone that runs ashore or
along the shore instead; ``shore`` where only the shore is known; ``zone`` and ``area`` inside one
entity, between time zones and round disputed ground; ``frame`` the edge of the map at the
antimeridian and the pole.

Ground attributed to no one that lies between two entities is bounded by the line that each of them
claims against the other, so its outline is a border between the two (Bir Tawil between Egypt and Sudan).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from data.recipe.kinds import kind_of, split_by_section
from data.recipe.lines import simplify_together
from data.recipe.owners import NOBODY, Part
from data.recipe.reach import REACHES, split_by_reach
from data.recipe.topology import Ring, is_frame

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.recipe.parts import World
    from data.recipe.reach import Ground
    from data.recipe.tables import Overlap
    from data.recipe.topology import FloatArray

__all__ = ["Arc", "Layer", "build_arcs", "codes_of_sides", "role_of"]

ACCURACY_M = 10.0
"""The stored line against OpenStreetMap's."""

SHORE_ACCURACY_M = 500.0
"""Half of the usual distance between vertices of the coastline source."""


ASHORE_SHARE = 0.1


_NO_LINE = ("none", "international")
"""Inside one country an area with this kind of line is bounded by nothing that could be drawn."""


class Arc(NamedTuple):
    """One stored line; ``left`` and ``right`` number the parts, ``codes`` are those of its sides."""

    left: int
    right: int
    codes: tuple[str, str]
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
    codes = codes_of_sides(sides)
    roles = [role_of(*side, *pair, line) for side, pair, line in zip(sides, codes, world.arcs, strict=True)]
    roles = [
        "edge" if role == "limit" and _ashore(line, ground) else role
        for role, line in zip(roles, world.arcs, strict=True)
    ]
    split = [number for number, role in enumerate(roles) if role in {"border", "area"}]
    pieces, reaches = split_by_reach([world.arcs[number] for number in split], ground)
    divided = dict(zip(split, zip(pieces, reaches, strict=True), strict=True))

    arcs: list[Arc] = []
    numbers: list[list[int]] = []
    for number, (side, pair, role) in enumerate(zip(sides, codes, roles, strict=True)):
        parts, part_reaches = divided.get(number, ([world.arcs[number]], [_reach_of(role)]))
        areas = [world.overlaps[part.area] for part in side if part.area]
        first = len(arcs)
        left, right = int(world.left[number]), int(world.right[number])
        accuracy_m = _accuracy(world, *side, role)
        for line, reach in zip(parts, part_reaches, strict=True):
            for piece, kind in _pieces(line, pair, role, areas, reach):
                arcs.append(Arc(left, right, pair, role, kind, reach, accuracy_m, piece))
        numbers.append(list(range(first, len(arcs))))
    lines = simplify_together([arc.line for arc in arcs])
    light = [arc._replace(line=line) for arc, line in zip(arcs, lines, strict=True)]
    part_rings = [_renumber(ring, numbers) for ring in world.rings]
    return Layer(light, part_rings, [_renumber(ring, numbers) for ring in world.country_rings])


def _part(world: World, face: int) -> Part:
    return world.parts[face] if face >= 0 else NOBODY


def codes_of_sides(sides: Sequence[tuple[Part, Part]]) -> list[tuple[str, str]]:
    """Codes on the left and on the right of each arc.

    Ground attributed to no one between two entities counts, from either, as the other one's.
    """
    around: dict[str, set[str]] = {}
    for pair in sides:
        for part, other in (pair, pair[::-1]):
            if part.area and not part.code and other.code:
                around.setdefault(part.area, set()).add(other.code)

    def seen_from(other: Part, part: Part) -> str:
        others = around.get(part.area, set()) - {other.code}
        return others.pop() if not part.code and other.code and len(others) == 1 else part.code

    return [(seen_from(right, left), seen_from(left, right)) for left, right in sides]


def role_of(left: Part, right: Part, left_code: str, right_code: str, line: FloatArray) -> str:
    """Role of an arc between two parts, whose codes are as :func:`codes_of_sides` sees them."""
    if is_frame(line[:-1], line[1:]).all():
        return "frame"
    if NOBODY in (left, right):
        held = right if left == NOBODY else left
        return "shore" if held.is_shore else "limit" if held.code else "area"
    if left_code and right_code and left_code != right_code:
        return "border"
    return "area" if left.area != right.area else "zone"


def _ashore(line: FloatArray, ground: Ground) -> bool:
    """Whether more of a line than a chance touch of the generalised coast is on land."""
    lon, lat = ((line[:-1] + line[1:]) / 2).T
    return bool((ground.classify(lon, lat) != REACHES.index("sea")).mean() > ASHORE_SHARE)


def _reach_of(role: str) -> str | None:
    return "sea" if role in {"limit", "shore"} else None


def _pieces(
    line: FloatArray, codes: tuple[str, str], role: str, areas: list[Overlap], reach: str | None
) -> list[tuple[FloatArray, str | None]]:
    """Split a line of one reach where its kind changes; give the pieces and the kind of each."""
    if role == "border":
        listed = split_by_section(line, *codes)
        return [(piece, kind_of(*codes, areas, reach, kind)) for piece, kind in listed]
    drawn = [area.kind for area in areas if area.kind not in _NO_LINE]
    kinds = {"limit": "territorial_sea", "area": drawn[0] if drawn else None}
    return [(line, kinds.get(role))]


def _accuracy(world: World, left: Part, right: Part, role: str) -> float:
    if role == "shore":
        return SHORE_ACCURACY_M
    for cut in world.cuts:
        # What was cut out of the same ground meets along the line of the first that was.
        pieces = {cut.held, *(other.part for other in world.cuts if other.held == cut.held)}
        if cut.part in (left, right) and {left, right} <= pieces:
            return cut.accuracy_m
    return ACCURACY_M


def _renumber(ring: Ring, numbers: list[list[int]]) -> Ring:
    arcs: list[int] = []
    for signed in ring.arcs:
        pieces = [number + 1 for number in numbers[abs(signed) - 1]]
        arcs.extend(pieces if signed > 0 else [-piece for piece in reversed(pieces)])
    return ring._replace(arcs=arcs)

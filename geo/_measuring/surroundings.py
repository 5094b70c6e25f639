"""What areas are measured to, by the countries they lie in: borders, foreign land, coasts, places."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geo._measuring.borders import list_neighbours
from geo._measuring.foreign import list_foreign
from geo._measuring.layers import pick
from geo._measuring.pairs import lines_between
from geo._measuring.quantities import Asked, ToCapitals, ToLines, ToSites, list_capitals
from geo._measuring.sites import CLASSES

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray

    from geo._measuring.layers import Ints
    from geo._measuring.linework import Linework
    from geo._measuring.quantities import Circles, Quantity
    from geo._measuring.world import World


class Homes(NamedTuple):
    """Where areas are. Shape (n,) each."""

    entity: Ints
    """Number of the country, -1 where there is none for all of the area."""
    outside: NDArray[np.bool_]
    """Whether the nearest country is asked for: the area is a disc round a point outside all countries."""


class Surroundings(NamedTuple):
    """The quantities to be bounded, by name, and whose border each item of ``neighbours`` is."""

    quantities: dict[str, Quantity]
    across: Ints


def list_quantities(
    homes: Homes, circles: Circles, world: World, only: Collection[str], to: Sequence[str]
) -> Surroundings:
    """List what areas are measured to.

    Parameters
    ----------
    homes : Homes
    circles : Circles
    world : World
    only : collection of str
        Which of ``geo.schema.MEASURES`` are wanted.
    to : sequence of str
        Pairs of codes: of each there is a quantity for all kinds of lines together, ``to KAZ-RUS``, and
        one for each kind, ``to KAZ-RUS seabed``.
    """
    quantities: dict[str, Quantity] = {}
    across = np.empty(0, dtype=np.int64)
    every = np.arange(len(homes.entity))
    if {"border", "neighbours"} & set(only):
        quantities["neighbours"], across = _neighbours(homes, circles, world)
    if "border" in only:
        quantities["border"] = _borders(homes, circles, world)
    if "foreign_land" in only:
        quantities["foreign_land"] = _foreign_land(homes, circles, world)
    if "nearest_country" in only and homes.outside.any():
        area = np.flatnonzero(homes.outside)
        layers = [
            _ask_one(lines, np.flatnonzero(lines.group_right >= 0), area)
            for lines in (world.shores, world.land)
        ]
        quantities["nearest_country"] = ToLines(area, layers, circles)
    for name, layer in (("coast", "shores"), ("maritime", "sea")):
        if name in only:
            lines: Linework = getattr(world, layer)
            asked = _ask_one(lines, np.arange(len(lines.group_left)), every)
            quantities[name] = ToLines(every, [asked], circles)
    quantities |= _sites(homes, circles, world, only)
    for pair in to:
        quantities |= _between(pair, every, circles, world)
    return Surroundings(quantities, across)


def _neighbours(homes: Homes, circles: Circles, world: World) -> tuple[ToLines, Ints]:
    own = pick(world.mainland, homes.entity, missing=-1)
    none = np.empty(0, dtype=np.int64)
    areas, asks, across = [none], [none], [none]
    sets: list[Ints] = []
    for one in np.unique(own[own >= 0]).tolist():
        rows = np.flatnonzero(own == one)
        for code, groups in list_neighbours(one, world.entities, world.mainland, world.land).items():
            areas.append(rows)
            asks.append(np.full(len(rows), len(sets)))
            across.append(np.full(len(rows), code))
            sets.append(groups)
    asked = Asked(world.land, np.concatenate(asks), sets)
    return ToLines(np.concatenate(areas), [asked], circles), np.concatenate(across)


def _borders(homes: Homes, circles: Circles, world: World) -> ToLines:
    own = pick(world.mainland, homes.entity, missing=-1)
    owners, sets = [], []
    for one in np.unique(own[own >= 0]).tolist():
        chosen = list_neighbours(one, world.entities, world.mainland, world.land)
        if chosen:
            owners.append(one)
            sets.append(np.concatenate(list(chosen.values())))
    area = np.flatnonzero(np.isin(own, owners))
    return ToLines(area, [Asked(world.land, np.searchsorted(owners, own[area]), sets)], circles)


def _foreign_land(homes: Homes, circles: Circles, world: World) -> ToLines:
    own = pick(world.entities.sovereign, homes.entity, missing=-1)
    owners, area = np.unique(own[own >= 0]), np.flatnonzero(own >= 0)
    ask = np.searchsorted(owners, own[area])
    sets = [list_foreign(one, world.entities, world.land, world.shores) for one in owners.tolist()]
    layers = [
        Asked(lines, ask, [groups[number] for groups in sets])
        for number, lines in enumerate((world.land, world.shores))
    ]
    return ToLines(area, layers, circles)


def _sites(homes: Homes, circles: Circles, world: World, only: Collection[str]) -> dict[str, Quantity]:
    quantities: dict[str, Quantity] = {}
    if "capital" in only:
        codes = pick(world.entities.code, homes.entity, missing=None).tolist()
        candidates = list_capitals(codes, world.places)
        area = np.flatnonzero(candidates[:, 0] >= 0)
        quantities["capital"] = ToCapitals(area, candidates[area], world.places)
    if "places" in only:
        every = np.arange(len(homes.entity))
        for stem, least_people in CLASSES.items():
            quantities[stem] = ToSites(every, world.sites, world.places, least_people, circles)
    return quantities


def _between(pair: str, every: Ints, circles: Circles, world: World) -> dict[str, Quantity]:
    between = lines_between(pair, world)
    found: dict[str, Quantity] = {
        f"to {pair}": ToLines(every, [_ask_one(lines, groups, every) for lines, groups in between], circles)
    }
    for kind in sorted({kind for lines, groups in between for kind in lines.group_kind[groups]}):
        asked = [
            _ask_one(lines, groups[lines.group_kind[groups] == kind], every) for lines, groups in between
        ]
        found[f"to {pair} {kind}"] = ToLines(every, asked, circles)
    return found


def _ask_one(lines: Linework, groups: Ints, area: Ints) -> Asked:
    return Asked(lines, np.zeros(len(area), dtype=np.int64), [groups])

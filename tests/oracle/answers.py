"""What is nearest to a point: every question the package answers, by brute force.

An answer names all that ties with the nearest within a millimetre, so that neither of two equal answers
is wrong, and says whether the nearest points of the tie lie apart, so that no azimuth is expected of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from tests.oracle.pieces import A_M, MILLIMETRE, Spots, directions, from_point_m
from tests.oracle.sampled import GEOD

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.oracle.world import World

PAIRS = ("KAZ-RUS", "IND-PAK", "CAN-USA")
CLASSES = {"place": 0, "town": 5_000, "city": 50_000}
"""Least population of each class; sections of cities are left out of towns and cities."""

RANKS = 3
PEOPLE_WITHIN_M = 25_000.0

ON_THE_LINE_M = 1e-6
"""A golden section comes this close to a line it stands on."""


class Answer(NamedTuple):
    """One answer about one point."""

    question: str
    part: str
    """Which part of the question: a neighbour's code, a kind of line, a rank; empty for the whole."""
    distance_m: float
    lon: float
    """The nearest point, degrees."""
    lat: float
    azimuth_deg: float
    """Forward azimuth at the given point, 0 <= azimuth < 360; NaN on the line."""
    names: str
    """Codes, or the numbers of places, joined by ``;`` where several tie."""
    kinds: str
    """Kinds of line, in the same way."""
    is_tied: bool
    """Whether spots that lie apart tie, so that any of them may be named."""


def answer_all(world: World, lon: float, lat: float, home: str | None) -> list[Answer]:
    """Answer all questions about one point; what has no answer is left out."""
    point = (lon, lat)
    from_shores = world.shores.cosines(*point)
    return [
        *_borders(world, point, home),
        *_foreign_land(world, point, home, from_shores),
        *_coast(world, point, from_shores),
        *_places(world, point, home),
    ]


def people_within(world: World, lon: float, lat: float, radius_m: float) -> float:
    """Sum up the listed people of places within a radius.

    Left out are sections of cities, and what may be a part of a city that is counted: smaller places (of
    equal ones, the later) in the disc round it in which 2,000 people live on each square kilometre.
    """
    counted = world.places[~world.places["is_section"].to_numpy() & (world.places["population"] > 0)]
    boxed = counted[(counted["lat"] - lat).abs() < radius_m / 100_000]  # a degree of latitude is over 110 km
    near = boxed[from_point_m(lon, lat, boxed[["lon", "lat"]].to_numpy()) <= radius_m]
    is_part = np.zeros(len(near), dtype=bool)
    people, spots = near["population"].to_numpy(), near[["lon", "lat"]].to_numpy()
    for row, (at_lon, at_lat) in enumerate(spots):
        if people[row] >= 50_000:
            reach_km = (people[row] / 2_000 / np.pi) ** 0.5
            smaller = (people < people[row]) | ((people == people[row]) & (np.arange(len(near)) > row))
            is_part |= smaller & (from_point_m(at_lon, at_lat, spots) <= reach_km * 1_000)
    return float(people[~is_part].sum())


class _Named(NamedTuple):
    """Candidates for one answer, with what each of them is called. Shape (k,) each."""

    spots: Spots
    names: np.ndarray
    kinds: np.ndarray


def _borders(world: World, point: tuple[float, float], home: str | None) -> Iterator[Answer]:
    cosines = world.searchable.cosines(*point)

    def find(chosen: np.ndarray) -> _Named:
        return _name(world, world.searchable.nearest(*point, chosen, cosines))

    if home is not None:
        found = {code: find(chosen) for code, chosen in world.own_borders(home).items()}
        yield from _settle(point, "border", "", list(found.values()))
        for code, candidates in found.items():
            yield from _settle(point, "neighbour", code, [candidates])
    yield from _settle(point, "any_border", "", [find(world.any_border)])
    yield from _settle(point, "maritime", "", [find(world.maritime)])
    for pair in PAIRS:
        found = {kind: find(chosen) for kind, chosen in world.pair(pair).items()}
        yield from _settle(point, f"to_{pair}", "", list(found.values()))
        for kind, candidates in found.items():
            yield from _settle(point, f"to_{pair}", kind, [candidates])


def _name(world: World, spots: Spots) -> _Named:
    codes, kinds = world.lines["codes"].to_numpy(), world.lines["kind"].to_numpy()
    return _Named(spots, codes[spots.line], kinds[spots.line])


def _foreign_land(
    world: World, point: tuple[float, float], home: str | None, from_shores: np.ndarray
) -> Iterator[Answer]:
    if home is None:
        return
    own, cosines = world.sovereign[home], world.searchable.cosines(*point)
    by_land = world.searchable.nearest(*point, world.foreign_borders(own), cosines)
    by_sea = world.shores.nearest(*point, world.foreign_shores(own), from_shores)
    across, shore = world.across(own).to_numpy(), world.coasts["code"].to_numpy()
    found = [(by_land, across[by_land.line]), (by_sea, shore[by_sea.line])]
    nothing = [np.full(len(codes), "") for _, codes in found]
    named = [_Named(*one, kinds) for one, kinds in zip(found, nothing, strict=True)]
    yield from _settle(point, "foreign_land", "", named)


def _coast(world: World, point: tuple[float, float], from_shores: np.ndarray) -> Iterator[Answer]:
    every = np.arange(len(world.shores.pieces.line))
    spots = world.shores.nearest(*point, every, from_shores)
    nothing = np.full(len(spots.line), "")
    yield from _settle(point, "coast", "", [_Named(spots, nothing, nothing)])


def _places(world: World, point: tuple[float, float], home: str | None) -> Iterator[Answer]:
    cosines = world.place_directions @ directions(*(np.array([degrees]) for degrees in point))[0]
    for stem, least in CLASSES.items():
        yield from _ranks(world, point, stem, world.members(least), cosines)
    yield from _ranks(world, point, "capital", world.capitals(home), cosines, ranks=1)


def _ranks(
    world: World,
    point: tuple[float, float],
    stem: str,
    members: np.ndarray,
    cosines: np.ndarray,
    ranks: int = RANKS,
) -> Iterator[Answer]:
    spots = world.places[["lon", "lat"]].to_numpy()
    if len(members) > ranks:
        # Whatever is farther on the sphere than the third, by more than the flattening, is not among them.
        near = cosines[members]
        third = np.partition(near, -ranks)[-ranks]
        angle = np.arccos(np.clip(third, -1, 1)) * A_M / GEOD.b + 1e-6
        members = members[near >= np.cos(min(angle, np.pi))]
    metres = from_point_m(*point, spots[members])
    order = np.argsort(metres, kind="stable")
    number = world.places["place_id"].to_numpy()
    for rank in range(min(ranks, len(order))):
        at = metres[order[rank]]
        tied = members[np.abs(metres - at) <= MILLIMETRE]
        same = Spots(np.full(len(tied), at), *spots[tied].T, tied)
        nothing = np.full(len(tied), "")
        yield from _settle(point, stem, str(rank + 1), [_Named(same, number[tied], nothing)])


def _settle(
    point: tuple[float, float], question: str, part: str, found: Sequence[_Named]
) -> Iterator[Answer]:
    """Make one answer of all candidates; none where there are none."""
    if not sum(len(one.names) for one in found):
        return
    spots = Spots(*(np.concatenate(column) for column in zip(*(one.spots for one in found), strict=True)))
    names, kinds = (np.concatenate([getattr(one, field) for one in found]) for field in ("names", "kinds"))
    best = int(spots.distance_m.argmin())
    least_m = float(spots.distance_m[best])
    ties = spots.distance_m <= least_m + MILLIMETRE
    # Spots that lie no farther apart than the distance can tell are one and the same.
    close = spots.distance_m <= least_m + may_differ_m(least_m)
    apart_m = from_point_m(
        spots.lon[best], spots.lat[best], np.column_stack([spots.lon[close], spots.lat[close]])
    )
    is_tied = bool((apart_m > may_lie_apart_m(least_m)).any())
    on_the_line = least_m <= ON_THE_LINE_M
    azimuth_deg = GEOD.inv(*point, spots.lon[best], spots.lat[best])[0] % 360
    yield Answer(
        question,
        part,
        0.0 if on_the_line else least_m,
        float(spots.lon[best]),
        float(spots.lat[best]),
        float("nan") if on_the_line else azimuth_deg,
        ";".join(sorted({str(name) for name in names[ties] if not pd.isna(name)})),
        ";".join(sorted(set(kinds[ties]))),
        is_tied,
    )


def may_differ_m(distance_m: float) -> float:
    """Distances that differ by less are one: rounding, and what an answer right to a millimetre allows."""
    return 2e-8 + 2e-9 * distance_m


def may_lie_apart_m(distance_m: float) -> float:
    """Tell how far apart the ends of two ways may lie whose lengths differ by `may_differ_m`.

    The way to the foot of a perpendicular is the shortest; x metres beside it, it is longer by
    x^2 / (2 distance).
    """
    return MILLIMETRE + float(np.sqrt(2 * distance_m * may_differ_m(distance_m)))

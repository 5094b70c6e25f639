"""The ways to understand where an incident is: its best match, others that may be meant, what holds it.

"Near X" is X itself and what lies around it: no number can be defended, so both are kept and named. What is
only presumed keeps the region that it is said to lie in as a reading of its own.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import shapely

from geo._locating import Expression, draw_expression, lies_in, place_label
from geo._reports.report import Reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo._locating import Candidate, Grounds

__all__ = ["make_readings", "point_reading", "read_candidate"]

ALIVE: Final = 0.05
"""What is less likely than this is no reading any more."""

SURE: Final = 0.7
"""Where all that is known is less likely than this together, what was meant may be none of it."""
MOST: Final = 4

_AREAS: Final = (
    "region", "district", "country", "macro-region", "sea", "desert", "island", "lake", "continent",
    "mountains", "peninsula", "area", "line",
)  # fmt: skip


def make_readings(
    candidates: Sequence[Candidate],
    parents: Sequence[Candidate],
    grounds: Grounds,
    *,
    near: bool = False,
) -> tuple[Reading, ...]:
    """Make the readings of a name.

    Parameters
    ----------
    candidates : sequence of Candidate
        What the name may mean, the likeliest first.
    parents : sequence of Candidate
        What it is said to lie in, the nearest first.
    grounds : Grounds
    near : bool
        Whether the incident is said to be near it only.

    Returns
    -------
    tuple of Reading
        The best one first.
    """
    alive = [one for one in candidates if one.score >= ALIVE][:MOST] or list(candidates[:1])
    alive = _distinct(alive, grounds)
    found: list[Reading] = []
    for number, one in enumerate(alive):
        how = "other candidate" if number else "best match"
        itself = read_candidate(one, grounds, how)
        found += _near(one, grounds, how) if near else [_inside(itself, parents, grounds)]
    doubtful = not alive or is_presumed(alive[0]) or sum(one.score for one in candidates) < SURE
    if parents and doubtful:
        found.append(read_candidate(parents[0], grounds, "stated parent alone"))
    return tuple(found)


def _inside(reading: Reading, parents: Sequence[Candidate], grounds: Grounds) -> Reading:
    """Read "Lake Chad in Niger": of a water or a desert that goes on beyond, what lies in the unit."""
    if (
        reading.candidate is None
        or reading.candidate.kind not in _WIDE
        or not parents
        or reading.kind != "area"
    ):
        return reading
    unit = read_candidate(parents[0], grounds, "")
    if unit.kind != "area":
        return reading
    common = shapely.intersection(reading.shape, unit.shape)
    parts = shapely.get_parts(common)
    common = shapely.union_all(parts[shapely.get_dimensions(parts) == 2])  # noqa: PLR2004 - ground
    if common.is_empty:
        return reading
    label = place_label(common)
    return replace(
        reading, name=f"{reading.name} in {unit.name}", region_code=unit.region_code,
        country_code=unit.country_code,
        lon=label.lon, lat=label.lat, precision_m=label.radius_m, shape=common,
    )  # fmt: skip


_WIDE: Final = ("sea", "lake", "desert", "mountains", "macro-region", "peninsula", "island")


def is_presumed(candidate: Candidate) -> bool:
    """Say whether a candidate was taken for want of anything that is called so."""
    return "presumed:" in candidate.why or "lies elsewhere" in candidate.why


def read_candidate(one: Candidate, grounds: Grounds, how: str) -> Reading:
    """Make a reading of a candidate: its ground, or a point with its radius."""
    shape = one.shape
    if shape is None and one.thing is not None and one.kind in _AREAS:
        shape = grounds.of(one.thing)
    if shape is None or shape.geom_type == "Point":
        return point_reading(one, how)
    return Reading(
        one.name, how, "area", one.country_code, one.region_code, one.lon, one.lat, one.precision_m,
        one.score, shape, None, one,
    )  # fmt: skip


def point_reading(one: Candidate, how: str) -> Reading:
    """Make a reading of a candidate that is a point with a radius."""
    return Reading(
        one.name, how, one.kind if one.kind != "area" else "point", one.country_code, one.region_code,
        one.lon, one.lat, one.precision_m, one.score, shapely.Point(one.lon, one.lat),
        one.precision_m or None, one,
    )  # fmt: skip


_REACH_KM: Final = {
    "city": 20,
    "town": 10,
    "place": 5,
    "section": 10,
    "district": 25,
    "region": 25,
    "country": 25,
}
"""How far near reaches, by what it is near, as `geo._locating.expressions.anchors` has it."""


def _near(one: Candidate, grounds: Grounds, how: str) -> list[Reading]:
    """Read "near X": of a unit X itself and what is around it; of a place what is around it."""
    itself = read_candidate(one, grounds, how)
    drawn = draw_expression(Expression("near", (one.name,)), [one], grounds)
    if drawn is None or drawn.shape is None:
        return [itself]
    around = Reading(
        f"near {one.name}", f"near, taken as within {_REACH_KM.get(one.kind, 10)} km of it", "area",
        one.country_code, one.region_code if itself.kind != "area" else None, drawn.lon, drawn.lat,
        drawn.precision_m, one.score, drawn.shape, None, one,
    )  # fmt: skip
    return [itself, around] if itself.kind == "area" else [around]


def _distinct(candidates: list[Candidate], grounds: Grounds) -> list[Candidate]:
    """Leave out units round a likelier place that are called after it: who means them says district."""
    kept: list[Candidate] = []
    for one in candidates:
        if not any(_is_around(one, other, grounds) for other in kept):
            kept.append(one)
    return kept


def _is_around(unit: Candidate, place: Candidate, grounds: Grounds) -> bool:
    if unit.thing is None or place.thing is None or unit.kind not in ("district", "region"):
        return False
    return place.kind not in _AREAS and lies_in(place.thing.number, unit.thing.number, grounds)

"""The ways to understand where an incident is: its best match, others that may be meant, what holds it.

"Near X" is X itself and what lies around it: no number can be defended, so both are kept and named. What is
only presumed keeps the region that it is said to lie in as a reading of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo._locating import Expression, draw_expression
from geo._reports.report import Reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

    from geo._locating import Candidate, Grounds

__all__ = ["NEAR_UNIT_M", "make_readings", "point_reading", "read_candidate"]

NEAR_UNIT_M: Final = 25_000.0
"""How far around a district or region "near" it is taken to reach: what UCDP calls near a known point."""

ALIVE: Final = 0.05
"""What is less likely than this is no reading any more."""

SURE: Final = 0.9
MOST: Final = 4

_AREAS: Final = ("region", "district", "country", "macro-region", "sea", "desert", "island", "lake", "continent",
    "mountains", "peninsula", "area", "line")  # fmt: skip


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
    alive = _distinct(alive)
    found: list[Reading] = []
    for number, one in enumerate(alive):
        how = "other candidate" if number else "best match"
        found += _near(one, grounds, how) if near else [read_candidate(one, grounds, how)]
    doubtful = not alive or is_presumed(alive[0]) or alive[0].score < SURE
    if parents and doubtful:
        found.append(read_candidate(parents[0], grounds, "stated parent alone"))
    return tuple(found)


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
        one.name, how, "area", one.country_code, one.region_code, one.lon, one.lat, one.precision_m, one.score,
        shape, None, one,
    )  # fmt: skip


def point_reading(one: Candidate, how: str) -> Reading:
    """Make a reading of a candidate that is a point with a radius."""
    return Reading(
        one.name, how, one.kind if one.kind != "area" else "point", one.country_code, one.region_code, one.lon,
        one.lat, one.precision_m, one.score, shapely.Point(one.lon, one.lat), one.precision_m or None, one,
    )  # fmt: skip


def _near(one: Candidate, grounds: Grounds, how: str) -> list[Reading]:
    """Read "near X": of a unit X itself and what is around it; of a place what is around it."""
    itself = read_candidate(one, grounds, how)
    drawn = draw_expression(Expression("near", (one.name,)), [one], grounds)
    if drawn is None or drawn.shape is None:
        return [itself]
    around = Reading(
        f"near {one.name}", f"{how}: near it, as far as this is taken to reach", "area", one.country_code,
        one.region_code if itself.kind != "area" else None, drawn.lon, drawn.lat, drawn.precision_m, one.score,
        drawn.shape, None, one,
    )  # fmt: skip
    return [itself, around] if itself.kind == "area" else [around]


def _distinct(candidates: list[Candidate]) -> list[Candidate]:
    """Leave out what is the same ground as a likelier one: a town and the district called after it."""
    kept: list[Candidate] = []
    for one in candidates:
        if not any(_is_same_ground(one, other) for other in kept):
            kept.append(one)
    return kept


def _is_same_ground(one: Candidate, other: Candidate) -> bool:
    away_m = 111_000.0 * float(
        np.hypot(one.lat - other.lat, (one.lon - other.lon) * np.cos(np.radians(one.lat)))
    )
    reach_m = max(15_000.0, 0.5 * min(max(one.precision_m, other.precision_m), 100_000.0))
    return away_m <= reach_m and "place" in _class(one) + _class(other) and one.kind != other.kind


def _class(one: Candidate) -> str:
    return "unit" if one.kind in _AREAS else "place"


def same_shape(one: BaseGeometry, other: BaseGeometry) -> bool:
    """Say whether two grounds are the same."""
    return bool(one.equals(other))

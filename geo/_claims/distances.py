"""Claims with a number: "12 km from the border", "40 km north of Aktau".

A number as written stands for a stretch (`geo._locating.expressions.lengths`); with "about" before it nobody
holds it to more than a tenth, or half of what it is round to. A place from which is measured reaches as far as its radius: from its edge is
from it too. An incident at a place is one spot, known to the place's radius: the statement agrees when the
two stretches meet. Of an area it has to hold on all of it. A distance to a place without a direction may be
one by road: where only that would explain it, it is not contradicted.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from geo._claims.judged import Holding, is_spot
from geo._locating import azimuth_between

if TYPE_CHECKING:
    from geo._claims.context import Context
    from geo._measuring import Thing
    from geo._reports import Claim, Reading

__all__ = ["Stated", "hold_distance", "stated_of"]

ABOUT_SHARE: Final = 0.1
ROAD: Final = 1.4
"""Roads are seldom longer than this many times the straight line (R. H. Ballou and others, "Selected country
circuity factors for road travel distance estimation", Transportation Research A 36, 2002)."""

_ABOUT: Final = re.compile(
    r"\b(?:about|around|approximately|roughly|some|just|nearly|almost|only|barely|примерно|около|порядка|приблизительно)\b",
    re.IGNORECASE,
)
_OVER: Final = re.compile(r"\b(?:more than|over|at least|более|свыше)\b", re.IGNORECASE)


class Stated(NamedTuple):
    """A stretch that a number stands for, metres."""

    low_m: float
    high_m: float
    by_road: bool
    """Whether it may be one by road."""


def stated_of(claim: Claim) -> Stated | None:
    """Read the stretch of a claim."""
    relation = claim.relation
    if relation is None or relation.length is None:
        return None
    length = relation.length
    low_m, high_m = float(length.low_m), float(length.high_m)
    if _ABOUT.search(claim.quote):
        slack_m = max(ABOUT_SHARE * float(length.stated_m), _round_m(float(length.stated_m)) / 2.0)
        low_m, high_m = min(low_m, length.stated_m - slack_m), max(high_m, length.stated_m + slack_m)
    if relation.within:
        low_m = 0.0
    if _OVER.search(claim.quote):
        # "More than 20 km" is said of 21 to some 30, not of 200.
        high_m = max(high_m, 1.5 * length.stated_m)
    by_road = relation.target == "name" and relation.heading is None and not relation.within
    return Stated(low_m, high_m, by_road)


def _round_m(stated_m: float) -> float:
    """Say to what a number is round: 300 km to the hundred, 50 to the ten, 12 to the one.

    Examples
    --------
    >>> _round_m(300_000.0), _round_m(10_000.0), _round_m(12_000.0), _round_m(1_609.3)
    (100000.0, 10000.0, 1000.0, 0.0)
    """
    km = stated_m / 1000.0
    if km <= 0.0 or km != round(km):
        return 0.0
    unit = 1
    while round(km) % (unit * 10) == 0:
        unit *= 10
    return unit * 1000.0


def hold_distance(
    stated: Stated, thing: Thing, reach_m: float, reading: Reading, claim: Claim, context: Context
) -> Holding:
    """Judge a stated distance.

    Parameters
    ----------
    stated : Stated
    thing : Thing
        From which it is.
    reach_m : float
        How far a place reaches from its point.
    reading : Reading
    claim : Claim
    context : Context
    """
    interval = context.spot(reading).distance_to(thing)
    low_m, high_m = max(stated.low_m - reach_m, 0.0), stated.high_m + reach_m
    off = _is_off_direction(reading, claim, context)
    if off:
        return Holding("contradicted", interval.min_m, interval.max_m, 0.0, off)
    meets = interval.min_m <= high_m and interval.max_m >= low_m
    holds = interval.min_m >= low_m and interval.max_m <= high_m
    if holds or (meets and is_spot(reading)):
        return Holding("supported", interval.min_m, interval.max_m, 1.0)
    if meets:
        return Holding("undecided", interval.min_m, interval.max_m, None)
    if stated.by_road and interval.max_m < low_m <= ROAD * interval.max_m + reach_m:
        return Holding("undecided", interval.min_m, interval.max_m, None, "it may be a distance by road")
    return Holding("contradicted", interval.min_m, interval.max_m, 0.0)


def _is_off_direction(reading: Reading, claim: Claim, context: Context) -> str:
    """Say how the direction is off, "" where it is not, or none was stated."""
    relation = claim.relation
    if relation is None or relation.heading is None or relation.target != "name":
        return ""
    heading = relation.heading
    best = next((found[0] for found in context.objects_of(claim) if found), None)
    if best is None:
        return ""
    ends = (best.lon, best.lat), (reading.lon, reading.lat)
    start, end = reversed(ends) if relation.backwards else ends
    azimuth_deg, distance_m = azimuth_between(*start, *end)
    turn_deg = abs((azimuth_deg - heading.azimuth_deg + 180.0) % 360.0 - 180.0)
    from math import asin, degrees

    blur_m = best.precision_m + reading.precision_m
    blur_deg = degrees(asin(min(blur_m / max(distance_m, 1.0), 1.0)))
    # People name the nearest of eight directions as one of four.
    allowed_deg = heading.half_width_deg * 1.5 + blur_deg
    if turn_deg <= allowed_deg:
        return ""
    return f"it lies in the direction of {azimuth_deg:.0f}\u00b0, not {heading.name}"

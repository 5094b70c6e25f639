"""Claims about ground: inside a unit, in a part of one, between two places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import shapely

from geo._claims.judged import Holding, by_share, is_spot
from geo._locating import Expression, country_candidate, draw_expression, lies_in
from geo._measuring import share_inside

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geo._claims.context import Context
    from geo._locating import Candidate
    from geo._reports import Claim, Reading

__all__ = ["draw_between", "draw_part", "hold_drawn", "hold_inside"]


WATERS: Final = ("lake", "river", "sea", "mountains", "desert")


def hold_inside(parent: Candidate, reading: Reading, context: Context) -> Holding:
    """Judge whether a reading lies in a unit: all of it, as far as outlines are known."""
    if parent.thing is None:
        return Holding(None)
    thing = reading.candidate.thing if reading.candidate is not None else None
    ground = context.grounds.of(parent.thing)
    if ground.geom_type == "Point":
        return _hold_near_point(parent, reading, context)
    spot = context.spot(reading)
    share = share_inside(spot, ground)
    away_m = 0.0 if share > 0.0 else spot.distance_to(context.thing(ground)).min_m
    known = thing is not None and thing.number != parent.thing.number
    is_listed = known and thing is not None and lies_in(thing.number, parent.thing.number, context.grounds)
    # A place or district is listed with its region: strips along two outlines say nothing against that.
    if is_listed and (share >= 0.5 or away_m <= _slack_m(parent, context) or is_spot(reading)):  # noqa: PLR2004
        return Holding("supported", 0.0, 0.0, 1.0)
    return _hold_beside(parent, reading, context, share, away_m)


def _hold_beside(
    parent: Candidate, reading: Reading, context: Context, share: float, away_m: float
) -> Holding:
    """Judge what is not listed in a unit, by how much of it lies there."""
    if share == 0.0 and reading.candidate is not None and reading.candidate.kind in WATERS:
        return Holding("undecided", away_m, away_m, 0.0, "shores change, and some are known as a circle only")
    if share == 0.0 and away_m <= _slack_m(parent, context) + context.accuracy_m(reading):
        return Holding("undecided", away_m, away_m, 0.0, "within what the outline may be off")
    if is_spot(reading) and 0.0 < share < 1.0:
        return Holding("undecided", 0.0, 0.0, round(share, 4), "astride the outline")
    return by_share(share, away_m, away_m)


def _slack_m(parent: Candidate, context: Context) -> float:
    if parent.thing is None or parent.thing.layer not in ("regions", "districts"):
        return 500.0
    row = context.grounds.row_of(parent.thing)
    stated = None if row is None else row.get("accuracy_m")
    return float(stated) if stated is not None else 2_000.0


def _hold_near_point(parent: Candidate, reading: Reading, context: Context) -> Holding:
    """Judge "in X" for a town: it reaches as far as its radius."""
    interval = context.spot(reading).distance_to(context.thing(shapely.Point(parent.lon, parent.lat)))
    if interval.max_m <= parent.precision_m:
        return Holding("supported", interval.min_m, interval.max_m, 1.0)
    if interval.min_m > parent.precision_m * 1.5 + 1_000.0:
        return Holding("contradicted", interval.min_m, interval.max_m, 0.0)
    return Holding("undecided", interval.min_m, interval.max_m, None)


def draw_part(claim: Claim, context: Context) -> tuple[str, BaseGeometry] | None:
    """Draw the part of a unit that a claim names: half of it by area, a quarter for a direction between."""
    relation = claim.relation
    if relation is None:
        return None
    parent = next((found[0] for found in context.objects_of(claim) if found), None) or _whole(claim, context)
    if parent is None:
        return None
    part = "centre" if relation.heading is None else relation.heading.name
    drawn = draw_expression(Expression("part", (parent.name,), part=part), [parent], context.grounds)
    if drawn is None or drawn.shape is None:
        return None
    share = "half" if part.count("-") == 0 else "a quarter"
    return f"the {part} of {parent.name}, taken as {share} of it by area", drawn.shape


def _whole(claim: Claim, context: Context) -> Candidate | None:
    """Give the country or unit of the incident, for "the north of the country"."""
    readings = context.readings_of(claim)
    best = readings[0] if readings else None
    if best is None or not best.country_code or claim.relation is None:
        return None
    thing = best.candidate.thing if best.candidate is not None else None
    if claim.relation.unit not in ("country", "страны"):
        if thing is None or thing.region < 0:
            return None
        things = context.grounds.gazetteer.things
        from geo._locating import describe_number

        return (
            describe_number(thing.region, 1.0, "the region of it", context.grounds.gazetteer)
            if things
            else None
        )
    return country_candidate(best.country_code.split(";")[0], context.grounds)


def draw_between(claim: Claim, context: Context) -> tuple[str, BaseGeometry] | None:
    """Draw what lies between two places."""
    ends = [found[0] for found in context.objects_of(claim) if found]
    if len(ends) != 2:  # noqa: PLR2004 - two ends
        return None
    names = (ends[0].name, ends[1].name)
    halfway = claim.relation is not None and claim.relation.word == "halfway"
    drawn = draw_expression(
        Expression("between", names, relation="halfway" if halfway else ""), ends, context.grounds
    )
    if drawn is None or drawn.shape is None:
        return None
    return f"between {names[0]} and {names[1]}", drawn.shape


def hold_drawn(shape: BaseGeometry, reading: Reading, context: Context) -> Holding:
    """Judge whether a reading lies in a shape."""
    spot = context.spot(reading)
    share = share_inside(spot, shape)
    away_m = 0.0 if share > 0.0 else spot.distance_to(context.thing(shape)).min_m
    if is_spot(reading) and 0.0 < share < 1.0:
        # Of a town or a spot with a radius the middle decides.
        middle = shapely.intersects_xy(shape, reading.lon, reading.lat)
        return Holding("supported" if middle else "undecided", 0.0, 0.0, round(share, 4))
    return by_share(share, away_m, away_m)

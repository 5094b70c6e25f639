"""Whether two sentences may tell of one incident: the same ground, the same days, the one in the other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import shapely

from geo._locating import lies_in

if TYPE_CHECKING:
    from geo._reports.drafts import Draft, Known
    from geo._reports.lines import Line
    from geo._reports.report import Reading
    from geo._reports.whereabouts import Whereabouts

__all__ = ["differ_in_time", "is_finer", "is_said_to_hold", "is_same", "is_vague"]

_NEAR_DEG: Final = 0.15
_POSITION_DEG: Final = 1.5
"""Coordinates are given for what was named before, some way off."""
_IN_BEFORE: Final = re.compile(r"\b(?:in|inside|within|в|во|на)(?: the)?(?: [\w-]+ern)? $", re.IGNORECASE)
_OF_IT: Final = re.compile(
    r"[\s\"\u201c\u00ab]*(?:(?:the|this|that|it|its|both|they|all|он|она|оно|это|эта|этот|город|село|поселок|деревня|район)\b)",
    re.IGNORECASE,
)


def is_vague(where: Whereabouts) -> bool:
    return where.mention is None and where.relation is not None and where.relation.kind in ("border", "coast")


def differ_in_time(draft: Draft, line: Line) -> bool:
    """Say whether two sentences certainly tell of different days."""
    mine = [(when.first, when.last) for one in draft.lines for when in one.whens if when.first and when.last]
    theirs = [(when.first, when.last) for when in line.whens if when.first and when.last]
    return bool(mine and theirs) and all(
        last < first or end < start for start, last in mine for first, end in theirs
    )


def is_same(draft: Draft, where: Whereabouts, readings: tuple[Reading, ...], known: Known) -> bool:
    """Say whether two locations may be one: the same ground, or one in the other."""
    mine, theirs = draft.best, readings[0] if readings else None
    if mine is not None and theirs is not None and "coordinates" in (mine.how, theirs.how):
        return bool(shapely.dwithin(mine.shape, theirs.shape, _POSITION_DEG))
    if mine is None or theirs is None:
        return where.mention is not None and draft.where is not None and where.mention == draft.where.mention
    if mine.candidate is not None and theirs.candidate is not None:
        one, other = mine.candidate.thing, theirs.candidate.thing
        if one is not None and other is not None:
            return (
                one.number == other.number
                or lies_in(one.number, other.number, known.grounds)
                or lies_in(other.number, one.number, known.grounds)
            )
    return bool(shapely.dwithin(mine.shape, theirs.shape, _NEAR_DEG))


def is_finer(readings: tuple[Reading, ...], draft: Draft, known: Known) -> bool:
    """Say whether new readings say the same more exactly."""
    mine = draft.best
    if not readings or mine is None:
        return bool(readings)
    if readings[0].how == "coordinates" and mine.how != "coordinates":
        return True
    return readings[0].precision_m < 0.7 * mine.precision_m and _lies_in(readings[0], mine, known)


def is_said_to_hold(
    line: Line, where: Whereabouts, readings: tuple[Reading, ...], draft: Draft, known: Known
) -> bool:
    """Say whether a sentence says that the incident lies in a unit: "The town is in the Far North region"."""
    if not readings or draft.best is None or where.relation is not None:
        return False
    before = known.text[line.start : where.start]
    is_unit = readings[0].kind == "area" and readings[0].precision_m > draft.best.precision_m
    return is_unit and _IN_BEFORE.search(before) is not None and _OF_IT.match(before) is not None


def _lies_in(one: Reading, other: Reading, known: Known) -> bool:
    if one.candidate is not None and other.candidate is not None:
        child, parent = one.candidate.thing, other.candidate.thing
        if child is not None and parent is not None and child.number != parent.number:
            return lies_in(child.number, parent.number, known.grounds)
    return bool(shapely.intersects(other.shape, shapely.Point(one.lon, one.lat)))

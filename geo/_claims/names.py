"""Names that are no longer in use, held against the day of the report."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from geo._claims.judged import Judged
from geo._gazetteer import find_former_names

if TYPE_CHECKING:
    from geo._claims.context import Context
    from geo._reports import Claim

__all__ = ["judge_former"]


def _first_day(said: str | None) -> date | None:
    return None if said is None else date.fromisoformat(said.split("/")[0])


def judge_former(claim: Claim, report: int, incident: int | None, context: Context) -> Judged | None:
    """Judge a name: outdated in a report that is later than the change; None where it was still in use."""
    place = context.report.places[claim.objects[0]] if claim.objects else None
    best = place.best if place is not None else None
    if best is None or best.thing is None:
        return None
    things = context.grounds.gazetteer.things
    identity = things.id_of(best.thing.number)
    former = next(
        (
            one
            for one in find_former_names(claim.subject, things.folder)
            if one.target == identity and one.until
        ),
        None,
    )
    if former is None or former.until is None:
        return None
    published = context.report.published
    today = f"{former.name} has been called {best.name} since {former.until.isoformat()} ({former.source})"
    if published is None:
        told = max(
            (day for one in context.report.incidents if (day := _first_day(one.date)) is not None),
            default=None,
        )
        if told is not None and told > former.until:
            because = f"{today}, and the report tells of {told.isoformat()}: the name is outdated"
            return Judged(claim, report, incident, claim.kind, "contradicted", because)
        because = (
            f"{today}; the day of the report is not known, so whether the name was still in use cannot be "
            "said"
        )
        return Judged(claim, report, incident, claim.kind, "undecided", because)
    if published <= former.until:
        return None
    because = f"{today}, and the report is of {published.isoformat()}: the name is outdated"
    return Judged(claim, report, incident, claim.kind, "contradicted", because)

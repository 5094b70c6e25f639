"""Rows whose place somebody has decided on: their decision becomes their location."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely

from geo._locating.candidates import Candidate, describe_number
from geo._locating.decisions import resolve
from geo._locating.finding import Placed, place_candidate

if TYPE_CHECKING:
    from geo._locating.decisions import Decision, Decisions
    from geo._locating.grounds import Grounds
    from geo._locating.queries import Query
    from geo._locating.units import Gazette

__all__ = ["decide", "decided_candidate"]


def decide(query: Query, decisions: Decisions, grounds: Grounds, gazette: Gazette) -> Placed | str | None:
    """Give the location that was decided for what a row names.

    Returns
    -------
    Placed, str or None
        A sentence when it was decided that the words name no place; None when nothing was decided.
    """
    country_of = grounds.gazetteer.country_of
    above = [one for one in (query.district, query.region, query.country) if one]
    for said, parents in ((query.place, [query.name, *above]), (query.name, above)):
        decision = decisions.find(said, parents, country_of=country_of) if said else None
        if decision is None:
            continue
        found = decided_candidate(decision, grounds)
        if found is None:
            return f"decided to be no place{_tell(decision)}"
        placed = place_candidate(found, grounds, gazette, "decision")
        named = f"{placed.cells['geo_located_as']}; decided{_tell(decision)}"
        return placed._replace(cells={**placed.cells, "geo_located_as": named})
    return None


def decided_candidate(decision: Decision, grounds: Grounds) -> Candidate | None:
    """Describe what was decided; None when that is that there is no such place."""
    chosen = resolve(decision, grounds.gazetteer)
    why = f"decided{_tell(decision)}"
    if chosen is None:
        return None
    if isinstance(chosen, int):
        return describe_number(chosen, 1.0, why, grounds.gazetteer, "decision")
    centre = chosen if isinstance(chosen, shapely.Point) else shapely.point_on_surface(chosen)
    return Candidate(
        decision.query,
        "point" if isinstance(chosen, shapely.Point) else "area",
        None,
        None,
        float(centre.x),
        float(centre.y),
        float(decision.precision_m or 0.0),
        1.0,
        why,
        "decision",
        chosen,
    )


def _tell(decision: Decision) -> str:
    by = f" by {decision.who}" if decision.who else ""
    on = f" on {decision.when}" if decision.when else ""
    return f"{by}{on} (line {decision.line}{f': {decision.why}' if decision.why else ''})"

"""Where a row is: the ways to find that, in their order.

First what somebody has decided, then the place that the row names inside of a unit, then the unit, at last
the region that holds it. Without an index of names, as in an atlas made by hand, only exact units are found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from geo._locating.cells import describe_unit
from geo._locating.choosing import ALSO_A_COUNTRY, EXACT_ONLY, Countries, choose_unit
from geo._locating.finding import SURE, Placed, find_placed
from geo._locating.grounds import grounds_of, has_gazetteer
from geo._locating.queries import Query
from geo._locating.units import Gazette, Unit
from geo._reading.problems import quote

if TYPE_CHECKING:
    from geo._locating.decisions import Decisions
    from geo._locating.grounds import GroundLayers
    from geo._locating.units import UnitLayers

__all__ = ["Finder"]


class Finder:
    """The ways in which a row is located, in their order."""

    def __init__(
        self, atlas: UnitLayers, gazette: Gazette, countries: Countries, decisions: Decisions | None
    ) -> None:
        self._gazette = gazette
        self._countries = countries
        self._decisions = decisions
        self._grounds = grounds_of(cast("GroundLayers", atlas)) if has_gazetteer(atlas) else None

    def find(self, query: Query) -> Placed | str:
        """Find where a row is; a sentence that says why not when it is nowhere."""
        decided = self._decide(query)
        if decided is not None:
            return decided
        finer = self._find_inside(query)
        if isinstance(finer, Placed):
            return finer
        found = self._find_named(query)
        if isinstance(found, Placed) and query.place:
            return _coarsened(found, query.place, str(query.kind), finer)
        if isinstance(found, Placed) or self._grounds is None or not query.region or query.kind == "region":
            return found
        # What the narrower words name is not known, but the region that holds it is.
        wider = self._find_named(Query(query.region, "region", "", query.country))
        return (
            _coarsened(wider, query.place or query.name, "region", finer)
            if isinstance(wider, Placed)
            else found
        )

    def _decide(self, query: Query) -> Placed | str | None:
        if self._decisions is None or self._grounds is None:
            return None
        from geo._locating.decided import decide

        return decide(query, self._decisions, self._grounds, self._gazette)

    def _find_inside(self, query: Query) -> Placed | str:
        """Look for the place that is named inside of a district or region."""
        if not query.place or self._grounds is None:
            return ""
        districts = (query.name,) if query.kind == "district" else ("",)
        regions = query.region if query.kind == "district" else query.name
        inner = Query(query.place, None, regions, query.country, *districts)
        return find_placed(inner, self._grounds, self._gazette)

    def _find_named(self, query: Query) -> Placed | str:
        answer = choose_unit(query, self._gazette, self._countries)
        if isinstance(answer, Unit):
            exact = Placed(answer.geometry, describe_unit(answer, self._gazette), "")
            return exact if query.kind else self._weigh_against(exact, query)
        if self._grounds is None or not query.name or ALSO_A_COUNTRY in answer:
            return answer
        found = find_placed(query, self._grounds, self._gazette)
        if isinstance(found, Placed):
            # A town is not the district that is called after it.
            if query.kind is None or found.cells.get(f"geo_{query.kind}"):
                return found
            found = ""
        if found:
            return f"{answer.removesuffix(EXACT_ONLY)}; {found}"
        return answer.replace(EXACT_ONLY, ", and nothing there is spelt like it")

    def _weigh_against(self, exact: Placed, query: Query) -> Placed:
        """Let what is meant nearly always by a bare name go before a unit that is called so too."""
        if self._grounds is None or exact.cells["geo_district"] is None:
            return exact
        found = find_placed(query, self._grounds, self._gazette)
        # Whose ground a disputed part of the world is says its unit, not its name.
        if isinstance(found, Placed) and found.kind == "macro-region":
            return exact
        is_sure = isinstance(found, Placed) and found.cells["geo_score"] >= SURE
        return found if is_sure and isinstance(found, Placed) else exact


def _coarsened(found: Placed, name: str, kind: str, doubt: Placed | str) -> Placed:
    """Mark an area that was taken for a place inside of it."""
    told = f"nothing called {quote(name)} is known there, so all of the {kind} is taken"
    doubt = doubt if isinstance(doubt, str) and doubt else told
    return found._replace(problem="; ".join(one for one in (doubt, found.problem) if one))

"""One claim after the other: what it says is measured under every reading, and the readings are put together.

Supported or contradicted is only what holds, or holds nowhere, under every reading that is still alive; all
else is undecided, with the share of the best reading's ground where it holds, and the reading that differs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from geo._claims.border_units import is_of_unit, read_unit
from geo._claims.borders import may_meet_at_sea
from geo._claims.distances import hold_distance, stated_of
from geo._claims.judged import Holding, Judged
from geo._claims.lines import find_lines, hold_coast, hold_near, hold_touching, shore_of
from geo._claims.names import judge_former
from geo._claims.peopled import hold_populated, hold_remote
from geo._claims.together import Against, leave_plain, put_together
from geo._claims.units import draw_between, draw_part, hold_drawn, hold_inside
from geo._locating import azimuth_between, capital_candidate, country_candidate

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from shapely.geometry.base import BaseGeometry

    from geo._claims.borders import Line
    from geo._claims.context import Context
    from geo._claims.judged import Verdict
    from geo._locating import Candidate
    from geo._reports import Claim, Reading

    Hold = Callable[[Reading], Holding]

__all__ = ["judge", "leave"]

_TOWNS: Final = ("city", "town", "place", "section")
LARGEST_SHOWN_DEG2: Final = 50.0
"""Ground that is larger than this is not drawn: square degrees."""


def judge(claim: Claim, report: int, offset: int, context: Context) -> Judged | None:
    """Judge a claim.

    Parameters
    ----------
    claim : Claim
    report : int
        Number of its report.
    offset : int
        How many incidents the reports before it have.
    context : Context

    Returns
    -------
    Judged or None
        None for what turns out to be no claim, as a name that was still in use.
    """
    incident = None if claim.incident is None else claim.incident + offset
    if claim.kind == "superlative":
        return leave_plain(claim, report, incident, "superlatives are recognised and not judged")
    if claim.kind == "outdated_name":
        return judge_former(claim, report, incident, context)
    return _Judge(claim, report, incident, context).judge()


def leave(claim: Claim, report: int, offset: int) -> Judged:
    """Leave a claim unjudged, of a text that makes more of them than a report does."""
    incident = None if claim.incident is None else claim.incident + offset
    return leave_plain(claim, report, incident, "not judged: the text makes more claims than a report does")


class _Judge:
    def __init__(self, claim: Claim, report: int, incident: int | None, context: Context) -> None:
        self._claim, self._report, self._incident = claim, report, incident
        self._context = context
        self._readings = context.readings_of(claim)

    def judge(self) -> Judged | None:  # noqa: C901, PLR0911 - one return a kind
        claim = self._claim
        if not self._readings and claim.kind not in ("border", "touches", "border_unit"):
            return self._unknown("nothing is known of where that is")
        match claim.kind:
            case "border" | "touches" | "border_unit":
                return self._border()
            case "distance":
                return self._distance()
            case "inside":
                return self._inside()
            case "part":
                return self._drawn(draw_part(claim, self._context))
            case "between":
                return self._drawn(draw_between(claim, self._context))
            case "near":
                return self._near_place()
            case "capital":
                return self._capital()
            case "coast":
                return self._coast()
            case "remote":
                return self._people(
                    lambda reading: hold_remote(reading, self._context),
                    "more than 5 km from every listed place",
                    5_000.0,
                )
            case _:
                return self._people(
                    lambda reading: hold_populated(reading, self._context),
                    "within 25 km of a listed place",
                    self._context.near_m,
                )

    def _unknown(self, because: str) -> Judged:
        return leave_plain(self._claim, self._report, self._incident, f"not judged: {because}")

    # Lines.

    def _border(self) -> Judged:
        claim = self._claim
        pair = claim.object.split(" ")[0]
        lines = find_lines(claim, self._context)
        if not lines and claim.objects and not claim.codes:
            return self._unknown("no outline is known of what it is the border of")
        if not lines:
            return self._no_border(pair)
        if not self._readings:
            return self._unknown("nothing is known of where that is")
        touching = claim.kind in ("touches", "border_unit")
        hold = (
            hold_touching
            if touching
            else lambda line, reading, context: hold_near(line.thing, reading, context)
        )
        if touching and all(reading.kind != "area" for reading in self._readings) and is_of_unit(claim):
            unit = read_unit(claim, self._readings[0], self._context)
            self._readings = unit or self._readings
        held = [
            [(reading, hold(line, reading, self._context)) for reading in self._readings] for line in lines
        ]
        first = lines[0]
        by_kind = self._by_kind(first)
        threshold = None if touching else self._context.near_m
        return self._put_together(
            held,
            Against(
                first.name, "touching" if touching else "far", threshold, first.kind, by_kind,
                frozenset(first.known_ends), first.geometry, [line.name for line in lines],
            ),
        )  # fmt: skip

    def _no_border(self, pair: str) -> Judged:
        """Say that two countries share no line, or that a country has none."""
        names = [self._country(code) for code in pair.split("-") if code]
        if len(names) == 2:  # noqa: PLR2004 - a pair
            because = (
                f"{names[0]} and {names[1]} share no border: the atlas has no line of any kind between them, "
                "on land or at sea"
            )
            kind = "common_border" if self._claim.kind in ("border", "distance") else self._claim.kind
            one, other = pair.split("-")
            if may_meet_at_sea(one, other, self._context.atlas):
                because = (
                    f"the atlas has no line between {names[0]} and {names[1]}; whether they share one at "
                    "sea, beyond the territorial waters, it does not know"
                )
                return Judged(self._claim, self._report, self._incident, kind, "undecided", because)
            verdict: Verdict = "supported" if self._claim.negated else "contradicted"
            return Judged(self._claim, self._report, self._incident, kind, verdict, because)
        if names:
            return self._unknown(f"{names[0]} has no land border")
        return self._unknown("the report does not say whose border is meant")

    def _country(self, code: str) -> str:
        found = country_candidate(code, self._context.grounds)
        return code if found is None else found.name

    def _by_kind(self, line: Line) -> dict[str, tuple[float, float]]:
        spot = self._context.spot(self._readings[0])
        found: dict[str, tuple[float, float]] = {}
        for kind, thing in line.by_kind.items():
            interval = spot.distance_to(thing)
            if not np.isnan(interval.min_m):
                found[kind] = (interval.min_m, interval.max_m)
        for kind, thing in line.known_ends.items():
            interval = spot.distance_to(thing)
            found[kind] = (interval.min_m, interval.max_m)
        return found

    def _coast(self) -> Judged:
        shore = shore_of(self._claim, self._context)
        if shore is None:
            best = next((found[0] for found in self._context.objects_of(self._claim) if found), None)
            name = best.name if best is not None else "that country"
            because = f"{name} has no coast of the ocean or the Caspian"
            verdict: Verdict = "supported" if self._claim.negated else "contradicted"
            return Judged(self._claim, self._report, self._incident, "coast", verdict, because)
        held = [[(one, hold_coast(shore, one, self._claim, self._context)) for one in self._readings]]
        relation = self._claim.relation
        if relation is not None and relation.heading is not None:
            # Which part of a coast is the northern one no rule says.
            held = [
                [(one, found._replace(verdict="undecided", note="which part of the coast was not judged"))
                 if found.verdict == "supported" else (one, found) for one, found in held[0]]
            ]  # fmt: skip
        return self._put_together(held, Against(shore.name, threshold_m=self._context.near_m))

    # Places.

    def _near_place(self) -> Judged | None:
        named = [one for found in self._context.objects_of(self._claim) for one in found[:1]]
        own = self._readings[0].candidate
        if named and own is not None and own.thing is not None and own.thing == named[0].thing:
            # The place where it is, named again: nothing lies near itself.
            return None
        return self._near_candidates(named)

    def _capital(self) -> Judged:
        claim = self._claim
        codes = list(claim.codes)
        named = [found[0] for found in self._context.objects_of(claim) if found and found[0].kind in _TOWNS]
        if not codes:
            best: Candidate | Reading = named[0] if named else self._readings[0]
            codes = [(best.country_code or "").split(";")[0]]
        capital = capital_candidate(codes[0], self._context.grounds)
        if capital is None:
            return self._unknown("no capital is known of that country")
        if named and named[-1].thing is not None and capital.thing is not None:
            is_said = claim.relation is not None and claim.relation.word == "is"
            if (claim.locates or is_said) and named[-1].thing.number == capital.thing.number:
                because = f"{capital.name} is the capital of {self._country(codes[0])}"
                because += "" if is_said else "; that the incident was near it is what locates it"
                return Judged(claim, self._report, self._incident, "capital", "supported", because)
            away_m = self._away_m(named[-1], capital)
            if away_m > self._context.near_m and named[-1].thing.number != capital.thing.number:
                because = f"the capital of {self._country(codes[0])} is {capital.name}, not {named[-1].name}"
                return Judged(claim, self._report, self._incident, "capital", "contradicted", because)
        return self._near_candidates([capital])

    def _away_m(self, one: Candidate, other: Candidate) -> float:
        return azimuth_between(one.lon, one.lat, other.lon, other.lat)[1]

    def _near_candidates(self, candidates: Sequence[Candidate]) -> Judged:
        if not candidates:
            return self._unknown("nothing is known of what it is said to be near")
        thing, _ = self._context.ground_of(candidates[0])
        held = [[(one, hold_near(thing, one, self._context)) for one in self._readings]]
        return self._put_together(held, Against(candidates[0].name, threshold_m=self._context.near_m))

    def _distance(self) -> Judged:
        claim, relation = self._claim, self._claim.relation
        stated = stated_of(claim)
        if stated is None or relation is None:
            return self._unknown("no distance was read")
        reach_m, name, border_kind, by_kind, geometry = 0.0, claim.object, None, {}, None
        if relation.target == "border":
            lines = find_lines(claim, self._context)
            if not lines and claim.objects and not claim.codes:
                return self._unknown("no outline is known of what it is the border of")
            if not lines:
                return self._no_border(claim.object.split(" ")[0])
            thing, name, border_kind = lines[0].thing, lines[0].name, lines[0].kind
            by_kind, geometry = self._by_kind(lines[0]), lines[0].geometry
        elif relation.target == "coast":
            shore = shore_of(claim, self._context)
            if shore is None:
                return self._unknown("there is no such coast")
            thing, name = shore.thing, shore.name
        else:
            found = [one[0] for one in self._context.objects_of(claim) if one]
            best = found[-1] if found else None
            if relation.target == "capital" and (best is None or best.kind == "country"):
                code = best.country_code if best is not None else self._readings[0].country_code
                best = capital_candidate(code, self._context.grounds)
            if best is None:
                return self._unknown("nothing is known of what it is measured from")
            thing, reach_m = self._context.ground_of(best)
            name = best.name
        held = [
            [
                (one, hold_distance(stated, thing, reach_m, one, claim, self._context))
                for one in self._readings
            ]
        ]
        return self._put_together(
            held,
            Against(
                name, "far", stated.high_m, border_kind, by_kind, geometry=geometry,
                stated=(stated.low_m, stated.high_m),
            ),
        )  # fmt: skip

    # Ground.

    def _inside(self) -> Judged:
        parents = [one for found in self._context.objects_of(self._claim) for one in found]
        if not parents:
            return self._unknown("nothing is known of what it is said to be in")
        best = parents[0]
        held = [
            [
                (one, hold_inside(best, one, self._context))
                for one in self._readings
                if one.how != "stated parent alone" or self._claim.subject_place is None
            ]
        ]
        return self._put_together(held, Against(best.name, "inside"))

    def _drawn(self, drawn: tuple[str, BaseGeometry] | None) -> Judged:
        if drawn is None:
            return self._unknown("that ground cannot be drawn")
        name, shape = drawn
        alive = [one for one in self._readings if one.how != "stated parent alone"] or list(self._readings)
        held = [[(one, hold_drawn(shape, one, self._context)) for one in alive]]
        shown = shape if shape.area < LARGEST_SHOWN_DEG2 else None
        return self._put_together(held, Against(name, "inside", geometry=shown))

    def _people(self, hold: Hold, name: str, threshold_m: float) -> Judged:
        held = [[(one, hold(one)) for one in self._readings]]
        return self._put_together(held, Against(name, "people", threshold_m))

    def _put_together(self, held: list[list[tuple[Reading, Holding]]], against: Against) -> Judged:
        return put_together(held, against, self._claim, self._report, self._incident, self._context)

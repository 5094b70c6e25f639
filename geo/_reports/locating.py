"""Where something is: the readings of a name, of a phrase about it, of coordinates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import shapely

from geo._locating import (
    Expression,
    capital_candidate,
    country_at,
    country_candidate,
    draw_expression,
)
from geo._reports.readings import make_readings, read_candidate
from geo._reports.report import Reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo._coordinates import Position
    from geo._locating import Candidate, Grounds, Length
    from geo._reports.places import Named
    from geo._reports.relations import Relation
    from geo._reports.whereabouts import Whereabouts

__all__ = ["Locator"]

_INSIDE: Final = ("in", "at", "to", "across", "over", "on", "в", "на")
"""Words for a place that do not say near."""


class Locator:
    """Makes the readings of where things are.

    Parameters
    ----------
    text : str
    named : sequence of Named
        Its names with what they mean.
    grounds : Grounds
    """

    def __init__(self, text: str, named: Sequence[Named], grounds: Grounds) -> None:
        self._text, self._named, self._grounds = text, named, grounds
        self._drawn: dict[tuple[object, ...], Candidate | None] = {}

    def locate(self, where: Whereabouts) -> tuple[Reading, ...]:
        """Make the readings of where something is."""
        if where.position is not None:
            return (self._at_position(where.position),)
        if where.mention is not None:
            named = self._named[where.mention]
            near = where.relation is not None and where.relation.word not in _INSIDE
            near = near and where.relation is not None and where.relation.kind in ("near", "capital")
            parents = [self._named[at].best for at in named.parents or named.around]
            readings = make_readings(
                named.candidates, [one for one in parents if one is not None], self._grounds, near=near
            )
            part = where.relation if where.relation is not None and where.relation.kind == "part" else None
            return self._part(part, named, readings) if part is not None else readings
        return self._phrase(where.relation) if where.relation is not None else ()

    def _part(self, relation: Relation, named: Named, readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
        """Read "in northern Mali": the part, and all of it, since nobody says how much of it the part is."""
        best = named.best
        if best is None:
            return readings
        part = "centre" if relation.heading is None else relation.heading.name
        drawn = self._draw(Expression("part", (best.name,), part=part), [best])
        if drawn is None:
            return readings
        return (
            read_candidate(drawn, self._grounds, "phrase"),
            read_candidate(best, self._grounds, "all of it"),
        )

    def _phrase(self, relation: Relation) -> tuple[Reading, ...]:
        chosen = self._chosen(relation)
        if relation.kind == "capital":
            capital = capital_candidate(chosen[0].country_code, self._grounds) if chosen else None
            near = relation.word not in _INSIDE
            return () if capital is None else make_readings([capital], (), self._grounds, near=near)
        expression = _expression(relation, tuple(one.name for one in chosen))
        if expression is None or not chosen:
            return ()
        drawn = self._draw(expression, chosen)
        return () if drawn is None else (read_candidate(drawn, self._grounds, "phrase"),)

    def _draw(self, expression: Expression, chosen: Sequence[Candidate]) -> Candidate | None:
        """Draw a phrase, once however often a text says it."""
        key = (expression, *((one.name, one.lon, one.lat) for one in chosen))
        if key not in self._drawn:
            self._drawn[key] = draw_expression(expression, chosen, self._grounds)
        return self._drawn[key]

    def _chosen(self, relation: Relation) -> list[Candidate]:
        """Give what the names of a phrase mean; both countries for an adjective of two."""
        chosen: list[Candidate] = []
        for at in relation.objects:
            named = self._named[at]
            if named.mention.codes:
                found = [country_candidate(code, self._grounds) for code in named.mention.codes]
                chosen += [one for one in found if one is not None]
            elif named.best is not None:
                chosen.append(named.best)
        return chosen

    def _at_position(self, position: Position) -> Reading:
        said = " ".join(self._text[position.start : position.end].split())
        shape = (
            position.geometry if position.geometry is not None else shapely.Point(position.lon, position.lat)
        )
        return Reading(
            said[:80], "coordinates", "point" if position.geometry is None else "area",
            country_at(position.lon, position.lat, self._grounds), None, position.lon, position.lat,
            position.precision_m, 0.99, shape, position.precision_m if position.geometry is None else None,
        )  # fmt: skip


def _expression(relation: Relation, names: tuple[str, ...]) -> Expression | None:
    """Make the phrase to be drawn of a relation."""
    heading = relation.heading
    if relation.kind == "distance" and relation.length is not None:
        return _measured(relation, names, relation.length)
    if relation.kind == "between":
        return Expression("between", names, relation="halfway" if relation.word else "")
    if relation.kind == "coast":
        is_off = relation.word.startswith(("off", "in "))
        return Expression(
            "coast", names, part=heading.name if heading is not None else None,
            relation="off" if is_off else "on", near_m=22_224.0 if is_off else 5_000.0,
        )  # fmt: skip
    if relation.kind == "border":
        is_on = relation.word in ("on", "at", "along", "на")
        return Expression(
            "border", names, relation="on" if is_on else "near", near_m=0.0 if is_on else 25_000.0
        )
    return None


def _measured(relation: Relation, names: tuple[str, ...], length: Length) -> Expression | None:
    """Make the phrase of a distance: from a border, a place, a coast."""
    heading = relation.heading
    stated = Expression(
        "border",
        names,
        distance_m=float(length.stated_m),
        distance_low_m=0.0 if relation.within else float(length.low_m),
        distance_high_m=float(length.high_m),
    )
    match relation.target:
        case "border":
            return stated._replace(relation="with" if len(names) == 1 else "")
        case "coast":
            return stated._replace(kind="coast", relation="off")
        case "name":
            turn_deg = None if heading is None else heading.azimuth_deg
            half_width_deg = None if heading is None else heading.half_width_deg
            is_radius = relation.within and heading is None
            return stated._replace(
                kind="radius" if is_radius else "offset",
                direction_deg=turn_deg,
                half_width_deg=half_width_deg,
            )
        case _:
            return None

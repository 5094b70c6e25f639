"""Looking names up for those who read texts: one name with its parents, all of a text, what lies in what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo._geodesy import inverse
from geo._locating.candidates import Candidate, candidate_of, describe_number, describe_thing
from geo._locating.expressions.expression import Expression, tell
from geo._locating.naming import name_candidates
from geo._locating.parents import Parent, fits
from geo._locating.phrases import draw_phrase
from geo._locating.together import resolve_together

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo._locating.grounds import Grounds

__all__ = [
    "azimuth_between",
    "capital_candidate",
    "country_at",
    "country_candidate",
    "describe",
    "draw_expression",
    "find_name",
    "lies_in",
    "resolve_names",
]

MOST: Final = 10


def find_name(
    name: str,
    grounds: Grounds,
    *,
    parents: Sequence[str] = (),
    kind: str = "",
    countries: frozenset[str] = frozenset(),
) -> list[Candidate]:
    """Find what a name may mean, given what it is said to lie in; see `geo._locating.naming`."""
    return name_candidates(
        name, grounds.gazetteer, parents=parents, kind=kind, countries=countries, limit=MOST
    )


def resolve_names(
    text: str, spans: Sequence[tuple[int, int]], names: Sequence[str], grounds: Grounds
) -> list[list[Candidate]]:
    """Resolve names at spans of a text together; see `geo._locating.together`."""
    gazetteer = grounds.gazetteer
    return [
        [
            candidate_of(option, chance, text[start:end], gazetteer)
            for option, chance in zip(found.options[:MOST], found.chances[:MOST], strict=True)
        ]
        for (start, end), found in zip(
            spans, resolve_together(text, spans, gazetteer, names=names), strict=True
        )
    ]


def lies_in(number: int, parent: int, grounds: Grounds) -> bool:
    """Say whether a thing of the gazetteer lies in another, as far as it knows."""
    return fits(number, Parent("", (parent,)), grounds.gazetteer)


def country_candidate(code: str, grounds: Grounds, score: float = 1.0) -> Candidate | None:
    """Give a country by its alpha-3 code."""
    number = grounds.gazetteer.things.country_numbers.get(code)
    if number is None:
        return None
    return describe_number(number, score, f"{code} is its code", grounds.gazetteer)


def capital_candidate(code: str | None, grounds: Grounds) -> Candidate | None:
    """Give the capital of a country by its alpha-3 code; of several that with the most people."""
    things = grounds.gazetteer.things
    members = things.members.get((code or "").split(";")[0])
    if members is None:
        return None
    capitals = members[things.is_capital[members]]
    if not len(capitals):
        return None
    number = int(capitals[np.argmax(things.population[capitals])])
    return describe_number(number, 1.0, f"it is the capital of {code}", grounds.gazetteer)


def draw_expression(
    expression: Expression, chosen: Sequence[Candidate], grounds: Grounds
) -> Candidate | None:
    """Draw a phrase whose names are resolved; None where that gives nothing.

    Parameters
    ----------
    expression : Expression
        Its `said` is made here.
    chosen : sequence of Candidate
        One for each of its anchors.
    grounds : Grounds
    """
    return draw_phrase(expression._replace(said=tell(expression)), tuple(chosen), grounds)


def describe(candidate: Candidate, grounds: Grounds) -> str:
    """Say what a candidate is, for people: "Aktau, city of 147,443 in Mangystau, Kazakhstan"."""
    return candidate.name if candidate.thing is None else describe_thing(candidate.thing, grounds.gazetteer)


def country_at(lon: float, lat: float, grounds: Grounds) -> str | None:
    """Give the alpha-3 code of the country that a point lies in, None outside of all."""
    parts = grounds.atlas.parts_at([lon], [lat])
    inside = shapely.intersects_xy(parts.geometry.to_numpy(), lon, lat)
    found = parts["code"][inside].dropna()
    return str(found.iloc[0]) if len(found) else None


def azimuth_between(lon: float, lat: float, other_lon: float, other_lat: float) -> tuple[float, float]:
    """Give the forward azimuth (0 to 360 degrees) and the distance in metres from one point to another."""
    distance_m, azimuth_deg, _ = inverse(*(np.array([value]) for value in (lon, lat, other_lon, other_lat)))
    return float(azimuth_deg[0]) % 360.0, float(distance_m[0])

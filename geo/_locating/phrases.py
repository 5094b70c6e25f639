"""Location phrases with their names resolved: "40 km north of Aktau" becomes an area on the map.

``expressions`` reads and draws without knowing any name; here its anchors are looked up. The names of one
phrase are chosen together: of all Khersons and Mykolaivs those that are near each other are meant.
"""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING, Final

import shapely

from geo._locating.candidates import Candidate
from geo._locating.expressions import Anchor, parse_expression, shape_of
from geo._locating.naming import name_candidates
from geo._locating.parents import apart_m
from geo.errors import GeoError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shapely.geometry.base import BaseGeometry

    from geo._locating.expressions import Expression
    from geo._locating.expressions.anchors import Shape
    from geo._locating.grounds import Grounds

__all__ = ["draw_phrase", "phrase_candidates"]

MOST: Final = 5
"""Readings of an anchor that are tried."""
_DRAWN: Final = 3
_TOGETHER_M: Final = 200_000.0
_BY_PRACTICE: Final = 0.97
"""Share of phrases of which the practice's area holds the spot, as far as it can be told."""
_COAST_DEG: Final = 3.0
_LAYERS_WITH_GROUND: Final = ("regions", "districts", "countries", "features")


def phrase_candidates(
    text: str,
    grounds: Grounds,
    *,
    parents: Sequence[str] = (),
    countries: frozenset[str] = frozenset(),
    near: tuple[float, float] | None = None,
) -> list[Candidate]:
    """Find what a phrase that is more than a name says; empty when it is none, or its names are unknown.

    Parameters
    ----------
    text : str
    grounds : Grounds
    parents : sequence of str
        What other columns say that it lies in.
    countries, near
        As in `name_candidates`.
    """
    expression = parse_expression(text)
    if expression is None:
        return []
    if expression.may_be_name:
        # "North Korea" is a name, and "northern Mali" is none.
        named = [
            one
            for one in name_candidates(
                text, grounds.gazetteer, parents=parents, countries=countries, near=near
            )
            if one.score >= 0.5 and "like a name" not in one.why and "sounds like" not in one.why  # noqa: PLR2004
        ]
        if named:
            return []
    found = []
    for chosen in _choose(expression, grounds, parents, countries, near):
        drawn = draw_phrase(expression, chosen, grounds)
        if drawn is not None:
            found.append(drawn)
        if len(found) == _DRAWN:
            break
    return found


def _choose(
    expression: Expression,
    grounds: Grounds,
    parents: Sequence[str],
    countries: frozenset[str],
    near: tuple[float, float] | None,
) -> Iterator[tuple[Candidate, ...]]:
    """Give readings of all anchors, the likeliest together first."""
    # What is said after the last name holds for all: "between Dallas and Fort Worth, Texas".
    last = [part.strip() for part in expression.anchors[-1].split(",")[1:]]
    readings = []
    for anchor in expression.anchors:
        kind = "country" if expression.kind == "border" else ""
        found: list[Candidate] = []
        for stated in ((*parents, *last),) if "," in anchor or not last else ((*parents, *last), parents):
            found = found or name_candidates(
                anchor,
                grounds.gazetteer,
                parents=parents if "," in anchor else stated,
                kind=kind,
                countries=countries,
                near=near,
                limit=MOST,
            )
        if expression.kind == "border":
            found = [one for one in found if one.kind == "country"]
        if not found:
            return
        readings.append(found)
    yield from sorted(itertools.product(*readings), key=_unlikely)


def _unlikely(chosen: tuple[Candidate, ...]) -> float:
    cost = -sum(math.log(max(one.score, 1e-6)) for one in chosen)
    for one, other in itertools.pairwise(chosen):
        cost += math.log1p(float(apart_m(one.lon, one.lat, other.lon, other.lat)) / _TOGETHER_M)
    return cost


def draw_phrase(expression: Expression, chosen: tuple[Candidate, ...], grounds: Grounds) -> Candidate | None:
    """Draw a phrase, given what its names mean; None where that gives nothing."""
    score = round(math.prod(one.score for one in chosen) * _BY_PRACTICE, 3)
    if any(one.shape is not None for one in chosen):
        shape = _shape(expression, chosen, grounds)
    else:
        # All that the shape hangs on; many texts speak of the same border.
        said = (expression, *((one.thing, one.kind, one.country_code, one.lon, one.lat, one.precision_m)
                              for one in chosen))  # fmt: skip
        shape = grounds.drawn.get(said, lambda: _shape(expression, chosen, grounds))
    if shape is None:
        return None
    first = chosen[0]
    codes = sorted({one.country_code for one in chosen if one.country_code})
    names = "; ".join(dict.fromkeys(one.why for one in chosen))
    same_region = {one.region_code for one in chosen}
    return Candidate(
        expression.said,
        "area" if shapely.get_dimensions(shape.geometry) > 1 else "line",
        ";".join(codes) or None,
        first.region_code if len(same_region) == 1 and expression.kind != "border" else None,
        round(shape.lon, 5),
        round(shape.lat, 5),
        math.ceil(shape.radius_m),
        score,
        f"{expression.said}: {shape.why}; {names}",
        "expression",
        shape.geometry,
    )


def _shape(expression: Expression, chosen: tuple[Candidate, ...], grounds: Grounds) -> Shape | None:
    try:
        if expression.kind == "border":
            line = _border(chosen, grounds)
            if line is None:
                return None
            anchors = [Anchor(chosen[0].lon, chosen[0].lat, 0.0, line, "border")]
        else:
            anchors = [_anchor(one, grounds) for one in chosen]
        water = _water(anchors[0], grounds) if expression.kind == "coast" else None
        return shape_of(expression, anchors, water=water)
    except (GeoError, shapely.errors.GEOSException):
        return None


def _anchor(one: Candidate, grounds: Grounds) -> Anchor:
    thing = one.thing
    if thing is None:
        return Anchor(
            one.lon, one.lat, one.precision_m, one.shape, "area" if one.shape is not None else "point"
        )
    ground = grounds.of(thing) if thing.layer in _LAYERS_WITH_GROUND else None
    if ground is not None and shapely.get_dimensions(ground) < 2:  # noqa: PLR2004
        ground = None
    kind = {"place": "village", "section": "town"}.get(one.kind, one.kind)
    return Anchor(one.lon, one.lat, one.precision_m, ground, kind)


def _border(chosen: tuple[Candidate, ...], grounds: Grounds) -> BaseGeometry | None:
    first = chosen[0].country_code or ""
    second = chosen[1].country_code if len(chosen) > 1 else None
    return grounds.border(first, second)


def _water(anchor: Anchor, grounds: Grounds) -> BaseGeometry:
    west, south, east, north = (
        shapely.bounds(anchor.geometry).tolist()
        if anchor.geometry is not None
        else (anchor.lon, anchor.lat, anchor.lon, anchor.lat)
    )
    return grounds.water(
        max(west - _COAST_DEG, -180.0),
        max(south - _COAST_DEG, -90.0),
        min(east + _COAST_DEG, 180.0),
        min(north + _COAST_DEG, 90.0),
    )

"""Along lines: on and near a border, off and on a coast."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely

from geo._locating.expressions.anchors import say_km
from geo._locating.expressions.expression import OFF_COAST_M, ON_COAST_M
from geo._locating.expressions.growing import disc, grow, shrunk_m
from geo._locating.expressions.parts import part_of
from geo.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

    from geo._locating.expressions.anchors import Anchor
    from geo._locating.expressions.expression import Expression
    from geo._locating.expressions.offsets import Drawn

__all__ = ["draw_border", "draw_coast"]


def draw_border(expression: Expression, anchors: Sequence[Anchor]) -> Drawn:
    """Draw a border, what is near it, or what is a stated distance from it on either side.

    Raises
    ------
    UsageError
        When no anchor is a border with its line.
    """
    line = next((anchor.geometry for anchor in anchors if anchor.kind == "border"), None)
    if line is None or shapely.is_empty(line):
        raise UsageError(
            'No border was given. Pass an Anchor of the kind "border" whose geometry is its line.'
        )
    if expression.distance_high_m is not None:
        low_m, high_m = expression.distance_low_m or 0.0, expression.distance_high_m
        geometry, inner_m = grow(line, high_m), shrunk_m(low_m)
        if inner_m > 0.0:
            geometry = geometry.difference(grow(line, inner_m))
        aside = "; the direction is left aside" if expression.direction_deg is not None else ""
        return geometry, None, f"{say_km(low_m)} to {say_km(high_m)} from the line, on either side{aside}"
    if not expression.near_m:
        return line, None, "the line itself"
    why = f'"near" a border is taken as within {say_km(expression.near_m)} of its line, on either side'
    return grow(line, expression.near_m), None, why


def draw_coast(expression: Expression, anchor: Anchor, water: BaseGeometry | None) -> Drawn:
    """Draw the water off a place, or its land by the water.

    Raises
    ------
    UsageError
        When the land by the water is asked for and no water is given.
    """
    ground = anchor.geometry
    if ground is None:
        ground = disc(anchor.lon, anchor.lat, anchor.radius_m)
    ground = shapely.make_valid(ground)
    if expression.relation == "on":
        return _draw_shore(expression, ground, water)
    stated = expression.distance_high_m is not None
    high_m = expression.distance_high_m or expression.near_m or OFF_COAST_M
    shore = part_of(ground, expression.part) if expression.part else ground
    geometry = grow(shore, high_m)
    inner_m = shrunk_m(expression.distance_low_m or 0.0)
    geometry = geometry.difference(grow(shore, inner_m) if inner_m else shore)
    reach = f"{say_km(high_m)} of its shore"
    reach = (
        f"within {reach} as the number is written" if stated else f"off a coast is taken as within {reach}"
    )
    if water is None:
        return (
            geometry.difference(ground),
            None,
            f"{reach}; the sea was not given, so other land may be in it",
        )
    wet = shapely.intersection(geometry, water)
    if shapely.is_empty(wet):
        raise UsageError(
            f"There is no water within {say_km(high_m)} of the place. Check which place the name means."
        )
    return wet, None, f"water {reach}"


def _draw_shore(expression: Expression, ground: BaseGeometry, water: BaseGeometry | None) -> Drawn:
    if water is None:
        raise UsageError(
            "On the coast of a place, its water has to be known. Pass water, the polygons of the sea."
        )
    west, south, east, north = shapely.bounds(ground)
    beside = shapely.intersection(water, shapely.box(west - 1.0, south - 1.0, east + 1.0, north + 1.0))
    land = part_of(ground, expression.part) if expression.part else ground
    shore = shapely.intersection(land, grow(beside, ON_COAST_M)) if not shapely.is_empty(beside) else beside
    if shapely.is_empty(shore):
        raise UsageError(
            f"No water lies within {say_km(ON_COAST_M)} of the place. Check which place the name means."
        )
    return shore, None, f"its land within {say_km(ON_COAST_M)} of the water"

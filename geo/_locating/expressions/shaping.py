"""Expressions become shapes, once their names are resolved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely

from geo._locating.expressions.anchors import Shape
from geo._locating.expressions.belts import draw_border, draw_coast
from geo._locating.expressions.corridors import draw_between, draw_road
from geo._locating.expressions.offsets import draw_near, draw_outside, draw_ring, draw_sector, draw_toward
from geo._locating.expressions.parts import draw_part
from geo._locating.outlines import place_label, reach_m
from geo.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

    from geo._locating.expressions.anchors import Anchor
    from geo._locating.expressions.expression import Expression
    from geo._locating.expressions.offsets import Drawn

__all__ = ["shape_of"]


def shape_of(
    expression: Expression, anchors: Sequence[Anchor], *, water: BaseGeometry | None = None
) -> Shape:
    """Draw where a phrase says that something is.

    Parameters
    ----------
    expression : Expression
        As `parse_expression` reads it.
    anchors : sequence of Anchor
        What its names were resolved to, in their order; for a border one of the kind "border" with its line.
    water : (Multi)Polygon, optional
        The sea, for coasts; degrees.

    Returns
    -------
    Shape
        Its geometry holds all that the phrase can mean under the rules that `why` names, and is at most some
        thousandths larger; its radius, in metres, holds the geometry.

    Raises
    ------
    UsageError
        When anchors are missing or lie too far apart, or there is no water where a coast should be.

    Examples
    --------
    >>> from geo._locating.expressions import Anchor, parse_expression
    >>> aktau = Anchor(51.17, 43.65, 8_000.0, kind="city")
    >>> shape = shape_of(parse_expression("40 km north of Aktau"), [aktau])
    >>> round(shape.lon, 2), round(shape.lat, 2), round(shape.radius_m, -3)
    (51.17, 44.01, 41000.0)
    >>> print(shape.why)
    35 km to 45 km away as the number is written, in directions up to 45° to either side,
    widened by the 8 km that the place reaches
    """
    if not anchors:
        raise UsageError("No place was given. Pass one anchor for each name of the phrase.")
    geometry, middle, why = _draw(expression, anchors, water)
    if shapely.is_empty(geometry):
        raise UsageError(
            "Nothing is left of the place. Pass an anchor that has a geometry, or a larger radius."
        )
    if middle is None:
        label = place_label(geometry)
        return Shape(geometry, label.lon, label.lat, label.radius_m, why)
    return Shape(geometry, *middle, reach_m(geometry, *middle), why)


def _draw(expression: Expression, anchors: Sequence[Anchor], water: BaseGeometry | None) -> Drawn:
    match expression.kind:
        case "between":
            return draw_between(expression, anchors)
        case "road":
            return draw_road(expression, anchors)
        case "border":
            return draw_border(expression, anchors)
        case "coast":
            return draw_coast(expression, anchors[0], water)
        case _:
            return _draw_at(expression, anchors[0])


def _draw_at(expression: Expression, anchor: Anchor) -> Drawn:
    """Draw what rests on one place."""
    if expression.kind == "outside":
        return draw_outside(anchor)
    # "Au nord de Bangui" is the north of an area, and north of a town.
    if expression.kind == "part" and (expression.direction_deg is None or anchor.geometry is not None):
        return draw_part(expression.part or "centre", anchor)
    if expression.direction_deg is None:
        return draw_near(anchor) if expression.kind == "near" else draw_ring(expression, anchor)
    return draw_sector(expression, anchor) if expression.kind == "offset" else draw_toward(expression, anchor)

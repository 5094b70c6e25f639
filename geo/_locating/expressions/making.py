"""Expressions from what was read: a form with its marks, names, a direction, a distance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from geo._locating.expressions.expression import (
    NEAR_BORDER_M,
    OFF_COAST_M,
    OFFSHORE_M,
    ON_COAST_M,
    Expression,
    tell,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from geo._locating.expressions.compass import Heading
    from geo._locating.expressions.forms import Form
    from geo._locating.expressions.lengths import Length

__all__ = ["Distance", "make", "measured", "told"]

Groups = dict[str, str | None]
Anchors = tuple[str, ...]


class Distance(NamedTuple):
    """A length, and what was said about it."""

    length: Length
    within: bool
    qualifiers: tuple[str, ...]
    notes: tuple[str, ...]


def measured(expression: Expression, distance: Distance, heading: Heading | None) -> Expression:
    """Add a distance, and a direction if there is one."""
    length = distance.length
    return _headed(expression, heading)._replace(
        distance_m=length.stated_m,
        distance_low_m=0.0 if distance.within else length.low_m,
        distance_high_m=length.high_m,
        qualifiers=distance.qualifiers,
    )


def told(expression: Expression, notes: tuple[str, ...] = ()) -> Expression:
    """Add the plain English."""
    return expression._replace(said=tell(expression, notes))


def make(form: Form, groups: Groups, anchors: Anchors, heading: Heading | None) -> Expression | None:
    """Make an expression of a form that fits a phrase without a length."""
    expression = _MAKERS[form.kind](form, groups, anchors, heading)
    return expression._replace(may_be_name="name" in form.marks) if expression else None


def _headed(expression: Expression, heading: Heading | None) -> Expression:
    if heading is None:
        return expression
    return expression._replace(direction_deg=heading.azimuth_deg, half_width_deg=heading.half_width_deg)


def _make_border(form: Form, groups: Groups, anchors: Anchors, _: Heading | None) -> Expression:
    near_m = NEAR_BORDER_M if groups.get("by") else 0.0
    if "with" in form.marks:
        return Expression("border", anchors, relation="with", near_m=near_m)
    return Expression("border", anchors, relation="near" if near_m else "on", near_m=near_m)


def _make_road(_form: Form, groups: Groups, anchors: Anchors, _: Heading | None) -> Expression:
    return Expression("road", anchors, relation="near" if groups.get("by") else "on")


def _make_between(_form: Form, groups: Groups, anchors: Anchors, _: Heading | None) -> Expression:
    return Expression("between", anchors, relation="halfway" if groups["halfway"] else "")


def _make_coast(form: Form, _: Groups, anchors: Anchors, heading: Heading | None) -> Expression:
    part = heading.name if heading else None
    if "on" in form.marks:
        return Expression("coast", anchors, part=part, relation="on", near_m=ON_COAST_M)
    reach_m = OFFSHORE_M if "sea" in form.marks else OFF_COAST_M
    return Expression("coast", anchors, part=part, relation="off", near_m=reach_m)


def _make_part(form: Form, _: Groups, anchors: Anchors, heading: Heading | None) -> Expression | None:
    if heading is None:
        return Expression("part", anchors, part="centre")
    if heading.name.count("-") > 1:  # nobody parts a country sixteen ways
        return None
    expression = Expression("part", anchors, part=heading.name)
    return _headed(expression, heading) if "also_toward" in form.marks else expression


def _make_toward(_form: Form, _: Groups, anchors: Anchors, heading: Heading | None) -> Expression:
    return _headed(Expression("near", anchors), heading)


def _make_outside(_form: Form, _: Groups, anchors: Anchors, _heading: Heading | None) -> Expression:
    return Expression("outside", anchors)


def _make_near(_form: Form, _: Groups, anchors: Anchors, _heading: Heading | None) -> Expression:
    return Expression("near", anchors)


_MAKERS: Final[Mapping[str, Callable[[Form, Groups, Anchors, Heading | None], Expression | None]]] = {
    "border": _make_border,
    "road": _make_road,
    "between": _make_between,
    "coast": _make_coast,
    "part": _make_part,
    "toward": _make_toward,
    "outside": _make_outside,
    "near": _make_near,
}

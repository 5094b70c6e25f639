"""Distances and directions from a place: sectors, rings and discs.

The point-radius method (J. Wieczorek, Q. Guo and R. J. Hijmans, "The point-radius method for georeferencing
locality descriptions", International Journal of Geographical Information Science 18, 2004; A. D. Chapman and
J. R. Wieczorek, "Georeferencing Best Practices", GBIF 2020) joins three doubts: how exact the number is, how
exact the direction, and how large the place from which was measured. Here they make a shape before they make
a radius: the sector between the least and the greatest distance and the two outermost directions, widened on
all sides by the radius of the place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo._geodesy.ellipsoid import forward
from geo._locating.expressions.anchors import near_m, say_km
from geo._locating.expressions.growing import disc, grow, hole, shrunk_m
from geo._locating.expressions.planes import CORNERS, ROUND, Plane, stretch

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geo._locating.expressions.anchors import Anchor
    from geo._locating.expressions.expression import Expression

__all__ = ["Drawn", "draw_near", "draw_outside", "draw_ring", "draw_sector", "draw_toward"]

Drawn = tuple["BaseGeometry", tuple[float, float] | None, str]
"""Geometry, the point that stands for it (None: its label), and why."""

STEP_DEG: Final = 1.0
"""Of the arcs of a sector."""


def draw_sector(expression: Expression, anchor: Anchor) -> Drawn:
    """Draw a distance in a direction; the point is at the stated distance straight in that direction."""
    low_m, high_m, azimuth_deg, half_width_deg = _numbers(expression)
    geometry = _sector(anchor, low_m, high_m, azimuth_deg, half_width_deg)
    stated_m = expression.distance_m or 0.0
    lon, lat = forward(*(np.array([value]) for value in (anchor.lon, anchor.lat, azimuth_deg, stated_m)))
    why = (
        f"{say_km(low_m)} to {say_km(high_m)} away as the number is written, in directions up to "
        f"{half_width_deg:g}° to either side, widened by the {say_km(anchor.radius_m)} that the place reaches"
    )
    return geometry, (float(lon[0]), float(lat[0])), why


def draw_ring(expression: Expression, anchor: Anchor) -> Drawn:
    """Draw a distance in no direction: a ring, or a disc where it is "within" or the place is larger.

    The guide takes the whole disc ("Offset - Distance only"). What is 10 km away is not 1 km away, and the
    radius is the same.
    """
    low_m, high_m = expression.distance_low_m or 0.0, expression.distance_high_m or 0.0
    middle = anchor.lon, anchor.lat
    if anchor.geometry is not None:
        geometry = grow(anchor.geometry, high_m)
        if low_m > 0.0:
            inner_m = shrunk_m(low_m)
            geometry = geometry.difference(grow(anchor.geometry, inner_m) if inner_m else anchor.geometry)
        return (
            geometry,
            None,
            f"{say_km(low_m)} to {say_km(high_m)} from its outline as the number is written",
        )
    geometry = disc(*middle, high_m + anchor.radius_m)
    inner = hole(*middle, low_m - anchor.radius_m)
    if inner is not None:
        geometry = geometry.difference(inner)
    why = (
        f"{say_km(low_m)} to {say_km(high_m)} away as the number is written, in any direction, more or less "
        f"the {say_km(anchor.radius_m)} that the place reaches"
    )
    return geometry, middle, why


def draw_toward(expression: Expression, anchor: Anchor) -> Drawn:
    """Draw a direction without a distance: as far as near reaches, and the place with it.

    That is the guide's "extended feature" ("Offset - Heading only"): the words do not say whether the part of
    the place that lies there is meant too.
    """
    _, _, azimuth_deg, half_width_deg = _numbers(expression)
    reach_m = near_m(anchor)
    geometry = _sector(anchor, 0.0, anchor.radius_m + reach_m, azimuth_deg, half_width_deg)
    why = (
        f"no distance is stated: taken as up to {say_km(reach_m)} beyond the {say_km(anchor.radius_m)} that "
        f"the place reaches, in directions up to {half_width_deg:g}° to either side"
    )
    return geometry, None, why


def draw_near(anchor: Anchor) -> Drawn:
    """Draw what is near a place: its ground, and as far again as near reaches from a place of its kind."""
    reach_m = near_m(anchor)
    why = f'"near" is taken as within {say_km(reach_m)} of the edge of a {anchor.kind or "place"}'
    if anchor.geometry is not None:
        return grow(anchor.geometry, reach_m), None, why
    return disc(anchor.lon, anchor.lat, anchor.radius_m + reach_m), (anchor.lon, anchor.lat), why


def draw_outside(anchor: Anchor) -> Drawn:
    """Draw what is near a place and not in it."""
    geometry, middle, why = draw_near(anchor)
    inner = anchor.geometry
    inner = hole(anchor.lon, anchor.lat, anchor.radius_m) if inner is None else shapely.make_valid(inner)
    if inner is not None:
        geometry = geometry.difference(inner)
    return geometry, middle, f"{why}, the place itself left out"


def _numbers(expression: Expression) -> tuple[float, float, float, float]:
    _, low_m, high_m, azimuth_deg, half_width_deg = expression[2:7]
    return low_m or 0.0, high_m or 0.0, azimuth_deg or 0.0, half_width_deg or 0.0


def _sector(
    anchor: Anchor, low_m: float, high_m: float, azimuth_deg: float, half_width_deg: float
) -> BaseGeometry:
    """Draw all points within the anchor's radius of the sector round its point."""
    count = int(np.ceil(2.0 * half_width_deg / STEP_DEG)) + 1
    turn = np.radians(np.linspace(azimuth_deg - half_width_deg, azimuth_deg + half_width_deg, count))
    outward = np.column_stack([np.sin(turn), np.cos(turn)])
    # The chords of the outer arc have to lie beyond it; those of the inner arc lie inside of it anyway.
    outer = outward * (high_m / np.cos((turn[1] - turn[0]) / 2.0))
    inner = outward[::-1] * low_m if low_m > 0.0 else np.zeros((1, 2))
    flat = shapely.Polygon(np.concatenate([outer, inner]))
    widen_m = anchor.radius_m * stretch((high_m + anchor.radius_m) * 1.01) * ROUND
    return Plane(anchor.lon, anchor.lat).draw(shapely.buffer(flat, widen_m, quad_segs=CORNERS))

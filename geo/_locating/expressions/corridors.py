"""Between two places: the lens of all points that a way from one to the other can pass with a given detour.

A point P belongs to it when the way from A to B over P is at most `detour` times as long as the straight one,
the radii of A and B allowed for: max(|AP| - a, 0) + max(|PB| - b, 0) <= detour x (|AB| + a + b). That holds
for wherever in A and in B the ways begin. On a plane and with exact points the lens is an ellipse.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo._geodesy import inverse
from geo._geodesy.ellipsoid import forward
from geo._locating.expressions.anchors import BETWEEN_DETOUR, ROAD_DETOUR, say_km
from geo._locating.expressions.growing import disc, grow
from geo._locating.expressions.planes import Plane
from geo.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

    from geo._geodesy.ellipsoid import Floats
    from geo._locating.expressions.anchors import Anchor
    from geo._locating.expressions.expression import Expression
    from geo._locating.expressions.offsets import Drawn

__all__ = ["draw_between", "draw_road"]

RAYS: Final = 128
ROUNDS: Final = 31
"""Halvings of a ray: to a few millimetres on the longest."""
FARTHEST_M: Final = 5_000_000.0
"""What lies between places further apart is no location, and the lens would not fit on a plane."""


def draw_between(expression: Expression, anchors: Sequence[Anchor]) -> Drawn:
    """Draw what is between two places, or halfway: nearer to the middle than to either end."""
    first, second = _points(anchors)
    apart_m, middle = _middle(first, second)
    told = _tell_areas(anchors)
    if expression.relation == "halfway":
        # A quarter of the way to either side, and as much more as the ends themselves are unsure.
        radius_m = apart_m / 4.0 + max(first.radius_m, second.radius_m)
        return (
            disc(*middle, radius_m),
            middle,
            f"halfway is taken as within {say_km(radius_m)} of the middle{told}",
        )
    geometry = _lens(first, second, BETWEEN_DETOUR)
    why = f"between is taken as wherever a way over it is at most {BETWEEN_DETOUR - 1.0:.0%} longer{told}"
    return geometry, middle, why


def draw_road(expression: Expression, anchors: Sequence[Anchor]) -> Drawn:
    """Draw where a road between two places may run; no roads are known here."""
    first, second = _points(anchors)
    geometry = _lens(first, second, ROAD_DETOUR)
    near = ""
    if expression.distance_high_m is not None:
        # Where the road is not known, neither is what lies nearer to it than that.
        geometry = grow(geometry, expression.distance_high_m)
        near = f", and {say_km(expression.distance_high_m)} on all sides"
    why = (
        f"roads are not known here: the ground of every road that is at most {ROAD_DETOUR - 1.0:.0%} longer "
        f"than the straight line{near}{_tell_areas(anchors)}"
    )
    return geometry, _middle(first, second)[1], why


def _points(anchors: Sequence[Anchor]) -> tuple[Anchor, Anchor]:
    """Take the two ends; of an area its label, for its radius would swallow what is between."""
    if len(anchors) != 2:  # noqa: PLR2004 - A and B
        raise UsageError(
            f"Between needs two places; {len(anchors)} were given. Pass one anchor for each name."
        )
    first, second = (
        anchor if anchor.geometry is None else anchor._replace(radius_m=0.0, geometry=None)
        for anchor in anchors
    )
    return first, second


def _tell_areas(anchors: Sequence[Anchor]) -> str:
    return (
        ", areas standing for their labels" if any(anchor.geometry is not None for anchor in anchors) else ""
    )


def _middle(first: Anchor, second: Anchor) -> tuple[float, tuple[float, float]]:
    ends = (np.array([value]) for value in (first.lon, first.lat, second.lon, second.lat))
    distance_m, azimuth_deg, _ = inverse(*ends)
    if distance_m[0] > FARTHEST_M:
        raise UsageError(
            f"The two places are {say_km(distance_m[0])} apart, more than the {say_km(FARTHEST_M)} that can "
            "lie between two places. Check which places the names mean."
        )
    lon, lat = forward(np.array([first.lon]), np.array([first.lat]), azimuth_deg, distance_m / 2.0)
    return float(distance_m[0]), (float(lon[0]), float(lat[0]))


def _lens(first: Anchor, second: Anchor, detour: float) -> BaseGeometry:
    apart_m, (lon, lat) = _middle(first, second)
    limit_m = detour * (apart_m + first.radius_m + second.radius_m)
    if apart_m < 1.0:
        return disc(lon, lat, limit_m / 2.0 + max(first.radius_m, second.radius_m))
    # Out along rays from the middle, where the detour is least, to where it is as long as may be.
    turn = np.arange(RAYS, dtype=np.float64) * (2.0 * np.pi / RAYS)
    outward = np.column_stack([np.sin(turn), np.cos(turn)])
    near_m, far_m = np.zeros(RAYS), np.full(RAYS, limit_m + first.radius_m + second.radius_m)
    for _ in range(ROUNDS):
        half_m = (near_m + far_m) / 2.0
        inside = _detour_m(first, second, lon, lat, turn, half_m) <= limit_m
        near_m, far_m = np.where(inside, half_m, near_m), np.where(inside, far_m, half_m)
    corners = outward * far_m[:, None]
    # How far the edge bulges over the chords of every second ray is four times what it does over all.
    chord = (corners[:-1:2] + np.roll(corners[::2], -1, axis=0)) / 2.0
    bulge_m = float(np.hypot(*(corners[1::2] - chord).T).max()) / 2.0
    return Plane(lon, lat).draw(shapely.buffer(shapely.Polygon(corners), bulge_m, quad_segs=4))


def _detour_m(first: Anchor, second: Anchor, lon: float, lat: float, turn: Floats, out_m: Floats) -> Floats:
    """Give the length of the way over points at distances and directions from the middle."""
    here = np.full(len(turn), lon), np.full(len(turn), lat)
    at = forward(*here, np.degrees(turn), out_m)
    total_m = np.zeros(len(turn))
    for end in (first, second):
        away_m = inverse(np.full(len(turn), end.lon), np.full(len(turn), end.lat), *at)[0]
        total_m += np.maximum(away_m - end.radius_m, 0.0)
    return total_m

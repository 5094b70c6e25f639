"""From a polygon to a location: a point for the label, and the radius that holds it all.

Point and radius are those of Darwin Core's point-radius method: a circle round the label point that
contains the area. It is a rough stand-in for programs that know points only; measuring uses the outline.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import shapely

from geo._geodesy import inverse
from geo._geodesy.ellipsoid import B_M

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geo._geodesy.ellipsoid import Floats

__all__ = ["Label", "place_label", "reach_m"]

TOLERANCE_M: Final = 10.0
TOLERANCE_SHARE: Final = 0.001
"""By so much, or so much of it, the radius may be too large; it is never too small."""

DEGREE_M: Final = 111_700.0
"""More than any degree has metres in latitude, or in longitude at the equator; else times the cosine."""


BEND: Final = 1.5
SHORT_TURN: Final = 0.5
QUARTER_M: Final = 9_000_000.0
"""Less than a quarter of the way round: so large discs are still convex."""


class Label(NamedTuple):
    """Where the label of an area stands, and how far the area reaches from there."""

    lon: float
    lat: float
    radius_m: float
    """Geodesic metres; no point of the area is further away."""


def place_label(shape: BaseGeometry) -> Label:
    """Place the label of an area inside its largest part, and of a line halfway along its longest part.

    Parameters
    ----------
    shape : Polygon, MultiPolygon, LineString or MultiLineString
        Longitudes and latitudes in degrees, edges straight in lon/lat.

    Examples
    --------
    >>> label = place_label(shapely.box(0, 0, 2, 2))
    >>> label.lon, label.lat, round(label.radius_m, -3)
    (1.0, 1.0, 157000.0)
    """
    if shapely.get_dimensions(shape) == 1:
        parts = shapely.get_parts(shape)
        longest = parts[np.argmax(shapely.length(parts))]
        middle = shapely.line_interpolate_point(longest, 0.5, normalized=True)
        lon, lat = float(shapely.get_x(middle)), float(shapely.get_y(middle))
        return Label(lon, lat, reach_m(shape, lon, lat))
    part = _largest_part(shape)
    centre = shapely.centroid(part)
    # Nearest to the middle while it is inside; a crescent has its middle outside.
    inside = shapely.contains_properly(part, centre)
    point = centre if inside else shapely.point_on_surface(part)
    lon, lat = float(shapely.get_x(point)), float(shapely.get_y(point))
    return Label(lon, lat, reach_m(shape, lon, lat))


def _largest_part(shape: BaseGeometry) -> BaseGeometry:
    parts = shapely.get_parts(shape)
    middle = np.radians(shapely.bounds(parts)[:, [1, 3]].mean(axis=1))
    largest: BaseGeometry = parts[np.argmax(shapely.area(parts) * np.cos(middle))]
    return largest


def reach_m(shape: BaseGeometry, lon: float, lat: float) -> float:
    """Bound the distance to the farthest point of the outline from above, to within the tolerance.

    On an edge of length l whose ends are at distances d and e, no point is further away than half of
    d + e + l. Nor is any further than the greater of d and e and what the edge bends away from the geodesic
    between its ends, for a disc smaller than a quarter of the Earth holds the geodesics between its points.
    Edges for which both are too much to be left standing are halved.
    """
    edges = shape if shapely.get_dimensions(shape) == 1 else shapely.boundary(shape)
    lines, part = shapely.get_coordinates(shapely.get_parts(edges), return_index=True)
    joined = part[1:] == part[:-1]
    start, end = lines[:-1][joined], lines[1:][joined]
    held_m = best_m = 0.0
    while len(start):
        start_m, end_m = (
            inverse(np.full(len(spots), lon), np.full(len(spots), lat), spots[:, 0], spots[:, 1])[0]
            for spots in (start, end)
        )
        best_m = max(best_m, float(start_m.max()), float(end_m.max()))
        bound_m = _bound_edges_m(start, end, start_m, end_m)
        open_yet = bound_m > best_m + max(TOLERANCE_M, TOLERANCE_SHARE * best_m)
        held_m = max(held_m, float(bound_m[~open_yet].max(initial=0.0)))
        start, end = start[open_yet], end[open_yet]
        middle = (start + end) / 2.0
        start, end = np.concatenate([start, middle]), np.concatenate([middle, end])
    return max(held_m, best_m)


def _bound_edges_m(start: Floats, end: Floats, start_m: Floats, end_m: Floats) -> Floats:
    """Bound how far the points of edges are from where their ends are so far."""
    sizes = np.abs([start[:, 1], end[:, 1]])
    lowest_lat = np.where(start[:, 1] * end[:, 1] > 0.0, sizes.min(axis=0), 0.0)
    step_lon, step_lat = (end - start).T
    length_m = DEGREE_M * np.hypot(step_lon * np.cos(np.radians(lowest_lat)), step_lat)
    bound_m: Floats = (start_m + end_m + length_m) / 2.0
    farther_m = np.maximum(start_m, end_m)
    # What is straight in lon/lat bends by 1.09 tan(lat) / radius at most; a curve so bent leaves its chord by
    # an eighth of that times its length squared. The rest is margin, for the ellipsoid too.
    turn = BEND * np.tan(np.radians(sizes.max(axis=0))) * length_m / B_M
    short = (turn < SHORT_TURN) & (farther_m < QUARTER_M)
    return np.where(short, np.minimum(bound_m, farther_m + turn * length_m / 8.0), bound_m)

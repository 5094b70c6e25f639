"""Where to put a name on some ground, and the radius about that point which holds all of it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely
from pyproj import Geod

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]

__all__ = ["Circle", "circle_about", "circle_of_points", "geodesic_m"]

_GEOD = Geod(ellps="WGS84")
_FINE_DEG = 0.5
"""Edges longer than this are cut before measuring: on a long one the farthest point is no vertex."""
_CANDIDATES = 200
"""Vertices that are farthest by chord, of which the farthest by geodesic is taken."""
_STEP_M = 100.0
_DIGITS = 5


class Circle(NamedTuple):
    """A label point in degrees and the radius in metres that holds the ground about it."""

    lon: float
    lat: float
    radius_m: float


def circle_about(geometries: Sequence[shapely.Geometry]) -> Circle:
    """Find the label point of polygons and the radius that holds them all.

    The point is the centre of their area on the sphere, or the nearest point of their ground to it where
    the centre lies outside, as with a crescent or with islands.

    Parameters
    ----------
    geometries : sequence of Polygon or MultiPolygon
        In degrees, cut at the antimeridian; they may overlap.

    Returns
    -------
    Circle
        The radius is rounded up to 100 m.
    """
    parts = shapely.get_parts(np.asarray(geometries, dtype=object))
    centre = _centre(parts)
    if not shapely.contains_xy(parts, *centre).any():
        nearest = shapely.shortest_line(shapely.Point(centre), parts)
        x, y = shapely.get_coordinates(nearest[np.argmin(shapely.length(nearest))])[1]
        centre = (float(x), float(y))
    vertices = shapely.get_coordinates(shapely.segmentize(parts, _FINE_DEG))
    return circle_of_points(round(centre[0], _DIGITS), round(centre[1], _DIGITS), vertices)


def circle_of_points(lon: float, lat: float, points: FloatArray, margin_m: float = 0.0) -> Circle:
    """Radius about a given point that holds all ``points`` (shape (n, 2), degrees) with a margin."""
    chord = np.linalg.norm(_unit(points) - _unit(np.array([[lon, lat]])), axis=1)
    far = points[np.argsort(chord, kind="stable")[-_CANDIDATES:]]
    _, _, distance_m = _GEOD.inv(np.full(len(far), lon), np.full(len(far), lat), far[:, 0], far[:, 1])
    radius_m = math.ceil((float(np.max(distance_m)) + margin_m) / _STEP_M) * _STEP_M
    return Circle(lon, lat, radius_m)


def geodesic_m(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    """Geodesic distance between two points, metres."""
    return float(_GEOD.inv(lon, lat, other_lon, other_lat)[2])


def _unit(points: FloatArray) -> FloatArray:
    lon, lat = np.radians(points).T
    return np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])


def _centre(parts: NDArray[np.object_]) -> tuple[float, float]:
    """Mean of the parts' centres on the sphere, each weighted by its area (Lambert's cylinder)."""
    flat = shapely.transform(
        parts, lambda c: np.column_stack([c[:, 0], np.degrees(np.sin(np.radians(c[:, 1])))])
    )
    middle = shapely.get_coordinates(shapely.centroid(flat))
    middle[:, 1] = np.degrees(np.arcsin(np.clip(np.radians(middle[:, 1]), -1.0, 1.0)))
    x, y, z = (shapely.area(flat)[:, None] * _unit(middle)).sum(axis=0)
    return math.degrees(math.atan2(y, x)), math.degrees(math.atan2(z, math.hypot(x, y)))

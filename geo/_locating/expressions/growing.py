"""What lies within a distance of a shape: discs, and belts round polygons and along lines.

A line is taken in runs that are short against the Earth, each is widened on the plane that touches the
ellipsoid in its middle, and the belts are joined. Nothing that is near enough is left out: what the plane
stretches, what corners cut and what an edge bends is added (`geo._locating.expressions.planes`), a few
thousandths of the distance and some metres.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo._geodesy.ellipsoid import A_M
from geo._locating.expressions.planes import CORNERS, LEAST_TOLERANCE_M, ROUND, Plane, cut, stretch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shapely.geometry.base import BaseGeometry

    from geo._geodesy.ellipsoid import Floats

__all__ = ["disc", "grow", "hole", "shrunk_m"]

RUN_M: Final = 50_000.0
"""Length of a run; of wide belts, half of their width if that is more."""

STEP_DEG: Final = 0.05
"""Edges are cut into pieces no longer, which bend by about a metre from being straight on the plane."""

SLACK: Final = 2e-3
"""Share of the width of a belt by which its line is made plainer before, and its edge after."""

BELT_CORNERS: Final = 16
BELT_ROUND: Final = 1.0 / float(np.cos(np.pi / (4 * BELT_CORNERS)))
"""Corners to a quarter of the circle at an end, and how far out they stand: more are slow on long lines."""

INWARD: Final = 0.99
INWARD_M: Final = 10.0
DISC_INWARD: Final = 0.9993
DISC_INWARD_M: Final = 2.0
"""What is grown by so much less than a distance, and so many metres, certainly lies within the distance."""


def disc(lon: float, lat: float, radius_m: float) -> BaseGeometry:
    """Draw what lies within a distance of a point.

    Examples
    --------
    >>> shape = disc(0.0, 0.0, 111_319.49)
    >>> [round(side, 2) for side in shape.bounds]
    [-1.0, -1.01, 1.0, 1.01]
    """
    flat = shapely.Point(0.0, 0.0).buffer(max(radius_m, 1.0) * ROUND, quad_segs=CORNERS)
    return Plane(lon, lat).draw(flat)


def hole(lon: float, lat: float, radius_m: float) -> BaseGeometry | None:
    """Draw a disc that lies within a distance of a point, for cutting out; None where it would be nothing.

    Examples
    --------
    >>> disc(10.0, 50.0, 1_000.0).covers(hole(10.0, 50.0, 1_000.0)), hole(10.0, 50.0, 1.0)
    (True, None)
    """
    inner_m = radius_m * DISC_INWARD - DISC_INWARD_M
    return disc(lon, lat, inner_m) if inner_m > 0.0 else None


def grow(shape: BaseGeometry, distance_m: float) -> BaseGeometry:
    """Draw what lies within a distance of a polygon or a line, the polygon itself with it.

    Parameters
    ----------
    shape : (Multi)Polygon, (Multi)LineString or (Multi)Point
        Degrees, edges straight in longitude and latitude.
    distance_m : float

    Returns
    -------
    Polygon or MultiPolygon

    Examples
    --------
    >>> belt = grow(shapely.LineString([(-60, 49), (60, 49)]), 10_000.0)
    >>> [round(side, 2) for side in belt.bounds]
    [-60.14, 48.91, 60.14, 49.09]
    """
    dimensions = shapely.get_dimensions(shape)
    lines = shapely.boundary(shape) if dimensions == 2 else shape  # noqa: PLR2004 - an area
    grown = [_grow_run(run, distance_m) for run in _runs(lines, distance_m)]
    if dimensions == 2:  # noqa: PLR2004 - an area
        grown.append(shapely.make_valid(shape))
    return cut(shapely.union_all(grown))


def shrunk_m(distance_m: float) -> float:
    """Give a distance so much shorter that what is grown by it lies within the distance, for cutting out."""
    run_m = max(RUN_M, distance_m / 2.0)
    return max(distance_m * INWARD / stretch(distance_m + run_m) - INWARD_M, 0.0)


def _runs(lines: BaseGeometry, distance_m: float) -> Iterator[Floats]:
    """Part lines into runs that overlap by a corner."""
    longest_m = max(RUN_M, distance_m / 2.0)
    for line in shapely.get_parts(lines).tolist():
        corners = shapely.get_coordinates(shapely.segmentize(line, STEP_DEG))
        if len(corners) == 1:
            yield corners
            continue
        step_lon, step_lat = np.radians(np.diff(corners, axis=0)).T
        middle = np.radians((corners[1:, 1] + corners[:-1, 1]) / 2.0)
        walked_m = np.concatenate([[0.0], np.cumsum(np.hypot(step_lon * np.cos(middle), step_lat) * A_M)])
        ends = np.searchsorted(walked_m, np.arange(longest_m, walked_m[-1], longest_m))
        bounds = [0, *ends.tolist(), len(corners) - 1]
        for start, end in pairwise(bounds):
            if end > start:
                yield corners[start : end + 1]


def _grow_run(corners: Floats, distance_m: float) -> BaseGeometry:
    plane = Plane(*corners[len(corners) // 2].tolist())
    flat = plane.put(corners[:, 0], corners[:, 1])
    reach_m = float(np.hypot(*flat.T).max()) + distance_m
    slack_m = max(LEAST_TOLERANCE_M, SLACK * distance_m)
    line = shapely.LineString(flat) if len(flat) > 1 else shapely.Point(flat[0])
    width_m = distance_m * stretch(reach_m * 1.01) + slack_m + _bend_m(corners)
    plain = shapely.simplify(line, slack_m)
    belt = shapely.buffer(plain, width_m * BELT_ROUND, quad_segs=BELT_CORNERS)
    return plane.draw(belt, exact_m=slack_m)


def _bend_m(corners: Floats) -> float:
    """Bound how far a piece that is straight in longitude and latitude leaves its chord on the plane.

    It bends at most as the parallel does, tan(latitude) / radius, over its width, plus as much again for the
    plane's own bending.
    """
    if len(corners) == 1:
        return 0.0
    lat = np.radians(np.minimum(np.maximum(np.abs(corners[1:, 1]), np.abs(corners[:-1, 1])), 89.9999))
    width_m = np.radians(np.abs(np.diff(corners[:, 0]))) * np.cos(lat) * A_M
    length_m = np.hypot(width_m, np.radians(np.diff(corners[:, 1])) * A_M)
    # A piece is never further from its chord than half its length.
    bend_m = np.minimum(length_m**2 * (np.tan(lat) + 1.0) / (4.0 * A_M), length_m / 2.0)
    return float(bend_m.max())

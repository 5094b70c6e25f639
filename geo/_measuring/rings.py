"""Discs as polygons: round their rim, cut at the antimeridian, and closed over a pole where it is inside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import shapely
from shapely.affinity import translate

from geo._geodesy import inverse
from geo._geodesy.ellipsoid import forward

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geo._measuring.layers import Floats

CORNERS: Final = 128
POLAR_CORNERS: Final = 720
POLAR_DEG: Final = 85.0
"""Discs that reach beyond have more corners: near a pole an edge that is straight in lon/lat bends much."""

SPARE: Final = 1.0001
"""So much further out than it has to be is the polygon that certainly holds a disc."""


def draw_around(lon: Floats, lat: Floats, radius_m: Floats) -> NDArray[np.object_]:
    """Draw polygons that hold discs, by less than a thousandth of the radius too large."""
    middle_m = np.empty(len(lon))
    for rows, corners in _by_corners(lat, radius_m):
        ring_lon, ring_lat = _rim(lon[rows], lat[rows], radius_m[rows], corners)
        mid_lon = ring_lon + _turn(np.roll(ring_lon, -1, axis=1) - ring_lon) / 2.0
        mid_lat = (ring_lat + np.roll(ring_lat, -1, axis=1)) / 2.0
        here = np.repeat(lon[rows], corners), np.repeat(lat[rows], corners)
        to_middle_m = inverse(here[0], here[1], mid_lon.ravel(), mid_lat.ravel())[0]
        middle_m[rows] = to_middle_m.reshape(-1, corners).min(axis=1)
    # An edge comes nearest to the centre about its middle: there it has to lie outside of the disc.
    factor = np.where(radius_m > 0.0, radius_m / np.maximum(middle_m, 1e-9), 1.0)
    return draw(lon, lat, radius_m * factor * SPARE)


def draw(lon: Floats, lat: Floats, radius_m: Floats, *, corners: int | None = None) -> NDArray[np.object_]:
    """Draw polygons whose corners are so far from a point.

    Parameters
    ----------
    lon, lat, radius_m : ndarray of float, shape (n,)
        Degrees and metres.
    corners : int, optional
        How many each has; by where it is, unless given.

    Returns
    -------
    ndarray of Polygon or MultiPolygon, shape (n,)
    """
    shapes = np.empty(len(lon), dtype=object)
    to_pole_m = inverse(lon, lat, lon, np.copysign(np.full(len(lat), 90.0), lat))[0]
    holds_pole = to_pole_m <= radius_m
    groups = _by_corners(lat, radius_m) if corners is None else [(np.arange(len(lon)), corners)]
    for rows, many in groups:
        ring_lon, ring_lat = _rim(lon[rows], lat[rows], radius_m[rows], many)
        # Not wrapped, so that the ring is one piece even where it crosses the antimeridian.
        ring_lon = lon[rows, None] + _turn(ring_lon - lon[rows, None])
        rings = np.stack([ring_lon, ring_lat], axis=2)
        plain = (np.abs(ring_lon).max(axis=1) <= 180.0) & ~holds_pole[rows]  # noqa: PLR2004 - half the world
        shapes[rows[plain]] = shapely.polygons(rings[plain])
        for number in np.flatnonzero(~plain):
            row = rows[number]
            shapes[row] = _close(rings[number], float(lat[row])) if holds_pole[row] else _cut(rings[number])
    return shapes


def _by_corners(lat: Floats, radius_m: Floats) -> list[tuple[NDArray[np.int64], int]]:
    """Put discs together that have as many corners."""
    polar = np.abs(lat) + np.degrees(radius_m / 6.33e6) > POLAR_DEG
    groups = ((np.flatnonzero(~polar), CORNERS), (np.flatnonzero(polar), POLAR_CORNERS))
    return [(rows, corners) for rows, corners in groups if len(rows)]


def _rim(lon: Floats, lat: Floats, radius_m: Floats, corners: int) -> tuple[Floats, Floats]:
    azimuth_deg = np.tile(np.arange(corners) * (-360.0 / corners), len(lon))
    here = np.repeat(lon, corners), np.repeat(lat, corners)
    rim_lon, rim_lat = forward(*here, azimuth_deg, np.repeat(radius_m, corners))
    return rim_lon.reshape(-1, corners), rim_lat.reshape(-1, corners)


def _turn(lon: Floats) -> Floats:
    return (lon + 180.0) % 360.0 - 180.0


def _cut(ring: Floats) -> BaseGeometry:
    """Cut a ring that reaches beyond the antimeridian."""
    whole = shapely.Polygon(ring)
    parts = []
    for turns in (-1, 0, 1):
        part = shapely.intersection(
            whole, shapely.box(360.0 * turns - 180.0, -90.0, 360.0 * turns + 180.0, 90.0)
        )
        parts.extend(shapely.get_parts(translate(part, -360.0 * turns)).tolist())
    shape: BaseGeometry = shapely.multipolygons([part for part in parts if part.area > 0.0])
    return shape


def _close(ring: Floats, lat: float) -> BaseGeometry:
    """Close a ring round a pole: along the rim from seam to seam, and over the pole."""
    ring = np.stack([_turn(ring[:, 0]), ring[:, 1]], axis=1)
    ring = ring[np.argsort(ring[:, 0])]
    ends = np.array([ring[-1] - [360.0, 0.0], *ring, ring[0] + [360.0, 0.0]])
    seam = float(np.interp(180.0, ends[:, 0], ends[:, 1]))
    pole = float(np.copysign(90.0, lat))
    corners = [(-180.0, pole), (-180.0, seam), *map(tuple, ring), (180.0, seam), (180.0, pole)]
    shape: BaseGeometry = shapely.make_valid(shapely.Polygon(corners))
    return shape

"""Distances by brute force, with Karney's geodesics as PROJ has them, and nothing of the package.

Edges are straight in longitude and latitude. They are cut into pieces, the nearest cuts are found by chords,
and the pieces beside them are cut again, so that what is left is some metres.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely
from pyproj import Geod

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

GEOD = Geod(ellps="WGS84")
PIECES = 4_000
FINE = 9
TRIED = 3
CHUNK = 200


def measure_m(lon: np.ndarray, lat: np.ndarray, shapes: Sequence[BaseGeometry]) -> np.ndarray:
    """Measure points to the nearest of points, lines and polygons; 0 inside of a polygon."""
    lon, lat = np.atleast_1d(np.asarray(lon, float)), np.atleast_1d(np.asarray(lat, float))
    parts = shapely.get_parts(np.array(list(shapes), dtype=object))
    areas = parts[shapely.get_dimensions(parts) == 2]
    lines = np.where(shapely.get_dimensions(parts) == 2, shapely.boundary(parts), parts)
    piece = max(float(shapely.length(lines).sum()) / PIECES, 0.002)
    cuts, owner = shapely.get_coordinates(
        shapely.get_parts(shapely.segmentize(lines, piece)), return_index=True
    )
    found = np.concatenate(
        [
            _nearest(lon[at : at + CHUNK], lat[at : at + CHUNK], cuts, owner)
            for at in range(0, len(lon), CHUNK)
        ]
    )
    for area in areas:
        found[shapely.intersects_xy(area, lon, lat)] = 0.0
    return found


def _nearest(lon: np.ndarray, lat: np.ndarray, cuts: np.ndarray, owner: np.ndarray) -> np.ndarray:
    chord = ((_ecef(lon, lat)[:, None, :] - _ecef(*cuts.T)[None, :, :]) ** 2).sum(axis=2)
    tried = min(TRIED, len(cuts))
    best = np.argpartition(chord, tried - 1, axis=1)[:, :tried]
    found = np.full(len(lon), np.inf)
    for column in best.T:
        for step in (-1, 1):
            other = np.clip(column + step, 0, len(cuts) - 1)
            other = np.where(owner[other] == owner[column], other, column)
            low, high = np.zeros(len(lon)), np.ones(len(lon))
            for _ in range(3):
                share = low[:, None] + (high - low)[:, None] * np.linspace(0.0, 1.0, FINE)
                there = _along(lon, lat, cuts[column], cuts[other], share)
                found = np.minimum(found, there.min(axis=1))
                at = share[np.arange(len(lon)), there.argmin(axis=1)]
                wide = (high - low) / (FINE - 1)
                low, high = np.clip(at - wide, 0.0, 1.0), np.clip(at + wide, 0.0, 1.0)
    return found


def _along(
    lon: np.ndarray, lat: np.ndarray, start: np.ndarray, end: np.ndarray, share: np.ndarray
) -> np.ndarray:
    """Measure each point to some spots of its own piece."""
    spots = start[:, None, :] + share[:, :, None] * (end - start)[:, None, :]
    count = share.shape[1]
    away = GEOD.inv(np.repeat(lon, count), np.repeat(lat, count), *spots.reshape(-1, 2).T)[2]
    return np.reshape(away, share.shape)


def sample(area: BaseGeometry, count: int, *, seed: int = 0) -> np.ndarray:
    """Give positions (lon, lat) all over a polygon and all round its rim; of a line all along it."""
    rng = np.random.default_rng(seed)
    rim = shapely.boundary(area) if shapely.get_dimensions(area) == 2 else area
    step = max(rim.length / count, 1e-4)
    along = shapely.get_coordinates(shapely.segmentize(rim, step))
    along = along[:: max(1, len(along) // (2 * count))]
    if shapely.get_dimensions(area) < 2:
        return along
    west, south, east, north = area.bounds
    spots = rng.uniform((west, south), (east, north), (8 * count, 2))
    return np.vstack([along, spots[shapely.contains_xy(area, *spots.T)][:count]])


def disc(lon: float, lat: float, radius_m: float, count: int = 2000) -> np.ndarray:
    """Give positions all over a disc and all round its rim."""
    turn = np.linspace(0.0, 360.0, count // 10, endpoint=False)
    reach = radius_m * np.linspace(0.0, 1.0, 10)
    turns, reaches = (grid.ravel() for grid in np.meshgrid(turn, reach))
    return np.column_stack(GEOD.fwd(np.full(turns.size, lon), np.full(turns.size, lat), turns, reaches)[:2])


def share_m(area: BaseGeometry, shapes: Sequence[BaseGeometry], limit_m: float, count: int = 1500) -> float:
    """Find the share of an area's ground within a distance: of spots that are even on the ground."""
    west, south, east, north = area.bounds
    rows = max(8, int(np.sqrt(count)))
    # Even in the sine of the latitude is even on a sphere; on the ellipsoid all but.
    sines = np.linspace(np.sin(np.radians(south)), np.sin(np.radians(north)), 2 * rows + 1)[1::2]
    lons, lats = np.meshgrid(np.linspace(west, east, 2 * rows + 1)[1::2], np.degrees(np.arcsin(sines)))
    held = shapely.contains_xy(area, lons.ravel(), lats.ravel())
    found = measure_m(lons.ravel()[held], lats.ravel()[held], shapes)
    return float((found <= limit_m).mean())


def _ecef(lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
    lam, phi = np.radians(lon), np.radians(lat)
    e2 = GEOD.f * (2.0 - GEOD.f)
    n = GEOD.a / np.sqrt(1.0 - e2 * np.sin(phi) ** 2)
    return np.stack(
        [n * np.cos(phi) * np.cos(lam), n * np.cos(phi) * np.sin(lam), n * (1.0 - e2) * np.sin(phi)], axis=-1
    )

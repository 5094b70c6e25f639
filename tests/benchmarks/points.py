"""Seeded points to measure: evenly on land, and round people as events are."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely

if TYPE_CHECKING:
    from geo._atlas import Atlas

SEED = 20261122
SCATTER_M = 5_000.0
"""Reports give the nearest town for what happened some way out of it."""
METRES_A_DEGREE = 111_200.0
BATCH = 200_000


class Points(NamedTuple):
    """Degrees, each of shape (n,)."""

    lon: np.ndarray
    lat: np.ndarray


def make_land_points(atlas: Atlas, points: int) -> Points:
    """Uniform on the sphere, kept on land: as many a square kilometre in Siberia as in Nigeria."""
    rng = np.random.default_rng(SEED)
    land = atlas.land.geometry.to_numpy()
    found = np.empty((0, 2))
    while len(found) < points:
        drawn = np.column_stack(
            [rng.uniform(-180, 180, BATCH), np.degrees(np.arcsin(rng.uniform(-1, 1, BATCH)))]
        )
        # The tree stands over the points, so that each polygon is prepared once.
        _, inside = shapely.STRtree(shapely.points(drawn)).query(land, predicate="contains")
        found = np.vstack([found, drawn[np.unique(inside)]])
    return Points(*found[:points].T)


def make_event_points(atlas: Atlas, points: int) -> Points:
    """Round listed places, the more often the more people live there."""
    rng = np.random.default_rng(SEED)
    places = atlas.places
    people = places["population"].fillna(0).to_numpy(dtype=np.float64)
    chosen = rng.choice(len(places), points, p=people / people.sum())
    lon, lat = shapely.get_coordinates(places.geometry.to_numpy()[chosen]).T
    east_m, north_m = rng.normal(0, SCATTER_M, (2, points))
    lat = np.clip(lat + north_m / METRES_A_DEGREE, -90, 90)
    lon = lon + east_m / (METRES_A_DEGREE * np.maximum(np.cos(np.radians(lat)), 0.01))
    return Points((lon + 180) % 360 - 180, lat)


KINDS = {"land": make_land_points, "events": make_event_points}

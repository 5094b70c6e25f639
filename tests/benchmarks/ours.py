"""The calls of geo that the benchmarks time, all of them here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np

import geo
from geo._geodesy import index_lines, nearest_on_lines, plant
from geo._geodesy.compiled import nearest_in_forest
from tests.benchmarks.borders import vertices_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo._atlas import Atlas

WARM_POINTS = 20_000
"""So many that whatever large tables need is built before the clock starts."""
STEPS = ("country", "region", "district", "border", "places")
PLACES = 3


def prepare_border(_borders: np.ndarray) -> Callable[[np.ndarray, np.ndarray], np.ndarray]:
    """Nearest land border of anyone, as users call it; it reads its own borders."""

    def distance_m(lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
        return geo.distance_to_border(lon, lat, of="any").distance_m

    distance_m(*warm_points())
    return distance_m


def prepare_enrichment(_atlas: Atlas) -> Callable[[np.ndarray, np.ndarray], object]:
    """Country, region, district, own border, nearest place, town, city; and the three nearest places."""

    def enrich(lon: np.ndarray, lat: np.ndarray) -> tuple[object, object]:
        incidents = gpd.GeoDataFrame(geometry=gpd.points_from_xy(lon, lat), crs="EPSG:4326")
        return geo.measure_incidents(incidents, only=STEPS), geo.nearest_places(lon, lat, k=PLACES)

    enrich(*warm_points())
    return enrich


def prepare_small(borders: np.ndarray) -> Callable[[np.ndarray, np.ndarray], np.ndarray]:
    """Nearest of given lines, by the engine of small tables."""
    lines = index_lines(*vertices_of(borders))
    return lambda lon, lat: nearest_on_lines(lon, lat, lines).distance_m


def prepare_large(borders: np.ndarray) -> Callable[[np.ndarray, np.ndarray], np.ndarray]:
    """Nearest of given lines, by the engine of large tables."""
    lon, lat, line = vertices_of(borders)
    group = np.zeros(len(borders), dtype=np.int64)
    forest = plant(np.ascontiguousarray(lon), np.ascontiguousarray(lat), line, group, 1)

    def distance_m(lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
        return nearest_in_forest(lon, lat, np.zeros(len(lon), np.int64), [np.array([0])], forest).distance_m

    distance_m(*warm_points())
    return distance_m


def warm_points() -> tuple[np.ndarray, np.ndarray]:
    """Points all over the world."""
    rng = np.random.default_rng(1)
    lat = np.degrees(np.arcsin(rng.uniform(-1, 1, WARM_POINTS)))
    return rng.uniform(-180, 180, WARM_POINTS), lat

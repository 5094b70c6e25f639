"""Answers from PROJ to what the map's scripts work out of coordinates: distances, and grids."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from pyproj import Geod, Transformer

if TYPE_CHECKING:
    from collections.abc import Callable

GEOD = Geod(ellps="WGS84")
EACH = 400
# Degrees by which points miss the place where formulas break.
MISSES = (1.0, 0.1, 1e-2, 1e-4, 1e-6, 1e-8, 1e-10, 1e-12, 1e-100, 0.0)
Pairs = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]


def some_pairs(random: np.random.Generator) -> list[dict[str, object]]:
    """Give pairs with their distance and azimuth: ordinary ones, and where Vincenty's iteration fails."""
    cases = {"anywhere": _anywhere(random), "whole degrees": tuple(map(np.rint, _anywhere(random)))}
    makers: list[Callable[[np.random.Generator, float], Pairs]] = [
        *(_side_by_side, _opposite, _opposite_parallel, _round_the_equator, _pole_to_pole, _meridional)
    ]
    for make in makers:
        for miss in MISSES:
            cases[f"{make.__name__.strip('_')}, {miss} off"] = make(random, miss)
    found: list[dict[str, object]] = []
    for name, pairs in cases.items():
        azimuth, _, distance = GEOD.inv(*pairs)
        rows = np.column_stack([*pairs, distance, azimuth])
        found.append({"name": name, "rows": rows.tolist()})
    return found


def _anywhere(random: np.random.Generator) -> Pairs:
    (lon1, lon2), (lat1, lat2) = random.uniform(-180, 180, (2, EACH)), random.uniform(-90, 90, (2, EACH))
    return lon1, lat1, lon2, lat2


def _side_by_side(random: np.random.Generator, miss: float) -> Pairs:
    lon, lat, _, _ = _anywhere(random)
    return lon, lat, lon + miss * random.normal(size=EACH), _latitude(lat + miss * random.normal(size=EACH))


def _opposite(random: np.random.Generator, miss: float) -> Pairs:
    lon, lat, lon2, lat2 = _side_by_side(random, miss)
    return lon, lat, lon2 + 180, -lat2


def _opposite_parallel(random: np.random.Generator, miss: float) -> Pairs:
    lon, lat, _, lat2 = _side_by_side(random, miss)
    return lon, lat, lon + 180 + random.uniform(-1, 1, EACH), -lat2


def _round_the_equator(random: np.random.Generator, miss: float) -> Pairs:
    lon, _, _, _ = _anywhere(random)
    lat1, lat2 = miss * random.normal(size=(2, EACH)) * random.choice([0, 1], (2, EACH))
    # The equator is a shortest way only as far as 179.4 degrees.
    ends = random.choice([180 * (1 - GEOD.f) + miss, 179.3, 179.7, 180 - miss], EACH)
    return lon, lat1, lon + ends * random.choice([-1, 1], EACH), lat2


def _pole_to_pole(random: np.random.Generator, miss: float) -> Pairs:
    lon1, _, lon2, _ = _anywhere(random)
    off1, off2 = miss * np.abs(random.normal(size=(2, EACH)))
    return lon1, 90 - off1, lon2, off2 - 90


def _meridional(random: np.random.Generator, miss: float) -> Pairs:
    lon, lat1, _, lat2 = _anywhere(random)
    return lon, lat1, lon + random.choice([0, 180, -180], EACH) + miss * random.normal(size=EACH), lat2


def _latitude(degrees: np.ndarray) -> np.ndarray:
    return np.clip(degrees, -90, 90)


def some_grids(random: np.random.Generator) -> dict[str, object]:
    """Give positions with UTM in all zones, somewhat beyond their edges too, and with UPS, by PROJ."""
    utm, ups = [], []
    for zone in range(1, 61):
        for is_north in (True, False):
            middle = 6 * zone - 183
            lon = np.r_[middle, middle - 3, middle + 3, random.uniform(middle - 4, middle + 4, 20)]
            lat = np.r_[1e-9, 84.0, random.uniform(0, 84, 21)] * (1 if is_north else -1)
            east, north = _project(f"EPSG:{(32600 if is_north else 32700) + zone}", lon, lat)
            utm += [[zone, is_north, *row] for row in np.column_stack([lon, lat, east, north]).tolist()]
    for is_north in (True, False):
        # The pole itself, whose longitude is any, and ever nearer to it.
        lat = np.r_[90 - 10.0 ** -np.arange(13), random.uniform(79, 90, 100), 90] * (1 if is_north else -1)
        lon = random.uniform(-180, 180, len(lat))
        east, north = _project("EPSG:32661" if is_north else "EPSG:32761", lon, lat)
        ups += [[is_north, *row] for row in np.column_stack([lon, lat, east, north]).tolist()]
    return {"utm": utm, "ups": ups}


def _project(crs: str, lon: np.ndarray, lat: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return Transformer.from_crs("EPSG:4326", crs, always_xy=True).transform(lon, lat)

"""measure_incidents against the usual geopandas recipe, on the real atlas, in one run.

The recipe is what most people write: countries by `sjoin`, then the nearest border, place, town and
city by `sjoin_nearest` in degrees, and Karney's geodesic to whatever that finds. It does less (no own
borders, no neighbours, no foreign land) and its distances are wrong where degrees mislead.
"""

from __future__ import annotations

import sys
import time
import tracemalloc
import warnings
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

import geo
from geo.schema import CITY_POPULATION, TOWN_POPULATION
from tests.oracle import GEOD

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo._atlas import Atlas

POINTS = 2_000
SPREAD_DEG = 0.3
"""Incidents happen round places, not evenly over the oceans."""
MEGABYTE = 1e6


def make_incidents(atlas: Atlas, points: int = POINTS) -> gpd.GeoDataFrame:
    rng = np.random.default_rng(20261122)
    lon, lat = shapely.get_coordinates(atlas.places.geometry.sample(points, random_state=1, replace=True)).T
    return gpd.GeoDataFrame(
        geometry=gpd.points_from_xy(
            np.clip(lon + rng.normal(0, SPREAD_DEG, points), -180, 180),
            np.clip(lat + rng.normal(0, SPREAD_DEG, points), -90, 90),
        ),
        crs="EPSG:4326",
    )


def measure_naively(incidents: gpd.GeoDataFrame, atlas: Atlas) -> pd.DataFrame:
    """Nearest in degrees, then metres: the recipe to compare with."""
    places = atlas.places
    land_borders = atlas.borders[atlas.borders["reach"] != "sea"]
    layers = {
        "border": land_borders,
        "place": places,
        "town": places[places["population"] >= TOWN_POPULATION],
        "city": places[places["population"] >= CITY_POPULATION],
    }
    countries = gpd.sjoin(incidents, atlas.countries[["code", "geometry"]], predicate="within")
    found = {"code": countries[~countries.index.duplicated()]["code"]}
    for name, layer in layers.items():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # geopandas says that degrees mislead, which is the point
            joined = gpd.sjoin_nearest(incidents, layer[["geometry"]])
        joined = joined[~joined.index.duplicated()]
        target = layer.geometry.loc[joined["index_right"]].to_numpy()
        ends = shapely.get_coordinates(shapely.shortest_line(joined.geometry.to_numpy(), target))
        metres = GEOD.inv(*ends[::2].T, *ends[1::2].T)[2]
        found[f"{name}_m"] = pd.Series(metres, index=joined.index)
    return pd.DataFrame(found, index=incidents.index)


def clock(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds of one run, and peak memory in bytes of another."""
    start = time.perf_counter()
    work()
    seconds = time.perf_counter() - start
    tracemalloc.start()
    work()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return seconds, peak


def main() -> None:
    atlas = geo.load_atlas()
    incidents = make_incidents(atlas)
    one = incidents.iloc[:1]
    geo.measure_incidents(incidents, atlas=atlas)  # loads the layers, which is not what is measured

    one_s, one_peak = clock(lambda: geo.measure_incidents(one, atlas=atlas))
    ours_s, ours_peak = clock(lambda: geo.measure_incidents(incidents, atlas=atlas))
    naive_s, naive_peak = clock(lambda: measure_naively(incidents, atlas))
    runs = [
        ("measure_incidents", 1, one_s, one_peak),
        ("measure_incidents", POINTS, ours_s, ours_peak),
        ("naive geopandas recipe", POINTS, naive_s, naive_peak),
    ]
    lines = [f"{'':24}{'points':>8}{'seconds':>10}{'points/s':>10}{'peak MB':>10}"]
    for name, points, seconds, peak in runs:
        lines.append(f"{name:24}{points:8}{seconds:10.2f}{points / seconds:10.0f}{peak / MEGABYTE:10.0f}")
    lines.append(f"measure_incidents takes {ours_s / naive_s:.2f} times as long as the recipe.")
    sys.stdout.write("\n".join(lines) + "\n")

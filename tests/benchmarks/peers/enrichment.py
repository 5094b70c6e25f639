"""The whole job with geopandas: `sjoin`, `sjoin_nearest` in degrees, a KD-tree, `Geod`.

Country, region and district by `sjoin`; the nearest border, town and city by `sjoin_nearest`; the three
nearest places by a KD-tree in degrees, as `sjoin_nearest` gives only one. As most people write it, and
tuned by someone who knows geopandas: `within` prepares each polygon once where the default `intersects`
tests every point against whole countries, and lines cut to a kilometre are found by their boxes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.schema import CITY_POPULATION, TOWN_POPULATION
from tests.benchmarks.borders import read_borders, split, vertices_of
from tests.benchmarks.peers.naive import GEOD, SPLIT_M, nearest_m, points_frame

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo._atlas import Atlas

    Enrich = Callable[[np.ndarray, np.ndarray], pd.DataFrame]

PLACES = 3
UNITS = {"countries": "code", "regions": "name", "districts": "name"}


def prepare(atlas: Atlas) -> Enrich:
    return _prepare(atlas, read_borders(atlas), "intersects")


def prepare_tuned(atlas: Atlas) -> Enrich:
    return _prepare(atlas, split(vertices_of(read_borders(atlas)), SPLIT_M), "within")


def _prepare(atlas: Atlas, borders: np.ndarray, predicate: str) -> Enrich:
    from scipy.spatial import cKDTree

    places = atlas.places
    units = {layer: getattr(atlas, layer)[[name, "geometry"]] for layer, name in UNITS.items()}
    nearest = {
        "border": gpd.GeoDataFrame(geometry=borders, crs="EPSG:4326"),
        "town": places[places["population"] >= TOWN_POPULATION],
        "city": places[places["population"] >= CITY_POPULATION],
    }
    for layer in (*units.values(), *nearest.values()):
        layer.sindex.query(shapely.Point(0, 0))
    spots = shapely.get_coordinates(places.geometry.to_numpy())
    tree = cKDTree(spots)

    def enrich(lon: np.ndarray, lat: np.ndarray) -> pd.DataFrame:
        points = points_frame(lon, lat)
        found = pd.DataFrame(index=points.index)
        for name, layer in units.items():
            joined = gpd.sjoin(points, layer, predicate=predicate)
            found[name] = joined[~joined.index.duplicated()][UNITS[name]]
        for name, layer in nearest.items():
            found[f"{name}_m"] = nearest_m(points, layer)
        _, near = tree.query(np.column_stack([lon, lat]), k=PLACES)
        for rank in range(PLACES):
            found[f"place_{rank}_m"] = GEOD.inv(lon, lat, *spots[near[:, rank]].T)[2]
        return found

    return enrich

"""What most people write: `sjoin_nearest` in degrees, then Karney's geodesic to what that finds."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely
from pyproj import Geod

from tests.benchmarks.borders import split, vertices_of

if TYPE_CHECKING:
    from collections.abc import Callable

GEOD = Geod(ellps="WGS84")
SPLIT_M = 1_000.0


def prepare(borders: np.ndarray) -> Callable[[np.ndarray, np.ndarray], np.ndarray]:
    layer = gpd.GeoDataFrame(geometry=borders, crs="EPSG:4326")
    layer.sindex.query(shapely.Point(0, 0))
    return lambda lon, lat: nearest_m(points_frame(lon, lat), layer)


def prepare_split(borders: np.ndarray) -> Callable[[np.ndarray, np.ndarray], np.ndarray]:
    """Cut lines to a kilometre first, as one does who finds whole lines too slow."""
    return prepare(split(vertices_of(borders), SPLIT_M))


def points_frame(lon: np.ndarray, lat: np.ndarray) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(geometry=gpd.points_from_xy(lon, lat), crs="EPSG:4326")


def nearest_m(points: gpd.GeoDataFrame, layer: gpd.GeoDataFrame) -> np.ndarray:
    """Metres to that row of a layer which is nearest in degrees."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # geopandas says that degrees mislead, which is the point
        joined = gpd.sjoin_nearest(points, layer[["geometry"]])
    joined = joined[~joined.index.duplicated()]  # equally near rows stand twice
    target = layer.geometry.loc[joined["index_right"]].to_numpy()
    ends = shapely.get_coordinates(shapely.shortest_line(joined.geometry.to_numpy(), target))
    return np.asarray(GEOD.inv(*ends[::2].T, *ends[1::2].T)[2])

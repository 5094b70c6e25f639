"""A KD-tree of vertices every 250 m, in space; then Karney's geodesic to the nearest one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from pyproj import Geod

from tests.benchmarks.borders import cut, vertices_of
from tests.benchmarks.earth import ecef_m

if TYPE_CHECKING:
    from collections.abc import Callable

GEOD = Geod(ellps="WGS84")
STEP_M = 250.0


def prepare(borders: np.ndarray) -> Callable[[np.ndarray, np.ndarray], np.ndarray]:
    from scipy.spatial import cKDTree

    vertices = cut(vertices_of(borders), STEP_M)
    # Fourteen times quicker here than a tree with the default boxes, shrunk to what is in them.
    tree = cKDTree(ecef_m(vertices.lon, vertices.lat), compact_nodes=False, balanced_tree=False)

    def distance_m(lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
        _, near = tree.query(ecef_m(lon, lat))
        return np.asarray(GEOD.inv(lon, lat, vertices.lon[near], vertices.lat[near])[2])

    return distance_m

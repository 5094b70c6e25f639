"""Positions in space, by PROJ: nothing here comes from the package that is measured."""

from __future__ import annotations

import numpy as np
from pyproj import Transformer

TO_SPACE = Transformer.from_crs("EPSG:4979", "EPSG:4978", always_xy=True)


def ecef_m(lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
    """Earth-centred coordinates on the WGS84 ellipsoid, shape (n, 3)."""
    return np.column_stack(TO_SPACE.transform(lon, lat, np.zeros(np.shape(lon))))

"""Distances the slow way: Karney's geodesic at very many points of every edge, then a golden section.

Shares no code with the package, so that agreement means something.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from pyproj import Geod

if TYPE_CHECKING:
    from collections.abc import Sequence

GEOD = Geod(ellps="WGS84")
SAMPLES = 1_001
BEST_TRIED = 8
GOLDEN = (5**0.5 - 1) / 2


def distance_m(lon: float, lat: float, to_lon: np.ndarray, to_lat: np.ndarray) -> np.ndarray:
    return np.asarray(GEOD.inv(np.full(to_lon.shape, lon), np.full(to_lon.shape, lat), to_lon, to_lat)[2])


def distance_to_lines_m(lon: float, lat: float, lines: Sequence[Sequence[Sequence[float]]]) -> float:
    """Distance to the nearest of several lines of (lon, lat), edges straight in lon/lat."""
    starts = np.vstack([np.asarray(line, dtype=float)[:-1] for line in lines])
    ends = np.vstack([np.asarray(line, dtype=float)[1:] for line in lines])

    def at(edge: np.ndarray, share: np.ndarray) -> np.ndarray:
        spot = starts[edge] * (1 - share)[:, None] + ends[edge] * share[:, None]
        return distance_m(lon, lat, spot[:, 0], np.clip(spot[:, 1], -90, 90))

    edge, share = np.repeat(np.arange(len(starts)), SAMPLES), np.tile(np.linspace(0, 1, SAMPLES), len(starts))
    sampled = at(edge, share)
    best = np.argsort(sampled)[:BEST_TRIED]
    edge, step = edge[best], 1 / (SAMPLES - 1)
    low, high = np.maximum(share[best] - step, 0), np.minimum(share[best] + step, 1)
    for _ in range(45):
        left, right = high - GOLDEN * (high - low), low + GOLDEN * (high - low)
        leftward = at(edge, left) < at(edge, right)
        low, high = np.where(leftward, low, left), np.where(leftward, right, high)
    return float(min(sampled.min(), at(edge, (low + high) / 2).min()))

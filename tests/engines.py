"""The two engines on bare lines and sites: NumPy, and compiled code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo._geodesy import (
    Nearest,
    NearestSite,
    index_lines,
    index_sites,
    nearest_on_lines,
    nearest_sites,
    plant,
    plant_sites,
)
from geo._measuring.compiled import CompiledNet, CompiledSites
from geo._measuring.sites import Places

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def plain_lines(lon: Floats, lat: Floats, x: Floats, y: Floats, line: NDArray[np.int64]) -> Nearest:
    return nearest_on_lines(lon, lat, index_lines(x, y, line))


def plain_sites(lon: Floats, lat: Floats, x: Floats, y: Floats) -> NearestSite:
    return nearest_sites(lon, lat, index_sites(x, y))


def compiled_lines(lon: Floats, lat: Floats, x: Floats, y: Floats, line: NDArray[np.int64]) -> Nearest:
    group = np.zeros(line.max() + 1, dtype=np.int64)
    net = CompiledNet(plant(np.array(x), np.array(y), line, group, 1), group)
    return net.nearest(np.array(lon), np.array(lat), np.zeros(len(lon), dtype=np.int64), [np.array([0])])


def compiled_sites(lon: Floats, lat: Floats, x: Floats, y: Floats) -> NearestSite:
    x, y, people = np.array(x), np.array(y), np.full(len(x), np.nan)
    group = np.zeros(len(x), dtype=np.int64)
    places = Places(x, y, people, people > 0, pd.DataFrame())
    sites = CompiledSites(places, plant_sites(x, y, people, group, 3))
    found = sites.nearest(np.array(lon), np.array(lat), k=1, least_people=0.0)
    return NearestSite(*(values[:, 0] for values in found))

"""Sites made ready for the compiled search: in leaves of eight, in one tree a group."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geo._geodesy.ellipsoid import ecef_m
from geo._geodesy.trees import FAN, Trees, build_trees, split_order

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo._geodesy.ellipsoid import Floats, Ints


class Grove(NamedTuple):
    """Sites in the order of their leaves, and the trees over them; made by `plant_sites`."""

    lon: Floats
    lat: Floats
    """Degrees, shape (s,)."""
    xyz_m: Floats
    """The same, ECEF, shape (s, 3)."""
    people: Floats
    """NaN where unknown."""
    number: NDArray[np.int64]
    """Number of each site in the arrays given to `plant_sites`."""
    trees: Trees


def plant_sites(lon: Floats, lat: Floats, people: Floats, group: Ints, groups: int) -> Grove:
    """Make sites ready for `nearest_in_grove` and `people_in_grove`.

    Parameters
    ----------
    lon, lat : ndarray of float, shape (s,)
        Degrees.
    people : ndarray of float, shape (s,)
        NaN where unknown.
    group : ndarray of int, shape (s,)
    groups : int
        How many groups there are.
    """
    xyz_m = ecef_m(lon, lat)
    order = split_order(xyz_m, group)
    xyz_m, sorted_group = np.ascontiguousarray(xyz_m[order]), group[order]
    begin = np.flatnonzero(np.diff(sorted_group, prepend=-1))
    size = np.diff(np.append(begin, len(order)))
    runs = -(-size // FAN)
    owner = np.repeat(np.arange(len(begin)), runs)
    within = np.arange(len(owner)) - np.repeat(np.cumsum(runs) - runs, runs)
    first = begin[owner] + within * FAN
    count = np.minimum(FAN, size[owner] - within * FAN)
    empty = np.empty((0, 3))
    low_m = np.minimum.reduceat(xyz_m, first) if len(first) else empty
    high_m = np.maximum.reduceat(xyz_m, first) if len(first) else empty
    trees = build_trees(low_m, high_m, first, count, sorted_group[first], groups)
    return Grove(
        lon[order], lat[order], xyz_m, people[order].astype(np.float64), order.astype(np.int64), trees
    )

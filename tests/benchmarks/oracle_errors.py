"""How far off distances are, by brute force: Karney's geodesic to all that may be nearest.

Written apart from the package and from the peers. Lines are cut in lon/lat to at most a kilometre. A chord
through the Earth is never longer than the geodesic, so of all pieces only those can hold the nearest point
whose middle is, along a chord, not further than the nearest one known plus half the piece. Of these
Karney gives the distance of every middle, the same reasoning once more leaves a few, and a golden section
ends on each of them.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from pyproj import Geod

from tests.benchmarks.borders import cut, edge_lengths_m, vertices_of
from tests.benchmarks.earth import ecef_m

GEOD = Geod(ellps="WGS84")
PIECE_M = 1_000.0
GOLDEN = (5**0.5 - 1) / 2
ROUNDS = 50
"""Shrinks a kilometre to a micrometre and far below."""


class Errors(NamedTuple):
    """Metres."""

    p50_m: float
    p99_m: float
    max_m: float


class Oracle:
    """Pieces of lines, ready to be asked for one point after the other."""

    def __init__(self, borders: np.ndarray) -> None:
        vertices = cut(vertices_of(borders), PIECE_M)
        start = vertices.edges()
        self.ends = np.column_stack([vertices.lon, vertices.lat])[np.stack([start, start + 1])]
        self.half_m = edge_lengths_m(vertices) / 2
        self.middle = self.ends.mean(axis=0)
        self.middle_xyz_m = ecef_m(*self.middle.T)

    def distance_m(self, lon: float, lat: float) -> float:
        def karney_m(to: np.ndarray) -> np.ndarray:
            here = np.full(len(to), lon), np.full(len(to), lat)
            return np.asarray(GEOD.inv(*here, *to.T)[2])

        chord_m = np.sqrt(((self.middle_xyz_m - ecef_m(np.array([lon]), np.array([lat]))) ** 2).sum(axis=1))
        nearest = np.argmin(chord_m)
        known_m = karney_m(self.middle[[nearest]])[0]
        near = np.flatnonzero(chord_m - self.half_m <= known_m)
        middle_m = karney_m(self.middle[near])
        near = near[middle_m - self.half_m[near] <= middle_m.min()]

        first, last = self.ends[:, near]
        low, high = np.zeros(len(near)), np.ones(len(near))

        def at_m(share: np.ndarray) -> np.ndarray:
            return karney_m(first * (1 - share)[:, None] + last * share[:, None])

        for _ in range(ROUNDS):
            left, right = high - GOLDEN * (high - low), low + GOLDEN * (high - low)
            leftward = at_m(left) < at_m(right)
            low, high = np.where(leftward, low, left), np.where(leftward, right, high)
        # The ends themselves, since a golden section only comes close to them.
        return float(min(at_m((low + high) / 2).min(), karney_m(first).min(), karney_m(last).min()))


def errors(distance_m: np.ndarray, true_m: np.ndarray) -> Errors:
    off_m = np.abs(distance_m - true_m)
    return Errors(*np.quantile(off_m, [0.5, 0.99, 1.0]))

"""What a border runs on: land, river, lake or sea.

A line is sampled every 500 m at most. Seaward of the coastline, and on the Caspian by decision,
is sea; on a mapped river area is river; on other inland water is lake; the rest is land, narrow
rivers included. Stretches shorter than a kilometre are taken as belonging to their surroundings.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from pyproj import Geod

from data.recipe.land import inside_any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from data.recipe.land import Polygons
    from data.recipe.topology import FloatArray

__all__ = ["REACHES", "Ground", "split_by_reach"]

REACHES = ("land", "river", "lake", "sea")
STEP_M = 500.0
SHORTEST_RUN_M = 1000.0
_GEOD = Geod(ellps="WGS84")


class Ground(NamedTuple):
    """Polygons that tell land from water."""

    coastline: Polygons
    dry_land: Polygons
    rivers: Polygons

    def classify(self, lon: FloatArray, lat: FloatArray) -> NDArray[np.int64]:
        """Index into ``REACHES`` of each point, shape (n,)."""
        reach = np.full(len(lon), REACHES.index("sea"))
        ashore = np.flatnonzero(inside_any(self.coastline, lon, lat) >= 0)
        reach[ashore] = REACHES.index("land")
        wet = ashore[inside_any(self.dry_land, lon[ashore], lat[ashore]) < 0]
        reach[wet] = REACHES.index("lake")
        river = wet[inside_any(self.rivers, lon[wet], lat[wet]) >= 0]
        reach[river] = REACHES.index("river")
        return reach


def split_by_reach(
    lines: Sequence[FloatArray], ground: Ground
) -> tuple[list[list[FloatArray]], list[list[str]]]:
    """Split each line where its reach changes; give the pieces and the reach of each."""
    dense = [_densify(line) for line in lines]
    middle = np.concatenate([(line[:-1] + line[1:]) / 2 for line in dense])
    classes = ground.classify(middle[:, 0], middle[:, 1])
    pieces, reaches = [], []
    at = 0
    for line in dense:
        count = len(line) - 1
        runs = _smooth(classes[at : at + count], _lengths(line))
        at += count
        pieces.append([_undensify(line[start : stop + 1]) for start, stop, _ in runs])
        reaches.append([REACHES[reach] for _, _, reach in runs])
    return pieces, reaches


def _lengths(line: FloatArray) -> FloatArray:
    lon, lat = line.T
    return np.asarray(_GEOD.inv(lon[:-1], lat[:-1], lon[1:], lat[1:])[2])


def _densify(line: FloatArray) -> FloatArray:
    """Add vertices so that no edge is longer than ``STEP_M``."""
    count = np.maximum(1, np.ceil(_lengths(line) / STEP_M)).astype(np.int64)
    start = np.repeat(line[:-1], count, axis=0)
    step = np.repeat(np.diff(line, axis=0) / count[:, None], count, axis=0)
    place = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    return np.vstack([start + step * place[:, None], line[-1:]])


def _undensify(line: FloatArray) -> FloatArray:
    """Drop vertices in the middle of straight stretches, as :func:`_densify` made them."""
    one, two = np.diff(line[:-1], axis=0), np.diff(line[1:], axis=0)
    bend = np.abs(one[:, 0] * two[:, 1] - one[:, 1] * two[:, 0])
    straight = bend <= 1e-12 * np.hypot(*one.T) * np.hypot(*two.T) + 1e-18
    keep = np.concatenate([[True], ~straight, [True]])
    return np.asarray(line[keep])


def _smooth(classes: NDArray[np.int64], lengths: FloatArray) -> list[tuple[int, int, int]]:
    """Find runs (first piece, one past the last, class), short ones merged into their neighbours."""
    change = np.flatnonzero(np.diff(classes)) + 1
    bounds = [0, *change.tolist(), len(classes)]
    along = np.concatenate([[0.0], np.cumsum(lengths)])
    runs = [[a, b, int(classes[a])] for a, b in itertools.pairwise(bounds)]
    while len(runs) > 1:
        size = [along[b] - along[a] for a, b, _ in runs]
        index = int(np.argmin(size))
        if size[index] >= SHORTEST_RUN_M:
            break
        beside = [i for i in (index - 1, index + 1) if 0 <= i < len(runs)]
        host = max(beside, key=lambda i: size[i])
        runs[index][2] = runs[host][2]
        merged: list[list[int]] = []
        for run in runs:
            if merged and merged[-1][2] == run[2]:
                merged[-1][1] = run[1]
            else:
                merged.append(run)
        runs = merged
    return [(a, b, reach) for a, b, reach in runs]

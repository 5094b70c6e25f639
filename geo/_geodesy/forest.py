"""Lines made ready for the compiled search: cut into short segments, in leaves, in one tree a group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from geo._geodesy.ellipsoid import SHARPEST_RADIUS_M, box_radius_m, ecef_m
from geo._geodesy.lines import Lines
from geo._geodesy.search import spread
from geo._geodesy.trees import FAN, Trees, build_trees, curve_order, split_order

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo._geodesy.ellipsoid import Floats, Ints

SEGMENT_M: Final = 1_000.0
"""Longest segment. Shorter ones cost memory, longer ones leave their chord by more."""

SAG_M: Final = 0.05
"""Furthest that the middle of a segment may lie from the middle of its chord."""


NEXT_TO_POLE_DEG: Final = 89.9999
"""Nearer to a pole a line may turn as it likes; there is nothing there to be turned round."""

ROUNDING_M: Final = 1e-6


class Forest(NamedTuple):
    """Segments of lines that are straight in lon/lat, and the trees over them; made by `plant`."""

    lon: Floats
    lat: Floats
    """Ends of the segments, degrees, those of a line in a row, shape (v,)."""
    xyz_m: Floats
    """The same, ECEF, shape (v, 3)."""
    trees: Trees
    """A leaf is a run of at most `FAN` segments; its thing is the first vertex."""
    line: NDArray[np.int32]
    """Number of the line of each leaf."""
    sag_m: Floats
    """No point of a segment is further from its chord, shape (1,)."""

    def as_lines(self) -> Lines:
        """Give the same lines to `geo._geodesy.nearest_on_lines`; a run is a leaf."""
        leaves = int(self.trees.leaves[0])
        low_m, high_m = np.split(self.trees.box[:leaves].astype(np.float64), 2, axis=1)
        return Lines(
            self.lon,
            self.lat,
            self.trees.first[:leaves].astype(np.int64),
            self.trees.members[:leaves].astype(np.int64),
            self.line.astype(np.int64),
            (low_m + high_m) / 2.0,
            np.sqrt(((high_m - low_m) ** 2).sum(axis=1)) / 2.0 + self.sag_m[0],
        )


def plant(
    lon: Floats,
    lat: Floats,
    line: Ints,
    group: Ints,
    groups: int,
    *,
    segment_m: float = SEGMENT_M,
    most_sag_m: float = SAG_M,
) -> Forest:
    """Make lines ready for `nearest_in_forest`.

    Parameters
    ----------
    lon, lat : ndarray of float, shape (v,)
        Vertices of all lines, one line after the other, degrees; no edge crosses the antimeridian.
    line : ndarray of int, shape (v,)
        Number of the line of each vertex, rising; every line has two vertices or more.
    group : ndarray of int, shape (lines,)
        Group of each line.
    groups : int
        How many groups there are.
    segment_m, most_sag_m : float
        Longest segment, and furthest that one may leave its chord. Larger ones cost less memory, and more
        rivals to be measured; the distances stay as exact.
    """
    lon, lat, starts, number = _sort_lines(lon, lat, line, group)
    lon, lat, starts, sag_m = _cut(lon, lat, starts, segment_m, most_sag_m)
    xyz_m = ecef_m(lon, lat)
    segments = np.diff(np.append(starts, len(lon))) - 1
    runs = -(-segments // FAN)
    owner = np.repeat(np.arange(len(starts)), runs)
    within = np.arange(len(owner)) - np.repeat(np.cumsum(runs) - runs, runs)
    first = starts[owner] + within * FAN
    count = np.minimum(FAN, segments[owner] - within * FAN)
    # `reduceat` stops before the next leaf's first vertex, which is mostly this leaf's last one.
    last = xyz_m[first + count]
    low_m = np.minimum(np.minimum.reduceat(xyz_m, first), last) if len(first) else np.empty((0, 3))
    high_m = np.maximum(np.maximum.reduceat(xyz_m, first), last) if len(first) else np.empty((0, 3))
    order = split_order((low_m + high_m) / 2.0, group[number][owner])
    low_m, high_m, first, count, owner = low_m[order], high_m[order], first[order], count[order], owner[order]
    trees = build_trees(low_m, high_m, first, count, group[number][owner], groups)
    return Forest(lon, lat, xyz_m, trees, number[owner].astype(np.int32), np.array([sag_m]))


def _sort_lines(lon: Floats, lat: Floats, line: Ints, group: Ints) -> tuple[Floats, Floats, Ints, Ints]:
    """Put the lines in the order of their groups, and of where they are."""
    starts = np.flatnonzero(np.diff(line, prepend=-1))
    counts = np.diff(np.append(starts, len(line)))
    number = line[starts]
    middle = starts + counts // 2
    order = np.lexsort((curve_order(ecef_m(lon[middle], lat[middle])), group[number]))
    _, vertex = spread(starts[order], counts[order])
    return lon[vertex], lat[vertex], np.cumsum(counts[order]) - counts[order], number[order]


def _cut(
    lon: Floats, lat: Floats, starts: Ints, segment_m: float, limit_m: float
) -> tuple[Floats, Floats, Ints, float]:
    """Cut long edges; give the vertices, where each line starts, and how far segments leave their chords."""
    is_last = np.zeros(len(lon), dtype=bool)
    is_last[np.append(starts[1:], len(lon))[: len(starts)] - 1] = True
    edge = np.flatnonzero(~is_last)
    west, east = np.minimum(lon[edge], lon[edge + 1]), np.maximum(lon[edge], lon[edge + 1])
    south, north = np.minimum(lat[edge], lat[edge + 1]), np.maximum(lat[edge], lat[edge + 1])
    length_m = 2.0 * box_radius_m(west, south, east, north)
    sag_m = length_m**2 * _most_curvature(south, north) / 8.0
    pieces = np.maximum(np.maximum(np.ceil(length_m / segment_m), np.ceil(np.sqrt(sag_m / limit_m))), 1.0)
    most_sag_m = 1.1 * float((sag_m / pieces**2).max(initial=0.0)) + ROUNDING_M
    counts = np.ones(len(lon), dtype=np.int64)
    counts[edge] = pieces
    if counts.max(initial=1) == 1:
        return lon, lat, starts, most_sag_m
    owner, step = spread(np.zeros_like(counts), counts)
    share = step / counts[owner]
    following = np.minimum(owner + 1, len(lon) - 1)
    return (
        lon[owner] * (1.0 - share) + lon[following] * share,
        np.clip(lat[owner] * (1.0 - share) + lat[following] * share, -90.0, 90.0),
        (np.cumsum(counts) - counts)[starts],
        most_sag_m,
    )


def _most_curvature(south: Floats, north: Floats) -> Floats:
    """Most that a line which is straight in lon/lat curves in space, per metre.

    The ellipsoid itself curves by at most a / b2. Within it the line turns: along a parallel by tan(lat) / a,
    aslant by at most half as much again. A curve of curvature k leaves a chord of length s by s2 k / 8.
    """
    polewards = np.minimum(np.maximum(np.abs(south), np.abs(north)), NEXT_TO_POLE_DEG)
    return (1.0 + 1.5 * np.tan(np.radians(polewards))) / SHARPEST_RADIUS_M

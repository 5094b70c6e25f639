"""Lines made ready for searching: their vertices, in runs that each fit in a known ball."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from geo._geodesy.ellipsoid import box_radius_m, ecef_m

if TYPE_CHECKING:
    from geo._geodesy.ellipsoid import Floats, Ints

EDGES_PER_RUN: Final = 64
"""Fewer make more balls to look at for every point, more make more edges to look at per ball."""


class Lines(NamedTuple):
    """Lines in lon/lat degrees and the balls that hold their runs; made by `index_lines`."""

    lon: Floats
    lat: Floats
    first: Ints
    """First vertex of each run, shape (r,)."""
    edges: Ints
    """Number of edges of each run, shape (r,)."""
    line: Ints
    """Which line each run belongs to, shape (r,)."""
    centre_m: Floats
    """Centres of the runs' balls, ECEF, shape (r, 3)."""
    radius_m: Floats
    """Radii of the balls, shape (r,)."""

    def take(self, wanted: np.ndarray) -> Lines:
        """Only the wanted lines: `wanted` is a boolean per line. Line numbers stay, vertices are shared."""
        return self._take_runs(wanted[self.line])

    def within(self, lon: float, lat: float, reach_m: float) -> Lines:
        """Only the runs that may come within so many metres of a point; line numbers stay."""
        # A chord is never longer than the way along the ellipsoid.
        offset_m = self.centre_m - ecef_m(np.array([lon]), np.array([lat]))
        return self._take_runs(np.sqrt((offset_m**2).sum(axis=1)) - self.radius_m <= reach_m)

    def _take_runs(self, keep: np.ndarray) -> Lines:
        return self._replace(
            first=self.first[keep],
            edges=self.edges[keep],
            line=self.line[keep],
            centre_m=self.centre_m[keep],
            radius_m=self.radius_m[keep],
        )


def index_lines(lon: Floats, lat: Floats, line: Ints) -> Lines:
    """Make lines ready for `nearest_on_lines`.

    Parameters
    ----------
    lon, lat : ndarray of float, shape (v,)
        Vertices of all lines, one line after the other, degrees; longitudes within -180..180. An edge
        is straight in lon/lat and never crosses the antimeridian: lines are cut there.
    line : ndarray of int, shape (v,)
        Number of the line of each vertex: 0 or more, rising. As `shapely.get_coordinates` with
        ``return_index=True`` gives them.

    Examples
    --------
    >>> lines = index_lines(np.array([0.0, 1.0, 1.0]), np.array([5.0, 5.0, 6.0]), np.array([0, 0, 0]))
    >>> lines.first.tolist(), lines.edges.tolist()
    ([0], [2])
    """
    lon, lat = np.ascontiguousarray(lon, dtype=np.float64), np.ascontiguousarray(lat, dtype=np.float64)
    starts = np.flatnonzero(np.diff(line, prepend=-1))
    counts = np.diff(np.append(starts, len(line)))
    runs = -(-(counts - 1) // EDGES_PER_RUN)
    line_of_run = np.repeat(np.arange(len(starts)), runs)
    run_in_line = np.arange(len(line_of_run)) - np.repeat(np.cumsum(runs) - runs, runs)
    first = starts[line_of_run] + run_in_line * EDGES_PER_RUN
    edges = np.minimum(EDGES_PER_RUN, counts[line_of_run] - 1 - run_in_line * EDGES_PER_RUN)
    west, east = _extremes(lon, first, edges)
    south, north = _extremes(lat, first, edges)
    return Lines(
        lon,
        lat,
        first.astype(np.int64),
        edges.astype(np.int64),
        line[starts][line_of_run].astype(np.int64),
        ecef_m((west + east) / 2.0, (south + north) / 2.0),
        box_radius_m(west, south, east, north),
    )


def _extremes(values: Floats, first: Ints, edges: Ints) -> tuple[Floats, Floats]:
    """Least and greatest value over the vertices of each run, both end vertices included."""
    if len(first) == 0:
        return np.empty(0), np.empty(0)
    # `reduceat` stops before the next run's first vertex, which is this run's last one.
    last = values[first + edges]
    least = np.minimum(np.minimum.reduceat(values, first), last)
    most = np.maximum(np.maximum.reduceat(values, first), last)
    return least, most

"""The nearest point of a set of lines, by geodesic distance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from geo._geodesy.ellipsoid import bearings, box_radius_m, curvature_radii_m, ecef_m, inverse
from geo._geodesy.roots import roots
from geo._geodesy.search import blocks, least_by_point, near_balls, near_pairs, spread

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo._geodesy.ellipsoid import Floats, Ints
    from geo._geodesy.lines import Lines

PIECE_M: Final = 2_000.0
PIECE_DEG: Final = 0.1
"""Longest piece, in metres and in degrees of longitude: so short that it bends by less than a tenth
of a degree everywhere, close to a pole too, and the distance along it has at most one dip."""

ON_THE_LINE_M: Final = 1e-6
"""A micrometre: well above the rounding of coordinates in degrees, far below any meaning."""

FOOT_M: Final = 1e-7
"""The foot is found to this far along the piece; the distance is then right to less than that."""


class Nearest(NamedTuple):
    """Where lines come nearest to each point. All arrays have shape (n,)."""

    distance_m: Floats
    """Geodesic metres; 0 on the line; NaN when there is no line at all."""
    lon: Floats
    lat: Floats
    """The nearest point of the lines, degrees."""
    azimuth_deg: Floats
    """Forward azimuth at the given point, 0 <= azimuth < 360; NaN on the line."""
    line: Ints
    """Number of the line; of equally near ones the lowest; -1 when there is none."""


class _Pieces(NamedTuple):
    """Pairs of a point and a short piece of line, ordered by point."""

    point: Ints
    line: Ints
    lon_a: Floats
    lat_a: Floats
    lon_b: Floats
    lat_b: Floats

    def where(self, keep: NDArray[np.bool_]) -> _Pieces:
        return self.take(np.flatnonzero(keep))

    def take(self, index: Ints) -> _Pieces:
        ends = (self.lon_a[index], self.lat_a[index], self.lon_b[index], self.lat_b[index])
        return _Pieces(self.point[index], self.line[index], *ends)

    def at(self, share: Floats | float) -> tuple[Floats, Floats]:
        # This form returns both ends exactly, so pieces that share a vertex tie exactly.
        lon = self.lon_a * (1.0 - share) + self.lon_b * share
        lat = self.lat_a * (1.0 - share) + self.lat_b * share
        # Rounding may lead past a pole, where there is nothing.
        return lon, np.clip(lat, -90.0, 90.0)

    def radius_m(self) -> Floats:
        return box_radius_m(
            np.minimum(self.lon_a, self.lon_b),
            np.minimum(self.lat_a, self.lat_b),
            np.maximum(self.lon_a, self.lon_b),
            np.maximum(self.lat_a, self.lat_b),
        )


def nearest_on_lines(lon: Floats, lat: Floats, lines: Lines) -> Nearest:
    """Nearest point of the lines to each given point: exact geodesics, edges straight in lon/lat.

    Right to a millimetre at any distance. Only within half a degree of the antipodes, where geodesics
    from all sides meet again and a short piece may have two dips, is that tested rather than certain.

    Parameters
    ----------
    lon, lat : ndarray of float, shape (n,)
        Degrees.
    lines : Lines
        From `index_lines`, whole or some of them (`Lines.take`).

    Returns
    -------
    Nearest

    Examples
    --------
    One degree south of the 49th parallel the nearest point of the straight edge lies due north:

    >>> from geo._geodesy import index_lines
    >>> parallel = index_lines(np.array([-120.0, -100.0]), np.array([49.0, 49.0]), np.array([0, 0]))
    >>> nearest = nearest_on_lines(np.array([-110.0]), np.array([48.0]), parallel)
    >>> round(nearest.distance_m.item(), 3), round(nearest.lon.item(), 6), nearest.azimuth_deg.round().item()
    (111200.037, -110.0, 0.0)
    """
    lon, lat = np.asarray(lon, dtype=np.float64), np.asarray(lat, dtype=np.float64)
    blank = np.full(len(lon), np.nan)
    found = Nearest(blank, blank.copy(), blank.copy(), blank.copy(), np.full(len(lon), -1))
    if len(lines.first) == 0:
        return found
    for block in blocks(len(lon)):
        for whole, part in zip(found, _nearest_in_block(lon[block], lat[block], lines), strict=True):
            whole[block] = part
    return found


def _nearest_in_block(lon: Floats, lat: Floats, lines: Lines) -> Nearest:
    pieces = _candidates(lon, lat, lines)
    distance_m, foot_lon, foot_lat, azimuth_deg = _feet(lon[pieces.point], lat[pieces.point], pieces)
    order = np.lexsort((pieces.line, distance_m, pieces.point))
    best = order[np.flatnonzero(np.diff(pieces.point[order], prepend=-1))]
    distance_m = distance_m[best]
    off_the_line = distance_m > ON_THE_LINE_M
    distance_m[~off_the_line] = 0.0
    azimuth_deg = bearings(azimuth_deg[best], off_the_line)
    return Nearest(distance_m, foot_lon[best], foot_lat[best], azimuth_deg, pieces.line[best])


def _candidates(lon: Floats, lat: Floats, lines: Lines) -> _Pieces:
    """Pieces that may hold the nearest point: from runs to edges to pieces."""
    xyz_m = ecef_m(lon, lat)
    point, run = near_balls(xyz_m, lines.centre_m, lines.radius_m)
    owner, vertex = spread(lines.first[run], lines.edges[run])
    point, line = point[owner], lines.line[run[owner]]
    edges, edge = np.unique(vertex, return_inverse=True)
    balls = _Pieces(
        edges, edges, lines.lon[edges], lines.lat[edges], lines.lon[edges + 1], lines.lat[edges + 1]
    )
    centre_m, radius_m = ecef_m(*balls.at(0.5)), balls.radius_m()
    keep = near_pairs(point, _chords_m(xyz_m[point], centre_m[edge]), radius_m[edge])
    point, line, vertex = point[keep], line[keep], vertex[keep]
    pieces = _cut(
        _Pieces(
            point, line, lines.lon[vertex], lines.lat[vertex], lines.lon[vertex + 1], lines.lat[vertex + 1]
        )
    )
    radius_m = pieces.radius_m()
    keep = near_pairs(pieces.point, _chords_m(xyz_m[pieces.point], ecef_m(*pieces.at(0.5))), radius_m)
    pieces, radius_m = pieces.where(keep), radius_m[keep]
    middle_m, _, _ = inverse(*pieces.at(0.5), lon[pieces.point], lat[pieces.point])
    return pieces.where(middle_m - radius_m <= least_by_point(pieces.point, middle_m) + FOOT_M)


def _chords_m(a: Floats, b: Floats) -> Floats:
    return np.asarray(np.sqrt(((a - b) ** 2).sum(axis=1)))


def _cut(edges: _Pieces) -> _Pieces:
    """Cut edges into equal pieces, none longer than the limits."""
    counts = np.maximum(2.0 * edges.radius_m() / PIECE_M, np.abs(edges.lon_b - edges.lon_a) / PIECE_DEG)
    counts = np.maximum(np.ceil(counts), 1.0).astype(np.int64)
    if counts.max() == 1:
        return edges
    owner, number = spread(np.zeros_like(counts), counts)
    whole = edges.take(owner)
    return _Pieces(
        whole.point,
        whole.line,
        *whole.at(number / counts[owner]),
        *whole.at((number + 1) / counts[owner]),
    )


def _feet(lon: Floats, lat: Floats, pieces: _Pieces) -> tuple[Floats, Floats, Floats, Floats]:
    """Nearest point of each piece to its own point: distance, lon, lat, azimuth at the point."""

    def measure(index: Ints, share: Floats) -> tuple[Floats, Floats, Floats]:
        """Distance, azimuth at the point, and derivative of half the squared distance, per unit share."""
        some = pieces.take(index)
        at_lon, at_lat = some.at(share)
        distance_m, to_point_deg, azimuth_deg = inverse(at_lon, at_lat, lon[index], lat[index])
        north_m, east_m = curvature_radii_m(at_lat)
        course = np.radians(to_point_deg)
        ahead_m = np.radians(some.lat_b - some.lat_a) * north_m * np.cos(course)
        ahead_m += np.radians(some.lon_b - some.lon_a) * east_m * np.sin(course)
        return distance_m, azimuth_deg, -distance_m * ahead_m

    every = np.arange(len(lon))
    share = np.zeros(len(lon))
    best_m, azimuth_deg, low_slope = measure(every, share)
    end_m, end_azimuth_deg, high_slope = measure(every, share + 1.0)
    nearer = end_m < best_m
    share[nearer], best_m[nearer], azimuth_deg[nearer] = 1.0, end_m[nearer], end_azimuth_deg[nearer]

    dips = np.flatnonzero((low_slope < 0.0) & (high_slope > 0.0))
    if len(dips):
        tolerance = FOOT_M / (2.0 * pieces.radius_m()[dips])
        root = roots(
            lambda at, index: measure(dips[index], at)[2], low_slope[dips], high_slope[dips], tolerance
        )
        root_m, root_azimuth_deg, _ = measure(dips, root)
        nearer = root_m < best_m[dips]
        found = dips[nearer]
        share[found], best_m[found] = root[nearer], root_m[nearer]
        azimuth_deg[found] = root_azimuth_deg[nearer]
    return best_m, *pieces.at(share), azimuth_deg

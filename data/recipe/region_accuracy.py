"""How well a unit's outline is known, measured against the atlas's own lines.

Two figures, of which the larger one is the unit's accuracy:

- of the country: the distance within which 95 % of its land border runs beside an outline of its units
  (where it has none: 95 % of the outer outline of its units beside its coast, without islets that the
  coast lacks). Lines between two units of one country have no independent counterpart; the figure of the
  country is the best estimate for them.
- of the unit: how far its outline strays outside the country at most. Between two points that are measured
  the distance grows by half their spacing at most, which is added.

Distances of this kind are tens of kilometres at most, so they are taken on a plane whose longitudes are
scaled by the cosine of the latitude, in bands of latitude; a margin covers what that and the curvature of the
meridian leave.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Iterator

    import geopandas as gpd
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]
    Geometries = NDArray[np.object_]

__all__ = ["line_distance_m", "measure_accuracy"]

METRES_PER_DEGREE = 111_700.0
"""A degree of a meridian at the poles, its largest value: a distance is never given too short."""

PERCENTILE = 95
_STEP_DEG = 0.005
_BAND_DEG = 1.0
_REACH_DEG = 2.0
_PIECE = 32
_MARGIN = 1.03
_MOST_POINTS = 4000
_ANOTHER_M = 30_000.0
"""What is farther away is another line or another islet, not the same one drawn elsewhere."""
_ROUND_M = 10.0


def measure_accuracy(
    regions: gpd.GeoDataFrame,
    countries: gpd.GeoDataFrame,
    borders: gpd.GeoDataFrame,
    coasts: gpd.GeoDataFrame,
) -> FloatArray:
    """Accuracy of each region in metres, rounded up to 10 m, shape (n,).

    Parameters
    ----------
    regions
        ``country_code`` and polygon.
    countries
        ``code`` and polygon, territorial waters included.
    borders
        ``left``, ``right`` (codes), ``reach`` and line.
    coasts
        ``code`` and line.
    """
    polygons = regions.geometry.to_numpy()
    country_of = dict(zip(countries["code"], countries.geometry, strict=True))
    accuracy = np.zeros(len(regions))
    ashore = borders[borders["reach"] != "sea"]
    for code, rows in regions.groupby("country_code").indices.items():
        land = ashore.geometry[(ashore["left"] == code) | (ashore["right"] == code)].to_numpy()
        shores = coasts.geometry[coasts["code"] == code].to_numpy()
        outlines = shapely.boundary(polygons[rows])
        common = _beside(land, outlines) if len(land) else _beside(_outer(polygons[rows]), shores)
        edge = _pieces(shapely.boundary(country_of[code]))
        for row, outline in zip(rows, outlines, strict=True):
            accuracy[row] = max(common, _stray_m(outline, country_of[code], edge) * _MARGIN)
    rounded: FloatArray = np.ceil(accuracy / _ROUND_M) * _ROUND_M
    return rounded


def _outer(polygons: Geometries) -> Geometries:
    return np.array([shapely.boundary(shapely.union_all(polygons))], object)


def _beside(lines: Geometries, others: Geometries) -> float:
    """Distance within which most of some lines run beside others, metres; 0 without others."""
    points = shapely.get_coordinates(shapely.segmentize(lines, _STEP_DEG))
    points = points[:: len(points) // _MOST_POINTS + 1]
    if not len(points) or not len(others):
        return 0.0
    distance = line_distance_m(points, _pieces(others))
    known = distance[distance < _ANOTHER_M]
    return float(np.percentile(known, PERCENTILE)) if len(known) else 0.0


def _stray_m(outline: shapely.Geometry, country: shapely.Geometry, edge: Geometries) -> float:
    points = shapely.get_coordinates(shapely.segmentize(outline, _STEP_DEG))
    shapely.prepare(country)
    outside = points[~shapely.intersects_xy(country, points[:, 0], points[:, 1])]
    if not len(outside):
        return 0.0
    return float(line_distance_m(outside, edge).max()) + _STEP_DEG / 2 * METRES_PER_DEGREE


def line_distance_m(points: FloatArray, lines: Geometries) -> FloatArray:
    """Distance of points (lon, lat), shape (n, 2), to the nearest of some short lines, in metres, shape (n,).

    Where no line lies within a few degrees of latitude the distance is that to the farthest of these.
    """
    bounds = shapely.bounds(lines)
    distance = np.full(len(points), _REACH_DEG * METRES_PER_DEGREE)
    for rows, lat in _bands(points[:, 1]):
        near = (bounds[:, 1] < lat + _REACH_DEG) & (bounds[:, 3] > lat - _REACH_DEG)
        if not near.any():
            continue
        scale = np.array([np.cos(np.radians(lat)), 1.0])
        tree = shapely.STRtree(shapely.transform(lines[near], partial(np.multiply, scale)))
        found, degrees = tree.query_nearest(
            shapely.points(points[rows] * scale), return_distance=True, all_matches=False
        )
        distance[rows[found[0]]] = degrees * METRES_PER_DEGREE
    return distance


def _pieces(lines: Geometries | shapely.Geometry) -> Geometries:
    """Cut lines into short ones, so that the box of each says where it runs."""
    parts = shapely.get_parts(lines)
    vertices, part = shapely.get_coordinates(parts, return_index=True)
    order = np.arange(len(vertices)) - np.searchsorted(part, part)
    piece = part * (order.max(initial=0) // _PIECE + 1) + order // _PIECE
    closing = np.flatnonzero((order % _PIECE == 0) & (order > 0))
    rows = np.concatenate([np.arange(len(vertices)), closing])
    owner = np.concatenate([piece, piece[closing - 1]])
    sequence = np.lexsort((rows, owner))
    _, number = np.unique(owner[sequence], return_inverse=True)
    many = np.bincount(number)[number] > 1
    _, number = np.unique(number[many], return_inverse=True)
    pieces: Geometries = shapely.linestrings(vertices[rows[sequence][many]], indices=number)
    return pieces


def _bands(lat: FloatArray) -> Iterator[tuple[NDArray[np.int64], float]]:
    band = np.floor(lat / _BAND_DEG)
    for value in np.unique(band):
        yield np.flatnonzero(band == value), float((value + 0.5) * _BAND_DEG)

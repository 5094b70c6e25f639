"""How well a unit's outline is known, measured against the atlas's own lines.

Two figures, of which the larger one is the unit's accuracy:

- of the country: the distance within which 95 % of its land border runs beside an outline of its units
  (of its coast, where it has no land border). Lines between two units of one country have no independent
  counterpart; the figure of the country is the best estimate for them.
- of the unit: how far its outline strays outside the country at most.

Distances of this kind are tens of kilometres at most, so they are taken on a plane whose longitudes are
scaled by the cosine of the latitude, in bands of latitude; a margin covers what that and the curvature of the
meridian leave.
"""

from __future__ import annotations

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
_STEP_DEG = 0.01
_BAND_DEG = 1.0
_REACH_DEG = 2.0
_PIECE = 32
_MARGIN = 1.02
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
    outlines = shapely.boundary(regions.geometry.to_numpy())
    polygons = dict(zip(countries["code"], countries.geometry, strict=True))
    accuracy = np.zeros(len(regions))
    ashore = borders[borders["reach"] != "sea"]
    for code, rows in regions.groupby("country_code").indices.items():
        land = ashore.geometry[(ashore["left"] == code) | (ashore["right"] == code)].to_numpy()
        lines = land if len(land) else coasts.geometry[coasts["code"] == code].to_numpy()
        common = _common_figure(lines, outlines[rows])
        for row in rows:
            stray = _stray_m(outlines[row], polygons[code])
            accuracy[row] = max(common, stray * _MARGIN)
    rounded: FloatArray = np.ceil(accuracy / _ROUND_M) * _ROUND_M
    return rounded


def _common_figure(lines: Geometries, outlines: Geometries) -> float:
    points = shapely.get_coordinates(shapely.segmentize(lines, _STEP_DEG))
    if not len(points):
        return 0.0
    return float(np.percentile(line_distance_m(points, outlines), PERCENTILE))


def _stray_m(outline: shapely.Geometry, country: shapely.Geometry) -> float:
    points = shapely.get_coordinates(shapely.segmentize(outline, _STEP_DEG))
    shapely.prepare(country)
    outside = points[~shapely.intersects_xy(country, points[:, 0], points[:, 1])]
    if not len(outside):
        return 0.0
    return float(line_distance_m(outside, np.array([shapely.boundary(country)], object)).max())


def line_distance_m(points: FloatArray, lines: Geometries) -> FloatArray:
    """Distance of points (lon, lat), shape (n, 2), to the nearest of some lines, in metres, shape (n,).

    Infinite where no line lies within two degrees of latitude.
    """
    pieces = np.concatenate([_pieces(line) for line in lines])
    bounds = shapely.bounds(pieces)
    distance = np.full(len(points), np.inf)
    for rows, lat in _bands(points[:, 1]):
        near = (bounds[:, 1] < lat + _REACH_DEG) & (bounds[:, 3] > lat - _REACH_DEG)
        if not near.any():
            continue
        scale = np.array([np.cos(np.radians(lat)), 1.0])
        tree = shapely.STRtree(shapely.transform(pieces[near], lambda xy, scale=scale: xy * scale))
        found, degrees = tree.query_nearest(
            shapely.points(points[rows] * scale), return_distance=True, all_matches=False
        )
        distance[rows[found[0]]] = degrees * METRES_PER_DEGREE
    return distance


def _pieces(line: shapely.Geometry) -> Geometries:
    """Short pieces of a line, so that the box of each says where it runs."""
    parts = []
    for part in shapely.get_parts(line):
        vertices = shapely.get_coordinates(part)
        parts += [
            shapely.LineString(vertices[first : first + _PIECE + 1])
            for first in range(0, len(vertices) - 1, _PIECE)
        ]
    return np.array(parts, object)


def _bands(lat: FloatArray) -> Iterator[tuple[NDArray[np.int64], float]]:
    band = np.floor(lat / _BAND_DEG)
    for value in np.unique(band):
        yield np.flatnonzero(band == value), float((value + 0.5) * _BAND_DEG)

"""Which lines and places an area meets: there the least distance is 0."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geo._geodesy import Lines
    from geo._measuring.layers import Floats, Ints


def find_lines_met(shape: BaseGeometry, lines: Lines) -> Ints:
    """Find the lines that have a point in common with an area; both are straight in lon/lat.

    Parameters
    ----------
    shape : Polygon or MultiPolygon
    lines : Lines

    Returns
    -------
    ndarray of int
        Numbers of the lines, rising, each once.
    """
    vertex, line = lines.edge_vertices()
    west, south, east, north = shapely.bounds(shape)
    start_lon, end_lon = lines.lon[vertex], lines.lon[vertex + 1]
    start_lat, end_lat = lines.lat[vertex], lines.lat[vertex + 1]
    near = (np.minimum(start_lon, end_lon) <= east) & (np.maximum(start_lon, end_lon) >= west)
    near &= (np.minimum(start_lat, end_lat) <= north) & (np.maximum(start_lat, end_lat) >= south)
    ends = np.stack([start_lon[near], start_lat[near], end_lon[near], end_lat[near]], axis=1)
    edges = shapely.linestrings(ends.reshape(-1, 2, 2))
    shapely.prepare(shape)
    return np.unique(line[near][shapely.intersects(shape, edges)])


def find_sites_met(shape: BaseGeometry, lon: Floats, lat: Floats) -> Ints:
    """Find the points that lie in an area or on its edge; numbers of the points, rising."""
    west, south, east, north = shapely.bounds(shape)
    near = np.flatnonzero((lon >= west) & (lon <= east) & (lat >= south) & (lat <= north))
    shapely.prepare(shape)
    return near[shapely.intersects_xy(shape, lon[near], lat[near])]

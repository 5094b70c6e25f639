"""The lines that every peer measures to: borders on land between two sovereigns, as arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely

from geo import load_atlas

if TYPE_CHECKING:
    from geo._atlas import Atlas

CUT_RADIUS_M = 6_400_000.0
"""No curve of the ellipsoid is flatter than this, so pieces come out no longer than asked for."""


class Vertices(NamedTuple):
    """Vertices of all lines, one line after the other; each array has shape (v,)."""

    lon: np.ndarray
    lat: np.ndarray
    line: np.ndarray

    def edges(self):
        """First vertex of every edge; the next vertex is its other end."""
        return np.flatnonzero(np.diff(self.line) == 0)


def read_borders(atlas: Atlas | None = None) -> np.ndarray:
    """LineStrings of all borders on land, along rivers and through lakes that part two sovereigns."""
    borders = (atlas or load_atlas(own=False)).borders
    parts_sovereigns = borders["left_sovereign"] != borders["right_sovereign"]
    return borders.geometry[(borders["reach"] != "sea") & parts_sovereigns].to_numpy()


def vertices_of(lines: np.ndarray) -> Vertices:
    coordinates, line = shapely.get_coordinates(lines, return_index=True)
    return Vertices(coordinates[:, 0], coordinates[:, 1], line)


def cut(vertices: Vertices, step_m: float) -> Vertices:
    """Add vertices, straight in lon/lat, until no edge is longer than so many metres."""
    lon, lat, line = vertices
    pieces = np.ones(len(lon), dtype=np.int64)
    pieces[vertices.edges()] = np.maximum(np.ceil(edge_lengths_m(vertices) / step_m), 1)
    owner = np.repeat(np.arange(len(lon)), pieces)
    share = (np.arange(len(owner)) - np.repeat(np.cumsum(pieces) - pieces, pieces)) / pieces[owner]
    following = np.minimum(owner + 1, len(lon) - 1)
    return Vertices(
        lon[owner] * (1 - share) + lon[following] * share,
        lat[owner] * (1 - share) + lat[following] * share,
        line[owner],
    )


def edge_lengths_m(vertices: Vertices) -> np.ndarray:
    """Bound the length of every edge: along its highest width and height, on a sphere that is too large."""
    start = vertices.edges()
    lon, lat, _ = vertices
    lowest_lat = np.minimum(np.abs(lat[start]), np.abs(lat[start + 1]))
    lowest_lat[lat[start] * lat[start + 1] <= 0] = 0.0
    width_deg = (lon[start + 1] - lon[start]) * np.cos(np.radians(lowest_lat))
    return CUT_RADIUS_M * np.radians(np.hypot(width_deg, lat[start + 1] - lat[start]))


def split(vertices: Vertices, step_m: float) -> np.ndarray:
    """Split lines into LineStrings of about so many metres: of edges that begin in the same step."""
    vertices = cut(vertices, step_m)
    start = vertices.edges()
    length_m = edge_lengths_m(vertices)
    begun = np.floor((np.cumsum(length_m) - length_m) / step_m)
    new = (np.diff(begun, prepend=-1) != 0) | (np.diff(vertices.line[start], prepend=-1) != 0)
    first = np.flatnonzero(new)
    edges = np.diff(np.append(first, len(start)))
    piece = np.repeat(np.arange(len(first)), edges + 1)
    vertex = (
        start[first][piece] + np.arange(len(piece)) - np.repeat(np.cumsum(edges + 1) - edges - 1, edges + 1)
    )
    return shapely.linestrings(vertices.lon[vertex], vertices.lat[vertex], indices=piece)


def thin(lines: np.ndarray, keep_every: int) -> np.ndarray:
    """Keep every so manieth vertex of each line, and its last one, so that lines still meet."""
    vertices = vertices_of(lines)
    starts = np.flatnonzero(np.diff(vertices.line, prepend=-1))
    counts = np.diff(np.append(starts, len(vertices.line)))
    number = np.arange(len(vertices.line)) - np.repeat(starts, counts)
    keep = (number % keep_every == 0) | (number == np.repeat(counts, counts) - 1)
    return shapely.linestrings(vertices.lon[keep], vertices.lat[keep], indices=vertices.line[keep])

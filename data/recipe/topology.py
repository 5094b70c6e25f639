"""Rings to arcs and back: the planar graph under every polygon of the atlas.

A polygon comes as rings of vertices on a 1e-6 degree grid, and a line between two polygons is
in both, vertex for vertex. Here each edge is kept once, edges are chained into *arcs* that run
from node to node (a node is a vertex where other than two edges meet, or where the edge of the map
begins), *faces* are the polygons
that arcs enclose, and a face is written as *rings* of signed arc numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    IntArray = NDArray[np.int64]
    FloatArray = NDArray[np.float64]

__all__ = [
    "GRID",
    "Ring",
    "chain_arcs",
    "edges_of",
    "enclose_faces",
    "is_frame",
    "sides_of",
    "to_grid",
    "trace_rings",
    "unique_edges",
    "vertices_of",
]

GRID = 1e-6
"""Grid of the vertices, degrees."""

_LAT_SPAN = 200_000_000


class Ring(NamedTuple):
    """One ring of a face: the arcs that make it, in order.

    ``arcs`` holds ``number + 1`` for an arc walked forwards and ``-(number + 1)`` for one walked
    backwards; the face is on the left of an outer ring and of a hole alike.
    """

    face: int
    is_hole: bool
    arcs: list[int]


def to_grid(coordinates: FloatArray) -> IntArray:
    """Round coordinates of shape (n, 2), degrees, to grid units."""
    return np.asarray(np.rint(coordinates / GRID), dtype=np.int64)


def _keys_of(vertices: IntArray) -> IntArray:
    return np.asarray((vertices[:, 0] + 180_000_000) * _LAT_SPAN + vertices[:, 1] + 90_000_000)


def vertices_of(keys: IntArray) -> FloatArray:
    """Vertices, shape (n, 2), degrees, of the keys that :func:`edges_of` made."""
    grid = np.column_stack([keys // _LAT_SPAN - 180_000_000, keys % _LAT_SPAN - 90_000_000])
    return np.asarray(grid * GRID)


def edges_of(paths: Sequence[IntArray]) -> IntArray:
    """Undirected edges of paths (each of shape (n, 2), grid units), as two rows of vertex keys."""
    start = np.concatenate([_keys_of(path[:-1]) for path in paths])
    end = np.concatenate([_keys_of(path[1:]) for path in paths])
    return np.stack([np.minimum(start, end), np.maximum(start, end)])


def unique_edges(edges: IntArray) -> IntArray:
    """Each edge once, edges without length left out, in the order of their keys."""
    edges = edges[:, edges[0] != edges[1]]
    order = np.lexsort((edges[1], edges[0]))
    edges = edges[:, order]
    is_new = np.ones(edges.shape[1], dtype=bool)
    is_new[1:] = (np.diff(edges, axis=1) != 0).any(axis=0)
    return np.asarray(edges[:, is_new])


def chain_arcs(edges: IntArray) -> list[FloatArray]:
    """Chain unique edges into arcs, arrays of shape (n, 2) in degrees, in a fixed order.

    A loop without a node becomes an arc that starts and ends at its least vertex.
    """
    keys, ends = np.unique(edges, return_inverse=True)
    a, b = ends.reshape(edges.shape)
    degree = np.bincount(np.concatenate([a, b]), minlength=len(keys))
    framed = is_frame(vertices_of(edges[0]), vertices_of(edges[1]))
    on_frame = np.bincount(np.concatenate([a[framed], b[framed]]), minlength=len(keys))
    is_node = (degree != 2) | (on_frame == 1)  # noqa: PLR2004 - one edge in, one out
    return [vertices_of(keys[chain]) for chain in _walk_chains(a, b, degree, is_node)]


def is_frame(start: FloatArray, end: FloatArray) -> NDArray[np.bool_]:
    """Whether edges (vertices of shape (n, 2), degrees) lie on the antimeridian or at a pole.

    There the map ends and the world does not: such an edge closes a polygon and is no boundary.
    """
    on_meridian = (np.abs(start[:, 0]) == 180.0) & (start[:, 0] == end[:, 0])  # noqa: PLR2004
    at_pole = (np.abs(start[:, 1]) == 90.0) & (start[:, 1] == end[:, 1])  # noqa: PLR2004
    return np.asarray(on_meridian | at_pole)


def _walk_chains(a: IntArray, b: IntArray, degree: IntArray, at_node: NDArray[np.bool_]) -> list[IntArray]:
    """Walk from each node along other vertices; then round the loops without a node."""
    half_from = np.concatenate([a, b])
    half_to = np.concatenate([b, a])
    target: list[int] = half_to[np.lexsort((half_to, half_from))].tolist()
    first: list[int] = np.concatenate([[0], np.cumsum(degree)]).tolist()
    is_node: list[bool] = at_node.tolist()
    seen = bytearray(len(target))
    chains: list[IntArray] = []

    def walk(half: int, origin: int) -> None:
        chain = [origin]
        previous, current = origin, target[half]
        seen[half] = 1
        while True:
            chain.append(current)
            back = first[current]
            if is_node[current] or current == origin:
                while target[back] != previous or seen[back]:
                    back += 1
                seen[back] = 1
                break
            onward = back + 1 if target[back] == previous else back
            seen[back] = seen[back + 1] = 1
            previous, current = current, target[onward]
        chains.append(np.array(chain))

    for wanted in (True, False):
        for vertex in range(len(degree)):
            if is_node[vertex] is wanted:
                for half in range(first[vertex], first[vertex + 1]):
                    if not seen[half]:
                        walk(half, vertex)
    return chains


def enclose_faces(arcs: Sequence[FloatArray]) -> NDArray[np.object_]:
    """Polygons that the arcs enclose, outer rings counter-clockwise, in a fixed order.

    The arcs must meet at their ends only; arcs that enclose nothing are passed over.
    """
    faces = shapely.get_parts(shapely.polygonize([shapely.LineString(arc) for arc in arcs]))
    faces = shapely.orient_polygons(faces)
    west, south, east, north = shapely.bounds(faces).T
    return np.asarray(faces[np.lexsort((north, east, south, west))], dtype=object)


def trace_rings(arcs: Sequence[FloatArray], faces: NDArray[np.object_]) -> list[Ring]:
    """Write each face, made by :func:`enclose_faces` of these arcs, as rings of arcs."""
    starts = np.concatenate([to_grid(arc[:2]) for arc in arcs])
    ends = np.concatenate([to_grid(arc[-2:][::-1]) for arc in arcs])
    number: dict[tuple[int, int], int] = {}
    for edges, sign in ((_keys_of(starts), 1), (_keys_of(ends), -1)):
        for index, (one, two) in enumerate(edges.reshape(-1, 2).tolist()):
            number[one, two] = sign * (index + 1)
    nodes = np.unique(np.concatenate([_keys_of(starts)[::2], _keys_of(ends)[::2]]))
    rings: list[Ring] = []
    for face, polygon in enumerate(faces):
        for place, line in enumerate([polygon.exterior, *polygon.interiors]):
            keys = _keys_of(to_grid(shapely.get_coordinates(line)))
            at = np.flatnonzero(np.isin(keys[:-1], nodes))
            signed = [number[int(keys[i]), int(keys[i + 1])] for i in at]
            rings.append(Ring(face, place > 0, signed))
    return rings


def sides_of(rings: Sequence[Ring], count: int) -> tuple[IntArray, IntArray]:
    """Face on the left and on the right of each of ``count`` arcs; -1 where there is none."""
    left = np.full(count, -1, dtype=np.int64)
    right = np.full(count, -1, dtype=np.int64)
    for ring in rings:
        for signed in ring.arcs:
            (left if signed > 0 else right)[abs(signed) - 1] = ring.face
    return left, right

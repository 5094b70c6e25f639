"""Shapes cut at the sides of a box, on the continuous sheet of longitudes.

Land is worked on ring by ring: clipping polygons with thousands of lakes takes many times as long, and
rings are right as long as they are filled by the even-odd rule.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import shapely
from shapely.affinity import translate

from geo._maps.frame import Box, wraps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["Layer", "clip", "clip_ring", "lay_out", "lay_out_rings", "overlap", "touches", "within"]

# Land reaches this far (as a share of the sheet) past its sheet, so that no seam of sea shows.
LAND_OVERLAP: Final = 0.004
ANTIMERIDIAN_DEG: Final = 180.0
# A tenth of a millimetre.
ON_CUT_DEG: Final = 1e-9


class Layer(NamedTuple):
    """Shapes on the continuous sheet, with the words that say what each is."""

    shapes: NDArray[np.object_]
    words: list[tuple[str, ...]]


def lay_out(shapes: NDArray[np.object_], words: Sequence[tuple[str, ...]], box: Box) -> Layer:
    """Take what may lie in a box, moved onto the continuous sheet.

    Parameters
    ----------
    shapes : ndarray of geometry, shape (n,)
        In longitudes within -180..180.
    words : sequence of tuple of str, length n
        What each of them is.
    box : tuple of float
        West, south, east, north in degrees; east may pass 180.

    Returns
    -------
    Layer
        A shape stands in it once for each turn of the world that the box reaches into.
    """
    bounds = shapely.bounds(shapes)
    at_cut = np.maximum(-bounds[:, 0], bounds[:, 2]) > ANTIMERIDIAN_DEG - ON_CUT_DEG
    found, kept = [], []
    for shift_deg, part in wraps(box):
        for index in np.flatnonzero(touches(bounds, part)).tolist():
            shape = _off_the_cut(shapes[index]) if at_cut[index] else shapes[index]
            found.append(translate(shape, shift_deg) if shift_deg else shape)
            kept.append(words[index])
    return Layer(np.array(found, dtype=object), kept)


def lay_out_rings(shapes: NDArray[np.object_], box: Box) -> Layer:
    """Take the rings of polygons that may lie in a box; the word of a ring is the number of its polygon."""
    layer = lay_out(shapes, [()] * len(shapes), box)
    rings, owner = shapely.get_rings(layer.shapes, return_index=True)
    return Layer(rings, [(str(index),) for index in owner])


def clip(layer: Layer, box: Box) -> Layer:
    """Keep what may lie in a box; lines are cut at its sides, land is cut ring by ring when drawn."""
    if len(layer.shapes) == 0:
        return layer
    index = np.flatnonzero(touches(shapely.bounds(layer.shapes), box))
    shapes = layer.shapes[index]
    if shapely.GeometryType.LINEARRING in shapely.get_type_id(shapes):
        return Layer(shapes, [layer.words[i] for i in index])
    parts, owner = shapely.get_parts(shapely.clip_by_rect(shapes, *box), return_index=True)
    # A line that only touches the box leaves a point or nothing.
    keep = ~shapely.is_empty(parts) & (shapely.get_type_id(parts) == shapely.GeometryType.LINESTRING)
    return Layer(parts[keep], [layer.words[index[i]] for i in owner[keep]])


def clip_ring(ring: NDArray[np.float64], box: Box) -> NDArray[np.float64]:
    """Clip a closed ring to a box, one side after the other (Sutherland and Hodgman 1974).

    Where the ring leaves the box more than once the result runs back along the side of the box, which
    covers no ground when filled.

    Parameters
    ----------
    ring : ndarray of float, shape (n, 2)
        First and last vertex are the same.
    box : tuple of float
        West, south, east, north.

    Returns
    -------
    ndarray of float, shape (k, 2)
        Closed; empty when nothing is left.

    Examples
    --------
    >>> square = np.array([[0.0, 0.0], [2.0, 0.0], [2.0, 2.0], [0.0, 2.0], [0.0, 0.0]])
    >>> clip_ring(square, (-1.0, -1.0, 1.0, 3.0))[:, 0].max()
    np.float64(1.0)
    """
    for axis, limit, sign in ((0, box[0], 1), (1, box[1], 1), (0, box[2], -1), (1, box[3], -1)):
        depth = sign * (ring[:, axis] - limit)
        inside = depth >= 0
        if inside.all():
            continue
        if not inside.any():
            return ring[:0]
        start, end = ring[:-1], ring[1:]
        crosses = inside[:-1] != inside[1:]
        with np.errstate(divide="ignore", invalid="ignore"):
            share = (depth[:-1] / (depth[:-1] - depth[1:]))[:, None]
            met = start + share * (end - start)
        met[:, axis] = limit
        both = np.stack([met, end], axis=1)
        ring = both[np.stack([crosses, inside[1:]], axis=1)]
        ring = np.concatenate([ring, ring[:1]])
    return ring


def touches(bounds: NDArray[np.float64], box: Box) -> NDArray[np.bool_]:
    """Say which bounds, shape (n, 4), share ground with a box; a shape without bounds does not."""
    west, south, east, north = box
    overlaps = (bounds[:, 0] <= east) & (bounds[:, 2] >= west)
    return overlaps & (bounds[:, 1] <= north) & (bounds[:, 3] >= south)


def within(bounds: NDArray[np.float64], box: Box) -> NDArray[np.bool_]:
    """Say which bounds, shape (n, 4), lie in a box as a whole."""
    west, south, east, north = box
    inside = (bounds[:, 0] >= west) & (bounds[:, 2] <= east)
    return inside & (bounds[:, 1] >= south) & (bounds[:, 3] <= north)


def overlap(box: Box) -> Box:
    """Grow a sheet by what its land reaches past it."""
    west, south, east, north = box
    more = LAND_OVERLAP * (east - west)
    return (west - more, south - more, east + more, north + more)


def _off_the_cut(shape: Any) -> Any:  # noqa: ANN401 - any geometry
    """Leave out of a line what runs along the antimeridian: the world is cut there, nothing ends there."""
    if shapely.get_type_id(shape) != shapely.GeometryType.LINESTRING:
        return shape
    coordinates = shapely.get_coordinates(shape)
    on_cut = np.abs(np.abs(coordinates[:, 0]) - ANTIMERIDIAN_DEG) < ON_CUT_DEG
    along = on_cut[:-1] & on_cut[1:]
    if not along.any():
        return shape
    edges = np.stack([coordinates[:-1], coordinates[1:]], axis=1)[~along]
    pieces = np.asarray(shapely.linestrings(edges))
    return shapely.line_merge(shapely.multilinestrings(pieces))

"""Lines of past countries, made of the user's polygons: where two of them meet, and where one meets today.

All outlines are noded together, so that each piece between two nodes has one thing on either side. A piece
between two countries is their border. Most other pieces run along a shore, and are none. But where
the user's polygons leave a gap on land, the neighbour was somebody: behind such an edge the next ground on
land is looked for, first in another polygon (a sliver between two), then in the countries of today that
the polygons leave alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import shapely

from geo._measuring.countries import find_countries
from geo._measuring.grounds import find_land
from geo._measuring.inside import find_inside, index_points
from geo._measuring.layers import known

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo._measuring.layers import Floats, Ints, Layers, Words

    Flags = NDArray[np.bool_]

__all__ = ["Outlines", "PastLines", "find_holder", "find_past_lines"]

STEP_DEG: Final = 1e-6
"""How far beside a line its sides are asked for, some 10 cm: farther than coordinates are rounded."""

SLIVER_DEG: Final = 0.01
"""Two outlines of one border are rarely farther apart, about 1 km, and hardly any strait is so narrow."""

REACH_DEG: Final = (SLIVER_DEG, 0.05)
"""Where a neighbour of today is looked for: its line is another source's, and up to 5 km elsewhere."""

LONGEST_DEG: Final = 0.05
"""Longer edges of an outline are divided, so that a shore is met within some 3 km."""

CUT_LON: Final = 180.0


class Outlines(NamedTuple):
    """Polygons, one part each, and the number of the country of each. Shape (p,) each."""

    part: NDArray[np.object_]
    owner: Ints


class PastLines(NamedTuple):
    """Lines with codes on both sides. Shape (l,) each."""

    line: NDArray[np.object_]
    left: Words
    right: Words
    at_sea: Flags
    """Whether it is water of the ocean or the Caspian that they part."""


def find_holder(lonlat: Floats, outlines: Outlines) -> Ints:
    """Find the number of the country that holds each point (n, 2), the first of several; -1 without one."""
    part, point = find_inside(index_points(lonlat[:, 0], lonlat[:, 1]), outlines.part)
    holder = np.full(len(lonlat), -1)
    order = np.argsort(outlines.owner[part], kind="stable")[::-1]
    holder[point[order]] = outlines.owner[part[order]]
    return holder


def find_past_lines(outlines: Outlines, codes: Words, left_alone: set[str], today: Layers) -> PastLines:
    """Find the borders of past countries.

    Parameters
    ----------
    outlines : Outlines
    codes : ndarray of object
        Code of each country.
    left_alone : set of str
        Codes of the countries of today that are none of the past ones' ground.
    today : Layers
    """
    pieces = _node(outlines)
    left, right = _sides(pieces, outlines)
    code = np.append(codes, [None])
    shared = known(code[left]) & known(code[right]) & (code[left] != code[right])
    outer = (left < 0) != (right < 0)
    edges, inner, outward = _outer_edges(pieces[outer], left[outer], right[outer])
    beyond = _find_beyond(edges, outward, codes[inner], outlines, codes, left_alone, today)
    found = known(beyond)
    lines, piece, at_sea = _part_at_shores(pieces[shared], today)
    return PastLines(
        np.append(lines, edges[found]),
        np.append(code[left[shared]][piece], codes[inner[found]]),
        np.append(code[right[shared]][piece], beyond[found]),
        np.append(at_sea, np.zeros(int(found.sum()), dtype=bool)),
    )


def _node(outlines: Outlines) -> NDArray[np.object_]:
    """Cut all outlines where they meet or part, without those along the antimeridian, which is a cut."""
    pieces = shapely.get_parts(shapely.line_merge(shapely.union_all(shapely.boundary(outlines.part))))
    west, _, east, _ = shapely.bounds(pieces).T
    on_cut = (west == east) & (np.abs(west) == CUT_LON)
    # What lies on either side of an edge is asked for at its middle, so no edge may be long.
    return np.asarray(shapely.segmentize(pieces[~on_cut], LONGEST_DEG), dtype=object)


def _sides(pieces: NDArray[np.object_], outlines: Outlines) -> tuple[Ints, Ints]:
    """Numbers of the countries on the left and the right of each piece, asked for beside its longest edge."""
    start, end, piece = _edges_of(pieces)
    length = np.hypot(*(end - start).T)
    order = np.lexsort((-length, piece))
    first = order[np.flatnonzero(np.diff(piece[order], prepend=-1))]
    middle, normal = _stand(start[first], end[first])
    left, right = middle + STEP_DEG * normal, middle - STEP_DEG * normal
    return find_holder(left, outlines), find_holder(right, outlines)


def _part_at_shores(pieces: NDArray[np.object_], today: Layers) -> tuple[NDArray[np.object_], Ints, Flags]:
    """Cut lines where they leave land, by the middle of each edge: lines, their pieces, whether at sea."""
    start, end, piece = _edges_of(pieces)
    middle = (start + end) / 2.0
    at_sea = np.ones(len(piece), dtype=bool)
    at_sea[find_inside(index_points(middle[:, 0], middle[:, 1]), today.land.geometry.to_numpy())[1]] = False
    changes = (piece[1:] != piece[:-1]) | (at_sea[1:] != at_sea[:-1])
    begin = np.flatnonzero(np.append([True], changes)) if len(piece) else np.empty(0, dtype=np.int64)
    count = np.diff(np.append(begin, len(piece)))
    # The start of every edge, and the end of the last one of each line.
    order = np.argsort(np.append(np.arange(len(piece)) * 2, (begin + count - 1) * 2 + 1), kind="stable")
    vertices = np.concatenate([start, end[begin + count - 1]])[order]
    number = np.append(np.repeat(np.arange(len(begin)), count), np.arange(len(begin)))[order]
    lines = np.asarray(shapely.linestrings(vertices, indices=number), dtype=object)
    return lines, piece[begin], at_sea[begin]


def _edges_of(pieces: NDArray[np.object_]) -> tuple[Floats, Floats, Ints]:
    """Start and end of every edge, shape (e, 2), and its piece."""
    coordinates, piece = shapely.get_coordinates(pieces, return_index=True)
    same = piece[1:] == piece[:-1]
    return coordinates[:-1][same], coordinates[1:][same], piece[:-1][same]


def _stand(start: Floats, end: Floats) -> tuple[Floats, Floats]:
    """Middle of each edge, and the direction to its left, one degree long. Shape (e, 2) each."""
    run = end - start
    length = np.hypot(*run.T)[:, np.newaxis]
    return (start + end) / 2.0, np.column_stack([-run[:, 1], run[:, 0]]) / length


def _outer_edges(
    pieces: NDArray[np.object_], left: Ints, right: Ints
) -> tuple[NDArray[np.object_], Ints, Floats]:
    """Edges of outlines with nothing beyond, the country inside, and a point and direction outwards."""
    start, end, piece = _edges_of(pieces)
    middle, normal = _stand(start, end)
    inside_left = left[piece] >= 0
    inner = np.where(inside_left, left[piece], right[piece])
    normal[inside_left] *= -1.0
    edges = shapely.linestrings(np.stack([start, end], axis=1).reshape(-1, 2, 2))
    return np.asarray(edges, dtype=object), inner, np.stack([middle, normal], axis=1).reshape(-1, 2, 2)


def _find_beyond(
    edges: NDArray[np.object_],
    outward: Floats,
    own: Words,
    outlines: Outlines,
    codes: Words,
    left_alone: set[str],
    today: Layers,
) -> Words:
    """Code of the country on land beyond each edge, None where there is none."""
    beyond = np.full(len(edges), None, dtype=object)
    waiting = np.arange(len(edges))
    code = np.append(codes, [None])
    for reach_deg in REACH_DEG:
        lon, lat = (outward[waiting, 0] + reach_deg * outward[waiting, 1]).T
        lon = np.where(np.abs(lon) > CUT_LON, lon - np.copysign(2.0 * CUT_LON, lon), lon)
        lat = np.clip(lat, -90.0, 90.0)
        on_land = find_land(index_points(lon, lat), today)
        waiting, lon, lat = waiting[on_land], lon[on_land], lat[on_land]
        if len(waiting) == 0:
            break
        there = code[find_holder(np.column_stack([lon, lat]), outlines)]
        if reach_deg == SLIVER_DEG:
            across = known(there) & (there != own[waiting])
            beyond[waiting[across]] = there[across]
        open_yet = ~known(there)
        waiting, lon, lat = waiting[open_yet], lon[open_yet], lat[open_yet]
        nowadays = find_countries(index_points(lon, lat), today).code
        other = np.array([name in left_alone for name in nowadays], dtype=bool)
        beyond[waiting[other]] = nowadays[other]
        waiting = waiting[~other]
    return beyond

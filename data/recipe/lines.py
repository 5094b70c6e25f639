"""Lines made lighter without moving them: simplification that keeps to a stated number of metres.

The stored line is within ``TOLERANCE_M`` of the full one: Douglas-Peucker in a plane whose
longitudes are scaled by the greatest cosine on the line, so that plane distances never fall short
of metres on the ellipsoid. Coordinates are then put on a binary grid, which Parquet packs well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from data.recipe.topology import FloatArray

__all__ = ["TOLERANCE_M", "put_on_grid", "simplify_line", "simplify_together"]

TOLERANCE_M = 9.8
"""With the grid's 0.1 m this stays under 10 m."""

METRES_PER_DEGREE = 111_694.0
"""Longest degree on WGS84: of the meridian, at the poles (semi-major axis squared over minor)."""

BINARY_GRID = 2.0**-20
"""About 0.1 m; exact in binary, so the low bytes of every coordinate are zero."""


def put_on_grid(line: FloatArray, step: float = BINARY_GRID) -> FloatArray:
    """Round to multiples of ``step`` degrees."""
    return np.asarray(np.rint(line / step) * step)


def simplify_line(line: FloatArray, tolerance_m: float) -> FloatArray:
    """Simplify one line of shape (n, 2), degrees; its ends stay, a loop keeps an area."""
    scale = max(float(np.cos(np.radians(np.abs(line[:, 1]).min()))), 1e-9)
    plane = shapely.LineString(line * [scale, 1.0])
    is_loop = bool((line[0] == line[-1]).all())
    simple = shapely.simplify(plane, tolerance_m / METRES_PER_DEGREE, preserve_topology=is_loop)
    kept = shapely.get_coordinates(simple)
    if is_loop and len(kept) < 4:  # noqa: PLR2004 - a triangle, closed
        return line
    return _pick(line, kept, scale)


def _pick(line: FloatArray, kept: FloatArray, scale: float) -> FloatArray:
    """Take the kept vertices from the line itself, so that scaling leaves no trace."""
    scaled = line * [scale, 1.0]
    at, place = np.empty(len(kept), dtype=np.int64), 0
    for index, vertex in enumerate(kept):
        while (scaled[place] != vertex).any():
            place += 1
        at[index] = place
        place += 1
    return np.asarray(line[at])


def simplify_together(lines: Sequence[FloatArray]) -> list[FloatArray]:
    """Simplify lines that meet at their ends only, so that they still do.

    Where two lines or two stretches of one would cross, both are simplified less, until none does.

    Raises
    ------
    ValueError
        If lines cross without any simplification.
    """
    tolerance = np.full(len(lines), TOLERANCE_M)
    result = [put_on_grid(simplify_line(line, TOLERANCE_M)) for line in lines]
    while True:
        crossing = _crossing(result)
        if not len(crossing):
            return result
        for index in crossing:
            if tolerance[index] == 0:
                message = f"Line {index} crosses another one even in full, near {lines[index][0]}."
                raise ValueError(message)
            tolerance[index] = tolerance[index] / 4 if tolerance[index] > TOLERANCE_M / 100 else 0.0
            result[index] = put_on_grid(simplify_line(lines[index], tolerance[index]))


def _crossing(lines: Sequence[FloatArray]) -> NDArray[np.int64]:
    """Numbers of the lines with an edge that meets an edge it shares no vertex with."""
    start = np.concatenate([line[:-1] for line in lines])
    end = np.concatenate([line[1:] for line in lines])
    line = np.repeat(np.arange(len(lines)), [len(each) - 1 for each in lines])
    edges = np.asarray(shapely.linestrings(np.stack([start, end], axis=1)))
    one, other = shapely.STRtree(edges).query(edges, predicate="intersects")
    one, other = one[one < other], other[one < other]
    apart = np.ones(len(one), dtype=bool)
    for a in (start, end):
        for b in (start, end):
            apart &= (a[one] != b[other]).any(axis=1)
    return np.unique(line[np.concatenate([one[apart], other[apart]])])

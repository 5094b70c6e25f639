"""Coordinates as short text.

Vertices are rounded to a grid, each is stored as the step from the one before, and every step becomes
one to seven printable characters: five bits each, least first, a sixth bit saying that more follow.
Two characters for a typical step is a third of what plain numbers in JSON would take, and needs no
decompression in the reader's browser. ``static/decode.js`` is the other half.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["encode_coordinates", "encode_lines"]

BITS = 5
# 32-bit steps take at most seven groups of five bits.
GROUPS = 7
# The first character used; all 64 are printable ASCII and none is <, > or &.
FIRST = 63


def encode_coordinates(coordinates: NDArray[np.float64], *, step_deg: float) -> str:
    """Write one line of vertices as text.

    Parameters
    ----------
    coordinates : ndarray of float, shape (n, 2), degrees
        Longitude and latitude of each vertex.
    step_deg : float, degrees
        Size of the grid to which vertices are rounded.

    Returns
    -------
    str
        ``2 n`` numbers: steps of longitude and latitude by turns.

    Examples
    --------
    >>> encode_coordinates(np.array([[0.1, 0.2], [0.2, 0.2]]), step_deg=0.1)
    'ACA?'
    """
    return encode_lines([coordinates], step_deg=step_deg)[0]


def encode_lines(lines: list[NDArray[np.float64]], *, step_deg: float) -> list[str]:
    """Write many lines as text, all at once because that is quick.

    Parameters
    ----------
    lines : list of ndarray of float, each of shape (n, 2), degrees
        Longitude and latitude of each vertex.
    step_deg : float, degrees
        Size of the grid to which vertices are rounded.

    Returns
    -------
    list of str
        One for each line, in their order.
    """
    if not lines:
        return []
    counts = np.array([len(line) for line in lines])
    starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
    grid = np.rint(np.concatenate(lines) / step_deg).astype(np.int64)
    steps = np.diff(grid, axis=0, prepend=np.zeros((1, 2), dtype=np.int64))
    steps[starts] = grid[starts]
    zigzag = np.where(steps < 0, -2 * steps - 1, 2 * steps).ravel()
    shifted = zigzag[:, None] >> (BITS * np.arange(GROUPS + 1))
    more = shifted[:, 1:] > 0
    characters = (shifted[:, :GROUPS] & (2**BITS - 1)) + (more << BITS) + FIRST
    used = shifted[:, :GROUPS] > 0
    used[:, 0] = True
    lengths = used.sum(axis=1).reshape(-1, 2).sum(axis=1)
    text = characters[used].astype(np.uint8).tobytes().decode("ascii")
    ends = np.cumsum(np.add.reduceat(lengths, starts)).tolist()
    return [text[start:end] for start, end in zip([0, *ends[:-1]], ends, strict=True)]


def line_coordinates(geometries: Any) -> list[NDArray[np.float64]]:  # noqa: ANN401 - shapely takes any array of shapes
    """Vertices of every line or ring, one array each.

    Parameters
    ----------
    geometries : array of LineString or LinearRing, shape (n,)

    Returns
    -------
    list of ndarray of float, each of shape (k, 2), degrees
    """
    if len(geometries) == 0:
        return []
    coordinates, owner = shapely.get_coordinates(geometries, return_index=True)
    cuts = np.flatnonzero(np.diff(owner)) + 1
    return np.split(coordinates, cuts)

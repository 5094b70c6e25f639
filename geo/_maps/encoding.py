"""Coordinates as short text.

Vertices are rounded to a grid, each is stored as the step from the one before, and every step becomes
one to seven printable characters: five bits each, least first, a sixth bit saying that more follow.
Two characters for a typical step is a third of what plain numbers in JSON would take, and needs no
decompression in the reader's browser. ``decode_lines`` reads it here, ``static/decode.js`` in the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["decode_lines", "encode_coordinates", "encode_lines", "line_coordinates"]

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


def decode_lines(texts: Sequence[str], *, step_deg: float) -> list[NDArray[np.float64]]:
    """Read lines back from their text, all at once because that is quick.

    Parameters
    ----------
    texts : sequence of str
        From `encode_lines`.
    step_deg : float, degrees
        Size of the grid on which their vertices lie.

    Returns
    -------
    list of ndarray of float, each of shape (n, 2), degrees
        Longitude and latitude of each vertex.

    Examples
    --------
    >>> decode_lines(["ACA?"], step_deg=0.1)[0].round(1).tolist()
    [[0.1, 0.2], [0.2, 0.2]]
    """
    codes = np.frombuffer("".join(texts).encode("ascii"), dtype=np.uint8).astype(np.int64) - FIRST
    is_last = codes < 2**BITS
    ends = np.flatnonzero(is_last)
    if len(ends) == 0:
        return [np.empty((0, 2)) for _ in texts]
    starts = np.concatenate([[0], ends[:-1] + 1])
    place = np.arange(len(codes)) - np.repeat(starts, ends + 1 - starts)
    zigzag = np.add.reduceat((codes & (2**BITS - 1)) << (BITS * place), starts)
    steps = np.where(zigzag & 1, -((zigzag + 1) >> 1), zigzag >> 1).reshape(-1, 2)
    # Each line counts from zero: what all before it add up to is taken off again.
    last = np.cumsum([len(text) for text in texts])
    vertices = np.concatenate([[0], np.cumsum(is_last)])[last] // 2
    total = np.concatenate([np.zeros((1, 2), dtype=np.int64), np.cumsum(steps, axis=0)])
    first = np.concatenate([[0], vertices[:-1]])
    grid = total[1:] - np.repeat(total[first], vertices - first, axis=0)
    coordinates = grid * step_deg
    return [coordinates[start:end] for start, end in zip(first.tolist(), vertices.tolist(), strict=True)]


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

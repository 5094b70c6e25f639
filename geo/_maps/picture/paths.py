"""Lines on paper: cut to the picture, without vertices that nobody sees, as the data of an SVG path."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo._maps.clipping import clip_ring, touches, within
from geo._maps.encoding import line_coordinates
from geo._maps.frame import FULL_TURN_DEG

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geo._maps.frame import Box

    Lines = list[NDArray[np.float64]]

__all__ = ["cut_lines", "cut_rings", "numbers", "part_outlines", "path_data", "simplify", "turn_rings"]

ANTIMERIDIAN_DEG: Final = 180.0
# A closed ring of three corners.
RING_VERTICES: Final = 4


def cut_lines(lines: Lines, box: Box) -> Lines:
    """Keep what lies in a box; shape (k, 2) each, pixels."""
    lines = [line for line in lines if len(line) > 1]
    bounds = _bounds(lines)
    inside = within(bounds, box)
    crossing = np.flatnonzero(touches(bounds, box) & ~inside).tolist()
    kept = [lines[index] for index in np.flatnonzero(inside).tolist()]
    if crossing:
        parts = shapely.get_parts(shapely.clip_by_rect(_shapes([lines[i] for i in crossing]), *box))
        is_line = shapely.get_type_id(parts) == shapely.GeometryType.LINESTRING
        kept += line_coordinates(parts[is_line & ~shapely.is_empty(parts)])
    return kept


def cut_rings(rings: Lines, box: Box) -> Lines:
    """Keep what lies in a box of each closed ring; an empty array where nothing does."""
    bounds = _bounds(rings)
    inside, near = within(bounds, box), touches(bounds, box)
    return [
        ring if whole else clip_ring(ring, box) if some else ring[:0]
        for ring, whole, some in zip(rings, inside.tolist(), near.tolist(), strict=True)
    ]


def turn_rings(rings: Lines, *, is_hole: Sequence[bool]) -> Lines:
    """Turn all outer rings one way round and all holes the other, and leave out empty ones.

    Any number of polygons, also overlapping ones, are then filled rightly as one path by the nonzero rule.
    """
    turned = []
    for ring, hole in zip(rings, is_hole, strict=True):
        if len(ring) >= RING_VERTICES:
            x, y = ring[:, 0], ring[:, 1]
            is_right = float(np.dot(x[:-1], y[1:]) - np.dot(x[1:], y[:-1])) > 0
            turned.append(ring if is_right != hole else ring[::-1])
    return turned


def part_outlines(rings: Lines, paper: Lines, box: Box, step_deg: float) -> tuple[Lines, NDArray[np.float64]]:
    """Part the outlines of ground where it was cut: at an edge of its sheet or at the antimeridian.

    Parameters
    ----------
    rings : list of ndarray of float, shape (k, 2) each, degrees
    paper : list of ndarray of float, shape (k, 2) each, pixels
        The same on paper.
    box : tuple of float, degrees
        Where the ground of its sheet ends.
    step_deg : float, degrees
        Vertices are that close to where they should be.

    Returns
    -------
    list of ndarray of float, shape (k, 2) each, pixels
        What is left of the outlines.
    ndarray of float, shape (m, 2), pixels
        Middles of the cuts that were left out.
    """
    if not rings:
        return [], np.empty((0, 2))
    lon, lat = np.concatenate(rings).T
    vertices = np.concatenate(paper)
    west, south, east, north = box
    sides = [lon <= west + step_deg, lon >= east - step_deg, lat <= south + step_deg, lat >= north - step_deg]
    # Longitudes run on, so the antimeridian may be met more than once.
    turns = (lon - ANTIMERIDIAN_DEG) / FULL_TURN_DEG
    sides.append(np.abs(turns - np.rint(turns)) * FULL_TURN_DEG <= step_deg)
    owner = np.repeat(np.arange(len(rings)), [len(ring) for ring in rings])
    is_cut = np.any([side[:-1] & side[1:] for side in sides], axis=0)
    joined = (owner[:-1] == owner[1:]) & ~is_cut
    breaks = (np.flatnonzero(~joined) + 1).tolist()
    pieces = [vertices[start:end] for start, end in zip([0, *breaks], [*breaks, len(lon)], strict=True)]
    cuts = np.flatnonzero(is_cut & (owner[:-1] == owner[1:]))
    return [piece for piece in pieces if len(piece) > 1], (vertices[cuts] + vertices[cuts + 1]) / 2


def simplify(lines: Lines, tolerance: float, *, least: float = 0.0) -> Lines:
    """Leave out vertices closer than so many pixels to the line, and whole pieces smaller than the least."""
    sizes = _bounds(lines)
    large = np.maximum(sizes[:, 2] - sizes[:, 0], sizes[:, 3] - sizes[:, 1]) >= least
    lines = [lines[index] for index in np.flatnonzero(large).tolist()]
    if not lines:
        return []
    return line_coordinates(shapely.simplify(_shapes(lines), tolerance, preserve_topology=False))


def path_data(lines: Lines, *, closed: bool = False) -> str:
    """Write lines as the data of a path: the start of each, then steps, to a tenth of a pixel.

    Parameters
    ----------
    lines : list of ndarray of float, shape (k, 2) each, pixels
    closed : bool
        Whether they are rings.

    Returns
    -------
    str
        Empty when no line is as long as a tenth of a pixel.

    Examples
    --------
    >>> path_data([np.array([[1.0, 2.0], [1.5, 2.04], [1.5, 1.0]])])
    'M1 2l.5 0 0-1'
    """
    if not lines:
        return ""
    owner = np.repeat(np.arange(len(lines)), [len(line) for line in lines])
    grid = np.rint(np.concatenate(lines) * 10).astype(np.int64)
    starts = np.diff(owner, prepend=-1) > 0
    steps = np.diff(grid, axis=0, prepend=0)
    moves = (steps != 0).any(axis=1)
    keep = moves | starts
    steps = np.where(starts[:, None], grid, steps)[keep]
    starts, owner = starts[keep], owner[keep]
    # A line of which nothing but the start is left.
    alone = np.bincount(owner, minlength=len(lines))[owner] == 1
    steps, starts = steps[~alone], starts[~alone]
    written = np.array(numbers(steps.ravel()), dtype=object).reshape(-1, 2)
    begins = starts.tolist()
    parts: list[str] = []
    for index, (x, y) in enumerate(written.tolist()):
        if begins[index]:
            lead = "zM" if closed and parts else "M"
        elif begins[index - 1]:
            lead = "l"
        else:
            lead = "" if x[0] == "-" else " "
        parts.append(f"{lead}{x}{y}" if y[0] == "-" else f"{lead}{x} {y}")
    return "".join(parts) + ("z" if closed and parts else "")


def numbers(tenths: NDArray[np.int64]) -> list[str]:
    """Write whole tenths as short as SVG allows.

    Examples
    --------
    >>> numbers(np.array([120, -5, 0, 31]))
    ['12', '-.5', '0', '3.1']
    """
    values, places = np.unique(tenths, return_inverse=True)
    texts = []
    for value in values.tolist():
        whole, tenth = divmod(abs(value), 10)
        text = f"{whole or ''}.{tenth}" if tenth else str(whole)
        texts.append(f"-{text}" if value < 0 else text)
    return [texts[place] for place in places.ravel().tolist()]


def _bounds(lines: Lines) -> NDArray[np.float64]:
    """Give the bounds of each line, shape (n, 4); NaN, which touches nothing, for an empty one."""
    bounds = np.full((len(lines), 4), np.nan)
    counts = np.array([len(line) for line in lines], dtype=np.int64)
    if counts.any():
        vertices = np.concatenate(lines)
        starts = (np.cumsum(counts) - counts)[counts > 0]
        bounds[counts > 0, :2] = np.minimum.reduceat(vertices, starts)
        bounds[counts > 0, 2:] = np.maximum.reduceat(vertices, starts)
    return bounds


def _shapes(lines: Lines) -> NDArray[np.object_]:
    counts = np.repeat(np.arange(len(lines)), [len(line) for line in lines])
    return np.asarray(shapely.linestrings(np.concatenate(lines), indices=counts))

"""Cells in which incidents are counted: those of one class as one shape, in its colour."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo._maps.picture.paths import cut_rings, path_data, turn_rings
from geo._maps.picture.style import COLOURS
from geo._maps.picture.svg import element

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geo._maps.picture.canvas import Canvas

    Rings = list[NDArray[np.float64]]

__all__ = ["draw_cells"]

# Corners are moved by less than can be seen, so that neighbours that round differently still meet.
GRID: Final = 0.05
RING_VERTICES: Final = 4
# The edges of cells are seen where these are as wide as this on paper, pixels.
LEAST_EDGED: Final = 7.0
EDGE: Final = 0.5


def draw_cells(canvas: Canvas, cells: Sequence[tuple[str, Sequence[Rings]]]) -> str:
    """Draw cells.

    Parameters
    ----------
    canvas : Canvas
    cells : sequence of (str, sequence of list of ndarray of float, shape (m, 2) each)
        A colour, and the rings of every cell in it: closed, degrees on the sheet of the view.

    Returns
    -------
    str
        The class of each path is ``geo-pic-cell``.
    """
    drawn = []
    for colour, outlines in cells:
        rings = [ring for outline in outlines for ring in outline if len(ring) >= RING_VERTICES]
        if not rings:
            continue
        ends = np.cumsum([len(ring) for ring in rings])[:-1]
        paper = np.split(canvas.project(*np.concatenate(rings).T), ends)
        wide = float(np.median([np.ptp(ring[:, 0]) for ring in paper]))
        is_edged = wide >= LEAST_EDGED
        shapes = paper if is_edged else _joined(paper)
        cut = [ring for ring in cut_rings(shapes, canvas.beyond) if len(ring) >= RING_VERTICES]
        # Rings of one class lie apart, or one in another as a hole in it: the even-odd rule fills them.
        data = path_data(turn_rings(cut, is_hole=[False] * len(cut)), closed=True)
        edge: dict[str, str | float] = {"stroke": COLOURS["land"], "stroke_width": EDGE} if is_edged else {}
        if data:
            drawn.append(
                element("path", class_="geo-pic-cell", d=data, fill=colour, fill_rule="evenodd", **edge)
            )
    return "".join(drawn)


def _joined(rings: Rings) -> Rings:
    """Join the cells of one class where they meet, which halves the picture."""
    whole = shapely.union_all(np.array([shapely.make_valid(shapely.Polygon(ring)) for ring in rings]), GRID)
    parts = [part for part in shapely.get_parts(whole) if isinstance(part, shapely.Polygon)]
    return [shapely.get_coordinates(ring) for part in parts for ring in shapely.get_rings(part)]

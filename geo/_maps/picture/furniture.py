"""What every map carries: how long things on it are, and whom it is owed to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from geo._maps.clipping import touches
from geo._maps.picture.lettering import break_lines, size_of, write_lines
from geo._maps.picture.room import grow
from geo._maps.picture.style import COLOURS, TEXTS
from geo._maps.picture.svg import element, group

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geo._maps.frame import Box
    from geo._maps.picture.canvas import Canvas

__all__ = ["CREDIT", "draw_credit", "draw_frame", "draw_scale"]

CREDIT: Final = "\u00a9 OpenStreetMap contributors \u00b7 GeoNames"
LETTERING: Final = TEXTS["note"]
PADDING: Final = 5.0
INSET: Final = 10.0
TICK: Final = 5.0
BAR_HEIGHT: Final = 15.0
# Symbols reach this far from their middle.
MARK: Final = 5.0
# Where the scale at the upper or lower edge differs by more than this share, the bar says where it is right.
UNEVEN: Final = 0.05
WHERE: Final = "in the middle of the map"
# The corners to choose from, the usual one first: left or right, upper or lower.
SCALE_CORNERS: Final = ((0, 1), (1, 1), (0, 0), (1, 0))
CREDIT_CORNERS: Final = ((1, 1), (0, 1), (1, 0), (0, 0))
BACKGROUND: Final[dict[str, str | float]] = {"fill": "#fffefb", "fill_opacity": 0.8}


def draw_scale(canvas: Canvas, marks: NDArray[np.float64]) -> tuple[str, Box]:
    """Draw a bar in kilometres over one in miles.

    Parameters
    ----------
    canvas : Canvas
    marks : ndarray of float, shape (n, 2), pixels
        What should not be covered.

    Returns
    -------
    str, tuple of float
        The bars, and the box they take: in the corner with fewest marks, first of all at the lower left.
    """
    _, top, _, bottom = canvas.box
    middle_m, *edges_m = (canvas.metres_per_pixel(y) for y in (canvas.middle[1], top, bottom))
    is_uneven = any(abs(edge_m / middle_m - 1) > UNEVEN for edge_m in edges_m)
    rows = canvas.scale_bars()
    note_width = size_of([WHERE], LETTERING)[0] if is_uneven else 0.0
    lengths = [bar.length + TICK + size_of([bar.text], LETTERING)[0] for bar in rows]
    width = max(*lengths, note_width) + 2 * PADDING
    height = (3 if is_uneven else 2) * BAR_HEIGHT + 2
    box = _emptiest(canvas.box, (width, height), SCALE_CORNERS, marks, inset=INSET)
    x, y = box[0] + PADDING, box[1] + BAR_HEIGHT + 1
    drawn = [_background(box)]
    for bar, side in zip(rows, (-1, 1), strict=True):
        data = f"M{x:.1f} {y + side * TICK:.1f}V{y:.1f}h{bar.length:.2f}v{side * TICK:.1f}"
        drawn.append(element("path", class_="geo-pic-scale", d=data, fill="none", stroke=COLOURS["ink"]))
        beside = x + bar.length + TICK
        drawn.append(write_lines([bar.text], LETTERING, beside, y + side * BAR_HEIGHT / 2, "start"))
    if is_uneven:
        drawn.append(write_lines([WHERE], LETTERING, x, y + 1.5 * BAR_HEIGHT, "start"))
    return group(*drawn, font_size=LETTERING.size, fill=COLOURS["ink"]), box


def draw_credit(canvas: Canvas, marks: NDArray[np.float64], taken: Box) -> tuple[str, Box]:
    """Write whose data the base map is, in the same way; not where something is taken already."""
    room = canvas.box[2] - canvas.box[0] - 2 * PADDING
    lines = break_lines(CREDIT, LETTERING._replace(longest=room))
    width, height = size_of(lines, LETTERING)
    box = _emptiest(canvas.box, (width + 2 * PADDING, height + PADDING), CREDIT_CORNERS, marks, taken=taken)
    text = write_lines(lines, LETTERING, box[2] - PADDING, (box[1] + box[3]) / 2, "end")
    return group(_background(box), text, font_size=LETTERING.size, fill=LETTERING.colour), box


def draw_frame(canvas: Canvas) -> str:
    """Draw a thin line around the map."""
    left, top, right, bottom = canvas.box
    inner = left + 0.4, top + 0.4, right - 0.4, bottom - 0.4
    return element("rect", **_place(inner), fill="none", stroke=COLOURS["shore"], stroke_width=0.8)


def _emptiest(
    whole: Box,
    size: tuple[float, float],
    corners: Sequence[tuple[int, int]],
    marks: NDArray[np.float64],
    *,
    inset: float = 0.0,
    taken: Box | None = None,
) -> Box:
    """Choose the corner in which a box covers fewest marks, the first of those with equally few."""
    left, top, right, bottom = grow(whole, -inset)
    width, height = size
    boxes = []
    for across, down in corners:
        x, y = (left, right - width)[across], (top, bottom - height)[down]
        boxes.append((x, y, x + width, y + height))

    def hides(box: Box) -> tuple[bool, int]:
        meets = taken is not None and touches(np.array([box]), taken)[0]
        x0, y0, x1, y1 = grow(box, MARK)
        return bool(meets), int(((marks > [x0, y0]) & (marks < [x1, y1])).all(axis=1).sum())

    return min(boxes, key=hides)


def _background(box: Box) -> str:
    return element("rect", **_place(box), **BACKGROUND)


def _place(box: Box) -> dict[str, float]:
    left, top, right, bottom = box
    return {"x": left, "y": top, "width": right - left, "height": bottom - top}

"""Cutting the boxes of many areas into cells, all of them together, round after round.

Round by round the cells that somebody still asks for are cut into equally many pieces, as square as can
be; pieces that miss their area are dropped. Cells are counted in columns and rows of the area's box, so
that neighbours have their common side from one sum and nothing falls between them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from geo._geodesy import box_radius_m
from geo._measuring.shapes import Boxes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo._measuring.layers import Floats, Ints
    from geo._measuring.shapes import Shapes

ROUNDING_M: Final = 0.001
"""Distances are right to a millimetre."""

FEW_CELLS: Final = 512
MANY_PIECES: Final = ((4, 4), (8, 2), (2, 8), (16, 1), (1, 16))
FEW_PIECES: Final = ((2, 2), (4, 1), (1, 4))
"""Ways to cut a cell, in columns and rows. Few cells are cut into sixteen, because a step costs more than
they do; of more cells each costs more than a step, and none should become smaller than it has to be."""


class Cells(NamedTuple):
    """Cells of one round, shape (c,) each; made by `first_cells` and `cut`."""

    area: Ints
    column: Ints
    row: Ints
    within: NDArray[np.bool_]
    """Whether the area holds the whole cell."""
    boxes: Boxes
    lon: Floats
    lat: Floats
    radius_m: Floats
    """Round the middle, holds the whole cell."""
    beside_m: Floats
    """Some point of the area is no further than so from the middle; 0 where the middle is inside."""
    columns: Ints
    rows: Ints
    """Into how many columns and rows the box of each area is cut, shape (n,)."""


def first_cells(shapes: Shapes) -> Cells:
    """Make the box of each area its first cell."""
    boxes = shapes.boxes()
    count = len(boxes.west)
    none, one = np.zeros(count, dtype=np.int64), np.ones(count, dtype=np.int64)
    return _make(shapes, np.arange(count), none, none, none > 0, boxes, one, one)


def cut(cells: Cells, wanted: NDArray[np.bool_], shapes: Shapes) -> tuple[Cells, Ints]:
    """Cut the wanted cells into pieces, and keep those that meet the area.

    Parameters
    ----------
    cells : Cells
    wanted : ndarray of bool, shape (c,)
    shapes : Shapes

    Returns
    -------
    pieces : Cells
    piece : ndarray of int, shape (c, k)
        Numbers of the k pieces of each cell, -1 for those that miss the area and all of an unwanted cell.
    """
    parent = np.flatnonzero(wanted)
    splits = np.array(MANY_PIECES if len(parent) < FEW_CELLS else FEW_PIECES)
    count = int(splits[0].prod())
    per_area = splits[_choose_splits(cells, parent, splits)]
    columns, rows = cells.columns * per_area[:, 0], cells.rows * per_area[:, 1]

    area = np.repeat(cells.area[parent], count)
    number = np.tile(np.arange(count), len(parent))
    wide, high = per_area[area].T
    column = np.repeat(cells.column[parent], count) * wide + number % wide
    row = np.repeat(cells.row[parent], count) * high + number // wide
    within = np.repeat(cells.within[parent], count)
    boxes = _boxes(shapes.boxes(), area, column, row, columns, rows)
    meets = within.copy()
    open_yet = np.flatnonzero(~within)
    within[open_yet], meets[open_yet] = shapes.classify(area[open_yet], boxes.take(open_yet))

    kept = np.flatnonzero(meets)
    piece = np.full((len(cells.area), count), -1)
    numbers = np.full(len(meets), -1)
    numbers[kept] = np.arange(len(kept))
    piece[parent] = numbers.reshape(-1, count)
    pieces = _make(shapes, area[kept], column[kept], row[kept], within[kept], boxes.take(kept), columns, rows)
    return pieces, piece


def _boxes(whole: Boxes, area: Ints, column: Ints, row: Ints, columns: Ints, rows: Ints) -> Boxes:
    west, width = whole.west[area], (whole.east - whole.west)[area]
    south, height = whole.south[area], (whole.north - whole.south)[area]
    count, high = columns[area], rows[area]
    return Boxes(
        west + width * (column / count),
        south + height * (row / high),
        np.where(column + 1 == count, whole.east[area], west + width * ((column + 1) / count)),
        np.where(row + 1 == high, whole.north[area], south + height * ((row + 1) / high)),
    )


def _choose_splits(cells: Cells, parent: Ints, splits: Ints) -> Ints:
    """Choose for each area how its cells, all of one size, are cut: by one that is wanted."""
    sample = np.zeros(len(cells.columns), dtype=np.int64)
    sample[cells.area[parent]] = parent
    boxes = cells.boxes.take(sample)
    width = (boxes.east - boxes.west) * np.cos(np.radians((boxes.south + boxes.north) / 2.0))
    height = boxes.north - boxes.south
    chosen: Ints = np.argmin(np.maximum(width / splits[:, :1], height / splits[:, 1:]), axis=0)
    return chosen


def _make(
    shapes: Shapes,
    area: Ints,
    column: Ints,
    row: Ints,
    within: NDArray[np.bool_],
    boxes: Boxes,
    columns: Ints,
    rows: Ints,
) -> Cells:
    lon, lat = boxes.middle()
    radius_m = box_radius_m(*boxes) + ROUNDING_M
    beside_m, edge = np.zeros(len(area)), np.flatnonzero(~within)
    beside_m[edge] = shapes.beside_m(area[edge], lon[edge], lat[edge], radius_m[edge])
    return Cells(area, column, row, within, boxes, lon, lat, radius_m, beside_m, columns, rows)

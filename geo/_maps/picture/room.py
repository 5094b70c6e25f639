"""Room for texts on the picture: what is taken, and how many symbols a text would hide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from geo._maps.frame import Box

__all__ = ["Room", "centred", "grow"]

# Symbols are counted in cells of so many pixels.
CELL: Final = 2.0
FIRST_SIZE: Final = 256


class Room:
    """What is left of a picture.

    Parameters
    ----------
    box : tuple of float, pixels
        The picture: left, top, right, bottom.
    symbols : ndarray of float, shape (n, 2), pixels
        Middles of all symbols.
    """

    def __init__(self, box: Box, symbols: NDArray[np.float64]) -> None:
        self.box = box
        self._taken = np.empty((FIRST_SIZE, 4))
        self._number = 0
        left, top, right, bottom = box
        shape = (int((bottom - top) / CELL) + 2, int((right - left) / CELL) + 2)
        cells = ((symbols - [left, top]) / CELL).astype(np.int64).clip(0, [shape[1] - 2, shape[0] - 2])
        counts = np.zeros(shape, dtype=np.int64)
        np.add.at(counts, (cells[:, 1] + 1, cells[:, 0] + 1), 1)
        # How many symbols are above and to the left of each corner of a cell.
        self._sums = counts.cumsum(axis=0).cumsum(axis=1)

    def fits(self, box: Box, margin: float) -> bool:
        """Say whether a box lies in the picture, so far from its edges."""
        left, top, right, bottom = self.box
        return (
            box[0] >= left + margin
            and box[1] >= top + margin
            and box[2] <= right - margin
            and box[3] <= bottom - margin
        )

    def is_free(self, box: Box) -> bool:
        """Say whether nothing that was taken reaches into a box."""
        taken = self._taken[: self._number]
        apart = (
            (taken[:, 0] >= box[2])
            | (taken[:, 2] <= box[0])
            | (taken[:, 1] >= box[3])
            | (taken[:, 3] <= box[1])
        )
        return bool(apart.all())

    def covered(self, box: Box) -> float:
        """Measure how much of a box is taken already, square pixels."""
        taken = self._taken[: self._number]
        wide = np.minimum(taken[:, 2], box[2]) - np.maximum(taken[:, 0], box[0])
        high = np.minimum(taken[:, 3], box[3]) - np.maximum(taken[:, 1], box[1])
        return float((wide.clip(0) * high.clip(0)).sum())

    def symbols_in(self, box: Box) -> int:
        """Count the symbols whose middle is in a box."""
        left, top, _, _ = self.box
        rows, columns = self._sums.shape
        x0, x1 = (int(np.clip((x - left) / CELL, 0, columns - 1)) for x in (box[0], box[2]))
        y0, y1 = (int(np.clip((y - top) / CELL, 0, rows - 1)) for y in (box[1], box[3]))
        sums = self._sums
        return int(sums[y1, x1] - sums[y0, x1] - sums[y1, x0] + sums[y0, x0])

    def take(self, boxes: Iterable[Box]) -> None:
        """Take boxes: nothing else may reach into them."""
        for box in boxes:
            if self._number == len(self._taken):
                self._taken = np.concatenate([self._taken, np.empty_like(self._taken)])
            self._taken[self._number] = box
            self._number += 1

    def take_line(self, points: NDArray[np.float64], apart: float) -> None:
        """Take boxes along a line, shape (k, 2), so that nothing comes nearer to it than so many pixels."""
        if len(points) < 2:  # noqa: PLR2004 - a line has two ends
            return
        dense = shapely.get_coordinates(shapely.segmentize(shapely.linestrings(points), apart))
        self.take((x - apart, y - apart, x + apart, y + apart) for x, y in dense.tolist())


def centred(x: float, y: float, width: float, height: float) -> Box:
    """Give the box about a middle."""
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2


def grow(box: Box, more: float) -> Box:
    """Grow a box to all sides."""
    return box[0] - more, box[1] - more, box[2] + more, box[3] + more

"""The least and the greatest distance from an area to something, certified.

The distance to a fixed thing changes by at most a metre when the point moves by a metre (it is
1-Lipschitz). So on a cell all of whose points lie within r metres of its middle, it differs from the
distance at the middle by at most r. The box of an area is cut into cells; cells that miss the area are
dropped, and those that may still move the least or the greatest value by more than the tolerance are cut
again. What remains are bounds that hold for every point of the area, whatever its shape: no sampling
decides them. (This is branch and bound with a Lipschitz constant; S. A. Piyavskii, "An algorithm for
finding the absolute extremum of a function", USSR Computational Mathematics 12, 1972.)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import shapely

from geo._geodesy import box_radius_m

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geo._measuring.layers import Floats, Ints

    Measure = Callable[[Floats, Floats], tuple[Floats, Ints]]
    """Takes longitudes and latitudes; gives distances in metres, and the number of what is nearest."""

TOLERANCE_M: Final = 10.0
TOLERANCE_SHARE: Final = 0.001
"""A bound may lie beyond the true value by so much, or by so much of it, whichever is larger."""

ROUNDING_M: Final = 0.001
"""Distances are right to a millimetre."""

MOST_CELLS: Final = 200_000
"""Where a long side of the area runs along a line, there is no end of cells that are equally near. After so
many the bounds stay as they are: still certain, and wider than the tolerance."""

FEW_CELLS: Final = 64
MANY_PIECES: Final = ((4, 4), (8, 2), (2, 8), (16, 1), (1, 16))
FEW_PIECES: Final = ((2, 2), (4, 1), (1, 4))
"""Ways to cut a cell, in columns and rows. Few cells are cut into sixteen, because a step costs more than
they do; of more cells each costs more than a step, and none should become smaller than it has to be."""


class Extremes(NamedTuple):
    """The interval that holds the distances of all points of an area; NaN with nothing to measure to."""

    min_m: float
    max_m: float
    nearest: int
    """Number of the thing at the nearest point found; -1 when there is none."""


class _Cells(NamedTuple):
    """Boxes in degrees that meet the area, and what is known of the distance on them. Shape (c,) each."""

    west: Floats
    south: Floats
    east: Floats
    north: Floats
    within: NDArray[np.bool_]
    """Whether the area holds the whole cell."""
    floor_m: Floats
    ceiling_m: Floats

    def take(self, keep: NDArray[np.bool_]) -> _Cells:
        return _Cells(
            self.west[keep],
            self.south[keep],
            self.east[keep],
            self.north[keep],
            self.within[keep],
            self.floor_m[keep],
            self.ceiling_m[keep],
        )


def find_extremes(
    shape: BaseGeometry, measure: Measure, *, touched: int = -1, greatest: bool = True
) -> Extremes:
    """Bound the distance to something over an area.

    Parameters
    ----------
    shape : Polygon or MultiPolygon
        Valid; degrees, edges straight in lon/lat.
    measure : callable
        The distance and what is nearest, for arrays of points.
    touched : int
        Number of a thing that the area meets, so that the least distance is 0; -1 when it meets none.
    greatest : bool
        Whether the greatest distance is wanted; ``max_m`` is infinite when not.

    Returns
    -------
    Extremes
        ``min_m`` is never more than the true least distance and ``max_m`` never less than the greatest;
        each is off by at most the tolerance, unless more than `MOST_CELLS` were needed.

    Examples
    --------
    The distance to the north pole, from a box between 0 and 1 degrees north:

    >>> from geo._geodesy import inverse
    >>> def to_the_pole(lon, lat):
    ...     return inverse(lon, lat, lon, np.full(len(lon), 90.0))[0], np.zeros(len(lon), dtype=int)
    >>> extremes = find_extremes(shapely.box(0, 0, 1, 1), to_the_pole)
    >>> extremes.min_m <= 9891391.3 and extremes.max_m >= 10001965.7
    True
    """
    shapely.prepare(shape)
    cells = _first_cell(shape)
    least_m, most_m = (0.0 if touched >= 0 else np.inf), (0.0 if greatest else np.inf)
    floor_m, ceiling_m = np.inf, 0.0
    nearest, evaluated = touched, 0
    while True:
        lon, lat = (cells.west + cells.east) / 2.0, (cells.south + cells.north) / 2.0
        distance_m, number = measure(lon, lat)
        if np.isnan(distance_m).any():
            return Extremes(np.nan, np.nan, -1)
        radius_m = box_radius_m(cells.west, cells.south, cells.east, cells.north) + ROUNDING_M
        cells = cells._replace(
            floor_m=np.maximum(cells.floor_m, distance_m - radius_m),
            ceiling_m=np.minimum(cells.ceiling_m, distance_m + radius_m),
        )
        # The middle of a cell on the edge may lie outside: some point of the area is then within r of it.
        inside = cells.within | shapely.contains_xy(shape, lon, lat)
        found_m = np.where(inside, distance_m, distance_m + radius_m)
        if found_m.min() < least_m:
            least_m, nearest = float(found_m.min()), int(number[np.argmin(found_m)])
        most_m = max(most_m, float(np.where(inside, distance_m, distance_m - radius_m).max()))

        undecided = cells.floor_m < least_m - _tolerance_m(least_m)
        undecided |= cells.ceiling_m > most_m + _tolerance_m(most_m)
        evaluated += len(lon)
        if evaluated > MOST_CELLS:
            undecided[:] = False
        settled = cells.take(~undecided)
        floor_m = min(floor_m, float(settled.floor_m.min(initial=np.inf)))
        ceiling_m = max(ceiling_m, float(settled.ceiling_m.max(initial=0.0)))
        if not undecided.any():
            return Extremes(max(0.0, min(floor_m, least_m)), max(ceiling_m, most_m), nearest)
        cells = _cut(cells.take(undecided), shape)


def _tolerance_m(distance_m: float) -> float:
    return max(TOLERANCE_M, TOLERANCE_SHARE * distance_m)


def _first_cell(shape: BaseGeometry) -> _Cells:
    west, south, east, north = shapely.bounds(shape)[:, None]
    return _Cells(west, south, east, north, np.array([False]), np.array([0.0]), np.array([np.inf]))


def _cut(cells: _Cells, shape: BaseGeometry) -> _Cells:
    """Cut each cell into pieces, as square as can be, and keep those that meet the area."""
    columns, rows = _choose_split(cells)
    column, row = (number.ravel() for number in np.meshgrid(np.arange(columns), np.arange(rows)))
    lon_step, lat_step = (cells.east - cells.west) / columns, (cells.north - cells.south) / rows
    # Neighbours take their common edge from one sum, so that nothing falls between them.
    west, east = (cells.west[:, None] + lon_step[:, None] * (column + side) for side in (0, 1))
    south, north = (cells.south[:, None] + lat_step[:, None] * (row + side) for side in (0, 1))
    east[:, column == columns - 1] = cells.east[:, None]
    north[:, row == rows - 1] = cells.north[:, None]
    count = columns * rows
    pieces = _Cells(
        west.ravel(),
        south.ravel(),
        east.ravel(),
        north.ravel(),
        np.repeat(cells.within, count),
        np.repeat(cells.floor_m, count),
        np.repeat(cells.ceiling_m, count),
    )
    open_yet = np.flatnonzero(~pieces.within)
    boxes = shapely.box(
        pieces.west[open_yet], pieces.south[open_yet], pieces.east[open_yet], pieces.north[open_yet]
    )
    pieces.within[open_yet] = shapely.contains_properly(shape, boxes)
    meets = pieces.within.copy()
    meets[open_yet] |= shapely.intersects(shape, boxes)
    return pieces.take(meets)


def _choose_split(cells: _Cells) -> tuple[int, int]:
    """Choose columns and rows for cells of one size, measured where the first of them is widest."""
    middle = np.radians((cells.south[0] + cells.north[0]) / 2.0)
    width = float((cells.east[0] - cells.west[0]) * np.cos(middle))
    height = float(cells.north[0] - cells.south[0])
    splits = MANY_PIECES if len(cells.west) < FEW_CELLS else FEW_PIECES
    return min(splits, key=lambda split: max(width / split[0], height / split[1]))

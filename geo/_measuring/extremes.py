"""The least and the greatest distance from areas to things, certified, for many of both at once.

The distance to a fixed thing changes by at most a metre when the point moves by a metre (it is
1-Lipschitz). So on a cell all of whose points lie within r metres of its middle, it differs from the
distance at the middle by at most r. The box of an area is cut into cells; cells that miss the area are
dropped, and those that may still move the least or the greatest value by more than the tolerance are cut
again. What remains are bounds that hold for every point of the area, whatever its shape: no sampling
decides them. (This is branch and bound with a Lipschitz constant; S. A. Piyavskii, "An algorithm for
finding the absolute extremum of a function", USSR Computational Mathematics 12, 1972.)

All pairs of an area and a thing go through the rounds together. Pairs of one area share its cells: a cell
is held against the outline once, whoever asks for it, and each round puts one question for all cells that
are undecided.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from geo._geodesy.search import spread
from geo._measuring.cells import cut, first_cells

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from geo._measuring.cells import Cells
    from geo._measuring.layers import Floats, Ints
    from geo._measuring.shapes import Shapes

    Measure = Callable[[Ints, Floats, Floats], tuple[Floats, Ints]]
    """Takes pairs, rising, and longitudes and latitudes; gives distances in metres, and the number of what
    is nearest."""

TOLERANCE_M: Final = 10.0
TOLERANCE_SHARE: Final = 0.001
"""A bound may lie beyond the true value by so much, or by so much of it, whichever is larger."""

MOST_CELLS: Final = 200_000
"""Where a long side of the area runs along a line, there is no end of cells that are equally near. After so
many for one pair its bounds stay as they are: still certain, and wider than the tolerance."""


class Pairs(NamedTuple):
    """Pairs of an area and a thing, and what is known of the distance beforehand. Shape (p,) each."""

    area: Ints
    touched: Ints
    """Number of a thing that the area meets, so that the least distance is 0; -1 when it meets none."""
    least_m: Floats
    most_m: Floats
    """Bounds of the least from above and of the greatest from below: distances that occur in the area.
    Infinity and 0 where nothing is known."""
    floor_m: Floats
    ceiling_m: Floats
    """No point of the area is nearer or further away; 0 and infinity where nothing is known."""

    @classmethod
    def unknown(cls, area: Ints) -> Pairs:
        """Make pairs of which nothing is known."""
        zero, infinite = np.zeros(len(area)), np.full(len(area), np.inf)
        return cls(area, np.full(len(area), -1), infinite, zero, zero.copy(), infinite.copy())

    def take(self, index: Ints) -> Pairs:
        """Only some of them."""
        return Pairs(
            self.area[index],
            self.touched[index],
            self.least_m[index],
            self.most_m[index],
            self.floor_m[index],
            self.ceiling_m[index],
        )


class Extremes(NamedTuple):
    """The intervals that hold the distances of all points of each area. Shape (p,) each."""

    min_m: Floats
    max_m: Floats
    """NaN with nothing to measure to."""
    nearest: Ints
    """Number of the thing at the nearest point found; -1 when there is none."""


class _State:
    """What is known of every pair, and which pairs ask for which cells."""

    def __init__(self, pairs: Pairs) -> None:
        met = pairs.touched >= 0
        self.floor_before_m, self.ceiling_before_m = pairs.floor_m, pairs.ceiling_m
        self.least_m = np.where(met, 0.0, pairs.least_m)
        self.most_m = pairs.most_m.copy()
        self.floor_m = np.full(len(met), np.inf)
        self.ceiling_m = np.zeros(len(met))
        self.nearest = pairs.touched.copy()
        self.lost = np.zeros(len(met), dtype=bool)
        self.asked = np.zeros(len(met), dtype=np.int64)

    def find(self, pair: Ints, high_m: Floats, low_m: Floats, number: Ints) -> None:
        """Take note of distances that occur, each between `low_m` and `high_m`; pairs rising."""
        starts, present = _runs(pair)
        least_m = np.minimum.reduceat(high_m, starts)
        self.most_m[present] = np.maximum(self.most_m[present], np.maximum.reduceat(low_m, starts))
        better = least_m < self.least_m[present]
        at = np.flatnonzero(high_m == np.repeat(least_m, np.diff(np.append(starts, len(pair)))))
        first = at[np.flatnonzero(np.diff(pair[at], prepend=-1))]
        self.least_m[present[better]] = least_m[better]
        self.nearest[present[better]] = number[first[better]]

    def settle(self, pair: Ints, floor_m: Floats, ceiling_m: Floats) -> None:
        """Take note of cells that are not cut any more."""
        if len(pair):
            starts, present = _runs(pair)
            self.floor_m[present] = np.minimum(self.floor_m[present], np.minimum.reduceat(floor_m, starts))
            self.ceiling_m[present] = np.maximum(
                self.ceiling_m[present], np.maximum.reduceat(ceiling_m, starts)
            )

    def give(self) -> Extremes:
        low_m = np.maximum(np.minimum(self.floor_m, self.least_m), self.floor_before_m)
        high_m = np.minimum(np.maximum(self.ceiling_m, self.most_m), self.ceiling_before_m)
        return Extremes(
            np.where(self.lost, np.nan, np.maximum(low_m, 0.0)),
            np.where(self.lost, np.nan, high_m),
            np.where(self.lost, -1, self.nearest),
        )


def find_extremes(shapes: Shapes, pairs: Pairs, measure: Measure) -> Extremes:
    """Bound distances over areas.

    Parameters
    ----------
    shapes : Shapes
        The areas.
    pairs : Pairs
        Which of them are measured to what.
    measure : callable
        The distance and what is nearest, for arrays of pairs and points.

    Returns
    -------
    Extremes
        ``min_m`` is never more than the true least distance and ``max_m`` never less than the greatest;
        each is off by at most the tolerance, unless more than `MOST_CELLS` were needed.

    Examples
    --------
    The distance to the north pole, from a box between 0 and 1 degrees north:

    >>> import shapely
    >>> from geo._geodesy import inverse
    >>> from geo._measuring.shapes import Outlines
    >>> def to_the_pole(pair, lon, lat):
    ...     return inverse(lon, lat, lon, np.full(len(lon), 90.0))[0], np.zeros(len(lon), dtype=int)
    >>> boxes = Outlines(np.array([shapely.box(0, 0, 1, 1)]))
    >>> found = find_extremes(boxes, Pairs.unknown(np.array([0])), to_the_pole)
    >>> (found.min_m <= 9891391.3).item(), (found.max_m >= 10001965.7).item()
    (True, True)
    """
    state = _State(pairs)

    def decide(pair: Ints, floor_m: Floats, ceiling_m: Floats) -> NDArray[np.bool_]:
        least_m, most_m = state.least_m[pair], state.most_m[pair]
        too_low = floor_m < least_m - tolerance_m(least_m)
        return np.asarray(too_low | (ceiling_m > most_m + tolerance_m(most_m)))

    _subdivide(shapes, pairs, measure, state, decide)
    return state.give()


def are_positive(shapes: Shapes, area: Ints, measure: Measure) -> NDArray[np.bool_]:
    """Say of 1-Lipschitz functions, one to an area, whether they are certainly positive on all of it.

    Parameters
    ----------
    shapes : Shapes
    area : ndarray of int, shape (p,)
    measure : callable
        As for `find_extremes`; numbers are not looked at.

    Returns
    -------
    ndarray of bool, shape (p,)
        False also where it comes so near to 0 that cells of `TOLERANCE_M` do not tell.
    """
    pairs = Pairs.unknown(area)
    pairs.floor_m[:] = -np.inf
    state = _State(pairs)

    def decide(pair: Ints, floor_m: Floats, ceiling_m: Floats) -> NDArray[np.bool_]:
        return np.asarray(
            (floor_m <= 0.0) & (state.least_m[pair] > 0.0) & (ceiling_m - floor_m > TOLERANCE_M)
        )

    _subdivide(shapes, pairs, measure, state, decide)
    return ~state.lost & (state.least_m > 0.0) & (state.floor_m > 0.0)


def _look_at_spots(shapes: Shapes, pair: Ints, area: Ints, measure: Measure, state: _State) -> None:
    """Measure some points of the areas: the better the ends are known, the fewer cells are cut."""
    owner, lon, lat = shapes.spots()
    starts = np.searchsorted(owner, np.arange(owner.max(initial=-1) + 2))
    entry, spot = spread(starts[area], np.diff(starts)[area])
    if len(entry):
        distance_m, number = measure(pair[entry], lon[spot], lat[spot])
        state.find(pair[entry], distance_m, distance_m, number)


def _subdivide(
    shapes: Shapes,
    pairs: Pairs,
    measure: Measure,
    state: _State,
    decide: Callable[[Ints, Floats, Floats], NDArray[np.bool_]],
) -> None:
    cells = first_cells(shapes)
    pair = np.flatnonzero(~state.lost)
    cell = pairs.area[pair]
    floor_m, ceiling_m = pairs.floor_m[pair], pairs.ceiling_m[pair]
    first = True
    while len(pair):
        distance_m, number = measure(pair, cells.lon[cell], cells.lat[cell])
        unknown = np.isnan(distance_m)
        state.lost[pair[unknown]] = True
        radius_m = cells.radius_m[cell]
        floor_m = np.maximum(floor_m, distance_m - radius_m)
        ceiling_m = np.minimum(ceiling_m, distance_m + radius_m)
        # The middle of a cell on the edge may lie outside the area, but not far from it.
        slack_m = cells.beside_m[cell]
        state.find(pair, distance_m + slack_m, distance_m - slack_m, number)
        state.asked += np.bincount(pair, minlength=len(state.asked))

        undecided = decide(pair, floor_m, ceiling_m) & ~state.lost[pair]
        if first and undecided.any():
            # Most far things are settled by the first cell.
            open_yet = pair[undecided]
            _look_at_spots(shapes, open_yet, pairs.area[open_yet], measure, state)
            undecided &= decide(pair, floor_m, ceiling_m)
        first = False
        undecided &= state.asked[pair] <= MOST_CELLS
        state.settle(pair[~undecided], floor_m[~undecided], ceiling_m[~undecided])
        pair, cell = pair[undecided], cell[undecided]
        floor_m, ceiling_m = floor_m[undecided], ceiling_m[undecided]
        if len(pair):
            cells, entry, cell = _cut_asked(cells, cell, shapes)
            pair, floor_m, ceiling_m = pair[entry], floor_m[entry], ceiling_m[entry]


def _cut_asked(cells: Cells, cell: Ints, shapes: Shapes) -> tuple[Cells, Ints, Ints]:
    """Cut the cells that are asked for, and give the pieces to all who asked."""
    wanted = np.zeros(len(cells.area), dtype=bool)
    wanted[cell] = True
    pieces, piece = cut(cells, wanted, shapes)
    entry, column = np.nonzero(piece[cell] >= 0)
    return pieces, entry, piece[cell][entry, column]


def _runs(pair: Ints) -> tuple[Ints, Ints]:
    """Where the entries of each pair begin, and which pair that is."""
    starts = np.flatnonzero(np.diff(pair, prepend=-1))
    return starts, pair[starts]


def tolerance_m(distance_m: Floats) -> Floats:
    """Say how far beyond the true value a bound may lie."""
    return np.maximum(TOLERANCE_M, TOLERANCE_SHARE * distance_m)

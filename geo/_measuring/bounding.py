"""Bounding many quantities over many areas: in one subdivision, some thousand pairs at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from geo._measuring.extremes import Extremes, Pairs, are_positive, find_extremes
from geo._measuring.quantities import ToCapitals, ToSites

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from geo._measuring.extremes import Measure
    from geo._measuring.layers import Floats, Ints
    from geo._measuring.quantities import Quantity
    from geo._measuring.shapes import Shapes

PAIRS_AT_ONCE: Final = 40_000
"""Enough to keep all processors busy, and few enough for their cells to fit in memory."""


def bound(
    shapes: Shapes,
    count: int,
    quantities: Mapping[str, Quantity],
    pairs: Mapping[str, Pairs],
    tell: Callable[[int], None],
) -> dict[str, Extremes]:
    """Bound quantities over areas.

    Parameters
    ----------
    shapes : Shapes
        The areas, `count` of them.
    count : int
    quantities : mapping of str to Quantity
    pairs : mapping of str to Pairs
        The items of each quantity, and what is known of them.
    tell : callable
        Told how many areas are done, after each chunk.

    Returns
    -------
    dict of str to Extremes
        By the same names.
    """
    if not pairs:
        return {}
    together = Pairs(*map(np.concatenate, zip(*pairs.values(), strict=True)))
    measure = _ask_in_turn([quantities[name].measure for name in pairs], _offsets(pairs))
    found = Extremes(*(np.full(len(together.area), value) for value in (np.nan, np.nan, -1)))
    for part, chosen, first in _chunks(shapes, count, together.area, tell):
        some = together.take(chosen)
        extremes = find_extremes(part, some._replace(area=some.area - first), _renumber(measure, chosen))
        for whole, values in zip(found, extremes, strict=True):
            whole[chosen] = values
    return _split(found, pairs)


def find_only_ones(
    shapes: Shapes, count: int, quantities: Mapping[str, Quantity], chosen: Mapping[str, Ints]
) -> dict[str, Ints]:
    """Find places that are certainly the nearest ones for every point of an area.

    Parameters
    ----------
    shapes : Shapes
        The areas, `count` of them.
    count : int
    quantities : mapping of str to ToSites or ToCapitals
    chosen : mapping of str to ndarray of int, shape (items,)
        The place that may be it for each item, -1 for none.

    Returns
    -------
    dict of str to ndarray of int
        The same, and -1 where different places are the nearest, or that cannot be excluded.
    """
    result = {name: places.copy() for name, places in chosen.items()}
    items = {name: np.flatnonzero(places >= 0) for name, places in chosen.items()}
    leads = []
    for name in chosen:
        quantity, item, places = quantities[name], items[name], chosen[name]
        if not isinstance(quantity, (ToSites, ToCapitals)):
            raise TypeError("only places can be the nearest for all of an area")
        leads.append(_lead_of(quantity, item, places))
    areas = {name: quantities[name].area[item] for name, item in items.items()}
    area = np.concatenate([np.empty(0, dtype=np.int64), *areas.values()])
    positive = np.zeros(len(area), dtype=bool)
    measure = _ask_in_turn(leads, np.cumsum([0, *(len(item) for item in items.values())]))
    for part, some, first in _chunks(shapes, count, area, lambda _: None):
        positive[some] = are_positive(part, area[some] - first, _renumber(measure, some))
    start = 0
    for name, item in items.items():
        result[name][item[~positive[start : start + len(item)]]] = -1
        start += len(item)
    return result


def _lead_of(quantity: ToSites | ToCapitals, item: Ints, places: Ints) -> Measure:
    def measure(pair: Ints, lon: Floats, lat: Floats) -> tuple[Floats, Ints]:
        return quantity.lead(item[pair], lon, lat, places[item[pair]])

    return measure


def _chunks(
    shapes: Shapes, count: int, area: Ints, tell: Callable[[int], None]
) -> Iterator[tuple[Shapes, Ints, int]]:
    """Give the areas in chunks of so many pairs: the areas, the pairs that belong to them, the first one."""
    if len(area) == 0:
        return
    step = max(1, int(PAIRS_AT_ONCE * count / len(area)))
    for first in range(0, count, step):
        chosen = np.flatnonzero((area >= first) & (area < first + step))
        if len(chosen):
            yield shapes.part(first, min(first + step, count)), chosen, first
        tell(min(first + step, count))


def _ask_in_turn(measures: Sequence[Measure], offsets: NDArray[np.int64]) -> Measure:
    """Put the question of each pair to its quantity; pairs rise, so those of one quantity lie together."""

    def measure(pair: Ints, lon: Floats, lat: Floats) -> tuple[Floats, Ints]:
        distance_m, number = np.empty(len(pair)), np.empty(len(pair), dtype=np.int64)
        ends = np.searchsorted(pair, offsets)
        for ask, offset, start, end in zip(measures, offsets[:-1], ends[:-1], ends[1:], strict=True):
            if end > start:
                rows = slice(int(start), int(end))
                distance_m[rows], number[rows] = ask(pair[rows] - offset, lon[rows], lat[rows])
        return distance_m, number

    return measure


def _renumber(measure: Measure, chosen: Ints) -> Measure:
    """Measure some of the pairs under numbers of their own."""

    def measure_chosen(pair: Ints, lon: Floats, lat: Floats) -> tuple[Floats, Ints]:
        return measure(chosen[pair], lon, lat)

    return measure_chosen


def _offsets(pairs: Mapping[str, Pairs]) -> NDArray[np.int64]:
    return np.cumsum([0, *(len(some.area) for some in pairs.values())])


def _split(found: Extremes, pairs: Mapping[str, Pairs]) -> dict[str, Extremes]:
    ends = _offsets(pairs).tolist()
    return {
        name: Extremes(found.min_m[start:end], found.max_m[start:end], found.nearest[start:end])
        for name, start, end in zip(pairs, ends[:-1], ends[1:], strict=True)
    }

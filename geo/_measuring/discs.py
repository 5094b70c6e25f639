"""Points with a radius: what is true of every point of the disc, and between which bounds distances lie.

Of a disc of r metres whose centre is d metres from something, the least distance is exactly d - r, or 0:
the way there leads through the disc. The greatest is at most d + r, and often much less: a disc astride a
border reaches away from it on both sides. Where the point of the rim straight away from what is nearest
to the centre is nearly d + r away, d + r it is; else the subdivision tells (`geo._measuring.extremes`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from geo._geodesy.ellipsoid import forward
from geo._measuring.bounding import bound
from geo._measuring.cuttings import Cuttings
from geo._measuring.extremes import Extremes, Pairs, tolerance_m
from geo._measuring.intervals import bound_columns, neighbour_texts, pair_bounds, put_rows
from geo._measuring.layers import take_texts, words
from geo._measuring.pairs import has_lines
from geo._measuring.quantities import Circles
from geo._measuring.rings import draw_around
from geo._measuring.shapes import HAIR, Discs
from geo._measuring.shares import share_columns
from geo._measuring.surroundings import Homes, list_quantities
from geo._measuring.whole import find_wholes

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    import pandas as pd

    from geo._measuring.layers import Floats
    from geo._measuring.quantities import Quantity
    from geo._measuring.world import World


COMPILED_FROM: Final = 100
"""Fewer points with a radius are measured sooner than the compiled code is loaded."""

LARGEST_DISC_M: Final = 2_000_000.0
"""Of a larger disc, which is a good part of the Earth, the greatest distance is left at d + r."""

LARGE_DISC_M: Final = 300_000.0
"""From the far side of a larger disc all things are far, and that is slow without compiled code."""


def need_compiled(radius_m: Floats) -> bool:
    """Say whether there are so many discs, or such large ones, that compiled code is the quicker way."""
    large = (radius_m > LARGE_DISC_M) & (radius_m <= LARGEST_DISC_M)
    return bool((radius_m > 0.0).sum() >= COMPILED_FROM or large.any())


def add_discs(
    points: pd.DataFrame,
    circles: Circles,
    world: World,
    *,
    only: Collection[str],
    to: Sequence[str],
    progress: Callable[[str], None] | None,
) -> pd.DataFrame:
    """Put what is so for all of a disc in place of what is so for its centre.

    Parameters
    ----------
    points : DataFrame, n rows
        What was measured for the stated points (`measure_points`).
    circles : Circles
        The n points; a radius may be 0, or NaN where the point is exact.
    world : World
    only, to, progress
        As for `measure_points`.

    Returns
    -------
    DataFrame, n rows
    """
    rows = np.flatnonzero(circles.radius_m > 0.0)
    if len(rows) == 0:
        return points
    found = measure_discs(
        points.iloc[rows].reset_index(drop=True),
        Circles(circles.lon[rows], circles.lat[rows], circles.radius_m[rows]),
        world,
        only=only,
        to=[pair for pair in to if has_lines(pair, world)],
        tell=progress or (lambda _: None),
    )
    return put_rows(points, rows, found)


def measure_discs(
    points: pd.DataFrame,
    circles: Circles,
    world: World,
    *,
    only: Collection[str],
    to: Sequence[str],
    tell: Callable[[str], None],
) -> dict[str, Any]:
    """Say of points with a radius what is so wherever in their discs they are.

    Parameters
    ----------
    points : DataFrame, n rows
        What was measured for the stated points (`measure_points`).
    circles : Circles
        The n discs; no radius is 0.
    world : World
    only : collection of str
        Which of ``geo.schema.MEASURES`` are wanted.
    to : sequence of str
        Pairs of codes.
    tell : callable
        Told what is being measured.

    Returns
    -------
    dict
        Columns to be put in place of those of the points: the least and the most of every distance, and
        country, region, district, time zone, dispute and land, null where they do not hold for all of
        the disc. What is nearest, and whose border is meant, stay those of the stated point.
    """
    count = len(points)
    home = world.entities.numbers(words(points["geo_country_code"]))
    outside = np.zeros(count, dtype=bool)
    if "nearest_country" in only:
        outside = points["geo_nearest_country_m"].notna().to_numpy()
    around = list_quantities(Homes(home, outside), circles, world, only, to)
    quantities = around.quantities
    bounds = _bound(quantities, circles, lambda done: tell(f"{done:,} of {count:,} discs"))
    columns: dict[str, Any] = {}
    for name, extremes in bounds.items():
        if not name.startswith(("to ", "neighbours")):
            columns |= bound_columns(name, quantities[name].area, extremes, count)
    if "neighbours" in only:
        codes = world.entities.code[around.across]
        columns["geo_neighbours"] = neighbour_texts(
            quantities["neighbours"].area, codes, bounds["neighbours"], home >= 0
        )
    for pair in to:
        cells = pair_bounds(pair, bounds, world)
        columns |= {name: cells[name] for name in cells if name.endswith(("_min_m", "_max_m", "_kinds"))}
    tell("discs on the ground")
    return columns | _whole_columns(points, circles, world, only)


def _bound(
    quantities: Mapping[str, Quantity], circles: Circles, tell: Callable[[int], None]
) -> dict[str, Extremes]:
    """Bound the distances of discs: at first by the centre and one point of the rim."""
    pairs: dict[str, Pairs] = {}
    chosen: dict[str, Any] = {}
    found: dict[str, Extremes] = {}
    for name, quantity in quantities.items():
        area = quantity.area
        item, lon, lat, radius_m = np.arange(len(area)), *(values[area] for values in circles)
        distance_m, azimuth_deg = quantity.seek(item, lon, lat)
        away_deg = np.nan_to_num(azimuth_deg) + 180.0
        far_m, _ = quantity.seek(item, *forward(lon, lat, away_deg, radius_m * (1.0 - HAIR)))
        least_m, most_m = np.maximum(distance_m - radius_m, 0.0), np.fmax(distance_m, far_m)
        ceiling_m = distance_m + radius_m
        found[name] = Extremes(least_m, ceiling_m.copy(), np.full(len(area), -1))
        # NaN, where there is nothing to measure to, is not open.
        is_open = (ceiling_m > most_m + tolerance_m(most_m)) & (radius_m <= LARGEST_DISC_M)
        chosen[name] = np.flatnonzero(is_open)
        unknown = np.full(len(area), -1)
        every = Pairs(area, unknown, least_m, most_m, least_m, ceiling_m)
        pairs[name] = every.take(chosen[name])
    shapes = Discs(*circles)
    some = {name: _Some(quantity, chosen[name]) for name, quantity in quantities.items()}
    for name, extremes in bound(shapes, len(circles.lon), some, pairs, tell).items():
        found[name].max_m[chosen[name]] = extremes.max_m
    return found


class _Some:
    """Some items of a quantity."""

    def __init__(self, quantity: Quantity, chosen: Any) -> None:  # noqa: ANN401 - an array
        self.quantity, self.chosen, self.area = quantity, chosen, quantity.area[chosen]

    def measure(self, item: Any, lon: Any, lat: Any) -> Any:  # noqa: ANN401 - as the quantity
        return self.quantity.measure(self.chosen[item], lon, lat)

    def seek(self, item: Any, lon: Any, lat: Any) -> Any:  # noqa: ANN401 - as the quantity
        return self.quantity.seek(self.chosen[item], lon, lat)


def _whole_columns(
    points: pd.DataFrame, circles: Circles, world: World, only: Collection[str]
) -> dict[str, Any]:
    """Keep what holds for all of a disc, and for all of a polygon that holds it."""
    cuttings = Cuttings(draw_around(*circles), world)
    found = find_wholes(cuttings, circles.lon, circles.lat, [None] * len(points), only)
    columns = {name: values for name, values in found.items() if name in points}
    if "shares" in only:
        columns |= share_columns(cuttings, np.zeros(len(points)))
    if "geo_country" in points:
        columns["geo_country"] = take_texts(
            world.entities.name, world.entities.numbers(found["geo_country_code"])
        )
    return columns

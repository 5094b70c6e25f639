"""Looking for rows whose coordinates do not lie in the country that they state.

Every row is looked at by numbers alone: which country, which claims, which cell. Only what does not fit
is measured: how far it is to the stated country, and what lies there with latitude and longitude swapped.
"""

from __future__ import annotations

import itertools
import logging
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pandas as pd
import shapely

from geo._measuring.given import Thing
from geo._measuring.layers import words
from geo._measuring.stated.fits import Ground, fits, fitted_then
from geo._measuring.stated.names import read_stated
from geo._measuring.stated.wording import tell
from geo._measuring.world import COMPILED_FROM, get_world, is_many
from geo._reading.names import find_name_columns
from geo.schema import is_ours

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geopandas import GeoDataFrame
    from numpy.typing import NDArray

    from geo._measuring.layers import Floats, Ints, Layers, Words
    from geo._measuring.positions import Positions
    from geo._measuring.stated.names import Stated
    from geo._reading.dates import Dates

    Flags = NDArray[np.bool_]

__all__ = ["check_stated"]

logger = logging.getLogger(__name__)

GIVEN: Final = ("coordinates", "code")
"""What geo_located_by says of points that the source gave; those found by name are where the name is."""

NEAR_M: Final = 1_000.0
"""Nearer to the stated country than that, and the precision, a point may be beside it by the lines alone."""

OFF_SHORE_M: Final = 370_400.0
"""200 nautical miles: that far out the sea may be called by the name of a country."""

MOST_MEASURED: Final = 10_000
"""Of more different points than that the distance is only measured where it decides."""

LARGEST_LAT: Final = 90.0

DEGREE_M: Final = 110_000.0
"""Less than any degree of latitude has metres."""

BANDS_DEG: Final = (0.0, 60.0, 80.0, 89.0)
"""Latitudes between which one degree of longitude is about as long as another."""

WIDE_DEG: Final = 2.0
"""For a wider reach, or nearer to a pole, a distance in degrees leaves too little out."""

COLUMNS: Final = ("geo_country_code", "geo_claimed_by", "geo_held_by", "geo_dispute")


def check_stated(
    frame: GeoDataFrame,
    table: pd.DataFrame,
    positions: Positions,
    dates: Dates,
    in_past: Flags,
    atlas: Layers,
) -> Words | None:
    """Say of each row whether its point lies in the country that it states.

    Parameters
    ----------
    frame : GeoDataFrame, n rows
        The source, with a column of countries or without.
    table : DataFrame, n rows
        Measured, with `COLUMNS`.
    positions : Positions, n of them
    dates : Dates, n of them
    in_past : ndarray of bool, shape (n,)
        Rows that were measured against the user's own past countries: they are not looked at.
    atlas : Layers

    Returns
    -------
    ndarray of object, shape (n,), or None
        A sentence for ``geo_problem``, None where it fits or nothing is stated. None in place of all where
        there is no column of countries.
    """
    column = find_name_columns(str(name) for name in frame.columns if not is_ours(str(name))).country
    if column is None or not set(COLUMNS) <= set(table.columns):
        return None
    number, cells = pd.factorize(frame[column].astype("string").to_numpy(dtype=object, na_value=None))
    stated = read_stated(cells, atlas)
    # Number -1, an empty cell, finds the False at the end.
    states = np.array([*(one is not None for one in stated), False], dtype=bool)
    looked_at = positions.usable & ~in_past & states[number]
    if "geo_located_by" in frame:
        told = frame["geo_located_by"].astype("string")
        looked_at &= (told.isna() | told.isin(GIVEN)).to_numpy(dtype=bool)
    rows = np.flatnonzero(looked_at)
    cases = _Cases(
        rows,
        number[rows],
        positions.lon[rows],
        positions.lat[rows],
        positions.precision_m[rows],
        _Ground._make(words(table[name])[rows] for name in COLUMNS),
    )
    checker = _Checker(stated, atlas)
    cases = cases.take(~checker.fit(cases))
    # The country of a disc is told only where it holds for all of it; that of its point is meant.
    discs = pd.isna(cases.ground.code) & (cases.radius_m > 0.0)
    if discs.any():
        found = checker.find_ground(cases.lon[discs], cases.lat[discs])
        for values, of_points in zip(cases.ground, found, strict=True):
            values[discs] = of_points
        cases = cases.take(~checker.fit(cases))
    cases = cases.take(~checker.fitted_then(cases, dates))
    told_of = np.full(len(frame), None)
    if len(cases.row):
        count, swapped = checker.look_closer(cases, told_of)
        _log(column, len(rows), count, swapped)
    return told_of


class _Ground(NamedTuple):
    """What is known of the ground of each point: `COLUMNS`. Shape (k,) each."""

    code: Words
    claimed_by: Words
    held_by: Words
    dispute: Words


class _Cases(NamedTuple):
    """Rows to look at. Shape (k,) each."""

    row: Ints
    number: Ints
    """Of what is stated."""
    lon: Floats
    lat: Floats
    radius_m: Floats
    ground: _Ground

    def take(self, chosen: Flags | Ints) -> _Cases:
        ground = _Ground._make(values[chosen] for values in self.ground)
        return _Cases._make([*(values[chosen] for values in self[:5]), ground])


class _Checker:
    """What is stated, held against the ground of an atlas."""

    def __init__(self, stated: Sequence[Stated | None], atlas: Layers) -> None:
        self.allowed = [frozenset() if one is None else one.allowed for one in stated]
        self.named = [() if one is None else one.named for one in stated]
        self.atlas = atlas
        entities = atlas.entities
        self.names = dict(zip(words(entities["code"]), words(entities["name"]), strict=True))
        self.sovereigns = dict(zip(words(entities["code"]), words(entities["sovereign"]), strict=True))

    def fit(self, cases: _Cases) -> Flags:
        """Say where the ground is that of the stated country; equal cases are asked once."""
        first, which = _different(cases.number, *cases.ground[:3])
        answers = [
            fits(
                Ground(*(values[at] for values in cases.ground[:3])),
                self.allowed[cases.number[at]],
                self.sovereigns,
            )
            for at in first.tolist()
        ]
        return np.array(answers, dtype=bool)[which]

    def fitted_then(self, cases: _Cases, dates: Dates) -> Flags:
        """Say where it was in one state with the stated country, at one end of the date at least."""
        years = [pd.DatetimeIndex(days[cases.row]).year.to_numpy() for days in (dates.first, dates.last)]
        first, which = _different(cases.number, cases.ground.code, *years)
        answers = [
            any(
                fitted_then(cases.ground.code[at], self.allowed[cases.number[at]], _whole(year[at]))
                for year in years
            )
            for at in first.tolist()
        ]
        return np.array(answers, dtype=bool)[which]

    def find_ground(self, lon: Floats, lat: Floats) -> _Ground:
        """Find whose ground is at some points."""
        world = get_world(self.atlas, compiled=is_many(len(lon), COMPILED_FROM))
        found, _ = world.find_whose(np.ascontiguousarray(lon), np.ascontiguousarray(lat), ())
        return _Ground._make(words(pd.Series(found[name])) for name in COLUMNS)

    def look_closer(self, cases: _Cases, told_of: Words) -> tuple[int, int]:
        """Write what is wrong with rows that do not fit; equal ones are looked at once.

        Returns
        -------
        count, swapped : int
            How many are told of, and how many of them would fit with latitude and longitude swapped.
        """
        first, which = _different(cases.number, cases.lon, cases.lat, cases.radius_m)
        some = cases.take(first)
        near_m = NEAR_M + np.nan_to_num(some.radius_m)
        swapped = self._fit_swapped(some)
        distance_m = self._measure(some, near_m)
        at_sea = np.asarray(pd.isna(some.ground.code) & pd.isna(some.ground.dispute), dtype=bool)
        passes = distance_m <= near_m
        # What was not measured is not told of.
        passes |= at_sea & ~swapped & ~(distance_m > OFF_SHORE_M + near_m)
        texts = np.full(len(first), None)
        for at in np.flatnonzero(~passes).tolist():
            code = some.ground.code[at]
            where = f"in {self.names[code]}" if code else f"on disputed ground ({some.ground.dispute[at]})"
            texts[at] = tell(
                "at sea" if at_sea[at] else where,
                " or ".join(self.names[one] for one in self.named[some.number[at]]),
                is_swapped=bool(swapped[at]),
                distance_m=float(distance_m[at]),
            )
        told_of[cases.row] = texts[which]
        return int((~passes)[which].sum()), int((~passes & swapped)[which].sum())

    def _fit_swapped(self, cases: _Cases) -> Flags:
        """Say which points would lie in the stated country with latitude and longitude swapped."""
        swapped = np.abs(cases.lon) <= LARGEST_LAT
        some = cases.take(swapped)
        if len(some.row):
            ground = self.find_ground(some.lat, some.lon)
            swapped[swapped] = self.fit(some._replace(ground=ground))
        return swapped

    def _measure(self, cases: _Cases, near_m: Floats) -> Floats:
        """Measure to the stated country, its territories included; NaN where that is left out as too much."""
        parts, entities = self.atlas.parts, self.atlas.entities
        distance_m = np.full(len(cases.row), np.nan)
        for number in np.unique(cases.number).tolist():
            allowed = self.allowed[number]
            own = entities["code"].isin(allowed) | entities["sovereign"].isin(allowed)
            ground = parts.geometry.to_numpy()[parts["code"].isin(entities["code"][own]).to_numpy(dtype=bool)]
            rows = np.flatnonzero(cases.number == number)
            if len(cases.row) > MOST_MEASURED:
                rows = rows[_may_be_near(cases.lon[rows], cases.lat[rows], near_m[rows], ground)]
            if len(ground) and len(rows):
                thing = Thing(ground.tolist())
                distance_m[rows] = thing.measure(rows, cases.lon[rows], cases.lat[rows])[0]
        return distance_m


def _different(*columns: Any) -> tuple[Ints, Ints]:  # noqa: ANN401 - arrays of any type
    """Find what rows hold: the first of each different one, and for every row which of them it is."""
    keys = np.zeros(len(columns[0]), dtype=np.int64)
    for column in columns:
        place, different = pd.factorize(column)
        # Counted anew with each column, so that the numbers stay small.
        keys, _ = pd.factorize(keys * (len(different) + 1) + place + 1)
    _, first = np.unique(keys, return_index=True)
    return first, keys.astype(np.int64)


def _whole(year: float) -> int | None:
    return None if np.isnan(year) else int(year)


def _may_be_near(lon: Floats, lat: Floats, near_m: Floats, ground: NDArray[np.object_]) -> Flags:
    """Tell which points may be near to some ground; all of those where degrees are no measure for it."""
    found = np.ones(len(lon), dtype=bool)
    for low, high in itertools.pairwise(BANDS_DEG):
        in_band = (np.abs(lat) >= low) & (np.abs(lat) < high)
        # A degree of longitude is shorter a little farther polewards, and the corner of a box is farther off.
        reach_deg = 2.0 * near_m / DEGREE_M / np.cos(np.radians(high))
        rows = np.flatnonzero(in_band & (reach_deg < WIDE_DEG) & (np.abs(lon) + reach_deg < 2 * LARGEST_LAT))
        if len(rows):
            tree = shapely.STRtree(np.asarray(shapely.points(lon[rows], lat[rows])))
            within = tree.query(ground, predicate="dwithin", distance=reach_deg[rows].max())
            found[rows] = False
            found[rows[within[1]]] = True
    return found


def _log(column: str, looked_at: int, count: int, swapped: int) -> None:
    """Say in a line how many rows do not fit, and in another that the whole table looks swapped."""
    if count:
        lie = "row does not lie" if count == 1 else "rows do not lie"
        logger.info(
            "%s in the country that the column %r says%s: see geo_problem.",
            f"{count:,} {lie}",
            column,
            f" ({swapped:,} would with latitude and longitude swapped)" if swapped else "",
        )
    if 2 * swapped > looked_at:
        logger.warning(
            "In %s of %s rows latitude and longitude look swapped: pass --lon with the column of "
            "latitudes by its heading and --lat with that of longitudes.",
            f"{swapped:,}",
            f"{looked_at:,}",
        )

"""Incidents by the time they happened in: which layers each is to be measured against.

Layers of the user's own may hold from a day to a day. Incidents between two days on which one of them
begins or ends to hold have the same layers. Where there are polygons of past countries for that time, they
decide for the incidents they hold, and the rest has the countries of today. An incident without a date,
or with one too vague to lie on one side of such a day, has the layers of today.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geo._measuring.past import Past
from geo._measuring.positions import describe_area

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geopandas import GeoDataFrame
    from numpy.typing import NDArray

    from geo._measuring.layers import Floats, Layers
    from geo._measuring.positions import Positions
    from geo._reading.dates import Dates

    Flags = NDArray[np.bool_]

__all__ = ["Period", "find_straddling", "split_by_time"]


class Period(NamedTuple):
    """Incidents with the same layers."""

    positions: Positions
    """All of them, with only those of the period usable or an area."""
    layers: Layers
    is_past: bool
    """Whether the layers are those of the time, countries and borders too."""

    @property
    def chosen(self) -> Flags:
        """Which rows are of this period."""
        return self.positions.usable | self.positions.is_area


def find_straddling(dates: Dates, atlas: Layers) -> Flags:
    """Tell which dates are known, and too vague to say which layers hold."""
    before, after = _slices(dates, atlas.turns)
    return np.asarray((before != after) & ~np.isnat(dates.first), dtype=bool)


def split_by_time(frame: GeoDataFrame, positions: Positions, dates: Dates, atlas: Layers) -> Iterator[Period]:
    """Split incidents by the layers they are to be measured against.

    Parameters
    ----------
    frame : GeoDataFrame, n rows
    positions : Positions, n of them
    dates : Dates, n of them
    atlas : Layers

    Yields
    ------
    Period
        Every usable row is in one of them; a period may have none.
    """
    turns = atlas.turns
    now = ~(positions.usable | positions.is_area)
    if turns:
        before, after = _slices(dates, turns)
        dated = ~np.isnat(dates.first) & (before == after) & ~now
        for number in np.unique(before[dated]).tolist():
            rows = dated & (before == number)
            layers = atlas.at(_day_in(number, turns))
            states = layers.past_countries
            if states is not None:
                past = Past(atlas, layers, states)
                held = rows.copy()
                held[rows] = past.find_state(*_stand(frame, positions, rows)) >= 0
                yield Period(_only(positions, held), past, is_past=True)
                rows &= ~held
            yield Period(_only(positions, rows), layers, is_past=False)
        now |= dated
    yield Period(_only(positions, ~now), atlas, is_past=False)


def _slices(dates: Dates, turns: list[str]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """How many turns lie on or before the first and the last day of each date."""
    days = np.array(turns, dtype="datetime64[D]")
    return np.searchsorted(days, dates.first, "right"), np.searchsorted(days, dates.last, "right")


def _day_in(number: int, turns: list[str]) -> str:
    """Give a day of a slice: that on which it begins, or the one before all turns."""
    if number:
        return turns[number - 1]
    first = dt.date.fromisoformat(turns[0])
    return (first - dt.timedelta(days=1) if first > dt.date.min else first).isoformat()


def _stand(frame: GeoDataFrame, positions: Positions, rows: Flags) -> tuple[Floats, Floats]:
    """Give the point, or that of the label of an area, of some rows."""
    lon, lat = positions.lon[rows], positions.lat[rows]
    is_area = positions.is_area[rows]
    labels = [describe_area(shape) for shape in frame.geometry.to_numpy()[rows & positions.is_area]]
    lon[is_area], lat[is_area] = [area.lon for area in labels], [area.lat for area in labels]
    return lon, lat


def _only(positions: Positions, rows: Flags) -> Positions:
    return positions._replace(usable=positions.usable & rows, is_area=positions.is_area & rows)

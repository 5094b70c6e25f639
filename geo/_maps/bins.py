"""Incidents counted by cells, batch after batch: what is left of a table too large for a page, or for memory.

An incident is counted in the cell (`geo._maps.hexagons`) in which its coordinates lie, if they are known at
least as well as a cell is large. The others are counted by the country and region they are known to, never in
the cell of a point that merely stands for them: areas and lines; points with a radius wider than a cell; and
those without a position. So the cells and the three other numbers always add up to the rows.

How fine the cells can be depends on rows that are yet to come. `Bins` therefore counts at every resolution
that is still possible, and gives up those that have more cells than a page takes; points of one batch at the
same place are looked up once. Which of the others is best is decided at the end: see `Bins.finish`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pandas as pd

from geo._maps.areas import find_areas
from geo._maps.columns import plain_texts
from geo._maps.frame import Frame, find_frame
from geo._maps.hexagons import COARSEST, FINEST, centres_of, edge_m, find_cells
from geo._maps.measured import numbers_of
from geo._maps.periods import Span, find_periods
from geo._maps.tally import Tally
from geo._reading.dates import read_dates
from geo.errors import UsageError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo._reading.profiles import Profile

__all__ = ["AREA", "MOST_CELLS", "NOWHERE", "WIDE", "Binned", "Bins"]

MOST_CELLS: Final = 15_000
"""With so many a page is below 1.5 MB and drawn in a tenth of a second; more would be smaller than a pixel
or two on a screen."""
# A cell is at least this share of what the map shows, so that it can be seen: three pixels of a screen.
LEAST_SHARE: Final = 1 / 600
# Of the incidents that the coarsest cells hold, so many have to be known well enough for the finer ones.
MOST_SHARE: Final = 0.9
# A column with more different texts than this is not one of kinds.
MOST_KINDS: Final = 1_000
METRES_PER_DEGREE: Final = 111_195.0
POLE_DEG: Final = 90.0

AREA: Final = "area"
WIDE: Final = "wide"
NOWHERE: Final = "nowhere"


class Binned(NamedTuple):
    """A table as counts.

    Attributes
    ----------
    resolution : int
        Of H3.
    cells : DataFrame
        ``cell`` and ``count``, the largest count first.
    months : DataFrame
        ``cell``, ``period``, ``count``; see `geo._maps.periods`.
    kinds : DataFrame
        ``cell``, ``kind`` (None where none is stated), ``count``; empty where there is no column of kinds.
    apart : DataFrame
        What is in no cell: ``why`` (`AREA`, `WIDE`, `NOWHERE`), ``country``, ``region``, ``count``.
    rows : int
        How many rows there were.
    span : Span
        The first and the last day that any of them has.
    codes : list of str
        Alpha-3 codes of the countries in which they lie, where that is known.
    view : Frame
        What holds all cells.
    """

    resolution: int
    cells: pd.DataFrame
    months: pd.DataFrame
    kinds: pd.DataFrame
    apart: pd.DataFrame
    rows: int
    span: Span
    codes: list[str]
    view: Frame


class _Level:
    """What is counted at one resolution."""

    def __init__(self) -> None:
        self.cells = Tally("cell")
        self.months = Tally("cell", "period")
        self.kinds = Tally("cell", "kind")
        self.apart = Tally("why", "country", "region")

    def merge(self, other: _Level) -> None:
        for name, tally in vars(self).items():
            tally.merge(getattr(other, name))


class Bins:
    """Counts incidents by cells.

    Parameters
    ----------
    resolution : int, optional
        That of H3, 0 (coarse) to 15; found from the rows when left out.
    date : str, optional
        The column with the dates; by months they can be filtered.
    kind : str, optional
        The column with the kinds of incidents.
    profile : Profile, optional
        What is known of the source: how precisely its dates are known.

    Examples
    --------
    >>> import geopandas as gpd
    >>> bins = Bins()
    >>> for lat in (4.37, 4.38, 4.39):
    ...     points = gpd.points_from_xy([18.55], [lat], crs=4326)
    ...     bins.add(gpd.GeoDataFrame({"geo_lon": [18.55], "geo_lat": [lat]}, geometry=points))
    >>> found = bins.finish()
    >>> found.cells["count"].tolist(), found.rows
    ([1, 1, 1], 3)
    """

    def __init__(
        self,
        *,
        resolution: int | None = None,
        date: str | None = None,
        kind: str | None = None,
        profile: Profile | None = None,
    ) -> None:
        given = range(COARSEST, FINEST + 1) if resolution is None else (resolution,)
        self.options = (resolution, date, kind, profile and profile.name)
        self._is_given = resolution is not None
        self._levels = {each: _Level() for each in given}
        self._date, self._kind, self._profile = date, kind, profile
        self._rows = 0
        self._span = Span(None, None)
        self._codes: set[str] = set()
        self._named: set[str | None] = set()

    def add(self, frame: Any) -> None:  # noqa: ANN401 - a GeoDataFrame
        """Count the rows of a located table; ``geo_country`` and ``geo_region`` are used where it has them.

        Parameters
        ----------
        frame : GeoDataFrame, n rows
            What `geo.locate_incidents` or `geo.measure_incidents` returns; EPSG:4326.
        """
        count = len(frame)
        self._rows += count
        lon, lat = numbers_of(frame, "lon"), numbers_of(frame, "lat")
        radius_m = np.nan_to_num(numbers_of(frame, "precision_m"))
        is_area = find_areas(frame)
        is_point = np.isfinite(lon) & np.isfinite(lat) & (np.abs(lat) <= POLE_DEG) & ~is_area
        country, region = (_texts(frame, f"geo_{name}") for name in ("country", "region"))
        self._codes.update(filter(None, pd.unique(_texts(frame, "geo_country_code"))))
        kinds = None if self._kind is None or self._has_texts() else plain_texts(frame[self._kind])
        periods = None
        if self._date is not None:
            dates = read_dates(frame, self._date, profile=self._profile)
            periods = find_periods(dates.first, dates.last)
            self._span = self._span.joined(Span.of(dates.first, dates.last))
        if kinds is not None:
            self._named.update(pd.unique(kinds))
        for resolution in sorted(self._levels):
            level = self._levels.get(resolution)
            if level is None:
                # A coarser one had more cells than a page takes, and this would have still more.
                continue
            held = is_point & (radius_m <= edge_m(resolution))
            cells = find_cells(lon[held], lat[held], resolution)
            level.cells.add(cell=cells)
            if periods is not None:
                level.months.add(cell=cells, period=periods[held])
            if kinds is not None:
                level.kinds.add(cell=cells, kind=kinds[held])
            why = np.where(is_area, AREA, np.where(is_point, WIDE, NOWHERE))[~held].astype(object)
            level.apart.add(why=why, country=country[~held], region=region[~held])
            if len(level.cells) > MOST_CELLS:
                self._give_up(resolution)
        self._forget_texts()

    def merge(self, other: Bins) -> None:
        """Add what others have counted of other rows, with the same options.

        Raises
        ------
        UsageError
            When the options differ.
        """
        if other.options != self.options:
            raise UsageError("These bins count different things. Make them all with the same options.")
        self._rows += other._rows
        self._span = self._span.joined(other._span)
        self._codes |= other._codes
        self._named |= other._named
        for resolution in sorted(set(self._levels) - set(other._levels)):
            self._levels.pop(resolution)
        for resolution, level in sorted(self._levels.items()):
            level.merge(other._levels[resolution])
        over = [each for each, level in self._levels.items() if len(level.cells) > MOST_CELLS]
        if over:
            self._give_up(min(over))
        self._forget_texts()

    def finish(self) -> Binned:
        """Give the counts at the finest resolution that is honest and can be seen.

        Its cells can be drawn on one page, are wide enough to be seen on the map, and at least nine tenths of
        the incidents that the coarsest cells hold are known well enough to be in them.
        """
        resolution = self._choose()
        level = self._levels[resolution]
        cells = level.cells.table().astype({"cell": np.uint64, "count": np.int64})
        return Binned(
            resolution,
            cells.sort_values(["count", "cell"], ascending=[False, True], ignore_index=True),
            level.months.table(),
            level.kinds.table(),
            level.apart.table(),
            self._rows,
            self._span,
            sorted(self._codes),
            _frame_of(level),
        )

    def _has_texts(self) -> bool:
        """Say whether the column of kinds holds texts of any sort."""
        return len(self._named) > MOST_KINDS

    def _forget_texts(self) -> None:
        if self._has_texts():
            for level in self._levels.values():
                level.kinds = Tally("cell", "kind")

    def _give_up(self, resolution: int) -> None:
        if not self._is_given:
            for finer in [each for each in self._levels if each >= resolution]:
                del self._levels[finer]

    def _choose(self) -> int:
        """Choose a resolution among those that are left; the coarsest is always one of them."""
        coarsest = min(self._levels)
        box = _frame_of(self._levels[coarsest]).box
        cosine = np.cos(np.radians((box[1] + box[3]) / 2))
        shown_m = METRES_PER_DEGREE * max((box[2] - box[0]) * cosine, box[3] - box[1])
        most = _held(self._levels[coarsest])
        for resolution in sorted(self._levels, reverse=True):
            is_seen = edge_m(resolution) >= LEAST_SHARE * shown_m
            if is_seen and _held(self._levels[resolution]) >= MOST_SHARE * most:
                return resolution
        return coarsest


def _held(level: _Level) -> int:
    return int(level.cells.table()["count"].sum())


def _frame_of(level: _Level) -> Frame:
    return find_frame(*centres_of(level.cells.table()["cell"].to_numpy(dtype=np.uint64)))


def _texts(frame: pd.DataFrame, name: str) -> NDArray[np.object_]:
    """Give a column as texts; None where it says nothing, or is not there."""
    return plain_texts(frame[name]) if name in frame else np.full(len(frame), None, dtype=object)

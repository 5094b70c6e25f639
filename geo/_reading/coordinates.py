"""From one column with positions in any notation to places: which column it is, and what its cells say."""

from __future__ import annotations

import logging
import re
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from geo._coordinates import LON_FIRST, Position, read_coordinates
from geo._reading.formats.geometries import AREA_TYPES
from geo._reading.headings import heading_key
from geo._reading.locations import Places, find_column
from geo._reading.names import COORDINATE_NAMES, NO_COORDINATES, find_by_heading

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from geo._reading.problems import Problems

__all__ = ["Column", "Habits", "judge_cells", "list_candidates", "read_column", "read_places"]

logger = logging.getLogger(__name__)

_LARGEST_LAT: Final = 90.0
# "Position" may also be one of a player or an employee: whole degrees and zones of a grid are no evidence.
_TELLING_M: Final = 50_000.0
_WITH_COMMA: Final = re.compile(r"[^.]*\d,\d[^.]*")
_SEVERAL: Final = "coordinates {} are several points, and not one"
_EITHER_ORDER: Final = (
    "coordinates {} may be lat, lon, or lon, lat as in other rows (call the column lat_lon or lon_lat)"
)
# The heading tells the order of two bare numbers.
_LON_FIRST_HEADING: Final = re.compile(r"(?:\w+_)?(?:lon|long|lng|longitude)_?lat(?:itude)?(?:_\w+)?")
_LON_FIRST_WORDS: Final = "lon, lat: "


class Column(NamedTuple):
    """A column of positions."""

    name: str
    readings: dict[str, Position | str]
    """What each of its cells says."""


class Habits(NamedTuple):
    """How the positions of one column are written, over all of its cells."""

    tells: bool = False
    """Whether any cell is a position, and not only what its heading promises."""
    lon_first: int = 0
    """Rows that can only have the longitude first."""
    has_lat_first: bool = False
    has_comma: bool = False
    """Whether degrees are written with a decimal comma."""

    @property
    def is_doubtful(self) -> bool:
        """Whether two numbers that may be either are not to be read."""
        return self.lon_first > 0 and not self.has_lat_first

    def and_of(self, other: Habits) -> Habits:
        """Give the habits of a column of which these are two pieces."""
        return Habits(
            self.tells or other.tells,
            self.lon_first + other.lon_first,
            self.has_lat_first or other.has_lat_first,
            self.has_comma or other.has_comma,
        )


def list_candidates(columns: Sequence[str], chosen: str | None, name: str) -> list[str]:
    """List the columns that may hold positions: the chosen one, else those with one of the usual headings.

    Raises
    ------
    DataError
        If the chosen column is not there.
    """
    if chosen is not None:
        find_column(columns, (), chosen, name, "coordinates")
        return [chosen]
    return find_by_heading(columns, COORDINATE_NAMES)


def read_column(cells: pd.Series, heading: str) -> Column:
    """Read what each different cell of a column says."""
    return Column(heading, _read_cells(cells, heading))


def judge_cells(column: Column, cells: pd.Series) -> Habits:
    """Find out how the positions of a column, or of a piece of it, are written."""
    return Habits(
        any(_tells(reading) for reading in column.readings.values()),
        sum(LON_FIRST in _note(column.readings[cell]) for cell in cells),
        any(_is_lat_first(cell, reading) for cell, reading in column.readings.items()),
        any(_WITH_COMMA.fullmatch(cell) for cell in column.readings),
    )


def _read_cells(cells: pd.Series, heading: str) -> dict[str, Position | str]:
    readings = {cell: read_coordinates(cell) for cell in cells.unique()}
    if _LON_FIRST_HEADING.fullmatch(heading_key(heading)):
        for cell, reading in readings.items():
            if isinstance(reading, Position) and reading.can_swap:
                readings[cell] = read_coordinates(f"{_LON_FIRST_WORDS}{cell}")
    return readings


def _tells(reading: Position | str) -> bool:
    return isinstance(reading, Position) and (
        reading.geometry is not None or reading.precision_m <= _TELLING_M
    )


def read_places(column: Column, cells: pd.Series, problems: Problems, name: str, *, habits: Habits) -> Places:
    """Read where the rows are.

    Two bare numbers are a latitude and a longitude, unless the first is no latitude. Where all rows that
    give their order away have the longitude first, the others are not read: they may be either.

    Parameters
    ----------
    column : Column
    cells : Series of str, shape (n,)
        Its cells.
    problems : Problems
        To which what is wrong with rows is added.
    name : str
        What messages call the source.
    habits : Habits
        Of the whole column, of which these cells may be a piece.
    """
    count = len(cells)
    lon, lat, digits_m = np.full((3, count), np.nan)
    shapes = np.full(count, None, dtype=object)
    notations: Counter[str] = Counter()
    doubtful = 0
    for row, cell in enumerate(cells):
        reading = column.readings[cell]
        if not isinstance(reading, Position):
            _tell(problems, row, cell, reading)
        elif habits.is_doubtful and reading.can_swap:
            problems.add(row, _EITHER_ORDER, cell.strip())
            doubtful += 1
        elif reading.geometry is None:
            lon[row], lat[row], digits_m[row] = reading.lon, reading.lat, reading.precision_m
            notations[reading.notation] += 1
        elif reading.geometry.geom_type in AREA_TYPES:
            shapes[row] = reading.geometry
            notations[reading.notation] += 1
        else:
            problems.add(row, _SEVERAL, cell.strip())
    _log(column, cells, notations, name)
    if habits.is_doubtful:
        logger.warning(
            "%s: all pairs in the column %r that tell their order are lon, lat (%s of them). %s not read: "
            "call the column lat_lon or lon_lat.",
            name,
            column.name,
            f"{habits.lon_first:,}",
            "1 row that may be either is" if doubtful == 1 else f"{doubtful:,} rows that may be either are",
        )
    return Places(lon, lat, digits_m, shapes, has_comma=habits.has_comma)


def _note(reading: Position | str) -> str:
    return reading.note if isinstance(reading, Position) else ""


def _is_lat_first(cell: str, reading: Position | str) -> bool:
    """Say whether a cell is two bare numbers that can only be a latitude and a longitude."""
    return (
        isinstance(reading, Position)
        and abs(reading.lon) > _LARGEST_LAT
        and LON_FIRST not in reading.note
        and not any(letter.isalpha() for letter in cell)
    )


def _tell(problems: Problems, row: int, cell: str, reason: str) -> None:
    if cell.strip():
        problems.add(row, f"coordinates {{}}: {reason}", cell.strip())
    else:
        problems.add(row, NO_COORDINATES[0])


def _log(column: Column, cells: pd.Series, notations: Counter[str], name: str) -> None:
    """Say which column was read and in which notations, and what was assumed."""
    logger.info(
        "%s: coordinates are read from the column %r (%s).",
        name,
        column.name,
        ", ".join(f"{notation}: {count:,}" for notation, count in notations.most_common()) or "none",
    )
    notes = Counter(note for cell in cells for note in _note(column.readings[cell]).split("; ") if note)
    for note, count in notes.most_common():
        logger.info("%s, %s: %s.", name, "1 row" if count == 1 else f"{count:,} rows", note)

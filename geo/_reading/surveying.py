"""What has to be known of a whole table before any row of it can be read, be the table in memory or not.

A cell is read as the others are written: with a decimal comma, the longitude first, in one of the columns
that may hold positions. So a table is looked through once, as a whole or piece by piece, and then its rows
are read by what was found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pandas as pd
import shapely

from geo._reading import locations, names
from geo._reading.axes import find_axis_columns
from geo._reading.coordinates import Habits, judge_cells, list_candidates, read_column
from geo._reading.numbers import find_commas

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo._reading.coordinates import Column
    from geo._reading.source import Table

__all__ = ["Columns", "Outlook", "Survey", "columns_to_survey"]


class Columns(NamedTuple):
    """Which columns mean what, as the user says; None where it is to be found by headings."""

    lon: str | None = None
    lat: str | None = None
    coordinates: str | None = None
    precision: str | None = None
    place: str | None = None
    crs: str | None = None

    @property
    def has_position(self) -> bool:
        """Whether columns with the position are named."""
        return self.lon is not None or self.lat is not None or self.coordinates is not None


class Outlook(NamedTuple):
    """What is known of a whole table."""

    has_rows: bool
    has_shapes: bool
    """Whether any row has a shape."""
    column: str | None
    """The column that holds whole positions, None where they are elsewhere."""
    habits: Habits
    """Of that column."""
    commas: tuple[str, ...]
    """Columns of degrees in which the decimal mark is a comma."""


class Survey:
    """A look through a table.

    Parameters
    ----------
    columns : sequence of str
        All of them.
    said : Columns
        What the user says of them.
    name : str
        What messages call the source.

    Raises
    ------
    DataError
        If a column with positions that is named is not there.
    """

    def __init__(self, columns: Sequence[str], said: Columns, name: str) -> None:
        self._axes = _axes(columns, said)
        self._candidates = _candidates(columns, said, name)
        self._chosen = said.coordinates
        self._habits: dict[str, Habits] = {}
        self._has_rows = self._has_shapes = False
        self._commas: set[str] = set()
        self.read: dict[str, Column] = {}
        """Columns of positions of the last piece, read already."""

    def add(self, table: Table) -> None:
        """Look through a piece of the table, of which columns that are not asked for may be left out."""
        self._has_rows |= len(table.columns) > 0
        self._has_shapes |= table.shapes is not None and not bool(shapely.is_missing(table.shapes).all())
        self._has_shapes |= table.lon is not None
        self.read = {}
        for heading in self._candidates:
            cells = names.as_texts(table.columns[heading])
            column = self.read[heading] = read_column(cells, heading)
            self._habits[heading] = self._habits.get(heading, Habits()).and_of(judge_cells(column, cells))
            if self._habits[heading].tells:
                # The first that tells is taken, whatever those behind it hold.
                break
        cells_of = {axis: table.columns[axis] for axis in self._axes if axis not in self._commas}
        if not all(pd.api.types.is_numeric_dtype(table.columns[axis].dtype) for axis in self._axes):
            self._commas.update(find_commas({axis: names.as_texts(one) for axis, one in cells_of.items()}))

    def finish(self) -> Outlook:
        """Give what was found."""
        told = (heading for heading in self._candidates if self._habits.get(heading, Habits()).tells)
        column = self._chosen if self._chosen is not None else next(told, None)
        commas = tuple(axis for axis in self._axes if axis in self._commas)
        habits = Habits() if column is None else self._habits.get(column, Habits())
        return Outlook(self._has_rows, self._has_shapes, column, habits, commas)


def columns_to_survey(columns: Sequence[str], said: Columns, name: str) -> list[str]:
    """List the columns that a survey looks into."""
    return list(dict.fromkeys((*_candidates(columns, said, name), *_axes(columns, said))))


def _candidates(columns: Sequence[str], said: Columns, name: str) -> list[str]:
    asked = said.coordinates is not None or (
        said.lon is None and said.lat is None and not locations.has_both_axes(columns)
    )
    return list_candidates(columns, said.coordinates, name) if asked else []


def _axes(columns: Sequence[str], said: Columns) -> tuple[str, ...]:
    """Give the columns of longitude and latitude as far as there are any; what is wrong is said later."""
    if said.coordinates is not None:
        return ()
    found = find_axis_columns(columns)
    axes = (said.lon or found[0], said.lat or found[1])
    if None in axes and said.lon is None and said.lat is None:
        axes = locations.find_our_axes(columns)
    return tuple(axis for axis in axes if axis is not None and axis in columns)

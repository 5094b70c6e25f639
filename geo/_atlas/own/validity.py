"""From when to when a row of your own layer holds: both days are in it, and an open end is None."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pandas as pd

from geo._atlas.own.texts import list_rows, take_texts
from geo._reading.days import read_day
from geo.errors import DataError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from geo._atlas.own.adding import Wanted
    from geo._atlas.own.sources import Source

    Words = NDArray[np.object_]
    Flags = NDArray[np.bool_]

__all__ = ["VALIDITY", "Validity", "holding", "kept_validity", "read_validity", "split_columns"]

VALIDITY: Final = ("valid_from", "valid_to")
"""Columns of a kept layer: ISO days as text, so that they sort; null where open."""

_MOST_COLUMNS: Final = 3
_IN_ANY_ORDER: Final = re.compile(r"\d{1,2}[-/.]\d")
_ONE_DAY: Final = dt.timedelta(days=1)


class Validity(NamedTuple):
    """First and last day of each row, as ISO text, None where open. Shape (n,) each."""

    first: Words
    last: Words

    def span(self) -> list[str | None]:
        """Give the first day of all rows and the last, None where one is open or there are no rows."""
        return [
            min(self.first) if None not in self.first else None,
            max(self.last) if None not in self.last else None,
        ]

    def turns(self) -> list[str]:
        """List the days on which a row begins to hold, or holds no longer."""
        ends = [dt.date.fromisoformat(day) for day in set(self.last) - {None}]
        after = {(day + _ONE_DAY).isoformat() for day in ends if day != dt.date.max}
        return sorted((set(self.first) - {None}) | after)


def split_columns(option: str, said: str | None) -> dict[str, str]:
    """Split what names one column with dates, or three with year, month and day.

    Raises
    ------
    UsageError
        If there are more than three.

    Examples
    --------
    >>> split_columns("--from-column", "gwsyear, gwsmonth,gwsday")
    {'--from-column': 'gwsyear', '--from-column (month)': 'gwsmonth', '--from-column (day)': 'gwsday'}
    >>> split_columns("--to-column", None)
    {}
    """
    names = [name.strip() for name in (said or "").split(",") if name.strip()]
    if len(names) > _MOST_COLUMNS:
        message = f"{option} {said}: one column with dates is wanted, or year, month and day."
        raise UsageError(message)
    return dict(zip((option, f"{option} (month)", f"{option} (day)"), names, strict=False))


def read_validity(source: Source, wanted: Wanted, names: Words | None = None) -> Validity:
    """Read from when to when each row of a file holds.

    Parameters
    ----------
    source : Source
        Columns found for --from-column and --to-column where they are wanted.
    wanted : Wanted
        Says the days for the whole file, or the columns, or neither.
    names : ndarray of object, shape (n,), optional
        What messages call the rows.

    Raises
    ------
    DataError
        If a cell is no date, or a row ends before it begins; the message names the rows.
    UsageError
        If a day for the whole file is no date.
    """
    first = _read_end(source, wanted.valid_from, "--valid-from", "--from-column", names, last=False)
    last = _read_end(source, wanted.valid_to, "--valid-to", "--to-column", names, last=True)
    backwards = np.array(
        [
            one is not None and other is not None and one > other
            for one, other in zip(first, last, strict=True)
        ],
        dtype=bool,
    )
    if backwards.any():
        message = (
            f"{source.file}: it ends before it begins in {list_rows(backwards, names)}. Correct the dates."
        )
        raise DataError(message)
    return Validity(first, last)


def holding(frame: pd.DataFrame, day: str | None) -> Flags:
    """Tell which rows of a kept layer hold on a day; with None which have no end.

    Parameters
    ----------
    frame : DataFrame, n rows
        With the columns of `VALIDITY`; a layer without them holds always.
    day : str or None
        ISO.

    Returns
    -------
    ndarray of bool, shape (n,)
    """
    if not set(VALIDITY) <= set(frame.columns):
        return np.ones(len(frame), dtype=bool)
    first, last = (frame[name].fillna("") for name in VALIDITY)
    if day is None:
        return np.asarray(last == "", dtype=bool)
    return np.asarray(((first == "") | (first <= day)) & ((last == "") | (last >= day)), dtype=bool)


def kept_validity(frame: pd.DataFrame) -> Validity:
    """Read from when to when each row of a kept layer holds."""
    if not set(VALIDITY) <= set(frame.columns):
        return Validity(np.full(len(frame), None), np.full(len(frame), None))
    first, last = (frame[name].astype(object).where(frame[name].notna(), None) for name in VALIDITY)
    return Validity(np.asarray(first, dtype=object), np.asarray(last, dtype=object))


def _read_end(
    source: Source, said: str | None, option: str, column_option: str, names: Words | None, *, last: bool
) -> Words:
    if said is not None:
        days = read_day(said)
        if days is None or _is_doubtful(said, days):
            message = f"{option} {said}: that is no date. Write it as 1990-10-03 or 1990."
            raise UsageError(message)
        return np.full(len(source.frame), days[last].isoformat(), dtype=object)
    if column_option not in source.columns:
        return np.full(len(source.frame), None, dtype=object)
    texts = _take_texts(source, column_option)
    days_of: dict[str | None, Any] = {text: text and read_day(text) for text in set(texts.tolist())}
    for text, days in days_of.items():
        if text and days and _is_doubtful(text, days):
            days_of[text] = None
    wrong = np.array([bool(text) and days_of[text] is None for text in texts], dtype=bool)
    if wrong.any():
        message = (
            f"{source.file}: {column_option} {source.columns[column_option]} holds no date, or one whose day "
            f"and month may be exchanged, in {list_rows(wrong, names)}, such as {texts[wrong][0]!r}. "
            "Write dates as 1990-10-03, 19901003 or 1990."
        )
        raise DataError(message)
    return np.array([text and days_of[text][last].isoformat() for text in texts], dtype=object)


def _is_doubtful(text: str, days: tuple[dt.date, dt.date]) -> bool:
    """Say whether a date counts as a year only because the order of day and month is not known."""
    return days[0] != days[1] and _IN_ANY_ORDER.match(text) is not None


def _take_texts(source: Source, option: str) -> Words:
    """Text of one column with dates; of three, year, month and day put together."""
    columns = [source.columns[name] for name in source.columns if name.partition(" ")[0] == option]
    parts = [take_texts(_plain(source.frame[column]), option=option, file=source.file) for column in columns]
    if len(parts) == 1:
        return parts[0]
    return np.array([_join(cells) for cells in zip(*parts, strict=True)], dtype=object)


def _plain(column: pd.Series[Any]) -> pd.Series[Any]:
    is_date = pd.api.types.is_datetime64_any_dtype(column.dtype)
    return column.dt.strftime("%Y-%m-%d") if is_date else column


def _join(cells: Iterable[str | None]) -> str | None:
    known = [cell for cell in cells if cell is not None]
    if not known:
        return None
    return "-".join([known[0].zfill(4), *(cell.zfill(2) for cell in known[1:])])

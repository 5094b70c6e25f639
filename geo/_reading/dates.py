"""When it happened: dates as people write them, each as the first and the last day it may mean.

A day has one reading: 2011-07-09, 2011-07-09T10:30Z, 20110709, 9 July 2011, 25/04/2011. A month or
a year is all of its days. 03/04/2011 may be March or April, so it counts as its year. Nothing is guessed:
what has no reading here is unknown.
"""

from __future__ import annotations

import calendar
import datetime as dt
import difflib
import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pandas as pd

from geo._reading.names import find_date_column
from geo.errors import DataError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Days = NDArray[np.datetime64]

__all__ = ["Dates", "read_dates", "read_day", "write_day"]

_MONTHS: Final = {
    name.lower(): number
    for number in range(1, 13)
    for name in (calendar.month_name[number], calendar.month_abbr[number])
} | {"sept": 9}
_MONTH: Final = "|".join(sorted(_MONTHS, key=len, reverse=True))
# After a day a time of day may stand, and no matter which.
_TIME: Final = (
    r"(?:(?:[T ]+|, ?)\d{1,2}(?::?\d{2}){1,2}(?:[.,]\d+)?(?: ?[AP]M)?(?: ?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2}))?)?"
)
_FORMS: Final = tuple(
    re.compile(form + _TIME if "<day>" in form or "<one>" in form else form, re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})",
        r"(?P<year>[12]\d{3})(?P<month>\d{2})(?P<day>\d{2})(?:\d{6})?",
        r"(?P<year>[12]\d{3})-(?P<month>\d{2})",
        r"(?P<year>[12]\d{3})",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[ -](?P<name>{_MONTH})\.?,?[ -](?P<year>\d{{4}})",
        rf"(?P<name>{_MONTH})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})",
        rf"(?P<name>{_MONTH})\.?,? (?P<year>\d{{4}})",
        r"(?P<one>\d{1,2})(?P<mark>[-/.])(?P<other>\d{1,2})(?P=mark)(?P<year>\d{4})",
    )
)
_DECEMBER: Final = 12


class Dates(NamedTuple):
    """First and last day on which each incident may have happened; NaT where unknown. Shape (n,) each."""

    first: Days
    last: Days
    column: str | None
    """Where they were read; None where there is no such column."""
    unread: int
    """How many cells hold something that is no date."""


def read_dates(incidents: pd.DataFrame, column: str | None = None) -> Dates:
    """Read when incidents happened.

    Parameters
    ----------
    incidents : DataFrame, n rows
    column : str, optional
        The column with the dates: text, numbers such as 20110709, or dates. By its usual headings
        unless given.

    Raises
    ------
    DataError
        If the column that is named is not there.

    Examples
    --------
    >>> table = pd.DataFrame({"event_date": ["12 March 2011", "03/04/2011", "soon"]})
    >>> dates = read_dates(table)
    >>> dates.first.astype(str).tolist(), dates.last.astype(str).tolist()
    (['2011-03-12', '2011-01-01', 'NaT'], ['2011-03-12', '2011-12-31', 'NaT'])
    >>> dates.column, dates.unread
    ('event_date', 1)
    """
    columns = [str(name) for name in incidents.columns]
    if column is None:
        column = find_date_column(columns)
    elif column not in columns:
        close = difflib.get_close_matches(column, columns, n=1)
        hint = f"Did you mean {close[0]!r}?" if close else "Name one of these, or leave it out."
        message = f"There is no column {column!r} with dates (found: {', '.join(columns)}). {hint}"
        raise DataError(message)
    if column is None:
        unknown = np.full(len(incidents), np.datetime64("NaT"), dtype="datetime64[D]")
        return Dates(unknown, unknown.copy(), None, 0)
    cells = incidents[column]
    number, different = pd.factorize(_as_texts(cells))
    days = [read_day(text) or (None, None) for text in different]
    # Number -1, an empty cell, finds the unknown day at the end.
    first, last = np.array([*days, (None, None)], dtype="datetime64[D]").reshape(-1, 2)[number].T
    return Dates(first, last, column, int((np.isnat(first) & (number >= 0)).sum()))


def read_day(text: str) -> tuple[dt.date, dt.date] | None:
    """Read one date: the first and the last day that it may mean, None if it is none.

    Examples
    --------
    >>> [day.isoformat() for day in read_day("2012-02")]
    ['2012-02-01', '2012-02-29']
    >>> read_day("31 June 2011") is None, read_day("04/03/11") is None
    (True, True)
    """
    text = " ".join(text.split())
    for form in _FORMS:
        found = form.fullmatch(text)
        if found:
            try:
                return _days_of(found.groupdict())
            except ValueError:
                return None
    return None


def write_day(first: dt.date, last: dt.date) -> str:
    """Write a date no more precisely than it is known.

    Examples
    --------
    >>> write_day(dt.date(2011, 7, 9), dt.date(2011, 7, 9)), write_day(*read_day("2011"))
    ('2011-07-09', '2011')
    """
    if first == last:
        return first.isoformat()
    return f"{first:%Y-%m}" if first.month == last.month else f"{first.year:04}"


def _days_of(said: dict[str, str]) -> tuple[dt.date, dt.date]:
    year = int(said["year"])
    if "one" in said:
        return _in_some_order(year, int(said["one"]), int(said["other"]))
    month = _MONTHS[said["name"].lower()] if "name" in said else int(said.get("month", 0))
    if not month:
        return dt.date(year, 1, 1), dt.date(year, 12, 31)
    if "day" in said:
        day = dt.date(year, month, int(said["day"]))
        return day, day
    return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])


def _in_some_order(year: int, one: int, other: int) -> tuple[dt.date, dt.date]:
    """Day and month, where only one order makes a date or both make the same; else the year."""
    if one > _DECEMBER or one == other:
        day = dt.date(year, other, one)
    elif other > _DECEMBER:
        day = dt.date(year, one, other)
    elif one and other:
        return dt.date(year, 1, 1), dt.date(year, 12, 31)
    else:
        raise ValueError
    return day, day


def _as_texts(cells: pd.Series[Any]) -> NDArray[np.object_]:
    """Write the cells as text, whole numbers without a point; None where empty."""
    if isinstance(cells.dtype, pd.DatetimeTZDtype) or pd.api.types.is_datetime64_dtype(cells.dtype):
        cells = cells.dt.strftime("%Y-%m-%d")
    elif pd.api.types.is_float_dtype(cells.dtype):
        whole = (cells % 1 == 0).fillna(value=False).to_numpy(dtype=bool)
        cells = cells.where(whole).astype("Int64").astype("string").where(whole, cells.astype("string"))
    if cells.dtype == object:
        # Half of a surrogate pair, which no text of Arrow can hold.
        halves = [isinstance(cell, str) and not cell.isprintable() for cell in cells]
        cells = cells.where(~np.array(halves, dtype=bool), cells.map(_whole_characters))
    texts = cells.astype("string").str.strip()
    return np.asarray(texts.astype(object).where((texts != "").fillna(value=False), None), dtype=object)


def _whole_characters(cell: Any) -> Any:  # noqa: ANN401 - a cell of any type
    return cell.encode("utf-8", "replace").decode("utf-8") if isinstance(cell, str) else cell

"""When incidents happened: the first and the last day on which each may have.

`geo._reading.days` reads what a cell says. Some sources (`geo._reading.profiles`) have a second column with
the last day, or a code of how well the day is known. UCDP's days are the first and the last possible ones;
where they are the same though the code says that the day is not known, the code counts. Of ACLED's code 2
it is known that the day lies in a week or weekend from which one day was written down, not which one: it
counts as the six days before and after that day, which hold every such week. Its code 3 is the calendar
month of the day.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pandas as pd

from geo._reading.days import read_day
from geo._reading.headings import squash
from geo._reading.names import find_date_column
from geo._reading.profiles import find_profile, get_profile
from geo.errors import DataError
from geo.schema import is_ours

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from geo._reading.profiles import Profile
    from geo._reading.profiles.profile import TimeRule

    Days = NDArray[np.datetime64]

__all__ = ["FEW_DAYS", "Dates", "choose_profile", "read_dates", "write_moments"]

# A number of eight digits is a day.
_SECONDS: Final = re.compile(r"\d{9,10}(?:\.\d+)?")
_MILLISECONDS: Final = re.compile(r"\d{12,13}(?:\.\d+)?")

FEW_DAYS: Final = 5
"""UCDP's code 2: within two to six days, so that the day written is at most five off."""
_WEEK_DAYS: Final = 6


class Dates(NamedTuple):
    """First and last day on which each incident may have happened; NaT where unknown. Shape (n,) each."""

    first: Days
    last: Days
    column: str | None
    """Where they were read; None where there is no such column."""
    unread: int
    """How many cells hold something that is no date."""


def read_dates(
    incidents: pd.DataFrame, column: str | None = None, *, profile: str | Profile | None = None
) -> Dates:
    """Read when incidents happened.

    Parameters
    ----------
    incidents : DataFrame, n rows
    column : str, optional
        The column with the dates: text, numbers such as 20110709, or dates. By its usual headings, or as the
        source has it, unless given.
    profile : str or Profile, optional
        The source of the table, of which it may be known where the last day and the code of the precision
        stand. By its columns unless given; "generic" for none.

    Raises
    ------
    DataError
        If the column that is named is not there.
    UsageError
        If there is no such profile.

    Examples
    --------
    >>> table = pd.DataFrame({"event_date": ["12 March 2011", "03/04/2011", "soon"]})
    >>> dates = read_dates(table)
    >>> dates.first.astype(str).tolist(), dates.last.astype(str).tolist()
    (['2011-03-12', '2011-01-01', 'NaT'], ['2011-03-12', '2011-12-31', 'NaT'])
    >>> dates.column, dates.unread
    ('event_date', 1)
    >>> table = pd.DataFrame({"event_id_cnty": ["X1"], "event_date": ["03/04/2011"], "time_precision": ["3"]})
    >>> dates = read_dates(table)
    >>> dates.first.astype(str).tolist(), dates.last.astype(str).tolist()
    (['2011-04-01'], ['2011-04-30'])
    """
    columns = [str(name) for name in incidents.columns]
    known = choose_profile(columns, profile)
    spelt = known.spelt(columns) if known else {}
    if column is None:
        own = spelt.get(known.time) if known and known.time else None
        column = own if own is not None else find_date_column(columns)
    elif column not in columns:
        own_names = [name for name in columns if not is_ours(name) and name != "geometry"]
        close = difflib.get_close_matches(column, own_names, n=1)
        hint = f"Did you mean {close[0]!r}?" if close else "Name one of these, or leave it out."
        message = f"There is no column {column!r} with dates (found: {', '.join(own_names)}). {hint}"
        raise DataError(message)
    if column is None:
        unknown = np.full(len(incidents), np.datetime64("NaT"), dtype="datetime64[D]")
        return Dates(unknown, unknown.copy(), None, 0)
    if known is None or known.time is None or squash(column) != squash(known.time):
        first, last, unread = _read_column(incidents[column])
        return Dates(first, last, column, unread)
    first, last, unread = _read_column(incidents[column], known)
    if known.end in spelt:
        ends = _read_column(incidents[spelt[known.end]], known)[1]
        last = np.where(ends > last, ends, last)
    if known.time_precision in spelt:
        codes = _as_texts(incidents[spelt[known.time_precision]])
        first, last = _widen(first, last, codes, known.time_rules)
    return Dates(first, last, column, unread)


def choose_profile(columns: list[str], profile: str | Profile | None) -> Profile | None:
    """Give the profile that is asked for, else that of the columns; None for a table of which none is known.

    Examples
    --------
    >>> choose_profile(["decimalLongitude", "decimalLatitude"], None).name
    'darwin_core'
    >>> choose_profile(["decimalLongitude", "decimalLatitude"], "generic").name
    'generic'
    """
    if profile is None:
        return find_profile(columns)
    return get_profile(profile) if isinstance(profile, str) else profile


def write_moments(cells: pd.Series[Any]) -> pd.Series[Any]:
    """Write seconds or milliseconds since 1970 as dates with their time, UTC; other cells stay as they are.

    Examples
    --------
    >>> write_moments(pd.Series(["1519842540", "1519842540000", "yesterday"])).tolist()
    ['2018-02-28T18:29:00Z', '2018-02-28T18:29:00Z', 'yesterday']
    """
    texts = pd.Series(_as_texts(cells), index=cells.index, dtype=object)
    told = {text: _write_moment(text) for text in texts.dropna().unique()}
    return texts.map(told).where(texts.notna(), None).astype("string")


def _write_moment(text: str) -> str:
    for form, divisor in ((_SECONDS, 1), (_MILLISECONDS, 1000)):
        if form.fullmatch(text):
            moment = dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=float(text) / divisor)
            return f"{moment:%Y-%m-%dT%H:%M:%S}Z"
    return text


def _read_column(cells: pd.Series[Any], profile: Profile | None = None) -> tuple[Days, Days, int]:
    """Read the cells of a column: first and last days, and how many cells hold something that is no date."""
    number, different = pd.factorize(_as_texts(cells))
    is_unix_time = profile is not None and profile.is_unix_time
    is_day_first = profile is not None and profile.is_day_first
    days = [
        read_day(_write_moment(text) if is_unix_time else text, is_day_first=is_day_first) or (None, None)
        for text in different
    ]
    # Number -1, an empty cell, finds the unknown day at the end.
    first, last = np.array([*days, (None, None)], dtype="datetime64[D]").reshape(-1, 2)[number].T
    return first, last, int((np.isnat(first) & (number >= 0)).sum())


def _widen(
    first: Days, last: Days, codes: NDArray[np.object_], rules: Mapping[str, TimeRule]
) -> tuple[Days, Days]:
    """Give days that stand for a longer time all of that time; those that are an interval already stay."""
    rule = np.array([rules.get(code, "day") if code is not None else "day" for code in codes], dtype=object)
    rule[first != last] = "day"
    first, last = first.copy(), last.copy()
    for name, days in (("days", FEW_DAYS), ("week", _WEEK_DAYS)):
        rows = rule == name
        first[rows] -= days
        last[rows] += days
    for name, unit in (("month", "M"), ("year", "Y")):
        rows = rule == name
        period = first[rows].astype(f"datetime64[{unit}]")
        first[rows] = period.astype("datetime64[D]")
        last[rows] = (period + 1).astype("datetime64[D]") - 1
    return first, last


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

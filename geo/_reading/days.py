"""Dates as people write them, each as the first and the last day that it may mean.

A day has one reading: 2011-07-09, 2011-07-09T10:30Z, 20110709, 9 July 2011, 25/04/2011. A month or a year
is all of its days, and so is an interval (ISO 8601-1: 2007-11-13/2007-11-15, 2007-11-13/15, 2007-03/04) or
a date with unknown digits (ISO 8601-2, EDTF: 2004-06-XX, 199X). What is marked as uncertain or approximate
there (2004?, 2004~) is read as it stands: nobody says how far off it may be. 03/04/2011 may be March or
April, so it counts as its year, but in tables of a source that is known to write the day first. Nothing is
guessed: what has no reading here is unknown, open intervals and years of two digits included.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import Final

__all__ = ["read_day", "write_day"]

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
# EDTF: digits that are not known, from the right; marks of what is uncertain or approximate.
_UNKNOWN_DIGITS: Final = re.compile(r"(\d{4}|\d{3}X|\d{2}XX)(?:-(\d{2}|XX)(?:-(XX))?)?")
_DOUBT: Final = re.compile(r"[?~%]$")
# Words for the stroke of an interval of ISO dates.
_TO: Final = re.compile(r"(?<=[\dXx]) (?:to|\u2013|-) (?=\d)")
# The end of an interval may leave out what it has in common with the beginning.
_SHORT_END: Final = re.compile(r"(?:\d{2}-)?\d{2}")
_ISO: Final = re.compile(r"[\dX]{4}(?:-[\dX]{2}(?:-[\dX]{2}(?:[T ].*)?)?)?[?~%]?", re.IGNORECASE)


def read_day(text: str, *, is_day_first: bool = False) -> tuple[dt.date, dt.date] | None:
    """Read one date: the first and the last day that it may mean, None if it is none.

    Parameters
    ----------
    text : str
    is_day_first : bool
        Whether 03/04/2011 is the third of April; otherwise it is all of 2011.

    Examples
    --------
    >>> [day.isoformat() for day in read_day("2012-02")]
    ['2012-02-01', '2012-02-29']
    >>> read_day("31 June 2011") is None, read_day("04/03/11") is None
    (True, True)
    >>> [day.isoformat() for day in read_day("2007-11-13/15")], [day.isoformat() for day in read_day("199X")]
    (['2007-11-13', '2007-11-15'], ['1990-01-01', '1999-12-31'])
    >>> read_day("2007-11-13 to 2007-11-15") == read_day("2007-11-13/15")
    True
    """
    text = " ".join(text.split())
    text = _TO.sub("/", text)
    if "/" in text:
        begun, _, ended = text.partition("/")
        if _ISO.fullmatch(begun) and (_ISO.fullmatch(ended) or _SHORT_END.fullmatch(ended)):
            return _read_interval(begun, ended)
    text = _DOUBT.sub("", text) if _ISO.fullmatch(text) else text
    for form in _FORMS:
        found = form.fullmatch(text)
        if found:
            try:
                return _days_of(found.groupdict(), is_day_first=is_day_first)
            except ValueError:
                return None
    return _read_unknown_digits(text)


def write_day(first: dt.date, last: dt.date) -> str:
    """Write a date no more precisely than it is known.

    Examples
    --------
    >>> write_day(dt.date(2011, 7, 9), dt.date(2011, 7, 9)), write_day(*read_day("2011"))
    ('2011-07-09', '2011')
    >>> write_day(*read_day("2011-12-30/2012-01-02"))
    '2011-12-30/2012-01-02'
    """
    if first == last:
        return first.isoformat()
    are_months = first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]
    are_years = are_months and (first.month, last.month) == (1, _DECEMBER)
    length = len("2011" if are_years else "2011-07" if are_months else "2011-07-09")
    texts = [each.isoformat()[:length] for each in (first, last)]
    return texts[0] if texts[0] == texts[1] else "/".join(texts)


def _read_interval(begun: str, ended: str) -> tuple[dt.date, dt.date] | None:
    if _SHORT_END.fullmatch(ended):
        # Of a year alone nothing can be left out.
        day = begun[:10]
        left = len(day) - len(ended)
        if left not in (5, 8) or day[left - 1] != "-":
            return None
        ended = day[:left] + ended
    first, last = read_day(begun), read_day(ended)
    return (first[0], last[1]) if first and last and first[0] <= last[1] else None


def _read_unknown_digits(text: str) -> tuple[dt.date, dt.date] | None:
    found = _UNKNOWN_DIGITS.fullmatch(text.upper())
    if not found or "X" not in found[0]:
        return None
    year, month, day = found.groups()
    if month not in (None, "XX"):
        return read_day(f"{year}-{month}") if day and "X" not in year else None
    least, most = (int(year.replace("X", digit)) for digit in "09")
    return (dt.date(least, 1, 1), dt.date(most, _DECEMBER, 31)) if least else None


def _days_of(said: dict[str, str], *, is_day_first: bool) -> tuple[dt.date, dt.date]:
    year = int(said["year"])
    if "one" in said:
        one, other = int(said["one"]), int(said["other"])
        if is_day_first and 1 <= other <= _DECEMBER:
            return (dt.date(year, other, one),) * 2
        return _in_some_order(year, one, other)
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

"""Names of months and days of the week, and sums with days."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from geo._reports.dates.when import Days

__all__ = [
    "MONTH",
    "MONTHS",
    "WEEKDAY",
    "WEEKDAYS",
    "day_of",
    "days_of_month",
    "days_of_year",
    "latest_weekday",
    "next_weekday",
    "shift_months",
    "whole",
    "year_for",
]

_MONTH_NAMES: Final = (
    "january jan enero janvier январь января январе янв січня січні қаңтар қаңтарда",
    "february feb febrero février fevrier февраль февраля феврале фев февр лютого лютому ақпан ақпанда",
    "march mar marzo mars март марта марте мар березня березні наурыз наурызда",
    "april apr abril avril апрель апреля апреле апр квітня квітні сәуір сәуірде",
    "may mayo mai май мая мае травня травні мамыр мамырда",
    "june jun junio juin июнь июня июне июн червня червні маусым маусымда",
    "july jul julio juillet июль июля июле июл липня липні шілде шілдеде",
    "august aug agosto août aout август августа августе авг серпня серпні тамыз тамызда",
    (
        "september sept sep septiembre setiembre septembre сентябрь сентября сентябре сен сент вересня "
        "вересні қыркүйек"
    ),
    "october oct octubre octobre октябрь октября октябре окт жовтня жовтні қазан қазанда",
    "november nov noviembre novembre ноябрь ноября ноябре ноя нояб листопада листопаді қараша қарашада",
    "december dec diciembre décembre decembre декабрь декабря декабре дек грудня грудні желтоқсан",
)
MONTHS: Final = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
"""Number of each month, by its name in small letters."""

_WEEKDAY_NAMES: Final = (
    "monday mon lunes lundi понедельник понедельника понедельнику понедельником понеділок",
    "tuesday tue tues martes mardi вторник вторника вторнику вторником вівторок",
    "wednesday wed miércoles miercoles mercredi среда среду среды среде средой середу",
    "thursday thu thur thurs jueves jeudi четверг четверга четвергу четвергом четвер",
    "friday fri viernes vendredi пятница пятницу пятницы пятнице пятницей п'ятницю",
    "saturday sat sábado sabado samedi суббота субботу субботы субботе субботой суботу",
    "sunday sun domingo dimanche воскресенье воскресенья воскресенью воскресеньем неділю",
)
WEEKDAYS: Final = {name: number for number, names in enumerate(_WEEKDAY_NAMES) for name in names.split()}
"""Monday is 0, by the names in small letters."""


def _either(names: list[str]) -> str:
    return "|".join(sorted(names, key=len, reverse=True))


_LONGEST_BRIEF: Final = 4
"""Letters of the longest short form, which may have a full stop."""
_LONG: Final = [
    name
    for name in MONTHS
    if len(name) > _LONGEST_BRIEF or name in {"may", "mayo", "mai", "мая", "май", "мае"}
]
_BRIEF: Final = [name for name in MONTHS if name not in _LONG]
MONTH: Final = (
    rf"(?:(?i:{_either(_LONG)})(?![^\W_])|(?i:{_either(_BRIEF)})(?![^\W_])(?:\.(?=,?\s*[\da-zа-я]))?)"
)
"""A month by name."""
_FULL: Final = [name for name in WEEKDAYS if len(name) > 4 or not name.isascii()]  # noqa: PLR2004 - no short forms
_SHORT: Final = [name.title() for name in WEEKDAYS if name not in _FULL]
WEEKDAY: Final = rf"(?:(?:(?i:{_either(_FULL)})|(?-i:{_either(_SHORT)}))(?![^\W_]))"
"""A day of the week by name; a short form has a capital letter."""
_MONTHS_A_YEAR: Final = 12
_MONTHS_AHEAD: Final = 1
"""How far a day without a year may lie ahead; else it is of the year before."""


def day_of(year: int, month: int, day: int) -> date | None:
    """Give the day, or None where there is no such day.

    Examples
    --------
    >>> day_of(2024, 2, 29), day_of(2023, 2, 29)
    (datetime.date(2024, 2, 29), None)
    """
    try:
        return date(year, month, day)
    except ValueError:
        return None


def days_of_month(year: int, month: int) -> tuple[date, date]:
    """Give the first and the last day of a month."""
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def days_of_year(year: int) -> tuple[date, date]:
    """Give the first and the last day of a year."""
    return date(year, 1, 1), date(year, 12, 31)


def latest_weekday(weekday: int, published: date) -> date:
    """Give the latest such day of the week on or before a day.

    Examples
    --------
    >>> latest_weekday(1, date(2024, 5, 9)).isoformat()
    '2024-05-07'
    """
    return published - timedelta((published.weekday() - weekday) % 7)


def next_weekday(weekday: int, published: date) -> date:
    """Give the first such day of the week after a day."""
    return published + timedelta((weekday - published.weekday() - 1) % 7 + 1)


def shift_months(day: date, months: int) -> date:
    """Give the same day of another month, or its last day where it is shorter.

    Examples
    --------
    >>> shift_months(date(2024, 3, 31), -1).isoformat()
    '2024-02-29'
    """
    year, month = divmod(day.year * _MONTHS_A_YEAR + day.month - 1 + months, _MONTHS_A_YEAR)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def year_for(month: int, day: int, published: date) -> int | None:
    """Give the year of a day that is stated without one: of the eleven months before, or of the next.

    Examples
    --------
    >>> [year_for(month, 7, date(2024, 5, 9)) for month in (5, 6, 7, 12)]
    [2024, 2024, 2023, 2023]
    """
    latest = shift_months(published, _MONTHS_AHEAD)
    for year in range(latest.year, latest.year - 9, -1):
        found = day_of(year, month, day)
        if found and found <= latest:
            return year
    return None


def whole(first: date | None, last: date | None) -> Days | None:
    """Give an interval when both of its ends are days, in order."""
    return (first, last) if first and last and first <= last else None

"""Dates that hang on the day of publication: on Tuesday, overnight, last week, two days ago, вчера.

A day of the week is the latest one on or before the day of publication, and with "next" the first after it. A
week begins on Monday. Without a day of publication all of them are unknown.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from geo._reports.dates.calendar import (
    WEEKDAY,
    WEEKDAYS,
    days_of_month,
    days_of_year,
    latest_weekday,
    next_weekday,
    shift_months,
)
from geo._reports.dates.when import Rule
from geo._reports.numerals import NUMBER, read_number

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo._reports.dates.when import Days, Grain

__all__ = ["RELATIVE", "is_weekday"]

_DAY: Final = timedelta(1)
_SATURDAY: Final = 5
_PART_OF_DAY: Final = r"(?:morning|afternoon|evening|night)"
_NEXT: Final = ("next", "coming", "следующ", "ближайш", "наступ", "предстоя", "будущ")
_LAST: Final = ("last", "прошл", "past", "previous", "минул")


def _between(first: int, last: int) -> Callable[[re.Match[str], date | None], Days | None]:
    """Make a reader of days that are so many days after the day of publication."""

    def read(_found: re.Match[str], published: date | None) -> Days | None:
        return (published + first * _DAY, published + last * _DAY) if published else (None, None)

    return read


def _read_weekday(found: re.Match[str], published: date | None) -> Days | None:
    if published is None:
        return None, None
    weekday = WEEKDAYS[found["weekday"].lower()]
    which = (found["which"] or "").lower()
    if which.startswith(_NEXT):
        day = next_weekday(weekday, published)
    else:
        # "Last Friday", said on a Friday, is that of the week before.
        day = latest_weekday(weekday, published - _DAY if which.startswith(_LAST) else published)
    night = found.groupdict().get("night")
    return (day - _DAY, day) if night else (day, day)


def _read_weekdays(found: re.Match[str], published: date | None) -> Days | None:
    """Read from one day of the week to another."""
    if published is None:
        return None, None
    last = latest_weekday(WEEKDAYS[found["weekday"].lower()], published)
    return latest_weekday(WEEKDAYS[found["other"].lower()], last), last


def _read_weekend(found: re.Match[str], published: date | None) -> Days | None:
    if published is None:
        return None, None
    first = latest_weekday(_SATURDAY, published)
    if (found["which"] or "").lower().startswith(_NEXT):
        first = next_weekday(_SATURDAY, published)
    return first, first + _DAY


def _read_period(found: re.Match[str], published: date | None) -> Days | None:
    """Read this, last or next week, month or year."""
    if published is None:
        return None, None
    unit = _unit(found)
    words = found["which"].lower()
    step = 1 if words.startswith(_NEXT) else -1 if words.startswith(_LAST) else 0
    if unit == "week":
        monday = published - published.weekday() * _DAY + 7 * step * _DAY
        first, last = monday, monday + 6 * _DAY
    elif unit == "month":
        there = shift_months(published.replace(day=1), step)
        first, last = days_of_month(there.year, there.month)
    else:
        first, last = days_of_year(published.year + step)
    # What is told of this week has happened by the day on which it is told.
    return first, min(last, published) if step == 0 else last


def _read_ago(found: re.Match[str], published: date | None) -> Days | None:
    """Read so many days, weeks, months or years ago."""
    number = read_number(found["number"]) if found["number"] else 1
    if number is None:
        return None
    if published is None:
        return None, None
    try:
        return _ago(_unit(found), number, published)
    except (OverflowError, ValueError):
        # Before the first day that there is.
        return None


def _ago(unit: str, number: int, published: date) -> Days:
    if unit == "hour":
        # By hours nobody knows which day it was then.
        return published - (1 + number // 24) * _DAY, published
    if unit == "day":
        return published - number * _DAY, published - number * _DAY
    if unit == "week":
        return published - (7 * number + 3) * _DAY, published - (7 * number - 3) * _DAY
    if unit == "month":
        there = shift_months(published, -number)
        return days_of_month(there.year, there.month)
    return days_of_year(published.year - number)


_UNITS: Final = (
    ("hour", ("hour", "час")),
    ("day", ("day", "дн", "день", "сут")),
    ("week", ("week", "недел")),
    ("month", ("month", "месяц")),
    ("year", ("year", "год", "лет", "decade")),
)


def _unit(found: re.Match[str]) -> str:
    word = found["unit"].lower()
    return next(unit for unit, beginnings in _UNITS if word.startswith(beginnings))


def _rule(
    pattern: str, read: Callable[[re.Match[str], date | None], Days | None], grain: Grain = "day"
) -> Rule:
    return Rule(re.compile(rf"(?i)(?<![\w-])(?:{pattern})(?![\w-])"), read, "relative", grain)


_NO_NAME: Final = r"(?!\s+(?:Times|Telegraph|Mirror|Mail|Post|Express|Herald|Tribune|Agreement|Accords))"
RELATIVE: Final = (
    _rule(
        rf"(?:this|early|earlier|late|later)\s+(?:today|this\s+{_PART_OF_DAY})|today|this\s+{_PART_OF_DAY}|"
        r"tonight|"
        r"earlier in the day|сегодня(?:\s+(?:утром|днем|днём|вечером|ночью))?|сьогодні|бүгін|hoy|aujourd'hui",
        _between(0, 0),
    ),
    _rule(
        rf"(?:(?:early|earlier|late)\s+)?yesterday(?:\s+{_PART_OF_DAY})?|вчера(?:\s+(?:утром|днем|днём|"
        r"вечером|ночью))?|"
        r"накануне(?!\s+(?:[а-яё]+(?:ого|его|ой|ых|их)|парада|выборов|визита|праздника|саммита|дня|встречи|матча|учений)\b)|вчора|кеше|ayer|hier",
        _between(-1, -1),
    ),
    _rule(
        r"overnight|last night|during the night|(?:в\s+)?(?:минувш|прошл|прошедш)(?:ей|ую)\s+ночь?ю?|ночью|"
        r"за (?:минувшую |прошедшую )?ночь|вночі|(?:in|over) the (?:past|last) 24 hours|за (?:минувшие|"
        r"последние|прошедшие) сутки",
        _between(-1, 0),
    ),
    _rule(r"the day before yesterday|позавчера|anteayer|avant-hier", _between(-2, -2)),
    _rule(r"tomorrow(?:\s+" + _PART_OF_DAY + r")?|завтра|mañana por la mañana", _between(1, 1)),
    _rule(
        rf"(?:(?P<night>overnight (?:on|into|to)|in the night (?:to|into)|ночь на)\s+|"
        rf"(?:(?:early|late)(?:\s+on)?|утром|вечером|днём|днем|ночью)\s+(?:во?\s+)?)?"
        r"(?:(?P<which>this past|last|past|this|next|coming|the following|the coming|минувш\w+|прошл\w+|"
        r"прошедш\w+|эт\w{1,2}|"
        rf"ближайш\w+|следующ\w+|будущ\w+|наступ\w+)\s+)?(?P<weekday>{WEEKDAY})(?:\s+{_PART_OF_DAY})?"
        f"(?-i:{_NO_NAME})",
        _read_weekday,
    ),
    _rule(
        r"(?:overnight\s+|(?:in|on|during)\s+the\s+night\s+)?(?:from\s+|between\s+|of\s+|с\s+|"
        rf"ночь\s+с\s+)?(?P<other>{WEEKDAY})"
        rf"(?:\s+night)?(?:\s+(?:to|and|into|на|по|through)\s+|\s?[-–]\s?)(?P<weekday>{WEEKDAY})",
        _read_weekdays,
    ),
    _rule(
        r"(?:over|at|during|on)\s+(?:the\s+)?(?P<which>past\s+|last\s+|this\s+|next\s+|coming\s+)?weekend|"
        r"last weekend|"
        r"(?:в|на)\s+(?:минувшие\s+|прошедшие\s+|прошлые\s+)?выходны[ехм]",
        _read_weekend,
        "week",
    ),
    _rule(
        r"(?:(?:earlier|later|early|late|in|over|during|for)\s+)?(?:the\s+)?(?P<which>this|last|next|past|"
        r"previous|coming)\s+"
        r"(?P<unit>week|month|year)",
        _read_period,
        "week",
    ),
    _rule(
        r"(?:(?:ранее|позже)\s+)?(?:на|в|за)\s+(?P<which>прошл\w+|минувш\w+|этой|этом|текущ\w+|следующ\w+|"
        r"будущ\w+|"
        r"прошедш\w+)\s+(?P<unit>недел\w+|месяц\w*|год\w*)",
        _read_period,
        "week",
    ),
    _rule(
        rf"(?:(?P<number>{NUMBER})\s+|an?\s+|(?=недел|месяц|год|час|день))(?P<unit>hours?|days?|weeks?|"
        r"months?|years?|дн(?:я|ей)|день|"
        r"сут(?:ок|ки)|недел[юиь]|месяц(?:а|ев)?|год(?:а)?|лет|час(?:а|ов)?)\s+(?:ago|earlier|назад|тому "
        r"назад)",
        _read_ago,
    ),
)
"""Each form of a date that hangs on the day of publication."""


def is_weekday(rule: Rule) -> bool:
    """Say whether a rule reads one day of the week."""
    return rule.read is _read_weekday

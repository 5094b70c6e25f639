"""Dates that stand in the text: 2024-05-07, 7 May 2024, May 7, 07.05.2024, early May, in 2019.

What a reader gives is the first and the last day. A day without a year takes its year from the day of
publication, and is unknown without one. 03/04/2024 may be March or April, and so is unknown.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from geo._reports.dates.calendar import (
    MONTH,
    MONTHS,
    WEEKDAY,
    day_of,
    days_of_month,
    days_of_year,
    whole,
    year_for,
)
from geo._reports.dates.when import Rule

if TYPE_CHECKING:
    from datetime import date

    from geo._reports.dates.when import Days

__all__ = ["STATED"]

_NOT_BEFORE: Final = r"(?<![\w.,:/+-])(?<!\d[.,:/-])"
_YEAR: Final = r"(?:1[6-9]|20)\d{2}(?!\d)(?!-\d)(?!\.\d)"
_OF_RANGE: Final = r"(?:1[6-9]|20)\d{2}(?!\d)"
_YEAR_WORD: Final = r"(?:\s?(?:года|году|годом|год|г\.|року|р\.|жылы|жылғы))?"
_OF_YEAR: Final = (
    rf"(?:(?:,\s?|\s+(?:de\s+|of\s+|в\s+)?)(?:(?P<year>{_YEAR}){_YEAR_WORD}|"
    r"(?P<that>last year|this year|прошлого года|этого года|текущего года|сего года|торік|минулого року)))?"
)
_DAY: Final = r"(?:the\s+|le\s+|el\s+)?(?P<{0}>\d{{1,2}})(?:st|nd|rd|th|er|-?го|-?е|º)?"
_TO: Final = r"(?:\s?[-–—]\s?|\s+(?:and|or|to|through|и|или|по|до|на|та|й|y|al|et|au)\s+(?:on\s+)?)"
_NIGHT: Final = (
    r"(?P<night>(?:the night (?:of|to|into)|overnight (?:on|to|into)|overnight|в ночь (?:на|с)|ночь "
    r"на|ночью с|"
    r"у ніч на|в ніч на)\s+)?"
)
_WEEKDAY: Final = rf"(?:{WEEKDAY}(?:,?\s+(?:the\s+)?|,\s*)(?:(?:on|night|morning|evening|afternoon),?\s+)?)?"
_PARTS: Final = {"early": (1, 10), "mid": (11, 20), "late": (21, 31), "end": (21, 31)}
_PART: Final = (
    r"(?P<early>early|the (?:beginning|start) of|the first (?:days|week) of|начал[оеау]|первых числах|"
    r"початку|principios de|début)|(?P<mid>mid|the middle of|середин[еаыу]|mediados de|la mi)|"
    r"(?P<late>late|the end of|the last days of|кон(?:це|ца|цу|ец)|последних числах|наприкінці|"
    r"finales de|fin)"
)
_ALSO_WORDS: Final = frozenset(("may", "march", "mar", "sep", "jan", "dec", "mai", "июн", "мар"))
"""No months when they stand alone in small letters."""
_NO_YEARS: Final = (
    r"(?!\s?(?:%|km|kilomet|met(?:re|er)|m\b|miles|people|homes|houses|families|troops|soldiers|tonnes|tons|"
    r"hectares|dollars|км|метр|м\b|человек|тонн|га\b|тенге|рубл|MW|MHz))"
)


def _month(found: re.Match[str], group: str = "month") -> int:
    return MONTHS[found[group].lower().rstrip(".")]


def _stated_year(found: re.Match[str], month: int, day: int, published: date | None) -> int | None:
    """Give the year of a day, as stated or by the day of publication."""
    if found["year"]:
        return int(found["year"])
    if published is None:
        return None
    if found["that"]:
        gone = found["that"].lower().startswith(("last", "прошл", "тор", "мин"))
        return published.year - gone
    return year_for(month, day, published)


def _read_day(found: re.Match[str], published: date | None) -> Days | None:
    """Read a day or several days of one month."""
    month, day = _month(found), int(found["day"])
    until = int(found["until"]) if found["until"] else day
    # Any leap year shows whether there can be such a day.
    if not day_of(2024, month, day) or not day_of(2024, month, until) or until < day:
        return None
    if found["month"] in _ALSO_WORDS and not found["year"]:
        return None
    year = _stated_year(found, month, until, published)
    if year is None:
        return None, None
    first, last = day_of(year, month, day), day_of(year, month, until)
    night = found.groupdict().get("night")
    if night and first and first == last and first.toordinal() > 1:
        first -= timedelta(1)
    return whole(first, last)


def _read_days_of_two(found: re.Match[str], published: date | None) -> Days | None:
    """Read days from one month to another."""
    months, days = (_month(found, "other"), _month(found)), (int(found["day"]), int(found["until"]))
    if not all(day_of(2024, month, day) for month, day in zip(months, days, strict=True)):
        return None
    year = _stated_year(found, months[1], days[1], published)
    if year is None:
        return None, None
    return whole(day_of(year - (months[0] > months[1]), months[0], days[0]), day_of(year, months[1], days[1]))


def _read_iso(found: re.Match[str], _published: date | None) -> Days | None:
    day = day_of(int(found["year"]), int(found["month"]), int(found["day"]))
    return whole(day, day)


def _read_slashes(found: re.Match[str], _published: date | None) -> Days | None:
    """Read 03/04/2024, of which nobody can tell which is the month, and 25/04/2024."""
    one, other, year = int(found["one"]), int(found["other"]), int(found["year"])
    days = {day for day in (day_of(year, other, one), day_of(year, one, other)) if day}
    if not days:
        return None
    (day,) = days if len(days) == 1 else (None,)
    return day, day


def _read_month(found: re.Match[str], published: date | None) -> Days | None:
    """Read a month, or a part of one."""
    month = _month(found)
    if found["month"] in _ALSO_WORDS:
        return None
    part = next((part for part in ("early", "mid", "late") if found.groupdict().get(part)), None)
    begin = _PARTS[part][0] if part else 1
    year = _stated_year(found, month, begin, published)
    if year is None:
        return None, None
    if (
        not found["year"]
        and not found["that"]
        and published
        and (year, month) > (published.year, published.month)
    ):
        # A month alone has begun.
        year -= 1
    first, last = days_of_month(year, month)
    if part:
        first, last = first.replace(day=begin), min(last, first.replace(day=min(_PARTS[part][1], last.day)))
    return first, last


def _read_year(found: re.Match[str], _published: date | None) -> Days | None:
    first, last = days_of_year(int(found["year"]))[0], days_of_year(int(found["to"] or found["year"]))[1]
    return whole(first, last)


def _read_decade(found: re.Match[str], _published: date | None) -> Days | None:
    year = int(found["year"])
    return days_of_year(year)[0], days_of_year(year + 9)[1]


STATED: Final = (
    Rule(
        re.compile(
            _NOT_BEFORE + r"(?P<year>[12]\d{3})(?P<mark>[-/])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})"
            r"(?:T\d{1,2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?)?(?![\w/])(?!-\d)"
        ),
        _read_iso,
        "stated",
        "day",
    ),
    Rule(
        re.compile(
            _NOT_BEFORE
            + rf"{_NIGHT}(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.(?P<year>[12]\d{{3}})(?![\d/])(?!\.\d)"
            + _YEAR_WORD
        ),
        _read_iso,
        "stated",
        "day",
    ),
    Rule(
        re.compile(
            _NOT_BEFORE
            + r"(?P<one>\d{1,2})(?P<mark>[/-])(?P<other>\d{1,2})(?P=mark)(?P<year>[12]\d{3})(?![\w/-])"
        ),
        _read_slashes,
        "stated",
        "day",
    ),
    Rule(
        re.compile(
            _NOT_BEFORE + rf"{_NIGHT}{_WEEKDAY}{_DAY.format('day')}(?:{_TO}{_DAY.format('until')})?"
            rf"\s+(?:of\s+|de\s+|day of\s+)?(?P<month>{MONTH})" + _OF_YEAR
        ),
        _read_day,
        "stated",
        "day",
    ),
    Rule(
        re.compile(
            _NOT_BEFORE + rf"(?P<day>\d{{1,2}})(?P<until>)-(?P<month>{MONTH})-(?P<year>{_YEAR})(?!\w)"
        ),
        _read_day,
        "stated",
        "day",
    ),
    Rule(
        re.compile(
            _NOT_BEFORE + rf"{_NIGHT}{_WEEKDAY}(?P<month>{MONTH})\s+{_DAY.format('day')}"
            rf"(?:{_TO}{_DAY.format('until')})?(?!\d)(?![.,:]\d)(?!\s(?:{MONTH}))" + _OF_YEAR
        ),
        _read_day,
        "stated",
        "day",
    ),
    Rule(
        re.compile(
            _NOT_BEFORE
            + rf"{_DAY.format('day')}\s+(?:of\s+|de\s+)?(?P<other>{MONTH}){_TO}{_DAY.format('until')}"
            rf"\s+(?:of\s+|de\s+)?(?P<month>{MONTH})" + _OF_YEAR
        ),
        _read_days_of_two,
        "stated",
        "day",
    ),
    Rule(
        re.compile(
            _NOT_BEFORE
            + rf"(?P<other>{MONTH})\s+{_DAY.format('day')}{_TO}(?P<month>{MONTH})\s+{_DAY.format('until')}"
            r"(?!\d)" + _OF_YEAR
        ),
        _read_days_of_two,
        "stated",
        "day",
    ),
    Rule(
        re.compile(_NOT_BEFORE + rf"(?:{_PART})[\s-]+(?P<month>{MONTH})(?!\s+\d{{1,2}}(?!\d))" + _OF_YEAR),
        _read_month,
        "stated",
        "month",
    ),
    Rule(
        re.compile(
            _NOT_BEFORE
            + rf"(?<!\d )(?P<month>{MONTH}),?\s+(?:of\s+|de\s+|в\s+)?(?P<year>{_YEAR}){_YEAR_WORD}(?P<that>)"
        ),
        _read_month,
        "stated",
        "month",
    ),
    Rule(
        re.compile(
            r"(?<!\w)(?:[Ii]n|[Ss]ince|[Uu]ntil|[Dd]uring|[Ff]rom|[Ll]ast|[Tt]his|[Bb]y|[Oo]f|[Tt]hroughout|"
            rf"[ВвСсУу]|[Вв]о|[Зз]а|[Нн]а|[Дд]о|[Кк]|[Ee]n|[Ee]nero)\s+(?P<month>{MONTH})(?!\s+\d)" + _OF_YEAR
        ),
        _read_month,
        "stated",
        "month",
    ),
    Rule(
        re.compile(
            r"(?<!\w)(?:(?:[Ii]n|[Ss]ince|[Uu]ntil|[Dd]uring|[Ff]rom|[Bb]y|[Oo]f|[Bb]efore|[Bb]etween|"
            r"[Aa]fter|[Ee]n|"
            r"[Dd]epuis|[Dd]esde|[Bb]ack in)\s+(?:the\s+year\s+)?(?:early\s+|late\s+|mid-)?|(?:early|late|"
            r"mid)[\s-]|"
            rf"[Yy]ear\s+)(?P<year>{_OF_RANGE})(?:(?:\s?[-–]\s?|\s+(?:and|to|until|et|y|à|"
            rf"a)\s+)(?P<to>{_YEAR}))?"
            rf"(?![\w%]){_NO_YEARS}"
        ),
        _read_year,
        "stated",
        "year",
    ),
    Rule(
        re.compile(
            rf"(?<!\w)(?P<year>{_OF_RANGE})(?:\s?[-–]\s?(?P<to>{_YEAR}))?(?:-?м|-?го|-?й)?\s?(?:года|году|"
            r"годом|год\b|гг?\.|годах|"
            r"годы|годов|році|року|жылы|жылдан)"
        ),
        _read_year,
        "stated",
        "year",
    ),
    Rule(
        re.compile(r"(?<!\w)(?:the\s+)?(?P<year>(?:1[6-9]|20)\d0)(?:s\b|-х\b)"),
        _read_decade,
        "stated",
        "year",
    ),
)
"""Each form of a date that stands in the text."""

"""Every date of a text."""

from __future__ import annotations

import re
from bisect import bisect_right
from datetime import timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from geo._reports.dates.calendar import shift_months
from geo._reports.dates.published import publication_spans
from geo._reports.dates.relative import RELATIVE, is_weekday
from geo._reports.dates.roles import is_background, is_future, is_of_speech
from geo._reports.dates.stated import STATED
from geo._reports.dates.when import When
from geo._reports.sentences import split_sentences

if TYPE_CHECKING:
    from datetime import date

    from geo._reports.dates.when import Grain, Role, Rule

__all__ = ["find_dates"]

_LOOK: Final = 200
"""Characters before and after a date whose words may say what it is of."""
_WITH_YEAR: Final = re.compile(r"\d{4}|last year|прошлого года")
_LEAD: Final = re.compile(
    r"(?i)(?:in|on|since|during|from|of|by|until|last|this|this past|throughout|before|between|after|"
    r"back in|the|"
    r"в|во|с|со|за|на|до|к|у|en|de|le|el)\s+"
)


class _Found(NamedTuple):
    start: int
    end: int
    first: date | None
    last: date | None
    rule: Rule


def find_dates(text: str, *, published: date | None, language: str | None = None) -> list[When]:
    """Find the dates of a text.

    Parameters
    ----------
    text : str
    published : date or None
        The day on which the text was published; relative dates hang on it.
    language : str, optional
        ISO 639-1 code. Forms are told apart by their words, so that it changes nothing yet.

    Returns
    -------
    list of When
        In order, none overlapping.

    Examples
    --------
    >>> from datetime import date
    >>> text = "A drone fell on Tuesday. The base, built in 2014, was hit on 3 March."
    >>> for when in find_dates(text, published=date(2024, 5, 9)):
    ...     print(when.quote, when.first, when.how, when.role)
    Tuesday 2024-05-07 relative event
    2014 2014-01-01 stated background
    3 March 2024-03-03 stated event
    """
    del language
    found = _choose(_collect(text, published))
    labels = publication_spans(text)
    sentences = split_sentences(text) if found else []
    starts = [sentence.start for sentence in sentences]
    roles: list[str] = []
    for place, one in enumerate(found):
        sentence = sentences[max(0, bisect_right(starts, one.start) - 1)]
        before = text[max(sentence.start, one.start - _LOOK) : one.start]
        after = text[one.end : min(sentence.end, one.end + _LOOK)]
        speech = is_of_speech(before, after)
        future = not speech and is_future(before)
        if future and _is_open(text, one):
            found[place] = _put_off(one, published)
            roles.append("background")
        elif any(one.start < label.end and label.start < one.end for label in labels) or is_background(
            before,
            text[one.start : one.end],
            after,
            grain=_grain(one),
            days=(one.first, one.last),
            published=published,
            future=future,
        ):
            roles.append("background")
        else:
            roles.append("said" if speech else "event")
    told = _settle(found, roles)
    return [
        When(text[start : one.end], start, one.end, one.first, one.last, one.rule.how, role)
        for one, role in zip(found, told, strict=True)
        for start in (_bare_start(text, one),)
    ]


def _collect(text: str, published: date | None) -> list[_Found]:
    found = []
    for rule in (*STATED, *RELATIVE):
        for match in rule.pattern.finditer(text):
            days = rule.read(match, published)
            if days is not None:
                found.append(_Found(*match.span(), *days, rule))
    return found


def _choose(found: list[_Found]) -> list[_Found]:
    """Keep, of dates that overlap, the first and of those the longest."""
    chosen: list[_Found] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if chosen and one.start < chosen[-1].end:
            # "in May 7" begins before "May 7" and says less.
            if one.end > chosen[-1].end:
                chosen[-1] = one
            continue
        chosen.append(one)
    return chosen


def _grain(one: _Found) -> Grain:
    """Say how coarse a date is, by its days where they are known."""
    if one.first is None or one.last is None or one.rule.how == "stated":
        return one.rule.grain
    days = (one.last - one.first).days
    return "day" if days < 3 else "week" if days < 15 else "month" if days < 32 else "year"  # noqa: PLR2004


def _is_open(text: str, one: _Found) -> bool:
    """Say whether a date is one that comes again: a day of the week, or a day without its year."""
    if one.rule.how == "stated":
        return _WITH_YEAR.search(text, one.start, one.end) is None and one.rule.grain != "year"
    return is_weekday(one.rule)


def _put_off(one: _Found, published: date | None) -> _Found:
    """Take the next such day in place of the last."""
    if one.first is None or one.last is None or published is None or one.last > published:
        return one
    if one.rule.how == "relative":
        return one._replace(first=one.first + timedelta(7), last=one.last + timedelta(7))
    return one._replace(first=shift_months(one.first, 12), last=shift_months(one.last, 12))


def _settle(found: list[_Found], roles: list[str]) -> list[Role]:
    """Decide what hangs on the other dates of the text."""
    told = "event" in roles
    days = {
        (one.first, one.last)
        for one, role in zip(found, roles, strict=True)
        if role == "event" and _grain(one) in {"day", "week"}
    }
    settled: list[Role] = []
    for one, role in zip(found, roles, strict=True):
        if role == "said":
            settled.append("background" if told else "event")
        elif role == "event" and days and _grain(one) in {"month", "year"}:
            # Beside days, a year says nothing more, and a month only where one of them is in it.
            near = _grain(one) == "month" and any(_meet(one, *day) for day in days)
            settled.append("event" if near else "background")
        else:
            settled.append("event" if role == "event" else "background")
    return settled


def _meet(one: _Found, first: date | None, last: date | None) -> bool:
    """Say whether two dates may have a day in common."""
    if one.first is None or one.last is None or first is None or last is None:
        return True
    return first <= one.last and one.first <= last


def _bare_start(text: str, one: _Found) -> int:
    """Leave out a word that only leads to a date: "in March" is told as "March"."""
    lead = _LEAD.match(text, one.start, one.end)
    if lead is None or one.rule.how == "relative":
        return one.start
    return lead.end()

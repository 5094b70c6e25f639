"""What is known of a date in a text."""

from __future__ import annotations

from collections.abc import Callable  # noqa: TC003 - tools resolve the fields of named tuples
from datetime import date
from re import Match, Pattern  # noqa: TC003 - the same
from typing import Literal, NamedTuple, TypeAlias

__all__ = ["Days", "Grain", "Published", "Role", "Rule", "When"]

Days: TypeAlias = tuple[date | None, date | None]
"""The first and the last day that may be meant; None where that cannot be told."""
Role: TypeAlias = Literal["event", "background"]
Grain: TypeAlias = Literal["day", "week", "month", "year"]


class When(NamedTuple):
    """A date as a text states it."""

    quote: str
    start: int
    end: int
    first: date | None
    """The first day that may be meant, None where that cannot be told."""
    last: date | None
    how: Literal["stated", "relative"]
    """Whether it hangs on the day of publication: "7 May" is stated, "on Tuesday" is relative."""
    role: Role
    """Whether it is a time of the story itself, or of something before, after or beside it."""


class Published(NamedTuple):
    """The day on which a text was published."""

    date: date
    how: Literal["stated", "label", "dateline", "line"]
    """Where it is from: beside the text, behind "Published" or the like, in a dateline, on its own line."""
    start: int | None
    """Where it stands in the text; None when it is from beside it."""
    end: int | None


class Rule(NamedTuple):
    """One form of a date: what it looks like, and how it is read."""

    pattern: Pattern[str]
    read: Callable[[Match[str], date | None], Days | None]
    """From the match and the day of publication; None when the words are no date after all."""
    how: Literal["stated", "relative"]
    grain: Grain

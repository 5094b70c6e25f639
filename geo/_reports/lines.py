"""The sentences of a report, each with all that it says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo._reports.attributions import Attribution
    from geo._reports.casualties import Casualties
    from geo._reports.dates import When
    from geo._reports.kinds import Event
    from geo._reports.relations import Relation

__all__ = ["Line"]


@dataclass(frozen=True)
class Line:
    """One sentence."""

    number: int
    start: int
    end: int
    is_title: bool
    paragraph: int
    mentions: tuple[int, ...]
    relations: tuple[Relation, ...]
    events: tuple[Event, ...]
    """Those that are said to have happened."""
    whens: tuple[When, ...]
    casualties: tuple[Casualties, ...]
    attribution: Attribution | None
    answers: bool = False
    """Whether it answers a question about where or what."""

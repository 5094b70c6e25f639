"""An incident in the making, and what is known of the text that tells of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo._coordinates import Position
    from geo._locating import Grounds
    from geo._reports.lines import Line
    from geo._reports.named import Named
    from geo._reports.report import Reading
    from geo._reports.roles import Use
    from geo._reports.whereabouts import Whereabouts

__all__ = ["Draft", "Known"]


@dataclass
class Draft:
    """An incident in the making."""

    where: Whereabouts | None
    readings: tuple[Reading, ...]
    lines: list[Line]
    types: list[tuple[str, float]]
    contexts: list[int] = field(default_factory=list)
    """Mentions that hold its ground, said elsewhere than beside its name."""

    @property
    def start(self) -> int:
        """Where it is first told of, the headline left aside."""
        return min((one.start for one in self.lines if not one.is_title), default=0)

    @property
    def best(self) -> Reading | None:
        """The likeliest reading of where it was."""
        return self.readings[0] if self.readings else None


@dataclass
class Known:
    """What is known of the whole text."""

    text: str
    named: Sequence[Named]
    uses: Sequence[Use]
    grounds: Grounds
    locate: Callable[[Whereabouts], tuple[Reading, ...]]
    positions: Sequence[Position] = ()
    title_types: Sequence[tuple[str, float]] = ()
    """What the headline says that happened."""

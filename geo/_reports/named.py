"""A name of a text with what it may mean."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from geo._locating import Candidate
    from geo._reports.mentions import Mention

__all__ = ["SURE", "Named"]

SURE: Final = 0.5


@dataclass
class Named:
    """A mention and what it may mean."""

    mention: Mention
    candidates: list[Candidate] = field(default_factory=list)
    """The likeliest first."""
    parents: list[int] = field(default_factory=list)
    """Numbers of the mentions that it is said to lie in, the nearest first."""
    around: list[int] = field(default_factory=list)
    """Of what it was looked for in, though the text does not say that it lies there."""

    @property
    def best(self) -> Candidate | None:
        """What it most likely means."""
        return self.candidates[0] if self.candidates else None

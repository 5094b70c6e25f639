"""What a mention is: a place that is named at a spot of a text."""

from __future__ import annotations

from typing import Literal, NamedTuple

__all__ = ["How", "Mention"]

How = Literal["name", "demonym", "pair", "unknown"]


class Mention(NamedTuple):
    """A place that is named at a spot of a text."""

    start: int
    end: int
    """With the words for its kind that stand with it."""
    name: str
    """To be looked up: as written, or in the nominative."""
    how: How
    kind: str
    """What the words beside it say that it is; "" for nothing."""
    sentence: int
    codes: tuple[str, ...] = ()
    """Of a demonym or a pair of countries."""

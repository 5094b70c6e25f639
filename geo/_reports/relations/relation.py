"""What a relation is: something that is said of where a thing is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from geo._locating import Heading, Length

__all__ = ["Kind", "Relation"]

Kind = Literal[
    "border", "border_unit", "touches", "distance", "between", "near", "part", "coast", "capital", "remote",
    "populated", "superlative",
]  # fmt: skip


class Relation(NamedTuple):
    """Something that is said of where a thing is."""

    kind: Kind
    start: int
    end: int
    """In the whole text."""
    objects: tuple[int, ...] = ()
    """Numbers of the mentions that it speaks of."""
    target: Literal["name", "border", "coast", "capital", "it", ""] = "name"
    """What a distance is measured from."""
    word: str = ""
    """Near, on, off, or what the pattern calls it."""
    heading: Heading | None = None
    length: Length | None = None
    within: bool = False
    """A length that is a most, not a measure."""
    backwards: bool = False
    """The direction is from the incident to the name."""
    negated: bool = False
    subject: int | None = None
    """The mention right before, of which it is said; None when it is said of the incident."""
    unit: str = ""
    """The word for a unit: "the border *district*"; "country" in "the north of the country"."""

"""A sentence that is being read, and how much of it is taken."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geo._locating import read_heading
from geo._reports.relations.relation import Relation

if TYPE_CHECKING:
    from geo._locating import Heading
    from geo._reports.relations.masking import Masked
    from geo._reports.relations.relation import Kind

__all__ = ["Reader"]

_BESIDE_GROUND: Final = ("remote", "populated", "superlative")


class Reader:
    """What reads one sentence, a kind of phrase after the other.

    Parameters
    ----------
    masked : Masked
    is_title : bool
        Headlines name borders without saying near.
    """

    def __init__(self, masked: Masked, *, is_title: bool) -> None:
        self.masked, self.text, self.is_title = masked, masked.text, is_title
        self._taken: dict[bool, list[tuple[int, int]]] = {True: [], False: []}

    def is_free(self, start: int, end: int, *, of_ground: bool = True) -> bool:
        """Say whether a stretch is free: what people and size say of a place leaves the place to be read."""
        return all(end <= first or start >= last for first, last in self._taken[of_ground])

    def make(self, kind: Kind, start: int, end: int, **more: object) -> Relation:
        """Make a relation of a stretch, which is not read again."""
        self._taken[kind not in _BESIDE_GROUND].append((start, end))
        more.setdefault("subject", self.subject_before(start))
        return Relation(kind, *self.masked.span(start, end), **more)  # type: ignore[arg-type]

    def subject_before(self, start: int) -> int | None:
        """Find the mention right before of which a phrase is said: "Mendoza, near the border with Chile"."""
        before = re.search(
            r"([\ue000-\ue7ff])(?:,|, which|, a [\w-]+| ?,? (?:which |that )?(?:is|lies|lay|sits|stands|"
            r"находится|лежит|расположен\w*))?"
            r"(?: (?:located|situated|very|only|just|is|lies|расположенн\w+))* ?$",
            self.text[:start],
        )
        return None if before is None else self.masked.mention_at(before.start(1))

    def names(self, found: re.Match[str], *groups: str) -> tuple[int, ...]:
        """Give the numbers of the mentions that groups of a pattern are letters of."""
        known = found.re.groupindex
        return tuple(
            self.masked.mention_at(found.start(group)) for group in groups if group in known and found[group]
        )

    def heading(self, found: re.Match[str], group: str = "d") -> Heading | None:
        """Read the direction that a group of a pattern says."""
        known = group in found.re.groupindex and found[group]
        return read_heading(found[group].strip()) if known else None

    def unit_named(self, found: re.Match[str]) -> int | None:
        """Find which unit it is: "the border district of X", "приграничном районе X", or the name before."""
        behind = re.match(
            r" (?:of |called |, )?(?:the )?([\ue000-\ue7ff])", self.text[found.end() : found.end() + 14]
        )
        if behind is not None:
            return self.masked.mention_at(found.end() + behind.start(1))
        before = re.search(
            r"([\ue000-\ue7ff])(?:,|, a| is a| is the)? (?:the |a )?$", self.text[: found.start()]
        )
        return None if before is None else self.masked.mention_at(before.start(1))

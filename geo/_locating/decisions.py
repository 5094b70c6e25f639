"""What a newsroom has decided about names, once and for all: the file ``decisions.csv``.

A line says that a text, perhaps only inside of something, means one thing of the atlas, one geometry, or
no place at all; who decided that, when and why. Lines that are not filled in yet are no decisions, so that
a file can be worked on for days.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

import shapely

from geo._names import search_key
from geo._names.words import strip_words
from geo.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from shapely.geometry.base import BaseGeometry

    from geo._gazetteer import Gazetteer

__all__ = ["NO_PLACE", "Decision", "Decisions", "resolve"]

NO_PLACE: Final = "none"
"""What ``chosen`` says of a text that names no place."""


class Decision(NamedTuple):
    """One line."""

    line: int
    """In the file, the heading being line 1."""
    query: str
    parent: str
    """What the text has to be said to lie in; "" for anything."""
    chosen: str
    """An id such as place:610612, region:KAZ-3236, KZ-47, country:KAZ; "none"; "" beside a geometry."""
    geometry: BaseGeometry | None
    precision_m: float | None
    who: str
    when: str
    why: str

    @property
    def meaning(self) -> tuple[str, str]:
        """What two lines must share not to contradict each other."""
        return self.chosen, "" if self.geometry is None else shapely.to_wkt(self.geometry)


class Decisions:
    """The decisions of a file, and which of them have been used.

    Parameters
    ----------
    decisions : iterable of Decision
    name : str
        Of the file, for messages.

    Examples
    --------
    >>> line = Decision(2, "Kara-Kyuyun district", "", "KZ-47", None, None, "me", "2026-01-05", "")
    >>> decisions = Decisions([line], "decisions.csv")
    >>> decisions.find("kara kyuyun District", ["Mangystau"]).chosen, decisions.unused()
    ('KZ-47', [])
    """

    def __init__(self, decisions: Iterable[Decision], name: str) -> None:
        self.name = name
        self._lines = list(decisions)
        self._used: set[int] = set()
        self._by_key: dict[str, list[Decision]] = {}
        for decision in self._lines:
            self._by_key.setdefault(search_key(decision.query), []).append(decision)

    def __len__(self) -> int:
        """Count them."""
        return len(self._lines)

    def find(self, query: str, parents: Sequence[str] = ()) -> Decision | None:
        """Find what was decided about a text; a line that names its parent goes before one without.

        Parameters
        ----------
        query : str
            As it stands in a report.
        parents : sequence of str
            What it is said to lie in.
        """
        stated = {key for parent in parents for key in _keys(parent)}
        found = None
        for decision in self._by_key.get(search_key(query), ()):
            if decision.parent and not stated.isdisjoint(_keys(decision.parent)):
                found = decision
                break
            if not decision.parent:
                found = found or decision
        if found is not None:
            self._used.add(found.line)
        return found

    def unused(self) -> list[Decision]:
        """List the decisions that have not been found since the file was read."""
        return [decision for decision in self._lines if decision.line not in self._used]

    def check(self, gazetteer: Gazetteer) -> None:
        """Make sure that all that was chosen is in the atlas.

        Raises
        ------
        DataError
            If an id is not; all such lines are named.
        """
        wrong = [
            f"line {one.line}: {one.chosen!r} is not in the atlas"
            for one in self._lines
            if one.chosen and one.chosen != NO_PLACE and gazetteer.things.number_of(one.chosen) is None
        ]
        if wrong:
            raise DataError(f"{self.name}: {'; '.join(wrong[:10])}. Choose again, or give lon and lat.")


def resolve(decision: Decision, gazetteer: Gazetteer) -> int | BaseGeometry | None:
    """Give what was chosen: the number of a thing, a geometry, or None for no place.

    Raises
    ------
    DataError
        If the id is not in the atlas.
    """
    if decision.geometry is not None:
        return decision.geometry
    if decision.chosen == NO_PLACE:
        return None
    number = gazetteer.things.number_of(decision.chosen)
    if number is None:
        raise DataError(
            f"Line {decision.line} of the decisions chose {decision.chosen!r} for {decision.query!r}: "
            "that is not in this atlas. Choose again, or give lon and lat."
        )
    return number


def is_radius(value: float) -> bool:
    """Say whether a number can be a radius in metres."""
    return math.isfinite(value) and value >= 0


def _keys(text: str) -> set[str]:
    """Give the keys by which parents are compared: with and without words for kinds, each part alone."""
    keys = set()
    for part in (text, *text.split(",")):
        key = search_key(part)
        keys |= {key, strip_words(key).key}
    return keys - {""}

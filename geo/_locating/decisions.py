"""What a newsroom has decided about names, once and for all: the file ``decisions.csv``.

A line says that a text, perhaps only inside of something, means one thing of the atlas, one geometry, or no
place at all; who decided that, when and why. Lines that are not filled in yet are no decisions, so that a
file can be worked on for days. ``decision_lines`` reads a line, ``decision_files`` the file.
"""

from __future__ import annotations

import hashlib
import math
from typing import TYPE_CHECKING, Final, NamedTuple

import shapely

from geo._names import search_key
from geo._names.words import strip_words
from geo.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from shapely.geometry.base import BaseGeometry

    from geo._gazetteer import Gazetteer

__all__ = ["NO_PLACE", "Decision", "Decisions", "is_radius", "resolve"]

NO_PLACE: Final = "none"
"""What ``chosen`` says of a text that names no place."""

_NAMED: Final = 10
"""Wrong lines that one message names."""


class Decision(NamedTuple):
    """One line."""

    line: int
    """In the file, the heading being line 1."""
    query: str
    parent: str
    """What the text has to be said to lie in; "" for anything."""
    chosen: str
    """An id such as place:610612, KZ-47 or country:KAZ; "none" for no place; "" with a geometry."""
    geometry: BaseGeometry | None
    """A point, polygon or multipolygon, lon before lat."""
    precision_m: float | None
    """Radius about a point that contains the location, metres; None where the line does not say it."""
    who: str
    when: str
    why: str

    @property
    def lon(self) -> float | None:
        """Longitude of a point, degrees; None for what is none."""
        return float(self.geometry.x) if isinstance(self.geometry, shapely.Point) else None

    @property
    def lat(self) -> float | None:
        """Latitude of a point, degrees; None for what is none."""
        return float(self.geometry.y) if isinstance(self.geometry, shapely.Point) else None

    @property
    def meaning(self) -> tuple[str, str, float | None]:
        """What two lines must share not to contradict each other."""
        shape = "" if self.geometry is None else str(shapely.to_wkt(self.geometry, rounding_precision=7))
        return self.chosen, shape, self.precision_m

    def tell(self) -> str:
        """Name the line in a message.

        Examples
        --------
        >>> Decision(7, "Kara-Kyuyun", "Mangystau", "none", None, None, "", "", "").tell()
        "line 7 ('Kara-Kyuyun', Mangystau)"
        """
        return f"line {self.line} ({self.query!r}{f', {self.parent}' if self.parent else ''})"


class Decisions:
    """The decisions of a file, and which of them have been used.

    Parameters
    ----------
    decisions : iterable of Decision
    name : str
        Of the file, for messages.

    Examples
    --------
    >>> line = Decision(2, "Kara-Kyuyun district", "", "KZ-47", None, None, "me", "2026-01-05", "asked")
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

    def again(self) -> Decisions:
        """Give the same decisions, none of them used yet."""
        return Decisions(self._lines, self.name)

    def __len__(self) -> int:
        """Count them."""
        return len(self._lines)

    def find(
        self, query: str, parents: Sequence[str] = (), *, country_of: Callable[[str], str] | None = None
    ) -> Decision | None:
        """Find what was decided about a text.

        A line whose parent is stated word for word goes before one whose parent is stated with other words
        for its kind ("Mangystau", "Mangystau Region"), and that before one without a parent. Of a parent such
        as "Mangystau, Kazakhstan" every part has to be stated.

        Parameters
        ----------
        query : str
            As it stands in a report.
        parents : sequence of str
            What it is said to lie in.
        country_of : callable, optional
            Alpha-3 code of the country that a text names, "" for none, as `Gazetteer.country_of`. With it
            "KAZ" and "Kazakhstan" are one parent.
        """
        lines = self._by_key.get(search_key(query), ())
        if not lines:
            return None
        stated = _Stated(parents, country_of)
        found = min(lines, key=lambda one: (stated.rank(one.parent), one.line))
        if stated.rank(found.parent) > _ANYWHERE:
            return None
        self._used.add(found.line)
        return found

    @property
    def used(self) -> frozenset[int]:
        """Lines that have been found since the file was read."""
        return frozenset(self._used)

    def mark_used(self, lines: Iterable[int]) -> None:
        """Take note of lines that were found by another process."""
        self._used.update(lines)

    def forget_used(self) -> None:
        """Begin anew: nothing has been found yet."""
        self._used.clear()

    def digest(self) -> str:
        """Give a hash of all that was decided."""
        return hashlib.sha256(repr(self._lines).encode()).hexdigest()

    def unused(self) -> list[Decision]:
        """List the decisions that have not been found since the file was read."""
        return [decision for decision in self._lines if decision.line not in self._used]

    def check(self, gazetteer: Gazetteer) -> None:
        """Make sure that all that was chosen is in the atlas.

        Raises
        ------
        DataError
            If an id is not; the lines are named, ten at most.
        """
        wrong = [
            one
            for one in self._lines
            if one.chosen and one.chosen != NO_PLACE and gazetteer.things.number_of(one.chosen) is None
        ]
        if wrong:
            told = "; ".join(f"{one.tell()} chose {one.chosen!r}" for one in wrong[:_NAMED])
            more = f" and {len(wrong) - _NAMED} more" if len(wrong) > _NAMED else ""
            raise DataError(
                f"{self.name}: {told}{more}, which the atlas does not have (any more). Choose again, from "
                f"geo locate {wrong[0].query!r} --json, or empty chosen and give lon, lat and precision_m."
            )


_EXACT: Final = 0
_ALIKE: Final = 1
_ANYWHERE: Final = 2
_ELSEWHERE: Final = 3


class _Stated:
    """The parents that are stated with a text, as keys."""

    def __init__(self, parents: Sequence[str], country_of: Callable[[str], str] | None) -> None:
        texts = [part for parent in parents for part in (parent, *parent.split(","))]
        self._exact = {search_key(text) for text in texts} - {""}
        self._bare = {strip_words(key).key for key in self._exact}
        self._country_of = country_of
        self._texts = texts

    def rank(self, parent: str) -> int:
        """Say how well the parent of a line is stated."""
        if not parent:
            return _ANYWHERE
        if search_key(parent) in self._exact:
            return _EXACT
        return _ALIKE if all(map(self._names, filter(search_key, parent.split(",")))) else _ELSEWHERE

    def _names(self, part: str) -> bool:
        if strip_words(search_key(part)).key in self._bare:
            return True
        country = self._country_of(part) if self._country_of else ""
        return bool(country) and any(self._country_of(text) == country for text in self._texts)  # type: ignore[misc]


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
            f"The decisions, {decision.tell()}, chose {decision.chosen!r}, which is not in this atlas. "
            "Choose again, or empty chosen and give lon, lat and precision_m."
        )
    return number


def is_radius(value: float) -> bool:
    """Say whether a number can be a radius in metres.

    Examples
    --------
    >>> is_radius(0.0), is_radius(-1.0), is_radius(float("nan"))
    (True, False, False)
    """
    return math.isfinite(value) and value >= 0

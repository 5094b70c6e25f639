"""What a report says to lie in what: a place in a unit named with it, an incident in one told of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geo._locating import lies_in
from geo._reports.linking import OWNED
from geo._reports.report import Claim

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo._reports.drafts import Draft
    from geo._reports.lines import Line
    from geo._reports.named import Named
    from geo._reports.scene import Scene

__all__ = ["LARGE", "InsideFinder"]

LARGE: Final = ("country", "region", "continent", "macro-region")


class InsideFinder:
    """Finds the claims that something lies in something.

    Parameters
    ----------
    scene : Scene
    """

    def __init__(self, scene: Scene) -> None:
        self._scene = scene

    def find(self, line: Line, incident: int | None) -> Iterator[Claim]:
        """Find those of a sentence."""
        yield from self._of_names(line, incident)
        yield from self._of_contexts(line)

    def _of_names(self, line: Line, incident: int | None) -> Iterator[Claim]:
        """Find what a name is said to lie in."""
        for at in line.mentions:
            child = self._scene.named[at]
            if child.mention.how in ("pair", "demonym") or not child.parents:
                continue
            parent_at = child.parents[0]
            parent = self._scene.named[parent_at]
            if child.best is None or parent.best is None or "dateline" in self._scene.uses[at].because:
                continue
            if child.best.kind in LARGE and parent.best.kind == "country" and self._agree(child, parent):
                continue
            own = incident if self._scene.is_place_of(at, incident) else self._owner(at)
            if (
                own is None
                and self._scene.uses[at].role in ("background", "reference")
                and self._agree(child, parent)
            ):
                continue
            start, end = self._between(child, parent)
            if parent.mention.end < child.mention.start and OWNED.fullmatch(
                self._scene.text[parent.mention.end : child.mention.start]
            ):
                # "Kazakhstan's capital, Astana": what it is called there says so, and is judged by itself.
                continue
            if any(one.kind == "part" and parent_at in one.objects for one in line.relations) and self._agree(
                child, parent
            ):
                # "In eastern Kazakhstan" says more than that it is in Kazakhstan.
                continue
            yield self._make(line, own, at, parent_at, start, end)

    def _of_contexts(self, line: Line) -> Iterator[Claim]:
        """Find what an incident is said to lie in, elsewhere than beside the name of its place."""
        for number, draft in enumerate(self._scene.drafts):
            for at in dict.fromkeys(draft.contexts):
                named = self._scene.named[at]
                if at not in line.mentions or named.best is None or draft.where is None:
                    continue
                if named.best.kind == "country" and self._holds_draft(at, draft):
                    continue
                is_unit = named.best.kind in ("country", "region", "district")
                # A headline that names another town says something; "near Ada" in the text does not.
                if not is_unit and (not line.is_title or self._holds_place(at, draft)):
                    continue
                if draft.best is not None and self._is_same_thing(at, draft):
                    continue
                if any(one.kind == "part" and at in one.objects for one in line.relations):
                    continue
                start = self._lead(named.mention.start)
                if start == named.mention.start:
                    continue
                yield self._make(line, number, None, at, start, named.mention.end)

    def _owner(self, at: int) -> int | None:
        """Find the incident whose place lies in a mention by what is said beside it."""
        for number, draft in enumerate(self._scene.drafts):
            if draft.where is not None and draft.where.mention is not None:
                if at in self._scene.named[draft.where.mention].parents:
                    return number
                if draft.where.mention == at:
                    return number
        return None

    def _is_same_thing(self, at: int, draft: Draft) -> bool:
        best, mine = self._scene.named[at].best, draft.best.candidate if draft.best is not None else None
        if best is None or best.thing is None or mine is None or mine.thing is None:
            return False
        return best.thing.number == mine.thing.number

    def _holds_place(self, at: int, draft: Draft) -> bool:
        """Say whether a town of a headline is that of the incident, or no town."""
        best = self._scene.named[at].best
        return best is None or best.kind not in ("city", "town", "place") or self._is_same_thing(at, draft)

    def _holds_draft(self, at: int, draft: Draft) -> bool:
        parent = self._scene.named[at].best
        mine = draft.best
        if parent is None or mine is None or not parent.country_code or not mine.country_code:
            return True
        return parent.country_code in mine.country_code.split(";")

    def _agree(self, child: Named, parent: Named) -> bool:
        one, other = child.best, parent.best
        if one is None or other is None or one.thing is None or other.thing is None:
            return True
        return lies_in(one.thing.number, other.thing.number, self._scene.grounds)

    def _make(
        self, line: Line, incident: int | None, child: int | None, parent: int, start: int, end: int
    ) -> Claim:
        subject = "the incident" if child is None else self._scene.spell(child)
        return Claim(
            self._scene.text[start:end], start, end, "inside", incident, subject, child, (parent,),
            self._scene.spell(parent), None, (), negated=False, attributed_to=self._scene.who(line, start),
        )  # fmt: skip

    def _between(self, child: Named, parent: Named) -> tuple[int, int]:
        """Give the words that carry "in Y": from behind the child, or all where the parent goes before."""
        one, other = child.mention, parent.mention
        if other.start < one.start:
            return other.start, one.end
        start = one.end
        while start < other.start and self._scene.text[start] in " ,\n\t":
            start += 1
        return start, other.end

    def _lead(self, start: int) -> int:
        """Take "in the" along."""
        before = re.search(
            r"(?:in|on|at|within|в|на)(?: the)? $", self._scene.text[max(0, start - 12) : start]
        )
        return start if before is None else start - len(before[0])

"""From the incidents in the making and the names of a text to the incidents and places of its report."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo._locating import country_candidate, describe
from geo._reports.kin import choose_type
from geo._reports.objects import find_object
from geo._reports.readings import is_presumed
from geo._reports.report import Incident, Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo._locating import Grounds
    from geo._reports.incidents import Draft
    from geo._reports.places import Named
    from geo._reports.roles import Use

__all__ = ["Assembler"]


class Assembler:
    """Makes the places and incidents of a report.

    Parameters
    ----------
    text : str
        With plain hyphens and blanks.
    written : str
        The same as it was written.
    grounds : Grounds
    """

    def __init__(self, text: str, written: str, grounds: Grounds) -> None:
        self._text, self._written, self._grounds = text, written, grounds

    def places(
        self, named: Sequence[Named], uses: Sequence[Use], drafts: Sequence[Draft]
    ) -> tuple[tuple[Place, ...], dict[int, int]]:
        """Make places of the mentions, and say which mention became which place."""
        at_event = {
            draft.where.mention: draft
            for draft in drafts
            if draft.where is not None and draft.where.mention is not None
        }
        around = {at for draft in drafts for at in draft.contexts}
        places: list[Place] = []
        numbers: dict[int, int] = {}
        for at, one in enumerate(named):
            if one.mention.how in ("pair", "demonym"):
                candidates = tuple(
                    found
                    for code in one.mention.codes
                    if (found := country_candidate(code, self._grounds)) is not None
                )
            else:
                candidates = tuple(one.candidates)
            if not candidates and at not in at_event:
                continue
            numbers[at] = len(places)
            use = uses[at]
            role, because = use.role, use.because
            if at in at_event:
                role, because = "event", "where the incident is said to be"
            elif at in around:
                role, because = "context", "what the incident is said to lie in or beside"
            elif role == "free":
                role, because = "background", "no incident is said to be there"
            places.append(
                Place(
                    self._written[one.mention.start : one.mention.end],
                    one.mention.start,
                    one.mention.end,
                    role,
                    because,
                    candidates,
                    tuple(one.parents),
                )
            )
        kept = [
            replace(place, parents=tuple(numbers[at] for at in place.parents if at in numbers))
            for place in places
        ]
        return tuple(kept), numbers

    def incident(self, draft: Draft, numbers: dict[int, int]) -> Incident:
        first = min(draft.lines, key=lambda line: (line.is_title, line.number))
        spans: dict[str, tuple[int, int]] = {}
        kind = choose_type(draft.types)
        events = [
            event for line in sorted(draft.lines, key=lambda one: one.is_title) for event in line.events
        ]
        said = next((event for event in events if event.type == kind), events[0] if events else None)
        if said is not None:
            spans["type"] = (said.start, said.end)
        if draft.where is not None:
            spans["location"] = (draft.where.start, draft.where.end)
        day = self._date(draft, spans)
        thing = self._object(draft, spans)
        killed = self._count(draft, "killed", spans)
        injured = self._count(draft, "injured", spans)
        place = draft.where.mention if draft.where is not None else None
        return Incident(
            self._title(kind, draft), kind, day, first.start, first.end,
            numbers.get(place) if place is not None else None, draft.readings, self._because(draft), thing,
            killed, injured, spans, tuple(sorted(line.number for line in draft.lines)),
        )  # fmt: skip

    def _title(self, kind: str, draft: Draft) -> str:
        best = draft.best
        called = kind[:1].upper() + kind[1:]
        if best is None:
            return called
        if best.candidate is None or best.candidate.thing is None:
            return f"{called}: {best.name}"
        where = describe(best.candidate, self._grounds)
        return f"{called}: {best.name}" + (f" ({where.partition(', ')[2]})" if ", " in where else "")

    def _because(self, draft: Draft) -> str:
        best = draft.best
        if draft.where is None:
            return "the report does not say where"
        said = " ".join(self._text[draft.where.start : draft.where.end].split())
        if best is None:
            return f"nothing is known of \u201c{said}\u201d"
        if best.candidate is None:
            return f"the coordinates \u201c{said}\u201d"
        told = [best.candidate.why]
        if is_presumed(best.candidate) and not best.candidate.why.startswith("presumed"):
            told.insert(0, "presumed")
        return "; ".join(told)

    def _date(self, draft: Draft, spans: dict[str, tuple[int, int]]) -> str | None:
        lines = sorted(draft.lines, key=lambda line: (line.is_title, not line.events, line.number))
        whens = [when for line in lines for when in line.whens]
        known = [when for when in whens if when.first is not None and when.last is not None]
        chosen = next((when for when in known if when.role == "event"), None) or next(iter(known), None)
        if chosen is None or chosen.first is None or chosen.last is None:
            if whens:
                spans["date"] = (whens[0].start, whens[0].end)
            return None
        spans["date"] = (chosen.start, chosen.end)
        first, last = chosen.first.isoformat(), chosen.last.isoformat()
        return first if first == last else f"{first}/{last}"

    def _object(self, draft: Draft, spans: dict[str, tuple[int, int]]) -> str | None:
        for line in draft.lines:
            found = find_object(self._text, line.start, line.end)
            if found is not None:
                spans["object"] = (found.start, found.end)
                return self._text[found.start : found.end]
        return None

    def _count(self, draft: Draft, what: str, spans: dict[str, tuple[int, int]]) -> int | None:
        for line in sorted(draft.lines, key=lambda one: (one.is_title, one.number)):
            for one in line.casualties:
                value: int | None = getattr(one, what)
                if value is not None:
                    spans[what] = (one.start, one.end)
                    return value
        return None

"""The geographic statements of a report, each with the words that carry it and what it is said of.

What a sentence says of where the incident is becomes a claim only where it can be held against something: a
phrase that alone says where the incident is ("40 km north of Aktau") is taken, not judged.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geo._gazetteer import find_former_names
from geo._names import search_key
from geo._names.endings import undo_case
from geo._reports.inside import LARGE, InsideFinder
from geo._reports.report import Claim
from geo._reports.scene import Scene
from geo._reports.topics import find_topic

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo._locating import Grounds
    from geo._reports.drafts import Draft
    from geo._reports.lines import Line
    from geo._reports.named import Named
    from geo._reports.relations import Relation
    from geo._reports.roles import Use

__all__ = ["ClaimFinder"]

_ABOUT_UNITS: Final = ("touches", "border_unit", "coast")
_THEN: Final = re.compile(
    r"\b(?:then|formerly|former|previously|once|now renamed|renamed from|until \d{4})(?: (?:called|known as|"
    r"named|known))?[\s,(\u201c\"]*$"
    r"|\b(?:бывш\w+|тогда|ранее|прежде)(?: \w+)?[\s,(«\"]*$",
    re.IGNORECASE,
)
"""A former name that is told as one."""
_OF_INCIDENT: Final = ("near", "between", "part", "coast", "capital")
_OF_IT: Final = re.compile(
    r"[\s\"\u201c\u00ab]*(?:the|this|that|it|its|он|она|оно|это|эта|этот|город|село|поселок|деревня|район)\b",
    re.IGNORECASE,
)


def _each(relations: Sequence[Relation]) -> Iterator[Relation]:
    """Take "the border with Rwanda and Burundi" apart: it is two borders."""
    for one in relations:
        if one.kind == "border" and one.unit == "each":
            yield from (one._replace(objects=(at,), unit="") for at in one.objects)
        else:
            yield one


class ClaimFinder:
    """Finds the claims of a report.

    Parameters
    ----------
    text : str
    lines : sequence of Line
    named : sequence of Named
    uses : sequence of Use
    drafts : sequence of Draft
    grounds : Grounds
    """

    def __init__(
        self, text: str, lines: Sequence[Line], named: Sequence[Named], uses: Sequence[Use],
        drafts: Sequence[Draft], grounds: Grounds,
    ) -> None:  # fmt: skip
        self._lines = lines
        self._scene = Scene(text, named, uses, drafts, grounds)
        self._inside = InsideFinder(self._scene)
        self._locating = [
            draft.where.relation
            for draft in drafts
            if draft.where is not None and draft.where.relation is not None
        ]

    def find(self) -> list[Claim]:
        """Find them, in the order of the text."""
        found = [claim for line in self._lines for claim in self._of_line(line)]
        # A former name is said once, however often it stands.
        renamed: dict[str, Claim] = {}
        for claim in found:
            if claim.kind == "outdated_name":
                renamed.setdefault(claim.object, claim)
        found = [claim for claim in found if claim.kind != "outdated_name" or renamed[claim.object] is claim]
        return sorted(found, key=lambda claim: (claim.start, claim.end))

    def _of_line(self, line: Line) -> Iterator[Claim]:
        incident = self._incident_of(line)
        last_border: Relation | None = None
        for relation in _each(line.relations):
            if relation.target == "it" and not relation.unit and last_border is not None:
                claim = self._claim(
                    line, relation._replace(target="border", objects=last_border.objects), incident
                )
            else:
                claim = self._claim(line, relation, incident)
            if relation.kind == "border" or relation.target == "border":
                last_border = relation
            if claim is not None:
                yield claim
        yield from self._inside.find(line, incident)
        yield from self._former(line, incident)

    def _incident_of(self, line: Line) -> int | None:
        """Find of which incident a sentence tells: its own, else the last one before it."""
        for number, draft in enumerate(self._scene.drafts):
            if line in draft.lines and not (line.is_title and number):
                return number
        if line.is_title:
            return 0 if self._scene.drafts else None
        return find_topic(line, self._scene.drafts, self._scene.text)

    def _claim(self, line: Line, one: Relation, incident: int | None) -> Claim | None:
        if one.kind == "superlative":
            return self._make(line, one, incident, text=self._scene.text[one.start : one.end])
        if one in self._locating and not self._is_checkable(one):
            return None
        one = self._settle(line, one)
        subject = self._subject(one, incident)
        if self._is_idle(line, one, incident) or (incident is None and subject is None):
            return None
        return self._make(line, one._replace(subject=subject), None if subject is not None else incident)

    def _is_idle(self, line: Line, one: Relation, incident: int | None) -> bool:
        """Say whether a phrase says nothing of an incident or a place that could be held against a map."""
        if one.target == "it" or (
            one.kind == "capital" and one.word in ("in", "to", "across", "over", "up to", "в")
        ):
            return True
        if one.word == "is" and not self._scene.codes_of(one._replace(objects=one.objects[:1])):
            return True
        is_beside = one.kind in ("near", "between")
        if is_beside and not self._is_about(one, incident):
            return True
        if one.kind not in _OF_INCIDENT or self._tells_of(line, one, incident):
            return False
        # "A company in southern England" is of another country than the incident.
        return is_beside or not self._is_at_home(one, incident)

    def _subject(self, one: Relation, incident: int | None) -> int | None:
        """Give the place of which something is said, unless that is where the incident is."""
        subject = one.subject
        if subject is None or self._scene.is_place_of(subject, incident):
            return None
        if one.kind not in _ABOUT_UNITS:
            best = self._scene.named[subject].best
            if best is None or best.kind in LARGE or subject in one.objects:
                return None
        is_dateline = self._scene.uses[subject].role == "background" and self._is_dateline(subject)
        return None if is_dateline else subject

    def _is_dateline(self, at: int) -> bool:
        return "dateline" in self._scene.uses[at].because

    def _settle(self, line: Line, one: Relation) -> Relation:
        """Find what "the city" and "the capital" mean."""
        if one.target == "it" and one.unit and one.subject is not None:
            # "Tallinn is some 200 km west of the city": the city is where the incident is.
            return one._replace(objects=(one.subject,), target="name", subject=None, backwards=True)
        if one.target == "it" and one.unit:
            own = {
                draft.best.candidate.thing.number
                for draft in self._scene.drafts
                if line in draft.lines and draft.best and draft.best.candidate and draft.best.candidate.thing
            }
            for at in range(len(self._scene.named) - 1, -1, -1):
                named = self._scene.named[at]
                if named.mention.start >= one.start or named.best is None or named.best.thing is None:
                    continue
                if named.best.thing.number not in own and named.best.kind in ("city", "town", "place"):
                    return one._replace(objects=(at,), target="name")
        return one

    def _is_checkable(self, one: Relation) -> bool:
        """Say whether a phrase that locates an incident also says something else: that N is the capital."""
        return one.kind == "capital" and len(one.objects) > 1

    def _tells_of(self, line: Line, one: Relation, incident: int | None) -> bool:
        """Say whether a sentence tells of the incident: one of its own, or one about "the town", "it"."""
        if one.subject is not None or (incident is not None and line in self._scene.drafts[incident].lines):
            return True
        first = next(iter(line.mentions), None)
        if (
            first is not None
            and self._scene.named[first].mention.start == line.start
            and self._scene.is_place_of(first, incident)
        ):
            return True
        return _OF_IT.match(self._scene.text[line.start : one.start]) is not None

    def _is_at_home(self, one: Relation, incident: int | None) -> bool:
        """Say whether all that a phrase names lies in the country of the incident, or it names nothing."""
        best = self._scene.drafts[incident].best if incident is not None else None
        own = set((best.country_code or "").split(";")) if best is not None else set()
        found = [self._scene.named[at] for at in one.objects]
        codes = [self._codes_of(named) for named in found]
        return all(own & set(some) for some in codes)

    def _codes_of(self, named: Named) -> tuple[str, ...]:
        if named.mention.codes or named.best is None:
            return named.mention.codes
        return tuple((named.best.country_code or "").split(";"))

    def _is_about(self, one: Relation, incident: int | None) -> bool:
        """Say whether a phrase with the name of a place is said of the incident or of a place of its own."""
        if one.subject is not None:
            return True
        if incident is None:
            return False
        draft = self._scene.drafts[incident]
        own = draft.where.mention if draft.where is not None else None
        if any(self._scene.named[at].best is None for at in one.objects):
            return False
        if any(self._scene.uses[at].role == "background" for at in one.objects):
            return False
        return own not in one.objects

    def _former(self, line: Line, incident: int | None) -> Iterator[Claim]:
        for at in line.mentions:
            named = self._scene.named[at]
            best = named.best
            if best is None or best.thing is None or named.mention.how in ("pair", "demonym"):
                continue
            said = self._scene.text[named.mention.start : named.mention.end]
            identity = self._scene.grounds.gazetteer.things.id_of(best.thing.number)
            folder = self._scene.grounds.gazetteer.things.folder
            if _THEN.search(self._scene.text[max(0, named.mention.start - 40) : named.mention.start]):
                continue
            tries = (said, named.mention.name, *undo_case(search_key(said)))
            for former in next((found for one in tries if (found := find_former_names(one, folder))), []):
                if former.target == identity and former.until is not None:
                    owner = incident if self._scene.is_place_of(at, incident) else None
                    yield Claim(
                        said, named.mention.start, named.mention.end, "outdated_name",
                        owner if owner is not None else incident, former.name, at, (at,), best.name, None,
                    )  # fmt: skip
                    break

    def _with_name(self, line: Line, one: Relation) -> Relation:
        """Take the name along that an adjective belongs to: "the remote Kara-Kyuyun district"."""
        if one.kind != "remote" or one.word == "far":
            return one
        for at in line.mentions:
            mention = self._scene.named[at].mention
            if mention.start >= one.end and re.fullmatch(
                r"(?: [\w-]+){0,2} ?", self._scene.text[one.end : mention.start]
            ):
                return one._replace(end=mention.end)
        return one

    def _make(self, line: Line, one: Relation, incident: int | None, *, text: str = "") -> Claim:
        one = self._with_name(line, one)
        kind, codes, said = one.kind, self._scene.codes_of(one), text
        if not said:
            said = self._scene.object_of(one, codes, incident)
        subject = "the incident" if one.subject is None else self._scene.spell(one.subject)
        return Claim(
            self._scene.text[one.start : one.end], one.start, one.end, kind, incident, subject, one.subject,
            one.objects, said, one, codes, one.negated, self._scene.who(line, one.start),
            one in self._locating,
        )  # fmt: skip

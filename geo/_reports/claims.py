"""The geographic statements of a report, each with the words that carry it and what it is said of.

What a sentence says of where the incident is becomes a claim only where it can be held against something: a
phrase that alone says where the incident is ("40 km north of Aktau") is taken, not judged.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geo._gazetteer import find_former_names
from geo._locating import lies_in
from geo._names import search_key
from geo._names.endings import undo_case
from geo._reports.incidents import find_topic
from geo._reports.report import Claim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo._locating import Grounds
    from geo._reports.incidents import Draft
    from geo._reports.lines import Line
    from geo._reports.places import Named
    from geo._reports.relations import Relation
    from geo._reports.roles import Use

__all__ = ["ClaimFinder"]

_SUBJECTS: Final = ("border", "coast", "distance", "near", "capital", "part", "between")
_ABOUT_UNITS: Final = ("touches", "border_unit", "coast")
_THEN: Final = re.compile(
    r"\b(?:then|formerly|former|previously|once|now renamed|renamed from|until \d{4})(?: (?:called|known as|"
    r"named|known))?[\s,(\u201c\"]*$"
    r"|\b(?:бывш\w+|тогда|ранее|прежде)(?: \w+)?[\s,(«\"]*$",
    re.IGNORECASE,
)
"""A former name that is told as one."""
_NOBODY: Final = re.compile(
    r"(?:in|on|at|as|for|with|by|following|also|after|before|but|and)\b|$", re.IGNORECASE
)
_OF_INCIDENT: Final = ("near", "between", "part", "coast", "capital")
_OF_IT: Final = re.compile(
    r"[\s\"\u201c\u00ab]*(?:the|this|that|it|its|он|она|оно|это|эта|этот|город|село|поселок|деревня|район)\b",
    re.IGNORECASE,
)
_LARGE: Final = ("country", "region", "continent", "macro-region")


_ENGLISH: Final = {"страны": "country", "области": "region", "региона": "region", "района": "district"}


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
        self._text, self._lines, self._named, self._uses = text, lines, named, uses
        self._drafts, self._grounds = drafts, grounds
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
        for relation in line.relations:
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
        yield from self._inside(line, incident)
        yield from self._former(line, incident)

    def _incident_of(self, line: Line) -> int | None:
        """Find of which incident a sentence tells: its own, else the last one before it."""
        for number, draft in enumerate(self._drafts):
            if line in draft.lines and not (line.is_title and number):
                return number
        if line.is_title:
            return 0 if self._drafts else None
        return find_topic(line, self._drafts, self._text)

    def _claim(self, line: Line, one: Relation, incident: int | None) -> Claim | None:  # noqa: PLR0911 - one return a reason
        if one.kind == "superlative":
            return self._make(line, one, incident, text=self._text[one.start : one.end])
        if one in self._locating and not self._is_checkable(one):
            return None
        one = self._settle(line, one)
        if one.target == "it":
            return None
        if one.word == "is" and not self._codes(one._replace(objects=one.objects[:1])):
            return None
        if one.kind == "capital" and one.word in ("in", "to", "across", "over", "up to", "в"):
            return None
        if one.kind in ("near", "between") and not self._is_about(one, incident):
            return None
        if one.kind in _OF_INCIDENT and not self._tells_of(line, one, incident):
            # "A company in southern England" is of another country than the incident.
            if one.kind in ("near", "between") or not self._is_at_home(one, incident):
                return None
        subject = one.subject
        if subject is not None and self._is_place_of(subject, incident):
            subject = None
        if subject is not None and one.kind not in _ABOUT_UNITS:
            best = self._named[subject].best
            if best is None or best.kind in _LARGE or subject in one.objects:
                subject = None
        if subject is not None and self._uses[subject].role == "background" and self._is_dateline(subject):
            subject = None
        if incident is None and subject is None:
            return None
        return self._make(
            line,
            one._replace(subject=subject),
            None if subject is not None and not self._is_place_of(subject, incident) else incident,
        )

    def _is_dateline(self, at: int) -> bool:
        return "dateline" in self._uses[at].because

    def _settle(self, line: Line, one: Relation) -> Relation:
        """Find what "the city" and "the capital" mean."""
        if one.target == "it" and one.unit and one.subject is not None:
            # "Tallinn is some 200 km west of the city": the city is where the incident is.
            return one._replace(objects=(one.subject,), target="name", subject=None, backwards=True)
        if one.target == "it" and one.unit:
            own = {
                draft.best.candidate.thing.number
                for draft in self._drafts
                if line in draft.lines and draft.best and draft.best.candidate and draft.best.candidate.thing
            }
            for at in range(len(self._named) - 1, -1, -1):
                named = self._named[at]
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
        if one.subject is not None or (incident is not None and line in self._drafts[incident].lines):
            return True
        first = next(iter(line.mentions), None)
        if (
            first is not None
            and self._named[first].mention.start == line.start
            and self._is_place_of(first, incident)
        ):
            return True
        return _OF_IT.match(self._text[line.start : one.start]) is not None

    def _is_at_home(self, one: Relation, incident: int | None) -> bool:
        """Say whether all that a phrase names lies in the country of the incident, or it names nothing."""
        best = self._drafts[incident].best if incident is not None else None
        own = set((best.country_code or "").split(";")) if best is not None else set()
        found = [self._named[at] for at in one.objects]
        codes = [
            named.mention.codes or tuple((named.best.country_code or "").split(";"))
            if named.best or named.mention.codes
            else ()
            for named in found
        ]
        return all(own & set(some) for some in codes)

    def _is_about(self, one: Relation, incident: int | None) -> bool:
        """Say whether a phrase with the name of a place is said of the incident or of a place in particular."""
        if one.subject is not None:
            return True
        if incident is None:
            return False
        draft = self._drafts[incident]
        own = draft.where.mention if draft.where is not None else None
        if any(self._named[at].best is None for at in one.objects):
            return False
        if any(self._uses[at].role == "background" for at in one.objects):
            return False
        return own not in one.objects

    def _is_place_of(self, at: int, incident: int | None) -> bool:
        """Say whether a mention is the place of an incident, by itself or by what it means."""
        if incident is None:
            return False
        draft = self._drafts[incident]
        if draft.where is None:
            return False
        if draft.where.mention == at:
            return True
        best, mine = self._named[at].best, draft.best
        if best is None or mine is None or mine.candidate is None:
            return False
        return (
            best.thing is not None
            and mine.candidate.thing is not None
            and best.thing.number == mine.candidate.thing.number
        )

    def _inside(self, line: Line, incident: int | None) -> Iterator[Claim]:
        """Find what is said to lie in what."""
        for at in line.mentions:
            child = self._named[at]
            if child.mention.how in ("pair", "demonym") or not child.parents:
                continue
            parent_at = child.parents[0]
            parent = self._named[parent_at]
            if child.best is None or parent.best is None or "dateline" in self._uses[at].because:
                continue
            if child.best.kind in _LARGE and parent.best.kind == "country" and self._agree(child, parent):
                continue
            own = incident if self._is_place_of(at, incident) else self._owner(at, incident)
            if (
                own is None
                and self._uses[at].role in ("background", "reference")
                and self._agree(child, parent)
            ):
                continue
            start, end = self._between(child, parent)
            yield self._inside_claim(line, own, at, parent_at, start, end)
        for number, draft in enumerate(self._drafts):
            for at in dict.fromkeys(draft.contexts):
                named = self._named[at]
                if at not in line.mentions or named.best is None or draft.where is None:
                    continue
                if named.best.kind == "country" and self._holds_draft(at, draft):
                    continue
                if named.best.kind not in ("country", "region", "district"):
                    # A headline that names another town says something; "near Ada" in the text does not.
                    if not line.is_title or self._holds_place(at, draft):
                        continue
                if draft.best is not None and self._is_same_thing(at, draft):
                    continue
                if any(one.kind == "part" and at in one.objects for one in line.relations):
                    continue
                start = self._lead(named.mention.start)
                if start == named.mention.start:
                    continue
                yield self._inside_claim(line, number, None, at, start, named.mention.end)

    def _owner(self, at: int, incident: int | None) -> int | None:
        """Find the incident whose place lies in a mention by what is said beside it."""
        for number, draft in enumerate(self._drafts):
            if draft.where is not None and draft.where.mention is not None:
                if at in self._named[draft.where.mention].parents:
                    return number
                if draft.where.mention == at:
                    return number
        return None

    def _is_same_thing(self, at: int, draft: Draft) -> bool:
        best, mine = self._named[at].best, draft.best.candidate if draft.best is not None else None
        if best is None or best.thing is None or mine is None or mine.thing is None:
            return False
        return best.thing.number == mine.thing.number

    def _holds_place(self, at: int, draft: Draft) -> bool:
        """Say whether a town of a headline is that of the incident, or no town."""
        best = self._named[at].best
        return best is None or best.kind not in ("city", "town", "place") or self._is_same_thing(at, draft)

    def _holds_draft(self, at: int, draft: Draft) -> bool:
        parent = self._named[at].best
        mine = draft.best
        if parent is None or mine is None or not parent.country_code or not mine.country_code:
            return True
        return parent.country_code in mine.country_code.split(";")

    def _agree(self, child: Named, parent: Named) -> bool:
        one, other = child.best, parent.best
        if one is None or other is None or one.thing is None or other.thing is None:
            return True
        return lies_in(one.thing.number, other.thing.number, self._grounds)

    def _inside_claim(
        self, line: Line, incident: int | None, child: int | None, parent: int, start: int, end: int
    ) -> Claim:
        subject = "the incident" if child is None else self._spell(child)
        return Claim(
            self._text[start:end], start, end, "inside", incident, subject, child, (parent,), self._spell(parent),
            None, (), negated=False, attributed_to=self._who(line, start),
        )  # fmt: skip

    def _between(self, child: Named, parent: Named) -> tuple[int, int]:
        """Give the words that carry "in Y": from behind the child, or all where the parent goes before."""
        one, other = child.mention, parent.mention
        if other.start < one.start:
            return other.start, one.end
        start = one.end
        while start < other.start and self._text[start] in " ,\n\t":
            start += 1
        return start, other.end

    def _lead(self, start: int) -> int:
        """Take "in the" along."""
        before = re.search(r"(?:in|on|at|within|в|на)(?: the)? $", self._text[max(0, start - 12) : start])
        return start if before is None else start - len(before[0])

    def _former(self, line: Line, incident: int | None) -> Iterator[Claim]:
        for at in line.mentions:
            named = self._named[at]
            best = named.best
            if best is None or best.thing is None or named.mention.how in ("pair", "demonym"):
                continue
            said = self._text[named.mention.start : named.mention.end]
            identity = self._grounds.gazetteer.things.id_of(best.thing.number)
            folder = self._grounds.gazetteer.things.folder
            if _THEN.search(self._text[max(0, named.mention.start - 40) : named.mention.start]):
                continue
            tries = (said, named.mention.name, *undo_case(search_key(said)))
            for former in next((found for one in tries if (found := find_former_names(one, folder))), []):
                if former.target == identity and former.until is not None:
                    owner = incident if self._is_place_of(at, incident) else None
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
            mention = self._named[at].mention
            if mention.start >= one.end and re.fullmatch(
                r"(?: [\w-]+){0,2} ?", self._text[one.end : mention.start]
            ):
                return one._replace(end=mention.end)
        return one

    def _make(self, line: Line, one: Relation, incident: int | None, *, text: str = "") -> Claim:
        one = self._with_name(line, one)
        kind, codes, said = one.kind, self._codes(one), text
        if not said:
            said = self._object(one, codes, incident)
        subject = "the incident" if one.subject is None else self._spell(one.subject)
        return Claim(
            self._text[one.start : one.end], one.start, one.end, kind, incident, subject, one.subject, one.objects,
            said, one, codes, one.negated, self._who(line, one.start), one in self._locating,
        )  # fmt: skip

    def _codes(self, one: Relation) -> tuple[str, ...]:
        """List the alpha-3 codes of the countries that a relation speaks of."""
        codes: list[str] = []
        for at in one.objects:
            named = self._named[at]
            if named.mention.codes:
                codes += named.mention.codes
                continue
            best = named.best
            if one.target == "border" and not named.mention.kind:
                # A border is one with a country: Mexico is not its capital there.
                best = next((other for other in named.candidates if other.kind == "country"), best)
            if best is not None and best.kind == "country" and best.country_code:
                codes.append(best.country_code)
        return tuple(dict.fromkeys(codes))

    def _object(self, one: Relation, codes: tuple[str, ...], incident: int | None) -> str:
        names = [self._spell(at) for at in one.objects]
        if one.target == "border" and one.objects and not codes:
            return "; ".join(names)
        if one.target == "border":
            own = self._country(one, incident)
            if len(codes) == 1 and own and own != codes[0] and not self._is_owner(one):
                codes = (codes[0], own)
            said = "-".join(sorted(codes)) if codes else own or ""
            return (
                f"{said} {one.heading.name}" if one.heading is not None and one.kind != "distance" else said
            )
        if one.kind in ("remote", "populated"):
            return "populated places"
        if one.kind == "part":
            side = one.heading.name if one.heading is not None else "centre"
            return f"{side} of {names[0] if names else 'the ' + _ENGLISH.get(one.unit, one.unit)}"
        if one.target == "capital":
            return names[-1] if names else "the capital"
        if one.target == "coast":
            return names[0] if names else "coast"
        return "; ".join(names)

    def _is_owner(self, one: Relation) -> bool:
        """Say whether a border is called a country's own, and of no neighbour: "Kazakhstan's southern borders"."""
        said = self._text[one.start : one.end]
        return one.heading is not None and re.search(r"\bwith\b|\bс\b", said) is None

    def _country(self, one: Relation, incident: int | None) -> str | None:
        """Give the country that a border is seen from: that of the subject, or of the incident."""
        if one.subject is not None and self._named[one.subject].best is not None:
            code = self._named[one.subject].best.country_code  # type: ignore[union-attr]
            return code.split(";")[0] if code else None
        if incident is not None and self._drafts[incident].best is not None:
            code = self._drafts[incident].best.country_code  # type: ignore[union-attr]
            return code.split(";")[0] if code else None
        return None

    def _spell(self, at: int) -> str:
        best = self._named[at].best
        mention = self._named[at].mention
        if best is None:
            return self._text[mention.start : mention.end]
        return best.name

    def _who(self, line: Line, at: int) -> str | None:
        said = line.attribution
        if said is None or not said.scope.start <= at < said.scope.end:
            return None
        who = re.sub(r"^(?:[\W_]+|\d{1,2}[:.]\d{2}\s+)+", "", said.who)
        return None if _NOBODY.match(who) else who

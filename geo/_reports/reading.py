"""From a file to what its report says: `read_report`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

import shapely

from geo._coordinates import find_coordinates
from geo._locating import (
    Expression,
    capital_candidate,
    country_at,
    country_candidate,
    describe,
    draw_expression,
    grounds_of,
)
from geo._reports.attributions import find_attribution
from geo._reports.casualties import find_casualties
from geo._reports.claims import ClaimFinder
from geo._reports.dates import find_dates, find_published
from geo._reports.documents import read_document
from geo._reports.incidents import Known, gather_incidents
from geo._reports.kin import choose_type
from geo._reports.kinds import find_events
from geo._reports.languages import detect_language
from geo._reports.lines import Line
from geo._reports.mentions import find_mentions
from geo._reports.objects import find_object
from geo._reports.places import resolve_mentions
from geo._reports.readings import is_presumed, make_readings, read_candidate
from geo._reports.relations import find_relations, mask
from geo._reports.report import Claim, Incident, Place, Reading, Report
from geo._reports.roles import find_uses
from geo._reports.sentences import split_sentences
from geo.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import BinaryIO

    from geo._atlas import Atlas
    from geo._coordinates import Position
    from geo._locating import Candidate, Decisions, Grounds
    from geo._reports.documents import Document
    from geo._reports.incidents import Draft
    from geo._reports.places import Named
    from geo._reports.relations import Relation
    from geo._reports.roles import Use
    from geo._reports.whereabouts import Whereabouts

__all__ = ["read_report"]

_PLAIN: Final = {
    **dict.fromkeys(map(ord, "\u2010\u2011\u2212\ufe63\uff0d"), "-"),
    **dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f\u200a"), " "),
}
"""Hyphens and blanks that do not break are hyphens and blanks."""

LANGUAGES: Final = ("en", "ru")
"""What is read in full; of other languages the names of places."""

_INSIDE: Final = ("in", "at", "to", "across", "over", "on", "в", "на")
"""Words for a place that do not say near."""

MOST_READ: Final = 40_000
"""So many characters of a text are read: twenty pages, and a report has some thousand. Of more it is said."""


def read_report(
    source: str | Path | BinaryIO,
    *,
    published: str | date | None = None,
    language: str | None = None,
    decisions: Decisions | None = None,
    atlas: Atlas | None = None,
) -> Report:
    """Read a news report: its places, its incidents and what it claims of where they are.

    Parameters
    ----------
    source : str, Path or binary file
        A .txt, .md or .html file, or an open file; a str is a path.
    published : str or date, optional
        The day of publication, ISO 8601; taken from the text where it says so, else unknown. "On Tuesday" and
        "earlier this month" hang on it.
    language : {"en", "ru"} or another ISO 639-1 code, optional
        Found by the text unless given. English and Russian are read in full, of others the names of places.
    decisions : Decisions, optional
        From `geo.read_decisions`: what was decided about names beats every reading.
    atlas : Atlas, optional
        From `geo.load_atlas`; the atlas that comes with geo when left out.

    Returns
    -------
    Report
        With places, incidents and claims, each with the character offsets of the words that say it.

    Raises
    ------
    DataError
        When the file is no text, or too large.
    UsageError
        When `published` is no day.

    Examples
    --------
    >>> import io
    >>> text = b"A drone fell near Aktau, 12 km from the border with Russia, on Tuesday. No one was hurt."
    >>> report = read_report(io.BytesIO(text), published="2024-05-09")
    >>> report.incidents[0].type, report.incidents[0].date, report.incidents[0].injured
    ('drone', '2024-05-07', 0)
    >>> [(claim.kind, claim.object) for claim in report.claims]
    [('distance', 'KAZ-RUS')]
    """
    document = read_document(source)
    day, day_from = _published(published, document)
    grounds = grounds_of(atlas)
    problems = list(document.problems)
    if len(document.text) > MOST_READ:
        problems.append(
            f"The text has {len(document.text):,} characters, more than a report has: the first "
            f"{MOST_READ:,} were "
            "read. Give its reports one by one, and all of it is."
        )
    tongue = language or document.language or detect_language(document.text[:MOST_READ])
    if tongue not in LANGUAGES:
        called = f"in {tongue!r}" if tongue else "in a language that was not recognised"
        problems.append(f"The text is {called}: names of places are read in it, and little else.")
    return _Reader(document, day, day_from, tongue, grounds, decisions).read(problems)


def _published(stated: str | date | None, document: Document) -> tuple[date | None, str | None]:
    if isinstance(stated, date):
        return stated, "given"
    if stated is not None:
        try:
            return date.fromisoformat(stated), "given"
        except ValueError:
            raise UsageError(f"'{stated}' is no day. Write it as 2024-05-09.") from None
    found = find_published(document.text[:MOST_READ], stated=document.stated_date)
    if found is None:
        return None, None
    if found.start is None or found.end is None:
        return found.date, "stated beside the text"
    return found.date, document.text[found.start : found.end]


class _Reader:
    """Reads one document, a step after the other."""

    def __init__(
        self,
        document: Document,
        day: date | None,
        day_from: str | None,
        language: str | None,
        grounds: Grounds,
        decisions: Decisions | None,
    ) -> None:
        self._decisions = decisions
        self._document, self._day, self._day_from = document, day, day_from
        self._language, self._grounds = language, grounds
        self._written = document.text[:MOST_READ]
        # Letter for letter, so that what is found stands at the same place.
        self._text = self._written.translate(_PLAIN)
        self._positions: list[Position] = []
        self._drawn: dict[tuple[object, ...], Candidate | None] = {}

    def read(self, problems: list[str]) -> Report:
        text = self._text
        sentences = split_sentences(text)
        spans = [(one.start, one.end) for one in sentences]
        mentions = find_mentions(text, spans, self._grounds.gazetteer)
        named = resolve_mentions(text, mentions, self._grounds, self._decisions, self._day)
        by_sentence: list[list[int]] = [[] for _ in sentences]
        for at, mention in enumerate(mentions):
            by_sentence[mention.sentence].append(at)
        relations = [
            self._relations(sentence, numbers, mentions)
            for sentence, numbers in zip(sentences, by_sentence, strict=True)
        ]
        attributions = [find_attribution(text, sentence) for sentence in sentences]
        uses = find_uses(
            text, named, spans, [one for some in relations for one in some],
            [(said.start, said.end) for said in attributions if said is not None],
            [(event.start, event.end) for event in find_events(text, sentences, language=self._language)],
        )  # fmt: skip
        lines = self._lines(sentences, by_sentence, relations, attributions)
        self._positions = find_coordinates(text) if any(letter.isdigit() for letter in text) else []
        self._named, self._uses = named, uses
        titles = [(event.type, event.strength) for line in lines if line.is_title for event in line.events]
        known = Known(text, named, uses, self._grounds, self._locate, self._positions, titles)
        drafts = gather_incidents(lines, known) if self._language in LANGUAGES else []
        places, numbers = self._places(named, uses, drafts)
        incidents = tuple(self._incident(draft, numbers) for draft in drafts)
        claims = (
            ClaimFinder(text, lines, named, uses, drafts, self._grounds).find()
            if self._language in LANGUAGES
            else []
        )
        title = self._document.title
        return Report(
            self._document.name,
            self._written,
            " ".join(text[title.start : title.end].split()) if title is not None else "",
            self._language,
            self._day,
            self._day_from,
            self._document.sha256,
            places,
            incidents,
            tuple(_renumber(claim, numbers, self._written) for claim in claims),
            tuple(problems),
        )

    def _relations(self, sentence, numbers, mentions) -> tuple[Relation, ...]:
        own = [mentions[at] for at in numbers]
        first = numbers[0] if numbers else 0
        masked = mask(self._text, sentence.start, sentence.end, own, first)
        return tuple(find_relations(masked, is_title=sentence.is_title))

    def _lines(self, sentences, by_sentence, relations, attributions) -> list[Line]:
        text, language = self._text, self._language
        events: dict[int, list] = {}
        for event in find_events(text, sentences, language=language):
            if not event.negated and not event.hypothetical:
                events.setdefault(event.sentence, []).append(event)
        hurt: dict[int, list] = {}
        for one in find_casualties(text, sentences, language=language):
            hurt.setdefault(one.sentence, []).append(one)
        whens = find_dates(text, published=self._day, language=language)
        return [
            Line(
                number, sentence.start, sentence.end, sentence.is_title, sentence.paragraph, tuple(by_sentence[number]),
                relations[number], tuple(events.get(number, ())),
                tuple(when for when in whens if sentence.start <= when.start < sentence.end),
                tuple(hurt.get(number, ())), attributions[number],
            )
            for number, sentence in enumerate(sentences)
        ]  # fmt: skip

    def _locate(self, where: Whereabouts) -> tuple[Reading, ...]:
        """Make the readings of where something is."""
        if where.position is not None:
            return (self._at_position(where.position),)
        if where.mention is not None:
            named = self._named[where.mention]
            near = where.relation is not None and where.relation.word not in _INSIDE
            near = near and where.relation is not None and where.relation.kind in ("near", "capital")
            parents = [self._named[at].best for at in named.parents or named.around]
            readings = make_readings(
                named.candidates, [one for one in parents if one is not None], self._grounds, near=near
            )
            part = where.relation if where.relation is not None and where.relation.kind == "part" else None
            return self._part(part, named, readings) if part is not None else readings
        return self._phrase(where.relation) if where.relation is not None else ()

    def _part(self, relation: Relation, named: Named, readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
        """Read "in northern Mali": the part, and all of it, since nobody says how much of it the part is."""
        best = named.best
        if best is None:
            return readings
        part = "centre" if relation.heading is None else relation.heading.name
        drawn = self._draw(Expression("part", (best.name,), part=part), [best])
        if drawn is None:
            return readings
        return (
            read_candidate(drawn, self._grounds, "phrase"),
            *(read_candidate(best, self._grounds, "all of it") for _ in range(1)),
        )

    def _phrase(self, relation: Relation) -> tuple[Reading, ...]:
        chosen = self._chosen(relation)
        if relation.kind == "capital":
            capital = capital_candidate(chosen[0].country_code, self._grounds) if chosen else None
            near = relation.word not in _INSIDE
            return () if capital is None else make_readings([capital], (), self._grounds, near=near)
        expression = _expression(relation, tuple(one.name for one in chosen))
        if expression is None or not chosen:
            return ()
        drawn = self._draw(expression, chosen)
        return () if drawn is None else (read_candidate(drawn, self._grounds, "phrase"),)

    def _draw(self, expression: Expression, chosen: Sequence[Candidate]) -> Candidate | None:
        """Draw a phrase, once however often a text says it."""
        key = (expression, *((one.name, one.lon, one.lat) for one in chosen))
        if key not in self._drawn:
            self._drawn[key] = draw_expression(expression, chosen, self._grounds)
        return self._drawn[key]

    def _chosen(self, relation: Relation) -> list[Candidate]:
        """Give what the names of a phrase mean; both countries for an adjective of two."""
        chosen: list[Candidate] = []
        for at in relation.objects:
            named = self._named[at]
            if named.mention.codes:
                found = [country_candidate(code, self._grounds) for code in named.mention.codes]
                chosen += [one for one in found if one is not None]
            elif named.best is not None:
                chosen.append(named.best)
        return chosen

    def _at_position(self, position: Position) -> Reading:
        said = " ".join(self._text[position.start : position.end].split())
        shape = (
            position.geometry if position.geometry is not None else shapely.Point(position.lon, position.lat)
        )
        return Reading(
            said[:80], "coordinates", "point" if position.geometry is None else "area",
            country_at(position.lon, position.lat, self._grounds), None, position.lon, position.lat,
            position.precision_m, 0.99, shape, position.precision_m if position.geometry is None else None,
        )  # fmt: skip

    def _places(
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
                )  # fmt: skip
            )
        kept = [
            Place(
                place.quote,
                place.start,
                place.end,
                place.role,
                place.because,
                place.candidates,
                tuple(numbers[at] for at in place.parents if at in numbers),
            )  # fmt: skip
            for place in places
        ]
        return tuple(kept), numbers

    def _incident(self, draft: Draft, numbers: dict[int, int]) -> Incident:
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
            numbers.get(place) if place is not None else None, draft.readings, self._because(draft), thing, killed,
            injured, spans, tuple(sorted(line.number for line in draft.lines)),
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


def _expression(relation: Relation, names: tuple[str, ...]) -> Expression | None:
    """Make the phrase to be drawn of a relation."""
    length, heading = relation.length, relation.heading
    turn = (
        {}
        if heading is None
        else {"direction_deg": heading.azimuth_deg, "half_width_deg": heading.half_width_deg}
    )
    if relation.kind == "distance" and length is not None:
        stated = {
            "distance_m": float(length.stated_m),
            "distance_low_m": 0.0 if relation.within else float(length.low_m),
            "distance_high_m": float(length.high_m),
        }
        if relation.target == "border":
            return Expression("border", names, relation="with" if len(names) == 1 else "", **stated)
        if relation.target == "name":
            return Expression(
                "radius" if relation.within and heading is None else "offset", names, **stated, **turn
            )
        if relation.target == "coast":
            return Expression("coast", names, relation="off", **stated)
        return None
    if relation.kind == "between":
        return Expression("between", names, relation="halfway" if relation.word else "")
    if relation.kind == "coast":
        is_off = relation.word.startswith(("off", "in "))
        return Expression(
            "coast", names, part=heading.name if heading is not None else None,
            relation="off" if is_off else "on", near_m=22_224.0 if is_off else 5_000.0,
        )  # fmt: skip
    if relation.kind == "border":
        is_on = relation.word in ("on", "at", "along", "на")
        return Expression(
            "border", names, relation="on" if is_on else "near", near_m=0.0 if is_on else 25_000.0
        )
    return None


def _renumber(claim: Claim, numbers: dict[int, int], text: str) -> Claim:
    """Give a claim the numbers of its places in the report, and its words as they were written."""
    subject = claim.subject_place
    return replace(
        claim,
        quote=text[claim.start : claim.end],
        objects=tuple(numbers[at] for at in claim.objects if at in numbers),
        subject_place=numbers.get(subject) if subject is not None else None,
    )

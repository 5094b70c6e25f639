"""From a file to what its report says: `read_report`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from geo._coordinates import find_coordinates
from geo._locating import (
    grounds_of,
)
from geo._reports.assembling import Assembler
from geo._reports.attributions import find_attribution
from geo._reports.casualties import find_casualties
from geo._reports.claims import ClaimFinder
from geo._reports.dates import find_dates, find_published
from geo._reports.documents import read_document
from geo._reports.drafts import Known
from geo._reports.incidents import gather_incidents
from geo._reports.kinds import find_events
from geo._reports.languages import detect_language
from geo._reports.lines import Line
from geo._reports.locating import Locator
from geo._reports.mentions import add_tagged, find_mentions
from geo._reports.places import resolve_mentions
from geo._reports.relations import find_relations, mask
from geo._reports.report import Claim, Report
from geo._reports.roles import find_uses
from geo._reports.sentences import split_sentences
from geo.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import BinaryIO

    from geo._atlas import Atlas
    from geo._locating import Decisions, Grounds
    from geo._reports.attributions import Attribution
    from geo._reports.casualties import Casualties
    from geo._reports.documents import Document
    from geo._reports.kinds import Event
    from geo._reports.mentions import Mention
    from geo._reports.relations import Relation
    from geo._reports.sentences import Sentence

__all__ = ["read_report"]

_PLAIN: Final = {
    **dict.fromkeys(map(ord, "\u2010\u2011\u2212\ufe63\uff0d"), "-"),
    **dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f\u200a"), " "),
}
"""Hyphens and blanks that do not break are hyphens and blanks."""

LANGUAGES: Final = ("en", "ru")
"""What is read in full; of other languages the names of places."""

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

    def read(self, problems: list[str]) -> Report:
        text = self._text
        sentences = split_sentences(text)
        spans = [(one.start, one.end) for one in sentences]
        mentions = find_mentions(text, spans, self._grounds.gazetteer)
        if self._language == "ru":
            mentions = add_tagged(text, spans, mentions)
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
        positions = find_coordinates(text) if any(letter.isdigit() for letter in text) else []
        titles = [(event.type, event.strength) for line in lines if line.is_title for event in line.events]
        locate = Locator(text, named, self._grounds).locate
        known = Known(text, named, uses, self._grounds, locate, positions, titles)
        drafts = gather_incidents(lines, known) if self._language in LANGUAGES else []
        assembler = Assembler(text, self._written, self._grounds)
        places, numbers = assembler.places(named, uses, drafts)
        incidents = tuple(assembler.incident(draft, numbers) for draft in drafts)
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

    def _relations(
        self, sentence: Sentence, numbers: Sequence[int], mentions: Sequence[Mention]
    ) -> tuple[Relation, ...]:
        own = [mentions[at] for at in numbers]
        first = numbers[0] if numbers else 0
        masked = mask(self._text, sentence.start, sentence.end, own, first)
        return tuple(find_relations(masked, is_title=sentence.is_title))

    def _lines(
        self,
        sentences: Sequence[Sentence],
        by_sentence: Sequence[Sequence[int]],
        relations: Sequence[tuple[Relation, ...]],
        attributions: Sequence[Attribution | None],
    ) -> list[Line]:
        """Put together what each sentence says."""
        text, language = self._text, self._language
        events: dict[int, list[Event]] = {}
        for event in find_events(text, sentences, language=language):
            if not event.negated and not event.hypothetical:
                events.setdefault(event.sentence, []).append(event)
        hurt: dict[int, list[Casualties]] = {}
        for one in find_casualties(text, sentences, language=language):
            hurt.setdefault(one.sentence, []).append(one)
        whens = find_dates(text, published=self._day, language=language)
        return [
            Line(
                number, sentence.start, sentence.end, sentence.is_title, sentence.paragraph,
                tuple(by_sentence[number]), relations[number], tuple(events.get(number, ())),
                tuple(when for when in whens if sentence.start <= when.start < sentence.end),
                tuple(hurt.get(number, ())), attributions[number],
            )
            for number, sentence in enumerate(sentences)
        ]  # fmt: skip


def _renumber(claim: Claim, numbers: dict[int, int], text: str) -> Claim:
    """Give a claim the numbers of its places in the report, and its words as they were written."""
    subject = claim.subject_place
    return replace(
        claim,
        quote=text[claim.start : claim.end],
        objects=tuple(numbers[at] for at in claim.objects if at in numbers),
        subject_place=numbers.get(subject) if subject is not None else None,
    )

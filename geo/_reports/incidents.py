"""From the sentences of a report to its incidents: what belongs to one, and what is another.

An incident begins with a sentence that tells of an event and says where. Sentences that tell more of it, of a
kind that may be the same and of the same ground, or that say no place, are added to it; an event elsewhere, or
of another kind, is another incident. The headline comes last: it tells little that the text does not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

import shapely

from geo._locating import lies_in
from geo._reports.kin import are_kin, choose_type
from geo._reports.whereabouts import find_whereabouts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo._coordinates import Position
    from geo._locating import Grounds
    from geo._reports.lines import Line
    from geo._reports.places import Named
    from geo._reports.report import Reading
    from geo._reports.roles import Use
    from geo._reports.whereabouts import Whereabouts

__all__ = ["Draft", "find_topic", "gather_incidents"]

_NEAR_DEG: Final = 0.15
_POSITION_DEG: Final = 1.5
"""Coordinates are given for what was named before, some way off."""

_FOUND_THING: Final = re.compile(
    r"\b(?:aircraft|uav|vehicle|device|wreck\w*|debris|fragments|object|machine|projectile|craft|apparatus|"
    r"body|bodies|[A-Z][\w-]* ?(?:Jet )?\d{1,4})\b"
    r"[^.;]{0,60}?\b(?:was|were|had been|has been|been|lay|fell|came down|crashed|"
    r"landed)(?: (?:\w+ )?(?:found|discovered|recovered|spotted|located|seen))?\b"
    r"|\b(?:аппарат|объект|обломки|устройство|тело|машин\w+)\b[^.;]{0,60}?\b(?:найден\w*|обнаружен\w*|упал\w*|нашли|обнаружили)"
    r"|\b(?:нашли|обнаружили|found|discovered|recovered)\b[^.;]{0,40}?\b(?:аппарат|объект|обломки|устройство|aircraft|wreck\w*|debris|fragments)\b",
    re.IGNORECASE,
)
_HARM: Final = re.compile(
    r"\b(?:was|were|been|being|had)\s+(?:\w+ )?(?:hit|damaged|destroyed|raided|struck|blown|burnt|burned|"
    r"flooded|shelled|targeted|wounded|hurt|"
    r"killed|evacuated|buried|cut off|set alight)\b|\b(?:повреждён\w*|поврежден\w*|разрушен\w*|уничтожен\w*|"
    r"упал\w*|рухнул\w*|разбил\w*|горел\w*|сгорел\w*)\b",
    re.IGNORECASE,
)
_TELLS_WHERE: Final = re.compile(
    r"\b(?:lies?|lay|located|situated|found|fell|landed|crashed|happened|occurred|took place|epicent(?:re|"
    r"er)|came down|"
    r"замечен\w*|заметили|видели|наблюдал\w*|зафиксирован\w*|flew|passed over|seen|sighted|spotted|hovered|"
    r"exploded|stands|burned|site|spot|scene|wreck\w*|debris|bod(?:y|ies)|crater|impact|начал\w*|произош\w*|"
    r"упал\w*|находится|эпицентр\w*|обнаружен\w*|нашли)\b",
    re.IGNORECASE,
)


@dataclass
class Draft:
    """An incident in the making."""

    where: Whereabouts | None
    readings: tuple[Reading, ...]
    lines: list[Line]
    types: list[tuple[str, float]]
    contexts: list[int] = field(default_factory=list)
    """Mentions that hold its ground, said elsewhere than beside its name."""

    @property
    def start(self) -> int:
        """Where it is first told of, the headline left aside."""
        return min((one.start for one in self.lines if not one.is_title), default=0)

    @property
    def best(self) -> Reading | None:
        """The likeliest reading of where it was."""
        return self.readings[0] if self.readings else None


@dataclass
class Known:
    """What is known of the whole text."""

    text: str
    named: Sequence[Named]
    uses: Sequence[Use]
    grounds: Grounds
    locate: Callable[[Whereabouts], tuple[Reading, ...]]
    positions: Sequence[Position] = ()
    title_types: Sequence[tuple[str, float]] = ()
    """What the headline says that happened."""


def gather_incidents(lines: Sequence[Line], known: Known) -> list[Draft]:
    """Make the incidents of a report.

    Parameters
    ----------
    lines : sequence of Line
        Its sentences, with what each says.
    known : Known
    """
    drafts: list[Draft] = []
    pending: tuple[Line, Whereabouts] | None = None
    hurt: list[Line] = []
    before: Line | None = None
    for line in lines:
        if line.is_title:
            continue
        line = _answering(line, before, known)  # noqa: PLW2901 - the same sentence, with its question
        many = len(drafts)
        _read(line, drafts, known)
        if not drafts and line.casualties:
            hurt.append(line)
        elif len(drafts) > many == 0:
            drafts[0].lines += [one for one in hurt if line.number - one.number <= _FOLLOWS]
        if not drafts and not line.events and _says_where(line, known.text):
            where = _where(line, known)
            pending = (line, where) if where is not None and where.mention is not None else pending
        elif len(drafts) > many == 0 and pending is not None and _can_take(drafts[0], pending[0], line):
            drafts[0].where, drafts[0].readings = pending[1], known.locate(pending[1])
            drafts[0].lines.insert(0, pending[0])
        before = line
    for line in lines:
        if line.is_title:
            _read_title(line, drafts, known)
    return [draft for draft in drafts if draft.types]


_FOLLOWS: Final = 3


def _can_take(draft: Draft, said: Line, line: Line) -> bool:
    """Say whether what was told before the event says where it was."""
    return draft.where is None and line.number - said.number <= _FOLLOWS


def _answering(line: Line, before: Line | None, known: Known) -> Line:
    """Mark the answer to a question such as "Where was it found?"."""
    if before is None or line.answers or not _ASKS.search(known.text, before.start, before.end):
        return line
    return replace(line, answers=True)


_ASKS: Final = re.compile(
    r"\b(?:where|what happened|где|что произошло|что случилось)\b[^.!\n]*\?", re.IGNORECASE
)
_LABELLED: Final = re.compile(
    r"[\W_]*(?:where|location|place|site|area|место|где|местоположение)\b[\W_]*:", re.IGNORECASE
)
_FRAGMENT: Final = re.compile(
    r"[\W_]*(?:near|in|at|on|outside|about \d|some \d|\d+ ?km|у|в|близ|около|недалеко|"
    r"под)\b(?![^.]*\b(?:said|was|were|is|has|had|сообщил|заявил))",
    re.IGNORECASE,
)


def _says_where(line: Line, text: str) -> bool:
    """Say whether a sentence without an event is there to say where: by its verb, its label, its question."""
    if line.answers or _LABELLED.match(text, line.start) or _TELLS_WHERE.search(text, line.start, line.end):
        return True
    fragment = _FRAGMENT.match(text, line.start)
    return fragment is not None and fragment.end() <= line.end and line.end - line.start < _SHORT


_SHORT: Final = 140


def find_topic(line: Line, drafts: Sequence[Draft], text: str) -> int | None:
    """Find of which incident a sentence speaks: by the words for what happened, else the last one told of.

    "The drone" is that of the incident with a drone, whatever was told between.
    """
    before = [number for number in _recent(drafts) if drafts[number].start <= line.start]
    if not before:
        # What stands just before the incident is told speaks of it already.
        first = min((one.number for draft in drafts for one in draft.lines if not one.is_title), default=None)
        return 0 if first is not None and first - line.number <= _FOLLOWS else None
    said = set(_NOUNS.findall(text[line.start : line.end].lower()))
    shared = {number: len(said & _words_of(drafts[number], text)) for number in before}
    most = max(shared.values())
    if most and list(shared.values()).count(most) == 1:
        return max(shared, key=lambda number: shared[number])
    # What follows in the paragraph goes on about the same; a new one is about the main story again, and so
    # is everything after an aside.
    last = before[-1]
    goes_on = line.paragraph == drafts[last].lines[-1].paragraph
    if goes_on and (not _is_aside(drafts[last], text) or _ANAPHOR.match(text, line.start)):
        return last
    main = [number for number in before if not _is_aside(drafts[number], text)]
    return main[0] if main else before[0]


_ANAPHOR: Final = re.compile(
    r"[\s\"\u201c\u00ab]*(?:it|they|this|that|these|those|there|he|she|the (?:same|latter)|both|no one|"
    r"nobody|он|она|оно|они|это|там)\b",
    re.IGNORECASE,
)
_ASIDE: Final = re.compile(
    r"\b(?:earlier|before that|previously|in the past|last (?:week|month|year)|(?:weeks|months|years|"
    r"days) (?:ago|earlier|before|after)|"
    r"a (?:week|month|year) (?:ago|earlier|before)|not the first|second such|similar|follows? an?|"
    r"comes? (?:days|weeks|months) after|"
    r"meanwhile|elsewhere|separately|in (?:19|20)\d\d|ранее|до этого|прежде|в прошлом (?:месяце|году)|"
    r"на прошлой неделе|"
    r"(?:неделю|месяц|год) назад|аналогичн\w*|похож\w+|тем временем)\b",
    re.IGNORECASE,
)


def _is_aside(draft: Draft, text: str) -> bool:
    """Say whether an incident is told of in passing: an earlier one, one elsewhere."""
    first = min(draft.lines, key=lambda line: (line.is_title, line.start))
    return _ASIDE.search(text, first.start, first.end) is not None


_MOST_RECENT: Final = 12


def _recent(drafts: Sequence[Draft]) -> list[int]:
    """Number the incidents that a sentence may go on about: the main one and those told of last."""
    return sorted({*range(min(1, len(drafts))), *range(max(0, len(drafts) - _MOST_RECENT), len(drafts))})


_NOUNS: Final = re.compile(r"[^\W\d_]{4,}")


def _words_of(draft: Draft, text: str) -> set[str]:
    own = [event for line in draft.lines for event in line.events if event.type == draft.types[0][0]]
    return {word for event in own for word in _NOUNS.findall(text[event.start : event.end].lower())}


def _where(line: Line, known: Known) -> Whereabouts | None:
    return find_whereabouts(
        known.text,
        (line.start, line.end),
        [(event.start, event.end) for event in line.events],
        known.named,
        known.uses,
        line.relations,
        line.mentions,
        known.positions,
    )


def _read(line: Line, drafts: list[Draft], known: Known) -> None:
    types = [(event.type, event.strength) for event in line.events]
    where = _where(line, known)
    if not types and _FOUND_THING.search(known.text, line.start, line.end):
        kind = choose_type(drafts[-1].types if drafts else list(known.title_types))
        types = [(kind, _SURE)]
    if not types and where is not None and drafts and _HARM.search(known.text[line.start : line.end]):
        types = [(choose_type(drafts[-1].types), 0.4)]
    if not types:
        if where is not None and drafts:
            _describe(line, where, drafts[-1], known)
        topic = find_topic(line, drafts, known.text)
        if line.casualties and topic is not None and line not in drafts[topic].lines:
            drafts[topic].lines.append(line)
        return
    if where is None:
        topic = find_topic(line, drafts, known.text)
        if topic is not None:
            _add(drafts[topic], line, types)
        else:
            drafts.append(Draft(None, (), [line], types))
        return
    _place(line, where, types, drafts, known)
    for other in where.others:
        mention = known.named[other].mention
        also = where._replace(mention=other, start=mention.start, end=mention.end, others=())
        _place(line, also, types, drafts, known)


def _place(
    line: Line, where: Whereabouts, types: list[tuple[str, float]], drafts: list[Draft], known: Known
) -> None:
    readings = known.locate(where)
    vague = _is_vague(where)
    topic = find_topic(line, drafts, known.text)
    ordered = (
        [drafts[topic]] if vague and topic is not None else [drafts[at] for at in reversed(_recent(drafts))]
    )
    for draft in ordered:
        if not any(are_kin(kind, other) for kind, _ in types for other, _ in draft.types):
            continue
        if draft.where is None:
            own = bool(line.whens) or _ASIDE.search(known.text, line.start, line.end) is not None
            if own and _main(draft) != choose_type(types):
                continue
            draft.where, draft.readings = where, readings
            _add(draft, line, types)
            return
        if _is_vague(draft.where) and not vague and not _differ_in_time(draft, line):
            # A border of hundreds of kilometres is what is claimed, not where it was.
            draft.where, draft.readings = where, readings
            _add(draft, line, types)
            return
        if vague:
            # "It did not come near the border" is said of what was told before.
            _add(draft, line, types)
            return
        if _is_same(draft, where, readings, known) and not _differ_in_time(draft, line):
            if _is_finer(readings, draft, known):
                draft.contexts += [draft.where.mention] if draft.where.mention is not None else []
                draft.where, draft.readings = where, readings
            elif where.mention is not None and where.mention != draft.where.mention:
                draft.contexts.append(where.mention)
            _add(draft, line, types)
            return
    if drafts and (vague or not _has_happened(line, known.text)):
        return
    drafts.append(Draft(where, readings, [line], types))


def _is_vague(where: Whereabouts) -> bool:
    return where.mention is None and where.relation is not None and where.relation.kind in ("border", "coast")


def _main(draft: Draft) -> str:
    return choose_type(draft.types)


_HABIT: Final = re.compile(
    r"\b(?:ha(?:s|ve) (?:\w+ )?(?:used|given|sent|supplied|sold|denied|become|been (?:using|sending|"
    r"building))|uses|supplies|sells|builds|flies|fly|operate|продолжа[ею]т|отрица[ею]т|"
    r"makes|operates|produces|is (?:used|made|built|sold)|are (?:used|made|built|sold)|denies|regularly|"
    r"often|every|применя[ею]т\w*|"
    r"поставля[ею]т|производит\w*|использу[ею]т\w*|регулярно|часто)\b",
    re.IGNORECASE,
)
_SURE: Final = 0.9


def _has_happened(line: Line, text: str) -> bool:
    """Say whether a sentence tells of something that happened once, and not of what is done or used."""
    told = bool(line.casualties) or any(when.first is not None for when in line.whens)
    if _HABIT.search(text, line.start, line.end) and not told:
        return False
    strong = any(event.strength >= _SURE for event in line.events)
    return (
        told
        or strong
        or bool(_TELLS_WHERE.search(text, line.start, line.end) or _HARM.search(text, line.start, line.end))
    )


def _add(draft: Draft, line: Line, types: list[tuple[str, float]]) -> None:
    if line not in draft.lines:
        draft.lines.append(line)
    kin = [
        (kind, 0.5 * strength)
        for kind, strength in types
        if any(are_kin(kind, one) for one, _ in draft.types)
    ]
    draft.types += kin if draft.types else types


def _describe(line: Line, where: Whereabouts, draft: Draft, known: Known) -> None:
    """Take in what a sentence without an event says of where the last incident was."""
    if where.position is None and (where.mention is None or known.named[where.mention].best is None):
        return
    readings = known.locate(where)
    if draft.where is None:
        if _says_where(line, known.text):
            draft.where, draft.readings = where, readings
            draft.lines.append(line)
        return
    if _is_finer(readings, draft, known) and _says_where(line, known.text):
        draft.contexts += [draft.where.mention] if draft.where.mention is not None else []
        draft.where, draft.readings = where, readings
        draft.lines.append(line)
    elif where.mention is not None and _is_said_to_hold(line, where, readings, draft, known):
        draft.contexts.append(where.mention)


def _read_title(line: Line, drafts: list[Draft], known: Known) -> None:
    types = [(event.type, 0.8 * event.strength) for event in line.events]
    where = _where(line, known)
    readings = known.locate(where) if where is not None else ()
    if not drafts:
        if types:
            drafts.append(Draft(where, readings, [line], types))
        return
    draft = drafts[0]
    draft.types += [
        (kind, strength) for kind, strength in types if any(are_kin(kind, one) for one, _ in draft.types)
    ]
    draft.lines.append(line)
    if where is None:
        return
    if draft.where is None:
        draft.where, draft.readings = where, readings
    elif where.mention is not None and where.mention != draft.where.mention:
        draft.contexts.append(where.mention)


def _differ_in_time(draft: Draft, line: Line) -> bool:
    """Say whether two sentences certainly tell of different days."""
    mine = [when for one in draft.lines for when in one.whens if when.first and when.last]
    theirs = [when for when in line.whens if when.first and when.last]
    return bool(mine and theirs) and all(
        one.last < other.first or other.last < one.first for one in mine for other in theirs
    )


def _is_same(draft: Draft, where: Whereabouts, readings: tuple[Reading, ...], known: Known) -> bool:
    """Say whether two locations may be one: the same ground, or one in the other."""
    mine, theirs = draft.best, readings[0] if readings else None
    if mine is not None and theirs is not None and "coordinates" in (mine.how, theirs.how):
        return bool(shapely.dwithin(mine.shape, theirs.shape, _POSITION_DEG))
    if mine is None or theirs is None:
        return where.mention is not None and draft.where is not None and where.mention == draft.where.mention
    if mine.candidate is not None and theirs.candidate is not None:
        one, other = mine.candidate.thing, theirs.candidate.thing
        if one is not None and other is not None:
            return (
                one.number == other.number
                or lies_in(one.number, other.number, known.grounds)
                or lies_in(other.number, one.number, known.grounds)
            )
    return bool(shapely.dwithin(mine.shape, theirs.shape, _NEAR_DEG))


def _is_finer(readings: tuple[Reading, ...], draft: Draft, known: Known) -> bool:
    """Say whether new readings say the same more exactly."""
    mine = draft.best
    if not readings or mine is None:
        return bool(readings)
    if readings[0].how == "coordinates" and mine.how != "coordinates":
        return True
    return readings[0].precision_m < 0.7 * mine.precision_m and _lies_in(readings[0], mine, known)


def _is_said_to_hold(
    line: Line, where: Whereabouts, readings: tuple[Reading, ...], draft: Draft, known: Known
) -> bool:
    """Say whether a sentence says that the incident lies in a unit: "The town is in the Far North region"."""
    if not readings or draft.best is None or where.relation is not None:
        return False
    before = known.text[line.start : where.start]
    is_unit = readings[0].kind == "area" and readings[0].precision_m > draft.best.precision_m
    return is_unit and _IN_BEFORE.search(before) is not None and _OF_IT.match(before) is not None


_IN_BEFORE: Final = re.compile(r"\b(?:in|inside|within|в|во|на)(?: the)?(?: [\w-]+ern)? $", re.IGNORECASE)
_OF_IT: Final = re.compile(
    r"[\s\"\u201c\u00ab]*(?:(?:the|this|that|it|its|both|they|all|он|она|оно|это|эта|этот|город|село|поселок|деревня|район)\b)",
    re.IGNORECASE,
)


def _lies_in(one: Reading, other: Reading, known: Known) -> bool:
    if one.candidate is not None and other.candidate is not None:
        child, parent = one.candidate.thing, other.candidate.thing
        if child is not None and parent is not None and child.number != parent.number:
            return lies_in(child.number, parent.number, known.grounds)
    return bool(shapely.intersects(other.shape, shapely.Point(one.lon, one.lat)))

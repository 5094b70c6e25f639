"""From the sentences of a report to its incidents: what belongs to one, and what is another.

An incident begins with a sentence that tells of an event and says where. Sentences that tell more of it, of
a kind that may be the same and of the same ground, or that say no place, are added to it; an event elsewhere,
or of another kind, is another incident. The headline comes last: it tells little that the text does not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo._reports.drafts import Draft
from geo._reports.kin import are_kin, choose_type
from geo._reports.sameness import differ_in_time, is_finer, is_said_to_hold, is_same, is_vague
from geo._reports.signs import ASIDE, FOUND_THING, HARM, SURE, has_happened, mark_answer, says_where
from geo._reports.topics import FOLLOWS, find_topic, list_recent
from geo._reports.whereabouts import find_whereabouts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo._reports.drafts import Known
    from geo._reports.lines import Line
    from geo._reports.report import Reading
    from geo._reports.whereabouts import Whereabouts

__all__ = ["gather_incidents"]


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
        line = mark_answer(line, before, known)  # noqa: PLW2901 - the same sentence, with its question
        many = len(drafts)
        _read(line, drafts, known)
        if not drafts and line.casualties:
            hurt.append(line)
        elif len(drafts) > many == 0:
            drafts[0].lines += [one for one in hurt if line.number - one.number <= FOLLOWS]
        if not drafts and not line.events and says_where(line, known.text):
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


def _can_take(draft: Draft, said: Line, line: Line) -> bool:
    """Say whether what was told before the event says where it was."""
    return draft.where is None and line.number - said.number <= FOLLOWS


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
    if not types and FOUND_THING.search(known.text, line.start, line.end):
        kind = choose_type(drafts[-1].types if drafts else list(known.title_types))
        types = [(kind, SURE)]
    if not types and where is not None and drafts and HARM.search(known.text[line.start : line.end]):
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
    """Add what a sentence tells to the incident that it belongs to, else begin another."""
    readings = known.locate(where)
    vague = is_vague(where)
    topic = find_topic(line, drafts, known.text)
    ordered = (
        [drafts[topic]]
        if vague and topic is not None
        else [drafts[at] for at in reversed(list_recent(drafts))]
    )
    for draft in ordered:
        is_kin = any(are_kin(kind, other) for kind, _ in types for other, _ in draft.types)
        if is_kin and _joins(draft, line, where, types, readings, known):
            return
    if drafts and (vague or not has_happened(line, known.text)):
        return
    drafts.append(Draft(where, readings, [line], types))


def _joins(
    draft: Draft,
    line: Line,
    where: Whereabouts,
    types: list[tuple[str, float]],
    readings: tuple[Reading, ...],
    known: Known,
) -> bool:
    """Add a sentence to an incident of its kind, if it may tell of it; say whether it does."""
    vague = is_vague(where)
    if draft.where is None:
        own = bool(line.whens) or ASIDE.search(known.text, line.start, line.end) is not None
        if own and choose_type(draft.types) != choose_type(types):
            return False
        draft.where, draft.readings = where, readings
        _add(draft, line, types)
        return True
    if is_vague(draft.where) and not vague and not differ_in_time(draft, line):
        # A border of hundreds of kilometres is what is claimed, not where it was.
        draft.where, draft.readings = where, readings
        _add(draft, line, types)
        return True
    if vague:
        # "It did not come near the border" is said of what was told before.
        _add(draft, line, types)
        return True
    if is_same(draft, where, readings, known) and not differ_in_time(draft, line):
        if is_finer(readings, draft, known):
            draft.contexts += [draft.where.mention] if draft.where.mention is not None else []
            draft.where, draft.readings = where, readings
        elif where.mention is not None and where.mention != draft.where.mention:
            draft.contexts.append(where.mention)
        _add(draft, line, types)
        return True
    return False


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
        if says_where(line, known.text):
            draft.where, draft.readings = where, readings
            draft.lines.append(line)
        return
    if is_finer(readings, draft, known) and says_where(line, known.text):
        draft.contexts += [draft.where.mention] if draft.where.mention is not None else []
        draft.where, draft.readings = where, readings
        draft.lines.append(line)
    elif where.mention is not None and is_said_to_hold(line, where, readings, draft, known):
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

"""Reading distances: "12 km from the border with Mali", "40 km north of Aktau", "Tallinn is 200 km west"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo._locating import find_length, match_length
from geo._reports.relations import patterns
from geo._reports.relations.borders import find_border_behind, find_named_borders

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo._locating import Length
    from geo._reports.relations.reader import Reader
    from geo._reports.relations.relation import Relation

__all__ = ["read_distances"]


def read_distances(reader: Reader) -> Iterator[Relation]:
    """Read each length that a sentence has, with what it is measured from."""
    at = 0
    while at < len(reader.text):
        length = find_length(reader.text[at:])
        if length is None:
            return
        start, end = at + length.start, at + length.end
        at = end
        length = match_length(reader.text, start) or length
        found = _distance(reader, length, start, end)
        if found is not None:
            yield found
            at = max(at, end)


def _distance(reader: Reader, length: Length, start: int, end: int) -> Relation | None:
    lead = patterns.LENGTH_LEAD.search(reader.text[:start])
    first = start if lead is None else lead.start()
    within = lead is not None and bool(lead["within"])
    tail = patterns.AWAY_TAIL.match(reader.text, end)
    if tail is None:
        return None
    heading = reader.heading(tail)
    more = {"length": length, "within": within, "heading": heading, "subject": reader.subject_before(first)}
    # "южнее Актау", and "к югу от": Russian needs no "of" behind its comparatives.
    if tail["of"] or (heading is not None and not tail[0].isascii()):
        return _measured_from(reader, first, tail.end(), more)
    more["subject"] = None
    border = find_border_behind(reader, first, away=" away" in tail[0])
    if border is not None:
        return reader.make(
            "distance", border.start, tail.end() if " away" in tail[0] else end, objects=border.objects,
            target="border", **more,
        )  # fmt: skip
    behind = patterns.AWAY_BEHIND.search(reader.text[:first])
    if behind is None or (heading is None and " away" not in tail[0]):
        return None
    here = reader.masked.mention_at(behind.start("o"))
    return reader.make("distance", first, tail.end(), objects=(here,), backwards=True, **more)


def _measured_from(reader: Reader, first: int, place: int, more: dict[str, object]) -> Relation | None:
    """Read what a distance is measured from: a border, a coast, a capital, a name, "it"."""
    border = next(
        (
            one
            for one in find_named_borders(reader, place, anchored=True)
            if one.objects or one.end > one.start
        ),
        None,
    )
    if border is not None and not border.negated:
        return reader.make(
            "distance",
            first,
            border.end,
            objects=border.objects,
            target="border",
            word=border.rel,
            **more,
        )
    for target, group in (("coast", patterns.COAST_CORE), ("capital", patterns.CAPITAL_CORE)):
        found = group.match(reader.text, place)
        if found is not None:
            return reader.make(
                "distance",
                first,
                found.end(),
                objects=reader.names(found, "o", "o2"),
                target=target,
                **more,
            )
    name = patterns.OF_NAME.match(reader.text, place)
    if name is not None:
        return reader.make("distance", first, name.end(), objects=reader.names(name, "o"), **more)
    it = patterns.OF_IT.match(reader.text, place)
    if it is not None:
        if it["place"] is None:
            more["subject"] = None
        return reader.make("distance", first, it.end(), target="it", unit=it["place"] or "", **more)
    return None

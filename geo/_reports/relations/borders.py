"""Reading what is said of borders: on them, near them, units along them, who borders on whom."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from geo._reports.relations import border_patterns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo._locating import Heading
    from geo._reports.relations.reader import Reader
    from geo._reports.relations.relation import Relation

__all__ = [
    "find_border_behind",
    "find_named_borders",
    "read_border_units",
    "read_borders",
    "read_touches",
]


class Border(NamedTuple):
    """A border that is named in a sentence."""

    start: int
    end: int
    objects: tuple[int, ...]
    heading: Heading | None
    rel: str
    negated: bool
    is_bare: bool
    is_each: bool = False
    """Whether each of two countries has its own: "the border with Rwanda and Burundi"."""


def find_named_borders(reader: Reader, start: int = 0, *, anchored: bool = False) -> Iterator[Border]:
    """Find the borders that are named, the fullest pattern first."""
    seen: list[tuple[int, int]] = []
    for pattern in border_patterns.BORDER:
        matches = [pattern.match(reader.text, start)] if anchored else pattern.finditer(reader.text, start)
        for found in matches:
            if found is None or any(found.start() < last and found.end() > first for first, last in seen):
                continue
            seen.append(found.span())
            objects = reader.names(found, "o", "o2", "pair")
            heading = reader.heading(found)
            rel = (found["rel"] or "").strip()
            is_each = "with" in found.re.groupindex and len(objects) > 1
            negated = found["neg"] is not None
            yield Border(found.start(), found.end(), objects, heading, rel, negated, not objects, is_each)


def find_border_behind(reader: Reader, first: int, *, away: bool) -> Border | None:
    """Find a border right before a length: "the border with Mali is 12 km away", "до границы 12 км"."""
    for pattern in border_patterns.BORDER_BEHIND:
        found = pattern.search(reader.text, 0, first)
        if found is not None and (away or found["till"]):
            objects = reader.names(found, "o", "o2", "pair")
            return Border(found.start(), found.end(), objects, None, "", negated=False, is_bare=not objects)
    return None


def read_borders(reader: Reader) -> Iterator[Relation]:
    """Read "near the border with Mali"."""
    for border in find_named_borders(reader):
        said = reader.text[border.start : border.end]
        if not reader.is_free(border.start, border.end):
            continue
        behind = reader.text[border.end : border.end + 30]
        is_event = re.match(
            r" (?:incident|clash|clashes|skirmish|shelling|attack|drone|fighting|shooting|инцидент)",
            behind,
        )
        led = border.rel and border.rel not in ("from", "in")
        if border.rel == "in" and re.search(r"area|region|zone|strip|приграничь", said):
            led = True
        if not (led or border.negated or (len(border.objects) and (is_event or reader.is_title))):
            continue
        if border.rel in ("across", "over", "along") and not border.objects:
            continue
        yield reader.make(
            "border", border.start, border.end, objects=border.objects, target="border", word=border.rel,
            heading=border.heading, negated=border.negated, unit="each" if border.is_each else "",
        )  # fmt: skip


def read_border_units(reader: Reader) -> Iterator[Relation]:
    """Read "the border district of"."""
    for found in border_patterns.BORDER_UNIT.finditer(reader.text):
        if reader.is_free(*found.span()):
            yield reader.make(
                "border_unit", *found.span(), objects=reader.names(found, "o", "o2"), target="border",
                heading=reader.heading(found), unit=found["unit"], subject=reader.unit_named(found),
            )  # fmt: skip


def read_touches(reader: Reader) -> Iterator[Relation]:
    """Read "which borders Mali and Niger"."""
    for found in border_patterns.TOUCHES.finditer(reader.text):
        if not reader.is_free(*found.span()):
            continue
        if found["verb"].startswith("neighb") and reader.text[: found.start()].endswith(
            ("in ", "from ", "to ")
        ):
            continue
        places = [found.start("o")] + [
            found.start("more") + one.start() for one in re.finditer(r"[\ue000-\ue7ff]", found["more"])
        ]
        first = found.start()
        for place in places:
            yield reader.make(
                "touches", first, place + 1, objects=(reader.masked.mention_at(place),), target="border",
                negated=found["neg"] is not None, subject=reader.subject_before(found.start()),
            )  # fmt: skip
            first = place

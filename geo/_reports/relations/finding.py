"""Finding what a sentence says of where something is: relations between names, borders, coasts, distances.

Each kind is looked for in turn, the fullest first, and a stretch that one has taken is not read again: in
"12 km from the border with Mali" the border is what the distance is measured from, no claim of its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from geo._locating import find_length, match_length, read_heading
from geo._reports.relations import patterns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo._locating import Heading, Length
    from geo._reports.relations.masking import Masked

__all__ = ["Relation", "find_relations"]

Kind = Literal[
    "border", "border_unit", "touches", "distance", "between", "near", "part", "coast", "capital", "remote",
    "populated", "superlative",
]  # fmt: skip


class Relation(NamedTuple):
    """Something that is said of where a thing is."""

    kind: Kind
    start: int
    end: int
    """In the whole text."""
    objects: tuple[int, ...] = ()
    """Numbers of the mentions that it speaks of."""
    target: Literal["name", "border", "coast", "capital", "it", ""] = "name"
    """What a distance is measured from."""
    word: str = ""
    """Near, on, off, or what the pattern calls it."""
    heading: Heading | None = None
    length: Length | None = None
    within: bool = False
    """A length that is a most, not a measure."""
    backwards: bool = False
    """The direction is from the incident to the name."""
    negated: bool = False
    subject: int | None = None
    """The mention right before, of which it is said; None when it is said of the incident."""
    unit: str = ""
    """The word for a unit: "the border *district*"; "country" in "the north of the country"."""


_BESIDE_GROUND: Final = ("remote", "populated", "superlative")


class _Border(NamedTuple):
    start: int
    end: int
    objects: tuple[int, ...]
    heading: Heading | None
    rel: str
    negated: bool
    is_bare: bool


def find_relations(masked: Masked, *, is_title: bool = False) -> list[Relation]:
    """Find the relations of one sentence, in its order.

    Parameters
    ----------
    masked : Masked
    is_title : bool
        Headlines name borders without saying near.

    Examples
    --------
    >>> from geo._reports.mentions import Mention
    >>> from geo._reports.relations.masking import mask
    >>> text = "It lies 12 km from the border with Mali."
    >>> masked = mask(text, 0, len(text), [Mention(35, 39, "Mali", "name", "", 0)], 0)
    >>> [(one.kind, one.target, one.length.stated_m, text[one.start:one.end]) for one in find_relations(masked)]
    [('distance', 'border', 12000.0, '12 km from the border with Mali')]
    """
    reader = _Reader(masked, is_title=is_title)
    return sorted(reader.read(), key=lambda one: (one.start, one.end))


class _Reader:
    def __init__(self, masked: Masked, *, is_title: bool) -> None:
        self._masked, self._text, self._is_title = masked, masked.text, is_title
        self._taken: dict[bool, list[tuple[int, int]]] = {True: [], False: []}
        self._found: list[Relation] = []

    def read(self) -> list[Relation]:
        if not self._text:
            return []
        for read in (
            self._distances, self._superlatives, self._remote, self._populated, self._border_units, self._touches,
            self._borders, self._capitals, self._capitals_of, self._coasts, self._between, self._near, self._parts,
        ):  # fmt: skip
            for one in read():
                self._found.append(one._replace(negated=True) if self._is_denied(one) else one)
        return [self._said_of(one) for one in self._found]

    def _said_of(self, one: Relation) -> Relation:
        """Take no name for the subject that another phrase only measures from: "between X and Y, 9 km from Z"."""
        for other in self._found:
            if (
                one.subject is not None
                and other is not one
                and one.subject in other.objects
                and other.end <= one.start
            ):
                return one._replace(subject=other.subject)
        return one

    def _is_denied(self, one: Relation) -> bool:
        """Say whether the words before turn a phrase round: "did not come down near the border"."""
        if one.negated or one.kind in ("superlative", "remote", "touches", "distance"):
            return False
        at = next((at for at, place in enumerate(self._masked.place) if place >= one.start), 0)
        return patterns.DENIED.search(self._text[:at]) is not None

    # What is shared.

    def _is_free(self, start: int, end: int, *, of_ground: bool = True) -> bool:
        """Say whether a stretch is free: what people and size say of a place leaves the place to be read."""
        return all(end <= first or start >= last for first, last in self._taken[of_ground])

    def _make(self, kind: Kind, start: int, end: int, **more: object) -> Relation:
        self._taken[kind not in _BESIDE_GROUND].append((start, end))
        more.setdefault("subject", self._subject(start))
        return Relation(kind, *self._masked.span(start, end), **more)  # type: ignore[arg-type]

    def _subject(self, start: int) -> int | None:
        """Find the mention right before of which a phrase is said: "Mendoza, near the border with Chile"."""
        before = re.search(
            r"([\ue000-\ue7ff])(?:,|, which|, a [\w-]+| ?,? (?:which |that )?(?:is|lies|lay|sits|stands|"
            r"находится|лежит|расположен\w*))?"
            r"(?: (?:located|situated|very|only|just|is|lies|расположенн\w+))* ?$",
            self._text[:start],
        )
        return None if before is None else self._masked.mention_at(before.start(1))

    def _names(self, found: re.Match[str], *groups: str) -> tuple[int, ...]:
        known = found.re.groupindex
        return tuple(
            self._masked.mention_at(found.start(group)) for group in groups if group in known and found[group]
        )

    def _heading(self, found: re.Match[str], group: str = "d") -> Heading | None:
        known = group in found.re.groupindex and found[group]
        return read_heading(found[group].strip()) if known else None

    # One kind after the other.

    def _border_at(self, start: int = 0, *, anchored: bool = False) -> Iterator[_Border]:
        """Find the borders that are named, the fullest pattern first."""
        seen: list[tuple[int, int]] = []
        for pattern in patterns.BORDER:
            matches = [pattern.match(self._text, start)] if anchored else pattern.finditer(self._text, start)
            for found in matches:
                if found is None or any(found.start() < last and found.end() > first for first, last in seen):
                    continue
                seen.append(found.span())
                objects = self._names(found, "o", "o2", "pair")
                heading = self._heading(found)
                rel = (found["rel"] or "").strip()
                yield _Border(
                    found.start(), found.end(), objects, heading, rel, found["neg"] is not None, not objects
                )

    def _borders(self) -> Iterator[Relation]:
        for border in self._border_at():
            said = self._text[border.start : border.end]
            if not self._is_free(border.start, border.end):
                continue
            behind = self._text[border.end : border.end + 30]
            is_event = re.match(
                r" (?:incident|clash|clashes|skirmish|shelling|attack|drone|fighting|shooting|инцидент)",
                behind,
            )
            led = border.rel and border.rel not in ("from", "in")
            if border.rel == "in" and re.search(r"area|region|zone|strip|приграничь", said):
                led = True
            if not (led or border.negated or (len(border.objects) and (is_event or self._is_title))):
                continue
            if border.rel in ("across", "over", "along") and not border.objects:
                continue
            yield self._make(
                "border", border.start, border.end, objects=border.objects, target="border", word=border.rel,
                heading=border.heading, negated=border.negated,
            )  # fmt: skip

    def _border_units(self) -> Iterator[Relation]:
        for found in patterns.BORDER_UNIT.finditer(self._text):
            if self._is_free(*found.span()):
                yield self._make(
                    "border_unit", *found.span(), objects=self._names(found, "o", "o2"), target="border",
                    heading=self._heading(found), unit=found["unit"], subject=self._unit_named(found),
                )  # fmt: skip

    def _unit_named(self, found: re.Match[str]) -> int | None:
        """Find which unit it is: "the border district of X", "приграничном районе X", or the name before."""
        behind = re.match(
            r" (?:of |called |, )?(?:the )?([\ue000-\ue7ff])", self._text[found.end() : found.end() + 14]
        )
        if behind is not None:
            return self._masked.mention_at(found.end() + behind.start(1))
        before = re.search(
            r"([\ue000-\ue7ff])(?:,|, a| is a| is the)? (?:the |a )?$", self._text[: found.start()]
        )
        return None if before is None else self._masked.mention_at(before.start(1))

    def _touches(self) -> Iterator[Relation]:
        for found in patterns.TOUCHES.finditer(self._text):
            if not self._is_free(*found.span()):
                continue
            if found["verb"].startswith("neighb") and self._text[: found.start()].endswith(
                ("in ", "from ", "to ")
            ):
                continue
            places = [found.start("o")] + [
                found.start("more") + one.start() for one in re.finditer(r"[\ue000-\ue7ff]", found["more"])
            ]
            first = found.start()
            for place in places:
                yield self._make(
                    "touches", first, place + 1, objects=(self._masked.mention_at(place),), target="border",
                    negated=found["neg"] is not None, subject=self._subject(found.start()),
                )  # fmt: skip
                first = place

    def _distances(self) -> Iterator[Relation]:
        at = 0
        while at < len(self._text):
            length = find_length(self._text[at:])
            if length is None:
                return
            start, end = at + length.start, at + length.end
            at = end
            length = match_length(self._text, start) or length
            found = self._distance(length, start, end)
            if found is not None:
                yield found
                at = max(at, end)

    def _distance(self, length: Length, start: int, end: int) -> Relation | None:
        lead = patterns.LENGTH_LEAD.search(self._text[:start])
        first = start if lead is None else lead.start()
        within = lead is not None and bool(lead["within"])
        tail = patterns.AWAY_TAIL.match(self._text, end)
        if tail is None:
            return None
        heading = self._heading(tail)
        more = {"length": length, "within": within, "heading": heading, "subject": self._subject(first)}
        place = tail.end()
        # "южнее Актау", and "к югу от": Russian needs no "of" behind its comparatives.
        if tail["of"] or (heading is not None and not tail[0].isascii()):
            border = next(
                (one for one in self._border_at(place, anchored=True) if one.objects or one.end > one.start),
                None,
            )
            if border is not None and not border.negated:
                return self._make(
                    "distance",
                    first,
                    border.end,
                    objects=border.objects,
                    target="border",
                    word=border.rel,
                    **more,
                )
            for target, group in (("coast", patterns.COAST_CORE), ("capital", patterns.CAPITAL_CORE)):
                found = group.match(self._text, place)
                if found is not None:
                    return self._make(
                        "distance",
                        first,
                        found.end(),
                        objects=self._names(found, "o", "o2"),
                        target=target,
                        **more,
                    )
            name = patterns.OF_NAME.match(self._text, place)
            if name is not None:
                return self._make("distance", first, name.end(), objects=self._names(name, "o"), **more)
            it = patterns.OF_IT.match(self._text, place)
            if it is not None:
                if it["place"] is None:
                    more["subject"] = None
                return self._make("distance", first, it.end(), target="it", unit=it["place"] or "", **more)
            return None
        border = self._border_behind(first, away=" away" in tail[0])
        if border is not None:
            more["subject"] = None
            return self._make(
                "distance", border.start, tail.end() if " away" in tail[0] else end, objects=border.objects,
                target="border", **more,
            )  # fmt: skip
        behind = patterns.AWAY_BEHIND.search(self._text[:first])
        if behind is None or (heading is None and " away" not in tail[0]):
            return None
        here = self._masked.mention_at(behind.start("o"))
        more["subject"] = None
        return self._make("distance", first, tail.end(), objects=(here,), backwards=True, **more)

    def _border_behind(self, first: int, *, away: bool) -> _Border | None:
        """Find a border right before a length: "the border with Mali is 12 km away", "до границы 12 км"."""
        for pattern in patterns.BORDER_BEHIND:
            found = pattern.search(self._text, 0, first)
            if found is not None and (away or found["till"]):
                objects = self._names(found, "o", "o2", "pair")
                return _Border(
                    found.start(), found.end(), objects, None, "", negated=False, is_bare=not objects
                )
        return None

    def _capitals(self) -> Iterator[Relation]:
        for pattern in patterns.CAPITAL:
            for found in pattern.finditer(self._text):
                rel = (found["rel"] or "").strip()
                if self._is_free(*found.span()) and (found["neg"] or rel) and rel not in ("from", "to"):
                    yield self._make(
                        "capital", *found.span(), objects=self._names(found, "o", "owner", "o2"), target="capital",
                        word=rel, negated=found["neg"] is not None,
                    )  # fmt: skip

    def _capitals_of(self) -> Iterator[Relation]:
        """Find who says that a town is the capital of a country."""
        for pattern in patterns.CAPITAL_OF:
            for found in pattern.finditer(self._text):
                if self._is_free(*found.span()):
                    yield self._make(
                        "capital", *found.span(), objects=self._names(found, "owner", "subject"), target="capital",
                        word="is", subject=self._masked.mention_at(found.start("subject")),
                    )  # fmt: skip

    def _coasts(self) -> Iterator[Relation]:
        for pattern in patterns.COAST:
            for found in pattern.finditer(self._text):
                if not self._is_free(*found.span()):
                    continue
                negative = "neg" in found.re.groupindex and found["neg"]
                if not negative and found["rel"] in (None, "from"):
                    continue
                yield self._make(
                    "coast", *found.span(), objects=self._names(found, "o", "o2"), target="coast",
                    word=found["rel"] or "", heading=self._heading(found) or self._heading(found, "d2"),
                    negated=bool(negative),
                )  # fmt: skip
        for found in patterns.COASTAL.finditer(self._text):
            if self._is_free(*found.span()):
                yield self._make(
                    "coast", *found.span(), objects=self._names(found, "o"), target="coast", word="coastal",
                    unit=found["unit"], subject=self._unit_named(found),
                )  # fmt: skip

    def _between(self) -> Iterator[Relation]:
        for found in patterns.BETWEEN.finditer(self._text):
            before = self._text[: found.start()]
            if self._is_free(*found.span()) and not patterns.NOT_BETWEEN.search(before):
                yield self._make(
                    "between", *found.span(), objects=self._names(found, "o", "o2"),
                    word="halfway" if found["halfway"] else "",
                )  # fmt: skip

    def _near(self) -> Iterator[Relation]:
        for found in patterns.NEAR.finditer(self._text):
            if self._is_free(found.start(), found.start("o")):
                yield self._make(
                    "near", *found.span(), objects=self._names(found, "o"), word=found["rel"].strip(),
                    negated=found["neg"] is not None,
                )  # fmt: skip

    def _parts(self) -> Iterator[Relation]:
        for pattern in patterns.PART:
            for found in pattern.finditer(self._text):
                if not self._is_free(*found.span()):
                    continue
                groups = found.re.groupindex
                heading = self._heading(found)
                centre = "centre" in groups
                # Letters alone are a direction in tables; in a text they are the end of a genitive.
                is_letters = not centre and set(found["d"]) <= set("nsew.")
                if is_letters or (heading is None and not centre):
                    continue
                yield self._make(
                    "part", *found.span(), objects=self._names(found, "o"), heading=heading,
                    word="centre" if centre else "",
                    unit=found["country"] if "country" in groups else "",
                )  # fmt: skip

    def _remote(self) -> Iterator[Relation]:
        for pattern in patterns.REMOTE:
            for found in pattern.finditer(self._text):
                if self._is_free(*found.span(), of_ground=False):
                    groups = found.re.groupindex
                    yield self._make(
                        "remote", *found.span(), negated="neg" in groups and found["neg"] is not None,
                        word=found["word"] if "word" in groups else "far",
                    )  # fmt: skip

    def _populated(self) -> Iterator[Relation]:
        for pattern in patterns.POPULATED:
            for found in pattern.finditer(self._text):
                if self._is_free(*found.span(), of_ground=False):
                    groups = found.re.groupindex
                    yield self._make(
                        "populated", *found.span(), negated="neg" in groups and found["neg"] is not None
                    )

    def _superlatives(self) -> Iterator[Relation]:
        for pattern in patterns.SUPERLATIVE:
            for found in pattern.finditer(self._text):
                if self._is_free(*found.span(), of_ground=False):
                    yield self._make("superlative", *found.span(), subject=None)

"""Location phrases become expressions: the words that say where are read, the names are left as they are.

A length parts a phrase that has one: what stands before it ("within", "about", or the name itself) and what
stands after it (a direction and a name, or a direction alone). Of what has none, the forms are tried in turn.
"""

from __future__ import annotations

import unicodedata
from itertools import islice
from typing import TYPE_CHECKING, Final

from geo._locating.expressions.compass import read_heading
from geo._locating.expressions.expression import Expression
from geo._locating.expressions.folding import Folded, fold_text
from geo._locating.expressions.forms import (
    AFTER_LENGTH,
    APPOSITION,
    BEFORE_LENGTH,
    FORMS,
    KIND_OF,
    PAIR_JOINTS,
    PLACE,
    ROAD_BEHIND,
    SECOND_LENGTH,
    TRAILING,
)
from geo._locating.expressions.lengths import Length, find_length, match_length
from geo._locating.expressions.making import Distance, make, measured, told
from geo._locating.expressions.names import part_pair, take_name

if TYPE_CHECKING:
    import re

    from geo._locating.expressions.compass import Heading
    from geo._locating.expressions.expression import Kind, Relation
    from geo._locating.expressions.forms import Form

__all__ = ["MAX_LETTERS", "parse_expression"]

MAX_LETTERS: Final = 240
"""A longer text is no phrase but a report. The limit also keeps the time that any text takes small."""


MOST_JOINTS: Final = 3
"""No more names may stand before the words that tell where they are."""


def parse_expression(text: str) -> Expression | None:
    """Read a location phrase that is more than a name.

    Parameters
    ----------
    text : str
        One phrase: English, Russian, Ukrainian, French, Spanish; the commonest of Kazakh, Arabic, Turkish,
        Portuguese and German.

    Returns
    -------
    Expression or None
        None when the text is a name, a sentence, or nothing that is understood. Where a name may be built
        like the phrase ("North Korea"), `may_be_name` says so.

    Examples
    --------
    >>> found = parse_expression("about 40 km north of Aktau, Kazakhstan")
    >>> found.kind, found.anchors, found.distance_m, found.direction_deg
    ('offset', ('Aktau, Kazakhstan',), 40000.0, 0.0)
    >>> found.said
    '40 km (35 to 45 km) north of Aktau, Kazakhstan; "about" changes nothing'
    >>> parse_expression("в 30 км к югу от Бахмута").anchors, parse_expression("Aktau")
    (('Бахмута',), None)
    """
    if len(text) > MAX_LETTERS * 2 or any(map(_is_control, text)):
        return None
    folded = fold_text(text)
    if not 3 < len(folded.text) <= MAX_LETTERS:  # noqa: PLR2004 - no shorter phrase says anything
        return None
    return _read(folded) or _read_apposition(folded)


def _is_control(letter: str) -> bool:
    return letter not in "\t\n\r" and unicodedata.category(letter) in {"Cc", "Cs"}


def _read(folded: Folded) -> Expression | None:
    """Read a phrase; a road that is named after it is told, and left aside where the phrase says more."""
    road = ROAD_BEHIND.search(folded.text)
    found = _read_with_length(folded.take(0, road.start())) if road else None
    if road and found:
        return found._replace(said=f'{found.said}; "{folded.cut(*road.span()).lstrip(", ")}" is left aside')
    return _read_with_length(folded) or _read_without(folded, 0)


def _read_apposition(folded: Folded) -> Expression | None:
    """Read what tells the whereabouts of a name that stands before it."""
    for joint in islice(APPOSITION.finditer(folded.text), MOST_JOINTS):
        before = PLACE.match(folded.text, 0, joint.start())
        place = take_name(folded, *before.span("name")) if before else None
        closing = folded.text.find(")", joint.end()) if "(" in joint[0] else -1
        end = closing if closing > 0 else len(folded.text)
        found = _read(folded.take(joint.end(), end)) if place else None
        if place and found and found.kind != "part" and not found.may_be_name:
            return found._replace(place=place, said=f"{place}: {found.said}")
    return None


def _read_with_length(folded: Folded) -> Expression | None:
    length = find_length(folded.text)
    if length is None:
        return None
    before = BEFORE_LENGTH.fullmatch(f"{folded.text[: length.start].rstrip()} ".lstrip(" ") or "")
    end, notes = _take_second(folded.text, length)
    if before is None:
        return _read_trailing(folded, length, end, notes)
    qualifiers = (before["about"].strip(),) if before["about"] else ()
    distance = Distance(length, before["within"] is not None, qualifiers, notes)
    while folded.text[end : end + 1] in {" ", ",", "-"}:
        end += 1
    rest = f"{folded.text[end:]} "
    for form in AFTER_LENGTH:
        found = form.pattern.fullmatch(rest)
        expression = _finish(form, found, folded, end, distance) if found else None
        if expression:
            return expression
    return None


def _take_second(text: str, length: Length) -> tuple[int, tuple[str, ...]]:
    """Read the same length in another unit, in brackets: the first is the one that is stated."""
    opening = SECOND_LENGTH.match(text, length.end)
    second = match_length(text, opening.end()) if opening else None
    if second is None:
        return length.end, ()
    end = second.end
    while text[end : end + 1] in {" ", ")", ","}:
        end += 1
    if length.agrees(second):
        return end, ()
    return end, (f"{text[second.start : second.end]} beside it is another length",)


def _read_trailing(folded: Folded, length: Length, end: int, notes: tuple[str, ...]) -> Expression | None:
    """Read what has the name first: "Aktau, 40 km N"."""
    before = TRAILING.before.fullmatch(f"{folded.text[: length.start].rstrip()} ")
    after = TRAILING.after.fullmatch(f"{folded.text[end:].lstrip(' ,')} ")
    if before is None or after is None:
        return None
    anchor = take_name(folded, *before.span("a"))
    heading = read_heading(after["d"].strip()) if after["d"] else None
    if anchor is None or (after["d"] and heading is None):
        return None
    qualifiers = (before["about"].strip(),) if before["about"] else ()
    distance = Distance(length, within=False, qualifiers=qualifiers, notes=notes)
    return told(measured(Expression("offset", (anchor,)), distance, heading), notes)


def _finish(
    form: Form, found: re.Match[str], folded: Folded, start: int, distance: Distance
) -> Expression | None:
    """Make an expression of a length and what stands after it."""
    heading = read_heading(found["d"]) if form.kind == "offset" else None
    if form.kind == "offset" and heading is None:
        return None
    first, last = (start + place for place in found.span("a"))
    line = None if form.kind == "coast" else _read_without(folded, first, lines_only=True)
    if line:
        side: Relation = "with" if line.relation == "with" else ""
        return told(measured(line._replace(relation=side, near_m=None), distance, heading), distance.notes)
    anchor = take_name(folded, first, last)
    if anchor is None:
        return None
    kind: Kind = "offset"
    if form.kind == "coast":
        kind = "coast"
    elif form.kind == "radius" or (distance.within and heading is None):
        kind, distance = "radius", distance._replace(within=True)
    expression = Expression(kind, (anchor,), relation="off" if kind == "coast" else "")
    return told(measured(expression, distance, heading), distance.notes)


def _read_without(folded: Folded, start: int, *, lines_only: bool = False) -> Expression | None:
    """Read a phrase without a length, from a place on."""
    text = f"{folded.text[start:]} "
    for form in FORMS:
        if lines_only and form.kind not in {"border", "road"}:
            continue
        found = form.pattern.fullmatch(text)
        expression = _read_form(form, found, folded, start) if found else None
        if expression:
            return told(expression)
    return None


def _read_form(form: Form, found: re.Match[str], folded: Folded, start: int) -> Expression | None:
    groups = found.groupdict()
    words = groups.get("d")
    heading = _read_direction(words, folded, start + found.start("d")) if words else None
    if words and heading is None:
        return None
    # The "southern town of X" is the town; south is where in its country it lies.
    if form.kind == "part" and KIND_OF.match(folded.text, start + found.start("a")) and "name" in form.marks:
        return None
    anchors = _anchors(form, found, folded, start)
    return make(form, groups, anchors, heading) if anchors else None


def _read_direction(words: str, folded: Folded, place: int) -> Heading | None:
    """Read a direction; letters alone have to be capitals: NW Syria is one, 's Gravenhage is a name."""
    if set(words) <= set("nsew.") and not folded.cut(place, place + len(words)).isupper():
        return None
    return read_heading(words)


def _anchors(form: Form, found: re.Match[str], folded: Folded, start: int) -> tuple[str, ...]:
    """Take the names out of a form that fits; none when one of them is no name."""
    groups = found.groupdict()
    if not groups.get("pair"):
        spans = [found.span(group) for group in "ab" if groups.get(group)]
        names = [take_name(folded, start + first, start + last) for first, last in spans]
        return tuple(name for name in names if name) if None not in names else ()
    first, last = (start + place for place in found.span("pair"))
    joints = next(joints for joints in PAIR_JOINTS if joints in form.marks)
    pair = part_pair(folded, first, last, joints)
    if pair or "any" not in form.marks or ("led" in form.marks and not groups["led"]):
        return pair
    single = take_name(folded, first, last)
    return (single,) if single else ()

"""Location phrases become expressions: the words that say where are read, the names are left as they are.

A length parts a phrase that has one: what stands before it ("within", "about", or the name itself) and what
stands after it (a direction and a name, or a direction alone). Of what has none, the forms are tried in turn.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final, NamedTuple

from geo._locating.expressions.compass import Heading, read_heading
from geo._locating.expressions.expression import (
    NEAR_BORDER_M,
    OFF_COAST_M,
    OFFSHORE_M,
    ON_COAST_M,
    Expression,
    tell,
)
from geo._locating.expressions.folding import Folded, fold_text
from geo._locating.expressions.forms import (
    AFTER_LENGTH,
    BEFORE_LENGTH,
    FORMS,
    PAIR_JOINTS,
    SECOND_LENGTH,
    TRAILING,
    Form,
)
from geo._locating.expressions.lengths import Length, find_length, match_length
from geo._locating.expressions.names import part_pair, take_name

if TYPE_CHECKING:
    from geo._locating.expressions.expression import Relation

__all__ = ["MAX_LETTERS", "parse_expression"]

MAX_LETTERS: Final = 240
"""A longer text is no phrase but a report. The limit also keeps the time that any text takes small."""


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
    return _read_with_length(folded) or _read_without(folded, 0)


def _is_control(letter: str) -> bool:
    return letter not in "\t\n\r" and unicodedata.category(letter) in {"Cc", "Cs"}


class _Distance(NamedTuple):
    """What was read before the name: a length, and what was said about it."""

    length: Length
    within: bool
    qualifiers: tuple[str, ...]
    notes: tuple[str, ...]


def _read_with_length(folded: Folded) -> Expression | None:
    length = find_length(folded.text)
    if length is None:
        return None
    before = BEFORE_LENGTH.fullmatch(f"{folded.text[: length.start].rstrip()} ".lstrip(" ") or "")
    end, notes = _take_second(folded.text, length)
    if before is None:
        return _read_trailing(folded, length, end, notes)
    qualifiers = (before["about"].strip(),) if before["about"] else ()
    distance = _Distance(length, before["within"] is not None, qualifiers, notes)
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
    distance = _Distance(length, within=False, qualifiers=qualifiers, notes=notes)
    return _offset((anchor,), distance, heading)


def _finish(
    form: Form, found: re.Match[str], folded: Folded, start: int, distance: _Distance
) -> Expression | None:
    """Make an expression of a length and what stands after it."""
    heading = None
    if "d" in found.groupdict():
        heading = read_heading(found["d"])
        if heading is None:
            return None
    first, last = (start + place for place in found.span("a"))
    length = distance.length
    if form.kind in {"ring", "offset", "radius"}:
        line = _read_without(folded, first, lines_only=True)
        if line:
            return _said(
                line._replace(
                    distance_m=length.stated_m,
                    distance_low_m=0.0 if distance.within else length.low_m,
                    distance_high_m=length.high_m,
                    direction_deg=heading.azimuth_deg if heading else None,
                    half_width_deg=heading.half_width_deg if heading else None,
                    near_m=None,
                    qualifiers=distance.qualifiers,
                ),
                distance.notes,
            )
    anchor = take_name(folded, first, last)
    if anchor is None:
        return None
    if form.kind == "coast":
        return _said(
            Expression(
                "coast",
                (anchor,),
                length.stated_m,
                0.0 if distance.within else length.low_m,
                length.high_m,
                relation="off",
                qualifiers=distance.qualifiers,
            ),
            distance.notes,
        )
    if form.kind == "radius" or (distance.within and heading is None):
        return _said(
            Expression(
                "radius", (anchor,), length.stated_m, 0.0, length.high_m, qualifiers=distance.qualifiers
            ),
            distance.notes,
        )
    return _offset((anchor,), distance, heading)


def _offset(anchors: tuple[str, ...], distance: _Distance, heading: Heading | None) -> Expression:
    length = distance.length
    expression = Expression(
        "offset",
        anchors,
        length.stated_m,
        0.0 if distance.within else length.low_m,
        length.high_m,
        heading.azimuth_deg if heading else None,
        heading.half_width_deg if heading else None,
        qualifiers=distance.qualifiers,
    )
    return _said(expression, distance.notes)


def _read_without(folded: Folded, start: int, *, lines_only: bool = False) -> Expression | None:
    """Read a phrase without a length, from a place on."""
    text = f"{folded.text[start:]} "
    for form in FORMS:
        if lines_only and form.kind not in {"border", "road"}:
            continue
        found = form.pattern.fullmatch(text)
        expression = _make(form, found, folded, start) if found else None
        if expression:
            return _said(expression, ())
    return None


def _make(form: Form, found: re.Match[str], folded: Folded, start: int) -> Expression | None:
    groups = found.groupdict()
    heading = _heading(form, groups, folded, start + found.start("d")) if "d" in groups else None
    if groups.get("d") and heading is None:
        return None
    anchors = _anchors(form, found, folded, start)
    if not anchors:
        return None
    relation: Relation = "near" if groups.get("by") else "on"
    named = "name" in form.marks
    part = heading.name if heading else None
    match form.kind:
        case "border":
            near_m = NEAR_BORDER_M if relation == "near" else 0.0
            side: Relation = "with" if "with" in form.marks else relation
            return Expression("border", anchors, relation=side, near_m=near_m)
        case "road":
            return Expression("road", anchors, relation=relation)
        case "between":
            return Expression("between", anchors, relation="halfway" if groups["halfway"] else "")
        case "coast":
            reach_m = ON_COAST_M if "on" in form.marks else OFFSHORE_M if "sea" in form.marks else OFF_COAST_M
            side = "on" if "on" in form.marks else "off"
            return Expression("coast", anchors, part=part, relation=side, near_m=reach_m)
        case "part" if "centre" in form.marks:
            return Expression("part", anchors, part="centre", may_be_name=named)
        case "part":
            assert heading is not None  # noqa: S101 - every other part has a direction
            toward = heading if "also_toward" in form.marks else None
            return Expression(
                "part",
                anchors,
                part=part,
                direction_deg=toward.azimuth_deg if toward else None,
                half_width_deg=toward.half_width_deg if toward else None,
                may_be_name=named,
            )
        case "toward":
            assert heading is not None  # noqa: S101 - the form has one
            return Expression(
                "near", anchors, direction_deg=heading.azimuth_deg, half_width_deg=heading.half_width_deg
            )
        case "outside":
            return Expression("outside", anchors)
        case _:
            return Expression("near", anchors, may_be_name=named)


def _heading(form: Form, groups: dict[str, str | None], folded: Folded, place: int) -> Heading | None:
    words = groups["d"]
    if words is None:
        return None
    heading = read_heading(words)
    if heading is None or (form.kind == "part" and heading.half_width_deg < 22.5):  # noqa: PLR2004
        return None
    # "NW Syria", but "s Gravenhage" is a name.
    if set(words) <= set("nsew.") and not folded.cut(place, place + len(words)).isupper():
        return None
    return heading


def _anchors(form: Form, found: re.Match[str], folded: Folded, start: int) -> tuple[str, ...]:
    """Take the names out of a form that fits; none when one of them is no name."""
    groups = found.groupdict()
    if groups.get("pair"):
        first, last = (start + place for place in found.span("pair"))
        joints = next(joints for joints in PAIR_JOINTS if joints in form.marks)
        names = part_pair(folded, first, last, joints)
        if names or "any" not in form.marks or ("led" in form.marks and not groups["led"]):
            return names
        single = take_name(folded, first, last)
        return (single,) if single else ()
    spans = [found.span(group) for group in "ab" if groups.get(group)]
    names = tuple(take_name(folded, start + first, start + last) for first, last in spans)
    return () if None in names else tuple(name for name in names if name)


def _said(expression: Expression, notes: tuple[str, ...]) -> Expression:
    return expression._replace(said=tell(expression, notes))

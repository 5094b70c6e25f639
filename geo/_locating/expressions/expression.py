"""What a location phrase says, and how that is said in plain English."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from geo._locating.expressions.compass import HEADINGS

__all__ = [
    "NEAR_BORDER_M",
    "OFFSHORE_M",
    "OFF_COAST_M",
    "ON_COAST_M",
    "Expression",
    "Kind",
    "Relation",
    "tell",
]

Kind = Literal["offset", "radius", "near", "outside", "between", "border", "coast", "part", "road"]
Relation = Literal["on", "near", "off", "halfway", "with", ""]

NEAR_BORDER_M: Final = 25_000.0
"""How far from a border "near the border" is taken to reach. No number can be defended (Chapman and
Wieczorek, 2020): of the 16 events in UCDP's file of the Central African Republic that are described as near
the border or on it, half lie within 12 km of it, and 11 within 25 km."""

OFF_COAST_M: Final = 22_224.0
"""Off the coast: in the territorial sea, twelve nautical miles (UN Convention on the Law of the Sea, 3)."""

OFFSHORE_M: Final = 50_000.0
"""Off a place, offshore: beyond the territorial sea too. The guide finds no number that could be defended."""

ON_COAST_M: Final = 5_000.0
"""On the coast: land so near to the water."""


class Expression(NamedTuple):
    """A location phrase that is more than a name."""

    kind: Kind
    anchors: tuple[str, ...]
    """The names it rests on, as written; one or more, each a piece of the text."""
    distance_m: float | None = None
    """As stated; the middle of a range."""
    distance_low_m: float | None = None
    distance_high_m: float | None = None
    """Between what the number as written can mean; the low is 0 for a radius."""
    direction_deg: float | None = None
    """Azimuth from the anchor, 0 north to 337.5 north-north-west."""
    half_width_deg: float | None = None
    """How far to either side the direction reaches: 45 for north, 22.5 for north-east, 11.25 between."""
    part: str | None = None
    """One of eight directions, or "centre": of the anchor, or of its coast."""
    relation: Relation = ""
    """On or near (a border, a road, a coast), off (a coast), halfway (between two); "with" for a border of
    which one side alone is named."""
    near_m: float | None = None
    """How far from a border or a coast still counts when no distance is stated: 0 on a border,
    `NEAR_BORDER_M` near it; `OFF_COAST_M`, `OFFSHORE_M` or `ON_COAST_M`."""
    qualifiers: tuple[str, ...] = ()
    """Words that change nothing: "about"."""
    may_be_name: bool = False
    """The phrase is built like names are ("North Korea", "Bay Area"): try the whole as a name first."""
    place: str = ""
    """A name that stands first and whose whereabouts the phrase tells, as in "Liwa, 10 km from Bambari":
    where it is known, it is the better answer, unless it is the region round it all."""
    said: str = ""
    """The same in plain English."""


_HEADING_NAMES: Final = {heading.azimuth_deg: heading.name for heading in HEADINGS.values()}


def tell(expression: Expression, notes: tuple[str, ...] = ()) -> str:
    """Say in plain English what was understood.

    Examples
    --------
    >>> tell(Expression("offset", ("Aktau",), 4e4, 35e3, 45e3, 0.0, 45.0, qualifiers=("about",)))
    '40 km (35 to 45 km) north of Aktau; "about" changes nothing'
    >>> tell(Expression("border", ("Mali", "Niger"), relation="near", near_m=25_000.0))
    'near the border between Mali and Niger (taken as within 25 km)'
    """
    remarks = (*notes, *(f'"{word}" changes nothing' for word in expression.qualifiers))
    return "; ".join((f"{_tell_distance(expression)}{_tell_place(expression)}", *remarks))


def _tell_distance(expression: Expression) -> str:
    stated_m, low_m, high_m = expression[2:5]
    if stated_m is None or low_m is None or high_m is None:
        return ""
    if expression.kind == "radius":
        return f"within {_km(stated_m)} (at most {_km(high_m)}) of "
    link = " from " if expression.kind in {"border", "road"} and expression.direction_deg is None else " "
    return f"{_km(stated_m)} ({_km(low_m, unit='')} to {_km(high_m)}){link}"


def _tell_place(expression: Expression) -> str:
    anchors, part = expression.anchors, expression.part
    first, both = anchors[0], _join(anchors)
    heading = "" if expression.direction_deg is None else _HEADING_NAMES[expression.direction_deg]
    match expression.kind:
        case "offset":
            text = f"{heading} of {first}" if heading else f"from {first}"
        case "radius":
            text = first
        case "near":
            text = f"{heading} of {first}, no distance given" if heading else f"near {first}"
        case "outside":
            text = f"outside {first}, but near it"
        case "between":
            text = f"{'halfway ' if expression.relation == 'halfway' else ''}between {both}"
        case "border":
            text = f"{f'{heading} of ' if heading else ''}{_tell_border(expression)}"
        case "coast":
            side = f"{part} " if part else ""
            text = f"{'on' if expression.relation == 'on' else 'off'} the {side}coast of {first}"
            text += f" (taken as within {_km(expression.near_m)} of the shore)" if expression.near_m else ""
        case "road":
            where = heading and f"{heading} of "
            where = where or {"near": "near ", "on": "on "}.get(expression.relation, "")
            text = f"{where}the road between {both}"
        case _:
            text = f"in the {part} of {first}"
            text += f", or {heading} of it if it is a point" if heading else ""
    return text


def _tell_border(expression: Expression) -> str:
    anchors, near_m = expression.anchors, expression.near_m
    if len(anchors) > 1:
        line = f"the border between {_join(anchors)}"
    else:
        line = f"the border {'with' if expression.relation == 'with' else 'of'} {anchors[0]}"
    if expression.distance_m is not None:
        return line
    return f"near {line} (taken as within {_km(near_m)})" if near_m else f"on {line}"


def _join(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _km(metres: float, *, unit: str = " km") -> str:
    return f"{metres / 1000.0:.4g}{unit}"

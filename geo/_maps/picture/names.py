"""Names of the base map on the picture, none over another: the more important is placed first.

The order, the sizes and the rooms are those of the interactive map (``static/names.js``, ``labels.js``).
A picture cannot be moved, so that a name may also stand off the middle of its room, and the name of a place
to any side of its dot.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from geo._maps.picture.lettering import break_lines, lettered, size_of, write_lines
from geo._maps.picture.room import Room, centred, grow
from geo._maps.picture.style import COLOURS, TEXTS
from geo._maps.picture.svg import clean, element, group
from geo.schema import CITY_POPULATION

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from geo._maps.frame import Box
    from geo._maps.picture.canvas import Canvas

__all__ = ["draw_names"]

# From which zoom names are written: of countries with so many people, of ground, of places.
COUNTRY_ZOOMS: Final = ((10e6, 0.0), (1e6, 2.5), (0.0, 3.5))
GROUND_ZOOM: Final = 4.0
PLACE_ZOOM: Final = 3.0
# A name may be this much larger than its room, and seen from far away twice as large.
SLACK: Final = 8.0
FAR_ZOOM: Final = 3.5
FAR_SHARE: Final = 0.5
# Its middle may then go so far towards the edge of the room.
FAR_REACH: Final = 0.8
OVERHANG: Final = 0.5
LIFT: Final = 1.5
# From the middle of a place to its name; the second where a symbol hides its dot.
BESIDE: Final = (6.0, 12.0)
DOT_RADIUS: Final = 2.5
CAPITAL_SIDE: Final = 6.0
# Symbols reach this far from their middle; a dot nearer than the second is hidden by one.
SYMBOL: Final = 5.0
HIDDEN: Final = 4.0
# Distances that names keep from each other and from the edges.
SPACING: Final = {"country": 6.0, "disputed": 4.0, "region": 4.0}
PLACE_SPACING: Final = 5.0
MARGIN: Final = {"country": 8.0}
PLAIN_MARGIN: Final = 5.0
# A country must not go without its name where incidents are many: so many of them may lie on it.
MOST_ON_NAME: Final = {"country": 3, "disputed": 1}
# Each roomier room for a name is worth so many symbols on it.
COST: Final = 2


class Spot(NamedTuple):
    """Where a name may stand, pixels; the anchor of its text; its drawback, in symbols on a better spot."""

    box: Box
    anchor: str = "middle"
    cost: int = 0


class Name(NamedTuple):
    """A name and where it may stand, the best first."""

    kind: str
    lines: list[str]
    spots: list[Spot]
    once: str | None = None
    dot: tuple[float, float] | None = None


def draw_names(
    canvas: Canvas, room: Room, names: dict[str, list[list[Any]]], *, told: Collection[str] = ()
) -> str:
    """Write the names that find room.

    Parameters
    ----------
    canvas : Canvas
    room : Room
        What is left of the picture; what the names take is taken from it.
    names : dict
        From `geo._maps.labels.choose_names`.
    told : collection of str
        Names that stand on the picture already.

    Returns
    -------
    str
    """
    written: dict[str, list[str]] = {kind: [] for kind in TEXTS}
    dots: list[str] = []
    done: set[str] = set()
    for name in _in_order(canvas, names):
        if name.once in done or " ".join(name.lines).casefold() in told:
            continue
        spot = _choose(room, name)
        if spot is None:
            continue
        left, top, right, bottom = spot.box
        if name.once:
            done.add(name.once)
        room.take([grow(spot.box, SPACING.get(name.kind, PLACE_SPACING))])
        x = {"start": left, "middle": (left + right) / 2, "end": right}[spot.anchor]
        own = None if spot.anchor == "middle" else spot.anchor
        written[name.kind].append(write_lines(name.lines, TEXTS[name.kind], x, (top + bottom) / 2, own))
        if name.dot and not _is_hidden(room, name.dot):
            room.take([grow((*name.dot, *name.dot), DOT_RADIUS + 1)])
            dots.append(_draw_dot(*name.dot, is_capital=name.kind == "capital"))
    texts = [lettered(kind, TEXTS[kind], *each) for kind, each in reversed(written.items())]
    return group(*dots, stroke=COLOURS["paper"], stroke_width=1.0, fill=COLOURS["ink"]) + "".join(texts)


def _in_order(canvas: Canvas, names: dict[str, list[list[Any]]]) -> Iterator[Name]:
    """Give names in order of importance."""
    places = [_place(canvas, *row) for row in names["places"]] if canvas.zoom >= PLACE_ZOOM else []
    grounds = canvas.zoom >= GROUND_ZOOM
    countries = [
        row
        for row in names["countries"]
        if canvas.zoom >= next(zoom for least, zoom in COUNTRY_ZOOMS if row[2] >= least)
    ]
    for text, code, _, inland, _ in countries:
        yield _ground(canvas, "country", text, inland)._replace(once=code)
    if grounds:
        yield from (_ground(canvas, "disputed", text, spots) for text, spots in names["disputed"])
    yield from (place for place in places if place.kind == "capital")
    for text, code, _, _, seaward in countries:
        # A name that reaches over the sea begins on its land, and may not leave it.
        yield _ground(canvas, "country", text, seaward, is_movable=False)._replace(once=code)
    yield from (place for place in places if place.kind == "city")
    if grounds:
        yield from (_ground(canvas, "region", text, spots) for text, spots in names["regions"])
    yield from (place for place in places if place.kind == "town")


def _ground(
    canvas: Canvas, kind: str, text: str, spots: list[list[float]], *, is_movable: bool = True
) -> Name:
    """Find boxes in the rooms that hold a name, or nearly hold it; in their middles first."""
    lines = break_lines(text, TEXTS[kind])
    width, height = size_of(lines, TEXTS[kind])
    share = FAR_SHARE if canvas.zoom < FAR_ZOOM else 1.0
    # Disputed ground must not go without its name, which may hang over if its middle is well inside.
    wide = min(share, OVERHANG) if kind == "disputed" else share
    middles: list[Spot] = []
    moved: list[Spot] = []
    left, top, right, bottom = grow(canvas.box, -MARGIN.get(kind, PLAIN_MARGIN) - 0.5)
    for cost, (lon, lat, half_lon, half_lat) in enumerate(spots):
        half_width, half_height = half_lon * canvas.degree, half_lat * canvas.degree
        if 2 * half_width + SLACK < width * wide or 2 * half_height + SLACK < height * share:
            continue
        aside, lift = max(0.0, half_width - width / 2), max(0.0, half_height - height / 2)
        if share < 1:
            aside, lift = max(aside, FAR_REACH * half_width), max(lift, FAR_REACH * half_height)
        middle_x, middle_y = canvas.project([lon], [lat])[0].tolist()
        # Into the picture, as far as the room reaches.
        x = min(max(middle_x, left + width / 2), right - width / 2)
        y = min(max(middle_y, top + height / 2), bottom - height / 2)
        if not is_movable:
            aside = lift = 0.0
        if abs(x - middle_x) > aside or abs(y - middle_y) > lift:
            continue
        middles.append(Spot(centred(x, y, width, height), cost=COST * cost))
        for across, down in STEPS:
            for far in (min(lift, LIFT * height), lift):
                box = centred(middle_x + across * aside, middle_y + down * far, width, height)
                moved.append(Spot(box, cost=COST * cost))
    return Name(kind, lines, middles + moved)


# Off the middle of a room, as shares of how far a name may go: first up and down, then to the sides.
STEPS: Final = sorted(product((0.0, -1.0, 1.0, -0.5, 0.5), (-1.0, 1.0, 0.0)), key=lambda step: abs(step[0]))


def _place(
    canvas: Canvas,
    text: str,
    lon: float,
    lat: float,
    population: int,
    is_capital: bool,  # noqa: FBT001 - a row of the payload
) -> Name:
    """Find boxes on all sides of a place."""
    kind = "capital" if is_capital else "city" if population >= CITY_POPULATION else "town"
    line = clean(text)
    width, height = size_of([line], TEXTS[kind])
    x, y = canvas.project([lon], [lat])[0].tolist()
    spots = []
    for gap in BESIDE:
        aside, away = gap + width / 2, gap - 1 + height / 2
        spots += [
            Spot(centred(x + aside, y, width, height), "start"),
            Spot(centred(x - aside, y, width, height), "end"),
            Spot(centred(x, y - away, width, height)),
            Spot(centred(x, y + away, width, height)),
        ]
    return Name(kind, [line], spots, dot=(x, y))


def _choose(room: Room, name: Name) -> Spot | None:
    """Choose the first free spot, or one with few symbols on it where the name must not be missing."""
    if name.dot and not _has_room(room, name.dot):
        return None
    margin = MARGIN.get(name.kind, PLAIN_MARGIN)
    most, best, least = MOST_ON_NAME.get(name.kind, 0), None, float("inf")
    for spot in name.spots:
        if not room.fits(spot.box, margin):
            continue
        number = room.symbols_in(grow(spot.box, SYMBOL))
        if number <= most and number + spot.cost < least and room.is_free(spot.box):
            best, least = spot, number + spot.cost
        if least == 0:
            break
    return best


def _has_room(room: Room, dot: tuple[float, float]) -> bool:
    """Say whether the dot of a place would be seen whole, or need not be drawn."""
    at = (*dot, *dot)
    return room.fits(at, DOT_RADIUS + 2) and (_is_hidden(room, dot) or room.is_free(at))


def _is_hidden(room: Room, dot: tuple[float, float]) -> bool:
    return room.symbols_in(grow((*dot, *dot), HIDDEN)) > 0


def _draw_dot(x: float, y: float, *, is_capital: bool) -> str:
    if is_capital:
        left, top = x - CAPITAL_SIDE / 2, y - CAPITAL_SIDE / 2
        side: dict[str, float] = {"width": CAPITAL_SIDE, "height": CAPITAL_SIDE}
        return element("rect", class_="geo-pic-seat", x=round(left, 1), y=round(top, 1), **side)
    at: dict[str, float] = {"cx": round(x, 1), "cy": round(y, 1), "r": DOT_RADIUS}
    return element("circle", class_="geo-pic-place", **at, fill="#6b6f75")

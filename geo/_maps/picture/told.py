"""What is written about the incidents: distances on their lines, names in their areas."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from geo._maps.picture.areas import Area
from geo._maps.picture.lettering import break_lines, lettered, size_of, write_lines
from geo._maps.picture.room import Room, centred, grow
from geo._maps.picture.style import TEXTS, Lettering
from geo._maps.picture.svg import element, group

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo._maps.frame import Box
    from geo._maps.picture.measured import MeasuredLine

__all__ = ["draw_area_names", "draw_distances"]

PADDING_X, PADDING_Y = 8.0, 4.0
# The first line of what is told stands out; the rest is smaller and lighter.
FIRST_SIZE: Final = 13.5
REST_SIZE: Final = 11.5
# Where along a line its distance may stand, as shares of its length; then beside it.
ALONG: Final = (0.5, 0.6, 0.4, 0.7, 0.3, 0.8, 0.2, 0.95)
BESIDE: Final = (0.5, 0.75, 1.0)
GAP: Final = 12.0
# To the sides, above and below.
ASIDE: Final = ((1, 0), (-1, 0), (0, -1), (0, 1))
# Only where there is no other room: once more as far above and below.
FAR_ASIDE: Final = ((0, -3), (0, 3))
# Above and below the middle of an area, in heights of its name.
STEPS: Final = (0.0, -1.0, 1.0, -2.0, 2.0)
EDGE: Final = 4.0
SPACING: Final = 3.0
# The name of an area may cover so many symbols, where there is no better spot.
MOST_COVERED: Final = 2


def draw_distances(
    room: Room, lines: Sequence[MeasuredLine], areas: Sequence[Area], told: dict[int, list[str]]
) -> str:
    """Write what was measured from few incidents; nothing of it is left out.

    Parameters
    ----------
    room : Room
        What is left of the picture.
    lines : sequence of MeasuredLine
    areas : sequence of Area
        Areas have no line to write along: theirs stands in them or beside them.
    told : dict
        Row -> what is told of an area besides its name.

    Returns
    -------
    str
    """
    labels: list[tuple[str, list[str], Area | MeasuredLine]] = []
    for area in areas:
        texts = next((told[row] for row in area.rows if row in told), [])
        texts = [area.name, *texts] if area.name else texts
        if texts:
            # A caption beside a symbol has no area of its own.
            kind = "area" if area.rings and not area.is_circle else "caption"
            labels.append(("distance-border" if len(texts) > 1 else kind, texts, area))
    labels += [(f"distance-{line.name}", line.label, line) for line in lines]
    widest = room.box[2] - room.box[0] - 2 * (PADDING_X + EDGE)
    drawn = []
    for kind, texts, what in labels:
        words, letterings = _break(kind, texts, widest)
        sizes = [size_of([text], each) for text, each in zip(words, letterings, strict=True)]
        width = max(size[0] for size in sizes) + 2 * PADDING_X
        height = sum(size[1] for size in sizes) + 2 * PADDING_Y
        if isinstance(what, Area):
            near, far = list(_around(room, what, width, height)), []
        else:
            near, far = (list(_along(room, what, width, height, aside)) for aside in (ASIDE, FAR_ASIDE))
        inside = [box for box in near if room.fits(box, EDGE)]
        free = [box for box in inside if room.is_free(box)]
        free = free or [box for box in far if room.fits(box, EDGE) and room.is_free(box)]
        if not inside and not free:
            continue
        others = [point for line in lines if line is not what for point in line.points.tolist()]
        hides = partial(_hidden, others)
        # Of the free ones that which hides least of the other lines.
        box = min(free, key=hides) if free else min(inside, key=room.covered)
        room.take([grow(box, SPACING)])
        drawn.append(_draw_label(kind, words, letterings, box))
    return "".join(drawn)


def draw_area_names(room: Room, areas: Sequence[Area]) -> str:
    """Write into areas what they are called, and how many incidents are in each; the fullest first."""
    written = []
    lettering = TEXTS["area"]
    for area in sorted(areas, key=lambda area: -len(area.rows)):
        lines = break_lines(area.name, lettering)
        if len(area.rows) > 1:
            lines.append(f"{len(area.rows):,} incidents")
        if not lines:
            continue
        width, height = size_of(lines, lettering)
        boxes = [
            box for box in _around(room, area, width, height) if room.fits(box, EDGE) and room.is_free(box)
        ]
        if not boxes:
            continue
        hidden = [room.symbols_in(grow(box, SPACING)) for box in boxes]
        if min(hidden) > MOST_COVERED:
            continue
        left, top, right, bottom = box = boxes[hidden.index(min(hidden))]
        room.take([grow(box, SPACING)])
        written.append(write_lines(lines, lettering, (left + right) / 2, (top + bottom) / 2))
    return lettered("area-name", lettering, *written)


def _hidden(points: list[list[float]], box: Box) -> int:
    return sum(box[0] <= x <= box[2] and box[1] <= y <= box[3] for x, y in points)


def _break(kind: str, texts: Sequence[str], widest: float) -> tuple[list[str], list[Lettering]]:
    """Break texts into lines that fit, each with its lettering."""
    first, rest = (TEXTS[kind]._replace(size=size, longest=widest) for size in (FIRST_SIZE, REST_SIZE))
    lines: list[str] = []
    letterings: list[Lettering] = []
    for place, text in enumerate(texts):
        lettering = rest._replace(weight=450) if place else first
        broken = break_lines(text, lettering)
        lines += broken
        letterings += [lettering] * len(broken)
    return lines, letterings


def _along(
    room: Room, line: MeasuredLine, width: float, height: float, asides: Sequence[tuple[int, int]]
) -> Iterable[Box]:
    """Give boxes on the part of a line that is seen, then beside it."""
    parts = shapely.get_parts(shapely.clip_by_rect(shapely.linestrings(line.points), *room.box))
    if len(parts) == 0:
        return
    seen = parts[int(np.argmax(shapely.length(parts)))]
    for share in ALONG:
        x, y = _at(seen, share)
        yield centred(x, y, width, height)
    for share in BESIDE:
        x, y = _at(seen, share)
        for across, down in asides:
            yield centred(x + across * (width / 2 + GAP), y + down * (height / 2 + GAP), width, height)


def _at(line: Any, share: float) -> list[float]:  # noqa: ANN401 - a LineString
    point = shapely.line_interpolate_point(line, share, normalized=True)
    found: list[float] = shapely.get_coordinates(point)[0].tolist()
    return found


def _around(room: Room, area: Area, width: float, height: float) -> Iterable[Box]:
    """Give boxes above and below an area that is smaller than what is told of it, then within it."""
    x, y = area.label.tolist()
    left, top, right, bottom = area.box.tolist()
    if bottom - top <= 2 * height or right - left <= width:
        for middle in (top - height / 2 - EDGE, bottom + height / 2 + EDGE):
            yield _inward(room, x, middle, width, height, is_high=False)
    for step in STEPS:
        yield _inward(room, x, y + step * height, width, height, is_high=True)


def _inward(room: Room, x: float, y: float, width: float, height: float, *, is_high: bool) -> Box:
    """Centre a box on a point, moved so that the edges of the picture do not cut it."""
    left, top, right, bottom = room.box
    x = min(max(x, left + EDGE + width / 2), right - EDGE - width / 2)
    if is_high:
        y = min(max(y, top + EDGE + height / 2), bottom - EDGE - height / 2)
    return centred(x, y, width, height)


def _draw_label(kind: str, texts: list[str], letterings: list[Lettering], box: Box) -> str:
    left, top, right, bottom = box
    place: dict[str, float] = {"x": left, "y": top, "width": right - left, "height": bottom - top, "rx": 3.0}
    look: dict[str, Any] = {
        "fill": "#fffefb",
        "fill_opacity": 0.94,
        "stroke": "#28323c",
        "stroke_opacity": 0.25,
    }
    drawn = [element("rect", **place, **look, stroke_width=0.8)]
    y = top + PADDING_Y
    for text, lettering in zip(texts, letterings, strict=True):
        _, height = size_of([text], lettering)
        words = write_lines([text], lettering, (left + right) / 2, y + height / 2)
        drawn.append(group(words, font_size=lettering.size, font_weight=str(lettering.weight)))
        y += height
    return group(*drawn, class_=f"geo-pic-{kind}", fill=letterings[0].colour, text_anchor="middle")

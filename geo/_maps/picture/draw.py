"""The picture as a whole, from the ground up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from geo._maps.picture.areas import draw_areas, gather_areas
from geo._maps.picture.canvas import HEIGHT, WIDTH, fit_canvas
from geo._maps.picture.cells import draw_cells
from geo._maps.picture.furniture import draw_credit, draw_frame, draw_scale
from geo._maps.picture.ground import draw_ground, draw_hatching
from geo._maps.picture.measured import (
    Points,
    draw_circles,
    draw_lines,
    gather_circles,
    gather_lines,
)
from geo._maps.picture.names import draw_names
from geo._maps.picture.room import Room, grow
from geo._maps.picture.spots import draw_spots, gather_spots
from geo._maps.picture.style import FONT
from geo._maps.picture.svg import clean, element, group, words
from geo._maps.picture.told import draw_area_names, draw_distances
from geo._maps.picture.tracks import caption_points, draw_tracks, gather_tracks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geo._maps.frame import Box
    from geo._maps.picture.areas import Area
    from geo._maps.picture.canvas import Canvas
    from geo._maps.picture.spots import Spots
    from geo._maps.picture.tracks import Track

__all__ = ["draw_picture"]

# Of so many incidents the lines that were measured are drawn, as in the interactive map.
FEW: Final = 3
# The picture has about so many characters at most, of which the base map has at least the second.
LARGEST: Final = 200_000
LEAST_GROUND: Final = 100_000
# Symbols that no name may come near, while there are so few that names still find room.
FEW_SYMBOLS: Final = 50
SYMBOL_ROOM: Final = 3.0
# Names keep this far from a line that was measured, and from the outline that holds an incident.
LINE_ROOM: Final = 2.5
BORDER: Final = "border"


def draw_picture(  # noqa: PLR0913 - the parts of a payload
    *,
    view: Box,
    sheets: list[dict[str, Any]],
    names: dict[str, list[list[Any]]],
    lon: NDArray[np.float64],
    lat: NDArray[np.float64],
    precision_m: NDArray[np.float64],
    areas: dict[str, Any],
    lines: list[dict[str, Any]],
    colours: Sequence[str] | None = None,
    title: str,
    size: tuple[float, float] = (WIDTH, HEIGHT),
    tracks: Sequence[Track] = (),
    captions: Sequence[str | None] = (),
    cells: Sequence[tuple[str, Sequence[list[NDArray[np.float64]]]]] = (),
) -> str:
    """Draw the first view of a map as one still picture.

    Parameters
    ----------
    view : tuple of float
        What must be seen: west, south, east, north in degrees.
    sheets : list of dict
        The base map, from `geo._maps.basemap.draw_sheets`.
    names : dict
        From `geo._maps.labels.choose_names`.
    lon, lat : ndarray of float, shape (n,), degrees
        The incidents, longitudes on the sheet of the view; NaN where one has no point.
    precision_m : ndarray of float, shape (n,), metres
        The radius within which each lies; NaN where it is not stated.
    areas : dict
        ``step``, ``outlines``, and ``of``: for every row the number of its outline, None or NaN for none; see
        `geo._maps.areas.encode_areas`.
    lines : list of dict
        From `geo._maps.measured.measured_line`; drawn when the incidents are few.
    colours : sequence of str, length n, optional
        The fill of each incident, ``#rrggbb`` or a plain name; the red of incidents when left out.
    title : str
        What the picture is called, for readers who do not see it.
    size : tuple of float, pixels
        Width and height of the paper; letters are as large on any.
    tracks : sequence of Track
        Lines that claims name, and the ways to them.
    captions : sequence of str or None, length n, optional
        What is written at each incident; names of areas alone when left out.
    cells : sequence of (str, sequence of list of ndarray), optional
        Cells in which incidents are counted, by their colour; see `geo._maps.picture.cells.draw_cells`.

    Returns
    -------
    str
        An ``svg`` element of plain attributes: no style, no script, no address. Its classes, which begin
        with ``geo-pic-``, say what each part shows.
    """
    points = Points(*(np.asarray(values, dtype=float) for values in (lon, lat, precision_m)))
    canvas = fit_canvas(view, tuple(sheets[0]["box"]), size)
    few = len(lon) <= FEW and not cells
    spots = gather_spots(canvas, *points, colours, left_out=points.are_wide())
    grounds = gather_areas(canvas, areas, points, colours)
    circles = gather_circles(canvas, points, colours, few=few)
    measured = gather_lines(canvas, points, lines) if few else []
    ways = gather_tracks(canvas, tracks)
    told_ways = [*measured, *ways]
    ends = np.array([line.points[-1] for line in told_ways]).reshape(-1, 2)
    marks = np.concatenate([spots.at, *(line.points for line in told_ways)])
    if captions:
        # On a small map an area may be no larger than the bar of the scale.
        marks = np.concatenate([marks, *(ring for area in grounds for ring in area.rings)])
    scale, scale_box = draw_scale(canvas, marks)
    credit, credit_box = draw_credit(canvas, marks, scale_box)

    room = Room(canvas.box, np.concatenate([spots.at, ends]))
    room.take([scale_box, credit_box])
    room.take(_symbol_boxes(spots))
    room.take(grow((x, y, x, y), 2 * SYMBOL_ROOM) for x, y in ends.tolist())
    if few or captions:
        labelled = [
            *_captioned(grounds, captions),
            *caption_points(canvas, points, captions or [None] * len(lon)),
        ]
        texts = draw_distances(room, told_ways, labelled, _told_of_areas(lines))
        outlines = [ring for area in grounds for ring in area.rings] + [circle.ring for circle in circles]
        for line in (*(each.points for each in told_ways), *outlines):
            room.take_line(line, LINE_ROOM)
    else:
        texts = draw_area_names(room, grounds)
    told = {clean(area.name).casefold() for area in grounds}
    over = [
        draw_names(canvas, room, names, told=told),
        draw_circles(circles, few=few),
        draw_areas(grounds, is_bold=bool(captions)),
        draw_lines(canvas, measured),
        draw_tracks(canvas, tracks, ways),
        draw_spots(spots),
        texts,
        scale,
        credit,
        draw_frame(canvas),
    ]
    largest = max(LEAST_GROUND, LARGEST - sum(map(len, over)))
    ground = draw_ground(canvas, sheets, largest=largest, on_land=draw_cells(canvas, cells))
    return _wrap(canvas, title, [draw_hatching(), ground, *over], size[0])


def _captioned(areas: Sequence[Area], captions: Sequence[str | None]) -> list[Area]:
    """Give areas the captions of their incidents in place of their names, where there are any."""
    return [
        area._replace(name=next((text for row in area.rows if (text := captions[row])), area.name))
        if captions
        else area
        for area in areas
    ]


def _symbol_boxes(spots: Spots) -> list[Box]:
    """Give the boxes of the symbols that nothing may come near: all of few, of many the large ones."""
    close = (spots.radius + SYMBOL_ROOM)[:, None]
    boxes = np.column_stack([spots.at - close, spots.at + close])
    chosen = boxes[(spots.number > 1) | (len(boxes) <= FEW_SYMBOLS)].tolist()
    return [(left, top, right, bottom) for left, top, right, bottom in chosen]


def _told_of_areas(lines: list[dict[str, Any]]) -> dict[int, list[str]]:
    """Give what is told of the border of each row; an area has no line to write it along."""
    return {
        row: text
        for line in lines
        if line["name"] == BORDER
        for row, text in enumerate(line["labels"])
        if text
    }


def _wrap(canvas: Canvas, title: str, parts: list[str], full: float) -> str:
    """Put the parts of a picture together."""
    left, top, right, bottom = canvas.box
    width, height = round(right - left, 1), round(bottom - top, 1)
    corner = f"{left:g} {top:g} {width:g} {height:g}"
    # A drawing within a drawing hides what reaches over its edges.
    place: dict[str, float] = {"x": left, "y": top, "width": width, "height": height}
    inner = element("svg", *parts, **place, viewBox=corner)
    name = clean(title)
    return element(
        "svg",
        element("title", words(name)),
        group(inner, font_family=FONT),
        xmlns="http://www.w3.org/2000/svg",
        role="img",
        aria_label=name,
        viewBox=corner,
        width=f"{100 * width / full:.4g}%",
        preserveAspectRatio="xMidYMid meet",
    )

"""What a claim was held against: the line that it names, and the shortest way to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from geo._maps.picture.areas import Area
from geo._maps.picture.measured import CURVE_TOLERANCE, MeasuredLine
from geo._maps.picture.paths import cut_lines, path_data, simplify
from geo._maps.picture.spots import shared_colours
from geo._maps.picture.style import COLOURS, Stroke, stroke_of
from geo._maps.picture.svg import element, group

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geo._maps.picture.canvas import Canvas
    from geo._maps.picture.measured import Points

__all__ = ["Track", "caption_points", "draw_tracks", "gather_tracks"]

LINE: Final = Stroke(COLOURS["borderLine"], 3.2)
WAY: Final = Stroke(COLOURS["borderLine"], 1.4, "5 3")
TOLERANCE: Final = 0.45
END_RADIUS: Final = 3.0
# What a symbol takes.
SYMBOL: Final = 5.0


class Track(NamedTuple):
    """A line that a claim names, and the shortest way from an incident to it; degrees, lon before lat.

    Attributes
    ----------
    line : list of ndarray of float, shape (k, 2) each
    way : ndarray of float, shape (k, 2)
        From the incident to the line; empty where there is none.
    label : list of str
        What is written along it.
    """

    line: list[NDArray[np.float64]]
    way: NDArray[np.float64]
    label: list[str]


def gather_tracks(canvas: Canvas, tracks: Sequence[Track]) -> list[MeasuredLine]:
    """Bring the ways of tracks onto the paper, with what is told of them."""
    return [
        MeasuredLine("border", canvas.project(*track.way.T), track.label)
        for track in tracks
        if len(track.way)
    ]


def draw_tracks(canvas: Canvas, tracks: Sequence[Track], ways: Sequence[MeasuredLine]) -> str:
    """Draw lines that claims name thick, and the ways to them dashed, with a ring where each ends."""
    lines = [canvas.project(*part.T) for track in tracks for part in track.line]
    data = path_data(simplify(cut_lines(lines, canvas.beyond), TOLERANCE))
    drawn = [element("path", class_="geo-pic-against", d=data, **stroke_of(LINE))] if data else []
    for way in ways:
        data = path_data(simplify(cut_lines([way.points], canvas.beyond), CURVE_TOLERANCE))
        if data:
            drawn.append(element("path", class_="geo-pic-way", d=data, **stroke_of(WAY)))
        x, y = way.points[-1].tolist()
        look: dict[str, str | float] = {"fill": "#ffffff", "stroke": WAY.colour, "stroke_width": 2.0}
        drawn.append(element("circle", cx=x, cy=y, r=END_RADIUS, **look))
    return group(*drawn, fill="none", stroke_linejoin="round")


def caption_points(canvas: Canvas, points: Points, captions: Sequence[str | None]) -> list[Area]:
    """Give what is written beside symbols as areas that are as small as they are."""
    found = []
    at = canvas.project(points.lon, points.lat)
    known = np.isfinite(at).all(axis=1) & ~points.are_wide()
    colour = str(shared_colours(np.zeros(1, dtype=np.int64), 1, None)[0])
    for row in np.flatnonzero(known).tolist():
        text = captions[row]
        if text:
            box = np.concatenate([at[row] - SYMBOL, at[row] + SYMBOL])
            found.append(Area([], at[row], box, text, [row], colour))
    return found

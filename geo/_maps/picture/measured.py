"""What is drawn of incidents besides their symbols: the circles that hold them, the lines to what is near."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
from pyproj import Geod

from geo._maps.frame import FULL_TURN_DEG, MERCATOR_LIMIT_DEG
from geo._maps.picture.paths import cut_lines, cut_rings, path_data, simplify
from geo._maps.picture.spots import shared_colours
from geo._maps.picture.style import MEASURED, stroke_of
from geo._maps.picture.svg import element, group
from geo._maps.precision import COARSE_M

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geo._maps.picture.canvas import Canvas

__all__ = [
    "CURVE_TOLERANCE",
    "Circle",
    "MeasuredLine",
    "Points",
    "circle_on_paper",
    "draw_circles",
    "draw_lines",
    "gather_circles",
    "gather_lines",
]

WGS84: Final = Geod(ellps="WGS84")
# A circle smaller than its symbol says nothing; more circles than this would hide the map.
LEAST_CIRCLE_M: Final = 1_000.0
MOST_CIRCLES: Final = 300
MANY_CIRCLES: Final = 12
CIRCLE_VERTICES: Final = 144
LINE_VERTICES: Final = 65
# Curves are smoother than coasts.
CURVE_TOLERANCE: Final = 0.12
# Of many circles none is large.
MANY_TOLERANCE: Final = 0.3
# A circle smaller than this on paper, pixels, lies beneath its symbol.
LEAST_CIRCLE: Final = 7.0
END_RADIUS: Final = 3.0


class Points(NamedTuple):
    """Incidents at points: degrees on the sheet of the view, radius in metres; NaN where there is none."""

    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    precision_m: NDArray[np.float64]

    def are_wide(self) -> NDArray[np.bool_]:
        """Say which are known only to a circle wider than a district, and are drawn as that circle.

        None are when there are too many such circles: they are rings then, like others known to a radius.
        """
        values = np.column_stack(self)
        wide = np.isfinite(values).all(axis=1) & (self.precision_m > COARSE_M)
        few = len(np.unique(values[wide], axis=0)) <= MOST_CIRCLES
        return np.asarray(wide & few)


class Circle(NamedTuple):
    """A circle that holds an incident, closed, shape (k, 2), pixels."""

    ring: NDArray[np.float64]
    colour: str


class MeasuredLine(NamedTuple):
    """A line from an incident to what is near it, shape (k, 2), pixels, and what is told of it."""

    name: str
    points: NDArray[np.float64]
    label: list[str]


def gather_circles(
    canvas: Canvas, points: Points, colours: Sequence[str] | None, *, few: bool
) -> list[Circle]:
    """Find the circles that hold incidents known only to a radius, the same circle once.

    Parameters
    ----------
    canvas : Canvas
    points : Points
    colours : sequence of str, length n, or None
        The fill of each incident; None paints all in the colour of incidents.
    few : bool
        Whether there are so few incidents that every circle is shown.

    Returns
    -------
    list of Circle
        Empty when there are too many: they would hide the map.
    """
    least_m = 0.0 if few else LEAST_CIRCLE_M
    told = np.column_stack(points)
    known = np.flatnonzero(np.isfinite(told).all(axis=1) & (told[:, 2] > least_m) & (told[:, 2] <= COARSE_M))
    told = told[known]
    circles, first = np.unique(told, axis=0, return_index=True)
    if not 0 < len(circles) <= MOST_CIRCLES:
        return []
    rings = cut_rings([circle_on_paper(canvas, *circle) for circle in circles.tolist()], canvas.beyond)
    each = None if colours is None else [colours[row] for row in known[first].tolist()]
    own = shared_colours(np.arange(len(circles)), len(circles), each)
    return [
        Circle(ring, colour)
        for ring, colour in zip(rings, own.tolist(), strict=True)
        if len(ring) and np.ptp(ring, axis=0).max() >= LEAST_CIRCLE
    ]


def draw_circles(circles: list[Circle], *, few: bool) -> str:
    """Draw circles dashed, the more of them the thinner; few are filled lightly."""
    drawn = []
    tolerance = MANY_TOLERANCE if len(circles) > MANY_CIRCLES else CURVE_TOLERANCE
    for colour in sorted({circle.colour for circle in circles}):
        rings = [circle.ring for circle in circles if circle.colour == colour]
        fill: dict[str, Any] = {"fill": colour, "fill_opacity": 0.06} if few else {"fill": "none"}
        data = path_data(simplify(rings, tolerance), closed=True)
        drawn.append(element("path", class_="geo-pic-circle", d=data, stroke=colour, **fill))
    width, opacity, dashes = (0.8, 0.55, "3 3") if len(circles) > MANY_CIRCLES else (1.0, 0.8, "4 4")
    if few:
        width, opacity, dashes = 1.3, 1.0, "5 5"
    return group(*drawn, stroke_width=width, stroke_opacity=opacity, stroke_dasharray=dashes)


def circle_on_paper(canvas: Canvas, lon: float, lat: float, radius_m: float) -> NDArray[np.float64]:
    """Draw all points at a distance from one, closed over the pole where the circle holds it."""
    azimuths = np.linspace(0.0, FULL_TURN_DEG, CIRCLE_VERTICES + 1)
    starts = np.ones_like(azimuths)
    east, north, _ = WGS84.fwd(lon * starts, lat * starts, azimuths, radius_m * starts)
    east = _unbroken(np.asarray(east, dtype=float), lon)
    north = np.asarray(north, dtype=float)
    if abs(east[-1] - east[0]) > FULL_TURN_DEG / 2:
        pole = np.copysign(FULL_TURN_DEG / 4, lat)
        east, north = np.append(east, [east[-1], east[0]]), np.append(north, [pole, pole])
    ring = canvas.project(east, north)
    return np.concatenate([ring, ring[:1]])


def gather_lines(canvas: Canvas, points: Points, lines: list[dict[str, Any]]) -> list[MeasuredLine]:
    """Find the geodesics that were measured, from every incident to each thing that is near it."""
    found = []
    lon, lat, _ = points
    for row in np.flatnonzero(np.isfinite(lon) & np.isfinite(lat)).tolist():
        for line in lines:
            azimuth_deg, distance_m = line["azimuth_deg"][row], line["distance_m"][row]
            label = line["labels"][row]
            if azimuth_deg is None or distance_m is None or not label:
                continue
            along_m = np.linspace(0.0, distance_m, LINE_VERTICES)
            starts = np.ones_like(along_m)
            east, north, _ = WGS84.fwd(lon[row] * starts, lat[row] * starts, azimuth_deg * starts, along_m)
            # At a pole, where all directions meet, there is no map.
            shown = np.abs(north) <= MERCATOR_LIMIT_DEG
            if shown.any():
                paper = canvas.project(_unbroken(np.asarray(east, dtype=float), lon[row]), north)
                found.append(MeasuredLine(line["name"], paper[shown], label))
    return found


def draw_lines(canvas: Canvas, lines: list[MeasuredLine]) -> str:
    """Draw measured lines on a pale casing, with a ring where each ends."""
    drawn = []
    for line in lines:
        data = path_data(simplify(cut_lines([line.points], canvas.beyond), CURVE_TOLERANCE))
        stroke = MEASURED[line.name]
        x, y = line.points[-1].tolist()
        if data:
            drawn.append(element("path", d=data, stroke="#ffffff", stroke_width=4.5, stroke_opacity=0.8))
            drawn.append(element("path", class_=f"geo-pic-line-{line.name}", d=data, **stroke_of(stroke)))
        look: dict[str, str | float] = {"fill": "#ffffff", "stroke": stroke.colour, "stroke_width": 2.0}
        drawn.append(element("circle", cx=x, cy=y, r=END_RADIUS, **look))
    return group(*drawn, fill="none", stroke_linejoin="round")


def _unbroken(lon: NDArray[np.float64], start: float) -> NDArray[np.float64]:
    """Bring longitudes one after another onto the sheet of the start, without a jump at the antimeridian."""
    return np.asarray(np.unwrap(np.concatenate([[start], lon]), period=FULL_TURN_DEG)[1:])

"""What is drawn of incidents besides their points: areas, circles that hold them, lines to what is near."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
from pyproj import Geod

from geo._maps.frame import FULL_TURN_DEG, MERCATOR_LIMIT_DEG
from geo._maps.picture.ground import cut_polygons
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
    "Area",
    "Circle",
    "MeasuredLine",
    "Points",
    "circle_on_paper",
    "draw_areas",
    "draw_circles",
    "draw_lines",
    "gather_areas",
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
AREA_TOLERANCE: Final = 0.4
# An area smaller than this on paper, pixels, is shown by a square of its own.
LEAST_AREA: Final = 7.0
END_RADIUS: Final = 3.0


class Area(NamedTuple):
    """Ground in which incidents lie; lengths in pixels.

    Attributes
    ----------
    rings : list of ndarray of float, shape (k, 2) each
    label : ndarray of float, shape (2,)
        Where its name belongs.
    box : ndarray of float, shape (4,)
        Left, top, right, bottom of what is seen of it.
    name : str
    rows : list of int
        Its incidents.
    colour : str
        Theirs.
    is_circle : bool
        Whether it is a circle wider than a district.
    """

    rings: list[NDArray[np.float64]]
    label: NDArray[np.float64]
    box: NDArray[np.float64]
    name: str
    rows: list[int]
    colour: str
    is_circle: bool = False

    @property
    def is_small(self) -> bool:
        """Whether its outline would hardly be seen."""
        return bool(max(self.box[2] - self.box[0], self.box[3] - self.box[1]) < LEAST_AREA)


class Points(NamedTuple):
    """Incidents at points: degrees on the sheet of the view, radius in metres; NaN where there is none."""

    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    precision_m: NDArray[np.float64]


class Circle(NamedTuple):
    """A circle that holds an incident, closed, shape (k, 2), pixels."""

    ring: NDArray[np.float64]
    colour: str


class MeasuredLine(NamedTuple):
    """A line from an incident to what is near it, shape (k, 2), pixels, and what is told of it."""

    name: str
    points: NDArray[np.float64]
    label: list[str]


def gather_areas(
    canvas: Canvas,
    areas: dict[str, Any],
    points: Points,
    colours: Sequence[str] | None,
) -> list[Area]:
    """Cut the areas to the picture, the largest first; those outside it are left out.

    A circle wider than a district is an area too.
    """
    rows: list[list[int]] = [[] for _ in areas["outlines"]]
    for row, outline in enumerate(areas["of"]):
        if outline is not None and outline == outline:  # noqa: PLR0124 - not a NaN
            rows[int(outline)].append(row)
    found = []
    for outline, own in zip(areas["outlines"], rows, strict=True):
        rings = cut_polygons(canvas, outline["polygons"], areas["step"])
        if rings and own:
            label = canvas.project(*np.array([outline["label"]]).T)[0]
            found.append(_area(rings, label, outline["name"], own, colours))
    lon, lat, precision_m = points
    known = np.isfinite(lon) & np.isfinite(lat) & (precision_m > COARSE_M)
    alike: dict[tuple[float, ...], list[int]] = {}
    for row in np.flatnonzero(known).tolist():
        alike.setdefault((lon[row], lat[row], precision_m[row]), []).append(row)
    for circle, own in alike.items():
        rings = [ring for ring in cut_rings([circle_on_paper(canvas, *circle)], canvas.beyond) if len(ring)]
        if rings:
            label = canvas.project([circle[0]], [circle[1]])[0]
            found.append(_area(rings, label, "", own, colours)._replace(is_circle=True))
    return sorted(found, key=lambda area: -float(np.prod(area.box[2:] - area.box[:2])))


def _area(
    rings: list[NDArray[np.float64]],
    label: NDArray[np.float64],
    name: str,
    rows: list[int],
    colours: Sequence[str] | None,
) -> Area:
    corners = np.concatenate(rings)
    box = np.concatenate([corners.min(axis=0), corners.max(axis=0)])
    told = None if colours is None else [colours[row] for row in rows]
    colour = str(shared_colours(np.zeros(len(rows), dtype=np.int64), 1, told)[0])
    return Area(rings, label, box, name, rows, colour)


def draw_areas(areas: list[Area]) -> str:
    """Draw areas as outlines, filled lightly; one that is too small to outline as a square."""
    drawn = []
    for area in areas:
        look: dict[str, Any] = {"stroke": area.colour, "fill": area.colour, "fill_opacity": 0.08}
        if area.is_small:
            x, y = ((area.box[:2] + area.box[2:]) / 2 - LEAST_AREA / 2).tolist()
            side: dict[str, float] = {"width": LEAST_AREA, "height": LEAST_AREA}
            look |= {"fill": "#ffffff", "fill_opacity": 1.0}
            drawn.append(element("rect", class_="geo-pic-square", x=x, y=y, **side, **look))
            continue
        tolerance = CURVE_TOLERANCE if area.is_circle else AREA_TOLERANCE
        data = path_data(simplify(area.rings, tolerance), closed=True)
        if area.is_circle:
            look |= {"stroke_dasharray": "5 5", "fill_opacity": 0.06}
        drawn.append(
            element("path", class_=f"geo-pic-{'wide' if area.is_circle else 'area'}", d=data, **look)
        )
    return group(*drawn, stroke_width=1.2, stroke_opacity=0.75, stroke_linejoin="round")


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
    # A circle beneath its symbol is not seen.
    return [
        Circle(ring, colour)
        for ring, colour in zip(rings, own.tolist(), strict=True)
        if len(ring) and np.ptp(ring, axis=0).max() >= LEAST_AREA
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

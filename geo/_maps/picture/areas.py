"""Incidents that are areas: the outlines they lie in, and the circles that are wider than a district."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from geo._maps.picture.ground import cut_polygons
from geo._maps.picture.measured import CURVE_TOLERANCE, circle_on_paper
from geo._maps.picture.paths import cut_rings, path_data, simplify
from geo._maps.picture.spots import shared_colours
from geo._maps.picture.svg import element, group

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geo._maps.picture.canvas import Canvas
    from geo._maps.picture.measured import Points

__all__ = ["Area", "draw_areas", "gather_areas"]

# How far an outline may be from where it is, pixels.
AREA_TOLERANCES: Final = (0.4, 0.8, 1.5, 3.0)
# More areas than this are drawn together, coarsely enough for so many vertices.
MANY_AREAS: Final = 150
MOST_VERTICES: Final = 8_000
AREA_LOOKS: Final[dict[str, dict[str, Any]]] = {
    "area": {"fill_opacity": 0.08},
    "wide": {"fill_opacity": 0.06, "stroke_dasharray": "5 5"},
    "square": {"fill": "#ffffff"},
}
BOLD: Final[dict[str, Any]] = {"fill_opacity": 0.28, "stroke_width": 2.0, "stroke_opacity": 1.0}
# An area smaller than this on paper, pixels, is shown by a square of its own.
LEAST_AREA: Final = 7.0


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
    alike: dict[tuple[float, ...], list[int]] = {}
    for row in np.flatnonzero(points.are_wide()).tolist():
        alike.setdefault(tuple(values[row] for values in points), []).append(row)
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


def draw_areas(areas: list[Area], *, is_bold: bool = False) -> str:
    """Draw areas as outlines, filled lightly; those that are too small to outline as squares.

    Many areas are drawn together, and the more coarsely the more there are. Bold ones are told from the
    ground without colour.
    """
    tolerances = AREA_TOLERANCES if len(areas) > MANY_AREAS else AREA_TOLERANCES[:1]
    for tolerance in tolerances:
        shapes: dict[tuple[str, str, int], list[NDArray[np.float64]]] = {}
        for place, area in enumerate(areas):
            kind = "square" if area.is_small else "wide" if area.is_circle else "area"
            own = CURVE_TOLERANCE if area.is_circle and len(tolerances) == 1 else tolerance
            rings = [_square(area)] if area.is_small else simplify(area.rings, own)
            alone = place if len(tolerances) == 1 else 0
            shapes.setdefault((kind, area.colour, alone), []).extend(rings)
        if sum(len(ring) for rings in shapes.values() for ring in rings) <= MOST_VERTICES:
            break
    drawn = []
    for (kind, colour, _), rings in shapes.items():
        look: dict[str, Any] = {"stroke": colour, "fill": colour, **AREA_LOOKS[kind]}
        if is_bold:
            look.update(BOLD)
        drawn.append(element("path", class_=f"geo-pic-{kind}", d=path_data(rings, closed=True), **look))
    return group(*drawn, stroke_width=1.2, stroke_opacity=0.75, stroke_linejoin="round")


def _square(area: Area) -> NDArray[np.float64]:
    corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1], [-1, -1]]) * LEAST_AREA / 2
    return np.asarray((area.box[:2] + area.box[2:]) / 2 + corners)

"""What the incidents lie on: sea, land, lakes, coasts, disputed ground and the lines on it.

The sheets of the interactive map are painted from the outside in, as there; those that lie hidden under an
inner one altogether are not looked at. Everything is cut to the picture first, and then simplified as far
as the size of the picture asks for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import shapely

from geo._maps.encoding import decode_lines, line_coordinates
from geo._maps.frame import FULL_TURN_DEG
from geo._maps.kinds import KIND_NAMES
from geo._maps.picture.paths import cut_lines, cut_rings, part_outlines, path_data, simplify, turn_rings
from geo._maps.picture.room import grow
from geo._maps.picture.style import COLOURS, DISTRICT, HATCH, LINES, REGION, stroke_of
from geo._maps.picture.svg import element, group

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from geo._maps.picture.canvas import Canvas
    from geo._maps.picture.style import Stroke

    Lines = list[NDArray[np.float64]]

__all__ = ["cut_polygons", "draw_ground", "draw_hatching"]

# How far a line may be from where it is, pixels: the first with which the base map is small enough.
TOLERANCES: Final = (0.45, 0.55, 0.7, 0.9, 1.2)
# How many characters a vertex takes.
VERTEX_LENGTH: Final = 7.4
# Islands smaller than so many tolerances would be less than a dot; small lakes are specks on the land.
LEAST_ISLAND: Final = 2.2
LEAST_LAKE: Final = 4.0
# As in the interactive map: borders at full weight would be all one sees of a world of small countries.
WORLD_SCALE: Final = 0.6
SEA_WIDTH: Final = 0.7
SEA_HATCH: Final = 0.55
# The territorial sea ends 12 nautical miles off the coast, a fifth of a degree. Closer than this to the
# coast on paper, pixels, its limit is only a thicker coast.
SEA_LIMIT: Final = "territorial_sea"
SEA_LIMIT_DEG: Final = 0.2
NARROW_SEA: Final = 4.0
UNNAMED_KIND: Final = "claimed"
LAKES: Final = ("lakes", "shore")
# The order of painting: what is disputed lies over what is agreed.
ORDER: Final = (
    "territorial_sea",
    "district",
    "region",
    "internal",
    "seabed",
    "international",
    "breakaway",
    "claimed",
    "line_of_control",
    "ceasefire",
)


class Paint(NamedTuple):
    """Lines that are drawn alike, pixels; rings when they are filled."""

    kind: str
    lines: Lines
    attributes: dict[str, Any]
    is_filled: bool = False


def draw_hatching() -> str:
    """Define the hatch of disputed ground."""
    ink = COLOURS["hatch"]
    lines = element("path", d="M-1 1l2-2M0 8l8-8M7 9l2-2", stroke=ink, stroke_width=0.9, stroke_opacity=0.42)
    tint = element("rect", width=8.0, height=8.0, fill=ink, fill_opacity=0.06)
    pattern = element("pattern", tint, lines, id=HATCH, width=8.0, height=8.0, patternUnits="userSpaceOnUse")
    return element("defs", pattern)


def draw_ground(canvas: Canvas, sheets: list[dict[str, Any]], *, largest: int, on_land: str = "") -> str:
    """Draw the base map.

    Parameters
    ----------
    canvas : Canvas
    sheets : list of dict
        From `geo._maps.basemap.draw_sheets`, the widest first.
    largest : int
        How many characters it may have; as near to that as the coarsest tolerance goes.
    on_land : str
        What is drawn between land and sea and the lines on them.

    Returns
    -------
    str
        The class of each path is ``geo-pic-`` and what it shows.
    """
    grounds: list[Paint] = []
    hatched: list[Paint] = []
    lines: dict[tuple[str, Stroke, float], Lines] = {}
    for place, sheet in enumerate(sheets):
        if place + 1 < len(sheets) and _covers(canvas, sheets[place + 1]["box"]):
            continue
        grounds += _lay_land(canvas, sheet)
        hatched += _lay_disputed(canvas, sheet)
        _gather_lines(canvas, sheet, lines)
    drawn = [
        Paint(kind, _merge(found), stroke_of(stroke, scale))
        for (kind, stroke, scale), found in sorted(lines.items(), key=lambda each: ORDER.index(each[0][0]))
    ]
    for tolerance in TOLERANCES:
        simple = [_simplify(paint, tolerance) for paint in (*grounds, *hatched, *drawn)]
        vertices = sum(len(line) for paint in simple for line in paint.lines)
        if vertices * VERTEX_LENGTH <= largest:
            break
    below, above = simple[: len(grounds)], simple[len(grounds) :]
    return group(*map(_write, below), on_land, *map(_write, above), fill="none", stroke_linejoin="round")


def cut_polygons(canvas: Canvas, polygons: Iterable[Sequence[str]], step_deg: float) -> Lines:
    """Read polygons from their text and cut them to the picture.

    Parameters
    ----------
    canvas : Canvas
    polygons : iterable of sequence of str
        The rings of each, the outer one first.
    step_deg : float, degrees
        The grid of their text.

    Returns
    -------
    list of ndarray of float, shape (k, 2) each, pixels
        Rings to be filled as one by the nonzero rule.
    """
    told = [(text, place > 0) for rings in polygons for place, text in enumerate(rings)]
    degrees = decode_lines([text for text, _ in told], step_deg=step_deg)
    rings = cut_rings(_on_paper(canvas, degrees), canvas.beyond)
    return turn_rings(rings, is_hole=[hole for _, hole in told])


def _lay_land(canvas: Canvas, sheet: dict[str, Any]) -> list[Paint]:
    """Lay sea, on it land, on that what is water in it, and the shores of both.

    Shores are the outlines of land and lakes but for where these were cut. Where no cut is seen the ground
    itself is outlined, which halves the picture of a long coast.
    """
    left, top, right, bottom = canvas.beyond
    x0, y0, x1, y1 = canvas.box_of(tuple(sheet["box"]))
    x, y = np.array([[x0, x1], [y0, y1]]).clip([[left], [top]], [[right], [bottom]]).tolist()
    corners = np.array([[x[0], y[0]], [x[1], y[0]], [x[1], y[1]], [x[0], y[1]], [x[0], y[0]]])
    laid = [Paint("sea", [corners], {"fill": COLOURS["sea"]}, is_filled=True)]
    shores: list[Paint] = []
    for name, ink, shore in (("land", "land", "coast"), ("lakes", "sea", "shore")):
        told = [(text, place > 0) for rings in sheet[name] for place, text in enumerate(rings)]
        degrees = decode_lines([text for text, _ in told], step_deg=sheet["step"])
        paper = _on_paper(canvas, degrees)
        rings = turn_rings(cut_rings(paper, canvas.beyond), is_hole=[hole for _, hole in told])
        lines, cuts = part_outlines(degrees, paper, tuple(sheet["cut"]), sheet["step"])
        stroke, fill = stroke_of(LINES[shore]), {"fill": COLOURS[ink]}
        if _are_seen(canvas, cuts):
            laid.append(Paint(name, rings, fill, is_filled=True))
            shores.append(Paint(shore, cut_lines(lines, canvas.beyond), stroke))
        else:
            laid.append(Paint(name, rings, fill | stroke, is_filled=True))
    return laid + shores


def _are_seen(canvas: Canvas, points: NDArray[np.float64]) -> bool:
    """Say whether any of some points is in the picture, and not just at its edge."""
    left, top, right, bottom = grow(canvas.box, -1.0)
    return bool(((points > [left, top]) & (points < [right, bottom])).all(axis=1).any())


def _lay_disputed(canvas: Canvas, sheet: dict[str, Any]) -> list[Paint]:
    """Hatch disputed ground; what is nearly all sea more faintly."""
    laid = []
    for is_sea in (True, False):
        polygons = [rings for each in sheet["disputed"] if each["sea"] == is_sea for rings in each["shapes"]]
        rings = cut_polygons(canvas, polygons, sheet["step"])
        attributes = {"fill": f"url(#{HATCH})", "fill_opacity": SEA_HATCH if is_sea else None}
        laid.append(Paint("disputed", rings, attributes, is_filled=True))
    return laid


def _gather_lines(
    canvas: Canvas, sheet: dict[str, Any], lines: dict[tuple[str, Stroke, float], Lines]
) -> None:
    """Add the lines of one sheet to those that are drawn alike."""
    west, _, east, _ = sheet["box"]
    scale = WORLD_SCALE if east - west >= FULL_TURN_DEG else 1.0
    told = [("district", DISTRICT, 1.0, each["lines"]) for each in sheet.get("districts", [])]
    told += [("region", REGION, 1.0, each["lines"]) for each in sheet.get("regions", [])]
    limit = LINES[SEA_LIMIT]
    told += [(SEA_LIMIT, limit, 1.0, each["lines"]) for each in sheet["limits"]]
    for border in sheet["borders"]:
        _, kind, reach = border["words"]
        # A line that nobody named a kind for must not look like an agreed one.
        shown = kind if kind in KIND_NAMES else UNNAMED_KIND
        stroke = LINES[shown]
        if reach == "sea":
            stroke = stroke._replace(width=min(stroke.width, SEA_WIDTH))
        told.append((shown, stroke, scale, border["lines"]))
    is_narrow = SEA_LIMIT_DEG * canvas.degree < NARROW_SEA
    for kind, stroke, weight, texts in told:
        if is_narrow and kind == SEA_LIMIT:
            continue
        found = _cut(canvas, sheet, texts)
        if found:
            lines.setdefault((kind, stroke, weight), []).extend(found)


def _simplify(paint: Paint, tolerance: float) -> Paint:
    # A border is in many pieces, and none of them may be missing.
    least = {"land": LEAST_ISLAND * tolerance, "coast": LEAST_ISLAND * tolerance}.get(paint.kind, 0.0)
    least = LEAST_LAKE if paint.kind in LAKES else least
    return paint._replace(lines=simplify(paint.lines, tolerance, least=least))


def _write(paint: Paint) -> str:
    data = path_data(paint.lines, closed=paint.is_filled)
    return element("path", class_=f"geo-pic-{paint.kind}", d=data, **paint.attributes) if data else ""


def _merge(lines: Lines) -> Lines:
    """Join lines end to end: many are parted only by what does not show, as where a border is a river."""
    if not lines:
        return []
    counts = np.repeat(np.arange(len(lines)), [len(line) for line in lines])
    shapes = np.asarray(shapely.linestrings(np.concatenate(lines), indices=counts))
    merged = shapely.line_merge(shapely.multilinestrings(shapes))
    return line_coordinates(shapely.get_parts(merged))


def _cut(canvas: Canvas, sheet: dict[str, Any], texts: Sequence[str]) -> Lines:
    return cut_lines(_on_paper(canvas, decode_lines(texts, step_deg=sheet["step"])), canvas.beyond)


def _on_paper(canvas: Canvas, lines: Lines) -> Lines:
    if not lines:
        return []
    vertices = np.concatenate(lines)
    paper = canvas.project(vertices[:, 0], vertices[:, 1])
    ends = np.cumsum([len(line) for line in lines]).tolist()
    return [paper[start:end] for start, end in zip([0, *ends], ends, strict=False)]


def _covers(canvas: Canvas, box: Sequence[float]) -> bool:
    """Say whether a sheet hides all that lies under it."""
    west, south, east, north = box
    x0, y0, x1, y1 = canvas.box_of((west, south, east, north))
    left, top, right, bottom = canvas.box
    return x0 <= left and y0 <= top and x1 >= right and y1 >= bottom

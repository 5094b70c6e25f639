"""Incidents at points: one symbol for each coordinate, however many there are.

A dot is a point stated as exact, a ring one known only to a radius, a larger symbol with a number several
incidents at one coordinate. Of symbols that would hide each other altogether one is drawn: the picture is
laid out in cells of two pixels, or larger ones where symbols are very many, and each is taken once, by the
spot with most incidents.
"""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from geo._maps.picture.paths import numbers
from geo._maps.picture.style import COLOURS
from geo._maps.picture.svg import element, group, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geo._maps.picture.canvas import Canvas

__all__ = ["Spots", "draw_spots", "gather_spots", "shared_colours"]

CELL: Final = 2.0
MOST: Final = 20_000
WIDER: Final = 1.25
# More than a picture has from edge to edge.
CELLS_ACROSS: Final = 1 << 20
# Of more symbols than this none is worth a tenth of a pixel.
COARSE: Final = 4_000
# Radius, edge and opacity of a symbol where there are at most so many of them.
SIZES: Final = (
    (200, 5.0, 1.2, 0.95),
    (2_000, 3.5, 0.7, 0.85),
    (MOST, 2.5, 0.4, 0.8),
)
RING_EDGE: Final = 1.5
# Symbols of several incidents grow with the logarithm of their number: where there are at most so many of
# them, from which radius, how much for each doubling, and how far.
COUNT_SIZES: Final = ((80, 5.0, 2.0, 14.0), (MOST, 4.5, 1.1, 11.0))
# So many of them are elements of their own with a number; the others are only so much larger than a dot.
MOST_COUNTS: Final = 300
MORE_RADIUS: Final = 1.5
COUNT_SIZE: Final = 11.0
DIGIT_WIDTH: Final = 0.68
# No other symbol has its middle nearer than this to a number.
BARE: Final = 2.5
NUMBER: Final[dict[str, str | float]] = {
    "text_anchor": "middle",
    "font_weight": "700",
    "stroke_width": 2.0,
    "stroke_linejoin": "round",
    "paint_order": "stroke",
}
# Up to so many symbols are elements of their own.
SINGLE: Final = 500
DOT: Final = "geo-pic-dot"
RING: Final = "geo-pic-ring"
# The edge of the projection, as rounded in the boxes of sheets.
POLAR_DEG: Final = 85.05
# Anything else could be read as an address or a name.
COLOUR: Final = re.compile(r"#[0-9a-fA-F]{3}(?:[0-9a-fA-F]{3})?|[a-zA-Z]+")


class Spots(NamedTuple):
    """What is drawn of the incidents, those with most incidents first.

    Attributes
    ----------
    at : ndarray of float, shape (n, 2), pixels
    number : ndarray of int, shape (n,)
        How many incidents are there.
    is_vague : ndarray of bool, shape (n,)
        Whether any of them is known only to a radius.
    colour : ndarray of str, shape (n,)
        That of its incidents.
    radius : ndarray of float, shape (n,), pixels
    """

    at: NDArray[np.float64]
    number: NDArray[np.int64]
    is_vague: NDArray[np.bool_]
    colour: NDArray[np.str_]
    radius: NDArray[np.float64]


def gather_spots(
    canvas: Canvas,
    lon: NDArray[np.float64],
    lat: NDArray[np.float64],
    precision_m: NDArray[np.float64],
    colours: Sequence[str] | None,
    *,
    left_out: NDArray[np.bool_],
) -> Spots:
    """Bring incidents at one coordinate together, and leave out what would not be seen.

    Parameters
    ----------
    canvas : Canvas
    lon, lat : ndarray of float, shape (n,), degrees
        NaN where an incident has no point.
    precision_m : ndarray of float, shape (n,), metres
        NaN where it is not stated.
    colours : sequence of str, length n, or None
        The fill of each; None paints all in the colour of incidents.
    left_out : ndarray of bool, shape (n,)
        Those that are drawn as areas, and have no symbol in the middle of it.

    Returns
    -------
    Spots
    """
    known = np.flatnonzero(np.isfinite(lon) & np.isfinite(lat) & ~left_out)
    where, spot, count = np.unique(lon[known] + 1j * lat[known], return_inverse=True, return_counts=True)
    vague = np.bincount(spot, weights=precision_m[known] > 0, minlength=len(where)) > 0
    at = canvas.project(where.real, where.imag)
    left, top, right, bottom = canvas.box
    # What lies beyond the edge of the projection, at a pole, is shown at that edge, and whole.
    polar = np.abs(where.imag) >= POLAR_DEG
    at[polar, 1] = at[polar, 1].clip(top + COUNT_SIZES[0][1], bottom - COUNT_SIZES[0][1])
    seen = (at[:, 0] >= left) & (at[:, 0] <= right) & (at[:, 1] >= top) & (at[:, 1] <= bottom)
    order = np.argsort(-count, kind="stable")
    order = order[seen[order]]
    order = _thin(at, order)
    radius = next(size for most, size, _, _ in SIZES if len(order) <= most)
    base, growth, largest = next(size for most, *size in COUNT_SIZES if (count[order] > 1).sum() <= most)
    large = np.minimum(largest, base + growth * np.log2(count[order]))
    told = None if colours is None else [colours[row] for row in known.tolist()]
    return Spots(
        at[order],
        count[order],
        vague[order],
        shared_colours(spot, len(where), told)[order],
        np.where(count[order] > 1, large, radius),
    )


def draw_spots(spots: Spots) -> str:
    """Draw the symbols: the larger under the smaller, the rarer colours over the common ones."""
    if len(spots.at) == 0:
        return ""
    _, radius, edge, opacity = next(size for size in SIZES if len(spots.at) <= size[0])
    several = int((spots.number > 1).sum())
    drawn = [_draw_several(spots, index, edge) for index in range(min(several, MOST_COUNTS))]
    numbered = [_write_number(spots, index) for index in range(min(several, MOST_COUNTS))]
    names, which, often = np.unique(spots.colour, return_inverse=True, return_counts=True)
    place = np.arange(len(spots.at))
    for colour, is_large, is_vague in product(
        np.argsort(-often, kind="stable").tolist(), (True, False), (False, True)
    ):
        alike = np.flatnonzero(
            (which == colour)
            & ((place < several) == is_large)
            & (spots.is_vague == is_vague)
            & (place >= min(several, MOST_COUNTS))
        )
        if len(alike):
            size = radius + MORE_RADIUS if is_large else radius
            look = _look(str(names[colour]), edge, is_vague=is_vague)
            draw = _draw_single if len(spots.at) <= SINGLE else _draw_many
            drawn.append(draw(spots.at[alike], size, look))
    return group(*drawn, fill_opacity=opacity) + group(*numbered, class_="geo-pic-number", **NUMBER)


def _thin(at: NDArray[np.float64], order: NDArray[np.int64]) -> NDArray[np.int64]:
    """Keep the first of those in one cell; of too many, the first in larger cells, everywhere alike."""
    cell = CELL
    while True:
        cells = np.floor(at[order] / cell).astype(np.int64)
        _, first = np.unique(cells[:, 0] * CELLS_ACROSS + cells[:, 1], return_index=True)
        if len(first) <= MOST:
            return np.asarray(order[np.sort(first)])
        cell *= WIDER


def shared_colours(spot: NDArray[np.int64], number: int, colours: Sequence[str] | None) -> NDArray[np.str_]:
    """Give each spot the colour of its incidents; that of mixed ones where they differ.

    Parameters
    ----------
    spot : ndarray of int, shape (n,)
        The spot of each incident.
    number : int
        How many spots there are.
    colours : sequence of str, length n, or None
        That of each incident; what is no colour, or none, is the red of incidents.

    Returns
    -------
    ndarray of str, shape (number,)
    """
    if colours is None:
        return np.full(number, COLOURS["incident"])
    checked = [text if COLOUR.fullmatch(text) else COLOURS["incident"] for text in colours]
    names, which = np.unique(np.array([*checked, COLOURS["mixed"]], dtype=str), return_inverse=True)
    low, high = np.full(number, len(names)), np.zeros(number, dtype=np.int64)
    np.minimum.at(low, spot, which[:-1])
    np.maximum.at(high, spot, which[:-1])
    return np.asarray(names[np.where(low < high, which[-1], high)])


def _draw_several(spots: Spots, index: int, edge: float) -> str:
    x, y = spots.at[index].tolist()
    look = _look(str(spots.colour[index]), edge, is_vague=bool(spots.is_vague[index]))
    at: dict[str, float] = {"cx": round(x, 1), "cy": round(y, 1), "r": round(float(spots.radius[index]), 1)}
    return element("circle", class_="geo-pic-several", **at, **look)


def _write_number(spots: Spots, index: int) -> str:
    """Write how many incidents are at a spot, unless a smaller symbol lies in the middle of its own."""
    x, y = spots.at[index].tolist()
    radius, text = float(spots.radius[index]), f"{spots.number[index]:,}"
    size = min(COUNT_SIZE, 1.6 * radius, 1.8 * radius / (DIGIT_WIDTH * len(text)))
    half = DIGIT_WIDTH * size * len(text) / 2 + BARE, size / 2 + BARE
    if (np.abs(spots.at[index + 1 :] - spots.at[index]) < half).all(axis=1).any():
        return ""
    colour, is_vague = str(spots.colour[index]), bool(spots.is_vague[index])
    ink, halo = (colour, "#ffffff") if is_vague else ("#ffffff", colour)
    middle: dict[str, float] = {"x": round(x, 1), "y": round(y + 0.36 * size, 1), "font_size": round(size, 1)}
    return element("text", words(text), **middle, fill=ink, stroke=halo)


def _draw_single(at: NDArray[np.float64], radius: float, look: dict[str, str | float]) -> str:
    """Draw symbols as elements of their own, which whoever works on the picture can take hold of."""
    circles = [element("circle", cx=round(x, 1), cy=round(y, 1), r=radius) for x, y in at.tolist()]
    return group(*circles, **look, class_=_class(look))


def _draw_many(at: NDArray[np.float64], radius: float, look: dict[str, str | float]) -> str:
    """Draw symbols as the marks along one path, which takes a sixth of the room of a circle each."""
    kind = _class(look)
    ink = str(look["fill"] if kind == DOT else look["stroke"])
    name = f"{kind}-{ink.lstrip('#')}-{radius:g}".replace(".", "-")
    middle = radius + RING_EDGE
    size: dict[str, float] = {
        "markerWidth": 2 * middle,
        "markerHeight": 2 * middle,
        "refX": middle,
        "refY": middle,
    }
    circle = element("circle", cx=middle, cy=middle, r=radius, **look)
    marker = element("marker", circle, id=name, markerUnits="userSpaceOnUse", **size)
    # Row after row, so that steps are short.
    step = 10 if len(at) > COARSE else 1
    grid = np.rint(at * 10 / step).astype(np.int64) * step
    grid = grid[np.lexsort((grid[:, 0], grid[:, 1] // (10 * int(CELL))))]
    steps = numbers(np.diff(grid, axis=0, prepend=0).ravel())
    rest = " ".join(steps[2:]).replace(" -", "-")
    url = f"url(#{name})"
    ends = {"marker_start": url, "marker_mid": url, "marker_end": url if rest else None}
    data = f"M{steps[0]} {steps[1]}" + (f"l{rest}" if rest else "")
    return marker + element("path", class_=kind, d=data, fill="none", **ends)


def _class(look: dict[str, str | float]) -> str:
    return RING if look["fill"] == "#ffffff" else DOT


def _look(colour: str, edge: float, *, is_vague: bool) -> dict[str, str | float]:
    if is_vague:
        return {
            "fill": "#ffffff",
            "stroke": colour,
            "stroke_width": max(edge, RING_EDGE),
            "fill_opacity": 1.0,
        }
    return {"fill": colour, "stroke": "#ffffff", "stroke_width": edge}

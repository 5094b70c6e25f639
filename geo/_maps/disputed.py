"""Disputed ground: which of it is hatched on a sheet, and the table that says whose it is.

The table is the atlas's own; nothing is decided here but what is drawn. Ground is hatched when somebody
else holds it than it is attributed to, or when a line of control, a ceasefire line, a breakaway or a
claimed line bounds it. Ground that is held by the one it is attributed to, within agreed lines or none, is
listed with its claimants and not hatched.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from geo._maps.clipping import Layer, lay_out, touches
from geo._maps.columns import plain
from geo._maps.frame import wraps
from geo._maps.kinds import KIND_NAMES
from geo._maps.spots import find_room
from geo._maps.wording import listed, round_up

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo._maps.basemap import Sheet
    from geo._maps.frame import Box, Frame

__all__ = [
    "HEADINGS",
    "choose_disputed_names",
    "clip_disputed",
    "hatched_shapes",
    "lay_out_disputed",
    "list_disputes",
    "spell_codes",
]

HEADINGS: Final = ("Ground", "Held by", "Claimed by", "Shown as", "Line", "Reason", "Outline")
WORLDVIEWS: Final = {
    "default": "Worldview: default. Ground is shown as the sources under \u201cReason\u201d have it.",
    "de_facto": "Worldview: de facto. Ground is shown as that of whoever holds it, where that is a country.",
}
UNAGREED: Final = ("line_of_control", "ceasefire", "breakaway", "claimed")
NOBODY: Final = "no one"
REMARK: Final = re.compile(r" \([^()]*\)$")
CODE: Final = re.compile(r"\b[A-Z]{3}\b")
# Ground of which less than this share is land, islands in a wide sea, is hatched with the water between.
LEAST_LAND: Final = 0.05
# Pieces smaller than this many squared tolerances would be a pixel or less.
LEAST_PIECE: Final = 4.0
Rings = list["NDArray[np.float64]"]


def list_disputes(
    atlas: Any,  # noqa: ANN401 - an atlas
    view: Box,
    box: Box | None,
    names: dict[str, str],
) -> dict[str, Any]:
    """Give the table of disputed ground: who holds, who claims, why it is shown as it is.

    Parameters
    ----------
    atlas : Atlas
        With the layer ``disputes`` and its worldview.
    view : tuple of float
        What the map shows first; ground that reaches into it is listed first.
    box : tuple of float or None
        Only ground that reaches into it; None lists all.
    names : dict
        Country code -> English name.

    Returns
    -------
    dict
        ``headings``; ``rows``, each with the number of its ``row`` in the layer and its ``cells``;
        ``worldview``, a sentence.
    """
    disputes = atlas.disputes
    bounds = shapely.bounds(np.asarray(disputes.geometry.array))
    listed_rows = np.ones(len(disputes), dtype=bool) if box is None else _reaches(bounds, box)
    later = ~_reaches(bounds, view)
    worldview = str(atlas.worldview)
    own = "de_facto_code" if worldview == "de_facto" else "default_code"
    rows: list[dict[str, Any]] = []
    for row, facts in enumerate(disputes.drop(columns=disputes.geometry.name).to_dict("records")):
        if listed_rows[row]:
            cells = _cells(facts, plain(facts.get(own)), names)
            rows.append({"row": row, "cells": cells})
    rows.sort(key=lambda each: bool(later[each["row"]]))
    return {
        "headings": list(HEADINGS),
        "rows": rows,
        "worldview": WORLDVIEWS.get(worldview, f"Worldview: {worldview}."),
    }


def _reaches(bounds: NDArray[np.float64], box: Box) -> NDArray[np.bool_]:
    return np.asarray(np.any([touches(bounds, part) for _, part in wraps(box)], axis=0))


def _cells(facts: dict[Any, Any], shown_as: str | None, names: dict[str, str]) -> list[str]:
    claimants = (plain(facts.get("claimed_by")) or "").split(";")
    kind = plain(facts.get("line_kind")) or "none"
    accuracy_m = facts.get("accuracy_m")
    if plain(accuracy_m) is not None:
        outline = f"within about {round_up(float(accuracy_m))}"  # type: ignore[arg-type]
    else:
        outline = "that of its regions" if plain(facts.get("how")) == "regions" else "not known how well"
    return [
        plain(facts["area"]) or "",
        spell_codes(plain(facts.get("held_by")) or "no one named", names),
        listed([names.get(code, code) for code in claimants if code]) or NOBODY,
        NOBODY if shown_as is None else names.get(shown_as, shown_as),
        "no line of its own" if kind == "none" else KIND_NAMES.get(kind, kind),
        plain(facts.get("reason")) or "not stated",
        outline,
    ]


def spell_codes(text: str, names: dict[str, str]) -> str:
    """Write names in place of the codes in a text.

    Examples
    --------
    >>> spell_codes("ISR (partly PSE)", {"ISR": "Israel", "PSE": "Palestine"})
    'Israel (partly Palestine)'
    """
    return CODE.sub(lambda found: names.get(found[0], found[0]), "no one" if text == "none" else text)


def is_hatched(facts: dict[Any, Any]) -> bool:
    """Say whether ground is hatched: see the head of this module.

    Examples
    --------
    >>> is_hatched({"held_by": "FLK (GBR)", "default_code": "FLK", "line_kind": "none"})
    False
    >>> is_hatched({"held_by": "IND", "default_code": "IND", "line_kind": "line_of_control"})
    True
    """
    if plain(facts.get("line_kind")) in UNAGREED:
        return True
    if plain(facts.get("line_kind")) == "international":
        return False
    held = (plain(facts.get("held_by")) or "").partition(" ")[0]
    return held != plain(facts.get("default_code"))


def lay_out_disputed(disputes: Any, box: Box) -> Layer:  # noqa: ANN401 - a GeoDataFrame
    """Take the hatched ground that may lie in a box; its only word is the number of its row."""
    rows = np.flatnonzero(_hatched(disputes)).tolist()
    return lay_out(hatched_shapes(disputes), [(str(row),) for row in rows], box)


def hatched_shapes(disputes: Any) -> NDArray[np.object_]:  # noqa: ANN401 - a GeoDataFrame
    """Give the polygons of all ground that is hatched."""
    return np.asarray(disputes.geometry.array)[_hatched(disputes)]


def _hatched(disputes: Any) -> NDArray[np.bool_]:  # noqa: ANN401 - a GeoDataFrame
    table = disputes.drop(columns=disputes.geometry.name).to_dict("records")
    return np.array([is_hatched(facts) for facts in table], dtype=bool)


def clip_disputed(
    layer: Layer, box: Box, tolerance_deg: float, inner: Box | None, land: list[Rings], lakes: list[Rings]
) -> list[tuple[int, bool, list[Rings]]]:
    """Cut disputed ground to a sheet and to its land.

    Parameters
    ----------
    layer : Layer
        From `lay_out_disputed`.
    box : tuple of float
        The sheet.
    tolerance_deg : float, degrees
        How coarse its lines are.
    inner : tuple of float or None
        The next sheet, which draws its own.
    land, lakes : list of list of ndarray
        The rings of every polygon on this sheet, the outer one first.

    Returns
    -------
    list of (int, bool, list of list of ndarray)
        Number of the row, whether it is nearly all sea, and the rings of each polygon.
    """
    drawn: list[tuple[int, bool, list[Rings]]] = []
    if len(layer.shapes) == 0:
        return drawn
    west, south, east, north = shapely.total_bounds(layer.shapes).tolist()
    grounds = [_polygons(rings, (west, south, east, north)) for rings in (land, lakes)]
    for shape, (row,) in zip(layer.shapes, layer.words, strict=True):
        cut = shapely.make_valid(shapely.simplify(shapely.clip_by_rect(shape, *box), tolerance_deg))
        if shapely.is_empty(cut):
            continue
        dry, wet = (_near(ground, cut) for ground in grounds)
        dry = shapely.difference(shapely.intersection(cut, dry), wet)
        is_sea = bool(shapely.area(dry) < LEAST_LAND * shapely.area(cut))
        cut = cut if is_sea else dry
        if inner is not None:
            cut = shapely.difference(cut, shapely.box(*inner))
        parts = shapely.get_parts(cut)
        parts = parts[shapely.area(parts) > LEAST_PIECE * tolerance_deg**2]
        if len(parts):
            drawn.append((int(row), is_sea, [_rings(part) for part in parts]))
    return drawn


def _polygons(grounds: list[Rings], box: Box) -> NDArray[np.object_]:
    """Build the polygons that may lie in a box."""
    near = [rings for rings in grounds if touches(_extent(rings[0]), box)[0]]
    return np.array([shapely.Polygon(rings[0], rings[1:]) for rings in near], dtype=object)


def _extent(ring: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the bounds of one ring, shape (1, 4)."""
    return np.concatenate([ring.min(axis=0), ring.max(axis=0)])[None]


def _near(grounds: NDArray[np.object_], shape: Any) -> Any:  # noqa: ANN401 - any geometry
    """Cut many grounds to the box of a shape, and make them one geometry."""
    west, south, east, north = shapely.bounds(shape).tolist()
    near = grounds[touches(shapely.bounds(grounds), (west, south, east, north))]
    return shapely.union_all(shapely.make_valid(shapely.clip_by_rect(near, west, south, east, north)))


def _rings(polygon: Any) -> Rings:  # noqa: ANN401 - a Polygon
    return [shapely.get_coordinates(ring) for ring in shapely.get_rings(polygon)]


def choose_disputed_names(
    atlas: Any,  # noqa: ANN401 - an atlas
    frame: Frame,
    sheets: list[Sheet],
    names: dict[str, str],
) -> list[list[Any]]:
    """Give the names of disputed ground, and where each has room.

    What is named like the country it is shown as has its name on the map already. A remark in
    parentheses, as that parts are occupied, would be read as true of all the ground; the table has it.

    Returns
    -------
    list of list
        Name, and spots as `geo._maps.spots.find_room` gives them, the best first.
    """
    disputes = atlas.disputes
    codes = disputes["default_code"].astype(object)
    found = []
    for name, code, shape in zip(disputes["area"], codes, np.asarray(disputes.geometry.array), strict=True):
        if shape is None or names.get(plain(code) or "") == name:
            continue
        spots = []
        ground = _together(shape)
        for box in (frame.box, *(sheet.box for sheet in reversed(sheets))):
            spot = find_room(ground, box)
            if spot is not None and spot not in spots:
                spots.append(spot)
        if spots:
            found.append([REMARK.sub("", str(name)), spots])
    return found


def _together(shape: Any) -> Any:  # noqa: ANN401 - any polygon
    """Take islands that lie scattered with what is between them: their name stands across them all."""
    sizes = shapely.area(shapely.get_parts(shape))
    return shape if sizes.max() >= sizes.sum() / 2 else shapely.convex_hull(shape)

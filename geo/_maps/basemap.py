"""The atlas clipped and simplified to what the map shows.

The map is built like a set of nested sheets. The innermost covers what is shown first, in detail fine
enough to zoom into; each further one is wider and coarser, so that a reader who moves away still finds
land. ``static/basemap.js`` paints them from the outside in: a sheet of sea, then its land, then its lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import shapely

from geo._maps.clipping import Layer, clip, clip_ring, lay_out, lay_out_rings, overlap, touches, within
from geo._maps.disputed import clip_disputed, lay_out_disputed
from geo._maps.districts import lay_out_districts
from geo._maps.encoding import encode_lines, line_coordinates
from geo._maps.frame import Box, Frame, grow_box
from geo._maps.regions import NESTED, lay_out_regions

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Rings = list[NDArray[np.float64]]

__all__ = ["Sheet", "draw_sheets", "plan_sheets"]

# Islands smaller than this many squared tolerances would be a pixel or less.
LEAST_ISLAND: Final = 4.0
# Coordinates are kept to this share of the tolerance.
GRID_SHARE: Final = 0.25
# How much wider than the first view each sheet is, its least half height in degrees, and its width divided
# by its tolerance: at five doublings of the zoom a line of the innermost is still within two pixels.
SHEETS: Final = ((1.5, 0.0, 8_000.0), (4.0, 1.5, 4_000.0), (9.0, 9.0, 2_500.0))
# A map of the whole world has one sheet: about a kilometre and a half, legible three doublings in.
WORLD_TOLERANCE_DEG: Final = 0.02
# The surroundings of a map need not be as fine as that.
COARSEST_DEG: Final = 0.06
# A closed ring of three corners.
RING_VERTICES: Final = 4


class Sheet(NamedTuple):
    """A box and how coarse its lines are."""

    box: Box
    tolerance_deg: float


def plan_sheets(frame: Frame) -> list[Sheet]:
    """Choose boxes and tolerances, the widest first.

    Parameters
    ----------
    frame : Frame
        What the map shows first.

    Returns
    -------
    list of Sheet
        Each holds the next.
    """
    if frame.is_world:
        return [Sheet((-180.0, -85.0511, 180.0, 85.0511), WORLD_TOLERANCE_DEG)]
    sheets: list[Sheet] = []
    for factor, least_half_height_deg, divisor in reversed(SHEETS):
        box = grow_box(frame.box, factor, least_half_height_deg=least_half_height_deg)
        sheet = Sheet(box, min((box[2] - box[0]) / divisor, COARSEST_DEG))
        if not sheets or sheet.tolerance_deg < sheets[-1].tolerance_deg:
            sheets.append(sheet)
    return sheets


def draw_sheets(
    atlas: Any,  # noqa: ANN401 - anything with the layers of an atlas
    sheets: list[Sheet],
    regions: Any = None,  # noqa: ANN401 - a GeoDataFrame
    districts: Any = None,  # noqa: ANN401 - a GeoDataFrame
) -> list[dict[str, Any]]:
    """Clip, simplify and encode land, lakes, lines and disputed ground for every sheet.

    Shores are the outlines of land and lakes; they are not kept twice.

    Parameters
    ----------
    atlas : Atlas
        With its layers of land, water, lines and disputed ground.
    sheets : list of Sheet
        The widest first.
    regions : GeoDataFrame, optional
        Regions whose shared lines are drawn in the innermost sheets.
    districts : GeoDataFrame, optional
        Districts whose shared lines are drawn in the innermost sheet.

    Returns
    -------
    list of dict
        Ready for JSON: ``box``, ``cut`` (where land and lakes end), ``step``, ``land``, ``lakes``,
        ``borders``, ``limits``, ``regions``, ``districts``, ``disputed``.
    """
    widest = overlap(sheets[0].box)
    layers = {name: lay_out_rings(_shapes(getattr(atlas, name)), widest) for name in ("land", "lakes")}
    layers |= {name: lay_out(*_lines(getattr(atlas, name), columns), widest) for name, columns in LINES}
    layers["borders"] = _join(layers["borders"], layers.pop("dispute_lines"), layers.pop("seabed"))
    if regions is not None:
        layers["regions"] = lay_out_regions(regions, atlas.countries, atlas.dispute_lines, widest)
    if districts is not None:
        accuracy_m = 0.0 if regions is None else float(regions["accuracy_m"].max())
        names = ("borders", "regions") if regions is not None else ("borders",)
        lines = [layers[name].shapes for name in names]
        lines += [shapely.boundary(layers["land"].shapes)]
        others = np.concatenate([shapely.get_parts(each) for each in lines])
        layers["districts"] = lay_out_districts(districts, others, accuracy_m, widest)
    disputed = lay_out_disputed(atlas.disputes, widest)
    drawn = []
    for place, (sheet, inner) in enumerate(zip(sheets, [*sheets[1:], None], strict=True)):
        # What lies in an inner sheet also lies in this one: the next search is among these only.
        layers = {name: clip(layer, overlap(sheet.box)) for name, layer in layers.items()}
        nested = len(sheets) - place
        hidden = {"regions": nested > NESTED, "districts": nested > 1}
        shown = {name: layer for name, layer in layers.items() if not hidden.get(name)}
        drawn.append(_draw(sheet, shown, disputed, None if inner is None else inner.box))
    return drawn


# Layers of lines, with the columns that decide how a line is drawn.
LINES: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("borders", ("codes", "kind", "reach")),
    ("dispute_lines", ("dispute", "kind", "reach")),
    ("seabed", ("codes", "kind", "reach")),
    ("limits", ("kind",)),
)
# A disputed ground may be bounded by no line at all.
NO_LINE: Final = ("none", "")


def _shapes(frame: Any) -> NDArray[np.object_]:  # noqa: ANN401 - a GeoDataFrame
    return np.asarray(frame.geometry.array)


def _lines(frame: Any, columns: tuple[str, ...]) -> tuple[NDArray[np.object_], list[tuple[str, ...]]]:  # noqa: ANN401
    """Lines of a layer with their words; the seabed has no reach of its own, it is at sea."""
    told = [
        frame[name].astype("string").fillna("").tolist() if name in frame else ["sea"] * len(frame)
        for name in columns
    ]
    words = list(zip(*told, strict=True))
    if "kind" not in columns:
        return _shapes(frame), words
    kind = columns.index("kind")
    keep = np.array([each[kind] not in NO_LINE for each in words], dtype=bool)
    return _shapes(frame)[keep], [each for each, kept in zip(words, keep, strict=True) if kept]


def _join(*layers: Layer) -> Layer:
    return Layer(
        np.concatenate([layer.shapes for layer in layers]), [w for layer in layers for w in layer.words]
    )


def _draw(sheet: Sheet, layers: dict[str, Layer], disputed: Layer, inner: Box | None) -> dict[str, Any]:
    step_deg = float(f"{sheet.tolerance_deg * GRID_SHARE:.1g}")
    box, cut = ([round(value, 6) for value in each] for each in (sheet.box, overlap(sheet.box)))
    drawn: dict[str, Any] = {"box": box, "cut": cut, "step": step_deg}
    grounds: dict[str, list[Rings]] = {}
    for name, layer in layers.items():
        if name in ("land", "lakes"):
            grounds[name] = _draw_ground(layer, sheet, inner)
            drawn[name] = _encode_polygons(grounds[name], step_deg)
        else:
            drawn[name] = _draw_lines(layer, sheet, step_deg, inner)
    drawn["disputed"] = [
        {"row": row, "sea": is_sea, "shapes": _encode_polygons(polygons, step_deg)}
        for row, is_sea, polygons in clip_disputed(disputed, sheet.box, sheet.tolerance_deg, inner, **grounds)
    ]
    return drawn


def _encode_polygons(polygons: list[Rings], step_deg: float) -> list[list[str]]:
    """Write the rings of polygons as text; all at once, since that is quick."""
    texts = encode_lines([ring for rings in polygons for ring in rings], step_deg=step_deg)
    ends = np.cumsum([len(rings) for rings in polygons]).tolist()
    return [texts[start:end] for start, end in zip([0, *ends], ends, strict=False)]


def _draw_ground(ground: Layer, sheet: Sheet, inner: Box | None) -> list[Rings]:
    """Cut polygons of land or water, each as its rings: the outer one first, then holes.

    Rings are clipped and simplified one by one, which is many times quicker than clipping polygons with
    thousands of lakes, and right as long as they are filled by the even-odd rule.
    """
    bounds = shapely.bounds(ground.shapes)
    west, south, east, north = overlap(sheet.box)
    large = (bounds[:, 2] - bounds[:, 0]) * (
        bounds[:, 3] - bounds[:, 1]
    ) > LEAST_ISLAND * sheet.tolerance_deg**2
    seen = large & touches(bounds, (west, south, east, north))
    if inner is not None:
        seen &= ~within(bounds, inner)
    indices = np.flatnonzero(seen)
    whole = within(bounds[indices], (west, south, east, north))
    lines, owners = [], []
    for ring, index, uncut in zip(line_coordinates(ground.shapes[indices]), indices, whole, strict=True):
        clipped = ring if uncut else clip_ring(ring, (west, south, east, north))
        if len(clipped) >= RING_VERTICES:
            lines.append(clipped)
            owners.append(ground.words[index])
    if not lines:
        return []
    counts = np.repeat(np.arange(len(lines)), [len(line) for line in lines])
    shapes = shapely.linestrings(np.concatenate(lines), indices=counts)
    simple = np.asarray(shapely.simplify(shapes, sheet.tolerance_deg, preserve_topology=False))
    polygons: dict[tuple[str, ...], Rings] = {}
    for words, ring in zip(owners, line_coordinates(simple), strict=True):
        if len(ring) >= RING_VERTICES:
            polygons.setdefault(words, []).append(ring)
    return list(polygons.values())


def _around(box: Box, inner: Box | None) -> list[Box]:
    """Part what is in a box and not in an inner one into boxes."""
    if inner is None:
        return [box]
    west, south, east, north = box
    left, bottom, right, top = inner
    parts = [
        (west, south, left, north),
        (right, south, east, north),
        (left, south, right, bottom),
        (left, top, right, north),
    ]
    return [part for part in parts if part[0] < part[2] and part[1] < part[3]]


def _draw_lines(layer: Layer, sheet: Sheet, step_deg: float, inner: Box | None) -> list[dict[str, Any]]:
    """Encode lines, those with the same words together."""
    grouped: dict[tuple[str, ...], list[Any]] = {}
    for words, shape in zip(layer.words, layer.shapes, strict=True):
        grouped.setdefault(words, []).append(shape)
    drawn: list[dict[str, Any]] = []
    found, owners = [], []
    for words, shapes in sorted(grouped.items(), key=lambda item: item[0]):
        merged = shapely.line_merge(shapely.multilinestrings(shapes))
        # Cut after it is simplified, a line is continued by that of the next sheet where both are cut.
        simple = shapely.simplify(merged, sheet.tolerance_deg, preserve_topology=False)
        parts = shapely.get_parts([shapely.clip_by_rect(simple, *part) for part in _around(sheet.box, inner)])
        parts = parts[shapely.get_type_id(parts) == shapely.GeometryType.LINESTRING]
        parts = parts[shapely.length(parts) > sheet.tolerance_deg]
        if len(parts):
            owners += [len(drawn)] * len(parts)
            drawn.append({"words": list(words), "lines": []})
            found.append(parts)
    if found:
        texts = encode_lines(line_coordinates(np.concatenate(found)), step_deg=step_deg)
        for text, owner in zip(texts, owners, strict=True):
            drawn[owner]["lines"].append(text)
    return drawn

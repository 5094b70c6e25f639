"""The atlas clipped and simplified to what the map shows.

The map is built like a set of nested sheets. The innermost covers what is shown first, in detail fine
enough to zoom into; each further one is wider and coarser, so that a reader who moves away still finds
land. ``static/basemap.js`` paints them from the outside in: a sheet of sea, then its land, then its lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import shapely
from shapely.affinity import translate

from geo._maps.encoding import encode_lines, line_coordinates
from geo._maps.frame import Box, Frame, grow_box, wraps

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["LAND_OVERLAP", "Sheet", "draw_sheets", "plan_sheets"]

# Land reaches this far (as a share of the sheet) past its sheet, so that no seam of sea shows.
LAND_OVERLAP: Final = 0.004
# Islands smaller than this many squared tolerances would be a pixel or less.
LEAST_ISLAND: Final = 4.0
# Coordinates are kept to this share of the tolerance.
GRID_SHARE: Final = 0.25
# How much wider than the first view each sheet is, its least half height in degrees, and its width divided
# by its tolerance: at five doublings of the zoom a line of the innermost is still within two pixels.
SHEETS: Final = ((1.5, 0.0, 8_000.0), (4.0, 1.5, 4_000.0), (9.0, 9.0, 2_500.0))
# A map of the whole world has one sheet: about a kilometre and a half, legible three doublings in.
WORLD_TOLERANCE_DEG: Final = 0.02
ANTIMERIDIAN_DEG: Final = 180.0
# A tenth of a millimetre.
ON_CUT_DEG: Final = 1e-9
# A closed ring of three corners.
RING_VERTICES: Final = 4
# The layers of the atlas that are drawn, with the columns that decide how.
LAYERS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("land", ()),
    ("lakes", ()),
    ("coasts", ("water",)),
    ("borders", ("codes", "kind", "reach")),
    ("limits", ("kind",)),
)


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
        sheet = Sheet(box, min((box[2] - box[0]) / divisor, WORLD_TOLERANCE_DEG))
        if not sheets or sheet.tolerance_deg < sheets[-1].tolerance_deg:
            sheets.append(sheet)
    return sheets


def draw_sheets(atlas: Any, sheets: list[Sheet]) -> list[dict[str, Any]]:  # noqa: ANN401 - anything with the layers of an atlas
    """Clip, simplify and encode land, coasts and lines for every sheet.

    Parameters
    ----------
    atlas : Atlas
        With the layers ``land``, ``lakes``, ``coasts``, ``borders`` and ``limits``.
    sheets : list of Sheet
        The widest first.

    Returns
    -------
    list of dict
        Ready for JSON: ``box``, ``step``, ``land``, ``lakes``, ``coasts``, ``borders``, ``limits``.
    """
    layers = [_lay_out(getattr(atlas, name), columns, _overlap(sheets[0].box)) for name, columns in LAYERS]
    drawn = []
    for sheet, inner in zip(sheets, [*sheets[1:], None], strict=True):
        # What lies in an inner sheet also lies in this one: the next search is among these only.
        layers = [_clip(layer, _overlap(sheet.box)) for layer in layers]
        drawn.append(_draw(sheet, layers, None if inner is None else inner.box))
    return drawn


class _Layer(NamedTuple):
    """Shapes on the continuous sheet, with the words that say what each is."""

    shapes: NDArray[np.object_]
    words: list[tuple[str, ...]]


def _lay_out(frame: Any, columns: tuple[str, ...], box: Box) -> _Layer:  # noqa: ANN401 - a GeoDataFrame
    """Take what may lie in a box from the atlas, moved onto the continuous sheet."""
    shapes = np.asarray(frame.geometry.array)
    bounds = shapely.bounds(shapes)
    words: list[tuple[str, ...]] = []
    if columns:
        words = list(zip(*(frame[column].astype(str).tolist() for column in columns), strict=True))
    found, kept = [], []
    for shift_deg, part in wraps(box):
        for index in np.flatnonzero(_touches(bounds, part)):
            shape = _off_the_cut(shapes[index])
            found.append(translate(shape, shift_deg) if shift_deg else shape)
            kept.append(words[index] if words else ())
    layer = _Layer(np.array(found, dtype=object), kept)
    if columns:
        return layer
    # Land is worked on as rings; the word of a ring is the number of its polygon.
    rings, owner = shapely.get_rings(layer.shapes, return_index=True)
    return _Layer(rings, [(str(index),) for index in owner])


def _off_the_cut(shape: Any) -> Any:  # noqa: ANN401 - any geometry
    """Leave out of a line what runs along the antimeridian: the world is cut there, nothing ends there."""
    if shapely.get_type_id(shape) != shapely.GeometryType.LINESTRING:
        return shape
    coordinates = shapely.get_coordinates(shape)
    on_cut = np.abs(np.abs(coordinates[:, 0]) - ANTIMERIDIAN_DEG) < ON_CUT_DEG
    along = on_cut[:-1] & on_cut[1:]
    if not along.any():
        return shape
    edges = np.stack([coordinates[:-1], coordinates[1:]], axis=1)[~along]
    pieces = np.asarray(shapely.linestrings(edges))
    return shapely.line_merge(shapely.multilinestrings(pieces))


def _clip(layer: _Layer, box: Box) -> _Layer:
    """Keep what may lie in a box; lines are cut at its sides, land is cut ring by ring when drawn."""
    if len(layer.shapes) == 0:
        return layer
    index = np.flatnonzero(_touches(shapely.bounds(layer.shapes), box))
    shapes = layer.shapes[index]
    if shapely.GeometryType.LINEARRING in shapely.get_type_id(shapes):
        return _Layer(shapes, [layer.words[i] for i in index])
    parts, owner = shapely.get_parts(shapely.clip_by_rect(shapes, *box), return_index=True)
    # A line that only touches the box leaves a point or nothing.
    keep = ~shapely.is_empty(parts) & (shapely.get_type_id(parts) == shapely.GeometryType.LINESTRING)
    return _Layer(parts[keep], [layer.words[index[i]] for i in owner[keep]])


def _touches(bounds: NDArray[np.float64], box: Box) -> NDArray[np.bool_]:
    west, south, east, north = box
    overlaps = (bounds[:, 0] <= east) & (bounds[:, 2] >= west)
    return overlaps & (bounds[:, 1] <= north) & (bounds[:, 3] >= south)


def _draw(sheet: Sheet, layers: list[_Layer], inner: Box | None) -> dict[str, Any]:
    land, lakes, coasts, borders, limits = layers
    step_deg = float(f"{sheet.tolerance_deg * GRID_SHARE:.1g}")
    drawn: dict[str, Any] = {
        "box": [round(value, 6) for value in sheet.box],
        "step": step_deg,
        "land": _draw_ground(land, sheet, step_deg, inner),
        "lakes": _draw_ground(lakes, sheet, step_deg, inner),
    }
    for name, layer in (("coasts", coasts), ("borders", borders), ("limits", limits)):
        drawn[name] = _draw_lines(layer, sheet, step_deg, inner)
    return drawn


def _draw_ground(ground: _Layer, sheet: Sheet, step_deg: float, inner: Box | None) -> list[list[str]]:
    """Encode polygons of land or water, each as its rings: the outer one first, then holes.

    Rings are clipped and simplified one by one, which is many times quicker than clipping polygons with
    thousands of lakes, and right as long as they are filled by the even-odd rule.
    """
    bounds = shapely.bounds(ground.shapes)
    west, south, east, north = _overlap(sheet.box)
    large = (bounds[:, 2] - bounds[:, 0]) * (
        bounds[:, 3] - bounds[:, 1]
    ) > LEAST_ISLAND * sheet.tolerance_deg**2
    seen = large & _touches(bounds, (west, south, east, north))
    if inner is not None:
        seen &= ~_within(bounds, inner)
    indices = np.flatnonzero(seen)
    whole = _within(bounds[indices], (west, south, east, north))
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
    polygons: dict[tuple[str, ...], list[str]] = {}
    texts = encode_lines(line_coordinates(simple), step_deg=step_deg)
    for text, words, line in zip(texts, owners, simple, strict=True):
        if shapely.get_num_points(line) >= RING_VERTICES:
            polygons.setdefault(words, []).append(text)
    return list(polygons.values())


def clip_ring(ring: NDArray[np.float64], box: Box) -> NDArray[np.float64]:
    """Clip a closed ring to a box, one side after the other (Sutherland and Hodgman 1974).

    Where the ring leaves the box more than once the result runs back along the side of the box, which
    covers no ground when filled.

    Parameters
    ----------
    ring : ndarray of float, shape (n, 2)
        First and last vertex are the same.
    box : tuple of float
        West, south, east, north.

    Returns
    -------
    ndarray of float, shape (k, 2)
        Closed; empty when nothing is left.

    Examples
    --------
    >>> square = np.array([[0.0, 0.0], [2.0, 0.0], [2.0, 2.0], [0.0, 2.0], [0.0, 0.0]])
    >>> clip_ring(square, (-1.0, -1.0, 1.0, 3.0))[:, 0].max()
    np.float64(1.0)
    """
    for axis, limit, sign in ((0, box[0], 1), (1, box[1], 1), (0, box[2], -1), (1, box[3], -1)):
        depth = sign * (ring[:, axis] - limit)
        inside = depth >= 0
        if inside.all():
            continue
        if not inside.any():
            return ring[:0]
        start, end = ring[:-1], ring[1:]
        crosses = inside[:-1] != inside[1:]
        with np.errstate(divide="ignore", invalid="ignore"):
            share = (depth[:-1] / (depth[:-1] - depth[1:]))[:, None]
            met = start + share * (end - start)
        met[:, axis] = limit
        both = np.stack([met, end], axis=1)
        ring = both[np.stack([crosses, inside[1:]], axis=1)]
        ring = np.concatenate([ring, ring[:1]])
    return ring


def _within(bounds: NDArray[np.float64], box: Box) -> NDArray[np.bool_]:
    west, south, east, north = box
    inside = (bounds[:, 0] >= west) & (bounds[:, 2] <= east)
    return inside & (bounds[:, 1] >= south) & (bounds[:, 3] <= north)


def _draw_lines(layer: _Layer, sheet: Sheet, step_deg: float, inner: Box | None) -> list[dict[str, Any]]:
    """Encode lines, those with the same words together."""
    grouped: dict[tuple[str, ...], list[Any]] = {}
    for words, shape in zip(layer.words, layer.shapes, strict=True):
        grouped.setdefault(words, []).append(shape)
    drawn: list[dict[str, Any]] = []
    found, owners = [], []
    for words, shapes in sorted(grouped.items(), key=lambda item: item[0]):
        merged = shapely.line_merge(shapely.multilinestrings(shapes))
        merged = shapely.clip_by_rect(merged, *sheet.box)
        if inner is not None:
            merged = shapely.difference(merged, shapely.box(*inner))
        parts = shapely.get_parts(shapely.simplify(merged, sheet.tolerance_deg, preserve_topology=False))
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


def _overlap(box: Box) -> Box:
    west, south, east, north = box
    more = LAND_OVERLAP * (east - west)
    return (west - more, south - more, east + more, north + more)

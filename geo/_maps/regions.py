"""Lines between the regions of a country, and their names.

Outlines of regions are kilometres off, borders and shores are not: only what two regions of one country
share is drawn, within that country, and nothing of an outline that runs along a border or a shore.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from geo._maps.clipping import Layer, lay_out, touches
from geo._maps.frame import wraps
from geo._maps.spots import find_room
from geo._maps.wording import METRES_PER_DEGREE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo._maps.basemap import Sheet
    from geo._maps.frame import Box, Frame

__all__ = ["NESTED", "choose_region_names", "inner_lines", "lay_out_regions", "regions_near"]

# Lines that are meant to be one line differ by less than this, about a hundred metres, where one outline
# has a corner that the other has not. The outlines themselves are at least ten times as far off.
GRID_DEG: Final = 2.0**-10
# The number of sheets, counted from the innermost, in which regions are drawn, and how wide one of them
# may be: seen from further away they would be a web of lines.
NESTED: Final = 2
WIDEST_DEG: Final = 60.0
NAMES: Final = 120
# Some outlines are so far off that half of a small country would lie beside a line.
WIDEST_STRIP_DEG: Final = 0.04


def regions_near(regions: Any, frame: Frame, sheets: list[Sheet]) -> Any:  # noqa: ANN401 - GeoDataFrames
    """Take the regions that reach into the innermost sheets.

    Parameters
    ----------
    regions : GeoDataFrame
    frame : Frame
        What the map shows first.
    sheets : list of Sheet
        The widest first.

    Returns
    -------
    GeoDataFrame
        None of them on a map that is too wide for them.
    """
    box = _drawn_box(frame, sheets)
    if box is None:
        return regions.iloc[:0]
    bounds = shapely.bounds(np.asarray(regions.geometry.array))
    seen = np.zeros(len(regions), dtype=bool)
    for _, part in wraps(box):
        seen |= touches(bounds, part)
    return regions[seen]


def lay_out_regions(regions: Any, countries: Any, dispute_lines: Any, box: Box) -> Layer:  # noqa: ANN401 - GeoDataFrames
    """Draw the lines that two regions of one country share, inside that country.

    Parameters
    ----------
    regions : GeoDataFrame
        With their ``country_code``.
    countries : GeoDataFrame
        With ``code``.
    dispute_lines : GeoDataFrame
        Lines inside countries. What runs beside one, within the accuracy of the regions, is the same line
        drawn worse, and left out.
    box : tuple of float
        The sheet to draw on.

    Returns
    -------
    Layer
        Lines; their only word is the code of the country.
    """
    found, words = [], []
    grounds = dict(zip(countries["code"], np.asarray(countries.geometry.array), strict=True))
    for code, own in regions.groupby("country_code", sort=True):
        lines = inner_lines(np.asarray(own.geometry.array))
        ground = grounds.get(code)
        if ground is not None and len(lines):
            near = shapely.clip_by_rect(ground, *_around(shapely.total_bounds(lines)))
            lines = shapely.intersection(lines, shapely.make_valid(near))
            beside = _beside(np.asarray(dispute_lines.geometry.array), own["accuracy_m"].max(), lines)
            lines = shapely.difference(lines, beside)
        parts = shapely.get_parts(lines)
        parts = parts[shapely.get_type_id(parts) == shapely.GeometryType.LINESTRING]
        found += list(parts)
        words += [(str(code),)] * len(parts)
    return lay_out(np.array(found, dtype=object), words, box)


def _beside(lines: NDArray[np.object_], accuracy_m: float, others: NDArray[np.object_]) -> Any:  # noqa: ANN401 - any geometry
    """Give the ground that lies beside lines, where there are others."""
    width_deg = min(accuracy_m / METRES_PER_DEGREE, WIDEST_STRIP_DEG)
    west, south, east, north = shapely.total_bounds(others).tolist()
    box = (west - width_deg, south - width_deg, east + width_deg, north + width_deg)
    close = lines[touches(shapely.bounds(lines), box)]
    return shapely.union_all(shapely.buffer(shapely.simplify(close, width_deg / 4), width_deg, quad_segs=2))


def inner_lines(polygons: NDArray[np.object_]) -> NDArray[np.object_]:
    """Find the lines between polygons: every outline once, without that of all of them together.

    Neighbours need not have the same corners: their outlines are brought onto a common grid first, where
    lines that nearly meet become one.

    Parameters
    ----------
    polygons : ndarray of Polygon and MultiPolygon, shape (n,)

    Returns
    -------
    ndarray of LineString, shape (k,)

    Examples
    --------
    >>> inner_lines(np.array([shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)]))
    array([<LINESTRING (1 0, 1 1)>], dtype=object)
    """
    if len(polygons) == 0:
        return np.array([], dtype=object)
    valid = shapely.make_valid(polygons)
    outlines = shapely.union_all(shapely.boundary(valid), grid_size=GRID_DEG)
    together = shapely.get_parts(shapely.union_all(valid, grid_size=GRID_DEG))
    rings = shapely.get_rings(together)
    # A gap no wider than the grid between two neighbours is not the outside.
    holds = shapely.area(shapely.polygons(rings)) > 4 * GRID_DEG * shapely.length(rings)
    edges, outer = _edges(shapely.get_parts(outlines)), _edges(rings[holds])
    inner = edges[~np.isin(_as_one(edges), _as_one(outer))]
    pieces = np.asarray(shapely.linestrings(inner.reshape(-1, 2, 2) * GRID_DEG))
    parts = shapely.get_parts(shapely.line_merge(shapely.multilinestrings(pieces)))
    return np.asarray(parts[~shapely.is_empty(parts)])


def choose_region_names(
    regions: Any,  # noqa: ANN401 - a GeoDataFrame
    disputed: NDArray[np.object_],
    frame: Frame,
    sheets: list[Sheet],
) -> list[list[Any]]:
    """Give the names of regions, and where each has room, the largest region first.

    A region that reaches onto disputed ground is named beside it: Xinjiang not in Aksai Chin. One that is
    disputed itself has no other ground.

    Parameters
    ----------
    regions : GeoDataFrame
        With ``name`` and ``dispute``.
    disputed : ndarray of Polygon and MultiPolygon
        All ground that is hatched.
    frame : Frame
        What the map shows first.
    sheets : list of Sheet
        The widest first.

    Returns
    -------
    list of list
        Name, and spots as `geo._maps.spots.find_room` gives them, the best first.
    """
    inner = sheets[-1].box
    named: list[list[Any]] = []
    is_disputed = regions["dispute"].notna().to_numpy()
    shapes = np.asarray(regions.geometry.array)
    for name, whole, stays in zip(regions["name"].astype(object), shapes, is_disputed, strict=True):
        if not isinstance(name, str):
            continue
        shape = whole if stays else _beyond(whole, disputed)
        spots = []
        for box in (frame.box, inner):
            spot = find_room(shape, box)
            if spot is not None and spot not in spots:
                spots.append(spot)
        if spots:
            named.append([name, spots])
    named.sort(key=lambda row: (-row[1][0][2], row[0]))
    return named[:NAMES]


def _beyond(shape: Any, disputed: NDArray[np.object_]) -> Any:  # noqa: ANN401 - any polygon
    """Take disputed ground out of a region that has other ground."""
    west, south, east, north = shapely.bounds(shape).tolist()
    near = disputed[touches(shapely.bounds(disputed), (west, south, east, north))]
    if len(near) == 0:
        return shape
    beyond = shapely.difference(shape, shapely.union_all(near))
    return shape if shapely.is_empty(beyond) else beyond


def _drawn_box(frame: Frame, sheets: list[Sheet]) -> Box | None:
    """Find the widest sheet in which regions are drawn; None when none is narrow enough."""
    if frame.is_world:
        return None
    boxes = [sheet.box for sheet in sheets[-NESTED:]]
    boxes = [box for box in boxes if box[2] - box[0] <= WIDEST_DEG]
    return boxes[0] if boxes else None


def _around(bounds: NDArray[np.float64]) -> Box:
    west, south, east, north = bounds.tolist()
    return (west - GRID_DEG, south - GRID_DEG, east + GRID_DEG, north + GRID_DEG)


def _edges(lines: NDArray[np.object_]) -> NDArray[np.int64]:
    """Edges of lines as grid numbers of both ends, each edge once; shape (n, 4)."""
    coordinates, owner = shapely.get_coordinates(lines, return_index=True)
    grid = np.rint(coordinates / GRID_DEG).astype(np.int64)
    joined = owner[:-1] == owner[1:]
    one, other = grid[:-1][joined], grid[1:][joined]
    turned = (one[:, 0] > other[:, 0]) | ((one[:, 0] == other[:, 0]) & (one[:, 1] > other[:, 1]))
    low, high = np.where(turned[:, None], other, one), np.where(turned[:, None], one, other)
    return np.unique(np.hstack([low, high])[(low != high).any(axis=1)], axis=0)


def _as_one(edges: NDArray[np.int64]) -> NDArray[Any]:
    """View each row of four numbers as one value, so that rows can be looked up."""
    return np.ascontiguousarray(edges).view([("", edges.dtype)] * 4).ravel()

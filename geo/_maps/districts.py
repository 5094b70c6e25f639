"""Lines between the districts of a country, where a map is near enough for them.

Outlines of districts were simplified one by one, so that two neighbours do not have the same line between
them: each part of an outline that lies beside one that is drawn already is left out. So is what lies beside
the line of a region, a border or a shore, which is the same line drawn by someone else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from geo._maps.clipping import Layer, lay_out, touches
from geo._maps.frame import wraps
from geo._maps.wording import METRES_PER_DEGREE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo._maps.frame import Box, Frame

__all__ = ["districts_near", "lay_out_districts", "lines_between"]

# Seen from further away, or where there are more, they would be a web of lines.
WIDEST_DEG: Final = 14.0
MOST: Final = 250
# Neighbours' outlines lie no further apart than this, about half a kilometre, or are as far off as they say.
APART_DEG: Final = 0.005
WIDEST_STRIP_DEG: Final = 0.05


def districts_near(atlas: Any, codes: list[str], frame: Frame) -> Any:  # noqa: ANN401 - GeoDataFrames
    """Take the districts of some countries that reach into the first view.

    Parameters
    ----------
    atlas : Atlas
    codes : list of str
        Alpha-3 codes of the countries in which there are incidents.
    frame : Frame
        What the map shows first.

    Returns
    -------
    GeoDataFrame or None
        None on a map that is too wide for them, or has too many of them.
    """
    west, south, east, north = frame.box
    if frame.is_world or not codes or max(east - west, north - south) > WIDEST_DEG:
        return None
    districts = atlas.districts_of(codes)
    bounds = shapely.bounds(np.asarray(districts.geometry.array))
    seen = np.zeros(len(districts), dtype=bool)
    for _, part in wraps(frame.box):
        seen |= touches(bounds, part)
    return districts[seen] if 0 < seen.sum() <= MOST else None


def lay_out_districts(districts: Any, others: NDArray[np.object_], accuracy_m: float, box: Box) -> Layer:  # noqa: ANN401 - a GeoDataFrame
    """Draw the lines between districts.

    Parameters
    ----------
    districts : GeoDataFrame
        With ``country_code`` and ``accuracy_m``.
    others : ndarray of LineString
        Lines of regions, borders and shores.
    accuracy_m : float, metres
        How far those of the regions may be off.
    box : tuple of float
        The sheet to draw on.

    Returns
    -------
    Layer
        Lines; their only word is the code of the country.
    """
    found, words = [], []
    for code, own in districts.groupby("country_code", sort=True):
        worst_m = max(accuracy_m, float(own["accuracy_m"].fillna(0).max()))
        width_deg = min(max(worst_m / METRES_PER_DEGREE, APART_DEG), WIDEST_STRIP_DEG)
        lines = lines_between(np.asarray(own.geometry.array), others, width_deg)
        found += list(lines)
        words += [(str(code),)] * len(lines)
    return lay_out(np.array(found, dtype=object), words, box)


def lines_between(
    polygons: NDArray[np.object_], others: NDArray[np.object_], width_deg: float
) -> NDArray[np.object_]:
    """Find the lines between polygons that nearly meet, each once.

    Parameters
    ----------
    polygons : ndarray of Polygon and MultiPolygon, shape (n,)
    others : ndarray of LineString
        Nothing is found beside these.
    width_deg : float, degrees
        How far beside.

    Returns
    -------
    ndarray of LineString, shape (k,)

    Examples
    --------
    >>> nearly = np.array([shapely.box(0, 0, 1, 1), shapely.box(1.001, 0, 2, 1)])
    >>> float(shapely.length(lines_between(nearly, np.array([]), 0.01)).sum().round(1))
    1.0
    """
    outlines = shapely.boundary(shapely.simplify(polygons, APART_DEG / 8))
    strips = shapely.buffer(shapely.simplify(outlines, APART_DEG / 4), APART_DEG, quad_segs=2)
    near = shapely.STRtree(strips)
    beside = _strip(others, outlines, width_deg)
    found: list[Any] = []
    for number, outline in enumerate(outlines):
        touched = [int(each) for each in near.query(outline, predicate="intersects") if each != number]
        # Each line is found at the later of its two neighbours; what has none is the outside.
        shared = shapely.union_all(strips[[each for each in touched if each < number]])
        line = shapely.intersection(outline, shared)
        found.append(line if beside is None else shapely.difference(line, beside))
    merged = shapely.line_merge(shapely.multilinestrings(_parts(found)))
    lines = _parts([merged])
    return lines[shapely.length(lines) > APART_DEG]


def _strip(lines: NDArray[np.object_], outlines: NDArray[np.object_], width_deg: float) -> Any:  # noqa: ANN401 - any geometry
    """Give the ground that lies beside lines, near some outlines; None for none."""
    west, south, east, north = shapely.total_bounds(outlines).tolist()
    box = (west - width_deg, south - width_deg, east + width_deg, north + width_deg)
    close = lines[touches(shapely.bounds(lines), box)] if len(lines) else lines
    if len(close) == 0:
        return None
    cut = shapely.clip_by_rect(close, *box)
    return shapely.union_all(shapely.buffer(shapely.simplify(cut, width_deg / 4), width_deg, quad_segs=2))


def _parts(shapes: list[Any]) -> NDArray[np.object_]:
    """Take all lines out of shapes of any make."""
    parts = shapely.get_parts(shapely.get_parts(np.array(shapes, dtype=object)))
    return np.asarray(parts[shapely.get_type_id(parts) == shapely.GeometryType.LINESTRING], dtype=object)

"""Parts of an area: its northern half, the eastern half of its southern half, its middle.

No rule says how much of a country "the north" is. Half of its area is the choice that leaves out least and
still says something; the cut runs along a parallel or a meridian. The north-east is the eastern half of the
northern half. The centre is the half of the area that is nearest to its centroid.

Areas are those of the ellipsoid, exact for edges that are straight in longitude and latitude
(`geo._geodesy.ground`): what lies south of a parallel is the integral along the outline with every latitude
above it taken for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import shapely
from shapely.affinity import translate
from shapely.geometry.polygon import orient

from geo._geodesy.ground import area_m2, strip_m2
from geo._locating.expressions.anchors import near_m, say_km
from geo._locating.expressions.growing import disc
from geo._locating.expressions.planes import cut

if TYPE_CHECKING:
    from collections.abc import Callable

    from shapely.geometry.base import BaseGeometry

    from geo._geodesy.ellipsoid import Floats
    from geo._locating.expressions.anchors import Anchor
    from geo._locating.expressions.offsets import Drawn

__all__ = ["draw_part", "part_of"]

EQUAL: Final = 1e-6
"""So much of the area may be on the wrong side of a cut."""
MOST_CUTS: Final = 60
GAUSS: Final = 5
"""Points on an edge at which the integrand is taken, as in `geo._geodesy.ground`."""
SEAM_DEG: Final = 180.0


def draw_part(part: str, anchor: Anchor) -> Drawn:
    """Draw a part of an anchor, of a point its disc; a bare point is taken as far as near reaches."""
    if anchor.geometry is not None:
        whole, of = shapely.make_valid(anchor.geometry), "the area"
    else:
        radius_m = anchor.radius_m or near_m(anchor)
        whole, of = disc(anchor.lon, anchor.lat, radius_m), f"a disc of {say_km(radius_m)}"
    return part_of(whole, part), None, f"{_WHY[_cuts(part)]} {of}"


def part_of(shape: BaseGeometry, part: str) -> BaseGeometry:
    """Cut a part out of an area.

    Parameters
    ----------
    shape : Polygon or MultiPolygon
        Degrees; on both sides of the antimeridian it is taken as one.
    part : str
        "north", "north-east" and so on round to "north-west", or "centre".

    Returns
    -------
    Polygon or MultiPolygon
        Half of the area, a quarter of it for a direction between.

    Examples
    --------
    >>> part_of(shapely.box(0, 0, 1, 1), "east").bounds, part_of(shapely.box(179, 0, 181, 1), "west").bounds
    ((0.5, 0.0, 1.0, 1.0), (179.0, 0.0, 180.0, 1.0))
    >>> [round(side, 3) for side in part_of(shapely.box(0, 0, 10, 60), "south").bounds]
    [0.0, 0.0, 10.0, 25.728]
    """
    shape = _joined(shape)
    if part == "centre":
        return cut(_middle(shape))
    for direction in part.split("-"):
        shape = _half(shape, direction)
    return cut(shape)


_WHY: Final = (
    "the half of the area nearest to the centroid of",
    "the half, by area, of",
    "of the northern or southern half, by area, the half to the east or west, of",
)


def _cuts(part: str) -> int:
    return 0 if part == "centre" else len(part.split("-"))


def _joined(shape: BaseGeometry) -> BaseGeometry:
    """Join what the antimeridian parts: what lies west of the widest gap goes on in the east."""
    parts = shapely.get_parts(shape)
    parts = parts[shapely.get_dimensions(parts) == 2]  # noqa: PLR2004 - areas
    west, _, east, _ = shapely.bounds(parts).T
    order = np.argsort(west)
    reached = np.maximum.accumulate(east[order])
    gaps = west[order][1:] - reached[:-1]
    if not len(gaps) or west.min() + 2 * SEAM_DEG - east.max() >= gaps.max():
        return shapely.union_all(parts)
    start = west[order][1:][np.argmax(gaps)]
    return shapely.union_all(
        [
            part if left >= start else translate(part, 2 * SEAM_DEG)
            for part, left in zip(parts, west, strict=True)
        ]
    )


class _Edges(NamedTuple):
    """The edges of all rings, shells one way round and holes the other."""

    start: Floats
    end: Floats


def _half(shape: BaseGeometry, direction: str) -> BaseGeometry:
    west, south, east, north = shapely.bounds(shape)
    edges = _edges(shape)
    if direction in {"north", "south"}:
        level = _equal(lambda lat: _south_m2(edges, lat), south, north)
        box = (west, level, east, north) if direction == "north" else (west, south, east, level)
    else:
        level = _equal(lambda lon: _west_m2(edges, lon), west, east)
        box = (level, south, east, north) if direction == "east" else (west, south, level, north)
    return shapely.intersection(shape, shapely.box(*box))


def _edges(shape: BaseGeometry) -> _Edges:
    parts = [orient(part) for part in shapely.get_parts(shape).tolist()]
    corners, ring = shapely.get_coordinates(shapely.get_rings(parts), return_index=True)
    joined = ring[1:] == ring[:-1]
    return _Edges(corners[:-1][joined], corners[1:][joined])


def _south_m2(edges: _Edges, lat: float) -> float:
    """Give the area south of a parallel."""
    start, end = edges
    start_up, end_up = start[:, 1] > lat, end[:, 1] > lat
    across = start_up != end_up
    share = (lat - start[across, 1]) / (end[across, 1] - start[across, 1])
    crossing = start[across] + share[:, None] * (end[across] - start[across])
    first = np.concatenate([start[~across], start[across], crossing])
    last = np.concatenate([end[~across], crossing, end[across]])
    return _integral(first, last, lat)


def _west_m2(edges: _Edges, lon: float) -> float:
    """Give the area west of a meridian: edges beyond it, taken for points of it, enclose nothing."""
    start, end = edges
    start_out, end_out = start[:, 0] > lon, end[:, 0] > lon
    across = start_out != end_out
    share = (lon - start[across, 0]) / (end[across, 0] - start[across, 0])
    crossing = start[across] + share[:, None] * (end[across] - start[across])
    inside = ~start_out & ~end_out
    leaves = end_out[across]
    first = np.where(leaves[:, None], start[across], crossing)
    last = np.where(leaves[:, None], crossing, end[across])
    return _integral(np.concatenate([start[inside], first]), np.concatenate([end[inside], last]), 90.0)


def _integral(start: Floats, end: Floats, most_lat: float) -> float:
    points, weights = np.polynomial.legendre.leggauss(GAUSS)
    step = end - start
    total = np.zeros(len(start))
    for point, weight in zip(points, weights, strict=True):
        lat = np.minimum(start[:, 1] + (point + 1.0) / 2.0 * step[:, 1], most_lat)
        total += weight / 2.0 * strip_m2(lat)
    # Shells run against the clock, so that their upper edges run west.
    return -float((total * np.radians(step[:, 0])).sum())


def _equal(below: Callable[[float], float], low: float, high: float) -> float:
    """Find where half of the area is below, by the false position method, halving where that is slow."""
    whole = below(high)
    low_m2, high_m2 = -whole / 2.0, whole / 2.0
    level = (low + high) / 2.0
    for number in range(MOST_CUTS):
        level = (low + high) / 2.0 if number % 3 == 2 else low - low_m2 * (high - low) / (high_m2 - low_m2)  # noqa: PLR2004
        at_m2 = below(level) - whole / 2.0
        if abs(at_m2) <= EQUAL * whole:
            break
        if at_m2 < 0.0:
            low, low_m2 = level, at_m2
        else:
            high, high_m2 = level, at_m2
    return level


def _middle(shape: BaseGeometry) -> BaseGeometry:
    """Cut out the half that is nearest to the centroid."""
    # On the equal-area cylinder a centroid is that of the ground.
    whole = float(area_m2(np.array([shape]))[0])
    flat = shapely.transform(shape, lambda at: np.column_stack([at[:, 0], strip_m2(at[:, 1]) / _STRIP]))
    lon, height = shapely.get_coordinates(shapely.centroid(flat))[0].tolist()
    lat = float(np.interp(height, strip_m2(_LATS) / _STRIP, _LATS))
    low_m, high_m, found = 0.0, MOST_RADIUS_M, shape
    for _ in range(MOST_CUTS):
        radius_m = (low_m + high_m) / 2.0
        found = shapely.intersection(shape, _near(lon, lat, radius_m))
        share = float(area_m2(np.array([found]))[0]) / whole
        if abs(share - 0.5) <= MIDDLE_EQUAL:
            break
        low_m, high_m = (radius_m, high_m) if share < 0.5 else (low_m, radius_m)  # noqa: PLR2004 - a half
    return found


MOST_RADIUS_M: Final = 8_000_000.0
MIDDLE_EQUAL: Final = 1e-3
_LATS: Final = np.linspace(-90.0, 90.0, 18_001)
_STRIP: Final = float(strip_m2(np.array([90.0]))[0])


def _near(lon: float, lat: float, radius_m: float) -> BaseGeometry:
    """Draw a disc on the turns of the Earth on which an area may lie that goes on beyond 180°."""
    whole = disc((lon + SEAM_DEG) % (2 * SEAM_DEG) - SEAM_DEG, lat, radius_m)
    return shapely.union_all([whole, translate(whole, 2 * SEAM_DEG)])

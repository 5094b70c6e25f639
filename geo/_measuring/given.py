"""How far one location is from things that are given as geometries, and how much of it lies near them.

A location is a point, a disc or an area; a thing is any geometry: a border, the outline of a district with
its ground, some places. The intervals and shares are certified by the same subdivision as those of whole
tables (`geo._measuring.extremes`, `geo._measuring.within`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import shapely

from geo._geodesy import index_lines, index_sites, nearest_on_lines, nearest_sites
from geo._locating.keeping import Kept
from geo._measuring.extremes import Pairs, find_extremes
from geo._measuring.pieces import measure_sizes
from geo._measuring.within import TOLERANCE, Place, Share, read_place, share_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

    from geo._geodesy import Lines, Sites
    from geo._measuring.layers import Floats, Ints

__all__ = ["Interval", "Spot", "Thing", "read_spot", "share_inside"]


MOST_KEPT: Final = 32
"""Answers that a location keeps: claims of one report, and of the next ones, ask the same of it."""

COARSE_DEG: Final = 0.01
COARSE_M: Final = 1_120.0
"""A shape simplified by so many degrees lies nowhere further off than so many metres."""

LARGE_M: Final = 500_000.0
"""A location that reaches further than this is measured with simplified outlines."""


def coarsen(shape: BaseGeometry) -> BaseGeometry:
    """Simplify lines and polygons by no more than `COARSE_DEG`; smaller islets stay what they are."""
    return shapely.simplify(shape, COARSE_DEG) if shapely.get_num_coordinates(shape) > MANY_CORNERS else shape


MANY_CORNERS: Final = 500
MOST_CORNERS: Final = 30_000
"""So is one with an outline of more corners: a country of islands."""


class Interval(NamedTuple):
    """Between what the distances of all points of a location lie, metres; equal for an exact point."""

    min_m: float
    max_m: float


class Thing:
    """Something to measure to: the nearest of its points, lines and polygons; 0 inside a polygon.

    Parameters
    ----------
    geometries : sequence of geometry
        Degrees, edges straight in lon/lat.

    Examples
    --------
    >>> pole = Thing([shapely.Point(0, 90)])
    >>> round(float(pole.measure(np.zeros(1, dtype=int), np.array([0.0]), np.array([0.0]))[0][0]))
    10001966
    """

    def __init__(self, geometries: Sequence[BaseGeometry]) -> None:
        self.area = np.zeros(1, dtype=np.int64)
        self._geometries = list(geometries)
        self._coarse: Thing | None = None
        parts = shapely.get_parts(self._geometries)
        parts = parts[~shapely.is_empty(parts)]
        kinds = shapely.get_type_id(parts)
        self._polygons = parts[kinds == shapely.GeometryType.POLYGON]
        shapely.prepare(self._polygons)
        strokes = np.concatenate(
            [
                parts[np.isin(kinds, (shapely.GeometryType.LINESTRING, shapely.GeometryType.LINEARRING))],
                shapely.get_rings(self._polygons),
            ]
        )
        self._lines = _index(strokes) if len(strokes) else None
        dots = shapely.get_coordinates(parts[kinds == shapely.GeometryType.POINT])
        self._sites: Sites | None = index_sites(dots[:, 0], dots[:, 1]) if len(dots) else None

    @property
    def is_nothing(self) -> bool:
        """Whether there is nothing to measure to."""
        return self._lines is None and self._sites is None

    def holds(self, outline: BaseGeometry) -> bool:
        """Say whether one of its polygons holds an outline: all distances are 0 then."""
        return bool(np.any(shapely.covers(self._polygons, outline)))

    def coarse(self) -> Thing:
        """Give the same, drawn no more than `COARSE_M` off: for what is hundreds of kilometres large."""
        if self._coarse is None:
            self._coarse = Thing([coarsen(shape) for shape in self._geometries])
        return self._coarse

    def around(self, lon: float, lat: float, radius_m: float) -> Thing:
        """Give what may be nearest to some point within a radius: the same answers there, sooner."""
        near = Thing([])
        near._polygons = self._polygons
        here = np.array([lon]), np.array([lat])
        reach_m = float(self._nearest_m(*here)[0]) + 2.0 * radius_m + 1.0
        near._lines = None if self._lines is None else self._lines.within(lon, lat, reach_m)
        near._sites = None if self._sites is None else self._sites.within(lon, lat, reach_m)
        if near._lines is not None and not len(near._lines.first):
            near._lines = None
        if near._sites is not None and not len(near._sites.lon):
            near._sites = None
        return near

    def measure(self, item: Ints, lon: Floats, lat: Floats) -> tuple[Floats, Ints]:
        """Give the distance of points; there is one item, and one thing."""
        distance_m = self._nearest_m(lon, lat)
        for polygon in self._polygons:
            distance_m[shapely.intersects_xy(polygon, lon, lat)] = 0.0
        return distance_m, np.zeros(len(item), dtype=np.int64)

    def seek(self, item: Ints, lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
        """Give the distance of points; no azimuth is asked for."""
        return self.measure(item, lon, lat)[0], np.full(len(lon), np.nan)

    def _nearest_m(self, lon: Floats, lat: Floats) -> Floats:
        found = np.full(len(lon), np.nan)
        if self._lines is not None:
            found = np.fmin(found, nearest_on_lines(lon, lat, self._lines).distance_m)
        if self._sites is not None:
            found = np.fmin(found, nearest_sites(lon, lat, self._sites, k=1).distance_m[:, 0])
        return found


class Spot:
    """A location made ready: an exact point, or an area; made by `read_spot`."""

    def __init__(self, lon: float, lat: float, place: Place | None, *, is_coarse: bool = False) -> None:
        self.lon, self.lat, self._place, self.is_coarse = lon, lat, place, is_coarse
        self._intervals: Kept[tuple[Interval, Thing]] = Kept(MOST_KEPT)
        self._shares: Kept[tuple[Share, Thing]] = Kept(MOST_KEPT)

    @property
    def is_exact(self) -> bool:
        """Whether it is a point without a radius."""
        return self._place is None

    @property
    def outline(self) -> BaseGeometry:
        """The area, a disc as a polygon; the point itself."""
        return shapely.Point(self.lon, self.lat) if self._place is None else self._place.outline

    def distance_to(self, thing: Thing) -> Interval:
        """Bound the distances of all its points; NaN where there is nothing to measure to."""
        # The thing is kept too: as long as it is, no other takes its number.
        return self._intervals.get(id(thing), lambda: (self._bound(thing), thing))[0]

    def _bound(self, thing: Thing) -> Interval:
        if thing.is_nothing:
            return Interval(np.nan, np.nan)
        if self._place is None:
            there_m = float(thing.measure(np.zeros(1, dtype=np.int64), *self._here())[0][0])
            return Interval(there_m, there_m)
        if thing.holds(self._place.outline):
            return Interval(0.0, 0.0)
        near = self._narrow(thing)
        pairs = Pairs.unknown(np.zeros(1, dtype=np.int64))
        found = find_extremes(self._place.shapes, pairs, near.measure)
        # Both the outline and the thing may have been simplified: the bounds stay certain.
        slack_m = 2.0 * COARSE_M if self.is_coarse else 0.0
        least_m = float(found.min_m[0])
        return Interval(max(least_m - slack_m, 0.0), float(found.max_m[0]) + slack_m)

    def share_within(self, thing: Thing, distance_m: float, *, tolerance: float = TOLERANCE) -> Share:
        """Find how much of it lies within a distance of a thing: 0 or 1 for a point."""
        key = (id(thing), distance_m, tolerance)
        return self._shares.get(key, lambda: (self._cover(thing, distance_m, tolerance), thing))[0]

    def _cover(self, thing: Thing, distance_m: float, tolerance: float) -> Share:
        if thing.is_nothing:
            return Share(np.nan, np.nan)
        if self._place is None:
            return Share(float(self.distance_to(thing).min_m <= distance_m), 0.0)
        return share_of(self._place, self._narrow(thing), distance_m, tolerance)

    def _narrow(self, thing: Thing) -> Thing:
        if self._place is None:
            return thing
        known = thing.coarse() if self.is_coarse else thing
        return known.around(*(float(value[0]) for value in self._place.circles))

    def _here(self) -> tuple[Floats, Floats]:
        return np.array([self.lon]), np.array([self.lat])


def read_spot(shape: BaseGeometry, radius_m: float | None = None) -> Spot:
    """Make a location ready to be measured.

    Parameters
    ----------
    shape : geometry
        A point, a line or a polygon, degrees.
    radius_m : float, optional
        Of a point: within what it is.

    Raises
    ------
    DataError
        When it is not one that can be measured.

    Examples
    --------
    A disc of 10 km, 1,000 km from a point, as the crow flies along the equator:

    >>> spot = read_spot(shapely.Point(0, 0), 10_000.0)
    >>> found = spot.distance_to(Thing([shapely.Point(9, 0)]))
    >>> abs(found.min_m - 991_875.4) < 1000, abs(found.max_m - 1_011_875.4) < 1100
    (True, True)
    """
    if shape.geom_type == "Point" and not (radius_m and radius_m > 0.0):
        lon, lat = (float(value) for value in shapely.get_coordinates(shape)[0])
        return Spot(lon, lat, None)
    place = read_place(shape, radius_m)
    is_coarse = float(place.circles.radius_m[0]) > LARGE_M or bool(
        shapely.get_num_coordinates(shape) > MOST_CORNERS
    )
    if is_coarse and shape.geom_type != "Point":
        place = read_place(shapely.make_valid(coarsen(shape)), radius_m)
    lon, lat = (float(value[0]) for value in place.circles[:2])
    return Spot(lon, lat, place, is_coarse=is_coarse)


def share_inside(spot: Spot, polygon: BaseGeometry) -> float:
    """Find how much of a location lies inside of a polygon, by ground area, of a line by length.

    Examples
    --------
    >>> share_inside(read_spot(shapely.box(0, 0, 2, 1)), shapely.box(1, -1, 3, 2))
    0.5
    """
    outline = spot.outline
    if spot.is_exact:
        return float(shapely.intersects(polygon, outline))
    inside = shapely.intersection(outline, polygon)
    # What only touches along an edge has a length in common, and no ground.
    parts = shapely.get_parts(inside)
    inside = shapely.union_all(parts[shapely.get_dimensions(parts) == shapely.get_dimensions(outline)])
    whole = float(measure_sizes(_array(outline))[0])
    if inside.is_empty or whole == 0.0:
        return 0.0
    return min(round(float(measure_sizes(_array(inside))[0]) / whole, 9), 1.0)


def _array(shape: BaseGeometry) -> Any:  # noqa: ANN401 - an array of one geometry
    return np.array([shape], dtype=object)


def _index(strokes: Any) -> Lines:  # noqa: ANN401 - an array of geometries
    coordinates, line = shapely.get_coordinates(strokes, return_index=True)
    return index_lines(coordinates[:, 0], coordinates[:, 1], line)

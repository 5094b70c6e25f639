"""Areas as the subdivision sees them: which cells lie wholly inside, which meet the area, which miss it.

Three kinds of areas answer the same questions. A polygon and a line are asked through prepared geometries;
edges are straight in lon/lat, and so are the sides of cells. A disc is asked by the distance of its
centre from the middle of a cell, give or take the cell's radius. A line holds no cell: every cell that
meets it is on its edge.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

import numpy as np
import shapely

from geo._geodesy import box_radius_m, ecef_m
from geo._geodesy.ellipsoid import SHARPEST_RADIUS_M, arc_bounds_m, curvature_radii_m, forward

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geo._measuring.layers import Floats, Ints

    Bools = NDArray[np.bool_]

MOST_SPOTS: Final = 24
"""So many corners of an outline are looked at before it is cut: the ends of an interval often lie there."""

RIM_SPOTS: Final = 8
HAIR: Final = 1e-9

ROUNDING_M: Final = 1e-6
"""Coordinates in space are right to much less."""

POLAR_DEG: Final = 89.0
"""A disc that comes so near to a pole is looked for on all meridians."""


class Area(NamedTuple):
    """An area to be measured, and a circle that holds it."""

    shape: BaseGeometry
    """A valid Polygon, MultiPolygon, LineString or MultiLineString in degrees."""
    lon: float
    lat: float
    radius_m: float
    """Point inside, and how far from it the area reaches at most."""


class Boxes(NamedTuple):
    """Boxes in degrees, shape (c,) each; the east may lie beyond 180 degrees."""

    west: Floats
    south: Floats
    east: Floats
    north: Floats

    def middle(self) -> tuple[Floats, Floats]:
        """Longitudes and latitudes of the middles, on Earth."""
        return wrap((self.west + self.east) / 2.0), (self.south + self.north) / 2.0

    def take(self, index: Ints | Bools) -> Boxes:
        """Only some of them."""
        return Boxes(*(side[index] for side in self))


class Shapes(Protocol):
    """Areas of one kind, n of them, that cells are held against."""

    def part(self, first: int, end: int) -> Shapes:
        """Give some of the areas."""

    def boxes(self) -> Boxes:
        """Give the box of each area."""

    def classify(self, area: Ints, boxes: Boxes) -> tuple[Bools, Bools]:
        """Tell of pairs of an area and a box whether it surely holds the box, and whether it may meet it."""

    def beside_m(self, area: Ints, lon: Floats, lat: Floats, radius_m: Floats) -> Floats:
        """Bound how far the middles of cells are from some point of their area; 0 for a middle inside.

        The cells, of the given radii, may meet their areas as `classify` says.
        """

    def spots(self) -> tuple[Ints, Floats, Floats]:
        """Give some points of the areas: number of the area, rising, longitude and latitude."""


class Outlines:
    """Polygons and lines.

    Parameters
    ----------
    shapes : ndarray of Polygon, MultiPolygon, LineString or MultiLineString, shape (n,)
        Valid; degrees, edges straight in lon/lat.
    """

    def __init__(self, shapes: NDArray[np.object_]) -> None:
        self.shapes = shapes
        shapely.prepare(shapes)

    def part(self, first: int, end: int) -> Outlines:
        """Give some of the areas."""
        return Outlines(self.shapes[first:end])

    def boxes(self) -> Boxes:
        """Give the box of each area."""
        return Boxes(*np.ascontiguousarray(shapely.bounds(self.shapes).T))

    def classify(self, area: Ints, boxes: Boxes) -> tuple[Bools, Bools]:
        """Tell of pairs of an area and a box whether it surely holds the box, and whether it may meet it."""
        cells = shapely.box(*boxes)
        meets = np.asarray(shapely.intersects(self.shapes[area], cells))
        within = meets.copy()
        within[meets] = shapely.contains_properly(self.shapes[area[meets]], cells[meets])
        return within, meets

    def beside_m(self, area: Ints, lon: Floats, lat: Floats, radius_m: Floats) -> Floats:
        """Bound how far the middles of cells are from some point of their area: inside, or in the cell."""
        return np.where(shapely.contains_xy(self.shapes[area], lon, lat), 0.0, radius_m)

    def spots(self) -> tuple[Ints, Floats, Floats]:
        """Give some corners of each."""
        corners, area = shapely.get_coordinates(self.shapes, return_index=True)
        starts = np.searchsorted(area, np.arange(len(self.shapes)))
        counts = np.diff(np.append(starts, len(area)))
        step = -(-counts // MOST_SPOTS)
        kept = (np.arange(len(area)) - starts[area]) % step[area] == 0
        return area[kept], corners[kept, 0], corners[kept, 1]


class Discs:
    """Geodesic discs.

    Parameters
    ----------
    lon, lat, radius_m : ndarray of float, shape (n,)
        Degrees and metres.
    """

    def __init__(self, lon: Floats, lat: Floats, radius_m: Floats) -> None:
        self.lon, self.lat, self.radius_m = lon, lat, radius_m
        self.centre_m = ecef_m(lon, lat)

    def part(self, first: int, end: int) -> Discs:
        """Give some of the discs."""
        return Discs(*(values[first:end] for values in (self.lon, self.lat, self.radius_m)))

    def boxes(self) -> Boxes:
        """Give the box of each disc, rather too large than too small."""
        south, north, half_width = disc_box(self.lat, self.radius_m)
        west = np.where(half_width < 180.0, self.lon - half_width, -180.0)  # noqa: PLR2004 - half the world
        east = np.where(half_width < 180.0, self.lon + half_width, 180.0)  # noqa: PLR2004
        return Boxes(west, south, east, north)

    def classify(self, area: Ints, boxes: Boxes) -> tuple[Bools, Bools]:
        """Tell of pairs of an area and a box whether it surely holds the box, and whether it may meet it."""
        low_m, high_m = self._distance_bounds_m(area, *boxes.middle())
        reach_m, radius_m = box_radius_m(*boxes), self.radius_m[area]
        return high_m + reach_m <= radius_m, low_m - reach_m <= radius_m

    def beside_m(self, area: Ints, lon: Floats, lat: Floats, radius_m: Floats) -> Floats:  # noqa: ARG002 - not needed here
        """Tell how far the middles of cells are from their disc: on the way to its centre it begins."""
        return np.maximum(self._distance_bounds_m(area, lon, lat)[1] - self.radius_m[area], 0.0)

    def spots(self) -> tuple[Ints, Floats, Floats]:
        """Give points all round the rim, a hair inside."""
        area = np.repeat(np.arange(len(self.lon)), RIM_SPOTS)
        azimuth_deg = np.tile(np.arange(RIM_SPOTS) * (360.0 / RIM_SPOTS), len(self.lon))
        lon, lat = forward(self.lon[area], self.lat[area], azimuth_deg, self.radius_m[area] * (1.0 - HAIR))
        return area, lon, lat

    def _distance_bounds_m(self, area: Ints, lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
        """Bound how far points are from the centres, so closely that it does not matter here."""
        chord_m = np.sqrt(((ecef_m(lon, lat) - self.centre_m[area]) ** 2).sum(axis=1))
        low_m, high_m = arc_bounds_m(chord_m)
        return low_m - ROUNDING_M, high_m + ROUNDING_M


def disc_box(lat: Floats, radius_m: Floats) -> tuple[Floats, Floats, Floats]:
    """Find how far discs reach at most: southernmost and northernmost latitude, and half the width.

    A way of r metres changes the latitude by at most r over the least radius of a meridian, and the
    longitude by at most r over the least radius of the parallels between.

    Returns
    -------
    south, north, half_width : ndarray of float
        Degrees; half the width is 180 where a disc may reach round or over a pole.
    """
    height = np.degrees(radius_m / SHARPEST_RADIUS_M)
    south, north = np.maximum(lat - height, -90.0), np.minimum(lat + height, 90.0)
    farthest = np.maximum(np.abs(south), np.abs(north))
    polar = farthest > POLAR_DEG
    _, parallel_m = curvature_radii_m(np.where(polar, 0.0, farthest))
    half_width = np.where(polar, 180.0, np.minimum(np.degrees(radius_m / parallel_m), 180.0))
    return south, north, half_width


def wrap(lon: Floats) -> Floats:
    """Bring longitudes back to -180..180; those that are there stay exactly what they are."""
    return np.where(np.abs(lon) > 180.0, (lon + 180.0) % 360.0 - 180.0, lon)  # noqa: PLR2004 - a full turn

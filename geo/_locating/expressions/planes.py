"""Shapes drawn on a plane that touches the ellipsoid, and brought back into longitude and latitude.

The plane is the azimuthal equidistant one: a point lies in its true direction from the centre at its true
distance, both along the geodesic on WGS84 (J. P. Snyder, "Map Projections: A Working Manual", USGS
Professional Paper 1395, 1987, chapter 25; here by C. F. F. Karney's geodesics). Discs and sectors round the
centre are exact on it. Lengths across are stretched, never shrunk: what is certainly no further than r on the
ellipsoid is no further than `stretch` times r on the plane.

A shape comes back with its edges, which are straight in longitude and latitude, so close to its own that the
tolerance by which it is made larger holds the difference; cut at the antimeridian (RFC 7946, section 3.1.9),
and along the pole where it holds a pole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

import numpy as np
import shapely
from shapely.affinity import translate

from geo._geodesy import inverse
from geo._geodesy.ellipsoid import SHARPEST_RADIUS_M, forward

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geo._geodesy.ellipsoid import Floats

__all__ = ["CORNERS", "LEAST_TOLERANCE_M", "ROUND", "Plane", "cut", "stretch", "tolerance_m"]

CORNERS: Final = 32
"""Corners to a quarter of a circle."""
ROUND: Final = 1.0 / float(np.cos(np.pi / (4 * CORNERS)))
"""A polygon with its corners so much further out holds the circle."""

TOLERANCE_SHARE: Final = 1e-4
LEAST_TOLERANCE_M: Final = 1.0
"""By so much of its reach, and at least so much, a shape may come out too large; it is never too small."""

MOST_ROUNDS: Final = 40
"""Edges are halved no more often; only what passes within millimetres of a pole needs that many."""
HAIR_M: Final = 1e-6
DEGREE_M: Final = 111_320.0
WIDEST_DEG: Final = 60.0
"""No edge goes round more of a pole than this."""

_Side = Literal[-1, 0, 1]


def tolerance_m(reach_m: float) -> float:
    """By how much a shape that reaches so far may come out too large."""
    return max(LEAST_TOLERANCE_M, TOLERANCE_SHARE * reach_m)


def stretch(reach_m: float) -> float:
    """Bound how much longer than on the ellipsoid a length is on the plane, anywhere within a reach.

    Across the direction to the centre, lengths are stretched by s / m, where s is the distance and m its
    reduced length; a sphere of the least radius of curvature has the least m.

    Examples
    --------
    >>> round(stretch(0.0), 3), round(stretch(1_000_000.0), 4)
    (1.0, 1.0042)
    """
    angle = reach_m / SHARPEST_RADIUS_M
    return float(angle / np.sin(angle)) if angle > 0.0 else 1.0


class Plane(NamedTuple):
    """The plane that touches the ellipsoid at a point."""

    lon: float
    lat: float

    def put(self, lon: Floats, lat: Floats) -> Floats:
        """Put points on the plane.

        Returns
        -------
        ndarray of float, shape (n, 2)
            Metres east and north of the centre.
        """
        here = np.full(len(lon), self.lon), np.full(len(lon), self.lat)
        distance_m, azimuth_deg, _ = inverse(*here, np.asarray(lon), np.asarray(lat))
        azimuth = np.radians(azimuth_deg)
        return np.column_stack([distance_m * np.sin(azimuth), distance_m * np.cos(azimuth)])

    def draw(self, flat: BaseGeometry, *, exact_m: float | None = None) -> BaseGeometry:
        """Bring polygons of the plane back, a little too large.

        Parameters
        ----------
        flat : Polygon or MultiPolygon
            Metres on the plane, within a quarter of the way round the Earth.
        exact_m : float, optional
            By how much at most they may be too large, in metres; else the `tolerance_m` of their reach.

        Returns
        -------
        Polygon or MultiPolygon
            Degrees, within -180 to 180; it holds all of what was drawn.

        Examples
        --------
        >>> disc = shapely.Point(0, 0).buffer(100_000.0)
        >>> [round(side) for side in Plane(179.9, 0.0).draw(disc).bounds]
        [-180, -1, 180, 1]
        >>> Plane(0.0, 89.9).draw(disc).covers(shapely.Point(123.0, 90.0))
        True
        """
        corners = shapely.get_coordinates(flat)
        if exact_m is None:
            exact_m = tolerance_m(float(np.hypot(*corners.T).max()))
        flat = shapely.buffer(flat, exact_m, quad_segs=2)
        parts: list[BaseGeometry] = []
        for part in shapely.get_parts(flat).tolist():
            if shapely.intersects(part, shapely.multipoints(self._poles())):
                parts += [self._bring_back(half, exact_m, side) for half, side in _halves(part)]
            else:
                parts.append(self._bring_back(part, exact_m, 0))
        return cut(shapely.union_all(parts) if len(parts) > 1 else parts[0])

    def _poles(self) -> Floats:
        """Place both poles on the plane."""
        return self.put(np.full(2, self.lon), np.array([90.0, -90.0])) * [0.0, 1.0]

    def _bring_back(self, flat: BaseGeometry, exact_m: float, side: _Side) -> BaseGeometry:
        """Bring back a polygon that has no pole inside, longitudes running on beyond 180."""
        shells: list[BaseGeometry] = []
        for part in shapely.get_parts(flat).tolist():
            if shapely.get_dimensions(part) < 2:  # noqa: PLR2004 - what is left where halves only touch
                continue
            rings = [
                self._ring(shapely.get_coordinates(ring), exact_m, side) for ring in shapely.get_rings(part)
            ]
            shell = shapely.make_valid(shapely.Polygon(rings[0]))
            for hole in rings[1:]:
                # A hole may have been unrolled from another turn.
                turn = 360.0 * round((rings[0][:, 0].mean() - hole[:, 0].mean()) / 360.0)
                shell = shapely.difference(
                    shell, shapely.make_valid(shapely.Polygon(np.add(hole, [turn, 0.0])))
                )
            shells.append(shell)
        return shapely.union_all(shells)

    def _ring(self, flat: Floats, exact_m: float, side: _Side) -> Floats:
        """Bring back a ring, with corners between its own until its edges are close enough."""
        over: tuple[int, ...] = ()
        if side:
            flat, over = _with_poles(flat, self._poles())
        back = self._degrees(flat, side)
        for place in over:
            # At a pole an edge goes from the meridian on which it came to the one on which it leaves.
            back[place, 0], back[place + 1, 0] = back[place - 1, 0], back[place + 2, 0]
        done = np.zeros(len(flat) - 1, dtype=bool)
        if side:
            # Along the middle meridian an edge is straight both here and there.
            done = (np.abs(flat[1:, 0]) < HAIR_M) & (np.abs(flat[:-1, 0]) < HAIR_M)
        for _ in range(MOST_ROUNDS):
            at = np.flatnonzero(~done)
            middle = (flat[at] + flat[at + 1]) / 2.0
            true = self._degrees(middle, side)
            width_deg = back[at + 1, 0] - back[at, 0]
            if not side:
                width_deg = _turn(width_deg)
            off = true - back[at] - np.column_stack([width_deg, back[at + 1, 1] - back[at, 1]]) / 2.0
            off[:, 0] = _turn(off[:, 0]) * np.cos(np.radians(true[:, 1]))
            split = (np.hypot(*off.T) * DEGREE_M > exact_m / 2.0) | (np.abs(width_deg) > WIDEST_DEG)
            done[at[~split]] = True
            if not split.any():
                break
            places = at[split] + 1
            flat = np.insert(flat, places, middle[split], axis=0)
            back = np.insert(back, places, true[split], axis=0)
            done = np.insert(done, places, values=False)
        if not side:
            steps = _turn(np.diff(back[:, 0]))
            back = np.column_stack([back[0, 0] + np.concatenate([[0.0], np.cumsum(steps)]), back[:, 1]])
            back[-1] = back[0]
        return back

    def _degrees(self, flat: Floats, side: _Side) -> Floats:
        """Give longitude and latitude; of a half, longitudes are 0 to 180 from the middle on its side."""
        azimuth_deg = np.degrees(np.arctan2(flat[:, 0], flat[:, 1]))
        here = np.full(len(flat), self.lon), np.full(len(flat), self.lat)
        lon, lat = forward(*here, azimuth_deg, np.hypot(*flat.T))
        if not side:
            return np.column_stack([lon, lat])
        off_deg = _turn(lon - self.lon) * side
        off_deg = np.clip(np.where(off_deg < -90.0, off_deg + 360.0, off_deg), 0.0, 180.0)  # noqa: PLR2004
        return np.column_stack([self.lon + side * off_deg, lat])


def _halves(flat: BaseGeometry) -> list[tuple[BaseGeometry, Any]]:
    """Part a polygon along the meridian of the centre, on which both poles lie."""
    far = 3e7
    return [
        (shapely.intersection(flat, shapely.box(0.0, -far, far, far)), 1),
        (shapely.intersection(flat, shapely.box(-far, -far, 0.0, far)), -1),
    ]


def _with_poles(flat: Floats, poles: Floats) -> tuple[Floats, tuple[int, ...]]:
    """Give a ring two corners where an edge along the middle meridian passes over a pole, and say where."""
    on_middle = np.abs(flat[:, 0]) < HAIR_M
    for pole in poles:
        off = flat[:, 1] - pole[1]
        over = np.flatnonzero(on_middle[:-1] & on_middle[1:] & (off[:-1] * off[1:] < 0.0))
        if len(over):
            place = int(over[0]) + 1
            return np.insert(flat, [place, place], [pole, pole], axis=0), (place,)
    return flat, ()


def cut(shape: BaseGeometry) -> BaseGeometry:
    """Cut polygons whose longitudes run on beyond 180 at the antimeridian.

    Examples
    --------
    >>> cut(shapely.box(170, 0, 190, 1)).bounds
    (-180.0, 0.0, 180.0, 1.0)
    """
    west, _, east, _ = shapely.bounds(shape)
    if west >= -180.0 and east <= 180.0:  # noqa: PLR2004 - half the world
        return shape
    parts: list[BaseGeometry] = []
    for turn in range(int(np.floor((west + 180.0) / 360.0)), int(np.ceil((east + 180.0) / 360.0))):
        world = shapely.box(360.0 * turn - 180.0, -90.0, 360.0 * turn + 180.0, 90.0)
        parts.append(translate(shapely.intersection(shape, world), -360.0 * turn))
    return _polygons(shapely.union_all(parts))


def _polygons(shape: BaseGeometry) -> BaseGeometry:
    """Leave out lines and points, which are left where something only touches a seam."""
    parts = shapely.get_parts(shape)
    kept = parts[shapely.get_dimensions(parts) == 2]  # noqa: PLR2004 - areas
    joined: BaseGeometry = kept[0] if len(kept) == 1 else shapely.multipolygons(kept)
    return joined


def _turn(lon: Floats) -> Floats:
    return (lon + 180.0) % 360.0 - 180.0

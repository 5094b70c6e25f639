"""Areas and lengths on the ellipsoid of shapes whose edges are straight in longitude and latitude.

Between the equator and a latitude, a strip one radian wide has an area that is known in closed form (J. P.
Snyder, "Map Projections: A Working Manual", USGS Professional Paper 1395, 1987, equation 3-12). The area
of a ring is the integral of that along its edges, by Gauss's rule, which is exact to rounding on edges of
some degrees; along a parallel it is exact whatever the length.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo._geodesy.ellipsoid import B_M, E2, curvature_radii_m

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo._geodesy.ellipsoid import Floats, Ints

GAUSS: Final = 5
"""Points on an edge at which the integrand is taken."""

E: Final = float(np.sqrt(E2))


def strip_m2(lat: Floats) -> Floats:
    """Give the area between the equator and each latitude, per radian of longitude; negative in the south.

    Examples
    --------
    The whole ellipsoid has 510,065,622 km² (Snyder, or any table of WGS84):

    >>> round(float(4 * np.pi * strip_m2(np.array([90.0]))[0]) / 1e6)
    510065622
    """
    sine = np.sin(np.radians(lat))
    area_m2: Floats = B_M**2 / 2.0 * (sine / (1.0 - E2 * sine**2) + np.arctanh(E * sine) / E)
    return area_m2


def box_area_m2(west: Floats, south: Floats, east: Floats, north: Floats) -> Floats:
    """Give the areas of boxes between two meridians and two parallels."""
    return np.radians(east - west) * (strip_m2(north) - strip_m2(south))


def area_m2(shapes: NDArray[np.object_]) -> Floats:
    """Give the areas of polygons; what is no polygon, and lines among polygons, have none.

    Parameters
    ----------
    shapes : ndarray of geometries, shape (n,)

    Returns
    -------
    ndarray of float, shape (n,)
        Square metres.

    Examples
    --------
    >>> one = area_m2(np.array([shapely.box(10, 20, 11, 21)]))
    >>> two = box_area_m2(*(np.array([side]) for side in (10.0, 20.0, 11.0, 21.0)))
    >>> bool(abs(one - two)[0] < 1e-3), round(one[0] / 1e6)
    (True, 11548)
    """
    parts, shape = shapely.get_parts(shapes, return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    is_shell = np.diff(part, prepend=-1) != 0
    coordinates, ring = shapely.get_coordinates(rings, return_index=True)
    start, end, of_ring = _edges(coordinates, ring)
    # The same for all of a ring, so that it adds up to nothing, and small numbers stay small.
    level = strip_m2(coordinates[np.searchsorted(ring, np.arange(len(rings))), 1])
    integral = np.zeros(len(of_ring))
    for share, weight in _gauss():
        integral += weight * (strip_m2(start[:, 1] + share * (end - start)[:, 1]) - level[of_ring])
    integral *= np.radians(end - start)[:, 0]
    whole = np.abs(np.bincount(of_ring, weights=integral, minlength=len(rings)))
    signed = np.where(is_shell, whole, -whole)
    return np.bincount(shape[part], weights=signed, minlength=len(shapes)).astype(np.float64)


def length_m(shapes: NDArray[np.object_]) -> Floats:
    """Give the lengths of lines; what is no line, and polygons among lines, have none.

    Examples
    --------
    A degree of the equator:

    >>> round(float(length_m(np.array([shapely.LineString([(0, 0), (1, 0)])]))[0]), 3)
    111319.491
    """
    parts, shape = shapely.get_parts(shapes, return_index=True)
    is_line = np.isin(shapely.get_type_id(parts), (1, 2))
    coordinates, part = shapely.get_coordinates(parts[is_line], return_index=True)
    start, end, of_part = _edges(coordinates, part)
    step_lon, step_lat = np.radians(end - start).T
    metres = np.zeros(len(of_part))
    for share, weight in _gauss():
        north_m, east_m = curvature_radii_m(start[:, 1] + share * (end - start)[:, 1])
        metres += weight * np.hypot(north_m * step_lat, east_m * step_lon)
    owner = shape[is_line][of_part]
    return np.bincount(owner, weights=metres, minlength=len(shapes)).astype(np.float64)


def _edges(coordinates: Floats, owner: Ints) -> tuple[Floats, Floats, Ints]:
    """Give the ends of all edges, and whose they are."""
    edge = np.flatnonzero(owner[:-1] == owner[1:]) if len(owner) else np.empty(0, dtype=np.int64)
    return coordinates[edge], coordinates[edge + 1], owner[edge]


def _gauss() -> list[tuple[float, float]]:
    """Points and weights of Gauss's rule between 0 and 1."""
    points, weights = np.polynomial.legendre.leggauss(GAUSS)
    return [((p + 1.0) / 2.0, w / 2.0) for p, w in zip(points.tolist(), weights.tolist(), strict=True)]

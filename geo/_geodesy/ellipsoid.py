"""The WGS84 ellipsoid: geodesics, chords through the body, and how one bounds the other."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from pyproj import Geod

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

A_M: Final = 6_378_137.0
B_M: Final = 6_356_752.314245179
E2: Final = 1.0 - (B_M / A_M) ** 2

SHARPEST_RADIUS_M: Final = B_M**2 / A_M
"""Least radius of curvature on the ellipsoid: northward, on the equator."""

FLATTEST_RADIUS_M: Final = A_M**2 / B_M * 1.0005
"""Greatest radius of curvature, at the poles. The half per mille more covers the torsion of
geodesics, which are not quite plane curves; it costs a few needless candidates, never an answer."""


@cache
def _geod() -> Geod:
    from pyproj import Geod  # the import takes longer than measuring a small table

    return Geod(ellps="WGS84")


def ecef_m(lon: Floats, lat: Floats) -> Floats:
    """Earth-centred, earth-fixed positions on the ellipsoid.

    Parameters
    ----------
    lon, lat : ndarray of float, shape (n,)
        Degrees.

    Returns
    -------
    ndarray of float, shape (n, 3)
        Metres.

    Examples
    --------
    >>> ecef_m(np.array([0.0, 90.0]), np.array([0.0, 0.0])).round(1).tolist()
    [[6378137.0, 0.0, 0.0], [0.0, 6378137.0, 0.0]]
    """
    lon_rad, lat_rad = np.radians(lon), np.radians(lat)
    sin_lat, cos_lat = np.sin(lat_rad), np.cos(lat_rad)
    normal_m = A_M / np.sqrt(1.0 - E2 * sin_lat**2)
    return np.stack(
        [
            normal_m * cos_lat * np.cos(lon_rad),
            normal_m * cos_lat * np.sin(lon_rad),
            normal_m * (1.0 - E2) * sin_lat,
        ],
        axis=-1,
    )


def inverse(lon_a: Floats, lat_a: Floats, lon_b: Floats, lat_b: Floats) -> tuple[Floats, Floats, Floats]:
    """Geodesic from each A to each B.

    Parameters
    ----------
    lon_a, lat_a, lon_b, lat_b : ndarray of float, shape (n,)
        Degrees.

    Returns
    -------
    distance_m, azimuth_a_deg, azimuth_b_deg : ndarray of float, shape (n,)
        Metres; the azimuth at A of the way to B, and the azimuth at B of the way back to A,
        degrees in -180..180.

    Examples
    --------
    From New York (JFK) to Singapore, as in the manual of GeographicLib's GeodSolve: 15347628 m.

    >>> ends = (-73.778889, 40.639722, 103.989444, 1.359167)
    >>> distance_m, azimuth_deg, _ = inverse(*(np.array([degrees]) for degrees in ends))
    >>> distance_m.round().item(), azimuth_deg.round(3).item()
    (15347628.0, 3.308)
    """
    azimuth_a_deg, azimuth_b_deg, distance_m = _geod().inv(lon_a, lat_a, lon_b, lat_b)
    return np.asarray(distance_m), np.asarray(azimuth_a_deg), np.asarray(azimuth_b_deg)


def forward(lon: Floats, lat: Floats, azimuth_deg: Floats, distance_m: Floats) -> tuple[Floats, Floats]:
    """Points at the ends of geodesics.

    Parameters
    ----------
    lon, lat, azimuth_deg, distance_m : ndarray of float, shape (n,)
        Degrees and metres.

    Returns
    -------
    lon, lat : ndarray of float, shape (n,)
        Degrees.

    Examples
    --------
    A quarter of the equator:

    >>> lon, lat = forward(*(np.array([value]) for value in (0.0, 0.0, 90.0, A_M * np.pi / 2)))
    >>> lon.round(9).item(), abs(lat).round(9).item()
    (90.0, 0.0)
    """
    end_lon, end_lat, _ = _geod().fwd(lon, lat, azimuth_deg, distance_m)
    return np.asarray(end_lon), np.asarray(end_lat)


def bearings(azimuth_deg: Floats, known: NDArray[np.bool_]) -> Floats:
    """Turn azimuths from -180..180 to 0 <= azimuth < 360; NaN where not known, as between equal points."""
    turned = azimuth_deg % 360.0
    turned[turned >= 360.0] = 0.0  # noqa: PLR2004  (a tiny negative azimuth rounds up to 360)
    turned[~known] = np.nan
    return turned


def curvature_radii_m(lat: Floats) -> tuple[Floats, Floats]:
    """Give metres per radian at each latitude: northward (meridian radius) and eastward (parallel radius)."""
    lat_rad = np.radians(lat)
    stretch = 1.0 - E2 * np.sin(lat_rad) ** 2
    return A_M * (1.0 - E2) / stretch**1.5, A_M * np.cos(lat_rad) / np.sqrt(stretch)


def box_radius_m(west: Floats, south: Floats, east: Floats, north: Floats) -> Floats:
    """Find a radius round the middle of each lon/lat box that holds the whole box.

    The straight way in lon/lat from the middle to a corner moves by at most half the height and half
    the width of the box, the width taken where the parallels are longest.
    """
    lowest_lat = np.where((south <= 0.0) & (north >= 0.0), 0.0, np.minimum(np.abs(south), np.abs(north)))
    width_rad = np.radians(east - west) * np.cos(np.radians(lowest_lat))
    radius_m: Floats = 0.5 * FLATTEST_RADIUS_M * np.hypot(width_rad, np.radians(north - south))
    return radius_m


def arc_bounds_m(chord_m: Floats) -> tuple[Floats, Floats]:
    """Bound the geodesic distance of two points by the chord between them, from below and from above.

    A geodesic bends at most like a circle of the least radius of curvature and at least like one of the
    greatest (Schur's comparison theorem). At 25 km the bounds are a fraction of a millimetre apart, at
    1,000 km some 20 m; above, there is none where the chord is longer than the smaller circle is wide.

    Examples
    --------
    >>> low_m, high_m = arc_bounds_m(np.array([25_000.0]))
    >>> bool((high_m - low_m)[0] < 0.001), bool(low_m[0] > 25_000.0)
    (True, True)
    """
    flat, sharp = chord_m / (2.0 * FLATTEST_RADIUS_M), chord_m / (2.0 * SHARPEST_RADIUS_M)
    low_m = 2.0 * FLATTEST_RADIUS_M * np.arcsin(np.minimum(flat, 1.0))
    high_m = np.where(sharp < 1.0, 2.0 * SHARPEST_RADIUS_M * np.arcsin(np.minimum(sharp, 1.0)), np.inf)
    return low_m, high_m


def rival_chord_m(chord_m: Floats) -> Floats:
    """Bound the chord at which a point can lie that is no further away along the ellipsoid.

    If some point has this chord (or a shorter one), any geodesically nearer point has a chord of at
    most the returned value; infinite where chords tell nothing, on the far side of the Earth.
    """
    half_angle_sin = chord_m / (2.0 * SHARPEST_RADIUS_M)
    distance_m = 2.0 * SHARPEST_RADIUS_M * np.arcsin(np.minimum(half_angle_sin, 1.0))
    bound_m = 2.0 * FLATTEST_RADIUS_M * np.sin(distance_m / (2.0 * FLATTEST_RADIUS_M))
    return np.where(half_angle_sin < 1.0, bound_m, np.inf)

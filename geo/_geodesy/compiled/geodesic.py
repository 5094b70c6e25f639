"""The inverse problem on WGS84 for two points at a time: how far, and in which direction.

Up to `CHORD_M` the distance follows from the chord through the body and the curvature of the
ellipsoid half way along it, in its direction (Euler): an arc of that circle agrees with the geodesic
to a hundredth of a millimetre. Beyond, the longitude on the auxiliary sphere is iterated as T. Vincenty does
("Direct and inverse solutions of geodesics on the ellipsoid", Survey Review 23, 1975), with the series
of C. F. F. Karney to the fifth order ("Algorithms for geodesics", Journal of Geodesy 87, 2013, equations
15-25) in place of his, which are right to a nanometre. The iteration does not converge for nearly
antipodal points; there the answer is NaN, and `inverse` leaves those pairs to PROJ.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

from geo._geodesy import ellipsoid
from geo._geodesy.compiled.jit import compiled
from geo._geodesy.ellipsoid import A_M, B_M, E2

if TYPE_CHECKING:
    from geo._geodesy.ellipsoid import Floats

CHORD_M: Final = 200_000.0
"""The longest chord whose arc is taken for the geodesic."""

ARC_ERROR: Final = 4e-7 / 1e5**5
"""Up to a quarter of the Earth, an arc is off by at most so much times the fifth power of its length in
metres: 1.3e-5 m at `CHORD_M`, 1.3 m at 2,000 km. Measured, a third more than the most found; tested."""

ANTIPODAL_RAD: Final = math.pi - 0.05
"""Beyond this arc on the auxiliary sphere the iteration may fail: the antipodes are some 0.02 rad wide."""

MOST_STEPS: Final = 20
"""Each step wins two and a half digits; next to the antipodes, less."""

F: Final = 1.0 - B_M / A_M
N: Final = F / (2.0 - F)
EP2: Final = E2 / (1.0 - E2)
TINY_RAD: Final = 1e-300
HALF_DEG: Final = 180.0


@compiled
def arc_m(x: float, y: float, z: float, to_x: float, to_y: float, to_z: float) -> float:
    """Give the distance along the ellipsoid between two positions on it (ECEF, metres).

    An arc over the chord, as curved as the ellipsoid is below the middle of the chord, in its direction.
    """
    d_x, d_y, d_z = to_x - x, to_y - y, to_z - z
    chord2 = d_x * d_x + d_y * d_y + d_z * d_z
    if chord2 == 0.0:
        return 0.0
    mid_x, mid_y, mid_z = x + to_x, y + to_y, (z + to_z) / (1.0 - E2)
    off_axis2 = mid_x * mid_x + mid_y * mid_y
    inverse2 = 1.0 / (off_axis2 + mid_z * mid_z)
    stretch = 1.0 - E2 * mid_z * mid_z * inverse2
    normal_m = A_M / math.sqrt(stretch)
    north2 = 0.0
    if off_axis2 > 0.0:
        north = off_axis2 * d_z - mid_z * (mid_x * d_x + mid_y * d_y)
        north2 = north * north * inverse2 / (off_axis2 * chord2)
    curvature = (north2 * stretch / (1.0 - E2) + 1.0 - north2) / normal_m
    half2 = 0.25 * curvature * curvature * chord2
    chord_m = math.sqrt(chord2)
    if chord_m < CHORD_M:
        return chord_m * (1.0 + half2 * (1.0 / 6.0 + half2 * 3.0 / 40.0))
    return 2.0 / curvature * math.asin(min(1.0, math.sqrt(half2)))


@compiled
def far_inverse(lon_a: float, lat_a: float, lon_b: float, lat_b: float) -> tuple[float, float, float]:
    """Give the distance in metres, and the azimuths of the way at A and at B, radians; points in degrees.

    NaN where the points are nearly antipodal.
    """
    turn = lon_b - lon_a
    if turn > HALF_DEG:
        turn -= 2.0 * HALF_DEG
    elif turn < -HALF_DEG:
        turn += 2.0 * HALF_DEG
    turn = math.radians(turn)
    tan_a, tan_b = (1.0 - F) * math.tan(math.radians(lat_a)), (1.0 - F) * math.tan(math.radians(lat_b))
    cos_a, cos_b = 1.0 / math.sqrt(1.0 + tan_a * tan_a), 1.0 / math.sqrt(1.0 + tan_b * tan_b)
    sin_a, sin_b = tan_a * cos_a, tan_b * cos_b
    # sin(b - a), without the cancellation that the product has for close latitudes
    rise = math.sin(math.atan2(sin_b * cos_a - cos_b * sin_a, cos_a * cos_b + sin_a * sin_b))

    omega = turn
    for _ in range(MOST_STEPS):
        sin_omega, half = math.sin(omega), math.sin(0.5 * omega)
        east = cos_b * sin_omega
        north = rise + 2.0 * sin_a * cos_b * half * half
        sin_arc = math.sqrt(east * east + north * north)
        cos_arc = sin_a * sin_b + cos_a * cos_b * (1.0 - 2.0 * half * half)
        arc = math.atan2(sin_arc, cos_arc)
        if arc > ANTIPODAL_RAD:
            return math.nan, math.nan, math.nan
        if sin_arc < TINY_RAD:
            return 0.0, 0.0, 0.0
        sin_equator = cos_a * east / sin_arc
        cos2_equator = 1.0 - sin_equator * sin_equator
        # Cosine of twice the arc from the node to the middle; on the equator it does not matter.
        cos_mid = cos_arc - 2.0 * sin_a * sin_b / cos2_equator if cos2_equator > 1e-14 else 0.0  # noqa: PLR2004
        cos_mid = min(1.0, max(-1.0, cos_mid))
        k2 = EP2 * cos2_equator
        e = k2 / (2.0 * (1.0 + math.sqrt(1.0 + k2)) + k2)
        longitude = _longitude_integral(e, arc, sin_arc, cos_arc, cos_mid)
        following = turn + F * sin_equator * longitude
        step = abs(following - omega)
        omega = following
        if step < 1e-15:  # noqa: PLR2004
            break
    if step > 1e-12:  # noqa: PLR2004
        return math.nan, math.nan, math.nan
    distance_m = B_M * _distance_integral(e, arc, sin_arc, cos_arc, cos_mid)
    back = cos_a * sin_b * (1.0 - 2.0 * half * half) - sin_a * cos_b
    return distance_m, math.atan2(east, north), math.atan2(cos_a * sin_omega, back)


@compiled
def _harmonics(
    arc: float, sin_arc: float, cos_arc: float, cos_mid: float, c1: float, c2: float, c3: float, c4: float
) -> float:
    """Give the arc plus the sum of c(l) (sin 2 l s2 - sin 2 l s1) = 2 c(l) sin(l arc) cos(l mid)."""
    total = c1 * sin_arc * cos_mid
    sin_before, sin_now = 0.0, sin_arc
    cos_before, cos_now = 1.0, cos_mid
    for c in (c2, c3, c4):
        sin_before, sin_now = sin_now, 2.0 * cos_arc * sin_now - sin_before
        cos_before, cos_now = cos_now, 2.0 * cos_mid * cos_now - cos_before
        total += c * sin_now * cos_now
    return arc + 2.0 * total


@compiled
def _longitude_integral(e: float, arc: float, sin_arc: float, cos_arc: float, cos_mid: float) -> float:
    """Karney's I3 between the two points."""
    a3 = 1.0 - e * (
        (0.5 - N / 2.0)
        + e
        * (
            (0.25 + N / 8.0 - 3.0 * N * N / 8.0)
            + e * ((1.0 + 3.0 * N + N * N) / 16.0 + e * (3.0 / 64.0 + N / 32.0 + e * 3.0 / 128.0))
        )
    )
    c1 = e * (
        (1.0 - N) / 4.0
        + e * ((1.0 - N * N) / 8.0 + e * ((3.0 + 3.0 * N - N * N) / 64.0 + e * (5.0 / 128.0 + N / 64.0)))
    )
    c2 = e * e * ((2.0 - 3.0 * N + N * N) / 32.0 + e * ((3.0 - 2.0 * N - 3.0 * N * N) / 64.0))
    c3 = e * e * e * ((5.0 - 9.0 * N + 5.0 * N * N) / 192.0)
    return a3 * _harmonics(arc, sin_arc, cos_arc, cos_mid, c1, c2, c3, 0.0)


@compiled
def _distance_integral(e: float, arc: float, sin_arc: float, cos_arc: float, cos_mid: float) -> float:
    """Karney's I1 between the two points."""
    e2 = e * e
    a1 = (1.0 + e2 * (0.25 + e2 / 64.0)) / (1.0 - e)
    c1 = e * (-0.5 + e2 * 3.0 / 16.0)
    c2 = e2 * (-1.0 / 16.0 + e2 / 32.0)
    c3 = e2 * e * (-1.0 / 48.0)
    c4 = e2 * e2 * (-5.0 / 512.0)
    return a1 * _harmonics(arc, sin_arc, cos_arc, cos_mid, c1, c2, c3, c4)


@compiled
def near_azimuth(east_m: float, north_m: float, sin_lat: float) -> float:
    """Azimuth of a geodesic of at most `CHORD_M`, radians, from the chord's east and north parts.

    The plane of the chord and the plumb line leaves a little beside the geodesic: by
    e'2 s2 cos2(lat) sin(2 azimuth) / 12 N2, the first term of the difference.
    """
    azimuth = math.atan2(east_m, north_m)
    reach2 = (east_m * east_m + north_m * north_m) / (A_M * A_M)
    return azimuth - EP2 * reach2 * (1.0 - sin_lat * sin_lat) * math.sin(2.0 * azimuth) / 12.0


@compiled
def _inverse_all(lon_a: Floats, lat_a: Floats, lon_b: Floats, lat_b: Floats, out: Floats) -> None:
    for row in range(len(lon_a)):
        distance_m, azimuth_a, azimuth_b = far_inverse(lon_a[row], lat_a[row], lon_b[row], lat_b[row])
        out[0, row], out[1, row], out[2, row] = distance_m, azimuth_a, azimuth_b


def inverse(lon_a: Floats, lat_a: Floats, lon_b: Floats, lat_b: Floats) -> tuple[Floats, Floats, Floats]:
    """Geodesic from each A to each B; as `geo._geodesy.inverse`, compiled.

    Right to 1e-7 m at any distance; nearly antipodal pairs are left to PROJ.

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
    >>> ends = (-73.778889, 40.639722, 103.989444, 1.359167)
    >>> distance_m, azimuth_deg, _ = inverse(*(np.array([degrees]) for degrees in ends))
    >>> distance_m.round().item(), azimuth_deg.round(3).item()
    (15347628.0, 3.308)
    """
    ends = [np.ascontiguousarray(values, dtype=np.float64) for values in (lon_a, lat_a, lon_b, lat_b)]
    out = np.empty((3, len(ends[0])))
    _inverse_all(ends[0], ends[1], ends[2], ends[3], out)
    distance_m, azimuth_a, azimuth_b = out
    azimuth_a_deg, azimuth_b_deg = np.degrees(azimuth_a), np.degrees(azimuth_b)
    azimuth_b_deg -= np.copysign(180.0, azimuth_b_deg)
    open_yet = np.flatnonzero(np.isnan(distance_m))
    if len(open_yet):
        distance_m[open_yet], azimuth_a_deg[open_yet], azimuth_b_deg[open_yet] = ellipsoid.inverse(
            *(values[open_yet] for values in ends)
        )
    return distance_m, azimuth_a_deg, azimuth_b_deg

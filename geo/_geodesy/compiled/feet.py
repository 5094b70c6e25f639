"""The nearest point of one segment, compiled: where the perpendicular meets it, and how far that is.

A segment is at most a kilometre long, so the distance along it has one dip, where the way meets it at a
right angle, or is least at an end. Up to `CHORD_M` the right angle is that of the chord: chord and geodesic
part by so little that the distance is the same to a nanometre. Beyond, the dip is found as the root of the
derivative of the geodesic distance (reduced length left aside: only its sign and its zero matter).
"""

from __future__ import annotations

import math
from typing import Final

from geo._geodesy.compiled.geodesic import arc_m, far_inverse
from geo._geodesy.compiled.jit import compiled
from geo._geodesy.ellipsoid import A_M, E2

FOOT_M: Final = 1e-6
"""The foot of the chord is found to this far along the segment; the distance is then right to 1e-9 m."""

CHORD_STEPS: Final = 8
FAR_STEPS: Final = 40

FAR_FOOT: Final = 1e-7
"""Beyond, the foot is found to this share of a segment, a tenth of a millimetre."""


@compiled
def foot(
    x: float, y: float, z: float, lon: tuple[float, float], lat: tuple[float, float], share: float
) -> tuple[float, float, float, float]:
    """Nearest point by chord, from a first guess of its share of the segment.

    Returns
    -------
    share, lon, lat, arc_m
        The last is the distance along the ellipsoid; right up to `CHORD_M`, near it beyond.
    """
    lon_step, lat_step = math.radians(lon[1] - lon[0]), math.radians(lat[1] - lat[0])
    at_lon = at_lat = sin_lat = q_x = q_y = q_z = 0.0
    for _ in range(CHORD_STEPS):
        if share <= 0.0:
            share, at_lon, at_lat = 0.0, lon[0], lat[0]
        elif share >= 1.0:
            share, at_lon, at_lat = 1.0, lon[1], lat[1]
        else:
            at_lon = lon[0] * (1.0 - share) + lon[1] * share
            # Rounding may lead past a pole, where there is nothing.
            at_lat = min(90.0, max(-90.0, lat[0] * (1.0 - share) + lat[1] * share))
        lon_rad, lat_rad = math.radians(at_lon), math.radians(at_lat)
        sin_lon, cos_lon = math.sin(lon_rad), math.cos(lon_rad)
        sin_lat, cos_lat = math.sin(lat_rad), math.cos(lat_rad)
        stretch = 1.0 - E2 * sin_lat * sin_lat
        normal_m = A_M / math.sqrt(stretch)
        q_x, q_y = normal_m * cos_lat * cos_lon, normal_m * cos_lat * sin_lon
        q_z = normal_m * (1.0 - E2) * sin_lat
        north_m = lat_step * normal_m * (1.0 - E2) / stretch
        east_m = lon_step * normal_m * cos_lat
        t_x = -sin_lon * east_m - sin_lat * cos_lon * north_m
        t_y = cos_lon * east_m - sin_lat * sin_lon * north_m
        t_z = cos_lat * north_m
        length2 = t_x * t_x + t_y * t_y + t_z * t_z
        if length2 == 0.0:
            break
        step = ((x - q_x) * t_x + (y - q_y) * t_y + (z - q_z) * t_z) / length2
        following = min(1.0, max(0.0, share + step))
        if abs(following - share) * math.sqrt(length2) < FOOT_M:
            break
        share = following
    return share, at_lon, at_lat, arc_m(x, y, z, q_x, q_y, q_z)


@compiled
def far_foot(
    from_lon: float, from_lat: float, lon: tuple[float, float], lat: tuple[float, float]
) -> tuple[float, float, float, float]:
    """Nearest point by geodesic, wherever on Earth the segment lies.

    Returns
    -------
    distance_m, lon, lat, azimuth
        Radians for the azimuth at the point; NaN where the segment is nearly antipodal.
    """
    low_m, low_azimuth, low = _slope(from_lon, from_lat, lon, lat, 0.0)
    high_m, high_azimuth, high = _slope(from_lon, from_lat, lon, lat, 1.0)
    best_m, best_lon, best_lat, azimuth = low_m, lon[0], lat[0], low_azimuth
    if not low_m <= high_m:
        best_m, best_lon, best_lat, azimuth = high_m, lon[1], lat[1], high_azimuth
    if not (low < 0.0 < high):
        return best_m, best_lon, best_lat, azimuth
    left, right, side, before = 0.0, 1.0, 0, 2.0
    for _ in range(FAR_STEPS):
        share = (left * high - right * low) / (high - low)
        distance_m, at_azimuth, slope = _slope(from_lon, from_lat, lon, lat, share)
        if distance_m < best_m:
            best_m, azimuth = distance_m, at_azimuth
            best_lon = lon[0] * (1.0 - share) + lon[1] * share
            best_lat = min(90.0, max(-90.0, lat[0] * (1.0 - share) + lat[1] * share))
        if slope == 0.0 or abs(share - before) < FAR_FOOT:
            break
        before = share
        # The Illinois variant of false position: an end that stays put twice in a row counts half.
        if slope < 0.0:
            left, low = share, slope
            if side < 0:
                high *= 0.5
            side = -1
        else:
            right, high = share, slope
            if side > 0:
                low *= 0.5
            side = 1
    return best_m, best_lon, best_lat, azimuth


@compiled
def _slope(
    from_lon: float, from_lat: float, lon: tuple[float, float], lat: tuple[float, float], share: float
) -> tuple[float, float, float]:
    """Distance, azimuth at the point, and derivative of half the squared distance by the share."""
    at_lon = lon[0] * (1.0 - share) + lon[1] * share
    at_lat = min(90.0, max(-90.0, lat[0] * (1.0 - share) + lat[1] * share))
    distance_m, azimuth, arriving = far_inverse(from_lon, from_lat, at_lon, at_lat)
    sin_lat = math.sin(math.radians(at_lat))
    stretch = 1.0 - E2 * sin_lat * sin_lat
    normal_m = A_M / math.sqrt(stretch)
    north_m = math.radians(lat[1] - lat[0]) * normal_m * (1.0 - E2) / stretch
    east_m = math.radians(lon[1] - lon[0]) * normal_m * math.cos(math.radians(at_lat))
    return distance_m, azimuth, distance_m * (north_m * math.cos(arriving) + east_m * math.sin(arriving))

"""Geodesics on WGS84 that are right by construction: direct problems, by quadrature with 40 digits.

A geodesic is chosen by its start, its azimuth and the arc it covers on the auxiliary sphere; its length
and its other end are integrals over that arc (C. F. F. Karney, "Algorithms for geodesics", Journal of
Geodesy 87, 2013, equations 7, 8 and 38 to 40). Here they are not expanded into series, as in every
program, but summed up by Gauss and Legendre's rule with high-precision numbers. An arc of less than 180
degrees is the only shortest way between its ends on an oblate ellipsoid, so the rows hold for inverse
problems too. They are of the sorts that Karney's GeodTest set is made of.

The ends are kept as floats; that moves them by less than 2 nanometres.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import mpmath as mp
import numpy as np
import pandas as pd

ROWS_FILE = Path(__file__).parents[1] / "data" / "geodesics.npz"
SEED = 12
DIGITS = 40
NODES = 26
"""The integrands have no singularity nearer than 3.2 radians off the real axis, so over at most pi
radians this many nodes leave less than 1e-32."""

COUNTS = {
    "random": 4_000,
    "nearly antipodal": 1_500,
    "short": 1_000,
    "very close": 1_000,
    "one end near a pole": 500,
    "both ends near poles": 500,
    "meridional": 500,
    "equatorial": 500,
    "between vertices": 500,
}
FIELDS = ("lon_a", "lat_a", "azimuth_a_deg", "lon_b", "lat_b", "azimuth_b_deg", "distance_m", "reduced_m")

A_M = mp.mpf(6_378_137)
INVERSE_FLATTENING = "298.257223563"


class Geodesic(NamedTuple):
    """The way from A to B."""

    lon_b: mp.mpf
    """Counted from A's longitude, degrees."""
    lat_b: mp.mpf
    azimuth_b_deg: mp.mpf
    """Course of the way at B, onward."""
    distance_m: mp.mpf
    reduced_m: mp.mpf
    """Reduced length: how far B moves sideways when A's azimuth turns by a radian."""


def follow(lat_a: float, azimuth_a_deg: float, arc_deg: float | mp.mpf) -> Geodesic:
    """Follow a geodesic from a latitude, under an azimuth of -180..180, over an arc below 180 degrees."""
    with mp.workdps(DIGITS):
        return _follow(mp.mpf(lat_a), mp.mpf(azimuth_a_deg), mp.mpf(arc_deg))


def make_rows() -> dict[str, np.ndarray]:
    """Make all rows; takes some ten seconds."""
    rng = np.random.default_rng(SEED)
    starts = _choose(rng)
    lon_a = rng.uniform(-180, 180, len(starts))
    rows = []
    for lon, (lat, azimuth_deg, arc_deg) in zip(lon_a.tolist(), starts.tolist(), strict=True):
        rows.append(make_row(lon, lat, azimuth_deg, arc_deg))
    sort = np.repeat(np.arange(len(COUNTS), dtype=np.uint8), list(COUNTS.values()))
    return {"sort": sort, **dict(zip(FIELDS, np.array(rows).T, strict=True))}


def make_row(lon_a: float, lat_a: float, azimuth_a_deg: float, arc_deg: float) -> tuple[float, ...]:
    """One row as it is kept: the values of `FIELDS`, rounded to floats once, at the end."""
    way = follow(lat_a, azimuth_a_deg, arc_deg)
    with mp.workdps(DIGITS):
        lon_b = way.lon_b + mp.mpf(lon_a)
        lon_b -= 360 * mp.floor((lon_b + 180) / 360)
        ends = lon_a, lat_a, azimuth_a_deg, lon_b, way.lat_b, way.azimuth_b_deg
        return tuple(float(value) for value in (*ends, way.distance_m, way.reduced_m))


def read_rows() -> pd.DataFrame:
    """Read the stored rows: column sort in words, then `FIELDS`."""
    with np.load(ROWS_FILE) as stored:
        columns = {name: stored[name] for name in FIELDS}
        return pd.DataFrame({"sort": np.array(list(COUNTS))[stored["sort"]], **columns})


def write_rows() -> None:
    np.savez_compressed(ROWS_FILE, **make_rows())


def _follow(lat_a: mp.mpf, azimuth_a_deg: mp.mpf, arc_deg: mp.mpf) -> Geodesic:
    flattening = 1 / mp.mpf(INVERSE_FLATTENING)
    polar_m = A_M * (1 - flattening)
    eastward = azimuth_a_deg >= 0
    course, arc = mp.radians(abs(azimuth_a_deg)), mp.radians(arc_deg)
    reduced = mp.atan((1 - flattening) * mp.tan(mp.radians(lat_a)))
    sin_low, cos_low = mp.sin(reduced), mp.cos(reduced)
    sin_course, cos_course = _sin_cos_of(course, azimuth_a_deg)
    # Where the geodesic crosses the equator: its azimuth there, and the arc from there to A.
    sin_0, cos_0 = sin_course * cos_low, mp.hypot(cos_course, sin_course * sin_low)
    from_node = mp.atan2(sin_low, cos_course * cos_low)
    to_node = from_node + arc
    k2 = ((1 - flattening) ** -2 - 1) * cos_0**2
    length, turn, excess = _integrate(from_node, to_node, k2, flattening)
    sin_1, cos_1, sin_2, cos_2 = mp.sin(from_node), mp.cos(from_node), mp.sin(to_node), mp.cos(to_node)
    on_sphere = mp.atan2(sin_0 * sin_2, cos_2) - mp.atan2(sin_0 * sin_1, cos_1)
    on_sphere -= 2 * mp.pi * mp.floor(on_sphere / (2 * mp.pi))
    lon = on_sphere - flattening * sin_0 * turn
    lat = mp.atan2(cos_0 * sin_2, (1 - flattening) * mp.hypot(cos_0 * cos_2, sin_0))
    end_course = mp.atan2(sin_0, cos_0 * cos_2)
    stretch_1, stretch_2 = mp.sqrt(1 + k2 * sin_1**2), mp.sqrt(1 + k2 * sin_2**2)
    reduced_m = polar_m * (stretch_2 * cos_1 * sin_2 - stretch_1 * sin_1 * cos_2 - cos_1 * cos_2 * excess)
    side = 1 if eastward else -1
    return Geodesic(
        side * mp.degrees(lon),
        mp.degrees(lat),
        side * mp.degrees(end_course),
        polar_m * length,
        reduced_m,
    )


def _sin_cos_of(course: mp.mpf, azimuth_deg: mp.mpf) -> tuple[mp.mpf, mp.mpf]:
    """Sine and cosine, exact along meridians and the equator, where pi rounded would lead aside."""
    if abs(azimuth_deg) in (0, 180):
        return mp.mpf(0), mp.mpf(1 if azimuth_deg == 0 else -1)
    return (mp.mpf(1), mp.mpf(0)) if abs(azimuth_deg) == 90 else (mp.sin(course), mp.cos(course))


def _integrate(low: mp.mpf, high: mp.mpf, k2: mp.mpf, flattening: mp.mpf) -> tuple[mp.mpf, mp.mpf, mp.mpf]:
    """Integrals I1 (length), I3 (longitude) and J (reduced length) from one arc to the other."""
    middle, half = (low + high) / 2, (high - low) / 2
    length = turn = excess = mp.mpf(0)
    for node, weight in _nodes():
        bent = k2 * mp.sin(middle + half * node) ** 2
        stretch = mp.sqrt(1 + bent)
        length += weight * stretch
        turn += weight * (2 - flattening) / (1 + (1 - flattening) * stretch)
        excess += weight * bent / stretch
    return half * length, half * turn, half * excess


@cache
def _nodes() -> list[tuple[mp.mpf, mp.mpf]]:
    """Nodes and weights on -1..1: the roots of a Legendre polynomial, from floats to all digits."""
    with mp.workdps(DIGITS):
        nodes = []
        for start in np.polynomial.legendre.leggauss(NODES)[0].tolist():
            node = mp.findroot(lambda at: mp.legendre(NODES, at), start)
            slope = NODES * mp.legendre(NODES - 1, node) / (1 - node**2)
            nodes.append((node, 2 / ((1 - node**2) * slope**2)))
        return nodes


def _choose(rng: np.random.Generator) -> np.ndarray:
    """Start latitude, azimuth and arc of all rows, shape (n, 3), degrees."""

    def small(count: int, least: float, most: float) -> np.ndarray:
        return rng.choice([-1, 1], count) * 10.0 ** rng.uniform(least, most, count)

    def anywhere(count: int) -> np.ndarray:
        return np.degrees(np.arcsin(rng.uniform(-1, 1, count)))

    def azimuths(count: int) -> np.ndarray:
        return rng.uniform(-180, 180, count)

    counts = list(COUNTS.values())
    poles = np.abs(small(counts[4] + 2 * counts[5], -8, 0))
    meridians = rng.choice([0.0, 180.0], counts[6]) - np.where(
        rng.uniform(size=counts[6]) < 0.3, 0, np.abs(small(counts[6], -12, -1))
    )
    exact = rng.uniform(size=counts[7]) < 0.3
    both = 90 - poles[counts[4] : -counts[5]]
    far = rng.uniform(size=counts[5]) < 0.5
    chosen = (
        (anywhere(counts[0]), azimuths(counts[0]), np.degrees(np.arccos(rng.uniform(-1, 1, counts[0])))),
        (anywhere(counts[1]), azimuths(counts[1]), 180 - np.abs(small(counts[1], -8, 0.3))),
        (anywhere(counts[2]), azimuths(counts[2]), np.abs(small(counts[2], -5, 0))),
        (anywhere(counts[3]), azimuths(counts[3]), np.abs(small(counts[3], -11, -5))),
        (
            rng.choice([-1, 1], counts[4]) * (90 - poles[: counts[4]]),
            azimuths(counts[4]),
            rng.uniform(0, 180, counts[4]),
        ),
        # From near one pole to near the other one, or to near the same.
        (
            both,
            np.where(far, 180 - small(counts[5], -3, 1), azimuths(counts[5])),
            np.where(far, 180 - poles[-counts[5] :], poles[-counts[5] :]),
        ),
        (anywhere(counts[6]), meridians, rng.uniform(0, 180, counts[6])),
        (
            np.where(exact, 0, small(counts[7], -10, -1)),
            np.where(exact, 90, rng.choice([-90.0, 90.0], counts[7]) + small(counts[7], -10, -1)),
            rng.uniform(0, 180, counts[7]),
        ),
        (anywhere(counts[8]), rng.choice([-90.0, 90.0], counts[8]), 180 - np.abs(small(counts[8], -8, 0.5))),
    )
    starts = np.vstack([np.column_stack(sort) for sort in chosen])
    starts[:, 1] = (starts[:, 1] + 180) % 360 - 180
    return starts

"""The nearest point of very many lines: halving what may hold it, then sections round the least.

The bound that leaves pieces out needs nothing but the metric of the ellipsoid. On a sphere of reduced
latitudes, tan(reduced) = (1 - f) tan(latitude), with the longitudes unchanged, a step of length ds on the
ellipsoid and the step dw it makes on the sphere satisfy

    ds^2 = (a^2 sin^2(reduced) + b^2 cos^2(reduced)) d(reduced)^2 + a^2 cos^2(reduced) d(lon)^2,

so b dw <= ds <= a dw, and therefore b * angle <= distance <= a * angle for any two points: a path of one
kind is never shorter than the shortest of the other. An edge is straight in lon/lat, so it stays in the
box of its ends, and any point of it is within

    hypot(change of reduced latitude, change of lon * greatest cos(reduced latitude))

of its middle on the sphere: a straight way in lon and reduced latitude, inside that box, is that long at
most. So with one point of the lines known at distance d, a piece whose middle is w away and whose radius
is r cannot be nearer when b (w - r) > d. That leaves a few pieces of a million. For them Karney's geodesic
to the middle replaces b w (triangle inequality), and pieces are halved until they are some 50 m long; on
these, hardly bent, the distance has one dip. It is searched like a golden section, with eight parts a step
instead of two: of nine points the least one and its neighbours hold the dip between them.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import shapely

from tests.oracle.sampled import GEOD

A_M, B_M = GEOD.a, GEOD.b
PIECE_RAD = 1_000.0 / A_M
"""Greatest radius of a stored piece: pieces are 2 km long at most."""

SHORT_M = 30.0
"""Pieces are halved until their radius is below this."""

ROUNDING_RAD = 1e-7
"""More than rounding in a dot product of unit vectors can hide (the root of twice 2e-16 is 2e-8)."""

PARTS = 8
STEPS = 15
"""60 m, a quarter of it kept in each step, becomes 60 nanometres."""

MILLIMETRE = 1e-3


class Pieces(NamedTuple):
    """Short straight pieces of lines. Shape (p,) each."""

    start: np.ndarray
    """Lon and lat, degrees, shape (p, 2)."""
    end: np.ndarray
    line: np.ndarray
    """Number of the line that each is a piece of."""

    def middle(self) -> np.ndarray:
        return (self.start + self.end) / 2

    def radius_rad(self) -> np.ndarray:
        """Angle on the sphere of reduced latitudes within which a piece lies round its middle."""
        low, high = reduced_rad(self.start[:, 1]), reduced_rad(self.end[:, 1])
        middle = reduced_rad(self.middle()[:, 1])
        rise = np.maximum(np.abs(high - middle), np.abs(middle - low))
        across_equator = np.sign(low) * np.sign(high) < 0
        widest = np.where(across_equator, 1.0, np.cos(np.minimum(np.abs(low), np.abs(high))))
        run = np.abs(np.radians(self.end[:, 0] - self.start[:, 0])) / 2 * widest
        return np.hypot(rise, run) * (1 + 1e-9) + 1e-12

    def take(self, index: np.ndarray) -> Pieces:
        return Pieces(self.start[index], self.end[index], self.line[index])

    def at(self, share: np.ndarray) -> np.ndarray:
        return self.start * (1 - share)[:, None] + self.end * share[:, None]


class Spots(NamedTuple):
    """Points of lines that are nearest to one point, or tie with the nearest. Shape (k,) each."""

    distance_m: np.ndarray
    lon: np.ndarray
    lat: np.ndarray
    line: np.ndarray


def reduced_rad(lat: np.ndarray) -> np.ndarray:
    return np.arctan((1 - GEOD.f) * np.tan(np.radians(lat)))


def directions(lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
    """Give unit vectors, shape (n, 3), on the sphere of reduced latitudes."""
    lon_rad, lat_rad = np.radians(lon), reduced_rad(lat)
    flat = np.cos(lat_rad)
    return np.stack([flat * np.cos(lon_rad), flat * np.sin(lon_rad), np.sin(lat_rad)], axis=1)


def cut(lines: np.ndarray) -> Pieces:
    """Cut LineStrings into pieces of at most 2 km; line numbers are positions in the array."""
    vertices, line = shapely.get_coordinates(lines, return_index=True)
    first = np.flatnonzero(np.diff(line) == 0)
    edges = Pieces(vertices[first], vertices[first + 1], line[first])
    parts = np.maximum(np.ceil(edges.radius_rad() / PIECE_RAD), 1).astype(int)
    owner = np.repeat(np.arange(len(parts)), parts)
    number = np.arange(len(owner)) - np.repeat(np.cumsum(parts) - parts, parts)
    whole = edges.take(owner)
    return Pieces(whole.at(number / parts[owner]), whole.at((number + 1) / parts[owner]), whole.line)


class Searchable:
    """Pieces, and how near the middle of each is to a point."""

    def __init__(self, lines: np.ndarray) -> None:
        self.pieces = cut(lines)
        self.directions = directions(*self.pieces.middle().T)
        self.radius_rad = float(self.pieces.radius_rad().max())

    def of_lines(self, wanted: np.ndarray) -> np.ndarray:
        """Numbers of the pieces of some lines; `wanted` is a boolean per line."""
        return np.flatnonzero(wanted[self.pieces.line])

    def cosines(self, lon: float, lat: float) -> np.ndarray:
        """Cosines of the angles between a point and the middles of all pieces."""
        return self.directions @ directions(np.array([lon]), np.array([lat]))[0]

    def nearest(self, lon: float, lat: float, chosen: np.ndarray, cosines: np.ndarray) -> Spots:
        """Find where the chosen pieces come nearest to a point, and all that is as near within 2 mm.

        Parameters
        ----------
        lon, lat : float, degrees
        chosen : ndarray of int
            Numbers of pieces.
        cosines : ndarray of float, shape (p,)
            From `cosines`, for all pieces.
        """
        if not len(chosen):
            return Spots(*(np.empty(0) for _ in range(3)), np.empty(0, dtype=int))
        near = cosines[chosen]
        first = self.pieces.take(chosen[[near.argmax()]])
        known_m = from_point_m(lon, lat, first.middle())[0]
        reach_rad = known_m / B_M + self.radius_rad + ROUNDING_RAD
        if reach_rad < np.pi:
            chosen = chosen[near >= np.cos(reach_rad)]
        return _refine(lon, lat, self.pieces.take(chosen))


def from_point_m(lon: float, lat: float, to: np.ndarray) -> np.ndarray:
    """Karney's geodesic from a point to many, shape (n, 2), degrees."""
    size = len(to)
    # Rounding may lead past a pole, where there is nothing.
    ends = to[:, 0], np.clip(to[:, 1], -90, 90)
    return np.asarray(GEOD.inv(np.full(size, lon), np.full(size, lat), *ends)[2])


def slack_m(distance_m: float) -> float:
    """Tell how much farther than the nearest a spot may be and still be worth knowing."""
    return 2 * MILLIMETRE + 8e-9 * distance_m


def _refine(lon: float, lat: float, pieces: Pieces) -> Spots:
    while True:
        middle_m = from_point_m(lon, lat, pieces.middle())
        radius_m = A_M * pieces.radius_rad()
        least_m = middle_m.min()
        keep = middle_m - radius_m <= least_m + slack_m(least_m)
        pieces, radius_m = pieces.take(np.flatnonzero(keep)), radius_m[keep]
        if radius_m.max() <= SHORT_M:
            return _feet(lon, lat, pieces)
        middle = pieces.middle()
        pieces = Pieces(
            np.vstack([pieces.start, middle]), np.vstack([middle, pieces.end]), np.tile(pieces.line, 2)
        )


def _feet(lon: float, lat: float, pieces: Pieces) -> Spots:
    """Find the nearest point of each short piece, and keep those that tie with the nearest of all."""
    low, high = np.zeros(len(pieces.line)), np.ones(len(pieces.line))
    length_m = 2 * A_M * pieces.radius_rad()
    for _ in range(STEPS):
        shares = low + (high - low) * np.linspace(0, 1, PARTS + 1)[:, None]
        spots = np.vstack([pieces.at(share) for share in shares])
        metres = from_point_m(lon, lat, spots).reshape(shares.shape)
        best = metres.argmin(axis=0)
        every = np.arange(len(best))
        # Between two points the distance cannot fall by more than they lie apart.
        keep = metres[best, every] - length_m * (high - low) / PARTS <= metres.min() + slack_m(metres.min())
        low = shares[np.maximum(best - 1, 0), every][keep]
        high = shares[np.minimum(best + 1, PARTS), every][keep]
        pieces, length_m = pieces.take(np.flatnonzero(keep)), length_m[keep]
    # The ends themselves as well: a section only comes close to them.
    spots = np.vstack([pieces.at((low + high) / 2), pieces.start, pieces.end])
    metres, line = from_point_m(lon, lat, spots), np.tile(pieces.line, 3)
    keep = np.flatnonzero(metres <= metres.min() + slack_m(metres.min()))
    return Spots(metres[keep], spots[keep, 0], spots[keep, 1], line[keep])

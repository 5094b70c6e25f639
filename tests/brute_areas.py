"""Random areas of every kind and size, bounded by the package and tried out by brute force.

`python -m tests.brute_areas 200` tries so many and says what it found. Shares no measuring code with the
package: thousands of points of an area, each measured by PROJ to the nearest of thousands of points of a
line, and again round the points that were nearest and furthest.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely
from pyproj import Geod
from shapely.affinity import translate

from geo._geodesy import index_lines, nearest_on_lines
from geo._measuring.extremes import Pairs, find_extremes
from geo._measuring.shapes import Discs, Outlines

if TYPE_CHECKING:
    from collections.abc import Callable

    from shapely.geometry.base import BaseGeometry

GEOD = Geod(ellps="WGS84")
DEGREE_M = 111_320.0
WORLD = shapely.box(-180, -90, 180, 90)
STEPS = 2_000
GRID, ROUNDS, KEPT, TRIES = 40, 7, 12, 20
KINDS = (
    "polygon",
    "disc",
    "line",
    "polygon at the antimeridian",
    "disc at the antimeridian",
    "disc at a pole",
)


class Tried(NamedTuple):
    """What was found for one area, metres."""

    kind: str
    size_m: float
    bounds: tuple[float, float]
    found: tuple[float, float]
    """Least and greatest distance of all points tried: both occur, give or take `slack_m`."""
    slack_m: float


class Area(NamedTuple):
    """An area for the package, and charts of it: from the unit square to points, NaN beside the area."""

    shapes: Outlines | Discs
    charts: list[Callable[[np.ndarray], np.ndarray]]
    """Longitudes may go on beyond 180."""


def cut(shape: BaseGeometry) -> BaseGeometry:
    """Cut what goes on beyond the antimeridian."""
    parts = [shapely.intersection(translate(shape, turn), WORLD) for turn in (-360, 0, 360)]
    return shapely.union_all([part for part in parts if not part.is_empty])


def try_out(seed: int) -> Tried:
    """Bound one area, and try its points."""
    rng = np.random.default_rng(seed)
    kind = KINDS[seed % len(KINDS)]
    size_m = float(10 ** rng.uniform(3, 5.7))
    lon = 180.0 if "antimeridian" in kind else rng.uniform(-150, 150)
    lat = rng.choice([-1, 1]) * rng.uniform(89, 90) if "pole" in kind else rng.uniform(-70, 70)
    area = make_disc(lon, lat, size_m) if "disc" in kind else make_outline(kind, lon, lat, size_m, rng)

    at_m = size_m * rng.uniform(0, 3)
    start = np.array(GEOD.fwd(lon, lat, rng.uniform(0, 360), at_m)[:2])
    start[1] = np.clip(start[1], -85, 85)
    start[0] = lon + (start[0] - lon + 180) % 360 - 180
    stretch = np.array([1 / np.cos(np.radians(start[1])), 1.0]) * size_m / DEGREE_M
    corners = start + np.cumsum(rng.normal(0, 0.4, (5, 2)) * stretch, axis=0)
    line = shapely.LineString(np.vstack([start, corners]).clip([-900, -88], [900, 88]))
    return Tried(kind, size_m, bound(area, cut(line)), *search(area, line))


def make_disc(lon: float, lat: float, radius_m: float) -> Area:
    """Make a disc, charted by azimuth and distance."""

    def chart(at: np.ndarray) -> np.ndarray:
        here = np.full(at.shape[1], lon), np.full(at.shape[1], lat)
        return np.stack(GEOD.fwd(*here, at[0] * 360, at[1] * radius_m)[:2])

    return Area(Discs(*(np.array([value]) for value in (lon, lat, radius_m))), [chart])


def make_outline(kind: str, lon: float, lat: float, size_m: float, rng: np.random.Generator) -> Area:
    """Make a polygon with many bays, charted by its rim and its box, or the line round it."""
    angle = np.sort(rng.uniform(0, 2 * np.pi, 24))
    reach = rng.uniform(0.2, 1.0, 24) * size_m / DEGREE_M
    lons = lon + reach * np.cos(angle) / np.cos(np.radians(lat))
    lats = np.clip(lat + reach * np.sin(angle), -89, 89)
    ring = shapely.LinearRing(np.stack([lons, lats], axis=1))
    polygon = shapely.Polygon(ring)
    west, south, east, north = polygon.bounds

    def rim(at: np.ndarray) -> np.ndarray:
        along = (at[0] + at[1] / GRID) % 1
        return shapely.get_coordinates(shapely.line_interpolate_point(ring, along, normalized=True)).T

    def inside(at: np.ndarray) -> np.ndarray:
        spots = np.stack([west + at[0] * (east - west), south + at[1] * (north - south)])
        return np.where(shapely.contains_xy(polygon, *spots), spots, np.nan)

    if kind == "line":
        return Area(Outlines(np.array([cut(shapely.LineString(ring))])), [rim])
    return Area(Outlines(np.array([cut(polygon)])), [rim, inside])


def bound(area: Area, line: BaseGeometry) -> tuple[float, float]:
    """Bound the distance to a line: what they touch is left to the subdivision."""
    coordinates, number = shapely.get_coordinates(shapely.get_parts(line), return_index=True)
    index = index_lines(coordinates[:, 0], coordinates[:, 1], number)

    def measure(_: np.ndarray, lon: np.ndarray, lat: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        nearest = nearest_on_lines(lon, lat, index)
        return nearest.distance_m, nearest.line

    found = find_extremes(area.shapes, Pairs.unknown(np.array([0])), measure)
    return found.min_m.item(), found.max_m.item()


def search(area: Area, line: BaseGeometry) -> tuple[tuple[float, float], float]:
    """Find the nearest and the furthest point, round by round in a smaller neighbourhood."""
    vertices = shapely.get_coordinates(shapely.segmentize(line, line.length / STEPS)).T
    vertex_m = ecef_m(*vertices)
    step_m = float(np.max(GEOD.inv(*vertices[:, :-1], *vertices[:, 1:])[2]))

    def measure(spots: np.ndarray) -> np.ndarray:
        chords = ((ecef_m(*spots)[:, None, :] - vertex_m[None, :, :]) ** 2).sum(axis=2)
        nearest = vertices[:, np.argmin(chords, axis=1)]
        return np.asarray(GEOD.inv(*spots, *nearest)[2])

    least_m, most_m = np.inf, 0.0
    rng = np.random.default_rng(0)
    square = np.stack([g.ravel() for g in np.meshgrid(*[np.linspace(0, 1, GRID)] * 2)])
    for chart in area.charts:
        for sign in (1, -1):
            centres, reach, best_m = square, 1.0 / GRID, np.inf
            for round_ in range(ROUNDS):
                if round_:
                    moves = rng.normal(0, reach, (2, centres.shape[1], TRIES))
                    tries = np.hstack([centres, (centres[:, :, None] + moves).reshape(2, -1).clip(0, 1)])
                    reach /= 3
                else:
                    tries = centres
                spots = chart(tries)
                there = ~np.isnan(spots[0])
                tries, spots = tries[:, there], spots[:, there]
                found_m = sign * measure(spots)
                centres = tries[:, np.argsort(found_m)[:KEPT]]
                best_m = min(best_m, float(found_m.min()))
            least_m, most_m = (min(least_m, best_m), most_m) if sign > 0 else (least_m, max(most_m, -best_m))
    return (least_m, most_m), step_m / 2


def ecef_m(lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
    """Give positions in space."""
    a, e2 = 6_378_137.0, 0.00669437999014
    lon, lat = np.radians(lon), np.radians(lat)
    normal = a / np.sqrt(1 - e2 * np.sin(lat) ** 2)
    return np.stack(
        [
            normal * np.cos(lat) * np.cos(lon),
            normal * np.cos(lat) * np.sin(lon),
            normal * (1 - e2) * np.sin(lat),
        ],
        axis=1,
    )


def tolerance_m(distance_m: float) -> float:
    """Say how far a bound may lie beyond the true value."""
    return max(10.0, 0.001 * distance_m)


def excess_m(tried: Tried) -> tuple[float, float, float]:
    """Say by how much bounds fail, and by which share of the tolerance they are too wide at both ends."""
    (low, high), (least, most) = tried.bounds, tried.found
    # Brute force overshoots by half a step of the line: a point of it may be nearer than any tried.
    broken = max(low - least, most - tried.slack_m - high, 0.0)
    wide_low = (least - low - tried.slack_m) / tolerance_m(least)
    wide_high = (high - most) / tolerance_m(most)
    return broken, wide_low, wide_high


def main(count: int) -> None:
    """Try out areas, and say what was found."""
    rows = [(tried, *excess_m(tried)) for tried in map(try_out, range(count))]
    for kind in KINDS:
        of_kind = [row[1:] for row in rows if row[0].kind == kind]
        if of_kind:
            broken, low, high = np.max(of_kind, axis=0)
            sys.stdout.write(
                f"{kind}: {len(of_kind)} areas, bounds broken by {broken:.3f} m at most, "
                f"too wide by {low:.2f} and {high:.2f} of the tolerance at most\n"
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)

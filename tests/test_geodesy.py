"""The kernels of geo._geodesy against brute force, GeographicLib and hand-made geometry."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod

from geo._geodesy import Nearest, ecef_m, index_lines, index_sites, nearest_on_lines, nearest_sites
from geo._geodesy.ellipsoid import FLATTEST_RADIUS_M, box_radius_m, rival_chord_m
from tests import oracle

Position = tuple[float, float]
Points = Sequence[Position] | np.ndarray

GEOD = Geod(ellps="WGS84")
MILLIMETRE = 1e-3


def nearest(points: Points, *lines: Points) -> Nearest:
    vertices = np.array([vertex for line in lines for vertex in line], dtype=float)
    number = np.repeat(np.arange(len(lines)), [len(line) for line in lines])
    lon, lat = np.array(points, dtype=float).T
    return nearest_on_lines(lon, lat, index_lines(vertices[:, 0], vertices[:, 1], number))


def wandering_lines(rng: np.random.Generator, step_deg: float) -> tuple[list[np.ndarray], np.ndarray]:
    """Two random walks with a common start, and points near them and anywhere."""
    start = rng.uniform([-180, -90], [180, 90])
    lines = []
    for _ in range(2):
        walk = start + np.vstack([[0, 0], np.cumsum(rng.normal(0, step_deg, (4, 2)), axis=0)])
        lines.append(np.clip(walk, [-180, -90], [180, 90]))
    near = np.clip(start + rng.normal(0, 2 * step_deg, (3, 2)), [-180, -90], [180, 90])
    return lines, np.vstack([near, rng.uniform([-180, -90], [180, 90], (2, 2))])


@pytest.mark.parametrize("step_deg", [1e-6, 1e-3, 0.05, 1.0, 20.0])
def test_random_lines_agree_with_brute_force(step_deg: float) -> None:
    rng = np.random.default_rng(20260101)
    for _ in range(6):
        lines, points = wandering_lines(rng, step_deg)
        found = nearest(points, *lines)
        expected = [oracle.distance_to_lines_m(lon, lat, lines) for lon, lat in points]
        assert found.distance_m == pytest.approx(expected, rel=0, abs=MILLIMETRE)


degrees_lon = st.floats(-180, 180, allow_nan=False)
degrees_lat = st.floats(-90, 90, allow_nan=False)
positions = st.tuples(degrees_lon, degrees_lat)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(positions, positions, positions)
def test_any_edge_agrees_with_brute_force(point: Position, start: Position, end: Position) -> None:
    expected = oracle.distance_to_lines_m(*point, [[start, end]])
    found = nearest([point], [start, end]).distance_m[0]
    assert found == pytest.approx(expected, rel=0, abs=MILLIMETRE)


SPECIAL = {
    "long parallel, foot in the middle": ((-109.0, 45.0), [(-123.0, 49.0), (-95.0, 49.0)]),
    "long parallel, seen from the pole": ((10.0, 89.9), [(-123.0, 49.0), (-95.0, 49.0)]),
    "1 m beside the parallel": ((-110.0, 49.000009), [(-123.0, 49.0), (-95.0, 49.0)]),
    "1 mm beside a slanted edge": ((5.0, 5.000000009), [(0.0, 0.0), (10.0, 10.0)]),
    "across the antimeridian": ((179.9, 51.0), [(-179.9, 50.0), (-179.9, 52.0)]),
    "across the antimeridian, westward": ((-179.99, -17.0), [(179.95, -18.0), (179.97, -16.0)]),
    "north pole": ((0.0, 90.0), [(-30.0, 83.0), (40.0, 81.0)]),
    "over the north pole": ((150.0, 88.0), [(-40.0, 87.0), (-20.0, 89.0)]),
    "parallel round the pole": ((33.0, 89.99), [(-180.0, 89.95), (180.0, 89.95)]),
    "spiral to the pole": ((77.0, 89.8), [(-180.0, 89.0), (180.0, 90.0)]),
    "south pole": ((0.0, -90.0), [(-60.0, -89.0), (60.0, -88.5)]),
    "thousands of kilometres": ((53.5, 43.0), [(-70.0, -20.0), (-65.0, -22.0), (-60.0, -19.0)]),
    "half round the Earth": ((0.0, 0.0), [(140.0, 10.0), (170.0, 30.0)]),
    "round the antipode": ((20.0, 10.0), [(-160.2, -10.1), (-159.9, -9.8), (-159.7, -10.2)]),
    "meridian": ((53.5, 43.0), [(56.0, 41.3), (56.0, 45.0)]),
    "beyond the end": ((53.5, 43.0), [(54.0, 43.0), (56.0, 43.0)]),
    "edge without length": ((53.5, 43.0), [(54.0, 43.0), (54.0, 43.0)]),
}


@pytest.mark.parametrize("case", SPECIAL)
def test_special_places_agree_with_brute_force(case: str) -> None:
    point, line = SPECIAL[case]
    found = nearest([point], line)
    expected = oracle.distance_to_lines_m(*point, [line])
    assert found.distance_m[0] == pytest.approx(expected, rel=0, abs=MILLIMETRE)
    back = GEOD.inv(*point, found.lon[0], found.lat[0])
    assert back[2] == pytest.approx(found.distance_m[0], rel=0, abs=1e-6)


def test_the_parallel_is_straight_in_degrees_and_no_great_circle() -> None:
    great_circle_m = 5.8e3  # a chord of 28 degrees along 49 N bows kilometres north of the parallel
    found = nearest([(-109.0, 50.0)], [(-123.0, 49.0), (-95.0, 49.0)])
    straight_m = GEOD.inv(-109.0, 50.0, -109.0, 49.0)[2]
    assert found.distance_m[0] == pytest.approx(straight_m, abs=MILLIMETRE)
    bow_m = GEOD.inv(-109.0, 49.0, *GEOD.npts(-123.0, 49.0, -95.0, 49.0, 1)[0])[2]
    assert bow_m > great_circle_m


def test_distance_is_zero_and_azimuth_null_on_the_line() -> None:
    line = [(50.0, 43.0), (51.0, 44.0), (53.0, 44.0)]
    on_it = [(50.0, 43.0), (51.0, 44.0), (50.3, 43.3), (52.123456789, 44.0)]
    found = nearest(on_it, line)
    assert found.distance_m.tolist() == [0.0] * 4
    assert np.isnan(found.azimuth_deg).all()


@pytest.mark.parametrize("offset_m", [1e-4, 0.01, 1.0, 30.0])
@pytest.mark.parametrize("azimuth_deg", [0.0, 180.0])
def test_small_offsets_from_a_parallel_lose_no_digits(offset_m: float, azimuth_deg: float) -> None:
    lon, lat, _ = GEOD.fwd(-100.0, 49.0, azimuth_deg, offset_m)
    found = nearest([(lon, lat)], [(-120.0, 49.0), (-90.0, 49.0)])
    assert found.distance_m[0] == pytest.approx(offset_m, rel=0, abs=1e-7)
    assert found.azimuth_deg[0] == pytest.approx((azimuth_deg + 180.0) % 360.0, abs=1e-3)


def test_azimuth_points_from_the_incident_to_the_line() -> None:
    east, west, north, south = [(1.0, 0.0)], [(-1.0, 0.0)], [(0.0, 1.0)], [(0.0, -1.0)]
    cases = {0.0: north, 90.0: east, 180.0: south, 270.0: west}
    for azimuth_deg, (target,) in cases.items():
        assert nearest([(0.0, 0.0)], [target, target]).azimuth_deg[0] == pytest.approx(azimuth_deg)


def test_azimuth_stays_below_360() -> None:
    found = nearest([(0.0, 0.0)], [(-1e-13, 1.0), (-1e-13, 2.0)])
    assert 0.0 <= found.azimuth_deg[0] < 360.0


def test_of_equally_near_lines_the_first_is_named() -> None:
    fork = (0.5, 0.5)
    found = nearest([(0.0, 0.0)], [(2.0, 2.0), (3.0, 1.0)], [fork, (2.0, 0.6)], [fork, (0.6, 2.0)])
    assert found.line[0] == 1


def test_taking_some_lines_leaves_the_others_out() -> None:
    vertices = np.array([[1.0, 0.0], [1.0, 1.0], [5.0, 0.0], [5.0, 1.0], [9.0, 0.0], [9.0, 1.0]])
    lines = index_lines(vertices[:, 0], vertices[:, 1], np.array([0, 0, 1, 1, 2, 2]))
    far = lines.take(np.array([False, True, True]))
    assert nearest_on_lines(np.array([0.0]), np.array([0.5]), far).line.tolist() == [1]
    none = nearest_on_lines(np.array([0.0]), np.array([0.5]), lines.take(np.zeros(3, dtype=bool)))
    assert np.isnan(none.distance_m).all()
    assert none.line.tolist() == [-1]


def test_long_lines_are_searched_in_all_their_runs() -> None:
    angle = np.linspace(0.0, 2.0 * np.pi, 1_000)
    ring = np.column_stack([20.0 + 5.0 * np.cos(angle), 30.0 + 4.0 * np.sin(angle)])
    points = np.column_stack([20.0 + 4.9 * np.cos(angle[::40]), 30.0 + 3.9 * np.sin(angle[::40])])
    found = nearest(points, ring, ring[:3])
    for row, (lon, lat) in enumerate(points):
        vertex_m = oracle.distance_m(lon, lat, ring[:, 0], ring[:, 1])
        around = int(vertex_m.argmin())
        near = ring[max(around - 3, 0) : around + 4]
        assert found.distance_m[row] == pytest.approx(
            oracle.distance_to_lines_m(lon, lat, [near]), rel=0, abs=MILLIMETRE
        )


def test_many_points_give_what_each_gives_alone() -> None:
    rng = np.random.default_rng(5)
    lines, _ = wandering_lines(rng, 3.0)
    points = rng.uniform([-180, -90], [180, 90], (1_200, 2))
    together = nearest(points, *lines)
    for row in range(0, 1_200, 97):
        alone = nearest(points[row : row + 1], *lines)
        assert [field[row] for field in together] == [field[0] for field in alone]


def test_chords_never_exceed_their_bound() -> None:
    rng = np.random.default_rng(7)
    lon_a, lon_b = rng.uniform(-180, 180, (2, 100_000))
    lat_a, lat_b = np.degrees(np.arcsin(rng.uniform(-1, 1, (2, 100_000))))
    lon_b[::2], lat_b[::2] = lon_a[::2] + 0.5 * rng.normal(size=50_000), np.clip(lat_a[::2] + 0.1, -90, 90)
    metres = GEOD.inv(lon_a, lat_a, lon_b, lat_b)[2]
    chord_m = np.linalg.norm(ecef_m(lon_a, lat_a) - ecef_m(lon_b, lat_b), axis=1)
    assert (chord_m <= metres + 1e-6).all()
    assert (chord_m <= 2 * FLATTEST_RADIUS_M * np.sin(metres / (2 * FLATTEST_RADIUS_M)) + 1e-6).all()
    # A rival as far along the ellipsoid has a chord within the bound.
    order = np.argsort(metres)
    highest_chord_m = np.maximum.accumulate(chord_m[order])
    assert (highest_chord_m <= rival_chord_m(chord_m[order]) + 1e-6).all()


def test_boxes_lie_within_their_radius() -> None:
    rng = np.random.default_rng(11)
    west, south = rng.uniform([-180, -90], [150, 60], (500, 2)).T
    east, north = west + rng.uniform(0, 30, 500), south + rng.uniform(0, 30, 500)
    radius_m = box_radius_m(west, south, east, north)
    for share_x, share_y in rng.uniform(size=(50, 2)).round():
        corner = west + share_x * (east - west), south + share_y * (north - south)
        metres = GEOD.inv((west + east) / 2, (south + north) / 2, *corner)[2]
        assert (metres <= radius_m).all()


def test_nearest_site_agrees_with_measuring_to_all() -> None:
    rng = np.random.default_rng(13)
    sites = rng.uniform([-180, -90], [180, 90], (3_000, 2))
    points = rng.uniform([-180, -90], [180, 90], (200, 2))
    found = nearest_sites(*points.T, index_sites(*sites.T))
    for row, (lon, lat) in enumerate(points):
        metres = oracle.distance_m(lon, lat, sites[:, 0], sites[:, 1])
        assert found.site[row] == metres.argmin()
        assert found.distance_m[row] == pytest.approx(metres.min(), rel=0, abs=1e-6)


def test_nearest_site_of_none_is_null() -> None:
    found = nearest_sites(np.array([1.0]), np.array([2.0]), index_sites(np.empty(0), np.empty(0)))
    assert np.isnan(found.distance_m[0])
    assert found.site[0] == -1


def test_of_sites_in_one_spot_the_first_is_named_and_the_azimuth_is_null() -> None:
    sites = index_sites(np.array([5.0, 1.0, 1.0]), np.array([5.0, 1.0, 1.0]))
    found = nearest_sites(np.array([1.0]), np.array([1.0]), sites)
    assert found.site[0] == 1
    assert found.distance_m[0] == 0.0
    assert np.isnan(found.azimuth_deg[0])

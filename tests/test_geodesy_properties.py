"""What holds of any distance, whichever engine measures: hypothesis looks for where it does not.

The antimeridian, the poles and the equator are drawn as often as anywhere else.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines import compiled_lines, compiled_sites, plain_lines, plain_sites
from tests.oracle import GEOD, distance_m

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from geo._geodesy import Nearest, NearestSite

Position = tuple[float, float]
Line = list[Position]


class Engine(NamedTuple):
    """One way of measuring, made to take plain arrays."""

    on_lines: Callable[..., Nearest]
    """From lon, lat of points, then lon, lat and number of the line of vertices."""
    to_sites: Callable[..., NearestSite]
    """From lon, lat of points, then lon, lat of sites."""
    within_m: float
    """How far its distances may be off."""


ENGINES = {
    "plain": Engine(plain_lines, plain_sites, 1e-6),
    # Arcs over chords stand for geodesics up to 200 km, and are right to 1.3e-5 m.
    "compiled": Engine(compiled_lines, compiled_sites, 3e-5),
}
BACK_AND_FORTH_M = 2e-8
"""Karney's formula gives A to B and B to A alike to within its own rounding."""
ROUNDING_DEG = 1e-12
SHARES = np.linspace(0.0, 1.0, 21)

property_test = settings(max_examples=60, deadline=None, derandomize=True)


def degrees(limit: float) -> st.SearchStrategy[float]:
    """Draw degrees evenly, where floats would mostly be round or tiny, and the ends and the middle often."""
    evenly = st.integers(int(-limit * 1e7), int(limit * 1e7)).map(lambda number: number / 1e7)
    return st.one_of(st.sampled_from([-limit, limit, 1e-7 - limit, limit - 1e-7, 0.0]), evenly, evenly)


lons, lats = degrees(180.0), degrees(90.0)
positions = st.tuples(lons, lats)
offsets = st.tuples(*[st.integers(-1_000, 1_000).map(lambda number: number / 1_000)] * 2)


class Scene(NamedTuple):
    """Lines in one another's way, and points among them and elsewhere."""

    points: list[Position]
    lines: list[Line]

    def vertices(self) -> list[Position]:
        return [vertex for line in self.lines for vertex in line]


@st.composite
def scenes(draw: st.DrawFn, most_lines: int = 4) -> Scene:
    """Draw a scene of metres, of kilometres, of a country or of a continent."""
    start = draw(positions)
    step_deg = draw(st.sampled_from([1e-5, 1e-2, 1.0, 20.0]))

    def move(position: Position, offset: Position) -> Position:
        lon, lat = np.array(position) + step_deg * np.array(offset)
        return float(np.clip(lon, -180, 180)), float(np.clip(lat, -90, 90))

    some = []
    for steps in draw(st.lists(st.lists(offsets, min_size=2, max_size=6), min_size=1, max_size=most_lines)):
        line = [move(start, steps[0])]
        for step in steps[1:]:
            line.append(move(line[-1], step))
        some.append(line)
    near = [move(start, offset) for offset in draw(st.lists(offsets, min_size=1, max_size=4))]
    return Scene(near + draw(st.lists(positions, max_size=2)), some)


@pytest.fixture(scope="module", params=ENGINES)
def engine(request) -> Engine:
    return ENGINES[request.param]


def measure(engine: Engine, points: list[Position], some: list[Line]) -> Nearest:
    vertices = np.array([vertex for line in some for vertex in line])
    number = np.repeat(np.arange(len(some)), [len(line) for line in some])
    return engine.on_lines(*np.array(points).T, *vertices.T, number)


def measure_sites(engine: Engine, points: list[Position], sites: list[Position]) -> NearestSite:
    return engine.to_sites(*np.array(points).T, *np.array(sites).T)


def apart_m(a: Position, b: Position) -> float:
    return float(GEOD.inv(*a, *b)[2])


@property_test
@given(positions, positions)
def test_the_way_there_is_as_long_as_the_way_back(engine: Engine, a: Position, b: Position) -> None:
    there_m = measure_sites(engine, [a], [b]).distance_m[0]
    assert there_m == pytest.approx(
        measure_sites(engine, [b], [a]).distance_m[0], rel=0, abs=BACK_AND_FORTH_M
    )
    assert there_m == pytest.approx(apart_m(a, b), rel=0, abs=engine.within_m)
    as_line_m = measure(engine, [a], [[b, b]]).distance_m[0]
    assert as_line_m == pytest.approx(
        measure(engine, [b], [[a, a]]).distance_m[0], rel=0, abs=engine.within_m
    )
    assert as_line_m == pytest.approx(there_m, rel=0, abs=engine.within_m)


@property_test
@given(positions, positions, positions)
def test_a_detour_is_never_shorter(engine: Engine, a: Position, b: Position, c: Position) -> None:
    straight_m, second_m = measure_sites(engine, [a, b], [c]).distance_m
    first_m = measure_sites(engine, [a], [b]).distance_m[0]
    assert straight_m <= first_m + second_m + engine.within_m


@property_test
@given(scenes(), st.floats(0, 360), st.floats(-7, 6.5))
def test_a_point_moved_by_d_changes_its_distance_by_at_most_d(
    engine: Engine, scene: Scene, azimuth_deg: float, power: float
) -> None:
    step_m = 10.0**power
    moved = [GEOD.fwd(*point, azimuth_deg, step_m)[:2] for point in scene.points]
    before_m, after_m = (measure(engine, where, scene.lines).distance_m for where in (scene.points, moved))
    assert (np.abs(after_m - before_m) <= step_m + engine.within_m).all()
    sites = scene.vertices()
    before_m, after_m = (measure_sites(engine, where, sites).distance_m for where in (scene.points, moved))
    assert (np.abs(after_m - before_m) <= step_m + engine.within_m).all()


@property_test
@given(scenes())
def test_no_spot_of_the_lines_is_nearer_and_the_nearest_is_one_of_them(engine: Engine, scene: Scene) -> None:
    points, some = scene
    found = measure(engine, points, some)
    for row, point in enumerate(points):
        foot = found.lon[row], found.lat[row]
        assert apart_m(point, foot) == pytest.approx(found.distance_m[row], rel=0, abs=engine.within_m)
        west, south = np.min(some[found.line[row]], axis=0)
        east, north = np.max(some[found.line[row]], axis=0)
        assert west - ROUNDING_DEG <= foot[0] <= east + ROUNDING_DEG
        assert south - ROUNDING_DEG <= foot[1] <= north + ROUNDING_DEG
        for line in some:
            ends = np.array(line)
            spots = np.vstack([ends[:-1] * (1 - share) + ends[1:] * share for share in SHARES])
            least_m = distance_m(*point, spots[:, 0], np.clip(spots[:, 1], -90, 90)).min()
            assert found.distance_m[row] <= least_m + engine.within_m


@property_test
@given(scenes(), st.lists(positions, max_size=30))
def test_no_site_is_nearer_than_the_nearest(engine: Engine, scene: Scene, elsewhere: list[Position]) -> None:
    points, sites = scene.points, scene.vertices() + elsewhere
    found = measure_sites(engine, points, sites)
    for row, point in enumerate(points):
        metres = distance_m(*point, *np.array(sites).T)
        assert found.distance_m[row] == pytest.approx(metres.min(), rel=0, abs=engine.within_m)
        assert metres[found.site[row]] == pytest.approx(metres.min(), rel=0, abs=engine.within_m)


@property_test
@given(scenes(), st.randoms(use_true_random=False))
def test_neither_order_nor_company_of_the_points_matters(
    engine: Engine, scene: Scene, random: Random
) -> None:
    points, some = scene
    together = measure(engine, points, some)
    order = random.sample(range(len(points)), len(points))
    shuffled = measure(engine, [points[number] for number in order], some)
    sites = scene.vertices()
    near = measure_sites(engine, points, sites)
    for field, again in zip(together, shuffled, strict=True):
        np.testing.assert_array_equal(again, field[order])
    for row, point in enumerate(points):
        for field, alone in zip(together, measure(engine, [point], some), strict=True):
            np.testing.assert_array_equal(alone[0], field[row])
        for field, alone in zip(near, measure_sites(engine, [point], sites), strict=True):
            np.testing.assert_array_equal(alone[0], field[row])


@property_test
@given(scenes(), st.randoms(use_true_random=False))
def test_neither_order_nor_direction_of_the_lines_matters(
    engine: Engine, scene: Scene, random: Random
) -> None:
    points, some = scene
    before_m = measure(engine, points, some).distance_m
    shuffled = [line[::-1] for line in random.sample(some, len(some))]
    assert measure(engine, points, shuffled).distance_m == pytest.approx(before_m, rel=0, abs=engine.within_m)


@property_test
@given(scenes(most_lines=1), st.floats(0, 1))
def test_splitting_edges_changes_nothing(engine: Engine, scene: Scene, share: float) -> None:
    points, (line,) = scene
    split = [line[0]]
    for (lon_a, lat_a), (lon_b, lat_b) in pairwise(line):
        split += [(lon_a * (1 - share) + lon_b * share, lat_a * (1 - share) + lat_b * share), (lon_b, lat_b)]
    split = [(lon, float(np.clip(lat, -90, 90))) for lon, lat in split]
    whole_m = measure(engine, points, [line]).distance_m
    assert measure(engine, points, [split]).distance_m == pytest.approx(whole_m, rel=0, abs=engine.within_m)
    parts = [split[at : at + 2] for at in range(len(split) - 1)]
    assert measure(engine, points, parts).distance_m == pytest.approx(whole_m, rel=0, abs=engine.within_m)


@property_test
@given(scenes(), scenes(most_lines=1))
def test_adding_a_border_never_lengthens(engine: Engine, scene: Scene, other: Scene) -> None:
    points, some, (added,) = scene.points, scene.lines, other.lines
    if len(some) > 1:  # sometimes one among them
        *some, added = some
    before_m, after_m, alone_m = (
        measure(engine, points, these).distance_m for these in (some, [*some, added], [added])
    )
    assert after_m == pytest.approx(np.minimum(before_m, alone_m), rel=0, abs=engine.within_m)
    assert (after_m <= before_m + engine.within_m).all()
    sites, more = [line[0] for line in some], [*(line[0] for line in some), *added]
    before_m, after_m = (measure_sites(engine, points, these).distance_m for these in (sites, more))
    assert (after_m <= before_m + engine.within_m).all()


@property_test
@given(lats, scenes())
def test_both_edges_of_the_map_are_one_meridian(engine: Engine, lat: float, scene: Scene) -> None:
    west_m, east_m = measure(engine, [(-180.0, lat), (180.0, lat)], scene.lines).distance_m
    assert west_m == pytest.approx(east_m, rel=0, abs=engine.within_m)
    on_the_edge = [[(-180.0, lat), (-180.0, lat / 2)]], [[(180.0, lat), (180.0, lat / 2)]]
    west_m, east_m = (measure(engine, scene.vertices(), line).distance_m for line in on_the_edge)
    assert west_m == pytest.approx(east_m, rel=0, abs=engine.within_m)


@property_test
@given(st.lists(lons, min_size=2, max_size=5), st.sampled_from([-90.0, 90.0]), scenes())
def test_a_pole_is_one_spot_whatever_its_longitude(
    engine: Engine, lon: list[float], pole: float, scene: Scene
) -> None:
    metres = measure(engine, [(each, pole) for each in lon], scene.lines).distance_m
    assert metres == pytest.approx(np.full(len(lon), metres[0]), rel=0, abs=engine.within_m)
    points = scene.points
    along_m = measure(engine, points, [[(min(lon), pole), (max(lon), pole)]]).distance_m
    assert along_m == pytest.approx(distance_m(0.0, pole, *np.array(points).T), rel=0, abs=engine.within_m)


@property_test
@given(scenes(), st.sampled_from([(-1.0, 1.0), (1.0, -1.0), (-1.0, -1.0)]))
def test_the_earth_is_the_same_in_a_mirror(engine: Engine, scene: Scene, mirror: tuple[float, float]) -> None:
    points = [tuple(np.array(point) * mirror) for point in scene.points]
    turned = [(np.array(line) * mirror).tolist() for line in scene.lines]
    before_m = measure(engine, scene.points, scene.lines).distance_m
    assert measure(engine, points, turned).distance_m == pytest.approx(before_m, rel=0, abs=engine.within_m)

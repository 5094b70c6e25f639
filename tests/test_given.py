"""Distances of one location from geometries, and its shares, against Karney's geodesics by brute force."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

import geo
from geo._measuring.given import COARSE_M, Thing, coarsen, read_spot, share_inside
from geo.errors import DataError
from tests.karney import GEOD, disc, measure_m, sample, share_m

EXACT_M = 1.0
TRAIL = shapely.LineString([(50.0, 43.0), (51.3, 43.9), (51.1, 45.2), (53.0, 46.0)])
FIELD = shapely.Polygon([(52.0, 41.0), (55.0, 41.5), (54.2, 43.8), (53.2, 42.6), (51.8, 43.4)])
RING = shapely.box(60, 40, 62, 42) - shapely.box(60.5, 40.5, 61.5, 41.5)
SPOTS = shapely.MultiPoint([(49.0, 42.0), (57.5, 44.0), (53.0, 47.5)])


def check_interval(found, sampled, share=0.002):
    """Hold for every point that was tried, and be no wider than they are but for a little."""
    assert found.min_m <= sampled.min() + EXACT_M
    assert found.max_m >= sampled.max() - EXACT_M
    assert found.min_m == pytest.approx(sampled.min(), rel=share, abs=30.0)
    assert found.max_m == pytest.approx(sampled.max(), rel=share, abs=30.0)


@pytest.mark.parametrize("thing", [TRAIL, FIELD, SPOTS, RING], ids=["line", "polygon", "points", "ring"])
@pytest.mark.parametrize("at", [(51.2, 44.0), (45.0, 40.0), (-70.0, -35.0), (12.5, 89.9)])
def test_a_point_has_the_geodesic_distance(thing, at):
    found = read_spot(shapely.Point(at)).distance_to(Thing([thing]))
    assert found.min_m == found.max_m == pytest.approx(measure_m(*at, [thing])[0], rel=1e-5, abs=EXACT_M)


@pytest.mark.parametrize("thing", [TRAIL, FIELD, SPOTS, RING], ids=["line", "polygon", "points", "ring"])
@pytest.mark.parametrize("radius_m", [500.0, 5_000.0, 40_000.0])
def test_the_interval_of_a_disc_is_that_of_its_points(thing, radius_m):
    lon, lat = 58.0, 41.0
    found = read_spot(shapely.Point(lon, lat), radius_m).distance_to(Thing([thing]))
    check_interval(found, measure_m(*disc(lon, lat, radius_m).T, [thing]))


@pytest.mark.parametrize(
    "area",
    [
        shapely.box(55.5, 44.5, 57.0, 45.0),
        shapely.Polygon([(46, 44), (48, 44.2), (47.2, 46.1), (46.8, 44.9)]),
        shapely.MultiPolygon([shapely.box(46, 40, 46.5, 40.5), shapely.box(48, 41, 48.3, 41.1)]),
        shapely.box(47, 38, 49, 40) - shapely.box(47.5, 38.5, 48.5, 39.5),
    ],
    ids=["box", "bay", "two parts", "with a hole"],
)
@pytest.mark.parametrize("thing", [TRAIL, FIELD, SPOTS], ids=["line", "polygon", "points"])
def test_the_interval_of_a_polygon_is_that_of_its_points(area, thing):
    check_interval(read_spot(area).distance_to(Thing([thing])), measure_m(*sample(area, 800).T, [thing]))


def test_the_interval_of_a_line_is_that_of_its_points():
    way = shapely.LineString([(56, 40), (57, 41), (56.5, 42)])
    check_interval(read_spot(way).distance_to(Thing([TRAIL])), measure_m(*sample(way, 2000).T, [TRAIL]))


def test_the_nearest_of_several_things_counts():
    found = read_spot(shapely.Point(0, 0)).distance_to(
        Thing([shapely.Point(9, 0), TRAIL, shapely.box(3, 3, 4, 4), shapely.Point(0, -2)])
    )
    assert found.min_m == pytest.approx(GEOD.inv(0, 0, 0, -2)[2], abs=0.01)


def test_the_pole_is_a_quarter_of_a_meridian_away():
    # The quarter meridian of WGS84 is 10,001,965.7293 m (C. F. F. Karney, GeographicLib).
    found = read_spot(shapely.Point(17, 0)).distance_to(Thing([shapely.Point(0, 90)]))
    assert found.min_m == pytest.approx(10_001_965.7293, abs=0.01)


def test_a_degree_of_the_equator_is_the_known_length():
    found = read_spot(shapely.Point(0, 0)).distance_to(Thing([shapely.LineString([(1, -1), (1, 1)])]))
    assert found.min_m == pytest.approx(111_319.4908, abs=0.1)


FEW = 20_000


@pytest.fixture
def few_measured(monkeypatch):
    """Count the points that are measured, and stop where there are far too many."""
    counts = []
    measure = Thing.measure

    def count(self, item, lon, lat):
        counts.append(len(lon))
        assert sum(counts) < FEW, "so many points for what has one answer everywhere"
        return measure(self, item, lon, lat)

    monkeypatch.setattr(Thing, "measure", count)
    return counts


class TestInside:
    def test_a_point_in_a_polygon_is_at_0(self):
        assert read_spot(shapely.Point(53, 42)).distance_to(Thing([FIELD])) == (0.0, 0.0)

    @pytest.mark.parametrize(
        ("shape", "radius_m"),
        [
            (shapely.Point(53.4, 41.9), 50.0),
            (shapely.Point(53.4, 41.9), 5_000.0),
            (shapely.box(52.8, 41.5, 53.4, 42), None),
        ],
        ids=["small disc", "disc", "box"],
    )
    def test_an_area_in_a_polygon_is_at_0(self, shape, radius_m, few_measured):
        found = read_spot(shape, radius_m).distance_to(Thing([FIELD]))
        assert found.min_m == 0.0
        assert found.max_m <= 10.0
        assert sum(few_measured) < FEW

    def test_a_hole_is_not_inside(self):
        found = read_spot(shapely.Point(61, 41)).distance_to(Thing([RING]))
        assert found.min_m == pytest.approx(measure_m(61, 41, [RING])[0], rel=1e-5)
        assert found.min_m > 40_000

    def test_a_polygon_that_holds_the_thing_begins_at_0(self):
        found = read_spot(shapely.box(40, 40, 60, 48)).distance_to(Thing([SPOTS]))
        assert found.min_m <= 2.0 * COARSE_M
        assert found.max_m > 400_000

    def test_a_line_across_an_area_begins_at_0(self):
        found = read_spot(shapely.box(50.5, 43, 52, 44)).distance_to(Thing([TRAIL]))
        assert found.min_m == 0.0
        assert found.max_m == pytest.approx(measure_m(52, 43, [TRAIL])[0], rel=0.002)

    def test_the_rim_is_at_0(self):
        assert read_spot(shapely.Point(60, 41)).distance_to(Thing([RING])).max_m < 0.01


class TestAntimeridian:
    LINE = shapely.LineString([(-179.5, -20), (-179.5, 20)])
    SLOPE = shapely.LineString([(-179.7, -9), (-179.1, 9)])

    def test_a_point_is_near_what_lies_beyond_it(self):
        found = read_spot(shapely.Point(179.5, 0)).distance_to(Thing([self.LINE]))
        assert found.min_m == pytest.approx(GEOD.inv(179.5, 0, -179.5, 0)[2], abs=1.0)

    def test_a_disc_over_it_is_one_disc(self):
        found = read_spot(shapely.Point(179.9, 5), 30_000.0).distance_to(Thing([self.LINE]))
        middle_m = GEOD.inv(179.9, 5, -179.5, 5)[2]
        assert found.min_m == pytest.approx(middle_m - 30_000, abs=100)
        assert found.max_m == pytest.approx(middle_m + 30_000, abs=150)

    def test_an_area_on_both_sides_is_one_area(self):
        area = shapely.MultiPolygon([shapely.box(179, -1, 180, 1), shapely.box(-180, -1, -179.8, 1)])
        check_interval(
            read_spot(area).distance_to(Thing([self.SLOPE])),
            np.concatenate([measure_m(*sample(part, 400).T, [self.SLOPE]) for part in area.geoms]),
        )

    def test_a_share_over_it_counts_both_sides(self):
        area = shapely.MultiPolygon([shapely.box(179, -1, 180, 1), shapely.box(-180, -1, -179, 1)])
        # Within a degree of -179.5 lie the last half degree of the first and all of the second box.
        share = read_spot(area).share_within(
            Thing([self.LINE]), GEOD.inv(179.5, 0, -179.5, 0)[2], tolerance=0.004
        )
        assert share.share == pytest.approx(0.75, abs=0.006)


class TestShares:
    @pytest.mark.parametrize("limit_m", [30_000, 80_000, 150_000])
    @pytest.mark.parametrize("thing", [TRAIL, SPOTS, RING], ids=["line", "points", "ring"])
    def test_a_share_is_that_of_its_ground(self, limit_m, thing):
        area = shapely.box(52, 42, 58, 45)
        found = read_spot(area).share_within(Thing([thing]), limit_m)
        assert found.share == pytest.approx(share_m(area, [thing], limit_m, 2000), abs=0.01)
        assert found.tolerance <= 0.001

    def test_half_a_box_on_the_equator_lies_within_half_of_it(self):
        area, line = shapely.box(0, -1, 2, 1), shapely.LineString([(0, -9), (0, 9)])
        # Along parallels a degree is a little shorter than on the equator: a hair more than half.
        found = read_spot(area).share_within(Thing([line]), GEOD.inv(0, 0, 1, 0)[2], tolerance=0.003)
        assert found.share == pytest.approx(0.5, abs=0.005)

    def test_a_share_of_a_disc_at_a_line_through_it(self):
        # Half the radius on both sides of the middle: (2/pi) (asin(1/2) + sqrt(3)/4) = 0.6090 of it.
        spot = read_spot(shapely.Point(0, 0), 10_000.0)
        share = spot.share_within(Thing([shapely.LineString([(0, -1), (0, 1)])]), 5_000.0)
        assert share.share == pytest.approx(0.6090, abs=0.002)

    @pytest.mark.parametrize(("limit_m", "share"), [(0.0, 0.0), (1.0e6, 0.0), (1.1e6, 0.0), (1.2e6, 1.0)])
    def test_a_point_has_all_or_nothing(self, limit_m, share):
        # Ten degrees of a meridian from the equator are 1,105,855 m.
        found = read_spot(shapely.Point(0, 0)).share_within(Thing([shapely.Point(0, 10)]), limit_m)
        assert (found.share, found.tolerance) == (share, 0.0)

    def test_all_lies_within_the_greatest_distance_and_nothing_within_less_than_the_least(self):
        spot, thing = read_spot(FIELD), Thing([TRAIL])
        found = spot.distance_to(thing)
        assert spot.share_within(thing, found.max_m).share > 0.999
        assert spot.share_within(thing, max(found.min_m - 20.0, 0.0)).share < 0.001

    def test_more_lies_within_more(self):
        spot, thing = read_spot(FIELD), Thing([TRAIL])
        shares = [spot.share_within(thing, km * 1000.0).share for km in range(0, 560, 80)]
        assert shares == sorted(shares)
        assert (shares[0], shares[-1]) == (pytest.approx(0.0, abs=0.001), pytest.approx(1.0, abs=0.001))

    def test_of_a_line_it_is_a_share_of_its_length(self):
        way = shapely.LineString([(0, 0), (2, 0)])
        found = read_spot(way).share_within(Thing([shapely.Point(0, 0)]), GEOD.inv(0, 0, 0.5, 0)[2])
        assert found.share == pytest.approx(0.25, abs=0.002)


class TestShareInside:
    def test_the_half_of_a_box(self):
        assert share_inside(read_spot(shapely.box(0, 0, 2, 1)), shapely.box(1, -1, 3, 2)) == pytest.approx(
            0.5
        )

    def test_ground_counts_and_not_degrees(self):
        # Of a sphere's ground up to 60 degrees, half lies below asin(sin(60) / 2) = 25.66 degrees.
        spot = read_spot(shapely.box(0, 0, 1, 60))
        share = share_inside(spot, shapely.box(0, 0, 1, 25.6589))
        assert share == pytest.approx(0.5, abs=0.003)

    @pytest.mark.parametrize(("at", "share"), [((53, 42), 1.0), ((60, 41), 0.0)])
    def test_a_point_is_in_it_or_not(self, at, share):
        assert share_inside(read_spot(shapely.Point(at)), FIELD) == share

    def test_half_of_a_disc_lies_on_one_side_of_its_middle(self):
        assert share_inside(
            read_spot(shapely.Point(0, 0), 9_000.0), shapely.box(0, -1, 1, 1)
        ) == pytest.approx(0.5, abs=0.001)

    def test_apart_is_0_and_inside_is_1(self):
        assert share_inside(read_spot(FIELD), shapely.box(0, 0, 1, 1)) == 0.0
        assert share_inside(read_spot(FIELD), shapely.box(50, 40, 60, 50)) == 1.0

    def test_what_only_touches_shares_no_ground(self):
        spot = read_spot(shapely.box(0, 0, 0.01, 0.01))
        assert share_inside(spot, shapely.box(0.01, 0, 0.02, 0.01)) == 0.0

    def test_of_a_line_by_length(self):
        way = shapely.LineString([(0, 0), (4, 0)])
        assert share_inside(read_spot(way), shapely.box(3, -1, 9, 1)) == pytest.approx(0.25)


class TestCoarse:
    """What reaches over hundreds of kilometres is measured coarsely: the bounds still hold."""

    @staticmethod
    def wiggly(lon, lat, reach_deg, corners=4000):
        turn = np.linspace(0, 2 * np.pi, corners, endpoint=False)
        reach = reach_deg * (1 + 0.02 * np.sin(90 * turn) + 0.005 * np.sin(700 * turn))
        return shapely.Polygon(
            np.column_stack([lon + 1.4 * reach * np.cos(turn), lat + reach * np.sin(turn)])
        )

    @pytest.mark.parametrize(
        "thing",
        [shapely.Point(70, 55), shapely.LineString([(40, 30), (70, 38)]), shapely.box(74, 40, 76, 50)],
        ids=["point", "line", "polygon"],
    )
    def test_the_truth_lies_between_the_bounds(self, thing):
        area = self.wiggly(60.0, 45.0, 5.0)
        spot = read_spot(area)
        assert spot.is_coarse
        sampled = measure_m(*sample(area, 1000).T, [thing])
        found = spot.distance_to(Thing([thing]))
        assert found.min_m <= sampled.min()
        assert found.max_m >= sampled.max()
        slack_m = 4.0 * COARSE_M
        assert found.min_m == pytest.approx(sampled.min(), rel=0.002, abs=slack_m)
        assert found.max_m == pytest.approx(sampled.max(), rel=0.002, abs=slack_m)

    def test_the_truth_lies_between_the_bounds_of_a_wiggly_line(self):
        area = shapely.box(0, 40, 9, 46)
        x = np.linspace(0, 12, 1200)
        line = shapely.LineString(np.column_stack([x - 1, 38 + 0.5 * np.sin(40 * x)]))
        found = read_spot(area).distance_to(Thing([line]))
        sampled = measure_m(*sample(area, 700).T, [line])
        assert found.min_m <= sampled.min()
        assert found.max_m >= sampled.max()
        assert found.max_m == pytest.approx(sampled.max(), rel=0.002, abs=4.0 * COARSE_M)

    def test_a_share_of_it_is_still_that_of_its_ground(self):
        area, line = self.wiggly(60.0, 45.0, 5.0), shapely.LineString([(60, 30), (60, 60)])
        found = read_spot(area).share_within(Thing([line]), 200_000.0, tolerance=0.005)
        assert found.share == pytest.approx(share_m(area, [line], 200_000.0, 900), abs=0.01)

    def test_what_is_not_large_is_not_simplified(self):
        assert not read_spot(shapely.box(0, 0, 2, 2)).is_coarse
        assert read_spot(shapely.box(0, 0, 9, 9)).is_coarse

    def test_no_simplified_outline_is_further_off_than_it_says(self):
        area = self.wiggly(60.0, 1.0, 5.0)
        coarse = coarsen(area)
        assert shapely.get_num_coordinates(coarse) < 0.7 * shapely.get_num_coordinates(area)
        away_m = measure_m(*shapely.get_coordinates(area).T, [coarse.boundary])
        assert away_m.max() <= COARSE_M

    def test_kazakhstan_to_moscow(self):
        # Nearest its far west, furthest its far east: brute force over the raw outline of the atlas.
        countries = geo.load_atlas().countries
        ground = countries.geometry[(countries["code"] == "KAZ").to_numpy()].iloc[0]
        moscow = shapely.Point(37.6173, 55.7558)
        found = read_spot(ground).distance_to(Thing([moscow]))
        corners = shapely.get_coordinates(shapely.segmentize(ground, 0.02))
        truth = GEOD.inv(*np.full((2, len(corners)), [[37.6173], [55.7558]]), *corners.T)[2]
        assert found.min_m <= truth.min() <= found.min_m * 1.002 + 4.0 * COARSE_M
        assert found.max_m >= truth.max() >= found.max_m * 0.998 - 4.0 * COARSE_M


class TestNothing:
    @pytest.mark.parametrize("thing", [[], [shapely.Point()], [shapely.Polygon()]])
    def test_there_is_nothing_to_measure_to(self, thing):
        nothing = Thing(thing)
        assert nothing.is_nothing
        assert np.isnan(read_spot(shapely.box(0, 0, 1, 1)).distance_to(nothing)).all()
        assert np.isnan(read_spot(shapely.Point(0, 0)).share_within(nothing, 5.0).share)

    @pytest.mark.parametrize(
        "shape", [shapely.Polygon(), shapely.box(0, 0, 400, 1), shapely.box(0, 80, 1, 95)]
    )
    def test_an_area_that_is_not_on_earth_is_refused(self, shape):
        with pytest.raises(DataError):
            read_spot(shape)


corner = st.tuples(
    st.floats(-170, 170, allow_nan=False),
    st.floats(-70, 70, allow_nan=False),
    st.floats(0.02, 3),
    st.floats(0.02, 3),
)


@settings(max_examples=30)
@given(corner, st.tuples(st.floats(-4, 4), st.floats(-4, 4)))
def test_no_point_of_a_box_is_nearer_or_further_than_its_interval(box, shift):
    lon, lat, width, height = box
    area = shapely.box(lon, lat, lon + width, lat + height)
    line = shapely.LineString(
        [(lon + shift[0], lat + shift[1]), (lon + shift[0] + 1.5, lat + shift[1] + 0.7), (lon, lat - 3)]
    )
    spots = sample(area, 60)
    found, tried = read_spot(area).distance_to(Thing([line])), measure_m(*spots.T, [line])
    assert found.min_m <= tried.min() + EXACT_M
    assert found.max_m >= tried.max() - EXACT_M
    # Between spots that were tried lie a few kilometres.
    assert found.max_m <= tried.max() + 40_000.0


@settings(max_examples=30)
@given(corner, st.floats(1_000, 300_000))
def test_a_share_agrees_with_the_interval(box, limit_m):
    lon, lat, width, height = box
    spot = read_spot(shapely.box(lon, lat, lon + width, lat + height))
    thing = Thing([shapely.Point(lon - 1, lat), shapely.Point(lon + width / 2, lat + height + 0.5)])
    found, share = spot.distance_to(thing), spot.share_within(thing, limit_m).share
    assert 0.0 <= share <= 1.0
    if limit_m > found.max_m:
        assert share > 0.999
    if limit_m < found.min_m:
        assert share < 0.001


@settings(max_examples=30)
@given(corner, corner)
def test_what_lies_inside_and_what_lies_beside_are_all_of_it(one, other):
    mine = shapely.box(one[0], one[1], one[0] + one[2], one[1] + one[3])
    # Over the first one, so that they often meet.
    lon, lat = one[0] + other[0] / 90.3 + 0.0137, one[1] + other[1] / 45.3 + 0.0119
    theirs = shapely.box(lon, lat, lon + 1.037 * other[2], lat + 1.041 * other[3])
    spot = read_spot(mine)
    inside, beside = share_inside(spot, theirs), share_inside(spot, shapely.box(-180, -90, 180, 90) - theirs)
    assert inside + beside == pytest.approx(1.0, abs=0.001)
    assert (inside > 0) == (shapely.intersection(mine, theirs).area > 1e-12 * mine.area)

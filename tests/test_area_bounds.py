"""Areas of every kind against closed forms and brute force: bounds, shares, within a distance."""

from __future__ import annotations

import json

import geopandas as gpd
import numpy as np
import pytest
import shapely
from pyproj import Geod
from shapely import box

import geo
from geo._geodesy import ground, index_lines, nearest_on_lines
from geo._measuring import measure_incidents
from geo._measuring.extremes import Pairs, find_extremes
from geo._measuring.rings import draw_around
from geo._measuring.shapes import Discs
from geo.errors import DataError, UsageError
from tests import brute_areas, oracle
from tests.small_atlas import CRS, SmallAtlas

GEOD = Geod(ellps="WGS84")
ATLAS = SmallAtlas()
EQUATOR_M = 6_378_137.0


def one(*values: float) -> list[np.ndarray]:
    return [np.array([value]) for value in values]


def bound_disc(
    lon: float, lat: float, radius_m: float, line: list[tuple[float, float]]
) -> tuple[float, float]:
    vertices = np.array(line, dtype=float)
    index = index_lines(vertices[:, 0], vertices[:, 1], np.zeros(len(line), dtype=int))

    def measure(_: np.ndarray, lon: np.ndarray, lat: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        nearest = nearest_on_lines(lon, lat, index)
        return nearest.distance_m, nearest.line

    # What an area meets is known before it is cut, as in the table.
    met = nearest_on_lines(*one(lon, lat), index).distance_m <= radius_m
    pairs = Pairs.unknown(np.array([0]))._replace(touched=np.where(met, 0, -1))
    found = find_extremes(Discs(*one(lon, lat, radius_m)), pairs, measure)
    return found.min_m.item(), found.max_m.item()


def tolerance_m(distance_m: float) -> float:
    return max(10.0, 0.001 * distance_m)


def holds(bounds: tuple[float, float], least_m: float, most_m: float) -> bool:
    low, high = bounds
    inside = low <= least_m + 1e-3 and most_m <= high + 1e-3
    return (
        inside
        and least_m - low <= tolerance_m(least_m) + 0.01
        and high - most_m <= tolerance_m(most_m) + 0.01
    )


def measure(*shapes: object, to: tuple[str, ...] = (), **columns: list[object]) -> gpd.GeoDataFrame:
    return measure_incidents(gpd.GeoDataFrame(columns, geometry=list(shapes), crs=CRS), atlas=ATLAS, to=to)


# -- bounds -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lon", "radius_m"), [(3.0, 100_000.0), (0.5, 100_000.0), (0.0, 100_000.0), (-5.0, 500.0)]
)
def test_disc_on_the_equator_against_a_meridian(lon, radius_m):
    # The way to the meridian runs along the equator, an arc of a circle, as does the way on.
    distance_m = EQUATOR_M * np.radians(abs(lon))
    bounds = bound_disc(lon, 0.0, radius_m, [(0, -20), (0, 20)])
    assert holds(bounds, max(distance_m - radius_m, 0.0), distance_m + radius_m)


@pytest.mark.parametrize(("lat", "radius_m"), [(10.0, 200_000.0), (1.0, 200_000.0), (0.2, 5_000.0)])
def test_disc_against_the_equator(lat, radius_m):
    # The way to the equator runs along a meridian, and on from the centre along the same.
    distance_m = GEOD.inv(20, 0, 20, lat)[2]
    bounds = bound_disc(20.0, lat, radius_m, [(0, 0), (40, 0)])
    assert holds(bounds, max(distance_m - radius_m, 0.0), distance_m + radius_m)


def test_disc_between_two_meridians_is_not_its_radius_away():
    # No point between them is further than half the way, wherever the rim is.
    line = [(-0.5, -20), (-0.5, 20), (0.5, 20), (0.5, -20)]
    low, high = bound_disc(0.0, 0.0, 200_000.0, line)
    # The point of the disc that is furthest from both lies on the equator, at the rim.
    furthest_m = oracle.distance_to_lines_m(*GEOD.fwd(0, 0, 90, 200_000.0)[:2], [line])
    assert low == 0.0
    assert furthest_m - 1e-3 <= high <= furthest_m + tolerance_m(furthest_m) + 0.01


@pytest.mark.parametrize("seed", range(40))
def test_random_areas_against_brute_force(seed):
    tried = brute_areas.try_out(seed)
    broken_m, wide_low, wide_high = brute_areas.excess_m(tried)
    assert broken_m < 0.01
    # Half the tolerance more for what brute force may have missed.
    assert max(wide_low, wide_high) < 1.5


# -- ground -------------------------------------------------------------------------------------------


def test_areas_are_those_of_the_ellipsoid():
    # Edges that are straight in lon/lat, as many short geodesics.
    rng = np.random.default_rng(7)
    polygon = shapely.Polygon([(10, 40), (30, 42), (28, 60), (15, 55)], [[(18, 46), (20, 50), (22, 46)]])
    shapes = np.array([polygon, box(-180, 60, 180, 90), box(100, -10, 101, -9)])
    for shape, size in zip(shapes, ground.area_m2(shapes), strict=True):
        assert size == pytest.approx(abs(GEOD.geometry_area_perimeter(shape.segmentize(0.01))[0]), rel=1e-7)
    line = shapely.LineString(rng.uniform(-60, 60, (5, 2)))
    assert ground.length_m(np.array([line]))[0] == pytest.approx(
        GEOD.geometry_length(line.segmentize(0.01)), rel=1e-7
    )


@pytest.mark.parametrize(
    ("lon", "lat", "radius_m"),
    [
        (10, 50, 25_000),
        (179.9, 0, 50_000),
        (-60, -80, 300_000),
        (0, 89.5, 200_000),
        (40, 70, 500_000),
        (5, 5, 10),
    ],
)
def test_polygon_round_a_disc_holds_all_of_it(lon, lat, radius_m):
    azimuth = np.linspace(0, 360, 1_000)
    rim = GEOD.fwd(np.full(1_000, lon), np.full(1_000, lat), azimuth, np.full(1_000, radius_m))
    (shape,) = draw_around(*one(lon, lat, radius_m))
    assert shape.is_valid
    assert shapely.intersects_xy(shape, rim[0], rim[1]).all()
    sphere_m2 = 2 * np.pi * 6_371_000.0**2 * (1 - np.cos(radius_m / 6_371_000.0))
    assert ground.area_m2(np.array([shape]))[0] == pytest.approx(sphere_m2, rel=0.015)


# -- the table ----------------------------------------------------------------------------------------


def test_disc_keeps_its_distance_and_has_certified_bounds():
    # The border AAA-BBB is the meridian of 2 degrees; the disc lies astride of it.
    row = measure(shapely.Point(1.95, 1.0), geo_precision_m=[20_000.0], to=("AAA-BBB",)).iloc[0]
    distance_m = oracle.distance_to_lines_m(1.95, 1.0, [[(2, 0), (2, 2)]])
    assert row["geo_border_m"] == pytest.approx(distance_m, abs=1e-3)
    assert row["geo_border_min_m"] == 0.0
    assert holds((0.0, row["geo_border_max_m"]), 0.0, distance_m + 20_000.0)
    assert holds(json.loads(row["geo_neighbours"])["BBB"], 0.0, distance_m + 20_000.0)
    assert row["geo_to_aaa_bbb_max_m"] <= distance_m + 20_000.0 + 1e-3
    assert row[["geo_country_code", "geo_country", "geo_region", "geo_on_land"]].isna().tolist() == [
        True
    ] * 3 + [False]
    assert row["geo_timezone"] == "Zone/B"  # on both sides
    assert json.loads(row["geo_touches"]) == ["AAA", "BBB"]


def test_greatest_distance_to_a_place_of_a_disc_is_less_than_its_radius_more():
    # Hamlet and Village lie on both sides of the centre: going away from one leads to the other.
    row = measure(shapely.Point(0.55, 0.5), geo_precision_m=[5_000.0]).iloc[0]
    azimuth = np.linspace(0, 360, 3_601)
    rim = GEOD.fwd(np.full(3_601, 0.55), np.full(3_601, 0.5), azimuth, np.full(3_601, 5_000.0))
    to_both = [GEOD.inv(rim[0], rim[1], np.full(3_601, lon), np.full(3_601, 0.5))[2] for lon in (0.5, 0.6)]
    most_m = np.minimum(*to_both).max()
    assert row["geo_place_m"] == pytest.approx(GEOD.inv(0.55, 0.5, 0.5, 0.5)[2])
    assert most_m < row["geo_place_m"] + 4_000.0
    assert most_m - 0.01 <= row["geo_place_max_m"] <= most_m + 10.0
    assert row["geo_place_min_m"] == pytest.approx(row["geo_place_m"] - 5_000.0)


def test_names_of_a_disc_hold_for_all_of_it():
    small, large, exact = (
        row
        for _, row in measure(
            *[shapely.Point(0.5, 1.3)] * 3, geo_precision_m=[1_000.0, 40_000.0, 0.0]
        ).iterrows()
    )
    names = ["geo_country_code", "geo_region", "geo_district", "geo_timezone"]
    assert small[names].tolist() == ["AAA", "Westria", "Upper Westria", "Zone/A"]
    assert large[names].isna().tolist() == [False, False, True, False]
    assert large["geo_region"] == "Westria"
    assert exact[names].tolist() == small[names].tolist()
    assert exact[["geo_touches", "geo_country_shares"]].isna().all()
    assert exact["geo_border_m"] == exact["geo_border_min_m"] == exact["geo_border_max_m"]


def test_line_is_measured_like_an_area():
    line = shapely.LineString([(1.2, 0.5), (1.6, 0.5), (1.6, 1.0)])
    row = measure(line).iloc[0]
    east = [oracle.distance_to_lines_m(*corner, [[(2, 0), (2, 2)]]) for corner in ((1.6, 1.0), (1.2, 0.5))]
    assert holds(json.loads(row["geo_neighbours"])["BBB"], *east)
    assert row[["geo_lon", "geo_border_m"]].isna().all()
    assert row["geo_country_code"] == "AAA"
    assert line.distance(shapely.Point(row["geo_label_lon"], row["geo_label_lat"])) < 1e-9
    assert measure(shapely.LineString([(1.9, 1), (2.1, 1)])).loc[0, "geo_border_min_m"] is not None


def test_shares_are_of_ground_and_of_length():
    # Half of the box north of the equator's belt is not half of its ground: two thirds lie west of 2 degrees.
    row = measure(box(1.8, 0.5, 2.1, 1.0)).iloc[0]
    assert json.loads(row["geo_country_shares"]) == pytest.approx({"AAA": 2 / 3, "BBB": 1 / 3}, abs=2e-6)
    assert list(json.loads(row["geo_country_shares"])) == ["AAA", "BBB"]
    north = measure(box(0.2, 0.5, 0.4, 1.5)).iloc[0]
    parts = ground.box_area_m2(*(np.array(side) for side in ([0.2] * 2, [0.5, 1.0], [0.4] * 2, [1.0, 1.5])))
    shares = json.loads(north["geo_district_shares"])
    assert shares == pytest.approx(
        {"Lower Westria": parts[0] / parts.sum(), "P002": parts[1] / parts.sum()}, abs=2e-6
    )
    line = measure(shapely.LineString([(1.9, 1.0), (2.3, 1.0)])).iloc[0]
    assert json.loads(line["geo_country_shares"]) == pytest.approx({"BBB": 0.75, "AAA": 0.25}, abs=2e-6)


def test_what_comes_as_near_as_lines_are_known_is_touched():
    # The border is known to 10 m: 0.00005 degrees are some 6 m, 0.0005 some 56 m.
    near, off = measure(box(1.9, 0.5, 1.99995, 0.6), box(1.9, 0.5, 1.9995, 0.6))["geo_touches"]
    assert (json.loads(near), json.loads(off)) == (["AAA", "BBB"], ["AAA"])


# -- within a distance --------------------------------------------------------------------------------


def test_share_of_a_half_plane():
    # So near to the equator every point is as far from the meridian as the equator is there.
    limit_m = oracle.distance_to_lines_m(1.5, 0.0, [[(2, 0), (2, 2)]])
    share, tolerance = geo.share_within(box(1.0, 0.0, 2.0, 0.0001), "AAA-BBB", limit_m, atlas=ATLAS)
    assert tolerance <= 0.001
    assert abs(share - 0.5) <= tolerance + 1e-6


@pytest.mark.parametrize("part", [-0.8, -0.3, 0.0, 0.5])
def test_share_of_a_disc_cut_by_a_meridian(part):
    # A segment of a circle: the plane is good to a few parts in a million for 5 km.
    radius_m, lon = 5_000.0, 1.7
    distance_m = oracle.distance_to_lines_m(lon, 1.0, [[(2, 0), (2, 2)]])
    share, tolerance = geo.share_within(
        (lon, 1.0), "AAA-BBB", distance_m + part * radius_m, radius_m=radius_m, atlas=ATLAS
    )
    segment = (np.arccos(-part) + part * np.sqrt(1 - part**2)) / np.pi
    assert tolerance <= 0.0011
    assert abs(share - segment) <= tolerance + 1e-4


def test_share_of_a_disc_round_a_place_is_that_of_an_annulus():
    # Acity stands alone: what is further than half the radius has three quarters of the disc.
    share, tolerance = geo.share_within((2.5, 1.0), "city", 10_000, radius_m=20_000, atlas=ATLAS)
    assert tolerance <= 0.0011
    assert abs(share - 0.25) <= tolerance + 1e-4


def test_share_by_monte_carlo():
    # 20,000 points, even on the ground; by chance a right share is off by more in 1 of 16,000 cases.
    shape = shapely.Polygon([(0.2, 0.2), (1.9, 0.1), (1.4, 1.8), (0.9, 0.9)])
    rng = np.random.default_rng(5)
    lon = rng.uniform(0.2, 1.9, 90_000)
    lat = np.degrees(np.arcsin(rng.uniform(*np.sin(np.radians([0.1, 1.8])), 90_000)))
    kept = shapely.contains_xy(shape, lon, lat)
    lon, lat = lon[kept][:20_000], lat[kept][:20_000]
    vertices = shapely.get_coordinates(shapely.segmentize(shapely.LineString([(2, 0), (2, 2)]), 0.001))
    # On this stretch the nearest point of a meridian lies at nearly the same latitude.
    nearest = np.searchsorted(vertices[:, 1], lat)
    distance_m = GEOD.inv(lon, lat, *vertices[np.clip(nearest, 0, len(vertices) - 1)].T)[2]
    share, tolerance = geo.share_within(shape, "AAA-BBB", 80_000, atlas=ATLAS)
    seen = (distance_m <= 80_000).mean()
    assert len(lon) == 20_000
    assert abs(share - seen) <= tolerance + 4 * np.sqrt(seen * (1 - seen) / 20_000) + 1e-3


def test_share_of_what_is_all_within_or_all_beyond_is_exact():
    area = box(1.2, 0.5, 1.3, 0.6)
    assert geo.share_within(area, "border", 1_000_000, atlas=ATLAS) == (1.0, 0.0)
    assert geo.share_within(area, "border", 1_000, atlas=ATLAS) == (0.0, 0.0)
    assert np.isnan(geo.share_within(box(10.2, 0.2, 10.3, 0.3), "border", 1_000, atlas=ATLAS).share)


def test_share_of_rows_and_of_lines():
    table = measure(shapely.Point(1.7, 1.0), box(1.0, 0.0, 2.0, 0.0001), geo_precision_m=[5_000.0, None])
    limit_m = table.loc[0, "geo_border_m"]
    disc = geo.share_within(table.iloc[0], "AAA-BBB", limit_m, atlas=ATLAS)
    assert abs(disc.share - 0.5) <= disc.tolerance + 1e-4
    line = shapely.LineString([(1.0, 0.0), (2.0, 0.0)])
    quarter_m = oracle.distance_to_lines_m(1.75, 0.0, [[(2, 0), (2, 2)]])
    share, tolerance = geo.share_within(line, "AAA-BBB", quarter_m, atlas=ATLAS)
    assert abs(share - 0.25) <= tolerance


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ((shapely.Point(1, 1), "coast", 1_000), UsageError, "radius_m=5_000"),
        ((box(1, 1, 2, 2), "hamlet", 1_000), UsageError, "border, coast"),
        ((box(1, 1, 2, 2), "AAA-JJJ", 1_000), UsageError, "no line between AAA and JJJ"),
        ((box(1, 1, 2, 2), "coast", -1), UsageError, "0 or more"),
        ((box(179, 1, 182, 2), "coast", 1_000), DataError, "cut it at the antimeridian"),
        (("Karakiya", "coast", 1_000), UsageError, "not str"),
    ],
)
def test_what_cannot_be_shared_says_why(arguments, error, words):
    with pytest.raises(error, match=words):
        geo.share_within(*arguments, atlas=ATLAS)

"""Shapes of location phrases against their definitions, by brute force over random points.

The truth is pyproj's geodesics alone. A shape may hold no less than its definition, and hardly more.
"""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod
from shapely.affinity import translate

from geo._locating.expressions import Anchor, Expression, parse_expression, shape_of
from geo._locating.expressions.compass import HEADINGS
from geo._locating.expressions.growing import disc, grow
from geo._locating.expressions.parts import part_of
from geo.errors import UsageError

GEOD = Geod(ellps="WGS84")
COUNT = 10_000

PLACES = {
    "equator": (10.0, 0.0),
    "Aktau": (51.17, 43.65),
    "the sixtieth parallel": (-45.0, 60.0),
    "just west of the antimeridian": (179.97, 20.0),
    "just east of it": (-179.9, -70.0),
    "on it": (180.0, 5.0),
    "near the north pole": (120.0, 89.95),
    "at the north pole": (0.0, 90.0),
    "near the south pole": (-60.0, -89.5),
}


def inverse(lon, lat, lons, lats):
    azimuth, _, distance = GEOD.inv(np.full(len(lons), lon), np.full(len(lons), lat), lons, lats)
    return np.asarray(distance), np.asarray(azimuth)


def around(lon, lat, reach_m, seed=0, count=COUNT):
    """Draw points evenly over a disc."""
    rng = np.random.default_rng(seed)
    distance = reach_m * np.sqrt(rng.uniform(0.0, 1.0, count))
    lons, lats, _ = GEOD.fwd(np.full(count, lon), np.full(count, lat), rng.uniform(0, 360, count), distance)
    return np.asarray(lons), np.asarray(lats)


def off(azimuth, direction):
    return np.abs((azimuth - direction + 180.0) % 360.0 - 180.0)


def to_nearest(lons, lats, samples):
    """Give distances to the nearest of many samples: chosen by chord, measured by geodesic."""

    def xyz(lon, lat):
        lon, lat = np.radians(lon), np.radians(lat)
        return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)

    target = xyz(*samples)
    chosen = np.concatenate(
        [(part @ target.T).argmax(axis=1) for part in np.array_split(xyz(lons, lats), 20)]
    )
    return np.asarray(GEOD.inv(lons, lats, samples[0][chosen], samples[1][chosen])[2])


def check(shape, lons, lats, excess_m, slack_m):
    """Hold points against a shape: `excess_m` is how far each is outside of the definition, 0 inside."""
    inside = shapely.intersects_xy(shape.geometry, lons, lats)
    assert inside[excess_m <= 0.0].all()
    assert not inside[excess_m > slack_m].any()
    assert (excess_m <= 0.0).sum() > 20
    assert (excess_m > slack_m).sum() > 100
    check_form(shape)
    held = inverse(shape.lon, shape.lat, lons[inside], lats[inside])[0]
    assert held.max() <= shape.radius_m


def check_form(shape):
    assert shape.geometry.is_valid
    west, south, east, north = shape.geometry.bounds
    assert -180.0 <= west <= east <= 180.0
    assert -90.0 <= south <= north <= 90.0
    assert shape.why
    corners = shapely.get_coordinates(shape.geometry)
    # By place_label's method the radius holds every corner, and is hardly larger than it has to be.
    farthest = inverse(shape.lon, shape.lat, *corners.T)[0].max()
    assert farthest <= shape.radius_m + 1e-6
    assert shape.radius_m <= farthest * 1.002 + 20.0


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    "text", ["40 km north of X", "120 km SE of X", "15 miles west-south-west of X", "300 km N of X"]
)
def test_a_sector_is_what_is_that_far_in_that_direction(place, text):
    lon, lat = PLACES[place]
    expression = parse_expression(text)
    shape = shape_of(expression, [Anchor(lon, lat)])
    reach = expression.distance_high_m * 1.1
    lons, lats = around(lon, lat, reach)
    distance, azimuth = inverse(lon, lat, lons, lats)
    beside = np.radians(np.maximum(off(azimuth, expression.direction_deg) - expression.half_width_deg, 0.0))
    excess = np.maximum.reduce(
        [
            expression.distance_low_m - distance,
            distance - expression.distance_high_m,
            distance * np.sin(np.minimum(beside, np.pi / 2)),
        ]
    )
    check(shape, lons, lats, excess, reach * 0.001 + 3.0)
    end = GEOD.fwd(lon, lat, expression.direction_deg, expression.distance_m)
    assert GEOD.inv(*end[:2], shape.lon, shape.lat)[2] < 1e-6


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    ("text", "radius"),
    [("40 km NE of X", 12_000.0), ("3 km south of X", 8_000.0), ("500 km west of X", 90e3)],
)
def test_a_sector_is_widened_by_what_the_place_reaches(place, text, radius):
    lon, lat = PLACES[place]
    expression = parse_expression(text)
    shape = shape_of(expression, [Anchor(lon, lat, radius)])
    low, high, middle, half = expression[3:7]
    # The sector as many points, so that the distance to the nearest is the distance to it.
    side = np.linspace(middle - half, middle + half, 200)
    out = np.linspace(low, high, 20)
    azimuths, outs = (grid.ravel() for grid in np.meshgrid(side, out))
    samples = GEOD.fwd(np.full(len(outs), lon), np.full(len(outs), lat), azimuths, outs)[:2]
    spacing = max(high * np.radians(2 * half) / 199, (high - low) / 19)
    lons, lats = around(lon, lat, (high + radius) * 1.15, count=4000)
    excess = to_nearest(lons, lats, [np.asarray(side) for side in samples]) - radius
    check(shape, lons, lats, excess, (high + radius) * 0.002 + radius * 0.01 + spacing + 3.0)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("10 km from X", 9_500.0, 10_500.0),
        ("within 5 km of X", 0.0, 5_500.0),
        ("200 km from X", 195e3, 205e3),
    ],
)
@pytest.mark.parametrize("radius", [0.0, 7_000.0])
def test_a_ring_is_what_is_that_far_in_any_direction(place, text, low, high, radius):
    lon, lat = PLACES[place]
    shape = shape_of(parse_expression(text), [Anchor(lon, lat, radius)])
    lons, lats = around(lon, lat, (high + radius) * 1.2)
    distance = inverse(lon, lat, lons, lats)[0]
    inner = max(low - radius, 0.0)
    excess = np.maximum(distance - high - radius, inner - distance)
    check(shape, lons, lats, excess, (high + radius) * 0.0015 + 5.0)
    assert (shape.lon, shape.lat) == (lon, lat)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    ("kind", "reach"), [("village", 5e3), ("town", 10e3), ("city", 20e3), ("", 10e3), ("region", 25e3)]
)
def test_near_is_as_near_as_the_reason_says(place, kind, reach):
    lon, lat = PLACES[place]
    anchor = Anchor(lon, lat, 2_000.0, kind=kind)
    shape = shape_of(parse_expression("near X"), [anchor])
    lons, lats = around(lon, lat, (reach + 2_000.0) * 1.2)
    distance = inverse(lon, lat, lons, lats)[0]
    check(shape, lons, lats, distance - reach - 2_000.0, reach * 0.001 + 3.0)
    assert f"within {reach / 1000:g} km" in shape.why
    outside = shape_of(parse_expression("outside X"), [anchor])
    excess = np.maximum(distance - reach - 2_000.0, 2_000.0 - distance)
    check(outside, lons, lats, excess, reach * 0.001 + 6.0)


def test_a_direction_alone_reaches_as_far_as_near_and_holds_the_place():
    lon, lat = PLACES["Aktau"]
    shape = shape_of(parse_expression("north of X"), [Anchor(lon, lat, 4_000.0, kind="town")])
    far = GEOD.fwd(lon, lat, 0.0, 13_900.0)
    beyond = GEOD.fwd(lon, lat, 0.0, 18_100.0)
    assert shape.geometry.covers(disc(lon, lat, 3_900.0))
    assert shape.geometry.covers(shapely.Point(*far[:2]))
    assert not shape.geometry.covers(shapely.Point(*beyond[:2]))


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("text", "detour"), [("between X and Y", 1.12), ("the X-Y road", 1.4)])
@pytest.mark.parametrize("radii", [(0.0, 0.0), (6_000.0, 30_000.0)])
def test_between_is_where_the_way_over_it_is_not_much_longer(place, text, detour, radii):
    lon, lat = PLACES[place]
    other = GEOD.fwd(lon, lat, 70.0, 250_000.0)[:2]
    shape = shape_of(parse_expression(text), [Anchor(lon, lat, radii[0]), Anchor(*other, radii[1])])
    middle = GEOD.fwd(lon, lat, 70.0, 125_000.0)[:2]
    assert GEOD.inv(*middle, shape.lon, shape.lat)[2] < 0.001
    lons, lats = around(*middle, 330_000.0)
    way = sum(
        np.maximum(inverse(*end, lons, lats)[0] - radius, 0.0)
        for end, radius in zip([(lon, lat), other], radii, strict=True)
    )
    check(shape, lons, lats, way - detour * (250_000.0 + sum(radii)), 800.0)


def test_halfway_is_nearer_to_the_middle_than_to_either_end():
    ends = [Anchor(0.0, 0.0), Anchor(2.0, 0.0)]
    shape = shape_of(parse_expression("halfway between X and Y"), ends)
    lons, lats = around(1.0, 0.0, 80_000.0)
    quarter = GEOD.inv(0.0, 0.0, 2.0, 0.0)[2] / 4.0
    check(shape, lons, lats, inverse(1.0, 0.0, lons, lats)[0] - quarter, 100.0)


def test_between_areas_takes_their_labels_and_says_so():
    areas = [Anchor(x, 10.0, 1e6, shapely.box(x - 1, 9, x + 1, 11), "country") for x in (0.0, 4.0)]
    shape = shape_of(parse_expression("between X and Y"), areas)
    points = shape_of(parse_expression("between X and Y"), [Anchor(0.0, 10.0), Anchor(4.0, 10.0)])
    assert shape.geometry.equals(points.geometry)
    assert "labels" in shape.why


LINES = {
    "the 49th parallel": shapely.LineString([(-100, 49), (-90, 49)]),
    "over the antimeridian": shapely.MultiLineString([[(178, 60), (180, 61)], [(-180, 61), (-178, 59)]]),
    "a bent one": shapely.LineString([(20, -5), (21, -4), (21, -6), (24, -6)]),
    "round the pole": shapely.LineString([(-170, 88), (0, 89), (150, 87.5)]),
}


@pytest.mark.parametrize("name", LINES)
@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("near the X-Y border", 0.0, 25e3), ("10 km from the X-Y border", 9.5e3, 10.5e3)],
)
def test_near_a_border_is_as_far_from_its_line(name, text, low, high):
    line = LINES[name]
    shape = shape_of(parse_expression(text), [Anchor(0.0, 0.0, geometry=line, kind="border")])
    dense = shapely.segmentize(line, 0.002)
    samples = shapely.get_coordinates(dense).T
    rng = np.random.default_rng(3)
    start = rng.integers(0, len(samples[0]), 4000)
    lons, lats, _ = GEOD.fwd(
        samples[0][start], samples[1][start], rng.uniform(0, 360, 4000), rng.uniform(0, high * 1.5, 4000)
    )
    lons, lats = np.asarray(lons), np.asarray(lats)
    distance = to_nearest(lons, lats, samples)
    excess = np.maximum(distance - high, low - distance)
    check(shape, lons, lats, excess, high * 0.008 + 120.0)


def test_on_a_border_is_the_line_itself():
    line = LINES["a bent one"]
    shape = shape_of(parse_expression("on the X-Y border"), [Anchor(0.0, 0.0, geometry=line, kind="border")])
    assert shape.geometry.equals(line)
    check_form(shape)


def test_a_border_without_a_line_is_an_error_that_says_what_to_pass():
    with pytest.raises(UsageError, match=r'kind "border"'):
        shape_of(parse_expression("on the X-Y border"), [Anchor(0.0, 0.0)])


AREAS = {
    "a box": shapely.box(10, 40, 20, 60),
    "with a hole": shapely.box(-10, -30, 10, -5).difference(shapely.box(-8, -28, 0, -20)),
    "in two parts": shapely.union_all([shapely.box(0, 0, 3, 3), shapely.box(6, 1, 8, 9)]),
    "over the antimeridian": shapely.union_all(
        [shapely.box(165, 60, 180, 70), shapely.box(-180, 62, -170, 66)]
    ),
    "with the pole": shapely.box(-180, 65, 180, 90),
    "a triangle": shapely.Polygon([(0, 50), (12, 50), (3, 62)]),
}
DIRECTIONS = ["north", "south", "east", "west", "north-east", "south-east", "south-west", "north-west"]


def area_km2(shape):
    """Measure by pyproj: edges are made so short that geodesics are as straight as they are."""
    dense = shapely.segmentize(shape, 0.02)
    return sum(abs(GEOD.geometry_area_perimeter(part)[0]) / 1e6 for part in shapely.get_parts(dense))


@pytest.mark.parametrize("name", [name for name in AREAS if name != "with the pole"])
@pytest.mark.parametrize("part", DIRECTIONS)
def test_a_part_is_half_of_the_area_or_a_quarter(name, part):
    whole = AREAS[name]
    found = part_of(whole, part)
    share = 0.25 if "-" in part else 0.5
    assert area_km2(found) / area_km2(whole) == pytest.approx(share, abs=2e-5)
    assert found.difference(whole.buffer(1e-9)).area < 1e-9
    # One straight cut: no point left out lies further in that direction than one that is kept.
    rest = whole.difference(found)
    first = part.split("-")[0]
    if "-" not in part and name != "over the antimeridian":
        west, south, east, north = found.bounds
        others = rest.bounds
        assert {
            "north": south >= others[3] - 1e-9,
            "south": north <= others[1] + 1e-9,
            "east": west >= others[2] - 1e-9,
            "west": east <= others[0] + 1e-9,
        }[first]


def test_parts_over_the_antimeridian_go_on_beyond_it():
    whole = AREAS["over the antimeridian"]
    east = part_of(whole, "east")
    assert east.covers(shapely.box(-180, 62, -170, 66))
    assert part_of(whole, "west").bounds[0] == pytest.approx(165.0)
    assert east.bounds[0] == -180.0


@pytest.mark.parametrize("name", [name for name in AREAS if name != "with the pole"])
def test_the_centre_is_the_half_nearest_to_the_centroid(name):
    whole = AREAS[name]
    found = part_of(whole, "centre")
    assert area_km2(found) / area_km2(whole) == pytest.approx(0.5, abs=2e-3)


def test_the_south_of_polar_ground_is_a_belt():
    found = part_of(AREAS["with the pole"], "south")
    assert found.bounds[0::2] == (-180.0, 180.0)
    assert area_km2(found) / area_km2(AREAS["with the pole"]) == pytest.approx(0.5, abs=1e-3)


def test_a_part_of_a_point_is_one_of_its_disc():
    shape = shape_of(parse_expression("in the south of X"), [Anchor(30.0, 50.0, 20_000.0)])
    assert shape.geometry.bounds[3] == pytest.approx(50.0, abs=0.001)
    assert "a disc of 20 km" in shape.why
    check_form(shape)


def test_north_of_a_town_and_in_the_north_of_a_country_are_the_same_words_in_french():
    expression = parse_expression("au nord de X")
    town = shape_of(expression, [Anchor(18.55, 4.4, 5_000.0, kind="town")])
    land = shape_of(expression, [Anchor(18.5, 4.5, geometry=shapely.box(18, 4, 19, 5), kind="country")])
    assert town.geometry.bounds[3] > 4.5
    assert land.geometry.bounds[1] == pytest.approx(4.5, abs=0.001)


LAND = shapely.box(44.0, 12.0, 50.0, 16.0)
SEA = shapely.box(40.0, 8.0, 60.0, 12.0)


@pytest.mark.parametrize(
    ("text", "high"), [("off the coast of X", 22_224.0), ("offshore X", 50_000.0), ("off X", 50_000.0)]
)
def test_off_a_coast_is_water_so_near_to_its_shore(text, high):
    shape = shape_of(parse_expression(text), [Anchor(47.0, 14.0, geometry=LAND, kind="country")], water=SEA)
    lons, lats = around(47.0, 12.0, 400_000.0)
    dense = shapely.segmentize(LAND.boundary, 0.005)
    distance = to_nearest(lons, lats, shapely.get_coordinates(dense).T)
    wet = shapely.contains_xy(SEA, lons, lats)
    inside = shapely.intersects_xy(shape.geometry, lons, lats)
    assert inside[wet & (distance <= high)].all()
    assert not inside[~wet].any()
    assert not inside[distance > high * 1.005 + 300.0].any()
    assert f"{high / 1000:.3g} km" in shape.why
    check_form(shape)


def test_on_a_coast_is_land_near_the_water():
    shape = shape_of(parse_expression("on the coast of X"), [Anchor(47.0, 14.0, geometry=LAND)], water=SEA)
    assert LAND.buffer(1e-9).covers(shape.geometry)
    assert shape.geometry.bounds[3] == pytest.approx(12.0 + 5_000.0 / 110_600.0, abs=0.002)


def test_the_southern_coast_leaves_the_northern_out():
    island = shapely.box(10.0, 0.0, 11.0, 2.0)
    sea = shapely.box(5.0, -5.0, 15.0, 7.0).difference(island)
    shape = shape_of(
        parse_expression("off the southern coast of X"), [Anchor(10.5, 1.0, geometry=island)], water=sea
    )
    assert shape.geometry.covers(shapely.Point(10.5, -0.1))
    assert not shape.geometry.intersects(shapely.Point(10.5, 2.1))


def test_no_water_where_a_coast_should_be_is_an_error():
    with pytest.raises(UsageError, match=r"no water within 22\.2 km"):
        shape_of(parse_expression("off the coast of X"), [Anchor(0.0, 50.0)], water=SEA)
    with pytest.raises(UsageError, match="Pass water"):
        shape_of(parse_expression("on the coast of X"), [Anchor(0.0, 50.0)])


@pytest.mark.parametrize("name", AREAS)
def test_near_an_area_holds_the_area_and_as_far_from_its_outline(name):
    area = AREAS[name]
    grown = grow(area, 25_000.0)
    assert grown.is_valid
    samples = shapely.get_coordinates(shapely.segmentize(area.boundary, 0.005)).T
    rng = np.random.default_rng(5)
    start = rng.integers(0, len(samples[0]), 3000)
    lons, lats, _ = GEOD.fwd(
        samples[0][start], samples[1][start], rng.uniform(0, 360, 3000), rng.uniform(0, 4e4, 3000)
    )
    lons, lats = np.asarray(lons), np.asarray(lats)
    inside = shapely.intersects_xy(grown, lons, lats)
    distance = to_nearest(lons, lats, samples)
    in_area = shapely.intersects_xy(area, lons, lats)
    assert inside[in_area | (distance <= 25_000.0)].all()
    assert not inside[~in_area & (distance > 25_500.0)].any()


def test_the_guides_example_of_ten_kilometres_north_east():
    """Chapman and Wieczorek (2020), "Uncertainty Related to Heading": 3.90 km from the direction alone."""
    expression = Expression("offset", ("X",), 10e3, 10e3, 10e3, 45.0, 22.5)
    shape = shape_of(expression, [Anchor(0.0, 0.0)])
    assert shape.radius_m == pytest.approx(3_900.0, abs=20.0)


@pytest.mark.parametrize(("text", "anchors"), [("40 km N of X", []), ("between X and Y", [Anchor(0.0, 0.0)])])
def test_missing_anchors_are_an_error(text, anchors):
    with pytest.raises(UsageError, match="Pass one anchor for each name"):
        shape_of(parse_expression(text), anchors)


def test_places_too_far_apart_have_nothing_between():
    with pytest.raises(UsageError, match="Check which places"):
        shape_of(parse_expression("between X and Y"), [Anchor(0.0, 0.0), Anchor(170.0, 10.0)])


def test_a_shape_is_the_same_wherever_longitude_begins():
    expression = parse_expression("60 km south-east of X")
    there = shape_of(expression, [Anchor(20.0, 50.0, 3_000.0)]).geometry
    here = shape_of(expression, [Anchor(179.6, 50.0, 3_000.0)]).geometry
    moved = shapely.union_all([here, translate(here, 360.0)]).intersection(shapely.box(170, 0, 190, 90))
    assert translate(moved, 20.0 - 179.6).symmetric_difference(there).area < 1e-6


positions = st.tuples(
    st.one_of(st.sampled_from([-180.0, 180.0, 179.999, 0.0]), st.floats(-180.0, 180.0)),
    st.one_of(st.sampled_from([-90.0, 90.0, 89.999, -89.99, 0.0]), st.floats(-90.0, 90.0)),
)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    positions,
    st.sampled_from(["n", "ne", "ssw", "w", None]),
    st.floats(10.0, 4_000_000.0),
    st.floats(0.0, 0.5),
    st.sampled_from([0.0, 100.0, 20_000.0, 600_000.0]),
)
def test_any_distance_from_anywhere_has_its_shape(position, letters, stated, doubt, radius):
    heading = HEADINGS[letters] if letters else None
    expression = Expression(
        "offset", ("X",), stated, stated * (1.0 - doubt), stated * (1.0 + doubt),
        heading and heading.azimuth_deg, heading and heading.half_width_deg,
    )  # fmt: skip
    shape = shape_of(expression, [Anchor(*position, radius)])
    check_form(shape)
    rng = np.random.default_rng(7)
    turn = rng.uniform(-1.0, 1.0, 500) * (heading.half_width_deg if heading else 180.0)
    azimuths = turn + (heading.azimuth_deg if heading else 0.0)
    outs = stated * (1.0 + rng.uniform(-doubt, doubt, 500))
    lons, lats, _ = GEOD.fwd(np.full(500, position[0]), np.full(500, position[1]), azimuths, outs)
    assert shapely.intersects_xy(shape.geometry, lons, lats).all()


@settings(max_examples=100, deadline=None, derandomize=True)
@given(
    positions,
    st.floats(0.0, 360.0),
    st.floats(0.0, 4_000_000.0),
    st.sampled_from(["between X and Y", "the X-Y road"]),
)
def test_anything_between_anywhere_has_its_shape(position, azimuth, apart, text):
    other = GEOD.fwd(*position, azimuth, apart)[:2]
    shape = shape_of(parse_expression(text), [Anchor(*position, 1_000.0), Anchor(*other)])
    check_form(shape)
    lons, lats, _ = GEOD.fwd(
        np.full(50, position[0]), np.full(50, position[1]), np.full(50, azimuth), np.linspace(0, apart, 50)
    )
    assert shapely.intersects_xy(shape.geometry, lons, lats).all()

"""Measuring areas: bounds against closed forms and brute force, and names that hold for all of an area."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod
from shapely import box

from geo._geodesy import index_lines, index_sites, inverse, nearest_on_lines, nearest_sites
from geo._measuring import extremes, measure_incidents
from geo._measuring.extremes import Pairs, find_extremes
from geo._measuring.shapes import Outlines
from geo._measuring.touching import find_lines_met
from geo._reading.names import UNIT_COLUMNS
from geo.schema import COLUMNS, column_names
from tests import oracle
from tests.small_atlas import CRS, PLACES, SmallAtlas

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geo._geodesy import Sites

GEOD = Geod(ellps="WGS84")
ATLAS = SmallAtlas()
EQUATOR_M = 6_378_137.0
EAST_WEST = [[(2.0, 0.0), (2.0, 2.0)]]  # the border between AAA and BBB


def tolerance_m(distance_m: float) -> float:
    return max(10.0, 0.001 * distance_m) + 0.01


def holds(bounds: tuple[float, float], least_m: float, most_m: float, slack_m: float = 0.0) -> bool:
    """Bounds contain the truth (to a millimetre) and are tight; `slack_m`: how well the truth is known."""
    low, high = bounds
    inside = low <= least_m + 1e-3 and high >= most_m - 1e-3
    tight = low >= least_m - slack_m - tolerance_m(least_m) and high <= most_m + slack_m + tolerance_m(most_m)
    return inside and tight


def bound(shape: BaseGeometry, *lines: list[tuple[float, float]]) -> tuple[float, float]:
    """Bound the distance to lines; what they touch is left to the subdivision."""
    vertices = np.array([vertex for line in lines for vertex in line])
    number = np.repeat(np.arange(len(lines)), [len(line) for line in lines])
    index = index_lines(vertices[:, 0], vertices[:, 1], number)

    def measure(_: np.ndarray, lon: np.ndarray, lat: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        nearest = nearest_on_lines(lon, lat, index)
        return nearest.distance_m, nearest.line

    return bound_one(shape, measure)[:2]


def bound_one(shape: BaseGeometry, measure: object) -> tuple[float, float, int]:
    found = find_extremes(Outlines(np.array([shape])), Pairs.unknown(np.array([0])), measure)
    return found.min_m.item(), found.max_m.item(), found.nearest.item()


def bound_to_sites(shape: BaseGeometry, sites: Sites) -> tuple[float, float, int]:
    return bound_one(shape, lambda _, lon, lat: nearest_sites(lon, lat, sites)[::2])


def measure(*shapes: BaseGeometry | None, **columns: list[object]) -> gpd.GeoDataFrame:
    return measure_incidents(gpd.GeoDataFrame(columns, geometry=list(shapes), crs=CRS), atlas=ATLAS)


def interval(row: pd.Series, stem: str) -> tuple[float, float]:
    return row[f"geo_{stem}_min_m"], row[f"geo_{stem}_max_m"]


def meridian_m(south: float, north: float) -> float:
    return float(GEOD.inv(0, south, 0, north)[2])


# -- bounds -------------------------------------------------------------------------------------------


def test_box_on_the_equator_and_a_meridian():
    # From a point on the equator a meridian is nearest on the equator, by an arc of a circle.
    bounds = bound(box(1, -0.5, 2, 0.5), [(0, -6), (0, 6)])
    least_m = oracle.distance_to_lines_m(1, 0.5, [[(0, -6), (0, 6)]])
    assert holds(bounds, least_m, EQUATOR_M * np.radians(2.0))


def test_box_of_parallels_and_the_equator():
    # Meridians meet the equator at a right angle: the way there is an arc of a meridian.
    bounds = bound(box(10, 20, 13, 24), [(0, 0), (40, 0)])
    assert holds(bounds, meridian_m(0, 20), meridian_m(0, 24))


def test_area_round_the_pole_and_a_site_at_it():
    sites = index_sites(np.array([0.0]), np.array([90.0]))
    shape = box(-180, 75, 180, 88)
    low, high, nearest = bound_to_sites(shape, sites)
    assert holds((low, high), meridian_m(88, 90), meridian_m(75, 90))
    assert nearest == 0


def test_greatest_distance_can_lie_inside_the_area():
    # Between two parallels the middle is furthest from both; neither side of the box is.
    line = [(0, 0), (6, 0)], [(0, 2), (6, 2)]
    middle_m = oracle.distance_to_lines_m(3, 1, line)
    low, high = bound(box(2.9, 0.5, 3.1, 1.6), *line)
    assert high >= middle_m - 1.0
    assert high <= middle_m + tolerance_m(middle_m) + 1_000  # the two ways are not equal quite there
    assert low <= oracle.distance_to_lines_m(3, 1.6, line)


def test_line_inside_or_on_the_edge_or_in_a_hole():
    line = [(1.0, 1.0), (1.2, 1.0)]
    assert bound(box(0, 0, 2, 2), line)[0] == 0.0
    assert bound(box(0, 0, 1, 2), line)[0] == 0.0
    ring = box(0, 0, 2, 2) - box(0.9, 0.9, 1.3, 1.1)
    least_m = min(oracle.distance_to_lines_m(1.1, lat, [line]) for lat in (0.9, 1.1))
    low, _ = bound(ring, line)
    assert least_m - tolerance_m(least_m) <= low <= least_m


def star(seed: int) -> shapely.Polygon:
    """Make a polygon with many bays; its middle and size are random too."""
    rng = np.random.default_rng(seed)
    angle = np.sort(rng.uniform(0, 2 * np.pi, 30))
    reach = rng.uniform(0.2, 1.0, 30) * rng.uniform(0.05, 3.0)
    lon, lat = rng.uniform(-150, 150), rng.uniform(-70, 70)
    return shapely.Polygon(np.stack([lon + reach * np.cos(angle), lat + reach * np.sin(angle)], axis=1))


@pytest.mark.parametrize("seed", range(12))
def test_random_polygons_against_brute_force(seed):
    shape = star(seed)
    rng = np.random.default_rng(100 + seed)
    west, south, east, north = shape.bounds
    start = np.array([rng.uniform(west - 3, east + 3), np.clip(rng.uniform(south - 3, north + 3), -85, 85)])
    line = start + np.cumsum(rng.normal(0, 0.3, (6, 2)), axis=0)
    low, high = bound(shape, line.tolist())

    # Every point of the area is within half a step (some slack for the diagonal) of one of these.
    steps = 60
    lon, lat = np.meshgrid(np.linspace(west, east, steps), np.linspace(south, north, steps))
    inside = shapely.contains_xy(shape, lon.ravel(), lat.ravel())
    edge = shapely.get_coordinates(shapely.segmentize(shape.exterior, (east - west) / 200))
    spots = np.vstack([np.stack([lon.ravel()[inside], lat.ravel()[inside]], axis=1), edge])
    on_line = shapely.get_coordinates(shapely.segmentize(shapely.LineString(line), 0.02))
    pairs = np.repeat(spots, len(on_line), axis=0), np.tile(on_line, (len(spots), 1))
    far_m = np.asarray(GEOD.inv(*pairs[0].T, *pairs[1].T)[2]).reshape(len(spots), -1).min(axis=1)
    slack_m = 111_700 * (np.hypot((east - west), (north - south)) / steps + 0.01)
    if shape.intersects(shapely.LineString(line)):
        assert low == 0.0
    assert low <= far_m.min()
    assert far_m.max() - 111_700 * 0.01 <= high  # brute force overshoots by the steps on the line
    assert holds((low, high), far_m.min(), max(far_m.max() - 111_700 * 0.01, 0.0), slack_m)


@given(st.tuples(st.floats(-179, 170), st.floats(-80, 80)), st.floats(0.01, 8), st.floats(0.01, 8))
@settings(max_examples=40)
def test_corners_of_any_box_are_within_the_bounds(corner, width, height):
    west, south = corner
    shape = box(west, south, west + width, min(south + height, 89))
    sites = index_sites(np.array([20.0, -70.0]), np.array([10.0, -40.0]))
    low, high, _ = bound_to_sites(shape, sites)
    corners = shapely.get_coordinates(shape)
    far_m = [
        min(inverse(*corners.T, np.full(len(corners), lon), np.full(len(corners), lat))[0][number]
            for lon, lat in ((20.0, 10.0), (-70.0, -40.0)))
        for number in range(len(corners))
    ]  # fmt: skip
    assert low <= min(far_m) + 1e-3
    assert high >= max(far_m) - 1e-3


def test_bounds_stay_certain_when_there_are_too_many_cells(monkeypatch):
    shape, line = box(10, 20, 13, 24), [(0, 0), (40, 0)]
    tight = bound(shape, line)
    monkeypatch.setattr(extremes, "MOST_CELLS", 20)
    low, high = bound(shape, line)
    assert low < tight[0] < tight[1] < high


def test_lines_met_are_found_by_their_numbers():
    lines = index_lines(
        np.array([0.0, 1, 2, 5, 6, 2.5, 2.5]),
        np.array([0.0, 0, 0, 5, 5, 1, 9]),
        np.array([0, 0, 0, 1, 1, 2, 2]),
    )
    # The second has a corner on one line and an edge of another inside; the third meets none.
    shapes = np.array([box(1.5, -1, 1.7, 1), box(2.0, 0, 2.5, 1), box(3, 3, 4, 4)])
    area, line = find_lines_met(shapes, lines)
    assert list(zip(area.tolist(), line.tolist(), strict=True)) == [(0, 0), (1, 0), (1, 2)]


# -- the table ----------------------------------------------------------------------------------------


def test_area_has_every_column_and_no_single_distance():
    table = measure(box(1.2, 0.5, 1.6, 1.0), title=["one"])
    assert table.columns.tolist() == ["title", "geometry", *column_names()]
    assert {name: str(table[name].dtype) for name in column_names()} == {c.name: c.dtype for c in COLUMNS}
    row = table.iloc[0]
    single = [name for name in column_names() if f"{name[:-2]}_min_m" in column_names()]
    assert len(single) == 9
    assert row[["geo_lon", "geo_lat", *single]].isna().all()
    assert row[["geo_border_lon", "geo_border_lat", "geo_border_azimuth_deg", "geo_problem"]].isna().all()
    assert (row["geo_label_lon"], row["geo_label_lat"]) == pytest.approx((1.4, 0.75))
    assert row["geo_located_by"] == "coordinates"
    assert row["geometry"].equals(box(1.2, 0.5, 1.6, 1.0))


def test_neighbours_and_borders_of_an_area():
    row = measure(box(1.2, 0.5, 1.6, 1.0)).iloc[0]
    east = [oracle.distance_to_lines_m(*corner, EAST_WEST) for corner in ((1.6, 1.0), (1.2, 0.5))]
    north = [[(1, 2), (2, 2)]]
    up = [oracle.distance_to_lines_m(*corner, north) for corner in ((1.4, 1.0), (1.2, 0.5))]
    neighbours = json.loads(row["geo_neighbours"])
    assert list(neighbours) == ["BBB", "DDD"]
    assert holds(neighbours["BBB"], *east)
    assert holds(neighbours["DDD"], *up)
    assert row["geo_border_codes"] == "AAA-BBB"
    assert row["geo_border_across_code"] == "BBB"
    assert row["geo_border_kind"] == "international"
    assert row["geo_border_accuracy_m"] == 10.0
    # Every point of the box is nearer to BBB than to DDD.
    assert interval(row, "border") == tuple(neighbours["BBB"])
    assert holds(interval(row, "foreign_land"), *east)
    assert row["geo_foreign_land_code"] == "BBB"


def test_what_an_area_meets_is_at_0_and_of_several_the_first_is_named():
    row = measure(box(1.5, 1.5, 2.0, 2.0)).iloc[0]
    assert {code: ends[0] for code, ends in json.loads(row["geo_neighbours"]).items()} == {"BBB": 0, "DDD": 0}
    assert row["geo_border_codes"] == "AAA-BBB"
    assert row["geo_border_min_m"] == row["geo_foreign_land_min_m"] == 0.0
    # The nearest of both: the point of the box that is furthest from them is its other corner, or nearly.
    most_m = oracle.distance_to_lines_m(1.5, 1.5, [*EAST_WEST, [(1, 2), (2, 2)]])
    assert most_m <= row["geo_border_max_m"] <= most_m + tolerance_m(most_m) + 500


def test_area_across_a_border_has_no_country_and_no_borders_but_places():
    row = measure(box(1.5, 0.5, 2.5, 1.0)).iloc[0]
    assert row[["geo_country", "geo_country_code", "geo_border", "geo_neighbours", "geo_region"]].isna().all()
    assert row[["geo_border_min_m", "geo_foreign_land_min_m", "geo_foreign_land_code"]].isna().all()
    assert row["geo_timezone"] == "Zone/B"  # on both sides
    assert row["geo_city"] == "Acity"
    assert interval(row, "city")[0] == 0.0


def test_country_region_district_and_zone_are_given_where_they_hold_for_all():
    first, second, third = (
        row
        for _, row in measure(
            box(0.1, 1.1, 0.12, 1.12), box(0.1, 0.99, 0.12, 1.01), box(0.99, 0.1, 1.01, 0.12)
        ).iterrows()
    )
    assert first[["geo_country_code", "geo_region_code", "geo_district", "geo_timezone"]].tolist() == [
        "AAA", "AA-W", "Upper Westria", "Zone/A",
    ]  # fmt: skip
    assert first[["geo_district_code", "geo_district_level"]].tolist() == ["P002", 2]
    assert second[["geo_country", "geo_region", "geo_region_accuracy_m"]].tolist() == [
        "Alland",
        "Westria",
        500,
    ]
    assert pd.isna(second["geo_district"])
    assert third["geo_country_code"] == "AAA"
    assert third[["geo_region", "geo_timezone"]].isna().all()


def test_dispute_is_given_where_all_of_the_area_is_disputed():
    whole, part, outline, marches = (
        row
        for _, row in measure(
            box(1.6, 1.2, 1.62, 1.22),
            box(1.6, 0.99, 1.62, 1.01),
            box(10.5, 0.5, 10.52, 0.52),
            box(30.1, 0.1, 30.12, 0.12),
        ).iterrows()
    )
    assert whole[["geo_dispute", "geo_claimed_by", "geo_held_by"]].tolist() == ["Eastlands", "AAA;BBB", "AAA"]
    assert part[["geo_dispute", "geo_claimed_by", "geo_held_by"]].isna().all()
    assert outline[["geo_dispute", "geo_country_code"]].tolist() == ["Reef", "JJJ"]
    assert marches[["geo_dispute", "geo_held_by"]].tolist() == ["Marches", "Marcher lords"]


def test_area_that_reaches_beyond_disputed_ground_is_not_disputed_throughout():
    # West of the Marches lies nothing.
    row = measure(box(29.995, 0.1, 30.015, 0.12)).iloc[0]
    assert row[["geo_dispute", "geo_claimed_by", "geo_country_code"]].isna().all()


def test_area_with_ground_that_is_attributed_to_others_has_no_country():
    # The Reef lies in III by the polygons, and the table of disputes attributes it to JJJ.
    assert pd.isna(measure(box(10.39, 0.39, 10.41, 0.41)).loc[0, "geo_country_code"])
    assert measure(box(10.3, 0.3, 10.32, 0.32)).loc[0, "geo_country_code"] == "III"


def test_land_is_said_where_no_shore_runs_through():
    table = measure(
        box(1.2, 0.5, 1.22, 0.52),
        box(0.69, 0.69, 0.71, 0.71),
        box(0.74, 0.74, 0.76, 0.76),
        box(50, 1, 50.02, 1.02),
    )
    assert table["geo_on_land"].isna().tolist() == [False, True, False, False]
    assert table["geo_on_land"][[0, 2, 3]].tolist() == [True, False, False]


def test_place_is_named_only_when_it_is_the_nearest_for_all():
    near, both, inside = (
        row
        for _, row in measure(
            box(0.5, 0.6, 0.52, 0.7), box(0.5, 0.6, 0.6, 0.7), box(0.4, 1.15, 0.6, 1.25)
        ).iterrows()
    )
    assert near["geo_place"] == "Hamlet"
    assert (near["geo_place_lon"], near["geo_place_lat"]) == (0.5, 0.5)
    assert pd.isna(near["geo_place_azimuth_deg"])
    to_hamlet = [GEOD.inv(*spot, 0.5, 0.5)[2] for spot in ((0.5, 0.6), (0.52, 0.7))]
    assert holds(interval(near, "place"), *to_hamlet)
    assert both[["geo_place", "geo_place_population", "geo_place_lon"]].isna().all()
    low_m = GEOD.inv(0.5, 0.6, 0.5, 0.5)[2]
    assert low_m - tolerance_m(low_m) <= both["geo_place_min_m"] <= low_m
    assert (inside["geo_town"], inside["geo_town_min_m"]) == ("Town", 0.0)
    assert inside["geo_town_population"] == 49_999


def test_places_of_the_nearest_class_against_all_of_them():
    shape = box(0.3, 0.4, 0.8, 0.9)
    low, high = interval(measure(shape).iloc[0], "place")
    lon, lat = (ends.ravel() for ends in np.meshgrid(np.linspace(0.3, 0.8, 101), np.linspace(0.4, 0.9, 101)))
    far_m = np.min([oracle_m(lon, lat, place) for place in PLACES], axis=0)
    assert low == 0.0
    assert far_m.max() <= high <= far_m.max() + 800 + tolerance_m(far_m.max())


def oracle_m(lon: np.ndarray, lat: np.ndarray, place: tuple) -> np.ndarray:
    return GEOD.inv(lon, lat, np.full(len(lon), place[2]), np.full(len(lat), place[3]))[2]


def test_area_on_both_sides_of_the_antimeridian():
    shape = shapely.MultiPolygon([box(179.5, 0.2, 180, 0.4), box(-180, 0.2, -179.5, 0.4)])
    row = measure(shape).iloc[0]
    assert row[["geo_country_code", "geo_region", "geo_timezone"]].tolist() == ["KKK", "Kiri Main", "Zone/K"]
    line = [[(-179, 0), (-179, 1)]]
    ends = [oracle.distance_to_lines_m(*corner, line) for corner in ((-179.5, 0.4), (179.5, 0.2))]
    assert holds(json.loads(row["geo_neighbours"])["LLL"], *ends)
    # The label stands in the middle of one half; the other half ends 0.75 degrees further east.
    assert 83_000 < row["geo_precision_m"] < 85_000


def test_named_unit_brings_its_own_country_and_names_though_its_outline_overlaps():
    columns = {
        "geo_located_by": ["name"],
        "geo_located_as": ["Eastria, region, AAA"],
        "geo_country_code": ["AAA"],
        "geo_region": ["Eastria"],
        "geo_region_code": [None],
        "geo_region_accuracy_m": [500.0],
        "geo_district": [None],
        "geo_district_code": [None],
        "geo_district_level": [None],
    }
    row = measure(box(1.2, 0.1, 2.05, 1), **columns).iloc[0]
    assert row[["geo_located_by", "geo_located_as"]].tolist() == ["name", "Eastria, region, AAA"]
    assert row[["geo_country", "geo_country_code", "geo_region"]].tolist() == ["Alland", "AAA", "Eastria"]
    assert row["geo_timezone"] == "Zone/B"
    assert row["geo_border_min_m"] == 0.0
    assert row["geo_border_codes"] == "AAA-BBB"


def test_named_unit_whose_outline_overlaps_a_little_is_disputed_as_a_whole():
    columns = {
        "geo_located_by": ["name"],
        "geo_country_code": ["DDD"],
        **{name: [None] for name in UNIT_COLUMNS if name != "geo_country_code"},
    }
    # The Marches end at 31 degrees. 0.003 degrees are 334 m and less than the accuracy; the others are more
    # than it, and less or more than a tenth of the unit.
    for east, accuracy_m, dispute in (
        (31.003, 500.0, "Marches"),
        (31.03, 500.0, "Marches"),
        (31.1, 500.0, None),
    ):
        row = measure(box(30.6, 0.1, east, 0.4), **columns | {"geo_region_accuracy_m": [accuracy_m]}).iloc[0]
        assert row["geo_country_code"] == "DDD"
        assert (None if pd.isna(row["geo_dispute"]) else row["geo_dispute"]) == dispute
        assert pd.isna(row["geo_timezone"]) == (east > 31.003)


def test_points_and_areas_and_rows_without_either_keep_their_order():
    shapes = [
        box(1.2, 0.5, 1.22, 0.52),
        shapely.Point(1.5, 1.0),
        None,
        box(1.2, 0.5, 1.22, 0.52),
        box(0.1, 0.1, 0.12, 0.12),
    ]
    frame = gpd.GeoDataFrame({"n": range(5)}, geometry=shapes, crs=CRS, index=[9, 8, 7, 6, 5])
    table = measure_incidents(frame, atlas=ATLAS)
    assert table.index.tolist() == [9, 8, 7, 6, 5]
    assert table["n"].tolist() == [0, 1, 2, 3, 4]
    assert table["geo_lon"].isna().tolist() == [True, False, True, True, True]
    assert table["geo_border_max_m"].isna().tolist() == [False, False, True, False, False]
    ours = [name for name in column_names() if name != "geo_problem"]
    assert table.loc[9, ours].equals(table.loc[6, ours])
    alone = measure(shapes[0]).iloc[0]
    assert table.loc[9, ours].astype(str).tolist() == alone[ours].astype(str).tolist()
    point = measure(shapes[1]).iloc[0]
    assert table.loc[8, ours].astype(str).tolist() == point[ours].astype(str).tolist()


def test_measuring_again_changes_nothing():
    once = measure(box(1.2, 0.5, 1.22, 0.52), shapely.Point(1.5, 1.0))
    again = measure_incidents(once, atlas=ATLAS)
    assert again.drop(columns="geometry").equals(once.drop(columns="geometry"))


def test_areas_in_another_system_are_transformed():
    shape = box(1.2, 0.5, 1.22, 0.52)
    frame = gpd.GeoDataFrame(geometry=[shape], crs=CRS).to_crs("EPSG:3857")
    row = measure_incidents(frame, atlas=ATLAS).iloc[0]
    assert row["geo_border_min_m"] == pytest.approx(measure(shape).loc[0, "geo_border_min_m"], abs=0.01)


@pytest.mark.parametrize(
    ("shape", "problem"),
    [
        (
            shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)]),
            "the outline is no valid polygon (Self-intersection",
        ),
        (
            box(179, 0, 182, 1),
            "the outline is not on Earth (-180..180, -90..90); cut it at the antimeridian.",
        ),
        (
            shapely.MultiPoint([(0, 0), (1, 1)]),
            "the geometry is a MultiPoint, and only points, lines and polygons can",
        ),
        (
            shapely.LineString([(1, 1), (1, 1)]),
            "the line has no length (",
        ),
        (shapely.Polygon(), "no location is given"),
    ],
)
def test_outline_that_cannot_be_measured_says_why(shape, problem):
    row = measure(shape).iloc[0]
    assert problem in row["geo_problem"]
    assert row[["geo_country_code", "geo_place_min_m", "geo_precision_m", "geo_label_lon"]].isna().all()


def test_the_log_counts_areas_that_lie_in_several_countries(caplog):
    with caplog.at_level(logging.INFO, logger="geo"):
        measure(box(1.99, 0.5, 2.01, 0.52), box(1.2, 0.5, 1.22, 0.52))
    (record,) = caplog.records
    assert "1 is an area not whole in one country" in record.getMessage()

"""measure_incidents on a hand-made atlas: every column, with answers known by hand or by brute force."""

from __future__ import annotations

import json
import logging

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geo._geodesy import index_lines
from geo._measuring import measure_incidents
from geo._measuring.entities import find_mainlands, read_entities
from geo._measuring.linework import Linework, PlainNet, number_lines
from geo.errors import DataError, UsageError
from geo.schema import COLUMNS, column_names
from tests import oracle
from tests.small_atlas import ARCS, COASTS, PLACES, SmallAtlas, incidents

MILLIMETRE = 1e-3
ATLAS = SmallAtlas()

ON_LAND = [arc for arc in ARCS if arc[3] != "sea"]


def measure(*points: tuple[float, float], **columns: list[object]) -> gpd.GeoDataFrame:
    return measure_incidents(incidents(*points, **columns), atlas=ATLAS)


def border_m(point: tuple[float, float], *sides: str) -> float:
    lines = [arc[-1] for arc in ON_LAND if set(sides) == set(arc[:2])]
    return oracle.distance_to_lines_m(*point, lines)


def coast_m(point: tuple[float, float], code: str) -> float:
    return oracle.distance_to_lines_m(*point, [coast[-1] for coast in COASTS if coast[0] == code])


def test_columns_are_exactly_those_of_the_schema():
    table = measure((1.5, 1.0), (50.0, 50.0), title=["one", "two"])
    assert table.columns.tolist() == ["title", "geometry", *column_names()]
    assert {name: str(dtype) for name, dtype in table[list(column_names())].dtypes.items()} == {
        column.name: column.dtype for column in COLUMNS
    }
    assert table.crs == "EPSG:4326"


def test_nothing_is_lost_when_there_are_no_rows():
    table = measure(title=[])
    assert len(table) == 0
    assert table.columns.tolist() == ["title", "geometry", *column_names()]


@pytest.mark.parametrize(
    ("point", "code", "zone"),
    [
        ((0.5, 1.0), "AAA", "Zone/A"),
        ((1.5, 1.0), "AAA", "Zone/B"),
        ((2.5, 1.0), "BBB", "Zone/B"),
        ((5.0, 5.0), None, None),
        ((2.0, 1.0), "AAA", "Zone/B"),  # on the border: the lowest code
        ((1.0, 1.0), "AAA", "Zone/A"),  # between two zones of one country: the lowest name
        ((1.0, 2.0), "AAA", "Zone/A"),  # where three countries meet
        ((180.0, 0.5), "KKK", "Zone/K"),
        ((-180.0, 0.5), "KKK", "Zone/K"),
    ],
)
def test_country_and_zone(point, code, zone):
    row = measure(point).iloc[0]
    assert (row["geo_country_code"] if code else row.isna()["geo_country_code"]) == (code or True)
    assert (row["geo_timezone"] if zone else row.isna()["geo_timezone"]) == (zone or True)


def test_country_has_its_english_name():
    assert measure((0.5, 2.5)).loc[0, "geo_country"] == "Cape Colony"


def test_nearest_border_is_the_own_one_with_both_names_and_its_kind():
    point = (1.6, 1.9)
    row = measure(point).iloc[0]
    assert row["geo_border"] == "Alland\N{EN DASH}Dur"
    assert row["geo_border_codes"] == "AAA-DDD"
    assert row["geo_border_across_code"] == "DDD"
    assert row["geo_border_kind"] == "line_of_control"
    assert row["geo_border_accuracy_m"] == 500.0
    assert row["geo_border_m"] == pytest.approx(border_m(point, "AAA", "DDD"), abs=MILLIMETRE)
    assert row["geo_border_azimuth_deg"] == pytest.approx(0.0, abs=1e-3)
    assert (row["geo_border_lon"], row["geo_border_lat"]) == pytest.approx((1.6, 2.0), abs=1e-5)


def test_maritime_lines_are_no_land_border():
    point = (2.1, -0.1)
    atlas_point_m = measure((1.9, 0.0)).loc[0, "geo_border_m"]
    assert atlas_point_m == pytest.approx(border_m((1.9, 0.0), "AAA", "BBB"), abs=MILLIMETRE)
    assert measure(point).isna().loc[0, "geo_border_m"]


def test_on_the_line_distance_is_zero_and_azimuth_null():
    row = measure((2.0, 0.7)).iloc[0]
    assert row["geo_border_m"] == row["geo_foreign_land_m"] == 0.0
    assert pd.isna(row["geo_border_azimuth_deg"])


def test_a_territory_joined_by_land_has_the_borders_of_its_sovereign():
    point = (0.2, 2.2)
    row = measure(point).iloc[0]
    across = {
        "BBB": border_m(point, "AAA", "BBB"),
        "DDD": min(border_m(point, "AAA", "DDD"), border_m(point, "CCC", "DDD")),
    }
    neighbours = json.loads(row["geo_neighbours"])
    assert list(neighbours) == ["DDD", "BBB"]
    assert neighbours == pytest.approx(across, abs=MILLIMETRE)
    assert row["geo_border"] == "Cape Colony\N{EN DASH}Dur"


def test_territories_hang_together_through_others():
    class FiveEntities(SmallAtlas):
        entities = pd.DataFrame({"code": list("ABCDE"), "name": list("abcde"), "sovereign": list("XXXXX")})

    lines = pd.DataFrame({"left": list("DBA"), "right": list("CCB"), "kind": ["internal"] * 3})
    entities = read_entities(FiveEntities())
    land = number_lines(lines.assign(codes=pd.NA, accuracy_m=10.0), entities)
    mainland = find_mainlands(entities, Linework(*land, PlainNet(index_lines(*np.empty((3, 0))), land.group)))
    assert mainland.tolist() == [0, 0, 0, 0, 4]


def test_an_internal_line_is_no_border():
    row = measure((0.02, 1.99)).iloc[0]  # a kilometre from the line to the own colony
    assert row["geo_border_m"] > 100_000
    assert "CCC" not in json.loads(row["geo_neighbours"])


def test_an_island_has_no_land_border_and_its_sovereigns_land_is_not_foreign():
    point = (10.1, 0.5)
    row = measure(point).iloc[0]
    empty = ["geo_border", "geo_border_kind", "geo_border_codes", "geo_border_across_code", "geo_border_m"]
    empty += ["geo_border_min_m", "geo_border_lon", "geo_border_azimuth_deg", "geo_border_accuracy_m"]
    assert row[empty].isna().all()
    assert row["geo_neighbours"] == "{}"
    assert row["geo_foreign_land_code"] == "JJJ"
    assert row["geo_foreign_land_m"] == pytest.approx(coast_m(point, "JJJ"), abs=MILLIMETRE)


def test_foreign_land_may_be_nearer_across_water_than_over_land():
    point = (11.0, 0.5)
    row = measure(point, (1.5, 0.1)).iloc[0]
    assert row["geo_foreign_land_m"] == pytest.approx(coast_m(point, "JJJ"), abs=MILLIMETRE)
    assert row["geo_foreign_land_accuracy_m"] == 500.0


def test_foreign_land_over_land_is_the_border():
    table = measure((1.9, 1.0), (1.5, 1.95))
    assert table["geo_foreign_land_accuracy_m"].tolist() == table["geo_border_accuracy_m"].tolist()
    assert table["geo_foreign_land_code"].tolist() == ["BBB", "DDD"]
    assert table["geo_foreign_land_m"].tolist() == table["geo_border_m"].tolist()


def test_a_point_in_no_country_has_no_borders_and_nothing_is_foreign_to_it():
    row = measure((5.0, 5.0)).iloc[0]
    about_countries = [
        name for name in column_names() if name.startswith(("geo_country", "geo_border", "geo_foreign"))
    ]
    assert row[[*about_countries, "geo_neighbours"]].isna().all()
    assert row["geo_place"] == "Acity"
    assert pd.isna(row["geo_problem"])


def test_the_antimeridian_is_no_edge_of_the_world():
    table = measure((179.9, 0.5), (-179.9, 0.5))
    assert table["geo_border_codes"].tolist() == ["KKK-LLL", "KKK-LLL"]
    assert table["geo_border_m"].tolist() == pytest.approx(
        [border_m(point, "KKK", "LLL") for point in [(179.9, 0.5), (-179.9, 0.5)]], abs=MILLIMETRE
    )
    assert table["geo_city"].tolist() == ["Overthere", "Overthere"]
    assert table.loc[0, "geo_city_m"] == pytest.approx(oracle.GEOD.inv(179.9, 0.5, -179.9, 0.5)[2])


def test_nearest_place_town_and_city():
    point = (0.52, 0.5)
    row = measure(point).iloc[0]
    expected = {"place": "Hamlet", "town": "Smalltown", "city": "Acity"}
    for stem, name in expected.items():
        lon, lat = next(place[2:] for place in PLACES if place[0] == name)
        azimuth_deg, _, metres = oracle.GEOD.inv(*point, lon, lat)
        assert row[f"geo_{stem}"] == name
        assert row[f"geo_{stem}_m"] == pytest.approx(metres, abs=MILLIMETRE)
        assert row[f"geo_{stem}_azimuth_deg"] == pytest.approx(azimuth_deg % 360)
        assert (row[f"geo_{stem}_lon"], row[f"geo_{stem}_lat"]) == (lon, lat)
    assert pd.isna(row["geo_place_population"])
    assert (row["geo_town_population"], row["geo_city_population"]) == (5_000, 50_000)


def test_a_section_of_a_city_is_a_place_and_neither_a_town_nor_a_city():
    class Divided(SmallAtlas):
        @property
        def places(self):
            listed = super().places
            cut = listed["name"].isin(["Smalltown", "Acity"])
            return listed.assign(is_section=cut, country_code=["AAA"] * 4 + ["BBB", pd.NA])

    row = measure_incidents(incidents((0.5, 1.0)), atlas=Divided()).iloc[0]
    assert (row["geo_place"], row["geo_town"], row["geo_city"]) == ("Smalltown", "Town", "Overthere")
    assert (row["geo_place_country_code"], row["geo_town_country_code"]) == ("AAA", "AAA")
    assert pd.isna(row["geo_city_country_code"])


def test_without_a_precision_least_and_most_equal_the_value():
    row = measure((1.5, 1.0)).iloc[0]
    for stem in ("border", "foreign_land", "place", "town", "city"):
        assert row[f"geo_{stem}_min_m"] == row[f"geo_{stem}_m"] == row[f"geo_{stem}_max_m"]


def test_a_precision_makes_intervals_that_never_go_below_zero():
    table = measure((1.5, 1.0), (1.5, 1.0), geo_precision_m=[1_000.0, 10_000_000.0])
    metres = table["geo_border_m"].iloc[0]
    assert table["geo_border_m"].tolist() == [metres, metres]
    assert table["geo_border_min_m"].tolist() == [metres - 1_000.0, 0.0]
    assert table["geo_border_max_m"].iloc[0] == metres + 1_000.0
    assert table["geo_border_max_m"].iloc[1] == metres + 10_000_000.0
    assert json.loads(table["geo_neighbours"].iloc[0])["BBB"] == [metres - 1_000.0, metres + 1_000.0]


def test_every_point_within_the_precision_lies_within_the_interval():
    radius_m = 30_000.0
    row = measure((1.5, 1.0), geo_precision_m=[radius_m]).iloc[0]
    for azimuth_deg in range(0, 360, 30):
        lon, lat, _ = oracle.GEOD.fwd(1.5, 1.0, azimuth_deg, radius_m)
        moved = measure((lon, lat)).iloc[0]
        for stem in ("border", "foreign_land", "place", "town", "city"):
            assert row[f"geo_{stem}_min_m"] <= moved[f"geo_{stem}_m"] <= row[f"geo_{stem}_max_m"]


def test_rows_without_a_usable_point_stay_and_say_why():
    table = incidents((1.5, 1.0), (0, 0), (0, 0), (190.0, 0), (0, 0), n=range(5))
    table.geometry = [
        table.geometry[0],
        None,
        shapely.Point(),
        table.geometry[3],
        shapely.MultiPoint([(0, 0), (1, 1)]),
    ]
    measured = measure_incidents(table, atlas=ATLAS)
    problems = measured["geo_problem"]
    assert measured["n"].tolist() == [0, 1, 2, 3, 4]
    assert pd.isna(problems[0])
    assert "no location" in problems[1]
    assert "no location" in problems[2]
    assert "190" in problems[3]
    assert "MultiPoint" in problems[4]
    ours = [name for name in column_names() if name != "geo_problem"]
    assert measured.loc[1:, ours].isna().all(axis=None)


def test_what_reading_found_wrong_is_kept():
    table = incidents((1.5, 1.0), (0, 0), geo_problem=[None, "Latitude 'north' is no number."])
    table.geometry = [table.geometry[0], None]
    assert measure_incidents(table, atlas=ATLAS)["geo_problem"][1] == "Latitude 'north' is no number."


def test_index_order_and_source_columns_are_untouched():
    table = incidents((2.5, 1.0), (0.5, 1.0), (2.5, 1.0), note=["b", "a", "b"], when=[1, None, 3])
    table.index = pd.Index(["x", "y", "x"], name="id")
    before = table.copy()
    measured = measure_incidents(table, atlas=ATLAS)
    pd.testing.assert_frame_equal(table, before)
    pd.testing.assert_frame_equal(measured[table.columns], before)
    assert measured["geo_country_code"].tolist() == ["BBB", "AAA", "BBB"]


def test_measuring_a_measured_frame_replaces_ours():
    once = measure((1.5, 1.0), (5.0, 5.0), geo_precision_m=[500.0, None], title=["a", "b"])
    twice = measure_incidents(once, atlas=ATLAS)
    pd.testing.assert_frame_equal(twice, once, check_like=True)
    moved = once.set_geometry(gpd.points_from_xy([2.5, 2.5], [1.0, 1.0], crs=4326))
    assert measure_incidents(moved, atlas=ATLAS)["geo_country_code"].tolist() == ["BBB", "BBB"]
    assert measure_incidents(moved, atlas=ATLAS)["geo_lon"].tolist() == [2.5, 2.5]


def test_a_cured_row_loses_the_problem_that_measuring_told():
    table = incidents((1.5, 1.0))
    table.geometry = [shapely.box(0, 0, 1, 1)]
    ill = measure_incidents(table, atlas=ATLAS)
    cured = ill.set_geometry(gpd.points_from_xy([1.5], [1.0], crs=4326))
    assert pd.isna(measure_incidents(cured, atlas=ATLAS)["geo_problem"][0])


def test_another_crs_is_transformed():
    table = incidents((1.5, 1.0)).to_crs("EPSG:3857")
    row = measure_incidents(table, atlas=ATLAS).iloc[0]
    assert row["geo_border_m"] == pytest.approx(border_m((1.5, 1.0), "AAA", "BBB"), abs=MILLIMETRE)
    assert row["geometry"].x == pytest.approx(1.5)


def test_an_unknown_crs_is_an_error_that_says_what_to_do():
    table = gpd.GeoDataFrame(geometry=gpd.points_from_xy([1.5], [1.0]))
    with pytest.raises(DataError, match="set_crs"):
        measure_incidents(table, atlas=ATLAS)


def test_a_plain_table_is_an_error_that_says_what_to_do():
    with pytest.raises(UsageError, match="read_incidents"):
        measure_incidents(pd.DataFrame({"lon": [1.5]}), atlas=ATLAS)


@pytest.mark.parametrize("wrong", [-1.0, np.inf, "wide"])
def test_a_precision_that_is_no_radius_names_its_row(wrong):
    with pytest.raises(DataError, match=r"geo_precision_m.*index 1;"):
        measure((1.5, 1.0), (1.5, 1.0), geo_precision_m=[1.0, wrong])


def test_equal_coordinates_are_measured_once(monkeypatch):
    asked = []
    monkeypatch.setattr(
        SmallAtlas,
        "parts_at",
        lambda atlas, lon, lat, ask=SmallAtlas.parts_at: asked.append(len(lon)) or ask(atlas, lon, lat),
    )
    table = measure(*[(1.5, 1.0)] * 50, (2.5, 1.0), (1.5, 1.0))
    assert asked == [2]
    assert table["geo_country_code"].tolist() == ["AAA"] * 50 + ["BBB", "AAA"]


def test_one_line_of_the_log_says_how_many_have_no_country(caplog):
    table = incidents((1.5, 1.0), (5.0, 5.0), (0, 0))
    table.geometry = [table.geometry[0], table.geometry[1], None]
    with caplog.at_level(logging.INFO, logger="geo"):
        measure_incidents(table, atlas=ATLAS)
    assert [record.getMessage() for record in caplog.records] == [
        "2 of 3 rows have no country: 1 lies outside all countries, 1 has no usable position."
    ]


def test_nothing_is_logged_when_all_is_well(caplog):
    with caplog.at_level(logging.INFO, logger="geo"):
        measure((1.5, 1.0))
    assert caplog.records == []

"""Which districts are shipped, under which name, and how well their outlines are known."""

import csv
import json
import sqlite3
from contextlib import closing

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from data.recipe import districts
from data.recipe.district_accuracy import measure_set
from data.recipe.district_letters import NamedPlace, mend_letters, read_damaged, read_named_places
from data.recipe.district_names import clean_name
from data.recipe.finished import Surroundings

CRS = "EPSG:4326"
SQUARE = shapely.box(0, 0, 1, 1)
COLUMNS = ["unit_id", "country_code", "name", "level", "code", "year", "accuracy_m", "licence", "source"]


@pytest.mark.parametrize(
    ("found", "meant"),
    [
        ("SkÃ¥rby", "Skårby"),
        ("Ã\u2013rebro Mikael", "Örebro Mikael"),
        ("Saint-Ã\x89loi", "Saint-Éloi"),
        ("Lac-Ã\xa0-la-Croix", "Lac-à-la-Croix"),
        ("CaÃ±ete", "Cañete"),
        ("Esperanza\r\n", "Esperanza"),
        ("  Two   words\t", "Two words"),
    ],
)
def test_a_name_read_as_another_encoding_is_read_again(found, meant):
    assert clean_name(found) == meant


@pytest.mark.parametrize(
    "name", ["Ângulo", "Santo Ângelo", "Савалу", "Savalou-Attak?", "بخش مرکزی", "Åre", "São João"]
)
def test_a_name_without_a_certain_fault_stays(name):
    assert clean_name(name) == name


@given(
    st.text(st.characters(min_codepoint=0x21, max_codepoint=0x24F, exclude_categories=["C", "Z"]), min_size=1)
)
def test_every_misreading_of_a_name_is_undone(name):
    letters = [bytes([code]).decode("cp1252", "ignore") or chr(code) for code in name.encode("utf-8")]
    if all(ord(letter) < 0x80 for letter in letters):
        assert clean_name(name) == name
    else:
        assert clean_name("".join(letters)) == name


def mended(name, *places):
    """Mend the name of a square; places are rows of name, lon, lat and other names."""
    listed = [NamedPlace(lon, lat, {place, *others}) for place, lon, lat, *others in places]
    return mend_letters([name], np.array([SQUARE], dtype=object), listed)[0]


@pytest.mark.parametrize(
    ("found", "meant"),
    [
        ("Chote4ov", "Chotěšov"),
        ("Podol nec", "Podolínec"),
        ("B?t?rou", "Bétérou"),
        ("Sdo Roque Do Pico", "São Roque do Pico"),
    ],
)
def test_lost_letters_come_back_from_the_place_in_the_district(found, meant):
    assert mended(found, (meant, 0.5, 0.5), ("Elsewhere", 0.6, 0.6)) == meant


def test_lost_letters_come_back_from_another_name_of_the_place():
    assert mended("Mkofja Loka", ("Bischoflack", 0.5, 0.5, "Škofja Loka", "Скофја Лока")) == "Škofja Loka"


def test_a_place_outside_the_district_tells_nothing():
    assert mended("Chote4ov", ("Chotěšov", 1.5, 0.5)) == "Chote4ov"


def test_two_names_that_fit_tell_nothing():
    assert mended("L4ny", ("Lány", 0.2, 0.2), ("Lóny", 0.8, 0.8)) == "L4ny"


def test_a_name_that_a_place_bears_is_right():
    assert mended("Lhota", ("Lhota", 0.2, 0.2), ("Lhotá", 0.8, 0.8)) == "Lhota"


@pytest.mark.parametrize("place", ["Прага", "Čáš", "Bora", "Bo"])
def test_another_name_is_no_mended_one(place):
    assert mended("Bor", (place, 0.5, 0.5)) == "Bor"


def test_names_of_places_are_read_for_the_countries_wanted(tmp_path):
    rows = {
        "1": {
            "name": "One",
            "alternatenames": ["Jedna"],
            "countrycode": "AA",
            "longitude": 1.5,
            "latitude": "2",
        },
        "2": {"name": "Two", "alternatenames": [], "countrycode": "BB", "longitude": 3, "latitude": 4},
    }
    (tmp_path / "cities.json").write_text(json.dumps(rows), encoding="utf-8")
    found = read_named_places(tmp_path / "cities.json", {"AA": "AAA", "CC": "CCC"})
    assert found == {"AAA": [NamedPlace(1.5, 2.0, {"One", "Jedna"})], "CCC": []}


def test_no_place_tells_nothing():
    assert mended("Chote4ov") == "Chote4ov"


def test_each_damaged_set_is_shipped():
    shipped = {chosen.country_code for chosen in districts.read_sets() if not chosen.reason}
    assert set(read_damaged()) == {"BEN", "CZE", "HUN", "PRT", "SVK", "SVN"}
    assert set(read_damaged()) <= shipped


def make_database(path, rows):
    """Write rows of name, shape_id and polygon as the package has them."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE location_data (name TEXT, shape_id TEXT, coordinates BLOB)")
        values = [(name, shape_id, shapely.to_wkb(polygon)) for name, shape_id, polygon in rows]
        connection.executemany("INSERT INTO location_data VALUES (?, ?, ?)", values)
        connection.commit()
    return path


def test_a_set_is_read_whole_and_nothing_of_another(tmp_path):
    rows = [("B", "12B2", SQUARE), ("A ", "12B1", SQUARE), ("C", "123B1", SQUARE), ("D", "112B1", SQUARE)]
    found = districts.read_set(make_database(tmp_path / "data.db", rows), 12)
    assert list(found["unit_id"]) == ["12B1", "12B2"]
    assert list(found["name"]) == ["A", "B"]
    assert found.crs == CRS


def test_an_invalid_polygon_is_mended_to_polygons(tmp_path):
    bow_tie = shapely.Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])
    found = districts.read_set(make_database(tmp_path / "data.db", [("Bow", "1B1", bow_tie)]), 1)
    assert found.geometry[0].is_valid
    assert found.geometry[0].geom_type == "MultiPolygon"
    assert found.geometry[0].area == pytest.approx(2.0)


def test_an_unknown_set_is_an_error(tmp_path):
    with pytest.raises(LookupError, match=r"data\.db has no set 7"):
        districts.read_set(make_database(tmp_path / "data.db", []), 7)


def around(code="AAA"):
    """Make a country of one square degree at the equator: BBB in the west and east, the sea else."""
    lines = [[(0, 0), (0, 1)], [(1, 0), (1, 1)]]
    borders = {
        "left": [code] * 2,
        "right": ["BBB"] * 2,
        "kind": ["international"] * 2,
        "reach": ["land", "river"],
    }
    shores = [shapely.LineString([(1, 0), (0, 0)]), shapely.LineString([(0, 1), (1, 1)])]
    return Surroundings(
        gpd.GeoDataFrame({"code": [code]}, geometry=[SQUARE], crs=CRS),
        gpd.GeoDataFrame(borders, geometry=[shapely.LineString(line) for line in lines], crs=CRS),
        gpd.GeoDataFrame({"code": [code] * 2}, geometry=shores, crs=CRS),
    )


# One thousandth of a degree at the equator is 111 m; figures are rounded up to 10 m.
@pytest.mark.parametrize(
    ("unit", "metres"),
    [
        (shapely.box(0.001, 0, 0.999, 1), 120),
        (shapely.box(-0.001, 0, 1.001, 1), 120),
        (shapely.box(-0.002, 0, 1.002, 1), 230),
        (SQUARE, 0),
    ],
)
def test_an_outline_beside_the_border_is_off_by_that_much(unit, metres):
    assert measure_set(np.array([unit], dtype=object), "AAA", around()) == metres


def test_ground_that_no_district_covers_is_no_error_of_outlines():
    west_only = shapely.box(-0.001, 0, 0.4, 1)
    assert measure_set(np.array([west_only], dtype=object), "AAA", around()) == 120


def test_ground_claimed_beyond_the_border_is_no_error_of_outlines():
    claimed = [shapely.box(0.001, 0, 1, 1), shapely.box(1, 0, 1.5, 1)]
    assert measure_set(np.array(claimed, dtype=object), "AAA", around()) == 120


def island():
    shore = shapely.LineString([(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)])
    islet = shapely.LineString([(5, 5), (5.5, 5), (5.5, 5.5), (5, 5.5), (5, 5)])
    none = gpd.GeoDataFrame({name: [] for name in ("left", "right", "kind", "reach")}, geometry=[], crs=CRS)
    return Surroundings(
        gpd.GeoDataFrame({"code": ["AAA"]}, geometry=[shapely.box(-0.2, -0.2, 6, 6)], crs=CRS),
        none,
        gpd.GeoDataFrame({"code": ["AAA"] * 2}, geometry=[shore, islet], crs=CRS),
    )


def test_an_island_is_measured_at_its_shores_but_not_at_islets_that_the_set_leaves_out():
    # Its northern and southern sides touch the shore, the western and eastern ones stay 222 m inland.
    unit = np.array([shapely.box(0.002, 0, 0.998, 1)], dtype=object)
    assert measure_set(unit, "AAA", island()) == 230


def test_districts_that_reach_out_to_sea_are_measured_where_they_do_not():
    unit = np.array([shapely.box(0.001, -0.1, 1.1, 1.1)], dtype=object)
    assert measure_set(unit, "AAA", island()) == 120


def test_nothing_to_measure_at_is_an_error():
    with pytest.raises(ValueError, match="Districts of ZZZ: no border and no shore"):
        measure_set(np.array([SQUARE], dtype=object), "ZZZ", island())


@pytest.fixture
def tables(tmp_path, monkeypatch):
    """Tables of two sets, one to ship, in a folder of their own; returns a function that writes one."""
    monkeypatch.setattr(districts, "_TABLES", tmp_path)
    (tmp_path / "cities.json").write_text("{}", encoding="utf-8")

    def write(name, *rows):
        with (tmp_path / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)

    write("district_licences.csv", ("licence", "may_ship"), ("PD", "yes"), ("Ask", "no"))
    write(
        "district_refusals.csv",
        ("unit_id", "country_code", "name", "reason"),
        ("1B3", "AAA", "Null", "no name"),
    )
    header = ("id", "iso3", "level", "year", "licence", "source", "rows", "reason")
    write(
        "district_sets.csv",
        header,
        (1, "AAA", "ADM3", 2014, "PD", "Survey", 2, ""),
        (2, "BBB", "ADM1", 2015, "PD", "Survey", 0, "first level"),
        (3, "CCC", "ADM2", 2016, "Ask", "Survey", 0, "licence"),
    )
    return lambda *sets: write("district_sets.csv", header, *sets)


ENTITIES = [{"code": code, "iso2": code[:2]} for code in ("AAA", "BBB", "CCC")]
UNITS = [
    ("East", "1B2", shapely.box(0.5, 0, 1.001, 1)),
    ("VÃ¤st", "1B1", shapely.box(-0.001, 0, 0.5, 1)),
    ("Null", "1B3", SQUARE),
    ("Region", "2B1", SQUARE),
    ("Secret", "3B1", SQUARE),
]


@pytest.mark.usefixtures("tables")
def test_only_licensed_sets_below_the_first_level_are_shipped(tmp_path):
    found = districts.read_districts(
        make_database(tmp_path / "data.db", UNITS), ENTITIES, around(), cities=tmp_path / "cities.json"
    )
    assert list(found.columns) == [*COLUMNS, "geometry"]
    assert list(found["name"]) == ["Väst", "East"]
    assert found.iloc[0][COLUMNS[:-1]].drop("code").to_list() == ["1B1", "AAA", "Väst", 3, 2014, 120.0, "PD"]
    assert found["code"].isna().all()
    assert found["level"].dtype == pd.Int64Dtype()


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ((1, "AAA", "ADM3", 2014, "PD", "Survey", 3, ""), "has 2 units, 3 in the table"),
        ((1, "XXX", "ADM3", 2014, "PD", "Survey", 2, ""), "unknown licence 'PD' or country XXX"),
        ((1, "AAA", "ADM3", 2014, "Odd", "Survey", 2, ""), "unknown licence 'Odd'"),
        ((1, "AAA", "ADM1", 2014, "PD", "Survey", 2, ""), "Set 1 is ADM1 under 'PD', and yet shipped"),
        ((1, "AAA", "ADM3", 2014, "Ask", "Survey", 2, ""), "under 'Ask', and yet shipped"),
        ((1, "AAA", "ADM3", 2014, "PD", "Survey", 0, "dull"), "under 'PD', and yet dull"),
    ],
)
def test_a_table_that_contradicts_itself_or_the_database_is_an_error(tmp_path, tables, row, message):
    tables(row)
    with pytest.raises(ValueError, match=message):
        districts.read_districts(
            make_database(tmp_path / "data.db", UNITS), ENTITIES, around(), cities=tmp_path / "cities.json"
        )


def test_a_sliver_that_no_table_lists_is_an_error(tmp_path, tables):
    tables((1, "AAA", "ADM3", 2014, "PD", "Survey", 3, ""))
    sliver = ("Sliver", "1B4", shapely.Polygon([(0, 0), (1, 0), (1, 1e-7)]))
    with pytest.raises(ValueError, match="without ground: 1B4"):
        districts.read_districts(
            make_database(tmp_path / "data.db", [*UNITS, sliver]),
            ENTITIES,
            around(),
            cities=tmp_path / "cities.json",
        )


def test_the_table_has_every_set_of_the_package_once():
    sets = districts.read_sets()
    assert len(sets) == 206
    assert len({chosen.number for chosen in sets}) == 206
    assert len({chosen.country_code for chosen in sets}) == 206
    assert sum(chosen.level == "ADM1" for chosen in sets) == 21


def test_each_set_that_is_left_out_has_its_reason():
    out = {chosen.country_code for chosen in districts.read_sets() if chosen.reason}
    assert {"OMN", "SLB", "TUV", "VUT"} < out, "permission was given to others"
    assert {"MDA", "LBY", "ARE"} < out, "first-level sets"
    assert len(out) == 25


def test_refused_units_belong_to_sets_that_are_shipped():
    shipped = {str(chosen.number) for chosen in districts.read_sets() if not chosen.reason}
    refusals = districts.read_refusals()
    assert {row["unit_id"].split("B")[0] for row in refusals} <= shipped
    assert all(row["reason"] for row in refusals)

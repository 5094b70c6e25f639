"""The shipped districts against published facts, the tables of the recipe, and the shipped borders."""

import csv
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
import shapely
from pyproj import Geod

import geo

GEOD = Geod(ellps="WGS84")
TABLES = Path(__file__).parents[1] / "data" / "recipe" / "tables"
KARAKIYA_SET = "9891525"


def rows_of(name):
    with (TABLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def atlas():
    return geo.load_atlas(own=False)


@pytest.fixture(scope="module")
def districts(atlas):
    return atlas.districts


@pytest.fixture(scope="module")
def karakiya(atlas):
    found = atlas.districts_of(["KAZ"])
    found = found[found["name"] == "Karakiyanskiy"]
    assert len(found) == 1
    return found.iloc[0]


def test_columns_and_order(districts):
    columns = ["unit_id", "country_code", "name", "level", "code", "year", "accuracy_m", "licence", "source"]
    assert list(districts.columns) == [*columns, "geometry"]
    assert districts["unit_id"].is_unique
    keys = list(zip(districts["country_code"], districts["unit_id"], strict=True))
    assert keys == sorted(keys)


def test_every_value_is_there_but_the_code(districts):
    assert districts["code"].isna().all()
    assert districts.drop(columns=["code", "geometry"]).notna().all().all()
    assert (districts["name"].str.strip() == districts["name"]).all()
    assert (districts["name"].str.len() > 0).all()


def test_levels_are_two_and_three_and_one_a_country(districts):
    assert set(districts["level"]) == {2, 3}
    assert (districts.groupby("country_code")["level"].nunique() == 1).all()


def test_every_licence_may_be_shipped(districts):
    allowed = {row["licence"] for row in rows_of("district_licences.csv") if row["may_ship"] == "yes"}
    assert set(districts["licence"]) <= allowed
    assert not districts["licence"].str.contains("Permission").any()


def test_rows_of_each_set_are_those_of_the_table(districts):
    counts = Counter(districts["unit_id"].str.partition("B")[0])
    for row in rows_of("district_sets.csv"):
        assert counts[row["id"]] == (0 if row["reason"] else int(row["rows"])), row["iso3"]


def test_a_row_says_what_the_table_says_of_its_set(districts):
    facts = {
        (row["id"], row["iso3"], int(row["level"][-1]), int(row["year"]), row["licence"], row["source"])
        for row in rows_of("district_sets.csv")
        if not row["reason"]
    }
    columns = ["country_code", "level", "year", "licence", "source"]
    shipped = districts.assign(number=districts["unit_id"].str.partition("B")[0])
    shipped = shipped[["number", *columns]].drop_duplicates()
    assert {tuple(row) for row in shipped.itertuples(index=False)} == facts


@pytest.mark.parametrize("code", ["OMN", "SLB", "TUV", "VUT", "MDA", "LBY"])
def test_sets_left_out_are_absent(atlas, code):
    assert len(atlas.districts_of([code])) == 0


def test_refused_units_are_absent(districts):
    refused = {row["unit_id"] for row in rows_of("district_refusals.csv")}
    assert not districts["unit_id"].isin(refused).any()


def test_polygons_are_valid_and_have_ground(districts):
    assert districts.geometry.is_valid.all()
    assert set(districts.geom_type) == {"Polygon", "MultiPolygon"}
    assert (shapely.area(districts.geometry.to_numpy()) > 0).all()


def test_accuracy_is_measured_for_each_country_and_never_finer_than_the_grid(districts):
    by_country = districts.groupby("country_code")["accuracy_m"].agg(["min", "max"])
    assert (by_country["min"] == by_country["max"]).all()
    assert by_country["min"].min() > 3
    assert 200 < by_country["max"].median() < 1_000


def test_damaged_names_are_mended(atlas):
    sweden = set(atlas.districts_of(["SWE"])["name"])
    assert {"Örebro Mikael", "Skårby", "Spånga"} <= sweden
    assert not any("Ã" in name for name in sweden)


@pytest.mark.parametrize(
    ("code", "found", "meant"),
    [("CZE", "Chote4ov", "Chotěšov"), ("SVN", "Ajdovtcina", "Ajdovščina"), ("BEN", "Boukoumb?", "Boukoumbé")],
)
def test_lost_letters_are_put_back(atlas, code, found, meant):
    names = set(atlas.districts_of([code])["name"])
    assert meant in names
    assert found not in names


@pytest.mark.parametrize(
    ("code", "name", "lon", "lat"),
    [
        ("KAZ", "Karakiyanskiy", 51.65, 43.19),  # Kuryk
        ("SYR", "Masaada", 35.77, 33.27),  # Majdal Shams
        ("PSE", "Hebron", 35.10, 31.53),
        ("CYP", "Keryneia", 33.32, 35.34),
        ("UKR", "Simferopolska", 34.10, 44.95),
        ("XKX", "Municipality of Pristina", 21.16, 42.66),
        ("IND", "Leh", 77.58, 34.16),
        ("ESP", "Melilla", -2.94, 35.29),
    ],
)
def test_a_town_lies_in_its_district(atlas, code, name, lon, lat):
    found = atlas.districts_of([code])
    assert list(found["name"][found.contains(shapely.Point(lon, lat))]) == [name]


def test_some_countries_are_the_same_as_all_of_them(atlas, districts):
    few = atlas.districts_of(["KAZ", "UZB"])
    all_of_them = districts[districts["country_code"].isin(["KAZ", "UZB"])].reset_index(drop=True)
    assert few.drop(columns="geometry").equals(all_of_them.drop(columns="geometry"))
    assert few.geometry.geom_equals(all_of_them.geometry).all()


def test_karakiya_is_of_kazakhstan_and_of_the_set_of_2017(karakiya):
    assert karakiya["unit_id"].startswith(KARAKIYA_SET + "B")
    assert (karakiya["country_code"], karakiya["level"], karakiya["year"]) == ("KAZ", 2, 2017)


def least_distance_m(polygon, lines):
    """Brute force: the nearest of all pairs of points, a hundredth of a degree apart, by Karney."""
    here = shapely.get_coordinates(shapely.segmentize(polygon.boundary, 0.01))
    there = shapely.get_coordinates(shapely.segmentize(lines, 0.01))
    pairs = [
        np.hypot((there[:, 0] - x) * np.cos(np.radians(y)), there[:, 1] - y).argsort()[:3] for x, y in here
    ]
    near = there[np.array(pairs)].reshape(-1, 2)
    lon, lat = np.repeat(here, 3, axis=0).T
    return GEOD.inv(lon, lat, near[:, 0], near[:, 1])[2].min()


@pytest.fixture(scope="module")
def borders(atlas):
    return atlas.borders


@pytest.mark.parametrize("codes", ["KAZ-TKM", "KAZ-UZB"])
def test_karakiya_touches_turkmenistan_and_uzbekistan(karakiya, borders, codes):
    lines = borders[(borders["codes"] == codes) & (borders["reach"] != "sea")]
    allowed_m = karakiya["accuracy_m"] + lines["accuracy_m"].max()
    # Points a hundredth of a degree apart miss the nearest pair by 0.6 km at most.
    assert least_distance_m(karakiya.geometry, lines.geometry.to_numpy()) <= allowed_m + 600


def test_karakiya_is_341_to_355_km_from_the_land_border_with_russia(karakiya, borders):
    lines = borders[(borders["codes"] == "KAZ-RUS") & (borders["reach"] != "sea")]
    assert 341_000 <= least_distance_m(karakiya.geometry, lines.geometry.to_numpy()) <= 355_000

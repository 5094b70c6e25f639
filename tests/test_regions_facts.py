"""Regions of the built atlas against facts from outside: ISO 3166-2, GeoNames, published towns."""

import csv
from collections import Counter
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from pyproj import Geod

import geo

_DATA = Path(__file__).parent / "data"
_METRES_PER_DEGREE = 111_100.0
_STEP_DEG = 0.02


def _rows(name):
    with (_DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def atlas():
    return geo.load_atlas()


@pytest.fixture(scope="module")
def regions(atlas):
    return atlas.regions


@pytest.fixture(scope="module")
def listed():
    return {row["code"]: row for row in _rows("iso_3166_2.csv")}


def test_each_region_lies_in_its_country_within_its_accuracy(atlas, regions):
    countries = atlas.countries.set_index("code").geometry
    astray = []
    for region in regions.itertuples():
        country = countries[region.country_code]
        shapely.prepare(country)
        outline = shapely.get_coordinates(shapely.segmentize(region.geometry.boundary, _STEP_DEG))
        outside = outline[~shapely.intersects_xy(country, *outline.T)]
        if len(outside) and not _within(outside, country.boundary, region.accuracy_m):
            astray.append((region.unit_id, region.name))
    assert not astray


def _within(points, line, distance_m):
    """Whether points lie within a distance of a line, on a plane scaled at the latitude of each point."""
    for lat in np.unique(np.round(points[:, 1])):
        scale = np.array([np.cos(np.radians(lat)), 1.0])
        near = shapely.clip_by_rect(line, -180, lat - 2, 180, lat + 2)
        scaled = shapely.transform(near, lambda xy, scale=scale: xy * scale)
        shapely.prepare(scaled)
        here = shapely.points(points[np.round(points[:, 1]) == lat] * scale)
        if not shapely.dwithin(here, scaled, 1.01 * distance_m / _METRES_PER_DEGREE + 1e-4).all():
            return False
    return True


def test_97_of_100_regions_carry_a_code(regions):
    assert regions["code"].notna().mean() >= 0.97


def test_regions_without_a_code_are_exactly_those_listed_with_a_reason(regions):
    rows = _rows("region_nulls.csv")
    assert all(row["reason"] for row in rows)
    uncoded = regions[regions["code"].isna()]
    found = {
        unit: text if isinstance(text, str) else None
        for unit, text in zip(uncoded["unit_id"], uncoded["superseded_by"], strict=True)
    }
    assert found == {row["unit_id"]: row["superseded_by"] or None for row in rows}


def test_codes_are_those_of_today_and_none_is_used_twice(regions, listed):
    codes = list(regions["code"].dropna())
    assert set(codes) <= set(listed)
    assert len(codes) == len(set(codes))


def test_codes_belong_to_the_country_or_to_its_sovereign(atlas, regions):
    entities = atlas.entities.set_index("code")
    for region in regions[regions["code"].notna()].itertuples():
        entity = entities.loc[region.country_code]
        assert region.code[:2] in {entity["iso2"], entities.loc[entity["sovereign"], "iso2"]}, region.unit_id


def test_iso_units_of_our_level_without_a_region_are_exactly_those_listed_with_a_reason(regions, listed):
    used = set(regions["code"].dropna())
    above = {code: set() for code in listed}
    for code in listed:
        parent = listed[code]["parent"]
        while parent:
            above[code].add(parent)
            parent = listed[parent]["parent"] if parent in listed else ""
    higher = set().union(*(above[code] for code in used))
    missing = {code for code in listed if code not in used | higher and not above[code] & used}
    rows = _rows("region_missing.csv")
    assert all(row["reason"] for row in rows)
    assert missing == {row["code"] for row in rows}


def test_superseding_units_are_in_todays_list(listed):
    for row in _rows("region_nulls.csv"):
        assert set(filter(None, row["superseded_by"].split("; "))) <= set(listed), row["unit_id"]


@pytest.mark.parametrize(
    ("town", "lon", "lat", "code"),
    [
        ("Aktau", 51.20, 43.65, "KZ-47"),
        ("Semey", 80.25, 50.42, "KZ-10"),
        ("Taldykorgan", 78.37, 45.02, "KZ-33"),
        ("Zhezkazgan", 67.71, 47.80, "KZ-62"),
        ("Turkistan", 68.27, 43.30, "KZ-61"),
        ("Shymkent", 69.60, 42.32, "KZ-79"),
        ("Oskemen", 82.61, 49.97, "KZ-63"),
        ("Astana", 71.43, 51.13, "KZ-71"),
        ("Simferopol", 34.10, 44.95, "UA-43"),
        ("Donetsk", 37.80, 48.00, "UA-14"),
        ("Hawassa", 38.48, 7.06, "ET-SI"),
        ("Bonga", 36.23, 7.27, "ET-SW"),
        ("Merauke", 140.40, -8.49, "ID-PS"),
        ("Sorong", 131.29, -0.88, "ID-PD"),
        ("Goma", 29.22, -1.66, "CD-NK"),
        ("Bunia", 30.25, 1.57, "CD-IT"),
        ("El Fasher", 25.35, 13.63, "SD-DN"),
        ("Las Anod", 47.36, 8.48, "SO-SO"),
        ("Hargeisa", 44.06, 9.56, "SO-WO"),
        ("Chillan", -72.10, -36.61, "CL-NB"),
        ("Gaza", 34.45, 31.51, "PS-GZA"),
        ("Nablus", 35.26, 32.22, "PS-NBS"),
        ("Georgetown", -58.16, 6.80, "GY-DE"),
        ("Asmara", 38.93, 15.33, "ER-MA"),
        ("Moscow", 37.62, 55.75, "RU-MOW"),
        ("Ambato", -78.62, -1.24, "EC-T"),
        ("Biratnagar", 87.28, 26.46, "NP-P1"),
        ("Janakpur", 85.93, 26.73, "NP-P2"),
        ("Tari", 142.95, -5.85, "PG-HLA"),
        ("Tamale", -0.84, 9.40, "GH-NP"),
        ("Derry", -7.32, 55.00, "GB-DRS"),
        ("Leh", 77.58, 34.16, "IN-LA"),
        ("Kargil", 76.13, 34.56, "IN-LA"),
        ("Padum", 76.88, 33.47, "IN-LA"),
        ("Srinagar", 74.80, 34.09, "IN-JK"),
        ("Jammu", 74.87, 32.73, "IN-JK"),
        ("Kishtwar", 75.77, 33.31, "IN-JK"),
        ("Hyderabad", 78.48, 17.37, "IN-TS"),
        ("Warangal", 79.60, 17.97, "IN-TS"),
        ("Nizamabad", 78.10, 18.67, "IN-TS"),
        ("Adilabad", 78.53, 19.67, "IN-TS"),
        ("Vijayawada", 80.62, 16.52, "IN-AP"),
        ("Visakhapatnam", 83.22, 17.69, "IN-AP"),
        ("Kurnool", 78.04, 15.83, "IN-AP"),
        ("Chintur", 81.40, 17.74, "IN-AP"),
        ("Yanam", 82.21, 16.73, "IN-PY"),
        ("Diu", 70.98, 20.71, "IN-DH"),
    ],
)
def test_a_town_lies_in_its_region(regions, town, lon, lat, code):
    found = regions[regions.contains(shapely.Point(lon, lat))]
    assert list(found["code"]) == [code], town


@pytest.mark.parametrize(
    ("place", "lon", "lat"),
    [
        ("Gilgit", 74.31, 35.92),
        ("Muzaffarabad", 73.47, 34.37),
        ("Aksai Chin", 79.30, 35.20),
        ("Coco Islands", 93.37, 14.12),
    ],
)
def test_no_region_of_india_reaches_ground_that_others_hold(regions, place, lon, lat):
    found = regions[regions.contains(shapely.Point(lon, lat))]
    assert "IND" not in set(found["country_code"]), place


@pytest.mark.parametrize(
    ("code", "area_km2"),
    [("IN-TS", 112_077), ("IN-AP", 162_975), ("IN-JK", 42_241), ("IN-MP", 308_252), ("IN-DL", 1_484)],
)
def test_states_of_india_are_as_large_as_the_census_says(regions, code, area_km2):
    (polygon,) = regions.geometry[regions["code"] == code]
    area_m2, _ = Geod(ellps="WGS84").geometry_area_perimeter(polygon)
    assert abs(area_m2) / 1e6 == pytest.approx(area_km2, rel=0.02)


def test_disputed_regions_are_named_as_in_the_table_of_disputes(atlas, regions):
    named = set(regions["dispute"].dropna())
    assert {"Crimea and Sevastopol", "Abkhazia", "Western Sahara", "Gaza Strip", "Essequibo"} <= named
    assert named <= set(atlas.disputes["area"])


def test_capitals_lie_in_the_region_that_geonames_says_but_for_those_listed(atlas, regions):
    assert _capitals_astray(atlas, regions) == {
        (row["country_code"], row["capital"], row["region"]) for row in _rows("region_capitals.csv")
    }


def _capitals_astray(atlas, regions):
    """Capitals whose region is not where most places with the capital's admin-1 code lie."""
    columns = ["name", "country_code", "admin1_code", "is_capital", "geometry"]
    joined = gpd.sjoin(atlas.places[columns], regions[["unit_id", "country_code", "name", "geometry"]])
    joined = joined[joined["country_code_left"] == joined["country_code_right"]]
    most = {
        key: Counter(group["unit_id"]).most_common(1)[0][0]
        for key, group in joined.groupby(["country_code_left", "admin1_code"])
    }
    return {
        (capital.country_code_left, capital.name_left, capital.name_right)
        for capital in joined[joined["is_capital"]].itertuples()
        if most.get((capital.country_code_left, capital.admin1_code), capital.unit_id) != capital.unit_id
    }

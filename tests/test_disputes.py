"""Disputed ground on the atlas that is shipped: a point inside each row of the table of decisions.

The points are places whose position is published (towns, passes, islands); what is expected of them stands
in ``data/recipe/tables/disputes.csv``, which was decided before any of the code was written.
"""

from __future__ import annotations

import csv
import functools

import geopandas as gpd
import pandas as pd
import pytest
import shapely

import geo

POINTS = {
    "Crimea and Sevastopol": [(34.10, 44.95), (33.52, 44.60), (36.47, 45.36)],
    "Donetsk, Luhansk, Zaporizhzhia, Kherson oblasts (occupied parts)": [
        (37.80, 48.00),
        (39.31, 48.57),
        (35.37, 46.85),
        (33.35, 46.60),
    ],
    "Abkhazia": [(41.02, 43.00)],
    "South Ossetia": [(43.97, 42.23), (44.12, 42.39)],
    "Transnistria": [(29.60, 46.84), (29.48, 46.83), (28.99, 47.77)],
    "Kosovo": [(21.16, 42.66)],
    "Northern Cyprus": [(33.32, 35.32), (33.95, 35.12)],
    "Western Sahara": [(-13.20, 27.15), (-10.57, 26.16), (-15.93, 23.70)],
    "West Bank": [(35.20, 31.90), (35.17, 32.10), (35.10, 31.53), (35.45, 31.86)],
    "East Jerusalem": [(35.235, 31.777)],
    "Gaza Strip": [(34.45, 31.50), (34.31, 31.35)],
    "Golan Heights": [(35.69, 32.99), (35.77, 33.27), (35.68, 32.78)],
    "Shebaa Farms": [(35.71, 33.295)],
    "Taiwan": [(121.50, 25.03), (118.32, 24.43)],
    "Jammu and Kashmir; Ladakh": [(74.80, 34.08), (77.58, 34.16), (74.86, 32.73), (76.13, 34.56)],
    "Azad Kashmir; Gilgit-Baltistan": [(73.47, 34.37), (74.31, 35.92), (75.63, 35.30)],
    "Siachen Glacier": [(77.10, 35.42)],
    "Aksai Chin; Demchok": [(79.50, 35.20)],
    "Shaksgam Valley": [(76.70, 36.05)],
    "Arunachal Pradesh": [(91.87, 27.59), (93.61, 27.10), (96.38, 28.06)],
    "Doklam": [(89.05, 27.33)],
    "Nagorno-Karabakh": [(46.75, 39.82), (46.75, 39.76)],
    "Somaliland": [(44.07, 9.56), (45.01, 10.43)],
    "Abyei": [(28.43, 9.60)],
    "Kafia Kingi": [(24.42, 9.27)],
    "Hala'ib Triangle": [(36.64, 22.22)],
    "Bir Tawil": [(33.75, 21.87)],
    "Ilemi Triangle": [(35.30, 4.90)],
    "Essequibo": [(-59.80, 3.38), (-59.78, 8.20)],
    "Falkland Islands": [(-57.85, -51.70)],
    "Gibraltar": [(-5.35, 36.13)],
    "Ceuta and Melilla": [(-5.32, 35.89), (-2.94, 35.29), (-4.30, 35.17)],
    "Southern Kuril Islands": [(145.85, 44.03), (146.75, 43.80), (147.88, 45.02), (146.15, 43.50)],
    "Liancourt Rocks": [(131.867, 37.242)],
    "Senkaku Islands": [(123.475, 25.745)],
    "Paracel Islands": [(112.34, 16.834), (111.61, 16.53)],
    "Spratly Islands": [(114.365, 10.377), (111.92, 8.645), (114.28, 11.05), (113.83, 7.37)],
    "Chagos Archipelago": [(72.41, -7.31), (71.88, -5.33)],
    "Korean Demilitarized Zone": [(126.677, 37.956), (128.36, 38.62)],
}

# Where the holder has part of an area and nobody can say which, the table of views says so.
HELD_IN_PART = {
    "Donetsk, Luhansk, Zaporizhzhia, Kherson oblasts (occupied parts)": "RUS (occupied parts)",
}

OUTSIDE = {
    "Kyiv": (30.52, 50.45, "UKR"),
    "Dnipro, the next oblast": (35.04, 48.46, "UKR"),
    "Kryvyi Rih": (33.39, 47.91, "UKR"),
    "Tbilisi": (44.79, 41.71, "GEO"),
    "Gori, south of South Ossetia": (44.11, 41.98, "GEO"),
    "Zugdidi, across from Abkhazia": (41.87, 42.51, "GEO"),
    "Chișinău": (28.83, 47.02, "MDA"),
    "Limassol": (33.04, 34.68, "CYP"),
    "West Jerusalem": (35.21, 31.78, "ISR"),
    "Tiberias, across the lake from the Golan": (35.53, 32.79, "ISR"),
    "Kiryat Shmona": (35.57, 33.21, "ISR"),
    "Damascus": (36.29, 33.51, "SYR"),
    "Amritsar": (74.87, 31.63, "IND"),
    "Islamabad": (73.05, 33.69, "PAK"),
    "Urup, north of the southern Kurils": (150.0, 46.0, "RUS"),
    "Seoul": (126.98, 37.57, "KOR"),
    "Puerto Princesa": (118.74, 9.74, "PHL"),
    "Abu Simbel": (31.63, 22.34, "EGY"),
    "Wadi Halfa": (31.37, 21.80, "SDN"),
    "Lodwar": (35.60, 3.12, "KEN"),
    "Mogadishu": (45.32, 2.04, "SOM"),
    "Georgetown, east of the Essequibo": (-58.16, 6.80, "GUY"),
    "Sylhet": (91.87, 24.90, "BGD"),
    "Lhasa": (91.14, 29.65, "CHN"),
}


@functools.cache
def decisions(root):
    with (root / "data/recipe/tables/disputes.csv").open(encoding="utf-8", newline="") as file:
        return {row["area"]: row for row in csv.DictReader(file)}


@functools.cache
def measured(worldview="default"):
    rows = [(name, lon, lat) for name, points in POINTS.items() for lon, lat in points]
    rows += [(name, lon, lat) for name, (lon, lat, _) in OUTSIDE.items()]
    table = pd.DataFrame(rows, columns=["name", "x", "y"])
    frame = gpd.GeoDataFrame(table, geometry=gpd.points_from_xy(table["x"], table["y"]), crs=4326)
    return geo.measure_incidents(frame, atlas=geo.load_atlas(own=False, worldview=worldview))


def test_every_row_of_the_table_has_a_point(root):
    assert list(decisions(root)) == list(POINTS)


@pytest.mark.parametrize("area", POINTS)
def test_a_point_inside_has_the_decided_code_holder_and_claimants(area, root):
    row = decisions(root)[area]
    none = ("", "none")
    held_by = HELD_IN_PART.get(area, row["held_by"])
    for _, point in measured()[lambda t: t["name"] == area].iterrows():
        got = {key: None if pd.isna(point[key]) else point[key] for key in point.index if key != "geometry"}
        where = (area, point["x"], point["y"])
        assert (where, got["geo_dispute"]) == (where, area)
        assert (where, got["geo_country_code"] or "") == (
            where,
            "" if row["default_code"] in none else row["default_code"],
        )
        assert (where, got["geo_held_by"] or "") == (where, "" if held_by in none else held_by)
        assert (where, got["geo_claimed_by"] or "") == (where, row["claimed_by"])


@pytest.mark.parametrize("name", OUTSIDE)
def test_a_place_next_to_disputed_ground_is_not_on_it(name):
    row = measured()[lambda t: t["name"] == name].iloc[0]
    assert row[["geo_dispute", "geo_claimed_by", "geo_held_by"]].isna().all()
    assert row["geo_country_code"] == OUTSIDE[name][2]


@pytest.mark.parametrize(
    ("area", "code"),
    [
        ("Crimea and Sevastopol", "RUS"),
        ("Golan Heights", "ISR"),
        ("Shebaa Farms", "ISR"),
        ("East Jerusalem", "ISR"),
        ("Paracel Islands", "CHN"),
        ("Kosovo", "XKX"),
        ("Falkland Islands", "FLK"),
        # Held by somebody without a code, or in part: as by default.
        ("Abkhazia", "GEO"),
        ("Western Sahara", "ESH"),
        ("Donetsk, Luhansk, Zaporizhzhia, Kherson oblasts (occupied parts)", "UKR"),
        ("Bir Tawil", None),
    ],
)
def test_in_fact_ground_has_the_code_of_its_holder(area, code):
    for got in measured("de_facto")[lambda t: t["name"] == area]["geo_country_code"]:
        assert (None if pd.isna(got) else got) == code


def test_disputes_have_an_area_each_and_say_what_it_is_cut_from():
    disputes = geo.load_atlas(own=False).disputes
    assert disputes["how"].isin(["parts", "regions", "outline"]).all()
    assert not disputes.geometry.is_empty.any()
    assert disputes.geometry.is_valid.all()
    assert (disputes["accuracy_m"].notna() | (disputes["how"] == "regions")).all()


def test_areas_are_about_as_large_as_published():
    # Square kilometres from encyclopaedias; the outlines are coarse, and sea is included where zones are.
    published = {
        "Golan Heights": (1150, 0.1),
        "Bir Tawil": (2060, 0.1),
        "Transnistria": (4163, 0.2),
        "South Ossetia": (3900, 0.15),
        "Aksai Chin; Demchok": (38000, 0.2),
        "Shaksgam Valley": (5180, 0.35),
        "Hala'ib Triangle": (20580, 0.2),
        "Siachen Glacier": (2500, 0.5),
        "Abyei": (10546, 0.05),
        "Kosovo": (10887, 0.02),
        "Azad Kashmir; Gilgit-Baltistan": (13297 + 72971, 0.12),
    }
    disputes = geo.load_atlas(own=False).disputes.set_index("area").geometry
    square_km = disputes[list(published)].to_crs("ESRI:54034").area / 1e6
    for area, (expected, tolerance) in published.items():
        assert square_km[area] == pytest.approx(expected, rel=tolerance), area


@pytest.mark.parametrize("worldview", ["default", "de_facto"])
def test_the_world_has_no_gap_and_no_overlap_in_either_view(worldview):
    countries = geo.load_atlas(own=False, worldview=worldview).countries.set_index("code").geometry
    near = ["UKR", "RUS", "ISR", "SYR", "PSE", "LBN", "KEN", "SSD", "EGY", "SDN", "CHN"]
    assert countries[near].is_valid.all()
    pairs = [("UKR", "RUS"), ("ISR", "SYR"), ("ISR", "PSE"), ("KEN", "SSD"), ("EGY", "SDN"), ("LBN", "SYR")]
    for one, other in pairs:
        assert shapely.intersection(countries[one], countries[other]).area < 1e-9, (one, other)


def test_crimea_changes_hands_whole():
    default, held = (
        geo.load_atlas(own=False, worldview=view).countries.set_index("code").geometry
        for view in ("default", "de_facto")
    )
    crimea = geo.load_atlas(own=False).disputes.set_index("area").geometry["Crimea and Sevastopol"]
    assert shapely.difference(default["UKR"], held["UKR"]).area == pytest.approx(crimea.area, rel=1e-6)
    assert shapely.difference(held["RUS"], default["RUS"]).area == pytest.approx(crimea.area, rel=1e-6)


def test_no_line_round_disputed_ground_is_international():
    atlas = geo.load_atlas(own=False)
    lines = atlas.dispute_lines
    assert set(lines["kind"]) <= {"line_of_control", "ceasefire", "breakaway", "claimed"}
    with_lines = {"Crimea and Sevastopol", "Northern Cyprus", "Abkhazia", "South Ossetia", "Transnistria"}
    assert with_lines | {"Somaliland", "Golan Heights"} <= set(lines["dispute"])
    borders = atlas.borders
    kinds = borders.groupby("codes")["kind"].agg(set)
    assert kinds["KOR-PRK"] <= {"ceasefire", "territorial_sea"}
    assert kinds["ISR-SYR"] == {"ceasefire"}
    assert kinds["ISR-PSE"] <= {"ceasefire", "territorial_sea"}
    assert kinds["ESH-MAR"] <= {"ceasefire", "territorial_sea"}
    assert kinds["CHN-PAK"] == {"claimed"}
    assert "line_of_control" in kinds["IND-PAK"]
    assert "claimed" in kinds["KEN-SSD"]


def test_bir_tawil_is_bounded_by_what_either_side_claims():
    borders = geo.load_atlas(own=False).borders
    lines = borders[borders["codes"] == "EGY-SDN"]
    bir_tawil = geo.load_atlas(own=False).disputes.set_index("area").geometry["Bir Tawil"]
    around = lines[shapely.length(shapely.intersection(lines.geometry.to_numpy(), bir_tawil.boundary)) > 0]
    covered = shapely.intersection(shapely.union_all(around.geometry.to_numpy()), bir_tawil.boundary)
    assert covered.length == pytest.approx(bir_tawil.length, rel=0.01)
    assert set(around["kind"]) == {"claimed"}


def test_the_only_seabed_line_joins_its_two_treaty_points():
    seabed = geo.load_atlas(own=False).seabed
    assert seabed["codes"].tolist() == ["AZE-KAZ"]
    assert seabed["kind"].tolist() == ["seabed"]
    # Protocol of 27 February 2003, article 2: 42 deg 33.6 N, 49 deg 53.3 E and 41 deg 32.4 N, 50 deg 56.6 E.
    ends = [(49 + 53.3 / 60, 42 + 33.6 / 60), (50 + 56.6 / 60, 41 + 32.4 / 60)]
    assert shapely.get_coordinates(seabed.geometry[0]) == pytest.approx(
        shapely.get_coordinates(shapely.LineString(ends)), abs=1e-4
    )
    assert seabed["accuracy_m"].isna().all()
    assert "approximate" in seabed["note"][0]

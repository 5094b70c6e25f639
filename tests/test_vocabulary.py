"""The recipe's tables of names, and the two layers that are made of them where they are built."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from pyproj import Geod

from data.recipe.vocabulary.rows import HOWS, KINDS, Names, script_of, slug, split
from data.recipe.vocabulary.seas import lighten
from data.recipe.vocabulary.second_level import unit_key, unit_name
from data.recipe.vocabulary.shape import circle_about, circle_of_points

GEOD = Geod(ellps="WGS84")
ROOT = Path(__file__).parents[1]
TABLES = ROOT / "data" / "recipe" / "tables"
ATLAS = ROOT / "data" / "atlas"
NAMED = ("demonyms.csv", "abbreviations.csv", "former_names.csv")
PLACED = ("physical.csv", "macro_regions.csv")

built = pytest.mark.skipif(not (ATLAS / "features.parquet").is_file(), reason="the two layers are not built")


def rows_of(table):
    with (TABLES / table).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def features():
    return gpd.read_parquet(ATLAS / "features.parquet").set_index("feature_id")


@pytest.fixture(scope="module")
def names():
    return pd.read_parquet(ATLAS / "feature_names.parquet")


@pytest.mark.parametrize("table", [*NAMED, *PLACED, "seas.csv"])
def test_every_row_of_a_table_is_whole_and_says_its_source(table):
    for row in rows_of(table):
        assert None not in row
        assert None not in row.values()
        assert row["source"].strip()
        assert row["name"] == row["name"].strip() != ""


@pytest.mark.parametrize("table", NAMED)
def test_no_name_is_listed_twice(table):
    counts = Counter((row["target"], row["name"], row.get("how", "former")) for row in rows_of(table))
    assert [row for row, count in counts.items() if count > 1] == []


def test_words_of_the_tables_are_the_ones_in_use():
    assert {row["how"] for table in NAMED[:2] for row in rows_of(table)} <= set(HOWS)
    assert {row["kind"] for table in PLACED for row in rows_of(table)} <= set(KINDS)


def test_positions_are_on_earth_and_radii_positive():
    placed = [row for table in PLACED for row in rows_of(table) if row["lon"]]
    assert all(abs(float(row["lon"])) <= 180 and abs(float(row["lat"])) <= 90 for row in placed)
    assert all(float(row["radius_km"]) > 0 for row in placed)


def test_a_macro_region_has_members_or_a_point_but_not_both():
    for row in rows_of("macro_regions.csv"):
        assert bool(row["members"]) != bool(row["lon"]), row["name"]


def test_astana_was_nur_sultan_from_23_march_2019_to_17_september_2022():
    (row,) = [row for row in rows_of("former_names.csv") if row["name"] == "Nur-Sultan"]
    assert (row["since"], row["until"]) == ("2019-03-23", "2022-09-17")
    assert row["target"] == "place:1526273"


def test_former_names_are_few_and_end_after_they_began():
    rows = rows_of("former_names.csv")
    assert len(rows) <= 60
    for row in rows:
        until = date.fromisoformat(row["until"])
        assert not row["since"] or date.fromisoformat(row["since"]) < until, row["name"]


@pytest.mark.parametrize(
    ("target", "name"),
    [
        ("region:US-WV", "W.Va."),
        ("region:CA-BC", "B.C."),
        ("region:AU-NSW", "NSW"),
        ("region:RU-YAN", "ЯНАО"),
        ("country:ARE", "UAE"),
        ("region:DE-NW", "NRW"),
    ],
)
def test_usual_abbreviations_are_listed(target, name):
    assert (target, name) in {(row["target"], row["name"]) for row in rows_of("abbreviations.csv")}


def test_a_name_is_kept_once_whatever_its_case():
    names = Names()
    names.know("country:KAZ", "Kazakhstan")
    assert not names.add("country:KAZ", "KAZAKHSTAN", "name", source="a")
    assert names.add("country:KAZ", "Казахстан", "translation", source="a")
    assert not names.add("country:KAZ", "казахстан", "name", source="b")
    assert [row["name"] for row in names.rows] == ["Казахстан"]


def test_a_slug_has_plain_letters_only():
    assert slug("Sea of Azov") == "sea-of-azov"
    assert slug("Řip's Ø") == "rips-o"


def test_scripts_are_told_apart():
    assert [script_of(name) for name in ("Волга", "النيل", "Νείλος", "Nile", "№ 5")][:4] == [
        "Cyrl",
        "Arab",
        "Grek",
        "",
    ]


def test_a_cell_may_hold_several_values():
    assert split("a; b;;") == ["a", "b"]


@pytest.mark.parametrize(
    ("name", "other"),
    [("Comuna Sălişte", "Saliste"), ("Saint Clair County", "St. Clair"), ("Linz Stadt", "LINZ")],
)
def test_kind_words_accents_and_case_do_not_tell_units_apart(name, other):
    assert unit_key(name) == unit_key(other)


def test_a_unit_that_is_called_by_a_kind_word_keeps_it():
    assert unit_name("Municipio La Paz") == "La Paz"
    assert unit_name("Kanton") == "Kanton"


def test_the_circle_about_a_square_reaches_its_corners():
    circle = circle_about([shapely.box(9, -1, 11, 1)])
    assert (circle.lon, circle.lat) == (10.0, 0.0)
    corner_m = GEOD.inv(10, 0, 11, 1)[2]
    assert corner_m <= circle.radius_m <= corner_m + 100


def test_the_label_of_two_islands_lies_on_one_of_them():
    islands = [shapely.box(0, 0, 1, 1), shapely.box(9, 0, 10, 1)]
    circle = circle_about(islands)
    assert shapely.intersects_xy(shapely.union_all(islands), circle.lon, circle.lat)


def test_islands_on_both_sides_of_the_antimeridian_are_near_each_other():
    circle = circle_about([shapely.box(179, 0, 180, 1), shapely.box(-180, 0, -179, 1)])
    assert circle.radius_m < 260_000


def test_a_margin_is_added_to_the_farthest_place():
    circle = circle_of_points(0.0, 0.0, np.array([[0.0, 0.0], [1.0, 0.0]]), 15_000.0)
    assert circle.radius_m == pytest.approx(GEOD.inv(0, 0, 1, 0)[2] + 15_000, abs=100)


def test_a_light_outline_is_valid_and_near_the_full_one():
    full = shapely.Point(10, 10).buffer(2, quad_segs=200)
    light = lighten(full)
    assert light.is_valid
    assert shapely.hausdorff_distance(full, light) < 0.02
    assert shapely.get_num_coordinates(light) < shapely.get_num_coordinates(full) / 5


@built
@pytest.mark.parametrize(
    ("sea", "lon", "lat"),
    [
        ("caspian-sea", 51.0, 42.0),
        ("black-sea", 34.0, 43.0),
        ("red-sea", 38.0, 20.0),
        ("mediterranean-sea", 18.0, 34.5),
        ("bering-sea", -178.0, 58.0),
        ("bering-sea", 178.0, 58.0),
    ],
)
def test_seas_hold_the_water_that_is_theirs(features, sea, lon, lat):
    assert shapely.contains_xy(features.loc[f"sea:{sea}"].geometry, lon, lat)


@built
def test_five_countries_lie_on_the_caspian(features):
    assert features.loc["sea:caspian-sea", "country_codes"] == "AZE;IRN;KAZ;RUS;TKM"


@built
def test_features_are_sound(features):
    assert set(features["kind"]) <= set(KINDS)
    assert features.index.is_unique
    assert features.index.is_monotonic_increasing
    assert (features["radius_m"] > 0).all()
    outlines = features.geometry.dropna()
    assert outlines.is_valid.all()
    assert not outlines.is_empty.any()
    west, south, east, north = outlines.total_bounds
    assert (west, south, east, north) == pytest.approx((-180, -86, 180, 90), abs=1)


@built
def test_names_are_sound(names, features):
    assert set(names["how"]) <= set(HOWS)
    assert not names.duplicated(["target", "name", "how"]).any()
    known = names["target"].isin(features.index)
    layers = set(names.loc[~known, "target"].str.partition(":")[0])
    assert layers <= {"country", "region", "district", "place"}


@built
@pytest.mark.parametrize(
    ("target", "name", "how"),
    [
        ("country:KAZ", "Казахстан", "translation"),
        ("country:GBR", "Briton", "demonym"),
        ("macro-region:GB-ENG", "English", "demonym"),
        ("sea:caspian-sea", "Каспий", "translation"),
        ("country:COD", "DRC", "abbreviation"),
    ],
)
def test_names_lead_where_they_should(names, target, name, how):
    found = names[(names["target"] == target) & (names["name"] == name)]
    assert found["how"].tolist() == [how]


@built
def test_the_files_are_small():
    assert (ATLAS / "features.parquet").stat().st_size <= 3_000_000
    assert (ATLAS / "feature_names.parquet").stat().st_size <= 2_500_000

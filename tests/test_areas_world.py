"""Areas of the real world: what is known of Karakiya district, and places that only exact names find."""

from __future__ import annotations

import io
import json

import geopandas as gpd
import pandas as pd
import pytest
import shapely

import geo


@pytest.fixture(scope="module")
def atlas():
    return geo.load_atlas()


def locate(text, atlas):
    return geo.locate_incidents(geo.read_incidents(io.StringIO(text)), atlas=atlas)


@pytest.fixture(scope="module")
def karakiya(atlas):
    located = locate("district,region,country\nKarakiyanskiy,Mangystau,Kazakhstan\n", atlas)
    return geo.measure_incidents(located, atlas=atlas).iloc[0]


def test_the_example_is_karakiya_district(examples, karakiya, atlas):
    example = geo.locate_incidents(geo.read_incidents(examples / "mangystau.csv"), atlas=atlas)
    assert example.geometry[0].equals(karakiya["geometry"])
    assert example["geo_located_as"][0] == karakiya["geo_located_as"]
    assert example["geo_problem"].isna().all()


def test_karakiya_is_in_mangystau_and_its_polygon_holds_what_lies_in_it(karakiya):
    assert karakiya[["geo_country_code", "geo_region", "geo_region_code"]].tolist() == [
        "KAZ",
        "Mangystau",
        "KZ-47",
    ]
    assert karakiya[["geo_district", "geo_district_level"]].tolist() == ["Karakiyanskiy", 2]
    assert karakiya["geo_timezone"] == "Asia/Aqtau"
    # Kuryk is its centre; Beyneu and Aktau lie in other districts.
    kuryk, beyneu, aktau = shapely.contains_xy(
        karakiya["geometry"], [51.69, 55.18, 51.15], [43.2, 45.32, 43.65]
    )
    assert (kuryk, beyneu, aktau) == (True, False, False)


def test_karakiya_touches_turkmenistan_and_uzbekistan_and_is_far_from_russia(karakiya):
    neighbours = json.loads(karakiya["geo_neighbours"])
    # Simplified by up to 541 m (geoBoundaries), the border drawn within 10 m.
    assert neighbours["TKM"][0] <= 551
    assert neighbours["UZB"][0] <= 551
    assert 341_000 <= neighbours["RUS"][0] <= 355_000
    assert neighbours["RUS"][1] > 700_000
    assert karakiya["geo_border_kind"] == "international"
    assert karakiya["geo_border_across_code"] in {"TKM", "UZB"}
    assert karakiya[["geo_border_m", "geo_border_lon", "geo_lon", "geo_place", "geo_city"]].isna().all()


def test_distances_of_its_points_lie_within_the_bounds_of_the_area(karakiya, atlas):
    west, south, east, north = karakiya["geometry"].bounds
    spots = [
        shapely.Point(west + (east - west) * column / 12, south + (north - south) * row / 12)
        for column in range(13)
        for row in range(13)
    ]
    spots = [spot for spot in spots if karakiya["geometry"].contains(spot)]
    assert len(spots) > 50
    frame = locate("lon,lat\n" + "".join(f"{spot.x},{spot.y}\n" for spot in spots), atlas)
    points = geo.measure_incidents(frame, atlas=atlas)
    points = points[points["geo_country_code"] == "KAZ"]
    for stem in ("border", "foreign_land", "place", "town", "city"):
        distance_m = points[f"geo_{stem}_m"]
        assert karakiya[f"geo_{stem}_min_m"] <= distance_m.min()
        assert karakiya[f"geo_{stem}_max_m"] >= distance_m.max()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("region,country\nBavaria,Germany\n", "DE-BY"),
        ("region\nBayern\n", "DE-BY"),
        ('place\n"Georgia, United States"\n', "US-GA"),
        ("admin1\nKZ-47\n", "KZ-47"),
    ],
)
def test_regions_are_found_by_english_and_local_names_and_codes(atlas, text, code):
    assert locate(text, atlas)["geo_region_code"].tolist() == [code]


def test_georgia_alone_is_a_state_and_a_country(atlas):
    problem = locate("place\nGeorgia\n", atlas)["geo_problem"][0]
    assert "and also a country: write 'Georgia, United States'" in problem


@pytest.mark.parametrize(
    ("text", "claimed_by"),
    [
        ("region,country\nAutonomous Republic of Crimea,UKR\n", {"RUS", "UKR"}),
        ("region,country\nAbkhazia,GEO\n", {"GEO"}),
    ],
)
def test_disputed_region_is_never_without_its_claimants(atlas, text, claimed_by):
    row = geo.measure_incidents(locate(text, atlas), atlas=atlas).iloc[0]
    assert not pd.isna(row["geo_dispute"])
    assert claimed_by <= set(row["geo_claimed_by"].split(";"))


@pytest.mark.parametrize(
    ("place", "worldview", "code"),
    [
        # Israel counts Golan among its districts, and the table of disputes gives the ground to Syria.
        ("Golan", "default", "SYR"),
        ("Golan", "de_facto", "ISR"),
        ("Crimea", "default", "UKR"),
        ("Crimea", "de_facto", "RUS"),
    ],
)
def test_an_area_has_the_country_that_a_point_on_its_ground_has(place, worldview, code):
    atlas = geo.load_atlas(own=False, worldview=worldview)
    bare = gpd.GeoDataFrame({"id": [1]}, geometry=[None], crs=4326)
    area = geo.locate_incidents(bare, place=place, atlas=atlas)
    label = gpd.GeoDataFrame(
        geometry=gpd.points_from_xy(area["geo_label_lon"], area["geo_label_lat"]), crs=4326
    )
    for frame in (area, label):
        measured = geo.measure_incidents(frame, atlas=atlas).iloc[0]
        assert measured["geo_country_code"] == code
        assert measured["geo_claimed_by"] in ("SYR;ISR", "UKR;RUS")
        assert code in measured["geo_border_codes"]

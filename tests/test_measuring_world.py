"""measure_incidents on the atlas that is shipped: answers known from outside."""

from __future__ import annotations

import json

import geopandas as gpd
import pytest
import shapely

import geo
from tests import oracle

KILOMETRE = 1_000.0
CHINAS_NEIGHBOURS = {
    *("AFG", "BTN", "IND", "KAZ", "KGZ", "LAO", "MMR", "MNG", "NPL", "PAK", "PRK", "RUS", "TJK", "VNM"),
}


@pytest.fixture(scope="module")
def atlas():
    return geo.load_atlas()


@pytest.fixture(scope="module")
def measure(atlas):
    def measure_one(lon: float, lat: float):
        table = gpd.GeoDataFrame(geometry=gpd.points_from_xy([lon], [lat]), crs="EPSG:4326")
        return geo.measure_incidents(table, atlas=atlas).iloc[0]

    return measure_one


class WithoutPlaces:
    """The same atlas with some places struck from its list."""

    def __init__(self, atlas, *names):
        self._atlas = atlas
        self.places = atlas.places[~atlas.places["name"].isin(names)]

    def __getattr__(self, name):
        return getattr(self._atlas, name)


def test_mangystau_neighbours(measure):
    row = measure(53.5, 43.0)
    assert (row["geo_country"], row["geo_country_code"]) == ("Kazakhstan", "KAZ")
    assert row["geo_timezone"] == "Asia/Aqtau"
    assert row["geo_border"] == "Kazakhstan\N{EN DASH}Turkmenistan"
    assert (row["geo_border_codes"], row["geo_border_kind"]) == ("KAZ-TKM", "international")
    assert row["geo_border_m"] / KILOMETRE == pytest.approx(78.6, abs=0.1)
    neighbours = json.loads(row["geo_neighbours"])
    assert list(neighbours) == ["TKM", "UZB", "RUS", "KGZ", "CHN"]
    assert neighbours["UZB"] / KILOMETRE == pytest.approx(203.8, abs=0.2)
    assert neighbours["RUS"] / KILOMETRE == pytest.approx(493, abs=2)


def test_mangystau_places(atlas):
    point = gpd.GeoDataFrame(geometry=gpd.points_from_xy([53.5], [43.0]), crs="EPSG:4326")
    row = geo.measure_incidents(point, atlas=atlas).iloc[0]
    assert row["geo_city"] == "Zhanaozen"
    assert row["geo_city_m"] / KILOMETRE == pytest.approx(64.3, abs=0.1)
    assert row["geo_city_population"] > 100_000
    row = geo.measure_incidents(point, atlas=WithoutPlaces(atlas, "Zhanaozen")).iloc[0]
    assert (row["geo_place"], row["geo_town"]) == ("Munayshy", "Zhetybay")
    assert row["geo_place_m"] / KILOMETRE == pytest.approx(126.7, abs=0.1)
    assert row["geo_town_m"] / KILOMETRE == pytest.approx(130.9, abs=0.1)
    row = geo.measure_incidents(point, atlas=WithoutPlaces(atlas, "Zhanaozen", "Zhetybay")).iloc[0]
    assert row["geo_town"] == "Kuryk"
    assert row["geo_town_m"] / KILOMETRE == pytest.approx(149.4, abs=0.1)


def test_hong_kong_and_shenzhen_look_to_chinas_borders(measure):
    shenzhen, hong_kong = measure(114.06, 22.54), measure(114.17, 22.30)
    assert (shenzhen["geo_country_code"], hong_kong["geo_country_code"]) == ("CHN", "HKG")
    for row in (shenzhen, hong_kong):
        assert set(json.loads(row["geo_neighbours"])) == CHINAS_NEIGHBOURS
        assert row["geo_border_across_code"] == "VNM"
        assert row["geo_border_m"] > 500 * KILOMETRE
        assert row["geo_foreign_land_code"] not in {"CHN", "HKG", "MAC"}
        assert row["geo_foreign_land_m"] > 100 * KILOMETRE


def test_saint_martin_is_divided_between_two_sovereigns(measure):
    row = measure(-63.05, 18.08)
    assert row["geo_country_code"] == "MAF"
    assert (row["geo_border_codes"], row["geo_border_kind"]) == ("MAF-SXM", "international")
    assert row["geo_foreign_land_code"] == "SXM"
    assert row["geo_border_m"] < 5 * KILOMETRE
    assert row["geo_foreign_land_m"] == row["geo_border_m"]


def test_cayenne_borders_brazil_and_suriname(measure):
    row = measure(-52.33, 4.93)
    assert row["geo_country_code"] == "GUF"
    assert set(json.loads(row["geo_neighbours"])) == {"BRA", "SUR"}
    assert row["geo_border_kind"] == "international"
    assert row["geo_foreign_land_code"] in {"BRA", "SUR"}


def test_the_us_virgin_islands_are_not_foreign_to_san_juan(measure):
    row = measure(-66.106, 18.466)
    assert row["geo_country_code"] == "PRI"
    assert row["geo_neighbours"] == "{}"
    assert row[["geo_border", "geo_border_m", "geo_border_kind"]].isna().all()
    # Tortola and Jost Van Dyke, British, lie behind Saint Thomas.
    assert row["geo_foreign_land_code"] == "VGB"
    assert 120 * KILOMETRE < row["geo_foreign_land_m"] < 160 * KILOMETRE


def test_enclaves_have_one_neighbour(measure):
    vatican, lesotho = measure(12.4534, 41.9033), measure(27.48, -29.31)
    assert list(json.loads(vatican["geo_neighbours"])) == ["ITA"]
    assert vatican["geo_border"] == "Italy\N{EN DASH}Vatican City"
    assert vatican["geo_border_m"] < 1 * KILOMETRE
    assert list(json.loads(lesotho["geo_neighbours"])) == ["ZAF"]


def test_an_enclave_is_a_border_of_the_country_round_it(measure):
    rome = measure(12.49, 41.90)
    assert (rome["geo_country_code"], rome["geo_border_across_code"]) == ("ITA", "VAT")
    assert rome["geo_border_m"] < 5 * KILOMETRE


def test_both_sides_of_the_antimeridian_are_fiji(measure):
    assert [measure(lon, -16.8)["geo_country_code"] for lon in (179.99, 180.0, -180.0, -179.99)] == [
        "FJI"
    ] * 4


def test_the_poles(measure):
    north, south = measure(0.0, 90.0), measure(45.0, -90.0)
    assert north[["geo_country_code", "geo_border_m", "geo_foreign_land_m"]].isna().all()
    assert north["geo_place_m"] > 500 * KILOMETRE
    assert south["geo_country_code"] == "ATA"


def test_borders_of_liechtenstein_agree_with_brute_force(measure, atlas):
    lon, lat = 9.54, 47.15
    row = measure(lon, lat)
    neighbours = json.loads(row["geo_neighbours"])
    assert set(neighbours) == {"AUT", "CHE"}
    for code, metres in neighbours.items():
        arcs = atlas.borders[atlas.borders["codes"] == "-".join(sorted(("LIE", code)))]
        lines = [shapely.get_coordinates(arc) for arc in arcs.geometry]
        assert metres == pytest.approx(oracle.distance_to_lines_m(lon, lat, lines), rel=0, abs=1e-3)


def test_foreign_land_across_water_agrees_with_brute_force(measure, atlas):
    lon, lat = 14.40, 35.95  # Malta looks to Sicily
    row = measure(lon, lat)
    assert (row["geo_country_code"], row["geo_foreign_land_code"]) == ("MLT", "ITA")
    coasts = atlas.coasts[(atlas.coasts["code"] == "ITA") & (atlas.coasts["water"] == "ocean")]
    near = coasts.clip((13.0, 36.0, 16.0, 37.5)).explode()
    lines = [shapely.get_coordinates(line) for line in near.geometry]
    assert row["geo_foreign_land_m"] == pytest.approx(
        oracle.distance_to_lines_m(lon, lat, lines), rel=0, abs=1e-3
    )

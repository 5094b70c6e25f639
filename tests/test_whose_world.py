"""Whose ground a point lies on, on the atlas that is shipped: points whose answer is published.

Towns, straits and lakes are where any gazetteer has them, at least a kilometre from a shore or a border
unless the enclave itself is smaller. Region codes are those of ISO 3166-2 today; one that ends in a
question mark is of a unit newer than the source of the regions: it may be null, but no other one.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, NamedTuple

import geopandas as gpd
import pytest

import geo
from tests import oracle

if TYPE_CHECKING:
    import pandas as pd

ANY = "any"
"""No code is asserted there."""


class Expected(NamedTuple):
    lon: float
    lat: float
    country: str | None
    region: str = ANY
    dispute: str | None = None
    on_land: bool = True


ENCLAVES = {
    "Baarle-Hertog, the church of Saint Remigius": Expected(4.9306, 51.4425, "BEL"),
    "Baarle-Nassau, east of the enclaves": Expected(4.9600, 51.4480, "NLD", "NL-NB"),
    "Madha, Oman's enclave in the Emirates": Expected(56.3330, 25.2840, "OMN"),
    "Nahwa, the Emirates' enclave in Madha": Expected(56.2720, 25.2750, "ARE"),
    "Khasab on the Musandam peninsula": Expected(56.2477, 26.1799, "OMN", "OM-MU"),
    "Maseru": Expected(27.4833, -29.3167, "LSO", "LS-A"),
    "Thabana Ntlenyana, in the middle of Lesotho's east": Expected(29.2690, -29.4670, "LSO", "LS-J"),
    "Vatican Gardens": Expected(12.4510, 41.9033, "VAT"),
    "San Marino": Expected(12.4473, 43.9361, "SMR"),
    "Llívia, Spain's enclave in France": Expected(1.9807, 42.4646, "ESP"),
    "Campione d'Italia": Expected(8.9718, 45.9682, "ITA"),
    "Büsingen am Hochrhein": Expected(8.6880, 47.6970, "DEU"),
    "Jungholz": Expected(10.4470, 47.5740, "AUT"),
    "Kaliningrad": Expected(20.5100, 54.7100, "RUS", "RU-KGD"),
    "Buco Zau in Cabinda": Expected(12.5500, -4.7600, "AGO", "AO-CAB"),
    "Pante Macassar in Oecusse": Expected(124.3640, -9.2040, "TLS", "TL-OE"),
    "Nakhchivan": Expected(45.4120, 39.2090, "AZE"),
    "Ceuta, the old town": Expected(-5.3170, 35.8890, "ESP", ANY, "Ceuta and Melilla"),
    "Gibraltar, the top of the rock": Expected(-5.3430, 36.1250, "GIB", ANY, "Gibraltar"),
    "Fairbanks": Expected(-147.7200, 64.8400, "USA", "US-AK"),
    "Cayenne": Expected(-52.3260, 4.9220, "GUF"),
}

REGIONS = {
    "Semey, since 2022 in Abai": Expected(80.2500, 50.4100, "KAZ", "KZ-10"),
    "Taldykorgan, since 2022 in Jetisu": Expected(78.3700, 45.0200, "KAZ", "KZ-33"),
    "Zhezkazgan, since 2022 in Ulytau": Expected(67.7100, 47.8000, "KAZ", "KZ-62"),
    "Oskemen, which stayed in East Kazakhstan": Expected(82.6100, 49.9500, "KAZ", "KZ-63"),
    "Karaganda": Expected(73.1000, 49.8100, "KAZ", "KZ-35"),
    "Zhanaozen": Expected(52.8600, 43.3400, "KAZ", "KZ-47"),
    "Shymkent, a city of its own since 2018": Expected(69.6000, 42.3200, "KAZ", "KZ-79"),
    "Turkistan": Expected(68.2500, 43.3000, "KAZ", "KZ-61"),
    "Jayapura": Expected(140.6700, -2.5800, "IDN", "ID-PA"),
    "Merauke, since 2022 in South Papua": Expected(140.4000, -8.4900, "IDN", "ID-PS"),
    "Wamena, since 2022 in Highland Papua": Expected(138.9500, -4.1000, "IDN", "ID-PE"),
    "Hyderabad, since 2014 in Telangana": Expected(78.4800, 17.3900, "IND", "IN-TS"),
    "Juba": Expected(31.5800, 4.8500, "SSD", "SS-EC"),
    "Winnipeg": Expected(-97.1400, 49.9000, "CAN", "CA-MB"),
    "Iquitos": Expected(-73.2600, -3.7600, "PER", "PE-LOR"),
    "Alice Springs": Expected(133.8800, -23.7000, "AUS", "AU-NT"),
    "Kano": Expected(8.5300, 12.0000, "NGA", "NG-KN"),
    "Chernihiv": Expected(31.2900, 51.5000, "UKR", "UA-74"),
}

WATERS = {
    "Upper New York Bay": Expected(-74.0450, 40.6650, "USA", on_land=False),
    "the middle of Tokyo Bay": Expected(139.8500, 35.4300, "JPN", on_land=False),
    "5 km off Nice": Expected(7.2650, 43.6450, "FRA", on_land=False),
    "6 km off Tel Aviv": Expected(34.7000, 32.0800, "ISR", on_land=False),
    "9 km off Mombasa": Expected(39.8000, -4.0800, "KEN", on_land=False),
    "95 nautical miles off Cabo da Roca": Expected(-11.5000, 38.7000, None, on_land=False),
    "100 nautical miles off Mumbai": Expected(71.0000, 19.0000, None, on_land=False),
    "the Atlantic, half-way": Expected(-35.0000, 25.0000, None, on_land=False),
    "Lake Victoria, Uganda's part": Expected(33.0000, -0.4000, "UGA", on_land=False),
    "Lake Superior, Michigan's part": Expected(-86.5000, 47.1000, "USA", "US-MI", on_land=False),
    "Lake Titicaca, east of Taquile": Expected(-69.6000, -15.7500, "PER", on_land=False),
    "Lake Balkhash": Expected(74.8800, 46.5400, "KAZ", on_land=False),
    "Lake Baikal, between Listvyanka and Tankhoy": Expected(105.1000, 51.7200, "RUS", on_land=False),
    "the Caspian, 10 km off Aktau": Expected(51.0200, 43.6000, "KAZ", on_land=False),
}

DISPUTED = {
    "Simferopol": Expected(34.1000, 44.9500, "UKR", "UA-43", "Crimea and Sevastopol"),
    "Donetsk": Expected(
        37.8000, 48.0000, "UKR", "UA-14", "Donetsk, Luhansk, Zaporizhzhia, Kherson oblasts (occupied parts)"
    ),
    "Sukhumi": Expected(41.0200, 43.0050, "GEO", "GE-AB", "Abkhazia"),
    "Pristina": Expected(21.1600, 42.6600, "XKX", ANY, "Kosovo"),
    "Kyrenia": Expected(33.3200, 35.3300, "CYP", "CY-06?", "Northern Cyprus"),
    "Ramallah": Expected(35.2000, 31.9000, "PSE", "PS-RBH", "West Bank"),
    "Gaza": Expected(34.4600, 31.5000, "PSE", "PS-GZA", "Gaza Strip"),
    "Taipei": Expected(121.5200, 25.0400, "TWN", "TW-TPE", "Taiwan"),
    "Srinagar": Expected(74.8000, 34.0900, "IND", "IN-JK", "Jammu and Kashmir; Ladakh"),
    "Leh": Expected(77.5800, 34.1600, "IND", "IN-LA", "Jammu and Kashmir; Ladakh"),
    "Gilgit": Expected(74.3100, 35.9200, "PAK", "PK-GB", "Azad Kashmir; Gilgit-Baltistan"),
    "Muzaffarabad": Expected(73.4700, 34.3700, "PAK", "PK-JK", "Azad Kashmir; Gilgit-Baltistan"),
    "Tawang": Expected(91.8700, 27.5900, "IND", "IN-AR", "Arunachal Pradesh"),
    "Bir Tawil": Expected(33.7500, 21.8700, None, ANY, "Bir Tawil"),
    "Lethem": Expected(-59.7900, 3.3800, "GUY", "GY-UT", "Essequibo"),
    "Yuzhno-Kurilsk": Expected(145.8600, 44.0300, "RUS", "RU-SAK", "Southern Kuril Islands"),
    "Woody Island": Expected(112.3400, 16.8340, None, ANY, "Paracel Islands"),
}

POINTS = ENCLAVES | REGIONS | WATERS | DISPUTED


@functools.cache
def measured() -> pd.DataFrame:
    lon, lat = zip(*((point.lon, point.lat) for point in POINTS.values()), strict=True)
    frame = gpd.GeoDataFrame({"where": list(POINTS)}, geometry=gpd.points_from_xy(lon, lat), crs=4326)
    table = geo.measure_incidents(frame, atlas=geo.load_atlas(own=False)).set_index("where")
    return table.astype(object).where(table.notna(), None)


@pytest.mark.parametrize("where", POINTS)
def test_country_region_dispute_and_ground_are_the_published_ones(where):
    row, expected = measured().loc[where], POINTS[where]
    code = row["geo_region_code"]
    allowed = {expected.region.rstrip("?"), *([None] if expected.region.endswith("?") else [])}
    assert expected.region == ANY or code in allowed
    found = (row["geo_country_code"], row["geo_dispute"], row["geo_on_land"])
    assert found == (expected.country, expected.dispute, expected.on_land)


@pytest.mark.parametrize(
    ("where", "district", "level"),
    [
        ("Llívia, Spain's enclave in France", "Llívia", 3),
        ("Jungholz", "Jungholz", 3),
        ("Baarle-Nassau, east of the enclaves", "Baarle-Nassau", 2),
        ("Jayapura", "Kota Jayapura", 2),
        ("Fairbanks", "Fairbanks North Star", 2),
    ],
)
def test_a_district_is_the_published_one_and_has_its_level(where, district, level):
    assert tuple(measured().loc[where, ["geo_district", "geo_district_level"]]) == (district, level)


def test_on_land_a_region_is_found_almost_everywhere():
    on_land = measured().loc[list(REGIONS)]
    # A unit that is no longer one gives no name, but what it may be today.
    assert (on_land["geo_region"].notna() ^ on_land["geo_region_superseded_by"].notna()).all()
    assert (on_land["geo_region_accuracy_m"] < 20_000.0).all()


@pytest.mark.parametrize(
    ("where", "code", "land"),
    [
        # The capes and islands that are nearest, as a chart has them.
        ("95 nautical miles off Cabo da Roca", "PRT", (-9.5, 38.78)),
        ("100 nautical miles off Mumbai", "IND", (72.68, 19.3)),
        ("the Atlantic, half-way", "CPV", (-25.36, 17.07)),
    ],
)
def test_far_out_at_sea_the_nearest_country_is_given_with_its_distance(where, code, land):
    row, point = measured().loc[where], POINTS[where]
    assert row["geo_nearest_country_code"] == code
    metres = oracle.GEOD.inv(point.lon, point.lat, *land)[2]
    assert row["geo_nearest_country_m"] == pytest.approx(metres, rel=0.1)


def test_an_island_far_from_every_region_of_its_country_has_none():
    # Kinmen lies 180 km from Taiwan, and the source of the regions does without it.
    kinmen = gpd.GeoDataFrame(geometry=gpd.points_from_xy([118.32], [24.43]), crs=4326)
    row = geo.measure_incidents(kinmen, atlas=geo.load_atlas(own=False)).iloc[0]
    assert (row["geo_country_code"], row["geo_on_land"]) == ("TWN", True)
    assert row.isna()["geo_region"] or row["geo_region_code"] == "TW-KIN"


def test_who_has_a_country_has_no_nearest_one():
    table = measured()
    at_home = table["geo_country_code"].notna() | table["geo_dispute"].notna()
    assert (table["geo_nearest_country_code"].isna() == at_home).all()
    assert at_home.sum() == len(table) - 3

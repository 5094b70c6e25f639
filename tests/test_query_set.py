"""The queries that the geocoder is measured with: whole, well formed, spread over the world."""

from __future__ import annotations

import csv
import datetime as dt
from collections import Counter
from pathlib import Path

import pytest

TABLE = Path(__file__).parent / "data" / "toponyms" / "queries.csv"
HEADER = "id,query,country,date,language,group,gold,kind,country_code,lon,lat,tolerance_km"
GROUPS = {"kru": 90, "ara": 45, "spa": 45, "oth": 50, "eng": 130, "exp": 40, "neg": 40}
KINDS = {
    *("city", "town", "village", "district", "region", "country", "continent", "sea", "lake", "river"),
    *("desert", "mountain", "macro-region", "island", "sector", "none"),
}
SEATS = {"city", "town", "village"}
# A country lies on the continent where the United Nations count it, save that Russia is in Europe,
# Cyprus and the Caucasus in Asia. North America reaches to Panama.
CONTINENTS = {
    "Africa": "AGO BDI BFA CAF CIV CMR COD COG DZA EGY ERI ESH ETH GHA GIN GMB GNB KEN LBR LBY LSO MAR MDG "
    "MLI MOZ MWI MYT NAM NER NGA RWA SDN SEN SLE SOM SSD TCD TGO TUN TZA UGA ZAF ZMB ZWE",
    "Asia": "AFG ARE ARM AZE BGD BHR BRN BTN CHN CYP GEO HKG IDN IND IRN IRQ ISR JPN KAZ KGZ KHM KOR LBN LKA "
    "MMR NPL PAK PHL PRK PSE QAT SAU SYR THA TJK TKM TLS TUR TWN UZB VNM YEM",
    "Europe": "ALB BEL BIH CZE DEU ESP EST FRA GBR GRC ISL ITA JEY MDA MKD NLD NOR POL PRT RUS SRB SWE "
    "UKR XKX",
    "North America": "BLZ BRB CAN CRI CUB DOM GRL GTM HND HTI JAM KNA MEX NIC PAN SLV TTO USA",
    "South America": "ARG BOL BRA CHL COL ECU FLK GUF GUY PER PRY SUR URY VEN",
    "Oceania": "AUS FJI GUM KIR MHL NCL NZL PLW PNG PYF SLB TON VUT WSM",
}
LEAST = {"Africa": 60, "Asia": 60, "Europe": 20, "North America": 20, "South America": 20, "Oceania": 20}


@pytest.fixture(scope="module")
def rows():
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def continent_of(code):
    return next((name for name, codes in CONTINENTS.items() if code in codes.split()), "")


def test_columns_stand_in_their_order():
    assert TABLE.read_text(encoding="utf-8").partition("\n")[0] == HEADER


def test_ids_are_unique_and_begin_with_their_group(rows):
    assert len({row["id"] for row in rows}) == len(rows)
    assert all(row["id"].startswith(row["group"] + "-") for row in rows)


def test_no_cell_is_asked_twice(rows):
    cells = Counter((row["query"], row["country"], row["date"]) for row in rows)
    assert [cell for cell, times in cells.items() if times > 1] == []


def test_no_needed_cell_is_empty_or_padded(rows):
    for row in rows:
        assert all(row[column] for column in ("query", "language", "gold")), row["id"]
        assert all(value == value.strip() for value in row.values()), row["id"]


def test_numbers_parse(rows):
    for row in rows:
        numbers = [row[column] for column in ("lon", "lat", "tolerance_km")]
        if row["kind"] == "none":
            assert numbers == ["", "", ""], row["id"]
            continue
        lon, lat, tolerance = map(float, numbers)
        assert -180 <= lon <= 180, row["id"]
        assert -90 <= lat <= 90, row["id"]
        assert 10 <= tolerance <= 2500, row["id"]


def test_dates_are_years_or_days(rows):
    for row in rows:
        if len(row["date"]) == 4:
            assert 1900 < int(row["date"]) < 2100, row["id"]
        elif row["date"]:
            dt.date.fromisoformat(row["date"])


def test_kinds_are_known_and_only_what_is_no_place_has_none(rows):
    assert {row["kind"] for row in rows} == KINDS
    for row in rows:
        assert (row["kind"] == "none") == (row["group"] == "neg") == (row["gold"] == "unknown"), row["id"]


def test_every_group_has_its_rows(rows):
    counts = Counter(row["group"] for row in rows)
    assert set(counts) == set(GROUPS)
    assert {group: count for group, count in counts.items() if count < GROUPS[group]} == {}


def test_every_country_has_a_continent(rows):
    assert {row["country_code"] for row in rows if not continent_of(row["country_code"])} == {""}
    listed = [code for codes in CONTINENTS.values() for code in codes.split()]
    assert sorted(listed) == sorted({row["country_code"] for row in rows} - {""})


def test_every_continent_has_its_rows(rows):
    counts = Counter(continent_of(row["country_code"]) for row in rows)
    assert {name: counts[name] for name, least in LEAST.items() if counts[name] < least} == {}


def test_the_queries_reach_sixty_countries(rows):
    assert len({row["country_code"] for row in rows if row["group"] == "eng"} - {""}) >= 60


def test_a_settlement_lies_in_a_country(rows):
    stateless = [row["id"] for row in rows if row["kind"] in SEATS and not row["country_code"]]
    assert len(stateless) <= 1  # Abyei, which two countries claim

"""Codes of countries in other people's tables, against the standards they are from."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from geo import load_atlas
from geo._locating.country_codes import translate_code

TABLE = Path(__file__).parents[1] / "geo" / "_locating" / "tables" / "country_codes.csv"

# FIPS PUB 10-4 where ISO 3166-1 alpha-2 has the same two letters for somebody else, or none.
FIPS = {
    "AS": "AUS",
    "AU": "AUT",
    "BG": "BGD",
    "BU": "BGR",
    "CH": "CHN",
    "CI": "CHL",
    "IV": "CIV",
    "CF": "COG",
    "CG": "COD",
    "CT": "CAF",
    "CD": "TCD",
    "GM": "DEU",
    "GA": "GMB",
    "GB": "GAB",
    "EI": "IRL",
    "IZ": "IRQ",
    "IS": "ISR",
    "JA": "JPN",
    "KN": "PRK",
    "KS": "KOR",
    "NG": "NER",
    "NI": "NGA",
    "NU": "NIC",
    "PS": "PLW",
    "WE": "PSE",
    "GZ": "PSE",
    "RS": "RUS",
    "RI": "SRB",
    "SF": "ZAF",
    "SG": "SEN",
    "SN": "SGP",
    "SP": "ESP",
    "SU": "SDN",
    "OD": "SSD",
    "SW": "SWE",
    "SZ": "CHE",
    "TU": "TUR",
    "TX": "TKM",
    "TS": "TUN",
    "UK": "GBR",
    "UP": "UKR",
    "YM": "YEM",
    "ZA": "ZMB",
    "ZI": "ZWE",
    "KV": "XKX",
    "BM": "MMR",
    "BO": "BLR",
    "LE": "LBN",
    "LO": "SVK",
}


@pytest.mark.parametrize(("given", "code"), FIPS.items())
def test_fips_codes_are_not_iso_codes(given, code):
    assert translate_code("fips", given) == {code}


def test_small_letters_and_zeros_in_front_make_no_difference():
    assert translate_code("fips", " au ") == {"AUT"}
    assert translate_code("iso_numeric", "4") == translate_code("iso_numeric", "004") == {"AFG"}


@pytest.mark.parametrize("given", ["", "OS", "XX", "-", "٣٣"])
def test_what_is_no_code_is_no_country(given):
    assert translate_code("fips", given) == frozenset()


def test_numbers_of_the_states_of_ucdp():
    known = {"482": "CAF", "490": "COD", "816": "VNM", "678": "YEM", "732": "KOR", "2": "USA", "775": "MMR"}
    assert {given: translate_code("gw", given) for given in known} == {
        given: {code} for given, code in known.items()
    }


def test_a_state_that_broke_up_is_all_of_its_ground_until_it_did():
    # South Sudan became independent on 9 July 2011, East Timor on 20 May 2002, Eritrea on 24 May 1993.
    assert translate_code("gw", "625", 2011) == {"SDN", "SSD"}
    assert translate_code("gw", "625", 2012) == {"SDN"}
    assert translate_code("gw", "850", 1999) == {"IDN", "TLS"}
    assert translate_code("gw", "530", 1994) == {"ETH"}
    assert len(translate_code("gw", "365", 1990)) == 15
    assert translate_code("gw", "365", 1992) == translate_code("gw", "365") == {"RUS"}


@pytest.fixture(scope="module")
def atlas():
    return load_atlas(own=False)


def test_every_code_of_the_table_is_of_an_entity(atlas):
    known = set(atlas.entities["code"])
    with TABLE.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    assert {code for row in rows for code in row["codes"].split(";")} <= known
    assert len({(row["system"], row["given"], row["until"]) for row in rows}) == len(rows)


def test_every_country_has_its_number_and_nearly_all_a_fips_code(atlas):
    with TABLE.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    known = set(atlas.entities["code"])
    numbered = {row["codes"] for row in rows if row["system"] == "iso_numeric"}
    assert known - numbered == {"XKX"}
    coded = {code for row in rows if row["system"] == "fips" for code in row["codes"].split(";")}
    assert known - coded == {"ALA"}

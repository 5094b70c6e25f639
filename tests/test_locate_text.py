"""`geo.locate_text`: what strings mean, held against published places and the map itself."""

from __future__ import annotations

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod

import geo
from geo.errors import DataError, UsageError

GEOD = Geod(ellps="WGS84")


def km(one, lon, lat):
    return GEOD.inv(one.lon, one.lat, lon, lat)[2] / 1000.0


# What is said, where that is by published gazetteers (lon, lat), and how near the answer has to be, km.
KNOWN = [
    ("Aktau, Kazakhstan", 51.15, 43.65, 10),
    ("Aktau, Mangystau Region", 51.15, 43.65, 10),
    ("Казахстан, Мангистауская область, Актау", 51.15, 43.65, 10),
    ("Kuryk, Mangystau", 51.65, 43.19, 10),
    ("Karakiya district, Mangystau", 54.2, 42.9, 120),
    ("Каракиянского района, Мангистауская область", 54.2, 42.9, 120),
    ("Springfield, Illinois", -89.64, 39.8, 10),
    ("Springfield, Ill.", -89.64, 39.8, 10),
    ("Paris, Texas", -95.55, 33.66, 10),
    ("London, Ontario", -81.23, 42.98, 15),
    ("Tripoli, Lebanon", 35.84, 34.43, 10),
    ("Mosul Iraq", 43.13, 36.34, 15),
    ("Cook County, Illinois", -87.7, 41.8, 40),
    ("دير الزور", 40.14, 35.34, 15),
    ("Київ", 30.52, 50.45, 20),
    ("под Харьковом", 36.25, 49.98, 25),
    ("в Актау", 51.15, 43.65, 10),
    ("Caspian Sea", 50.5, 42.0, 300),
    ("Lake Victoria", 33.0, -1.0, 120),
    ("Guryev", 51.92, 47.12, 20),
    ("Bombay", 72.85, 19.05, 30),
    ("NSW", 147.0, -32.2, 250),
    ("Mt. Everest", 86.93, 27.99, 30),
]


@pytest.mark.parametrize(("said", "lon", "lat", "near_km"), KNOWN)
def test_well_known_places_are_where_they_are(said, lon, lat, near_km):
    best = geo.locate_text(said)[0]
    assert km(best, lon, lat) <= near_km, best


def test_kara_kyuyun_is_presumed_to_be_karakiya_and_says_why():
    best = geo.locate_text("Kara-Kyuyun district, Mangystau region")[0]
    assert (best.name, best.kind, best.region_code) == ("Karakiyanskiy", "district", "KZ-47")
    assert best.why.startswith("presumed: no district called \u201cKara-Kyuyun\u201d is known in Mangystau")
    assert 0.5 <= best.score < 0.9


def test_western_kazakhstan_is_not_the_region_of_that_name():
    part = geo.locate_text("western Kazakhstan")[0]
    region = geo.locate_text("West Kazakhstan Region")[0]
    assert part.kind == "area"
    assert region.kind == "region"
    assert region.region_code == "KZ-27"
    west, south, east, north = shapely.bounds(part.shape)
    assert west < 47.0
    assert south < 42.5
    assert east < 70.0
    assert north > 50.0


def test_karagiye_the_depression_is_not_karakiya_the_district():
    depression = geo.locate_text("Karagiye depression")[0]
    assert depression.kind != "district"
    assert km(depression, 51.75, 43.45) < 40


def test_aktau_in_karaganda_is_not_the_port():
    assert {one.region_code for one in geo.locate_text("Aktau, Karaganda Region")} == {"KZ-35"}


def test_georgia_may_be_two_and_both_are_told():
    found = geo.locate_text("Georgia")
    assert [(one.kind, one.country_code) for one in found[:2]] == [("country", "GEO"), ("region", "USA")]
    assert geo.locate_text("Georgia", country="USA")[0].country_code == "USA"
    assert geo.locate_text("Atlanta, Georgia")[0].region_code == "US-GA"


def test_a_name_of_many_keeps_them_all_and_is_not_sure():
    found = geo.locate_text("Springfield", limit=20)
    assert len(found) == 20
    assert found[0].score < 0.5
    assert len({one.region_code for one in found}) > 8
    assert sum(one.score for one in found) <= 1.5


def test_a_place_near_what_is_known_is_likelier():
    assert geo.locate_text("Springfield", near=(-89.0, 40.0))[0].region_code == "US-IL"


def test_a_stated_parent_that_does_not_fit_is_told():
    found = geo.locate_text("Bakhmut, Mangystau Region")
    assert not found or ("elsewhere" in found[0].why or "presumed" in found[0].why)
    assert not found or found[0].score < 0.9


@pytest.mark.parametrize(
    "said",
    [
        "",
        "  ",
        "n/a",
        "unknown",
        "the hospital",
        "Xyzzyville",
        "Qarzvelnitsk, Donetsk oblast",
        "-",
        "2023",
        "область",
    ],
)
def test_what_names_no_place_is_unknown(said):
    assert geo.locate_text(said) == []


def test_coordinates_are_as_precise_as_their_digits():
    minutes = geo.locate_text("43°39\u2032N 51°10\u2032E")[0]
    assert (minutes.kind, minutes.located_by, minutes.country_code) == ("point", "coordinates", "KAZ")
    assert (round(minutes.lon, 4), round(minutes.lat, 4)) == (51.1667, 43.65)
    assert 900 < minutes.precision_m < 1300
    assert geo.locate_text("43.65012, 51.16034")[0].precision_m < 2


def test_exchanged_coordinates_are_reported_and_never_mended_in_silence():
    found = geo.locate_text("51.17, 43.65, Kazakhstan")
    assert (round(found[0].lon, 2), round(found[0].lat, 2)) == (43.65, 51.17)
    assert found[0].score <= 0.5
    assert "exchanged" in found[0].why
    assert (round(found[1].lon, 2), round(found[1].lat, 2)) == (51.17, 43.65)
    assert found[1].country_code == "KAZ"


def test_a_distance_and_a_direction_become_an_area():
    best = geo.locate_text("40 km north of Aktau, Kazakhstan", country="KAZ")[0]
    lon, lat, _ = GEOD.fwd(51.17, 43.66, 0.0, 40_000.0)
    assert km(best, lon, lat) < 2
    assert shapely.contains_xy(best.shape, lon, lat)
    assert best.located_by == "expression"


def test_a_border_becomes_its_line():
    line = geo.locate_text("on the Kazakhstan-Uzbekistan border")[0]
    assert line.kind == "line"
    length_km = abs(GEOD.geometry_length(line.shape)) / 1000.0
    # 2,320 to 2,363 km by published lines; what is at sea is left out.
    assert 2_150 < length_km < 2_400


def test_names_are_resolved_together():
    text = "Police in Paris, Texas, said the man had driven from Sherman."
    spans = [(text.index(name), text.index(name) + len(name)) for name in ("Paris", "Texas", "Sherman")]
    assert [found[0].region_code for found in geo.locate_names(text, spans)] == ["US-TX"] * 3
    assert geo.locate_names("Nothing here", []) == []


def test_wrong_calls_say_what_to_do():
    with pytest.raises(UsageError, match="needs a text"):
        geo.locate_text(5)
    with pytest.raises(UsageError, match="longitude and latitude"):
        geo.locate_text("Aktau", near=(0.0, 95.0))
    with pytest.raises(DataError, match="No country is called"):
        geo.locate_text("Aktau", country="Kazakstania")
    with pytest.raises(UsageError, match="not inside the text"):
        geo.locate_names("Aktau", [(0, 9)])


def test_ten_million_characters_are_no_name():
    assert geo.locate_text("x" * 10_000_000) == []


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80))
def test_any_text_gives_candidates_on_earth_or_none(text):
    for one in geo.locate_text(text, limit=3):
        assert -180 <= one.lon <= 180
        assert -90 <= one.lat <= 90
        assert 0 <= one.score <= 1
        assert one.precision_m > 0


PIECES = [
    *("Aktau", ",", " ", "district", "in", "40 km", "north of", "(", ")", "Georgia", "-", "область", "43.65"),
    *("N", "\0", "near"),
]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=8))
def test_any_mixture_of_words_is_read_or_left(words):
    geo.locate_text(" ".join(words), limit=3)

"""What the panel of a map says, for exact points and for points with a radius."""

from __future__ import annotations

import logging
import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import geo
from geo._maps.columns import choose_columns
from geo._maps.facts import list_fields
from geo._maps.row import list_rows
from geo._maps.wording import describe_accuracy, describe_distance
from tests.map_atlas import ATLAS, measured
from tests.small_atlas import NAMES

HERE = "nearest to this point"


def told(table, columns=None):
    names = {code: name for code, (name, _) in NAMES.items()}
    return {
        field.key: next(iter(field[-1]))
        for field in list_fields(table, columns or {}, list_rows(table, names))
    }


def panel(point, radius_m=None, **changes):
    table = measured(point, **({} if radius_m is None else {"geo_precision_m": [radius_m]}))
    return told(table.assign(**changes))


@pytest.mark.parametrize(
    ("distance_m", "radius_m", "words"),
    [
        (300.0, 5_000.0, "between 0 and 6 km"),
        (56_900.0, 5_000.0, "about 57 km, between 51 and 62 km"),
        (1_700.0, 5_000.0, "about 2 km, between 0 and 7 km"),
        (78_612.0, 150_000.0, "about 80 km, between 0 and 230 km"),
        (78_612.0, 25.0, "about 78.6 km, between 78.5 and 78.7 km"),
    ],
)
def test_a_radius_decides_how_finely_a_distance_is_told(distance_m, radius_m, words):
    ends = max(0.0, distance_m - radius_m), distance_m + radius_m
    assert describe_distance(distance_m, *ends, accuracy_m=10.0, precision_m=radius_m) == words


@given(st.floats(0, 1e6), st.floats(30, 1e6))
def test_inside_the_radius_no_small_number_is_told(distance_m, radius_m):
    ends = max(0.0, distance_m - radius_m), distance_m + radius_m
    words = describe_distance(distance_m, *ends, accuracy_m=10.0, precision_m=radius_m)
    assert words.startswith("between 0 and" if distance_m < radius_m / 3 else ("about", "less"))


def test_the_accuracy_is_that_of_the_drawing():
    words = describe_accuracy(10.0)
    assert words.startswith("drawn within 10 m of OpenStreetMap's line; ")
    assert "known" not in words


def test_a_radius_that_reaches_a_neighbour_says_so():
    beyond = panel((1.9, 1.0), 50_000.0)["country"]
    assert beyond == "no one country holds all of the circle; it reaches Bendor"
    both = panel((1.9, 1.9), 50_000.0)["country"]
    assert both.startswith("no one country holds all of the circle; it reaches ")
    assert "Bendor" in both
    assert "Dur" in both
    assert panel((1.0, 1.0), 5_000.0)["country"] == "Alland"
    assert panel((1.9, 1.0))["country"] == "Alland"


def test_with_a_radius_what_is_nearest_is_nearest_to_the_point():
    vague, exact = panel((1.9, 1.0), 50_000.0), panel((1.9, 1.0))
    for key in ("border", "place"):
        assert vague[key][-1] == HERE
        assert HERE not in exact[key]


def test_outside_all_countries_no_border_is_promised():
    told_at_sea = panel((6.0, 1.0))
    assert told_at_sea["country"] == "none: outside all countries, no land border is measured"
    assert "border" not in told_at_sea


def test_a_place_abroad_names_its_country():
    found = panel((0.5, 1.0))
    assert found["city"][0] == "Acity, Bendor (population 50,000)"
    assert found["place"][0] == "Smalltown (population 5,000)"


def test_one_place_is_told_once():
    found = panel((2.5, 1.0))
    assert found["place"][-1] == "also the nearest town and city"
    assert "town" not in found
    assert "city" not in found
    apart = panel((0.5, 1.0))
    assert apart["place"][-1] == "also the nearest town"
    assert "city" in apart


def test_places_that_share_only_a_name_are_told_apart():
    found = panel((2.5, 1.0), geo_city_lon=pd.array([0.0], dtype="Float64"))
    assert found["place"][-1] == "also the nearest town"
    assert found["city"][0].startswith("Acity")


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Event title", "title"),
        ("Titel", "title"),
        ("Ereignis", "title"),
        ("EVENT_DATE", "date"),
        ("Event-Type", "type"),
        ("sub_event_type", "type"),
        ("reported_place", "place"),
        ("reported_claims", "claim"),
        ("Damage", "claim"),
        ("fatalities", "claim"),
        ("reported_by", "source"),
    ],
)
def test_common_headings_are_recognised(heading, role):
    table = measured((0.5, 0.5), **{heading: ["x"]})
    assert choose_columns(table, [heading]) == {heading: role}
    # An incident without a title is called after its place; claims and the like have to be asked for.
    assert choose_columns(table, None) == ({} if role == "claim" else {heading: role})


def test_of_places_only_the_first_enters_unasked_and_only_where_there_is_no_title():
    places = {"place": ["x"], "district": ["y"]}
    assert choose_columns(measured((0.5, 0.5), **places), None) == {"place": "place"}
    assert choose_columns(measured((0.5, 0.5), **places, title=["t"]), None) == {"title": "title"}


@pytest.mark.parametrize(
    "heading", ["phone", "witness_name", "date_of_birth", "reported_by_phone", "reported_to_whom", "notes"]
)
def test_what_may_be_private_stays_out(heading):
    assert choose_columns(measured((0.5, 0.5), **{heading: ["x"]}), None) == {}


def test_the_claims_of_the_example_are_on_its_page(request):
    table = geo.read_incidents(request.config.rootpath / "data" / "examples" / "mangystau.csv")
    makefile = (request.config.rootpath / "Makefile").read_text(encoding="utf-8")
    asked_for = re.search(r"MAP_COLUMNS := ([\w,]+)", makefile)[1].split(",")
    assert {"reported_claims", "damage", "position_note"} <= set(choose_columns(table, asked_for))


def test_making_a_map_says_nothing_to_the_user(caplog):
    with caplog.at_level(logging.INFO, logger="geo"):
        geo.make_map(measured((0.5, 0.5), title=["t"]), atlas=ATLAS)
    assert not [record for record in caplog.records if record.name.startswith("geo._maps")]


def test_a_map_of_many_does_not_repeat_its_list_as_its_title():
    many = geo.make_map(measured((0.5, 0.5), (0.6, 0.5), title=["a", "b"]), atlas=ATLAS)
    assert many.get_root().heading == "Where the incidents are"
    one = geo.make_map(measured((0.5, 0.5), title=["Only one"]), atlas=ATLAS)
    assert one.get_root().heading == "Only one"

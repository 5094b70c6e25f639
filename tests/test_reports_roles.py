"""What a place is named for: where it happened, what that lies in, what is measured from, or just besides."""

from __future__ import annotations

import functools
import io

import pytest

import geo

DATELINE = "LONDON, May 7 (Agency) - A bomb exploded in Goma on Monday, 12 km from the border with Rwanda.\n"


@functools.cache
def roles(text, language="en"):
    report = geo.read_report(io.BytesIO(text.encode()), language=language)
    return {place.quote: place.role for place in report.places}


@pytest.mark.parametrize(
    ("text", "place", "role"),
    [
        ("A bomb exploded in Goma on Monday.", "Goma", "event"),
        ("A bomb exploded near Goma on Monday.", "Goma", "event"),
        ("A bomb exploded in Goma, North Kivu.", "North Kivu", "context"),
        ("A bomb exploded in Goma, DR Congo.", "DR Congo", "context"),
        ("A drone fell in Karakiya district of Mangystau region.", "Mangystau region", "context"),
        ("A bomb exploded in Goma, near the border with Rwanda.", "Rwanda", "reference"),
        ("A bomb exploded in Goma, 1,570 km from Kinshasa.", "Kinshasa", "reference"),
        ("A bomb exploded in Nakuru, between Nairobi and Kisumu.", "Nairobi", "reference"),
        ("A bomb exploded in Goma, near the Rwandan border.", "Rwandan", "reference"),
        ("A bomb exploded in Mombasa, on the coast of Kenya.", "Kenya", "reference"),
        (DATELINE, "LONDON", "background"),
        (DATELINE, "Goma", "event"),
        (DATELINE, "Rwanda", "reference"),
        ("A spokesman for the ministry in Kinshasa said a bomb exploded in Goma.", "Kinshasa", "background"),
        ("Moscow said a bomb exploded in Goma.", "Moscow", "background"),
        ("A bus bound for Almaty crashed near Taraz.", "Almaty", "background"),
        ("A bus bound for Almaty crashed near Taraz.", "Taraz", "event"),
        ("A soldier trained in Germany was killed in an attack in Goma.", "Germany", "background"),
        ("A flight from Paris to Cairo crashed near Rome.", "Cairo", "background"),
        ("Three citizens of France were killed in an attack in Goma.", "France", "background"),
        ("The wounded were flown to Nairobi after a bomb exploded in Goma.", "Nairobi", "background"),
        ("A drone made in Turkey fell in Goma.", "Turkey", "background"),
        ("The president of Uganda condemned the attack in Goma.", "Uganda", "background"),
        ("No bomb exploded in Goma. A fire broke out in Bukavu.", "Goma", "background"),
    ],
)
def test_a_place_has_its_role(text, place, role):
    assert roles(text)[place] == role


@pytest.mark.parametrize(
    ("text", "place", "role"),
    [
        ("Взрыв произошёл в Астане.", "Астане", "event"),
        ("Беспилотник упал в Астане, недалеко от границы с Россией.", "Россией", "reference"),
        ("Автобус следовал в Ташкент и перевернулся под Харьковом.", "Ташкент", "background"),
        ("В Астане прогремел взрыв, сообщили власти в Москве.", "Москве", "background"),
    ],
)
def test_in_russian_too(text, place, role):
    assert roles(text, "ru")[place] == role


def test_where_it_was_heard_or_felt_is_not_where_it_was():
    assert roles("A bomb exploded in Goma. The blast was heard in Gisenyi.")["Gisenyi"] != "event"
    assert roles("An earthquake shook Almaty. Tremors were felt in Bishkek.")["Bishkek"] != "event"


def test_a_capital_that_is_named_is_where_it_was():
    found = roles("A blast shook Georgia's capital, Tbilisi.")
    assert (found["Tbilisi"], found["Georgia"]) == ("event", "context")


def test_every_role_is_one_of_four_and_has_its_reason():
    report = geo.read_report(io.BytesIO(DATELINE.encode()), language="en")
    assert {place.role for place in report.places} <= {"event", "context", "reference", "background"}
    assert all(place.because for place in report.places)

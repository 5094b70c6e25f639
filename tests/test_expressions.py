"""Location phrases are read: tables checked by hand in ten languages, what is none, and hostile text.

``tests/data/location_phrases.tsv``: stated, least and most km; direction and its half width in degrees.
"""

from __future__ import annotations

import csv
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo._locating.expressions import parse_expression
from geo._locating.expressions.compass import HEADINGS, read_heading
from geo._locating.expressions.folding import fold_text
from geo._locating.expressions.lengths import find_length
from geo._locating.expressions.vocabulary import roles

PHRASES = Path(__file__).parent / "data" / "location_phrases.tsv"
MILE_KM = 1.609344

NOTHING = """
Aktau
Aktau, Kazakhstan
Karakiya district, Mangystau region
Côte d'Ivoire
Ivory Coast
Gold Coast
Costa Rica
Costa de Marfil
Entre Ríos
New York
Northampton
Southampton
Westminster
Sudan
Estonia
Norway
Nordhausen
Surat
Northern
South
North Region
Northern Province
Ouest, Haiti
Nearchus
Borderlands
Newcastle upon Tyne
Stratford-upon-Avon
Bosnia and Herzegovina
Trinidad and Tobago
Guinea-Bissau
Port-au-Prince
Rostov-on-Don
Airport Road
Highway 1
M4 motorway
Route 66
an hour's drive from Aktau
two days' walk north
a dozen kilometres from Goma
dozens of kilometres from Goma
6 km N and 4 km W of Welna
1.200 km north of Kidal
9000 km north of Kidal
0 km from Kidal
10 km
10 km north
5 km from the border
near
near the border
the border
between
between Aktau
north of
within 5 km
north-south of Aktau
Offenbach
Offa
Актау
Мангистауская область
Северодвинск
Восток
Подольск
Ростов-на-Дону
Нью-Йорк
Южно-Сахалинск
Bahr el Ghazal
Addis Ababa
東京
12345
!!!
""".strip().split("\n")

PERHAPS_NAMES = """
South Sudan
North Korea
West Bank
Western Sahara
South Africa
Northern Ireland
North Macedonia
West Virginia
North Kazakhstan Region
Western Australia
Eastern Cape
East Timor
Central African Republic
North Rhine-Westphalia
Nord-Kivu
Sud-Ubangi
Norte de Santander
Kuzey Kıbrıs
Солтүстік Қазақстан
Западная Сахара
Южный Судан
Bay Area
""".strip().split("\n")


def rows():
    with PHRASES.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def numbers(*values, by=1.0):
    return "" if None in values else " ".join(f"{value / by:.4g}" for value in values)


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["text"])
def test_a_phrase_is_read(row):
    found = parse_expression(row["text"])
    assert found is not None
    assert {
        "text": row["text"],
        "kind": found.kind,
        "anchors": "; ".join(found.anchors),
        "km": numbers(found.distance_m, found.distance_low_m, found.distance_high_m, by=1000.0),
        "direction": numbers(found.direction_deg, found.half_width_deg),
        "part": found.part or "",
        "relation": found.relation,
        "name": "name" if found.may_be_name else "",
        "place": found.place,
    } == row
    assert all(anchor in row["text"] for anchor in found.anchors)
    assert found.said


def test_there_are_phrases_enough():
    assert len(rows()) >= 150
    assert len(NOTHING) + len(PERHAPS_NAMES) >= 40


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_no_phrase_is_none(text):
    assert parse_expression(text) is None


@pytest.mark.parametrize("text", PERHAPS_NAMES)
def test_a_name_built_like_a_phrase_says_so(text):
    found = parse_expression(text)
    assert found is not None
    assert found.may_be_name


@pytest.mark.parametrize(
    "text",
    ["in the south of Mali", "the north of Sudan", "на юге Мали", "le nord du Mali", "40 km north of Korea"],
)
def test_a_phrase_that_no_name_is_built_like_says_that_too(text):
    assert not parse_expression(text).may_be_name


# The table of Chapman and Wieczorek (2020) under "Uncertainty Related to Offset Precision".
@pytest.mark.parametrize(
    ("text", "km"),
    [
        ("10.1 km", 0.05),
        ("10.25 mi", 0.125 * MILE_KM),
        ("10.5 km", 0.25),
        ("10.6 mi", 0.05 * MILE_KM),
        ("10.75 km", 0.125),
        ("10 mi", 0.5 * MILE_KM),
        ("15 km", 0.5),
        ("30 mi", 5.0 * MILE_KM),
        ("33 km", 0.5),
        ("100 mi", 5.0 * MILE_KM),
        ("140 km", 5.0),
        ("200 mi", 5.0 * MILE_KM),
        ("1000 m", 0.05),
        ("2000 m", 0.05),
    ],
)
def test_a_number_is_as_exact_as_the_guide_says(text, km):
    length = find_length(text)
    assert (length.high_m - length.low_m) / 2000.0 == pytest.approx(km, rel=1e-12)
    assert length.stated_m == pytest.approx((length.low_m + length.high_m) / 2.0)


@pytest.mark.parametrize(
    ("text", "metres"),
    [
        ("12 miles", 19312.128),
        ("½ mile", 804.672),
        ("2½ miles", 4023.36),
        ("2 1/2 miles", 4023.36),
        ("3/4 mile", 1207.008),
        ("1,200 km", 1.2e6),
        ("1 200 km", 1.2e6),
        ("1,5 km", 1500.0),
        ("7.50 km", 7500.0),
        ("٤٠ كم", 40_000.0),
        ("two and a half km", 2500.0),
        ("one mile and a half", 2414.016),
        ("1 nautical mile", 1852.0),
        ("полутора километрах", 1500.0),
        ("200 yards", 182.88),
        ("3,000 feet", 914.4),
    ],
)
def test_a_number_is_converted_exactly(text, metres):
    assert find_length(fold_text(text).text).stated_m == pytest.approx(metres, rel=1e-14)


@pytest.mark.parametrize(
    "text", ["1.200 km", "0 km", "6000 km", "7/3 km", "15-10 km", "km", "40 kilograms", "v40 km"]
)
def test_a_number_that_cannot_be_meant_is_none(text):
    assert find_length(text) is None


def test_a_second_length_that_agrees_is_left_alone_and_another_is_told():
    assert "another" not in parse_expression("25 km (15.5 miles) south of Gao").said
    assert parse_expression("25 km (40 miles) south of Gao").said.endswith(
        "40 miles beside it is another length"
    )


def test_the_next_sentence_is_another_matter():
    assert parse_expression("40 km north of Aktau. A drone fell").anchors == ("Aktau",)
    assert parse_expression("near St. Louis").anchors == ("St. Louis",)
    assert parse_expression("near Bria\nin the morning").anchors == ("Bria",)


def test_about_changes_nothing():
    plain = parse_expression("40 km north of Aktau")
    about = parse_expression("about 40 km north of Aktau")
    assert about.qualifiers == ("about",)
    assert about._replace(qualifiers=(), said=plain.said) == plain


def test_sixteen_directions_have_their_width():
    for number, (letters, heading) in enumerate(HEADINGS.items()):
        assert heading.azimuth_deg == number * 22.5
        assert heading.half_width_deg == {1: 45.0, 2: 22.5, 3: 11.25}[len(letters)]
        assert read_heading(letters) == read_heading(heading.name) == heading
        assert read_heading(heading.name.replace("-", "")) == heading


def test_accents_spaces_and_dashes_are_read_alike():
    composed = parse_expression("à  25\u00a0km au nord de Kaga\u2011Bandoro")
    apart = parse_expression(unicodedata.normalize("NFD", "à 25 km au nord de Kaga-Bandoro"))
    assert composed.anchors == ("Kaga\u2011Bandoro",)
    assert (
        (composed.distance_m, composed.direction_deg)
        == (apart.distance_m, apart.direction_deg)
        == (25e3, 0.0)
    )


@pytest.mark.parametrize(
    "text",
    ["", " ", "near\0 Aktau", "near Aktau\x1b[31m", "\ud800 near Aktau", "near " + "a" * 300, "\u0301" * 50],
)
def test_bad_text_is_none(text):
    assert parse_expression(text) is None


def test_ten_megabytes_are_none_at_once():
    start = time.perf_counter()
    assert parse_expression("near " * 2_000_000) is None
    assert time.perf_counter() - start < 0.1


@pytest.mark.parametrize(
    "piece",
    ["a ", "in the ", "of ", "- ", "north ", "at a distance of ", "a-b-", "near ", "1 ", "the border of "],
)
def test_no_text_takes_long(piece):
    text = (piece * 240)[:239]
    start = time.perf_counter()
    parse_expression(text)
    assert time.perf_counter() - start < 0.2


PIECES = sorted({word for words in roles().values() for word in words.strip("(?:)").split("|")})
MORE = [
    "40 km ",
    "1,5 miles ",
    "Aktau",
    "Kara-Kyuyun ",
    "'s ",
    ", ",
    "(",
    ") ",
    "-",
    " – ",
    "N ",
    "NE ",
    "север ",
]
words = st.sampled_from([*PIECES, *MORE])


def check(text):
    found = parse_expression(text)
    if found is None:
        return
    assert found.anchors
    for anchor in found.anchors:
        assert anchor in text
        assert anchor == anchor.strip()
        assert any(letter.isalpha() for letter in anchor)
    if found.distance_m is not None:
        assert 0.0 <= found.distance_low_m <= found.distance_m <= found.distance_high_m
    assert (found.direction_deg is None) == (found.half_width_deg is None)
    assert found.direction_deg is None or found.direction_deg % 22.5 == 0.0
    assert len(found.said) < 2000


@settings(max_examples=1500, deadline=None, derandomize=True)
@given(st.lists(words, max_size=9).map("".join))
def test_words_in_any_order_never_break_it(text):
    check(text)


@settings(max_examples=500, deadline=None, derandomize=True)
@given(st.text(max_size=260))
def test_no_text_breaks_it(text):
    check(text)

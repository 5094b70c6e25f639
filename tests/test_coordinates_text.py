"""Positions in running text: what is found, and what is not."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo._coordinates import Position, find_coordinates, read_coordinates, read_degrees

PIECES = (
    *(
        "43",
        "43.65",
        "51,16",
        "°",
        "'",
        '"',
        "N",
        "E",
        "S",
        "W",
        "O",
        " ",
        ", ",
        "; ",
        "\n",
        "-",
        "+",
        "lat",
        "lon",
    ),
    *(
        "39T",
        "VJ",
        "55",
        "5555",
        "600000",
        "4800000",
        "8FVC9G8F+6X",
        "geo:",
        "POINT(",
        ")",
        "https://x.org/?q=",
    ),
    *(
        "с.ш.",
        "в.д.",
        "\u200f",
        "\u0664",
        "/",
        ".",
        "zone",
        "MGRS",
        "12.05.2023",
        "\0",
        "SRID=4326;",
        "@",
        "(",
        "~",
    ),
)


def found_in(text: str) -> list[str]:
    return [text[found.start : found.end] for found in find_coordinates(text)]


@pytest.mark.parametrize(
    "notation",
    [
        *("43.65, 51.16", "43,6512; 51,1634", "43.6512 51.1634", "-33.8688, 151.2093", "43.65°, 51.16°"),
        *(
            "N43.65 E51.16",
            "lat 43.65 lon 51.16",
            "43.6N 51.2E",
            "43°N 51°E",
            "Latitude: 43.65 N, Longitude: 51.16 E",
        ),
        *("43°39′N 51°10′E", "43 39 07 N, 051 10 30 E", "433907N 0511030E", "43:39:07N 51:10:30E"),
        *("43°39′07″ с. ш. 51°10′30″ в. д.", "широта 43,65; долгота 51,16", "43°39'07\", 51°10'30\""),
        *(
            "39T VJ 5555 5555",
            "39TVJ5555",
            "MGRS 39TVJ",
            "UTM zone 39 N 600000 4800000",
            "39N 600000 4800000",
        ),
        *("8FVC9G8F+6X", "geo:43.65,51.16;u=35", "POINT(51.16 43.65)", "SRID=4326;POINT (51.16 43.65)"),
        *("https://yandex.ru/maps/?ll=51.16,43.65", "https://www.google.com/maps/@43.65,51.16,12z"),
        *("lon/lat: 51.16, 43.65", "43 degrees 39 minutes north, 51 degrees 10 minutes east"),
    ],
)
@pytest.mark.parametrize(
    "sentence", ["{}", "On 12.05.2023 it fell at {}.", "(\u200f{}), 3 dead; 10:45", "был {} там"]
)
def test_every_notation_is_found_where_it_stands(notation, sentence):
    assert found_in(sentence.format(notation)) == [notation]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "12.05.2023",
            "12.05.2023, 13.05.2023",
            "1,234.56",
            "1,234.56 and 2,345.67",
            "192.168.1.1, 10.0.0.1",
        ),
        *(
            "v1.25.3, 2.30.1",
            "Python 3.11, 3.12",
            "12:30, 14:45",
            "12.30, 14.45",
            "24/7",
            "won 3-2",
            "2.50, 3.40",
        ),
        *("$12.50, 13.75", "42.50, 53.75 EUR", "USD 42.50, 53.75", "42.55, 53.75 руб.", "-12.50, -10.25 °C"),
        *("+7 701 123 45 67", "43, 51", "43 51", "5 N 3 E", "T5N R3E", "0.85, 0.92", "42.50, 53.75, 64.20"),
        *(
            "10DEC2023",
            "10 DEC 2023",
            "12MAY23",
            "38T",
            "BAN 2023",
            "43°75'N 51°10'E",
            "lat 95, lon 10",
            "95.12, 200.44",
        ),
        *(
            "-181.22, 10.55",
            "ехал с 43.65 в 51.16",
            "42.50 53.75",
            "43,651; 51,162",
            "81.25, 62.75 %",
            "71.15 km, 3",
        ),
        *(
            "https://shop.org/?price=43.65,51.16",
            "https://maps.app.goo.gl/x",
            "SRID=3857;POINT(5.55 4.44)",
            "23456789+22",
        ),
        *(
            "POLYGON((50.1234 43.1234, 51.1234",
            "38S 444000 3688000",
            "geo:95.123,10.123",
            "",
            "\0",
            "5.5 N and 3.2 W",
        ),
    ],
)
def test_what_is_no_position_is_not_found(text):
    assert found_in(f"It was {text} then") == []
    assert found_in(text) == []


def test_lists_of_pairs_are_found_pair_by_pair():
    assert found_in("43.6512, 51.1634; 44.1001, 52.2003") == ["43.6512, 51.1634", "44.1001, 52.2003"]
    assert found_in("43.65,51.16\n44.10,52.20\n") == ["43.65,51.16", "44.10,52.20"]
    assert found_in("N 43.65 E 51.16 N 44.10 E 52.20") == ["N 43.65 E 51.16", "N 44.10 E 52.20"]
    assert found_in("43.65 N 51.16 E 44.10 N 52.20 E") == ["43.65 N 51.16 E", "44.10 N 52.20 E"]


def check(text: str) -> None:
    end = 0
    for found in find_coordinates(text):
        assert isinstance(found, Position)
        assert end <= found.start < found.end <= len(text)
        assert -180 <= found.lon <= 180
        assert -90 <= found.lat <= 90
        assert found.precision_m >= 1.0
        end = found.end
    for read in (read_coordinates(text), read_degrees(text, "lat"), read_degrees(text, "lon")):
        assert isinstance(read, (str, tuple))


@given(st.text())
def test_any_text_is_borne(text):
    check(text)


@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_any_heap_of_pieces_is_borne(pieces):
    check("".join(pieces))


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        " ",
        "1,",
        "1 ",
        "N ",
        "1'",
        "(",
        "POINT(",
        "http://",
        "a.",
        "39T VJ ",
        "43.65, ",
        "lat ",
        "\u200f",
        "1N1E",
    ],
)
def test_time_grows_with_the_text_and_no_faster(unit):
    def seconds(count: int) -> float:
        text = unit * (count // len(unit))
        times = []
        for _ in range(3):
            start = time.process_time()
            find_coordinates(text)
            read_coordinates(text)
            times.append(time.process_time() - start)
        return min(times)

    # The least that a clock tells apart is added to both.
    assert seconds(100_000) <= 3.5 * seconds(50_000) + 0.05

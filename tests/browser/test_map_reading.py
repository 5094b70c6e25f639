"""What a reader finds of an incident: facts, notations to copy, rings, its neighbours at the spot, claims."""

from __future__ import annotations

import pytest
import shapely
from pyproj import Geod

from geo import make_map
from tests.browser.chromium import PHONE
from tests.browser.hands import click, click_map, click_named, focused, press, settle, write
from tests.map_atlas import ATLAS, as_area, measured

WGS84 = Geod(ellps="WGS84")
COLUMNS = ["title", "date", "type", "source_url", "archive_url"]


def two(**more):
    told = {
        "title": ["Strike on a bridge", "Drone found"],
        "type": ["strike", "drone"],
        "date": ["2024-03-01 10:30+05:00", "2024-03-02"],
        "source_url": ["https://example.org/a?b=1", "javascript:alert(1)"],
        "archive_url": ["https://archive.example.org/x", None],
    }
    return measured((1.2, 0.7), (0.4, 0.6), **told, **more)


def facts(page):
    return page.run(
        "return Object.fromEntries([...document.querySelectorAll('dd[data-key]')]"
        ".map((dd) => [dd.dataset.key, dd.innerText.replaceAll('\\u00a0', ' ')]))"
    )


def rings(page):
    return page.ask("map.drawn.shown.filter(({ name }) => name === 'ring').map(({ points }) => points)")


def test_the_panel_tells_everything_that_is_known_of_an_incident(open_map):
    page = open_map(make_map(two(), atlas=ATLAS, columns=COLUMNS))
    click_named(page, "Strike on a bridge\n2024-03-01 10:30+05:00 · strike", ".geo-list button")
    told = facts(page)
    assert told["source:date"] == "2024-03-01 10:30+05:00"
    assert told["located_by"] == "coordinates that the source gives"
    assert told["country"] == "Aland" or told["country"]
    for key in ("border", "neighbours", "coast", "place", "people", "region"):
        assert key in told, key
    links = page.run("return [...document.querySelectorAll('.geo-panel dd a')].map((a) => a.href)")
    assert links == ["https://example.org/a?b=1", "https://archive.example.org/x"]
    click_named(page, "← All incidents")
    click_named(page, "Drone found\n2024-03-02 · drone", ".geo-list button")
    assert facts(page)["source:date"] == "2024-03-02 (zone not stated)"
    assert page.run("return document.querySelectorAll('.geo-panel dd a').length") == 0


def test_coordinates_are_copied_in_three_notations(open_map, browser):
    browser.command("Browser.grantPermissions", permissions=["clipboardReadWrite", "clipboardSanitizedWrite"])
    page = open_map(make_map(two(), atlas=ATLAS))
    page.ask("map.select(0)")
    shown = page.run("return [...document.querySelectorAll('.geo-notations code')].map((c) => c.innerText)")
    assert shown[0] == "0.70000, 1.20000"
    assert shown[1] == "0°42'00.0\"N 1°12'00.0\"E"
    assert shown[2].startswith("31N BA")
    for place, text in enumerate(shown):
        click(page, f".geo-notations li:nth-child({place + 1}) .geo-copy")
        page.wait(f"return document.querySelectorAll('.geo-copy')[{place}].innerText === 'Copied'")
        assert page.run("return navigator.clipboard.readText()") == text


def test_where_the_clipboard_is_closed_copying_still_works(open_map):
    page = open_map(make_map(two(), atlas=ATLAS))
    page.run(
        "Object.defineProperty(navigator, 'clipboard', { value: undefined });"
        "window.copied = null; document.addEventListener('copy', () => {"
        " copied = document.getSelection().toString() || document.activeElement.value; });"
    )
    page.ask("map.select(0)")
    click(page, ".geo-notations .geo-copy")
    page.wait("return document.querySelector('.geo-copy').innerText === 'Copied'")
    assert page.run("return window.copied") == "0.70000, 1.20000"
    # The focus is still on the button, which says so to whoever hears it.
    assert focused(page) == "Copied"


def test_what_is_known_to_a_radius_has_fewer_digits_and_an_area_no_coordinates_at_all(open_map):
    page = open_map(make_map(two(geo_precision_m=[5_000.0, None]), atlas=ATLAS))
    page.ask("map.select(0)")
    decimal, dms, mgrs = page.run(
        "return [...document.querySelectorAll('.geo-notations code')].map((c) => c.innerText)"
    )
    assert decimal == "0.70, 1.20"
    assert '"' not in dms
    assert len(mgrs.replace(" ", "")) <= len("31NBA") + 4
    table = as_area(measured((1.5, 0.7), title=["Somewhere"]), shapely.box(1.2, 0.4, 1.9, 1.1))
    page = open_map(make_map(table, atlas=ATLAS))
    assert page.run("return document.querySelector('.geo-notations, .geo-rings')") is None


def test_rings_are_drawn_where_they_are_asked_for(open_map):
    page = open_map(make_map(two(), atlas=ATLAS))
    page.ask("map.select(0)")
    assert rings(page) == []
    click(page, ".geo-rings")
    write(page, ".geo-radii", "2.5; 40", end="ENTER")
    settle(page)
    found = rings(page)
    assert len(found) == 2
    for metres, points in zip((2_500, 40_000), found, strict=True):
        for lat, lon in points[::60]:
            assert WGS84.inv(1.2, 0.7, lon, lat)[2] == pytest.approx(metres, abs=1e-3)
    assert page.run("return [...document.querySelectorAll('.geo-name-ring')].map((n) => n.innerText)") == [
        "2.5 km",
        "40 km",
    ]
    # They go with the reader to the next incident, and away when told to.
    page.ask("map.select(1)")
    lat, lon = rings(page)[0][0]
    assert WGS84.inv(0.4, 0.6, lon, lat)[2] == pytest.approx(2_500, abs=1e-3)
    click(page, ".geo-rings")
    assert rings(page) == []
    write(page, ".geo-radii", "many", end="ENTER")
    assert "Write radii in kilometres" in page.text(".geo-ring-control")
    assert rings(page) == []


def test_rings_round_an_imprecise_place_say_what_they_are_round(open_map):
    page = open_map(make_map(two(geo_precision_m=[5_000.0, None]), atlas=ATLAS))
    page.ask("map.select(0)")
    click(page, ".geo-rings")
    assert "round the middle of the circle" in page.text(".geo-ring-control")


@pytest.mark.parametrize("size", [(1200, 800), PHONE])
def test_incidents_at_one_spot_are_listed_and_paged(open_map, size):
    table = measured(*[(0.5, 0.5)] * 3, (1.5, 0.5), title=[*"abc", "elsewhere"])
    page = open_map(make_map(table, atlas=ATLAS), size)
    click_map(page, 0.5, 0.5)
    assert page.text(".geo-panel h2") == "3 incidents at this spot"
    click(page, ".geo-list li:nth-child(2) button")
    assert page.text(".geo-steps span") == "2 of 3 at this spot"
    assert page.text(".geo-incident") == "b"
    click_named(page, "Next incident")
    assert page.text(".geo-incident") == "c"
    assert page.run("return document.querySelector('[aria-label=\"Next incident\"]').disabled") is True
    click_named(page, "Previous incident")
    # The keyboard stays on the button that was pressed.
    assert focused(page) == "Previous incident"
    assert (
        page.run("return document.querySelector('.geo-panel > .geo-unseen').textContent")
        == "b, 2 of 3 at this spot"
    )
    press(page, "Enter")
    assert page.text(".geo-incident") == "a"
    click_named(page, "← All incidents")
    assert page.text(".geo-panel h2") == "4 incidents"
    click(page, ".geo-list li:nth-child(4) button")
    assert page.text(".geo-steps span") == "4 of 4"


CLAIMS = [
    {
        "quote": "near the Aland-Bland border",
        "incident": 0,
        "verdict": "contradicted",
        "because": "The border is about 89 km away.",
        "object": "AAA-BBB",
        "distance_min_m": 88_900.0,
        "distance_max_m": 89_100.0,
        "attributed_to": "a headline <b>",
    },
    {"quote": "منطقة حدودية", "incident": 0, "verdict": None, "because": None},
    {
        "quote": "in the east",
        "incident": None,
        "verdict": "supported",
        "geometry": shapely.LineString([(2.5, 0.5), (2.9, 0.9)]),
    },
]


def test_claims_stand_with_their_incident_and_show_what_they_were_measured_against(open_map):
    page = open_map(make_map(two(), atlas=ATLAS, claims=CLAIMS))
    assert page.text(".geo-claims blockquote") == "in the east"
    assert "Supported by what was measured" in page.text(".geo-claims")
    before = page.ask("map.state().view")
    click(page, ".geo-claim-show")
    settle(page)
    assert page.run("return document.querySelectorAll('path.geo-claim-line').length") == 1
    assert page.ask("map.state().view") != before
    page.ask("map.select(0)")
    cards = page.run("return [...document.querySelectorAll('.geo-claim')].map((card) => card.innerText)")
    assert len(cards) == 2
    for words in (
        "near the Aland-Bland border",
        "Contradicted by what was measured: The border is about 89 km away.",
        "Measured: between 88.9 and 89.1 km",
        "a headline <b>",
    ):
        assert words in cards[0], words
    assert "Not judged" in cards[1]
    click(page, ".geo-claim-contradicted .geo-claim-show")
    settle(page)
    assert page.run("return document.querySelectorAll('path.geo-claim-line').length") >= 1
    assert page.run("return document.querySelector('.geo-claim-show').getAttribute('aria-pressed')") == "true"
    assert page.ask("map.state().claim") == 0
    click(page, ".geo-claim-contradicted .geo-claim-show")
    assert page.run("return document.querySelectorAll('path.geo-claim-line').length") == 0


def test_a_page_without_claims_says_nothing_of_them(open_map):
    page = open_map(make_map(two(), atlas=ATLAS))
    page.ask("map.select(0)")
    assert page.run("return document.querySelector('.geo-claims, .geo-claim')") is None

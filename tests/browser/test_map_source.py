"""Maps of rows whose source is known: what the page says of it, and what it lets readers save."""

from __future__ import annotations

import pytest

from geo import make_map
from tests.browser.chromium import DESKTOP, PHONE
from tests.browser.hands import click
from tests.map_atlas import ATLAS, measured

FILES = "return [...document.querySelectorAll('[data-save]')].map((each) => each.dataset.save)"
WHY = "return document.querySelector('.geo-kept-rows')?.textContent ?? null"
# Whether all of an element is in the window, and nothing lies over its middle.
SEEN = """
    const node = document.querySelector(arguments[0]);
    const { left, top, right, bottom } = node.getBoundingClientRect();
    const inside = left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
    return inside && node.contains(document.elementFromPoint((left + right) / 2, (top + bottom) / 2));
"""


def acled():
    columns = {
        "event_id_cnty": ["X1", "X2", "X3"],
        "event_date": ["2021-03-01", "2021-03-02", "2021-03-15"],
        "time_precision": ["1", "2", "3"],
        "event_type": ["Battles", "Riots", "Battles"],
        "location": ["Beni", "Goma", "Juba"],
        "source": ["Paper", "Radio", "Radio"],
    }
    return measured((0.5, 0.5), (1.5, 0.5), (1.2, 1.2), **columns)


def gdelt():
    columns = {
        "GlobalEventID": ["1", "2", "3"],
        "SQLDATE": ["20150218"] * 3,
        "EventCode": ["190", "190", "043"],
        "ActionGeo_Type": ["4"] * 3,
        "ActionGeo_FullName": ["Acity, Alland"] * 3,
        "ActionGeo_CountryCode": ["AA"] * 3,
        "ActionGeo_Lat": ["0.5"] * 3,
        "ActionGeo_Long": ["0.5"] * 3,
        "NumArticles": ["4", "5", "1"],
        "SOURCEURL": ["https://example.org/a", "https://example.org/b", "https://example.org/c"],
    }
    return measured(*[(0.5, 0.5)] * 3, **columns)


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_rows_stay_where_the_terms_of_their_source_restrict(open_map, size, tmp_path):
    page = open_map(make_map(acled(), atlas=ATLAS), size)
    click(page, "[data-tool=save]")
    # A picture, paper and a link hold what everybody sees.
    assert page.run(FILES) == ["png", "print"]
    assert "terms of their source (ACLED) restrict passing them on" in page.run(WHY)
    assert page.run(SEEN, ".geo-kept-rows")
    assert page.run("return document.querySelector('.geo-menu-body .geo-copy') !== null")
    page.screenshot(tmp_path / f"kept-{size[0]}.png")
    told = page.text(".geo-sources")
    assert "Incidents: ACLED" in told
    assert "Terms of ACLED" in told
    assert page.complaints() == []


def test_the_sentence_is_in_the_language_of_the_reader(open_map):
    page = open_map(make_map(acled(), atlas=ATLAS, language="ru"))
    click(page, "[data-tool=save]")
    assert "условия их источника (ACLED)" in page.run(WHY)


@pytest.mark.parametrize("options", [{"include_source_rows": True}, {"profile": "generic"}])
def test_rows_can_be_saved_where_the_author_says_so(open_map, options):
    page = open_map(make_map(acled(), atlas=ATLAS, **options))
    click(page, "[data-tool=save]")
    assert page.run(FILES) == ["png", "csv", "geojson", "kml", "print"]
    assert page.run(WHY) is None


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_a_map_of_gdelt_says_what_its_events_are(open_map, size, tmp_path):
    page = open_map(make_map(gdelt(), atlas=ATLAS, title="Acity"), size)
    page.screenshot(tmp_path / f"gdelt-{size[0]}.png")
    assert page.text("h1") == "Machine-coded media events: Acity"
    assert "nobody checked them" in page.text(".geo-meaning")
    assert page.run("return document.title").startswith("Machine-coded media events")
    assert page.ask("map.seen()") == 2
    click(page, ".geo-language")
    assert page.text("h1") == "События из СМИ, размеченные программой: Acity"
    assert "никто их не проверял" in page.text(".geo-meaning")
    assert page.complaints() == []

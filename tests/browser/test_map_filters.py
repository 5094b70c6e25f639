"""Everything that a reader filters by acts together, and the count is always there."""

from __future__ import annotations

import numpy as np
import pytest
from pyproj import Geod

from geo import make_map
from tests.browser.hands import choose, click, click_named, focused, press, settle, write
from tests.map_atlas import ATLAS, measured

WGS84 = Geod(ellps="WGS84")
COUNT = 24
COLUMNS = ["title", "date", "type", "actor", "weapon", "deaths"]


def table(**more):
    random = np.random.default_rng(3)
    points = [tuple(point) for point in random.uniform((0.1, 0.1), (2.9, 0.9), (COUNT, 2)).round(4)]
    told = {
        "title": [f"No. {number}" for number in range(COUNT)],
        "type": [["strike", "drone", "shelling"][number % 3] for number in range(COUNT)],
        "date": [f"2024-0{1 + number % 6}-11" for number in range(COUNT)],
        "actor": [["Army", "جيش", None, "=2+2 <b>"][number % 4] for number in range(COUNT)],
        "weapon": [f"model {number}" for number in range(COUNT)],
    }
    return measured(*points, **told, **more)


@pytest.fixture
def page(open_map):
    return open_map(make_map(table(), atlas=ATLAS, columns=COLUMNS[:5]))


def told(page):
    return page.text(".geo-filtered span")


def open_filters(page):
    click(page, ".geo-filters summary")
    settle(page, 80)


def rows(page):
    return page.run("return [...document.querySelectorAll('.geo-list .geo-entry')].map((n) => n.innerText)")


def test_the_count_is_always_there_and_one_button_clears_everything(page):
    assert told(page) == "All 24 incidents shown"
    write(page, ".geo-search", "army")
    page.wait("return Object.values(geoMaps)[0].seen() === 6")
    assert told(page) == "6 of 24 incidents shown"
    click(page, ".geo-categories input")
    left = page.ask("map.seen()")
    assert 0 < left < 6
    assert told(page) == f"{left} of 24 incidents shown"
    # It stays in sight however far the reader scrolls.
    page.run("document.querySelector('.geo-panel').scrollTop = 900")
    box = page.run(
        "const b = document.querySelector('.geo-filtered').getBoundingClientRect(); return [b.top, b.bottom]"
    )
    assert box[0] >= -20
    assert 0 < box[1] < 200
    page.run("document.querySelector('.geo-panel').scrollTop = 0")
    click_named(page, "Clear filters")
    assert told(page) == "All 24 incidents shown"
    assert page.run("return document.querySelector('.geo-search').value") == ""
    assert (
        page.run("return document.querySelector('.geo-clear').checkVisibility({ visibilityProperty: true })")
        is False
    )


def test_any_column_in_which_few_texts_recur_is_a_filter(page):
    open_filters(page)
    names = page.run("return [...document.querySelectorAll('.geo-adder option')].map((o) => o.textContent)")
    assert {"Type", "Actor", "Country", "Region", "Nearest land border"} <= set(names)
    # What differs in every row groups nothing, and a title is what an incident is called.
    assert not {"Weapon", "Title", "Date"} & set(names)
    choose(page, ".geo-adder", "Actor")
    options = page.run(
        "return [...document.querySelectorAll('.geo-facet label')]"
        ".map((n) => n.innerText.split('\\n').join(' ').trim())"
    )
    assert options == ["=2+2 <b> 6", "Army 6", "جيش 6", "not stated 6"]
    assert page.run("return document.activeElement.matches('.geo-facet input')")
    press(page, "Space")
    assert told(page) == "6 of 24 incidents shown"
    assert page.ask("map.state().filter.only") == {"source:actor": ["=2+2 <b>"]}
    press(page, "Tab")
    press(page, "Space")
    assert told(page) == "12 of 24 incidents shown"
    # With a kind hidden the options count what they would show; filters act together.
    click(page, ".geo-categories input")
    assert page.ask("map.seen()") == 8
    assert "2 in use" not in page.text(".geo-filters summary")
    choose(page, ".geo-adder", "Country")
    click(page, '[data-facet="country"] label')
    assert "2 in use" in page.text(".geo-filters summary")
    click_named(page, "Remove the filter by Actor")
    assert "source:actor" not in page.ask("map.state().filter.only")


def test_rows_that_state_nothing_can_be_asked_for(page):
    open_filters(page)
    choose(page, ".geo-adder", "Actor")
    click(page, ".geo-facet label:last-of-type")
    assert rows(page) == [f"No. {number}" for number in range(2, COUNT, 4)]


def near(page, km, what):
    write(page, "[data-near=km]", str(km))
    choose(page, "[data-near=what]", what)
    settle(page, 400)


def test_near_a_border_is_what_brute_force_says(open_map):
    incidents = table()
    page = open_map(make_map(incidents, atlas=ATLAS, columns=COLUMNS[:5]))
    open_filters(page)
    for km in (10, 55.5, 200):
        near(page, km, "the nearest land border")
        wanted = incidents["title"][(incidents["geo_border_m"] <= km * 1000).fillna(value=False)].tolist()
        assert page.ask("map.seen()") == len(wanted), km
        assert rows(page) == wanted
        assert not page.run("return document.querySelector('[data-near=perhaps]')")
    # A listed place, by PROJ.
    near(page, 60, "the nearest listed place")
    lons, lats = incidents["geo_lon"].to_numpy(float), incidents["geo_lat"].to_numpy(float)
    places = ATLAS.places.geometry
    away = [
        min(WGS84.inv(lon, lat, at.x, at.y)[2] for at in places) for lon, lat in zip(lons, lats, strict=True)
    ]
    assert page.ask("map.seen()") == sum(metres <= 60_000 for metres in away)
    # While there is no distance in the field the filter stays as it was, and the field says so.
    seen = page.ask("map.seen()")
    write(page, "[data-near=km]", "0")
    settle(page, 500)
    assert page.ask("map.seen()") == seen
    assert page.run("return document.querySelector('[data-near=km]').ariaInvalid") == "true"


def test_near_is_sure_or_perhaps_for_what_is_known_to_a_radius(open_map):
    incidents = table(geo_precision_m=[None, 20_000.0, 90_000.0] * 8)
    page = open_map(make_map(incidents, atlas=ATLAS, columns=COLUMNS[:5]))
    open_filters(page)
    near(page, 50, "the nearest land border")
    sure = (incidents["geo_border_max_m"] <= 50_000).fillna(value=False)
    perhaps = (incidents["geo_border_min_m"] <= 50_000).fillna(value=False)
    assert 0 < sure.sum() < perhaps.sum()
    assert page.ask("map.seen()") == sure.sum()
    assert f"Also {perhaps.sum() - sure.sum()} that may be as near" in page.text(".geo-near")
    click(page, "[data-near=perhaps]")
    assert page.ask("map.seen()") == perhaps.sum()
    assert focused(page) != "Clear filters"


def test_near_a_pin_is_what_proj_says(open_map):
    incidents = table()
    page = open_map(make_map(incidents, atlas=ATLAS, columns=COLUMNS[:5]))
    click(page, "[data-tool=goto]")
    write(page, ".geo-goto", "0.5, 1.5", end="ENTER")
    settle(page)
    press(page, "Escape")
    open_filters(page)
    near(page, 70, "the pin")
    lons, lats = incidents["geo_lon"].to_numpy(float), incidents["geo_lat"].to_numpy(float)
    away = WGS84.inv(lons, lats, np.full(COUNT, 1.5), np.full(COUNT, 0.5))[2]
    assert page.ask("map.seen()") == (away <= 70_000).sum() > 0
    # Without its pin the filter is gone, too.
    click(page, "[data-tool=goto]")
    click_named(page, "Remove the pin")
    assert page.ask("map.seen()") == COUNT


def test_a_link_brings_back_every_filter(open_map, browser, tmp_path):
    page = open_map(make_map(table(), atlas=ATLAS, columns=COLUMNS[:5]))
    state = {
        "filter": {
            "only": {"source:actor": ["جيش", None]},
            "near": {"what": "border", "km": 80, "perhaps": True},
        },
        "time": ["2024-02-01", "2024-05-31"],
        "rings": [5, 10],
        "layers": ["graticule", "places"],
        "pin": {"lon": 1.5, "lat": 0.5},
        "language": "ru",
    }
    page.run("Object.values(geoMaps)[0].setState(arguments[0])", state)
    page.wait("return location.hash.includes('graticule')")
    seen = page.ask("map.seen()")
    assert 0 < seen < COUNT
    address = page.run("return location.hash")
    browser.driver.get("about:blank")
    browser.driver.get((tmp_path / "map.html").as_uri() + address)
    page.wait("return window.geoMaps && Object.keys(geoMaps).length")
    assert page.ask("map.seen()") == seen
    again = page.ask("map.state()")
    for name in ("time", "rings", "layers", "pin", "language"):
        assert again[name] == state[name]
    assert again["filter"]["only"] == state["filter"]["only"]
    assert again["filter"]["near"] == state["filter"]["near"]


def test_nothing_that_passes_is_said(page):
    write(page, ".geo-search", "no such thing")
    page.wait("return Object.values(geoMaps)[0].seen() === 0")
    assert "No incident passes all filters." in page.text(".geo-content")
    assert told(page) == "0 of 24 incidents shown"


def test_few_incidents_need_no_filters(open_map):
    page = open_map(make_map(measured((1.2, 0.7), (0.4, 0.6), title=["a", "b"]), atlas=ATLAS))
    assert page.run("return document.querySelector('.geo-filters').checkVisibility()") is False


def test_an_address_pasted_over_this_one_is_followed(page):
    write(page, ".geo-search", "army")
    page.wait("return Object.values(geoMaps)[0].seen() === 6")
    page.run("location.hash = 'text=No.&incident=2&layers=graticule&lang=ru'")
    page.wait("return Object.values(geoMaps)[0].seen() === 24")
    state = page.ask("map.state()")
    assert (state["selected"], state["layers"], state["language"]) == (1, ["graticule"], "ru")
    assert page.text(".geo-incident") == "No. 1"
    page.run("location.hash = ''")
    page.wait("return Object.values(geoMaps)[0].state().selected === null")
    assert page.text(".geo-filtered span") == "All 24 incidents shown"
    assert page.complaints() == []

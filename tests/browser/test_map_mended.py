"""What readers once stumbled over stays mended."""

from __future__ import annotations

import pytest
from pyproj import Geod

from geo import make_map
from tests.browser.hands import click, click_named, focused, press, settle, write
from tests.map_atlas import ATLAS, measured

COUNT = 24
WGS84 = Geod(ellps="WGS84")
PICTURE = "return Object.values(geoMaps)[0].snapshot().toDataURL()"


def table():
    told = {
        "title": [f"No. {number}" for number in range(COUNT)],
        "type": [["strike", "drone"][number % 2] for number in range(COUNT)],
        "date": [f"20{10 + number % 6}-03-11" for number in range(COUNT)],
        "actor": [["Army", "Rebels"][number % 2] for number in range(COUNT)],
    }
    return measured(*[(0.2 + 0.1 * number, 0.5) for number in range(COUNT)], **told)


def drawn(**options):
    return make_map(table(), atlas=ATLAS, columns=["title", "date", "type", "actor"], **options)


@pytest.mark.parametrize("address", ["at=0,0,1e9", "at=0,0,-1e9", "time=2024-02-31/2024-03-01", "near=pin,5"])
def test_no_address_breaks_the_page(open_map, browser, tmp_path, address):
    page = open_map(drawn())
    page.run("location.hash = arguments[0]", address)
    settle(page)
    assert page.ask("map.seen()") == COUNT
    # The same in a link that is opened.
    browser.driver.get("about:blank")
    browser.driver.get(f"{(tmp_path / 'map.html').as_uri()}#{address}")
    page.wait("return window.geoMaps && Object.keys(geoMaps).length")
    assert page.ask("map.seen()") == COUNT
    assert page.complaints() == []


@pytest.mark.parametrize("title", ["constructor", "__proto__", "Table"])
def test_a_title_is_never_a_word_of_the_interface(open_map, title):
    page = open_map(drawn(title=title, language="ru"))
    assert page.text("h1") == title
    click_named(page, "English")
    assert page.text("h1") == title
    assert page.complaints() == []


def test_an_only_incident_stays_whatever_the_address_says(open_map):
    page = open_map(make_map(measured((1.2, 0.7), title=["One"]), atlas=ATLAS))
    page.run("location.hash = '#layers=graticule'")
    page.wait("return Object.values(geoMaps)[0].state().layers.length === 1")
    assert page.ask("map.state().selected") == 0
    assert page.run("return document.querySelectorAll('dd[data-key=border]').length") == 1


def test_the_picture_from_the_table_is_that_of_the_map(open_map):
    page = open_map(drawn())
    before = page.run(PICTURE)
    click(page, "[data-tool=table]")
    settle(page)
    assert page.run(PICTURE) == before


def test_what_is_filtered_by_is_said_beside_the_list(open_map):
    page = open_map(drawn())
    part = {
        "filter": {"only": {"source:actor": ["Army"]}, "precise": True},
        "time": ["2011-01-01", "2012-12-31"],
    }
    page.run("Object.values(geoMaps)[0].setState(arguments[0])", part)
    assert page.text(".geo-filter-words") == "2011-01-01 \u2013 2012-12-31; Actor: Army; known within 10 km"
    before = page.ask("map.state().view.zoom")
    click(page, ".geo-zoom-to")
    assert page.ask("map.state().view.zoom") > before


def test_days_are_written_and_bars_are_clicked(open_map):
    page = open_map(drawn())
    fields = "return [...document.querySelectorAll('.geo-day')].map((field) => field.value)"
    assert page.run(fields) == ["2010-03-11", "2015-03-11"]
    page.run(
        "const [from] = document.querySelectorAll('.geo-day'); from.value = '2013-01-01';"
        "from.dispatchEvent(new Event('change'))"
    )
    assert page.ask("map.state().time") == ["2013-01-01", "2015-03-11"]
    assert page.ask("map.seen()") == 12
    click_named(page, "All time")
    assert focused(page) == "First day shown"
    page.run(
        "const bars = document.querySelector('.geo-bars'); const box = bars.getBoundingClientRect();"
        "bars.dispatchEvent(new MouseEvent('click', { clientX: box.left + 1 }))"
    )
    assert page.ask("map.seen()") == 4


def test_a_place_outside_the_map_is_said_to_be(open_map):
    page = open_map(drawn())
    before = page.ask("map.state().view")
    click(page, "[data-tool=goto]")
    write(page, ".geo-goto", "-60, -100", end="ENTER")
    settle(page)
    middle = page.ask("map.map.options.maxBounds.getCenter()")
    km = WGS84.inv(middle["lng"], middle["lat"], -100.0, -60.0)[2] / 1000
    assert f"is outside this map, about {round(km, -2):,.0f} km" in page.text(".geo-goto-form [role=status]")
    assert page.ask("map.state().view") == before
    assert page.ask("map.state()")["pin"] is None


def test_other_colours_leave_the_focus_where_it_is(open_map):
    page = open_map(drawn())
    page.ask("map.select(3)")
    page.run("document.querySelector('.geo-theme').focus()")
    press(page, "Enter")
    assert focused(page) == "Light colours"


def test_the_list_of_columns_is_walked_by_arrow_keys(open_map):
    page = open_map(drawn())
    click(page, ".geo-filters summary")
    settle(page)
    page.run("document.querySelector('.geo-adder').focus()")
    press(page, "ArrowDown", times=2)
    assert page.run("return document.querySelector('.geo-facet')") is None
    assert page.run("return document.activeElement.matches('.geo-adder')")
    press(page, "Enter")
    assert page.run("return document.querySelectorAll('.geo-facet').length") == 1


def test_one_window_is_open_at_a_time_by_the_keyboard_as_well(open_map):
    page = open_map(drawn())
    opened = (
        "return [...document.querySelectorAll('.geo-menu-body')].filter((n) => n.checkVisibility()).length"
    )
    for tool in ("layers", "goto", "save"):
        page.run("document.querySelector(arguments[0]).focus()", f"[data-tool={tool}]")
        press(page, "Enter")
        assert page.run(opened) == 1
    page.run("document.querySelector('[data-tool=table]').focus()")
    press(page, "Enter")
    assert page.run(opened) == 0


def test_closing_the_measuring_tool_gives_the_focus_back(open_map):
    page = open_map(drawn())
    click(page, "[data-tool=measure]")
    press(page, "Escape")
    assert focused(page) == "Measure"


def test_a_pending_search_does_not_outlive_clear_filters(open_map):
    page = open_map(drawn())
    click(page, ".geo-categories input")
    write(page, ".geo-search", "zzz")
    page.run("document.querySelector('.geo-clear').click()")
    settle(page, 500)
    assert page.ask("map.seen()") == COUNT

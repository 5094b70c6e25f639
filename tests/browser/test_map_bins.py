"""A map of more incidents than a browser takes: it opens, tells counts, and says that it does."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

import geo
from tests.benchmarks.many_incidents import make_incidents
from tests.browser.chromium import DESKTOP, PHONE
from tests.browser.hands import click_map, click_named, settle
from tests.browser.test_map_everyone import AUDIT
from tests.find_node import find_axe
from tests.map_atlas import ATLAS

ROWS = 300_000


@pytest.fixture(scope="module")
def chart():
    table = make_incidents(ROWS - 500)
    # Known to a country, or to an area: in no cell.
    coarse = table.iloc[:300].assign(geo_precision_m=800_000.0)
    shapes = gpd.GeoSeries([shapely.box(10, 0, 20, 10)] * 200, crs=4326)
    areas = table.iloc[300:500].assign(geo_lon=pd.NA, geo_lat=pd.NA).set_geometry(shapes.array)
    return geo.make_map(pd.concat([table, coarse, areas], ignore_index=True), atlas=ATLAS)


@pytest.fixture
def page(chart, open_map):
    return open_map(chart)


def test_it_opens_small_and_quiet_and_says_what_it_is(chart, page):
    assert page.requests() == []
    assert page.complaints() == []
    assert len(chart.get_root().render()) < 2_500_000
    assert page.text(".geo-subtitle").startswith("300,000 incidents, counted in ")
    assert "Where in a cell they lie is not in this file." in page.text(".geo-cell-meaning")
    assert page.ask("map.seen()") == ROWS - 500
    assert page.text(".geo-filtered") == "299,500 of 300,000 in cells, the rest below"
    apart = page.text(".geo-apart")
    assert "200 are known only to an area or a line" in apart
    assert "300 are known only to a circle of more than 69 km, wider than a cell" in apart


def middle_of(page, cell):
    corners = page.ask(f"map.cells.outline({cell}).map(([lat, lon]) => [lon, lat])")
    return np.mean(corners[:-1], axis=0)


def test_a_click_on_a_cell_tells_its_counts(page):
    counts = page.ask("map.cells.counts()")
    cell = int(np.argmax(counts))
    click_map(page, *middle_of(page, cell))
    settle(page)
    assert page.ask("map.state().selected") == cell
    facts = page.text(".geo-cell-facts")
    assert f"{counts[cell]:,}" in facts
    kinds = page.run("""
        const [, told] = document.querySelectorAll(".geo-cell-facts dd");
        return [...told.children].map((each) => each.textContent);
    """)
    assert sum(int(each.rsplit(": ", 1)[1].replace(",", "")) for each in kinds) == counts[cell]
    click_named(page, "← All cells")
    assert page.ask("map.state().selected") is None


def test_where_nothing_is_counted_nothing_is_chosen(page):
    click_map(page, -28.0, 20.0)
    settle(page)
    assert page.ask("map.state().selected") is None


def test_the_key_counts_every_cell_once(page):
    told = page.run(
        "return [...document.querySelectorAll('.geo-classes .geo-count')].map((each) => each.textContent)"
    )
    cells = [int(each.split()[0].replace(",", "")) for each in told]
    assert sum(cells) == len(page.ask("map.cells.counts()"))
    assert 4 <= len(cells) <= 6
    assert min(cells) > 0


def test_a_time_changes_counts_colours_and_words_and_can_be_cleared(page):
    page.ask("map.setState({ time: ['2016-03-01', '2016-04-30'] })")
    settle(page, 1_200)
    days = pd.to_datetime(make_incidents(ROWS - 500)["date"])
    expected = int(days.between("2016-03-01", "2016-04-30").sum())
    assert page.ask("map.seen()") == expected
    assert page.text(".geo-filtered").startswith(f"{expected:,} of 300,000 incidents shown")
    assert "2016-03 to 2016-04" in page.text(".geo-content h2")
    assert page.ask("map.cells.breaks()")[-1] < 1_000
    click_named(page, "Clear filters")
    assert page.ask("map.seen()") == ROWS - 500


def test_the_keyboard_reaches_the_cells_and_the_sliders(page):
    assert page.run("return document.querySelectorAll('.geo-list button').length") == 50
    page.run("document.querySelector('.geo-list button').focus(); document.activeElement.click()")
    settle(page)
    assert page.run("return document.activeElement.className") == "geo-incident"
    labels = page.run(
        "return [...document.querySelectorAll('.geo-sliders input')].map((each) => each.ariaLabel)"
    )
    assert labels == ["First month shown", "Last month shown"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious(chart, open_map, theme):
    page = open_map(chart)
    page.run(find_axe().read_text(encoding="utf-8"))
    page.ask(f"map.setState({{ theme: '{theme}' }})")
    for state in (
        "map.select(null)",
        "map.setState({ time: ['2016-03-01', '2016-04-30'] })",
        "map.select(2)",
    ):
        page.ask(state)
        settle(page)
        serious, passed = page.run(AUDIT)
        assert serious == [], state
        assert passed > 20


def test_the_address_brings_a_reader_back(page):
    page.ask("map.setState({ time: ['2016-03-01', '2016-04-30'], theme: 'dark' })")
    page.ask("map.select(3)")
    settle(page, 600)
    told = page.run("return location.hash")
    assert "cell=4" in told
    assert "time=2016-03-01%2F2016-04-30" in told
    page.ask("map.setState({ time: null, selected: null })")
    settle(page, 600)
    page.run("location.hash = arguments[0]", told)
    settle(page, 600)
    assert page.ask("map.state().selected") == 3
    assert page.ask("map.state().time") == ["2016-03-01", "2016-04-30"]


def test_in_russian(page):
    page.ask("map.setState({ language: 'ru' })")
    assert "300" in page.text(".geo-subtitle")
    assert "происшествий, подсчёт по" in page.text(".geo-subtitle")
    assert "шестиугольник" in page.text(".geo-cell-meaning")


def test_the_picture_that_is_saved_says_it_too(page):
    ink = page.run("""
        const map = Object.values(window.geoMaps)[0];
        const canvas = map.snapshot({ scale: 1 });
        const [left, top, width, height] = canvas.dataset.map.split(" ").map(Number);
        const { data } = canvas.getContext("2d").getImageData(left, top, width, height);
        let dark = 0;
        for (let place = 0; place < data.length; place += 4) {
            if (data[place] === 0x56 && data[place + 1] === 0x11 && data[place + 2] === 0x24) dark += 1;
        }
        return dark;
    """)
    assert ink > 50


def test_on_a_phone_it_fits(chart, open_map):
    page = open_map(chart, PHONE)
    assert page.complaints() == []
    assert page.run("return document.documentElement.scrollWidth") <= PHONE[0]
    assert page.run("return document.querySelector('.geo-panel').scrollWidth") <= PHONE[0]
    assert page.text(".geo-subtitle").startswith("300,000 incidents")


def test_without_scripts_there_are_a_picture_and_tables(chart, open_map):
    page = open_map(chart, DESKTOP, scripts=False)
    text = page.text(".geo-plain")
    assert "300,000 incidents, counted in" in text
    assert "cells with most incidents" in text
    assert page.run("return document.querySelectorAll('.geo-pic-cell').length") >= 4

"""The examples, read, measured and drawn on the shipped atlas, as a reader opens them."""

from __future__ import annotations

import re

import pytest

import geo
from tests.browser.chromium import DESKTOP, PHONE

MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def charts(request):
    folder = request.config.rootpath / "data" / "examples"
    atlas = geo.load_atlas()
    tables = {name: geo.read_incidents(folder / f"{name}.csv") for name in ("mangystau", "earthquakes")}
    located = {name: geo.locate_incidents(table, atlas=atlas) for name, table in tables.items()}
    measured = {name: geo.measure_incidents(table, atlas=atlas) for name, table in located.items()}
    told = ["title", "type", "date", "reported_place", "reported_claims", "damage", "position_note"]
    columns = {"mangystau": told, "earthquakes": None}
    return {name: geo.make_map(table, atlas=atlas, columns=columns[name]) for name, table in measured.items()}


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_the_reported_incident_is_the_area_of_its_district(charts, open_map, size):
    page = open_map(charts["mangystau"], size)
    assert page.requests() == []
    assert page.complaints() == []
    drawn = {(line["codes"], line["kind"]) for line in page.ask("map.drawn.borders")}
    assert {(f"{pair}", "international") for pair in ("KAZ-RUS", "KAZ-TKM", "KAZ-UZB")} <= drawn
    assert page.run("return document.querySelectorAll('path.geo-selected-area').length") == 1
    assert page.ask("map.drawn.shown.map(({name}) => name)") == ["area"]
    assert page.run("return document.querySelector('[data-key=position]')") is None
    assert page.text("[data-key=precision]") == "an area: somewhere inside its outline"
    assert page.text(".geo-note").startswith("No coordinates were published.")
    assert "ODbL" in page.text(".geo-sources")


def test_the_district_touches_turkmenistan_and_uzbekistan_and_not_russia(charts, open_map):
    page = open_map(charts["mangystau"])
    told = dict(line.split(": ") for line in page.text("[data-key=neighbours]").splitlines())
    assert told["Turkmenistan"].startswith("between 0 and ")
    assert told["Uzbekistan"].startswith("between 0 and ")
    least, most = re.fullmatch(r"between (\d+) and (\d+) km", told["Russia"]).groups()
    assert 341 <= int(least) <= 355
    assert int(most) > int(least)
    label = page.text(".geo-name-distance-border").splitlines()
    assert label[1] == told["Turkmenistan"]
    assert label[2] == "to the international border with Turkmenistan"


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_the_earthquakes_of_the_world_are_shown_and_selected(charts, open_map, size):
    page = open_map(charts["earthquakes"], size)
    count = page.run("return document.querySelector('.geo-panel h2').innerText")
    assert count == "1,707 incidents"
    page.run("document.querySelectorAll('.geo-list button')[0].click()")
    assert page.text(".geo-incident") == "4km W of Castaic, CA"
    assert "Mexico" in page.text("[data-key=border]")
    assert page.requests() == []
    assert page.complaints() == []


def test_a_map_is_small_enough_for_an_e_mail(charts, tmp_path):
    for name, limit in (("mangystau", 1.2 * MEGABYTE), ("earthquakes", 4 * MEGABYTE)):
        path = tmp_path / f"{name}.html"
        charts[name].save(path)
        assert path.stat().st_size <= limit

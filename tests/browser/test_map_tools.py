"""The tools over the map: layers, grid, coordinates, go to, measure; by mouse and by keyboard."""

from __future__ import annotations

import re

import pytest
from pyproj import Geod

from geo import make_map
from tests.browser.chromium import DESKTOP, PHONE
from tests.browser.hands import click, click_map, click_named, focused, place_of, press, settle, write
from tests.map_atlas import ATLAS, measured

WGS84 = Geod(ellps="WGS84")


@pytest.fixture
def page(open_map):
    return open_map(make_map(measured((1.2, 0.7), (0.4, 0.6), title=["a", "b"]), atlas=ATLAS))


def names_on_the_map(page, kind):
    return page.run(
        "return [...document.querySelectorAll(`.geo-name-${arguments[0]}`)]"
        ".filter((n) => n.style.visibility === 'visible').map((n) => n.innerText)",
        kind,
    )


def kinds_in_legend(page):
    return page.run("return [...document.querySelectorAll('.geo-legend li')].map((li) => li.innerText)")


def test_each_layer_goes_and_comes(page):
    click(page, "[data-tool=layers]")
    labels = page.run(
        "return [...document.querySelectorAll('.geo-layers label')].map((n) => n.innerText.trim())"
    )
    for label in ("Names of countries", "Places", "International border", "Claimed line", "Disputed ground"):
        assert label in labels
    assert names_on_the_map(page, "country")
    assert "International border" in kinds_in_legend(page)
    for key in ("countries", "line-international", "disputed"):
        click(page, f"[data-layer={key}]")
    assert names_on_the_map(page, "country") == []
    assert "International border" not in kinds_in_legend(page)
    assert page.ask("map.drawn.disputed.length") == 0
    assert {each["kind"] for each in page.ask("map.drawn.borders")} >= {"claimed"}
    assert "international" not in {each["kind"] for each in page.ask("map.drawn.borders")}
    click(page, "[data-layer=line-international]")
    assert "International border" in kinds_in_legend(page)
    assert page.ask("map.state().layers") == ["countries", "disputed"]
    press(page, "Escape")
    assert focused(page) == "Layers"
    assert page.run("return document.querySelector('.geo-layers')?.checkVisibility() ?? false") is False


def test_a_menu_closes_by_a_click_elsewhere(page):
    click(page, "[data-tool=layers]")
    click(page, "[data-tool=save]")
    opened = (
        "return [...document.querySelectorAll('.geo-menu-body')].filter((n) => n.checkVisibility()).length"
    )
    assert page.run(opened) == 1
    click(page, ".geo-panel h1")
    assert page.run(opened) == 0


def test_the_grid_has_its_lines_where_its_degrees_say(page):
    degrees = "return [...document.querySelectorAll('.geo-degree-top')].map((n) => n.innerText)"
    assert page.run(degrees) == []
    click(page, "[data-tool=layers]")
    click(page, "[data-layer=graticule]")
    shown = page.run(
        "return [...document.querySelectorAll('.geo-degree-top')]"
        ".map((n) => [n.innerText, new DOMMatrix(getComputedStyle(n).transform).e])"
    )
    assert len(shown) >= 3
    left = page.run("return document.querySelector('.geo-stage').getBoundingClientRect().left")
    for text, x in shown:
        value = float(re.match(r"[\d.]+", text)[0]) * (-1 if text.endswith("W") else 1)
        assert place_of(page, value, 0.7)[0] - left == pytest.approx(x, abs=1.5)
    pixels = page.run(
        "const c = document.querySelector('.leaflet-geo-grid-pane canvas');"
        "return c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some((v) => v > 0)"
    )
    assert pixels


def test_the_coordinates_under_the_pointer_are_those_of_the_place(page):
    assert page.text(".geo-readout").startswith("Middle: ")
    x, y = place_of(page, 1.25, 0.75)
    page.browser.command("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)
    settle(page, 80)
    lat, lon = map(float, re.findall(r"\d+\.\d+", page.text(".geo-readout")))
    assert lat == pytest.approx(0.75, abs=0.01)
    assert lon == pytest.approx(1.25, abs=0.01)


@pytest.mark.parametrize(
    ("text", "lon", "lat"),
    [
        ("0.25, 1.75", 1.75, 0.25),
        ("0°15'0\"N 1°45'0\"E", 1.75, 0.25),
        ("0,25 \N{CYRILLIC SMALL LETTER ES}.ш. 1,75 в.д.", 1.75, 0.25),
        ("31N CA 60909 27638", 1.75, 0.25),
        ("geo:0.25,1.75?z=4", 1.75, 0.25),
    ],
)
def test_the_map_goes_to_coordinates_in_any_notation(page, text, lon, lat):
    click(page, "[data-tool=goto]")
    write(page, ".geo-goto", text, end="ENTER")
    settle(page)
    pin = page.ask("map.state().pin")
    assert (pin["lon"], pin["lat"]) == (pytest.approx(lon, abs=2e-3), pytest.approx(lat, abs=2e-3))
    view = page.ask("map.state().view")
    assert (view["lon"], view["lat"]) == (pytest.approx(lon, abs=0.02), pytest.approx(lat, abs=0.02))
    assert page.run("return document.querySelectorAll('path.geo-pin').length") == 1
    assert "Understood as" in page.text(".geo-goto-form")


@pytest.mark.parametrize("text", ["soon", "", "95, 10", "151.2, 33.8", "<img src=x>"])
def test_what_is_no_place_is_said_and_nothing_moves(page, text):
    before = page.ask("map.state().view")
    click(page, "[data-tool=goto]")
    write(page, ".geo-goto", text, end="ENTER")
    settle(page)
    assert len(page.text(".geo-goto-form [role=status]")) > 10
    assert page.ask("map.state()")["pin"] is None
    assert page.ask("map.state().view") == before


def kilometres(page):
    return float(re.search(r"about ([\d.,]+) km", page.text(".geo-measured"))[1].replace(",", ""))


def test_a_distance_is_measured_by_clicks(page):
    click(page, "[data-tool=measure]")
    assert page.text(".geo-measured") == "No point yet"
    for lon, lat in ((0.5, 0.7), (1.0, 0.9), (1.4, 0.6)):
        click_map(page, lon, lat)
    legs = [WGS84.inv(0.5, 0.7, 1.0, 0.9)[2], WGS84.inv(1.0, 0.9, 1.4, 0.6)[2]]
    assert kilometres(page) == pytest.approx(sum(legs) / 1000, abs=1.5)
    miles = float(re.search(r"([\d.]+) miles", page.text(".geo-measured"))[1])
    assert miles == pytest.approx(sum(legs) / 1609.344, abs=1)
    assert page.run("return document.querySelectorAll('.geo-legs li').length") == 2
    # A click measures, it does not choose what is under it.
    click_map(page, 1.2, 0.7)
    assert page.ask("map.state().selected") is None
    click_named(page, "Undo")
    assert kilometres(page) == pytest.approx(sum(legs) / 1000, abs=1.5)
    press(page, "Escape")
    assert page.run("return document.querySelectorAll('path.geo-measure-line').length") == 0
    click_map(page, 1.2, 0.7)
    assert page.ask("map.state().selected") == 0


def test_a_distance_is_measured_by_the_keyboard_alone(page):
    page.run("document.querySelector('[data-tool=measure]').focus()")
    press(page, "Enter")
    assert focused(page) == "Add the middle"
    first = page.ask("map.state().view")
    press(page, "Enter")
    page.run("document.querySelector('.leaflet-container').focus()")
    press(page, "ArrowRight", times=3)
    settle(page, 700)
    page.run("document.querySelector('[data-measure=add]').focus()")
    press(page, "Enter")
    second = page.ask("map.state().view")
    assert second["lon"] > first["lon"]
    wanted = WGS84.inv(first["lon"], first["lat"], second["lon"], second["lat"])[2]
    assert kilometres(page) == pytest.approx(wanted / 1000, rel=0.02)


@pytest.mark.parametrize("size", [DESKTOP, PHONE, (360, 740)])
def test_tools_lie_over_nothing_and_within_the_page(open_map, size):
    page = open_map(make_map(measured((1.2, 0.7), (0.4, 0.6), title=["a", "b"]), atlas=ATLAS), size)
    boxes = page.run(
        "return [...document.querySelectorAll('.geo-tool, .leaflet-control, .geo-handle')]"
        ".filter((n) => n.checkVisibility()).map((n) => { const b = n.getBoundingClientRect();"
        "return [n.className, b.left, b.top, b.right, b.bottom]; })"
    )
    assert len(boxes) >= 8
    for place, (name, left, top, right, bottom) in enumerate(boxes):
        assert left >= 0, name
        assert right <= size[0], name
        for other, *box in boxes[:place]:
            apart = right <= box[0] or box[2] <= left or bottom <= box[1] or box[3] <= top
            assert apart, (name, other)
    for tool in ("layers", "goto", "save"):
        click(page, f"[data-tool={tool}]")
        found = page.run(
            "const all = [...document.querySelectorAll('.geo-menu-body')];"
            "const b = all.find((n) => n.checkVisibility()).getBoundingClientRect();"
            "return [b.left, b.top, b.right, b.bottom]"
        )
        assert found[0] >= 0, tool
        assert found[2] <= size[0], tool
        assert found[3] <= page.run(
            "return document.querySelector('.geo-stage').getBoundingClientRect().bottom"
        ), tool
        press(page, "Escape")

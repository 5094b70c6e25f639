"""A map opens off-line, asks for nothing, and shows what was measured."""

from __future__ import annotations

import folium
import numpy as np
import pytest
from pyproj import Geod

from geo import make_map
from tests.browser.chromium import DESKTOP, PHONE
from tests.map_atlas import ATLAS, measured

WGS84 = Geod(ellps="WGS84")
ONE = {"title": ["Drone found"], "date": ["2026-11-02"], "source": ["https://example.org/a"]}


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_nothing_is_asked_for_and_nothing_is_wrong(open_map, size):
    page = open_map(make_map(measured((1.5, 1.0), **ONE), atlas=ATLAS), size)
    assert page.requests() == []
    assert page.complaints() == []


def test_the_drawn_lines_are_geodesics_to_what_was_measured(open_map):
    table = measured((1.2, 0.7), **ONE)
    page = open_map(make_map(table, atlas=ATLAS))
    for shape in page.ask("map.drawn.shown"):
        target = table[[f"geo_{shape['name']}_lon", f"geo_{shape['name']}_lat"]].iloc[0].astype(float)
        lat, lon = np.array(shape["points"]).T
        assert WGS84.inv(lon[-1], lat[-1], *target)[2] < 0.5
        whole_m = WGS84.inv(1.2, 0.7, *target)[2]
        # Every vertex on a shortest line splits it without making it longer.
        before = WGS84.inv(np.full(len(lon), 1.2), np.full(len(lon), 0.7), lon, lat)[2]
        after = WGS84.inv(lon, lat, np.full(len(lon), target.iloc[0]), np.full(len(lon), target.iloc[1]))[2]
        assert np.abs(before + after - whole_m).max() < 0.01
    assert [shape["name"] for shape in page.ask("map.drawn.shown")] == ["border", "city"]


def test_a_stated_precision_is_a_circle_of_that_radius(open_map):
    table = measured((1.0, 1.0), **ONE).assign(geo_precision_m=[30_000.0])
    page = open_map(make_map(table, atlas=ATLAS))
    circle = next(shape for shape in page.ask("map.drawn.shown") if shape["name"] == "circle")
    lat, lon = np.array(circle["points"]).T
    radius_m = WGS84.inv(np.full(len(lon), 1.0), np.full(len(lon), 1.0), lon, lat)[2]
    assert np.abs(radius_m - 30_000).max() < 0.01
    assert "within 30 km" in page.text("[data-key=precision]")


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_the_kilometres_stand_on_the_lines(open_map, size):
    page = open_map(make_map(measured((1.2, 0.7), **ONE), atlas=ATLAS), size)
    for name in ("border", "city"):
        label = f".geo-name-distance-{name}"
        assert (
            page.run("return getComputedStyle(document.querySelector(arguments[0])).visibility", label)
            == "visible"
        )
        assert "km" in page.text(label)
        box, width, height = page.run(
            "const box = document.querySelector(arguments[0]).getBoundingClientRect();"
            "return [[box.left, box.top, box.right, box.bottom], innerWidth, innerHeight];",
            label,
        )
        assert box[0] >= 0
        assert box[1] >= 0
        assert box[2] <= width
        assert box[3] <= height


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_no_label_lies_over_another(open_map, size):
    page = open_map(make_map(measured((0.3, 0.3), (1.5, 1.2), title=["a", "b"]), atlas=ATLAS), size)
    boxes = page.run("""
        const seen = [...document.querySelectorAll(".geo-name")];
        const shown = seen.filter((node) => node.style.visibility === "visible");
        const boxes = shown.map((node) => node.getBoundingClientRect());
        return boxes.map((box) => [box.left, box.top, box.right, box.bottom]);
    """)
    assert len(boxes) > 4
    for index, one in enumerate(boxes):
        for other in boxes[index + 1 :]:
            apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
            assert apart, (one, other)


def test_only_an_international_border_is_solid(open_map):
    page = open_map(make_map(measured((1.2, 1.9), **ONE), atlas=ATLAS))
    drawn = {(line["codes"], line["kind"], line["dashed"]) for line in page.ask("map.drawn.borders")}
    assert ("AAA-BBB", "international", False) in drawn
    assert ("AAA-DDD", "line_of_control", True) in drawn
    assert {dashed for _, kind, dashed in drawn if kind != "international"} == {True}
    legend = page.text(".geo-legend")
    assert "Line of control" in legend
    assert "International border" in legend


def test_the_panel_tells_the_facts(open_map):
    page = open_map(make_map(measured((1.2, 0.7), **ONE), atlas=ATLAS))
    panel = page.text(".geo-panel")
    assert "Drone found" in panel
    assert "Alland" in page.text("[data-key=country]")
    border = page.text("[data-key=border]")
    assert "international border" in border
    assert "about 89.0 km to the east" in border
    assert "drawn within 10 m" in page.text("[data-key=border_accuracy]")
    assert "Bendor: about 89.0 km" in page.text("[data-key=neighbours]")
    assert "Acity, Bendor (population 50,000)" in page.text("[data-key=city]")
    assert "hamlets are not in the list" in panel
    assert "CC0-1.0" in page.text(".geo-sources")
    link = page.run("const a = document.querySelector('.geo-panel a'); return [a.href, a.rel]")
    assert link == ["https://example.org/a", "noopener noreferrer"]


def test_a_list_is_walked_with_the_keyboard(open_map, browser):
    rows = [(0.2 + 0.001 * row, 0.5) for row in range(150)]
    titles = [f"Number {row}" for row in range(150)]
    page = open_map(make_map(measured(*rows, title=titles), atlas=ATLAS))
    assert "150 incidents" in page.text(".geo-panel h2")
    page.run("document.querySelector('.geo-panel').focus()")
    press(browser, "Tab")
    assert page.run("return document.activeElement.type") == "search"
    # Past the switch for groups, further filters and the first of the list.
    for _ in range(4):
        press(browser, "Tab")
    press(browser, "Enter")
    assert page.text(".geo-incident") == "Number 1"
    assert page.ask("map.state().selected") == 1
    assert page.ask("map.drawn.shown.length") == 2
    page.run("document.querySelector('.geo-back').focus()")
    press(browser, "Enter")
    assert page.run("return document.activeElement.innerText.split('\\n')[0]") == "Number 1"
    assert page.ask("map.state().selected") is None


def press(browser, key):
    codes = {"Tab": 9, "Enter": 13}
    extra = {"text": "\r"} if key == "Enter" else {}
    for kind in ("keyDown", "keyUp"):
        browser.command(
            "Input.dispatchKeyEvent",
            type=kind,
            key=key,
            code=key,
            windowsVirtualKeyCode=codes[key],
            **(extra if kind == "keyDown" else {}),
        )


def test_incidents_at_one_spot_are_one_symbol_with_a_count(open_map):
    page = open_map(make_map(measured(*[(0.5, 0.5)] * 7, title=list("abcdefg")), atlas=ATLAS))
    centre = page.run(
        "const map = Object.values(geoMaps)[0].map; const at = map.latLngToContainerPoint([0.5, 0.5]);"
        "const box = map.getContainer().getBoundingClientRect(); return [box.left + at.x, box.top + at.y]"
    )
    for kind in ("mousePressed", "mouseReleased"):
        page.browser.command(
            "Input.dispatchMouseEvent", type=kind, x=centre[0], y=centre[1], button="left", clickCount=1
        )
    page.wait("return document.querySelector('.geo-panel h2').innerText.includes('at this spot')")
    assert page.run("return document.querySelectorAll('.geo-list li').length") == 7


def test_both_sides_of_the_antimeridian_are_seen_together(open_map):
    page = open_map(make_map(measured((179.5, 0.5), (-178.5, 0.5), title=["w", "e"]), atlas=ATLAS))
    assert page.complaints() == []
    assert abs(abs(page.ask("map.state().view.lon")) - 179.5) < 1.5
    assert page.ask("map.state().view.zoom") > 5


@pytest.mark.parametrize(
    "points", [[], [(0.5, 90.0)], [(0.5, -90.0)], [(0.5, 0.5), (170.0, 1.0), (-120.0, -1.0)], [(2.0, 1.0)]]
)
def test_odd_tables_open(open_map, points):
    titles = ["x"] * len(points)
    page = open_map(make_map(measured(*points, title=titles), atlas=ATLAS))
    assert page.complaints() == []
    zoom = page.ask("map.state().view.zoom")
    assert np.isfinite(zoom)
    assert ("no incident" in page.text(".geo-panel")) == (not points)


def test_a_row_without_a_position_is_listed_with_its_reason(open_map):
    table = measured((0.5, 0.5), (0.6, 0.6), title=["good", "bad"])
    table.loc[1, ["geo_lon", "geo_lat"]] = None
    table["geo_problem"] = [None, "latitude 95 is beyond the pole"]
    page = open_map(make_map(table, atlas=ATLAS))
    assert "1 without a position" in page.text(".geo-subtitle")
    assert "Not on the map: latitude 95 is beyond the pole" in page.text(".geo-list")


def test_without_scripts_there_is_a_table(open_map):
    chart = make_map(measured((1.2, 0.7), title=["Drone <b>found</b>"]), atlas=ATLAS)
    page = open_map(chart, scripts=False)
    text = page.browser.command("Runtime.evaluate", expression="1") and page.text("body")
    assert "Drone <b>found</b>" in text
    assert "about 89.0 km to the east" in text
    assert page.complaints() == []


def test_it_stays_a_folium_map(open_map):
    chart = make_map(measured((1.2, 0.7), **ONE), atlas=ATLAS)
    shape = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}
    folium.GeoJson(shape, name="Mine").add_to(chart)
    folium.Marker([1.0, 1.0]).add_to(chart)
    folium.LayerControl(collapsed=False).add_to(chart)
    page = open_map(chart)
    assert page.complaints() == []
    assert page.requests() == []
    assert "Mine" in page.text(".leaflet-control-layers")
    assert page.run("return document.querySelector('.leaflet-marker-icon').naturalWidth") > 0


def test_it_shows_in_a_notebook(browser, tmp_path):
    path = tmp_path / "cell.html"
    cell = make_map(measured((1.2, 0.7), **ONE), atlas=ATLAS)._repr_html_()
    path.write_text(f'<!doctype html><meta charset="utf-8">{cell}', encoding="utf-8")
    page = browser.open(path)
    inside = "document.querySelector('iframe').contentDocument"
    page.wait(f"return {inside}.querySelector('.geo-name-distance-border') !== null")
    assert page.complaints() == []

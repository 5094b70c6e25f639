"""What a reader sees first, and what the legend says of it."""

from __future__ import annotations

import numpy as np
import pytest

from geo import make_map
from tests.browser.chromium import DESKTOP, PHONE
from tests.map_atlas import ATLAS, measured

VISIBLE = """
    const nodes = [...document.querySelectorAll(arguments[0])];
    const boxes = nodes
        .filter((node) => node.style.visibility !== "hidden")
        .map((node) => node.getBoundingClientRect());
    return boxes.map((box) => [box.left, box.top, box.right, box.bottom]);
"""
SPOTS_ON_SCREEN = """
    const map = Object.values(geoMaps)[0].map;
    const origin = map.getContainer().getBoundingClientRect();
    return arguments[0].map(([lon, lat]) => {
        const at = map.latLngToContainerPoint([lat, lon]);
        return [origin.left + at.x, origin.top + at.y];
    });
"""


def apart(one, other):
    return one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


@pytest.mark.parametrize("size", [DESKTOP, PHONE, (1000, 500)])
def test_every_incident_of_the_world_is_in_the_first_view(open_map, size):
    points = [(-179.5, -17.0), (179.5, 51.0), (-90.0, 40.0), (20.0, 10.0), (100.0, 78.0), (60.0, -61.0)]
    page = open_map(make_map(measured(*points, title=list("abcdef")), atlas=ATLAS), size)
    stage = page.run(VISIBLE, ".geo-stage")[0]
    for x, y in page.run(SPOTS_ON_SCREEN, points):
        assert stage[0] < x < stage[2]
        assert stage[1] < y < stage[3]
    # A smaller window: the reader can zoom out until everything is seen again.
    page.browser.command(
        "Emulation.setDeviceMetricsOverride", width=700, height=420, deviceScaleFactor=1, mobile=False
    )
    page.wait("return innerWidth === 700")
    page.wait("const {map} = Object.values(geoMaps)[0]; return map.getSize().x < 340")
    page.ask("(map.map.setView([20, 0], -9, { animate: false }), null)")
    stage = page.run(VISIBLE, ".geo-stage")[0]
    for x, _ in page.run(SPOTS_ON_SCREEN, points):
        assert stage[0] < x < stage[2]


def test_a_link_is_a_link_in_a_browser_of_early_2023(open_map, browser):
    script = browser.command("Page.addScriptToEvaluateOnNewDocument", source="delete URL.canParse;")
    try:
        page = open_map(
            make_map(measured((1.2, 0.7), title=["t"], source=["https://example.org/a"]), atlas=ATLAS)
        )
        assert page.complaints() == []
        assert page.run("return document.querySelector('.geo-panel a').href") == "https://example.org/a"
    finally:
        browser.command("Page.removeScriptToEvaluateOnNewDocument", **script)


def test_a_fact_that_equals_the_title_is_still_told(open_map):
    page = open_map(make_map(measured((1.2, 0.7), title=["Alland"], place=["Alland"]), atlas=ATLAS))
    assert page.text("[data-key=country]") == "Alland"
    assert page.run("return document.querySelector('[data-key=\"source:place\"]')") is None


def test_a_row_with_a_position_is_not_said_to_be_off_the_map(open_map):
    table = measured((0.5, 0.5), (0.6, 0.6), title=["good", "vague"])
    table["geo_problem"] = [None, "precision -5 is not a radius"]
    page = open_map(make_map(table, atlas=ATLAS))
    assert "Not on the map" not in page.text(".geo-list")
    page.run("document.querySelector('[data-row=\"1\"]').click()")
    assert "precision -5 is not a radius" in page.text(".geo-note")


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_the_credit_stands_on_the_map(open_map, size):
    page = open_map(make_map(measured((1.2, 0.7), title=["t"]), atlas=ATLAS), size)
    credit = page.run(VISIBLE, ".leaflet-control-attribution")[0]
    scale = page.run(VISIBLE, ".leaflet-control-scale")[0]
    stage, panel = page.run(VISIBLE, ".geo-stage")[0], page.run(VISIBLE, ".geo-panel")[0]
    assert page.text(".leaflet-control-attribution") == "© OpenStreetMap contributors · GeoNames"
    assert credit[3] - credit[1] < 25
    assert apart(credit, scale)
    assert apart(credit, panel)
    assert not apart(credit, stage)


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_callouts_of_near_incidents_cover_neither_each_other_nor_a_symbol(open_map, size):
    points = [(1.2, 0.7), (1.203, 0.7), (1.2015, 0.703)]
    page = open_map(make_map(measured(*points, title=list("abc")), atlas=ATLAS), size)
    boxes = page.run(VISIBLE, '.geo-name[class*="distance"]')
    assert boxes
    for index, one in enumerate(boxes):
        assert all(apart(one, other) for other in boxes[index + 1 :])
        for x, y in page.run(SPOTS_ON_SCREEN, points):
            assert apart(one, (x - 4, y - 4, x + 4, y + 4))


def test_circles_of_all_imprecise_incidents_are_drawn(open_map):
    points = [(0.2 + 0.2 * row, 0.5) for row in range(6)]
    table = measured(*points, title=list("abcdef"))
    table["geo_precision_m"] = [20_000.0, 5_000.0, 300.0, 0.0, None, 9_000.0]
    page = open_map(make_map(table, atlas=ATLAS))
    circles = "document.querySelectorAll('path.geo-circle')"
    assert page.ask("map.drawn.circles") == [0, 1, 5]
    assert page.run(f"return [...{circles}].map((path) => path.getAttribute('fill'))") == ["none"] * 3
    assert "choose it to see its circle" in page.text(".geo-legend")
    page.ask("map.select(2)")
    assert page.run(f"return {circles}.length") == 4
    assert (
        page.run(f"return [...{circles}].filter((path) => path.getAttribute('fill') !== 'none').length") == 1
    )


def test_the_legend_speaks_of_circles_only_when_there_are_some(open_map):
    points = [(0.2 + 0.2 * row, 0.5) for row in range(5)]
    page = open_map(make_map(measured(*points, title=list("abcde")), atlas=ATLAS))
    assert "circle" not in page.text(".geo-legend")
    assert "the number counts them" not in page.text(".geo-legend")
    table = measured(*points, points[0], title=list("abcdef"))
    table["geo_precision_m"] = [20_000.0] * 6
    page = open_map(make_map(table, atlas=ATLAS))
    assert "the dashed circle holds it" in page.text(".geo-legend")
    assert "the number counts them" in page.text(".geo-legend")


def test_a_large_circle_is_round_on_the_screen(open_map):
    table = measured((1.0, 1.0), title=["t"]).assign(geo_precision_m=[150_000.0])
    page = open_map(make_map(table, atlas=ATLAS))
    path = page.run("return document.querySelector('path.geo-selected-area').getAttribute('d')")
    corners = np.array([pair.split() for pair in path.strip("Mz").replace(",", " ").split("L")], dtype=float)
    assert len(corners) > 300
    edges = np.diff(corners, axis=0)
    turns = np.abs(np.diff(np.unwrap(np.arctan2(edges[:, 1], edges[:, 0]))))
    assert np.degrees(turns.max()) < 2.5


def test_escape_in_the_panel_goes_back_to_the_list(open_map, browser):
    page = open_map(make_map(measured((0.5, 0.5), (0.9, 0.9), title=["a", "b"]), atlas=ATLAS))
    page.run("document.querySelector('[data-row=\"1\"]').click()")
    assert page.ask("map.state().selected") == 1
    for kind in ("keyDown", "keyUp"):
        browser.command(
            "Input.dispatchKeyEvent", type=kind, key="Escape", code="Escape", windowsVirtualKeyCode=27
        )
    assert page.ask("map.state().selected") is None
    assert page.run("return document.activeElement.dataset.row") == "1"


def test_the_scale_bar_hides_no_incident(open_map):
    points = [(0.2, 0.9), (0.9, 0.2)]
    page = open_map(make_map(measured(*points, title=list("ab")), atlas=ATLAS), PHONE)
    scale = page.run(VISIBLE, ".leaflet-control-scale")[0]
    for x, y in page.run(SPOTS_ON_SCREEN, points):
        assert apart(scale, (x - 5, y - 5, x + 5, y + 5))

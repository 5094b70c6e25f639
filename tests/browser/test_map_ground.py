"""Kinds of lines, disputed ground and its table, and incidents that are areas, as a reader meets them."""

from __future__ import annotations

import pandas as pd
import pytest
import shapely

from geo import make_map
from geo._maps.payload import build_payload
from tests.browser.chromium import DESKTOP, PHONE
from tests.browser.test_map_safe import HOSTILE, harmless
from tests.map_atlas import ATLAS, MapAtlas, as_area, measured

SQUARE = shapely.box(1.2, 0.4, 1.9, 1.1)
LEGEND = "[...document.querySelectorAll('.geo-legend li')].map((line) => line.textContent)"
BUTTON = "document.querySelector('.geo-disputes')"
DIALOG = "document.querySelector('dialog.geo-dialog')"
CELLS = (
    f"[...{DIALOG}.querySelectorAll('tbody tr')].map((row) => [...row.cells].map((cell) => cell.textContent))"
)
FILLS = """
    const shapes = Object.values(Object.values(geoMaps)[0].map._layers);
    return shapes.filter((shape) => shape.options.className === arguments[0]).length;
"""


def area(title="Somewhere in Eastria", **columns):
    bounds = {"geo_border_min_m": 0.0, "geo_border_max_m": 210_400.0, "geo_neighbours": "{}"}
    table = measured((1.5, 0.7), title=[title])
    return as_area(table, SQUARE, **{"geo_located_as": "Eastria", **bounds, **columns})


def press(browser, key, code):
    for kind in ("keyDown", "keyUp"):
        browser.command(
            "Input.dispatchKeyEvent",
            type=kind,
            key=key,
            code=key,
            windowsVirtualKeyCode=code,
            **({"text": "\r"} if key == "Enter" and kind == "keyDown" else {}),
        )


def click_on_map(page, lon, lat):
    x, y = page.run(
        "const {map} = Object.values(geoMaps)[0]; const origin = map.getContainer().getBoundingClientRect();"
        "const at = map.latLngToContainerPoint([arguments[1], arguments[0]]);"
        "return [origin.left + at.x, origin.top + at.y];",
        lon,
        lat,
    )
    for kind in ("mousePressed", "mouseReleased"):
        page.browser.command(
            "Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1, buttons=1
        )


# Lines and the legend.


def test_the_legend_lists_exactly_the_kinds_that_are_drawn(open_map):
    page = open_map(make_map(measured((1.2, 1.9), title=["t"]), atlas=ATLAS))
    names = {
        "international": "International border",
        "line_of_control": "Line of control",
        "ceasefire": "Ceasefire line",
        "breakaway": "Line of a breakaway territory",
        "claimed": "Claimed line",
        "territorial_sea": "Limit of the territorial sea",
        "seabed": "Seabed boundary, approximate",
        "internal": "Internal boundary",
    }
    drawn = {line["kind"] for line in page.ask("map.drawn.borders")} | {"territorial_sea"}
    listed = page.run(f"return {LEGEND}")
    assert {kind for kind, name in names.items() if name in listed} == drawn
    assert {"international", "line_of_control", "internal", "claimed", "seabed"} <= drawn
    assert not {"ceasefire", "breakaway"} & drawn
    assert "Line between regions" in listed
    assert any(line.startswith("Disputed ground") for line in listed)


def test_no_two_kinds_of_line_look_alike_even_in_grey(open_map):
    page = open_map(make_map(measured((1.2, 1.9), title=["t"]), atlas=ATLAS))
    strokes = page.run("""
        const lines = [...document.querySelectorAll('.geo-legend li')].slice(3);
        const drawn = lines.map((line) => line.querySelector('svg line')).filter(Boolean);
        const told = ['stroke-dasharray', 'stroke-width', 'stroke-linecap'];
        return drawn.map((line) => told.map((name) => line.getAttribute(name)).join(' '));
    """)
    assert len(strokes) > 5
    assert len(set(strokes)) == len(strokes)
    assert sum(stroke.startswith("none") for stroke in strokes) == 1, "only the international border is solid"


def test_hatched_ground_is_hatched_and_named(open_map):
    page = open_map(make_map(measured((1.6, 1.2), title=["t"]), atlas=ATLAS))
    assert {each["row"] for each in page.ask("map.drawn.disputed")} == {0, 2}
    fill = page.run("return document.querySelector('path.geo-hatched').getAttribute('fill')")
    assert fill == "url(#geo-hatch)"
    assert page.run("return document.querySelector('pattern#geo-hatch') !== null")
    names = "[...document.querySelectorAll('.geo-name-disputed')].map((name) => name.textContent)"
    assert "Eastlands" in page.run(f"return {names}")
    assert page.complaints() == []


def test_disputed_ground_is_named_beside_an_incident_in_its_middle(open_map):
    def table(*middle):
        return measured(middle, (1.2, 0.6), (2.4, 2.4), title=list("abc"))

    names = build_payload(table(1.75, 1.5), ATLAS, title=None, columns=None, online=[], foreign=False).head[
        "names"
    ]["disputed"]
    spots = dict(names)["Eastlands"]
    lon, lat = spots[0][:2]
    assert all(spot[:2] == [lon, lat] for spot in spots), "no other spot for the name"
    page = open_map(make_map(table(lon, lat), atlas=ATLAS))
    shown, top, bottom = page.run(
        "const name = [...document.querySelectorAll('.geo-name-disputed')]"
        ".find((name) => name.textContent === 'Eastlands');"
        "const box = name.getBoundingClientRect();"
        "return [name.style.visibility, box.top, box.bottom];"
    )
    middle = page.run(
        "const {map} = Object.values(geoMaps)[0]; const origin = map.getContainer().getBoundingClientRect();"
        "return origin.top + map.latLngToContainerPoint([...arguments]).y;",
        lat,
        lon,
    )
    assert shown == "visible"
    assert middle < top or bottom < middle


def test_a_country_is_named_once(open_map):
    page = open_map(make_map(measured((0.3, 0.3), (1.5, 1.2), title=["a", "b"]), atlas=ATLAS))
    names = page.run(
        "return [...document.querySelectorAll('.geo-name-country')]"
        ".filter((name) => name.style.visibility === 'visible').map((name) => name.textContent)"
    )
    assert names
    assert len(names) == len(set(names))


def test_on_a_phone_the_legend_is_folded_until_asked_for(open_map):
    chart = make_map(measured((1.2, 1.9), title=["t"]), atlas=ATLAS)
    page = open_map(chart, PHONE)
    assert page.run("return document.querySelector('.geo-foot details').open") is False
    page.run("document.querySelector('.geo-foot summary').click()")
    assert "International border" in page.text(".geo-legend")
    assert open_map(chart, DESKTOP).run("return document.querySelector('.geo-foot details').open") is True


# The table of disputed ground.


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_the_table_opens_closes_and_gives_the_focus_back(open_map, browser, size):
    page = open_map(make_map(measured((1.6, 1.2), (1.7, 1.3), title=["a", "b"]), atlas=ATLAS), size)
    page.run("Object.values(geoMaps)[0].select(1)")
    page.run(f"{BUTTON}.focus()")
    press(browser, "Enter", 13)
    assert page.run(f"return {DIALOG}.open") is True
    assert page.run(f"return {DIALOG}.contains(document.activeElement)") is True
    assert page.run(f"return {CELLS}")[0][:3] == ["Eastlands", "Bendor (partly Dur)", "Alland and Bendor"]
    assert "Worldview: default" in page.text("dialog.geo-dialog")
    box = page.run(
        f"const box = {DIALOG}.getBoundingClientRect(); return [box.left, box.top, box.right, box.bottom]"
    )
    assert box[0] >= 0
    assert box[1] >= 0
    assert box[2] <= size[0]
    assert box[3] <= size[1]
    press(browser, "Escape", 27)
    page.wait(f"return !{DIALOG}.open")
    assert page.run(f"return document.activeElement === {BUTTON}") is True
    assert page.ask("map.state().selected") == 1, "Escape has closed the table and nothing else"
    page.run(f"{BUTTON}.click(); {DIALOG}.querySelector('.geo-close').click()")
    assert page.run(f"return {DIALOG}.open") is False
    assert page.complaints() == []


def test_the_table_holds_the_rows_in_view_only(open_map):
    near = open_map(make_map(measured((1.6, 1.2), title=["t"]), atlas=ATLAS))
    assert {row[0] for row in near.run(f"return {CELLS}")} == {"Eastlands", "Skerry"}
    points = [(0.5, 0.5), (120.0, 1.0), (-120.0, -1.0)]
    world = open_map(make_map(measured(*points, title=list("abc")), atlas=ATLAS))
    assert {row[0] for row in world.run(f"return {CELLS}")} == {"Eastlands", "Far Isle", "Skerry"}
    assert "(3)" in world.text(".geo-disputes")


def test_without_disputed_ground_there_is_no_button(open_map):
    class Agreed(MapAtlas):
        @property
        def disputes(self):
            return super().disputes.iloc[:0]

    page = open_map(make_map(measured((0.3, 0.5), title=["t"]), atlas=Agreed()))
    assert page.run(f"return {BUTTON}") is None
    assert "Disputed" not in page.text(".geo-panel")


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_hostile_text_of_disputes_regions_and_areas_is_only_text(open_map, size):
    class Hostile(MapAtlas):
        @property
        def disputes(self):
            disputes = super().disputes
            rows = pd.concat([disputes.iloc[:1]] * len(HOSTILE), ignore_index=True)
            hostile = pd.array(HOSTILE, dtype="string")
            return rows.assign(area=hostile, held_by=hostile, claimed_by=hostile, reason=hostile)

        def regions_of(self, codes):
            regions = super().regions_of(codes)
            return regions.assign(name=HOSTILE[0], dispute=HOSTILE[1])

    hostile = dict.fromkeys(("geo_region", "geo_district", "geo_dispute", "geo_located_as"), HOSTILE[0])
    page = open_map(make_map(area(title=HOSTILE[1], **hostile), atlas=Hostile(), title="t"), size)
    page.run(f"{BUTTON}.click()")
    cells = page.run(f"return {CELLS}")
    assert [row[0] for row in cells] == [text.strip() for text in HOSTILE]
    assert [row[5] for row in cells] == [text.strip() for text in HOSTILE]
    assert page.run("return document.querySelector('[data-key=district]').textContent") == HOSTILE[0]
    harmless(page)


# Incidents that are areas.


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_an_area_is_drawn_as_an_area_with_its_interval(open_map, size):
    page = open_map(make_map(area(), atlas=ATLAS), size)
    assert page.ask("map.drawn.shown.map(({name}) => name)") == ["area"]
    assert page.run(FILLS, "geo-area") == 1
    assert page.run("return document.querySelector('path.geo-selected-area') !== null")
    label = page.text(".geo-name-distance-border")
    assert label == "Eastria\nbetween 0 and 211 km\nto the international border with Bendor"
    assert "area: somewhere inside" in page.text("[data-key=precision]")
    assert page.run("return document.querySelector('[data-key=position]')") is None
    legend = page.run(f"return {LEGEND}")
    assert "Incident known only to an area; it lies somewhere inside" in legend
    assert not [line for line in legend if line in ("Incident", "Shortest line to the nearest land border")]
    assert page.complaints() == []


def test_the_interval_of_an_area_is_moved_inwards_where_the_screen_is_narrow(open_map):
    edge = {"geo_label_lon": 1.89, "geo_label_lat": 0.7}
    page = open_map(
        make_map(area(geo_located_as="A district of a rather long name", **edge), atlas=ATLAS), PHONE
    )
    label = "document.querySelector('.geo-name-distance-border')"
    assert page.run(f"return {label}.style.visibility") == "visible"
    left, right = page.run(f"const box = {label}.getBoundingClientRect(); return [box.left, box.right]")
    assert left >= 0
    assert right <= PHONE[0]


def test_areas_and_points_are_chosen_by_click_and_by_key(open_map, browser):
    points = measured((1.4, 0.6), (0.3, 1.5), (0.4, 1.6), (0.5, 1.7), title=list("abcd"))
    table = pd.concat([area(), points], ignore_index=True)
    page = open_map(make_map(table, atlas=ATLAS))
    click_on_map(page, 1.7, 0.9)
    assert page.ask("map.state().selected") == 0
    assert page.text(".geo-incident") == "Somewhere in Eastria"
    click_on_map(page, 1.4, 0.6)
    assert page.ask("map.state().selected") == 1, "a point inside an area is chosen before the area"
    page.ask("map.select(null)")
    assert "Not on the map" not in page.text(".geo-list")
    page.run("document.querySelector('[data-row=\"0\"]').focus()")
    press(browser, "Enter", 13)
    assert page.ask("map.state().selected") == 0
    west, south, east, north = page.run(
        "const box = Object.values(geoMaps)[0].map.getBounds();"
        "return [box.getWest(), box.getSouth(), box.getEast(), box.getNorth()]"
    )
    assert west < 1.2
    assert south < 0.4
    assert east > 1.9
    assert north > 1.1
    assert page.complaints() == []


def test_several_incidents_in_one_area_are_listed_together(open_map):
    table = pd.concat([area(title=title) for title in "abcd"], ignore_index=True)
    page = open_map(make_map(table, atlas=ATLAS))
    assert page.run(FILLS, "geo-area") == 1
    assert page.text(".geo-name-area") == "Eastria\n4 known only to this area"
    click_on_map(page, 1.3, 0.5)
    assert page.text(".geo-panel h2") == "4 incidents in this area"

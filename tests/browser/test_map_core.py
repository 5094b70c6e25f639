"""What the page promises wherever it is opened: without scripts, in old browsers, damaged, in any colours."""

from __future__ import annotations

import json
import re

import folium
import numpy as np
import pandas as pd
import pytest
import shapely

import geo
from geo import make_map
from tests.benchmarks.many_incidents import make_incidents
from tests.browser.chromium import DESKTOP, PHONE
from tests.map_atlas import ATLAS, as_area, measured

TWO = {
    "title": ["Strike on a bridge", "Drone found"],
    "type": ["strike", "drone"],
    "date": ["2024-03-01", None],
}
# The number of pixels of a colour on the canvas of symbols.
COUNT_PIXELS = """
    const canvas = document.querySelector('.leaflet-geo-spots-pane canvas');
    const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    let found = 0;
    for (let at = 0; at < data.length; at += 4) {
        const near = [0, 1, 2].every((channel) => Math.abs(data[at + channel] - arguments[0][channel]) < 12);
        if (data[at + 3] > 200 && near) found += 1;
    }
    return found;
"""
BLUE, ORANGE, RED = [0, 114, 178], [213, 94, 0], [179, 38, 30]


def seen_text(page):
    return page.run("return document.body.innerText")


def many_kinds(count=6):
    points = [(0.2 + 0.25 * number, 0.5) for number in range(count)]
    kinds = ["strike", "strike", "drone", "drone", "drone", None]
    return measured(*points, title=[f"No. {number}" for number in range(count)], type=kinds)


# Wherever it is opened.


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_without_scripts_there_are_picture_caveats_sources_and_rows(open_map, size):
    table = measured(*[(1.2, 0.7)] * 230, title=[f"Incident {row} <b>" for row in range(230)])
    table["geo_problem"] = ["be careful with this"] + [None] * 229
    page = open_map(make_map(table, atlas=ATLAS, title="A title & more"), size, scripts=False)
    text = seen_text(page)
    for told in (
        "A title & more",
        "be careful with this",
        "first 200 of 230",
        "CC0-1.0",
        "Worldview: default",
    ):
        assert told in text
    assert "Incident 199 <b>" in text
    assert "Incident 200 <b>" not in text
    assert page.run("return document.querySelectorAll('.geo-plain svg').length") >= 1
    wide = page.run("return [document.documentElement.scrollWidth, innerWidth]")
    assert wide[0] <= wide[1]
    assert page.run("return getComputedStyle(document.querySelector('.geo-app')).display") == "none"
    assert page.complaints() == []


@pytest.mark.parametrize(
    "without",
    [
        "delete window.DecompressionStream;",
        # Browsers of 2020 to 2022 know the stream, but not this kind of it.
        """
            const Old = window.DecompressionStream;
            window.DecompressionStream = function (kind) {
                if (kind === "deflate-raw") throw new TypeError("unsupported");
                return new Old(kind);
            };
        """,
    ],
)
def test_a_browser_that_cannot_inflate_by_itself_shows_the_same_map(open_map, browser, without):
    script = browser.command("Page.addScriptToEvaluateOnNewDocument", source=without)
    try:
        page = open_map(make_map(measured((1.2, 0.7), (1.3, 0.7), **TWO), atlas=ATLAS))
        assert page.complaints() == []
        page.ask("map.select(0)")
        assert "about 89.0 km to the east" in page.text("[data-key=border]")
    finally:
        browser.command("Page.removeScriptToEvaluateOnNewDocument", **script)


def damaged(html, how):
    data = re.search(r'(_data">)(.*?)(</script>)', html, re.DOTALL)
    return html.replace(data[2], how(data[2]))


def change_data(text, change):
    told = json.loads(text)
    told["data"] = change(told["data"])
    return json.dumps(told)


@pytest.mark.parametrize(
    "how",
    [
        lambda text: text[: len(text) // 2],
        lambda text: change_data(text, lambda data: data[: len(data) // 10 * 5]),
        lambda text: change_data(text, lambda data: data[:40] + "AAAAA" + data[45:]),
        lambda _: "",
    ],
)
def test_a_damaged_page_says_so_and_shows_the_plain_one(browser, tmp_path, how):
    html = make_map(measured((1.2, 0.7), title=["Drone found"]), atlas=ATLAS).get_root().render()
    path = tmp_path / "damaged.html"
    path.write_text(damaged(html, how), encoding="utf-8")
    page = browser.open(path)
    assert "could not be opened" in page.text(".geo-failure")
    text = seen_text(page)
    assert "Drone found" in text
    assert "about 89.0 km to the east" in text
    assert page.run("return getComputedStyle(document.querySelector('.geo-plain')).display") != "none"


def test_a_script_that_does_not_parse_leaves_the_plain_page(browser, tmp_path):
    html = make_map(measured((1.2, 0.7), title=["Drone found"]), atlas=ATLAS).get_root().render()
    html = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", html)
    path = tmp_path / "old.html"
    path.write_text(html.replace("window.geoMap = (", "window.geoMap = (?", 1), encoding="utf-8")
    browser.driver.get(path.as_uri())
    text = browser.driver.execute_script("return document.body.innerText")
    assert "about 89.0 km to the east" in text


# State.


def test_a_link_restores_selection_filter_theme_and_view(open_map, browser):
    page = open_map(make_map(many_kinds(), atlas=ATLAS))
    page.ask("map.setState({ filter: { hidden: { category: ['drone'] }, precise: false }, theme: 'dark' })")
    page.ask("(map.map.setView([0.6, 0.7], 9, { animate: false }), map.select(1, { move: false }))")
    page.wait("return location.hash.includes('incident=2')")
    before = page.ask("map.state()")
    address = page.run("return location.href")
    browser.driver.get("about:blank")
    browser.driver.get(address)
    page.wait("return window.geoMaps && Object.keys(window.geoMaps).length")
    after = page.ask("map.state()")
    for name in ("selected", "filter", "time", "theme", "ground"):
        assert after[name] == before[name]
    assert after["view"] == pytest.approx(before["view"], abs=1e-2)
    assert page.text(".geo-incident") == "No. 1"
    assert page.ask("map.seen()") == 3


@pytest.mark.parametrize(
    "text", ["at=1e999,NaN,2&incident=<img>", "%%%", "time=2024-01-01/2024-01-02&theme=dark"]
)
def test_an_address_that_anyone_made_does_no_harm(browser, tmp_path, text):
    path = tmp_path / "map.html"
    make_map(many_kinds(), atlas=ATLAS).save(path)
    browser.driver.get(f"{path.as_uri()}#{text}")
    browser.driver.get_log("browser")
    browser.driver.refresh()
    for _ in range(100):
        if browser.driver.execute_script("return Object.keys(window.geoMaps || {}).length"):
            break
    assert browser.driver.get_log("browser") == []
    assert browser.driver.execute_script("return Object.values(geoMaps)[0].map.getCenter().lat < 90")


# Filters.


def test_categories_are_counted_coloured_and_hidden(open_map):
    page = open_map(make_map(many_kinds(), atlas=ATLAS))
    rows = page.run(
        "return [...document.querySelectorAll('.geo-categories label')].map((label) => label.innerText)"
    )
    assert [row.split("\n") for row in rows] == [["drone", "3"], ["strike", "2"], ["not stated", "1"]]
    assert page.run(COUNT_PIXELS, BLUE) > 0
    orange = page.run(COUNT_PIXELS, ORANGE)
    assert orange > 0
    page.run("document.querySelectorAll('.geo-categories input')[0].click()")
    assert page.run(COUNT_PIXELS, BLUE) == 0
    assert page.run(COUNT_PIXELS, ORANGE) == orange
    assert page.text(".geo-filtered span") == "3 of 6 incidents shown"
    assert page.text(".geo-panel h2") == "3 incidents"
    assert page.run("return document.querySelectorAll('.geo-list li').length") == 3
    page.run("document.querySelectorAll('.geo-categories input')[0].click()")
    assert page.run(COUNT_PIXELS, BLUE) > 0
    assert page.text(".geo-panel h2") == "6 incidents"
    assert page.run("return document.querySelector('.geo-clear').hidden")


def test_town_level_or_better_shows_what_remains(open_map):
    table = many_kinds().assign(geo_precision_m=[0.0, None, 5_000.0, 20_000.0, 300_000.0, None])
    page = open_map(make_map(table, atlas=ATLAS))
    assert "2 less precise" in page.text(".geo-check:has(.geo-precise)")
    page.run("document.querySelector('.geo-precise').click()")
    assert page.ask("map.state().filter.precise") is True
    assert page.text(".geo-panel h2") == "4 incidents"
    page.run("document.querySelector('.geo-precise').click()")
    assert page.text(".geo-panel h2") == "6 incidents"


def test_a_time_hides_what_cannot_have_been_then(open_map):
    dates = ["2024-03-01", "2024-02", "2023", None]
    table = measured(*[(0.2 + 0.3 * number, 0.5) for number in range(4)], title=list("abcd"), date=dates)
    page = open_map(make_map(table, atlas=ATLAS))
    page.ask("map.setState({ time: ['2024-02-20', '2024-03-05'] })")
    shown = page.run("return [...document.querySelectorAll('.geo-entry')].map((entry) => entry.innerText)")
    assert shown == ["a", "b"]


def test_a_search_leaves_what_it_finds(open_map):
    points = [(0.1 * number, 0.5) for number in range(1, 13)]
    titles = [f"Incident {number}" for number in range(11)] + ["<b>Взрыв</b> в école"]
    page = open_map(make_map(measured(*points, title=titles), atlas=ATLAS))
    page.run("document.querySelector('.geo-search').focus()")
    page.browser.command("Input.insertText", text="взрыв ECOLE")
    page.wait("return document.querySelectorAll('.geo-list li').length === 1")
    assert page.text(".geo-filtered span") == "1 of 12 incidents shown"
    assert page.run("return document.activeElement.className") == "geo-search"
    page.browser.command("Input.insertText", text=" <img>")
    page.wait("return document.querySelectorAll('.geo-list li').length === 0")
    page.wait("return location.hash.includes('text=')")
    page.browser.driver.refresh()
    page.wait("return window.geoMaps && Object.keys(window.geoMaps).length")
    assert page.run("return document.querySelector('.geo-search').value") == "взрыв ECOLE <img>"
    assert page.ask("map.seen()") == 0


def test_the_sliders_of_time_keep_what_may_have_been_between_them(open_map):
    dates = ["2024-03-01", "2024-02", "2023-06-01", None]
    table = measured(*[(0.2 + 0.3 * number, 0.5) for number in range(4)], title=list("abcd"), date=dates)
    page = open_map(make_map(table, atlas=ATLAS))
    assert page.text(".geo-time .geo-small") == "2023-06-01 to 2024-03-01"
    move = """
        const slider = document.querySelectorAll('.geo-sliders input')[arguments[0]];
        slider.value = String(Number(slider[arguments[1]]) + arguments[2]);
        slider.dispatchEvent(new Event('input'));
    """
    page.run(move, 0, "max", -9)
    page.wait("return location.hash.includes('time=2024-02-21')")
    assert page.text(".geo-time .geo-small") == "2024-02-21 to 2024-03-01; 1 without a date is hidden"
    assert page.text(".geo-filtered span") == "2 of 4 incidents shown"
    # The last day cannot be before the first.
    page.run(move, 1, "min", 0)
    page.wait("return document.querySelectorAll('.geo-list li').length === 1")
    assert page.ask("map.state().time") == ["2023-06-01", "2023-06-01"]
    page.run("document.querySelector('.geo-all-time').click()")
    assert page.ask("map.state().time") is None
    assert page.text(".geo-panel h2") == "4 incidents"
    assert open_map(make_map(many_kinds(), atlas=ATLAS)).run(
        "return document.querySelector('.geo-time').hidden"
    )


# Honest symbols.


def test_a_circle_wider_than_a_district_has_no_symbol_and_is_an_area(open_map):
    table = measured((1.0, 1.0), (1.5, 1.5), title=["vague", "exact"]).assign(
        geo_precision_m=[60_000.0, None]
    )
    page = open_map(make_map(table, atlas=ATLAS))
    assert page.run("return document.querySelectorAll('.geo-list li').length") == 2
    click_on_map(page, 1.0, 1.0)
    assert page.text(".geo-incident") == "vague"
    assert page.ask("map.drawn.shown.map(({name}) => name)") == ["circle"]
    assert "circle of more than 25 km" in page.text(".geo-legend")
    page.ask("map.select(null)")
    red = page.run(COUNT_PIXELS, RED)
    alone = measured((1.5, 1.5), title=["exact"])
    assert open_map(make_map(alone, atlas=ATLAS)).run(COUNT_PIXELS, RED) == pytest.approx(red, rel=0.2)


def test_a_spot_tells_the_mix_of_its_precisions(open_map):
    table = measured(*[(0.5, 0.5)] * 8, title=list("abcdefgh")).assign(
        geo_precision_m=[None] * 4 + [3_000.0] * 4
    )
    page = open_map(make_map(table, atlas=ATLAS))
    assert "the white part of the rim those known only to a radius" in page.text(".geo-legend")
    half = page.run(COUNT_PIXELS, RED)
    exact = open_map(make_map(table.assign(geo_precision_m=None), atlas=ATLAS))
    assert half < exact.run(COUNT_PIXELS, RED) - 20


def click_on_map(page, lon, lat):
    x, y = page.run(
        "const {map} = Object.values(geoMaps)[0]; const box = map.getContainer().getBoundingClientRect();"
        "const at = map.latLngToContainerPoint(arguments[0]); return [box.left + at.x, box.top + at.y];",
        [lat, lon],
    )
    for kind in ("mousePressed", "mouseReleased"):
        page.browser.command("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)
    page.run("return new Promise((done) => setTimeout(done, 100))")


def test_the_pointer_tells_what_is_under_it(open_map):
    page = open_map(make_map(measured(*[(0.5, 0.5)] * 3, (1.5, 1.5), title=list("abcd")), atlas=ATLAS))
    for (lon, lat), words in (((0.5, 0.5), "3 incidents at this spot"), ((1.5, 1.5), "d")):
        x, y = page.run(
            "const {map} = Object.values(geoMaps)[0]; const box = map.getContainer().getBoundingClientRect();"
            "const at = map.latLngToContainerPoint(arguments[0]); return [box.left + at.x, box.top + at.y];",
            [lat, lon],
        )
        page.browser.command("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)
        page.wait("return !document.querySelector('.geo-flag').hidden")
        assert page.text(".geo-flag") == words


# Looks.


def test_dark_is_as_the_system_is_set_or_as_the_reader_wants(open_map, browser):
    browser.command(
        "Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark"}]
    )
    try:
        page = open_map(make_map(many_kinds(), atlas=ATLAS))
        dark = page.run("return getComputedStyle(document.querySelector('.geo-panel')).backgroundColor")
        assert dark == "rgb(29, 33, 37)"
        page.run("document.querySelector('.geo-theme').click()")
        light = page.run("return getComputedStyle(document.querySelector('.geo-panel')).backgroundColor")
        assert light == "rgb(255, 254, 251)"
        assert page.complaints() == []
    finally:
        browser.command("Emulation.setEmulatedMedia", features=[])


def test_title_date_sources_worldview_and_precision_are_always_there(open_map):
    page = open_map(make_map(measured((1.2, 0.7), title=["Drone found"]), atlas=ATLAS))
    panel = page.text(".geo-panel")
    for told in (
        "Drone found",
        "Map made on",
        "CC0-1.0",
        "Worldview: default",
        "precision is not stated",
        "measured to",
    ):
        assert told in panel


# Robust.

ODD_TABLES = {
    "no rows": measured,
    "missing dates": lambda: measured((0.5, 0.5), (0.6, 0.5), title=["a", "b"], date=[None, None]),
    "mixed types": lambda: measured(
        *[(0.5, 0.5)] * 4,
        title=pd.Series([1, "b", None, 2.5], dtype=object),
        type=pd.Series([1, "x", 1, "x"], dtype=object),
    ),
    "any column name": lambda: measured(
        (0.5, 0.5), **{"": ["a"], " ": ["b"], "__proto__": ["c"], "constructor": ["d"]}
    ),
    "nothing but positions": lambda: measured((0.5, 0.5), (0.6, 0.6)),
    "all at one spot": lambda: measured(*[(0.5, 0.5)] * 500, title=[str(row) for row in range(500)]),
    "poles": lambda: measured((10.0, 90.0), (20.0, -90.0), title=["n", "s"]),
}


@pytest.mark.parametrize("name", list(ODD_TABLES))
def test_any_table_makes_a_map(open_map, name):
    table = ODD_TABLES[name]()
    own = [
        str(column) for column in table.columns if not str(column).startswith("geo_") and column != "geometry"
    ]
    for columns in (None, own):
        page = open_map(make_map(table, atlas=ATLAS, columns=columns))
        assert page.complaints() == []
        assert np.isfinite(page.ask("map.state().view.zoom"))
        for row in range(min(3, len(table))):
            page.ask(f"map.select({row})")
        assert page.complaints() == []


def test_the_world_round_both_sides_of_the_antimeridian_is_one_view(open_map):
    table = measured((179.5, 0.5), (-178.5, 0.5), (-179.9, 0.6), title=list("abc"))
    page = open_map(make_map(table, atlas=ATLAS))
    lon = page.ask("map.state().view.lon")
    assert abs(lon % 360 - 180.5) < 1
    page.ask("map.select(1)")
    assert "178.5° W" in page.text("[data-key=position]")


def test_a_hundred_thousand_rows_are_shown_in_a_notebook(browser, tmp_path):
    table = make_incidents(100_000)
    cell = make_map(table, atlas=geo.load_atlas())._repr_html_()
    path = tmp_path / "cell.html"
    path.write_text(f'<!doctype html><meta charset="utf-8">{cell}', encoding="utf-8")
    page = browser.open(path)
    inside = "document.querySelector('iframe').contentWindow"
    page.wait(f"return Object.keys({inside}.geoMaps || {{}}).length > 0")
    assert page.run(f"return Object.values({inside}.geoMaps)[0].seen()") == 100_000
    assert page.complaints() == []


# Online, and foreign layers.


def test_maps_of_a_network_are_offered_only_when_allowed_and_asked_only_when_chosen(open_map):
    table = many_kinds()
    assert open_map(make_map(table, atlas=ATLAS)).run("return document.querySelector('.geo-grounds')") is None
    page = open_map(make_map(table, atlas=ATLAS, online=True))
    assert page.requests() == []
    assert page.complaints() == []
    choices = page.run(
        "return [...document.querySelectorAll('.geo-grounds label')].map((label) => label.innerText)"
    )
    assert choices == ["Atlas (off-line)", "OpenStreetMap (asks a server)", "Satellite (asks a server)"]
    page.run("document.querySelectorAll('.geo-grounds input')[2].click()")
    page.run("return new Promise((done) => setTimeout(done, 500))")
    asked = [
        json.loads(entry["message"])["message"]["params"].get("request", {}).get("url", "")
        for entry in page.browser.driver.get_log("performance")
    ]
    hosts = {url.split("/")[2] for url in asked if url.startswith("http")}
    assert hosts == {"server.arcgisonline.com"}
    assert not [told for told in page.complaints() if "Content Security Policy" in told]
    assert "Esri" in page.text(".leaflet-control-attribution")
    page.run("document.querySelectorAll('.geo-grounds input')[0].click()")
    assert "Esri" not in page.text(".leaflet-control-attribution")


def test_unverified_layers_run_only_when_the_author_says_so_and_the_page_says_it(open_map):
    def layered(*, strict):
        chart = make_map(measured((1.2, 0.7), title=["t"]), atlas=ATLAS, strict=strict)
        chart.get_root().html.add_child(folium.Element("<script>window.foreign = 1</script>"))
        chart.get_root().header.add_child(folium.Element("<script>window.ahead = 1</script>"))
        return chart

    page = open_map(layered(strict=True))
    assert page.run("return [window.foreign, window.ahead]") == [None, None]
    assert "not verified" not in page.text(".geo-panel")
    page = open_map(layered(strict=False))
    assert page.run("return [window.foreign, window.ahead]") == [1, 1]
    assert "holds layers that were not verified" in page.text(".geo-panel")
    # Handlers in markup are still refused.
    page.run("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.__pwned=1\">')")
    page.run("return new Promise((done) => setTimeout(done, 200))")
    assert page.run("return window.__pwned === undefined")


def test_an_area_without_a_pin_lists_its_incidents(open_map):
    shape = shapely.box(1.2, 0.4, 1.9, 1.1)
    table = pd.concat(
        [as_area(measured((1.5, 0.7), title=[title]), shape) for title in "ab"], ignore_index=True
    )
    page = open_map(make_map(table, atlas=ATLAS))
    click_on_map(page, 1.3, 0.5)
    assert page.text(".geo-panel h2") == "2 incidents in this area"
    assert page.run(COUNT_PIXELS, RED) == 0

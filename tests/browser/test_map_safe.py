"""Text from strangers is shown as text and never runs, wherever it stands."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys

import pytest

import geo
from geo import make_map
from geo._atlas.own.adding import Wanted, add_layer
from geo._records import Run, build_record, describe_input
from tests.browser.chromium import DESKTOP, PHONE
from tests.map_atlas import ATLAS, measured

HOSTILE = [
    "<img src=x onerror=\"window.__pwned='img';alert(1)\">",
    "</script><script>window.__pwned='script';alert(1)</script>",
    "</title></style></noscript><script>window.__pwned='title'</script>",
    "${window.__pwned='dollar'}",
    "`+(window.__pwned='tick')+`",
    "C:\\2019\\new \\u003cscript\\u003e",
    "\"';window.__pwned='quote';//",
    "line\u2028separator\u2029and\u0000control",
    "right to left \u202e dlrow olleh",
    "javascript:window.__pwned='link'",
    "data:text/html,<script>window.__pwned='data'</script>",
    "{{ 7 * 7 }} {% raw %} {# gone #}",
    "<!--<script>",
    "]]><svg onload=\"window.__pwned='svg'\">",
    "X" * 100_000,
]
COLUMNS = ["title", "date", "type", "source", "link", "position_note"]


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_hostile_rows_are_only_text(open_map, size):
    table = measured(*[(0.5, 0.5)] * len(HOSTILE), **dict.fromkeys(COLUMNS, HOSTILE))
    page = open_map(make_map(table, atlas=ATLAS, title="".join(HOSTILE[:-1]), columns=COLUMNS), size)
    titles = page.run("return [...document.querySelectorAll('.geo-entry')].map((node) => node.textContent)")
    assert titles == [text.strip() for text in HOSTILE]
    for row in range(len(HOSTILE)):
        page.run("Object.values(geoMaps)[0].select(arguments[0])", row)
        note = page.run("return document.querySelector('.geo-note').textContent")
        assert note == HOSTILE[row].strip()
    harmless(page)


def test_a_hostile_record_is_only_text(open_map):
    inputs = [describe_input(text, sha256=text, size=1) for text in HOSTILE[:10]]
    run = Run(command=["geo", "map", *HOSTILE[:-1]])
    data = [{"profile": "x", "citation": HOSTILE[1], "terms": HOSTILE[0]}]
    told = build_record(ATLAS.sources, run=run, inputs=inputs, data=data)
    page = open_map(make_map(measured((0.5, 0.5)), atlas=ATLAS, record=told))
    shown = page.run("return document.querySelector('.geo-how code').textContent")
    assert shown == shlex.join(run.command)
    # It can be read by whoever has the page, and does not run.
    assert page.run("return JSON.parse(document.getElementById('geo-run').textContent).inputs.length") == 10
    harmless(page)


def test_a_hostile_title_and_column_names_are_only_text(open_map):
    names = [text[:200] for text in HOSTILE]
    table = measured((0.5, 0.5), **{name: [name] for name in names})
    page = open_map(make_map(table, atlas=ATLAS, title=HOSTILE[1], columns=names))
    assert page.run("return document.title") == HOSTILE[1]
    assert page.run("return document.querySelector('h1').textContent") == HOSTILE[1]
    labels = page.run(
        "return [...document.querySelectorAll('.geo-panel dt')].map((node) => node.textContent)"
    )
    assert labels[: len(names)] == names
    harmless(page)


def test_without_scripts_hostile_text_is_only_text(open_map):
    table = measured(*[(0.5, 0.5)] * len(HOSTILE), title=HOSTILE)
    page = open_map(make_map(table, atlas=ATLAS, title=HOSTILE[2]), scripts=False)
    assert (
        page.run(
            "return document.querySelectorAll('.geo-plain :is(img, script, [onload], [onerror])').length"
        )
        == 0
    )
    assert HOSTILE[0] in page.text("body")


def test_hostile_names_of_the_atlas_are_only_text(open_map):
    class Hostile(type(ATLAS)):
        @property
        def places(self):
            places = super().places
            return places.assign(name=[HOSTILE[0]] * len(places))

    table = measured((0.5, 0.5), title=["x"])
    page = open_map(make_map(table, atlas=Hostile()))
    assert HOSTILE[0] in page.run(
        "return [...document.querySelectorAll('.geo-name')].map((n) => n.textContent)"
    )
    harmless(page)


def test_the_policy_stops_markup_that_got_in(open_map):
    """The second wall: even an element made from hostile markup does not run."""
    page = open_map(make_map(measured((0.5, 0.5), title=["x"]), atlas=ATLAS))
    page.run(
        "document.body.insertAdjacentHTML('beforeend', arguments[0]);"
        "return new Promise((done) => setTimeout(done, 200))",
        '<img src="data:image/png;base64,AA" onerror="window.__pwned=1"><img src="http://192.0.2.1/x.png">',
    )
    assert page.run("return window.__pwned === undefined")
    assert any("Content Security Policy" in message for message in page.complaints())


def test_nothing_runs_whatever_the_reader_does(open_map, browser):
    """Hover, click, filter, change colours, print: with hostile text as category, source, place and all."""
    count = len(HOSTILE)
    points = [(0.1 + 0.1 * number, 0.5) for number in range(count)] * 2
    table = measured(
        *points, **dict.fromkeys(COLUMNS, HOSTILE * 2), **dict.fromkeys(HOSTILE[:5], HOSTILE * 2)
    )
    for name in (
        "geo_country",
        "geo_region",
        "geo_district",
        "geo_place",
        "geo_city",
        "geo_located_as",
        "geo_problem",
    ):
        table[name] = HOSTILE * 2
    page = open_map(
        make_map(table, atlas=ATLAS, title=HOSTILE[1], columns=[*COLUMNS, *HOSTILE[:5]], online=True)
    )
    labels = page.run(
        "return [...document.querySelectorAll('.geo-categories bdi')].map((label) => label.textContent)"
    )
    assert len(labels) == 7
    assert {label for label in labels if label != f"{count - 6} other kinds"} <= {
        text.strip() for text in HOSTILE
    }
    spots = page.run(
        "const {map} = Object.values(geoMaps)[0]; const box = map.getContainer().getBoundingClientRect();"
        "return arguments[0].map(([lon, lat]) => map.latLngToContainerPoint([lat, lon]))"
        ".map((at) => [box.left + at.x, box.top + at.y])",
        points[:count],
    )
    for x, y in spots:
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            browser.command("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)
        page.run("return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    for number in range(7):
        page.run("document.querySelectorAll('.geo-categories input')[arguments[0]].click()", number)
    page.run("document.querySelector('.geo-theme').click()")
    page.run("document.querySelector('.geo-disputes').click()")
    page.wait("return location.hash.length > 1")
    browser.command("Page.printToPDF")
    browser.driver.refresh()
    page.wait("return window.geoMaps && Object.keys(window.geoMaps).length")
    assert page.ask("map.seen()") == 0
    harmless(page)


def test_a_megabyte_of_text_is_only_text(open_map):
    text = "<b>" + "Y" * 1_000_000
    page = open_map(make_map(measured((0.5, 0.5), (0.6, 0.5), title=[text, "b"]), atlas=ATLAS))
    page.ask("map.select(0)")
    assert page.run("return document.querySelector('.geo-incident').textContent.length") == len(text)
    harmless(page)


def test_hostile_names_of_a_file_and_of_own_layers_are_only_text(tmp_path, browser, monkeypatch):
    monkeypatch.setenv("GEO_INCIDENTS_HOME", str(tmp_path / "home"))
    hostile = "</script><img src=x onerror=window.__pwned=1>{{ 7 * 7 }}`${window.__pwned=2}"
    unit = {"type": "Polygon", "coordinates": [[[52, 43], [53, 43], [53, 44], [52, 44], [52, 43]]]}
    told = {"type": "Feature", "properties": {"name": hostile, "code": hostile}, "geometry": unit}
    own = tmp_path / "own.geojson"
    own.write_text(json.dumps({"type": "FeatureCollection", "features": [told]}), encoding="utf-8")
    add_layer(
        own, Wanted(layer="districts", name_column="name", source=hostile, licence=hostile), geo.load_atlas()
    )
    source = tmp_path / "<img src=x onerror=alert(1)>`${1}`.csv"
    source.write_text(f"title,lon,lat\n{hostile},52.5,43.5\nother,52.6,43.5\n", encoding="utf-8")
    target = tmp_path / "out.html"
    # In a process of its own: the command line sets up a log for itself.
    command = [sys.executable, "-m", "geo", "map", source, "-o", target, "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    page = browser.open(target)
    assert page.text("h1") == source.stem
    assert hostile in page.text(".geo-sources")
    page.ask("map.select(0)")
    assert hostile in page.text("[data-key=district]")
    harmless(page)


def harmless(page):
    assert page.run("return window.__pwned === undefined")
    assert page.run("return document.querySelectorAll('.geo-app img').length") == 0
    links = page.run("return [...document.querySelectorAll('a[href]')].map((a) => a.getAttribute('href'))")
    assert all(link == "#" or link.startswith(("http://", "https://")) for link in links)
    assert page.complaints() == []
    events = page.browser.driver.get_log("performance")
    assert not any("javascriptDialogOpening" in event["message"] for event in events)

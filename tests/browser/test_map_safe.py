"""Text from strangers is shown as text and never runs, wherever it stands."""

from __future__ import annotations

import pytest

from geo import make_map
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


def harmless(page):
    assert page.run("return window.__pwned === undefined")
    assert page.run("return document.querySelectorAll('.geo-app img').length") == 0
    links = page.run("return [...document.querySelectorAll('a[href]')].map((a) => a.getAttribute('href'))")
    assert all(link == "#" or link.startswith(("http://", "https://")) for link in links)
    assert page.complaints() == []
    events = page.browser.driver.get_log("performance")
    assert not any("javascriptDialogOpening" in event["message"] for event in events)

"""The map for everyone: audited by axe-core, by keyboard, by finger, narrow, without motion, in Russian."""

from __future__ import annotations

import itertools

import pytest

from geo import make_map
from tests.browser.chromium import DESKTOP, PHONE
from tests.browser.hands import (
    click,
    click_named,
    focused,
    place_of,
    press,
    settle,
    tap,
)
from tests.find_node import find_axe
from tests.map_atlas import ATLAS, measured

NARROW = (360, 740)
COUNT = 30
# What axe finds, as far as it is serious: the rule, what it is about, and where.
AUDIT = """
    const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    return axe.run(document, { runOnly: rules }).then(({ violations, passes }) => {
        const serious = violations.filter(({ impact }) => ["serious", "critical"].includes(impact));
        const where = (nodes) => nodes.map(({ target }) => target.join(" ")).join("; ");
        return [serious.map(({ id, help, nodes }) => `${id}: ${help} (${where(nodes)})`), passes.length];
    });
"""
ADD_A_FACET = """
    const list = document.querySelector(".geo-adder");
    list.value = "source:actor";
    list.dispatchEvent(new Event("change"));
"""
UNNAME = """
    const field = document.querySelector(".geo-search");
    field.removeAttribute("aria-label");
    field.placeholder = "";
"""
# The focused element: a mark of its own, its name, whether it has a size, and whether the focus is seen.
STOP = """
    const at = document.activeElement;
    if (!at || at === document.body) return null;
    const box = at.getBoundingClientRect();
    at.dataset.stop ??= String(Math.random());
    const name = at.getAttribute("aria-label") || at.innerText || at.labels?.[0]?.innerText || at.title || "";
    const outlined = getComputedStyle(at).outlineStyle !== "none" || at.matches(".leaflet-container");
    return [at.dataset.stop, name, box.width > 0 && box.height > 0, outlined];
"""
SMALL = """
    const names = ".geo-tool, .geo-back, .geo-step, .geo-more, .geo-handle, .geo-list button";
    return [...document.querySelectorAll(names)].filter((node) => node.checkVisibility())
        .map((node) => [node.innerText, node.offsetWidth, node.offsetHeight])
        .filter(([, width, height]) => width < 24 || height < 24);
"""
HANDLE = """
    const box = document.querySelector(".geo-handle").getBoundingClientRect();
    return [box.left + box.width / 2, box.top + box.height / 2];
"""
HEADINGS = """
    return [...document.querySelectorAll("h1, h2, h3")].filter((node) => node.checkVisibility())
        .map((node) => Number(node.localName[1]));
"""
LANDMARKS = "return ['.geo-panel', '.geo-stage'].map((name) => document.querySelector(name).ariaLabel)"


def table(**more):
    points = [(0.1 + 0.09 * number, 0.3 + 0.02 * (number % 7)) for number in range(COUNT)]
    told = {
        "title": [
            ["Strike on a bridge", "هجوم على جسر", "Взрыв", "橋への攻撃"][n % 4] + f" {n}"
            for n in range(COUNT)
        ],
        "type": [["strike", "drone", "shelling"][number % 3] for number in range(COUNT)],
        "date": [f"2024-0{1 + number % 6}-11" for number in range(COUNT)],
        "actor": [["Army", "جيش", None][number % 3] for number in range(COUNT)],
    }
    return measured(*points, **told, geo_precision_m=[None, 4_000.0, None] * (COUNT // 3), **more)


def drawn(**options):
    claim = {"quote": "near the border", "incident": 0, "verdict": "undecided", "because": "It may be."}
    return make_map(
        table(), atlas=ATLAS, columns=["title", "date", "type", "actor"], claims=[claim], **options
    )


def everything(page):
    """Open, one after another, whatever a reader can open; names each state."""
    yield "list"
    click(page, ".geo-filters summary")
    settle(page)
    page.run(ADD_A_FACET)
    yield "filters"
    page.ask("map.select(0)")
    click(page, ".geo-rings")
    yield "incident"
    for tool in ("layers", "goto", "save"):
        click(page, f"[data-tool={tool}]")
        yield tool
        press(page, "Escape")
    click(page, "[data-tool=measure]")
    yield "measure"
    press(page, "Escape")
    click(page, "[data-tool=table]")
    settle(page)
    yield "table"
    click(page, "[data-tool=table]")
    page.run("document.querySelector('.geo-disputes').click()")
    yield "disputed ground"
    press(page, "Escape")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, NARROW])
def test_axe_finds_nothing_serious_in_any_state(open_map, size, theme):
    page = open_map(drawn(), size)
    page.ask(f"map.setState({{ theme: '{theme}' }})")
    page.run(find_axe().read_text(encoding="utf-8"))
    for state in everything(page):
        settle(page)
        serious, passed = page.run(AUDIT)
        assert serious == [], state
        # The audit looked at the page.
        assert passed > 20, state


def test_axe_would_find_what_is_wrong(open_map):
    page = open_map(drawn())
    page.run(find_axe().read_text(encoding="utf-8"))
    page.run(UNNAME)
    assert any("label" in each for each in page.run(AUDIT)[0])


def test_the_plain_page_passes_the_audit_as_well(open_map):
    page = open_map(drawn())
    page.run("document.documentElement.classList.remove('geo-on')")
    page.run(find_axe().read_text(encoding="utf-8"))
    assert page.run(AUDIT)[0] == []


def stops(page, most=140):
    """Tab through the page until it begins again: what each stop is called."""
    found = []
    page.run("document.body.tabIndex = -1; document.body.focus()")
    for _ in range(most):
        press(page, "Tab")
        node = page.run(STOP)
        # A field for a date has several stops of its own.
        if node and found and node[0] == found[-1][0]:
            continue
        if node is None or node[0] in [stop for stop, *_ in found]:
            break
        found.append(node)
    return found


@pytest.mark.parametrize("size", [DESKTOP, NARROW])
def test_tab_reaches_everything_and_each_stop_is_named_and_seen(open_map, size):
    page = open_map(drawn(), size)
    found = stops(page)
    names = [name.strip() for _, name, *_ in found]
    for wanted in (
        "Search titles and what was reported",
        "Layers",
        "Go to",
        "Measure",
        "Save",
        "Table",
        "Zoom in",
        "Русский",
    ):
        assert wanted in names, wanted
    assert all(names), found
    assert all(seen for *_, seen, _ in found), found
    assert all(outlined for *_, outlined in found), [name for _, name, _, outlined in found if not outlined]


def test_an_incident_is_found_and_read_by_the_keyboard_alone(open_map):
    page = open_map(drawn())
    page.run("document.querySelector('.geo-search').focus()")
    page.browser.command("Input.insertText", text="bridge 16")
    page.wait("return Object.values(geoMaps)[0].seen() === 1")
    for _ in range(40):
        press(page, "Tab")
        if "Strike on a bridge 16" in focused(page):
            break
    press(page, "Enter")
    settle(page)
    # The heading has the focus, so that a screen reader reads on from there.
    assert focused(page) == "Strike on a bridge 16"
    assert page.run("return document.activeElement.localName") == "h2"
    press(page, "Escape")
    assert "Strike on a bridge 16" in focused(page)


def test_headings_and_landmarks_lead_through_the_page(open_map):
    page = open_map(drawn())
    page.ask("map.select(0)")
    levels = page.run(HEADINGS)
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    told = page.run(LANDMARKS)
    assert told == ["Incidents", "Map"]
    assert page.run("return document.querySelectorAll('[role=status]').length") >= 2


@pytest.mark.parametrize("size", [NARROW, PHONE])
def test_a_phone_scrolls_in_no_wrong_direction_and_its_buttons_fit_a_finger(open_map, size):
    page = open_map(drawn(), size)
    for state in everything(page):
        wide = page.run("return [document.documentElement.scrollWidth, innerWidth]")
        assert wide[0] <= wide[1], state
        panel = page.run(
            "const p = document.querySelector('.geo-panel'); return [p.scrollWidth, p.clientWidth]"
        )
        assert panel[0] <= panel[1], state
    small = page.run(SMALL)
    assert small == []


def test_a_finger_chooses_an_incident_and_lifts_the_sheet(open_map):
    page = open_map(drawn(), PHONE)
    page.browser.command("Emulation.setTouchEmulationEnabled", enabled=True)
    try:
        x, y = place_of(page, 0.1 + 0.09 * 12, 0.3 + 0.02 * 5)
        tap(page, x, y)
        assert page.ask("map.state().selected") == 12
        high = "return document.querySelector('.geo-panel').getBoundingClientRect().height"
        half = page.run(high)
        box = page.run(HANDLE)
        tap(page, *box)
        assert page.run(high) > 1.5 * half
        tap(page, *page.run(HANDLE))
        assert page.run(high) < 0.5 * half
        # Drawn up by a finger.
        start = page.run(HANDLE)
        command = page.browser.command
        command("Input.dispatchTouchEvent", type="touchStart", touchPoints=[{"x": start[0], "y": start[1]}])
        for share in range(1, 9):
            command(
                "Input.dispatchTouchEvent",
                type="touchMove",
                touchPoints=[{"x": start[0], "y": start[1] - share * 40}],
            )
        command("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])
        settle(page)
        assert page.run(high) == pytest.approx(half, abs=30)
    finally:
        page.browser.command("Emulation.setTouchEmulationEnabled", enabled=False)


def test_who_wants_no_motion_sees_none(open_map, browser):
    chart = drawn()
    page = open_map(chart)
    assert page.ask("map.map.options.zoomAnimation") is True
    still = [{"name": "prefers-reduced-motion", "value": "reduce"}]
    browser.command("Emulation.setEmulatedMedia", features=still)
    try:
        page = open_map(chart)
        assert (
            page.ask("[map.map.options.zoomAnimation, map.map.options.inertia, map.map._zoomAnimated]")
            == [False] * 3
        )
        before = page.ask("map.state().view.zoom")
        click(page, ".leaflet-control-zoom-in")
        assert page.ask("map.state().view.zoom") == pytest.approx(before + 1)
        moving = page.run("return document.getAnimations().length")
        assert moving == 0
    finally:
        browser.command("Emulation.setEmulatedMedia", features=[])


ENGLISH = ["incident", "Filters", "shown", "Legend", "nearest", "Search", "Layers", "within"]


def test_russian_is_whole_and_can_be_switched_to_and_fro(open_map):
    page = open_map(drawn(language="ru"))
    assert page.run("return document.documentElement.lang") == "ru"
    assert page.text(".geo-filtered span") == "Показаны все 30 происшествий"
    for state in everything_by_name(page, "Русский"):
        text = page.text(".geo-app")
        found = [word for word in ENGLISH if word in text.replace("Atlas", "")]
        # Names, sources and what was reported are as they are given.
        assert found == [], state
    assert "км" in page.text(".geo-content")
    click_named(page, "English")
    assert focused(page) == "Русский"
    assert page.run("return document.documentElement.lang") == "en"
    assert page.text(".geo-filtered span") == "All 30 incidents shown"
    assert "km" in page.text(".geo-content")
    assert page.ask("map.state().selected") == 0
    assert page.ask("map.state().language") == "en"
    assert page.complaints() == []


def everything_by_name(page, _name):
    yield "list"
    page.ask("map.select(0)")
    yield "incident"


@pytest.mark.parametrize(
    ("wanted", "shown"), [("ru-RU", "ru"), ("de-DE,ru", "ru"), ("de-DE", "en"), ("en-US,ru", "en")]
)
def test_the_browser_decides_where_the_author_did_not(open_map, browser, wanted, shown):
    browser.command("Emulation.setUserAgentOverride", userAgent="Mozilla/5.0", acceptLanguage=wanted)
    try:
        page = open_map(drawn())
        assert page.run("return document.documentElement.lang") == shown
        page = open_map(drawn(language="en"))
        assert page.run("return document.documentElement.lang") == "en"
    finally:
        browser.command("Emulation.setUserAgentOverride", userAgent="Mozilla/5.0", acceptLanguage="en-US")


def test_text_from_right_to_left_stands_so_and_turns_nothing_else_round(open_map):
    page = open_map(drawn())
    page.ask("map.select(1)")
    direction = page.run("return getComputedStyle(document.querySelector('.geo-incident')).direction")
    assert direction == "rtl"
    assert (
        page.run("return getComputedStyle(document.querySelector('[data-key=border] div')).direction")
        == "ltr"
    )
    page.ask("map.select(null)")
    entries = page.run(
        "const entries = [...document.querySelectorAll('.geo-entry')].slice(0, 2);"
        "return entries.map((node) => getComputedStyle(node).direction)"
    )
    assert entries == ["ltr", "rtl"]

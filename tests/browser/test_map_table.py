"""The table of all seen incidents, in place of the map: read, sorted, turned over, chosen from, filtered."""

from __future__ import annotations

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from geo import make_map
from tests.benchmarks.many_incidents import make_incidents
from tests.browser.chromium import DESKTOP, PHONE
from tests.map_atlas import ATLAS, measured

SMALL_PHONE = (360, 740)
NARROW_SIZES = [PHONE, SMALL_PHONE]
TITLES = "return [...document.querySelectorAll('.geo-rows tbody th')].map((cell) => cell.innerText)"
HOSTILE = "<img src=x onerror=window.__pwned=1>"


def some_rows():
    """Twelve incidents; the last is known no better than to a radius."""
    count = 12
    points = [(1.0 + 0.08 * number, 0.7) for number in range(count)]
    return measured(
        *points,
        title=[f"No. {number}" for number in range(count)],
        type=["drone", "strike", None] * 4,
        date=["2024-03-01", "2023", None, "2024-02", *["2022-05-05"] * 8],
        strength=["10", "9", "-1", None, "2.5", *["3"] * 7],
        source=["https://example.org/a", HOSTILE, "javascript:window.__pwned=1", *[None] * 9],
        geo_precision_m=[None] * (count - 1) + [20_000.0],
    )


def open_table(open_map, table=None, **options):
    told = some_rows() if table is None else table
    own = [name for name in told.columns if not str(name).startswith("geo_") and name != "geometry"]
    page = open_map(make_map(told, atlas=ATLAS, columns=own), **options)
    button(page, "Table").click()
    return page


def button(page, text):
    found = page.browser.driver.find_elements(By.CSS_SELECTOR, ".geo-tools button, .geo-table button")
    return next(each for each in found if each.text.split("\n")[0] == text)


def column(page, label):
    """Give the texts of a column as they stand."""
    return page.run(
        "const heads = [...document.querySelectorAll('.geo-rows thead th')];"
        "const place = heads.findIndex((head) => head.innerText === arguments[0]);"
        "const rows = [...document.querySelectorAll('.geo-rows tbody tr')];"
        "return rows.map((row) => row.children[place].innerText.replaceAll('\\u00a0', ' '))",
        label,
    )


def test_the_table_takes_the_place_of_the_map_and_gives_it_back(open_map):
    page = open_map(make_map(some_rows(), atlas=ATLAS))
    assert page.run("return document.querySelector('.geo-table').childElementCount") == 0
    button(page, "Table").click()
    at_middle = "const stage = document.querySelector('.geo-stage').getBoundingClientRect();"
    at_middle += "return document.elementFromPoint(stage.left + stage.width / 2, stage.top + 200)"
    assert page.run(f"{at_middle}.closest('.geo-table') !== null")
    # The way back is where the reader came in.
    assert page.run("return document.activeElement.textContent") == "Map"
    page.wait("return location.hash.includes('table=1')")
    page.browser.driver.refresh()
    page.wait("return document.querySelector('.geo-rows')")
    assert len(page.run(TITLES)) == 12
    button(page, "Map").click()
    assert page.run(f"{at_middle}.closest('.leaflet-container') !== null")
    page.wait("return !location.hash.includes('table')")
    assert page.complaints() == []


def test_cells_are_in_the_words_of_the_panel_and_the_unknown_is_empty(open_map):
    page = open_table(open_map)
    page.ask("map.select(0)")
    assert column(page, "Distance to the border")[0] in page.text("[data-key=border]")
    assert column(page, "Country")[0] == page.text("[data-key=country]")
    assert (
        column(page, "Nearest land border")[0].split("\n") == page.text("[data-key=border]").split("\n")[:2]
    )
    assert column(page, "Date")[:4] == ["2024-03-01", "2023", "", "2024-02"]
    assert column(page, "Precision")[:1] == [""]
    assert column(page, "Precision")[-1].startswith("approximate: somewhere within 20")
    assert "between" in column(page, "Distance to the border")[-1]


def test_a_column_is_sorted_up_down_and_back_and_it_is_told(open_map):
    page = open_table(open_map)
    for _ in range(2):
        button(page, "Strength").send_keys(Keys.ENTER)
    assert column(page, "Strength") == ["10", "9", *["3"] * 7, "2.5", "-1", ""]
    assert page.run(TITLES)[2:9] == [f"No. {number}" for number in range(5, 12)], "equals keep their order"
    assert page.text(".geo-told") == "12 incidents; sorted by Strength, descending"
    sorted_heads = "return [...document.querySelectorAll('.geo-rows th[aria-sort]:not([aria-sort=none])')]"
    assert page.run(f"{sorted_heads}.map((head) => head.ariaSort + head.innerText)") == ["descendingStrength"]
    assert page.run("return document.activeElement.innerText") == "Strength"
    button(page, "Strength").send_keys(Keys.ENTER)
    assert page.run(TITLES) == [f"No. {number}" for number in range(12)]
    assert page.run(f"{sorted_heads}.length") == 0
    button(page, "Date").click()
    assert column(page, "Date") == [*["2022-05-05"] * 8, "2023", "2024-02", "2024-03-01", ""]
    button(page, "Incident").click()
    button(page, "Incident").click()
    assert page.run(TITLES)[:3] == ["No. 11", "No. 10", "No. 9"]
    button(page, "Type").click()
    assert column(page, "Type") == ["drone"] * 4 + ["strike"] * 4 + [""] * 4


@pytest.mark.parametrize("label", ["Distance to the border", "Distance to the city"])
def test_distances_are_sorted_by_their_metres(open_map, label):
    table = some_rows()
    page = open_table(open_map, table)
    button(page, label).click()
    name = "geo_border_m" if "border" in label else "geo_city_m"
    assert page.run(TITLES) == table.sort_values(name, kind="stable")["title"].tolist()


def test_an_incident_is_chosen_by_its_title_and_the_focus_comes_back(open_map):
    page = open_table(open_map)
    chosen = page.browser.driver.find_element(By.CSS_SELECTOR, ".geo-rows [data-row='3']")
    chosen.send_keys(Keys.ENTER)
    assert page.text(".geo-incident") == "No. 3"
    assert page.run("return document.activeElement.className") == "geo-incident"
    assert page.run("return document.querySelector('.geo-rows [aria-current]').innerText") == "No. 3"
    assert (
        page.run("return getComputedStyle(document.querySelector('.leaflet-container')).visibility")
        == "hidden"
    )
    page.browser.driver.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert page.run("return document.activeElement.dataset.row") == "3"
    assert page.run("return document.activeElement.closest('.geo-rows') !== null")
    assert page.run("return document.querySelector('.geo-rows [aria-current]')") is None


def test_filters_and_searches_reach_the_table_at_once(open_map):
    page = open_table(open_map)
    button(page, "Strength").click()
    page.run("document.querySelector('.geo-categories input').click()")
    assert len(page.run(TITLES)) == 8
    assert column(page, "Strength") == ["-1", "2.5", "3", "3", "3", "3", "3", "9"]
    page.run("document.querySelector('.geo-search').focus()")
    page.browser.command("Input.insertText", text="no such thing")
    page.wait("return document.querySelectorAll('.geo-rows tbody tr').length === 0")
    assert page.text(".geo-told").startswith("No incident is shown")
    page.ask("map.setState({ filter: { text: '', hidden: {} }, time: ['2024-01-01', '2024-12-31'] })")
    assert sorted(page.run(TITLES)) == ["No. 0", "No. 3"]


def test_texts_stay_texts_and_addresses_become_links(open_map):
    page = open_table(open_map)
    assert column(page, "Source")[:3] == ["https://example.org/a", HOSTILE, "javascript:window.__pwned=1"]
    links = "return [...document.querySelectorAll('.geo-rows a')].map((link) => [link.href, link.rel])"
    assert page.run(links) == [["https://example.org/a", "noopener noreferrer"]]
    assert page.run("return window.__pwned === undefined")
    assert page.run("return document.querySelector('.geo-rows img')") is None
    assert page.complaints() == []


def test_thousands_are_turned_over_by_the_hundred(open_map):
    page = open_map(make_map(make_incidents(1_234), atlas=ATLAS))
    button(page, "Table").click()
    assert page.text(".geo-told") == "1\u2013100 of 1,234 incidents"
    first = page.run(TITLES)
    assert len(first) == 100
    for name, told in (
        ("Next", "101\u2013200 of 1,234 incidents"),
        ("Last", "1,201\u20131,234 of 1,234 incidents"),
        ("Next", "1,201\u20131,234 of 1,234 incidents"),
        ("Previous", "1,101\u20131,200 of 1,234 incidents"),
        ("First", "1\u2013100 of 1,234 incidents"),
    ):
        button(page, name).click()
        assert page.text(".geo-told") == told
        assert page.run("return document.activeElement.innerText") == name
    assert page.run(TITLES) == first
    off = "return [...document.querySelectorAll('.geo-pages button')].map((each) => each.ariaDisabled)"
    assert page.run(off) == ["true", "true", "false", "false"]


@pytest.mark.parametrize("size", [DESKTOP, *NARROW_SIZES])
def test_headings_and_titles_stay_in_view_and_the_page_is_no_wider(open_map, size):
    page = open_map(make_map(make_incidents(300), atlas=ATLAS), size)
    button(page, "Table").click()
    rows = page.browser.driver.find_element(By.CSS_SELECTOR, ".geo-rows")
    assert rows.get_attribute("tabindex") == "0"
    assert rows.get_attribute("aria-label")
    page.run("document.querySelector('.geo-rows').scrollTo(600, 900)")
    boxes = """
        const of = (selector) => document.querySelector(selector).getBoundingClientRect();
        const [rows, side] = ['.geo-rows', '.geo-rows tbody tr:nth-child(30) th'].map(of);
        const first = of('.geo-rows thead th');
        return { top: first.top - rows.top, left: side.left - rows.left, width: side.width, stage: rows.width,
                 page: document.documentElement.scrollWidth - innerWidth, end: rows.bottom - innerHeight };
    """
    found = page.run(boxes)
    assert abs(found["top"]) < 1
    assert abs(found["left"]) < 1
    assert found["width"] < 0.5 * found["stage"]
    assert found["page"] <= 0
    assert found["end"] < 0
    # The buttons are where a finger finds them, none over another.
    assert page.run(
        "const all = [...document.querySelectorAll('.geo-tools button, .geo-pages button')];"
        "return all.filter((each) => each.checkVisibility()).every((each) => {"
        "  const {left, right, top, bottom} = each.getBoundingClientRect();"
        "  return each.contains(document.elementFromPoint((left + right) / 2, (top + bottom) / 2));"
        "})"
    )
    assert page.complaints() == []


def test_the_keyboard_goes_from_the_buttons_into_the_table(open_map):
    page = open_table(open_map)
    page.run("document.querySelector('[data-tool=table]').focus()")
    for wanted in (None, "Incident"):
        page.browser.driver.switch_to.active_element.send_keys(Keys.TAB)
        active = page.browser.driver.switch_to.active_element
        if wanted is None:
            assert active.get_attribute("class") == "geo-rows"
        else:
            assert active.text == wanted


def test_a_map_of_nothing_has_no_table(open_map):
    page = open_map(make_map(measured(), atlas=ATLAS))
    assert page.run("return document.querySelector('[data-tool=table]').checkVisibility()") is False

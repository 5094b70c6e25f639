"""Incidents near each other drawn as one: switched on by the reader, counted, opened and filtered."""

from __future__ import annotations

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By

from geo import make_map
from tests.browser.chromium import PHONE
from tests.browser.test_map_core import BLUE, COUNT_PIXELS, ORANGE
from tests.map_atlas import ATLAS, measured

LEFT, RIGHT = (0.3, 0.5), (1.7, 0.5)
GREY = [75, 79, 85]
# The centre of the map on the screen of what lies at a longitude and a latitude.
WHERE = """
    const {map} = Object.values(geoMaps)[0];
    const box = map.getContainer().getBoundingClientRect();
    const at = map.latLngToContainerPoint([arguments[1], arguments[0]]);
    return [Math.round(box.left + at.x), Math.round(box.top + at.y)];
"""


def two_towns(**columns):
    """Twelve drones in three places in the west, eleven strikes in as many in the east."""
    west = [(LEFT[0] + 0.005 * (number % 3), LEFT[1]) for number in range(12)]
    east = [(RIGHT[0] + 0.004 * number, RIGHT[1]) for number in range(11)]
    loners = [(0.2 * number, 2.5) for number in range(1, 10)]
    points = [*west, *east, *loners]
    titles = [f"No. {number}" for number in range(len(points))]
    kinds = ["drone"] * 12 + ["strike"] * 11 + ["drone"] * 9
    return measured(*points, title=titles, type=kinds, **columns)


def open_grouped(open_map, table=None, **options):
    page = open_map(make_map(two_towns() if table is None else table, atlas=ATLAS), **options)
    page.browser.driver.find_element(By.CSS_SELECTOR, ".geo-group").click()
    return page


def point_at(page, lon, lat, *, click=False):
    x, y = page.run(WHERE, lon, lat)
    chain = ActionChains(page.browser.driver)
    chain.w3c_actions.pointer_action.move_to_location(x, y)
    if click:
        chain.w3c_actions.pointer_action.click()
    chain.perform()
    page.run("return new Promise((done) => setTimeout(done, 400))")


def test_the_reader_groups_and_ungroups_and_the_address_knows(open_map):
    page = open_map(make_map(two_towns(), atlas=ATLAS))
    alone = page.run(COUNT_PIXELS, ORANGE)
    switch = page.browser.driver.find_element(By.CSS_SELECTOR, ".geo-group")
    assert "Group incidents near each other" in page.text(".geo-check:has(.geo-group)")
    assert "grouped" not in page.text(".geo-legend")
    switch.click()
    assert page.run(COUNT_PIXELS, ORANGE) > 2 * alone
    assert "Several incidents near each other, grouped; choose to zoom in" in page.text(".geo-legend")
    page.wait("return location.hash.includes('group=1')")
    page.browser.driver.refresh()
    page.wait("return window.geoMaps && Object.keys(window.geoMaps).length")
    assert page.ask("map.state().grouped") is True
    assert page.run("return document.querySelector('.geo-group').checked")
    assert page.run(COUNT_PIXELS, ORANGE) > 2 * alone
    switch = page.browser.driver.find_element(By.CSS_SELECTOR, ".geo-group")
    switch.click()
    assert page.run(COUNT_PIXELS, ORANGE) < 2 * alone
    page.wait("return !location.hash.includes('group=1')")


def test_few_incidents_are_not_offered_grouping_nor_grouped_by_an_address(open_map, tmp_path):
    table = two_towns().iloc[:20]
    page = open_map(make_map(table, atlas=ATLAS))
    assert page.run("return document.querySelector('.geo-check:has(.geo-group)').offsetHeight") == 0
    page.browser.driver.get("about:blank")
    page.browser.driver.get(f"{(tmp_path / 'map.html').as_uri()}#group=1")
    page.wait("return window.geoMaps && Object.keys(window.geoMaps).length")
    assert page.ask("map.state().grouped") is False


def test_the_flag_counts_a_group_and_its_places(open_map):
    page = open_grouped(open_map)
    west = two_towns().geometry.iloc[:12]
    point_at(page, west.x.mean(), west.y.mean())
    assert page.text(".geo-flag") == "12 incidents near here, 3 places"
    point_at(page, 1.8, 2.5)
    assert page.text(".geo-flag") == "No. 31"


def test_a_click_zooms_into_a_group_until_its_spots_are_seen(open_map):
    page = open_grouped(open_map)
    before = page.ask("map.state().view.zoom")
    east = two_towns().geometry.iloc[12:23]
    point_at(page, east.x.mean(), east.y.mean(), click=True)
    page.wait(f"return Object.values(geoMaps)[0].state().view.zoom > {before + 1}")
    page.run("return new Promise((done) => setTimeout(done, 400))")
    assert page.complaints() == []
    view = page.ask("map.state().view")
    assert abs(view["lon"] - east.x.mean()) < 0.01
    assert page.run(COUNT_PIXELS, BLUE) == 0
    # Each strike is now under the pointer by itself.
    point_at(page, east.x.iloc[5], east.y.iloc[5])
    assert page.text(".geo-flag") == "No. 17"
    assert page.text(".geo-panel h2") == "32 incidents", "the list is as it was"


def test_a_group_that_stays_one_however_near_is_listed(open_map):
    points = [(0.5 + 1e-6 * number, 0.5) for number in range(21)]
    page = open_grouped(open_map, measured(*points, title=[str(number) for number in range(21)]))
    for _ in range(3):
        point_at(page, 0.50001, 0.5, click=True)
    assert page.text(".geo-panel h2") == "21 incidents near here, 21 places"
    assert page.run("return document.querySelectorAll('.geo-list li').length") == 21
    assert page.ask("map.state().view.zoom") <= 14


def test_filters_time_and_colours_reach_the_groups(open_map):
    dates = [f"2024-0{1 + number % 3}-01" for number in range(32)]
    page = open_grouped(open_map, two_towns(date=dates))
    assert page.run(COUNT_PIXELS, ORANGE) > 100
    page.run("document.querySelector('.geo-categories [data-option=\"1\"]').click()")
    assert page.run(COUNT_PIXELS, ORANGE) == 0
    assert page.run(COUNT_PIXELS, BLUE) > 100
    west = two_towns().geometry.iloc[:12]
    point_at(page, west.x.mean(), west.y.mean())
    assert page.text(".geo-flag") == "12 incidents near here, 3 places"
    page.ask("map.setState({ time: ['2024-02-01', '2024-03-31'] })")
    left = two_towns().geometry.iloc[[number for number in range(12) if number % 3]]
    point_at(page, left.x.mean() - 0.001, left.y.mean())
    point_at(page, left.x.mean(), left.y.mean())
    assert page.text(".geo-flag") == "8 incidents near here, 2 places"
    page.ask("map.setState({ theme: 'dark' })")
    assert page.run(COUNT_PIXELS, BLUE) == 0
    assert page.run(COUNT_PIXELS, [93, 177, 240]) > 100


def test_several_kinds_in_a_group_are_of_no_colour_and_a_pan_changes_nothing(open_map):
    table = two_towns()
    table["type"] = ["drone", "strike"] * 16
    page = open_grouped(open_map, table)
    grey = page.run(COUNT_PIXELS, GREY)
    assert grey > 100
    page.ask("(map.map.panBy([20, 0], { animate: false }), null)")
    page.run("return new Promise((done) => setTimeout(done, 200))")
    assert abs(page.run(COUNT_PIXELS, GREY) - grey) < 0.1 * grey


def test_a_tap_on_a_phone_opens_a_group(open_map, browser):
    page = open_grouped(open_map, size=PHONE)
    before = page.ask("map.state().view.zoom")
    east = two_towns().geometry.iloc[12:23]
    x, y = page.run(WHERE, east.x.mean(), east.y.mean())
    browser.command("Emulation.setTouchEmulationEnabled", enabled=True)
    try:
        browser.command("Input.dispatchTouchEvent", type="touchStart", touchPoints=[{"x": x, "y": y}])
        browser.command("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])
        page.wait(f"return Object.values(geoMaps)[0].state().view.zoom > {before + 1}")
    finally:
        browser.command("Emulation.setTouchEmulationEnabled", enabled=False)

"""Files that a reader saves from the page, as they lie in the folder of downloads."""

from __future__ import annotations

import csv
import io
import json
import time
import xml.etree.ElementTree as ET

import numpy as np
import pytest

from geo import make_map
from tests.browser.hands import click, settle, write
from tests.map_atlas import ATLAS, measured

COUNT = 12
TITLE = 'Incidents: "north/south" <2024>'
KML = "{http://www.opengis.net/kml/2.2}"


@pytest.fixture
def page(open_map, browser, tmp_path):
    folder = tmp_path / "saved"
    folder.mkdir()
    behave = {"behavior": "allow", "downloadPath": str(folder)}
    browser.command("Browser.setDownloadBehavior", **behave)
    points = [(0.2 + 0.2 * number, 0.5) for number in range(COUNT)]
    titles = [*[f"No. {number}" for number in range(COUNT - 1)], "=HYPERLINK(1)"]
    kinds = [["strike", "drone"][number % 2] for number in range(COUNT)]
    table = measured(*points, title=titles, type=kinds, date=["2024-03-01"] * COUNT)
    opened = open_map(make_map(table, atlas=ATLAS, title=TITLE))
    yield opened, folder
    browser.command("Browser.setDownloadBehavior", behavior="default")


def save(page, folder, kind):
    """Press a button of the window and wait for its file; give its name and bytes."""
    before = set(folder.iterdir())
    click(page, f"[data-save={kind}]")
    for _ in range(100):
        new = [path for path in set(folder.iterdir()) - before if path.suffix == f".{kind}"]
        if new:
            settle(page, 100)
            return new[0].name, new[0].read_bytes()
        time.sleep(0.1)
    raise AssertionError(page.text(".geo-menu-body [role=status]"))


def test_what_is_seen_is_what_is_saved(page):
    opened, folder = page
    # Only what passes the filters: here one kind of two.
    click(opened, ".geo-categories input")
    click(opened, "[data-tool=save]")
    assert opened.text(".geo-saved-rows") == "6 incidents"
    name, content = save(opened, folder, "csv")
    assert "/" not in name
    assert "<" not in name
    assert "Saved as " in opened.text(".geo-menu-body [role=status]")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert len(rows) == 6
    assert len({row["type"] for row in rows}) == 1
    kept = {row["title"] for row in rows}
    assert "'=HYPERLINK(1)" in kept or not any("HYPERLINK" in title for title in kept)
    told = json.loads(save(opened, folder, "geojson")[1])
    assert len(told["features"]) == 6
    assert {feature["geometry"]["type"] for feature in told["features"]} == {"Point"}
    assert any("OpenStreetMap" in source or "Drawn by hand" in source for source in told["sources"])
    root = ET.fromstring(save(opened, folder, "kml")[1])  # noqa: S314 - our own file
    marks = root.findall(f".//{KML}Placemark")
    assert len(marks) == 6
    assert opened.complaints() == []


def test_the_picture_is_a_png_of_twice_the_pixels(page):
    opened, folder = page
    click(opened, "[data-tool=save]")
    name, content = save(opened, folder, "png")
    assert name.endswith(".png")
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    width = int.from_bytes(content[16:20], "big")
    assert width > 1.9 * opened.run("return document.querySelector('.geo-stage').offsetWidth")
    assert opened.complaints() == []


def test_a_spreadsheet_gets_no_formula_and_all_coordinates(page):
    opened, folder = page
    click(opened, "[data-tool=save]")
    rows = list(csv.DictReader(io.StringIO(save(opened, folder, "csv")[1].decode("utf-8-sig"))))
    assert rows[-1]["title"] == "'=HYPERLINK(1)"
    lons = np.array([float(row["geo_lon"]) for row in rows])
    assert lons == pytest.approx([0.2 + 0.2 * number for number in range(COUNT)])


def test_what_cannot_be_saved_is_said(page):
    opened, _ = page
    opened.run("URL.createObjectURL = () => { throw new Error('the disk is full'); }")
    click(opened, "[data-tool=save]")
    click(opened, "[data-save=csv]")
    opened.wait(
        "return document.querySelector('.geo-menu-body [role=status]').innerText.includes('disk is full')"
    )
    assert opened.text(".geo-menu-body [role=status]").startswith("That did not work")


def test_nothing_that_passes_the_filters_is_an_empty_file_with_its_head(page):
    opened, folder = page
    write(opened, ".geo-search", "no such thing")
    opened.wait("return Object.values(geoMaps)[0].seen() === 0")
    click(opened, "[data-tool=save]")
    rows = list(csv.reader(io.StringIO(save(opened, folder, "csv")[1].decode("utf-8-sig"))))
    assert len(rows) == 1
    assert "geo_lon" in rows[0]
    assert json.loads(save(opened, folder, "geojson")[1])["features"] == []

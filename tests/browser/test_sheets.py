"""A sheet in a real browser: on a desk, on a phone, and printed."""

from __future__ import annotations

import base64

import pypdfium2
import pytest

from geo._sheets.html import render_html
from tests.browser.chromium import DESKTOP, PHONE
from tests.sheet_cases import CASES, whole_sheet

# What reaches over the edge of a page that cannot be moved sideways.
TOO_WIDE = """
const wide = document.documentElement.clientWidth;
return [...document.querySelectorAll('body *')].filter((each) => !each.closest('svg'))
  .filter((each) => each.getBoundingClientRect().right > wide + 0.5).map((each) => each.className);
"""
# Texts that lie over each other: blocks that share a parent never may.
OVERLAPS = """
const found = [];
const parents = '.page, .page header, .page section, .told, footer, figure, li';
for (const parent of document.querySelectorAll(parents)) {
  const boxes = [...parent.children].map((each) => [each.className, each.getBoundingClientRect()]);
  for (const [one, a] of boxes) for (const [other, b] of boxes) {
    const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (a !== b && wide > 1 && high > 1) found.push([one, other, wide, high]);
  }
}
return found;
"""


@pytest.fixture
def open_sheet(browser, tmp_path):
    def open_it(case, size=DESKTOP):
        path = tmp_path / "sheet.html"
        path.write_text(render_html(whole_sheet(case)), encoding="utf-8")
        return browser.open(path, size)

    return open_it


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("case", CASES)
def test_sheet_is_whole_at_any_width_and_asks_for_nothing(open_sheet, case, size):
    page = open_sheet(case, size)
    assert page.run("return document.documentElement.scrollWidth") <= size[0]
    assert page.run(TOO_WIDE) == []
    assert page.run(OVERLAPS) == []
    assert page.complaints() == []
    assert page.requests() == []
    assert page.run("return document.scripts.length") == 0


def test_hostile_title_is_a_title(open_sheet):
    page = open_sheet("hostile")
    assert "<script>alert(1)</script>" in page.text("h1")
    assert page.run("return document.title").startswith("Geography check: 2 reports")


def test_map_shows_the_border_that_a_claim_names(open_sheet):
    page = open_sheet("founding")
    assert page.run("return document.querySelectorAll('figure svg .geo-pic-against').length") == 1
    assert page.run("return document.querySelector('figure svg').getBoundingClientRect().height") > 200
    told = page.run(
        "return [...document.querySelectorAll('figure svg text')].map((each) => each.textContent)"
    )
    assert {"1 Karakiyanskiy", "2 Astana", "about 340 to 640 km", "KAZAKHSTAN"} <= set(told)


def printed(page):
    """Print a page as the reader would, and open it."""
    told = page.browser.command("Page.printToPDF", preferCSSPageSize=True, printBackground=True)
    return pypdfium2.PdfDocument(base64.b64decode(told["data"]))


@pytest.mark.parametrize("case", ["founding", "one", "russian", "arabic", "nothing"])
def test_sheet_prints_on_one_page_of_a4(open_sheet, case):
    document = printed(open_sheet(case))
    assert len(document) == 1
    assert document[0].get_size() == pytest.approx((595.3, 841.9), abs=1)
    assert "Checked by" in document[0].get_textpage().get_text_bounded()


def test_many_claims_print_on_two_pages_and_none_is_lost(open_sheet):
    document = printed(open_sheet("twelve"))
    assert len(document) == 2
    first, last = (" ".join(document[n].get_textpage().get_text_bounded().split()) for n in (0, 1))
    assert "Checked by" not in first
    assert "Checked by" in last
    for claim in whole_sheet("twelve").pages[0].claims:
        assert claim.quote in f"{first} {last}"


def test_every_report_begins_a_page(open_sheet):
    document = printed(open_sheet("hostile"))
    texts = [document[n].get_textpage().get_text_bounded() for n in range(len(document))]
    assert "REPORT 1 OF 2" in texts[0]
    assert "REPORT 2 OF 2" in texts[1]

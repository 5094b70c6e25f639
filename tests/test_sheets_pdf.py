"""The sheet as a PDF: what stands on its pages, in which letters, and how many pages there are."""

from __future__ import annotations

import dataclasses
import hashlib
import re
from importlib import resources
from pathlib import Path

import pypdfium2
import pytest

from geo._sheets.fitting import SIZES
from geo._sheets.pdf import render_pdf
from geo._sheets.plotting import shape_of
from tests.sheet_cases import CASES, plain_sheet, whole_sheet

A4 = pytest.approx((595.28, 841.89), abs=0.5)


def pages_of(sheet):
    """Give the texts of the pages, their white space made single blanks."""
    document = pypdfium2.PdfDocument(render_pdf(sheet))
    return [
        " ".join(document[page].get_textpage().get_text_bounded().replace("\ufffe", "-").split())
        for page in range(len(document))
    ]


@pytest.mark.parametrize("case", ["founding", "one", "russian", "arabic", "nothing"])
def test_a_report_is_one_page_of_a4(case):
    document = pypdfium2.PdfDocument(render_pdf(whole_sheet(case)))
    assert len(document) == 1
    assert document[0].get_size() == A4


def test_page_holds_what_the_sheet_says_as_text():
    (text,) = pages_of(whole_sheet("founding"))
    for words in (
        "Military drone falls near Kazakhstano-Russian border",
        "Geography only: nothing here says whether it happened or who did it.",
        "does not agree",
        "about 340 to 640 km",
        "© OpenStreetMap contributors",
        "geo check report.txt -o sheet.html",
        "Checked by",
        "KAZAKHSTAN",
    ):
        assert words in text


def test_more_claims_go_on_on_a_second_page_and_the_signature_is_on_the_last():
    first, second = pages_of(whole_sheet("twelve"))
    assert "page 1 of 2" in first
    assert "page 2 of 2" in second
    assert "Checked by" not in first
    assert "Checked by" in second
    numbers = [claim.quote for claim in whole_sheet("twelve").pages[0].claims]
    assert all(quote in f"{first} {second}" for quote in numbers)


@pytest.mark.parametrize("case", CASES)
def test_no_letter_lies_outside_the_margins(case):
    document = pypdfium2.PdfDocument(render_pdf(whole_sheet(case)))
    for number in range(len(document)):
        page = document[number].get_textpage()
        boxes = [page.get_charbox(index) for index in range(page.count_chars())]
        assert min(left for left, *_ in boxes) >= 40
        assert max(right for _, _, right, _ in boxes) <= 556
        assert min(bottom for _, bottom, *_ in boxes) >= 20


def test_no_letter_is_smaller_than_eight_points_but_on_the_map():
    assert min(SIZES) == 80
    found = re.findall(rb"/F\d+ ([\d.]+) Tf", uncompressed(plain_sheet("twelve")))
    assert min(float(size) for size in found) >= 8


def uncompressed(sheet):
    import zlib

    data = render_pdf(sheet)
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL)
    opened = []
    for stream in streams:
        try:
            opened.append(zlib.decompress(stream))
        except zlib.error:
            opened.append(stream)
    return b"\n".join(opened)


def test_hostile_texts_are_whole():
    text = "".join(pages_of(plain_sheet("hostile"))).replace(" ", "")
    assert (
        "</style><script>alert(1)</script><imgsrc=xonerror=alert(2)>&amp;[link](javascript:alert(3))" in text
    )
    assert text.count("W") >= 5000
    assert text.count("L") >= 5000
    assert text.count("y") >= 3000


def test_nothing_in_it_can_run_or_lead_elsewhere():
    data = render_pdf(whole_sheet("hostile"))
    assert not re.search(rb"/(?:JavaScript|JS|URI|Launch|AA|Annots)\b", data)
    # Where it opens is a page, and nothing that is done.
    assert re.findall(rb"/OpenAction (.)", data) == [b"["]


def test_letters_of_many_scripts_are_text():
    (text,) = pages_of(plain_sheet("arabic"))
    for words in ("ქართული", "հայերեն", "ελληνικά"):
        assert words in text
    assert "кара-кюйюн" in pages_of(plain_sheet("russian"))[0].lower()
    assert "Қарақия" in pages_of(plain_sheet("russian"))[0]
    assert set("الحدود") <= set(text)
    assert set("גבול") <= set(text)


def test_letters_that_the_fonts_lack_are_told_of():
    pages = pages_of(plain_sheet("hostile"))
    assert any("Some letters could not be printed" in text for text in pages[1:])
    assert "Some letters" not in pages_of(plain_sheet("founding"))[0]


def test_metadata_say_what_it_is():
    data = render_pdf(plain_sheet("founding"))
    document = pypdfium2.PdfDocument(data)
    told = document.get_metadata_dict()
    assert told["Title"] == "Geography check: Military drone falls near Kazakhstano-Russian border"
    assert told["CreationDate"].startswith("D:20240508102100")
    assert b"/Lang (en)" in data


def test_same_sheet_gives_the_same_bytes():
    assert render_pdf(whole_sheet("founding")) == render_pdf(whole_sheet("founding"))


def test_picture_with_hatch_and_symbols_by_the_hundred_is_drawn():
    circle = '<circle cx="4" cy="4" r="3" fill="#b3261e"/>'
    picture = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 60" width="100%"><title>x</title><g>'
        '<svg x="0" y="0" width="90" height="60" viewBox="0 0 90 60">'
        '<defs><pattern id="geo-pic-hatch"/></defs>'
        '<path class="geo-pic-disputed" d="M10 10l40 0 0 30-40 0z" fill="url(#geo-pic-hatch)"/>'
        f'<marker id="m">{circle}</marker>'
        '<path d="M60 20l5 5 5-5" marker-start="url(#m)" marker-mid="url(#m)" fill="none"/>'
        '<text x="20" y="30" font-size="8" paint-order="stroke" stroke="#fff">A &amp; B</text>'
        "</svg></g></svg>"
    )
    assert shape_of(picture) == pytest.approx(2 / 3)
    sheet = plain_sheet("one")
    page = dataclasses.replace(sheet.pages[0], picture=picture)
    data = render_pdf(dataclasses.replace(sheet, pages=(page,)))
    document = pypdfium2.PdfDocument(data)
    image = document[0].render(scale=3).to_numpy()
    text = document[0].get_textpage().get_text_bounded()
    assert "A & B" in text
    # Somewhere on the right half of the page three red symbols are drawn.
    red = (image[..., 2].astype(int) > 150) & (image[..., 1] < 80) & (image[..., 0] < 80)
    assert red[:, image.shape[1] // 2 :].sum() > 100


def test_vendored_fonts_are_those_of_the_list():
    folder = Path(str(resources.files("geo._sheets") / "fonts"))
    text = (folder / "VENDORED.md").read_text(encoding="utf-8")
    listed = dict(re.findall(r"^\| `([^`]+)` \| `([0-9a-f]{64})` \|$", text, re.MULTILINE))
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.iterdir()
        if path.name != "VENDORED.md"
    }
    assert found == listed


def test_many_incidents_stand_in_two_columns_and_none_is_lost():
    sheet = whole_sheet("founding")
    first, second = sheet.pages[0].incidents
    several = tuple(
        dataclasses.replace(second, number=number, heading=f"Incident at place {number}")
        for number in range(2, 12)
    )
    page = dataclasses.replace(sheet.pages[0], incidents=(first, *several))
    text = " ".join(pages_of(dataclasses.replace(sheet, pages=(page,))))
    assert [text.count(f"Incident at place {number}") for number in range(2, 10)] == [1] * 8


def test_incident_that_is_longer_than_a_page_is_whole():
    sheet = whole_sheet("founding")
    long = dataclasses.replace(sheet.pages[0].incidents[1], title="Z" * 20_000)
    page = dataclasses.replace(sheet.pages[0], incidents=(sheet.pages[0].incidents[0], long))
    text = "".join(pages_of(dataclasses.replace(sheet, pages=(page,))))
    assert text.count("Z") >= 20_000

"""What a sheet says, and how it is written: words, Markdown, a terminal, files."""

from __future__ import annotations

import dataclasses
import os
import re
import subprocess
import sys
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt

from geo._claims.saying import VERDICT_WORDS
from geo._records import told_time
from geo._sheets import markdown, write_sheet
from geo._sheets.html import render_html
from geo._sheets.markdown import render_markdown
from geo._sheets.terminal import render_text
from geo._sheets.wording import SIGNS
from geo.errors import DataError, OutputError, UsageError
from tests.map_atlas import ATLAS
from tests.sheet_cases import CASES, checked, plain_sheet

FORBIDDEN = re.compile(r"\b(?:false|fake|lie|lies that|true|debunked)\b", re.IGNORECASE)


class Elements(HTMLParser):
    """The elements of a page and their attributes, as a reader's browser finds them."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.found = []
        self.text = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text.append(data)


def texts_of(what):
    """Every text of a sheet."""
    if isinstance(what, str):
        yield what
    elif isinstance(what, tuple):
        for each in what:
            yield from texts_of(each)
    elif dataclasses.is_dataclass(what):
        for each in dataclasses.fields(what):
            yield from texts_of(getattr(what, each.name))


def facts(claim):
    return dict(claim.facts)


# What it says


def test_founding_case_says_what_an_editor_asks():
    page = plain_sheet("founding").pages[0]
    assert page.title == "Military drone falls near Kazakhstano-Russian border"
    assert dict(page.facts)["Published"] == "7 May 2024 (from “Astana, May 7, 2024”)"
    assert page.tally == ("✗ 2 do not agree with the map", "~ 2 cannot be decided", "\u2013 1 not judged")
    where = dict(page.incidents[0].facts)
    assert where["When"] == "7 May 2024"
    assert where["Where"].startswith("An area, presumed Karakiyanskiy, district in Mangystau, Kazakhstan")
    assert where["Position"] == (
        "anywhere in it; label point about 43.0° N, 53.9° E, all of it within 150 km of there"
    )
    assert page.incidents[0].readings == ("Mangystau, region (the region that the report names) score 0.15",)


def test_claim_has_its_interval_by_kind_and_where_it_turns():
    claim = plain_sheet("founding").pages[0].claims[0]
    assert (claim.sign, claim.words, claim.by) == ("✗", "does not agree with the map", "the headline")
    assert facts(claim) == {
        "Land border": "about 340 to 640 km",
        "Territorial sea": "about 300 to 600 km",
        "Seabed (approximate)": "about 118 to 430 km",
        "Held against": "25 km",
        "Would turn at": "about 340 km",
    }


def test_only_readings_with_another_verdict_are_told():
    claim = plain_sheet("founding").pages[0].claims[0]
    assert claim.readings == (
        "If it is Mangystau, region: cannot be decided, about 96 to 640 km, holds in 6 %.",
    )


def test_share_is_told_where_it_is_one():
    claims = plain_sheet("founding").pages[0].claims
    assert facts(claims[1])["Holds in"] == "30 % of it"
    assert "Holds in" not in facts(claims[0])


def test_incident_of_a_claim_is_named_only_where_there_are_several():
    assert [claim.about for claim in plain_sheet("founding").pages[0].claims][-1] == "incident 2"
    assert {claim.about for claim in plain_sheet("one").pages[0].claims} == {""}


def test_what_is_not_judged_has_no_numbers():
    claim = plain_sheet("founding").pages[0].claims[3]
    assert (claim.verdict, claim.words, claim.facts) == (None, "not judged", ())


def test_signs_differ_in_shape_and_stand_beside_words():
    assert len(set(SIGNS.values())) == len(SIGNS) == len(VERDICT_WORDS)
    assert set(VERDICT_WORDS.values()) == {
        "agrees with the map",
        "does not agree with the map",
        "cannot be decided",
        "not judged",
    }


@pytest.mark.parametrize("case", [case for case in CASES if case != "hostile"])
def test_no_verdict_is_about_more_than_the_map(case):
    assert not [text for text in texts_of(plain_sheet(case)) if FORBIDDEN.search(text)]


def test_a_verdict_that_there_is_not_is_refused():
    found = checked("one")
    found["claims"][0]["verdict"] = "true"
    from geo._sheets.gather import gather_sheet

    with pytest.raises(DataError, match="verdict 'true'"):
        gather_sheet(found, command="")


def test_hidden_letters_are_left_out_and_told_of():
    sheet = plain_sheet("hostile")
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x1f\u2028\u2029]", "".join(texts_of(sheet)))
    assert "left out here" in sheet.pages[0].notes[0]
    assert plain_sheet("founding").pages[0].notes == ()


def test_time_is_that_of_the_source_date_epoch(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1715163660")
    assert told_time().isoformat() == "2024-05-08T10:21:00+00:00"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(DataError, match="SOURCE_DATE_EPOCH is 'yesterday'"):
        told_time()


# HTML


@pytest.mark.parametrize("case", CASES)
def test_html_has_no_script_no_address_and_no_handler(case):
    page = Elements(render_html(plain_sheet(case)))
    names = {name for name, _ in page.found}
    assert not names & {"script", "img", "link", "iframe", "object", "embed", "form", "base", "a"}
    attributes = {name for _, attrs in page.found for name in attrs}
    assert not [name for name in attributes if name.startswith("on") or name in ("style", "src", "href")]
    policy = next(
        attrs["content"] for name, attrs in page.found if attrs.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy


def test_hostile_texts_are_shown_as_they_are_in_html():
    page = Elements(render_html(plain_sheet("hostile")))
    told = " ".join("".join(page.text).split())
    assert "</style><script>alert(1)</script><img src=x onerror=alert(2)> &amp; [link]" in told
    assert "W" * 5000 in told


def test_html_names_the_language_of_the_report():
    page = Elements(render_html(plain_sheet("arabic")))
    assert ("html", {"lang": "en"}) in page.found
    quotes = [attrs for name, attrs in page.found if name == "q"]
    assert quotes
    assert all(attrs == {"dir": "auto", "lang": "ar"} for attrs in quotes)


def test_language_that_is_none_is_no_attribute():
    found = checked("one")
    found["reports"][0]["language"] = 'x" onload="y'
    from geo._sheets.gather import gather_sheet

    page = Elements(render_html(gather_sheet(found, command="")))
    assert all("lang" not in attrs for name, attrs in page.found if name == "q")


# Markdown


def rendered(case):
    return (
        MarkdownIt("commonmark", {"html": True})
        .enable(["table", "strikethrough"])
        .render(render_markdown(plain_sheet(case)))
    )


@pytest.mark.parametrize("case", CASES)
def test_markdown_makes_nothing_but_its_own_markup(case):
    names = {name for name, _ in Elements(rendered(case)).found}
    own = {"h1", "h2", "h3", "p", "ul", "li", "strong", "em", "code", "pre"}
    assert names <= own | {"table", "thead", "tbody", "tr", "th", "td"}


def test_hostile_texts_are_shown_as_they_are_in_markdown():
    told = "".join(Elements(rendered("hostile")).text)
    assert (
        "</style><script>alert(1)</script><img src=x onerror=alert(2)> &amp; [link](javascript:alert(3))"
        in told
    )
    assert (
        "~~~ ``` 1. a * b + c ==== | a | b | http://example.org www.example.org a@example.org :smile:" in told
    )


def test_markdown_has_nothing_that_is_made_a_link_by_itself():
    text = render_markdown(plain_sheet("hostile")).replace("`@`", "")
    assert not re.search(r"https?:/|www\.|\w@\w|\w\.org", text)


def test_rows_of_a_markdown_table_have_as_many_cells_as_its_head():
    for line in render_markdown(plain_sheet("hostile")).splitlines():
        if line.startswith("| "):
            assert len(re.findall(r"(?<!\\)\|", line)) == 6


@pytest.mark.parametrize(
    "text", ["1. a", "12) b", "- c", "+ d", "# e", "> f", "* g", "=== h", "    i", "~~~"]
)
def test_no_text_begins_anything(text):
    html = MarkdownIt("commonmark", {"html": True}).render(markdown.escape(text.strip()))
    assert html == f"<p>{text.strip().replace('>', '&gt;')}</p>\n"


# A terminal


def test_terminal_lines_are_no_wider_than_it_is():
    text = render_text(plain_sheet("founding"), width=60, has_colour=False)
    assert max(map(len, text.splitlines())) <= 60
    assert "\x1b" not in text
    assert "✗ does not agree with the map\n  “Drone crashes near Kazakhstano-Russian border”" in text
    assert "Geography only: nothing here says" in text


def test_terminal_gets_no_control_letters_of_a_report():
    assert not re.search(
        "[\x00-\x09\x0b-\x1f]", render_text(plain_sheet("hostile"), width=80, has_colour=False)
    )


def test_colour_says_nothing_that_words_do_not():
    coloured = render_text(plain_sheet("founding"), width=80, has_colour=True)
    assert "\x1b[31m✗ does not agree with the map\x1b[0m" in coloured
    assert re.sub("\x1b\\[\\d+m", "", coloured) == render_text(
        plain_sheet("founding"), width=80, has_colour=False
    )


def test_report_without_anything_says_so():
    text = render_text(plain_sheet("nothing"), width=80, has_colour=False)
    assert "No incident was found" in text
    assert "No geographic claim was found" in text


# Files


def write(case, path, **how):
    return write_sheet(checked(case), None, path, command="geo check x.txt", atlas=ATLAS, **how)


@pytest.mark.parametrize("suffix", [".html", ".htm", ".pdf", ".md"])
def test_sheet_of_ours_is_replaced_and_no_other_file(tmp_path, suffix):
    path = tmp_path / f"sheet{suffix}"
    assert write("one", path) == path
    write("founding", path)
    path.write_text("my notes\n", encoding="utf-8")
    with pytest.raises(OutputError, match="exists already"):
        write("one", path)
    assert path.read_text(encoding="utf-8") == "my notes\n"
    write("one", path, overwrite=True)
    assert path.read_bytes() != b"my notes\n"
    assert list(tmp_path.iterdir()) == [path]


def test_unknown_suffix_names_those_that_there_are(tmp_path):
    with pytest.raises(UsageError, match=r"\.html, \.pdf or \.md"):
        write("one", tmp_path / "sheet.docx")


@pytest.mark.parametrize("suffix", [".html", ".pdf", ".md"])
def test_same_check_gives_the_same_bytes(tmp_path, suffix, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1715163660")
    first = write("founding", tmp_path / f"a{suffix}").read_bytes()
    assert write("founding", tmp_path / f"b{suffix}").read_bytes() == first


def test_pdf_is_loaded_for_a_pdf_alone(root):
    code = (
        "import sys; import geo._sheets.html, geo._sheets.markdown, geo._sheets.files;"
        "print([m for m in ('fpdf', 'fontTools', 'PIL', 'uharfbuzz') if m in sys.modules])"
    )
    env = {**os.environ, "PYTHONPATH": str(root)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env)
    assert done.stdout == "[]\n"

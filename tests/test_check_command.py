"""``geo check`` as it is typed: a report in; words, JSON or a sheet out."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pypdfium2
import pytest

RECORD = '<script type="application/json" id="geo-run">'
EXAMPLE = Path(__file__).parents[1] / "data/examples/mangystau_report.txt"
REPORT = """Military drone falls near Kazakhstano-Russian border

May 7, 2024. A Banshee Jet 80 drone was found in the remote Kara-Kyuyun district, Mangystau region,
Kazakhstan, near the Kazakhstano-Russian border, officials said.
"""
STATEMENT = "Geography only: nothing here says whether it happened or who did it."


@pytest.fixture
def report(run_geo):
    path = run_geo.work / "banshee.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path.name


def test_terminal_says_what_a_stranger_can_read(run_geo, report):
    done = run_geo("check", report, "--quiet")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Military drone falls near Kazakhstano-Russian border\n")
    assert "does not agree with the map" in done.stdout
    assert done.stdout.endswith(f"{STATEMENT}\n")
    assert "\x1b" not in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 100


def test_json_is_the_object_that_was_agreed(run_geo, report):
    done = run_geo("check", report, "--json", "--quiet")
    found = json.loads(done.stdout)
    assert list(found) == ["reports", "places", "incidents", "claims", "statement"]
    for claim in found["claims"]:
        assert REPORT[claim["start"] : claim["end"]] == claim["quote"]


@pytest.mark.parametrize("suffix", ["html", "pdf", "md"])
def test_sheet_is_written_and_its_path_printed(run_geo, report, suffix):
    done = run_geo("check", report, "-o", f"sheet.{suffix}", "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"sheet.{suffix}{os.linesep}", "")
    assert (run_geo.work / f"sheet.{suffix}").stat().st_size > 1000
    assert run_geo("check", report, "-o", f"sheet.{suffix}", "--quiet").returncode == 0


def test_sheet_says_how_to_make_it_again(run_geo, report):
    run_geo("check", report, "-o", "sheet.md", "--near-km", "10", "--quiet")
    text = (run_geo.work / "sheet.md").read_text(encoding="utf-8")
    assert f"geo check {report} -o sheet.md --near-km 10\n" in text
    assert str(run_geo.work) not in text


def test_json_and_a_sheet_at_once(run_geo, report):
    done = run_geo("check", report, "--json", "-o", "sheet.html")
    assert json.loads(done.stdout)["statement"] == STATEMENT
    assert "The sheet is sheet.html." in done.stderr


def test_standard_input_and_several_reports(run_geo, report):
    done = run_geo("check", "-", report, "--json", "--quiet", stdin="Nothing happened anywhere.\n")
    assert [each["title"] for each in json.loads(done.stdout)["reports"]][1] == REPORT.splitlines()[0]


def test_fail_on_is_3_and_says_so(run_geo, report):
    done = run_geo("check", report, "--fail-on", "contradicted", "-o", "sheet.html", "--quiet")
    assert done.returncode == 3
    assert "not agree with the map (--fail-on contradicted)" in done.stderr
    assert (run_geo.work / "sheet.html").exists()


def test_fail_on_is_0_where_there_is_no_such_claim(run_geo):
    done = run_geo("check", "-", "--fail-on", "contradicted", "--quiet", stdin="Six ways with aubergines.\n")
    assert (done.returncode, done.stderr) == (0, "")


def test_other_files_are_kept(run_geo, report):
    (run_geo.work / "sheet.html").write_text("mine", encoding="utf-8")
    done = run_geo("check", report, "-o", "sheet.html")
    assert done.returncode == 1
    assert "sheet.html exists already" in done.stderr
    assert run_geo("check", report, "-o", "sheet.html", "--force", "--quiet").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "There is no REPORT"),
        (["-", "-"], "Standard input can be read once"),
        (["banshee.txt", "-o", "sheet.docx"], "End it in .html, .pdf or .md"),
        (["banshee.txt", "-o", "banshee.txt"], "is the input itself"),
        (["banshee.txt", "--force"], "--force belongs to -o"),
        (["banshee.txt", "--published", "May"], "--published 'May' is no day"),
        (["banshee.txt", "--near-km", "-1"], "no length in kilometres"),
        (["banshee.txt", "--near-km", "200"], "nearer than --near-km 200"),
        (["banshee.txt", "--language", "tlh"], "invalid choice: 'tlh'"),
        (["banshee.txt", "--fail-on", "undecided"], "invalid choice: 'undecided'"),
    ],
)
def test_wrong_usage_is_2_and_says_what_to_do(run_geo, report, arguments, words):
    assert report == "banshee.txt"
    done = run_geo("check", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_report_that_is_not_there_is_1(run_geo):
    done = run_geo("check", "missing.txt")
    assert (done.returncode, done.stdout) == (1, "")
    assert "missing.txt" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("suffix", ["pdf", "html"])
def test_the_shipped_example_is_one_page(run_geo, suffix):
    (run_geo.work / "example.txt").write_bytes(EXAMPLE.read_bytes())
    done = run_geo("check", "example.txt", "-o", f"sheet.{suffix}")
    assert (done.returncode, done.stdout) == (0, f"sheet.{suffix}\n"), done.stderr
    written = run_geo.work / f"sheet.{suffix}"
    if suffix == "pdf":
        assert len(pypdfium2.PdfDocument(written)) == 1
    else:
        # The record of the run is data; nothing else stands where scripts do.
        assert re.findall(r"<script[^>]*>", written.read_text()) == [RECORD]
        assert "As claim 2." in written.read_text()

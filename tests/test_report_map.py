"""``geo map`` of reports."""

from __future__ import annotations

from pathlib import Path

import pytest

REPORT = Path(__file__).parents[1] / "data" / "examples" / "mangystau_report.txt"


def test_a_report_becomes_a_map(run_geo, tmp_path):
    target = tmp_path / "report.map.html"
    done = run_geo("map", str(REPORT), "-o", str(target))
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == str(target)
    page = target.read_text(encoding="utf-8")
    assert "Kazakhstano-Russian border incident" in page
    assert "2 incidents and 8 claims found" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--lon", "x"], "--lon speaks of the columns of a table"),
        (["--blur", "5km"], "--blur speaks of the columns of a table"),
        (["b.csv"], "b.csv is a table and"),
        (["--published", "May"], "is no day"),
    ],
)
def test_what_speaks_of_a_table_is_refused_for_a_report(run_geo, arguments, said):
    done = run_geo("map", str(REPORT), *arguments)
    assert done.returncode == 2
    assert said in done.stderr


def test_a_table_called_txt_is_a_table(run_geo, tmp_path):
    table = tmp_path / "incidents.txt"
    table.write_text("title\tlon\tlat\nDrone\t53.5\t43.0\n", encoding="utf-8")
    done = run_geo("map", str(table), "-o", str(tmp_path / "out.html"))
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("text", ["", "Hello.", "Nothing happened anywhere today, said nobody."])
def test_a_text_without_incidents_is_a_clear_error(run_geo, tmp_path, text):
    report = tmp_path / "report.txt"
    report.write_text(text, encoding="utf-8")
    done = run_geo("map", str(report))
    assert done.returncode == 1
    assert "report.txt" in done.stderr
    assert "Traceback" not in done.stderr

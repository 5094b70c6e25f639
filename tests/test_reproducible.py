"""The same input and SOURCE_DATE_EPOCH give the same bytes, wherever and however often it is run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from geo._records import read_record

TABLE = """\
id,title,type,date,lon,lat,source,source_url,archived_url,accessed
007,Drone found,drone,2024-05-07,53.5,43.0,Inform,https://a.example/1,https://archive.ph/1,2024-05-08
008,Fire,fire,2024-05-09,51.1,43.7,Inform,https://a.example/2,,2024-05-09
009,No place,fire,2024-05-10,51.1,95,Inform,,,
"""
PLACES = [
    {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LC_ALL": "C", "OMP_NUM_THREADS": "1"},
    {"PYTHONHASHSEED": "2", "TZ": "America/Lima", "LC_ALL": "C.UTF-8", "HOME": "/nonexistent"},
]


def run_in(folder, extra, content, name, *arguments):
    """Run in a folder of its own, and give the bytes of each file that was made."""
    work = folder / "work"
    work.mkdir(parents=True)
    (work / name).write_text(content, encoding="utf-8")
    env = {
        **os.environ,
        "SOURCE_DATE_EPOCH": "1715163660",
        "PYTHONPATH": str(Path(__file__).parents[1]),
        **extra,
    }
    command = [sys.executable, "-m", "geo", arguments[0], work / name, *arguments[1:]]
    made = folder / "out"
    made.mkdir()
    done = subprocess.run(command, cwd=made, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return {path.name: path.read_bytes() for path in sorted(made.iterdir())}


def run_twice(tmp_path, content, name, *arguments):
    one, other = (
        run_in(tmp_path / f"{number} some where", extra, content, name, *arguments)
        for number, extra in enumerate(PLACES)
    )
    assert list(one) == list(other)
    for file in one:
        assert one[file] == other[file], file
    return one


def test_a_map_is_the_same_to_the_byte(tmp_path):
    made = run_twice(tmp_path, TABLE, "in.csv", "map", "-o", "o.html", "--quiet")
    told = read_record(tmp_path / "0 some where" / "out" / "o.html")
    assert told["made"] == "2024-05-08T10:21:00Z"
    assert told["command"] == ["geo", "map", "in.csv", "-o", "o.html"]
    assert told["inputs"][0]["name"] == "in.csv"
    assert told["rows"]["in"] == 3
    assert told["rows"]["problems"] == {"latitude is outside -90 to 90": 1}
    assert (told["sources"]["rows_with_link"], told["sources"]["missing_archive_links"]) == (2, 1)
    html = made["o.html"].decode()
    for trace in (str(tmp_path), "some where", os.path.expanduser("~") + "/", os.uname().nodename):  # noqa: PTH111
        assert len(trace) < 4 or trace not in html


@pytest.mark.parametrize(("name", "count"), [("s.html", 1), ("s.pdf", 2)])
def test_a_sheet_is_the_same_to_the_byte(tmp_path, root, name, count):
    report = (root / "data" / "examples" / "mangystau_report.txt").read_text(encoding="utf-8")
    made = run_twice(tmp_path, report, "report.txt", "check", "-o", name)
    assert len(made) == count
    told = read_record(tmp_path / "0 some where" / "out" / name)
    assert told["inputs"][0]["name"] == "report.txt"
    assert told["command"] == ["geo", "check", "report.txt", "-o", name]
    assert str(tmp_path) not in json.dumps(told)

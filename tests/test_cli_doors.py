"""Files in and out by the command line: several, patterns, pipes with other programs, completion."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import sys

import duckdb
import geopandas as gpd
import openpyxl
import pyarrow.parquet as pq
import pytest

POINT = "id,lon,lat\n007,53.5,43.0\n"
QUICK = ("--only", "country")


def read_rows(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.fixture
def june(tmp_path):
    folder = tmp_path / "june"
    folder.mkdir()
    (folder / "a.csv").write_text(POINT, encoding="utf-8")
    book = openpyxl.Workbook()
    for row in (["id", "lon", "lat"], ["008", 51.25, 44.5]):
        book.active.append(row)
    book.save(folder / "b.xlsx")
    (folder / "notes").mkdir()
    return folder


def test_a_pattern_names_several_files_of_several_kinds(run_geo, june):
    done = run_geo("measure", str(june / "*"), *QUICK)
    assert done.returncode == 0, done.stderr
    rows = read_rows(done.stdout)
    assert [(row["id"], row["geo_input"], row["geo_input_row"]) for row in rows] == [
        ("007", "a.csv", "1"),
        ("008", "b.xlsx", "1"),
    ]
    assert {row["geo_country_code"] for row in rows} == {"KAZ"}


def test_a_file_that_is_named_twice_is_read_once(run_geo, june):
    done = run_geo("measure", str(june / "a.csv"), str(june / "*.csv"), *QUICK)
    assert len(read_rows(done.stdout)) == 1
    assert "named twice is read once" in done.stderr


def test_a_pattern_without_files_and_a_folder_are_said(run_geo, june):
    done = run_geo("measure", str(june / "*.gpkg"), *QUICK)
    assert (done.returncode, done.stdout) == (1, "")
    assert "No file matches" in done.stderr
    done = run_geo("measure", str(june), *QUICK)
    assert done.returncode == 1
    assert "is a folder" in done.stderr


def test_one_of_the_inputs_is_never_replaced(run_geo, june):
    before = (june / "a.csv").read_bytes()
    done = run_geo("measure", str(june / "*"), "-o", str(june / "a.csv"), "--force")
    assert done.returncode == 2
    assert "is the input itself" in done.stderr
    assert (june / "a.csv").read_bytes() == before


def test_strict_is_an_error_that_counts_kinds(run_geo, tmp_path):
    source = tmp_path / "x.csv"
    source.write_text("id,lon,lat\n1,5,95\n2,5,96\n3,53.5,43\n4,abc,5\n", encoding="utf-8")
    out = tmp_path / "out.csv"
    done = run_geo("measure", str(source), "-o", str(out), "--strict", *QUICK)
    assert done.returncode == 1
    assert done.stderr.count("2 rows: latitude is outside -90 to 90") == 1
    assert "such as '95' in row 1" in done.stderr
    assert "1 row: longitude is not a number of degrees, 'abc' in row 4" in done.stderr
    assert not out.exists()
    kept = run_geo("measure", str(source), "-o", str(out), *QUICK)
    assert kept.returncode == 0
    assert len(read_rows(out.read_text(encoding="utf-8"))) == 4


def test_a_mistyped_column_is_suggested(run_geo, tmp_path):
    source = tmp_path / "x.csv"
    source.write_text("id,longitud_wgs,latitud_wgs\n1,5,5\n", encoding="utf-8")
    done = run_geo("measure", str(source), "--lon", "longitude_wgs", "--lat", "latitud_wgs")
    assert done.returncode == 1
    assert "Did you mean --lon 'longitud_wgs'?" in done.stderr


def test_verbose_says_more_and_quiet_nothing(run_geo, june):
    source = str(june / "a.csv")
    usual, more, less = (
        run_geo("measure", source, *QUICK, *option) for option in ([], ["--verbose"], ["--quiet"])
    )
    assert less.stderr == ""
    assert set(usual.stderr.splitlines()) <= set(more.stderr.splitlines())
    assert usual.stdout == more.stdout == less.stdout


def test_nothing_but_text_goes_into_a_pipe(run_geo, june):
    """No bars, no colours, no carriage returns."""
    done = run_geo("measure", str(june / "a.csv"), *QUICK)
    assert "\r" not in done.stderr
    assert "\x1b" not in done.stderr + done.stdout


def test_no_color_is_obeyed_on_a_terminal(root, june):
    import os
    import pty

    report = june / "report.txt"
    report.write_text("A drone fell in Aktau on 7 May 2024, 10 km from the border.\n", encoding="utf-8")
    shown = {}
    for name, more in (("with", {}), ("without", {"NO_COLOR": "1"})):
        leader, follower = pty.openpty()
        environment = {**os.environ, "TERM": "xterm-256color", **more}
        process = subprocess.Popen(
            [sys.executable, "-m", "geo", "check", str(report)],
            stdout=follower,
            stderr=subprocess.DEVNULL,
            cwd=root,
            env=environment,
        )
        os.close(follower)
        parts = []
        while True:
            try:
                part = os.read(leader, 65536)
            except OSError:
                break
            if not part:
                break
            parts.append(part)
        process.wait(timeout=120)
        os.close(leader)
        shown[name] = b"".join(parts)
    assert b"\x1b[" in shown["with"]
    assert b"\x1b" not in shown["without"]
    assert b"Aktau" in shown["without"]


def pipe(command, text, root):
    return subprocess.run(
        [sys.executable, "-m", "geo", *command],
        input=text,
        capture_output=True,
        check=True,
        cwd=root,
        timeout=300,
    ).stdout


@pytest.mark.parametrize(
    "name", ["geojson", "geojsonseq", "parquet", "xlsx", "gpkg", "flatgeobuf", "kml", "kmz", "csv"]
)
def test_every_format_goes_through_a_pipe_and_back(root, name):
    """What one geo writes to standard output another reads from standard input."""
    written = pipe(["measure", "-", "-o", "-", "--format", name, *QUICK], POINT.encode(), root)
    again = read_rows(pipe(["measure", "-", *QUICK], written, root).decode())
    assert [(row["id"], row["geo_country_code"]) for row in again] == [("007", "KAZ")]


def test_jq_reads_what_geo_writes(root):
    jq = shutil.which("jq")
    if jq is None:
        pytest.skip("jq is not installed")
    lines = pipe(["measure", "-", "-o", "-", "--format", "geojsonseq", *QUICK], POINT.encode(), root)
    told = subprocess.run(
        [jq, "-r", ".properties.geo_country_code"], input=lines, capture_output=True, check=True
    ).stdout
    assert told == b"KAZ\n"


def test_gdal_reads_what_geo_writes_and_geo_what_gdal_writes(root, tmp_path):
    ogr2ogr = shutil.which("ogr2ogr")
    if ogr2ogr is None:
        pytest.skip("GDAL's programs are not installed")
    lines = pipe(["measure", "-", "-o", "-", "--format", "geojsonseq", *QUICK], POINT.encode(), root)
    seq = tmp_path / "x.geojsonl"
    seq.write_bytes(lines)
    written = subprocess.run(
        [ogr2ogr, "-f", "GeoJSONSeq", "/vsistdout/", str(seq)], capture_output=True, check=True
    ).stdout
    again = read_rows(pipe(["measure", "-", *QUICK], written, root).decode())
    assert again[0]["geo_country_code"] == "KAZ"


def test_duckdb_reads_what_geo_writes_and_geo_what_duckdb_writes(root, tmp_path):
    out = tmp_path / "x.parquet"
    out.write_bytes(pipe(["measure", "-", "-o", "-", "--format", "parquet", *QUICK], POINT.encode(), root))
    connection = duckdb.connect()
    told = connection.sql(f"select id, geo_country_code, geo_lon from '{out}'").fetchall()  # noqa: S608 - our own file
    assert told == [("007", "KAZ", 53.5)]
    connection.sql(
        f"copy (select id, geo_lon as lon, geo_lat as lat from '{out}') to '{tmp_path / 'y.parquet'}'"  # noqa: S608
    )
    again = read_rows(pipe(["measure", str(tmp_path / "y.parquet"), *QUICK], b"", root).decode())
    assert again[0]["geo_country_code"] == "KAZ"


def test_a_map_takes_several_tables(run_geo, june):
    done = run_geo("map", str(june / "*.*"))
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "incidents.map.html"
    assert "2 rows on the map" in done.stderr


def test_tables_and_reports_are_not_mixed(run_geo, june):
    report = june / "report.md"
    report.write_text("A drone fell near Aktau.\n", encoding="utf-8")
    done = run_geo("map", str(june / "a.csv"), str(report))
    assert done.returncode == 2
    assert "draw tables on one map and reports on another" in done.stderr


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        (["geo", "meas"], "measure"),
        (["geo", "atlas", "exp"], "export"),
        (["geo", "map", "--col"], "--columns"),
    ],
)
def test_bash_completes(run_geo, tmp_path, typed, completed):
    bash = shutil.which("bash")
    assert bash is not None
    script = tmp_path / "geo.bash"
    script.write_text(run_geo("completion", "bash").stdout, encoding="utf-8")
    words = " ".join(typed)
    ask = (
        f"source {script}; COMP_WORDS=({words}); COMP_CWORD={len(typed) - 1}; COMP_LINE='{words}'; "
        f"COMP_POINT={len(words)}; "
        f"$(complete -p geo | sed 's/.*-F \\([^ ]*\\).*/\\1/') geo {typed[-1]} {typed[-2]}; "
        'printf "%s\\n" "${COMPREPLY[@]}"'
    )
    told = subprocess.run([bash, "--norc", "-c", ask], capture_output=True, text=True, check=True)
    assert completed in told.stdout.split()


@pytest.mark.parametrize("shell", ["zsh", "fish", "tcsh"])
def test_there_is_a_script_for_other_shells(run_geo, shell):
    done = run_geo("completion", shell)
    assert done.returncode == 0
    assert "measure" in done.stdout
    assert run_geo("completion", "cmd").returncode == 2


def test_a_geoparquet_on_standard_output_is_whole(root):
    content = pipe(["measure", "-", "-o", "-", "--format", "parquet", *QUICK], POINT.encode(), root)
    frame = gpd.read_parquet(io.BytesIO(content))
    assert frame["geo_country_code"].tolist() == ["KAZ"]
    assert json.loads(pq.read_metadata(io.BytesIO(content)).metadata[b"geo"])["version"] == "1.1.0"

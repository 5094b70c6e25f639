"""Piece by piece gives what the whole gives, whatever stops it in between, in the memory of a few pieces."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pyogrio
import pytest
import shapely

import geo
from geo import _streaming
from geo._measuring import incidents as measuring
from geo._reading.source import Options, Source
from geo._reading.streams import open_stream
from geo._reading.surveying import Columns
from geo._streaming.parts import PartsFolder
from geo.errors import DataError, OutputError, UsageError

ONLY = ("country", "region")
COUNT = 40
needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="no signals as on POSIX")


def spots(count=COUNT):
    rng = np.random.default_rng(3)
    return np.column_stack([rng.uniform(45, 60, count), rng.uniform(38, 52, count)]).round(4)


def write_csv(path):
    """Bad rows, names in place of coordinates, decimal commas that are seen late, a precision, quotes."""
    lines = ["id;Event Date;lon;lat;precision_m;country;district;notes;"]
    for row, (lon, lat) in enumerate(spots()):
        cells = [f"{row:03}", f"19{60 + row}-03-11", str(lon), str(lat), "", "", "", f'"a;b ""{row}"""', ""]
        if row % 9 == 4:
            cells[3] = "95"
        if row % 9 == 5:
            cells[2:4], cells[5:7] = ["", ""], ["Kazakhstan", "Karakiyanskiy" if row < 20 else "Nowhere"]
        if row % 9 == 6:
            cells[4] = "5.000"
        if row > 30:
            cells[2:4] = [cell.replace(".", ",") for cell in cells[2:4]]
        if row % 9 == 7:
            cells[5] = "Brazil"
        if row == 12:
            cells[7] = '"two\nlines"'
        lines.append(";".join(cells))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8-sig")


def write_pairs(path):
    """One column of coordinates, of which a late row tells that the longitude comes first."""
    lines = ["id,coordinates"] + [f'{row},"{lon}, {lat}"' for row, (lon, lat) in enumerate(spots(20))]
    path.write_text("\n".join([*lines, '20,"151.2, -33.8"', '21,"N43.5 E53.25"']) + "\n")


def write_ucdp(path):
    """Codes that say that a point stands for a district, a province or a country."""
    lines = [
        "relid,where_prec,where_coordinates,adm_1,adm_2,country,country_id,latitude,longitude,date_start",
        *(
            f"KAZ-{row},{row % 7 + 1},Zhanaozen town,Mangystau province,Karakiyanskiy district,Kazakhstan,"
            f"705,{43 + row / 100},{52.8},2011-12-{row + 1:02}"
            for row in range(24)
        ),
    ]
    path.write_text("\n".join(lines) + "\n")


def write_parquet(path):
    places = spots()
    shapes = shapely.points(places).astype(object)
    shapes[5], shapes[6], shapes[30] = None, shapely.Point(), shapely.box(52, 43, 52.5, 43.5)
    shapes[31] = shapely.MultiPoint(places[:2])
    frame = gpd.GeoDataFrame(
        {
            "id": pd.array([None, *range(1, COUNT)], dtype="Int64"),
            "seen": pd.date_range("2020-01-01", periods=COUNT, tz="UTC").as_unit("us"),
            "flag": pd.array([True, None] * (COUNT // 2), dtype="boolean"),
            "small": np.arange(COUNT, dtype=np.int16),
            "text": ["007", None] * (COUNT // 2),
        },
        geometry=shapes,
        crs=4326,
    ).to_crs(32639)
    frame.to_parquet(path, row_group_size=11)


def write_features(path):
    """Types of columns, an id and a column of their own come only late."""
    lines = []
    for row, (lon, lat) in enumerate(spots(30)):
        properties = {"n": row, "mixed": row, "real": row, "time": f"2020-01-{row + 1:02}T10:00:00Z"}
        if row > 20:
            properties |= {"late": [row], "mixed": "x", "real": row + 0.5}
        feature = {"type": "Feature", "properties": properties, "geometry": None}
        if row % 7:
            feature["geometry"] = {"type": "Point", "coordinates": [lon, 95 if row == 9 else lat]}
        if row > 25:
            feature["id"] = f"f{row}"
        lines.append(json.dumps(feature))
    path.write_text("\n".join(lines) + "\n")


def write_flatgeobuf(path):
    shapes = shapely.points(spots()).astype(object)
    shapes[3] = None
    shapes[35] = shapely.LineString([(52, 43), (53, 44)])
    times = pd.date_range("2020-01-01", periods=COUNT).as_unit("ms").to_series().reset_index(drop=True)
    times[:8] = pd.NaT
    frame = gpd.GeoDataFrame({"name": ["ж"] * COUNT, "when": times}, geometry=shapes, crs=4326)
    pyogrio.write_dataframe(frame, path, driver="FlatGeobuf", SPATIAL_INDEX="NO")


WRITERS = {
    "messy.csv": write_csv,
    "pairs.csv": write_pairs,
    "ucdp.csv": write_ucdp,
    "typed.parquet": write_parquet,
    "mixed.geojsonl": write_features,
    "shapes.fgb": write_flatgeobuf,
}


def give(folder, name):
    path = folder / name
    WRITERS[name](path)
    return path


def measure_whole(source, target, **how):
    read = geo.read_incidents(source)
    measured = geo.measure_incidents(geo.locate_incidents(read), only=ONLY, **how)
    geo.write_incidents(measured, target)
    return read


def assert_same(one, other):
    if one.suffix == ".parquet":
        first, second = pq.read_table(one), pq.read_table(other)
        assert second.schema.equals(first.schema, check_metadata=True)
        assert second.equals(first)
    elif one.suffix == ".fgb":
        first, second = (pyogrio.read_dataframe(path, use_arrow=False) for path in (one, other))
        assert pyogrio.read_info(one)["geometry_type"] == pyogrio.read_info(other)["geometry_type"]
        pd.testing.assert_frame_equal(second.drop(columns="geometry"), first.drop(columns="geometry"))
        assert second.geometry.to_wkb().tolist() == first.geometry.to_wkb().tolist()
    else:
        assert other.read_bytes() == one.read_bytes()


@pytest.mark.parametrize(
    ("name", "suffix", "workers"),
    [
        ("messy.csv", "csv", 1),
        ("messy.csv", "geojsonl", 2),
        ("pairs.csv", "csv", 1),
        ("ucdp.csv", "parquet", 1),
        ("typed.parquet", "parquet", 2),
        ("typed.parquet", "fgb", 1),
        ("mixed.geojsonl", "parquet", 1),
        ("mixed.geojsonl", "fgb", 1),
        ("shapes.fgb", "csv", 1),
    ],
)
def test_pieces_give_the_rows_of_the_whole(tmp_path, name, suffix, workers):
    source = give(tmp_path, name)
    whole, pieces = tmp_path / f"whole.{suffix}", tmp_path / f"pieces.{suffix}"
    read = measure_whole(source, whole)
    told = geo.measure_file(source, pieces, only=ONLY, workers=workers, batch_rows=7)
    assert_same(whole, pieces)
    assert told["inputs"] == read.attrs["geo_incidents"]["inputs"]
    assert told["rows"]["in"] == len(read)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([name, whole.name, pieces.name])


def test_several_inputs_stand_under_each_other(tmp_path):
    first, second = give(tmp_path, "messy.csv"), give(tmp_path, "typed.parquet")
    third = give(tmp_path, "mixed.geojsonl")
    measure_whole([first, second, third], tmp_path / "whole.csv")
    geo.measure_file([first, second, third], tmp_path / "pieces.csv", only=ONLY, workers=1, batch_rows=13)
    assert_same(tmp_path / "whole.csv", tmp_path / "pieces.csv")


def test_whole_numbers_beside_decimal_ones_are_text_where_a_float_cannot_hold_them(tmp_path):
    places = shapely.points(spots(20))
    numbers = np.arange(20) + np.where(np.arange(20) == 15, 2**53 + 1, 0)
    for name, column in (("a", numbers), ("b", np.linspace(0, 1, 20))):
        gpd.GeoDataFrame({"n": column}, geometry=places, crs=4326).to_parquet(tmp_path / f"{name}.parquet")
    sources = [tmp_path / "a.parquet", tmp_path / "b.parquet"]
    measure_whole(sources, tmp_path / "whole.parquet")
    geo.measure_file(sources, tmp_path / "pieces.parquet", only=ONLY, workers=1, batch_rows=7)
    assert_same(tmp_path / "whole.parquet", tmp_path / "pieces.parquet")
    assert "9007199254741008" in pq.read_table(tmp_path / "pieces.parquet")["n"].to_pylist()


def test_many_rows_are_measured_as_one_table_is_however_they_are_cut(tmp_path):
    rng = np.random.default_rng(8)
    rows = [
        f"{x:.4f},{y:.4f}"
        for x, y in zip(rng.uniform(45, 60, 3_300), rng.uniform(38, 52, 3_300), strict=True)
    ]
    (tmp_path / "in.csv").write_text("\n".join(["lon,lat", *rows]) + "\n")
    only = ("country", "border", "places")
    measured = geo.measure_incidents(geo.read_incidents(tmp_path / "in.csv"), only=only)
    geo.write_incidents(measured, tmp_path / "whole.csv")
    geo.measure_file(tmp_path / "in.csv", tmp_path / "pieces.csv", only=only, workers=2, batch_rows=1_000)
    assert_same(tmp_path / "whole.csv", tmp_path / "pieces.csv")


@pytest.mark.parametrize("suffix", ["csv", "geojsonl", "parquet", "fgb"])
def test_table_without_rows_keeps_its_columns(tmp_path, suffix):
    (tmp_path / "in.csv").write_text("id,lon,lat\n")
    measure_whole(tmp_path / "in.csv", tmp_path / f"whole.{suffix}")
    geo.measure_file(tmp_path / "in.csv", tmp_path / f"pieces.{suffix}", only=ONLY, workers=2)
    assert_same(tmp_path / f"whole.{suffix}", tmp_path / f"pieces.{suffix}")


def test_equal_positions_are_measured_once(tmp_path, monkeypatch):
    lines = ["id,lon,lat"] + [f"{row},{53.5 + row % 3},43" for row in range(60)]
    (tmp_path / "in.csv").write_text("\n".join(lines) + "\n")
    measure_whole(tmp_path / "in.csv", tmp_path / "whole.csv")
    asked = []
    plain = measuring.measure_points

    def count(lon, lat, *given, **how):
        asked.append(len(lon))
        return plain(lon, lat, *given, **how)

    monkeypatch.setattr(measuring, "measure_points", count)
    geo.measure_file(tmp_path / "in.csv", tmp_path / "pieces.csv", only=ONLY, workers=1, batch_rows=20)
    assert asked == [3, 3, 3]
    assert_same(tmp_path / "whole.csv", tmp_path / "pieces.csv")


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("rows", [1, 7, 1000])
def test_streams_cut_every_row_once(tmp_path, name, rows):
    source = Source(name, path=give(tmp_path, name))
    kind = {"csv": "delimited", "geojsonl": "geojsonseq", "fgb": "flatgeobuf"}.get(
        name.split(".")[1], "parquet"
    )
    with open_stream(source, Options(), kind) as stream:
        stream.look(Columns())
        pieces = list(stream.pieces(rows))
        assert sum(piece.rows for piece in pieces) == stream.rows
        assert {piece.rows for piece in pieces[:-1]} <= {rows}
        tables = [piece.build() for piece in pieces]
    joined = pd.concat([table.columns for table in tables], ignore_index=True)
    read = geo.read_incidents(tmp_path / name)
    pd.testing.assert_frame_equal(joined, pd.DataFrame(read)[joined.columns])


def run(arguments, **how):
    command = [sys.executable, "-m", "geo", "measure", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, **how)


def test_command_makes_the_same_piece_by_piece_and_its_record_counts_the_same(tmp_path):
    source = give(tmp_path, "messy.csv")
    only = ("--only", ",".join(ONLY))
    assert run([source, "-o", tmp_path / "whole.csv", *only]).returncode == 0
    done = run([source, "-o", tmp_path / "pieces.csv", *only, "--batch-rows", "7", "--workers", "2"])
    assert done.returncode == 0, done.stderr
    assert "40 rows read, 34 measured, 6 without a usable position" in done.stderr
    assert_same(tmp_path / "whole.csv", tmp_path / "pieces.csv")
    whole, pieces = (
        json.loads((tmp_path / f"{name}.csv.run.json").read_text()) for name in ("whole", "pieces")
    )
    for part in ("inputs", "rows", "sources", "data", "atlas", "tool"):
        assert pieces[part] == whole[part], part


def test_what_cannot_be_done_piece_by_piece_is_refused(tmp_path):
    source = give(tmp_path, "messy.csv")
    for arguments, message in (
        ([source, "--resume"], "do not go with standard output"),
        ([source, "-o", tmp_path / "x.csv", "--resume", "--blur", "5km"], "do not go with --blur"),
        ([source, "-o", tmp_path / "x.xlsx", "--workers", "2"], "written as a whole"),
        ([source, "-o", tmp_path / "x.csv", "--workers", "0"], "no number of 1 or more"),
    ):
        done = run(arguments)
        assert done.returncode == 2, done.stderr
        assert message in done.stderr
    (tmp_path / "x.kml").write_text(
        "<kml><Placemark><Point><coordinates>1,2</coordinates></Point></Placemark></kml>"
    )
    with pytest.raises(UsageError, match=r"x\.kml is read as a whole"):
        geo.measure_file(tmp_path / "x.kml", tmp_path / "x.csv")
    with pytest.raises(UsageError, match="is the input itself"):
        geo.measure_file(source, source, overwrite=True)
    (tmp_path / "there.csv").write_text("mine")
    with pytest.raises(OutputError, match="exists already"):
        geo.measure_file(source, tmp_path / "there.csv")
    assert (tmp_path / "there.csv").read_text() == "mine"


def test_problems_are_an_error_where_none_may_be(tmp_path):
    source = give(tmp_path, "messy.csv")
    with pytest.raises(DataError, match=r"2 of rows 1 to 7 have a problem.*\n.*latitude is outside.*row 5\n"):
        geo.measure_file(source, tmp_path / "x.csv", only=ONLY, workers=1, batch_rows=7, strict=True)
    assert [path.name for path in tmp_path.iterdir()] == ["messy.csv"]


def test_damaged_file_leaves_nothing_behind(tmp_path):
    (tmp_path / "in.csv").write_text("id,lon,lat\n1,2,3\n4,5\n")
    with pytest.raises(DataError, match="line 3: 2 cells, fewer than the 3"):
        geo.measure_file(tmp_path / "in.csv", tmp_path / "x.csv")
    assert [path.name for path in tmp_path.iterdir()] == ["in.csv"]


def test_what_is_not_ours_stays_whatever_it_is_called(tmp_path):
    source = give(tmp_path, "pairs.csv")
    (tmp_path / ".x.csv.parts").mkdir()
    (tmp_path / ".x.csv.parts" / "notes.txt").write_text("mine")
    with pytest.raises(OutputError, match=r"holds something else: notes\.txt"):
        geo.measure_file(source, tmp_path / "x.csv", only=ONLY, workers=1, overwrite=True)
    (tmp_path / "y.csv.run.json").write_text("mine")
    with pytest.raises(OutputError, match=r"y\.csv\.run\.json exists already"):
        geo.measure_file(source, tmp_path / "y.csv", only=ONLY, workers=1, record={})
    assert (tmp_path / ".x.csv.parts" / "notes.txt").read_text() == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == [".x.csv.parts", "pairs.csv", "y.csv.run.json"]


@pytest.fixture
def stopped(tmp_path):
    """Give a run that fails in its fourth piece, as on a full disk."""
    source, target = give(tmp_path, "messy.csv"), tmp_path / "x.csv"
    put = PartsFolder.put

    def fail(self, number, make):
        if number == 3:
            raise OutputError("full")
        return put(self, number, make)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PartsFolder, "put", fail)
        with pytest.raises(OutputError, match="full What is done is kept: pass --resume to go on"):
            geo.measure_file(source, target, only=ONLY, workers=1, batch_rows=7)
    assert _streaming.has_parts(target)
    return source, target


def test_stopped_run_goes_on_and_does_nothing_twice(stopped, tmp_path, monkeypatch):
    source, target = stopped
    done = []
    put = PartsFolder.put

    def note(self, number, make):
        done.append(number)
        return put(self, number, make)

    monkeypatch.setattr(PartsFolder, "put", note)
    with pytest.raises(OutputError, match=r"was stopped\. Pass --resume to go on with it, or --force"):
        geo.measure_file(source, target, only=ONLY, workers=1, batch_rows=7)
    with pytest.raises(OutputError, match="cannot be gone on with, for only, batch_rows differ"):
        geo.measure_file(source, target, only=["country"], workers=1, batch_rows=8, resume=True)
    told = geo.measure_file(source, target, only=ONLY, workers=1, batch_rows=7, resume=True)
    assert done == [3, 4, 5]
    measure_whole(source, tmp_path / "whole.csv")
    assert_same(tmp_path / "whole.csv", target)
    assert told["rows"]["in"] == COUNT
    assert not _streaming.has_parts(target)


def test_half_a_part_is_made_again_and_other_bytes_are_not_gone_on_with(stopped, tmp_path):
    source, target = stopped
    part = tmp_path / ".x.csv.parts" / "000001.part"
    part.write_bytes(part.read_bytes()[:-5])
    (tmp_path / ".x.csv.parts" / "000002.json").write_text("{")
    geo.measure_file(source, target, only=ONLY, workers=1, batch_rows=7, resume=True)
    measure_whole(source, tmp_path / "whole.csv")
    assert_same(tmp_path / "whole.csv", target)


def test_force_begins_anew_and_other_bytes_are_refused(stopped, tmp_path):
    source, target = stopped
    source.write_bytes(source.read_bytes().replace(b"Nowhere", b"Nobody"))
    with pytest.raises(OutputError, match="for inputs differs"):
        geo.measure_file(source, target, only=ONLY, workers=1, batch_rows=7, resume=True)
    geo.measure_file(source, target, only=ONLY, workers=1, batch_rows=7, overwrite=True)
    measure_whole(source, tmp_path / "whole.csv")
    assert_same(tmp_path / "whole.csv", target)


SLOW = """
import sys, time, geo
from geo._streaming.parts import PartsFolder
put = PartsFolder.put
def slow(self, number, make):
    time.sleep(0.1)
    return put(self, number, make)
PartsFolder.put = slow
geo.measure_file(
    sys.argv[1], sys.argv[2], only=["country"], workers=2, batch_rows=1, resume=True, record={"made": "once"}
)
"""


@needs_posix
def test_killed_at_any_time_it_goes_on_to_the_same_bytes(tmp_path):
    source, target = give(tmp_path, "pairs.csv"), tmp_path / "x.geojsonl"
    folder = tmp_path / ".x.geojsonl.parts"
    chance = np.random.default_rng(11)
    kills, seen = 0, {}
    for _ in range(40):
        process = subprocess.Popen([sys.executable, "-c", SLOW, source, target], start_new_session=True)
        limit = time.monotonic() + 60
        while not folder.exists() and process.poll() is None and time.monotonic() < limit:
            time.sleep(0.01)
        try:
            process.wait(chance.uniform(0.0, 3.0) if kills < 8 else None)
            break
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            kills += 1
        assert not target.exists()
        # What was done before is what it was: the files themselves, not others like them.
        found = {path.name: path.stat().st_ino for path in folder.glob("*.json")}
        assert {name: found.get(name) for name in seen} == seen
        seen = {name: inode for name, inode in found.items() if name != "manifest.json"}
    assert process.returncode == 0
    assert kills > 3
    geo.measure_file(source, tmp_path / "at_once.geojsonl", only=["country"], workers=1, batch_rows=22)
    assert target.read_bytes() == (tmp_path / "at_once.geojsonl").read_bytes()
    assert (tmp_path / "x.geojsonl.run.json").read_text() == '{"made":"once"}\n'
    assert not folder.exists()


@needs_posix
def test_ctrl_c_says_in_one_line_how_to_go_on(tmp_path):
    source, target = give(tmp_path, "pairs.csv"), tmp_path / "x.csv"
    code = (
        SLOW.split("geo.measure_file", maxsplit=1)[0]
        + "from geo.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    arguments = ["measure", source, "-o", target, "--batch-rows", "1", "--only", "country", "--workers", "2"]
    command = [sys.executable, "-c", code, *map(str, arguments)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
    limit = time.monotonic() + 60
    while not list((tmp_path / ".x.csv.parts").glob("0*.json")) and time.monotonic() < limit:
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert said.splitlines()[-1].startswith("geo: stopped with ")
    assert said.splitlines()[-1].endswith(" of 22 rows done; the same command with --resume goes on.")
    assert "Traceback" not in said
    done = run([*arguments[1:], "--resume"])
    assert done.returncode == 0, done.stderr
    assert len(target.read_text().splitlines()) == 23


@needs_posix
def test_process_that_dies_is_told_of_and_what_is_done_is_kept(tmp_path):
    source, target = give(tmp_path, "pairs.csv"), tmp_path / "x.csv"
    code = (
        "import os, signal, sys, geo\n"
        "from geo._streaming.parts import PartsFolder\n"
        "put = PartsFolder.put\n"
        "def die(self, number, make):\n"
        "    return os.kill(os.getpid(), signal.SIGKILL) if number == 3 else put(self, number, make)\n"
        "PartsFolder.put = die\n"
        "from geo.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    arguments = [source, "-o", target, "--batch-rows", "5", "--only", "country", "--workers", "2"]
    command = [sys.executable, "-c", code, "measure", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "was ended by signal 9" in done.stderr
    assert "--resume" in done.stderr
    assert _streaming.has_parts(target)


PEAK = """
import sys
from pathlib import Path
import geo
geo.measure_file(sys.argv[1], sys.argv[2], only=["country"], workers=1, batch_rows=10_000)
(line,) = (line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM:"))
print(int(line.split()[1]) * 1024)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is counted on Linux")
def test_memory_does_not_grow_with_the_file(tmp_path):
    peaks = []
    rng = np.random.default_rng(4)
    for rows in (20_000, 200_000):
        lon, lat = rng.uniform(45, 60, rows), rng.uniform(38, 52, rows)
        with (tmp_path / "in.csv").open("w") as stream:
            stream.write("id,lon,lat,notes\n")
            stream.writelines(f"{n},{lon[n]:.4f},{lat[n]:.4f},{'x' * 40}\n" for n in range(rows))
        command = [sys.executable, "-c", PEAK, tmp_path / "in.csv", tmp_path / f"{rows}.parquet"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        peaks.append(int(done.stdout))
        assert pq.read_metadata(tmp_path / f"{rows}.parquet").num_rows == rows
    # The text alone of 180,000 rows more is 11 MB, and measured they are some hundreds.
    assert peaks[1] - peaks[0] < 60e6


def test_a_profile_that_is_not_that_of_the_table_is_refused_piece_by_piece(tmp_path):
    source = tmp_path / "x.csv"
    source.write_text("id,lon,lat\n1,5,5\n", encoding="utf-8")
    with pytest.raises(DataError, match="none of the columns of ACLED"):
        geo.measure_file(source, tmp_path / "y.csv", profile="acled", workers=1)


def test_heights_are_told_piece_by_piece(tmp_path):
    lines = ['{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[51,44,9]}}'] * 3
    source = tmp_path / "x.geojsonl"
    source.write_text("\n".join(lines), encoding="utf-8")
    once = geo.read_incidents(source).attrs["geo_incidents"]["inputs"][0]["told"]
    kept = {}

    def record(counted):
        kept.update(counted)
        return counted

    geo.measure_file(source, tmp_path / "y.csv", workers=1, batch_rows=2, only=["country"], record=record)
    assert any("3" in text and "height" in text for text in once)
    assert all(text in str(kept) for text in once)

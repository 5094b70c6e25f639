"""A file is whole or as it was: full disks, kills, read-only folders, links, pipes, records beside it."""

from __future__ import annotations

import contextlib
import getpass
import hashlib
import io
import json
import logging
import os
import shutil
import socket
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from geo import write_incidents
from geo._files import check_target, replace_file, replace_pair
from geo.errors import OutputError, UsageError
from tests.writing_cases import SUFFIXES, many_rows, typed_table

CASES = Path(__file__).with_name("writing_cases.py")
IS_POSIX = os.name == "posix"
needs_posix = pytest.mark.skipif(not IS_POSIX, reason="pipes, modes and kills of POSIX")


def run_case(*arguments: object, before: tuple[str, ...] = (), **environment: str) -> dict[str, object]:
    root = str(CASES.parents[1])
    done = subprocess.run(
        [*before, sys.executable, str(CASES), *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": root, **environment},
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def can_mount() -> bool:
    """Say whether a small disk can be made here, for this test alone."""
    if not shutil.which("unshare"):
        return False
    command = ["unshare", "-rm", "sh", "-c", "mount -t tmpfs -o size=64k tmpfs /mnt"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


needs_mount = pytest.mark.skipif(not can_mount(), reason="no small disk can be made here")


@needs_posix
def test_killed_fifty_times_and_more_the_file_is_whole(tmp_path):
    seed = int.from_bytes(os.urandom(4))
    found = run_case("kill", tmp_path, 54, seed)
    assert found["wrong"] == [], f"seed {seed}"
    assert found["left"] == [], f"seed {seed}"
    # Otherwise nothing was tried: a writer that is in the middle of it has a passing folder.
    assert found["hit"] >= 10, f"seed {seed}"


@needs_posix
def test_file_that_may_grow_no_further_leaves_the_old_one(tmp_path):
    for suffix, (said, is_old, is_alone) in run_case("full", tmp_path, 100_000).items():
        assert "cannot be written" in said, suffix
        assert "unchanged" in said, suffix
        assert is_old, suffix
        assert is_alone, suffix


@needs_mount
@pytest.mark.parametrize("size", [64, 300])
def test_full_disk_leaves_the_old_file_and_is_named(tmp_path, size):
    mount = f'mount -t tmpfs -o size={size}k tmpfs "$0" && exec "$@"'
    found = run_case("full", tmp_path, 0, before=("unshare", "-rm", "sh", "-c", mount, str(tmp_path)))
    for suffix, (said, is_old, is_alone) in found.items():
        assert "No space left on device" in said, suffix
        assert "unchanged" in said, suffix
        assert is_old, suffix
        assert is_alone, suffix


@needs_mount
def test_read_only_disk_is_named_before_the_work(tmp_path):
    (tmp_path / "x.csv").write_text("mine")
    script = (
        'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$1" -c '
        "'import sys; from pathlib import Path; from geo._files import check_target\n"
        'check_target(Path(sys.argv[1], "x.csv"), overwrite=True)\' "$0"'
    )
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", script, str(tmp_path), sys.executable],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(CASES.parents[1])},
    )
    assert "OutputError" in done.stderr
    assert "is read-only to you. What stood there before is unchanged" in done.stderr


@needs_posix
@pytest.mark.skipif(IS_POSIX and os.geteuid() == 0, reason="to root no folder is read-only")
def test_read_only_folder_is_named(tmp_path):
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(OutputError, match="read-only"):
            write_incidents(typed_table(), tmp_path / "x.csv")
    finally:
        tmp_path.chmod(0o700)


def test_no_folder_and_names_too_long_are_errors(tmp_path):
    (tmp_path / "file").write_text("mine")
    with pytest.raises(OutputError, match="There is no folder"):
        write_incidents(typed_table(), tmp_path / "file" / "x.csv")
    with pytest.raises(OutputError, match="cannot be written: File name too long"):
        check_target(tmp_path / ("x" * 300 + ".csv"), overwrite=False)
    # The name of the record is longer than that of the file.
    with pytest.raises(OutputError, match="too long"):
        write_incidents(typed_table(), tmp_path / ("x" * 248 + ".csv"), record={})
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@needs_posix
def test_symbolic_link_stays_one_and_its_file_is_replaced(tmp_path):
    (tmp_path / "far").mkdir()
    real, link = tmp_path / "far" / "real.csv", tmp_path / "x.csv"
    link.symlink_to(real)
    write_incidents(typed_table(), link)
    assert real.read_text(encoding="utf-8").startswith("id,text")
    with pytest.raises(OutputError, match="exists already"):
        write_incidents(typed_table(), link)
    write_incidents(typed_table()[["id", "geometry"]], link, overwrite=True)
    assert link.is_symlink()
    assert real.read_text(encoding="utf-8").startswith("id\n")
    assert [path.name for path in (tmp_path / "far").iterdir()] == ["real.csv"]


@needs_posix
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_permissions_are_the_usual_ones_or_those_of_the_old_file(tmp_path, suffix):
    usual, path = tmp_path / "usual", tmp_path / f"x.{suffix}"
    usual.touch()
    write_incidents(typed_table(), path)
    assert stat.S_IMODE(path.stat().st_mode) == stat.S_IMODE(usual.stat().st_mode)
    path.chmod(0o640)
    write_incidents(typed_table(), path, overwrite=True)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@needs_posix
@pytest.mark.parametrize("suffix", ["csv", "gpkg"])
def test_named_pipe_is_written_to_and_stays(tmp_path, suffix):
    pipe = tmp_path / f"x.{suffix}"
    os.mkfifo(pipe)
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()), daemon=True)
    table = typed_table()
    reader.start()
    write_incidents(table, pipe, record={})
    reader.join()
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    write_incidents(typed_table(), tmp_path / f"y.{suffix}")
    assert len(got[0]) == (tmp_path / f"y.{suffix}").stat().st_size
    assert sorted(path.name for path in tmp_path.iterdir()) == [pipe.name, f"y.{suffix}"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_full_stream_and_full_device_are_errors():
    for suffix in ("csv", "geojsonseq", "kml"):
        with pytest.raises(OutputError, match="No space left"):
            write_incidents(typed_table(), "/dev/full", file_format=suffix)
        # Closing tries again to write what is left.
        with contextlib.suppress(OSError), Path("/dev/full").open("w", encoding="utf-8") as stream:  # noqa: SIM117
            with pytest.raises(OutputError, match=r"stream cannot be written: No space left.*not whole"):
                write_incidents(typed_table(), stream, file_format=suffix)
    with contextlib.suppress(OSError), Path("/dev/full").open("wb") as stream:  # noqa: SIM117
        with pytest.raises(OutputError, match="No space left"):
            write_incidents(typed_table(), stream, file_format="parquet")


@needs_posix
def test_standard_output_by_its_name_is_added_to(tmp_path):
    code = (
        "from geo import write_incidents; from tests.writing_cases import typed_table\n"
        "print('first', flush=True)\n"
        "write_incidents(typed_table()[['id', 'geometry']], '/dev/stdout', file_format='csv')"
    )
    with (tmp_path / "out").open("wb") as stream:
        subprocess.run(
            [sys.executable, "-c", code],
            stdout=stream,
            check=True,
            env={**os.environ, "PYTHONPATH": str(CASES.parents[1])},
        )
    assert (tmp_path / "out").read_bytes().startswith(b"first\nid\n007\n")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_streams_take_the_bytes_of_the_file(tmp_path, monkeypatch, suffix):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    path = tmp_path / f"x.{suffix}"
    write_incidents(typed_table(), path)
    chosen = {"geojsonl": "geojsonseq", "fgb": "flatgeobuf"}.get(suffix, suffix)
    stream = io.BytesIO()
    write_incidents(typed_table(), stream, file_format=chosen)
    assert stream.getvalue() == path.read_bytes()
    text = io.StringIO()
    if suffix in ("csv", "geojson", "geojsonl", "kml"):
        write_incidents(typed_table(), text, file_format=chosen)
        assert text.getvalue().encode() == path.read_bytes()
    else:
        with pytest.raises(UsageError, match="stream of text takes"):
            write_incidents(typed_table(), text, file_format=chosen)


def test_same_table_gives_the_same_bytes_and_tells_nothing_of_where(tmp_path):
    folders = [tmp_path / "one", tmp_path / "a longer name"]
    found = []
    for folder, zone, seed in zip(folders, ["UTC", "Asia/Tokyo"], ["0", "1"], strict=True):
        folder.mkdir()
        found.append(run_case("all", folder, TZ=zone, PYTHONHASHSEED=seed, HOME=str(folder)))
    assert found[0] == found[1]
    secrets = [str(tmp_path), socket.gethostname()]
    secrets += [f"/{getpass.getuser()}/", str(Path.home())]
    for path in folders[0].iterdir():
        content = path.read_bytes()
        for secret in secrets:
            assert secret.encode() not in content, path.name


def test_record_stands_beside_the_file_and_in_geoparquet(tmp_path):
    path = tmp_path / "x.parquet"
    write_incidents(typed_table(), path, record={"b": [1, None], "a": "ж"})
    told = '{"a":"ж","b":[1,null]}'
    assert (tmp_path / "x.parquet.run.json").read_text(encoding="utf-8") == told + "\n"
    assert pq.read_metadata(path).metadata[b"geo_incidents_run"].decode() == told
    with pytest.raises(OutputError, match="exists already"):
        write_incidents(typed_table(), path, record={})
    write_incidents(typed_table(), path, record={"a": 2}, overwrite=True)
    assert (tmp_path / "x.parquet.run.json").read_bytes() == b'{"a":2}\n'
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["x.parquet", "x.parquet.run.json"]


def test_record_that_is_there_is_not_replaced_unasked(tmp_path):
    (tmp_path / "x.csv.run.json").write_text("mine")
    with pytest.raises(OutputError, match=r"x\.csv\.run\.json exists already"):
        write_incidents(typed_table(), tmp_path / "x.csv", record={})
    assert (tmp_path / "x.csv.run.json").read_text() == "mine"
    assert not (tmp_path / "x.csv").exists()


def test_old_record_is_named_where_no_new_one_is_written(tmp_path, caplog):
    write_incidents(typed_table(), tmp_path / "x.csv", record={})
    with caplog.at_level(logging.WARNING, logger="geo._writing"):
        write_incidents(typed_table(), tmp_path / "x.csv", overwrite=True)
    assert "x.csv.run.json tells of the file that stood here before" in caplog.text


def test_failure_of_a_pair_leaves_both(tmp_path):
    path, beside = tmp_path / "x.csv", tmp_path / "x.csv.run.json"
    path.write_text("old")
    beside.write_text("old too")

    def fail_at(place):
        with replace_pair(path, beside, overwrite=True) as (passing, telling):
            passing.write_text("new")
            if place == "move":
                # A file cannot be moved onto a folder.
                path.unlink()
                path.mkdir()
                telling.write_text("new too")

    with pytest.raises(OutputError, match="unchanged"):
        fail_at("write")
    assert (path.read_text(), beside.read_text()) == ("old", "old too")
    with pytest.raises(OutputError, match="unchanged"):
        fail_at("move")
    assert beside.read_text() == "old too"
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["x.csv", "x.csv.run.json"]


@needs_posix
def test_leftovers_go_but_not_those_of_the_living(tmp_path):
    dead = tmp_path / ".geo-passing-dead"
    dead.mkdir()
    (dead / "new.csv").write_text("half of")
    mine = tmp_path / ".geo-notes"
    mine.mkdir()
    with replace_file(tmp_path / "x.csv", overwrite=False) as living:
        living.write_text("x")
        assert not dead.exists()
        with replace_file(tmp_path / "y.csv", overwrite=False) as other:
            other.write_text("y")
        assert living.read_text() == "x"
    assert sorted(path.name for path in tmp_path.iterdir()) == [".geo-notes", "x.csv", "y.csv"]


def test_many_writers_of_one_file_leave_one_whole_file(tmp_path):
    path = tmp_path / "x.csv"
    tables = [many_rows(300, seed) for seed in range(4)]
    threads = [
        threading.Thread(target=write_incidents, args=(table, path), kwargs={"overwrite": True})
        for table in tables
        for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    whole = set()
    for table in tables:
        text = io.StringIO()
        write_incidents(table, text)
        whole.add(hashlib.sha256(text.getvalue().encode()).hexdigest())
    assert hashlib.sha256(path.read_bytes()).hexdigest() in whole
    assert [entry.name for entry in tmp_path.iterdir()] == ["x.csv"]


def test_source_date_epoch_that_is_no_number_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    with pytest.raises(UsageError, match="SOURCE_DATE_EPOCH is 'soon'"):
        write_incidents(typed_table(), tmp_path / "x.gpkg")

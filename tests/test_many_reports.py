"""A folder of reports: the same answers as one by one, a row for each file, and nothing lost when killed."""

from __future__ import annotations

import csv
import hashlib
import io
import itertools
import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

import geo
from geo._batches import checking, running, workers
from geo._batches.journal import JOURNAL, Journal
from geo._batches.listing import list_files
from geo._records import read_record
from geo.cli.progress import show_count
from geo.errors import DataError, GeoError, OutputError, UsageError

ROOT = Path(__file__).parents[1]
EPOCH = "1700000000"
IS_LINUX = sys.platform == "linux"

PLACES = (
    ("Karakiya district, Mangystau region", "Russia"),
    ("Aktau, Kazakhstan", "Turkmenistan"),
    ("Goma, DR Congo", "Rwanda"),
    ("Tulcea, Romania", "Ukraine"),
    ("Termez, Uzbekistan", "Afghanistan"),
    ("Maiduguri, Nigeria", "Cameroon"),
    ("Lviv, Ukraine", "Poland"),
    ("Osh, Kyrgyzstan", "Uzbekistan"),
    ("Gaziantep, Turkey", "Syria"),
    ("Trieste, Italy", "Slovenia"),
    ("Narva, Estonia", "Russia"),
)
HOSTILE = (
    "<html><head><title>Blast in Goma</title><script>alert(1)</script></head><body onload='x()'>"
    + "<div>" * 3_000
    + "<p>A bomb exploded in Goma, DR Congo.</p><img src=x onerror=alert(2)>"
)


def make_texts(folder: Path) -> None:
    """Write 20 files, two of which are none that can be read."""
    (folder / "deep" / "er").mkdir(parents=True)
    for number, (place, other) in enumerate(PLACES):
        text = f"A drone fell in {place}, near the border with {other}. No one was hurt on {number + 1} May."
        (folder / f"r{number:02}.txt").write_text(text, encoding="utf-8")
    same = (folder / "r03.txt").read_bytes()
    (folder / "deep" / "same.txt").write_bytes(same)
    (folder / "same.md").write_bytes(same)
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 8)
    (folder / "picture.html").write_bytes(b"\x89PNG\r\n\x1a\n")
    latin = "A bomb exploded near the cafés of Goma, DR Congo.".encode("latin-1")
    (folder / "deep" / "er" / "latin.txt").write_bytes(latin)
    (folder / "latin too.txt").write_bytes(latin)
    (folder / "deep" / "hostile.html").write_text(HOSTILE, encoding="utf-8")
    russian = "Дрон упал под Актау, Казахстан. По данным полиции, никто не пострадал, и ущерба нет."
    (folder / "deep" / "дрон.txt").write_text(russian, encoding="utf-8")


@pytest.fixture(scope="module")
def atlas():
    return geo.load_atlas(own=False)


@pytest.fixture(scope="module")
def texts(tmp_path_factory):
    folder = tmp_path_factory.mktemp("many") / "texts"
    folder.mkdir()
    make_texts(folder)
    return folder


@pytest.fixture(scope="module")
def checked(texts):
    """All of them checked as a user does it."""
    target = texts.parent / "checked"
    words = ("check", "texts", "-o", target.name, "--workers", "2", "--fail-on", "contradicted", "--no-own")
    done = call(*words, folder=texts.parent)
    return target, done


def call(*words, folder, **more):
    env = {**os.environ, "PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": EPOCH, **more}
    command = [sys.executable, "-m", "geo", *words]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)


def read_outcomes(target):
    with (target / "outcomes.csv").open(encoding="utf-8", newline="") as stream:
        return {row["path"]: row for row in csv.DictReader(stream)}


def everything(target):
    """All that a run writes but its journal, and the record that names its command."""
    return {
        path.relative_to(target).as_posix(): path.read_bytes()
        for path in target.rglob("*")
        if path.is_file() and path.name not in (JOURNAL, "outcomes.csv.run.json")
    }


class TestAsOneByOne:
    def test_results_are_those_of_one_report_at_a_time(self, texts, checked, atlas):
        for name, row in read_outcomes(checked[0]).items():
            result = checked[0] / f"{name}.json"
            if row["outcome"] == "unreadable":
                assert not result.exists()
                continue
            found = geo.check_claims(geo.read_report(texts / name, atlas=atlas), atlas=atlas).as_json()
            assert result.read_text("utf-8") == json.dumps(found, ensure_ascii=False, indent=2) + "\n"

    def test_result_is_what_the_command_prints(self, texts, checked):
        done = call("check", "texts/r00.txt", "--json", "--no-own", folder=texts.parent)
        assert done.stdout.encode() == (checked[0] / "r00.txt.json").read_bytes()

    def test_message_is_what_the_command_says(self, texts, checked):
        rows = read_outcomes(checked[0])
        for name in ("binary.txt", "picture.html"):
            done = call("check", f"texts/{name}", "--no-own", folder=texts.parent)
            assert done.stderr == f"geo: {rows[name]['message']}\n"

    def test_nothing_runs_of_what_a_hostile_page_says(self, checked):
        result = json.loads((checked[0] / "deep/hostile.html.json").read_bytes())
        assert [one["title"] for one in result["reports"]] == ["Blast in Goma"]
        assert "alert" not in json.dumps(result)


class TestOutcomes:
    def test_there_is_a_row_for_each_file(self, texts, checked):
        files = sorted(path for path in texts.rglob("*") if path.is_file())
        rows = read_outcomes(checked[0])
        assert list(rows) == [path.relative_to(texts).as_posix() for path in files]
        assert len(rows) == 20
        for path, row in zip(files, rows.values(), strict=True):
            assert row["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
            assert int(row["bytes"]) == path.stat().st_size

    def test_each_says_what_became_of_it(self, checked):
        rows = read_outcomes(checked[0])
        told = {name: row["outcome"] for name, row in rows.items() if row["outcome"] != "done"}
        assert told == {"binary.txt": "unreadable", "empty.txt": "empty", "picture.html": "unreadable"}
        assert rows["deep/дрон.txt"]["language"] == "ru"

    def test_counts_are_those_of_the_results(self, checked):
        for name, row in read_outcomes(checked[0]).items():
            if row["outcome"] == "unreadable":
                assert row["claims"] == row["incidents"] == ""
                continue
            found = json.loads((checked[0] / f"{name}.json").read_bytes())
            verdicts = [claim["verdict"] for claim in found["claims"]]
            assert int(row["incidents"]) == len(found["incidents"])
            assert int(row["claims"]) == len(verdicts)
            assert int(row["contradicted"]) == verdicts.count("contradicted")
            assert int(row["not_judged"]) == verdicts.count(None)

    def test_same_bytes_are_read_once_and_told_under_their_own_name(self, checked):
        rows = read_outcomes(checked[0])
        assert {name: row["same_as"] for name, row in rows.items() if row["same_as"]} == {
            "r03.txt": "deep/same.txt"
        }
        one, other = (
            json.loads((checked[0] / f"{name}.json").read_bytes()) for name in ("r03.txt", "deep/same.txt")
        )
        assert [found["reports"][0].pop("name") for found in (one, other)] == ["r03.txt", "same.txt"]
        assert one == other

    def test_what_was_guessed_names_the_file_itself(self, checked):
        rows = read_outcomes(checked[0])
        assert rows["latin too.txt"]["message"].startswith("latin too.txt is not UTF-8")
        assert rows["deep/er/latin.txt"]["message"].startswith("latin.txt is not UTF-8")

    def test_a_pipe_has_one_line_and_no_bar(self, checked):
        done = checked[1]
        assert "\r" not in done.stderr
        summary, contradicted = done.stderr.splitlines()
        assert summary.startswith("geo: 20 reports in ")
        assert ": 17 checked, 1 empty, 2 unreadable (1 as another with the same bytes); " in summary
        assert contradicted.endswith("not agree with the map (--fail-on contradicted).")
        assert (done.returncode, done.stdout) == (3, "checked\n")

    def test_a_terminal_has_a_bar(self, monkeypatch):
        terminal = io.StringIO()
        terminal.isatty = lambda: True
        monkeypatch.setattr("sys.stderr", terminal)
        # The bar waits a second before it comes: here each look at the clock is two later.
        clock = itertools.count(0.0, 2.0)
        monkeypatch.setattr("tqdm.std.time", lambda: next(clock))
        with show_count("reports", quiet=True) as tell:
            assert tell is None
        with show_count("reports", quiet=False) as tell:
            tell(1, 7)
            tell(7, 7)
        assert "| 7.00/7.00 [" in terminal.getvalue()

    def test_incidents_are_a_table_that_geo_reads(self, checked):
        incidents = geo.read_incidents(checked[0] / "incidents.csv")
        rows = read_outcomes(checked[0])
        assert len(incidents) == sum(int(row["incidents"] or 0) for row in rows.values())
        for name, some in incidents.groupby("path"):
            found = json.loads((checked[0] / f"{name}.json").read_bytes())["incidents"]
            for column, own in (("geo_lon", "lon"), ("geo_lat", "lat"), ("geo_precision_m", "precision_m")):
                assert [None if value != value else value for value in some[column]] == [  # noqa: PLR0124
                    one[own] for one in found
                ]

    def test_the_record_says_which_files_there_were(self, checked):
        record = read_record(checked[0] / "outcomes.csv")
        lines = "".join(f"{row['sha256']}  {name}\n" for name, row in read_outcomes(checked[0]).items())
        (given,) = record["inputs"]
        assert (given["name"], given["rows"]) == ("texts", 20)
        assert given["sha256"] == hashlib.sha256(lines.encode()).hexdigest()
        assert record["command"][:4] == ["geo", "check", "texts", "-o"]


@pytest.mark.skipif(not IS_LINUX, reason="the test forks what it kills")
class TestKilled:
    def test_nothing_is_lost_and_nothing_done_twice(self, texts, checked, atlas, tmp_path, monkeypatch):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
        target = tmp_path / "killed"
        # What is forked later has it all in memory.
        checking.warm_up(make_asked(atlas))
        rng = np.random.default_rng(11)
        kills = 0
        for _ in range(8):
            before = count_lines(target)
            kill_at = before + rng.integers(1, 5)
            process = fork(lambda: geo.check_files(texts, target, workers=2, resume=True, atlas=atlas))
            while process.is_alive() and count_lines(target) < kill_at:
                time.sleep(0.0005)
            time.sleep(rng.random() * 0.02)
            crew = children_of(process.pid)
            if process.is_alive():
                os.kill(process.pid, signal.SIGKILL)
                kills += 1
            process.join()
            wait_for_end(crew)
        assert kills > 2
        geo.check_files(texts, target, workers=2, resume=True, atlas=atlas)
        assert everything(target) == everything(checked[0])
        paths = [json.loads(line).get("path") for line in (target / JOURNAL).read_text().splitlines()]
        assert len(paths) == len(set(paths)) == 21

    def test_a_worker_that_dies_costs_its_file_only(self, texts, atlas, tmp_path, monkeypatch):
        def die(path, asked):
            if path.name == "r05.txt":
                os.kill(os.getpid(), signal.SIGKILL)
            return checking.check_file(path, asked)

        monkeypatch.setattr(workers, "check_file", die)
        table = geo.check_files(texts, tmp_path / "out", workers=2, atlas=atlas).set_index("path")
        assert table["outcome"].value_counts().to_dict() == {
            "done": 16,
            "unreadable": 2,
            "empty": 1,
            "error": 1,
        }
        assert "was ended by signal 9" in table.loc["r05.txt", "message"]
        monkeypatch.undo()
        table = geo.check_files(texts, tmp_path / "out", workers=2, resume=True, atlas=atlas).set_index(
            "path"
        )
        assert table.loc["r05.txt", "outcome"] == "done"

    def test_an_idle_worker_that_dies_costs_nothing(self, texts, atlas):
        asked = make_asked(atlas)
        crew = workers.Crew(asked)
        crew.hire()
        try:
            crew.give("first", texts / "r00.txt")
            while crew.busy:
                list(crew.hear())
            os.kill(crew.free[0].process.pid, signal.SIGKILL)
            crew.free[0].process.join()
            crew.give("second", texts / "r01.txt")
            said = []
            while crew.busy:
                said += crew.hear()
        finally:
            crew.dismiss()
        assert [(key, one.outcome) for key, one in said] == [("second", "done")]


def make_asked(atlas):
    return running.Asked(atlas, None, None, None, 25_000.0, 150_000.0)


def fork(target):
    process = multiprocessing.get_context("fork").Process(target=target)
    process.start()
    return process


def count_lines(target):
    try:
        return (target / JOURNAL).read_bytes().count(b"\n")
    except FileNotFoundError:
        return 0


def children_of(pid):
    try:
        return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except FileNotFoundError:
        return []


def wait_for_end(pids):
    for _ in range(1200):
        if not any(Path(f"/proc/{pid}/cmdline").exists() and is_running(pid) for pid in pids):
            return
        time.sleep(0.05)
    pytest.fail("workers live on")


def is_running(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


class TestResumed:
    @pytest.fixture
    def few(self, tmp_path):
        folder = tmp_path / "few"
        folder.mkdir()
        for number in range(4):
            (folder / f"{number}.txt").write_text(f"A fire broke out in Nairobi, Kenya. {number} died.")
        return folder

    def test_only_what_changed_is_read_again(self, few, atlas, tmp_path):
        target = tmp_path / "out"
        geo.check_files(few, target, workers=1, atlas=atlas)
        before = stamps(target)
        (few / "2.txt").write_text("A flood hit Lagos, Nigeria.")
        (target / "1.txt.json").write_bytes(b"{")
        (few / "9.txt").write_text("A fire broke out in Accra, Ghana.")
        with (target / JOURNAL).open("ab") as stream:
            stream.write(b'{"path": "0.txt", "outc')
        geo.check_files(few, target, workers=1, resume=True, atlas=atlas)
        after = stamps(target)
        assert {name for name in after if after[name] != before.get(name)} == {
            "1.txt.json", "2.txt.json", "9.txt.json"
        }  # fmt: skip
        afresh = tmp_path / "afresh"
        geo.check_files(few, afresh, workers=1, atlas=atlas)
        assert results(target) == results(afresh)

    def test_other_options_are_another_run(self, few, atlas, tmp_path, caplog):
        target = tmp_path / "out"
        geo.check_files(few, target, workers=1, atlas=atlas)
        before = stamps(target)
        geo.check_files(few, target, workers=1, resume=True, published="2024-05-09", atlas=atlas)
        assert "all is read again" in caplog.text
        after = stamps(target)
        assert all(after[name] != before[name] for name in before)

    def test_what_is_there_is_not_replaced_unasked(self, few, atlas, tmp_path):
        target = tmp_path / "out"
        geo.check_files(few, target, workers=1, atlas=atlas)
        with pytest.raises(OutputError, match="has results of an earlier run"):
            geo.check_files(few, target, workers=1, atlas=atlas)
        geo.check_files(few, target, workers=1, overwrite=True, atlas=atlas)
        other = tmp_path / "other"
        other.mkdir()
        (other / "mine").touch()
        with pytest.raises(OutputError, match="is not empty"):
            geo.check_files(few, other, workers=1, atlas=atlas)

    @pytest.mark.skipif(not IS_LINUX, reason="the test forks who holds the folder")
    def test_two_runs_do_not_write_into_one_folder(self, few, atlas, tmp_path):
        target = tmp_path / "out"
        target.mkdir()
        here, there = multiprocessing.Pipe()

        def hold():
            journal = Journal(target)
            there.send("held")
            here.close()
            there.recv()
            journal.close()

        process = fork(hold)
        assert here.recv() == "held"
        with pytest.raises(OutputError, match="Another run is writing"):
            geo.check_files(few, target, workers=1, overwrite=True, atlas=atlas)
        here.send("go")
        process.join()


def stamps(target):
    return {path.name: path.stat().st_mtime_ns for path in target.glob("*.txt.json")}


def results(target):
    return {path.name: path.read_bytes() for path in target.glob("*.txt.json")}


class TestWhatIsMeant:
    def test_a_folder_inside_for_the_results_is_left_out(self, tmp_path):
        (tmp_path / "out").mkdir()
        for name in ("a.txt", "b.HTML", "c.csv", "out/d.txt"):
            (tmp_path / name).write_text("x")
        assert [file.name for file in list_files([tmp_path], tmp_path / "out")] == ["a.txt", "b.HTML"]
        with pytest.raises(UsageError, match="where the reports are"):
            list_files([tmp_path], tmp_path)

    def test_patterns_and_files_are_told_below_what_they_share(self, tmp_path):
        for name in ("june/a.txt", "june/b.log", "july/a.txt"):
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text("x")
        named = [tmp_path / "june" / "*", tmp_path / "july" / "a.txt", tmp_path / "june" / "a.txt"]
        found = list_files([str(one) for one in named], tmp_path / "out")
        assert [file.name for file in found] == ["july/a.txt", "june/a.txt", "june/b.log"]
        with pytest.raises(DataError, match="No file matches"):
            list_files([str(tmp_path / "*.md")], tmp_path / "out")
        with pytest.raises(DataError, match="There is no file"):
            list_files([tmp_path / "gone.txt"], tmp_path / "out")

    @pytest.mark.skipif(not IS_LINUX, reason="names of bytes, pipes")
    def test_what_is_no_file_is_told_and_stops_nothing(self, atlas, tmp_path):
        folder = tmp_path / "odd"
        folder.mkdir()
        os.mkfifo(folder / "pipe.txt")
        (folder / "gone.txt").symlink_to("nowhere")
        (folder / "room.txt").mkdir()
        (folder / "room.txt" / "a.txt").write_text("A fire broke out in Nairobi, Kenya.")
        with open(os.fsencode(folder) + b"/b\xff.txt", "wb") as stream:  # noqa: PTH123 - bytes that are no text
            stream.write(b"A fire broke out in Nairobi, Kenya. One died.")
        (folder / f"{'n' * 248}.txt").write_text("A flood hit Lagos, Nigeria.")
        table = geo.check_files(folder, tmp_path / "out", workers=1, atlas=atlas).set_index("path")
        told = dict(zip(table.index, table["outcome"], strict=True))
        assert told == {
            "b\\udcff.txt": "done", "gone.txt": "unreadable", "pipe.txt": "unreadable",
            "room.txt/a.txt": "done", f"{'n' * 248}.txt": "error",
        }  # fmt: skip
        assert "a pipe or a device" in table.loc["pipe.txt", "message"]
        assert json.loads((tmp_path / "out" / os.fsdecode(b"b\xff.txt.json")).read_bytes())["incidents"]
        assert "b\\udcff.txt" in read_outcomes(tmp_path / "out")


class TestAsked:
    def test_what_goes_wrong_inside_is_an_outcome(self, texts, atlas, monkeypatch):
        def fail(*_, **__):
            raise RecursionError("too deep\nby far")

        monkeypatch.setattr("geo._reports.read_report", fail)
        found = checking.check_file(texts / "r00.txt", make_asked(atlas))
        assert (found.outcome, found.result) == ("error", None)
        assert found.message.endswith("inside geo: RecursionError: too deep")

    def test_decisions_are_counted_over_all_processes(self, atlas, tmp_path):
        folder = tmp_path / "texts"
        folder.mkdir()
        for number, place in enumerate(("Kara-Kyuyun district, Mangystau region", "Aktau, Kazakhstan")):
            (folder / f"{number}.txt").write_text(f"A drone fell in {place}.")
        path = tmp_path / "decisions.csv"
        lines = ("query,parent,chosen,who,when,why", "Kara-Kyuyun district,,KZ-47,me,2026-01-05,asked",
                 "Nowhere,,KZ-47,me,2026-01-05,asked")  # fmt: skip
        path.write_text("\n".join(lines) + "\n")
        decisions = geo.read_decisions(path)
        geo.check_files(folder, tmp_path / "out", workers=2, decisions=decisions, atlas=atlas)
        assert [one.line for one in decisions.unused()] == [3]

    def test_processes_that_share_nothing_answer_the_same(self, texts, checked, atlas, tmp_path, monkeypatch):
        # As on Windows and macOS.
        monkeypatch.setattr(workers, "FORKS", False)
        geo.check_files([texts / "r00.txt", texts / "r01.txt"], tmp_path / "out", workers=1, atlas=atlas)
        for name in ("r00.txt.json", "r01.txt.json"):
            assert (tmp_path / "out" / name).read_bytes() == (checked[0] / name).read_bytes()

    @pytest.mark.parametrize(
        "options", [{"workers": 0}, {"near_m": 5.0, "not_near_m": 1.0}, {"published": "May"}]
    )
    def test_wrong_options_are_refused(self, texts, tmp_path, options):
        with pytest.raises(UsageError):
            geo.check_files(texts, tmp_path / "out", **options)

    def test_a_folder_without_texts_is_told(self, tmp_path):
        (tmp_path / "in").mkdir()
        with pytest.raises(DataError, match=r"There is no \.txt, \.md or \.html file"):
            geo.check_files(tmp_path / "in", tmp_path / "out")

    def test_processes_that_do_not_start_are_told(self, texts, atlas, tmp_path, monkeypatch):
        monkeypatch.setattr(workers, "_serve", lambda *_: sys.exit(7))
        with pytest.raises(GeoError, match="do not start"):
            geo.check_files(texts, tmp_path / "out", workers=1, atlas=atlas)


class TestCommand:
    @pytest.mark.parametrize(
        ("words", "told"),
        [
            (["texts"], "texts is a folder. Give a folder for the results too"),
            (["texts", "-o", "sheet.html"], "its results are a folder too"),
            (["-", "texts", "-o", "out/"], "Standard input is one report"),
            (["texts/r00.txt", "--resume"], "--resume belongs to a folder of reports"),
            (["texts/r00.txt", "--workers", "2"], "--workers belongs to a folder of reports"),
            (["texts", "-o", "out/", "--workers", "0"], "--workers '0' is no number of processes"),
        ],
    )
    def test_wrong_usage_is_2(self, texts, words, told):
        done = call("check", *words, folder=texts.parent)
        assert (done.returncode, done.stdout) == (2, "")
        assert told in done.stderr

    def test_when_nothing_could_be_read_it_is_1(self, tmp_path):
        (tmp_path / "in").mkdir()
        (tmp_path / "in" / "a.txt").write_bytes(b"%PDF-1.7")
        done = call("check", "in/*.txt", "-o", "out/", "--json", "--no-own", folder=tmp_path)
        assert done.returncode == 1
        assert json.loads(done.stdout)["unreadable"] == 1
        assert "None of the 1 file could be read" in done.stderr

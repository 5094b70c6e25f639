"""A folder of reports: one process, several, and one process for each file, as a loop in a shell has it.

Run with ``python -m tests.benchmarks.reports [--reports N] [--alone N]``. Each report is one of the test
set with a sentence more about a town of its own, so that no two tell of the same ground. Seconds are of the
clock, those of starting included; processor time is of all processes, and says what a report costs where
others work too.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np

import geo

REPORTS = Path(__file__).parents[1] / "data" / "reports" / "reports.jsonl"
SMALLEST = 15_000


class Took(NamedTuple):
    """What a command took: by the clock, and of the processors."""

    clock_s: float
    cpu_s: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=1_000)
    parser.add_argument("--alone", type=int, default=5, help="how many are checked in a process each")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="geo-bench-") as name:
        folder = Path(name)
        write_reports(folder / "in", arguments.reports)
        cores = os.cpu_count() or 1
        sys.stdout.write(f"{arguments.reports:,} reports, {cores} cores\n")
        one = check("in", "-o", "one/", "--workers", "1", folder=folder)
        tell("1 worker", one, arguments.reports)
        several = check("in", "-o", "several/", "--workers", str(cores), folder=folder)
        tell(f"{cores} workers", several, arguments.reports)
        again = check("in", "-o", "several/", "--resume", folder=folder)
        tell("resumed when all is done", again, arguments.reports)
        files = sorted(Path("in", file.name) for file in (folder / "in").iterdir())[: arguments.alone]
        alone = [check(str(file), "--json", folder=folder) for file in files]
        each = Took(*(sum(times) for times in zip(*alone, strict=True)))
        tell("a process for each", each, len(files))
        per_report_s = several.clock_s / arguments.reports
        sys.stdout.write(
            f"{cores} workers are {one.clock_s / several.clock_s:.2f} times as fast as 1, and "
            f"{each.clock_s / len(files) / per_report_s:,.0f} times as fast as a process for each report\n"
        )


def write_reports(folder: Path, count: int) -> None:
    """Write reports, no two alike."""
    folder.mkdir()
    atlas = geo.load_atlas(own=False)
    names = dict(zip(atlas.entities["code"], atlas.entities["name"], strict=True))
    towns = atlas.places[atlas.places["population"].fillna(0) > SMALLEST]
    texts = [json.loads(line)["text"] for line in REPORTS.read_text("utf-8").splitlines()]
    rng = np.random.default_rng(5)
    for number, at in enumerate(rng.integers(len(towns), size=count)):
        town = towns.iloc[at]
        more = (
            f"Earlier a bomb exploded in {town['name']}, {names.get(town['country_code'])}, about "
            f"{rng.integers(3, 300)} km from the border, police said. {rng.integers(2, 40)} people were hurt."
        )
        text = f"{texts[number % len(texts)]}\n\n{more}\n"
        (folder / f"{number:06}.txt").write_text(text, encoding="utf-8")


def check(*words: str, folder: Path) -> Took:
    """Run the command, and say what it took."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [sys.executable, "-m", "geo", "check", *words, "--quiet", "--no-own"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu_s = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return Took(time.perf_counter() - begun, cpu_s)


def tell(what: str, took: Took, count: int) -> None:
    sys.stdout.write(
        f"{what:<26}{took.clock_s:9.1f} s{count / took.clock_s:9.1f} reports/s"
        f"{took.cpu_s / count * 1e3:9.1f} ms of a processor each\n"
    )
    sys.stdout.flush()


if __name__ == "__main__":
    main()

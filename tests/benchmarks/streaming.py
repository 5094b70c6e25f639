"""A file of any length measured piece by piece: rows a second, and the most memory of all processes together.

Run with ``python -m tests.benchmarks.streaming [--most N] [--memory-most N] [--naive-most N]``: CSV to
GeoParquet with all columns, from 10,000 rows on, next to the same table measured in memory as a whole, and
next to the part of it that geopandas can do as most people write it (`tests.benchmarks.peers.enrichment`),
as far as these fit. Memory is the proportional share (PSS) that Linux counts: pages which several processes
share are counted once, those of mapped files too.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geo import load_atlas
from tests.benchmarks.peers import Unavailable
from tests.benchmarks.points import Points, make_event_points
from tests.benchmarks.processes import run

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST = 1_000_000
FEWEST = 10_000
EVERY_S = 0.2
MEGA = 1e6
IN_MEMORY = (
    "import sys, geo; "
    "found = geo.locate_incidents(geo.read_incidents(sys.argv[1])); "
    "geo.write_incidents(geo.measure_incidents(found), sys.argv[2], overwrite=True)"
)


class Measured(NamedTuple):
    """What a command took."""

    wall_s: float
    cpu_s: float
    peak_bytes: int | None


def write_table(points: Points, path: Path) -> None:
    """Write incidents as an export has them: an id, a date, a place and some words."""
    days = np.datetime64("2010-01-01") + np.random.default_rng(1).integers(0, 5_000, len(points.lon))
    with path.open("w") as stream:
        stream.write("event_id,event_date,longitude,latitude,notes\n")
        rows = zip(days.astype(str).tolist(), points.lon.tolist(), points.lat.tolist(), strict=True)
        stream.writelines(
            f"X{number:08},{day},{lon:.5f},{lat:.5f},something was reported here\n"
            for number, (day, lon, lat) in enumerate(rows)
        )


def measure(command: list[str]) -> Measured:
    """Run a command, and watch the memory of all of its processes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    peak = 0
    watching = threading.Event()

    def watch() -> None:
        nonlocal peak
        while not watching.wait(EVERY_S):
            peak = max(peak, sum(map(share_of, tree_of(process.pid))))

    thread = threading.Thread(target=watch)
    thread.start()
    _, said = process.communicate()
    watching.set()
    thread.join()
    if process.returncode:
        raise RuntimeError(said.strip().splitlines()[-1])
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu_s = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Measured(time.perf_counter() - start, cpu_s, peak or None)


def tree_of(pid: int) -> Iterator[int]:
    """List a process and all that it has started."""
    yield pid
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from tree_of(int(child))


def share_of(pid: int) -> int:
    """Give the proportional share of memory of one process, bytes."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0


def say(rows: int, what: str, found: Measured, other: Measured | None = None) -> None:
    memory = f"{found.peak_bytes / MEGA:8,.0f} MB" if found.peak_bytes else " " * 11
    times = f"{found.wall_s / other.wall_s:6.2f} of its time" if other else ""
    sys.stdout.write(
        f"{rows:12,} {what:22}{rows / found.wall_s:10,.0f} rows/s{found.cpu_s / rows * MEGA:9.1f} µs cpu/row"
        f"{memory} {times}\n"
    )
    sys.stdout.flush()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.streaming", description=__doc__)
    parser.add_argument("--fewest", type=int, default=FEWEST, help="(default: %(default)s)")
    parser.add_argument("--most", type=int, default=MOST, help="rows (default: %(default)s)")
    parser.add_argument("--memory-most", type=int, default=100_000, help="(default: %(default)s)")
    parser.add_argument("--naive-most", type=int, default=10_000, help="(default: %(default)s)")
    parser.add_argument(
        "--workers", type=int, default=len(os.sched_getaffinity(0)), help="(default: all cores)"
    )
    parser.add_argument("--batch-rows", type=int, default=50_000, help="(default: %(default)s)")
    arguments = parser.parse_args()
    points = make_event_points(load_atlas(own=False), arguments.most)
    counts = [10**power for power in range(3, 9) if arguments.fewest <= 10**power < arguments.most]
    with tempfile.TemporaryDirectory(prefix="geo-bench-") as name:
        source, target = Path(name, "in.csv"), Path(name, "out.parquet")
        for rows in [*counts, arguments.most]:
            some = Points(points.lon[:rows], points.lat[:rows])
            write_table(some, source)
            options = [
                "--workers",
                str(arguments.workers),
                "--batch-rows",
                str(arguments.batch_rows),
                "--force",
            ]
            command = [sys.executable, "-m", "geo", "measure", str(source), "-o", str(target), *options]
            streamed = measure(command)
            say(rows, f"geo, {arguments.workers} processes", streamed)
            if rows <= arguments.memory_most:
                say(
                    rows,
                    "geo, in memory",
                    whole := measure([sys.executable, "-c", IN_MEMORY, source, target]),
                )
                say(rows, "geo, piece by piece", streamed, whole)
            if rows <= arguments.naive_most:
                try:
                    cost = run("naive whole", some).cost
                except Unavailable as error:
                    sys.stdout.write(f"{error}\n")
                    continue
                naive = Measured(cost.wall_s, cost.cpu_s, None)
                say(rows, "geopandas, a part of it", naive)
                say(rows, "geo, piece by piece", streamed, naive)


if __name__ == "__main__":
    main()

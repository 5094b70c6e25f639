"""A folder of Parquet measured in one process and on clusters of one and two: rows a second for each core.

Run with ``python -m tests.benchmarks.cluster [--rows N] [--parts N]``. Every row is read, located, measured
and written. What a core does is counted in seconds of its own, so that others who use the machine do not
count; what the clock said stands beside it. From that, what a billion rows would take: positions are all
different here, while those of GDELT repeat, and equal ones of a part are measured once.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

import geo
from geo._atlas import share_atlas
from geo._clusters import Asked, measure_folder, open_cluster, plan_folder
from geo._lazy import key_of
from geo._records import told_time
from tests.benchmarks.ours import STEPS
from tests.benchmarks.points import make_event_points

if TYPE_CHECKING:
    from collections.abc import Sequence

BILLION = 1_000_000_000
CORES = (1, 16, 64, 256)
WARM_ROWS = 20_000
WORKERS = (1, 2)
COLUMNS = {"country to places": STEPS, "all columns": None}


class Speed(NamedTuple):
    """How fast some rows were measured."""

    rows: int
    cpu_s: float
    """Seconds of cores, those of all processes that measured."""
    wall_s: float

    @property
    def rows_a_core_s(self) -> float:
        return self.rows / self.cpu_s


def write_table(folder: Path, rows: int, parts: int) -> Path:
    """Write rows with dates, all at different positions, the more of them where the more people live."""
    lon, lat = make_event_points(share_atlas(), rows)
    days = pd.Timestamp("2024-01-01") + pd.to_timedelta(np.arange(rows) % 365, "D")
    table = pd.DataFrame({"id": np.arange(rows), "date": days, "lon": lon, "lat": lat})
    folder.mkdir()
    for number, some in enumerate(np.array_split(np.arange(rows), parts)):
        table.iloc[some].to_parquet(folder / f"{number:05}.parquet", index=False)
    return folder


def measure_here(source: Path, target: Path, only: Sequence[str] | None) -> Speed:
    """Measure all files in this process, one after the other."""
    target.mkdir()
    rows, cpu_s, wall_s = 0, time.process_time(), time.perf_counter()
    for path in sorted(source.glob("*.parquet")):
        measured = geo.measure_incidents(geo.locate_incidents(geo.read_incidents(path)), only=only)
        geo.write_incidents(measured, target / path.name)
        rows += len(measured)
    return Speed(rows, time.process_time() - cpu_s, time.perf_counter() - wall_s)


def measure_there(source: Path, target: Path, only: Sequence[str] | None, workers: int, warm: Path) -> Speed:
    """Measure all files on a cluster of processes, which have measured a few rows before."""
    asked = Asked(atlas=key_of(None), made=told_time(), measuring={"only": only})
    with open_cluster(f"local:{workers}") as client:
        for number in range(2):
            # Twice, for one of the processes may have been quick enough to do all of it.
            measure_folder(plan_folder([str(warm)], f"{target}-warm-{number}"), client, asked)
        cpu_s, wall_s = sum(client.run(time.process_time).values()), time.perf_counter()
        told = measure_folder(plan_folder([str(source)], str(target)), client, asked)
        wall_s = time.perf_counter() - wall_s
        return Speed(told.record["rows"]["in"], sum(client.run(time.process_time).values()) - cpu_s, wall_s)


def describe_billion(rows_a_core_s: float) -> str:
    """Say how long a billion rows take on how many cores, if a core does so many rows a second.

    Examples
    --------
    >>> describe_billion(10_000.0)
    '1 core 27.8 h, 16 cores 1.7 h, 64 cores 26 min, 256 cores 7 min'
    """
    told = []
    for cores in CORES:
        hours = BILLION / rows_a_core_s / cores / 3600
        long = f"{hours:.1f} h" if hours >= 1 else f"{60 * hours:.0f} min"
        told.append(f"{cores} {'core' if cores == 1 else 'cores'} {long}")
    return ", ".join(told)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=400_000)
    parser.add_argument("--parts", type=int, default=8)
    arguments = parser.parse_args()
    sys.stdout.write(f"{arguments.rows:,} rows in {arguments.parts} files of Parquet\n")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = write_table(folder / "in", arguments.rows, arguments.parts)
        warm = write_table(folder / "warm", WARM_ROWS, 4)
        for title, only in COLUMNS.items():
            measure_here(warm, folder / f"warm {title}", only)
            speeds = {"in memory": measure_here(source, folder / f"here {title}", only)}
            for count in WORKERS:
                target = folder / f"there {count} {title}"
                speeds[f"Dask, {count} worker{'s' * (count > 1)}"] = measure_there(
                    source, target, only, count, warm
                )
            for how, speed in speeds.items():
                sys.stdout.write(
                    f"{title:18} {how:16} {speed.rows_a_core_s:8,.0f} rows a core and second, "
                    f"{speed.rows / speed.wall_s:8,.0f} rows a second by the clock\n"
                )
                sys.stdout.flush()
            slowest = min(speed.rows_a_core_s for how, speed in speeds.items() if how != "in memory")
            sys.stdout.write(f"{title:18} a billion rows: {describe_billion(slowest)}\n")


if __name__ == "__main__":
    main()

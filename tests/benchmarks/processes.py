"""One run in a process of its own: what it answers, how long it takes, how much memory it needs.

``python -m tests.benchmarks.processes JOB KEEP_EVERY POINTS.npy ANSWER.npy`` is such a process; `run`
starts it. A first run over a few points is not counted, nor is building an index: that is `prepare_s`.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tests.benchmarks.borders import read_borders, thin
from tests.benchmarks.peers import Cost, Unavailable

if TYPE_CHECKING:
    from tests.benchmarks.points import Points

UNAVAILABLE = 3
WARM_POINTS = 20
ONE_CORE = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


class Job(NamedTuple):
    """What a process does."""

    module: str
    function: str = "prepare"
    whole_job: bool = False
    """Whether it enriches from an atlas, rather than measuring to lines."""


BORDER_JOBS = {
    "geo": Job("ours", "prepare_border"),
    "geo small": Job("ours", "prepare_small"),
    "geo large": Job("ours", "prepare_large"),
    "naive": Job("peers.naive"),
    "naive split": Job("peers.naive", "prepare_split"),
    "postgis": Job("peers.postgis"),
    "s2": Job("peers.s2"),
    "kdtree": Job("peers.kdtree"),
}
WHOLE_JOBS = {
    "geo whole": Job("ours", "prepare_enrichment", whole_job=True),
    "naive whole": Job("peers.enrichment", whole_job=True),
    "tuned whole": Job("peers.enrichment", "prepare_tuned", whole_job=True),
}
JOBS = BORDER_JOBS | WHOLE_JOBS


class Run(NamedTuple):
    """What a process found and took."""

    distance_m: np.ndarray | None
    cost: Cost
    prepare_s: float


def run(job: str, points: Points, *, keep_every: int = 1) -> Run:
    """Run a job over points in a process of its own, on borders that keep every so manieth vertex.

    Raises
    ------
    Unavailable
        If it cannot be done on this machine.
    RuntimeError
        If it fails.
    """
    with tempfile.TemporaryDirectory(prefix="geo-bench-") as folder:
        given, answer = Path(folder, "points.npy"), Path(folder, "answer.npy")
        np.save(given, np.array(points))
        command = [sys.executable, "-m", __spec__.name, job, str(keep_every), given, answer]
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ | ONE_CORE)
        last = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        if done.returncode == UNAVAILABLE:
            raise Unavailable(last)
        if done.returncode:
            raise RuntimeError(last)
        facts = json.loads(done.stdout.splitlines()[-1])
        distance_m = np.load(answer) if answer.exists() else None
        return Run(distance_m, Cost(**facts["cost"]), facts["prepare_s"])


def peak_bytes() -> int:
    """Most memory this process has held; not its parent's, which `getrusage` counts in on Linux."""
    status = Path("/proc/self/status")
    if status.exists():
        (line,) = (line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def main() -> None:
    name, keep_every, given, answer = sys.argv[1:]
    job = JOBS[name]
    prepare = getattr(import_module(f"tests.benchmarks.{job.module}"), job.function)
    lon, lat = np.load(given)
    if job.whole_job:
        from geo import load_atlas

        source = load_atlas(own=False)
    else:
        source = thin(read_borders(), int(keep_every))
    try:
        start = time.perf_counter()
        work = prepare(source)
        prepare_s = time.perf_counter() - start
    except Unavailable as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(UNAVAILABLE)
    work(lon[:WARM_POINTS], lat[:WARM_POINTS])

    wall_s, cpu_s = time.perf_counter(), time.process_time()
    found = work(lon, lat)
    cost = Cost(time.perf_counter() - wall_s, time.process_time() - cpu_s, peak_bytes())
    cost = getattr(work, "cost", cost)
    if isinstance(found, np.ndarray):
        np.save(answer, found)
    sys.stdout.write(json.dumps({"cost": cost._asdict(), "prepare_s": prepare_s}) + "\n")


if __name__ == "__main__":
    main()

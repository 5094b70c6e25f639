"""geo next to its peers, in one run: same borders, same points, a process each.

Run with ``python -m tests.benchmarks.compare [--points N] [--sample N] [--peers NAME …]``. Two tables: the
nearest land border of anyone alone, and the whole job (country, region, district, border, three places,
town, city). Slow peers get fewer points, since a rate is what counts. Microseconds a point are of
processor time, user and system, which a busy machine does not stretch much; wall time is beside them. "x cpu"
and "x wall" say how many times geo's time that is; geo may use several cores, peers use one.
Errors are against brute force on a sample of the same points.
"""

from __future__ import annotations

import argparse
import sys
from typing import NamedTuple

import numpy as np

from geo import load_atlas
from tests.benchmarks.borders import read_borders
from tests.benchmarks.oracle_errors import Errors, Oracle, errors
from tests.benchmarks.peers import Cost, Unavailable
from tests.benchmarks.points import KINDS, Points
from tests.benchmarks.processes import BORDER_JOBS, JOBS, WHOLE_JOBS, Run, run

POINTS = 100_000
SAMPLE = 500
MOST_POINTS = {
    "geo small": 20_000,
    "naive": 20_000,
    "naive split": 200_000,
    "postgis": 20_000,
    "s2": 50_000,
    "naive whole": 10_000,
    "tuned whole": 200_000,
}
"""A few to twenty seconds of work each; those that prepare something large in each call need the more."""
MICRO = 1e6
MEGABYTE = 1e6
HEADER = (
    f"{'':14}{'points':>10} {'kind':7}{'points/s':>11}{'µs cpu':>9}{'µs wall':>9}{'x cpu':>8}{'x wall':>8}"
    f"{'index s':>9}{'peak MB':>9}{'p50 m':>12}{'p99 m':>12}{'max m':>12}\n"
)


class Question(NamedTuple):
    """Points of one kind and the true distances of the first of them."""

    kind: str
    points: Points
    true_m: np.ndarray


def ask(points: int, sample: int) -> list[Question]:
    atlas = load_atlas(own=False)
    oracle = Oracle(read_borders(atlas))
    questions = []
    for kind, make in KINDS.items():
        made = make(atlas, points)
        true_m = [oracle.distance_m(*spot) for spot in np.array(made).T[:sample]]
        questions.append(Question(kind, made, np.array(true_m)))
    return questions


def per_point(cost: Cost, points: int) -> Cost:
    return cost._replace(wall_s=cost.wall_s / points, cpu_s=cost.cpu_s / points)


def describe(job: str, question: Question, done: Run, points: int, ours: Cost | None) -> str:
    cost = per_point(done.cost, points)
    ratios = (
        ("", "") if ours is None else (f"{cost.cpu_s / ours.cpu_s:.2f}", f"{cost.wall_s / ours.wall_s:.2f}")
    )
    line = (
        f"{job:14}{points:10,} {question.kind:7}{1 / cost.wall_s:11,.0f}{cost.cpu_s * MICRO:9.2f}"
        f"{cost.wall_s * MICRO:9.2f}{ratios[0]:>8}{ratios[1]:>8}{done.prepare_s:9.1f}"
        f"{cost.peak_bytes / MEGABYTE:9,.0f}"
    )
    known = min(points, len(question.true_m))
    if done.distance_m is None or not known:
        return line + "\n"
    return line + write_errors(errors(done.distance_m[:known], question.true_m[:known]))


def write_errors(found: Errors) -> str:
    return "".join(f"{value:12,.1f}" if value >= 1 else f"{value:12.2g}" for value in found) + "\n"


def compare(jobs: list[str], questions: list[Question]) -> bool:
    """Print a table of jobs, geo's first; tell whether all that can be had here ran."""
    ours: dict[str, Cost] = {}
    all_ran = True
    for job in jobs:
        for question in questions:
            points = min(len(question.points.lon), MOST_POINTS.get(job, sys.maxsize))
            try:
                done = run(job, Points(question.points.lon[:points], question.points.lat[:points]))
            except Unavailable as reason:
                sys.stdout.write(f"{job:14}left out: {reason}\n")
                break
            except RuntimeError as reason:
                sys.stdout.write(f"{job:14}failed: {reason}\n")
                all_ran = False
                break
            if job in ("geo", "geo whole"):
                ours[question.kind] = per_point(done.cost, points)
            sys.stdout.write(describe(job, question, done, points, ours.get(question.kind)))
            sys.stdout.flush()
    return all_ran


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.compare", description=__doc__)
    parser.add_argument("--points", type=int, default=POINTS, help="of each kind (default: %(default)s)")
    parser.add_argument("--sample", type=int, default=SAMPLE, help="of them checked by brute force")
    parser.add_argument("--peers", nargs="+", choices=sorted(JOBS), default=list(JOBS), metavar="NAME")
    arguments = parser.parse_args()
    questions = ask(arguments.points, min(arguments.sample, arguments.points))
    all_ran = True
    for title, table in {"Nearest land border": BORDER_JOBS, "The whole job": WHOLE_JOBS}.items():
        jobs = [job for job in table if job in arguments.peers]
        if jobs:
            sys.stdout.write(f"{title}\n{HEADER}")
            all_ran = compare(jobs, questions) and all_ran
    sys.exit(not all_ran)


if __name__ == "__main__":
    main()

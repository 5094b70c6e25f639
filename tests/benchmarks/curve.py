"""What a point costs as points and border vertices grow: a table, and a plot if matplotlib is there.

Run with ``python -m tests.benchmarks.curve [--most N] [--engine ENGINE] [--plot FILE.png]``. Engine
``public`` is `geo.distance_to_border` on the borders of the atlas; the cost against vertices is always
taken on given lines, thinned to every 64th, 16th and 4th vertex. The exponent is that of the power by which
the cost of a point grows from one row to the next: 0 where the whole cost is linear in points, below 0 where
something is done once for all of them; for vertices 1 is linear and a logarithm stays at about 0.1.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely

from geo import load_atlas
from tests.benchmarks.borders import read_borders, thin
from tests.benchmarks.points import KINDS, Points
from tests.benchmarks.processes import run

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_POINTS = 1_000_000
VERTEX_POINTS = 50_000
KEEP_EVERY = (64, 16, 4, 1)
MICRO = 1e6
ENGINES = {"public": "geo", "small": "geo small"}
LINES_JOB = "geo large"
PLOT = Path("benchmarks.png")


class Curve(NamedTuple):
    """Cost of a point, in microseconds of processor time, against a count."""

    counts: list[int]
    micros: list[float]


def against_points(job: str, points: Points) -> Curve:
    total = len(points.lon)
    counts = [count for count in (10**power for power in range(3, 9)) if count < total] + [total]
    return measure(((count, job, 1, count) for count in counts), points)


def against_vertices(job: str, points: Points, borders: np.ndarray) -> Curve:
    sizes = {every: int(shapely.get_num_coordinates(thin(borders, every)).sum()) for every in KEEP_EVERY}
    return measure(((size, job, every, VERTEX_POINTS) for every, size in sizes.items()), points)


def measure(runs: Iterable[tuple[int, str, int, int]], points: Points) -> Curve:
    found: dict[int, float] = {}
    for size, job, keep_every, count in runs:
        some = Points(points.lon[:count], points.lat[:count])
        cost = run(job, some, keep_every=keep_every).cost
        found[size] = cost.cpu_s / len(some.lon) * MICRO
    return Curve(list(found), list(found.values()))


def write(curves: dict[str, Curve], what: str) -> None:
    sys.stdout.write(f"{what:>12} {'kind':8}{'µs cpu/point':>14}{'exponent':>10}\n")
    for kind, curve in curves.items():
        exponents = np.diff(np.log(curve.micros)) / np.diff(np.log(curve.counts))
        grown = ["", *(f"{exponent:.2f}" for exponent in exponents)]
        for count, micros, exponent in zip(*curve, grown, strict=True):
            sys.stdout.write(f"{count:12,} {kind:8}{micros:14.2f}{exponent:>10}\n")


def draw(panels: dict[str, dict[str, Curve]], file: Path) -> None:
    try:
        import matplotlib as mpl
    except ImportError:
        sys.stdout.write("The plot is left out: matplotlib is not installed.\n")
        return
    mpl.use("Agg")
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(1, len(panels), figsize=(10, 4), layout="constrained")
    for axis, (what, curves) in zip(axes, panels.items(), strict=True):
        for kind, curve in curves.items():
            axis.plot(*curve, marker="o", label=kind)
        # Of few points each costs a hundred times as much: only a logarithm shows the rest.
        axis.set(xscale="log", yscale="log", xlabel=what, ylabel="µs of one core a point", ylim=(1, 1_000))
        axis.legend()
    figure.savefig(file)
    sys.stdout.write(f"{file.resolve()}\n")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.curve", description=__doc__)
    parser.add_argument("--most", type=int, default=MOST_POINTS, help="points (default: %(default)s)")
    parser.add_argument("--engine", choices=ENGINES, default="public", help="(default: %(default)s)")
    parser.add_argument("--plot", type=Path, default=PLOT, help="where to put it (default: %(default)s)")
    arguments = parser.parse_args()
    atlas = load_atlas(own=False)
    borders = read_borders(atlas)
    points = {kind: make(atlas, arguments.most) for kind, make in KINDS.items()}
    by_points = {kind: against_points(ENGINES[arguments.engine], some) for kind, some in points.items()}
    write(by_points, "points")
    by_vertices = {kind: against_vertices(LINES_JOB, some, borders) for kind, some in points.items()}
    write(by_vertices, "vertices")
    draw({"points": by_points, "border vertices": by_vertices}, arguments.plot)


if __name__ == "__main__":
    main()

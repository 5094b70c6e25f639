"""geo's map next to those of folium and geopandas, in one run: the same incidents, a fresh browser each.

Run with ``python -m tests.benchmarks.maps [--counts N,N,…] [--million] [--peers NAME …]``. A line for each
way to a page: size of the file; processor and wall seconds to build it (`map_pages` says what that is), and
for geo once more in the same process, when the atlas is in memory; seconds from the start of the navigation
until it is drawn; frames a second while it is dragged, and the time that all but one in twenty frames keep
within; what its scripts hold; for geo the milliseconds from a change of what is shown until it is painted.
Whatever takes longer than a limit is ended, and the limit stands in its place. Under geo's lines stand the
targets, and after them which are missed. The first line is a map of one incident: what a map weighs before
there is anything on it.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

from tests.benchmarks import map_browser, map_pages
from tests.benchmarks.bounded import ROOT, listen
from tests.benchmarks.map_pages import OURS, WAYS

COUNTS = (1_000, 10_000, 100_000)
MILLION = 1_000_000
LIMIT_S = 120
ONE_INCIDENT = ROOT / "data" / "examples" / "mangystau.csv"


class Measure(NamedTuple):
    """A column of the table."""

    fact: str
    header: str
    digits: int


MEASURES = (
    Measure("megabytes", "MB", 2),
    Measure("cpu_s", "cpu s", 2),
    Measure("wall_s", "wall s", 2),
    Measure("again_wall_s", "again s", 2),
    Measure("ready_s", "ready s", 2),
    Measure("fps", "fps", 1),
    Measure("frame_ms", "p95 ms", 1),
    Measure("heap_mb", "heap MB", 0),
    Measure("filter_ms", "filter ms", 0),
    Measure("time_ms", "time ms", 0),
)
# At most so much; of frames a second, at least so many.
TARGETS: dict[int, dict[str, float]] = {
    1: {"megabytes": 1.2},
    100_000: {
        "megabytes": 6,
        "wall_s": 6,
        "ready_s": 2.5,
        "fps": 50,
        "heap_mb": 150,
        "filter_ms": 100,
        "time_ms": 100,
    },
}
AT_LEAST = ("fps",)
# The first of these that is not there when a process is ended is what took too long.
STEPS = {
    "build": ("wall_s", "again_wall_s"),
    "open": ("ready_s", "fps", "heap_mb", "filter_ms", "time_ms"),
}
NAME_WIDTH = 20
WIDTH = 10


def measure(way: str, table: str, *, limit_s: float) -> dict[str, Any]:
    """Build a page and open it.

    Parameters
    ----------
    way : str
        One of `map_pages.WAYS`.
    table : str
        How many incidents, or the file that holds them.
    limit_s : float
        Seconds that each step may take.

    Returns
    -------
    dict
        A number for each fact; ``late``: the fact whose step took too long; ``unavailable``: why the page
        cannot be opened here; ``left_out``: styles that cannot be had.

    Raises
    ------
    RuntimeError
        If something fails.
    """
    # A browser that was ended may still be letting go of its files.
    with tempfile.TemporaryDirectory(prefix="geo-bench-", ignore_cleanup_errors=True) as folder:
        page = Path(folder, "page.html")
        built = listen(map_pages.__name__, way, table, page, limit_s=limit_s)
        if built.late:
            return built.facts | {"late": _first_missing("build", built.facts)}
        if "unavailable" in built.facts:
            return built.facts
        changes = ["--changes"] if way == OURS and table.isdecimal() else []
        opened = listen(map_browser.__name__, way, page, *changes, limit_s=limit_s)
    late = {"late": _first_missing("open", opened.facts)} if opened.late else {}
    return built.facts | opened.facts | late


def _first_missing(step: str, facts: dict[str, Any]) -> str:
    return next((fact for fact in STEPS[step] if fact not in facts), STEPS[step][-1])


def describe(name: str, facts: dict[str, Any], *, limit_s: float) -> str:
    """Write a line of the table."""
    cells = []
    for each in MEASURES:
        if each.fact in facts:
            cells.append(f"{facts[each.fact]:,.{each.digits}f}")
        else:
            cells.append(f"> {limit_s:g} s" if each.fact == facts.get("late") else "")
    line = f"{name:{NAME_WIDTH}}" + "".join(f"{cell:>{WIDTH}}" for cell in cells)
    if "unavailable" in facts:
        line += f"  not opened: {facts['unavailable']}"
    return line.rstrip() + "\n"


def describe_targets(count: int, facts: dict[str, Any]) -> str:
    """Write the targets under a line of geo's, and which are missed; nothing where there are none."""
    targets = TARGETS.get(count)
    if targets is None:
        return ""
    cells = [_write_target(each.fact, targets.get(each.fact)) for each in MEASURES]
    missed = [
        each.header for each in MEASURES if each.fact in targets and not _is_met(each.fact, targets, facts)
    ]
    line = f"{'  target':{NAME_WIDTH}}" + "".join(f"{cell:>{WIDTH}}" for cell in cells)
    return line.rstrip() + (f"  missed: {', '.join(missed)}" if missed else "  all met") + "\n"


def _write_target(fact: str, value: float | None) -> str:
    if value is None:
        return ""
    return f"{'>=' if fact in AT_LEAST else '<='} {value:g}"


def _is_met(fact: str, targets: dict[str, float], facts: dict[str, Any]) -> bool:
    if fact not in facts:
        return False
    return facts[fact] >= targets[fact] if fact in AT_LEAST else facts[fact] <= targets[fact]


def compare(table: str, count: int, ways: list[str], *, limit_s: float) -> tuple[bool, set[str]]:
    """Print the lines of a table of incidents; tell whether all went well, and which styles were left out."""
    all_ran = True
    left_out: set[str] = set()
    title = f"{count:,} incident{'' if count == 1 else 's'}"
    sys.stdout.write(f"{title:{NAME_WIDTH}}" + "".join(f"{each.header:>{WIDTH}}" for each in MEASURES) + "\n")
    for way in ways:
        try:
            facts = measure(way, table, limit_s=limit_s)
        except RuntimeError as reason:
            sys.stdout.write(f"{way:{NAME_WIDTH}}  failed: {reason}\n")
            all_ran = False
            continue
        left_out |= set(facts.get("left_out", ()))
        sys.stdout.write(describe(way, facts, limit_s=limit_s))
        if way == OURS:
            sys.stdout.write(describe_targets(count, facts))
        sys.stdout.flush()
    return all_ran, left_out


def main(given: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.maps", description=__doc__)
    parser.add_argument(
        "--counts", default=",".join(map(str, COUNTS)), help="of incidents (default: %(default)s)"
    )
    parser.add_argument("--million", action="store_true", help="also a million incidents, geo alone")
    parser.add_argument("--peers", nargs="+", choices=list(WAYS), default=list(WAYS), metavar="NAME")
    parser.add_argument("--limit", type=float, default=LIMIT_S, help="seconds a step may take")
    arguments = parser.parse_args(given)
    counts = [int(count) for count in arguments.counts.split(",")]
    runs = [(str(ONE_INCIDENT), 1, [OURS]), *((str(count), count, arguments.peers) for count in counts)]
    if arguments.million:
        runs.append((str(MILLION), MILLION, [OURS]))
    results = [compare(*run, limit_s=arguments.limit) for run in runs]
    if left_out := set().union(*(styles for _, styles in results)):
        sys.stdout.write(
            f"Styles that no package has, left out of the pages: {', '.join(sorted(left_out))}\n"
        )
    sys.exit(not all(all_ran for all_ran, _ in results))


if __name__ == "__main__":
    main()

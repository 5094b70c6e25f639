"""Where the time of geo's map goes, by function: its start, and what a reader does with it.

Run with ``python -m tests.benchmarks.map_profile [--count N]``. The browser samples what runs: a function's
total is with all that it calls, its own without. "(program)" is the browser itself: parsing, layout, paint.
Sampling slows the page somewhat: shares count, not milliseconds.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any, NamedTuple

from tests.benchmarks import map_pages
from tests.benchmarks.bounded import listen
from tests.benchmarks.map_browser import CHANGES, open_page
from tests.benchmarks.maps import LIMIT_S
from tests.browser.chromium import Browser

COUNT = 100_000
SAMPLE_US = 200
# Rows of a table, and the milliseconds below which a function is not told.
MOST = 16
LEAST_MS = 1.0
ACT = """
    const [handle] = Object.values(window.geoMaps);
    const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    return (async () => { await painted(); ACTION; await painted(); })();
"""
# In this order, each on what the one before has left.
ACTIONS = {
    "A change of filter": f"handle.setState({json.dumps(CHANGES['filter'])})",
    "A change of time": f"handle.setState({json.dumps(CHANGES['time'])})",
    "Everything is shown again": "handle.setState({ filter: { hidden: {}, precise: false }, time: null })",
    "The end of a pan": "handle.map.panBy([150, 100], { animate: false })",
    "The end of a zoom": "handle.map.setZoom(handle.map.getZoom() + 1, { animate: false })",
    "The pointer looks for what is under it": (
        "const at = handle.map.getSize().divideBy(2);"
        "handle.map.fire('mousemove', { containerPoint: at, originalEvent: { pointerType: 'mouse' } })"
    ),
    "An incident is chosen": "handle.select(1, { move: false })",
    "The list comes back": "handle.select(null)",
    "The page turns dark": "handle.setState({ theme: 'dark' })",
}


class Time(NamedTuple):
    """Milliseconds of a function."""

    total_ms: float
    own_ms: float


def sum_up(profile: dict[str, Any]) -> dict[str, Time]:
    """Give the times of each function of a profile as the DevTools protocol tells it.

    Parameters
    ----------
    profile : dict
        ``nodes`` of a call tree, and for each of ``samples`` the node it fell on and in ``timeDeltas`` the
        microseconds since the one before.

    Returns
    -------
    dict
        A recursive function is counted once in its total.
    """
    nodes = {node["id"]: node for node in profile["nodes"]}
    own = dict.fromkeys(nodes, 0.0)
    # A sample lasts until the next; the last one's time is not known.
    for sample, until_next in zip(profile["samples"], profile["timeDeltas"][1:], strict=False):
        own[sample] += until_next / 1000
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])

    def walk(number: int, above: frozenset[str]) -> float:
        node = nodes[number]
        name = node["callFrame"]["functionName"] or "(unnamed)"
        total = own[number] + sum(walk(child, above | {name}) for child in node.get("children", ()))
        sums[name][1] += own[number]
        if name not in above:
            sums[name][0] += total
        return total

    walk(profile["nodes"][0]["id"], frozenset())
    return {name: Time(*times) for name, times in sums.items()}


def describe(title: str, times: dict[str, Time]) -> str:
    """Write the functions that take the most, with what they call and without."""
    busy = {name: time for name, time in times.items() if name not in ("(root)", "(idle)")}
    by_total = sorted(busy.items(), key=lambda item: -item[1].total_ms)[:MOST]
    by_own = sorted(busy.items(), key=lambda item: -item[1].own_ms)[:MOST]
    spent_ms = sum(time.own_ms for time in busy.values())
    lines = [f"{title}: {spent_ms:,.0f} ms\n"]
    for (name, time), (other, its) in zip(by_total, by_own, strict=True):
        if time.total_ms < LEAST_MS:
            break
        lines.append(f"  {time.total_ms:9,.1f}  {name:<28}{its.own_ms:9,.1f}  {other}\n")
    return "".join(lines)


def sample_start(browser: Browser, page: Path) -> dict[str, Time]:
    # The process that is sampled must be the one that opens the page: it opens an empty one first.
    empty = page.with_suffix(".empty.html")
    empty.write_text("<!DOCTYPE html>", encoding="utf-8")
    browser.driver.get(empty.as_uri())
    browser.command("Profiler.enable")
    browser.command("Profiler.setSamplingInterval", interval=SAMPLE_US)
    browser.command("Profiler.start")
    open_page(browser, page, ours=True)
    return sum_up(browser.command("Profiler.stop")["profile"])


def sample_action(browser: Browser, action: str) -> dict[str, Time]:
    browser.command("Profiler.start")
    browser.driver.execute_script(ACT.replace("ACTION", action))
    return sum_up(browser.command("Profiler.stop")["profile"])


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.map_profile", description=__doc__)
    parser.add_argument("--count", type=int, default=COUNT, help="of incidents (default: %(default)s)")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="geo-bench-", ignore_cleanup_errors=True) as folder:
        page = Path(folder, "page.html")
        if listen(map_pages.__name__, map_pages.OURS, str(arguments.count), page, limit_s=LIMIT_S).late:
            sys.exit(f"A step of building the page takes more than {LIMIT_S} s.")
        browser = Browser(Path(folder, "profile"))
        try:
            sys.stdout.write(describe("Start", sample_start(browser, page)))
            for title, action in ACTIONS.items():
                sys.stdout.write(describe(title, sample_action(browser, action)))
        finally:
            browser.close()


if __name__ == "__main__":
    main()

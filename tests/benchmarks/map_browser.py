"""One page in a fresh browser: when it is drawn, how it is dragged, what it holds, how soon it answers.

``python -m tests.benchmarks.map_browser WAY PAGE [--changes]`` tells each measure as soon as it is there.
Frames are those of the page's own clock, 60 in a second at most; no graphics card draws them. The profile of
the browser lies beside the page.
"""

from __future__ import annotations

import itertools
import math
import statistics
import sys
import time
from pathlib import Path

from tests.benchmarks.bounded import tell
from tests.benchmarks.map_pages import OURS
from tests.browser.chromium import DESKTOP, Browser

# Set before any script of the page runs. A map of folium is there when all scripts have run and there is
# something on it; then two frames, of which the first shows what was drawn.
PROBE = """
    (() => {
        const drawn = DRAWN;
        const look = () => {
            if (!drawn()) requestAnimationFrame(look);
            else requestAnimationFrame(() => requestAnimationFrame(note));
        };
        const note = () => { window.benchReady = performance.now(); };
        requestAnimationFrame(look);
    })();
"""
OURS_DRAWN = "() => Object.values(window.geoMaps ?? {}).length > 0"
THEIRS_DRAWN = """
    () => document.readyState === "complete" && document.querySelector(
        ".leaflet-marker-icon, .leaflet-overlay-pane canvas, .leaflet-overlay-pane path")
"""
START_FRAMES = """
    window.benchTimes = [performance.now()];
    const step = () => {
        if (window.benchOver) return;
        benchTimes.push(performance.now());
        requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
"""
END_FRAMES = "window.benchOver = true; return [...benchTimes, performance.now()];"
MIDDLE = """
    const box = document.querySelector(".leaflet-container").getBoundingClientRect();
    return [box.left + box.width / 2, box.top + box.height / 2];
"""
PLACE = "return document.querySelector('.leaflet-map-pane').getBoundingClientRect().x;"
# Each change is made in a map that shows everything, and lasts until the next frame has been painted.
CHANGE = """
    const [change, runs] = arguments;
    const [handle] = Object.values(window.geoMaps);
    const painted = () => new Promise((done) => requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => done(performance.now());
        port2.postMessage(null);
    }));
    const everything = { filter: { hidden: {}, precise: false }, time: null };
    return (async () => {
        const times = [];
        const all = handle.seen();
        for (let run = 0; run < runs; run++) {
            await painted();
            const start = performance.now();
            handle.setState(change);
            times.push(await painted() - start);
            if (handle.seen() === 0 || handle.seen() === all) throw new Error("it has changed nothing");
            handle.setState(everything);
        }
        return times;
    })();
"""
CHANGES = {
    "filter": {"filter": {"hidden": {"category": ["battle"]}, "precise": False}},
    "time": {"time": ["2016-01-01", "2018-01-01"]},
}
CHANGE_RUNS = 5
DRAG_S = 2.0
# The hand goes round so often and so far from the middle, pixels, that no edge of the world is met.
DRAG_ROUNDS = 1.5
DRAG_RADIUS = 120
LONG_FRAMES = 95
# While a map still moves to its first view, which Leaflet may animate, it cannot be dragged.
REST_S = 1.0
# The driver must not lose patience before whoever listens to this process does.
PATIENCE_S = 3_600


def open_page(browser: Browser, page: Path, *, ours: bool) -> float:
    """Open a page and give the seconds from the start of the navigation until its map is drawn."""
    browser.driver.command_executor.client_config.timeout = PATIENCE_S
    browser.driver.set_script_timeout(PATIENCE_S)
    width, height = DESKTOP
    browser.command(
        "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False
    )
    probe = PROBE.replace("DRAWN", OURS_DRAWN if ours else THEIRS_DRAWN)
    browser.command("Page.addScriptToEvaluateOnNewDocument", source=probe)
    browser.command("Page.navigate", url=page.as_uri())
    while (ready_ms := browser.driver.execute_script("return window.benchReady ?? null")) is None:
        time.sleep(0.1)
    return ready_ms / 1000


def drag(browser: Browser) -> list[float]:
    """Drag the map round with the mouse and give how long each frame took, milliseconds."""
    time.sleep(REST_S)
    middle_x, middle_y = browser.driver.execute_script(MIDDLE)

    def mouse(kind: str, turn: float) -> None:
        x = middle_x + DRAG_RADIUS * math.cos(2 * math.pi * turn)
        y = middle_y + DRAG_RADIUS * math.sin(2 * math.pi * turn)
        browser.command(
            "Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", buttons=1, clickCount=1
        )

    mouse("mousePressed", 0)
    # Half-way round, so that a map that follows is elsewhere.
    before = browser.driver.execute_script(PLACE)
    browser.driver.execute_script(START_FRAMES)
    start = time.perf_counter()
    while (share := (time.perf_counter() - start) / DRAG_S) < 1:
        mouse("mouseMoved", DRAG_ROUNDS * share)
    times = browser.driver.execute_script(END_FRAMES)
    if abs(browser.driver.execute_script(PLACE) - before) < DRAG_RADIUS:
        raise RuntimeError("The map has not followed the mouse.")
    mouse("mouseReleased", DRAG_ROUNDS)
    return [later - earlier for earlier, later in itertools.pairwise(times)]


def heap_megabytes(browser: Browser) -> float:
    """Give what scripts hold after a collection: their objects, their buffers and the nodes of the page."""
    browser.command("HeapProfiler.collectGarbage")
    usage = browser.command("Runtime.getHeapUsage")
    parts = ("usedSize", "embedderHeapUsedSize", "backingStorageSize")
    return sum(usage[part] for part in parts) / 1e6


def main() -> None:
    ours, page = sys.argv[1] == OURS, Path(sys.argv[2])
    changes = "--changes" in sys.argv
    browser = Browser(page.with_suffix(".profile"))
    try:
        tell()
        tell(ready_s=open_page(browser, page, ours=ours))
        frames_ms = drag(browser)
        # The last is cut short.
        long_ms = statistics.quantiles(frames_ms, n=100)[LONG_FRAMES - 1]
        tell(fps=(len(frames_ms) - 1) / sum(frames_ms) * 1000, frame_ms=long_ms)
        tell(heap_mb=heap_megabytes(browser))
        for name, change in CHANGES.items() if changes else ():
            times_ms = browser.driver.execute_script(CHANGE, change, CHANGE_RUNS)
            tell(**{f"{name}_ms": statistics.median(times_ms)})
    finally:
        browser.close()


if __name__ == "__main__":
    main()

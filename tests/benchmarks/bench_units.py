"""How fast points find the polygon they lie in, next to `geopandas.sjoin`, on the real atlas, in one run.

Three layers, two kinds of points: evenly on land, and round listed places as events are. For each:

- *pairs*: `find_inside`, which does what `sjoin` does, all pairs of a polygon and a point in it;
- *answers*: one answer a point, as `measure_incidents` needs it: for countries the lowest code with its
  zone and dispute, for units the own country's one, slivers and overlaps settled;
- *sjoin*: the default predicate ``intersects``, which counts boundaries as we do, and ``within``, which
  does not.

All four get the same polygons, except that the answer for countries assembles its own from the arcs.
Every job runs in a process of its own, forked when the layers are loaded: the least processor time of
three runs (of one, if that takes long), and how far the memory of that process rose. All of it runs on one
core. Run with ``python -m tests.benchmarks.bench_units [POINTS]``.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import time
from typing import TYPE_CHECKING

import geopandas as gpd

import geo
from geo._measuring.countries import find_countries
from geo._measuring.inside import find_inside, index_points
from geo._measuring.units import find_units
from tests.benchmarks.points import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo._atlas import Atlas
    from geo._measuring.layers import Floats

POINTS = 50_000
RUNS = 3
LONG_S = 5.0
"""Whatever takes this long is not run again."""
MEGABYTE = 1e6
RSS_UNIT = 1 if sys.platform == "darwin" else 1024


def clock(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds of one core, and by how many bytes the memory of a fresh process rises."""
    context = multiprocessing.get_context("fork")
    results = context.SimpleQueue()

    def job() -> None:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        start = time.process_time()
        work()
        seconds = time.process_time() - start
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        results.put((seconds, (after - before) * RSS_UNIT))

    runs: list[tuple[float, float]] = []
    while len(runs) < RUNS and sum(seconds for seconds, _ in runs) < LONG_S:
        process = context.Process(target=job)
        process.start()
        runs.append(results.get())
        process.join()
    return min(seconds for seconds, _ in runs), max(rise for _, rise in runs)


def list_jobs(atlas: Atlas, lon: Floats, lat: Floats) -> dict[str, dict[str, Callable[[], object]]]:
    """Give the work to time, by layer and by method."""
    home = find_countries(index_points(lon, lat), atlas).code
    codes = sorted(set(home) - {None})
    layers = {
        "countries": atlas.countries[["geometry"]],
        "regions": atlas.regions_of(codes),
        "districts": atlas.districts_of(codes),
    }

    def answer(name: str, layer: gpd.GeoDataFrame) -> object:
        spots = index_points(lon, lat)
        return find_countries(spots, atlas) if name == "countries" else find_units(spots, home, layer)

    def join(layer: gpd.GeoDataFrame, predicate: str) -> gpd.GeoDataFrame:
        points = gpd.GeoDataFrame(geometry=gpd.points_from_xy(lon, lat), crs=layer.crs)
        return gpd.sjoin(points, layer[["geometry"]], predicate=predicate)

    return {
        name: {
            "pairs": lambda layer=layer: find_inside(index_points(lon, lat), layer.geometry.to_numpy()),
            "answers": lambda name=name, layer=layer: answer(name, layer),
            "sjoin intersects": lambda layer=layer: join(layer, "intersects"),
            "sjoin within": lambda layer=layer: join(layer, "within"),
        }
        for name, layer in layers.items()
    }


def main() -> None:
    points = int(sys.argv[1]) if len(sys.argv) > 1 else POINTS
    atlas = geo.load_atlas(own=False)
    kinds = {kind: make(atlas, points) for kind, make in KINDS.items()}
    write = sys.stdout.write
    write(
        f"{'layer':12}{'points':>10} {'kind':8}{'method':18}{'points/s':>12}{'x sjoin':>10}{'peak MB':>10}\n"
    )
    for kind, (lon, lat) in kinds.items():
        for layer, jobs in list_jobs(atlas, lon, lat).items():
            found = {method: clock(work) for method, work in jobs.items()}
            usual_s = found["sjoin intersects"][0]
            for method, (seconds, rise) in found.items():
                speeds = f"{len(lon) / seconds:12,.0f}{usual_s / seconds:10.2f}{rise / MEGABYTE:10.0f}"
                write(f"{layer:12}{len(lon):10,} {kind:8}{method:18}{speeds}\n")


if __name__ == "__main__":
    main()

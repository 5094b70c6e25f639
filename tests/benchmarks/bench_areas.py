"""measure_incidents on areas: 1,000 districts, and 10,000 points with a radius, everything measured."""

from __future__ import annotations

import sys
import time

import geopandas as gpd
import numpy as np

import geo
from tests.benchmarks.bench_measure import make_incidents

DISTRICTS = 1_000
DISCS = 10_000
RADII_M = (100.0, 1_000.0, 5_000.0, 25_000.0)


def main() -> None:
    """Time both, at first with all that has to be read, and once more."""
    atlas = geo.load_atlas(own=False)
    districts = atlas.districts.geometry.sample(DISTRICTS, random_state=1).to_list()
    areas = gpd.GeoDataFrame(geometry=districts, crs="EPSG:4326")
    radius_m = np.random.default_rng(1).choice(RADII_M, DISCS)
    discs = make_incidents(atlas, DISCS).assign(geo_precision_m=radius_m)
    for what, frame in ((f"{DISTRICTS:,} districts", areas), (f"{DISCS:,} discs", discs)):
        for which in ("first", "again"):
            wall_s, processor_s = time.perf_counter(), time.process_time()
            geo.measure_incidents(frame, atlas=atlas)
            wall_s, processor_s = time.perf_counter() - wall_s, time.process_time() - processor_s
            sys.stdout.write(f"{what}, {which}: {wall_s:.1f} s, {processor_s:.1f} s of processors\n")


if __name__ == "__main__":
    main()

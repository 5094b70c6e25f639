"""Ten million points in batches of a million, one process: how fast, and how much memory at most.

Run with ``python -m tests.benchmarks.batches [--batches N] [--points N]``.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from pathlib import Path

import geopandas as gpd
import numpy as np

import geo
from tests.benchmarks.ours import STEPS, warm_points

KILOBYTES = 1e3 if sys.platform != "darwin" else 1e6
"""What `ru_maxrss` counts in, to the megabyte."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--batches", type=int, default=10)
    parser.add_argument("--points", type=int, default=1_000_000)
    arguments = parser.parse_args()
    rng = np.random.default_rng(4)
    lon, lat = warm_points()
    geo.measure_incidents(gpd.GeoDataFrame(geometry=gpd.points_from_xy(lon, lat), crs=4326), only=STEPS)
    sys.stdout.write(f"Batches of {arguments.points:,}: {', '.join(STEPS)}, each written to a file\n")
    with tempfile.TemporaryDirectory() as folder:
        for number in range(arguments.batches):
            # All over the world: points kept on land would cost the harness more memory than the job.
            lat = np.degrees(np.arcsin(rng.uniform(-1, 1, arguments.points)))
            lon = rng.uniform(-180, 180, arguments.points)
            start = time.perf_counter()
            batch = gpd.GeoDataFrame(geometry=gpd.points_from_xy(lon, lat), crs=4326)
            measured = geo.measure_incidents(batch, only=STEPS)
            micros = (time.perf_counter() - start) / arguments.points * 1e6
            measured.drop(columns="geometry").to_parquet(Path(folder, "batch.parquet"))
            del batch, measured
            peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KILOBYTES
            sys.stdout.write(f"{number + 1:4}{micros:7.2f} µs a point, peak {peak_mb:7,.0f} MB\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()

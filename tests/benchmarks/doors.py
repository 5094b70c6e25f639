"""Reading and writing of every format beside pandas and geopandas: time and memory, each in its own process.

``python -m tests.benchmarks.doors --rows 200000`` prints a table; nothing is asserted.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

FILES = {
    "csv": "x.csv",
    "xlsx": "x.xlsx",
    "geojson": "x.geojson",
    "geojsonseq": "x.geojsonl",
    "gpkg": "x.gpkg",
    "flatgeobuf": "x.fgb",
    "kml": "x.kml",
    "parquet": "x.parquet",
}
SMALL = ("xlsx", "kml")
"""Formats that nobody keeps large tables in: a tenth of the rows."""


def make_frame(rows):
    """Make a table of an ordinary kind: an id, a day, a sentence, a number, a point."""
    import geopandas as gpd
    import numpy as np
    import pandas as pd

    rng = np.random.default_rng(7)
    lon, lat = rng.uniform(-180, 180, rows).round(5), rng.uniform(-80, 80, rows).round(5)
    cells = {
        "id": pd.array([f"{number:08}" for number in range(rows)], dtype="string"),
        "date": pd.array(["2024-05-07"] * rows, dtype="string"),
        "note": pd.array(["A drone was found, far from populated centres."] * rows, dtype="string"),
        "dead": pd.array(rng.integers(0, 9, rows), dtype="Int64"),
        "lon": lon,
        "lat": lat,
    }
    return gpd.GeoDataFrame(cells, geometry=gpd.points_from_xy(lon, lat), crs=4326)


def read_ours(path):
    """Read with geo."""
    import geo

    return geo.read_incidents(path)


def read_theirs(path):
    """Read with what people use now, and make points of it."""
    import geopandas as gpd
    import pandas as pd

    if path.suffix in (".csv", ".xlsx"):
        read = pd.read_csv if path.suffix == ".csv" else pd.read_excel
        cells = read(path, dtype=str)
        points = gpd.points_from_xy(cells["lon"].astype(float), cells["lat"].astype(float))
        return gpd.GeoDataFrame(cells, geometry=points, crs=4326)
    return gpd.read_parquet(path) if path.suffix == ".parquet" else gpd.read_file(path)


def write_ours(frame, path):
    """Write with geo."""
    import geo

    geo.write_incidents(frame, path, overwrite=True)


def write_theirs(frame, path):
    """Write with what people use now."""
    if path.suffix == ".csv":
        frame.drop(columns="geometry").to_csv(path, index=False)
    elif path.suffix == ".xlsx":
        frame.drop(columns="geometry").to_excel(path, index=False)
    elif path.suffix == ".parquet":
        frame.to_parquet(path, compression="zstd")
    else:
        frame.to_file(path, driver="KML" if path.suffix == ".kml" else None)


def do(job, path, rows):
    """Do one job in this process, and print what it took."""
    work = {"read ours": read_ours, "read theirs": read_theirs}.get(job)
    frame = None if work else make_frame(rows)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    if work:
        work(path)
    else:
        (write_ours if job == "write ours" else write_theirs)(frame, path)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    sys.stdout.write(json.dumps({"s": seconds, "mb": peak / 1e3, "grown_mb": (peak - before) / 1e3}))


def run(job, path, rows):
    """Run one job in a process of its own; None where the peer cannot."""
    command = [sys.executable, "-W", "ignore", "-m", "tests.benchmarks.doors", "--job", job]
    done = subprocess.run(
        [*command, "--path", str(path), "--rows", str(rows)], capture_output=True, text=True, check=False
    )
    return json.loads(done.stdout) if done.returncode == 0 else None


def main():
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--job")
    parser.add_argument("--path", type=Path)
    options = parser.parse_args()
    if options.job:
        do(options.job, options.path, options.rows)
        return
    sys.stdout.write(
        f"{'':<12}{'rows':>9}  {'read s':>7}{'ratio':>7}{'MB':>7}  {'write s':>8}{'ratio':>7}{'MB':>7}\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        for name, file in FILES.items():
            path = Path(folder, file)
            rows = options.rows // 10 if name in SMALL else options.rows
            costs = {
                job: run(job, path, rows)
                for job in ("write theirs", "write ours", "read theirs", "read ours")
            }
            line = f"{name:<12}{rows:>9,}  "
            for what in ("read", "write"):
                ours, theirs = costs[f"{what} ours"], costs[f"{what} theirs"]
                ratio = f"{ours['s'] / theirs['s']:7.2f}" if ours and theirs else f"{'-':>7}"
                line += f"{ours['s']:7.2f}{ratio}{ours['mb']:7.0f}  " if ours else f"{'failed':>21}  "
            sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()

"""Tables with everything in them that a format may get wrong, and programs that are disturbed at writing."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import random
import signal
import sys
import time
from decimal import Decimal
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo import write_incidents
from geo.errors import OutputError

SUFFIXES = ("csv", "xlsx", "geojson", "geojsonl", "gpkg", "fgb", "kml", "kmz", "parquet")

MOSCOW = dt.timezone(dt.timedelta(hours=3))
TEXTS = ["007", "=1+1\r\nb", '{"a": [1]}', "«ж» 😀 <&>\t", ""]
SHAPES = [
    shapely.Point(0.1 + 0.2, -1.123456789012345),
    # Clockwise, with a hole that is not.
    shapely.Polygon([(0, 0), (0, 9), (9, 9), (9, 0)], [[(1, 1), (2, 1), (2, 2), (1, 2)]]),
    None,
    shapely.LineString([(0, 0, 5), (1, 1, 6)]),
    shapely.GeometryCollection([shapely.Point(1, 2), shapely.MultiPoint([(3, 4), (5, 6)])]),
]


def typed_table() -> gpd.GeoDataFrame:
    """Make five rows with a column of every type."""
    return gpd.GeoDataFrame(
        {
            "id": TEXTS,
            "text": pd.array([None, *TEXTS[1:]], dtype="string"),
            "whole": pd.array([1, None, -3, 2**53 + 1, 0], dtype="Int64"),
            "small": np.array([1, 2, 3, 4, 5], dtype="int32"),
            "yes": pd.array([True, None, False, True, None], dtype="boolean"),
            "real": [0.1 + 0.2, np.nan, 1e-300, -0.0, 1e22],
            "day": pd.Series([dt.date(2024, 2, 29), None, *[dt.date(1999, 12, 31)] * 3], dtype=object),
            "moment": pd.to_datetime(
                ["2024-02-29T03:04:05.678", None, *["1999-12-31"] * 3], format="ISO8601"
            ),
            "instant": pd.to_datetime(
                ["2024-02-29T03:04:05.678Z", None, *["1999-12-31T00:00:00Z"] * 3], format="ISO8601"
            ),
            "zoned": pd.to_datetime(
                ["2024-02-29T03:04:05Z", None, *["1999-12-31T00:00:00Z"] * 3], format="ISO8601"
            ).tz_convert("Europe/Berlin"),
            "kind": pd.Categorical(["a", None, "b", "a", "a"]),
            "parts": pd.Series([{"ж": 1}, None, [1, "x"], [], {}], dtype=object),
            "mixed": pd.Series([1, "1", None, 2.5, True], dtype=object),
            "fid": ["a", "b", "c", "d", "e"],
            "ogc_fid": [5, 4, 3, 2, 1],
            "geom": ["x", "y", None, "z", "z"],
            "event_date": ["2024-02", "3 May 2024", "what", "", "20240504"],
        },
        geometry=SHAPES,
        crs="EPSG:4326",
    )


def odd_table() -> gpd.GeoDataFrame:
    """Make two rows of what most formats have no type for."""
    return gpd.GeoDataFrame(
        {
            "nul": ["a\0b", "\x01\x0b\ufffe"],
            "half": pd.Series(["a\ud800", "b"], dtype=object),
            "endless": [np.inf, -np.inf],
            "huge": np.array([1, 2**64 - 1], dtype="uint64"),
            "fine": pd.to_datetime(["2024-02-29T03:04:05.123456789", None], format="ISO8601"),
            "old": pd.Series([dt.date(1024, 1, 2), None], dtype=object),
            "offsets": pd.Series(
                [dt.datetime(2024, 1, 1, tzinfo=MOSCOW), dt.datetime(2024, 1, 1, tzinfo=dt.UTC)], dtype=object
            ),
            "exact": pd.Series([Decimal("0.10"), None], dtype=object),
            "lasts": pd.to_timedelta([1.5, None], unit="s"),
            "bytes": pd.Series([b"a\0", None], dtype=object),
            "other_shape": gpd.GeoSeries([shapely.Point(0.1 + 0.2, 2), None], crs="EPSG:4326"),
        },
        geometry=[shapely.Point(1, 2), None],
        crs="EPSG:4326",
    )


def many_rows(count: int, seed: int) -> gpd.GeoDataFrame:
    """Make rows that no compression makes small."""
    chance = np.random.default_rng(seed)
    return gpd.GeoDataFrame(
        {
            "id": [f"{row:06}" for row in range(count)],
            "note": [chance.bytes(24).hex() for _ in range(count)],
            "number": chance.random(count),
        },
        geometry=shapely.points(chance.uniform(-180, 180, count), chance.uniform(-90, 90, count)),
        crs="EPSG:4326",
    )


def write_all(folder: Path) -> dict[str, str]:
    """Write a table in every format; give the SHA-256 of each."""
    digests = {}
    for suffix in SUFFIXES:
        path = folder / f"x.{suffix}"
        write_incidents(typed_table(), path, record={"b": 1, "a": "ж"})
        digests[suffix] = hashlib.sha256(path.read_bytes()).hexdigest()
        digests[suffix + ".run"] = hashlib.sha256(Path(f"{path}.run.json").read_bytes()).hexdigest()
    return digests


def write_where_nothing_fits(folder: Path, limit: int) -> dict[str, list[object]]:
    """Replace a file in every format where there is too little room; give what was said and what is left."""
    if limit:
        import resource

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    table = many_rows(6_000, seed=1)
    found: dict[str, list[object]] = {}
    for suffix in SUFFIXES:
        path = folder / f"x.{suffix}"
        path.write_text("mine", encoding="utf-8")
        try:
            write_incidents(table, path, overwrite=True)
            said = "nothing"
        except OutputError as error:
            said = str(error)
        found[suffix] = [said, path.read_bytes() == b"mine", list(folder.iterdir()) == [path]]
        path.unlink()
    return found


def kill_writers(folder: Path, kills: int, seed: int) -> dict[str, object]:
    """Kill a writer that replaces a file again and again; give what was wrong, and how often it was hit.

    The writer is forked from here, where everything is imported and no thread was ever started.
    """
    chance = random.Random(seed)  # noqa: S311 - chance, not secrets
    tables = {"A": many_rows(700, seed=1), "B": many_rows(500, seed=2)}
    _in_child(lambda: _write_both(folder, tables))
    wrong: list[str] = []
    hit = 0
    for kill in range(kills):
        suffix = SUFFIXES[kill % len(SUFFIXES)]
        work = folder / suffix
        target = work / f"x.{suffix}"
        child = os.fork()
        if not child:
            _write_for_ever(target, tables)
        time.sleep(chance.uniform(0.02, 0.3))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        hit += any(work.glob(".geo-*"))
        stands = [
            name for name in tables if target.read_bytes() == (folder / f"{name}.{suffix}").read_bytes()
        ]
        run = Path(f"{target}.run.json")
        spelled = run.read_text(encoding="utf-8") if run.exists() else ""
        # A record is whole, too; "?" stands for half of one.
        told = (json.loads(spelled)["of"] if spelled.endswith("}\n") else "?") if run.exists() else None
        if not stands or told not in (None, stands[0]):
            wrong.append(f"{suffix} at kill {kill}: {stands}, record of {told}")
    for suffix in SUFFIXES:
        _in_child(lambda at=folder / suffix / f"x.{suffix}": _write(tables["A"], at, "A"))
    left = [str(path) for path in folder.rglob(".geo-*")]
    return {"wrong": wrong, "hit": hit, "left": left}


def _write(table: gpd.GeoDataFrame, target: Path, name: str) -> None:
    write_incidents(table, target, overwrite=True, record={"of": name})


def _write_both(folder: Path, tables: dict[str, gpd.GeoDataFrame]) -> None:
    for suffix in SUFFIXES:
        for name, table in tables.items():
            _write(table, folder / f"{name}.{suffix}", name)
        (folder / suffix).mkdir()
        _write(tables["A"], folder / suffix / f"x.{suffix}", "A")


def _write_for_ever(target: Path, tables: dict[str, gpd.GeoDataFrame]) -> None:
    try:
        while True:
            for name, table in tables.items():
                _write(table, target, name)
    finally:
        os._exit(1)


def _in_child(work) -> None:
    child = os.fork()
    if not child:
        code = 1
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    if os.waitpid(child, 0)[1]:
        raise RuntimeError("a writer failed")


if __name__ == "__main__":
    # GDAL writes one time into a GeoPackage: that of the last change.
    os.environ["SOURCE_DATE_EPOCH"] = "1700000000"
    what, where, *numbers = sys.argv[1:]
    does = {"all": write_all, "full": write_where_nothing_fits, "kill": kill_writers}[what]
    sys.stdout.write(json.dumps(does(Path(where), *map(int, numbers))))

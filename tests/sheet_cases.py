"""Checked reports written by hand, as ``geo check --json`` would print them, and the sheets made of them."""

from __future__ import annotations

import datetime as dt
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd
import shapely

import geo
from geo._atlas import load_atlas
from geo._sheets.chart import draw_charts
from geo._sheets.gather import gather_sheet

if TYPE_CHECKING:
    from geo._sheets.model import Sheet

FOLDER = Path(__file__).parent / "data" / "sheets"
CASES = sorted(path.stem for path in FOLDER.glob("*.json"))
MADE = dt.datetime(2024, 5, 8, 10, 21, tzinfo=dt.UTC)
NAMES = {"KAZ": "Kazakhstan", "RUS": "Russia"}


def checked(case: str) -> dict[str, Any]:
    """Read what was found in a case."""
    found: dict[str, Any] = json.loads((FOLDER / f"{case}.json").read_text(encoding="utf-8"))
    return found


def plain_sheet(case: str, **more: Any) -> Sheet:
    """Gather a sheet without a map."""
    told = {"command": "geo check report.txt -o sheet.html", "names": NAMES, "made": MADE} | more
    return gather_sheet(checked(case), **told)


@cache
def atlas() -> Any:
    """Give the atlas that is shipped, read once."""
    return load_atlas(own=False)


@cache
def measured(case: str) -> gpd.GeoDataFrame:
    """Measure the incidents of a case: the one district, and points."""
    rows = checked(case)["incidents"]
    districts = atlas().districts_of(["KAZ"])
    karakiya = districts[districts["name"] == "Karakiyanskiy"].geometry.iloc[0]
    is_area = [row["kind"] == "district" for row in rows]
    shapes = [
        karakiya if area else shapely.Point(row["lon"], row["lat"])
        for row, area in zip(rows, is_area, strict=True)
    ]

    def column(name: str, *, of_areas: bool = True) -> Any:
        values = [
            row[name] if of_areas or not area else None for row, area in zip(rows, is_area, strict=True)
        ]
        return pd.array(values, dtype="Float64")

    table = gpd.GeoDataFrame(
        {
            "geo_lon": column("lon", of_areas=False),
            "geo_lat": column("lat", of_areas=False),
            "geo_label_lon": column("lon"),
            "geo_label_lat": column("lat"),
            "geo_precision_m": column("precision_m"),
            "geo_located_by": "name",
            "geo_located_as": [row["located_as"] for row in rows],
            "geo_score": column("score"),
            "geo_problem": pd.array([None] * len(rows), dtype="string"),
        },
        geometry=shapes,
        crs="EPSG:4326",
    )
    return geo.measure_incidents(table, atlas=atlas())


@cache
def whole_sheet(case: str) -> Sheet:
    """Gather a sheet with everything on it."""
    found = checked(case)
    frame = measured(case) if found["incidents"] else None
    return plain_sheet(
        case,
        sources=atlas().sources,
        options={"near up to": "25 km"},
        pictures=draw_charts(found, frame, atlas()),
    )

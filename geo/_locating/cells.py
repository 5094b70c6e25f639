"""The cells of a row that became an area: where its label stands, how far it reaches, what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from geo._locating.outlines import place_label
from geo._reading.names import UNIT_COLUMNS

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geo._locating.units import Gazette, Unit

__all__ = ["LOCATION_COLUMNS", "WHERE_COLUMNS", "describe_ground", "describe_unit", "forget"]

LOCATION_COLUMNS: Final = (
    *("geo_lon", "geo_lat", "geo_label_lon", "geo_label_lat", "geo_precision_m"),
    *("geo_located_by", "geo_located_as", "geo_score", "geo_problem"),
)
WHERE_COLUMNS: Final = ("geo_country", *UNIT_COLUMNS)
"""The columns that locating fills."""


def describe_unit(unit: Unit, gazette: Gazette, located_by: str = "name") -> dict[str, Any]:
    """Give the cells of a row that is located as a district or region."""
    label = place_label(unit.geometry)
    region = gazette.region_of(unit)
    is_district = unit.kind == "district"
    kind = f"district (level {unit.row['level']})" if is_district else "region"
    parts = [unit.name, kind, region.name if is_district and region else None, unit.country_code]
    drawn = unit.row.get("year" if is_district else "vintage")
    named = ", ".join(part for part in parts if part)
    return {
        "geo_lon": None,
        "geo_lat": None,
        "geo_label_lon": label.lon,
        "geo_label_lat": label.lat,
        "geo_precision_m": label.radius_m,
        "geo_located_by": located_by,
        "geo_located_as": f"{named} (outline of {drawn})" if drawn else named,
        "geo_score": 1.0,
        "geo_country": gazette.country_name(unit.country_code),
        "geo_country_code": unit.country_code,
        "geo_region": region.name if region else None,
        "geo_region_code": region.row["code"] if region else None,
        "geo_region_accuracy_m": region.row["accuracy_m"] if region else None,
        "geo_district": unit.name if is_district else None,
        "geo_district_code": unit.row["code"] if is_district else None,
        "geo_district_level": unit.row["level"] if is_district else None,
    }


def describe_ground(shape: BaseGeometry, codes: list[str], gazette: Gazette) -> dict[str, Any]:
    """Give the cells of a row that is somewhere in a country, or in one of several."""
    label = place_label(shape)
    names = [gazette.country_name(code) for code in codes]
    one = len(codes) == 1
    kind = "country" if one else "countries"
    return {
        **forget(),
        "geo_label_lon": label.lon,
        "geo_label_lat": label.lat,
        "geo_precision_m": label.radius_m,
        "geo_located_by": "code",
        "geo_located_as": f"{' or '.join(names)}, {kind}",
        "geo_score": 1.0,
        "geo_country": names[0] if one else None,
        "geo_country_code": codes[0] if one else None,
    }


def forget() -> dict[str, Any]:
    """Give the cells of a row of which nothing is known; geo_problem is not among them."""
    return dict.fromkeys(name for name in (*LOCATION_COLUMNS, *WHERE_COLUMNS) if name != "geo_problem")

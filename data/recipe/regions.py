"""First-level units of the world: Natural Earth 4.1 brought up to today.

The source is of 2018 and simplified: units that exist no longer are joined or dissolved from districts
(``region_joins``), codes are checked against today's ISO 3166-2 (``region_codes``), each unit goes to our
entity, and how far its outline may be off is measured (``region_accuracy``). Whatever the source alone does
not settle stands in a table with its reason (``region_tables``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd
import shapely

from data.recipe import region_tables as tables
from data.recipe.region_accuracy import measure_accuracy
from data.recipe.region_codes import Subdivision, code_regions
from data.recipe.region_joins import assign_districts, cut_out, dissolve, find_rest, join_parts
from data.recipe.region_names import key_of, likeness, plain_name
from data.recipe.region_source import VINTAGE, read_natural_earth

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from data.recipe.finished import Surroundings

__all__ = ["read_regions"]

_SOURCE = "Natural Earth 4.1, admin 1"
_LICENCE = "PD"
_RELATED = 0.5
_POLYGONAL = 3

COLUMNS = (
    "unit_id",
    "country_code",
    "name",
    "local_name",
    "other_names",
    "type",
    "code",
    "superseded_by",
    "vintage",
    "accuracy_m",
    "dispute",
    "source",
    "licence",
    "geometry",
)


def read_regions(
    nat_earth: Path,
    districts: gpd.GeoDataFrame,
    subdivisions: Mapping[str, Subdivision],
    around: Surroundings,
) -> gpd.GeoDataFrame:
    """Rows of the regions layer, sorted by country and unit.

    Parameters
    ----------
    nat_earth
        The packed GeoJSON of Natural Earth's admin-1 units.
    districts
        Licensed units below the country of any level: ``unit_id``, ``country_code``, ``name``, ``year``,
        ``licence``, ``source`` and polygon.
    subdivisions
        Today's ISO 3166-2 by code.
    around
        Countries, borders and coasts.

    Raises
    ------
    ValueError
        A unit is settled neither by the source nor by a table: the message names it and the table.
    """
    made = tables.read_made()
    units = _units_of_source(nat_earth, set(around.countries["code"]))
    units = join_parts(units, tables.read_joined())
    units = _describe_made(units, made)
    units = _dissolve_countries(units, districts, made)
    units["geometry"] = _clip(units, around.countries)
    units["geometry"] = [_polygons_of(geometry) for geometry in _fill(units, around.countries)]
    units = units.sort_values(["country_code", "unit_id"], ignore_index=True)
    return _finish(units, subdivisions, around)


def _units_of_source(nat_earth: Path, codes: set[str]) -> gpd.GeoDataFrame:
    """Natural Earth's units under our entities."""
    units = read_natural_earth(nat_earth)
    units = units[~units["unit_id"].isin(tables.read_left_out())].reset_index(drop=True)
    entity_of = tables.read_entities_of()
    entities = [
        entity_of.get(unit) or entity_of.get(holder) or holder
        for unit, holder in zip(units["unit_id"], units["holder"], strict=True)
    ]
    unknown = sorted({entity for entity in entities if entity not in codes})
    if unknown:
        message = f"Natural Earth's {unknown} are no entities: list them in region_entities.csv."
        raise ValueError(message)
    return units.assign(country_code=entities, vintage=VINTAGE, source=_SOURCE, licence=_LICENCE)


def _describe_made(units: gpd.GeoDataFrame, made: Mapping[str, tables.Made]) -> gpd.GeoDataFrame:
    """Give the joined units that the source does not have their attributes."""
    rows = units["country_code"].isna().to_numpy()
    parts = [
        row if not new else _attributes(row["unit_id"], made)
        for row, new in zip(units.drop(columns="geometry").to_dict("records"), rows, strict=True)
    ]
    frame = gpd.GeoDataFrame(parts, geometry=units.geometry.to_numpy(), crs=units.crs)
    return frame.fillna({"vintage": VINTAGE, "source": _SOURCE, "licence": _LICENCE})


def _attributes(unit: str, made: Mapping[str, tables.Made]) -> dict[str, Any]:
    if unit not in made:
        message = f"Unit {unit} is not in the source: describe it in region_made.csv."
        raise ValueError(message)
    new = made[unit]
    return {
        "unit_id": unit,
        "country_code": new.country_code,
        "name": new.name,
        "name_en": new.name,
        "local_name": new.local_name,
        "names": list(new.other_names),
        "type": new.type,
        "old_code": None,
    }


def _dissolve_countries(
    units: gpd.GeoDataFrame, districts: gpd.GeoDataFrame, made: Mapping[str, tables.Made]
) -> gpd.GeoDataFrame:
    """Replace the units of the listed countries by unions of their districts."""
    listed = tables.read_districts()
    countries, kept = tables.read_dissolved(), tables.read_kept()
    frames = [units[~units["country_code"].isin(countries)]]
    for country in countries:
        old = units[units["country_code"] == country]
        inner = districts[districts["country_code"] == country]
        if inner.empty:
            message = f"No licensed districts of {country}: take it out of region_dissolved.csv."
            raise ValueError(message)
        owners = assign_districts(inner, old, listed)
        known = old.set_index("unit_id").drop(columns="geometry").to_dict("index")
        polygons = dissolve(inner, owners)
        own = old[old["unit_id"].isin(kept)]
        if len(own):
            polygons = cut_out(polygons, own)
        rows = []
        for unit, polygon in polygons.items():
            row = {"unit_id": unit, **known[unit]} if unit in known else _attributes(unit, made)
            origin = {} if unit in kept else _origin(inner)
            rows.append({**row, **origin, "geometry": polygon})
        frames.append(gpd.GeoDataFrame(rows, crs=units.crs))
    frame = gpd.GeoDataFrame(pd.concat(frames, ignore_index=True), crs=units.crs)
    return _join_pieces(frame)


def _join_pieces(units: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Join a unit that was made twice: of units of one country and of districts of another."""
    joined = units.drop_duplicates("unit_id", keep="last").set_index("unit_id")
    for unit in sorted(set(units["unit_id"][units["unit_id"].duplicated()])):
        joined.loc[unit, "geometry"] = shapely.union_all(units.geometry[units["unit_id"] == unit].to_numpy())
    return joined.reset_index()


def _origin(districts: gpd.GeoDataFrame) -> dict[str, str]:
    first = districts.iloc[0]
    return {
        "vintage": f"geoBoundaries ({first['year']})",
        "source": f"dissolved from geoBoundaries: {first['source']}",
        "licence": first["licence"],
    }


def _clip(units: gpd.GeoDataFrame, countries: gpd.GeoDataFrame) -> list[shapely.Geometry]:
    """End the listed units at the border of their country."""
    listed = tables.read_clipped()
    ground = dict(zip(countries["code"], countries.geometry, strict=True))
    return [
        shapely.intersection(polygon, ground[code]) if unit in listed else polygon
        for unit, code, polygon in zip(units["unit_id"], units["country_code"], units.geometry, strict=True)
    ]


def _fill(units: gpd.GeoDataFrame, countries: gpd.GeoDataFrame) -> list[shapely.Geometry]:
    """Give the listed units the ground that their districts do not reach."""
    ground = dict(zip(countries["code"], countries.geometry, strict=True))
    polygons = dict(zip(units["unit_id"], units.geometry, strict=True))
    country_of = dict(zip(units["unit_id"], units["country_code"], strict=True))
    for unit, box in tables.read_filled().items():
        code = country_of[unit]
        held = units.geometry[units["country_code"] == code].to_numpy()
        rest = find_rest(ground[code], held, shapely.box(*box))
        polygons[unit] = shapely.union_all([polygons[unit], rest])
    return list(polygons.values())


def _polygons_of(geometry: shapely.Geometry) -> shapely.Geometry:
    """Polygons only: repairing a polygon may leave a stray line."""
    parts = shapely.get_parts(geometry)
    polygons = parts[shapely.get_type_id(parts) == _POLYGONAL]
    return shapely.MultiPolygon(list(polygons))


def _finish(
    units: gpd.GeoDataFrame, subdivisions: Mapping[str, Subdivision], around: Surroundings
) -> gpd.GeoDataFrame:
    uncoded, given, dispute = tables.read_nulls(), tables.read_names(), tables.read_disputes()
    codes = code_regions(units, subdivisions, tables.read_codes(), uncoded)
    listed = [subdivisions[code].name if code else None for code in codes]
    plain = zip(units["unit_id"], _english(units), strict=True)
    names = _tell_apart(units, [given.get(unit, name) for unit, name in plain], given)
    columns = {
        "name": names,
        "other_names": [
            sorted({*unit.names, *([official] if official else [])} - {name})
            for unit, name, official in zip(units.itertuples(), names, listed, strict=True)
        ],
        "code": codes,
        "superseded_by": [uncoded.get(unit) for unit in units["unit_id"]],
        "dispute": [dispute.get(unit) for unit in units["unit_id"]],
        "accuracy_m": measure_accuracy(units, *around),
    }
    frame = units.assign(**columns)[list(COLUMNS)]
    return frame.where(frame.notna(), None).set_geometry("geometry")


def _english(units: gpd.GeoDataFrame) -> list[str]:
    """Choose the plain English names: the source's English one, unless it is another unit's by mistake.

    Mistaken names are shared by several units or are like none of the unit's other names.
    """
    shared = units.duplicated(["country_code", "name_en"], keep=False).to_numpy()
    chosen = []
    for unit, twice in zip(units.itertuples(), shared, strict=True):
        own, english = str(unit.name), unit.name_en
        others = [name for name in unit.names if name != english]
        if isinstance(english, str) and not twice and likeness([plain_name(english)], others) >= _RELATED:
            own = english
        chosen.append(plain_name(own))
    return chosen


def _tell_apart(units: gpd.GeoDataFrame, names: list[str], given: Mapping[str, str]) -> list[str]:
    """Units of one country under one name get their type behind it, except where the name is given."""
    keys = pd.Series(list(zip(units["country_code"], map(key_of, names), strict=True)))
    twice = keys.duplicated(keep=False)
    return [
        f"{name} {kind.split('|')[0]}"
        if same and unit not in given and isinstance(kind, str) and kind
        else name
        for unit, name, same, kind in zip(units["unit_id"], names, twice, units["type"], strict=True)
    ]

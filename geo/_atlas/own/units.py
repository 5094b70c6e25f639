"""Regions and districts of your own: names, codes, countries; rows of one unit joined; overlaps told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo._atlas.own.countries import find_countries
from geo._atlas.own.ground import read_polygons
from geo._atlas.own.texts import list_rows, looks_misread, take_texts
from geo._atlas.own.validity import VALIDITY, read_validity
from geo.errors import DataError
from geo.schema import CRS

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from geo._atlas.own.adding import Wanted
    from geo._atlas.own.sources import Source

    Words = NDArray[np.object_]
    FindParts = Callable[[Any, Any], gpd.GeoDataFrame]

__all__ = ["build_units"]

_OVERLAP_SHARE: Final = 0.001
"""Units that share more than this part of the smaller one overlap; less is the width of a line."""


def build_units(
    source: Source, wanted: Wanted, entities: pd.DataFrame, find_parts: FindParts
) -> tuple[gpd.GeoDataFrame, list[str]]:
    """Make the table of regions or districts.

    Parameters
    ----------
    source : Source
        Columns found for --name-column, and --code-column and --country-column where they are wanted.
    wanted : Wanted
    entities : DataFrame
        Columns code, iso2 and name.
    find_parts : callable
        ``Atlas.parts_at``.

    Returns
    -------
    units : GeoDataFrame
        Columns unit_id, country_code, name, code, level, accuracy_m, source, licence, and valid_from and
        valid_to where the user says them.
    notes : list of str
        What was repaired, left out, or is worth knowing.

    Raises
    ------
    DataError
        If names, codes, countries or shapes are wrong; the message names the rows.
    """
    names = _take(source, "--name-column")
    ground = read_polygons(source.frame, names, file=source.file)
    notes = ground.notes
    used = np.zeros(len(names), dtype=bool)
    used[ground.rows] = True
    nameless = used & (names == None)  # noqa: E711 - element by element
    if nameless.any():
        message = (
            f"{source.file}: no name in {list_rows(nameless)}. Fill --name-column "
            f"{source.columns['--name-column']}, or name another column."
        )
        raise DataError(message)
    odd = looks_misread(names)
    if odd:
        notes.append(
            f"names look as if they were read in the wrong encoding, such as {odd!r} (see --encoding)"
        )
    codes = _take(source, "--code-column") if wanted.code_column else np.full(len(names), None, dtype=object)
    units = pd.DataFrame({"row": ground.rows})
    # As objects: pandas would make something else of None.
    units["name"] = pd.Series(names[ground.rows], dtype=object)
    units["code"] = pd.Series(codes[ground.rows], dtype=object)
    countries = find_countries(source, wanted, ground, names, entities, find_parts)
    units["country_code"] = pd.Series(countries, dtype=object)
    validity = read_validity(source, wanted, names)
    for column, days in zip(VALIDITY, validity, strict=True):
        units[column] = pd.Series(days[ground.rows], dtype=object)
    # Rows of one unit are joined, and a code is that of one unit, at one time.
    units["period"] = [
        f"{first}/{last}" for first, last in zip(*(units[name] for name in VALIDITY), strict=True)
    ]
    joined, shapes = _join_rows(
        units, ground.shapes, source.file, notes, has_codes=wanted.code_column is not None
    )
    _tell_overlaps(shapes, joined["name"].to_numpy(dtype=object), joined["period"].to_numpy(), notes)
    frame = gpd.GeoDataFrame(
        {
            "unit_id": [
                f"own:{wanted.name}:{row if code is None else code}" + (f":{first}" if first else "")
                for row, code, first in zip(
                    joined["row"] + 1, joined["code"], joined["valid_from"], strict=True
                )
            ],
            "country_code": joined["country_code"].astype("string"),
            "name": joined["name"].astype("string"),
            "code": joined["code"].astype("string"),
            "level": pd.array([wanted.level] * len(joined), dtype="Int64"),
            "accuracy_m": np.full(len(joined), np.nan if wanted.accuracy_m is None else wanted.accuracy_m),
            "source": pd.array([wanted.source or source.file] * len(joined), dtype="string"),
            "licence": pd.array([wanted.licence] * len(joined), dtype="string"),
            **_dates(joined),
        },
        geometry=list(shapes),
        crs=CRS,
    )
    return frame.sort_values(["country_code", "unit_id"], kind="stable", ignore_index=True), notes


def _dates(units: pd.DataFrame) -> dict[str, pd.Series[str]]:
    if units[list(VALIDITY)].isna().all(axis=None):
        return {}
    return {name: units[name].astype("string") for name in VALIDITY}


def _take(source: Source, option: str) -> Words:
    column = source.columns[option]
    return take_texts(source.frame[column], option=option, file=source.file)


def _join_rows(
    units: pd.DataFrame, shapes: Words, file: str, notes: list[str], *, has_codes: bool
) -> tuple[pd.DataFrame, Words]:
    """Make one unit of rows that share code, name and country; refuse a code that two units share."""
    coded = units[units["code"].notna()]
    unlike = coded.groupby(["code", "period"])[["name", "country_code"]].nunique().max(axis=1)
    shared = unlike[unlike > 1].index.get_level_values("code").unique()
    if len(shared):
        flags = np.zeros(int(units["row"].max()) + 1, dtype=bool)
        flags[coded.loc[coded["code"] == shared[0], "row"]] = True
        names = np.full(len(flags), None, dtype=object)
        names[units["row"]] = units["name"]
        more = f", and {len(shared) - 1:,} more codes are" if len(shared) > 1 else ""
        message = (
            f"{file}: the code {shared[0]!r} is that of different units: {list_rows(flags, names)}{more}. "
            "Correct it, or name another --code-column."
        )
        raise DataError(message)
    if has_codes and len(coded) < len(units):
        notes.append(f"{len(units) - len(coded):,} of {len(units):,} units have no code")
    uncoded = units[units["code"].isna()]
    repeated = uncoded[uncoded.duplicated(["name", "country_code", "period"], keep=False)]["name"].unique()
    if len(repeated):
        stand = "name stands" if len(repeated) == 1 else "names stand"
        notes.append(f"{len(repeated):,} {stand} for several units, such as {repeated[0]}")
    keys = list(zip(units["code"], units["period"], strict=True))
    first = {key: position for position, key in reversed(list(enumerate(keys))) if key[0] is not None}
    target = np.array([first.get(key, i) for i, key in enumerate(keys)])
    kept = np.unique(target)
    if len(kept) < len(units):
        notes.append(f"{len(units):,} rows are {len(kept):,} units: rows of one code and name joined")
    merged = np.array(
        [
            shapes[position]
            if (target == position).sum() == 1
            else shapely.union_all(shapes[target == position])
            for position in kept
        ],
        dtype=object,
    )
    return units.iloc[kept].reset_index(drop=True), merged


def _tell_overlaps(shapes: Words, names: Words, periods: Words, notes: list[str]) -> None:
    one, other = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    # What follows one another lies on the same ground as a rule.
    chosen = (one < other) & (periods[one] == periods[other])
    one, other = one[chosen], other[chosen]
    shared = shapely.area(shapely.intersection(shapes[one], shapes[other]))
    overlap = shared > _OVERLAP_SHARE * np.minimum(shapely.area(shapes[one]), shapely.area(shapes[other]))
    if overlap.any():
        first = int(np.flatnonzero(overlap)[0])
        count = int(overlap.sum())
        notes.append(
            f"{count:,} {'pair of units overlaps' if count == 1 else 'pairs of units overlap'}, such as "
            f"{names[one[first]]} and {names[other[first]]}; there the smaller unit is the answer"
        )

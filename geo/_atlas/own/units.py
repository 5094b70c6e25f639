"""Regions and districts of your own: names, codes, countries; rows of one unit joined; overlaps told."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo._atlas.own.ground import read_polygons
from geo._atlas.own.samples import sample_polygons
from geo._atlas.own.texts import list_rows, looks_misread, take_texts
from geo.errors import DataError
from geo.schema import CRS

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from geo._atlas.own.adding import Wanted
    from geo._atlas.own.sources import Source

    Words = NDArray[np.object_]
    FindParts = Callable[[Any, Any], gpd.GeoDataFrame]

__all__ = ["build_units", "resolve_code"]

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
        Columns unit_id, country_code, name, code, level, accuracy_m, source, licence.
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
    countries = _find_countries(
        source, wanted, ground.shapes, ground.rows, names, entities, find_parts, notes
    )
    units["country_code"] = pd.Series(countries, dtype=object)
    joined, shapes = _join_rows(
        units, ground.shapes, source.file, notes, has_codes=wanted.code_column is not None
    )
    _tell_overlaps(shapes, joined["name"].to_numpy(dtype=object), notes)
    frame = gpd.GeoDataFrame(
        {
            "unit_id": [
                f"own:{wanted.name}:{row if code is None else code}"
                for row, code in zip(joined["row"] + 1, joined["code"], strict=True)
            ],
            "country_code": joined["country_code"].astype("string"),
            "name": joined["name"].astype("string"),
            "code": joined["code"].astype("string"),
            "level": pd.array([wanted.level] * len(joined), dtype="Int64"),
            "accuracy_m": np.full(len(joined), np.nan if wanted.accuracy_m is None else wanted.accuracy_m),
            "source": pd.array([wanted.source or source.file] * len(joined), dtype="string"),
            "licence": pd.array([wanted.licence] * len(joined), dtype="string"),
        },
        geometry=list(shapes),
        crs=CRS,
    )
    return frame.sort_values(["country_code", "unit_id"], kind="stable", ignore_index=True), notes


def _take(source: Source, option: str) -> Words:
    column = source.columns[option]
    return take_texts(source.frame[column], option=option, file=source.file)


def resolve_code(said: str, entities: pd.DataFrame) -> str | None:
    """Give the alpha-3 code of a country from its alpha-2 or alpha-3 code; None if there is none.

    Examples
    --------
    >>> table = pd.DataFrame({"code": ["KAZ"], "iso2": ["KZ"]})
    >>> resolve_code("kz", table), resolve_code("KAZ", table), resolve_code("Kazakhstan", table)
    ('KAZ', 'KAZ', None)
    """
    said = said.upper()
    known = dict(zip(entities["iso2"].fillna(""), entities["code"], strict=True))
    known |= dict(zip(entities["code"], entities["code"], strict=True))
    return known.get(said) if said else None


def _find_countries(
    source: Source,
    wanted: Wanted,
    shapes: Words,
    rows: NDArray[np.int64],
    names: Words,
    entities: pd.DataFrame,
    find_parts: FindParts,
    notes: list[str],
) -> Words:
    """Country of each unit: as said, as the column says, or the one that holds most of it."""
    share, holder = _find_holders(shapes, find_parts)

    def flag(chosen: NDArray[np.bool_]) -> NDArray[np.bool_]:
        flags = np.zeros(len(names), dtype=bool)
        flags[rows[chosen]] = True
        return flags

    if wanted.country is None and not wanted.country_column:
        lost = np.array([code is None for code in holder], dtype=bool)
        if lost.any():
            message = (
                f"{source.file}: no country holds the ground of {list_rows(flag(lost), names)}. "
                "Say the country with --country, such as --country KAZ, or check the coordinates."
            )
            raise DataError(message)
        told = ", ".join(f"{code} {n:,}" for code, n in sorted(Counter(holder).items()))
        notes.append(f"country of each unit found by where most of it lies: {told}")
        return holder
    if wanted.country is not None:
        code = resolve_code(wanted.country, entities)
        if code is None:
            named = entities.loc[entities["name"].str.casefold() == wanted.country.casefold(), "code"]
            hint = f" Did you mean {named.iloc[0]}?" if len(named) else ""
            message = (
                f"--country: there is no country {wanted.country!r}. Give its ISO code, such as KAZ.{hint}"
            )
            raise DataError(message)
        said = np.full(len(rows), code, dtype=object)
    else:
        texts = _take(source, "--country-column")[rows]
        said = np.array([text and resolve_code(text, entities) for text in texts], dtype=object)
        unknown = np.array([code is None for code in said], dtype=bool)
        if unknown.any():
            first = next(text for text, bad in zip(texts, unknown, strict=True) if bad)
            column = source.columns["--country-column"]
            instead = f", but {first!r}" if first else ""
            message = (
                f"{source.file}: --country-column {column} holds no ISO country code in "
                f"{list_rows(flag(unknown), names)}{instead}. Leave the option out "
                "to have the countries found by where the units lie."
            )
            raise DataError(message)
    elsewhere = (said != holder) | (share <= 0)
    if elsewhere.all():
        found = sorted({code for code in holder if code}) or ["no country"]
        message = (
            f"{source.file}: none of the units lies in the country that is said, {said[0]}; they lie in "
            f"{', '.join(found[:5])}. Check the country, and that longitude comes before latitude."
        )
        raise DataError(message)
    if elsewhere.any():
        notes.append(
            f"{int(elsewhere.sum()):,} of {len(rows):,} units lie mostly outside the country that is said, "
            f"and incidents there will not find them: {list_rows(flag(elsewhere), names)}"
        )
    return said


def _find_holders(shapes: Words, find_parts: FindParts) -> tuple[NDArray[np.float64], Words]:
    """Country that holds most of each polygon, and how much of it; None where none holds any."""
    samples = sample_polygons(shapes)
    parts = find_parts(samples.lon, samples.lat)
    tree = shapely.STRtree(samples.points())
    part, point = tree.query(np.asarray(parts.geometry.to_numpy()), predicate="intersects")
    code = parts["code"].astype(object).where(parts["code"].notna(), None).to_numpy()[part]
    pairs = pd.DataFrame({"polygon": samples.polygon[point], "code": code, "point": point})
    pairs = pairs.dropna(subset="code").drop_duplicates(["code", "point"])
    counts = pairs.groupby(["polygon", "code"]).size().reset_index(name="count")
    best = counts.sort_values(["polygon", "count", "code"], ascending=[True, False, True])
    best = best.drop_duplicates("polygon")
    holder = np.full(len(shapes), None, dtype=object)
    share = np.zeros(len(shapes))
    holder[best["polygon"]] = best["code"].to_numpy(dtype=object)
    total = np.bincount(samples.polygon, minlength=len(shapes))
    share[best["polygon"]] = best["count"].to_numpy() / total[best["polygon"]]
    return share, holder


def _join_rows(
    units: pd.DataFrame, shapes: Words, file: str, notes: list[str], *, has_codes: bool
) -> tuple[pd.DataFrame, Words]:
    """Make one unit of rows that share code, name and country; refuse a code that two units share."""
    coded = units[units["code"].notna()]
    unlike = coded.groupby("code")[["name", "country_code"]].nunique().max(axis=1)
    shared = unlike[unlike > 1].index
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
    repeated = uncoded[uncoded.duplicated(["name", "country_code"], keep=False)]["name"].unique()
    if len(repeated):
        stand = "name stands" if len(repeated) == 1 else "names stand"
        notes.append(f"{len(repeated):,} {stand} for several units, such as {repeated[0]}")
    first = {
        code: position for position, code in reversed(list(enumerate(units["code"]))) if code is not None
    }
    target = np.array([first.get(code, i) for i, code in enumerate(units["code"])])
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


def _tell_overlaps(shapes: Words, names: Words, notes: list[str]) -> None:
    one, other = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    one, other = one[one < other], other[one < other]
    shared = shapely.area(shapely.intersection(shapes[one], shapes[other]))
    overlap = shared > _OVERLAP_SHARE * np.minimum(shapely.area(shapes[one]), shapely.area(shapes[other]))
    if overlap.any():
        first = int(np.flatnonzero(overlap)[0])
        count = int(overlap.sum())
        notes.append(
            f"{count:,} {'pair of units overlaps' if count == 1 else 'pairs of units overlap'}, such as "
            f"{names[one[first]]} and {names[other[first]]}; there the smaller unit is the answer"
        )

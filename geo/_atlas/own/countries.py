"""The country of each unit: as the user says, or by where most of it lies."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely

from geo._atlas.own.samples import sample_polygons
from geo._atlas.own.texts import list_rows, take_texts
from geo.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Callable

    import geopandas as gpd
    from numpy.typing import NDArray

    from geo._atlas.own.adding import Wanted
    from geo._atlas.own.ground import Ground
    from geo._atlas.own.sources import Source

    Words = NDArray[np.object_]
    FindParts = Callable[[Any, Any], gpd.GeoDataFrame]

__all__ = ["find_countries", "find_holders", "resolve_code"]


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


def find_countries(
    source: Source,
    wanted: Wanted,
    ground: Ground,
    names: Words,
    entities: pd.DataFrame,
    find_parts: FindParts,
) -> Words:
    """Find the country of each unit.

    Parameters
    ----------
    source : Source
    wanted : Wanted
        Says the country, or its column, or neither.
    ground : Ground
        Shapes of the m units, their rows, and the notes, which grow.
    names : ndarray of object, shape (n,)
        Names of all rows.
    entities : DataFrame
        Columns code, iso2 and name.
    find_parts : callable
        ``Atlas.parts_at``.

    Returns
    -------
    ndarray of object, shape (m,)
        Alpha-3 codes.

    Raises
    ------
    DataError
        If a country is unknown or cannot be found, or no unit lies in the one that is said.
    """
    holder = find_holders(ground.shapes, find_parts)
    if wanted.country is None and wanted.country_column is None:
        lost = _is_none(holder)
        if lost.any():
            message = (
                f"{source.file}: no country holds the ground of {list_rows(lost, names, ground.rows)}. "
                "Say the country with --country, such as --country KAZ, or check the coordinates."
            )
            raise DataError(message)
        told = ", ".join(f"{code} {count:,}" for code, count in sorted(Counter(holder).items()))
        ground.notes.append(f"country of each unit found by where most of it lies: {told}")
        return holder
    if wanted.country is not None:
        said = np.full(len(holder), _take_country(wanted.country, entities), dtype=object)
    else:
        said = _take_column(source, ground, names, entities)
    elsewhere = np.asarray(said != holder, dtype=bool)
    if elsewhere.all():
        found = sorted({code for code in holder if code}) or ["no country"]
        message = (
            f"{source.file}: none of the units lies in the country that is said, {said[0]}; they lie in "
            f"{', '.join(found[:5])}. Check the country, and that longitude comes before latitude."
        )
        raise DataError(message)
    if elsewhere.any():
        ground.notes.append(
            f"{int(elsewhere.sum()):,} of {len(said):,} units lie mostly outside the country that is said, "
            f"and incidents there will not find them: {list_rows(elsewhere, names, ground.rows)}"
        )
    return said


def _take_country(said: str, entities: pd.DataFrame) -> str:
    code = resolve_code(said, entities)
    if code is None:
        named = entities.loc[entities["name"].str.casefold() == said.casefold(), "code"]
        hint = f" Did you mean {named.iloc[0]}?" if len(named) else ""
        message = f"--country: there is no country {said!r}. Give its ISO code, such as KAZ.{hint}"
        raise DataError(message)
    return code


def _take_column(source: Source, ground: Ground, names: Words, entities: pd.DataFrame) -> Words:
    option = "--country-column"
    column = source.columns[option]
    texts = take_texts(source.frame[column], option=option, file=source.file)[ground.rows]
    said = np.array([text and resolve_code(text, entities) for text in texts], dtype=object)
    unknown = _is_none(said)
    if unknown.any():
        first = texts[unknown][0]
        instead = f", but {first!r}" if first else ""
        message = (
            f"{source.file}: {option} {column} holds no ISO country code in "
            f"{list_rows(unknown, names, ground.rows)}{instead}. Leave the option out "
            "to have the countries found by where the units lie."
        )
        raise DataError(message)
    return said


def _is_none(codes: Words) -> NDArray[np.bool_]:
    return np.array([code is None for code in codes], dtype=bool)


def find_holders(shapes: Words, find_parts: FindParts) -> Words:
    """Give the country that holds most of each polygon, None where none holds any.

    Parameters
    ----------
    shapes : ndarray of Polygon or MultiPolygon, shape (n,)
    find_parts : callable
        ``Atlas.parts_at``.

    Returns
    -------
    ndarray of object, shape (n,)
    """
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
    holder[best["polygon"]] = best["code"].to_numpy(dtype=object)
    return holder

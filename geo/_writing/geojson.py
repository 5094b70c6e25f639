"""GeoJSON by RFC 7946, as one collection or with one feature a line.

GDAL cuts coordinates to seven decimals and other numbers to fifteen digits, and makes objects of text that
looks like JSON; so the writing is done here. A number keeps its digits and a list or an object its parts.
JSON has no infinite numbers: they are the text "Infinity". Whole numbers beyond 2**53 are numbers with all
their digits, which Python, GDAL and DuckDB read as they are and JavaScript rounds; the log says so.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import shapely

from geo._writing.columns import CHUNK, list_columns
from geo._writing.layers import LAYER, check_names
from geo._writing.shapes import settle_shapes
from geo._writing.spelling import as_json, plain, whole_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    import geopandas as gpd
    from numpy.typing import NDArray

    from geo._writing.changes import Changes
    from geo._writing.columns import Column

__all__ = ["spell_collection", "spell_lines"]

_EXACT: Final = 2**53


def spell_collection(incidents: gpd.GeoDataFrame, changes: Changes) -> Iterator[str]:
    """Give the text of a feature collection in pieces."""
    yield f'{{\n"type": "FeatureCollection",\n"name": "{LAYER}",\n"features": ['
    separator = "\n"
    for line in _spell_features(incidents, changes):
        yield separator + line
        separator = ",\n"
    yield "\n]\n}\n"


def spell_lines(incidents: gpd.GeoDataFrame, changes: Changes) -> Iterator[str]:
    """Give one line for each feature, with nothing before it: what newline-delimited GeoJSON means."""
    return (line + "\n" for line in _spell_features(incidents, changes))


def _spell_features(incidents: gpd.GeoDataFrame, changes: Changes) -> Iterator[str]:
    columns = list_columns(incidents)
    check_names(columns, "GeoJSON")
    _tell_types(columns, changes)
    shapes = settle_shapes(incidents, changes)
    keys = [as_json(column.name) + ": " for column in columns]
    for start in range(0, len(incidents), CHUNK):
        chunk = [_spell_cells(column, changes, start) for column in columns]
        rows = zip(*chunk, strict=True) if chunk else ((),) * len(shapes[start : start + CHUNK])
        for shape, row in zip(_spell_shapes(shapes[start : start + CHUNK]), rows, strict=True):
            properties = ", ".join([key + cell for key, cell in zip(keys, row, strict=True)])
            yield f'{{"type": "Feature", "properties": {{{properties}}}, "geometry": {shape}}}'


def _spell_cells(column: Column, changes: Changes, start: int) -> list[str]:
    cells = column.cells(start, start + CHUNK)
    if column.kind == "integer":
        if any(cell is not None and abs(cell) > _EXACT for cell in cells):
            changes.add_column(
                "whole numbers beyond 2**53 have all digits, but JavaScript rounds them", column.name
            )
        return ["null" if cell is None else str(cell) for cell in cells]
    spelled = [json.dumps(plain(cell), ensure_ascii=False, allow_nan=False) for cell in cells]
    whole, count = whole_text(spelled)
    changes.add_cells("halves of surrogate pairs, which are no characters, became U+FFFD", count)
    return [text or "null" for text in whole]


def _spell_shapes(shapes: NDArray[Any]) -> list[str]:
    return ["null" if text is None else text for text in shapely.to_geojson(shapes)]


def _tell_types(columns: list[Column], changes: Changes) -> None:
    for column in columns:
        if column.kind in ("date", "moment", "instant"):
            changes.add_column("dates and times are ISO 8601 text, as JSON has no type for them", column.name)
        elif column.kind == "bytes":
            changes.add_column("bytes are Base64 text", column.name)
        elif column.kind == "other":
            changes.add_column("values that JSON has no type for are text", column.name)
        elif column.kind in ("real", "mixed") and _has_infinite(column):
            changes.add_column('infinite numbers are the text "Infinity"', column.name)


def _has_infinite(column: Column) -> bool:
    return any(isinstance(cell, float) and cell in (float("inf"), float("-inf")) for cell in column.cells())

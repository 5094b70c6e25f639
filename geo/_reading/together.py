"""Several tables become one: all of their columns, all of their rows, and where each row came from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import geopandas as gpd
import pandas as pd

from geo import schema
from geo._reading.names import as_texts

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["join_tables"]

# Types of NumPy that cannot hold an unknown value, and those that can.
_NULLABLE: Final = {"int64": "Int64", "float64": "Float64", "bool": "boolean", "object": "string"}
_NUMBERS: Final = {"Int64", "Float64"}
# Up to here a float holds every whole number.
_WHOLE: Final = 2**53


def join_tables(tables: Sequence[gpd.GeoDataFrame], inputs: Sequence[str]) -> gpd.GeoDataFrame:
    """Put tables under each other.

    Parameters
    ----------
    tables : sequence of GeoDataFrame
        As each was read.
    inputs : sequence of str
        The name of the file of each.

    Returns
    -------
    GeoDataFrame
        The columns of the sources in the order in which they come first, null where a table has no such
        column, and as text where their types differ; then geo_input and geo_input_row, then ours.
    """
    shapes = [shape for table in tables for shape in table.geometry]
    marked = []
    for table, name in zip(tables, inputs, strict=True):
        cells = pd.DataFrame(table.drop(columns=table.geometry.name)).reset_index(drop=True)
        cells["geo_input"] = pd.array([name] * len(cells), dtype="string")
        cells["geo_input_row"] = pd.array(range(1, len(cells) + 1), dtype="Int64")
        marked.append(cells)
    names = dict.fromkeys(str(column) for cells in marked for column in cells.columns)
    inner = [column.name for column in schema.INPUT_COLUMNS]
    source = [name for name in names if not schema.is_ours(name) and name not in inner]
    ours = [name for name in names if schema.is_ours(name)]
    columns = {name: _join(marked, name) for name in (*source, *inner, *ours)}
    geometry = "geo_geometry" if "geometry" in source else "geometry"
    frame = pd.DataFrame(columns, index=pd.RangeIndex(len(shapes)))
    frame[geometry] = gpd.GeoSeries(shapes, index=frame.index, crs=schema.CRS)
    return gpd.GeoDataFrame(frame, geometry=geometry, crs=schema.CRS)


def _join(tables: Sequence[pd.DataFrame], name: str) -> pd.Series[Any]:
    """Put the cells of one column under each other."""
    cells: list[pd.Series[Any] | None] = [table.get(name, None) for table in tables]
    kinds = {_NULLABLE.get(str(column.dtype), str(column.dtype)) for column in cells if column is not None}
    kind: Any = next(iter(kinds)) if len(kinds) == 1 else "string"
    if kinds == _NUMBERS and all(column is None or _fits_float(column) for column in cells):
        kind = "Float64"
    parts: list[pd.Series[Any]] = []
    for column, table in zip(cells, tables, strict=True):
        if column is None:
            parts.append(pd.Series(None, index=table.index, dtype=kind))
        elif len(kinds) > 1 and kind == "string":
            parts.append(as_texts(column).mask(column.isna().to_numpy(dtype=bool), None))
        else:
            parts.append(column.astype(kind))
    return pd.concat(parts, ignore_index=True)


def _fits_float(column: pd.Series[Any]) -> bool:
    return str(column.dtype) not in ("Int64", "int64") or bool(
        (column.abs() <= _WHOLE).fillna(value=True).all()
    )

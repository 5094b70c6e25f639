"""Several tables become one: all of their columns, all of their rows, and where each row came from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import geopandas as gpd
import pandas as pd

from geo import schema
from geo._reading.names import as_texts

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

__all__ = ["JoinPlan", "fits_float", "join_tables", "name_nullable", "plan_join"]

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
    plan = plan_join(tables)
    parts = [plan.apply(table, name) for table, name in zip(tables, inputs, strict=True)]
    joined = pd.concat(parts, ignore_index=True)
    frame = gpd.GeoDataFrame(joined, geometry=plan.geometry, crs=schema.CRS)
    frame.index = pd.RangeIndex(len(frame))
    return frame


class JoinPlan(NamedTuple):
    """What tables become that are put under each other."""

    kinds: dict[str, str]
    """Type of each column, in their order."""
    mixed: frozenset[str]
    """Columns that are text because their types differ."""
    geometry: str

    def apply(self, table: gpd.GeoDataFrame, name: str, start: int = 0) -> gpd.GeoDataFrame:
        """Give a table, or a piece of it that begins behind `start` rows, the columns of all."""
        own = pd.DataFrame(table.drop(columns=table.geometry.name)).reset_index(drop=True)
        own["geo_input"] = pd.array([name] * len(own), dtype="string")
        own["geo_input_row"] = pd.array(range(start + 1, start + len(own) + 1), dtype="Int64")
        columns = {column: self._cells(own, column) for column in self.kinds}
        frame = pd.DataFrame(columns, index=own.index)
        frame[self.geometry] = gpd.GeoSeries(table.geometry.to_numpy(), index=own.index, crs=schema.CRS)
        return gpd.GeoDataFrame(frame, geometry=self.geometry, crs=schema.CRS)

    def _cells(self, table: pd.DataFrame, name: str) -> pd.Series[Any]:
        kind: Any = self.kinds[name]
        if name not in table:
            nothing: pd.Series[Any] = pd.Series(None, index=table.index, dtype=kind)
            return nothing
        cells: pd.Series[Any] = table[name]
        if name in self.mixed:
            return as_texts(cells).mask(cells.isna().to_numpy(dtype=bool), None)
        settled: pd.Series[Any] = cells.astype(kind)
        return settled


def plan_join(
    tables: Sequence[gpd.GeoDataFrame], large: Collection[tuple[int, str]] | None = None
) -> JoinPlan:
    """Plan how tables are put under each other.

    Parameters
    ----------
    tables : sequence of GeoDataFrame
        As each was read; their columns are enough where `large` is given.
    large : collection of (int, str), optional
        Columns of whole numbers, by the number of their table, that hold one which no float does.
    """
    inner = [column.name for column in schema.INPUT_COLUMNS]
    headers = [pd.DataFrame(table.drop(columns=table.geometry.name)) for table in tables]
    names = dict.fromkeys(str(column) for header in headers for column in header.columns)
    source = [name for name in names if not schema.is_ours(name) and name not in inner]
    ours = [name for name in names if schema.is_ours(name)]
    kinds: dict[str, str] = {}
    mixed = set()
    for name in (*source, *inner, *ours):
        if name in inner:
            kinds[name] = "string" if name == inner[0] else "Int64"
            continue
        found = {name_nullable(header[name].dtype) for header in headers if name in header}
        kinds[name] = next(iter(found)) if len(found) == 1 else "string"
        if found == _NUMBERS and not any(
            (number, name) in large if large is not None else name in header and not fits_float(header[name])
            for number, header in enumerate(headers)
        ):
            kinds[name] = "Float64"
        elif len(found) > 1:
            mixed.add(name)
    return JoinPlan(kinds, frozenset(mixed), "geo_geometry" if "geometry" in source else "geometry")


def name_nullable(dtype: object) -> str:
    """Name the type that a column has beside others: one that can hold an unknown value."""
    return _NULLABLE.get(str(dtype), str(dtype))


def fits_float(column: pd.Series[Any]) -> bool:
    """Say whether a float holds every number of a column."""
    return str(column.dtype) not in ("Int64", "int64") or bool(
        (column.abs() <= _WHOLE).fillna(value=True).all()
    )

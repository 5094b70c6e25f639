"""GeoParquet 1.1: the types of the table as they are, the shapes as WKB, compressed with zstd.

No column of boxes is added: the columns of the source are all there is. What Arrow would change on the way is
written as JSON text, for instance objects with different keys, which it would fill up with nulls.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
import shapely

from geo import schema
from geo._writing.columns import list_columns, shape_name
from geo._writing.layers import check_names
from geo._writing.shapes import list_shapes
from geo.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import geopandas as gpd
    import pyarrow as pa
    from numpy.typing import NDArray

    from geo._writing.changes import Changes
    from geo._writing.columns import Column

__all__ = ["RUN_KEY", "join_parquet", "write_parquet"]

RUN_KEY: Final = "geo_incidents_run"
"""Under which key of the file's metadata the record of the run stands, as JSON."""

COMPRESSION: Final = "zstd"
_NUMPY_KINDS: Final = "biufMm"


def write_parquet(
    incidents: gpd.GeoDataFrame,
    path: Path,
    changes: Changes,
    *,
    record: str | None = None,
    compression: str = COMPRESSION,
) -> None:
    """Write GeoParquet; with ``record``, JSON, that too."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = list_columns(incidents)
    check_names(columns, "parquet")
    name = shape_name(incidents)
    shape_column = str(name) if name is not None else "geometry"
    arrays = {column.name: _make_array(column, changes) for column in columns}
    table = _join(columns, arrays, changes, count=len(incidents))
    shapes = list_shapes(incidents, changes)
    place = list(map(str, incidents.columns)).index(shape_column) if name is not None else len(columns)
    wkb = pa.array(shapely.to_wkb(shapes, flavor="iso"), pa.binary())
    table = table.add_column(place, pa.field(shape_column, pa.binary()), wkb)
    told = {b"geo": json.dumps(_describe(incidents, shape_column, shapes)).encode()}
    if record is not None:
        told[RUN_KEY.encode()] = record.encode()
    table = table.replace_schema_metadata({**(table.schema.metadata or {}), **told})
    pq.write_table(table, path, compression=compression)


def join_parquet(parts: Sequence[Path], path: Path, *, record: str | None = None) -> None:
    """Write one file of pieces of a table, each a file of `write_parquet`; none stays in memory.

    Raises
    ------
    OutputError
        If columns differ between pieces.
    """
    import pyarrow.parquet as pq

    schemas = [pq.read_schema(part) for part in parts]
    layout = schemas[0]
    if not all(layout.equals(other) for other in schemas):
        raise OutputError(
            "Columns have different types in parts of the table, which Parquet has no room for."
        )
    told = {
        b"geo": json.dumps(_join_described([json.loads(one.metadata[b"geo"]) for one in schemas])).encode()
    }
    if record is not None:
        told[RUN_KEY.encode()] = record.encode()
    layout = layout.with_metadata({**layout.metadata, **told})
    with pq.ParquetWriter(path, layout, compression=COMPRESSION) as writer:
        for part in parts:
            table = pq.read_table(part)
            if table.num_rows or len(parts) == 1:
                writer.write_table(table.replace_schema_metadata(layout.metadata))


def _join_described(pieces: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Say of all shapes what is said of those of each piece."""
    name = pieces[0]["primary_column"]
    columns = [piece["columns"][name] for piece in pieces]
    told = {
        **columns[0],
        "geometry_types": sorted({kind for one in columns for kind in one["geometry_types"]}),
    }
    boxes = np.array([one["bbox"] for one in columns if "bbox" in one])
    if len(boxes):
        half = boxes.shape[1] // 2
        told["bbox"] = [*boxes[:, :half].min(axis=0).tolist(), *boxes[:, half:].max(axis=0).tolist()]
    return {**pieces[0], "columns": {name: told}}


def _describe(incidents: gpd.GeoDataFrame, name: str, shapes: NDArray[np.object_]) -> dict[str, Any]:
    """Say what GeoParquet 1.1 wants to know of the shapes."""
    crs = getattr(incidents, "crs", None) if shape_name(incidents) is not None else schema.CRS
    if isinstance(crs, str):
        from pyproj import CRS

        crs = CRS.from_user_input(crs)
    known = shapes[~shapely.is_missing(shapes)]
    kinds = {
        f"{shape}{' Z' if has_z else ''}"
        for shape, has_z in {(shape.geom_type, bool(shape.has_z)) for shape in known}
    }
    told: dict[str, Any] = {
        "encoding": "WKB",
        # A ring that stands alone is a line in WKB.
        "geometry_types": sorted({kind.replace("LinearRing", "LineString") for kind in kinds}),
        "crs": None if crs is None else crs.to_json_dict(),
    }
    if len(known):
        told["bbox"] = shapely.total_bounds(known).tolist()
    return {"version": "1.1.0", "primary_column": name, "columns": {name: told}}


def _join(
    columns: list[Column], arrays: dict[str, pa.Array | None], changes: Changes, *, count: int
) -> pa.Table:
    """Make a table that says of its columns what they were in pandas, and nothing else that pandas knows."""
    import pyarrow as pa

    native = {column.name: _native(column, changes) for column in columns if _is_native(column)}
    table = pa.Table.from_pandas(pd.DataFrame(native, index=range(count)), preserve_index=False)
    told = table.schema.metadata
    ready = {name: table.column(name) for name in table.column_names}
    fields = {name: table.schema.field(name) for name in table.column_names}
    every = [ready.get(column.name, arrays.get(column.name)) for column in columns]
    layout = [
        fields.get(column.name) or pa.field(column.name, array.type)
        for column, array in zip(columns, every, strict=True)
        if array is not None
    ]
    return pa.Table.from_arrays(every, schema=pa.schema(layout, metadata=told))


def _is_native(column: Column) -> bool:
    """Say whether the dtype itself says what the values are."""
    dtype = column.series.dtype
    return dtype.kind in _NUMPY_KINDS if isinstance(dtype, np.dtype) else str(dtype) != "geometry"


def _native(column: Column, changes: Changes) -> Any:  # noqa: ANN401 - an array of pandas
    if isinstance(column.series.dtype, pd.StringDtype) and column.series.dtype.storage != "pyarrow":
        # Halves of surrogate pairs, which this may hold, are no text to Arrow.
        return pd.array(column.values(changes), dtype=column.series.dtype)
    return column.series.array


def _make_array(column: Column, changes: Changes) -> pa.Array | None:
    """Make an array of values that only look like objects to pandas; None where the dtype says all."""
    import pyarrow as pa

    if _is_native(column):
        return None
    cells = [_without_arrays(cell) for cell in column.values(changes)]
    if column.kind in ("text", "real"):
        return pa.array(cells, pa.string() if column.kind == "text" else pa.float64())
    try:
        if column.kind in ("moment", "instant"):
            offsets = {
                cell.isoformat()[-6:] for cell in cells if cell is not None and cell.tzinfo is not None
            }
            if len(offsets) <= 1:
                return pa.array(cells, pa.timestamp("us", *offsets))
        else:
            array = pa.array(cells)
            # Spelled, for 1 and 1.0 and True are equal, and not the same.
            if not _has_empty_struct(array.type) and repr(array.to_pylist()) == repr(cells):
                return array
    except (pa.ArrowException, TypeError, ValueError, OverflowError):
        pass
    changes.add_column("values that have no one type in Arrow are text", column.name)
    return pa.array(column.texts(changes), pa.string())


def _has_empty_struct(kind: pa.DataType) -> bool:
    """Say whether there is an object without keys, for which Parquet has no column."""
    import pyarrow as pa

    if pa.types.is_struct(kind):
        return kind.num_fields == 0 or any(
            _has_empty_struct(kind.field(at).type) for at in range(kind.num_fields)
        )
    return bool(pa.types.is_list(kind)) and _has_empty_struct(kind.value_type)


def _without_arrays(cell: Any) -> Any:  # noqa: ANN401 - a cell of any type
    if isinstance(cell, np.ndarray):
        return [_without_arrays(part) for part in cell.tolist()]
    return cell

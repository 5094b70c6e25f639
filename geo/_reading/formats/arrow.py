"""From columns of Arrow to columns of pandas, with the types that they have.

Whole numbers keep their width and may be null, and so do decimal ones and booleans; text is "string";
times keep their unit and zone. What pandas has no type for (dates, decimals, bytes) stays as Arrow holds it.
Lists, structures and maps become JSON text.
"""

from __future__ import annotations

import base64
import datetime as dt
import decimal
import json
import uuid
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa

from geo.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "ARROW_ERRORS",
    "build_columns",
    "count_bytes",
    "decode_dictionaries",
    "describe_nested",
    "join_batches",
]

# What Arrow raises on damaged data, and what Python makes of text that is none.
ARROW_ERRORS = (
    pa.ArrowException,
    ValueError,
    TypeError,
    OSError,
    MemoryError,
    OverflowError,
    KeyError,
    IndexError,
)


def build_columns(table: pa.Table, name: str) -> pd.DataFrame:
    """Make a frame of a table.

    Parameters
    ----------
    table : pyarrow.Table
        With every column named once.
    name : str
        What messages call the source.

    Raises
    ------
    DataError
        If a column holds what its type does not allow: text that is not UTF-8, a place beyond its end.
    """
    columns: dict[str, Any] = {}
    for field, column in zip(table.schema, table.columns, strict=True):
        try:
            column.validate(full=True)
            columns[field.name] = _build_column(column)
        except ARROW_ERRORS as error:
            reason = " ".join(str(error).split())[:200]
            raise DataError(
                f"{name}: the column {field.name!r} is damaged ({reason}). Export the file again."
            ) from None
    return pd.DataFrame(columns, index=pd.RangeIndex(table.num_rows))


def describe_nested(schema: pa.Schema) -> tuple[str, ...]:
    """Say which columns hold lists or structures, which a cell cannot show but as JSON text."""
    nested = [field.name for field in schema if pa.types.is_nested(_bare(field.type))]
    if not nested:
        return ()
    shown = ", ".join(map(repr, nested[:5])) + (" and others" if len(nested) > 5 else "")  # noqa: PLR2004
    return (f"lists and structures are JSON text (column {shown})",)


def count_bytes(batch: pa.RecordBatch) -> int:
    """Count the bytes that a batch takes once the values that it refers to are written out."""
    return sum(_count_array(array) for array in batch.columns)


def _count_array(array: pa.Array) -> int:
    """Count the bytes of one column, values of a dictionary as often as they come."""
    kind = array.type
    if pa.types.is_dictionary(kind):
        lengths = pa.compute.binary_length(array.dictionary)
        return int(pa.compute.sum(lengths.take(array.indices)).as_py() or 0) + 4 * len(array)
    if pa.types.is_struct(kind):
        return sum(_count_array(child) for child in array.flatten()) + len(array)
    if pa.types.is_list(kind) or pa.types.is_large_list(kind) or pa.types.is_map(kind):
        if pa.types.is_map(kind):
            return _count_array(array.keys) + _count_array(array.items) + 4 * len(array)
        return _count_array(array.flatten()) + 4 * len(array)
    return int(array.nbytes)


def decode_dictionaries(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Write out the values that a batch refers to."""
    arrays = [
        array.cast(array.type.value_type) if pa.types.is_dictionary(array.type) else array
        for array in batch.columns
    ]
    return pa.RecordBatch.from_arrays(arrays, names=batch.schema.names)


def _bare(kind: pa.DataType) -> pa.DataType:
    return kind.storage_type if isinstance(kind, pa.BaseExtensionType) else kind


def _build_column(column: pa.ChunkedArray) -> Any:  # noqa: ANN401, C901, PLR0911 - an array of whichever kind; one case a line
    kind = column.type
    if isinstance(kind, pa.BaseExtensionType):
        if kind.extension_name == "arrow.uuid":
            return pd.array(
                [None if cell is None else str(cell) for cell in column.to_pylist()], dtype="string"
            )
        storage = [chunk.storage for chunk in column.chunks]
        return _build_column(pa.chunked_array(storage, type=kind.storage_type))
    if pa.types.is_dictionary(kind):
        return _build_column(column.cast(kind.value_type))
    if pa.types.is_null(kind):
        return pd.array([None] * len(column), dtype="string")
    if pa.types.is_boolean(kind):
        return _from_arrow("boolean", column)
    if pa.types.is_integer(kind):
        return _from_arrow(_nullable_name(str(kind)), column)
    if pa.types.is_floating(kind):
        # Half of a single is a single exactly.
        wide = column.cast(pa.float32()) if pa.types.is_float16(kind) else column
        return _from_arrow("Float64" if kind == pa.float64() else "Float32", wide)
    if _is_text(kind):
        return pd.array(column.to_pylist(), dtype="string")
    if pa.types.is_timestamp(kind):
        return column.to_pandas()
    if pa.types.is_nested(kind):
        texts = [None if cell is None else _spell(cell) for cell in column.to_pylist()]
        return pd.array(texts, dtype="string")
    if pa.types.is_binary_view(kind):
        return pd.array(column.to_pylist(), dtype=pd.ArrowDtype(pa.large_binary()))
    return pd.arrays.ArrowExtensionArray(column)


def _from_arrow(dtype: str, column: pa.ChunkedArray) -> Any:  # noqa: ANN401 - an array of this type
    kind: Any = pd.api.types.pandas_dtype(dtype)
    return kind.__from_arrow__(column)


def _nullable_name(kind: str) -> str:
    return kind.replace("uint", "UInt") if kind.startswith("u") else kind.replace("int", "Int")


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def _spell(cell: Any) -> str:  # noqa: ANN401 - whatever a cell holds
    return json.dumps(_plain(cell), ensure_ascii=False)


def _plain(cell: Any) -> Any:  # noqa: ANN401, PLR0911 - the same; one case a line
    """Make JSON of a nested value: a map is an object where its keys are texts, else a list of pairs."""
    if isinstance(cell, dict):
        return {key: _plain(value) for key, value in cell.items()}
    if isinstance(cell, list):
        if cell and all(isinstance(item, tuple) and len(item) == 2 for item in cell):  # noqa: PLR2004 - key and value
            keys = [key for key, _ in cell]
            if all(isinstance(key, str) for key in keys) and len(set(keys)) == len(keys):
                return {key: _plain(value) for key, value in cell}
        return [_plain(item) for item in cell]
    if isinstance(cell, tuple):
        return [_plain(item) for item in cell]
    if isinstance(cell, bytes):
        return base64.b64encode(cell).decode("ascii")
    if isinstance(cell, (dt.date, dt.time)):
        return cell.isoformat()
    if isinstance(cell, (decimal.Decimal, dt.timedelta, uuid.UUID)):
        return str(cell)
    return cell


def join_batches(batches: Sequence[pa.RecordBatch], schema: pa.Schema) -> pa.Table:
    """Put batches below each other; the schema where there is none."""
    return pa.Table.from_batches(batches) if batches else schema.empty_table()

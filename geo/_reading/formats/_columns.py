"""From values to a column of one type: that of its values where they agree, else text."""

from __future__ import annotations

import datetime as dt
import json
import math
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from geo.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["list_columns", "settle_cells", "settle_json"]

_LARGEST_INT: Final = 2**63
# Up to here a float holds every whole number.
_EXACT_INT: Final = 2**53
_MOST_COLUMNS: Final = 10_000
_MANY_COLUMNS: Final = 1000
_LEAST_FILLED: Final = 0.01


def list_columns(rows: Sequence[Mapping[str, object]], name: str) -> list[str]:
    """List the columns of rows that name their values, in the order in which they are first seen.

    Raises
    ------
    DataError
        If there are too many, or so many that hardly two rows have one in common: as a table that would be
        far larger than the file.

    Examples
    --------
    >>> list_columns([{"id": 1}, {"id": 2, "lon": 3}], "x.json")
    ['id', 'lon']
    """
    columns: dict[str, None] = {}
    filled = 0
    for row in rows:
        columns.update(dict.fromkeys(row))
        filled += len(row)
        if len(columns) > _MOST_COLUMNS:
            raise DataError(
                f"{name} has more than {_MOST_COLUMNS:,} columns. A table of incidents has some dozens."
            )
    if len(columns) > _MANY_COLUMNS and filled < _LEAST_FILLED * len(columns) * len(rows):
        raise DataError(
            f"{name} has {len(columns):,} columns, nearly all of them empty in nearly all rows. Give "
            "rows the same names for the same things."
        )
    return list(columns)


def settle_cells(values: list[Any]) -> pd.Series:
    """Settle what cells of a workbook hold; of several types, each as a spreadsheet shows it.

    Examples
    --------
    >>> settle_cells([1, None, 2.5]).dtype, settle_cells([1, "n/a", 2.0]).tolist()
    (Float64Dtype(), ['1', 'n/a', '2'])
    """
    kinds = {type(value) for value in values if value is not None}
    if not kinds or kinds == {str}:
        return pd.Series(values, dtype="string")
    if kinds == {bool}:
        return pd.Series(values, dtype="boolean")
    if kinds <= {int, float}:
        is_long = any(
            isinstance(value, int) and not -_LARGEST_INT <= value < _LARGEST_INT for value in values
        )
        if float in kinds or is_long:
            return pd.Series([None if value is None else float(value) for value in values], dtype="Float64")
        return pd.Series(values, dtype="Int64")
    if kinds <= {dt.datetime, dt.date}:
        # Excel counts to the year 9999, nanoseconds only to 2262.
        return pd.Series(np.array(values, dtype="datetime64[us]"))
    return pd.Series([None if value is None else _spell(value) for value in values], dtype="string")


def _spell(value: Any) -> str:  # noqa: ANN401 - what a cell can hold
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < _LARGEST_INT else repr(value)
    if isinstance(value, dt.datetime):
        is_day = value.time() == dt.time()
        return value.date().isoformat() if is_day else value.isoformat(sep=" ")
    return str(value)


def settle_json(values: list[Any]) -> pd.Series:
    """Settle JSON values; of several types, each as JSON spells it, text without its quotes.

    Examples
    --------
    >>> settle_json([1, None, 2]).dtype, settle_json([1, "x", True]).tolist()
    (Int64Dtype(), ['1', 'x', 'true'])
    """
    flat = [_flatten(value) for value in values]
    kinds = {type(value) for value in flat if value is not None}
    if kinds == {bool}:
        return pd.Series(flat, dtype="boolean")
    if kinds == {int} and all(value is None or -_LARGEST_INT <= value < _LARGEST_INT for value in flat):
        return pd.Series(flat, dtype="Int64")
    if kinds in ({float}, {int, float}) and all(
        type(value) is not int or abs(value) <= _EXACT_INT for value in flat
    ):
        return pd.Series([None if value is None else float(value) for value in flat], dtype="Float64")
    texts = [
        value if value is None or isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        for value in flat
    ]
    return pd.Series(texts, dtype="string")


def _flatten(value: Any) -> Any:  # noqa: ANN401 - a JSON value
    if isinstance(value, (dict, list)):
        value = json.dumps(value, ensure_ascii=False)
    if isinstance(value, float) and not math.isfinite(value):
        # No JSON, though Python reads it.
        return repr(value)
    # JSON can spell half a surrogate pair, which no file can hold.
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value

"""From values to a column of one type: that of its values where they agree, else text."""

from __future__ import annotations

import datetime as dt
import json
import math
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pandas as pd

from geo.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Kinds", "judge_json", "list_columns", "make_json", "settle_cells", "settle_json"]

_LARGEST_INT: Final = 2**63
_REAL: Final = frozenset({float})
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
    return make_json(values, judge_json(values).dtype)


class Kinds(NamedTuple):
    """What JSON values there are in a column, or in a piece of it."""

    types: frozenset[type] = frozenset()
    fits_int: bool = True
    """Whether whole numbers have 64 bits at most."""
    fits_float: bool = True
    """Whether a float holds each of them."""

    def and_of(self, other: Kinds) -> Kinds:
        """Give those of a column of which these are two pieces."""
        return Kinds(
            self.types | other.types, self.fits_int and other.fits_int, self.fits_float and other.fits_float
        )

    @property
    def dtype(self) -> str:
        """The type that holds all of them as they are; text where there is none."""
        if self.types == {bool}:
            return "boolean"
        if self.types == {int} and self.fits_int:
            return "Int64"
        return "Float64" if self.types in (_REAL, _REAL | {int}) and self.fits_float else "string"


def judge_json(values: list[Any]) -> Kinds:
    """Say what JSON values there are in a column."""
    flat = [_flatten(value) for value in values]
    whole = [value for value in flat if type(value) is int]
    return Kinds(
        frozenset(type(value) for value in flat if value is not None),
        all(-_LARGEST_INT <= value < _LARGEST_INT for value in whole),
        all(abs(value) <= _EXACT_INT for value in whole),
    )


def make_json(values: list[Any], dtype: str) -> pd.Series:
    """Make a column of JSON values of one type, which has to hold all of them."""
    flat = [_flatten(value) for value in values]
    if dtype in ("boolean", "Int64"):
        return pd.Series(flat, dtype=dtype)
    if dtype == "Float64":
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

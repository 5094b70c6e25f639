"""A column as Python values, and the one kind they are of, which the values say and not only the dtype."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

import numpy as np
import pandas as pd

from geo._writing.spelling import spell, whole_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo._writing.changes import Changes

__all__ = ["CHUNK", "Column", "Kind", "iter_rows", "list_columns", "shape_name"]

Kind = Literal[
    "text",
    "boolean",
    "integer",
    "real",
    "date",
    "moment",  # a date and a time of day, of no zone
    "instant",  # a date and a time of day of a zone
    "bytes",
    "parts",  # lists and dicts
    "other",  # what only text can hold: durations, decimal numbers, shapes beside the shapes
    "mixed",
]

CHUNK: Final = 20_000
"""So many rows are Python values at a time: memory does not grow with the table."""

_EXACT: Final = 2**53
"""Every whole number up to this is a number of 64 bits with a point, too."""

_HALVES_TOLD: Final = "halves of surrogate pairs, which are no characters, became U+FFFD"


class Column(NamedTuple):
    """One column of the source or of ours."""

    name: str
    kind: Kind
    series: pd.Series[Any]

    def cells(self, start: int = 0, stop: int | None = None) -> list[Any]:
        """Give Python values, None for what is unknown."""
        return _cells_of(self.series, start, stop)

    def texts(self, changes: Changes, start: int = 0, stop: int | None = None) -> list[str | None]:
        """Give every value spelled, None for what is unknown."""
        spelled = (None if cell is None else spell(cell) for cell in self.cells(start, stop))
        texts, count = whole_text(spelled)
        changes.add_cells(_HALVES_TOLD, count)
        return texts

    def values(self, changes: Changes, start: int = 0, stop: int | None = None) -> list[Any]:
        """Give values whose text has bytes."""
        cells = self.cells(start, stop)
        if self.kind not in ("text", "mixed"):
            return cells
        texts, count = whole_text(cell if isinstance(cell, str) else None for cell in cells)
        changes.add_cells(_HALVES_TOLD, count)
        return [cell if text is None else text for cell, text in zip(cells, texts, strict=True)]


def list_columns(frame: pd.DataFrame) -> list[Column]:
    """List all columns but the one of the shapes, in their order.

    Examples
    --------
    >>> frame = pd.DataFrame({"id": ["007", None], "n": pd.array([5, None], dtype="Int64"), "x": [[1], 2]})
    >>> [(column.name, column.kind, column.cells()) for column in list_columns(frame)]
    [('id', 'text', ['007', None]), ('n', 'integer', [5, None]), ('x', 'mixed', [[1], 2])]
    """
    shapes = shape_name(frame)
    # By position: a table can have two columns of one name.
    return [
        Column(
            str(name).encode("utf-8", "replace").decode(),
            _kind_of(frame.iloc[:, place]),
            frame.iloc[:, place],
        )
        for place, name in enumerate(frame.columns)
        if shapes is None or name != shapes
    ]


def shape_name(frame: pd.DataFrame) -> Any:  # noqa: ANN401 - what pandas takes as a name
    """Name the column of the shapes; None where the table has none."""
    return getattr(frame, "active_geometry_name", None)


def iter_rows(columns: list[Column], count: int, changes: Changes) -> Iterator[tuple[Any, ...]]:
    """Give the rows as Python values, None for what is unknown."""
    if not columns:
        yield from ((),) * count
        return
    for start in range(0, count, CHUNK):
        chunk = [column.values(changes, start, start + CHUNK) for column in columns]
        yield from zip(*chunk, strict=True)


def _cells_of(series: pd.Series[Any], start: int = 0, stop: int | None = None) -> list[Any]:
    chunk = series.iloc[start:stop]
    given = chunk.astype(object) if isinstance(chunk.dtype, pd.CategoricalDtype) else chunk
    return [None if _is_unknown(cell) else _own_type(cell) for cell in given.to_numpy(dtype=object)]


def _own_type(cell: Any) -> Any:  # noqa: ANN401 - a cell of any type
    return cell.item() if isinstance(cell, (np.bool_, np.integer, np.floating)) else cell


def _is_unknown(cell: object) -> bool:
    if cell is None or cell is pd.NA or cell is pd.NaT:
        return True
    # True for NaN alone, and for a NaT of NumPy.
    return isinstance(cell, (float, np.generic)) and bool(cell != cell)  # noqa: PLR0124


def _kind_of(series: pd.Series[Any]) -> Kind:  # noqa: PLR0911 - one line for each family of types
    kinds = pd.api.types
    dtype = series.dtype
    if str(dtype) == "geometry":
        return "other"
    if isinstance(dtype, pd.CategoricalDtype):
        return _kind_of(pd.Series(dtype.categories))
    if kinds.is_bool_dtype(dtype):
        return "boolean"
    if kinds.is_integer_dtype(dtype):
        return "integer"
    if kinds.is_float_dtype(dtype):
        return "real"
    if isinstance(dtype, pd.StringDtype):
        return "text"
    if isinstance(dtype, pd.DatetimeTZDtype):
        return "instant"
    if isinstance(dtype, np.dtype) and dtype.kind == "M":
        return "moment"
    if kinds.is_timedelta64_dtype(dtype):
        return "other"
    return _kind_of_cells(_cells_of(series))


_BY_TYPE: Final[dict[type, Kind]] = {
    str: "text",
    bool: "boolean",
    int: "integer",
    float: "real",
    dt.date: "date",
    bytes: "bytes",
    list: "parts",
    tuple: "parts",
    dict: "parts",
    np.ndarray: "parts",
    Decimal: "other",
    dt.timedelta: "other",
    dt.time: "other",
    pd.Timedelta: "other",
}


def _kind_of_cells(cells: list[Any]) -> Kind:
    found = {_kind_of_cell(cell) for cell in cells if cell is not None}
    if len(found) <= 1:
        return found.pop() if found else "text"
    if found == {"integer", "real"} and all(abs(cell) <= _EXACT for cell in cells if isinstance(cell, int)):
        return "real"
    return "mixed"


def _kind_of_cell(cell: object) -> Kind:
    known = _BY_TYPE.get(type(cell))
    if known is not None:
        return known
    if isinstance(cell, dt.datetime):
        return "moment" if cell.tzinfo is None else "instant"
    return "text" if isinstance(cell, str) else "other"

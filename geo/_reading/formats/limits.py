"""How large a table may be: a small file that claims to be a gigantic table is refused before it is one."""

from __future__ import annotations

from typing import Final

from geo.errors import DataError

__all__ = [
    "MAX_BYTES",
    "MAX_CELLS",
    "MAX_COLUMNS",
    "MAX_RECORD",
    "check_columns",
    "check_size",
    "check_unique",
]

# The widest published tables have some hundreds of columns; a hundred thousand are an accident or an attack.
MAX_COLUMNS: Final = 10_000
# A cell takes eight bytes or more in memory, so these are 2 GiB. All of ACLED is about 100 million cells.
MAX_CELLS: Final = 2**28
# Decompressed text and numbers of one table: what a machine with 8 GiB still holds once.
MAX_BYTES: Final = 2**32
# One feature or line, in letters: an outline of a million vertices fits, and Python takes twenty times
# as much memory for the most wasteful JSON of this length.
MAX_RECORD: Final = 2**26


def check_columns(columns: int, name: str) -> None:
    """Refuse a table of too many columns.

    Raises
    ------
    DataError
        If there are more than `MAX_COLUMNS`.
    """
    if columns > MAX_COLUMNS:
        raise DataError(
            f"{name} has more than {MAX_COLUMNS:,} columns ({columns:,} so far), which is more than geo "
            "reads. Export only the columns that you need."
        )


def check_size(rows: int, columns: int, name: str) -> None:
    """Refuse a table of too many cells.

    Raises
    ------
    DataError
        If there are more than `MAX_COLUMNS` columns or `MAX_CELLS` cells.

    Examples
    --------
    >>> check_size(1_000_000, 50, "x.parquet")
    """
    check_columns(columns, name)
    if rows * columns > MAX_CELLS:
        raise DataError(
            f"{name} says that it has {rows:,} rows of {columns:,} columns, more than the {MAX_CELLS:,} "
            "cells that geo holds in memory. Export a part of the rows or columns."
        )


def check_unique(columns: list[str], name: str) -> None:
    """Refuse a table in which two columns have the same name.

    Raises
    ------
    DataError
        If a name comes more than once.
    """
    if len(set(columns)) < len(columns):
        seen: set[str] = set()
        twice = sorted({column for column in columns if column in seen or seen.add(column)})  # type: ignore[func-returns-value]
        raise DataError(
            f"{name}: the column name {', '.join(map(repr, twice[:10]))} comes more than once. "
            "Give every column its own name."
        )

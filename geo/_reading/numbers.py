"""From cells of text to numbers: what people write as degrees and as metres.

A comma in a cell of degrees is a decimal comma, whatever separates the columns: in a file with commas
between them the cell was quoted to keep it whole, and no degree is large enough to need a comma
between its thousands. A metre is: 5,000 may be five metres or five thousand, so it is not read at all.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    import pandas as pd
    from numpy.typing import NDArray

__all__ = ["describe_decimal", "find_commas", "has_decimal_comma", "is_grouped", "read_numbers"]

# What people write as a decimal number. Python's float() would also take "nan", "inf" and "1_000".
_NUMBER: Final = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_GROUPED: Final = {mark: re.compile(rf"\+?[1-9]\d{{0,2}}(?:{re.escape(mark)}\d{{3}})+") for mark in ",."}


def read_numbers(cells: pd.Series, *, decimal_comma: bool) -> NDArray[np.float64]:
    """Read the numbers in cells of text, NaN where there is none. Shape (n,)."""
    text = cells.str.strip().str.replace("\N{MINUS SIGN}", "-")
    if decimal_comma:
        text = text.str.replace(",", ".")
    return np.array([float(cell) if _NUMBER.fullmatch(cell) else np.nan for cell in text], dtype=np.float64)


def has_decimal_comma(cells: pd.Series) -> bool:
    """Say whether any cell holds a number with a decimal comma."""
    with_comma = cells[cells.str.contains(",", regex=False).fillna(value=False).astype(bool)]
    return bool(np.isfinite(read_numbers(with_comma, decimal_comma=True)).any())


def find_commas(columns: Mapping[str, pd.Series]) -> list[str]:
    """List the columns of degrees, by the name of each, in which the decimal mark is a comma.

    Examples
    --------
    >>> import pandas as pd
    >>> find_commas({"lon": pd.Series(["53,5"]), "lat": pd.Series(["43"])})
    ['lon']
    """
    return [name for name, cells in columns.items() if has_decimal_comma(cells)]


def describe_decimal(names: Collection[str]) -> str | None:
    """Say in which columns of degrees the decimal mark is a comma; None where it is in none.

    Examples
    --------
    >>> describe_decimal(["lon"])
    'decimal comma in lon'
    """
    return f"decimal comma in {', '.join(names)}" if names else None


def is_grouped(cell: str, *, decimal_comma: bool) -> bool:
    """Say whether digits stand in groups of three, so that one mark has two readings.

    Parameters
    ----------
    cell : str
    decimal_comma : bool
        Whether the degrees of the table are written with a comma: then 5.000 is as doubtful as 5,000.

    Examples
    --------
    >>> is_grouped("5,000", decimal_comma=False), is_grouped("12,5", decimal_comma=False)
    (True, False)
    >>> is_grouped("5.000", decimal_comma=False), is_grouped("5.000", decimal_comma=True)
    (False, True)
    """
    marks = ",." if decimal_comma else ","
    return any(_GROUPED[mark].fullmatch(cell.strip()) for mark in marks)

"""What a row with a precision code asks for: a point, a circle, or the unit that its own words name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pandas as pd

from geo._locating.country_codes import translate_code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from geo._locating.choosing import Countries
    from geo._locating.schemas import Found, Rule, Schema

__all__ = ["Order", "read_orders"]

_YEAR: Final = re.compile(r"\s*(\d{4})(?!\d)")


class Order(NamedTuple):
    """What is to be found for a row, and for all others that say the same."""

    rule: Rule | None
    """None for a code that the codebook does not know."""
    code: str
    country: str
    """The name or code of the country, as written."""
    country_codes: frozenset[str]
    """Alpha-3, several where it may be any of them; empty when the country is not known."""
    region: str
    district: str
    vague: str


def read_orders(
    table: pd.DataFrame, found: Found, countries: Countries
) -> tuple[list[Order | None], NDArray[np.intp]]:
    """Read the precision codes of a table, and the words that go with them.

    Parameters
    ----------
    table : DataFrame, n rows
    found : Found
        What kind of table it is.
    countries : Countries
        The names of countries, for rows whose code for the country is not known.

    Returns
    -------
    orders : list of Order or None
        Different ones; None for rows without a code.
    number : ndarray of int, shape (n,)
        Which of them is that of each row.
    """
    schema = found.schema
    wanted = [schema.code, schema.country, schema.country_code, schema.region, schema.district, schema.vague]
    columns = {name: found.columns[name] for name in (*wanted, *schema.dates) if name in found.columns}
    cells = table[[*dict.fromkeys(columns.values())]]
    groups = cells.groupby(list(cells.columns), dropna=False, sort=False)
    number = np.asarray(groups.ngroup(), dtype=np.intp)
    _, first = np.unique(number, return_index=True)
    return [_read(row, schema, countries) for row in _rows(cells.iloc[first], columns)], number


def _rows(table: pd.DataFrame, columns: dict[str, str]) -> Iterator[dict[str, str]]:
    """Give the cells of each row as text, "" for null."""
    texts = [[_spell(cell) for cell in table[column]] for column in columns.values()]
    for cells in zip(*texts, strict=True):
        yield dict(zip(columns, cells, strict=True))


def _spell(cell: object) -> str:
    """Write a cell as text; a whole number that became a decimal one is whole again."""
    if cell is None or cell is pd.NA or cell != cell:  # noqa: PLR0124 - NaN
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return re.sub(r"^(\d+)\.0+$", r"\1", str(cell).strip())


def _read(row: dict[str, str], schema: Schema, countries: Countries) -> Order | None:
    code = row[schema.code]
    if not code:
        return None
    country, given = row[schema.country], row.get(schema.country_code, "")
    codes = translate_code(schema.code_system, given, _year(row, schema)) or frozenset(
        () if schema.code_system == "fips" else countries.find(country)
    )
    region = row[schema.region]
    if schema.is_region_qualified and "," in region:
        region = region.rpartition(",")[0].replace(",", " ")
    return Order(
        schema.rules.get(code),
        code,
        country or given,
        codes,
        region.strip(),
        row.get(schema.district, ""),
        row.get(schema.vague, ""),
    )


def _year(row: dict[str, str], schema: Schema) -> int | None:
    found = (_YEAR.match(row.get(column, "")) for column in schema.dates)
    return next((int(match[1]) for match in found if match), None)

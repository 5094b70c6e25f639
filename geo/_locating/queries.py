"""What a row names: a district or a region, and what it says of where that lies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo._reading.names import NameColumns

__all__ = ["Query", "Readings", "UnitKind", "read_query", "split_name"]

UnitKind = Literal["district", "region"]


class Query(NamedTuple):
    """A name to be found, and what narrows it down."""

    name: str
    kind: UnitKind | None
    """None when the column does not say."""
    region: str
    """Name or code of the region that the unit must lie in, "" when nothing is said."""
    country: str
    """Name or code of the country, "" when nothing is said."""
    district: str = ""
    """Name of the district that a place lies in, "" when nothing is said."""
    place: str = ""
    """Name of a place inside of what is named, when the row says that too."""


Readings = list[tuple[str, tuple[str, ...]]]


def read_query(cells: dict[str, object], columns: NameColumns, place: str | None) -> Query | None:
    """Read what a row names, from the finest level that it gives.

    Parameters
    ----------
    cells : dict
        The row, by column.
    columns : NameColumns
        Where names are expected.
    place : str or None
        The column that the user chose for names; it goes before all others.

    Returns
    -------
    Query or None
        Without a name when the row says no more than a country, None when not even that.
    """

    def cell(column: str | None) -> str:
        value = None if column is None else cells[column]
        return "" if value is None or value is pd.NA or value != value else str(value).strip()  # noqa: PLR0124 - NaN

    district, region, country = cell(columns.district), cell(columns.region), cell(columns.country)
    # A column says what kind of names it holds, whoever chose it.
    chosen = place if place is not None else next(iter(_filled(columns, cell)), columns.place)
    finer = cell(columns.place)
    if chosen == columns.district and chosen is not None:
        query = Query(district, "district", region, country, place=finer)
    elif chosen == columns.region and chosen is not None:
        query = Query(region, "region", "", country, place=finer)
    else:
        query = Query(cell(chosen), None, region, country, district if chosen != columns.district else "")
    return query if query.name or query.country else None


def _filled(columns: NameColumns, cell: Callable[[str | None], str]) -> list[str]:
    """List the columns for district and region that say something, the finer one first."""
    return [column for column in (columns.district, columns.region) if column is not None and cell(column)]


def split_name(name: str) -> Readings:
    """List the ways to read commas in a name: as its own, or as what parts it from region and country.

    Examples
    --------
    >>> split_name("Karakiyanskiy, Mangystau")
    [('Karakiyanskiy, Mangystau', ()), ('Karakiyanskiy', ('Mangystau',))]
    """
    parts = [part for part in (part.strip() for part in name.split(",")) if part]
    return [(", ".join(parts[:count]), tuple(parts[count:])) for count in range(len(parts), 0, -1)]

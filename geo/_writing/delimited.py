"""CSV: RFC 4180 with plain line ends.

The csv module of Python leaves a lone carriage return unquoted when lines end in a line feed, and a reader
then sees one row more than there is; so the quoting is done here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geo._writing.columns import CHUNK, list_columns
from geo._writing.shapes import count_outlines, tell_outlines

if TYPE_CHECKING:
    from collections.abc import Iterator

    import geopandas as gpd

    from geo._writing.changes import Changes
    from geo._writing.columns import Column

__all__ = ["spell_csv", "spell_rows"]

_NEEDS_QUOTES: Final = re.compile(r'[",\r\n]')


def spell_csv(incidents: gpd.GeoDataFrame, changes: Changes) -> Iterator[str]:
    """Give the text of a table in pieces: a line of headings, then one for each row."""
    tell_outlines(count_outlines(incidents), "CSV")
    columns = list_columns(incidents)
    yield ",".join(_quote(column.name) for column in columns) + "\n"
    yield from spell_rows(incidents, columns, changes)


def spell_rows(incidents: gpd.GeoDataFrame, columns: list[Column], changes: Changes) -> Iterator[str]:
    """Give the text of the rows alone."""
    if len(columns) == 1:
        # A line with nothing on it is no row to most readers.
        (column,) = columns
        yield from ((_quote(text) or '""') + "\n" for text in _texts(column.texts(changes)))
        return
    for start in range(0, len(incidents), CHUNK):
        chunk = [map(_quote, _texts(column.texts(changes, start, start + CHUNK))) for column in columns]
        yield "".join(",".join(row) + "\n" for row in zip(*chunk, strict=True))


def _texts(texts: list[str | None]) -> Iterator[str]:
    return (text or "" for text in texts)


def _quote(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if _NEEDS_QUOTES.search(text) else text

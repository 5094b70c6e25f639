"""From delimited text to columns of text: no cell is changed, no value is guessed.

The rules are those of RFC 4180 with any of four delimiters. A row that is longer or shorter than
the header is an error and not repaired: a shifted row puts an incident in the wrong place.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

from geo.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["parse_table", "sniff_delimiter"]

DELIMITERS: Final = (",", ";", "\t", "|")
_SNIFFED_ROWS: Final = 20
# The csv module refuses cells over 128 KiB, which long descriptions and polygons can exceed.
_LONGEST_CELL: Final = 2**31 - 1


def sniff_delimiter(text: str) -> str:
    r"""Find the delimiter that cuts the first rows into the most columns of equal count.

    Examples
    --------
    >>> sniff_delimiter("id;lon;lat\n1;53,5;43,0\n")
    ';'
    """

    def judge(delimiter: str) -> tuple[bool, int]:
        widths = []
        try:
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
                if row:
                    widths.append(len(row))
                if len(widths) == _SNIFFED_ROWS:
                    break
        except csv.Error:
            return (False, 0)
        width = widths[0] if widths else 0
        return (width > 1 and set(widths) == {width}, width)

    return max(DELIMITERS, key=judge)


def parse_table(text: str, name: str, *, sep: str | None = None) -> tuple[dict[str, list[str]], str]:
    r"""Cut delimited text into columns.

    Parameters
    ----------
    text : str
        All of the table, its first row being the header.
    name : str
        What messages call the source.
    sep : str, optional
        The delimiter; found from the first rows when not given.

    Returns
    -------
    columns : dict of str to list of str
        Every cell as it was written, an empty cell as "".
    sep : str
        The delimiter.

    Raises
    ------
    DataError
        If there is no header, a column name comes twice, a row has more or fewer cells than the
        header, or quotes do not close.

    Examples
    --------
    >>> parse_table("id,note\n007,\n", "x.csv")
    ({'id': ['007'], 'note': ['']}, ',')
    """
    if not text.strip():
        raise DataError(f"{name} is empty. It needs a first line with column names, such as id,lon,lat.")
    if sep is not None and (len(sep) != 1 or sep in '"\r\n'):
        raise DataError(f"The delimiter {sep!r} is not one character. Pass one of , ; | or a tab.")
    delimiter = sep or sniff_delimiter(text)
    rows = _read_rows(text, name, delimiter)
    _, header = next(rows)
    _check_header(header, name)
    cells = []
    for line, row in rows:
        if len(row) != len(header):
            more = "more" if len(row) > len(header) else "fewer"
            raise DataError(
                f"{name}, line {line}: {len(row)} cells, {more} than the {len(header)} of the header. "
                f"Put cells that contain {_spell(delimiter)} in double quotes, or pass another --sep."
            )
        cells.append(row)
    columns = [list(column) for column in zip(*cells, strict=True)] if cells else [[] for _ in header]
    return dict(zip(header, columns, strict=True)), delimiter


def _read_rows(text: str, name: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the first line number and the cells of every row that is not blank."""
    limit = csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for row in reader:
            if row:
                yield line, row
            line = reader.line_num + 1
    except csv.Error as error:
        raise DataError(
            f"{name}, line {line}: the double quotes do not pair up ({error}). "
            'Inside a quoted cell, write a double quote twice: "".'
        ) from None
    finally:
        csv.field_size_limit(limit)


def _check_header(header: list[str], name: str) -> None:
    twice = sorted({column for column in header if header.count(column) > 1})
    if twice:
        raise DataError(
            f"{name}: the column name {', '.join(map(repr, twice))} comes more than once in the header. "
            "Give every column its own name."
        )


def _spell(delimiter: str) -> str:
    return {"\t": "a tab", ",": "a comma", ";": "a semicolon"}.get(delimiter, repr(delimiter))

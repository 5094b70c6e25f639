"""From delimited text to columns of text: no cell is changed, no value is guessed.

The rules are those of RFC 4180 with any of four delimiters. A row that is longer or shorter than the header
is an error and not repaired: a shifted row puts an incident in the wrong place. One quirk of exports is
allowed for: a delimiter at the end of every line, which makes a last column without a name or a cell.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Final

import pandas as pd

from geo._reading.encodings import find_encoding, read_utf8
from geo._reading.formats import _rows
from geo._reading.formats._blocks import cut_blocks
from geo._reading.source import Table
from geo.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo._reading.source import Options, Source

__all__ = ["read_delimited", "sniff_delimiter"]

DELIMITERS: Final = (",", ";", "\t", "|")
_SNIFFED_ROWS: Final = 20
# The first line with which Excel is told the delimiter.
_SEP_LINE: Final = re.compile(r"""\A"?sep=(.)"?\r?\n""", re.IGNORECASE)
_SPELLED: Final = {"\t": "a tab", ",": "a comma", ";": "a semicolon", "|": "a vertical bar"}


def read_delimited(source: Source, options: Options, *, header: Sequence[str] | None = None) -> Table:
    r"""Read a table of delimited text: CSV, TSV and their kin.

    Parameters
    ----------
    source : Source
    options : Options
        Delimiter and encoding, found when None.
    header : sequence of str, optional
        Names of the columns of a text that begins with its first row; without it the first line names
        them.

    Returns
    -------
    Table
        Every cell as it was written, an empty cell as "". `lines` has the line on which each row begins.

    Raises
    ------
    DataError
        If there is no header, a column name comes twice, a row has more or fewer cells than the header,
        quotes do not close, bytes are not in the encoding, or a line is too long to be one of a table.

    Examples
    --------
    >>> from geo._reading.source import Options, Source
    >>> table = read_delimited(Source("x.csv", content=b"id;lon\n007;53,5\n"), Options())
    >>> table.columns.to_dict("list"), table.told, table.lines.tolist()
    ({'id': ['007'], 'lon': ['53,5']}, ('delimiter: a semicolon',), [2])
    """
    name = source.name
    if options.sep is not None and (len(options.sep) != 1 or options.sep in '"\r\n'):
        raise DataError(f"The delimiter {options.sep!r} is not one character. Pass one of , ; | or a tab.")
    encoding = find_encoding(source, options.encoding)
    told = list(encoding.told)
    blocks = cut_blocks(read_utf8(source, encoding.codec), name)
    first = _first_block(blocks)
    if first is None:
        raise DataError(f"{name} is empty. It needs a first line with column names, such as id,lon,lat.")
    start, block = first
    delimiter = options.sep
    if stated := _SEP_LINE.match(block[:16].decode(errors="replace")):
        delimiter = options.sep or stated[1]
        block, start = block.partition(b"\n")[2], start + 1
        told.append(f"delimiter: {_spell(delimiter)}, as its first line says")
    elif delimiter is None:
        delimiter = sniff_delimiter(block.decode())
        told.append(f"delimiter: {_spell(delimiter)}")
    names, columns, lines = _rows.read_rows(
        _rows.Text(name, delimiter, _spell(delimiter)), (start, block), blocks, header
    )
    names, columns = _drop_trailing(names, columns, told)
    _rows.check_names(names, name)
    return Table(
        pd.DataFrame(dict(zip(names, columns, strict=True)), index=pd.RangeIndex(len(lines)), columns=names),
        None,
        None,
        is_text=True,
        noun="row",
        file_format="delimited",
        told=tuple(told),
        lines=lines,
    )


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
            with _rows.long_cells():
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


def _first_block(blocks: Iterator[tuple[int, bytes]]) -> tuple[int, bytes] | None:
    """Give the first block that is not blank, and the number of its first line."""
    for start, block in blocks:
        if block.strip():
            return start, block
    return None


def _drop_trailing(
    names: list[str], columns: list[pd.api.extensions.ExtensionArray], told: list[str]
) -> tuple[list[str], list[pd.api.extensions.ExtensionArray]]:
    """Drop last columns that have neither a name nor a cell."""
    kept = len(names)
    while kept > 1 and names[kept - 1] == "" and not pd.Series(columns[kept - 1]).ne("").any():
        kept -= 1
    dropped = len(names) - kept
    if dropped:
        what = "1 column" if dropped == 1 else f"{dropped:,} columns"
        told.append(f"the last {what} without a name and without a cell left out")
    return names[:kept], columns[:kept]


def _spell(delimiter: str) -> str:
    return _SPELLED.get(delimiter, repr(delimiter))

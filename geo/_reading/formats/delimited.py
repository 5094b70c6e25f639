"""From delimited text to columns of text: no cell is changed, no value is guessed.

The rules are those of RFC 4180 with any of four delimiters. A row that is longer or shorter than the header
is an error and not repaired: a shifted row puts an incident in the wrong place. One quirk of exports is
allowed for: a delimiter at the end of every line, which makes a last column without a name or a cell.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Final, NamedTuple

import pandas as pd

from geo._reading.encodings import find_encoding, read_utf8
from geo._reading.formats import _rows
from geo._reading.formats._blocks import cut_blocks
from geo._reading.source import Table
from geo.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from geo._reading.source import Options, Source

__all__ = ["DelimitedText", "make_text_table", "open_delimited", "read_delimited", "sniff_delimiter"]

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
    text = open_delimited(source, options, header=header)
    names, columns, lines = _rows.join_rows(text.rows())
    kept = text.count_kept(names, [pd.Series(column) for column in columns])
    names, columns = names[:kept], columns[:kept]
    _rows.check_names(names, source.name)
    return make_text_table(names, columns, len(lines), text.told, lines)


class DelimitedText(NamedTuple):
    """A text of which is known how it is to be read."""

    source: Source
    codec: str
    delimiter: str
    header: Sequence[str] | None
    told: list[str]
    """What was found out about it."""

    def rows(self, *, only: Collection[str] | None = None) -> Iterator[_rows.Rows]:
        """Cut it into rows, from its beginning; see `geo._reading.formats._rows.cut_rows`."""
        blocks, first, _ = _begin(self.source, self.codec)
        text = _rows.Text(self.source.name, self.delimiter, _spell(self.delimiter))
        yield from _rows.cut_rows(text, first, blocks, self.header, only=only)

    def count_kept(self, names: Sequence[str], last: Sequence[pd.Series]) -> int:
        """Count the columns that stay: not the last ones without a name and without a cell.

        `last` are the cells of all columns, or of the last of them.
        """
        kept, cells = len(names), list(last)
        while kept > 1 and names[kept - 1] == "" and not cells.pop().ne("").any():
            kept -= 1
        self.tell_dropped(len(names) - kept)
        return kept

    def tell_dropped(self, dropped: int) -> None:
        """Note how many last columns were left out."""
        if dropped:
            what = "1 column" if dropped == 1 else f"{dropped:,} columns"
            self.told.append(f"the last {what} without a name and without a cell left out")


def make_text_table(
    names: Sequence[str],
    columns: Sequence[pd.api.extensions.ExtensionArray],
    count: int,
    told: Sequence[str],
    lines: NDArray[np.int64] | None = None,
) -> Table:
    """Make a table of columns of text, with `count` rows."""
    return Table(
        pd.DataFrame(dict(zip(names, columns, strict=True)), index=pd.RangeIndex(count), columns=list(names)),
        None,
        None,
        is_text=True,
        noun="row",
        file_format="delimited",
        told=tuple(told),
        lines=lines,
    )


def open_delimited(source: Source, options: Options, *, header: Sequence[str] | None = None) -> DelimitedText:
    """Find out how a delimited text is to be read; see `read_delimited`."""
    if options.sep is not None and (len(options.sep) != 1 or options.sep in '"\r\n'):
        raise DataError(f"The delimiter {options.sep!r} is not one character. Pass one of , ; | or a tab.")
    encoding = find_encoding(source, options.encoding)
    told = list(encoding.told)
    _, (_, block), stated = _begin(source, encoding.codec)
    delimiter = options.sep or stated
    if stated is not None:
        told.append(f"delimiter: {_spell(str(delimiter))}, as its first line says")
    elif delimiter is None:
        delimiter = sniff_delimiter(block.decode())
        told.append(f"delimiter: {_spell(delimiter)}")
    return DelimitedText(source, encoding.codec, str(delimiter), header, told)


def _begin(source: Source, codec: str) -> tuple[Iterator[tuple[int, bytes]], tuple[int, bytes], str | None]:
    """Begin a text: its blocks, the first that counts, and the delimiter that its first line may state."""
    blocks = cut_blocks(read_utf8(source, codec), source.name)
    first = _first_block(blocks)
    if first is None:
        raise DataError(
            f"{source.name} is empty. It needs a first line with column names, such as id,lon,lat."
        )
    start, block = first
    stated = _SEP_LINE.match(block[:16].decode(errors="replace"))
    if stated is None:
        return blocks, first, None
    return blocks, (start + 1, block.partition(b"\n")[2]), stated[1]


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


def _spell(delimiter: str) -> str:
    return _SPELLED.get(delimiter, repr(delimiter))

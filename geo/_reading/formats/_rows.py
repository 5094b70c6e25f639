r"""From text to rows, a few megabytes at a time, with the line on which each row begins.

Text without quotes is cut by Arrow, which is an order of magnitude quicker; text with quotes by the csv
module, which says where they do not pair up. Both see the same blocks, which end where a line ends, so that
no file is ever in memory as a whole and a line without an end is refused before it is.
"""

from __future__ import annotations

import contextlib
import csv
import io
import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa

from geo._reading.formats._blocks import LONGEST_ROW, too_long
from geo.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from numpy.typing import NDArray

__all__ = ["Rows", "Text", "as_cells", "check_names", "cut_rows", "join_rows", "long_cells"]

_MOST_COLUMNS: Final = 10_000
_ROWS_AT_ONCE: Final = 20_000
# The csv module refuses cells over 128 KiB, which long descriptions and polygons can exceed.
_LONGEST_CELL: Final = 2**31 - 1


class Text(NamedTuple):
    """What is the same for every block of a text."""

    name: str
    delimiter: str
    spelled: str
    """The delimiter, as messages call it."""


class Rows(NamedTuple):
    """Some rows of a text, k of them."""

    names: list[str]
    """Of the columns that are here."""
    columns: list[pa.Array]
    """Of text, as many as names, of k cells each."""
    lines: NDArray[np.int64]
    """On which line each row begins. Shape (k,)."""


@contextlib.contextmanager
def long_cells() -> Iterator[None]:
    """Let the csv module read cells of any length."""
    limit = csv.field_size_limit(_LONGEST_CELL)
    try:
        yield
    finally:
        csv.field_size_limit(limit)


def cut_rows(
    text: Text,
    first: tuple[int, bytes],
    blocks: Iterator[tuple[int, bytes]],
    header: Sequence[str] | None = None,
    *,
    only: Collection[str] | None = None,
) -> Iterator[Rows]:
    """Cut a text into rows.

    Parameters
    ----------
    text : Text
    first : tuple of int and bytes
        The block to begin with, with the number of its first line.
    blocks : iterator
        Those that follow it.
    header : sequence of str, optional
        Names of the columns; the first row has them when not given.
    only : collection of str, optional
        Columns that are wanted; all when not given.

    Yields
    ------
    Rows
        As many as are in a block or two; once without rows where there are none.

    Raises
    ------
    DataError
        If a row has more or fewer cells than there are names, quotes do not close, or a row is too long
        or too wide.
    """
    table = _Table(text, None if header is None else list(header), only)
    block: tuple[int, bytes] | None = first
    has_any = False
    while block is not None:
        start, content = block
        if table.names is None or not table.add_plain(start, content):
            for line, row in _cut_quoted(text, start, content, blocks):
                table.add(line, row)
            table.flush()
        for rows in table.take():
            has_any = True
            yield rows
        block = next(blocks, None)
    if not has_any:
        yield table.nothing()


def join_rows(
    parts: Iterator[Rows],
) -> tuple[list[str], list[pd.api.extensions.ExtensionArray], NDArray[np.int64]]:
    """Put rows under each other: names, columns of dtype "string", and on which line each row begins."""
    every = list(parts)
    names = every[0].names
    columns = [
        as_cells(pa.chunked_array([part.columns[number] for part in every], type=pa.large_string()))
        for number in range(len(names))
    ]
    return names, columns, np.concatenate([part.lines for part in every])


def as_cells(column: pa.ChunkedArray) -> pd.api.extensions.ExtensionArray:
    """Make cells of a frame of a column of Arrow."""
    dtype: Any = pd.StringDtype()
    cells: pd.api.extensions.ExtensionArray = dtype.__from_arrow__(column)
    return cells


class _Table:
    """Columns that grow by a block at a time."""

    def __init__(self, text: Text, names: list[str] | None, only: Collection[str] | None) -> None:
        self.text = text
        self.names = names
        self._of = "columns that are named" if names else "of the header"
        self._only = only
        self._rows: list[list[str]] = []
        self._starts: list[int] = []
        self._ready: list[Rows] = []

    def _wanted(self) -> list[int]:
        names = self.names or []
        return [place for place, name in enumerate(names) if self._only is None or name in self._only]

    def add(self, line: int, row: list[str]) -> None:
        """Add one row; the first names the columns where nothing else does."""
        if self.names is None:
            self.names = row
            return
        if len(row) != len(self.names):
            more = "more" if len(row) > len(self.names) else "fewer"
            raise DataError(
                f"{self.text.name}, line {line}: {len(row)} cells, {more} than the "
                f"{len(self.names)} {self._of}. Put cells that contain {self.text.spelled} in double quotes, "
                "or pass another --sep."
            )
        self._rows.append(row)
        self._starts.append(line)
        if len(self._rows) == _ROWS_AT_ONCE:
            self.flush()

    def add_plain(self, start: int, content: bytes) -> bool:
        """Add a block without quotes; False where it is none, or something is wrong with it."""
        wanted = self._wanted()
        # A column at least, for the rows are counted by it.
        cut = _cut_plain(content, self.text.delimiter, len(self.names or ()), wanted or [0])
        if cut is None:
            return False
        lines = np.arange(start, start + len(cut[0]), dtype=np.int64)
        self._ready.append(Rows(self._names(wanted), cut if wanted else [], lines))
        return True

    def flush(self) -> None:
        """Put rows into columns."""
        if self._rows:
            columns = list(zip(*self._rows, strict=True))
            wanted = self._wanted()
            arrays = [pa.array(columns[place], type=pa.large_string()) for place in wanted]
            self._ready.append(Rows(self._names(wanted), arrays, np.array(self._starts, dtype=np.int64)))
            self._rows, self._starts = [], []

    def take(self) -> list[Rows]:
        """Give what is ready, and forget it."""
        ready, self._ready = self._ready, []
        return ready

    def nothing(self) -> Rows:
        """Give the columns of a table without rows."""
        wanted = self._wanted()
        arrays = [pa.array([], type=pa.large_string()) for _ in wanted]
        return Rows(self._names(wanted), arrays, np.empty(0, dtype=np.int64))

    def _names(self, wanted: list[int]) -> list[str]:
        return [(self.names or [])[place] for place in wanted]


def _cut_plain(content: bytes, delimiter: str, width: int, wanted: list[int]) -> list[pa.Array] | None:
    """Cut a block that has no quotes, no blank lines and one kind of line end."""
    if (
        b'"' in content
        or content.startswith((b"\n", b"\r", b"\xef\xbb\xbf"))
        or b"\n\n" in content
        or b"\n\r" in content
        or content.count(b"\r") != content.count(b"\r\n")
        or len(delimiter.encode()) != 1
    ):
        return None
    from pyarrow import csv as arrow_csv

    names = [str(number) for number in range(width)]
    try:
        table = arrow_csv.read_csv(
            pa.BufferReader(content),
            read_options=arrow_csv.ReadOptions(
                column_names=names, block_size=len(content) + 1, use_threads=False
            ),
            parse_options=arrow_csv.ParseOptions(delimiter=delimiter, quote_char=False),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.large_string()),
                include_columns=[names[place] for place in wanted],
                null_values=[],
                strings_can_be_null=False,
                check_utf8=False,
            ),
        )
    except pa.ArrowInvalid:
        # A row of another width: the csv module names its line.
        return None
    return [column.combine_chunks() for column in table.columns]


def _cut_quoted(
    text: Text, start: int, content: bytes, blocks: Iterator[tuple[int, bytes]]
) -> Iterator[tuple[int, list[str]]]:
    """Cut a block by the rules of quotes, and as much of those that follow as its last row takes."""
    feed = _Feed(text, start, content, blocks)
    reader = csv.reader(feed, delimiter=text.delimiter, strict=True)
    with long_cells():
        while feed.begin_row():
            try:
                row = next(reader)
            except csv.Error as error:
                raise DataError(
                    f"{text.name}, line {feed.row}: the double quotes do not pair up ({error}). "
                    'Inside a quoted cell, write a double quote twice: "".'
                ) from None
            if row:
                yield feed.row, row


class _Feed:
    """Lines for the csv module, which asks for another only inside a quoted cell."""

    def __init__(self, text: Text, start: int, content: bytes, blocks: Iterator[tuple[int, bytes]]) -> None:
        self.row = start
        self._text = text
        self._line = start
        self._blocks = blocks
        self._load(content)

    def _load(self, content: bytes) -> None:
        self._lines = list(io.StringIO(content.decode(), newline=""))
        self._at = 0

    def begin_row(self) -> bool:
        """Say whether a row begins here."""
        self.row = self._line
        self._size = 0
        return self._at < len(self._lines)

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        if self._at == len(self._lines):
            following = next(self._blocks, None)
            if following is None:
                raise StopIteration
            self._load(following[1])
        line = self._lines[self._at]
        if line.count(self._text.delimiter) >= _MOST_COLUMNS:
            _check_width(line, self._text, self.row, is_quoted=self._size > 0)
        self._at += 1
        self._line += 1
        self._size += len(line)
        if self._size > LONGEST_ROW:
            raise too_long(self._text.name, self.row)
        return line


def _check_width(line: str, text: Text, number: int, *, is_quoted: bool) -> None:
    """Refuse a line with delimiters beyond all measure, before it is cut into as many cells."""
    start = line.find('"') + 1 if is_quoted else 0
    if is_quoted and not start:
        return
    count = 1
    for found in re.compile(f'"[^"]*(?:"|$)|{re.escape(text.delimiter)}').finditer(line, start):
        count += found[0] == text.delimiter
        if count > _MOST_COLUMNS:
            raise DataError(
                f"{text.name}, line {number}: more than {_MOST_COLUMNS:,} columns. A table of incidents has "
                "some dozens: check the delimiter (--sep) and that lines end with a line break."
            )


def check_names(names: list[str], name: str) -> None:
    """Make sure that no two columns have one name.

    Raises
    ------
    DataError
        If two have.
    """
    seen: set[str] = set()
    twice: set[str] = set()
    for column in names:
        (twice if column in seen else seen).add(column)
    if twice:
        told = ", ".join(map(repr, sorted(twice)))
        raise DataError(
            f"{name}: the column name {told} comes more than once in the header. "
            "Give every column its own name."
        )

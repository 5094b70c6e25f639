"""What a Parquet file says of its size, read from its footer.

pyarrow tells it too, but ends the process where the statistics beside it are damaged (seen in pyarrow 26:
an exception of C++ that nothing catches). So the few numbers are read here. The footer is in the compact
protocol of Thrift (https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md).
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from geo.errors import DataError

if TYPE_CHECKING:
    import io

__all__ = ["Claims", "read_claims"]

_MAGIC: Final = b"PAR1"
_TAIL: Final = 8
# What 10,000 columns in a hundred groups of rows need, and pyarrow too reads no longer texts.
_LONGEST_FOOTER: Final = 100_000_000
_DEEPEST: Final = 32
_TRUE, _FALSE, _BYTE, _DOUBLE, _BINARY, _LIST, _SET, _MAP, _STRUCT = 1, 2, 3, 7, 8, 9, 10, 11, 12
_LONG_LIST: Final = 15
# Places of fields in parquet.thrift, and the encodings that write a text as what it adds to the one before.
_ROW_GROUPS, _COLUMNS, _CHUNK, _ENCODINGS, _PATH, _VALUES, _UNPACKED = 4, 1, 3, 2, 3, 5, 6
_DELTAS: Final = (6, 7)


class Claims(NamedTuple):
    """What a file says of its size."""

    cells: int
    """Values in all columns, those in lists too."""
    unpacked: int
    """Bytes of all pages once they are decompressed."""
    deltas: frozenset[str]
    """Columns, by their paths with dots, in which a text is written as what it adds to the one before."""


def read_claims(stream: io.BufferedIOBase, size: int, name: str) -> Claims:
    """Read what a Parquet file of so many bytes says of its size.

    Raises
    ------
    DataError
        If its footer is damaged, or too long.
    """
    stream.seek(max(size - _TAIL, 0))
    tail = stream.read(_TAIL)
    length = int.from_bytes(tail[:4], "little")
    if len(tail) < _TAIL or tail[4:] != _MAGIC or length > size - _TAIL - len(_MAGIC):
        raise DataError(
            f"{name} is damaged and cannot be read as Parquet (it does not end with PAR1). Download it again."
        )
    if length > _LONGEST_FOOTER:
        raise DataError(f"{name} has a footer of {length >> 20:,} MiB, which no table needs.")
    stream.seek(size - _TAIL - length)
    try:
        footer = _Footer(stream.read(length)).structure(0)
        chunks = [
            column[_CHUNK]
            for group in footer.get(_ROW_GROUPS, [])
            for column in group[_COLUMNS]
            if _CHUNK in column
        ]
        return Claims(
            sum(max(int(chunk[_VALUES]), 0) for chunk in chunks),
            sum(max(int(chunk[_UNPACKED]), 0) for chunk in chunks),
            frozenset(
                b".".join(chunk[_PATH]).decode()
                for chunk in chunks
                if any(encoding in _DELTAS for encoding in chunk[_ENCODINGS])
            ),
        )
    except (IndexError, KeyError, TypeError, ValueError, AttributeError, struct.error) as error:
        raise DataError(
            f"{name} is damaged and cannot be read as Parquet (its footer: {type(error).__name__}). "
            "Export or download it again."
        ) from None


class _Footer:
    """A reader of the compact protocol: structures are dictionaries by the numbers of their fields."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._place = 0

    def structure(self, depth: int) -> dict[int, Any]:
        if depth > _DEEPEST:
            raise ValueError(depth)
        fields: dict[int, Any] = {}
        number = 0
        while (head := self._byte()) != 0:
            step, kind = head >> 4, head & 15
            number = number + step if step else self._signed()
            fields[number] = kind == _TRUE if kind in {_TRUE, _FALSE} else self._value(kind, depth)
        return fields

    def _value(self, kind: int, depth: int) -> Any:  # noqa: ANN401, PLR0911 - a value of any kind, one a line
        if kind in {_TRUE, _FALSE, _BYTE}:
            return self._byte()
        if kind < _DOUBLE:
            return self._signed()
        if kind == _DOUBLE:
            return self._bytes(8)
        if kind == _BINARY:
            return self._bytes(self._unsigned())
        if kind in {_LIST, _SET}:
            return self._list(depth)
        if kind == _MAP:
            return self._map(depth)
        if kind == _STRUCT:
            return self.structure(depth + 1)
        raise ValueError(kind)

    def _list(self, depth: int) -> list[Any]:
        head = self._byte()
        count = head >> 4
        count = self._unsigned() if count == _LONG_LIST else count
        self._check(count, depth)
        return [self._value(head & 15, depth + 1) for _ in range(count)]

    def _map(self, depth: int) -> list[Any]:
        count = self._unsigned()
        self._check(count, depth)
        kinds = self._byte() if count else 0
        return [
            (self._value(kinds >> 4, depth + 1), self._value(kinds & 15, depth + 1)) for _ in range(count)
        ]

    def _check(self, count: int, depth: int) -> None:
        # Every member takes a byte or more.
        if depth > _DEEPEST or count > len(self._content) - self._place:
            raise ValueError(count)

    def _byte(self) -> int:
        self._place += 1
        return self._content[self._place - 1]

    def _bytes(self, count: int) -> bytes:
        self._check(count, 0)
        self._place += count
        return self._content[self._place - count : self._place]

    def _unsigned(self) -> int:
        value = shift = 0
        while True:
            byte = self._byte()
            value |= (byte & 127) << shift
            if byte < 128:  # noqa: PLR2004 - the bit that says that more follows
                return value
            shift += 7
            if shift > 63:  # noqa: PLR2004 - bits of the longest number
                raise ValueError(shift)

    def _signed(self) -> int:
        value = self._unsigned()
        return value >> 1 ^ -(value & 1)

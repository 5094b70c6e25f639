"""Columns that load at once: an Arrow file with one row, a cell a column, each compressed by zstd.

Text is one line a value. Numbers are little-endian, all lowest bytes first, then all second ones and so on:
those of a column differ in their low bytes only, so they take half the room, and decoding is one copy.
Parquet, which the other layers use, needs five times the memory while it decodes a million short texts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from geo.errors import AtlasError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from numpy.typing import ArrayLike, NDArray

__all__ = ["Lines", "join_lines", "pack", "read_blobs", "unpack", "write_blobs"]

_END = ord("\n")


class Lines:
    """Texts of a column, decoded when they are asked for."""

    def __init__(self, text: bytes) -> None:
        self._text = text
        ends = np.flatnonzero(np.frombuffer(text, np.uint8) == _END).astype(np.int32)
        self._starts: NDArray[np.int32] = np.append(np.int32(0), ends + 1)

    def __len__(self) -> int:
        """Count the texts."""
        return len(self._starts) - 1

    def __getitem__(self, row: int) -> str:
        """Give one text."""
        return self._text[self._starts[row] : self._starts[row + 1] - 1].decode()

    def slice(self, rows: range) -> list[str]:
        """Give consecutive texts."""
        if not rows:
            return []
        return self._text[self._starts[rows.start] : self._starts[rows.stop] - 1].decode().split("\n")

    def take(self, rows: NDArray[np.int64]) -> list[str]:
        """Give the texts of some rows."""
        spans = zip(self._starts[rows].tolist(), (self._starts[rows + 1] - 1).tolist(), strict=True)
        return [self._text[start:end].decode() for start, end in spans]


def join_lines(texts: Iterable[str]) -> bytes:
    """Make the cell of a column of texts; line ends inside become spaces."""
    return "".join(
        " ".join(text.splitlines()) + "\n" if "\n" in text else f"{text}\n" for text in texts
    ).encode()


def pack(numbers: ArrayLike, dtype: str) -> bytes:
    """Make the cell of a column of numbers.

    Examples
    --------
    >>> unpack(pack([1, -2, 70_000], "<i4"), "<i4").tolist()
    [1, -2, 70000]
    """
    array = np.asarray(numbers).astype(dtype)
    return np.ascontiguousarray(array.view(np.uint8).reshape(-1, array.dtype.itemsize).T).tobytes()


def unpack(cell: bytes, dtype: str) -> NDArray[Any]:
    """Read the cell of a column of numbers."""
    planes = np.frombuffer(cell, np.uint8).reshape(np.dtype(dtype).itemsize, -1)
    return np.ascontiguousarray(planes.T).view(dtype).ravel()


def read_blobs(path: Path, columns: Iterable[str]) -> list[bytes]:
    """Read the cells of some columns.

    Raises
    ------
    AtlasError
        If the file is not there, damaged or without one of the columns.
    """
    try:
        with pa.memory_map(str(path)) as file:
            row = pa.ipc.open_file(file, memory_pool=pa.system_memory_pool()).get_batch(0)
            return [row.column(name)[0].as_py() for name in columns]
    except (OSError, KeyError, IndexError, pa.ArrowException) as error:
        message = f"A part of the atlas, '{path}', cannot be read ({error}). Reinstall geo-incidents."
        raise AtlasError(message) from error


def _array(cell: bytes | bytearray) -> pa.Array:
    """Make a column of one cell without a copy of it."""
    ends = pa.array([0, len(cell)], pa.int64()).buffers()[1]
    return pa.Array.from_buffers(pa.large_binary(), 1, [None, ends, pa.py_buffer(cell)])


def write_blobs(path: Path, columns: Mapping[str, bytes | bytearray], *, level: int = 19) -> None:
    """Write a file; the same cells give the same bytes.

    Parameters
    ----------
    path : Path
    columns : mapping of str to bytes
    level : int
        Of zstd; the highest suits files that are made once for all.
    """
    table = pa.table({name: _array(cell) for name, cell in columns.items()})
    options = pa.ipc.IpcWriteOptions(compression=pa.Codec("zstd", compression_level=level))
    with pa.ipc.new_file(str(path), table.schema, options=options) as file:
        file.write_table(table)

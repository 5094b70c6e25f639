"""What is read: bytes with a name, and what a format makes of them before anything is understood."""

from __future__ import annotations

import contextlib
import hashlib
import io
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from geo._reading.decoding import check_file, name_source
from geo.errors import DataError

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator
    from typing import IO, Any

    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

__all__ = ["Options", "Source", "Table", "open_source"]

_CHUNK: Final = 2**20
_HEAD: Final = 2**16
# What comes through a pipe is kept in memory up to this, and beside the other temporary files from there on.
_KEPT_IN_MEMORY: Final = 2**26


class Table(NamedTuple):
    """One table as its file holds it."""

    columns: pd.DataFrame
    """The source's columns, n rows with a RangeIndex; text as "string", other types as they are stored."""
    shapes: NDArray[np.object_] | None
    """Geometries in `crs`, None for a row without one; None where a format has none. Shape (n,)."""
    crs: Any
    """What the file declares of its shapes, as pyproj takes it; None where it declares nothing."""
    is_text: bool
    """Whether people typed the numbers: with decimal commas, minutes, letters of hemispheres."""
    noun: str
    """What a row is called: "row" or "feature"."""
    file_format: str
    told: tuple[str, ...] = ()
    """What was found out on the way: the encoding, the delimiter, the sheet, the layer."""
    lines: NDArray[np.int64] | None = None
    """On which line of a text each row begins, where that is known. Shape (n,)."""
    lon: pd.Series | None = None
    lat: pd.Series | None = None
    """Positions as a text file spells them, where it has points: "" without one. A point that is none, such
    as a latitude of 95, is only here and not in `shapes`. Shape (n,) each."""
    problems: pd.Series | None = None
    """What is wrong with a geometry that is there and cannot be read, null elsewhere. Shape (n,)."""
    heights: int = 0
    """How many shapes had a height, which is dropped."""


class Options(NamedTuple):
    """What the user says of how to read a file, but for what its columns mean; None: to be found."""

    sep: str | None = None
    """The delimiter of delimited text, one character."""
    encoding: str | None = None
    layer: str | None = None
    """Of several: the layer of a GeoPackage or KML, the sheet of a workbook, the file in an archive."""


class Source:
    """Bytes with a name, which can be read more than once.

    Parameters
    ----------
    name : str
        What messages call it.
    path : Path, optional
        A file on disk.
    content : bytes, optional
        What came from a stream, where it is no file.
    """

    def __init__(self, name: str, *, path: Path | None = None, content: bytes | None = None) -> None:
        self.name = name
        self.path = path
        self.content = content
        self._sha256: str | None = None

    @property
    def suffix(self) -> str:
        """The last suffix of the name, in lower case: .csv, or "" where there is none."""
        return Path(self.name).suffix.lower()

    def open(self) -> io.BufferedIOBase:
        """Open the bytes from their beginning."""
        if self.path is None:
            return io.BytesIO(self.content or b"")
        try:
            return self.path.open("rb")
        except OSError as error:
            reason = error.strerror or str(error)
            raise DataError(
                f"{self.path} cannot be read: {reason}. Check the name and your rights to it."
            ) from None

    def head(self, count: int = _HEAD) -> bytes:
        """Read the first bytes."""
        with self.open() as stream:
            return stream.read(count)

    def size(self) -> int:
        """Count the bytes."""
        return len(self.content or b"") if self.path is None else self.path.stat().st_size

    def sha256(self) -> str:
        """Give the SHA-256 of all bytes, as hexadecimal digits."""
        if self._sha256 is None:
            with self.open() as stream:
                self._sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
        return self._sha256


@contextlib.contextmanager
def open_source(source: str | os.PathLike[str] | IO[str] | IO[bytes]) -> Iterator[Source]:
    """Make a source of a path or a stream; what a stream gave is forgotten when the block ends.

    Raises
    ------
    DataError
        If the file is missing, a folder, or may not be read.

    Examples
    --------
    >>> with open_source(io.StringIO("id,lon,lat")) as opened:
    ...     opened.head(2), opened.name, opened.size()
    (b'id', 'the input', 10)
    """
    name = name_source(source)
    if not hasattr(source, "read"):
        path = Path(source)
        check_file(path)
        yield Source(name, path=path)
        return
    with tempfile.TemporaryDirectory(prefix="geo-") as folder:
        path = Path(folder, "input")
        kept: list[bytes] = []
        count = 0
        while count <= _KEPT_IN_MEMORY and (chunk := source.read(_CHUNK)):
            kept.append(_as_bytes(chunk))
            count += len(kept[-1])
        if count <= _KEPT_IN_MEMORY:
            yield Source(name, content=b"".join(kept))
            return
        with path.open("wb") as stream:
            stream.writelines(kept)
            kept.clear()
            while chunk := source.read(_CHUNK):
                stream.write(_as_bytes(chunk))
        yield Source(name, path=path)


def _as_bytes(chunk: str | bytes) -> bytes:
    # Half of a surrogate pair has no bytes; a file could not have held it either.
    return chunk.encode("utf-8", "replace") if isinstance(chunk, str) else chunk

"""A safe look into a .zip: what is in it, taken out one by one with every byte counted.

An archive can claim one size and unpack to another, name files outside its folder, hold archives that hold
archives, or pack a million zeros into a thousand bytes. So nothing is believed that it says of itself: sizes
are counted while unpacking.
"""

from __future__ import annotations

import contextlib
import stat
import zipfile
import zlib
from typing import TYPE_CHECKING, Final

from geo.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO

    from geo._reading.source import Source

__all__ = ["Member", "check_archive", "is_archive", "open_member", "read_member", "show_name"]

Member = zipfile.ZipInfo

_MAGICS: Final = (b"PK\x03\x04", b"PK\x05\x06")
# A folder of a country's shapefiles has some hundreds of files.
MAX_MEMBERS: Final = 10_000
# All of an archive unpacked, on disk and not in memory. The largest single downloads of open geodata are some
# gigabytes.
MAX_UNPACKED: Final = 2**33
# Deflate packs at most 1,032 to 1, and only what is one letter over and over; texts and coordinates pack 3 to
# 20 to 1, tables of mostly empty cells up to about 100 to 1.
MAX_RATIO: Final = 200
# Below this a ratio says nothing: a small file may well be all zeros.
_RATIO_FROM: Final = 2**24
_CHUNK: Final = 2**20
_ENCRYPTED: Final = 0x1
_ZIP_ERRORS: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    ValueError,
    RuntimeError,
)


def is_archive(source: Source) -> bool:
    """Say whether a source begins like a .zip.

    Examples
    --------
    >>> from geo._reading.source import Source
    >>> is_archive(Source("x.zip", content=b"PK")), is_archive(Source("x.csv", content=b"id,lon,lat"))
    (False, False)
    """
    return source.head(4).startswith(_MAGICS)


def check_archive(source: Source) -> list[Member]:
    """List the files in a .zip, and refuse one that is made to do harm.

    For workbooks and KMZ too, which are .zip files.

    Parameters
    ----------
    source : Source

    Returns
    -------
    list of zipfile.ZipInfo
        Files only, no folders, in their order.

    Raises
    ------
    DataError
        If it is damaged or encrypted, a name leads outside or is a link, two files have one name, it has too
        many files, or says itself that it unpacks to too much.
    """
    with _open(source) as archive:
        return _check(archive, source.name)


@contextlib.contextmanager
def open_member(source: Source, member: Member) -> Iterator[IO[bytes]]:
    """Open a file in a .zip; more bytes than it may have are an error while they are read.

    Parameters
    ----------
    source : Source
    member : zipfile.ZipInfo
        Of `check_archive`.

    Raises
    ------
    DataError
        If it is damaged or unpacks to more than it says or than is allowed, in the block too.
    """
    with _open(source) as archive:
        try:
            stream = archive.open(member)
        except _ZIP_ERRORS as error:
            raise _damaged(source.name, member.filename, error) from None
        with stream:
            yield _Counted(stream, member, source.name)  # type: ignore[misc]


def read_member(source: Source, member: Member, most: int) -> bytes:
    """Read a file in a .zip, of at most so many bytes.

    Raises
    ------
    DataError
        If it is larger or damaged.
    """
    with open_member(source, member) as stream:
        content = stream.read(most + 1)
    if len(content) > most:
        raise DataError(
            f"{source.name}: {show_name(member.filename)} in it is larger than {most:,} bytes, "
            "which is more than geo reads."
        )
    return content


class _Counted:
    """A file in an archive that is read no further than it may be long."""

    def __init__(self, stream: IO[bytes], member: Member, name: str) -> None:
        self._stream = stream
        self._source = name
        self._filename = member.filename
        self._name = f"{name}: {show_name(member.filename)} in it"
        self._packed = max(member.compress_size, 1)
        self._declared = member.file_size
        self._count = 0

    def read(self, count: int = -1) -> bytes:
        parts = []
        while count:
            try:
                part = self._stream.read(_CHUNK if count < 0 else min(count, _CHUNK))
            except _ZIP_ERRORS as error:
                raise _damaged(self._source, self._filename, error) from None
            if not part:
                self._check_end()
                break
            parts.append(part)
            count = count - len(part) if count > 0 else count
            self._count += len(part)
            self._check()
        return b"".join(parts)

    def readable(self) -> bool:
        return True

    def _check_end(self) -> None:
        if self._count < self._declared:
            raise DataError(
                f"{self._name} ends after {self._count:,} of the {self._declared:,} bytes that it says. "
                "Check that it was downloaded whole."
            )

    def _check(self) -> None:
        if self._count > self._declared:
            raise DataError(
                f"{self._name} unpacks to more than the {self._declared:,} bytes that it says. "
                "Do not trust this archive."
            )
        _check_ratio(self._count, self._packed, self._name)


@contextlib.contextmanager
def _open(source: Source) -> Iterator[zipfile.ZipFile]:
    with source.open() as stream:
        try:
            archive = zipfile.ZipFile(stream)
        except _ZIP_ERRORS as error:
            raise DataError(
                f"{source.name} cannot be read as a .zip: {error}. Check that it was downloaded whole."
            ) from None
        with archive:
            yield archive


def _check(archive: zipfile.ZipFile, name: str) -> list[Member]:
    members = archive.infolist()
    if len(members) > MAX_MEMBERS:
        raise DataError(
            f"{name} holds {len(members):,} files, more than the {MAX_MEMBERS:,} that geo looks at."
        )
    files = [member for member in members if not member.filename.endswith("/")]
    seen: set[str] = set()
    for member in files:
        shown = f"{name}: {show_name(member.filename)} in it"
        if not member.filename:
            raise DataError(f"{name} has a file without a name in it. Do not trust this archive.")
        if _leads_outside(member.filename):
            raise DataError(f"{shown} names a place outside of the archive. Do not trust this archive.")
        if stat.S_ISLNK(member.external_attr >> 16):
            raise DataError(f"{shown} is a link to another file. Pack the file itself.")
        if member.flag_bits & _ENCRYPTED:
            raise DataError(f"{shown} is encrypted. Unpack it with its password, and give the file inside.")
        if member.filename in seen:
            raise DataError(f"{shown} is there twice, so it is not clear which one counts. Pack it again.")
        seen.add(member.filename)
        _check_ratio(member.file_size, max(member.compress_size, 1), shown)
    total = sum(member.file_size for member in files)
    if total > MAX_UNPACKED:
        raise DataError(
            f"{name} unpacks to {total >> 30:,} GiB, more than the {MAX_UNPACKED >> 30} GiB that geo "
            "unpacks. Unpack it yourself, and give the file inside."
        )
    return files


def _check_ratio(unpacked: int, packed: int, what: str) -> None:
    if unpacked > _RATIO_FROM and unpacked > packed * MAX_RATIO:
        raise DataError(
            f"{what} unpacks to more than {MAX_RATIO} times its size, as no data does. If you trust it, "
            "unpack it yourself, and give the file inside."
        )


def _leads_outside(filename: str) -> bool:
    path = filename.replace("\\", "/")
    return path.startswith("/") or path[1:2] == ":" or ".." in path.split("/") or "\0" in path


def show_name(filename: str) -> str:
    """Make a name in an archive fit for a message."""
    # A name in an archive can hold codes that a terminal obeys.
    return "".join(letter if letter.isprintable() else "?" for letter in filename[:200])


def _damaged(name: str, filename: str, error: Exception) -> DataError:
    reason = " ".join(str(error).split())[:200] or "it ends too early"
    return DataError(
        f"{name}: {show_name(filename)} in it is damaged ({reason}). Check that it was downloaded whole."
    )

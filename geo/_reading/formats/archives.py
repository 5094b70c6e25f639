"""A safe look into a .zip: what is in it, taken out one by one with every byte counted.

An archive can claim one size and unpack to another, name files outside its folder, hold archives that hold
archives, or pack a million zeros into a thousand bytes. So nothing is believed that it says of itself: sizes
are counted while unpacking, and files are laid under names of ours.
"""

from __future__ import annotations

import contextlib
import difflib
import shutil
import stat
import tempfile
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from geo._reading.source import Options, Source
from geo.errors import DataError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO

__all__ = ["Member", "check_archive", "is_archive", "open_member", "read_member", "unpack"]

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
_SHAPE_PARTS: Final = (".shp", ".shx", ".dbf", ".prj", ".cpg")
# What can be read inside an archive; of a shapefile the .shp stands for all its files.
_READABLE: Final = (
    *(".shp", ".gpkg", ".fgb", ".geojson", ".json", ".geojsonl", ".geojsons", ".geojsonseq", ".ndjson"),
    *(".csv", ".tsv", ".tab", ".txt", ".kml", ".parquet", ".geoparquet", ".xlsx"),
)
# Files that some systems add to every archive.
_CLUTTER: Final = ("__macosx/", ".ds_store", "thumbs.db", "desktop.ini")
# Notes that come with data, which are only read where nothing else is there.
_NOTES: Final = (".txt", ".json")
_LISTED: Final = 20
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
            with archive.open(member) as stream:
                yield _Counted(stream, member, source.name)  # type: ignore[misc]
        except _ZIP_ERRORS as error:
            raise _damaged(source.name, member.filename, error) from None


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
            f"{source.name}: {_show(member.filename)} in it is larger than {most:,} bytes, "
            "which is more than geo reads."
        )
    return content


@contextlib.contextmanager
def unpack(source: Source, options: Options) -> Iterator[Source]:
    """Take the one file that can be read out of a .zip, into a folder that lasts as long as the block.

    Parameters
    ----------
    source : Source
    options : Options
        `layer` chooses one of several files, by its name or path in the archive.

    Yields
    ------
    Source
        Its name has that of the archive before it, as in "x.zip/roads.shp"; its path ends as the file's name.
        A shapefile has its other files beside it.

    Raises
    ------
    DataError
        As of `check_archive`; also if nothing in it can be read, or only archives.
    UsageError
        If several files can be read and none was chosen, or the chosen one is not there.
    """
    members = check_archive(source)
    chosen = _choose(members, source.name, options.layer)
    wanted = [chosen]
    if PurePosixPath(chosen.filename).suffix.lower() == ".shp":
        wanted += [member for member in members if member is not chosen and _is_beside(member, chosen)]
    with tempfile.TemporaryDirectory(prefix="geo-") as folder:
        for member in wanted:
            suffix = PurePosixPath(member.filename).suffix.lower()
            with open_member(source, member) as stream, Path(folder, f"input{suffix}").open("wb") as target:
                shutil.copyfileobj(stream, target, _CHUNK)
        suffix = PurePosixPath(chosen.filename).suffix.lower()
        yield Source(f"{source.name}/{_show(chosen.filename)}", path=Path(folder, f"input{suffix}"))


class _Counted:
    """A file in an archive that is read no further than it may be long."""

    def __init__(self, stream: IO[bytes], member: Member, name: str) -> None:
        self._stream = stream
        self._name = f"{name}: {_show(member.filename)} in it"
        self._packed = max(member.compress_size, 1)
        self._declared = member.file_size
        self._count = 0

    def read(self, count: int = -1) -> bytes:
        parts = []
        while count:
            part = self._stream.read(_CHUNK if count < 0 else min(count, _CHUNK))
            if not part:
                break
            parts.append(part)
            count = count - len(part) if count > 0 else count
            self._count += len(part)
            self._check()
        return b"".join(parts)

    def readable(self) -> bool:
        return True

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
    files = [member for member in members if not member.is_dir()]
    seen: set[str] = set()
    for member in files:
        shown = f"{name}: {_show(member.filename)} in it"
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


def _choose(members: list[Member], name: str, layer: str | None) -> Member:
    readable = [
        member
        for member in members
        if PurePosixPath(member.filename).suffix.lower() in _READABLE
        and not any(word in member.filename.lower() for word in _CLUTTER)
    ]
    if layer is not None:
        return _find(readable, name, layer)
    data = [member for member in readable if PurePosixPath(member.filename).suffix.lower() not in _NOTES]
    readable = data or readable
    if len(readable) == 1:
        return readable[0]
    if readable:
        raise UsageError(
            f"{name} holds {len(readable):,} files that can be read: {_list_names(readable)}. "
            "Choose one with --layer."
        )
    if any(PurePosixPath(member.filename).suffix.lower() in {".zip", ".shz", ".kmz"} for member in members):
        raise DataError(f"{name} holds another archive. Unpack it, and give the one inside.")
    found = _list_names(members) or "nothing"
    raise DataError(f"{name} holds no file that geo reads (found: {found}).")


def _find(readable: list[Member], name: str, layer: str) -> Member:
    paths = [PurePosixPath(member.filename) for member in readable]
    for spelled in (
        [str(path) for path in paths],
        [path.name for path in paths],
        [path.stem for path in paths],
    ):
        fits = [member for member, spelling in zip(readable, spelled, strict=True) if spelling == layer]
        if len(fits) == 1:
            return fits[0]
    if not readable:
        raise DataError(f"{name} holds no file that geo reads.")
    close = difflib.get_close_matches(layer, [path.name for path in paths], n=1)
    hint = f" Did you mean --layer {close[0]!r}?" if close else ""
    raise UsageError(
        f"{name} has no one file {layer!r} that can be read (found: {_list_names(readable)}).{hint}"
    )


def _is_beside(member: Member, chosen: Member) -> bool:
    path, main = PurePosixPath(member.filename), PurePosixPath(chosen.filename)
    is_part = path.suffix.lower() in _SHAPE_PARTS
    return is_part and path.parent == main.parent and path.stem.lower() == main.stem.lower()


def _list_names(members: list[Member]) -> str:
    names = [_show(member.filename) for member in members[:_LISTED]]
    more = len(members) - len(names)
    return ", ".join(names) + (f" and {more:,} others" if more else "")


def _show(filename: str) -> str:
    # A name in an archive can hold codes that a terminal obeys.
    return "".join(letter if letter.isprintable() else "?" for letter in filename[:200])


def _damaged(name: str, filename: str, error: Exception) -> DataError:
    reason = " ".join(str(error).split())[:200] or "it ends too early"
    return DataError(
        f"{name}: {_show(filename)} in it is damaged ({reason}). Check that it was downloaded whole."
    )

"""Folders and files of any storage: a disk, S3, a web server, whatever fsspec has a driver for.

A file is written whole or not at all. On a disk it is written under a passing name beside its place and
renamed; stores of objects show an object when all of it has arrived. Where neither holds (SFTP), half a file
may be seen; it is known by its missing end and written again.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from geo._lazy import EXTRA
from geo.errors import DataError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Place", "fetch", "list_tables", "open_place", "put", "remove_passing"]

_SUFFIXES: Final = (".parquet", ".geoparquet", ".parq", ".pq")
_PASSING: Final = ".geo-part-"
"""How files begin that are being written; listings of Parquet leave out what begins with a dot."""


class Place(NamedTuple):
    """A file or a folder somewhere."""

    system: Any
    """The file system of fsspec."""
    path: str
    """In that system."""

    @property
    def url(self) -> str:
        """The address under which another process finds it."""
        return str(self.system.unstrip_protocol(self.path))

    @property
    def is_local(self) -> bool:
        """Whether it is on a disk of this machine, or one that is mounted as such."""
        protocols = self.system.protocol
        return "file" in ((protocols,) if isinstance(protocols, str) else protocols)

    @property
    def name(self) -> str:
        """The name without folders."""
        return self.path.rstrip("/").rpartition("/")[2]

    def inside(self, name: str) -> Place:
        """Give a file in this folder."""
        return Place(self.system, f"{self.path.rstrip('/')}/{name}")


def open_place(url: str) -> Place:
    """Find the storage of an address.

    Raises
    ------
    UsageError
        If fsspec, or its driver for that kind of address, is not there.
    """
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        raise UsageError(
            f"Measuring folders on a cluster needs Dask, which is not here. Run {EXTRA}."
        ) from None
    if "://" not in url:
        # Workers have other working folders.
        url = str(Path(url).absolute())
    try:
        system, path = url_to_fs(url)
    except (ImportError, ValueError) as error:
        raise UsageError(
            f"Nothing here opens {url} ({error}). Install the driver of fsspec for it, here and on all "
            "workers."
        ) from None
    return Place(system, str(path))


def list_tables(place: Place) -> list[Place]:
    """List the Parquet files in a folder and its folders, in the order of their names; or the one file.

    Raises
    ------
    DataError
        If there is nothing, or folders such as year=2024 hold values that are in no file.
    """
    system, path = place
    if system.isfile(path):
        return [place]
    found = (
        sorted(
            Place(system, name)
            for name in system.find(path)
            if name.lower().endswith(_SUFFIXES) and not _is_hidden(name[len(path.rstrip("/")) :])
        )
        if system.exists(path)
        else []
    )
    if not found:
        raise DataError(
            f"There are no Parquet files (.parquet) in {place.path}. Check the name of the folder."
        )
    for one in found:
        inner = one.path[len(path.rstrip("/")) :].split("/")[:-1]
        keyed = next((folder for folder in inner if "=" in folder), None)
        if keyed is not None:
            raise DataError(
                f"{one.path} is in a folder that holds a value of its own ({keyed}), which would be lost. "
                "Write the table again with that column in its files, or measure the folders one by one."
            )
    return found


def _is_hidden(path: str) -> bool:
    return any(part.startswith((".", "_")) for part in path.split("/") if part)


@contextlib.contextmanager
def fetch(place: Place) -> Iterator[Path]:
    """Give a file as one on this machine, copied here where it is not."""
    if place.is_local:
        yield Path(place.path)
        return
    with tempfile.TemporaryDirectory(prefix="geo-") as folder:
        here = Path(folder, place.name)
        place.system.get_file(place.path, str(here))
        yield here


def put(made: Path, place: Place) -> None:
    """Put a finished file into its place, whole; one that is there is replaced."""
    if not place.is_local:
        place.system.put_file(str(made), place.path)
        return
    target = Path(place.path)
    passing = target.with_name(f"{_PASSING}{uuid.uuid4().hex}")
    try:
        with made.open("rb") as source, passing.open("xb") as stream:
            while chunk := source.read(2**22):
                stream.write(chunk)
            stream.flush()
            os.fsync(stream.fileno())
        passing.replace(target)
    finally:
        passing.unlink(missing_ok=True)


def remove_passing(folder: Place) -> None:
    """Remove what workers left that were killed while they wrote; nobody may be writing there."""
    if folder.is_local:
        for left in Path(folder.path).glob(f"{_PASSING}*"):
            left.unlink(missing_ok=True)

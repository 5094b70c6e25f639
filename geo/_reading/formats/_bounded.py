"""Zip archives that are read without trusting what they say of themselves.

A few kilobytes of zip can hold gigabytes of zeros, or a million names. What is asked for is looked up by its
name inside the archive and never written to a disk, so that no name can reach outside.
"""

from __future__ import annotations

import contextlib
import zipfile
import zlib
from typing import IO, TYPE_CHECKING, Final

from geo.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo._reading.source import Source

__all__ = ["check_sizes", "open_member", "open_zip"]

_MOST_MEMBERS: Final = 10_000
# Deflate makes XML of repeated elements 20 to 100 times smaller, and zeros 1,030 times.
_MOST_PACKED: Final = 250
# Below this a part may be packed as it likes: it fits into memory.
_HARMLESS: Final = 2**24
_LARGEST: Final = 2**31


@contextlib.contextmanager
def open_zip(source: Source) -> Iterator[zipfile.ZipFile]:
    """Open an archive; what goes wrong with it inside the block is an error in its data.

    Raises
    ------
    DataError
        If it is damaged, protected with a password, or holds too much.
    """
    with source.open() as stream:
        try:
            with zipfile.ZipFile(stream) as archive:
                if len(archive.infolist()) > _MOST_MEMBERS:
                    raise DataError(
                        f"{source.name} holds more than {_MOST_MEMBERS:,} files. Unpack it and pass the one "
                        "that is meant."
                    )
                yield archive
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
            raise DataError(
                f"{source.name} is damaged: {error or 'it ends early'}. Get or export the file again."
            ) from None
        except RuntimeError as error:
            if "password" not in str(error):
                raise
            raise DataError(
                f"{source.name} is protected with a password. Unpack it, and pass what it holds."
            ) from None


def check_sizes(archive: zipfile.ZipFile, name: str, *, whole: int = _LARGEST) -> None:
    """Refuse an archive that unpacks to far more than it could honestly hold.

    The zip module never gives more of a member than the size that is checked here.

    Parameters
    ----------
    archive : ZipFile
    name : str
        What messages call it.
    whole : int
        Most bytes that all members may have together.

    Raises
    ------
    DataError
        If it does.
    """
    members = archive.infolist()
    size = sum(member.file_size for member in members)
    worst = max(
        (
            member.file_size / max(member.compress_size, 1)
            for member in members
            if member.file_size > _HARMLESS
        ),
        default=0.0,
    )
    if size > whole or worst > _MOST_PACKED:
        raise DataError(
            f"{name} unpacks to {size / 2**20:,.0f} MiB, which is more than a table of incidents needs: "
            "it is not read. If it is what it should be, save it as CSV or split it."
        )


def open_member(archive: zipfile.ZipFile, member: str, name: str, *, limit: int = _LARGEST) -> IO[bytes]:
    """Open a member of an archive that is not too large.

    Raises
    ------
    DataError
        If it is missing or too large.
    """
    try:
        info = archive.getinfo(member)
    except KeyError:
        raise DataError(f"{name} has no {member!r} in it. Get or export the file again.") from None
    if info.file_size > limit:
        raise DataError(f"{name}: {member} unpacks to more than {limit >> 20:,} MiB. Split it.")
    return archive.open(info)

"""Which files are meant, what they are called in the results, and what bytes they have."""

from __future__ import annotations

import glob
import hashlib
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from geo._reading.decoding import check_file
from geo.errors import DataError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["SUFFIXES", "Bytes", "Listed", "list_files", "read_bytes_of"]

SUFFIXES: Final = (".txt", ".md", ".markdown", ".html", ".htm", ".xhtml")
"""What is taken for a report in a folder."""

MOST_BYTES: Final = 20_000_000
"""What is larger is refused as a report, and need not be read to know that."""


class Listed(NamedTuple):
    """A file that is to be checked."""

    name: str
    """What it is called in the results: its path below the folder, with / between."""
    path: Path
    below: Path
    """The same as a path of this system, letters that are no text included."""
    problem: str = ""
    """Why it cannot be looked into; empty when nothing is known against it."""


class Bytes(NamedTuple):
    """What a file has in it."""

    size: int | None
    sha256: str | None
    """None where it is so large that it is refused."""


def list_files(paths: Sequence[str | os.PathLike[str]], target: Path) -> list[Listed]:
    """List the files that are meant, in order of their names.

    Parameters
    ----------
    paths : sequence of path-like
        Folders, of which all texts are taken however deep they lie; files; patterns such as 'june/*.txt'.
    target : Path
        Where results go: what lies in it is left out.

    Raises
    ------
    DataError
        If there is no such file or folder, or no text in it.
    UsageError
        If results would go among the texts.
    """
    roots: list[Path] = []
    found: dict[Path, tuple[Path, str]] = {}
    away = Path(os.path.realpath(target))
    for given in paths:
        path = Path(given)
        if path.is_dir():
            if Path(os.path.realpath(path)) == away:
                raise UsageError(f"{target} is where the reports are. Choose another folder for the results.")
            roots.append(Path(os.path.abspath(path)))  # noqa: PTH100 - links stay what they are
            found |= {Path(os.path.abspath(file)): (file, why) for file, why in _walk(path, away)}  # noqa: PTH100
            continue
        named = [path]
        if not path.exists() and glob.has_magic(str(given)):
            # Of pathlib, which would not take a whole pattern with its folders.
            named = [Path(match) for match in glob.glob(str(given), recursive=True)]  # noqa: PTH207
            named = sorted(match for match in named if match.is_file())
            if not named:
                raise DataError(f"No file matches {str(given)!r}. Check the folder and the pattern.")
        else:
            check_file(path)
        roots += [Path(os.path.abspath(one)).parent for one in named]  # noqa: PTH100
        found |= {Path(os.path.abspath(one)): (one, "") for one in named}  # noqa: PTH100
    if not found:
        told = ", ".join(str(one) for one in paths)
        raise DataError(f"There is no .txt, .md or .html file in {told}. Check the folder.")
    try:
        root = Path(os.path.commonpath(roots))
    except ValueError:
        raise UsageError(
            "The reports lie on several drives. Check those of each drive by themselves."
        ) from None
    return [
        Listed(_spell(full.relative_to(root)), path, full.relative_to(root), why)
        for full, (path, why) in sorted(found.items())
    ]


def _walk(folder: Path, away: Path) -> list[tuple[Path, str]]:
    """Find texts below a folder, and the folders that cannot be looked into."""
    found: list[tuple[Path, str]] = []

    def refuse(error: OSError) -> None:
        where = Path(os.fsdecode(error.filename))
        found.append((where, f"{where} cannot be looked into: {error.strerror}. Check your rights to it."))

    for here, below, names in os.walk(folder, onerror=refuse):
        below[:] = [name for name in below if Path(os.path.realpath(Path(here, name))) != away]
        found += [(Path(here, name), "") for name in names if Path(name).suffix.lower() in SUFFIXES]
    return found


def _spell(path: Path) -> str:
    r"""Write a path as text; bytes that are none are told as \udc.. (a name may be anything on Linux)."""
    return path.as_posix().encode("utf-8", "backslashreplace").decode("utf-8")


def read_bytes_of(file: Listed) -> Bytes:
    """Look into a file.

    Raises
    ------
    DataError
        If it cannot be read, or is a pipe or a device, of which reading would never end.
    """
    if file.problem:
        raise DataError(file.problem)
    try:
        known = file.path.stat()
        if not stat.S_ISREG(known.st_mode) and not stat.S_ISDIR(known.st_mode):
            raise DataError(f"{file.path} is a pipe or a device, not a file.")
    except OSError:
        known = None
    if known is not None and known.st_size > MOST_BYTES:
        return Bytes(known.st_size, None)
    check_file(file.path)
    with file.path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
        return Bytes(stream.tell(), digest)

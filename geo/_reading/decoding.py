"""Files: what messages call them, whether they can be read, and all of their bytes."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import TYPE_CHECKING, Final

from geo.errors import DataError

if TYPE_CHECKING:
    import os
    from typing import IO

__all__ = ["check_file", "name_source", "read_bytes"]

_ALIKE: Final = 0.75
"""Names of files are short and end alike, so that a lower ratio is met by any two."""


def name_source(source: str | os.PathLike[str] | IO[str] | IO[bytes]) -> str:
    """Name a source the way messages speak of it.

    Examples
    --------
    >>> name_source("reports/june.csv")
    'june.csv'
    """
    if hasattr(source, "read"):
        name = getattr(source, "name", None)
        return Path(name).name if isinstance(name, str) and not name.startswith("<") else "the input"
    return Path(source).name


def read_bytes(path: Path) -> bytes:
    """Read all bytes of a file.

    Raises
    ------
    DataError
        If it is missing, a folder, or may not be read.
    """
    check_file(path)
    return path.read_bytes()


def check_file(path: Path) -> None:
    """Make sure that a file can be read.

    Raises
    ------
    DataError
        If it is missing, a folder, or may not be read.
    """
    if path.is_dir():
        raise DataError(f"{path} is a folder, not a file. Name one file in it.")
    try:
        with path.open("rb"):
            pass
    except FileNotFoundError:
        raise DataError(f"There is no file {path}.{_suggest_siblings(path)}") from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise DataError(f"{path} cannot be read: {reason}. Check the name and your rights to it.") from None


def _suggest_siblings(path: Path) -> str:
    try:
        siblings = sorted(entry.name for entry in path.parent.iterdir() if entry.is_file())
    except OSError:
        return f" There is no folder {path.parent} either: check the path."
    close = difflib.get_close_matches(path.name, siblings, n=3, cutoff=_ALIKE)
    if close:
        return f" Did you mean {' or '.join(close)}?"
    return f" The folder {path.parent.resolve()} has no file with a name like it."

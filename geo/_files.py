"""A file stands whole or not at all.

Every file is written beside its destination under a passing name and moved into place with one
rename. When anything fails, what stood there before is untouched and nothing is left behind.
"""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from geo.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["check_target", "replace_file"]


def check_target(path: Path, *, overwrite: bool) -> None:
    """Make sure that a file may be written here, before any long work is done for it.

    Raises
    ------
    OutputError
        If the file is already there and may not be replaced, or there is no folder for it.
    """
    if path.is_dir():
        raise OutputError(f"{path} is a folder. Give the name of a file in it.")
    if path.exists() and not overwrite:
        raise OutputError(f"{path} exists already. Choose another name, or pass --force to replace it.")
    if not path.parent.is_dir():
        raise OutputError(f"There is no folder {path.parent} to write {path.name} into. Make it first.")


@contextmanager
def replace_file(path: Path, *, overwrite: bool) -> Iterator[Path]:
    """Give the name of a passing file that becomes ``path`` when the block ends well.

    Parameters
    ----------
    path : Path
        Where the file is to stand.
    overwrite : bool
        Whether one that is already there may be replaced.

    Yields
    ------
    Path
        A name with the same suffix in a new folder beside it; nothing stands there yet.

    Raises
    ------
    OutputError
        If the file is already there and may not be replaced, or cannot be written.
    """
    check_target(path, overwrite=overwrite)
    try:
        # In a folder of its own, so that files which a format keeps beside its main file go with it.
        with tempfile.TemporaryDirectory(prefix=".geo-", dir=path.parent) as folder:
            passing = Path(folder, f"new{path.suffix}")
            yield passing
            passing.replace(path)
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        reason = error.strerror or str(error)
        raise OutputError(
            f"{path} cannot be written: {reason}. What stood there before is unchanged. "
            "Check free space and your rights to the folder, or write somewhere else."
        ) from error

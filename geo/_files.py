"""A file stands whole or not at all.

Every file is written beside its destination under a passing name, flushed to the disk, and moved into place
with one rename. When anything fails, what stood there before is untouched and nothing is left behind.

- A symbolic link stays a link: the file that it leads to is replaced. A hard link is parted from its others.
- A file that is replaced leaves its permissions to the new one; a new file gets the usual ones.
- What is no file but a way to somewhere else (/dev/stdout, a named pipe) is written to when all is ready.
- A program that is killed leaves a passing folder behind. The next write into the same folder removes it, if
  its owner is dead: an owner holds a lock on its folder, which the system takes away when the owner ends,
  however it ends. Where there are no such locks (Windows, some network drives) nothing is removed.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from geo.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows has no such locks
    _HAS_LOCKS = False
else:
    _HAS_LOCKS = True

__all__ = ["check_target", "hold_folder", "is_stream", "replace_file", "replace_pair"]

_PREFIX: Final = ".geo-passing-"
_STREAMS: Final = ("/dev/stdout", "/dev/stderr", "/dev/fd/", "/proc/self/fd/")
_TRIES: Final = 10


def check_target(path: Path, *, overwrite: bool) -> None:
    """Make sure that a file may be written here, before any long work is done for it.

    Raises
    ------
    OutputError
        If the file is already there and may not be replaced, or there is no folder for it.
    """
    try:
        _check_target(path, overwrite=overwrite)
    except OSError as error:
        raise _refuse(path, error) from error


def is_stream(path: Path) -> bool:
    """Say whether a name leads to no file, but to a pipe or a device such as /dev/stdout.

    Examples
    --------
    >>> is_stream(Path("/dev/stdout")), is_stream(Path("out.csv"))
    (True, False)
    """
    if str(path).startswith(_STREAMS):
        return True
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISCHR(mode)


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
        if is_stream(path):
            with tempfile.TemporaryDirectory(prefix="geo-") as name:
                passing = Path(name, f"new{path.suffix}")
                yield passing
                _pour(passing, path)
            return
        destination = _destination(path)
        with _passing_folder(destination.parent) as folder:
            passing = Path(folder, f"new{path.suffix}")
            yield passing
            _make_ready(passing, destination)
            _move(passing, destination)
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        raise _refuse(path, error) from error


@contextmanager
def replace_pair(path: Path, beside: Path, *, overwrite: bool) -> Iterator[tuple[Path, Path]]:
    """Give the names of two passing files that become ``path`` and ``beside`` when the block ends well.

    The second tells of the first. Two files cannot be moved in one step, so an old ``beside`` goes first and
    the new one comes last: whoever looks in between, or after a kill, finds a whole file without one, never
    a file with one that tells of another.

    Raises
    ------
    OutputError
        If one of them is already there and may not be replaced, or cannot be written.
    """
    check_target(path, overwrite=overwrite)
    check_target(beside, overwrite=overwrite)
    try:
        first, second = _destination(path), _destination(beside)
        with _passing_folder(first.parent) as folder, _passing_folder(second.parent) as other:
            passing = Path(folder, f"new{path.suffix}")
            telling = Path(other, f"telling{beside.suffix}")
            yield passing, telling
            _make_ready(passing, first)
            _make_ready(telling, second)
            old = Path(other, "old")
            if second.exists():
                second.replace(old)
            try:
                _move(passing, first)
            except OSError:
                if old.exists():
                    old.replace(second)
                raise
            _move(telling, second)
    except OSError as error:
        raise _refuse(path, error) from error


def _check_target(path: Path, *, overwrite: bool) -> None:
    if is_stream(path):
        return
    if path.is_dir():
        raise OutputError(f"{path} is a folder. Give the name of a file in it.")
    if path.exists():
        if not path.is_file():
            raise OutputError(f"{path} is no file that could be replaced. Choose another name.")
        if not overwrite:
            raise OutputError(f"{path} exists already. Choose another name, or pass --force to replace it.")
    folder = _destination(path).parent
    if not folder.is_dir():
        raise OutputError(f"There is no folder {folder} to write {path.name} into. Make it first.")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise OutputError(
            f"{path} cannot be written: the folder {folder} is read-only to you. What stood there before is "
            "unchanged. Check your rights to the folder, or write somewhere else."
        )


def _refuse(path: Path, error: OSError) -> OutputError:
    reason = error.strerror or str(error)
    if is_stream(path):
        return OutputError(f"{path} cannot be written: {reason}. What went into it may not be whole.")
    return OutputError(
        f"{path} cannot be written: {reason}. What stood there before is unchanged. "
        "Check free space and your rights to the folder, or write somewhere else."
    )


def _destination(path: Path) -> Path:
    """Follow symbolic links to where the file itself is to stand."""
    return Path(os.path.realpath(path)) if path.is_symlink() else path


@contextmanager
def _passing_folder(beside: Path) -> Iterator[Path]:
    """Make a folder of its own, so that files which a format keeps beside its main file go with it."""
    _remove_leftovers(beside)
    folder, lock = _make_folder(beside)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if lock is not None:
            os.close(lock)


def _make_folder(beside: Path) -> tuple[Path, int | None]:
    for _ in range(_TRIES):
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=beside))
        try:
            lock = _lock(folder)
        except BlockingIOError:
            continue
        # Between the two lines above somebody may have taken it for a leftover.
        if folder.is_dir():
            return folder, lock
        if lock is not None:
            os.close(lock)
    raise OSError(f"there is no passing folder to be had in {beside}")


def _lock(folder: Path) -> int | None:
    """Hold a folder as long as this process lives; None where there are no locks to hold.

    Raises
    ------
    BlockingIOError
        If somebody else holds it.
    """
    if not _HAS_LOCKS:
        return None
    descriptor = None
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if descriptor is not None:
            os.close(descriptor)
        if isinstance(error, BlockingIOError):
            raise
        return None
    return descriptor


def hold_folder(folder: Path) -> int | None:
    """Hold a folder until the descriptor is closed, or this process ends; None where there are no locks.

    Raises
    ------
    BlockingIOError
        If somebody else holds it.
    """
    return _lock(folder)


def _remove_leftovers(beside: Path) -> None:
    """Remove what writers left here that were killed."""
    with contextlib.suppress(OSError):
        for folder in list(beside.glob(_PREFIX + "*")):
            try:
                lock = None if folder.is_symlink() else _lock(folder)
            except BlockingIOError:
                continue
            if lock is not None:
                shutil.rmtree(folder, ignore_errors=True)
                os.close(lock)


def _make_ready(passing: Path, destination: Path) -> None:
    """Give a passing file the rights it is to have, and bring it to the disk."""
    try:
        old = destination.stat()
    except FileNotFoundError:
        # What a new file gets, whoever wrote this one: SQLite and GDAL have their own ways.
        usual = passing.with_name("usual")
        usual.touch()
        passing.chmod(stat.S_IMODE(usual.stat().st_mode))
    else:
        if hasattr(os, "chown"):
            # Only the administrator can; to anybody else a file that they replace becomes their own.
            with contextlib.suppress(OSError):
                os.chown(passing, old.st_uid, old.st_gid)
        passing.chmod(stat.S_IMODE(old.st_mode) & 0o777)
    with passing.open("rb+") as stream:
        os.fsync(stream.fileno())


def _move(passing: Path, destination: Path) -> None:
    passing.replace(destination)
    # The name, too, has to survive a power cut; not every drive can promise it.
    if _HAS_LOCKS:
        with contextlib.suppress(OSError):
            descriptor = os.open(destination.parent, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)


def _pour(passing: Path, path: Path) -> None:
    # At its end, for /dev/stdout may be a file that something stands in already.
    with passing.open("rb") as made, path.open("ab", buffering=0) as stream:
        shutil.copyfileobj(made, stream)

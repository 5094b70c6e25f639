"""Pieces that are done, in a folder beside the target: what a run that was stopped need not do again.

The folder of ``out.csv`` is ``.out.csv.parts``. ``manifest.json`` says what is being made: from which bytes,
with which options, by which versions, in pieces of how many rows. Of each piece there is a file, and a note
that is moved into place when the file is on the disk: without its note a piece is not done. So nothing that
is there is half of something, whatever stopped the run, and nothing is done twice.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
from typing import TYPE_CHECKING, Any, Final

from geo._files import hold_folder
from geo.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

__all__ = ["Parts", "PartsFolder", "has_parts", "open_parts"]

_MANIFEST: Final = "manifest.json"
_OURS: Final = re.compile(r"(?:manifest\.json|\d{6,}\.json|\d{6,}\.part|\d{6,})(?:\.\d+)?")
_FORMAT: Final = 1
"""Of the folder; raised when what an older version left cannot be gone on with."""


class PartsFolder:
    """Where pieces are put; the same in every process.

    Parameters
    ----------
    folder : Path
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, number: int) -> Path:
        """Name the file of a piece."""
        return self.folder / f"{number:06}.part"

    def put(self, number: int, make: Callable[[Path], dict[str, Any]]) -> dict[str, Any]:
        """Have the file of a piece made, and note that it is done.

        Parameters
        ----------
        number : int
        make : callable
            Writes the file under the name that it is given, and says what is to be noted.
        """
        passing = self.folder / f"{number:06}.{os.getpid()}"
        note = make(passing)
        note["size"] = passing.stat().st_size
        _move(passing, self.path(number))
        _write(self._note(number), note)
        return note

    def done(self, number: int) -> dict[str, Any] | None:
        """Give the note of a piece; None where it is not done."""
        try:
            note = json.loads(self._note(number).read_bytes())
            return dict(note) if self.path(number).stat().st_size == note["size"] else None
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def _note(self, number: int) -> Path:
        return self.folder / f"{number:06}.json"


class Parts(PartsFolder):
    """The folder of a run, held against others.

    Parameters
    ----------
    folder : Path
    lock : int or None
        What holds it.
    """

    def __init__(self, folder: Path, lock: int | None) -> None:
        super().__init__(folder)
        self._lock = lock

    def let_go(self) -> None:
        """Let others have it."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def remove(self) -> None:
        """Remove it: what was made of it is in its place, or can never be made."""
        shutil.rmtree(self.folder, ignore_errors=True)


def has_parts(target: Path) -> bool:
    """Say whether an interrupted run for this file can go on."""
    return (_folder_of(target) / _MANIFEST).is_file()


def open_parts(target: Path, manifest: Mapping[str, Any], *, resume: bool, overwrite: bool) -> Parts:
    """Open the folder of a target, new or that of a run that was stopped.

    Parameters
    ----------
    target : Path
    manifest : mapping
        What is being made, as JSON can hold it.
    resume : bool
        Whether to go on with what is there; without anything there a run begins.
    overwrite : bool
        Whether what is there may be thrown away.

    Raises
    ------
    OutputError
        If there are pieces of another run, or of one that is still going.
    """
    folder = _folder_of(target)
    wanted = {"format": _FORMAT, **manifest}
    try:
        is_new = _make(folder)
        lock = _hold(folder, target)
        found = None if is_new else _read(folder / _MANIFEST)
        try:
            if found is not None and (resume or not overwrite):
                _check_resumed(found, wanted, target, resume=resume)
            else:
                _empty(folder)
                _write(folder / _MANIFEST, wanted)
        except BaseException:
            if lock is not None:
                os.close(lock)
            raise
    except OSError as error:
        raise OutputError(
            f"{folder} cannot be written, where parts of {target.name} are kept until it is whole: "
            f"{error.strerror or error}. Check free space and your rights to the folder."
        ) from error
    return Parts(folder, lock)


def _folder_of(target: Path) -> Path:
    return target.with_name(f".{target.name}.parts")


def _make(folder: Path) -> bool:
    try:
        folder.mkdir()
    except FileExistsError:
        return False
    return True


def _empty(folder: Path) -> None:
    """Remove what an older run has put there; what is anybody else's stays, and is an error."""
    paths = list(folder.iterdir())
    foreign = [path.name for path in paths if not _OURS.fullmatch(path.name)]
    if foreign:
        raise OutputError(
            f"{folder}, where parts of the target would be kept, holds something else: {foreign[0]}. Move "
            "it, or choose another name for the target."
        )
    for path in paths:
        path.unlink()


def _hold(folder: Path, target: Path) -> int | None:
    try:
        return hold_folder(folder)
    except BlockingIOError:
        raise OutputError(f"Another run is making {target} right now. Wait for it, or stop it.") from None


def _read(path: Path) -> dict[str, Any] | None:
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def _check_resumed(
    found: Mapping[str, Any], wanted: Mapping[str, Any], target: Path, *, resume: bool
) -> None:
    """Refuse to go on unasked, or with what was made otherwise."""
    if not resume:
        raise OutputError(
            f"A run that was to make {target} was stopped. Pass --resume to go on with it, or --force to "
            "begin anew."
        )
    # As it reads once it was written.
    plain = json.loads(json.dumps(wanted))
    differ = []
    for name in {**plain, **found}:
        one, other = plain.get(name), found.get(name)
        if isinstance(one, dict) and isinstance(other, dict):
            differ += [key for key in {**one, **other} if one.get(key) != other.get(key)]
        elif one != other:
            differ.append(name)
    if differ:
        raise OutputError(
            f"The run that was to make {target} cannot be gone on with, for {', '.join(differ)} "
            f"{'differs' if len(differ) == 1 else 'differ'}. Give the same again, or --force to begin anew."
        )


def _write(path: Path, content: Mapping[str, Any]) -> None:
    passing = path.with_name(f"{path.name}.{os.getpid()}")
    passing.write_text(json.dumps(content), encoding="utf-8")
    _move(passing, path)


def _move(passing: Path, path: Path) -> None:
    with passing.open("rb+") as stream:
        os.fsync(stream.fileno())
    passing.replace(path)
    with contextlib.suppress(OSError):
        passing.unlink()

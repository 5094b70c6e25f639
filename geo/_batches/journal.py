"""What is done already: a line for each file, added when its result stands, read again to resume.

The first line says what all of them hang on besides their texts. A line that is not whole, as a killed
program leaves one, says nothing, and is cut off before more is added.
"""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING, Any, Final

from geo.errors import OutputError

if TYPE_CHECKING:
    from pathlib import Path

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows has no such locks
    _HAS_LOCKS = False
else:
    _HAS_LOCKS = True

__all__ = ["JOURNAL", "Journal"]

JOURNAL: Final = ".geo-check.jsonl"
"""Its name in the folder of results."""


class Journal:
    """The journal of a folder of results, held by one run alone.

    Parameters
    ----------
    folder : Path

    Attributes
    ----------
    asked : str or None
        The digest of what was asked; None where nothing was.
    rows : dict
        What is done, by the names of files.

    Raises
    ------
    OutputError
        If another run holds it.
    """

    def __init__(self, folder: Path) -> None:
        # Closed by `close`; a context would have to hold the whole run.
        self._stream = (folder / JOURNAL).open("a+b")
        self._lock(folder)
        self.asked: str | None = None
        self.rows: dict[str, dict[str, Any]] = {}
        self._stream.seek(0)
        whole = 0
        for line in self._stream:
            if not line.endswith(b"\n"):
                break
            whole += len(line)
            self._take(line)
        self._stream.truncate(whole)

    def begin(self, asked: str) -> None:
        """Forget what was done, and do something else."""
        self._stream.truncate(0)
        self.asked, self.rows = asked, {}
        self._put({"journal": 1, "asked": asked})

    def add(self, row: dict[str, Any]) -> None:
        """Say that a file is done."""
        self.rows[row["path"]] = row
        self._put(row)

    def close(self) -> None:
        """Let go of it."""
        self._stream.close()

    def _take(self, line: bytes) -> None:
        try:
            said = json.loads(line)
        except ValueError:
            return
        if "asked" in said:
            self.asked = str(said["asked"])
        elif "path" in said:
            self.rows[said["path"]] = said

    def _put(self, said: dict[str, Any]) -> None:
        self._stream.write(json.dumps(said).encode("ascii") + b"\n")
        self._stream.flush()

    def _lock(self, folder: Path) -> None:
        if not _HAS_LOCKS:
            return
        # Some network drives have no locks.
        with contextlib.suppress(OSError):
            self._hold(folder)

    def _hold(self, folder: Path) -> None:
        try:
            # Of this process: workers that are forked do not hold it on when it dies.
            fcntl.lockf(self._stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            self._stream.close()
            raise OutputError(
                f"Another run is writing into {folder}. Wait for it, or choose another folder."
            ) from None

"""Sorting names on disk: runs that fit into memory are sorted and written, then merged.

A row is a line of text, its columns parted by tabs. A tab sorts before all that keys are made of, so lines
sort as their columns do.
"""

from __future__ import annotations

import heapq
from contextlib import ExitStack
from typing import TYPE_CHECKING, Final

from geo._names import loose_key

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Runs"]

_ROWS: Final = 500_000
"""Of a run: some 60 MB in memory, and 100 files for all of the world."""


class Runs:
    """Names, gathered in any order.

    Parameters
    ----------
    folder : Path
        Where the runs go; an empty one.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._rows: list[bytes] = []
        self._paths: list[Path] = []

    def add(self, key: str, number: int, how: int) -> None:
        """Take one name: its search key, the number of its bearer, its position in `HOW`."""
        self._rows.append(f"{loose_key(key)}\t{key}\t{number:09d}\t{how:02d}\n".encode())
        if len(self._rows) >= _ROWS:
            self._spill()

    def merge(self, numbers: NDArray[np.int64]) -> Iterator[tuple[str, str, int, int]]:
        """Give all names in the order of the index.

        Parameters
        ----------
        numbers : ndarray of int
            The number that each bearer has in the end, in the same order; -1 for those that were left out.
        """
        self._spill()
        with ExitStack() as stack:
            streams = [stack.enter_context(path.open("rb")) for path in self._paths]
            for line in heapq.merge(*streams):
                loose, key, number, how = line.decode().split("\t")
                kept = int(numbers[int(number)])
                if kept >= 0:
                    yield loose, key, kept, int(how)

    def _spill(self) -> None:
        if not self._rows:
            return
        path = self._folder / f"{len(self._paths):05d}.run"
        with path.open("wb") as stream:
            stream.writelines(sorted(self._rows))
        self._paths.append(path)
        self._rows = []

"""The index of names: from a search key to the numbers of what bears it.

Four columns (`geo._atlas.blobs`), a row for every name of everything, sorted by loose key, then search key,
then number. ``key`` holds the search keys, ``number`` what is called so, ``how`` in what way, and ``block``
the loose key of every `BLOCK`-th row, which is enough to find where a key must be. So a million names
load in a tenth of a second.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from geo._atlas.blobs import Lines, pack, read_blobs, unpack, write_blobs
from geo._names import loose_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

__all__ = ["HOW", "JoinedIndex", "KeyIndex", "Keyed", "write_keys", "write_ordered"]

BLOCK: Final = 64
"""Lines between two stored loose keys."""

COLUMNS: Final = ("key", "number", "how", "block")

HOW: Final = (
    *("name", "other name", "translation", "abbreviation", "demonym", "adjective", "former", "informal"),
    *("code", "derived", "foreign"),
)
"""In what way a name belongs to its bearer; the file holds the position in this list."""


class Keyed(NamedTuple):
    """A name found in the index."""

    number: int
    """Of what bears it."""
    how: str
    key: str
    """The search key under which it was found."""


class KeyIndex:
    """An index read from its file.

    Parameters
    ----------
    path : Path

    Raises
    ------
    AtlasError
        If the file is not there or damaged.
    """

    def __init__(self, path: Path) -> None:
        keys, numbers, how, blocks = read_blobs(path, COLUMNS)
        self._keys = Lines(keys)
        self._numbers = unpack(numbers, "<i4")
        self._how = np.frombuffer(how, np.int8)
        self._blocks: list[str] = blocks.decode().splitlines()

    def __len__(self) -> int:
        """Count the names."""
        return len(self._numbers)

    def find(self, key: str) -> list[Keyed]:
        """Find what bears exactly this search key."""
        rows = self._span(loose_key(key))
        if not rows:
            return []
        keys = self._keys.slice(rows)
        if key not in keys:
            return []
        first = keys.index(key)
        # Equal keys stand together.
        found = range(rows.start + first, rows.start + first + keys.count(key))
        return [self._at(row, key) for row in found]

    def find_loose(self, key: str) -> list[Keyed]:
        """Find what bears a name with the loose key of this search key, that name itself included."""
        loose = loose_key(key)
        rows = self._span(loose)
        found = []
        last, is_alike = "", False
        for row, other in enumerate(self._keys.slice(rows), rows.start):
            if other != last:
                last, is_alike = other, loose_key(other) == loose
            if is_alike:
                found.append(self._at(row, other))
        return found

    def names_of(self, numbers: NDArray[np.int64]) -> list[tuple[str, int]]:
        """List the search keys of some bearers, each with its number."""
        rows = self._rows_of(numbers)
        return list(zip(self._keys.take(rows), self._numbers[rows].tolist(), strict=True))

    def _rows_of(self, numbers: NDArray[np.int64]) -> NDArray[np.int64]:
        order, starts = self._by_number
        numbers = numbers[numbers < len(starts) - 1]
        counts = starts[numbers + 1] - starts[numbers]
        offsets = np.repeat(starts[numbers] - np.append(0, np.cumsum(counts)[:-1]), counts)
        rows: NDArray[np.int64] = order[np.arange(len(offsets)) + offsets]
        return rows

    @cached_property
    def _by_number(self) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        order = np.argsort(self._numbers, kind="stable").astype(np.int32)
        last = int(self._numbers.max(initial=-1))
        starts = np.searchsorted(self._numbers[order], np.arange(last + 2))
        return order, starts

    def _span(self, loose: str) -> range:
        first = max(bisect_left(self._blocks, loose) - 1, 0)
        last = bisect_right(self._blocks, loose)
        return range(first * BLOCK, min(last * BLOCK, len(self._numbers)))

    def _at(self, row: int, key: str) -> Keyed:
        return Keyed(int(self._numbers[row]), HOW[self._how[row]], key)


class JoinedIndex:
    """Several indexes as one, the numbers of each running on from those of the one before.

    Parameters
    ----------
    parts : sequence of KeyIndex
    starts : sequence of int
        The first number of each part.
    """

    def __init__(self, parts: Sequence[KeyIndex], starts: Sequence[int]) -> None:
        self._parts = list(zip(parts, starts, strict=True))

    def __len__(self) -> int:
        """Count the names."""
        return sum(len(part) for part, _ in self._parts)

    def find(self, key: str) -> list[Keyed]:
        """Find what bears exactly this search key."""
        return [_moved(one, start) for part, start in self._parts for one in part.find(key)]

    def find_loose(self, key: str) -> list[Keyed]:
        """Find what bears a name with the loose key of this search key, that name itself included."""
        return [_moved(one, start) for part, start in self._parts for one in part.find_loose(key)]

    def names_of(self, numbers: NDArray[np.int64]) -> list[tuple[str, int]]:
        """List the search keys of some bearers, each with its number."""
        ends = [start for _, start in self._parts[1:]] + [np.iinfo(np.int64).max]
        found = []
        for (part, start), end in zip(self._parts, ends, strict=True):
            chosen = numbers[(numbers >= start) & (numbers < end)] - start
            found += [(key, number + start) for key, number in part.names_of(chosen)]
        return found


def _moved(keyed: Keyed, start: int) -> Keyed:
    return keyed._replace(number=keyed.number + start)


def write_keys(path: Path, rows: Iterable[tuple[str, int, int]]) -> int:
    """Write an index.

    Parameters
    ----------
    path : Path
    rows : iterable of (key, number, how)
        Search keys; ``how`` is a position in `HOW`. Of rows that differ by that alone the first kind stays.

    Returns
    -------
    int
        How many names there are.
    """
    known: dict[tuple[str, int], int] = {}
    for key, number, how in rows:
        pair = (key, number)
        if key and (pair not in known or how < known[pair]):
            known[pair] = how
    return write_ordered(
        path, sorted((loose_key(key), key, number, how) for (key, number), how in known.items())
    )


def write_ordered(path: Path, rows: Iterable[tuple[str, str, int, int]], *, level: int = 19) -> int:
    """Write an index of rows that come in its order, without having them all in memory as objects.

    Parameters
    ----------
    path : Path
    rows : iterable of (loose key, key, number, how)
        Sorted; of rows that differ by ``how`` alone the first stays.
    level : int
        Of zstd, see `geo._atlas.blobs.write_blobs`.

    Returns
    -------
    int
        How many names there are.
    """
    keys, numbers, ways, blocks = bytearray(), array("i"), bytearray(), bytearray()
    last = ("", -1)
    for loose, key, number, how in rows:
        if (key, number) == last:
            continue
        last = (key, number)
        if len(numbers) % BLOCK == 0:
            blocks += f"{loose}\n".encode()
        keys += f"{key}\n".encode()
        numbers.append(number)
        ways.append(how)
    columns: dict[str, bytes | bytearray] = {
        "key": keys,
        "number": pack(np.frombuffer(numbers, np.intc), "<i4"),
        "how": ways,
        "block": blocks,
    }
    write_blobs(path, columns, level=level)
    return len(numbers)

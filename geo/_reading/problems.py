"""What is wrong with which row: a sentence in the row itself, and a count of each kind for the log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from numpy.typing import NDArray

__all__ = ["Problems", "quote"]

_LONGEST_QUOTE: Final = 40


class Problems:
    """The problems of a table of n rows.

    Examples
    --------
    >>> problems = Problems(3)
    >>> problems.add(1, "latitude {} is outside -90 to 90", "95")
    >>> problems.sentences().tolist()
    [<NA>, "latitude '95' is outside -90 to 90", <NA>]
    >>> list(problems.describe("row"))
    ["1 row: latitude is outside -90 to 90, '95' in row 2"]
    """

    def __init__(self, count: int) -> None:
        self._sentences = np.full(count, "", dtype=object)
        self._kinds: dict[str, list[tuple[int, str]]] = {}

    def add(self, row: int, kind: str, cell: str = "") -> None:
        """Add a problem: what it is, with {} where the sentence of the row shows the cell."""
        sentence = kind.replace("{}", quote(cell))
        said = self._sentences[row]
        self._sentences[row] = f"{said}; {sentence}" if said else sentence
        self._kinds.setdefault(kind.replace(" {}", ""), []).append((row, cell))

    def without(self, kinds: Collection[str]) -> Problems:
        """Give the same without problems of some kinds."""
        kept = Problems(len(self._sentences))
        for kind, cases in self._kinds.items():
            if kind not in kinds:
                for row, cell in cases:
                    kept.add(row, kind, cell)
        return kept

    def found(self) -> NDArray[np.bool_]:
        """Say which rows have a problem. Shape (n,)."""
        return np.asarray(self._sentences != "", dtype=np.bool_)

    def sentences(self) -> pd.api.extensions.ExtensionArray:
        """Give what is wrong with each row, null where nothing is. Shape (n,)."""
        return pd.array([text or None for text in self._sentences], dtype="string")

    def describe(self, noun: str) -> Iterator[str]:
        """Give one line for each kind, the most frequent first: how many, what, and the first of them."""
        for kind, cases in sorted(self._kinds.items(), key=lambda item: -len(item[1])):
            row, cell = cases[0]
            count = f"1 {noun}" if len(cases) == 1 else f"{len(cases):,} {noun}s"
            such_as = "" if len(cases) == 1 else "such as "
            shown = f"{quote(cell)} in " if cell else ""
            yield f"{count}: {kind}, {such_as}{shown}{noun} {row + 1:,}"


def quote(cell: str) -> str:
    """Put a cell in quotes, on one line and cut when it is long.

    Examples
    --------
    >>> quote("95"), quote("10°30'E")
    ("'95'", "'10°30'E'")
    """
    # A cell can hold line ends, and codes that a terminal obeys.
    text = "".join(letter if letter.isprintable() else " " for letter in cell[: _LONGEST_QUOTE + 1])
    return f"'{text}'" if len(text) <= _LONGEST_QUOTE else f"'{text[:_LONGEST_QUOTE]}…'"

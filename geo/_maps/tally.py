"""Counts by a key of several parts, to which others can be added: what a stream of batches leaves behind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Tally"]


class Tally:
    """How often each key has occurred.

    Parameters
    ----------
    *names : str
        What the parts of a key are called.

    Examples
    --------
    >>> import numpy as np
    >>> tally = Tally("cell", "month")
    >>> tally.add(cell=np.array([7, 7, 9]), month=np.array([1, 1, 2]))
    >>> tally.add(cell=np.array([9]), month=np.array([2]))
    >>> tally.table()
       cell  month  count
    0     7      1      2
    1     9      2      2
    """

    def __init__(self, *names: str) -> None:
        self.names = list(names)
        self._counts: pd.Series[int] | None = None

    def __len__(self) -> int:
        """Give how many different keys there are."""
        return 0 if self._counts is None else len(self._counts)

    def add(self, **parts: NDArray[Any]) -> None:
        """Count rows, given the parts of the key of each: arrays of shape (n,)."""
        rows = pd.DataFrame({name: parts[name] for name in self.names})
        if len(rows):
            # What is unknown is a key like any other.
            self._take(rows.groupby(self.names, sort=True, dropna=False).size())

    def merge(self, other: Tally) -> None:
        """Add what another has counted."""
        if other._counts is not None:
            self._take(other._counts)

    def table(self) -> pd.DataFrame:
        """Give the keys in their order, and in ``count`` how often each has occurred."""
        if self._counts is None:
            return pd.DataFrame({name: [] for name in [*self.names, "count"]})
        return self._counts.rename("count").reset_index()

    def _take(self, counts: pd.Series[int]) -> None:
        if self._counts is None:
            self._counts = counts
            return
        both = pd.concat([self._counts, counts])
        self._counts = both.groupby(level=list(range(len(self.names))), sort=True, dropna=False).sum()

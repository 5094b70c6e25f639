"""Months in which incidents happened, as numbers that counts can be kept by.

A day, or days of one month, are that month: twelve times the year, and the months before it. Days of one year
but several months are that year: its number, negative. Anything longer, or no date, is `UNDATED`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["MONTHS", "UNDATED", "Span", "as_years", "find_periods"]

MONTHS: Final = 12
UNDATED: Final = 0
EPOCH_YEAR: Final = 1970


class Span(NamedTuple):
    """The first and the last day of rows, such as 2024-05-31; None of none."""

    first: str | None
    last: str | None

    @classmethod
    def of(cls, first: NDArray[np.datetime64], last: NDArray[np.datetime64]) -> Span:
        """Give that of rows with a first and a last day each.

        Examples
        --------
        >>> days = np.array(["2024-02-29", "NaT", "2023-12-01"], dtype="datetime64[D]")
        >>> Span.of(days, days)
        Span(first='2023-12-01', last='2024-02-29')
        """
        known = ~np.isnat(first) & ~np.isnat(last)
        if not known.any():
            return cls(None, None)
        return cls(str(first[known].min()), str(last[known].max()))

    def joined(self, other: Span) -> Span:
        """Give the span that holds both."""
        firsts = [each for each in (self.first, other.first) if each is not None]
        lasts = [each for each in (self.last, other.last) if each is not None]
        return Span(min(firsts, default=None), max(lasts, default=None))


def find_periods(first: NDArray[np.datetime64], last: NDArray[np.datetime64]) -> NDArray[np.int64]:
    """Give the period of every row.

    Parameters
    ----------
    first, last : ndarray of datetime64, shape (n,)
        The days between which it happened; NaT where unknown.

    Returns
    -------
    ndarray of int, shape (n,)

    Examples
    --------
    >>> days = [("2024-03-01", "2024-03-31"), ("2024-01-01", "2024-12-31"), ("2023-12-31", "2024-01-01")]
    >>> find_periods(*np.array(days, dtype="datetime64[D]").T).tolist()
    [24290, -2024, 0]
    """
    month, until = _months(first), _months(last)
    known = ~np.isnat(first) & ~np.isnat(last) & (month > 0)
    year = month // MONTHS
    periods = np.where(month == until, month, np.where(year == until // MONTHS, -year, UNDATED))
    return np.asarray(np.where(known, periods, UNDATED), dtype=np.int64)


def as_years(periods: NDArray[np.int64]) -> NDArray[np.int64]:
    """Give the year of every period; what is `UNDATED` stays so.

    Examples
    --------
    >>> as_years(np.array([24290, -2024, 0])).tolist()
    [2024, 2024, 0]
    """
    return np.asarray(np.where(periods > 0, periods // MONTHS, -periods), dtype=np.int64)


def _months(days: NDArray[np.datetime64]) -> NDArray[np.int64]:
    """Count months from the year nought; what is no day is of no meaning."""
    return np.asarray(days.astype("datetime64[M]").astype(np.int64) + MONTHS * EPOCH_YEAR)

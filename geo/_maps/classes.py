"""Counts as a few classes, each with a colour: what a map of cells and its key are painted by.

Events are as unevenly spread as populations: most cells have few and a few have most. Where the largest count
is ten times the least or more, the classes therefore grow by the same factor each, rounded to 1, 2 or 5 times
a power of ten; else they are equally wide. ``static/cell_counts.js`` makes the same of the same counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from geo._maps.wording import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

__all__ = ["CELL_COLOURS", "class_label", "classify", "find_breaks"]

CELL_COLOURS: Final = ("#fbdc9d", "#f8b25f", "#ea7f3c", "#cd4a2c", "#962124", "#561124")
"""By daylight, from few to many, as in ``static/style.js``: ever darker, so that everyone can order them."""
CLASSES: Final = len(CELL_COLOURS)
# From this on counts differ so much that equal steps would put nearly all into the first class.
UNEVEN: Final = 10
ROUND: Final = (1, 2, 5, 10)


def find_breaks(counts: ArrayLike) -> list[int]:
    """Choose the least count of every class.

    Parameters
    ----------
    counts : array_like of int, shape (k,)
        At least 1 each.

    Returns
    -------
    list of int
        Growing; at most six, the first is the least count. Empty where there is nothing.

    Examples
    --------
    >>> find_breaks([1, 3, 8, 5_000]), find_breaks(range(1, 5_001))
    ([1, 5, 1000], [1, 5, 20, 50, 200, 1000])
    >>> find_breaks([41, 50, 88]), find_breaks([1, 2, 3]), find_breaks([])
    ([41, 50, 80], [1, 2, 3], [])
    """
    given = np.unique(np.asarray(counts, dtype=np.int64))
    if len(given) == 0:
        return []
    least, most = int(given[0]), int(given[-1])
    if most - least < CLASSES:
        return [int(each) for each in given]
    if most >= UNEVEN * least:
        inner = [_rounded(least * (most / least) ** (place / CLASSES)) for place in range(1, CLASSES)]
    else:
        step = _rounded_up((most - least) / CLASSES)
        inner = [step * (least // step + place) for place in range(1, CLASSES)]
    breaks = [least, *(each for each in dict.fromkeys(inner) if least < each <= most)]
    # A class of nothing is none: the one below reaches up to the next.
    return [breaks[place] for place in np.unique(classify(given, breaks)).tolist()]


def classify(counts: ArrayLike, breaks: Sequence[int]) -> NDArray[np.int64]:
    """Give the number of the class of every count, and the last for those above it.

    Examples
    --------
    >>> classify([1, 4, 5, 99], [1, 5, 20]).tolist()
    [0, 0, 1, 2]
    """
    return np.asarray(np.searchsorted(np.asarray(breaks), np.asarray(counts), side="right") - 1)


def class_label(breaks: Sequence[int], place: int, most: int) -> str:
    """Write which counts a class holds.

    Examples
    --------
    >>> [class_label([1, 2, 20], place, 1_234) for place in range(3)]
    ['1', '2\N{EN DASH}19', '20\N{EN DASH}1,234']
    """
    low = breaks[place]
    high = breaks[place + 1] - 1 if place + 1 < len(breaks) else most
    return number(low) if high <= low else f"{number(low)}\N{EN DASH}{number(high)}"


def _rounded(value: float) -> int:
    """Give the number of 1, 2, 5, 10, 20, … that is nearest by its logarithm, the lower of two."""
    power = 10 ** int(np.floor(np.log10(value)))
    return int(power * min(ROUND, key=lambda each: round(abs(np.log(each * power / value)), 9)))


def _rounded_up(value: float) -> int:
    """Give the least of 1, 2, 5, 10, 20, … that is no smaller."""
    power = 10 ** max(0, int(np.floor(np.log10(value)))) if value >= 1 else 1
    return int(power * next(each for each in ROUND if each * power >= value))

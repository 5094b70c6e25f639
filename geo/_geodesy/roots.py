"""Roots of many bracketed functions at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo._geodesy.ellipsoid import Floats, Ints

MOST_STEPS: Final = 60
"""Smooth functions need three or four; the bound is for a jump in place of a root."""


def roots(function: Callable[[Floats, Ints], Floats], low: Floats, high: Floats, tolerance: Floats) -> Floats:
    """Root of each function between 0 and 1, by the Illinois variant of false position.

    (M. Dowell and P. Jarratt, "A modified regula falsi method", BIT 11, 1971.)

    Parameters
    ----------
    function : callable
        Takes positions in 0..1 and the numbers of the functions to evaluate there.
    low, high : ndarray of float, shape (n,)
        Values at 0 and at 1: below and above zero.
    tolerance : ndarray of float, shape (n,)
        A step shorter than this ends the search.

    Examples
    --------
    >>> goal = np.array([2.0, 3.0])
    >>> at = roots(lambda x, which: 4 * x**2 - goal[which], -goal, 4 - goal, np.full(2, 1e-12))
    >>> (4 * at**2).round(9).tolist()
    [2.0, 3.0]
    """
    left, right = np.zeros(len(low)), np.ones(len(low))
    left_value, right_value = low.copy(), high.copy()
    root = np.full(len(low), np.inf)
    side = np.zeros(len(low))
    active = np.arange(len(low))
    for _ in range(MOST_STEPS):
        a, b = left_value[active], right_value[active]
        at = (left[active] * b - right[active] * a) / (b - a)
        value = function(at, active)
        step = np.abs(at - root[active])
        root[active] = at

        below = value < 0.0
        # The end that stays put twice in a row counts half: it is what keeps false position from crawling.
        stuck = side[active] == np.where(below, -1.0, 1.0)
        lower, upper = active[below], active[~below]
        left[lower], left_value[lower] = at[below], value[below]
        right[upper], right_value[upper] = at[~below], value[~below]
        right_value[active[below & stuck]] *= 0.5
        left_value[active[~below & stuck]] *= 0.5
        side[active] = np.where(below, -1.0, 1.0)

        active = active[(value != 0.0) & (step > tolerance[active])]
        if len(active) == 0:
            break
    return root

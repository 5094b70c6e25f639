"""How precisely the incidents of a map are known, as classes and in one paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from geo._maps.wording import listed, number

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo._maps.areas import Areas

__all__ = ["COARSE_M", "TOWN_M", "VAGUE", "count_precisions", "describe_precisions"]

TOWN_M: Final = 10_000.0
"""Known to this radius or better, an incident is known to its town."""

COARSE_M: Final = 25_000.0
"""A circle wider than this is coarser than a district: drawn as an area, without a symbol in its middle."""


VAGUE: Final = "An area is drawn as its outline and has no symbol: the incident may lie anywhere in it."
"""What stands beside the numbers where there are areas."""


def count_precisions(
    located: NDArray[np.bool_], precision_m: NDArray[np.float64], areas: Areas
) -> tuple[list[tuple[int, str]], bool]:
    """Count how many incidents are known how precisely.

    Parameters
    ----------
    located : ndarray of bool, shape (n,)
        Which have coordinates.
    precision_m : ndarray of float, shape (n,)
        Their radius, metres; NaN where none is stated.
    areas : Areas

    Returns
    -------
    list of (int, str)
        How many there are of each class, and its name; only classes that there are.
    bool
        Whether some are areas, or circles wider than `COARSE_M`.
    """
    is_area = np.isfinite(areas.of)
    radius_m = np.where(located & ~is_area, precision_m, np.nan)
    parts = [
        (
            int((located & ~is_area & np.isnan(precision_m)).sum()),
            "at coordinates whose precision is not stated",
        ),
        (int((radius_m <= 0).sum()), "at coordinates stated as exact"),
        (int(((radius_m > 0) & (radius_m <= TOWN_M)).sum()), f"within {TOWN_M / 1000:.0f} km of a point"),
        (
            int(((radius_m > TOWN_M) & (radius_m <= COARSE_M)).sum()),
            f"within {TOWN_M / 1000:.0f} to {COARSE_M / 1000:.0f} km of a point",
        ),
        (int((radius_m > COARSE_M).sum()), f"only within more than {COARSE_M / 1000:.0f} km of a point"),
        (int(is_area.sum()), "only to an area or a line"),
        (int((~located & ~is_area).sum()), "without a usable position, and not on the map"),
    ]
    vague = bool(is_area.any() or (radius_m > COARSE_M).any())
    return [(count, words) for count, words in parts if count], vague


def describe_precisions(counts: list[tuple[int, str]], *, vague: bool) -> str:
    """Say how many incidents are known how precisely, and what that means for the map.

    Examples
    --------
    >>> describe_precisions([(2, "at coordinates stated as exact"), (1, "only to an area")], vague=False)
    '2 at coordinates stated as exact and 1 only to an area.'
    """
    if not counts:
        return "There are no incidents."
    told = listed([f"{number(count)} {words}" for count, words in counts])
    return f"{told}. {VAGUE}" if vague else f"{told}."

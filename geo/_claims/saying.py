"""How verdicts and distances are said: no more digits than are known, and never a word about truth."""

from __future__ import annotations

import math
from typing import Final

__all__ = ["STATEMENT", "VERDICT_WORDS", "say_interval", "say_km", "say_share"]

STATEMENT: Final = "Geography only: nothing here says whether it happened or who did it."

VERDICT_WORDS: Final = {
    "supported": "agrees with the map",
    "contradicted": "does not agree with the map",
    "undecided": "cannot be decided",
    None: "not judged",
}


def say_km(metres: float) -> str:
    """Say a distance with the digits that can be known of it.

    Examples
    --------
    >>> say_km(341_796.3), say_km(23_412.0), say_km(4_380.0), say_km(12.0), say_km(0.0)
    ('340 km', '23 km', '4.4 km', 'under 100 m', '0 km')
    """
    km = metres / 1000.0
    if km >= 1000.0:  # noqa: PLR2004
        return f"{round(km, -1):,.0f} km"
    if km >= 200.0:  # noqa: PLR2004
        return f"{round(km, -1):.0f} km"
    if km >= 10.0:  # noqa: PLR2004
        return f"{km:.0f} km"
    if km >= 0.1:  # noqa: PLR2004
        return f"{km:.1f} km"
    return "under 100 m" if metres > 0.0 else "0 km"


def say_interval(min_m: float | None, max_m: float | None) -> str:
    """Say between what a distance lies.

    Examples
    --------
    >>> say_interval(341_796.3, 770_135.0), say_interval(0.0, 0.0), say_interval(80_000.0, 80_000.0)
    ('about 340 to 770 km', '0 km', 'about 80 km')
    >>> say_interval(None, 120_400.0)
    'at most 120 km'
    """
    if max_m is None or math.isnan(max_m):
        return "an unknown distance"
    if min_m is None:
        return f"at most {say_km(max_m)}"
    low, high = say_km(min_m), say_km(max_m)
    if low == high:
        return low if min_m == 0.0 else f"about {low}" if not low.startswith("under") else low
    if low.endswith(" km") and high.endswith(" km"):
        return f"about {low.removesuffix(' km')} to {high}"
    return f"{low} to {high}"


def say_share(share: float) -> str:
    """Say a share in percent, never 0 or 100 for what is neither.

    Examples
    --------
    >>> say_share(0.3312), say_share(0.0004), say_share(0.9996), say_share(1.0)
    ('33 %', 'less than 1 %', 'more than 99 %', '100 %')
    """
    percent = 100.0 * share
    if 0.0 < percent < 1.0:
        return "less than 1 %"
    if 99.0 < percent < 100.0:  # noqa: PLR2004
        return "more than 99 %"
    return f"{percent:.0f} %"

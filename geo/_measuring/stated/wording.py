"""What ``geo_problem`` says of a row whose coordinates do not lie in the country that it states."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["SWAPPED", "drop_stated", "tell"]

SWAPPED: Final = "; with latitude and longitude swapped they would lie in {}"

_TOLD: Final = re.compile(
    r"(?:^| )The coordinates lie (?:at sea|in .+?|on .+?) and not in (?P<stated>.+?) as the row says"
    r"(?:; with latitude and longitude swapped they would lie in (?P=stated)|, which is [\d.,]+ km away)?\."
)
"""What `tell` writes, and nothing else; it is told anew each time."""

_EXACT_KM: Final = 10.0
"""Less than that is told with a tenth."""


def tell(where: str, stated: str, *, is_swapped: bool, distance_m: float) -> str:
    """Say where the coordinates lie, and what the row says.

    Parameters
    ----------
    where : str
        "in Chad", "at sea".
    stated : str
        Name of the country.
    is_swapped : bool
        Whether they would lie there with latitude and longitude swapped.
    distance_m : float
        From the coordinates to the country, metres; NaN when not known.

    Examples
    --------
    >>> tell("in Chad", "Niger", is_swapped=False, distance_m=340_200.0)
    'The coordinates lie in Chad and not in Niger as the row says, which is 340 km away.'
    """
    said = f"The coordinates lie {where} and not in {stated} as the row says"
    km = distance_m / 1000.0
    if is_swapped:
        said += SWAPPED.format(stated)
    elif km >= _EXACT_KM:
        said += f", which is {km:,.0f} km away"
    elif km >= 0.0:
        said += f", which is {km:.1f} km away"
    return f"{said}."


def drop_stated(problem: str) -> str | None:
    """Take out of a problem what an earlier measuring said of the stated country; None if nothing is left.

    Examples
    --------
    >>> said = tell("at sea", "Peru", is_swapped=True, distance_m=float("nan"))
    >>> drop_stated(said), drop_stated(f"precision unknown {said}")
    (None, 'precision unknown')
    """
    return _TOLD.sub("", problem).strip() or None

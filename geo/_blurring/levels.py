"""How much is to be hidden: a length, or the district or region that holds the place."""

from __future__ import annotations

import difflib
import re
from typing import Final, Literal, NamedTuple

from geo.errors import UsageError

__all__ = ["LARGEST_M", "LEAST_M", "UNITS", "Level", "read_level", "spell_length"]

UNITS: Final = ("district", "region")

LEAST_M: Final = 100.0
"""Less than this hides nothing: a reader still sees the building."""

LARGEST_M: Final = 500_000.0
"""Cells of more than 1,000 km to a side say nothing that the name of a country would not say better."""

KM_M: Final = 1_000.0

_LENGTH: Final = re.compile(r"([+-]?\d+(?:\.\d*)?|[+-]?\.\d+)\s*([a-z]*)")
_HOW: Final = "Give a length such as 5km or 800m, or one of: district, region."


class Level(NamedTuple):
    """How much is to be hidden."""

    unit: Literal["district", "region"] | None
    """None for a length."""
    length_m: float
    """Radius of a circle that every cell holds; for a unit that of the cells where there is no unit."""

    @property
    def words(self) -> str:
        """What messages call it.

        Examples
        --------
        >>> read_level("5000 m").words
        '5 km'
        """
        return self.unit or spell_length(self.length_m)


def read_level(text: str) -> Level:
    """Read a level as it is typed.

    Parameters
    ----------
    text : str
        A length in km or m, 100 m to 500 km, or the word district or region.

    Raises
    ------
    UsageError
        When it is neither.

    Examples
    --------
    >>> read_level("5km")
    Level(unit=None, length_m=5000.0)
    >>> read_level("5")
    Traceback (most recent call last):
    geo.errors.UsageError: A blur of '5' has no unit. Do you mean 5km or 5m?
    """
    word = text.strip().lower()
    if word == "district":
        return Level("district", 25_000.0)
    if word == "region":
        return Level("region", 100_000.0)
    number = _LENGTH.fullmatch(word)
    if number is None:
        close = difflib.get_close_matches(word, UNITS, n=1)
        hint = f"Did you mean {close[0]}?" if close else _HOW
        raise UsageError(f"'{text}' is nothing that a location can be blurred to. {hint}")
    value, unit = number.groups()
    if not unit:
        raise UsageError(f"A blur of '{text}' has no unit. Do you mean {value}km or {value}m?")
    if unit not in ("km", "m"):
        raise UsageError(f"A blur of '{text}' is in a unit that is not known here. {_HOW}")
    length_m = float(value) * (KM_M if unit == "km" else 1.0)
    if length_m < LEAST_M:
        raise UsageError(
            f"A blur of '{text}' hides nothing: the least is {spell_length(LEAST_M)}. "
            "Leave it out to publish positions as they are."
        )
    if length_m > LARGEST_M:
        raise UsageError(
            f"A blur of '{text}' is too large: the most is {spell_length(LARGEST_M)}. Or give: region."
        )
    return Level(None, length_m)


def spell_length(length_m: float) -> str:
    """Write a length in the larger unit that fits.

    Examples
    --------
    >>> spell_length(800.0), spell_length(12_500.0)
    ('800 m', '12.5 km')
    """
    return f"{length_m:g} m" if length_m < KM_M else f"{length_m / KM_M:g} km"

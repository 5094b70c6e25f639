"""How the numbers, dates and verdicts of a check are put into words on a sheet.

Distances follow the rule of rounding of the map (``geo._maps.wording``): none is finer than what is known.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from typing import TYPE_CHECKING, Final

from geo._maps.kinds import KIND_NAMES
from geo._maps.wording import number, rounding_step_m
from geo._sheets.texts import tidy

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "NO_CLAIM",
    "NO_INCIDENT",
    "SIGNS",
    "VERDICTS",
    "about_distance",
    "about_interval",
    "about_share",
    "border_name",
    "date_words",
    "language_name",
    "limit_words",
    "object_name",
]

SIGNS: Final[dict[str | None, str]] = {
    "supported": "\u2713",
    "contradicted": "\u2717",
    "undecided": "~",
    None: "\u2013",
}
"""What stands beside the words of a verdict; told apart by shape, for it may be printed in black."""

VERDICTS: Final[dict[str | None, str]] = {
    "supported": "agrees with the map",
    "contradicted": "does not agree with the map",
    "undecided": "cannot be decided",
    None: "not judged",
}

NO_INCIDENT: Final = "No incident was found: nothing is said to have happened at a place that geo knows."
NO_CLAIM: Final = "No geographic claim was found: there is nothing to hold against the map."

LANGUAGES: Final = {
    "ar": "Arabic",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "kk": "Kazakh",
    "ru": "Russian",
    "uk": "Ukrainian",
}
# The lines of a sea stand beside the land border, and are named shortly.
KINDS: Final = {
    **KIND_NAMES,
    "land": "land border",
    "international": "land border",
    "territorial_sea": "territorial sea",
    "seabed": "seabed (approximate)",
}
# A line of the atlas is drawn within so many metres of its source.
LINE_ACCURACY_M: Final = 10.0
KILOMETRE_M: Final = 1_000.0
PAIR: Final = re.compile(r"([A-Z]{3})-([A-Z]{3})")
BORDERS: Final = re.compile(r"([A-Z]{3})(?: ((?:north|south)-?(?:east|west)|north|south|east|west))?")
LEAST_SHARE: Final = 0.01


def about_interval(low_m: float, high_m: float, *, precision_m: float | None = None) -> str:
    """Write an interval of distances, its ends rounded outwards.

    Examples
    --------
    >>> about_interval(341_200, 619_600, precision_m=150_000)
    'about 340 to 620 km'
    >>> about_interval(78_612, 78_612)
    'about 78.6 km'
    >>> about_interval(0, 212_000, precision_m=150_000)
    'up to about 220 km'
    """
    if high_m - low_m < 1:
        return about_distance(low_m, precision_m=precision_m)
    step_m = rounding_step_m(high_m, accuracy_m=LINE_ACCURACY_M, precision_m=precision_m)
    least_m, most_m = math.floor(low_m / step_m) * step_m, math.ceil(high_m / step_m) * step_m
    if least_m <= 0:
        return f"up to about {_length(most_m, step_m)}"
    least, most = _length(least_m, step_m), _length(most_m, step_m)
    if least.rpartition(" ")[2] == most.rpartition(" ")[2]:
        least = least.rpartition(" ")[0]
    return f"about {least} to {most}"


def about_distance(distance_m: float, *, precision_m: float | None = None) -> str:
    """Write one distance, rounded to what is known.

    Examples
    --------
    >>> about_distance(341_200, precision_m=150_000), about_distance(3)
    ('about 340 km', 'less than 10 m')
    """
    step_m = rounding_step_m(distance_m, accuracy_m=LINE_ACCURACY_M, precision_m=precision_m)
    nearest_m = math.floor(distance_m / step_m + 0.5) * step_m
    return f"about {_length(nearest_m, step_m)}" if nearest_m else f"less than {_length(step_m, step_m)}"


def limit_words(length_m: float) -> str:
    """Write a length that was chosen and not measured.

    Examples
    --------
    >>> limit_words(25_000), limit_words(1_500), limit_words(800)
    ('25 km', '1.5 km', '800 m')
    """
    return f"{length_m / KILOMETRE_M:,.5g} km" if length_m >= KILOMETRE_M else f"{length_m:,.5g} m"


def about_share(share: float) -> str:
    """Write a share of ground.

    Examples
    --------
    >>> about_share(0.304), about_share(0.002), about_share(0.999)
    ('about 30 %', 'less than 1 %', 'more than 99 %')
    """
    if 0 < share < LEAST_SHARE:
        return "less than 1 %"
    if 1 - LEAST_SHARE < share < 1:
        return "more than 99 %"
    return f"about {100 * share:.0f} %"


def date_words(date: str | None) -> str | None:
    """Write an ISO date, or an interval of two, as a reader would; what is neither as it stands.

    Examples
    --------
    >>> date_words("2024-05-07"), date_words("2024-05-01/2024-05-31"), date_words("May")
    ('7 May 2024', '1 May 2024 to 31 May 2024', 'May')
    """
    if not date:
        return None
    days = []
    for part in date.split("/"):
        try:
            day = dt.date.fromisoformat(part)
        except ValueError:
            return tidy(date)
        days.append(f"{day.day} {day:%B %Y}")
    return " to ".join(dict.fromkeys(days))


def language_name(code: str | None) -> str:
    """Name a language.

    Examples
    --------
    >>> language_name("ru"), language_name("tlh"), language_name(None)
    ('Russian', 'tlh', 'not known')
    """
    return "not known" if not code else LANGUAGES.get(code, tidy(code))


def border_name(kind: str) -> str:
    """Name a kind of line, with a capital.

    Examples
    --------
    >>> border_name("territorial_sea"), border_name("line_of_control")
    ('Territorial sea', 'Line of control')
    """
    name = KINDS.get(kind, tidy(kind).replace("_", " "))
    return name[:1].upper() + name[1:]


def object_name(target: str, names: Mapping[str, str]) -> str:
    """Name what a claim was measured to.

    Parameters
    ----------
    target : str
        The object of a claim: "KAZ-RUS", "KAZ", "KAZ south", or a name.
    names : mapping
        Country code -> English name.

    Examples
    --------
    >>> names = {"KAZ": "Kazakhstan", "RUS": "Russia"}
    >>> object_name("KAZ-RUS", names), object_name("KAZ south", names), object_name("Aktau", names)
    ('border of Kazakhstan and Russia', 'southern borders of Kazakhstan', 'Aktau')
    """
    pair = PAIR.fullmatch(target)
    if pair:
        first, second = (names.get(code, code) for code in pair.groups())
        return f"border of {first} and {second}"
    borders = BORDERS.fullmatch(target)
    if borders and borders[1] in names:
        side = f"{borders[2]}ern borders" if borders[2] else "borders"
        return f"{side} of {names[borders[1]]}"
    return tidy(target)


def _length(length_m: float, step_m: int) -> str:
    """Write a length that is a multiple of the step."""
    if length_m < KILOMETRE_M:
        return f"{number(length_m)} m"
    decimals = max(0, 3 - round(math.log10(step_m)))
    return f"{length_m / KILOMETRE_M:,.{decimals}f} km"

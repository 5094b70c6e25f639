"""How dates, lengths, borders and verdicts are put into words on a sheet.

Measured distances and shares are said as in the sentences of the check itself (``geo._claims.saying``).
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final

from geo._maps.kinds import KIND_NAMES
from geo._sheets.texts import tidy

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "NO_CLAIM",
    "NO_INCIDENT",
    "SIGNS",
    "border_name",
    "date_words",
    "language_name",
    "limit_words",
    "object_name",
    "sentence",
]

SIGNS: Final[dict[str | None, str]] = {
    "supported": "\u2713",
    "contradicted": "\u2717",
    "undecided": "~",
    None: "\u2013",
}
"""What stands beside the words of a verdict; told apart by shape, for it may be printed in black."""

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
KILOMETRE_M: Final = 1_000.0
PAIR: Final = re.compile(r"([A-Z]{3})-([A-Z]{3})")
BORDERS: Final = re.compile(r"([A-Z]{3})(?: ((?:north|south)-?(?:east|west)|north|south|east|west))?")


def limit_words(length_m: float) -> str:
    """Write a length that was chosen and not measured.

    Examples
    --------
    >>> limit_words(25_000), limit_words(1_500), limit_words(800)
    ('25 km', '1.5 km', '800 m')
    """
    return f"{length_m / KILOMETRE_M:,.5g} km" if length_m >= KILOMETRE_M else f"{length_m:,.5g} m"


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


def sentence(text: str) -> str:
    """Begin a text with a capital and end it with a full stop.

    Examples
    --------
    >>> sentence("it lies there"), sentence("Does it?"), sentence("")
    ('It lies there.', 'Does it?', '')
    """
    text = text[:1].upper() + text[1:]
    return text if not text or text[-1] in ".!?\u2026" else f"{text}."

"""Directions in many languages: which of sixteen is meant, and how far from it the truth may lie.

A direction is as exact as its name has parts (A. D. Chapman and J. R. Wieczorek, "Georeferencing Best
Practices", GBIF 2020, table "Calculating uncertainty using the precision of the recorded direction"): north
is anything between north-west and north-east, 45° to either side; north-east 22.5°, north-north-east 11.25°.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from geo._locating.expressions.folding import fold

__all__ = [
    "ADJECTIVE",
    "ADJECTIVE_WORDS",
    "COMPARED",
    "HEADINGS",
    "NOUN",
    "NOUN_WORDS",
    "Heading",
    "read_heading",
]


class Heading(NamedTuple):
    """A direction, and how far to either side of it something still lies in that direction."""

    name: str
    azimuth_deg: float
    half_width_deg: float


_NAMES: Final = {
    "n": "north",
    "nne": "north-north-east",
    "ne": "north-east",
    "ene": "east-north-east",
    "e": "east",
    "ese": "east-south-east",
    "se": "south-east",
    "sse": "south-south-east",
    "s": "south",
    "ssw": "south-south-west",
    "sw": "south-west",
    "wsw": "west-south-west",
    "w": "west",
    "wnw": "west-north-west",
    "nw": "north-west",
    "nnw": "north-north-west",
}
_HALF_WIDTHS_DEG: Final = {1: 45.0, 2: 22.5, 3: 11.25}
HEADINGS: Final = {
    letters: Heading(name, number * 22.5, _HALF_WIDTHS_DEG[len(letters)])
    for number, (letters, name) in enumerate(_NAMES.items())
}

# How a direction begins a longer one, is a noun, is an adjective, and is compared ("южнее": further south).
_FIRST: Final = {
    "n": "north|nord|norte|nor|северо|північно|північн(?:ий|ого|ому|им)|kuzey|солтүстік|شمال",
    "e": "east|est|este|ost|восточно|востоко|східно|dogu|шығыс|شرق",
    "s": "south|sud|sur|sul|süd|юго|південно|південн(?:ий|ого|ому|им)|guney|оңтүстік|جنوب",
    "w": "west|ouest|oeste|западно|западо|західно|bati|батыс|غرب",
}
_NOUN: Final = {
    "n": r"norths?|northwards?|nord|norden|norte|север(?:а|у|е|ом)?|північ|півночі|kuzey\w{0,6}|"
    r"солтүсті[кг]\w{0,8}|(?:ال)?شمال",
    "e": r"east|eastwards?|est|osten|este|leste|восток(?:а|у|е|ом)?|с(?:х|ход)ід|сходу|сході|dogu\w{0,6}|"
    r"шығыс\w{0,8}|(?:ال)?شرق",
    "s": r"south|southwards?|sud|süden|sur|sul|юг(?:а|у|е|ом)?|південь|півдня|півдні|guney\w{0,6}|"
    r"оңтүсті[кг]\w{0,8}|(?:ال)?جنوب",
    "w": r"west|westwards?|ouest|westen|oeste|запад(?:а|у|е|ом)?|захід|заходу|заході|bati\w{0,6}|"
    r"батыс\w{0,8}|(?:ال)?غرب",
}
_ENDING: Final = r"(?:ый|ий|ая|ое|ого|ому|ой|ом|ые|ых|ую|ым)"
_GERMAN: Final = r"(?:e[nrs]?|em)?"
_UKRAINIAN: Final = r"(?:а|ий|ої|ій|ого|ому|е|у)"
_ADJECTIVE: Final = {
    "n": rf"northern|north|nord|norte|septentrional|nordlich{_GERMAN}|"
    rf"северн{_ENDING}|північн{_UKRAINIAN}|"
    r"kuzey|солтүстік|شمالي",
    "e": rf"eastern|east|est|oriental|leste|ostlich{_GERMAN}|"
    rf"восточн{_ENDING}|східн{_UKRAINIAN}|"
    r"dogu|шығыс|شرقي",
    "s": rf"southern|south|sud|sur|sul|meridional|sudlich{_GERMAN}|"
    rf"южн{_ENDING}|південн{_UKRAINIAN}|"
    r"guney|оңтүстік|جنوبي",
    "w": rf"western|west|ouest|oeste|occidental|westlich{_GERMAN}|"
    rf"западн{_ENDING}|західн{_UKRAINIAN}|"
    r"bati|батыс|غربي",
}
_COMPARED: Final = {
    "n": "nordlich|севернее|північніше",
    "e": "ostlich|восточнее|східніше",
    "s": "sudlich|южнее|південніше",
    "w": "westlich|западнее|західніше",
}


def _any(table: dict[str, str], *, named: str = "") -> str:
    ways = (f"(?P<{named}{letter}>{fold(words)})" for letter, words in table.items())
    return "|".join(ways if named else (fold(words) for words in table.values()))


def _pattern(last: dict[str, str], *, named: bool = False) -> str:
    first = _any(_FIRST)
    firsts = [rf"(?:(?:{_any(_FIRST, named=f'{number}') if named else first})[- ]?)?" for number in "fg"]
    return rf"{''.join(firsts)}(?:{_any(last, named='l' if named else '')})(?!\w)"


_LETTERS: Final = r"(?:[ns]\.?[ew]?\.?|[ew]\.?|(?:nn|ss)[ew]|e[ns]e|w[ns]w)(?!\w)"

NOUN: Final = rf"(?:{_pattern(_NOUN)}|{_LETTERS})"
ADJECTIVE: Final = rf"(?:{_pattern(_ADJECTIVE)}|{_LETTERS})"
NOUN_WORDS: Final = rf"(?:{_pattern(_NOUN)})"
ADJECTIVE_WORDS: Final = rf"(?:{_pattern(_ADJECTIVE)})"
COMPARED: Final = rf"(?:{_pattern(_COMPARED)})"
"""Folded regular expressions, without groups that are numbered or named."""

_WAYS: Final = tuple(re.compile(_pattern(table, named=True)) for table in (_NOUN, _ADJECTIVE, _COMPARED))


def read_heading(text: str) -> Heading | None:
    """Read a direction in folded text; None when it is none, as "south-north" is none.

    Examples
    --------
    >>> read_heading("north"), read_heading("юго-западнее").azimuth_deg
    (Heading(name='north', azimuth_deg=0.0, half_width_deg=45.0), 225.0)
    >>> read_heading("ene"), read_heading("noreste").name, read_heading("north-south")
    (Heading(name='east-north-east', azimuth_deg=67.5, half_width_deg=11.25), 'north-east', None)
    """
    letters = text.replace(".", "")
    if letters in HEADINGS:
        return HEADINGS[letters]
    for way in _WAYS:
        found = way.fullmatch(text)
        if found:
            letters = "".join(
                letter for part in "fgl" for letter in "nesw" if found[f"{part}{letter}"] is not None
            )
            return HEADINGS.get(letters)
    return None

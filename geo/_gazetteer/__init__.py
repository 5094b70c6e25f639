"""Names become candidates: everything in the atlas that is called so, wherever it is.

``things`` numbers through all that has a name and says what each is and what it lies in; ``lookup`` finds
them by exact keys, by keys that forget the system of transliteration or the case of the noun, and, inside a
stated country, region or district, by likeness. Which candidate is meant is decided above this room.
"""

from __future__ import annotations

from geo._gazetteer.former import FormerName, find_former_names
from geo._gazetteer.lookup import LIKE_FROM, LIKE_TO, Gazetteer, Match, load_gazetteer
from geo._gazetteer.things import Thing, Things

__all__ = [
    "LIKE_FROM",
    "LIKE_TO",
    "FormerName",
    "Gazetteer",
    "Match",
    "Thing",
    "Things",
    "find_former_names",
    "load_gazetteer",
]

"""How a location string may be read: which part is the name, and which parts say what it lies in.

"Kuryk, Karakiya district, Mangystau" goes from small to large, "Казахстан, Мангистауская область, Актау"
from large to small, "Aktau (Kazakhstan)" and "Mosul Iraq" have no comma at all. Every way to read a string
is given, and the one whose parts fit each other on the map is taken by those who know the map.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from geo._names import search_key
from geo._names.words import strip_words

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Asked", "has_name", "list_readings"]

LONGEST: Final = 200
"""Characters of a name; what is longer is a text, and is read as one."""

_PARTS: Final = re.compile(r"\s*[,;|/\n]\s*|\s+[-\u2013\u2014]\s+")
_BRACKETS: Final = re.compile(r"^(.*?)\s*[(\[](.+?)[)\]]\s*$", re.DOTALL)
_LEADING: Final = re.compile(
    r"^(?:(?:in|at|the|v|vo|na|en|à|au|aux|dans|в|во|на|у|из|с|до|из|от|к|по|з|із|до|від)\s+)+(?=\S)",
    re.IGNORECASE,
)
_INSIDE: Final = re.compile(r"^(.{2,}?)\s+(?:in|en|dans|в|у)\s+(?:the\s+)?(.{2,})$", re.IGNORECASE)
_MOST_TAIL: Final = 3

# What stands in columns of places and is none.
_NO_NAMES: Final = frozenset(
    search_key(words)
    for words in [
        "unknown",
        "n/a",
        "na",
        "none",
        "null",
        "nan",
        "not known",
        "not specified",
        "unspecified",
        "undisclosed",
        "various",
        "multiple locations",
        "several",
        "other",
        "here",
        "there",
        "home",
        "north",
        "south",
        "east",
        "west",
        "northeast",
        "northwest",
        "southeast",
        "southwest",
        "centre",
        "center",
        "northern",
        "southern",
        "eastern",
        "western",
        "central",
        "border",
        "the border",
        "frontier",
        "road",
        "street",
        "main street",
        "the hospital",
        "hospital",
        "school",
        "market",
        "village",
        "city",
        "town",
        "district",
        "region",
        "province",
        "county",
        "state",
        "country",
        "place",
        "location",
        "place unknown",
        "no location",
        "test",
        "tbd",
        "tba",
        "soldiers",
        "police",
        "army",
        "people",
        "president",
        "government",
        "monday",
        "january",
        "see notes",
        "see above",
        "не установлено",
        "ауданы",
        "аудан",
        "облысы",
        "неизвестно",
        "нет данных",
        "не указано",
        "область",
        "области",
        "район",
        "районе",
        "город",
        "село",
        "деревня",
        "улица",
        "desconocido",
        "sin datos",
        "inconnu",
        "unbekannt",
        "غير معروف",
        "the city",
        "the town",
        "the village",
        "the capital",
        "capital",
    ]
)


class Asked(NamedTuple):
    """One reading of a string."""

    name: str
    kind: str
    """What the words beside the name say that it is; "" for nothing."""
    parents: tuple[str, ...]
    """What it is said to lie in."""


def has_name(text: str) -> bool:
    """Say whether a string can be the name of a place at all.

    Examples
    --------
    >>> has_name("Aktau"), has_name("n/a"), has_name("17"), has_name("в районе")
    (True, False, False, False)
    """
    key = search_key(_LEADING.sub("", text.strip()))
    return any(letter.isalpha() for letter in key) and key not in _NO_NAMES and len(key) > 1


def list_readings(text: str, parents: Sequence[str] = ()) -> list[Asked]:
    """List the ways to read a string, the plainest first.

    Parameters
    ----------
    text : str
    parents : sequence of str
        What other columns say that it lies in.

    Examples
    --------
    >>> [(asked.name, asked.kind, asked.parents) for asked in list_readings("Karakiya district, Mangystau")]
    [('Karakiya district', 'district', ('Mangystau',)), ('Mangystau', '', ('Karakiya district',))]
    >>> [asked.name for asked in list_readings("Mosul Iraq")]
    ['Mosul Iraq', 'Mosul']
    """
    text = " ".join(text[:LONGEST].split())
    stated = tuple(parent for parent in parents if parent.strip())
    bracketed = _BRACKETS.match(text)
    if bracketed and bracketed[1].strip():
        inner = tuple(part for part in _PARTS.split(bracketed[2]) if part)
        return [
            *_from_parts(bracketed[1], stated, inner),
            *_from_parts(text.replace("(", " ").replace(")", " "), stated, ()),
        ][:8]
    return _from_parts(text, stated, ())


def _from_parts(text: str, stated: tuple[str, ...], inner: tuple[str, ...]) -> list[Asked]:
    parts = [
        part.strip(" .'\"") if part.count(".") <= 1 else part.strip(" '\"") for part in _PARTS.split(text)
    ]
    parts = [part for part in parts if part]
    if not parts:
        return []
    if len(parts) > 1:
        forward = _asked(parts[0], (*parts[1:], *inner, *stated))
        backward = _asked(parts[-1], (*parts[:-1], *inner, *stated))
        return [forward, backward]
    whole = _asked(parts[0], (*inner, *stated))
    readings = [whole]
    inside = _INSIDE.match(parts[0])
    if inside:
        readings.append(_asked(inside[1], (inside[2], *inner, *stated)))
    words = whole.name.split()
    for count in range(1, min(_MOST_TAIL, len(words) - 1) + 1):
        head, tail = " ".join(words[:-count]), " ".join(words[-count:])
        if not strip_words(search_key(f"x {tail}")).kind:
            readings.append(_asked(head, (tail, *inner, *stated)))
    return readings


def _asked(part: str, parents: tuple[str, ...]) -> Asked:
    name = _LEADING.sub("", part.strip()) or part.strip()
    return Asked(name, strip_words(search_key(name)).kind, parents)

"""Names of units: keys that compare them across spellings, and the plain English name.

A name is compared without its accents, its letter case and the words that only say what kind of unit it is,
in whichever language: "Mangystau Region", "Mangghystaū oblysy" and "Mangistau" differ by spelling alone.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["key_of", "likeness", "plain_name"]

_LETTERS = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "\u0131": "i",
        "ə": "a",
        "ǝ": "a",
        "ß": "ss",
        "æ": "ae",
        "þ": "th",
        "ð": "d",
    }
)
_MARKS = re.compile(r"['’‘`ʻʿʼ]")  # noqa: RUF001 - the marks of transliterations
_WORD = re.compile(r"[^\W_]+")
_KIND_WORDS = frozenset(
    """
    province provincia provincie region regiao oblast oblasti district distrito department departamento
    departement governorate state county municipality prefecture kray krai parish emirate canton kanton
    voivodeship rayon raion judetul muhafazat wilaya respublika republic republika autonomous okrug
    oblysy viloyati opstina opcina novads apskritis provinsi tinh sheng shi zizhiqu zupanija
    the of la las los el il al an ar as ash at ad az de del della do da dos di du and y e i o
    """.split()  # noqa: SIM905 - a list of words reads better than a list of strings
)
_TRAILING = re.compile(
    r"\s+(?:Autonomous Region|Autonomous Province|Autonomous Republic|Capital Region|Special Region|"
    r"Regional Council|Autonomous Okrug|Region|Province|Oblast|District|County|Governorate|Department|"
    r"State|Prefecture|Municipality|Canton|Voivodeship|Krai|Parish|Division|Zone|Council|Pradesh Province|"
    r"District Council|City Council|Borough Council|Metropolitan City|Rayon|Raion|Popularate|Emirate|"
    r"Regional Corporation|City Council District|Community Development)$",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"^(?:Province|Region|Department|District|Governorate|County|State|Canton|Municipality|"
    r"Free municipal consortium|Metropolitan City|City Municipality|London Borough|"
    r"Royal Borough) of (?:the )?",
    re.IGNORECASE,
)
_CHEAP = 0.5


def key_of(name: str) -> str:
    """Letters and digits of a name that are not part of a kind word, without accents or case."""
    text = unicodedata.normalize("NFKD", name).casefold().translate(_LETTERS)
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    words = _WORD.findall(_MARKS.sub("", text))
    return "".join([word for word in words if word not in _KIND_WORDS] or words)


def likeness(names: Iterable[str], others: Iterable[str]) -> float:
    """How alike the most alike two names of both lists are, from 0 to 1 (Ratcliff and Obershelp's ratio)."""
    left, right = ({key_of(name) for name in group} - {""} for group in (names, others))
    if left & right:
        return 1.0
    best = 0.0
    for one in left:
        matcher = difflib.SequenceMatcher(b=one, autojunk=False)
        for other in right:
            matcher.set_seq1(other)
            if matcher.quick_ratio() > max(best, _CHEAP):
                best = max(best, matcher.ratio())
    return best


def plain_name(name: str) -> str:
    """Take the words for the kind of unit from the ends of an English name.

    >>> plain_name("Mangystau Region"), plain_name("Province of Trento"), plain_name("Free State")
    ('Mangystau', 'Trento', 'Free State')
    """
    if name in _WHOLE:
        return name
    plain = _LEADING.sub("", _TRAILING.sub("", name))
    return name if plain in _NEEDS_ITS_KIND else plain


_WHOLE = frozenset({"Free State", "Rhode Island", "Delta State"})
_NEEDS_ITS_KIND = frozenset(
    """
    Central Western Eastern Northern Southern North South East West Capital Northwestern Northeastern
    Southwestern Southeastern Autonomous Special Maritime Coastal
    """.split()  # noqa: SIM905 - as above
)
"""Bare directions read as no name at all: they keep their kind."""

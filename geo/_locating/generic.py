"""Words that say what kind of unit a name is of, which one source writes and another leaves out.

"Ouaka province" in one table is "Ouaka" or "Préfecture de la Ouaka" in another. Taken off, the names are
equal. But "Tashkent city" is not "Tashkent province": what was taken off says of a name that it is of a
city or of more than one, and such names never match each other.
"""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from geo._names import match_key

__all__ = ["BareName", "GroundKind", "has_city_word", "strip_generic"]

GroundKind = Literal["area", "city"]


class BareName(NamedTuple):
    """The key of a name without its generic words."""

    key: str
    kind: GroundKind | None
    """What the words said; None when there were none, or none that tells the two apart."""


# As match keys have them: lower case, no accents. In the languages of those who make the tables: English,
# French, Spanish, Portuguese, German, Russian, Ukrainian, Turkic, Arabic, Persian, Indonesian, Vietnamese.
_AREA: Final = frozenset(
    (
        *("province", "provinces", "region", "district", "state", "county", "governorate", "prefecture"),
        *("department", "division", "subdivision", "territory", "parish", "canton", "oblast", "oblys"),
        *("oblysy", "kray", "krai", "okrug", "raion", "rayon", "rajon", "respublika", "republic", "viloyat"),
        *("viloyati", "velayat", "welayaty", "wilaya", "wilayat", "wilayah", "muhafazah", "muhafazat"),
        *("muhafaza", "ostan", "provincia", "departamento", "departement", "regiao", "estado"),
        *("distrito", "sous", "provinsi", "kabupaten", "tinh", "huyen", "zone", "woreda", "wereda", "cercle"),
        *("voivodeship", "wojewodztwo", "powiat", "zupanija", "judet", "kreis", "landkreis", "regency"),
        *("ili", "ilce", "eyaleti", "bolgesi", "obshtina", "tehsil", "taluk", "upazila", "zila"),
    )
)
_CITY: Final = frozenset(
    (
        *("city", "town", "ville", "ciudad", "cidade", "stadt", "gorod", "misto", "qalasy", "shahri"),
        *("kota", "capital", "metropolis"),
    )
)
# In some countries these are cities, in others ground with many villages.
_EITHER: Final = frozenset(
    (
        *("municipality", "municipio", "municipal", "municipalite", "commune", "comuna", "comune"),
        *("gemeinde", "metropolitan"),
    )
)
_GENERIC: Final = _AREA | _CITY | _EITHER
_LINKS: Final = frozenset(("of", "de", "du", "des", "da", "do", "del", "la", "le", "les", "el", "los"))


def strip_generic(name: str) -> BareName:
    """Take generic words off both ends of a name; one of them always stays.

    Examples
    --------
    >>> strip_generic("Ouaka province"), strip_generic("Préfecture de la Ouaka")
    (BareName(key='ouaka', kind='area'), BareName(key='ouaka', kind='area'))
    >>> strip_generic("Kiev City").kind, strip_generic("Kyyivs'ka Oblast'").key
    ('city', "kyyivs'ka")
    >>> strip_generic("Central Region").key, strip_generic("Province").key
    ('central', 'province')
    """
    words = match_key(name).split()
    taken: set[str] = set()
    while len(words) > 1 and words[-1].strip("'") in _GENERIC:
        taken.add(words.pop().strip("'"))
    while len(words) > 1 and words[0].strip("'") in _GENERIC:
        taken.add(words.pop(0).strip("'"))
        words = _without_links(words)
    kind: GroundKind | None = "city" if taken & _CITY else "area" if taken & _AREA else None
    return BareName(" ".join(words), kind)


def has_city_word(text: str) -> bool:
    """Say whether a name, or the type of a unit, says that it is a city.

    Examples
    --------
    >>> has_city_word("City|Municipality|Thanh Pho"), has_city_word("Metropolitan department")
    (True, False)
    """
    return not _CITY.isdisjoint(match_key(text.replace("|", " ")).split())


def _without_links(words: list[str]) -> list[str]:
    """Take off what joins a generic word to the name after it: of, de la, d'."""
    while len(words) > 1 and words[0] in _LINKS:
        words = words[1:]
    return [words[0].removeprefix("d'").removeprefix("l'"), *words[1:]]

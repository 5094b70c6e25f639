"""Finding what is called so: exactly, by sound, by the case of the noun, by likeness inside a parent.

Each way is tried only when the ones before it found nothing, and each has a quality below theirs. Likeness
is RapidFuzz's Jaro-Winkler similarity of loose keys: it is tolerant of ends, where transliterations and
declensions differ, and strict at the beginning. It is asked for inside a parent only; among a million
names something is always alike.
"""

from __future__ import annotations

import logging
import math
import re
import threading
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from geo._atlas.folder import find_atlas
from geo._atlas.keys import JoinedIndex, KeyIndex
from geo._atlas.own.store import data_path, list_layers
from geo._gazetteer.parts import own_errors
from geo._gazetteer.things import LAYERS, Things
from geo._names import loose_key, search_key
from geo._names.endings import undo_adjective, undo_case
from geo._names.words import spell_out, strip_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from geo._atlas.keys import Keyed

__all__ = ["LIKE_FROM", "LIKE_TO", "Gazetteer", "Match", "keys_beside", "load_gazetteer"]

logger = logging.getLogger(__name__)

QUALITY: Final = {
    "name": 1.0,
    "other name": 0.7,
    "translation": 0.97,
    "abbreviation": 0.9,
    "code": 0.6,
    "demonym": 0.8,
    "adjective": 0.9,
    "former": 0.9,
    "informal": 0.9,
    "derived": 0.6,
    "foreign": 0.1,
}
"""How good an equal key is, by what the name is to its bearer."""

SOUND: Final = 0.8
SOUND_LATIN: Final = 0.2
CASE: Final = 0.75
"""How good a name is that is equal in sound only, and one that is equal once its case is undone.

Sound means less where the name was in Latin letters already: then it was spelt, not transliterated.
"""

LEAST_LIKE: Final = 0.83
"""Jaro-Winkler similarity below which two names are not taken for one."""
LETTERS: Final = 0.7
LETTERS_IN_COUNTRY: Final = 0.8
"""Share of letters that has to stay, by Damerau and Levenshtein's distance, in a region and in a country."""
LIKE_FROM: Final = 0.24
LIKE_TO: Final = 0.6
"""Quality of a name that is just like enough, and of one whose loose key is the same."""
_MOST_ALIKE: Final = 20
_SHORT: Final = 5
_SHORT_IN_COUNTRY: Final = 6
_SHORT_LIKE: Final = 0.95
_SOUNDS: Final = ("aeiouy", "kcghq", "szj", "td", "bpfv")
_MOST_PARENTS: Final = 64
"""A table is about a few countries and regions; all of the world's would take gigabytes."""

_LATIN: Final = re.compile(r"[^\u0370-\u1dff\u2e80-\uabff\uf900-\ufdff\ufe70-\ufeff]*")

_Shelves = dict[str, dict[int, list[tuple[str, int]]]]


class Match(NamedTuple):
    """A thing that may be meant by a name."""

    number: int
    quality: float
    """Above 0, at most 1."""
    how: str
    """As the index says it, or "sound", "case", "alike"."""
    key: str
    """The search key of the name under which it is known."""


class Gazetteer:
    """All names of an atlas.

    Parameters
    ----------
    folder : Path
        Of the atlas.
    own : sequence of Path
        Files of things that GeoNames dumps have added; the index of each stands beside it.

    Raises
    ------
    AtlasError
        If one of the files is not there or damaged.
    """

    def __init__(self, folder: Path, own: Sequence[Path] = ()) -> None:
        self.things = Things(folder, own)
        self.index: KeyIndex | JoinedIndex = KeyIndex(folder / "keys.arrow")
        if own:
            added = []
            for path in map(keys_beside, own):
                with own_errors(path):
                    added.append(KeyIndex(path))
            self.index = JoinedIndex([self.index, *added], [0, *self.things.own_starts])
        self._inside: dict[int, _Shelves] = {}

    def find(self, name: str) -> list[Match]:
        """Find everything that is called so, in the first of the ways that finds anything.

        Parameters
        ----------
        name : str
            In any script; words such as "district" may stand with it.

        Returns
        -------
        list of Match
            One for each thing, in no order; empty when nothing is called so.
        """
        key = search_key(name)
        if not key:
            return []
        is_foreign = not _LATIN.fullmatch(name)
        bare = strip_words(key).key
        for one in dict.fromkeys((key, spell_out(key), bare, spell_out(bare))):
            exact = self.index.find(one)
            if exact:
                return _best(Match(found.number, QUALITY[found.how], found.how, found.key) for found in exact)
        return self._find_changed(bare, is_foreign=is_foreign)

    def _find_changed(self, key: str, *, is_foreign: bool) -> list[Match]:
        """Find what sounds so, and what is called so in another case of the noun."""
        factor = SOUND if is_foreign else SOUND_LATIN
        found = [_scaled(one, factor, "sound") for one in self.index.find_loose(key)]
        if not found:
            others = [*undo_adjective(key), *(undo_case(key) if is_foreign else ())]
            found = [_scaled(one, CASE, "case") for other in others for one in self.index.find(other)]
        return _best(found)

    def find_exact(self, key: str) -> list[Keyed]:
        """Find what bears exactly this search key: the quick part of `find`."""
        return self.index.find(key)

    def country_of(self, name: str) -> str:
        """Give the alpha-3 code of the country that a name or an ISO code names; "" for none.

        Examples
        --------
        >>> gazetteer = load_gazetteer()
        >>> [gazetteer.country_of(name) for name in ("Kazakhstan", "kz", "KAZ", "Mangystau")]
        ['KAZ', 'KAZ', 'KAZ', '']
        """
        found = {one.number for one in self.index.find(search_key(name))}
        countries = [one for one in found if LAYERS[self.things.layer_of(one)] == "countries"]
        return self.things.code_of(countries[0]) if len(countries) == 1 else ""

    def find_alike(self, key: str, parent: int, layers: tuple[str, ...] = ()) -> list[Match]:
        """Find what inside a country, region or district has a name that is like a search key.

        Parameters
        ----------
        key : str
        parent : int
            Number of the country, region or district.
        layers : tuple of str
            "places", "regions", "districts": those that are wanted, of your own what would stand there; all
            when empty.
        """
        from rapidfuzz import process
        from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler

        names = self._names_inside(parent)
        is_country = LAYERS[self.things.layer_of(parent)] == "countries"
        least = LETTERS_IN_COUNTRY if is_country else LETTERS
        asked = {loose_key(one) for one in (key, *undo_adjective(key))}
        found: dict[int, Match] = {}
        for loose in asked:
            shelf = names.get(_sound_of(loose), {})
            # So many letters more or less already cost the share that may change.
            lengths = range(math.ceil(len(loose) * least), math.floor(len(loose) / least) + 1)
            pairs = [pair for length in lengths for pair in shelf.get(length, ())]
            near = process.extract(
                loose,
                [name for name, _ in pairs],
                scorer=JaroWinkler.normalized_similarity,
                score_cutoff=LEAST_LIKE,
                limit=_MOST_ALIKE,
            )
            for other, likeness, at in near:
                number = pairs[at][1]
                if layers and self.things.counts_as(number) not in layers:
                    continue
                # Many names lie in a country, so more letters have to be the same there.
                if DamerauLevenshtein.normalized_similarity(loose, other) < least:
                    continue
                # Equal first letters alone make four letters alike: short names need more.
                short = _SHORT_IN_COUNTRY if is_country else _SHORT
                if min(len(loose), len(other)) < short and likeness < _SHORT_LIKE:
                    continue
                share = (likeness - LEAST_LIKE) / (1 - LEAST_LIKE)
                match = Match(number, LIKE_FROM + (LIKE_TO - LIKE_FROM) * share, "alike", other)
                if number not in found or found[number].quality < match.quality:
                    found[number] = match
        return sorted(found.values(), key=lambda match: -match.quality)

    def _names_inside(self, parent: int) -> _Shelves:
        """Sort the loose keys of all in a parent by their first sound and their length."""
        if parent not in self._inside:
            if len(self._inside) >= _MOST_PARENTS:
                self._inside.clear()
            shelves: _Shelves = {}
            pairs = {(loose_key(key), at) for key, at in self.index.names_of(self.things.inside(parent))}
            for name, at in sorted(pairs):
                shelves.setdefault(_sound_of(name), {}).setdefault(len(name), []).append((name, at))
            self._inside[parent] = shelves
        return self._inside[parent]


def _sound_of(name: str) -> str:
    """Give the class of first letters that are mistaken for each other."""
    return next((sounds[0] for sounds in _SOUNDS if name[:1] in sounds), name[:1])


def _scaled(keyed: Keyed, factor: float, how: str) -> Match:
    return Match(keyed.number, factor * QUALITY[keyed.how], how, keyed.key)


def _best(matches: Iterable[Match]) -> list[Match]:
    found: dict[int, Match] = {}
    for match in matches:
        if match.number not in found or found[match.number].quality < match.quality:
            found[match.number] = match
    return list(found.values())


def keys_beside(things: Path) -> Path:
    """Name the index of names that belongs to a file of things."""
    return things.with_name(things.name.removesuffix("things.arrow") + "keys.arrow")


_LOADED: dict[tuple[Path, tuple[Path, ...]], Gazetteer] = {}
_LOCK = threading.Lock()


def load_gazetteer(
    folder: Path | None = None, *, own: Sequence[Mapping[str, Any]] | None = None
) -> Gazetteer:
    """Load the gazetteer of an atlas; one object a folder and process, as long as your layers stay the same.

    Parameters
    ----------
    folder : Path, optional
        Of the atlas; that which came with geo unless given.
    own : sequence of mappings, optional
        Descriptions of your own layers, of which those of names count; all that you have unless given.

    Raises
    ------
    AtlasError
        If the atlas is not there, or has no index of names.

    Examples
    --------
    >>> gazetteer = load_gazetteer()
    >>> {gazetteer.things.thing(match.number).name for match in gazetteer.find("Zhangaözen")}
    {'Zhanaozen'}
    """
    folder = find_atlas(folder)
    layers = [one for one in (list_layers() if own is None else own) if one["layer"] == "names"]
    key = (folder, tuple(data_path(dict(layer)) for layer in layers))
    with _LOCK:
        if key not in _LOADED:
            # What was joined with layers that are others now is of no more use.
            for known in [one for one in _LOADED if one[0] == folder and one[1]]:
                del _LOADED[known]
            _LOADED[key] = Gazetteer(*key)
            for layer in layers:
                logger.info("Your own layer %r is used: names.", layer["name"])
        return _LOADED[key]

"""All names of one text, resolved together.

Each name has candidates with their weights (`geo._locating.weights`). What stands in the text changes them:

* what is said right beside a name ("Clarke County, Ala.", "Paris (Texas)", "Iraq's Mosul") nearly decides;
* a candidate that lies in a country or region that the text names gains, more for regions, and more for
  those that can mean nothing else: the hierarchy of J. Leidner, "Toponym Resolution in Text" (2007);
* candidates near the places that other names most likely mean gain, less with distance: Leidner's
  minimality, here as a sum over the other names weighed by how sure each is, so that one far name
  costs nothing;
* a name that was said before means the same again; one name written two ways has one meaning.

All of this is settled in a few rounds: chances are computed from weights, then weights from the others'
chances, beginning with what is surest. Chances are those of the soft maximum of the weights, with a share
for "none of these".
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from geo._locating.weights import Option, weigh
from geo._names import search_key
from geo._names.words import strip_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geo._gazetteer import Gazetteer

__all__ = ["Resolved", "resolve_together"]

MOST: Final = 60
"""Candidates of a name that are looked at; what is lighter was never meant in any text tried."""
ROUNDS: Final = 4

_NONE: Final = 2.0
_BESIDE: Final = 3.0
_IN_COUNTRY: Final = 2.5
_IN_REGION: Final = 2.0
_NEAR: Final = 2.0
_NEAR_M: Final = 250_000.0
_SAME: Final = 1.5
_COUNTRY_NAMED: Final = 1.5
_UNLIKELY: Final = 0.02
_LIKELY: Final = 0.05
_EARTH_M: Final = 6_371_000.0
_REGIONAL: Final = ("country", "region", "district")


class Resolved(NamedTuple):
    """The candidates of one name of a text, the likeliest first, with their chances."""

    numbers: list[int]
    chances: list[float]
    options: list[Option]


class _Mention(NamedTuple):
    start: int
    end: int
    key: str
    options: list[Option]
    number: NDArray[np.int64]
    weight: NDArray[np.float64]
    xyz: NDArray[np.float64]


def resolve_together(
    text: str,
    spans: Sequence[tuple[int, int]],
    gazetteer: Gazetteer,
    *,
    names: Sequence[str] = (),
    countries: frozenset[str] = frozenset(),
    near: tuple[float, float] | None = None,
) -> list[Resolved]:
    """Resolve the names at some spans of a text.

    Parameters
    ----------
    text : str
    spans : sequence of (start, end)
        Character offsets of the names.
    gazetteer : Gazetteer
    names : sequence of str
        What to look up for each span, such as its nominative; what stands there when left out.
    countries : frozenset of str
        Alpha-3 codes of countries that the text is about, if known.
    near : (lon, lat), optional
        Where it is about, degrees.
    """
    names = names or [text[start:end] for start, end in spans]
    mentions = [
        _mention(text, start, end, name, gazetteer) for (start, end), name in zip(spans, names, strict=True)
    ]
    beside = _beside(text, mentions, gazetteer)
    weights = [mention.weight.copy() for mention in mentions]
    for at, mention in enumerate(mentions):
        weights[at] += beside[at]
        if countries and len(mention.number):
            codes = [gazetteer.things.code_of(number) for number in mention.number.tolist()]
            weights[at] += [_BESIDE / 2 if code in countries else 0.0 for code in codes]
        if near is not None and len(mention.number):
            away_m = _EARTH_M * np.linalg.norm(mention.xyz - _xyz(*near), axis=1)
            weights[at] += 1.5 / (1.0 + away_m / _NEAR_M)
    chances = [_chances(weight) for weight in weights]
    for _ in range(ROUNDS):
        support = _support(mentions, chances, gazetteer)
        chances = [_chances(weight + more) for weight, more in zip(weights, support, strict=True)]
    return [_sorted(mention, chance) for mention, chance in zip(mentions, chances, strict=True)]


def _mention(text: str, start: int, end: int, name: str, gazetteer: Gazetteer) -> _Mention:
    bare = strip_words(search_key(name))
    matches = gazetteer.find(name)
    said = bare.kind or strip_words(search_key(text[start:end])).kind
    if not said:
        said = strip_words(search_key(f"{name} {_word_after(text, end)}")).kind
    options = weigh(matches, gazetteer, said)[:MOST]
    number = np.array([option.number for option in options], dtype=np.int64)
    things = gazetteer.things
    return _Mention(
        start,
        end,
        # "Oklahoma" is not said again by "Oklahoma City": what counts is the name under which it is known.
        options[0].match.key if options else bare.key,
        options,
        number,
        np.array([option.weight for option in options]),
        _xyz(things.lon[number], things.lat[number]),
    )


def _word_after(text: str, end: int) -> str:
    found = re.match(r"[\s\-]+([^\W\d_]+)", text[end : end + 40])
    return found[1] if found else ""


def _xyz(lon: NDArray[np.float64] | float, lat: NDArray[np.float64] | float) -> NDArray[np.float64]:
    lam, phi = np.radians(lon), np.radians(lat)
    return np.stack([np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)], axis=-1)


def _chances(weight: NDArray[np.float64]) -> NDArray[np.float64]:
    if not len(weight):
        return weight
    top = max(float(weight.max()), _NONE)
    powers = 10.0 ** (weight - top)
    return np.asarray(powers / (powers.sum() + 10.0 ** (_NONE - top)))


# What may stand between a name and the name of what it lies in, when that follows.
_COMMA: Final = re.compile(
    r"\s*[,(\[]\s*(?:in\s+)?(?:the\s+)?(?:[A-Z][\w.\-]*\s+(?:County|Province|State)\s*,\s*)?"
)
_WITHIN: Final = re.compile(
    r"\s*,?\s*(?:in|of|en|de|du|da|do|\u0432|\u0443|\u043d\u0430)\s+(?:the\s+)?(?:\w+\s+){0,3}?(?:of\s+)?(?:the\s+)?",
    re.IGNORECASE,
)
_OWNER: Final = re.compile(r"(?:['\u2019]s?|n|ese|ian)?\s+(?:\w+\s+){0,3}?(?:of\s+)?")
_WITHIN_WEIGHT: Final = 0.6
_OWNER_WEIGHT: Final = 0.5


def _beside(text: str, mentions: list[_Mention], gazetteer: Gazetteer) -> list[NDArray[np.float64]]:
    """Weigh what the names next to each name say of where it lies."""
    more = [np.zeros(len(mention.number)) for mention in mentions]
    order = sorted(range(len(mentions)), key=lambda at: mentions[at].start)
    for one, two in itertools.pairwise(order):
        left, right = mentions[one], mentions[two]
        gap = text[left.end : right.start]
        if left.end > right.start:
            continue
        if _COMMA.fullmatch(gap):
            more[one] += _BESIDE * _share_inside(left, right, gazetteer)
        elif _WITHIN.fullmatch(gap):
            more[one] += _WITHIN_WEIGHT * _BESIDE * _share_inside(left, right, gazetteer)
        if _OWNER.fullmatch(gap) or _COMMA.fullmatch(gap):
            more[two] += _OWNER_WEIGHT * _BESIDE * _share_inside(right, left, gazetteer)
    for at, mention in enumerate(mentions):
        more[at] += _BESIDE * _unmarked(text, mention, mentions, gazetteer)
    return more


_AFTER: Final = re.compile(r"\s*,\s*([^\W\d_][\w.\-\u2019']*(?:\s[A-Z][\w.]*){0,2})")
_BRACKET: Final = re.compile(r"\s*\(([^()]{2,40})\)")


def _unmarked(
    text: str, mention: _Mention, mentions: list[_Mention], gazetteer: Gazetteer
) -> NDArray[np.float64]:
    """Read what follows a name after a comma, though it is not among the names asked for."""
    none = np.zeros(len(mention.number))
    found = _AFTER.match(text, mention.end) or _BRACKET.match(text, mention.end)
    if not found or any(other.start < found.end(1) and other.end > found.start(1) for other in mentions):
        return none
    words = found[1].split()
    for count in range(len(words), 0, -1):
        matches = gazetteer.index.find(search_key(" ".join(words[:count])))
        parents = [
            one.number
            for one in matches
            if gazetteer.things.kind_of(one.number) in ("country", "region") and one.how != "demonym"
        ]
        if parents:
            return np.asarray(
                np.max([_lies_in(mention.number, parent, gazetteer) for parent in parents], axis=0)
            )
    return none


def _share_inside(child: _Mention, parent: _Mention, gazetteer: Gazetteer) -> NDArray[np.float64]:
    """By candidate of the child the chance that the parent, as far as it is ground, holds it."""
    total = np.zeros(len(child.number))
    chances = _chances(parent.weight)
    for number, chance in zip(parent.number.tolist()[:8], chances.tolist()[:8], strict=True):
        if gazetteer.things.kind_of(number) in _REGIONAL:
            total = np.maximum(total, _lies_in(child.number, number, gazetteer) * (0.3 + 0.7 * chance))
    return total


def _lies_in(numbers: NDArray[np.int64], parent: int, gazetteer: Gazetteer) -> NDArray[np.float64]:
    """Say of each thing whether it lies in a country, region or district (1 or 0)."""
    things = gazetteer.things
    kind = things.kind_of(parent)
    if kind == "country":
        code = things.code_of(parent)
        inside = np.array(
            [code in things.code_of(number).split(";") for number in numbers.tolist()], dtype=bool
        )
    elif kind == "region":
        inside = things.region[numbers] == parent
    else:
        inside = things.district[numbers] == parent
    return np.asarray(inside & (numbers != parent), dtype=np.float64)


def _support(
    mentions: list[_Mention], chances: list[NDArray[np.float64]], gazetteer: Gazetteer
) -> list[NDArray[np.float64]]:
    """Sum what the other names of the text say for each candidate."""
    named = _Named(mentions, chances, gazetteer)
    closeness = _closeness(mentions, chances)
    result = []
    for at, mention in enumerate(mentions):
        more = np.zeros(len(mention.number))
        if len(more):
            more += named.hierarchy(mention, chances[at])
            more += _NEAR * (1.0 - np.exp(-closeness[at]))
            more += _SAME * named.repeated(mention)
        result.append(more)
    return result


class _Named:
    """The ground that a text names, as far as the chances of its names say."""

    def __init__(
        self, mentions: list[_Mention], chances: list[NDArray[np.float64]], gazetteer: Gazetteer
    ) -> None:
        self._things = gazetteer.things
        self._countries: dict[str, float] = {}
        self._regions: dict[int, float] = {}
        self._by_key: dict[str, dict[int, float]] = {}
        self._count = Counter(mention.key for mention in mentions)
        for mention, chance in zip(mentions, chances, strict=True):
            for number, share in zip(mention.number.tolist(), chance.tolist(), strict=True):
                if share < _UNLIKELY:
                    continue
                region = self._region_of(number)
                if region >= 0:
                    self._regions[region] = self._regions.get(region, 0.0) + share
                for code in self._things.code_of(number).split(";")[:1]:
                    self._countries[code] = self._countries.get(code, 0.0) + share * self._weight(number)
                known = self._by_key.setdefault(mention.key, {})
                known[number] = max(known.get(number, 0.0), share)

    def _region_of(self, number: int) -> int:
        return number if self._things.kind_of(number) == "region" else int(self._things.region[number])

    def _weight(self, number: int) -> float:
        """Let a country that is named count for more than a place in it."""
        return _COUNTRY_NAMED if self._things.kind_of(number) == "country" else 1.0

    def hierarchy(self, mention: _Mention, own: NDArray[np.float64]) -> NDArray[np.float64]:
        """Weigh each candidate by how much of its country and region other names are about."""
        more = np.zeros(len(mention.number))
        for row, number in enumerate(mention.number.tolist()):
            share = float(own[row])
            codes = self._things.code_of(number).split(";")
            named = max((self._countries.get(code, 0.0) for code in codes), default=0.0)
            more[row] += _IN_COUNTRY * _full(max(named - share * self._weight(number), 0.0))
            region = self._region_of(number)
            if region >= 0:
                more[row] += _IN_REGION * _full(max(self._regions.get(region, 0.0) - share, 0.0))
        return more

    def repeated(self, mention: _Mention) -> NDArray[np.float64]:
        """Give the chances of the same name elsewhere in the text."""
        same = self._by_key.get(mention.key, {}) if self._count[mention.key] > 1 else {}
        return np.array([same.get(number, 0.0) for number in mention.number.tolist()])


def _closeness(mentions: list[_Mention], chances: list[NDArray[np.float64]]) -> list[NDArray[np.float64]]:
    """Sum over the other names how near what they mean is to each candidate of each name."""
    counts = [len(mention.number) for mention in mentions]
    if not sum(counts):
        return [np.zeros(0) for _ in mentions]
    xyz, number = (np.concatenate([getattr(one, name) for one in mentions]) for name in ("xyz", "number"))
    numbers = {key: at for at, key in enumerate(dict.fromkeys(mention.key for mention in mentions))}
    key = np.repeat([numbers[mention.key] for mention in mentions], counts)
    chance = np.concatenate(chances)
    likely = np.flatnonzero(chance > _LIKELY)
    close = np.zeros(len(number))
    for start in range(0, len(number), _ROWS):
        rows = slice(start, start + _ROWS)
        away_m = _EARTH_M * np.arccos(np.clip(xyz[rows] @ xyz[likely].T, -1.0, 1.0))
        other = (number[rows, None] != number[likely]) & (key[rows, None] != key[likely])
        close[rows] = (chance[likely] / (1.0 + (away_m / _NEAR_M) ** 2) * other).sum(axis=1)
    return np.split(close, np.cumsum(counts)[:-1])


_ROWS: Final = 2_000
"""Candidates that are held against all others at once."""


def _full(amount: float) -> float:
    """Let the second mention count less than the first."""
    return 1.0 - math.exp(-1.2 * amount)


def _sorted(mention: _Mention, chance: NDArray[np.float64]) -> Resolved:
    order = np.lexsort((np.arange(len(chance)), -chance))
    return Resolved(
        mention.number[order].tolist(), chance[order].tolist(), [mention.options[at] for at in order.tolist()]
    )

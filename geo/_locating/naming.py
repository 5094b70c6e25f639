"""One location string: its readings, what each may mean, and how sure that is.

The chance of a candidate is the soft maximum of the weights of all (`geo._locating.weights`), with a share
for "something that is not listed": large where nothing but the name is known, small where the stated region
holds something of that name. Candidates on the same ground (a city, the district and the region that are
called after it) share their chances: whichever of them was meant, the answer is right about where it is.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from geo._gazetteer import LIKE_FROM, LIKE_TO
from geo._locating.asked import has_name, list_readings
from geo._locating.candidates import Candidate, describe_thing
from geo._locating.weights import Option, fits_kind, weigh
from geo._names import search_key
from geo._names.words import strip_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from geo._gazetteer import Gazetteer, Match
    from geo._locating.asked import Asked

__all__ = ["UNKNOWN", "apart_m", "candidate_of", "describe_number", "name_candidates"]

UNKNOWN: Final = 0.35
"""Chance of anything at all below which a string is unknown."""

MOST: Final = 60
_NONE_BARE: Final = 3.0
_NONE_FITS: Final = 0.6
_NONE_ALIKE: Final = 3.4
_LATER: Final = 1.2
_NONE_OTHER_KIND: Final = 2.2
_ELSEWHERE: Final = 0.4
"""What lies elsewhere than it is said to has two chances in seven at most."""
_UNKNOWN_PARENT: Final = -0.5
_PREFERRED: Final = 2.0
_NEAR: Final = 1.5
_NEAR_M: Final = 200_000.0
_PARENT_KINDS: Final = frozenset(
    (
        "country",
        "region",
        "district",
        "continent",
        "macro-region",
        "island",
        "city",
        "town",
        "desert",
        "mountains",
    )
)
_EARTH_M: Final = 6_371_000.0


class Parent(NamedTuple):
    """What a stated parent may be."""

    said: str
    numbers: tuple[int, ...]


class Answer(NamedTuple):
    """What one reading gives."""

    asked: Asked
    options: list[Option]
    none: float
    """Weight of "none of these"."""
    problem: str
    """What is doubtful about the reading, "" when nothing is."""

    @property
    def mass(self) -> float:
        """How well the reading fits, as a weight."""
        return max((option.weight for option in self.options), default=-9.0) - self.none


def name_candidates(
    text: str,
    gazetteer: Gazetteer,
    *,
    parents: Sequence[str] = (),
    kind: str = "",
    countries: frozenset[str] = frozenset(),
    near: tuple[float, float] | None = None,
    limit: int = 10,
) -> list[Candidate]:
    """Find what a location string may mean.

    Parameters
    ----------
    text : str
    gazetteer : Gazetteer
    parents : sequence of str
        What other columns say that it lies in: names or codes.
    kind : str
        What another source says that it is, such as "district" for a column of districts.
    countries : frozenset of str
        Alpha-3 codes that break ties.
    near : (lon, lat), optional
        Degrees; breaks ties too.
    limit : int

    Returns
    -------
    list of Candidate
        The likeliest first; empty when nothing is known, or nothing that is likely enough.
    """
    if not has_name(text):
        return []
    answers = [
        _answer(asked._replace(kind=asked.kind or kind), gazetteer, at)
        for at, asked in enumerate(list_readings(text, parents))
        if has_name(asked.name)
    ]
    answers = [answer for answer in answers if answer.options]
    if not answers:
        return []
    best = max(answers, key=lambda answer: answer.mass)
    options = _with_ties(best.options, gazetteer, countries, near)[:MOST]
    chances = _chances([option.weight for option in options], best.none)
    if sum(chances) < UNKNOWN and "lies elsewhere" not in best.problem:
        return []
    scores = _share_ground(options, chances, gazetteer)
    order = sorted(range(len(options)), key=lambda at: (-round(chances[at], 4), at))[:limit]
    return [_candidate(options[at], scores[at], best, len(options), gazetteer) for at in order]


def _with_ties(
    options: list[Option], gazetteer: Gazetteer, countries: frozenset[str], near: tuple[float, float] | None
) -> list[Option]:
    things = gazetteer.things
    found = []
    for option in options:
        weight = option.weight
        if countries and not countries.isdisjoint(things.code_of(option.number).split(";")):
            weight += _PREFERRED
        if near is not None:
            away_m = apart_m(
                near[0], near[1], float(things.lon[option.number]), float(things.lat[option.number])
            )
            weight += _NEAR / (1.0 + float(away_m) / _NEAR_M)
        found.append(option._replace(weight=weight))
    return sorted(found, key=lambda option: -option.weight)


def _answer(asked: Asked, gazetteer: Gazetteer, at: int) -> Answer:
    """Find what a reading may mean; later readings are less plain and weigh a little less."""
    options = weigh(gazetteer.find(asked.name), gazetteer, asked.kind)
    parents = [Parent(said, _parent_numbers(said, gazetteer)) for said in asked.parents]
    known = [parent for parent in parents if parent.numbers]
    if at and len(known) < len(parents):
        # A reading that is not the plain one has to explain every part.
        return Answer(asked, [], 0.0, "")
    lost = [parent.said for parent in parents if not parent.numbers]
    later = _LATER * min(at, 1) + 0.3 * max(at - 1, 0)
    none = _NONE_BARE + later
    problems = [f"no {_quoted(said)} is known, so that was left aside" for said in lost]
    if not known:
        shift = _UNKNOWN_PARENT * len(lost)
        return Answer(
            asked, [o._replace(weight=o.weight + shift) for o in options], none, "; ".join(problems)
        )
    fitting = [o for o in options if all(_fits(o.number, parent, gazetteer) for parent in known)]
    if fitting and any(fits_kind(gazetteer.things.kind_of(o.number), asked.kind) for o in fitting):
        return Answer(asked, fitting, _NONE_FITS + later, "; ".join(problems))
    if at:
        return Answer(asked, [], 0.0, "")
    return _answer_loosely(asked, gazetteer, known, options, fitting, problems)


def _answer_loosely(
    asked: Asked,
    gazetteer: Gazetteer,
    known: list[Parent],
    options: list[Option],
    fitting: list[Option],
    problems: list[str],
) -> Answer:
    """Find what may be meant where nothing of that name and kind lies in all that is stated."""
    things = gazetteer.things
    called = f"nothing called {_quoted(asked.name)}"
    # Columns for districts are wrong more often than those for countries: the narrowest goes first.
    for left in range(1, len(known)):
        wider = [o for o in options if all(_fits(o.number, parent, gazetteer) for parent in known[left:])]
        wider = [o for o in wider if fits_kind(things.kind_of(o.number), asked.kind)]
        if wider:
            lost = ", ".join(_quoted(parent.said) for parent in known[:left])
            problems.insert(0, f"{called} is known in {lost}, which was left aside")
            return Answer(asked, wider, _NONE_FITS + 0.7 * left, "; ".join(problems))
    where = " and ".join(_spell(parent, gazetteer) for parent in known)
    alike = _alike(strip_words(search_key(asked.name)).key, asked.kind, known, gazetteer)
    kind = asked.kind or "place"
    kind = "place" if kind in ("city", "village") else kind
    said = f"no {kind} called {_quoted(bare_name(asked))} is known in {where}"
    if alike:
        nearest = things.name_of(alike[0].number)
        problems.insert(0, f"presumed: {said}; {nearest} is the nearest name there")
        return Answer(asked, [*alike, *fitting], _NONE_ALIKE, "; ".join(problems))
    if fitting:
        problems.insert(0, f"presumed: {said}, only a {things.kind_of(fitting[0].number)}")
        return Answer(asked, fitting, _NONE_OTHER_KIND, "; ".join(problems))
    if options:
        problems.insert(0, f"{called} is known in {where}: this one lies elsewhere")
        total = math.log10(sum(10.0**option.weight for option in options))
        return Answer(asked, options, total + _ELSEWHERE, "; ".join(problems))
    return Answer(asked, [], _NONE_BARE, "")


def bare_name(asked: Asked) -> str:
    """Spell a name without the words for its kind, as it was written."""
    words = asked.name.split()
    while len(words) > 1 and strip_words(search_key(f"x {words[-1]}")).kind:
        words.pop()
    while len(words) > 1 and strip_words(search_key(f"{words[0]} x")).kind:
        words.pop(0)
    return " ".join(words)


def _spell(parent: Parent, gazetteer: Gazetteer) -> str:
    return gazetteer.things.name_of(parent.numbers[0]) or parent.said


def _quoted(text: str) -> str:
    shown = "".join(letter if letter.isprintable() else " " for letter in text[:60])
    return f"\u201c{shown}\u201d"


def _parent_numbers(said: str, gazetteer: Gazetteer) -> tuple[int, ...]:
    """List what a stated parent may be, the likeliest first."""
    kind = strip_words(search_key(said)).kind
    options = weigh(gazetteer.find(said), gazetteer, kind)
    kinds = gazetteer.things.kind_of
    return tuple(option.number for option in options if kinds(option.number) in _PARENT_KINDS)[:40]


def _fits(number: int, parent: Parent, gazetteer: Gazetteer) -> bool:
    return any(_holds(one, number, gazetteer) for one in parent.numbers)


def _holds(parent: int, number: int, gazetteer: Gazetteer) -> bool:  # noqa: PLR0911 - one return a kind
    """Say whether a thing lies in another."""
    things = gazetteer.things
    if parent == number:
        # "Haut-Mbomou" in a row whose region is Haut-Mbomou.
        return True
    kind = things.kind_of(parent)
    if kind == "country":
        return things.code_of(parent) in things.code_of(number).split(";")
    if kind == "region" and things.kind_of(number) not in ("country", "region"):
        if int(things.region[number]) == parent:
            return True
        # A feature has no region: it lies there when its middle does, as well as circles can say.
        return int(things.region[number]) < 0 and _within(parent, number, gazetteer)
    if kind == "district" and int(things.district[number]) == parent:
        return True
    if kind in ("region", "country") or things.kind_of(number) in ("region", "country"):
        return False
    return things.population[number] <= max(things.population[parent], 1) * 3 and _within(
        parent, number, gazetteer
    )


def _within(parent: int, number: int, gazetteer: Gazetteer) -> bool:
    things = gazetteer.things
    codes = set(things.code_of(parent).split(";")) - {""}
    if codes and codes.isdisjoint(things.code_of(number).split(";")):
        return False
    reach_m = max(float(things.radius_m[parent]), 15_000.0)
    away_m = apart_m(*(float(one[at]) for at in (parent, number) for one in (things.lon, things.lat)))
    return bool(away_m <= reach_m)


def _alike(key: str, kind: str, parents: list[Parent], gazetteer: Gazetteer) -> list[Option]:
    """Find names like one inside the narrowest of its parents."""
    things = gazetteer.things
    wide = {"region": 1, "district": 0, "country": 2}
    ranked = sorted(
        (wide[things.kind_of(number)], place, number)
        for parent in parents
        for place, number in enumerate(parent.numbers[:3])
        if things.kind_of(number) in wide
    )
    layers = {"district": ("districts",), "region": ("regions",), "city": ("places",), "village": ("places",)}
    found: dict[int, Match] = {}
    for _, _, number in ranked[:3]:
        for match in gazetteer.find_alike(key, number, layers.get(kind, ())):
            if all(_fits(match.number, parent, gazetteer) for parent in parents):
                found.setdefault(match.number, match)
        if found:
            break
    options = weigh(found.values(), gazetteer)
    most = max((option.weight for option in options), default=0.0)
    # Likeness decides; how many people live there says little, and only which of two is meant.
    return sorted(
        (
            o._replace(weight=_NONE_ALIKE + _likely(o.match.quality) + 0.15 * (o.weight - most))
            for o in options
        ),
        key=lambda option: -option.weight,
    )


def _likely(quality: float) -> float:
    """Odds, as a decimal logarithm, that a name so like another is a spelling of it: from 0.25 to 25."""
    return -0.6 + 2.0 * (quality - LIKE_FROM) / (LIKE_TO - LIKE_FROM)


def _chances(weights: list[float], none: float) -> list[float]:
    top = max([*weights, none])
    powers = [10.0 ** (weight - top) for weight in weights]
    total = sum(powers) + 10.0 ** (none - top)
    return [power / total for power in powers]


def _share_ground(options: list[Option], chances: list[float], gazetteer: Gazetteer) -> list[float]:
    """Add to each chance those of others on the same ground."""
    things = gazetteer.things
    at = np.array([option.number for option in options])
    lon, lat, radius_m = things.lon[at], things.lat[at], things.radius_m[at]
    chance = np.array(chances)
    scores = []
    for row in range(len(at)):
        away_m = apart_m(float(lon[row]), float(lat[row]), lon, lat)
        is_same = away_m <= np.maximum(
            15_000.0, 0.5 * np.minimum(np.maximum(radius_m, radius_m[row]), 100_000.0)
        )
        is_same[row] = True
        scores.append(float(min(chance[is_same].sum(), 1.0)))
    return scores


def apart_m(lon: float, lat: float, lons: ArrayLike, lats: ArrayLike) -> NDArray[np.float64]:
    """Measure distances on a sphere, metres: for ranking only."""
    lam, phi = np.radians(np.asarray(lons) - lon), np.radians(np.asarray(lats))
    phi_0 = math.radians(lat)
    inner = np.sin((phi - phi_0) / 2) ** 2 + np.cos(phi) * math.cos(phi_0) * np.sin(lam / 2) ** 2
    return np.asarray(2 * _EARTH_M * np.arcsin(np.sqrt(np.clip(inner, 0.0, 1.0))))


_HOW: Final = {
    "name": "is the name of",
    "other name": "is another name of",
    "translation": "is, in another language,",
    "foreign": "is, in another language,",
    "abbreviation": "stands for",
    "demonym": "is the word for the people of",
    "adjective": "is the adjective of",
    "former": "is a former name of",
    "informal": "is an informal name of",
    "code": "is a code of",
    "derived": "is a shorter form of the name of",
    "sound": "sounds like a name of",
    "case": "is, in another grammatical form, a name of",
    "alike": "is like a name of",
}


def _candidate(option: Option, score: float, answer: Answer, count: int, gazetteer: Gazetteer) -> Candidate:
    asked = bare_name(answer.asked) if option.match.how == "alike" else answer.asked.name
    found = candidate_of(option, score, asked, gazetteer)
    why = [answer.problem] if answer.problem else []
    why.append(found.why)
    if count > 1:
        why.append(f"one of {count} that it may be")
    return replace(found, why="; ".join(why))


def candidate_of(option: Option, score: float, asked: str, gazetteer: Gazetteer) -> Candidate:
    """Describe what a name may mean.

    Parameters
    ----------
    option : Option
    score : float
        The chance that it is meant.
    asked : str
        The name as written.
    gazetteer : Gazetteer
    """
    thing = gazetteer.things.thing(option.number)
    why = f"{_quoted(asked)} {_HOW[option.match.how]} {describe_thing(thing, gazetteer)}"
    return describe_number(option.number, score, why, gazetteer)


def describe_number(
    number: int, score: float, why: str, gazetteer: Gazetteer, located_by: str = "name"
) -> Candidate:
    """Make a candidate of a thing of the gazetteer."""
    things = gazetteer.things
    thing = things.thing(number)
    region = number if thing.kind == "region" else thing.region
    return Candidate(
        thing.name,
        thing.kind,
        thing.country_code or None,
        things.region_code(region),
        thing.lon,
        thing.lat,
        thing.radius_m,
        round(score, 3),
        why,
        located_by,
        thing=thing,
    )

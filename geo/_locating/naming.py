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
from geo._locating.candidates import Candidate, candidate_of, quote_name
from geo._locating.parents import Parent, apart_m, fits, read_parent, spell_parent
from geo._locating.weights import Option, fits_kind, weigh
from geo._names import search_key
from geo._names.words import strip_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo._gazetteer import Gazetteer, Match
    from geo._locating.asked import Asked

__all__ = ["UNKNOWN", "name_candidates"]

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
    parents = [read_parent(said, gazetteer) for said in asked.parents]
    known = [parent for parent in parents if parent.numbers]
    if at and len(known) < len(parents):
        # A reading that is not the plain one has to explain every part.
        return Answer(asked, [], 0.0, "")
    lost = [parent.said for parent in parents if not parent.numbers]
    later = _LATER * min(at, 1) + 0.3 * max(at - 1, 0)
    none = _NONE_BARE + later
    problems = [f"no {quote_name(said)} is known, so that was left aside" for said in lost]
    if not known:
        shift = _UNKNOWN_PARENT * len(lost)
        return Answer(
            asked, [o._replace(weight=o.weight + shift) for o in options], none, "; ".join(problems)
        )
    fitting = [o for o in options if all(fits(o.number, parent, gazetteer) for parent in known)]
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
    called = f"nothing called {quote_name(asked.name)}"
    # Columns for districts are wrong more often than those for countries: the narrowest goes first.
    for left in range(1, len(known)):
        wider = [o for o in options if all(fits(o.number, parent, gazetteer) for parent in known[left:])]
        wider = [o for o in wider if fits_kind(things.kind_of(o.number), asked.kind)]
        if wider:
            lost = ", ".join(quote_name(parent.said) for parent in known[:left])
            problems.insert(0, f"{called} is known in {lost}, which was left aside")
            return Answer(asked, wider, _NONE_FITS + 0.7 * left, "; ".join(problems))
    where = " and ".join(spell_parent(parent, gazetteer) for parent in known)
    alike = _alike(strip_words(search_key(asked.name)).key, asked.kind, known, gazetteer)
    kind = asked.kind or "place"
    kind = "place" if kind in ("city", "village") else kind
    said = f"no {kind} called {quote_name(bare_name(asked))} is known in {where}"
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
            if all(fits(match.number, parent, gazetteer) for parent in parents):
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


def _candidate(option: Option, score: float, answer: Answer, count: int, gazetteer: Gazetteer) -> Candidate:
    asked = bare_name(answer.asked) if option.match.how == "alike" else answer.asked.name
    found = candidate_of(option, score, asked, gazetteer)
    why = [answer.problem] if answer.problem else []
    why.append(found.why)
    if count > 1:
        why.append(f"one of {count} that it may be")
    return replace(found, why="; ".join(why))

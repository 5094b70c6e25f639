"""Which of its meanings a name has here: the plain one, the town, that of its day, what was decided."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo._gazetteer import find_former_names
from geo._locating import decided_candidate, find_name, lies_in
from geo._names import search_key
from geo._names.words import strip_words
from geo._reports.named import SURE

if TYPE_CHECKING:
    from datetime import date

    from geo._locating import Candidate, Decisions, Grounds
    from geo._reports.named import Named

__all__ = [
    "decide",
    "follow_stated",
    "prefer_large",
    "prefer_meant",
    "prefer_place",
    "prefer_plain",
    "prefer_then",
    "promote",
]

PART: Final = 0.04
COUNTRY: Final = 0.9
_WATERS: Final = ("river", "mountains", "lake", "desert")


def prefer_plain(one: Named) -> None:
    """Let a name mean what it means without any word for its kind: a country, a town rather than a river."""
    best = one.best
    if best is None or one.mention.kind or one.mention.how != "name":
        return
    if strip_words(search_key(one.mention.name)).kind in (*_WATERS, "sea", "island"):
        return
    for at, candidate in enumerate(one.candidates):
        if candidate.kind == "country" and "is the name of" in candidate.why:
            # Only American papers name their states bare: Georgia.
            if best.kind != "country" and not (best.kind == "region" and best.country_code == "USA"):
                promote(one, at, COUNTRY)
            return
    if _prefer_desert(one, best):
        return
    if best.kind == "place":
        _prefer_region(one, best.score)
        return
    if best.kind in _WATERS:
        _prefer_dry(one, best.score)
    if one.candidates[0].kind in ("city", "town", "region", "district"):
        # "Narva" is no river where nobody says so.
        one.candidates = [other for other in one.candidates if other.kind not in _WATERS]


def _prefer_desert(one: Named, best: Candidate) -> bool:
    """Let the Sahara be no district of Rajasthan."""
    if best.kind not in ("desert", "place", "district"):
        return False
    for at, candidate in enumerate(one.candidates):
        if candidate.kind == "desert" and " name of " in candidate.why:
            promote(one, at, best.score)
            return True
    return False


def _prefer_dry(one: Named, score: float) -> None:
    for at, candidate in enumerate(one.candidates):
        if candidate.kind in ("city", "town", "region", "district") and " name of " in candidate.why:
            promote(one, at, score)
            return


def _prefer_region(one: Named, score: float) -> None:
    """Let Texas be the state, and no village in Mexico."""
    for at, candidate in enumerate(one.candidates):
        if candidate.kind == "region" and "is the name of" in candidate.why:
            promote(one, at, score)
            return


def prefer_large(one: Named) -> None:
    """Let a bare name mean the city rather than a village of the same country that happens to be near.

    What else a text names pulls towards what lies about it; a large city is meant all the same.
    """
    best = one.best
    if (
        best is None
        or best.thing is None
        or one.parents
        or one.mention.kind
        or best.kind not in ("town", "place")
    ):
        return
    for at, other in enumerate(one.candidates):
        thing = other.thing
        same = other.country_code == best.country_code and "is the name of" in other.why
        if not same or thing is None or other.kind != "city":
            continue
        if thing.population >= LARGER * max(best.thing.population, 1_000):
            promote(one, at, best.score)
            return


LARGER: Final = 10

_TWO: Final = {"congo": ("DR Congo", "COD", "COG")}
"""Countries of one name: what it is looked up as for the larger one, and the codes of both."""
_AROUND: Final = {"COD": {"COD", "RWA", "UGA", "BDI", "TZA", "ZMB", "SSD"}, "COG": {"COG", "GAB", "CMR"}}


def prefer_meant(named: list[Named], grounds: Grounds) -> None:
    """Let a name of two countries mean the one of which, or of whose neighbours, the text tells elsewhere.

    Where it tells of neither, or of both, the name stays the one's and the other's, the larger first.
    """
    for one in named:
        two = _TWO.get(search_key(one.mention.name))
        if two is None or one.best is None or one.best.kind != "country":
            continue
        spelled, larger, smaller = two
        told = {
            code
            for other in named
            if other is not one and other.best is not None and other.best.country_code != smaller
            for code in (other.best.country_code or "").split(";")
        }
        told |= {
            smaller
            for other in named
            if other.best is not None and other.best.kind != "country" and other.best.country_code == smaller
        }
        of_larger, of_smaller = (bool(told & _AROUND[code]) for code in (larger, smaller))
        if of_smaller and not of_larger:
            continue
        found = find_name(spelled, grounds, kind="country")
        if found:
            score = COUNTRY if of_larger and not of_smaller else 0.6
            because = f"\u201c{one.mention.name}\u201d is said of {found[0].name}"
            rest = [replace(other, score=round(other.score * (1 - score), 3)) for other in one.candidates]
            one.candidates = [replace(found[0], score=score, why=because), *rest]


def prefer_place(one: Named, grounds: Grounds) -> None:
    """Let a bare name mean the town rather than the unit round it that is called after it.

    Who means the unit says district or region; only where the town is a small part of it, as in Sinaloa, a
    bare name means the unit.
    """
    best = one.best
    if best is None or best.thing is None or one.mention.kind or best.kind not in ("region", "district"):
        return
    key = search_key(best.name)
    for at, candidate in enumerate(one.candidates):
        thing = candidate.thing
        if thing is None or candidate.kind not in ("city", "town") or search_key(candidate.name) != key:
            continue
        if thing.population >= PART * max(best.thing.population, 1) and lies_in(
            thing.number, best.thing.number, grounds
        ):
            promote(one, at, best.score)
            return


def prefer_then(one: Named, text: str, day: date | None, grounds: Grounds) -> None:
    """Let a name that was in use on the day of the report mean what it meant then."""
    if day is None or one.mention.how != "name" or not one.candidates:
        return
    things = grounds.gazetteer.things
    said = text[one.mention.start : one.mention.end]
    for former in find_former_names(said, things.folder):
        if former.until is None or day > former.until or (former.since is not None and day < former.since):
            continue
        for at, candidate in enumerate(one.candidates):
            if candidate.thing is not None and things.id_of(candidate.thing.number) == former.target:
                promote(one, at, one.candidates[0].score)
                return


def follow_stated(named: list[Named]) -> None:
    """Give a bare name the meaning of the nearest mention of it that says where it lies."""
    stated: dict[str, list[Named]] = {}
    for one in named:
        if one.parents and one.best is not None and one.best.score >= SURE:
            stated.setdefault(search_key(one.mention.name), []).append(one)
    for one in named:
        others = stated.get(search_key(one.mention.name), [])
        if one.parents or one.best is None or not others:
            continue
        nearest = min(others, key=lambda other: abs(other.mention.start - one.mention.start))
        if nearest.best is not None and nearest.best.kind == one.best.kind:
            one.candidates = list(nearest.candidates)


def decide(one: Named, named: list[Named], text: str, decisions: Decisions, grounds: Grounds) -> None:
    """Take what was decided about a name, in what it is said to lie in."""
    mention = one.mention
    if mention.how == "pair":
        return
    above = [text[other.mention.start : other.mention.end] for at in one.parents for other in (named[at],)]
    for said in dict.fromkeys((text[mention.start : mention.end], mention.name)):
        decision = decisions.find(said, above, country_of=grounds.gazetteer.country_of)
        if decision is not None:
            found = decided_candidate(decision, grounds)
            one.candidates = [] if found is None else [found]
            return


def promote(one: Named, at: int, score: float) -> None:
    """Put a candidate first, with at least a score."""
    chosen = one.candidates[at]
    rest = [other for number, other in enumerate(one.candidates) if number != at]
    one.candidates = [replace(chosen, score=max(chosen.score, score)), *rest]

"""Where the event of a sentence is: the place that is named for it, and how it is said to lie to it."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo._coordinates import Position
    from geo._reports.places import Named
    from geo._reports.relations import Relation
    from geo._reports.roles import Use

__all__ = ["Whereabouts", "find_whereabouts"]

_IN: Final = re.compile(
    r"(?:^|[^\w])(?:in|at|near|over|outside|off|on|around|inside|into|across|above|from|hit|struck|shook|rocked|reached|"
    r"close to|targeted|shelled|bombed|attacked|to|through|between|of|around|within|"
    r"в|во|на|под|над|у|около|близ|возле|вблизи|по|из|за)"
    r"(?: (?:the|a|an|its))?(?: [\w'\u2019-]+){0,3}? ?(?:of )?(?:the )?$",
    re.IGNORECASE,
)
_CLOSE_IN: Final = re.compile(
    r"(?:^|[^\w])(?:in|at|near|over|outside|off|on|around|inside|into|above|hit|struck|shook|rocked|targeted|"
    r"shelled|bombed|attacked|of|"
    r"в|во|на|под|над|у|около|близ|возле|вблизи|по|города|городе|село|селе|поселок|поселке|деревне)"
    r"(?: (?:the|a|an))?(?: (?:[\w-]+ern|remote|small|border|port|coastal|city|town|village|district|"
    r"province|"
    r"region|state|capital|nearby|central|south|north|east|west|downtown))*(?: of)? ?$",
    re.IGNORECASE,
)
_JOINED: Final = re.compile(
    r"\s*(?:,|,? and|,? or|и|а также|,? as well as)\s+(?:(?:an? |the |another )?(?:[\w-]+ ){0,3}(?:in|at|в|на)\s+)?(?:the )?",
    re.IGNORECASE,
)
_FINE: Final = {
    "place": 1.0, "section": 1.0, "town": 1.0, "city": 0.9, "district": 0.7, "region": 0.2, "country": -0.8,
    "continent": -2.0, "macro-region": -0.3, "sea": -0.3, "lake": 0.3, "island": 0.6, "airport": 0.9,
}  # fmt: skip
_LOCATING: Final = ("distance", "between", "coast", "border", "part", "near", "capital")


class Whereabouts(NamedTuple):
    """Where something is said to be."""

    mention: int | None
    """The place that is named for it; None when a relation says all."""
    relation: Relation | None
    """How it lies to what is named, where it is not just in it."""
    start: int
    end: int
    position: Position | None = None
    """Coordinates that are stated."""
    others: tuple[int, ...] = ()
    """Further places that are named with it, as in "Odesa and Mykolaiv"."""


def find_whereabouts(
    text: str,
    sentence: tuple[int, int],
    events: Sequence[tuple[int, int]],
    named: Sequence[Named],
    uses: Sequence[Use],
    relations: Sequence[Relation],
    numbers: Sequence[int],
    positions: Sequence[Position] = (),
) -> Whereabouts | None:
    """Find where the events of a sentence are.

    Parameters
    ----------
    text : str
    sentence : (start, end)
    events : sequence of (start, end)
        The words that name the events.
    named : sequence of Named
        All of the text.
    uses : sequence of Use
        What each is named for.
    relations : sequence of Relation
        Of this sentence.
    numbers : sequence of int
        The mentions in it.
    positions : sequence of Position
        The coordinates that the text states: in this sentence they say it best.
    """
    for position in positions:
        if sentence[0] <= position.start < sentence[1]:
            return Whereabouts(None, None, position.start, position.end, position)
    best: tuple[float, Whereabouts] | None = None
    capitals = {at for one in relations if one.kind == "capital" and one.word != "is" for at in one.objects}
    for at in numbers:
        if uses[at].role != "free" or not _is_known(named[at]) or at in capitals:
            continue
        score = _score(text, sentence, events, named[at])
        relation = next(
            (one for one in relations if at in one.objects and one.kind in ("near", "capital", "part")), None
        )
        if relation is not None and relation.negated:
            continue
        if score is not None and (best is None or score > best[0]):
            mention = named[at].mention
            start = mention.start if relation is None else min(relation.start, mention.start)
            best = (score, Whereabouts(at, relation, start, mention.end))
    phrase = _phrase(events, named, relations)
    if phrase is not None and (best is None or phrase[0] > best[0] or _is_larger(best[1], phrase[1], named)):
        best = phrase
    if best is None:
        return None
    found = best[1]
    return found._replace(others=_others(text, found, named, uses, numbers))


def _is_larger(found: Whereabouts, phrase: Whereabouts, named: Sequence[Named]) -> bool:
    """Say whether a distance from somewhere says more than the sea or the country around."""
    if found.mention is None or phrase.relation is None or phrase.relation.kind != "distance":
        return False
    best = named[found.mention].best
    return best is not None and best.kind in ("sea", "country", "region", "macro-region", "continent")


def _is_known(one: Named) -> bool:
    return one.best is not None or bool(one.parents) or one.mention.how == "unknown"


def _score(
    text: str, sentence: tuple[int, int], events: Sequence[tuple[int, int]], one: Named
) -> float | None:
    """Weigh how well a place fits as the one where the events are; None when it does not."""
    mention = one.mention
    before = text[sentence[0] : mention.start]
    best = one.best
    kind = best.kind if best is not None else ""
    score = _FINE.get(kind, 0.4 if best is not None else -0.4)
    if _CLOSE_IN.search(before):
        score += 2.0
    elif _IN.search(before):
        score += 1.0
    elif not before.strip():
        score += 0.3
    else:
        score -= 0.5
    if best is not None:
        score += 0.5 * best.score
    if events:
        away = min(
            mention.start - last if mention.start >= last else 1.3 * (first - mention.end) + 10.0
            for first, last in events
        )
        between = min(
            (
                text[last : mention.start] if mention.start >= last else text[mention.end : first]
                for first, last in events
            ),
            key=len,
        )
        score -= 0.012 * max(away, 0.0)
        score -= 0.5 * len(re.findall(r"[;:]|, (?:said|where|which|who|as|while|but)\b", between))
    return score if score > 0.0 else None


def _phrase(
    events: Sequence[tuple[int, int]], named: Sequence[Named], relations: Sequence[Relation]
) -> tuple[float, Whereabouts] | None:
    """Take a relation that says by itself where the event is: "40 km north of Aktau", "off Yemen"."""
    best: tuple[float, Whereabouts] | None = None
    for one in relations:
        if one.kind not in _LOCATING or one.negated or one.subject is not None or one.backwards:
            continue
        if one.kind in ("near", "part") or not one.objects or one.target == "it":
            continue
        if (one.kind == "border" and not one.word) or one.word == "is":
            continue
        if not all(_is_known(named[at]) or named[at].mention.how == "pair" for at in one.objects):
            continue
        score = {"distance": 1.9, "between": 1.4, "coast": 1.5, "border": 0.9, "capital": 2.4}[one.kind]
        if events:
            away = min(abs(one.start - last) for _, last in events)
            score -= 0.008 * away
        if best is None or score > best[0]:
            # A capital that is named is a name like others; one that is not is the capital of what is named.
            last = one.objects[-1]
            found = named[last].best
            is_named = one.kind == "capital" and found is not None and found.kind in _TOWNS
            best = (score, Whereabouts(last if is_named else None, one, one.start, one.end))
    return best


_TOWNS: Final = ("city", "town", "place", "section")


def _others(
    text: str, found: Whereabouts, named: Sequence[Named], uses: Sequence[Use], numbers: Sequence[int]
) -> tuple[int, ...]:
    """Find the places that are named in one breath: "in Odesa and Mykolaiv"."""
    if found.mention is None:
        return ()
    free = [at for at in numbers if uses[at].role == "free" and named[at].best is not None]
    if found.mention not in free:
        return ()
    middle = free.index(found.mention)
    others: list[int] = []
    for some, step in ((free[middle:], 1), (free[middle::-1], -1)):
        for one, other in itertools.pairwise(some):
            first, second = (one, other) if step > 0 else (other, one)
            if not _are_joined(text, named[first], named[second], named):
                break
            others.append(other)
    return tuple(sorted(others))


def _are_joined(text: str, one: Named, other: Named, named: Sequence[Named]) -> bool:
    """Say whether two places are named in one breath, each with what it lies in."""
    if one.best is None or other.best is None or _level(one.best.kind) > 2 or _level(other.best.kind) > 2:  # noqa: PLR2004 - a country
        return False
    ends = [named[at].mention.end for at in one.parents if one.mention.end <= named[at].mention.start < other.mention.start]
    gap = text[max([one.mention.end, *ends]) : other.mention.start]
    return _JOINED.fullmatch(gap) is not None and not set(one.parents) & {at for at, some in enumerate(named) if some is other}


def _level(kind: str) -> int:
    towns = dict.fromkeys(("city", "town", "place", "section"), 0)
    return {**towns, "country": 3, "region": 2, "district": 1}.get(kind, 9)

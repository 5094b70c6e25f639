"""What the names of a text mean: all of them resolved together, and each with what it is said to lie in.

Names that the gazetteer knows are weighed together (`geo._locating.together`). Those that it does not know, and
those that would lie elsewhere than the text says, are looked for in what they are said to lie in, where a
name that is only like them may be presumed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from geo._gazetteer import find_former_names
from geo._locating import Candidate, decided_candidate, find_name, fits_kind, lies_in, resolve_names
from geo._names import search_key
from geo._names.words import strip_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from geo._locating import Decisions, Grounds
    from geo._reports.mentions import Mention

__all__ = ["Named", "resolve_mentions"]

SURE: Final = 0.5
TOGETHER: Final = 100
"""Names that are resolved together: those of a report, and of a longer text what stands near each other."""
_UNITS: Final = ("region", "district", "country", "island", "macro-region", "city", "town")
_LARGER: Final = {"place": 0, "section": 0, "town": 1, "city": 1, "district": 2, "region": 3, "country": 4}

_COMMA: Final = re.compile(r"\s*[,(\[]\s*(?:in\s+)?(?:the\s+)?")
_IN: Final = re.compile(
    r"(?:\s+(?:area|zone|locality|tract|steppe|neighbourhood|urochishche))?(?:,\s+an?\s+(?:[\w-]+\s+){0,2}(?:part|corner|district|area|town|village|city|region|spot))?"
    r"\s*,?\s*(?:(?:is|lies|lie|sits|is located|located|situated|lying|both|all|находится|находятся|"
    r"расположен\w*|лежит|the capital|the main city|a (?:\w+ )?(?:town|city|village|district))\s+)?"
    r"(?:in|of|en|de|du|в|во|на)\s+(?:the\s+)?"
    r"(?:(?:[\w-]+(?:ern|ский|ской|ском)|north|south|east|west|central)[\s-]+)?"
    r"(?:(?:country|state|province|region|district|area|part)\s+of\s+)?(?:the\s+)?",
    re.IGNORECASE,
)
_OWNER: Final = re.compile(
    r"['\u2019]s?\s+(?:(?!capital|border|southern|northern|eastern|western)[\w-]+\s+){0,3}?(?:of\s+)?",
    re.IGNORECASE,
)
_FIRST: Final = re.compile(
    r"\s*,\s*(?:in|at|near|outside|в|во|на|у|около|близ|возле|под)\s+(?:the\s+)?(?:(?:city|town|village|settlement|hamlet|"
    r"district|городе|города|селе|села|поселке|посёлке|деревне|районе)\s+(?:of\s+)?)?",
    re.IGNORECASE,
)
_IN_BEFORE: Final = re.compile(r"(?:^|[^\w])(?:in|в|во|на)(?: the)? $", re.IGNORECASE)
_OF_PEOPLE: Final = re.compile(
    r"\s+(?:(?:[\w-]+(?:ern|ал|ьн)\w*\s+)?(?:province|region|state|district|county|city|town|village|island|"
    r"port|capital)\s+(?:of\s+)?)?"
)
_TOWN_OF: Final = re.compile(
    r"\s+(?:[\w-]+\s+)?(?:settlement|village|town|city|suburb|port|hamlet)\s+of\s+", re.IGNORECASE
)
_GENITIVE: Final = re.compile(r"\s+")


@dataclass
class Named:
    """A mention and what it may mean."""

    mention: Mention
    candidates: list[Candidate] = field(default_factory=list)
    """The likeliest first."""
    parents: list[int] = field(default_factory=list)
    """Numbers of the mentions that it is said to lie in, the nearest first."""
    around: list[int] = field(default_factory=list)
    """Of what it was looked for in, though the text does not say that it lies there."""

    @property
    def best(self) -> Candidate | None:
        """What it most likely means."""
        return self.candidates[0] if self.candidates else None


def resolve_mentions(
    text: str,
    mentions: Sequence[Mention],
    grounds: Grounds,
    decisions: Decisions | None = None,
    day: date | None = None,
) -> list[Named]:
    """Resolve the mentions of a text.

    Parameters
    ----------
    text : str
    mentions : sequence of Mention
        In the order of the text.
    grounds : Grounds
    decisions : Decisions, optional
        What was decided about names; it beats what the text says.
    day : date, optional
        Of the report: names that were in use then mean what they meant.

    Returns
    -------
    list of Named
        One for each mention.
    """
    named = [Named(mention) for mention in mentions]
    singles = [one for one in named if one.mention.how != "pair"]
    for start in range(0, len(singles), TOGETHER):
        some = singles[start : start + TOGETHER]
        found = resolve_names(
            text,
            [(one.mention.start, one.mention.end) for one in some],
            [one.mention.name for one in some],
            grounds,
        )
        for one, candidates in zip(some, found, strict=True):
            one.candidates = candidates if one.mention.how != "unknown" else []
            _prefer_plain(one)
    _link(text, named)
    countries = _countries(named)
    for at in reversed(range(len(named))):
        _settle(at, named, grounds, countries)
    for one in named:
        if one.best is None and one.mention.how == "unknown" and not one.parents:
            _presume(one, named, grounds)
    for one in named:
        _prefer_place(one, grounds)
        _prefer_then(one, text, day, grounds)
    _follow_stated(named)
    if decisions is not None:
        for one in named:
            _decide(one, named, text, decisions, grounds)
    return named


def _prefer_place(one: Named, grounds: Grounds) -> None:
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
            _promote(one, at, best.score)
            return


PART: Final = 0.04


def _prefer_then(one: Named, text: str, day: date | None, grounds: Grounds) -> None:
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
                _promote(one, at, one.candidates[0].score)
                return


def _follow_stated(named: list[Named]) -> None:
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


def _decide(one: Named, named: list[Named], text: str, decisions: Decisions, grounds: Grounds) -> None:
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


def _prefer_plain(one: Named) -> None:
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
                _promote(one, at, COUNTRY)
            return
    if best.kind in _WATERS:
        for at, candidate in enumerate(one.candidates):
            if candidate.kind in ("city", "town", "region", "district") and "is the name of" in candidate.why:
                _promote(one, at, best.score)
                break
    if one.candidates[0].kind in ("city", "town", "region", "district"):
        # "Narva" is no river where nobody says so.
        one.candidates = [other for other in one.candidates if other.kind not in _WATERS]


def _promote(one: Named, at: int, score: float) -> None:
    """Put a candidate first, with at least a score."""
    chosen = one.candidates[at]
    rest = [other for number, other in enumerate(one.candidates) if number != at]
    one.candidates = [replace(chosen, score=max(chosen.score, score)), *rest]


COUNTRY: Final = 0.9
_WATERS: Final = ("river", "mountains", "lake", "desert")


def _link(text: str, named: list[Named]) -> None:
    """Find what each name is said to lie in, by what stands between it and the next."""
    for at in range(len(named) - 1):
        one, other = named[at], named[at + 1]
        if one.mention.sentence != other.mention.sentence or "pair" in (one.mention.how, other.mention.how):
            continue
        gap = text[one.mention.end : other.mention.start]
        if (
            _OWNER.fullmatch(gap)
            or (one.mention.how == "demonym" and _OF_PEOPLE.fullmatch(gap))
            or _TOWN_OF.fullmatch(gap)
        ):
            if _may_hold(one, other):
                other.parents.append(at)
        elif (
            _FIRST.fullmatch(gap)
            and _may_hold(one, other)
            and _IN_BEFORE.search(text[: one.mention.start][-30:])
        ):
            other.parents.append(at)
        elif (
            _COMMA.fullmatch(gap)
            or _IN.fullmatch(gap)
            or (_GENITIVE.fullmatch(gap) and not gap.isascii())
            or (_GENITIVE.fullmatch(gap) and not text[one.mention.start : one.mention.end].isascii())
        ):
            if _may_hold(other, one):
                one.parents.append(at + 1)
    for at, one in enumerate(named):
        for parent in list(one.parents):
            # "X in Kazakhstan's Mangystau region": the region is what X lies in first.
            owned = parent + 1
            if (
                at < parent
                and owned < len(named)
                and parent in named[owned].parents
                and _may_hold(named[owned], one)
            ):
                one.parents.insert(0, owned)
            if one.mention.kind == "district":
                _make_unit(named[one.parents[0]])
    for one in named:
        for parent in one.parents:
            one.parents += [more for more in named[parent].parents if more not in one.parents]


def _presume(one: Named, named: list[Named], grounds: Grounds) -> None:
    """Look an unknown name up in the regions that the text names elsewhere, those named most often first."""
    counts: dict[int, list[int]] = {}
    for at, other in enumerate(named):
        if (
            other.best is not None
            and other.best.kind == "region"
            and other.best.thing is not None
            and other.best.score >= SURE
        ):
            counts.setdefault(other.best.thing.number, []).append(at)
    for numbers in sorted(counts.values(), key=lambda some: -len(some))[:MOST_REGIONS]:
        region = named[numbers[0]]
        found = find_name(one.mention.name, grounds, parents=[_spell(region)], kind=one.mention.kind)
        found = [other for other in found if "presumed" in other.why]
        if found and region.best is not None:
            told = f"the text names {region.best.name} elsewhere; "
            one.candidates = [replace(other, why=f"{told}{other.why}") for other in found]
            one.around = [numbers[0]]
            return


MOST_REGIONS: Final = 3


def _make_unit(parent: Named) -> None:
    """Let what a district lies in be a region or a country: no town or mountains hold one."""
    best = parent.best
    if best is None or best.kind in ("region", "country") or parent.mention.kind in ("city", "village"):
        return
    for at, candidate in enumerate(parent.candidates):
        if candidate.kind in ("region", "country"):
            _promote(parent, at, best.score)
            return


def _may_hold(parent: Named, child: Named) -> bool:
    """Say whether a thing of such a kind may hold the other."""
    if child.mention.how == "demonym":
        return False
    return _size(parent) >= max(_size(child), 2) and (
        _size(parent) > _size(child) or child.mention.how == "unknown"
    )


def _size(one: Named) -> int:
    kind = one.mention.kind if one.mention.kind in _LARGER else ""
    if not kind and one.best is not None:
        kind = one.best.kind
    if not kind or kind == "village":
        return 0
    return _LARGER.get(kind, 2)


def _countries(named: Sequence[Named]) -> frozenset[str]:
    """List the countries that the text is about, as far as its sure names say."""
    counts: dict[str, float] = {}
    for one in named:
        best = one.best
        if best is not None and best.country_code and best.score >= SURE:
            for code in best.country_code.split(";")[:1]:
                counts[code] = counts.get(code, 0.0) + best.score
    most = max(counts.values(), default=0.0)
    return frozenset(code for code, count in counts.items() if count >= 0.5 * most)


def _settle(at: int, named: list[Named], grounds: Grounds, countries: frozenset[str]) -> None:
    """Look a name up inside of what it is said to lie in, where the text as a whole did not settle it."""
    one = named[at]
    if one.mention.how == "pair":
        return
    parents = [named[parent] for parent in one.parents if named[parent].best is not None]
    best = one.best
    if best is not None and best.thing is not None and best.score >= SURE:
        for parent in parents:
            _suit(parent, best.thing.number, grounds)
    if best is not None and (not parents or _fits(best, parents, grounds)):
        return
    if best is None or parents:
        said = [_spell(parent) for parent in parents]
        # What is stated says more than what the text is about.
        about = frozenset() if said else countries
        found = find_name(one.mention.name, grounds, parents=said, kind=one.mention.kind, countries=about)
        if not found and best is None and not parents and one.mention.kind in ("district", "region"):
            found = _inside_countries(one.mention, countries, grounds)
        if not found and best is None and said and one.mention.kind in ("village", "city"):
            # No village of that name: a district that is called nearly so may be what is meant.
            bare = re.sub(
                r"\s+(?:village|town|city|settlement|hamlet)$", "", one.mention.name, flags=re.IGNORECASE
            )
            found = [other for other in find_name(bare, grounds, parents=said) if "presumed" in other.why]
        if found and "lies elsewhere" in found[0].why and not fits_kind(found[0].kind, one.mention.kind):
            # "The village of Murom" in a district that has none is not the city of that name.
            found, one.candidates = [], []
        if found and (best is None or found[0].score >= SURE):
            one.candidates = found
        best = one.best
        if (
            parents
            and best is not None
            and not _fits(best, parents, grounds)
            and not _may_be_elsewhere(best, one)
        ):
            # A village of another country that happens to be called so: what it is said to lie in says more.
            one.candidates = []


def _suit(parent: Named, child: int, grounds: Grounds) -> None:
    """Let the name of what holds a thing mean what does hold it: the Georgia in which this Athens lies."""
    best = parent.best
    if best is None or best.thing is None or lies_in(child, best.thing.number, grounds):
        return
    for at, candidate in enumerate(parent.candidates):
        units = candidate.kind in ("region", "district", "country")
        if units and candidate.thing is not None and lies_in(child, candidate.thing.number, grounds):
            _promote(parent, at, best.score)
            return


def _inside_countries(mention: Mention, countries: frozenset[str], grounds: Grounds) -> list[Candidate]:
    """Look for what is like a unit's name in the country that the text is about."""
    if len(countries) != 1:
        return []
    names = [grounds.gazetteer.things.country_names.get(code, code) for code in countries]
    return find_name(mention.name, grounds, parents=names, kind=mention.kind, countries=countries)


def _may_be_elsewhere(best: Candidate, one: Named) -> bool:
    """Say whether a thing is so well known that a text that puts it elsewhere is more likely wrong than we are."""
    return best.kind in ("city", "region", "country", "island", "sea") and fits_kind(
        best.kind, one.mention.kind
    )


def _fits(best: Candidate, parents: Sequence[Named], grounds: Grounds) -> bool:
    return all(
        best.thing is None
        or parent.best is None
        or parent.best.thing is None
        or lies_in(best.thing.number, parent.best.thing.number, grounds)
        for parent in parents
    )


def _spell(parent: Named) -> str:
    """Name a parent so that it is found again: by what it was taken for."""
    best = parent.best
    if best is None:
        return parent.mention.name
    kind = best.kind if best.kind in ("region", "district") else ""
    if kind and not strip_words(search_key(best.name)).kind:
        return f"{best.name} {kind}"
    return best.name

"""What the names of a text mean: all of them resolved together, and each with what it is said to lie in.

Names that the gazetteer knows are weighed together (`geo._locating.together`). Those that it does not know,
and those that would lie elsewhere than the text says, are looked for in what they are said to lie in, where
a name that is only like them may be presumed.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo._locating import find_name, fits_kind, lies_in, resolve_names
from geo._names import search_key
from geo._names.words import strip_words
from geo._reports.linking import link_names
from geo._reports.named import SURE, Named
from geo._reports.senses import (
    decide,
    follow_stated,
    prefer_large,
    prefer_meant,
    prefer_place,
    prefer_plain,
    prefer_then,
    promote,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from geo._locating import Candidate, Decisions, Grounds
    from geo._reports.mentions import Mention

__all__ = ["resolve_mentions"]

TOGETHER: Final = 100
"""Names that are resolved together: those of a report, and of a longer text what stands near each other."""
MOST_REGIONS: Final = 3
"""In so many regions that the text names a name is looked for."""


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
            prefer_plain(one)
    link_names(text, named)
    countries = _countries(named)
    for at in reversed(range(len(named))):
        _settle(at, named, grounds, countries)
    for one in named:
        if one.best is None and one.mention.how == "unknown" and not one.parents:
            _presume(one, named, grounds)
    for one in named:
        prefer_large(one)
        prefer_place(one, grounds)
        prefer_then(one, text, day, grounds)
    prefer_meant(named, grounds)
    follow_stated(named)
    if decisions is not None:
        for one in named:
            decide(one, named, text, decisions, grounds)
    return named


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
        _look_inside(one, parents, grounds, countries)


def _look_inside(one: Named, parents: list[Named], grounds: Grounds, countries: frozenset[str]) -> None:
    """Take what is found in what a name is said to lie in, else in the countries that the text is about."""
    best = one.best
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
    if found and (best is None or (found[0].score >= SURE and not _is_well_known(best, found[0]))):
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
            promote(parent, at, best.score)
            return


def _inside_countries(mention: Mention, countries: frozenset[str], grounds: Grounds) -> list[Candidate]:
    """Look for what is like a unit's name in the country that the text is about."""
    if len(countries) != 1:
        return []
    names = [grounds.gazetteer.things.country_names.get(code, code) for code in countries]
    return find_name(mention.name, grounds, parents=names, kind=mention.kind, countries=countries)


def _is_well_known(best: Candidate, found: Candidate) -> bool:
    """Say whether an exact name of a large city beats one that is only like it: Hamburg, Bavaria."""
    return "presumed" in found.why and best.thing is not None and best.thing.population >= LARGE


LARGE: Final = 300_000


def _may_be_elsewhere(best: Candidate, one: Named) -> bool:
    """Say whether a thing is so well known that a text that puts it elsewhere is likelier wrong than we."""
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

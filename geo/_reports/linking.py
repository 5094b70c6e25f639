"""What each name of a text is said to lie in, by the words between it and the next."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geo._reports.senses import promote

if TYPE_CHECKING:
    from geo._reports.named import Named

__all__ = ["OWNED", "link_names"]

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
OWNED: Final = re.compile(
    r"['\u2019]s?\s+(?:(?!border)[\w-]+\s+){0,2}(?:capital|city|town|village|port),?\s+", re.IGNORECASE
)
"""Georgia's capital, Tbilisi; Kazakhstan's largest city, Almaty."""
_FIRST: Final = re.compile(
    r"\s*,\s*(?:in|at|near|outside|в|во|на|у|около|близ|возле|под)\s+(?:the\s+)?(?:(?:city|town|village|settlement|hamlet|"
    r"district|городе|города|селе|села|поселке|посёлке|деревне|районе)\s+(?:of\s+)?)?",
    re.IGNORECASE,
)
_IN_BEFORE: Final = re.compile(r"(?:^|[^\w])(?:in|в|во|на)(?: the)? $", re.IGNORECASE)
_OF_PEOPLE: Final = re.compile(
    r"\s+(?:(?:[\w-]+(?:ern|ал|ьн)\w*\s+)?(?:province|region|state|district|county|city|town|village|island|port|capital)\s+(?:of\s+)?)?"
)
_TOWN_OF: Final = re.compile(
    r"\s+(?:[\w-]+\s+)?(?:settlement|village|town|city|suburb|port|hamlet)\s+of\s+", re.IGNORECASE
)
_GENITIVE: Final = re.compile(r"\s+")


def link_names(text: str, named: list[Named]) -> None:
    """Find what each name is said to lie in.

    Parameters
    ----------
    text : str
    named : list of Named
        In the order of the text; the parents of each are added.
    """
    for at in range(len(named) - 1):
        one, other = named[at], named[at + 1]
        if one.mention.sentence != other.mention.sentence or "pair" in (one.mention.how, other.mention.how):
            continue
        gap = text[one.mention.end : other.mention.start]
        if _is_owner(one, gap):
            if _may_hold(one, other):
                other.parents.append(at)
        elif _is_told_first(text, one, gap) and _may_hold(one, other):
            other.parents.append(at)
        elif _is_told_next(text, one, gap) and _may_hold(other, one):
            one.parents.append(at + 1)
    _complete(named)


def _is_owner(one: Named, gap: str) -> bool:
    """Say whether what follows is a name's own: "Kazakhstan's Aktau", "the Malian town of"."""
    is_people = one.mention.how == "demonym" and _OF_PEOPLE.fullmatch(gap) is not None
    return is_people or any(form.fullmatch(gap) for form in (_OWNER, OWNED, _TOWN_OF))


def _is_told_first(text: str, one: Named, gap: str) -> bool:
    """Say whether the ground is named before what lies in it: "in Kazakhstan, near the town of"."""
    before = text[: one.mention.start][-30:]
    return _FIRST.fullmatch(gap) is not None and _IN_BEFORE.search(before) is not None


def _is_told_next(text: str, one: Named, gap: str) -> bool:
    """Say whether the ground is named right behind: "Aktau, Kazakhstan", "Aktau in", a Russian genitive."""
    if _COMMA.fullmatch(gap) or _IN.fullmatch(gap):
        return True
    is_ascii = gap.isascii() and text[one.mention.start : one.mention.end].isascii()
    return _GENITIVE.fullmatch(gap) is not None and not is_ascii


def _complete(named: list[Named]) -> None:
    """Add what holds the parents of each name."""
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


def _make_unit(parent: Named) -> None:
    """Let what a district lies in be a region or a country: no town or mountains hold one."""
    best = parent.best
    if best is None or best.kind in ("region", "country") or parent.mention.kind in ("city", "village"):
        return
    for at, candidate in enumerate(parent.candidates):
        if candidate.kind in ("region", "country"):
            promote(parent, at, best.score)
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

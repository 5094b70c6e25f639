"""How likely each bearer of a name is meant, before anything else is known.

Weights are decimal logarithms, so that a difference of 1 is odds of ten to one. A place weighs as much as
it has people: reports name large places more often, and about in that proportion. A country is named far more
often than its people alone say; a region or a district less often than the town of the same name in it. The
figures were set by hand and checked on the odd documents of ``tests/data/toponyms``; the even ones and the
queries were held back.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo._gazetteer import Gazetteer, Match

__all__ = ["Option", "fits_kind", "weigh"]

UNKNOWN_PEOPLE: Final = 300.0
"""What a place of unknown population weighs."""

_FEATURES: Final = {
    "continent": 8.6, "macro-region": 7.3, "sea": 7.3, "desert": 6.2, "river": 6.0, "mountains": 5.8,
    "island": 5.8, "peninsula": 5.6, "lake": 5.6, "airport": 3.6, "other": 4.6, "district": 3.6,
}  # fmt: skip
_OWN_FEATURE: Final = 2.6
"""A feature of a GeoNames dump: brooks and hills by the thousand, few of them ever named."""
_UNITS: Final = {"region": -0.45, "district": -1.3, "section": -1.0}
_COUNTRY: Final = 5.9
_CAPITAL: Final = 0.8
_QUALITY: Final = 3.0
_CODES: Final = -2.0
_KIND_FITS: Final = 1.5
_KIND_CLASHES: Final = -2.0

# The kinds of things that a word stands for; the first fits best.
_MEANT: Final = {
    "district": ("district",),
    "region": ("region", "macro-region"),
    "city": ("city", "town", "place", "section"),
    "village": ("place", "town", "section"),
    "river": ("river",),
    "lake": ("lake",),
    "sea": ("sea", "lake"),
    "desert": ("desert",),
    "mountains": ("mountains",),
    "depression": ("other", "desert"),
    "island": ("island",),
    "airport": ("airport",),
    "peninsula": ("peninsula",),
    "country": ("country",),
}


class Option(NamedTuple):
    """A thing that may be meant, and how much speaks for it."""

    number: int
    weight: float
    """Decimal logarithm; 3 is a village of a thousand people that bears the name."""
    match: Match


def fits_kind(kind: str, said: str) -> bool:
    """Say whether a kind of thing is what a word for kinds of places stands for.

    Examples
    --------
    >>> fits_kind("town", "city"), fits_kind("region", "district"), fits_kind("lake", "")
    (True, False, True)
    """
    return not said or kind in _MEANT.get(said, (said,))


def weigh(matches: Iterable[Match], gazetteer: Gazetteer, said: str = "") -> list[Option]:
    """Weigh the bearers of a name.

    Parameters
    ----------
    matches : iterable of Match
    gazetteer : Gazetteer
    said : str
        The kind of place that the words beside the name say, "" for none.

    Returns
    -------
    list of Option
        The heaviest first.
    """
    things = gazetteer.things
    options = []
    for match in matches:
        number = match.number
        kind = things.kind_of(number)
        people = float(things.population[number])
        if kind == "country":
            weight = _COUNTRY + 0.25 * math.log10(people + 1_000.0)
        elif kind in _FEATURES and kind != "district":
            weight = _OWN_FEATURE if things.is_own(number) else _FEATURES[kind]
        else:
            weight = math.log10(max(people, UNKNOWN_PEOPLE)) + _UNITS.get(kind, 0.0)
            if things.is_capital[number]:
                weight += _CAPITAL
        weight += _QUALITY * math.log10(match.quality)
        if match.how == "code":
            weight += _CODES
        if said:
            weight += _KIND_FITS if fits_kind(kind, said) else _KIND_CLASHES
        options.append(Option(number, weight, match))
    if said not in ("region", "district"):
        options = _cap_units(options, gazetteer)
    return sorted(options, key=lambda option: (-option.weight, option.number))


def _cap_units(options: list[Option], gazetteer: Gazetteer) -> list[Option]:
    """Let a place go before the region or district round it that is called after it.

    Its people are among theirs, so that they would always weigh more.
    """
    things = gazetteer.things
    best: dict[int, Option] = {}
    for option in options:
        if things.layer_of(option.number) == 0:
            for unit in (int(things.region[option.number]), int(things.district[option.number])):
                if unit >= 0 and (unit not in best or best[unit].weight < option.weight):
                    best[unit] = option
    capped = []
    for option in options:
        inner = best.get(option.number)
        if inner is not None and inner.match.quality >= option.match.quality:
            option = option._replace(weight=min(option.weight, inner.weight - 0.1))  # noqa: PLW2901
        capped.append(option)
    return capped

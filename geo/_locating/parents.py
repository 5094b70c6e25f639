"""What a location string is said to lie in: what a parent may be, and whether a thing lies in it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from geo._locating.weights import weigh
from geo._names import search_key
from geo._names.words import strip_words

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from geo._gazetteer import Gazetteer

__all__ = ["Parent", "apart_m", "fits", "read_parent", "spell_parent"]

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
_MOST: Final = 40


class Parent(NamedTuple):
    """What a stated parent may be."""

    said: str
    numbers: tuple[int, ...]


def spell_parent(parent: Parent, gazetteer: Gazetteer) -> str:
    """Spell what a parent most likely is."""
    return gazetteer.things.name_of(parent.numbers[0]) or parent.said


def read_parent(said: str, gazetteer: Gazetteer) -> Parent:
    """List what a stated parent may be, the likeliest first."""
    kind = strip_words(search_key(said)).kind
    options = weigh(gazetteer.find(said), gazetteer, kind)
    kinds = gazetteer.things.kind_of
    numbers = tuple(option.number for option in options if kinds(option.number) in _PARENT_KINDS)
    return Parent(said, numbers[:_MOST])


def fits(number: int, parent: Parent, gazetteer: Gazetteer) -> bool:
    """Say whether a thing lies in something that a parent may be."""
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


def apart_m(lon: float, lat: float, lons: ArrayLike, lats: ArrayLike) -> NDArray[np.float64]:
    """Measure distances on a sphere, metres: for ranking only."""
    lam, phi = np.radians(np.asarray(lons) - lon), np.radians(np.asarray(lats))
    phi_0 = math.radians(lat)
    inner = np.sin((phi - phi_0) / 2) ** 2 + np.cos(phi) * math.cos(phi_0) * np.sin(lam / 2) ** 2
    return np.asarray(2 * _EARTH_M * np.arcsin(np.sqrt(np.clip(inner, 0.0, 1.0))))

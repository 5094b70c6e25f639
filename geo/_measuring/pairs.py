"""The lines between two chosen countries: on land, at sea and on the seabed, each kind by its name."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pandas as pd

from geo._geodesy import Nearest
from geo._measuring.answers import distances_as_json, floats, interval_columns, nearest_columns
from geo._measuring.layers import take_texts
from geo.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo._measuring.entities import Entities
    from geo._measuring.layers import Floats, Ints
    from geo._measuring.linework import Linework
    from geo._measuring.world import World

PAIR: Final = re.compile(r"([A-Za-z]{3})-([A-Za-z]{3})")


def check_pairs(pairs: Iterable[str], world: World) -> list[str]:
    """Put pairs of codes in the order of the alphabet, each once.

    Raises
    ------
    UsageError
        When one is no pair of codes, or no line between the two is known.
    """
    checked = []
    for pair in pairs:
        match = PAIR.fullmatch(pair.strip())
        if match is None:
            raise UsageError(f"'{pair}' is no pair of countries. Write two codes of ISO 3166-1: KAZ-RUS.")
        codes = sorted(code.upper() for code in match.groups())
        unknown = [code for code in codes if code not in world.entities.number]
        if unknown:
            raise UsageError(
                f"'{pair}' names {unknown[0]}, which is no code of a country (ISO 3166-1 alpha-3)."
            )
        if not has_lines("-".join(codes), world):
            raise UsageError(
                f"The atlas has no line between {codes[0]} and {codes[1]}, on land or at sea. "
                f"{_say_neighbours(codes[0], world)} {_say_neighbours(codes[1], world)}"
            )
        checked.append("-".join(codes))
    return list(dict.fromkeys(checked))


def find_pair(lon: Floats, lat: Floats, radius_m: Floats, pair: str, world: World) -> dict[str, Any]:
    """Measure to the nearest line of a pair, of any kind, and to the nearest of each kind.

    Parameters
    ----------
    lon, lat, radius_m : ndarray of float, shape (n,)
        Degrees, and metres; NaN for an exact point.
    pair : str
        As `check_pairs` gives it.
    world : World

    Returns
    -------
    dict
        The columns of `geo.schema.pair_columns`.
    """
    stem = f"to_{pair.lower().replace('-', '_')}"
    between = lines_between(pair, world)
    kinds = sorted({kind for lines, groups in between for kind in lines.group_kind[groups]})
    by_kind = [_nearest_of_kind(lon, lat, kind, between) for kind in kinds]
    distance_m = np.stack([found.nearest.distance_m for found in by_kind])
    best, row = np.argmin(distance_m, axis=0), np.arange(len(lon))
    chosen = Nearest(
        *(np.stack(values)[best, row] for values in zip(*(found.nearest for found in by_kind), strict=True))
    )
    by_distance = np.argsort(distance_m, axis=0, kind="stable").T
    texts = distances_as_json(
        np.repeat(row, len(kinds)),
        np.array(kinds, dtype=object)[by_distance.ravel()],
        np.take_along_axis(distance_m.T, by_distance, axis=1).ravel(),
        radius_m,
    )
    return {
        **interval_columns(stem, chosen.distance_m, radius_m),
        f"geo_{stem}_kind": take_texts(np.array(kinds, dtype=object), best),
        **nearest_columns(stem, chosen),
        f"geo_{stem}_accuracy_m": floats(np.stack([found.accuracy_m for found in by_kind])[best, row]),
        f"geo_{stem}_kinds": pd.array(texts, dtype="string"),
    }


class _Found(NamedTuple):
    nearest: Nearest
    accuracy_m: Floats


def _nearest_of_kind(lon: Floats, lat: Floats, kind: str, between: list[tuple[Linework, Ints]]) -> _Found:
    """Find the nearest line of one kind, be it on land or at sea."""
    found = []
    for lines, groups in between:
        of_kind = groups[lines.group_kind[groups] == kind]
        if len(of_kind):
            nearest = lines.net.nearest(lon, lat, np.zeros(len(lon), dtype=np.int64), [of_kind])
            found.append(_Found(nearest, lines.accuracy_m[nearest.line]))
    return functools.reduce(_take_nearer, found)


def _take_nearer(one: _Found, other: _Found) -> _Found:
    nearer = one.nearest.distance_m <= other.nearest.distance_m
    nearest = (np.where(nearer, *both) for both in zip(one.nearest, other.nearest, strict=True))
    return _Found(Nearest(*nearest), np.where(nearer, one.accuracy_m, other.accuracy_m))


def lines_between(pair: str, world: World) -> list[tuple[Linework, Ints]]:
    """Give the groups of lines between two entities, on land and at sea."""
    low, high = sorted(world.entities.number[code] for code in pair.split("-"))
    return [
        (lines, np.flatnonzero((lines.group_left == low) & (lines.group_right == high)))
        for lines in (world.land, world.sea)
    ]


def has_lines(pair: str, world: World) -> bool:
    """Say whether a world knows both codes of a pair and has lines between them."""
    if not set(pair.split("-")) <= set(world.entities.number):
        return False
    return any(len(groups) for _, groups in lines_between(pair, world))


def _say_neighbours(code: str, world: World) -> str:
    entities: Entities = world.entities
    number = entities.number[code]
    across = set()
    for lines in (world.land, world.sea):
        sides = np.stack([lines.group_left, lines.group_right])
        meets = (sides == number).any(axis=0) & (sides >= 0).all(axis=0)
        across |= set(sides[:, meets].ravel().tolist())
    names = ", ".join(entities.code[sorted(across - {number})])
    return f"{code} has lines with {names}." if names else f"{code} has none with any country."

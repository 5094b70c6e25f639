"""The nearest land border of the country a point lies in, and the distance to each neighbour."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geo._measuring.layers import pick

if TYPE_CHECKING:
    from geo._geodesy import Nearest
    from geo._measuring.entities import Entities
    from geo._measuring.layers import Floats, Ints
    from geo._measuring.linework import Linework


class NearestBorders(NamedTuple):
    """Nearest land border of each point's own country. Shape (n,) each."""

    nearest: Nearest
    """Its lines are those of the land."""
    across: Ints
    """Entity on the other side; -1 where there is no border."""


class Neighbours(NamedTuple):
    """Distances to the land neighbours, a row a pair of point and neighbour, by point and distance."""

    point: Ints
    across: Ints
    distance_m: Floats


def list_neighbours(own: int, entities: Entities, mainland: Ints, land: Linework) -> dict[int, Ints]:
    """List the land neighbours of a mainland, and which groups of lines are its border with each.

    The own country is an entity together with those of the same sovereign that it is joined to by
    land: Hong Kong looks to the borders of China, French Guiana to its own two, Puerto Rico has none.
    The line between Hong Kong and Shenzhen is internal and no border in this sense.

    Parameters
    ----------
    own : int
        A mainland, as `find_mainlands` numbers it.
    entities : Entities
    mainland : ndarray of int, shape (entities,)
    land : Linework

    Returns
    -------
    dict of int to ndarray of int
        Groups by the number of the neighbour, alphabetically.
    """
    left, right = land.group_left, land.group_right
    known = (left >= 0) & (right >= 0)
    known &= entities.sovereign[left] != entities.sovereign[right]
    on_the_left = known & (mainland[left] == own)
    bordering = on_the_left | (known & (mainland[right] == own))
    across = np.where(on_the_left, right, left)
    return {int(code): np.flatnonzero(bordering & (across == code)) for code in np.unique(across[bordering])}


def find_borders(
    lon: Floats, lat: Floats, home: Ints, entities: Entities, mainland: Ints, land: Linework
) -> NearestBorders:
    """Find the nearest land border of each point's own country to another sovereign.

    Parameters
    ----------
    lon, lat : ndarray of float, shape (n,)
        Degrees.
    home : ndarray of int, shape (n,)
        Entity each point lies in, or -1.
    entities : Entities
    mainland : ndarray of int, shape (entities,)
    land : Linework
    """
    own = pick(mainland, home, missing=-1)
    owners = np.unique(own[own >= 0])
    groups = [
        np.concatenate(
            [np.empty(0, dtype=np.int64), *list_neighbours(one, entities, mainland, land).values()]
        )
        for one in owners.tolist()
    ]
    nearest = land.net.nearest(lon, lat, _places_of(own, owners), groups)
    left, right = pick(land.left, nearest.line, missing=-1), pick(land.right, nearest.line, missing=-1)
    across = np.where(pick(mainland, left, missing=-1) == own, right, left)
    return NearestBorders(nearest, np.where(nearest.line < 0, -1, across))


def find_neighbours(
    lon: Floats, lat: Floats, home: Ints, entities: Entities, mainland: Ints, land: Linework
) -> Neighbours:
    """Measure the distance to each land neighbour of each point's own country.

    Parameters
    ----------
    lon, lat : ndarray of float, shape (n,)
        Degrees.
    home : ndarray of int, shape (n,)
        Entity each point lies in, or -1.
    entities : Entities
    mainland : ndarray of int, shape (entities,)
    land : Linework
    """
    own = pick(mainland, home, missing=-1)
    points, asks = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int64)]
    across: list[int] = []
    sets: list[Ints] = []
    for one in np.unique(own[own >= 0]).tolist():
        rows = np.flatnonzero(own == one)
        for code, groups in list_neighbours(one, entities, mainland, land).items():
            points.append(rows)
            asks.append(np.full(len(rows), len(sets)))
            across.append(code)
            sets.append(groups)
    point, ask = np.concatenate(points), np.concatenate(asks)
    nearest = land.net.nearest(lon[point], lat[point], ask, sets)
    number: Ints = np.array(across, dtype=np.int64)[ask] if sets else ask
    order = np.lexsort((number, nearest.distance_m, point))
    return Neighbours(point[order], number[order], nearest.distance_m[order])


def _places_of(values: Ints, known: Ints) -> Ints:
    """Position of each value among the known ones, sorted; -1 where it is -1."""
    return np.where(values < 0, -1, np.searchsorted(known, values))

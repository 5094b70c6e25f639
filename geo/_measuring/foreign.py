"""The nearest land of another sovereign, over land and across water; for a point in no country, anyone's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from geo._geodesy import Nearest
from geo._measuring.layers import pick

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo._measuring.entities import Entities
    from geo._measuring.layers import Floats, Ints
    from geo._measuring.linework import Linework


SAME_M: Final = 1e-4
"""A border and a shore that end in one spot are equally near, whatever rounding says."""


class NearestLand(NamedTuple):
    """Nearest land of some kind to each point. Shape (n,) each."""

    nearest: Nearest
    """Its lines are those of the land, and after them those of the shores."""
    code: Ints
    """Whose land it is, -1 where there is none."""
    accuracy_m: Floats


def list_foreign(own: int, entities: Entities, land: Linework, shores: Linework) -> tuple[Ints, Ints]:
    """List the groups of lines at which the land of other sovereigns begins: of the land, and of the shores.

    From inside a country foreign land begins at a land border, or across the sea at a coast. These are
    the lines with foreign land on exactly one side.
    """
    foreign_left = _is_foreign(land.group_left, own, entities)
    foreign_right = _is_foreign(land.group_right, own, entities)
    # The one side of a shore is the higher number: the other is that of no one.
    return (
        np.flatnonzero(foreign_left ^ foreign_right),
        np.flatnonzero(_is_foreign(shores.group_right, own, entities)),
    )


def find_foreign_land(
    lon: Floats, lat: Floats, home: Ints, entities: Entities, land: Linework, shores: Linework
) -> NearestLand:
    """Find the nearest land of a sovereign other than the one each point lies under.

    A point outside all countries is nobody's, so nothing is foreign to it and there is no answer.

    Parameters
    ----------
    lon, lat : ndarray of float, shape (n,)
        Degrees.
    home : ndarray of int, shape (n,)
        Entity each point lies in, or -1.
    entities : Entities
    land, shores : Linework
    """
    own = pick(entities.sovereign, home, missing=-1)
    owners = np.unique(own[own >= 0])
    ask = np.where(own < 0, -1, np.searchsorted(owners, own))
    sets = [list_foreign(one, entities, land, shores) for one in owners.tolist()]
    by_land = land.net.nearest(lon, lat, ask, [groups for groups, _ in sets])
    by_sea = shores.net.nearest(lon, lat, ask, [groups for _, groups in sets])
    on_land = ~(by_sea.distance_m < by_land.distance_m - SAME_M) & (by_land.line >= 0)
    left = pick(land.left, by_land.line, missing=-1)
    right = pick(land.right, by_land.line, missing=-1)
    is_left = (left >= 0) & (pick(entities.sovereign, left, missing=-1) != own)
    return _choose(on_land, np.where(is_left, left, right), by_land, by_sea, land, shores)


def find_nearest_countries(
    lon: Floats, lat: Floats, asked: NDArray[np.bool_], land: Linework, shores: Linework
) -> NearestLand:
    """Find the entity whose land is nearest: its shore, or a border on land, a river or a lake.

    Where two are equally near, as at the end of a border on a shore, the answer is the alphabetically
    lowest code. Land that belongs to no one known is passed over.

    Parameters
    ----------
    lon, lat : ndarray of float, shape (n,)
        Degrees.
    asked : ndarray of bool, shape (n,)
        The points that lie in no country and on no one's ground.
    land, shores : Linework
    """
    ask = np.where(asked, 0, -1)
    # A group of no one has two sides of -1, and the greater is the right one.
    by_land = land.net.nearest(lon, lat, ask, [np.flatnonzero(land.group_right >= 0)])
    by_sea = shores.net.nearest(lon, lat, ask, [np.flatnonzero(shores.group_right >= 0)])
    on_land = ~(by_sea.distance_m <= by_land.distance_m + SAME_M) & (by_land.line >= 0)
    sides = np.stack([pick(side, by_land.line, missing=-1) for side in (land.left, land.right)])
    lowest = np.where(sides.min(axis=0) < 0, sides.max(axis=0), sides.min(axis=0))
    return _choose(on_land, lowest, by_land, by_sea, land, shores)


def _is_foreign(code: Ints, own: int, entities: Entities) -> NDArray[np.bool_]:
    return np.asarray((code >= 0) & (entities.sovereign[code] != own))


def _choose(
    on_land: NDArray[np.bool_],
    code: Ints,
    by_land: Nearest,
    by_sea: Nearest,
    land: Linework,
    shores: Linework,
) -> NearestLand:
    """Take the way over land where it is the nearer, else the one across the sea."""
    whose = np.where(on_land, code, pick(shores.left, by_sea.line, missing=-1))
    accuracy_m = np.where(
        on_land,
        pick(land.accuracy_m, by_land.line, missing=np.nan),
        pick(shores.accuracy_m, by_sea.line, missing=np.nan),
    )
    line = np.where(by_sea.line < 0, -1, len(land.left) + by_sea.line)
    by_sea = by_sea._replace(line=line)
    chosen = (np.where(on_land, one, other) for one, other in zip(by_land, by_sea, strict=True))
    return NearestLand(Nearest(*chosen), whose, accuracy_m)

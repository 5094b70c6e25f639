"""The nearest land of another sovereign, over land and across water."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geo._geodesy import nearest_on_lines
from geo._measuring.layers import known, look_up

if TYPE_CHECKING:
    from geo._measuring.arcs import Arcs
    from geo._measuring.layers import Floats, Words
    from geo._measuring.shores import Shores
    from geo._measuring.territories import Territories


class ForeignLand(NamedTuple):
    """Nearest foreign land of each point; NaN and None where there is no country. Shape (n,) each."""

    distance_m: Floats
    code: Words
    accuracy_m: Floats


def find_foreign_land(
    lon: Floats, lat: Floats, home: Words, territories: Territories, arcs: Arcs, shores: Shores
) -> ForeignLand:
    """Find the nearest land of a sovereign other than the one each point lies under.

    From inside a country foreign land begins at a land border, or across the sea at a coast. Both are
    searched world-wide: lines with foreign land on exactly one side. A point outside all countries is
    nobody's, so nothing is foreign to it and the answer is null.

    Parameters
    ----------
    lon, lat : ndarray of float, shape (n,)
        Degrees.
    home : ndarray of object, shape (n,)
        Code of the entity each point lies in, or None.
    territories : Territories
    arcs : Arcs
    shores : Shores
    """
    found = ForeignLand(np.full(len(lon), np.nan), np.full(len(lon), None), np.full(len(lon), np.nan))
    sovereign = look_up(territories.sovereign, home)
    if not set(sovereign) - {None}:
        return found
    for own in sorted(set(sovereign) - {None}):
        rows = np.flatnonzero(sovereign == own)
        foreign_left = (arcs.left_sovereign != own) & known(arcs.left_sovereign)
        foreign_right = (arcs.right_sovereign != own) & known(arcs.right_sovereign)
        by_land = nearest_on_lines(lon[rows], lat[rows], arcs.lines.take(foreign_left ^ foreign_right))
        foreign_shore = (shores.sovereign != own) & known(shores.sovereign)
        by_sea = nearest_on_lines(lon[rows], lat[rows], shores.lines.take(foreign_shore))
        # NaN where there is no such line: the other one then decides.
        on_land = ~(by_sea.distance_m < by_land.distance_m) & (by_land.line >= 0)
        found.distance_m[rows] = np.where(on_land, by_land.distance_m, by_sea.distance_m)
        across = np.where(foreign_left, arcs.left, arcs.right)
        found.code[rows[on_land]] = across[by_land.line[on_land]]
        found.accuracy_m[rows[on_land]] = arcs.accuracy_m[by_land.line[on_land]]
        at_sea = ~on_land & (by_sea.line >= 0)
        found.code[rows[at_sea]] = shores.code[by_sea.line[at_sea]]
        found.accuracy_m[rows[at_sea]] = shores.accuracy_m[by_sea.line[at_sea]]
    return found

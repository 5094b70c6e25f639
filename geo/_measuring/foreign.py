"""The nearest land of another sovereign, over land and across water."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geo._geodesy import nearest_on_lines
from geo._measuring.layers import known, look_up

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo._measuring.arcs import Arcs
    from geo._measuring.layers import Floats, Words
    from geo._measuring.shores import Shores
    from geo._measuring.territories import Territories


class ForeignLand(NamedTuple):
    """Nearest foreign land of each point; NaN and None where there is no country. Shape (n,) each."""

    distance_m: Floats
    code: Words
    accuracy_m: Floats


class ForeignLines(NamedTuple):
    """The lines at which foreign land begins."""

    arcs: NDArray[np.bool_]
    """Which arcs."""
    shores: NDArray[np.bool_]
    """Which shores."""
    across: Words
    """Code of the land behind each arc."""


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
        lines = find_foreign_lines(own, arcs, shores)
        by_land = nearest_on_lines(lon[rows], lat[rows], arcs.lines.take(lines.arcs))
        by_sea = nearest_on_lines(lon[rows], lat[rows], shores.lines.take(lines.shores))
        # NaN where there is no such line: the other one then decides.
        on_land = ~(by_sea.distance_m < by_land.distance_m) & (by_land.line >= 0)
        found.distance_m[rows] = np.where(on_land, by_land.distance_m, by_sea.distance_m)
        found.code[rows[on_land]] = lines.across[by_land.line[on_land]]
        found.accuracy_m[rows[on_land]] = arcs.accuracy_m[by_land.line[on_land]]
        at_sea = ~on_land & (by_sea.line >= 0)
        found.code[rows[at_sea]] = shores.code[by_sea.line[at_sea]]
        found.accuracy_m[rows[at_sea]] = shores.accuracy_m[by_sea.line[at_sea]]
    return found


def find_foreign_lines(own: str, arcs: Arcs, shores: Shores) -> ForeignLines:
    """Find the lines at which the land of other sovereigns begins."""
    foreign_left = (arcs.left_sovereign != own) & known(arcs.left_sovereign)
    foreign_right = (arcs.right_sovereign != own) & known(arcs.right_sovereign)
    return ForeignLines(
        foreign_left ^ foreign_right,
        (shores.sovereign != own) & known(shores.sovereign),
        np.where(foreign_left, arcs.left, arcs.right),
    )

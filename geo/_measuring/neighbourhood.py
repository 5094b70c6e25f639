"""For a point in no country: whose land is nearest."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geo._geodesy import nearest_on_lines
from geo._measuring.layers import known

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo._measuring.arcs import Arcs
    from geo._measuring.layers import Floats, Words
    from geo._measuring.shores import Shores


class NearestCountries(NamedTuple):
    """Nearest land of any entity; None and NaN for points that were not asked about. Shape (n,) each."""

    code: Words
    distance_m: Floats


def find_nearest_countries(
    lon: Floats, lat: Floats, asked: NDArray[np.bool_], arcs: Arcs, shores: Shores
) -> NearestCountries:
    """Find the entity whose land is nearest: its shore, or a border on land, a river or a lake.

    Where two are equally near, as at the end of a border on a shore, the answer is the alphabetically
    lowest code. Land that belongs to no one known is passed over.

    Parameters
    ----------
    lon, lat : ndarray of float, shape (n,)
        Degrees.
    asked : ndarray of bool, shape (n,)
        The points that lie in no country and on no one's ground.
    arcs : Arcs
    shores : Shores
    """
    found = NearestCountries(np.full(len(lon), None), np.full(len(lon), np.nan))
    rows = np.flatnonzero(asked)
    if len(rows) == 0:
        return found
    by_sea = nearest_on_lines(lon[rows], lat[rows], shores.lines.take(known(shores.code)))
    someones = known(arcs.left) | known(arcs.right)
    by_land = nearest_on_lines(lon[rows], lat[rows], arcs.lines.take(someones))
    # NaN where there is no such line: the other one then decides.
    across = ~(by_sea.distance_m <= by_land.distance_m) & (by_land.line >= 0)
    found.distance_m[rows] = np.where(across, by_land.distance_m, by_sea.distance_m)
    for row, line in zip(rows[across], by_land.line[across], strict=True):
        found.code[row] = min({arcs.left[line], arcs.right[line]} - {None})
    shore = ~across & (by_sea.line >= 0)
    found.code[rows[shore]] = shores.code[by_sea.line[shore]]
    return found

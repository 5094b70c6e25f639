"""The nearest land border of the country a point lies in, and the distance to each neighbour."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geo._geodesy import nearest_on_lines
from geo._measuring.layers import known, look_up

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo._geodesy import Lines
    from geo._measuring.arcs import Arcs
    from geo._measuring.layers import Floats, Ints, Words
    from geo._measuring.territories import Territories


class NearestBorders(NamedTuple):
    """Nearest land border of each point; None, NaN or -1 where there is none. Shape (n,) each."""

    arc: Ints
    across_code: Words
    distance_m: Floats
    lon: Floats
    lat: Floats
    azimuth_deg: Floats
    neighbours: Words
    """For each point a dict, metres by code of each land neighbour; None without a country."""


class Sides(NamedTuple):
    """Whose the arcs are on both sides. Shape (a,) each."""

    left: Words
    right: Words
    """Mainlands, as `Territories` names them."""
    between_sovereigns: NDArray[np.bool_]


def find_borders(
    lon: Floats, lat: Floats, home: Words, territories: Territories, arcs: Arcs
) -> NearestBorders:
    """Find the nearest land border of each point's own country to another sovereign.

    The own country is the point's entity together with the entities of the same sovereign that it is
    joined to by land: Hong Kong looks to the borders of China, French Guiana to its own two, Puerto
    Rico has none. The line between Hong Kong and Shenzhen is internal and no border in this sense.

    Parameters
    ----------
    lon, lat : ndarray of float, shape (n,)
        Degrees.
    home : ndarray of object, shape (n,)
        Code of the entity each point lies in, or None.
    territories : Territories
    arcs : Arcs
    """
    found = NearestBorders(
        arc=np.full(len(lon), -1),
        across_code=np.full(len(lon), None),
        distance_m=np.full(len(lon), np.nan),
        lon=np.full(len(lon), np.nan),
        lat=np.full(len(lon), np.nan),
        azimuth_deg=np.full(len(lon), np.nan),
        neighbours=np.array([None if code is None else {} for code in home], dtype=object),
    )
    sides = read_sides(territories, arcs)
    mainland = look_up(territories.mainland, home)
    for own in sorted(set(mainland) - {None}):
        rows = np.flatnonzero(mainland == own)
        for code, chosen in list_neighbours(own, sides, arcs).items():
            _keep_nearer(found, rows, code, lon[rows], lat[rows], arcs.lines.take(chosen))
    return found


def read_sides(territories: Territories, arcs: Arcs) -> Sides:
    """Tell for all arcs whose they are."""
    between_sovereigns = arcs.left_sovereign != arcs.right_sovereign
    between_sovereigns &= known(arcs.left_sovereign) & known(arcs.right_sovereign)
    return Sides(
        look_up(territories.mainland, arcs.left),
        look_up(territories.mainland, arcs.right),
        between_sovereigns,
    )


def list_neighbours(own: str, sides: Sides, arcs: Arcs) -> dict[str, NDArray[np.bool_]]:
    """List the land neighbours of a mainland, and which arcs are its border with each.

    Parameters
    ----------
    own : str
        A mainland, as `Territories` names it.
    sides : Sides
    arcs : Arcs

    Returns
    -------
    dict of str to ndarray of bool, shape (a,)
        By the code of the neighbour, alphabetically.
    """
    on_the_left = sides.left == own
    own_borders = sides.between_sovereigns & (on_the_left | (sides.right == own))
    across = np.where(on_the_left, arcs.right, arcs.left)
    return {code: own_borders & (across == code) for code in sorted(set(across[own_borders]))}


def _keep_nearer(
    found: NearestBorders, rows: Ints, code: str, lon: Floats, lat: Floats, lines: Lines
) -> None:
    """Measure the rows to one neighbour; of equally near ones, as at a tripoint, the first stays."""
    nearest = nearest_on_lines(lon, lat, lines)
    for row, distance_m in zip(rows, nearest.distance_m.tolist(), strict=True):
        found.neighbours[row][code] = distance_m
    nearer = ~(found.distance_m[rows] <= nearest.distance_m)
    kept = rows[nearer]
    found.across_code[kept] = code
    found.arc[kept] = nearest.line[nearer]
    found.distance_m[kept] = nearest.distance_m[nearer]
    found.lon[kept], found.lat[kept] = nearest.lon[nearer], nearest.lat[nearer]
    found.azimuth_deg[kept] = nearest.azimuth_deg[nearer]

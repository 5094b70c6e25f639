"""How many people live within a radius of many points, compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geo._geodesy.compiled.crowd import gather
from geo._geodesy.compiled.geodesic import arc_m
from geo._geodesy.compiled.jit import compiled
from geo._geodesy.compiled.nearest import share_out
from geo._geodesy.compiled.search import STACK, box_chord2, chord_between_m
from geo._geodesy.trees import ask as ask_trees

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo._geodesy.ellipsoid import Floats
    from geo._geodesy.grove import Grove
    from geo._geodesy.trees import Asked


def people_in_grove(lon: Floats, lat: Floats, radius_m: Floats, grove: Grove, extent_m: Floats) -> Floats:
    """Sum the people of all sites within a radius of each point, less those in the extent of a larger one.

    Parameters
    ----------
    lon, lat, radius_m : ndarray of float, shape (n,)
        Degrees, and metres up to `CHORD_M`.
    grove : Grove
    extent_m : ndarray of float, shape (s,)
        Round each site, in the order of the grove: smaller ones so near (of equal ones, those of higher
        number) are not counted beside it; 0 for none.

    Returns
    -------
    ndarray of float, shape (n,)
    """
    tree = ask_trees(grove.trees, [np.arange(len(grove.trees.root))])
    crowd = gather(lon, lat)
    people = np.zeros(len(lon))

    def count(rows: NDArray[np.int64]) -> None:
        _count(crowd.xyz_m, radius_m, rows, grove.xyz_m, grove.people, grove.number, extent_m, tree, people)

    share_out(count, crowd.order)
    return people


@compiled
def _count(
    xyz_m: Floats,
    radius_m: Floats,
    order: NDArray[np.int64],
    at_xyz_m: Floats,
    people: Floats,
    number: NDArray[np.int64],
    extent_m: Floats,
    tree: Asked,
    out: Floats,
) -> None:
    nodes, found = np.empty(STACK, dtype=np.int64), np.empty(len(people), dtype=np.int64)
    if tree.top[0] < 0:
        return
    for row in order:
        x, y, z, reach_m = xyz_m[row, 0], xyz_m[row, 1], xyz_m[row, 2], radius_m[row]
        many, height = 0, 1
        nodes[0] = tree.top[0]
        while height > 0:
            height -= 1
            node = nodes[height]
            if box_chord2(tree.box, node, x, y, z) > reach_m * reach_m:
                continue
            if node >= tree.leaves:
                for place in range(tree.first[node], tree.first[node] + tree.members[node]):
                    nodes[height] = tree.child[place] if node >= tree.own else place
                    height += 1
                continue
            for site in range(tree.first[node], tree.first[node] + tree.members[node]):
                if not people[site] > 0.0:
                    continue
                if arc_m(x, y, z, at_xyz_m[site, 0], at_xyz_m[site, 1], at_xyz_m[site, 2]) <= reach_m:
                    found[many] = site
                    many += 1
        total = 0.0
        for one in range(many):
            site = found[one]
            x, y, z = at_xyz_m[site, 0], at_xyz_m[site, 1], at_xyz_m[site, 2]
            is_part = False
            for other in range(many):
                city = found[other]
                if extent_m[city] == 0.0 or people[city] < people[site]:
                    continue
                if people[city] == people[site] and number[city] >= number[site]:
                    continue
                if chord_between_m(at_xyz_m, city, x, y, z) <= extent_m[city]:
                    way_m = arc_m(x, y, z, at_xyz_m[city, 0], at_xyz_m[city, 1], at_xyz_m[city, 2])
                    if way_m <= extent_m[city]:
                        is_part = True
                        break
            if not is_part:
                total += people[site]
        out[row] = total

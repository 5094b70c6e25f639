"""Shores with the codes of past countries: the line is today's, whose it is was another's then.

All shores of a country of today go the way of its places when these have one past country, but for a few
near its borders, and stay when they have none. Where places have several, as those of Germany did, each
shore is cut where it changes hands: each of its edges goes to the past country that holds its first end or
has an outline near it.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
import shapely

from geo._measuring.layers import words
from geo._measuring.past_lines import find_holder
from geo.schema import CRS

if TYPE_CHECKING:
    import geopandas as gpd

    from geo._measuring.layers import Floats, Ints, Words
    from geo._measuring.past_lines import Outlines

__all__ = ["MOST", "recode_coasts"]

MOST: Final = 0.5
FEW: Final = 0.01
"""Shares of the places of a country."""

SHORE_DEG: Final = 0.05
"""A shore is another source's, and may lie so far from the outline of its country, about 5 km."""


def recode_coasts(
    coasts: gpd.GeoDataFrame, places: pd.DataFrame, outlines: Outlines, codes: Words
) -> gpd.GeoDataFrame:
    """Give shores the codes of past countries.

    Parameters
    ----------
    coasts : GeoDataFrame
        LineStrings with code.
    places : DataFrame
        Columns code, of today, and state, the number of the past country or -1, of every place.
    outlines : Outlines
    codes : ndarray of object
        Code of each past country.
    """
    moved, parted = _share_out(places)
    code = words(coasts["code"])
    is_parted = np.array([name in parted for name in code], dtype=bool)
    recoded = coasts.assign(
        code=pd.array([codes[moved[name]] if name in moved else name for name in code], dtype="string")
    )
    if not is_parted.any():
        return recoded
    cut = _cut(coasts[is_parted], outlines, codes)
    joined: gpd.GeoDataFrame = pd.concat([recoded[~is_parted], cut], ignore_index=True)
    return joined


def _share_out(places: pd.DataFrame) -> tuple[dict[str, int], set[str]]:
    """Tell which countries of today lay in one past country, and which in several or only in part.

    A few places on the wrong side of a line do not part a country, unless their past country has no other
    ground that most of is its own, as a colony.
    """
    held = places[places["state"] >= 0]
    counts: dict[str, Counter[int]] = {
        str(code): Counter(states.tolist()) for code, states in held.groupby("code")["state"]
    }
    major = {code: count.most_common(1)[0][0] for code, count in counts.items()}
    share = (places["state"] >= 0).groupby(places["code"]).mean()
    parted = {str(code) for code in share.index[((share > 0) & (share < MOST)).to_numpy(dtype=bool)]}
    at_home = set(major.values())
    for code, count in counts.items():
        others = {state: number for state, number in count.items() if state != major[code]}
        if any(n >= FEW * count.total() or state not in at_home for state, n in others.items()):
            parted.add(code)
    return {code: state for code, state in major.items() if code not in parted}, parted


def _cut(coasts: gpd.GeoDataFrame, outlines: Outlines, codes: Words) -> gpd.GeoDataFrame:
    coordinates, line = shapely.get_coordinates(coasts.geometry.to_numpy(), return_index=True)
    state = _nearest_state(coordinates, outlines)
    edge = np.flatnonzero(line[1:] == line[:-1])
    # A run of edges of one line that belong to one country is a line.
    same = (line[edge][1:] == line[edge][:-1]) & (state[edge][1:] == state[edge][:-1])
    begin = np.flatnonzero(np.append([True], ~same))
    ends = np.append(begin, len(edge))
    vertices = np.concatenate([np.append(edge[one:end], edge[end - 1] + 1) for one, end in pairwise(ends)])
    lines = shapely.linestrings(
        coordinates[vertices], indices=np.repeat(np.arange(len(begin)), np.diff(ends) + 1)
    )
    rows = coasts.iloc[line[edge[begin]]]
    holder = state[edge[begin]]
    code = np.where(holder >= 0, codes[holder], words(rows["code"]))
    return rows.assign(code=pd.array(code, dtype="string")).set_geometry(list(lines), crs=CRS)


def _nearest_state(coordinates: Floats, outlines: Outlines) -> Ints:
    """Find the past country that holds each vertex, or has an outline near it; else -1."""
    state = find_holder(coordinates, outlines)
    lost = np.flatnonzero(state < 0)
    rings, part = shapely.get_rings(outlines.part, return_index=True)
    ends, ring = shapely.get_coordinates(rings, return_index=True)
    inner = np.flatnonzero(ring[1:] == ring[:-1])
    edges = shapely.linestrings(np.stack([ends[inner], ends[inner + 1]], axis=1))
    points = np.asarray(shapely.points(coordinates[lost]))
    position, edge = shapely.STRtree(np.asarray(edges)).query_nearest(
        points, max_distance=SHORE_DEG, all_matches=False
    )
    state[lost[position]] = outlines.owner[part[ring[inner[edge]]]]
    return state

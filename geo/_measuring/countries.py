"""Which country or territory, and which time zone, a point lies in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import shapely

from geo._measuring.layers import words

if TYPE_CHECKING:
    from geo._measuring.layers import Floats, Layers, Words

ANTIMERIDIAN_DEG: Final = 180.0


class Homes(NamedTuple):
    """Country and time zone of each point, None outside all countries. Shape (n,) each."""

    code: Words
    timezone: Words


def find_countries(lon: Floats, lat: Floats, atlas: Layers) -> Homes:
    """Find the country or territory and the time zone of each point.

    Edges of the atlas are straight in lon/lat, so the planar test in lon/lat is exact. A point on a
    boundary belongs to every side of it; the answer is the alphabetically lowest code, and of one
    code the alphabetically lowest time zone. On the antimeridian both of its edges are asked.

    Parameters
    ----------
    lon, lat : ndarray of float, shape (n,)
        Degrees.
    atlas : Layers
        Asked for the polygon parts near the points.
    """
    homes = Homes(np.full(len(lon), None), np.full(len(lon), None))
    if len(lon) == 0:
        return homes
    cut = np.flatnonzero(np.abs(lon) == ANTIMERIDIAN_DEG)
    point = np.append(np.arange(len(lon)), cut)
    lon, lat = np.append(lon, -lon[cut]), np.append(lat, lat[cut])

    parts = atlas.parts_at(lon, lat).sort_values(["code", "timezone"], ascending=False, na_position="first")
    # Asked this way round, the tree prepares each polygon once, however many points fall into it.
    part, hit = shapely.STRtree(np.asarray(shapely.points(lon, lat))).query(
        parts.geometry.to_numpy(), predicate="intersects"
    )
    order = np.argsort(part)  # the lowest code comes last, and what is written last stays
    part, hit = part[order], point[hit[order]]
    homes.code[hit] = words(parts["code"])[part]
    homes.timezone[hit] = words(parts["timezone"])[part]
    return homes

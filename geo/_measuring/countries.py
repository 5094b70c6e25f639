"""Which country or territory, which time zone and which disputed ground a point lies in."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geo._measuring.inside import find_inside
from geo._measuring.layers import known, words

if TYPE_CHECKING:
    from geo._measuring.inside import Spots
    from geo._measuring.layers import Layers, Words


class Homes(NamedTuple):
    """Where each point lies by the polygons of the countries; None where unknown. Shape (n,) each."""

    code: Words
    """None outside all countries, and on ground that is attributed to no one."""
    timezone: Words
    dispute: Words
    """Name of the disputed ground; None elsewhere."""


def find_countries(spots: Spots, atlas: Layers) -> Homes:
    """Find the country or territory, the time zone and the disputed ground of each point.

    A point on a boundary belongs to every side of it; the answer is the alphabetically lowest code,
    and any code before the ground of no one. Of the sides that have this code, the time zone is the
    alphabetically lowest, and so is the dispute: the edge of disputed ground is disputed. On the
    antimeridian both of its edges are asked.

    Parameters
    ----------
    spots : Spots
    atlas : Layers
        Asked for the polygon parts near the points.
    """
    homes = Homes(*(np.full(spots.total, None) for _ in Homes._fields))
    if spots.total == 0:
        return homes
    parts = atlas.parts_at(spots.lon, spots.lat)
    # The lowest code comes last, and what is written last stays.
    parts = parts.sort_values(["code", "timezone"], ascending=False, na_position="first")
    part, point = find_inside(spots, parts.geometry.to_numpy())
    code, dispute = words(parts["code"])[part], words(parts["dispute"])[part]
    homes.code[point] = code
    homes.timezone[point] = words(parts["timezone"])[part]

    disputed = known(dispute) & (code == homes.code[point])
    dispute, point = dispute[disputed], point[disputed]
    order = np.argsort(dispute, kind="stable")[::-1]
    homes.dispute[point[order]] = dispute[order]
    return homes

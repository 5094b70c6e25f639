"""Disputed ground: which a point lies on, who claims it and who holds it.

The table of disputes is the decision. An area of it is found in one of three ways, and the first that
finds something decides:

1. *parts*: it is cut into the polygons of the countries, whose part carries its name;
2. *outline*: it has a coarse polygon of its own;
3. *regions*: it is made of whole regions, which carry its name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from geo._measuring.inside import find_inside
from geo._measuring.layers import known, look_up, words

if TYPE_CHECKING:
    from geo._measuring.countries import Homes
    from geo._measuring.inside import Spots
    from geo._measuring.layers import Layers, Words

NOBODY = "none"
"""What the table writes for ground that no one holds."""


class Parties(NamedTuple):
    """Who claims and who holds the ground of each point; None where it is not disputed. Shape (n,) each."""

    claimed_by: Words
    """Codes in the order of the table, joined by ``;``."""
    held_by: Words
    """A code where there is one, else words; None where no one does."""


def find_outlined(spots: Spots, homes: Homes, atlas: Layers) -> Homes:
    """Correct the homes of points inside disputed areas that have a polygon of their own.

    Such a point gets the dispute, and for its country the one that the table attributes the ground to:
    ``default_code``, or ``de_facto_code`` in the worldview of that name; None where that is no one.
    The boundary belongs to the area; of several areas the alphabetically lowest name decides. Points
    whose part of a country names a dispute stay as they are.

    Parameters
    ----------
    spots : Spots
    homes : Homes
    atlas : Layers
        Asked for its disputes and its worldview.
    """
    table = atlas.dispute_table
    table = table[table["how"] == "outline"].sort_values("area", ascending=False)
    area, point = find_inside(spots, table.geometry.to_numpy())
    free = ~known(homes.dispute[point])
    area, point = area[free], point[free]
    attributed = words(table["de_facto_code" if atlas.worldview == "de_facto" else "default_code"])
    found = homes._replace(code=homes.code.copy(), dispute=homes.dispute.copy())
    # The lowest name comes last, and what is written last stays.
    found.code[point] = attributed[area]
    found.dispute[point] = words(table["area"])[area]
    return found


def find_parties(dispute: Words, atlas: Layers) -> Parties:
    """Look up claimants and holder of disputes by their names.

    Parameters
    ----------
    dispute : ndarray of object, shape (n,)
        Names as in the table of disputes, or None.
    atlas : Layers
        Asked for its disputes.
    """
    table = atlas.dispute_table
    names = words(table["area"])
    claimed_by = dict(zip(names, words(table["claimed_by"]), strict=True))
    holders = dict(zip(names, words(table["held_by"]), strict=True))
    held_by = {name: text for name, text in holders.items() if text and text != NOBODY}
    return Parties(look_up(claimed_by, dispute), look_up(held_by, dispute))


def first_known(first: Words, second: Words) -> Words:
    """Take the first of two texts where it is known, else the second."""
    return np.where(pd.isna(first), second, first)

"""What a line between two entities is: who says so stands in the tables."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from data.recipe.tables import read_sections, read_sovereigns

if TYPE_CHECKING:
    from data.recipe.parts import Part
    from data.recipe.tables import Overlap
    from data.recipe.topology import FloatArray

__all__ = ["UNLISTED", "kind_of", "split_by_section"]

UNLISTED = "international"


def split_by_section(line: FloatArray, left: Part, right: Part) -> list[tuple[FloatArray, str]]:
    """Split a line (shape (n, 2), degrees) at its vertices into the sections listed for its sides.

    Each piece comes with its listed kind, ``international`` where none is listed.
    """
    sections = read_sections().get("-".join(sorted((left.code, right.code))), [])
    lon, lat = ((line[:-1] + line[1:]) / 2).T
    number = np.full(len(lon), len(sections))
    for index, section in reversed(list(enumerate(sections))):
        west, south, east, north = section.box
        number[(lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)] = index
    kinds = [*(section.kind for section in sections), UNLISTED]
    cuts = [0, *(np.flatnonzero(np.diff(number)) + 1).tolist(), len(number)]
    return [(line[start : stop + 1], kinds[number[start]]) for start, stop in pairwise(cuts)]


def kind_of(left: Part, right: Part, areas: list[Overlap], reach: str | None, listed: str) -> str:
    """Kind of a border between two parts; ``areas`` is the overlapping ground on either side of it."""
    sovereigns = read_sovereigns()
    codes = tuple(sorted((left.code, right.code)))
    if sovereigns.get(left.code, left.code) == sovereigns.get(right.code, right.code):
        return "internal"
    if any(area.kind == "claimed" and area.claimants == codes for area in areas):
        return "claimed"
    return "territorial_sea" if reach == "sea" and listed == UNLISTED else listed

"""What a line between two entities is: who says so stands in the tables."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from data.recipe.tables import read_sections, read_sovereigns

if TYPE_CHECKING:
    from data.recipe.tables import Overlap
    from data.recipe.topology import FloatArray

__all__ = ["UNLISTED", "kind_of", "split_by_section"]

UNLISTED = "international"


def split_by_section(line: FloatArray, left: str, right: str) -> list[tuple[FloatArray, str]]:
    """Split a line (shape (n, 2), degrees) at its vertices into the sections listed for its codes.

    Each piece comes with its listed kind, ``international`` where none is listed.
    """
    sections = read_sections().get("-".join(sorted((left, right))), [])
    lon, lat = ((line[:-1] + line[1:]) / 2).T
    number = np.full(len(lon), len(sections))
    for index, section in reversed(list(enumerate(sections))):
        west, south, east, north = section.box
        number[(lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)] = index
    kinds = [*(section.kind for section in sections), UNLISTED]
    cuts = [0, *(np.flatnonzero(np.diff(number)) + 1).tolist(), len(number)]
    return [(line[start : stop + 1], kinds[number[start]]) for start, stop in pairwise(cuts)]


def kind_of(left: str, right: str, areas: list[Overlap], reach: str | None, listed: str) -> str:
    """Kind of a border between two entities; ``areas`` is the disputed ground on either side of it."""
    sovereigns = read_sovereigns()
    if sovereigns.get(left, left) == sovereigns.get(right, right):
        return "internal"
    if any(area.kind == "claimed" and {left, right} <= set(area.claimants) for area in areas):
        return "claimed"
    return "territorial_sea" if reach == "sea" and listed == UNLISTED else listed

"""Accented letters that a set of districts has lost, put back from the places that lie in it.

In some sets any accented letter may have become any other sign (``Chote4ov`` for Chotěšov). A
name is mended only when exactly one name of a place listed inside the district has the same number of
letters and the same letter wherever its own has no accent. Where the district's name is itself the name
of such a place, nothing is wrong with it. What no listed place explains stays as it was found.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from data.recipe.places import Places

__all__ = ["mend_letters", "read_damaged"]

_TABLE = Path(__file__).parent / "tables" / "district_damaged.csv"


def read_damaged() -> dict[str, str]:
    """Countries whose set has lost letters, and what became of them."""
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return {row["country_code"]: row["reason"] for row in csv.DictReader(file)}


def mend_letters(
    names: list[str], polygons: NDArray[np.object_], country_code: str, places: Places
) -> list[str]:
    """Mend the names of one country's districts.

    Parameters
    ----------
    names : list of str, length n
    polygons : ndarray of Polygon or MultiPolygon, shape (n,)
    country_code : str
    places : Places
        Their own names and their other names.

    Returns
    -------
    list of str
        In the same order.
    """
    listed = [place for place in places.places if place["country_code"] == country_code]
    known = defaultdict(set, {int(place["place_id"]): {str(place["name"])} for place in listed})
    for row in places.names:
        if row["place_id"] in known:
            known[row["place_id"]].add(row["name"])
    points = shapely.points([(place["lon"], place["lat"]) for place in listed] or np.empty((0, 2)))
    inside: defaultdict[int, set[str]] = defaultdict(set)
    for place, district in zip(*shapely.STRtree(polygons).query(points, predicate="intersects"), strict=True):
        inside[int(district)] |= known[listed[place]["place_id"]]
    return [_mend(name, inside[row]) for row, name in enumerate(names)]


def _mend(name: str, candidates: Iterable[str]) -> str:
    lost = {candidate: _letters_lost(name, candidate) for candidate in candidates}
    if 0 in lost.values():
        return name
    fitting = [candidate for candidate, count in lost.items() if count is not None and 2 * count <= len(name)]
    return fitting[0] if len(fitting) == 1 else name


def _letters_lost(name: str, candidate: str) -> int | None:
    """How many accented letters of ``candidate`` are others in ``name``; None when it is another name."""
    if len(name) != len(candidate):
        return None
    differing = [
        letter
        for found, letter in zip(name.casefold(), candidate.casefold(), strict=False)
        if found != letter
    ]
    return None if any(letter.isascii() for letter in differing) else len(differing)

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
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import orjson
import shapely

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

__all__ = ["NamedPlace", "mend_letters", "read_damaged", "read_named_places"]

_TABLE = Path(__file__).parent / "tables" / "district_damaged.csv"


class NamedPlace(NamedTuple):
    """Where a place is, in degrees, and all its names."""

    lon: float
    lat: float
    names: set[str]


def read_damaged() -> dict[str, str]:
    """Countries whose set has lost letters, and what became of them."""
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return {row["country_code"]: row["reason"] for row in csv.DictReader(file)}


def read_named_places(cities: Path, code_of: Mapping[str, str]) -> dict[str, list[NamedPlace]]:
    """Read the places of some countries from GeoNames' list (``cities500.json``), by country.

    ``code_of`` gives the alpha-3 codes of the countries wanted by their alpha-2 codes.
    """
    places: dict[str, list[NamedPlace]] = {code: [] for code in code_of.values()}
    for place in orjson.loads(cities.read_bytes()).values():
        if place["countrycode"] in code_of:
            names = {place["name"], *place["alternatenames"]}
            named = NamedPlace(float(place["longitude"]), float(place["latitude"]), names)
            places[code_of[place["countrycode"]]].append(named)
    return places


def mend_letters(
    names: Sequence[str], polygons: NDArray[np.object_], places: Sequence[NamedPlace]
) -> list[str]:
    """Mend the names of one country's districts.

    Parameters
    ----------
    names : sequence of str, length n
    polygons : ndarray of Polygon or MultiPolygon, shape (n,)
    places : sequence of NamedPlace
        The country's.

    Returns
    -------
    list of str
        In the same order.
    """
    points = shapely.points(np.array([(place.lon, place.lat) for place in places]).reshape(-1, 2))
    inside: defaultdict[int, set[str]] = defaultdict(set)
    for place, district in zip(*shapely.STRtree(polygons).query(points, predicate="intersects"), strict=True):
        inside[int(district)] |= places[place].names
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

"""Areas that were measured already, so that equal ones are measured once in a table and in its pieces."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from shapely.geometry.base import BaseGeometry

__all__ = ["KnownAreas", "list_keys"]

_MOST: Final = 20_000
"""Areas that are remembered: districts and regions of a continent, some tens of megabytes."""

Key = tuple[bytes, str]


class KnownAreas:
    """What was measured of areas, by what they are and by what was asked."""

    def __init__(self) -> None:
        self._tables: dict[tuple[int, str | None], pd.DataFrame] = {}
        self._places: dict[tuple[int, str | None], dict[Key, int]] = {}

    def measure(
        self,
        asked: tuple[int, str | None],
        keys: Sequence[Key],
        measure: Callable[[list[int]], pd.DataFrame],
    ) -> pd.DataFrame:
        """Give what was measured of areas, and have the others measured.

        Parameters
        ----------
        asked : tuple of int and str
            Number of the layers, and the engine.
        keys : sequence of tuple
            From `list_keys`, one for each row.
        measure : callable
            Measures those rows whose numbers it is given, which are all different.

        Returns
        -------
        DataFrame, as many rows as keys
        """
        places = self._places.setdefault(asked, {})
        if len(places) > _MOST:
            places.clear()
            del self._tables[asked]
        first: dict[Key, int] = {}
        for row, key in enumerate(keys):
            if key not in places:
                first.setdefault(key, row)
        if first:
            start = len(places)
            places.update({key: start + number for number, key in enumerate(first)})
            new = measure(list(first.values()))
            old = self._tables.get(asked)
            self._tables[asked] = new if old is None else pd.concat([old, new], ignore_index=True)
        return self._tables[asked].iloc[[places[key] for key in keys]]


def list_keys(shapes: Sequence[BaseGeometry], units: Sequence[object]) -> list[Key]:
    """Tell areas from each other by their outlines, and by what is known of them beside that."""
    digests: dict[int, bytes] = {}
    for shape in shapes:
        # Rows that name one unit share its shape, which may be a megabyte.
        if id(shape) not in digests:
            digests[id(shape)] = hashlib.blake2b(shape.wkb, digest_size=16).digest()
    return [(digests[id(shape)], repr(unit)) for shape, unit in zip(shapes, units, strict=True)]

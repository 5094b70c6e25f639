"""Names for good: what decisions call a thing, which stays when numbers change with the next atlas."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

__all__ = ["Identities", "OwnIdentities"]

_COLUMNS: Final = {
    "places": ("place", "place_id"),
    "regions": ("region", "unit_id"),
    "districts": ("district", "unit_id"),
    "countries": ("country", "code"),
    "features": ("feature", "feature_id"),
}
"""What an identifier of a layer begins with, and the column that holds the rest, in the order of numbers."""

_OWN: Final = re.compile(r"(?:place|feature:geonames):([0-9]{1,9})")
_PLACES: Final = frozenset(("city", "town", "place", "section", "former place"))


class Identities:
    """Identifiers of what came with geo, read from a layer when the first of it is asked for.

    Parameters
    ----------
    folder : Path
        Of the atlas.
    starts : ndarray of int
        First number of each layer.
    """

    def __init__(self, folder: Path, starts: NDArray[np.int64]) -> None:
        self._folder = folder
        self._starts = starts
        self._known: dict[str, list[str]] = {}
        self._rows: dict[str, dict[str, int]] = {}

    def of(self, layer: str, row: int) -> str:
        """Name a row of a layer."""
        return f"{_COLUMNS[layer][0]}:{self.texts(layer)[row]}"

    def find(self, identity: str) -> int | None:
        """Give the number of what is named so."""
        kind, _, text = identity.partition(":")
        for at, (layer, (name, _)) in enumerate(_COLUMNS.items()):
            if name == kind:
                if layer not in self._rows:
                    self._rows[layer] = {one: row for row, one in enumerate(self.texts(layer))}
                row = self._rows[layer].get(text)
                return None if row is None else row + int(self._starts[at])
        return None

    def texts(self, layer: str) -> list[str]:
        """List what stands behind the colon, a row each."""
        if layer not in self._known:
            import pyarrow.parquet as pq

            path = self._folder / f"{'entities' if layer == 'countries' else layer}.parquet"
            column = pq.read_table(path, columns=[_COLUMNS[layer][1]]).column(0)
            self._known[layer] = [str(one) for one in column.to_pylist()]
        return self._known[layer]


class OwnIdentities:
    """Identifiers of what GeoNames dumps have added: "place:" or "feature:geonames:", and GeoNames' id.

    Parameters
    ----------
    ids : ndarray of int
        GeoNames ids.
    start : int
        Number of the first.
    """

    def __init__(self, ids: NDArray[np.int32], start: int) -> None:
        self._ids = ids
        self._start = start

    def of(self, row: int, kind: str) -> str:
        """Name a row."""
        return f"{'place:' if kind in _PLACES else 'feature:geonames:'}{self._ids[row]}"

    def find(self, identity: str) -> int | None:
        """Give the number of what is named so, whichever of both it is called."""
        said = _OWN.fullmatch(identity)
        if said is None:
            return None
        number = int(said[1])
        at = int(np.searchsorted(self._sorted, number))
        if at == len(self._sorted) or int(self._sorted[at]) != number:
            return None
        return self._start + int(self._order[at])

    @cached_property
    def _order(self) -> NDArray[np.int64]:
        return np.argsort(self._ids, kind="stable")

    @cached_property
    def _sorted(self) -> NDArray[np.int32]:
        return self._ids[self._order]

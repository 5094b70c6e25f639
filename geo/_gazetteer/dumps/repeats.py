"""What of a dump the atlas has already: places of the same id, or of the same name at the same spot."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

from geo._gazetteer.things import LAYERS, OWN_AS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo._gazetteer.dumps.lines import Entry
    from geo._gazetteer.lookup import Gazetteer

__all__ = ["Repeats"]

NEAR_M: Final = 3_000.0
"""Two places of one name that are no further apart are one."""
_DEGREE_M: Final = 111_200.0
_CELL_DEG: Final = 0.1
_COLUMNS: Final = 3_600
"""Cells round the equator."""


class Repeats:
    """Tells what a gazetteer, without layers of your own, has already.

    Parameters
    ----------
    gazetteer : Gazetteer
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._index = gazetteer.index
        things = self._things = gazetteer.things
        self._ids = frozenset(things.place_ids())
        count = int(things.starts[1])
        # Most lines of a dump stand where no listed place is near: these need not be looked up.
        rows, columns = _cell(things.lat[:count]), _cell(things.lon[:count])
        near = {
            (row, column % _COLUMNS) for row, column in set(zip(rows.tolist(), columns.tolist(), strict=True))
        }
        self._near = near
        self._kinds = {
            things.kind_of(number) for number in range(int(things.starts[4]), int(things.starts[5]))
        }

    def has(self, entry: Entry, kind: str, keys: Iterable[str]) -> bool:
        """Say whether the atlas has a place or feature already.

        Parameters
        ----------
        entry : Entry
        kind : str
        keys : iterable of str
            Search keys of its names.

        Notes
        -----
        A place: of the same GeoNames id, or of the same name within 3 km. A feature: one of the same kind and
        name in whose circle it lies.
        """
        if entry.identity in self._ids:
            return True
        if OWN_AS.get(kind) == "places":
            return self._may_be_near(entry) and any(self._is_at(key, "places", None, entry) for key in keys)
        return kind in self._kinds and any(self._is_at(key, "features", kind, entry) for key in keys)

    def namesakes(self, kind: str, keys: Iterable[str]) -> tuple[int, ...]:
        """List the regions or districts of the atlas that bear one of some names."""
        layer = OWN_AS[kind]
        found = {one.number for key in keys for one in self._index.find(key)}
        return tuple(number for number in found if LAYERS[self._things.layer_of(number)] == layer)

    def _may_be_near(self, entry: Entry) -> bool:
        row, column = math.floor(entry.lat / _CELL_DEG), math.floor(entry.lon / _CELL_DEG)
        # Meridians draw together towards the poles, where a few cells more are near.
        reach = 1 + int(NEAR_M / (_DEGREE_M * _CELL_DEG * max(math.cos(math.radians(entry.lat)), 0.01)))
        columns = range(column - reach, column + reach + 1)
        return any((at, one % _COLUMNS) in self._near for at in (row - 1, row, row + 1) for one in columns)

    def _is_at(self, key: str, layer: str, kind: str | None, entry: Entry) -> bool:
        things = self._things
        for found in self._index.find(key):
            number = found.number
            if LAYERS[things.layer_of(number)] != layer or (kind and things.kind_of(number) != kind):
                continue
            reach_m = NEAR_M if kind is None else max(NEAR_M, float(things.radius_m[number]))
            if (
                _apart_m(entry.lon, entry.lat, float(things.lon[number]), float(things.lat[number]))
                <= reach_m
            ):
                return True
        return False


def _cell(degrees: np.ndarray) -> np.ndarray:
    return np.floor(degrees / _CELL_DEG).astype(np.int64)


def _apart_m(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    """Distance on a sphere, metres: half a percent off, which decides nothing here."""
    phi, other = math.radians(lat), math.radians(other_lat)
    inner = (
        math.sin((other - phi) / 2) ** 2
        + math.cos(phi) * math.cos(other) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    )
    return 2 * math.degrees(math.asin(min(1.0, math.sqrt(inner)))) * _DEGREE_M

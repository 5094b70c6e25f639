"""The atlas on a day: which of your own layers hold then, and what changed since.

What came with geo is of today. Layers of your own may have dates; without a day those count that
have no end.
"""

from __future__ import annotations

import copy
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Self

from geo._atlas.own import OwnLayers
from geo._atlas.stored import Stored

if TYPE_CHECKING:
    from collections.abc import Iterable

    import geopandas as gpd
    import pandas as pd

__all__ = ["Dated"]

_OF_THE_DAY: Final = ("borders", "regions", "districts", "past_countries", "_kept_units")
_OF_ALWAYS: Final = ("entities", "coasts", "land", "lakes", "places", "_arcs", "_rings", "_parts", "_shipped")


class Dated(Stored):
    """Files of an atlas, and your own layers beside them as they are on a day."""

    sources: dict[str, Any]
    day: str | None = None
    """The day (ISO) that your own layers are of; None for those that have no end."""

    @cached_property
    def changes(self) -> pd.DataFrame:
        """New countries and changed borders since 1989, in the order of their dates.

        Columns date, kind ('new_country', 'united', 'dissolved', 'handed_over', 'border_moved' or
        'control'), area (name of ground that changed hands, or of disputed ground), codes and borders
        (sets: the entities, and the pairs such as SDN-SSD, that are as today only since), west, south,
        east, north (degrees: only inside that box; null: everywhere), before (what there was), source.
        """
        from geo._atlas.changes import read_changes

        return read_changes(self.folder)

    @property
    def turns(self) -> list[str]:
        """Days (ISO, in order) on which something in your own layers begins to hold, or holds no longer."""
        return self._own.turns

    def at(self, day: str) -> Self:
        """Give the atlas with those of your layers that hold on a day (ISO); all else is shared."""
        for name in _OF_ALWAYS:
            # What is the same on every day is read once, for all of them.
            getattr(self, name)
        other = copy.copy(self)
        for name in _OF_THE_DAY:
            other.__dict__.pop(name, None)
        other.__dict__["_own"] = self._own.on(day)
        other.day = day
        return other

    @cached_property
    def past_countries(self) -> gpd.GeoDataFrame | None:
        """Your country polygons of the day, the first of those that overlap first; None without any.

        Columns code, name, valid_from, valid_to, accuracy_m (metres), source, licence.
        """
        return self._own.states()

    def own_units(self, layer: str) -> gpd.GeoDataFrame | None:
        """Your own 'regions' or 'districts' of the day alone; None without any."""
        return self._own.units(layer)

    @cached_property
    def _own(self) -> OwnLayers:
        return OwnLayers(self.sources["own"])

    @cached_property
    def _kept_units(self) -> dict[str, tuple[frozenset[str], gpd.GeoDataFrame]]:
        return {}

    def _units(self, layer: str, codes: Iterable[str] | None = None) -> gpd.GeoDataFrame:
        """Units of all countries, or of the given ones; the last countries asked for are kept."""
        from geo._atlas.units import read_units

        if codes is None:
            return self._own.join_units(layer, read_units(self.folder, layer))
        wanted = frozenset(codes)
        kept = self._kept_units.get(layer)
        if kept is None or kept[0] != wanted:
            frame = self._own.join_units(layer, read_units(self.folder, layer, wanted), wanted)
            kept = self._kept_units[layer] = (wanted, frame)
        return kept[1]

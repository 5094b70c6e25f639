"""What the regions and districts of an atlas are called, and what lies in what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd
import shapely

from geo._locating.generic import has_city_word, strip_generic
from geo._names import match_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from geopandas import GeoDataFrame
    from shapely.geometry.base import BaseGeometry

    from geo._locating.queries import UnitKind

__all__ = ["Gazette", "Unit", "UnitLayers", "row_of", "share_gazette"]

REGION_NAMES: Final = ("name", "local_name", "other_names", "code")
DISTRICT_NAMES: Final = ("name", "code")
"""The columns of the atlas that hold what a unit is called."""


class UnitLayers(Protocol):
    """The layers of an atlas that locating reads; see `geo.load_atlas` for what they hold."""

    @property
    def entities(self) -> pd.DataFrame:
        """Columns code, iso2, name."""

    @property
    def countries(self) -> GeoDataFrame:
        """Columns code, name; polygons with territorial waters."""

    @property
    def regions(self) -> GeoDataFrame:
        """Columns country_code, name, local_name, other_names, code, vintage, accuracy_m."""

    @property
    def districts(self) -> GeoDataFrame:
        """Columns country_code, name, code, level, year, accuracy_m."""

    def regions_of(self, codes: list[str]) -> GeoDataFrame:
        """Regions of some countries."""

    def districts_of(self, codes: list[str]) -> GeoDataFrame:
        """Districts of some countries."""


_KEPT: Final = 3
"""Gazettes of an atlas that are kept: one table asks for the same countries again and again."""

_GAZETTES: WeakKeyDictionary[Any, dict[frozenset[str] | None, Gazette]] = WeakKeyDictionary()


def share_gazette(atlas: UnitLayers, codes: set[str] | None) -> Gazette:
    """Give the units of an atlas, made once for the tables, or pieces of a table, that follow each other."""
    try:
        kept = _GAZETTES.setdefault(atlas, {})
    except TypeError:
        # Layers that cannot be told apart, or not be let go of.
        return Gazette(atlas, codes)
    wanted = None if codes is None else frozenset(codes)
    if wanted not in kept:
        if len(kept) >= _KEPT:
            kept.pop(next(iter(kept)))
        kept[wanted] = Gazette(atlas, codes)
    return kept[wanted]


class Unit(NamedTuple):
    """One region or district: its kind and its row of the atlas."""

    kind: UnitKind
    row: dict[str, Any]

    @property
    def country_code(self) -> str:
        """The alpha-3 code of its country."""
        return str(self.row["country_code"])

    @property
    def name(self) -> str:
        """Its name; where that is not known its code."""
        return str(self.row["name"] or self.row["code"])

    @property
    def geometry(self) -> BaseGeometry:
        """The polygon as the atlas has it."""
        shape: BaseGeometry = self.row["geometry"]
        return shape


class Gazette:
    """The units of an atlas by the keys of their names.

    Parameters
    ----------
    atlas : Atlas
    codes : set of str or None
        Countries whose units are enough; None for the world.
    """

    def __init__(self, atlas: UnitLayers, codes: set[str] | None = None) -> None:
        wanted = None if codes is None else sorted(codes)
        self._regions = atlas.regions if wanted is None else atlas.regions_of(wanted)
        self._districts = atlas.districts if wanted is None else atlas.districts_of(wanted)
        self._keys: dict[UnitKind, dict[str, list[int]]] = {
            "region": _index(self._regions, REGION_NAMES),
            "district": _index(self._districts, DISTRICT_NAMES),
        }
        self._bare: dict[UnitKind, dict[str, list[int]]] = {}
        self._region_of: dict[tuple[str, str], Unit | None] = {}
        self._country_names = dict(zip(atlas.entities["code"], atlas.entities["name"], strict=True))

    def find(self, key: str, kind: UnitKind | None) -> list[Unit]:
        """Find the units of one kind, or of both, that have a name or code with this key."""
        kinds: tuple[UnitKind, ...] = ("region", "district") if kind is None else (kind,)
        return [
            Unit(one, row_of(self._frame(one), at)) for one in kinds for at in self._keys[one].get(key, [])
        ]

    def unit_at(self, kind: UnitKind, number: int) -> Unit:
        """Give a unit by its position among those of its kind."""
        return Unit(kind, row_of(self._frame(kind), number))

    def find_called(self, name: str, kind: UnitKind) -> list[Unit]:
        """Find the units of one kind that are called so, words such as "province" left aside if need be.

        What matches as written goes before what matches without such words, and then a name of a city does
        not match that of a province; see `geo._locating.generic`.
        """
        as_written = self.find(match_key(name), kind)
        if as_written:
            return as_written
        bare = strip_generic(name)
        if kind not in self._bare:
            self._bare[kind] = _index(self._frame(kind), _COLUMNS[kind], lambda text: strip_generic(text).key)
        units = [Unit(kind, row_of(self._frame(kind), at)) for at in self._bare[kind].get(bare.key, [])]
        if bare.kind is None:
            return units
        return [unit for unit in units if _is_city(unit) == (bare.kind == "city")]

    def has_districts(self, codes: frozenset[str], level: int) -> bool:
        """Say whether the atlas has districts of this level in one of these countries."""
        districts = self._districts
        return bool((districts["country_code"].isin(codes) & (districts["level"] == level)).any())

    def region_of(self, unit: Unit) -> Unit | None:
        """Give the region that holds most of a unit; a region is its own; None where none meets it."""
        if unit.kind == "region":
            return unit
        name = (unit.country_code, str(unit.row["unit_id"]))
        if name not in self._region_of:
            self._region_of[name] = self._find_region(unit)
        return self._region_of[name]

    def _find_region(self, unit: Unit) -> Unit | None:
        own = np.flatnonzero((self._regions["country_code"] == unit.country_code).to_numpy(dtype=bool))
        shapes = self._regions.geometry.to_numpy()[own]
        met = np.flatnonzero(shapely.intersects(shapes, unit.geometry))
        if len(met) > 1:
            # On one district the scale of degrees is nearly the same everywhere, so degrees can be compared.
            shared = shapely.area(shapely.intersection(shapes[met], unit.geometry))
            met = met[np.argsort(-shared, kind="stable")]
        return Unit("region", row_of(self._regions, int(own[met[0]]))) if len(met) else None

    def is_in_region(self, unit: Unit, name: str) -> bool:
        """Say whether a unit lies mostly in a region that is called so, as `find_called` matches names."""
        region = self.region_of(unit)
        if region is None:
            return False
        return any(
            found.row["unit_id"] == region.row["unit_id"] and found.country_code == region.country_code
            for found in self.find_called(name, "region")
        )

    def region_keys(self, unit: Unit) -> set[str]:
        """Give the keys of all names and codes of the region that a unit is or lies in."""
        region = self.region_of(unit)
        return set() if region is None else _keys_of(region.row)

    def country_name(self, code: str) -> str:
        """Give the English name of a country."""
        return str(self._country_names.get(code, code))

    def _frame(self, kind: UnitKind) -> GeoDataFrame:
        return self._regions if kind == "region" else self._districts


_COLUMNS: Final[dict[UnitKind, tuple[str, ...]]] = {"region": REGION_NAMES, "district": DISTRICT_NAMES}


def _is_city(unit: Unit) -> bool:
    """Say whether the type of a unit or one of its names says that it is a city."""
    cells = (unit.row.get(column) for column in (*_COLUMNS[unit.kind], "type"))
    return any(has_city_word(name) for cell in cells for name in _names_in(cell))


def _keys_of(region: dict[str, Any]) -> set[str]:
    cells = (region[column] for column in REGION_NAMES)
    return {match_key(name) for cell in cells for name in _names_in(cell)} - {""}


def _index(
    frame: GeoDataFrame, columns: tuple[str, ...], make_key: Callable[[str], str] = match_key
) -> dict[str, list[int]]:
    """Row numbers by key; a unit stands once under a key that several of its names share."""
    index: dict[str, list[int]] = {}
    for column in columns:
        for row, cell in enumerate(frame[column]):
            for name in _names_in(cell):
                rows = index.setdefault(make_key(name), [])
                if row not in rows:
                    rows.append(row)
    index.pop("", None)
    return index


def _names_in(cell: object) -> Iterable[str]:
    """Give the one name or the several that a cell holds; none for null."""
    if isinstance(cell, str):
        return (cell,)
    return list(cell) if isinstance(cell, (list, np.ndarray)) else ()


def row_of(frame: GeoDataFrame, number: int) -> dict[str, Any]:
    """Give one row, with None for every null."""

    def plain(cell: Any) -> Any:  # noqa: ANN401 - whatever a table holds
        return None if pd.api.types.is_scalar(cell) and pd.isna(cell) else cell

    return {str(name): plain(cell) for name, cell in frame.iloc[number].items()}

"""An atlas made ready for measuring points: read when asked for, kept as long as the atlas is.

There are two ways to the same answers. `PlainWorld` reads what lies near and searches with NumPy and shapely:
nothing is built that a few points do not pay for. `CompiledWorld` searches with compiled code in trees and
grids that are built once and kept on the shelf.
"""

from __future__ import annotations

import weakref
from abc import ABC, abstractmethod
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from geo._measuring.entities import Entities, find_mainlands, read_entities
from geo._measuring.layers import words
from geo._measuring.linework import Linework, read_plain_lines
from geo._measuring.shelf import find_shelf, let_go
from geo._measuring.sites import PlainSites, Sites, read_places
from geo._measuring.whose import find_whose
from geo.schema import MEASURES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from geopandas import GeoDataFrame

    from geo._geodesy import Mosaic
    from geo._measuring.compiled import CompiledSites
    from geo._measuring.layers import Floats, Ints, Layers
    from geo._measuring.polygons import Ground, Parts, Units
    from geo._measuring.shelf import Shelf
    from geo._measuring.sites import Places

SPARING_FROM: Final = 200_000
"""So many points take up more memory than the index does."""

COMPILED_FROM: Final = 3_000
"""Fewer points are measured sooner than the compiled code is loaded."""


BUILT: Final[dict[str, tuple[str, frozenset[str]]]] = {
    "districts": ("districts", frozenset({"district"})),
    "parts": ("parts", frozenset(MEASURES)),
    "regions": ("regions", frozenset(MEASURES)),
    "shores": ("shores", frozenset({"coast", "foreign_land"})),
    "land": ("land", frozenset({"border", "neighbours", "foreign_land"})),
    "grounds": ("land_polygons", frozenset({"land"})),
    "sites": ("places", frozenset({"places", "people", "capital"})),
    "sea": ("sea", frozenset({"maritime"})),
}
"""Layers of a compiled world, those first that take longest: what they are called on the shelf, and which
measures need them."""


class World(ABC):
    """What the points of one atlas are measured against."""

    def __init__(self, atlas: Layers) -> None:
        self.atlas = atlas

    @cached_property
    def entities(self) -> Entities:
        """Countries and territories."""
        return read_entities(self.atlas)

    @cached_property
    def land(self) -> Linework:
        """Borders on land, along rivers and in lakes."""
        return self.read_lines("land")

    @cached_property
    def shores(self) -> Linework:
        """Coasts of the ocean and the Caspian."""
        return self.read_lines("shores")

    @cached_property
    def sea(self) -> Linework:
        """Lines at sea."""
        return self.read_lines("sea")

    @cached_property
    def mainland(self) -> Ints:
        """Which entities hang together; see `find_mainlands`."""
        return find_mainlands(self.entities, self.land)

    @cached_property
    def places(self) -> Places:
        """The listed places, without the means to search them."""
        return read_places(self.atlas)

    @abstractmethod
    def read_lines(self, layer: str) -> Linework:
        """Read a layer of lines."""

    @property
    @abstractmethod
    def sites(self) -> Sites:
        """The listed places, to be searched."""

    @abstractmethod
    def find_whose(self, lon: Floats, lat: Floats, only: Collection[str]) -> tuple[dict[str, Any], Ints]:
        """Find what each point lies in; see `geo._measuring.many.find_whose_of_many`."""

    @abstractmethod
    def prepare(self, only: Collection[str]) -> None:
        """Get ready for some measures."""


class PlainWorld(World):
    """Searched with NumPy and shapely."""

    def prepare(self, only: Collection[str]) -> None:
        """Do nothing: what is needed is read when it is."""

    def read_lines(self, layer: str) -> Linework:
        """Read a layer of lines."""
        return read_plain_lines(layer, self.atlas, self.entities)

    @cached_property
    def sites(self) -> Sites:
        """The listed places, to be searched."""
        return PlainSites(self.places)

    def find_whose(self, lon: Floats, lat: Floats, only: Collection[str]) -> tuple[dict[str, Any], Ints]:
        """Find what each point lies in."""
        whose = find_whose(lon, lat, self.atlas, only=only)
        return whose, self.entities.numbers(whose["geo_country_code"])


class CompiledWorld(World):
    """Searched by compiled code, in what is kept on a shelf."""

    def __init__(self, atlas: Layers, shelf: Shelf) -> None:
        super().__init__(atlas)
        self.shelf = shelf

    def prepare(self, only: Collection[str]) -> None:
        """Build what is not on the shelf yet and will be needed, several at a time, and compile meanwhile."""
        missing = [
            layer
            for layer, (item, measures) in BUILT.items()
            if not self.shelf.has(item) and not measures.isdisjoint(only)
        ]
        if len(missing) < 2:  # noqa: PLR2004
            return
        from geo._geodesy.compiled import compiling

        _ = self.entities
        with compiling(), ThreadPoolExecutor(2) as pool:
            for _ in pool.map(lambda layer: getattr(self, layer), missing):
                pass

    def read_lines(self, layer: str) -> Linework:
        """Read a layer of lines."""
        from geo._measuring.compiled import read_compiled_lines

        return read_compiled_lines(layer, self.atlas, self.entities, self.shelf)

    @cached_property
    def places(self) -> Places:
        """The listed places, without the means to search them."""
        return self.sites.places

    @cached_property
    def sites(self) -> CompiledSites:
        """The listed places, to be searched."""
        from geo._measuring.compiled import CompiledSites, read_compiled_places
        from geo._measuring.sites import Places

        found = read_compiled_places(self.atlas, self.shelf)
        places = Places(found.lon, found.lat, found.people, found.is_capital, found.table)
        return CompiledSites(places, found.grove)

    def find_whose(self, lon: Floats, lat: Floats, only: Collection[str]) -> tuple[dict[str, Any], Ints]:
        """Find what each point lies in."""
        from geo._measuring.many import find_whose_of_many

        found = find_whose_of_many(lon, lat, self, only)
        if len(lon) >= SPARING_FROM:
            # What a large table becomes needs the memory more than polygons that are done with.
            for layer in ("parts", "regions", "districts"):
                if layer in self.__dict__:
                    let_go(self.__dict__[layer])
        return found

    @cached_property
    def parts(self) -> Parts:
        """Parts of countries."""
        from geo._measuring.polygons import read_parts

        return read_parts(self.atlas, self.shelf)

    @cached_property
    def outlines(self) -> tuple[GeoDataFrame, Mosaic]:
        """Disputed areas that have a polygon of their own."""
        from geo._measuring.polygons import read_outlines

        return read_outlines(self.atlas)

    @cached_property
    def disputes(self) -> pd.DataFrame:
        """Every dispute that anything names: area, claimed_by, held_by; null where the table has none."""
        table = pd.DataFrame(self.atlas.dispute_table[["area", "claimed_by", "held_by"]])
        named = {*words(self.parts.table["dispute"]), *words(self.regions.table["dispute"])}
        others = sorted(named - {None} - set(table["area"]))
        return table.set_index("area").reindex([*table["area"], *others]).reset_index()

    @cached_property
    def dispute_numbers(self) -> dict[str, int]:
        """Number of each dispute in `disputes`."""
        return {name: number for number, name in enumerate(words(self.disputes["area"]))}

    @cached_property
    def grounds(self) -> tuple[Ground, Ground]:
        """Land, and the lakes on it."""
        from geo._measuring.polygons import read_ground

        return read_ground("land", self.atlas, self.shelf), read_ground("lakes", self.atlas, self.shelf)

    @cached_property
    def regions(self) -> Units:
        """Regions of all countries."""
        from geo._measuring.polygons import read_units

        return read_units("regions", self.atlas, self.entities, self.shelf)

    @cached_property
    def districts(self) -> Units:
        """Districts of all countries."""
        from geo._measuring.polygons import read_units

        return read_units("districts", self.atlas, self.entities, self.shelf)


_AS_MANY: Final[ContextVar[bool]] = ContextVar("as_many", default=False)


@contextmanager
def count_as_many() -> Iterator[None]:
    """Let rows inside of the block be measured as a part of many.

    Few things are measured by other code than many, and the two agree to a hundredth of a millimetre, not to
    the last bit. Of a table that comes in parts, rows must not depend on how large the parts are.
    """
    token = _AS_MANY.set(True)
    try:
        yield
    finally:
        _AS_MANY.reset(token)


def is_many(count: int, least: int) -> bool:
    """Say whether things are so many, or are parts of so many, that compiled code is the way.

    Examples
    --------
    >>> is_many(10, 3_000)
    False
    >>> with count_as_many():
    ...     is_many(10, 3_000)
    True
    """
    return count >= least or _AS_MANY.get()


_WORLDS: dict[int, dict[bool, World]] = {}


def get_plain_world(atlas: Layers) -> PlainWorld:
    """Make an atlas ready for a few points, or for areas."""
    world = get_world(atlas, compiled=False)
    if not isinstance(world, PlainWorld):
        raise TypeError("a plain world was asked for")
    return world


def get_world(atlas: Layers, *, compiled: bool) -> World:
    """Make an atlas ready, once for each way of searching it, as long as it lives."""
    if id(atlas) not in _WORLDS:
        _WORLDS[id(atlas)] = {}
        weakref.finalize(atlas, _WORLDS.pop, id(atlas), None)
    worlds = _WORLDS[id(atlas)]
    if compiled not in worlds:
        worlds[compiled] = _make_world(weakref.proxy(atlas), compiled=compiled)
    return worlds[compiled]


def _make_world(atlas: Layers, *, compiled: bool) -> World:
    if not compiled:
        return PlainWorld(atlas)
    # Of the class itself: layers that pass on what they do not have themselves are made of something else.
    made_of = getattr(atlas, "made_of", None) if hasattr(atlas.__class__, "made_of") else None
    return CompiledWorld(atlas, find_shelf(made_of))

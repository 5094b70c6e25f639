"""The ground of a thing: its polygon in the atlas, or a point where it has none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol

import shapely

from geo._gazetteer import load_gazetteer
from geo._locating.keeping import Kept
from geo._locating.units import UnitLayers, row_of

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd
    from numpy.typing import ArrayLike
    from shapely.geometry.base import BaseGeometry

    from geo._gazetteer import Gazetteer, Thing

__all__ = ["GroundLayers", "Grounds", "grounds_of", "has_gazetteer"]

_DRAWN: Final = 256
_MEASURED: Final = 256
"""Shapes of phrases, and things made ready for measuring, that are kept: some hundred megabytes at most."""


class GroundLayers(UnitLayers, Protocol):
    """The layers of an atlas that give things their ground."""

    @property
    def folder(self) -> Path:
        """Where its files are."""

    @property
    def borders(self) -> gpd.GeoDataFrame:
        """Columns codes, left, right, reach, kind, geometry."""

    @property
    def land(self) -> gpd.GeoDataFrame:
        """Land polygons."""

    def parts_at(self, lon: ArrayLike, lat: ArrayLike) -> gpd.GeoDataFrame:
        """Polygons that may hold some points, with their codes."""


class Grounds:
    """Polygons of things, read when they are asked for and kept.

    Parameters
    ----------
    atlas : Atlas
    """

    def __init__(self, atlas: GroundLayers) -> None:
        self.atlas = atlas
        # An atlas without its user's layers has none of their names either.
        own = getattr(atlas, "sources", {}).get("own", [])
        self.gazetteer: Gazetteer = load_gazetteer(atlas.folder, own=own)
        self._units: dict[tuple[str, str], tuple[gpd.GeoDataFrame, dict[str, int]]] = {}
        self._features: gpd.GeoDataFrame | None = None
        self._countries: dict[str, BaseGeometry | None] = {}
        self.drawn: Kept[Any] = Kept(_DRAWN)
        """Shapes of phrases that were drawn, or why they could not be."""
        self.measured: Kept[Any] = Kept(_MEASURED)
        """Whatever others have made ready for measuring; by keys that begin with whose they are."""

    def of(self, thing: Thing) -> BaseGeometry:
        """Give the ground of a thing: a Polygon or MultiPolygon, or a Point for what has no outline."""
        shape: BaseGeometry | None = None
        if thing.layer in ("regions", "districts"):
            row = self.row_of(thing)
            shape = None if row is None else row["geometry"]
        elif thing.layer == "countries":
            shape = self._country(thing.country_code)
        elif thing.layer == "features":
            shape = self._feature(thing)
        return shapely.Point(thing.lon, thing.lat) if shape is None else shape

    def _country(self, code: str) -> BaseGeometry | None:
        if code not in self._countries:
            countries = self.atlas.countries
            shapes = countries.geometry[(countries["code"] == code).to_numpy()]
            self._countries[code] = shapes.iloc[0] if len(shapes) else None
        return self._countries[code]

    def row_of(self, thing: Thing) -> dict[str, Any] | None:
        """Give the row of the atlas of a region or district, with None for every null.

        None where layers of your own stand in the place of that unit.
        """
        key = (thing.layer, thing.country_code)
        if key not in self._units:
            read = self.atlas.regions_of if thing.layer == "regions" else self.atlas.districts_of
            units = read([thing.country_code])
            rows = {identity: at for at, identity in enumerate(units["unit_id"].astype(str))}
            self._units[key] = (units, rows)
        units, rows = self._units[key]
        at = rows.get(self.gazetteer.things.id_of(thing.number).partition(":")[2])
        return None if at is None else row_of(units, at)

    def border(self, one: str, other: str | None) -> BaseGeometry | None:
        """Give the line between two countries, or all land borders of one; None where there is none.

        Parts on land, rivers and lakes are taken; where there are none, those at sea.
        """
        borders = self.atlas.borders
        if other is None:
            chosen = borders[(borders["left"] == one) | (borders["right"] == one)]
            chosen = chosen[chosen["kind"] != "internal"]
        else:
            chosen = borders[borders["codes"] == "-".join(sorted((one, other)))]
        dry = chosen[chosen["reach"] != "sea"]
        lines = (dry if len(dry) else chosen).geometry.to_numpy()
        return shapely.line_merge(shapely.union_all(lines)) if len(lines) else None

    def water(self, west: float, south: float, east: float, north: float) -> BaseGeometry:
        """Give the sea inside a box of degrees."""
        box = shapely.box(west, south, east, north)
        land = self.atlas.land
        near = land.geometry.to_numpy()[land.sindex.query(box)]
        return shapely.difference(box, shapely.union_all(shapely.intersection(near, box)))

    def _feature(self, thing: Thing) -> BaseGeometry | None:
        if self._features is None:
            from geo._atlas.files import read_shapes

            self._features = read_shapes(self.atlas.folder, "features")
        row = self._features.iloc[thing.row]
        if row.geometry is not None and not row.geometry.is_empty:
            shape: BaseGeometry = row.geometry
            return shape
        members = row.get("members")
        parts = [
            self.of(self.gazetteer.things.thing(number))
            for member in (members.split(";") if isinstance(members, str) else ())
            if member.strip() and (number := self._number(member.strip())) is not None
        ]
        return shapely.union_all(parts) if parts else None

    def _number(self, member: str) -> int | None:
        """Find a member of a macro-region: an alpha-3 code, an ISO 3166-2 code or a unit_id."""
        things = self.gazetteer.things
        for identity in (f"country:{member}", member, f"region:{member}", f"district:{member}"):
            number = things.number_of(identity)
            if number is not None:
                return number
        return None


_GROUNDS: dict[int, Grounds] = {}


def has_gazetteer(atlas: object) -> bool:
    """Say whether an atlas has an index of names; one that was made by hand need not."""
    folder = getattr(atlas, "folder", None)
    return folder is not None and (folder / "keys.arrow").is_file()


def grounds_of(atlas: GroundLayers | None) -> Grounds:
    """Give the grounds of an atlas, the same object for the same atlas."""
    if atlas is None:
        from geo._atlas import share_atlas

        atlas = share_atlas()
    known = _GROUNDS.get(id(atlas))
    if known is None or known.atlas is not atlas:
        _GROUNDS.clear()
        _GROUNDS[id(atlas)] = known = Grounds(atlas)
    return known

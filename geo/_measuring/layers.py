"""What measuring asks of an atlas, and no more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geo._geodesy import index_lines

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

    from geo._geodesy import Lines

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Words = NDArray[np.object_]
"""Texts, None where unknown."""


class Layers(Protocol):
    """The layers of an atlas that measuring reads; see `geo.load_atlas` for what they hold."""

    @property
    def entities(self) -> pd.DataFrame:
        """Columns code, name, sovereign."""

    @property
    def borders(self) -> GeoDataFrame:
        """LineStrings with left, right, left_sovereign, right_sovereign, kind, reach, accuracy_m."""

    @property
    def limits(self) -> GeoDataFrame:
        """LineStrings with code, kind, accuracy_m."""

    @property
    def seabed(self) -> GeoDataFrame:
        """LineStrings with codes (``AZE-KAZ``), kind, accuracy_m."""

    @property
    def coasts(self) -> GeoDataFrame:
        """LineStrings with code, water, accuracy_m."""

    @property
    def land(self) -> GeoDataFrame:
        """Polygons: inland waters filled in, the Caspian left out."""

    @property
    def lakes(self) -> GeoDataFrame:
        """Polygons."""

    @property
    def dispute_table(self) -> GeoDataFrame:
        """Columns area, held_by, claimed_by, default_code, de_facto_code, how; outlines have a polygon."""

    @property
    def worldview(self) -> str:
        """Either default or de_facto."""

    @property
    def changes(self) -> pd.DataFrame:
        """Columns date, kind, area, codes, borders, west, south, east, north, before."""

    @property
    def places(self) -> GeoDataFrame:
        """Points with name, population."""

    @property
    def parts(self) -> GeoDataFrame:
        """Polygons with code, timezone, dispute: all of them."""

    @property
    def regions(self) -> GeoDataFrame:
        """As `regions_of`, of all countries."""

    @property
    def districts(self) -> GeoDataFrame:
        """As `districts_of`, of all countries."""

    @property
    def turns(self) -> list[str]:
        """Days (ISO, in order) on which something in the user's own layers begins or ceases to hold."""

    def at(self, day: str) -> Layers:
        """Give the same layers with those of the user's own that hold on a day (ISO)."""

    @property
    def past_countries(self) -> GeoDataFrame | None:
        """Polygons with code, name, accuracy_m that hold on the day of `at`; None without any."""

    def own_units(self, layer: str) -> GeoDataFrame | None:
        """Regions or districts of the user alone, as `regions_of` gives them; None without any."""

    def parts_at(self, lon: Floats, lat: Floats) -> GeoDataFrame:
        """Polygons with code, timezone, dispute; all whose bounding box holds one of the points."""

    def regions_of(self, codes: list[str]) -> GeoDataFrame:
        """Polygons with unit_id, country_code, name, code, accuracy_m, dispute; of these countries only."""

    def districts_of(self, codes: list[str]) -> GeoDataFrame:
        """Polygons with unit_id, country_code, name, code, level, accuracy_m; of these countries only."""


def words(column: pd.Series[str]) -> Words:
    """Texts of a column as plain objects, None where null."""
    return np.asarray(column.astype(object).where(column.notna(), None), dtype=object)


def known(texts: Words) -> NDArray[np.bool_]:
    """Tell which of the texts are there."""
    return np.asarray(pd.notna(texts), dtype=bool)


def pick(values: NDArray[Any], index: Ints, *, missing: float | None) -> NDArray[Any]:
    """Take values by index, and `missing` where the index is -1."""
    # The last value is the one that -1 takes.
    return np.append(values, np.array([missing], dtype=values.dtype))[index]


def look_up(table: dict[str, str], codes: Words) -> Words:
    """Look codes up in a table: None where the code is None or not in it."""
    return np.array([table.get(code) for code in codes], dtype=object)


def take_texts(texts: pd.Series[str] | Words, index: Ints) -> Any:  # noqa: ANN401 - an array of pandas' strings
    """Take texts by index as an array of pandas' strings, null where the index is -1."""
    column = pd.Series(texts, dtype="string", copy=False)
    return column.array.take(index, allow_fill=True)


def lines_of(geometry: NDArray[np.object_]) -> Lines:
    """Make LineStrings ready for searching; line numbers are positions in the array."""
    coordinates, line = shapely.get_coordinates(geometry, return_index=True)
    return index_lines(coordinates[:, 0], coordinates[:, 1], line)

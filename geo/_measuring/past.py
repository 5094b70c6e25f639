"""The world on a day in the past, as the user's polygons of countries have it.

What they hold is theirs: country, borders, neighbours and foreign land come from them, with the user's own
codes. Countries of today stay where the polygons leave most of them alone, as neighbours and as
foreign land. Shores, lakes, places and time zones are those of today, and so is the land; regions and
districts are only the user's own, disputed ground there is none.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo._atlas.own.countries import find_holders
from geo._measuring.countries import find_countries
from geo._measuring.inside import index_points
from geo._measuring.layers import look_up, words
from geo._measuring.past_coasts import MOST, recode_coasts
from geo._measuring.past_lines import Outlines, find_holder, find_past_lines
from geo._measuring.units import find_units
from geo.schema import CRS

if TYPE_CHECKING:
    from geo._measuring.layers import Floats, Ints, Layers

__all__ = ["Past"]

ONE: Final = "one"
"""All past countries are units of one, when the one that holds a point is looked for."""

SOME: Final = 0.001
"""Past countries that share more than this part of the smaller one overlap."""

SPECK_DEG: Final = 1e-9
"""Half the side of a square that stands for a point: a tenth of a millimetre."""


class Past:
    """The layers of an atlas on a day for which there are past countries; see `Layers`.

    Parameters
    ----------
    today : Layers
        Layers that do not change with the day.
    of_day : Layers
        The same on that day: its past countries and own units.
    """

    def __init__(self, today: Layers, of_day: Layers, states: gpd.GeoDataFrame) -> None:
        self._today = today
        self._of_day = of_day
        self._states = _without_overlaps(states)
        part, owner = shapely.get_parts(self._states.geometry.to_numpy(), return_index=True)
        self._outlines = Outlines(np.asarray(part, dtype=object), owner)
        self._codes = words(self._states["code"])

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever layer it is
        """Give every layer that is not told here as it is today."""
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self._today, name)

    def find_state(self, lon: Floats, lat: Floats) -> Ints:
        """Find the past country that holds each point, or has it within its accuracy; -1 without one.

        Returns
        -------
        ndarray of int, shape (n,)
            Positions in the past countries.
        """
        units = self._states.assign(unit_id=self._states["code"], country_code=ONE)
        return find_units(index_points(lon, lat), np.full(len(lon), ONE, dtype=object), units)

    @property
    def changes(self) -> pd.DataFrame:
        """Changes since 1989, as they are."""
        return self._today.changes

    @cached_property
    def coasts(self) -> gpd.GeoDataFrame:
        """Shores of today with the codes of the past."""
        return recode_coasts(self._today.coasts, self._held_places, self._outlines, self._codes)

    @property
    def land(self) -> gpd.GeoDataFrame:
        """Land, as it is."""
        return self._today.land

    @property
    def lakes(self) -> gpd.GeoDataFrame:
        """Lakes, as they are."""
        return self._today.lakes

    @property
    def places(self) -> gpd.GeoDataFrame:
        """Places, as they are."""
        return self._today.places

    @property
    def worldview(self) -> str:
        """The worldview, though nothing is disputed here."""
        return self._today.worldview

    @property
    def turns(self) -> list[str]:
        """Days on which something changes."""
        return self._today.turns

    def at(self, day: str) -> Layers:
        """Give the layers of another day."""
        return self._today.at(day)

    @property
    def past_countries(self) -> gpd.GeoDataFrame | None:
        """The past countries, none over another."""
        return self._states

    def own_units(self, layer: str) -> gpd.GeoDataFrame | None:
        """Regions or districts of the user of that day."""
        return self._of_day.own_units(layer)

    @cached_property
    def dispute_table(self) -> gpd.GeoDataFrame:
        """No disputed ground."""
        return self._today.dispute_table.iloc[:0]

    @cached_property
    def entities(self) -> pd.DataFrame:
        """Past countries, each its own sovereign, and those of today that they leave alone."""
        past = pd.DataFrame({name: self._states[name] for name in ("code", "name")})
        past = past.drop_duplicates("code").assign(sovereign=lambda table: table["code"])
        today = self._today.entities
        kept = today[today["code"].isin(self._left_alone)]
        return pd.concat([past, kept], ignore_index=True)

    @cached_property
    def borders(self) -> gpd.GeoDataFrame:
        """Lines where past countries meet, or meet one of today, and those of today between the others."""
        lines = find_past_lines(self._outlines, self._codes, self._left_alone, self._today)
        # The line is the user's, so a side of today knows nothing of how well it is drawn.
        known_m = dict.fromkeys(self.entities["code"], 0.0)
        known_m |= dict(zip(self._codes, self._states["accuracy_m"], strict=True))
        left_m, right_m = (np.array([known_m[code] for code in sides]) for sides in (lines.left, lines.right))
        sovereign = dict(zip(self.entities["code"], self.entities["sovereign"], strict=True))
        pairs = ["-".join(sorted(pair)) for pair in zip(lines.left, lines.right, strict=True)]
        past = gpd.GeoDataFrame(
            {
                "codes": pd.array(pairs, dtype="string"),
                "left": pd.array(lines.left, dtype="string"),
                "right": pd.array(lines.right, dtype="string"),
                "left_sovereign": pd.array(look_up(sovereign, lines.left), dtype="string"),
                "right_sovereign": pd.array(look_up(sovereign, lines.right), dtype="string"),
                "kind": pd.array(np.where(lines.at_sea, "territorial_sea", "international"), dtype="string"),
                "reach": pd.array(np.where(lines.at_sea, "sea", "land"), dtype="string"),
                "accuracy_m": np.maximum(left_m, right_m),
            },
            geometry=list(lines.line),
            crs=CRS,
        )
        today = self._today.borders
        alone = today["left"].isin(self._left_alone) & today["right"].isin(self._left_alone)
        kept = today.loc[alone].reindex(columns=past.columns)
        joined: gpd.GeoDataFrame = pd.concat([past, kept], ignore_index=True) if len(kept) else past
        return joined

    def parts_at(self, lon: Floats, lat: Floats) -> gpd.GeoDataFrame:
        """Polygons of the past countries whose box holds one of the points.

        Each point gets a speck of ground of its own besides: it has today's time zone, and the country too
        where a point lies just outside an outline but within its accuracy.
        """
        state = self.find_state(lon, lat)
        inside = state >= 0
        lon, lat = lon[inside], lat[inside]
        specks = shapely.box(lon - SPECK_DEG, lat - SPECK_DEG, lon + SPECK_DEG, lat + SPECK_DEG)
        timezone = find_countries(index_points(lon, lat), self._today).timezone
        boxes = shapely.box(*shapely.bounds(self._outlines.part).T)
        near = np.unique(shapely.STRtree(np.asarray(shapely.points(lon, lat))).query(boxes)[0])
        code = np.append(self._codes[self._outlines.owner[near]], self._codes[state[inside]])
        return gpd.GeoDataFrame(
            {
                "code": pd.array(code, dtype="string"),
                "timezone": pd.array([*[None] * len(near), *timezone], dtype="string"),
                "dispute": pd.array([None] * len(code), dtype="string"),
            },
            geometry=[*self._outlines.part[near], *specks],
            crs=CRS,
        )

    def regions_of(self, codes: list[str]) -> gpd.GeoDataFrame:
        """Regions of the user in these past countries."""
        return self._units("regions", codes)

    def districts_of(self, codes: list[str]) -> gpd.GeoDataFrame:
        """Districts of the user in these past countries."""
        return self._units("districts", codes)

    def _units(self, layer: str, codes: list[str]) -> gpd.GeoDataFrame:
        units = self._own_units[layer]
        return units[units["country_code"].isin(codes)].reset_index(drop=True)

    @cached_property
    def _own_units(self) -> dict[str, gpd.GeoDataFrame]:
        """Units of the user, each in the past country that holds most of it."""
        found = {}
        for layer in ("regions", "districts"):
            # No country is asked for: the columns of the layer, without rows.
            empty = (self._today.regions_of if layer == "regions" else self._today.districts_of)([])
            own = self.own_units(layer)
            if own is None:
                found[layer] = empty
                continue
            shapes = np.asarray(own.geometry.to_numpy(), dtype=object)
            own = own.assign(country_code=pd.array(find_holders(shapes, self.parts_at), dtype="string"))
            types = empty.drop(columns="geometry").dtypes
            found[layer] = own.reindex(columns=empty.columns).astype(types)
        return found

    @cached_property
    def _held_places(self) -> pd.DataFrame:
        """Country of today and past country (-1: none) of every place."""
        places = self._today.places
        lonlat = shapely.get_coordinates(places.geometry.to_numpy())
        code = places["country_code"] if "country_code" in places else pd.Series(None, places.index)
        return pd.DataFrame({"code": words(code), "state": find_holder(lonlat, self._outlines)})

    @cached_property
    def _left_alone(self) -> set[str]:
        """Countries of today that the past ones hold less than half of, by their places."""
        share = (self._held_places["state"] >= 0).groupby(self._held_places["code"]).mean()
        taken = set(share.index[(share >= MOST).to_numpy(dtype=bool)]) | set(self._codes)
        return set(self._today.entities["code"]) - taken


def _without_overlaps(states: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Of two that hold the same ground leave it to the first; those with nothing left go."""
    shapes = np.array(states.geometry.to_numpy(), dtype=object)
    upper, lower = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    upper, lower = upper[upper < lower], lower[upper < lower]
    smaller = np.minimum(shapely.area(shapes[upper]), shapely.area(shapes[lower]))
    overlap = shapely.area(shapely.intersection(shapes[upper], shapes[lower])) > SOME * smaller
    for row in np.unique(lower[overlap]):
        cover = shapely.union_all(shapes[upper[overlap & (lower == row)]])
        parts = shapely.get_parts(shapely.get_parts(shapely.difference(shapes[row], cover)))
        shapes[row] = shapely.multipolygons(parts[shapely.get_dimensions(parts) == 2])  # noqa: PLR2004 - surfaces
    left = ~shapely.is_empty(shapes)
    return states[left].set_geometry(list(shapes[left]), crs=CRS).reset_index(drop=True)

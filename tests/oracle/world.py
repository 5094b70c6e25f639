"""The atlas as the oracle sees it: its lines, and which of them a question is about."""

from __future__ import annotations

from functools import cache, cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

import geo
from tests.oracle.pieces import Searchable, directions

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

ON_LAND = ["land", "river", "lake"]


class World:
    """Layers of the atlas that came with geo, in the worldview that decides unless told otherwise.

    Attributes
    ----------
    lines : DataFrame
        Borders on land and at sea, limits of territorial seas, seabed lines, with ``codes``, ``kind``,
        ``reach`` (null for limits and the seabed), ``left``, ``right`` and their sovereigns.
    """

    def __init__(self) -> None:
        atlas = geo.load_atlas(own=False)
        self.atlas = atlas
        self.folder = atlas.folder
        limits = atlas.limits.rename(columns={"code": "codes"})
        frames = [pd.DataFrame(layer) for layer in (atlas.borders, limits, atlas.seabed)]
        self.lines = _with_objects(pd.concat(frames, ignore_index=True))
        self.sovereign: dict[str, str] = dict(atlas.entities[["code", "sovereign"]].to_numpy())
        self.land_arc = self.lines["reach"].isin(ON_LAND).to_numpy()
        self.between = (
            self.lines["left_sovereign"].notna()
            & self.lines["right_sovereign"].notna()
            & (self.lines["left_sovereign"] != self.lines["right_sovereign"])
        ).to_numpy()

    @cached_property
    def searchable(self) -> Searchable:
        return Searchable(self.lines["geometry"].to_numpy())

    @cached_property
    def coasts(self) -> GeoDataFrame:
        coasts = self.atlas.coasts
        return _with_objects(coasts[coasts["water"].isin(["ocean", "caspian"])].reset_index(drop=True))

    @cached_property
    def shores(self) -> Searchable:
        return Searchable(self.coasts.geometry.to_numpy())

    @cached_property
    def places(self) -> pd.DataFrame:
        places = self.atlas.places
        lon, lat = shapely.get_coordinates(places.geometry.to_numpy()).T
        columns = ["place_id", "name", "is_capital", "is_section", "country_code"]
        people = places["population"].astype("Float64").to_numpy(dtype=float, na_value=np.nan)
        return _with_objects(pd.DataFrame(places[columns])).assign(population=people, lon=lon, lat=lat)

    @cached_property
    def place_directions(self) -> np.ndarray:
        return directions(self.places["lon"].to_numpy(), self.places["lat"].to_numpy())

    @cached_property
    def joined(self) -> dict[str, frozenset[str]]:
        """Entities of one sovereign that hang together by land, for each entity."""
        group = {code: frozenset([code]) for code in self.sovereign}
        inner = self.lines[self.land_arc & ~self.between]
        for left, right in set(zip(inner["left"], inner["right"], strict=True)):
            together = group[left] | group[right]
            group.update(dict.fromkeys(together, together))
        return group

    @cache  # noqa: B019  (there is one world)
    def own_borders(self, home: str) -> dict[str, np.ndarray]:
        """Pieces of the land border of a country with each neighbour, by the neighbour's code."""
        own = self.joined[home]
        left, right = self.lines["left"].isin(own).to_numpy(), self.lines["right"].isin(own).to_numpy()
        across = self.lines["right"].where(left, self.lines["left"])
        mine = self.land_arc & self.between & (left | right)
        return {
            code: self.searchable.of_lines(mine & (across == code).to_numpy())
            for code in sorted(set(across[mine]))
        }

    @cache  # noqa: B019
    def foreign_borders(self, own: str) -> np.ndarray:
        """Pieces of land borders with land of another sovereign than `own` on exactly one side."""
        left, right = self.lines["left_sovereign"] == own, self.lines["right_sovereign"] == own
        return self.searchable.of_lines(self.land_arc & (left ^ right).to_numpy())

    @cache  # noqa: B019
    def across(self, own: str) -> pd.Series:
        """For each line the code of its side that is not under the sovereign `own`."""
        return self.lines["right"].where(self.lines["left_sovereign"] == own, self.lines["left"])

    @cache  # noqa: B019
    def foreign_shores(self, own: str) -> np.ndarray:
        sovereign = self.coasts["code"].map(self.sovereign)
        return self.shores.of_lines((sovereign.notna() & (sovereign != own)).to_numpy())

    @cached_property
    def any_border(self) -> np.ndarray:
        """Pieces of the land borders between two sovereigns, whichever."""
        return self.searchable.of_lines(self.land_arc & self.between)

    @cached_property
    def maritime(self) -> np.ndarray:
        """Pieces of limits of territorial seas, borders at sea and seabed lines."""
        return self.searchable.of_lines(~self.land_arc)

    @cache  # noqa: B019
    def pair(self, codes: str) -> dict[str, np.ndarray]:
        """Pieces of the lines between two countries, on land and at sea, by kind."""
        of_pair = (self.lines["codes"] == codes).to_numpy()
        kinds = self.lines["kind"].to_numpy()
        return {
            kind: self.searchable.of_lines(of_pair & (kinds == kind)) for kind in sorted(set(kinds[of_pair]))
        }

    def members(self, least: int) -> np.ndarray:
        """Positions of the places of at least so many people, sections of cities left out; of all for 0."""
        if least == 0:
            return np.arange(len(self.places))
        return np.flatnonzero((self.places["population"] >= least) & ~self.places["is_section"])

    @cache  # noqa: B019
    def capitals(self, code: str | None) -> np.ndarray:
        """Positions of the capitals of a country among the places."""
        return np.flatnonzero(self.places["is_capital"] & (self.places["country_code"] == code))

    def homes(self, lon: np.ndarray, lat: np.ndarray) -> list[str | None]:
        """Find the country or territory of each point.

        On a boundary it is the alphabetically lowest code of all sides; on the antimeridian both of its
        edges are asked. Disputed ground with an outline of its own is whose the table says, unless it
        lies in a disputed part that is cut out of the countries.
        """
        countries = self.atlas.countries
        inside = find_inside(lon, lat, countries)
        homes: list[str | None] = [min(countries["code"].iloc[found], default=None) for found in inside]
        disputes = self.atlas.disputes.sort_values("area")
        parts, outlines = disputes[disputes["how"] == "parts"], disputes[disputes["how"] == "outline"]
        in_part = find_inside(lon, lat, parts)
        for number, found in enumerate(find_inside(lon, lat, outlines)):
            if found and not in_part[number]:
                code = outlines["default_code"].iloc[min(found)]
                homes[number] = None if pd.isna(code) else code
        return homes


def _with_objects(frame: pd.DataFrame) -> pd.DataFrame:
    """Texts as plain objects, None where null: quick to take one by one."""
    texts = frame.select_dtypes("string")
    return frame.assign(
        **{name: column.astype(object).where(column.notna(), None) for name, column in texts.items()}
    )


def find_inside(lon: np.ndarray, lat: np.ndarray, polygons: GeoDataFrame) -> list[list[int]]:
    """Find the polygons that hold each point, their boundaries included: positions in the frame."""
    tree = shapely.STRtree(shapely.points(np.append(lon, -lon), np.append(lat, lat)))
    found: list[list[int]] = [[] for _ in lon]
    shapes, owner = shapely.get_parts(polygons.geometry.to_numpy(), return_index=True)
    for shape, point in zip(*tree.query(shapes, predicate="intersects"), strict=True):
        number = int(point % len(lon))
        if point < len(lon) or abs(lon[number]) == 180.0:
            found[number].append(int(owner[shape]))
    return found

"""The ground that names are laid on: what the atlas already holds, read from its files."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely

from geo._atlas.files import read_lines, read_points, read_table
from geo._atlas.layers import build_countries, build_lakes, build_land
from geo._atlas.units import read_units

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    import geopandas as gpd
    from numpy.typing import NDArray

__all__ = ["Ground"]


class Ground:
    """Countries, regions, districts, places and waters of an atlas; each is read when first asked for.

    Parameters
    ----------
    atlas : Path
        Folder of the layers.
    entities : sequence of dict
        Rows of the entities layer.
    """

    def __init__(self, atlas: Path, entities: Sequence[Mapping[str, Any]]) -> None:
        self._folder = atlas
        self.entities = list(entities)
        self.name_of = {str(row["code"]): str(row["name"]) for row in entities}
        self.code_of = {str(row["iso2"]): str(row["code"]) for row in entities}

    @cached_property
    def countries(self) -> dict[str, shapely.Geometry]:
        """Polygons of the entities by code, territorial waters included."""
        arcs, rings = read_lines(self._folder, "arcs"), read_table(self._folder, "rings")
        frame = build_countries(arcs, rings, read_table(self._folder, "entities"), {})
        shapely.prepare(frame.geometry.to_numpy())
        return dict(zip(frame["code"], frame.geometry, strict=True))

    @cached_property
    def regions(self) -> gpd.GeoDataFrame:
        """First-level units, by unit_id."""
        frame = read_units(self._folder, "regions").set_index("unit_id", drop=False)
        shapely.prepare(frame.geometry.to_numpy())
        return frame

    @cached_property
    def districts(self) -> pd.DataFrame:
        """Units below the regions, without their polygons."""
        return pd.DataFrame(read_units(self._folder, "districts").drop(columns="geometry"))

    @cached_property
    def unit_of_code(self) -> dict[str, str]:
        """Region (unit_id) of each ISO 3166-2 code."""
        coded = self.regions[self.regions["code"].notna()]
        return dict(zip(coded["code"], coded["unit_id"], strict=True))

    @cached_property
    def places(self) -> pd.DataFrame:
        """Populated places with lon and lat."""
        table, points = read_points(self._folder, "places")
        return table.assign(lon=points[:, 0], lat=points[:, 1])

    @cached_property
    def lakes(self) -> NDArray[np.object_]:
        """Polygons of the lakes."""
        return np.asarray(build_lakes(read_lines(self._folder, "lakes")).geometry.to_numpy())

    @cached_property
    def caspian(self) -> shapely.Polygon:
        """The Caspian: the one hole of the land."""
        land = build_land(read_lines(self._folder, "coasts")).geometry
        holes = [ring for polygon in land for ring in shapely.get_rings(polygon)[1:]]
        return shapely.Polygon(max(holes, key=lambda ring: float(shapely.area(shapely.Polygon(ring)))))

    def codes_on(self, geometry: shapely.Geometry) -> list[str]:
        """Entities whose ground or territorial waters a geometry meets."""
        return sorted(code for code, ground in self.countries.items() if shapely.intersects(ground, geometry))

    def regions_at(self, lon: NDArray[np.float64], lat: NDArray[np.float64], code: str) -> list[str | None]:
        """Region of one country that holds each point, or none."""
        rows = self.regions[self.regions["country_code"] == code]
        points = np.asarray(shapely.points(lon, lat), dtype=object)
        found: list[str | None] = [None] * len(points)
        unit, point = shapely.STRtree(points).query(rows.geometry.to_numpy(), predicate="contains")
        for number, row in zip(point.tolist(), unit.tolist(), strict=True):
            found[number] = str(rows["unit_id"].iloc[row])
        return found

    def known_names(self, unit: str) -> set[str]:
        """Names that the regions layer has for a region, without their case."""
        row = self.regions.loc[unit]
        names: Iterable[Any] = [row["name"], row["local_name"], *row["other_names"]]
        return {name.casefold() for name in names if isinstance(name, str)}

    @property
    def district_names(self) -> Iterable[tuple[str, str]]:
        """Country and name of each district."""
        return zip(self.districts["country_code"], self.districts["name"], strict=True)

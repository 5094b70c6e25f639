"""The hand-made atlas with what locating by unit needs besides: names in other scripts, dates."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from tests.map_atlas import MapAtlas

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd


@dataclass(frozen=True)
class BlurAtlas(MapAtlas):
    @cached_property
    def entities(self) -> pd.DataFrame:
        entities = super().entities
        return entities.assign(iso2=entities["code"].str[:2])

    @cached_property
    def limits(self) -> gpd.GeoDataFrame:
        return super().limits.assign(accuracy_m=10.0)

    @cached_property
    def countries(self) -> gpd.GeoDataFrame:
        """One row a country, as in the atlas."""
        return super().countries.dissolve("code", as_index=False)

    def regions_of(self, codes: Sequence[str]) -> gpd.GeoDataFrame:
        regions = super().regions_of(codes)
        none = pd.array([None] * len(regions), dtype="string")
        return regions.assign(local_name=none, other_names=none, vintage="2020")

    def districts_of(self, codes: Sequence[str]) -> gpd.GeoDataFrame:
        return super().districts_of(codes).assign(year="2017")


ATLAS = BlurAtlas()

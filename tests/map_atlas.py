"""The hand-made atlas with what a map needs besides: land, limits, disputed ground, capitals, sources."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd
import shapely

import geo
from tests.small_atlas import BOXES, CRS, SmallAtlas, incidents

if TYPE_CHECKING:
    from collections.abc import Sequence

LAKE = shapely.box(0.2, 1.6, 0.4, 1.8)
HOMES = {"Acity": "BBB", "Overthere": "LLL"}

# area, held_by, claimed_by, default_code, de_facto_code, line_kind, reason, accuracy in metres, box
DISPUTES = [
    (
        "Eastlands",
        "BBB (partly DDD)",
        "AAA;BBB",
        "AAA",
        "BBB",
        "claimed",
        "Resolution 7",
        300.0,
        (1.5, 1, 2, 2),
    ),
    ("Far Isle", "KKK", "AAA;KKK", "KKK", "KKK", "none", "Held since 1900", 10.0, (179, 0, 180, 1)),
    ("Skerry", "none", None, None, None, "none", "Claimed by no one", None, (2.6, 0.2, 2.9, 0.5)),
]


@dataclass(frozen=True)
class MapAtlas(SmallAtlas):
    @cached_property
    def land(self) -> gpd.GeoDataFrame:
        shapes = [shapely.box(*box).difference(LAKE) for _, _, box in BOXES]
        return gpd.GeoDataFrame({"code": [code for code, _, _ in BOXES]}, geometry=shapes, crs=CRS)

    @cached_property
    def countries(self) -> gpd.GeoDataFrame:
        names = self.entities.set_index("code")["name"]
        shapes = [shapely.box(*box) for _, _, box in BOXES]
        codes = [code for code, _, _ in BOXES]
        return gpd.GeoDataFrame(
            {"code": codes, "name": names.loc[codes].to_numpy()}, geometry=shapes, crs=CRS
        )

    @cached_property
    def lakes(self) -> gpd.GeoDataFrame:
        return gpd.GeoDataFrame(geometry=[shapely.box(1.3, 1.3, 1.5, 1.4)], crs=CRS)

    @cached_property
    def limits(self) -> gpd.GeoDataFrame:
        line = shapely.LineString([(-0.2, 0), (-0.2, 3)])
        return gpd.GeoDataFrame(
            {"code": ["AAA"], "kind": ["territorial_sea"], "accuracy_m": [10.0]}, geometry=[line], crs=CRS
        )

    @cached_property
    def borders(self) -> gpd.GeoDataFrame:
        borders = super().borders
        pairs = zip(borders["left"], borders["right"].fillna("XXX"), strict=True)
        return borders.assign(codes=["-".join(sorted(pair)) for pair in pairs])

    @cached_property
    def disputes(self) -> gpd.GeoDataFrame:
        texts = ["area", "held_by", "claimed_by", "default_code", "de_facto_code", "line_kind", "reason"]
        table = pd.DataFrame([row[:-1] for row in DISPUTES], columns=[*texts, "accuracy_m"])
        table = table.astype(dict.fromkeys(texts, "string")).assign(how="outline")
        return gpd.GeoDataFrame(table, geometry=[shapely.box(*row[-1]) for row in DISPUTES], crs=CRS)

    @cached_property
    def dispute_lines(self) -> gpd.GeoDataFrame:
        lines = [
            shapely.LineString(line) for line in ([(1.5, 2), (1.5, 1), (2, 1)], [(2.6, 0.2), (2.9, 0.2)])
        ]
        facts = {"dispute": ["Eastlands", "Skerry"], "kind": ["claimed", None], "reach": ["land", "sea"]}
        return gpd.GeoDataFrame(facts, geometry=lines, crs=CRS).assign(accuracy_m=300.0)

    @cached_property
    def seabed(self) -> gpd.GeoDataFrame:
        facts = {"codes": ["AAA-JJJ"], "kind": ["seabed"], "accuracy_m": [1_000.0], "note": ["straight"]}
        return gpd.GeoDataFrame(facts, geometry=[shapely.LineString([(2, -0.2), (2, -1)])], crs=CRS)

    @cached_property
    def places(self) -> gpd.GeoDataFrame:
        places = super().places
        return places.assign(
            is_capital=places["name"] == "Acity",
            country_code=[HOMES.get(name, "AAA") for name in places["name"]],
        )

    @property
    def sources(self) -> dict[str, Any]:
        told = {
            "rows": 1,
            "source": "Drawn by hand",
            "date": "2026-11",
            "licence": "CC0-1.0",
            "accuracy": "exact",
        }
        return {"version": "0", "layers": {"borders": told, "places": told}}


ATLAS = MapAtlas()


def measured(*points: tuple[float, float], **columns: Sequence[Any]) -> gpd.GeoDataFrame:
    """Incidents at some points, measured; ``geo_precision_m`` may be given."""
    table = incidents(*points, **columns)
    if not points:
        table = gpd.GeoDataFrame({"title": pd.Series([], dtype="string")}, geometry=[], crs=CRS)
    return geo.measure_incidents(table, atlas=ATLAS)


def as_area(table: gpd.GeoDataFrame, polygon: shapely.Polygon, **columns: Any) -> gpd.GeoDataFrame:
    """Make the only incident of a measured table an area, with some of its columns as given."""
    where = shapely.point_on_surface(polygon)
    distances = [
        f"{stem}_{what}" for stem in ("border", "place", "town", "city") for what in ("m", "lon", "lat")
    ]
    azimuths = [f"{stem}_azimuth_deg" for stem in ("border", "place", "town", "city")]
    unknown = [f"geo_{name}" for name in ("lon", "lat", *distances, *azimuths)]
    told = {"geo_located_by": "name", "geo_label_lon": where.x, "geo_label_lat": where.y} | columns
    changed = table.set_geometry([polygon], crs=CRS)
    changed = changed.assign(**{name: changed[name].mask([True]) for name in unknown})
    return changed.assign(**{name: [value] for name, value in told.items()})

"""The finished countries, borders and shores as frames, for the layers that are held against them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import geopandas as gpd
import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.recipe.borders import Arc, Layer
    from data.recipe.coasts import Coast

__all__ = ["Surroundings", "border_frame", "coast_frame", "country_frame", "frames_of"]

CRS = "EPSG:4326"


class Surroundings(NamedTuple):
    """What districts, regions and disputed ground are held against."""

    countries: gpd.GeoDataFrame
    """``code`` and polygon, territorial waters included."""

    borders: gpd.GeoDataFrame
    """``left``, ``right`` (codes), ``kind``, ``reach`` and line."""

    coasts: gpd.GeoDataFrame
    """``code`` and line."""


def frames_of(layer: Layer, codes: Sequence[str], coasts: Sequence[Coast]) -> Surroundings:
    """Make the three frames; ``codes`` has the code of each country face."""
    return Surroundings(country_frame(layer, codes), border_frame(layer.arcs), coast_frame(coasts))


def country_frame(layer: Layer, codes: Sequence[str]) -> gpd.GeoDataFrame:
    """One (multi)polygon a country along its stored arcs; ``codes`` has the code of each country face."""
    rings: dict[int, list[shapely.LinearRing]] = {}
    for ring in layer.country_rings:
        lines = [layer.arcs[abs(signed) - 1].line[:: 1 if signed > 0 else -1] for signed in ring.arcs]
        rings.setdefault(ring.face, []).append(
            shapely.LinearRing(np.concatenate([line[:-1] for line in lines]))
        )
    polygons: dict[str, list[shapely.Polygon]] = {}
    for face, (outer, *holes) in rings.items():
        polygons.setdefault(codes[face], []).append(shapely.Polygon(outer, holes))
    names = sorted(polygons)
    return gpd.GeoDataFrame(
        {"code": names}, geometry=[shapely.MultiPolygon(polygons[name]) for name in names], crs=CRS
    )


def border_frame(arcs: Sequence[Arc]) -> gpd.GeoDataFrame:
    """Lines between two entities: left, right (codes), kind, reach."""
    borders = [arc for arc in arcs if arc.role == "border"]
    return gpd.GeoDataFrame(
        {
            "left": [arc.codes[0] for arc in borders],
            "right": [arc.codes[1] for arc in borders],
            "kind": [arc.kind for arc in borders],
            "reach": [arc.reach for arc in borders],
        },
        geometry=[shapely.LineString(arc.line) for arc in borders],
        crs=CRS,
    )


def coast_frame(coasts: Sequence[Coast]) -> gpd.GeoDataFrame:
    """Shores with the code of the country they belong to."""
    real = [coast for coast in coasts if coast.water != "frame"]
    return gpd.GeoDataFrame(
        {"code": [coast.code or None for coast in real]},
        geometry=[shapely.LineString(coast.line) for coast in real],
        crs=CRS,
    )

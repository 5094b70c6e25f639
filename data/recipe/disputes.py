"""Disputed ground as a layer, how each area is drawn, and the seabed lines that treaties fix."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import shapely

from data.recipe.outlines import clip_outlines, draw_lines
from data.recipe.tables import read_disputes, read_outlines, read_seabed

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from data.recipe.borders import Arc
    from data.recipe.finished import Surroundings
    from data.recipe.outlines import Outlines
    from data.recipe.parts import World

__all__ = ["build_disputes", "build_seabed", "count_dispute_arcs", "de_facto_codes", "dispute_names"]

PARTS_ACCURACY_M = 10.0
CRS = "EPSG:4326"
_AGREED = "international"
"""Rivers held in common overlap, and nobody disputes them."""

_ENDS = 2


def dispute_names(world: World) -> set[str]:
    """Names of the areas that are disputes: those of the table, and overlaps that are no condominium."""
    listed = {dispute.area for dispute in read_disputes()}
    return listed | {name for name, overlap in world.overlaps.items() if overlap.kind != _AGREED}


def de_facto_codes(world: World) -> list[str]:
    """Code of each part's holder; of the entity that has it by default where the holder has no code."""
    holders = {dispute.area: dispute.de_facto_code for dispute in read_disputes()}
    return [holders.get(part.area, part.code) for part in world.parts]


def count_dispute_arcs(arcs: Sequence[Arc], world: World) -> int:
    """Count the arcs that are lines round disputed ground inside one entity."""
    names = dispute_names(world)
    inside = [arc for arc in arcs if arc.role == "area" and arc.kind is not None]
    areas = [{world.parts[side].area for side in (arc.left, arc.right) if side >= 0} for arc in inside]
    return sum(bool(area & names) for area in areas)


def build_disputes(
    shapes: Outlines,
    world: World,
    arcs: Sequence[Arc],
    around: Surroundings,
    region_disputes: Collection[str],
) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """Make the rows of the disputes layer, and the lines round outlines inside one country.

    ``region_disputes`` are the areas that regions name. Areas made of parts or regions carry no geometry
    of their own.

    Raises
    ------
    LookupError
        If an area of the table is drawn nowhere.
    """
    clipped = clip_outlines(shapes, around.countries, arcs)
    named = {part.area for part in world.parts}
    accuracy = {outline.area: outline.accuracy_m for outline in read_outlines()}
    basis = {outline.area: outline.basis for outline in read_outlines()}
    rows: list[dict[str, Any]] = []
    for dispute in read_disputes():
        how = (
            "outline"
            if dispute.area in clipped
            else "parts"
            if dispute.area in named
            else "regions"
            if dispute.area in region_disputes
            else None
        )
        if how is None or (how == "outline" and clipped[dispute.area].is_empty):
            message = f"{dispute.area} is drawn nowhere: add it to tables/dispute_parts.csv or _outlines.csv."
            raise LookupError(message)
        rows.append(
            {
                "area": dispute.area,
                "held_by": dispute.held_by or None,
                "claimed_by": ";".join(dispute.claimants) or None,
                "default_code": dispute.default_code or None,
                "de_facto_code": dispute.de_facto_code or None,
                "line_kind": None if dispute.line_kind == "none" else dispute.line_kind,
                "reason": dispute.reason,
                "how": how,
                "accuracy_m": None if how == "regions" else accuracy.get(dispute.area, PARTS_ACCURACY_M),
                "basis": basis.get(dispute.area),
                "geometry": clipped.get(dispute.area),
            }
        )
    listed = {row["area"] for row in rows}
    for name in sorted(dispute_names(world) & named - listed):
        overlap = world.overlaps[name]
        rows.append(
            {
                "area": name,
                "held_by": None,
                "claimed_by": ";".join(overlap.claimants),
                "default_code": overlap.code,
                "de_facto_code": overlap.code,
                "line_kind": overlap.kind,
                "reason": overlap.reason,
                "how": "parts",
                "accuracy_m": PARTS_ACCURACY_M,
                "basis": None,
                "geometry": None,
            }
        )
    lines = [
        {
            "dispute": line.area,
            "kind": line.kind,
            "reach": "land",
            "accuracy_m": line.accuracy_m,
            "geometry": line.line,
        }
        for line in draw_lines(clipped, around)
    ]
    return gpd.GeoDataFrame(rows, crs=CRS), gpd.GeoDataFrame(lines, crs=CRS)


def build_seabed() -> gpd.GeoDataFrame:
    """Join the known points of a seabed line that has two of them; between them it is approximate."""
    points = [(set(between.split("-")), lon, lat, source) for between, lon, lat, source in read_seabed()]
    rows = []
    for one, other in combinations(sorted({code for codes, *_ in points for code in codes}), _ENDS):
        known = sorted((lon, lat, codes) for codes, lon, lat, _ in points if {one, other} <= codes)
        ends = [(lon, lat) for lon, lat, _ in known]
        sources = sorted({source for codes, _, _, source in points if {one, other} <= codes})
        if len(ends) == _ENDS:
            rows.append(
                {
                    "codes": f"{one}-{other}",
                    "kind": "seabed",
                    "accuracy_m": float("nan"),
                    "note": "approximate: straight between its two known ends",
                    # At each end it meets the lines of a third state, of which no more than that is known.
                    "ends": ";".join("-".join(sorted(codes)) for *_, codes in known),
                    "source": "; ".join(sources),
                    "geometry": shapely.LineString(ends),
                }
            )
    return gpd.GeoDataFrame(rows, crs=CRS)

"""Each layer made of the files: tables joined, lines built, polygons assembled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import shapely

from geo._atlas import shapes
from geo.schema import CRS

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import ArrayLike, NDArray

    from geo._atlas.files import Lines

    Floats = NDArray[np.float64]

__all__ = [
    "build_borders",
    "build_coasts",
    "build_countries",
    "build_lakes",
    "build_land",
    "build_limits",
    "build_parts",
    "build_places",
]


def build_countries(
    arcs: Lines, rings: pd.DataFrame, entities: pd.DataFrame, changed: dict[str, shapely.Geometry]
) -> gpd.GeoDataFrame:
    """One (multi)polygon an entity, in the order of the codes; of some another one than stored."""
    rings = rings[rings["layer"] == "country"]
    polygons = shapes.assemble_faces(arcs, rings)
    codes = rings.loc[~rings["is_hole"], "code"].to_numpy(dtype=str)
    order = np.argsort(codes, kind="stable")
    names, first = np.unique(codes[order], return_index=True)
    groups = np.split(polygons[order], first[1:])
    geometry = [group[0] if len(group) == 1 else shapely.multipolygons(group) for group in groups]
    geometry = [changed.get(code, shape) for code, shape in zip(names.tolist(), geometry, strict=True)]
    facts = entities.set_index("code").loc[names, ["name", "sovereign", "iso2"]]
    return _frame(facts.rename_axis("code").reset_index(), geometry)


def build_borders(arcs: Lines, entities: pd.DataFrame) -> gpd.GeoDataFrame:
    """Lines between two entities, with the codes and sovereigns of both sides."""
    chosen = _role(arcs, "border")
    sides = arcs.attributes.loc[chosen, ["left_code", "right_code"]].to_numpy(dtype=str)
    sovereign = entities.set_index("code")["sovereign"]
    columns = {
        "codes": [f"{one}-{other}" for one, other in np.sort(sides, axis=1)],
        "left": sides[:, 0],
        "right": sides[:, 1],
        "left_sovereign": sovereign.loc[sides[:, 0]].to_numpy(),
        "right_sovereign": sovereign.loc[sides[:, 1]].to_numpy(),
        **_pick(arcs, chosen, "kind", "reach", "accuracy_m"),
    }
    return _frame(columns, shapes.lines_of(arcs, chosen))


def build_limits(arcs: Lines) -> gpd.GeoDataFrame:
    """Outer limits of territorial seas, each with the one code it has."""
    chosen = _role(arcs, "limit")
    sides = arcs.attributes.loc[chosen]
    code = sides["left_code"].fillna(sides["right_code"]).to_numpy()
    return _frame({"code": code, **_pick(arcs, chosen, "kind", "accuracy_m")}, shapes.lines_of(arcs, chosen))


def build_coasts(shores: Lines) -> gpd.GeoDataFrame:
    """Shores, without the edge of the map that closes some land polygons."""
    chosen = (shores.attributes["water"] != "frame").to_numpy(dtype=bool)
    return _frame(_pick(shores, chosen, "code", "water", "accuracy_m"), shapes.lines_of(shores, chosen))


def build_land(shores: Lines) -> gpd.GeoDataFrame:
    """Land polygons, inland waters filled in, the Caspian left out."""
    return _frame({}, shapes.assemble_land(shores))


def build_lakes(outlines: Lines) -> gpd.GeoDataFrame:
    """Lakes as polygons."""
    return _frame({}, shapes.polygons_of(outlines))


def build_places(attributes: pd.DataFrame, coordinates: Floats) -> gpd.GeoDataFrame:
    """Places as points."""
    return _frame(attributes, shapely.points(coordinates))


def build_parts(
    arcs: Lines, rings: pd.DataFrame, parts: pd.DataFrame, points: tuple[ArrayLike, ArrayLike] | None = None
) -> gpd.GeoDataFrame:
    """Polygons of the parts, all of them or those whose box holds one of the points (lon and lat)."""
    rings = rings[rings["layer"] == "part"]
    outer = rings[~rings["is_hole"].to_numpy(dtype=bool)]
    wanted = outer["face"].to_numpy()
    if points is not None:
        x, y = (np.atleast_1d(np.asarray(values, dtype=float)) for values in points)
        wanted = wanted[_boxes_hold(outer[["west", "south", "east", "north"]].to_numpy(), x, y)]
        rings = rings[np.isin(rings["face"].to_numpy(), wanted)]
    if not len(wanted):
        return _frame(parts.iloc[:0], [])
    return _frame(parts.iloc[wanted].reset_index(drop=True), shapes.assemble_faces(arcs, rings))


def _boxes_hold(boxes: Floats, x: Floats, y: Floats) -> NDArray[np.bool_]:
    """Whether each box (west, south, east, north) holds at least one of the points."""
    order = np.argsort(x, kind="stable")
    x, y = x[order], y[order]
    first = np.searchsorted(x, boxes[:, 0], side="left")
    last = np.searchsorted(x, boxes[:, 2], side="right")
    held = np.zeros(len(boxes), dtype=bool)
    for index in np.flatnonzero(last > first):
        inside = y[first[index] : last[index]]
        held[index] = bool(((inside >= boxes[index, 1]) & (inside <= boxes[index, 3])).any())
    return held


def _role(arcs: Lines, role: str) -> NDArray[np.bool_]:
    return (arcs.attributes["role"] == role).to_numpy(dtype=bool)


def _pick(lines: Lines, chosen: NDArray[np.bool_], *columns: str) -> dict[str, Any]:
    return {name: lines.attributes.loc[chosen, name].to_numpy() for name in columns}


def _frame(columns: Any, geometry: Any) -> gpd.GeoDataFrame:  # noqa: ANN401 - whatever pandas takes
    return gpd.GeoDataFrame(columns, geometry=list(geometry), crs=CRS)

"""Disputed ground put together: its areas and the lines round them, and the world as it is held.

An area is made of what it is cut from: the parts that name it, the regions that do, or an outline of its
own. In the worldview ``de_facto`` ground has the code of its holder, so the sides of the arcs change, and
with them what is a border.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo._atlas import shapes
from geo._atlas.files import Lines
from geo.schema import CRS

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["build_dispute_lines", "build_disputes", "change_sides", "join_changed"]


def build_disputes(
    table: gpd.GeoDataFrame, arcs: Lines, rings: pd.DataFrame, parts: pd.DataFrame, regions: gpd.GeoDataFrame
) -> gpd.GeoDataFrame:
    """Give every disputed area its geometry; outlines have theirs already."""
    geometry = table.geometry.to_numpy().copy()
    named = _texts(parts["dispute"])
    for row, (area, how) in enumerate(zip(table["area"], table["how"], strict=True)):
        if how == "parts":
            geometry[row] = _join(_faces(arcs, rings, named == area))
        elif how == "regions":
            geometry[row] = _join(
                regions.geometry[(regions["dispute"].fillna("") == area).to_numpy(dtype=bool)].to_numpy()
            )
    return table.set_geometry(gpd.GeoSeries(geometry, index=table.index, crs=CRS))


def build_dispute_lines(arcs: Lines, parts: pd.DataFrame, outlined: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Lines round disputed ground inside one entity, from the arcs and from the outlines."""
    named = _with_none(parts["dispute"])
    table = arcs.attributes
    left, right = named[table["left"].to_numpy()], named[table["right"].to_numpy()]
    dispute = np.where(left == None, right, left)  # noqa: E711 - element by element
    chosen = (table["role"] == "area").to_numpy(dtype=bool) & table["kind"].notna().to_numpy(dtype=bool)
    chosen &= dispute != None  # noqa: E711 - element by element
    columns = {"dispute": dispute[chosen]}
    columns |= {name: table.loc[chosen, name].to_numpy() for name in ("kind", "reach", "accuracy_m")}
    ours = gpd.GeoDataFrame(columns, geometry=list(shapes.lines_of(arcs, chosen)), crs=CRS)
    return gpd.GeoDataFrame(pd.concat([ours, outlined], ignore_index=True), crs=CRS)


def change_sides(arcs: Lines, parts: pd.DataFrame) -> Lines:
    """Give the arcs the codes of the holders, and the roles that follow from them."""
    table = arcs.attributes.copy()
    changed = np.append(_changes(parts), False)
    holder = _with_none(parts["de_facto_code"])
    for side in ("left", "right"):
        part = table[side].to_numpy()
        code = _texts(table[f"{side}_code"])
        table[f"{side}_code"] = pd.array(np.where(changed[part], holder[part], code), dtype="string")
    touched = changed[table["left"].to_numpy()] | changed[table["right"].to_numpy()]
    left, right = (table[f"{side}_code"].fillna("") for side in ("left", "right"))
    at_sea = touched & ((table["left"] < 0) | (table["right"] < 0)).to_numpy() & (table["role"] == "area")
    inside = touched & table["role"].isin(["border", "area"]).to_numpy() & ~at_sea
    differ = ((left != right) & (left != "") & (right != "")).to_numpy()
    table.loc[inside & differ, "role"] = "border"
    table.loc[inside & ~differ, "role"] = "area"
    # Whoever holds the ground, nobody agreed to such a line.
    moved = inside & differ & (table["kind"] == "international").fillna(value=False).to_numpy(dtype=bool)
    table.loc[moved, "kind"] = "claimed"
    table.loc[at_sea, ["role", "kind"]] = ["limit", "territorial_sea"]
    return Lines(table, arcs.coordinates, arcs.starts)


def join_changed(arcs: Lines, rings: pd.DataFrame, parts: pd.DataFrame) -> dict[str, shapely.Geometry]:
    """Polygons, as they are held, of the entities that gain or lose ground in that view."""
    code = _texts(parts["code"])
    holder = _texts(parts["de_facto_code"])
    changed = _changes(parts)
    affected = sorted({*code[changed], *holder[changed]} - {None})
    return {entity: _join(_faces(arcs, rings, holder == entity)) for entity in affected}


def _changes(parts: pd.DataFrame) -> NDArray[np.bool_]:
    return (parts["code"].fillna("") != parts["de_facto_code"].fillna("")).to_numpy(dtype=bool)


def _faces(arcs: Lines, rings: pd.DataFrame, chosen: NDArray[np.bool_]) -> NDArray[np.object_]:
    wanted = (rings["layer"] == "part").to_numpy(dtype=bool)
    wanted &= np.isin(rings["face"].to_numpy(), np.flatnonzero(chosen))
    return shapes.assemble_faces(arcs, rings[wanted])


def _texts(column: pd.Series) -> NDArray[np.object_]:
    """Texts as plain objects, None where null."""
    return np.asarray(column.astype(object).where(column.notna(), None), dtype=object)


def _with_none(column: pd.Series) -> NDArray[np.object_]:
    """Texts of the parts and, for part -1, None."""
    return _texts(column.reindex(range(len(column) + 1)))


def _join(polygons: NDArray[np.object_]) -> shapely.Geometry:
    """Join polygons of one coverage; those of regions, drawn one by one, may overlap by a hair."""
    joined = shapely.union_all(shapely.make_valid(polygons))
    parts = shapely.get_parts(joined)
    kept = parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON]
    return shapely.MultiPolygon(list(kept)) if len(kept) > 1 else shapely.Polygon(kept[0])

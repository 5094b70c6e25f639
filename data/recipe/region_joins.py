"""Units that are newer than the source: joined from its units, or dissolved from districts.

Where any unit of a country has changed since the source was drawn, and a licensed set of districts covers
the country, all its units are dissolved from districts: a line between two units is then the same line for
both. A district belongs to the unit the tables name, otherwise to the unit of the source that holds most of
its ground.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Polygons = NDArray[np.object_]

__all__ = ["assign_districts", "close_gaps", "cut_out", "dissolve", "find_rest", "join_parts"]

_LEAST_SHARE = 0.5
_HELD_SHARE = 0.01

_LEAST_REST_DEG2 = 0.001
"""About ten square kilometres: what is smaller is where two outlines miss each other."""


def join_parts(units: gpd.GeoDataFrame, joined: Mapping[str, str]) -> gpd.GeoDataFrame:
    """Replace units by the unit they are parts of; ``joined`` maps part to unit.

    A unit that joins others keeps its own attributes if it is itself in ``units``; a new one has only its
    ``unit_id`` and the polygon.
    """
    target = units["unit_id"].map(lambda unit: joined.get(unit, unit))
    grouped = units.groupby(target.to_numpy())["geometry"].agg(_union)
    kept = units.drop(columns="geometry").set_index("unit_id").reindex(grouped.index)
    frame = gpd.GeoDataFrame(kept, geometry=grouped, crs=units.crs)
    return frame.rename_axis("unit_id").reset_index()


def _union(polygons: gpd.GeoSeries) -> shapely.Geometry:
    return polygons.iloc[0] if len(polygons) == 1 else shapely.union_all(polygons.to_numpy())


def assign_districts(
    districts: gpd.GeoDataFrame, units: gpd.GeoDataFrame, listed: Mapping[tuple[str, str], str]
) -> NDArray[np.object_]:
    """Find the unit of each district of one country.

    Parameters
    ----------
    districts
        ``country_code``, ``name``, ``unit_id`` and polygon, n rows.
    units
        The source's units of the same country: ``unit_id`` and polygon.
    listed
        Units by country and district, named by ``unit_id`` or by ``name``.

    Raises
    ------
    ValueError
        A district is not listed and no unit holds half of its ground.
    """
    keys = list(zip(districts["country_code"], districts["unit_id"], strict=True))
    names = list(zip(districts["country_code"], districts["name"], strict=True))
    chosen = np.array(
        [listed.get(key, listed.get(name)) for key, name in zip(keys, names, strict=True)], object
    )
    open_rows = np.flatnonzero(pd.isna(chosen))
    if not len(open_rows):
        return chosen
    owner, share = _largest_holder(districts.geometry.to_numpy()[open_rows], units.geometry.to_numpy())
    unclear = open_rows[share < _LEAST_SHARE]
    if len(unclear):
        shown = ", ".join(
            f"{districts['name'].iloc[row]} ({districts['unit_id'].iloc[row]})" for row in unclear
        )
        message = f"No unit of {keys[0][0]} holds half of: {shown}. List them in region_districts.csv."
        raise ValueError(message)
    chosen[open_rows] = units["unit_id"].to_numpy()[owner]
    return chosen


def _largest_holder(districts: Polygons, units: Polygons) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Find the unit with the most of each district's ground, and its share of what any unit holds.

    A district that no unit touches, an islet, goes to the nearest one.
    """
    shapely.prepare(units)
    district, unit = shapely.STRtree(units).query(districts, predicate="intersects")
    ground = np.zeros((len(districts), len(units)))
    whole = shapely.covers(units[unit], districts[district])
    ground[district[whole], unit[whole]] = shapely.area(districts[district[whole]])
    partly = shapely.intersection(units[unit[~whole]], districts[district[~whole]])
    ground[district[~whole], unit[~whole]] = shapely.area(partly)
    held = ground.sum(axis=1)
    owner = ground.argmax(axis=1)
    islets = np.flatnonzero(held == 0)
    owner[islets] = shapely.STRtree(units).nearest(districts[islets])
    share = np.divide(ground.max(axis=1), held, out=np.ones(len(districts)), where=held > 0)
    return owner, share


def dissolve(districts: gpd.GeoDataFrame, owners: NDArray[np.object_]) -> dict[str, shapely.Geometry]:
    """Union of the districts of each unit, in the order of the units, without gaps inside."""
    polygons = districts.geometry.to_numpy()
    unions: dict[str, shapely.Geometry] = {
        str(unit): shapely.union_all(polygons[owners == unit]) for unit in sorted(set(owners) - {""})
    }
    return close_gaps(unions)


def cut_out(polygons: Mapping[str, shapely.Geometry], kept: gpd.GeoDataFrame) -> dict[str, shapely.Geometry]:
    """Take units that keep the source's polygon out of the others, and add them."""
    ground = shapely.union_all(kept.geometry.to_numpy())
    rest: dict[str, shapely.Geometry] = {
        unit: shapely.difference(polygon, ground) for unit, polygon in polygons.items()
    }
    return rest | dict(zip(kept["unit_id"], kept.geometry, strict=True))


def close_gaps(unions: Mapping[str, shapely.Geometry]) -> dict[str, shapely.Geometry]:
    """Fill the holes of each polygon in which no other polygon lies.

    Districts are simplified one by one, which leaves slivers between them; a hole that holds another unit,
    as Kyiv in its region, stays.
    """
    names, polygons = list(unions), np.array(list(unions.values()), object)
    tree = shapely.STRtree(polygons)
    closed = {}
    for number, (name, polygon) in enumerate(zip(names, polygons, strict=True)):
        parts = shapely.get_parts(polygon)
        rings = [shapely.Polygon(ring) for part in parts for ring in part.interiors]
        gaps = []
        for ring in rings:
            others = polygons[[other for other in tree.query(ring) if other != number]]
            inside = shapely.intersection(shapely.clip_by_rect(others, *ring.bounds), ring)
            if shapely.area(inside).sum() <= _HELD_SHARE * ring.area:
                gaps.append(ring)
        closed[name] = shapely.union_all([polygon, *gaps]) if gaps else polygon
    return closed


def find_rest(ground: shapely.Geometry, units: Polygons, box: shapely.Geometry) -> shapely.Geometry:
    """Find the ground of a country, inside a box, that no unit holds; slivers are left out."""
    held = shapely.union_all(shapely.intersection(units, box))
    pieces = shapely.get_parts(shapely.difference(shapely.intersection(ground, box), held))
    return shapely.union_all(pieces[shapely.area(pieces) > _LEAST_REST_DEG2])

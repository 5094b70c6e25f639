"""Land, lakes and rivers as OpenStreetMap had them in late 2017 (geo-maps 0.6.0).

The coastline layer is land with its inland waters filled in and has one hole, the Caspian; the
lands layer leaves out lakes and wide rivers too; the rivers layer tells the two apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import orjson
import shapely

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from data.recipe.topology import FloatArray

    Polygons = NDArray[np.object_]

__all__ = [
    "MERCATOR_LIMIT",
    "SHORE_GRID",
    "close_at_pole",
    "inside_any",
    "mend",
    "read_polygon_of",
    "read_polygons",
]

MERCATOR_LIMIT = -85.05
"""The source was cut at the edge of a web map; Antarctica is closed at the pole instead."""

SHORE_GRID = 2.0**-15
"""About 3 m, exact in binary: the source has a vertex every few hundred metres."""

LEAST_HOLE_DEG2 = 1.0

ANTIMERIDIAN_SLACK_DEG = 2e-5
"""The source's eastern end is this far short of the antimeridian."""


def read_polygons(path: Path) -> Polygons:
    """Read a geo-maps GeoJSON as single polygons, in the order of the file."""
    document = orjson.loads(path.read_bytes())
    items = document.get("geometries") or [feature["geometry"] for feature in document["features"]]
    geometries = shapely.from_geojson([orjson.dumps(item) for item in items])
    return np.asarray(shapely.get_parts(geometries), dtype=object)


def close_at_pole(polygons: Polygons) -> Polygons:
    """Move the southern edge of the source's Antarctica to the pole, its ends to the antimeridian."""

    def move(coordinates: FloatArray) -> FloatArray:
        moved = coordinates.copy()
        at_end = np.abs(moved[:, 0]) > 180.0 - ANTIMERIDIAN_SLACK_DEG
        at_pole = moved[:, 1] < MERCATOR_LIMIT
        moved[at_pole, 1] = -90.0
        moved[at_end | at_pole, 0] = np.copysign(180.0, moved[at_end | at_pole, 0])
        return moved

    touched = shapely.bounds(polygons)[:, 1] < MERCATOR_LIMIT
    closed = polygons.copy()
    closed[touched] = shapely.transform(polygons[touched], move)
    return closed


def mend(polygons: Polygons) -> Polygons:
    """Put polygons on the binary grid of shores and make them valid.

    Specks on that grid vanish, and so do holes that come from mending; the Caspian stays.
    """
    valid = polygons.copy()
    broken = ~shapely.is_valid(valid)
    valid[broken] = shapely.make_valid(valid[broken], method="structure", keep_collapsed=False)
    parts = shapely.get_parts(shapely.set_precision(valid, SHORE_GRID))
    for index in np.flatnonzero(shapely.get_num_interior_rings(parts)):
        holes = [ring for ring in parts[index].interiors if shapely.Polygon(ring).area > LEAST_HOLE_DEG2]
        parts[index] = shapely.Polygon(parts[index].exterior, holes)
    return np.asarray(parts[shapely.area(parts) > 0], dtype=object)


def inside_any(polygons: Polygons, lon: FloatArray, lat: FloatArray) -> NDArray[np.int64]:
    """Index of a polygon that contains each point (shape (n,)), -1 where none does.

    Ray crossing with a prepared polygon: it needs no valid polygons and takes two million points
    in seconds.
    """
    found = np.full(len(lon), -1, dtype=np.int64)
    order = np.argsort(lon, kind="stable")
    x, y = lon[order], lat[order]
    west, south, east, north = shapely.bounds(polygons).T
    first, last = np.searchsorted(x, west), np.searchsorted(x, east, side="right")
    for index in np.flatnonzero(last > first):
        at = np.arange(first[index], last[index])
        at = at[(y[at] >= south[index]) & (y[at] <= north[index])]
        if len(at):
            polygon = polygons[index]
            shapely.prepare(polygon)
            found[order[at[shapely.contains_xy(polygon, x[at], y[at])]]] = index
            shapely.destroy_prepared(polygon)
    return found


def read_polygon_of(code: str, path: Path) -> Polygons:
    """Read the polygons of one country, by its ``A3`` code, from a geo-maps country layer."""
    for feature in orjson.loads(path.read_bytes())["features"]:
        if feature["properties"]["A3"] == code:
            geometry = shapely.from_geojson(orjson.dumps(feature["geometry"]))
            return np.asarray(shapely.get_parts(geometry), dtype=object)
    message = f"{path.name} has no country {code}."
    raise LookupError(message)

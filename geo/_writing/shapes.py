"""Shapes as RFC 7946 wants them: longitude and latitude, rings by the right-hand rule, cut at 180 degrees.

A shape that runs past 180 degrees is cut there (section 3.1.9), and what lies beyond is written with its own
longitudes. Coordinates that need no change keep every digit.
"""

from __future__ import annotations

import logging
import math
from typing import TYPE_CHECKING, Any, Final, cast

import numpy as np
import shapely
from shapely.affinity import translate
from shapely.geometry.polygon import orient

from geo import schema
from geo._writing.columns import shape_name

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd
    from numpy.typing import NDArray

    from geo._writing.changes import Changes

__all__ = ["count_outlines", "list_shapes", "settle_shapes", "tell_outlines"]

logger = logging.getLogger(__name__)

_TURN: Final = 360.0
_HALF_TURN: Final = 180.0
# Higher and lower than any latitude, so that a window cuts by longitude alone.
_FAR: Final = 1e6
_COLLECTION: Final = 7
_AREAS: Final = (3, 6, _COLLECTION)


def list_shapes(frame: pd.DataFrame, changes: Changes) -> NDArray[np.object_]:
    """List the shapes of a table; None for a row without a position. Shape (n,)."""
    name = shape_name(frame)
    if name is None:
        return np.full(len(frame), None, dtype=object)
    shapes = np.array(frame[name], dtype=object)
    shapes[shapely.is_empty(shapes)] = None
    coordinates, rows = shapely.get_coordinates(shapes, return_index=True)
    broken = np.unique(rows[~np.isfinite(coordinates).all(axis=1)])
    changes.add_cells("shapes with coordinates that are no numbers are left out", len(broken))
    shapes[broken] = None
    return shapes


def count_outlines(frame: pd.DataFrame) -> int:
    """Count the outlines, which do not fit into a format of rows and cells alone."""
    name = shape_name(frame)
    if name is None:
        return 0
    shapes = frame[name].to_numpy()
    known = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
    return int((known & (shapely.get_type_id(shapes) != 0)).sum())


def tell_outlines(areas: int, format_name: str) -> None:
    """Say how many outlines are left out; nothing where there is none."""
    if areas:
        logger.info(
            "%s has no outlines: %s by label point and radius. "
            "For the outlines write .gpkg, .geojson or .parquet.",
            format_name,
            "1 area is there" if areas == 1 else f"{areas:,} areas are there",
        )


def settle_shapes(frame: pd.DataFrame, changes: Changes) -> NDArray[np.object_]:
    """List the shapes of a table in longitude and latitude, by the rules above. Shape (n,).

    Examples
    --------
    >>> import geopandas as gpd
    >>> from geo._writing.changes import Changes
    >>> frame = gpd.GeoDataFrame(geometry=[shapely.box(170, 0, 190, 5)], crs="EPSG:4326")
    >>> settle_shapes(frame, Changes("GeoJSON"))[0].bounds
    (-180.0, 0.0, 180.0, 5.0)
    """
    crs: Any = getattr(frame, "crs", None) if shape_name(frame) is not None else None
    if crs is not None and crs != schema.CRS and not crs.equals("OGC:CRS84"):
        frame = cast("gpd.GeoDataFrame", frame).to_crs(schema.CRS)
    shapes = list_shapes(frame, changes)
    west, _, east, _ = shapely.bounds(shapes).T
    beyond = np.flatnonzero((west < -_HALF_TURN) | (east > _HALF_TURN))
    for row in beyond:
        shapes[row] = _cut(shapes[row])
    changes.add_cells("shapes that run past 180 degrees are cut there", len(beyond))
    for row in np.flatnonzero(np.isin(shapely.get_type_id(shapes), _AREAS)):
        shapes[row] = _orient(shapes[row])
    return shapes


def _orient(shape: Any) -> Any:  # noqa: ANN401 - a shape of any type
    if shape.geom_type == "Polygon":
        return orient(shape)
    if hasattr(shape, "geoms") and shapely.get_type_id(shape) in _AREAS:
        return type(shape)([_orient(part) for part in shape.geoms])
    return shape


def _cut(shape: Any) -> Any:  # noqa: ANN401 - a shape of any type
    if shapely.get_type_id(shape) == _COLLECTION:
        return shapely.GeometryCollection([_cut(part) for part in shape.geoms])
    west, _, east, _ = shape.bounds
    parts: list[Any] = []
    dimension = shapely.get_dimensions(shape)
    for turn in range(math.floor((west + _HALF_TURN) / _TURN), math.ceil((east - _HALF_TURN) / _TURN) + 1):
        middle = turn * _TURN
        window = shapely.box(middle - _HALF_TURN, -_FAR, middle + _HALF_TURN, _FAR)
        try:
            inside = shapely.intersection(shape, window)
        except shapely.errors.GEOSException:
            inside = shapely.intersection(shapely.make_valid(shape), window)
        inside = translate(inside, -middle)
        parts.extend(
            part
            for part in shapely.get_parts(inside)
            # Where a shape only touches the other side, what is there is thinner than the shape.
            if shapely.get_dimensions(part) == dimension and not part.is_empty
        )
    if len(parts) == 1:
        return parts[0]
    return (shapely.MultiPoint, shapely.MultiLineString, shapely.MultiPolygon)[dimension](parts)

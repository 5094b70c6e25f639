"""Shapes of the user's file on longitude and latitude: transformed, checked, repaired or refused.

What can be put right without a guess is put right and told; everything else is refused with the rows
it is in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pyproj
import shapely
from shapely import GeometryType

from geo._atlas.own.antimeridian import TURN, WORLD_LON, cut_shape, find_jumps, unroll
from geo._atlas.own.texts import list_rows
from geo.errors import DataError
from geo.schema import CRS

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

    Shapes = NDArray[np.object_]
    Flags = NDArray[np.bool_]

__all__ = ["Ground", "read_lines", "read_polygons"]

_POLYGONS: Final = (GeometryType.POLYGON, GeometryType.MULTIPOLYGON)
_LINES: Final = (GeometryType.LINESTRING, GeometryType.LINEARRING, GeometryType.MULTILINESTRING)
# A pole may come out of a projection a hair beyond 90.
_SLACK_DEG: Final = 1e-9
_MOST_CHANGE: Final = 0.001
"""The share of its area by which a repair may change a polygon; beyond it nobody knows what is meant."""


class Ground(NamedTuple):
    """Shapes in EPSG:4326, the rows they come from, and what was done to them."""

    shapes: Shapes
    rows: NDArray[np.int64]
    notes: list[str]


def read_polygons(frame: gpd.GeoDataFrame, names: Shapes, *, file: str) -> Ground:
    """Read the polygons of a layer.

    Parameters
    ----------
    frame : GeoDataFrame, n rows
        With a coordinate reference system.
    names : ndarray of object, shape (n,)
        What messages call the rows, None where a row has no name.
    file : str
        What messages call the file.

    Raises
    ------
    DataError
        If shapes are no polygons, lie outside the world, go round a pole, or cannot be repaired.
    """
    ground = _read(frame, names, _POLYGONS, "polygons", file)
    shapes, notes = ground.shapes, ground.notes
    broken = ~shapely.is_valid(shapes)
    if broken.any():
        shapes[broken] = _repair(shapes[broken], ground.rows[broken], names, file)
        notes.append(
            f"{_count(broken, 'invalid polygon')} repaired, no area changed by more than "
            f"{_MOST_CHANGE:.1%}: {list_rows(broken, names, ground.rows)}"
        )
    return Ground(_cut(shapes, ground.rows, names, notes), ground.rows, notes)


def read_lines(frame: gpd.GeoDataFrame, names: Shapes, *, file: str) -> Ground:
    """Read the lines of a layer, one shape a line: see `read_polygons`.

    Several lines may come from one row.
    """
    ground = _read(frame, names, _LINES, "lines", file)
    parts, index = shapely.get_parts(_cut(ground.shapes, ground.rows, names, ground.notes), return_index=True)
    return Ground(np.asarray(parts), ground.rows[index], ground.notes)


def _read(
    frame: gpd.GeoDataFrame, names: Shapes, wanted: tuple[GeometryType, ...], noun: str, file: str
) -> Ground:
    """Everything that polygons and lines have in common, up to the cut at the antimeridian."""
    shapes = np.asarray(shapely.force_2d(frame.geometry.to_numpy()), dtype=object)
    shapes = np.array([_open_collection(shape, wanted) for shape in shapes], dtype=object)
    notes: list[str] = []
    empty = shapely.is_missing(shapes) | shapely.is_empty(shapes)
    if noun == "lines":
        empty |= shapely.length(shapes) == 0
    if empty.all():
        message = f"{file} has no shapes: all {len(frame):,} rows are empty. Export it again with geometry."
        raise DataError(message)
    if empty.any():
        notes.append(f"{_count(empty, 'row')} without a shape left out: {list_rows(empty, names)}")
    other = ~empty & ~np.isin(shapely.get_type_id(shapes), wanted)
    if other.any():
        kinds = sorted({str(shape.geom_type) for shape in shapes[other]})
        message = (
            f"{file}: {_count(other, 'shape')} of {len(frame):,} are not {noun} but {', '.join(kinds)}: "
            f"{list_rows(other, names)}. Give a layer of {noun} only."
        )
        raise DataError(message)
    rows = np.flatnonzero(~empty)
    placed = _transform(frame.crs, shapes[rows])
    _check_finite(placed, rows, names, frame.crs, file)
    _check_world(placed, rows, names, frame.crs, file)
    placed = _follow_short_way(placed, rows, names, file, is_closed=noun == "polygons")
    return Ground(placed, rows, notes)


def _open_collection(shape: Any, wanted: tuple[GeometryType, ...]) -> Any:  # noqa: ANN401 - any shape
    """Make one multi-part shape of a collection that holds nothing else."""
    if shape is None or shape.geom_type != "GeometryCollection" or shape.is_empty:
        return shape
    parts = shapely.get_parts(shape)
    if not np.isin(shapely.get_type_id(parts), wanted).all():
        return shape
    single = shapely.get_parts(parts)
    return (
        shapely.multipolygons(single) if GeometryType.POLYGON in wanted else shapely.multilinestrings(single)
    )


def _transform(crs: pyproj.CRS, shapes: Shapes) -> Shapes:
    try:
        transformer = pyproj.Transformer.from_crs(crs, CRS, always_xy=True)
    except pyproj.exceptions.ProjError as error:
        message = (
            f"{crs.name} cannot be turned into longitude and latitude ({error}). Give the data in EPSG:4326."
        )
        raise DataError(message) from error
    return np.asarray(
        shapely.transform(shapes, lambda xy: np.column_stack(transformer.transform(xy[:, 0], xy[:, 1]))),
        dtype=object,
    )


def _check_finite(shapes: Shapes, rows: NDArray[np.int64], names: Shapes, crs: pyproj.CRS, file: str) -> None:
    coordinates, index = shapely.get_coordinates(shapes, return_index=True)
    lost = np.zeros(len(shapes), dtype=bool)
    lost[index[~np.isfinite(coordinates).all(axis=1)]] = True
    if lost.any():
        message = (
            f"{file}: coordinates that are no place on Earth in {crs.name}, in "
            f"{list_rows(lost, names, rows)}. Check the coordinate reference system of the file."
        )
        raise DataError(message)


def _check_world(shapes: Shapes, rows: NDArray[np.int64], names: Shapes, crs: pyproj.CRS, file: str) -> None:
    west, south, east, north = shapely.bounds(shapes).T
    outside = (south < -90 - _SLACK_DEG) | (north > 90 + _SLACK_DEG) | (west < -TURN) | (east > TURN)
    if outside.any():
        row = int(np.flatnonzero(outside)[0])
        lon, lat = shapely.get_coordinates(shapes[row])[0]
        message = (
            f"{file}: coordinates outside longitude -180 to 180 and latitude -90 to 90, such as "
            f"{lon:g}, {lat:g}, in {list_rows(outside, names, rows)}. The file says {crs.name}: if it holds "
            "metres, or latitude before longitude, correct it."
        )
        raise DataError(message)


def _follow_short_way(
    shapes: Shapes, rows: NDArray[np.int64], names: Shapes, file: str, *, is_closed: bool
) -> Shapes:
    """Unroll shapes whose edges jump over the antimeridian, so that they reach past 180 degrees."""
    shapes = shapes.copy()
    for position in np.flatnonzero(find_jumps(shapes)):
        shapes[position] = unroll(shapes[position], is_closed=is_closed)
        if shapes[position] is None:
            row = int(rows[position])
            named = f" ({names[row]})" if names[row] else ""
            message = (
                f"{file}: row {row + 1:,}{named} goes round a pole or round the world. "
                "Cut it at the antimeridian, down to the pole."
            )
            raise DataError(message)
    return shapes


def _repair(shapes: Shapes, rows: NDArray[np.int64], names: Shapes, file: str) -> Shapes:
    reasons = shapely.is_valid_reason(shapes)
    repaired = np.asarray(shapely.make_valid(shapes), dtype=object)
    repaired = np.array([_only_polygons(shape) for shape in repaired], dtype=object)
    before, after = shapely.area(shapes), shapely.area(repaired)
    changed = ~(np.abs(after - before) <= _MOST_CHANGE * before) | shapely.is_empty(repaired)
    if changed.any():
        reason = str(reasons[changed][0]).partition("[")[0]
        message = (
            f"{file}: {_count(changed, 'polygon')} cannot be repaired without changing the area by more than "
            f"{_MOST_CHANGE:.1%} ({reason}): {list_rows(changed, names, rows)}. "
            "Repair the shapes in a GIS first."
        )
        raise DataError(message)
    return repaired


def _only_polygons(shape: Any) -> Any:  # noqa: ANN401 - any shape
    if shape.geom_type in ("Polygon", "MultiPolygon"):
        return shape
    parts = shapely.get_parts(shapely.get_parts(shape))
    return shapely.multipolygons(parts[shapely.get_type_id(parts) == GeometryType.POLYGON])


def _cut(shapes: Shapes, rows: NDArray[np.int64], names: Shapes, notes: list[str]) -> Shapes:
    """Cut at the antimeridian what reaches past it, and bring the rest of it to the other side."""
    bounds = shapely.bounds(shapes)
    past = (bounds[:, 0] < -WORLD_LON) | (bounds[:, 2] > WORLD_LON)
    if past.any():
        shapes = shapes.copy()
        shapes[past] = [cut_shape(shape) for shape in shapes[past]]
        notes.append(f"{_count(past, 'shape')} cut at the antimeridian: {list_rows(past, names, rows)}")
    return shapes


def _count(chosen: Flags, noun: str) -> str:
    count = int(chosen.sum())
    return f"1 {noun}" if count == 1 else f"{count:,} {noun}s"

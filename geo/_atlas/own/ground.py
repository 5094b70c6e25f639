"""Shapes of the user's file on longitude and latitude: transformed, checked, repaired or refused.

What can be put right without a guess is put right and told; everything else is refused with the rows
it is in. The antimeridian: a shape written past 180 degrees is cut there, and one whose edge jumps by
more than 180 degrees is first followed the short way round, which is what every such edge means but
those along the frame of the world.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pyproj
import shapely
from shapely import GeometryType
from shapely.affinity import translate

from geo._atlas.own.texts import list_rows
from geo.errors import DataError
from geo.schema import CRS

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

    Shapes = NDArray[np.object_]
    Flags = NDArray[np.bool_]
    Floats = NDArray[np.float64]

__all__ = ["Ground", "read_lines", "read_polygons"]

_POLYGONS: Final = (GeometryType.POLYGON, GeometryType.MULTIPOLYGON)
_LINES: Final = (GeometryType.LINESTRING, GeometryType.LINEARRING, GeometryType.MULTILINESTRING)
_WORLD_LON: Final = 180.0
_TURN: Final = 360.0
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
        shapes[broken] = _repair(shapes[broken], ground.rows[broken], names, file, len(frame))
        notes.append(
            f"{_count(broken, 'invalid polygon')} repaired, no area changed by more than "
            f"{_MOST_CHANGE:.1%}: {_list(broken, ground.rows, names)}"
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
    _check_finite(placed, rows, names, frame, file)
    _check_world(placed, rows, names, frame, file)
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


def _check_finite(
    shapes: Shapes, rows: NDArray[np.int64], names: Shapes, frame: gpd.GeoDataFrame, file: str
) -> None:
    coordinates, index = shapely.get_coordinates(shapes, return_index=True)
    lost = np.zeros(len(frame), dtype=bool)
    lost[rows[np.unique(index[~np.isfinite(coordinates).all(axis=1)])]] = True
    if lost.any():
        message = (
            f"{file}: coordinates that are no place on Earth in {frame.crs.name}, in "
            f"{list_rows(lost, names)}. Check the coordinate reference system of the file."
        )
        raise DataError(message)


def _check_world(
    shapes: Shapes, rows: NDArray[np.int64], names: Shapes, frame: gpd.GeoDataFrame, file: str
) -> None:
    west, south, east, north = shapely.bounds(shapes).T
    outside = (south < -90 - _SLACK_DEG) | (north > 90 + _SLACK_DEG) | (west < -_TURN) | (east > _TURN)
    if outside.any():
        row = int(np.flatnonzero(outside)[0])
        lon, lat = shapely.get_coordinates(shapes[row])[0]
        lost = np.zeros(len(frame), dtype=bool)
        lost[rows[outside]] = True
        message = (
            f"{file}: coordinates outside longitude -180 to 180 and latitude -90 to 90, such as "
            f"{lon:g}, {lat:g}, in {list_rows(lost, names)}. The file says {frame.crs.name}: if it holds "
            "metres, or latitude before longitude, correct it."
        )
        raise DataError(message)


def _follow_short_way(
    shapes: Shapes, rows: NDArray[np.int64], names: Shapes, file: str, *, is_closed: bool
) -> Shapes:
    """Unroll shapes whose edges jump over the antimeridian, so that they reach past 180 degrees."""
    shapes = shapes.copy()
    for position in np.flatnonzero(_jumps(shapes)):
        parts = [_unroll(part, is_closed=is_closed) for part in shapely.get_parts(shapes[position])]
        if any(part is None for part in parts):
            row = int(rows[position])
            named = f" ({names[row]})" if names[row] else ""
            message = (
                f"{file}: row {row + 1:,}{named} goes round a pole or round the world. "
                "Cut it at the antimeridian, down to the pole."
            )
            raise DataError(message)
        shapes[position] = (shapely.multipolygons if is_closed else shapely.multilinestrings)(parts)
    return shapes


def _jumps(shapes: Shapes) -> Flags:
    """Tell which shapes have an edge that jumps."""
    jumping = np.zeros(len(shapes), dtype=bool)
    wide = np.flatnonzero(np.ptp(shapely.bounds(shapes)[:, [0, 2]], axis=1) > _WORLD_LON)
    for position in wide:
        for line in _lines_of(shapes[position]):
            if _steps(shapely.get_coordinates(line)[:, 0]).any():
                jumping[position] = True
    return jumping


def _lines_of(shape: Any) -> Any:  # noqa: ANN401 - any shape
    parts = shapely.get_parts(shape)
    return shapely.get_rings(parts) if shapely.get_dimensions(shape) == 2 else parts  # noqa: PLR2004 - a surface


def _steps(lon: Floats) -> Floats:
    """Give the whole turns to take back at every edge; none along the frame, from -180 to 180 itself."""
    turns = np.round(np.diff(lon) / _TURN)
    on_frame = (np.abs(lon[1:]) == _WORLD_LON) & (np.abs(lon[:-1]) == _WORLD_LON)
    return np.asarray(np.where(on_frame, 0.0, turns))


def _unroll(part: Any, *, is_closed: bool) -> Any:  # noqa: ANN401 - a polygon or a line
    """Follow every edge the short way; None if a ring then does not close, or a line comes round."""
    unrolled: list[Floats] = []
    for line in _lines_of(part):
        coordinates = shapely.get_coordinates(line)
        coordinates[1:, 0] -= np.cumsum(_steps(coordinates[:, 0])) * _TURN
        if is_closed and coordinates[0, 0] != coordinates[-1, 0]:
            if abs(coordinates[0, 0] - coordinates[-1, 0]) > _SLACK_DEG:
                return None
            coordinates[-1] = coordinates[0]
        if np.ptp(coordinates[:, 0]) > _TURN:
            return None
        if unrolled:
            # A hole goes with its shell, whichever side each was written on.
            middle = np.ptp(unrolled[0][:, 0]) / 2 + unrolled[0][:, 0].min()
            coordinates[:, 0] -= np.round((coordinates[:, 0].mean() - middle) / _TURN) * _TURN
        unrolled.append(coordinates)
    return shapely.Polygon(unrolled[0], unrolled[1:]) if is_closed else shapely.LineString(unrolled[0])


def _repair(shapes: Shapes, rows: NDArray[np.int64], names: Shapes, file: str, count: int) -> Shapes:
    reasons = shapely.is_valid_reason(shapes)
    repaired = np.asarray(shapely.make_valid(shapes), dtype=object)
    repaired = np.array([_only_polygons(shape) for shape in repaired], dtype=object)
    before, after = shapely.area(shapes), shapely.area(repaired)
    changed = ~(np.abs(after - before) <= _MOST_CHANGE * before)
    if changed.any():
        lost = np.zeros(count, dtype=bool)
        lost[rows[changed]] = True
        reason = str(reasons[changed][0]).partition("[")[0]
        message = (
            f"{file}: {_count(changed, 'polygon')} cannot be repaired without changing the area by more than "
            f"{_MOST_CHANGE:.1%} ({reason}): {list_rows(lost, names)}. Repair the shapes in a GIS first."
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
    past = (bounds[:, 0] < -_WORLD_LON) | (bounds[:, 2] > _WORLD_LON)
    if past.any():
        shapes = shapes.copy()
        shapes[past] = [_cut_one(shape) for shape in shapes[past]]
        notes.append(f"{_count(past, 'shape')} cut at the antimeridian: {_list(past, rows, names)}")
    return shapes


def _cut_one(shape: Any) -> Any:  # noqa: ANN401 - a polygon or a line
    dimension = shapely.get_dimensions(shape)
    pieces = []
    for turn in (-_TURN, 0.0, _TURN):
        window = shapely.box(turn - _WORLD_LON, -90.0, turn + _WORLD_LON, 90.0)
        inside = shapely.get_parts(shapely.get_parts(shapely.intersection(shape, window)))
        inside = inside[(shapely.get_dimensions(inside) == dimension) & ~shapely.is_empty(inside)]
        pieces += [translate(piece, xoff=-turn) for piece in inside]
    if dimension == 1:
        return shapely.multilinestrings(pieces)
    return shapely.union_all(pieces)


def _list(chosen: Flags, rows: NDArray[np.int64], names: Shapes) -> str:
    flags = np.zeros(len(names), dtype=bool)
    flags[rows[chosen]] = True
    return list_rows(flags, names)


def _count(chosen: Flags, noun: str) -> str:
    count = int(chosen.sum())
    return f"1 {noun}" if count == 1 else f"{count:,} {noun}s"

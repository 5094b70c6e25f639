"""The antimeridian: a shape that reaches past it is cut there.

A shape written past 180 degrees is cut, and the rest of it brought to the other side. One whose edge
jumps by more than 180 degrees is first followed the short way round, which is what every such edge
means but those along the frame of the world.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely
from shapely.affinity import translate

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Shapes = NDArray[np.object_]
    Flags = NDArray[np.bool_]
    Floats = NDArray[np.float64]

__all__ = ["TURN", "WORLD_LON", "cut_shape", "find_jumps", "unroll"]

WORLD_LON: Final = 180.0
TURN: Final = 360.0
_SLACK_DEG: Final = 1e-9


def find_jumps(shapes: Shapes) -> Flags:
    """Tell which shapes have an edge that jumps."""
    jumping = np.zeros(len(shapes), dtype=bool)
    wide = np.flatnonzero(np.ptp(shapely.bounds(shapes)[:, [0, 2]], axis=1) > WORLD_LON)
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
    turns = np.round(np.diff(lon) / TURN)
    on_frame = (np.abs(lon[1:]) == WORLD_LON) & (np.abs(lon[:-1]) == WORLD_LON)
    return np.asarray(np.where(on_frame, 0.0, turns))


def unroll(shape: Any, *, is_closed: bool) -> Any:  # noqa: ANN401 - polygons or lines
    """Follow every edge of a shape the short way, so that it may reach past 180 degrees.

    Returns
    -------
    MultiPolygon, MultiLineString or None
        None if a ring then does not close, or a line comes round: it goes round a pole or the world.
    """
    parts = [_unroll_part(part, is_closed=is_closed) for part in shapely.get_parts(shape)]
    if any(part is None for part in parts):
        return None
    return shapely.multipolygons(parts) if is_closed else shapely.multilinestrings(parts)


def _unroll_part(part: Any, *, is_closed: bool) -> Any:  # noqa: ANN401 - a polygon or a line
    unrolled: list[Floats] = []
    for line in _lines_of(part):
        coordinates = shapely.get_coordinates(line)
        coordinates[1:, 0] -= np.cumsum(_steps(coordinates[:, 0])) * TURN
        if is_closed and coordinates[0, 0] != coordinates[-1, 0]:
            if abs(coordinates[0, 0] - coordinates[-1, 0]) > _SLACK_DEG:
                return None
            coordinates[-1] = coordinates[0]
        if np.ptp(coordinates[:, 0]) > TURN:
            return None
        if unrolled:
            # A hole goes with its shell, whichever side each was written on.
            middle = np.ptp(unrolled[0][:, 0]) / 2 + unrolled[0][:, 0].min()
            coordinates[:, 0] -= np.round((coordinates[:, 0].mean() - middle) / TURN) * TURN
        unrolled.append(coordinates)
    return shapely.Polygon(unrolled[0], unrolled[1:]) if is_closed else shapely.LineString(unrolled[0])


def cut_shape(shape: Any) -> Any:  # noqa: ANN401 - polygons or lines
    """Cut a shape at the antimeridian.

    Examples
    --------
    >>> cut_shape(shapely.LineString([(179, 0), (182, 0)])).wkt
    'MULTILINESTRING ((179 0, 180 0), (-180 0, -178 0))'
    """
    dimension = shapely.get_dimensions(shape)
    pieces = []
    for turn in (-TURN, 0.0, TURN):
        window = shapely.box(turn - WORLD_LON, -90.0, turn + WORLD_LON, 90.0)
        inside = shapely.get_parts(shapely.get_parts(shapely.intersection(shape, window)))
        inside = inside[(shapely.get_dimensions(inside) == dimension) & ~shapely.is_empty(inside)]
        pieces += [translate(piece, xoff=-turn) for piece in inside]
    if dimension == 1:
        return shapely.multilinestrings(pieces)
    return shapely.union_all(pieces)

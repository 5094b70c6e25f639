"""Geometries as files hold them: read from bytes without trust, and settled to what an incident can be.

A geometry in bytes (WKB) may hold geometries that hold geometries. GEOS follows them on the stack of the
process, so two million brackets in 18 MB end the process: the nesting is measured before GEOS sees it.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pandas as pd
import shapely

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

__all__ = [
    "AREA_TYPES",
    "NOWHERE",
    "Shapes",
    "count_heights",
    "flatten_shapes",
    "is_curve",
    "read_wkb",
    "settle_shape",
    "tell_heights",
]

AREA_TYPES: Final = ("Polygon", "MultiPolygon", "LineString", "MultiLineString")

# Collections in collections: nobody needs more, and GDAL stops at 32 too.
_DEEPEST: Final = 32
# A level takes at least nine bytes, so what is shorter than this is not nested deeply enough to do harm.
_HARMLESS: Final = 9 * 256
_CODE_POINT, _CODE_LINE, _CODE_POLYGON = 1, 2, 3
_FIRST_MULTIPLE: Final = 4
_COLLECTION: Final = 7
_FIRST_CURVE: Final = 8
_KINDS: Final = 1000
_EWKB_Z, _EWKB_M, _EWKB_SRID = 0x80000000, 0x40000000, 0x20000000
_HALF_WORLD: Final = 180.0
_TOO_WIDE: Final = "its parts are more than 180° of longitude apart, so one shape cannot hold them"
_UNREADABLE: Final = "the geometry is damaged and cannot be read"
NOWHERE: Final = "the geometry has a position that is no number"
_UNREAD_CURVE: Final = "the geometry is a curve or surface that cannot be read"


class Shapes(NamedTuple):
    """Geometries of n rows, and what is wrong with those that cannot be read. Shape (n,) each."""

    shapes: NDArray[np.object_]
    problems: pd.Series
    heights: int = 0
    """How many had a height that is dropped, see `count_heights`."""


def read_wkb(cells: Iterable[bytes | None]) -> Shapes:
    """Read geometries from well-known binary, ISO or extended; Z and M are dropped.

    Examples
    --------
    >>> found = read_wkb([shapely.to_wkb(shapely.Point(1, 2)), None, b"junk"])
    >>> found.shapes.tolist(), found.problems.tolist()
    ([<POINT (1 2)>, None, None], [<NA>, <NA>, 'the geometry is damaged and cannot be read'])
    """
    blobs = np.array([None, *cells], dtype=object)[1:]
    problems: list[str | None] = [None] * len(blobs)
    is_given = np.array([blob is not None and len(blob) > 0 for blob in blobs], dtype=np.bool_)
    safe = blobs.copy()
    for row in np.flatnonzero(is_given):
        code = _kind_of(blobs[row])
        if code >= _FIRST_CURVE:
            safe[row], problems[row] = None, _UNREAD_CURVE
        elif _is_doubtful(code, len(blobs[row])) and not _is_shallow(blobs[row]):
            safe[row], problems[row] = None, _UNREADABLE
    safe[~is_given] = None
    with np.errstate(all="ignore"):
        shapes = shapely.from_wkb(safe, on_invalid="ignore")
    for row in np.flatnonzero(is_given & shapely.is_missing(shapes)):
        problems[row] = problems[row] or _UNREADABLE
    flat, is_nowhere = flatten_shapes(shapes)
    for row in np.flatnonzero(is_nowhere):
        problems[row] = NOWHERE
    return Shapes(flat, pd.Series(problems, dtype="string"), count_heights(shapes))


def count_heights(shapes: NDArray[np.object_]) -> int:
    """Count the shapes with a height, which no incident has; the 0 that many programs write is none.

    Examples
    --------
    >>> count_heights(np.array([shapely.Point(1, 2, 3), shapely.Point(1, 2, 0), shapely.Point(1, 2), None]))
    1
    """
    high = shapes[shapely.has_z(shapes)]
    positions, rows = shapely.get_coordinates(high, include_z=True, return_index=True)
    return len(np.unique(rows[np.nan_to_num(positions[:, 2]) != 0]))


def tell_heights(count: int) -> list[str]:
    """Say that heights are left out, if there were any."""
    if not count:
        return []
    return [f"{'a height is' if count == 1 else f'the heights of {count:,} shapes are'} left out"]


def flatten_shapes(shapes: NDArray[np.object_]) -> tuple[NDArray[np.object_], NDArray[np.bool_]]:
    """Drop heights and measures, and make an empty geometry none.

    A position that is not finite makes a geometry none as well, and the second array says so: it is nowhere.
    """
    flat = np.full(len(shapes), None, dtype=object)
    with np.errstate(all="ignore"):
        flat[:] = shapely.force_2d(shapes)
    flat[shapely.is_empty(flat)] = None
    positions, rows = shapely.get_coordinates(flat, return_index=True)
    is_nowhere = np.zeros(len(flat), dtype=np.bool_)
    is_nowhere[rows[~np.isfinite(positions).all(axis=1)]] = True
    flat[is_nowhere] = None
    return flat, is_nowhere


def _is_doubtful(code: int, length: int) -> bool:
    """Say whether what is inside has to be looked at: too many levels, or curves in a collection."""
    return code == _COLLECTION or (code >= _FIRST_MULTIPLE and length > _HARMLESS)


def is_curve(blob: bytes) -> bool:
    """Say whether well-known binary is a curve or a surface, which shapely has no words for.

    Examples
    --------
    >>> is_curve(bytes([1, 8, 0, 0, 0])), is_curve(shapely.to_wkb(shapely.Point(1, 2)))
    (True, False)
    """
    return _kind_of(blob) >= _FIRST_CURVE


def _kind_of(blob: bytes) -> int:
    if len(blob) < 5:  # noqa: PLR2004 - the byte order and the code
        return 0
    return _split_code(int(struct.unpack_from("<I" if blob[0] else ">I", blob, 1)[0]))[0]


def _split_code(code: int) -> tuple[int, int, int]:
    """Give the kind of a geometry, its numbers for each position, and the bytes of its reference system."""
    flags = bool(code & _EWKB_Z) + bool(code & _EWKB_M)
    plain = code & 0x0FFFFFFF
    thousands = plain // _KINDS
    extra = flags + (0, 1, 1, 2)[thousands] if thousands < 4 else flags  # noqa: PLR2004 - XY, Z, M, ZM
    return plain % _KINDS, 2 + extra, 4 if code & _EWKB_SRID else 0


def _is_shallow(blob: bytes) -> bool:
    """Walk through the headers of nested geometries, and say whether they end before `_DEEPEST` levels."""
    place = 0
    open_counts: list[int] = [1]
    try:
        while open_counts:
            if open_counts[-1] == 0:
                open_counts.pop()
                continue
            open_counts[-1] -= 1
            order = "<I" if blob[place] else ">I"
            kind, numbers, reference = _split_code(struct.unpack_from(order, blob, place + 1)[0])
            place += 5 + reference
            if kind == _CODE_POINT:
                place += 8 * numbers
            elif kind == _CODE_LINE:
                place += 4 + 8 * numbers * int(struct.unpack_from(order, blob, place)[0])
            elif kind == _CODE_POLYGON:
                rings = int(struct.unpack_from(order, blob, place)[0])
                place += 4
                for _ in range(rings):
                    place += 4 + 8 * numbers * int(struct.unpack_from(order, blob, place)[0])
            elif kind < _FIRST_CURVE and len(open_counts) <= _DEEPEST:
                open_counts.append(int(struct.unpack_from(order, blob, place)[0]))
                place += 4
            else:
                return False
    except (struct.error, IndexError):
        return False
    return True


def settle_shape(  # noqa: PLR0911 - one kind of geometry after the other
    geometry: BaseGeometry | None,
) -> tuple[BaseGeometry | None, str | None]:
    """Make one point, line or polygon of any geometry, or say why that cannot be.

    Several points are the smallest convex shape that holds them: the incident is somewhere among them.
    So are members of different kinds. Nothing is drawn around what may lie on both sides of the 180th
    meridian.

    Parameters
    ----------
    geometry : shapely geometry or None
        In degrees of longitude and latitude.

    Returns
    -------
    geometry : Point, LineString, MultiLineString, Polygon, MultiPolygon or None
        None for an empty geometry.
    problem : str or None
        Why there is no geometry, though one was given.

    Examples
    --------
    >>> settle_shape(shapely.MultiPoint([(1, 2), (1, 2)]))
    (<POINT (1 2)>, None)
    >>> settle_shape(shapely.MultiPoint([(0, 0), (2, 0), (0, 2)]))[0].geom_type
    'Polygon'
    >>> settle_shape(shapely.MultiPoint([(-179, 0), (179, 0)]))[0] is None
    True
    """
    if geometry is None or geometry.is_empty:
        return None, None
    if geometry.geom_type == "LinearRing":
        return shapely.LineString(geometry.coords), None
    if geometry.geom_type == "Point" or geometry.geom_type in AREA_TYPES:
        return geometry, None
    members = _list_members(geometry)
    if len(members) == 1:
        return settle_shape(members[0])
    kinds = {member.geom_type.removeprefix("Multi") for member in members}
    if kinds == {"Polygon"}:
        return _join_polygons(members), None
    if kinds <= {"LineString", "LinearRing"}:
        return shapely.MultiLineString([shapely.LineString(member.coords) for member in members]), None
    west, _, east, _ = geometry.bounds
    if east - west > _HALF_WORLD:
        return None, _TOO_WIDE
    return shapely.convex_hull(shapely.GeometryCollection(members)), None


def _list_members(geometry: BaseGeometry) -> list[BaseGeometry]:
    """List the single geometries in a collection, however deep, each once and none empty."""
    waiting: list[BaseGeometry] = [geometry]
    members: dict[bytes, BaseGeometry] = {}
    while waiting:
        part = waiting.pop()
        if part.is_empty:
            continue
        if hasattr(part, "geoms"):
            waiting.extend(reversed(part.geoms))
        else:
            members.setdefault(part.wkb, part)
    return list(members.values())


def _join_polygons(polygons: Sequence[BaseGeometry]) -> BaseGeometry:
    joined: Any = shapely.multipolygons(list(polygons))
    if not joined.is_valid and all(polygon.is_valid for polygon in polygons):
        # Polygons of one collection may overlap, those of a MultiPolygon may not; the ground is the same.
        joined = shapely.union_all(list(polygons))
    settled: BaseGeometry = joined
    return settled

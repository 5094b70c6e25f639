"""Well-known text, with or without a number of its system: points, lines and areas."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from geo._coordinates.positions import Position, box_radius_m, check_degrees, farthest_m, half_unit

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["WKT_BODY", "WKT_HEAD", "read_wkt"]

WKT_HEAD: Final = re.compile(
    r"(?:SRID\s?=\s?(?P<srid>\d{1,9})\s?;\s?)?(?P<kind>(?:MULTI)?(?:POINT|LINESTRING|POLYGON)|GEOMETRYCOLLECTION)"
    r"\s{0,3}(?:ZM|Z|M)?\s{0,3}(?=\(|EMPTY\b)",
    re.IGNORECASE,
)
WKT_BODY: Final = re.compile(r"EMPTY|\([\d\s.,+\-eE()]*+", re.IGNORECASE)
_POINT: Final = re.compile(r"\(\s*([+-]?[\d.]++)\s++([+-]?[\d.]++)[\s\d.+-]*+\)")
_NUMBER: Final = re.compile(r"\d++(?:\.\d*+)?")


def read_wkt(text: str) -> Position | str | None:
    """Read a geometry as well-known text, longitude first.

    Examples
    --------
    >>> found = read_wkt("SRID=4326;POINT (51.16 43.65)")
    >>> found.lon, found.lat, found.geometry
    (51.16, 43.65, None)
    >>> found = read_wkt("POLYGON ((50 43, 52 43, 52 44, 50 44, 50 43))")
    >>> found.lon, found.lat, found.geometry.geom_type
    (51.0, 43.5, 'Polygon')
    """
    head = WKT_HEAD.match(text)
    return None if head is None else _read(head, text)


def _read(head: re.Match[str], text: str) -> Position | str:
    if int(head["srid"] or 4326) != 4326:  # noqa: PLR2004 - EPSG's number of WGS84
        return "only coordinates on WGS84 (SRID=4326) can be read"
    body = text[head.end() :]
    shape = None if WKT_BODY.fullmatch(body) is None else _parse(text[head.start("kind") :])
    if shape is None:
        return "this is no valid WKT such as POINT (51.16 43.65)"
    if shape.is_empty:
        return "this geometry is empty"
    west, south, east, north = shape.bounds
    wrong = check_degrees(west, south) or check_degrees(east, north)
    if wrong:
        return wrong
    return (_point if shape.geom_type == "Point" else _extended)(shape, body, len(text))


def _parse(text: str) -> BaseGeometry | None:
    import numpy as np
    import shapely

    try:
        # A number such as 1e999 overflows, and is off the Earth anyway.
        with np.errstate(all="ignore"):
            shape: Any = shapely.from_wkt(text, on_invalid="ignore")
    except shapely.errors.ShapelyError:
        return None
    flat: BaseGeometry | None = None if shape is None else shapely.force_2d(shape)
    return flat


def _point(shape: Any, body: str, length: int) -> Position:  # noqa: ANN401 - shapely's points have no common type
    numbers = _POINT.fullmatch(body.strip())
    halves = (half_unit(numbers[1]), half_unit(numbers[2])) if numbers else (0.0, 0.0)
    lon, lat = float(shape.x), float(shape.y)
    return Position(0, length, lon, lat, box_radius_m(lon, lat, *halves), "WKT")


def _extended(shape: BaseGeometry, body: str, length: int) -> Position | str:
    """Give a point on a line or an area, and the radius that contains all its corners."""
    import shapely

    try:
        label = shape.point_on_surface()
    except shapely.errors.ShapelyError:
        return "this geometry is not valid"
    if label.is_empty:
        return "this geometry is empty"
    lon, lat = float(label.x), float(label.y)
    corners = [(float(x), float(y)) for x, y in shapely.get_coordinates(shape)]
    finest = min(map(half_unit, _NUMBER.findall(body)), default=0.0)
    radius_m = farthest_m(lon, lat, corners) + box_radius_m(lon, lat, finest, finest)
    return Position(0, length, lon, lat, radius_m, "WKT", geometry=shape)

"""From the geometries of KML to shapes on the plane of longitude and latitude: heights are dropped."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import shapely

if TYPE_CHECKING:
    import xml.etree.ElementTree as ET

    from shapely.geometry.base import BaseGeometry

__all__ = ["SHAPES", "Shape", "has_height", "read_shapes"]

SHAPES: Final = (
    "Point",
    "LineString",
    "LinearRing",
    "Polygon",
    "MultiGeometry",
    "Track",
    "MultiTrack",
    "Model",
)
_NUMBER: Final = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
_TUPLE: Final = re.compile(rf"({_NUMBER}),({_NUMBER})(?:,(?:{_NUMBER})?)?")
# Some programs write spaces behind the commas, which KML does not allow but which leave one reading.
_LOOSE: Final = re.compile(r"\s*,\s*")
# A third number that is not 0, which is what many programs write for want of a height.
_HEIGHT: Final = re.compile(r",\s*[^\s,]+\s*,\s*[+-]?[0.]*[1-9]")
_LEAST_RING: Final = 4
_SHOWN: Final = 40


class Shape(NamedTuple):
    """What was read of one geometry."""

    shape: BaseGeometry | None
    problem: str | None = None
    """Why there is no shape."""
    lon: str = ""
    lat: str = ""
    """The position of a point as it is written, also where it is none on Earth and there is no shape."""
    has_height: bool = False


class _ShapeError(ValueError):
    """A geometry that cannot be read, and why."""


def read_shapes(elements: list[ET.Element]) -> Shape:
    """Read the geometry of a placemark; of several, which KML does not allow, make one.

    Parameters
    ----------
    elements : list of Element
        Of `SHAPES`.

    Returns
    -------
    Shape
    """
    try:
        if not elements:
            return Shape(None)
        if len(elements) > 1:
            return Shape(_gather([_read(element) for element in elements]))
        if _local(elements[0]) == "Point":
            return _read_point(elements[0])
        return Shape(_read(elements[0]))
    except (ValueError, OverflowError, shapely.errors.ShapelyError) as error:
        return Shape(None, f"the shape cannot be read: {error}")
    except RecursionError:
        return Shape(None, "the shape cannot be read: it is nested too deeply")


def has_height(elements: list[ET.Element]) -> bool:
    """Say whether there is a height in a geometry, which is dropped."""
    return any(
        _HEIGHT.search(part.text or "")
        if _local(part) == "coordinates"
        else _local(part) == "coord" and any(float(word) for word in _third(part.text))
        for element in elements
        for part in element.iter()
    )


def _third(text: str | None) -> list[str]:
    return [word for word in (text or "").split()[2:3] if re.fullmatch(_NUMBER, word)]


def _read_point(element: ET.Element) -> Shape:
    written = _write_positions(element)
    if len(written) != 1:
        raise _ShapeError(f"a point with {len(written)} positions")
    lon, lat = written[0]
    is_on_earth = abs(float(lon)) <= 180 and abs(float(lat)) <= 90  # noqa: PLR2004 - degrees
    return Shape(shapely.Point(float(lon), float(lat)) if is_on_earth else None, None, lon, lat)


def _read(element: ET.Element) -> BaseGeometry:
    tag = _local(element)
    if tag == "Point":
        positions = _positions(element)
        if len(positions) != 1:
            raise _ShapeError(f"a point with {len(positions)} positions")
        return shapely.Point(positions[0])
    if tag in {"LineString", "LinearRing"}:
        return _line(_positions(element))
    if tag == "Polygon":
        return _polygon(element)
    if tag == "MultiGeometry":
        return _gather([_read(child) for child in element if _local(child) in SHAPES])
    if tag == "Track":
        return _line(_track(element))
    if tag == "MultiTrack":
        return _gather([_line(_track(child)) for child in element if _local(child) == "Track"])
    raise _ShapeError(f"a {tag} is no point, line or area")


def _polygon(element: ET.Element) -> BaseGeometry:
    outer = [_ring(ring) for part in element if _local(part) == "outerBoundaryIs" for ring in part]
    inner = [_ring(ring) for part in element if _local(part) == "innerBoundaryIs" for ring in part]
    if len(outer) != 1:
        raise _ShapeError("a polygon without an outline" if not outer else "a polygon with several outlines")
    return shapely.Polygon(outer[0], inner)


def _ring(element: ET.Element) -> list[tuple[float, float]]:
    positions = _positions(element)
    if positions[0] != positions[-1]:
        # Left open by many programs; there is one way to close it.
        positions.append(positions[0])
    if len(positions) < _LEAST_RING:
        raise _ShapeError("a ring of fewer than three positions")
    return positions


def _line(positions: list[tuple[float, float]]) -> BaseGeometry:
    if len(positions) == 1:
        raise _ShapeError("a line of one position")
    return shapely.LineString(positions)


def _gather(shapes: list[Any]) -> BaseGeometry:
    """Make one of several: multiple points, lines or polygons where they are of a kind."""
    if not shapes:
        raise _ShapeError("a collection of nothing")
    kinds = {shape.geom_type for shape in shapes}
    if kinds == {"Point"}:
        return shapely.MultiPoint(shapes)
    if kinds == {"LineString"}:
        return shapely.MultiLineString(shapes)
    if kinds == {"Polygon"}:
        return shapely.MultiPolygon(shapes)
    return shapely.GeometryCollection(shapes)


def _positions(element: ET.Element) -> list[tuple[float, float]]:
    positions = [(float(lon), float(lat)) for lon, lat in _write_positions(element)]
    if not all(math.isfinite(number) for position in positions for number in position):
        raise _ShapeError("a position that is no number")
    return positions


def _write_positions(element: ET.Element) -> list[tuple[str, str]]:
    texts = [child.text or "" for child in element if _local(child) == "coordinates"]
    written = " ".join(texts)
    found = written.split()
    if not all(_TUPLE.fullmatch(word) for word in found):
        found = _LOOSE.sub(",", written).split()
    positions = []
    for word in found:
        match = _TUPLE.fullmatch(word)
        if match is None:
            raise _ShapeError(f"{word[:_SHOWN]!r} is no longitude and latitude")
        positions.append((match[1], match[2]))
    if not positions:
        raise _ShapeError("it has no coordinates")
    return positions


def _track(element: ET.Element) -> list[tuple[float, float]]:
    positions = []
    for child in element:
        if _local(child) == "coord":
            words = (child.text or "").split()
            if len(words) < 2 or not all(re.fullmatch(_NUMBER, word) for word in words[:2]):  # noqa: PLR2004 - lon and lat
                raise _ShapeError(f"{(child.text or '')[:_SHOWN]!r} is no longitude and latitude")
            positions.append((float(words[0]), float(words[1])))
    if not positions:
        raise _ShapeError("it has no coordinates")
    return positions


def _local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]

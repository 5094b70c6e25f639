"""From GeoJSON (RFC 7946) to columns: properties as they are, positions, areas from polygons and lines."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pandas as pd
import shapely

from geo.errors import DataError

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

__all__ = ["Features", "parse_features"]


AREA_TYPES: Final = ("Polygon", "MultiPolygon", "LineString", "MultiLineString")


class Features(NamedTuple):
    """What a GeoJSON text holds. Shape (n,) each."""

    properties: pd.DataFrame
    """Source columns. Nested values are JSON text."""
    lon: pd.Series
    lat: pd.Series
    """Positions as text; a feature without a point has a cell that says what it has instead."""
    areas: NDArray[np.object_]
    """Polygons and lines, single and multiple, None for every other feature."""


def parse_features(text: str, name: str) -> Features:
    """Read the features of a GeoJSON text.

    Parameters
    ----------
    text : str
        A FeatureCollection or one Feature.
    name : str
        What messages call the source.

    Returns
    -------
    Features

    Raises
    ------
    DataError
        If it is not GeoJSON, or declares a coordinate system other than longitude and latitude.
    """
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        raise DataError(
            f"{name}, line {error.lineno}: not JSON ({error.msg}). Export the file again as GeoJSON."
        ) from None
    except (ValueError, RecursionError) as error:
        # Numbers of thousands of digits, brackets in thousands of brackets.
        raise DataError(
            f"{name} cannot be read as JSON: {error}. Export the file again as GeoJSON."
        ) from None
    features = _list_features(document)
    if features is None:
        raise DataError(f"{name} is JSON but not GeoJSON: it has no list of features. Export it as GeoJSON.")
    _check_crs(document, name)
    names: dict[str, None] = {}
    rows = [_read_properties(feature) for feature in features]
    for row in rows:
        names.update(dict.fromkeys(row))
    columns = {column: _settle([_flatten(row.get(column)) for row in rows]) for column in names}
    positions = [_read_position(feature.get("geometry")) for feature in features]
    index = pd.RangeIndex(len(features))
    areas = np.full(len(features), None, dtype=object)
    for number, feature in enumerate(features):
        areas[number] = _read_area(feature.get("geometry"))
    return Features(
        pd.DataFrame(columns, index=index),
        pd.Series([lon for lon, _ in positions], index=index, dtype="string"),
        pd.Series([lat for _, lat in positions], index=index, dtype="string"),
        areas,
    )


def _list_features(document: Any) -> list[dict[str, Any]] | None:  # noqa: ANN401 - parsed JSON can be anything
    if not isinstance(document, dict):
        return None
    features = [document] if document.get("type") == "Feature" else document.get("features")
    if not isinstance(features, list) or not all(isinstance(feature, dict) for feature in features):
        return None
    return features


def _check_crs(document: dict[str, Any], name: str) -> None:
    """Refuse the coordinate system of the old GeoJSON of 2008, unless it is longitude and latitude."""
    crs = document.get("crs")
    if crs and not any(word in json.dumps(crs).upper() for word in ("CRS84", "EPSG::4326", "EPSG:4326")):
        raise DataError(
            f"{name} declares the coordinate system {json.dumps(crs)}. Convert it to longitude and latitude "
            "on WGS84 (EPSG:4326), which is what GeoJSON means."
        )


def _read_properties(feature: dict[str, Any]) -> dict[str, Any]:
    properties = feature.get("properties")
    return properties if isinstance(properties, dict) else {}


def _flatten(value: Any) -> Any:  # noqa: ANN401 - a JSON value
    if isinstance(value, (dict, list)):
        value = json.dumps(value, ensure_ascii=False)
    # JSON can spell half a surrogate pair, which no file can hold.
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def _settle(values: list[Any]) -> pd.Series:
    """Give a column one type: that of its values when they agree, else text."""
    column = pd.Series(values, dtype=object).convert_dtypes()
    if column.dtype == object:
        texts = [
            None if value is None else value if isinstance(value, str) else json.dumps(value)
            for value in values
        ]
        return pd.Series(texts, dtype="string")
    return column


def _read_area(geometry: Any) -> BaseGeometry | None:  # noqa: ANN401 - a JSON value
    """Read a polygon or a line; None when it is none, is empty, or is not made as GeoJSON says."""
    if not isinstance(geometry, dict) or geometry.get("type") not in AREA_TYPES:
        return None
    shape = shapely.from_geojson(json.dumps(geometry), on_invalid="ignore")
    if shape is None or shape.is_empty:
        return None
    flat: BaseGeometry = shapely.force_2d(shape)
    return flat


def _read_position(geometry: Any) -> tuple[str, str]:  # noqa: ANN401 - a JSON value
    if not isinstance(geometry, dict):
        return "", ""
    coordinates = geometry.get("coordinates")
    if geometry.get("type") != "Point" or not isinstance(coordinates, list) or len(coordinates) < 2:  # noqa: PLR2004 - lon and lat
        kind = f"({geometry.get('type')})"
        return kind, kind
    return _spell(coordinates[0]), _spell(coordinates[1])


def _spell(value: Any) -> str:  # noqa: ANN401 - a JSON value
    return (
        ""
        if value is None or isinstance(value, bool)
        else repr(value)
        if isinstance(value, float)
        else str(value)
    )

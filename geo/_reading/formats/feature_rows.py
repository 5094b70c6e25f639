"""Features of GeoJSON, gathered into columns one by one."""

from __future__ import annotations

import json
import math
from array import array
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
import shapely

from geo._reading.formats._columns import settle_json
from geo._reading.formats.geometries import count_heights, flatten_shapes
from geo._reading.formats.limits import check_columns, check_size
from geo._reading.source import Table
from geo.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["GEOMETRY_TYPES", "FeatureRows"]

GEOMETRY_TYPES: Final = (
    "Point",
    "MultiPoint",
    "LineString",
    "MultiLineString",
    "Polygon",
    "MultiPolygon",
    "GeometryCollection",
)
# What of a feature is no column: these are read as what they are, or follow from the geometry.
_OWN_MEMBERS: Final = ("type", "properties", "geometry", "bbox")
# Geometries are handed to GEOS together, this many features or letters at a time.
_BATCH: Final = 4096
_BATCH_LETTERS: Final = 2**24


class FeatureRows:
    """Rows of a table, of features that are added one by one.

    Parameters
    ----------
    name : str
        What messages call the source.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._count = 0
        self._columns: dict[str, list[Any]] = {}
        self._ids: list[Any] = []
        self._lines = array("q")
        self._lon: list[str] = []
        self._lat: list[str] = []
        self._waiting: list[str | None] = []
        self._letters = 0
        self._shapes: list[NDArray[np.object_]] = []
        self._kinds: list[str | None] = []
        self._beside: Counter[str] = Counter()
        self._no_objects = 0
        self._heights = 0

    def __len__(self) -> int:
        return self._count

    def add(self, feature: dict[str, Any], line: int) -> None:
        """Add a feature, or a geometry that stands alone.

        Raises
        ------
        DataError
            If the table becomes too large.
        """
        if "geometry" not in feature and feature.get("type") in GEOMETRY_TYPES:
            feature = {"geometry": feature}
        try:
            self._add_properties(feature)
            self._add_geometry(feature.get("geometry"))
        except RecursionError as error:
            raise DataError(
                f"{self._name} cannot be read as JSON: {error}. Export the file again as GeoJSON."
            ) from None
        self._lines.append(line)
        self._count += 1

    def finish(self, file_format: str, crs: str, told: Sequence[str]) -> Table:
        """Make the table."""
        self._flush()
        told = list(told)
        for column in self._columns.values():
            column.extend([None] * (self._count - len(column)))
        index = pd.RangeIndex(self._count)
        columns, remark = self._name_columns()
        told += [remark] if remark else []
        if self._beside:
            shown = ", ".join(f"{key!r} ({count:,})" for key, count in self._beside.most_common(5))
            told.append(f"members beside the properties are columns too: {shown}")
        if self._no_objects:
            told.append(f"properties that are no object are left out ({self._no_objects:,})")
        shapes = np.concatenate(self._shapes) if self._shapes else np.full(0, None, dtype=object)
        problems = [
            None
            if kind is None or shape is not None
            else f"the geometry ({kind}) is not made as GeoJSON says"
            for kind, shape in zip(self._kinds, shapes, strict=True)
        ]
        frame = pd.DataFrame({key: settle_json(columns.pop(key)).array for key in list(columns)}, index=index)
        return Table(
            columns=frame,
            shapes=shapes,
            crs=crs,
            is_text=False,
            noun="feature",
            file_format=file_format,
            told=tuple(told),
            lines=np.array(self._lines, dtype=np.int64),
            lon=pd.Series(self._lon, index=index, dtype="string"),
            lat=pd.Series(self._lat, index=index, dtype="string"),
            problems=pd.Series(problems, index=index, dtype="string"),
            heights=self._heights,
        )

    def _add_properties(self, feature: dict[str, Any]) -> None:
        given = feature.get("properties")
        properties = given if isinstance(given, dict) else {}
        self._no_objects += given is not None and not isinstance(given, dict)
        for key, value in properties.items():
            self._put(key, value)
        for key, value in feature.items():
            if key == "id":
                self._ids.extend([None] * (self._count - len(self._ids)))
                self._ids.append(_flatten(value))
            elif key not in _OWN_MEMBERS and key not in properties:
                self._put(key, value)
                self._beside[key] += 1
        check_size(self._count + 1, len(self._columns), self._name)

    def _put(self, key: str, value: Any) -> None:  # noqa: ANN401 - a JSON value
        key = _mend(key)
        column = self._columns.get(key)
        if column is None:
            column = self._columns[key] = []
            check_columns(len(self._columns), self._name)
        column.extend([None] * (self._count - len(column)))
        if len(column) > self._count:
            # Two names that cannot be written are the same once they can be.
            self._put(f"{key} (2)", value)
            return
        column.append(_flatten(value))

    def _name_columns(self) -> tuple[dict[str, list[Any]], str | None]:
        """Give the columns, with the `id` of features where the properties do not say it already."""
        if not self._ids:
            return self._columns, None
        self._ids.extend([None] * (self._count - len(self._ids)))
        same = self._columns.get("id")
        if same is None:
            return {"id": self._ids, **self._columns}, None
        if all(
            given is None or str(given) == str(value) for given, value in zip(self._ids, same, strict=True)
        ):
            return self._columns, None
        key = "feature_id"
        while key in self._columns:
            key += "_"
        return {
            key: self._ids,
            **self._columns,
        }, f"the id of features, which is not their property id, is {key!r}"

    def _add_geometry(self, geometry: Any) -> None:  # noqa: ANN401 - a JSON value
        kind = geometry.get("type") if isinstance(geometry, dict) else None
        lon = lat = "" if not isinstance(geometry, dict) else _mend(f"({kind})")
        text = None
        told: str | None = lon[1:-1] or None
        if kind == "Point":
            coordinates = geometry.get("coordinates")
            if isinstance(coordinates, list) and len(coordinates) >= 2:  # noqa: PLR2004 - lon and lat
                lon, lat = _spell(coordinates[0]), _spell(coordinates[1])
                told = None
                if _is_number(coordinates[0]) and _is_number(coordinates[1]):
                    text = json.dumps({"type": kind, "coordinates": coordinates[:2]})
                    self._heights += any(map(_is_height, coordinates[2:3]))
        elif kind in GEOMETRY_TYPES:
            text = json.dumps(geometry)
        self._lon.append(lon)
        self._lat.append(lat)
        self._kinds.append(told)
        self._waiting.append(text)
        self._letters += len(text or "")
        if len(self._waiting) >= _BATCH or self._letters > _BATCH_LETTERS:
            self._flush()

    def _flush(self) -> None:
        if not self._waiting:
            return
        with np.errstate(all="ignore"):
            shapes = shapely.from_geojson(np.array(self._waiting, dtype=object), on_invalid="ignore")
        self._heights += count_heights(shapes)
        self._shapes.append(flatten_shapes(shapes)[0])
        self._waiting = []
        self._letters = 0


def _mend(text: str) -> str:
    # JSON can spell half a surrogate pair, which no file can hold.
    return text.encode("utf-8", "replace").decode()


def _flatten(value: Any) -> Any:  # noqa: ANN401 - a JSON value
    if isinstance(value, (dict, list)):
        value = json.dumps(value, ensure_ascii=False)
    return _mend(value) if isinstance(value, str) else value


def _is_number(value: Any) -> bool:  # noqa: ANN401 - a JSON value
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    try:
        return math.isfinite(float(value))
    except OverflowError:
        return False


def _is_height(value: Any) -> bool:  # noqa: ANN401 - a JSON value
    return _is_number(value) and value != 0


def _spell(value: Any) -> str:  # noqa: ANN401 - a JSON value
    if value is None or isinstance(value, bool):
        return ""
    return repr(value) if isinstance(value, float) else _mend(str(value))

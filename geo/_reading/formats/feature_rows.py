"""Features of GeoJSON, gathered into columns one by one."""

from __future__ import annotations

import json
import math
from array import array
from collections import Counter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pandas as pd
import shapely

from geo._reading.formats._columns import Kinds, judge_json, make_json
from geo._reading.formats.geometries import count_heights, flatten_shapes
from geo._reading.formats.limits import check_columns, check_size
from geo._reading.source import Table
from geo.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["GEOMETRY_TYPES", "FeatureRows", "Features"]

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


class Features(NamedTuple):
    """What is known of the columns of many features, or of some of them."""

    rows: int
    properties: dict[str, Kinds]
    """What values each has, in the order in which they are first seen."""
    ids: Kinds | None
    """Of the member `id` of features; None where none has it."""
    is_id_a_property: bool
    """Whether the property `id` says the same as the member."""
    beside: Counter[str]
    """Members beside the properties, and how many features have them."""
    no_objects: int
    """How many features have properties that are no object."""

    def and_of(self, other: Features) -> Features:
        """Give what is known of features of which these are the first and those that follow."""
        properties = dict(self.properties)
        for key, kinds in other.properties.items():
            properties[key] = properties[key].and_of(kinds) if key in properties else kinds
        ids = [one for one in (self.ids, other.ids) if one is not None]
        return Features(
            self.rows + other.rows,
            properties,
            ids[0].and_of(ids[-1]) if ids else None,
            self.is_id_a_property and other.is_id_a_property,
            self.beside + other.beside,
            self.no_objects + other.no_objects,
        )

    def name_ids(self) -> tuple[str | None, str | None]:
        """Name the column of the member `id`, None where there is none; say where it is called otherwise."""
        if self.ids is None or ("id" in self.properties and self.is_id_a_property):
            return None, None
        if "id" not in self.properties:
            return "id", None
        key = "feature_id"
        while key in self.properties:
            key += "_"
        return key, f"the id of features, which is not their property id, is {key!r}"

    def dtypes(self) -> dict[str, str]:
        """Give all columns in their order, with the type of each."""
        key, _ = self.name_ids()
        first = {} if key is None or self.ids is None else {key: self.ids.dtype}
        return first | {name: kinds.dtype for name, kinds in self.properties.items()}

    def tell(self) -> list[str]:
        """Say what became of what is no property."""
        _, remark = self.name_ids()
        told = [remark] if remark else []
        if self.beside:
            shown = ", ".join(f"{key!r} ({count:,})" for key, count in self.beside.most_common(5))
            told.append(f"members beside the properties are columns too: {shown}")
        if self.no_objects:
            told.append(f"properties that are no object are left out ({self.no_objects:,})")
        return told


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

    def survey(self) -> Features:
        """Say what is known of the columns."""
        self._fill()
        same = self._columns.get("id", [None] * self._count)
        return Features(
            self._count,
            {key: judge_json(values) for key, values in self._columns.items()},
            judge_json(self._ids) if self._ids else None,
            all(
                given is None or str(given) == str(value)
                for given, value in zip(self._ids, same, strict=False)
            ),
            self._beside,
            self._no_objects,
        )

    def finish(
        self, file_format: str, crs: str, told: Sequence[str], features: Features | None = None
    ) -> Table:
        """Make the table; of rows that are a piece of more, `features` is what is known of all of them."""
        self._flush()
        self._fill()
        if features is None:
            features = self.survey()
        index = pd.RangeIndex(self._count)
        shapes = np.concatenate(self._shapes) if self._shapes else np.full(0, None, dtype=object)
        problems = [
            None
            if kind is None or shape is not None
            else f"the geometry ({kind}) is not made as GeoJSON says"
            for kind, shape in zip(self._kinds, shapes, strict=True)
        ]
        key, _ = features.name_ids()
        empty = [None] * self._count
        frame = pd.DataFrame(
            {
                name: make_json(
                    (self._ids or empty) if name == key else self._columns.pop(name, empty), dtype
                ).array
                for name, dtype in features.dtypes().items()
            },
            index=index,
        )
        return Table(
            columns=frame,
            shapes=shapes,
            crs=crs,
            is_text=False,
            noun="feature",
            file_format=file_format,
            told=(*told, *features.tell()),
            lines=np.array(self._lines, dtype=np.int64),
            lon=pd.Series(self._lon, index=index, dtype="string"),
            lat=pd.Series(self._lat, index=index, dtype="string"),
            problems=pd.Series(problems, index=index, dtype="string"),
            heights=self._heights,
        )

    def _fill(self) -> None:
        """Fill up columns that the last features do not have."""
        for column in self._columns.values():
            column.extend([None] * (self._count - len(column)))
        if self._ids:
            self._ids.extend([None] * (self._count - len(self._ids)))

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

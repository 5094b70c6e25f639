"""Which columns of a Parquet file are geometries, how they are written, and in which coordinate system.

A file may say so in three ways: in its metadata (GeoParquet 1.0 and 1.1), in the type of the column (the
GEOMETRY and GEOGRAPHY of Parquet itself), and in an extension type of Arrow (GeoArrow).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import shapely

from geo._reading.formats.arrow import ARROW_ERRORS
from geo._reading.formats.geometries import NOWHERE, Shapes, count_heights, flatten_shapes, read_wkb
from geo.errors import DataError

if TYPE_CHECKING:
    import pyarrow.parquet as pq

__all__ = ["GeometryColumn", "find_geometries", "read_geometries"]

# What GeoParquet means where it names no coordinate system: longitude and latitude on WGS84.
_LON_LAT: Final = "OGC:CRS84"
_ENCODINGS: Final = ("point", "linestring", "polygon", "multipoint", "multilinestring", "multipolygon")
_WKB: Final = "wkb"
_EXTENSION, _EXTENSION_METADATA = b"ARROW:extension:name", b"ARROW:extension:metadata"


class GeometryColumn(NamedTuple):
    """A column of geometries."""

    name: str
    encoding: str
    """"wkb" or "wkt", or one of GeoArrow: "point", "multipolygon"."""
    crs: Any
    """As pyproj takes it, None where it is said to be unknown."""
    told: tuple[str, ...] = ()
    covering: str | None = None
    """The column that repeats the bounds of the shapes."""


def find_geometries(file: pq.ParquetFile, name: str) -> list[GeometryColumn]:
    """List the columns of geometries, the primary one first; nothing for plain Parquet.

    Raises
    ------
    DataError
        If the metadata is not as GeoParquet says.
    """
    schema = file.schema_arrow
    written = (file.metadata.metadata or {}).get(b"geo")
    if written is not None:
        return _read_metadata(written, schema, name)
    return [found for field in schema if (found := _read_field(field)) is not None] or _read_types(file)


def _read_metadata(written: bytes, schema: pa.Schema, name: str) -> list[GeometryColumn]:
    try:
        geo = json.loads(written)
        primary, described = geo["primary_column"], dict(geo["columns"])
        found = [_read_description(column, dict(described[column]), name) for column in described]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise DataError(
            f"{name} has metadata that is not GeoParquet ({type(error).__name__}: {str(error)[:100]}). "
            "Export the file again."
        ) from None
    missing = [column.name for column in found if column.name not in schema.names]
    if missing or primary not in described:
        lost = missing[0] if missing else primary
        raise DataError(
            f"{name} says that {lost!r} is a column of geometries, and has none. Export the file again."
        )
    return sorted(found, key=lambda column: column.name != primary)


def _read_description(column: str, described: dict[str, Any], name: str) -> GeometryColumn:
    encoding = str(described["encoding"]).lower()
    if encoding not in (_WKB, *_ENCODINGS):
        raise DataError(
            f"{name}: geo cannot read geometries written as {described['encoding']!r}. Export them as WKB."
        )
    told = (
        ("its edges are arcs on a sphere, and are read as straight",)
        if described.get("edges") == "spherical"
        else ()
    )
    crs = described.get("crs", _LON_LAT)
    covering = described.get("covering")
    corner = covering.get("bbox", {}).get("xmin") if isinstance(covering, dict) else None
    bounds = corner[0] if isinstance(corner, list) and len(corner) == 2 else None  # noqa: PLR2004 - column and field
    return GeometryColumn(column, encoding, crs, told, bounds if isinstance(bounds, str) else None)


def _read_field(field: pa.Field) -> GeometryColumn | None:
    """Read what an extension type of GeoArrow says, whether Arrow knows the type or not."""
    if isinstance(field.type, pa.BaseExtensionType):
        extension = str(field.type.extension_name)
        written = field.type.__arrow_ext_serialize__() if isinstance(field.type, pa.ExtensionType) else b""
    else:
        metadata = field.metadata or {}
        extension = metadata.get(_EXTENSION, b"").decode("utf-8", "replace")
        written = metadata.get(_EXTENSION_METADATA, b"")
    encoding = extension.removeprefix("geoarrow.")
    if not extension.startswith("geoarrow.") or encoding not in (_WKB, "wkt", *_ENCODINGS):
        return None
    try:
        described = json.loads(written or b"{}")
        crs = described.get("crs")
    except (ValueError, AttributeError, RecursionError):
        crs = None
    return GeometryColumn(field.name, encoding, crs)


def _read_types(file: pq.ParquetFile) -> list[GeometryColumn]:
    """Read which columns have the type of geometries that Parquet itself has."""
    found = []
    for number in range(file.metadata.num_columns):
        column = file.schema.column(number)
        try:
            kind = json.loads(column.logical_type.to_json())
        except ValueError:
            continue
        if kind.get("Type") in {"Geometry", "Geography"} and "." not in column.path:
            curved = ("its edges are arcs, and are read as straight",) if kind["Type"] == "Geography" else ()
            found.append(GeometryColumn(column.path, _WKB, _read_type_crs(kind.get("crs"), file), curved))
    return found


def _read_type_crs(written: str | None, file: pq.ParquetFile) -> Any:  # noqa: ANN401 - as pyproj takes it
    """Read the text that names the system of a type: absent is longitude and latitude."""
    if not written:
        return _LON_LAT
    if written.startswith("srid:"):
        number = written.removeprefix("srid:")
        return None if number == "0" else f"EPSG:{number}"
    if written.startswith("projjson:"):
        written = (file.metadata.metadata or {}).get(written.removeprefix("projjson:").encode(), b"").decode()
    try:
        return json.loads(written)
    except (ValueError, RecursionError):
        return written or None


def read_geometries(cells: pa.ChunkedArray, column: GeometryColumn, name: str) -> Shapes:
    """Read the geometries of a column; one that is damaged is None, and the problem says so.

    Raises
    ------
    DataError
        If the column is not of the type that its encoding needs.
    """
    try:
        cells.validate(full=True)
        if isinstance(cells.type, pa.BaseExtensionType):
            cells = pa.chunked_array([chunk.storage for chunk in cells.chunks], type=cells.type.storage_type)
        if column.encoding == _WKB:
            if not _is_bytes(cells.type):
                raise TypeError(f"{cells.type} in place of bytes")
            return read_wkb(cells.to_pylist())
        if column.encoding == "wkt":
            shapes = shapely.from_wkt(
                np.array([None, *cells.to_pylist()], dtype=object)[1:], on_invalid="ignore"
            )
        else:
            shapes = _read_native(cells, column.encoding)
        flat, is_nowhere = flatten_shapes(shapes)
    except (
        *ARROW_ERRORS,
        shapely.errors.ShapelyError,
        AttributeError,
        NotImplementedError,
        AssertionError,
    ) as error:
        reason = " ".join(str(error).split())[:200]
        raise DataError(
            f"{name}: the column {column.name!r} does not hold {column.encoding} geometries ({reason}). "
            "Export the file again."
        ) from None
    problems = [NOWHERE if lost else None for lost in is_nowhere]
    return Shapes(flat, pd.Series(problems, dtype="string"), count_heights(shapes))


def _is_bytes(kind: pa.DataType) -> bool:
    return bool(pa.types.is_binary(kind) or pa.types.is_large_binary(kind) or pa.types.is_binary_view(kind))


def _read_native(cells: pa.ChunkedArray, encoding: str) -> Any:  # noqa: ANN401 - an array of geometries
    import geopandas as gpd

    valid = cells.drop_null()
    shapes = np.full(len(cells), None, dtype=object)
    if len(valid):
        field = pa.field("geometry", cells.type, metadata={_EXTENSION: f"geoarrow.{encoding}".encode()})
        found = gpd.GeoDataFrame.from_arrow(pa.table([valid.combine_chunks()], schema=pa.schema([field])))
        shapes[cells.is_valid().to_numpy(zero_copy_only=False)] = found.geometry.to_numpy()
    return shapes

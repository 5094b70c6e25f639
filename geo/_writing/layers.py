"""GeoPackage and FlatGeobuf, written by GDAL from Arrow, which knows null from NaN and a date from a text.

What neither can hold as it stands becomes text with all its digits, and the log names the column. A column of
numbers or times is changed as a whole, so that it still has one type.

GDAL does not say when a disk is full: of a FlatGeobuf a part stands there, and a GeoPackage has no spatial
index. So it writes to memory, and what it wrote goes to the disk from here.
"""

from __future__ import annotations

import contextlib
import io
from typing import TYPE_CHECKING, Final, NamedTuple

import pandas as pd
import shapely

from geo import schema
from geo._writing.columns import CHUNK, Column, Kind, list_columns, shape_name
from geo._writing.shapes import list_shapes
from geo.errors import OutputError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    import geopandas as gpd
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    from geo._writing.changes import Changes

__all__ = [
    "LAYER",
    "FlatColumn",
    "FlatShapes",
    "check_names",
    "join_flatgeobuf",
    "survey_columns",
    "survey_shapes",
    "write_flatgeobuf",
    "write_geopackage",
]

LAYER: Final = "incidents"

_SMALLEST: Final = -(2**63)
_LARGEST: Final = 2**63 - 1
_US_IN_MS: Final = 1000
_AS_TEXT: Final[dict[Kind, str]] = {
    "parts": "lists and objects are JSON text",
    "mixed": "values of several types are text",
    "other": "values it has no type for are text",
}


def write_geopackage(
    incidents: gpd.GeoDataFrame, path: Path, changes: Changes, *, changed: dt.datetime | None = None
) -> None:
    """Write a GeoPackage with one layer; ``changed`` is when it says that it was last changed."""
    columns = list_columns(incidents)
    check_names(columns, "gpkg", cases=True)
    # SQLite tells names apart without case, and these two stand beside the table's own.
    taken = {_fold(column.name) for column in columns}
    options = {
        "FID": _free_name("fid", taken),
        "GEOMETRY_NAME": _free_name("geom", taken),
    }
    with _current_date(changed):
        _write(incidents, path, columns, changes, driver="GPKG", options=options)


def write_flatgeobuf(incidents: gpd.GeoDataFrame, path: Path, changes: Changes) -> None:
    """Write FlatGeobuf, rows in their order: its index would sort them, and refuse those without a place."""
    columns = list_columns(incidents)
    check_names(columns, "flatgeobuf", cases=True)
    _write(incidents, path, columns, changes, driver="FlatGeobuf", options={"SPATIAL_INDEX": "NO"})


class FlatShapes(NamedTuple):
    """What the type of a layer of FlatGeobuf depends on."""

    known: int
    high: int
    """How many have heights."""
    kinds: list[str]


def survey_shapes(shapes: NDArray[np.object_]) -> FlatShapes:
    """Look through shapes, None for a row without one."""
    known = shapes[~shapely.is_missing(shapes)]
    kinds = {str(shape.geom_type) for shape in known}
    return FlatShapes(len(known), int(shapely.has_z(known).sum()), sorted(kinds))


def _flat_type(known: FlatShapes, changes: Changes) -> str:
    """Choose the type of a layer, which has heights for all shapes or for none, and for one type of them."""
    if known.known and known.high == known.known and len(known.kinds) == 1:
        return f"{known.kinds[0].replace('LinearRing', 'LineString')} Z"
    changes.add_cells("heights are left out, as not all shapes have one or are of one type", known.high)
    return "Unknown"


class FlatColumn(NamedTuple):
    """What the type of a field of FlatGeobuf depends on, of a column or a piece of one."""

    name: str
    kind: Kind | None
    """None where no value is known, and the dtype does not say either."""
    refused: str | None
    """Why its values are text."""
    dtype: str


def survey_columns(frame: pd.DataFrame) -> list[FlatColumn]:
    """Look through all columns."""
    columns = list_columns(frame)
    check_names(columns, "flatgeobuf", cases=True)
    return [
        FlatColumn(
            column.name,
            None if column.kind == "text" and bool(column.series.isna().all()) else column.kind,
            _why_text(column, has_dates=False),
            str(column.series.dtype),
        )
        for column in columns
    ]


def join_flatgeobuf(
    pieces: Callable[[], Iterable[tuple[pd.DataFrame, NDArray[np.object_]]]],
    columns: Sequence[Sequence[FlatColumn]],
    shapes: Sequence[FlatShapes],
    path: Path,
    changes: Changes,
) -> None:
    """Write one FlatGeobuf file of pieces of a table, none of which stays in memory.

    Parameters
    ----------
    pieces : callable
        Gives columns and shapes of each.
    columns, shapes : sequence
        What is known of each.
    path : Path
    changes : Changes

    Raises
    ------
    OutputError
        If not all rows stand in the file, which GDAL does not say of a full disk.
    """
    import pyarrow as pa
    import pyogrio

    joined = [_join_column(column, changes) for column in zip(*columns, strict=True)]
    types = {column.name: kind for column, kind in joined}
    shape_column = _free_name("geometry", set(types))
    layout = pa.schema(
        [*(pa.field(name, kind) for name, kind in types.items()), pa.field(shape_column, pa.binary())]
    )
    count = 0

    def batches() -> Iterator[pa.RecordBatch]:
        nonlocal count
        for frame, wkb in pieces():
            count += len(frame)
            listed = [Column(column.name, column.kind or "text", frame[column.name]) for column, _ in joined]
            for start in range(0, max(len(frame), 1), CHUNK):
                arrays = [_make_array(column, types[column.name], changes, start) for column in listed]
                chunk = pa.array(wkb[start : start + CHUNK], pa.binary())
                yield pa.RecordBatch.from_arrays([*arrays, chunk], schema=layout)

    known = FlatShapes(
        sum(one.known for one in shapes),
        sum(one.high for one in shapes),
        sorted({kind for one in shapes for kind in one.kinds}),
    )
    pyogrio.write_arrow(
        pa.RecordBatchReader.from_batches(layout, batches()),
        path,
        layer=LAYER,
        driver="FlatGeobuf",
        geometry_name=shape_column,
        geometry_type=_flat_type(known, changes),
        crs=schema.CRS,
        SPATIAL_INDEX="NO",
    )
    stands = _count_features(path)
    if stands != count:
        raise OutputError(f"Only {stands:,} of {count:,} rows could be written. Check free space.")


def _join_column(pieces: Sequence[FlatColumn], changes: Changes) -> tuple[FlatColumn, pa.DataType]:
    """Choose the type of a field by what is known of it in all pieces."""
    kinds = list(dict.fromkeys(piece.kind for piece in pieces if piece.kind is not None))
    refused = next((piece.refused for piece in pieces if piece.refused is not None), None)
    kind: Kind = "mixed" if len(kinds) > 1 else kinds[0] if kinds else "text"
    column = FlatColumn(
        pieces[0].name, kind, _AS_TEXT["mixed"] if len(kinds) > 1 else refused, pieces[0].dtype
    )
    return column, _type_of(column, changes)


def _count_features(path: Path) -> int:
    import pyogrio.raw

    options = {"columns": [], "read_geometry": False, "return_fids": True, "use_pyarrow": True}
    with pyogrio.raw.open_arrow(path, **options) as (_, reader):
        return sum(batch.num_rows for batch in reader)


def check_names(columns: list[Column], file_format: str, *, cases: bool = False) -> None:
    """Refuse two columns of one name, or of names that differ in case alone where that is the same name.

    Raises
    ------
    OutputError
        If there are.
    """
    by_name: dict[str, str] = {}
    for column in columns:
        name = column.name
        folded = _fold(name) if cases else name
        other = by_name.get(folded)
        if other == name:
            raise OutputError(
                f"The table does not fit into {file_format}: it has two columns {name!r}. "
                "Rename one of them in the source, or write .csv or .xlsx instead."
            )
        if other is not None:
            ours = schema.is_ours(other)
            rename, keep = (name, other) if ours or not schema.is_ours(name) else (other, name)
            whose = "of geo's" if schema.is_ours(keep) else "of the source"
            raise OutputError(
                f"The table does not fit into {file_format}: the source column {rename!r} differs from "
                f"{keep!r} {whose} in case alone. Rename {rename!r} in the source, or write .csv or .parquet "
                "instead."
            )
        by_name[folded] = name


def _fold(name: str) -> str:
    """Fold case as SQLite and GDAL do: of ASCII letters alone."""
    return "".join(letter.lower() if letter.isascii() else letter for letter in name)


def _free_name(name: str, taken: set[str]) -> str:
    while name in taken:
        name = f"geo_{name}"
    return name


@contextlib.contextmanager
def _current_date(changed: dt.datetime | None) -> Iterator[None]:
    import pyogrio

    option = "OGR_CURRENT_DATE"
    before = pyogrio.get_gdal_config_option(option)
    if changed is not None:
        pyogrio.set_gdal_config_options({option: changed.strftime("%Y-%m-%dT%H:%M:%S.000Z")})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({option: before})


def _write(
    incidents: gpd.GeoDataFrame,
    path: Path,
    columns: list[Column],
    changes: Changes,
    *,
    driver: str,
    options: dict[str, str],
) -> None:
    import pyarrow as pa
    import pyogrio

    shapes = list_shapes(incidents, changes)
    types = [_choose_type(column, changes, has_dates=driver == "GPKG") for column in columns]
    taken = {column.name for column in columns}
    shape_column = _free_name("geometry", taken)
    fields = [pa.field(column.name, kind) for column, kind in zip(columns, types, strict=True)]
    layout = pa.schema([*fields, pa.field(shape_column, pa.binary())])

    def batches() -> Iterator[pa.RecordBatch]:
        # At least one, for a table without rows has columns all the same.
        for start in range(0, max(len(incidents), 1), CHUNK):
            arrays = [
                _make_array(column, kind, changes, start) for column, kind in zip(columns, types, strict=True)
            ]
            chunk = shapely.to_wkb(shapes[start : start + CHUNK])
            yield pa.RecordBatch.from_arrays([*arrays, pa.array(chunk, pa.binary())], schema=layout)

    crs = getattr(incidents, "crs", None) if shape_name(incidents) is not None else None
    buffer = io.BytesIO()
    pyogrio.write_arrow(
        pa.RecordBatchReader.from_batches(layout, batches()),
        buffer,
        layer=LAYER,
        driver=driver,
        geometry_name=shape_column,
        geometry_type="Unknown" if driver == "GPKG" else _flat_type(survey_shapes(shapes), changes),
        crs=schema.CRS if crs is None else crs.to_wkt(),
        **options,
    )
    path.write_bytes(buffer.getbuffer())


def _choose_type(column: Column, changes: Changes, *, has_dates: bool) -> pa.DataType:
    """Choose the type of a column; text where there is none that keeps its values as they are."""
    refused = _why_text(column, has_dates=has_dates)
    return _type_of(FlatColumn(column.name, column.kind, refused, str(column.series.dtype)), changes)


def _type_of(column: FlatColumn, changes: Changes) -> pa.DataType:
    import pyarrow as pa

    types = {"boolean": pa.bool_(), "bytes": pa.binary(), "date": pa.date32()}
    if column.kind == "real":
        return pa.float32() if column.dtype.lower() == "float32" else pa.float64()
    if column.refused is not None:
        changes.add_column(column.refused, column.name)
        return pa.string()
    if column.kind == "integer":
        return _integer_type(column.dtype)
    if column.kind == "instant":
        if not column.dtype.endswith(", UTC]"):
            changes.add_column("times are told in UTC, not in the zone of the source", column.name)
        return pa.timestamp("ms", "UTC")
    if column.kind == "moment":
        # Written without a zone; nobody has said that it is of UTC.
        return pa.timestamp("ms")
    return types.get(column.kind or "text", pa.string())


def _why_text(column: Column, *, has_dates: bool) -> str | None:
    """Say why the values of a column are text; None where they are what they are, or text anyway."""
    if column.kind == "date" and not has_dates:
        return "dates are text, as it has none without a time of day"
    if column.kind in _AS_TEXT:
        return _AS_TEXT[column.kind]
    if column.kind not in ("integer", "moment", "instant"):
        return None
    known = (cell for cell in column.cells() if cell is not None)
    if column.kind == "integer":
        return "whole numbers of more than 64 bits are text" if any(map(_is_too_long, known)) else None
    return None if all(map(_is_whole_ms, known)) else "times finer than a millisecond are ISO 8601 text"


def _is_too_long(number: int) -> bool:
    return not _SMALLEST <= number <= _LARGEST


def _integer_type(dtype: str) -> pa.DataType:
    """Keep the size of a whole number where GDAL has it: 16, 32 or 64 bits, with a sign."""
    import pyarrow as pa

    sizes = {
        "int16": pa.int16(),
        "int32": pa.int32(),
        "uint8": pa.int16(),
        "int8": pa.int16(),
        "uint16": pa.int32(),
    }
    return sizes.get(dtype.lower(), pa.int64())


def _is_whole_ms(moment: dt.datetime) -> bool:
    return moment.microsecond % _US_IN_MS == 0 and not getattr(moment, "nanosecond", 0)


def _make_array(column: Column, kind: pa.DataType, changes: Changes, start: int) -> pa.Array:
    import pyarrow as pa

    if pa.types.is_string(kind):
        texts = column.texts(changes, start, start + CHUNK)
        return pa.array(_without_nul(texts, changes), kind)
    cells = column.cells(start, start + CHUNK)
    if pa.types.is_timestamp(kind) and kind.tz is not None:
        cells = [None if cell is None else pd.Timestamp(cell).tz_convert("UTC") for cell in cells]
    return pa.array(cells, kind)


def _without_nul(texts: list[str | None], changes: Changes) -> list[str | None]:
    """Replace what ends a text in C, so that the rest of it stays."""
    count = sum(text.count("\0") for text in texts if text is not None)
    if not count:
        return texts
    changes.add_cells("characters U+0000, at which a text would end, became U+FFFD", count)
    return [None if text is None else text.replace("\0", "\ufffd") for text in texts]

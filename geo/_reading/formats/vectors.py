"""GeoPackage, FlatGeobuf and shapefiles, through GDAL."""

from __future__ import annotations

import contextlib
import difflib
import logging
import warnings
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa

from geo._reading.formats.arrow import ARROW_ERRORS, build_columns, count_bytes, describe_nested, join_batches
from geo._reading.formats.geometries import Shapes, is_curve, read_wkb
from geo._reading.formats.limits import MAX_BYTES, check_columns, check_size, check_unique
from geo._reading.formats.times import Zones, make_times, survey_times
from geo._reading.formats.vector_files import VectorFile, lay_vector
from geo._reading.source import Table
from geo.errors import DataError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geo._reading.source import Options, Source

__all__ = ["VectorStream", "open_vector", "read_vector"]

logger = logging.getLogger(__name__)

# What pyogrio raises, and what happens in it where GDAL gives it bytes in place of a text.
_GDAL_FAILS: Final = (RuntimeError, NameError, SystemError, *ARROW_ERRORS)
_BATCH_ROWS: Final = 2**14
# Names that GDAL gives to numbers of rows which it made itself.
_MADE_IDS: Final = ("fid", "ogc_fid")
# Whole numbers up to the first are exact as decimal ones; from the second on nobody means whole ones.
_EXACT, _WHOLE = 2**53, 1e20
_ROW_BY_ROW: Final = "OGR_FLATGEOBUF_STREAM_BASE_IMPL"
# How many layers a message lists.
_LISTED: Final = 20


def read_vector(source: Source, options: Options) -> Table:
    """Read a GeoPackage, a FlatGeobuf file or a shapefile.

    Parameters
    ----------
    source : Source
        A shapefile has to be a path with its other files beside it; zipped ones are unpacked by
        `geo._reading.formats.archives`.
    options : Options
        `layer` chooses one of several in a GeoPackage, `encoding` is that of the texts of a shapefile.

    Returns
    -------
    Table
        Shapes in two dimensions, curves as lines of many parts, None where there is none or it is damaged
        (and `problems` says so); no shapes at all for a layer without geometry. `crs` as WKT or EPSG:…

    Raises
    ------
    DataError
        If it is damaged, too large, or something else than its name says.
    UsageError
        If there are several layers and none was chosen, or the chosen one is not there.
    """
    with open_vector(source, options) as stream:
        check_size(max(stream.rows, 0), len(stream.fields) + 1, source.name)
        batches = []
        rows = size = 0
        for batch in stream.batches():
            batches.append(batch)
            rows += batch.num_rows
            size += count_bytes(batch)
            check_size(rows, batch.num_columns, source.name)
            if size > MAX_BYTES:
                raise DataError(
                    f"{source.name} holds more than {MAX_BYTES >> 30} GiB in one layer, which geo does not "
                    "hold in memory. Export a part of it."
                )
        table = join_batches(batches, stream.schema())
        return stream.make_table(table, stream.survey_times(table))


class VectorStream(NamedTuple):
    """A layer of a file whose rows are read some thousands at a time."""

    opened: VectorFile
    layer: str
    name: str
    fields: list[str]
    rows: int
    """Below 0 where the file does not say."""
    crs: str | None
    fid_column: str
    told: list[str]

    @contextlib.contextmanager
    def _open(self, columns: list[str] | None = None) -> Iterator[tuple[Any, Any]]:
        import pyogrio.raw

        with (
            _row_by_row(),
            pyogrio.raw.open_arrow(
                self.opened.path,
                layer=self.layer,
                columns=columns,
                return_fids=True,
                batch_size=_BATCH_ROWS,
                use_pyarrow=True,
                datetime_as_string=True,
                **self.opened.options(),
            ) as found,
        ):
            yield found

    def schema(self) -> pa.Schema:
        """Give the columns of a batch."""
        with self._open() as (_, reader):
            return reader.schema

    def batches(self, columns: list[str] | None = None) -> Iterator[pa.RecordBatch]:
        """Read numbers of rows, fields and, where there are any, shapes as bytes, in this order."""
        with self._open(columns) as (_, reader):
            yield from reader

    def build(self, table: pa.Table) -> tuple[pd.DataFrame, pa.Schema]:
        """Make a frame of the fields of a batch; times are text."""
        # By place and not by name: a field may be called like the numbers of rows, or like the geometry.
        fields = self.fields
        places = range(1, 1 + len(fields))
        columns = pa.table(
            [table.column(place) for place in places],
            schema=pa.schema(
                [
                    table.schema.field(place).with_name(field)
                    for place, field in zip(places, fields, strict=True)
                ]
            ),
        )
        return _build_columns(columns, self.opened, self.name), columns.schema

    def times(self, schema: pa.Schema) -> list[str]:
        """List the fields that hold times."""
        return [
            field
            for place, field in enumerate(self.fields, start=1)
            if (schema.field(place).metadata or {}).get(b"GDAL:OGR:type") == b"DateTime"
        ]

    def survey_times(self, table: pa.Table) -> dict[str, Zones]:
        """Look through the fields that hold times."""
        fields = self.times(table.schema)
        frame = self.build(table)[0] if fields else None
        return {} if frame is None else {field: survey_times(frame[field]) for field in fields}

    def make_table(self, table: pa.Table, zones: Mapping[str, Zones], start: int = 0) -> Table:
        """Make a table of rows, the first of which is number `start` of the layer.

        Parameters
        ----------
        table : pyarrow.Table
            Of batches.
        zones : mapping of str to Zones
            What is known of each field of times.
        start : int
        """
        frame, schema = self.build(table)
        told = [*self.opened.told, *self.told]
        for field, known in zones.items():
            told += [f"the column {field!r} {known.remark}"] if known.remark else []
            if known.remark is None:
                frame[field] = make_times(frame[field], known.zone)
        told += describe_nested(schema)
        if self.opened.driver == "ESRI Shapefile":
            told += _tell_long_numbers(frame)
        _add_ids(frame, table.column(0), self.fid_column)
        has_shapes = table.num_columns > 1 + len(self.fields)
        found = _read_shapes(table.column(table.num_columns - 1), self, start) if has_shapes else None
        return Table(
            columns=frame,
            shapes=None if found is None else found.shapes,
            crs=self.crs if has_shapes else None,
            is_text=False,
            noun="feature",
            file_format=self.opened.file_format,
            told=tuple(told),
            problems=None if found is None else found.problems,
            heights=0 if found is None else found.heights,
        )


@contextlib.contextmanager
def open_vector(source: Source, options: Options) -> Iterator[VectorStream]:
    """Open one layer of a file; what GDAL says of a damaged one is an error that names the file.

    Raises
    ------
    DataError, UsageError
        As of `read_vector`.
    """
    with lay_vector(source, options) as opened, warnings.catch_warnings(record=True) as remarks:
        warnings.simplefilter("always")
        try:
            yield _open_layer(opened, source.name, options)
        except _GDAL_FAILS as error:
            reason = " ".join(str(error).replace(opened.path, source.name).split())[:300]
            raise DataError(
                f"{source.name} cannot be read as {opened.file_format}: {reason}. Export the file again."
            ) from None
        finally:
            for remark in remarks:
                logger.debug("%s: %s", source.name, remark.message)


def _open_layer(opened: VectorFile, name: str, options: Options) -> VectorStream:
    import pyogrio

    layers = pyogrio.list_layers(opened.path)
    layer, chosen = _choose_layer([str(found) for found in layers[:, 0]], name, options.layer, opened.driver)
    info = pyogrio.read_info(opened.path, layer=layer, **opened.options())
    if info["driver"] != opened.driver:
        raise DataError(f"{name} is not the {opened.file_format} that it begins like. Export the file again.")
    fields = [str(field) for field in info["fields"]]
    check_columns(len(fields), name)
    check_unique(fields, name)
    rows, crs = int(info["features"]), info["crs"] or None
    return VectorStream(opened, layer, name, fields, rows, crs, str(info["fid_column"]), chosen)


def _build_columns(columns: pa.Table, opened: VectorFile, name: str) -> pd.DataFrame:
    try:
        return build_columns(columns, name)
    except DataError as error:
        if opened.driver != "ESRI Shapefile":
            raise
        raise DataError(
            f"{error} If its texts are in another encoding than the .cpg beside it says, pass --encoding, "
            "for instance --encoding cp1251."
        ) from None


def _tell_long_numbers(frame: pd.DataFrame) -> list[str]:
    """Name columns of whole numbers that GDAL reads as decimal ones, which dBASE has room for."""
    return [
        f"the column {name!r} has whole numbers of more than 15 digits, the last of which may be lost"
        for name, column in frame.items()
        if column.dtype == "Float64"
        and ((column % 1 == 0) & (column.abs() > _EXACT) & (column.abs() < _WHOLE)).any()
    ]


def _choose_layer(layers: list[str], name: str, chosen: str | None, driver: str) -> tuple[str, list[str]]:
    """Choose a layer, and say what was chosen where there was a choice."""
    if not layers:
        raise DataError(f"{name} has no layers, so there is nothing to read in it.")
    if driver != "GPKG":
        # One file is one layer, and its name is the one that it was laid under.
        return layers[0], []
    listed = ", ".join(layers[:_LISTED]) + (
        f" and {len(layers) - _LISTED:,} others" if len(layers) > _LISTED else ""
    )
    if chosen is not None:
        if chosen in layers:
            return chosen, [f"layer {chosen!r}"]
        close = difflib.get_close_matches(chosen, layers, n=1)
        hint = f" Did you mean --layer {close[0]!r}?" if close else ""
        raise UsageError(f"{name} has no layer {chosen!r} (found: {listed}).{hint}")
    if len(layers) > 1:
        raise UsageError(f"{name} has {len(layers):,} layers: {listed}. Choose one with --layer.")
    return layers[0], [f"layer {layers[0]!r}"]


@contextlib.contextmanager
def _row_by_row() -> Iterator[None]:
    """Have GDAL read FlatGeobuf by its rows: its quick way (3.12) makes wrong bytes of a null geometry."""
    import pyogrio

    before = pyogrio.get_gdal_config_option(_ROW_BY_ROW)
    pyogrio.set_gdal_config_options({_ROW_BY_ROW: True})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({_ROW_BY_ROW: before})


def _add_ids(frame: pd.DataFrame, ids: pa.ChunkedArray, column: str) -> None:
    """Put the key of the rows before the columns, unless GDAL made it: 1, 2, 3 under one of its own names."""
    if not column or column in frame.columns:
        return
    numbers = ids.to_numpy()
    if column.lower() in _MADE_IDS and np.array_equal(numbers, np.arange(1, len(numbers) + 1)):
        return
    frame.insert(0, column, pd.array(numbers, dtype="Int64"))


def _read_shapes(cells: pa.ChunkedArray, stream: VectorStream, start: int) -> Shapes:
    cells.validate(full=True)
    blobs = cells.to_pylist()
    if any(blob is not None and is_curve(blob) for blob in blobs):
        import pyogrio.raw

        # Read row by row, GDAL makes lines of curves.
        _, _, linear, _ = pyogrio.raw.read(
            stream.opened.path,
            layer=stream.layer,
            columns=[],
            force_2d=True,
            skip_features=start,
            max_features=len(blobs),
        )
        blobs = list(linear)
    return read_wkb(blobs)

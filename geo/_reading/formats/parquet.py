"""Parquet and GeoParquet.

A file of a few bytes can say one value a billion times. What it says of its size is looked at before it is
read; and since that may be a lie, texts are read as numbers of a dictionary, and counted before they are
written out.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Final, NamedTuple

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from geo._reading.formats.arrow import (
    ARROW_ERRORS,
    build_columns,
    count_bytes,
    decode_dictionaries,
    describe_nested,
    join_batches,
)
from geo._reading.formats.geoparquet import GeometryColumn, find_geometries, read_geometries
from geo._reading.formats.limits import MAX_BYTES, MAX_CELLS, check_columns, check_size, check_unique
from geo._reading.formats.parquet_footer import Claims, read_claims
from geo._reading.source import Table
from geo.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo._reading.source import Options, Source

__all__ = ["ParquetStream", "build_table", "open_parquet", "read_parquet"]

_MAGIC: Final = b"PAR1"
# Rows at a time: a page that unpacks to more than it says is noticed after so many of its texts.
_BATCH_ROWS: Final = 2**11
# Where each text is written as what it adds to the one before, it cannot be read as a number of a dictionary;
# so many rows are then at most that many times as large as the file.
_FEW_ROWS: Final = 2**8
_BUFFER: Final = 2**20


def read_parquet(source: Source, options: Options) -> Table:
    """Read Parquet, with its geometries where it has some.

    Parameters
    ----------
    source : Source
    options : Options
        Of no use here: the file says everything itself.

    Returns
    -------
    Table
        Columns have the types of the file; lists and structures are JSON text. Shapes are those of the
        primary column; other columns of geometries are WKT text. `crs` is None where the file says that it is
        unknown, and OGC:CRS84 where it says nothing, as GeoParquet means it.

    Raises
    ------
    DataError
        If it is damaged, or too large for memory.
    """
    del options
    with open_parquet(source) as stream:
        _check_size(stream.file, stream.claims, source.name)
        batches = []
        rows = size = 0
        for batch in stream.batches():
            size += count_bytes(batch)
            rows += batch.num_rows
            check_size(rows, batch.num_columns, source.name)
            if size > MAX_BYTES:
                raise DataError(
                    f"{source.name} unpacks to more than {MAX_BYTES >> 30} GiB, which geo does not hold in "
                    "memory. Export a part of it."
                )
            batches.append(decode_dictionaries(batch))
        table = join_batches(batches, batches[0].schema if batches else stream.file.schema_arrow)
        return build_table(table, stream.geometries, source.name)


class ParquetStream(NamedTuple):
    """A Parquet file whose rows are read a few at a time."""

    source: Source
    file: pq.ParquetFile
    claims: Claims
    geometries: list[GeometryColumn]

    def batches(self, columns: list[str] | None = None) -> Iterator[pa.RecordBatch]:
        """Read all rows, of all columns or some: texts as numbers of a dictionary where that can be."""
        texts = _find_texts(self.file, self.claims)
        # With a buffer, so that a row group is not read as a whole.
        with (
            self.source.open() as stream,
            pq.ParquetFile(stream, pre_buffer=False, buffer_size=_BUFFER, read_dictionary=texts) as again,
        ):
            yield from again.iter_batches(
                batch_size=_FEW_ROWS if self.claims.deltas else _BATCH_ROWS,
                columns=columns,
                use_threads=False,
            )


@contextlib.contextmanager
def open_parquet(source: Source) -> Iterator[ParquetStream]:
    """Open a Parquet file; what Arrow says of a damaged one is an error that names the file.

    Raises
    ------
    DataError
        If it is damaged, or has too many columns.
    """
    name = source.name
    if source.head(4) != _MAGIC:
        raise DataError(
            f"{name} is no Parquet file: it does not begin with PAR1. Check that it was downloaded whole."
        )
    try:
        with source.open() as stream:
            claims = read_claims(stream, source.size(), name)
        with source.open() as stream, pq.ParquetFile(stream, pre_buffer=False) as file:
            check_columns(file.metadata.num_columns, name)
            check_unique(file.schema_arrow.names, name)
            yield ParquetStream(source, file, claims, find_geometries(file, name))
    except ARROW_ERRORS as error:
        raise DataError(
            f"{name} is damaged and cannot be read as Parquet ({' '.join(str(error).split())[:200]}). "
            "Export or download it again."
        ) from None


def build_table(table: pa.Table, geometries: list[GeometryColumn], name: str) -> Table:
    """Make a table of rows of a file."""
    told: list[str] = []
    covering = {column.covering for column in geometries} - {None}
    kept = [column for column in table.schema.names if column not in covering]
    if len(kept) < table.num_columns:
        told.append(
            f"the column {', '.join(map(repr, sorted(map(str, covering))))} only repeats bounds "
            "and is left out"
        )
    names = {column.name for column in geometries}
    plain = table.select([column for column in kept if column not in names])
    told += describe_nested(plain.schema)
    frame = build_columns(plain, name)
    if not geometries:
        return Table(frame, None, None, is_text=False, noun="row", file_format="Parquet", told=tuple(told))
    primary, *others = geometries
    found = read_geometries(table.column(primary.name), primary, name)
    told += primary.told
    for column in others:
        _insert_text(frame, table, column, kept, name)
    if others:
        listed = ", ".join(repr(column.name) for column in others)
        told.append(f"shapes are read from {primary.name!r}; other geometries are WKT text (column {listed})")
    return Table(
        columns=frame,
        shapes=found.shapes,
        crs=primary.crs,
        is_text=False,
        noun="feature",
        file_format="GeoParquet",
        told=tuple(told),
        problems=found.problems,
        heights=found.heights,
    )


def _insert_text(
    frame: pd.DataFrame, table: pa.Table, column: GeometryColumn, order: list[str], name: str
) -> None:
    """Put geometries as text where their column stood."""
    shapes = read_geometries(table.column(column.name), column, name).shapes
    texts = [None if shape is None else shapely.to_wkt(shape, rounding_precision=-1) for shape in shapes]
    before = sum(other in frame.columns for other in order[: order.index(column.name)])
    frame.insert(before, column.name, pd.Series(texts, dtype="string"))


def _check_size(file: pq.ParquetFile, claims: Claims, name: str) -> None:
    """Refuse what the file itself says is too large for memory."""
    check_size(file.metadata.num_rows, file.metadata.num_columns, name)
    if claims.cells > MAX_CELLS or claims.unpacked > MAX_BYTES:
        raise DataError(
            f"{name} says that it holds {claims.cells:,} values in {claims.unpacked >> 20:,} MiB unpacked, "
            f"more than geo holds in memory ({MAX_CELLS:,} values in {MAX_BYTES >> 30} GiB). Export a part."
        )


def _find_texts(file: pq.ParquetFile, claims: Claims) -> list[str]:
    """Find the columns that can be read as numbers of a dictionary."""
    columns = (file.schema.column(number) for number in range(file.metadata.num_columns))
    texts = [column.path for column in columns if column.physical_type == "BYTE_ARRAY"]
    return [path for path in texts if path not in claims.deltas]

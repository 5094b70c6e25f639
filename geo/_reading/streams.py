"""Tables that are read piece by piece, each row as it is read where the whole table is in memory.

A stream is looked through once, as far as that is needed to know what concerns all of its rows: types of
columns, order of coordinates, decimal marks. Then it is cut into pieces, which are passed to whoever makes
tables of them, in this process or another one.
"""

from __future__ import annotations

import contextlib
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

import pandas as pd
import pyarrow as pa

from geo._reading.coordinates import Habits
from geo._reading.formats._rows import as_cells, check_names
from geo._reading.formats.arrow import decode_dictionaries
from geo._reading.formats.delimited import make_text_table, open_delimited
from geo._reading.formats.feature_rows import FeatureRows, Features
from geo._reading.formats.features import WGS84, parse_feature
from geo._reading.formats.json_stream import JsonStream
from geo._reading.formats.limits import check_columns
from geo._reading.formats.parquet import ParquetStream, build_table, open_parquet
from geo._reading.formats.times import Zones
from geo._reading.formats.vectors import VectorStream, open_vector
from geo._reading.locations import has_both_axes
from geo._reading.opening import find_headings
from geo._reading.surveying import Outlook, Survey, columns_to_survey
from geo.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geo._reading.formats.delimited import DelimitedText
    from geo._reading.formats.geoparquet import GeometryColumn
    from geo._reading.source import Options, Source, Table
    from geo._reading.surveying import Columns

__all__ = ["STREAMED", "Piece", "Stream", "open_stream"]

STREAMED: Final = ("delimited", "parquet", "geojsonseq", "flatgeobuf")
"""Readers, as `geo._reading.formats.sniffing.sniff_format` names them, that there are streams of."""

_MOST_BYTES: Final = 2**27
"""A piece ends where it has so many bytes, however few rows these are: outlines of countries are long."""
_FEATURES: Final = 4096
"""Features are looked through so many at a time."""


class Piece(Protocol):
    """Some rows of a table, which can be sent to another process."""

    @property
    def rows(self) -> int:
        """How many."""

    def build(self) -> Table:
        """Make a table of them."""


class Stream(ABC):
    """A table that is read piece by piece."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.rows = 0
        """How many there are, once it has been looked through."""

    @abstractmethod
    def look(self, said: Columns) -> Outlook:
        """Look through it, as far as that is needed: this comes first."""

    @abstractmethod
    def pieces(self, rows: int) -> Iterator[Piece]:
        """Cut it into pieces of so many rows, the last one shorter; one without rows where there are none."""


@contextlib.contextmanager
def open_stream(source: Source, options: Options, reader: str) -> Iterator[Stream]:
    """Open a source as a stream.

    Parameters
    ----------
    source : Source
    options : Options
    reader : str
        One of `STREAMED`.

    Raises
    ------
    DataError
        If it is damaged: here, or when it is read.
    """
    if reader == "delimited":
        yield _DelimitedStream(source, options)
    elif reader == "geojsonseq":
        yield _FeatureStream(source, options)
    elif reader == "parquet":
        with open_parquet(source) as parquet:
            yield _ParquetStream(parquet, source.name)
    else:
        with open_vector(source, options) as vector:
            yield _VectorStream(vector)


class _DelimitedStream(Stream):
    """Delimited text."""

    def __init__(self, source: Source, options: Options) -> None:
        super().__init__(source.name)
        self._text: DelimitedText = open_delimited(source, options, header=find_headings(source))
        self._kept: list[str] = []

    def look(self, said: Columns) -> Outlook:
        names = next(self._text.rows()).names
        named = list(names)
        while len(named) > 1 and named[-1] == "":
            named.pop()
        check_names(named, self.name)
        wanted = columns_to_survey(named, said, self.name)
        survey = Survey(named, said, self.name)
        unnamed = [""] if len(named) < len(names) else []
        kept = len(named)
        for rows in self._text.rows(only={*wanted, *unnamed}):
            self.rows += len(rows.lines)
            cells = [as_cells(pa.chunked_array([column])) for column in rows.columns]
            first = dict(zip(reversed(rows.names), reversed(cells), strict=True))
            columns = [first[column] for column in wanted]
            survey.add(make_text_table(wanted, columns, len(rows.lines), ()))
            # The unnamed ones are the last of those that are here.
            for place in range(len(names) - 1, kept - 1, -1):
                if pd.Series(cells[place - len(names)]).ne("").any():
                    kept = place + 1
                    break
        check_names(names[:kept], self.name)
        self._text.tell_dropped(len(names) - kept)
        self._kept = names[:kept]
        return survey.finish()

    def pieces(self, rows: int) -> Iterator[Piece]:
        # By place, as unnamed columns that are left out have no name to tell them by.
        labels = [str(place) for place in range(len(self._kept))]
        parts = (
            pa.table(dict(zip(labels, part.columns[: len(labels)], strict=True)))
            for part in self._text.rows()
        )
        for table in _cut(parts, rows):
            yield _DelimitedPiece(table.num_rows, _pack(table), self._kept, tuple(self._text.told))


class _DelimitedPiece(NamedTuple):
    rows: int
    packed: bytes
    names: list[str]
    told: tuple[str, ...]

    def build(self) -> Table:
        columns = [as_cells(column) for column in _unpack(self.packed).columns]
        return make_text_table(self.names, columns, self.rows, self.told)


class _ParquetStream(Stream):
    """Parquet."""

    def __init__(self, parquet: ParquetStream, name: str) -> None:
        super().__init__(name)
        self._parquet = parquet
        self.rows = parquet.file.metadata.num_rows

    def look(self, said: Columns) -> Outlook:
        geometries = self._parquet.geometries
        empty = build_table(self._parquet.file.schema_arrow.empty_table(), geometries, self.name)
        columns = [str(column) for column in empty.columns.columns]
        survey = Survey(columns, said, self.name)
        survey.add(empty)
        wanted = columns_to_survey(columns, said, self.name)
        if _tell_by_types(wanted, empty, columns) and not (geometries and has_both_axes(columns)):
            return survey.finish()._replace(has_rows=self.rows > 0)
        shapes = [column.name for column in geometries]
        for batch in self._parquet.batches(list(dict.fromkeys((*wanted, *shapes)))):
            table = pa.Table.from_batches([decode_dictionaries(batch)])
            survey.add(build_table(table, geometries, self.name))
        return survey.finish()

    def pieces(self, rows: int) -> Iterator[Piece]:
        parts = (pa.Table.from_batches([decode_dictionaries(batch)]) for batch in self._parquet.batches())
        for table in _cut(parts, rows, self._parquet.file.schema_arrow):
            yield _ParquetPiece(table.num_rows, _pack(table), self._parquet.geometries, self.name)


class _ParquetPiece(NamedTuple):
    rows: int
    packed: bytes
    geometries: list[GeometryColumn]
    name: str

    def build(self) -> Table:
        return build_table(_unpack(self.packed), self.geometries, self.name)


class _VectorStream(Stream):
    """FlatGeobuf."""

    def __init__(self, vector: VectorStream) -> None:
        super().__init__(vector.name)
        self._vector = vector
        self._zones: dict[str, Zones] = {}

    def look(self, said: Columns) -> Outlook:
        vector = self._vector
        schema = vector.schema()
        times = vector.times(schema)
        empty = vector.make_table(schema.empty_table(), dict.fromkeys(times, Zones()))
        columns = [str(column) for column in empty.columns.columns]
        survey = Survey(columns, said, self.name)
        survey.add(empty)
        wanted = columns_to_survey(columns, said, self.name)
        self._zones = dict.fromkeys(times, Zones())
        is_told = _tell_by_types(wanted, empty, columns) and not (
            empty.shapes is not None and has_both_axes(columns)
        )
        if is_told and not times and vector.rows >= 0:
            self.rows = vector.rows
            return survey.finish()._replace(has_rows=self.rows > 0)
        fields = [field for field in vector.fields if field in {*wanted, *times}]
        some = vector._replace(fields=fields)
        for batch in vector.batches(fields):
            table = pa.Table.from_batches([batch])
            self.rows += batch.num_rows
            found = some.survey_times(table)
            self._zones = {field: known.and_of(found[field]) for field, known in self._zones.items()}
            survey.add(some.make_table(table, {}))
        return survey.finish()

    def pieces(self, rows: int) -> Iterator[Piece]:
        parts = (pa.Table.from_batches([batch]) for batch in self._vector.batches())
        start = 0
        for table in _cut(parts, rows, self._vector.schema()):
            yield _VectorPiece(table.num_rows, _pack(table), self._vector, self._zones, start)
            start += table.num_rows


class _VectorPiece(NamedTuple):
    rows: int
    packed: bytes
    vector: VectorStream
    zones: dict[str, Zones]
    start: int

    def build(self) -> Table:
        return self.vector.make_table(_unpack(self.packed), self.zones, self.start)


class _FeatureStream(Stream):
    """GeoJSON features, one after another."""

    def __init__(self, source: Source, options: Options) -> None:
        super().__init__(source.name)
        self._source, self._encoding = source, options.encoding
        self._features: Features | None = None

    def look(self, said: Columns) -> Outlook:
        for piece in self._cut(_FEATURES):
            found = piece.parse().survey()
            self._features = found if self._features is None else self._features.and_of(found)
            check_columns(len(self._features.properties), self.name)
        if self._features is None:
            raise DataError(f"{self.name} is empty. It needs a GeoJSON feature on each line.")
        self.rows = self._features.rows
        if not said.has_position:
            return Outlook(has_rows=True, has_shapes=True, column=None, habits=Habits(), commas=())
        survey = Survey(list(self._features.dtypes()), said, self.name)
        for whole in self.pieces(_FEATURES):
            survey.add(whole.build())
        return survey.finish()

    def pieces(self, rows: int) -> Iterator[Piece]:
        for piece in self._cut(rows):
            yield piece._replace(features=self._features)

    def _cut(self, rows: int) -> Iterator[_FeaturePiece]:
        records: list[tuple[int, str]] = []
        letters = 0
        with contextlib.closing(JsonStream(self._source, self._encoding)) as stream:
            for record in stream.records():
                records.append(record)
                letters += len(record[1])
                if len(records) == rows or letters > _MOST_BYTES:
                    yield _FeaturePiece(records, self.name, None)
                    records, letters = [], 0
        if records:
            yield _FeaturePiece(records, self.name, None)


class _FeaturePiece(NamedTuple):
    records: list[tuple[int, str]]
    name: str
    features: Features | None

    @property
    def rows(self) -> int:
        return len(self.records)

    def parse(self) -> FeatureRows:
        rows = FeatureRows(self.name)
        for line, record in self.records:
            rows.add(parse_feature(record, line, self.name), line)
        return rows

    def build(self) -> Table:
        return self.parse().finish("GeoJSONSeq", WGS84, [], self.features)


def _tell_by_types(wanted: list[str], empty: Table, columns: list[str]) -> bool:
    """Say whether no cell has to be looked at: numbers have no decimal comma, nor an order in a pair."""
    frame = empty.columns[[column for column in wanted if column in columns]]
    return all(pd.api.types.is_numeric_dtype(dtype) for dtype in frame.dtypes)


def _cut(parts: Iterable[pa.Table], rows: int, schema: pa.Schema | None = None) -> Iterator[pa.Table]:
    """Cut tables that follow each other into tables of so many rows; an empty one where there is none."""
    kept: list[pa.Table] = []
    count = size = 0
    has_any = False
    for part in parts:
        schema = part.schema
        kept.append(part)
        count += part.num_rows
        size += part.nbytes
        while count >= rows or (count and size > _MOST_BYTES):
            whole = pa.concat_tables(kept)
            take = min(rows, count)
            has_any = True
            yield whole.slice(0, take)
            kept = [whole.slice(take)]
            count -= take
            size = kept[0].nbytes
    if count:
        yield pa.concat_tables(kept)
    elif not has_any and schema is not None:
        yield schema.empty_table()


def _pack(table: pa.Table) -> bytes:
    """Write a table, of a slice nothing else than the slice."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    packed: bytes = sink.getvalue().to_pybytes()
    return packed


def _unpack(packed: bytes) -> pa.Table:
    with pa.ipc.open_stream(packed) as reader:
        return reader.read_all()

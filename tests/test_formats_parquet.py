"""Parquet and GeoParquet: made by pyarrow, geopandas and duckdb, damaged, and made to do harm."""

from __future__ import annotations

import contextlib
import datetime as dt
import decimal
import io
import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import duckdb
import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyproj
import pytest
import shapely
from hypothesis import HealthCheck, given, settings

from geo._reading.formats.parquet import read_parquet
from geo._reading.source import Options, Source
from geo.errors import DataError, GeoError
from tests.broken_bytes import change

if TYPE_CHECKING:
    from pathlib import Path

    from geo._reading.source import Table

GEO = {"version": "1.1.0", "primary_column": "g", "columns": {"g": {"encoding": "WKB", "geometry_types": []}}}


def dump(table: pa.Table, **how: Any) -> bytes:
    target = io.BytesIO()
    pq.write_table(table, target, **how)
    return target.getvalue()


def read(content: bytes) -> Table:
    return read_parquet(Source("x.parquet", content=content), Options())


def with_geo(metadata: object, **columns: Any) -> bytes:
    table = pa.table({"g": [shapely.Point(1, 2).wkb, None], **columns})
    return dump(table.replace_schema_metadata({"geo": json.dumps(metadata)}))


def test_types_and_values_are_kept() -> None:
    moment = dt.datetime(2024, 1, 1, 10, tzinfo=dt.UTC)
    table = pa.table(
        {
            "i": pa.array([2**60 + 1, None]),
            "u": pa.array([2**64 - 1, 0], pa.uint64()),
            "small": pa.array([1, None], pa.int8()),
            "f": pa.array([0.1, None]),
            "half": pa.array([1.5, None], pa.float16()),
            "b": [True, None],
            "s": ["007", None],
            "coded": pa.array(["a", "b"]).dictionary_encode(),
            "day": [dt.date(1, 1, 1), None],
            "when": pa.array([moment, None], pa.timestamp("ms", "Europe/Kyiv")),
            "wall": pa.array([moment.replace(tzinfo=None), None], pa.timestamp("ns")),
            "price": [decimal.Decimal("1.10"), None],
            "blob": [b"\xff", None],
            "none": pa.nulls(2),
        }
    )
    found = read(dump(table))
    columns = found.columns
    assert " ".join(str(kind).replace(" ", "") for kind in columns.dtypes) == (
        "Int64 UInt64 Int8 Float64 Float32 boolean string string date32[day][pyarrow]"
        " datetime64[ms,Europe/Kyiv] datetime64[ns] decimal128(3,2)[pyarrow] binary[pyarrow] string"
    )
    wall = moment.replace(tzinfo=None)
    known = [2**60 + 1, 2**64 - 1, 1, 0.1, 1.5, True, "007", "a", dt.date(1, 1, 1), moment, wall]
    assert columns.iloc[0].tolist()[:-1] == [*known, decimal.Decimal("1.10"), b"\xff"]
    assert columns.iloc[1].drop(["u", "coded"]).isna().all()
    assert (found.shapes, found.crs, found.file_format, found.noun) == (None, None, "Parquet", "row")


def test_lists_and_structures_are_json_text() -> None:
    table = pa.table(
        {
            "l": [["a", "Ж"], None],
            "st": [{"a": 1, "d": dt.date(2024, 1, 1)}, {"a": None, "d": None}],
            "m": pa.array([[("k", 1)], []], pa.map_(pa.string(), pa.int64())),
            "twice": pa.array([[("k", 1), ("k", 2)], None], pa.map_(pa.string(), pa.int64())),
            "deep": [[{"x": [1, 2]}], None],
        }
    )
    found = read(dump(table))
    assert found.columns.iloc[0].tolist() == [
        '["a", "Ж"]',
        '{"a": 1, "d": "2024-01-01"}',
        '{"k": 1}',
        '[["k", 1], ["k", 2]]',
        '[{"x": [1, 2]}]',
    ]
    assert "JSON text (column 'l', 'st', 'm'" in found.told[0]


def test_geoparquet_of_geopandas_is_read(tmp_path: Path) -> None:
    other = gpd.GeoSeries([None, shapely.Point(0.1, 0.2)], crs=4326)
    frame = gpd.GeoDataFrame(
        {"id": [1, 2], "near": other}, geometry=[shapely.Point(5, 6, 7), None], crs=32639
    )
    frame.to_parquet(tmp_path / "x.parquet", write_covering_bbox=True, schema_version="1.1.0")
    found = read((tmp_path / "x.parquet").read_bytes())
    assert [shape and shape.wkt for shape in found.shapes] == ["POINT (5 6)", None]
    assert pyproj.CRS.from_user_input(found.crs) == pyproj.CRS(32639)
    assert list(found.columns) == ["id", "near"]
    assert found.columns["near"].tolist() == [pd.NA, "POINT (0.1 0.2)"]
    assert found.told == (
        "the column 'bbox' only repeats bounds and is left out",
        "shapes are read from 'geometry'; other geometries are WKT text (column 'near')",
    )
    assert found.problems.isna().all()


@pytest.mark.parametrize(
    ("described", "crs"),
    [
        ({}, "OGC:CRS84"),
        ({"crs": None}, None),
        ({"crs": pyproj.CRS(3857).to_json_dict()}, 3857),
    ],
)
def test_absent_system_is_longitude_and_latitude_and_null_is_unknown(
    described: dict[str, Any], crs: Any
) -> None:
    metadata = {**GEO, "columns": {"g": {**GEO["columns"]["g"], **described}}}
    found = read(with_geo(metadata))
    expected = None if crs is None else pyproj.CRS.from_user_input(crs)
    assert (None if found.crs is None else pyproj.CRS.from_user_input(found.crs)) == expected
    assert found.shapes[0].wkt == "POINT (1 2)"


@pytest.mark.parametrize(
    "shape",
    [
        "POINT (1 2)",
        "LINESTRING (0 0, 1 1)",
        "POLYGON ((0 0, 3 0, 3 3, 0 0), (2 1, 2.5 1, 2.5 1.5, 2 1))",
        "MULTIPOINT (0 0, 1 1)",
        "MULTILINESTRING ((0 0, 1 1), (2 2, 3 3))",
        "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)))",
    ],
)
def test_geoarrow_encodings_are_read(tmp_path: Path, shape: str) -> None:
    geometry = shapely.from_wkt(shape)
    frame = gpd.GeoDataFrame({"id": [1, 2, 3]}, geometry=[None, geometry, geometry], crs=3857)
    frame.to_parquet(tmp_path / "x.parquet", geometry_encoding="geoarrow", schema_version="1.1.0")
    found = read((tmp_path / "x.parquet").read_bytes())
    assert found.shapes[0] is None
    assert found.shapes[1].equals(geometry)
    # The same without the metadata of GeoParquet, as an extension type of Arrow.
    for interleaved in (True, False):
        plain = pa.table(frame.dropna().to_arrow(geometry_encoding="geoarrow", interleaved=interleaved))
        again = read(dump(plain.replace_schema_metadata(None)))
        assert again.shapes[0].equals(geometry)
        assert pyproj.CRS.from_user_input(again.crs) == pyproj.CRS(3857)


@pytest.mark.parametrize("version", ["V1", "V2", "BOTH", "NONE"])
def test_geometry_type_of_duckdb_is_read(tmp_path: Path, version: str) -> None:
    query = "SELECT 7::INTEGER AS n, 'POINT(1 2)'::GEOMETRY AS g, 'x' AS s"
    path = tmp_path / "x.parquet"
    try:
        duckdb.sql(f"COPY ({query}) TO '{path}' (FORMAT parquet, GEOPARQUET_VERSION '{version}')")
    except duckdb.Error as error:  # pragma: no cover - versions before 1.5 need an extension
        pytest.skip(f"this duckdb has no geometries of its own: {error}")
    found = read(path.read_bytes())
    assert found.shapes[0].wkt == "POINT (1 2)"
    assert found.crs == "OGC:CRS84"
    assert found.columns.iloc[0].to_dict() == {"n": 7, "s": "x"}


@pytest.mark.parametrize("encoding", ["DELTA_BYTE_ARRAY", "DELTA_LENGTH_BYTE_ARRAY"])
def test_texts_written_as_differences_are_read(encoding: str) -> None:
    texts = [f"incident {number}" for number in range(1000)]
    content = dump(pa.table({"s": texts}), use_dictionary=False, column_encoding=encoding)
    assert read(content).columns["s"].tolist() == texts


def test_damaged_geometry_is_told_in_its_row() -> None:
    table = pa.table({"g": [b"junk", shapely.Point(1, 2).wkb, shapely.Point().wkb]})
    found = read(dump(table.replace_schema_metadata({"geo": json.dumps(GEO)})))
    assert found.problems.tolist() == ["the geometry is damaged and cannot be read", pd.NA, pd.NA]
    assert [shape is None for shape in found.shapes] == [True, False, True]


@pytest.mark.parametrize(
    ("metadata", "message"),
    [
        ([], "metadata that is not GeoParquet"),
        ({**GEO, "primary_column": "h"}, "'h' is a column of geometries, and has none"),
        ({**GEO, "columns": {"g": {}}}, "metadata that is not GeoParquet"),
        ({**GEO, "columns": {"g": {"encoding": "WKB"}, "h": {"encoding": "WKB"}}}, "'h' is a column of geom"),
        ({**GEO, "columns": {"g": {"encoding": "TWKB"}}}, "cannot read geometries written as 'TWKB'"),
        ({**GEO, "columns": {"g": {"encoding": "polygon"}}}, "does not hold polygon geometries"),
        ({"primary_column": "n", "columns": {"n": {"encoding": "WKB"}}}, "does not hold wkb geometries"),
    ],
)
def test_wrong_metadata_is_an_error(metadata: object, message: str) -> None:
    with pytest.raises(DataError, match=message):
        read(with_geo(metadata, n=[1, 2]))


def test_other_files_and_cut_ones_are_refused() -> None:
    with pytest.raises(DataError, match="no Parquet file: it does not begin with PAR1"):
        read(b"id,lon,lat\n")
    content = dump(pa.table({"a": [1]}))
    with pytest.raises(DataError, match="is damaged and cannot be read as Parquet"):
        read(content[:-9])
    assert read(dump(pa.table({"a": pa.array([], pa.int64())}))).columns.dtypes["a"] == "Int64"


def test_two_columns_of_one_name_are_refused() -> None:
    with pytest.raises(DataError, match="column name 'a' comes more than once"):
        read(dump(pa.table([[1], [2]], names=["a", "a"])))


def test_text_that_is_not_utf8_is_refused() -> None:
    blob = pa.array([b"\xff\xfe"])
    text = pa.Array.from_buffers(pa.string(), 1, blob.buffers())
    with pytest.raises(DataError, match="'s' is damaged"):
        read(dump(pa.table({"s": text})))


BOMB = """
import io, resource, sys
import pyarrow as pa, pyarrow.parquet as pq, geopandas, shapely
from geo._reading.formats.parquet import read_parquet
from geo._reading.source import Options, Source
from geo.errors import DataError
target = io.BytesIO()
{write}
content = target.getvalue()
print(len(content))
resource.setrlimit(resource.RLIMIT_AS, (2 * 2**30, 2 * 2**30))
from geo._reading.formats import limits, parquet
parquet.MAX_BYTES = 2**28
parquet.MAX_CELLS = limits.MAX_CELLS = 2**24
try:
    read_parquet(Source("x", content=content), Options())
except DataError as error:
    print(error)
"""

BOMBS = {
    "rows": (
        """
schema = pa.schema([("a", pa.int64())])
with pq.ParquetWriter(target, schema) as writer:
    batch = pa.table({"a": pa.array([7] * 1_000_000)})
    for _ in range(20):
        writer.write_table(batch, row_group_size=1_000_000)
""",
        "20,000,000 rows of 1 columns",
    ),
    "columns": (
        "pq.write_table(pa.table({f'c{n}': [1] for n in range(20_000)}), target)",
        "more than 10,000 columns",
    ),
    "long text": (
        """
long = pa.DictionaryArray.from_arrays(pa.array([0] * 200_000, pa.int32()), pa.array(["x" * 1_000_000]))
pq.write_table(pa.table({"a": long}), target)
""",
        "unpacks to more than 0 GiB",
    ),
    "texts of one beginning": (
        """
texts = ["x" * 100_000 + str(n) for n in range(4_000)]
pq.write_table(pa.table({"a": texts}), target, use_dictionary=False, column_encoding="DELTA_BYTE_ARRAY")
""",
        "unpacks to more than 0 GiB",
    ),
    "lists": (
        """
pq.write_table(pa.table({"a": pa.array([[1] * 1000]).take(pa.array([0] * 20_000))}), target)
""",
        "20,000,000 values",
    ),
}


@pytest.mark.parametrize("kind", BOMBS)
def test_small_file_of_a_gigantic_table_is_refused_in_bounded_memory(kind: str) -> None:
    write, message = BOMBS[kind]
    code = BOMB.format(write=write)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert message in done.stdout, done.stdout[-500:] + done.stderr[-2000:]


def test_damaged_statistics_do_not_end_the_process() -> None:
    # What pyarrow reads of a column beside its size: a list of counts that must have one count a level.
    content = dump(pa.table({"l": [["a"], [], None]}))
    for place in range(len(content) - 400, len(content) - 8):
        for new in (0x26, 0x36, 0x46, 0):
            with contextlib.suppress(GeoError):
                read(content[:place] + bytes([new]) + content[place + 1 :])


def example() -> bytes:
    table = pa.table(
        {
            "g": [shapely.Point(1, 2).wkb, shapely.box(0, 0, 1, 1).wkb, None],
            "s": ["a", None, "b"],
            "i": [1, None, 3],
            "l": [["x"], [], None],
            "t": pa.array([1, None, 3], pa.timestamp("us", "UTC")),
            "d": [decimal.Decimal("1.10"), None, None],
        }
    )
    return dump(table.replace_schema_metadata({"geo": json.dumps(GEO)}), compression="snappy")


@settings(max_examples=250, suppress_health_check=list(HealthCheck))
@given(change(example()))
def test_damaged_file_is_a_table_or_a_clear_error(content: bytes) -> None:
    with contextlib.suppress(GeoError):
        read(content)

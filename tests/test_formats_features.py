"""GeoJSON of any geometry, whole and in sequence: nothing lost, nothing made up, in bounded memory."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo._reading.formats import json_stream, limits
from geo._reading.formats.features import read_geojson, read_geojsonseq
from geo._reading.source import Options, Source
from geo.errors import DataError, GeoError
from tests.broken_bytes import change

if TYPE_CHECKING:
    from geo._reading.source import Table

POINT = {"type": "Point", "coordinates": [53.5, 43.0, 12.0]}
RING = [[0, 0], [1, 0], [1, 1], [0, 0]]


def feature(geometry: Any = None, **members: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": {}, "geometry": geometry, **members}


def collection(*features: dict[str, Any], **members: Any) -> str:
    return json.dumps({"type": "FeatureCollection", "features": list(features), **members})


def read(text: str | bytes, **how: str) -> Table:
    content = text.encode() if isinstance(text, str) else text
    return read_geojson(Source("x.geojson", content=content), Options(**how))


def read_seq(text: str | bytes, **how: str) -> Table:
    content = text.encode() if isinstance(text, str) else text
    return read_geojsonseq(Source("x.geojsonl", content=content), Options(**how))


@pytest.mark.parametrize(
    ("geometry", "wkt"),
    [
        (POINT, "POINT (53.5 43)"),
        ({"type": "MultiPoint", "coordinates": [[0, 0], [1, 1]]}, "MULTIPOINT (0 0, 1 1)"),
        ({"type": "LineString", "coordinates": [[0, 0, 9], [1, 1, 9]]}, "LINESTRING (0 0, 1 1)"),
        ({"type": "MultiLineString", "coordinates": [[[0, 0], [1, 1]]]}, "MULTILINESTRING ((0 0, 1 1))"),
        ({"type": "Polygon", "coordinates": [RING]}, "POLYGON ((0 0, 1 0, 1 1, 0 0))"),
        ({"type": "MultiPolygon", "coordinates": [[RING]]}, "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)))"),
        (
            {
                "type": "GeometryCollection",
                "geometries": [POINT, {"type": "LineString", "coordinates": RING[:2]}],
            },
            "GEOMETRYCOLLECTION (POINT (53.5 43), LINESTRING (0 0, 1 0))",
        ),
    ],
)
def test_every_type_of_geometry_is_read_in_two_dimensions(geometry: dict[str, Any], wkt: str) -> None:
    for table in (
        read(collection(feature(geometry))),
        read(json.dumps(feature(geometry))),
        read(json.dumps(geometry)),
    ):
        assert table.shapes is not None
        assert table.shapes[0].equals(shapely.from_wkt(wkt))
        assert table.shapes[0].geom_type == geometry["type"]
        assert table.crs == "EPSG:4326"
        assert table.problems.isna().all()
        assert table.lon.tolist() == ["53.5" if geometry["type"] == "Point" else f"({geometry['type']})"]


@pytest.mark.parametrize(
    ("coordinates", "lon", "lat"),
    [
        ([53.5, 95], "53.5", "95"),
        (["53.5", "43"], "53.5", "43"),
        ([53.5, None], "53.5", ""),
        ([53.5, True], "53.5", ""),
        ([1e400, 3], "inf", "3"),
        ([[1], {"a": 2}], "[1]", "{'a': 2}"),
        (["\ud800", 1], "?", "1"),
        ([53.5], "(Point)", "(Point)"),
        ("53.5,43", "(Point)", "(Point)"),
        (None, "(Point)", "(Point)"),
    ],
)
def test_cells_of_a_point_are_given_as_they_are_written(coordinates: object, lon: str, lat: str) -> None:
    table = read(collection(feature({"type": "Point", "coordinates": coordinates}, properties={"a": "007"})))
    assert (table.lon[0], table.lat[0]) == (lon, lat)
    assert table.columns["a"].tolist() == ["007"]
    assert (table.shapes[0] is None) == (coordinates != [53.5, 95])


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]},
        {"type": "Polygon", "coordinates": []},
        {"type": "LineString", "coordinates": [[0, 0], ["a", 1]]},
        {"type": "LineString", "coordinates": [[0, 0], [1e400, 1]]},
        {"type": "GeometryCollection", "geometries": [{"type": "Feature", "geometry": None}]},
        {"type": "FeatureCollection", "features": []},
        {"type": "Pentagon\ud800"},
        {"type": ["Point"]},
        {"type": "LineString", "coordinates": None},
        {"coordinates": [1, 2]},
    ],
)
def test_geometry_that_is_none_keeps_its_row_and_says_so(geometry: dict[str, Any]) -> None:
    table = read(collection(feature(geometry, properties={"a": 1}), feature(POINT)))
    assert table.shapes[0] is None
    assert "is not made as GeoJSON says" in table.problems[0]
    assert table.columns["a"].tolist() == [1, pd.NA]
    assert table.problems.isna().tolist() == [False, True]


def test_no_geometry_is_no_problem_of_its_own() -> None:
    table = read(collection(feature(), {"type": "Feature", "properties": {"a": 1}}))
    assert table.problems.isna().all()
    assert table.lon.tolist() == ["", ""]


def test_values_keep_their_type() -> None:
    rows = [
        {
            "i": 1,
            "f": 1.0,
            "mix": 1,
            "big": 2**63,
            "exact": 2**53 + 1,
            "b": True,
            "s": "007",
            "n": None,
            "d": {"a": 1},
        },
        {"i": None, "f": 2.0, "mix": 2.5, "big": 1, "exact": 0.5, "b": False, "s": "", "n": None, "d": [1]},
    ]
    columns = read(collection(*(feature(properties=row) for row in rows))).columns
    assert {name: str(kind) for name, kind in columns.dtypes.items()} == {
        "i": "Int64",
        "f": "Float64",
        "mix": "Float64",
        "b": "boolean",
        **dict.fromkeys(["big", "exact", "s", "n", "d"], "string"),
    }
    assert columns["big"].tolist() == ["9223372036854775808", "1"]
    assert columns["exact"].tolist() == ["9007199254740993", "0.5"]
    assert columns["d"].tolist() == ['{"a": 1}', "[1]"]


def test_id_and_members_beside_the_properties_are_kept() -> None:
    table = read(
        collection(feature(POINT, id="us7000", tippecanoe={"maxzoom": 9}), feature(POINT, bbox=[0, 0, 1, 1]))
    )
    assert table.columns.iloc[0].to_dict() == {"id": "us7000", "tippecanoe": '{"maxzoom": 9}'}
    assert table.columns.iloc[1].isna().all()
    assert "'tippecanoe' (1)" in table.told[0]
    same = read(collection(feature(id="7", properties={"id": 7})))
    assert same.columns["id"].tolist() == [7]
    assert list(same.columns) == ["id"]
    other = read(collection(feature(id="a", properties={"id": 7, "feature_id": 1})))
    assert other.columns.iloc[0].to_dict() == {"feature_id_": "a", "id": 7, "feature_id": 1}
    assert "'feature_id_'" in other.told[0]


def test_members_of_the_collection_are_told() -> None:
    table = read(collection(feature(POINT), metadata={"generated": 1}, name="x", bbox=[0, 0, 1, 1]))
    assert table.told == ("members of the collection that belong to no feature are left out: 'metadata'",)


@pytest.mark.parametrize(
    ("crs", "read_as"),
    [
        (None, "EPSG:4326"),
        ({"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}, "EPSG:4326"),
        ({"type": "name", "properties": {"name": "EPSG:4326"}}, "EPSG:4326"),
        (
            {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32639"}},
            "urn:ogc:def:crs:EPSG::32639",
        ),
        ("EPSG:3857", "EPSG:3857"),
    ],
)
def test_crs_of_old_geojson_is_declared(crs: object, read_as: str) -> None:
    assert read(collection(feature(POINT), crs=crs)).crs == read_as
    assert read(json.dumps({"crs": crs, "type": "FeatureCollection", "features": []})).crs == read_as


def test_crs_behind_a_link_is_refused() -> None:
    link = {"type": "link", "properties": {"href": "http://127.0.0.1:9/crs", "type": "proj4"}}
    with pytest.raises(DataError, match=r"declares the coordinate system .* which has no name"):
        read(collection(feature(POINT), crs=link))


def test_names_that_cannot_be_written_stay_apart() -> None:
    names = '{"\\ud800": 1, "?": 2, "\\udc00": 3}'
    table = read(f'{{"type": "Feature", "geometry": null, "properties": {names}}}')
    assert len(set(table.columns)) == 3
    assert sorted(table.columns.iloc[0]) == [1, 2, 3]


@pytest.mark.parametrize(
    "text",
    [
        "{}\n{}\n".format(*[json.dumps(feature(POINT, properties={"n": n})) for n in (1, 2)]),
        "\x1e{}\n\x1e{}\n".format(
            *[json.dumps(feature(POINT, properties={"n": n}), indent=1) for n in (1, 2)]
        ),
        "{}\r\n\r\n{}".format(*[json.dumps(feature(POINT, properties={"n": n})) for n in (1, 2)]),
    ],
)
def test_sequence_is_read_by_either_door(text: str) -> None:
    for table in (
        read(text),
        read_seq(text),
        read_seq(b"\xef\xbb\xbf" + text.encode()),
        read_seq(text.encode("utf-16")),
    ):
        assert table.columns["n"].tolist() == [1, 2]
        assert table.file_format == "GeoJSONSeq"
    assert read_seq(text).lines.tolist()[0] == 1


def test_lines_of_features_are_known() -> None:
    assert read_seq("\n\n" + json.dumps(POINT) + "\n\n\n" + json.dumps(POINT)).lines.tolist() == [3, 6]
    text = collection(feature(), feature(POINT)).replace('{"type": "Feature",', '\n{"type": "Feature",')
    assert read(text).lines.tolist() == [2, 3]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"type": "Feature"}\n{"type": "Feature"\n', "line 2: not JSON"),
        ('{"type": "Feature"}\n\n[1]\n', "line 3: JSON but not a GeoJSON feature"),
        ('\x1e{"type": "Feature",\n\n"a" 1}', "line 3: not JSON"),
        ("\n\n", "is empty"),
        ('{"type": "Feature", "a": ' + "[" * 100_000, "cannot be read as JSON"),
        ('{"type": "Feature", "a": ' + "1" * 5000 + "}", "cannot be read as JSON"),
        (b'{"type": "Feature"}\n{"type": "\xff"}', "line 2: byte 0xFF is not utf-8"),
    ],
)
def test_broken_sequence_names_the_line(text: str | bytes, message: str) -> None:
    with pytest.raises(DataError, match=message):
        read_seq(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is empty"),
        (" \n", "is empty"),
        ("[1, 2]", "JSON but not GeoJSON"),
        ("[1, 2", "line 1: not JSON"),
        ('{"type": "FeatureCollection",\n"features": [{"a" 1}]}', "line 2: not JSON"),
        ('{"type": "FeatureCollection", "features": [{}, ', "line 1: not JSON"),
        ('{"type": "FeatureCollection", "features": []} x', r"not JSON \(Extra data\)"),
        ('{"features": [], "type": "FeatureCollection", "features": []}', "two lists of features"),
        ('{"type": "FeatureCollection", "features": {}}', "JSON but not GeoJSON"),
        (b'{"type": "FeatureCollection",\n"features": ["\xe6\xf7"]}', "line 2: byte 0xE6 is not utf-8"),
    ],
)
def test_broken_geojson_says_what_and_where(text: str | bytes, message: str) -> None:
    with pytest.raises(DataError, match=message):
        read(text)


def test_unknown_encoding_is_named() -> None:
    with pytest.raises(DataError, match="no encoding called 'klingon'"):
        read("{}", encoding="klingon")
    assert (
        read(collection(feature(properties={"a": "Ж"})).encode("utf-8"), encoding="utf-8").columns["a"][0]
        == "Ж"
    )


def test_too_many_names_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    names = {f"n{number}": 1 for number in range(100_000)}
    with pytest.raises(DataError, match="more than 10,000 columns"):
        read(collection(feature(properties=names)))
    rows = [feature(properties={f"n{number}": 1}) for number in range(100)]
    monkeypatch.setattr(limits, "MAX_CELLS", 1000)
    with pytest.raises(DataError, match="more than the 1,000 cells"):
        read(collection(*rows))


@given(st.integers(1, 40), st.data())
def test_pieces_of_any_length_read_the_same(chunk: int, data: st.DataObject) -> None:
    text = collection(
        feature(POINT, properties={"a": 'Ж\\"\n', "n": -1.5e-7}),
        feature(id=12, properties={"a": None}),
        total=123456,
    ).encode()
    indented = data.draw(st.sampled_from([text, json.dumps(json.loads(text), indent=2).encode()]))
    whole = read(indented)
    before = json_stream._CHUNK  # noqa: SLF001 - the length of the pieces is what is tested
    json_stream._CHUNK = chunk  # type: ignore[misc]  # noqa: SLF001
    try:
        table = read(indented)
    finally:
        json_stream._CHUNK = before  # type: ignore[misc]  # noqa: SLF001
    assert table.columns.equals(whole.columns)
    assert table.lines.tolist() == whole.lines.tolist()
    assert table.lon.tolist() == whole.lon.tolist()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@given(
    st.lists(
        st.fixed_dictionaries(
            {"type": st.just("Feature")},
            optional={
                "id": json_values,
                "properties": json_values,
                "geometry": json_values,
                "x": json_values,
            },
        ),
        max_size=4,
    )
)
def test_any_feature_is_a_row(features: list[dict[str, Any]]) -> None:
    table = read(collection(*features))
    assert len(table.columns) == len(features) == len(table.shapes) == len(table.lines)
    lines = "\n".join(map(json.dumps, features))
    if features:
        again = read_seq(lines)
        assert again.columns.equals(table.columns)


EXAMPLE = collection(
    feature(POINT, id=1, properties={"a": "ü", "b": [1]}),
    feature({"type": "Polygon", "coordinates": [RING]}),
    feature({"type": "GeometryCollection", "geometries": [POINT]}),
    crs={"type": "name", "properties": {"name": "EPSG:3857"}},
)


@settings(max_examples=150)
@given(change(EXAMPLE.encode()))
def test_damaged_geojson_is_a_table_or_a_clear_error(content: bytes) -> None:
    with contextlib.suppress(GeoError):
        read(content)
    with contextlib.suppress(GeoError):
        read_seq(content)


BOMBS = """
import io, resource, sys
from geo._reading.formats.features import read_geojson, read_geojsonseq
from geo._reading.source import Options, Source
from geo.errors import DataError

class Endless(Source):
    # A text that begins and goes on for a gigabyte, without a gigabyte anywhere.
    def open(self):
        return Stream(self.content)
    def head(self, count=4):
        return self.content[:count]

class Stream(io.RawIOBase):
    def __init__(self, start):
        self.start, self.left = start, 2**30
    def readable(self):
        return True
    def read(self, count=-1):
        start, self.start = self.start, b""
        if start:
            return start
        count = min(count, self.left)
        self.left -= count
        return FILL * count

FILL = {fill!r}
import shapely, pandas
resource.setrlimit(resource.RLIMIT_AS, (2**31, 2**31))
try:
    {door}(Endless("x", content={start!r}), Options())
except DataError as error:
    print(error)
"""


@pytest.mark.parametrize(
    ("door", "start", "fill", "message"),
    [
        (
            "read_geojsonseq",
            b'{"type": "Feature", "properties": {"a": "',
            b"x",
            "line 1: one feature of more than 64 MiB",
        ),
        (
            "read_geojson",
            b'{"type": "FeatureCollection", "features": [\n{"a": "',
            b"x",
            "line 2: one feature of more",
        ),
        ("read_geojson", b'{"type": "FeatureCollection", "features": [[', b"[", "cannot be read as JSON"),
        ("read_geojson", b"", b"\0", "line 1: not JSON"),
    ],
)
def test_line_of_a_gigabyte_is_refused_in_bounded_memory(
    door: str, start: bytes, fill: bytes, message: str
) -> None:
    code = BOMBS.format(door=door, start=start, fill=fill)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert message in done.stdout, done.stderr[-2000:]

"""What others read in our files: every column, its type, all digits; and what a format cannot hold."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import logging
import re
import sqlite3
import tempfile
import zipfile
from pathlib import Path

import defusedxml.ElementTree as ET  # noqa: N817 - as everybody calls it
import duckdb
import geopandas as gpd
import numpy as np
import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import write_incidents
from geo._writing import choose_format, columns, workbook
from geo._writing.formats import SUFFIXES
from geo.errors import OutputError, UsageError
from tests.writing_cases import TEXTS, odd_table, typed_table

KML = "{http://www.opengis.net/kml/2.2}"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
PLACED = [True, True, False, True, True]
MOMENT = dt.datetime(2024, 2, 29, 3, 4, 5, 678_000)  # noqa: DTZ001 - of no zone on purpose


def write(table, path, caplog=None):
    if caplog is None:
        write_incidents(table, path)
        return ""
    with caplog.at_level(logging.INFO, logger="geo._writing"):
        write_incidents(table, path)
    return caplog.text


def spell(table, file_format):
    target = io.StringIO()
    write_incidents(table, target, file_format=file_format)
    return target.getvalue()


def refuse_constant(name):
    raise AssertionError(name)


def with_text(texts):
    frame = pd.DataFrame({"note": pd.Series(texts, dtype=object)})
    return gpd.GeoDataFrame(frame, geometry=[shapely.Point(1, 2)] * len(texts), crs="EPSG:4326")


# CSV


def test_csv_is_read_the_same_by_duckdb_and_python(tmp_path):
    path = tmp_path / "x.csv"
    write(typed_table(), path)
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))
    assert rows[0] == list(typed_table().columns[:-1])
    assert [row[0] for row in rows[1:]] == TEXTS
    first = dict(zip(rows[0], rows[1], strict=True))
    assert first["real"] == "0.30000000000000004"
    assert first["parts"] == '{"ж": 1}'
    assert (first["day"], first["moment"]) == ("2024-02-29", "2024-02-29T03:04:05.678000")
    assert (first["instant"], first["zoned"]) == (
        "2024-02-29T03:04:05.678000+00:00",
        "2024-02-29T04:04:05+01:00",
    )
    assert rows[4][2] == "9007199254740993"
    asked = "select * from read_csv(?, all_varchar = true, header = true, delim = ',', quote = '\"')"
    read = duckdb.execute(asked, [str(path)]).fetchall()
    assert [[cell or "" for cell in row] for row in read] == rows[1:]


# XLSX


def test_sheet_has_types_and_digits_in_openpyxl(tmp_path, caplog):
    said = write(typed_table(), tmp_path / "x.xlsx", caplog)
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    (sheet,) = book.worksheets
    head, *rows = sheet.iter_rows(values_only=True)
    assert head == tuple(typed_table().columns[:-1])
    table = {name: [row[at] for row in rows] for at, name in enumerate(head)}
    assert table["id"] == [*TEXTS[:-1], None]
    assert table["whole"] == ["1", None, "-3", "9007199254740993", "0"]
    assert table["small"] == [1, 2, 3, 4, 5]
    assert table["yes"] == [True, None, False, True, None]
    assert list(map(repr, table["real"])) == ["0.30000000000000004", "None", "1e-300", "-0.0", "1e+22"]
    assert table["day"][:2] == [dt.datetime(2024, 2, 29), None]  # noqa: DTZ001
    assert table["moment"][:2] == [MOMENT, None]
    assert table["instant"][0] == "2024-02-29T03:04:05.678000+00:00"
    assert table["mixed"] == [1, "1", None, 2.5, True]
    assert table["parts"][0] == '{"ж": 1}'
    assert (sheet.freeze_panes, sheet["A1"].font.b) == ("A2", True)
    assert 8 <= sheet.column_dimensions["A"].width <= 40
    assert "whole numbers of more than 15 digits are text: column 'whole'" in said
    assert "times with a time zone are ISO 8601 text: columns 'instant', 'zoned'" in said
    # Parts that programs may want, and no date of making that would differ.
    with zipfile.ZipFile(tmp_path / "x.xlsx") as archive:
        assert archive.testzip() is None
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_text_that_begins_like_a_formula_is_text(tmp_path):
    texts = ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x","y")', "=cmd|' /C calc'!A0"]
    # GDAL takes the first row for a heading where another has numbers.
    write(with_text(texts).assign(number=1), tmp_path / "x.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx").active
    cells = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert [cell.value for cell in cells] == texts
    assert {cell.data_type for cell in cells} == {"s"}
    # Else a spreadsheet would take it for a formula as soon as somebody edits the cell.
    assert all(cell.quotePrefix for cell in cells)
    assert pyogrio.read_dataframe(tmp_path / "x.xlsx")["note"].tolist() == texts


def sheet_texts(path):
    with zipfile.ZipFile(path) as archive:
        shared = [
            text.text or "" for text in ET.fromstring(archive.read("xl/sharedStrings.xml")).iter(f"{SHEET}t")
        ]
        sheet = ET.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    found = []
    for row in list(sheet.iter(f"{SHEET}row"))[1:]:
        cells = list(row.iter(f"{SHEET}v"))
        text = shared[int(cells[0].text)] if cells else ""
        # ECMA-376 part 1, 22.9.2.19.
        found.append(re.sub("_x([0-9A-Fa-f]{4})_", lambda code: chr(int(code[1], 16)), text))
    return found


def test_limits_of_a_sheet_are_errors_that_name_another_format(tmp_path, monkeypatch):
    write(with_text(["x" * 32_767]), tmp_path / "fits.xlsx")
    with pytest.raises(OutputError, match=r"'note' has 32,768 characters.*room for 32,767. Write \.csv"):
        write(with_text(["x" * 32_768]), tmp_path / "x.xlsx")
    # A character beyond the first 65,536 counts as two.
    with pytest.raises(OutputError, match="room for 32,767"):
        write(with_text(["😀" * 16_384]), tmp_path / "x.xlsx")
    wide = pd.DataFrame(np.zeros((1, 16_385)))
    with pytest.raises(OutputError, match="16,385 columns"):
        write(wide, tmp_path / "x.xlsx")
    monkeypatch.setattr(workbook, "_ROWS", 3)
    write(with_text(["a", "b"]), tmp_path / "two.xlsx")
    with pytest.raises(
        OutputError, match=r"it has 3 rows, and a sheet has room for 2\. Write \.csv or \.parquet"
    ):
        write(with_text(["a", "b", "c"]), tmp_path / "x.xlsx")
    assert not (tmp_path / "x.xlsx").exists()


# GeoJSON


@pytest.mark.parametrize("file_format", ["geojson", "geojsonseq"])
def test_geojson_keeps_types_digits_and_parts(file_format):
    text = spell(typed_table(), file_format)
    if file_format == "geojson":
        collection = json.loads(text, parse_constant=refuse_constant)
        assert set(collection) == {"type", "name", "features"}
        features = collection["features"]
    else:
        assert "\x1e" not in text
        features = [json.loads(line, parse_constant=refuse_constant) for line in text.splitlines()]
    rows = [feature["properties"] for feature in features]
    assert list(rows[0]) == list(typed_table().columns[:-1])
    assert [row["id"] for row in rows] == TEXTS
    assert [row["text"] for row in rows] == [None, *TEXTS[1:]]
    assert [row["whole"] for row in rows] == [1, None, -3, 2**53 + 1, 0]
    assert [row["yes"] for row in rows] == [True, None, False, True, None]
    assert [repr(row["real"]) for row in rows] == ["0.30000000000000004", "None", "1e-300", "-0.0", "1e+22"]
    assert [row["parts"] for row in rows] == [{"ж": 1}, None, [1, "x"], [], {}]
    assert [row["mixed"] for row in rows] == [1, "1", None, 2.5, True]
    assert rows[0]["zoned"] == "2024-02-29T04:04:05+01:00"
    assert [feature["geometry"] is not None for feature in features] == PLACED
    assert features[0]["geometry"]["coordinates"] == [0.1 + 0.2, -1.123456789012345]
    outer, hole = features[1]["geometry"]["coordinates"]
    assert shapely.LinearRing(outer).is_ccw
    assert not shapely.LinearRing(hole).is_ccw
    assert features[3]["geometry"]["coordinates"] == [[0, 0, 5], [1, 1, 6]]
    assert [part["type"] for part in features[4]["geometry"]["geometries"]] == ["Point", "MultiPoint"]


@pytest.mark.parametrize("suffix", ["geojson", "geojsonl"])
def test_geojson_is_read_by_gdal_and_duckdb(tmp_path, suffix):
    path = tmp_path / f"x.{suffix}"
    write(typed_table(), path)
    _, read = pyogrio.read_arrow(path)
    assert read["id"].to_pylist() == TEXTS
    assert read["whole"].to_pylist() == [1, None, -3, 2**53 + 1, 0]
    assert read["real"].to_pylist()[0] == 0.1 + 0.2
    # GDAL sees days and times in text of JSON.
    assert read["day"].to_pylist()[0] == dt.date(2024, 2, 29)
    assert pyogrio.read_info(path)["crs"] == "EPSG:4326"
    if suffix == "geojsonl":
        asked = "select json->>'$.properties.id', json->>'$.properties.whole' from read_json_objects(?)"
        rows = duckdb.execute(asked, [str(path)]).fetchall()
        assert rows[3] == (TEXTS[3], "9007199254740993")


def test_shapes_past_the_antimeridian_are_cut_there(caplog):
    shapes = [
        shapely.box(170, 0, 190, 5),
        shapely.LineString([(-170, 0), (-190, 10)]),
        shapely.Point(181, 3),
        shapely.MultiPoint([(179, 1), (541, 2)]),
        shapely.GeometryCollection([shapely.box(179, 0, 181, 1), shapely.Point(0, 0)]),
        shapely.box(-180, -1, 180, 1),
    ]
    table = gpd.GeoDataFrame({"id": range(6)}, geometry=shapes, crs="EPSG:4326")
    with caplog.at_level(logging.INFO, logger="geo._writing"):
        features = json.loads(spell(table, "geojson"))["features"]
    read = [shapely.from_geojson(json.dumps(feature["geometry"])) for feature in features]
    expected = [
        shapely.MultiPolygon([shapely.box(170, 0, 180, 5), shapely.box(-180, 0, -170, 5)]),
        shapely.MultiLineString([[(-170, 0), (-180, 5)], [(180, 5), (170, 10)]]),
        shapely.Point(-179, 3),
        shapely.MultiPoint([(179, 1), (-179, 2)]),
    ]
    for one, other in zip(read, expected, strict=False):
        assert one.geom_type == other.geom_type
        assert one.equals(other)
    assert read[4].geoms[0].area == 2
    assert read[5].equals(shapes[5])
    assert all(-180 <= bound <= 180 for shape in read for bound in shape.bounds[::2])
    assert "run past 180 degrees are cut there: 5 times" in caplog.text


def test_other_crs_is_transformed_and_none_is_asked_for():
    table = with_text(["a"]).to_crs("EPSG:3857")
    (feature,) = json.loads(spell(table, "geojson"))["features"]
    assert feature["geometry"]["coordinates"] == pytest.approx([1, 2], abs=1e-9)
    with pytest.raises(UsageError, match="no CRS"):
        spell(with_text(["a"]).set_crs(None, allow_override=True), "geojson")


# GeoPackage and FlatGeobuf


@pytest.mark.parametrize("suffix", ["gpkg", "fgb"])
def test_layer_keeps_types_and_digits(tmp_path, suffix, caplog):
    path = tmp_path / f"x.{suffix}"
    said = write(typed_table(), path, caplog)
    meta, read = pyogrio.read_arrow(path)
    expected = {
        "id": (pa.string(), TEXTS),
        "text": (pa.string(), [None, *TEXTS[1:]]),
        "whole": (pa.int64(), [1, None, -3, 2**53 + 1, 0]),
        "small": (pa.int32(), [1, 2, 3, 4, 5]),
        "yes": (pa.bool_(), [True, None, False, True, None]),
        "kind": (pa.string(), ["a", None, "b", "a", "a"]),
        "parts": (pa.string(), ['{"ж": 1}', None, '[1, "x"]', "[]", "{}"]),
        "mixed": (pa.string(), ["1", "1", None, "2.5", "True"]),
        "fid": (pa.string(), ["a", "b", "c", "d", "e"]),
        "ogc_fid": (pa.int64(), [5, 4, 3, 2, 1]),
        "geom": (pa.string(), ["x", "y", None, "z", "z"]),
    }
    assert [name for name in read.column_names if name in typed_table()] == list(typed_table().columns[:-1])
    for name, (kind, cells) in expected.items():
        assert (read.schema.field(name).type, read[name].to_pylist()) == (kind, cells), name
    # SQLite keeps no sign of zero.
    assert read["real"].to_pylist() == [0.1 + 0.2, None, 1e-300, 0.0, 1e22]
    assert meta["crs"] == "EPSG:4326"
    plain = pyogrio.read_dataframe(path)
    assert plain["moment"][0] == pd.Timestamp(MOMENT)
    assert plain["moment"].dt.tz is None
    assert plain["instant"][0] == pd.Timestamp("2024-02-29T03:04:05.678Z")
    assert plain["zoned"][0] == pd.Timestamp("2024-02-29T03:04:05Z")
    assert plain["instant"].isna().tolist() == [False, True, False, False, False]
    assert plain.geometry.notna().tolist() == PLACED
    assert plain.geometry[0].equals_exact(typed_table().geometry[0])
    assert plain.geometry[3].has_z == (suffix == "gpkg")
    assert ("heights are left out, as not all shapes have one" in said) == (suffix == "fgb")
    day = dt.date(2024, 2, 29) if suffix == "gpkg" else "2024-02-29"
    assert read["day"].to_pylist()[:2] == [day, None]
    assert ("dates are text" in said) == (suffix == "fgb")
    assert "lists and objects are JSON text: column 'parts'" in said
    assert "times are told in UTC, not in the zone of the source: column 'zoned'" in said


def test_geopackage_is_sound_to_sqlite(tmp_path):
    write(typed_table(), tmp_path / "x.gpkg")
    with sqlite3.connect(tmp_path / "x.gpkg") as database:
        ask = database.execute
        assert ask("pragma integrity_check").fetchall() == [("ok",)]
        assert ask("select table_name, data_type, srs_id from gpkg_contents").fetchall() == [
            ("incidents", "features", 4326)
        ]
        assert ask("select column_name from gpkg_geometry_columns").fetchall() == [("geo_geom",)]
        # The shapes that there are, in the spatial index.
        assert ask("select count(*) from rtree_incidents_geo_geom_rowid").fetchall() == [(sum(PLACED),)]
        assert ask("select moment, instant from incidents limit 1").fetchall() == [
            ("2024-02-29T03:04:05.678", "2024-02-29T03:04:05.678Z")
        ]
    database.close()


@pytest.mark.parametrize("suffix", ["gpkg", "fgb"])
def test_names_that_differ_in_case_alone_are_refused_where_they_are_one(tmp_path, suffix):
    table = with_text(["a"]).assign(Note="b")
    with pytest.raises(OutputError, match="'Note' differs from 'note' of the source in case alone"):
        write(table, tmp_path / f"x.{suffix}")
    # Of other letters than those of ASCII the case counts.
    write(with_text(["a"]).assign(ж="1", Ж="2"), tmp_path / f"y.{suffix}")
    _, read = pyogrio.read_arrow(tmp_path / f"y.{suffix}")
    assert (read["ж"].to_pylist(), read["Ж"].to_pylist()) == (["1"], ["2"])


def test_flatgeobuf_has_heights_where_all_have_them(tmp_path):
    table = gpd.GeoDataFrame({"id": [1, 2]}, geometry=[shapely.Point(1, 2, 3), None], crs="EPSG:4326")
    write(table, tmp_path / "x.fgb")
    back = pyogrio.read_dataframe(tmp_path / "x.fgb").geometry
    assert (back[0].z, back[1]) == (3, None)


# GeoParquet


def test_geoparquet_gives_the_same_table_back(tmp_path):
    table = typed_table().drop(columns=["parts", "mixed"])
    table.attrs["note"] = "of the author"
    write(table, tmp_path / "x.parquet")
    table.attrs = {}
    back = gpd.read_parquet(tmp_path / "x.parquet")
    # pandas reads days as the objects that they were, and no category changes its place.
    pd.testing.assert_frame_equal(pd.DataFrame(back.drop(columns="geometry")), table.drop(columns="geometry"))
    assert back.geometry.geom_equals_exact(table.geometry, 0).tolist() == PLACED
    assert back.crs == "EPSG:4326"
    assert b"of the author" not in (tmp_path / "x.parquet").read_bytes()


def test_geoparquet_says_what_version_1_1_asks_for(tmp_path):
    write(typed_table(), tmp_path / "x.parquet")
    read = pq.ParquetFile(tmp_path / "x.parquet")
    told = json.loads(read.metadata.metadata[b"geo"])
    assert (told["version"], told["primary_column"]) == ("1.1.0", "geometry")
    (column,) = told["columns"].values()
    assert column["encoding"] == "WKB"
    assert column["geometry_types"] == ["GeometryCollection", "LineString Z", "Point", "Polygon"]
    assert column["crs"]["id"] == {"authority": "EPSG", "code": 4326}
    assert column["bbox"] == [0, -1.123456789012345, 9, 9]
    assert read.schema_arrow.names == list(typed_table().columns)
    assert read.metadata.row_group(0).column(0).compression == "ZSTD"


def test_geoparquet_is_read_by_duckdb(tmp_path):
    write(typed_table(), tmp_path / "x.parquet")
    relation = duckdb.read_parquet(str(tmp_path / "x.parquet")).project(
        "id, whole, yes, real, day, instant, parts"
    )
    types = list(map(str, relation.types))
    assert types[:5] == ["VARCHAR", "BIGINT", "BOOLEAN", "DOUBLE", "DATE"]
    rows = relation.fetchall()
    assert [row[0] for row in rows] == TEXTS
    assert rows[3][1] == 2**53 + 1
    assert (rows[0][3], rows[0][4], rows[0][6]) == (0.1 + 0.2, dt.date(2024, 2, 29), '{"ж": 1}')


@pytest.mark.parametrize(
    ("cells", "kept"),
    [
        ([[1, 2], [3], None], [[1, 2], [3], None]),
        ([{"a": 1}, {"a": None}], [{"a": 1}, {"a": None}]),
        # Arrow would add the keys that are not there, and Parquet has no column for an object without any.
        ([{"a": 1}, {"b": 2}], ['{"a": 1}', '{"b": 2}']),
        ([{}, None], ["{}", None]),
        ([1, 2.5], [1.0, 2.5]),
        ([1, "1"], ["1", "1"]),
        ([[1, "x"]], ['[1, "x"]']),
    ],
)
def test_geoparquet_keeps_lists_and_objects_or_writes_them_as_json(tmp_path, cells, kept):
    table = with_text(["a"] * len(cells)).assign(cell=pd.Series(cells, dtype=object))
    write(table, tmp_path / "x.parquet")
    assert pq.read_table(tmp_path / "x.parquet")["cell"].to_pylist() == kept


# KML and KMZ

# OGC 07-147r2: what may stand in a Placemark, in this order.
ORDER = ["name", "TimeStamp", "TimeSpan", "ExtendedData", "Point", "LineString", "Polygon", "MultiGeometry"]


def read_placemarks(content):
    root = ET.fromstring(content)
    kinds = {field.get("name"): field.get("type") for field in root.iter(f"{KML}SimpleField")}
    return kinds, list(root.iter(f"{KML}Placemark"))


def cells_of(placemark):
    return {cell.get("name"): cell.text or "" for cell in placemark.iter(f"{KML}SimpleData")}


def test_kml_has_typed_cells_in_an_order_that_viewers_keep_to(caplog):
    with caplog.at_level(logging.INFO, logger="geo._writing"):
        kinds, placemarks = read_placemarks(spell(typed_table(), "kml"))
    assert list(kinds) == list(typed_table().columns[:-1])
    assert {kind: kinds[kind] for kind in ("id", "whole", "small", "yes", "real", "day")} == {
        "id": "string",
        "whole": "string",
        "small": "int",
        "yes": "bool",
        "real": "double",
        "day": "string",
    }
    rows = list(map(cells_of, placemarks))
    assert [row["id"] for row in rows] == TEXTS
    # An empty text is there, an unknown one is not.
    assert [row.get("text") for row in rows] == [None, *TEXTS[1:]]
    assert [row.get("whole") for row in rows] == ["1", None, "-3", "9007199254740993", "0"]
    assert [row.get("yes") for row in rows] == ["true", None, "false", "true", None]
    assert rows[0]["real"] == "0.30000000000000004"
    for placemark in placemarks:
        tags = [child.tag.removeprefix(KML) for child in placemark]
        assert tags == sorted(tags, key=ORDER.index)
    assert [placemark.find(f"{KML}name").text for placemark in placemarks] == [*TEXTS[:-1], "Row 5"]
    spans = [[part.text for part in placemark.find(f"{KML}TimeSpan") or ()] for placemark in placemarks]
    assert spans == [["2024-02-01", "2024-02-29"], [], [], [], []]
    days = [placemark.findtext(f"{KML}TimeStamp/{KML}when") for placemark in placemarks]
    assert days == [None, "2024-05-03", None, None, "2024-05-04"]
    assert placemarks[0].findtext(f"{KML}Point/{KML}coordinates") == "0.30000000000000004,-1.123456789012345"
    assert "whole numbers of more than 32 bits are text: column 'whole'" in caplog.text


def test_kml_is_read_by_gdal(tmp_path):
    write(typed_table(), tmp_path / "x.kml")
    _, read = pyogrio.read_arrow(tmp_path / "x.kml")
    shapes = [None if shape is None else shapely.from_wkb(shape) for shape in read.columns[-1].to_pylist()]
    assert [shape is not None for shape in shapes] == PLACED
    assert shapes[0].equals_exact(typed_table().geometry[0])
    assert shapes[1].equals(typed_table().geometry[1])
    assert shapely.LinearRing(shapes[1].exterior.coords).is_ccw
    assert read["small"].to_pylist() == [1, 2, 3, 4, 5]
    assert read["yes"].to_pylist() == [True, None, False, True, None]
    assert read["real"].to_pylist()[0] == 0.1 + 0.2


def test_kmz_holds_the_same_document(tmp_path):
    write(typed_table(), tmp_path / "x.kmz")
    with zipfile.ZipFile(tmp_path / "x.kmz") as archive:
        assert archive.namelist() == ["doc.kml"]
        assert archive.testzip() is None
        assert archive.read("doc.kml").decode() == spell(typed_table(), "kml")
        assert archive.infolist()[0].date_time == (1980, 1, 1, 0, 0, 0)


def test_title_names_a_placemark_where_there_is_one():
    table = with_text(["a", "b"]).assign(id=["1", "2"], Headline=["<b>Bang</b> & more", None])
    _, placemarks = read_placemarks(spell(table, "kml"))
    assert [placemark.findtext(f"{KML}name") for placemark in placemarks] == ["<b>Bang</b> & more", "Row 2"]
    assert not any(placemark.findall(f"{KML}description") for placemark in placemarks)


# All of them

cells = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs"]) | st.sampled_from("_x0041\x00\x0b\r\n\t\ufffe"),
    max_size=12,
)


@settings(max_examples=40)
@given(st.lists(cells, min_size=1, max_size=4))
def test_any_text_comes_back_from_formats_of_text(notes):
    table = with_text(notes)
    features = [json.loads(line) for line in spell(table, "geojsonseq").split("\n")[:-1]]
    assert [feature["properties"]["note"] for feature in features] == notes
    rows = list(csv.DictReader(io.StringIO(spell(table, "csv"), newline="")))
    assert [row["note"] for row in rows] == notes
    _, placemarks = read_placemarks(spell(table, "kml"))
    legal = [re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\ufffd", note) for note in notes]
    assert [cells_of(placemark)["note"] for placemark in placemarks] == legal
    stream = io.BytesIO()
    write_incidents(table, stream, file_format="xlsx")
    assert sheet_texts(stream) == notes
    stream = io.BytesIO()
    write_incidents(table, stream, file_format="parquet")
    assert pq.read_table(stream)["note"].to_pylist() == notes


@settings(max_examples=15)
@given(st.lists(cells, min_size=1, max_size=4))
def test_any_text_comes_back_from_layers(notes):
    kept = [note.replace("\0", "\ufffd") for note in notes]
    with tempfile.TemporaryDirectory() as folder:
        for suffix in ("gpkg", "fgb"):
            path = Path(folder, f"x.{suffix}")
            write_incidents(with_text(notes), path)
            _, read = pyogrio.read_arrow(path)
            assert read["note"].to_pylist() == kept


@settings(max_examples=50)
@given(st.floats(allow_nan=False, allow_infinity=False), st.integers(-(2**63), 2**63 - 1))
def test_any_number_keeps_its_digits(real, whole):
    table = with_text(["a"]).assign(real=[real], whole=[whole])
    (feature,) = json.loads(spell(table, "geojson"))["features"]
    assert (repr(feature["properties"]["real"]), feature["properties"]["whole"]) == (repr(real), whole)
    row = next(csv.DictReader(io.StringIO(spell(table, "csv"))))
    assert (repr(float(row["real"])), int(row["whole"])) == (repr(real), whole)
    _, (placemark,) = read_placemarks(spell(table, "kml"))
    read = cells_of(placemark)
    assert (repr(float(read["real"])), int(read["whole"])) == (repr(real), whole)
    stream = io.BytesIO()
    write_incidents(table, stream, file_format="xlsx")
    _, (_, real_back, whole_back) = openpyxl.load_workbook(stream).active.iter_rows(values_only=True)
    assert (float(real_back), int(whole_back)) == (real, whole)


def test_what_a_format_cannot_hold_is_told(tmp_path, caplog):
    said = {}
    for suffix in ("csv", "xlsx", "geojson", "gpkg", "fgb", "kml", "parquet"):
        caplog.clear()
        said[suffix] = write(odd_table(), tmp_path / f"x.{suffix}", caplog)
        assert "halves of surrogate pairs, which are no characters, became U+FFFD: once" in said[suffix]
    assert "characters U+0000, at which a text would end, became U+FFFD: once" in said["gpkg"]
    assert "characters that XML has no room for became U+FFFD: 4 times" in said["kml"]
    assert "numbers that a sheet cannot hold are text: column 'endless'" in said["xlsx"]
    assert "dates before March 1900 are ISO 8601 text: column 'old'" in said["xlsx"]
    assert "times finer than a millisecond are ISO 8601 text: column 'fine'" in said["xlsx"]
    assert "times finer than a millisecond are ISO 8601 text: column 'fine'" in said["gpkg"]
    assert "whole numbers of more than 64 bits are text: column 'huge'" in said["fgb"]
    assert "infinite numbers are the text \"Infinity\": column 'endless'" in said["geojson"]
    assert "2**53 have all digits, but JavaScript rounds them: column 'huge'" in said["geojson"]
    first = json.loads((tmp_path / "x.geojson").read_text(encoding="utf-8"), parse_constant=refuse_constant)
    first, second = (feature["properties"] for feature in first["features"])
    assert (first["endless"], second["endless"], second["huge"]) == ("Infinity", "-Infinity", 2**64 - 1)
    assert (first["nul"], first["half"], first["exact"]) == ("a\0b", "a\ufffd", "0.10")
    assert first["offsets"] == "2024-01-01T00:00:00+03:00"
    assert first["fine"] == "2024-02-29T03:04:05.123456789"
    assert first["other_shape"] == "POINT (0.30000000000000004 2)"
    _, read = pyogrio.read_arrow(tmp_path / "x.gpkg")
    assert read["endless"].to_pylist() == [np.inf, -np.inf]
    assert read["huge"].to_pylist() == ["1", "18446744073709551615"]
    assert read["bytes"].to_pylist() == [b"a\0", None]
    assert read["nul"].to_pylist()[0] == "a\ufffdb"


def test_rows_keep_their_order_across_pieces(tmp_path, monkeypatch):
    for module in (columns, *_users_of_chunk()):
        monkeypatch.setattr(module, "CHUNK", 2)
    table = with_text(list("abcde"))
    for suffix in ("csv", "xlsx", "geojson", "gpkg", "fgb", "kml", "parquet"):
        write(table, tmp_path / f"x.{suffix}")
    for suffix in ("geojson", "gpkg", "fgb", "kml"):
        _, read = pyogrio.read_arrow(tmp_path / f"x.{suffix}")
        assert read["note"].to_pylist() == list("abcde"), suffix
    assert sheet_texts(tmp_path / "x.xlsx") == list("abcde")
    assert pq.read_table(tmp_path / "x.parquet")["note"].to_pylist() == list("abcde")
    assert (tmp_path / "x.csv").read_text() == "note\na\nb\nc\nd\ne\n"


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_two_columns_of_one_name_go_where_they_can(tmp_path, suffix):
    table = pd.DataFrame([["1", "2"]], columns=["a", "a"])
    write(table, tmp_path / f"x.{suffix}")
    for other in ("geojson", "gpkg", "fgb", "kml", "parquet"):
        with pytest.raises(OutputError, match=r"two columns 'a'.*write \.csv or \.xlsx"):
            write(table, tmp_path / f"x.{other}")


def test_suffixes_name_formats():
    assert choose_format(Path("X.NDJSON")) == "geojsonseq"
    assert {choose_format(Path(f"x{suffix}")) for suffix in SUFFIXES} == set(SUFFIXES.values())
    with pytest.raises(UsageError, match=r"End it in \.csv, \.xlsx, .*\.kmz or \.parquet, or pass --format"):
        choose_format(Path("x.doc"))


def _users_of_chunk():
    from geo._writing import delimited, geojson, kml, layers

    return delimited, geojson, kml, layers

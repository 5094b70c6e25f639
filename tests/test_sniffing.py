"""The kind of a file: by its bytes, whatever it is called; what is not read says what to do."""

from __future__ import annotations

import contextlib
import io
import json
import zipfile
from typing import TYPE_CHECKING

import geopandas as gpd
import openpyxl
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo._reading.formats.sniffing import describe_mismatch, sniff_format
from geo._reading.source import Source
from geo.errors import DataError

if TYPE_CHECKING:
    from pathlib import Path

KML = '<?xml version="1.0"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document/></kml>'
POINT = {"type": "Point", "coordinates": [1, 2]}
FEATURE = {"type": "Feature", "properties": {"type": "Battle"}, "geometry": POINT}


def sniff(content: str | bytes, name: str = "the input") -> str:
    return sniff_format(Source(name, content=content.encode() if isinstance(content, str) else content))


def pack(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("driver", "suffix", "kind"),
    [
        ("GPKG", ".gpkg", "gpkg"),
        ("FlatGeobuf", ".fgb", "flatgeobuf"),
        ("ESRI Shapefile", ".shp", "shapefile"),
        ("KML", ".kml", "kml"),
        ("GeoJSON", ".geojson", "geojson"),
        ("GeoJSONSeq", ".geojsonl", "geojsonseq"),
    ],
)
def test_files_of_gdal_are_known_by_their_bytes(tmp_path: Path, driver: str, suffix: str, kind: str) -> None:
    path = tmp_path / f"x{suffix}"
    frame = gpd.GeoDataFrame({"id": [1, 2]}, geometry=[shapely.Point(1, 2), shapely.Point(3, 4)], crs=4326)
    frame.to_file(path, driver=driver, engine="pyogrio")
    for name in (path.name, "x.csv", "the input"):
        assert sniff(path.read_bytes(), name) == kind


def test_parquet_and_workbooks_are_known_by_their_bytes(tmp_path: Path) -> None:
    frame = gpd.GeoDataFrame({"id": [1]}, geometry=[shapely.Point(1, 2)], crs=4326)
    frame.to_parquet(tmp_path / "x.parquet")
    assert sniff((tmp_path / "x.parquet").read_bytes(), "x.csv") == "parquet"
    book = io.BytesIO()
    openpyxl.Workbook().save(book)
    assert sniff(book.getvalue(), "x.csv") == "workbook"
    assert sniff(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "x.xls") == "workbook"


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("id,lon,lat\n1,2,3\n", "the input", "delimited"),
        ("id\tlon\n", "x.txt", "delimited"),
        ("id;lon\n", "x.xls", "delimited"),
        ("[id],[name]\n1,2\n", "x.csv", "delimited"),
        ("<id>,<lon>\n1,2\n", "x.csv", "delimited"),
        ("", "x.csv", "delimited"),
        ("not json", "x.geojson", "geojson"),
        (json.dumps(FEATURE), "the input", "geojson"),
        (json.dumps({"type": "FeatureCollection", "features": [FEATURE]}, indent=1), "x.json", "geojson"),
        (json.dumps({"features": [], "type": "FeatureCollection"}), "x.json", "geojson"),
        (json.dumps(FEATURE) + "\n" + json.dumps(FEATURE) + "\n", "x.json", "geojsonseq"),
        ("\x1e" + json.dumps(FEATURE) + "\n", "the input", "geojsonseq"),
        (json.dumps(FEATURE) + "\n", "x.geojsonl", "geojsonseq"),
        (json.dumps({"venues": [{"id": 1, "type": "x"}]}), "the input", "records"),
        (json.dumps([{"id": 1}]), "x.json", "records"),
        ('{"id": 1}\n{"id": 2}\n', "x.ndjson", "records"),
        (KML, "the input", "kml"),
        (KML.replace("<Document/>", "<description><![CDATA[<html><body>]]></description>"), "x.kml", "kml"),
        ("\ufeff" + KML, "x.xml", "kml"),
        ("<broken", "x.kml", "kml"),
    ],
)
def test_texts_are_told_apart(text: str, name: str, kind: str) -> None:
    assert sniff(text, name) == kind
    if text.isascii() and kind != "delimited":
        assert sniff(text.encode("utf-16"), name) == kind


@pytest.mark.parametrize(
    ("members", "name", "kind"),
    [
        (("[Content_Types].xml", "xl/workbook.xml"), "x.zip", "workbook"),
        (("mimetype", "content.xml"), "x.ods", "workbook"),
        (("doc.kml", "files/a.png"), "x.zip", "kmz"),
        (("doc.kml", "data.csv"), "x.kmz", "kmz"),
        (("a.shp", "a.dbf", "a.kml"), "x.zip", "archive"),
        (("a.csv",), "the input", "archive"),
    ],
)
def test_archives_are_told_apart_by_what_is_in_them(members: tuple[str, ...], name: str, kind: str) -> None:
    assert sniff(pack(*members), name) == kind


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (b"<!DOCTYPE html>\n<html><title>Log in</title>", "x.csv", "is a web page and no table"),
        (b"<?xml version='1.0'?>\n<html xmlns='x'>", "x.xls", "is a web page and no table"),
        (b"<?xml version='1.0'?>\n<gpx>", "x.gpx", "XML that geo does not read"),
        (b"\x1f\x8b\x08", "x.csv.gz", "packed with gzip: unpack it first"),
        (b"%PDF-1.7", "x.csv", "PDF document"),
        (b"\x89PNG\r\n", "x.csv", "is a picture"),
        (b"version https://git-lfs.github.com/spec/v1\n", "x.parquet", "a pointer to a file in Git LFS"),
        (
            bytes(range(256)) * 20,
            "x.bin",
            r"binary file of a kind that geo does not read.*\.csv.*\.xlsx.*\.kmz",
        ),
        (b"id,lon\n", "x.gpkg", r"is text and not a GeoPackage"),
        (b"x", "x.dbf", r"part of a shapefile. Pass the \.shp"),
        (b"PK\x03\x04broken", "x.xlsx", "damaged zip archive or workbook"),
        (pack("word/document.xml"), "x.docx", "document of an office program"),
    ],
)
def test_what_is_not_read_says_what_to_do(content: bytes, name: str, message: str) -> None:
    with pytest.raises(DataError, match=message):
        sniff(content, name)


def test_text_with_a_zero_byte_or_without_a_mark_is_left_to_its_reader() -> None:
    assert sniff(b"lon,lat\n1,\0\n", "x.csv") == "delimited"
    assert sniff("lon,lat\n1,2\n".encode("utf-16-le"), "x.csv") == "delimited"


def test_name_that_says_another_kind_is_told() -> None:
    assert describe_mismatch(Source("x.csv"), "workbook") == "not .csv but a workbook, and read as one"
    assert describe_mismatch(Source("x.xls"), "delimited") == "not .xls but delimited text, and read as such"
    assert describe_mismatch(Source("x.csv"), "delimited") is None
    assert describe_mismatch(Source("the input"), "geojson") is None
    assert describe_mismatch(Source("x.2024"), "delimited") is None


@given(st.binary(max_size=300), st.sampled_from(["", ".csv", ".json", ".kml", ".xlsx", ".shp", ".zip"]))
def test_any_bytes_are_of_a_kind_or_a_clear_error(content: bytes, suffix: str) -> None:
    with contextlib.suppress(DataError):
        assert sniff(content, f"x{suffix}")

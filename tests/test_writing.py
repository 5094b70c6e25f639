"""Writing: a file is whole or not there, and holds what the table holds."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import read_incidents, write_incidents
from geo._files import replace_file
from geo._writing import write_text
from geo.errors import OutputError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

TABLE = 'id,lon,lat,note\n007,53.5,43,"{""a"": [1]}"\n008,,43,"two\nlines"\n'
SUFFIXES = ["csv", "xlsx", "geojson", "geojsonl", "gpkg", "fgb", "kml", "kmz", "parquet"]


@pytest.fixture
def incidents() -> gpd.GeoDataFrame:
    frame = read_incidents(io.StringIO(TABLE))
    return frame.assign(
        geo_place_population=pd.array([5213, None], dtype="Int64"),
        geo_neighbours=pd.array(['{"RUS": 1.5}', None], dtype="string"),
    )


def test_csv_has_every_cell_and_no_geometry(incidents: gpd.GeoDataFrame, tmp_path: Path) -> None:
    write_incidents(incidents, tmp_path / "x.csv")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "x.csv").read_text(encoding="utf-8"), newline="")))
    assert [row["note"] for row in rows] == ['{"a": [1]}', "two\nlines"]
    assert [row["id"] for row in rows] == ["007", "008"]
    assert [row["geo_lon"] for row in rows] == ["53.5", ""]
    assert [row["geo_place_population"] for row in rows] == ["5213", ""]
    assert "geometry" not in rows[0]


@pytest.mark.parametrize("suffix", ["geojson", "gpkg", "parquet"])
def test_file_read_back_by_others_holds_the_same(
    incidents: gpd.GeoDataFrame, tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"x.{suffix}"
    write_incidents(incidents, path)
    back = gpd.read_parquet(path) if suffix == "parquet" else gpd.read_file(path)
    assert back.crs == "EPSG:4326" or back.crs.to_string() == "OGC:CRS84"
    assert back["id"].tolist() == ["007", "008"]
    assert back["note"].tolist() == ['{"a": [1]}', "two\nlines"]
    assert back["geo_neighbours"][0] == '{"RUS": 1.5}'
    assert back["geo_place_population"].isna().tolist() == [False, True]
    assert back["geo_lon"].isna().tolist() == [False, True]
    assert back.geometry[0].coords[0] == (53.5, 43.0)
    assert back.geometry[1] is None or back.geometry[1].is_empty


def test_geojson_says_null_where_nothing_is_known(incidents: gpd.GeoDataFrame, tmp_path: Path) -> None:
    write_incidents(incidents, tmp_path / "x.geojson")
    second = json.loads((tmp_path / "x.geojson").read_text(encoding="utf-8"))["features"][1]
    assert second["geometry"] is None
    assert second["properties"]["geo_lon"] is None
    assert second["properties"]["geo_place_population"] is None


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("text", ["lon,lat\n", "lon,lat\n,\n", ",lon,lat,fid,geom,geometry\n1,2,3,4,5,6\n"])
def test_odd_tables_can_be_written(tmp_path: Path, suffix: str, text: str) -> None:
    path = tmp_path / f"x.{suffix}"
    write_incidents(read_incidents(io.StringIO(text)), path)
    # No feature is no line.
    assert (path.stat().st_size > 0) == ((suffix, text) != ("geojsonl", "lon,lat\n"))


def test_table_that_does_not_fit_the_format_is_an_error_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"does not fit into gpkg.*Rename"):
        write_incidents(read_incidents(io.StringIO("lon,lat,A,a\n1,2,3,4\n")), tmp_path / "x.gpkg")
    assert list(tmp_path.iterdir()) == []


def test_source_column_that_clashes_with_ours_is_the_one_to_rename(tmp_path: Path) -> None:
    for header in ("lon,lat,GEO_LON", "GEO_LON,lon,lat"):
        frame = read_incidents(io.StringIO(f"{header}\n1,2,3\n"))
        with pytest.raises(OutputError, match=r"source column 'GEO_LON' .*Rename 'GEO_LON' in the source"):
            write_incidents(frame, tmp_path / "x.gpkg")
    write_incidents(frame, tmp_path / "x.csv")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_existing_file_is_kept_unless_replacing_is_asked_for(
    incidents: gpd.GeoDataFrame, tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"x.{suffix}"
    path.write_text("mine")
    with pytest.raises(OutputError, match=r"exists already.*--force"):
        write_incidents(incidents, path)
    assert path.read_text() == "mine"
    write_incidents(incidents, path, overwrite=True)
    assert path.read_bytes() != b"mine"
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


def test_failure_half_way_leaves_the_old_file_whole(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("mine")

    def fail() -> None:
        with replace_file(path, overwrite=True) as passing:
            passing.write_text("half of")
            raise OSError(28, "No space left on device")

    with pytest.raises(OutputError, match=r"x\.txt cannot be written: No space left.*unchanged"):
        fail()
    assert path.read_text() == "mine"
    assert [entry.name for entry in tmp_path.iterdir()] == ["x.txt"]


def test_folder_and_missing_folder_are_clear_errors(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="is a folder"):
        write_text(tmp_path, "x")
    with pytest.raises(OutputError, match="There is no folder"):
        write_text(tmp_path / "nowhere" / "x.html", "x")


def test_format_comes_from_the_name_or_is_asked_for(incidents: gpd.GeoDataFrame, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not say in which format"):
        write_incidents(incidents, tmp_path / "x.data")
    with pytest.raises(UsageError, match="no format 'xls'"):
        write_incidents(incidents, tmp_path / "x.csv", file_format="xls")
    with pytest.raises(UsageError, match="stream of text takes csv, geojson, geojsonseq, kml, not gpkg"):
        write_incidents(incidents, io.StringIO(), file_format="gpkg")
    write_incidents(incidents, tmp_path / "x.data", file_format="csv")
    assert (tmp_path / "x.data").read_text(encoding="utf-8").startswith("id,lon,lat")


def test_text_is_written_as_it_is(tmp_path: Path) -> None:
    write_text(tmp_path / "x.html", "ж\r\n\n")
    assert (tmp_path / "x.html").read_bytes() == b"\xd0\xb6\r\n\n"


cells = st.text(st.characters(codec="utf-8", exclude_characters="\0", exclude_categories=["Cs"]))


@given(st.lists(cells, max_size=5))
def test_cells_read_and_written_stay_the_same(notes: list[str]) -> None:
    source = io.StringIO(newline="")
    csv.writer(source, quoting=csv.QUOTE_ALL).writerows(
        [("lon", "lat", "note"), *(("1", "2", n) for n in notes)]
    )
    target = io.StringIO(newline="")
    write_incidents(read_incidents(io.StringIO(source.getvalue()), sep=","), target)
    back = list(csv.DictReader(io.StringIO(target.getvalue(), newline="")))
    assert [row["note"] for row in back] == notes

"""What a first user of the doors ran into: things lost or made up between two files, words that mislead."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import LineString, Point

import geo
from geo.errors import DataError

if TYPE_CHECKING:
    from pathlib import Path

FORMATS = ["geojson", "geojsonl", "gpkg", "fgb", "kml", "kmz", "parquet"]
BAD = "id,lon,lat\n1,53.5,43\n2,52.1,95\n3,abc,43\n4,,\n5,52.1,43.6\n"
POINT = {"type": "Point", "coordinates": [53, 43]}


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "geo", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def write(incidents: gpd.GeoDataFrame, path: Path) -> Path:
    # The library writes what the command measures; to locate is enough to have our columns.
    geo.write_incidents(incidents, path)
    return path


def collection(*features: dict[str, Any]) -> str:
    whole = [{"type": "Feature", "properties": {}, **feature} for feature in features]
    return json.dumps({"type": "FeatureCollection", "features": whole})


@pytest.mark.parametrize("suffix", FORMATS)
def test_why_a_row_has_no_position_is_still_said_after_a_format_with_shapes(
    tmp_path: Path, suffix: str
) -> None:
    (tmp_path / "x.csv").write_text(BAD)
    incidents = geo.read_incidents(tmp_path / "x.csv")
    again = geo.read_incidents(write(incidents, tmp_path / f"x.{suffix}"))
    assert again["geo_problem"].tolist() == incidents["geo_problem"].tolist()


def test_a_shape_that_was_put_in_since_is_no_problem_any_more(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("id,lon,lat\n1,53,95\n2,53,43\n")
    path = write(geo.read_incidents(tmp_path / "x.csv"), tmp_path / "x.geojson")
    document = json.loads(path.read_text())
    document["features"][0]["geometry"] = POINT
    path.write_text(json.dumps(document))
    assert geo.read_incidents(path)["geo_problem"].isna().all()


@pytest.mark.parametrize("suffix", ["kml", "kmz"])
def test_kml_comes_back_with_the_columns_that_went_in(tmp_path: Path, suffix: str) -> None:
    incidents = geo.read_incidents(tmp_path_with(tmp_path, "kml.csv"))
    again = geo.read_incidents(write(incidents, tmp_path / f"x.{suffix}"))
    assert list(again.columns) == list(incidents.columns)
    source = ["title", "name", "time", "begin", "end", "id", "folder", "description"]
    pd.testing.assert_frame_equal(pd.DataFrame(again[source]), pd.DataFrame(incidents[source]))


def tmp_path_with(folder: Path, name: str) -> Path:
    heading = "title,name,time,begin,end,id,folder,description,lon,lat\n"
    path = folder / name
    path.write_text(f"{heading}A,B,01.05.2024,x,y,007,f,d,53,43\n,,,,,008,,,52,44\n", encoding="utf-8")
    return path


def test_a_column_without_a_value_is_in_kml_too(tmp_path: Path) -> None:
    frame = gpd.GeoDataFrame(
        {"id": [1], "none": pd.array([None], dtype="Int64")}, geometry=[Point(53, 43)], crs=4326
    )
    frame.to_parquet(tmp_path / "x.parquet")
    incidents = geo.read_incidents(tmp_path / "x.parquet")
    again = geo.read_incidents(write(incidents, tmp_path / "x.kml"))
    assert list(again.columns) == list(incidents.columns)
    assert again["none"].dtype == "Int64"
    assert again["none"].isna().all()


def test_what_was_added_to_a_placemark_of_ours_is_kept(tmp_path: Path) -> None:
    path = write(geo.read_incidents(tmp_path_with(tmp_path, "x.csv")), tmp_path / "x.kml")
    text = path.read_text(encoding="utf-8")
    text = text.replace("<name>A</name>", "<name>Renamed</name><description>Seen there</description>")
    path.write_text(text, encoding="utf-8")
    again = geo.read_incidents(path)
    assert again["name"].tolist() == ["B", ""]
    assert again["name_2"].tolist() == ["Renamed", pd.NA]
    assert again["description_2"].tolist() == ["Seen there", pd.NA]


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_tables_without_outlines_say_so(
    tmp_path: Path, suffix: str, caplog: pytest.LogCaptureFixture
) -> None:
    line = {"geometry": {"type": "LineString", "coordinates": [[53, 43], [54, 43]]}}
    (tmp_path / "x.geojson").write_text(collection(line))
    incidents = geo.read_incidents(tmp_path / "x.geojson")
    with caplog.at_level("INFO", "geo"):
        write(incidents, tmp_path / f"x.{suffix}")
    assert f"{suffix.upper()} has no outlines: 1 area is there by label point and radius" in caplog.text


def heights_of(path: Path, caplog: pytest.LogCaptureFixture) -> bool:
    caplog.clear()
    with caplog.at_level("INFO", "geo"):
        geo.read_incidents(path)
    return "a height is left out" in caplog.text


@pytest.mark.parametrize("suffix", ["geojson", "gpkg", "parquet", "kml"])
@pytest.mark.parametrize("is_line", [False, True])
def test_heights_that_are_left_out_are_told(
    tmp_path: Path, suffix: str, caplog: pytest.LogCaptureFixture, *, is_line: bool
) -> None:
    for height in (0, 120):
        shape = LineString([(53, 43, height), (54, 43, 0)]) if is_line else Point(53, 43, height)
        frame = gpd.GeoDataFrame({"id": [1]}, geometry=[shape], crs=4326)
        path = tmp_path / f"{height}.{suffix}"
        if suffix == "parquet":
            frame.to_parquet(path)
        elif suffix == "kml":
            positions = " ".join(",".join(map(str, position)) for position in shape.coords)
            kind = shape.geom_type
            placemark = f"<{kind}><coordinates>{positions}</coordinates></{kind}>"
            path.write_text(f"<kml><Placemark>{placemark}</Placemark></kml>")
        else:
            frame.to_file(path)
        assert heights_of(path, caplog) == (height > 0)


def test_one_bad_feature_of_two_is_not_called_one_of_one(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    features = [{"geometry": {"type": "Point", "coordinates": [53, lat]}} for lat in (43, 95)]
    (tmp_path / "x.geojson").write_text(collection(*features))
    incidents = geo.read_incidents(tmp_path / "x.geojson")
    assert "may be swapped" in str(incidents["geo_problem"][1])
    # There are no columns to name the other way round.
    assert "--lon" not in caplog.text
    pd.DataFrame({"lon": [53.0, 53.0], "lat": [43.0, 95.0]}).to_parquet(tmp_path / "x.parquet")
    geo.read_incidents(tmp_path / "x.parquet")
    assert "--lon" not in caplog.text
    pd.DataFrame({"lon": [53.0, 53.0, 5.0], "lat": [143.0, 95.0, 5.0]}).to_parquet(tmp_path / "y.parquet")
    geo.read_incidents(tmp_path / "y.parquet")
    assert "In 2 of 3 rows latitude and longitude look swapped" in caplog.text


def test_the_numero_sign_does_not_hide_the_encoding(tmp_path: Path) -> None:
    text = "№;Долгота;Широта;Заголовок\n1;53,5;43;Взрыв\n"
    (tmp_path / "x.csv").write_bytes(text.encode("cp1251"))
    with pytest.raises(DataError, match=r"It may be cp1251 \('Заголовок'\)"):
        geo.read_incidents(tmp_path / "x.csv")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--only", "cuntry"], "Did you mean 'country'?"),
        (["--codes", "iso4"], "Did you mean 'iso3'?"),
        (["--format", "geojsn"], "Did you mean geojson?"),
    ],
)
def test_slips_are_told_before_anything_is_read(tmp_path: Path, arguments: list[str], told: str) -> None:
    (tmp_path / "x.csv").write_text(BAD)
    done = run("measure", tmp_path / "x.csv", *arguments)
    assert done.returncode == 2
    assert told in done.stderr
    assert "problem" not in done.stderr


def test_columns_of_ours_are_not_offered_as_dates(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("id,lon,lat\n1,53,43\n")
    done = run("measure", tmp_path / "x.csv", "--time", "daet", "--only", "country")
    assert done.returncode == 1
    assert "(found: id, lon, lat)" in done.stderr

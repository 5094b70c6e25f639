"""Sources of any kind become one table: projections, several files, what is asked for and what is refused."""

from __future__ import annotations

import io
import json
import logging

import geopandas as gpd
import numpy as np
import openpyxl
import pandas as pd
import pyogrio
import pytest
import shapely
from pyproj import Geod, Transformer

import geo
from geo._reading.opening import choose_input_format
from geo.errors import DataError, UsageError

# On the central meridian of UTM zone 39 north the easting is 500 km whatever the latitude; on the equator the
# northing is 0.
ON_EQUATOR = (500_000.0, 0.0, 51.0, 0.0)


def write(path, text):
    path.write_text(text, encoding="utf-8")
    return path


def test_columns_of_a_projection_are_transformed(tmp_path):
    source = write(tmp_path / "utm.csv", "id,east,north\n1,500000,0\n2,,\n3,900000000,5\n")
    read = geo.read_incidents(source, lon="east", lat="north", crs="EPSG:32639")
    assert (read["geo_lon"][0], read["geo_lat"][0]) == pytest.approx(ON_EQUATOR[2:], abs=1e-9)
    assert read["geo_problem"].tolist()[1] == "longitude and latitude are empty"
    assert "not in the area of EPSG:32639" in read["geo_problem"][2]
    assert read["east"].tolist() == ["500000", "", "900000000"]


def test_shapes_of_a_projection_are_transformed(tmp_path):
    frame = gpd.GeoDataFrame({"name": ["a"]}, geometry=[shapely.Point(*ON_EQUATOR[:2])], crs="EPSG:32639")
    frame.to_file(tmp_path / "utm.gpkg")
    read = geo.read_incidents(tmp_path / "utm.gpkg")
    assert (read["geo_lon"][0], read["geo_lat"][0]) == pytest.approx(ON_EQUATOR[2:], abs=1e-9)


def test_a_long_edge_of_a_projection_stays_where_it_is(tmp_path):
    """Midway of a straight edge of 300 km in UTM the straight line in degrees is hundreds of metres off."""
    to_degrees = Transformer.from_crs("EPSG:32639", "EPSG:4326", always_xy=True)
    west, east, north, south = 200_000, 500_000, 6_500_000, 6_400_000
    ring = [(west, north), (east, north), (east, south), (west, south)]
    frame = gpd.GeoDataFrame({"name": ["a"]}, geometry=[shapely.Polygon(ring)], crs="EPSG:32639")
    frame.to_file(tmp_path / "area.gpkg")
    shape = geo.read_incidents(tmp_path / "area.gpkg").geometry[0]
    middle = shapely.Point(to_degrees.transform((west + east) / 2, north))
    nearest = shapely.ops.nearest_points(shape.exterior, middle)[0]
    off_m = Geod(ellps="WGS84").inv(nearest.x, nearest.y, middle.x, middle.y)[2]
    corners = [shapely.Point(to_degrees.transform(*corner)) for corner in ring[:2]]
    straight = shapely.ops.nearest_points(shapely.LineString(corners), middle)[0]
    assert Geod(ellps="WGS84").inv(straight.x, straight.y, middle.x, middle.y)[2] > 100
    assert off_m < 0.1


def test_a_missing_reference_system_is_asked_for(tmp_path):
    frame = gpd.GeoDataFrame({"name": ["a"]}, geometry=[shapely.Point(*ON_EQUATOR[:2])], crs="EPSG:32639")
    frame.to_file(tmp_path / "utm.shp")
    (tmp_path / "utm.prj").unlink()
    with pytest.raises(UsageError, match=r"utm\.shp does not say .* Pass --crs"):
        geo.read_incidents(tmp_path / "utm.shp")
    read = geo.read_incidents(tmp_path / "utm.shp", crs="EPSG:32639")
    assert read["geo_lon"][0] == pytest.approx(51.0, abs=1e-9)


@pytest.mark.parametrize("crs", ["EPSG:1", "nonsense"])
def test_an_unknown_reference_system_is_said(tmp_path, crs):
    source = write(tmp_path / "x.csv", "id,lon,lat\n1,5,5\n")
    with pytest.raises(UsageError, match="no coordinate reference system"):
        geo.read_incidents(source, crs=crs)


def test_two_reference_systems_are_refused(tmp_path):
    frame = gpd.GeoDataFrame({"name": ["a"]}, geometry=[shapely.Point(51, 0)], crs="EPSG:4326")
    frame.to_file(tmp_path / "x.gpkg")
    with pytest.raises(UsageError, match="says that it is in EPSG:4326, and --crs says EPSG:32639"):
        geo.read_incidents(tmp_path / "x.gpkg", crs="EPSG:32639")
    assert geo.read_incidents(tmp_path / "x.gpkg", crs="OGC:CRS84")["geo_lon"].tolist() == [51.0]


def test_several_files_are_one_table(tmp_path):
    one = write(tmp_path / "one.csv", "id,lon,lat,note\n007,53.5,43,x\n008,53.5,95,y\n")
    two = tmp_path / "two.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["id", "lon", "lat", "dead"])
    book.active.append(["009", 51.25, 44, 3])
    book.save(two)
    read = geo.read_incidents([one, two])
    assert read["id"].tolist() == ["007", "008", "009"]
    assert read["note"].tolist()[:2] == ["x", "y"]
    assert pd.isna(read["note"][2])
    assert read["dead"].isna().tolist() == [True, True, False]
    assert read["dead"].dtype == "Int64"
    # Text in one file and numbers in the other: text.
    assert read["lon"].tolist() == ["53.5", "53.5", "51.25"]
    assert read["geo_lon"].tolist() == [53.5, pd.NA, 51.25]
    assert read["geo_input"].tolist() == ["one.csv", "one.csv", "two.xlsx"]
    assert read["geo_input_row"].tolist() == [1, 2, 1]
    assert [one["rows"] for one in read.attrs["geo_incidents"]["inputs"]] == [2, 1]
    measured = geo.measure_incidents(read, only=["country"])
    assert measured["geo_country_code"].tolist() == ["KAZ", pd.NA, "KAZ"]


def test_whole_numbers_beside_decimals_keep_their_digits(tmp_path):
    frames = {
        "a": pd.DataFrame({"lon": [1.5], "lat": [2.5], "n": [2**60 + 1]}),
        "b": pd.DataFrame({"lon": [1.5], "lat": [2.5], "n": [0.5]}),
    }
    for name, frame in frames.items():
        frame.to_parquet(tmp_path / f"{name}.parquet")
    read = geo.read_incidents([tmp_path / "a.parquet", tmp_path / "b.parquet"])
    assert read["n"].tolist() == [str(2**60 + 1), "0.5"]


def test_what_was_read_is_told(tmp_path):
    import hashlib

    text = "id;lon;lat\n1;53,5;43,0\n"
    source = write(tmp_path / "x.csv", text)
    told = geo.read_incidents(source).attrs["geo_incidents"]["inputs"][0]
    assert told["name"] == "x.csv"
    assert told["sha256"] == hashlib.sha256(text.encode()).hexdigest()
    assert (told["bytes"], told["rows"]) == (len(text), 1)
    assert any("semicolon" in word or ";" in word for word in told["told"])


def test_a_shape_goes_before_columns_unless_these_are_named(tmp_path):
    frame = gpd.GeoDataFrame(
        {"lon": [10.0], "lat": [20.0]}, geometry=[shapely.Point(51, 44)], crs="EPSG:4326"
    )
    frame.to_file(tmp_path / "x.gpkg")
    assert geo.read_incidents(tmp_path / "x.gpkg")["geo_lon"].tolist() == [51.0]
    assert geo.read_incidents(tmp_path / "x.gpkg", lon="lon", lat="lat")["geo_lon"].tolist() == [10.0]


def test_a_table_without_shapes_is_read_by_its_columns(tmp_path):
    pyogrio.write_dataframe(pd.DataFrame({"lon": [10.0, 181.0], "lat": [20.0, 5.0]}), tmp_path / "x.gpkg")
    read = geo.read_incidents(tmp_path / "x.gpkg")
    assert read["geo_lon"].tolist() == [10.0, pd.NA]
    assert read["geo_problem"][1] == "longitude '181' is outside -180 to 180"


def test_points_of_a_file_are_judged_like_those_of_a_table(tmp_path):
    points = [shapely.Point(53.5, 43), shapely.Point(53.5, 95), None, shapely.Point()]
    gpd.GeoDataFrame({"id": range(4)}, geometry=points, crs="EPSG:4326").to_parquet(tmp_path / "x.parquet")
    read = geo.read_incidents(tmp_path / "x.parquet")
    assert read["geo_lat"].tolist() == [43.0, pd.NA, pd.NA, pd.NA]
    assert read["geo_problem"][1].startswith("latitude '95' is outside -90 to 90")
    assert read["geo_problem"][2] == "longitude and latitude are empty"


@pytest.mark.parametrize(
    ("geometry", "kind"),
    [
        ({"type": "Polygon", "coordinates": [[[51, 44], [52, 44], [52, 45], [51, 44]]]}, "Polygon"),
        ({"type": "LineString", "coordinates": [[51, 44], [52, 44]]}, "LineString"),
        ({"type": "MultiPoint", "coordinates": [[51, 44]]}, "Point"),
        ({"type": "MultiPoint", "coordinates": [[51, 44], [52, 44], [52, 45]]}, "Polygon"),
        (
            {
                "type": "GeometryCollection",
                "geometries": [{"type": "Point", "coordinates": [51, 44]}],
            },
            "Point",
        ),
        (
            {
                "type": "GeometryCollection",
                "geometries": [
                    {"type": "Point", "coordinates": [51, 44]},
                    {"type": "LineString", "coordinates": [[52, 44], [52, 45]]},
                ],
            },
            "Polygon",
        ),
    ],
)
def test_any_geometry_is_a_point_or_an_area(tmp_path, geometry, kind):
    feature = {"type": "Feature", "properties": {"id": "1"}, "geometry": geometry}
    source = write(tmp_path / "x.geojson", json.dumps({"type": "FeatureCollection", "features": [feature]}))
    measured = geo.measure_incidents(geo.read_incidents(source), only=["border"])
    assert measured.geom_type.tolist() == [kind]
    assert measured["geo_border_min_m"].notna().all()


def test_strict_makes_an_error_of_a_row_with_a_problem(tmp_path):
    source = write(tmp_path / "x.csv", "id,lon,lat\n1,5,5\n2,5,95\n3,north,5\n4,5,96\n")
    with pytest.raises(DataError) as caught:
        geo.read_incidents(source, strict=True)
    assert "2 rows: latitude is outside -90 to 90" in str(caught.value)
    assert "such as '95' in row 2" in str(caught.value)
    assert "1 row: longitude" in str(caught.value)
    geo.read_incidents(io.StringIO("id,lon,lat\n1,5,5\n"), strict=True)


def test_strict_lets_a_name_stand_for_coordinates():
    table = "id,lon,lat,district\n1,,,Karakiyanskiy\n"
    assert len(geo.read_incidents(io.StringIO(table), strict=True)) == 1
    with pytest.raises(DataError, match="longitude and latitude are empty"):
        geo.read_incidents(io.StringIO("id,lon,lat\n1,,\n"), strict=True)


def test_an_input_format_is_checked():
    assert choose_input_format("csv") == "delimited"
    with pytest.raises(UsageError, match="Did you mean parquet"):
        choose_input_format("parqet")


def test_a_format_that_is_named_is_used():
    table = io.BytesIO(b'{"type":"Feature","properties":{"id":"1"},"geometry":null}\n')
    assert len(geo.read_incidents(table, file_format="geojsonseq")) == 1


def test_numbers_of_a_workbook_are_positions(tmp_path, caplog):
    book = openpyxl.Workbook()
    for row in (["id", "Longitude", "Latitude"], ["007", 53.5, 43], ["008", None, None], ["009", 200, 5.5]):
        book.active.append(row)
    book.save(tmp_path / "x.xlsx")
    with caplog.at_level(logging.WARNING, logger="geo"):
        read = geo.read_incidents(tmp_path / "x.xlsx")
    assert read["id"].tolist() == ["007", "008", "009"]
    assert read["geo_lon"].tolist() == [53.5, pd.NA, pd.NA]
    assert np.array_equal(read["geo_problem"].isna(), [True, False, False])
    assert "2 of 3 rows have a problem" in caplog.text


def test_degrees_are_not_read_as_metres(tmp_path):
    source = write(tmp_path / "x.csv", "id,lon,lat\n1,53.5,43\n2,51,44\n")
    with pytest.raises(UsageError, match=r"all positions look like degrees, such as 53\.5, 43"):
        geo.read_incidents(source, crs="EPSG:32639")
    assert geo.read_incidents(source, crs="EPSG:4326")["geo_lon"].tolist() == [53.5, 51.0]


def test_why_a_position_was_not_read_is_kept_in_a_file_of_shapes(tmp_path):
    source = write(tmp_path / "x.csv", "id,lon,lat\n1,53.5,43\n2,200,44\n3,,\n")
    measured = geo.measure_incidents(geo.read_incidents(source), only=["country"])
    geo.write_incidents(measured, tmp_path / "x.parquet")
    again = geo.read_incidents(tmp_path / "x.parquet")
    assert again["geo_problem"].tolist() == [
        pd.NA,
        "longitude '200' is outside -180 to 180",
        "longitude and latitude are empty",
    ]


def test_a_profile_that_is_not_that_of_the_table_is_refused(tmp_path):
    source = write(tmp_path / "x.csv", "id,lon,lat\n1,5,5\n")
    with pytest.raises(DataError, match="none of the columns of ACLED"):
        geo.read_incidents(source, profile="acled")
    assert len(geo.read_incidents(source, profile="generic")) == 1

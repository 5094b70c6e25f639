"""Reading: cells stay as written, positions are found or the row says why not."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import logging
import string
from typing import TYPE_CHECKING

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo import read_incidents, schema, write_incidents
from geo._reading.names import find_name_columns
from geo.errors import DataError

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd

PROJECTED = "looks like metres of a projection: give longitude and latitude in degrees, or pass --crs"
GOOD = "id,lon,lat\n007,53.5,43.0\n"


def read(text: str, **how: str) -> gpd.GeoDataFrame:
    return read_incidents(io.StringIO(text), **how)


def test_known_row_becomes_a_point_and_keeps_its_cells() -> None:
    incidents = read(GOOD)
    assert incidents.crs == schema.CRS
    assert list(incidents.columns) == [
        "id",
        "lon",
        "lat",
        "geo_lon",
        "geo_lat",
        "geo_label_lon",
        "geo_label_lat",
        "geo_precision_m",
        "geo_located_by",
        "geo_problem",
        "geometry",
    ]
    row = incidents.iloc[0]
    assert (row["id"], row["lon"], row["lat"]) == ("007", "53.5", "43.0")
    assert (row.geometry.x, row.geometry.y) == (53.5, 43.0)
    assert (row["geo_lon"], row["geo_lat"], row["geo_label_lon"], row["geo_label_lat"]) == (
        53.5,
        43,
        53.5,
        43,
    )
    assert row["geo_located_by"] == "coordinates"
    assert incidents[["geo_precision_m", "geo_problem"]].isna().all(axis=None)


@pytest.mark.parametrize(
    ("lon", "lat"),
    [
        ("lon", "lat"),
        ("LONGITUDE", "Latitude"),
        ("lng", "lat"),
        ("long", "LAT"),
        (" lon ", "lat"),
        ("X", "Y"),
        ("decimalLongitude", "decimalLatitude"),
        ("ActionGeo_Long", "ActionGeo_Lat"),
    ],
)
def test_position_columns_are_found_by_their_usual_names(lon: str, lat: str) -> None:
    assert read(f"id,{lat},{lon}\n1,43,53.5\n")["geo_lon"].tolist() == [53.5]


def test_position_columns_can_be_named() -> None:
    incidents = read("a,b,lon,lat\n53.5,43,1,2\n", lon="a", lat="b")
    assert incidents["geo_lat"].tolist() == [43.0]


@pytest.mark.parametrize(
    ("header", "district", "region"),
    [
        ("district,region", "district", "region"),
        ("ADM2_EN,adm1_en", "ADM2_EN", "adm1_en"),
        (" Admin 2 ,Province", " Admin 2 ", "Province"),
        # In ACLED's tables the region is a part of the world, and admin1 the first-level unit.
        ("admin2,admin1,region", "admin2", "admin1"),
        ("Rayon,Oblast,country", "Rayon", "Oblast"),
    ],
)
def test_table_with_names_in_place_of_coordinates_is_read(header: str, district: str, region: str) -> None:
    cells = ",".join("x" for _ in header.split(","))
    incidents = read(f"{header}\n{cells}\n")
    assert incidents.geometry.is_empty.all()
    assert incidents["geo_problem"].tolist() == ["there are no coordinates"]
    assert find_name_columns(header.split(","))[:2] == (district, region)


def test_table_without_coordinates_says_what_it_was_taken_for(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        read("place,easting\nx,1\n")
    assert "no longitude and latitude column (found: place, easting)" in caplog.text
    assert "located by name (place); if there are coordinates, pass --lon and --lat" in caplog.text
    caplog.clear()
    assert read("id\n1\n", place="Karakiyanskiy").geometry.is_empty.all()
    with pytest.raises(DataError, match="or --place with the column that names the district or region"):
        read("id,country\n1,KAZ\n")


def test_missing_position_columns_are_an_error_that_names_what_was_found() -> None:
    with pytest.raises(DataError, match=r"no longitude and latitude column in the input \(found: id, east\)"):
        read("id,east\n1,2\n")
    with pytest.raises(DataError, match=r"no latitude column .* Pass --lon and --lat"):
        read("id,lon\n1,2\n")


def test_wrongly_named_column_is_an_error_with_a_suggestion() -> None:
    with pytest.raises(
        DataError, match=r"Column 'latitud' is missing in the input .*Did you mean --lat 'latitude'"
    ):
        read("longitude,latitude\n1,2\n", lat="latitud")


@pytest.mark.parametrize(
    ("lon", "lat", "problem"),
    [
        ("53.5", "95", "latitude '95' is outside -90 to 90; longitude and latitude may be swapped"),
        ("95", "181", "latitude '181' is outside -90 to 90"),
        ("53.5", "181", "latitude '181' is outside -90 to 90"),
        ("181", "43", "longitude '181' is outside -180 to 180"),
        ("east", "43", "longitude 'east' is not a number of degrees"),
        ("53.5", "", "latitude is empty"),
        ("", "43", "longitude is empty"),
        (" ", "", "longitude and latitude are empty"),
        ("nan", "43", "longitude 'nan' is not a number of degrees"),
        ("inf", "43", "longitude 'inf' is not a number of degrees"),
        ("1e999", "43", "longitude '1e999' is outside -180 to 180"),
        ("1_0", "43", "longitude '1_0' is not a number of degrees"),
        ("0x10", "43", "longitude '0x10' is not a number of degrees"),
        ("53.5N", "43", "longitude '53.5N' has the letter of a latitude"),
        ("10°75'E", "43", "longitude '10°75'E' has minutes or seconds of 60 or more"),
        ("10", "95N", "latitude '95N' is outside -90 to 90"),
        (
            "500000",
            "5500000",
            f"position '500000, 5500000' {PROJECTED}",
        ),
        ("5350000", "43", "longitude '5350000' is outside -180 to 180"),
    ],
)
def test_bad_position_keeps_the_row_and_says_why(
    lon: str, lat: str, problem: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        incidents = read(f"id,lon,lat\nA,{lon},{lat}\nB,53.5,43\n")
    assert incidents["id"].tolist() == ["A", "B"]
    assert incidents["geo_problem"].iloc[0] == problem
    assert incidents.geometry.is_empty.tolist() == [True, False]
    assert incidents[["geo_lon", "geo_lat", "geo_located_by"]].iloc[0].isna().all()
    assert "the input: 1 of 2 rows has a problem" in caplog.text


@pytest.mark.parametrize(
    "written", ["53.5", "+53.5", " 53.5 ", "5.35e1", "053.50", "\N{MINUS SIGN}53.5", ".5", "5."]
)
def test_number_as_people_write_it(written: str) -> None:
    number = float(written.replace("\N{MINUS SIGN}", "-"))
    assert read(f"lon,lat\n{written},1\n")["geo_lon"].tolist() == [number]


@pytest.mark.parametrize("corner", [(180, 90), (-180, -90), (0, 90)])
def test_edges_of_the_world_are_inside(corner: tuple[int, int]) -> None:
    incidents = read(f"lon,lat\n{corner[0]},{corner[1]}\n")
    assert (incidents.geometry.x[0], incidents.geometry.y[0]) == corner


@pytest.mark.parametrize("delimiter", [";", "\t", "|", ","])
def test_delimiter_is_found(delimiter: str) -> None:
    table = delimiter.join(["note", "lon", "lat"]) + "\n" + delimiter.join(['"a,b;c|d"', "53.5", "43"]) + "\n"
    incidents = read(table)
    assert incidents["note"].tolist() == ["a,b;c|d"]
    assert incidents["geo_lon"].tolist() == [53.5]


def test_decimal_comma_is_a_number_when_the_delimiter_is_another() -> None:
    incidents = read("lon;lat\n53,5;43,25\n")
    assert (incidents["lon"][0], incidents["geo_lon"][0], incidents["geo_lat"][0]) == ("53,5", 53.5, 43.25)


def test_quoted_decimal_comma_is_a_number_between_commas_too() -> None:
    assert read('lon,lat\n"53,5","43,25"\n')[["geo_lon", "geo_lat"]].iloc[0].tolist() == [53.5, 43.25]
    for cell in ("53,5,1", "53.5,43"):
        assert read(f'lon,lat\n"{cell}",43\n')["geo_lon"].isna().all()


def test_own_output_is_read_again() -> None:
    first = read("lon;lat\n10,5;50,1\n")
    target = io.StringIO()
    write_incidents(first, target)
    again = read(target.getvalue())
    assert again[["geo_lon", "geo_lat"]].iloc[0].tolist() == [10.5, 50.1]
    points = [
        {"type": "Feature", "properties": {"id": 1}, "geometry": {"type": "Point", "coordinates": [1, 2]}}
    ]
    target = io.StringIO()
    write_incidents(read(json.dumps({"type": "FeatureCollection", "features": points})), target)
    again = read(target.getvalue())
    assert again[["geo_lon", "geo_lat"]].iloc[0].tolist() == [1.0, 2.0]
    assert again.columns[0] == "id"


def test_own_position_is_taken_as_a_pair_and_after_all_others() -> None:
    assert read("x,geo_lon,geo_lat\n7,1,2\n")["geo_lon"].tolist() == [1.0]
    assert read("x,y,geo_lon,geo_lat\n7,8,1,2\n")["geo_lon"].tolist() == [7.0]
    with pytest.raises(DataError, match="no latitude column"):
        read("x,geo_lon,geo_lat\n7,1,2\n", lon="x")


@pytest.mark.parametrize("delimiter", [";", "\t", "|", ","])
@pytest.mark.parametrize("written", ["5,000", "150,000", "1,500,000"])
def test_grouped_metres_are_unknown_and_said_so(
    delimiter: str, written: str, caplog: pytest.LogCaptureFixture
) -> None:
    header = delimiter.join(("lon", "lat", "precision_m"))
    with caplog.at_level(logging.WARNING):
        incidents = read(f'{header}\n1{delimiter}2{delimiter}"{written}"\n')
    assert incidents["geo_precision_m"].isna().all()
    assert incidents["geo_problem"][0].startswith(f"precision '{written}' may be grouped digits")
    assert not incidents.geometry.is_empty.any()
    assert f"'{written}' in row 1" in caplog.text


def test_decimal_mark_of_metres_is_read_where_it_has_one_reading() -> None:
    for written, metres in (("12,5", 12.5), ("0,500", 0.5), ("5000,250", 5000.25), ("5.000", 5.0)):
        assert read(f"lon;lat;precision_m\n1.5;2;{written}\n")["geo_precision_m"].tolist() == [metres]
    assert read("lon;lat;precision_m\n1,5;2;5.000\n")["geo_precision_m"].isna().all()


def test_summary_counts_each_kind_and_shows_its_first_cell(caplog: pytest.LogCaptureFixture) -> None:
    rows = "1,2\n" * 1000 + "10°75'E,2\n1,'9;5'\n11°75'E,2\n,\n"
    with caplog.at_level(logging.WARNING):
        read(f"lon,lat\n{rows}")
    (record,) = caplog.records
    assert record.getMessage().splitlines() == [
        "the input: 4 of 1,004 rows have a problem (row 1 is the first below the header).",
        "  2 rows: longitude has minutes or seconds of 60 or more, such as '10°75'E' in row 1,001",
        "  1 row: latitude is not a number of degrees, ''9;5'' in row 1,002",
        "  1 row: longitude and latitude are empty, row 1,004",
    ]


def test_cell_in_a_message_cannot_command_the_terminal(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        read('lon,lat\n"\x1b[2Jx\ny",2\n')
    assert "\x1b" not in caplog.text
    assert "' [2Jx y' in row 1" in caplog.text


def test_column_that_may_be_the_precision_is_named(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        read("lon,lat,accuracy\n1,2,3\n")
    assert "the column 'accuracy' is not used" in caplog.text
    assert "pass --precision accuracy." in caplog.text
    caplog.clear()
    with caplog.at_level(logging.INFO):
        read("lon,lat,accuracy,precision_m\n1,2,3,4\n")
        read("lon,lat,accuracy\n1,2,3\n", precision="accuracy")
        read("lon,lat,geo_precision\n1,2,3\n")
    assert "--precision" not in caplog.text


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_byte_order_mark_is_no_part_of_the_first_name(tmp_path: Path, mark: str, encoding: str) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes((mark + "lon,lat,name\n53.5,43,Жаңаөзен\n").encode(encoding))
    assert read_incidents(path)["name"].tolist() == ["Жаңаөзен"]
    assert read_incidents(path).columns[0] == "lon"


def test_wrong_encoding_names_the_line_and_the_byte(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes("lon,lat,name\n1,2,ok\n3,4,Жанаозен\n".encode("cp1251"))
    with pytest.raises(
        DataError, match=r"x\.csv, line 3: byte 25 \(0xC6\) is not utf-8\. .*--encoding cp1251"
    ):
        read_incidents(path)
    assert read_incidents(path, encoding="cp1251")["name"].tolist() == ["ok", "Жанаозен"]
    with pytest.raises(DataError, match="no encoding called 'klingon'"):
        read_incidents(path, encoding="klingon")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the input is empty"),
        (" \n\n", "the input is empty"),
        ("id,lon,lat\n1,2\n", "line 2: 2 cells, fewer than the 3"),
        ("id,lon,lat\n1,2,3\n1,2,3,4\n", "line 3: 4 cells, more than the 3"),
        ('id,lon,lat\n"a\nb",2,3\n1,2\n', "line 4: 2 cells"),
        ("lon,lat,note,note\n1,2,3,4\n", "column name 'note' comes more than once"),
        ('lon,lat,note\n1,2,"open\n', "line 2: the double quotes do not pair up"),
        ("lon,lat\n1,\0\n", "line 2: a NUL byte"),
    ],
)
def test_broken_table_is_an_error_that_names_the_line(text: str, message: str) -> None:
    with pytest.raises(DataError, match=message):
        read(text)


def test_header_alone_is_a_table_of_no_rows() -> None:
    incidents = read("id,lon,lat\n")
    assert len(incidents) == 0
    assert "geo_problem" in incidents.columns


def test_missing_file_suggests_its_neighbours(tmp_path: Path) -> None:
    (tmp_path / "incidents.csv").write_text(GOOD)
    with pytest.raises(DataError, match=r"There is no file .*Did you mean incidents\.csv\?"):
        read_incidents(tmp_path / "incident.csv")
    with pytest.raises(DataError, match="There is no folder"):
        read_incidents(tmp_path / "nowhere" / "incidents.csv")
    with pytest.raises(DataError, match="is a folder, not a file"):
        read_incidents(tmp_path)


def test_precision_is_read_in_metres() -> None:
    for column in ("precision_m", "coordinateUncertaintyInMeters", "geo_precision_m"):
        incidents = read(f"lon,lat,{column}\n1,2,1500\n1,2,\n1,2,0\n")
        assert incidents["geo_precision_m"].tolist()[::2] == [1500.0, 0.0]
        assert incidents["geo_precision_m"].isna().tolist() == [False, True, False]


@pytest.mark.parametrize("written", ["near", "-5", "inf", "1e999"])
def test_unreadable_precision_keeps_the_point_and_says_so(written: str) -> None:
    incidents = read(f"lon,lat,precision_m\n1,2,{written}\n")
    assert incidents["geo_precision_m"].isna().all()
    assert not incidents.geometry.is_empty.any()
    assert "precision" in incidents["geo_problem"][0]


def test_columns_of_another_source_that_begin_with_our_prefix_pass_through() -> None:
    incidents = read("lon,lat,geo_precision\n1,2,3\n")
    assert incidents["geo_precision"].tolist() == ["3"]
    assert incidents["geo_precision_m"].isna().all()


def test_columns_of_an_earlier_measurement_are_replaced() -> None:
    incidents = read("lon,lat,geo_lon,geo_country,geo_problem\n1,2,99,Oz,old\n")
    assert incidents["geo_lon"].tolist() == [1.0]
    assert "geo_country" not in incidents.columns
    assert incidents["geo_problem"].isna().all()


def test_source_column_called_geometry_passes_through() -> None:
    incidents = read("lon,lat,geometry\n1,2,POINT (3 4)\n")
    assert incidents["geometry"].tolist() == ["POINT (3 4)"]
    assert incidents.geometry.x.tolist() == [1.0]


def test_null_island_is_kept_and_warned_of(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        incidents = read("lon,lat\n0,0\n0,1\n")
    assert incidents.geometry.is_empty.sum() == 0
    assert "1 row lies at exactly 0, 0" in caplog.text


def test_geojson_points_are_read() -> None:
    features = [
        {"type": "Feature", "properties": {"id": "007", "n": 3, "tags": ["a"]}, "geometry": point}
        for point in (
            {"type": "Point", "coordinates": [53.5, 43.0, 12.0]},
            None,
            {"type": "MultiPoint", "coordinates": [[0, 0], [1, 1]]},
            {"type": "Point", "coordinates": [53.5, None]},
        )
    ]
    incidents = read(json.dumps({"type": "FeatureCollection", "features": features}))
    assert incidents["id"].tolist() == ["007"] * 4
    assert incidents["n"].tolist() == [3] * 4
    assert incidents["tags"].tolist() == ['["a"]'] * 4
    # Of two points it is not said which, so the incident is somewhere between them.
    assert incidents.geometry.is_empty.tolist() == [False, True, False, True]
    assert incidents.geometry[2].equals(shapely.LineString([(0, 0), (1, 1)]))


def test_geojson_polygons_are_read_as_areas() -> None:
    ring = [[[0, 0], [1, 0, 5], [1, 1], [0, 0]]]
    shapes = [
        {"type": "Polygon", "coordinates": ring},
        {"type": "MultiPolygon", "coordinates": [ring]},
        {"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]},
        {"type": "Polygon", "coordinates": []},
        {"type": "LineString", "coordinates": [[0, 0], [1, 1]]},
    ]
    features = [{"type": "Feature", "properties": {}, "geometry": shape} for shape in shapes]
    incidents = read(json.dumps({"type": "FeatureCollection", "features": features}))
    assert incidents.geometry.geom_type.tolist()[:2] == ["Polygon", "MultiPolygon"]
    assert incidents.geometry.iloc[4].equals(shapely.LineString([(0, 0), (1, 1)]))
    assert incidents.geometry.is_empty.tolist() == [False, False, True, True, False]
    assert not incidents.geometry.has_z.any()
    assert incidents["geo_problem"].isna().tolist() == [True, True, False, False, True]
    assert incidents["geo_located_by"].tolist()[:2] == ["coordinates", "coordinates"]
    assert incidents[["geo_lon", "geo_lat", "geo_precision_m"]].isna().all(axis=None)


def test_area_that_was_located_by_name_is_still_that_when_it_is_read_again() -> None:
    unit = {
        "geo_located_by": "name",
        "geo_located_as": "Karakiyanskiy, district (level 2), Mangystau, KAZ",
        "geo_country_code": "KAZ",
        "geo_region": "Mangystau",
        "geo_region_code": "KZ-47",
        "geo_region_accuracy_m": 3000.5,
        "geo_district": "Karakiyanskiy",
        "geo_district_code": None,
        "geo_district_level": 2,
        "geo_border": "as measured then",
    }
    shape = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}
    features = [
        {"type": "Feature", "properties": unit, "geometry": shape},
        {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [1, 2]}},
    ]
    incidents = read(json.dumps({"type": "FeatureCollection", "features": features}))
    row = incidents.iloc[0]
    del unit["geo_border"]
    assert {name: None if value is None else row[name] for name, value in unit.items()} == unit
    assert incidents["geo_located_by"].tolist() == ["name", "coordinates"]
    assert "geo_border" not in incidents
    assert incidents.loc[1, ["geo_country_code", "geo_district_level"]].isna().all()


def test_geojson_properties_of_mixed_kinds_become_text() -> None:
    features = [
        {"type": "Feature", "properties": properties, "geometry": None}
        for properties in ({"a": 1, "b": None}, {"a": "x"}, {"a": [True]}, None, [1])
    ]
    incidents = read(json.dumps({"type": "FeatureCollection", "features": features}))
    assert incidents["a"].dropna().tolist() == ["1", "x", "[true]"]
    assert incidents["b"].isna().all()
    assert (incidents["geo_problem"] == "longitude and latitude are empty").all()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"a": ' + "[" * 100_000, "cannot be read as JSON"),
        ('{"a": ' + "1" * 5000 + "}", "cannot be read as JSON"),
        ("{", "line 1: not JSON"),
        ('{"a": 1}', "JSON but not GeoJSON"),
        ('{"type": "FeatureCollection", "features": [1]}', "JSON but not GeoJSON"),
    ],
)
def test_broken_geojson_is_an_error(text: str, message: str) -> None:
    with pytest.raises(DataError, match=message):
        read(text)


cells = st.text(
    st.characters(codec="utf-8", exclude_characters="\0", exclude_categories=["Cs"])
    | st.sampled_from(",;\t|\"'\r\n= " + string.digits)
)


@given(st.lists(st.tuples(cells, cells), max_size=5))
def test_every_cell_comes_through_as_it_was_written(rows: list[tuple[str, str]]) -> None:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL)
    writer.writerows([("lon", "lat", "a", "b"), *(("1", "2", *row) for row in rows)])
    incidents = read(buffer.getvalue(), sep=",")
    assert list(zip(incidents["a"], incidents["b"], strict=True)) == rows


@given(st.text(max_size=200))
def test_any_text_is_a_table_or_a_clear_error(text: str) -> None:
    # Any other exception fails the test.
    with contextlib.suppress(DataError):
        incidents = read(text)
        assert incidents["geo_problem"].isna().tolist() == (~incidents.geometry.is_empty).tolist()


def test_the_examples_are_whole(examples: Path) -> None:
    mangystau = read_incidents(examples / "mangystau.csv")
    assert len(mangystau) == 1
    assert mangystau[["geo_lon", "geo_lat", "geo_precision_m"]].iloc[0].isna().all()
    assert mangystau[["district", "region"]].iloc[0].tolist() == ["Karakiyanskiy", "Mangystau"]
    assert mangystau["date"].tolist() == [""]
    assert "No coordinates were published" in mangystau["position_note"][0]
    earthquakes = read_incidents(examples / "earthquakes.csv")
    assert len(earthquakes) == 1707
    assert earthquakes["geo_problem"].isna().all()

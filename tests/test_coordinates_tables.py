"""Coordinates in any notation in tables: two columns, or one."""

from __future__ import annotations

import io
import logging

import pytest

import geo
from geo.errors import DataError, UsageError

HALF_CELL_M = pytest.approx(686.5, abs=0.5)


def read(text: str, **options: str):
    return geo.read_incidents(io.StringIO(text), **options)


def test_degrees_in_two_columns_are_as_precise_as_their_digits():
    table = read("lon;lat\n51°10'E;43°39'N\n51,16;43,65\n51.16E;43.65\n")
    assert table["geo_lon"].tolist() == pytest.approx([51 + 1 / 6, 51.16, 51.16])
    assert table["geo_precision_m"].isna().tolist() == [False, True, False]
    assert table["geo_precision_m"].iloc[0] == pytest.approx(1144.2, abs=0.1)
    assert table["geo_precision_m"].iloc[2] == HALF_CELL_M
    assert table["geo_problem"].isna().all()


def test_stated_precision_goes_before_the_digits():
    table = read("lon;lat;precision_m\n51°10'E;43°39'N;5\n51°10'E;43°39'N;\n51°10'E;43°39'N;x\n")
    assert table["geo_precision_m"].iloc[0] == 5.0
    assert table["geo_precision_m"].iloc[1] == pytest.approx(1144.2, abs=0.1)
    assert table["geo_precision_m"].isna().iloc[2]


def test_letter_of_the_other_axis_is_a_problem():
    table = read("lon,lat\n43°39'N,51°10'E\n")
    assert table.geometry.is_empty.all()
    assert table["geo_problem"].iloc[0] == (
        "longitude '43°39'N' has the letter of a latitude; latitude '51°10'E' has the letter of a longitude"
    )


@pytest.mark.parametrize(
    "heading", ["coordinates", "GPS", "Lat Long", "lat_lon", "position", "координаты", "mgrs"]
)
def test_one_column_is_found_by_its_heading(heading):
    table = read(f'id,{heading}\n1,"43.65, 51.16"\n2,39T VJ 55 55\n3,nowhere\n4,\n')
    assert table["geo_lon"].iloc[0] == 51.16
    assert table["geo_lat"].iloc[1] == pytest.approx(43.8512, abs=1e-4)
    assert table["geo_precision_m"].iloc[0] == HALF_CELL_M
    assert table["geo_problem"].iloc[2] == "coordinates 'nowhere': this is not understood as coordinates"
    assert table["geo_problem"].iloc[3] == "there are no coordinates"
    assert table["geo_located_by"].tolist()[:2] == ["coordinates", "coordinates"]


def test_heading_can_tell_the_order():
    assert read('lon_lat\n"51.16, 43.65"\n')["geo_lat"].tolist() == [43.65]


def test_columns_of_longitude_and_latitude_go_first():
    assert read('lon,lat,coordinates\n1.5,2.5,"43.65, 51.16"\n')["geo_lat"].tolist() == [2.5]
    chosen = read('lon,lat,c\n1.5,2.5,"43.65, 51.16"\n', coordinates="c")
    assert chosen["geo_lat"].tolist() == [43.65]


def test_column_without_coordinates_is_none_of_them():
    with pytest.raises(DataError, match="no longitude and latitude column"):
        read("id,position\n1,goalkeeper\n2,10S\n")


def test_chosen_column_has_to_be_there_and_alone():
    with pytest.raises(DataError, match="--coordinates 'where'"):
        read("id,where\n1,x\n", coordinates="wher")
    with pytest.raises(UsageError, match="not both"):
        read("lon,lat,c\n1,2,3\n", coordinates="c", lon="lon")


def test_pairs_of_an_unknown_order_are_not_guessed(caplog):
    with caplog.at_level(logging.INFO):
        table = read('coords\n"121.05, 14.5"\n"51.16, 43.65"\n"43.65N, 51.16E"\n')
    assert table["geo_lon"].iloc[0] == 121.05
    assert table.geometry.is_empty.tolist() == [False, True, False]
    assert "may be lat, lon, or lon, lat" in table["geo_problem"].iloc[1]
    assert "are lon, lat" in caplog.text


def test_area_in_the_column_becomes_the_geometry():
    table = read('wkt\n"POLYGON((50 43,52 43,52 44,50 43))"\nPOINT(51.16 43.65)\n"MULTIPOINT((1 2),(3 4))"\n')
    assert table.geometry.iloc[0].geom_type == "Polygon"
    assert table["geo_lon"].isna().tolist() == [True, False, True]
    assert "several points" in table["geo_problem"].iloc[2]


def test_rows_without_coordinates_can_still_be_named():
    table = read('id,coordinates,region\n1,"43.65, 51.16",\n2,,Mangystau\n')
    assert table["geo_problem"].iloc[1] == "there are no coordinates"


def test_command_line_takes_the_column_and_blurs_it_away(tmp_path, run_geo):
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text("id,where\n7,39T 600000 4800000\n", encoding="utf-8")
    arguments = ["measure", source, "--coordinates", "where", "--only", "border"]
    assert run_geo(*arguments, "-o", target).returncode == 0
    assert "43.346" in target.read_text(encoding="utf-8")
    blurred = tmp_path / "blurred.csv"
    assert run_geo(*arguments, "--blur", "5km", "-o", blurred).returncode == 0
    assert "600000" not in blurred.read_text(encoding="utf-8")

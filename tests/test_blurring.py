"""Blurring: the grid, what stands for what, which columns go, and what the command line says."""

from __future__ import annotations

import io
import json
import logging

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import example, given
from hypothesis import strategies as st
from pyproj import Geod
from shapely import box

import geo
from geo._blurring import read_level
from geo._blurring.grid import Cell, cell_at, outline, widen
from geo._blurring.notations import is_position, writes_position
from geo._blurring.traces import find_telling, find_traces
from geo._blurring.units import holds_circle
from geo.errors import DataError, UsageError
from tests.blur_atlas import ATLAS
from tests.small_atlas import CRS, incidents

GEOD = Geod(ellps="WGS84")
NEAR = (51.2345, 43.6521)

lengths = st.floats(100, 500_000)
longitudes = st.floats(-180, 180)
latitudes = st.floats(-90, 90)


def ring(lon, lat, radius_m):
    """Points of a geodesic circle."""
    azimuth = np.linspace(0, 360, 73)
    east, north, _ = GEOD.fwd(*(np.full(73, value) for value in (lon, lat)), azimuth, np.full(73, radius_m))
    return east, north


def holds(cell, lon, lat):
    """Whether points lie in a cell, whatever turn of the world they are counted on."""
    turns = [lon, lon + 360, lon - 360]
    across = np.any([(cell.west - 1e-6 <= turn) & (turn <= cell.east + 1e-6) for turn in turns], axis=0)
    return bool(np.all(across & (cell.south - 1e-6 <= lat) & (lat <= cell.north + 1e-6)))


def middle_of(cell):
    """Give the middle; of a cap, the pole."""
    if cell.east - cell.west == 360 and abs(cell.south + cell.north) > 180 - (cell.north - cell.south) - 1e-9:
        return 0.0, 90.0 if cell.north == 90 else -90.0
    return (cell.west + cell.east) / 2, (cell.south + cell.north) / 2


@given(longitudes, latitudes, lengths)
@example(0.0, 90.0, 5_000.0)
@example(0.0, -90.0, 500_000.0)
@example(180.0, 0.0, 100.0)
@example(-180.0, 89.9, 5_000.0)
@example(12.0, 89.5, 20_000.0)
def test_a_cell_holds_its_place_and_a_circle_of_the_length(lon, lat, length_m):
    cell = cell_at(lon, lat, length_m)
    assert cell.west <= (-180 if lon == 180 else lon)
    assert (-180 if lon == 180 else lon) < cell.east
    assert cell.south <= lat
    assert lat < cell.north or lat == cell.north == 90
    assert holds(cell, *ring(*middle_of(cell), length_m))


@given(longitudes, latitudes, lengths)
def test_sides_are_at_least_twice_the_length_and_cells_nearly_square(lon, lat, length_m):
    cell = cell_at(lon, lat, length_m)
    height_m = GEOD.inv(cell.west, cell.south, cell.west, cell.north)[2]
    assert height_m >= 2 * length_m
    if cell.east - cell.west < 360:
        # Along the parallel nearer to the pole, where the cell is narrowest.
        poleward = max(abs(cell.south), abs(cell.north))
        steps = np.linspace(cell.west, cell.east, 2_001)
        width_m = np.sum(
            GEOD.inv(steps[:-1], np.full(2_000, poleward), steps[1:], np.full(2_000, poleward))[2]
        )
        assert width_m >= 2 * length_m
        assert width_m <= 1.25 * height_m
    assert height_m <= 1.1 * 2 * length_m


@given(longitudes, latitudes, lengths)
def test_every_place_lies_in_exactly_one_cell(lon, lat, length_m):
    cell = cell_at(lon, lat, length_m)
    inside = np.nextafter(cell.east, -200), np.nextafter(cell.north, -100)
    for place in ((cell.west, cell.south), inside, (cell.west, inside[1]), (inside[0], cell.south)):
        assert cell_at(*place, length_m) == cell
    if cell.east < 180:
        assert cell_at(cell.east, cell.south, length_m).west == cell.east
    if cell.north < 90:
        assert cell_at(cell.west, cell.north, length_m).south == cell.north


@pytest.mark.parametrize("length_m", [100.0, 5_000.0, 20_000.0, 500_000.0])
def test_a_row_of_cells_goes_once_round_the_world(length_m):
    lat = 61.3
    lon, cells = -180.0, 0
    first = cell_at(lon, lat, length_m)
    while lon < 180 and cells < 1_000:
        cell = cell_at(lon, lat, length_m)
        assert (cell.west, cell.south, cell.north) == (lon, first.south, first.north)
        lon, cells = cell.east, cells + 1
    assert lon == 180 or cells == 1_000
    assert cell_at(180.0, lat, length_m) == first


def test_the_poles_lie_in_caps():
    for lat in (90.0, -90.0):
        caps = {cell_at(lon, lat, 5_000.0) for lon in (-180.0, -7.0, 0.0, 99.9, 180.0)}
        assert len(caps) == 1
        cap = caps.pop()
        assert (cap.west, cap.east) == (-180, 180)
        assert lat in (cap.south, cap.north)


@given(longitudes, latitudes, lengths, st.floats(0.01, 4))
@example(179.99, 0.0, 5_000.0, 1.0)
@example(0.0, 89.99, 5_000.0, 2.0)
def test_a_widened_cell_holds_the_circle_about_each_of_its_corners(lon, lat, length_m, share):
    cell = cell_at(lon, lat, length_m)
    wide = widen(cell, share * length_m)
    for corner in ((cell.west, cell.south), (cell.east, cell.north), (cell.west, cell.north)):
        assert holds(wide, *ring(*corner, share * length_m))


def test_a_cell_across_the_antimeridian_is_cut_there():
    shape = outline(Cell(-180.5, 0.0, -179.0, 1.0))
    assert shape.equals(shapely.union_all([box(179.5, 0, 180, 1), box(-180, 0, -179, 1)]))
    assert outline(Cell(179.0, 0.0, 181.5, 1.0)).equals(
        shapely.union_all([box(179, 0, 180, 1), box(-180, 0, -178.5, 1)])
    )


@pytest.mark.parametrize(
    ("text", "unit", "length_m"),
    [
        ("5km", None, 5_000.0),
        (" 0.8 KM ", None, 800.0),
        ("800m", None, 800.0),
        ("500 km", None, 500_000.0),
        ("district", "district", 25_000.0),
        ("Region", "region", 100_000.0),
    ],
)
def test_levels(text, unit, length_m):
    assert read_level(text) == (unit, length_m)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("5", "'5' has no unit. Do you mean 5km or 5m"),
        ("-5km", "hides nothing: the least is 100 m"),
        ("0km", "hides nothing"),
        ("99m", "hides nothing"),
        ("501km", "too large: the most is 500 km"),
        ("1" + "0" * 400 + "km", "too large"),
        ("5 miles", "in a unit that is not known here. Give a length such as 5km"),
        ("5,5km", "nothing that a location can be blurred to. Give a length"),
        ("regoin", "Did you mean region?"),
        ("", "Give a length such as 5km or 800m"),
        ("nan km", "Give a length"),
    ],
)
def test_what_is_no_level_says_what_is(text, message):
    with pytest.raises(UsageError, match=message.replace(".", r"\.").replace("?", r"\?")):
        read_level(text)


def blur(level, *points, **columns):
    return geo.blur_incidents(incidents(*points, **columns), level, atlas=ATLAS)


def test_a_place_becomes_its_cell():
    row = blur("5km", (0.9, 1.1)).iloc[0]
    assert row["geometry"].equals(box(*cell_at(0.9, 1.1, 5_000.0)))
    assert row["geo_located_by"] == "blurred"
    assert pd.isna(row["geo_lon"])
    assert row["geo_located_as"].startswith("Blurred to 5 km, ")
    middle = shapely.centroid(row["geometry"])
    assert (row["geo_label_lon"], row["geo_label_lat"]) == pytest.approx((middle.x, middle.y))


def test_a_precision_widens_the_cell_by_doubling_steps():
    shapes = blur("8km", *[(0.9, 1.1)] * 4, geo_precision_m=[10.0, 900.0, 1_001.0, 1_900.0]).geometry
    cell = cell_at(0.9, 1.1, 8_000.0)
    assert [shape.bounds for shape in shapes] == [widen(cell, step) for step in (1e3, 1e3, 2e3, 2e3)]


@pytest.mark.parametrize(
    ("place", "level", "shape", "name", "note"),
    [
        ((0.5, 1.5), "district", box(0, 1, 1, 2), "Upper Westria, district (level 2)", None),
        ((0.5, 0.5), "region", box(0.4, 0.4, 0.6, 0.6), "Enclave, region", None),
        (
            (1.2, 0.5),
            "district",
            box(1, 0, 1.9, 1),
            "Eastria, region",
            "no district is known here, so this is the",
        ),
        (
            (0.5, 2.5),
            "region",
            box(0, 2, 1, 3),
            "Cape Colony, country",
            "no region is known here, so this is the",
        ),
        (
            (20.5, 0.5),
            "district",
            box(*cell_at(20.5, 0.5, 25_000.0)),
            "Blurred to district, cell",
            "no country",
        ),
        (
            (-40.0, -50.0),
            "region",
            box(*cell_at(-40, -50, 100_000.0)),
            "Blurred to region, cell",
            "no country",
        ),
    ],
)
def test_a_place_becomes_its_unit_or_the_next_that_there_is(place, level, shape, name, note):
    row = blur(level, place).iloc[0]
    assert row["geometry"].equals(shape)
    assert row["geo_located_as"].startswith(name)
    assert row["geo_located_by"] == "blurred"
    assert pd.isna(row["geo_problem"]) if note is None else row["geo_problem"].startswith(note)


def test_a_unit_smaller_than_the_precision_is_not_taken():
    rows = blur("district", (0.5, 1.5), (0.5, 1.5), geo_precision_m=[40_000.0, 56_000.0])
    assert rows["geo_district"].tolist()[0] == "Upper Westria"
    assert "may lie outside" in rows["geo_problem"].iloc[0]
    assert rows["geo_located_as"].iloc[1] == "Alland, country"
    assert "the district is smaller than the location's own precision" in rows["geo_problem"].iloc[1]


def test_units_and_cells_are_measured_as_what_they_are():
    measured = geo.measure_incidents(blur("district", (0.5, 1.5), (0.6, 1.1)), atlas=ATLAS)
    assert measured["geo_located_by"].tolist() == ["blurred"] * 2
    assert measured["geo_district"].tolist() == ["Upper Westria"] * 2
    assert measured["geo_country_code"].tolist() == ["AAA"] * 2
    assert measured["geo_lon"].isna().all()
    # From the district's side at 1 degree to the border at 2, where the meridians are closest.
    least_m, _ = json.loads(measured["geo_neighbours"].iloc[0])["BBB"]
    assert least_m == pytest.approx(GEOD.inv(1.0, 2.0, 2.0, 2.0)[2], rel=1e-3)


def test_units_located_by_name_stay_unless_they_are_too_small():
    named = gpd.GeoDataFrame(
        {
            "geo_located_by": ["name", "name"],
            "geo_located_as": ["Enclave, region, AAA", "Upper Westria, district (level 2), Westria, AAA"],
            "geo_country_code": "AAA",
            "geo_region": ["Enclave", "Westria"],
            "geo_region_code": ["AA-N", "AA-W"],
            "geo_region_accuracy_m": 500.0,
            "geo_district": [None, "Upper Westria"],
            "geo_district_code": None,
            "geo_district_level": [None, 2],
        },
        geometry=[box(0.4, 0.4, 0.6, 0.6), box(0, 1, 1, 2)],
        crs=CRS,
    )
    as_it_was = named.geometry.to_wkb().tolist()
    for level, stays in {"5km": [True, True], "20km": [False, True], "district": [True, True]}.items():
        found = geo.blur_incidents(named, level, atlas=ATLAS)
        assert (found.geometry.to_wkb() == as_it_was).tolist() == stays
        assert found["geo_located_by"].tolist() == ["blurred"] * 2
    region = geo.blur_incidents(named, "region", atlas=ATLAS)
    assert region["geo_located_as"].str.split(",").str[0].tolist() == ["Enclave", "Westria"]


@pytest.mark.parametrize(
    "shape",
    [
        shapely.Point(0.9, 1.1).buffer(0.2),
        box(0.7, 0.9, 1.1, 1.3),
        shapely.LineString([(0.8, 1.0), (1.0, 1.2)]),
        shapely.MultiPoint([(0.85, 1.1), (0.95, 1.1)]),
        shapely.Polygon([(0.8, 1), (1, 1.2), (1, 1), (0.8, 1.2)]),
        shapely.MultiLineString([[(0.89, 1.1), (0.91, 1.1)]]),
    ],
)
def test_no_outline_of_a_source_stays_and_all_of_it_is_held(shape):
    frame = gpd.GeoDataFrame({"id": [1]}, geometry=[shape], crs=CRS)
    blurred = geo.blur_incidents(frame, "5km", atlas=ATLAS).geometry.iloc[0]
    assert len(shapely.get_coordinates(blurred)) == 5
    assert blurred.buffer(1e-6).covers(shape)
    # The same shape about another place of the same cell gives the same.
    moved = shapely.transform(shape, lambda lonlat: lonlat + np.array([-0.03, 0.04]))
    other = geo.blur_incidents(frame.set_geometry([moved], crs=CRS), "5km", atlas=ATLAS).geometry.iloc[0]
    assert other.equals(blurred)


def test_a_circle_fits_or_does_not():
    square = box(10, 60, 10.4, 60.2)  # 22.3 km high, at its north end 22.2 km wide
    assert holds_circle(square, 10_900.0)
    assert not holds_circle(square, 11_200.0)
    assert holds_circle(square, 0.0)


def test_rows_without_a_position_stay_and_say_nothing_of_what_was_there():
    table = io.StringIO("id,lon,lat\n1,51.23456,\n2,,\n3,4512345,512345\n4,0.9,1.1\n")
    blurred = geo.blur_incidents(geo.read_incidents(table), "5km", atlas=ATLAS)
    assert blurred["id"].tolist() == ["1", "2", "3", "4"]
    assert blurred.geometry.is_empty.tolist() == [True, True, True, False]
    assert blurred["geo_problem"].tolist()[1] == "longitude and latitude are empty"
    assert not blurred["geo_problem"].str.contains(r"\d").any()


def test_frame_in_new_frame_out():
    frame = incidents((0.9, 1.1), (0.1, 0.2), id=["b", "a"]).set_index(pd.Index(["q", "p"]))
    frame.attrs["source"] = "0.9, 1.1"
    before = frame.copy()
    blurred = geo.blur_incidents(frame.to_crs(3857), "5km", atlas=ATLAS)
    assert frame.equals(before)
    assert blurred.index.tolist() == ["q", "p"]
    assert blurred["id"].tolist() == ["b", "a"]
    assert (blurred.crs, blurred.attrs) == (CRS, {})


def test_an_index_that_tells_the_place_goes():
    frame = incidents((0.9123, 1.1234), (0.1234, 0.2345)).set_index(pd.Index([1.1234, 0.2345]))
    assert geo.blur_incidents(frame, "5km", atlas=ATLAS).index.tolist() == [0, 1]


def test_blurring_is_refused_without_knowing_where():
    with pytest.raises(UsageError, match="blur_incidents needs a GeoDataFrame"):
        geo.blur_incidents(pd.DataFrame({"a": [1]}), "5km", atlas=ATLAS)
    with pytest.raises(DataError, match="no coordinate reference system"):
        geo.blur_incidents(incidents((0.9, 1.1)).set_crs(None, allow_override=True), "5km", atlas=ATLAS)
    with pytest.raises(DataError, match=r"not a radius in metres in 1 rows \(the first is row 2\)"):
        blur("5km", (0.9, 1.1), (0.9, 1.1), geo_precision_m=[1.0, -1.0])
    with pytest.raises(DataError, match="'lat_x' is to be dropped and is not there"):
        geo.blur_incidents(incidents((0.9, 1.1)), "5km", atlas=ATLAS, drop=["lat_x"])


def test_what_was_measured_before_goes():
    frame = incidents((0.9, 1.1), geo_border_m=[5.0], geo_to_aaa_bbb_m=[3.0], geo_own_measure=[1.0])
    assert list(blur("5km", (0.9, 1.1)).columns) == list(
        geo.blur_incidents(frame, "5km", atlas=ATLAS).columns
    )


HEADINGS = (
    *(
        "latitude",
        "Lat",
        "LONG",
        "x",
        "Y",
        "EventLat",
        "decimalLongitude",
        "ActionGeo_Lat",
        "easting",
        "UTM_Zone",
    ),
    *("mgrs", "plus_code", "PlusCode", "geohash", "geom_wkt", "the_geom", "h3", "where_prec", "priogrid_gid"),
    *("coordinateUncertaintyInMeters", "gps_accuracy", "radius", "distance_km", "elevation_m", "bdist1"),
)


@pytest.mark.parametrize("heading", HEADINGS)
def test_columns_go_by_their_headings(heading):
    assert find_traces(pd.DataFrame({heading: ["3"]}), *map(np.array, ([51.0], [43.0]))) == [heading]


@pytest.mark.parametrize(
    ("heading", "cell"),
    [
        *(
            ("a", f"{NEAR[0]}"),
            ("a", f"{NEAR[1]:.2f}"),
            ("a", "51,2345"),
            ("a", "512345000"),
            ("a", "4365210"),
        ),
        *(("a", "43.65, 51.23"), ("a", "found at 43,6521 N 51,2345 E"), ("a", "43°39'N 51°14'E")),
        *(("a", "43 39 07 N, 51 14 04 E"), ("a", "433907N 0511404E"), ("a", "lat 43.652")),
        *(
            ("a", "https://www.google.com/maps/@43.6521,51.2345,15z"),
            ("a", "geo:43.6,51.2"),
            ("a", "///a.b.c"),
        ),
        *(("a", "https://www.openstreetmap.org/#map=12/43.652/51.234"), ("a", "https://maps.app.goo.gl/Xy")),
        *(("a", "POINT (1 2)"), ("a", '{"type": "Point", "coordinates": [1, 2]}'), ("a", "8HMJM62M+RQ")),
        *(("a", "39TXJ1234567890"), ("a", "39T XJ 12345 67890"), ("a", "8a2a1072b59ffff"), ("a", "tm4xqwc")),
        *(("a", "0101000000000000000000F03F0000000000000040"), ("location", "43.7")),
    ],
)
def test_columns_go_by_what_is_in_them(heading, cell):
    from geo._blurring.notations import encode_geohash

    cell = encode_geohash(*NEAR, 7) if cell == "tm4xqwc" else cell
    table = pd.DataFrame({heading: [None, cell]})
    assert find_traces(table, *(np.array([degrees, degrees]) for degrees in NEAR)) == [heading]


@pytest.mark.parametrize("projection", [3857, 32639])
def test_coordinates_of_projections_go(projection):
    from pyproj import Transformer

    x, y = Transformer.from_crs(4326, projection, always_xy=True).transform(*NEAR)
    table = pd.DataFrame({"a": [round(x)], "b": [f"{y:.1f}"], "c": [12]})
    assert find_traces(table, *(np.array([degrees]) for degrees in NEAR)) == ["a", "b"]


def test_other_columns_stay():
    kept = {
        "event_id": ["KAZ43651"],
        "date": ["2024-06-12"],
        "time": ["12:43:51"],
        "day": ["12JUN2024"],
        "date_prec": ["1"],
        "time_precision": ["2"],
        "event_type": ["Explosions/Remote violence"],
        "fatalities": ["43"],
        "magnitude": ["4.365"],
        "latest": ["5"],
        "long_description": ["no numbers here"],
        "location": ["Aktau"],
        "where_coordinates": ["Aktau town"],
        "notes": ["Between 43 and 51 men, 3.5 km from the A-33 (2 of 3 reports)."],
        "sha": ["d41d8cd98f00b204e9800998ecf8427e"],
        "link": ["https://news.example/2024/06/12/story-4365.html"],
        "is_position": [True],
        "seen": [pd.Timestamp("2024-06-12")],
        "empty": [None],
    }
    assert find_traces(pd.DataFrame(kept), *(np.array([degrees]) for degrees in NEAR)) == []


def test_texts_that_may_name_places_are_told(caplog):
    frame = incidents((0.9, 1.1), notes=["by the old well"], type=["Protest"], dead=[3], lat=["1.1"])
    with caplog.at_level(logging.WARNING, logger="geo"):
        blurred = geo.blur_incidents(frame, "5km", atlas=ATLAS)
    assert blurred.columns[:3].tolist() == ["notes", "type", "dead"]
    assert "betray positions: lat." in caplog.text
    assert "names of places in notes may tell more" in caplog.text
    assert find_telling(pd.DataFrame({"id": [7], "when": ["12 June 2024"]})) == []


@pytest.mark.parametrize("text", ["at 43.6521, 51.2345", "43°39'N", "43.6521N 51.2345E"])
def test_positions_are_seen_in_rows_that_have_none(text):
    assert find_traces(pd.DataFrame({"a": [text]}), np.array([np.nan]), np.array([np.nan])) == ["a"]


def test_notations_are_not_seen_where_there_are_none():
    assert not writes_position("C++ and points (of order)")
    assert not is_position("3.5 % of 44.1 and 12.25", *NEAR)


def test_a_blurred_file_is_read_back_as_blurred(tmp_path):
    measured = geo.measure_incidents(blur("district", (0.5, 1.5)), atlas=ATLAS)
    geo.write_incidents(measured, tmp_path / "out.geojson")
    again = geo.read_incidents(tmp_path / "out.geojson")
    assert (again["geo_located_by"].iloc[0], again["geo_district"].iloc[0]) == ("blurred", "Upper Westria")


TABLE = "name,x_wgs,y_wgs,how,headline\nA,53.5123,43.0214,12,Drone\nB,999,43.7771,3,Boat\n"


def test_command_writes_nothing_of_the_place(run_geo):
    (run_geo.work / "at_53.5123_43.0214.csv").write_text(TABLE)
    axes = ("--lon", "x_wgs", "--lat", "y_wgs", "--precision", "how", "--blur", "5km")
    measured = run_geo("measure", "at_53.5123_43.0214.csv", *axes)
    drawn = run_geo("map", "at_53.5123_43.0214.csv", *axes, "-o", "out.html")
    assert (measured.returncode, drawn.returncode) == (0, 0), measured.stderr + drawn.stderr
    page = (run_geo.work / "out.html").read_text()
    for text in (measured.stdout, measured.stderr, page, drawn.stderr):
        for digits in ("5123", "43.02", "43.77", "999,"):
            assert digits not in text.replace("999,999", "")
    assert measured.stdout.startswith("name,headline,geo_lon,")
    assert "hold or betray positions: x_wgs, y_wgs, how." in measured.stderr


@pytest.mark.parametrize("command", ["map", "measure"])
@pytest.mark.parametrize("level", ["5", "-5km", "regoin", "9000km"])
def test_a_wrong_level_is_wrong_usage(run_geo, command, level):
    done = run_geo(command, "nothing.csv", f"--blur={level}")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("geo: ")
    assert level in done.stderr


def test_a_column_that_betrays_the_place_cannot_be_chosen(run_geo):
    done = run_geo("map", "-", "--blur", "5km", "--columns", "id,lat", stdin="id,lon,lat\n1,53.5,43.0\n")
    assert done.returncode == 2
    assert "--columns: lat would give away the position that --blur hides" in done.stderr

"""Locating by exact name, on a hand-made atlas of three countries.

::

    lat  Alland (AAA)                     Bendor (BBB)            Georgia (GGG)
     2   +------- North -------+          +--- North ---+
         | Twin      | Stor-Øy |          |    Twin     |
     1   +-----------|---------+          +-------------+
         | Twin      | North   |          |   Georgia   |
     0   +------- South -------+          +-------------+
         0                     2          10            12
"""

from __future__ import annotations

import io
import logging
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from geo import locate_incidents, read_incidents, schema, write_incidents
from geo._locating import place_label
from geo._locating.queries import split_name
from geo._names import match_key
from geo.errors import DataError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

GEOD = Geod(ellps="WGS84")

ENTITIES = [("AAA", "AL", "Alland"), ("BBB", "BE", "Bendor"), ("GGG", "GE", "Georgia")]

# country, name, local name, other names, code, box
REGIONS = [
    ("AAA", "North", "Sèver", ["Kuzey", "Alland-i Shimali"], "AL-N", (0, 1, 2, 2)),
    ("AAA", "South", None, [], "AL-S", (0, 0, 2, 1)),
    ("BBB", "North", None, None, "BE-N", (10, 1, 12, 2)),
    ("BBB", "Georgia", None, [], None, (10, 0, 12, 1)),
]

# country, name, level, box; the second Twin of Alland and Stor-Øy reach a little over into the other region
DISTRICTS = [
    ("AAA", "Twin", 2, (0.0, 1.0, 1.0, 2.0)),
    ("AAA", "Twin", 2, (0.0, 0.0, 1.0, 1.1)),
    ("AAA", "Stor-Øy", 2, (1.0, 0.9, 2.0, 2.0)),
    ("AAA", "North", 2, (1.0, 0.0, 2.0, 0.9)),
    ("BBB", "Twin", 3, (10.0, 1.0, 12.0, 2.0)),
    ("BBB", "Same", 3, (10.0, 0.0, 10.5, 0.5)),
    ("BBB", "Same", 3, (10.5, 0.0, 11.0, 0.5)),
]


class Units:
    @property
    def entities(self) -> pd.DataFrame:
        return pd.DataFrame(ENTITIES, columns=["code", "iso2", "name"], dtype="string")

    @property
    def regions(self) -> gpd.GeoDataFrame:
        table = pd.DataFrame(
            [region[:-1] for region in REGIONS],
            columns=["country_code", "name", "local_name", "other_names", "code"],
        ).astype({"country_code": "string", "name": "string", "local_name": "string", "code": "string"})
        return frame(table.assign(vintage="2018", accuracy_m=2000.0, dispute=None), REGIONS)

    @property
    def districts(self) -> gpd.GeoDataFrame:
        table = pd.DataFrame(
            [district[:-1] for district in DISTRICTS], columns=["country_code", "name", "level"]
        ).astype({"country_code": "string", "name": "string", "level": "Int64"})
        return frame(table.assign(code=pd.array([None] * 7, dtype="string"), year="2017"), DISTRICTS)

    def regions_of(self, codes: list[str]) -> gpd.GeoDataFrame:
        return self.regions[lambda table: table["country_code"].isin(codes)].reset_index(drop=True)

    def districts_of(self, codes: list[str]) -> gpd.GeoDataFrame:
        return self.districts[lambda table: table["country_code"].isin(codes)].reset_index(drop=True)


def frame(table: pd.DataFrame, rows: Sequence[tuple]) -> gpd.GeoDataFrame:
    named = table.assign(unit_id=[str(number) for number in range(len(table))])
    return gpd.GeoDataFrame(named, geometry=[shapely.box(*row[-1]) for row in rows], crs="EPSG:4326")


def locate(text: str, place: str | None = None) -> gpd.GeoDataFrame:
    return locate_incidents(read_incidents(io.StringIO(text), place=place), place=place, atlas=Units())


def box_of(row: pd.Series) -> tuple[float, ...]:
    return tuple(shapely.bounds(row["geometry"]).tolist())


def test_a_district_becomes_its_polygon_with_all_that_is_known_of_it():
    row = locate("id,district,region,country\n007,Stor-Øy,North,AAA\n").iloc[0]
    assert row["id"] == "007"
    assert row["geometry"].equals(shapely.box(1.0, 0.9, 2.0, 2.0))
    assert row[["geo_lon", "geo_lat", "geo_problem"]].isna().all()
    assert shapely.contains_xy(row["geometry"], row["geo_label_lon"], row["geo_label_lat"])
    assert row["geo_located_by"] == "name"
    assert row["geo_located_as"] == "Stor-Øy, district (level 2), North, AAA (outline of 2017)"
    assert row[["geo_country", "geo_country_code"]].tolist() == ["Alland", "AAA"]
    assert row[["geo_region", "geo_region_code", "geo_region_accuracy_m"]].tolist() == ["North", "AL-N", 2000]
    assert row[["geo_district", "geo_district_level"]].tolist() == ["Stor-Øy", 2]


def test_a_region_alone_becomes_the_region():
    row = locate("region,country\nSouth,Alland\n").iloc[0]
    assert box_of(row) == (0, 0, 2, 1)
    assert row["geo_located_as"] == "South, region, AAA (outline of 2018)"
    assert row[["geo_district", "geo_district_level"]].isna().all()


@pytest.mark.parametrize(
    "name", ["Stor-Øy", "stor øy", "STOR\N{NON-BREAKING HYPHEN}OY", " Stor\u00a0-  O\u0308y "]
)
def test_case_accents_spaces_and_hyphens_make_no_difference(name):
    assert locate(f"district\n{name}\n").loc[0, "geo_district"] == "Stor-Øy"


@pytest.mark.parametrize("name", ["Storøy", "Stor-Øy district", "Stor-Øya", "Stor"])
def test_nothing_but_the_exact_name_counts(name):
    row = locate(f"district\n{name}\n").iloc[0]
    assert row["geometry"].is_empty
    assert f"no district is called '{name}' (exact names only)" in row["geo_problem"]


@pytest.mark.parametrize("name", ["Sever", "KUZEY", "alland i shimali", "AL-N", "al n"])
def test_every_name_and_the_code_of_a_region_count(name):
    assert box_of(locate(f"admin1\n{name}\n").iloc[0]) == (0, 1, 2, 2)


@pytest.mark.parametrize("country", ["AAA", "AL", "alland"])
def test_a_country_is_given_by_name_or_code(country):
    row = locate(f"region,country\nNorth,{country}\n").iloc[0]
    assert row["geo_country_code"] == "AAA"


def test_several_of_a_name_locate_nothing_and_are_told_apart():
    problem = locate("region\nNorth\n").loc[0, "geo_problem"]
    assert "2 districts or regions are called 'North': a region of Alland; a region of Bendor" in problem
    assert problem.endswith("add the country")
    problem = locate("district,country\nTwin,AAA\n").loc[0, "geo_problem"]
    assert "a district of North, Alland; a district of South, Alland; add the region" in problem
    problem = locate("district\nTwin\n").loc[0, "geo_problem"]
    assert problem.count("a district of") == 3
    problem = locate("place,country\nNorth,AAA\n").loc[0, "geo_problem"]
    assert problem.endswith("give the name in a column called district or region")
    problem = locate("district\nSame\n").loc[0, "geo_problem"]
    assert problem.endswith("names cannot tell them all apart: give coordinates")


@pytest.mark.parametrize(
    ("text", "box"),
    [
        (
            "district,region\nTwin,AL-S\n",
            (0.0, 0.0, 1.0, 1.1),
        ),  # it reaches into North, and most of it is South
        ("district,region,country\nTwin,North,Alland\n", (0.0, 1.0, 1.0, 2.0)),
        ("district,country\nTwin,BE\n", (10.0, 1.0, 12.0, 2.0)),
        ('place\n"Twin, South, Alland"\n', (0.0, 0.0, 1.0, 1.1)),
        ('place\n"Twin, Alland, South"\n', (0.0, 0.0, 1.0, 1.1)),
        ('place\n"North, AL-S"\n', (1.0, 0.0, 2.0, 0.9)),
        ('place\n"North, Bendor"\n', (10.0, 1.0, 12.0, 2.0)),
        ('place\n"Georgia, Bendor"\n', (10.0, 0.0, 12.0, 1.0)),
        ('district\n"Twin,Kuzey"\n', (0.0, 1.0, 1.0, 2.0)),
    ],
)
def test_region_and_country_narrow_a_name_down(text, box):
    assert box_of(locate(text).iloc[0]) == box


def test_a_name_that_exists_elsewhere_says_where():
    problem = locate("district,region\nStor-Øy,South\n").loc[0, "geo_problem"]
    assert "no district fits 'Stor-Øy, South': by that name there is a district of North, Alland" in problem
    problem = locate("district,country\nTwin,Nowhere\n").loc[0, "geo_problem"]
    assert "no country is called 'Nowhere' (English name or ISO 3166 code)" in problem


def test_a_country_is_not_located_and_not_mistaken_for_its_namesake():
    table = locate("place,country\nGeorgia,\nAlland,\n,Alland\n")
    assert table.geometry.is_empty.all()
    first, second, third = table["geo_problem"]
    assert "'Georgia' is a region of Bendor, and also a country: write 'Georgia, Bendor'" in first
    assert "'Alland' is a country; only districts and regions are located by name" in second
    assert "a country alone is not located" in third
    assert box_of(locate("region\nGeorgia\n").iloc[0]) == (10.0, 0.0, 12.0, 1.0)


def test_rows_with_coordinates_keep_them_and_rows_with_nothing_stay():
    table = locate("lon,lat,district\n5,6,Stor-Øy\n,,Stor-Øy\n,,\n")
    assert table.geometry.geom_type.tolist() == ["Point", "Polygon", "Point"]
    assert table["geo_located_by"].tolist()[:2] == ["coordinates", "name"]
    assert table["geo_problem"].isna().tolist() == [True, True, False]
    assert table["geo_problem"][2] == "longitude and latitude are empty"
    assert table[["geo_lon", "geo_lat"]].iloc[0].tolist() == [5.0, 6.0]


def test_wrong_coordinates_are_still_said_when_the_name_locates():
    row = locate("lon,lat,district\n5,96,Stor-Øy\n").iloc[0]
    assert row["geo_located_by"] == "name"
    assert row["geo_problem"] == "latitude '96' is outside -90 to 90; longitude and latitude may be swapped"


def test_place_is_a_column_or_a_name_for_all():
    text = "lon,lat,where,district\n,,Stor-Øy,Twin\n"
    assert locate(text, place="where").loc[0, "geo_district"] == "Stor-Øy"
    table = locate("id,lon,lat\n1,,\n2,5,6\n", place="Stor-Øy, Alland")
    assert table["geo_district"].tolist()[0] == "Stor-Øy"
    assert table.geometry.geom_type.tolist() == ["Polygon", "Point"]
    assert (
        locate("district,region\nTwin,South\n", place="region").loc[0, "geo_located_as"].startswith("South")
    )


@pytest.mark.parametrize(
    ("place", "message"),
    [
        (
            "wher",
            r"--place 'wher' is no column \(found: lon, lat, where\), and as a name: no district or region ",
        ),
        ("wher", "Did you mean the column 'where'?"),
        ("Twin", r"3 districts or regions are called 'Twin'.*Pass a column, or the name of one place"),
    ],
)
def test_place_that_is_neither_is_an_error_that_names_what_there_is(place, message):
    with pytest.raises(DataError, match=message):
        locate("lon,lat,where\n,,x\n", place=place)


def test_atlas_is_not_asked_when_no_row_needs_it():
    rows = read_incidents(io.StringIO("lon,lat,district\n5,6,Twin\n"))
    located = locate_incidents(rows, atlas=None)
    assert located["geo_located_by"].tolist() == ["coordinates"]


def test_the_log_says_how_many_and_shows_one(caplog):
    with caplog.at_level(logging.INFO, logger="geo._locating"):
        locate("district\nStor-Øy\nstor øy\nNowhere\n")
    first, second = (record.getMessage() for record in caplog.records)
    assert first.startswith("2 rows are located by name, such as Stor-Øy, district (level 2)")
    assert second.startswith("1 row is not located: ")
    assert "no district is called 'Nowhere'" in second


def test_the_frame_that_is_given_stays_as_it_was_and_order_and_types_are_kept():
    rows = read_incidents(io.StringIO("district\nStor-Øy\nNowhere\n")).set_axis([7, 3])
    before = rows.copy()
    located = locate_incidents(rows, atlas=Units())
    assert before.drop(columns="geometry").equals(rows.drop(columns="geometry"))
    assert located.index.tolist() == [7, 3]
    dtypes = {column.name: column.dtype for column in schema.COLUMNS}
    ours = [name for name in located.columns if name.startswith("geo_")]
    assert {name: str(located[name].dtype) for name in ours} == {name: dtypes[name] for name in ours}


def test_what_is_no_frame_or_has_no_system_is_refused():
    with pytest.raises(UsageError, match="needs a GeoDataFrame"):
        locate_incidents(pd.DataFrame())
    with pytest.raises(DataError, match="no coordinate reference system"):
        locate_incidents(gpd.GeoDataFrame(geometry=[shapely.Point(1, 2)]))


@pytest.mark.parametrize("suffix", ["geojson", "gpkg", "parquet"])
def test_points_and_areas_go_into_one_file(tmp_path, suffix):
    path = tmp_path / f"x.{suffix}"
    write_incidents(locate("lon,lat,district\n5,6,\n,,Stor-Øy\n"), path)
    back = gpd.read_parquet(path) if suffix == "parquet" else gpd.read_file(path)
    assert back.geometry.geom_type.tolist() == ["Point", "Polygon"]
    assert back.geometry[1].equals(shapely.box(1.0, 0.9, 2.0, 2.0))


def test_csv_says_that_outlines_are_left_out(caplog):
    target = io.StringIO()
    with caplog.at_level(logging.INFO, logger="geo._writing"):
        write_incidents(locate("district\nStor-Øy\n"), target)
    assert "CSV has no outlines: 1 area is there by label point and radius" in caplog.text
    assert "POLYGON" not in target.getvalue()


SHAPES = {
    "square": shapely.box(10, 50, 12, 51),
    "crescent": shapely.box(0, 0, 3, 3).difference(shapely.box(0.2, 0.5, 3, 2.5)),
    "ring": shapely.Point(5, 5).buffer(1).difference(shapely.Point(5, 5).buffer(0.9)),
    "two parts": shapely.MultiPolygon([shapely.box(0, 80, 4, 81), shapely.box(20, 60, 23, 61)]),
    "wide in the north": shapely.box(-60, 70, 60, 70.5),
}


@pytest.mark.parametrize("name", SHAPES)
def test_label_lies_inside_and_the_circle_about_it_holds_the_area_and_hardly_more(name):
    shape = SHAPES[name]
    label = place_label(shape)
    assert shapely.contains_xy(shape, label.lon, label.lat)
    lon, lat = shapely.get_coordinates(shapely.segmentize(shapely.boundary(shape), 0.002)).T
    farthest_m = max(GEOD.inv(np.full_like(lon, label.lon), np.full_like(lat, label.lat), lon, lat)[2])
    assert farthest_m <= label.radius_m <= farthest_m * 1.001 + 30


def test_label_stands_in_the_largest_part_by_ground_not_by_degrees():
    label = place_label(SHAPES["two parts"])
    assert label.lat < 70


def test_commas_are_read_as_part_of_the_name_first():
    assert split_name(" A , B,,C") == [("A, B, C", ()), ("A, B", ("C",)), ("A", ("B", "C"))]
    assert split_name("") == []


@given(st.text(max_size=20))
def test_key_of_a_key_is_itself_and_case_never_matters(name):
    key = match_key(name)
    assert match_key(key) == key
    assert match_key(name.upper().lower()) == match_key(name.lower().upper().lower())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Côte d\u2019Or", "cote d'or"),
        ("Żółć", "zolc"),
        ("Straße", "STRASSE"),
        ("\u0130stanbul", "istanbul"),
        ("Жаңаөзен", "ЖАҢАӨЗЕН"),
        ("\uff2bara", "Kara"),
        ("Kara\u200bkiya", "Karakiya"),
        ("한국", "\u1112\u1161\u11ab\u1100\u116e\u11a8"),
    ],
)
def test_ways_to_type_one_name_have_one_key(one, other):
    assert match_key(one) == match_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Kara", "Kera"), ("St. John", "St John"), ("कि", "के"), ("Sana'a", "Sanaa")]
)
def test_different_letters_have_different_keys(one, other):
    assert match_key(one) != match_key(other)

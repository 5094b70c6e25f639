"""Countries as they were: polygons of your own with dates, taken in, and measured against in their time.

The countries are made up. In the steppe of Kazakhstan lies Old, 60-64 E and 46-48 N; on 3 October 1990
it becomes Westria and Eastria, which meet at 62 E, until 2019. All around them is Kazakhstan, of today.
"""

from __future__ import annotations

import copy
import json
import logging

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from pyproj import Geod
from shapely import LineString, box

import geo
from geo._atlas.own import list_layers
from geo._atlas.own.adding import Wanted, add_layer
from geo._atlas.own.validity import Validity, split_columns
from geo._measuring.past import Past
from geo.errors import DataError, UsageError

WGS84 = Geod(ellps="WGS84")
NAMES, CODES = ["Old", "Westria", "Eastria"], ["10", "11", "12"]
FIRST, LAST = ["1946-01-01", "1990-10-03", "1990-10-03"], ["1990-10-02", "2019-12-31", "2019-12-31"]
OLD, WEST, EAST = box(60, 46, 64, 48), box(60, 46, 62, 48), box(62, 46, 64, 48)
INSIDE = (61.9, 47.0)


@pytest.fixture(scope="module")
def atlas():
    return geo.load_atlas(own=False)


@pytest.fixture
def add(atlas, tmp_path, monkeypatch):
    """Write shapes to a file and add it; gives the description."""
    monkeypatch.setenv("GEO_INCIDENTS_HOME", str(tmp_path / "home"))

    def run(shapes, columns, *, crs=4326, **said):
        path = tmp_path / f"{said.get('name', 'layer')}.gpkg"
        path.unlink(missing_ok=True)
        gpd.GeoDataFrame(columns, geometry=list(shapes), crs=crs).to_file(path)
        return add_layer(path, Wanted(**{"layer": "countries", "name_column": "name", **said}), atlas)

    return run


@pytest.fixture
def states(add):
    """Add the three states; anything said replaces what is said of them here."""

    def run(shapes=(OLD, WEST, EAST), **said):
        columns = {"name": NAMES, "gw": CODES, "first": FIRST, "last": LAST}
        said = {"code_column": "gw", "from_column": "first", "to_column": "last", **said}
        return add(shapes, columns, **said)

    return run


@pytest.fixture
def own_atlas(atlas):
    """Give the atlas with what is added by now; what came with geo is read once for all tests."""

    def load():
        loaded = copy.copy(atlas)
        loaded.sources = {**atlas.sources, "own": list_layers()}
        for name in ("_own", "borders", "regions", "districts", "past_countries", "_kept_units"):
            loaded.__dict__.pop(name, None)
        return loaded

    return load


@pytest.fixture
def measure(own_atlas):
    """Measure incidents given as (lon, lat, date) with your own layers."""

    def run(*rows):
        lon, lat, date = zip(*rows, strict=True)
        table = gpd.GeoDataFrame({"date": list(date)}, geometry=gpd.points_from_xy(lon, lat), crs=4326)
        return geo.measure_incidents(table, atlas=own_atlas())

    return run


def least_m(lon, lat, start, end):
    """Least geodesic distance to a straight edge in lon/lat, by golden section on pyproj alone."""
    golden, (low, high) = (5**0.5 - 1) / 2, (0.0, 1.0)

    def at(share):
        there = [one + share * (other - one) for one, other in zip(start, end, strict=True)]
        return WGS84.inv(lon, lat, *there)[2]

    for _ in range(80):
        left, right = high - golden * (high - low), low + golden * (high - low)
        low, high = (low, right) if at(left) < at(right) else (left, high)
    return at((low + high) / 2)


# Measured in their time ---------------------------------------------------------------------------


def test_an_incident_lies_in_the_country_of_its_day(states, measure):
    states()
    table = measure(
        (*INSIDE, "1985-05-05"), (*INSIDE, "1990-10-02"), (*INSIDE, "1990-10-03"), (*INSIDE, "2019")
    )
    assert table["geo_country"].tolist() == ["Old", "Old", "Westria", "Westria"]
    assert table["geo_country_code"].tolist() == ["10", "10", "11", "11"]
    assert table["geo_problem"].isna().all()


def test_its_borders_are_those_of_the_day(states, measure):
    states(accuracy_m=500.0)
    before, after = (row for _, row in measure((*INSIDE, "1985"), (*INSIDE, "1995")).iterrows())
    to_the_south = least_m(*INSIDE, (60, 46), (64, 46))
    to_the_east = least_m(*INSIDE, (62, 46), (62, 48))
    assert (before["geo_border"], before["geo_border_codes"]) == ("Old\N{EN DASH}Kazakhstan", "10-KAZ")
    assert before["geo_border_m"] == pytest.approx(to_the_south, abs=1e-3)
    assert json.loads(before["geo_neighbours"]) == {"KAZ": pytest.approx(to_the_south, abs=1e-3)}
    assert (after["geo_border"], after["geo_border_codes"]) == ("Westria\N{EN DASH}Eastria", "11-12")
    assert (after["geo_border_kind"], after["geo_border_across_code"]) == ("international", "12")
    assert after["geo_border_m"] == pytest.approx(to_the_east, abs=1e-3)
    assert after["geo_border_lon"] == pytest.approx(62.0, abs=1e-9)
    assert after["geo_border_accuracy_m"] == 500.0
    assert list(json.loads(after["geo_neighbours"])) == ["12", "KAZ"]
    assert (after["geo_foreign_land_code"], after["geo_foreign_land_m"]) == ("12", after["geo_border_m"])


def test_accuracy_that_is_not_stated_is_null(states, measure):
    states()
    assert measure((*INSIDE, "1995"))["geo_border_accuracy_m"].isna().all()


def test_what_does_not_change_with_the_day_is_as_it_is(states, measure):
    states()
    past, today = (row for _, row in measure((*INSIDE, "1995"), (*INSIDE, None)).iterrows())
    assert past["geo_timezone"] == today["geo_timezone"] == "Asia/Qyzylorda"
    for name in ("geo_on_land", "geo_place", "geo_place_m", "geo_city", "geo_city_m"):
        assert past[name] == today[name]
    assert pd.isna(past["geo_region"])
    assert today["geo_region"] == "Kyzylorda"


@pytest.mark.parametrize("day", [None, "soon", "2020-01-01", "1945-12-31", "1990", "1990-10"])
def test_other_times_no_dates_and_vague_ones_have_the_countries_of_today(states, day, measure):
    states()
    found = measure((*INSIDE, day)).iloc[0]
    assert (found["geo_country_code"], found["geo_border_codes"]) == ("KAZ", "KAZ-UZB")
    is_old = day is not None and day[:3] in ("194", "199")
    assert pd.notna(found["geo_problem"]) == is_old


def test_vague_dates_are_counted(states, caplog, measure):
    states()
    with caplog.at_level(logging.INFO, logger="geo"):
        measure((*INSIDE, "1990"), (*INSIDE, "1991"))
    assert "1 dated too vaguely for your layers of that time, so today's were used" in caplog.text


def test_elsewhere_the_countries_are_those_of_today(states, measure):
    states()
    found = measure((70.0, 47.0, "1985")).iloc[0]
    assert found["geo_country_code"] == "KAZ"
    assert found["geo_problem"].startswith("Dated 1985, before Kazakhstan (1991-12-26)")


def test_a_point_within_the_accuracy_of_an_outline_belongs_to_it(states, measure):
    states(accuracy_m=500.0)
    # 0.001 degrees of longitude are 76 m here, 0.01 are 760 m.
    near, far = (row for _, row in measure((59.999, 47.0, "1995"), (59.99, 47.0, "1995")).iterrows())
    assert (near["geo_country_code"], far["geo_country_code"]) == ("11", "KAZ")
    assert near["geo_border_m"] == pytest.approx(least_m(59.999, 47.0, (60, 46), (60, 48)), abs=1e-3)
    assert near["geo_timezone"] == far["geo_timezone"]


def test_without_an_accuracy_it_has_to_lie_inside(states, measure):
    states()
    assert measure((59.999, 47.0, "1995"))["geo_country_code"].tolist() == ["KAZ"]


@pytest.mark.parametrize(
    "east",
    [
        box(62.001, 46, 64, 48),
        shapely.union_all([box(62, 46, 64, 47), box(62, 47, 64, 48)]),
        shapely.Polygon([(62, 46), (64, 46), (64, 48), (62, 48), (62, 47.3), (62, 46.9)]),
    ],
    ids=["a gap", "two halves", "more vertices"],
)
def test_outlines_need_not_have_the_same_vertices(states, east, measure):
    states((OLD, WEST, east))
    found = measure((*INSIDE, "1995")).iloc[0]
    assert found["geo_border_codes"] == "11-12"
    assert found["geo_border_m"] == pytest.approx(least_m(*INSIDE, (62, 46), (62, 48)), abs=1e-3)


def test_of_two_that_hold_the_same_ground_the_later_one_does(states):
    kept = states((OLD, box(60, 46, 63, 48), EAST), from_column=None, valid_from="1946")
    assert any(
        "1 pair of countries holds the same ground" in note or "pairs of" in note for note in kept["notes"]
    )
    (row,) = [note for note in kept["notes"] if "same ground" in note]
    assert row.startswith(
        "3 pairs of countries hold the same ground on the same days, such as Old and Westria"
    )


def test_a_country_that_begins_later_is_the_answer_where_two_overlap(add, measure):
    columns = {"name": ["Old", "Young"], "first": ["1946", "1980"], "last": ["1989", "1989"]}
    add((OLD, EAST), columns, from_column="first", to_column="last")
    table = measure((63.0, 47.0, "1970"), (63.0, 47.0, "1985"), (61.0, 47.0, "1985"))
    assert table["geo_country_code"].tolist() == ["Old", "Young", "Old"]
    assert table["geo_border_codes"].tolist()[1:] == ["KAZ-Young", "KAZ-Old"]
    assert json.loads(table["geo_neighbours"].iloc[2])["Young"] == pytest.approx(
        least_m(61.0, 47.0, (62, 46), (62, 48)), abs=1e-3
    )


def test_an_area_is_measured_against_them_too(states, own_atlas):
    states()
    table = gpd.GeoDataFrame({"date": ["1995"]}, geometry=[box(61.5, 46.9, 61.9, 47.1)], crs=4326)
    found = geo.measure_incidents(table, atlas=own_atlas()).iloc[0]
    assert (found["geo_country_code"], found["geo_border_codes"]) == ("11", "11-12")
    nearest = min(least_m(61.9, lat, (62, 46), (62, 48)) for lat in (46.9, 47.1))
    farthest = least_m(61.5, 46.9, (62, 46), (62, 48))
    assert nearest - 10.0 <= found["geo_border_min_m"] <= nearest  # certain, and off by 10 m at most
    assert found["geo_border_max_m"] == pytest.approx(farthest, rel=2e-3)
    assert pd.isna(found["geo_problem"])


def test_a_whole_island_has_no_border_and_today_s_land_across_the_sea(add, measure):
    add([box(79.6, 5, 82.5, 9.9)], {"name": ["Ceylon"]}, valid_from="1948", valid_to="1972-05-21")
    past, today = (row for _, row in measure((79.9, 8.0, "1950"), (79.9, 8.0, None)).iterrows())
    assert (past["geo_country_code"], past["geo_neighbours"]) == ("Ceylon", "{}")
    assert pd.isna(past["geo_border_m"])
    assert (past["geo_foreign_land_code"], past["geo_foreign_land_m"]) == ("IND", today["geo_foreign_land_m"])


def test_shores_go_to_the_past_country_they_belong_to(add, atlas, measure, own_atlas):
    # Madagascar, without the Comoros, which lie in the north-west.
    north = shapely.union(box(43, -19, 51, -13.5), box(47, -14, 51, -11))
    add([north, box(43, -26, 51, -19)], {"name": ["N", "S"]}, valid_from="1900", valid_to="1950")
    day = own_atlas().at("1920-01-01")
    coasts = Past(atlas, day, day.past_countries).coasts
    mine = coasts[coasts["code"].isin(["N", "S"])]
    ours = atlas.coasts[atlas.coasts["code"] == "MDG"]
    assert set(mine["code"]) == {"N", "S"}
    lengths = [shapely.length(table.geometry.to_numpy()).sum() for table in (mine, ours)]
    assert lengths[0] == pytest.approx(lengths[1], rel=1e-9)
    north = shapely.get_coordinates(mine.geometry[mine["code"] == "N"].to_numpy())
    south = shapely.get_coordinates(mine.geometry[mine["code"] == "S"].to_numpy())
    assert north[:, 1].min() > -19.1
    assert south[:, 1].max() < -18.9
    # Inland the line between them is nearest; beyond the water, from Grande Comore, a shore is.
    table = measure((46.0, -20.0, "1920"), (43.3, -11.7, "1920"))
    assert table["geo_country_code"].tolist() == ["S", "COM"]
    assert table["geo_foreign_land_code"].tolist()[0] == "N"
    assert table["geo_foreign_land_m"].iloc[0] == pytest.approx(
        least_m(46, -20, (45, -19), (47, -19)), abs=1e-3
    )


def test_a_line_across_the_sea_is_no_land_border(add, atlas, own_atlas):
    # Two countries that meet between Mallorca and Menorca, and two whose line also crosses Calabria.
    names, dates = {"name": ["E", "W", "e", "w"]}, {"valid_from": "1900", "valid_to": "1950"}
    islands = [box(3.6, 39, 5, 40.5), box(2, 39, 3.6, 40.5)]
    add([*islands, box(15.7, 37, 18, 39), box(12, 35, 15.7, 39)], names, **dates)
    day = own_atlas().at("1920-01-01")
    borders = Past(atlas, day, day.past_countries).borders
    ours = borders[borders["codes"] == "E-W"]
    assert set(ours["reach"]) == {"sea"}
    assert set(ours["kind"]) == {"territorial_sea"}
    both = borders[borders["codes"] == "e-w"]
    assert dict(zip(both["reach"], both["kind"], strict=True)) == {
        "land": "international",
        "sea": "territorial_sea",
    }
    # The coast of Calabria meets 15.7 E at 37.92 N in the south and at 38.23 N in the north or so.
    west, south, east, north = both[both["reach"] == "land"].total_bounds
    assert (west, east) == (15.7, 15.7)
    assert (south, north) == (pytest.approx(37.92, abs=0.06), pytest.approx(38.23, abs=0.06))


# Regions, districts and borders with dates --------------------------------------------------------


def test_units_with_dates_are_of_their_days_only(add, measure):
    columns = {
        "name": ["Upper", "Lower"],
        "code": ["U", "L"],
        "first": ["1995", "2005"],
        "last": ["1999", None],
    }
    said = {"layer": "districts", "code_column": "code", "from_column": "first", "to_column": "last"}
    add([WEST, WEST], columns, **said)
    days = ["1994-12-31", "1995-01-01", "1999-12-31", "2000-01-01", "2005-01-01", None]
    found = measure(*((*INSIDE, day) for day in days))["geo_district_code"]
    assert found.fillna("").tolist() == ["", "U", "U", "", "L", "L"]


def test_regions_of_a_past_country_are_yours_of_that_day(states, add, measure):
    states()
    said = {"layer": "regions", "name": "regions", "valid_from": "1990-10-03", "valid_to": "1999"}
    add([box(61, 46, 62, 48), box(62, 46, 63, 48)], {"name": ["Inner West", "Inner East"]}, **said)
    table = measure(
        (*INSIDE, "1995"), (62.5, 47, "1995"), (60.5, 47, "1995"), (*INSIDE, "2005"), (*INSIDE, "1985")
    )
    assert table["geo_region"].fillna("").tolist() == ["Inner West", "Inner East", "", "", ""]
    assert table["geo_country_code"].tolist() == ["11", "12", "11", "11", "10"]


def test_borders_with_dates_are_of_their_days_only(add, measure):
    line = LineString([(61.0, 46.0), (61.0, 48.0)])
    said = {
        "layer": "borders",
        "name_column": None,
        "codes": "KAZ-UZB",
        "kind": "claimed",
        "valid_to": "1999",
    }
    add([line], {"name": ["x"]}, **said)
    table = measure((*INSIDE, "1995"), (*INSIDE, "2005"), (*INSIDE, None))
    assert table["geo_border_kind"].tolist() == ["claimed", "international", "international"]


def test_one_code_may_be_that_of_different_units_at_different_times(add):
    columns = {
        "name": ["Old Name", "New Name"],
        "code": ["P1"] * 2,
        "first": ["1990", "2000"],
        "last": ["1999", "2009"],
    }
    said = {"layer": "regions", "code_column": "code", "from_column": "first", "to_column": "last"}
    assert add([WEST, WEST], columns, **said)["rows"] == 2
    with pytest.raises(DataError, match="code 'P1' is that of different units"):
        add([WEST, WEST], columns, layer="regions", code_column="code", name="again")


# Taken in, or refused -----------------------------------------------------------------------------


def test_description_says_from_when_to_when(states):
    kept = states()
    assert kept["valid"] == ["1946-01-01", "2019-12-31"]
    assert kept["turns"] == ["1946-01-01", "1990-10-03", "2020-01-01"]
    assert (kept["rows"], kept["countries"], kept["notes"]) == (3, CODES, [])
    assert list_layers()[0]["valid"] == kept["valid"]


def test_year_month_and_day_may_stand_in_three_columns(add):
    columns = {"name": ["Old"], "gwsyear": [1946], "gwsmonth": [3], "gwsday": [9], "gweyear": [1990]}
    kept = add([OLD], columns, from_column="gwsyear,gwsmonth,gwsday", to_column="gweyear")
    assert kept["valid"] == ["1946-03-09", "1990-12-31"]
    with pytest.raises(UsageError, match="one column with dates is wanted, or year, month and day"):
        split_columns("--from-column", "a,b,c,d")


@pytest.mark.parametrize(
    ("cell", "read"),
    [("1990-10-03 00:00:00", "1990-10-03"), ("19901003", "1990-10-03"), ("3 Oct 1990", "1990-10-03")],
)
def test_dates_of_every_common_form_are_read(add, cell, read):
    assert add([OLD], {"name": ["Old"], "first": [cell]}, from_column="first")["valid"] == [read, None]


def test_a_column_of_dates_is_read(add):
    columns = {"name": ["Old"], "first": pd.to_datetime(["1946-03-09"])}
    assert add([OLD], columns, from_column="first")["valid"] == ["1946-03-09", None]


def test_without_codes_the_names_stand_for_them(states, measure):
    kept = states(code_column=None)
    assert kept["countries"] == sorted(NAMES)
    assert "no --code-column is named, so the names stand for the codes" in kept["notes"]
    assert measure((*INSIDE, "1995"))["geo_border_codes"].tolist() == ["Eastria-Westria"]


@pytest.mark.parametrize(
    ("said", "error", "message"),
    [
        (
            {"from_column": None, "to_column": None},
            UsageError,
            "name the columns with their dates with --from",
        ),
        ({"country": "KAZ"}, UsageError, "--country does not go with --layer countries"),
        ({"kind": "claimed"}, UsageError, "--kind does not go with --layer countries"),
        ({"level": 2}, UsageError, "--level does not go with --layer countries"),
        ({"valid_from": "1946"}, UsageError, "--valid-from and --from-column say the same thing twice"),
        ({"to_column": None, "valid_to": "soon"}, UsageError, "--valid-to soon: that is no date"),
        ({"to_column": None, "valid_to": "03/04/1990"}, UsageError, "that is no date"),
        ({"to_column": "laste"}, DataError, "no column 'laste' in .*Did you mean last"),
        ({"from_column": "name"}, DataError, r"--from-column name holds no date.* in row 1 \(Old\), row 2"),
        ({"from_column": "last", "to_column": "first"}, DataError, r"ends before it begins in row 1 \(Old\)"),
    ],
)
def test_what_is_said_wrongly_is_refused(states, said, error, message):
    with pytest.raises(error, match=message):
        states(**said)
    assert list_layers() == []


@pytest.mark.parametrize("cell", ["03/04/1990", "-1", "x"])
def test_dates_that_cannot_be_read_are_refused(add, cell):
    with pytest.raises(DataError, match=r"--from-column first holds no date.* in row 2 \(B\), such as"):
        add([WEST, EAST], {"name": ["A", "B"], "first": ["1990", cell]}, from_column="first")


def test_missing_names_and_codes_are_refused(add):
    with pytest.raises(DataError, match="--name-column name is empty in row 2"):
        add([WEST, EAST], {"name": ["A", None]}, valid_from="1990")
    with pytest.raises(DataError, match=r"--code-column c is empty in row 1 \(A\)"):
        add([WEST, EAST], {"name": ["A", "B"], "c": [None, "1"]}, valid_from="1990", code_column="c")


def test_open_ends_turn_nothing():
    validity = Validity(
        np.array([None, "1990-01-01"], dtype=object), np.array(["1989-12-31", None], dtype=object)
    )
    assert (validity.span(), validity.turns()) == ([None, None], ["1990-01-01"])


# On the command line ------------------------------------------------------------------------------


def test_add_list_measure_map_remove(run_geo):
    columns = {"name": NAMES, "gw": CODES, "first": FIRST, "last": LAST}
    gpd.GeoDataFrame(columns, geometry=[OLD, WEST, EAST], crs=4326).to_file(run_geo.work / "cs.gpkg")
    said = ("--name-column", "name", "--code-column", "gw", "--from-column", "first", "--to-column", "last")
    done = run_geo("atlas", "add", "cs.gpkg", "--layer", "countries", *said)
    assert (done.returncode, done.stdout) == (0, "cs\n"), done.stderr
    assert "3 countries kept for 10, 11, 12" in done.stderr
    assert "They hold from 1946-01-01 to 2019-12-31." in done.stderr
    listed = run_geo("atlas").stdout
    assert "your own  countries of 10, 11, 12\n" in listed
    assert "valid     from 1946-01-01 to 2019-12-31\n" in listed

    (run_geo.work / "in.csv").write_text("lon,lat,seen,date\n61.9,47,1995,\n61.9,47,2022,\n")
    done = run_geo("measure", "in.csv", "-o", "out.csv", "--date", "seen")
    assert done.returncode == 0, done.stderr
    assert pd.read_csv(run_geo.work / "out.csv")["geo_country_code"].tolist() == ["11", "KAZ"]
    done = run_geo("map", "in.csv", "-o", "out.html", "--date", "seen")
    assert (done.returncode, done.stdout) == (0, "out.html\n"), done.stderr
    done = run_geo("measure", "in.csv", "--date", "sene")
    assert (done.returncode, done.stdout) == (1, "")
    assert "There is no column 'sene' with dates" in done.stderr
    without = run_geo("measure", "in.csv", "--date", "seen", "--no-own", "-o", "-")
    assert without.stdout.count("KAZ-UZB") == 2
    assert run_geo("atlas", "remove", "cs").returncode == 0

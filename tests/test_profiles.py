"""Sources that are known: how they are recognised, dated, told of, and put together."""

from __future__ import annotations

import csv
import json
import logging
import re
import zlib
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest

import geo
from geo._locating.schemas import SCHEMAS
from geo._maps.columns import choose_columns
from geo._maps.page import IncidentLayer
from geo._reading.axes import find_axis_columns
from geo._reading.dates import read_dates
from geo._reading.profiles import (
    PROFILES,
    describe_event,
    find_headings,
    find_profile,
    get_profile,
    group_events,
    state_terms,
)
from geo.errors import UsageError
from tests.map_atlas import ATLAS, measured
from tests.test_maps import unpack

DATA = Path(__file__).parent / "data"
ROWS = DATA / "profiles"
TABLES = {
    "acled": [ROWS / "acled_old.csv", DATA / "acled_rows.csv"],
    "ucdp_ged": [ROWS / "ucdp_candidate.csv", DATA / "ucdp_rows.csv"],
    "gdelt": [DATA / "gdelt_rows.tsv"],
    "geoconfirmed": [ROWS / "geoconfirmed.csv"],
    "liveuamap": [ROWS / "liveuamap.csv"],
    "darwin_core": [ROWS / "darwin_core.csv"],
}


def table(path):
    sep = ";" if path.stem == "geoconfirmed" else "\t" if path.suffix == ".tsv" else ","
    return pd.read_csv(path, sep=sep, dtype=str, keep_default_na=False, encoding="utf-8-sig")


def gdelt():
    """Hand-made lines of GDELT 2.0, with the headings that are found for them."""
    text = (ROWS / "gdelt_2.csv").read_text(encoding="utf-8")
    lines = list(csv.reader(text.splitlines(), delimiter="\t"))
    return pd.DataFrame(lines, columns=list(find_headings(lines[0])), dtype="string")


def days(dates):
    return list(zip(dates.first.astype(str).tolist(), dates.last.astype(str).tolist(), strict=True))


def layer_of(chart):
    return next(child for child in chart._children.values() if isinstance(child, IncidentLayer))


def head_of(chart):
    """Read back the head of the data of a map."""
    data = json.loads(layer_of(chart).json)
    return json.loads(zlib.decompress(unpack(data["data"])[: data["pieces"][0][0]], -15))


# Recognised ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "path"), [(name, path) for name, paths in TABLES.items() for path in paths])
def test_a_table_is_recognised_by_its_columns_also_when_it_is_measured(name, path):
    columns = list(table(path).columns)
    assert find_profile(columns).name == name
    assert find_profile(["geo_lon", "geo_lat", *reversed(columns), "geo_precision_m"]).name == name


@pytest.mark.parametrize(
    "columns",
    [
        ["id", "lon", "lat", "geo_precision"],
        ["name", "lat", "lng", "link"],
        ["id", "title", "date", "latitude", "longitude", "source"],
        ["event_type", "event_date", "location", "notes"],
        [],
    ],
)
def test_any_other_table_is_of_no_source(columns):
    assert find_profile(columns) is None


def test_profiles_are_named_once_and_agree_with_the_rules_of_precision_codes():
    names = [profile.name for profile in PROFILES]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch("[a-z_]+", name) for name in names)
    assert {profile.schema for profile in PROFILES} - {None} == {schema.name for schema in SCHEMAS}
    by_schema = {profile.schema: profile for profile in PROFILES}
    for schema in SCHEMAS:
        assert by_schema[schema.name].precision == schema.code


@pytest.mark.parametrize("profile", [each for each in PROFILES if each.name != "generic"])
def test_every_source_is_cited_and_its_terms_are_stated(profile):
    assert profile.citation
    assert profile.terms
    assert profile.terms_url.startswith("https://") or profile.licence_columns
    assert profile.restricts or "not to be found" not in profile.terms


def test_a_profile_is_had_by_name_and_a_wrong_one_is_answered():
    assert get_profile("UCDP GED") is get_profile("ucdp_ged")
    with pytest.raises(UsageError, match=r"no profile 'acle' \(there are: acled, .*generic\)\. Did you mean"):
        get_profile("acle")


def test_columns_are_found_as_they_are_spelt():
    spelt = get_profile("acled").spelt(table(ROWS / "acled_old.csv").columns)
    assert (spelt["time_precision"], spelt["longitude"]) == ("TIME_PRECISION", "LONGITUDE")
    spelt = get_profile("darwin_core").spelt(table(ROWS / "darwin_core.csv").columns)
    assert (spelt["eventdate"], spelt["license"]) == ("eventDate", "license")


@pytest.mark.parametrize(
    ("width", "places"),
    [
        (61, {1: "SQLDATE", 26: "EventCode", 28: "EventRootCode", 31: "NumMentions", 34: "AvgTone",
              56: "ActionGeo_Lat", 57: "ActionGeo_Long", 58: "ActionGeo_FeatureID", 60: "SOURCEURL"}),
        (58, {26: "EventCode", 34: "AvgTone", 53: "ActionGeo_Lat", 54: "ActionGeo_Long", 57: "SOURCEURL"}),
        (57, {53: "ActionGeo_Lat", 54: "ActionGeo_Long", 56: "DATEADDED"}),
    ],
)  # fmt: skip
def test_files_of_gdelt_without_headings_get_theirs(width, places):
    cells = ["1001", "20150218", "201502", "2015", *[""] * (width - 4)]
    header = find_headings(cells)
    assert len(header) == len(set(header)) == width
    assert {place: header[place] for place in places} == places
    assert find_headings(cells[:-2]) is None
    assert find_headings(["GlobalEventID", *cells[1:]]) is None


# Headings -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lon", "lat"),
    [
        ("Долгота", "Широта"),
        ("Довгота", "Широта"),
        ("Longitud", "Latitud"),
        ("LONGITUDE", "Latitude"),
        ("Länge", "Breite"),
        ("geographische Länge", "geographische Breite"),
        ("Längengrad", "Breitengrad"),
        ("Boylam", "Enlem"),
        ("خط الطول", "دائرة العرض"),
        ("طول جغرافیایی", "عرض جغرافیایی"),
        ("经度", "纬度"),
        ("Longitudine", "Latitudine"),
        ("Długość geograficzna", "Szerokość geograficzna"),
        ("lon_dd", "lat_dd"),
        ("gps_longitude", "gps_latitude"),
        ("longitude (decimal)", "latitude (decimal)"),
        ("Long (WGS84)", "Lat (WGS84)"),
        ("X", "Y"),
        ("POINT_X", "POINT_Y"),
        ("startLng", "startLat"),
        ("start_lon", "start_lat"),
        (" Lon. ", "Lat."),
    ],
)
def test_longitude_and_latitude_are_found_in_many_spellings(lon, lat):
    assert find_axis_columns(["id", lat, "name", lon]) == (lon, lat)


@pytest.mark.parametrize(
    "columns",
    [
        ["Länge (m)", "Breite (m)"],
        ["Länge", "Höhe"],
        ["Length", "Width"],
        ["belongs", "flat"],
        ["location_x", "location_y"],
        ["lat_long", "lonlat"],
        ["geo_lon", "geo_lat"],
        ["طول", "عرض"],
    ],
)
def test_what_is_no_axis_is_not_taken_for_one(columns):
    assert find_axis_columns(columns) == (None, None)


def test_axes_of_one_thing_belong_together():
    assert find_axis_columns(["end_lat", "start_lon", "lat", "start_lat"]) == ("start_lon", "start_lat")
    assert find_axis_columns(["x", "y", "gps_lon", "gps_lat"]) == ("gps_lon", "gps_lat")
    assert find_axis_columns(["Länge", "Breite", "lon", "lat"]) == ("lon", "lat")


def test_metres_under_x_and_y_stay_a_problem(tmp_path):
    path = tmp_path / "metres.csv"
    path.write_text("x,y\n500000,4700000\n", encoding="utf-8")
    assert "looks like metres of a projection" in geo.read_incidents(path)["geo_problem"].iloc[0]


@pytest.mark.parametrize(
    ("heading", "role"),
    [("Название", "title"), ("Дата события", "date"), ("Título", "title"), ("النوع", "type"),
     ("来源", "source"), ("Événement", "title"), ("Bağlantı", "link"), ("Ссылка", "link"),
     ("Fecha", "date"), ("Tür", "type")],
)  # fmt: skip
def test_roles_are_found_in_many_languages(heading, role):
    frame = gpd.GeoDataFrame({heading: ["a"], "Höhe": ["b"]}, geometry=gpd.points_from_xy([0], [0]))
    assert choose_columns(frame, None)[heading] == role


# Dates --------------------------------------------------------------------------------------------


def test_days_of_acled_are_as_precise_as_it_says():
    dates = read_dates(table(ROWS / "acled_old.csv"))
    assert (dates.column, dates.unread) == ("EVENT_DATE", 0)
    # The third of April, not of March: its files write the day first.
    assert days(dates) == [
        ("2011-07-09", "2011-07-09"),
        ("2011-03-28", "2011-04-09"),
        ("2012-02-01", "2012-02-29"),
    ]


def test_days_of_ucdp_are_first_and_last_or_what_the_code_says():
    assert days(read_dates(table(ROWS / "ucdp_candidate.csv"))) == [
        ("2024-03-05", "2024-03-05"),
        ("2024-03-05", "2024-03-07"),
        ("2024-02-01", "2024-02-29"),
        ("2024-02-01", "2024-02-29"),
        ("2024-01-01", "2024-12-31"),
    ]


def test_times_of_liveuamap_are_seconds_or_milliseconds():
    # date --utc --date=@1519842540
    assert days(read_dates(table(ROWS / "liveuamap.csv"))) == [("2018-02-28", "2018-02-28")] * 2
    other = table(ROWS / "liveuamap.csv")[["timestamp"]]
    assert days(read_dates(other)) == [("NaT", "NaT")] * 2


def test_days_of_darwin_core_are_intervals():
    assert days(read_dates(table(ROWS / "darwin_core.csv"))) == [
        ("2007-11-13", "2007-11-15"),
        ("2007-03-01", "2007-03-31"),
        ("1971-01-01", "1971-12-31"),
    ]


def test_another_column_or_no_profile_is_read_as_it_stands():
    frame = table(ROWS / "acled_old.csv")
    assert days(read_dates(frame, "YEAR"))[0] == ("2011-01-01", "2011-12-31")
    assert days(read_dates(frame, profile="generic"))[1:] == [
        ("2011-01-01", "2011-12-31"),
        ("2012-02-15", "2012-02-15"),
    ]
    renamed = frame.rename(columns={"EVENT_ID_CNTY": "id", "GEO_PRECISION": "p"})
    assert find_profile(renamed.columns) is None
    assert days(read_dates(renamed, profile="acled")) == days(read_dates(frame))


def test_a_date_that_may_be_before_a_border_is_told_so():
    columns = {"event_id_cnty": ["X1", "X2"], "event_date": ["2000-01-03"] * 2, "time_precision": ["1", "2"]}
    exact, week = measured((1.5, 2.5), (1.5, 2.5), **columns)["geo_problem"]
    # Dur came about on 2000-01-01.
    assert pd.isna(exact)
    assert week.startswith("Dated 1999-12-28/2000-01-09, perhaps before Dur (2000-01-01)")


def test_the_timeline_of_a_map_has_the_interval():
    columns = {"event_id_cnty": ["X1"], "event_date": ["2012-02-15"], "time_precision": ["3"]}
    table = measured((0.5, 0.5), location=["A"], **columns)
    assert "more_days" in head_of(geo.make_map(table, atlas=ATLAS))["columns"]
    assert "more_days" not in head_of(geo.make_map(table, atlas=ATLAS, profile="generic"))["columns"]


# On the map ---------------------------------------------------------------------------------------


def acled(**columns):
    own = {
        "event_id_cnty": ["X1", "X2"],
        "event_date": ["2021-03-01", "2021-03-02"],
        "time_precision": ["1", "1"],
        "event_type": ["Battles", "Riots"],
        "location": ["Beni", "Goma"],
        "source": ["Paper", "Radio"],
        "notes": ["first", "second"],
        "timestamp": ["1700000000", "1700000000"],
    }
    return measured((0.5, 0.5), (1.5, 0.5), **(own | columns))


def labels(head):
    return {each["key"].removeprefix("source:"): each["role"] for each in head["reported"]}


def test_what_a_source_calls_its_columns_enters_the_page():
    head = head_of(geo.make_map(acled(), atlas=ATLAS))
    assert labels(head) == {
        "location": "title",
        "event_date": "date",
        "event_type": "type",
        "source": "source",
        "time_precision": "other",
    }


def test_roles_are_overridden_and_their_columns_enter():
    head = head_of(geo.make_map(acled(), atlas=ATLAS, roles={"title": "notes", "date": "timestamp"}))
    found = labels(head)
    assert (found["notes"], found["timestamp"]) == ("title", "date")
    assert [role for role in found.values() if role == "date"] == ["date"]
    head = head_of(geo.make_map(acled(), atlas=ATLAS, columns=["event_type"], roles={"title": "notes"}))
    assert labels(head) == {"event_type": "type", "notes": "title"}


@pytest.mark.parametrize(
    ("roles", "words"),
    [
        ({"title": "note"}, r"no column 'note' to be the title .* Did you mean 'notes'\?"),
        ({"colour": "notes"}, r"no role 'colour'. Choose of title, date"),
    ],
)
def test_a_role_or_column_that_is_not_there_is_answered(roles, words):
    with pytest.raises(UsageError, match=words):
        geo.make_map(acled(), atlas=ATLAS, roles=roles)


def test_a_page_says_whose_the_rows_are_and_keeps_them_where_the_terms_restrict():
    head = head_of(geo.make_map(acled(), atlas=ATLAS))
    assert head["sources"][0].startswith(
        "Incidents: ACLED, recognised by the columns of the table. Cite as: "
    )
    assert "may not be given to other users" in head["sources"][1]
    assert head["kept_rows"] == "ACLED"
    allowed = head_of(geo.make_map(acled(), atlas=ATLAS, include_source_rows=True, profile="acled"))
    assert allowed["kept_rows"] is None
    assert allowed["sources"][0].startswith("Incidents: ACLED. Cite as: ")
    plain = head_of(geo.make_map(acled(), atlas=ATLAS, profile="generic"))
    assert plain["kept_rows"] is None
    assert not any("ACLED" in source for source in plain["sources"])


def test_the_plain_page_says_so_too():
    assert "Terms of ACLED" in layer_of(geo.make_map(acled(), atlas=ATLAS)).plain


def test_terms_of_darwin_core_are_those_of_its_rows():
    frame = table(ROWS / "darwin_core.csv")
    profile = get_profile("darwin_core")
    told = state_terms(profile, frame)
    assert not told.restricts
    assert "CC_BY_4_0 (1)" in told.sentences[1]
    assert "rightsHolder Museum A (2); Museum B (1)" in told.sentences[1]
    for licence in (
        "",
        "CC_BY_ND_4_0",
        "All rights reserved",
        "http://creativecommons.org/licenses/by-nd/4.0/",
    ):
        assert state_terms(profile, frame.assign(license=licence)).restricts
    assert state_terms(profile, frame.drop(columns="license")).restricts
    assert "3 rows state no licence" in state_terms(profile, frame.assign(license="")).sentences[1]


def test_a_time_of_1970_is_written_as_a_date():
    frame = table(ROWS / "liveuamap.csv")
    rows = measured((0.5, 0.5), (1.5, 0.5), **{name: frame[name].tolist() for name in frame.columns})
    plain = layer_of(geo.make_map(rows, atlas=ATLAS)).plain
    assert "2018-02-28T18:29:00Z" in plain
    assert "1519842540" not in plain


# GDELT --------------------------------------------------------------------------------------------


def test_rows_of_one_place_day_and_code_are_one_incident(caplog):
    frame = gdelt()
    with caplog.at_level(logging.INFO):
        grouped = group_events(frame)
    assert len(frame) == 7
    assert grouped["GlobalEventID"].tolist() == ["1001; 1002", "1003", "1004", "1005", "1006", "1007"]
    assert grouped["event_rows"].tolist() == [2, 1, 1, 1, 1, 1]
    first = grouped.iloc[0]
    assert (first["NumMentions"], first["NumSources"], first["NumArticles"]) == (10, 3, 9)
    assert first["SOURCEURL"] == "https://example.org/a"
    # The actors differ, so the incident has none; what is the same stays.
    assert pd.isna(first["Actor1Name"])
    assert (first["EventCode"], first["ActionGeo_Lat"]) == ("190", "48.0")
    assert grouped["event_kind"].tolist() == ["Fight", "Fight", "Fight", "Fight", "Consult", "Consult"]
    assert "7 rows became 6 incidents" in caplog.text
    assert "2 without one of these" in caplog.text
    assert list(frame.columns) == list(gdelt().columns)


def test_a_long_list_of_numbers_is_cut_and_counted():
    frame = pd.concat([gdelt().iloc[:1]] * 25, ignore_index=True)
    frame["GlobalEventID"] = [str(number) for number in range(25)]
    (told,) = group_events(frame)["GlobalEventID"]
    assert told == "; ".join(map(str, range(20))) + " and 5 more"


def test_grouping_nothing_gives_nothing():
    assert len(group_events(gdelt().iloc[:0])) == 0


@pytest.mark.parametrize("number", range(1, 21))
def test_every_root_of_cameo_has_words(number):
    assert describe_event(f"{number:02}1") == describe_event(f"{number:02}")
    assert describe_event(f"{number:02}")


@pytest.mark.parametrize("code", ["", None, "21", "99", "x", "--"])
def test_other_codes_have_none(code):
    assert describe_event(code) is None


def test_a_map_of_gdelt_is_called_what_it_is():
    frame = gdelt().iloc[:5]
    rows = measured(*[(0.5, 0.5)] * 5, **{name: frame[name].tolist() for name in frame.columns})
    head = head_of(geo.make_map(rows, atlas=ATLAS, title="Donetsk"))
    assert (head["title"], head["count"]) == ("Machine-coded media events: Donetsk", 4)
    assert "nobody checked them" in head["meaning"]
    assert head["kept_rows"] is None
    assert head_of(geo.make_map(rows, atlas=ATLAS))["title"] == "Machine-coded media events"
    again = head_of(geo.make_map(rows, atlas=ATLAS, title="My machine-coded media events"))
    assert again["title"] == "My machine-coded media events"
    assert len(rows) == 5


def test_the_page_tells_a_day_no_better_than_it_is_known() -> None:
    """ACLED writes one day for a week or a month; nobody should read that day as the one."""
    from geo._maps.preparing import prepare_rows

    frame = gpd.GeoDataFrame(
        {
            "event_id_cnty": ["A1", "A2", "A3"],
            "event_date": ["07 May 2024", "09 May 2024", "01 June 2024"],
            "time_precision": ["1", "2", "3"],
        },
        geometry=gpd.points_from_xy([51.0] * 3, [44.0] * 3),
        crs=4326,
    )
    shown = prepare_rows(frame, get_profile("acled"), has_claims=False)
    assert shown["event_date"].tolist() == ["07 May 2024", "2024-05-03 to 2024-05-15", "2024-06"]
    again = prepare_rows(shown, get_profile("acled"), has_claims=False)
    assert again["event_date"].tolist() == shown["event_date"].tolist()

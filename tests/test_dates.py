"""Dates of incidents: what is read, what stays a year, what is unknown."""

from __future__ import annotations

import datetime as dt

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo._reading.dates import read_dates
from geo._reading.days import read_day, write_day
from geo._reading.names import find_date_column
from geo.errors import DataError


@pytest.mark.parametrize(
    "text",
    [
        "2011-03-12",
        "2011/3/12",
        "2011.03.12",
        "20110312",
        "20110312093000",
        "2011-03-12T09:30:00Z",
        "2011-03-12 23:59:59.5+05:00",
        "2011-03-12 09:30",
        "12 March 2011",
        "12 Mar 2011",
        "12-Mar-2011",
        "12th march 2011",
        "March 12, 2011",
        "Mar. 12 2011",
        "March 12, 2011, 9:30 PM",
    ],
)
def test_a_day_is_read(text):
    assert read_day(text) == (dt.date(2011, 3, 12),) * 2


@pytest.mark.parametrize("text", ["25/04/2011", "04/25/2011", "25.04.2011", "25-4-2011", "25/04/2011 10:00"])
def test_day_and_month_are_told_apart_where_only_one_order_makes_a_date(text):
    assert read_day(text) == (dt.date(2011, 4, 25),) * 2


def test_both_orders_of_one_date_are_that_date():
    assert read_day("04/04/2011") == (dt.date(2011, 4, 4),) * 2


@pytest.mark.parametrize("text", ["03/04/2011", "3.4.2011", "12-11-2011"])
def test_an_ambiguous_order_counts_only_by_its_year(text):
    assert read_day(text) == (dt.date(2011, 1, 1), dt.date(2011, 12, 31))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2011", "2011-01-01", "2011-12-31"),
        ("2012-02", "2012-02-01", "2012-02-29"),
        ("February 2011", "2011-02-01", "2011-02-28"),
        ("Sept 1999", "1999-09-01", "1999-09-30"),
    ],
)
def test_months_and_years_are_all_their_days(text, first, last):
    assert read_day(text) == (dt.date.fromisoformat(first), dt.date.fromisoformat(last))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2007-11-13/2007-11-15", "2007-11-13", "2007-11-15"),
        ("2007-11-13/15", "2007-11-13", "2007-11-15"),
        ("2007-11-13/12-02", "2007-11-13", "2007-12-02"),
        ("2007-03/04", "2007-03-01", "2007-04-30"),
        ("2007-11/2008-02", "2007-11-01", "2008-02-29"),
        ("1900/1909", "1900-01-01", "1909-12-31"),
        ("2007-03-01T13:00:00Z/2008-05-11T15:30:00Z", "2007-03-01", "2008-05-11"),
        ("2004-06-XX", "2004-06-01", "2004-06-30"),
        ("2004-XX-XX", "2004-01-01", "2004-12-31"),
        ("2004-xx", "2004-01-01", "2004-12-31"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("2004~", "2004-01-01", "2004-12-31"),
        ("2004-06?", "2004-06-01", "2004-06-30"),
        ("2004-06-11%", "2004-06-11", "2004-06-11"),
    ],
)
def test_intervals_and_unknown_digits_are_all_their_days(text, first, last):
    assert read_day(text) == (dt.date.fromisoformat(first), dt.date.fromisoformat(last))


@pytest.mark.parametrize(
    "text",
    ["2007-11-15/2007-11-13", "2007-11-15/13", "2007/03", "../2004", "2004/..", "2004-06/", "/2004",
     "2004-21", "2004-XX-12", "2004-1X", "199X-06", "XXXX", "00XX", "2007-11-13/2007-11-31", "2004-06-XX/x",
     "12/2004-06", "2004?/~"],
)  # fmt: skip
def test_intervals_that_are_open_wrong_or_doubtful_are_unknown(text):
    assert read_day(text) is None


def test_an_interval_is_written_as_it_is_known():
    texts = [
        "2007-11-13/2007-11-15",
        "2011-12-30/2012-01-02",
        "2007-03/2007-04",
        "2007-11/2008-02",
        "1900/1909",
    ]
    assert [write_day(*read_day(text)) for text in texts] == texts


@given(st.dates(), st.dates())
def test_every_interval_is_read_as_it_is_written(one, other):
    first, last = sorted((one, other))
    assert read_day(write_day(first, last)) == (first, last)


@given(st.text(alphabet="0123456789-/X?~%.T: ", max_size=24))
def test_no_text_breaks_the_reader(text):
    days = read_day(text)
    assert days is None or days[0] <= days[1]


@pytest.mark.parametrize(
    "text",
    ["", "soon", "03/04/11", "2011-13-01", "2011-02-30", "31/31/2011", "0/5/2011", "00", "40612", "9:30",
     "1299999999", "12 Foo 2011", "2011-03-12x"],
)  # fmt: skip
def test_what_is_no_date_is_unknown(text):
    assert read_day(text) is None


@pytest.mark.parametrize(
    ("cells", "days"),
    [
        (pd.Series([20110312, 2011]), ["2011-03-12", "2011-01-01"]),
        (pd.Series([20110312.0, np.nan]), ["2011-03-12", "NaT"]),
        (pd.Series([20110312.5, 2011.0]), ["NaT", "2011-01-01"]),
        (pd.Series(pd.to_datetime(["2011-03-12 23:00", None])), ["2011-03-12", "NaT"]),
        (pd.Series(pd.to_datetime(["2011-03-12 23:00"]).tz_localize("Asia/Tokyo")), ["2011-03-12"]),
        (pd.Series([dt.date(2011, 3, 12), None]), ["2011-03-12", "NaT"]),
        (pd.Series(["  2011-03-12 ", " "], dtype="string"), ["2011-03-12", "NaT"]),
        (pd.Series([None, None], dtype=object), ["NaT", "NaT"]),
        (pd.Series([], dtype="string"), []),
    ],
)
def test_columns_of_every_type_are_read(cells, days):
    dates = read_dates(pd.DataFrame({"date": cells}))
    assert dates.first.astype(str).tolist() == days


def test_empty_cells_are_not_counted_as_unreadable():
    dates = read_dates(pd.DataFrame({"date": ["2011-03-12", "", None, "soon", "soon"]}))
    assert (dates.column, dates.unread) == ("date", 2)


def test_without_a_column_all_is_unknown():
    dates = read_dates(gpd.GeoDataFrame({"id": [1, 2]}))
    assert (dates.column, dates.unread, np.isnat(dates.first).tolist()) == (None, 0, [True, True])


def test_a_named_column_has_to_be_there():
    table = pd.DataFrame({"when": ["2011-03-12"], "date": ["2001-01-01"]})
    assert read_dates(table, "when").first.astype(str).tolist() == ["2011-03-12"]
    with pytest.raises(
        DataError, match=r"no column 'whn' with dates \(found: when, date\)\. Did you mean 'when'"
    ):
        read_dates(table, "whn")


@pytest.mark.parametrize(
    ("columns", "found"),
    [
        (["event_id_cnty", "event_date", "year", "timestamp"], "event_date"),
        (["id", "year", "date_start", "date_end"], "date_start"),
        (["GlobalEventID", "SQLDATE"], "SQLDATE"),
        (["Id", "Date", "Latitude"], "Date"),
        (["iyear", "id"], "iyear"),
        (["id", "updated", "validated"], None),
    ],
)
def test_usual_headings_are_found(columns, found):
    assert find_date_column(columns) == found


def test_dates_are_written_as_precisely_as_they_are_known():
    assert [write_day(*read_day(text)) for text in ("12 March 2011", "2012-02", "03/04/2011")] == [
        "2011-03-12",
        "2012-02",
        "2011",
    ]

"""Incidents older than their country, border or dispute: flagged, counted, told anew."""

from __future__ import annotations

import logging

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely import box

import geo
from geo.errors import DataError
from tests.small_atlas import SmallAtlas, incidents

IN_A, IN_B, IN_C, IN_D = (1.5, 0.5), (2.5, 1.5), (0.5, 2.5), (1.5, 2.5)
IN_EASTLANDS, IN_CORNER, NEAR_D = (1.7, 1.5), (0.1, 0.1), (1.3, 1.95)


@pytest.fixture(scope="module")
def atlas():
    return geo.load_atlas(own=False)


def problem(point, day, **columns):
    table = incidents(point, date=[day], **{name: [cell] for name, cell in columns.items()})
    found = geo.measure_incidents(table, atlas=SmallAtlas())["geo_problem"].iloc[0]
    return None if pd.isna(found) else found


# The sentence, on the hand-made atlas -------------------------------------------------------------


def test_an_incident_before_its_country():
    assert problem(IN_D, "1999-12-31") == (
        "Dated 1999-12-31, before Dur (2000-01-01), then part of Bendor: country and borders are today's."
    )
    assert problem(IN_D, "2000-01-01") is None


def test_an_incident_before_its_nearest_border():
    assert problem(NEAR_D, "1996-05-05") == (
        "Dated 1996-05-05, before Dur (2000-01-01), then part of Bendor: the nearest border is today's."
    )
    assert problem(NEAR_D, "2001-05-05") is None


def test_of_several_changes_the_last_says_since_when_and_the_first_what_was():
    # AAA-BBB began with BBB in 1990 and moved in 2010.
    assert problem(IN_A, "2005-01-01").startswith(
        "Dated 2005-01-01, before a change of this border (2010-10-10)"
    )
    assert problem(IN_A, "1989-01-01") == (
        "Dated 1989-01-01, before a change of this border (2010-10-10), then two Bendors: "
        "the nearest border is today's."
    )


def test_a_box_holds_for_what_lies_inside():
    assert problem(IN_CORNER, "1995-05-04") == (
        "Dated 1995-05-04, before the handover of Westcorner (1995-05-05), then held by Dur: "
        "country and borders are today's."
    )
    assert "Westcorner" not in problem(IN_A, "1995-05-04")


def test_an_incident_before_the_dispute_over_its_ground():
    told = problem(IN_EASTLANDS, "2005-06-06")
    assert told.endswith(
        " Dated 2005-06-06, before the present dispute over Eastlands (2005-06-07), then held by Bendor: "
        "what is said of claims and holder is today's."
    )
    assert "Eastlands" not in problem(IN_EASTLANDS, "2005-06-07")


def test_foreign_land_across_the_sea_counts_where_no_border_does():
    # III is an island of AAA; the nearest foreign land is JJJ's, which began with no change here.
    assert problem((10.5, 0.5), "1980-01-01") is None
    # On the southern shore of CCC its border with DDD comes first.
    assert "the nearest border is" in problem((0.9, 2.1), "1980-01-01")


@pytest.mark.parametrize(
    ("day", "beginning"),
    [
        ("1989", "Dated 1989, before Bendor (1990-01-02)"),
        ("1990", "Dated 1990, perhaps before Bendor (1990-01-02)"),
        ("1990-01", "Dated 1990-01, perhaps before Bendor (1990-01-02)"),
        ("03/04/1990", "Dated 1990, perhaps before Bendor (1990-01-02)"),
        ("5 May 1989", "Dated 1989-05-05, before Bendor (1990-01-02)"),
    ],
)
def test_a_vague_date_is_before_or_perhaps_before(day, beginning):
    assert problem(IN_B, day).startswith(beginning)


@pytest.mark.parametrize("day", ["2001", "", None, "soon", "03/04/99"])
def test_later_and_unknown_dates_are_not_flagged(day):
    assert problem(IN_D, day) is None


# In the table -------------------------------------------------------------------------------------


def test_it_stands_after_what_was_wrong_before_and_is_told_anew():
    table = incidents(IN_D, IN_D, date=["1999-12-31"] * 2, geo_problem=["precision unclear", None])
    once = geo.measure_incidents(table, atlas=SmallAtlas())
    said = "Dated 1999-12-31, before Dur (2000-01-01), then part of Bendor: country and borders are today's."
    assert once["geo_problem"].tolist() == [f"precision unclear {said}", said]
    twice = geo.measure_incidents(once, atlas=SmallAtlas())
    assert twice["geo_problem"].tolist() == once["geo_problem"].tolist()
    later = geo.measure_incidents(once.assign(date="2011-11-11"), atlas=SmallAtlas())
    assert later["geo_problem"].fillna("").tolist() == ["precision unclear", ""]


def test_two_sentences_are_taken_back_too():
    table = incidents(IN_EASTLANDS, date=["1980"])
    once = geo.measure_incidents(table, atlas=SmallAtlas())
    assert once["geo_problem"].iloc[0].count("Dated ") == 2
    assert geo.measure_incidents(once.assign(date=None), atlas=SmallAtlas())["geo_problem"].isna().all()


def test_an_area_is_flagged_like_a_point():
    area = gpd.GeoDataFrame({"date": ["1999"]}, geometry=[box(1.49, 2.49, 1.51, 2.51)], crs=4326)
    said = geo.measure_incidents(area, atlas=SmallAtlas())["geo_problem"].iloc[0]
    assert said.startswith("Dated 1999, before Dur")


def test_the_column_can_be_named():
    table = incidents(IN_D, date=["2011-01-01"], seen=["1999-01-01"])
    assert geo.measure_incidents(table, atlas=SmallAtlas())["geo_problem"].isna().all()
    named = geo.measure_incidents(table, atlas=SmallAtlas(), date_column="seen")
    assert named["geo_problem"].notna().all()
    with pytest.raises(DataError, match="no column 'sene' with dates"):
        geo.measure_incidents(table, atlas=SmallAtlas(), date_column="sene")


def test_one_line_counts_them(caplog):
    table = incidents(IN_D, IN_D, IN_A, IN_A, date=["1980", "2005", "soon", ""])
    with caplog.at_level(logging.INFO, logger="geo"):
        geo.measure_incidents(table, atlas=SmallAtlas())
    (line,) = [record.getMessage() for record in caplog.records if "Dates" in record.getMessage()]
    assert line == (
        "Dates (column date): 1 incident is older than the country, border or dispute of today: see "
        "geo_problem; 1 cell holds no date that can be read."
    )


def test_without_dates_nothing_is_said(caplog):
    with caplog.at_level(logging.INFO, logger="geo"):
        measured = geo.measure_incidents(incidents(IN_D, IN_B), atlas=SmallAtlas())
    assert measured["geo_problem"].isna().all()
    assert "Dates" not in caplog.text


# In the world -------------------------------------------------------------------------------------

JUBA, KHARTOUM, PRISTINA, SIMFEROPOL = (31.58, 4.85), (32.53, 15.5), (21.17, 42.66), (34.1, 44.95)
PODGORICA, DILI, ASMARA, PRAGUE, MUNICH = (
    (19.26, 42.44),
    (125.58, -8.55),
    (38.93, 15.34),
    (14.42, 50.09),
    (11.58, 48.14),
)
HONG_KONG, WALVIS_BAY, WINDHOEK, ALMATY, ADEN = (
    (114.17, 22.3),
    (14.5, -22.95),
    (17.08, -22.57),
    (76.9, 43.25),
    (45.03, 12.8),
)
STEPANAKERT, YINING, HELSINKI, PHILIPSBURG, PORT_SUDAN = (
    (46.75, 39.82),
    (81.3, 43.9),
    (24.94, 60.17),
    (-63.05, 18.03),
    (37.2, 19.6),
)


@pytest.mark.parametrize(
    ("place", "day", "flagged"),
    [
        (JUBA, "2005-03-01", "before South Sudan (2011-07-09), then part of Sudan: country and borders"),
        (JUBA, "2015-03-01", None),
        (KHARTOUM, "2005-03-01", "before South Sudan (2011-07-09), then part of Sudan: the nearest border"),
        (PORT_SUDAN, "2005-03-01", None),
        (PRISTINA, "2005", "before Kosovo (2008-02-17), then part of Serbia, from 1999 under UN"),
        (PRISTINA, "1985", "before Kosovo (2008-02-17), then part of Yugoslavia:"),
        (PRISTINA, "2009", None),
        (PODGORICA, "2000-01-01", "before Montenegro (2006-06-03), then part of Serbia and Montenegro"),
        (DILI, "1999-09-04", "before Timor-Leste (2002-05-20), then under Indonesia"),
        (ASMARA, "1991-05-24", "before Eritrea (1993-05-24), then part of Ethiopia"),
        (PRAGUE, "1992-12-31", "before Czechia (1993-01-01), then part of Czechoslovakia"),
        (PRAGUE, "1993-01-01", None),
        (MUNICH, "1989-11-09", "before Germany (1990-10-03), then two German states"),
        (ALMATY, "1986-12-17", "before Kazakhstan (1991-12-26), then part of the Soviet Union"),
        (ADEN, "1986-01-13", "before Yemen (1990-05-22), then two Yemeni states"),
        (PHILIPSBURG, "2009", "before Sint Maarten (2010-10-10), then part of the Netherlands Antilles"),
        (HONG_KONG, "1997-06-30", "before the handover of Hong Kong (1997-07-01), then under the United"),
        (WALVIS_BAY, "1992", "before the handover of Walvis Bay (1994-03-01), then held by South Africa"),
        (WINDHOEK, "1992", None),
        (SIMFEROPOL, "2010-01-01", "before the present dispute over Crimea and Sevastopol (2014-03-18)"),
        (SIMFEROPOL, "2015-01-01", None),
        (STEPANAKERT, "2010-01-01", "before the present dispute over Nagorno-Karabakh (2023-09-20)"),
        (YINING, "1985", "(1998-07-04), then part of the Soviet Union: the nearest border is today's."),
        (YINING, "1999", None),
        (HELSINKI, "1985", "before Russia (1991-12-26), then part of the Soviet Union: the nearest border"),
    ],
)  # fmt: skip
def test_incidents_of_the_world(atlas, place, day, flagged):
    table = gpd.GeoDataFrame(
        {"event_date": [day]}, geometry=gpd.points_from_xy([place[0]], [place[1]]), crs=4326
    )
    found = geo.measure_incidents(table, atlas=atlas)["geo_problem"].iloc[0]
    assert pd.isna(found) if flagged is None else flagged in found, found


def test_a_million_dates_are_told_of_in_seconds():
    # What is measured is not: the table stands for it.
    from time import process_time

    from geo._measuring.history import tell_older
    from geo._reading.dates import read_dates

    atlas, count = geo.load_atlas(own=False), 200_000
    numbers = np.random.default_rng(7)
    table = pd.DataFrame(
        {
            "geo_country_code": numbers.choice(["SSD", "KEN", "FRA", None], count),
            "geo_border_codes": numbers.choice(["KEN-SSD", "KEN-UGA", None], count),
            "geo_foreign_land_code": numbers.choice(["SSD", "UGA", None], count),
            "geo_dispute": None,
            "geo_label_lon": 30.0,
            "geo_label_lat": 5.0,
        }
    )
    started = process_time()
    dates = read_dates(pd.DataFrame({"date": numbers.choice(["2005-01-01", "2015-01-01"], count)}))
    told = tell_older(table, dates, {"SSD": "South Sudan"}, atlas.changes)
    assert process_time() - started < 10.0
    is_old = (dates.first < np.datetime64("2011-07-09")) & (
        (table["geo_country_code"] == "SSD")
        | (table["geo_border_codes"] == "KEN-SSD")
        | (table["geo_foreign_land_code"] == "SSD")
    )
    assert (pd.notna(told) == is_old).all()

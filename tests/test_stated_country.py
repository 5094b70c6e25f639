"""Rows whose coordinates do not lie in the country that they state, and swapped axes."""

from __future__ import annotations

import io
import logging

import geopandas as gpd
import pandas as pd
import pytest

import geo
from geo._measuring.stated import checking
from geo._measuring.stated.fits import fitted_then
from geo._measuring.stated.names import read_stated
from geo._measuring.stated.wording import drop_stated, tell

SWAPPED = "; with latitude and longitude swapped they would lie in"


@pytest.fixture(scope="module")
def atlas():
    return geo.load_atlas()


def measure(atlas, rows, heading="country", **columns):
    """Measure rows of a country, a longitude and a latitude."""
    countries, lon, lat = zip(*rows, strict=True)
    table = pd.DataFrame({heading: pd.array(countries, dtype="string"), **columns})
    points = gpd.points_from_xy(lon, lat)
    return geo.measure_incidents(
        gpd.GeoDataFrame(table, geometry=points, crs=4326), only=["country"], atlas=atlas
    )


def problem(atlas, country, lon, lat, **columns):
    cells = {name: [cell] for name, cell in columns.items()}
    said = measure(atlas, [(country, lon, lat)], **cells)["geo_problem"].iloc[0]
    return None if pd.isna(said) else said


# Aktau lies at 43.65 N 51.15 E, Niamey at 13.51 N 2.11 E, Maradi at 13.50 N 7.10 E.
@pytest.mark.parametrize(
    ("country", "lon", "lat"),
    [
        ("Kazakhstan", 51.15, 43.65),
        ("KAZ", 51.15, 43.65),
        ("KZ", 51.15, 43.65),
        (None, 43.65, 51.15),  # nothing is stated
        ("Narnia", 43.65, 51.15),
        ("NA", 43.65, 51.15),  # not available, and not Namibia
        ("Denmark", -7.0, 62.0),  # the Faroe Islands
        ("United States", -66.4, 18.2),  # Puerto Rico
        ("India", 74.3, 35.9),  # Gilgit, held by Pakistan
        ("China", 121.5, 25.0),  # Taipei
        ("Israel", 35.2, 31.9),  # Ramallah, as UCDP has it
        ("Morocco", -13.2, 27.1),  # Laayoune
        ("DR Congo (Zaire)", 15.3, -4.4),
        ("Democratic Republic of Congo", 15.3, -4.4),
        ("Congo", 15.4, -4.4),  # either of two
        ("AU", 16.37, 48.21),  # Vienna: FIPS 10-4 has AU for Austria
        ("Myanmar (Burma)", 96.1, 16.8),
        ("Turkey", 32.8, 39.9),
        ("Somalia", 52.0, 10.0),  # 80 km off its shore
        ("Chad", 15.05, 12.08),
    ],
)
def test_what_fits_or_states_nothing_is_no_problem(atlas, country, lon, lat):
    assert problem(atlas, country, lon, lat) is None


def test_swapped_coordinates_are_told(atlas):
    # 51.15 N 43.65 E is in Russia, by the Volga.
    said = problem(atlas, "Kazakhstan", 43.65, 51.15)
    assert said == (
        f"The coordinates lie in Russia and not in Kazakhstan as the row says{SWAPPED} Kazakhstan."
    )
    at_sea = problem(atlas, "Peru", -12.05, -77.04)  # Lima: swapped it is in Antarctica
    assert at_sea == f"The coordinates lie in Antarctica and not in Peru as the row says{SWAPPED} Peru."


def test_another_country_is_told_with_its_distance(atlas):
    # Baghdad; Turkey's nearest ground is about 440 km north.
    said = problem(atlas, "Turkey", 44.4, 33.3)
    assert said.startswith("The coordinates lie in Iraq and not in Türkiye as the row says, which is 4")
    assert said.endswith(" km away.")
    # The middle of the Indian Ocean.
    said = problem(atlas, "Somalia", 80.0, -30.0)
    assert said.startswith("The coordinates lie at sea and not in Somalia as the row says, which is ")


def test_distance_agrees_with_the_border(atlas):
    # In Chad, of which the land border with Niger is the nearest ground of Niger.
    lon, lat = 15.5, 15.0
    said = problem(atlas, "Niger", lon, lat)
    km = geo.distance_to_border([lon], [lat], to="NER-TCD", atlas=atlas).distance_m[0] / 1000
    assert said == f"The coordinates lie in Chad and not in Niger as the row says, which is {km:.0f} km away."


def test_beside_a_border_is_no_problem_within_the_precision(atlas):
    # Two kilometres inside Chad, straight east of the border at 16 N.
    border = geo.distance_to_border([15.6], [16.0], to="NER-TCD", atlas=atlas)
    lon, lat = border.lon[0] + (15.6 - border.lon[0]) * 2000.0 / border.distance_m[0], border.lat[0]
    lat += (16.0 - border.lat[0]) * 2000.0 / border.distance_m[0]
    assert problem(atlas, "Niger", lon, lat) is not None
    assert problem(atlas, "Niger", lon, lat, geo_precision_m=1_500.0) is None
    near = border.lon[0] + (lon - border.lon[0]) * 0.4, border.lat[0] + (lat - border.lat[0]) * 0.4
    assert problem(atlas, "Niger", *near) is None


def test_states_of_then_fit(atlas):
    kyiv = 30.52, 50.45
    said = problem(atlas, "Russia (Soviet Union)", *kyiv, date="1985-06-01")
    assert "coordinates" not in said
    assert problem(atlas, "Russia", *kyiv, date="2020-06-01").startswith("The coordinates lie in Ukraine")
    assert "coordinates" not in problem(atlas, "Sudan", 31.6, 4.85, date="2008")  # Juba
    assert problem(atlas, "Sudan", 31.6, 4.85, date="2015").startswith("The coordinates lie in South Sudan")
    assert fitted_then("PSE", frozenset({"ISR"}), 2020)
    assert not fitted_then("ISR", frozenset({"PSE"}), 2020)
    assert not fitted_then("SRB", frozenset({"XKX"}), 2020)


def test_problem_is_told_once_and_beside_others(atlas):
    rows = [("Kazakhstan", 43.65, 51.15), ("Niger", 15.5, 15.0)]
    measured = measure(atlas, rows, geo_problem=["precision unknown", None])
    assert measured["geo_problem"].iloc[0].startswith("precision unknown The coordinates lie in Russia")
    again = geo.measure_incidents(measured, only=["country"], atlas=atlas)
    assert again["geo_problem"].tolist() == measured["geo_problem"].tolist()
    right = again.assign(country=["Russia", "Chad"])
    assert geo.measure_incidents(right, only=["land"], atlas=atlas)["geo_problem"].tolist() == [
        "precision unknown",
        pd.NA,
    ]


def test_a_name_with_the_words_of_the_sentence_is_taken_out_whole() -> None:
    said = tell("in A and not in B", "C. as the row says", is_swapped=False, distance_m=2_000.0)
    assert drop_stated(said) is None
    assert drop_stated("The coordinates lie fallow.") == "The coordinates lie fallow."


def test_points_found_by_name_and_areas_are_not_held_against_the_country(atlas):
    rows = [("Kazakhstan", 43.65, 51.15)] * 2
    measured = measure(atlas, rows, geo_located_by=pd.array(["name", "coordinates"], dtype="string"))
    assert measured["geo_problem"].isna().tolist() == [True, False]
    table = gpd.GeoDataFrame(
        {"country": ["Kazakhstan"]}, geometry=gpd.points_from_xy([43.65], [51.15]).buffer(0.1), crs=4326
    )
    assert geo.measure_incidents(table, only=["country"], atlas=atlas)["geo_problem"].isna().all()


def test_nothing_is_done_without_a_column_of_countries(atlas, monkeypatch):
    monkeypatch.setattr(checking, "read_stated", lambda *_: pytest.fail("asked"))
    assert measure(atlas, [("Kazakhstan", 43.65, 51.15)], heading="what")["geo_problem"].isna().all()


def test_many_points_are_told_as_few_are(atlas, monkeypatch):
    rows = [
        ("Kazakhstan", 43.65, 51.15),
        ("Niger", 15.5, 15.0),
        ("Somalia", 80.0, -30.0),
        ("Fiji", 179.9, -60.0),
    ]
    rows += [("Norway", 15.0, 89.5), ("Russia", -179.9, 60.0), ("Niger", 13.7, 13.7)]
    few = measure(atlas, rows)["geo_problem"]
    monkeypatch.setattr(checking, "MOST_MEASURED", 0)
    many = measure(atlas, rows)["geo_problem"]
    assert many[0] == few[0]
    # What is far is told of without a distance, and the sea not at all.
    assert many[1] == "The coordinates lie in Chad and not in Niger as the row says."
    assert few[2] is not pd.NA
    assert many[2] is pd.NA


def test_a_table_that_is_swapped_is_said_in_one_line(atlas, caplog):
    rows = [("Kazakhstan", 43.65, 51.15), ("Kazakhstan", 43.2, 53.1), ("Niger", 2.1, 13.5)]
    with caplog.at_level(logging.INFO):
        measure(atlas, rows)
    assert "2 rows do not lie in the country that the column 'country' says (2 would" in caplog.text
    assert "In 2 of 3 rows latitude and longitude look swapped: pass --lon" in caplog.text
    caplog.clear()
    with caplog.at_level(logging.INFO):
        measure(atlas, [*rows[1:], ("Chad", 15.05, 12.08)])
    assert "look swapped" not in caplog.text
    assert "1 row does not lie" in caplog.text


def test_cells_that_state_a_country(atlas):
    cells = [
        "Kazakhstan",
        "kz",
        "KZ",
        "",
        "NA",
        "840",
        "Russia (Soviet Union)",
        "Iraq; Syria",
        "Korea",
        "USA",
    ]
    named = [None if one is None else one.named for one in read_stated(cells, atlas)]
    assert named == [("KAZ",), None, ("KAZ",), None, None, None, ("RUS",), None, ("KOR",), ("USA",)]


def test_latitudes_beyond_the_pole_may_be_swapped(caplog):
    swapped = "id,lon,lat\nA,43.6,121.5\nB,43.1,120.5\nC,10,20\n"
    with caplog.at_level(logging.WARNING):
        read = geo.read_incidents(io.StringIO(swapped))
    assert read["geo_problem"].tolist() == [
        "latitude '121.5' is outside -90 to 90; longitude and latitude may be swapped",
        "latitude '120.5' is outside -90 to 90; longitude and latitude may be swapped",
        pd.NA,
    ]
    assert "In 2 of 3 rows latitude and longitude look swapped: pass --lon" in caplog.text
    caplog.clear()
    read = geo.read_incidents(io.StringIO("id,lon,lat\nA,143.6,121.5\nB,43.1,190\nC,10,95N\n"))
    assert not read["geo_problem"].str.contains("swapped").any()
    assert "look swapped" not in caplog.text
    off = gpd.GeoDataFrame(geometry=gpd.points_from_xy([43.6], [121.5]), crs=4326)
    assert (
        geo.measure_incidents(off, only=["country"])["geo_problem"]
        .iloc[0]
        .endswith("(-180..180, -90..90); they may be swapped.")
    )

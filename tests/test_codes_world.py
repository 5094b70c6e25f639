"""Hand-written rows in the style of UCDP GED, ACLED and GDELT, on the world and through the command line."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
import shapely
from pyproj import Geod

from geo import load_atlas, locate_incidents, measure_incidents, read_incidents

DATA = Path(__file__).parent / "data"
GEOD = Geod(ellps="WGS84")

# Towns of which everybody knows the country and the region; longitude, latitude.
TOWNS = {
    "Bambari": (20.67, 5.76),
    "Zemio": (25.13, 5.03),
    "Bangui": (18.55, 4.37),
    "Goma": (29.22, -1.66),
    "Bunia": (30.25, 1.56),
    "Vienna": (16.37, 48.21),
    "Canberra": (149.13, -35.28),
    "Austin": (-97.74, 30.27),
    "Tulsa": (-95.99, 36.15),
    "Lahore": (74.34, 31.55),
    "Karachi": (67.01, 24.86),
    "Ludhiana": (75.86, 30.90),
}


@pytest.fixture(scope="module")
def atlas():
    return load_atlas(own=False)


@pytest.fixture(scope="module")
def ucdp(atlas):
    return locate_incidents(read_incidents(DATA / "ucdp_rows.csv"), atlas=atlas).set_index("id")


def holds(row, town):
    return bool(shapely.intersects_xy(row["geometry"], *TOWNS[town]))


def test_ucdp_rows_become_what_holds_the_towns_that_lie_in_them(ucdp):
    # The coordinates of row 4 are not in Bambari, its capital; all of the region is.
    assert holds(ucdp.loc["4"], "Bambari")
    assert not holds(ucdp.loc["4"], "Bangui")
    assert holds(ucdp.loc["3"], "Zemio")
    assert all(holds(ucdp.loc["6"], town) for town in ("Bambari", "Zemio", "Bangui"))
    assert not holds(ucdp.loc["6"], "Goma")
    assert ucdp["geometry"].is_empty[["5", "7"]].all()


def test_acled_rows_become_what_holds_the_towns_that_lie_in_them(atlas):
    located = locate_incidents(read_incidents(DATA / "acled_rows.csv"), atlas=atlas)
    town, near, province = (located.iloc[row] for row in range(3))
    assert town["geometry"].equals(near["geometry"])
    assert near["geo_precision_m"] == 25_000
    assert holds(province, "Goma")
    assert not holds(province, "Bunia")
    assert located["geo_precision"].tolist() == ["1", "2", "3"]


def test_gdelt_rows_become_what_holds_the_towns_that_lie_in_them(atlas):
    located = locate_incidents(read_incidents(DATA / "gdelt_rows.tsv"), atlas=atlas)
    austria, texas, austin, lahore, here, there, oceans = (located.iloc[row] for row in range(7))
    assert holds(austria, "Vienna")
    assert not holds(austria, "Canberra")
    assert holds(texas, "Austin")
    assert not holds(texas, "Tulsa")
    assert austin["geometry"].geom_type == lahore["geometry"].geom_type == "Point"
    assert holds(here, "Lahore")
    assert not holds(here, "Karachi")
    assert not holds(here, "Ludhiana")
    assert holds(there, "Ludhiana")
    assert not holds(there, "Lahore")
    assert oceans["geometry"].is_empty
    assert "no country is known as 'OS'" in oceans["geo_problem"]


def test_a_code_makes_an_interval_that_holds_the_distances_of_the_towns_in_it(ucdp, atlas):
    measured = measure_incidents(ucdp, atlas=atlas, only=["country", "border"])
    assert measured["geo_border_m"].notna().to_list() == [True, True, *[False] * 5]
    site, near = measured.loc["1"], measured.loc["2"]
    assert site["geo_border_min_m"] == site["geo_border_max_m"]
    assert near["geo_border_min_m"] == pytest.approx(max(near["geo_border_m"] - 25_000, 0))
    # Going away from one stretch of the border leads towards another, or along it.
    assert near["geo_border_m"] < near["geo_border_max_m"] <= near["geo_border_m"] + 25_000
    # Bambari lies in Ouaka: whatever its distance is, it is a possible one.
    town = read_incidents(io.StringIO("lon,lat\n{},{}\n".format(*TOWNS["Bambari"])))
    bambari_m = measure_incidents(town, atlas=atlas, only=["country", "border"])["geo_border_m"].iloc[0]
    assert measured.loc["4", "geo_border_min_m"] <= bambari_m <= measured.loc["4", "geo_border_max_m"]
    assert measured.loc["6", "geo_border_min_m"] == 0
    # The country holds the region; bounds are certain to a thousandth.
    assert measured.loc["6", "geo_border_max_m"] >= 0.999 * measured.loc["4", "geo_border_max_m"]
    assert measured.loc["4", "geo_country_code"] == measured.loc["6", "geo_country_code"] == "CAF"
    assert measured.loc[["5", "7"], ["geo_border_max_m", "geo_country_code"]].isna().all(axis=None)


def test_the_radius_of_an_area_reaches_every_town_in_it(ucdp):
    row = ucdp.loc["6"]
    for town in ("Bambari", "Zemio", "Bangui"):
        label = (row["geo_label_lon"], row["geo_label_lat"])
        assert GEOD.inv(*label, *TOWNS[town])[2] < row["geo_precision_m"]


def test_measure_applies_the_codes_unless_told_to_trust_points(run_geo):
    rows = {}
    for options in ((), ("--trust-points",)):
        done = run_geo("measure", str(DATA / "ucdp_rows.csv"), "--only", "country,border", *options)
        assert done.returncode == 0
        assert ("--trust-points" in done.stderr) is not bool(options)
        rows[options] = list(csv.DictReader(io.StringIO(done.stdout)))
    by_code = [row["geo_located_by"] for row in rows[()]]
    assert by_code == ["coordinates", "code", "code", "code", "", "code", ""]
    assert {row["geo_located_by"] for row in rows["--trust-points",]} == {"coordinates"}
    assert all(row["geo_border_m"] for row in rows["--trust-points",][:6])


def test_near_is_as_near_as_the_option_says(run_geo):
    done = run_geo(
        "measure", str(DATA / "acled_rows.csv"), "--only", "country,border", "--near-radius", "10km"
    )
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [row["geo_precision_m"] for row in rows[:2]] == ["", "10000.0"]
    wrong = run_geo("measure", str(DATA / "acled_rows.csv"), "--near-radius", "near")
    assert wrong.returncode == 2
    assert "'near' is no length in kilometres" in wrong.stderr


def test_a_measured_file_measured_again_is_located_as_before(run_geo, tmp_path):
    for source, target in ((str(DATA / "ucdp_rows.csv"), "a.geojson"), ("a.geojson", "b.geojson")):
        assert run_geo("measure", source, "-o", target, "--only", "country,border").returncode == 0
    first, second = (read_incidents(path) for path in tmp_path.rglob("[ab].geojson"))
    told = ["geo_located_by", "geo_located_as"]
    assert first[told].equals(second[told])
    assert first["geo_located_as"].notna().sum() == 3

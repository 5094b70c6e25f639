"""The report that the project began with: what it says, what is measured of it, and what the map says.

The known answers are those of the geography itself: Karakiya district touches Turkmenistan and Uzbekistan,
its nearest point to the Russian land border is 341 to 342 km away and 295 km to the line between the
territorial seas; Nur-Sultan has been Astana again since 17 September 2022.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import geo

REPORT = Path(__file__).parents[1] / "data" / "examples" / "mangystau_report.txt"


@pytest.fixture(scope="module")
def check():
    return geo.check_claims(geo.read_report(REPORT))


@pytest.fixture(scope="module")
def said(check):
    return json.loads(json.dumps(check.as_json()))


def claims_of(said, kind, words=""):
    return [one for one in said["claims"] if one["kind"] == kind and words in one["quote"]]


def test_the_drone_is_in_an_area_presumed_karakiya(said):
    main = said["incidents"][0]
    assert main["type"] == "drone"
    assert main["kind"] == "area"
    assert main["located_as"].startswith("presumed Karakiyanskiy, district in Mangystau")
    assert (main["country_code"], main["region_code"]) == ("KAZ", "KZ-47")
    assert main["object"] == "Banshee Jet 80"
    assert main["date"] == "2024-05-12"


def test_no_one_was_hurt_and_nothing_is_said_of_the_dead(said):
    main = said["incidents"][0]
    assert main["injured"] == 0
    assert main["killed"] is None


def test_the_second_incident_is_near_astana(said):
    assert len(said["incidents"]) == 2
    second = said["incidents"][1]
    assert second["type"] == "aerial activity"
    assert second["lon"] == pytest.approx(71.43, abs=0.3)
    assert second["lat"] == pytest.approx(51.15, abs=0.3)


def test_the_russian_border_is_contradicted_under_every_reading(said):
    (claim,) = [one for one in claims_of(said, "border") if one["object"] == "KAZ-RUS"]
    assert claim["verdict"] == "contradicted"
    assert claim["incident"] == 0
    assert claim["border_kind"] == "land"
    assert 341_000 <= claim["distance_min_m"] <= 342_500
    assert {reading["name"] for reading in claim["readings"]} == {
        "Karakiyanskiy",
        "near Karakiyanskiy",
        "Mangystau",
    }
    assert {reading["verdict"] for reading in claim["readings"]} == {"contradicted"}


def test_lines_at_sea_are_told_beside_the_land_border(said):
    (claim,) = [one for one in claims_of(said, "border") if one["object"] == "KAZ-RUS"]
    assert 294_000 <= claim["by_kind"]["territorial_sea"][0] <= 296_500
    # The one point that is known of the seabed line: 42.56 N 49.8883 E.
    assert 125_000 <= claim["by_kind"]["seabed"][0] <= 135_000
    assert "seabed line is nearer" in claim["because"]


def test_southern_borders_are_undecided_with_a_share(said):
    (claim,) = claims_of(said, "border", "southern borders")
    assert claim["incident"] == 0
    assert claim["object"] == "KAZ south"
    assert claim["verdict"] == "undecided"
    assert 0.0 < claim["share"] < 0.5
    assert claim["attributed_to"] == "The Defence Ministry"


def test_remote_and_far_from_people_cannot_be_decided(said):
    verdicts = {one["verdict"] for one in claims_of(said, "remote")}
    assert len(claims_of(said, "remote")) == 2
    assert verdicts == {"undecided"}


def test_the_district_lies_in_its_region(said):
    (claim,) = claims_of(said, "inside")
    assert claim["object"] == "Mangystau"
    assert claim["verdict"] == "supported"


@pytest.mark.parametrize(
    ("published", "verdict"),
    [("2024-05-14", "contradicted"), ("2022-09-18", "contradicted"), ("2021-05-14", None)],
)
def test_the_former_name_of_the_capital_is_outdated_only_after_the_change(published, verdict):
    check = geo.check_claims(geo.read_report(REPORT, published=published))
    found = [one.verdict for one in check.claims if one.kind == "outdated_name"]
    assert found == ([verdict] if verdict else [])


def test_the_town_of_the_dateline_is_no_place_of_the_incident(said):
    (dateline,) = [one for one in said["places"] if one["quote"] == "AKTAU"]
    assert dateline["role"] == "background"
    assert "dateline" in dateline["because"]


def test_every_quote_stands_where_it_is_said_to(said):
    text = REPORT.read_text(encoding="utf-8")
    for one in (*said["places"], *said["claims"]):
        assert text[one["start"] : one["end"]] == one["quote"]
    for one in said["incidents"]:
        assert all(0 <= start < end <= len(text) for start, end in one["spans"].values())


def test_incidents_are_measured_like_any_table(check):
    first = check.measured.iloc[0]
    assert first["geo_country_code"] == "KAZ"
    assert first["geo_district"] == "Karakiyanskiy"
    assert first["geo_to_kaz_rus_min_m"] == pytest.approx(295_200, abs=1_000)


def test_it_can_be_drawn_with_its_claims(check):
    html = geo.make_map(check.measured, claims=check.as_claims()).get_root().render()
    assert "does not agree" not in html.split("<script", maxsplit=1)[0]
    assert len(html) < 3_000_000

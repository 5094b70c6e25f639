"""The set of reports is sound: quotes stand in the texts, codes and points are of the atlas, kinds occur."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from itertools import pairwise

import pytest
import shapely

import geo
from tests.oracle.reports import work_out
from tests.report_scoring import NAMES_ONLY, find_span, read_reports

TYPES = {
    *("drone", "strike", "shelling", "explosion", "crash", "clash", "shooting", "attack", "protest"),
    *("earthquake", "fire", "flood", "storm", "landslide", "accident", "crime", "kidnapping", "arrest"),
    *("seizure", "military activity", "aerial activity", "other"),
}
KINDS = {
    *("inside", "part", "near", "border", "border_unit", "distance", "between", "remote", "populated"),
    *("coast", "capital", "superlative", "common_border", "touches", "outdated_name"),
}
VERDICTS = {"supported", "contradicted", "undecided", None}
# A point of a harbour or a border village may stand so many degrees off an outline.
OFF_DEG = 0.05
# Villages that the atlas does not list, though it lists another place of the name in the country.
UNLISTED = {"Муром"}
REPORTS = read_reports()
CLAIMS = [(report, claim) for report in REPORTS for claim in report["claims"]]
INCIDENTS = [(report, incident) for report in REPORTS for incident in report["incidents"]]


def quoted(report):
    incidents = [one for one in report["incidents"] if one["quote"]]
    return [*report["places"], *incidents, *report["claims"]]


@pytest.fixture(scope="module")
def atlas():
    return geo.load_atlas()


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report["id"])
def test_quotes_stand_in_the_text_and_places_in_order(report):
    spans = [find_span(report["text"], one["quote"], one.get("nth", 1)) for one in quoted(report)]
    places = spans[: len(report["places"])]
    assert places == sorted(places)
    assert all(end <= start for (_, end), (start, _) in pairwise(places))


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report["id"])
def test_reports_are_short_with_a_headline_and_a_date(report):
    headline, _, body = report["text"].partition("\n\n")
    assert 0 < len(headline) <= 100
    assert 40 <= len(report["text"].split()) <= 220
    assert body
    assert report["published"] is None or date.fromisoformat(report["published"])
    for incident in report["incidents"]:
        days = [date.fromisoformat(day) for day in (incident["date"] or "").split("/") if day]
        assert days == sorted(days)
        assert not days or days[-1].isoformat() <= report["published"]


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report["id"])
def test_claims_name_an_incident_of_the_report_and_a_reason(report):
    for claim in report["claims"]:
        assert claim["incident"] is None or 0 <= claim["incident"] < len(report["incidents"])
        assert claim["kind"] in KINDS
        assert claim["verdict"] in VERDICTS
        assert (claim["verdict"] is None) == (claim["kind"] == "superlative")
        assert claim["why"].endswith(".")


def test_halves_alternate_and_are_equal():
    numbers = [int(report["id"].rsplit("-", 1)[1]) for report in REPORTS]
    assert numbers == list(range(1, len(REPORTS) + 1))
    assert [report["half"] for report in REPORTS] == ["open", "held"] * (len(REPORTS) // 2)
    assert len(REPORTS) >= 64


def test_languages_and_countries_are_many():
    languages = Counter(report["language"] for report in REPORTS)
    assert languages["en"] >= 46
    assert languages["ru"] >= 12
    assert {"es", "fr", "ar", "uk", "kk"} <= set(languages)
    for half in ("open", "held"):
        assert {one["language"] for one in REPORTS if one["half"] == half} == set(languages)
    assert len({one["country_code"] for _, one in INCIDENTS} - {None}) >= 35
    assert all(not one["claims"] for one in REPORTS if one["language"] in NAMES_ONLY)


@pytest.mark.parametrize("half", ["open", "held"])
def test_types_kinds_and_verdicts_are_all_there(half):
    types = {one["type"] for report, one in INCIDENTS if report["half"] == half}
    kinds = {one["kind"] for report, one in CLAIMS if report["half"] == half}
    verdicts = Counter(one["verdict"] for report, one in CLAIMS if report["half"] == half)
    assert types <= TYPES
    assert len(types) >= 18
    assert kinds == KINDS
    assert min(verdicts[verdict] for verdict in VERDICTS) >= 5
    assert sum(one["negated"] for report, one in CLAIMS if report["half"] == half) >= 8
    assert sum(one["attributed"] for report, one in CLAIMS if report["half"] == half) >= 20


def test_every_type_occurs_and_reports_have_none_one_or_several_incidents():
    assert {one["type"] for _, one in INCIDENTS} == TYPES
    counts = Counter(len(report["incidents"]) for report in REPORTS)
    assert counts[0] >= 4
    assert sum(number for size, number in counts.items() if size > 1) >= len(REPORTS) / 4
    assert max(counts) == 3
    coordinates = re.compile(r"\d°|-?\d+\.\d{2,}, -?\d|\d [NS], \d|\b\d{1,2}[C-X] [A-Z]{2} \d")
    assert sum(bool(coordinates.search(report["text"])) for report in REPORTS) >= 6


def test_codes_are_those_of_the_atlas(atlas):
    regions = dict(zip(atlas.regions["code"], atlas.regions["country_code"], strict=True))
    countries, units = (
        set(atlas.countries["code"]),
        dict(zip(atlas.districts["unit_id"], atlas.districts["country_code"], strict=True)),
    )
    for report in REPORTS:
        for one in [*report["places"], *report["incidents"]]:
            assert one["country_code"] is None or one["country_code"] in countries, report["id"]
            if one.get("region_code"):
                assert regions[one["region_code"]] == one["country_code"], report["id"]
            if one.get("unit"):
                assert units[one["unit"]] == one["country_code"], report["id"]


def test_points_lie_in_their_country_and_region(atlas):
    countries = dict(zip(atlas.countries["code"], atlas.countries.geometry, strict=True))
    regions = dict(zip(atlas.regions["code"], atlas.regions.geometry, strict=True))
    for report in REPORTS:
        for one in [*report["places"], *report["incidents"]]:
            assert one["within_km"] > 0
            point = shapely.Point(one["lon"], one["lat"])
            if one["country_code"] and one.get("kind") not in ("water", "other"):
                off = countries[one["country_code"]].distance(point)
                assert off < OFF_DEG, (report["id"], one["quote"])
            if one.get("region_code"):
                assert regions[one["region_code"]].distance(point) < OFF_DEG, (report["id"], one["quote"])


def test_listed_places_stand_where_the_atlas_has_one_of_the_name(atlas):
    table, positions = atlas.place_table()
    at = {}
    for name, code, spot in zip(table["name"], table["country_code"], positions, strict=True):
        at.setdefault((name, code), []).append(spot)
    known = [
        (report["id"], one)
        for report in REPORTS
        for one in report["places"]
        if one["kind"] == "place" and (one["name"], one["country_code"]) in at
    ]
    assert len(known) > 200
    for name, one in known:
        spots = at[one["name"], one["country_code"]]
        nearest = min(abs(lon - one["lon"]) + abs(lat - one["lat"]) for lon, lat in spots)
        assert nearest < 0.1 or one["quote"] in UNLISTED, (name, one["quote"])


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report["id"])
def test_verdicts_are_those_that_raw_layers_bear_out(report):
    for claim in report["claims"]:
        figures = work_out(claim, report["published"])
        if figures is not None:
            assert figures.verdict == claim["verdict"], (claim["quote"], figures.words)
            assert not figures.on_edge, (claim["quote"], figures.words)
            assert figures.words in claim["why"]

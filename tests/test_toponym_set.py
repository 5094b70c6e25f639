"""The development set of place names in news texts is well formed and broad enough."""

import json
from pathlib import Path

DOCUMENTS = Path(__file__).parent / "data" / "toponyms" / "documents.jsonl"


def read_documents():
    """Give the documents, one a line of the file."""
    with DOCUMENTS.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def read_places():
    """Give every place of every document."""
    return [place for document in read_documents() for place in document["places"]]


def test_offsets_give_the_names():
    for document in read_documents():
        for place in document["places"]:
            assert document["text"][place["start"] : place["end"]] == place["name"], document["id"]


def test_spans_stand_in_order_and_apart():
    for document in read_documents():
        ends = [0, *(place["end"] for place in document["places"])]
        starts = [place["start"] for place in document["places"]]
        assert all(end <= start for end, start in zip(ends, starts, strict=False)), document["id"]


def test_ids_are_unique():
    ids = [document["id"] for document in read_documents()]
    assert len(set(ids)) == len(ids)


def test_the_set_is_large_and_spread_over_the_world():
    places = read_places()
    countries = [place["country_code"] for place in places if place["country_code"]]
    assert len(places) >= 300
    assert len(set(countries)) >= 60
    for country in set(countries):
        assert countries.count(country) <= len(places) * (0.22 if country == "USA" else 0.12), country


def test_coordinates_are_on_earth():
    for place in read_places():
        assert -180 <= place["lon"] <= 180, place
        assert -90 <= place["lat"] <= 90, place


def test_one_meaning_has_one_point():
    points = {}
    for place in read_places():
        point = (place["kind"], place["country_code"], place["lon"], place["lat"])
        assert points.setdefault(place["gold"], point) == point, place

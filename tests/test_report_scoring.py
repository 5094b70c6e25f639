"""The scorer of reports, on cases made by hand."""

from __future__ import annotations

import pytest

from tests.report_scoring import (
    Score,
    away_km,
    find_span,
    fold,
    overlap,
    pair_up,
    read_reports,
    same_date,
    same_ground,
    same_kind,
    score_report,
    sum_up,
    write_table,
)

TEXT = "A drone fell in Goma.\n\nGoma in North Kivu is near the border with Rwanda. Kinshasa was calm."
GOMA = {"lon": 29.23, "lat": -1.67}


def place(quote, nth=1, kind="place", **others):
    fields = {"name": quote, "country_code": "COD", **GOMA, "within_km": 15.0}
    return {"quote": quote, "nth": nth, "kind": kind, **fields, **others}


def claim(quote, kind="border", obj="COD-RWA", **others):
    fields = {"incident": 0, "negated": False, "attributed": False, "verdict": "supported", "why": "5 km."}
    return {"quote": quote, "kind": kind, "object": obj, **fields, **others}


def make_gold(**others):
    incident = {
        "type": "drone",
        "also": ["crash"],
        "date": "2024-05-06",
        "country_code": "COD",
        "region_code": "CD-NK",
        **GOMA,
        "within_km": 15.0,
        "quote": "in Goma",
    }
    gold = {
        "id": "cod-drone-01",
        "half": "open",
        "language": "en",
        "published": "2024-05-07",
        "text": TEXT,
        "places": [
            place("Goma"),
            place("Goma", nth=2),
            place("North Kivu", kind="region", region_code="CD-NK", within_km=200.0),
            place("Rwanda", kind="country", country_code="RWA", lon=30.0, lat=-2.0),
            place("Kinshasa", lon=15.3, lat=-4.3, optional=True),
        ],
        "incidents": [incident],
        "claims": [claim("near the border with Rwanda"), claim("in North Kivu", "inside", "North Kivu")],
    }
    return {**gold, **others}


def spans(one, text=TEXT):
    start, end = find_span(text, one["quote"], one.get("nth", 1)) if one["quote"] else (None, None)
    return {"start": start, "end": end}


def found_place(one, text=TEXT, **others):
    names = ("quote", "name", "kind", "country_code", "lon", "lat")
    return {
        **{name: one[name] for name in names},
        "region_code": one.get("region_code"),
        **spans(one, text),
        **others,
    }


def found_claim(one, text=TEXT, **others):
    names = ("quote", "kind", "object", "negated", "verdict")
    return {
        **{name: one[name] for name in names},
        "attributed_to": "a clerk" if one["attributed"] else None,
        **spans(one, text),
        **others,
    }


def make_check(gold, **others):
    """Make the check of a reader that knows everything."""
    text = gold["text"]
    check = {
        "places": [found_place(one, text) for one in gold["places"]],
        "incidents": [{**one, "located_as": "Goma", **spans(one, text)} for one in gold["incidents"]],
        "claims": [found_claim(one, text) for one in gold["claims"]],
    }
    return {**check, **others}


def test_who_knows_everything_has_full_marks_and_no_misses():
    gold = make_gold()
    score = score_report(gold, make_check(gold))
    assert set(score.figures().values()) == {1.0}
    assert score.misses == []
    assert score.counts["places.gold"] == score.counts["places.found"] == 4


@pytest.mark.parametrize("gold", read_reports(), ids=lambda gold: gold["id"])
def test_who_knows_everything_has_full_marks_in_every_report_of_the_set(gold):
    score = score_report(gold, make_check(gold))
    assert set(score.figures().values()) <= {1.0, None}
    assert score.misses == []


def test_who_finds_nothing_has_no_precision_and_misses_everything():
    score = score_report(make_gold(), {"places": [], "incidents": [], "claims": []})
    figures = score.figures()
    assert figures["places recall"] == figures["incidents recall"] == figures["claims recall"] == 0
    assert figures["places precision"] is None
    assert figures["verdicts of all"] == 0
    assert len(score.misses) == 4 + 1 + 2


def test_a_place_elsewhere_counts_against_both():
    gold = make_gold()
    places = [found_place(one) for one in gold["places"]]
    places[1].update(lon=20.0, lat=3.0, name="Gemena")
    figures = score_report(gold, make_check(gold, places=places)).figures()
    assert figures["places precision"] == figures["places recall"] == pytest.approx(3 / 4)


def test_what_is_optional_never_counts_right_or_wrong():
    gold = make_gold()
    places = [found_place(one) for one in gold["places"]]
    without = score_report(gold, make_check(gold, places=places[:-1]))
    places[-1].update(lon=0.0, lat=0.0, country_code="GHA", name="Tema")
    wrong = score_report(gold, make_check(gold, places=places))
    assert without.figures() == wrong.figures()
    assert without.misses == wrong.misses == []


def test_two_found_places_on_one_mention_are_one_too_many():
    gold = make_gold()
    places = [found_place(one) for one in gold["places"]]
    twice = score_report(gold, make_check(gold, places=[*places, places[0]]))
    assert twice.counts["places.right"] == 4
    assert twice.counts["places.found"] == 5


@pytest.mark.parametrize(
    ("want", "got", "same"),
    [
        (
            place("Rwanda", kind="country", country_code="RWA"),
            {"kind": "country", "country_code": "RWA"},
            True,
        ),
        (
            place("Rwanda", kind="country", country_code="RWA"),
            {"kind": "region", "country_code": "RWA"},
            False,
        ),
        (place("Kivu", kind="region", region_code="CD-NK"), {"kind": "region", "region_code": "CD-NK"}, True),
        (
            place("Kivu", kind="region", region_code="CD-NK"),
            {"kind": "region", "region_code": "CD-SK"},
            False,
        ),
        (place("Kivu", kind="region", region_code="CD-NK"), {"kind": "place", "region_code": "CD-NK"}, False),
        (place("Rutshuru", kind="district"), {"name": "Rutshuru territory", "lon": 0.0, "lat": 0.0}, True),
        (place("Goma"), {"lon": 29.3, "lat": -1.7, "country_code": "RWA"}, True),
        (place("Goma"), {"name": "GOMA city", "lon": None, "lat": None}, True),
        (place("Goma"), {"name": "Goma", "lon": 0.0, "lat": 0.0, "country_code": "UGA"}, False),
    ],
)
def test_the_same_ground_is_told_by_what_it_is(want, got, same):
    other = {
        "kind": want["kind"],
        "name": "x",
        "country_code": "COD",
        "region_code": None,
        "lon": 0.0,
        "lat": 0.0,
    }
    assert same_ground(want, {**other, **got}) is same


def test_an_incident_of_another_type_is_not_found_but_its_fields_are_scored():
    gold = make_gold()
    incidents = [{**gold["incidents"][0], "type": "flood", **spans(gold["incidents"][0])}]
    figures = score_report(gold, make_check(gold, incidents=incidents)).figures()
    assert figures["incidents precision"] == figures["incidents recall"] == 0
    assert figures["incidents type"] == 0
    assert figures["incidents date"] == figures["incidents country"] == figures["incidents location"] == 1


def test_an_incident_in_the_region_is_found_but_not_well_located():
    gold = make_gold()
    far = {**gold["incidents"][0], "type": "crash", "lon": 28.8, "lat": -0.5, **spans(gold["incidents"][0])}
    figures = score_report(gold, make_check(gold, incidents=[far])).figures()
    assert figures["incidents recall"] == 1
    assert figures["incidents location"] == 0


def test_one_found_incident_serves_one_gold_incident():
    gold = make_gold()
    gold["incidents"] = [gold["incidents"][0], {**gold["incidents"][0], "type": "fire", "date": "2024-05-01"}]
    check = make_check(gold)
    assert score_report(gold, check).figures()["incidents recall"] == 1
    check["incidents"] = check["incidents"][:1]
    assert score_report(gold, check).figures()["incidents recall"] == pytest.approx(1 / 2)


@pytest.mark.parametrize(
    ("want", "got", "same"),
    [
        ("2024-05-07", "2024-05-07", True),
        ("2024-05-07", "2024-05-08", False),
        ("2024-05-07", None, False),
        (None, None, True),
        (None, "2024-05-07", False),
        ("2024-05-01/2024-05-31", "2024-05-01/2024-05-31", True),
        ("2024-05-01/2024-05-31", "2024-05-20", True),
        ("2024-05-01/2024-05-31", "2024-04-10/2024-05-31", True),
        ("2024-05-01/2024-05-31", "2024-01-01/2024-12-31", False),
        ("2024-05-01/2024-05-31", "2024-06-01", False),
        ("2024-05-07", "2024-05-06/2024-05-08", False),
    ],
)
def test_dates_agree_on_the_day_and_intervals_where_they_meet(want, got, same):
    assert same_date({"date": want}, {"date": got}) is same


def test_a_date_that_the_gold_allows_is_right_too():
    assert same_date(
        {"date": "2024-05-07", "also_dates": ["2024-05-06/2024-05-07"]}, {"date": "2024-05-06/2024-05-07"}
    )


@pytest.mark.parametrize(
    ("want", "got", "same"),
    [
        (("border", "COD-RWA"), ("border", "KEN"), True),
        (("border", "COD-RWA"), ("touches", "COD-RWA"), True),
        (("border_unit", "COD"), ("border", "COD-RWA"), True),
        (("border", "COD-RWA"), ("touches", "COD-UGA"), False),
        (("inside", "North Kivu"), ("part", "North Kivu province"), True),
        (("near", "Goma"), ("inside", "Kinshasa"), False),
        (("part", "south of Chad"), ("inside", "Chad"), True),
        (("near", "Goma"), ("border", "COD-RWA"), False),
        (("remote", "populated places"), ("populated", "populated places"), False),
    ],
)
def test_kinds_that_the_contract_does_not_tell_apart_are_one_where_the_object_is(want, got, same):
    (kind, obj), (other_kind, other_obj) = want, got
    assert same_kind({"kind": kind, "object": obj}, {"kind": other_kind, "object": other_obj}) is same


def test_a_claim_beside_the_gold_ones_counts_against():
    gold = make_gold()
    claims = [found_claim(one) for one in gold["claims"]]
    claims.append(found_claim(claim("Kinshasa", "near", "Kinshasa")))
    score = score_report(gold, make_check(gold, claims=claims))
    assert score.figures()["claims precision"] == pytest.approx(2 / 3)
    assert score.figures()["claims recall"] == 1
    assert [line.split("\t")[2] for line in score.misses] == ["beside"]


def test_verdicts_are_counted_over_what_was_matched_and_over_all():
    gold = make_gold()
    claims = [found_claim(gold["claims"][0], verdict="undecided", negated=True, attributed_to="a clerk")]
    figures = score_report(gold, make_check(gold, claims=claims)).figures()
    assert figures["claims precision"] == 1
    assert figures["claims recall"] == pytest.approx(1 / 2)
    assert figures["verdicts of matched"] == figures["verdicts of all"] == 0
    assert figures["claims negated"] == figures["claims attributed"] == 0


def test_of_two_claims_on_one_phrase_each_goes_to_its_object():
    gold = make_gold()
    words = "near the border with Rwanda"
    gold["claims"] = [claim(words), claim(words, obj="BDI-COD", verdict="contradicted")]
    claims = [found_claim(one) for one in reversed(gold["claims"])]
    figures = score_report(gold, make_check(gold, claims=claims)).figures()
    assert figures["claims recall"] == figures["verdicts of matched"] == 1


def test_an_optional_claim_never_takes_what_a_wanted_one_needs():
    gold = make_gold()
    words = "near the border with Rwanda"
    gold["claims"] = [claim(words, "touches", optional=True), claim(words)]
    score = score_report(gold, make_check(gold, claims=[found_claim(claim(words))]))
    assert score.figures()["claims recall"] == score.figures()["claims precision"] == 1


def test_a_former_name_is_one_claim_wherever_it_was_found():
    gold = make_gold(text=TEXT + " Leopoldville, LEOPOLDVILLE!")
    name = {"kind": "outdated_name", "obj": "Kinshasa", "verdict": "contradicted"}
    gold["claims"] = [claim("Leopoldville", **name)]
    end = len(gold["text"])
    late = {"start": end - 13, "end": end - 1, "quote": "LEOPOLDVILLE"}
    both = [{**claim("Leopoldville", **name), "attributed_to": None, **late} for _ in range(2)]
    figures = score_report(gold, make_check(make_gold(), claims=both)).figures()
    assert figures["claims recall"] == figures["claims precision"] == 1


def test_claims_of_languages_with_names_only_do_not_count():
    gold = make_gold(language="kk", claims=[])
    extra = [found_claim(claim("in North Kivu", "inside", "North Kivu"))]
    score = score_report(gold, make_check(gold, claims=extra))
    assert score.figures()["claims precision"] is None
    assert score.misses == []


def test_scores_add_up_by_half_and_language():
    reports = [make_gold(), make_gold(half="held", language="ru"), make_gold(half="held")]
    nothing = {"places": [], "incidents": [], "claims": []}
    checks = [make_check(reports[0]), make_check(reports[1]), nothing]
    scores = [score_report(one, check) for one, check in zip(reports, checks, strict=True)]
    groups = sum_up(reports, scores)
    assert list(groups) == ["all", "held", "held en", "held ru", "open", "open en"]
    assert groups["held"].figures()["places recall"] == pytest.approx(1 / 2)
    assert groups["held en"].figures()["places recall"] == 0
    assert groups["all"].counts["claims.gold"] == 6


def test_the_table_has_a_column_a_group_and_a_dash_for_nothing():
    table = write_table({"open": Score()}).splitlines()
    assert table[0].split() == ["open"]
    assert table[1].split() == ["places", "precision", "-"]
    assert table[-1].split() == ["gold", "claims", "0"]


def test_pieces():
    assert find_span("a b a", "a", 2) == (4, 5)
    with pytest.raises(ValueError, match="no mention 3 of 'a'"):
        find_span("a b a", "a", 3)
    assert overlap((0, 4), (2, 9)) == 2
    assert overlap((0, 2), (2, 9)) == 0
    assert fold("N'Djaména-Nord district") == "ndjamena nord"
    assert away_km(GOMA, {"lon": None, "lat": 1.0}) == float("inf")
    assert pair_up([((1,), 0, 0), ((3,), 0, 1), ((2,), 1, 1)]) == [(0, 1)]

"""`geo.check_claims` and what it hands on: the object that was agreed, its words, and hostile reports."""

from __future__ import annotations

import cProfile
import io
import json
import pstats
import re
from datetime import date
from pathlib import Path

import geopandas as gpd
import pytest

import geo
from geo._claims import check as check_module
from geo.errors import GeoError, UsageError

REPORTS = Path(__file__).parent / "data" / "reports" / "reports.jsonl"
OPEN = [row for row in map(json.loads, REPORTS.read_text("utf-8").splitlines()) if row["half"] == "open"]
STATEMENT = "Geography only: nothing here says whether it happened or who did it."
VERDICTS = {"supported", "contradicted", "undecided", None}
TYPES = {
    "drone", "strike", "shelling", "explosion", "crash", "clash", "shooting", "attack", "protest",
    "earthquake", "fire", "flood", "storm", "landslide", "accident", "crime", "kidnapping", "arrest",
    "seizure", "military activity", "aerial activity", "other",
}  # fmt: skip
KINDS = {
    "inside", "part", "near", "border", "border_unit", "distance", "between", "remote", "populated", "coast",
    "capital", "superlative", "common_border", "touches", "outdated_name",
}  # fmt: skip
KEYS = {
    "reports": "name title language published published_from characters sha256",
    "places": "report quote start end name kind country_code region_code lon lat precision_m score role "
    "because others",
    "incidents": "report title type date located_as kind country_code region_code lon lat precision_m start "
    "end score object killed injured because spans readings",
    "claims": "report quote start end kind incident subject object negated attributed_to border_kind "
    "threshold_m turns_at_m distance_min_m distance_max_m share verdict because by_kind readings",
}
INNER = {
    ("places", "others"): "name kind country_code region_code score",
    ("incidents", "readings"): "name how kind country_code lon lat precision_m score",
    ("claims", "readings"): "name verdict distance_min_m distance_max_m share",
}
MORE = {"reports": {"problems"}, "incidents": {"region_code"}, "claims": {"how"}}
"""What is given besides, which whoever reads the object may leave."""

BANSHEE = (
    "Military drone falls near the Kazakh-Russian border\r\n\r\nA Banshee drone was found on Tuesday in "
    "Karakiya district, Mangystau region, near the Kazakh-Russian border, officials said. \U0001f681 No one "
    "was hurt.\r\n"
)
GOMA = "A bomb exploded in Goma, DR Congo, on Monday, near the border with Rwanda. Two people died.\n"


def read(text, **options):
    return geo.read_report(io.BytesIO(text.encode() if isinstance(text, str) else text), **options)


EMPTY = gpd.GeoDataFrame({"title": []}, geometry=[], crs="EPSG:4326")


@pytest.fixture
def unmeasured(monkeypatch):
    """Leave the measuring of all columns out, which takes most of the time."""
    monkeypatch.setattr(check_module, "measure_reports", lambda *_: EMPTY)


@pytest.fixture(scope="module")
def two():
    """Two reports at once, measured."""
    texts = [BANSHEE, GOMA + "A fire broke out in Nairobi.\n"]
    return texts, geo.check_claims([read(text, language="en", published="2024-05-09") for text in texts])


@pytest.fixture(scope="module")
def found(two):
    return two[1].as_json()


class TestObject:
    def test_it_is_plain_json(self, found):
        assert json.loads(json.dumps(found, allow_nan=False)) == found

    def test_its_parts_are_those_agreed(self, found):
        assert list(found) == ["reports", "places", "incidents", "claims", "statement"]
        assert found["statement"] == STATEMENT

    @pytest.mark.parametrize("part", KEYS)
    def test_keys_are_those_agreed(self, found, part):
        for row in found[part]:
            assert set(row) - MORE.get(part, set()) == set(KEYS[part].split()) - MORE.get(part, set())

    @pytest.mark.parametrize(("part", "name"), INNER)
    def test_keys_of_readings_and_others(self, found, part, name):
        inner = [one for row in found[part] for one in row[name]]
        assert all(set(INNER[part, name].split()) <= set(one) for one in inner)
        assert all(set(one) <= set(INNER[part, name].split()) | MORE.get(part, set()) for one in inner)

    def test_quotes_stand_where_they_are_said_to(self, two, found):
        texts = two[0]
        for row in found["places"] + found["claims"]:
            assert texts[row["report"]][row["start"] : row["end"]] == row["quote"]

    def test_spans_of_incidents_stand_in_their_text(self, two, found):
        texts = two[0]
        for row in found["incidents"]:
            text = texts[row["report"]]
            assert 0 <= row["start"] < row["end"] <= len(text)
            for start, end in row["spans"].values():
                assert text[start:end].strip()
            if row["object"]:
                assert row["object"] in text

    def test_places_and_claims_are_in_the_order_of_the_text(self, found):
        for part in ("places", "claims"):
            order = [(row["report"], row["start"], row["end"]) for row in found[part]]
            assert order == sorted(order)

    def test_indices_count_over_all_reports(self, found):
        assert [row["report"] for row in found["incidents"]] == [0, 1, 1]
        border = {row["report"]: row for row in found["claims"] if row["object"] == "COD-RWA"}
        assert border[1]["incident"] == 1
        for row in found["claims"]:
            assert row["incident"] is None or found["incidents"][row["incident"]]["report"] == row["report"]

    def test_words_are_of_the_small_vocabularies(self, found):
        assert {row["type"] for row in found["incidents"]} <= TYPES
        assert {row["kind"] for row in found["claims"]} <= KINDS
        assert {row["verdict"] for row in found["claims"]} <= VERDICTS
        assert {row["role"] for row in found["places"]} <= {"event", "context", "reference", "background"}

    def test_numbers_are_possible(self, found):
        for row in found["places"] + found["incidents"]:
            assert row["lon"] is None or -180 <= row["lon"] <= 180
            assert row["lat"] is None or -90 <= row["lat"] <= 90
            assert row["score"] is None or 0 <= row["score"] <= 1
        for row in found["claims"]:
            assert row["share"] is None or 0 <= row["share"] <= 1
            assert row["distance_min_m"] is None or 0 <= row["distance_min_m"] <= row["distance_max_m"]
            assert all(low <= high for low, high in row["by_kind"].values())

    def test_a_report_says_what_it_was(self, two, found):
        row = found["reports"][0]
        assert (row["language"], row["published"], row["published_from"]) == ("en", "2024-05-09", "given")
        assert row["title"] == "Military drone falls near the Kazakh-Russian border"
        assert row["characters"] == len(two[0][0])
        assert re.fullmatch(r"[0-9a-f]{64}", row["sha256"])

    def test_who_says_so_is_named_as_written(self, found):
        said = [
            row["attributed_to"]
            for row in found["claims"]
            if row["quote"] == "near the Kazakh-Russian border"
        ]
        assert "officials" in said

    def test_dates_are_iso(self, found):
        (drone,) = [row for row in found["incidents"] if row["type"] == "drone"]
        assert drone["date"] == "2024-05-07"
        for row in found["incidents"]:
            for day in (row["date"] or "").split("/"):
                assert not day or date.fromisoformat(day)

    @pytest.mark.usefixtures("unmeasured")
    def test_the_same_text_gives_the_same_object(self):
        first, again = (json.dumps(geo.check_claims(read(GOMA)).as_json()) for _ in range(2))
        assert first == again

    @pytest.mark.usefixtures("unmeasured")
    def test_one_report_and_a_list_of_one_are_the_same(self):
        report = read(GOMA)
        assert geo.check_claims(report).as_json() == geo.check_claims([report]).as_json()


class TestMeasured:
    def test_there_is_a_row_for_each_incident(self, two, found):
        measured = two[1].measured
        assert list(measured["title"]) == [row["title"] for row in found["incidents"]]
        assert len(measured) == 3

    def test_rows_are_where_the_incidents_are(self, two, found):
        measured = two[1].measured
        codes = zip(measured["geo_country_code"], found["incidents"], strict=True)
        # Goma's radius reaches over the border: the table says of such a disc no country.
        assert [code for code, _ in codes if isinstance(code, str)] == ["KAZ", "KEN"]

    def test_the_pair_of_a_claim_is_a_column(self, two):
        measured = two[1].measured
        assert measured["geo_to_kaz_rus_min_m"].iloc[0] == pytest.approx(295_200, rel=0.002)

    def test_claims_go_with_their_geometry(self, two):
        claims = two[1].as_claims()
        border = next(one for one in claims if one["object"] == "KAZ-RUS")
        assert border["geometry"].geom_type in ("MultiLineString", "LineString")

    def test_nothing_is_measured_of_nothing(self):
        assert len(geo.check_claims(read("Six ways with aubergines.")).measured) == 0
        assert len(geo.check_claims([]).measured) == 0

    def test_is_contradicted(self, two):
        assert two[1].is_contradicted
        assert not geo.check_claims([]).is_contradicted


class TestUnlocated:
    def test_a_claim_of_nowhere_has_no_verdict(self):
        check = geo.check_claims(
            read("A drone fell in the village of Qwzxbrv. It lies near the border with Russia.")
        )
        rows = check.as_json()["claims"]
        assert all(row["verdict"] is None for row in rows)
        assert len(check.measured) == len(check.as_json()["incidents"])

    @pytest.mark.usefixtures("unmeasured")
    def test_an_incident_of_nowhere_has_nothing_but_its_words(self):
        (row,) = geo.check_claims(read("A bomb exploded on Monday in the village of Qwzxbrv.")).as_json()[
            "incidents"
        ]
        assert (row["located_as"], row["lon"], row["lat"], row["score"], row["readings"]) == (None,) * 4 + (
            [],
        )


class TestThresholds:
    @pytest.mark.parametrize(
        ("near_m", "not_near_m"), [(-1, 5), (5, 4), (float("nan"), 5), (5, float("nan")), (0, float("inf"))]
    )
    def test_what_is_no_distance_is_refused(self, near_m, not_near_m):
        with pytest.raises(UsageError, match="give metres"):
            geo.check_claims([], near_m=near_m, not_near_m=not_near_m)

    @pytest.mark.usefixtures("unmeasured")
    def test_they_may_be_one(self):
        rows = geo.check_claims(read(GOMA), near_m=1e5, not_near_m=1e5).as_json()["claims"]
        assert {row["verdict"] for row in rows} == {"supported"}


FORBIDDEN = re.compile(
    r"\b(?:false|falsely|falsehood|fakes?|faked|lie|lied|liar|true|truth|untrue|debunk\w*|hoax\w*|fabricat\w*)\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def open_half():
    """Give the reports of the open half, each with what was found."""
    assert len(OPEN) > 30
    rows = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(check_module, "measure_reports", lambda *_: EMPTY)
        for row in OPEN:
            report = read(row["text"], published=row["published"], language=row["language"])
            rows.append((row["id"], row["text"], geo.check_claims(report).as_json()))
    return rows


class TestOpenHalf:
    def test_nothing_is_said_about_truth(self, open_half):
        said = [one["because"] for _, _, found in open_half for one in found["claims"] + found["incidents"]]
        assert [one for one in said if FORBIDDEN.search(one)] == []

    def test_roles_are_explained_without_it_too(self, open_half):
        said = [one["because"] for _, _, found in open_half for one in found["places"]]
        assert [one for one in said if FORBIDDEN.search(one.replace("said to lie in", ""))] == []

    def test_quotes_stand_where_they_are_said_to(self, open_half):
        for name, text, found in open_half:
            for one in found["claims"] + found["places"]:
                assert text[one["start"] : one["end"]] == one["quote"], name

    def test_words_are_of_the_small_vocabularies(self, open_half):
        for _, _, found in open_half:
            assert {one["type"] for one in found["incidents"]} <= TYPES
            assert {one["kind"] for one in found["claims"]} <= KINDS
            assert {one["verdict"] for one in found["claims"]} <= VERDICTS

    def test_what_nobody_can_know_is_never_decided(self, open_half):
        claims = [one for _, _, found in open_half for one in found["claims"] if not one["negated"]]
        assert all(one["verdict"] is None for one in claims if one["kind"] == "superlative")
        assert all(one["verdict"] != "supported" for one in claims if one["kind"] == "remote")
        assert all(one["verdict"] != "contradicted" for one in claims if one["kind"] == "populated")

    def test_it_is_plain_json(self, open_half):
        for _, _, found in open_half:
            json.dumps(found, allow_nan=False)


HOSTILE = {
    "empty": "",
    "blank": " \n\t\n ",
    "one word": "Hello",
    "a dot": ".",
    "no places": "He said that it was over and went home. Nobody knew why.",
    "emoji": "\U0001f525\U0001f681\U0001f4a5 \U0001f525\u200d\U0001f9d1",
    "right to left": "\u202eA drone fell in Goma\u202c, \u0642\u0631\u0628 \u0628\u063a\u062f\u0627\u062f.",
    "combining": "A drone fell in G\u0300\u0301\u0302\u0303oma" + "\u0301" * 300,
    "brackets": "(" * 3000 + "Goma" + ")" * 3000,
    "numbers": "12 km from " * 300,
    "negations": "not near " * 500,
    "borders": "near the border " * 500,
    "one long word": "Goma" * 2000,
    "one long line": "A drone fell in Goma " * 100,
    "letters of names": "\ue000 near the border with \ue001 and \uf000 border, 5 km from \ue7ff.",
    "quotes": '"' * 2000 + "Goma" + "\u201c" * 500,
    "commas": "Goma, " * 150,
    "many lines": "Goma\n" * 150,
    "html in text": "<script>alert('Goma')</script> A drone fell in <b>Goma</b>.",
    "percent": "A drone fell in {Goma} %s %(x)s {0} near ${HOME}.",
}


class TestHostile:
    def test_what_is_said_twice_is_measured_once(self, monkeypatch):
        judged = []
        own = check_module.judge
        monkeypatch.setattr(
            check_module, "judge", lambda claim, *rest: judged.append(claim) or own(claim, *rest)
        )
        once = "A blast shook Goma, 2 km from the border with Rwanda.\n\n"
        found = geo.check_claims(read(once * 5, language="en"))
        assert len(found.claims) == 5
        assert len(judged) == 1
        assert {(one.verdict, one.because) for one in found.claims} == {
            (found.claims[0].verdict, found.claims[0].because)
        }
        assert len({one.claim.start for one in found.claims}) == 5

    @pytest.mark.parametrize("name", HOSTILE)
    @pytest.mark.parametrize("language", [None, "en", "ru"])
    @pytest.mark.usefixtures("unmeasured")
    def test_there_is_a_clear_answer(self, name, language):
        text = HOSTILE[name]
        found = geo.check_claims(read(text, language=language)).as_json()
        json.dumps(found, allow_nan=False)
        for row in found["places"] + found["claims"]:
            assert text[row["start"] : row["end"]] == row["quote"]

    @pytest.mark.usefixtures("unmeasured")
    def test_a_language_that_is_not_known_is_said(self):
        (row,) = geo.check_claims(read("")).as_json()["reports"]
        assert any("language" in problem for problem in row["problems"])

    @pytest.mark.usefixtures("unmeasured")
    def test_scripts_of_a_page_are_no_text(self):
        page = b"<!doctype html><head><title>News</title><script>x = 'A bomb fell in Bukavu';</script></head>"
        page += (
            b"<body><p>A drone fell in <b>Goma</b> &amp; burned.</p><script>alert('Kinshasa')</script></body>"
        )
        report = read(page)
        found = geo.check_claims(report).as_json()
        assert [row["quote"] for row in found["places"]] == ["Goma"]
        assert "alert" not in report.text
        for row in found["places"]:
            assert report.text[row["start"] : row["end"]] == row["quote"]

    @pytest.mark.parametrize(
        "content", [b"A drone\x00 fell in Goma.", bytes(range(256)) * 20, b"\x89PNG\r\n\x1a\n" * 50]
    )
    def test_what_is_no_text_is_refused(self, content):
        with pytest.raises(GeoError):
            read(content)

    @pytest.mark.usefixtures("unmeasured")
    def test_of_five_megabytes_the_beginning_is_read(self):
        text = GOMA + "Nothing else was said of it by anybody at all. " * 110_000
        assert len(text) > 5_000_000
        found = geo.check_claims(read(text[:200_000] + " " * 4_900_000)).as_json()
        assert any("were read" in problem for problem in found["reports"][0]["problems"])
        assert found["incidents"][0]["located_as"].startswith("Goma")

    def test_more_than_is_allowed_is_refused(self):
        with pytest.raises(GeoError, match="MB"):
            read(b"a" * 20_000_001)

    @pytest.mark.parametrize(
        "unit", ["Paris, London, Goma and Springfield. ", "GOMA. ", "A drone fell in Goma. "]
    )
    def test_three_times_the_names_are_three_times_the_work(self, unit):
        # Of 200 kB of names, all would be compared with all: calls are counted, not seconds.
        def calls(count):
            profile = cProfile.Profile()
            profile.enable()
            read(unit * count, language="en")
            profile.disable()
            return pstats.Stats(profile).total_calls

        read(unit, language="en")
        small, large = calls(12), calls(36)
        assert large < 4.5 * small


class TestCommand:
    def test_nothing_found_is_0(self, run_geo):
        done = run_geo("check", "-", "--quiet", stdin="")
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.endswith(f"{STATEMENT}\n")

    def test_a_binary_file_is_1_and_says_what_to_do(self, run_geo):
        done = run_geo("check", "-", stdin=bytes(range(256)) * 20)
        assert (done.returncode, done.stdout) == (1, "")
        assert "Save it as" in done.stderr
        assert "Traceback" not in done.stderr

    def test_claims_that_agree_do_not_fail(self, run_geo):
        done = run_geo("check", "-", "--fail-on", "contradicted", "--quiet", stdin=GOMA)
        assert (done.returncode, done.stderr) == (0, "")

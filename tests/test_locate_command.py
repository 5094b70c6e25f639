"""`geo locate` as it is typed, and tables whose rows are located by their words."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys

import pytest

import geo


def run(*arguments, text=None):
    return subprocess.run(
        [sys.executable, "-m", "geo", *arguments],
        input=text,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def locate(table, **options):
    return geo.locate_incidents(geo.read_incidents(io.StringIO(table)), **options)


def test_candidates_are_json_for_programs():
    done = run("locate", "Karakiya district, Mangystau", "Xyzzyville", "--json")
    assert done.returncode == 0
    first, second = json.loads(done.stdout)
    assert first["query"] == "Karakiya district, Mangystau"
    best = first["candidates"][0]
    assert set(best) == {
        *("name", "kind", "country_code", "region_code", "lon", "lat", "precision_m", "score", "why")
    }
    assert (best["kind"], best["country_code"], best["region_code"]) == ("district", "KAZ", "KZ-47")
    assert second == {"query": "Xyzzyville", "candidates": []}


def test_lines_of_standard_input_are_texts():
    done = run("locate", "-", "--limit", "1", text="Aktau\n\nXyzzyville\n")
    assert done.returncode == 0
    assert "Aktau, city (KZ-47, KAZ)" in done.stdout
    assert "unknown: nothing in the atlas is likely enough" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "There is no TEXT"),
        (("Aktau", "--near", "95,200"), "--near '95,200'"),
        (("Aktau", "--limit", "0"), "--limit 0"),
        (("Aktau", "--review", "x.csv"), "leave out TEXT"),
        (("Aktau", "-o", "x.csv"), "belong to --review"),
    ],
)
def test_wrong_usage_is_told_in_one_line(arguments, said):
    done = run("locate", *arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_control_characters_reach_no_terminal():
    done = run("locate", "Ak\x1b[31mtau")
    assert "\x1b" not in done.stdout


def test_doubtful_names_are_reviewed_decided_and_found(tmp_path):
    table = tmp_path / "incidents.csv"
    table.write_text(
        "id,district,region\n" + "1,Kara-Kyuyun district,Mangystau region\n" * 2,
        encoding="utf-8",
    )
    file = tmp_path / "decisions.csv"
    done = run("locate", "--review", str(table), "-o", str(file))
    assert done.returncode == 0, done.stderr
    with file.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened))
    assert [row["query"] for row in rows] == ["Kara-Kyuyun district"]
    identity = rows[0]["candidate_1"].split()[0]
    assert identity.startswith("district:")
    rows[0] |= {"chosen": identity, "who": "desk", "when": "2026-11-29", "why": "asked the mayor"}
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, list(rows[0]))
        writer.writeheader()
        writer.writerows([*rows, {"query": "Nowhere", "chosen": "none"}])
    done = run("measure", str(table), "--only", "country,district", "--decisions", str(file))
    assert done.returncode == 0, done.stderr
    measured = list(csv.DictReader(io.StringIO(done.stdout)))
    assert {row["geo_located_by"] for row in measured} == {"decision"}
    assert {row["geo_district"] for row in measured} == {"Karakiyanskiy"}
    assert "asked the mayor" in measured[0]["geo_located_as"]
    assert "Nowhere" in done.stderr
    found = json.loads(
        run("locate", "Kara-Kyuyun district, Mangystau region", "--decisions", str(file), "--json").stdout
    )
    assert found[0]["candidates"][0]["score"] == 1.0


def test_a_place_in_its_columns_is_a_point_with_a_radius():
    row = locate("id,country,admin1,location\n1,Kazakhstan,Mangystau,Kuryk\n").iloc[0]
    assert row["geo_located_by"] == "name"
    assert abs(row["geo_lon"] - 51.65) < 0.1
    assert abs(row["geo_lat"] - 43.19) < 0.1
    assert row["geo_precision_m"] >= 1000
    assert row["geo_score"] >= 0.9


def test_a_district_that_is_spelt_otherwise_is_presumed_and_marked():
    row = locate("district,region\nKara-Kyuyun district,Mangystau region\n").iloc[0]
    assert row["geo_district"] == "Karakiyanskiy"
    assert row["geo_problem"].startswith("presumed: no district called")
    assert row["geo_score"] < 0.9


def test_a_place_of_another_country_is_never_taken():
    row = locate("country,location\nCentral African Republic,Liwa village\n").iloc[0]
    assert row["geometry"].is_empty or row["geo_country_code"] == "CAF"


def test_what_is_not_known_falls_back_to_its_region_and_says_so():
    row = locate("country,admin1,location\nKAZ,Mangystau,Qwertzuiopol\n").iloc[0]
    assert row["geo_region_code"] == "KZ-47"
    assert "is taken" in row["geo_problem"]


def test_a_phrase_in_a_table_becomes_an_area():
    row = locate("country,location\nKazakhstan,40 km north of Zhanaozen\n").iloc[0]
    assert row["geo_located_by"] == "expression"
    assert row["geometry"].geom_type == "Polygon"


def test_no_row_is_lost_whatever_stands_in_it():
    table = "country,location\nKAZ,\n,\n,\x07\nXXX,Aktau\nKAZ," + "x" * 5000 + "\n"
    located = locate(table)
    assert len(located) == 5
    assert located["geo_problem"].notna().sum() >= 4


def test_a_unit_that_an_own_layer_stands_for_is_a_point_and_no_error(monkeypatch):
    atlas = geo.load_atlas(own=False)
    monkeypatch.setattr(type(atlas), "districts_of", lambda self, _codes: self.regions_of([]).assign(level=2))
    table = "district,region\nKara-Kyuyun district,Mangystau region\n"
    row = locate(table, atlas=atlas).iloc[0]
    assert row["geo_region_code"] == "KZ-47" or row["geometry"].geom_type == "Point"

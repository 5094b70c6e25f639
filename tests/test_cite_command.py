"""``geo cite``: tool, atlas, data and files, in words, as BibTeX and as JSON."""

from __future__ import annotations

import json
import re

import pytest

from geo._records import as_element, build_record, cite_record, citing, describe_input
from geo.cli.cite_command import describe, write_bibtex

OSM = {"licence": "ODbL-1.0", "attribution": "© OpenStreetMap contributors", "date": "2026c"}
ATLAS = {
    "version": "2",
    "files": {"arcs.parquet": {"sha256": "ab"}},
    "layers": {
        "borders": {**OSM, "source": "zones", "also": "coasts; rivers"},
        "limits": OSM,
        "places": {"licence": "CC-BY-4.0", "attribution": "GeoNames (geonames.org)", "date": "2025"},
        "seabed": {"source": "tables/seabed.csv of the recipe (treaties)", "licence": "PD"},
        "keys": {"source": "the layers above", "licence": "as the layers"},
    },
    "own": [
        {"name": "kaz_adm2", "layer": "districts", "source": "OCHA", "sha256": "9f", "countries": ["KAZ"]}
    ],
}
ACLED = {"profile": "acled", "citation": "ACLED, acleddata.com.", "terms": "Do not pass rows on."}


def record(**more):
    inputs = [
        describe_input("a_b.csv", sha256="12" * 32, size=1),
        describe_input(None, sha256=None, size=None),
    ]
    sets = {"places": [{"country_code": "KAZ", "source": "CIESIN", "licence": "CC-BY-SA-3.0"}]}
    return build_record(ATLAS, sets=sets, inputs=inputs, data=[ACLED], countries={"KAZ"}, **more)


def test_tool_is_cited_as_the_citation_file_says(root):
    told = (root / "CITATION.cff").read_text(encoding="utf-8")
    assert f'title: "{citing.TITLE}"' in told
    assert re.findall(r'- name: "(.*)"', told) == [citing.AUTHORS]
    assert f"license: {citing.LICENCE}\n" in told


def test_layers_of_one_credit_and_licence_are_cited_once():
    sources = cite_record(record())["atlas"]["sources"]
    assert [(each["credit"], list(each["layers"])) for each in sources] == [
        ("© OpenStreetMap contributors", ["borders", "limits"]),
        ("GeoNames (geonames.org)", ["places"]),
        ("geo's own table seabed.csv (treaties)", ["seabed"]),
    ]
    assert sources[0]["with"] == ["coasts", "rivers"]
    assert sources[0]["licence_url"].startswith("https://opendatacommons.org/")


def test_words_have_licences_data_and_files():
    told = describe(cite_record(record()))
    flat = " ".join(told.split())
    assert "here KAZ: CIESIN, licence CC-BY-SA-3.0" in flat
    for part in (
        "© OpenStreetMap contributors: borders, limits (2026c). Licence ODbL-1.0, https://",
        "passed on under the ODbL",
        "Licence CC-BY-4.0, https://creativecommons.org/licenses/by/4.0/",
        "seabed (undated). Public domain",
        "Added by the user: kaz_adm2 (districts), OCHA, licence not stated, sha256 9f",
        "ACLED, acleddata.com. Terms: Do not pass rows on.",
        f"a_b.csv, sha256 {'12' * 32}",
        "an input that is not named",
    ):
        assert part in flat
    assert max(map(len, told.splitlines())) <= 100


def test_bibtex_closes_what_it_opens():
    hostile = {**ACLED, "citation": "100% {odd} \\ text_with & # ~ ^ $", "terms": "\x1b[31mred"}
    told = write_bibtex(cite_record({**record(), "data": [hostile]}))
    entries = re.findall(r"^@(\w+)\{([\w-]+),$", told, re.MULTILINE)
    assert [kind for kind, _ in entries] == ["software", *["misc"] * 7]
    assert len({key for _, key in entries}) == len(entries)
    plain = re.sub(r"\\[{}]", "", told)
    assert plain.count("{") == plain.count("}")
    assert r"100\% \{odd\} \textbackslash{} text\_with \& \# \textasciitilde{}" in told
    assert "\x1b" not in told


def test_cite_reads_what_geo_wrote(run_geo):
    page = run_geo.work / "o.html"
    page.write_text(f"<!DOCTYPE html>{as_element(record())}", encoding="utf-8")
    done = run_geo("cite", "o.html", "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told == cite_record(record()) | {"made": told["made"]}


def test_cite_alone_is_about_what_is_installed(run_geo):
    done = run_geo("cite")
    assert done.returncode == 0, done.stderr
    for part in ("geo-incidents", "OpenStreetMap contributors", "GeoNames", "Natural Earth", "CC-BY-4.0"):
        assert part in done.stdout
    assert "Made from" not in done.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["mine.html"], 1, "mine.html has no record of how geo made it, inside or beside it as"),
        (["none.html"], 1, "There is no file none.html"),
        (["broken.run.json"], 1, "its run record is damaged"),
        (["mine.html", "--json", "--bibtex"], 2, "pass one of them"),
    ],
)
def test_a_file_that_says_nothing_is_an_error(run_geo, arguments, code, message):
    (run_geo.work / "mine.html").write_text("<!DOCTYPE html><p>mine")
    (run_geo.work / "broken.run.json").write_text("{")
    done = run_geo("cite", *arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert message in done.stderr

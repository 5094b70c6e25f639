"""The run record: what is in it and what never is, where it is put, and how it is found again."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import subprocess
import sys
from argparse import Namespace

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

import geo
from geo._records import (
    ATTRS_KEY,
    METADATA_KEY,
    Run,
    as_bytes,
    as_element,
    build_record,
    count_rows,
    count_sources,
    describe_input,
    find_source_columns,
    hide_inputs,
    keep_provenance,
    read_record,
    record_path,
    told_time,
    write_record,
)
from geo.cli.recording import describe_run, record_run
from geo.errors import DataError, GeoError, OutputError
from tests.map_atlas import ATLAS, incidents, measured

MADE = dt.datetime(2026, 11, 29, 12, 0, 5, tzinfo=dt.UTC)
INPUT = describe_input("in.csv", sha256="9f" * 32, size=31, file_format="csv", rows=2, told=["UTF-8"])
DATA = {"profile": "acled", "citation": "Cite me.", "terms": "Do not resell."}


def record(**more):
    return build_record(ATLAS.sources, inputs=[INPUT], made=MADE, **more)


# What is in it


def test_record_says_what_is_known_and_null_where_nothing_is():
    told = build_record(None, made=MADE)
    assert told == {
        "record": 1,
        "tool": {"name": "geo-incidents", "version": geo.__version__},
        "atlas": None,
        "made": "2026-11-29T12:00:05Z",
        "command": None,
        "options": {},
        "worldview": None,
        "decisions": None,
        "inputs": [],
        "rows": None,
        "sources": None,
        "data": [],
    }


def test_atlas_is_told_by_its_files_and_layers():
    atlas = record()["atlas"]
    assert atlas["layers"]["borders"] == {"source": "Drawn by hand", "date": "2026-11", "licence": "CC0-1.0"}
    assert atlas["sha256"] is None
    files = {"a.parquet": {"bytes": 1, "sha256": "ab"}}
    told = build_record({"version": "2", "layers": {}, "files": files}, made=MADE)["atlas"]
    assert told["sha256"] == hashlib.sha256(json.dumps(files, sort_keys=True).encode()).hexdigest()


def test_own_layers_are_told_where_they_were_used():
    own = {"name": "kaz_adm2", "layer": "districts", "file": "kaz.zip", "sha256": "9f", "countries": ["KAZ"]}
    sources = {"layers": {}, "own": [{**own, "source": "OCHA", "licence": None, "added": "2026-11-22"}]}
    (told,) = build_record(sources, countries={"KAZ"})["atlas"]["own"]
    assert (told["name"], told["sha256"], told["licence"]) == ("kaz_adm2", "9f", None)
    assert "added" not in told
    assert build_record(sources, countries={"RUS"})["atlas"]["own"] == []


def test_time_is_that_of_the_environment(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1715163660")
    assert record()["made"] == "2026-11-29T12:00:05Z"
    assert build_record(None)["made"] == "2024-05-08T10:21:00Z"
    assert told_time().tzinfo is dt.UTC
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "9" * 30)
    with pytest.raises(DataError, match="which is no time"):
        told_time()


def test_rows_are_counted_by_what_is_wrong_with_them():
    cells = ["95", "it's, 'odd'; really", "0", "0"]
    told = [f"latitude '{cell}' is outside -90 to 90" for cell in cells[:2]]
    told += ["no coordinates; presumed \u201cAktau\u201d", None]
    places = [shapely.Point(), None, shapely.Point(), shapely.Point(1, 2)]
    frame = gpd.GeoDataFrame({"geo_problem": told}, geometry=places, crs=4326)
    counted = count_rows(frame)
    assert (counted["in"], counted["located"], counted["with_problems"]) == (4, 1, 3)
    assert counted["problems"]["latitude is outside -90 to 90"] >= 1
    assert counted["problems"]["no coordinates"] == 1
    assert count_rows(pd.DataFrame({"a": [1]}))["located"] is None


# Sources


@pytest.mark.parametrize(
    ("columns", "found"),
    [
        # ACLED, UCDP GED, GeoConfirmed, GDELT, Liveuamap, a table by hand, one in German.
        (["event_date", "source", "source_scale"], ["source", None, None, None]),
        (["source_article", "source_office", "source_date"], ["source_article", None, None, None]),
        (["Date", "Source", "Geolocation"], ["Source", None, None, None]),
        (["GLOBALEVENTID", "SOURCEURL"], [None, "SOURCEURL", None, None]),
        (["name", "source", "link"], ["source", "link", None, None]),
        (
            ["Source", "Source URL", "archivedUrl", "Access-Date"],
            ["Source", "Source URL", "archivedUrl", "Access-Date"],
        ),
        (["Quelle", "Link", "Wayback", "abgerufen am"], ["Quelle", "Link", "Wayback", "abgerufen am"]),
        (["resource", "linked", "curl", 7], [None, None, None, None]),
    ],
)
def test_columns_that_name_sources_are_found(columns, found):
    assert list(find_source_columns(columns).values()) == found


def test_links_without_an_archived_copy_are_counted():
    frame = pd.DataFrame(
        {
            "source": ["Inform", "https://b.example", None, "Inform", "Inform"],
            "source_url": [
                "https://a.example/1",
                None,
                "n/a",
                "https://web.archive.org/web/2/x",
                "www.c.example",
            ],
            "archived_url": ["https://archive.ph/x", "", None, None, "yes"],
            "accessed": ["2024-05-07", "2024-05-09", None, "2024-05-08 10:00", "2023-12-31"],
        }
    )
    told = count_sources(frame)
    assert (told["rows_with_link"], told["missing_archive_links"]) == (4, 2)
    assert (told["accessed_from"], told["accessed_to"]) == ("2023-12-31", "2024-05-09")


def test_what_cannot_be_counted_is_null():
    told = count_sources(pd.DataFrame({"source": ["Inform"], "accessed": ["last week"]}))
    assert (told["rows_with_link"], told["missing_archive_links"]) == (None, None)
    assert (told["accessed_from"], told["accessed_to"]) == (None, None)
    twice = pd.DataFrame([["https://a.example", "x"]], columns=["url", "url"])
    assert count_sources(twice)["rows_with_link"] == 1


def test_archives_are_told_by_their_host():
    links = [
        "https://notarchive.org/x",
        "https://a.example/?u=https://archive.ph/x",
        "https://perma.cc/1",
        "http://[",
    ]
    assert count_sources(pd.DataFrame({"url": links}))["missing_archive_links"] == 3


# In the table


def test_a_table_keeps_where_it_is_from_on_its_way():
    frame = incidents((0.9, 1.1), (0.1, 0.2))
    keep_provenance(frame, [INPUT], [DATA])
    located = geo.locate_incidents(frame, atlas=ATLAS)
    found = geo.measure_incidents(located, atlas=ATLAS)
    assert found.attrs[ATTRS_KEY] == {"inputs": [INPUT], "data": [DATA]}
    blurred = geo.blur_incidents(located, "5km", atlas=ATLAS)
    assert blurred.attrs[ATTRS_KEY]["data"] == [DATA]
    (told,) = geo.measure_incidents(blurred, atlas=ATLAS).attrs[ATTRS_KEY]["inputs"]
    assert told == {**INPUT, "name": None, "sha256": None, "bytes": None, "told": []}


def test_the_hash_of_a_blurred_file_would_give_its_position_away():
    """The attack that leaving it out prevents: all but the position is known, and positions can be tried."""
    content = b"id,lon,lat\n007,53.5%02d,43.0%02d\n"
    secret = hashlib.sha256(content % (12, 21)).hexdigest()
    tried = ((lon, lat) for lon in range(100) for lat in range(100))
    found = next(pair for pair in tried if hashlib.sha256(content % pair).hexdigest() == secret)
    assert found == (12, 21)
    assert secret not in json.dumps(hide_inputs([describe_input("a.csv", sha256=secret, size=31)]))


# Of a command


def typed(*words, **given):
    usual = {"input": "in.csv", "output": None, "blur": None, "decisions": None, "worldview": "default"}
    return Namespace(arguments=list(words), **{**usual, **given})


def test_a_command_names_no_folder():
    given = typed(
        *(
            "map",
            "in/secret/a b.csv",
            "-oout/x.html",
            "--decisions=/home/me/d.csv",
            "--quiet",
            "--place",
            "a/b",
        ),
        *("--title", "C:\\Users\\me\\t.csv"),
        input="in/secret/a b.csv",
        output="out/x.html",
        place="a/b",
    )
    told = describe_run(given)
    words = ["geo", "map", "a b.csv", "-ox.html", "--decisions=d.csv", "--place", "a/b", "--title", "t.csv"]
    assert told.command == words
    assert told.options == {"place": "a/b"}


def test_a_blurred_command_names_no_file_and_no_place():
    words = ("measure", "aktau.csv", "-o", "aktau.gpkg", "--blur", "5km", "--place=Aktau", "--lon", "x")
    given = typed(*words, input="aktau.csv", output="aktau.gpkg", blur="5km", place="Aktau", lon="x")
    told = describe_run(given)
    hidden = ["geo", "measure", "HIDDEN", "-o", "HIDDEN", "--blur", "5km", "--place=HIDDEN", "--lon", "x"]
    assert told.command == hidden
    assert told.options == {"blur": "5km", "lon": "x"}


def test_a_run_is_recorded_with_its_files(tmp_path, caplog):
    source, decided = tmp_path / "in.csv", tmp_path / "d.csv"
    source.write_bytes(b"lon,lat\n1,2\n")
    decided.write_bytes(b"x")
    table = measured((0.9, 1.1), url=["https://a.example"])
    table["geo_country_code"], atlas = "TKM", geo.load_atlas(own=False)
    given = typed("map", str(source), input=str(source), decisions=str(decided))
    with caplog.at_level("INFO", logger="geo"):
        told = record_run(given, table, atlas)
    assert "1 of 1 row with a link has no archived copy." in caplog.text
    assert [(each["name"], each["bytes"]) for each in told["inputs"]] == [("in.csv", 12)]
    assert told["inputs"][0]["sha256"] == hashlib.sha256(source.read_bytes()).hexdigest()
    assert told["decisions"] == {"name": "d.csv", "sha256": hashlib.sha256(b"x").hexdigest()}
    assert told["worldview"] == "default"
    assert str(tmp_path) not in json.dumps(told)
    # Districts are collections: what licence those of a country have its rows say.
    (district,) = [
        each for each in told["atlas"]["layers"]["districts"]["sets"] if each["country_code"] == "TKM"
    ]
    assert (district["source"], district["licence"]) == ("CIESIN", "CC-BY-SA-3.0")
    assert ATTRS_KEY not in table.attrs
    blurred = record_run(Namespace(**{**vars(given), "blur": "5km"}), table, atlas)
    assert (blurred["inputs"][0]["name"], blurred["inputs"][0]["sha256"]) == (None, None)
    assert blurred["decisions"] == {"name": None, "sha256": None}
    assert record_run(typed("map", "-", input="-"), table, atlas)["inputs"][0]["name"] is None


# Where it is put and found


@given(st.recursive(st.text() | st.integers(), lambda inner: st.dictionaries(st.text(), inner)))
def test_nothing_in_a_record_ends_its_element(value):
    told = record(run=Run(options={"any": value}, worldview="</script><!--<script>"))
    element = as_element(told)
    assert element.count("<") == 2
    inside = element.partition(">")[2].rpartition("</script>")[0]
    assert json.loads(inside) == json.loads(as_bytes(told))


def test_map_holds_its_record(tmp_path):
    table = measured((0.9, 1.1), title=["</script><script>alert(1)</script>"])
    told = record(run=Run(command=["geo", "map", "</script>.csv"]), data=[DATA])
    path = tmp_path / "o.html"
    geo.make_map(table, atlas=ATLAS, record=told).save(path)
    assert read_record(path) == told
    html = path.read_text()
    assert "<dd><code>geo map &#x27;&lt;/script&gt;.csv&#x27;</code></dd>" in html
    assert "<li>Cite me. Do not resell.</li>" in html


def test_map_without_a_record_says_what_its_table_does(tmp_path):
    table = measured((0.9, 1.1))
    keep_provenance(table, [INPUT])
    path = tmp_path / "o.html"
    geo.make_map(table, atlas=ATLAS).save(path)
    told = read_record(path)
    assert (told["inputs"], told["command"], told["rows"]["located"]) == ([INPUT], None, 1)
    assert told["made"] == told_time().date().isoformat()


def test_parquet_holds_its_record(tmp_path):
    path = tmp_path / "o.parquet"
    table = pa.table({"a": [1]})
    pq.write_table(table.replace_schema_metadata({METADATA_KEY: as_bytes(record())}), path)
    assert read_record(path) == record()
    pq.write_table(table, path)
    assert read_record(path) is None
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(DataError, match=r"o\.parquet is no whole Parquet file"):
        read_record(path)


def test_other_files_have_it_beside_them(tmp_path, caplog):
    path = tmp_path / "o.csv"
    path.write_bytes(b"a\n1\n")
    assert read_record(path) is None
    beside = write_record(path, record())
    assert beside == record_path(path) == tmp_path / "o.csv.run.json"
    told = {**record(), "output": {"name": "o.csv", "sha256": hashlib.sha256(b"a\n1\n").hexdigest()}}
    assert read_record(path) == read_record(beside) == told
    assert caplog.text == ""
    path.write_bytes(b"a\n2\n")
    assert read_record(path) == told
    assert "o.csv was changed after its record" in caplog.text
    # A record is replaced, anything else is not.
    write_record(path, record())
    beside.write_text("mine")
    with pytest.raises(OutputError, match="exists already"):
        write_record(path, record())
    assert beside.read_text() == "mine"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "it is no JSON"),
        (b"\xff", "it is no JSON"),
        (b"[" * 100_000, "it is no JSON"),
        (b'{"record": NaN}', "it is no JSON"),
        (b"[1]", 'no number "record"'),
        (b'{"record": true}', 'no number "record"'),
        (b'{"record": 99}', "Install a newer version"),
        (b'{"record": 1, "tool": {}, "made": "x"}', 'there is no "inputs"'),
        (b'{"record": 1, "tool": {}, "made": 5, "inputs": []}', '"made" is not of the kind text'),
        (b'{"record": 1, "tool": [], "made": "x", "inputs": []}', '"tool" is not of the kind object'),
        (b'{"record": 1, "tool": {}, "made": "x", "inputs": [null]}', 'an entry of "inputs" is empty'),
        (
            b'{"record": 1, "tool": {}, "made": "x", "inputs": [{"sha256": [1]}]}',
            '"sha256" is not of the kind',
        ),
        (b'{"record": 1, "made": "' + b"x" * 5 * 2**20 + b'"}', "it has more than"),
    ],
)
def test_a_damaged_record_is_an_error(tmp_path, content, message):
    page = tmp_path / "o.html"
    page.write_bytes(b"<!DOCTYPE html>" + as_element({}).encode().replace(b"{}", content))
    beside = tmp_path / "o.csv.run.json"
    beside.write_bytes(content)
    for path in (page, beside):
        with pytest.raises(DataError) as caught:
            read_record(path)
        assert message in str(caught.value) or "it is no JSON" in str(caught.value)
        assert path.name in str(caught.value)


@given(st.binary(max_size=300), st.sampled_from(["html", "csv.run.json", "parquet"]))
def test_no_file_makes_reading_fail_in_another_way(tmp_path_factory, content, suffix):
    path = tmp_path_factory.getbasetemp() / f"fuzz.{suffix}"
    whole = as_bytes(record())
    for data in (
        content,
        b"PAR1" + content,
        whole[: len(content)] + content,
        as_element(record()).encode()[:-20],
    ):
        path.write_bytes(data)
        try:
            found = read_record(path)
        except GeoError:
            continue
        assert found is None or found["record"] == 1


def test_missing_files_and_folders_are_errors(tmp_path):
    with pytest.raises(DataError, match="There is no file"):
        read_record(tmp_path / "none.html")
    with pytest.raises(DataError, match="is a folder"):
        read_record(tmp_path)


def test_records_need_nothing_heavy_to_be_imported():
    code = "import geo._records, sys; print({'numpy', 'pandas', 'pyarrow', 'shapely'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"

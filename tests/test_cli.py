"""The command line, run as a user runs it: words, exit codes, and where things go."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys

import geopandas as gpd
import pytest

POINT = "id,lon,lat\n007,53.5,43.0\n"
COMMANDS = [["map"], ["measure"], ["atlas"], ["atlas", "export"], ["atlas", "add"], ["atlas", "remove"]]


def read_rows(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("command", [[], *COMMANDS])
def test_every_command_has_help_with_examples(run_geo, command):
    done = run_geo(*command, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert "example" in done.stdout
    assert "geo " + " ".join(command) in done.stdout


def test_every_option_says_what_it_does(run_geo):
    for command in COMMANDS:
        text = run_geo(*command, "--help").stdout
        options = text[text.index("options:") : text.index("example")]
        for entry in re.split(r"\n  (?=-)", options)[1:]:
            assert re.search(r"(  |\n\s+)[a-zA-Z']{2,}.* ", entry), entry


def test_help_lists_every_command(run_geo):
    text = run_geo("--help").stdout
    for command in COMMANDS:
        assert f"\n  geo {' '.join(command)} " in text


def test_version_says_from_when_the_atlas_is(run_geo):
    done = run_geo("--version")
    assert done.returncode == 0
    assert re.fullmatch(r"geo-incidents \d+\.\d+\.\d+\nborders: .*20\d\d.*\nplaces: .*\d.*\n", done.stdout)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "There is no command. The commands are map, check, locate, measure, atlas"),
        (["mapp", "x.csv"], "no command 'mapp'. Did you mean geo map?"),
        (["fly"], "no command 'fly'. The commands are"),
        (["map", "--titel", "x", "y.csv"], "no option --titel. Did you mean --title?"),
        (["map", "--zzz", "y.csv"], "no option --zzz. The options are"),
        (["--vresion"], "no option --vresion. Did you mean --version?"),
        (["map"], "required: INPUT"),
        (["map", "a.csv", "b.csv"], "what to do with 'b.csv'"),
        (["atlas", "exprt", "x.gpkg"], "Did you mean geo atlas export?"),
        (["atlas", "export", "x.shp"], "does not end in .gpkg"),
        (["measure", "x.csv", "-o", "x.xyz"], "does not say in which format"),
        (["measure", "x.csv", "--format", "xls", "-o", "y"], "no format 'xls'"),
        (["measure", "x.csv", "--format", "excel"], "no format 'excel'. The formats are csv, xlsx, geojson"),
        (["measure", "x.csv", "--format", "gpkg"], "Pass -o with a file name"),
    ],
)
def test_wrong_usage_is_2_and_says_what_to_type(run_geo, arguments, message):
    done = run_geo(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("geo: ")
    assert message in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["map", "measure"])
def test_wrong_data_is_1_with_one_clear_line(run_geo, command):
    for content, message in [
        ("", "is empty"),
        ("id,east\n1,2\n", "no longitude and latitude column in the input (found: id, east)"),
        ("lon,lat\n1,2,3\n", "line 2: 3 cells"),
        (b"lon,lat\n\xff,1\n", "line 2: byte 9 (0xFF) is not utf-8"),
    ]:
        done = run_geo(command, "-", stdin=content)
        assert done.returncode == 1
        assert done.stdout == ""
        assert message in done.stderr
        assert done.stderr.count("\n") == 1


def test_missing_input_is_1(run_geo):
    done = run_geo("map", "nowhere.csv")
    assert done.returncode == 1
    assert "There is no file nowhere.csv" in done.stderr
    assert list(run_geo.work.iterdir()) == []


def test_measure_knows_the_known_answer(run_geo):
    done = run_geo("measure", "-", stdin=POINT)
    assert done.returncode == 0, done.stderr
    (row,) = read_rows(done.stdout)
    assert (row["id"], row["lon"], row["lat"]) == ("007", "53.5", "43.0")
    assert row["geo_country_code"] == "KAZ"
    assert row["geo_border_codes"] == "KAZ-TKM"
    assert "Turkmenistan" in row["geo_border"]
    assert float(row["geo_border_m"]) == pytest.approx(78_600, abs=200)
    assert row["geo_city"] == "Zhanaozen"
    assert float(row["geo_city_m"]) == pytest.approx(64_300, abs=500)
    assert "1 row read, 1 measured" in done.stderr


def test_measuring_a_measured_table_changes_nothing(run_geo):
    once = run_geo("measure", "-", stdin=POINT).stdout
    assert run_geo("measure", "-", stdin=once).stdout == once


NAMED = "id,district,region,country\n007,Karakiyanskiy,Mangystau,KAZ\n"


def test_row_that_names_a_district_is_measured_as_its_area(run_geo):
    done = run_geo("measure", "-", stdin=NAMED)
    assert done.returncode == 0, done.stderr
    (row,) = read_rows(done.stdout)
    assert row["geo_located_as"].startswith("Karakiyanskiy, district (level 2), Mangystau, KAZ")
    assert (row["geo_lon"], row["geo_border_m"], row["geo_problem"]) == ("", "", "")
    neighbours = json.loads(row["geo_neighbours"])
    assert neighbours["TKM"][0] < 1_000
    assert 341_000 <= neighbours["RUS"][0] <= 355_000
    assert "1 row is located by name: Karakiyanskiy" in done.stderr
    assert "1 row read, 1 measured" in done.stderr
    assert "CSV has no outlines" in done.stderr


def test_area_is_written_read_again_and_drawn(run_geo):
    assert run_geo("measure", "-", "-o", "a.geojson", stdin=NAMED).returncode == 0
    once = gpd.read_file(run_geo.work / "a.geojson")
    assert once.geometry.geom_type.tolist() == ["Polygon"]
    assert run_geo("measure", "a.geojson", "-o", "b.geojson").returncode == 0
    again = gpd.read_file(run_geo.work / "b.geojson")
    ours = [name for name in once.columns if name.startswith("geo_") and once[name].dtype != float]
    assert once[ours].astype(str).equals(again[ours].astype(str))
    done = run_geo("map", "b.geojson")
    assert (done.returncode, done.stdout) == (0, "b.map.html\n"), done.stderr


def test_place_is_a_name_for_all_rows_or_a_column(run_geo):
    done = run_geo(
        "map", "-", "-o", "a.html", "--place", "Karakiyanskiy, Mangystau", stdin="id,title\n1,One\n"
    )
    assert (done.returncode, done.stdout) == (0, "a.html\n"), done.stderr
    done = run_geo("measure", "-", "--place", "where", stdin="where,lon,lat\nKZ-47,,\nKZ-47,1,2\n")
    first, second = read_rows(done.stdout)
    assert (first["geo_region_code"], first["geo_located_by"]) == ("KZ-47", "name")
    assert (second["geo_lon"], second["geo_located_by"]) == ("1.0", "coordinates")


@pytest.mark.parametrize("command", ["map", "measure"])
def test_place_that_is_neither_a_column_nor_a_name_is_one_clear_error(run_geo, command):
    done = run_geo(command, "-", "--place", "wher", "--quiet", stdin="id,where\n1,KZ-47\n")
    assert (done.returncode, done.stdout) == (1, "")
    assert (
        "--place 'wher' is no column (found: id, where), and as a name: no district or region" in done.stderr
    )
    assert "Did you mean the column 'where'?" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("suffix", ["csv", "geojson", "gpkg", "parquet"])
def test_measure_writes_the_format_of_the_name(run_geo, suffix):
    done = run_geo("measure", "-", "-o", f"out.{suffix}", stdin=POINT)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    path = run_geo.work / f"out.{suffix}"
    back = gpd.read_parquet(path) if suffix == "parquet" else gpd.read_file(path)
    assert back["geo_country_code"].tolist() == ["KAZ"]


def test_existing_output_is_kept_until_forced(run_geo):
    path = run_geo.work / "out.csv"
    path.write_text("mine")
    done = run_geo("measure", "-", "-o", "out.csv", stdin=POINT)
    assert done.returncode == 1
    assert "out.csv exists already" in done.stderr
    assert "pass --force" in done.stderr
    assert path.read_text() == "mine"
    assert run_geo("measure", "-", "-o", "out.csv", "--force", stdin=POINT).returncode == 0
    assert path.read_text().startswith("id,lon,lat,geo_lon")


def test_map_is_named_like_its_input_and_can_be_made_again(run_geo):
    (run_geo.work / "june.csv").write_text(POINT + "008,53.5,95\n")
    for _ in range(2):
        done = run_geo("map", "june.csv")
        assert (done.returncode, done.stdout) == (0, "june.map.html\n"), done.stderr
    assert "1 row: latitude is outside -90 to 90, '95' in row 2" in done.stderr
    assert "2 rows read, 1 without a usable position" in done.stderr
    assert "1 row on the map; 1 row without a usable position left out" in done.stderr
    page = (run_geo.work / "june.map.html").read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert page.rstrip().endswith("</html>")


def test_map_never_replaces_what_geo_did_not_write(run_geo):
    path = run_geo.work / "incidents.map.html"
    path.write_text("<!DOCTYPE html><p>mine")
    done = run_geo("map", "-", stdin=POINT)
    assert done.returncode == 1
    assert "incidents.map.html exists already" in done.stderr
    assert "pass --force" in done.stderr
    assert path.read_text() == "<!DOCTYPE html><p>mine"
    assert run_geo("map", "-", "--force", stdin=POINT).returncode == 0


def test_map_of_nothing_is_an_error(run_geo):
    done = run_geo("map", "-", stdin="lon,lat\n,\n")
    assert done.returncode == 1
    assert "nothing to draw: none of 1 row has a usable position" in done.stderr
    assert list(run_geo.work.iterdir()) == []


def test_only_chosen_columns_leave_in_the_map(run_geo):
    table = "lon,lat,shown,secret\n53.5,43,open-word,hidden-word\n"
    assert run_geo("map", "-", "-o", "a.html", "--columns", "shown", stdin=table).returncode == 0
    page = (run_geo.work / "a.html").read_text(encoding="utf-8")
    assert "hidden-word" not in page
    done = run_geo("map", "-", "--columns", "shwon", stdin=table)
    assert done.returncode == 1
    assert "no column 'shwon'" in done.stderr
    assert "Did you mean shown?" in done.stderr


@pytest.mark.parametrize("name", ["geo_country", "geometry", "geo_contry"])
def test_columns_are_checked_before_measuring_and_offer_the_source_only(run_geo, name):
    done = run_geo("map", "-", "--columns", name, stdin=POINT)
    assert done.returncode == 1
    assert "(found: id, lon, lat)" in done.stderr
    assert "Did you mean" not in done.stderr
    assert "measuring" not in done.stderr


@pytest.mark.parametrize("command", ["map", "measure"])
def test_input_is_never_replaced(run_geo, command):
    path = run_geo.work / "x.csv"
    path.write_text(POINT)
    (run_geo.work / "link.csv").symlink_to(path)
    for name in ("x.csv", "link.csv"):
        done = run_geo(command, "x.csv", "-o", name, "--force")
        assert (done.returncode, done.stdout) == (2, "")
        assert f"{name} is the input itself, which geo never replaces" in done.stderr
    assert path.read_text() == POINT


def test_input_that_comes_through_standard_input_is_not_replaced_either(root, tmp_path):
    table = tmp_path / "x.csv"
    table.write_text(POINT)
    command = f"{sys.executable} -m geo measure - -o {table} --force < {table}"
    done = subprocess.run(["bash", "-c", command], cwd=root, capture_output=True, text=True, check=False)
    assert (done.returncode, table.read_text()) == (2, POINT)
    assert "is the input itself" in done.stderr


def test_geo_maps_what_it_measured(run_geo):
    assert run_geo("measure", "-", "-o", "a.csv", stdin="lon;lat\n10,5;50,1\n").returncode == 0
    done = run_geo("map", "a.csv")
    assert (done.returncode, done.stdout) == (0, "a.map.html\n"), done.stderr
    feature = {
        "type": "Feature",
        "properties": {"id": 1},
        "geometry": {"type": "Point", "coordinates": [1, 50]},
    }
    assert run_geo("measure", "-", "-o", "b.csv", stdin=json.dumps(feature)).returncode == 0
    assert run_geo("map", "b.csv").returncode == 0


def test_map_of_several_is_titled_like_its_file(run_geo):
    for table, title in (
        ("lon,lat,title\n53.5,43,One\n53,43,Two\n", "Border_june"),
        ("lon,lat,title\n53.5,43,One\n", "One"),
    ):
        (run_geo.work / "border_june.csv").write_text(table)
        assert run_geo("map", "border_june.csv").returncode == 0
        page = (run_geo.work / "border_june.map.html").read_text(encoding="utf-8")
        assert f"<title>{title.replace('_', ' ')}</title>" in page


def test_map_goes_to_stdout_when_asked(run_geo):
    done = run_geo("map", "-", "-o", "-", stdin=POINT)
    assert done.returncode == 0
    assert done.stdout.startswith("<!DOCTYPE html>")
    assert list(run_geo.work.iterdir()) == []


def test_quiet_says_nothing(run_geo):
    done = run_geo("measure", "-", "--quiet", stdin=POINT + "008,,\n")
    assert (done.returncode, done.stderr) == (0, "")


def test_atlas_names_every_layer_with_its_licence(run_geo):
    sources = json.loads(run_geo("atlas", "--json").stdout)
    text = run_geo("atlas").stdout
    for name, layer in sources["layers"].items():
        assert re.search(rf"^{name} +{layer['rows']:,} rows$", text, re.MULTILINE)
    for word in ("source", "date", "licence", "accuracy"):
        assert text.count(f"\n  {word} ") == len(sources["layers"])


def test_atlas_export_can_be_opened_by_others(run_geo):
    done = run_geo("atlas", "export", "atlas.gpkg")
    assert (done.returncode, done.stdout) == (0, "atlas.gpkg\n"), done.stderr
    path = run_geo.work / "atlas.gpkg"
    text = run_geo("atlas", "export", "--help").stdout
    for name in gpd.list_layers(path)["name"]:
        assert re.search(rf"\b{name}\b", text), name
    borders = gpd.read_file(path, layer="borders")
    assert {"codes", "kind", "reach", "accuracy_m"} <= set(borders.columns)
    again = run_geo("atlas", "export", "atlas.gpkg")
    assert again.returncode == 1
    assert "atlas.gpkg exists already. Choose another name, or pass --force" in again.stderr


def test_unexpected_error_is_one_sentence_and_debug_shows_where(root):
    code = (
        "import sys; from geo.cli import main, inputs\n"
        "def fail(options): raise ZeroDivisionError('by nought')\n"
        "inputs.read_input = fail; sys.exit(main(sys.argv[1:]))"
    )
    env = {**os.environ, "PYTHONPATH": str(root)}
    run = [sys.executable, "-c", code, "measure", "x.csv"]
    done = subprocess.run(run, capture_output=True, text=True, env=env, check=False)
    assert done.returncode == 1
    assert "ZeroDivisionError: by nought" in done.stderr
    assert "--debug" in done.stderr
    assert "Traceback" not in done.stderr
    assert (
        "Traceback"
        in subprocess.run([*run, "--debug"], capture_output=True, text=True, env=env, check=False).stderr
    )


def test_reader_that_goes_away_ends_it_quietly(root, tmp_path):
    table = tmp_path / "x.csv"
    table.write_text("lon,lat,note\n" + "53.5,43," + "x" * 1000 + "\n")
    command = f"{sys.executable} -m geo measure {table} --quiet | true; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], cwd=root, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.returncode in (0, 141)


def test_ctrl_c_is_130_without_a_traceback(root):
    code = (
        "import sys, time; from geo.cli import main, inputs\n"
        "def wait(options): print('ready', flush=True); time.sleep(60)\n"
        "inputs.read_input = wait; sys.exit(main(['measure', '-']))"
    )
    env = {**os.environ, "PYTHONPATH": str(root)}
    run = [sys.executable, "-c", code]
    with subprocess.Popen(run, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env) as process:
        assert process.stdout.readline() == "ready\n"
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err == "geo: stopped.\n"


def test_full_disk_is_said_plainly(root, tmp_path):
    table = tmp_path / "x.csv"
    table.write_text(POINT)
    command = f"{sys.executable} -m geo measure {table} --quiet > /dev/full"
    done = subprocess.run(["bash", "-c", command], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr

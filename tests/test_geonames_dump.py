"""A dump in GeoNames' own format becomes names that are found beside those of the atlas."""

from __future__ import annotations

import io
import json
import zipfile

import numpy as np
import pytest

import geo
from geo._atlas.folder import find_atlas
from geo._atlas.keys import HOW, KeyIndex, write_keys, write_ordered
from geo._atlas.own import list_layers, remove_layer
from geo._atlas.own.store import data_path
from geo._atlas.sizes import place_kinds, place_radius_m
from geo._gazetteer import load_gazetteer
from geo._gazetteer.dumps import add_names, is_dump
from geo._gazetteer.dumps.kinds import kind_of
from geo._gazetteer.dumps.lines import Entry, read_entry
from geo._gazetteer.dumps.runs import Runs
from geo._locating import locate_text
from geo._names import loose_key
from geo.errors import AtlasError, DataError, OutputError, UsageError


def line(identity, name, lat, lon, feature, country="KZ", **more):
    letter, _, code = feature.partition(".")
    others, population = more.get("others", ""), more.get("population", 0)
    cells = [str(identity), name, name, others, str(lat), str(lon), letter, code, country]
    cells += [more.get("cc2", ""), "", "", "", "", str(population)]
    return "\t".join([*cells, "", "17", "Asia/Aqtau", "2024-01-01"])


LINES = [
    # Near Kuryk in Mangystau; made-up names, so that the atlas has nothing that is called so.
    line(
        90000001, "Zhyngyldyqol", 43.21, 51.9, "P.PPL", others="Жынгылдыкол,ZHQ,Jyngyldyqol", population=640
    ),
    line(90000002, 'Fort "Novo-Zyryan', 44.1, 51.2, "P.PPLQ"),
    line(90000003, "Zyryan-Bulaq", 43.4, 52.2, "H.STM", others="Зырян-Булак", cc2="TM"),
    line(
        90000004, "Qyzylzyryan Audany", 43.9, 53.1, "A.ADM2", others="Кызылзырянский район", population=21000
    ),
    line(90000005, "Zyryan Airfield", 43.8, 52.8, "S.AIRF"),
    line(90000006, "Zyryantau", 44.2, 52.0, "T.MTS"),
    line(90000007, "Zyryan Hotel", 43.64, 51.16, "S.HTL"),
    line(90000008, "Zyryan Ward", 43.65, 51.17, "P.PPLX"),
    line(90000009, "Zyryan Sea Floor", -40.0, -120.0, "U.BSNU", country=""),
    # What the atlas has: by id, by name and spot, as a whole country, as a region of that name.
    line(610612, "Another name for it", 43.65, 51.16, "P.PPLA", population=147443),
    line(90000010, "Aktau", 43.66, 51.17, "P.PPL"),
    line(1522867, "Republic of Kazakhstan", 48.0, 68.0, "A.PCLI"),
    line(90000011, "Mangystau Region", 44.0, 53.5, "A.ADM1"),
    # The same name far away is another place.
    line(90000012, "Aktau", 48.6, 70.0, "P.PPL"),
    line(90000001, "Zhyngyldyqol again", 43.21, 51.9, "P.PPL"),
]
WRONG = [
    "90000020\ttoo few columns",
    line("x", "No number", 43.0, 51.0, "P.PPL"),
    line(90000021, "Nowhere", 143.0, 51.0, "P.PPL"),
    line(90000022, "Not a number", "nan", 51.0, "P.PPL"),
    line(90000023, "", 43.0, 51.0, "P.PPL"),
]
CONTENT = "\n".join([*LINES, *WRONG]) + "\n"


@pytest.fixture
def home(tmp_path, monkeypatch):
    folder = tmp_path / "geo home"
    monkeypatch.setenv("GEO_INCIDENTS_HOME", str(folder))
    return folder


@pytest.fixture
def dump(tmp_path):
    path = tmp_path / "KZ.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "The readme of GeoNames. " * 1000)
        archive.writestr("KZ.txt", CONTENT)
    return path


@pytest.fixture
def kept(home, dump):
    assert not home.exists()
    return add_names(dump, folder=find_atlas())


@pytest.fixture
def gazetteer(kept):
    assert kept["rows"]
    return load_gazetteer()


def find_own(gazetteer, name):
    numbers = [one.number for one in gazetteer.find(name)]
    return [gazetteer.things.thing(number) for number in numbers if gazetteer.things.is_own(number)]


def test_what_is_kept_and_what_is_left_out(kept):
    assert (kept["name"], kept["layer"], kept["rows"], kept["rows_read"]) == ("KZ", "names", 10, 20)
    assert kept["countries"] == ["KAZ"]
    assert (kept["source"], kept["licence"]) == ("GeoNames", "CC-BY-4.0")
    notes = "\n".join(kept["notes"])
    assert "4 lines are in the atlas already" in notes
    assert "1 lines repeat a geonameid" in notes
    assert (
        "5 lines cannot be read and are left out, such as line 16: 2 columns, not 19; line 17: geonameid"
        in notes
    )
    assert "line 18: latitude 143.0, longitude 51.0 is not on Earth" in notes
    assert "line 19" not in notes, "three are enough"


@pytest.mark.parametrize("name", ["Zhyngyldyqol", "Жынгылдыкол", "JYNGYLDYQOL", "Zhyngyldykol"])
def test_a_place_is_found_by_each_of_its_names(gazetteer, name):
    (found,) = find_own(gazetteer, name)
    assert (found.layer, found.kind, found.name) == ("own", "place", "Zhyngyldyqol")
    assert (found.country_code, found.population, found.radius_m) == ("KAZ", 640, 1000.0)
    assert (found.lon, found.lat) == (51.9, 43.21)
    assert gazetteer.things.region_code(found.region) == "KZ-47"
    assert gazetteer.things.name_of(found.district).startswith("Karakiyan")


def test_codes_of_airports_are_no_names(gazetteer):
    assert find_own(gazetteer, "ZHQ") == []


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Fort Novo-Zyryan", "former place"),
        ("Зырян-Булак", "river"),
        ("Qyzylzyryan", "district"),
        ("Кызылзырянский район", "district"),
        ("Zyryan Airfield", "airport"),
        ("Zyryantau", "mountains"),
        ("Zyryan Hotel", "other"),
        ("Zyryan Ward", "section"),
    ],
)
def test_kinds(gazetteer, name, kind):
    assert [one.kind for one in find_own(gazetteer, name)] == [kind]


def test_a_quote_does_not_swallow_the_lines_behind_it(gazetteer):
    assert [one.name for one in find_own(gazetteer, "Fort Novo-Zyryan")] == ['Fort "Novo-Zyryan']


def test_a_river_may_lie_in_several_countries_and_the_high_seas_in_none(gazetteer):
    assert find_own(gazetteer, "Zyryan-Bulaq")[0].country_code == "KAZ;TKM"
    (floor,) = find_own(gazetteer, "Zyryan Sea Floor")
    assert (floor.country_code, floor.region, floor.district) == ("", -1, -1)


def test_the_same_name_far_away_is_another_place(gazetteer):
    (found,) = find_own(gazetteer, "Aktau")
    assert (found.lon, found.lat) == (70.0, 48.6)
    assert any(gazetteer.things.id_of(one.number) == "place:610612" for one in gazetteer.find("Aktau"))


def test_names_for_good(gazetteer):
    things = gazetteer.things
    (place,) = find_own(gazetteer, "Zhyngyldyqol")
    (river,) = find_own(gazetteer, "Zyryan-Bulaq")
    assert things.id_of(place.number) == "place:90000001"
    assert things.id_of(river.number) == "feature:geonames:90000003"
    for one in (place, river):
        assert things.number_of(things.id_of(one.number)) == one.number
    assert things.id_of(things.number_of("place:610612")) == "place:610612"
    assert things.number_of("place:90000020") is None
    assert things.number_of("country:90000001") is None


def test_what_lies_inside_and_what_is_like_a_name_there(gazetteer):
    things = gazetteer.things
    (place,) = find_own(gazetteer, "Zhyngyldyqol")
    for parent in (place.region, place.district, things.country_numbers["KAZ"]):
        assert place.number in things.inside(parent)
        assert place.number in {one.number for one in gazetteer.find_alike("zhingildikal", parent)}
    (river,) = find_own(gazetteer, "Zyryan-Bulaq")
    alike = {one.number for one in gazetteer.find_alike("zyryan bulak", place.region, ("places",))}
    assert river.number not in alike, "a river is no place"


def test_things_of_the_atlas_have_their_numbers_still(gazetteer):
    shipped = load_gazetteer(own=[])
    assert len(gazetteer.things) == len(shipped.things) + 10
    for number in (0, len(shipped.things) // 2, len(shipped.things) - 1):
        assert gazetteer.things.thing(number) == shipped.things.thing(number)
    assert gazetteer.things.country_names == shipped.things.country_names
    assert len(gazetteer.index) > len(shipped.index)


@pytest.mark.usefixtures("kept")
def test_a_string_is_located():
    (found, *_) = locate_text("Zhyngyldyqol, Mangystau")
    assert (found.kind, found.lon, found.lat, found.precision_m) == ("place", 51.9, 43.21, 1000.0)
    assert found.region_code == "KZ-47"
    assert "Zhyngyldyqol, place of 640 in Mangystau, Kazakhstan" in found.why


@pytest.mark.usefixtures("home")
def test_a_city_outweighs_a_brook_of_its_name(tmp_path):
    path = tmp_path / "brook.txt"
    path.write_text(line(90000030, "Kuryk", 50.0, 80.0, "H.STM") + "\n", encoding="utf-8")
    add_names(path, folder=find_atlas())
    best, *_ = locate_text("Kuryk, Kazakhstan")
    assert best.kind in ("place", "town")


@pytest.mark.usefixtures("kept")
def test_without_your_layers_nothing_of_them_is_found():
    table = "place,country\nZhyngyldyqol,KAZ\n"
    incidents = geo.read_incidents(io.StringIO(table))
    assert geo.locate_incidents(incidents, atlas=geo.load_atlas())["geo_lon"].tolist() == [51.9]
    assert geo.locate_incidents(incidents, atlas=geo.load_atlas(own=False)).geometry.is_empty.all()


@pytest.mark.usefixtures("kept")
def test_a_layer_that_is_removed_is_gone(home):
    remove_layer("KZ")
    assert list(home.rglob("*.*")) == []
    assert find_own(load_gazetteer(), "Zhyngyldyqol") == []


@pytest.mark.usefixtures("kept")
def test_a_layer_is_replaced_only_when_that_is_said(dump, home):
    with pytest.raises(OutputError, match=r"You have a layer 'KZ' already\. Pass --force"):
        add_names(dump, folder=find_atlas())
    with zipfile.ZipFile(dump, "w") as archive:
        archive.writestr("KZ.txt", LINES[0] + "\n")
    assert add_names(dump, folder=find_atlas(), overwrite=True)["rows"] == 1
    assert sorted(path.name.split(".", 2)[2] for path in home.rglob("*.arrow")) == [
        "keys.arrow",
        "things.arrow",
    ]
    assert find_own(load_gazetteer(), "Zyryantau") == []


@pytest.mark.usefixtures("kept")
def test_two_dumps_stand_behind_each_other(tmp_path):
    path = tmp_path / "more.txt"
    path.write_text(line(90000040, "Zyryanabad", 41.3, 69.3, "P.PPL", "UZ") + "\n", encoding="utf-8")
    add_names(path, folder=find_atlas())
    gazetteer = load_gazetteer()
    (here,), (there,) = (find_own(gazetteer, name) for name in ("Zhyngyldyqol", "Zyryanabad"))
    assert (here.country_code, there.country_code) == ("KAZ", "UZB")
    assert here.number in gazetteer.things.inside(here.region)
    assert {gazetteer.things.id_of(one.number) for one in (here, there)} == {
        "place:90000001",
        "place:90000040",
    }


@pytest.mark.usefixtures("kept")
def test_units_are_found_again_when_the_atlas_has_other_numbers(monkeypatch):
    before = find_own(load_gazetteer(), "Zhyngyldyqol")[0]
    monkeypatch.setattr("geo._gazetteer.things.atlas_digest", lambda _: "another atlas")
    monkeypatch.setattr("geo._gazetteer.lookup._LOADED", {})
    assert find_own(load_gazetteer(), "Zhyngyldyqol")[0] == before


@pytest.mark.parametrize("file", ["things.arrow", "keys.arrow"])
@pytest.mark.usefixtures("kept")
def test_a_damaged_layer_says_what_to_do(monkeypatch, file):
    monkeypatch.setattr("geo._gazetteer.lookup._LOADED", {})
    (layer,) = list_layers()
    path = data_path(layer)
    path.with_name(path.name.replace("things.arrow", file)).write_bytes(b"damaged")
    with pytest.raises(AtlasError, match=r"your own layers cannot be read.*--force, or remove it"):
        load_gazetteer()


def test_what_is_a_dump(tmp_path, dump):
    bare = tmp_path / "KZ.txt"
    bare.write_text("\ufeff" + CONTENT, encoding="utf-8")
    other = tmp_path / "table.txt"
    other.write_text("name\tlat\tlon\nAktau\t43.65\t51.16\n", encoding="utf-8")
    binary = tmp_path / "noise.zip"
    binary.write_bytes(bytes(range(256)) * 100)
    empty = tmp_path / "empty.txt"
    empty.touch()
    assert [is_dump(path) for path in (dump, bare)] == [True, True]
    assert not any(is_dump(path) for path in (other, binary, empty, tmp_path, tmp_path / "nothing"))


@pytest.mark.usefixtures("home")
def test_another_file_is_refused_and_nothing_is_kept(tmp_path):
    other = tmp_path / "table.txt"
    other.write_text("name\tlat\tlon\nAktau\t43.65\t51.16\n", encoding="utf-8")
    with pytest.raises(
        DataError, match=r"table.txt is no dump of GeoNames \(line 1: 3 columns, not 19; line 2"
    ):
        add_names(other, folder=find_atlas())
    with pytest.raises(DataError, match=r"cannot be read: No such file"):
        add_names(tmp_path / "nothing.zip", folder=find_atlas())
    with pytest.raises(UsageError, match="cannot be the name of a layer"):
        add_names(other, folder=find_atlas(), name="-x")
    assert list_layers() == []


@pytest.mark.usefixtures("home")
def test_an_archive_that_breaks_off_is_refused(dump):
    content = bytearray(dump.read_bytes())
    at = content.index(b"KZ.txt") + 500
    content[at] ^= 0xFF
    dump.write_bytes(content)
    with pytest.raises(DataError, match=r"KZ\.zip cannot be read: Bad CRC-32"):
        add_names(dump, folder=find_atlas())
    assert list_layers() == []


def test_a_hostile_name_is_one_printable_line():
    read = read_entry(line(1, "A\x1b[31m\u202eb\rc", 1, 2, "P.PPL").encode())
    assert isinstance(read, Entry)
    assert read.name.isprintable()


@pytest.mark.parametrize(
    ("people", "kind"), [(0, "place"), (4_999, "place"), (5_000, "town"), (50_000, "city")]
)
def test_sizes_of_one_place_and_of_many_agree(people, kind):
    one = kind_of("P", "PPL", people)
    assert (one.name, one.radius_m) == (kind, place_radius_m([people])[0])
    assert place_kinds([people]).tolist() == [kind]


def test_runs_on_disk_give_the_index_that_memory_gives(tmp_path, monkeypatch):
    monkeypatch.setattr("geo._gazetteer.dumps.runs._ROWS", 7)
    rng = np.random.default_rng(5)
    words = ["aktau", "aq tau", "kuryk", "kuryq", "zh", "a", "a b"]
    rows = [(words[rng.integers(7)], int(rng.integers(9)), int(rng.integers(len(HOW)))) for _ in range(100)]
    write_keys(tmp_path / "memory.arrow", rows)
    (tmp_path / "runs").mkdir()
    runs = Runs(tmp_path / "runs")
    for row in rows:
        runs.add(*row)
    assert write_ordered(tmp_path / "disk.arrow", runs.merge(np.arange(9))) == len({row[:2] for row in rows})
    assert (tmp_path / "disk.arrow").read_bytes() == (tmp_path / "memory.arrow").read_bytes()
    index = KeyIndex(tmp_path / "disk.arrow")
    assert {one.number for one in index.find("kuryk")} == {row[1] for row in rows if row[0] == "kuryk"}
    assert loose_key("kuryk") == loose_key("kuryq")


def test_a_dump_on_the_command_line(run_geo, dump, tmp_path):
    done = run_geo("atlas", "add", dump)
    assert (done.returncode, done.stdout) == (0, "KZ\n")
    assert "kept by kind: " in done.stderr
    assert "10 things with" in done.stderr
    listed = run_geo("atlas").stdout
    assert "KZ                             10 rows\n  your own  names of KAZ\n" in listed
    found = json.loads(run_geo("locate", "Zhyngyldyqol", "--json").stdout)
    assert found[0]["candidates"][0]["lon"] == 51.9
    table = "place,country\nZhyngyldyqol,KAZ\n"
    assert "51.9,43.21" in run_geo("measure", "-", stdin=table).stdout
    assert "51.9,43.21" not in run_geo("measure", "-", "--no-own", stdin=table).stdout
    again = run_geo("atlas", "add", dump)
    assert (again.returncode, "--force" in again.stderr) == (1, True)
    refused = run_geo("atlas", "add", dump, "--kind", "claimed", "--force")
    assert (refused.returncode, "--kind does not go with a GeoNames dump" in refused.stderr) == (2, True)
    assert run_geo("atlas", "remove", "KZ").returncode == 0
    assert json.loads(run_geo("locate", "Zhyngyldyqol", "--json").stdout)[0]["candidates"] == []
    (tmp_path / "other.txt").write_text("a\tb\n")
    assert "required: --layer" in run_geo("atlas", "add", tmp_path / "other.txt").stderr
    assert (
        "is no dump of GeoNames" in run_geo("atlas", "add", tmp_path / "other.txt", "--layer", "names").stderr
    )

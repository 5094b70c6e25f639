"""What somebody has decided about names: read with every fault named, found, used, asked for."""

from __future__ import annotations

import io

import pytest
import shapely

import geo
from geo._gazetteer import load_gazetteer
from geo._locating.decision_files import Doubt, read_decisions, write_review
from geo._locating.decisions import resolve
from geo.errors import DataError, OutputError

HEADING = "query,parent,chosen,geometry,lon,lat,precision_m,who,when,why\n"


@pytest.fixture
def read(tmp_path):
    """Write a file and read it."""

    def read_text(text, heading=HEADING, encoding="utf-8"):
        path = tmp_path / "decisions.csv"
        path.write_bytes((heading + text).encode(encoding))
        return read_decisions(path)

    return read_text


@pytest.fixture(scope="module")
def gazetteer():
    return load_gazetteer()


@pytest.fixture(scope="module")
def mangystau(gazetteer):
    """Identity of a district of Mangystau, in this very atlas."""
    (found,) = [
        one.number
        for one in gazetteer.find("Karakiyanskiy district")
        if gazetteer.things.thing(one.number).layer == "districts"
    ]
    return gazetteer.things.id_of(found)


def test_a_decision_is_found_whatever_the_accents_case_and_hyphens(read):
    decisions = read("Kara-Kyuyun district,,KZ-47,,,,,A. B.,2026-01-31,asked the akimat\n")
    found = decisions.find("KARA KYUYUN  Dístrict", [])
    assert (found.line, found.chosen, found.who, found.when) == (2, "KZ-47", "A. B.", "2026-01-31")
    assert decisions.find("Kara-Kyuyun", []) is None, "words for kinds are part of what was decided on"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_separators_and_byte_order_marks(read, separator, encoding):
    heading = separator.join(["Why", "LON", "Lat", "Query", "rating", "Precision M"]) + "\r\n"
    line = separator.join(["спросили", "51.16", "43.65", "Ақтау", "5", "2000"]) + "\r\n"
    found = read(line, heading, encoding).find("Ақтау")
    assert (found.lon, found.lat, found.precision_m, found.why) == (51.16, 43.65, 2000.0, "спросили")


def test_a_line_with_the_parent_goes_before_one_without(read):
    decisions = read(
        "Aktau,,none,,,,,,,\nAktau,Mangystau Region,place:610612,,,,,,,\nAktau,Karaganda,none,,,,,,,\n"
    )
    assert decisions.find("Aktau", ["Mangystau"]).line == 3
    assert decisions.find("Aktau", ["mangystau region", "Kazakhstan"]).line == 3
    assert decisions.find("Aktau", ["Karaganda Region, Kazakhstan"]).line == 4
    assert decisions.find("Aktau", ["Atyrau"]).line == 2
    assert decisions.find("Aktau").line == 2


def test_a_parent_in_exact_words_goes_before_one_in_other_words(read):
    decisions = read("Salem,New York State,none,,,,,,,\nSalem,New York City,KZ-47,,,,,,,\n")
    assert decisions.find("Salem", ["New York City"]).line == 3
    assert decisions.find("Salem", ["New York State"]).line == 2


def test_every_part_of_a_parent_has_to_be_stated(read):
    decisions = read('Aktau,"Mangystau, Kazakhstan",place:610612,,,,,,,\n')
    assert decisions.find("Aktau", ["Mangystau Region", "Kazakhstan"]).line == 2
    assert decisions.find("Aktau", ["Kazakhstan"]) is None
    assert decisions.find("Aktau", ["Karaganda", "Kazakhstan"]) is None


@pytest.mark.parametrize(("parent", "stated"), [("KAZ", "Kazakhstan"), ("Kazakhstan", "kz"), ("KZ", "KAZ")])
def test_a_parent_may_be_the_country_by_code_or_name(read, gazetteer, parent, stated):
    decisions = read(f"Aktau,{parent},place:610612,,,,,,,\n")
    assert decisions.find("Aktau", [stated], country_of=gazetteer.country_of).line == 2
    assert decisions.find("Aktau", ["Russia"], country_of=gazetteer.country_of) is None


def test_lines_that_are_not_filled_in_are_no_decisions(read):
    decisions = read("Aktau,KAZ,,,,,,,,waiting for a call\n\nKuryk,,none,,,,,,,\n")
    assert len(decisions) == 1
    assert decisions.find("Aktau", ["KAZ"]) is None
    assert decisions.find("Kuryk").line == 4, "blank lines count as a spreadsheet counts them"


def test_which_lines_have_been_used(read):
    decisions = read("Aktau,KAZ,none,,,,,,,\nKuryk,,none,,,,,,,\n")
    decisions.find("Kuryk")
    assert [one.tell() for one in decisions.unused()] == ["line 2 ('Aktau', KAZ)"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (",,KZ-47,,,,,,,", "line 2: column query is empty"),
        ("Aktau,,Mangystau,,,,,,,", "column chosen: 'Mangystau' is no id; write one as candidates have it"),
        ("Aktau,,KZ-47,POINT (1 2),,,,,,", "columns chosen and geometry .or lon, lat. both say where"),
        ("Aktau,,,POINT (1 2),3,4,,,,", "columns geometry and lon, lat both say where"),
        ("Aktau,,,somewhere,,,,,,", "column geometry is no WKT, such as POINT"),
        ("Aktau,,,POINT EMPTY,,,,,,", "a POINT, POLYGON or MULTIPOLYGON is wanted, not 'POINT EMPTY'"),
        ('Aktau,,,"LINESTRING (1 2, 3 4)",,,,,,', "a POINT, POLYGON or MULTIPOLYGON is wanted"),
        ('Aktau,,,"POLYGON ((0 0, 1 1, 1 0, 0 1, 0 0))",,,,,,', "the outline crosses itself"),
        ("Aktau,,,POINT (43 99),,,,,,", "column geometry leaves longitude"),
        ("Aktau,,,,51.16,,,,,", "columns lon, lat: '51.16', '' have to be decimal degrees, both"),
        ("Aktau,,,,51.16,north,,,,", "have to be decimal degrees, both"),
        ("Aktau,,,,43.65,151.16,,,,", "is not on Earth"),
        ("Aktau,,,,51.16,43.65,-5,,,", "column precision_m: '-5' is no length in metres"),
        ("Aktau,,,,51.16,43.65,2 km,,,", "column precision_m: '2 km' is no length in metres"),
        ("Aktau,,KZ-47,,,,,,31.01.2026,", "column when: '31.01.2026' is no date; write it as 2026-01-31"),
        ("Aktau,,KZ-47,,,,,,2026-01-31 maybe,", "is no date"),
        (
            "Aktau,,,POLYGON ((0 0, 1 1, 1 0, 0 0)),,,,,,",
            "column geometry is no WKT, .* in double quotes",
        ),
        ("Aktau,,KZ-47,,,,,,,asked, twice", "it has more cells than the heading"),
        ('Aktau,,KZ-47,,,,,,,"why', "line 2: the double quotes do not pair up"),
    ],
)
def test_a_wrong_line_is_named_with_what_to_do(read, line, told):
    with pytest.raises(DataError, match=told):
        read(line + "\n")


def test_all_wrong_lines_are_named_at_once_the_first_ten_of_many(read):
    with pytest.raises(DataError, match=r"line 2: .*; line 3: .*; line 11: .*; and 5 more\.$"):
        read("".join(f"Place {at},,nowhere,,,,,,,\n" for at in range(15)))


def test_contradictions_name_both_lines_and_repetitions_do_not_matter(read):
    decisions = read("Aktau,KAZ,KZ-47,,,,,,,\nAKTAU,kaz,KZ-47,,,,,,,\nAktau,UZB,none,,,,,,,\n")
    assert len(decisions) == 2
    with pytest.raises(DataError, match="lines 2 and 4 decide differently about 'AKTAU'"):
        read("Aktau,KAZ,KZ-47,,,,,,,\nKuryk,,none,,,,,,,\nAKTAU,kaz,none,,,,,,,\n")


@pytest.mark.parametrize("heading", ["query,parent\n", "name,chosen\n", "query,lon\n", ""])
def test_a_file_without_the_columns_says_how_to_make_one(read, heading):
    with pytest.raises(
        DataError, match=r"no column query with .* geo locate --review TABLE writes such a file"
    ):
        read("", heading)


def test_a_column_that_stands_twice_is_refused(read):
    with pytest.raises(DataError, match="has the column chosen twice"):
        read("", "query,chosen,Chosen\n")


def test_a_file_that_cannot_be_read(tmp_path, read):
    with pytest.raises(DataError, match="cannot be read"):
        read_decisions(tmp_path / "nothing.csv")
    with pytest.raises(DataError, match="is not UTF-8"):
        read("Зона,,none,,,,,,,\n", encoding="cp1251")


def test_an_outline_longer_than_usual_cells_is_read(read):
    ring = ", ".join(f"{51 + at / 1e5:.5f} {43 + (at % 2) / 1e6:.6f}" for at in range(9000))
    outline = f"POLYGON (({ring}, 51.09 44, 51 43))"
    assert len(outline) > 2**17
    assert shapely.get_num_coordinates(read(f'Zone,,,"{outline}",,,,,,\n').find("Zone").geometry) == 9002


def test_what_a_candidate_says_may_be_copied_whole(read):
    decisions = read(
        'Aktau,,"place:610612 Aktau, city, KAZ 0.62",,,,,,,\nOral,,kz-27,,,,,,,\nX,,country:kaz,,,,,,,\n'
    )
    assert decisions.find("Aktau").chosen == "place:610612"
    assert (decisions.find("Oral").chosen, decisions.find("X").chosen) == ("KZ-27", "country:KAZ")


def test_a_decision_is_a_thing_a_geometry_or_no_place(read, gazetteer, mangystau):
    decisions = read(
        f'A,,{mangystau},,,,,,,\nB,,None,,,,,,,\nC,,,"POLYGON ((51 43, 52 43, 52 44, 51 43))",,,,,,\n'
        'D,,,,"51,16","43,65",500,,,\nE,,KZ-47,,,,,,,\n'
    )
    decisions.check(gazetteer)
    a, b, c, d, e = (resolve(decisions.find(query), gazetteer) for query in "ABCDE")
    assert gazetteer.things.id_of(a) == mangystau
    assert b is None
    assert c.geom_type == "Polygon"
    assert d == shapely.Point(51.16, 43.65)
    assert gazetteer.things.kind_of(e) == "region"


def test_a_choice_that_the_atlas_no_longer_has_is_an_error(read, gazetteer):
    decisions = read("Aktau,KAZ,place:1,,,,,,,\nKuryk,,none,,,,,,,\nX,,district:gone,,,,,,,\n")
    told = r"line 2 \('Aktau', KAZ\) chose 'place:1'; line 4 .*'district:gone', which the atlas does not have"
    with pytest.raises(DataError, match=told):
        decisions.check(gazetteer)
    with pytest.raises(DataError, match=r"line 2 \('Aktau', KAZ\), chose 'place:1'.*Choose again"):
        resolve(decisions.find("Aktau", ["KAZ"]), gazetteer)


def test_a_table_is_located_as_decided(read, mangystau):
    decisions = read(
        f"Kara-Kyuyun district,Mangystau,{mangystau},,,,,A. B.,2026-01-31,asked\nThe pipeline,,none,,,,,,,\n"
        "Camp 7,,,,51.5,43.5,3000,,,\n"
    )
    table = "place,region\nKara-Kyuyun district,Mangystau\nThe pipeline,\nCamp 7,\n"
    located = geo.locate_incidents(geo.read_incidents(io.StringIO(table)), decisions=decisions)
    assert located["geo_located_by"].fillna("").tolist() == ["decision", "", "decision"]
    assert located["geo_located_as"][0].endswith("decided by A. B. on 2026-01-31 (line 2: asked)")
    assert located["geo_district"][0].startswith("Karakiyan")
    assert "decided to be no place" in located["geo_problem"][1]
    assert (located["geo_lon"][2], located["geo_precision_m"][2]) == (51.5, 3000.0)


DOUBTS = [
    Doubt("Aktau", "KAZ", 12, (("place:610612", "Aktau, city, KAZ", 0.62),), "several bear that name"),
    Doubt("=cmd|' /C calc'!A0", "", 1, (), "nothing\nis called so"),
]


def test_a_template_can_be_read_before_and_after_it_is_filled_in(tmp_path):
    path = tmp_path / "decisions.csv"
    assert write_review(path, DOUBTS) == 2
    text = path.read_text(encoding="utf-8-sig")
    assert text.splitlines() == [
        HEADING.strip() + ",rows,candidate_1,candidate_2,candidate_3,problem",
        'Aktau,KAZ,,,,,,,,,12,"place:610612 Aktau, city, KAZ 0.62",,,several bear that name',
        "'=cmd|' /C calc'!A0,,,,,,,,,,1,,,,nothing is called so",
    ]
    assert path.read_bytes().startswith(b"\xef\xbb\xbf"), "spreadsheets take it for UTF-8 then"
    assert len(read_decisions(path)) == 0
    path.write_text(text.replace("!A0,,,", "!A0,,none,"), encoding="utf-8")
    assert read_decisions(path).find("=cmd|' /C calc'!A0").line == 3


def test_a_template_goes_to_a_stream_too():
    stream = io.StringIO()
    assert write_review(stream, DOUBTS) == 2
    assert stream.getvalue().startswith("query,parent,")


def test_decided_lines_stay_byte_for_byte_and_open_ones_are_refreshed(tmp_path):
    path = tmp_path / "decisions.csv"
    decided = "Kuryk;;'none' ;me\r\n".replace("'", "") + '"Two\r\nlines";;KZ-47;"the ""boss"""\r\n'
    path.write_bytes(("Query;Parent;CHOSEN;who\r\nOld;;;\r\nAktau;kaz;;Aigerim asks\r\n" + decided).encode())
    assert write_review(path, [*DOUBTS, Doubt("Kuryk", "Mangystau", 2, (), "")]) == 2
    text = path.read_bytes().decode()
    heading, rest = text.split("\r\n", 1)
    assert heading.startswith(
        "Query;Parent;CHOSEN;who;geometry;lon;lat;precision_m;when;why;rows;candidate_1"
    )
    assert rest.startswith(decided)
    assert "Old" not in rest
    assert "Aktau;KAZ;;Aigerim asks;;;;;;;12;place:610612 Aktau, city, KAZ 0.62;;;several" in rest
    assert rest.count("Kuryk") == 1, "what is decided is no doubt"
    again = path.read_bytes()
    write_review(path, DOUBTS)
    assert path.read_bytes() == again


def test_notes_on_open_lines_are_kept_when_the_doubt_is_gone(tmp_path):
    path = tmp_path / "decisions.csv"
    path.write_text("query,chosen,why,desk\nOral,,waiting,\nUral,,,Moscow\nAral,,,\n", encoding="utf-8")
    assert write_review(path, []) == 2
    assert [line.split(",")[0] for line in path.read_text(encoding="utf-8").splitlines()] == [
        "query",
        "Oral",
        "Ural",
    ]


@pytest.mark.parametrize("content", ["name,phone\nA,1\n", "query,chosen\nAktau,what\n"])
def test_another_file_is_left_as_it_is_unless_forced(tmp_path, content):
    path = tmp_path / "decisions.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(OutputError, match="It is left as it is: correct it, pass --force"):
        write_review(path, DOUBTS)
    assert path.read_text(encoding="utf-8") == content
    assert write_review(path, DOUBTS, force=True) == 2
    assert len(read_decisions(path)) == 0


def test_force_does_not_lose_what_is_decided(tmp_path):
    path = tmp_path / "decisions.csv"
    path.write_text("query,chosen\nKuryk,none\n", encoding="utf-8")
    write_review(path, DOUBTS, force=True)
    assert read_decisions(path).find("Kuryk").chosen == "none"


def test_decisions_on_the_command_line(run_geo):
    table = "place,country\nCamp 7,Kazakhstan\n"
    (run_geo.work / "d.csv").write_text(
        "query,parent,lon,lat,precision_m\nCamp 7,KAZ,51.5,43.5,3000\nX,,1,2,\n"
    )
    done = run_geo("measure", "-", "--decisions", "d.csv", stdin=table)
    assert ",decision," in done.stdout
    assert "d.csv: line 3 ('X') matched nothing." in done.stderr
    blurred = run_geo("measure", "-", "--decisions", "d.csv", "--blur", "5km", stdin=table)
    assert "d.csv: line 3 matched nothing." in blurred.stderr
    (run_geo.work / "d.csv").write_text("query,chosen\nCamp 7,place:1\n")
    done = run_geo("measure", "-", "--decisions", "d.csv", stdin=table)
    assert (done.returncode, done.stdout) == (1, "")
    assert "d.csv: line 2 ('Camp 7') chose 'place:1'" in done.stderr

"""KML and KMZ: every placemark is a row, what is in it typed and placed, and hostile XML refused."""

from __future__ import annotations

import contextlib
import io
import sys
import zipfile

import geopandas as gpd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo._reading.formats.kml import read_kml
from geo._reading.source import Options, Source, Table
from geo.errors import DataError, GeoError
from tests import hungry

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">'
WHOLE = f"""{HEAD}
<Document><name>Log</name>
<Schema name="event" id="e"><SimpleField name="deaths" type="int"/><SimpleField name="share" type="double"/>
<SimpleField name="seen" type="bool"/><SimpleField name="code" type="int"/></Schema>
<Folder><name>North</name>
<Placemark id="p1"><name>A</name><description><![CDATA[<b>seen</b> & heard]]></description>
<address>Road 1</address><phoneNumber>tel:1</phoneNumber><Snippet>short</Snippet>
<TimeStamp><when>2024-03-01T10:00Z</when></TimeStamp>
<ExtendedData><SchemaData schemaUrl="#e"><SimpleData name="deaths">3</SimpleData>
<SimpleData name="share">0.5</SimpleData><SimpleData name="seen">1</SimpleData>
<SimpleData name="code">007</SimpleData></SchemaData></ExtendedData>
<Point><coordinates> 53.50,43.0,12 </coordinates></Point></Placemark>
<Folder><name>Far</name><Placemark><name>B</name><TimeSpan><begin>2024</begin><end>2025-02</end></TimeSpan>
<ExtendedData><Data name="id"><value> 08 </value></Data>
<Data name="name"><value>second</value></Data></ExtendedData>
</Placemark></Folder></Folder>
<NetworkLink><Link><href>http://x.invalid/</href></Link></NetworkLink>
<GroundOverlay><name>picture</name></GroundOverlay></Document></kml>"""


def read(content: str | bytes, **options: str) -> Table:
    content = content.encode() if isinstance(content, str) else content
    return read_kml(Source("x.kml", content=content), Options(**options))


def place(shape: str) -> str:
    return f"{HEAD}<Placemark><name>A</name>{shape}</Placemark></kml>"


def pack(members: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def test_placemarks_are_rows_with_their_texts_times_and_data() -> None:
    table = read(WHOLE)
    rows = table.columns.to_dict("records")
    assert rows[0]["id"] == "p1"
    assert rows[0]["name"] == "A"
    assert rows[0]["description"] == "<b>seen</b> & heard"
    assert [rows[0][key] for key in ("address", "phoneNumber", "Snippet", "time")] == [
        "Road 1",
        "tel:1",
        "short",
        "2024-03-01T10:00Z",
    ]
    assert [row["folder"] for row in rows] == ["North", "North/Far"]
    assert [rows[1][key] for key in ("begin", "end", "id", "name", "name_2")] == [
        "2024",
        "2025-02",
        " 08 ",
        "B",
        "second",
    ]
    assert [str(table.columns[key].dtype) for key in ("deaths", "share", "seen", "code")] == [
        "Int64",
        "Float64",
        "boolean",
        "string",
    ]
    assert (rows[0]["deaths"], rows[0]["share"], rows[0]["seen"], rows[0]["code"]) == (3, 0.5, True, "007")
    assert table.crs == "EPSG:4326"
    assert table.shapes is not None
    assert table.shapes[0].equals(shapely.Point(53.5, 43))
    assert not table.shapes[0].has_z
    assert table.shapes[1] is None
    assert table.lon is not None
    assert table.lon.tolist() == ["53.50", ""]
    assert table.told == ("1 link to another file is not followed", "1 picture over the map is left out")


def test_one_folder_can_be_kept() -> None:
    assert read(WHOLE, layer="Far").columns["name"].tolist() == ["B"]
    assert read(WHOLE, layer="North/Far").columns["name"].tolist() == ["B"]
    assert len(read(WHOLE, layer="North").columns) == 2
    with pytest.raises(
        DataError, match=r"no folder 'South' with placemarks \(folders: 'North', 'North/Far'\)"
    ):
        read(WHOLE, layer="South")


RING = "<LinearRing><coordinates>0,0 4,0 4,4 0,4 0,0</coordinates></LinearRing>"
OPEN = "<LinearRing><coordinates>0,0 1,0 1,1</coordinates></LinearRing>"
POINT = "<Point><coordinates>1,2</coordinates></Point>"
TRACK = (
    '<gx:Track xmlns:gx="http://www.google.com/kml/ext/2.2"><when>2024-01-01</when><when>2024-01-02</when>'
    "<gx:coord>1 2 0</gx:coord><gx:coord>3 4 0</gx:coord></gx:Track>"
)
HOLE = "<LinearRing><coordinates>1,1,9 2,1,9 2,2,9 1,1,9</coordinates></LinearRing>"


@pytest.mark.parametrize(
    ("shape", "wkt"),
    [
        ("<Point><coordinates>1,2</coordinates></Point>", "POINT (1 2)"),
        ("<Point><coordinates>1, 2, 0</coordinates></Point>", "POINT (1 2)"),
        ("<LineString><coordinates>1,2\n3,4,5</coordinates></LineString>", "LINESTRING (1 2, 3 4)"),
        (RING, "LINESTRING (0 0, 4 0, 4 4, 0 4, 0 0)"),
        (
            f"<Polygon><outerBoundaryIs>{RING}</outerBoundaryIs><innerBoundaryIs>{HOLE}</innerBoundaryIs></Polygon>",
            "POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 2 1, 2 2, 1 1))",
        ),
        (
            f"<Polygon><outerBoundaryIs>{OPEN}</outerBoundaryIs></Polygon>",
            "POLYGON ((0 0, 1 0, 1 1, 0 0))",
        ),
        (
            f"<MultiGeometry>{POINT}<Point><coordinates>3,4</coordinates></Point></MultiGeometry>",
            "MULTIPOINT ((1 2), (3 4))",
        ),
        (
            f"<MultiGeometry>{POINT}{OPEN}</MultiGeometry>",
            "GEOMETRYCOLLECTION (POINT (1 2), LINESTRING (0 0, 1 0, 1 1))",
        ),
        (
            TRACK,
            "LINESTRING (1 2, 3 4)",
        ),
    ],
)
def test_shapes_are_read(shape: str, wkt: str) -> None:
    table = read(place(shape))
    assert table.shapes is not None
    assert table.shapes[0].wkt == wkt
    assert table.problems is not None
    assert table.problems.isna().all()
    if "when" in shape:
        assert table.columns[["begin", "end"]].iloc[0].tolist() == ["2024-01-01", "2024-01-02"]


@pytest.mark.parametrize(
    ("shape", "problem"),
    [
        ("<Point><coordinates>east,2</coordinates></Point>", "'east,2' is no longitude and latitude"),
        ("<Point><coordinates>1</coordinates></Point>", "'1' is no longitude and latitude"),
        ("<Point><coordinates></coordinates></Point>", "it has no coordinates"),
        ("<Point/>", "it has no coordinates"),
        ("<Point><coordinates>nan,inf</coordinates></Point>", "'nan,inf' is no longitude and latitude"),
        ("<Point><coordinates>1,2 3,4</coordinates></Point>", "a point with 2 positions"),
        ("<LineString><coordinates>1,2</coordinates></LineString>", "a line of one position"),
        ("<LineString><coordinates>1,2 1e999,2</coordinates></LineString>", "a position that is no number"),
        ("<Polygon/>", "a polygon without an outline"),
        ("<MultiGeometry/>", "a collection of nothing"),
        ("<Model/>", "a Model is no point, line or area"),
    ],
)
def test_shape_that_cannot_be_read_keeps_its_row_and_says_why(shape: str, problem: str) -> None:
    table = read(place(shape))
    assert table.columns["name"].tolist() == ["A"]
    assert table.shapes is not None
    assert table.shapes[0] is None
    assert table.problems is not None
    assert table.problems[0] == f"the shape cannot be read: {problem}"


def test_point_that_is_not_on_earth_is_kept_as_it_is_written() -> None:
    table = read(place("<Point><coordinates>53.5,95</coordinates></Point>"))
    assert table.shapes is not None
    assert table.shapes[0] is None
    assert table.lat is not None
    assert table.lat.tolist() == ["95"]


def test_kml_of_another_program_is_read(tmp_path) -> None:
    path = tmp_path / "x.kml"
    shapes = [shapely.Point(1, 2), shapely.box(0, 0, 1, 1), shapely.LineString([(0, 0), (5, 5)])]
    frame = gpd.GeoDataFrame({"Name": ["a", "ж", "c"], "share": [0.5, 1, 2]}, geometry=shapes, crs=4326)
    frame.to_file(path, driver="KML", engine="pyogrio")
    table = read(path.read_bytes())
    assert table.shapes is not None
    assert all(ours.equals(theirs) for ours, theirs in zip(table.shapes, shapes, strict=True))
    assert table.columns["name"].tolist() == ["a", "ж", "c"]
    assert table.columns["share"].tolist() == [0.5, 1, 2]


def test_kmz_gives_the_document_at_its_root() -> None:
    table = read(pack({"files/a.kml": place(""), "doc.kml": WHOLE, "files/x.png": "x"}))
    assert len(table.columns) == 2
    assert table.told[0] == "doc.kml is read; not read: files/a.kml (--layer)"
    assert len(read(pack({"files/a.kml": place(""), "doc.kml": WHOLE}), layer="files/a.kml").columns) == 1
    with pytest.raises(DataError, match=r"without a \.kml in it"):
        read(pack({"a.txt": "x"}))
    with pytest.raises(DataError, match="is damaged"):
        read(pack({"doc.kml": WHOLE})[:-30])


BILLION = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            f'<!DOCTYPE x [<!ENTITY l0 "lol">{BILLION}]><kml>&l9;</kml>',
            "declares a document type or entities",
        ),
        ('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><kml>&a;</kml>', "declares a document type"),
        ('<!DOCTYPE kml SYSTEM "http://x.invalid/kml.dtd"><kml/>', "declares a document type"),
        (f"{HEAD}\n<Placemark>\n</kml>", r"x\.kml, line 4: not well-formed XML"),
        ("", "line 1: not well-formed"),
        ("<html><p>Log in</p></html>", "XML but no KML"),
        ('<?xml version="1.0" encoding="klingon"?><kml/>', r"x\.kml"),
        ("<kml>" + "<Folder>" * 100_000, "elements in elements without an end"),
        (place("<MultiGeometry>" * 100_000), "elements in elements without an end"),
        (
            place("<ExtendedData>" + '<Data name="a"><value>1</value></Data>' * 2000 + "</ExtendedData>"),
            "more than 1,000",
        ),
        (
            place(
                "<ExtendedData>"
                + "".join(f'<Data name="{n}"><value/></Data>' for n in range(10_001))
                + "</ExtendedData>"
            ),
            "more than 10,000 columns",
        ),
    ],
)
def test_hostile_and_broken_xml_is_refused(text: str, message: str) -> None:
    with pytest.raises(DataError, match=message):
        read(text)


def test_names_that_no_two_placemarks_share_are_refused() -> None:
    places = "".join(
        f'<Placemark><ExtendedData><Data name="{n}"><value>1</value></Data></ExtendedData></Placemark>'
        for n in range(5000)
    )
    with pytest.raises(DataError, match="5,001 columns, nearly all of them empty"):
        read(f"{HEAD}{places}</kml>")


@pytest.mark.skipif(sys.platform != "linux", reason="the peak is read from /proc")
@pytest.mark.parametrize(
    ("head", "piece", "message"),
    [
        (f"{HEAD}<Placemark><name>", "A" * 64, "an element of more than 64 MiB"),
        (f"{HEAD}<Placemark>", "<a/>", "elements in elements without an end"),
        (f"{HEAD}<a b='", "A" * 64, "x.kml"),
    ],
)
def test_document_without_an_end_is_refused_in_bounded_memory(head: str, piece: str, message: str) -> None:
    grown, said = hungry.run(
        f"""{hungry.GENERATED}
from geo._reading.formats.kml import read_kml
from geo.errors import DataError
begin()
source = Generated({head.encode()!r}, {piece.encode()!r}, 2**29)
source.name = "x.kml"
try:
    read_kml(source, Options())
except DataError as error:
    said = str(error)
"""
    )
    assert message in said
    assert grown < 500


def test_many_placemarks_are_forgotten_one_by_one() -> None:
    place_ = "<Placemark><name>A</name><description>" + "x" * 1000 + "</description></Placemark>"
    table = read(f"{HEAD}<Folder><name>F</name>{place_ * 3000}</Folder></kml>")
    assert table.columns["folder"].tolist() == ["F"] * 3000


@settings(deadline=None)
@given(st.data())
def test_any_bytes_are_a_table_or_a_clear_error(data) -> None:
    good = data.draw(st.sampled_from([WHOLE.encode(), pack({"doc.kml": WHOLE}), WHOLE.encode("utf-16")]))
    content = bytearray(good)
    for at, value in data.draw(
        st.lists(st.tuples(st.integers(0, len(good) - 1), st.integers(0, 255)), max_size=6)
    ):
        content[at] = value
    with contextlib.suppress(GeoError):
        table = read(bytes(content))
        assert table.shapes is not None
        assert len(table.shapes) == len(table.columns)


@settings(deadline=None)
@given(st.text("0123456789,. -e\n", max_size=30))
def test_any_coordinates_are_a_shape_or_a_problem(text: str) -> None:
    for tag in ("Point", "LineString"):
        table = read(place(f"<{tag}><coordinates>{text}</coordinates></{tag}>"))
        assert table.shapes is not None
        assert table.problems is not None
        assert table.lat is not None
        is_far = table.lat[0] != ""
        assert (table.shapes[0] is None) == (
            table.problems.notna()[0] or (is_far and table.shapes[0] is None)
        )

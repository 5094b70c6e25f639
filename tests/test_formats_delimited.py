"""Delimited text: cells as written, the dialect found and told, a broken table refused by line."""

from __future__ import annotations

import codecs
import contextlib
import csv
import io
import re
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo._reading.formats import _blocks
from geo._reading.formats.delimited import read_delimited
from geo._reading.source import Options, Source, Table
from geo.errors import DataError, GeoError
from tests import hungry

# Towns as their countries write them: at least the 20 that a guess needs.
RUSSIAN = (
    "Москва Казань Самара Омск Челябинск Уфа Волгоград Пермь Краснодар Саратов Тюмень Тольятти Ижевск "
    "Барнаул Ульяновск Иркутск Хабаровск Ярославль Владивосток Махачкала Томск Оренбург Кемерово Рязань"
)
FRENCH = (
    "Besançon Orléans Nîmes Béziers Évreux Angoulême Châteauroux Mâcon Sète Alès Compiègne Créteil "
    "Vénissieux Fréjus Montélimar Périgueux Saint-Étienne Épinal Chambéry Sélestat Bègles Égletons Épernay"
)
POLISH = (
    "Łódź Kraków Wrocław Poznań Gdańsk Białystok Częstochowa Toruń Rzeszów Chorzów Płock Elbląg Wałbrzych "
    "Włocławek Tarnów Jastrzębie Słupsk Jelenia-Góra Piła Ostrów Łomża Zamość Przemyśl Żory Świdnica Chełm"
)


def read(content: str | bytes, *, header: list[str] | None = None, **options: str) -> Table:
    content = content.encode() if isinstance(content, str) else content
    return read_delimited(Source("x.csv", content=content), Options(**options), header=header)


def rows(table: Table) -> list[list[str]]:
    return table.columns.to_numpy().tolist()


def names_table(names: str, codec: str) -> bytes:
    return "".join(f"{number};{name}\n" for number, name in enumerate(["town", *names.split()])).encode(codec)


def test_cells_are_text_as_they_were_written() -> None:
    table = read('id,note\n007," a, ""b"" "\n1.50,\n')
    assert rows(table) == [["007", ' a, "b" '], ["1.50", ""]]
    assert set(map(str, table.columns.dtypes)) == {"string"}
    assert (table.is_text, table.noun, table.shapes, table.crs) == (True, "row", None, None)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_rows_know_their_lines(end: str) -> None:
    text = end.join(["id,note", "1,a", "", '2,"b', 'c"', "3,d", ""])
    table = read(text)
    assert table.lines is not None
    assert table.lines.tolist() == [2, 4, 6]
    assert rows(table)[1] == ["2", f"b{end}c"]


@pytest.mark.parametrize(
    ("delimiter", "spoken"),
    [(",", "a comma"), (";", "a semicolon"), ("\t", "a tab"), ("|", "a vertical bar")],
)
def test_delimiter_is_found_and_told(delimiter: str, spoken: str) -> None:
    table = read(f"id{delimiter}lon\n1{delimiter}53.5\n")
    assert rows(table) == [["1", "53.5"]]
    assert table.told == (f"delimiter: {spoken}",)
    assert read(f"id{delimiter}lon\n1{delimiter}53.5\n", sep=delimiter).told == ()


def test_delimiter_is_found_beside_a_polygon_longer_than_the_csv_module_reads() -> None:
    ring = ", ".join(f"{number} 1" for number in range(40_000))
    assert rows(read(f'id;wkt\n1;"POLYGON(({ring}))"\n2;b\n'))[1] == ["2", "b"]


def test_first_line_of_excel_says_the_delimiter() -> None:
    table = read("sep=;\r\nid;note\r\n1;a,b\r\n")
    assert rows(table) == [["1", "a,b"]]
    assert table.told == ("delimiter: a semicolon, as its first line says",)
    assert table.lines is not None
    assert table.lines.tolist() == [3]


@pytest.mark.parametrize(
    ("codec", "mark", "told"),
    [
        ("utf-8", codecs.BOM_UTF8, "UTF-8"),
        ("utf-16-le", codecs.BOM_UTF16_LE, "UTF-16"),
        ("utf-16-be", codecs.BOM_UTF16_BE, "UTF-16"),
        ("utf-32-le", codecs.BOM_UTF32_LE, "UTF-32"),
        ("utf-32-be", codecs.BOM_UTF32_BE, "UTF-32"),
    ],
)
def test_byte_order_mark_decides_and_is_told(codec: str, mark: bytes, told: str) -> None:
    table = read(mark + "id;name\n1;Жаңаөзен\n".encode(codec))
    assert list(table.columns) == ["id", "name"]
    assert rows(table) == [["1", "Жаңаөзен"]]
    assert table.told[0] == f"{told} with a byte order mark"


@pytest.mark.parametrize(
    ("names", "codec"),
    [
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        (RUSSIAN, "cp866"),
        (RUSSIAN.upper(), "cp1251"),
        (FRENCH, "cp1252"),
        (FRENCH, "mac_roman"),
        (POLISH, "cp1250"),
        (POLISH, "iso8859_2"),
    ],
)
def test_old_encoding_is_guessed_and_told_or_refused(names: str, codec: str) -> None:
    content = names_table(names, codec)
    try:
        table = read(content)
    except DataError as error:
        # Capitals alone are the same shapes in two of the Russian encodings.
        assert names.isupper()
        assert "is not utf-8" in str(error)  # noqa: PT017
    else:
        assert table.columns["town"].tolist() == names.split()
        assert "guessed: pass --encoding if names look wrong ('" in table.told[0]
        assert table.told[0].split("'")[1] in names


def test_too_few_words_for_a_guess_are_an_error_that_shows_the_readings() -> None:
    with pytest.raises(
        DataError,
        match=r"x\.csv, line 2: byte 12 \(0xCC\) is not utf-8.*It may be .*cp1251 \('Москва'\)",
    ):
        read("id;name\n10;Москва\n".encode("cp1251"))


def test_signs_without_letters_are_no_ground_for_a_guess() -> None:
    with pytest.raises(DataError, match=r"line 2: byte 10 .* is not utf-8"):
        read("lon;lat\n1°;2°\n".encode("cp1252") * 40)


def test_stated_encoding_that_does_not_fit_names_line_and_byte() -> None:
    with pytest.raises(DataError, match=r"line 3: byte 16 \(0x98\) is not cp1251"):
        read(b"id,name\n1,ok\n2,\x98\n", encoding="cp1251")
    late = b"id,name\n" + b"1,a\n" * 600_000 + b"2,\xff\n"
    with pytest.raises(DataError, match=rf"line 600002: byte {8 + 2_400_000 + 3} "):
        read(late, encoding="utf-8")
    for name in ("klingon", "zlib", "a\0b"):
        with pytest.raises(DataError, match="no encoding called"):
            read("id\n1\n", encoding=name)


def test_headerless_text_takes_the_names_it_is_given() -> None:
    table = read("1\ta, b\n2\tc\n", header=["id", "note"])
    assert table.columns.to_dict("list") == {"id": ["1", "2"], "note": ["a, b", "c"]}
    assert table.lines is not None
    assert table.lines.tolist() == [1, 2]
    with pytest.raises(DataError, match="line 2: 1 cells, fewer than the 2 columns that are named"):
        read("1\ta\n2\n", header=["id", "note"])


def test_delimiter_at_the_end_of_every_line_makes_no_column() -> None:
    table = read("id;lon;\n1;2;\n3;4;\n")
    assert list(table.columns) == ["id", "lon"]
    assert table.told[-1] == "the last 1 column without a name and without a cell left out"
    assert list(read("id,lon,,\n1,2,,\n").columns) == ["id", "lon"]
    # With a cell in it the column stays, and so does a column without a name elsewhere.
    assert list(read("id;lon;\n1;2;x\n").columns) == ["id", "lon", ""]
    assert list(read(",lon\n1,2\n").columns) == ["", "lon"]
    with pytest.raises(DataError, match="column name '' comes more than once"):
        read("id,,\n1,2,3\n")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "x.csv is empty"),
        (" \n\n", "x.csv is empty"),
        ("id,lon\n1\n", "line 2: 1 cells, fewer than the 2 of the header"),
        ('id,lon\n"a\nb",2\n1\n', "line 4: 1 cells"),
        ('id,lon\n1,"open\n2,3\n', "line 2: the double quotes do not pair up"),
        ('id,lon\n1,"a"b\n', "line 2: the double quotes do not pair up"),
        ("id,id\n1,2\n", "column name 'id' comes more than once"),
        ("id,lon\n1,2\n3,\0\n", "line 3: a NUL byte"),
    ],
)
def test_broken_table_names_the_line(text: str, message: str) -> None:
    with pytest.raises(DataError, match=message):
        read(text)


def test_broken_row_far_down_names_its_line() -> None:
    plain = "id,lon\n" + f"1,{'2' * 97}\n" * 90_000
    with pytest.raises(DataError, match="line 90002: 3 cells, more than the 2"):
        read(plain + "1,2,3\n")
    with pytest.raises(DataError, match="line 90003: the double quotes do not pair up"):
        read(plain + '1,2\n1,"2\n')


def test_ten_thousand_columns_are_a_table_and_more_are_none() -> None:
    header = ",".join(f"c{number}" for number in range(10_000))
    assert read(f"{header}\n{',' * 9_999}\n").columns.shape == (1, 10_000)
    with pytest.raises(DataError, match="line 1: more than 10,000 columns"):
        read(f"{header},more\n")
    with pytest.raises(DataError, match="line 2: more than 10,000 columns"):
        read('id,lon\n"1",' + "," * 100_000)
    # Commas between quotes are no columns, on one line or over two.
    commas = "," * 20_000
    assert rows(read(f'id,lon\n1,"{commas}"\n2,"\n{commas}"\n'))[1] == ["2", f"\n{commas}"]


pieces = st.text("ab, ;\t|1é\ufeff'", max_size=4)
cells = st.one_of(pieces, st.text('ab,"\n\r', max_size=5))


@settings(deadline=None)
@given(
    table=st.lists(st.tuples(cells, cells), max_size=12),
    quoting=st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
    end=st.sampled_from(["\n", "\r\n"]),
    block=st.integers(1, 60),
)
def test_blocks_of_any_size_read_as_the_csv_module_reads_the_whole(table, quoting, end, block) -> None:
    if "\r" in "".join(map("".join, table)):
        # The csv module leaves a lone \r bare where lines end otherwise.
        quoting = csv.QUOTE_ALL
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, quoting=quoting, lineterminator=end)
    writer.writerows([("a", "b"), *table])
    text = buffer.getvalue()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_blocks, "_BLOCK", block)
        patch.setattr("geo._reading.encodings._CHUNK", max(block // 2, 1))
        found = read(text, sep=",")
    expected = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert [list(found.columns), *rows(found)] == expected
    assert found.lines is not None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    begins = []
    line = 1
    for _ in reader:
        begins.append(line)
        line = reader.line_num + 1
    assert found.lines.tolist() == begins[1:]


@settings(deadline=None)
@given(st.data())
def test_any_bytes_are_a_table_or_a_clear_error(data) -> None:
    good = 'id;lon;lat\r\n1;"53,5";43\n"a\nb";1;2\n'.encode(data.draw(st.sampled_from(["utf-8", "utf-16"])))
    content = bytearray(good)
    for at, value in data.draw(
        st.lists(st.tuples(st.integers(0, len(good) - 1), st.integers(0, 255)), max_size=6)
    ):
        content[at] = value
    with contextlib.suppress(GeoError):
        table = read(bytes(content) + data.draw(st.binary(max_size=8)))
        assert table.lines is not None
        assert len(table.lines) == len(table.columns)


@pytest.mark.skipif(sys.platform != "linux", reason="the peak is read from /proc")
@pytest.mark.parametrize(
    ("head", "piece", "message"),
    [
        (b"id,lon\n1,2\n", b",", "line 3: a row of more than 64 MiB"),
        (
            b'id,lon\n1,"',
            b"text text text text text text text text text text\n",
            "line 2: a row of more than 64 MiB",
        ),
        (b"id,lon\n1,", "\u0416".encode("cp1251"), "line 2: byte 10 .* is not utf-8"),
    ],
)
def test_line_of_a_gigabyte_is_refused_in_bounded_memory(head: bytes, piece: bytes, message: str) -> None:
    grown, said = hungry.run(
        f"""{hungry.GENERATED}
from geo.errors import DataError
from geo._reading.formats.delimited import read_delimited
import pyarrow.csv
begin()
try:
    read_delimited(Generated({head!r}, {piece!r}, 2**30), Options())
except DataError as error:
    said = str(error)
"""
    )
    assert re.search(message, said), said
    assert grown < 500

"""Workbooks: the right sheet and row of names, types as stored, damage and bombs refused."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import sys
import zipfile

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from geo._reading.formats.workbooks import read_workbook
from geo._reading.source import Options, Source, Table, open_source
from geo.errors import DataError, GeoError, UsageError
from tests import hungry

POSITIONS = [["id", "lon", "lat"], ["007", 53.5, 43], ["008", 54, 44]]


def save(book: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def make(*sheets: tuple[str, list[list[object]]]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    return book


def read(content: bytes | openpyxl.Workbook, **options: str) -> Table:
    content = content if isinstance(content, bytes) else save(content)
    return read_workbook(Source("x.xlsx", content=content), Options(**options))


def swap(content: bytes, part: str, old: str, new: str) -> bytes:
    """Change the text of one part of a workbook."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(target, "w") as after:
        for name in before.namelist():
            text = before.read(name)
            if name == part:
                assert old.encode() in text
                text = text.replace(old.encode(), new.encode())
            after.writestr(name, text)
    return target.getvalue()


def test_cells_keep_their_types() -> None:
    day = dt.datetime(2024, 3, 1)  # noqa: DTZ001 - a workbook has no zones
    table = read(
        make(
            (
                "Data",
                [
                    ["id", "n", "lon", "ok", "day", "mixed", "none"],
                    ["007", 1, 53.5, True, day, 5, None],
                    ["8", 2, 54, False, None, "n/a", None],
                    [None, None, None, None, day + dt.timedelta(hours=6.5), 2.5, None],
                    [None, None, None, None, day, day, None],
                    [None, None, None, None, day, True, None],
                ],
            )
        )
    )
    columns = table.columns
    assert columns["id"].tolist()[:2] == ["007", "8"]
    assert [str(columns[name].dtype) for name in ("id", "n", "lon", "ok", "mixed", "none")] == [
        "string",
        "Int64",
        "Float64",
        "boolean",
        "string",
        "string",
    ]
    assert str(columns["day"].dtype) == "datetime64[us]"
    assert columns["day"].tolist()[2] == pd.Timestamp("2024-03-01 06:30")
    assert columns["mixed"].tolist() == ["5", "n/a", "2.5", "2024-03-01", "TRUE"]
    assert columns["n"].isna().tolist() == [False, False, True, True, True]
    assert table.lines is not None
    assert table.lines.tolist() == [2, 3, 4, 5, 6]


def test_sheet_with_positions_is_chosen_among_several_and_told() -> None:
    book = make(
        ("README", [["about", "text"], ["x", "y"]]),
        ("Data", POSITIONS),
        ("Codes", [["code", "means"], ["1", "a"]]),
    )
    table = read(book)
    assert table.columns["id"].tolist() == ["007", "008"]
    assert table.told == (
        "sheet 'Data', the only one with columns of positions; not read: 'README', 'Codes' (--layer)",
    )
    assert read(book, layer="codes").columns["means"].tolist() == ["a"]
    with pytest.raises(
        DataError, match=r"no sheet 'Dat' \(its sheets: 'README', 'Data', 'Codes'\).*--layer 'Data'"
    ):
        read(book, layer="Dat")


def test_first_visible_sheet_with_rows_is_chosen_without_positions() -> None:
    book = make(
        ("Hidden", [["a", "b"], [1, 2]]),
        ("Empty", []),
        ("Named", [["a", "b"]]),
        ("First", [["c", "d"], [1, 2]]),
    )
    book["Hidden"].sheet_state = "hidden"
    assert list(read(book).columns.columns) == ["c", "d"]
    assert list(read(book, layer="Hidden").columns.columns) == ["a", "b"]
    with pytest.raises(DataError, match="the sheet 'Empty' is empty"):
        read(book, layer="Empty")
    book["First"].sheet_state = "veryHidden"
    del book["Named"]
    with pytest.raises(DataError, match=r"no sheet with a table in it\. Hidden: 'Hidden', 'First'"):
        read(book)


def test_titles_above_the_column_names_are_told() -> None:
    book = make(
        (
            "Data",
            [
                ["Incidents of 2024", None, None],
                [],
                ["Source:", "the desk"],
                ["id", "lon", "lat", "note"],
                [1, 2, 3],
            ],
        )
    )
    book["Data"].merge_cells("A1:D1")
    table = read(book)
    assert list(table.columns.columns) == ["id", "lon", "lat", "note"]
    assert table.columns["lon"].tolist() == [2]
    assert "column names in row 4, below 'Incidents of 2024 Source: the desk'" in table.told
    assert table.lines is not None
    assert table.lines.tolist() == [5]


def test_columns_and_rows_of_nothing_make_no_cells() -> None:
    book = make(("Data", [["id", "lon"], [1, 2], [], [None, None], [3, 4], [], []]))
    sheet = book["Data"]
    sheet["F1"].font = openpyxl.styles.Font(bold=True)
    sheet["A90"].font = openpyxl.styles.Font(bold=True)
    table = read(book)
    assert table.columns.to_dict("list") == {"id": [1, 3], "lon": [2, 4]}
    assert table.lines is not None
    assert table.lines.tolist() == [2, 5]


def test_column_of_data_without_a_name_is_called_by_its_letter() -> None:
    table = read(make(("Data", [["id", None, "lon"], [1, "x", 2, 9]])))
    assert table.columns.to_dict("list") == {"id": [1], "B": ["x"], "lon": [2], "D": [9]}
    assert "columns without a name are called by their letters: 'B', 'D'" in table.told
    with pytest.raises(DataError, match="sheet 'Data': the column name 'id' comes more than once"):
        read(make(("Data", [["id", "id"], [1, 2]])))


def test_zeros_in_front_by_the_format_stay_as_they_are_seen() -> None:
    book = make(("Data", [["gid", "n"], [7, 7], [123, 8]]))
    for cell in ("A2", "A3"):
        book["Data"][cell].number_format = "00000"
    table = read(book)
    assert table.columns.to_dict("list") == {"gid": ["00007", "00123"], "n": [7, 8]}
    assert "2 cells with zeros in front by their format, taken as text (first: A2)" in table.told


def test_errors_and_formulas_without_values_are_empty_and_told() -> None:
    book = make(("Data", [["id", "lon", "lat"], [1, "#N/A", "=1+1"], [2, 3, 4]]))
    book["Data"]["B2"].data_type = "e"
    table = read(book)
    assert table.columns["lon"].isna().tolist() == [True, False]
    assert table.columns["lat"].isna().tolist() == [True, False]
    assert "1 cell with an error such as #N/A, taken as empty (first: B2)" in table.told
    assert any(
        said.startswith("1 cell with a formula but no stored value") and "C2" in said for said in table.told
    )


def test_stored_value_of_a_formula_is_read() -> None:
    content = save(make(("Data", [["id", "lon"], [1, "=1+1"]])))
    path = "xl/worksheets/sheet1.xml"
    for empty in ("<v></v>", "<v />", "<v/>"):
        with contextlib.suppress(AssertionError):
            content = swap(content, path, f"<f>1+1</f>{empty}", "<f>1+1</f><v>2</v>")
    assert read(content).columns["lon"].tolist() == [2]


def test_days_of_the_calendar_from_1904() -> None:
    book = make(("Data", [["id", "day"], [1, dt.date(2024, 3, 1)]]))
    book.epoch = CALENDAR_MAC_1904
    assert read(book).columns["day"].tolist() == [pd.Timestamp("2024-03-01")]


def test_hidden_rows_are_read_and_told() -> None:
    book = make(("Data", POSITIONS))
    book["Data"].row_dimensions[2].hidden = True
    table = read(book)
    assert len(table.columns) == 2
    assert "1 hidden rows are read like all others" in table.told


def test_sheet_that_states_a_wrong_size_is_read_whole() -> None:
    content = save(make(("Data", POSITIONS)))
    wrong = swap(content, "xl/worksheets/sheet1.xml", 'ref="A1:C3"', 'ref="A1"')
    assert len(read(wrong).columns) == 2


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, r"old kind \(\.xls\).*save it as \.xlsx"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "protected with a password. Save it without one",
        ),
        (b"id,lon\n1,2\n", "is damaged"),
        (b"", "is damaged"),
    ],
)
def test_what_is_no_workbook_says_what_to_do(content: bytes, message: str) -> None:
    with pytest.raises(DataError, match=message):
        read(content)


@pytest.mark.parametrize(
    ("member", "message"),
    [
        ("content.xml", r"OpenDocument \(\.ods\)"),
        ("xl/workbook.bin", "binary kind"),
        ("a.csv", "no workbook"),
    ],
)
def test_other_archives_say_what_to_do(member: str, message: str) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(member, "x")
    with pytest.raises(DataError, match=message):
        read(buffer.getvalue())


def test_row_and_column_beyond_a_sheet_are_refused() -> None:
    content = save(make(("Data", POSITIONS)))
    part = "xl/worksheets/sheet1.xml"
    with pytest.raises(DataError, match="row 999,999,999 is beyond the last one"):
        read(swap(swap(content, part, '<row r="3"', '<row r="999999999"'), part, 'r="A3"', 'r="A999999999"'))
    with pytest.raises(DataError, match="row 3: a cell in column 16,384, beyond the 10,000"):
        read(swap(content, part, 'r="C3"', 'r="XFD3"'))


def test_entities_are_refused() -> None:
    content = save(make(("Data", POSITIONS)))
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><worksheet'
    with pytest.raises(DataError, match="EntitiesForbidden"):
        read(swap(content, "xl/worksheets/sheet1.xml", "<worksheet", bomb))


@pytest.mark.skipif(sys.platform != "linux", reason="the peak is read from /proc")
@pytest.mark.parametrize("piece", ["<c/>", "<c><v>1</v></c>", "A"])
def test_bomb_of_half_a_gigabyte_is_refused_in_bounded_memory(tmp_path, piece: str) -> None:
    path = tmp_path / "x.xlsx"
    content = save(make(("Data", POSITIONS)))
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            text = before.read(name)
            if name != "xl/worksheets/sheet1.xml":
                after.writestr(name, text)
                continue
            begin, _, _ = text.partition(b"</row>")
            with after.open(name, "w") as part:
                part.write(begin)
                block = (piece * (2**20 // len(piece))).encode()
                for _ in range(512 if piece == "A" else 24):
                    part.write(block)
    grown, said = hungry.run(
        f"""
from pathlib import Path
import geo._reading.formats._bounded as bounded
from geo._reading.formats.workbooks import read_workbook
from geo._reading.source import Options, Source
from geo.errors import DataError
begin()
for most in (bounded._MOST_PACKED, 10**9):
    bounded._MOST_PACKED = most
    try:
        read_workbook(Source("x.xlsx", path=Path({str(path)!r})), Options())
    except DataError as error:
        said += str(error)
"""
    )
    assert "unpacks to" in said
    assert "a row of more than 16 MiB" in said
    assert grown < 1000


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_any_damage_is_a_table_or_a_clear_error(data) -> None:
    content = WHOLE
    part = data.draw(st.sampled_from(PARTS))
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(target, "w") as after:
        for name in before.namelist():
            text = bytearray(before.read(name))
            if name == part:
                for at, value in data.draw(
                    st.lists(
                        st.tuples(st.integers(0, len(text) - 1), st.integers(32, 126)), min_size=1, max_size=4
                    )
                ):
                    text[at] = value
            after.writestr(name, bytes(text))
    with contextlib.suppress(GeoError):
        table = read(target.getvalue())
        assert table.lines is not None
        assert len(table.lines) == len(table.columns)


@settings(deadline=None, max_examples=60)
@given(at=st.integers(0, 2**16), value=st.integers(0, 255), cut=st.integers(0, 3))
def test_any_bytes_are_a_table_or_a_clear_error(at: int, value: int, cut: int) -> None:
    content = bytearray(WHOLE)
    content[at % len(content)] = value
    with contextlib.suppress(GeoError):
        read(bytes(content[: len(content) - cut]))


WHOLE = save(make(("Data", [*POSITIONS, ["9", dt.date(2024, 1, 2), True]]), ("More", POSITIONS)))
PARTS = zipfile.ZipFile(io.BytesIO(WHOLE)).namelist()


def test_several_sheets_with_positions_are_asked_about(tmp_path):
    """One sheet a month: reading the first alone would lose the other months."""
    path = tmp_path / "year.xlsx"
    book = openpyxl.Workbook()
    book.active.title = "May"
    june = book.create_sheet("June")
    for sheet in (book.active, june):
        sheet.append(["id", "lon", "lat"])
        sheet.append([1, 51, 44])
    book.save(path)
    with open_source(path) as source:
        with pytest.raises(UsageError, match="2 sheets with columns of positions: 'May', 'June'"):
            read_workbook(source, Options())
        assert len(read_workbook(source, Options(layer="June")).columns) == 1

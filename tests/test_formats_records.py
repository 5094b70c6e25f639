"""JSON records: every name a column, types as they are, no list of records no table."""

from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo._reading.formats import records
from geo._reading.formats.records import read_records
from geo._reading.source import Options, Source, Table
from geo.errors import DataError, GeoError

VENUES = {
    "amount": 2,
    "venues": [
        {
            "id": 22_000_001,
            "name": "Взрыв",
            "lat": "48.5",
            "lng": "35.1",
            "timestamp": 1_709_300_000,
            "city": "Dnipro",
        },
        {
            "id": 22_000_002,
            "name": "B",
            "lat": 48,
            "lng": None,
            "link": "https://x.invalid/2",
            "tags": ["a", {"b": 1}],
        },
    ],
}


def read(document: object, **options: str) -> Table:
    text = document if isinstance(document, str) else json.dumps(document, ensure_ascii=False)
    return read_records(Source("x.json", content=text.encode()), Options(**options))


def test_venues_of_liveuamap_are_rows() -> None:
    table = read(VENUES)
    assert list(table.columns) == ["id", "name", "lat", "lng", "timestamp", "city", "link", "tags"]
    assert table.columns["timestamp"].tolist()[0] == 1_709_300_000
    assert str(table.columns["id"].dtype) == "Int64"
    # Text and a number: what was text stays as it was written.
    assert table.columns["lat"].tolist() == ["48.5", "48"]
    assert table.columns["tags"].tolist()[1] == '["a", {"b": 1}]'
    assert table.columns["city"].isna().tolist() == [False, True]
    assert table.told == ("records of 'venues'; not read: 'amount'",)


@pytest.mark.parametrize(
    "text",
    [
        '[{"id": "007", "n": 1.5}, {"id": "8"}]',
        '{"id": "007", "n": 1.5}\n{"id": "8"}\n',
        '\x1e{"id": "007", "n": 1.5}\n\x1e{"id": "8"}\n',
        '\ufeff{"data": [{"id": "007", "n": 1.5}, {"id": "8"}], "others": [], "status": 200}',
    ],
)
def test_records_in_lists_on_lines_and_in_members(text: str) -> None:
    columns = read(text).columns
    assert columns["id"].tolist() == ["007", "8"]
    assert columns["n"].tolist()[0] == 1.5
    assert columns["n"].isna().tolist() == [False, True]


def test_one_of_several_lists_is_named() -> None:
    document = {"events": [{"id": 1}], "actors": [{"name": "x"}]}
    with pytest.raises(DataError, match=r"2 lists of records \(found: 'events', 'actors'\). Pass --layer"):
        read(document)
    assert list(read(document, layer="actors").columns) == ["name"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is empty"),
        ('[{"a": 1},\n{"b": }]', "line 2: not JSON"),
        ('{"a": 1}\n[2]', "several JSON values, not all of them records"),
        ("[1, 2]", "no list of records"),
        ('{"a": 1}', "no list of records either"),
        ("[" * 100_000, "cannot be read as JSON"),
        ('[{"a": ' + "1" * 5000 + "}]", "cannot be read as JSON"),
        (json.dumps([{f"c{n}": 1 for n in range(10_001)}]), "more than 10,000 columns"),
        (json.dumps([{f"c{n}": 1} for n in range(3000)]), "nearly all of them empty"),
    ],
)
def test_what_is_no_list_of_records_is_an_error(text: str, message: str) -> None:
    with pytest.raises(DataError, match=message):
        read(text)


def test_more_than_fits_into_memory_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "_LARGEST", 10)
    with pytest.raises(DataError, match="does not fit into memory"):
        read([{"id": "a long one"}])


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)


@settings(deadline=None)
@given(st.lists(st.dictionaries(st.text(max_size=3), values, max_size=4), min_size=1, max_size=6))
def test_any_records_are_rows(found: list[dict[str, object]]) -> None:
    table = read(json.dumps(found))
    assert len(table.columns) == len(found)
    assert set(table.columns) == {key for record in found for key in record}
    for name in table.columns:
        missing = [record.get(name) is None for record in found]
        assert table.columns[name].isna().tolist() == missing


@settings(deadline=None)
@given(st.data())
def test_any_bytes_are_a_table_or_a_clear_error(data) -> None:
    good = json.dumps(VENUES, ensure_ascii=False).encode()
    content = bytearray(good)
    for at, value in data.draw(
        st.lists(st.tuples(st.integers(0, len(good) - 1), st.integers(0, 255)), max_size=4)
    ):
        content[at] = value
    with contextlib.suppress(GeoError):
        read_records(Source("x.json", content=bytes(content)), Options())

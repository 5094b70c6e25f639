"""From JSON records to a table: a list of objects, as Liveuamap and many programs for programs give it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from geo._reading.encodings import find_encoding, read_utf8
from geo._reading.formats._columns import list_columns, settle_json
from geo._reading.source import Table
from geo.errors import DataError

if TYPE_CHECKING:
    from geo._reading.source import Options, Source

__all__ = ["read_records"]

# JSON is in memory as a whole, several times as large as the text. No program answers with as much.
_LARGEST: Final = 2**28
_RECORD_SEPARATOR: Final = "\x1e"
_LISTED: Final = 8


def read_records(source: Source, options: Options) -> Table:
    r"""Read JSON that is a list of objects, has one among its members, or an object on every line.

    Parameters
    ----------
    source : Source
    options : Options
        `layer` names the member with the list where there are several.

    Returns
    -------
    Table
        A column for every name, in the order in which names are first seen. Objects and lists in it are
        JSON text; values of several types are text.

    Raises
    ------
    DataError
        If it is no JSON, too large for memory, or has no such list.

    Examples
    --------
    >>> from geo._reading.source import Options, Source
    >>> text = b'{"venues": [{"id": 7, "lat": "43.0", "lng": "53.5"}]}'
    >>> read_records(Source("x.json", content=text), Options()).columns.to_dict("list")
    {'id': [7], 'lat': ['43.0'], 'lng': ['53.5']}
    """
    name = source.name
    if source.size() > _LARGEST:
        raise DataError(
            f"{name} is JSON of more than {_LARGEST >> 20} MiB, which does not fit into memory. Split it, or "
            "export it as GeoJSONSeq or CSV."
        )
    encoding = find_encoding(source, options.encoding)
    text = b"".join(read_utf8(source, encoding.codec)).decode()
    records, told = _find_records(_parse(text, name), options.layer, name)
    columns = list_columns(records, name)
    return Table(
        pd.DataFrame(
            {column: settle_json([record.get(column) for record in records]) for column in columns},
            index=pd.RangeIndex(len(records)),
        ),
        None,
        None,
        is_text=True,
        noun="record",
        file_format="records",
        told=(*encoding.told, *told),
    )


def _parse(text: str, name: str) -> list[Any]:
    """Give every value of a text: one, or one on each line."""
    decoder = json.JSONDecoder()
    values = []
    at = 0
    blank = " \t\r\n" + _RECORD_SEPARATOR
    try:
        while (at := _skip(text, at, blank)) < len(text):
            value, at = decoder.raw_decode(text, at)
            values.append(value)
    except json.JSONDecodeError as error:
        raise DataError(
            f"{name}, line {error.lineno}: not JSON ({error.msg}). Export the file again."
        ) from None
    except (ValueError, RecursionError) as error:
        # Numbers of thousands of digits, brackets in thousands of brackets.
        raise DataError(f"{name} cannot be read as JSON: {error}. Export the file again.") from None
    if not values:
        raise DataError(f"{name} is empty. It needs a list of records.")
    return values


def _skip(text: str, at: int, blank: str) -> int:
    while at < len(text) and text[at] in blank:
        at += 1
    return at


def _find_records(values: list[Any], layer: str | None, name: str) -> tuple[list[dict[str, Any]], list[str]]:
    """Find the one list of objects, and say what is beside it."""
    if len(values) > 1:
        if not _is_records(values):
            raise DataError(
                f"{name} has several JSON values, not all of them records. Export one list of records."
            )
        return values, []
    document = values[0]
    if _is_records(document):
        return document, []
    if not isinstance(document, dict):
        raise DataError(f'{name} is JSON but no list of records such as [{{"id": 1, "lon": 2, "lat": 3}}].')
    lists = [key for key, value in document.items() if _is_records(value)]
    filled = [key for key in lists if document[key]] or lists
    if layer is not None:
        filled = [key for key in lists if key == layer]
    if not lists:
        raise DataError(
            f"{name} is JSON but not GeoJSON, and no list of records either. Export it as GeoJSON, or a list "
            'such as [{"id": 1, "lon": 2, "lat": 3}].'
        )
    if len(filled) != 1:
        found = ", ".join(map(repr, lists[:_LISTED])) or "none"
        raise DataError(
            f"{name} is JSON with {len(filled)} lists of records (found: {found}). Pass --layer with one."
        )
    others = [key for key in document if key != filled[0]]
    told = [f"records of {filled[0]!r}"]
    if others:
        told[0] += f"; not read: {', '.join(map(repr, others[:_LISTED]))}"
    return document[filled[0]], told


def _is_records(value: Any) -> bool:  # noqa: ANN401 - a JSON value
    return isinstance(value, list) and all(isinstance(record, dict) for record in value)

"""From a placemark of KML to a row: its texts, its times and its own data."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geo._reading.formats._kml_shapes import SHAPES, has_height, read_shapes

if TYPE_CHECKING:
    import xml.etree.ElementTree as ET

    from geo._reading.formats._kml_shapes import Shape

__all__ = ["local", "read_placemark", "text_of"]

_TEXTS: Final = ("name", "description", "address", "phoneNumber", "Snippet", "styleUrl")
_TIMES: Final = {"when": "time", "begin": "begin", "end": "end"}
# A column that every table of geo has, and what it makes for viewers.
_OURS: Final = "geo_located_by"
_MADE: Final = frozenset(_TIMES.values())
_ROW: Final = re.compile(r"Row \d+")
# Of values with one name in one placemark, before they are taken for an attack.
_MOST_ALIKE: Final = 1000


def local(element: ET.Element) -> str:
    """Give the name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def read_placemark(
    placemark: ET.Element, folder: str | None, schemas: dict[str, dict[str, str]], types: dict[str, str]
) -> tuple[dict[str, str | None], Shape]:
    """Read a placemark.

    Of a document that geo wrote the columns are those that it wrote, whether a row has a value or not: name
    and time are there for viewers, made from the columns, and are no columns of their own.

    Parameters
    ----------
    placemark : Element
    folder : str or None
        The path of folders that it lies in.
    schemas : dict
        By address, the type of each field.
    types : dict
        By column, what a schema says of it: added to.

    Returns
    -------
    row : dict of str to str, or None for what is unknown
    shape : Shape
    """
    row: dict[str, str] = {"name": ""}
    data: list[ET.Element] = []
    shapes: list[ET.Element] = []
    if placemark.get("id"):
        row["id"] = placemark.get("id", "")
    for child in placemark:
        tag = local(child)
        if tag in _TEXTS:
            row[tag] = text_of(child)
        elif tag in {"TimeStamp", "TimeSpan"}:
            row.update({_TIMES[local(time)]: text_of(time) for time in child if local(time) in _TIMES})
        elif tag == "ExtendedData":
            data.append(child)
        elif tag in SHAPES:
            shapes.append(child)
    if folder is not None:
        row["folder"] = folder
    _add_moments(row, shapes)
    shape = read_shapes(shapes)._replace(has_height=has_height(shapes))
    fields = _find_own_schema(data, schemas)
    if fields is not None:
        return _read_own(row, data, fields, schemas, types), shape
    for child in data:
        _read_data(child, schemas, row, types)
    return dict(row), shape


def _add_moments(row: dict[str, str], shapes: list[ET.Element]) -> None:
    """Say from when to when a track goes, where its placemark does not say a time."""
    moments = [text_of(part) for shape in shapes for part in shape.iter() if local(part) == "when"]
    if moments and not row.keys() & {"time", "begin", "end"}:
        row["begin"], row["end"] = moments[0], moments[-1]


def _find_own_schema(data: list[ET.Element], schemas: dict[str, dict[str, str]]) -> dict[str, str] | None:
    """Give the fields of a placemark that geo wrote, None for any other."""
    for child in data:
        for part in child:
            fields = schemas.get(part.get("schemaUrl", ""), {})
            if _OURS in fields:
                return fields
    return None


def _read_own(
    shown: dict[str, str],
    data: list[ET.Element],
    fields: dict[str, str],
    schemas: dict[str, dict[str, str]],
    types: dict[str, str],
) -> dict[str, str | None]:
    """Read a row that geo wrote; what somebody else put into its placemark since then comes after it."""
    cells: dict[str, str] = {}
    for child in data:
        _read_data(child, schemas, cells, types)
    for name, kind in fields.items():
        types.setdefault(name, kind)
    row = {name: cells.get(name) for name in (*fields, *cells)}
    there = {value.strip() for value in cells.values()}
    for name, text in shown.items():
        is_made = name in _MADE or (name == "name" and (text in there or _ROW.fullmatch(text)))
        if text and not is_made:
            added: dict[str, str] = {key: value or "" for key, value in row.items()}
            row[_put(added, name, text)] = text
    return row


def _read_data(
    data: ET.Element, schemas: dict[str, dict[str, str]], row: dict[str, str], types: dict[str, str]
) -> None:
    """Read extended data: pairs, those of a schema, and elements of another namespace."""
    for child in data:
        tag = local(child)
        if tag == "SchemaData":
            fields = schemas.get(child.get("schemaUrl", ""), {})
            for part in child:
                name = part.get("name") or "value"
                types.setdefault(_put(row, name, "".join(part.itertext())), fields.get(name, ""))
        elif tag == "Data":
            values = ["".join(part.itertext()) for part in child if local(part) == "value"]
            if values:
                _put(row, child.get("name") or "value", values[0])
        else:
            _put(row, tag, text_of(child))


def _put(row: dict[str, str], name: str, value: str) -> str:
    """Add a value, under another name where the placemark has one of that name."""
    free, number = name, 2
    while free in row:
        free, number = f"{name}_{number}", number + 1
        if number > _MOST_ALIKE:
            raise ValueError(f"more than {_MOST_ALIKE:,} values called {name!r} in one placemark")
    row[free] = value
    return free


def text_of(element: ET.Element) -> str:
    """Give the text, and that of what is in it, as it stands."""
    return "".join(element.itertext()).strip()

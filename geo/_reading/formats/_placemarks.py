"""From a placemark of KML to a row: its texts, its times and its own data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo._reading.formats._kml_shapes import SHAPES, read_shapes

if TYPE_CHECKING:
    import xml.etree.ElementTree as ET

    from geo._reading.formats._kml_shapes import Shape

__all__ = ["local", "read_placemark", "text_of"]

_TEXTS: Final = ("name", "description", "address", "phoneNumber", "Snippet", "styleUrl")
_TIMES: Final = {"when": "time", "begin": "begin", "end": "end"}
# Of values with one name in one placemark, before they are taken for an attack.
_MOST_ALIKE: Final = 1000


def local(element: ET.Element) -> str:
    """Give the name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def read_placemark(
    placemark: ET.Element, folder: str | None, schemas: dict[str, dict[str, str]], types: dict[str, str]
) -> tuple[dict[str, str], Shape]:
    """Read a placemark.

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
    row : dict of str to str
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
    moments = [text_of(part) for shape in shapes for part in shape.iter() if local(part) == "when"]
    if moments and not row.keys() & {"time", "begin", "end"}:
        row["begin"], row["end"] = moments[0], moments[-1]
    for child in data:
        _read_data(child, schemas, row, types)
    return row, read_shapes(shapes)


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

"""From KML and KMZ to a table: a row for each placemark, with its folder, its times and its own data.

The XML is read one placemark at a time. A document type, and with it every entity of its own, is refused; a
link to another file is not followed but told. Coordinates that cannot be read leave their row without a shape
and with a word on what is wrong.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import defusedxml
import numpy as np
import pandas as pd
from defusedxml.ElementTree import iterparse

from geo._reading.formats._bounded import check_sizes, open_member, open_zip
from geo._reading.formats._columns import list_columns
from geo._reading.formats._placemarks import local, read_placemark, text_of
from geo._reading.source import Table
from geo.errors import DataError

if TYPE_CHECKING:
    from geo._reading.formats._kml_shapes import Shape
    from geo._reading.source import Options, Source

__all__ = ["read_kml"]

_ZIP_MARK: Final = b"PK\x03\x04"
# Elements are counted, not trusted to end. The outline of a country takes some megabytes, a track of a year
# half a million positions.
_MOST_OPEN: Final = 2**26
_PIECE: Final = 2**20
_MOST_ELEMENTS: Final = 1_000_000
_DEEPEST: Final = 200
_LISTED: Final = 8
# What is on the globe without being a place where something happened.
_OVERLAYS: Final = ("GroundOverlay", "PhotoOverlay", "ScreenOverlay")
_INTEGERS: Final = {"int", "uint", "short", "ushort"}
_FLOATS: Final = {"double", "float"}
_INTEGER: Final = re.compile(r"[+-]?(?:0|[1-9][0-9]*)")
_FLOAT: Final = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_BOOLS: Final = {"1": True, "true": True, "0": False, "false": False}
_CONTAINERS: Final = ("Folder", "Document")
# Elements that are only understood when they are whole.
_HELD: Final = ("Placemark", "Schema")
_LINK: Final = "NetworkLink"


class _Rows(NamedTuple):
    """What was read of the placemarks so far."""

    rows: list[dict[str, str | None]]
    shapes: list[Shape]
    types: dict[str, str]
    """By column, what a schema says."""
    skipped: dict[str, int]


def read_kml(source: Source, options: Options) -> Table:
    r"""Read the placemarks of KML 2.2, or of the first KML in a KMZ.

    Parameters
    ----------
    source : Source
    options : Options
        `layer` keeps what is in one folder, by its name or its path; of a KMZ it may also be a file in it.

    Returns
    -------
    Table
        name, description and the like, `folder` as a path, time or begin and end, and extended data by
        their names, typed where a schema types them; shapes without heights in EPSG:4326.

    Raises
    ------
    DataError
        If it is not well-formed XML, declares entities, is no KML, or unpacks to too much.

    Examples
    --------
    >>> from geo._reading.source import Options, Source
    >>> place = "<Placemark><name>A</name><Point><coordinates>1,2</coordinates></Point></Placemark>"
    >>> table = read_kml(Source("x.kml", content=f"<kml>{place}</kml>".encode()), Options())
    >>> table.columns["name"].tolist(), table.shapes.tolist()
    (['A'], [<POINT (1 2)>])
    """
    if source.head(4) != _ZIP_MARK:
        with source.open() as stream:
            return _read(stream, source.name, options.layer, ())
    with open_zip(source) as archive:
        check_sizes(archive, source.name)
        documents = [name for name in archive.namelist() if name.lower().endswith(".kml")]
        if not documents:
            raise DataError(f"{source.name} is a zip archive without a .kml in it, so it is no KMZ.")
        layer = options.layer
        # The first at the root is the document; others are what it links to.
        chosen = next((name for name in documents if "/" not in name), documents[0])
        if layer in documents:
            chosen, layer = layer, None
        others = [name for name in documents if name != chosen]
        told = (f"{chosen} is read; not read: {', '.join(others[:_LISTED])} (--layer)",) if others else ()
        with open_member(archive, chosen, source.name) as stream:
            return _read(stream, f"{source.name}, {chosen}", layer, told)


def _read(stream: Any, name: str, layer: str | None, told: tuple[str, ...]) -> Table:  # noqa: ANN401 - a buffer
    found = _Rows([], [], {}, {})
    try:
        _Walk(found, name).read(_Counted(stream, name))
    except ET.ParseError as error:
        line = error.position[0]
        raise DataError(f"{name}, line {line}: not well-formed XML ({error}). Export it again.") from None
    except defusedxml.DefusedXmlException:
        raise DataError(
            f"{name} declares a document type or entities. KML needs none, and they are a way to do harm: it "
            "is not read. Export it again."
        ) from None
    except (LookupError, ValueError) as error:
        raise DataError(f"{name} cannot be read as XML: {error}. Save it as UTF-8.") from None
    if layer is not None:
        found = _keep_folder(found, layer, name)
    names = list_columns(found.rows, name)
    columns = {key: _settle([row.get(key) for row in found.rows], found.types.get(key)) for key in names}
    shapes = np.full(len(found.rows), None, dtype=object)
    for number, shape in enumerate(found.shapes):
        shapes[number] = shape.shape
    return Table(
        pd.DataFrame(columns, index=pd.RangeIndex(len(found.rows))),
        shapes,
        "EPSG:4326",
        is_text=False,
        noun="feature",
        file_format="kml",
        told=(
            *told,
            *_tell_skipped(found.skipped),
        ),
        lon=pd.Series([shape.lon for shape in found.shapes], dtype="string"),
        lat=pd.Series([shape.lat for shape in found.shapes], dtype="string"),
        problems=pd.Series([shape.problem for shape in found.shapes], dtype="string"),
        heights=sum(shape.has_height for shape in found.shapes),
    )


class _Walk:
    """A walk through the elements, which forgets each placemark when it is read."""

    def __init__(self, found: _Rows, name: str) -> None:
        self._found = found
        self._name = name
        self._folders: list[str | None] = []
        self._schemas: dict[str, dict[str, str]] = {}
        self._path: list[ET.Element] = []
        self._inside = 0
        self._elements = 0

    def read(self, stream: _Counted) -> None:
        """Read all of a document."""
        for event, element in iterparse(stream, events=("start", "end"), forbid_dtd=True):
            if event == "start":
                self._begin(element)
            else:
                self._end(element)
            if not self._inside:
                stream.since = self._elements = 0

    def _begin(self, element: ET.Element) -> None:
        tag = local(element)
        if not self._path and tag not in {"kml", *_CONTAINERS, "Placemark"}:
            raise DataError(f"{self._name} is XML but no KML. Export it as KML, GeoJSON or CSV.")
        self._path.append(element)
        self._elements += 1
        if len(self._path) > _DEEPEST or self._elements > _MOST_ELEMENTS:
            raise DataError(
                f"{self._name}: elements in elements without an end, which is no place of an incident."
            )
        self._inside += tag in _HELD
        if tag in _CONTAINERS:
            self._folders.append(None)

    def _end(self, element: ET.Element) -> None:
        tag = local(element)
        self._path.pop()
        self._inside -= tag in _HELD
        if self._inside:
            return
        if tag in _CONTAINERS:
            self._folders.pop()
        elif tag == "name" and self._path and local(self._path[-1]) == "Folder":
            self._folders[-1] = text_of(element)
        elif tag == "Schema":
            fields = {
                part.get("name", ""): part.get("type", "") for part in element if local(part) == "SimpleField"
            }
            self._schemas["#" + element.get("id", "")] = fields
        elif tag == "Placemark":
            folder = "/".join(name for name in self._folders if name) or None
            row, shape = read_placemark(element, folder, self._schemas, self._found.types)
            self._found.rows.append(row)
            self._found.shapes.append(shape)
        elif tag in _OVERLAYS or tag == _LINK:
            self._found.skipped[tag] = self._found.skipped.get(tag, 0) + 1
        if self._path:
            self._path[-1].remove(element)


def _settle(values: list[str | None], kind: str | None) -> pd.Series:
    """Give a column the type of its schema, where every value is of it."""
    text = pd.Series(values, dtype="string")
    try:
        # 007 is no number: a number would lose its zeros.
        if kind in _INTEGERS and all(_INTEGER.fullmatch(value) for value in values if value):
            return pd.Series([int(value) if value else None for value in values], dtype="Int64")
        if kind in _FLOATS and all(_FLOAT.fullmatch(value) for value in values if value):
            return pd.Series([float(value) if value else None for value in values], dtype="Float64")
        if kind == "bool":
            return pd.Series([_BOOLS[value.lower()] if value else None for value in values], dtype="boolean")
    except (ValueError, KeyError, OverflowError):
        return text
    return text


def _keep_folder(found: _Rows, layer: str, name: str) -> _Rows:
    paths = [row.get("folder") or "" for row in found.rows]
    kept = [at for at, path in enumerate(paths) if path == layer or layer in path.split("/")]
    if not kept:
        known = list(dict.fromkeys(path for path in paths if path))
        listed = ", ".join(map(repr, known[:_LISTED])) or "it has none"
        raise DataError(f"{name} has no folder {layer!r} with placemarks (folders: {listed}).")
    return found._replace(rows=[found.rows[at] for at in kept], shapes=[found.shapes[at] for at in kept])


def _tell_skipped(skipped: dict[str, int]) -> list[str]:
    told = []
    links = skipped.get(_LINK, 0)
    if links:
        what = "1 link to another file is" if links == 1 else f"{links:,} links to other files are"
        told.append(f"{what} not followed")
    overlays = sum(count for tag, count in skipped.items() if tag in _OVERLAYS)
    if overlays:
        what = "1 picture over the map is" if overlays == 1 else f"{overlays:,} pictures over the map are"
        told.append(f"{what} left out")
    return told


class _Counted:
    """A stream that ends where a placemark is too large to be one."""

    def __init__(self, stream: Any, name: str) -> None:  # noqa: ANN401 - a buffer
        self._stream = stream
        self._name = name
        self.since = 0

    def read(self, size: int = -1) -> bytes:
        """Read some bytes, or many: the parser looks through an unfinished tag again after each piece."""
        chunk: bytes = self._stream.read(max(size, _PIECE))
        self.since += len(chunk)
        if self.since > _MOST_OPEN:
            raise DataError(
                f"{self._name}: an element of more than {_MOST_OPEN >> 20} MiB, which is no place of an "
                "incident."
            )
        return chunk

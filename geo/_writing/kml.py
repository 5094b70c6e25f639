"""KML 2.2 and KMZ: a Placemark for every row, in order, with all its cells as typed data.

The order of elements is that of the OGC schema, which Google Earth keeps to. There is no description: what a
viewer would show as HTML is somebody else's text. Rows without a position are Placemarks without a shape. KML
knows no dates, no lists and no whole numbers of more than 32 bits: those are text.
"""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape, quoteattr

import numpy as np
import shapely

from geo._reading.dates import read_dates
from geo._reading.names import find_by_heading
from geo._writing.columns import CHUNK, list_columns
from geo._writing.layers import LAYER, check_names
from geo._writing.shapes import settle_shapes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import geopandas as gpd
    import pandas as pd
    from numpy.typing import NDArray

    from geo._writing.changes import Changes
    from geo._writing.columns import Column, Kind

__all__ = ["spell_kml", "write_kmz"]

# Headings that name an incident, the best first.
_TITLES: Final = (
    *("title", "headline", "heading", "event_title", "incident_title", "name", "event_name", "incident_name"),
    *("event", "incident", "titel", "titre", "titulo", "summary", "id", "event_id", "event_id_cnty"),
)
_TYPES: Final[dict[Kind, str]] = {"boolean": "bool", "integer": "int", "real": "double"}
_BITS_32: Final = 2**31
# What XML 1.0 has no room for, not even escaped.
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_FIRST_DAY: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest time that an archive can say of a file: the same table gives the same bytes."""


def spell_kml(incidents: gpd.GeoDataFrame, changes: Changes) -> Iterator[str]:
    """Give the text of a document in pieces."""
    columns = list_columns(incidents)
    check_names(columns, "kml")
    types = [_choose_type(column, changes) for column in columns]
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">\n<Document>\n'
    yield f'<name>{LAYER}</name>\n<Schema name="{LAYER}" id="{LAYER}">\n'
    # Headings are attributes, where a line end has to be spelled.
    headings = [quoteattr(_legal(column.name, changes)) for column in columns]
    for heading, kind in zip(headings, types, strict=True):
        yield f'<SimpleField type="{kind}" name={heading}/>\n'
    yield "</Schema>\n"
    yield from _spell_placemarks(incidents, columns, headings, changes)
    yield "</Document>\n</kml>\n"


def write_kmz(incidents: gpd.GeoDataFrame, path: Path, changes: Changes) -> None:
    """Write an archive with the document in it."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        entry = zipfile.ZipInfo("doc.kml", _FIRST_DAY)
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = 0o644 << 16
        with archive.open(entry, "w", force_zip64=True) as stream:
            for piece in spell_kml(incidents, changes):
                stream.write(piece.encode("utf-8"))


def _spell_placemarks(
    incidents: gpd.GeoDataFrame, columns: list[Column], headings: list[str], changes: Changes
) -> Iterator[str]:
    shapes = settle_shapes(incidents, changes)
    times = _spell_times(incidents)
    names = [column.name for column in columns]
    title = next(map(names.index, find_by_heading(names, _TITLES)), None)
    for start in range(0, len(incidents), CHUNK):
        chunk = [_spell_cells(column, changes, start) for column in columns]
        rows = zip(*chunk, strict=True) if chunk else ((),) * len(shapes[start : start + CHUNK])
        for at, row in enumerate(rows, start):
            name = (row[title] if title is not None else None) or f"Row {at + 1}"
            yield f"<Placemark>\n<name>{name}</name>\n{times[at]}"
            yield f'<ExtendedData><SchemaData schemaUrl="#{LAYER}">\n'
            for heading, cell in zip(headings, row, strict=True):
                # Nothing stands for what is unknown, an empty element for an empty text.
                if cell is not None:
                    yield f"<SimpleData name={heading}>{cell}</SimpleData>\n"
            yield "</SchemaData></ExtendedData>\n"
            yield f"{_spell_shape(shapes[at])}</Placemark>\n"


def _choose_type(column: Column, changes: Changes) -> str:
    if column.kind == "integer" and any(
        cell is not None and abs(cell) >= _BITS_32 for cell in column.cells()
    ):
        changes.add_column("whole numbers of more than 32 bits are text", column.name)
        return "string"
    if column.kind not in _TYPES and column.kind != "text":
        changes.add_column("values that KML has no type for are text", column.name)
    return _TYPES.get(column.kind, "string")


def _spell_cells(column: Column, changes: Changes, start: int) -> list[str | None]:
    stop = start + CHUNK
    if column.kind == "boolean":
        return [None if cell is None else "true" if cell else "false" for cell in column.cells(start, stop)]
    if column.kind == "integer":
        return [None if cell is None else str(cell) for cell in column.cells(start, stop)]
    if column.kind == "real":
        return [None if cell is None else _spell_double(cell) for cell in column.cells(start, stop)]
    texts = column.texts(changes, start, stop)
    # A carriage return as it stands would be read as a line feed.
    return [None if text is None else escape(_legal(text, changes), {"\r": "&#13;"}) for text in texts]


def _spell_double(value: float) -> str:
    return repr(float(value)).replace("inf", "INF")


def _legal(text: str, changes: Changes) -> str:
    if text.isprintable():
        return text
    legal, count = _ILLEGAL.subn("\ufffd", text)
    changes.add_cells("characters that XML has no room for became U+FFFD", count)
    return legal


def _spell_times(incidents: pd.DataFrame) -> list[str]:
    """Spell when each incident happened: a day, or from the first to the last that it may be."""
    dates = read_dates(incidents)
    spelled = []
    for first, last in zip(dates.first.astype(str), dates.last.astype(str), strict=True):
        if first == "NaT":
            spelled.append("")
        elif first == last:
            spelled.append(f"<TimeStamp><when>{first}</when></TimeStamp>\n")
        else:
            spelled.append(f"<TimeSpan><begin>{first}</begin><end>{last}</end></TimeSpan>\n")
    return spelled


def _spell_shape(shape: Any) -> str:  # noqa: ANN401 - a shape of any type
    if shape is None:
        return ""
    match shape.geom_type:
        case "Point":
            return f"<Point><coordinates>{_spell_corners(shape)}</coordinates></Point>\n"
        case "LineString" | "LinearRing":
            corners = _spell_corners(shape)
            return (
                f"<LineString><tessellate>1</tessellate><coordinates>{corners}</coordinates></LineString>\n"
            )
        case "Polygon":
            inner = "".join(
                f"<innerBoundaryIs>{_spell_ring(ring)}</innerBoundaryIs>" for ring in shape.interiors
            )
            outer = f"<outerBoundaryIs>{_spell_ring(shape.exterior)}</outerBoundaryIs>"
            return f"<Polygon><tessellate>1</tessellate>{outer}{inner}</Polygon>\n"
    parts = "".join(_spell_shape(part) for part in shape.geoms if not part.is_empty)
    return f"<MultiGeometry>\n{parts}</MultiGeometry>\n"


def _spell_ring(ring: Any) -> str:  # noqa: ANN401 - a ring
    return f"<LinearRing><coordinates>{_spell_corners(ring)}</coordinates></LinearRing>"


def _spell_corners(shape: Any) -> str:  # noqa: ANN401 - a shape that has coordinates of its own
    corners: NDArray[np.float64] = shapely.get_coordinates(shape, include_z=bool(shape.has_z))
    # A height that is not known is no number.
    return " ".join(
        ",".join(_spell_number(value) for value in corner if value == value)  # noqa: PLR0124
        for corner in corners.tolist()
    )


def _spell_number(value: float) -> str:
    text = repr(value)
    return np.format_float_positional(value, trim="0") if "e" in text else text

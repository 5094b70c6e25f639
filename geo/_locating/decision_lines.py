"""The lines of ``decisions.csv``: cells become a decision, or a list of what is wrong with them."""

from __future__ import annotations

import csv
import datetime as dt
import io
import math
import re
from typing import TYPE_CHECKING, Final, NamedTuple

import shapely

from geo._locating.decisions import NO_PLACE, Decision, is_radius
from geo._names import search_key
from geo.errors import DataError

if TYPE_CHECKING:
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

__all__ = ["Line", "Table", "is_decided", "read_line", "read_table"]

_LARGEST: Final = 50_000_000
_KINDS: Final = ("place", "region", "district", "country", "feature")
_ISO_REGION: Final = re.compile(r"[A-Za-z]{2}-[A-Za-z0-9]{1,3}")
_SEPARATORS: Final = ",;\t"
_SHAPES: Final = ("Point", "Polygon", "MultiPolygon")


class Line(NamedTuple):
    """A line as it stands in the file."""

    number: int
    """The heading is line 1; a line that a quoted cell continues counts with it, as in a spreadsheet."""
    text: str
    """With its end."""
    cells: dict[str, str]
    """By column, stripped; what is missing at the end is ""."""
    surplus: int
    """Filled cells beyond the heading."""


class Table(NamedTuple):
    """A file of decisions."""

    heading: list[str]
    """Names of columns, lower-case."""
    heading_text: str
    lines: list[Line]
    separator: str
    has_mark: bool
    """Whether it begins with a byte order mark."""


def read_table(path: Path) -> Table:
    """Read the lines of a file, whatever they say.

    Raises
    ------
    DataError
        If it cannot be read, is not UTF-8, has quotes that do not pair up or not the columns of decisions.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise DataError(f"'{path}' is larger than 50 MB, which no file of decisions is. Check the name.")
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError(f"'{path}' is not UTF-8 (byte {error.start}). Save it as CSV UTF-8.") from error
    except OSError as error:
        raise DataError(f"'{path}' cannot be read: {error.strerror or error}. Check the name.") from error
    separator = max(_SEPARATORS, key=text.partition("\n")[0].count)
    records = _split(text, separator, path.name)
    heading_text, cells = records[0] if records else ("", [])
    heading = ["_".join(cell.lower().split()) for cell in cells]
    if "query" not in heading or not (
        {"chosen", "geometry"} & set(heading) or {"lon", "lat"} <= set(heading)
    ):
        raise DataError(
            f"{path.name} has no column query with one of chosen, geometry, or lon and lat (found: "
            f"{', '.join(heading) or 'nothing'}). geo locate --review TABLE writes such a file to fill in."
        )
    twice = sorted({column for column in heading if column and heading.count(column) > 1})
    if twice:
        raise DataError(f"{path.name} has the column {', '.join(twice)} twice. Rename or delete one.")
    lines = []
    for number, (raw, row) in enumerate(records[1:], 2):
        padded = [cell.strip() for cell in row] + [""] * (len(heading) - len(row))
        if any(padded):
            named = dict(zip(heading, padded, strict=False))
            lines.append(Line(number, raw, named, sum(map(bool, padded[len(heading) :]))))
    return Table(heading, heading_text, lines, separator, data.startswith(b"\xef\xbb\xbf"))


def _split(text: str, separator: str, name: str) -> list[tuple[str, list[str]]]:
    """Split a file into its lines, each as it stands and as cells."""
    physical = list(io.StringIO(text, newline=""))
    # An outline of a district is longer than the cells that the module takes by itself.
    limit = csv.field_size_limit(_LARGEST)
    reader = csv.reader(iter(physical), delimiter=separator, strict=True)
    found = []
    start = 0
    try:
        for row in reader:
            found.append(("".join(physical[start : reader.line_num]), row))
            start = reader.line_num
    except csv.Error as error:
        raise DataError(
            f"{name}, line {len(found) + 1}: the double quotes do not pair up ({error}). "
            'Inside a quoted cell, write a double quote twice: "".'
        ) from error
    finally:
        csv.field_size_limit(limit)
    return found


def is_decided(cells: dict[str, str]) -> bool:
    """Say whether anything is decided in a line, rightly or wrongly."""
    return any(cells.get(column) for column in ("chosen", "geometry", "lon", "lat"))


def read_line(line: Line) -> Decision | list[str]:
    """Read a line in which something is decided.

    Returns
    -------
    Decision or list of str
        What is wrong: the column and what to do, a sentence each.
    """
    cells = line.cells
    wrong: list[str] = []
    if line.surplus:
        wrong.append(
            "it has more cells than the heading: put cells with commas, such as WKT, in double quotes"
        )
    # The mark that keeps spreadsheets from taking a cell for a formula is no part of it.
    query = cells["query"].removeprefix("'")
    if not search_key(query):
        wrong.append("column query is empty: say which text this is about")
    chosen = _read_chosen(cells.get("chosen", ""), wrong)
    geometry = _read_geometry(cells, wrong)
    if cells.get("chosen") and any(cells.get(column) for column in ("geometry", "lon", "lat")):
        wrong.append("columns chosen and geometry (or lon, lat) both say where it is: keep one")
    radius_m = _read_number(cells.get("precision_m", ""))
    if radius_m is not None and not is_radius(radius_m):
        wrong.append(f"column precision_m: {cells['precision_m']!r} is no length in metres, 0 or more")
    when = cells.get("when", "")
    try:
        dt.datetime.fromisoformat(when or "2026-01-31")
    except ValueError:
        wrong.append(f"column when: {when!r} is no date; write it as 2026-01-31")
    if wrong:
        return wrong
    parent = cells.get("parent", "").removeprefix("'")
    who, why = cells.get("who", ""), cells.get("why", "")
    return Decision(line.number, query, parent, chosen, geometry, radius_m, who, when, why)


def _read_chosen(text: str, wrong: list[str]) -> str:
    """Read an id, also one that was copied together with the description of a candidate."""
    word = text.removeprefix("'").split(" ")[0]
    kind, colon, rest = word.partition(":")
    if not word or text.lower() == NO_PLACE:
        return text.lower()
    if colon and kind.lower() in _KINDS and rest:
        return f"{kind.lower()}:{rest.upper() if kind.lower() == 'country' else rest}"
    if _ISO_REGION.fullmatch(text):
        return text.upper()
    wrong.append(
        f"column chosen: {text!r} is no id; write one as candidates have it, such as place:610612, "
        f"country:KAZ or KZ-47, or {NO_PLACE} for no place"
    )
    return ""


def _read_geometry(cells: dict[str, str], wrong: list[str]) -> BaseGeometry | None:
    wkt, lon, lat = (cells.get(column, "") for column in ("geometry", "lon", "lat"))
    if wkt:
        if lon or lat:
            wrong.append("columns geometry and lon, lat both say where it is: keep one")
        return _read_wkt(wkt, wrong)
    if not (lon or lat):
        return None
    x, y = _read_number(lon), _read_number(lat)
    if x is None or y is None or math.isnan(x) or math.isnan(y):
        wrong.append(f"columns lon, lat: {lon!r}, {lat!r} have to be decimal degrees, both")
        return None
    if not _is_on_earth(x, y):
        wrong.append(
            f"columns lon, lat: {lon}, {lat} is not on Earth; longitude is -180 to 180, latitude -90 to 90"
        )
    return shapely.Point(x, y)


def _read_wkt(wkt: str, wrong: list[str]) -> BaseGeometry | None:
    try:
        shape: BaseGeometry = shapely.force_2d(shapely.from_wkt(wkt.removeprefix("'")))
    except (shapely.errors.GEOSException, ValueError):
        wrong.append(
            "column geometry is no WKT, such as POINT (51.16 43.65), longitude first, in double quotes"
        )
        return None
    if shape.geom_type not in _SHAPES or shape.is_empty:
        wrong.append(f"column geometry: a POINT, POLYGON or MULTIPOLYGON is wanted, not {wkt[:40]!r}")
    elif not (_is_on_earth(*shape.bounds[:2]) and _is_on_earth(*shape.bounds[2:])):
        wrong.append(
            "column geometry leaves longitude -180 to 180, latitude -90 to 90; longitude comes first"
        )
    elif not shape.is_valid:
        wrong.append(
            f"column geometry: the outline crosses itself ({shapely.is_valid_reason(shape)}); draw it anew"
        )
    return shape


def _is_on_earth(lon: float, lat: float) -> bool:
    return abs(lon) <= 180 and abs(lat) <= 90  # noqa: PLR2004


def _read_number(text: str) -> float | None:
    """Read a number with a point or a comma; None for nothing, NaN for what is none."""
    if not text:
        return None
    try:
        return float(text.removeprefix("'").replace(",", "."))
    except ValueError:
        return math.nan

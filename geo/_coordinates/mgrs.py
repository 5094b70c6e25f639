"""The Military Grid Reference System: names of squares, as NGA.STND.0037 has them.

A zone and a band of latitude, a square of 100 km, and digits that are cut off and never rounded, so that a
shorter name is that of a larger square; round the poles squares are of UPS. The position is the middle of the
square. The library ``mgrs`` would give a corner, takes a square into a band where it does not lie with a mere
warning, and does not read a zone alone; it is what the tests compare with.
"""

from __future__ import annotations

import math
import re
from typing import Final, NamedTuple

from geo._coordinates.positions import Position, box_radius_m, farthest_m
from geo._coordinates.utm import BANDS, band_span, from_ups, from_utm

__all__ = ["GRID_ZONE", "MGRS", "is_date", "read_mgrs"]

_SQUARE_M: Final = 100_000
_MOST_DIGITS: Final = 5
_COLUMNS: Final = ("ABCDEFGH", "JKLMNPQR", "STUVWXYZ")
_ROWS: Final = "ABCDEFGHJKLMNPQRSTUV"
_ROWS_OF_EVEN: Final = _ROWS[5:] + _ROWS[:5]
_TURN_M: Final = len(_ROWS) * _SQUARE_M
_METRES_PER_DEGREE: Final = 111_195.0
# Maps of a zone show that much of the next, under its own letters.
_OVERLAP_M: Final = 50_000.0
_NORTHERNMOST_UTM: Final = 84.0
_SOUTHERNMOST_UTM: Final = -80.0
# Of Norway and Svalbard: west and east end, degrees; the even zones are left out there.
_SPANS: Final = {
    (31, "V"): (0.0, 3.0),
    (32, "V"): (3.0, 12.0),
    (31, "X"): (0.0, 9.0),
    (33, "X"): (9.0, 21.0),
    (35, "X"): (21.0, 33.0),
    (37, "X"): (33.0, 42.0),
}
_LEFT_OUT: Final = {(32, "X"), (34, "X"), (36, "X")}
_LAST_ZONE: Final = 60


class _Polar(NamedTuple):
    """A half of the ground round a pole: its letters, and at how many squares they begin."""

    is_north: bool
    columns: str
    west: int
    rows: str
    south: int


_POLAR: Final = {
    "A": _Polar(is_north=False, columns="JKLPQRSTUXYZ", west=8, rows="ABCDEFGHJKLMNPQRSTUVWXYZ", south=8),
    "B": _Polar(is_north=False, columns="ABCFGHJKLPQR", west=20, rows="ABCDEFGHJKLMNPQRSTUVWXYZ", south=8),
    "Y": _Polar(is_north=True, columns="RSTUXYZ", west=13, rows="ABCDEFGHJKLMNP", south=13),
    "Z": _Polar(is_north=True, columns="ABCFGHJ", west=20, rows="ABCDEFGHJKLMNP", south=13),
}

MGRS: Final = re.compile(
    r"(?P<prefix>(?:MGRS|USNG|UTMREF)[:\s]{0,2})?(?P<zone>\d{1,2}\s?[C-HJ-NP-X]|[ABYZ])\s?"
    r"(?P<square>[A-HJ-NP-Z]{2})(?P<figures>(?:\s?\d{1,10}\s\d{1,10}|\s?\d{1,10})?)",
    re.IGNORECASE,
)
GRID_ZONE: Final = re.compile(r"(?:(?:MGRS|USNG|UTMREF)[:\s]{0,2})?(\d{1,2})\s?([C-HJ-NP-X])", re.IGNORECASE)
# 10DEC2023 names a square as well, off Antarctica.
_DATE: Final = re.compile(
    r"\d{1,2}\s?(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)\s?(?:\d{2}|\d{4})", re.IGNORECASE
)
_NO_SQUARE: Final = "there is no such square in MGRS"


def is_date(text: str) -> bool:
    """Say whether a text is a date such as 10DEC2023, which could name a square too.

    Examples
    --------
    >>> is_date("10DEC2023"), is_date("10D EC 20 23")
    (True, False)
    """
    return _DATE.fullmatch(text) is not None


def read_mgrs(text: str) -> Position | str | None:
    """Read the name of a square.

    Examples
    --------
    >>> found = read_mgrs("39T VJ 55 55")
    >>> round(found.lon, 4), round(found.lat, 4), round(found.precision_m)
    (50.4463, 43.8512, 707)
    >>> read_mgrs("39T VJ 555")
    'MGRS has as many digits for east as for north'
    """
    zone_alone = GRID_ZONE.fullmatch(text)
    if zone_alone:
        return _zone(int(zone_alone[1]), zone_alone[2].upper(), len(text))
    found = MGRS.fullmatch(text)
    if found is None:
        return None
    parts = found["figures"].split()
    wrong = _check_figures(parts, text)
    if wrong:
        return wrong
    digits = "".join(parts)
    half = len(digits) // 2
    size = 10 ** (_MOST_DIGITS - half)
    east, north = (int(part or 0) * size for part in (digits[:half], digits[half:]))
    square = found["square"].upper()
    zone = found["zone"].upper()
    place = (square[0], square[1], east, north, size)
    points = _polar(zone, place) if zone in _POLAR else _zonal(int(zone[:-1]), zone[-1], place)
    if isinstance(points, str):
        return points
    (lon, lat), *corners = points
    return Position(0, len(text), lon, lat, farthest_m(lon, lat, corners), "MGRS")


def _check_figures(parts: list[str], text: str) -> str:
    count = sum(map(len, parts))
    if count % 2 or (len(parts) > 1 and len(parts[0]) != len(parts[1])):
        return "MGRS has as many digits for east as for north"
    if is_date(text):
        return "this is a date; as MGRS it has other spaces, or MGRS before it"
    return "MGRS has ten digits at most" if count > 2 * _MOST_DIGITS else ""


def _corners(size: int) -> tuple[tuple[float, float], ...]:
    """Give the middle and the corners of a square from its own, metres."""
    return ((size / 2, size / 2), (0.0, 0.0), (0.0, size), (size, 0.0), (size, size))


def _zone(number: int, band: str, length: int) -> Position | str:
    """Give the middle of a zone in a band, which is a place too, if a large one."""
    span = _span(number, band)
    if span is None:
        return "MGRS has no such zone"
    (west, east), (south, north) = span, band_span(band)
    lon, lat = (west + east) / 2, (south + north) / 2
    radius_m = box_radius_m(lon, lat, (east - west) / 2, (north - south) / 2)
    return Position(0, length, lon, lat, radius_m, "MGRS", note="a whole zone of the grid")


def _polar(zone: str, place: tuple[str, str, int, int, int]) -> list[tuple[float, float]] | str:
    column, row, east, north, size = place
    grid = _POLAR[zone]
    if column not in grid.columns or row not in grid.rows:
        return _NO_SQUARE
    easting = (grid.west + grid.columns.index(column)) * _SQUARE_M + east
    northing = (grid.south + grid.rows.index(row)) * _SQUARE_M + north
    square = [from_ups(easting + x, northing + y, is_north=grid.is_north) for x, y in _corners(size)]
    lat = square[0][1]
    short = _NORTHERNMOST_UTM - lat if grid.is_north else lat - _SOUTHERNMOST_UTM
    return square if short * _METRES_PER_DEGREE <= size + _OVERLAP_M else _NO_SQUARE


def _zonal(number: int, band: str, place: tuple[str, str, int, int, int]) -> list[tuple[float, float]] | str:
    span = _span(number, band)
    if span is None:
        return "MGRS has no such zone"
    column, row, east, north, size = place
    columns = _COLUMNS[(number - 1) % 3]
    rows = _ROWS if number % 2 else _ROWS_OF_EVEN
    if column not in columns or row not in rows:
        return _NO_SQUARE
    easting = (columns.index(column) + 1) * _SQUARE_M + east
    is_north = band >= "N"
    south_lat, north_lat = band_span(band)
    # The same letter comes again every 2,000 km; a band is less than that high.
    about = 110_600.0 * (south_lat + north_lat) / 2 + (0.0 if is_north else 10_000_000.0)
    least = rows.index(row) * _SQUARE_M + north
    northing = least + _TURN_M * round((about - least) / _TURN_M)
    square = [from_utm(number, easting + x, northing + y, is_north=is_north) for x, y in _corners(size)]
    lats = [lat for _, lat in square]
    if max(lats) < south_lat or min(lats) > north_lat or not _is_near(square, span, size):
        return _NO_SQUARE
    return square


def _is_near(square: list[tuple[float, float]], span: tuple[float, float], size: int) -> bool:
    """Say whether a square lies in its zone, or where a map of the zone may still show it."""
    lon, lat = square[0]
    west, east = span
    beyond = abs((lon - (west + east) / 2 + 180.0) % 360.0 - 180.0) - (east - west) / 2
    return beyond * _METRES_PER_DEGREE * math.cos(math.radians(lat)) <= size + _OVERLAP_M


def _span(number: int, band: str) -> tuple[float, float] | None:
    """Give the western and the eastern end of a zone in a band, degrees; None where there is none."""
    if not 1 <= number <= _LAST_ZONE or (number, band) in _LEFT_OUT or band not in BANDS:
        return None
    return _SPANS.get((number, band), (6.0 * number - 186.0, 6.0 * number - 180.0))

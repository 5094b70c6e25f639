"""A cell of a table that has to be one position, or one degree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo._coordinates.angles import TOO_MANY_MINUTES, Angle
from geo._coordinates.links import is_link, read_link
from geo._coordinates.mgrs import read_mgrs
from geo._coordinates.pairs import Pair, pair_position, read_pair, read_single
from geo._coordinates.plus_codes import read_plus_code
from geo._coordinates.positions import LARGEST_LAT, LARGEST_LON, Position
from geo._coordinates.shapes import WKT_HEAD, read_wkt
from geo._coordinates.tidying import tidy
from geo._coordinates.uris import read_geo_uri
from geo._coordinates.utm import read_utm

if TYPE_CHECKING:
    from geo._coordinates.words import Axis

__all__ = ["read_coordinates", "read_degrees"]

_LONGEST: Final = 300
_NOT_UNDERSTOOD: Final = "this is not understood as coordinates"
_READERS: Final = (read_geo_uri, read_wkt, read_link, read_utm, read_mgrs, read_plus_code)
_NAMES: Final[dict[Axis, str]] = {"lat": "latitude", "lon": "longitude"}
_OTHERS: Final[dict[Axis, Axis]] = {"lat": "lon", "lon": "lat"}
_LIMITS: Final[dict[Axis, float]] = {"lat": LARGEST_LAT, "lon": LARGEST_LON}


def read_coordinates(cell: str) -> Position | str:
    """Read a cell that has to be one position.

    Parameters
    ----------
    cell : str
        One position in any notation; spaces round it do not matter.

    Returns
    -------
    Position, or str
        A sentence that says what is wrong, without a capital and a full stop, and without what the cell
        holds.

    Examples
    --------
    >>> found = read_coordinates("43°39'N 51°10'E")
    >>> round(found.lon, 4), found.lat, round(found.precision_m), found.notation
    (51.1667, 43.65, 1144, 'degrees and minutes')
    >>> read_coordinates("95, 200"), read_coordinates("")
    ('the latitude is outside -90 to 90', 'the cell is empty')
    """
    tidied = tidy(cell)
    text = tidied.text.strip()
    if not text:
        return "the cell is empty"
    found = _read(text)
    if isinstance(found, str):
        return found
    start, end = tidied.original(*_span(tidied.text))
    return found._replace(start=start, end=end)


def _span(text: str) -> tuple[int, int]:
    return len(text) - len(text.lstrip()), len(text.rstrip())


def _read(text: str) -> Position | str:
    """Read a text in plain characters without spaces round it."""
    if len(text) > _LONGEST and not (is_link(text) or WKT_HEAD.match(text) or text[:4].lower() == "geo:"):
        return "this is too long for coordinates"
    for read in _READERS:
        found = read(text)
        if found is not None:
            return found
    pair = read_pair(text)
    if isinstance(pair, Pair):
        return pair_position(pair, len(text))
    return pair or _NOT_UNDERSTOOD


def read_degrees(cell: str, axis: Axis) -> tuple[float, float] | str:
    """Read a cell of a column of latitudes or of longitudes.

    Parameters
    ----------
    cell : str
        One angle in any notation.
    axis : {"lon", "lat"}

    Returns
    -------
    (degrees, half_deg) : tuple of float
        The angle, and half a unit of its last digit, both in degrees.
    wrong : str
        Else what is wrong, as the end of a sentence that begins with the cell.

    Examples
    --------
    >>> read_degrees("43°39'N", "lat")
    (43.65, 0.008333333333333333)
    >>> read_degrees("51°10'E", "lat"), read_degrees("95", "lat")
    ('has the letter of a longitude', 'is outside -90 to 90')
    """
    text = tidy(cell).text.strip()
    if not text:
        return "is empty"
    angle = read_single(text) if len(text) <= _LONGEST else None
    if angle is None:
        return "is not a number of degrees"
    if not isinstance(angle, Angle):
        return (
            "has minutes or seconds of 60 or more" if angle == TOO_MANY_MINUTES else f"is no angle: {angle}"
        )
    if angle.axis not in (None, axis):
        return f"has the letter of a {_NAMES[_OTHERS[axis]]}"
    limit = _LIMITS[axis]
    if not abs(angle.degrees) <= limit:
        return f"is outside -{limit:g} to {limit:g}"
    return angle.degrees, angle.half_deg

"""Which columns of a source give the position away: by their heading, or by what is in them.

A column goes as a whole when one row of it tells the position: an empty cell would point at that row.
In doubt it goes; the log names it. What is left may still tell more than the blur hides, in words:
`find_telling` names the columns whose text may name places.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from geo._blurring.notations import is_position, writes_position

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

__all__ = ["find_telling", "find_traces"]

# Parts of a heading, as "lat" in "event_lat" and "EventLat".
_ALWAYS: Final = re.compile(
    r"lat|lats|lon|lons|lng|latlon|latlong|lonlat|latlng|lnglat|coords?|mgrs|usng|utm|olc|quadkey|e?wk[tb]|geom"
    r"|geometry|geojson|geopoint|gps|h3|s2|w3w|bbox|envelope|osgr|[xy](?:min|max)|(?:min|max)[xy]"
)
_ALWAYS_JOINED: Final = re.compile(
    r"latitude|longitude|latlon|lonlat|latlng|pluscode|geohash|what3words|easting|northing|gridref|gridcell|priogrid"
    r"|footprint|whereprec|geoprec|(?:location|position|coordinates?|horizontal|geo)_?"
    r"(?:accuracy|uncertainty|precision|error)|coordinateuncertainty"
)
# What the precision of a date is called too, so that the parts beside it decide.
_PRECISION: Final = re.compile(r"precision|accuracy|uncertainty|radius|prec")
_TIME: Final = re.compile(r"time|date|day|year|month|fatality|fatalities|actor|casualty|casualties|deaths?")
# Words that also mean other things: such columns go when they hold numbers.
_WITH_NUMBERS: Final = re.compile(
    r"long|x|y|coordinates?|geolocation|location|position|point|centroid|geo|grid|cell"
    r"|dist|distance|distances|bdist\d?|capdist|bearing|azimuth|elevation|elev|altitude|alt|height"
)
_TELLING: Final = re.compile(
    r"notes?|description|desc|details?|comments?|remarks?|summary|text|title|headline|heading|name|story|narrative"
    r"|location|place|site|where|position|address|street|road|city|town|village|settlement|locality|municipality"
    r"|district|county|region|province|state|admin|admin\d|adm|rayon|raion|oblast|postcode|zip|links?|urls?|href"
    r"|photos?|images?|videos?|source|sources|article|id"
)

NEAR_DEG: Final = 0.1
"""Half of a column's numbers as near as this to one degree of their rows: it is a coordinate, rounded."""

SAME_DEG: Final = 1e-4
"""Some 10 m: one number as near as this, with three decimals or more, is the coordinate itself."""

FINE_DECIMALS: Final = 3

SAME_M: Final = 100.0
WHOLE_FROM: Final = 10_000
"""Smaller whole numbers are no degrees multiplied."""
HALF: Final = 0.5
SCALES: Final = (1e5, 1e6, 1e7)
WORDS_OF_A_SENTENCE: Final = 3

_NUMBER: Final = re.compile(r"[+-]?(?:\d+[.,]?\d*|[.,]\d+)(?:[eE][+-]?\d+)?")
_DIGITS: Final = re.compile(r"\d\D?\d")
_WORD: Final = re.compile(r"[^\W\d_]{2,}")


def find_traces(source: pd.DataFrame, lon: NDArray[np.float64], lat: NDArray[np.float64]) -> list[str]:
    """Find the columns that give the position away.

    Parameters
    ----------
    source : DataFrame, n rows
        The columns of the source.
    lon, lat : ndarray of float, shape (n,)
        Where the rows are, degrees; NaN where unknown.

    Returns
    -------
    list of str
        In the order of the table.

    Examples
    --------
    >>> table = pd.DataFrame({"id": ["7"], "where_x": ["53.512"], "note": ["43.02N 53.51E"], "dead": ["3"]})
    >>> find_traces(table, np.array([53.512]), np.array([43.021]))
    ['where_x', 'note']
    """
    projected = _project(lon, lat)
    return [
        str(name)
        for number, name in enumerate(source.columns)
        if _is_trace(str(name), source.iloc[:, number], lon, lat, projected)
    ]


def find_telling(source: pd.DataFrame) -> list[str]:
    """Find the columns of text that may name places, or lead to where they are named.

    Examples
    --------
    >>> find_telling(pd.DataFrame({"notes": ["near the well"], "type": ["Protest"], "dead": [3]}))
    ['notes']
    """
    return [
        str(name) for number, name in enumerate(source.columns) if _tells(str(name), source.iloc[:, number])
    ]


def _is_trace(
    name: str,
    column: pd.Series[Any],
    lon: NDArray[np.float64],
    lat: NDArray[np.float64],
    projected: list[NDArray[np.float64]],
) -> bool:
    cells = _texts(column)
    numbers = np.array([_read(cell) for cell in cells], dtype=np.float64)
    is_number = np.isfinite(numbers)
    if _is_named_so(_parts_of(name), has_numbers=bool(is_number.any())):
        return True
    if pd.api.types.is_bool_dtype(column.dtype) or pd.api.types.is_datetime64_any_dtype(column.dtype):
        return False
    if is_number.any() and _are_coordinates(numbers, cells, (lon, lat), projected):
        return True
    if any(map(writes_position, set(cells))):
        return True
    texts = {
        (cell, x, y)
        for cell, x, y, whole in zip(cells, lon.tolist(), lat.tolist(), is_number.tolist(), strict=True)
        if cell and not whole and np.isfinite(x)
    }
    return any(is_position(*text) for text in texts)


def _is_named_so(parts: list[str], *, has_numbers: bool) -> bool:
    """Say whether the words of a heading are those of a position or its precision."""
    if any(map(_ALWAYS.fullmatch, parts)) or _ALWAYS_JOINED.search("".join(parts)):
        return True
    if any(map(_PRECISION.fullmatch, parts)):
        return not any(map(_TIME.fullmatch, parts))
    return has_numbers and any(map(_WITH_NUMBERS.fullmatch, parts))


def _are_coordinates(
    numbers: NDArray[np.float64],
    cells: list[str],
    degrees: tuple[NDArray[np.float64], NDArray[np.float64]],
    projected: list[NDArray[np.float64]],
) -> bool:
    """Say whether numbers are one coordinate of their rows, in degrees or in a common projection."""
    decimals = np.array([len(re.sub(r"[^.,]*[.,]?", "", cell, count=1)) for cell in cells])
    for axis in degrees:
        for scale in (1.0, *SCALES):
            # Whole degrees are no more than a hint of a large cell; multiplied ones are whole and large.
            asked = (decimals > 0) if scale == 1.0 else (decimals == 0) & (np.abs(numbers) >= WHOLE_FROM)
            asked &= np.isfinite(numbers) & np.isfinite(axis)
            off = np.abs(np.abs(numbers[asked]) / scale - np.abs(axis[asked]))
            is_same = (off <= SAME_DEG) & ((decimals[asked] >= FINE_DECIMALS) | (scale > 1.0))
            if is_same.any() or (off <= NEAR_DEG).sum() > HALF * np.isfinite(numbers).sum():
                return True
    return any(bool((np.abs(numbers - axis) <= SAME_M).any()) for axis in projected)


def _project(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> list[NDArray[np.float64]]:
    """Give the coordinates of places in Web Mercator and in the UTM zone of each, metres."""
    from pyproj import Transformer

    found = [np.full((2, len(lon)), np.nan) for _ in range(2)]
    known = np.isfinite(lon)
    zone = np.where(known, (np.nan_to_num(lon) + 180.0) // 6.0 % 60 + 1, 0).astype(int)
    code = np.where(np.nan_to_num(lat) < 0.0, 32700, 32600) + zone
    for target, rows, which in (
        (3857, known, 0),
        *((int(one), known & (code == one), 1) for one in np.unique(code[known])),
    ):
        turned = Transformer.from_crs(4326, target, always_xy=True).transform(lon[rows], lat[rows])
        found[which][:, rows] = np.where(np.isfinite(turned), turned, np.nan)
    return [axis for pair in found for axis in pair]


def _parts_of(name: str) -> list[str]:
    """Take a heading apart into its words.

    Examples
    --------
    >>> _parts_of("ActionGeo_Lat"), _parts_of("x (m)")
    (['action', 'geo', 'lat'], ['x', 'm'])
    """
    spaced = re.sub(r"(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name)
    return [part for part in re.split(r"[\W_]+", spaced.lower()) if part]


def _texts(column: pd.Series[Any]) -> list[str]:
    """Write all cells as text, "" where there is nothing."""
    return [
        ""
        if value is None or (pd.api.types.is_scalar(value) and pd.isna(value))
        else value.hex()
        if isinstance(value, bytes)
        else re.sub(r"(?<=\d)\.0+$", "", str(value).strip())
        for value in column.tolist()
    ]


def _read(cell: str) -> float:
    cell = cell.replace("\N{MINUS SIGN}", "-")
    return float(cell.replace(",", ".")) if _NUMBER.fullmatch(cell) else np.nan


def _tells(name: str, column: pd.Series[Any]) -> bool:
    cells = [cell for cell in _texts(column) if _WORD.search(cell)]
    if not cells:
        return False
    if any(map(_TELLING.fullmatch, _parts_of(name))):
        return True
    return any("://" in cell or _is_sentence(_WORD.findall(cell)) for cell in cells)


def _is_sentence(words: Iterable[str]) -> bool:
    return len(list(words)) >= WORDS_OF_A_SENTENCE

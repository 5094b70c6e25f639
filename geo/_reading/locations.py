"""From columns to points: which columns hold the position, and what is wrong with a row.

A row whose position cannot be read is kept, with an empty geometry and a sentence that says why.
Nothing is repaired by guessing: swapped axes, missing signs and made-up zeros look like data.
"""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Final, NamedTuple

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo import schema
from geo._reading.axes import find_axis_columns
from geo._reading.degrees import read_axes
from geo._reading.headings import squash
from geo._reading.names import NO_COORDINATES
from geo._reading.numbers import is_grouped, read_numbers
from geo._reading.problems import Problems
from geo.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Cells = pd.api.extensions.ExtensionArray

__all__ = [
    "Places",
    "find_axes",
    "find_column",
    "find_our_axes",
    "has_both_axes",
    "has_no_axes",
    "locate_positions",
    "locate_rows",
    "resembles_precision",
    "without_position",
]

PRECISION_NAMES: Final = (
    "precision_m",
    "coordinateuncertaintyinmeters",
    "uncertainty_m",
    "accuracy_m",
    "geo_precision_m",
)
LARGEST_LON: Final = 180.0
LARGEST_LAT: Final = 90.0
_OUR_AXES: Final = ("geo_lon", "geo_lat")
_GROUPED_METRES: Final = (
    "precision {} may be grouped digits or a decimal number, so it is unknown (write 5000 or 5.0)"
)
# What a radius in metres may be called, but so may kilometres or a grade: enough for a hint only.
_LIKE_PRECISION: Final = re.compile(
    r"(?:(?:horizontal|location|position|positional|coordinate|coordinates)_?)?(?:accuracy|uncertainty)"
)


class Places(NamedTuple):
    """Where n rows are, as their source says. Shape (n,) each."""

    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    """Degrees, NaN in both where there is no position."""
    digits_m: NDArray[np.float64]
    """The radius that the digits of a notation leave open, metres; NaN where they say nothing."""
    shapes: NDArray[np.object_]
    """Polygons and lines of the rows that have one in place of a position, None for all others."""
    has_comma: bool
    """Whether degrees are written with a decimal comma."""


def find_column(
    columns: Sequence[str], spellings: Sequence[str], chosen: str | None, name: str, option: str
) -> str | None:
    """Find the column that holds a value: the chosen one, else the first known spelling.

    Raises
    ------
    DataError
        If the chosen column is not there.
    """
    if chosen is not None:
        if chosen in columns:
            return chosen
        close = difflib.get_close_matches(chosen, columns, n=1)
        hint = f" Did you mean --{option} {close[0]!r}?" if close else f" Pass --{option} with one of these."
        raise DataError(f"Column {chosen!r} is missing in {name} (found: {', '.join(columns)}).{hint}")
    by_spelling: dict[str, str] = {}
    for column in columns:
        by_spelling.setdefault(squash(column), column)
    return next((by_spelling[squash(each)] for each in spellings if squash(each) in by_spelling), None)


def find_axes(columns: list[str], lon: str | None, lat: str | None, name: str) -> tuple[str, str]:
    """Find the columns with longitude and latitude.

    Those of an earlier measurement come last and only as a pair, when the source has no others: an x
    of the source and our latitude would be a place of nobody's.

    Raises
    ------
    DataError
        If one is not there.
    """
    found = find_axis_columns(columns)
    lon_column = found[0] if lon is None else find_column(columns, (), lon, name, "lon")
    lat_column = found[1] if lat is None else find_column(columns, (), lat, name, "lat")
    if (lon_column is None or lat_column is None) and lon is None and lat is None:
        ours = find_our_axes(columns)
        if None not in ours:
            lon_column, lat_column = ours
    if lon_column is None or lat_column is None:
        missing = " and ".join(
            axis for axis, column in (("longitude", lon_column), ("latitude", lat_column)) if column is None
        )
        raise DataError(
            f"There is no {missing} column in {name} (found: {', '.join(columns)}). "
            "Pass --lon and --lat with the names of the columns that hold them, "
            "or --place with the column that names the district or region."
        )
    if lon_column == lat_column:
        raise DataError(f"{name}: longitude and latitude cannot both be column {lon_column!r}.")
    return lon_column, lat_column


def find_our_axes(columns: Sequence[str]) -> tuple[str | None, str | None]:
    """Find the longitude and latitude of an earlier measurement."""
    lon, lat = (next((each for each in columns if each.strip().lower() == axis), None) for axis in _OUR_AXES)
    return lon, lat


def has_no_axes(columns: Sequence[str], lon: str | None, lat: str | None) -> bool:
    """Say whether there is neither a longitude nor a latitude, and none was asked for."""
    by_name = {column.strip().lower() for column in columns}
    has_none = find_axis_columns(columns) == (None, None) and by_name.isdisjoint(_OUR_AXES)
    return lon is None and lat is None and has_none


def has_both_axes(columns: Sequence[str]) -> bool:
    """Say whether a source has a longitude and a latitude of its own, by their headings."""
    return None not in find_axis_columns(columns)


def resembles_precision(columns: Sequence[str]) -> str | None:
    """Find a column that may hold the precision, though its name does not say that it is in metres.

    Examples
    --------
    >>> resembles_precision(["lon", "lat", "Accuracy"])
    'Accuracy'
    """
    return next((name for name in columns if _LIKE_PRECISION.fullmatch(name.strip().lower())), None)


def locate_rows(
    lon: pd.Series,
    lat: pd.Series,
    precision: pd.Series | None,
    *,
    decimal_comma: bool,
    has_comma: bool,
    areas: NDArray[np.object_] | None = None,
) -> tuple[gpd.GeoDataFrame, Problems]:
    """Read positions from columns of text.

    Parameters
    ----------
    lon, lat : Series of str, shape (n,)
        Degrees on WGS84 as the source writes them.
    precision : Series of str, shape (n,), optional
        Radius in metres that contains the location; an empty cell means that none is stated.
    decimal_comma : bool
        Whether 53,5 is a number here, as it is in a table and not in GeoJSON.
    has_comma : bool
        Whether any cell of the whole table is written so.
    areas : ndarray of object, shape (n,), optional
        Polygons and lines of the rows that have one in place of a position, None for all others.

    Returns
    -------
    located : GeoDataFrame, shape (n,)
        The columns geo_lon, geo_lat, geo_label_lon, geo_label_lat, geo_precision_m,
        geo_located_by, geo_problem and a geometry, empty for a row with no position.
    problems : Problems
        What geo_problem says, by kind.
    """
    problems = Problems(len(lon))
    shapes = np.full(len(lon), None) if areas is None else areas
    axes = read_axes((lon, lat), problems, shapely.is_missing(shapes), is_text=decimal_comma)
    places = Places(*axes, shapes, has_comma=has_comma)
    return _locate(places, precision, problems, lon.index, decimal_comma=decimal_comma), problems


def locate_positions(
    places: Places,
    precision: pd.Series | None,
    problems: Problems,
    index: pd.Index,
    *,
    decimal_comma: bool,
) -> gpd.GeoDataFrame:
    """Make what `locate_rows` makes, of positions that one column stated.

    Parameters
    ----------
    places : Places, n rows
    precision : Series of str, shape (n,), optional
        As of `locate_rows`; what it states goes before what the digits of a position say.
    problems : Problems
        To which those of the precision are added.
    index : Index, shape (n,)
    decimal_comma : bool
        Whether 12,5 is a number in the cells of the precision.
    """
    return _locate(places, precision, problems, index, decimal_comma=decimal_comma)


def _locate(
    places: Places,
    precision: pd.Series | None,
    problems: Problems,
    index: pd.Index,
    *,
    decimal_comma: bool,
) -> gpd.GeoDataFrame:
    is_area = ~shapely.is_missing(places.shapes)
    lost = np.isnan(places.lon)
    precision_m = places.digits_m.copy()
    if precision is not None:
        told_m = _read_precision(
            precision, problems, decimal_comma=decimal_comma, comma_in_degrees=places.has_comma
        )
        is_told = np.array([cell.strip() != "" for cell in precision], dtype=np.bool_)
        precision_m[is_told] = told_m[is_told]
    precision_m[lost] = np.nan

    points = np.full(len(index), shapely.Point(), dtype=object)
    points[~lost] = shapely.points(places.lon[~lost], places.lat[~lost])
    points[is_area] = places.shapes[is_area]
    nowhere = lost & ~is_area
    located_by = pd.array([None if no_position else "coordinates" for no_position in nowhere], dtype="string")
    axes = (_nullable(places.lon), _nullable(places.lat))
    return _frame(axes, _nullable(precision_m), located_by, problems.sentences(), points, index)


def without_position(index: pd.Index) -> gpd.GeoDataFrame:
    """Make what `locate_rows` makes, for rows of a table that has no coordinates at all."""
    unknown = _nullable(np.full(len(index), np.nan))
    located_by = pd.array([None] * len(index), dtype="string")
    problem = pd.array([NO_COORDINATES[0]] * len(index), dtype="string")
    points = np.full(len(index), shapely.Point(), dtype=object)
    return _frame((unknown, unknown), unknown, located_by, problem, points, index)


def _frame(
    axes: tuple[Cells, Cells],
    precision_m: Cells,
    located_by: Cells,
    problem: Cells,
    points: NDArray[np.object_],
    index: pd.Index,
) -> gpd.GeoDataFrame:
    lon, lat = axes
    columns = {
        "geo_lon": lon,
        "geo_lat": lat,
        "geo_label_lon": lon,
        "geo_label_lat": lat,
        "geo_precision_m": precision_m,
        "geo_located_by": located_by,
        "geo_problem": problem,
    }
    return gpd.GeoDataFrame(columns, geometry=points, index=index, crs=schema.CRS)


def _nullable(values: NDArray[np.float64]) -> pd.api.extensions.ExtensionArray:
    return pd.array(values, dtype="Float64")


def _read_precision(
    cells: pd.Series, problems: Problems, *, decimal_comma: bool, comma_in_degrees: bool
) -> NDArray[np.float64]:
    """Metres; a precision that cannot be read is null and the row says so, because null looks exact."""
    values = read_numbers(cells, decimal_comma=decimal_comma)
    texts = [cell.strip() for cell in cells]
    for row, text in enumerate(texts):
        if decimal_comma and is_grouped(text, decimal_comma=comma_in_degrees):
            problems.add(row, _GROUPED_METRES, text)
        elif text and not (np.isfinite(values[row]) and values[row] >= 0):
            problems.add(row, "precision {} is not a number of metres, so it is unknown", text)
        else:
            continue
        values[row] = np.nan
    return values

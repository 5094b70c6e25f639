"""From columns to points: which columns hold the position, and what is wrong with a row.

A row whose position cannot be read is kept, with an empty geometry and a sentence that says why.
Nothing is repaired by guessing: swapped axes, missing signs and made-up zeros look like data.
"""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo import schema
from geo._reading.names import NO_COORDINATES
from geo._reading.numbers import has_decimal_comma, is_grouped, is_notation, read_numbers
from geo._reading.problems import Problems
from geo.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Cells = pd.api.extensions.ExtensionArray

__all__ = [
    "find_axes",
    "find_column",
    "has_no_axes",
    "locate_rows",
    "resembles_precision",
    "without_position",
]

# Spellings in order of preference; any case. Darwin Core and GDELT have their own.
LON_NAMES: Final = ("longitude", "lon", "lng", "long", "decimallongitude", "actiongeo_long", "x")
LAT_NAMES: Final = ("latitude", "lat", "decimallatitude", "actiongeo_lat", "y")
PRECISION_NAMES: Final = (
    "precision_m",
    "coordinateuncertaintyinmeters",
    "uncertainty_m",
    "accuracy_m",
    "geo_precision_m",
)
_OUR_AXES: Final = ("geo_lon", "geo_lat")
_LARGEST_LON: Final = 180.0
_LARGEST_LAT: Final = 90.0
_PROJECTED: Final = "position {} looks like metres of a projection: give longitude and latitude in degrees"
_GROUPED_METRES: Final = (
    "precision {} may be grouped digits or a decimal number, so it is unknown (write 5000 or 5.0)"
)
# What a radius in metres may be called, but so may kilometres or a grade: enough for a hint only.
_LIKE_PRECISION: Final = re.compile(
    r"(?:(?:horizontal|location|position|positional|coordinate|coordinates)_?)?(?:accuracy|uncertainty)"
)
# No degree is this large; a coordinate of a projection, in metres, is hardly ever smaller.
_LIKE_METRES: Final = 1000.0


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
        by_spelling.setdefault(column.strip().lower(), column)
    return next((by_spelling[spelling] for spelling in spellings if spelling in by_spelling), None)


def find_axes(columns: list[str], lon: str | None, lat: str | None, name: str) -> tuple[str, str]:
    """Find the columns with longitude and latitude.

    Those of an earlier measurement come last and only as a pair, when the source has no others: an x
    of the source and our latitude would be a place of nobody's.

    Raises
    ------
    DataError
        If one is not there.
    """
    lon_column = find_column(columns, LON_NAMES, lon, name, "lon")
    lat_column = find_column(columns, LAT_NAMES, lat, name, "lat")
    if (lon_column is None or lat_column is None) and lon is None and lat is None:
        ours = [find_column(columns, [axis], None, name, axis) for axis in _OUR_AXES]
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


def has_no_axes(columns: Sequence[str], lon: str | None, lat: str | None) -> bool:
    """Say whether there is neither a longitude nor a latitude, and none was asked for."""
    by_name = {column.strip().lower() for column in columns}
    return lon is None and lat is None and by_name.isdisjoint((*LON_NAMES, *LAT_NAMES, *_OUR_AXES))


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
    index = lon.index
    problems = Problems(len(index))
    shapes = np.full(len(index), None) if areas is None else areas
    is_area = ~shapely.is_missing(shapes)
    lon_deg, lat_deg = _read_degrees((lon, lat), problems, ~is_area, decimal_comma=decimal_comma)
    lost = np.isnan(lon_deg)

    precision_m = np.full(len(index), np.nan)
    if precision is not None:
        precision_m = _read_precision(
            precision,
            problems,
            decimal_comma=decimal_comma,
            comma_in_degrees=decimal_comma and (has_decimal_comma(lon) or has_decimal_comma(lat)),
        )
        precision_m[lost] = np.nan

    points = np.full(len(index), shapely.Point(), dtype=object)
    points[~lost] = shapely.points(lon_deg[~lost], lat_deg[~lost])
    points[is_area] = shapes[is_area]
    nowhere = lost & ~is_area
    located_by = pd.array([None if no_position else "coordinates" for no_position in nowhere], dtype="string")
    axes = (_nullable(lon_deg), _nullable(lat_deg))
    return _frame(axes, _nullable(precision_m), located_by, problems.sentences(), points, index), problems


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


def _read_degrees(
    cells: tuple[pd.Series, pd.Series],
    problems: Problems,
    asked: NDArray[np.bool_],
    *,
    decimal_comma: bool,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Degrees along both axes, NaN in both where one of them is wrong; problems of asked rows are added."""
    lon_text, lat_text = ([cell.strip() for cell in column] for column in cells)
    lon, lat = (read_numbers(column, decimal_comma=decimal_comma) for column in cells)
    # Not "<=" negated: NaN and infinity have to count as outside.
    wrong_lon, wrong_lat = ~(np.abs(lon) <= _LARGEST_LON), ~(np.abs(lat) <= _LARGEST_LAT)
    wrong = wrong_lon | wrong_lat
    for row in map(int, np.flatnonzero(wrong & asked)):
        texts = (lon_text[row], lat_text[row])
        if not any(texts):
            problems.add(row, NO_COORDINATES[1])
        elif _look_like_metres(lon[row], lat[row]):
            problems.add(row, _PROJECTED, ", ".join(texts))
        else:
            if wrong_lon[row]:
                problems.add(row, _judge("longitude", texts[0], lon[row], _LARGEST_LON), texts[0])
            if wrong_lat[row]:
                problems.add(row, _judge("latitude", texts[1], lat[row], _LARGEST_LAT), texts[1])
    lon[wrong] = lat[wrong] = np.nan
    return lon, lat


def _look_like_metres(lon: float, lat: float) -> bool:
    return bool(np.isfinite([lon, lat]).all() and min(abs(lon), abs(lat)) >= _LIKE_METRES)


def _judge(axis: str, cell: str, value: float, limit: float) -> str:
    """Say what is wrong with a cell of degrees."""
    if not cell:
        return f"{axis} is empty"
    if not np.isnan(value):
        return f"{axis} {{}} is outside -{limit:g} to {limit:g}"
    if is_notation(cell):
        return f"{axis} {{}} is not in decimal degrees (write a number such as -12.75)"
    return f"{axis} {{}} is not a number of degrees"


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

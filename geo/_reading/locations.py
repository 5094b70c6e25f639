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
from geo.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["find_column", "locate_rows"]

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

# What people write as a decimal number. Python's float() would also take "nan", "inf" and "1_000".
_NUMBER: Final = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_LONGEST_QUOTE: Final = 40


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


def locate_rows(
    lon: pd.Series, lat: pd.Series, precision: pd.Series | None, *, decimal_comma: bool
) -> gpd.GeoDataFrame:
    """Read positions from columns of text.

    Parameters
    ----------
    lon, lat : Series of str, shape (n,)
        Degrees on WGS84 as the source writes them.
    precision : Series of str, shape (n,), optional
        Radius in metres that contains the location; an empty cell means that none is stated.
    decimal_comma : bool
        Whether 53,5 is a number here.

    Returns
    -------
    GeoDataFrame, shape (n,)
        The columns geo_lon, geo_lat, geo_label_lon, geo_label_lat, geo_precision_m,
        geo_located_by, geo_problem and a point geometry, empty for a row with no position.
    """
    index = lon.index
    problems = np.full(len(index), "", dtype=object)
    lon_deg = _read_axis(lon, "longitude", 180.0, problems, decimal_comma=decimal_comma)
    lat_deg = _read_axis(lat, "latitude", 90.0, problems, decimal_comma=decimal_comma)
    lost = problems != ""
    lon_deg[lost] = lat_deg[lost] = np.nan

    precision_m = np.full(len(index), np.nan)
    if precision is not None:
        precision_m = _read_precision(precision, problems, decimal_comma=decimal_comma)
        precision_m[lost] = np.nan

    points = np.full(len(index), shapely.Point(), dtype=object)
    points[~lost] = shapely.points(lon_deg[~lost], lat_deg[~lost])
    located_by = pd.array([None if no_position else "coordinates" for no_position in lost], dtype="string")
    problem = pd.array([text or None for text in problems], dtype="string")
    return gpd.GeoDataFrame(
        {
            "geo_lon": _nullable(lon_deg),
            "geo_lat": _nullable(lat_deg),
            "geo_label_lon": _nullable(lon_deg),
            "geo_label_lat": _nullable(lat_deg),
            "geo_precision_m": _nullable(precision_m),
            "geo_located_by": located_by,
            "geo_problem": problem,
        },
        geometry=points,
        index=index,
        crs=schema.CRS,
    )


def _nullable(values: NDArray[np.float64]) -> pd.api.extensions.ExtensionArray:
    return pd.array(values, dtype="Float64")


def _read_numbers(cells: pd.Series, *, decimal_comma: bool) -> NDArray[np.float64]:
    """Numbers in cells of text, NaN where there is none."""
    text = cells.str.strip().str.replace("\N{MINUS SIGN}", "-")
    if decimal_comma:
        text = text.str.replace(",", ".")
    return np.array([float(cell) if _NUMBER.fullmatch(cell) else np.nan for cell in text], dtype=np.float64)


def _read_axis(
    cells: pd.Series, axis: str, limit: float, problems: NDArray[np.object_], *, decimal_comma: bool
) -> NDArray[np.float64]:
    """Degrees along one axis; what is wrong is added to the problems of the rows."""
    values = _read_numbers(cells, decimal_comma=decimal_comma)
    # Not "<=" negated: NaN and infinity have to count as outside.
    outside = ~(np.abs(values) <= limit)
    for row in np.flatnonzero(outside):
        cell = cells.iloc[row].strip()
        if not cell:
            what = f"{axis} is empty"
        elif np.isnan(values[row]):
            what = f"{axis} {_quote(cell)} is not a number of degrees"
        else:
            what = f"{axis} {_quote(cell)} is outside -{limit:g} to {limit:g}"
        problems[row] = f"{problems[row]}; {what}" if problems[row] else what
    return values


def _read_precision(
    cells: pd.Series, problems: NDArray[np.object_], *, decimal_comma: bool
) -> NDArray[np.float64]:
    """Metres; a precision that cannot be read is null and the row says so, because null looks exact."""
    values = _read_numbers(cells, decimal_comma=decimal_comma)
    wrong = ~(np.isfinite(values) & (values >= 0)) & (cells.str.strip() != "").to_numpy(dtype=bool)
    for row in np.flatnonzero(wrong):
        what = f"precision {_quote(cells.iloc[row].strip())} is not a number of metres, so it is unknown"
        problems[row] = f"{problems[row]}; {what}" if problems[row] else what
    values[wrong] = np.nan
    return values


def _quote(cell: str) -> str:
    return f"'{cell}'" if len(cell) <= _LONGEST_QUOTE else f"'{cell[:_LONGEST_QUOTE]}…'"

"""From a table as its file holds it to incidents: where each row is, by its shape or by its columns."""

from __future__ import annotations

import logging
import re
import shlex
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pandas as pd
import shapely

from geo._reading import locations, names
from geo._reading.coordinates import read_column, read_places
from geo._reading.degrees import read_axes
from geo._reading.formats.geometries import settle_shape
from geo._reading.names import NO_COORDINATES
from geo._reading.numbers import describe_decimal, read_numbers
from geo._reading.problems import Problems
from geo._reading.projections import choose_crs, is_degrees, name_crs, project_axes, project_shapes
from geo._reading.surveying import Survey
from geo.errors import UsageError

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray
    from pyproj import CRS

    from geo._reading.coordinates import Column
    from geo._reading.source import Table
    from geo._reading.surveying import Columns, Outlook

__all__ = ["Placed", "place_rows", "tell_joined"]

_PLAIN: Final = (
    *(shapely.GeometryType.POINT, shapely.GeometryType.LINESTRING, shapely.GeometryType.POLYGON),
    *(shapely.GeometryType.MULTILINESTRING, shapely.GeometryType.MULTIPOLYGON),
)
"""What an incident can be as it is."""

_PROBLEM: Final = "geo_problem"
# What reading says of a cell that is no position, as against what locating says of a name or a code.
_OF_READING: Final = re.compile(r"(?:longitude|latitude|position) '")
_QUOTED: Final = re.compile(r"'([^']*)'")

logger = logging.getLogger(__name__)


class Placed(NamedTuple):
    """Where the rows of a table are."""

    located: gpd.GeoDataFrame
    """The columns that reading fills, and a geometry. Shape (n,)."""
    problems: Problems
    told: tuple[str, ...]
    joined: int = 0
    """Geometries of several parts that were taken as the area that holds them."""


def place_rows(table: Table, said: Columns, name: str, outlook: Outlook | None = None) -> Placed:
    """Find where the rows of a table are.

    Parameters
    ----------
    table : Table, n rows
    said : Columns
        What the user says of its columns.
    name : str
        What messages call the source.
    outlook : Outlook, optional
        What is known of all of the table, where these rows are only a piece of it.

    Returns
    -------
    Placed

    Raises
    ------
    DataError
        If a named column is not there, or the columns with the position cannot be found.
    UsageError
        If the coordinate reference system is not known.
    """
    frame = table.columns
    columns = [str(column) for column in frame.columns]
    read: dict[str, Column] = {}
    if outlook is None:
        survey = Survey(columns, said, name)
        survey.add(table)
        outlook, read = survey.finish(), survey.read
    if not said.has_position and _has_shapes(table, columns, outlook):
        return _by_shapes(table, said, name)
    if outlook.column is not None:
        column = read.get(outlook.column)
        return _by_one_column(table, column, said, name, outlook)
    telling = [said.place] if said.place is not None else names.find_name_columns(columns).telling()
    if telling and locations.has_no_axes(columns, said.lon, said.lat):
        _tell_unlocated(columns, telling, name)
        return Placed(locations.without_position(frame.index), Problems(len(frame)), ())
    return _by_axes(table, said, name, outlook)


def _has_shapes(table: Table, columns: list[str], outlook: Outlook) -> bool:
    """Say whether the position of rows is in their shapes, or at least in nothing else."""
    if table.shapes is None and table.lon is None:
        return False
    return outlook.has_shapes or not outlook.has_rows or not locations.has_both_axes(columns)


def _by_shapes(table: Table, said: Columns, name: str) -> Placed:
    """Read rows whose position is the geometry of their file."""
    count = len(table.columns)
    problems = Problems(count)
    if table.problems is not None:
        for row in map(int, np.flatnonzero(table.problems.notna())):
            problems.add(row, str(table.problems.iloc[row]))
    shapes = np.full(count, None, dtype=object) if table.shapes is None else table.shapes
    told: list[str] = []
    if not shapely.is_missing(shapes).all() or said.crs is not None:
        crs = choose_crs(table.crs, said.crs, name, what="shapes")
        projected = project_shapes(shapes, crs)
        shapes = projected.shapes
        told += [projected.told] if projected.told else []
        for row in map(int, np.flatnonzero(projected.lost)):
            problems.add(row, f"the shape lies outside of the area of {name_crs(crs)}")
    shapes, joined = _settle(shapes, problems)
    _keep_reasons(table, shapes, problems)
    is_point = shapely.get_type_id(shapes) == shapely.GeometryType.POINT
    lon, lat = shapely.get_x(shapes), shapely.get_y(shapes)
    lon, lat, digits_m = _check_numbers(
        lon,
        lat,
        problems,
        asked=is_point | shapely.is_missing(shapes),
        texts=(table.lon, table.lat),
        has_columns=False,
    )
    areas = shapes.copy()
    areas[is_point] = None
    places = locations.Places(lon, lat, digits_m, areas, has_comma=False)
    precision = _precision_cells(table.columns, said.precision, name)
    located = locations.locate_positions(
        places, precision, problems, table.columns.index, decimal_comma=table.is_text
    )
    return Placed(names.keep_units(table.columns, located), problems, tuple(told), joined)


def _keep_reasons(table: Table, shapes: NDArray[np.object_], problems: Problems) -> None:
    """Say again why a row has no position, where an earlier run said it: its file has no shape to tell by."""
    if _PROBLEM not in table.columns.columns:
        return
    nowhere = shapely.is_missing(shapes) & ~problems.found()
    for texts in (table.lon, table.lat):
        if texts is not None:
            nowhere &= texts.fillna("").eq("").to_numpy(dtype=bool)
    reasons = table.columns[_PROBLEM]
    for row in map(int, np.flatnonzero(nowhere & reasons.notna().to_numpy(dtype=bool))):
        reason = str(reasons.iloc[row])
        if _OF_READING.match(reason) and reason not in NO_COORDINATES:
            cell = _QUOTED.search(reason)
            kind = reason if cell is None else reason.replace(cell[0], "{}", 1)
            problems.add(row, kind, "" if cell is None else cell[1])


def _settle(shapes: NDArray[np.object_], problems: Problems) -> tuple[NDArray[np.object_], int]:
    """Make points, lines and polygons of all shapes, and say how many became one of several parts."""
    kinds = shapely.get_type_id(shapes)
    plain = np.isin(kinds, (-1, *_PLAIN))
    empty = shapely.is_empty(shapes)
    if plain.all() and not empty.any():
        return shapes, 0
    settled = shapes.copy()
    settled[empty] = None
    several = 0
    for row in map(int, np.flatnonzero(~plain & ~empty)):
        settled[row], problem = settle_shape(shapes[row])
        if problem is not None:
            problems.add(row, problem)
        several += settled[row] is not None and settled[row].geom_type != "Point"
    return settled, several


def tell_joined(count: int) -> list[str]:
    """Say how many geometries became one of several parts; nothing where none did."""
    what = "1 geometry of several parts is" if count == 1 else f"{count:,} geometries of several parts are"
    return [f"{what} taken as the area that holds all of them"] if count else []


def _by_one_column(table: Table, column: Column | None, said: Columns, name: str, outlook: Outlook) -> Placed:
    """Read rows whose whole position is in one column."""
    frame = table.columns
    precision = _precision_cells(frame, said.precision, name)
    problems = Problems(len(frame))
    cells = names.as_texts(frame[outlook.column])
    column = column or read_column(cells, str(outlook.column))
    places = read_places(column, cells, problems, name, habits=outlook.habits)
    located = locations.locate_positions(places, precision, problems, frame.index, decimal_comma=True)
    return Placed(located, problems, ())


def _by_axes(table: Table, said: Columns, name: str, outlook: Outlook) -> Placed:
    """Read rows whose position is in a column of longitudes and one of latitudes."""
    frame = table.columns
    axes = locations.find_axes([str(column) for column in frame.columns], said.lon, said.lat, name)
    cells = frame[axes[0]], frame[axes[1]]
    precision = _precision_cells(frame, said.precision, name)
    problems = Problems(len(frame))
    told: list[str] = []
    if said.crs is not None:
        crs = choose_crs(None, said.crs, name, what="columns")
        if not is_degrees(crs):
            _check_no_degrees(cells, crs, said, name)
            given = [_read_numbers(column) for column in cells]
            lon, lat, how = project_axes(given[0], given[1], crs)
            told += [how] if how else []
            for row in map(int, np.flatnonzero(np.isnan(lon))):
                both = ", ".join(
                    text for text in (names.as_text(column.iloc[row]) for column in cells) if text
                )
                if both:
                    problems.add(row, f"position {{}} is not in the area of {name_crs(crs)}", both)
                else:
                    problems.add(row, NO_COORDINATES[1])
            return _by_numbers(frame, (lon, lat), precision, problems, tuple(told))
    if all(pd.api.types.is_numeric_dtype(column.dtype) for column in cells):
        lon, lat = (_as_floats(column) for column in cells)
        lon, lat, _ = _check_numbers(lon, lat, problems, asked=np.ones(len(frame), dtype=bool))
        return _by_numbers(frame, (lon, lat), precision, problems, ())
    texts = names.as_texts(cells[0]), names.as_texts(cells[1])
    has_comma = bool(outlook.commas)
    located, problems = locations.locate_rows(*texts, precision, decimal_comma=True, has_comma=has_comma)
    comma = describe_decimal(outlook.commas)
    return Placed(located, problems, () if comma is None else (comma,))


def _check_no_degrees(cells: tuple[pd.Series, pd.Series], crs: CRS, said: Columns, name: str) -> None:
    """Refuse to read degrees as metres: so near its origin nobody uses a projection.

    Raises
    ------
    UsageError
        If all positions could be degrees, and the reference system is one of lengths.
    """
    x, y = (_read_numbers(column) for column in cells)
    known = np.isfinite(x) & np.isfinite(y)
    like_degrees = (np.abs(x) <= locations.LARGEST_LON) & (np.abs(y) <= locations.LARGEST_LAT)
    if crs.is_projected and known.any() and like_degrees[known].all():
        row = int(np.flatnonzero(known)[0])
        raise UsageError(
            f"{name}: all positions look like degrees, such as {x[row]:g}, {y[row]:g}, and --crs {said.crs} "
            "is a projection, in lengths. Leave --crs out, or name the columns with --lon and --lat."
        )


def _by_numbers(
    frame: pd.DataFrame,
    axes: tuple[NDArray[np.float64], NDArray[np.float64]],
    precision: pd.Series | None,
    problems: Problems,
    told: tuple[str, ...],
) -> Placed:
    unknown = np.full(len(frame), np.nan)
    places = locations.Places(*axes, unknown, np.full(len(frame), None, dtype=object), has_comma=False)
    located = locations.locate_positions(places, precision, problems, frame.index, decimal_comma=True)
    return Placed(located, problems, told)


def _check_numbers(
    lon: NDArray[np.float64],
    lat: NDArray[np.float64],
    problems: Problems,
    *,
    asked: NDArray[np.bool_],
    texts: tuple[pd.Series | None, pd.Series | None] = (None, None),
    has_columns: bool = True,
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Keep numbers that are degrees; say of every other asked row without a problem what is wrong with it.

    Where a row has no numbers, `texts` is what its file has in place of them.
    """
    lon, lat = lon.copy(), lat.copy()
    wrong = ~((np.abs(lon) <= locations.LARGEST_LON) & (np.abs(lat) <= locations.LARGEST_LAT))
    doubtful = wrong & asked & ~problems.found()
    digits_m = np.full(len(lon), np.nan)
    if doubtful.any():
        cells = []
        for numbers, text in zip((lon, lat), texts, strict=True):
            spelt = np.full(len(lon), "", dtype=object)
            rows = np.flatnonzero(doubtful)
            spelt[rows] = ["" if np.isnan(value) else names.as_text(float(value)) for value in numbers[rows]]
            if text is not None:
                said = text.fillna("").to_numpy(dtype=object)
                spelt = np.where(spelt == "", np.where(doubtful, said, ""), spelt)
            cells.append(pd.Series(spelt, dtype="string"))
        read_lon, read_lat, digits_m = read_axes(
            (cells[0], cells[1]),
            problems,
            doubtful,
            is_text=False,
            of_rows=int((~np.isnan(lon) & ~np.isnan(lat)).sum()) if has_columns else 0,
        )
        lon, lat = np.where(doubtful, read_lon, lon), np.where(doubtful, read_lat, lat)
    wrong = ~((np.abs(lon) <= locations.LARGEST_LON) & (np.abs(lat) <= locations.LARGEST_LAT))
    lon[wrong] = lat[wrong] = np.nan
    return lon, lat, digits_m


def _as_floats(cells: pd.Series) -> NDArray[np.float64]:
    return cells.to_numpy(dtype=np.float64, na_value=np.nan)


def _read_numbers(cells: pd.Series) -> NDArray[np.float64]:
    if pd.api.types.is_numeric_dtype(cells.dtype):
        return _as_floats(cells)
    return read_numbers(names.as_texts(cells), decimal_comma=True)


def _precision_cells(frame: pd.DataFrame, chosen: str | None, name: str) -> pd.Series | None:
    """Give the column with the radius that contains the location, None where there is none."""
    columns = [str(column) for column in frame.columns]
    column = locations.find_column(columns, locations.PRECISION_NAMES, chosen, name, "precision")
    if column is not None:
        return names.read_precision(frame, column)
    unused = locations.resembles_precision(columns)
    if unused is not None:
        logger.info(
            "%s: the column %r is not used. If it holds the radius in metres that contains the location, "
            "pass --precision %s.",
            name,
            unused,
            shlex.quote(unused),
        )
    return None


def _tell_unlocated(columns: list[str], telling: list[str], name: str) -> None:
    """Say that a table has no coordinates, in case it has some under other names."""
    logger.info(
        "%s: no longitude and latitude column (found: %s). Rows are located by name (%s); "
        "if there are coordinates, pass --lon and --lat.",
        name,
        ", ".join(columns),
        ", ".join(telling),
    )

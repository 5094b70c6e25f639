"""The door that everybody uses: read one source of incidents."""

from __future__ import annotations

import logging
import shlex
from typing import TYPE_CHECKING, Final

import geopandas as gpd
import pandas as pd

from geo import schema
from geo._reading import decoding, features, locations, names, tables
from geo._reading.coordinates import choose_column, read_places
from geo._reading.problems import Problems
from geo.errors import DataError, UsageError

if TYPE_CHECKING:
    import os
    from typing import IO

    from geo._reading.coordinates import Column

__all__ = ["read_incidents"]

logger = logging.getLogger(__name__)

_FEATURE_SUFFIXES: Final = (".geojson", ".json")
# Binary files that people try first; telling them so beats "not UTF-8".
_OTHER_SUFFIXES: Final = (
    ".xlsx",
    ".xls",
    ".ods",
    ".gpkg",
    ".parquet",
    ".shp",
    ".kml",
    ".kmz",
    ".zip",
    ".gpx",
)


def read_incidents(
    source: str | os.PathLike[str] | IO[str] | IO[bytes],
    *,
    lon: str | None = None,
    lat: str | None = None,
    coordinates: str | None = None,
    precision: str | None = None,
    place: str | None = None,
    sep: str | None = None,
    encoding: str | None = None,
) -> gpd.GeoDataFrame:
    r"""Read incidents with coordinates, or with names of places, from CSV, TSV or GeoJSON.

    Parameters
    ----------
    source : path or readable stream
        A table with a header line, or GeoJSON points and polygons (a path ending in .geojson or
        .json, or any text that begins with a brace).
    lon, lat : str, optional
        Names of the columns with longitude and latitude, degrees on WGS84; found by their common
        spellings when not given, and last as the geo_lon and geo_lat of an earlier measurement. A
        comma in a cell is a decimal comma; in a table with commas between its columns the cell has
        to be quoted. Degrees, minutes and seconds are read too, and letters of hemispheres; such
        cells are as precise as their digits where no precision is stated.
    coordinates : str, optional
        Name of the one column that holds whole positions in any notation: degrees, MGRS, UTM, Plus
        Codes, geo: URIs, links to maps, WKT. Without columns of longitude and latitude it is found by
        its usual headings. Two bare numbers are latitude and longitude unless the first is no
        latitude. Each position is as precise as its digits where no precision is stated.
    precision : str, optional
        Name of the column with the radius, in metres, that contains the location. A cell such as
        5,000 can be read in two ways and is not read: geo_problem says so.
    place : str, optional
        What `geo.locate_incidents` will be told to locate rows by: with it, and also where a column
        is called district, region or place, a table needs no coordinates.
    sep : str, optional
        Delimiter of a table: one character; found when not given.
    encoding : str, optional
        Encoding of a file; without it a byte order mark decides, else UTF-8.

    Returns
    -------
    GeoDataFrame, EPSG:4326, shape (n,)
        In source order, every source column exactly as it was written (text for a table), then
        geo_lon, geo_lat, geo_label_lon, geo_label_lat, geo_precision_m, geo_located_by and
        geo_problem. A row whose position cannot be read stays, with an empty geometry and the
        reason in geo_problem; the log says how many there are. Columns of an earlier measurement
        are replaced; of an area that it located by name they still say as which unit.

    Raises
    ------
    DataError
        If the source cannot be read as a table, or its position columns cannot be found.
    UsageError
        If both `coordinates` and `lon` or `lat` are given.

    Examples
    --------
    >>> import io
    >>> table = io.StringIO("id,lon,lat\n007,53.5,43\n008,53.5,95\n")
    >>> incidents = read_incidents(table)
    >>> incidents["id"].tolist(), incidents["geo_lat"].tolist()
    (['007', '008'], [43.0, <NA>])
    >>> incidents["geo_problem"].tolist()
    [<NA>, "latitude '95' is outside -90 to 90; longitude and latitude may be swapped"]
    """
    if coordinates is not None and (lon is not None or lat is not None):
        raise UsageError("Pass --coordinates, or --lon and --lat, but not both: a row has one position.")
    name = decoding.name_source(source)
    suffix = "." + name.lower().rpartition(".")[2]
    if suffix in _OTHER_SUFFIXES:
        raise DataError(
            f"{name}: geo cannot read {suffix} yet. It reads .csv, .tsv, .txt (delimited text with a header) "
            "and .geojson: export the data as one of these."
        )
    text = decoding.read_text(source, encoding=encoding)
    if suffix in _FEATURE_SUFFIXES or text.lstrip().startswith("{"):
        frame, lon_cells, lat_cells, areas = features.parse_features(text, name)
        columns = list(frame.columns)
        is_table = False
    else:
        cells, _ = tables.parse_table(text, name, sep=sep)
        columns = list(cells)
        rows = pd.RangeIndex(len(next(iter(cells.values()))))
        frame = pd.DataFrame(
            {key: pd.array(value, dtype="string") for key, value in cells.items()}, index=rows
        )
        column = None
        if coordinates is not None or (lon is None and lat is None and not locations.has_both_axes(columns)):
            column = choose_column(frame, coordinates, name)
        if column is not None:
            return _read_positions(frame, column, precision, name)
        telling = [place] if place is not None else names.find_name_columns(columns).telling()
        if telling and locations.has_no_axes(columns, lon, lat):
            _tell_unlocated(columns, telling, name)
            return _join(frame, locations.without_position(rows), name)
        lon_column, lat_column = locations.find_axes(columns, lon, lat, name)
        lon_cells, lat_cells, areas = frame[lon_column], frame[lat_column], None
        is_table = True

    precision_cells = _precision_cells(frame, precision, name)
    located, problems = locations.locate_rows(
        lon_cells, lat_cells, precision_cells, decimal_comma=is_table, areas=areas
    )
    if areas is not None:
        located = names.keep_units(frame, located)
    _log_problems(located, problems, name, "row" if is_table else "feature")
    return _join(frame, located, name)


def _read_positions(
    frame: pd.DataFrame, column: Column, precision: str | None, name: str
) -> gpd.GeoDataFrame:
    """Read a table whose positions are in one column."""
    precision_cells = _precision_cells(frame, precision, name)
    problems = Problems(len(frame))
    places = read_places(column, frame[column.name], problems, name)
    located = locations.locate_positions(places, precision_cells, problems, frame.index)
    _log_problems(located, problems, name, "row")
    return _join(frame, located, name)


def _precision_cells(frame: pd.DataFrame, chosen: str | None, name: str) -> pd.Series | None:
    """Give the column with the radius that contains the location, None where there is none."""
    columns = list(frame.columns)
    column = locations.find_column(columns, locations.PRECISION_NAMES, chosen, name, "precision")
    if column is None:
        _hint_precision(columns, name)
        return None
    return names.read_precision(frame, column)


def _join(frame: pd.DataFrame, located: gpd.GeoDataFrame, name: str) -> gpd.GeoDataFrame:
    """Put the source's columns before ours; ours of an earlier run give way."""
    replaced = [column for column in frame.columns if column in schema.column_names()]
    if replaced:
        what = "1 column" if len(replaced) == 1 else f"{len(replaced)} columns"
        verb = "is" if len(replaced) == 1 else "are"
        logger.info("%s: %s of an earlier measurement %s replaced.", name, what, verb)
    source = frame.drop(columns=replaced)
    # A source may have a column called geometry, and it passes through like every other.
    geometry = "geo_geometry" if "geometry" in source.columns else "geometry"
    ours = located.rename_geometry(geometry) if geometry != "geometry" else located
    joined = pd.concat([source, pd.DataFrame(ours)], axis="columns")
    return gpd.GeoDataFrame(joined, geometry=geometry, crs=schema.CRS)


def _tell_unlocated(columns: list[str], telling: list[str], name: str) -> None:
    """Say that a table has no coordinates, in case it has some under other names."""
    logger.info(
        "%s: no longitude and latitude column (found: %s). Rows are located by name (%s); "
        "if there are coordinates, pass --lon and --lat.",
        name,
        ", ".join(columns),
        ", ".join(telling),
    )


def _log_problems(located: gpd.GeoDataFrame, problems: Problems, name: str, noun: str) -> None:
    """Say how many rows have a problem, and for each kind of problem how many and the first one."""
    count = int(problems.found().sum())
    if count:
        have = "has" if count == 1 else "have"
        where = " (row 1 is the first below the header)" if noun == "row" else ""
        lines = [
            f"{name}: {count:,} of {_count(len(located), noun)} {have} a problem{where}.",
            *problems.describe(noun),
        ]
        logger.warning("%s", "\n  ".join(lines))
    origin = int(((located["geo_lon"] == 0) & (located["geo_lat"] == 0)).sum())
    if origin:
        logger.warning(
            "%s: %s at exactly 0, 0 in the Atlantic, which often stands for 'unknown'.",
            name,
            f"{_count(origin, noun)} {'lies' if origin == 1 else 'lie'}",
        )


def _hint_precision(columns: list[str], name: str) -> None:
    """Name a column that looks like the precision and is not used."""
    unused = locations.resembles_precision(columns)
    if unused is not None:
        logger.info(
            "%s: the column %r is not used. If it holds the radius in metres that contains the location, "
            "pass --precision %s.",
            name,
            unused,
            shlex.quote(unused),
        )


def _count(count: int, noun: str) -> str:
    return f"1 {noun}" if count == 1 else f"{count:,} {noun}s"

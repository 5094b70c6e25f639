"""Ways out: a measured table becomes a file, whole or not at all."""

from __future__ import annotations

import logging
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, get_args

import pandas as pd

from geo import schema
from geo._files import replace_file
from geo.errors import OutputError, UsageError

if TYPE_CHECKING:
    from typing import IO

    import geopandas as gpd

__all__ = [
    "FileFormat",
    "choose_format",
    "write_incidents",
    "write_text",
]

logger = logging.getLogger(__name__)

FileFormat = Literal["csv", "geojson", "gpkg", "parquet"]

_SUFFIXES: Final[dict[str, FileFormat]] = {
    ".csv": "csv",
    ".geojson": "geojson",
    ".json": "geojson",
    ".gpkg": "gpkg",
    ".parquet": "parquet",
    ".geoparquet": "parquet",
}
_LAYER: Final = "incidents"
_NEEDS_QUOTES: Final = re.compile(r'[",\r\n]')


def write_incidents(
    incidents: gpd.GeoDataFrame,
    target: str | os.PathLike[str] | IO[str],
    *,
    file_format: FileFormat | None = None,
    overwrite: bool = False,
) -> None:
    r"""Write incidents as CSV, GeoJSON, GeoPackage or GeoParquet.

    Parameters
    ----------
    incidents : GeoDataFrame
        Incidents, measured or not.
    target : path or writable text stream
        A stream takes CSV only.
    file_format : {"csv", "geojson", "gpkg", "parquet"}, optional
        Taken from the suffix of the path when not given.
    overwrite : bool, optional
        Whether a file that is already there may be replaced.

    Raises
    ------
    OutputError
        If the file is already there, or cannot be written; it is then as it was before.
    UsageError
        If the format is unknown.

    Notes
    -----
    Unknown values are empty cells or null, never 0. CSV holds positions in geo_lon and geo_lat and
    has no geometry column: of an area it keeps the label point, the radius and what it was located
    as, and the log says that the outline is left out. An outline has thousands of corners, more than a
    cell of a spreadsheet can hold.

    Examples
    --------
    >>> import io, sys
    >>> from geo import read_incidents
    >>> incidents = read_incidents(io.StringIO("id,lon,lat\n007,53.5,43\n"))
    >>> write_incidents(incidents[["id", "geo_lon", "geometry"]], sys.stdout)
    id,geo_lon
    007,53.5
    """
    if not isinstance(target, (str, os.PathLike)):
        if file_format not in (None, "csv"):
            raise UsageError(f"A stream takes CSV only, not {file_format}. Give the name of a file.")
        _write_csv(incidents, target)
        return
    path = Path(target)
    chosen = choose_format(path, file_format)
    with replace_file(path, overwrite=overwrite) as passing:
        if chosen == "csv":
            with passing.open("w", encoding="utf-8", newline="") as stream:
                _write_csv(incidents, stream)
        elif chosen == "parquet":
            incidents.to_parquet(passing, index=False)
        else:
            _write_layer(incidents, passing, chosen)


def choose_format(path: Path, file_format: str | None = None) -> FileFormat:
    """Choose the format of a file: the one asked for, else what its suffix says.

    Examples
    --------
    >>> choose_format(Path("measured.geojson"))
    'geojson'
    """
    if file_format is not None:
        if file_format not in get_args(FileFormat):
            raise UsageError(
                f"There is no format {file_format!r}. The formats are {', '.join(get_args(FileFormat))}."
            )
        return next(known for known in get_args(FileFormat) if known == file_format)
    known = _SUFFIXES.get(path.suffix.lower())
    if known is None:
        raise UsageError(
            f"The name {path.name} does not say in which format to write. End it in .csv, .geojson, .gpkg "
            "or .parquet, or pass --format."
        )
    return known


def write_text(path: str | os.PathLike[str], text: str, *, overwrite: bool = False) -> None:
    """Write text as UTF-8, whole or not at all.

    Raises
    ------
    OutputError
        If the file is already there and may not be replaced, or cannot be written.
    """
    with replace_file(Path(path), overwrite=overwrite) as passing:
        passing.write_text(text, encoding="utf-8", newline="")


def _write_csv(incidents: gpd.GeoDataFrame, stream: IO[str]) -> None:
    """Write RFC 4180 with plain line ends.

    The csv module of Python leaves a lone carriage return unquoted when lines end in a line feed, and a
    reader then sees one row more than there is; so the quoting is done here.
    """
    _tell_outlines(incidents)
    names = [name for name, kind in incidents.dtypes.items() if str(kind) != "geometry"]
    stream.write(",".join(_quote(str(name)) for name in names) + "\n")
    columns = [[_spell(value) for value in incidents[name]] for name in names]
    stream.writelines(",".join(row) + "\n" for row in zip(*columns, strict=True))


def _spell(value: object) -> str:
    """Spell one cell: nothing for what is unknown, all digits of a number."""
    if isinstance(value, str):
        return _quote(value)
    if value is None or value is pd.NA or value is pd.NaT or value != value:  # noqa: PLR0124 - true for NaN alone
        return ""
    return repr(float(value)) if isinstance(value, float) else _quote(str(value))


def _tell_outlines(incidents: gpd.GeoDataFrame) -> None:
    """Say how many outlines do not fit into a table of text."""
    if "geometry" not in map(str, incidents.dtypes):
        return
    areas = int(incidents.geom_type.isin(["Polygon", "MultiPolygon", "LineString", "MultiLineString"]).sum())
    if areas:
        logger.info(
            "CSV has no outlines: %s by label point and radius. "
            "For the outlines write .gpkg, .geojson or .parquet.",
            "1 area is there" if areas == 1 else f"{areas:,} areas are there",
        )


def _quote(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if _NEEDS_QUOTES.search(text) else text


def _check_cases(layer: gpd.GeoDataFrame) -> None:
    """Refuse two columns whose names differ in case alone: to SQLite they are one."""
    ours = schema.column_names()
    by_name: dict[str, str] = {}
    for column in map(str, layer.columns.drop(layer.geometry.name)):
        other = by_name.setdefault(column.lower(), column)
        if other != column:
            rename, keep = (column, other) if other in ours else (other, column)
            whose = "of geo's" if keep in ours else "of the source"
            raise OutputError(
                f"The table does not fit into gpkg: the source column {rename!r} differs from {keep!r} "
                f"{whose} in case alone. Rename {rename!r} in the source, or write .csv or .parquet instead."
            )


def _write_layer(incidents: gpd.GeoDataFrame, path: Path, file_format: FileFormat) -> None:
    """Write through GDAL, with no geometry where there is no position."""
    layer = incidents.set_geometry(incidents.geometry.where(~incidents.geometry.is_empty, None))
    if file_format == "gpkg":
        _check_cases(layer)
        driver = "GPKG"
        # SQLite tells names apart without case, and these two stand beside the table's own.
        taken = {str(column).lower() for column in incidents.columns}
        options = {
            "FID": "fid" if "fid" not in taken else "geo_fid",
            "GEOMETRY_NAME": "geom" if "geom" not in taken else "geo_geom",
        }
    else:
        driver = "GeoJSON"
        # GDAL would turn text that looks like JSON into nested objects: a cell stays what it is.
        options = {"AUTODETECT_JSON_STRINGS": "NO"}
    try:
        layer.to_file(path, driver=driver, layer=_LAYER, engine="pyogrio", index=False, **options)
    except (RuntimeError, ValueError) as error:
        raise OutputError(
            f"The table does not fit into {file_format}: {error}. "
            "Rename the column it speaks of, or write .csv or .parquet instead."
        ) from error

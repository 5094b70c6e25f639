"""The user's file, whatever GDAL can read: one layer of it, with the columns that were asked for."""

from __future__ import annotations

import codecs
import hashlib
import logging
import warnings
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import geopandas as gpd
import pyogrio
import pyproj
import shapely

from geo._atlas.own.archives import IN_ARCHIVES, is_archive, look_into_archive
from geo._atlas.own.texts import find_column, list_names
from geo.errors import DataError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Source", "read_source"]

logger = logging.getLogger(__name__)

_PARQUET: Final = (".parquet", ".geoparquet")
_WKT_COLUMNS: Final = "WKT,geometry,geom,the_geom,wkt_geom"


class Source(NamedTuple):
    """One layer of a file, as it is there."""

    frame: gpd.GeoDataFrame
    """The columns that were asked for, under their own names, and the geometry."""
    columns: dict[str, str]
    """The column that each option named."""
    file: str
    layer: str
    crs: str
    sha256: str

    @property
    def stem(self) -> str:
        """Name of the file without its suffixes: adm2 for adm2.shp.zip."""
        name = Path(self.file)
        inner = Path(name.stem)
        return inner.stem if inner.suffix.lower() in (*IN_ARCHIVES, ".gdb") else name.stem


def read_source(
    path: str | Path,
    columns: Mapping[str, str | None],
    *,
    layer: str | None = None,
    crs: str | None = None,
    encoding: str | None = None,
) -> Source:
    """Read one layer of a file.

    Parameters
    ----------
    path : path-like
        A file, a .zip with one in it, or a folder that GDAL reads, such as a file geodatabase.
    columns : mapping
        For each option that names a column, the name; None is asked for in the error.
    layer : str, optional
        Which layer, for a file that has several.
    crs : str, optional
        Coordinate reference system of a file that does not say it, as EPSG:4326.
    encoding : str, optional
        Encoding of the text, for a file that says it wrongly or not at all.

    Raises
    ------
    UsageError
        If there are several layers, a column is not named, or the reference system is unknown.
    DataError
        If the file cannot be read or has no such layer or column.
    """
    source = Path(path)
    if not source.exists():
        message = f"There is no file {source}."
        raise DataError(message)
    _check_encoding(encoding)
    if source.suffix.lower() in _PARQUET:
        frame, name = _read_parquet(source), source.stem
        found = _find_columns(
            [str(column) for column in frame.columns.drop(frame.geometry.name)], columns, source
        )
    else:
        address, layer = look_into_archive(source, layer) if is_archive(source) else (str(source), layer)
        options = {"GEOM_POSSIBLE_NAMES": _WKT_COLUMNS} if address.lower().endswith(".csv") else {}
        with _errors_named(source):
            name = _choose_layer(address, layer, source)
            info = pyogrio.read_info(address, layer=name, encoding=encoding, **options)
            if info["geometry_type"] is None:
                message = (
                    f"{source.name}, layer {name}, is a table without geometry. Give a file with shapes."
                )
                raise DataError(message)
            if info["features"] == 0:
                raise DataError(_say_empty(source, name))
            found = _find_columns([str(column) for column in info["fields"]], columns, source)
            frame = _read_frame(address, name, sorted(set(found.values())), encoding, options)
    if not len(frame):
        raise DataError(_say_empty(source, name))
    frame = _say_crs(frame, crs, source)
    return Source(frame, found, source.name, name, _name_crs(frame.crs), _hash(source))


def _say_empty(source: Path, layer: str) -> str:
    return f"{source.name}, layer {layer}, is empty. Give a file with shapes in it."


def _check_encoding(encoding: str | None) -> None:
    try:
        codecs.lookup(encoding or "utf-8")
    except LookupError as error:
        message = f"--encoding: there is no encoding {encoding!r}. Common ones are utf-8, cp1252 and cp1251."
        raise UsageError(message) from error


@contextmanager
def _errors_named(source: Path) -> Iterator[None]:
    """Turn what GDAL, pyogrio and shapely raise into one sentence about the file."""
    try:
        yield
    except UnicodeError as error:
        message = (
            f"{source.name} is not in the encoding that it was read in. "
            "Say the right one with --encoding, such as --encoding cp1252."
        )
        raise DataError(message) from error
    except (RuntimeError, ValueError, shapely.errors.GEOSException, OSError) as error:
        # Those of pyogrio are RuntimeErrors and ValueErrors.
        first = str(error).splitlines()[0].partition("; It might help")[0].replace("/vsizip/", "")
        message = (
            f"{source.name} cannot be read: {first.rstrip('.')}. "
            "Export it again, as a GeoPackage for example."
        )
        raise DataError(message) from error


def _choose_layer(address: str, layer: str | None, source: Path) -> str:
    layers = [(str(name), kind) for name, kind in pyogrio.list_layers(address)]
    names = [name for name, kind in layers if kind is not None] or [name for name, _ in layers]
    if layer is not None:
        if layer not in [name for name, _ in layers]:
            message = f"{source.name} has no layer {layer!r} (found: {list_names(names)})."
            raise DataError(message)
        return layer
    if len(names) > 1:
        message = (
            f"{source.name} has {len(names)} layers. Say which with --source-layer "
            f"(found: {list_names(names)})."
        )
        raise UsageError(message)
    if not names:
        message = f"{source.name} has no layers. Give a file with shapes in it."
        raise DataError(message)
    return names[0]


def _find_columns(found: list[str], columns: Mapping[str, str | None], source: Path) -> dict[str, str]:
    return {
        option: find_column(found, name, option=option, file=source.name) for option, name in columns.items()
    }


def _read_frame(
    address: str, layer: str, columns: list[str], encoding: str | None, options: dict[str, str]
) -> gpd.GeoDataFrame:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        frame = pyogrio.read_dataframe(
            address, layer=layer, columns=columns, encoding=encoding, on_invalid="raise", **options
        )
    for text in dict.fromkeys(str(warning.message) for warning in caught):
        logger.info("GDAL says: %s", text)
    return gpd.GeoDataFrame(frame)


def _read_parquet(source: Path) -> gpd.GeoDataFrame:
    try:
        return gpd.read_parquet(source)
    except Exception as error:
        # pyarrow, geopandas and shapely each have errors of their own for a file that is none.
        message = f"{source.name} cannot be read: {str(error).splitlines()[0]}. Give a GeoParquet file."
        raise DataError(message) from error


def _say_crs(frame: gpd.GeoDataFrame, said: str | None, source: Path) -> gpd.GeoDataFrame:
    if said is None:
        if frame.crs is None:
            message = (
                f"{source.name} does not say its coordinate reference system (a shapefile has a .prj for "
                "that). Say it with --crs, such as --crs EPSG:4326 for longitude and latitude."
            )
            raise UsageError(message)
        return frame
    try:
        crs = pyproj.CRS.from_user_input(said)
    except pyproj.exceptions.CRSError as error:
        message = (
            f"--crs: there is no coordinate reference system {said!r}. Give its EPSG code, as EPSG:32639."
        )
        raise UsageError(message) from error
    if frame.crs is None:
        return frame.set_crs(crs)
    if not frame.crs.equals(crs, ignore_axis_order=True):
        message = (
            f"{source.name} says that it is in {_name_crs(frame.crs)}, and --crs says {said}. "
            "Leave --crs out, or correct the file."
        )
        raise UsageError(message)
    return frame


def _name_crs(crs: pyproj.CRS) -> str:
    code = crs.to_authority()
    return ":".join(code) if code else str(crs.name)


def _hash(source: Path) -> str:
    """Hash a file; of a folder or a shapefile every file that belongs to it, with its name."""
    if source.is_dir():
        files = sorted(path for path in source.rglob("*") if path.is_file())
    elif source.suffix.lower() == ".shp":
        files = sorted(
            path for path in source.parent.glob("*") if path.stem == source.stem and path.is_file()
        )
    else:
        files = [source]
    if files == [source]:
        with source.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    digest = hashlib.sha256()
    for path in files:
        with path.open("rb") as stream:
            inner = hashlib.file_digest(stream, "sha256").hexdigest()
        digest.update(f"{path.relative_to(source if source.is_dir() else source.parent)} {inner}\n".encode())
    return digest.hexdigest()

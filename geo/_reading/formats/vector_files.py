"""A file for GDAL, made sure of and laid where GDAL may read it.

GDAL opens whatever it recognises: a text that points to a server, a database, a file beside. So the first
bytes have to be those of the format, and GDAL is given a link of a fixed name in a folder of its own: no
name of a user is parsed as an address, and nothing is written beside the user's file.
"""

from __future__ import annotations

import codecs
import contextlib
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from geo._reading.formats.geopackage import check_geopackage, forget_heights, is_sqlite
from geo._reading.formats.shapefile import find_parts, is_shapefile, sniff_encoding
from geo._reading.source import Options, Source
from geo.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["VectorFile", "lay_vector"]

_FLATGEOBUF: Final = b"fgb\x03fgb"
# In the header of SQLite: whether newer rows stand in a file beside.
_WRITE_VERSION_AT, _USES_LOG = 18, 2


class VectorFile(NamedTuple):
    """A file as GDAL is given it."""

    path: str
    driver: str
    file_format: str
    encoding: str | None = None
    told: tuple[str, ...] = ()

    def options(self) -> dict[str, str]:
        """Give what GDAL is told on opening: on its quick way pyogrio does not decode texts itself."""
        return {} if self.encoding is None else {"ENCODING": codecs.lookup(self.encoding).name}


@contextlib.contextmanager
def lay_vector(source: Source, options: Options) -> Iterator[VectorFile]:
    """Find out what a file is by its first bytes, and lay it where GDAL reads it under a fixed name."""
    head = source.head(128)
    with tempfile.TemporaryDirectory(prefix="geo-") as folder:
        place = Path(folder)
        if is_sqlite(head):
            path = _lay(source, place / "input.gpkg", is_copied=_may_be_written(source, head))
            if check_geopackage(path, source.name):
                path = _lay(Source(source.name, path=path), place / "flat.gpkg", is_copied=True)
                forget_heights(path)
            yield VectorFile(str(path), "GPKG", "GeoPackage")
        elif head.startswith(_FLATGEOBUF):
            yield VectorFile(str(_lay(source, place / "input.fgb")), "FlatGeobuf", "FlatGeobuf")
        elif is_shapefile(head):
            yield _lay_shapefile(source, place, options.encoding)
        else:
            raise DataError(
                f"{source.name} is no GeoPackage, FlatGeobuf file or shapefile: it does not begin like one. "
                "Check that it was downloaded whole, and that its name ends as its format says."
            )


def _lay(source: Source, place: Path, *, is_copied: bool = False) -> Path:
    """Link a file into a folder, or copy it where it has to be: from memory, or to be written to."""
    if source.path is None:
        place.write_bytes(source.content or b"")
        return place
    origin = source.path.resolve()
    if not is_copied:
        with contextlib.suppress(OSError, NotImplementedError):
            place.symlink_to(origin)
            return place
    shutil.copyfile(origin, place)
    for suffix in ("-wal", "-journal"):
        beside = origin.with_name(origin.name + suffix)
        if beside.is_file():
            shutil.copyfile(beside, place.with_name(place.name + suffix))
    return place


def _may_be_written(source: Source, head: bytes) -> bool:
    """Say whether SQLite would write beside this database: rows may stand in a log not merged yet."""
    if source.path is None:
        return False
    origin = source.path.resolve()
    beside = (origin.with_name(f"{origin.name}{suffix}") for suffix in ("-wal", "-journal"))
    return _USES_LOG in head[_WRITE_VERSION_AT : _WRITE_VERSION_AT + 2] or any(map(Path.exists, beside))


def _lay_shapefile(source: Source, place: Path, encoding: str | None) -> VectorFile:
    if source.path is None:
        raise DataError(
            f"{source.name} is a shapefile without the files beside it (.shx, .dbf, .prj). Name the .shp in "
            "its folder, or give all of them in one .zip."
        )
    parts = find_parts(source.path)
    for suffix, part in parts.items():
        _lay(Source(part.name, path=part), place / f"input{suffix}")
    told = [] if ".dbf" in parts else ["there is no .dbf beside it, so there are shapes but no columns"]
    if encoding is None:
        encoding, remark = sniff_encoding(parts)
        told += [remark] if remark else []
    else:
        _check_encoding(encoding)
        told.append(f"encoding {encoding}")
    return VectorFile(str(place / "input.shp"), "ESRI Shapefile", "Shapefile", encoding, tuple(told))


def _check_encoding(encoding: str) -> None:
    try:
        codecs.lookup(encoding)
    except LookupError:
        raise DataError(
            f"There is no encoding called '{encoding}'. Pass --encoding with one that Python knows, "
            "such as utf-8, cp1251 or cp1252."
        ) from None

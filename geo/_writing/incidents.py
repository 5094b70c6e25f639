"""The front door of the ways out: incidents become a file or go down a stream, whole or not at all."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import logging
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from geo._files import is_stream, replace_file, replace_pair
from geo._writing.changes import Changes
from geo._writing.columns import shape_name
from geo._writing.formats import TEXT_FORMATS, choose_format
from geo.errors import OutputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import IO

    import geopandas as gpd

    from geo._writing.formats import FileFormat

__all__ = [
    "NAMES",
    "RUN_SUFFIX",
    "refusing",
    "spell_record",
    "write_incidents",
    "write_text",
    "write_whole",
]

logger = logging.getLogger(__name__)

RUN_SUFFIX: Final = ".run.json"
"""How the record of a run is called that stands beside its file: out.csv and out.csv.run.json."""

NAMES: Final[dict[FileFormat, str]] = {
    "csv": "CSV",
    "xlsx": "XLSX",
    "geojson": "GeoJSON",
    "geojsonseq": "GeoJSON",
    "gpkg": "GeoPackage",
    "flatgeobuf": "FlatGeobuf",
    "kml": "KML",
    "kmz": "KML",
    "parquet": "GeoParquet",
}
_TABLES: Final = ("csv", "xlsx")


def write_incidents(
    incidents: gpd.GeoDataFrame,
    target: str | os.PathLike[str] | IO[str] | IO[bytes],
    *,
    file_format: FileFormat | None = None,
    overwrite: bool = False,
    record: Mapping[str, Any] | None = None,
) -> None:
    r"""Write incidents as CSV, XLSX, GeoJSON, GeoPackage, FlatGeobuf, KML or GeoParquet.

    Parameters
    ----------
    incidents : GeoDataFrame, shape (n,)
        Incidents, measured or not.
    target : path or writable stream
        A stream of text takes "csv", "geojson", "geojsonseq" and "kml"; a stream of bytes takes every
        format. Without a format a stream is CSV.
    file_format : str, optional
        "csv", "xlsx", "geojson", "geojsonseq" (one feature a line), "gpkg", "flatgeobuf", "kml", "kmz" or
        "parquet". Taken from the suffix of the path when not given.
    overwrite : bool, optional
        Whether a file that is already there may be replaced.
    record : mapping, optional
        How this was made, as JSON can hold it. Beside a file it becomes ``<name>.run.json``; in
        GeoParquet it also is the metadata ``geo_incidents_run``.

    Raises
    ------
    OutputError
        If the file is already there, or cannot be written; it is then as it was before.
    UsageError
        If the format is unknown, or shapes come without a CRS.

    Notes
    -----
    Unknown values are empty cells or null, never 0. All rows are written in their order, with all digits of
    their numbers. What a format has no type for becomes text, and the log names the columns.

    CSV and XLSX hold positions in geo_lon and geo_lat and have no shapes: of an area they keep the label
    point, the radius and what it was located as, and the log says that the outline is left out. To both, an
    empty text and nothing at all are the same. GeoJSON and KML are cut at the antimeridian.

    With SOURCE_DATE_EPOCH in the environment, seconds since 1970, that is when a GeoPackage says that it was
    last changed. No other format says when it was written, so the same table gives the same bytes.

    Examples
    --------
    >>> import io, sys
    >>> from geo import read_incidents
    >>> incidents = read_incidents(io.StringIO("id,lon,lat\n007,53.5,43\n"))
    >>> write_incidents(incidents[["id", "geo_lon", "geometry"]], sys.stdout)
    id,geo_lon
    007,53.5
    """
    run = None if record is None else spell_record(record)
    if isinstance(target, (str, os.PathLike)):
        path = Path(target)
        chosen = choose_format(path, file_format)
        _check_crs(incidents, chosen)

        def write(passing: Path) -> None:
            _write_file(incidents, passing, chosen, run, path)

        write_whole(path, write, overwrite=overwrite, run=run)
        return
    chosen = choose_format(Path("-"), file_format or "csv")
    _check_crs(incidents, chosen)
    try:
        _write_stream(incidents, target, chosen, run)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(
            f"The stream cannot be written: {error.strerror or error}. What went down it is not whole. "
            "Check free space, or write to a file."
        ) from error


def write_text(path: str | os.PathLike[str], text: str, *, overwrite: bool = False) -> None:
    """Write text as UTF-8, whole or not at all.

    Raises
    ------
    OutputError
        If the file is already there and may not be replaced, or cannot be written.
    """
    with replace_file(Path(path), overwrite=overwrite) as passing:
        passing.write_text(text, encoding="utf-8", newline="")


def write_whole(path: Path, write: Callable[[Path], None], *, overwrite: bool, run: str | None) -> None:
    """Have a file written under a passing name and moved to its place, its record beside it."""
    beside = path.with_name(path.name + RUN_SUFFIX)
    if run is None or is_stream(path):
        if overwrite and not is_stream(path) and beside.exists():
            logger.warning("%s tells of the file that stood here before, not of this one.", beside)
        with replace_file(path, overwrite=overwrite) as passing:
            write(passing)
        return
    with replace_pair(path, beside, overwrite=overwrite) as (passing, passing_run):
        write(passing)
        passing_run.write_text(run + "\n", encoding="utf-8", newline="")


def _write_stream(incidents: gpd.GeoDataFrame, stream: IO[Any], chosen: FileFormat, run: str | None) -> None:
    is_text = _takes_text(stream)
    if chosen in TEXT_FORMATS:
        changes = Changes(NAMES[chosen])
        pieces = _spell(incidents, chosen, changes)
        for piece in pieces:
            stream.write(piece if is_text else piece.encode("utf-8"))
        changes.tell(logger)
    elif is_text:
        raise UsageError(
            f"A stream of text takes {', '.join(TEXT_FORMATS)}, not {chosen}, which is binary. "
            "Give a stream of bytes or the name of a file."
        )
    else:
        # These want to go back and forth in what they write, and a half of one is worth nothing.
        with tempfile.TemporaryDirectory(prefix="geo-") as folder:
            passing = Path(folder, "new")
            _write_file(incidents, passing, chosen, run, Path("the stream"))
            with passing.open("rb") as made:
                shutil.copyfileobj(made, stream)
    # What is still in a buffer can fail too, and nobody would hear of it at the end of the program.
    stream.flush()


def _takes_text(stream: IO[Any]) -> bool:
    try:
        stream.write("")
    except TypeError:
        return False
    return True


def _spell(incidents: gpd.GeoDataFrame, chosen: FileFormat, changes: Changes) -> Iterator[str]:
    """Give the pieces of a format that is text."""
    if chosen == "csv":
        from geo._writing.delimited import spell_csv

        return spell_csv(incidents, changes)
    if chosen == "kml":
        from geo._writing.kml import spell_kml

        return spell_kml(incidents, changes)
    from geo._writing.geojson import spell_collection, spell_lines

    return (spell_collection if chosen == "geojson" else spell_lines)(incidents, changes)


def _write_file(
    incidents: gpd.GeoDataFrame, passing: Path, chosen: FileFormat, run: str | None, path: Path
) -> None:
    """Write any format under a passing name; ``path`` is what messages call it."""
    changes = Changes(NAMES[chosen])
    with refusing(path, chosen):
        if chosen in TEXT_FORMATS:
            with passing.open("w", encoding="utf-8", newline="") as stream:
                stream.writelines(_spell(incidents, chosen, changes))
        else:
            _write_binary(incidents, passing, chosen, changes, run)
    changes.tell(logger)


@contextlib.contextmanager
def refusing(path: Path, chosen: FileFormat) -> Iterator[None]:
    """Make an error that says what to do of what libraries say of a value or a disk."""
    try:
        yield
    except OSError:
        raise
    except (RuntimeError, ValueError, TypeError, NotImplementedError, OverflowError) as error:
        # GDAL, Arrow and SQLite have errors of their own for a full disk and for a value they cannot hold.
        raise OutputError(
            f"{path} cannot be written as {chosen}: {error}. What stood there before is unchanged. "
            "Check free space; where that speaks of a column, rename it or write .csv or .parquet."
        ) from error


def _write_binary(
    incidents: gpd.GeoDataFrame, passing: Path, chosen: FileFormat, changes: Changes, run: str | None
) -> None:
    match chosen:
        case "xlsx":
            from geo._writing.workbook import write_workbook

            write_workbook(incidents, passing, changes)
        case "kmz":
            from geo._writing.kml import write_kmz

            write_kmz(incidents, passing, changes)
        case "parquet":
            from geo._writing.parquet import write_parquet

            write_parquet(incidents, passing, changes, record=run)
        case "gpkg":
            from geo._writing.layers import write_geopackage

            write_geopackage(incidents, passing, changes, changed=_when())
        case _:
            from geo._writing.layers import write_flatgeobuf

            write_flatgeobuf(incidents, passing, changes)


def _check_crs(incidents: gpd.GeoDataFrame, chosen: FileFormat) -> None:
    name = shape_name(incidents)
    if name is None or chosen in _TABLES or incidents.crs is not None:
        return
    if bool((incidents[name].notna() & ~incidents[name].is_empty).any()):
        raise UsageError(
            "The shapes of the table have no CRS, so nobody can say where they are. "
            'Set it first: incidents.set_crs("EPSG:4326").'
        )


def spell_record(record: Mapping[str, Any]) -> str:
    """Spell a record in the one way that there is: keys in order, characters as they are."""
    return json.dumps(record, ensure_ascii=False, sort_keys=True, allow_nan=False, separators=(",", ":"))


def _when() -> dt.datetime | None:
    """Give the time that outputs are to be of, where one is set (reproducible-builds.org)."""
    told = os.environ.get("SOURCE_DATE_EPOCH")
    if not told:
        return None
    try:
        return dt.datetime.fromtimestamp(int(told), dt.UTC)
    except (ValueError, OverflowError, OSError):
        raise UsageError(
            f"SOURCE_DATE_EPOCH is {told!r}. Set it to whole seconds since 1970, or unset it."
        ) from None

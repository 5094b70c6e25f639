"""The file in a .zip that can be read, laid in a folder under a name of ours."""

from __future__ import annotations

import contextlib
import difflib
import shutil
import tempfile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from geo._reading.formats.archives import check_archive, open_member, show_name
from geo._reading.source import Options, Source
from geo.errors import DataError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo._reading.formats.archives import Member

__all__ = ["unpack"]

_CHUNK: Final = 2**20
_SHAPE_PARTS: Final = (".shp", ".shx", ".dbf", ".prj", ".cpg")
# What can be read inside an archive; of a shapefile the .shp stands for all its files.
_READABLE: Final = (
    *(".shp", ".gpkg", ".fgb", ".geojson", ".json", ".geojsonl", ".geojsons", ".geojsonseq", ".ndjson"),
    *(".csv", ".tsv", ".tab", ".txt", ".kml", ".parquet", ".geoparquet", ".xlsx"),
)
# Files that some systems add to every archive.
_CLUTTER: Final = ("__macosx/", ".ds_store", "thumbs.db", "desktop.ini")
# Notes that come with data, which are only read where nothing else is there.
_NOTES: Final = (".txt", ".json")
_LISTED: Final = 20


@contextlib.contextmanager
def unpack(source: Source, options: Options) -> Iterator[Source]:
    """Take the one file that can be read out of a .zip, into a folder that lasts as long as the block.

    Parameters
    ----------
    source : Source
    options : Options
        `layer` chooses one of several files, by its name or path in the archive.

    Yields
    ------
    Source
        Its name has that of the archive before it, as in "x.zip/roads.shp"; its path ends as the file's name.
        A shapefile has its other files beside it.

    Raises
    ------
    DataError
        As of `check_archive`; also if nothing in it can be read, or only archives.
    UsageError
        If several files can be read and none was chosen, or the chosen one is not there.
    """
    members = check_archive(source)
    chosen = _choose(members, source.name, options.layer)
    wanted = [chosen]
    if PurePosixPath(chosen.filename).suffix.lower() == ".shp":
        wanted += [member for member in members if member is not chosen and _is_beside(member, chosen)]
    with tempfile.TemporaryDirectory(prefix="geo-") as folder:
        for member in wanted:
            suffix = PurePosixPath(member.filename).suffix.lower()
            _take_out(source, member, Path(folder, f"input{suffix}"))
        suffix = PurePosixPath(chosen.filename).suffix.lower()
        yield Source(f"{source.name}/{show_name(chosen.filename)}", path=Path(folder, f"input{suffix}"))


def _take_out(source: Source, member: Member, place: Path) -> None:
    with open_member(source, member) as stream:
        try:
            with place.open("wb") as target:
                shutil.copyfileobj(stream, target, _CHUNK)
        except OSError as error:
            raise DataError(
                f"{source.name} cannot be unpacked into {place.parent}: {error.strerror or error}. "
                "Make room there, or unpack it yourself, and give the file inside."
            ) from None


def _choose(members: list[Member], name: str, layer: str | None) -> Member:
    readable = [
        member
        for member in members
        if PurePosixPath(member.filename).suffix.lower() in _READABLE
        and not any(word in member.filename.lower() for word in _CLUTTER)
    ]
    if layer is not None:
        return _find(readable, name, layer)
    data = [member for member in readable if PurePosixPath(member.filename).suffix.lower() not in _NOTES]
    readable = data or readable
    if len(readable) == 1:
        return readable[0]
    if readable:
        raise UsageError(
            f"{name} holds {len(readable):,} files that can be read: {_list_names(readable)}. "
            "Choose one with --layer."
        )
    if any(PurePosixPath(member.filename).suffix.lower() in {".zip", ".shz", ".kmz"} for member in members):
        raise DataError(f"{name} holds another archive. Unpack it, and give the one inside.")
    found = _list_names(members) or "nothing"
    raise DataError(f"{name} holds no file that geo reads (found: {found}).")


def _find(readable: list[Member], name: str, layer: str) -> Member:
    paths = [PurePosixPath(member.filename) for member in readable]
    for spelled in (
        [str(path) for path in paths],
        [path.name for path in paths],
        [path.stem for path in paths],
    ):
        fits = [member for member, spelling in zip(readable, spelled, strict=True) if spelling == layer]
        if len(fits) == 1:
            return fits[0]
    if not readable:
        raise DataError(f"{name} holds no file that geo reads.")
    close = difflib.get_close_matches(layer, [path.name for path in paths], n=1)
    hint = f" Did you mean --layer {close[0]!r}?" if close else ""
    raise UsageError(
        f"{name} has no one file {layer!r} that can be read (found: {_list_names(readable)}).{hint}"
    )


def _is_beside(member: Member, chosen: Member) -> bool:
    path, main = PurePosixPath(member.filename), PurePosixPath(chosen.filename)
    is_part = path.suffix.lower() in _SHAPE_PARTS
    return is_part and path.parent == main.parent and path.stem.lower() == main.stem.lower()


def _list_names(members: list[Member]) -> str:
    names = [show_name(member.filename) for member in members[:_LISTED]]
    more = len(members) - len(names)
    return ", ".join(names) + (f" and {more:,} others" if more else "")

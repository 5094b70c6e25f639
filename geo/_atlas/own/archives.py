"""A .zip with shapes in it: which of its files is meant."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Final

from geo._atlas.own.texts import list_names
from geo.errors import DataError, UsageError

__all__ = ["IN_ARCHIVES", "is_archive", "look_into_archive"]

# What is looked for inside a .zip; the other files of a shapefile go with their .shp.
IN_ARCHIVES: Final = (
    ".shp", ".gpkg", ".geojson", ".json", ".geojsonl", ".fgb", ".kml", ".kmz", ".gml", ".tab", ".mif",
    ".sqlite", ".topojson", ".csv",
)  # fmt: skip


def is_archive(source: Path) -> bool:
    """Tell whether a path is that of an archive."""
    return source.suffix.lower() == ".zip" and source.is_file()


def look_into_archive(source: Path, layer: str | None) -> tuple[str, str | None]:
    """Find the one file of shapes inside a .zip.

    Parameters
    ----------
    source : Path
    layer : str, optional
        What the user says of layers: of several files it names one.

    Returns
    -------
    address : str
        As GDAL wants it.
    layer : str or None
        What is left to say of the layer inside that file.

    Raises
    ------
    DataError
        If it is no archive, or holds no shapes.
    UsageError
        If it holds several files, and none of them is named.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            found = dict.fromkeys(filter(None, map(_find_member, archive.namelist())))
    except (zipfile.BadZipFile, OSError) as error:
        message = f"{source.name} cannot be read: {error}. Get or make the archive again."
        raise DataError(message) from error
    if not found:
        message = f"{source.name} holds no file with shapes (looked for .gdb, {', '.join(IN_ARCHIVES)})."
        raise DataError(message)
    # Tables and JSON beside real shapes are what is said about them.
    found = {name: None for name in found if not name.lower().endswith((".csv", ".json"))} or found
    if len(found) == 1:
        return f"/vsizip/{source}/{next(iter(found))}", layer
    stems = [Path(name).stem for name in found]
    # A file is known by its name, or by its whole path where another one has the same name.
    members = {
        stem if stems.count(stem) == 1 else name: name for stem, name in zip(stems, found, strict=True)
    }
    if layer in members:
        return f"/vsizip/{source}/{members[layer]}", None
    message = (
        f"{source.name} holds {len(members)} files. Say which with --source-layer "
        f"(found: {list_names(sorted(members))})."
    )
    raise UsageError(message)


def _find_member(name: str) -> str | None:
    """Give the file or file geodatabase that a name in an archive belongs to, None for other files."""
    if name.startswith("__MACOSX/"):
        return None
    folder, dot, _ = name.partition(".gdb/")
    if dot:
        return folder + ".gdb"
    return name if name.lower().endswith(IN_ARCHIVES) else None

"""The formats that incidents are written in: their names, their suffixes, and what each can be written to."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Final, Literal, cast, get_args

from geo.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["SUFFIXES", "TEXT_FORMATS", "FileFormat", "choose_format"]

FileFormat = Literal["csv", "xlsx", "geojson", "geojsonseq", "gpkg", "flatgeobuf", "kml", "kmz", "parquet"]

SUFFIXES: Final[dict[str, FileFormat]] = {
    ".csv": "csv",
    ".xlsx": "xlsx",
    ".geojson": "geojson",
    ".json": "geojson",
    ".geojsonl": "geojsonseq",
    ".geojsons": "geojsonseq",
    ".ndjson": "geojsonseq",
    ".jsonl": "geojsonseq",
    ".gpkg": "gpkg",
    ".fgb": "flatgeobuf",
    ".kml": "kml",
    ".kmz": "kmz",
    ".parquet": "parquet",
    ".geoparquet": "parquet",
}
"""Suffix of a name, in lower case -> format."""

TEXT_FORMATS: Final[tuple[FileFormat, ...]] = ("csv", "geojson", "geojsonseq", "kml")
"""Those that are text, and can be written to a stream of text."""


def choose_format(path: Path, file_format: str | None = None) -> FileFormat:
    """Choose the format of a file: the one asked for, else what its suffix says.

    Raises
    ------
    UsageError
        If there is no such format, or the suffix says nothing.

    Examples
    --------
    >>> from pathlib import Path
    >>> choose_format(Path("measured.geojson")), choose_format(Path("measured.json"), "geojsonseq")
    ('geojson', 'geojsonseq')
    """
    if file_format is not None:
        if file_format not in get_args(FileFormat):
            formats = get_args(FileFormat)
            close = difflib.get_close_matches(file_format.lower(), formats, n=1)
            hint = f"Did you mean {close[0]}? " if close else ""
            raise UsageError(
                f"There is no format {file_format!r}. {hint}The formats are {', '.join(formats)}."
            )
        return cast("FileFormat", file_format)
    known = SUFFIXES.get(path.suffix.lower())
    if known is None:
        raise UsageError(
            f"The name {path.name} does not say in which format to write. End it in {_list_suffixes()}, "
            "or pass --format."
        )
    return known


def _list_suffixes() -> str:
    # One suffix for each format, the first in the table.
    first = list({name: suffix for suffix, name in reversed(SUFFIXES.items())}.values())[::-1]
    return f"{', '.join(first[:-1])} or {first[-1]}"

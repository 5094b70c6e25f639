"""Which reader a file is for: by what its bytes are, then by its name."""

from __future__ import annotations

import difflib
import importlib
from typing import TYPE_CHECKING, Final

from geo.errors import UsageError
from geo.schema import INPUT_FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo._reading.source import Options, Source, Table

__all__ = ["choose_input_format", "find_headings", "open_table"]

_READERS: Final = {
    "csv": "delimited",
    "tsv": "delimited",
    "xlsx": "workbook",
    "json": "records",
}
"""Where the reader of a format is called otherwise than users call the format."""


_MODULES: Final = {
    "workbook": ("workbooks", "read_workbook"),
    "kml": ("kml", "read_kml"),
    "kmz": ("kml", "read_kml"),
    "records": ("records", "read_records"),
    "parquet": ("parquet", "read_parquet"),
    "geojson": ("features", "read_geojson"),
    "geojsonseq": ("features", "read_geojsonseq"),
    "gpkg": ("vectors", "read_vector"),
    "flatgeobuf": ("vectors", "read_vector"),
    "shapefile": ("vectors", "read_vector"),
}
"""Where readers are; each is loaded when there is something for it to read."""


def choose_input_format(name: str | None) -> str | None:
    """Find the reader that a user names; None where none is named.

    Raises
    ------
    UsageError
        If there is no such format.

    Examples
    --------
    >>> choose_input_format("XLSX"), choose_input_format(None)
    ('workbook', None)
    """
    if name is None:
        return None
    chosen = name.lower()
    if chosen not in INPUT_FORMATS:
        close = difflib.get_close_matches(chosen, INPUT_FORMATS, n=1)
        hint = f"Did you mean {close[0]}? " if close else ""
        raise UsageError(f"geo reads no format {name!r}. {hint}The formats are {', '.join(INPUT_FORMATS)}.")
    return _READERS.get(chosen, chosen)


def open_table(source: Source, options: Options, reader: str) -> Table:
    """Read a source with the reader that fits it.

    Parameters
    ----------
    source : Source
    options : Options
    reader : str
        As `choose_input_format` or `sniff_format` gives it.

    Raises
    ------
    DataError
        If the source is of no kind that is read, or is not what it says it is.
    """
    if reader == "archive":
        from geo._reading.formats.sniffing import sniff_format
        from geo._reading.formats.unpacking import unpack

        with unpack(source, options) as inner:
            table = open_table(inner, options._replace(layer=None), sniff_format(inner))
        return table._replace(told=(f"{inner.name.removeprefix(source.name + '/')} is read", *table.told))
    if reader == "delimited":
        from geo._reading.formats.delimited import read_delimited

        return read_delimited(source, options, header=find_headings(source))
    module, function = _MODULES[reader]
    read: Callable[[Source, Options], Table] = getattr(
        importlib.import_module(f"geo._reading.formats.{module}"), function
    )
    return read(source, options)


def find_headings(source: Source) -> tuple[str, ...] | None:
    """Give the columns of a file of a known source that has no line of headings, separated by tabs."""
    from geo._reading import profiles

    line = source.head().decode("utf-8", "replace").partition("\n")[0].rstrip("\r")
    return profiles.find_headings(line.split("\t")) if "\t" in line else None

"""The record of one run, as plain values. What is not known is null; nothing in it says on whose machine."""

from __future__ import annotations

import hashlib
import importlib
import json
from pathlib import PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from geo._records.clock import told_time
from geo._records.sources import count_sources
from geo._records.tables import count_rows, provenance

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Mapping, Sequence

    import pandas as pd

__all__ = [
    "FORMAT",
    "Run",
    "base_name",
    "build_record",
    "describe_input",
    "digest_files",
    "list_countries",
    "record_table",
]

FORMAT: Final = 1
"""Of the record; raised when a reader of the old one would misread it."""
TOOL: Final = "geo-incidents"
_LAYER: Final = ("source", "also", "date", "licence", "attribution")
_OWN: Final = ("name", "layer", "file", "sha256", "source", "licence")


class Run(NamedTuple):
    """How a file was asked for."""

    command: Sequence[str] | None = None
    """The words of a command line, files without their folders; None where there was none."""
    options: Mapping[str, Any] = {}
    """Those that were given, by their names."""
    worldview: str | None = None
    decisions: Mapping[str, Any] | None = None
    """``name`` and ``sha256`` of the file of decisions; None where there was none."""


def base_name(path: str) -> str | None:
    r"""Give the name of a file without its folders, those of another system too; None for no file.

    Examples
    --------
    >>> base_name("/home/me/in.csv"), base_name(r"C:\Users\me\in.csv"), base_name("-")
    ('in.csv', 'in.csv', None)
    """
    if path in ("", "-"):
        return None
    name = PurePosixPath(path).name
    # A backslash may be part of a name; behind the letter of a drive it is none.
    return (PureWindowsPath(path).name if PureWindowsPath(path).drive else name) or None


def describe_input(
    name: str | None,
    *,
    sha256: str | None,
    size: int | None,
    file_format: str | None = None,
    rows: int | None = None,
    profile: str | None = None,
    told: Sequence[str] = (),
) -> dict[str, Any]:
    """Describe one input for a record.

    Parameters
    ----------
    name : str or None
        Of the file; folders are left out. None or "-" for a stream.
    sha256 : str or None
        Hexadecimal digits, of all its bytes.
    size : int or None
        Bytes.
    file_format, profile : str or None
        What it was read as.
    rows : int or None
    told : sequence of str
        What was found out about it: the encoding, the delimiter, the sheet.

    Examples
    --------
    >>> describe_input("in/a.csv", sha256="9f", size=31, file_format="csv")["name"]
    'a.csv'
    """
    return {
        "name": None if name is None else base_name(name),
        "sha256": sha256,
        "bytes": size,
        "format": file_format,
        "rows": rows,
        "profile": profile,
        "told": list(told),
    }


def digest_files(files: Mapping[str, Any]) -> str:
    """Give one digest of all files of an atlas, from what its list of sources says of each."""
    return hashlib.sha256(json.dumps(files, sort_keys=True).encode()).hexdigest()


def build_record(  # noqa: PLR0913 - one for each part of the record
    atlas: Mapping[str, Any] | None,
    *,
    run: Run = Run(),  # noqa: B008 - it cannot be changed
    inputs: Sequence[Mapping[str, Any]] = (),
    data: Sequence[Mapping[str, Any]] = (),
    rows: Mapping[str, Any] | None = None,
    sources: Mapping[str, Any] | None = None,
    countries: Collection[str] = (),
    sets: Mapping[str, Sequence[Mapping[str, Any]]] | None = None,
    made: dt.date | None = None,
) -> dict[str, Any]:
    """Put the record of a run together.

    Parameters
    ----------
    atlas : mapping or None
        ``Atlas.sources``: layers, files, version and the user's own layers; None where none was used.
    run : Run
        How it was asked for.
    inputs : sequence of mapping
        From `describe_input`.
    data : sequence of mapping
        ``profile``, ``citation`` and ``terms`` of data that somebody publishes.
    rows, sources : mapping or None
        From `geo._records.count_rows` and `geo._records.count_sources`.
    countries : collection of str
        Codes of the countries that the rows touch: a layer of the user's own elsewhere was not used.
    sets : mapping or None
        Layer -> ``country_code``, ``source`` and ``licence`` of what it was put together from there.
    made : date or datetime, optional
        When, UTC; `told_time` when left out.

    Returns
    -------
    dict
        Plain values; the same arguments give the same order of keys.
    """
    made = told_time() if made is None else made
    return {
        "record": FORMAT,
        "tool": {"name": TOOL, "version": _version()},
        "atlas": None if atlas is None else _describe_atlas(atlas, set(countries), sets or {}),
        "made": made.isoformat().replace("+00:00", "Z"),
        "command": None if run.command is None else list(run.command),
        "options": {name: run.options[name] for name in sorted(run.options)},
        "worldview": run.worldview,
        "decisions": None if run.decisions is None else dict(run.decisions),
        "inputs": [dict(one) for one in inputs],
        "rows": None if rows is None else dict(rows),
        "sources": None if sources is None else dict(sources),
        "data": [dict(one) for one in data],
    }


def record_table(
    frame: pd.DataFrame,
    atlas: Mapping[str, Any] | None,
    *,
    run: Run = Run(),  # noqa: B008 - it cannot be changed
    sets: Mapping[str, Sequence[Mapping[str, Any]]] | None = None,
    made: dt.date | None = None,
) -> dict[str, Any]:
    """Build the record of a table of incidents, from what the table says of itself.

    Parameters
    ----------
    frame : GeoDataFrame
        Read by `geo.read_incidents`; located, blurred or measured since, or not.
    atlas, run, sets, made
        As of `build_record`.
    """
    known = provenance(frame)
    return build_record(
        atlas,
        run=run,
        inputs=known["inputs"],
        data=known["data"],
        rows=count_rows(frame),
        sources=count_sources(frame),
        countries=list_countries(frame),
        sets=sets,
        made=made,
    )


def _version() -> str:
    # By name: the package stands above this floor of the house.
    return str(importlib.import_module("geo").__version__)


def list_countries(frame: pd.DataFrame) -> set[str]:
    """List the countries that rows lie in or are measured to."""
    found: set[str] = set()
    for name in ("geo_country_code", "geo_border_codes"):
        if name in frame.columns:
            found.update(code for text in frame[name].dropna().unique() for code in str(text).split("-"))
    return found


def _describe_atlas(
    atlas: Mapping[str, Any], countries: set[str], sets: Mapping[str, Sequence[Mapping[str, Any]]]
) -> dict[str, Any]:
    files = atlas.get("files")
    own = [
        {name: layer.get(name) for name in _OWN}
        for layer in atlas.get("own") or ()
        if countries & set(layer.get("countries") or ())
    ]
    return {
        "version": atlas.get("version"),
        "sha256": digest_files(files) if files else None,
        "layers": {
            name: {
                **{key: layer[key] for key in _LAYER if layer.get(key)},
                **({"sets": [dict(one) for one in sets[name]]} if sets.get(name) else {}),
            }
            for name, layer in (atlas.get("layers") or {}).items()
        },
        "own": own,
    }

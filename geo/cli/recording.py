"""The record of a command: its words, its options, its files; nothing of whose machine it ran on."""

from __future__ import annotations

import hashlib
import logging
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from geo.cli.inputs import STANDARD
from geo.errors import DataError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

    from geo._atlas import Atlas
    from geo._records import Run
    from geo._reports import Report

logger = logging.getLogger(__name__)

__all__ = ["describe_files", "describe_reports", "describe_run", "record_counted", "record_run"]

# What is said on the way, or stops it, changes nothing of what is written.
_UNTOLD_WORDS: Final = ("--quiet", "--verbose", "--debug", "--force", "--json", "--resume")
_UNTOLD: Final = (
    *("run", "arguments", "quiet", "verbose", "debug", "force", "json", "resume", "dask", "workers"),
    *("input", "more", "report", "output", "decisions", "worldview"),
)
# These hold names of files, or lists of them.
_FILES: Final = ("input", "more", "report", "output", "decisions")
# A file may be called after the place that is blurred, and a name in place of coordinates is one.
_TELLING: Final = ("place",)
_UNSAID: Final = "HIDDEN"
_DRIVE: Final = re.compile(r"[A-Za-z]:[\\/]")


def record_run(
    options: argparse.Namespace,
    measured: pd.DataFrame,
    atlas: Atlas,
    *,
    inputs: Sequence[Mapping[str, Any]] | None = None,
) -> dict[str, Any]:
    """Record a command that made something of a table of incidents, and say how many links lack a copy.

    Parameters
    ----------
    options : Namespace
        What was typed, as `geo.cli.parser.parse` gives it.
    measured : GeoDataFrame
        What is written or drawn.
    atlas : Atlas
        What it was measured against.
    inputs : sequence of mapping, optional
        From `describe_files`, where the table does not say itself what it was read from.

    Returns
    -------
    dict
        See `geo._records.build_record`.
    """
    from geo._records import (
        hide_inputs,
        keep_provenance,
        list_countries,
        provenance,
        record_table,
        tell_missing,
    )

    known = provenance(measured)
    if inputs is not None or not known["inputs"]:
        given = describe_files(_names(options)) if inputs is None else inputs
        # A copy without its rows' data: only what it says of itself changes.
        measured = measured.copy(deep=False)
        keep_provenance(measured, given, known["data"])
    if getattr(options, "blur", None) is not None:
        known = provenance(measured)
        measured = measured.copy(deep=False)
        keep_provenance(measured, hide_inputs(known["inputs"]), known["data"])
    sets = atlas.credits_of(list_countries(measured))
    record = record_table(measured, atlas.sources, run=describe_run(options), sets=sets)
    missing = tell_missing(record["sources"])
    if missing is not None:
        logger.info("%s", missing)
    return record


def record_counted(options: argparse.Namespace, counted: Mapping[str, Any], atlas: Atlas) -> dict[str, Any]:
    """Record a command that made a table which was never in memory as a whole.

    Parameters
    ----------
    options, atlas
        As of `record_run`.
    counted : mapping
        What `geo.measure_file` gives.
    """
    from geo._records import build_record, tell_missing

    missing = tell_missing(counted["sources"])
    if missing is not None:
        logger.info("%s", missing)
    return build_record(
        atlas.sources,
        run=describe_run(options),
        inputs=counted["inputs"],
        data=counted["data"],
        rows=counted["rows"],
        sources=counted["sources"],
        countries=counted["countries"],
        sets=atlas.credits_of(set(counted["countries"])),
    )


def describe_run(options: argparse.Namespace) -> Run:
    """Describe how a command was typed.

    Examples
    --------
    >>> from argparse import Namespace
    >>> typed = ["map", "in/a b.csv", "-o", "/home/me/o.html", "--quiet", "--lon", "x"]
    >>> given = Namespace(arguments=typed, input="in/a b.csv", output="/home/me/o.html", lon="x", lat=None)
    >>> run = describe_run(given)
    >>> run.command, run.options
    (['geo', 'map', 'a b.csv', '-o', 'o.html', '--lon', 'x'], {'lon': 'x'})
    """
    from geo._records import Run

    hidden = _TELLING if getattr(options, "blur", None) is not None else ()
    told = {
        name: value
        for name, value in vars(options).items()
        if name not in (*_UNTOLD, *hidden) and value not in (None, False, []) and _is_plain(value)
    }
    return Run(
        _command(options, hidden), told, getattr(options, "worldview", None), _describe_decisions(options)
    )


def describe_files(names: Iterable[str]) -> list[dict[str, Any]]:
    """Describe files that were read, by name, hash and size; of a stream nothing is known.

    Raises
    ------
    DataError
        If one cannot be read.
    """
    from geo._records import describe_input

    told = []
    for name in names:
        if name == STANDARD:
            told.append(describe_input(None, sha256=None, size=None))
            continue
        digest, size = _digest(name)
        told.append(describe_input(name, sha256=digest, size=size))
    return told


def describe_reports(reports: Sequence[Report], options: argparse.Namespace) -> list[dict[str, Any]]:
    """Describe reports that were read, in the order in which they were named."""
    from geo._records import describe_input

    named = zip(_names(options), reports, strict=True)
    return [describe_input(name, sha256=one.sha256, size=None, file_format="report") for name, one in named]


def _digest(name: str) -> tuple[str, int]:
    try:
        with Path(name).open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
            return digest, stream.tell()
    except OSError as error:
        raise DataError(f"{name} cannot be read: {error.strerror or error}.") from error


def _names(options: argparse.Namespace) -> list[str]:
    """List the inputs of a command."""
    found: list[str] = []
    for name in ("input", "more", "report"):
        value = getattr(options, name, None) or []
        found += [value] if isinstance(value, str) else list(value)
    return found


def _command(options: argparse.Namespace, hidden: tuple[str, ...]) -> list[str]:
    """Write the command line again, files without their folders."""
    paths: set[str] = set()
    for name in _FILES:
        value = getattr(options, name, None) or []
        paths.update([value] if isinstance(value, str) else value)
    paths -= {STANDARD}
    typed = getattr(options, "arguments", None)
    words, before = ["geo"], ""
    for word in sys.argv[1:] if typed is None else typed:
        if word in _UNTOLD_WORDS:
            continue
        option, value = _take_apart(word, paths)
        about = option.rstrip("=") or before
        if about == "--dask" and value:
            # An address of somebody's network.
            value = _UNSAID
        elif hidden and value and (value in paths or about.removeprefix("--") in hidden):
            value = _UNSAID
        words.append(option + _bare(value, paths))
        before = word if word.startswith("-") and not value else ""
    return words


def _take_apart(word: str, paths: set[str]) -> tuple[str, str]:
    """Split a word into its option, with the sign of equality, and its value; either may be empty."""
    if word.startswith("--"):
        option, equals, value = word.partition("=")
        return option + equals, value
    # A short option and its value may be one word.
    if word.startswith("-") and word[2:] in paths:
        return word[:2], word[2:]
    return (word, "") if word.startswith("-") and word not in paths else ("", word)


def _bare(word: str, paths: set[str]) -> str:
    """Take the folders off a file; what begins at the root or a home is taken for one."""
    from geo._records.building import base_name

    is_path = word in paths or word.startswith(("/", "~/")) or _DRIVE.match(word) is not None
    return base_name(word) or word if is_path else word


def _is_plain(value: object) -> bool:
    if isinstance(value, list):
        return all(isinstance(entry, str) for entry in value)
    return isinstance(value, (str, int, float))


def _describe_decisions(options: argparse.Namespace) -> dict[str, Any] | None:
    path = getattr(options, "decisions", None)
    if path is None:
        return None
    if getattr(options, "blur", None) is not None:
        # That there are some is told; what stands in them may be the place.
        return {"name": None, "sha256": None}
    return {"name": Path(path).name, "sha256": _digest(path)[0]}

"""Reports in place of a table: which INPUT is one, and reading it for a map."""

from __future__ import annotations

import datetime as dt
import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from geo.cli import inputs
from geo.errors import UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from geo._atlas import Atlas
    from geo._reports import Report

__all__ = ["check_only_reports", "is_report", "read_day", "read_reports"]

_SUFFIXES: Final = (".md", ".markdown", ".html", ".htm", ".xhtml")
_SNIFFED: Final = 4_096
_FEW_WORDS: Final = 4
_TABLE_ONLY: Final = (
    "lon", "lat", "coordinates", "precision", "place", "date", "crs", "layer", "input_format", "profile",
    "sep", "encoding", "strict", "near_radius", "blur", "columns", "type", "include_source_rows",
)  # fmt: skip
"""Options that speak of the columns of a table."""


def is_report(name: str) -> bool:
    """Say whether an INPUT is a report: by its suffix, and a .txt by whether it has the lines of a table.

    Examples
    --------
    >>> is_report("report.md"), is_report("incidents.csv"), is_report("-")
    (True, False, False)
    """
    suffix = Path(name).suffix.lower()
    if suffix in _SUFFIXES:
        return True
    if suffix != ".txt":
        return False
    try:
        with Path(name).open("rb") as stream:
            head = stream.read(_SNIFFED).decode("utf-8", errors="replace")
    except OSError:
        # Whoever reads it says what is wrong.
        return True
    lines = [line for line in head.splitlines() if line.strip()][:2]
    return not lines or not any(_are_alike(lines, mark) for mark in "\t;,|")


def _are_alike(lines: Sequence[str], mark: str) -> bool:
    """Say whether the first lines have a delimiter equally often, between cells of few words."""
    counts = {line.count(mark) for line in lines}
    cells = [cell for line in lines[:1] for cell in line.split(mark)]
    return len(counts) == 1 and 0 not in counts and all(len(cell.split()) <= _FEW_WORDS for cell in cells)


def read_day(text: str) -> str:
    """Read a day.

    Raises
    ------
    UsageError
        If it is none.

    Examples
    --------
    >>> read_day("2024-05-07")
    '2024-05-07'
    """
    try:
        return dt.date.fromisoformat(text).isoformat()
    except ValueError:
        raise UsageError(f"--published {text!r} is no day. Give it as 2024-05-07.") from None


def read_reports(
    names: Sequence[str], *, published: str | None, language: str | None, decisions: str | None, atlas: Atlas
) -> list[Report]:
    """Read reports, - being standard input."""
    from geo._reports import read_report

    # What measuring says of rows means nothing to who reads a report: it stands with each incident.
    logging.getLogger("geo._measuring").setLevel(logging.ERROR)
    decided = None if decisions is None else inputs.read_decided(decisions, atlas)
    reports = [
        read_report(
            sys.stdin.buffer if name == inputs.STANDARD else name,
            published=published,
            language=language,
            decisions=decided,
            atlas=atlas,
        )
        for name in names
    ]
    if decided is not None:
        inputs.tell_unused(decided)
    return reports


def check_only_reports(options: argparse.Namespace, names: Sequence[str]) -> None:
    """Make sure that all inputs are reports, and that no option speaks of a table.

    Raises
    ------
    UsageError
        When that is not so.
    """
    tables = [name for name in names if not is_report(name)]
    if tables:
        raise UsageError(
            f"{tables[-1]} is a table and {next(name for name in names if is_report(name))} is a report "
            "(.txt, .md, .html): draw tables on one map and reports on another."
        )
    for name in _TABLE_ONLY:
        if getattr(options, name):
            option = name.replace("_", "-")
            raise UsageError(f"--{option} speaks of the columns of a table, and {names[0]} is a report.")

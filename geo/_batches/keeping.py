"""The folder of results: a file for each report, and the tables of what became of them.

A result is put beside its place and moved there, so that what stands is whole; that it stands is written into
the journal after. The tables are written at the end, from the journal and the results.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from geo._files import replace_file
from geo.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

__all__ = [
    "COLUMNS",
    "INCIDENTS",
    "OUTCOMES",
    "Tally",
    "make_folder",
    "put_result",
    "result_path",
    "write_tables",
]

OUTCOMES: Final = "outcomes.csv"
INCIDENTS: Final = "incidents.csv"

COLUMNS: Final = (
    "path", "outcome", "message", "sha256", "bytes", "same_as", "language", "published", "incidents",
    "claims", "supported", "contradicted", "undecided", "not_judged", "seconds",
)  # fmt: skip
"""Of the table of outcomes."""

_TOLD: Final = (
    "title", "type", "date", "located_as", "kind", "country_code", "region_code", "lon", "lat", "precision_m",
    "score", "object", "killed", "injured", "because",
)  # fmt: skip
"""Of an incident, as ``geo check --json`` has it; of an area its label point and the radius that holds it."""

_PASSING: Final = ".geo-check.part"


class Tally(NamedTuple):
    """What the tables have."""

    incidents: int
    located: int
    countries: frozenset[str]
    lost: tuple[str, ...]
    """Files whose results are gone or damaged."""


def result_path(target: Path, below: Path) -> Path:
    """Say where the result of a report stands.

    Examples
    --------
    >>> from pathlib import Path
    >>> result_path(Path("out"), Path("june/a.txt")).as_posix()
    'out/june/a.txt.json'
    """
    return target / below.with_name(f"{below.name}.json")


def put_result(target: Path, below: Path, result: str) -> int:
    """Write a result, whole or not at all, and give its size in bytes.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    path, passing = result_path(target, below), target / _PASSING
    # A letter of a file name that is none is spelled as JSON spells it.
    content = result.encode("utf-8", "backslashreplace")
    path.parent.mkdir(parents=True, exist_ok=True)
    passing.write_bytes(content)
    passing.replace(path)
    return len(content)


def write_tables(target: Path, rows: Sequence[Mapping[str, Any]], below: Mapping[str, Path]) -> Tally:
    """Write the table of outcomes, and that of the incidents of all reports.

    Parameters
    ----------
    target : Path
    rows : sequence of mapping
        Of the journal, in the order in which files are told.
    below : mapping
        The path of each by its name.

    Raises
    ------
    OutputError
        If one cannot be written.
    """
    shown = COLUMNS
    if os.environ.get("SOURCE_DATE_EPOCH"):
        # How long it took is another each time, and the same input is to give the same bytes.
        rows = [{**row, "seconds": None} for row in rows]
    _write_table(target / OUTCOMES, shown, ([row.get(name) for name in shown] for row in rows))
    incidents = _Incidents(target, rows, below)
    _write_table(target / INCIDENTS, ("path", "same_as", *_TOLD), incidents.cells())
    return Tally(incidents.count, incidents.located, frozenset(incidents.countries), tuple(incidents.lost))


class _Incidents:
    """Reads incidents out of results, one after the other, and counts what it reads."""

    def __init__(self, target: Path, rows: Sequence[Mapping[str, Any]], below: Mapping[str, Path]) -> None:
        self._target, self._rows, self._below = target, rows, below
        self.count = self.located = 0
        self.countries: set[str] = set()
        self.lost: list[str] = []

    def cells(self) -> Iterator[list[Any]]:
        for row in self._rows:
            if not row.get("incidents"):
                continue
            try:
                content = result_path(self._target, self._below[row["path"]]).read_bytes()
                found = json.loads(content)["incidents"]
            except (OSError, ValueError, KeyError):
                self.lost.append(row["path"])
                continue
            for one in found:
                self.count += 1
                self.located += one["lon"] is not None
                self.countries.update((one["country_code"] or "").split(";"))
                yield [row["path"], row.get("same_as"), *(one[name] for name in _TOLD)]


def _write_table(path: Path, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    with (
        replace_file(path, overwrite=True) as passing,
        passing.open("w", encoding="utf-8", newline="") as stream,
    ):
        stream.write(_line(names))
        stream.writelines(_line(row) for row in rows)


def _line(cells: Iterable[Any]) -> str:
    return ",".join(map(_cell, cells)) + "\n"


def _cell(value: Any) -> str:  # noqa: ANN401 - whatever JSON holds
    r"""Spell a cell.

    Examples
    --------
    >>> _cell(None), _cell(1.5), _cell('a "b"\n')
    ('', '1.5', '"a ""b""\n"')
    """
    if value is None:
        return ""
    text = str(value).encode("utf-8", "backslashreplace").decode("utf-8")
    return '"{}"'.format(text.replace('"', '""')) if any(sign in text for sign in ',"\r\n') else text


def make_folder(target: Path) -> None:
    """Make the folder of results.

    Raises
    ------
    OutputError
        If it cannot be made, or is a file.
    """
    try:
        target.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise OutputError(f"{target} is a file. Give the name of a folder for the results.") from None
    except OSError as error:
        raise OutputError(
            f"The folder {target} cannot be made: {error.strerror or error}. Choose another one."
        ) from error

"""The file ``decisions.csv``: read with every fault named, written as a template to be filled in."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from geo._files import replace_file
from geo._locating.decision_lines import is_decided, read_line, read_table
from geo._locating.decisions import Decision, Decisions
from geo._names import search_key
from geo.errors import DataError, OutputError

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence

    from geo._locating.decision_lines import Line, Table

__all__ = ["Doubt", "read_decisions", "write_review"]

COLUMNS: Final = ("query", "parent", "chosen", "geometry", "lon", "lat", "precision_m", "who", "when", "why")
_CANDIDATES: Final = 3
HINTS: Final = ("rows", *(f"candidate_{at + 1}" for at in range(_CANDIDATES)), "problem")
_NAMED: Final = 10
"""Wrong lines that one message names."""
_FORMULA: Final = ("=", "+", "-", "@")


@dataclass(frozen=True)
class Doubt:
    """A name of a table that is not certain.

    Attributes
    ----------
    query, parent : str
        As they stand in the table; parents are joined by commas.
    count : int
        Rows that say so.
    best : tuple of (id, description, score)
        What it may be, most likely first.
    problem : str
        Why it is not certain.
    """

    query: str
    parent: str
    count: int
    best: tuple[tuple[str, str, float], ...]
    problem: str


def read_decisions(path: str | os.PathLike[str]) -> Decisions:
    r"""Read a file of decisions.

    Parameters
    ----------
    path : path-like
        CSV in UTF-8, separated by commas, semicolons or tabs, with at least the column ``query`` and one
        of ``chosen``, ``geometry`` (WKT, lon lat) and ``lon`` with ``lat`` (degrees); ``parent``,
        ``precision_m`` (metres), ``who``, ``when`` (ISO date) and ``why`` besides. Other columns pass.
        Lines that choose nothing are not decided yet.

    Raises
    ------
    DataError
        If the file cannot be read, or lines are wrong or contradict each other; all are named in one message,
        ten at most, with what to do.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "decisions.csv")
    ...     _ = path.write_text("Query;Chosen;Who\nSomewhere;none;Aigerim\nAktau;;\n")
    ...     read_decisions(path).find("somewhere").chosen
    'none'
    """
    path = Path(path)
    return _decide(read_table(path), path.name)


def _decide(table: Table, name: str) -> Decisions:
    wrong: list[str] = []
    known: dict[tuple[str, str], Decision] = {}
    for line in table.lines:
        if not is_decided(line.cells):
            continue
        decision = read_line(line)
        if not isinstance(decision, Decision):
            wrong.append(f"line {line.number}: {', and '.join(decision)}")
            continue
        other = known.setdefault((search_key(decision.query), search_key(decision.parent)), decision)
        if other.meaning != decision.meaning:
            wrong.append(
                f"lines {other.line} and {line.number} decide differently about {decision.query!r}: keep one"
            )
    if wrong:
        more = f"; and {len(wrong) - _NAMED} more" if len(wrong) > _NAMED else ""
        raise DataError(f"{name}: {'; '.join(wrong[:_NAMED])}{more}.")
    return Decisions(known.values(), name)


def write_review(
    target: str | os.PathLike[str] | IO[str], doubts: Sequence[Doubt], *, force: bool = False
) -> int:
    """Write the doubtful names of a table to be decided on.

    A file of decisions that is there already is taken up: what is decided stays byte for byte, as does a
    line that is not but in which somebody wrote who, when, why or something of their own; other open lines
    make room for those of this table.

    Parameters
    ----------
    target : path or writable text stream
    doubts : sequence of Doubt
    force : bool
        Whether another file, or one with wrong lines, may be replaced.

    Returns
    -------
    int
        How many lines are still to be decided.

    Raises
    ------
    OutputError
        If the file is there and is no file of decisions, unless forced, or cannot be written; it is then as
        it was before.

    Examples
    --------
    >>> stream = io.StringIO()
    >>> doubt = Doubt("Aktau", "KAZ", 3, (("place:610612", "Aktau, city", 0.62),), "not certain")
    >>> write_review(stream, [doubt])
    1
    >>> print(stream.getvalue().splitlines()[1])
    Aktau,KAZ,,,,,,,,,3,"place:610612 Aktau, city 0.62",,,not certain
    """
    if not isinstance(target, (str, Path)) and hasattr(target, "write"):
        text, left = _fill(None, "", doubts)
        target.write(text)
        return left
    path = Path(target)
    table = _take_up(path, force=force)
    text, left = _fill(table, path.name, doubts)
    has_mark = table is None or table.has_mark
    with replace_file(path, overwrite=True) as beside:
        beside.write_text(text, encoding="utf-8-sig" if has_mark else "utf-8", newline="")
    return left


def _take_up(path: Path, *, force: bool) -> Table | None:
    """Read the file that is there; None when there is none, or one that may go."""
    if not path.exists():
        return None
    try:
        table = read_table(path)
        _decide(table, path.name)
    except DataError as error:
        if force:
            return None
        raise OutputError(
            f"{error} It is left as it is: correct it, pass --force to replace it, or -o with another name."
        ) from error
    return table


def _fill(table: Table | None, name: str, doubts: Sequence[Doubt]) -> tuple[str, int]:
    """Write the text of a file, and count what is open in it."""
    columns = [*COLUMNS, *HINTS]
    kept: list[str] = []
    notes: dict[tuple[str, str], Line] = {}
    separator, end = ",", "\n"
    if table is not None:
        separator = table.separator
        end = "\r\n" if table.heading_text.endswith("\r\n") else "\n"
        added = [column for column in columns if column not in table.heading]
        columns = [*table.heading, *added]
        heading = separator.join([table.heading_text.rstrip("\r\n"), *added])
        kept = [line.text for line in table.lines if is_decided(line.cells)]
        notes = {_key(line.cells): line for line in table.lines if _is_noted(line)}
        decisions = _decide(table, name)
        doubts = [one for one in doubts if decisions.find(one.query, [one.parent]) is None]
    else:
        heading = separator.join(columns)
    opened: list[str] = []
    for one in doubts:
        line = notes.pop((search_key(one.query), search_key(one.parent)), None)
        cells = _cells_of(one, {} if line is None else line.cells)
        stream = io.StringIO()
        csv.writer(stream, delimiter=separator, lineterminator="").writerow(
            [cells.get(column, "") for column in columns]
        )
        opened.append(stream.getvalue())
    waiting = [line.text for line in notes.values()]
    lines = (heading, *kept, *waiting, *opened)
    text = "".join(line if line.endswith(("\n", "\r")) else line + end for line in lines)
    return text, len(waiting) + len(opened)


def _key(cells: dict[str, str]) -> tuple[str, str]:
    return search_key(cells["query"]), search_key(cells.get("parent", ""))


def _is_noted(line: Line) -> bool:
    """Say whether somebody has written into an open line."""
    ours = {*COLUMNS, *HINTS} - {"precision_m", "who", "when", "why"}
    return not is_decided(line.cells) and any(
        text for column, text in line.cells.items() if column not in ours
    )


def _cells_of(doubt: Doubt, noted: dict[str, str]) -> dict[str, str]:
    """Fill the cells of an open line: those of the table, and what somebody has noted there."""
    best = {
        f"candidate_{at}": f"{identity} {told} {score:.2f}"
        for at, (identity, told, score) in enumerate(doubt.best[:_CANDIDATES], 1)
    }
    fresh = {"query": doubt.query, "parent": doubt.parent, "rows": str(doubt.count), "problem": doubt.problem}
    return {
        **noted,
        **dict.fromkeys(HINTS, ""),
        **{name: _harmless(text) for name, text in (fresh | best).items()},
    }


def _harmless(cell: str) -> str:
    """Write a cell on one line, and keep a spreadsheet from taking it for a formula."""
    cell = " ".join(cell.split())
    return f"'{cell}" if cell.startswith(_FORMULA) else cell

"""Changes of countries and borders since 1989: the recipe's table, checked, its borders written out.

A row of ``tables/changes.csv`` is a change. ``borders`` is ``all`` where every border of the ``codes`` began
with it, as with a new state; written out these are the pairs that the finished map has. A box says that
only the ground inside it changed hands, or only that stretch of a line.
"""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

__all__ = ["CHANGE_KINDS", "read_changes", "write_changes"]

CHANGE_KINDS: Final = ("new_country", "united", "dissolved", "handed_over", "border_moved", "control")
"""``control``: who claims or holds disputed ground (``area``), which changes no country."""

_TABLE: Final = Path(__file__).parent / "tables" / "changes.csv"
_ALL: Final = "all"
_BOX: Final = ("west", "south", "east", "north")


def read_changes(
    codes: Collection[str], pairs: Collection[str], disputes: Collection[str], table: Path = _TABLE
) -> list[dict[str, str]]:
    """Read the table and write out which borders each change began.

    Parameters
    ----------
    codes : collection of str
        Codes of all entities.
    pairs : collection of str
        Both codes of every border of the map, alphabetical: SDN-SSD.
    disputes : collection of str
        Names of all disputed areas.
    table : Path
        The table; the recipe's own unless given.

    Raises
    ------
    ValueError
        If a row names what is not there, has no source, or is out of order.
    """
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    written = [_check({**row, "borders": _write_out(row, pairs)}, codes, pairs, disputes) for row in rows]
    if [row["date"] for row in written] != sorted(row["date"] for row in written):
        message = f"{table.name}: the rows are not in the order of their dates."
        raise ValueError(message)
    return written


def write_changes(path: Path, rows: Sequence[dict[str, str]]) -> int:
    """Write the changes as CSV; return their number."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return len(rows)


def _write_out(row: dict[str, str], pairs: Collection[str]) -> str:
    if row["borders"] != _ALL:
        return row["borders"]
    codes = set(row["codes"].split(";"))
    return ";".join(sorted(pair for pair in pairs if codes & set(pair.split("-"))))


def _check(
    row: dict[str, str], codes: Collection[str], pairs: Collection[str], disputes: Collection[str]
) -> dict[str, str]:
    box = [row[side] for side in _BOX]
    wrong = [
        name
        for name, is_wrong in {
            "date": dt.date.fromisoformat(row["date"]).year < 1989,  # noqa: PLR2004 - the year it begins
            "kind": row["kind"] not in CHANGE_KINDS,
            "area": (row["kind"] == "control") != (row["area"] in disputes),
            "codes": not set(filter(None, row["codes"].split(";"))) <= set(codes),
            "borders": not set(filter(None, row["borders"].split(";"))) <= set(pairs),
            "box": any(box) and not (float(box[0]) < float(box[2]) and float(box[1]) < float(box[3])),
            "before": not row["before"],
            "source": not row["source"],
        }.items()
        if is_wrong
    ]
    if wrong or not (row["codes"] or row["borders"]):
        message = f"changes.csv: {', '.join(wrong) or 'codes and borders'} of the row of {row['date']}: {row}"
        raise ValueError(message)
    return row

"""The recipe's own tables of names: facts, each row with the published work that states it."""

from __future__ import annotations

import csv
from pathlib import Path

__all__ = ["read_rows"]

_FOLDER = Path(__file__).parent.parent / "tables"


def read_rows(name: str) -> list[dict[str, str]]:
    """Rows of a table in the order of the file."""
    with (_FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))

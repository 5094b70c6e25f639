"""What a format cannot hold is written in another way, and said: each thing once, where and how often."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import logging
    from collections.abc import Mapping

__all__ = ["Changes"]

_NAMED: Final = 5


class Changes:
    """What was written in another way than it stands in the table.

    Examples
    --------
    >>> changes = Changes("KML")
    >>> changes.add_column("dates of it are written as text", "seen")
    >>> changes.add_column("dates of it are written as text", "told")
    >>> changes.add_cells("characters that XML has no room for became U+FFFD", 2)
    >>> changes.sentences()
    ["KML: dates of it are written as text: columns 'seen', 'told'.", 'KML: characters ...: 2 times.']
    """

    def __init__(self, file_format: str) -> None:
        self._format = file_format
        self._columns: dict[str, list[str]] = {}
        self._cells: dict[str, int] = {}

    def add_column(self, what: str, name: str) -> None:
        """Add a column that is written in another way."""
        named = self._columns.setdefault(what, [])
        if name not in named:
            named.append(name)

    def add_cells(self, what: str, count: int = 1) -> None:
        """Add cells, or shapes, that are written in another way."""
        if count:
            self._cells[what] = self._cells.get(what, 0) + count

    def as_json(self) -> dict[str, Any]:
        """Give all of it as JSON can hold it, for `add_json`."""
        return {"columns": self._columns, "cells": self._cells}

    def add_json(self, told: Mapping[str, Any]) -> None:
        """Add what was changed in another piece of the table."""
        for what, names in told["columns"].items():
            for name in names:
                self.add_column(what, name)
        for what, count in told["cells"].items():
            self.add_cells(what, count)

    def sentences(self) -> list[str]:
        """Give one sentence for each thing that was changed."""
        said = []
        for what, names in self._columns.items():
            shown = ", ".join(map(repr, names[:_NAMED]))
            more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
            said.append(
                f"{self._format}: {what}: {'column' if len(names) == 1 else 'columns'} {shown}{more}."
            )
        for what, count in self._cells.items():
            said.append(f"{self._format}: {what}: {'once' if count == 1 else f'{count:,} times'}.")
        return said

    def tell(self, logger: logging.Logger) -> None:
        """Say it all in the log."""
        for sentence in self.sentences():
            logger.info("%s", sentence)

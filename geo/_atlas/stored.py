"""What lies in the folder of an atlas, read once: arcs, rings, parts, tables, in one worldview."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from geo._atlas.files import Lines

__all__ = ["Stored"]


class Stored:
    """The files of an atlas, each read when it is first needed and kept.

    Parameters
    ----------
    folder : pathlib.Path
    worldview : str
        Either 'default' or 'de_facto': whose code disputed ground has.
    """

    def __init__(self, folder: Path, worldview: str) -> None:
        self.folder = folder
        self.worldview = worldview

    @property
    def _is_de_facto(self) -> bool:
        return self.worldview == "de_facto"

    @cached_property
    def _arcs(self) -> Lines:
        from geo._atlas.disputes import change_sides

        arcs = self._lines("arcs")
        return change_sides(arcs, self._parts) if self._is_de_facto else arcs

    @cached_property
    def _held_parts(self) -> pd.DataFrame:
        code = self._parts["de_facto_code" if self._is_de_facto else "code"]
        return self._parts.assign(code=code).drop(columns="de_facto_code")

    @cached_property
    def _shores(self) -> Lines:
        return self._lines("coasts")

    @cached_property
    def _rings(self) -> pd.DataFrame:
        return self._table("rings")

    @cached_property
    def _parts(self) -> pd.DataFrame:
        return self._table("parts")

    def _lines(self, layer: str) -> Lines:
        from geo._atlas.files import read_lines

        return read_lines(self.folder, layer)

    def _table(self, layer: str) -> pd.DataFrame:
        from geo._atlas.files import read_table

        return read_table(self.folder, layer)

"""What becomes of one piece: read, located, measured, and written as a part of what all become together."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from geo._locating import find_schema, locate_incidents
from geo._measuring import KnownAreas, measure_piece
from geo._records import tally_table
from geo._records.tables import list_kinds
from geo._streaming.batches import quiet
from geo._writing import write_part
from geo.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import geopandas as gpd

    from geo._atlas import Atlas
    from geo._locating import Decisions
    from geo._streaming.batches import Batch, Reader
    from geo._streaming.parts import PartsFolder
    from geo._writing import FileFormat

__all__ = ["Asked", "Worker", "tell_kinds"]

_TOLD: Final = 10
"""Kinds of problems that are told of."""
_WARM_ROWS: Final = 200
"""So many rows load what nearly all rows need."""


class Asked(NamedTuple):
    """What is to be done with each row."""

    place: str | None
    trust_points: bool
    near_radius_m: float
    decisions: Decisions | None
    only: Sequence[str] | None
    to: Sequence[str]
    codes: Sequence[str]
    date_column: str | None
    profile: str | None
    own: bool
    worldview: str
    strict: bool
    engine: str | None
    """Of measuring; one for all pieces, so that it does not matter how they are cut."""


class Worker:
    """Does one piece after another.

    Parameters
    ----------
    reader : Reader
    asked : Asked
    chosen : str
        The format of what all pieces become.
    folder : PartsFolder
        Where parts are put.
    """

    def __init__(self, reader: Reader, asked: Asked, chosen: FileFormat, folder: PartsFolder) -> None:
        self.reader, self.asked, self.chosen, self.folder = reader, asked, chosen, folder
        self._atlas: Atlas | None = None
        self._areas = KnownAreas()

    def __getstate__(self) -> dict[str, Any]:
        """Leave the atlas out of what is sent to a process that is no copy of this one."""
        return {**self.__dict__, "_atlas": None, "_areas": KnownAreas()}

    @property
    def atlas(self) -> Atlas:
        """What is measured against, loaded once in each process."""
        if self._atlas is None:
            from geo._atlas import load_atlas

            self._atlas = load_atlas(own=self.asked.own, worldview=self.asked.worldview)
        return self._atlas

    def __call__(self, batch: Batch) -> dict[str, Any]:
        """Do a piece, and note what came of it, as JSON can hold it."""
        with quiet():
            note = self._do(batch)
        _give_back_memory()
        return note

    def _do(self, batch: Batch) -> dict[str, Any]:
        measured, note = self._make(batch)
        note |= {"number": batch.number, "input": batch.input, "rows": len(measured)}
        note["tally"] = tally_table(measured)
        is_first = batch.number == 0
        return self.folder.put(
            batch.number, lambda path: note | write_part(measured, path, self.chosen, is_first=is_first)
        )

    def _make(self, batch: Batch) -> tuple[gpd.GeoDataFrame, dict[str, Any]]:
        """Read, locate and measure a piece."""
        incidents, note = self.reader.read(batch)
        located = self._locate(incidents)
        note["wrong"] = int(located["geo_problem"].notna().sum())
        note["kinds"] = _list_problems(located, batch.first)
        note["at_origin"] = int(((located["geo_lon"] == 0) & (located["geo_lat"] == 0)).sum())
        if self.asked.strict and note["wrong"]:
            rows = f"{batch.first + 1:,} to {batch.first + len(located):,}"
            raise DataError(_refuse(note, rows))
        if self.asked.decisions is not None:
            note["decisions"] = sorted(self.asked.decisions.used)
        return self._measure(located), note

    def warm(self, batch: Batch) -> None:
        """Load what pieces like this one need, and leave no trace."""
        with quiet():
            frame, _ = self.reader.read(batch)
            self._measure(self._locate(frame.iloc[:_WARM_ROWS].copy()))
        del frame
        _give_back_memory()

    def _locate(self, incidents: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        asked = self.asked
        all_exact = asked.trust_points or find_schema(map(str, incidents.columns)) is None
        nothing_to_do = asked.place is None and asked.decisions is None and all_exact
        if nothing_to_do and not incidents.geometry.is_empty.any():
            return incidents
        return locate_incidents(
            incidents,
            place=asked.place,
            atlas=self.atlas,
            trust_points=asked.trust_points,
            near_radius_m=asked.near_radius_m,
            decisions=asked.decisions,
        )

    def _measure(self, located: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        asked = self.asked
        return measure_piece(
            located,
            atlas=self.atlas,
            only=asked.only,
            to=asked.to,
            codes=asked.codes,
            date_column=asked.date_column,
            profile=asked.profile,
            engine=asked.engine,
            known=self._areas,
        )


def _refuse(note: dict[str, Any], rows: str) -> str:
    """Say which rows have a problem where none may."""
    have = "has" if note["wrong"] == 1 else "have"
    told = f"{note['wrong']:,} of rows {rows} {have} a problem, and with --strict none may:"
    return "\n  ".join([told, *tell_kinds(note["kinds"]), "Mend them, or leave --strict out."])


def tell_kinds(kinds: Mapping[str, Sequence[int]]) -> list[str]:
    """Give a line for each kind of problem, the most frequent first: how many rows, what, and one of them."""
    ordered = sorted(kinds.items(), key=lambda item: -item[1][0])
    return [
        f"1 row: {kind}, row {row:,}" if count == 1 else f"{count:,} rows: {kind}, such as row {row:,}"
        for kind, (count, row) in ordered[:_TOLD]
    ]


def _list_problems(frame: gpd.GeoDataFrame, before: int) -> dict[str, list[int]]:
    """Give of each kind of problem how many rows have it, and the first, counted from 1 over all pieces."""
    found: dict[str, list[int]] = {}
    texts = frame["geo_problem"].to_numpy(dtype=object)
    for row in np.flatnonzero(frame["geo_problem"].notna().to_numpy()).tolist():
        for kind in list_kinds(str(texts[row])):
            found.setdefault(kind, [0, before + row + 1])[0] += 1
    return found


def _give_back_memory() -> None:
    """Give memory that is free now back to the system, which the allocators would keep for the next piece."""
    import ctypes

    import pyarrow as pa

    pa.default_memory_pool().release_unused()
    with contextlib.suppress(OSError, AttributeError):
        # Of the C library of Linux alone.
        ctypes.CDLL(None).malloc_trim(0)

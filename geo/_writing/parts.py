"""A table written piece by piece: each piece a file of its own, then one file of all of them.

Text is written as it will stand in the end. GeoParquet and FlatGeobuf say at their beginning or their end
what is in all of them, so their pieces are kept as Parquet until all are there.
"""

from __future__ import annotations

import logging
import shutil
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from geo._writing.changes import Changes
from geo._writing.columns import list_columns
from geo._writing.incidents import NAMES, refusing, spell_record, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    import geopandas as gpd
    import pandas as pd
    from numpy.typing import NDArray

    from geo._writing.formats import FileFormat

__all__ = ["JOINED_FORMATS", "join_parts", "write_part"]

logger = logging.getLogger(__name__)

JOINED_FORMATS: Final[tuple[FileFormat, ...]] = ("csv", "geojsonseq", "parquet", "flatgeobuf")
"""Those that can be written piece by piece."""

_PASSING: Final = "lz4"
"""Quick to write and to read again: pieces are there for a while only."""


def write_part(
    incidents: gpd.GeoDataFrame, path: Path, chosen: FileFormat, *, is_first: bool
) -> dict[str, Any]:
    """Write a piece of a table.

    Parameters
    ----------
    incidents : GeoDataFrame
    path : Path
        Where nothing stands.
    chosen : str
        One of `JOINED_FORMATS`: what all pieces become together.
    is_first : bool

    Returns
    -------
    dict
        What `join_parts` has to know of it, as JSON can hold it.
    """
    changes = Changes(NAMES[chosen])
    note: dict[str, Any] = {}
    with refusing(path, chosen):
        if chosen == "csv":
            from geo._writing.delimited import spell_csv, spell_rows
            from geo._writing.shapes import count_outlines

            note["outlines"] = count_outlines(incidents)
            columns = list_columns(incidents)
            text = spell_csv(incidents, changes) if is_first else spell_rows(incidents, columns, changes)
            _write_text(path, text)
        elif chosen == "geojsonseq":
            from geo._writing.geojson import spell_lines

            _write_text(path, spell_lines(incidents, changes))
        else:
            from geo._writing.parquet import write_parquet

            # What Parquet has no room for is not what FlatGeobuf has none for.
            own = Changes(NAMES["parquet"]) if chosen == "flatgeobuf" else changes
            write_parquet(incidents, path, own, compression=_PASSING)
            if chosen == "flatgeobuf":
                from geo._writing.layers import survey_columns, survey_shapes
                from geo._writing.shapes import list_shapes

                note["columns"] = survey_columns(incidents)
                note["shapes"] = survey_shapes(list_shapes(incidents, changes))
    return {**note, "changes": changes.as_json()}


def join_parts(
    parts: Sequence[Path],
    notes: Sequence[Mapping[str, Any]],
    path: Path,
    chosen: FileFormat,
    *,
    overwrite: bool,
    record: Mapping[str, Any] | None,
) -> None:
    """Put pieces of a table into one file, whole or not at all.

    Parameters
    ----------
    parts : sequence of Path
        In their order.
    notes : sequence of mapping
        What `write_part` said of each.
    path : Path
    chosen : str
    overwrite : bool
        Whether a file that is there may be replaced.
    record : mapping or None
        How it was made; see `geo.write_incidents`.

    Raises
    ------
    OutputError
        If it cannot be written; what stood there is as it was.
    """
    run = None if record is None else spell_record(record)
    changes = Changes(NAMES[chosen])
    for note in notes:
        changes.add_json(note["changes"])

    def write(passing: Path) -> None:
        with refusing(path, chosen):
            if chosen in ("csv", "geojsonseq"):
                with passing.open("wb") as stream:
                    for part in parts:
                        with part.open("rb") as made:
                            shutil.copyfileobj(made, stream, 2**20)
            elif chosen == "parquet":
                from geo._writing.parquet import join_parquet

                join_parquet(parts, passing, record=run)
            else:
                from geo._writing.layers import FlatColumn, FlatShapes, join_flatgeobuf

                columns = [[FlatColumn(*column) for column in note["columns"]] for note in notes]
                shapes = [FlatShapes(*note["shapes"]) for note in notes]
                join_flatgeobuf(lambda: map(_read_part, parts), columns, shapes, passing, changes)

    write_whole(path, write, overwrite=overwrite, run=run)
    if chosen == "csv":
        from geo._writing.shapes import tell_outlines

        tell_outlines(sum(note["outlines"] for note in notes), "CSV")
    changes.tell(logger)


def _write_text(path: Path, text: Iterator[str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.writelines(text)


def _read_part(path: Path) -> tuple[pd.DataFrame, NDArray[np.object_]]:
    """Read a piece that was kept as Parquet: its columns, and its shapes as bytes."""
    import json

    import pyarrow.parquet as pq

    table = pq.read_table(path)
    name = json.loads(table.schema.metadata[b"geo"])["primary_column"]
    place = table.schema.get_field_index(name)
    wkb = np.array([None, *table.column(place).to_pylist()], dtype=object)[1:]
    return table.remove_column(place).to_pandas(), wkb

"""Countries of your own, as they were: polygons of states, each from a day to a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo._atlas.own.ground import read_polygons
from geo._atlas.own.texts import list_rows, looks_misread, take_texts
from geo._atlas.own.validity import VALIDITY, Validity, read_validity
from geo.errors import DataError
from geo.schema import CRS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo._atlas.own.adding import Wanted
    from geo._atlas.own.sources import Source

    Words = NDArray[np.object_]

__all__ = ["build_states"]

_OVERLAP_SHARE: Final = 0.001
"""States that share more than this part of the smaller one overlap; less is the width of a line."""


def build_states(source: Source, wanted: Wanted) -> tuple[gpd.GeoDataFrame, list[str]]:
    """Make the table of states.

    Parameters
    ----------
    source : Source
        Columns found for --name-column, and --code-column and those of the dates where they are wanted.
    wanted : Wanted

    Returns
    -------
    states : GeoDataFrame
        Columns code, name, valid_from, valid_to, accuracy_m, source, licence.
    notes : list of str
        What was repaired, left out, or is worth knowing.

    Raises
    ------
    DataError
        If names, codes, dates or shapes are wrong; the message names the rows.
    """
    names = _take(source, "--name-column")
    codes = _take(source, "--code-column") if wanted.code_column else names
    validity = read_validity(source, wanted, names)
    ground = read_polygons(source.frame, names, file=source.file)
    notes = ground.notes
    for option, texts in (("--name-column", names), ("--code-column", codes)):
        missing = np.array([text is None for text in texts[ground.rows]], dtype=bool)
        if missing.any():
            message = (
                f"{source.file}: {option} {source.columns[option]} is empty in "
                f"{list_rows(missing, names, ground.rows)}. Fill it, or name another column."
            )
            raise DataError(message)
    odd = looks_misread(names)
    if odd:
        notes.append(
            f"names look as if they were read in the wrong encoding, such as {odd!r} (see --encoding)"
        )
    if not wanted.code_column:
        notes.append("no --code-column is named, so the names stand for the codes")
    valid = Validity(validity.first[ground.rows], validity.last[ground.rows])
    frame = gpd.GeoDataFrame(
        {
            "code": pd.array(codes[ground.rows], dtype="string"),
            "name": pd.array(names[ground.rows], dtype="string"),
            **{name: pd.array(days, dtype="string") for name, days in zip(VALIDITY, valid, strict=True)},
            "accuracy_m": np.full(
                len(ground.rows), np.nan if wanted.accuracy_m is None else wanted.accuracy_m
            ),
            "source": pd.array([wanted.source or source.file] * len(ground.rows), dtype="string"),
            "licence": pd.array([wanted.licence] * len(ground.rows), dtype="string"),
        },
        geometry=list(ground.shapes),
        crs=CRS,
    )
    _tell_overlaps(ground.shapes, names[ground.rows], valid, notes)
    return frame.sort_values(["code", "valid_from"], kind="stable", ignore_index=True), notes


def _take(source: Source, option: str) -> Words:
    return take_texts(source.frame[source.columns[option]], option=option, file=source.file)


def _tell_overlaps(shapes: Words, names: Words, validity: Validity, notes: list[str]) -> None:
    """Tell of states that hold the same ground on the same days."""
    one, other = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    first, last = (
        np.array([day or "" for day in validity.first]),
        np.array([day or "~" for day in validity.last]),
    )
    at_once = (one < other) & (first[one] <= last[other]) & (first[other] <= last[one])
    one, other = one[at_once], other[at_once]
    shared = shapely.area(shapely.intersection(shapes[one], shapes[other]))
    overlap = shared > _OVERLAP_SHARE * np.minimum(shapely.area(shapes[one]), shapely.area(shapes[other]))
    if overlap.any():
        number = int(np.flatnonzero(overlap)[0])
        count = int(overlap.sum())
        notes.append(
            f"{count:,} {'pair of countries holds' if count == 1 else 'pairs of countries hold'} the same "
            f"ground on the same days, such as {names[one[number]]} and {names[other[number]]}; "
            "the one that begins later is the answer there"
        )

"""Borders of your own: lines between two countries, each with its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import geopandas as gpd
import numpy as np
import pandas as pd

from geo._atlas.own.countries import resolve_code
from geo._atlas.own.ground import read_lines
from geo._atlas.own.texts import list_rows, take_texts
from geo._atlas.own.validity import VALIDITY, read_validity
from geo.errors import DataError, UsageError
from geo.schema import BORDER_KINDS, CRS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo._atlas.own.adding import Wanted
    from geo._atlas.own.sources import Source

    Words = NDArray[np.object_]

__all__ = ["build_lines"]

_AT_SEA: Final = ("territorial_sea", "seabed")


def build_lines(source: Source, wanted: Wanted, entities: pd.DataFrame) -> tuple[gpd.GeoDataFrame, list[str]]:
    """Make the table of borders.

    Parameters
    ----------
    source : Source
        Columns found for those options that were given.
    wanted : Wanted
        Says kind and sides, for all lines or by column.
    entities : DataFrame
        Columns code, iso2 and sovereign.

    Returns
    -------
    lines : GeoDataFrame
        LineStrings with codes (alphabetical), left, right, kind, reach, accuracy_m, name, and valid_from
        and valid_to where the user says them.
    notes : list of str
        What was left out, or is worth knowing.

    Raises
    ------
    DataError
        If kinds, sides or shapes are wrong; the message names the rows.
    UsageError
        If kind or sides are not said.
    """
    count = len(source.frame)
    names = _take(source, "--name-column") if wanted.name_column else np.full(count, None, dtype=object)
    sides = _take_sides(source, wanted, entities, names)
    kinds = _take_kinds(source, wanted, names)
    _check_pairs(sides, kinds, entities, names, source.file)
    validity = read_validity(source, wanted, names)
    ground = read_lines(source.frame, names, file=source.file)
    notes = ground.notes
    kind, pair = kinds[ground.rows], sides[ground.rows]
    at_sea = np.isin(kind, _AT_SEA)
    if at_sea.any():
        notes.append(
            f"{int(at_sea.sum()):,} of {len(kind):,} lines lie at sea by their kind and are no land borders"
        )
    frame = gpd.GeoDataFrame(
        {
            "codes": pd.array(["-".join(sorted(codes)) for codes in pair], dtype="string"),
            "left": pd.array(pair[:, 0], dtype="string"),
            "right": pd.array(pair[:, 1], dtype="string"),
            "kind": pd.array(kind, dtype="string"),
            "reach": pd.array(np.where(at_sea, "sea", "land"), dtype="string"),
            "accuracy_m": np.full(len(kind), np.nan if wanted.accuracy_m is None else wanted.accuracy_m),
            "name": pd.array(names[ground.rows], dtype="string"),
        },
        geometry=list(ground.shapes),
        crs=CRS,
    )
    if any(day is not None for days in validity for day in days):
        dates = {name: days[ground.rows] for name, days in zip(VALIDITY, validity, strict=True)}
        frame = frame.assign(**{name: pd.array(days, dtype="string") for name, days in dates.items()})
    return frame, notes


def _take(source: Source, option: str) -> Words:
    return take_texts(source.frame[source.columns[option]], option=option, file=source.file)


def _take_sides(source: Source, wanted: Wanted, entities: pd.DataFrame, names: Words) -> Words:
    """Codes of both sides of every row, shape (n, 2)."""
    if wanted.left_column and wanted.right_column:
        texts = np.column_stack([_take(source, "--left-column"), _take(source, "--right-column")])
        said = "--left-column and --right-column"
    else:
        if wanted.code_column:
            pairs, said = _take(source, "--code-column"), f"--code-column {wanted.code_column}"
        elif wanted.codes:
            pairs, said = np.full(len(source.frame), wanted.codes, dtype=object), "--codes"
        else:
            message = (
                "Between which countries are these lines? Name the columns with the codes of the two "
                "sides with --left-column and --right-column, one that holds both (KAZ-TKM) with "
                "--code-column, or say it for all lines with --codes KAZ-TKM."
            )
            raise UsageError(message)
        split = [(text or "").replace("\N{EN DASH}", "-").replace(";", "-").split("-") for text in pairs]
        texts = np.array([parts if len(parts) == 2 else [None, None] for parts in split], dtype=object)  # noqa: PLR2004 - two sides
    sides = np.array(
        [[text and resolve_code(text.strip(), entities) for text in row] for row in texts], dtype=object
    )
    unknown = np.array([None in row or "" in row for row in sides.tolist()], dtype=bool)
    if unknown.any():
        message = (
            f"{source.file}: {said} does not say the ISO codes of two countries in "
            f"{list_rows(unknown, names)}. They are written as KAZ-TKM in one column, or KAZ and TKM in two."
        )
        raise DataError(message)
    return sides


def _take_kinds(source: Source, wanted: Wanted, names: Words) -> Words:
    allowed = ", ".join(BORDER_KINDS)
    if wanted.kind_column:
        kinds = _take(source, "--kind-column")
        wrong = ~np.isin(kinds.astype(str), BORDER_KINDS)
        if wrong.any():
            first = kinds[wrong][0]
            message = (
                f"{source.file}: --kind-column {wanted.kind_column} holds no kind of border in "
                f"{list_rows(wrong, names)}{f', but {first!r}' if first else ''}. The kinds are {allowed}."
            )
            raise DataError(message)
        return kinds
    if wanted.kind is None:
        message = f"No border without its kind: pass --kind or --kind-column. The kinds are {allowed}."
        raise UsageError(message)
    if wanted.kind not in BORDER_KINDS:
        message = f"--kind: there is no kind {wanted.kind!r}. The kinds are {allowed}."
        raise UsageError(message)
    return np.full(len(source.frame), wanted.kind, dtype=object)


def _check_pairs(sides: Words, kinds: Words, entities: pd.DataFrame, names: Words, file: str) -> None:
    """Two sides are two countries; lines within one sovereign are internal, and only those."""
    same = sides[:, 0] == sides[:, 1]
    if same.any():
        message = f"{file}: both sides are one country in {list_rows(same, names)}. A border parts two."
        raise DataError(message)
    sovereign = dict(zip(entities["code"], entities["sovereign"], strict=True))
    inner = np.array([sovereign[left] == sovereign[right] for left, right in sides], dtype=bool)
    wrong = inner != (kinds == "internal")
    if wrong.any():
        row = int(np.flatnonzero(wrong)[0])
        pair = "-".join(sides[row])
        why = (
            f"{pair} lies within one sovereign, where lines are internal"
            if inner[row]
            else f"{pair} parts two sovereigns, where no line is internal"
        )
        message = (
            f"{file}: {why}, but {kinds[row]} is said: {list_rows(wrong, names)}. Correct kind or codes."
        )
        raise DataError(message)

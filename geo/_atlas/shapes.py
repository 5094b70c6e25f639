"""From arcs to polygons: every boundary is stored once, so neighbours meet without gap or overlap."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from geo._atlas.files import Lines

__all__ = ["assemble_faces", "assemble_land", "lines_of", "polygons_of"]


def lines_of(lines: Lines, chosen: NDArray[np.bool_] | None = None) -> NDArray[np.object_]:
    """Line strings of the chosen rows (all unless told), in their order."""
    rows = np.arange(len(lines.starts) - 1) if chosen is None else np.flatnonzero(chosen)
    at, line = _gather(lines.starts[rows], lines.starts[rows + 1])
    return np.asarray(shapely.linestrings(lines.coordinates[at], indices=line))


def polygons_of(outlines: Lines) -> NDArray[np.object_]:
    """Build polygons of closed lines: those of one ``polygon`` follow one another, its shell first."""
    line = np.repeat(np.arange(len(outlines.starts) - 1), np.diff(outlines.starts))
    rings = np.asarray(shapely.linearrings(outlines.coordinates, indices=line))
    return np.asarray(shapely.polygons(rings, indices=outlines.attributes["polygon"].to_numpy(dtype=np.intp)))


def _gather(
    first: NDArray[np.int64], last: NDArray[np.int64], *, backwards: NDArray[np.bool_] | None = None
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Positions first..last-1 of every row, one row after the other, and the row of each position."""
    count = last - first
    row = np.repeat(np.arange(len(first)), count)
    place = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    if backwards is None:
        return first[row] + place, row
    return np.where(backwards[row], last[row] - 1 - place, first[row] + place), row


def assemble_faces(arcs: Lines, rings: pd.DataFrame) -> NDArray[np.object_]:
    """One polygon for every outer ring in ``rings``, with the holes that follow it.

    ``rings`` are rows of the rings layer in their stored order: ``arcs`` lists arc number + 1,
    negative for an arc walked backwards; ``is_hole`` marks holes.
    """
    counts = rings["arcs"].map(len).to_numpy()
    signed = np.concatenate(rings["arcs"].to_numpy()).astype(np.int64)
    ring_of_arc = np.repeat(np.arange(len(rings)), counts)
    number = np.abs(signed) - 1
    at, row = _gather(arcs.starts[number], arcs.starts[number + 1], backwards=signed < 0)
    return _build(arcs.coordinates[at], row, ring_of_arc, rings["is_hole"].to_numpy(dtype=bool))


def assemble_land(coasts: Lines) -> NDArray[np.object_]:
    """Land polygons, inland waters filled in, from the shores."""
    table = coasts.attributes
    order = np.lexsort((table["place"], table["ring"], table["polygon"]))
    polygon, ring = table["polygon"].to_numpy()[order], table["ring"].to_numpy()[order]
    is_new = np.ones(len(order), dtype=bool)
    is_new[1:] = (np.diff(polygon) != 0) | (np.diff(ring) != 0)
    at, row = _gather(coasts.starts[order], coasts.starts[order + 1])
    return _build(coasts.coordinates[at], row, np.cumsum(is_new) - 1, ring[is_new] > 0)


def _build(
    coordinates: NDArray[np.float64],
    row: NDArray[np.int64],
    ring_of_row: NDArray[np.int64],
    is_hole: NDArray[np.bool_],
) -> NDArray[np.object_]:
    """Join pieces to rings (a piece begins where the one before it ends), and rings to polygons."""
    ring = ring_of_row[row]
    repeats = np.zeros(len(row), dtype=bool)
    repeats[1:] = (row[1:] != row[:-1]) & (ring[1:] == ring[:-1])
    lines = np.asarray(shapely.linearrings(coordinates[~repeats], indices=ring[~repeats]))
    polygon = np.cumsum(~is_hole) - 1
    return np.asarray(shapely.polygons(lines, indices=polygon))

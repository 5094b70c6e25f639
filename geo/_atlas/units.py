"""Polygon units, regions and districts: their file and how it becomes polygons again.

A row of the file is a unit. Within a country every vertex is stored once, by the unit that comes
upon it first, because neighbours share most of their vertices. Four columns make the polygons:

``rings``
    Vertices of each ring, closing ones left out; negative for a hole, which follows its shell.
``x``, ``y``
    The vertices that this unit is the first of its country to have, each as the move from the one
    before it in the country (the first one from 0, 0), in steps of ``UNIT_GRID`` degrees.
``walk``
    One number a vertex of the unit: 0 is the next vertex out of ``x`` and ``y``; otherwise a vertex
    already known, as 1 + the zigzag of its number minus the number expected. A shared line is
    walked backwards by the neighbour, so that expected number is one less than the last.

Zigzag writes 0, -1, 1, -2 … as 0, 1, 2, 3 …. A row group holds whole countries, so the units of some
countries are read without the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import shapely

from geo._atlas.files import to_pandas
from geo.errors import AtlasError
from geo.schema import CRS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    IntArray = NDArray[np.int64]

__all__ = ["UNIT_GRID", "read_units"]

UNIT_GRID = 2.0**-15
"""Degrees, about 3 m; exact in binary."""

_GEOMETRY = ["rings", "walk", "x", "y"]


def read_units(folder: Path, layer: str, codes: Iterable[str] | None = None) -> gpd.GeoDataFrame:
    """Read a layer of polygon units.

    Parameters
    ----------
    folder : Path
        Folder of the atlas.
    layer : str
        ``regions`` or ``districts``.
    codes : iterable of str, optional
        Countries wanted, alpha-3; all unless given. One that has no unit adds no row.

    Returns
    -------
    GeoDataFrame
        Sorted by country_code and unit_id, in EPSG:4326, every geometry a Polygon or a MultiPolygon.

    Raises
    ------
    AtlasError
        If the layer is not there or cannot be read.
    """
    attributes, polygons = [], [np.empty(0, dtype=object)]
    for table in _read(folder / f"{layer}.parquet", layer, codes):
        attributes.append(table.drop_columns(_GEOMETRY))
        polygons.append(_build(table))
    columns = to_pandas(pa.concat_tables(attributes))
    return gpd.GeoDataFrame(columns, geometry=np.concatenate(polygons), crs=CRS)


def read_credits(folder: Path, layer: str, codes: Iterable[str]) -> list[dict[str, str | None]]:
    """Say from whom the units of some countries are, and under which licences.

    Parameters
    ----------
    folder : Path
        Folder of the atlas.
    layer : str
        ``regions`` or ``districts``.
    codes : iterable of str
        Countries wanted, alpha-3.

    Returns
    -------
    list of dict
        ``country_code``, ``source`` and ``licence``, each combination once, sorted.
    """
    wanted = pc.field("country_code").isin(pa.array(sorted(set(codes)), pa.string()))
    names = ["country_code", "source", "licence"]
    try:
        table = pq.read_table(folder / f"{layer}.parquet", columns=names, filters=wanted)
    except (OSError, pa.ArrowException) as error:
        raise AtlasError(f"Layer '{layer}' of the atlas cannot be read ({error}).") from error
    found = {tuple(row[name] for name in names) for row in table.group_by(names).aggregate([]).to_pylist()}
    ordered = sorted(found, key=lambda row: tuple(value or "" for value in row))
    return [dict(zip(names, row, strict=True)) for row in ordered]


def _read(path: Path, layer: str, codes: Iterable[str] | None) -> Iterator[pa.Table]:
    """Rows of the countries wanted, one row group at a time; at least one table, which may have no rows."""
    wanted = None
    if codes is not None:
        wanted = pc.field("country_code").isin(pa.array(sorted(set(codes)), pa.string()))
    if not path.is_file():
        message = (
            f"This atlas has no {layer}: there is no file '{path}'. "
            "Reinstall geo-incidents; in a checkout run 'make atlas'."
        )
        raise AtlasError(message)
    try:
        (file,) = ds.dataset(path, format="parquet").get_fragments()
        yield file.physical_schema.empty_table()
        for group in file.split_by_row_group(filter=wanted):
            yield group.to_table(filter=wanted)
    except (OSError, pa.ArrowException) as error:
        message = (
            f"Layer '{layer}' of the atlas cannot be read from '{path}' ({error}). Reinstall geo-incidents."
        )
        raise AtlasError(message) from error


def _build(table: pa.Table) -> NDArray[np.object_]:
    """One (multi)polygon a row; rows of one country stand together."""
    country = table.column("country_code").to_numpy()
    if not len(country):
        return np.empty(0, dtype=object)
    vertices = _vertices(table, np.flatnonzero(np.append([True], country[1:] != country[:-1])))
    counts = _values(table, "rings")
    ring = np.repeat(np.arange(len(counts)), np.abs(counts))
    rings = np.asarray(shapely.linearrings(vertices, indices=ring))
    is_shell = counts > 0
    polygons = np.asarray(shapely.polygons(rings, indices=np.cumsum(is_shell) - 1))
    unit = np.repeat(np.arange(len(country)), _lengths(table, "rings"))[is_shell]
    result = polygons[np.searchsorted(unit, np.arange(len(country)))]
    is_part = np.bincount(unit)[unit] > 1
    several, number = np.unique(unit[is_part], return_inverse=True)
    result[several] = shapely.multipolygons(polygons[is_part], indices=number)
    return result


def _vertices(table: pa.Table, first_row: IntArray) -> NDArray[np.float64]:
    """Vertices of all rings one after the other, shape (n, 2), degrees.

    ``first_row`` is where each country begins. Numbers of vertices run on from one country to the
    next here, which the steps within a country do not notice.
    """
    moves = _unzigzag(np.column_stack([_values(table, "x"), _values(table, "y")]))
    first_new = np.append(0, np.cumsum(_lengths(table, "x")))[first_row]
    reached = np.vstack([[[0, 0]], np.cumsum(moves, axis=0)])
    country_length = np.diff(np.append(first_new, len(moves)))
    known = reached[1:] - np.repeat(reached[first_new], country_length, axis=0)

    walk = _values(table, "walk")
    is_new = walk == 0
    stepped = np.cumsum(np.where(is_new, 0, _unzigzag(walk - 1) - 1))
    newest = np.cumsum(is_new) - 1
    number = newest + stepped - stepped[is_new][newest]
    return np.asarray(known[number] * UNIT_GRID)


def _unzigzag(values: IntArray) -> IntArray:
    return np.asarray((values >> 1) ^ -(values & 1))


def _values(table: pa.Table, name: str) -> IntArray:
    """Values of a column of lists, one row after the other."""
    return np.asarray(table.column(name).combine_chunks().flatten().to_numpy(), dtype=np.int64)


def _lengths(table: pa.Table, name: str) -> IntArray:
    offsets = np.asarray(table.column(name).combine_chunks().offsets.to_numpy(), dtype=np.int64)
    return offsets[1:] - offsets[:-1]

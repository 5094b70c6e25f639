"""Polygon units (regions, districts) to Parquet; :mod:`geo._atlas.units` reads them and explains the layout.

Neighbours share most of their vertices, so within a country each vertex is written once: beside
GeoParquet of the same districts, byte streams and all, that takes two thirds of the room.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import shapely

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd
    from numpy.typing import NDArray

    IntArray = NDArray[np.int64]
    Geometries = NDArray[np.object_]

__all__ = ["UNIT_GRID", "put_units_on_grid", "write_units"]

logger = logging.getLogger(__name__)

UNIT_GRID = 2.0**-15
"""Degrees, about 3 m: a vertex moves by 2.4 m at most. The reader knows the same number."""

LEAST_GROUP_VERTICES = 20_000
"""Countries are read alone where they are large; small ones share a row group with their neighbours
in the alphabet, because a group of its own costs a few kilobytes."""

_GEOMETRY = ("rings", "walk", "x", "y")


def write_units(path: Path, frame: gpd.GeoDataFrame) -> int:
    """Write polygon units sorted by country_code and unit_id.

    Parameters
    ----------
    path : Path
    frame : GeoDataFrame
        Polygons in EPSG:4326 with the columns ``country_code`` and ``unit_id`` and any others.

    Returns
    -------
    int
        Number of rows written.

    Raises
    ------
    ValueError
        If a unit has no area on the grid, or an identifier is there twice.
    """
    _check_identifiers(frame)
    ordered = frame.sort_values(["country_code", "unit_id"], kind="stable", ignore_index=True)
    ordered = ordered.set_geometry(put_units_on_grid(ordered.geometry.to_numpy()))
    _check_area(ordered)
    countries = [_encode_country(rows) for _, rows in ordered.groupby("country_code", sort=True)]
    table = _attributes(ordered)
    for name in _GEOMETRY:
        column = pa.chunked_array([country[name] for country in countries])
        table = table.append_column(name, column.combine_chunks())
    _write_groups(path, table, np.array([len(country["rings"]) for country in countries]))
    return len(ordered)


def _attributes(frame: gpd.GeoDataFrame) -> pa.Table:
    """Columns without geometry; text in the one type that the reader looks for, whatever pandas has."""
    plain = pd.DataFrame(frame.drop(columns=frame.geometry.name))
    table = pa.Table.from_pandas(plain, preserve_index=False).replace_schema_metadata(None)
    small = {pa.large_string(): pa.string(), pa.null(): pa.string()}
    return table.cast(
        pa.schema([field.with_type(small.get(field.type, field.type)) for field in table.schema])
    )


def _check_identifiers(frame: gpd.GeoDataFrame) -> None:
    twice = frame["unit_id"][frame["unit_id"].duplicated()]
    if len(twice):
        message = f"{len(twice)} unit identifiers are there twice, such as {twice.iloc[0]!r}."
        raise ValueError(message)


def _check_area(frame: gpd.GeoDataFrame) -> None:
    lost = frame["unit_id"][frame.geometry.is_empty]
    if len(lost):
        message = f"Nothing is left of {len(lost)} units on the grid, such as {lost.iloc[0]!r}."
        raise ValueError(message)


def put_units_on_grid(geometry: Geometries) -> Geometries:
    """Round polygons to the grid and keep them valid.

    Plain rounding leaves what neighbours share in common. Where it makes a ring touch or cross
    itself, that unit alone is rounded by snapping, which adds vertices instead.

    Parameters
    ----------
    geometry : ndarray of Polygon or MultiPolygon, shape (n,)
        Valid ones.

    Returns
    -------
    ndarray of Polygon or MultiPolygon, shape (n,)
        An empty polygon where nothing is left: a sliver narrower than the grid.
    """
    rounded = shapely.transform(geometry, lambda c: np.rint(c / UNIT_GRID) * UNIT_GRID)
    rounded = np.asarray(shapely.remove_repeated_points(rounded, 0.0))
    broken = np.flatnonzero(~shapely.is_valid(rounded))
    for index in broken:
        rounded[index] = _polygons_only(shapely.set_precision(geometry[index], UNIT_GRID))
    if len(broken):
        logger.info("%d of %d units snapped to stay valid on the grid", len(broken), len(rounded))
    rounded[shapely.area(rounded) == 0.0] = shapely.Polygon()
    return rounded


def _polygons_only(geometry: shapely.Geometry) -> shapely.Geometry:
    parts = shapely.get_parts(geometry)
    polygons = parts[shapely.get_dimensions(parts) == 2]  # noqa: PLR2004 - areas
    return polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(list(polygons))


def _encode_country(rows: gpd.GeoDataFrame) -> dict[str, pa.Array]:
    """Columns rings, walk, x and y of the units of one country, as the reader describes them."""
    parts, unit_of_part = shapely.get_parts(rows.geometry.to_numpy(), return_index=True)
    rings, part_of_ring = shapely.get_rings(parts, return_index=True)
    vertices, ring_of_vertex = shapely.get_coordinates(rings, return_index=True)
    is_last = np.append(np.diff(ring_of_vertex) != 0, np.array([True]))
    grid = np.rint(vertices[~is_last] / UNIT_GRID).astype(np.int64)
    ring_of_vertex = ring_of_vertex[~is_last]
    unit_of_ring = unit_of_part[part_of_ring]
    unit_of_vertex = unit_of_ring[ring_of_vertex]

    number, _ = pd.factorize((grid[:, 0] << 32) + grid[:, 1])
    is_new = np.zeros(len(number), dtype=bool)
    is_new[np.unique(number, return_index=True)[1]] = True
    step = number - np.append(0, number[:-1]) + 1
    walk = np.where(is_new, 0, 1 + _zigzag(step))
    moves = _zigzag(np.diff(grid[is_new], axis=0, prepend=0))

    is_hole = np.append(False, np.diff(part_of_ring) == 0)
    counts = np.bincount(ring_of_vertex) * np.where(is_hole, -1, 1)
    return {
        "rings": _lists(counts, unit_of_ring, len(rows)),
        "walk": _lists(walk, unit_of_vertex, len(rows)),
        "x": _lists(moves[:, 0], unit_of_vertex[is_new], len(rows)),
        "y": _lists(moves[:, 1], unit_of_vertex[is_new], len(rows)),
    }


def _zigzag(values: IntArray) -> IntArray:
    """Signed to unsigned, small to small: 0, -1, 1, -2 … become 0, 1, 2, 3 …."""
    return np.asarray((values << 1) ^ (values >> 63))


def _lists(values: IntArray, row: IntArray, rows: int) -> pa.ListArray:
    offsets = np.searchsorted(row, np.arange(rows + 1))
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), pa.array(values, pa.int32()))


def _write_groups(path: Path, table: pa.Table, counts: IntArray) -> None:
    """Write row groups that hold whole countries; statistics of country_code let a reader skip groups."""
    lists = {f"{name}.list.element": "BYTE_STREAM_SPLIT" for name in ("walk", "x", "y")}
    writer = pq.ParquetWriter(
        path,
        table.schema,
        compression="zstd",
        compression_level=19,
        use_dictionary=[name for name in table.column_names if name not in {*_GEOMETRY, "unit_id"}],
        column_encoding=lists,
        write_statistics=["country_code"],
    )
    with writer:
        ends = np.cumsum(counts)
        vertices = np.append(0, np.cumsum(pc.list_value_length(table["walk"]).to_numpy()))
        start = 0
        for end in ends:
            if end == ends[-1] or vertices[end] - vertices[start] >= LEAST_GROUP_VERTICES:
                writer.write_table(table.slice(start, end - start), row_group_size=1 << 30)
                start = end

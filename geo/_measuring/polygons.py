"""Polygons made ready for the compiled search: laid on a grid, and of units the outer rims in trees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pandas as pd
import shapely

from geo._geodesy import Forest, Mosaic, lay, plant
from geo._measuring.layers import words
from geo._measuring.units import SLIVER_M, compare_areas

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from numpy.typing import NDArray

    from geo._measuring.entities import Entities
    from geo._measuring.layers import Floats, Ints, Layers
    from geo._measuring.shelf import Shelf

COARSE_DEG: Final = 0.25
FINE_DEG: Final = 0.1
"""Sizes of cells: for layers of long outlines, and for districts."""


RIM_SEGMENT_M: Final = 20_000.0
RIM_SAG_M: Final = 50.0
"""Few points lie beside all units of their country, so the rims may cost time rather than memory."""


class Ground(NamedTuple):
    """Polygons of a layer without further facts."""

    mosaic: Mosaic


class Parts(NamedTuple):
    """Parts of countries: whose they are, in which time zone, on what disputed ground."""

    table: pd.DataFrame
    """Columns code, timezone, dispute; null where there is none."""
    rank: NDArray[np.int64]
    """The part of the least rank is the answer where several hold a point."""
    mosaic: Mosaic


class Units(NamedTuple):
    """Regions or districts of the world."""

    table: pd.DataFrame
    """All columns of the layer but the outlines and what nobody asks of many points."""
    country: NDArray[np.int64]
    """Number of the country of each unit."""
    rank: NDArray[np.int64]
    """Smallest first."""
    reach_m: NDArray[np.float64]
    """How far outside its outline a unit still counts: its accuracy, at most `SLIVER_M`; by line of it."""
    unit: NDArray[np.int64]
    """Unit of each line of the forest."""
    mosaic: Mosaic
    forest: Forest
    """Edges that only one unit of a country has; a group a country."""


UNIT_COLUMNS: Final = (
    *("unit_id", "country_code", "name", "code", "level", "accuracy_m", "dispute", "superseded_by"),
)


def read_ground(layer: str, atlas: Layers, shelf: Shelf) -> Ground:
    """Read ``land`` or ``lakes``."""

    def build() -> Ground:
        shapes = getattr(atlas, layer).geometry.to_numpy()
        return Ground(lay(*_rings_of(shapes), cell_deg=COARSE_DEG))

    return shelf.get(f"{layer}_polygons", Ground, build)


def read_parts(atlas: Layers, shelf: Shelf) -> Parts:
    """Read the parts of the countries."""

    def build() -> Parts:
        parts = atlas.parts
        table = pd.DataFrame(parts[["code", "timezone", "dispute"]]).reset_index(drop=True)
        order = table.sort_values(["code", "timezone"], na_position="last", kind="stable").index
        rank = np.empty(len(table), dtype=np.int64)
        rank[order] = np.arange(len(table))
        return Parts(table, rank, lay(*_rings_of(parts.geometry.to_numpy()), cell_deg=COARSE_DEG))

    return shelf.get("parts", Parts, build)


def read_units(layer: str, atlas: Layers, entities: Entities, shelf: Shelf) -> Units:
    """Read ``regions`` or ``districts``."""

    def build() -> Units:
        units = getattr(atlas, layer)
        shapes = units.geometry.to_numpy()
        country = entities.numbers(words(units["country_code"]))
        by_id = np.empty(len(units), dtype=np.int64)
        by_id[np.argsort(words(units["unit_id"]), kind="stable")] = np.arange(len(units))
        rank = np.empty(len(units), dtype=np.int64)
        rank[np.lexsort((by_id, compare_areas(shapes)))] = np.arange(len(units))
        lon, lat, ring, owner = _rings_of(shapes)
        rim_lon, rim_lat, line, unit = _rims(lon, lat, ring, owner, country)
        accuracy_m = np.minimum(units["accuracy_m"].to_numpy(np.float64, na_value=0.0), SLIVER_M)
        cell_deg = FINE_DEG if layer == "districts" else COARSE_DEG
        return Units(
            pd.DataFrame(units[[name for name in UNIT_COLUMNS if name in units]]).reset_index(drop=True),
            country,
            rank,
            accuracy_m[unit],
            unit,
            lay(lon, lat, ring, owner, cell_deg=cell_deg),
            plant(
                rim_lon,
                rim_lat,
                line,
                np.maximum(country[unit], 0),
                len(entities.code),
                segment_m=RIM_SEGMENT_M,
                most_sag_m=RIM_SAG_M,
            ),
        )

    return shelf.get(layer, Units, build)


def read_outlines(atlas: Layers) -> tuple[GeoDataFrame, Mosaic]:
    """Read disputed areas that have a polygon of their own, in the order of their names; a handful."""
    table = atlas.dispute_table
    table = table[table["how"] == "outline"].sort_values("area", ignore_index=True)
    return table, lay(*_rings_of(table.geometry.to_numpy()), cell_deg=COARSE_DEG)


def _rings_of(shapes: NDArray[np.object_]) -> tuple[Floats, Floats, Ints, Ints]:
    """Vertices of all rings, the ring of each, and the shape of each ring."""
    parts, shape = shapely.get_parts(shapes, return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    coordinates, ring = shapely.get_coordinates(rings, return_index=True)
    lon, lat = (np.ascontiguousarray(coordinates[:, axis]) for axis in (0, 1))
    return lon, lat, ring, shape[part]


def _rims(lon: Floats, lat: Floats, ring: Ints, owner: Ints, country: Ints) -> tuple[Any, ...]:
    """Find the edges that only one unit of a country has, in runs, as lines.

    A point outside all units of its country comes nearest to them there: what two of them share lies inside.

    Returns
    -------
    lon, lat, line, unit
        Vertices, the line of each, and the unit of each line.
    """
    edge = np.flatnonzero(ring[:-1] == ring[1:]) if len(ring) else np.empty(0, dtype=np.int64)
    unit = owner[ring[edge]]
    ends = np.stack([lon[edge], lat[edge], lon[edge + 1], lat[edge + 1]])
    # The same edge whichever way it is walked.
    backwards = (ends[0] > ends[2]) | ((ends[0] == ends[2]) & (ends[1] > ends[3]))
    ends[:, backwards] = ends[:, backwards][[2, 3, 0, 1]]
    order = np.argsort(_mix(*ends, country[unit]))
    ends, holder = ends[:, order], country[unit][order]
    same = (ends[:, 1:] == ends[:, :-1]).all(axis=0) & (holder[1:] == holder[:-1])
    is_rim = np.ones(len(edge), dtype=bool)
    is_rim[order[1:][same]] = False
    is_rim[order[:-1][same]] = False
    edge, unit = edge[is_rim], unit[is_rim]
    # Edges that follow each other are one line.
    begins = np.diff(edge, prepend=-2) != 1
    starts = np.flatnonzero(begins)
    line_of_edge = np.cumsum(begins) - 1
    ends = np.append(starts[1:], len(edge))[: len(starts)] - 1
    vertices = np.concatenate([edge, edge[ends] + 1])
    line = np.concatenate([line_of_edge, np.arange(len(starts))])
    by_line = np.lexsort((vertices, line))
    return lon[vertices[by_line]], lat[vertices[by_line]], line[by_line], unit[starts]


def _mix(*columns: NDArray[Any]) -> NDArray[np.uint64]:
    """Mix numbers to one that is the same where they all are, and else hardly ever."""
    mixed = np.zeros(len(columns[0]), dtype=np.uint64)
    for column in columns:
        mixed ^= column.view(np.uint64)
        mixed *= MIXER
        mixed ^= mixed >> np.uint64(29)
    return mixed


MIXER: Final = np.uint64(0x9E3779B97F4A7C15)
"""An odd number without pattern: 2**64 over the golden ratio."""

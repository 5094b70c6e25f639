"""Areas cut out of the layers that say what lies where: parts of countries, outlines, regions, districts."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import shapely

from geo._measuring.layers import lines_of, pick, words
from geo._measuring.pieces import Pieces, cut_out, measure_sizes
from geo._measuring.touching import find_lines_met

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from numpy.typing import NDArray

    from geo._measuring.layers import Floats, Ints, Words
    from geo._measuring.world import World

GRID: Final = 24
"""Points to a side of the grid by which the parts of countries round a few areas are asked for."""

FEW: Final = 16
"""For more areas all parts are read."""


class UnitPieces(NamedTuple):
    """Regions or districts, and what areas have of each on the ground of its country."""

    table: GeoDataFrame
    pieces: Pieces
    """Numbers of polygons are positions in the table."""


class Cuttings:
    """What some areas have of every layer; each layer is cut when it is asked for.

    Parameters
    ----------
    shapes : ndarray of Polygon, MultiPolygon, LineString or MultiLineString, shape (n,)
    world : World
    """

    def __init__(self, shapes: NDArray[np.object_], world: World) -> None:
        self.shapes, self.world = shapes, world

    @cached_property
    def size(self) -> Floats:
        """Ground area of each polygon, length of each line."""
        return measure_sizes(self.shapes)

    @cached_property
    def parts(self) -> GeoDataFrame:
        """Parts of countries: columns code, timezone, dispute.

        For a few areas they are asked for by the corners and a grid over the box: a part that is missed
        is smaller than a step of the grid. It can hide a time zone, but not make a part cover what it
        does not.
        """
        atlas = self.world.atlas
        if len(self.shapes) > FEW:
            return atlas.parts.reset_index(drop=True)
        lon, lat = [], []
        for west, south, east, north in shapely.bounds(self.shapes):
            grid = np.meshgrid(np.linspace(west, east, GRID), np.linspace(south, north, GRID))
            lon.append(grid[0].ravel())
            lat.append(grid[1].ravel())
        corners = shapely.get_coordinates(self.shapes)
        at = np.concatenate([*lon, corners[:, 0]]), np.concatenate([*lat, corners[:, 1]])
        return atlas.parts_at(*at).reset_index(drop=True)

    @cached_property
    def part_words(self) -> tuple[Words, Words, Words]:
        """Code of the country, time zone and dispute of each part, None where there is none."""
        code, timezone, dispute = (words(self.parts[name]) for name in ("code", "timezone", "dispute"))
        return code, timezone, dispute

    @cached_property
    def of_parts(self) -> Pieces:
        """What areas have of each part of a country."""
        return cut_out(self.shapes, self.parts.geometry.to_numpy())

    @cached_property
    def outlines(self) -> GeoDataFrame:
        """Disputed ground that has a polygon of its own."""
        table = self.world.atlas.dispute_table
        return table[table["how"] == "outline"].reset_index(drop=True)

    @cached_property
    def of_outlines(self) -> Pieces:
        """What areas have of each such outline."""
        return cut_out(self.shapes, self.outlines.geometry.to_numpy())

    @cached_property
    def regions(self) -> UnitPieces:
        """What areas have of each region."""
        return self._units("regions")

    @cached_property
    def districts(self) -> UnitPieces:
        """What areas have of each district."""
        return self._units("districts")

    @cached_property
    def on_a_shore(self) -> NDArray[np.bool_]:
        """Whether a shore, of the sea or of a lake, runs through an area."""
        atlas = self.world.atlas
        rings = shapely.get_rings(shapely.get_parts(atlas.lakes.geometry.to_numpy()))
        lines = np.concatenate([atlas.coasts.geometry.to_numpy(), np.asarray(rings, dtype=object)])
        west, south, east, north = shapely.bounds(lines).T
        bounds = shapely.total_bounds(self.shapes)
        near = (west <= bounds[2]) & (east >= bounds[0]) & (south <= bounds[3]) & (north >= bounds[1])
        met, _ = find_lines_met(self.shapes, lines_of(lines[near]))
        return np.isin(np.arange(len(self.shapes)), met)

    def part_codes(self) -> Words:
        """Code of the country of each piece of a part."""
        return pick(self.part_words[0], self.of_parts.polygon, missing=None)

    def _units(self, layer: str) -> UnitPieces:
        """Cut the ground of each country out of its units."""
        codes = self.part_codes()
        there = np.flatnonzero([code is not None for code in codes])
        found, entities = self.of_parts.take(there), self.world.entities
        wanted = sorted(set(codes[there]))
        table = getattr(self.world.atlas, f"{layer}_of")(wanted).reset_index(drop=True)
        if len(table) == 0 or len(there) == 0:
            none = np.empty(0, dtype=np.int64)
            return UnitPieces(table, Pieces(none, none, np.empty(0, dtype=object), np.empty(0)))
        shapes = _flat(found.shape)
        pieces = cut_out(
            shapes,
            table.geometry.to_numpy(),
            entities.numbers(codes[there]),
            entities.numbers(words(table["country_code"])),
        )
        pieces = pieces._replace(area=found.area[pieces.area])
        order: Ints = np.lexsort((pieces.polygon, pieces.area))
        return UnitPieces(table, pieces.take(order))


def _flat(shapes: NDArray[np.object_]) -> NDArray[np.object_]:
    """Leave in collections only what has the highest dimension, so that they can be cut again."""
    mixed = np.flatnonzero(shapely.get_type_id(shapes) == shapely.GeometryType.GEOMETRYCOLLECTION)
    flat = shapes.copy()
    for number in mixed.tolist():
        parts = shapely.get_parts(shapes[number])
        dimension = shapely.get_dimensions(parts)
        flat[number] = shapely.union_all(parts[dimension == dimension.max()])
    return flat

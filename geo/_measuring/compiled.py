"""The lines and places made ready for the compiled search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pandas as pd
import shapely

from geo._geodesy import Forest, Grove, Nearest, nearest_on_lines, plant, plant_sites
from geo._geodesy.compiled import nearest_in_forest, nearest_in_grove, people_in_grove
from geo._geodesy.trees import ask as ask_trees
from geo._measuring.linework import READERS, Linework, number_lines
from geo._measuring.sites import CLASSES, FoundSites, PlainSites, extent_m, read_places

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geo._geodesy import Lines, Trees
    from geo._measuring.entities import Entities
    from geo._measuring.layers import Floats, Ints, Layers
    from geo._measuring.shelf import Shelf
    from geo._measuring.sites import Places


class CompiledLines(NamedTuple):
    """A table of lines without their geometry, and the lines in trees."""

    table: pd.DataFrame
    forest: Forest


class ReadySets(list[Any]):
    """Sets of groups, and the top that they put on the trees.

    Parameters
    ----------
    sets : sequence of ndarray of int
    trees : Trees
    """

    def __init__(self, sets: Sequence[Ints], trees: Trees) -> None:
        super().__init__(sets)
        self.asked = ask_trees(trees, sets)


class CompiledNet(NamedTuple):
    """Lines searched by compiled code."""

    forest: Forest
    group: Ints
    """Group of each line."""

    def nearest(self, lon: Floats, lat: Floats, ask: Ints, sets: Sequence[Ints]) -> Nearest:
        """Put all questions at once."""
        asked = sets.asked if isinstance(sets, ReadySets) else sets
        found = nearest_in_forest(lon, lat, ask, asked, self.forest)
        open_yet = np.flatnonzero(found.line < -1)
        if len(open_yet):
            # Nearly antipodal: rare, and only PROJ can tell.
            again = self._plainly(lon[open_yet], lat[open_yet], ask[open_yet], sets)
            for whole, part in zip(found, again, strict=True):
                whole[open_yet] = part
        return found

    def ready(self, sets: Sequence[Ints]) -> ReadySets:
        """Make sets ready to be asked for many times."""
        return ReadySets(sets, self.forest.trees)

    def as_lines(self) -> Lines:
        """Give the lines themselves."""
        return self.forest.as_lines()

    def _plainly(self, lon: Floats, lat: Floats, ask: Ints, sets: Sequence[Ints]) -> Nearest:
        lines = self.forest.as_lines()
        blank = np.full(len(lon), np.nan)
        found = Nearest(blank, blank.copy(), blank.copy(), blank.copy(), np.full(len(lon), -1))
        for number in np.unique(ask):
            rows = np.flatnonzero(ask == number)
            nearest = nearest_on_lines(lon[rows], lat[rows], lines.take(np.isin(self.group, sets[number])))
            for whole, part in zip(found, nearest, strict=True):
                whole[rows] = part
        return found


def read_compiled_lines(layer: str, atlas: Layers, entities: Entities, shelf: Shelf) -> Linework:
    """Read a layer of lines, from the shelf where it is there."""

    def build() -> CompiledLines:
        frame = READERS[layer](atlas)
        table = pd.DataFrame(frame.drop(columns="geometry"))
        coordinates, line = shapely.get_coordinates(frame.geometry.to_numpy(), return_index=True)
        numbered = number_lines(table, entities)
        forest = plant(coordinates[:, 0], coordinates[:, 1], line, numbered.group, len(numbered.group_left))
        return CompiledLines(table, forest)

    item = shelf.get(layer, CompiledLines, build)
    numbered = number_lines(item.table, entities)
    return Linework(*numbered, CompiledNet(item.forest, numbered.group))


class CompiledPlaces(NamedTuple):
    """The listed places, and the trees over them; see `Places`."""

    lon: Floats
    lat: Floats
    people: Floats
    is_capital: NDArray[np.bool_]
    table: pd.DataFrame
    grove: Grove


def read_compiled_places(atlas: Layers, shelf: Shelf) -> CompiledPlaces:
    """Read the listed places, from the shelf where they are there; a group a class."""

    def build() -> CompiledPlaces:
        places = read_places(atlas)
        people = np.where(np.isnan(places.people), 0.0, places.people)
        group = np.searchsorted(_THRESHOLDS, people, side="right") - 1
        grove = plant_sites(places.lon, places.lat, places.people, group, len(_THRESHOLDS))
        return CompiledPlaces(*places, grove)

    return shelf.get("places", CompiledPlaces, build)


_THRESHOLDS: Final = np.array(sorted(CLASSES.values()))


class CompiledSites(NamedTuple):
    """Places searched by compiled code."""

    places: Places
    grove: Grove

    def nearest(self, lon: Floats, lat: Floats, *, k: int, least_people: float) -> FoundSites:
        """Find the nearest k places with at least so many people."""
        first = max(0, int(np.searchsorted(_THRESHOLDS, least_people, side="right")) - 1)
        groups, ask = np.arange(first, len(_THRESHOLDS)), np.zeros(len(lon), dtype=np.int64)
        # In the least class everything counts that is in the class.
        least = 0.0 if least_people == _THRESHOLDS[first] else least_people
        found = nearest_in_grove(lon, lat, ask, [groups], self.grove, k=k, least_people=least)
        result = FoundSites(found.distance_m, found.azimuth_deg, found.site)
        open_yet = np.flatnonzero(~found.certain)
        if len(open_yet):
            again = PlainSites(self.places).nearest(
                lon[open_yet], lat[open_yet], k=k, least_people=least_people
            )
            for whole, part in zip(result, again, strict=True):
                whole[open_yet] = part
        return result

    def people_within(self, lon: Floats, lat: Floats, radius_m: Floats) -> Floats:
        """Sum the people listed within a radius of each point."""
        return people_in_grove(lon, lat, radius_m, self.grove, extent_m(self.grove.people))

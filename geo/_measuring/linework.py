"""The lines that distances are measured to: land borders, shores, and lines at sea.

Each is a table of lines with what is on their two sides, in groups: the lines between the same two
entities, of one kind. A question is put to a set of groups.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

import numpy as np
import pandas as pd
import shapely

from geo._geodesy import Nearest, index_lines, nearest_on_lines
from geo._measuring.layers import words
from geo.schema import CRS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geopandas import GeoDataFrame

    from geo._geodesy import Lines
    from geo._measuring.entities import Entities
    from geo._measuring.layers import Floats, Ints, Layers, Words

LAND_REACHES: Final = ("land", "river", "lake")
"""A border on a river or a lake is a land border; only the ocean and the Caspian are sea."""

SEA_WATERS: Final = ("ocean", "caspian")
"""Waters whose shores bound land. In a lake the border itself does, as on land."""

COLUMNS: Final = ("left", "right", "kind", "codes", "accuracy_m")


class Net(Protocol):
    """Lines made ready for searching."""

    def nearest(self, lon: Floats, lat: Floats, ask: Ints, sets: Sequence[Ints]) -> Nearest:
        """Find the nearest line of the groups that each point asks for (-1: none of the sets)."""

    def ready(self, sets: Sequence[Ints]) -> Sequence[Ints]:
        """Make sets ready to be asked for many times."""

    def as_lines(self) -> Lines:
        """Give the lines themselves."""


class PlainNet(NamedTuple):
    """Lines searched with NumPy: ready at once, and slow for many points."""

    lines: Lines
    group: Ints
    """Group of each line."""

    def nearest(self, lon: Floats, lat: Floats, ask: Ints, sets: Sequence[Ints]) -> Nearest:
        """Put one question after the other."""
        blank = np.full(len(lon), np.nan)
        found = Nearest(blank, blank.copy(), blank.copy(), blank.copy(), np.full(len(lon), -1))
        for number, groups in enumerate(sets):
            rows = np.flatnonzero(ask == number)
            if len(rows):
                nearest = nearest_on_lines(lon[rows], lat[rows], self.lines.take(np.isin(self.group, groups)))
                for whole, part in zip(found, nearest, strict=True):
                    whole[rows] = part
        return found

    def ready(self, sets: Sequence[Ints]) -> Sequence[Ints]:
        """Make sets ready to be asked for many times: there is nothing to do."""
        return sets

    def as_lines(self) -> Lines:
        """Give the lines themselves."""
        return self.lines


class Numbered(NamedTuple):
    """A table of lines in numbers; see `Linework`."""

    left: Ints
    right: Ints
    kind: Words
    codes: Words
    accuracy_m: Floats
    group: Ints
    group_left: Ints
    group_right: Ints
    group_kind: Words


class Linework(NamedTuple):
    """Lines of one layer; line numbers are positions in the arrays. Shape (lines,) or (groups,) each."""

    left: Ints
    right: Ints
    """Entities on the two sides, -1 where there is none or it is not known."""
    kind: Words
    codes: Words
    """Codes of the two sides, alphabetical (``KAZ-TKM``), or the one that there is."""
    accuracy_m: Floats
    group: Ints
    group_left: Ints
    group_right: Ints
    group_kind: Words
    net: Net


def read_land(atlas: Layers) -> GeoDataFrame:
    """Take the lines that can be walked up to, of whatever kind and between whomever."""
    borders = atlas.borders
    return _frame(borders[borders["reach"].isin(LAND_REACHES)])


def read_shores(atlas: Layers) -> GeoDataFrame:
    """Take the coasts of the ocean and the Caspian; left is whose land lies behind."""
    coasts = atlas.coasts
    coasts = coasts[coasts["water"].isin(SEA_WATERS)]
    return _frame(coasts.assign(left=coasts["code"], right=pd.NA, kind=pd.NA))


def read_sea(atlas: Layers) -> GeoDataFrame:
    """Take the lines at sea: limits of territorial seas, lines between two of them, seabed lines."""
    limits, borders, seabed = atlas.limits, atlas.borders, atlas.seabed
    sides = words(seabed["codes"])
    pairs = [text.split("-") for text in sides]
    return _frame(
        limits.assign(left=limits["code"], right=pd.NA),
        borders[borders["reach"] == "sea"],
        seabed.assign(left=[pair[0] for pair in pairs], right=[pair[-1] for pair in pairs]),
    )


READERS: Final = {"land": read_land, "shores": read_shores, "sea": read_sea}


def read_plain_lines(layer: str, atlas: Layers, entities: Entities) -> Linework:
    """Read a layer of lines: ``land``, ``shores`` or ``sea``."""
    frame = READERS[layer](atlas)
    numbered = number_lines(frame, entities)
    coordinates, line = shapely.get_coordinates(frame.geometry.to_numpy(), return_index=True)
    lines = index_lines(coordinates[:, 0], coordinates[:, 1], line)
    return Linework(*numbered, PlainNet(lines, numbered.group))


def number_lines(table: pd.DataFrame, entities: Entities) -> Numbered:
    """Put a table of lines in numbers, and its lines in groups.

    Groups stand in the alphabetical order of their codes, as entities do; the lower side is the left one.
    """
    left, right = entities.numbers(words(table["left"])), entities.numbers(words(table["right"]))
    kind = words(table["kind"])
    kinds = np.unique(["", *(text for text in kind if text)])
    kind_number = np.searchsorted(kinds, [text or "" for text in kind])
    sides = np.stack([np.minimum(left, right), np.maximum(left, right), kind_number])
    sides, group = np.unique(sides, axis=1, return_inverse=True)
    return Numbered(
        left,
        right,
        kind,
        words(table["codes"]),
        table["accuracy_m"].to_numpy(dtype=np.float64, na_value=np.nan),
        group.reshape(-1),
        sides[0],
        sides[1],
        np.array([str(kinds[number]) or None for number in sides[2]], dtype=object),
    )


def _frame(*tables: GeoDataFrame) -> GeoDataFrame:
    """Put lines under each other, those of the alphabetically lowest codes first.

    Of equally near lines the first is found, so that is the one.
    """
    import geopandas as gpd

    columns: dict[str, Any] = {name: [] for name in COLUMNS}
    for table in tables:
        sides = [words(table["left"]), words(table["right"])]
        columns["left"].extend(sides[0])
        columns["right"].extend(sides[1])
        columns["codes"].extend(
            "-".join(sorted(filter(None, pair))) or None for pair in zip(*sides, strict=True)
        )
        columns["kind"].extend(words(table["kind"]))
        columns["accuracy_m"].extend(table["accuracy_m"].to_numpy(dtype=np.float64, na_value=np.nan))
    geometry = np.concatenate([table.geometry.to_numpy() for table in tables])
    frame = gpd.GeoDataFrame(columns, geometry=list(geometry), crs=CRS)
    return frame.sort_values("codes", kind="stable", na_position="last", ignore_index=True)

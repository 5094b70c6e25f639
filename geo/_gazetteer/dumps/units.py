"""The region and the district in which each thing of a dump lies: by its point, in its own country.

One country at a time, and of that 100,000 points at a time, so that no more than the units of one country
are in memory. Shores are coarse: what no region of its country contains lies in the nearest within 0.3
degrees, as for the places that came with geo.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import shapely

from geo._atlas.units import read_units

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from geo._gazetteer.dumps.columns import Columns
    from geo._gazetteer.things import Things

__all__ = ["Inside", "find_units"]

_CHUNK: Final = 100_000
_NEAR_DEG: Final = 0.3


class Inside(NamedTuple):
    """In which units things lie."""

    region: NDArray[np.int32]
    """Position in ``units`` for each thing, -1 for none; shape (n,)."""
    district: NDArray[np.int32]
    units: list[str]
    """Identifiers, as "region:KAZ-3236"."""
    numbers: list[int]
    """The numbers of these units in the gazetteer."""


def find_units(columns: Columns, folder: Path, things: Things) -> Inside:
    """Find the region and the district of each thing.

    Parameters
    ----------
    columns : Columns
    folder : Path
        Of the atlas.
    things : Things
        Of the same atlas, for the numbers of its units.
    """
    lon = np.frombuffer(columns.lon_e5, np.intc) / 1e5
    lat = np.frombuffer(columns.lat_e5, np.intc) / 1e5
    country = np.frombuffer(columns.country, np.int16)
    found = {layer: np.full(len(lon), -1, np.int32) for layer in ("regions", "districts")}
    names: list[str] = []
    for at, code in enumerate(columns.countries):
        rows = np.flatnonzero(country == at)
        for layer, column in found.items():
            units = read_units(folder, layer, [code]) if code else None
            if units is None or not len(units):
                continue
            shapes = np.asarray(units.geometry.to_numpy(), dtype=object)
            shapely.prepare(shapes)
            for chunk in np.array_split(rows, range(_CHUNK, len(rows), _CHUNK)):
                points = np.asarray(shapely.points(lon[chunk], lat[chunk]), dtype=object)
                unit = _find_unit(points, shapes, near=layer == "regions")
                column[chunk] = np.where(unit >= 0, unit + len(names), -1)
            names += [f"{layer[:-1]}:{one}" for one in units["unit_id"]]
    used = np.unique(np.concatenate(list(found.values())))
    used = used[used >= 0]
    moved = np.full(len(names) + 1, -1, np.int32)
    moved[used] = np.arange(len(used))
    names = [names[at] for at in used]
    numbers = [things.number_of(name) for name in names]
    known = [-1 if one is None else one for one in numbers]
    return Inside(moved[found["regions"]], moved[found["districts"]], names, known)


def _find_unit(points: NDArray[np.object_], shapes: NDArray[np.object_], *, near: bool) -> NDArray[np.int64]:
    """Give the position of the first unit that holds each point, or of the nearest; -1 for none."""
    found = np.full(len(points), -1)
    tree = shapely.STRtree(points)
    # Units are asked, being prepared: a point each would be tested against all corners of a unit.
    unit, point = tree.query(shapes, predicate="intersects")
    order = np.lexsort((unit, point))[::-1]
    found[point[order]] = unit[order]
    lost = np.flatnonzero(found < 0)
    if near and len(lost):
        tree = shapely.STRtree(points[lost])
        unit, point = tree.query(shapes, predicate="dwithin", distance=_NEAR_DEG)
        away = shapely.distance(points[lost[point]], shapes[unit])
        order = np.lexsort((unit, away, point))[::-1]
        found[lost[point[order]]] = unit[order]
    return found

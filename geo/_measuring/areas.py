"""Measuring areas: what is true of every point of them, and between which bounds distances lie."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from geo._measuring.arcs import read_arcs
from geo._measuring.borders import read_sides
from geo._measuring.places import read_places
from geo._measuring.points import EN_DASH
from geo._measuring.shores import read_shores
from geo._measuring.surroundings import bound_borders, bound_foreign_land, bound_places
from geo._measuring.territories import read_territories
from geo._measuring.whole import Grounds, find_whole
from geo.schema import COLUMNS

if TYPE_CHECKING:
    from geo._measuring.arcs import Arcs
    from geo._measuring.borders import Sides
    from geo._measuring.extremes import Extremes
    from geo._measuring.layers import Layers
    from geo._measuring.places import Places
    from geo._measuring.shores import Shores
    from geo._measuring.surroundings import Area
    from geo._measuring.territories import Territories


class _Surroundings(NamedTuple):
    """All that areas are measured against, read once."""

    arcs: Arcs
    territories: Territories
    sides: Sides
    shores: Shores
    places: Places
    grounds: Grounds


def measure_areas(areas: list[Area], named: list[dict[str, Any] | None], atlas: Layers) -> pd.DataFrame:
    """Measure areas against every layer of the atlas.

    Parameters
    ----------
    areas : list of Area, n of them
    named : list of dict or None, n of them
        What locating by name knows of each (`UNIT_COLUMNS`); None for any other outline.
    atlas : Layers

    Returns
    -------
    DataFrame, n rows
        Columns as in ``geo.schema.COLUMNS`` and of their types: distances as their least and most,
        and no value between; ``geo_neighbours`` holds dicts, a pair of metres by code.

    Notes
    -----
    Names are given where they hold for the whole area. ``geo_border`` and ``geo_foreign_land_code`` are
    those that the area comes nearest to (of equally near borders, such as two that it touches, the one
    whose neighbour is first in the alphabet): elsewhere in the area another may be nearer, which
    ``geo_neighbours`` tells. ``geo_place`` and its like are named only when that place is certainly the
    nearest one for every point of the area.
    """
    dtypes: dict[str, Any] = {column.name: column.dtype for column in COLUMNS}
    rows: list[dict[str, Any]] = []
    if areas:
        arcs = read_arcs(atlas)
        territories = read_territories(atlas, arcs)
        sides, shores = read_sides(territories, arcs), read_shores(atlas, territories)
        read = _Surroundings(arcs, territories, sides, shores, read_places(atlas), Grounds(atlas))
        rows = [_measure(area, unit, read) for area, unit in zip(areas, named, strict=True)]
    table = pd.DataFrame(rows, columns=[*dtypes])
    neighbours = pd.Series([row["geo_neighbours"] for row in rows], dtype=object)
    return table.astype({name: dtype for name, dtype in dtypes.items() if name != "geo_neighbours"}).assign(
        geo_neighbours=neighbours
    )


def _measure(area: Area, named: dict[str, Any] | None, read: _Surroundings) -> dict[str, Any]:
    if named and named["geo_country_code"] not in read.territories.name:
        named = None
    row = find_whole(area.shape, area.lon, area.lat, named, read.grounds)
    home = row["geo_country_code"]
    row["geo_country"] = read.territories.name.get(home)
    row["geo_neighbours"] = None
    if home is not None:
        row |= _border_cells(area, read.territories.mainland[home], read)
        foreign = bound_foreign_land(area, read.territories.sovereign[home], read.arcs, read.shores)
        row |= _interval("foreign_land", foreign.nearest)
        row |= {
            "geo_foreign_land_code": foreign.code,
            "geo_foreign_land_accuracy_m": _known(foreign.accuracy_m),
        }
    for stem in read.places.classes:
        row |= _place_cells(area, stem, read.places)
    return row


def _border_cells(area: Area, own: str, read: _Surroundings) -> dict[str, Any]:
    found = bound_borders(area, own, read.sides, read.arcs)
    neighbours = {code: (extremes.min_m, extremes.max_m) for code, extremes in found.neighbours.items()}
    if found.across_code is None:
        return {"geo_neighbours": neighbours}
    arc = found.nearest.nearest
    pair = sorted((read.arcs.left[arc], read.arcs.right[arc]))
    return {
        "geo_neighbours": neighbours,
        "geo_border": EN_DASH.join(read.territories.name[code] for code in pair),
        "geo_border_kind": read.arcs.kind[arc],
        "geo_border_codes": "-".join(pair),
        "geo_border_across_code": found.across_code,
        "geo_border_accuracy_m": _known(float(read.arcs.accuracy_m[arc])),
        **_interval("border", found.nearest),
    }


def _place_cells(area: Area, stem: str, places: Places) -> dict[str, Any]:
    extremes, place = bound_places(area, stem, places)
    unknown = np.full(1, np.nan)
    named = places.describe(np.array([place]), unknown, unknown)
    return {
        f"geo_{stem}": named.name[0],
        f"geo_{stem}_population": named.population[0],
        f"geo_{stem}_country_code": named.country_code[0],
        f"geo_{stem}_lon": _known(float(named.lon[0])),
        f"geo_{stem}_lat": _known(float(named.lat[0])),
        **_interval(stem, extremes),
    }


def _interval(stem: str, extremes: Extremes) -> dict[str, float | None]:
    return {f"geo_{stem}_min_m": _known(extremes.min_m), f"geo_{stem}_max_m": _known(extremes.max_m)}


def _known(value: float) -> float | None:
    return None if np.isnan(value) else value

"""Measuring areas: what is true of every point of them, and between which bounds distances lie."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from geo._measuring.answers import EN_DASH
from geo._measuring.extremes import Extremes
from geo._measuring.pairs import has_lines, lines_between
from geo._measuring.sites import CLASSES
from geo._measuring.surroundings import (
    bound_borders,
    bound_capital,
    bound_foreign_land,
    bound_groups,
    bound_lines,
    bound_places,
    lines_in,
)
from geo._measuring.whole import Grounds, find_whole
from geo._measuring.world import get_plain_world
from geo.schema import COLUMNS, NEAR_M, pair_columns

if TYPE_CHECKING:
    from collections.abc import Collection

    from geo._measuring.layers import Layers
    from geo._measuring.linework import Linework
    from geo._measuring.sites import Places
    from geo._measuring.surroundings import Area
    from geo._measuring.world import PlainWorld


def measure_areas(
    areas: list[Area], named: list[dict[str, Any] | None], atlas: Layers, *, to: Collection[str] = ()
) -> pd.DataFrame:
    """Measure areas against every layer of the atlas.

    Parameters
    ----------
    areas : list of Area, n of them
    named : list of dict or None, n of them
        What locating by name knows of each (`UNIT_COLUMNS`); None for any other outline.
    atlas : Layers
    to : collection of str
        Pairs of codes, as `check_pairs` gives them.

    Returns
    -------
    DataFrame, n rows
        Columns as in ``geo.schema.COLUMNS`` and of their types: distances as their least and most,
        and no value between.

    Notes
    -----
    Names are given where they hold for the whole area. ``geo_border`` and ``geo_foreign_land_code`` are
    those that the area comes nearest to (of equally near borders, such as two that it touches, the one
    whose neighbour is first in the alphabet): elsewhere in the area another may be nearer, which
    ``geo_neighbours`` tells. ``geo_place`` and its like are named only when that place is certainly the
    nearest one for every point of the area.
    """
    columns = [*COLUMNS, *(column for pair in to for column in pair_columns(pair))]
    dtypes: dict[str, Any] = {column.name: column.dtype for column in columns}
    rows: list[dict[str, Any]] = []
    if areas:
        world = get_plain_world(atlas)
        grounds = Grounds(atlas)
        rows = [_measure(area, unit, world, grounds, to) for area, unit in zip(areas, named, strict=True)]
    return pd.DataFrame(rows, columns=[*dtypes]).astype(dtypes)


def _measure(
    area: Area, named: dict[str, Any] | None, world: PlainWorld, grounds: Grounds, to: Collection[str]
) -> dict[str, Any]:
    entities, places = world.entities, world.places
    if named and named["geo_country_code"] not in entities.number:
        named = None
    row = find_whole(area.shape, area.lon, area.lat, named, grounds)
    code = row["geo_country_code"]
    home = entities.number.get(code, -1)
    row["geo_neighbours"] = None
    if home >= 0:
        row["geo_country"] = entities.name[home]
        row |= _border_cells(area, int(world.mainland[home]), world)
        foreign = bound_foreign_land(area, int(entities.sovereign[home]), world)
        row |= _interval("foreign_land", foreign.nearest)
        row["geo_foreign_land_code"] = None if foreign.code < 0 else entities.code[foreign.code]
        row["geo_foreign_land_accuracy_m"] = _known(foreign.accuracy_m)
    row |= _line_cells("coast", area, world.shores) | _line_cells("maritime", area, world.sea)
    for stem in CLASSES:
        row |= _place_cells(stem, *bound_places(area, stem, places), places)
    capital = _place_cells("capital", *bound_capital(area, code, places), places)
    row |= {name: cell for name, cell in capital.items() if not name.endswith(("population", "country_code"))}
    row["geo_known_population_25km"] = _people(area, world)
    for pair in to:
        if has_lines(pair, world):
            row |= _pair_cells(area, pair, world)
    return row


def _border_cells(area: Area, own: int, world: PlainWorld) -> dict[str, Any]:
    found = bound_borders(area, own, world)
    entities, land = world.entities, world.land
    neighbours = {str(entities.code[code]): extremes for code, extremes in found.neighbours.items()}
    cells: dict[str, Any] = {"geo_neighbours": _intervals_as_json(neighbours)}
    if found.across < 0:
        return cells
    line = found.nearest.nearest
    pair = sorted((land.left[line], land.right[line]))
    return cells | {
        "geo_border": EN_DASH.join(entities.name[pair]),
        "geo_border_kind": land.kind[line],
        "geo_border_codes": land.codes[line],
        "geo_border_across_code": entities.code[found.across],
        "geo_border_accuracy_m": _known(float(land.accuracy_m[line])),
        **_interval("border", found.nearest),
    }


def _line_cells(stem: str, area: Area, lines: Linework) -> dict[str, Any]:
    """Bounds to all lines of a layer, and what is known of the one that the area comes nearest to."""
    found = bound_groups(area, lines)
    cells: dict[str, Any] = _interval(stem, found)
    if found.nearest >= 0:
        cells[f"geo_{stem}_accuracy_m"] = _known(float(lines.accuracy_m[found.nearest]))
        if stem == "maritime":
            cells["geo_maritime_kind"] = lines.kind[found.nearest]
            cells["geo_maritime_codes"] = lines.codes[found.nearest]
    return cells


def _pair_cells(area: Area, pair: str, world: PlainWorld) -> dict[str, Any]:
    """Bounds to the lines of a pair: of each kind, and of all kinds together."""
    stem = f"to_{pair.lower().replace('-', '_')}"
    by_kind: dict[str, Extremes] = {}
    accuracy_m: dict[str, float] = {}
    together = bound_lines(area, [lines_in(lines, groups) for lines, groups in lines_between(pair, world)])
    for lines, groups in lines_between(pair, world):
        for kind in sorted({lines.group_kind[group] for group in groups}):
            found = bound_groups(area, lines, groups[lines.group_kind[groups] == kind])
            if kind not in by_kind or found.min_m < by_kind[kind].min_m:
                accuracy_m[kind] = float(lines.accuracy_m[found.nearest])
            before = by_kind.get(kind, found)
            by_kind[kind] = Extremes(min(found.min_m, before.min_m), min(found.max_m, before.max_m), 0)
    nearest = min(by_kind, key=lambda kind: (by_kind[kind].min_m, kind))
    return {
        **_interval(stem, Extremes(by_kind[nearest].min_m, together.max_m, 0)),
        f"geo_{stem}_kind": nearest,
        f"geo_{stem}_accuracy_m": _known(accuracy_m[nearest]),
        f"geo_{stem}_kinds": _intervals_as_json(by_kind),
    }


def _place_cells(stem: str, extremes: Extremes, place: int, places: Places) -> dict[str, Any]:
    cells: dict[str, Any] = _interval(stem, extremes)
    if place >= 0:
        name, population, country_code = places.table.iloc[place][["name", "population", "country_code"]]
        cells |= {
            f"geo_{stem}": name,
            f"geo_{stem}_population": population,
            f"geo_{stem}_country_code": country_code,
            f"geo_{stem}_lon": float(places.lon[place]),
            f"geo_{stem}_lat": float(places.lat[place]),
        }
    return cells


def _people(area: Area, world: PlainWorld) -> int | None:
    """Sum the people listed near all of an area; None where it is too large to tell."""
    reach_m = NEAR_M - area.radius_m
    if reach_m < 0.0:
        return None
    at = (np.array([area.lon]), np.array([area.lat]), np.array([reach_m]))
    return int(world.sites.people_within(*at)[0])


def _intervals_as_json(found: dict[str, Extremes]) -> str:
    """Write bounds by name as [least, most], nearest first."""
    ends = {name: [extremes.min_m, extremes.max_m] for name, extremes in found.items()}
    return json.dumps(dict(sorted(ends.items(), key=lambda item: item[::-1])))


def _interval(stem: str, extremes: Extremes) -> dict[str, float | None]:
    return {f"geo_{stem}_min_m": _known(extremes.min_m), f"geo_{stem}_max_m": _known(extremes.max_m)}


def _known(value: float) -> float | None:
    return None if np.isnan(value) else value

"""Measuring areas: what is true of every point of them, and between which bounds distances lie."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from geo._measuring.answers import EN_DASH, floats, whole_numbers
from geo._measuring.bounding import bound, find_only_ones
from geo._measuring.cuttings import Cuttings
from geo._measuring.extremes import Pairs
from geo._measuring.intervals import bound_columns, neighbour_texts, pair_bounds
from geo._measuring.layers import pick, take_texts
from geo._measuring.pairs import has_lines
from geo._measuring.quantities import Circles, ToLines, ToSites
from geo._measuring.shapes import Outlines
from geo._measuring.shares import outline_accuracies_m, share_columns
from geo._measuring.sites import CLASSES
from geo._measuring.surroundings import Homes, list_quantities
from geo._measuring.touching import find_lines_met, find_sites_met
from geo._measuring.whole import find_wholes
from geo._measuring.world import get_world, is_many
from geo.schema import COLUMNS, LOCATION, MEASURES, NEAR_M, pair_columns

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from numpy.typing import NDArray

    from geo._measuring.extremes import Extremes
    from geo._measuring.layers import Ints, Layers
    from geo._measuring.linework import Linework
    from geo._measuring.quantities import Quantity
    from geo._measuring.shapes import Area
    from geo._measuring.surroundings import Surroundings
    from geo._measuring.world import World

COMPILED_FROM: Final = 40
"""Fewer areas are measured sooner than the compiled code is loaded and its index is built."""


def measure_areas(
    areas: list[Area],
    named: list[dict[str, Any] | None],
    atlas: Layers,
    *,
    only: Collection[str] = MEASURES,
    to: Sequence[str] = (),
    engine: str | None = None,
    progress: Callable[[str], None] | None = None,
) -> pd.DataFrame:
    """Measure areas against the layers of an atlas.

    Parameters
    ----------
    areas : list of Area, n of them
    named : list of dict or None, n of them
        What locating by name knows of each (`UNIT_COLUMNS`); None for any other outline.
    atlas : Layers
    only : collection of str
        Which of ``geo.schema.MEASURES`` are wanted.
    to : sequence of str
        Pairs of codes, as `check_pairs` gives them.
    engine : {'plain', 'compiled'}, optional
        By how many areas there are, unless given.
    progress : callable, optional
        Told what is being measured, before it is.

    Returns
    -------
    DataFrame, n rows
        The columns of ``geo.schema.COLUMNS`` that belong to the measures wanted, and of their types:
        distances as their least and most, and no value between.

    Notes
    -----
    Names are given where they hold for the whole area. ``geo_border`` and ``geo_foreign_land_code`` are
    those that the area comes nearest to (of equally near borders, such as two that it touches, the one
    whose neighbour is first in the alphabet): elsewhere in the area another may be nearer, which
    ``geo_neighbours`` tells. ``geo_place`` and its like are named only when that place is certainly the
    nearest one for every point of the area.
    """
    columns = [column for column in COLUMNS if column.measure in (LOCATION, *only)]
    columns += [column for pair in to for column in pair_columns(pair)]
    dtypes: dict[str, Any] = {column.name: column.dtype for column in columns}
    if not areas:
        return pd.DataFrame(columns=[*dtypes]).astype(dtypes)
    compiled = is_many(len(areas), COMPILED_FROM) if engine is None else engine == "compiled"
    tell = progress or (lambda _: None)
    tell("areas")
    world = get_world(atlas, compiled=compiled)
    world.prepare(only)
    to = [pair for pair in to if has_lines(pair, world)]
    outlines = np.empty(len(areas), dtype=object)
    outlines[:] = [area.shape for area in areas]
    cuttings = Cuttings(outlines, world)
    found = _whole_columns(areas, named, cuttings, only)
    home = world.entities.numbers(found["geo_country_code"])
    found["geo_country"] = take_texts(world.entities.name, home)
    if "shares" in only:
        found |= share_columns(cuttings, outline_accuracies_m(cuttings, named))
    found |= _distance_columns(areas, outlines, home, world, only, to, tell)
    table = pd.DataFrame({name: found[name] for name in dtypes if name in found})
    return table.reindex(columns=[*dtypes]).astype(dtypes)


def _whole_columns(
    areas: list[Area], named: list[dict[str, Any] | None], cuttings: Cuttings, only: Collection[str]
) -> dict[str, Any]:
    """Find what each area lies in; a unit of a country that the atlas does not have counts for nothing."""
    number = cuttings.world.entities.number
    known = [unit if unit and unit["geo_country_code"] in number else None for unit in named]
    lon, lat = (np.array([area[field] for area in areas], dtype=float) for field in (1, 2))
    return find_wholes(cuttings, lon, lat, known, only)


def _distance_columns(
    areas: list[Area],
    outlines: NDArray[np.object_],
    home: Ints,
    world: World,
    only: Collection[str],
    to: Sequence[str],
    tell: Callable[[str], None],
) -> dict[str, Any]:
    circles = Circles(*(np.array([area[field] for area in areas], dtype=float) for field in (1, 2, 3)))
    shapes, count = Outlines(outlines), len(areas)
    around = list_quantities(Homes(home, np.zeros(count, dtype=bool)), circles, world, only, to)
    pairs, several = _pairs(around.quantities, outlines, world)
    bounds = bound(
        shapes,
        count,
        around.quantities,
        pairs,
        lambda done: tell(f"{done:,} of {count:,} areas"),
    )
    columns: dict[str, Any] = {}
    for name, extremes in bounds.items():
        if not name.startswith(("to ", "neighbours")):
            columns |= bound_columns(name, around.quantities[name].area, extremes, count)
    columns |= _border_columns(around, bounds, home, world, only)
    columns |= _line_columns(around, bounds, home, world)
    columns |= _place_columns(shapes, around.quantities, bounds, several, world)
    if "people" in only:
        # Those near all of an area; where it is too large nobody can tell.
        reach_m = NEAR_M - circles.radius_m
        people = world.sites.people_within(circles.lon, circles.lat, np.maximum(reach_m, 0.0))
        columns["geo_known_population_25km"] = whole_numbers(people, missing=reach_m < 0.0)
    for pair in to:
        columns |= pair_bounds(pair, bounds, world)
    return columns


def _pairs(
    quantities: Mapping[str, Quantity], outlines: NDArray[np.object_], world: World
) -> tuple[dict[str, Pairs], dict[str, NDArray[np.bool_]]]:
    """Look for what areas meet, where the least distance is 0; and which meet several places of a class."""
    met: dict[int, tuple[Ints, Ints]] = {}
    pairs: dict[str, Pairs] = {}
    several: dict[str, NDArray[np.bool_]] = {}
    for name, quantity in quantities.items():
        pairs[name] = Pairs.unknown(quantity.area)
        if isinstance(quantity, ToLines):
            for layer in quantity.layers:
                if id(layer.lines) not in met:
                    met[id(layer.lines)] = find_lines_met(outlines, layer.lines.net.as_lines())
            touched = quantity.touched([met[id(layer.lines)] for layer in quantity.layers])
            pairs[name] = pairs[name]._replace(touched=touched)
        elif isinstance(quantity, ToSites):
            members = quantity.members
            area, site = find_sites_met(outlines, world.places.lon[members], world.places.lat[members])
            areas, first, counts = np.unique(area, return_index=True, return_counts=True)
            pairs[name].touched[areas] = members[site[first]]
            several[name] = np.isin(quantity.area, areas[counts > 1])
    return pairs, several


def _border_columns(
    around: Surroundings, bounds: Mapping[str, Extremes], home: Ints, world: World, only: Collection[str]
) -> dict[str, Any]:
    """Say which border areas come nearest to: the nearest neighbour's, alphabetically first of equals."""
    if "neighbours" not in bounds:
        return {}
    land, entities, across = world.land, world.entities, around.across
    columns: dict[str, Any] = {}
    area, found = around.quantities["neighbours"].area, bounds["neighbours"]
    if "neighbours" in only:
        columns["geo_neighbours"] = neighbour_texts(area, entities.code[across], found, home >= 0)
    if "border" in only:
        order = np.lexsort((across, found.min_m, area))
        best = order[np.flatnonzero(np.diff(area[order], prepend=-1))]
        chosen = np.full(len(home), -1)
        chosen[area[best]] = best
        line = pick(found.nearest, chosen, missing=-1)
        columns |= {
            "geo_border": _border_names(line, land, world),
            "geo_border_kind": take_texts(land.kind, line),
            "geo_border_codes": take_texts(land.codes, line),
            "geo_border_across_code": take_texts(entities.code, pick(across, chosen, missing=-1)),
            "geo_border_accuracy_m": floats(pick(land.accuracy_m, line, missing=np.nan)),
            # The nearest border is the nearest one of the neighbours'.
            "geo_border_min_m": floats(pick(found.min_m, chosen, missing=np.nan)),
        }
    return columns


def _border_names(line: Ints, land: Linework, world: World) -> Any:  # noqa: ANN401 - an array of pandas' strings
    names = [
        EN_DASH.join(world.entities.name[sorted(side)]) if min(side) >= 0 else None
        for side in zip(land.group_left.tolist(), land.group_right.tolist(), strict=True)
    ]
    return take_texts(np.array(names, dtype=object), pick(land.group, line, missing=-1))


def _line_columns(
    around: Surroundings, bounds: Mapping[str, Extremes], home: Ints, world: World
) -> dict[str, Any]:
    """Say what is known of the foreign land, the shore and the line at sea that areas come nearest to."""
    columns: dict[str, Any] = {}
    for name, layer in (("coast", "shores"), ("maritime", "sea")):
        if name in bounds:
            lines, line = getattr(world, layer), bounds[name].nearest
            columns[f"geo_{name}_accuracy_m"] = floats(pick(lines.accuracy_m, line, missing=np.nan))
            if name == "maritime":
                columns["geo_maritime_kind"] = take_texts(lines.kind, line)
                columns["geo_maritime_codes"] = take_texts(lines.codes, line)
    if "foreign_land" in bounds:
        land, shores, sovereign = world.land, world.shores, world.entities.sovereign
        line = np.full(len(home), -1)
        line[around.quantities["foreign_land"].area] = bounds["foreign_land"].nearest
        left = np.append(land.left, shores.left)
        right = np.append(land.right, np.full(len(shores.left), -1))
        own = pick(sovereign, home, missing=-1)
        left, right = pick(left, line, missing=-1), pick(right, line, missing=-1)
        foreign = np.where((left >= 0) & (pick(sovereign, left, missing=-1) != own), left, right)
        accuracy_m = np.append(land.accuracy_m, shores.accuracy_m)
        columns["geo_foreign_land_code"] = take_texts(world.entities.code, foreign)
        columns["geo_foreign_land_accuracy_m"] = floats(pick(accuracy_m, line, missing=np.nan))
    return columns


def _place_columns(
    shapes: Outlines,
    quantities: Mapping[str, Quantity],
    bounds: Mapping[str, Extremes],
    several: Mapping[str, NDArray[np.bool_]],
    world: World,
) -> dict[str, Any]:
    """Name the places that are certainly the nearest ones for all of an area."""
    stems = [name for name in ("capital", *CLASSES) if name in bounds]
    count, none = len(shapes.shapes), np.zeros(len(shapes.shapes), dtype=bool)
    chosen = {
        stem: np.where(several.get(stem, none[: len(bounds[stem].nearest)]), -1, bounds[stem].nearest)
        for stem in stems
    }
    columns: dict[str, Any] = {}
    places = world.places
    for stem, only_one in find_only_ones(shapes, count, quantities, chosen).items():
        site = np.full(count, -1)
        site[quantities[stem].area] = only_one
        columns |= {
            f"geo_{stem}": take_texts(places.table["name"], site),
            f"geo_{stem}_population": places.table["population"].array.take(site, allow_fill=True),
            f"geo_{stem}_country_code": take_texts(places.table["country_code"], site),
            f"geo_{stem}_lon": floats(pick(places.lon, site, missing=np.nan)),
            f"geo_{stem}_lat": floats(pick(places.lat, site, missing=np.nan)),
        }
    return columns

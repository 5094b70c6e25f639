"""Measuring points: every column that depends on nothing but where the point is, and how precisely."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from geo._measuring.answers import (
    EN_DASH,
    distances_as_json,
    floats,
    interval_columns,
    nearest_columns,
    whole_numbers,
)
from geo._measuring.borders import find_borders, find_neighbours
from geo._measuring.foreign import find_foreign_land, find_nearest_countries
from geo._measuring.layers import pick, take_texts
from geo._measuring.pairs import find_pair, has_lines
from geo._measuring.sites import CLASSES, describe, find_capitals
from geo._measuring.world import COMPILED_FROM, get_world
from geo.schema import MEASURES, NEAR_M

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from geo._measuring.layers import Floats, Ints, Layers
    from geo._measuring.world import World

ENGINES: Final = ("plain", "compiled")


class _Points:
    """The points of one table, and what is already known of them."""

    def __init__(self, lon: Floats, lat: Floats, radius_m: Floats, world: World, home: Ints) -> None:
        self.lon, self.lat, self.radius_m, self.world, self.home = lon, lat, radius_m, world, home


def measure_points(
    lon: Floats,
    lat: Floats,
    atlas: Layers,
    *,
    radius_m: Floats | None = None,
    only: Collection[str] = MEASURES,
    to: Collection[str] = (),
    engine: str | None = None,
    progress: Callable[[str], None] | None = None,
) -> pd.DataFrame:
    """Measure points against the layers of an atlas.

    Parameters
    ----------
    lon, lat : ndarray of float, shape (n,)
        Degrees.
    atlas : Layers
    radius_m : ndarray of float, shape (n,), optional
        Within which each point really is; NaN where it is exact, as all are unless given.
    only : collection of str
        Which of ``geo.schema.MEASURES`` are wanted.
    to : collection of str
        Pairs of codes, alphabetical, such as ``KAZ-RUS``.
    engine : {'plain', 'compiled'}, optional
        By how many points there are, unless given.
    progress : callable, optional
        Told what is being measured, before it is.

    Returns
    -------
    DataFrame, n rows
        The columns of ``geo.schema.COLUMNS`` that belong to the measures wanted, and of their types.
    """
    if engine is None:
        engine = ENGINES[len(lon) >= COMPILED_FROM]
    world = get_world(atlas, compiled=engine == "compiled")
    lon, lat = np.ascontiguousarray(lon, dtype=np.float64), np.ascontiguousarray(lat, dtype=np.float64)
    tell = progress or _keep_silent
    tell("getting ready")
    world.prepare(only)
    tell("countries")
    columns, home = world.find_whose(lon, lat, only)
    if "country" in only:
        columns["geo_country"] = take_texts(world.entities.name, home)
    points = _Points(lon, lat, np.full(len(lon), np.nan) if radius_m is None else radius_m, world, home)
    for measure, add in _MEASURERS.items():
        if measure in only:
            tell(measure.replace("_", " "))
            columns |= add(points, columns)
    for pair in to:
        if not has_lines(pair, world):
            continue  # past countries have codes of their own
        tell(pair)
        columns |= find_pair(lon, lat, points.radius_m, pair, world)
    return pd.DataFrame(columns, copy=False)


def _keep_silent(_: str) -> None:
    """Tell nobody."""


def _nearest_country(points: _Points, columns: dict[str, Any]) -> dict[str, Any]:
    world = points.world
    outside = (points.home < 0) & np.asarray(pd.isna(columns["geo_dispute"]))
    if outside.any():
        found = find_nearest_countries(points.lon, points.lat, outside, world.land, world.shores)
        code, distance_m = found.code, found.nearest.distance_m
    else:
        code, distance_m = np.full(len(outside), -1), np.full(len(outside), np.nan)
    return {
        "geo_nearest_country": take_texts(world.entities.name, code),
        "geo_nearest_country_code": take_texts(world.entities.code, code),
        **interval_columns("nearest_country", distance_m, points.radius_m),
    }


def _border(points: _Points, _: dict[str, Any]) -> dict[str, Any]:
    world = points.world
    land, entities = world.land, world.entities
    found = find_borders(points.lon, points.lat, points.home, entities, world.mainland, land)
    pairs = [
        EN_DASH.join(entities.name[sorted(side)]) if min(side) >= 0 else None
        for side in zip(land.group_left.tolist(), land.group_right.tolist(), strict=True)
    ]
    group = pick(land.group, found.nearest.line, missing=-1)
    return {
        "geo_border": take_texts(np.array(pairs, dtype=object), group),
        "geo_border_kind": take_texts(land.kind, found.nearest.line),
        "geo_border_codes": take_texts(land.codes, found.nearest.line),
        "geo_border_across_code": take_texts(entities.code, found.across),
        **interval_columns("border", found.nearest.distance_m, points.radius_m),
        **nearest_columns("border", found.nearest, land.accuracy_m),
    }


def _neighbours(points: _Points, _: dict[str, Any]) -> dict[str, Any]:
    world = points.world
    found = find_neighbours(points.lon, points.lat, points.home, world.entities, world.mainland, world.land)
    codes = world.entities.code[found.across]
    texts = distances_as_json(found.point, codes, found.distance_m, points.radius_m)
    texts[points.home < 0] = None
    return {"geo_neighbours": pd.array(texts, dtype="string")}


def _foreign_land(points: _Points, _: dict[str, Any]) -> dict[str, Any]:
    world = points.world
    found = find_foreign_land(points.lon, points.lat, points.home, world.entities, world.land, world.shores)
    return {
        **interval_columns("foreign_land", found.nearest.distance_m, points.radius_m),
        "geo_foreign_land_code": take_texts(world.entities.code, found.code),
        **nearest_columns("foreign_land", found.nearest),
        "geo_foreign_land_accuracy_m": floats(found.accuracy_m),
    }


def _coast(points: _Points, _: dict[str, Any]) -> dict[str, Any]:
    shores = points.world.shores
    nearest = shores.net.nearest(points.lon, points.lat, points.home * 0, [np.arange(len(shores.group_left))])
    return {
        **interval_columns("coast", nearest.distance_m, points.radius_m),
        **nearest_columns("coast", nearest, shores.accuracy_m),
    }


def _maritime(points: _Points, _: dict[str, Any]) -> dict[str, Any]:
    sea = points.world.sea
    nearest = sea.net.nearest(points.lon, points.lat, points.home * 0, [np.arange(len(sea.group_left))])
    return {
        **interval_columns("maritime", nearest.distance_m, points.radius_m),
        "geo_maritime_kind": take_texts(sea.kind, nearest.line),
        "geo_maritime_codes": take_texts(sea.codes, nearest.line),
        **nearest_columns("maritime", nearest, sea.accuracy_m),
    }


def _capital(points: _Points, _: dict[str, Any]) -> dict[str, Any]:
    world = points.world
    capitals = find_capitals(points.lon, points.lat, points.home, world.entities.code, world.places)
    found = describe(world.places, capitals)
    return {"geo_capital": found["name"], **_site_columns("capital", found, points.radius_m)}


def _places(points: _Points, _: dict[str, Any]) -> dict[str, Any]:
    world = points.world
    columns: dict[str, Any] = {}
    for stem, least_people in CLASSES.items():
        sites = world.sites.nearest(points.lon, points.lat, k=1, least_people=least_people)
        found = describe(world.places, sites)
        columns |= {
            f"geo_{stem}": found["name"],
            f"geo_{stem}_population": found["population"],
            f"geo_{stem}_country_code": found["country_code"],
            **_site_columns(stem, found, points.radius_m),
        }
    return columns


def _site_columns(stem: str, found: dict[str, Any], radius_m: Floats) -> dict[str, Any]:
    return {
        **interval_columns(stem, found["m"], radius_m),
        **{f"geo_{stem}_{what}": floats(found[what]) for what in ("lon", "lat", "azimuth_deg")},
    }


def _people(points: _Points, _: dict[str, Any]) -> dict[str, Any]:
    # Of a location that may be anywhere within a radius, those that are near wherever it is.
    reach_m = NEAR_M - np.nan_to_num(points.radius_m)
    people = points.world.sites.people_within(points.lon, points.lat, np.maximum(reach_m, 0.0))
    return {"geo_known_population_25km": whole_numbers(people, missing=reach_m < 0.0)}


_MEASURERS: Final[dict[str, Callable[[_Points, dict[str, Any]], dict[str, Any]]]] = {
    "nearest_country": _nearest_country,
    "border": _border,
    "neighbours": _neighbours,
    "foreign_land": _foreign_land,
    "coast": _coast,
    "maritime": _maritime,
    "capital": _capital,
    "places": _places,
    "people": _people,
}
"""Countries, regions, districts and land come first: `World.find_whose` answers for them together."""

"""Whose ground each of many points lies on; the same answers as `geo._measuring.whose`, compiled.

Points on a boundary, or within a hair of one, are left to the other way, which has the rules for them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from geo._geodesy.compiled import find_in_mosaic, nearest_in_forest
from geo._measuring.disputes import NOBODY
from geo._measuring.layers import pick, take_texts, words
from geo._measuring.whose import find_whose

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

    from geo._measuring.layers import Floats, Ints
    from geo._measuring.polygons import Units
    from geo._measuring.world import CompiledWorld


class _Answer(NamedTuple):
    """Numbers of what holds each point, -1 where nothing does. Shape (n,) each."""

    number: Ints
    clear: NDArray[np.bool_]


def find_whose_of_many(
    lon: Floats, lat: Floats, world: CompiledWorld, only: Collection[str]
) -> tuple[dict[str, Any], Ints]:
    """Find what each point lies in, from the country down.

    Parameters
    ----------
    lon, lat : ndarray of float, shape (n,)
        Degrees.
    world : CompiledWorld
    only : collection of str
        Which of ``region``, ``district`` and ``land`` are wanted besides the country.

    Returns
    -------
    columns : dict
        As `find_whose` gives them, as far as they are wanted.
    home : ndarray of int, shape (n,)
        Number of the country or territory, -1 where there is none.
    """
    parts, disputes = world.parts, world.dispute_numbers
    held = find_in_mosaic(
        lon, lat, np.full(len(lon), -1), np.zeros_like(parts.rank), parts.rank, parts.mosaic
    )
    clear = held.clear
    home = pick(world.entities.numbers(words(parts.table["code"])), held.owner, missing=-1)
    dispute = pick(_number(parts.table["dispute"], disputes), held.owner, missing=-1)
    home, dispute, sure = _correct_outlined(lon, lat, home, dispute, world)
    clear &= sure
    columns: dict[str, Any] = {"geo_country_code": take_texts(world.entities.code, home)}
    columns["geo_timezone"] = take_texts(parts.table["timezone"], held.owner)

    # A region may name a dispute, so it is asked for whatever is wanted.
    regions = world.regions
    region = _find_unit(lon, lat, home, regions)
    clear &= region.clear
    named = pick(_number(regions.table["dispute"], disputes), region.number, missing=-1)
    dispute = np.where(dispute >= 0, dispute, named)
    columns |= _dispute_columns(dispute, world)
    if "region" in only:
        columns |= _region_columns(regions, region.number)
    if "district" in only:
        districts = world.districts
        district = _find_unit(lon, lat, home, districts)
        clear &= district.clear
        columns["geo_district"] = take_texts(districts.table["name"], district.number)
        columns["geo_district_code"] = take_texts(districts.table["code"], district.number)
        columns["geo_district_level"] = districts.table["level"].array.take(district.number, allow_fill=True)
    if "land" in only:
        everything = np.full(len(lon), -1)
        ground = [find_in_mosaic(lon, lat, everything, *_ALIKE, layer.mosaic) for layer in world.grounds]
        columns["geo_on_land"] = pd.array((ground[0].owner >= 0) & (ground[1].owner < 0), dtype="boolean")
        clear &= ground[0].clear & ground[1].clear
    return _settle(lon, lat, columns, home, np.flatnonzero(~clear), world)


_ALIKE = (np.zeros(1, dtype=np.int64), np.zeros(1, dtype=np.int64))


def _correct_outlined(
    lon: Floats, lat: Floats, home: Ints, dispute: Ints, world: CompiledWorld
) -> tuple[Ints, Ints, NDArray[np.bool_]]:
    """Give points on disputed ground with an outline of its own to whom the table attributes it."""
    table, mosaic = world.outlines
    everything, rank = np.full(len(lon), -1), np.arange(len(table))
    held = find_in_mosaic(lon, lat, everything, np.zeros_like(rank), rank, mosaic)
    free = (held.owner >= 0) & (dispute < 0)
    attributed = words(table["de_facto_code" if world.atlas.worldview == "de_facto" else "default_code"])
    home = np.where(free, pick(world.entities.numbers(attributed), held.owner, missing=-1), home)
    named = pick(_number(table["area"], world.dispute_numbers), held.owner, missing=-1)
    return home, np.where(free, named, dispute), held.clear


def _find_unit(lon: Floats, lat: Floats, home: Ints, units: Units) -> _Answer:
    """Find the unit of each point's country that holds it, else the nearest one within its reach."""
    held = find_in_mosaic(lon, lat, np.where(home < 0, -2, home), units.country, units.rank, units.mosaic)
    found = held.owner
    waiting = np.flatnonzero((found < 0) & (home >= 0))
    if len(waiting):
        sets = [np.array([country]) for country in range(len(units.forest.trees.root))]
        nearest = nearest_in_forest(
            lon[waiting], lat[waiting], home[waiting], sets, units.forest, reach_m=units.reach_m
        )
        found[waiting] = pick(units.unit, nearest.line, missing=-1)
    return _Answer(found, held.clear)


def _region_columns(regions: Units, number: Ints) -> dict[str, Any]:
    table = regions.table
    is_today = table["superseded_by"].isna()
    return {
        # A unit that is no longer one would be a false answer; what stands for it today is told.
        "geo_region": take_texts(table["name"].where(is_today), number),
        "geo_region_code": take_texts(table["code"], number),
        "geo_region_superseded_by": take_texts(table["superseded_by"], number),
        "geo_region_accuracy_m": pick(
            table["accuracy_m"].to_numpy(np.float64, na_value=np.nan), number, missing=np.nan
        ),
    }


def _dispute_columns(dispute: Ints, world: CompiledWorld) -> dict[str, Any]:
    table = world.disputes
    return {
        "geo_dispute": take_texts(table["area"], dispute),
        "geo_claimed_by": take_texts(table["claimed_by"], dispute),
        "geo_held_by": take_texts(table["held_by"].mask(table["held_by"] == NOBODY), dispute),
    }


def _settle(
    lon: Floats, lat: Floats, columns: dict[str, Any], home: Ints, rows: Ints, world: CompiledWorld
) -> tuple[dict[str, Any], Ints]:
    """Ask the other way about the points that are not clear."""
    if len(rows) == 0:
        return columns, home
    again = find_whose(lon[rows], lat[rows], world.atlas)
    home[rows] = world.entities.numbers(again["geo_country_code"])
    for name, values in columns.items():
        told = pd.Series(again[name]).astype(object)
        values[rows] = told.where(told.notna(), np.nan if isinstance(values, np.ndarray) else None).to_numpy()
    return columns, home


def _number(names: pd.Series[str], numbers: dict[str, int]) -> Ints:
    return np.array([numbers.get(name, -1) for name in words(names)], dtype=np.int64)

"""What an area lies in as a whole: said only when it is true of every point of it.

A point has a country, a region, a time zone; an area may have several. Each answer here is the one at the
label point, kept when the outlines say that it holds for all of the area, else null. A unit that was
found by its name brings its own country, region and district with it, because its outline and that of
its country come from different sources and disagree by slivers; where nearly all of it is ground of
another country or of no one, as the Golan is that Israel counts among its districts, that country goes
before the unit's, and its region is none. For the same reason its time zone and
its dispute are those of the area without a rim as wide as the outline may be off, and of nine tenths of
what is left: that Crimea reaches a little over its isthmus on one map, and not on another, makes it no
less disputed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pandas as pd
import shapely

from geo._measuring.layers import pick, words
from geo._measuring.pieces import measure_sizes
from geo._reading.names import UNIT_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geo._measuring.cuttings import Cuttings
    from geo._measuring.layers import Floats, Words

REGION_CELLS: Final = {
    "name": "",
    "code": "_code",
    "superseded_by": "_superseded_by",
    "accuracy_m": "_accuracy_m",
}
DISTRICT_CELLS: Final = {"name": "", "code": "_code", "level": "_level"}
"""How columns of the atlas are called in the table, after ``geo_region`` and ``geo_district``."""

DEGREE_M: Final = 110_500.0
"""Less than a degree of latitude has metres anywhere."""

LEAST_COSINE: Final = 0.05
"""Nearer to a pole than this, a rim measured in degrees of longitude would be all of the area."""

MOST_OF_A_UNIT: Final = 0.9
"""So much of a unit found by name has to be disputed for the unit to be."""

ROUNDING_SHARE: Final = 1e-9
"""Less of an area than this is the rounding of coordinates."""


def find_wholes(
    cuttings: Cuttings, lon: Floats, lat: Floats, named: list[dict[str, Any] | None], only: Collection[str]
) -> dict[str, Words]:
    """Find what all of each area lies in.

    Parameters
    ----------
    cuttings : Cuttings
        Of the n areas.
    lon, lat : ndarray of float, shape (n,)
        Their label points, degrees.
    named : list of dict or None, n of them
        What locating by name knows of each: the `UNIT_COLUMNS`.
    only : collection of str
        Which measures are wanted, of ``region``, ``district`` and ``land`` besides the country.

    Returns
    -------
    dict
        The columns of ``geo.schema.COLUMNS`` from ``geo_country_code`` to ``geo_timezone``, None where
        unknown or not the same everywhere.
    """
    world = cuttings.world
    found, _ = world.find_whose(lon, lat, ["region", "district", "land"])
    columns = {name: words(pd.Series(values)).copy() for name, values in found.items()}
    place = {row: number for number, row in enumerate(row for row, unit in enumerate(named) if unit)}
    inner = _cut_inner(cuttings, named, list(place))
    for row in range(len(named)):
        here: dict[str, Any] = {name: values[row] for name, values in columns.items()}
        unit = named[row]
        if unit:
            own = _settle_named(here, unit, _parts_of(inner, place[row]))
        else:
            own = _settle_outline(here, row, cuttings)
        # Of a unit found by name only the ground counts that is its country's on both maps.
        ground: BaseGeometry = shapely.union_all(own.shape) if unit else cuttings.shapes[row]
        least_share = MOST_OF_A_UNIT if unit else 1.0
        if not _is_disputed(ground, here["geo_dispute"], own, least_share, cuttings):
            here |= dict.fromkeys(("geo_dispute", "geo_claimed_by", "geo_held_by"))
        for name, values in columns.items():
            values[row] = here[name]
    outlined = np.array([unit is None for unit in named], dtype=bool)
    for layer, cells in (("region", REGION_CELLS), ("district", DISTRICT_CELLS)):
        if layer in only:
            for name, values in _find_units(layer, cells, columns["geo_country_code"], cuttings).items():
                columns[name][outlined] = values[outlined]
    if "land" in only:
        columns["geo_on_land"][cuttings.on_a_shore] = None
    return columns


def _cut_inner(cuttings: Cuttings, named: list[dict[str, Any] | None], rows: list[int]) -> Cuttings:
    """Cut the areas found by name once more, without a rim as wide as their outline may be off."""
    inner = [_without_rim(cuttings.shapes[row], (named[row] or {})["geo_region_accuracy_m"]) for row in rows]
    shapes = np.empty(len(rows), dtype=object)
    shapes[:] = inner
    return type(cuttings)(shapes, cuttings.world)


class _Own(NamedTuple):
    """What an area has of the parts of countries. Shape (p,) each."""

    code: Words
    timezone: Words
    dispute: Words
    shape: NDArray[np.object_]
    size: Floats

    def take(self, index: NDArray[np.bool_]) -> _Own:
        return _Own(
            self.code[index], self.timezone[index], self.dispute[index], self.shape[index], self.size[index]
        )


def _parts_of(cuttings: Cuttings, row: int) -> _Own:
    """Take the parts of countries that share ground with an area, cut to it."""
    pieces = cuttings.of_parts
    own = slice(*np.searchsorted(pieces.area, [row, row + 1]))
    part = pieces.polygon[own]
    code, timezone, dispute = (values[part] for values in cuttings.part_words)
    return _Own(code, timezone, dispute, pieces.shape[own], pieces.size[own])


def _settle_named(here: dict[str, Any], unit: dict[str, Any], parts: _Own) -> _Own:
    """Take what is known of a unit found by name; give the parts that are its country's."""
    code = unit["geo_country_code"]
    here |= {name: unit[name] for name in UNIT_COLUMNS}
    here["geo_region_superseded_by"] = None
    whose = _holder_of(parts, code)
    if whose != code:
        # What one country counts as its unit is not its ground: the country goes before the unit.
        code = whose
        here |= dict.fromkeys(("geo_region", "geo_region_code", "geo_region_accuracy_m"))
        here["geo_country_code"] = code
    own = parts.take(parts.code == code)
    zones = set(own.timezone) - {None}
    here["geo_timezone"] = zones.pop() if len(zones) == 1 else None
    return own


def _settle_outline(here: dict[str, Any], row: int, cuttings: Cuttings) -> _Own:
    """Keep country and time zone of the label point where all of an outline has them."""
    parts = _parts_of(cuttings, row)
    code, enough = here["geo_country_code"], (1.0 - ROUNDING_SHARE) * cuttings.size[row]
    own = parts.take(parts.code == code)
    here |= dict.fromkeys((*UNIT_COLUMNS, "geo_region_superseded_by"))
    if code is not None and _is_whole_in(code, row, own, cuttings, is_covered=bool(own.size.sum() >= enough)):
        here["geo_country_code"] = code
    if parts.size[parts.timezone == here["geo_timezone"]].sum() < enough:
        here["geo_timezone"] = None
    return own


def _holder_of(parts: _Own, code: str | None) -> str | None:
    """Code of nearly all of the ground, None being that of no one; the given one where there is none."""
    for holder in sorted(set(parts.code), key=str):
        if parts.size[parts.code == holder].sum() >= MOST_OF_A_UNIT * parts.size.sum():
            return None if holder is None else str(holder)
    return code


def _without_rim(shape: BaseGeometry, accuracy_m: float | None) -> BaseGeometry:
    """Take a rim off an area, at least as wide as its outline may be off; all of it if nothing is left."""
    if accuracy_m is None or not np.isfinite(accuracy_m):
        return shape
    _, south, _, north = np.radians(shapely.bounds(shape))
    rim_deg = accuracy_m / (DEGREE_M * max(np.cos(max(abs(south), abs(north))), LEAST_COSINE))
    inner: BaseGeometry = shapely.buffer(shape, -rim_deg)
    return shape if inner.is_empty else inner


def _is_whole_in(code: str, row: int, own: _Own, cuttings: Cuttings, *, is_covered: bool) -> bool:
    """Say whether an area lies in one country, and on no outlined ground that is attributed to others."""
    pieces = cuttings.of_outlines
    met = pieces.polygon[slice(*np.searchsorted(pieces.area, [row, row + 1]))]
    if len(met) == 0:
        return is_covered
    de_facto = cuttings.world.atlas.worldview == "de_facto"
    outlines = cuttings.outlines.iloc[met]
    if (words(outlines["de_facto_code" if de_facto else "default_code"]) != code).any():
        return False
    return _cover(np.append(own.shape, outlines.geometry.to_numpy()), cuttings.shapes[row])


def _cover(shapes: NDArray[np.object_], shape: BaseGeometry, *, least_share: float = 1.0) -> bool:
    """Say whether polygons together cover an area, all of it unless a share is enough."""
    near = shapes[shapely.intersects(shapes, shape)]
    left_out = shapely.difference(shape, shapely.union_all(near))
    left, whole = measure_sizes(np.array([left_out, shape]))
    return bool(left <= max(ROUNDING_SHARE, 1.0 - least_share) * whole)


def _find_units(layer: str, cells: dict[str, str], code: Words, cuttings: Cuttings) -> dict[str, Words]:
    """Find the smallest region or district of a country that covers each area."""
    table, pieces = cuttings.regions if layer == "region" else cuttings.districts
    count, total = len(code), max(len(table), 1)
    key, which = np.unique(pieces.area * total + pieces.polygon, return_inverse=True)
    size = np.bincount(which, weights=pieces.size, minlength=len(key))
    area, unit = key // total, key % total
    covers = size >= (1.0 - ROUNDING_SHARE) * cuttings.size[area]
    area, unit = area[covers], unit[covers]
    same = code[area] == words(table["country_code"])[unit]
    area, unit = area[same], unit[same]
    smallest = np.lexsort((unit, shapely.area(table.geometry.to_numpy()[unit]), area))
    first = smallest[np.flatnonzero(np.diff(area[smallest], prepend=-1))]
    chosen = np.full(count, -1)
    chosen[area[first]] = unit[first]
    found = {
        f"geo_{layer}{what}": pick(words(table[name]), chosen, missing=None) for name, what in cells.items()
    }
    if layer == "region":
        # A unit that is no longer one would be a false answer; what stands for it today is told.
        found["geo_region"][pd.notna(found["geo_region_superseded_by"])] = None
    return found


def _is_disputed(
    ground: BaseGeometry, dispute: str | None, own: _Own, least_share: float, cuttings: Cuttings
) -> bool:
    """Say whether the dispute at the label point is one of so much of the ground."""
    if dispute is None:
        return False
    outlines = cuttings.outlines[cuttings.outlines["area"] == dispute].geometry.to_numpy()
    regions = cuttings.world.atlas.regions_of(sorted(set(own.code) - {None}))
    of_regions = regions[(regions["dispute"] == dispute).fillna(value=False)].geometry.to_numpy()
    disputed = np.concatenate([own.shape[own.dispute == dispute], of_regions, outlines])
    return _cover(disputed, ground, least_share=least_share)

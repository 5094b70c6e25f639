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

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
import shapely

from geo._measuring.layers import lines_of, words
from geo._measuring.touching import find_lines_met
from geo._measuring.whose import find_whose
from geo._reading.names import UNIT_COLUMNS

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geo._geodesy import Lines
    from geo._measuring.layers import Layers

REGION_CELLS: Final = {
    "name": "",
    "code": "_code",
    "superseded_by": "_superseded_by",
    "accuracy_m": "_accuracy_m",
}
DISTRICT_CELLS: Final = {"name": "", "code": "_code", "level": "_level"}
"""How columns of the atlas are called in the table, after ``geo_region`` and ``geo_district``."""

GRID: Final = 24
"""Points to a side of the grid by which the parts of countries round an area are asked for."""


DEGREE_M: Final = 110_500.0
"""Less than a degree of latitude has metres anywhere."""

LEAST_COSINE: Final = 0.05
"""Nearer to a pole than this, a rim measured in degrees of longitude would be all of the area."""

MOST_OF_A_UNIT: Final = 0.9
"""So much of a unit found by name has to be disputed for the unit to be."""

SLIVERS_SHARE: Final = 1e-12
"""Less of an area than this is the rounding of coordinates."""


class Grounds:
    """The layers that say what lies where, read once for all areas."""

    def __init__(self, atlas: Layers) -> None:
        self.atlas = atlas
        coasts, lakes = atlas.coasts.geometry.to_numpy(), atlas.lakes.geometry.to_numpy()
        self.shores: tuple[Lines, Lines] = (lines_of(coasts), lines_of(_rings(lakes)))


def find_whole(
    shape: BaseGeometry, lon: float, lat: float, named: dict[str, Any] | None, grounds: Grounds
) -> dict[str, Any]:
    """Find what all of an area lies in.

    Parameters
    ----------
    shape : Polygon or MultiPolygon
    lon, lat : float
        Its label point, degrees.
    named : dict or None
        What locating by name knows of it: the `UNIT_COLUMNS`.
    grounds : Grounds

    Returns
    -------
    dict
        The columns of ``geo.schema.COLUMNS`` from ``geo_country_code`` to ``geo_timezone``, None where
        unknown or not the same everywhere.
    """
    atlas = grounds.atlas
    here = {name: values[0] for name, values in find_whose(np.array([lon]), np.array([lat]), atlas).items()}
    here["geo_region_superseded_by"] = None
    parts = _parts_met(shape, atlas)
    code = named["geo_country_code"] if named else here["geo_country_code"]
    if named:
        parts = _cut_to(parts, _without_rim(shape, named["geo_region_accuracy_m"]))
        here |= {name: named[name] for name in UNIT_COLUMNS}
        whose = _holder_of(parts, code)
        if whose != code:
            # What one country counts as its unit is not its ground: the country goes before the unit.
            code = whose
            here |= dict.fromkeys(("geo_region", "geo_region_code", "geo_region_accuracy_m"))
            here["geo_country_code"] = code
    is_own = parts["code"].isna() if code is None else (parts["code"] == code).fillna(value=False)
    own = parts[is_own.to_numpy(dtype=bool)]
    if named:
        zones = set(own["timezone"].dropna())
        here["geo_timezone"] = zones.pop() if len(zones) == 1 else None
    else:
        here |= dict.fromkeys(UNIT_COLUMNS)
        if code is not None and _is_whole_in(code, own, shape, atlas):
            here |= {"geo_country_code": code, **_find_units(shape, code, atlas)}
        zone = parts[(parts["timezone"] == here["geo_timezone"]).fillna(value=False)]
        if not _cover(zone.geometry.to_numpy(), shape):
            here["geo_timezone"] = None
    # Of a unit found by name only the ground counts that is its country's on both maps.
    ground, least_share = (
        (shapely.union_all(own.geometry.to_numpy()), MOST_OF_A_UNIT) if named else (shape, 1.0)
    )
    if not _is_disputed(ground, here["geo_dispute"], own, least_share, atlas):
        here |= dict.fromkeys(("geo_dispute", "geo_claimed_by", "geo_held_by"))
    if any(len(find_lines_met(np.array([shape]), lines)[0]) for lines in grounds.shores):
        here["geo_on_land"] = None
    return here


def _holder_of(parts: GeoDataFrame, code: str | None) -> str | None:
    """Code of nearly all of the ground, None being that of no one; the given one where there is none."""
    area = pd.Series(shapely.area(parts.geometry.to_numpy()))
    shares = area.groupby(parts["code"].fillna("").to_numpy()).sum() / area.sum()
    for holder in shares.index[(shares >= MOST_OF_A_UNIT).to_numpy()]:
        return str(holder) or None
    return code


def _parts_met(shape: BaseGeometry, atlas: Layers) -> GeoDataFrame:
    """Take the parts of countries that share ground with an area.

    They are asked for by the corners of the area and a grid over its box: a part that is missed is
    smaller than a step of the grid. It can hide a time zone, but not make a part cover what it does not.
    """
    west, south, east, north = shapely.bounds(shape)
    lon, lat = np.meshgrid(np.linspace(west, east, GRID), np.linspace(south, north, GRID))
    corners = shapely.get_coordinates(shape)
    parts = atlas.parts_at(np.append(lon, corners[:, 0]), np.append(lat, corners[:, 1]))
    return _cut_to(parts, shape)


def _cut_to(parts: GeoDataFrame, shape: BaseGeometry) -> GeoDataFrame:
    """Cut polygons to an area, and leave out those that share no ground with it."""
    shapely.prepare(shape)
    parts = parts[shapely.intersects(shape, parts.geometry.to_numpy())]
    shared = shapely.intersection(parts.geometry.to_numpy(), shape)
    return parts.set_geometry(shared, crs=parts.crs)[shapely.area(shared) > 0.0]


def _without_rim(shape: BaseGeometry, accuracy_m: float | None) -> BaseGeometry:
    """Take a rim off an area, at least as wide as its outline may be off; all of it if nothing is left."""
    if accuracy_m is None or not np.isfinite(accuracy_m):
        return shape
    _, south, _, north = np.radians(shapely.bounds(shape))
    rim_deg = accuracy_m / (DEGREE_M * max(np.cos(max(abs(south), abs(north))), LEAST_COSINE))
    inner: BaseGeometry = shapely.buffer(shape, -rim_deg)
    return shape if inner.is_empty else inner


def _is_whole_in(code: str, parts: GeoDataFrame, shape: BaseGeometry, atlas: Layers) -> bool:
    """Say whether an area lies in one country, and on no outlined ground that is attributed to others."""
    outlines = atlas.dispute_table
    outlines = outlines[outlines["how"] == "outline"]
    attributed = words(outlines["de_facto_code" if atlas.worldview == "de_facto" else "default_code"])
    shapes = outlines.geometry.to_numpy()
    if shapely.area(shapely.intersection(shapes[attributed != code], shape)).any():
        return False
    return _cover(np.append(parts.geometry.to_numpy(), shapes[attributed == code]), shape)


def _cover(shapes: NDArray[np.object_], shape: BaseGeometry, *, least_share: float = 1.0) -> bool:
    """Say whether polygons together cover an area, all of it unless a share is enough."""
    near = shapes[shapely.intersects(shapes, shape)]
    left_out = shapely.difference(shape, shapely.union_all(near))
    # Where cut pieces meet, rounding leaves slivers much thinner than an atom.
    may_be_left_out = max(SLIVERS_SHARE, 1.0 - least_share)
    return float(shapely.area(left_out)) <= may_be_left_out * float(shapely.area(shape))


def _find_units(shape: BaseGeometry, code: str, atlas: Layers) -> dict[str, Any]:
    """Find the smallest region and district of a country that cover an area."""
    region = _smallest_cover(atlas.regions_of([code]), shape)
    district = _smallest_cover(atlas.districts_of([code]), shape)
    if region.get("superseded_by") is not None:
        region["name"] = None
    cells = {f"geo_region{what}": region.get(name) for name, what in REGION_CELLS.items()}
    return cells | {f"geo_district{what}": district.get(name) for name, what in DISTRICT_CELLS.items()}


def _smallest_cover(units: GeoDataFrame, shape: BaseGeometry) -> dict[str, Any]:
    covering = units[shapely.covers(units.geometry.to_numpy(), shape)]
    if covering.empty:
        return {}
    row = covering.iloc[int(np.argmin(shapely.area(covering.geometry.to_numpy())))]
    return {
        str(name): None if pd.api.types.is_scalar(cell) and pd.isna(cell) else cell
        for name, cell in row.items()
    }


def _is_disputed(
    ground: BaseGeometry, dispute: str | None, parts: GeoDataFrame, least_share: float, atlas: Layers
) -> bool:
    """Say whether the dispute at the label point is one of so much of the ground."""
    if dispute is None:
        return False
    outlines = atlas.dispute_table
    outlines = outlines[(outlines["area"] == dispute) & (outlines["how"] == "outline")]
    regions = atlas.regions_of(sorted(set(parts["code"].dropna())))
    disputed = [
        table[(table["dispute"] == dispute).fillna(value=False)].geometry.to_numpy()
        for table in (parts, regions)
    ]
    return _cover(np.concatenate([*disputed, outlines.geometry.to_numpy()]), ground, least_share=least_share)


def _rings(polygons: NDArray[np.object_]) -> NDArray[np.object_]:
    rings: NDArray[np.object_] = shapely.get_rings(shapely.get_parts(polygons))
    return rings

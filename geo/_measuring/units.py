"""Which region or district a point lies in.

Countries and units come from different sources, so their outlines disagree by slivers. They are
settled here, when a point is asked about: the country comes first, then the unit *of that country*
that contains the point, else the nearest one that lies within its own accuracy, else none. Where the
accuracy is more than ``SLIVER_M`` something is missing, such as an island: no sliver is that wide.

Of several units that contain the point, those that hold it inside go before those that have it on
their boundary. Of units that overlap the smallest is the answer, as it says most: a city drawn on
top of its province. Where boundaries meet it is the alphabetically lowest ``unit_id``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import shapely

from geo._geodesy import nearest_on_lines
from geo._measuring.inside import find_inside
from geo._measuring.layers import known, lines_of, pick, words

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from numpy.typing import NDArray

    from geo._measuring.inside import Spots
    from geo._measuring.layers import Floats, Ints, Words

DEGREE_M: Final = 110_000.0
"""Less than any degree of latitude has metres, so that a box widened by it is never too small."""

SLIVER_M: Final = 15_000.0
"""The regions' source is 1 to 14 km off; a point farther than this from a unit does not belong to it."""

WORLD_DEG: Final = 360.0

TINY: Final = 1e-9
"""Keeps a cosine from being zero at a pole."""


class _Units(NamedTuple):
    """Units in the order of their ``unit_id``. Shape (u,) each."""

    row: Ints
    country: Words
    accuracy_m: Floats
    """At most ``SLIVER_M``; 0 where unknown: then only what the outline contains counts."""
    shape: NDArray[np.object_]
    part: NDArray[np.object_]
    """Polygons of all units, shape (p,): the box of a multipolygon may span the world, theirs fit."""
    owner: Ints
    """Number of the unit of each part, shape (p,)."""


def find_units(spots: Spots, home: Words, units: GeoDataFrame) -> Ints:
    """Find the unit of each point, as the top of this module says.

    Parameters
    ----------
    spots : Spots
        The n points.
    home : ndarray of object, shape (n,)
        Code of the country that each point lies in, or None.
    units : GeoDataFrame
        Polygons with unit_id, country_code and accuracy_m (metres).

    Returns
    -------
    ndarray of int, shape (n,)
        Position in `units`, -1 where there is none.
    """
    by_id = _sort_units(units)
    found = _find_containing(spots, home, by_id)
    waiting = np.flatnonzero((found < 0) & known(home))
    found[waiting] = _find_near(spots.lon[waiting], spots.lat[waiting], home[waiting], by_id)
    return pick(by_id.row, found, missing=-1)


def _sort_units(units: GeoDataFrame) -> _Units:
    row = np.argsort(words(units["unit_id"]), kind="stable")
    shape = np.asarray(units.geometry.to_numpy())[row]
    return _Units(
        row,
        words(units["country_code"])[row],
        np.minimum(units["accuracy_m"].to_numpy(dtype=np.float64, na_value=0.0)[row], SLIVER_M),
        shape,
        *_explode(shape),
    )


def _explode(shape: NDArray[np.object_]) -> tuple[NDArray[np.object_], Ints]:
    """Take multipolygons apart, in the order of the shapes; most are polygons and are not copied."""
    is_multiple = shapely.get_type_id(shape) == shapely.GeometryType.MULTIPOLYGON
    single, multiple = np.flatnonzero(~is_multiple), np.flatnonzero(is_multiple)
    parts, number = shapely.get_parts(shape[multiple], return_index=True)
    owner = np.append(single, multiple[number])
    order = np.argsort(owner, kind="stable")
    return np.append(shape[single], parts)[order], owner[order]


def _find_containing(spots: Spots, home: Words, units: _Units) -> Ints:
    """Find the number of the unit that contains each point, -1 where none does."""
    part, point = find_inside(spots, units.part)
    unit = units.owner[part]
    own = units.country[unit] == home[point]
    unit, point = unit[own], point[own]
    holders = np.bincount(point, minlength=spots.total)
    found = np.full(spots.total, -1)
    found[point] = unit
    shared = holders[point] > 1
    if shared.any():
        unit, point = unit[shared], point[shared]
        best = np.lexsort((unit, *_preference(spots, unit, point, units), point))
        first = best[np.flatnonzero(np.diff(point[best], prepend=-1))]
        found[point[first]] = unit[first]
    return found


def _preference(spots: Spots, unit: Ints, point: Ints, units: _Units) -> tuple[Floats, NDArray[np.bool_]]:
    """Give pairs of a unit and a point their rank, less is better, the second key before the first."""
    asked, which = np.unique(unit, return_inverse=True)
    shapes = units.shape[asked]
    shapely.prepare(shapes)
    inside = np.asarray(shapely.contains_xy(shapes[which], spots.lon[point], spots.lat[point]))
    area = compare_areas(shapes)[which]
    return np.where(inside, area, 0.0), ~inside


def compare_areas(shapes: NDArray[np.object_]) -> Floats:
    """Give areas to compare: on a cylinder of equal area round the sphere."""

    def unroll(lonlat: Floats) -> Floats:
        return np.column_stack([lonlat[:, 0], np.degrees(np.sin(np.radians(lonlat[:, 1])))])

    return np.asarray(shapely.area(shapely.transform(shapes, unroll)))


def _find_near(lon: Floats, lat: Floats, home: Words, units: _Units) -> Ints:
    """Find the nearest unit that each point lies within the accuracy of: its number, -1 without one.

    All points are outside the units, so the distance to a unit is the distance to its rings. First
    the nearest unit of the country is asked; where that is too far for its accuracy, the few others
    whose accuracy allows for more than the distance to the nearest one.
    """
    found = np.full(len(lon), -1)
    unit, point = _candidates(lon, lat, units)
    own = units.country[unit] == home[point]
    unit, point = unit[own], point[own]
    part = np.flatnonzero(np.isin(units.owner, unit))
    rings, ring_of = shapely.get_rings(units.part[part], return_index=True)
    unit_of_line = units.owner[part[ring_of]]
    lines = lines_of(rings)

    distance_m = np.full(len(lon), np.nan)
    country_of_line = units.country[unit_of_line]
    for code in sorted(set(home[point])):
        rows = np.unique(point[home[point] == code])
        nearest = nearest_on_lines(lon[rows], lat[rows], lines.take(country_of_line == code))
        distance_m[rows] = nearest.distance_m
        found[rows] = unit_of_line[nearest.line]
    near = distance_m <= pick(units.accuracy_m, found, missing=np.nan)
    found[~near] = -1

    open_yet = ~near[point] & (units.accuracy_m[unit] >= distance_m[point])
    unit, point = unit[open_yet], point[open_yet]
    distance_m[~near] = np.inf
    for number in np.unique(unit):
        rows = point[unit == number]
        to_unit_m = nearest_on_lines(lon[rows], lat[rows], lines.take(unit_of_line == number)).distance_m
        nearer = (to_unit_m <= units.accuracy_m[number]) & (to_unit_m < distance_m[rows])
        found[rows[nearer]], distance_m[rows[nearer]] = number, to_unit_m[nearer]
    return found


def _candidates(lon: Floats, lat: Floats, units: _Units) -> tuple[Ints, Ints]:
    """Find all pairs of a unit and a point that may lie within its accuracy; each pair once.

    The accuracy is taken in degrees, and so generously that no pair is missed: as if the whole unit
    lay where its meridians are nearest to each other.
    """
    _, south, _, north = shapely.bounds(units.part).T
    margin_deg = units.accuracy_m[units.owner] / DEGREE_M
    polewards = np.minimum(np.maximum(np.abs(south), np.abs(north)) + margin_deg, 90.0)
    margin_deg /= np.maximum(np.cos(np.radians(polewards)), TINY)
    # A point beside the antimeridian is asked about from the other side too.
    point = np.arange(len(lon))
    beside = np.flatnonzero(np.abs(lon) > WORLD_DEG / 2 - margin_deg.max(initial=0.0))
    point = np.append(point, beside)
    lon = np.append(lon, lon[beside] - np.copysign(WORLD_DEG, lon[beside]))
    tree = shapely.STRtree(np.asarray(shapely.points(lon, lat[point])))
    part, position = tree.query(units.part, predicate="dwithin", distance=margin_deg)
    pair = np.unique(units.owner[part] * len(lat) + point[position])
    return pair // len(lat), pair % len(lat)

"""Arrays in, arrays out: the measures of `measure_incidents` without a table.

All take longitudes and latitudes in degrees, arrays of shape (n,) or plain numbers, and give named tuples
of arrays. Distances are geodesics on WGS84 to lines that are straight in longitude and latitude, right to
a millimetre *to the line of the atlas*. A few points are measured with NumPy; thousands by compiled code,
which needs some seconds for its index when it is used for the first time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pandas as pd

from geo._measuring.borders import find_borders
from geo._measuring.foreign import find_foreign_land
from geo._measuring.layers import pick, words
from geo._measuring.pairs import check_pairs, lines_between
from geo._measuring.world import COMPILED_FROM, get_world
from geo.errors import DataError, UsageError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from geo._geodesy import Nearest
    from geo._measuring.layers import Floats, Ints, Layers, Words
    from geo._measuring.linework import Linework
    from geo._measuring.world import World

__all__ = [
    "country_of",
    "distance_to_border",
    "distance_to_coast",
    "distance_to_foreign_land",
    "district_of",
    "nearest_places",
    "people_within",
    "region_of",
]

BORDERS: Final = ("own", "any")
LARGEST_LON: Final = 180.0
LARGEST_LAT: Final = 90.0
LARGEST_RADIUS_M: Final = 200_000.0


class ToLine(NamedTuple):
    """The nearest point of some lines. All arrays have shape (n,)."""

    distance_m: Floats
    """Metres; 0 on the line; NaN where there is none."""
    lon: Floats
    lat: Floats
    """The nearest point, degrees."""
    azimuth_deg: Floats
    """Forward azimuth at the given point, 0 <= azimuth < 360; NaN on the line."""
    codes: Words
    """Codes of both sides, alphabetical (``KAZ-TKM``); of a shore or foreign land, whose it is; or None."""
    kind: Words
    """Kind of the line; None for a shore."""
    accuracy_m: Floats
    """How far the line is from the one in the source, at most, metres; NaN where unknown."""


class ToPlaces(NamedTuple):
    """The nearest places, nearest first. All arrays have shape (n, k)."""

    distance_m: Floats
    """Metres; NaN where there are fewer places."""
    azimuth_deg: Floats
    """Forward azimuth at the given point, 0 <= azimuth < 360; NaN at the place itself."""
    name: Words
    population: Floats
    """NaN where unknown."""
    country_code: Words
    lon: Floats
    lat: Floats


class Country(NamedTuple):
    """Whose ground it is. All arrays have shape (n,), None outside all countries."""

    code: Words
    """ISO 3166-1 alpha-3."""
    name: Words
    dispute: Words
    """Name of the disputed ground; None elsewhere."""


class Region(NamedTuple):
    """First-level units. All arrays have shape (n,), None where there is none."""

    name: Words
    code: Words
    """ISO 3166-2 today, or the code of your own layer."""
    superseded_by: Words
    """Where the outline is of a unit that is no longer the same: codes of today it may be; then no name."""
    accuracy_m: Floats
    """How far the outline may be off, metres."""


class District(NamedTuple):
    """The finest listed units below the regions. All arrays have shape (n,), None where there is none."""

    name: Words
    code: Words
    """The code of your own layer, such as a P-code; else None."""
    level: Floats
    """2 or 3, counted from the country; NaN where there is none."""


def distance_to_border(
    lon: ArrayLike, lat: ArrayLike, *, of: str = "own", to: str | None = None, atlas: Layers | None = None
) -> ToLine:
    """Measure to the nearest border.

    Parameters
    ----------
    lon, lat : array-like of float, shape (n,)
        Degrees.
    of : {'own', 'any'}
        Land borders of the country that a point lies in (with what hangs together with it under one
        sovereign), or of any two countries.
    to : str, optional
        A pair of codes, such as ``KAZ-RUS``, in place of `of`: its nearest line of any kind, at sea too.
    atlas : Atlas, optional
        From `geo.load_atlas`; the one that comes with geo, with your own layers, when left out.

    Returns
    -------
    ToLine
        NaN and None where the country has no land border, or there is no country.

    Raises
    ------
    DataError
        When a coordinate is not on Earth.
    UsageError
        When `of` is neither, or there is no line between the pair.

    Notes
    -----
    The nearest of all edges by geodesic distance (Karney 2013, through PROJ; in compiled code his series),
    found by bounds on chords that leave no nearer edge out; not the nearest in degrees, nor to a vertex.

    Examples
    --------
    >>> import geo
    >>> nearest = geo.distance_to_border([53.5], [43.0])
    >>> nearest.codes[0], nearest.distance_m.round().item()
    ('KAZ-TKM', 78555.0)
    >>> nearest = geo.distance_to_border([53.5], [43.0], to="KAZ-RUS")
    >>> nearest.kind[0], nearest.distance_m.round().item()
    ('territorial_sea', 443848.0)
    """
    lon, lat, world = _prepare(lon, lat, atlas)
    if to is not None:
        (pair,) = check_pairs([to], world)
        found = [
            _to_line(lines, _nearest(lon, lat, lines, groups)) for lines, groups in lines_between(pair, world)
        ]
        nearer = ~(found[1].distance_m < found[0].distance_m)
        return ToLine(*(np.where(nearer, *both) for both in zip(*found, strict=True)))
    if of not in BORDERS:
        raise UsageError(f"of={of!r} is not known. Choose one of: {', '.join(BORDERS)}.")
    land, entities = world.land, world.entities
    if of == "own":
        _, home = world.find_whose(lon, lat, ())
        return _to_line(land, find_borders(lon, lat, home, entities, world.mainland, land).nearest)
    left, right = land.group_left, land.group_right
    between = (left >= 0) & (right >= 0) & (entities.sovereign[left] != entities.sovereign[right])
    return _to_line(land, _nearest(lon, lat, land, np.flatnonzero(between)))


def distance_to_coast(lon: ArrayLike, lat: ArrayLike, *, atlas: Layers | None = None) -> ToLine:
    """Measure to the nearest shore of the ocean or the Caspian, whoever's.

    Parameters
    ----------
    lon, lat : array-like of float, shape (n,)
        Degrees.
    atlas : Atlas, optional

    Returns
    -------
    ToLine
        ``codes`` says whose land lies behind.

    Raises
    ------
    DataError
        When a coordinate is not on Earth.

    Examples
    --------
    >>> import geo
    >>> geo.distance_to_coast([2.3522], [48.8566]).distance_m.round(-3).item()
    149000.0
    """
    lon, lat, world = _prepare(lon, lat, atlas)
    return _to_line(world.shores, _nearest(lon, lat, world.shores, np.arange(len(world.shores.group_left))))


def distance_to_foreign_land(lon: ArrayLike, lat: ArrayLike, *, atlas: Layers | None = None) -> ToLine:
    """Measure to the nearest land of another sovereign, across a land border or across water.

    Parameters
    ----------
    lon, lat : array-like of float, shape (n,)
        Degrees.
    atlas : Atlas, optional

    Returns
    -------
    ToLine
        ``codes`` says whose land it is; NaN and None for a point in no country.

    Raises
    ------
    DataError
        When a coordinate is not on Earth.

    Examples
    --------
    >>> import geo
    >>> nearest = geo.distance_to_foreign_land([1.3134], [51.1279])  # Dover
    >>> nearest.codes[0], nearest.distance_m.round(-3).item()
    ('FRA', 34000.0)
    """
    lon, lat, world = _prepare(lon, lat, atlas)
    _, home = world.find_whose(lon, lat, ())
    found = find_foreign_land(lon, lat, home, world.entities, world.land, world.shores)
    kinds = np.append(world.land.kind, np.full(len(world.shores.left), None))
    return ToLine(
        *found.nearest[:4],
        pick(world.entities.code, found.code, missing=None),
        pick(kinds, found.nearest.line, missing=None),
        found.accuracy_m,
    )


def nearest_places(
    lon: ArrayLike, lat: ArrayLike, *, k: int = 3, min_population: int = 0, atlas: Layers | None = None
) -> ToPlaces:
    """Find the nearest k listed places with at least so many people.

    Parameters
    ----------
    lon, lat : array-like of float, shape (n,)
        Degrees.
    k : int
        How many.
    min_population : int
        0 takes every place; otherwise those of unknown population, and sections of a city, are left out.
    atlas : Atlas, optional

    Returns
    -------
    ToPlaces
        Arrays of shape (n, k). Hamlets are not in the list.

    Raises
    ------
    DataError
        When a coordinate is not on Earth.
    UsageError
        When `k` is less than 1.

    Examples
    --------
    >>> import geo
    >>> geo.nearest_places([53.5], [43.0], k=2, min_population=10_000).name.tolist()
    [['Zhanaozen', 'Zhetybay']]
    """
    if k < 1:
        raise UsageError(f"k={k} places cannot be found. Ask for one or more.")
    lon, lat, world = _prepare(lon, lat, atlas)
    found = world.sites.nearest(lon, lat, k=k, least_people=float(min_population))
    places, site = world.places, found.site
    return ToPlaces(
        found.distance_m,
        found.azimuth_deg,
        pick(words(places.table["name"]), site.ravel(), missing=None).reshape(site.shape),
        _pick_floats(places.table["population"].to_numpy(np.float64, na_value=np.nan), site),
        pick(words(places.table["country_code"]), site.ravel(), missing=None).reshape(site.shape),
        _pick_floats(places.lon, site),
        _pick_floats(places.lat, site),
    )


def people_within(
    lon: ArrayLike, lat: ArrayLike, *, radius_m: float = 25_000.0, atlas: Layers | None = None
) -> Ints:
    """Sum the population of all listed places within a radius: a floor, not a census.

    Parameters
    ----------
    lon, lat : array-like of float, shape (n,)
        Degrees.
    radius_m : float
        Metres, up to 200 km. A place counts where its point lies within.
    atlas : Atlas, optional

    Returns
    -------
    ndarray of int, shape (n,)
        Places of unknown population add nothing, nor do sections of a city, whose people are the city's.

    Raises
    ------
    DataError
        When a coordinate is not on Earth.
    UsageError
        When the radius is negative or too large.

    Examples
    --------
    >>> import geo
    >>> bool(geo.people_within([52.86], [43.34])[0] >= 100_000)  # Zhanaozen
    True
    """
    if not 0.0 <= radius_m <= LARGEST_RADIUS_M:
        raise UsageError(f"radius_m={radius_m} is out of range. Give 0 to {LARGEST_RADIUS_M:,.0f} metres.")
    lon, lat, world = _prepare(lon, lat, atlas)
    return world.sites.people_within(lon, lat, np.full(len(lon), float(radius_m))).astype(np.int64)


def country_of(lon: ArrayLike, lat: ArrayLike, *, atlas: Layers | None = None) -> Country:
    """Find the country or territory of each point, territorial waters included.

    Parameters
    ----------
    lon, lat : array-like of float, shape (n,)
        Degrees.
    atlas : Atlas, optional

    Returns
    -------
    Country
        A point on a boundary belongs to the alphabetically lowest code.

    Raises
    ------
    DataError
        When a coordinate is not on Earth.

    Examples
    --------
    >>> import geo
    >>> geo.country_of([53.5, 0.0], [43.0, 0.0]).code.tolist()
    ['KAZ', None]
    """
    lon, lat, world = _prepare(lon, lat, atlas)
    columns, home = world.find_whose(lon, lat, ())
    entities = world.entities
    return Country(
        pick(entities.code, home, missing=None),
        pick(entities.name, home, missing=None),
        words(pd.Series(columns["geo_dispute"])),
    )


def region_of(lon: ArrayLike, lat: ArrayLike, *, atlas: Layers | None = None) -> Region:
    """Find the first-level unit of each point.

    Parameters
    ----------
    lon, lat : array-like of float, shape (n,)
        Degrees.
    atlas : Atlas, optional

    Returns
    -------
    Region
        The unit of the point's country that contains it, else the nearest one within its own accuracy.

    Raises
    ------
    DataError
        When a coordinate is not on Earth.

    Examples
    --------
    >>> import geo
    >>> geo.region_of([53.5], [43.0]).code.tolist()
    ['KZ-47']
    """
    lon, lat, world = _prepare(lon, lat, atlas)
    columns, _ = world.find_whose(lon, lat, ("region",))
    return Region(
        words(pd.Series(columns["geo_region"])),
        words(pd.Series(columns["geo_region_code"])),
        words(pd.Series(columns["geo_region_superseded_by"])),
        _to_floats(columns["geo_region_accuracy_m"]),
    )


def district_of(lon: ArrayLike, lat: ArrayLike, *, atlas: Layers | None = None) -> District:
    """Find the finest listed unit below the region of each point.

    Parameters
    ----------
    lon, lat : array-like of float, shape (n,)
        Degrees.
    atlas : Atlas, optional

    Returns
    -------
    District

    Raises
    ------
    DataError
        When a coordinate is not on Earth.

    Examples
    --------
    >>> import geo
    >>> geo.district_of([53.5], [43.0]).name.tolist()
    ['Karakiyanskiy']
    """
    lon, lat, world = _prepare(lon, lat, atlas)
    columns, _ = world.find_whose(lon, lat, ("district",))
    return District(
        words(pd.Series(columns["geo_district"])),
        words(pd.Series(columns["geo_district_code"])),
        _to_floats(columns["geo_district_level"]),
    )


def _prepare(lon: ArrayLike, lat: ArrayLike, atlas: Layers | None) -> tuple[Floats, Floats, World]:
    """Check coordinates, and choose the way to measure them by how many there are."""
    try:
        at_lon, at_lat = (np.atleast_1d(np.asarray(values, dtype=np.float64)) for values in (lon, lat))
    except (TypeError, ValueError) as error:
        raise DataError(f"lon and lat must be arrays of numbers, degrees ({error}).") from error
    if at_lon.ndim != 1 or at_lon.shape != at_lat.shape:
        raise DataError(f"lon and lat must have one shape (n,); they have {at_lon.shape} and {at_lat.shape}.")
    wrong = ~((np.abs(at_lon) <= LARGEST_LON) & (np.abs(at_lat) <= LARGEST_LAT))
    if wrong.any():
        first = int(np.argmax(wrong))
        raise DataError(
            f"{wrong.sum()} of {len(wrong)} positions are not on Earth (-180..180, -90..90). "
            f"The first is number {first}: longitude {at_lon[first]}, latitude {at_lat[first]}. "
            "Leave them out, or mend them."
        )
    if atlas is None:
        from geo._atlas import share_atlas

        atlas = share_atlas()
    world = get_world(atlas, compiled=len(at_lon) >= COMPILED_FROM)
    return np.ascontiguousarray(at_lon), np.ascontiguousarray(at_lat), world


def _nearest(lon: Floats, lat: Floats, lines: Linework, groups: Ints) -> Nearest:
    return lines.net.nearest(lon, lat, np.zeros(len(lon), dtype=np.int64), [groups])


def _to_line(lines: Linework, nearest: Nearest) -> ToLine:
    return ToLine(
        *nearest[:4],
        pick(lines.codes, nearest.line, missing=None),
        pick(lines.kind, nearest.line, missing=None),
        pick(lines.accuracy_m, nearest.line, missing=np.nan),
    )


def _pick_floats(values: Floats, index: Ints) -> Floats:
    return np.asarray(pick(values, index.ravel(), missing=np.nan).reshape(index.shape))


def _to_floats(column: Any) -> Floats:  # noqa: ANN401 - a column of numbers of whatever kind
    return np.asarray(pd.Series(column).to_numpy(dtype=np.float64, na_value=np.nan))

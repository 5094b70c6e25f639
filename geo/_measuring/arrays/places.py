"""The nearest listed places and the people in them, for arrays of points."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from geo._measuring.arrays.preparing import prepare
from geo._measuring.layers import pick, words
from geo.errors import UsageError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from geo._measuring.layers import Floats, Ints, Layers, Words

LARGEST_RADIUS_M: Final = 200_000.0


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
    lon, lat, world = prepare(lon, lat, atlas)
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
    lon, lat, world = prepare(lon, lat, atlas)
    return world.sites.people_within(lon, lat, np.full(len(lon), float(radius_m))).astype(np.int64)


def _pick_floats(values: Floats, index: Ints) -> Floats:
    return np.asarray(pick(values, index.ravel(), missing=np.nan).reshape(index.shape))

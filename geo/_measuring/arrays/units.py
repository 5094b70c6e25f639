"""Country, region and district, for arrays of points."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from geo._measuring.arrays.preparing import prepare
from geo._measuring.layers import pick, words

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from geo._measuring.layers import Floats, Layers, Words


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
    lon, lat, world = prepare(lon, lat, atlas)
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
    lon, lat, world = prepare(lon, lat, atlas)
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
    lon, lat, world = prepare(lon, lat, atlas)
    columns, _ = world.find_whose(lon, lat, ("district",))
    return District(
        words(pd.Series(columns["geo_district"])),
        words(pd.Series(columns["geo_district_code"])),
        _to_floats(columns["geo_district_level"]),
    )


def _to_floats(column: Any) -> Floats:  # noqa: ANN401 - a column of numbers of whatever kind
    return np.asarray(pd.Series(column).to_numpy(dtype=np.float64, na_value=np.nan))

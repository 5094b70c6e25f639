"""How large places count as: town or city, and the circle taken for one of which only a point is known.

The recipe that builds the atlas and the reader of GeoNames dumps share these, so that a place is called and
drawn alike whichever of them it comes from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from geo.schema import CITY_POPULATION, TOWN_POPULATION

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = ["SMALLEST_M", "SMALLEST_PEOPLE", "place_kinds", "place_radius_m"]

SMALLEST_M: Final = 1_000.0
SMALLEST_PEOPLE: Final = 10_000
"""Radius that is taken for a place of up to so many people; it grows with the root of their number."""


def place_kinds(population: ArrayLike) -> NDArray[np.object_]:
    """Say what places of so many people are called.

    Parameters
    ----------
    population : array-like of int, shape (n,)
        0 where it is unknown.

    Returns
    -------
    ndarray of str, shape (n,)

    Examples
    --------
    >>> place_kinds([0, 5_000, 147_443]).tolist()
    ['place', 'town', 'city']
    """
    people = np.asarray(population)
    bounds = [people >= CITY_POPULATION, people >= TOWN_POPULATION]
    return np.select(bounds, ["city", "town"], "place").astype(object)


def place_radius_m(population: ArrayLike) -> NDArray[np.float64]:
    """Radius about the point of a place that is taken to contain it, metres.

    Parameters
    ----------
    population : array-like of int, shape (n,)
        0 where it is unknown.

    Examples
    --------
    >>> place_radius_m([0, 10_000, 1_000_000]).tolist()
    [1000.0, 1000.0, 10000.0]
    """
    people = np.asarray(population, dtype=np.float64)
    return np.asarray(np.maximum(SMALLEST_M, SMALLEST_M * np.sqrt(people / SMALLEST_PEOPLE)))

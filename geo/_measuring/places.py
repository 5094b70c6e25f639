"""The nearest listed place, town and city."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely

from geo._geodesy import index_sites, nearest_sites
from geo._measuring.layers import pick, words
from geo.schema import CITY_POPULATION, TOWN_POPULATION

if TYPE_CHECKING:
    import pandas as pd

    from geo._measuring.layers import Floats, Ints, Layers, Words


class NearestPlaces(NamedTuple):
    """Nearest place of one class to each point. Shape (n,) each."""

    name: Words
    population: pd.api.extensions.ExtensionArray
    """Int64, null where unknown."""
    country_code: Words
    distance_m: Floats
    lon: Floats
    lat: Floats
    azimuth_deg: Floats


class Places(NamedTuple):
    """The listed places. Shape (p,) each."""

    lon: Floats
    lat: Floats
    name: Words
    population: pd.api.extensions.ExtensionArray
    country_code: Words
    classes: dict[str, Ints]
    """Numbers of the places of each class: ``place``, ``town`` and ``city``."""

    def describe(self, place: Ints, distance_m: Floats, azimuth_deg: Floats) -> NearestPlaces:
        """Put what is known of places beside their distances; null for place -1."""
        return NearestPlaces(
            name=pick(self.name, place, missing=None),
            population=self.population.take(place, allow_fill=True),
            country_code=pick(self.country_code, place, missing=None),
            distance_m=distance_m,
            lon=pick(self.lon, place, missing=np.nan),
            lat=pick(self.lat, place, missing=np.nan),
            azimuth_deg=azimuth_deg,
        )


def find_places(lon: Floats, lat: Floats, atlas: Layers) -> dict[str, NearestPlaces]:
    """Find the nearest listed place, town and city of each point, in whichever country it lies.

    A place whose population is unknown is a place, and neither a town nor a city. So is a section of a
    city ("Sector 3", "Kreuzberg"), however many people live in it: what stands for them is the city.

    Parameters
    ----------
    lon, lat : ndarray of float, shape (n,)
        Degrees.
    atlas : Layers
        Asked for its places; their columns ``country_code`` and ``is_section`` may be missing.

    Returns
    -------
    dict
        Keys ``place``, ``town`` and ``city``.
    """
    listed = read_places(atlas)
    found = {}
    for stem, members in listed.classes.items():
        nearest = nearest_sites(lon, lat, index_sites(listed.lon[members], listed.lat[members]))
        place = pick(members, nearest.site, missing=-1)
        found[stem] = listed.describe(place, nearest.distance_m, nearest.azimuth_deg)
    return found


def read_places(atlas: Layers) -> Places:
    """Take the listed places and sort them into classes, as `find_places` says."""
    listed = atlas.places
    people = listed["population"].to_numpy(dtype=np.float64, na_value=np.nan, copy=True)
    if "is_section" in listed:
        people[listed["is_section"].to_numpy(dtype=bool, na_value=False)] = np.nan
    classes = {
        "place": np.arange(len(listed)),
        "town": np.flatnonzero(people >= TOWN_POPULATION),
        "city": np.flatnonzero(people >= CITY_POPULATION),
    }
    unknown = np.full(len(listed), None)
    lon, lat = shapely.get_coordinates(listed.geometry.to_numpy()).T
    return Places(
        lon,
        lat,
        words(listed["name"]),
        listed["population"].astype("Int64").array,
        words(listed["country_code"]) if "country_code" in listed else unknown,
        classes,
    )

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

    from geo._measuring.layers import Floats, Layers, Words


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
    listed = atlas.places
    place_lon, place_lat = shapely.get_coordinates(listed.geometry.to_numpy()).T
    name, population = words(listed["name"]), listed["population"].astype("Int64").array
    people = listed["population"].to_numpy(dtype=np.float64, na_value=np.nan, copy=True)
    if "is_section" in listed:
        people[listed["is_section"].to_numpy(dtype=bool, na_value=False)] = np.nan
    classes = {
        "place": np.arange(len(listed)),
        "town": np.flatnonzero(people >= TOWN_POPULATION),
        "city": np.flatnonzero(people >= CITY_POPULATION),
    }
    unknown = np.full(len(listed), None)
    country_code = words(listed["country_code"]) if "country_code" in listed else unknown
    found = {}
    for stem, members in classes.items():
        nearest = nearest_sites(lon, lat, index_sites(place_lon[members], place_lat[members]))
        place = pick(members, nearest.site, missing=-1)
        found[stem] = NearestPlaces(
            name=pick(name, place, missing=None),
            population=population.take(place, allow_fill=True),
            country_code=pick(country_code, place, missing=None),
            distance_m=nearest.distance_m,
            lon=pick(place_lon, place, missing=np.nan),
            lat=pick(place_lat, place, missing=np.nan),
            azimuth_deg=nearest.azimuth_deg,
        )
    return found

"""The listed places: the nearest of a class, the capital of a country, and how many people live near."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

import numpy as np
import pandas as pd
import shapely

from geo._geodesy import index_sites, inverse, nearest_sites, sites_within
from geo._measuring.layers import pick, take_texts, words
from geo.schema import CITY_POPULATION, PEOPLE_PER_KM2, TOWN_POPULATION

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo._measuring.layers import Floats, Ints, Layers, Words

CLASSES: Final = {"place": 0.0, "town": float(TOWN_POPULATION), "city": float(CITY_POPULATION)}
"""Least population of each class; a section of a city is a place and neither a town nor a city."""


class Places(NamedTuple):
    """The listed places. Shape (p,) each."""

    lon: Floats
    lat: Floats
    people: Floats
    """NaN where unknown, and for a section of a city, whose people are the city's."""
    is_capital: NDArray[np.bool_]
    table: pd.DataFrame
    """Columns name, population, country_code."""

    def members(self, least_people: float) -> Ints:
        """Numbers of the places that have at least so many people; 0 takes them all."""
        return np.arange(len(self.lon)) if least_people <= 0 else np.flatnonzero(self.people >= least_people)


class FoundSites(NamedTuple):
    """The nearest sites to each point, nearest first. Shape (n, k) each."""

    distance_m: Floats
    """NaN where there are fewer."""
    azimuth_deg: Floats
    """NaN where there are fewer, and at the place itself."""
    site: Ints
    """Number of the place; -1 where there are fewer."""


class Sites(Protocol):
    """Places made ready for searching."""

    def nearest(self, lon: Floats, lat: Floats, *, k: int, least_people: float) -> FoundSites:
        """Find the nearest k places with at least so many people."""

    def people_within(self, lon: Floats, lat: Floats, radius_m: Floats) -> Floats:
        """Sum the people listed within a radius of each point, parts of cities once; see `extent_m`."""


class PlainSites:
    """Places searched with NumPy."""

    def __init__(self, places: Places) -> None:
        self.places = places

    def nearest(self, lon: Floats, lat: Floats, *, k: int, least_people: float) -> FoundSites:
        """Find the nearest k places with at least so many people."""
        members = self.places.members(least_people)
        found = nearest_sites(lon, lat, index_sites(self.places.lon[members], self.places.lat[members]), k=k)
        site = np.where(found.site < 0, -1, members[found.site] if len(members) else -1)
        return FoundSites(found.distance_m, found.azimuth_deg, site)

    def people_within(self, lon: Floats, lat: Floats, radius_m: Floats) -> Floats:
        """Sum the people listed within a radius of each point."""
        members = self.places.members(1.0)
        sites = index_sites(self.places.lon[members], self.places.lat[members])
        point, site = sites_within(lon, lat, radius_m, sites)
        counted = _drop_parts_of_cities(point, members[site], self.places)
        weights = np.where(counted, self.places.people[members[site]], 0.0)
        return np.bincount(point, weights=weights, minlength=len(lon)).astype(np.float64)


def extent_m(people: Floats) -> Floats:
    """Radius of the disc in which a city's people live at `PEOPLE_PER_KM2`; 0 for less than a city.

    Many cities are listed together with their quarters and suburbs, each a place with people of its own.
    Whoever counts a city does not count what lies within its extent: what comes out is a floor.
    """
    radius_m = np.sqrt(np.nan_to_num(people) / (np.pi * PEOPLE_PER_KM2)) * 1_000.0
    return np.where(people >= CITY_POPULATION, radius_m, 0.0)


def _drop_parts_of_cities(point: Ints, place: Ints, places: Places) -> NDArray[np.bool_]:
    """Tell which of the places found near points are no part of a larger city found near the same point."""
    counted = np.ones(len(point), dtype=bool)
    reach_m = extent_m(places.people[place])
    begin = np.searchsorted(point, point, side="left")
    ends = np.searchsorted(point, point, side="right")
    for city in np.flatnonzero(reach_m > 0.0).tolist():
        rows = np.arange(begin[city], ends[city])
        people = places.people[place[rows]]
        is_less = (people < places.people[place[city]]) | (
            (people == places.people[place[city]]) & (place[rows] > place[city])
        )
        rows = rows[is_less]
        at_lon, at_lat = (np.full(len(rows), values[place[city]]) for values in (places.lon, places.lat))
        distance_m, _, _ = inverse(at_lon, at_lat, places.lon[place[rows]], places.lat[place[rows]])
        counted[rows[distance_m <= reach_m[city]]] = False
    return counted


def read_places(atlas: Layers) -> Places:
    """Take the listed places; their columns country_code, is_section and is_capital may be missing."""
    # Of the class itself: layers that pass on what they do not have themselves have other places.
    if hasattr(atlas.__class__, "place_table"):
        quick: Any = atlas
        listed, positions = quick.place_table()
    else:
        listed = pd.DataFrame(atlas.places)
        positions = shapely.get_coordinates(listed["geometry"].to_numpy())
    people = listed["population"].to_numpy(dtype=np.float64, na_value=np.nan, copy=True)
    if "is_section" in listed:
        people[listed["is_section"].to_numpy(dtype=bool, na_value=False)] = np.nan
    unknown = pd.Series(None, index=listed.index, dtype="string")
    table = pd.DataFrame(
        {
            "name": listed["name"],
            "population": listed["population"].astype("Int64"),
            "country_code": listed.get("country_code", unknown),
        }
    )
    no_capital = np.zeros(len(listed), dtype=bool)
    lon, lat = positions.T
    return Places(
        np.ascontiguousarray(lon),
        np.ascontiguousarray(lat),
        people,
        listed["is_capital"].to_numpy(dtype=bool, na_value=False) if "is_capital" in listed else no_capital,
        table.reset_index(drop=True),
    )


def find_capitals(lon: Floats, lat: Floats, home: Ints, codes: Words, places: Places) -> FoundSites:
    """Find the nearest capital of the country each point lies in; k is 1.

    Some countries have several, some territories none that is listed.

    Parameters
    ----------
    lon, lat : ndarray of float, shape (n,)
        Degrees.
    home : ndarray of int, shape (n,)
        Number of the country, -1 for none.
    codes : ndarray of object
        Code of each country.
    places : Places
    """
    capital = np.flatnonzero(places.is_capital)
    listed_in = words(places.table["country_code"].iloc[capital])
    shape = (len(lon), 1)
    found = FoundSites(np.full(shape, np.nan), np.full(shape, np.nan), np.full(shape, -1))
    for country in np.unique(home[home >= 0]).tolist():
        rows = np.flatnonzero(home == country)
        for number in capital[listed_in == codes[country]].tolist():
            ends = (np.full(len(rows), values[number]) for values in (places.lon, places.lat))
            distance_m, azimuth_deg, _ = inverse(lon[rows], lat[rows], *ends)
            nearer = ~(found.distance_m[rows, 0] <= distance_m)
            kept = rows[nearer]
            found.distance_m[kept, 0], found.site[kept, 0] = distance_m[nearer], number
            found.azimuth_deg[kept, 0] = np.where(distance_m > 0.0, azimuth_deg % 360.0, np.nan)[nearer]
    return found


def describe(places: Places, found: FoundSites, rank: int = 0) -> dict[str, Any]:
    """Put what is known of the found places beside their distances; null where there is none."""
    site = found.site[:, rank]
    return {
        "name": take_texts(places.table["name"], site),
        "population": places.table["population"].array.take(site, allow_fill=True),
        "country_code": take_texts(places.table["country_code"], site),
        "m": found.distance_m[:, rank],
        "lon": pick(places.lon, site, missing=np.nan),
        "lat": pick(places.lat, site, missing=np.nan),
        "azimuth_deg": found.azimuth_deg[:, rank],
    }

"""Many incidents as a measured table, made of nothing but a number: what maps are timed with.

Each has a title of 40 characters, a date, three categories, a link of its own, and twelve numbers that were
measured: to the border, a place, a town, a city and the capital with their directions, and the people near.
"""

from __future__ import annotations

from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import Geod

from geo import schema

__all__ = ["make_incidents"]

WORDS: Final = (
    *("drone", "strike", "shelling", "report", "village", "bridge", "convoy", "depot", "market", "school"),
    *("checkpoint", "explosion", "northern", "southern", "eastern", "western", "district", "station"),
    *("patrol", "clash", "fire", "crash", "found", "near", "heavy", "two", "three", "river", "road", "field"),
)
TITLE_LENGTH: Final = 40
KINDS: Final = ("battle", "explosion", "protest", "riot", "strategic", "violence")
ACTORS: Final = tuple(f"group {letter}" for letter in "ABCDEFGHIJKL")
SEVERITIES: Final = ("low", "middle", "high")
# Clusters of places over a continent, as tables of events are.
CENTRES: Final = 400
SPREAD_DEG: Final = 1.2
FIRST_DAY: Final = np.datetime64("2015-01-01")
DAYS: Final = 3_650
PLACES_A_CENTRE: Final = 8
CAPITAL: Final = (15.05, 12.11)
WGS84: Final = Geod(ellps="WGS84")


def make_incidents(count: int, *, seed: int = 6) -> gpd.GeoDataFrame:
    """Make a measured table.

    Parameters
    ----------
    count : int
        How many incidents.
    seed : int
        The same number gives the same table.

    Returns
    -------
    GeoDataFrame
        EPSG:4326, with all columns of a measured table.
    """
    random = np.random.default_rng(seed)
    centres = np.column_stack([random.uniform(-10, 50, CENTRES), random.uniform(-25, 35, CENTRES)])
    weights = random.pareto(1.2, CENTRES) + 0.1
    home = random.choice(CENTRES, count, p=weights / weights.sum())
    lon, lat = (centres[home] + random.normal(0, SPREAD_DEG, (count, 2))).round(5).T
    words = random.choice(np.array(WORDS, dtype=object), (count, 8))
    titles = [" ".join(row)[:TITLE_LENGTH].ljust(TITLE_LENGTH, ".").capitalize() for row in words]
    days = (FIRST_DAY + random.integers(0, DAYS, count)).astype(str)
    table = {
        "title": titles,
        "date": days,
        "type": random.choice(KINDS, count, p=[0.35, 0.25, 0.2, 0.1, 0.05, 0.05]),
        "actor_type": random.choice(ACTORS, count),
        "severity_category": random.choice(SEVERITIES, count),
        "link": [f"https://example.org/reports/{number:07x}" for number in random.integers(0, 16**7, count)],
    }
    table |= _measure(random, home, lon, lat)
    shapes = shapely.points(lon, lat)
    frame = gpd.GeoDataFrame(table, geometry=shapes, crs=schema.CRS)
    types = {column.name: column.dtype for column in schema.COLUMNS if column.name in frame}
    return frame.astype(types)


def _measure(
    random: np.random.Generator, home: np.ndarray, lon: np.ndarray, lat: np.ndarray
) -> dict[str, np.ndarray | list[None] | float | str]:
    """Give our columns the values that measuring might have given them."""
    count = len(home)
    table: dict[str, np.ndarray | list[None] | float | str] = {
        column.name: pd.array([None] * count, dtype=column.dtype)
        for column in schema.COLUMNS
        if column.name != "geometry"
    }
    table |= {"geo_lon": lon, "geo_lat": lat, "geo_label_lon": lon, "geo_label_lat": lat}
    table |= {"geo_located_by": "coordinates", "geo_country": "Chad", "geo_country_code": "TCD"}
    table |= {"geo_border": "Chad\N{EN DASH}Sudan", "geo_border_kind": "international"}
    table |= {"geo_border_codes": "SDN-TCD", "geo_border_across_code": "SDN", "geo_border_accuracy_m": 10.0}
    table |= {"geo_on_land": True, "geo_capital": "N'Djamena"}
    stems = (("border", 9e4), ("coast", 3e5), ("place", 4e3), ("town", 2e4), ("city", 6e4))
    for stem, scale_m in stems:
        metres = random.exponential(scale_m, count)
        table |= {f"geo_{stem}{what}_m": metres for what in ("", "_min", "_max")}
        table[f"geo_{stem}_azimuth_deg"] = random.uniform(-180, 180, count)
    table["geo_coast_accuracy_m"] = 500.0
    capital = np.full(count, CAPITAL[0]), np.full(count, CAPITAL[1])
    azimuths, _, metres = WGS84.inv(lon, lat, *capital)
    table |= {f"geo_capital{what}_m": metres for what in ("", "_min", "_max")}
    table |= {
        "geo_capital_azimuth_deg": azimuths,
        "geo_capital_lon": capital[0],
        "geo_capital_lat": capital[1],
    }
    table["geo_known_population_25km"] = random.integers(0, 900_000, count)
    names = np.array([f"Place {number}" for number in range(CENTRES * PLACES_A_CENTRE)], dtype=object)
    for stem in ("place", "town", "city"):
        # What is nearest is one of a few near the middle.
        which = home * PLACES_A_CENTRE + random.integers(0, PLACES_A_CENTRE, count)
        table[f"geo_{stem}"] = names[which]
        table[f"geo_{stem}_population"] = which * 100
        table[f"geo_{stem}_country_code"] = "TCD"
        table[f"geo_{stem}_lon"], table[f"geo_{stem}_lat"] = which / 100, which / 200
    return table

"""Measuring bare points: every column that depends on nothing but where the point is."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from geo._measuring.arcs import read_arcs
from geo._measuring.borders import find_borders
from geo._measuring.foreign import find_foreign_land
from geo._measuring.layers import known, look_up, pick
from geo._measuring.neighbourhood import find_nearest_countries
from geo._measuring.places import find_places
from geo._measuring.shores import read_shores
from geo._measuring.territories import read_territories
from geo._measuring.whose import find_whose
from geo.schema import COLUMNS

if TYPE_CHECKING:
    from geo._measuring.arcs import Arcs
    from geo._measuring.borders import NearestBorders
    from geo._measuring.layers import Floats, Layers, Words
    from geo._measuring.places import NearestPlaces
    from geo._measuring.territories import Territories

EN_DASH: Final = "\N{EN DASH}"


def measure_points(lon: Floats, lat: Floats, atlas: Layers) -> pd.DataFrame:
    """Measure points against every layer of the atlas.

    Parameters
    ----------
    lon, lat : ndarray of float, shape (n,)
        Degrees, each point once.
    atlas : Layers

    Returns
    -------
    DataFrame, n rows
        Columns as in ``geo.schema.COLUMNS`` and of their types, without least and most;
        ``geo_neighbours`` holds dicts, metres by code.
    """
    arcs = read_arcs(atlas)
    territories = read_territories(atlas, arcs)
    shores = read_shores(atlas, territories)
    whose = find_whose(lon, lat, atlas)
    home: Words = whose["geo_country_code"]
    border = find_borders(lon, lat, home, territories, arcs)
    foreign = find_foreign_land(lon, lat, home, territories, arcs, shores)
    outside = ~known(home) & ~known(whose["geo_dispute"])
    nearest = find_nearest_countries(lon, lat, outside, arcs, shores)
    columns: dict[str, Any] = {
        "geo_country": look_up(territories.name, home),
        **whose,
        "geo_nearest_country": look_up(territories.name, nearest.code),
        "geo_nearest_country_code": nearest.code,
        "geo_nearest_country_m": nearest.distance_m,
        **_border_columns(border, arcs, territories),
        "geo_foreign_land_m": foreign.distance_m,
        "geo_foreign_land_code": foreign.code,
        "geo_foreign_land_accuracy_m": foreign.accuracy_m,
    }
    for stem, places in find_places(lon, lat, atlas).items():
        columns |= _place_columns(stem, places)
    dtypes = {column.name: column.dtype for column in COLUMNS if column.name in columns}
    return pd.DataFrame(columns).astype(dtypes).assign(geo_neighbours=border.neighbours)


def _border_columns(border: NearestBorders, arcs: Arcs, territories: Territories) -> dict[str, Any]:
    left = pick(arcs.left, border.arc, missing=None)
    right = pick(arcs.right, border.arc, missing=None)
    sides = [sorted(pair) if None not in pair else None for pair in zip(left, right, strict=True)]
    return {
        "geo_border": [pair and EN_DASH.join(territories.name[code] for code in pair) for pair in sides],
        "geo_border_kind": pick(arcs.kind, border.arc, missing=None),
        "geo_border_codes": [pair and "-".join(pair) for pair in sides],
        "geo_border_across_code": border.across_code,
        "geo_border_m": border.distance_m,
        "geo_border_lon": border.lon,
        "geo_border_lat": border.lat,
        "geo_border_azimuth_deg": border.azimuth_deg,
        "geo_border_accuracy_m": pick(arcs.accuracy_m, border.arc, missing=math.nan),
    }


def _place_columns(stem: str, places: NearestPlaces) -> dict[str, Any]:
    return {
        f"geo_{stem}": places.name,
        f"geo_{stem}_population": places.population,
        f"geo_{stem}_country_code": places.country_code,
        f"geo_{stem}_m": places.distance_m,
        f"geo_{stem}_lon": places.lon,
        f"geo_{stem}_lat": places.lat,
        f"geo_{stem}_azimuth_deg": places.azimuth_deg,
    }

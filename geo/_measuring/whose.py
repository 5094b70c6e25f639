"""Whose ground a point lies on: country, dispute, region, district, and whether it is land at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pandas as pd

from geo._measuring.countries import find_countries
from geo._measuring.disputes import find_outlined, find_parties, first_known
from geo._measuring.grounds import find_land
from geo._measuring.inside import index_points
from geo._measuring.layers import words
from geo._measuring.units import find_units

if TYPE_CHECKING:
    from collections.abc import Collection

    from geopandas import GeoDataFrame

    from geo._measuring.inside import Spots
    from geo._measuring.layers import Floats, Ints, Layers, Words


ALL: Final = ("region", "district", "land")


def find_whose(lon: Floats, lat: Floats, atlas: Layers, *, only: Collection[str] = ALL) -> dict[str, Any]:
    """Find what a point lies in, from the country down.

    Parameters
    ----------
    lon, lat : ndarray of float, shape (n,)
        Degrees, each point once.
    atlas : Layers
    only : collection of str
        Which of ``region``, ``district`` and ``land`` are wanted besides the country.

    Returns
    -------
    dict
        The columns of ``geo.schema.COLUMNS`` from ``geo_country_code`` to ``geo_timezone``, arrays of
        shape (n,), as far as they are wanted; texts are None where unknown.
    """
    spots = index_points(lon, lat)
    homes = find_outlined(spots, find_countries(spots, atlas), atlas)
    codes = sorted(set(homes.code) - {None})
    # A region may name a dispute, so it is asked for whatever is wanted.
    region = _take(
        atlas.regions_of(codes), spots, homes.code, "name", "code", "accuracy_m", "dispute", "superseded_by"
    )
    dispute = first_known(homes.dispute, words(region["dispute"]))
    parties = find_parties(dispute, atlas)
    columns: dict[str, Any] = {
        "geo_country_code": homes.code,
        "geo_dispute": dispute,
        "geo_claimed_by": parties.claimed_by,
        "geo_held_by": parties.held_by,
        "geo_timezone": homes.timezone,
    }
    if "region" in only:
        columns |= {
            # A unit that is no longer one would be a false answer; what stands for it today is told.
            "geo_region": region["name"].where(region["superseded_by"].isna()),
            "geo_region_code": region["code"],
            "geo_region_superseded_by": region["superseded_by"],
            "geo_region_accuracy_m": region["accuracy_m"],
        }
    if "district" in only:
        district = _take(atlas.districts_of(codes), spots, homes.code, "name", "code", "level")
        columns |= {
            "geo_district": district["name"],
            "geo_district_code": district["code"],
            "geo_district_level": district["level"],
        }
    if "land" in only:
        columns["geo_on_land"] = find_land(spots, atlas)
    return columns


class Placed(NamedTuple):
    """The units that points lie in. Shape (n,) each."""

    home: Words
    """Code of the country, None where there is none."""
    region: Ints
    """Position in ``atlas.regions_of`` of all the countries in `home`, -1 where there is none."""
    district: Ints
    """The same in ``atlas.districts_of``."""


def find_places(lon: Floats, lat: Floats, atlas: Layers) -> Placed:
    """Find the units themselves that points lie in, as `find_whose` names them.

    Parameters
    ----------
    lon, lat : ndarray of float, shape (n,)
        Degrees, each point once.
    atlas : Layers
    """
    spots = index_points(lon, lat)
    homes = find_outlined(spots, find_countries(spots, atlas), atlas)
    codes = sorted(set(homes.code) - {None})
    return Placed(
        homes.code,
        find_units(spots, homes.code, atlas.regions_of(codes)),
        find_units(spots, homes.code, atlas.districts_of(codes)),
    )


def _take(units: GeoDataFrame, spots: Spots, home: Words, *columns: str) -> pd.DataFrame:
    """Columns of the unit that each point lies in, null where there is none."""
    found = find_units(spots, home, units)
    # There is no row -1: reindexing fills it with nulls.
    return pd.DataFrame(units[list(columns)]).reset_index(drop=True).reindex(found).reset_index(drop=True)

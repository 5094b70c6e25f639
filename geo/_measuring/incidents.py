"""Measuring a table of incidents: one new frame with all of our columns."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from geo._measuring.points import measure_points
from geo._measuring.positions import check_frame, read_positions
from geo.schema import COLUMNS, column_names

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

    from geo._measuring.layers import Layers
    from geo._measuring.positions import Positions

logger = logging.getLogger(__name__)

MEASURED: Final = (
    *("geo_nearest_country", "geo_border", "geo_foreign_land"),
    *("geo_place", "geo_town", "geo_city"),
)
"""Everything that has a distance, and so a least and a most."""


def measure_incidents(incidents: GeoDataFrame, *, atlas: Layers | None = None) -> GeoDataFrame:
    """Measure incidents against countries, borders and populated places.

    Distances are exact geodesics on WGS84, right to a millimetre *to the line of the atlas*;
    ``geo_border_accuracy_m`` says how well that line is known.

    Parameters
    ----------
    incidents : GeoDataFrame, n rows
        Points, as `geo.read_incidents` gives them or any other; another coordinate reference system
        is transformed. A column ``geo_precision_m`` holds the radius, in metres, within which the
        location really is. Rows without a usable point stay, with nulls and a ``geo_problem``.
    atlas : Atlas, optional
        From `geo.load_atlas`; the atlas that comes with geo when left out.

    Returns
    -------
    GeoDataFrame, n rows
        A new frame in EPSG:4326: same index, same order, the source's columns untouched, then the
        columns of ``geo.schema.COLUMNS``, which replace those of an earlier measuring.

    Raises
    ------
    UsageError
        When `incidents` is no GeoDataFrame.
    DataError
        When the coordinate reference system is unknown, or a precision is not a radius.

    Notes
    -----
    Unknown is null, never 0 and never invented:

    - A point in no country (at sea beyond the territorial waters) has no borders, neighbours or
      foreign land, but ``geo_nearest_country``. A point exactly on a boundary belongs to the
      alphabetically lowest code. Ground attributed to no one has a ``geo_dispute`` and no country.
    - ``geo_region`` and ``geo_district`` are units of that country: the one that contains the point,
      of overlapping ones the smallest, else the nearest one that lies within its own accuracy.
    - ``geo_on_land`` follows the shore as drawn, which is known to some hundred metres.
    - ``geo_border`` is the nearest land border (on land, a river or a lake) of the country to another
      sovereign. The country is the entity the point lies in, together with those of the same
      sovereign that are joined to it by land: Hong Kong looks to the borders of China, French Guiana
      to those with Brazil and Suriname, and Puerto Rico has none.
    - ``geo_neighbours`` is a JSON object, nearest first; ``{}`` for a country without land neighbour.
    - ``geo_foreign_land`` counts the whole sovereign's territory as its own, wherever it lies.
    - The distance to a fixed thing changes by at most a metre when the point moves by a metre, so a
      location with a radius of r metres lies between ``_m - r`` (not below 0) and ``_m + r``; the
      value itself, and the country whose borders are meant, are those of the stated point. Without a
      stated precision all three are equal.

    Examples
    --------
    >>> import geopandas, geo
    >>> found = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy([53.5], [43.0]), crs=4326)
    >>> measured = geo.measure_incidents(found).iloc[0]
    >>> measured["geo_country_code"], measured["geo_border_codes"], measured["geo_city"]
    ('KAZ', 'KAZ-TKM', 'Zhanaozen')
    """
    from geopandas import GeoDataFrame

    frame = check_frame(incidents)
    positions = read_positions(frame)
    if atlas is None:
        from geo._atlas import load_atlas

        atlas = load_atlas()
    lon, lat, number = positions.distinct()
    row = np.full(len(frame), -1)  # no such row: reindexing fills it with nulls
    row[positions.usable] = number
    table = measure_points(lon, lat, atlas).reindex(row).set_axis(frame.index)
    table = table.assign(**_location_columns(frame, positions))
    table = table.assign(
        **_intervals(table), geo_neighbours=pd.Series(_neighbours_as_json(table), table.index)
    )
    _tell(table, positions)

    source = frame.drop(columns=list(column_names()), errors="ignore")
    dtypes = {column.name: column.dtype for column in COLUMNS}
    return GeoDataFrame(
        pd.concat([source, table[list(dtypes)].astype(dtypes)], axis=1),
        geometry=frame.active_geometry_name,
        crs=frame.crs,
    )


def _location_columns(frame: GeoDataFrame, positions: Positions) -> dict[str, Any]:
    """Say where the incidents are: the geometry decides, reading's own words are kept."""

    def given(name: str) -> pd.Series[Any]:
        return frame[name] if name in frame else pd.Series(None, index=frame.index, dtype=object)

    return {
        "geo_lon": pd.array(positions.lon, dtype="Float64"),
        "geo_lat": pd.array(positions.lat, dtype="Float64"),
        "geo_label_lon": given("geo_label_lon").mask(positions.usable, positions.lon),
        "geo_label_lat": given("geo_label_lat").mask(positions.usable, positions.lat),
        "geo_precision_m": pd.array(positions.precision_m, dtype="Float64"),
        "geo_located_by": given("geo_located_by").mask(
            positions.usable & given("geo_located_by").isna().to_numpy(), "coordinates"
        ),
        "geo_located_as": given("geo_located_as"),
        "geo_problem": positions.problem,
    }


def _intervals(table: pd.DataFrame) -> dict[str, pd.Series[float]]:
    """Give least and most of every distance. A distance to a fixed thing is 1-Lipschitz in the point."""
    radius_m = table["geo_precision_m"].fillna(0.0)
    ends = {}
    for name in MEASURED:
        ends[f"{name}_min_m"] = (table[f"{name}_m"] - radius_m).clip(lower=0.0)
        ends[f"{name}_max_m"] = table[f"{name}_m"] + radius_m
    return ends


def _neighbours_as_json(table: pd.DataFrame) -> list[str | None]:
    """Write each point's neighbours, nearest first: metres, or [least, most] with a stated precision."""
    texts: list[str | None] = []
    for neighbours, radius_m in zip(table["geo_neighbours"], table["geo_precision_m"], strict=True):
        if not isinstance(neighbours, dict):
            texts.append(None)
            continue
        nearest_first = sorted(neighbours.items(), key=lambda item: (item[1], item[0]))
        if pd.isna(radius_m):
            texts.append(json.dumps(dict(nearest_first)))
        else:
            texts.append(
                json.dumps({code: [max(0.0, m - radius_m), m + radius_m] for code, m in nearest_first})
            )
    return texts


def _tell(table: pd.DataFrame, positions: Positions) -> None:
    """Log in one line how many rows have no country, and why."""
    unusable = int((~positions.usable).sum())
    nowhere = table["geo_country_code"].isna().to_numpy() & positions.usable
    nobodys = int((nowhere & table["geo_dispute"].notna().to_numpy()).sum())
    outside = int(nowhere.sum()) - nobodys
    none = unusable + nobodys + outside
    if none == 0:
        return
    reasons = [f"{outside:,} {'lies' if outside == 1 else 'lie'} outside all countries"]
    if nobodys:
        reasons.append(f"{nobodys:,} {'lies' if nobodys == 1 else 'lie'} on ground attributed to no one")
    reasons.append(f"{unusable:,} {'has' if unusable == 1 else 'have'} no usable point")
    logger.info(
        "%s of %s no country: %s.",
        f"{none:,}",
        f"{len(table):,} {'row' if len(table) == 1 else 'rows'} {'has' if none == 1 else 'have'}",
        ", ".join(reasons),
    )

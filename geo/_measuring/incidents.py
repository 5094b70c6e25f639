"""Measuring a table of incidents: one new frame with all of our columns."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from geo._measuring.areas import measure_areas
from geo._measuring.history import tell_dates, tell_older
from geo._measuring.layers import words
from geo._measuring.periods import find_straddling, split_by_time
from geo._measuring.points import measure_points
from geo._measuring.positions import check_frame, describe_area, read_named, read_positions
from geo._reading.dates import read_dates
from geo.schema import COLUMNS, column_names

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from numpy.typing import NDArray

    from geo._measuring.layers import Layers
    from geo._measuring.positions import Positions
    from geo._reading.dates import Dates

logger = logging.getLogger(__name__)

MEASURED: Final = (
    *("geo_nearest_country", "geo_border", "geo_foreign_land"),
    *("geo_place", "geo_town", "geo_city"),
)
"""Everything that has a distance, and so a least and a most."""


def measure_incidents(
    incidents: GeoDataFrame, *, atlas: Layers | None = None, date_column: str | None = None
) -> GeoDataFrame:
    """Measure incidents against countries, borders and populated places.

    Distances are exact geodesics on WGS84, right to a millimetre *to the line of the atlas*;
    ``geo_border_accuracy_m`` says how well that line is known.

    Parameters
    ----------
    incidents : GeoDataFrame, n rows
        Points and polygons, as `geo.read_incidents` and `geo.locate_incidents` give them or any other;
        another coordinate reference system is transformed. A column ``geo_precision_m`` holds the
        radius, in metres, within which a point really is. Rows without a usable position stay, with
        nulls and a ``geo_problem``.
    atlas : Atlas, optional
        From `geo.load_atlas`; the atlas that comes with geo when left out.
    date_column : str, optional
        The column that says when each incident happened; found by its usual headings unless given.

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
        When the coordinate reference system is unknown, a precision is not a radius, or there is no such
        column of dates.

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
    - An area (a polygon) has no ``_m``: ``_min_m`` and ``_max_m`` bound the distances of all its points
      and are certain; the true ends lie at most 10 m, or 0.1 %, inside of them. The least is 0 where
      the area meets the thing. What it comes nearest to is named (``geo_border`` and the like), without
      a point or an azimuth; a place only if it is the nearest one for all of the area. Country, region,
      district, time zone, dispute and ``geo_on_land`` are given where they hold for all of the area;
      a unit located by name brings its own. ``geo_precision_m`` is the radius, about the label point,
      of a circle that contains the area.

    - All is as it is today. An incident dated before its country, its nearest border, else the nearest
      foreign land, or the dispute over its ground came about (``geo.load_atlas().changes``) has a
      ``geo_problem`` that says so; ``geo_neighbours`` are not looked at. Where polygons of countries of
      your own hold the place on that day (``geo atlas add --layer countries``), country and borders are
      theirs, with your codes.
    - A date is ISO, 20110709, 12 March 2011 or a year or month; 03/04/2011 counts as its year, and what
      cannot be read is unknown.

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
    dates = read_dates(frame, date_column)
    measured, in_past = [], np.zeros(len(frame), dtype=bool)
    for period in split_by_time(frame, positions, dates, atlas):
        if period.positions.is_area.any():
            measured.append(_measure_areas(frame, period.positions, period.layers))
        if period.positions.usable.any():
            measured.append(_measure_points(period.positions, period.layers))
        in_past |= period.chosen & period.is_past
    if not measured:
        measured.append(_measure_points(positions, atlas))
    # Rows that were not measured are in none of the tables: reindexing fills them with nulls.
    table = pd.concat(measured).reindex(np.arange(len(frame))).set_axis(frame.index)
    table = table.assign(**_location_columns(frame, positions, table))
    table["geo_problem"] = _add_older(table, dates, in_past, atlas)
    _tell(table, positions)

    source = frame.drop(columns=list(column_names()), errors="ignore")
    dtypes = {column.name: column.dtype for column in COLUMNS}
    return GeoDataFrame(
        pd.concat([source, table[list(dtypes)].astype(dtypes)], axis=1),
        geometry=frame.active_geometry_name,
        crs=frame.crs,
    )


def _add_older(
    table: pd.DataFrame, dates: Dates, in_past: NDArray[np.bool_], atlas: Layers
) -> NDArray[np.object_]:
    """Add to each problem what is younger than the incident; those measured as of their time have nothing."""
    unknown = np.datetime64("NaT")
    names = dict(zip(atlas.entities["code"], atlas.entities["name"], strict=True))
    of_today = dates._replace(
        first=np.where(in_past, unknown, dates.first), last=np.where(in_past, unknown, dates.last)
    )
    told = tell_older(table, of_today, names, atlas.changes)
    tell_dates(told, dates, int(find_straddling(dates, atlas).sum()))
    pairs = zip(words(table["geo_problem"]), told, strict=True)
    return np.array([" ".join(filter(None, pair)) or None for pair in pairs], dtype=object)


def _measure_points(positions: Positions, atlas: Layers) -> pd.DataFrame:
    """Measure the points; the index holds their row numbers."""
    lon, lat, number = positions.distinct()
    table = measure_points(lon, lat, atlas).iloc[number]
    table = table.assign(geo_precision_m=positions.precision_m[positions.usable])
    table = table.assign(**_intervals(table), geo_neighbours=_neighbours_as_json(table))
    return _settle(table, np.flatnonzero(positions.usable))


def _measure_areas(frame: GeoDataFrame, positions: Positions, atlas: Layers) -> pd.DataFrame:
    """Measure the areas, equal ones once; the index holds their row numbers."""
    rows = np.flatnonzero(positions.is_area)
    shapes = frame.geometry.to_numpy()[rows]
    named = read_named(frame, rows)
    keys = [(shape.wkb, repr(unit)) for shape, unit in zip(shapes, named, strict=True)]
    first = {key: number for number, key in reversed(list(enumerate(keys)))}
    areas = [describe_area(shapes[number]) for number in first.values()]
    table = measure_areas(areas, [named[number] for number in first.values()], atlas)
    table = table.assign(
        geo_label_lon=[area.lon for area in areas],
        geo_label_lat=[area.lat for area in areas],
        geo_precision_m=[area.radius_m for area in areas],
        geo_neighbours=_intervals_as_json(table["geo_neighbours"]),
    )
    place = {key: number for number, key in enumerate(first)}
    return _settle(table.iloc[[place[key] for key in keys]], rows)


def _settle(table: pd.DataFrame, rows: NDArray[np.intp]) -> pd.DataFrame:
    """Give a table all of our columns, of their types, and the row numbers as its index."""
    dtypes: dict[str, Any] = {column.name: column.dtype for column in COLUMNS}
    return table.reindex(columns=list(dtypes)).astype(dtypes).set_axis(rows)


def _location_columns(frame: GeoDataFrame, positions: Positions, table: pd.DataFrame) -> dict[str, Any]:
    """Say where the incidents are: the geometry decides, reading's and locating's own words are kept."""

    def given(name: str) -> pd.Series[Any]:
        return frame[name] if name in frame else pd.Series(None, index=frame.index, dtype=object)

    located = positions.usable | positions.is_area
    label_lon = np.where(
        positions.usable, positions.lon, table["geo_label_lon"].to_numpy(float, na_value=np.nan)
    )
    label_lat = np.where(
        positions.usable, positions.lat, table["geo_label_lat"].to_numpy(float, na_value=np.nan)
    )
    stated_m = pd.Series(positions.precision_m, index=frame.index, dtype="Float64")
    return {
        "geo_lon": pd.array(positions.lon, dtype="Float64"),
        "geo_lat": pd.array(positions.lat, dtype="Float64"),
        "geo_label_lon": given("geo_label_lon").mask(located, label_lon),
        "geo_label_lat": given("geo_label_lat").mask(located, label_lat),
        "geo_precision_m": stated_m.mask(positions.is_area, table["geo_precision_m"]),
        "geo_located_by": given("geo_located_by").mask(
            located & given("geo_located_by").isna().to_numpy(), "coordinates"
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


def _neighbours_as_json(table: pd.DataFrame) -> NDArray[np.object_]:
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
    return np.array(texts, dtype=object)


def _intervals_as_json(neighbours: pd.Series[Any]) -> NDArray[np.object_]:
    """Write each area's neighbours as [least, most], nearest first."""
    texts = [
        json.dumps({code: list(ends) for code, ends in sorted(found.items(), key=lambda item: item[::-1])})
        if isinstance(found, dict)
        else None
        for found in neighbours
    ]
    return np.array(texts, dtype=object)


def _tell(table: pd.DataFrame, positions: Positions) -> None:
    """Log in one line how many rows have no country, and why."""
    unusable = int((~(positions.usable | positions.is_area)).sum())
    without = table["geo_country_code"].isna().to_numpy()
    mixed = int((without & positions.is_area).sum())
    nowhere = without & positions.usable
    nobodys = int((nowhere & table["geo_dispute"].notna().to_numpy()).sum())
    outside = int(nowhere.sum()) - nobodys
    none = unusable + nobodys + outside + mixed
    if none == 0:
        return
    reasons = [f"{outside:,} {'lies' if outside == 1 else 'lie'} outside all countries"]
    if nobodys:
        reasons.append(f"{nobodys:,} {'lies' if nobodys == 1 else 'lie'} on ground attributed to no one")
    if mixed:
        reasons.append(f"{mixed:,} {'is an area' if mixed == 1 else 'are areas'} not whole in one country")
    reasons.append(f"{unusable:,} {'has' if unusable == 1 else 'have'} no usable position")
    logger.info(
        "%s of %s no country: %s.",
        f"{none:,}",
        f"{len(table):,} {'row' if len(table) == 1 else 'rows'} {'has' if none == 1 else 'have'}",
        ", ".join(reasons),
    )

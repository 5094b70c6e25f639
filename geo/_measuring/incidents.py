"""Measuring a table of incidents: one new frame with all of our columns."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from geo._lazy import is_lazy, map_partitions
from geo._measuring.answers import floats
from geo._measuring.areas import measure_areas
from geo._measuring.codes import add_codes, check_codes
from geo._measuring.discs import add_discs, need_compiled
from geo._measuring.history import tell_dates, tell_older
from geo._measuring.pairs import check_pairs
from geo._measuring.periods import find_straddling, split_by_time
from geo._measuring.points import ENGINES, measure_points
from geo._measuring.positions import check_frame, describe_area, read_named, read_positions
from geo._measuring.quantities import Circles
from geo._measuring.remembering import KnownAreas, list_keys
from geo._measuring.settling import join_problems, location_columns, settle
from geo._measuring.stated.checking import check_stated
from geo._measuring.telling import tell_lost
from geo._measuring.world import COMPILED_FROM, count_as_many, get_plain_world, get_world, is_many
from geo._reading.dates import read_dates
from geo._records import carry_provenance
from geo.errors import UsageError
from geo.schema import COLUMNS, LOCATION, MEASURES, is_ours, pair_columns

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from geopandas import GeoDataFrame
    from numpy.typing import NDArray

    from geo._measuring.layers import Layers
    from geo._measuring.positions import Positions
    from geo._reading.dates import Dates


def measure_incidents(
    incidents: GeoDataFrame,
    *,
    atlas: Layers | None = None,
    only: Iterable[str] | None = None,
    to: Iterable[str] = (),
    codes: Iterable[str] = (),
    date_column: str | None = None,
    profile: str | None = None,
    progress: Callable[[str], None] | None = None,
) -> GeoDataFrame:
    """Measure incidents against countries, borders and populated places.

    Distances are exact geodesics on WGS84, right to a millimetre *to the line of the atlas*;
    ``geo_border_accuracy_m`` says how well that line is known.

    Parameters
    ----------
    incidents : GeoDataFrame, n rows
        Points, lines and polygons, as `geo.read_incidents` and `geo.locate_incidents` give them or any other;
        another coordinate reference system is transformed. A column ``geo_precision_m`` holds the
        radius, in metres, within which a point really is. Rows without a usable position stay, with
        nulls and a ``geo_problem``. A frame of dask-geopandas is taken too.
    atlas : Atlas, optional
        From `geo.load_atlas`; the atlas that comes with geo, with your own layers, when left out.
    only : iterable of str, optional
        What to measure, of ``geo.schema.MEASURES``; everything when left out. Less is quicker, and
        columns that were not asked for are not there.
    to : iterable of str
        Pairs of countries, such as ``KAZ-RUS``: the distance to the nearest line between the two, of any
        kind and of each kind, is added for each (`geo.schema.pair_columns`).
    codes : iterable of str
        Systems of codes by which the table can be joined with others, of ``geo.schema.CODE_SYSTEMS``: ``gw``
        (Gleditsch and Ward's numbers of states, as UCDP has them), ``cow`` (Correlates of War), ``iso3``,
        ``fips`` (FIPS 10-4) and ``priogrid`` (gid of the cell). A column ``geo_code_gw`` and so on is added
        for each.
    date_column : str, optional
        The column that says when each incident happened; found by its usual headings unless given.
    profile : str, optional
        The source of the table, such as "acled", of which it is known how precise its dates are; found by its
        columns unless given; "generic" for none (`geo.make_map` lists them).
    progress : callable, optional
        Told by a word or two what is being measured, before it is.

    Returns
    -------
    GeoDataFrame, n rows
        A new frame in EPSG:4326: same index, same order, the source's columns untouched, then the
        columns of ``geo.schema.COLUMNS``, which replace those of an earlier measuring. Of a frame of Dask
        another one with the same divisions, of which nothing is computed yet: every worker process loads
        the atlas once, and has to have the same version of geo.

    Raises
    ------
    UsageError
        When `incidents` is no GeoDataFrame, there is no such measure or system of codes, or no line between
        a pair.
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
    - A point with a radius is a disc. ``_m``, what is nearest, and the country whose borders are meant
      are those of the stated point; ``_min_m`` and ``_max_m`` are certain for all of the disc: the
      least is ``_m`` less the radius, or 0, and the most is true to 10 m or 0.1 %, which may be much
      less than ``_m`` and the radius (beyond a radius of 2,000 km it is left at their sum). Country,
      region, district, time zone, dispute and ``geo_on_land`` are given where they hold for all of the
      disc. Without a radius, or with one of 0, all three distances are equal.
    - An area (a polygon or a line) has no ``_m``: ``_min_m`` and ``_max_m`` bound the distances of all
      its points and are certain; the true ends lie at most 10 m, or 0.1 %, inside of them. The least is
      0 where the area meets the thing. What it comes nearest to is named (``geo_border`` and the like),
      without a point or an azimuth; a place only if it is the nearest one for all of the area. Country,
      region, district, time zone, dispute and ``geo_on_land`` are given where they hold for all of the area;
      a unit located by name brings its own. ``geo_precision_m`` is the radius, about the label point,
      of a circle that contains the area.
    - Of areas and discs ``geo_country_shares`` and the like say how much lies where, as JSON: of the
      ground on the ellipsoid, territorial waters included, of a line by length; of a disc to a
      thousandth. ``geo_touches`` lists the countries whose ground is at most as far away as the line
      and the area's own outline may be off.

    - All is as it is today. An incident dated before its country, its nearest border, else the nearest
      foreign land, or the dispute over its ground came about (``geo.load_atlas().changes``) has a
      ``geo_problem`` that says so; ``geo_neighbours`` are not looked at. Where polygons of countries of
      your own hold the place on that day (``geo atlas add --layer countries``), country and borders are
      theirs, with your codes.
    - A date is ISO, 20110709, 12 March 2011 or a year or month; 03/04/2011 counts as its year, and what
      cannot be read is unknown.
    - Where a column states the country (by its usual headings), a point given by coordinates that lies more
      than 1 km and its precision away from it has a ``geo_problem`` that says where it lies, and whether it
      would lie in that country with latitude and longitude swapped. Territories fit their sovereign, disputed
      ground all who claim or hold it, past ground the state it was part of then, and the sea any country
      within 200 nautical miles. Names that nobody knows state nothing; nothing is repaired.
    - ``geo_code_gw`` and ``geo_code_cow`` are the number of the state that the ground was part of on the
      day of the incident, today without a date: Kyiv is 365 in 1985 and 369 today. Systems of states
      know no dependent territories, so ground with an ISO code of its own that was no member (Greenland,
      Western Sahara, the West Bank and the Gaza Strip) has none, and neither has what was handed over only
      later, what is disputed between a state of ``gw`` and another (Abkhazia, South Ossetia), a country whose
      ground was that of several states then (Germany before 1990-10-03, Vietnam, Yemen), anything
      before 1946, and a row whose date leaves it open. On other disputed ground it is that of
      ``geo_country_code``. UCDP's ``country_id`` may differ: it counts incidents in Western Sahara to
      Morocco (600), and those in the West Bank and Gaza to Israel (666).
    - ``geo_code_iso3`` and ``geo_code_fips`` are those of today's country, whatever the date; XKX is Kosovo.
      FIPS 10-4 has WE and GZ for the West Bank and the Gaza Strip and SV and JN for Svalbard and Jan Mayen;
      where one code of ISO is many scattered islands (ATF, UMI) it is null.
    - ``geo_code_priogrid`` is the PRIO-GRID cell of an exact point; one on an edge lies to the north or east
      of it. A disc or an area has one only if it lies in one cell, so there is none where the source's
      point stood for an area: with all points taken as exact it is UCDP's ``priogrid_gid``.

    Examples
    --------
    >>> import geopandas, geo
    >>> found = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy([53.5], [43.0]), crs=4326)
    >>> measured = geo.measure_incidents(found).iloc[0]
    >>> measured["geo_country_code"], measured["geo_border_codes"], measured["geo_city"]
    ('KAZ', 'KAZ-TKM', 'Zhanaozen')

    Codes to join the table with those of others:

    >>> coded = geo.measure_incidents(found, only=[], codes=["gw", "fips", "priogrid"])
    >>> coded[["geo_code_gw", "geo_code_fips", "geo_code_priogrid"]].values.tolist()
    [[705, 'KZ', 191988]]
    """
    if is_lazy(incidents):
        asked = {
            "only": None if only is None else check_measures(only),
            "to": tuple(to),
            "codes": check_codes(codes),
            "date_column": date_column,
            "profile": profile,
        }
        lazy: GeoDataFrame = map_partitions(measure_part, incidents, atlas, asked)
        return lazy
    return measure_piece(
        incidents,
        atlas=atlas,
        only=only,
        to=to,
        codes=codes,
        date_column=date_column,
        profile=profile,
        progress=progress,
    )


def measure_piece(  # noqa: PLR0913 - as measure_incidents has, and two more
    incidents: GeoDataFrame,
    *,
    atlas: Layers | None,
    only: Iterable[str] | None,
    to: Iterable[str],
    codes: Iterable[str],
    date_column: str | None,
    profile: str | None,
    progress: Callable[[str], None] | None = None,
    engine: str | None = None,
    known: KnownAreas | None = None,
) -> GeoDataFrame:
    """Measure incidents as `measure_incidents` does, by one engine however few they are.

    The two engines agree to a tenth of a millimetre, not to the last digit; pieces of one table are measured
    by one of them. Areas in `known` are not measured again; it is of one atlas and of the same measures.
    """
    frame = check_frame(incidents)
    positions = read_positions(frame)
    if atlas is None:
        from geo._atlas import share_atlas

        atlas = share_atlas()
    measures = check_measures(only)
    systems = check_codes(codes)
    # The country is measured for the codes too, and left out again where it is not wanted.
    needed = tuple(
        measure for measure in MEASURES if measure in measures or (systems and measure == "country")
    )
    pairs = check_pairs(to, get_plain_world(atlas)) if to else []
    dates = read_dates(frame, date_column, profile=profile)
    columns = [column for column in COLUMNS if column.measure in (LOCATION, *needed)]
    columns += [column for pair in pairs for column in pair_columns(pair)]
    wanted = {column.name: column.dtype for column in columns}
    surplus = [column.name for column in columns if column.measure in set(needed) - set(measures)]

    tables, in_past = [], np.zeros(len(frame), dtype=bool)
    for period in split_by_time(frame, positions, dates, atlas):
        some, chosen = period.positions, "plain" if period.is_past else engine
        if some.is_area.any():
            # Layers of an earlier time may be gone when others stand in their place.
            areas = known if known is not None and period.layers is atlas else KnownAreas()
            table = _measure_areas(frame, some, period.layers, needed, pairs, chosen, progress, areas)
            tables.append(settle(table, some.is_area, wanted))
        if some.usable.any():
            table = _measure_points(some, period.layers, needed, pairs, chosen, progress)
            tables.append(settle(table, some.usable, wanted))
        in_past |= period.chosen & period.is_past
    if len(tables) == 1 and len(tables[0]) == len(frame):
        table = tables[0]
    else:
        nothing = settle(pd.DataFrame(index=[]), np.zeros(len(frame), dtype=bool), wanted)
        # Rows that were not measured are in none of the tables: reindexing fills them with nulls.
        table = pd.concat([*tables, nothing]).reindex(np.arange(len(frame)))
    told = check_stated(frame, table, positions, dates, in_past, atlas)
    table = table.set_axis(frame.index)
    table = table.assign(**location_columns(frame, positions, table))[list(wanted)]
    shown = table.drop(columns=surplus)
    if told is not None:
        table["geo_problem"] = shown["geo_problem"] = join_problems(shown["geo_problem"], told)
    table["geo_problem"] = _add_older(shown, dates, in_past, atlas)
    tell_lost(shown, positions)

    source = frame.drop(columns=[name for name in frame.columns if is_ours(str(name))])
    # Put together by concat: the constructor would copy every column.
    measured: GeoDataFrame = pd.concat([source, table], axis=1)
    if systems:
        coded = add_codes(measured, systems, date_column=date_column, atlas=atlas, in_past=in_past)
        measured = coded.drop(columns=surplus)
    carry_provenance(incidents, measured)
    return measured


def measure_part(incidents: GeoDataFrame, **asked: Any) -> GeoDataFrame:  # noqa: ANN401 - of many types
    """Measure some rows of a table as all of it would be."""
    with count_as_many():
        return measure_incidents(incidents, **asked)


def check_measures(only: Iterable[str] | None) -> tuple[str, ...]:
    """Give the measures wanted in their order; all of them unless told.

    Raises
    ------
    UsageError
        When there is no such measure.
    """
    if only is None:
        return MEASURES
    asked = [only] if isinstance(only, str) else list(only)
    unknown = [name for name in asked if name not in MEASURES]
    if unknown:
        close = difflib.get_close_matches(unknown[0].lower(), MEASURES, n=1)
        hint = f" Did you mean '{close[0]}'?" if close else ""
        raise UsageError(
            f"'{unknown[0]}' is nothing that can be measured.{hint} There are: {', '.join(MEASURES)}."
        )
    return tuple(name for name in MEASURES if name in asked)


def _add_older(table: pd.DataFrame, dates: Dates, in_past: NDArray[np.bool_], atlas: Layers) -> Any:  # noqa: ANN401
    """Add to each problem what is younger than the incident; those measured as of their time have nothing."""
    if np.isnat(dates.first).all():
        tell_dates(np.full(len(table), None), dates, 0)
        return table["geo_problem"]
    unknown = np.datetime64("NaT")
    names = dict(zip(atlas.entities["code"], atlas.entities["name"], strict=True))
    of_today = dates._replace(
        first=np.where(in_past, unknown, dates.first), last=np.where(in_past, unknown, dates.last)
    )
    told = tell_older(table, of_today, names, atlas.changes)
    tell_dates(told, dates, int(find_straddling(dates, atlas).sum()))
    return join_problems(table["geo_problem"], told)


def _measure_points(
    positions: Positions,
    atlas: Layers,
    measures: Collection[str],
    pairs: Sequence[str],
    engine: str | None,
    progress: Callable[[str], None] | None,
) -> pd.DataFrame:
    """Measure the points, equal ones once."""
    distinct = positions.distinct()
    if engine is None:
        engine = ENGINES[is_many(len(distinct.lon), COMPILED_FROM) or need_compiled(distinct.radius_m)]
    table = measure_points(
        distinct.lon,
        distinct.lat,
        atlas,
        radius_m=distinct.radius_m,
        only=measures,
        to=pairs,
        engine=engine,
        progress=progress,
    )
    world = get_world(atlas, compiled=engine == "compiled")
    circles = Circles(distinct.lon, distinct.lat, distinct.radius_m)
    table = add_discs(table, circles, world, only=measures, to=pairs, progress=progress)
    if distinct.number is not None:
        table = table.take(distinct.number)
    return table.assign(geo_precision_m=floats(positions.precision_m[positions.usable]))


def _measure_areas(
    frame: GeoDataFrame,
    positions: Positions,
    atlas: Layers,
    measures: Collection[str],
    pairs: Sequence[str],
    engine: str | None,
    progress: Callable[[str], None] | None,
    known: KnownAreas,
) -> pd.DataFrame:
    """Measure the areas, equal ones once."""
    rows = np.flatnonzero(positions.is_area)
    shapes = frame.geometry.to_numpy()[rows]
    named = read_named(frame, rows)

    def measure(numbers: list[int]) -> pd.DataFrame:
        areas = [describe_area(shapes[number]) for number in numbers]
        table = measure_areas(
            areas,
            [named[number] for number in numbers],
            atlas,
            only=measures,
            to=pairs,
            engine=engine,
            progress=progress,
        )
        return table.assign(
            geo_label_lon=[area.lon for area in areas],
            geo_label_lat=[area.lat for area in areas],
            geo_precision_m=[area.radius_m for area in areas],
        )

    return known.measure((id(atlas), engine), list_keys(shapes, named), measure)

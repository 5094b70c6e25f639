"""Locating a table: rows without coordinates get the polygon of the district or region that they name."""

from __future__ import annotations

import difflib
import logging
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely

from geo._lazy import is_lazy, map_partitions
from geo._locating.cells import LOCATION_COLUMNS, WHERE_COLUMNS
from geo._locating.choosing import Countries
from geo._locating.coded import apply_codes
from geo._locating.finder import Finder
from geo._locating.finding import Placed
from geo._locating.queries import Query, read_query
from geo._locating.schemas import NEAR_RADIUS_M, find_schema
from geo._locating.units import share_gazette
from geo._reading.names import NO_COORDINATES, find_name_columns
from geo.errors import DataError, UsageError
from geo.schema import COLUMNS, CRS, PREFIX, is_ours

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from numpy.typing import NDArray

    from geo._locating.decisions import Decisions
    from geo._locating.units import UnitLayers

__all__ = ["locate_incidents"]

logger = logging.getLogger(__name__)


def locate_incidents(
    incidents: GeoDataFrame,
    *,
    place: str | None = None,
    atlas: UnitLayers | None = None,
    trust_points: bool = False,
    near_radius_m: float = NEAR_RADIUS_M,
    decisions: Decisions | None = None,
) -> GeoDataFrame:
    r"""Give incidents without coordinates the location that their words name.

    A district or region of exactly that name, up to case, accents, spaces, hyphens and apostrophes, is taken
    first. Everything else is read as `geo.locate_text` reads it, with the stated parents: places, other
    spellings and scripts, physical features, phrases such as "40 km north of Aktau", coordinates in words. A
    reading is taken when it is more likely than all others together; ``geo_score`` says how likely, and
    ``geo_problem`` what was presumed. A name that several bear, none of them likely enough, locates nothing:
    ``geo_problem`` names them and says what to add.

    In tables of UCDP GED, ACLED and GDELT coordinates may be no more than a stand-in for a district, a
    region or a country, and a column says so. They are recognised by their columns, and their rows become
    what that code says: the point, the point with a radius, the unit that the row names, or no location
    when there is no unit of that name in its country; words such as "province" make no difference there.

    Parameters
    ----------
    incidents : GeoDataFrame, n rows
        As `geo.read_incidents` gives them, or a frame of dask-geopandas, which gives another one of which
        nothing is computed yet. Rows with a position keep it, unless their precision code says that it is a
        stand-in.
    place : str, optional
        The column that holds the names, such as "Karakiyanskiy" or "Karakiyanskiy, Mangystau"; or, when
        there is no such column, the name itself, for all rows without coordinates. When left out, names
        come from the columns called district, region or place, or by another of their usual headings;
        one with the country says in which country to look.
    atlas : Atlas, optional
        From `geo.load_atlas`; the atlas that comes with geo when left out.
    trust_points : bool
        Whether to take all coordinates as they are, whatever precision codes say.
    near_radius_m : float
        How far from its point an incident may have been that ACLED codes as near it, metres.
    decisions : Decisions, optional
        What somebody has decided about names (a file of `geo locate --review`); it beats every reading.

    Returns
    -------
    GeoDataFrame, n rows
        A new frame: same index, same order. A located row has the polygon as its geometry, null
        ``geo_lon`` and ``geo_lat``, a label point inside the polygon, in ``geo_precision_m`` the radius
        about it that contains the polygon, "name", "expression", "decision" or "code" in
        ``geo_located_by``, what it became in ``geo_located_as``, and the country, region and district that
        a unit is or lies in; a place is a point with the radius that holds it. A row that is not located
        says why in ``geo_problem``.

    Raises
    ------
    UsageError
        When `incidents` is no GeoDataFrame, or `near_radius_m` no length.
    DataError
        When the coordinate reference system is unknown, or `place` is neither a column nor the name of
        exactly one unit.

    Examples
    --------
    >>> import io, geo
    >>> table = io.StringIO("id,region,country\n1,Nowhere,KAZ\n")
    >>> found = locate_incidents(geo.read_incidents(table)).iloc[0]
    >>> found["geo_problem"]
    "there are no coordinates; no region in 'KAZ' is called 'Nowhere', and nothing there is spelt like it"
    """
    from geopandas import GeoDataFrame

    if is_lazy(incidents):
        options = {"place": place, "trust_points": trust_points, "near_radius_m": near_radius_m}
        lazy: GeoDataFrame = map_partitions(
            locate_incidents, incidents, atlas, {**options, "decisions": decisions}
        )
        return lazy
    if not isinstance(incidents, GeoDataFrame) or incidents.active_geometry_name is None:
        raise UsageError(
            f"locate_incidents needs a GeoDataFrame with a geometry column, not {type(incidents).__name__}. "
            "Read a table with geo.read_incidents."
        )
    if not (np.isfinite(near_radius_m) and near_radius_m > 0):
        raise UsageError(f"near_radius_m is {near_radius_m!r}, and has to be a length in metres above 0.")
    located = _with_columns(incidents)
    found = None if trust_points else find_schema(_source_columns(located))
    settled = np.zeros(len(located), dtype=bool)
    if found is not None:
        atlas = atlas or _load_atlas()
        settled = apply_codes(located, found, atlas, near_radius_m)
    geometry = located.geometry.to_numpy()
    is_lost = shapely.is_missing(geometry) | shapely.is_empty(geometry)
    # Where a code says that no location is known, only a place that the user names says otherwise.
    lost = np.flatnonzero(is_lost if place is not None else is_lost & ~settled)
    queries = _read_queries(located, lost, place)
    if place is None and not any(queries):
        return located
    atlas = atlas or _load_atlas()
    countries = Countries(atlas.entities)
    gazette = share_gazette(atlas, _countries_needed(queries, countries))
    finder = Finder(atlas, gazette, countries, decisions)
    if place is not None and place not in located.columns:
        _check_place(place, located, finder)
    answers = {query: finder.find(query) for query in dict.fromkeys(queries) if query}
    asked = np.array([query is not None for query in queries], dtype=bool)
    _write_answers(located, lost[asked], [answers[query] for query in queries if query])
    _tell(located, lost[asked])
    return located


def _load_atlas() -> UnitLayers:
    from geo._atlas import load_atlas

    return load_atlas()


def _source_columns(located: GeoDataFrame) -> list[str]:
    """List the columns of the source, ACLED's geo_precision too, which begins like ours."""
    geometry = located.active_geometry_name
    return [str(column) for column in located.columns if not is_ours(str(column)) and column != geometry]


def _with_columns(incidents: GeoDataFrame) -> GeoDataFrame:
    """Copy a frame and add those of our columns that locating fills, of their types."""
    filled = {*LOCATION_COLUMNS, *WHERE_COLUMNS}
    columns: dict[str, Any] = {column.name: column.dtype for column in COLUMNS if column.name in filled}
    if incidents.crs is None and not incidents.geometry.isna().all():
        raise DataError(
            "The incidents have geometries but no coordinate reference system. If they are longitudes "
            f"and latitudes, call incidents.set_crs({CRS!r}) first; if not, set the system they are in."
        )
    located = incidents.set_crs(CRS) if incidents.crs is None else incidents.to_crs(CRS)
    for name, dtype in columns.items():
        cells = located[name] if name in located else pd.Series(None, index=located.index, dtype=object)
        located[name] = cells.astype(dtype)
    return located


def _read_queries(located: GeoDataFrame, lost: NDArray[np.intp], place: str | None) -> list[Query | None]:
    """Read what each lost row names; None where it names nothing smaller than a country."""
    if place is not None and place not in located.columns:
        return [Query(place, None, "", "")] * len(lost)
    source = [
        str(column)
        for column in located.columns
        if not str(column).startswith(PREFIX) and column != located.active_geometry_name
    ]
    columns = find_name_columns(source)
    used = list(dict.fromkeys(column for column in (*columns, place) if column is not None))
    rows = located.iloc[lost][used].to_dict("records")
    return [read_query(row, columns, place) for row in rows]


def _countries_needed(queries: list[Query | None], countries: Countries) -> set[str] | None:
    """Collect the countries to look in; None when some query does not say its own."""
    asked = [query for query in queries if query]
    if any(not query.country for query in asked):
        return None
    return set().union(*(countries.find(query.country) for query in asked))


def _check_place(place: str, located: GeoDataFrame, finder: Finder) -> None:
    """Make sure that what is no column is a name."""
    answer = finder.find(Query(place, None, "", ""))
    if isinstance(answer, Placed):
        return
    source = [str(column) for column in located.columns if not str(column).startswith(PREFIX)]
    source = [column for column in source if column != located.active_geometry_name]
    close = difflib.get_close_matches(place, source, n=1)
    hint = f"Did you mean the column {close[0]!r}?" if close else "Pass a column, or the name of one place."
    raise DataError(
        f"--place {place!r} is no column (found: {', '.join(source)}), and as a name: {answer}. {hint}"
    )


def _write_answers(located: GeoDataFrame, lost: NDArray[np.intp], answers: list[Placed | str]) -> None:
    """Write what was found into the lost rows of a frame, in place."""
    shapes = located.geometry.to_numpy().copy()
    cells: dict[str, list[Any]] = {
        name: located[name].tolist() for name in (*LOCATION_COLUMNS, *WHERE_COLUMNS)
    }
    for row, answer in zip(lost.tolist(), answers, strict=True):
        told = None if pd.isna(cells["geo_problem"][row]) else str(cells["geo_problem"][row])
        if isinstance(answer, Placed):
            shapes[row] = answer.shape
            for name, value in answer.cells.items():
                cells[name][row] = value
            # That coordinates are missing is no problem any more; that they are wrong still is.
            kept = None if told in NO_COORDINATES else told
            cells["geo_problem"][row] = "; ".join(one for one in (kept, answer.problem) if one) or None
        else:
            cells["geo_problem"][row] = f"{told}; {answer}" if told else answer
    for name, values in cells.items():
        located[name] = pd.array(values, dtype=located[name].dtype)
    located[located.active_geometry_name] = shapes


def _tell(located: GeoDataFrame, lost: NDArray[np.intp]) -> None:
    """Log how many rows were located, and what is wrong with the first that was not."""
    rows = located.iloc[lost]
    by_name = (
        rows["geo_located_by"].isin(["name", "expression", "decision", "coordinates"]).fillna(value=False)
    )
    if by_name.any():
        found = rows[by_name]
        logger.info(
            "%s located by name%s %s.",
            f"{len(found):,} {'row is' if len(found) == 1 else 'rows are'}",
            ":" if len(found) == 1 else ", such as",
            found["geo_located_as"].iloc[0],
        )
    if not by_name.all():
        missed = rows[~by_name]
        logger.warning(
            "%s not located%s %s.",
            f"{len(missed):,} {'row is' if len(missed) == 1 else 'rows are'}",
            ":" if len(missed) == 1 else ", such as",
            missed["geo_problem"].iloc[0],
        )

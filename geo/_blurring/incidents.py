"""Blurring a table: areas for places, nothing else that tells where they were."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
import shapely

from geo._blurring.grid import cell_at, outline, sides_m, widen
from geo._blurring.levels import KM_M, Level, read_level
from geo._blurring.stated import margin_m, read_stated
from geo._blurring.traces import find_telling, find_traces
from geo._blurring.units import Given, find_areas, holds_circle
from geo._locating import place_label
from geo._measuring.positions import check_frame
from geo._reading.names import BLURRED_TO, NO_COORDINATES, UNIT_COLUMNS
from geo._records import hide_inputs, keep_provenance, provenance
from geo.errors import DataError
from geo.schema import COLUMNS, CRS, PREFIX, is_ours

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geopandas import GeoDataFrame

    from geo._blurring.grid import Cell
    from geo._blurring.stated import Stated
    from geo._blurring.units import BlurLayers

__all__ = ["blur_incidents"]

logger = logging.getLogger(__name__)

BLURRED: Final = "blurred"

UNREAD: Final = "no usable position; run without a blur to see why"
DOUBTFUL: Final = "something was wrong with the location; run without a blur to see what"
BEYOND: Final = "no country is known here that is large enough, so this is a cell of the grid"
IMPRECISE: Final = "the precision that was stated is not part of it: the place may lie outside"
"""What geo_problem says. Never what reading said of a position, as that quotes it."""

EXACT_M: Final = 1_000.0
"""The outlines of units are known to about a kilometre: a stated precision below that changes nothing."""

CELLS_OF_OURS: Final = (
    *("geo_lon", "geo_lat", "geo_label_lon", "geo_label_lat", "geo_precision_m"),
    *("geo_located_by", "geo_located_as", "geo_problem", "geo_country", *UNIT_COLUMNS),
)


def blur_incidents(
    incidents: GeoDataFrame, level: str, *, atlas: BlurLayers | None = None, drop: Iterable[str] = ()
) -> GeoDataFrame:
    r"""Replace each location by an area, and drop what else tells where it was.

    Whatever is measured, drawn or written afterwards comes from the area. For a length it is the cell of
    a fixed grid over the world that holds the place; for a unit the whole district or region. All places
    of a cell or unit give the same row, bit by bit, so nothing can be computed back to the place.

    Parameters
    ----------
    incidents : GeoDataFrame, n rows
        As `geo.read_incidents` and `geo.locate_incidents` give them, or any other.
    level : str
        A length such as "5km" or "800m": each cell holds a circle of that radius. Or "district" or
        "region".
    atlas : Atlas, optional
        From `geo.load_atlas`; the atlas that comes with geo when left out.
    drop : iterable of str
        Columns that tell where it was and are not found to do so: they are dropped too.

    Returns
    -------
    GeoDataFrame, n rows
        A new frame in EPSG:4326: same order, and the same index unless that tells the place. The columns
        of the source but those that hold or betray positions (the log names them), then where the row is
        located: null ``geo_lon`` and ``geo_lat``, "blurred" in ``geo_located_by``, the cell or unit in
        ``geo_located_as``. What was measured before is dropped.

    Raises
    ------
    UsageError
        When `incidents` is no GeoDataFrame, or there is no such level.
    DataError
        When the coordinate reference system is unknown, a precision is not a radius, or there is no
        column that is to be dropped.

    Notes
    -----
    - A place with a precision gets its cell widened by at least as much, in steps that double: the area
      holds all that the location may be. Lines and polygons count as the circle about their label point.
    - A unit that a row was located as by its name stays when it is large enough for the length, or is the
      unit asked for or a larger one. Outlines of the source never stay: a circle has its place in its middle.
    - Where a place has no district it gets its region, else its country, else a cell of the grid (of 25 km
      for a district, 100 km for a region), and ``geo_problem`` says so.
    - What is not hidden: names in texts (a warning names these columns), times, and that few people live
      in the area. Two blurs of one table hide less than either.

    Examples
    --------
    >>> import geo, io
    >>> found = geo.read_incidents(io.StringIO("id,lon,lat\n007,53.512,43.021\n"))
    >>> blurred = blur_incidents(found, "5km")
    >>> list(blurred.columns[:1]), blurred["geo_located_as"].iloc[0]
    (['id'], 'Blurred to 5 km, cell of 10.1 by 10.2 km')
    >>> blurred.total_bounds.tolist()
    [53.4297521, 42.9441624, 53.553719, 43.035533]
    """
    asked = read_level(level)
    frame = check_frame(incidents, asked_by="blur_incidents")
    stated = read_stated(frame)
    if atlas is None:
        from geo._atlas import share_atlas

        atlas = share_atlas()
    given = _find_all(frame, stated, asked, atlas)
    source = _strip(frame, stated, drop)
    ours = _describe(frame, given)
    shapes = np.array([shapely.Point() if one is None else one.shape for one in given], dtype=object)
    _tell(asked, given)

    from geopandas import GeoDataFrame, GeoSeries

    name = frame.active_geometry_name
    index = source.index
    geometry = GeoSeries(shapes, index=index, crs=CRS, name=name)
    table = pd.concat([source, ours.set_axis(index), geometry], axis=1)
    blurred = GeoDataFrame(table, geometry=name, crs=CRS)
    known = provenance(incidents)
    if any(known.values()):
        keep_provenance(blurred, hide_inputs(known["inputs"]), known["data"])
    return blurred


def _find_all(frame: GeoDataFrame, stated: Stated, level: Level, atlas: BlurLayers) -> list[Given | None]:
    """Give every row its area, None where it has no location."""
    given: list[Given | None] = [None] * len(frame)
    waiting = np.flatnonzero(stated.is_somewhere)
    shapes = frame.geometry.to_numpy()
    for row in np.flatnonzero(stated.is_kept).tolist():
        if _is_large_enough(frame, row, level):
            cells = {name: frame[name].iloc[row] for name in CELLS_OF_OURS if name in frame}
            label = place_label(shapes[row])
            named = dict(zip(("geo_label_lon", "geo_label_lat", "geo_precision_m"), label, strict=True))
            given[row] = Given(shapes[row], {**cells, **named}, None)
    waiting = waiting[[given[row] is None for row in waiting]]
    places = (stated.lon[waiting], stated.lat[waiting], stated.radius_m[waiting])
    if level.unit is not None and stated.is_kept.any():
        # A unit lies in the larger one, however far it reaches itself.
        is_unit = stated.is_kept & frame["geo_country_code"].notna().to_numpy(dtype=bool)
        places = (*places[:2], np.where(is_unit[waiting], 0.0, places[2]))
    if level.unit is not None and len(waiting):
        for row, found in zip(waiting.tolist(), find_areas(*places, level, atlas), strict=True):
            given[row] = found
    cells_of: dict[tuple[object, ...], Given] = {}
    for row, lon, lat, radius_m in zip(
        waiting.tolist(), *(values.tolist() for values in places), strict=True
    ):
        if given[row] is None:
            cell, margin = cell_at(lon, lat, level.length_m), margin_m(radius_m, level.length_m)
            if (cell, margin) not in cells_of:
                cells_of[cell, margin] = _give_cell(cell, margin, level)
            given[row] = cells_of[cell, margin]
        elif level.unit is not None and radius_m > EXACT_M and not stated.is_kept[row]:
            given[row] = _with_note(given[row], IMPRECISE)
    return given


def _is_large_enough(frame: GeoDataFrame, row: int, level: Level) -> bool:
    """Say whether an area of the atlas says no more than the level allows."""
    if level.unit is None:
        return holds_circle(frame.geometry.iloc[row], level.length_m)
    if pd.isna(frame["geo_country_code"].iloc[row]):
        # Several countries, or a cell of the grid that says nothing of units.
        return bool(frame["geo_located_by"].iloc[row] != BLURRED)
    return level.unit == "district" or bool(pd.isna(frame["geo_district"].iloc[row]))


def _give_cell(cell: Cell, margin: float, level: Level) -> Given:
    widened = widen(cell, margin)
    shape = outline(widened)
    label = place_label(shape)
    width_m, height_m = sides_m(widened)
    size = f"cell of {width_m / KM_M:.3g} by {height_m / KM_M:.3g} km"
    cells = {
        "geo_label_lon": label.lon,
        "geo_label_lat": label.lat,
        "geo_precision_m": label.radius_m,
        "geo_located_as": f"{BLURRED_TO}{level.words}, {size}",
    }
    return Given(shape, cells, BEYOND if level.unit else None)


def _with_note(given: Given | None, note: str) -> Given | None:
    return None if given is None else given._replace(note=f"{given.note}; {note}" if given.note else note)


def _describe(frame: GeoDataFrame, given: list[Given | None]) -> pd.DataFrame:
    """Write our columns anew; what reading said of a position is not repeated."""
    told = frame["geo_problem"] if "geo_problem" in frame else [None] * len(frame)
    rows: list[dict[str, Any]] = []
    for one, problem in zip(given, told, strict=True):
        had_problem = problem is not None and not pd.isna(problem)
        if one is None:
            text = str(problem) if had_problem else ""
            is_plain = text.startswith(NO_COORDINATES) and not any(letter.isdigit() for letter in text)
            rows.append({"geo_problem": text if is_plain else UNREAD})
            continue
        notes = [note for note in (one.note, DOUBTFUL if had_problem else None) if note]
        changed = {"geo_lon": None, "geo_lat": None, "geo_located_by": BLURRED}
        rows.append({**one.cells, **changed, "geo_problem": "; ".join(notes) or None})
    dtypes: dict[str, Any] = {column.name: column.dtype for column in COLUMNS}
    table = pd.DataFrame(rows, columns=[*CELLS_OF_OURS], index=range(len(frame)))
    return pd.DataFrame({name: table[name].astype(dtypes[name]) for name in CELLS_OF_OURS})


def _strip(frame: GeoDataFrame, stated: Stated, drop: Iterable[str]) -> pd.DataFrame:
    """Take out of the source all that holds or betrays a position."""
    wanted = list(drop)
    missing = [name for name in wanted if name not in frame.columns]
    if missing:
        raise DataError(
            f"Column {missing[0]!r} is to be dropped and is not there (found: "
            f"{', '.join(str(name) for name in frame.columns)}). Name columns that are."
        )
    measured = [name for name in frame.columns if is_ours(str(name))]
    source = pd.DataFrame(frame.drop(columns=[frame.active_geometry_name, *measured]))
    source.attrs.clear()
    # Whatever begins like our own columns may have been measured from the position.
    old = [
        str(name)
        for name, dtype in source.dtypes.items()
        if str(name).startswith(PREFIX) or str(dtype) == "geometry"
    ]
    traces = {*wanted, *old, *find_traces(source.drop(columns=old), stated.lon, stated.lat)}
    gone = [name for name in source.columns if str(name) in traces]
    kept = source.drop(columns=gone)
    if gone:
        logger.warning("Left out, as they hold or betray positions: %s.", ", ".join(map(str, gone)))
    telling = find_telling(kept)
    if telling:
        logger.warning(
            "Texts are kept as they are: names of places in %s may tell more than the blur hides.",
            ", ".join(telling),
        )
    levels = frame.index.to_frame(index=False)
    if find_traces(levels.set_axis(map(str, levels.columns), axis=1), stated.lon, stated.lat):
        logger.warning("The index holds or betrays positions, and is replaced by row numbers.")
        return kept.set_axis(pd.RangeIndex(len(kept)))
    return kept


def _tell(level: Level, given: list[Given | None]) -> None:
    """Log how many rows are blurred to what, and how many are not as asked."""
    blurred = [one for one in given if one is not None]
    count = "1 row is" if len(blurred) == 1 else f"{len(blurred):,} rows are"
    logger.info("%s blurred to %s.", count, level.words)
    without = len(given) - len(blurred)
    if without:
        logger.warning(
            "%s no usable position. Run without a blur to see why.",
            "1 row has" if without == 1 else f"{without:,} rows have",
        )
    other = sum(one.note is not None for one in blurred)
    if other:
        logger.warning(
            "%s not quite as asked: see geo_problem.", "1 row is" if other == 1 else f"{other:,} rows are"
        )

"""The points and areas of a table of incidents, checked: where, how precise, what is wrong with others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pandas as pd
import shapely

from geo._locating import place_label
from geo._measuring.history import drop_older
from geo._measuring.shapes import Area
from geo._measuring.stated.wording import drop_stated
from geo._reading.names import BY_UNIT, UNIT_COLUMNS
from geo.errors import DataError, UsageError
from geo.schema import CRS

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geo._measuring.layers import Floats, Ints, Words

NOT_MEASURED: Final = "Not measured: "
"""How the problems begin that measuring itself finds; they are told anew each time."""

LARGEST_LON: Final = 180.0
LARGEST_LAT: Final = 90.0

LINE_TYPES: Final = (shapely.GeometryType.LINESTRING, shapely.GeometryType.MULTILINESTRING)
AREA_TYPES: Final = (*LINE_TYPES, shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)

WORTH_JOINING: Final = 0.8
"""Where more than this share of the positions differ, measuring equal ones once costs more than it saves."""

ROWS_NAMED: Final = 5
"""An error names at most this many rows."""


class Positions(NamedTuple):
    """One row per incident, shape (n,), NaN where there is no usable point."""

    lon: Floats
    lat: Floats
    precision_m: Floats
    """NaN where none is stated."""
    problem: Words
    usable: NDArray[np.bool_]
    """Whether there is a point that can be measured."""
    is_area: NDArray[np.bool_]
    """Whether there is a polygon or a line that can be measured."""

    def distinct(self) -> Distinct:
        """Give the different usable positions; all of them where few are equal."""
        lon, lat, radius_m = (values[self.usable] for values in (self.lon, self.lat, self.precision_m))
        # As complex numbers pairs are sorted by their real part first, several times quicker than as rows.
        _, first, number = np.unique(lon + 1j * lat, return_index=True, return_inverse=True)
        number = number.reshape(-1)
        if not np.isnan(radius_m).all():
            with_radius = np.stack([number, np.nan_to_num(radius_m, nan=-1.0)])
            _, first, number = np.unique(with_radius, axis=1, return_index=True, return_inverse=True)
            number = number.reshape(-1)
        if len(first) > WORTH_JOINING * len(lon):
            return Distinct(lon, lat, radius_m, None)
        return Distinct(lon[first], lat[first], radius_m[first], number)


class Distinct(NamedTuple):
    """Positions that differ from each other, or nearly all do."""

    lon: Floats
    lat: Floats
    radius_m: Floats
    number: Ints | None
    """For every usable row which of them it is; None where they are the rows themselves."""


def check_frame(incidents: GeoDataFrame, *, asked_by: str = "measure_incidents") -> GeoDataFrame:
    """Return the incidents in EPSG:4326, or say to whom asked why that cannot be.

    Raises
    ------
    UsageError
        When this is no GeoDataFrame, or one without a geometry column.
    DataError
        When there are geometries but nothing says in which coordinate reference system.
    """
    from geopandas import GeoDataFrame

    if not isinstance(incidents, GeoDataFrame) or incidents.active_geometry_name is None:
        raise UsageError(
            f"{asked_by} needs a GeoDataFrame with a geometry column, not {type(incidents).__name__}. "
            "Read a table with geo.read_incidents, or set its geometry with set_geometry."
        )
    if incidents.crs is not None:
        return incidents.to_crs(CRS)
    if incidents.geometry.notna().any():
        raise DataError(
            "The incidents have geometries but no coordinate reference system. If they are longitudes "
            f"and latitudes, call incidents.set_crs({CRS!r}) first; if not, set the system they are in."
        )
    return incidents.set_crs(CRS)


def read_positions(incidents: GeoDataFrame) -> Positions:
    """Take the points out of a checked frame.

    Raises
    ------
    DataError
        When a ``geo_precision_m`` is no number, negative or infinite.
    """
    geometry = incidents.geometry.to_numpy()
    is_point = shapely.get_type_id(geometry) == shapely.GeometryType.POINT
    points = np.where(is_point & ~shapely.is_empty(geometry), geometry, None)
    lon, lat = shapely.get_x(points), shapely.get_y(points)  # NaN for None
    inside = (np.abs(lon) <= LARGEST_LON) & (np.abs(lat) <= LARGEST_LAT)  # False for NaN
    is_area = _find_areas(geometry)

    problem = np.full(len(incidents), None)
    if "geo_problem" in incidents:
        told = incidents["geo_problem"].astype("string").fillna("").to_numpy(dtype=object)
        problem = np.array(
            [_drop_told(text) if text and not text.startswith(NOT_MEASURED) else None for text in told],
            dtype=object,
        )
    for row in np.flatnonzero(~inside & ~is_area):
        problem[row] = problem[row] or NOT_MEASURED + _what_is_wrong(geometry[row])
    return Positions(
        np.where(inside, lon, np.nan),
        np.where(inside, lat, np.nan),
        _read_precision(incidents),
        problem,
        inside,
        is_area,
    )


def _drop_told(problem: str) -> str | None:
    """Take out what measuring tells anew each time."""
    return drop_stated(drop_older(problem) or "")


def describe_area(shape: BaseGeometry) -> Area:
    """Put a circle that holds it beside a polygon or a line."""
    label = place_label(shape)
    return Area(shape, label.lon, label.lat, label.radius_m)


def read_named(frame: GeoDataFrame, rows: Ints) -> list[dict[str, Any] | None]:
    """Read for some rows what locating by name knows of their units; None for other outlines."""
    if not {"geo_located_by", *UNIT_COLUMNS} <= set(frame.columns):
        return [None] * len(rows)
    units = frame.iloc[rows]
    cells = units[list(UNIT_COLUMNS)].astype(object)
    by_name = units["geo_located_by"].isin(BY_UNIT) & units["geo_country_code"].notna()
    records = cells.where(cells.notna(), None).to_dict("records")
    return [
        {str(name): cell for name, cell in record.items()} if known else None
        for record, known in zip(records, by_name, strict=True)
    ]


def find_problem(shape: BaseGeometry) -> str | None:
    """Say what is wrong with a polygon or a line that cannot be measured; None when it can."""
    return None if _find_areas(np.array([shape], dtype=object))[0] else _what_is_wrong(shape)


def _find_areas(geometry: NDArray[np.object_]) -> NDArray[np.bool_]:
    """Tell which geometries are polygons and lines on Earth, valid and not empty."""
    is_area = np.isin(shapely.get_type_id(geometry), AREA_TYPES) & ~shapely.is_empty(geometry)
    west, south, east, north = shapely.bounds(geometry).T
    on_earth = (
        (west >= -LARGEST_LON) & (east <= LARGEST_LON) & (south >= -LARGEST_LAT) & (north <= LARGEST_LAT)
    )
    is_area &= on_earth
    is_area[is_area] = shapely.is_valid(geometry[is_area])
    return np.asarray(is_area, dtype=np.bool_)


def _what_is_wrong(shape: BaseGeometry | None) -> str:
    if shape is None or shape.is_empty:
        return "no location is given."
    kind = shapely.get_type_id(shape)
    if kind == shapely.GeometryType.POINT:
        longitude, latitude = shapely.get_coordinates(shape)[0].tolist()
        said = f"longitude {longitude} or latitude {latitude} is not on Earth (-180..180, -90..90)"
        can_swap = abs(longitude) <= LARGEST_LAT and abs(latitude) <= LARGEST_LON
        return f"{said}; they may be swapped." if can_swap else f"{said}."
    if kind not in AREA_TYPES:
        return f"the geometry is a {shape.geom_type}, and only points, lines and polygons can be measured."
    if not shapely.is_valid(shape):
        what = "line has no length" if kind in LINE_TYPES else "outline is no valid polygon"
        return f"the {what} ({shapely.is_valid_reason(shape)})."
    return "the outline is not on Earth (-180..180, -90..90); cut it at the antimeridian."


def _read_precision(incidents: GeoDataFrame) -> Floats:
    if "geo_precision_m" not in incidents:
        return np.full(len(incidents), np.nan)
    stated = incidents["geo_precision_m"]
    precision_m: Floats = pd.to_numeric(stated, errors="coerce").to_numpy(dtype=np.float64, na_value=np.nan)
    wrong = (stated.notna().to_numpy() & np.isnan(precision_m)) | (precision_m < 0.0) | np.isinf(precision_m)
    if wrong.any():
        rows = ", ".join(str(label) for label in incidents.index[wrong][:ROWS_NAMED])
        raise DataError(
            f"geo_precision_m is not a radius in metres in {wrong.sum()} rows (index {rows}; "
            f"the first holds {stated[wrong].iloc[0]!r}). Give a number of 0 or more, or leave it empty."
        )
    return precision_m

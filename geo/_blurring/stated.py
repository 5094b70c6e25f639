"""What each row says of where it was: a place, and a radius about it that holds all of the location."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pandas as pd
import shapely

from geo._locating import place_label
from geo._reading.names import BY_UNIT, UNIT_COLUMNS
from geo.errors import DataError

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geo._measuring.layers import Floats

__all__ = ["Stated", "margin_m", "read_stated"]

LARGEST_LON: Final = 180.0
LARGEST_LAT: Final = 90.0

STEPS: Final = 8.0
"""The least margin is this part of the length; the next ones are twice as large each."""

THIN_DEG: Final = 1e-9
"""By so much a line is thickened to have an inside."""


class Stated(NamedTuple):
    """One row per incident, shape (n,)."""

    lon: Floats
    lat: Floats
    """The place, degrees; NaN where there is none."""
    radius_m: Floats
    """Metres; 0 where none is stated."""
    is_kept: NDArray[np.bool_]
    """Whether it is an area of the atlas, which may stay when it is large enough."""

    @property
    def is_somewhere(self) -> NDArray[np.bool_]:
        """Tell which rows have a location at all."""
        return np.asarray(np.isfinite(self.lon))


def read_stated(incidents: GeoDataFrame) -> Stated:
    """Take places and radii out of a checked frame.

    A point with a precision is its place and radius. Every other geometry counts as the circle about
    its label point that holds it: its outline is not kept, because the outline of a circle drawn about
    a place has that place in its middle.

    Raises
    ------
    DataError
        When a ``geo_precision_m`` is no radius.
    """
    shapes = incidents.geometry.to_numpy()
    is_point = shapely.get_type_id(shapes) == shapely.GeometryType.POINT
    points = np.where(is_point & ~shapely.is_empty(shapes), shapes, None)
    lon, lat = shapely.get_x(points), shapely.get_y(points)
    radius_m = _read_precision(incidents)
    for row in np.flatnonzero(~is_point & ~shapely.is_missing(shapes) & ~shapely.is_empty(shapes)):
        lon[row], lat[row], radius_m[row] = _surround(shapes[row])
    # Not ">" negated: NaN has to count as outside.
    on_earth = (np.abs(lon) <= LARGEST_LON) & (np.abs(lat) <= LARGEST_LAT) & np.isfinite(radius_m)
    is_kept = np.zeros(len(incidents), dtype=bool)
    if {"geo_located_by", *UNIT_COLUMNS} <= set(incidents.columns):
        told = incidents["geo_located_by"].astype("string").isin(BY_UNIT)
        is_kept = told.to_numpy(dtype=bool) & (shapely.get_dimensions(shapes) > 1) & on_earth
    lon, lat, radius_m = (np.where(on_earth, values, np.nan) for values in (lon, lat, radius_m))
    return Stated(lon, lat, radius_m, is_kept)


def _surround(shape: BaseGeometry) -> tuple[float, float, float]:
    """Give the label point of any geometry, and how far it reaches from there."""
    west, south, east, north = shapely.bounds(shape)
    if not (west >= -LARGEST_LON and east <= LARGEST_LON and south >= -LARGEST_LAT and north <= LARGEST_LAT):
        return np.nan, np.nan, np.nan
    parts = shapely.get_parts(shapely.make_valid(shape))
    if shapely.get_dimensions(shape) < 2 or not shapely.is_valid(shape):  # noqa: PLR2004 - areas
        # Part by part, as what crosses the antimeridian is cut there.
        parts = shapely.buffer(shapely.convex_hull(parts), THIN_DEG)
    flat = shapely.get_parts(parts)
    flat = flat[shapely.get_type_id(flat) == shapely.GeometryType.POLYGON]
    label = place_label(shapely.multipolygons(flat))
    return label.lon, label.lat, label.radius_m


def _read_precision(incidents: GeoDataFrame) -> Floats:
    if "geo_precision_m" not in incidents:
        return np.zeros(len(incidents))
    stated = incidents["geo_precision_m"]
    radius_m = pd.to_numeric(stated, errors="coerce").to_numpy(dtype=np.float64, na_value=np.nan)
    wrong = stated.notna().to_numpy() & ~(np.isfinite(radius_m) & (radius_m >= 0.0))
    if wrong.any():
        raise DataError(
            f"geo_precision_m is not a radius in metres in {int(wrong.sum()):,} rows (the first is row "
            f"{int(np.argmax(wrong)) + 1:,}). Give a number of 0 or more, or leave it empty."
        )
    return np.asarray(np.nan_to_num(radius_m))


def margin_m(radius_m: float, length_m: float) -> float:
    """Round a radius up to one of few steps, so that it does not tell one row from another.

    Examples
    --------
    >>> [margin_m(radius_m, 8_000.0) for radius_m in (0.0, 3.0, 1_000.0, 1_001.0, 9_000.0)]
    [0.0, 1000.0, 1000.0, 2000.0, 16000.0]
    """
    if radius_m <= 0.0:
        return 0.0
    step_m = length_m / STEPS
    while step_m < radius_m:
        step_m *= 2.0
    return step_m

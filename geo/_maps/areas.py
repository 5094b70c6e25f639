"""Incidents that are areas: somewhere inside an outline or along a line, with no coordinates of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pandas as pd
import shapely
from pyproj import Geod
from shapely.affinity import translate

from geo._maps.columns import plain
from geo._maps.encoding import encode_lines
from geo._reading.names import BLURRED_TO

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo._maps.frame import Frame

__all__ = ["Areas", "area_corners", "encode_areas", "find_areas", "on_the_sheet"]

LINES: Final = (shapely.GeometryType.LINESTRING, shapely.GeometryType.MULTILINESTRING)
AREAS: Final = (*LINES, shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)
# The grid on which outlines are kept, as a share of the tolerance.
GRID_SHARE: Final = 0.25
RING_VERTICES: Final = 4
WGS84: Final = Geod(ellps="WGS84")
# A name on the map; the panel has the whole of it.
LONGEST_NAME: Final = 40


class Areas(NamedTuple):
    """What the page is told of areas, and what of each row."""

    told: dict[str, Any]
    """``step`` of the grid, degrees; ``outlines``, each with its ``polygons`` (rings, the outer one first),
    its ``label`` (lon, lat) and its ``name``."""
    of: NDArray[np.float64]
    """For every row the number of its outline; NaN for none. Shape (n,)."""
    radius_m: NDArray[np.float64]
    """How large the area of every row is: the radius of a circle as large, metres; NaN for none."""


def find_areas(frame: Any) -> NDArray[np.bool_]:  # noqa: ANN401 - a GeoDataFrame
    """Say which rows are areas: polygons and lines that no coordinates stand for.

    Parameters
    ----------
    frame : GeoDataFrame, n rows
        The measured table.

    Returns
    -------
    ndarray of bool, shape (n,)
    """
    shapes = np.asarray(frame.geometry.array)
    area = np.isin(shapely.get_type_id(shapes), AREAS) & ~shapely.is_empty(shapes)
    return np.asarray(area & frame["geo_lon"].isna().to_numpy(dtype=bool))


def area_corners(frame: Any) -> tuple[NDArray[np.float64], NDArray[np.float64]]:  # noqa: ANN401 - a GeoDataFrame
    """Give the corners of all areas: their longitudes and latitudes, shape (k,) each."""
    corners = shapely.get_coordinates(np.asarray(frame.geometry.array)[find_areas(frame)])
    return corners[:, 0], corners[:, 1]


def encode_areas(frame: Any, titles: list[str], view: Frame, tolerance_deg: float) -> Areas:  # noqa: ANN401 - a GeoDataFrame
    """Write the outlines for the page, the same ground once.

    Parameters
    ----------
    frame : GeoDataFrame, n rows
        The measured table.
    titles : list of str, length n
    view : Frame
        What the map shows first.
    tolerance_deg : float, degrees
        How coarse the outlines may be.

    Returns
    -------
    Areas
    """
    step_deg = float(f"{tolerance_deg * GRID_SHARE:.1g}")
    shapes = np.asarray(frame.geometry.array)
    rows = np.flatnonzero(find_areas(frame))
    # Rows of one unit hold the same shape, and only different ones are looked at closely.
    keys, different = pd.factorize(np.array([hash(key) for key in shapely.to_wkb(shapes[rows])]))
    of, radius_m = np.full(len(frame), np.nan), np.full(len(frame), np.nan)
    of[rows] = keys
    outlines: list[dict[str, Any]] = []
    for number in range(len(different)):
        row = int(rows[np.argmax(keys == number)])
        radius_m[rows[keys == number]] = _radius_m(shapes[row])
        whole = on_the_sheet(shapes[row], view)
        outlines.append(
            {
                "polygons": _encode(whole, tolerance_deg, step_deg),
                "label": _label(frame, row, whole, view),
                "name": _name(_unit_of(frame, row), titles[row]),
            }
        )
    return Areas({"step": step_deg, "outlines": outlines}, of, radius_m)


def _radius_m(shape: Any) -> float:  # noqa: ANN401 - any polygon or line
    """Give the radius of the circle that is as large as an area, or half the length of a line; metres."""
    if shapely.get_type_id(shape) in LINES:
        return float(WGS84.geometry_length(shape)) / 2
    return float(np.sqrt(abs(WGS84.geometry_area_perimeter(shape)[0]) / np.pi))


def on_the_sheet(shape: Any, view: Frame) -> Any:  # noqa: ANN401 - any polygon
    """Bring the parts on both sides of the antimeridian together, without a seam."""
    parts = shapely.get_parts(shapely.make_valid(shape))
    middle = (shapely.bounds(parts)[:, 0] + shapely.bounds(parts)[:, 2]) / 2
    shifts = view.unwrap(middle) - middle
    if not shifts.any():
        return shape
    moved = [translate(part, shift) for part, shift in zip(parts, shifts.tolist(), strict=True)]
    return shapely.union_all(np.array(moved, dtype=object))


def _encode(shape: Any, tolerance_deg: float, step_deg: float) -> list[list[str]]:  # noqa: ANN401 - any polygon
    # Onto the grid as a whole, so that what is valid stays so.
    simple = shapely.set_precision(shapely.simplify(shape, tolerance_deg), step_deg)
    parts = shapely.get_parts(simple)
    kinds = shapely.get_type_id(parts)
    # A line is drawn as the outline of the ground between the way along it and the way back.
    lines = [shapely.get_coordinates(line) for line in parts[np.isin(kinds, LINES)]]
    encoded = [encode_lines([np.concatenate([line, line[::-1]])], step_deg=step_deg) for line in lines]
    parts = parts[kinds == shapely.GeometryType.POLYGON]
    for part in parts:
        rings = [shapely.get_coordinates(ring) for ring in shapely.get_rings(part)]
        if rings and len(rings[0]) >= RING_VERTICES:
            encoded.append(encode_lines(rings, step_deg=step_deg))
    return encoded


def _label(frame: pd.DataFrame, row: int, shape: Any, view: Frame) -> list[float]:  # noqa: ANN401 - any polygon
    lon, lat = (frame[f"geo_label_{axis}"].iloc[row] for axis in ("lon", "lat"))
    if plain(lon) is None or plain(lat) is None:
        lon, lat = shapely.get_coordinates(shapely.point_on_surface(shape))[0]
    return [round(float(view.unwrap(float(lon))), 4), round(float(lat), 4)]


def _unit_of(frame: pd.DataFrame, row: int) -> str | None:
    """Say which unit an area is; a cell that a location was blurred to is none."""
    located_as = plain(frame["geo_located_as"].iloc[row])
    return None if located_as is None or located_as.startswith(BLURRED_TO) else located_as


def _name(located_as: str | None, title: str) -> str:
    """Take the name of a unit from what says which it is, or else the title of the incident."""
    text = title if located_as is None else located_as.partition(", ")[0]
    return text if len(text) <= LONGEST_NAME else text[: LONGEST_NAME - 1].rstrip() + "\u2026"

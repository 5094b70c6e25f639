"""How well the outlines of a set of districts are known, measured against the atlas's own lines.

On the land border of the set's country two figures are taken, both at the 95th percentile of points
at most 0.01 degrees apart:

- *gaps*: from the border to the nearest outline of a district;
- *strays*: from outlines that lie beyond the border back to it.

Each is inflated by something that is no fault of an outline: gaps where the set leaves ground out
(municipalities that do not cover Uruguay, a missing state of Malaysia), strays where it draws ground
that the country claims. So the smaller one counts. Where the set is whole and claims nothing, they agree.

Only international lines on land and rivers are taken for gaps, because districts often end at a
lake's shore, and disputed lines run elsewhere for good reasons. A country without a land border of 100
points is measured at its shores: from all shores that the set touches to its outlines, and from those
outside every district alone, as districts may well reach out to sea; again the smaller figure counts.
The shores are known to some 500 m themselves.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import shapely

from data.recipe.region_accuracy import line_distance_m

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from data.recipe.finished import Surroundings

    FloatArray = NDArray[np.float64]
    Geometries = NDArray[np.object_]

__all__ = ["measure_set"]

PERCENTILE = 95
STEP_DEG = 0.01
LEAST_POINTS = 30
"""Fewer points are no sample: the figure is left to the others."""

LEAST_BORDER_POINTS = 100
ROUND_M = 10.0

_SLACK_M = 1.0
"""Two ways to the same line differ by rounding."""


def measure_set(units: Geometries, code: str, around: Surroundings) -> float:
    """Accuracy of a country's districts in metres, rounded up to 10 m.

    Parameters
    ----------
    units : ndarray of Polygon or MultiPolygon, shape (n,)
    code : str
        Their country.
    around : Surroundings

    Raises
    ------
    ValueError
        If there is neither a border nor a shore to measure at.
    """
    outlines = shapely.boundary(units)
    lines = around.borders
    own = lines[(lines["left"] == code) | (lines["right"] == code)]
    is_border = (own["kind"] == "international").to_numpy(dtype=bool)
    border = _points(own.geometry.to_numpy()[is_border & own["reach"].isin(["land", "river"]).to_numpy()])
    shores = around.coasts.geometry.to_numpy()[(around.coasts["code"] == code).to_numpy(dtype=bool)]
    touched = np.unique(shapely.STRtree(units).query(shores, predicate="intersects")[0])
    shore = _points(shores[touched])
    if len(border) >= min(LEAST_BORDER_POINTS, len(shore) + 1):
        ashore = is_border & (own["reach"] != "sea").to_numpy(dtype=bool)
        country = around.countries.geometry[around.countries["code"] == code].iloc[0]
        strays = _strays_m(outlines, country, own.geometry.to_numpy(), ashore)
        found = [line_distance_m(border, outlines), strays]
    else:
        gaps = line_distance_m(shore, outlines)
        found = [gaps, gaps[~_are_inside(units, shore)]]
    figures = [
        np.percentile(metres, PERCENTILE, method="higher") for metres in found if len(metres) >= LEAST_POINTS
    ]
    if not figures:
        message = f"Districts of {code}: no border and no shore to measure them at."
        raise ValueError(message)
    return math.ceil(min(figures) / ROUND_M) * ROUND_M


def _strays_m(
    outlines: Geometries, country: shapely.Geometry, lines: Geometries, ashore: NDArray[np.bool_]
) -> FloatArray:
    """Metres back to the international land border from outlines that lie beyond it.

    ``lines`` are all lines of the country. Points that are nearer to another line of it, or to
    the edge of its sea, are beyond that one.
    """
    points = np.unique(_points(outlines), axis=0)
    shapely.prepare(country)
    beyond = points[~shapely.intersects_xy(country, points[:, 0], points[:, 1])]
    back = line_distance_m(beyond, lines[ashore])
    edge = line_distance_m(beyond, np.array([shapely.boundary(country)], dtype=object))
    is_nearest = np.isfinite(back) & (back <= edge + _SLACK_M)
    if (~ashore).any():
        is_nearest &= back <= line_distance_m(beyond, lines[~ashore])
    return np.asarray(back[is_nearest])


def _points(lines: Geometries) -> FloatArray:
    return np.asarray(shapely.get_coordinates(shapely.segmentize(lines, STEP_DEG)))


def _are_inside(units: Geometries, points: FloatArray) -> NDArray[np.bool_]:
    inside = np.zeros(len(points), dtype=bool)
    inside[shapely.STRtree(units).query(shapely.points(points), predicate="intersects")[0]] = True
    return inside

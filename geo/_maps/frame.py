"""Where to look: boxes in longitudes that may run past the antimeridian.

The map is drawn in continuous longitudes: data on both sides of 180° sits together around it, and a box
may then reach from 170 to 195. ``Frame.unwrap`` brings any longitude onto that sheet.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = ["LEAST_COSINE", "MERCATOR_LIMIT_DEG", "Box", "Frame", "find_frame", "grow_box", "wraps"]

Box = tuple[float, float, float, float]

# Where a square Mercator map of the world ends.
MERCATOR_LIMIT_DEG: Final = 85.0511
# Data wider than this is shown on a map of the whole world, cut at 180°.
WORLD_WIDTH_DEG: Final = 200.0
WORLD: Final[Box] = (-180.0, -62.0, 180.0, 80.0)
# A lone point still needs surroundings: about 11 km to each side.
LEAST_HALF_HEIGHT_DEG: Final = 0.1
MARGIN_SHARE: Final = 0.12
# Meridians draw together towards the poles; beyond this a box would be as wide as the world anyway.
LEAST_COSINE: Final = 0.1
FULL_TURN_DEG: Final = 360.0


@dataclass(frozen=True)
class Frame:
    """What the map shows first.

    Attributes
    ----------
    box : tuple of float
        West, south, east, north in degrees; east is greater than west and may pass 180.
    is_world : bool
        Whether the data asks for a map of the whole world.
    """

    box: Box
    is_world: bool

    @property
    def centre_lon(self) -> float:
        """The longitude in the middle of the box."""
        return (self.box[0] + self.box[2]) / 2

    def unwrap(self, lon: ArrayLike) -> NDArray[np.float64]:
        """Bring longitudes within half a turn of the middle of the box.

        Examples
        --------
        >>> Frame((170.0, -20.0, 190.0, -10.0), is_world=False).unwrap([179.0, -179.0])
        array([179., 181.])
        """
        degrees = np.asarray(lon, dtype=float)
        turns = np.floor((degrees - self.centre_lon + FULL_TURN_DEG / 2) / FULL_TURN_DEG)
        return degrees - FULL_TURN_DEG * turns


def find_frame(lon: ArrayLike, lat: ArrayLike) -> Frame:
    """Find the smallest box, with a margin, that holds all points.

    The widest gap between neighbouring longitudes is left outside, so points on both sides of the
    antimeridian are shown together.

    Parameters
    ----------
    lon, lat : array_like of float, shape (n,), degrees
        The points; those that are not numbers are left out.

    Returns
    -------
    Frame
        The whole world when there is no point.

    Examples
    --------
    >>> find_frame([179.0, -179.0], [-17.0, -18.0]).box
    (178.76, -18.12, 181.24, -16.88)
    >>> find_frame([], []).is_world
    True
    """
    lons, lats = np.asarray(lon, dtype=float), np.asarray(lat, dtype=float)
    known = np.isfinite(lons) & np.isfinite(lats)
    if not known.any():
        return Frame(WORLD, is_world=True)
    lats = np.clip(lats[known], -MERCATOR_LIMIT_DEG, MERCATOR_LIMIT_DEG)
    ordered = np.unique(lons[known])
    gaps = np.diff(ordered, append=ordered[0] + FULL_TURN_DEG)
    widest = int(np.argmax(gaps))
    width = FULL_TURN_DEG - float(gaps[widest])
    if width > WORLD_WIDTH_DEG:
        south = min(WORLD[1], float(lats.min()) - 1)
        north = max(WORLD[3], float(lats.max()) + 1)
        return Frame(_within_mercator((WORLD[0], south, WORLD[2], north)), is_world=True)
    west = float(ordered[(widest + 1) % len(ordered)])
    # Keep the middle within -180..180, so that most maps read as usual.
    if west + width / 2 > FULL_TURN_DEG / 2:
        west -= FULL_TURN_DEG * (west - FULL_TURN_DEG / 2 > 0)
    box = (west, float(lats.min()), west + width, float(lats.max()))
    return Frame(_round_box(grow_box(box, 1 + 2 * MARGIN_SHARE)), is_world=False)


def grow_box(box: Box, factor: float, *, least_half_height_deg: float = LEAST_HALF_HEIGHT_DEG) -> Box:
    """Grow a box about its middle.

    Parameters
    ----------
    box : tuple of float
        West, south, east, north in degrees.
    factor : float
        How many times as wide and as high.
    least_half_height_deg : float, degrees
        The result reaches at least this far to the north and south, and as far in metres to the sides.

    Returns
    -------
    tuple of float
        Never wider than the world, never beyond the edge of the projection.

    Examples
    --------
    >>> grow_box((0.0, 0.0, 2.0, 2.0), 2.0)
    (-1.0, -1.0, 3.0, 3.0)
    """
    west, south, east, north = box
    middle_lon, middle_lat = (west + east) / 2, (south + north) / 2
    cosine = max(LEAST_COSINE, np.cos(np.radians(middle_lat)))
    half_height = max(least_half_height_deg, factor * (north - south) / 2)
    half_width = max(least_half_height_deg / cosine, factor * (east - west) / 2)
    half_width = min(half_width, FULL_TURN_DEG / 2)
    grown = (
        middle_lon - half_width,
        middle_lat - half_height,
        middle_lon + half_width,
        middle_lat + half_height,
    )
    return _within_mercator(tuple(map(float, grown)))  # type: ignore[arg-type]


def wraps(box: Box) -> list[tuple[float, Box]]:
    """Split a box on the continuous sheet into boxes on the usual one.

    Returns
    -------
    list of (float, tuple of float)
        How many degrees to add to the longitudes found in each box, and the box within -180..180.

    Examples
    --------
    >>> wraps((170.0, -20.0, 190.0, -10.0))
    [(0.0, (170.0, -20.0, 180.0, -10.0)), (360.0, (-180.0, -20.0, -170.0, -10.0))]
    """
    west, south, east, north = box
    found = []
    for shift in (-FULL_TURN_DEG, 0.0, FULL_TURN_DEG):
        left, right = max(west - shift, -FULL_TURN_DEG / 2), min(east - shift, FULL_TURN_DEG / 2)
        if left < right:
            found.append((shift, (left, south, right, north)))
    return found


def _within_mercator(box: Box) -> Box:
    west, south, east, north = box
    return (west, max(south, -MERCATOR_LIMIT_DEG), east, min(north, MERCATOR_LIMIT_DEG))


def _round_box(box: Box) -> Box:
    west, south, east, north = (round(value, 6) for value in box)
    return (west, south, east, north)

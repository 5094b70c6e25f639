"""The sheet of paper that the picture is drawn on: which part of the world, how large, where a point falls.

The projection is Web Mercator, as in the interactive map; lengths on paper are pixels of the picture, x to
the right and y down from the upper left corner.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from pyproj import Geod

from geo._maps.frame import FULL_TURN_DEG, MERCATOR_LIMIT_DEG, Box

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = ["HEIGHT", "WIDTH", "Canvas", "ScaleBar", "fit_canvas"]

WIDTH: Final = 960.0
HEIGHT: Final = 640.0
# The first view keeps this distance from the edges; the scale bar and the credit stand below it.
MARGIN: Final = 8.0
# Lines are cut this far beyond the picture, so that no end or side of a cut is seen.
BEYOND: Final = 8.0
FOOT: Final = 36.0
# The interactive map never starts closer than at this zoom, of 256 pixels to the world at zoom 0.
CLOSEST_ZOOM: Final = 14
TILE: Final = 256.0
LONGEST_BAR: Final = 120.0
KILOMETRE_M: Final = 1_000.0
MILE_M: Final = 1_609.344
FOOT_M: Final = 0.3048
WGS84: Final = Geod(ellps="WGS84")
# So short a stretch of a parallel is as long as the geodesic between its ends.
HALF_STRETCH_DEG: Final = 1e-3


@dataclass(frozen=True)
class ScaleBar:
    """One bar of the scale.

    Attributes
    ----------
    text : str
        The length it stands for, with its unit.
    length : float, pixels
    """

    text: str
    length: float


@dataclass(frozen=True)
class Canvas:
    """A part of the world on paper.

    Attributes
    ----------
    degree : float, pixels
        How wide a degree of longitude is.
    west, north : float, degrees
        Where x and y are 0; north in degrees as high as they are wide, see `mercator_deg`.
    box : tuple of float, pixels
        The part that is drawn: left, top, right, bottom.
    middle : tuple of float, pixels
        Where the middle of the first view is.
    """

    degree: float
    west: float
    north: float
    box: Box
    middle: tuple[float, float]

    @property
    def zoom(self) -> float:
        """The zoom of an interactive map of the same scale."""
        return float(np.log2(self.degree * FULL_TURN_DEG / TILE))

    @property
    def beyond(self) -> Box:
        """The box to which lines are cut, pixels."""
        left, top, right, bottom = self.box
        return left - BEYOND, top - BEYOND, right + BEYOND, bottom + BEYOND

    def project(self, lon: ArrayLike, lat: ArrayLike) -> NDArray[np.float64]:
        """Say where points fall.

        Parameters
        ----------
        lon, lat : array_like of float, shape (n,), degrees
            On the continuous sheet of the view; latitudes beyond the projection are taken to its edge.

        Returns
        -------
        ndarray of float, shape (n, 2), pixels
        """
        x = (np.asarray(lon, dtype=float) - self.west) * self.degree
        return np.column_stack([x, (self.north - mercator_deg(lat)) * self.degree])

    def box_of(self, box: Box) -> Box:
        """Say where a box of degrees lies: left, top, right, bottom, pixels."""
        west, south, east, north = box
        (left, top), (right, bottom) = self.project([west, east], [north, south]).tolist()
        return left, top, right, bottom

    def metres_per_pixel(self, y: float) -> float:
        """Give the length on the ground of a pixel to the side, at a height of the picture."""
        lat = float(np.degrees(np.arctan(np.sinh(np.radians(self.north - y / self.degree)))))
        metres = WGS84.inv(-HALF_STRETCH_DEG, lat, HALF_STRETCH_DEG, lat)[2]
        return float(metres) / (2 * HALF_STRETCH_DEG * self.degree)

    def scale_bars(self) -> tuple[ScaleBar, ScaleBar]:
        """Choose round lengths in kilometres (or metres) and in miles (or feet), right for the middle."""
        metres = self.metres_per_pixel(self.middle[1])
        longest_m = LONGEST_BAR * metres
        bars = []
        for large, large_m, small, small_m in (("km", KILOMETRE_M, "m", 1.0), ("mi", MILE_M, "ft", FOOT_M)):
            unit, unit_m = (large, large_m) if longest_m >= large_m else (small, small_m)
            number = _round_down(longest_m / unit_m)
            bars.append(ScaleBar(f"{number:,} {unit}", number * unit_m / metres))
        return bars[0], bars[1]


def fit_canvas(view: Box, limit: Box, size: tuple[float, float] = (WIDTH, HEIGHT)) -> Canvas:
    """Fit the first view onto the paper.

    Parameters
    ----------
    view : tuple of float
        What must be seen: west, south, east, north in degrees.
    limit : tuple of float
        What there is to see; paper beyond it is cut off.
    size : tuple of float, pixels
        Width and height of the paper.

    Returns
    -------
    Canvas

    Examples
    --------
    >>> fit_canvas((0.0, 0.0, 2.0, 1.0), (-9.0, -9.0, 9.0, 9.0)).box
    (0.0, 0.0, 960.0, 640.0)
    """
    west, south, east, north = view
    width, height = size
    low, high = mercator_deg([south, north]).tolist()
    # The whole world ends at the edges of the paper: more of it there is not.
    side = 0.0 if east - west >= FULL_TURN_DEG else MARGIN
    closest = TILE * 2**CLOSEST_ZOOM / FULL_TURN_DEG
    room = (width - 2 * side) / max(east - west, 1e-9), (height - MARGIN - FOOT) / max(high - low, 1e-9)
    degree = min(*room, closest)
    middle = width / 2, (MARGIN + height - FOOT) / 2
    left = (west + east) / 2 - middle[0] / degree
    top = (low + high) / 2 + middle[1] / degree
    whole = Canvas(degree, left, top, (0.0, 0.0, width, height), middle)
    x0, y0, x1, y1 = whole.box_of(limit)
    box = (max(0.0, x0), max(0.0, y0), min(width, x1), min(height, y1))
    return Canvas(degree, left, top, tuple(round(value, 1) for value in box), middle)  # type: ignore[arg-type]


def mercator_deg(lat: ArrayLike) -> NDArray[np.float64]:
    """Give the height on the map, in degrees as wide as those of longitude.

    Examples
    --------
    >>> mercator_deg([0.0, 60.0, 90.0]).round(3)
    array([  0.   ,  75.456, 180.   ])
    """
    clipped = np.clip(np.asarray(lat, dtype=float), -MERCATOR_LIMIT_DEG, MERCATOR_LIMIT_DEG)
    return np.asarray(np.degrees(np.arcsinh(np.tan(np.radians(clipped)))))


def _round_down(value: float) -> int:
    """Give the largest of 1, 2, 5, 10, 20, 50, … that is not larger, at least 1."""
    power = 10 ** max(0, int(np.floor(np.log10(max(value, 1.0)))))
    return int(max(factor for factor in (1, 2, 5) if factor == 1 or factor * power <= value) * power)

"""Points spread over polygons: enough to say where most of a polygon lies, and quick."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import shapely

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Samples", "covered_share", "sample_polygons"]

_ACROSS: Final = 6
"""Points across the box of a polygon, each way: about twenty of them fall into a compact polygon."""


class Samples(NamedTuple):
    """Points, and the polygon each lies in. Shape (n,) each, degrees."""

    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    polygon: NDArray[np.int64]

    def points(self) -> NDArray[np.object_]:
        """Give them as shapes."""
        return np.asarray(shapely.points(self.lon, self.lat), dtype=object)


def sample_polygons(shapes: NDArray[np.object_]) -> Samples:
    """Spread points over each polygon: a grid over its box, and one point that surely lies inside.

    Parameters
    ----------
    shapes : ndarray of (Multi)Polygon, shape (n,)
        Not empty.
    """
    west, south, east, north = shapely.bounds(shapes).T
    steps = (np.arange(_ACROSS) + 0.5) / _ACROSS
    along, up = (grid.ravel() for grid in np.meshgrid(steps, steps))
    lon = west[:, None] + (east - west)[:, None] * along
    lat = south[:, None] + (north - south)[:, None] * up
    shapely.prepare(shapes)
    polygon, point = np.nonzero(shapely.contains_xy(shapes[:, None], lon, lat))
    certain = shapely.point_on_surface(shapes)
    return Samples(
        np.append(lon[polygon, point], shapely.get_x(certain)),
        np.append(lat[polygon, point], shapely.get_y(certain)),
        np.append(polygon, np.arange(len(shapes))),
    )


def covered_share(shapes: NDArray[np.object_], cover: NDArray[np.object_]) -> Any:  # noqa: ANN401 - an array
    """Share of each polygon that the polygons of `cover` hold, between 0 and 1. Shape (n,)."""
    samples = sample_polygons(shapes)
    points = samples.points()
    # Asked this way round, the tree prepares each polygon once, however many points fall into it.
    _, hit = shapely.STRtree(points).query(cover, predicate="intersects")
    held = np.zeros(len(points), dtype=bool)
    held[hit] = True
    count = len(shapes)
    return np.bincount(samples.polygon[held], minlength=count) / np.bincount(samples.polygon, minlength=count)

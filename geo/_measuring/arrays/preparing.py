"""Coordinates checked, and the world they are measured against."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from geo._measuring.world import COMPILED_FROM, get_world
from geo.errors import DataError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from geo._measuring.layers import Floats, Layers
    from geo._measuring.world import World

LARGEST_LON: Final = 180.0
LARGEST_LAT: Final = 90.0


def prepare(lon: ArrayLike, lat: ArrayLike, atlas: Layers | None) -> tuple[Floats, Floats, World]:
    """Check coordinates, and choose the way to measure them by how many there are."""
    try:
        at_lon, at_lat = (np.atleast_1d(np.asarray(values, dtype=np.float64)) for values in (lon, lat))
    except (TypeError, ValueError) as error:
        raise DataError(f"lon and lat must be arrays of numbers, degrees ({error}).") from error
    if at_lon.ndim != 1 or at_lon.shape != at_lat.shape:
        raise DataError(f"lon and lat must have one shape (n,); they have {at_lon.shape} and {at_lat.shape}.")
    wrong = ~((np.abs(at_lon) <= LARGEST_LON) & (np.abs(at_lat) <= LARGEST_LAT))
    if wrong.any():
        first = int(np.argmax(wrong))
        raise DataError(
            f"{wrong.sum()} of {len(wrong)} positions are not on Earth (-180..180, -90..90). "
            f"The first is number {first}: longitude {at_lon[first]}, latitude {at_lat[first]}. "
            "Leave them out, or mend them."
        )
    if atlas is None:
        from geo._atlas import share_atlas

        atlas = share_atlas()
    world = get_world(atlas, compiled=len(at_lon) >= COMPILED_FROM)
    return np.ascontiguousarray(at_lon), np.ascontiguousarray(at_lat), world

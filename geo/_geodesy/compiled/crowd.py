"""Many points that are asked about together: where they are, in an order that keeps neighbours together."""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from geo._geodesy.ellipsoid import ecef_m
from geo._geodesy.trees import curve_order

if TYPE_CHECKING:
    from geo._geodesy.ellipsoid import Floats, Ints


class Crowd(NamedTuple):
    """Points made ready for searching; made by `gather`."""

    xyz_m: Floats
    """ECEF, shape (n, 3)."""
    order: Ints
    """Numbers of the points along a curve that fills space."""

    def order_by(self, ask: Ints) -> Ints:
        """Give the points in the order of what they ask, and along the curve."""
        here = ask[self.order]
        if here.size and here.max() < np.iinfo(np.int16).max:
            here = here.astype(np.int16)  # is sorted by its digits, several times quicker
        return np.asarray(self.order[np.argsort(here, kind="stable")])


def gather(lon: Floats, lat: Floats) -> Crowd:
    """Make points ready; those that were last made ready are known again by their arrays."""
    if _last and _last[0]() is lon and _last[1]() is lat:
        known: Crowd = _last[2]
        return known
    xyz_m = ecef_m(lon, lat)
    crowd = Crowd(xyz_m, np.argsort(curve_order(xyz_m)))
    _last[:] = (weakref.ref(lon, _forget), weakref.ref(lat), crowd)
    return crowd


_last: list[Any] = []


def _forget(_: object) -> None:
    _last.clear()

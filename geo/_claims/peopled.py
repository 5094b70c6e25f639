"""Claims about people: remote, far from populated places, in the midst of them.

The list of places has no hamlets and no farms. So "far from populated places" can be contradicted by it,
where a listed place is right there, and never supported: smaller settlements are not in it. The other way
round a listed place nearby supports "near populated places", and none does not contradict it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

import numpy as np
import shapely

from geo._claims.context import same
from geo._claims.judged import DECIDED_SHARE, Holding
from geo._claims.lines import share_of
from geo._measuring import Thing

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geo._claims.context import Context
    from geo._reports import Reading

__all__ = ["CLOSE_M", "hold_populated", "hold_remote"]

CLOSE_M: Final = 5_000.0
"""An hour's walk: what lies so near to a listed place is not far from all of them."""

TOO_LARGE: Final = "so large a ground has listed places and has none"

_AROUND_DEG: Final = 6.0


def hold_remote(reading: Reading, context: Context) -> Holding:
    """Judge "far from populated places": against it when all it may be is within an hour's walk of one."""
    if reading.kind in ("city", "town", "place") and not reading.how.startswith("near"):
        # It is a listed place itself, as far as that reaches.
        return Holding("contradicted", 0.0, reading.precision_m, 0.0)
    if context.spot(reading).is_coarse:
        # On the ground of a whole country there are places and there is none.
        return Holding("undecided", note=TOO_LARGE)
    places = _places_around(reading, context)
    interval = context.spot(reading).distance_to(places)
    if np.isnan(interval.min_m):
        return Holding("undecided")
    near = share_of(context.spot(reading), places, CLOSE_M)
    verdict = "contradicted" if near >= DECIDED_SHARE else "undecided"
    return Holding(verdict, interval.min_m, interval.max_m, round(1.0 - near, 4))  # type: ignore[arg-type]


def hold_populated(reading: Reading, context: Context) -> Holding:
    """Judge "near populated places": for it when a listed place is near all that it may be."""
    if context.spot(reading).is_coarse:
        return Holding("undecided", note=TOO_LARGE)
    places = _places_around(reading, context)
    interval = context.spot(reading).distance_to(places)
    if np.isnan(interval.min_m):
        return Holding("undecided")
    near = share_of(context.spot(reading), places, context.near_m)
    verdict = "supported" if near >= DECIDED_SHARE else "undecided"
    return Holding(verdict, interval.min_m, interval.max_m, round(near, 4))  # type: ignore[arg-type]


def _places_around(reading: Reading, context: Context) -> Thing:
    """Give the listed places that may be the nearest: those about it, or all where there are none."""
    outline = context.spot(reading).outline
    return context.keep(("places", same(outline)), lambda: _read_places(outline, context), outline)


def _read_places(outline: BaseGeometry, context: Context) -> Thing:
    lon, lat = context.keep(("positions",), lambda: _positions(context))
    west, south, east, north = shapely.bounds(outline)
    around = (
        (lon >= west - _AROUND_DEG)
        & (lon <= east + _AROUND_DEG)
        & (lat >= south - _AROUND_DEG)
        & (lat <= north + _AROUND_DEG)
    )
    # The nearest of a box so wide is the nearest of all when it is nearer than the rim of the box.
    if around.sum() < 2:  # noqa: PLR2004 - one place may be the incident's own
        around = np.ones(len(lon), dtype=bool)
    points = shapely.multipoints(np.column_stack([lon[around], lat[around]]))
    return Thing([cast("BaseGeometry", points)])


def _positions(context: Context) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    points = context.atlas.places.geometry
    return np.asarray(points.x), np.asarray(points.y)

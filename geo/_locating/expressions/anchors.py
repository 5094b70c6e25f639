"""What a phrase rests on, what becomes of it, and the distances that no phrase states."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = [
    "BETWEEN_DETOUR",
    "NEAR_AREA_M",
    "NEAR_CITY_M",
    "NEAR_TOWN_M",
    "NEAR_VILLAGE_M",
    "ROAD_DETOUR",
    "Anchor",
    "Shape",
    "near_m",
    "say_km",
]

NEAR_VILLAGE_M: Final = 5_000.0
NEAR_TOWN_M: Final = 10_000.0
NEAR_CITY_M: Final = 20_000.0
NEAR_AREA_M: Final = 25_000.0
"""How far "near" reaches from the edge of a place. No number can be defended, says the Georeferencing Quick
Reference Guide (GBIF 2020), which draws its own example with 10 km: so few are used, and each shape says
which. An hour's walk from a village, and twice that from each that is larger; 25 km is what UCDP calls near
a known point (its `where_prec` 2)."""

BETWEEN_DETOUR: Final = 1.12
"""Between A and B is whatever the way there over it makes longer by no more than this: at its middle the lens
is half as wide as A is far from B."""

ROAD_DETOUR: Final = 1.4
"""A road that is no more than this longer than the straight line lies wholly inside of the lens so drawn.
On averages by country see R. H. Ballou, H. Rahardja and N. Sakai, "Selected country circuity factors for road
travel distance estimation", Transportation Research A 36, 2002."""

_NEAR_M: Final = {
    **dict.fromkeys(("village", "hamlet", "site", "point", "camp"), NEAR_VILLAGE_M),
    **dict.fromkeys(("city", "capital"), NEAR_CITY_M),
    **dict.fromkeys(("area", "district", "region", "country", "entity"), NEAR_AREA_M),
}


class Anchor(NamedTuple):
    """What one name of a phrase was resolved to."""

    lon: float
    lat: float
    """Degrees; of an area, its label."""
    radius_m: float = 0.0
    """No point of it is further from there."""
    geometry: BaseGeometry | None = None
    """Its polygon, or for the kind "border" its line; None for a point with a radius."""
    kind: str = ""
    """village, town, city, district, region, country, border; anything else counts as a town."""


class Shape(NamedTuple):
    """Where a phrase says that something is."""

    geometry: BaseGeometry
    """Polygons in degrees, cut at the antimeridian; the line itself for "on the border"."""
    lon: float
    lat: float
    """The point that stands for it."""
    radius_m: float
    """No point of the shape is further away, in geodesic metres."""
    why: str
    """What was done, with every number that the phrase does not state."""


def near_m(anchor: Anchor) -> float:
    """Give how far "near" reaches from the edge of an anchor, in metres.

    Examples
    --------
    >>> [near_m(Anchor(0.0, 0.0, kind=kind)) for kind in ("village", "town", "city", "region")]
    [5000.0, 10000.0, 20000.0, 25000.0]
    """
    return _NEAR_M.get(anchor.kind, NEAR_AREA_M if anchor.geometry is not None else NEAR_TOWN_M)


def say_km(metres: float) -> str:
    """Write a distance for a reason.

    Examples
    --------
    >>> say_km(22_224.0), say_km(500.0)
    ('22.2 km', '0.5 km')
    """
    return f"{metres / 1000.0:.3g} km"

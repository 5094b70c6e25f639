"""The share of an area within a distance of borders, coasts or places, with its tolerance.

The area is cut into cells as for its extremes (`geo._measuring.extremes`). A cell whose middle is so much
nearer than the limit that all of it is nearer is certainly within; one that is so much further is
certainly beyond; the others are undecided, and cut again. Cells inside a polygon have their exact area
on the ellipsoid; of cells on its edge the part inside is cut out and measured. The share lies between
what is certainly within and what is not certainly beyond: the middle of the two is given, and half of
what is between as its tolerance.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo._geodesy import ground
from geo._measuring.borders import list_neighbours
from geo._measuring.cells import cut, first_cells
from geo._measuring.pairs import PAIR, check_pairs, lines_between
from geo._measuring.pieces import measure_sizes
from geo._measuring.positions import LARGEST_LAT, LARGEST_LON, describe_area, find_problem
from geo._measuring.quantities import Asked, Circles, ToLines, ToSites
from geo._measuring.rings import draw
from geo._measuring.shapes import Outlines
from geo._measuring.sites import CLASSES
from geo._measuring.world import get_world
from geo.errors import DataError, UsageError

if TYPE_CHECKING:
    from geo._measuring.cells import Cells
    from geo._measuring.layers import Floats, Ints, Layers
    from geo._measuring.linework import Linework
    from geo._measuring.quantities import Quantity
    from geo._measuring.world import World

TOLERANCE: Final = 0.001
"""So well the share is known, if it can be."""

MOST_CELLS: Final = 200_000
"""After so many cells the tolerance is what it is: still certain, and wider than wanted."""

ROUNDING: Final = 1e-9
"""Sizes of cells add up to the size of the area but for so much of it."""

DISC_CORNERS: Final = 720
DISC_SHARE: Final = 5e-5
"""A polygon of so many corners and the size of a disc differs from it by less than this share of it."""


class Share(NamedTuple):
    """A share of an area."""

    share: float
    """Between 0 and 1."""
    tolerance: float
    """The true share is no further away from it than this."""


class Place(NamedTuple):
    """An area, made ready."""

    shapes: Outlines
    outline: BaseGeometry
    """The area as a geometry; of a disc a polygon in its place."""
    circles: Circles
    size: float
    spare: float
    """By which share of the area the outline may differ from it."""


def share_within(
    area: BaseGeometry | pd.Series[Any] | tuple[float, float],
    of: str,
    distance_m: float,
    *,
    radius_m: float | None = None,
    tolerance: float = TOLERANCE,
    atlas: Layers | None = None,
) -> Share:
    """Find how much of an area lies within a distance of something.

    Parameters
    ----------
    area : geometry, row of a measured or located table, or pair of longitude and latitude
        A polygon or a line in degrees, edges straight in lon/lat; or, with a radius, a disc. A row has
        its geometry, and its ``geo_precision_m`` where that is a point.
    of : str
        A pair of countries, such as ``KAZ-RUS`` (the nearest line between the two, of any kind);
        ``border`` (the land border of the country that the label point of the area lies in);
        ``coast``; or a class of places: ``place``, ``town`` or ``city``.
    distance_m : float
        Metres.
    radius_m : float, optional
        Of a disc round the point.
    tolerance : float
        How well the share has to be known; it takes more time to know it better.
    atlas : Atlas, optional
        From `geo.load_atlas`; the one that comes with geo when left out.

    Returns
    -------
    Share
        The share of ground area on the ellipsoid, of a line of length, and how far from the true share
        it may be: at most `tolerance`, unless more than `MOST_CELLS` cells were needed. NaN where there
        is nothing to measure to.

    Raises
    ------
    UsageError
        When there is no such thing to measure to, or a point has no radius.
    DataError
        When the area is not one that can be measured.

    Examples
    --------
    A disc of 25 km round a point some 79 km from Turkmenistan:

    >>> import geo
    >>> geo.share_within((53.5, 43.0), "KAZ-TKM", 50_000, radius_m=25_000).share
    0.0
    """
    if not (np.isfinite(distance_m) and distance_m >= 0.0):
        raise UsageError(f"A distance is a number of metres of 0 or more, not {distance_m!r}.")
    if not 0.0 < tolerance < 1.0:
        raise UsageError(f"A tolerance of a share is a number between 0 and 1, not {tolerance!r}.")
    place = read_place(area, radius_m)
    if atlas is None:
        from geo._atlas import share_atlas

        atlas = share_atlas()
    quantity = _find_quantity(of, place.circles, get_world(atlas, compiled=False))
    if quantity is None:
        return Share(np.nan, np.nan)
    return share_of(place, quantity, distance_m, tolerance)


def share_of(place: Place, quantity: Quantity, distance_m: float, tolerance: float) -> Share:
    middle_m, _ = quantity.seek(np.zeros(1, dtype=np.int64), place.circles.lon, place.circles.lat)
    reach_m = place.circles.radius_m[0] * (1.0 + place.spare)
    if middle_m[0] - reach_m > distance_m or middle_m[0] + reach_m <= distance_m:
        return Share(float(middle_m[0] <= distance_m), 0.0)
    cells = first_cells(place.shapes)
    sizes = np.array([place.size])
    within = beyond = 0.0
    asked = 0
    while True:
        count = len(cells.area)
        found_m, _ = quantity.measure(np.zeros(count, dtype=np.int64), cells.lon, cells.lat)
        if np.isnan(found_m).any():
            return Share(np.nan, np.nan)
        is_within = found_m + cells.radius_m <= distance_m
        is_beyond = found_m - cells.radius_m > distance_m
        within += float(sizes[is_within].sum())
        beyond += float(sizes[is_beyond].sum())
        undecided = ~is_within & ~is_beyond
        asked += count
        open_size = float(sizes[undecided].sum())
        if open_size <= 2.0 * tolerance * place.size or asked > MOST_CELLS:
            return _conclude(within / place.size, 1.0 - beyond / place.size, place.spare)
        cells, _ = cut(cells, undecided, place.shapes)
        sizes = _measure_cells(cells, place)


def _conclude(low: float, high: float, spare: float) -> Share:
    """Give the middle between what is certainly within and what may be."""
    # Where all is decided, sizes add up to the whole but for rounding.
    low, high = (min(max(end, 0.0), 1.0) for end in (low - ROUNDING - spare, high + ROUNDING + spare))
    return Share((low + high) / 2.0, (high - low) / 2.0)


def _measure_cells(cells: Cells, place: Place) -> Floats:
    """Give the size of what the area has of each cell."""
    sizes = ground.box_area_m2(*cells.boxes)
    edge = np.flatnonzero(~cells.within)
    boxes = shapely.box(*cells.boxes.take(edge))
    sizes[edge] = measure_sizes(shapely.intersection(place.outline, boxes))
    return sizes


def read_place(area: Any, radius_m: float | None) -> Place:  # noqa: ANN401 - checked here
    """Make an area ready; a disc as a polygon of so many corners that its size and its rim are the disc's."""
    shape = area
    if isinstance(area, pd.Series):
        shape = area.get("geometry")
        stated = area.get("geo_precision_m")
        radius_m = float(stated) if radius_m is None and pd.notna(stated) else radius_m
    elif isinstance(area, tuple):
        shape = shapely.Point(*area)
    if not isinstance(shape, BaseGeometry):
        raise UsageError(
            "An area is a polygon, a line, a row of a table, or a pair of longitude and latitude with "
            f"radius_m; not {type(area).__name__}."
        )
    if shape.geom_type != "Point" or shape.is_empty:
        problem = find_problem(shape)
        if problem is not None:
            raise DataError(f"The area cannot be measured: {problem}")
        return _make_place(shape, 0.0)
    if radius_m is None or not (np.isfinite(radius_m) and radius_m > 0.0):
        raise UsageError("A point is no area: give the radius within which it is, radius_m=5_000.")
    lon, lat = shapely.get_coordinates(shape)[0]
    if not (abs(lon) <= LARGEST_LON and abs(lat) <= LARGEST_LAT):
        raise DataError(f"Longitude {lon} or latitude {lat} is not on Earth (-180..180, -90..90).")
    angle = 2.0 * np.pi / DISC_CORNERS
    alike_m = radius_m * np.sqrt(angle / np.sin(angle))
    outline = draw(*(np.array([value]) for value in (lon, lat, alike_m)), corners=DISC_CORNERS)[0]
    return _make_place(outline, DISC_SHARE)


def _make_place(outline: BaseGeometry, spare: float) -> Place:
    described = describe_area(outline)
    circle = Circles(*(np.array([value]) for value in described[1:]))
    shapes = np.array([outline], dtype=object)
    return Place(Outlines(shapes), outline, circle, float(measure_sizes(shapes)[0]), spare)


def _find_quantity(of: str, circles: Circles, world: World) -> Quantity | None:
    one = np.zeros(1, dtype=np.int64)

    def ask(*layers: tuple[Linework, Ints]) -> ToLines | None:
        asked = [Asked(lines, one, [groups]) for lines, groups in layers if len(groups)]
        return ToLines(one, asked, circles) if asked else None

    if of in CLASSES:
        return ToSites(one, world.sites, world.places, CLASSES[of], circles)
    if of == "coast":
        return ask((world.shores, np.arange(len(world.shores.group_left))))
    if of == "border":
        _, home = world.find_whose(circles.lon, circles.lat, [])
        if home[0] < 0:
            return None
        own = int(world.mainland[home[0]])
        groups = list_neighbours(own, world.entities, world.mainland, world.land).values()
        return ask((world.land, np.concatenate([np.empty(0, dtype=np.int64), *groups])))
    if PAIR.fullmatch(of.strip()) is None:
        raise UsageError(
            f"'{of}' is nothing to measure to. There are: a pair of countries such as KAZ-RUS, border, "
            f"coast, {', '.join(CLASSES)}."
        )
    (pair,) = check_pairs([of], world)
    return ask(*lines_between(pair, world))

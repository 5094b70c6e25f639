"""Distances to borders, coasts and foreign land, for arrays of points."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from geo._measuring.arrays.preparing import prepare
from geo._measuring.borders import find_borders
from geo._measuring.foreign import find_foreign_land
from geo._measuring.layers import pick
from geo._measuring.pairs import check_pairs, lines_between
from geo.errors import UsageError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from geo._geodesy import Nearest
    from geo._measuring.layers import Floats, Ints, Layers, Words
    from geo._measuring.linework import Linework

BORDERS: Final = ("own", "any")


class ToLine(NamedTuple):
    """The nearest point of some lines. All arrays have shape (n,)."""

    distance_m: Floats
    """Metres; 0 on the line; NaN where there is none."""
    lon: Floats
    lat: Floats
    """The nearest point, degrees."""
    azimuth_deg: Floats
    """Forward azimuth at the given point, 0 <= azimuth < 360; NaN on the line."""
    codes: Words
    """Codes of both sides, alphabetical (``KAZ-TKM``); of a shore or foreign land, whose it is; or None."""
    kind: Words
    """Kind of the line; None for a shore."""
    accuracy_m: Floats
    """How far the line is from the one in the source, at most, metres; NaN where unknown."""


def distance_to_border(
    lon: ArrayLike, lat: ArrayLike, *, of: str = "own", to: str | None = None, atlas: Layers | None = None
) -> ToLine:
    """Measure to the nearest border.

    Parameters
    ----------
    lon, lat : array-like of float, shape (n,)
        Degrees.
    of : {'own', 'any'}
        Land borders of the country that a point lies in (with what hangs together with it under one
        sovereign), or of any two countries.
    to : str, optional
        A pair of codes, such as ``KAZ-RUS``, in place of `of`: its nearest line of any kind, at sea too.
    atlas : Atlas, optional
        From `geo.load_atlas`; the one that comes with geo, with your own layers, when left out.

    Returns
    -------
    ToLine
        NaN and None where the country has no land border, or there is no country.

    Raises
    ------
    DataError
        When a coordinate is not on Earth.
    UsageError
        When `of` is neither, or there is no line between the pair.

    Notes
    -----
    The nearest of all edges by geodesic distance (Karney 2013, through PROJ; in compiled code his series),
    found by bounds on chords that leave no nearer edge out; not the nearest in degrees, nor to a vertex.

    Examples
    --------
    >>> import geo
    >>> nearest = geo.distance_to_border([53.5], [43.0])
    >>> nearest.codes[0], nearest.distance_m.round().item()
    ('KAZ-TKM', 78555.0)
    >>> nearest = geo.distance_to_border([53.5], [43.0], to="KAZ-RUS")
    >>> nearest.kind[0], nearest.distance_m.round().item()
    ('territorial_sea', 443848.0)
    """
    lon, lat, world = prepare(lon, lat, atlas)
    if to is not None:
        (pair,) = check_pairs([to], world)
        found = [
            _to_line(lines, _nearest(lon, lat, lines, groups)) for lines, groups in lines_between(pair, world)
        ]
        nearer = ~(found[1].distance_m < found[0].distance_m)
        return ToLine(*(np.where(nearer, *both) for both in zip(*found, strict=True)))
    if of not in BORDERS:
        raise UsageError(f"of={of!r} is not known. Choose one of: {', '.join(BORDERS)}.")
    land, entities = world.land, world.entities
    if of == "own":
        _, home = world.find_whose(lon, lat, ())
        return _to_line(land, find_borders(lon, lat, home, entities, world.mainland, land).nearest)
    left, right = land.group_left, land.group_right
    between = (left >= 0) & (right >= 0) & (entities.sovereign[left] != entities.sovereign[right])
    return _to_line(land, _nearest(lon, lat, land, np.flatnonzero(between)))


def distance_to_coast(lon: ArrayLike, lat: ArrayLike, *, atlas: Layers | None = None) -> ToLine:
    """Measure to the nearest shore of the ocean or the Caspian, whoever's.

    Parameters
    ----------
    lon, lat : array-like of float, shape (n,)
        Degrees.
    atlas : Atlas, optional

    Returns
    -------
    ToLine
        ``codes`` says whose land lies behind.

    Raises
    ------
    DataError
        When a coordinate is not on Earth.

    Examples
    --------
    >>> import geo
    >>> geo.distance_to_coast([2.3522], [48.8566]).distance_m.round(-3).item()
    149000.0
    """
    lon, lat, world = prepare(lon, lat, atlas)
    return _to_line(world.shores, _nearest(lon, lat, world.shores, np.arange(len(world.shores.group_left))))


def distance_to_foreign_land(lon: ArrayLike, lat: ArrayLike, *, atlas: Layers | None = None) -> ToLine:
    """Measure to the nearest land of another sovereign, across a land border or across water.

    Parameters
    ----------
    lon, lat : array-like of float, shape (n,)
        Degrees.
    atlas : Atlas, optional

    Returns
    -------
    ToLine
        ``codes`` says whose land it is; NaN and None for a point in no country.

    Raises
    ------
    DataError
        When a coordinate is not on Earth.

    Examples
    --------
    >>> import geo
    >>> nearest = geo.distance_to_foreign_land([1.3134], [51.1279])  # Dover
    >>> nearest.codes[0], nearest.distance_m.round(-3).item()
    ('FRA', 34000.0)
    """
    lon, lat, world = prepare(lon, lat, atlas)
    _, home = world.find_whose(lon, lat, ())
    found = find_foreign_land(lon, lat, home, world.entities, world.land, world.shores)
    kinds = np.append(world.land.kind, np.full(len(world.shores.left), None))
    return ToLine(
        *found.nearest[:4],
        pick(world.entities.code, found.code, missing=None),
        pick(kinds, found.nearest.line, missing=None),
        found.accuracy_m,
    )


def _nearest(lon: Floats, lat: Floats, lines: Linework, groups: Ints) -> Nearest:
    return lines.net.nearest(lon, lat, np.zeros(len(lon), dtype=np.int64), [groups])


def _to_line(lines: Linework, nearest: Nearest) -> ToLine:
    return ToLine(
        *nearest[:4],
        pick(lines.codes, nearest.line, missing=None),
        pick(lines.kind, nearest.line, missing=None),
        pick(lines.accuracy_m, nearest.line, missing=np.nan),
    )

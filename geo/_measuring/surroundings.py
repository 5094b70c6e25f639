"""What an area is measured to, by the country it lies in: borders, foreign land, places."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geo._geodesy import index_sites, nearest_on_lines, nearest_sites
from geo._measuring.borders import list_neighbours
from geo._measuring.extremes import Extremes, find_extremes
from geo._measuring.foreign import list_foreign
from geo._measuring.linework import PlainNet
from geo._measuring.sites import CLASSES
from geo._measuring.touching import find_lines_met, find_sites_met

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geo._geodesy import Lines, Sites
    from geo._measuring.layers import Floats, Ints
    from geo._measuring.linework import Linework
    from geo._measuring.sites import Places
    from geo._measuring.world import PlainWorld


class Area(NamedTuple):
    """An area to be measured, and a circle that holds it."""

    shape: BaseGeometry
    """A valid Polygon or MultiPolygon in degrees."""
    lon: float
    lat: float
    radius_m: float
    """Point inside, and how far from it the area reaches at most."""

    def may_be_nearest(self, lines: Lines) -> Lines:
        """Leave out lines that are too far away to be the nearest to any point of the area.

        Where the label point is d metres from the nearest line and the area reaches r metres from
        there, what is nearest to some point of the area is within d + 2 r of the label point.
        """
        distance_m = nearest_on_lines(*self._label(), lines).distance_m.item()
        return lines.within(self.lon, self.lat, distance_m + 2.0 * self.radius_m)

    def may_be_nearest_sites(self, sites: Sites) -> Sites:
        """Leave out sites in the same way."""
        distance_m = nearest_sites(*self._label(), sites).distance_m.item()
        return sites.within(self.lon, self.lat, distance_m + 2.0 * self.radius_m)

    def _label(self) -> tuple[Floats, Floats]:
        return np.array([self.lon]), np.array([self.lat])


class AreaBorders(NamedTuple):
    """The land borders of the country that an area lies in."""

    nearest: Extremes
    """To the nearest of them; its number is that of a line of the land."""
    across: int
    """Whose border the area comes nearest to; of equally near ones the alphabetically first; -1 for none."""
    neighbours: dict[int, Extremes]


class AreaForeignLand(NamedTuple):
    """The nearest land of another sovereign."""

    nearest: Extremes
    code: int
    accuracy_m: float


def bound_borders(area: Area, own: int, world: PlainWorld) -> AreaBorders:
    """Bound the distances from an area to the land borders of a mainland.

    Parameters
    ----------
    area : Area
    own : int
        A mainland, as `find_mainlands` numbers it.
    world : PlainWorld
    """
    chosen = list_neighbours(own, world.entities, world.mainland, world.land)
    neighbours = {code: bound_groups(area, world.land, groups) for code, groups in chosen.items()}
    if not neighbours:
        return AreaBorders(Extremes(np.nan, np.nan, -1), -1, {})
    across = min(neighbours, key=lambda code: (neighbours[code].min_m, code))
    least = neighbours[across]
    if len(neighbours) == 1:
        return AreaBorders(least, across, neighbours)
    # The greatest distance to the nearest border is less than that to any one of them.
    every = bound_groups(area, world.land, np.concatenate(list(chosen.values())))
    return AreaBorders(least._replace(max_m=every.max_m), across, neighbours)


def bound_foreign_land(area: Area, own: int, world: PlainWorld) -> AreaForeignLand:
    """Bound the distance from an area to the land of other sovereigns than its own."""
    land, shores, sovereign = world.land, world.shores, world.entities.sovereign
    by_land, by_sea = (
        area.may_be_nearest(lines_in(lines, groups))
        for lines, groups in zip((land, shores), list_foreign(own, world.entities, land, shores), strict=True)
    )
    first_shore = len(land.left)

    def measure(lon: Floats, lat: Floats) -> tuple[Floats, Ints]:
        arc, shore = nearest_on_lines(lon, lat, by_land), nearest_on_lines(lon, lat, by_sea)
        on_land = ~(shore.distance_m < arc.distance_m) & (arc.line >= 0)
        distance_m = np.where(on_land, arc.distance_m, shore.distance_m)
        return distance_m, np.where(on_land, arc.line, first_shore + shore.line)

    met = np.append(find_lines_met(area.shape, by_land), first_shore + find_lines_met(area.shape, by_sea))
    found = find_extremes(area.shape, measure, touched=int(met[0]) if len(met) else -1)
    if found.nearest < 0:
        return AreaForeignLand(found, -1, np.nan)
    if found.nearest < first_shore:
        left, right = int(land.left[found.nearest]), int(land.right[found.nearest])
        code = left if left >= 0 and sovereign[left] != own else right
        return AreaForeignLand(found, code, float(land.accuracy_m[found.nearest]))
    shore = found.nearest - first_shore
    return AreaForeignLand(found, int(shores.left[shore]), float(shores.accuracy_m[shore]))


def bound_groups(area: Area, lines: Linework, groups: Ints | None = None) -> Extremes:
    """Bound the distance from an area to the lines of some groups, or of all."""
    return bound_lines(area, [lines_in(lines, groups)])


def bound_capital(area: Area, code: str | None, places: Places) -> tuple[Extremes, int]:
    """Bound the distance from an area to the nearest capital of its country; as `bound_places`."""
    is_own = places.table["country_code"].fillna("").to_numpy() == (code or "")
    return _bound_sites(area, np.flatnonzero(places.is_capital & is_own), places)


def lines_in(lines: Linework, groups: Ints | None) -> Lines:
    """Take the lines of some groups of a plain world, or all of them."""
    net = lines.net
    if not isinstance(net, PlainNet):
        raise TypeError("areas are measured in a plain world")
    return net.lines if groups is None else net.lines.take(np.isin(net.group, groups))


def bound_places(area: Area, stem: str, places: Places) -> tuple[Extremes, int]:
    """Bound the distance from an area to the nearest place of a class.

    Returns
    -------
    extremes : Extremes
    place : int
        Number of the place that is the nearest one for every point of the area; -1 when different
        places are, or that cannot be excluded.
    """
    return _bound_sites(area, places.members(CLASSES[stem]), places)


def _bound_sites(area: Area, members: Ints, places: Places) -> tuple[Extremes, int]:
    if len(members) == 0:
        return Extremes(np.nan, np.nan, -1), -1
    lon, lat = places.lon[members], places.lat[members]
    sites = area.may_be_nearest_sites(index_sites(lon, lat))

    def measure(at_lon: Floats, at_lat: Floats) -> tuple[Floats, Ints]:
        nearest = nearest_sites(at_lon, at_lat, sites)
        return nearest.distance_m, nearest.site

    met = find_sites_met(area.shape, lon, lat)
    found = find_extremes(area.shape, measure, touched=int(met[0]) if len(met) else -1)
    if found.nearest < 0 or len(met) > 1 or not _is_only_one(area, found.nearest, lon, lat):
        return found, -1
    return found, int(members[found.nearest])


def _is_only_one(area: Area, number: int, lon: Floats, lat: Floats) -> bool:
    """Say whether one site is certainly the nearest to every point of an area.

    Half of how much further the others are is 1-Lipschitz too. It is at least 0 only where the one is
    nearest, so that a certain least value above 0 decides.
    """
    others = np.arange(len(lon)) != number
    if not others.any():
        return True
    own = index_sites(lon[~others], lat[~others])
    rest = area.may_be_nearest_sites(index_sites(lon[others], lat[others]))

    def measure(at_lon: Floats, at_lat: Floats) -> tuple[Floats, Ints]:
        lead_m = (
            nearest_sites(at_lon, at_lat, rest).distance_m - nearest_sites(at_lon, at_lat, own).distance_m
        )
        return lead_m / 2.0, np.zeros(len(at_lon), dtype=np.int64)

    return find_extremes(area.shape, measure, greatest=False).min_m > 0.0


def bound_lines(area: Area, layers: list[Lines]) -> Extremes:
    """Bound the distance from an area to the nearest line of some layers; numbers are those in each."""
    near = [area.may_be_nearest(lines) for lines in layers if len(lines.first)]
    if not near:
        return Extremes(np.nan, np.nan, -1)

    def measure(lon: Floats, lat: Floats) -> tuple[Floats, Ints]:
        found = [nearest_on_lines(lon, lat, lines) for lines in near]
        distance_m = np.stack([nearest.distance_m for nearest in found])
        best, row = np.argmin(distance_m, axis=0), np.arange(len(lon))
        return distance_m[best, row], np.stack([nearest.line for nearest in found])[best, row]

    met = [number for lines in near for number in find_lines_met(area.shape, lines)]
    return find_extremes(area.shape, measure, touched=int(met[0]) if met else -1)

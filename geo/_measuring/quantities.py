"""What areas are measured to: lines of some groups, places of a class, capitals; of many areas together.

A quantity has items, one for each area that it is measured from (and for each neighbour of that area).
It is asked in numbers of items. In a compiled world all of them are searched at once; in a plain one an
item is searched after the other, in the few lines and places that may be nearest to some point of its
area: where the label point is d metres from the nearest one and the area reaches r metres from there,
what is nearest to some point of the area is within d + 2 r of the label point.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

import numpy as np

from geo._geodesy import index_sites, inverse, nearest_on_lines, nearest_sites
from geo._measuring.layers import pick
from geo._measuring.linework import PlainNet
from geo._measuring.sites import PlainSites

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geo._geodesy import Lines, Sites
    from geo._measuring.layers import Floats, Ints
    from geo._measuring.linework import Linework
    from geo._measuring.sites import Places
    from geo._measuring.sites import Sites as SitesOfWorld


FARTHER_M: Final = 1e8
"""No place is so far away: where there is no other one, it is as if there were one at this distance."""


class Circles(NamedTuple):
    """A circle round each area that holds it. Shape (n,) each; degrees and metres."""

    lon: Floats
    lat: Floats
    radius_m: Floats


class Quantity(Protocol):
    """Something that areas are measured to."""

    area: Ints
    """Area of each item, shape (items,)."""

    def measure(self, item: Ints, lon: Floats, lat: Floats) -> tuple[Floats, Ints]:
        """Give the distance of points, each of an item, and the number of what is nearest."""

    def seek(self, item: Ints, lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
        """Give the distance of points, each of an item, and the azimuth of what is nearest.

        The points may lie anywhere, and in a plain world all are searched at once.
        """


class Asked(NamedTuple):
    """Groups of a layer of lines that items ask for."""

    lines: Linework
    ask: Ints
    """Which of the sets each item asks for, -1 for none; shape (items,)."""
    sets: Sequence[Ints]


class ToLines:
    """The nearest line of some groups, in one layer or the nearer of two.

    Parameters
    ----------
    area : ndarray of int, shape (items,)
    layers : sequence of Asked
        Numbers of lines are those of the first layer, and after them those of the next.
    circles : Circles
        Of all areas.
    """

    def __init__(self, area: Ints, layers: Sequence[Asked], circles: Circles) -> None:
        self.area, self.layers, self.circles = area, layers, circles
        self.first = np.cumsum([0, *(len(layer.lines.left) for layer in layers)])
        self._sets = [layer.lines.net.ready(layer.sets) for layer in layers]
        self._near: dict[tuple[int, int], Lines | None] = {}

    def measure(self, item: Ints, lon: Floats, lat: Floats) -> tuple[Floats, Ints]:
        """Give the distance of points, each of an item, and the number of what is nearest."""
        distance_m, line = np.full(len(lon), np.nan), np.full(len(lon), -1)
        for number, layer in enumerate(self.layers):
            if isinstance(layer.lines.net, PlainNet):
                found_m, found = self._measure_plainly(number, item, lon, lat)
            else:
                nearest = layer.lines.net.nearest(lon, lat, layer.ask[item], self._sets[number])
                found_m, found = nearest.distance_m, nearest.line
            nearer = ~(distance_m <= found_m) & (found >= 0)
            distance_m[nearer], line[nearer] = found_m[nearer], found[nearer] + self.first[number]
        return distance_m, line

    def seek(self, item: Ints, lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
        """Give the distance of points, each of an item, and the azimuth of what is nearest."""
        distance_m, azimuth_deg = np.full(len(lon), np.nan), np.full(len(lon), np.nan)
        for layer, sets in zip(self.layers, self._sets, strict=True):
            found = layer.lines.net.nearest(lon, lat, layer.ask[item], sets)
            nearer = ~(distance_m <= found.distance_m) & (found.line >= 0)
            distance_m[nearer] = found.distance_m[nearer]
            azimuth_deg[nearer] = found.azimuth_deg[nearer]
        return distance_m, azimuth_deg

    def touched(self, met: Sequence[tuple[Ints, Ints]]) -> Ints:
        """Give the first line of its groups that the area of each item meets, -1 for none.

        Parameters
        ----------
        met : sequence of pairs of ndarray of int
            Areas and lines of each layer that meet, by area and then by line.
        """
        touched = np.full(len(self.area), -1)
        for number, (layer, (area, line)) in enumerate(zip(self.layers, met, strict=True)):
            for item in np.flatnonzero((touched < 0) & (layer.ask >= 0) & np.isin(self.area, area)):
                own = line[slice(*np.searchsorted(area, [self.area[item], self.area[item] + 1]))]
                own = own[np.isin(layer.lines.group[own], layer.sets[layer.ask[item]])]
                if len(own):
                    touched[item] = own[0] + self.first[number]
        return touched

    def _measure_plainly(self, number: int, item: Ints, lon: Floats, lat: Floats) -> tuple[Floats, Ints]:
        distance_m, line = np.full(len(lon), np.nan), np.full(len(lon), -1)
        for one in np.unique(item).tolist():
            lines = self._lines_near(number, one)
            if lines is not None:
                rows = np.flatnonzero(item == one)
                nearest = nearest_on_lines(lon[rows], lat[rows], lines)
                distance_m[rows], line[rows] = nearest.distance_m, nearest.line
        return distance_m, line

    def _lines_near(self, number: int, item: int) -> Lines | None:
        """Give those lines of a plain layer that may be the nearest to some point of an item's area."""
        if (number, item) not in self._near:
            layer, at = self.layers[number], int(self.area[item])
            net, wanted = layer.lines.net, int(layer.ask[item])
            lines = None
            if wanted >= 0 and len(layer.sets[wanted]) and isinstance(net, PlainNet):
                lines = net.lines
                if len(layer.sets[wanted]) < len(layer.lines.group_left):
                    lines = lines.take(np.isin(net.group, layer.sets[wanted]))
                centre = self.circles.lon[[at]], self.circles.lat[[at]]
                reach_m = nearest_on_lines(*centre, lines).distance_m.item() + 2.0 * self.circles.radius_m[at]
                lines = lines.within(centre[0].item(), centre[1].item(), float(reach_m))
            self._near[number, item] = lines
        return self._near[number, item]


class ToSites:
    """The nearest listed place with at least so many people.

    Parameters
    ----------
    area : ndarray of int, shape (items,)
    sites : Sites
        The places made ready for searching.
    places : Places
    least_people : float
    circles : Circles
        Of all areas.
    """

    def __init__(
        self, area: Ints, sites: SitesOfWorld, places: Places, least_people: float, circles: Circles
    ) -> None:
        self.area, self.sites, self.places, self.circles = area, sites, places, circles
        self.least_people = least_people
        self.members = places.members(least_people)
        self._all: Sites | None = None
        self._near: dict[int, Sites] = {}

    def measure(self, item: Ints, lon: Floats, lat: Floats) -> tuple[Floats, Ints]:
        """Give the distance of points, each of an item, and the number of what is nearest."""
        distance_m, site = self.nearest(item, lon, lat, k=1)
        return distance_m[:, 0], site[:, 0]

    def seek(self, _: Ints, lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
        """Give the distance of points, each of an item, and the azimuth of what is nearest."""
        found = self.sites.nearest(lon, lat, k=1, least_people=self.least_people)
        return found.distance_m[:, 0], found.azimuth_deg[:, 0]

    def lead(self, item: Ints, lon: Floats, lat: Floats, chosen: Ints) -> tuple[Floats, Ints]:
        """Give half of how much further all others are than the one place chosen for each point.

        It is 1-Lipschitz too, and greater than 0 only where the chosen one is the nearest.
        """
        distance_m, site = self.nearest(item, lon, lat, k=2)
        own_m = inverse(lon, lat, self.places.lon[chosen], self.places.lat[chosen])[0]
        others_m = np.where(site[:, 0] == chosen, distance_m[:, 1], distance_m[:, 0])
        return (np.where(np.isnan(others_m), FARTHER_M, others_m) - own_m) / 2.0, chosen

    def nearest(self, item: Ints, lon: Floats, lat: Floats, *, k: int) -> tuple[Floats, Ints]:
        """Give the nearest k places of points, each of an item; shape (n, k)."""
        if not isinstance(self.sites, PlainSites):
            found = self.sites.nearest(lon, lat, k=k, least_people=self.least_people)
            return found.distance_m, found.site
        distance_m, site = np.full((len(lon), k), np.nan), np.full((len(lon), k), -1)
        for one in np.unique(item).tolist():
            rows = np.flatnonzero(item == one)
            nearest = nearest_sites(lon[rows], lat[rows], self._sites_near(one), k=k)
            distance_m[rows] = nearest.distance_m
            site[rows] = pick(self.members, nearest.site.ravel(), missing=-1).reshape(-1, k)
        return distance_m, site

    def _sites_near(self, item: int) -> Sites:
        """Give those places that may be one of the two nearest to some point of an item's area."""
        if self._all is None:
            self._all = index_sites(self.places.lon[self.members], self.places.lat[self.members])
        if item not in self._near:
            at = int(self.area[item])
            lon, lat = self.circles.lon[[at]], self.circles.lat[[at]]
            second_m = np.nanmax(nearest_sites(lon, lat, self._all, k=2).distance_m, initial=0.0)
            reach_m = float(second_m) + 2.0 * self.circles.radius_m[at]
            self._near[item] = self._all.within(lon.item(), lat.item(), reach_m)
        return self._near[item]


class ToCapitals:
    """The nearest of a country's capitals, each of which is one of a few places.

    Parameters
    ----------
    area : ndarray of int, shape (items,)
    candidates : ndarray of int, shape (items, c)
        Places, -1 where a country has fewer.
    places : Places
    """

    def __init__(self, area: Ints, candidates: Ints, places: Places) -> None:
        self.area, self.candidates, self.places = area, candidates, places

    def measure(self, item: Ints, lon: Floats, lat: Floats) -> tuple[Floats, Ints]:
        """Give the distance of points, each of an item, and the number of what is nearest."""
        distance_m = self._distances_m(item, lon, lat)
        best = np.argmin(distance_m, axis=1)
        row = np.arange(len(lon))
        return distance_m[row, best], self.candidates[item, best]

    def seek(self, item: Ints, lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
        """Give the distance of points, each of an item, and the azimuth of what is nearest."""
        distance_m, site = self.measure(item, lon, lat)
        azimuth_deg = inverse(lon, lat, self.places.lon[site], self.places.lat[site])[1]
        return distance_m, np.where(distance_m > 0.0, azimuth_deg, np.nan)

    def lead(self, item: Ints, lon: Floats, lat: Floats, chosen: Ints) -> tuple[Floats, Ints]:
        """Give half of how much further all others are than the one capital chosen for each point."""
        distance_m = self._distances_m(item, lon, lat)
        is_own = self.candidates[item] == chosen[:, None]
        own_m = np.where(is_own, distance_m, np.inf).min(axis=1)
        others_m = np.where(is_own, FARTHER_M, distance_m).min(axis=1)
        return (np.minimum(others_m, FARTHER_M) - own_m) / 2.0, chosen

    def _distances_m(self, item: Ints, lon: Floats, lat: Floats) -> Floats:
        site = self.candidates[item]
        distance_m = np.full(site.shape, np.inf)
        there: NDArray[np.bool_] = site >= 0
        point = np.nonzero(there)[0]
        ends = self.places.lon[site[there]], self.places.lat[site[there]]
        distance_m[there] = inverse(lon[point], lat[point], *ends)[0]
        return distance_m


def list_capitals(codes: Sequence[str | None], places: Places) -> Ints:
    """Give the capitals of the country of each item, shape (items, c), -1 where there are fewer."""
    capital = np.flatnonzero(places.is_capital)
    country = places.table["country_code"].fillna("").to_numpy(dtype=object)[capital]
    most = max([1, *np.unique(country.astype(str), return_counts=True)[1].tolist()])
    listed = {code: capital[country == code] for code in set(codes) if code}
    found = np.full((len(codes), most), -1)
    for row, code in enumerate(codes):
        own = listed.get(code or "", capital[:0])
        found[row, : len(own)] = own
    return found

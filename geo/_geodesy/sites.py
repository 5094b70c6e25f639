"""The nearest of many sites, by geodesic distance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from geo._geodesy.ellipsoid import bearings, box_radius_m, ecef_m, inverse
from geo._geodesy.search import blocks, near_balls, near_pairs, spread

if TYPE_CHECKING:
    from geo._geodesy.ellipsoid import Floats, Ints

CELL_DEG: Final = 1.0
"""Sites of one cell of this size share a ball: some 10,000 balls for the populated places of the world."""


class Sites(NamedTuple):
    """Points in lon/lat degrees, sorted by cell, and a ball round each cell; made by `index_sites`."""

    lon: Floats
    lat: Floats
    number: Ints
    """Number of each site in the arrays given to `index_sites`, shape (s,)."""
    first: Ints
    members: Ints
    """First site and number of sites of each cell, shape (c,)."""
    centre_m: Floats
    radius_m: Floats

    def within(self, lon: float, lat: float, reach_m: float) -> Sites:
        """Only the cells that may come within so many metres of a point; site numbers stay."""
        # A chord is never longer than the way along the ellipsoid.
        offset_m = self.centre_m - ecef_m(np.array([lon]), np.array([lat]))
        keep = np.sqrt((offset_m**2).sum(axis=1)) - self.radius_m <= reach_m
        return self._replace(
            first=self.first[keep],
            members=self.members[keep],
            centre_m=self.centre_m[keep],
            radius_m=self.radius_m[keep],
        )


class NearestSite(NamedTuple):
    """The nearest sites to each point, nearest first. All arrays have shape (n, k), or (n,) for one."""

    distance_m: Floats
    """Geodesic metres; NaN where there are fewer sites."""
    azimuth_deg: Floats
    """Forward azimuth at the given point, 0 <= azimuth < 360; NaN where the distance is 0."""
    site: Ints
    """Number of the site; of equally near ones the lowest first; -1 where there are fewer."""


def index_sites(lon: Floats, lat: Floats) -> Sites:
    """Make points ready for `nearest_sites`.

    Parameters
    ----------
    lon, lat : ndarray of float, shape (s,)
        Degrees; longitudes within -180..180.

    Examples
    --------
    >>> sites = index_sites(np.array([51.2, 0.1, 51.3]), np.array([43.6, 51.5, 43.7]))
    >>> sites.number.tolist(), sites.members.tolist()
    ([0, 2, 1], [2, 1])
    """
    cell = np.floor(lat / CELL_DEG) * (2.0 * 360.0 / CELL_DEG) + np.floor(lon / CELL_DEG)
    number = np.argsort(cell, kind="stable")
    lon, lat = lon[number], lat[number]
    first = np.flatnonzero(np.diff(cell[number], prepend=-np.inf))
    if len(first) == 0:
        return Sites(lon, lat, number, first, first, np.empty((0, 3)), np.empty(0))
    west, east = np.minimum.reduceat(lon, first), np.maximum.reduceat(lon, first)
    south, north = np.minimum.reduceat(lat, first), np.maximum.reduceat(lat, first)
    return Sites(
        lon,
        lat,
        number,
        first,
        np.diff(np.append(first, len(lon))),
        ecef_m((west + east) / 2.0, (south + north) / 2.0),
        box_radius_m(west, south, east, north),
    )


def nearest_sites(lon: Floats, lat: Floats, sites: Sites, *, k: int | None = None) -> NearestSite:
    """Nearest sites to each given point, by exact geodesic distance.

    Parameters
    ----------
    lon, lat : ndarray of float, shape (n,)
        Degrees.
    sites : Sites
        From `index_sites`.
    k : int, optional
        How many are wanted: the arrays then have shape (n, k). One unless given, and shape (n,).

    Examples
    --------
    >>> sites = index_sites(np.array([51.2, 52.9]), np.array([43.6, 43.3]))
    >>> nearest = nearest_sites(np.array([53.5]), np.array([43.0]), sites)
    >>> nearest.site.item(), nearest.azimuth_deg.round().item()
    (1, 305.0)
    >>> nearest_sites(np.array([53.5]), np.array([43.0]), sites, k=3).site.tolist()
    [[1, 0, -1]]
    """
    lon, lat = np.asarray(lon, dtype=np.float64), np.asarray(lat, dtype=np.float64)
    shape = (len(lon), k or 1)
    found = NearestSite(np.full(shape, np.nan), np.full(shape, np.nan), np.full(shape, -1))
    if len(sites.number):
        for block in blocks(len(lon)):
            part = NearestSite(found.distance_m[block], found.azimuth_deg[block], found.site[block])
            _fill_block(part, lon[block], lat[block], sites)
    return found if k else NearestSite(found.distance_m[:, 0], found.azimuth_deg[:, 0], found.site[:, 0])


def sites_within(lon: Floats, lat: Floats, radius_m: Floats, sites: Sites) -> tuple[Ints, Ints]:
    """All pairs of a point and a site within its radius.

    Parameters
    ----------
    lon, lat, radius_m : ndarray of float, shape (n,)
        Degrees and metres.
    sites : Sites
        From `index_sites`.

    Returns
    -------
    point, site : ndarray of int, shape (pairs,)
        Numbers of points, rising, and of sites.

    Examples
    --------
    >>> sites = index_sites(np.array([51.2, 52.9]), np.array([43.6, 43.3]))
    >>> sites_within(np.array([53.5, 53.5]), np.array([43.0, 43.0]), np.array([5e4, 2e5]), sites)[1].tolist()
    [0, 1]
    """
    pairs = [(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64))]
    for block in blocks(len(lon) if len(sites.number) else 0):
        xyz_m = ecef_m(lon[block], lat[block])
        offset_m = xyz_m[:, None, :] - sites.centre_m[None, :, :]
        # A chord is never longer than the way along the ellipsoid.
        near = np.sqrt((offset_m**2).sum(axis=2)) - sites.radius_m <= radius_m[block][:, None]
        point, cell = np.nonzero(near)
        owner, site = spread(sites.first[cell], sites.members[cell])
        point = point[owner] + block.start
        keep = (
            inverse(lon[point], lat[point], sites.lon[site], sites.lat[site])[0] <= radius_m[point]
            if len(point)
            else np.zeros(0, dtype=bool)
        )
        pairs.append((point[keep], sites.number[site[keep]]))
    return np.concatenate([point for point, _ in pairs]), np.concatenate([site for _, site in pairs])


def _fill_block(found: NearestSite, lon: Floats, lat: Floats, sites: Sites) -> None:
    k = found.site.shape[1]
    xyz_m = ecef_m(lon, lat)
    point, cell = near_balls(xyz_m, sites.centre_m, sites.radius_m, k=k)
    owner, site = spread(sites.first[cell], sites.members[cell])
    point = point[owner]
    offset_m = xyz_m[point] - ecef_m(sites.lon[site], sites.lat[site])
    # The nearest by chord is not always the nearest by geodesic: keep all that can be.
    keep = near_pairs(point, np.sqrt((offset_m**2).sum(axis=1)), np.zeros(len(point)), k=k)
    point, site = point[keep], site[keep]
    distance_m, azimuth_deg, _ = inverse(lon[point], lat[point], sites.lon[site], sites.lat[site])
    order = np.lexsort((sites.number[site], distance_m, point))
    point, site = point[order], site[order]
    begin = np.flatnonzero(np.diff(point, prepend=-1))
    rank = np.arange(len(point)) - np.repeat(begin, np.diff(np.append(begin, len(point))))
    first = rank < k
    at = point[first], rank[first]
    distance_m, azimuth_deg = distance_m[order][first], azimuth_deg[order][first]
    found.distance_m[at], found.site[at] = distance_m, sites.number[site[first]]
    found.azimuth_deg[at] = bearings(azimuth_deg, distance_m > 0.0)

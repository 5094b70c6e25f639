"""The nearest sites of a grove to many points, compiled."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from geo._geodesy.compiled.crowd import gather
from geo._geodesy.compiled.geodesic import CHORD_M, arc_m, far_inverse
from geo._geodesy.compiled.jit import compiled
from geo._geodesy.compiled.nearest import share_out
from geo._geodesy.compiled.search import (
    RIVALS,
    STACK,
    azimuth_to,
    bearing,
    chord_between_m,
    push_children,
    rival_m,
)
from geo._geodesy.trees import ask as ask_trees

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geo._geodesy.ellipsoid import Floats, Ints
    from geo._geodesy.grove import Grove
    from geo._geodesy.trees import Asked

ROUNDING_M: Final = 1e-6
"""Chords come from coordinates of some thousand kilometres, right to a nanometre."""

LONGEST_WAY: Final = 1.5723
"""No way along the ellipsoid is longer than so many times its chord: half a meridian over the polar axis."""


class NearestSites(NamedTuple):
    """The nearest sites to each point, nearest first. All arrays have shape (n, k)."""

    distance_m: Floats
    """Geodesic metres; NaN where there are fewer sites."""
    azimuth_deg: Floats
    """Forward azimuth at the given point, 0 <= azimuth < 360; NaN where the distance is 0."""
    site: Ints
    """Number of the site, of equally near ones the lowest first; -1 where there are fewer."""
    certain: NDArray[np.bool_]
    """False where a rival was nearly antipodal, so that only PROJ can tell. Shape (n,)."""


def nearest_in_grove(
    lon: Floats,
    lat: Floats,
    ask: Ints,
    sets: Sequence[Ints],
    grove: Grove,
    *,
    k: int = 1,
    least_people: float = 0.0,
) -> NearestSites:
    """Find the nearest k sites of some groups, of each point's own choice; as `nearest_sites`, compiled.

    Parameters
    ----------
    lon, lat : ndarray of float, shape (n,)
        Degrees.
    ask : ndarray of int, shape (n,)
        Which of the sets is meant by each point; -1 for none.
    sets : sequence of ndarray of int
        Numbers of groups.
    grove : Grove
    k : int
    least_people : float
        Sites with fewer people, or an unknown number of them, are passed over; 0 takes them all.
    """
    tree = ask_trees(grove.trees, sets)
    crowd = gather(lon, lat)
    ask = np.ascontiguousarray(ask, dtype=np.int64)
    distance_m, azimuth_deg = np.full((len(lon), k), np.nan), np.full((len(lon), k), np.nan)
    site = np.full((len(lon), k), -1, dtype=np.int64)
    certain = np.ones(len(lon), dtype=np.bool_)

    def search(rows: NDArray[np.int64]) -> None:
        _search(
            lon,
            lat,
            crowd.xyz_m,
            ask,
            rows,
            grove.lon,
            grove.lat,
            grove.xyz_m,
            grove.people,
            grove.number,
            tree,
            least_people,
            distance_m,
            azimuth_deg,
            site,
            certain,
        )

    share_out(search, crowd.order_by(ask))
    return NearestSites(distance_m, azimuth_deg, site, certain)


@compiled
def _search(
    lon: Floats,
    lat: Floats,
    xyz_m: Floats,
    ask: NDArray[np.int64],
    order: NDArray[np.int64],
    at_lon: Floats,
    at_lat: Floats,
    at_xyz_m: Floats,
    people: Floats,
    number: NDArray[np.int64],
    tree: Asked,
    least_people: float,
    distance_m: Floats,
    azimuth_deg: Floats,
    found: NDArray[np.int64],
    certain: NDArray[np.bool_],
) -> None:
    k = distance_m.shape[1]
    nodes, chords2 = np.empty(STACK, dtype=np.int64), np.empty(STACK)
    rival, rival2 = np.empty(k + RIVALS, dtype=np.int64), np.empty(k + RIVALS)
    nearest2, best_m, best = np.empty(k), np.empty(k), np.empty(k, dtype=np.int64)
    last_row, last_site = -1, -1
    for row in order:
        if ask[row] < 0 or tree.top[ask[row]] < 0:
            continue
        x, y, z = xyz_m[row, 0], xyz_m[row, 1], xyz_m[row, 2]
        nearest2[:] = math.inf
        best_m[:], best[:] = math.inf, -1
        # Nothing nearer has a longer chord than this.
        limit2, many = math.inf, 0
        if last_row >= 0 and ask[row] == ask[last_row]:
            if k == 1:
                # The site that the point before has found is a bound itself.
                limit2 = rival_m(chord_between_m(at_xyz_m, last_site, x, y, z) + ROUNDING_M) ** 2
            else:
                # What was k-th before is at most as much further as the point has moved.
                moved_m = math.sqrt(
                    (xyz_m[last_row, 0] - x) ** 2
                    + (xyz_m[last_row, 1] - y) ** 2
                    + (xyz_m[last_row, 2] - z) ** 2
                )
                bound_m = distance_m[last_row, k - 1] + LONGEST_WAY * moved_m
                if not math.isnan(bound_m):
                    limit2 = bound_m * bound_m
        height = 1
        nodes[0], chords2[0] = tree.top[ask[row]], 0.0
        while height > 0:
            height -= 1
            node = nodes[height]
            if chords2[height] > limit2:
                continue
            if node >= tree.leaves:
                height = push_children(tree, node, (x, y, z), limit2, nodes, chords2, height)
                continue
            for site in range(tree.first[node], tree.first[node] + tree.members[node]):
                if least_people > 0.0 and not people[site] >= least_people:
                    continue
                d_x, d_y, d_z = at_xyz_m[site, 0] - x, at_xyz_m[site, 1] - y, at_xyz_m[site, 2] - z
                chord2 = d_x * d_x + d_y * d_y + d_z * d_z
                if chord2 > limit2:
                    continue
                if many == len(rival):
                    many = _drop_beyond(rival, rival2, many, limit2)
                    if many == len(rival):
                        # So many sites that are all alike far away: measured one by one, by PROJ.
                        certain[row] = False
                        many -= 1
                rival[many], rival2[many] = site, chord2
                many += 1
                if chord2 < nearest2[k - 1]:
                    spot = k - 1
                    while spot > 0 and chord2 < nearest2[spot - 1]:
                        nearest2[spot] = nearest2[spot - 1]
                        spot -= 1
                    nearest2[spot] = chord2
                    if nearest2[k - 1] < math.inf:
                        limit2 = min(limit2, rival_m(math.sqrt(nearest2[k - 1]) + ROUNDING_M) ** 2)
        many = _drop_beyond(rival, rival2, many, limit2)
        for one in range(many):
            site = rival[one]
            if rival2[one] < CHORD_M * CHORD_M:
                way_m = arc_m(x, y, z, at_xyz_m[site, 0], at_xyz_m[site, 1], at_xyz_m[site, 2])
            else:
                way_m, _, _ = far_inverse(lon[row], lat[row], at_lon[site], at_lat[site])
                if math.isnan(way_m):
                    certain[row] = False
                    continue
            spot = k
            while spot > 0 and (
                way_m < best_m[spot - 1]
                or (
                    way_m == best_m[spot - 1]
                    and best[spot - 1] >= 0
                    and number[site] < number[best[spot - 1]]
                )
            ):
                if spot < k:
                    best_m[spot], best[spot] = best_m[spot - 1], best[spot - 1]
                spot -= 1
            if spot < k:
                best_m[spot], best[spot] = way_m, site
        if best[0] < 0:
            continue
        last_row, last_site = row, best[0]
        for rank in range(k):
            site = best[rank]
            if site < 0:
                break
            distance_m[row, rank], found[row, rank] = best_m[rank], number[site]
            if best_m[rank] == 0.0:
                continue
            if best_m[rank] < CHORD_M:
                azimuth = azimuth_to(lon[row], lat[row], x, y, z, at_lon[site], at_lat[site])
            else:
                _, azimuth, _ = far_inverse(lon[row], lat[row], at_lon[site], at_lat[site])
            azimuth_deg[row, rank] = bearing(azimuth)


@compiled
def _drop_beyond(rival: NDArray[np.int64], rival2: Floats, many: int, limit2: float) -> int:
    """Drop the rivals beyond the limit; give how many are left."""
    kept = 0
    for one in range(many):
        if rival2[one] <= limit2:
            rival[kept], rival2[kept] = rival[one], rival2[one]
            kept += 1
    return kept

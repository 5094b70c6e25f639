"""The nearest point of lines, compiled: down a tree of boxes, and the feet of the few segments left.

As in `geo._geodesy.nearest`, a chord that is reached bounds the chords of all points that could be nearer
along the ellipsoid. A segment whose chord lies within that bound (and within what segments leave their
chords by) is a rival. Up to `CHORD_M` the feet of all rivals are measured. Beyond, the distance by arc,
whose error is known, leaves a few of them, and those are measured by geodesic. Points come in the order
of a curve that fills space, and each search begins with the segment that the one before has found, so
that nearly every box is beyond the bound from the start.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

from geo._geodesy.compiled.feet import far_foot, foot
from geo._geodesy.compiled.geodesic import ARC_ERROR, CHORD_M, near_azimuth
from geo._geodesy.compiled.jit import compiled
from geo._geodesy.ellipsoid import A_M, E2, FLATTEST_RADIUS_M, SHARPEST_RADIUS_M

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo._geodesy.ellipsoid import Floats
    from geo._geodesy.trees import Asked

STACK: Final = 1024
RIVALS: Final = 256

QUARTER_M: Final = 1e7
"""Beyond a quarter of the Earth arcs tell nothing."""

SMALL_CHORD_M: Final = 100_000.0
SMALL_SPREAD: Final = 1.1 * (SHARPEST_RADIUS_M**-2 - FLATTEST_RADIUS_M**-2) / 24.0
"""A chord c that is reached bounds those of nearer points by c + c3 (1/r2 - 1/R2) / 24; a tenth more covers
the terms left out, up to `SMALL_CHORD_M`."""

ON_THE_LINE_M: Final = 1e-6
ANTIPODAL: Final = -2


@compiled
def rival_m(chord_m: float) -> float:
    """Bound a chord as `geo._geodesy.ellipsoid.rival_chord_m` does."""
    if chord_m < SMALL_CHORD_M:
        return chord_m + SMALL_SPREAD * chord_m * chord_m * chord_m
    half = chord_m / (2.0 * SHARPEST_RADIUS_M)
    if half >= 1.0:
        return math.inf
    bound_m: float = (
        2.0 * FLATTEST_RADIUS_M * math.sin(SHARPEST_RADIUS_M / FLATTEST_RADIUS_M * math.asin(half))
    )
    return bound_m


@compiled
def box_chord2(box: NDArray[np.float32], node: int, x: float, y: float, z: float) -> float:
    """Square of the chord from a position to a box, 0 inside."""
    d_x = max(box[node, 0] - x, x - box[node, 3], 0.0)
    d_y = max(box[node, 1] - y, y - box[node, 4], 0.0)
    d_z = max(box[node, 2] - z, z - box[node, 5], 0.0)
    chord2: float = d_x * d_x + d_y * d_y + d_z * d_z
    return chord2


@compiled
def chord_between_m(at_xyz_m: Floats, site: int, x: float, y: float, z: float) -> float:
    """Chord from a site to a position."""
    d_x, d_y, d_z = at_xyz_m[site, 0] - x, at_xyz_m[site, 1] - y, at_xyz_m[site, 2] - z
    return math.sqrt(d_x * d_x + d_y * d_y + d_z * d_z)


@compiled
def push_children(
    tree: Asked,
    node: int,
    where: tuple[float, float, float],
    limit2: float,
    nodes: NDArray[np.int64],
    chords2: Floats,
    height: int,
) -> int:
    """Put the children of a node within the limit on the stack, the nearest on top; give its height."""
    bottom = height
    for place in range(tree.first[node], tree.first[node] + tree.members[node]):
        child = tree.child[place] if node >= tree.own else place
        chord2 = box_chord2(tree.box, child, where[0], where[1], where[2])
        if chord2 <= limit2:
            spot = height
            while spot > bottom and chords2[spot - 1] < chord2:
                nodes[spot], chords2[spot] = nodes[spot - 1], chords2[spot - 1]
                spot -= 1
            nodes[spot], chords2[spot] = child, chord2
            height += 1
    return height


@compiled
def _segment(xyz_m: Floats, vertex: int, x: float, y: float, z: float) -> tuple[float, float]:
    """Square of the distance from a position to a segment's chord, and the share of the nearest point."""
    a_x, a_y, a_z = xyz_m[vertex, 0], xyz_m[vertex, 1], xyz_m[vertex, 2]
    b_x, b_y, b_z = xyz_m[vertex + 1, 0] - a_x, xyz_m[vertex + 1, 1] - a_y, xyz_m[vertex + 1, 2] - a_z
    p_x, p_y, p_z = x - a_x, y - a_y, z - a_z
    length2 = b_x * b_x + b_y * b_y + b_z * b_z
    share = 0.0
    if length2 > 0.0:
        share = min(1.0, max(0.0, (p_x * b_x + p_y * b_y + p_z * b_z) / length2))
    p_x, p_y, p_z = p_x - share * b_x, p_y - share * b_y, p_z - share * b_z
    return p_x * p_x + p_y * p_y + p_z * p_z, share


@compiled
def _tidy(
    found2: Floats,
    share: Floats,
    vertex: NDArray[np.int64],
    leaf: NDArray[np.int64],
    many: int,
    limit2: float,
) -> int:
    """Drop the rivals beyond the limit; give how many are left."""
    kept = 0
    for rival in range(many):
        if found2[rival] <= limit2:
            found2[kept], share[kept] = found2[rival], share[rival]
            vertex[kept], leaf[kept] = vertex[rival], leaf[rival]
            kept += 1
    return kept


@compiled
def search_forest(
    lon: Floats,
    lat: Floats,
    xyz_m: Floats,
    ask: NDArray[np.int64],
    order: NDArray[np.int64],
    at_lon: Floats,
    at_lat: Floats,
    at_xyz_m: Floats,
    line: NDArray[np.int32],
    sag_m: float,
    reach_m: Floats,
    tree: Asked,
    out: Floats,
    found_line: NDArray[np.int64],
) -> None:
    """Fill the rows that ``order`` names, of ``out`` (distance, lon, lat, azimuth) and of ``found_line``.

    Where a rival is nearly antipodal the line is `ANTIPODAL`: that point is for somebody else. Lines
    count only up to their reach, where any is given (shape (lines,), else empty).
    """
    farthest_m = reach_m.max() if len(reach_m) else math.inf
    nodes, chords2 = np.empty(STACK, dtype=np.int64), np.empty(STACK)
    found2, share = np.empty(RIVALS), np.empty(RIVALS)
    vertex, leaf = np.empty(RIVALS, dtype=np.int64), np.empty(RIVALS, dtype=np.int64)
    rival_lon, rival_lat, arc = np.empty(RIVALS), np.empty(RIVALS), np.empty(RIVALS)
    last_ask, seed_vertex = -1, -1
    for row in order:
        if ask[row] < 0 or tree.top[ask[row]] < 0:
            continue
        x, y, z = xyz_m[row, 0], xyz_m[row, 1], xyz_m[row, 2]
        least2, limit2 = math.inf, (farthest_m + sag_m) ** 2
        if ask[row] == last_ask and len(reach_m) == 0:
            least2, _ = _segment(at_xyz_m, seed_vertex, x, y, z)
            limit2 = (rival_m(math.sqrt(least2) + sag_m) + sag_m) ** 2
        many, height = 0, 1
        nodes[0], chords2[0] = tree.top[ask[row]], 0.0
        best_m, best_lon, best_lat, best_line, best_vertex, best_azimuth = (
            math.inf,
            0.0,
            0.0,
            -1,
            -1,
            math.nan,
        )
        while True:
            if height == 0 or many > RIVALS - 9:
                # Measure what has been gathered; mostly that is all.
                many = _tidy(found2, share, vertex, leaf, many, limit2)
                closest = best_m
                for rival in range(many):
                    v = vertex[rival]
                    _, rival_lon[rival], rival_lat[rival], arc[rival] = foot(
                        x, y, z, (at_lon[v], at_lon[v + 1]), (at_lat[v], at_lat[v + 1]), share[rival]
                    )
                    closest = min(closest, arc[rival] + ARC_ERROR * arc[rival] ** 5)
                for rival in range(many):
                    v, number = vertex[rival], line[leaf[rival]]
                    azimuth = math.nan
                    if arc[rival] > CHORD_M:
                        if arc[rival] < QUARTER_M and arc[rival] - ARC_ERROR * arc[rival] ** 5 > closest:
                            continue
                        arc[rival], rival_lon[rival], rival_lat[rival], azimuth = far_foot(
                            lon[row], lat[row], (at_lon[v], at_lon[v + 1]), (at_lat[v], at_lat[v + 1])
                        )
                        if math.isnan(arc[rival]):
                            best_line = ANTIPODAL
                            break
                    if len(reach_m) and arc[rival] > reach_m[number]:
                        continue
                    if arc[rival] < best_m or (arc[rival] == best_m and number < best_line):
                        best_m, best_line, best_vertex, best_azimuth = arc[rival], number, v, azimuth
                        best_lon, best_lat = rival_lon[rival], rival_lat[rival]
                many = 0
                if height == 0 or best_line == ANTIPODAL:
                    break
                # A chord is never longer than the way along the ellipsoid.
                limit2 = min(limit2, (best_m + sag_m) ** 2)
            height -= 1
            node = nodes[height]
            if chords2[height] > limit2:
                continue
            if node >= tree.leaves:
                height = push_children(tree, node, (x, y, z), limit2, nodes, chords2, height)
                continue
            for v in range(tree.first[node], tree.first[node] + tree.members[node]):
                chord2, at = _segment(at_xyz_m, v, x, y, z)
                if chord2 <= limit2:
                    if len(reach_m) and chord2 > (reach_m[line[node]] + sag_m) ** 2:
                        continue
                    found2[many], share[many], vertex[many], leaf[many] = chord2, at, v, node
                    many += 1
                    # A line that may turn out to be beyond its reach is no bound for others.
                    within = len(reach_m) == 0 or 1.001 * math.sqrt(chord2) + sag_m < reach_m[line[node]]
                    if chord2 < least2 and within:
                        least2 = chord2
                        limit2 = min(limit2, (rival_m(math.sqrt(least2) + sag_m) + sag_m) ** 2)
        found_line[row] = best_line
        if best_line < 0:
            continue
        last_ask, seed_vertex = ask[row], best_vertex
        out[0, row], out[1, row], out[2, row] = best_m, best_lon, best_lat
        if best_m <= ON_THE_LINE_M:
            out[0, row], out[3, row] = 0.0, math.nan
        else:
            if math.isnan(best_azimuth):
                best_azimuth = azimuth_to(lon[row], lat[row], x, y, z, best_lon, best_lat)
            out[3, row] = bearing(best_azimuth)


@compiled
def azimuth_to(lon: float, lat: float, x: float, y: float, z: float, to_lon: float, to_lat: float) -> float:
    """Azimuth of the geodesic to a point at most `CHORD_M` away, radians."""
    sin_lon, cos_lon = math.sin(math.radians(lon)), math.cos(math.radians(lon))
    sin_lat, cos_lat = math.sin(math.radians(lat)), math.cos(math.radians(lat))
    d_x, d_y, d_z = _ecef(to_lon, to_lat)
    d_x, d_y, d_z = d_x - x, d_y - y, d_z - z
    east_m = cos_lon * d_y - sin_lon * d_x
    north_m = cos_lat * d_z - sin_lat * (cos_lon * d_x + sin_lon * d_y)
    return near_azimuth(east_m, north_m, sin_lat)


@compiled
def bearing(azimuth: float) -> float:
    """Turn radians into degrees, 0 or more and less than 360."""
    degrees = math.degrees(azimuth)
    if degrees < 0.0:
        degrees += 360.0
    return 0.0 if degrees >= 360.0 else degrees  # noqa: PLR2004 - a tiny negative azimuth rounds up to 360


@compiled
def _ecef(lon: float, lat: float) -> tuple[float, float, float]:
    from_equator, east = math.radians(lat), math.radians(lon)
    sin_lat, cos_lat = math.sin(from_equator), math.cos(from_equator)
    normal_m = A_M / math.sqrt(1.0 - E2 * sin_lat * sin_lat)
    return (
        normal_m * cos_lat * math.cos(east),
        normal_m * cos_lat * math.sin(east),
        normal_m * (1.0 - E2) * sin_lat,
    )

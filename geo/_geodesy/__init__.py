"""Exact distances on WGS84: from points to lines, and from points to points.

A distance is the length of the geodesic on the WGS84 ellipsoid (C. F. F. Karney, "Algorithms for
geodesics", Journal of Geodesy 87, 2013, through PROJ). A line is a chain of edges that are straight
in longitude and latitude (RFC 7946, section 3.1.1), not great circles and not vertices: along the
49th parallel a great circle leaves the parallel by metres to kilometres.

How the nearest point of a line is found, exactly and without looking at every edge:

1. *Boxes.* The vertices of a line are taken in runs. The lon/lat box of a run lies inside a ball
   round the box's middle: walking from the middle to any point of the box is never longer than
   the ball's radius, and a chord is never longer than a walk.
2. *Rivals.* The nearest ball gives some point of the line at a known chord. A geodesic of the
   ellipsoid bends at least like a circle of radius a²/b and at most like one of radius b²/a, so
   that chord bounds the chord of every point which could be nearer (Schur's comparison theorem).
   Balls beyond that bound are dropped, without a doubt left about any of them.
3. *Edges, pieces.* The same is done with the edges of the remaining runs, then with pieces of at
   most 2 km and a tenth of a degree of longitude, and once more with true geodesic distances,
   for which the triangle inequality holds exactly.
4. *The foot.* On a piece so short, the distance either has one least value inside, where the
   geodesic meets the piece at a right angle, or is least at an end. The right angle is found as
   the root of the derivative of half the squared distance, which is smooth even on the line itself.

Nothing is projected, so the antimeridian, the poles and long parallels need no special case.
Everything here is a pure function over arrays of floats in degrees, always lon before lat.
"""

from __future__ import annotations

from geo._geodesy.ellipsoid import box_radius_m, ecef_m, inverse
from geo._geodesy.forest import Forest, plant
from geo._geodesy.grove import Grove, plant_sites
from geo._geodesy.lines import Lines, index_lines
from geo._geodesy.mosaic import Mosaic, lay
from geo._geodesy.nearest import Nearest, nearest_on_lines
from geo._geodesy.sites import NearestSite, Sites, index_sites, nearest_sites, sites_within
from geo._geodesy.sources import sources_hash
from geo._geodesy.trees import Trees

__all__ = [
    "Forest",
    "Grove",
    "Lines",
    "Mosaic",
    "Nearest",
    "NearestSite",
    "Sites",
    "Trees",
    "box_radius_m",
    "ecef_m",
    "index_lines",
    "index_sites",
    "inverse",
    "lay",
    "nearest_on_lines",
    "nearest_sites",
    "plant",
    "plant_sites",
    "sites_within",
    "sources_hash",
]

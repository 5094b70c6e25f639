"""S2 through spherely: the closest edge on a sphere, from one prepared collection of all lines.

Edges of S2 are arcs of great circles, so lines are first cut in lon/lat to a kilometre.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tests.benchmarks.borders import cut, vertices_of
from tests.benchmarks.peers import Unavailable

if TYPE_CHECKING:
    from collections.abc import Callable

STEP_M = 1_000.0


def prepare(borders: np.ndarray) -> Callable[[np.ndarray, np.ndarray], np.ndarray]:
    try:
        import spherely
    except ImportError as error:
        raise Unavailable(
            "spherely is not installed; there may be no wheel of it for this machine"
        ) from error
    lon, lat, line = cut(vertices_of(borders), STEP_M)
    breaks = np.flatnonzero(np.diff(line)) + 1
    lines = np.split(np.column_stack([lon, lat]), breaks)
    everything = spherely.create_multilinestring([part.tolist() for part in lines])
    spherely.prepare(everything)
    spherely.distance(everything, spherely.create_point(0, 0))  # the index is built at the first question
    return lambda lon, lat: spherely.distance(everything, spherely.points(lon, lat))

"""The nearest point of a forest of lines to many points, on all processors."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Final

import numpy as np

from geo._geodesy.compiled.crowd import gather
from geo._geodesy.compiled.search import search_forest
from geo._geodesy.nearest import Nearest
from geo._geodesy.trees import Asked
from geo._geodesy.trees import ask as ask_trees

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from geo._geodesy.ellipsoid import Floats, Ints
    from geo._geodesy.forest import Forest

MOST_PER_TASK: Final = 16_384
LEAST_PER_TASK: Final = 1_024
TASKS_PER_PROCESSOR: Final = 4
"""Points that a thread takes at a time: worth the hand-over, and so few that all threads end together."""

NO_REACH: Final = np.empty(0)


def nearest_in_forest(
    lon: Floats,
    lat: Floats,
    ask: Ints,
    sets: Sequence[Ints] | Asked,
    forest: Forest,
    *,
    reach_m: Floats | None = None,
) -> Nearest:
    """Nearest point of the lines of some groups, of each point's own choice; as `nearest_on_lines`, compiled.

    Parameters
    ----------
    lon, lat : ndarray of float, shape (n,)
        Degrees.
    ask : ndarray of int, shape (n,)
        Which of the sets is meant by each point; -1 for none.
    sets : sequence of ndarray of int, or Asked
        Numbers of groups; or what `geo._geodesy.trees.ask` makes of them, where they are asked often.
    forest : Forest

    Returns
    -------
    Nearest
        ``line`` is -2 where only PROJ can tell, because the lines are nearly antipodal.
    """
    tree = sets if isinstance(sets, Asked) else ask_trees(forest.trees, sets)
    crowd = gather(lon, lat)
    ask = np.ascontiguousarray(ask, dtype=np.int64)
    out = np.full((4, len(lon)), np.nan)
    found_line = np.full(len(lon), -1, dtype=np.int64)

    def search(rows: NDArray[np.int64]) -> None:
        search_forest(
            lon,
            lat,
            crowd.xyz_m,
            ask,
            rows,
            forest.lon,
            forest.lat,
            forest.xyz_m,
            forest.line,
            float(forest.sag_m[0]),
            NO_REACH if reach_m is None else reach_m,
            tree,
            out,
            found_line,
        )

    share_out(search, crowd.order_by(ask))
    return Nearest(out[0], out[1], out[2], out[3], found_line)


def share_out(work: Callable[[NDArray[np.int64]], None], order: Ints) -> None:
    """Do the work on slices of the rows, several at a time; the compiled code lets go of the lock."""
    workers = _processors()
    size = min(max(len(order) // (TASKS_PER_PROCESSOR * workers), LEAST_PER_TASK), MOST_PER_TASK)
    slices = [order[start : start + size] for start in range(0, len(order), size)]
    work(order[:0])  # compiled here, once, and not by every thread at the same time
    if len(slices) == 1:
        work(slices[0])
        return
    with ThreadPoolExecutor(max_workers=workers) as pool:
        for _ in pool.map(work, slices):
            pass


def _processors() -> int:
    """How many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1

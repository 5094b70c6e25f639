"""Which balls may hold the nearest thing: a bound that keeps every candidate and few others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from geo._geodesy.ellipsoid import rival_chord_m

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from geo._geodesy.ellipsoid import Floats, Ints

CHORDS_AT_ONCE: Final = 200_000
"""Chords worked on at a time: few enough to stay in a processor's cache."""

POINTS_AT_ONCE: Final = 256
"""Points searched together, so that their candidates fit in memory too."""

ROUNDING_M: Final = 1.0
"""Chords come from products of coordinates, which is right to about 0.3 m when points nearly coincide."""


def blocks(points: int) -> Iterator[slice]:
    """Cut the points into slices that are searched one after the other."""
    for start in range(0, points, POINTS_AT_ONCE):
        yield slice(start, min(start + POINTS_AT_ONCE, points))


def near_balls(xyz_m: Floats, centre_m: Floats, radius_m: Floats, *, k: int = 1) -> tuple[Ints, Ints]:
    """Pairs of point and ball such that the ball may hold one of the nearest k things to the point.

    Parameters
    ----------
    xyz_m : ndarray of float, shape (n, 3)
    centre_m, radius_m : ndarray of float, shape (b, 3) and (b,)
        Every ball holds at least one of the things searched for.
    k : int

    Returns
    -------
    point, ball : ndarray of int, shape (pairs,)
        Ordered by point; every point occurs.
    """
    step = max(1, CHORDS_AT_ONCE // len(centre_m))
    pairs = [
        _near_balls_at_once(xyz_m[start : start + step], centre_m, radius_m, k)
        for start in range(0, len(xyz_m), step)
    ]
    point = np.concatenate([found + number * step for number, (found, _) in enumerate(pairs)])
    return point, np.concatenate([ball for _, ball in pairs])


def _near_balls_at_once(xyz_m: Floats, centre_m: Floats, radius_m: Floats, k: int) -> tuple[Ints, Ints]:
    # Not `@`: for three columns the threads of a BLAS cost twenty times what they save.
    chord_m: Floats = np.einsum("ik,kj->ij", xyz_m, -2.0 * centre_m.T)
    chord_m += (xyz_m**2).sum(axis=1)[:, None]
    chord_m += (centre_m**2).sum(axis=1)
    np.sqrt(np.maximum(chord_m, 0.0, out=chord_m), out=chord_m)
    if k > len(centre_m):
        bound_m = np.full(len(xyz_m), np.inf)
    else:
        # k balls hold k things at least.
        reached_m = np.partition(chord_m + radius_m, k - 1, axis=1)[:, k - 1]
        bound_m = rival_chord_m(reached_m + ROUNDING_M)
    chord_m -= radius_m
    point, ball = np.nonzero(chord_m <= (bound_m + ROUNDING_M)[:, None])
    return point, ball


def near_pairs(point: Ints, chord_m: Floats, radius_m: Floats, *, k: int = 1) -> NDArray[np.bool_]:
    """Tell for ready pairs, ordered by point, which of them may hold one of the nearest k things."""
    bound_m = rival_chord_m(least_by_point(point, chord_m + radius_m, k=k) + ROUNDING_M)
    return chord_m - radius_m <= bound_m + ROUNDING_M


def least_by_point(point: Ints, values: Floats, *, k: int = 1) -> Floats:
    """Give every pair the k-th least value among the pairs of the same point; pairs ordered by point.

    Infinite where a point has fewer pairs.
    """
    starts = np.flatnonzero(np.diff(point, prepend=-1))
    counts = np.diff(np.append(starts, len(point)))
    if k == 1:
        least = np.minimum.reduceat(values, starts)
    else:
        in_order = values[np.lexsort((values, point))]
        least = np.full(len(starts), np.inf)
        enough = counts >= k
        least[enough] = in_order[starts[enough] + k - 1]
    return np.repeat(least, counts)


def spread(first: Ints, counts: Ints) -> tuple[Ints, Ints]:
    """Unroll runs: the number of each run `counts` times, beside its members first, first + 1 and so on."""
    owner = np.repeat(np.arange(len(counts)), counts)
    within = np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)
    return owner, first[owner] + within

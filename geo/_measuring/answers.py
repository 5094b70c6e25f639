"""From numbers to columns: intervals, nearest points, JSON; of the types that the table has."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from geo._measuring.layers import pick

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo._geodesy import Nearest
    from geo._measuring.layers import Floats, Ints, Words

EN_DASH: Final = "\N{EN DASH}"


def floats(values: Floats) -> pd.arrays.FloatingArray:
    """Make a column of numbers, null where NaN."""
    return pd.arrays.FloatingArray(np.ascontiguousarray(values, dtype=np.float64), np.isnan(values))


def whole_numbers(values: Floats, *, missing: NDArray[np.bool_]) -> pd.arrays.IntegerArray:
    """Make a column of whole numbers, null where missing."""
    return pd.arrays.IntegerArray(np.where(missing, 0.0, values).astype(np.int64), missing)


def interval_columns(stem: str, distance_m: Floats, radius_m: Floats) -> dict[str, Any]:
    """Give a distance with its least and most. A distance to a fixed thing is 1-Lipschitz in the point."""
    slack_m = np.nan_to_num(radius_m)
    return {
        f"geo_{stem}_m": floats(distance_m),
        f"geo_{stem}_min_m": floats(np.maximum(distance_m - slack_m, 0.0)),
        f"geo_{stem}_max_m": floats(distance_m + slack_m),
    }


def nearest_columns(stem: str, nearest: Nearest, accuracy_m: Floats | None = None) -> dict[str, Any]:
    """Say where the nearest point of a line is, and how well the line is known where that is given."""
    columns = {
        f"geo_{stem}_lon": floats(nearest.lon),
        f"geo_{stem}_lat": floats(nearest.lat),
        f"geo_{stem}_azimuth_deg": floats(nearest.azimuth_deg),
    }
    if accuracy_m is not None:
        columns[f"geo_{stem}_accuracy_m"] = floats(pick(accuracy_m, nearest.line, missing=np.nan))
    return columns


def distances_as_json(point: Ints, name: Words, distance_m: Floats, radius_m: Floats) -> Words:
    """Write named distances of each point as a JSON object, in the order given.

    Parameters
    ----------
    point : ndarray of int, shape (pairs,)
        Number of the point of each distance, rising.
    name : ndarray of object, shape (pairs,)
    distance_m : ndarray of float, shape (pairs,)
    radius_m : ndarray of float, shape (n,)
        A point that has one gets the least and the most in place of the distance.

    Returns
    -------
    ndarray of object, shape (n,)
        ``{}`` for a point without distances.
    """
    texts = np.full(len(radius_m), "{}", dtype=object)
    slack_m = radius_m[point]
    least_m, most_m = np.maximum(distance_m - slack_m, 0.0).tolist(), (distance_m + slack_m).tolist()
    quoted = {text: json.dumps(text) for text in set(name.tolist())}
    cells = [
        f"{quoted[text]}: {metres}" if low != low else f"{quoted[text]}: [{low}, {high}]"  # noqa: PLR0124 - NaN
        for text, metres, low, high in zip(name, distance_m.tolist(), least_m, most_m, strict=True)
    ]
    begin = np.flatnonzero(np.diff(point, prepend=-1))
    ends = np.append(begin, len(point))[1:]
    for start, end in zip(begin.tolist(), ends.tolist(), strict=True):
        texts[point[start]] = "{" + ", ".join(cells[start:end]) + "}"
    return texts

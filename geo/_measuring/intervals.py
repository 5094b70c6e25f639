"""From bounds to columns: intervals, and JSON of several of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from geo._measuring.answers import floats
from geo._measuring.layers import take_texts
from geo._measuring.pairs import lines_between
from geo.schema import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from geo._measuring.extremes import Extremes
    from geo._measuring.layers import Ints, Words
    from geo._measuring.world import World


def bound_columns(stem: str, area: Ints, extremes: Extremes, count: int) -> dict[str, Any]:
    """Give the least and the most of a quantity; null for areas that have no item of it."""
    columns = {}
    for end, values in (("min", extremes.min_m), ("max", extremes.max_m)):
        column = np.full(count, np.nan)
        column[area] = values
        columns[f"geo_{stem}_{end}_m"] = floats(column)
    return columns


def neighbour_texts(area: Ints, code: Words, found: Extremes, asked: NDArray[np.bool_]) -> Words:
    """Write the bounds to the neighbours of each area as a JSON object, nearest first.

    Parameters
    ----------
    area : ndarray of int, shape (items,)
    code : ndarray of object, shape (items,)
    found : Extremes
    asked : ndarray of bool, shape (n,)
        Areas that are in a country: an object without members where it has no neighbours, else null.

    Returns
    -------
    ndarray of object, shape (n,)
    """
    texts = np.full(len(asked), None, dtype=object)
    texts[asked] = "{}"
    order = np.lexsort((found.max_m, found.min_m, area))
    starts = np.flatnonzero(np.diff(area[order], prepend=-1))
    for start, end in zip(starts, np.append(starts, len(order))[1:], strict=True):
        items = order[start:end]
        texts[area[items[0]]] = _as_json(
            {str(code[item]): (found.min_m[item].item(), found.max_m[item].item()) for item in items.tolist()}
        )
    return texts


def pair_bounds(pair: str, bounds: Mapping[str, Extremes], world: World) -> dict[str, Any]:
    """Give the columns of a pair: the bounds to its lines of each kind, and of all kinds together."""
    stem, prefix = f"to_{pair.lower().replace('-', '_')}", f"to {pair} "
    kinds = [name.removeprefix(prefix) for name in bounds if name.startswith(prefix)]
    found = [bounds[prefix + kind] for kind in kinds]
    together = bounds[f"to {pair}"]
    least_m = np.stack([of_kind.min_m for of_kind in found])
    best, row = np.argmin(least_m, axis=0), np.arange(least_m.shape[1])
    line = np.stack([of_kind.nearest for of_kind in found])[best, row]
    accuracy_m = np.concatenate([lines.accuracy_m for lines, _ in lines_between(pair, world)])
    texts = []
    for number in row.tolist():
        ends = {
            kind: (of_kind.min_m[number].item(), of_kind.max_m[number].item())
            for kind, of_kind in zip(kinds, found, strict=True)
        }
        texts.append(_as_json(dict(sorted(ends.items(), key=lambda item: item[::-1]))))
    return {
        f"geo_{stem}_min_m": floats(least_m[best, row]),
        f"geo_{stem}_max_m": floats(together.max_m),
        f"geo_{stem}_kind": take_texts(np.array(kinds, dtype=object), best),
        f"geo_{stem}_accuracy_m": floats(accuracy_m[line]),
        f"geo_{stem}_kinds": np.array(texts, dtype=object),
    }


def _as_json(ends: dict[str, tuple[float, float]]) -> str:
    return json.dumps({name: list(interval) for name, interval in ends.items()})


def put_rows(table: pd.DataFrame, rows: Ints, columns: dict[str, Any]) -> pd.DataFrame:
    """Put what is known of some rows in place of what is there."""
    changed: dict[str, Any] = {}
    for name, values in columns.items():
        before: Any = table.get(name, [None] * len(table))
        column = pd.array(before, dtype=_DTYPES.get(name) or before.dtype, copy=True)
        column[rows] = pd.array(values, dtype=column.dtype)
        changed[name] = column
    return table.assign(**changed)


_DTYPES: Final[dict[str, Any]] = {column.name: column.dtype for column in COLUMNS}

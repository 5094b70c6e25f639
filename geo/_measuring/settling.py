"""Putting what was measured into one table: columns of the types wanted, locations, problems."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from geo._measuring.answers import floats
from geo._measuring.layers import take_texts, words
from geo.schema import COLUMNS

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from numpy.typing import NDArray

    from geo._measuring.layers import Words
    from geo._measuring.positions import Positions

__all__ = ["join_problems", "location_columns", "settle"]


def settle(table: pd.DataFrame, rows: NDArray[np.bool_], wanted: dict[str, Any]) -> pd.DataFrame:
    """Give a table the columns wanted, of their types, and the row numbers as its index."""
    missing = {name: dtype for name, dtype in wanted.items() if name not in table}
    table = table.assign(
        **{
            name: pd.array([None], dtype=dtype).take(np.full(len(table), 0))
            for name, dtype in missing.items()
        }
    )
    # By name: pandas takes its two kinds of strings for equal.
    other = {name: dtype for name, dtype in wanted.items() if str(table[name].dtype) != dtype}
    return (table.astype(other) if other else table).set_axis(np.flatnonzero(rows))


def location_columns(frame: GeoDataFrame, positions: Positions, table: pd.DataFrame) -> dict[str, Any]:
    """Say where the incidents are: the geometry decides, reading's and locating's own words are kept."""
    located = positions.usable | positions.is_area
    columns: dict[str, Any] = {"geo_lon": floats(positions.lon), "geo_lat": floats(positions.lat)}
    for name, values in (("geo_label_lon", positions.lon), ("geo_label_lat", positions.lat)):
        label = np.where(positions.usable, values, table[name].to_numpy(float, na_value=np.nan))
        columns[name] = frame[name].mask(located, label) if name in frame else floats(label)
    precision_m = table["geo_precision_m"].to_numpy(float, na_value=np.nan)
    columns["geo_precision_m"] = floats(np.where(positions.is_area, precision_m, positions.precision_m))
    columns["geo_located_by"] = take_texts(np.array(["coordinates"], dtype=object), located - 1)
    if "geo_located_by" in frame:
        told = frame["geo_located_by"].astype("string")
        columns["geo_located_by"] = told.mask(located & told.isna().to_numpy(), "coordinates")
    if "geo_located_as" in frame:
        columns["geo_located_as"] = frame["geo_located_as"]
    columns["geo_problem"] = pd.array(positions.problem, dtype="string")
    return {
        name: pd.Series(values, index=frame.index).astype(_DTYPES[name]) for name, values in columns.items()
    }


_DTYPES: Final[dict[str, Any]] = {column.name: column.dtype for column in COLUMNS}


def join_problems(problem: pd.Series[str], told: Words) -> Any:  # noqa: ANN401 - an array of pandas' strings
    """Put after each problem what else is wrong."""
    pairs = zip(words(problem), told, strict=True)
    texts = np.array([" ".join(filter(None, pair)) or None for pair in pairs], dtype=object)
    return pd.array(texts, dtype="string")

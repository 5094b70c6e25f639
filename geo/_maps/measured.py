"""The measured lines: from an incident to the nearest land border and to the nearest city."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from geo._maps.columns import plain
from geo._maps.kinds import line_caption
from geo._maps.wording import PLACE_ACCURACY_M, describe_distance

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from geo._maps.frame import Frame
    from geo._maps.row import Row

__all__ = ["MEASURED", "measured_line", "numbers_of", "rounded"]

# The measured lines, by the stem of their columns.
MEASURED: Final = ("border", "city")


def measured_line(frame: pd.DataFrame, rows: list[Row], stem: str, view: Frame) -> dict[str, Any]:
    """Give one measured line for every incident: where it ends, how it sets out, and its label.

    Parameters
    ----------
    frame : DataFrame, n rows
        The measured table.
    rows : list of Row, length n
        The same, taken apart. Rows that are areas have an interval and no line.
    stem : str
        One of `MEASURED`.
    view : Frame
        What the map shows first.

    Returns
    -------
    dict
        Lists with an entry for each row, None where there is nothing.
    """
    return {
        "name": stem,
        "lon": rounded(view.unwrap(numbers_of(frame, f"{stem}_lon")), 7),
        "lat": rounded(numbers_of(frame, f"{stem}_lat"), 7),
        "azimuth_deg": rounded(numbers_of(frame, f"{stem}_azimuth_deg"), 7),
        "distance_m": rounded(numbers_of(frame, f"{stem}_m"), 3),
        "labels": [_label(row, stem) for row in rows],
    }


def _label(row: Row, stem: str) -> list[str] | None:
    """Say how far, to what, and between which bounds."""
    is_city = stem == "city"
    words = describe_distance(
        *row.bounds(stem),
        accuracy_m=PLACE_ACCURACY_M if is_city else row.value("border_accuracy_m"),
        precision_m=row.radius_m(),
    )
    name = plain(row.value("city" if is_city else "border_across_code"))
    if words is None or name is None:
        return None
    about, _, interval = words.partition(", ")
    caption = f"to {name}" if is_city else line_caption(row.value("border_kind"), row.names.get(name, name))
    return [part for part in (about, caption, interval) if part]


def numbers_of(frame: pd.DataFrame, stem: str) -> NDArray[np.float64]:
    """Give one of our columns as numbers, shape (n,); NaN where it has none."""
    column = frame.get(f"geo_{stem}")
    if column is None:
        return np.full(len(frame), np.nan)
    return np.asarray(column.astype("Float64").to_numpy(dtype=float, na_value=np.nan), dtype=np.float64)


def rounded(values: NDArray[np.float64], decimals: int) -> list[float | None]:
    """Write numbers for the page, None where there is none."""
    return [round(value, decimals) if np.isfinite(value) else None for value in values.tolist()]

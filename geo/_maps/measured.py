"""The measured lines: from an incident to the nearest land border and to the nearest city."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from geo._maps.wording import PLACE_ACCURACY_M, describe_distance, line_caption

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from geo._maps.frame import Frame

__all__ = ["MEASURED", "measured_line", "numbers_of", "rounded"]

# The measured lines, by the stem of their columns.
MEASURED: Final = ("border", "city")


def measured_line(
    frame: pd.DataFrame, stem: str, names: dict[str, str], view: Frame, areas: NDArray[np.bool_]
) -> dict[str, Any]:
    """Give one measured line for every incident: where it ends, how it sets out, and its label.

    Parameters
    ----------
    frame : DataFrame, n rows
        The measured table.
    stem : str
        One of `MEASURED`.
    names : dict
        Country code -> English name.
    view : Frame
        What the map shows first.
    areas : ndarray of bool, shape (n,)
        Rows that are areas: they have an interval and no line.

    Returns
    -------
    dict
        Lists with an entry for each row, None where there is nothing.
    """
    lon, lat, distance_m = (numbers_of(frame, f"{stem}_{what}") for what in ("lon", "lat", "m"))
    low_m, high_m = numbers_of(frame, f"{stem}_min_m"), numbers_of(frame, f"{stem}_max_m")
    accuracy_m = numbers_of(frame, "border_accuracy_m")
    precision_m = np.where(areas, np.nan, numbers_of(frame, "precision_m"))
    target = frame.get("geo_city" if stem == "city" else "geo_border_across_code")
    kinds = frame.get("geo_border_kind")
    labels: list[list[str] | None] = []
    for row in range(len(frame)):
        words = describe_distance(
            _known(distance_m[row]),
            _known(low_m[row]),
            _known(high_m[row]),
            accuracy_m=PLACE_ACCURACY_M if stem == "city" else _known(accuracy_m[row]),
            precision_m=_known(precision_m[row]),
        )
        name = None if target is None else target.iloc[row]
        if words is None or not isinstance(name, str):
            labels.append(None)
            continue
        about, _, interval = words.partition(", ")
        kind = None if kinds is None else kinds.iloc[row]
        caption = f"to {name}" if stem == "city" else line_caption(kind, names.get(name, name))
        labels.append([part for part in (about, caption, interval) if part])
    return {
        "name": stem,
        "lon": rounded(view.unwrap(lon), 7),
        "lat": rounded(lat, 7),
        "azimuth_deg": rounded(numbers_of(frame, f"{stem}_azimuth_deg"), 7),
        "distance_m": rounded(distance_m, 3),
        "labels": labels,
    }


def numbers_of(frame: pd.DataFrame, stem: str) -> NDArray[np.float64]:
    """Give one of our columns as numbers, shape (n,); NaN where it has none."""
    column = frame.get(f"geo_{stem}")
    if column is None:
        return np.full(len(frame), np.nan)
    return np.asarray(column.astype("Float64").to_numpy(dtype=float, na_value=np.nan), dtype=np.float64)


def rounded(values: NDArray[np.float64], decimals: int) -> list[float | None]:
    """Write numbers for the page, None where there is none."""
    return [round(value, decimals) if np.isfinite(value) else None for value in values.tolist()]


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None

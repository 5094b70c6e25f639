"""Times as text of ISO 8601, made times where nothing is lost by it."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

import pandas as pd

__all__ = ["read_times"]

_TIME: Final = re.compile(
    r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?P<zone>Z|[+-]\d{2}:?\d{2})?"
)


def read_times(cells: pd.Series) -> tuple[pd.Series, str | None]:
    """Read times of one zone, or of none; others stay the text that they are.

    Parameters
    ----------
    cells : Series of str, shape (n,)

    Returns
    -------
    times : Series, shape (n,)
        Of datetimes with the zone that all have, without one where none has; else `cells`.
    remark : str or None
        Why they are still text.

    Examples
    --------
    >>> read_times(pd.Series(["2024-01-01T10:00:00+03:00", None], dtype="string"))[0].dtype
    datetime64[us, UTC+03:00]
    >>> read_times(pd.Series(["2024-01-01T10:00:00Z", "2024-01-01T10:00:00"], dtype="string"))[1]
    'has times of different zones and stays text'
    """
    given = cells.dropna()
    found = [_TIME.fullmatch(cell) for cell in given]
    if any(match is None for match in found):
        return cells, "has times that are not ISO 8601 and stays text"
    zones = {(match["zone"] or "").replace("+00:00", "Z").replace("+0000", "Z") for match in found if match}
    if len(zones) > 1:
        return cells, "has times of different zones and stays text"
    zone = next(iter(zones), "")
    try:
        times = pd.Series(pd.NaT, index=cells.index, dtype="datetime64[us]")
        wall = [dt.datetime.fromisoformat(cell.removesuffix(zone) if zone else cell) for cell in given]
        times[given.index] = wall
        if zone:
            times = times.dt.tz_localize(_read_zone(zone))
    except (ValueError, OverflowError):
        return cells, "has times that do not exist and stays text"
    return times, None


def _read_zone(zone: str) -> dt.tzinfo:
    if zone == "Z":
        return dt.UTC
    sign = -1 if zone[0] == "-" else 1
    digits = zone[1:].replace(":", "")
    return dt.timezone(sign * dt.timedelta(hours=int(digits[:2]), minutes=int(digits[2:])))

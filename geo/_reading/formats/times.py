"""Times as text of ISO 8601, made times where nothing is lost by it."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final, NamedTuple

import pandas as pd

__all__ = ["Zones", "make_times", "read_times", "survey_times"]

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
    zones = survey_times(cells)
    return (cells, zones.remark) if zones.remark else (make_times(cells, zones.zone), None)


class Zones(NamedTuple):
    """What is known of the times of a column, or of a piece of it."""

    found: frozenset[str] = frozenset()
    """The zones that are stated, "" where none is."""
    is_iso: bool = True
    do_exist: bool = True

    def and_of(self, other: Zones) -> Zones:
        """Give what is known of a column of which these are two pieces."""
        return Zones(self.found | other.found, self.is_iso and other.is_iso, self.do_exist and other.do_exist)

    @property
    def zone(self) -> str:
        """The zone that all have."""
        return next(iter(self.found), "")

    @property
    def remark(self) -> str | None:
        """Why they are still text; None where they become times."""
        if not self.is_iso:
            return "has times that are not ISO 8601 and stays text"
        if len(self.found) > 1:
            return "has times of different zones and stays text"
        return None if self.do_exist else "has times that do not exist and stays text"


def survey_times(cells: pd.Series) -> Zones:
    """Look through the texts of a column, null where there is none."""
    found = [_TIME.fullmatch(cell) for cell in cells.dropna()]
    if any(match is None for match in found):
        return Zones(is_iso=False)
    zones = frozenset(
        (match["zone"] or "").replace("+00:00", "Z").replace("+0000", "Z") for match in found if match
    )
    if len(zones) > 1:
        return Zones(zones)
    try:
        make_times(cells, Zones(zones).zone)
    except (ValueError, OverflowError):
        return Zones(zones, do_exist=False)
    return Zones(zones)


def make_times(cells: pd.Series, zone: str) -> pd.Series:
    """Make times of texts that all have this zone, or none."""
    given = cells.dropna()
    times = pd.Series(pd.NaT, index=cells.index, dtype="datetime64[us]")
    times[given.index] = [
        dt.datetime.fromisoformat(cell.removesuffix(zone) if zone else cell) for cell in given
    ]
    return times.dt.tz_localize(_read_zone(zone)) if zone else times


def _read_zone(zone: str) -> dt.tzinfo:
    if zone == "Z":
        return dt.UTC
    sign = -1 if zone[0] == "-" else 1
    digits = zone[1:].replace(":", "")
    return dt.timezone(sign * dt.timedelta(hours=int(digits[:2]), minutes=int(digits[2:])))

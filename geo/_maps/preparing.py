"""Rows of known sources as readers understand them: one incident each, dates as well as they are known."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numpy as np

from geo._maps.columns import date_texts
from geo._reading.dates import read_dates, write_moments
from geo._reading.days import write_day
from geo._reading.profiles import group_events

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

    from geo._reading.profiles import Profile

__all__ = ["prepare_rows"]


def prepare_rows(measured: GeoDataFrame, profile: Profile | None, *, has_claims: bool) -> GeoDataFrame:
    """Put together what a source has in several rows, and write its dates for people.

    Parameters
    ----------
    measured : GeoDataFrame, n rows
    profile : Profile or None
        What is known of the source.
    has_claims : bool
        Whether claims know the rows by their numbers, so that these have to stay.

    Returns
    -------
    GeoDataFrame
        With n rows, but fewer of GDELT; the table itself where there is nothing to do.
    """
    if profile is None or profile.time is None:
        return measured
    if profile.name == "gdelt" and not has_claims:
        measured = cast("GeoDataFrame", group_events(measured))
    spelt = profile.spelt([str(name) for name in measured.columns])
    if profile.time not in spelt:
        return measured
    name = spelt[profile.time]
    if profile.is_unix_time:
        return measured.assign(**{name: write_moments(measured[name])})
    return measured.assign(**{name: _write_spans(measured, name, profile)})


def _write_spans(
    measured: GeoDataFrame, name: str, profile: Profile
) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    """Write a day that stands for a week or a month as that, and bare digits as a day; the rest stays."""
    dates = read_dates(measured, name, profile=profile)
    texts = date_texts(measured[name])
    is_bare = np.array([text is not None and text.isdigit() for text in texts], dtype=bool)
    for row in np.flatnonzero(~np.isnat(dates.first) & ((dates.first != dates.last) | is_bare)):
        first, last = dates.first[row].item(), dates.last[row].item()
        texts[row] = write_day(first, last).replace("/", " to ")
    return texts

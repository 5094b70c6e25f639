"""Which member of a system of states the ground of a country was part of on a day.

A system of states (`tables/README.md` says whose) has members from a day to a day, and no dependent
territories. Where it cannot be said for certain which one, there is none.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from geo._measuring.layers import Floats, Words
    from geo._reading.dates import Dates

__all__ = ["StateSystem", "find_states", "handed_over_later"]

StateSystem = Literal["gw", "cow"]

STATES_OF_THEIR_OWN: Final[dict[str, tuple[str, ...]]] = {"gw": ("Abkhazia", "South Ossetia"), "cow": ()}
"""Disputes over ground that a system counts as a state of its own and the atlas to another country."""

SINCE: Final = np.datetime64("2008-08-26")
"""Since when it does."""


class Membership(NamedTuple):
    """From when to when the ground of a country was part of a state."""

    code: int
    since: np.datetime64
    until: np.datetime64
    """The last day of all for one that lasts."""
    lasts: bool


_LAST: Final = np.datetime64("9999-12-31")


@cache
def read_members(system: StateSystem) -> Mapping[str, tuple[Membership, ...]]:
    """Read the memberships of the ground of each country (ISO 3166-1 alpha-3)."""
    text = files(__package__).joinpath("tables", "state_systems.csv").read_text(encoding="utf-8")
    members: dict[str, tuple[Membership, ...]] = {}
    for row in csv.DictReader(text.splitlines()):
        if row["system"] != system:
            continue
        until = np.datetime64(row["until"]) if row["until"] else _LAST
        one = Membership(int(row["code"]), np.datetime64(row["since"]), until, not row["until"])
        for ground in row["grounds"].split(";"):
            members[ground] = (*members.get(ground, ()), one)
    return members


def find_states(system: StateSystem, country: Words, dispute: Words, dates: Dates) -> Floats:
    """Find the number of the state that each incident's country was part of on its day.

    Parameters
    ----------
    system : {'gw', 'cow'}
    country : ndarray of object, shape (n,)
        ISO 3166-1 alpha-3 of the country of today, or None.
    dispute : ndarray of object, shape (n,)
        Name of the disputed ground, or None.
    dates : Dates, n of them
        Without a date the states are those of today. All days of one that is vague have to lie in the same
        membership.

    Returns
    -------
    ndarray of float, shape (n,)
        NaN where there is none, or it is not certain.
    """
    found = np.full(len(country), np.nan)
    number, codes = pd.factorize(country)
    undated = np.isnat(dates.first)
    members = read_members(system)
    for at, code in enumerate(codes):
        rows = np.flatnonzero(number == at)
        for member in members.get(code, ()):
            # A comparison with an unknown day is false.
            during = (dates.first[rows] >= member.since) & (dates.last[rows] <= member.until)
            found[rows[during | (undated[rows] & member.lasts)]] = member.code
    own = pd.Series(dispute).isin(STATES_OF_THEIR_OWN[system]).to_numpy()
    found[own & (undated | (dates.last >= SINCE))] = np.nan
    return found


def handed_over_later(
    country: Words, lon: Floats, lat: Floats, dates: Dates, changes: pd.DataFrame
) -> NDArray[np.bool_]:
    """Tell which incidents lie, before the day of a handover, on what was handed to their country.

    Parameters
    ----------
    country : ndarray of object, shape (n,)
    lon, lat : ndarray of float, shape (n,)
        Of the label, degrees.
    dates : Dates, n of them
    changes : DataFrame
        As ``geo.load_atlas().changes``.
    """
    before = np.zeros(len(country), dtype=np.bool_)
    if np.isnat(dates.first).all():
        return before
    handed = changes[(changes["kind"] == "handed_over") & changes["west"].notna()]
    rows: NDArray[np.intp]
    change: Any
    for change in handed.itertuples():
        day = np.datetime64(change.date, "D")
        inside = (lon >= change.west) & (lon <= change.east) & (lat >= change.south) & (lat <= change.north)
        rows = np.flatnonzero(inside & (dates.first < day))
        before[rows] |= np.array([code in change.codes for code in country[rows]], dtype=bool)
    return before

"""Incidents that are older than their country or their border, told in ``geo_problem``.

The atlas is of today; its table of changes says since when what is drawn is so. An incident is told of
when a change after its date concerns

- the country or territory it lies in (only inside a box where the change has one),
- its nearest land border, else the nearest land of another sovereign, or
- the disputed ground it lies on: who claims and holds it.

Of several changes the last one says since when all is as today, the first one after the incident what
there was at its time. A date that is only a month or a year may lie before or after: then it says "perhaps".
"""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pandas as pd

from geo._measuring.layers import words
from geo._reading.days import write_day

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator

    from numpy.typing import NDArray

    from geo._measuring.layers import Ints, Words
    from geo._reading.dates import Dates

    Flags = NDArray[np.bool_]

__all__ = ["drop_older", "tell_dates", "tell_older"]

logger = logging.getLogger(__name__)

_TOLD: Final = re.compile(r"(?:^| )Dated \d[\d-]*, (?:perhaps )?before .*? (?:is|are) today's\.")
"""What `tell_older` writes, and nothing else; it is told anew each time."""

_STATES: Final = ("new_country", "united", "dissolved")
"""Kinds of changes that begin a country, whose land was another's before."""


class _Found(NamedTuple):
    """Numbers of the changes after the date of each incident, -1 without one. Shape (n,) each."""

    latest: Ints
    first: Ints

    def note(self, change: int, hit: Flags, certain: Flags) -> None:
        """Take note of a change; they come in the order of their dates."""
        self.latest[hit] = change
        self.first[hit & certain & (self.first < 0)] = change


def drop_older(problem: str) -> str | None:
    """Take out of a problem what an earlier measuring said of the date; None if nothing is left.

    Examples
    --------
    >>> drop_older("precision unknown Dated 1990, before Namibia (1990-03-21), then under South Africa: "
    ...            "country and borders are today's.")
    'precision unknown'
    """
    return _TOLD.sub("", problem).strip() or None


def tell_older(table: pd.DataFrame, dates: Dates, names: dict[str, str], changes: pd.DataFrame) -> Words:
    """Say of each incident what is younger than it.

    Parameters
    ----------
    table : DataFrame, n rows
        Measured columns: geo_label_lon and geo_label_lat, and, as far as they were asked for,
        geo_country_code, geo_border_codes, geo_foreign_land_code and geo_dispute.
    dates : Dates, n of them
    names : dict
        Names of the entities by their codes.
    changes : DataFrame
        As ``geo.load_atlas().changes``, in the order of their dates.

    Returns
    -------
    ndarray of object, shape (n,)
        One or two sentences, None where nothing is younger.
    """
    days = changes["date"].to_numpy(dtype="datetime64[D]")
    country, border, land, control = (_empty(len(table)) for _ in range(4))
    home, pair, abroad, dispute = (
        pd.factorize(words(table[name]) if name in table else np.full(len(table), None))
        for name in ("geo_country_code", "geo_border_codes", "geo_foreign_land_code", "geo_dispute")
    )
    rows: Iterator[Any] = changes.itertuples(index=False)
    for number, change in enumerate(rows):
        older = dates.first < days[number]
        certain = dates.last < days[number]
        here = older & _inside(change, table)
        if change.kind == "control":
            control.note(number, older & _is_any(dispute, {change.area}), certain)
        else:
            country.note(number, here & _is_any(home, change.codes), certain)
            border.note(number, here & _is_any(pair, change.borders), certain)
        if change.kind in _STATES:
            land.note(number, older & _is_any(abroad, change.codes), certain)
    told = np.full(len(table), None, dtype=object)
    teller = _Teller(changes, names)
    first, last = dates.first.astype(object), dates.last.astype(object)
    younger = [country.latest, border.latest, land.latest, control.latest]
    for row in np.flatnonzero(np.maximum.reduce(younger) >= 0).tolist():
        day = first[row], last[row]
        if country.latest[row] >= 0:
            said = teller.tell(day, country, row, home[1][home[0][row]], "country and borders are")
        elif border.latest[row] >= 0:
            said = teller.tell(day, border, row, pair[1][pair[0][row]], "the nearest border is")
        elif land.latest[row] >= 0:
            said = teller.tell(day, land, row, abroad[1][abroad[0][row]], "the nearest foreign land is")
        else:
            said = ""
        if control.latest[row] >= 0:
            said += " " + teller.tell(day, control, row, "", "what is said of claims and holder is")
        told[row] = said.strip()
    return told


def tell_dates(told: Words, dates: Dates, straddling: int) -> None:
    """Log in one line how many incidents are older than what is drawn, and how many dates are unknown."""
    if dates.column is None:
        return
    count = int(pd.notna(told).sum())
    said = []
    if count:
        are = "incident is" if count == 1 else "incidents are"
        said.append(f"{count:,} {are} older than the country, border or dispute of today: see geo_problem")
    if straddling:
        said.append(f"{straddling:,} dated too vaguely for your layers of that time, so today's were used")
    if dates.unread:
        said.append(
            f"{dates.unread:,} {'cell holds' if dates.unread == 1 else 'cells hold'} no date that can be read"
        )
    if said:
        logger.info("Dates (column %s): %s.", dates.column, "; ".join(said))


class _Teller:
    """Puts changes into words, each once."""

    def __init__(self, changes: pd.DataFrame, names: dict[str, str]) -> None:
        self.changes: list[dict[str, Any]] = [
            {str(name): cell for name, cell in change.items()} for change in changes.to_dict("records")
        ]
        self.names = names

    def tell(self, day: tuple[dt.date, dt.date], found: _Found, row: int, codes: str, what: str) -> str:
        latest = self.changes[found.latest[row]]
        then = self.changes[found.first[row] if found.first[row] >= 0 else found.latest[row]]
        since: dt.date = latest["date"].date()
        perhaps = "perhaps " if day[1] >= since else ""
        return (
            f"Dated {write_day(*day)}, {perhaps}before {self._name(latest, codes)} ({since}), "
            f"then {then['before']}: {what} today's."
        )

    def _name(self, change: dict[str, Any], codes: str) -> str:
        if change["kind"] == "control":
            return f"the present dispute over {change['area']}"
        if change["kind"] == "handed_over":
            return f"the handover of {change['area']}"
        if change["kind"] == "border_moved":
            return "a change of this border"
        # Of a pair of states the one that is new; of two new ones the first.
        new = next(code for code in codes.split("-") if code in change["codes"] or codes.count("-") == 0)
        return self.names.get(new, new)


def _empty(count: int) -> _Found:
    return _Found(np.full(count, -1), np.full(count, -1))


def _is_any(factorized: tuple[NDArray[np.intp], NDArray[np.object_]], wanted: Collection[str]) -> Flags:
    number, different = factorized
    # Number -1, nothing, finds the False at the end.
    return np.append([value in wanted for value in different], [False]).astype(bool)[number]


def _inside(change: Any, table: pd.DataFrame) -> Flags:  # noqa: ANN401 - a row as pandas gives it
    if np.isnan(change.west):
        return np.ones(len(table), dtype=bool)
    lon, lat = (table[name].to_numpy(float, na_value=np.nan) for name in ("geo_label_lon", "geo_label_lat"))
    inside = (lon >= change.west) & (lon <= change.east) & (lat >= change.south) & (lat <= change.north)
    return np.asarray(inside, dtype=bool)

"""What is known of a source of tables besides what its precision codes say of places.

Those codes are in `geo._locating.schemas`, under the same names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from geo._reading.headings import squash

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["Profile", "TimeRule"]

TimeRule = Literal["day", "days", "week", "month", "year"]
"""What a code of temporal precision makes of a date.

The day as it is; up to `dates.FEW_DAYS` days before and after it; a week before and after it; the whole
calendar month, or year, that it lies in.
"""


class Profile(NamedTuple):
    """A source of tables. Columns are in lower case with underscores; any spelling of them is found.

    Where several columns are listed for one thing, those that are preferred stand first.
    """

    name: str
    """What it is called on the command line."""
    title: str
    """What people call it."""
    marks: tuple[tuple[str, ...], ...] = ()
    """Sets of columns; a table that has all of one set is of this source."""
    schema: str | None = None
    """The `geo._locating.schemas.Schema.name` of its codes of precision."""
    lon: str | None = None
    lat: str | None = None
    precision: str | None = None
    """The column with the precision of the location, in metres or as a code."""
    time: str | None = None
    """The day on which it happened, or the first on which it may have."""
    end: str | None = None
    """The last such day."""
    time_precision: str | None = None
    """The column with the code of temporal precision."""
    time_rules: Mapping[str, TimeRule] = {}
    """What the codes mean."""
    is_day_first: bool = False
    """Whether 03/04/2011 is the third of April in it."""
    is_unix_time: bool = False
    """Whether its times are seconds, or milliseconds, since 1970."""
    label: tuple[str, ...] = ()
    """What an incident is called after."""
    type: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    """Who reported it."""
    link: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    """What enters a map without being asked for; what looks like it, where this is empty."""
    headers: tuple[tuple[str, ...], ...] = ()
    """The columns of its files that have no line of headings, by how many there are."""
    citation: str = ""
    terms: str = ""
    """What its provider says of passing the data on, in our words."""
    terms_url: str = ""
    restricts: bool = False
    """Whether the terms restrict passing rows on, or are not known."""
    licence_columns: tuple[str, ...] = ()
    """The columns in which every row states its own terms."""
    map_title: str | None = None
    """What a map of it has to be called."""
    meaning: str | None = None
    """What readers have to know of its rows."""

    def spelt(self, columns: Iterable[str]) -> dict[str, str]:
        """Give the columns of a table as they are spelt there, by the names that the profile has for them.

        Examples
        --------
        >>> Profile("x", "X", time="event_date", end="date_end").spelt(["id", "EVENT DATE"])
        {'event_date': 'EVENT DATE'}
        """
        there: dict[str, str] = {}
        for column in columns:
            there.setdefault(squash(column), column)
        axes = (self.lon, self.lat, self.precision, self.time, self.end, self.time_precision)
        many = (*self.label, *self.type, *self.source, *self.link, *self.columns, *self.licence_columns)
        names = dict.fromkeys(name for name in (*axes, *many) if name is not None)
        return {name: there[squash(name)] for name in names if squash(name) in there}

"""Which columns of the source enter the page, and what they are called there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from geo._maps.roles import ROLES, assign_roles, check_roles
from geo.errors import UsageError
from geo.schema import PREFIX

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from geo._reading.profiles import Profile

__all__ = [
    "DEFAULT_ROLES",
    "choose_columns",
    "date_texts",
    "list_own",
    "plain",
    "plain_texts",
    "readable",
    "title_column",
]

# What stands in tables for nothing.
UNSAID: Final = frozenset({"", "<NA>", "NaT", "nan"})
MIDNIGHT: Final = re.compile(r"[T ]00:00(?::00(?:\.0+)?)?(?:Z|\+00:00)?$")

DEFAULT_ROLES: Final = ("title", "date", "type", "source", "link", "accessed")
"""What enters a page without being asked for; everything else has to be chosen by its name."""


def plain(value: object) -> str | None:
    """Turn any cell into text; None when it says nothing.

    Examples
    --------
    >>> plain(3.0), plain(float("nan")), plain("  ")
    ('3', None, None)
    """
    if value is None or (pd.api.types.is_scalar(value) and pd.isna(value)):  # type: ignore[call-overload]
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value).strip()
    return None if text in UNSAID else text


def plain_texts(column: pd.Series[Any]) -> NDArray[np.object_]:
    """Turn a column into texts; None where it says nothing. What recurs is looked at once.

    Examples
    --------
    >>> plain_texts(pd.Series([3.0, float("nan"), " a "], dtype=object)).tolist()
    ['3', None, 'a']
    """
    given = column.astype(object).to_numpy()
    try:
        codes, different = pd.factorize(given)
    except TypeError:
        # Lists and the like do not count as the same as anything.
        return np.array([plain(value) for value in given], dtype=object)
    texts = [value.strip() if type(value) is str else plain(value) for value in different]
    words = np.array([*(None if text in UNSAID else text for text in texts), None], dtype=object)
    return np.asarray(words[codes], dtype=object)


def date_texts(column: pd.Series[Any]) -> NDArray[np.object_]:
    """Turn dates into texts; without the midnight that every one has where a table knows days only.

    Examples
    --------
    >>> date_texts(pd.Series(["2009-02-20T00:00:00", None])).tolist()
    ['2009-02-20', None]
    >>> date_texts(pd.Series(["2009-02-20 00:00:00", "2009-02-20 07:30:00"])).tolist()
    ['2009-02-20 00:00:00', '2009-02-20 07:30:00']
    """
    texts = plain_texts(column)
    codes, different = pd.factorize(texts)
    days = [MIDNIGHT.sub("", text) for text in different]
    if any(day == text for day, text in zip(days, different, strict=True)):
        return texts
    return np.asarray(np.array([*days, None], dtype=object)[codes], dtype=object)


def readable(name: str) -> str:
    """Write a column's name as words; one that is not made of plain words stays as it is.

    Examples
    --------
    >>> readable("reported_place"), readable("Wo?")
    ('Reported place', 'Wo?')
    """
    return name.replace("_", " ").capitalize() if re.fullmatch(r"[a-z][a-z0-9_]*", name) else name


def choose_columns(
    frame: pd.DataFrame,
    columns: list[str] | None,
    *,
    profile: Profile | None = None,
    roles: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """Decide which source columns enter the page.

    Parameters
    ----------
    frame : DataFrame
        The measured table.
    columns : list of str or None
        The author's choice; None takes those of the source's profile, else those that look like title, date,
        type, source, link and day of access; the first that looks like a place where nothing looks like a
        title.
    profile : Profile, optional
        What is known of the source.
    roles : mapping, optional
        Role -> the column that has it; it enters the page, too.

    Returns
    -------
    dict
        Column name -> its role; ``other`` when it has none. In the order of the panel.

    Raises
    ------
    UsageError
        When a chosen column is not in the table, or there is no such role.
    """
    own = list_own(frame)
    chosen = check_roles(roles, own)
    known = assign_roles(own, profile, chosen)
    if columns is not None:
        missing = [name for name in columns if name not in own]
        if missing:
            raise UsageError(
                f"No column named {', '.join(map(repr, missing))} (found: {', '.join(own)}). "
                "Give columns that are in the table."
            )
        return {name: known[name] or "other" for name in dict.fromkeys([*columns, *chosen.values()])}
    if profile is not None and profile.columns:
        spelt = profile.spelt(own)
        wanted = [*chosen.values(), *(spelt[each] for each in profile.columns if each in spelt)]
        taken = {name: known[name] or "other" for name in wanted}
    else:
        taken = {name: role for name, role in known.items() if role in DEFAULT_ROLES}
    if "title" not in taken.values():
        # Where nothing is called a title, an incident is called after its place.
        taken |= dict([(name, role) for name, role in known.items() if role == "place"][:1])
    order = [*ROLES, "other"]
    return dict(sorted(taken.items(), key=lambda item: order.index(item[1])))


def list_own(frame: pd.DataFrame) -> list[str]:
    """List the columns of the source."""
    shapes = frame.geometry.name
    return [str(name) for name in frame.columns if not str(name).startswith(PREFIX) and name != shapes]


def title_column(frame: pd.DataFrame, chosen: dict[str, str]) -> list[str]:
    """Give every row a title: its own, or what else tells it from the others.

    Returns
    -------
    list of str
        Never empty: "Incident 3" is the last resort.
    """
    titles: list[str | None] = [None] * len(frame)
    for role in ("title", "place", "type"):
        for name in (name for name, its in chosen.items() if its == role):
            titles = [title or text for title, text in zip(titles, plain_texts(frame[name]), strict=True)]
    return [title or f"Incident {position}" for position, title in enumerate(titles, start=1)]

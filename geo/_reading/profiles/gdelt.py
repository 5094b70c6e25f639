"""GDELT: the columns of files without headings, its codes of events, its rows put together for a map.

GDELT writes a row for what a program took for one event in one article, and one happening makes many of them.
On a map, rows of one place, day and code are one incident with the number of its rows; what differs between
them is not told of it.

Sources: "The GDELT Event Database Data Format Codebook" V1.03 (57 columns, 58 since SOURCEURL was added in
April 2013) and V2.0 (61); "CAMEO Conflict and Mediation Event Observations Codebook" version 1.1b3 for the
roots.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from geo._reading.headings import squash

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "COUNT",
    "GDELT_1",
    "GDELT_1_HISTORICAL",
    "GDELT_2",
    "KIND",
    "describe_event",
    "group_events",
]

logger = logging.getLogger(__name__)

KIND: Final = "event_kind"
"""Column with the root of the event's code in words."""
COUNT: Final = "event_rows"
"""Column with the number of rows that an incident of a map stands for."""

_ACTOR: Final = (
    *("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code"),
    *("Type1Code", "Type2Code", "Type3Code"),
)
_EVENT: Final = (
    *("IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale"),
    *("NumMentions", "NumSources", "NumArticles", "AvgTone"),
)
_GEO: Final = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")


def _columns(geo: tuple[str, ...], last: tuple[str, ...]) -> tuple[str, ...]:
    actors = (f"Actor{number}{name}" for number in (1, 2) for name in _ACTOR)
    places = (f"{what}Geo_{name}" for what in ("Actor1", "Actor2", "Action") for name in geo)
    first = ("GlobalEventID", "SQLDATE", "MonthYear", "Year", "FractionDate")
    return (*first, *actors, *_EVENT, *places, "DATEADDED", *last)


GDELT_2: Final = _columns(_GEO, ("SOURCEURL",))
"""GDELT 2.0, every 15 minutes."""
GDELT_1: Final = _columns(tuple(name for name in _GEO if name != "ADM2Code"), ("SOURCEURL",))
"""GDELT 1.0, daily."""
GDELT_1_HISTORICAL: Final = GDELT_1[:-1]
"""GDELT 1.0 before April 2013."""

_ROOTS: Final = {
    "01": "Make public statement",
    "02": "Appeal",
    "03": "Express intent to cooperate",
    "04": "Consult",
    "05": "Engage in diplomatic cooperation",
    "06": "Engage in material cooperation",
    "07": "Provide aid",
    "08": "Yield",
    "09": "Investigate",
    "10": "Demand",
    "11": "Disapprove",
    "12": "Reject",
    "13": "Threaten",
    "14": "Protest",
    "15": "Exhibit force posture",
    "16": "Reduce relations",
    "17": "Coerce",
    "18": "Assault",
    "19": "Fight",
    "20": "Use unconventional mass violence",
}
_SUMMED: Final = ("nummentions", "numsources", "numarticles")
_FIRST: Final = "sourceurl"
_ID: Final = "globaleventid"
# So many numbers of rows are listed.
_MOST_IDS: Final = 20


def describe_event(code: str | None) -> str | None:
    """Say what the root of a code of CAMEO means; None where it is none.

    Parameters
    ----------
    code : str or None
        Two to four digits; the zero that a number has lost is put back where only one digit is left.

    Examples
    --------
    >>> describe_event("193"), describe_event("043"), describe_event("4"), describe_event("99")
    ('Fight', 'Consult', 'Consult', None)
    """
    text = (code or "").strip().removesuffix(".0")
    return _ROOTS.get(text.zfill(2)[:2]) if text.isdecimal() else None


def group_events(frame: pd.DataFrame) -> pd.DataFrame:
    """Make one incident of the rows of one place, day and code.

    The place is ActionGeo_FeatureID with its type and coordinates, or these alone; a row without a place, a
    day or a code stays by itself. NumMentions, NumSources and NumArticles are summed up, numbers of events
    listed up to `_MOST_IDS`, SOURCEURL is the first one, and what else differs within a group is empty.

    Parameters
    ----------
    frame : DataFrame, n rows
        A table of GDELT, or a measured one.

    Returns
    -------
    DataFrame, at most n rows
        With `KIND` and `COUNT` besides; in the order of the first row of each group, with its index.
    """
    there: dict[str, str] = {}
    for column in frame.columns:
        there.setdefault(squash(str(column)), str(column))
    group, alone = _number_groups(frame, there)
    rows, sizes = np.unique(group, return_index=True, return_counts=True)[1:]

    grouped = frame.iloc[rows].copy()
    shapes = getattr(frame, "_geometry_column_name", None)
    for column in frame.columns:
        key = squash(str(column))
        if column == shapes or str(column).startswith("geo_") or key == _FIRST:
            continue
        if key in _SUMMED:
            numbers = pd.to_numeric(frame[column], errors="coerce").to_numpy(float)
            grouped[column] = _sum(numbers, group, len(rows))
        elif key == _ID:
            grouped[column] = _list_ids(frame[column], group, sizes)
        else:
            same = _is_same(frame[column], group, rows)
            if not same.all():
                grouped[column] = grouped[column].astype(object).where(same, None)
    if KIND not in grouped:
        codes = there.get("eventrootcode") or there.get("eventcode")
        texts = [None] * len(rows) if codes is None else [_text(cell) for cell in grouped[codes]]
        grouped[KIND] = pd.array([describe_event(text) for text in texts], dtype="string")
    grouped[COUNT] = sizes
    logger.info(
        "GDELT: %s rows became %s incidents, one for each place, day and code of event%s.",
        f"{len(frame):,}",
        f"{len(rows):,}",
        f" ({alone:,} without one of these stay by themselves)" if alone else "",
    )
    return grouped


def _number_groups(frame: pd.DataFrame, there: dict[str, str]) -> tuple[NDArray[np.intp], int]:
    """Give the number of the group of every row, and how many rows have none but their own."""

    def texts(name: str) -> NDArray[np.object_]:
        if name not in there:
            return np.full(len(frame), "", dtype=object)
        return np.array([_text(cell) or "" for cell in frame[there[name]]], dtype=object)

    feature, kind = texts("actiongeofeatureid"), texts("actiongeotype")
    lon, lat = texts("actiongeolong"), texts("actiongeolat")
    day, code = texts("sqldate"), texts("eventcode")
    known = ((feature != "") | ((lon != "") & (lat != ""))) & (day != "") & (code != "")
    own = np.where(known, "", np.arange(len(frame)).astype(str).astype(object))
    group = np.zeros(len(frame), dtype=np.intp)
    for key in (feature, kind, lon, lat, day, code, own):
        number, different = pd.factorize(key)
        # In the order of their first rows, and never more of them than rows.
        group = pd.factorize(group * len(different) + number)[0]
    return group, int((~known).sum())


def _sum(numbers: NDArray[np.float64], group: NDArray[np.intp], count: int) -> Any:  # noqa: ANN401 - an array
    """Sum up what is known within each group; null where nothing is."""
    known = np.isfinite(numbers)
    sums = np.bincount(group[known], weights=numbers[known], minlength=count).astype(np.float64)
    sums[np.bincount(group[known], minlength=count) == 0] = np.nan
    return pd.array(np.round(sums), dtype="Float64").astype("Int64")


def _list_ids(ids: pd.Series[Any], group: NDArray[np.intp], sizes: NDArray[np.intp]) -> Any:  # noqa: ANN401
    """List the numbers of the events of each group."""
    order = np.argsort(group, kind="stable")
    texts = [_text(cell) or "" for cell in ids.iloc[order]]
    listed, start = [], 0
    for size in sizes.tolist():
        own = [text for text in texts[start : start + min(size, _MOST_IDS)] if text]
        more = f" and {size - _MOST_IDS:,} more" if size > _MOST_IDS else ""
        listed.append("; ".join(own) + more)
        start += size
    return pd.array(listed, dtype="string")


def _is_same(column: pd.Series[Any], group: NDArray[np.intp], rows: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Tell in which groups all rows have the same in a column."""
    values = pd.factorize(column.astype(object), use_na_sentinel=False)[0]
    differs = values != values[rows][group]
    return np.asarray(np.bincount(group[differs], minlength=len(rows)) == 0, dtype=np.bool_)


def _text(cell: Any) -> str | None:  # noqa: ANN401 - a cell of any type
    if cell is None or (pd.api.types.is_scalar(cell) and pd.isna(cell)):
        return None
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return str(cell).strip()

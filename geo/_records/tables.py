"""What a table says of its own making: the inputs it was read from, and how many rows have what.

The inputs travel in ``frame.attrs``, so that whoever uses geo as a library has them in what is written too.
"""

from __future__ import annotations

import copy
import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

__all__ = [
    "ATTRS_KEY",
    "carry_provenance",
    "count_problems",
    "count_rows",
    "cut_problems",
    "hide_inputs",
    "keep_provenance",
    "list_kinds",
    "provenance",
]

ATTRS_KEY: Final = "geo_incidents"
"""Under which ``frame.attrs`` holds ``{"inputs": [...], "data": [...]}``."""

# More kinds of problems than these are counted as one: a record is no log.
_MOST_KINDS: Final = 20
_OTHER: Final = "other"
# A cell that a sentence quotes, as `geo._reading.problems.quote` does.
_QUOTED: Final = re.compile(r"\s?(?<![^\s(])(?:'.{0,41}?'|\u201c.{0,200}?\u201d)(?=[\s;,.:)]|$)")
# How advice begins that stands behind a problem and is none itself.
_HINTS: Final = ("longitude and latitude may be swapped", "run without a blur")
_HIDDEN: Final = ("name", "sha256", "bytes")


def provenance(frame: pd.DataFrame) -> dict[str, Any]:
    """Give what a table says of where it was read from: lists ``inputs`` and ``data``, maybe empty."""
    told = frame.attrs.get(ATTRS_KEY)
    told = told if isinstance(told, dict) else {}
    return {name: copy.deepcopy(list(told.get(name) or ())) for name in ("inputs", "data")}


def keep_provenance(frame: pd.DataFrame, inputs: Iterable[Any], data: Iterable[Any] = ()) -> None:
    """Note in a table, in place, where it was read from.

    Parameters
    ----------
    frame : DataFrame
    inputs : iterable of dict
        From `geo._records.describe_input`.
    data : iterable of dict
        ``profile``, ``citation`` and ``terms`` of data that somebody publishes.
    """
    frame.attrs[ATTRS_KEY] = {"inputs": [*inputs], "data": [*data]}


def carry_provenance(source: pd.DataFrame, target: pd.DataFrame) -> None:
    """Note in a table, in place, that it was made from another one."""
    if ATTRS_KEY in source.attrs:
        target.attrs[ATTRS_KEY] = copy.deepcopy(source.attrs[ATTRS_KEY])


def hide_inputs(inputs: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Leave out of inputs whatever may give away a position that was blurred.

    A file may be called after the place, and so may a sheet in it. Its hash is as good as its content to
    whoever can guess that: of a file with one row all but the position stays in what is published, and a
    cell of 10 km has no more than 10^8 positions of five decimals, hashed in a minute. So does its size tell
    how many digits there are.

    Examples
    --------
    >>> hide_inputs([{"name": "aktau.csv", "sha256": "9f", "bytes": 31, "format": "csv", "told": ["UTF-8"]}])
    [{'name': None, 'sha256': None, 'bytes': None, 'format': 'csv', 'told': []}]
    """
    return [{**one, **{name: None for name in _HIDDEN if name in one}, "told": []} for one in inputs]


def count_rows(frame: pd.DataFrame) -> dict[str, Any]:
    """Count the rows of a table of incidents.

    Parameters
    ----------
    frame : GeoDataFrame, n rows
        As `geo.read_incidents` gives it, or located or measured.

    Returns
    -------
    dict
        ``in``, ``located``, ``with_problems``, and ``problems``: kind -> rows that have it, the most
        frequent first. What cannot be counted is None.
    """
    import shapely

    geometry: Any = getattr(frame, "geometry", None)
    located = None
    if geometry is not None:
        shapes = geometry.to_numpy()
        located = int((~shapely.is_missing(shapes) & ~shapely.is_empty(shapes)).sum())
    told: dict[str, Any] = {"in": len(frame), "located": located, "with_problems": None, "problems": None}
    if "geo_problem" in frame.columns:
        texts = [str(text) for text in frame["geo_problem"].dropna() if str(text)]
        told |= {"with_problems": len(texts), "problems": count_problems(texts)}
    return told


def count_problems(texts: Iterable[str]) -> dict[str, int]:
    """Count sentences of ``geo_problem`` by their kind: what they say without the cell that they quote.

    Examples
    --------
    >>> count_problems(["latitude '95' is outside -90 to 90", "latitude '96' is outside -90 to 90"])
    {'latitude is outside -90 to 90': 2}
    """
    kinds: Counter[str] = Counter()
    for text in texts:
        # A row counts once for each kind.
        kinds.update(list_kinds(text))
    return cut_problems(kinds)


def list_kinds(text: str) -> list[str]:
    """List the kinds of problems that a sentence of ``geo_problem`` tells of, each once."""
    said = (each.strip() for each in _QUOTED.sub("", text).split(";"))
    return list(dict.fromkeys(kind for kind in said if kind and not kind.startswith(_HINTS)))


def cut_problems(kinds: Mapping[str, int]) -> dict[str, int]:
    """Put kinds of problems in order, the most frequent first, and count those at the end as one."""
    other = kinds.get(_OTHER, 0)
    named = [item for item in kinds.items() if item[0] != _OTHER]
    ordered = sorted(named, key=lambda item: (-item[1], item[0]))
    told = dict(ordered[:_MOST_KINDS])
    rest = other + sum(count for _, count in ordered[_MOST_KINDS:])
    return {**told, _OTHER: rest} if rest else told

"""What a record counts, counted piece by piece of a table that is never in memory as a whole."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from geo._records.building import list_countries
from geo._records.sources import join_sources, tally_sources
from geo._records.tables import count_rows, list_kinds, rank_problems

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

__all__ = ["join_tallies", "tally_table"]


def tally_table(frame: pd.DataFrame) -> dict[str, Any]:
    """Count what a piece of a table of incidents holds, as JSON can hold it.

    Returns
    -------
    dict
        ``rows``, as of `geo._records.count_rows` but with all kinds of problems, ``sources`` and
        ``countries``; see `join_tallies`.
    """
    rows = count_rows(frame)
    if rows["problems"] is not None:
        kinds: Counter[str] = Counter()
        for text in frame["geo_problem"].dropna():
            kinds.update(list_kinds(str(text)))
        rows["problems"] = dict(kinds)
    return {"rows": rows, "sources": tally_sources(frame), "countries": sorted(list_countries(frame))}


def join_tallies(tallies: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Put together what was counted in all pieces of a table.

    Returns
    -------
    dict
        ``rows`` as of `geo._records.count_rows`, ``sources`` as of `geo._records.count_sources`, and
        ``countries``, a sorted list of codes.

    Examples
    --------
    >>> import pandas as pd
    >>> pieces = [pd.DataFrame({"geo_problem": [text]}) for text in ("too far", None, "too far")]
    >>> join_tallies([tally_table(piece) for piece in pieces])["rows"]
    {'in': 3, 'located': None, 'with_problems': 2, 'problems': {'too far': 2}}
    """
    rows = [one["rows"] for one in tallies]
    kinds: Counter[str] = Counter()
    for one in rows:
        kinds.update(one["problems"] or {})
    is_counted = rows[0]["problems"] is not None
    return {
        "rows": {
            "in": sum(one["in"] for one in rows),
            "located": None if rows[0]["located"] is None else sum(one["located"] for one in rows),
            "with_problems": sum(one["with_problems"] for one in rows) if is_counted else None,
            "problems": rank_problems(kinds) if is_counted else None,
        },
        "sources": join_sources([one["sources"] for one in tallies]),
        "countries": sorted({code for one in tallies for code in one["countries"]}),
    }

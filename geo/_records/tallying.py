"""What a record counts, counted piece by piece of a table that is never in memory as a whole."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from geo._records.building import list_countries
from geo._records.sources import join_sources, tally_sources
from geo._records.tables import count_rows, cut_problems, list_kinds

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

__all__ = ["add_tally", "finish_tally", "tally_table"]


def tally_table(frame: pd.DataFrame) -> dict[str, Any]:
    """Count what a piece of a table of incidents holds, as JSON can hold it.

    Returns
    -------
    dict
        ``rows``, as of `geo._records.count_rows` but with all kinds of problems, ``sources`` and
        ``countries``; see `finish_tally`.
    """
    rows = count_rows(frame)
    if rows["problems"] is not None:
        kinds: Counter[str] = Counter()
        for text in frame["geo_problem"].dropna():
            kinds.update(list_kinds(str(text)))
        rows["problems"] = dict(kinds)
    return {"rows": rows, "sources": tally_sources(frame), "countries": sorted(list_countries(frame))}


def add_tally(total: dict[str, Any], piece: Mapping[str, Any]) -> None:
    """Add, in place, what was counted in another piece to what was counted so far, at first an empty dict."""
    if not total:
        total.update({**piece, "rows": dict(piece["rows"]), "sources": [piece["sources"]]})
        return
    rows, more = total["rows"], piece["rows"]
    for name in ("in", "located", "with_problems"):
        if rows[name] is not None:
            rows[name] += more[name]
    if rows["problems"] is not None:
        for kind, count in more["problems"].items():
            rows["problems"][kind] = rows["problems"].get(kind, 0) + count
    total["sources"].append(piece["sources"])
    total["countries"] = sorted({*total["countries"], *piece["countries"]})


def finish_tally(total: Mapping[str, Any]) -> dict[str, Any]:
    """Give what was counted in all pieces.

    Returns
    -------
    dict
        ``rows`` as of `geo._records.count_rows`, ``sources`` as of `geo._records.count_sources`, and
        ``countries``, a sorted list of codes.

    Examples
    --------
    >>> import pandas as pd
    >>> total = {}
    >>> for text in ("too far", None, "too far"):
    ...     add_tally(total, tally_table(pd.DataFrame({"geo_problem": [text]})))
    >>> finish_tally(total)["rows"]
    {'in': 3, 'located': None, 'with_problems': 2, 'problems': {'too far': 2}}
    """
    rows = dict(total["rows"])
    if rows["problems"] is not None:
        rows["problems"] = cut_problems(rows["problems"])
    return {"rows": rows, "sources": join_sources(total["sources"]), "countries": total["countries"]}

"""What the parts of a table say of themselves, put together as all of it would have said."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from geo._records.tables import cut_problems

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["merge_rows", "merge_sources"]


def merge_rows(parts: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Add up the counts of `geo._records.count_rows`; what is unknown of one part is unknown.

    Examples
    --------
    >>> one = {"in": 3, "located": 2, "with_problems": 1, "problems": {"no text": 1}}
    >>> merge_rows([one, one])["problems"], merge_rows([one, {"in": 1}])["located"]
    ({'no text': 2}, None)
    """
    found = list(parts)
    told = {name: _add(part.get(name) for part in found) for name in ("in", "located", "with_problems")}
    kinds: Counter[str] | None = Counter()
    for part in found:
        kinds = None if kinds is None or part.get("problems") is None else kinds + Counter(part["problems"])
    return {**told, "problems": None if kinds is None else cut_problems(kinds)}


def merge_sources(parts: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Add up the counts of `geo._records.count_sources`, of parts with the same columns.

    Examples
    --------
    >>> one = {"columns": {}, "rows_with_link": 2, "missing_archive_links": 1}
    >>> one |= {"accessed_from": "2024-05-07", "accessed_to": "2024-05-08"}
    >>> merge_sources([one, {**one, "accessed_to": "2024-06-01"}])["accessed_to"]
    '2024-06-01'
    """
    told: dict[str, Any] = {"columns": dict(parts[0]["columns"])}
    for name in ("rows_with_link", "missing_archive_links"):
        # A part without any link looks as if there were no column of them.
        known = [part[name] for part in parts if part.get(name) is not None]
        told[name] = sum(known) if known else None
    days: list[tuple[Any, Any]] = [(part.get("accessed_from"), part.get("accessed_to")) for part in parts]
    is_known = all(first and last for first, last in days)
    told["accessed_from"] = min(first for first, _ in days) if is_known else None
    told["accessed_to"] = max(last for _, last in days) if is_known else None
    return told


def _add(counts: Iterable[int | None]) -> int | None:
    total = 0
    for count in counts:
        if count is None:
            return None
        total += count
    return total

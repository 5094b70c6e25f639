"""Former names and when they were in use."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from geo._names import search_key

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["FormerName", "find_former_names"]


class FormerName(NamedTuple):
    """A name that a thing no longer has."""

    target: str
    """What had it, as `geo._gazetteer.Things.id_of` names it."""
    name: str
    since: date | None
    until: date | None
    source: str


def find_former_names(name: str, folder: Path) -> list[FormerName]:
    """Find what was called so.

    Parameters
    ----------
    name : str
        As written.
    folder : Path
        Of the atlas.

    Examples
    --------
    >>> from geo._atlas.folder import find_atlas
    >>> [(one.target, one.until.isoformat()) for one in find_former_names("Nur Sultan", find_atlas())]
    [('place:1526273', '2022-09-17')]
    """
    return _read(folder).get(search_key(name), [])


@lru_cache(maxsize=4)
def _read(folder: Path) -> dict[str, list[FormerName]]:
    import pyarrow.parquet as pq

    path = folder / "feature_names.parquet"
    if not path.is_file():
        return {}
    columns = ["target", "name", "since", "until", "source"]
    table = pq.read_table(path, columns=columns, filters=[("how", "=", "former")])
    found: dict[str, list[FormerName]] = {}
    for row in table.to_pylist():
        one = FormerName(
            row["target"], row["name"], _day(row["since"]), _day(row["until"]), row["source"] or ""
        )
        found.setdefault(search_key(one.name), []).append(one)
    return found


def _day(value: object) -> date | None:
    """Read a day; a year alone counts from its beginning."""
    if value is None or value == "":
        return None
    if isinstance(value, date):
        return value
    text = str(value)
    return date.fromisoformat(text if len(text) > 4 else f"{text}-01-01")  # noqa: PLR2004 - a year

"""Columns that say where each row is known from, and how many links have no archived copy."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

__all__ = [
    "HEADINGS",
    "count_sources",
    "find_source_columns",
    "heading_key",
    "is_link",
    "join_sources",
    "tally_sources",
    "tell_missing",
]

HEADINGS: Final[dict[str, tuple[str, ...]]] = {
    "source": (
        *("source", "sources", "source_name", "source_article", "source_office", "publisher"),
        *("reported_by", "quelle", "quellen", "fuente", "fuentes", "fonte", "bron", "источник", "источники"),
    ),
    "source_url": (
        *("source_url", "source_link", "source_uri", "sourceurl", "url", "link", "href", "permalink"),
        *("article_url", "news_url", "post_url", "report_url", "url_source", "urls", "links", "ссылка"),
    ),
    "archived_url": (
        *("archived_url", "archive_url", "archived_link", "archive_link", "archived", "archive"),
        *("wayback", "wayback_url", "wayback_link", "source_archive", "source_archived", "archived_source"),
        *("source_url_archived", "source_archived_url", "source_archive_url", "url_archived", "url_archive"),
        *("archiveurl", "архив"),
    ),
    "accessed": (
        *("accessed", "access_date", "accessed_on", "accessed_at", "date_accessed", "last_accessed"),
        *("retrieved", "retrieved_on", "retrieved_at", "date_retrieved", "retrieval_date", "accessdate"),
        *("abgerufen", "abgerufen_am", "consulté_le", "дата_обращения"),
    ),
}
"""What tables call these columns, as `heading_key` spells it; the earlier names count first."""

_CAMEL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_LINK: Final = re.compile(r"(?:https?://|www\.)\S", re.IGNORECASE)
_FIRST_LINK: Final = re.compile(r"(?:https?://|www\.)[^\s;,|]+", re.IGNORECASE)
_DAY: Final = re.compile(r"(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?:$|[T ])")
# Services whose addresses are themselves archived copies.
_ARCHIVES: Final = (
    *("archive.org", "archive.today", "archive.ph", "archive.is", "archive.li", "archive.vn", "archive.fo"),
    *("archive.md", "perma.cc", "ghostarchive.org", "webcitation.org"),
)


def heading_key(name: str) -> str:
    """Spell a heading in one way: lower case, words joined by underscores.

    Examples
    --------
    >>> heading_key("Source URL"), heading_key("archivedUrl"), heading_key("Access-Date ")
    ('source_url', 'archived_url', 'access_date')
    """
    return re.sub(r"[\s_-]+", "_", _CAMEL.sub("_", name.strip()).lower())


def find_source_columns(columns: Iterable[object]) -> dict[str, str | None]:
    """Find the columns that say where each row is known from.

    Parameters
    ----------
    columns : iterable of str
        The headings of the source.

    Returns
    -------
    dict
        ``source``, ``source_url``, ``archived_url`` and ``accessed`` -> the column, None where there is none.

    Examples
    --------
    >>> find_source_columns(["id", "Source", "URL", "Wayback link"])
    {'source': 'Source', 'source_url': 'URL', 'archived_url': 'Wayback link', 'accessed': None}
    """
    named: dict[str, str] = {}
    for column in columns:
        name = str(column)
        # "URL" has no capitals between small letters, "SOURCEURL" no words at all.
        for key in (heading_key(name), name.strip().lower()):
            named.setdefault(key, name)
    return {role: next((named[key] for key in keys if key in named), None) for role, keys in HEADINGS.items()}


def is_link(text: str) -> bool:
    """Say whether a cell holds the address of a page.

    Examples
    --------
    >>> is_link("https://a.example/1"), is_link("www.a.example"), is_link("Reuters")
    (True, True, False)
    """
    return bool(_LINK.match(text.strip()))


def count_sources(frame: pd.DataFrame) -> dict[str, Any]:
    """Count what a table says of its sources.

    Parameters
    ----------
    frame : DataFrame, n rows

    Returns
    -------
    dict
        ``columns`` as of `find_source_columns`; ``rows_with_link``: rows whose source or its address is a
        link; ``missing_archive_links``: those of them with no archived copy, be it in a column of its own or
        the link itself; ``accessed_from`` and ``accessed_to``: the first and the last day, None unless every
        day is written as 2024-05-07. Without any column that could hold a link the counts are None.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = {"url": ["https://a.example/1", "https://archive.ph/x", "by phone"], "accessed": "2024-05-07"}
    >>> told = count_sources(pd.DataFrame(rows))
    >>> told["rows_with_link"], told["missing_archive_links"], told["accessed_to"]
    (2, 1, '2024-05-07')
    """
    return join_sources([tally_sources(frame)])


def tally_sources(frame: pd.DataFrame) -> dict[str, Any]:
    """Count what a piece of a table says of its sources, as JSON can hold it; see `join_sources`."""
    columns = find_source_columns(frame.columns)
    linking = [name for name in (columns["source_url"], columns["source"]) if name is not None]
    archived = columns["archived_url"]
    cells = [_texts(frame, name) for name in linking] or [[""] * len(frame)]
    links = [next((text for text in row if is_link(text)), "") for row in zip(*cells, strict=True)]
    copies = [""] * len(links) if archived is None else _texts(frame, archived)
    days, unread = _days(frame, columns["accessed"])
    return {
        "columns": columns,
        "rows_with_link": sum(map(bool, links)),
        "missing_archive_links": sum(
            bool(link) and not is_link(copy) and not _is_archive(link)
            for link, copy in zip(links, copies, strict=True)
        ),
        "days": [min(days), max(days)] if days else [],
        "unread_days": unread,
    }


def join_sources(tallies: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Put together what pieces of a table say of its sources; see `count_sources`."""
    columns = dict(tallies[0]["columns"])
    linked = sum(one["rows_with_link"] for one in tallies)
    is_counted = columns["source_url"] is not None or linked > 0
    days = [day for one in tallies for day in one["days"]]
    is_read = bool(days) and not any(one["unread_days"] for one in tallies)
    return {
        "columns": columns,
        "rows_with_link": linked if is_counted else None,
        "missing_archive_links": sum(one["missing_archive_links"] for one in tallies) if is_counted else None,
        "accessed_from": min(days) if is_read else None,
        "accessed_to": max(days) if is_read else None,
    }


def tell_missing(told: Mapping[str, Any]) -> str | None:
    """Say how many links have no archived copy; None where all have one, or none is known.

    Examples
    --------
    >>> tell_missing({"rows_with_link": 9, "missing_archive_links": 2})
    '2 of 9 rows with a link have no archived copy.'
    """
    missing, rows = told.get("missing_archive_links"), told.get("rows_with_link")
    if not missing or not rows:
        return None
    have = "has" if missing == 1 else "have"
    return f"{missing:,} of {rows:,} row{'' if rows == 1 else 's'} with a link {have} no archived copy."


def _texts(frame: pd.DataFrame, name: str) -> list[str]:
    # By place: headings may be no texts, and two of them may be the same.
    column = frame.iloc[:, [str(heading) for heading in frame.columns].index(name)]
    missing = column.isna()
    return ["" if empty else str(value).strip() for value, empty in zip(column, missing, strict=True)]


def _is_archive(link: str) -> bool:
    found = _FIRST_LINK.match(link.strip())
    address = found[0] if found else ""
    try:
        host = urlsplit(address if "//" in address else f"https://{address}").hostname or ""
    except ValueError:
        return False
    return any(host == name or host.endswith(f".{name}") for name in _ARCHIVES)


def _days(frame: pd.DataFrame, name: str | None) -> tuple[list[str], int]:
    """Give the days of a column, and how many of its cells are none that can be read without a doubt."""
    texts = [] if name is None else [text for text in _texts(frame, name) if text]
    days = ["-".join(day.groups()) for text in texts if (day := _DAY.match(text))]
    return days, len(texts) - len(days)

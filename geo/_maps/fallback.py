"""The plain page for readers whose browser runs no scripts."""

from __future__ import annotations

import datetime as dt
from html import escape
from typing import TYPE_CHECKING, Any, Final

from geo._maps.categories import COLOURS
from geo._maps.making import write_run
from geo._maps.payload import FEW, PLAIN_ROWS
from geo._maps.picture import write_key
from geo._maps.precision import describe_precisions
from geo._maps.wording import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo._maps.payload import Payload

__all__ = ["disputed_table", "write_date", "write_plain_page", "write_table"]

# Caveats that stand above the table; all of them are in it.
MOST_NOTES: Final = 3


def write_plain_page(payload: Payload, picture: str = "") -> str:
    """Write what the map tells as a picture and tables.

    Parameters
    ----------
    payload : Payload
        From `geo._maps.payload.build_payload`.
    picture : str
        Markup of a picture of the map.

    Returns
    -------
    str
        Markup in which every text is escaped.
    """
    head = payload.head
    titles = payload.titles[:PLAIN_ROWS]
    # The first column already says what a column of titles would repeat.
    shown = [field for field in payload.fields if any(field.values) and field.values != titles]
    notes = dict.fromkeys(value for field in shown if field.kind == "note" for value in field.values if value)
    rows = [[title, *(_flat(field.values[row]) for field in shown)] for row, title in enumerate(titles)]
    total = head["count"]
    first = f" These are the first {PLAIN_ROWS} of {number(total)} incidents." if total > PLAIN_ROWS else ""
    sources = "".join(f"<li>{escape(source)}</li>" for source in head["sources"])
    caveats = "".join(f'<p class="geo-note">{escape(_flat(note))}</p>' for note in list(notes)[:MOST_NOTES])
    meaning = f'<p class="geo-note">{escape(head["meaning"])}</p>' if head["meaning"] else ""
    kinds = payload.categories
    labels = [] if kinds is None else [each["label"] for each in kinds.options[:-1]]
    key = list(zip(labels, COLOURS, strict=False))
    headings = ["Incident", *(field.label for field in shown)]
    table = write_table(headings, rows) if rows else ""
    if 0 < total <= FEW:
        # Of few incidents there is much to say, and a page is higher than it is wide.
        table = write_table(*_turned(headings, rows))
    precision = describe_precisions(head["precisions"], vague=head["vague"] is not None)
    return (
        f'<div class="geo-plain"><h1>{escape(head["title"])}</h1><p>{escape(_subtitle(head))}</p>'
        f"{meaning}{picture}{write_key(picture, key)}{caveats}<p>Precision: {escape(precision)}</p>"
        "<p>The interactive map needs scripts, which do not run here; the picture and the tables tell the "
        f"same.{first}</p>"
        f"{table}{disputed_table(head['disputes'])}<p>{escape(head['disputes']['worldview'])}</p>"
        f"<p>{escape(head['places_note'])}</p>"
        f"<h2>Sources</h2><ul>{sources}</ul><p>Made on {write_date(head['made'])}.</p>"
        f"{'' if head['run'] is None else write_run(head['run'])}</div>"
    )


def _subtitle(head: dict[str, Any]) -> str:
    count, hidden = head["count"], head["hidden"]
    incidents = "1 incident" if count == 1 else f"{number(count)} incidents"
    measured = f"{incidents}, measured to the nearest land border and the nearest listed places"
    return measured if hidden == 0 else f"{measured}; {number(hidden)} without a position"


def write_date(day: str) -> str:
    """Write a date as a reader would."""
    date = dt.date.fromisoformat(day)
    return f"{date.day} {date:%B %Y}"


def _turned(headings: list[str], rows: list[list[str]]) -> tuple[list[str], list[list[str]]]:
    """Turn a table on its side."""
    columns = [list(column) for column in zip(headings, *rows, strict=True)]
    return columns[0], columns[1:]


def disputed_table(disputes: dict[str, Any]) -> str:
    """Write the table of disputed ground; nothing where there is none."""
    if not disputes["rows"]:
        return ""
    table = write_table(disputes["headings"], [row["cells"] for row in disputes["rows"]])
    return f"<h2>{escape(disputes['title'])}</h2>{table}"


def write_table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Write a table; the first cell of every row is its heading."""
    head = "".join(f"<th>{escape(text)}</th>" for text in headings)
    body = "".join(
        f"<tr><th>{escape(row[0])}</th>{''.join(f'<td>{escape(text)}</td>' for text in row[1:])}</tr>"
        for row in rows
    )
    # What can be scrolled can be reached by the keyboard.
    box = '<div class="geo-wide" tabindex="0">'
    return f"{box}<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"


def _flat(text: str | list[str] | None) -> str:
    return "; ".join(text) if isinstance(text, list) else text or ""

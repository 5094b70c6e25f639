"""The plain page for readers whose browser runs no scripts."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Final

from geo._maps.picture import describe_picture
from geo._maps.wording import number

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["write_fallback"]

FALLBACK_ROWS: Final = 200


def write_fallback(payload: dict[str, Any], picture: str = "") -> str:
    """Write what the map tells as a still picture and tables.

    Parameters
    ----------
    payload : dict
        From `geo._maps.payload.build_payload`.
    picture : str
        From `geo._maps.picture.draw_picture`.

    Returns
    -------
    str
        Markup in which every text is escaped.
    """
    titles = payload["titles"][:FALLBACK_ROWS]
    shown = [field for field in payload["fields"] if any(field["values"][:FALLBACK_ROWS])]
    # The first column already says what a column of titles would repeat.
    shown = [field for field in shown if field["values"][:FALLBACK_ROWS] != titles]
    rows = [[title, *(_flat(field["values"][row]) for field in shown)] for row, title in enumerate(titles)]
    total = len(payload["titles"])
    first = f"<p>These are the first {FALLBACK_ROWS} of {number(total)}.</p>" if total > FALLBACK_ROWS else ""
    sources = "".join(f"<li>{escape(source['text'])}</li>" for source in payload["sources"])
    return (
        f'<div class="geo-plain"><h1>{escape(payload["title"])}</h1><p>{escape(payload["subtitle"])}</p>'
        f"{_picture(picture)}<p>{escape(payload['places_note'])}</p><h2>Incidents</h2>{first}"
        f"{_table(['Incident', *(field['label'] for field in shown)], rows)}{_disputed(payload['disputes'])}"
        f"<h2>Sources</h2><ul>{sources}</ul><p>Made on {escape(payload['made'])}.</p></div>"
    )


def _picture(picture: str) -> str:
    """Put the picture with what its symbols and lines stand for."""
    still = "The map that can be moved needs scripts, which are switched off here."
    legend = "".join(f"<li>{escape(words)}</li>" for words in describe_picture(picture))
    return f"{picture}<p>{still}</p>" + (f'<ul class="geo-key">{legend}</ul>' if legend else "")


def _disputed(disputes: dict[str, Any]) -> str:
    if not disputes["rows"]:
        return ""
    table = _table(disputes["headings"], [row["cells"] for row in disputes["rows"]])
    return f"<h2>{escape(disputes['title'])}</h2><p>{escape(disputes['worldview'])}</p>{table}"


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Write a table; the first cell of every row is its heading."""
    head = "".join(f"<th>{escape(text)}</th>" for text in headings)
    body = "".join(
        f"<tr><th>{escape(row[0])}</th>{''.join(f'<td>{escape(text)}</td>' for text in row[1:])}</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _flat(text: str | list[str] | None) -> str:
    return "; ".join(text) if isinstance(text, list) else text or ""

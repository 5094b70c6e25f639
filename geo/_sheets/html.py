"""The sheet as one HTML file: no script, nothing loaded, every text escaped."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup

from geo._records import as_element
from geo._sheets.fitting import MANY, choose_size
from geo._sheets.texts import LANGUAGE_TAG
from geo._sheets.wording import NO_CLAIM, NO_INCIDENT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2 import Template

    from geo._sheets.model import Page, Sheet

__all__ = ["MARK", "render_html"]

MARK: Final = "<!-- a sheet by geo-incidents -->"
"""Stands at the head of every sheet, so that geo knows which files it may replace."""


def render_html(sheet: Sheet, record: Mapping[str, Any] | None = None) -> str:
    """Lay a sheet out as HTML.

    Parameters
    ----------
    sheet : Sheet
    record : mapping, optional
        How it was made, as data that is not seen.

    Returns
    -------
    str
        A whole document: one article for each report, which prints on A4.
    """
    style = _read("sheet.css")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    pages = [(page, *choose_size(sheet, page)) for page in sheet.pages]
    title = sheet.pages[0].title if len(sheet.pages) == 1 else f"{len(sheet.pages)} reports"
    return _template().render(
        sheet=sheet,
        many=MANY,
        no_incident=NO_INCIDENT,
        no_claim=NO_CLAIM,
        pages=pages,
        mark=Markup(MARK),  # noqa: S704
        policy=policy,
        # What could end the element is escaped.
        record=Markup("" if record is None else f"\n{as_element(record)}"),  # noqa: S704
        # A file of ours; a style sheet is no place for escapes.
        style=Markup(style),  # noqa: S704
        title=f"{sheet.title}: {title}",
    )


def _lang(page: Page) -> Markup:
    """Write the attribute that says which language the words of a report are in; nothing when unknown."""
    known = LANGUAGE_TAG.fullmatch(page.language)
    return Markup(' lang="{}"').format(page.language) if known else Markup("")


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    filters: dict[str, Any] = environment.filters
    filters["lang"] = _lang
    return environment.from_string(_read("sheet.html"))


@cache
def _read(name: str) -> str:
    return resources.files("geo._sheets").joinpath(name).read_text(encoding="utf-8")

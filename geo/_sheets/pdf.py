"""The sheet as a PDF: pages of A4, text that can be selected, the map as lines.

The same sheet gives the same bytes: the time in the file is that of the check, and nothing in it is random.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, Final

from fpdf import FPDF

from geo._sheets.composing import compose_foot, compose_page
from geo._sheets.fitting import SIZES
from geo._sheets.lettering import Lettering, Run, Style, register_fonts
from geo._sheets.paper import HEIGHT, LEFT, TOP, WIDTH, fill_pages, height_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo._sheets.model import Page, Sheet

__all__ = ["CREATOR", "render_pdf"]

CREATOR: Final = "geo-incidents sheet"
"""Stands in every PDF, so that geo knows which files it may replace."""

MISSING: Final = "Some letters could not be printed and stand as squares: see the HTML of this sheet."
# Where the number of a page stands, below everything else.
FOOT: Final = 12.0
FOOT_STYLE: Final = Style(8.0, grey=90)
ROOM: Final = 90.0


def render_pdf(sheet: Sheet) -> bytes:
    """Lay a sheet out as PDF.

    Parameters
    ----------
    sheet : Sheet

    Returns
    -------
    bytes
        Each report begins a page; one that does not fit it in the smallest type goes on on the next.
    """
    pdf = FPDF(unit="pt", format="A4")
    pdf.set_auto_page_break(auto=False)
    pdf.set_margin(0)
    pdf.c_margin = 0.0
    register_fonts(pdf)
    lettering = Lettering(pdf)
    pdf.set_lang("en")
    pdf.set_title(_title(sheet))
    pdf.set_subject(sheet.statement)
    pdf.set_creator(CREATOR)
    pdf.set_producer("fpdf2")
    pdf.set_creation_date(sheet.made)
    for number, page in enumerate(sheet.pages, 1):
        _draw(pdf, lettering, sheet, _noted(page, lettering), number)
    return bytes(pdf.output())


def _title(sheet: Sheet) -> str:
    reports = sheet.pages[0].title if len(sheet.pages) == 1 else f"{len(sheet.pages)} reports"
    return f"{sheet.title}: {reports}"


def _draw(pdf: FPDF, lettering: Lettering, sheet: Sheet, page: Page, number: int) -> None:
    """Draw a report in the largest type in which it fits one page, or else in the smallest."""
    for size in SIZES:
        body = compose_page(pdf, lettering, sheet, page, number, size / 10)
        foot = compose_foot(pdf, lettering, sheet, page, size / 10)
        if height_of(body) + height_of(foot) <= HEIGHT:
            break
    trial: list[int] = []
    fill_pages(body, foot, lambda: trial.append(0), is_trial=True)
    drawn: list[int] = []

    def add_page() -> None:
        pdf.add_page()
        drawn.append(pdf.page)
        if len(trial) > 1:
            _number(lettering, page.title, f"page {len(drawn)} of {len(trial)}")

    fill_pages(body, foot, add_page)


def _number(lettering: Lettering, title: str, told: str) -> None:
    """Write at the foot of a page of several which it is, and of which report."""
    at = TOP + HEIGHT + FOOT
    line, *_ = lettering.break_items([(Run(title, FOOT_STYLE),)], WIDTH - ROOM)
    lettering.draw(line, LEFT, at)
    line, *_ = lettering.break_items([(Run(told, FOOT_STYLE),)], ROOM)
    lettering.draw(line, LEFT, at, right=LEFT + WIDTH)


def _noted(page: Page, lettering: Lettering) -> Page:
    """Add a note where letters of the report are missing from the fonts."""
    if any(map(lettering.lacks, _texts(page))):
        return dataclasses.replace(page, notes=(*page.notes, MISSING))
    return page


def _texts(what: Any) -> Iterator[str]:  # noqa: ANN401 - a page, or any part of it
    """Give all texts of a page but for its picture."""
    if isinstance(what, str):
        yield what
    elif isinstance(what, tuple):
        for each in what:
            yield from _texts(each)
    elif dataclasses.is_dataclass(what):
        for each in dataclasses.fields(what):
            if each.name != "picture":
                yield from _texts(getattr(what, each.name))

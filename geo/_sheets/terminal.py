"""What was found, for a terminal: the words of the sheet without its record."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Final

from geo._sheets.wording import NO_CLAIM, NO_INCIDENT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo._sheets.model import Claim, Incident, Page, Sheet

__all__ = ["render_text"]

COLOURS: Final = {"contradicted": "31", "supported": "32", "undecided": "33", None: "2"}
BOLD: Final = "1"
# Narrower than this nothing is legible, and wider than that neither.
NARROWEST, WIDEST = 40, 100
INDENT: Final = 2


def render_text(sheet: Sheet, *, width: int, has_colour: bool) -> str:
    """Write what was found.

    Parameters
    ----------
    sheet : Sheet
    width : int
        Of the terminal, in letters.
    has_colour : bool
        Whether it shows colours; what they say stands in words too.

    Returns
    -------
    str
    """
    writer = _Writer(min(max(width, NARROWEST), WIDEST), has_colour=has_colour)
    pages = ["\n".join(writer.page(page)) for page in sheet.pages]
    return "\n\n\n".join([*pages]) + "\n\n" + "\n".join(writer.wrap(sheet.statement)) + "\n"


class _Writer:
    """Writes lines no wider than a terminal."""

    def __init__(self, width: int, *, has_colour: bool) -> None:
        self.width = width
        self.has_colour = has_colour

    def page(self, page: Page) -> Iterator[str]:
        """Write a report."""
        yield from (self.paint(line, BOLD) for line in self.wrap(page.title))
        yield from self.wrap(", ".join(f"{fact.label.lower()} {fact.value}" for fact in page.facts[1:3]))
        if not page.incidents:
            yield from ("", *self.wrap(NO_INCIDENT))
        for incident in page.incidents:
            yield ""
            yield from self.incident(incident, is_alone=len(page.incidents) == 1)
        if not page.claims:
            yield from ("", *self.wrap(NO_CLAIM))
        for claim in page.claims:
            yield ""
            yield from self.claim(claim)
        if page.tally:
            yield ""
            yield from self.wrap("   ".join(page.tally))

    def incident(self, incident: Incident, *, is_alone: bool) -> Iterator[str]:
        """Write where an incident is, and how sure that is."""
        number = "" if is_alone else f"{incident.number}. "
        yield from self.wrap(f"{number}{incident.heading}")
        for fact in incident.facts:
            yield from self.wrap(f"{fact.label}: {fact.value}", INDENT)
        for reading in incident.readings:
            yield from self.wrap(f"Or else: {reading}", INDENT)

    def claim(self, claim: Claim) -> Iterator[str]:
        """Write a claim: its verdict, its words, and why."""
        by = ", ".join(part for part in (claim.by, claim.about) if part)
        yield self.paint(f"{claim.sign} {claim.words}", COLOURS[claim.verdict])
        yield from self.wrap(f"\u201c{claim.quote}\u201d" + (f" \u2014 {by}" if by else ""), INDENT)
        if claim.because:
            yield from self.wrap(claim.because, INDENT)
        if claim.facts:
            yield from self.wrap("; ".join(f"{fact.label}: {fact.value}" for fact in claim.facts), INDENT)
        for reading in claim.readings:
            yield from self.wrap(reading, INDENT)

    def wrap(self, text: str, indent: int = 0) -> list[str]:
        """Break a text into lines."""
        blank = " " * indent
        return textwrap.wrap(text, self.width, initial_indent=blank, subsequent_indent=blank)

    def paint(self, text: str, colour: str) -> str:
        """Colour a text."""
        return f"\x1b[{colour}m{text}\x1b[0m" if self.has_colour else text

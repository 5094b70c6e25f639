"""The sheet as Markdown: CommonMark with tables, no HTML, and nothing of a report is markup in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geo._sheets.wording import NO_CLAIM, NO_INCIDENT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo._sheets.model import Claim, Fact, Incident, Page, Sheet

__all__ = ["MARK", "escape", "render_markdown"]

MARK: Final = "[//]: # (a sheet by geo-incidents)"
"""A definition of a link that nobody refers to: not shown. By it geo knows which files it may replace."""

# What could begin or end anything but text; a colon makes addresses.
MARKUP: Final = re.compile(r"[\\`*_{}\[\]<>#|&~!$^]|:(?=[/\w])")
# What makes a list or a heading at the beginning of a line, and an address anywhere.
LEADING: Final = re.compile(r"^(\d{1,9})([.)])|^([-+=])")
ADDRESS: Final = re.compile(r"(?<=\w)\.(?=\w)")
FENCE: Final = re.compile("`+")


def escape(text: str) -> str:
    r"""Write a text, one line, so that it is shown as it is.

    An address of mail is found even behind a backslash, but never beside code.

    Examples
    --------
    >>> print(escape("**a** <b> [c](http://d) www.e f@g"))
    \*\*a\*\* \<b\> \[c\](http\://d) www\.e f`@`g
    >>> print(escape("1. a"), escape("- b"))
    1\. a \- b
    """
    text = MARKUP.sub(r"\\\g<0>", text)
    text = LEADING.sub(lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}", text)
    return ADDRESS.sub(r"\\.", text).replace("@", "`@`")


def render_markdown(sheet: Sheet) -> str:
    """Lay a sheet out as Markdown.

    Parameters
    ----------
    sheet : Sheet

    Returns
    -------
    str
        One section for each report; the map is left to the other forms.
    """
    parts = [MARK, *(part for page in sheet.pages for part in _page(sheet, page))]
    return "\n\n".join(parts) + "\n"


def _page(sheet: Sheet, page: Page) -> Iterator[str]:
    yield f"# {escape(page.title)}"
    yield f"{sheet.title}. **{escape(sheet.statement)}**"
    yield "\n".join(f"- {_fact(fact)}" for fact in page.facts) + f"\n- Checked: {escape(sheet.checked)}"
    yield "## Where it is said to have happened" if page.incidents else escape(NO_INCIDENT)
    for incident in page.incidents:
        yield from _incident(incident, is_alone=len(page.incidents) == 1)
    if page.places:
        yield escape(page.places)
    if page.claims:
        yield "## Claims, held against the map"
        yield "\n".join(f"- {escape(each)}" for each in page.tally)
        yield _table(("", "Verdict", "Claim", "Because", "Measured"), [_row(claim) for claim in page.claims])
    else:
        yield escape(NO_CLAIM)
    for note in page.notes:
        yield escape(note)
    if sheet.sources:
        yield "## Sources"
        yield "\n".join(f"- {escape(source)}" for source in sheet.sources)
    yield "## Record"
    if sheet.record:
        yield "\n".join(f"- {_fact(fact)}" for fact in sheet.record)
    if sheet.command:
        fence = "`" * max(3, 1 + max(map(len, FENCE.findall(sheet.command)), default=0))
        yield f"{fence}\n{sheet.command}\n{fence}"
    yield "Checked by " + r"\_" * 30 + " Date " + r"\_" * 14


def _incident(incident: Incident, *, is_alone: bool) -> Iterator[str]:
    number = "" if is_alone else f"{incident.number}\\. "
    yield f"### {number}{escape(incident.heading)}"
    if incident.title:
        yield f"*{escape(incident.title)}*"
    facts = [_fact(fact) for fact in incident.facts]
    facts += [f"Or else: {escape(reading)}" for reading in incident.readings]
    yield "\n".join(f"- {fact}" for fact in facts)


def _row(claim: Claim) -> tuple[str, ...]:
    by = ", ".join(escape(part) for part in (claim.by, claim.about) if part)
    because = " ".join(escape(text) for text in (claim.because, *claim.readings) if text)
    return (
        str(claim.number),
        f"{escape(claim.sign)} {claim.words}",
        f"“{escape(claim.quote)}”" + (f" — {by}" if by else ""),
        because,
        "; ".join(_fact(fact) for fact in claim.facts),
    )


def _fact(fact: Fact) -> str:
    return f"{escape(fact.label)}: {escape(fact.value)}"


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)

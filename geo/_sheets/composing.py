"""A page of the PDF, put together from strips in one size of type; the order is that of ``sheet.html``."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from geo._sheets.lettering import Item, Lettering, Line, Run, Style
from geo._sheets.paper import HEIGHT, WIDTH, Strip, height_of, side_by_side
from geo._sheets.plotting import draw_plot, shape_of
from geo._sheets.texts import begins_right_to_left
from geo._sheets.wording import NO_CLAIM, NO_INCIDENT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from fpdf import FPDF

    from geo._sheets.model import Claim, Fact, Incident, Page, Sheet

__all__ = ["compose_foot", "compose_page"]

# No text is smaller than this, points; what matters less is smaller than the rest by a share.
FLOOR: Final = 8.0
SMALL: Final = 0.88
LEADING: Final = 1.24
# From the upper edge of a line to the feet of its letters, as a share of its size.
BASELINE: Final = 0.98
INK, SOFT, RULE = 20, 80, 175
GUTTER: Final = 18.0
GAP: Final = 9.0
SIGN_AT, WORDS_AT = 1.7, 3.0
VERDICT: Final = 11.9
LABEL: Final = 5.6
BLANK: Final = 14.0


class Composer:
    """Makes strips of texts in one size of type.

    Parameters
    ----------
    pdf : FPDF
    lettering : Lettering
    size : float
        Of the type, points.
    """

    def __init__(self, pdf: FPDF, lettering: Lettering, size: float) -> None:
        self.pdf = pdf
        self.lettering = lettering
        self.size = size
        self.plain = Style(size, grey=INK)
        self.bold = Style(size, is_bold=True, grey=INK)
        self.soft = Style(size, grey=SOFT)
        small = max(FLOOR, SMALL * size)
        self.small = Style(small, grey=INK)
        self.label = Style(small, grey=SOFT)
        self.strong = Style(small, is_bold=True, grey=INK)

    def flow(
        self, items: Iterable[Item], width: float, *, at: float = 0.0, gap: float = GAP, turned: bool = False
    ) -> list[Strip]:
        """Make strips of lines; a text that begins from the right stands against the right margin."""
        items = [item for item in items if any(run.text for run in item)]
        strips = []
        for line in self.lettering.break_items(items, width - at, gap):
            size = max(piece.style.size for piece in line.pieces)
            draw = partial(self._write, line, size, at, width if turned else None)
            strips.append(Strip(LEADING * size, draw))
        return strips

    def text(self, text: str, style: Style, width: float, *, at: float = 0.0) -> list[Strip]:
        """Make strips of one text."""
        return self.flow([(Run(text, style),)], width, at=at, turned=begins_right_to_left(text))

    def facts(self, facts: Sequence[Fact], width: float, *, at: float = 0.0) -> list[Strip]:
        """Make strips of facts, one after another."""
        items = [(Run(fact.label, self.label), Run(f" {fact.value}", self.small)) for fact in facts]
        return self.flow(items, width, at=at)

    def space(self, height: float) -> Strip:
        """Leave room."""
        return Strip(height, lambda _x, _y: None)

    def rule(self, width: float, *, thick: float = 0.5, grey: int = INK) -> Strip:
        """Draw a line across."""
        return Strip(thick, partial(self._rule, width, thick, grey))

    def _write(self, line: Line, size: float, at: float, right: float | None, x: float, y: float) -> None:
        baseline = y + BASELINE * size
        self.lettering.draw(line, x + at, baseline, right=None if right is None else x + right)

    def _rule(self, width: float, thick: float, grey: int, x: float, y: float) -> None:
        self.pdf.set_draw_color(grey)
        self.pdf.set_line_width(thick)
        self.pdf.line(x, y + thick / 2, x + width, y + thick / 2)


def kept(strips: Sequence[Strip]) -> list[Strip]:
    """Keep strips together."""
    return [*(strip._replace(is_kept=True) for strip in strips[:-1]), *strips[-1:]]


def compose_page(
    pdf: FPDF, lettering: Lettering, sheet: Sheet, page: Page, number: int, size: float
) -> list[Strip]:
    """Put a report together, but for its foot.

    Parameters
    ----------
    pdf : FPDF
    lettering : Lettering
    sheet : Sheet
    page : Page
        One of its pages.
    number : int
        Which of them, from 1.
    size : float, points
        Of the type.

    Returns
    -------
    list of Strip
    """
    make = Composer(pdf, lettering, size)
    return [*_head(make, sheet, page, number), *_top(make, page), *_claims(make, page)]


def compose_foot(pdf: FPDF, lettering: Lettering, sheet: Sheet, page: Page, size: float) -> list[Strip]:
    """Put together what stands at the bottom of the last page: notes, sources, record, signature."""
    make = Composer(pdf, lettering, size)
    strips = [make.space(0.6 * size)]
    for note in page.notes:
        strips += make.text(note, make.small, WIDTH)
    told = [(f"{fact.label}", fact.value) for fact in sheet.record]
    if sheet.sources:
        told.insert(0, ("Sources", f"{'; '.join(sheet.sources)}. geo atlas says more."))
    if sheet.command:
        told.append(("Repeat with", sheet.command))
    for label, value in told:
        strips += make.flow([(Run(label, make.strong), Run(f" {value}", make.small))], WIDTH)
        strips.append(make.space(0.15 * size))
    return [*strips, make.space(BLANK), _signature(make)]


def _head(make: Composer, sheet: Sheet, page: Page, number: int) -> list[Strip]:
    several = f"Report {number} of {len(sheet.pages)}" if len(sheet.pages) > 1 else ""
    kicker = [(Run(text, make.label),) for text in (sheet.title.upper(), several)]
    title = Style(1.55 * make.size, is_bold=True, grey=INK)
    facts = [*page.facts, page.facts[0]._replace(label="Checked", value=sheet.checked)]
    return [
        make.rule(WIDTH, thick=2.2),
        make.space(0.35 * make.size),
        *make.flow(kicker, WIDTH, gap=2 * GAP),
        make.space(0.2 * make.size),
        *make.text(page.title, title, WIDTH),
        make.space(0.25 * make.size),
        *make.facts(facts, WIDTH),
        make.space(0.45 * make.size),
        make.rule(WIDTH, thick=0.8),
        make.space(0.22 * make.size),
        *make.text(sheet.statement, make.bold, WIDTH),
        make.space(0.3 * make.size),
        make.rule(WIDTH, thick=0.8),
        make.space(0.7 * make.size),
    ]


def _top(make: Composer, page: Page) -> list[Strip]:
    """Put incidents beside the map, and those that have no room there below it in two columns."""
    half = (WIDTH - GUTTER) / 2
    below = [make.space(0.8 * make.size)]
    if not page.picture:
        return [*_join(_incidents(make, page, WIDTH)), *below]
    figure = _figure(make, page, half)
    blocks = _incidents(make, page, half)
    beside_map = blocks if height_of(_join(blocks)) < HEIGHT / 2 else []
    for block in blocks:
        if len(beside_map) == len(blocks) or height_of([*_join(beside_map), *block]) > height_of(figure):
            break
        beside_map.append(block)
    rest = blocks[len(beside_map) :]
    if any(height_of(block) > HEIGHT / 2 for block in rest):
        # Something is too long for a column: lines over the whole width, which any page can part.
        rest = _incidents(make, page, WIDTH)[len(beside_map) :]
        return [*side_by_side(_join(beside_map), figure, half + GUTTER), *_join(rest), *below]
    rows = [side_by_side(*_pair(rest, place), half + GUTTER) for place in range(0, len(rest), 2)]
    return [*side_by_side(_join(beside_map), figure, half + GUTTER), *_join(rows), *below]


def _join(blocks: Sequence[Sequence[Strip]]) -> list[Strip]:
    return [strip for block in blocks for strip in block]


def _pair(blocks: Sequence[list[Strip]], place: int) -> tuple[list[Strip], list[Strip]]:
    """Give a block and the one after it, which may be none."""
    return blocks[place], blocks[place + 1] if place + 1 < len(blocks) else []


def _figure(make: Composer, page: Page, width: float) -> list[Strip]:
    draw = partial(_plot, make, page.picture, width)
    key = "North is up. " + "".join(f"{'; ' if place else ''}{text}" for place, text in enumerate(page.key))
    caption = make.text(f"{key}." if page.key else key, make.small, width)
    return [Strip(width * shape_of(page.picture), draw), make.space(0.25 * make.size), *caption]


def _plot(make: Composer, picture: str, width: float, x: float, y: float) -> None:
    draw_plot(make.pdf, make.lettering, picture, x, y, width)


def _incidents(make: Composer, page: Page, width: float) -> list[list[Strip]]:
    """Make a block of the heading, of each incident, and of the other places."""
    if page.incidents:
        heading = make.text("Where it is said to have happened", make.bold, width)
    else:
        heading = make.text(NO_INCIDENT, make.plain, width)
    blocks = [kept([*heading, make.space(0.2 * make.size)])]
    for each in page.incidents:
        rule = [make.space(0.3 * make.size), make.rule(width, grey=RULE), make.space(0.2 * make.size)]
        incident = _incident(make, each, width, is_alone=len(page.incidents) == 1)
        blocks.append(kept([*(rule if each.number > 1 else []), *incident]))
    # The heading is no block of its own.
    blocks[:2] = [_join(blocks[:2])]
    if page.places:
        blocks.append([make.space(0.3 * make.size), *make.text(page.places, make.small, width)])
    return blocks


def _incident(make: Composer, incident: Incident, width: float, *, is_alone: bool) -> Iterator[Strip]:
    number = "" if is_alone else f"{incident.number}. "
    yield from make.text(f"{number}{incident.heading}", make.bold, width)
    yield from make.text(incident.title, make.soft, width)
    at = LABEL * make.label.size
    told = [(fact.label, fact.value) for fact in incident.facts]
    told += [("" if place else "Or else", text) for place, text in enumerate(incident.readings)]
    for label, value in told:
        yield from beside(make.text(label, make.label, width), make.text(value, make.small, width, at=at))


def beside(left: Sequence[Strip], right: Sequence[Strip]) -> list[Strip]:
    """Draw the first of some strips together with the first of others, and so on; the higher decides."""
    strips = []
    for place in range(max(len(left), len(right))):
        both = [column[place] for column in (left, right) if place < len(column)]
        strips.append(Strip(max(strip.height for strip in both), partial(_both, both)))
    return strips


def _both(strips: Sequence[Strip], x: float, y: float) -> None:
    for strip in strips:
        strip.draw(x, y)


def _claims(make: Composer, page: Page) -> list[Strip]:
    if not page.claims:
        return make.text(NO_CLAIM, make.plain, WIDTH)
    heading = [
        (Run("Claims, held against the map", make.bold),),
        *((Run(each, make.small),) for each in page.tally),
    ]
    top = [
        *make.flow(heading, WIDTH, gap=1.5 * GAP),
        make.space(0.25 * make.size),
        make.rule(WIDTH, thick=0.8),
    ]
    strips = [strip._replace(is_kept=True) for strip in top]
    for claim in page.claims:
        strips += kept(_claim(make, claim))
    return strips


def _claim(make: Composer, claim: Claim) -> list[Strip]:
    """Put the verdict of a claim beside its quote and what is told of it."""
    size = make.size
    at = VERDICT * size
    words = make.bold if claim.verdict == "contradicted" else make.plain
    verdict = make.text(claim.words, words, at - 0.6 * size, at=WORDS_AT * size)
    number = make.text(str(claim.number), make.soft, at)
    sign = make.text(claim.sign, make.bold, at, at=SIGN_AT * size)
    quote: list[Item] = [(Run(f"\u201c{claim.quote}\u201d", make.bold),)]
    by = ", ".join(part for part in (claim.by, claim.about) if part)
    if by:
        quote.append((Run("\u2014", make.soft), Run(f" {by}", make.soft)))
    told = [
        *make.flow(quote, WIDTH, at=at, gap=0.4 * size),
        *make.text(claim.because, make.plain, WIDTH, at=at),
        *make.facts(claim.facts, WIDTH, at=at),
    ]
    for reading in claim.readings:
        told += make.text(reading, make.small, WIDTH, at=at)
    body = beside(beside(number, sign), beside(verdict, told))
    return [make.space(0.35 * size), *body, make.space(0.4 * size), make.rule(WIDTH, grey=RULE)]


def _signature(make: Composer) -> Strip:
    """Leave two lines to write on."""
    return Strip(BLANK, partial(_sign, make))


def _sign(make: Composer, x: float, y: float) -> None:
    style = Style(9.0, grey=INK)
    baseline = y + BLANK - 3
    make.pdf.set_draw_color(INK)
    make.pdf.set_line_width(0.7)
    for text, start, end in (("Checked by", 0.0, 0.68), ("Date", 0.7, 1.0)):
        item: Item = (Run(text, style),)
        make.lettering.draw(make.lettering.break_items([item], WIDTH)[0], x + start * WIDTH, baseline)
        begin = x + start * WIDTH + make.lettering.width(text, style) + 6
        make.pdf.line(begin, baseline + 2, x + end * WIDTH, baseline + 2)

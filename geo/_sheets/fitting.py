"""Which size of type a printed sheet takes: as large as one A4 page allows, down to a floor.

The font is the reader's, so that the height of a page is estimated, with letters as wide as those of a wide
font: what fits here fits everywhere.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from geo._maps.picture.lettering import width_of
from geo._maps.picture.style import Lettering

if TYPE_CHECKING:
    from geo._sheets.model import Page, Sheet

__all__ = ["MANY", "SIZES", "choose_size"]

SIZES: Final = (100, 95, 90, 85, 80)
"""Sizes of type, in tenths of a point; no text of a sheet is smaller than the last."""

MANY: Final = 3
"""More incidents than so many stand in two columns, the map under them."""

# What is printed on, between the margins of `sheet.css`, in points.
WIDTH, HEIGHT = 516.0, 778.0
LEADING: Final = 1.26
SMALL: Final = 0.87
# Shares of the width, less the gaps between columns.
HALF: Final = 0.48
# The verdict stands to the left of what is told of a claim, in so many letters.
VERDICT: Final = 13.2
# The height of a map is two thirds of its width.
MAP_SHAPE: Final = 2 / 3
FLOOR: Final = 8.0
# Of a page that is emptier than this the foot follows at once.
FULL: Final = 2 / 3


def choose_size(sheet: Sheet, page: Page) -> tuple[int, bool]:
    """Choose the size of type of a page.

    Returns
    -------
    int
        One of `SIZES`.
    bool
        Whether all of it fits one page in that size, and fills most of it.
    """
    for size in SIZES:
        height = _height(sheet, page, size / 10)
        if height <= HEIGHT:
            return size, height >= FULL * HEIGHT
    return SIZES[-1], False


def _height(sheet: Sheet, page: Page, size: float) -> float:
    """Estimate the height of a page, points."""
    small = max(FLOOR, SMALL * size)
    line, little = LEADING * size, LEADING * small
    head = 1.6 * line + _lines(page.title, 1.6 * size, WIDTH) * 1.15 * 1.6 * size + 0.7 * size
    known = [*(f"{fact.label} {fact.value}" for fact in page.facts), f"Checked {sheet.checked}"]
    head += _lines("   ".join(known), small, WIDTH) * little + 1.4 * size + line
    where = 1.5 * size + line
    width = HALF * WIDTH if page.picture else WIDTH
    for each in page.incidents:
        where += line * (1 + _lines(each.title, size, width)) + 0.6 * size
        where += little * sum(_lines(fact.value, small, width - 6 * size) for fact in each.facts)
        where += little * sum(_lines(text, small, width - 6 * size) for text in each.readings)
    where += little * _lines(page.places, small, width)
    if page.picture:
        key = _lines("North is up. " + "; ".join(page.key), small, width) * 1.3 * small
        figure = 1.5 * size + MAP_SHAPE * width + key
        where = (where + figure) / 2 + 6 * line if len(page.incidents) > MANY else max(where, figure)
    claims = 1.5 * size + 2 * line
    for claim in page.claims:
        width = WIDTH - VERDICT * size
        told = _lines(f"{claim.quote} {claim.by} {claim.about}", 1.05 * size, width)
        told += _lines(claim.because, size, width)
        facts = "   ".join(f"{fact.label} {fact.value}" for fact in claim.facts)
        rest = _lines(facts, small, width) + sum(_lines(text, small, width) for text in claim.readings)
        claims += max(told * line + rest * little, 2.5 * size) + 1.1 * size
    texts = [*page.notes, "Sources " + " · ".join(sheet.sources), "Repeat with " + sheet.command]
    texts += [f"{fact.label} {fact.value}" for fact in sheet.record]
    foot = sum(_lines(text, small, WIDTH) * LEADING * small + 0.25 * small for text in texts) + size + 36.0
    return head + where + claims + foot


def _lines(text: str, size: float, width: float) -> int:
    """Estimate into how many lines a text breaks; words do not fill the end of a line."""
    long = width_of(text, Lettering(size, ""))
    return math.ceil(long / (width - 2 * size)) if text else 0

"""Pages of paper, filled from the top with strips: lines of text, rules, whatever has a height.

Lengths are points; x to the right, y down from the upper left corner.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["HEIGHT", "LEFT", "TOP", "WIDTH", "Strip", "fill_pages", "height_of", "side_by_side"]

# A4 within its margins.
LEFT: Final = 42.0
TOP: Final = 31.0
WIDTH: Final = 511.0
HEIGHT: Final = 777.0
# The foot stands at the bottom of its page, unless most of that would be empty.
MOST_GAP: Final = HEIGHT / 3
GAP: Final = 24.0


class Strip(NamedTuple):
    """Something that is not parted between two pages.

    Attributes
    ----------
    height : float
    draw : callable
        Draws it, given the left end and the upper edge.
    is_kept : bool
        Whether it stays with the next one where both fit one page.
    """

    height: float
    draw: Callable[[float, float], None]
    is_kept: bool = False


def height_of(strips: Sequence[Strip]) -> float:
    """Add up the heights of strips."""
    return sum(strip.height for strip in strips)


def side_by_side(left: Sequence[Strip], right: Sequence[Strip], offset: float) -> list[Strip]:
    """Make one strip of two columns, the second so far to the right."""

    def draw(x: float, y: float) -> None:
        for start, column in ((x, left), (x + offset, right)):
            top = y
            for strip in column:
                strip.draw(start, top)
                top += strip.height

    return [Strip(max(height_of(left), height_of(right)), draw)]


def fill_pages(
    strips: Sequence[Strip], foot: Sequence[Strip], add_page: Callable[[], None], *, is_trial: bool = False
) -> None:
    """Draw strips onto as many pages as they need, and the foot at the bottom of the last one.

    Parameters
    ----------
    strips : sequence of Strip
    foot : sequence of Strip
        Kept together where it fits one page.
    add_page : callable
        Begins a page.
    is_trial : bool
        Whether nothing is drawn, and pages are only begun.
    """
    add_page()
    y = TOP
    # Sums of heights differ in their last digits.
    bottom = TOP + HEIGHT + 0.01
    for chunk, is_foot in [*((each, False) for each in _chunks(strips)), (foot, True)]:
        whole = height_of(chunk)
        if y > TOP and y + whole > bottom and whole <= HEIGHT:
            add_page()
            y = TOP
        if is_foot:
            lowest = TOP + HEIGHT - whole
            y = max(y, lowest) if lowest - y <= MOST_GAP else y + GAP * (y > TOP)
        for strip in chunk:
            if y > TOP and y + strip.height > bottom:
                add_page()
                y = TOP
            if not is_trial:
                strip.draw(LEFT, y)
            y += strip.height


def _chunks(strips: Sequence[Strip]) -> list[list[Strip]]:
    """Bring strips together with those that they stay with."""
    chunks: list[list[Strip]] = [[]]
    for strip in strips:
        chunks[-1].append(strip)
        if not strip.is_kept:
            chunks.append([])
    return [chunk for chunk in chunks if chunk]

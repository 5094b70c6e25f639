"""From a text to its paragraphs: where a line break ends one, and where it only turns the line.

A blank line always ends a paragraph. Inside a block of lines, a break ends one unless the text is set in
narrow columns: there the first word of the next line would not have fitted onto the line before.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geo._reports.spans import Span, trim

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["split_paragraphs"]

_BULLET: Final = re.compile(r"(?:[-*•–—·‣▪●+] |\(?\d{1,3}[.)] |#{1,6} |> ?|\|)")
_WIDEST: Final = 160
"""Characters of a line of a text that is set in columns; mail and wires are at 60 to 100."""
_NARROWEST: Final = 20


def split_paragraphs(text: str, *, headline: Span | None = None) -> list[Span]:
    r"""Find the paragraphs of a text, without white space around them.

    Parameters
    ----------
    text : str
    headline : Span, optional
        No sentence runs on after it.

    Examples
    --------
    >>> text = "Drone found\n\nOne line.\nAnother, which is longer."
    >>> [text[slice(*part)] for part in split_paragraphs(text)]
    ['Drone found', 'One line.', 'Another, which is longer.']
    """
    end = headline.end if headline else -1
    return [part for block in _blocks(text) for part in _parts(text, block, end)]


def _blocks(text: str) -> Iterator[list[Span]]:
    """Give the lines that stand together, block by block."""
    block: list[Span] = []
    start = 0
    for line in text.splitlines(keepends=True):
        span = trim(text, start, start + len(line))
        start += len(line)
        if span.start < span.end:
            block.append(span)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _parts(text: str, block: list[Span], headline_end: int) -> Iterator[Span]:
    width = max(line.end - line.start for line in block)
    turns = [line.end != headline_end and _turns(text, line, after, width) for line, after in pairwise(block)]
    # In columns most lines are full; a block of which the longest line alone is full is a list of lines.
    in_columns = 2 * sum(turns) > len(turns)
    begin = block[0].start
    for (line, after), turned in zip(pairwise(block), turns, strict=True):
        if not (turned and in_columns):
            yield Span(begin, line.end)
            begin = after.start
    yield Span(begin, block[-1].end)


def _turns(text: str, line: Span, after: Span, width: int) -> bool:
    """Say whether a sentence may run on from one line to the next."""
    if not _NARROWEST <= width <= _WIDEST or _BULLET.match(text, after.start):
        return False
    word = text[after.start : min(after.end, after.start + width)].split(maxsplit=1)[0]
    return line.end - line.start + 1 + len(word) > width

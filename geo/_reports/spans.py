"""A stretch of the text that was read."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Span", "trim", "words_of"]


class Span(NamedTuple):
    """Where something stands: character offsets into the text, the end not included."""

    start: int
    end: int


def trim(text: str, start: int, end: int) -> Span:
    """Leave out the white space at both ends of a stretch.

    Examples
    --------
    >>> trim("a  b c ", 1, 7)
    Span(start=3, end=6)
    """
    piece = text[start:end]
    return (
        Span(start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip()))
        if piece.strip()
        else Span(start, start)
    )


def words_of(listed: str) -> tuple[str, ...]:
    """Part a list of words that is written with spaces.

    Examples
    --------
    >>> words_of("a b")
    ('a', 'b')
    """
    return tuple(listed.split())

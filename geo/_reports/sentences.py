"""From a text to its sentences.

A sentence ends at a stop that is followed by white space and by what can begin another. Whether a full
stop is one is decided by the word before it: a title or an initial never ends a sentence, and a unit or
"U.S." only where what follows can hardly go on. The words are in ``abbreviations``; ``paragraphs`` says
where a line break ends a sentence without any stop, as after a headline. Every character but white space
is in one sentence.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from geo._reports.abbreviations import MAY_END, NEVER_END, STARTERS, UNITS
from geo._reports.headlines import find_front_matter, find_headline
from geo._reports.paragraphs import split_paragraphs
from geo._reports.quotations import find_quotations
from geo._reports.spans import Span, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Sentence", "find_quotations", "split_sentences"]

_STOP: Final = re.compile(r"[.!?…。！？؟।۔]+[\"'”»’)\]›]*(?=\s)|[。！？]")
_BEFORE: Final = re.compile(r"(?:[^\W\d_]{1,12}\.)*[^\W\d_]{1,12}\Z")
_AFTER: Final = re.compile(r"\s*(?P<dash>[–—-]\s+)?(?P<opening>[\"'“«„‘(\[¿¡]*)(?P<next>\w[\w'’-]{0,30})?")
_NUMBERED: Final = re.compile(r"\(?(?:\d{1,3}|[^\W\d_])\Z")
_MONTHS: Final = frozenset(
    words_of(
        "jan feb mar apr jun jul aug sep sept oct nov dec янв фев февр мар апр июн июл авг сен сент окт "
        "ноя нояб дек"
    )
)
_NEXT: Final = re.compile(r"\s*")
_LOOK_BACK: Final = 40


class Sentence(NamedTuple):
    """A sentence of a text."""

    start: int
    end: int
    paragraph: int
    """Number of the paragraph that it stands in, from 0."""
    is_title: bool
    """Whether it is in the headline of the text."""


def split_sentences(text: str) -> list[Sentence]:
    """Split a text into sentences.

    Parameters
    ----------
    text : str

    Returns
    -------
    list of Sentence
        In order, none empty. Every character that is no white space is in exactly one.

    Examples
    --------
    >>> text = "Col. J. Smith of the U.S. Army came at 5.30 p.m. He left. No. 7 stayed…"
    >>> [text[one.start : one.end] for one in split_sentences(text)]
    ['Col. J. Smith of the U.S. Army came at 5.30 p.m.', 'He left.', 'No. 7 stayed…']
    """
    headline = find_headline(text)
    matter = find_front_matter(text)
    found: list[Sentence] = []
    for number, paragraph in enumerate(split_paragraphs(text, headline=headline)):
        pieces = [paragraph] if matter and paragraph.start < matter.end else _split(text, paragraph)
        found.extend(Sentence(*piece, number, _is_in(piece, headline)) for piece in pieces)
    return found


def _is_in(piece: Span, headline: Span | None) -> bool:
    return headline is not None and piece.start < headline.end and headline.start < piece.end


def _split(text: str, paragraph: Span) -> Iterator[Span]:
    begin = paragraph.start
    for stop in _STOP.finditer(text, *paragraph):
        if stop.end() < paragraph.end and stop.start() >= begin and _ends(text, begin, stop):
            yield Span(begin, stop.end())
            begin = _NEXT.match(text, stop.end()).end()  # type: ignore[union-attr]
    if begin < paragraph.end:
        yield Span(begin, paragraph.end)


def _ends(text: str, begin: int, stop: re.Match[str]) -> bool:
    """Say whether a stop is the end of a sentence that began at some place."""
    after = _AFTER.match(text, stop.end())
    word = (after and after["next"]) or ""
    if word[:1].islower():
        return False
    if stop[0] != ".":
        # "Stop!" - the guard said; and ellipses before a figure or a name go on as often as not, so they end.
        return True
    before = text[max(begin, stop.start() - _LOOK_BACK) : stop.start()]
    return not before or _word_ends(before, word, begins=stop.start() - begin <= len(before))


def _word_ends(before: str, word: str, *, begins: bool) -> bool:  # noqa: PLR0911 - one kind of word after another
    """Say whether a full stop ends a sentence, by the word before it and the word after it."""
    if begins and _NUMBERED.fullmatch(before.strip()):
        return False
    found = _BEFORE.search(before)
    if found is None:
        return True
    last = found[0]
    key = last.lower().rstrip(".")
    if key in UNITS and before[: found.start()].rstrip()[-1:].isdigit():
        return True
    if key in NEVER_END:
        return NEVER_END[key] == "figure" and not word[:1].isdigit()
    if key in _MONTHS:
        return not word[:1].isdigit()
    if key in MAY_END or "." in last or (len(last) == 1 and last.isupper()):
        return word.lower() in STARTERS
    return True

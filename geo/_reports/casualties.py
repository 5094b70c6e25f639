"""How many were killed and injured, where a sentence plainly says so.

"Dozens" is no number, and neither is "up to 20"; "at least five" is five, and marked. What was long ago
("since 2014"), what might have been, and what was done to things ("killed two drones") do not count.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from geo._reports.casualty_forms import AT_LEAST, AT_LEAST_BEFORE, BACKGROUND, FORMS, SPEAKS_OF, VAGUE
from geo._reports.numerals import read_number

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from geo._reports.sentences import Sentence

__all__ = ["Casualties", "find_casualties"]

_LOOK: Final = 80
"""Characters before a number that may say that it is none."""


class Casualties(NamedTuple):
    """What one sentence says of people killed and injured."""

    killed: int | None
    injured: int | None
    quote: str
    start: int
    end: int
    sentence: int
    """Number of the sentence."""
    at_least: bool = False
    """Whether the text says "at least" or "more than"."""


def find_casualties(
    text: str, sentences: Sequence[Sentence], *, language: str | None = None
) -> list[Casualties]:
    """Find how many people were killed and injured.

    Parameters
    ----------
    text : str
    sentences : sequence of Sentence
        From `split_sentences`.
    language : str, optional
        ISO 639-1 code; the forms are told apart by their words, so that it changes nothing yet.

    Returns
    -------
    list of Casualties
        One for each sentence that says it.

    Examples
    --------
    >>> from geo._reports.sentences import split_sentences
    >>> text = "Three people were killed and at least 12 wounded. Dozens were hurt. Пострадавших нет."
    >>> for one in find_casualties(text, split_sentences(text)):
    ...     print(one.killed, one.injured, one.at_least)
    3 12 True
    None 0 False
    """
    del language
    found = []
    for number, sentence in enumerate(sentences):
        one = _read(text, sentence.start, sentence.end, number)
        if one:
            found.append(one)
    return found


def _read(text: str, start: int, end: int, number: int) -> Casualties | None:
    words = text[start:end]
    if not SPEAKS_OF.search(words) or BACKGROUND.search(words):
        return None
    told: dict[str, int] = {}
    begin, finish, at_least = len(words), 0, False
    for fates, form in FORMS:
        if all(fate in told for fate in fates):
            continue
        for match in form.finditer(words):
            before = words[max(0, match.start() - _LOOK) : match.start()]
            if VAGUE.search(before):
                continue
            count = _count(match)
            if count is None:
                continue
            for fate in fates:
                told.setdefault(fate, count)
            begin, finish = min(begin, match.start()), max(finish, match.end())
            at_least = at_least or bool(AT_LEAST_BEFORE.search(before) or AT_LEAST.search(match[0]))
            break
    if not told:
        return None
    begin += len(words[begin:]) - len(words[begin:].lstrip())
    return Casualties(
        told.get("killed"),
        told.get("injured"),
        words[begin:finish],
        start + begin,
        start + finish,
        number,
        at_least,
    )


def _count(match: re.Match[str]) -> int | None:
    groups = match.groupdict()
    numbers = [groups[name] for name in ("number", "second", "third") if groups.get(name)]
    if not numbers:
        return 0 if groups.get("none") else 1 if groups.get("one") else None
    values = [1 if word.lower() in {"a", "an"} else read_number(word) for word in numbers]
    return None if None in values else sum(value for value in values if value is not None)

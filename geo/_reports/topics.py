"""Of which incident a sentence speaks that does not say so, and what is told only in passing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geo._reports.signs import ASIDE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo._reports.drafts import Draft
    from geo._reports.lines import Line

__all__ = ["FOLLOWS", "find_topic", "list_recent"]

FOLLOWS: Final = 3
_ANAPHOR: Final = re.compile(
    r"[\s\"\u201c\u00ab]*(?:it|they|this|that|these|those|there|he|she|the (?:same|latter)|both|no one|"
    r"nobody|он|она|оно|они|это|там)\b",
    re.IGNORECASE,
)
_MOST_RECENT: Final = 12
_NOUNS: Final = re.compile(r"[^\W\d_]{4,}")


def find_topic(line: Line, drafts: Sequence[Draft], text: str) -> int | None:
    """Find of which incident a sentence speaks: by the words for what happened, else the last one told of.

    "The drone" is that of the incident with a drone, whatever was told between.
    """
    before = [number for number in list_recent(drafts) if drafts[number].start <= line.start]
    if not before:
        # What stands just before the incident is told speaks of it already.
        first = min((one.number for draft in drafts for one in draft.lines if not one.is_title), default=None)
        return 0 if first is not None and first - line.number <= FOLLOWS else None
    said = set(_NOUNS.findall(text[line.start : line.end].lower()))
    shared = {number: len(said & _words_of(drafts[number], text)) for number in before}
    most = max(shared.values())
    if most and list(shared.values()).count(most) == 1:
        return max(shared, key=lambda number: shared[number])
    # What follows in the paragraph goes on about the same; a new one is about the main story again, and so
    # is everything after an aside.
    last = before[-1]
    goes_on = line.paragraph == drafts[last].lines[-1].paragraph
    if goes_on and (not _is_aside(drafts[last], text) or _ANAPHOR.match(text, line.start)):
        return last
    main = [number for number in before if not _is_aside(drafts[number], text)]
    return main[0] if main else before[0]


def _is_aside(draft: Draft, text: str) -> bool:
    """Say whether an incident is told of in passing: an earlier one, one elsewhere."""
    first = min(draft.lines, key=lambda line: (line.is_title, line.start))
    return ASIDE.search(text, first.start, first.end) is not None


def list_recent(drafts: Sequence[Draft]) -> list[int]:
    """List the numbers of the incidents that a sentence may go on about: the main one, those told of last."""
    return sorted({*range(min(1, len(drafts))), *range(max(0, len(drafts) - _MOST_RECENT), len(drafts))})


def _words_of(draft: Draft, text: str) -> set[str]:
    own = [event for line in draft.lines for event in line.events if event.type == draft.types[0][0]]
    return {word for event in own for word in _NOUNS.findall(text[event.start : event.end].lower())}

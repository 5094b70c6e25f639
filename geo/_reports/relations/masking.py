"""A sentence whose names are single letters, so that what is said of them can be read by plain patterns.

"12 km from the border with Mali" becomes "12 km from the border with ◆": whatever the name, whatever its
script or length. Small letters, no accents; every letter knows where it stood.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from geo._locating import fold_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo._reports.mentions import Mention

__all__ = ["NAME", "PAIR", "PEOPLE", "Masked", "mask"]

_FIRST: Final = {"name": 0xE000, "unknown": 0xE000, "demonym": 0xE800, "pair": 0xF000}
_MOST: Final = 0x700
NAME: Final = "[\ue000-\ue7ff]"
PEOPLE: Final = "[\ue800-\uefff]"
PAIR: Final = "[\uf000-\uf7ff]"
"""The letters that stand for a name, for an adjective of a country, and for one of two countries."""


class Masked(NamedTuple):
    """A sentence to be read."""

    text: str
    place: tuple[int, ...]
    """Where each letter stands in the whole text; one more for the end."""
    first: int
    """Number of the first mention in it."""

    def mention_at(self, at: int) -> int:
        """Give the number of the mention that a letter stands for."""
        return self.first + (ord(self.text[at]) & 0x7FF)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give where a piece stands in the whole text, without blanks at its ends."""
        while start < end and self.text[start] == " ":
            start += 1
        while end > start and self.text[end - 1] == " ":
            end -= 1
        return self.place[start], self.place[end - 1] + self._long(end - 1)

    def _long(self, at: int) -> int:
        """Say how many letters of the whole text a letter stands for."""
        step = self.place[at + 1] - self.place[at]
        return step if "\ue000" <= self.text[at] <= "\uf7ff" else min(step, 1)


def _own(letter: str) -> str:
    """Keep a letter that is not one of ours: icon fonts use those too."""
    return "\ufffd" if "\ue000" <= letter <= "\uf8ff" else letter


def mask(text: str, start: int, end: int, mentions: Sequence[Mention], first: int) -> Masked:
    """Write letters for the mentions of a sentence.

    Parameters
    ----------
    text : str
    start, end : int
        Of the sentence.
    mentions : sequence of Mention
        Those in it, in order.
    first : int
        Number of the first of them in the whole text.
    """
    letters: list[str] = []
    places: list[int] = []
    at = start
    for number, mention in enumerate(mentions[:_MOST]):
        for place in range(at, mention.start):
            letters.append(_own(text[place]))
            places.append(place)
        letters.append(chr(_FIRST[mention.how] + number))
        places.append(mention.start)
        # A blank keeps the name's own end, for what follows it without one ("Iraq's").
        at = mention.end
    for place in range(at, end):
        letters.append(_own(text[place]))
        places.append(place)
    ends = {mention.start: mention.end for mention in mentions[:_MOST]}
    folded = fold_text("".join(letters))
    where = [places[at] for at in folded.place]
    last = ends.get(where[-1], where[-1] + 1) if where else end
    return Masked(folded.text, (*where, last), first)

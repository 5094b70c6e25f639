r"""The words of events: which word tells of what kind of incident.

To add words, add to a row or write a new one. A row is ``(type, language, strength, words)``:

- *type* is one of `TYPES`, or `NONE` for words that look like an event and are none ("drone exhibition",
  "struck a deal"). Such a row claims its words for itself, so that no other row can.
- *language* is an ISO 639-1 code.
- *strength* is how sure the words are: `SURE` tells of an event by itself, `LIKELY` may be a figure of
  speech or the name of a thing, `WEAK` needs something beside it.
- *words* are parted by semicolons. They are regular expressions without capital letters, matched as whole
  words and without regard to case. A ``*`` at the end of a word stands for any ending, ``~`` for up to
  three words between. A space is any white space or a hyphen.

Of words that begin at the same place the longest match counts: "drone strike" is a strike, and "drone"
alone a drone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo._reports.vocabulary.english import ENGLISH
from geo._reports.vocabulary.english_none import ENGLISH_NONE
from geo._reports.vocabulary.rows import NONE, TYPES
from geo._reports.vocabulary.russian import RUSSIAN
from geo._reports.vocabulary.russian_none import RUSSIAN_NONE

if TYPE_CHECKING:
    from geo._reports.vocabulary.rows import Row

__all__ = ["NONE", "TYPES", "VOCABULARY"]

VOCABULARY: Final[tuple[Row, ...]] = (*ENGLISH, *ENGLISH_NONE, *RUSSIAN, *RUSSIAN_NONE)
"""All rows."""

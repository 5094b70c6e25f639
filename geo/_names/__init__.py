"""Names as they are compared: pure functions from text to text.

``match`` makes the key of names that differ by keyboards and typography alone; ``search`` makes the keys
of the gazetteer, which are in Latin letters whatever the script, and looser ones that forget how a
sound was transliterated; ``words`` knows the words for kinds of places and ``endings`` what cases do to
names in the languages of reports.
"""

from __future__ import annotations

from geo._names.match import match_key
from geo._names.search import loose_key, search_key

__all__ = ["loose_key", "match_key", "search_key"]

"""Words of a text with their places, as the finding of names wants them."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

__all__ = ["Token", "split_words"]

_WORD: Final = re.compile(r"[^\W\d_](?:[\w'\u2019\u02bc\u02bb`\-]*[^\W_])?")
_DOTTED: Final = re.compile(
    r"(?:[A-Z]\.){2,}|(?:St|Ste|Mt|Ft|Gen|Col|Lt|Sgt|Capt|Dr|Mr|Mrs|Ms|Prof|Gov|Sen|Rep)\."
)


class Token(NamedTuple):
    """A word, or a dotted abbreviation."""

    text: str
    start: int
    end: int
    is_capital: bool
    """Begins with a capital letter, an article such as al- left aside."""
    gap: str
    """What stands between it and the word before, in the same stretch."""

    @property
    def low(self) -> str:
        """The word in small letters, without a possessive."""
        return strip_possessive(self.text).lower()


def split_words(text: str, start: int, end: int) -> list[Token]:
    """Split a stretch of a text into words.

    Examples
    --------
    >>> [token.text for token in split_words("Near Rostov-on-Don, the U.S. envoy's al-Hol", 0, 43)]
    ['Near', 'Rostov-on-Don', 'the', 'U.S.', "envoy's", 'al-Hol']
    """
    found: list[Token] = []
    at, last = start, start
    while True:
        word = _WORD.search(text, at, end)
        if word is None:
            return found
        dotted = _DOTTED.match(text, word.start(), end)
        if dotted is not None and dotted.end() > word.end():
            word = dotted
        said = word[0]
        found.append(Token(said, word.start(), word.end(), _is_capital(said), text[last : word.start()]))
        at = last = word.end()


def strip_possessive(word: str) -> str:
    """Take 's off a word.

    Examples
    --------
    >>> strip_possessive("Iraq's"), strip_possessive("Emirates\u2019"), strip_possessive("Nukus")
    ('Iraq', 'Emirates', 'Nukus')
    """
    return re.sub(r"['\u2019][sS]?$", "", word)


_SMALL_ARTICLE: Final = re.compile(r"(?:al|el|an|ar|as|ash|at|az|ad|d|l)[\-'\u2019]", re.IGNORECASE)


def _is_capital(word: str) -> bool:
    rest = _SMALL_ARTICLE.sub("", word, count=1)
    # Scripts without capitals say nothing by them.
    has_no_case = word[:1].isalpha() and word[:1].lower() == word[:1].upper()
    return word[:1].isupper() or has_no_case or (rest != word and rest[:1].isupper())

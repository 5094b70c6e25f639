"""Words of the vocabulary are found in a text.

Hundreds of expressions cannot all be tried at each word. What an entry can begin with is read off it, two
letters each; at a word only those are tried that begin as it does: what is no event before what is one,
and long ones before short.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from geo._reports.vocabulary import NONE, VOCABULARY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo._reports.vocabulary.rows import Row

__all__ = ["Lexicon", "read_vocabulary"]

_BEGINNING: Final = re.compile(r"(?<!\w)\w\w")
_GAP: Final = r"(?:[\w.'’-]+[ \t\u00a0\r\n]+){0,3}?"
_EITHER: Final = re.compile(r"(?P<first>\w)\[(?P<second>\w+)\](?![?*{])")
_PLAIN: Final = re.compile(r"\w(?![?*{])")


class Lexicon(NamedTuple):
    """Expressions by the two letters that they begin with."""

    patterns: dict[str, re.Pattern[str]]
    rows: dict[str, Row]
    """The row that each group of the expressions stands for."""

    def search(self, text: str, start: int, end: int) -> Iterator[tuple[re.Match[str], Row]]:
        """Give what is found in a stretch of a text, and the row that it is of; none overlap."""
        last = start
        for word in _BEGINNING.finditer(text, start, end):
            pattern = self.patterns.get(word[0].lower())
            if pattern is None or word.start() < last:
                continue
            match = pattern.match(text, word.start(), end)
            if match:
                last = match.end()
                yield match, self.rows[match.lastgroup or ""]


@cache
def read_vocabulary(language: str | None) -> Lexicon:
    """Make a lexicon of the words of a language, or of all words where it has none."""
    chosen = [row for row in VOCABULARY if row[1] == language] or list(VOCABULARY)
    entries = sorted(
        ((row, entry) for row in chosen for entry in _entries(row[3])),
        key=lambda one: (one[0][0] != NONE, -_reach(one[1])),
    )
    rows: dict[str, Row] = {}
    parts: dict[str, list[str]] = {}
    for number, (row, entry) in enumerate(entries):
        rows[f"w{number}"] = row
        for letters in sorted(beginnings(entry)):
            parts.setdefault(letters, []).append(f"(?P<w{number}>{_expand(entry)})")
    patterns = {
        letters: re.compile(rf"(?:{'|'.join(some)})(?!\w)", re.IGNORECASE) for letters, some in parts.items()
    }
    return Lexicon(patterns, rows)


def beginnings(entry: str) -> set[str]:
    """Read off an entry the first two letters of whatever it matches.

    Raises
    ------
    ValueError
        If it does not begin with two plain letters.

    Examples
    --------
    >>> sorted(beginnings("(?:car|road (?:mine|bomb)) ~hit")), sorted(beginnings("(?:big )?fires?"))
    (['ca', 'ro'], ['bi', 'fi'])
    """
    if not entry.startswith("(?:"):
        either = _EITHER.match(entry)
        if either:
            return {either["first"] + letter for letter in either["second"]}
        if not (_PLAIN.match(entry) and _PLAIN.match(entry, 1)):
            message = f"An entry of the vocabulary has to begin with two letters: {entry!r}."
            raise ValueError(message)
        return {entry[:2]}
    depth, begin, inside = 0, 3, []
    for place, sign in enumerate(entry):
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if (sign == "|" and depth == 1) or depth == 0:
            inside.append(entry[begin:place])
            begin = place + 1
        if depth == 0:
            break
    rest = entry[begin:]
    found = {letters for one in inside for letters in beginnings(one)}
    return found | beginnings(rest[1:]) if rest.startswith("?") else found


def _entries(words: str) -> list[str]:
    """Part the words of a row."""
    plain = re.sub(r"\|\s+", "|", " ".join(words.split()))
    return [entry.strip() for entry in plain.split(";") if entry.strip()]


def _reach(entry: str) -> int:
    """Say how many words an entry may take, and then how many letters."""
    return 1000 * (entry.count(" ") + 3 * entry.count("~")) + len(entry)


def _expand(entry: str) -> str:
    """Write an entry as a regular expression."""
    ended = re.sub(r"(?<=[\w)])(?<!\\w)\*", r"\\w*", entry).replace("\\w+", r"(?:[\w'’]|\.(?=\d))+")
    written = ended.replace("~", "\0").replace(" ?", "\1")
    return written.replace(" ", r"[\s-]+").replace("\0", _GAP).replace("\1", r"[\s-]?")

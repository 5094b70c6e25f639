"""Finding the names of places in running text, without a model: by capitals, words beside, and gazetteer.

A stretch of words that begin with capitals is looked up, the longest first. What speaks for a place is the
weight of what is called so (`geo._locating.weights`), a word such as "in" or "near" before it, a word such as
"district" beside it; what speaks against it is another capital beside it, as in names of persons, a title
before it, and being an ordinary word. A name that nothing is called like is kept where the words beside it
say that it is one: whoever resolves it may know something like it in the region around.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geo._names import search_key
from geo._reports.mentions.adjectives import country_of_adjective, pair_of_adjective
from geo._reports.mentions.beside import Beside
from geo._reports.mentions.lookups import Lookups
from geo._reports.mentions.mention import Mention
from geo._reports.mentions.tokens import Stretch, Token, split_words, strip_possessive
from geo._reports.mentions.words import AGENCIES, BODIES, COMMON, JOINTS, KIND_WORDS, LEADS, NOT_YET

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo._gazetteer import Gazetteer

__all__ = ["find_mentions"]

MOST_WORDS: Final = 6
ENOUGH: Final = 3.9
"""Weight, with what stands beside it, from which a name is taken for a place: a listed village after "in"."""
_KIND: Final = 2.0
_LONGER: Final = 0.7
_NO_CASE: Final = -2.0
"""Where no capital says that a word is a name."""


def find_mentions(text: str, sentences: Sequence[tuple[int, int]], gazetteer: Gazetteer) -> list[Mention]:
    """Find the places that a text names.

    Parameters
    ----------
    text : str
    sentences : sequence of (start, end)
        Character offsets.
    gazetteer : Gazetteer

    Returns
    -------
    list of Mention
        In the order of the text, none over another.

    Examples
    --------
    >>> from geo._gazetteer import load_gazetteer
    >>> text = "Police in the Karakiya district of Mangystau region, near Iran-Iraq lines, said John Paris."
    >>> [(text[one.start:one.end], one.how) for one in find_mentions(text, [(0, 90)], load_gazetteer())]
    [('Karakiya district', 'name'), ('Mangystau region', 'name'), ('Iran-Iraq', 'pair')]
    """
    found: list[Mention] = []
    small = _small_words(text)
    known = Lookups(gazetteer)
    for number, (start, end) in enumerate(sentences):
        tokens = split_words(text, start, end)
        stretch = Stretch(text, tokens, number, _is_title_case(tokens))
        found += _Finder(stretch, known, small).find()
    return found


def _small_words(text: str) -> frozenset[str]:
    """List the words that the text itself writes with a small letter: they are no names."""
    return frozenset(re.findall(r"(?<![\w\-'\u2019])[a-z]{4,}(?![\w\-])", text[:200_000]))


def _is_title_case(tokens: list[Token]) -> bool:
    """Say whether a sentence is set as headlines are, with capitals all through."""
    long = [token for token in tokens if len(token.text) > 3]  # noqa: PLR2004 - of, the, and stay small
    return len(long) > 2 and sum(token.is_capital for token in long) > 0.75 * len(long)  # noqa: PLR2004


class _Finder:
    """Finds the places that one sentence names."""

    def __init__(self, stretch: Stretch, known: Lookups, small: frozenset[str]) -> None:
        self._stretch, self._known_words = stretch, known
        self._gazetteer = known.gazetteer
        self._beside = Beside(stretch, known.gazetteer, small)
        self._tokens = stretch.tokens

    def find(self) -> list[Mention]:
        found: list[Mention] = []
        at = 0
        while at < len(self._tokens):
            mention, used = self._at(at, found[-1] if found else None)
            if mention is not None:
                found.append(mention)
            at += max(used, 1)
        return found

    def _at(self, at: int, before: Mention | None) -> tuple[Mention | None, int]:
        token = self._tokens[at]
        paired = self._pair(token)
        if paired is not None:
            return paired, 1
        if not token.is_capital:
            return self._small_adjective(token), 1
        for count in range(min(MOST_WORDS, len(self._tokens) - at), 0, -1):
            if self._hangs_together(at, count):
                mention = self._known(at, count, before)
                if mention is not None:
                    return mention, count
        head = self._hyphened(token)
        return (head, 1) if head is not None else self._unknown(at)

    def _pair(self, token: Token) -> Mention | None:
        word = strip_possessive(token.text)
        pair = pair_of_adjective(word, self._gazetteer) if "-" in word else None
        if pair is None or self._gazetteer.find_exact(search_key(word)):
            return None
        return Mention(token.start, token.start + len(word), word, "pair", "", self._stretch.sentence, pair)

    def _small_adjective(self, token: Token) -> Mention | None:
        """Read an adjective of a country, which Russian writes small."""
        if token.text.isascii() or not re.search(
            r"(?:ск|цк)(?:ий|ая|ое|ой|ого|ую|ом|ому|им|их|ие|ими)$", token.text
        ):
            return None
        code = country_of_adjective(token.text, self._gazetteer)
        if code is None:
            return None
        return Mention(token.start, token.end, token.text, "demonym", "", self._stretch.sentence, (code,))

    def _is_body(self, tokens: list[Token]) -> bool:
        """Say whether words are "The Bank", or the agency of a dateline: "(AP)"."""
        if len(tokens) == 2 and tokens[0].low == "the":  # noqa: PLR2004
            return tokens[1].low in (*BODIES, "university", "bank", "institute")
        first, text = tokens[0], self._stretch.text
        is_bracketed = first.gap.endswith("(") and text[first.end : first.end + 1] == ")"
        return len(tokens) == 1 and is_bracketed and first.low in AGENCIES

    def _is_of_people(self, after: int, said: str) -> bool:
        """Say whether an adjective stands before a unit named behind: "the Turkish province of Hatay"."""
        is_of = after + 1 < len(self._tokens) and self._tokens[after + 1].low == "of"
        return is_of and country_of_adjective(said, self._gazetteer) is not None

    def _hangs_together(self, at: int, count: int) -> bool:
        """Say whether some words may be one name: capitals at both ends, nothing but blanks between."""
        tokens = self._tokens[at : at + count]
        if not tokens[-1].is_capital or (count > 1 and any(len(token.text) == 1 for token in tokens)):
            return False
        for before, token in pairwise(tokens):
            if token.gap.strip() or "\n\n" in token.gap or before.text.endswith(("'s", "\u2019s")):
                return False
            if not token.is_capital and token.low not in JOINTS:
                return False
        return True

    def _known(self, at: int, count: int, before: Mention | None) -> Mention | None:
        """Make a mention of some words that something is called, if what stands beside them allows."""
        tokens = self._tokens[at : at + count]
        if tokens[0].low in NOT_YET and (
            count == 1
            or (self._tokens[at + 1].low not in JOINTS and tokens[0].low not in ("the", "la", "el", "le"))
        ):
            return None
        if self._is_body(tokens):
            return None
        start = tokens[0].start
        last = strip_possessive(tokens[-1].text)
        end = tokens[-1].start + len(last)
        said = self._stretch.text[start:end]
        kind, kind_end = self._beside.kind_behind(at + count, tokens[-1])
        kind_before = "" if kind else self._beside.kind_before(at)
        name, weight, how, inner = self._known_words.look_up(
            said,
            kind or kind_before,
            led=self._beside.is_led(at) or self._beside.is_joined(at, before),
            whole=self._stretch.text[start:kind_end],
        )
        if not name:
            return None
        has_kind = bool(kind or inner or kind_before)
        score = weight + _LONGER * (count - 1) + (_KIND if has_kind else 0.0)
        if not tokens[0].text[:1].isupper() and tokens[0].text[:1].upper() == tokens[0].text[:1]:
            score += _NO_CASE
        score += self._beside.weigh(at, count, before, is_one_word=count == 1, has_kind=has_kind, how=how)
        if score < ENOUGH:
            return None
        codes: tuple[str, ...] = ()
        if kind and how == "name" and self._is_of_people(at + count, said):
            how = "demonym"
        if how == "demonym":
            code = country_of_adjective(said, self._gazetteer)
            codes = (code,) if code else ()
        if how == "demonym":
            return Mention(start, end, name, how, "", self._stretch.sentence, codes)
        if kind and how == "name":
            end = kind_end
        return Mention(start, end, name, how, kind or inner or kind_before, self._stretch.sentence, codes)

    def _hyphened(self, token: Token) -> Mention | None:
        """Read the place out of "Moscow-based"."""
        head, dash, tail = token.text.partition("-")
        if not dash or not tail[:1].islower() or len(head) < 4:  # noqa: PLR2004
            return None
        name, weight, how, _ = self._known_words.look_up(head, "")
        if not name or weight < ENOUGH or head.lower() in COMMON:
            return None
        codes: tuple[str, ...] = ()
        if how == "demonym":
            code = country_of_adjective(head, self._gazetteer)
            codes = (code,) if code else ()
        return Mention(token.start, token.start + len(head), name, how, "", self._stretch.sentence, codes)

    def _unknown(self, at: int) -> tuple[Mention | None, int]:
        """Keep what is not known, where the words beside it say that it is a place."""
        count = 1
        while count < MOST_WORDS and at + count < len(self._tokens):
            token = self._tokens[at + count]
            if not (token.is_capital and token.gap.isspace() and token.low not in KIND_WORDS):
                break
            if self._stretch.is_title_case and token.low in LEADS:
                break
            # "село Муром Шебекинского района": the second is a name of its own.
            if not token.text.isascii() and self._beside.kind_behind(at + count + 1, token)[0]:
                break
            count += 1
        tokens = self._tokens[at : at + count]
        if tokens[0].low in COMMON or tokens[0].low in LEADS or len(tokens[0].text) < 3:  # noqa: PLR2004
            return None, 1
        last = strip_possessive(tokens[-1].text)
        end = tokens[-1].start + len(last)
        kind, kind_end = self._beside.kind_behind(at + count, tokens[-1])
        kind_before = self._beside.kind_before(at)
        led = self._beside.is_led(at)
        name = self._stretch.text[tokens[0].start : end]
        if kind:
            return Mention(
                tokens[0].start, kind_end, self._stretch.text[tokens[0].start : kind_end], "unknown", kind,
                self._stretch.sentence,
            ), count  # fmt: skip
        if self._beside.title_before(at) < 0:
            return None, 1
        if kind_before or (led and count <= 2 and not self._stretch.is_title_case):  # noqa: PLR2004
            return Mention(tokens[0].start, end, name, "unknown", kind_before, self._stretch.sentence), count
        return None, 1

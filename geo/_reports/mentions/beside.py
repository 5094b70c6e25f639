"""What stands beside some words, and how much it speaks for or against their being the name of a place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geo._names import search_key
from geo._names.endings import undo_case
from geo._names.words import strip_words
from geo._reports.mentions.tokens import strip_possessive
from geo._reports.mentions.words import (
    BODIES,
    COMMON,
    DIRECTIONS,
    KIND_WORDS,
    LEADS,
    PEOPLE_BEFORE,
    ROLES_AFTER,
    SMALL_TALK,
)

if TYPE_CHECKING:
    from geo._gazetteer import Gazetteer
    from geo._reports.mentions.mention import How, Mention
    from geo._reports.mentions.tokens import Stretch, Token

__all__ = ["Beside"]

_LEAD: Final = 1.5
_COMMA: Final = 1.0
_ROLE: Final = 0.7
_COMMON: Final = -3.5
_FIRST: Final = -1.5
_PERSON: Final = -4.0
_BODY: Final = -99.0
_DATELINE: Final = 2.0
_TITLE_CASE: Final = -1.5
_DATELINE_BEHIND: Final = re.compile(
    r"(?:, [A-Z]\w+)?,? *(?:\d{1,2} \w+|\w+\.? \d{1,2})?(?:,? \d{4})? *,? *(?:\([^()\n]{2,40}\)|"
    r"\w+)? *[\u2012-\u2015:]"
    r"|,? *(?:\d{1,2} \w+|\w+\.? \d{1,2})?(?:,? \d{4})? *(?:\([^()\n]{2,40}\))? +[-\u2012-\u2015] "
)


class Beside:
    """What stands beside the words of a sentence.

    Parameters
    ----------
    stretch : Stretch
    gazetteer : Gazetteer
    small : frozenset of str
        Words that the text itself writes with a small letter.
    """

    def __init__(self, stretch: Stretch, gazetteer: Gazetteer, small: frozenset[str]) -> None:
        self._stretch, self._gazetteer, self._small = stretch, gazetteer, small
        self._tokens = stretch.tokens

    def weigh(
        self, at: int, count: int, before: Mention | None, *, is_one_word: bool, has_kind: bool, how: How
    ) -> float:
        """Weigh what stands beside some words."""
        first, last = self._tokens[at], self._tokens[at + count - 1]
        led = self.is_led(at)
        score = self._opening(at, count, before, is_plain=is_one_word and not has_kind)
        low = first.low
        ordinary = low in COMMON or low in self._small
        if (
            is_one_word
            and not has_kind
            and how != "demonym"
            and ordinary
            and not self.has_unit_behind(at + count)
        ):
            score += _COMMON
        after = self._tokens[at + count] if at + count < len(self._tokens) else None
        if after is not None and after.gap.isspace() and after.low in BODIES and after.is_capital:
            return _BODY
        if self._stretch.is_title_case:
            return score + (0.0 if led or has_kind else _TITLE_CASE)
        owner = last.text.endswith(("'s", "\u2019s", "\u2019", "'"))
        if how != "demonym" and after is not None and after.is_capital and after.gap.isspace() and not owner:
            genitive = not last.text.isascii() and not after.text.isascii() and is_one_word
            if after.low in ROLES_AFTER | PEOPLE_BEFORE | DIRECTIONS or (genitive and self._is_country(last)):
                score += _ROLE
            else:
                score += _PERSON
            if after.low in KIND_WORDS:
                score -= _PERSON
        # Right behind another place a name is one too: "столицы Казахстана Нур-Султана".
        follows = before is not None and at > 0 and before.end >= self._tokens[at - 1].end > before.start
        return score if follows else score + self.title_before(at)

    def _opening(self, at: int, count: int, before: Mention | None, *, is_plain: bool) -> float:
        """Weigh what leads up to some words: "in", a comma behind another name, the beginning."""
        first, last = self._tokens[at], self._tokens[at + count - 1]
        score = _LEAD if self.is_led(at) else 0.0
        if before is not None and re.fullmatch(
            r"\s*(?:,|\(|and|и)\s*", self._stretch.text[before.end : first.start]
        ):
            score += _COMMA
        elif at == 0 and _DATELINE_BEHIND.match(self._stretch.text, last.end, last.end + 80):
            score += _DATELINE
        elif at == 0:
            score += _FIRST if is_plain else 0.0
        return score

    def _is_country(self, token: Token) -> bool:
        """Say whether a word is the name of a country, in whatever case."""
        keys = (search_key(token.text), *undo_case(search_key(token.text)))
        kinds = self._gazetteer.things.kind_of
        return any(kinds(one.number) == "country" for key in keys for one in self._gazetteer.find_exact(key))

    def is_joined(self, at: int, before: Mention | None) -> bool:
        """Say whether a name stands right behind another: "Odesa and Mykolaiv", "Paris, Texas"."""
        if before is None or before.end > self._tokens[at].start:
            return False
        gap = self._stretch.text[before.end : self._tokens[at].start]
        return re.fullmatch(r"\s*(?:,|\(|and|и|, and)\s*", gap) is not None

    def has_unit_behind(self, after: int) -> bool:
        """Say whether the name of a country or region follows a comma: "Reading, England"."""
        if (
            after >= len(self._tokens)
            or self._tokens[after].gap.strip() != ","
            or not self._tokens[after].is_capital
        ):
            return False
        kinds = self._gazetteer.things.kind_of
        found = self._gazetteer.find_exact(search_key(self._tokens[after].text))
        return any(kinds(one.number) in ("country", "macro-region", "region") for one in found)

    def title_before(self, at: int) -> float:
        """Weigh what stands right before: a title, or the first name of a person."""
        if at == 0:
            return 0.0
        before, token = self._tokens[at - 1], self._tokens[at]
        if not token.gap.isspace():
            return 0.0
        if (
            before.low == "of"
            and at > 1
            and self._tokens[at - 2].low in (*BODIES, "university", "bank", "institute")
        ):
            return _BODY
        if before.low in PEOPLE_BEFORE or before.text.rstrip(".").lower() in PEOPLE_BEFORE:
            return _PERSON
        is_name = before.is_capital and not before.text.endswith(("'s", "\u2019s"))
        if not is_name or before.low in DIRECTIONS | KIND_WORDS | LEADS | ROLES_AFTER | COMMON:
            return 0.0
        # A first name: nothing much is called so.
        return _PERSON if at > 1 or not self._gazetteer.find_exact(search_key(before.text)) else 0.0

    def is_led(self, at: int) -> bool:
        """Say whether a word that places are named after stands before, articles and the like left aside."""
        for back in range(at - 1, max(at - 6, -1), -1):
            token = self._tokens[back]
            if self._tokens[back + 1].gap.strip(" \"'\u201c\u00ab-"):
                return False
            if token.low in LEADS:
                return token.low != "by" or back == at - 2
            if token.low not in SMALL_TALK | DIRECTIONS | KIND_WORDS | {"of"} and not (
                token.text[:1].islower() and token.low.endswith(("ern", "ской", "ском"))
            ):
                return False
        return False

    def kind_before(self, at: int) -> str:
        """Read "the district of", "село"."""
        if at == 0:
            return ""
        before = self._tokens[at - 1]
        if self._tokens[at].gap.strip():
            return ""
        if before.low == "of" and at > 1:
            word = self._tokens[at - 2].low
            return strip_words(f"x {search_key(word)}").kind if word in KIND_WORDS else ""
        return strip_words(f"x {search_key(before.low)}").kind if not before.is_capital else ""

    def kind_behind(self, after: int, last: Token) -> tuple[str, int]:
        """Read "district" behind a name."""
        if after >= len(self._tokens) or last.text.endswith(("'s", "\u2019s")):
            return "", last.end
        token = self._tokens[after]
        if not token.gap.isspace() or token.low not in KIND_WORDS:
            return "", last.end
        kind = strip_words(f"x {search_key(token.low)}").kind
        following = self._tokens[after + 1] if after + 1 < len(self._tokens) else None
        if kind in ("city", "village") and following is not None and following.low == "of":
            # "The West Bank settlement of Ariel": the settlement is Ariel.
            return "", last.end
        return kind, token.start + len(strip_possessive(token.text))

"""Finding the names of places in running text, without a model: by capitals, words beside, and gazetteer.

A stretch of words that begin with capitals is looked up, the longest first. What speaks for a place is the
weight of what is called so (`geo._locating.weights`), a word such as "in" or "near" before it, a word such as
"district" beside it; what speaks against it is another capital beside it, as in names of persons, a title
before it, and being an ordinary word. A name that nothing is called like is kept where the words beside it
say that it is one: whoever resolves it may know something like it in the region around.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from geo._locating import weigh
from geo._names import search_key
from geo._names.endings import undo_adjective, undo_case
from geo._names.words import spell_out, strip_words
from geo._reports.mentions.adjectives import country_of_adjective, pair_of_adjective
from geo._reports.mentions.tokens import Token, split_words, strip_possessive
from geo._reports.mentions.words import (
    BODIES,
    COMMON,
    DIRECTIONS,
    JOINTS,
    KIND_WORDS,
    LEADS,
    NOT_YET,
    PEOPLE_BEFORE,
    ROLES_AFTER,
    SMALL_TALK,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo._gazetteer import Gazetteer

__all__ = ["Mention", "find_mentions"]

How = Literal["name", "demonym", "pair", "unknown"]

MOST_WORDS: Final = 6
LONG_NAME: Final = 9
"""No word of so many letters ends like an alias of something by chance."""
ENOUGH: Final = 3.9
"""Weight, with what stands beside it, from which a name is taken for a place: a listed village after "in"."""

_LEAD: Final = 1.5
_KIND: Final = 2.0
_LONGER: Final = 0.7
_COMMA: Final = 1.0
_ROLE: Final = 0.7
_COMMON: Final = -3.5
_FIRST: Final = -1.5
_PERSON: Final = -4.0
_BODY: Final = -99.0
_DATELINE: Final = 2.0
_TITLE_CASE: Final = -1.5
_NO_CASE: Final = -2.0
"""Where no capital says that a word is a name."""


_DATELINE_BEHIND: Final = re.compile(
    r"(?:, [A-Z]\w+)?,? *(?:\d{1,2} \w+|\w+\.? \d{1,2})?(?:,? \d{4})? *,? *(?:\([^()\n]{2,40}\)|"
    r"\w+)? *[\u2012-\u2015:]"
    r"|,? *(?:\d{1,2} \w+|\w+\.? \d{1,2})?(?:,? \d{4})? *(?:\([^()\n]{2,40}\))? +[-\u2012-\u2015] "
)


_WATER_NAMES: Final = tuple(
    (re.compile(rf"^(\w+?){ending} {noun}$"), made)
    for ending, noun, made in (
        ("(?:ogo|omu|om|ym|im)", "mor(?:ya|yu|em|e)", r"\1oe more"),
        ("(?:ogo|omu|om|ym|im)", "ozer(?:a|u|om|e)", r"\1oe ozero"),
        ("(?:oy|oyu|uyu)", "rek(?:i|e|u|oy)", r"\1aya reka"),
        ("(?:ogo|omu|om|ym|im)", "zaliv(?:a|u|om|e)", r"\1iy zaliv"),
    )
)


def _water_names(key: str) -> list[str]:
    """Give Russian names of waters in the nominative: "Черного моря".

    Examples
    --------
    >>> _water_names("chernogo morya"), _water_names("kaspiyskom more")
    (['chernoe more'], ['kaspiyskoe more'])
    """
    return [form.sub(made, key) for form, made in _WATER_NAMES if form.match(key)]


class Mention(NamedTuple):
    """A place that is named at a spot of a text."""

    start: int
    end: int
    """With the words for its kind that stand with it."""
    name: str
    """To be looked up: as written, or in the nominative."""
    how: How
    kind: str
    """What the words beside it say that it is; "" for nothing."""
    sentence: int
    codes: tuple[str, ...] = ()
    """Of a demonym or a pair of countries."""


class _Stretch(NamedTuple):
    """The words of one sentence, and what holds for all of it."""

    text: str
    tokens: list[Token]
    sentence: int
    is_title_case: bool


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
    known = _Lookups(gazetteer)
    for number, (start, end) in enumerate(sentences):
        tokens = split_words(text, start, end)
        stretch = _Stretch(text, tokens, number, _is_title_case(tokens))
        found += _Finder(stretch, known, small).find()
    return found


def _small_words(text: str) -> frozenset[str]:
    """List the words that the text itself writes with a small letter: they are no names."""
    return frozenset(re.findall(r"(?<![\w\-'\u2019])[a-z]{4,}(?![\w\-])", text[:200_000]))


def _is_title_case(tokens: list[Token]) -> bool:
    """Say whether a sentence is set as headlines are, with capitals all through."""
    long = [token for token in tokens if len(token.text) > 3]  # noqa: PLR2004 - of, the, and stay small
    return len(long) > 2 and sum(token.is_capital for token in long) > 0.75 * len(long)  # noqa: PLR2004


class _Lookups:
    """What the gazetteer says of words; the same words come again and again in a text."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = self._gazetteer = gazetteer
        self.look_up = lru_cache(maxsize=4_096)(self._look_up)

    def _look_up(
        self, said: str, kind: str, *, led: bool = False, whole: str = ""
    ) -> tuple[str, float, How, str]:
        """Find what is called so: its name, weight, and what its own words say that it is."""
        key = search_key(said)
        for one in _water_names(search_key(whole)):
            if self._gazetteer.find_exact(one):
                return (one, *self._weigh(one, kind), kind)
        bare = strip_words(key)
        for one in dict.fromkeys((key, spell_out(key), bare.key, spell_out(bare.key))):
            # Two letters are a code of something everywhere, and a word in half of the languages.
            if len(one) < 3 and not said.isupper():  # noqa: PLR2004
                continue
            exact = self._gazetteer.find_exact(one)
            if exact:
                known = (said, *self._weigh(said, kind or bare.kind), bare.kind if one == bare.key else "")
                return (
                    known
                    if said.isascii()
                    else self._heavier(known, bare.key, kind or bare.kind, said, led=led)
                )
        if said.isascii() or len(key) < 4:  # noqa: PLR2004
            return "", 0.0, "name", ""
        return self._look_up_inflected(said, bare.key, kind or bare.kind, led=led)

    def _heavier(
        self, known: tuple[str, float, How, str], key: str, kind: str, said: str, *, led: bool
    ) -> tuple[str, float, How, str]:
        """Take what a word is in another case where that is much likelier: "в Астане" is no Āstāneh."""
        if len(key) < 4 or " " in said:  # noqa: PLR2004
            return known
        other = self._look_up_inflected(said, key, kind, led=led)
        return other if other[1] > known[1] + 1.0 else known

    def _look_up_inflected(self, said: str, key: str, kind: str, *, led: bool) -> tuple[str, float, How, str]:
        best: tuple[str, float, How, str] = ("", 0.0, "name", "")
        sure = ("name", "translation", "adjective", "demonym", "former") if not led else None
        for one in dict.fromkeys((*undo_case(key), *(undo_adjective(key) if kind else ()))):
            exact = self._gazetteer.find_exact(one)
            # What ends so by chance is an alias of something, of all the aliases that there are.
            long = len(one) >= LONG_NAME
            if exact and (sure is None or long or any(found.how in sure for found in exact)):
                weight, how = self._weigh(one, kind)
                if weight - 0.3 > best[1]:
                    best = (one, weight - 0.3, how, kind)
        if kind and not best[0] and self._gazetteer.find(said):
            return (said, *self._weigh(said, kind), kind)
        return best

    def _weigh(self, name: str, kind: str) -> tuple[float, How]:
        options = weigh(self._gazetteer.find(name), self._gazetteer, kind)
        if not options:
            return 0.0, "name"
        top = options[0]
        is_people = top.match.how in ("demonym", "adjective")
        return top.weight, "demonym" if is_people and kind not in ("region", "district") else "name"


class _Finder:
    def __init__(self, stretch: _Stretch, known: _Lookups, small: frozenset[str]) -> None:
        self._stretch, self._known_words, self._small = stretch, known, small
        self._gazetteer = known.gazetteer
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
        start = tokens[0].start
        last = strip_possessive(tokens[-1].text)
        end = tokens[-1].start + len(last)
        said = self._stretch.text[start:end]
        kind, kind_end = self._kind_behind(at + count, tokens[-1])
        kind_before = "" if kind else self._kind_before(at)
        name, weight, how, inner = self._known_words.look_up(
            said,
            kind or kind_before,
            led=self._is_led(at) or self._is_joined(at, before),
            whole=self._stretch.text[start:kind_end],
        )
        if not name:
            return None
        has_kind = bool(kind or inner or kind_before)
        score = weight + _LONGER * (count - 1) + (_KIND if has_kind else 0.0)
        if not tokens[0].text[:1].isupper() and tokens[0].text[:1].upper() == tokens[0].text[:1]:
            score += _NO_CASE
        score += self._beside(at, count, before, is_one_word=count == 1, has_kind=has_kind, how=how)
        if score < ENOUGH:
            return None
        codes: tuple[str, ...] = ()
        if how == "demonym":
            code = country_of_adjective(said, self._gazetteer)
            codes = (code,) if code else ()
        if how == "demonym":
            return Mention(start, end, name, how, "", self._stretch.sentence, codes)
        if kind and how == "name":
            end = kind_end
        return Mention(start, end, name, how, kind or inner or kind_before, self._stretch.sentence, codes)

    def _beside(
        self, at: int, count: int, before: Mention | None, *, is_one_word: bool, has_kind: bool, how: How
    ) -> float:
        """Weigh what stands beside some words."""
        first, last = self._tokens[at], self._tokens[at + count - 1]
        led = self._is_led(at)
        score = self._opening(at, count, before, is_plain=is_one_word and not has_kind)
        low = first.low
        if is_one_word and not has_kind and how != "demonym" and (low in COMMON or low in self._small):
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
        return score if follows else score + self._title_before(at)

    def _opening(self, at: int, count: int, before: Mention | None, *, is_plain: bool) -> float:
        """Weigh what leads up to some words: "in", a comma behind another name, the beginning."""
        first, last = self._tokens[at], self._tokens[at + count - 1]
        score = _LEAD if self._is_led(at) else 0.0
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

    def _is_joined(self, at: int, before: Mention | None) -> bool:
        """Say whether a name stands right behind another: "Odesa and Mykolaiv", "Paris, Texas"."""
        if before is None or before.end > self._tokens[at].start:
            return False
        gap = self._stretch.text[before.end : self._tokens[at].start]
        return re.fullmatch(r"\s*(?:,|\(|and|и|, and)\s*", gap) is not None

    def _title_before(self, at: int) -> float:
        """Weigh what stands right before: a title, or the first name of a person."""
        if at == 0:
            return 0.0
        before, token = self._tokens[at - 1], self._tokens[at]
        if not token.gap.isspace():
            return 0.0
        if before.low in PEOPLE_BEFORE or before.text.rstrip(".").lower() in PEOPLE_BEFORE:
            return _PERSON
        if not before.is_capital or before.text.endswith(("'s", "\u2019s")):
            return 0.0
        if before.low in DIRECTIONS | KIND_WORDS | LEADS | ROLES_AFTER | COMMON:
            return 0.0
        # A first name: nothing much is called so.
        return _PERSON if at > 1 or not self._gazetteer.find_exact(search_key(before.text)) else 0.0

    def _is_led(self, at: int) -> bool:
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

    def _kind_before(self, at: int) -> str:
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

    def _kind_behind(self, after: int, last: Token) -> tuple[str, int]:
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
            # "село Муром Шебекинского района": the second is a name of its own.
            if not token.text.isascii() and self._kind_behind(at + count + 1, token)[0]:
                break
            count += 1
        tokens = self._tokens[at : at + count]
        if tokens[0].low in COMMON or len(tokens[0].text) < 3:  # noqa: PLR2004
            return None, 1
        last = strip_possessive(tokens[-1].text)
        end = tokens[-1].start + len(last)
        kind, kind_end = self._kind_behind(at + count, tokens[-1])
        kind_before = self._kind_before(at)
        led = self._is_led(at)
        name = self._stretch.text[tokens[0].start : end]
        if kind:
            return Mention(
                tokens[0].start, kind_end, self._stretch.text[tokens[0].start : kind_end], "unknown", kind,
                self._stretch.sentence,
            ), count  # fmt: skip
        if self._title_before(at) < 0:
            return None, 1
        if kind_before or (led and count <= 2 and not self._stretch.is_title_case):  # noqa: PLR2004
            return Mention(tokens[0].start, end, name, "unknown", kind_before, self._stretch.sentence), count
        return None, 1

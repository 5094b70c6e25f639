"""Who says so: the speaker of a sentence, and the part of it that is said by him.

"Officials said a drone fell", "A drone fell, the governor said", "according to police", "сообщили в
полиции", "по данным МЧС". Where nobody is named ("fire was reported"), there is no attribution.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from geo._reports.attribution_forms import (
    ACCORDING,
    AFTER_VERB,
    AUXILIARY,
    BOUND,
    LEADING_WORDS,
    LONGEST,
    LONGEST_SENTENCE,
    NAMED,
    NOT_SPEAKERS,
    OBJECT,
    PASSIVE,
    RUSSIAN,
    SPEAKER_END,
    SPOKEN,
    TOLD,
    WHEN,
    WITHIN,
)
from geo._reports.quotations import find_quotations
from geo._reports.spans import Span, trim

if TYPE_CHECKING:
    from geo._reports.sentences import Sentence

__all__ = ["Attribution", "find_attribution"]

_IN_BRACKETS: Final = re.compile(r"\s*\([^()]{1,30}\)$")


class Attribution(NamedTuple):
    """Who says a sentence, or a part of it."""

    who: str
    """The name or phrase as written."""
    start: int
    end: int
    scope: Span
    """What is said by him."""


def find_attribution(text: str, sentence: Sentence) -> Attribution | None:
    """Find who says what a sentence says.

    Parameters
    ----------
    text : str
    sentence : Sentence
        From `split_sentences`.

    Returns
    -------
    Attribution or None

    Examples
    --------
    >>> from geo._reports.sentences import split_sentences
    >>> text = "A drone fell near Aktau, the regional governor said on Tuesday."
    >>> said = find_attribution(text, split_sentences(text)[0])
    >>> said.who, text[slice(*said.scope)]
    ('the regional governor', 'A drone fell near Aktau')
    >>> text = "A fire was reported in Aktau."
    >>> find_attribution(text, split_sentences(text)[0]) is None
    True
    """
    words = text[sentence.start : min(sentence.end, sentence.start + LONGEST_SENTENCE)]
    quoted = find_quotations(words)
    for find in (_according, _spoken, _russian):
        found = find(words, quoted)
        if found:
            who, scope = found
            if scope.start >= scope.end:
                scope = Span(0, len(words))
            here = sentence.start
            return Attribution(
                words[slice(*who)],
                here + who.start,
                here + who.end,
                Span(here + scope.start, here + scope.end),
            )
    return None


def _is_quoted(place: int, quoted: list[Span]) -> bool:
    return any(span.start < place < span.end - 1 for span in quoted)


def _until(words: str, start: int, pattern: re.Pattern[str]) -> int:
    found = pattern.search(words, start)
    return found.start() if found else len(words)


def _according(words: str, quoted: list[Span]) -> tuple[Span, Span] | None:
    """Read "according to police, a drone fell" and "a drone fell, according to police"."""
    for found in ACCORDING.finditer(words):
        if _is_quoted(found.start(), quoted):
            continue
        end = _until(
            words, found.end(), re.compile(r"[,;:.!?](?=\s|$)|[—–()]|\s(?:and|while|who|after|that)\s")
        )
        named = NAMED.match(words, end)
        who = trim(words, found.end(), min(named.end("name") if named else end, found.end() + LONGEST))
        end = max(end, who.end)
        if who.start >= who.end:
            continue
        before = words[: found.start()].strip(' ,;—–-"“”«»')
        leads = not before or bool(WHEN.fullmatch(before)) or len(before.split()) == 1
        scope = trim(words, min(end + 1, len(words)), len(words)) if leads else trim(words, 0, found.start())
        return who, _bare(words, scope)
    return None


def _spoken(words: str, quoted: list[Span]) -> tuple[Span, Span] | None:
    """Read "officials said a drone fell", "a drone fell, officials said" and "..., said the governor"."""
    for verb in SPOKEN.finditer(words):
        if _is_quoted(verb.start(), quoted) or PASSIVE.search(words[: verb.start()]):
            continue
        if OBJECT.match(words, verb.end()) and verb[0] in {"claimed", "claims"}:
            continue
        who = _inverted(words, verb) or _subject(words, verb.start())
        if who is None or NOT_SPEAKERS.match(words[slice(*who)]):
            continue
        return who, _scope(words, who, verb)
    return None


def _subject(words: str, verb: int) -> Span | None:
    """Find the speaker before the verb."""
    begin = 0
    # "The National Centre (NC) said": what is in brackets is no bound.
    bare = _IN_BRACKETS.sub("", words[:verb].rstrip())
    apposed = bare.endswith(",")
    for bound in BOUND.finditer(bare.rstrip(",")):
        begin = bound.end()
    if apposed:
        # The governor of the region, Name Surname, said: the whole of it is the speaker.
        whole = trim(words, 0, len(bare) - 1)
        if 0 < whole.end - whole.start <= LONGEST and not re.search(
            r"(?i)\b(?:was|were|is|are|has|had)\b", words[slice(*whole)]
        ):
            begin = 0
    who = trim(words, begin, len(bare.rstrip(",")))
    lead = LEADING_WORDS.match(words[slice(*who)])
    if lead:
        who = Span(who.start + lead.end(), who.end)
    aux = AUXILIARY.search(words[slice(*who)])
    if aux:
        who = Span(who.start, who.start + aux.start())
    said = words[slice(*who)]
    if not said or len(said) > LONGEST or not any(letter.isalpha() for letter in said):
        return None
    if re.search(r"(?i)\b(?:was|were|is|are|that|which)\b", said) or SPOKEN.fullmatch(said.split()[-1]):
        return None
    return who


def _inverted(words: str, verb: re.Match[str]) -> Span | None:
    """Find the speaker after the verb: "..., said the governor"."""
    if not re.search(r"(?:[,\"”»!?]|[—–-])\s*$", words[: verb.start()]):
        return None
    who = trim(words, verb.end(), _until(words, verb.end(), SPEAKER_END))
    return who if 0 < who.end - who.start <= LONGEST else None


def _scope(words: str, who: Span, verb: re.Match[str]) -> Span:
    """Find what is said: before the speaker, or after the verb, or around both."""
    first, last = min(who.start, verb.start()), max(who.end, verb.end())
    before = _bare(words, trim(words, 0, first))
    rest = words[last:]
    told = TOLD.match(words, last) if verb[0] == "told" else None
    lead = AFTER_VERB.match(words, told.end() if told else last)
    after = trim(words, lead.end() if lead else last, len(words))
    said_before = words[slice(*before)]
    # "The drone, the ministry said, fell": both parts are said.
    inverted = verb.start() < who.start
    is_between = not inverted and rest.lstrip('"”»').startswith(",") and len(rest.split()) > 1
    if said_before and is_between and not WHEN.fullmatch(said_before):
        return trim(words, before.start, len(words))
    if len(said_before.split()) < 3 and words[slice(*after)].strip(" ."):  # noqa: PLR2004 - "On Tuesday"
        return _bare(words, after)
    goes_on = re.search(r"[,.;:]\s+(?=\S)", rest)
    more = rest[goes_on.end() :] if goes_on else ""
    if WITHIN.match(more) or (not inverted and len(more.split()) > 3):  # noqa: PLR2004 - more than an apposition
        return trim(words, before.start, len(words))
    return before


def _russian(words: str, quoted: list[Span]) -> tuple[Span, Span] | None:
    """Read "сообщили в полиции", "сообщает агентство", "губернатор сообщил, что"."""
    for verb in RUSSIAN.finditer(words):
        if _is_quoted(verb.start(), quoted):
            continue
        after = words[verb.end() :]
        placed = re.match(r"(?i)\s+(?:журналистам\s+)?(?:в|во|на|из)\s+", after)
        says_that = re.match(r"(?i)\s*(?:журналистам\s*)?(?:,\s*что\b|:)", after)
        noun = verb[0].lower().startswith("говорится")
        who: Span | None = None
        if placed or noun:
            start = verb.end() + (placed.end() if placed and not noun else 0)
            who = trim(
                words,
                start,
                _until(words, start, re.compile(r"[,;:.!?](?=\s|$)|[—–()\"«»]|\s(?:о|об|что|во?)\s")),
            )
        elif says_that:
            who = _subject(words, verb.start())
        else:
            who = trim(words, verb.end(), _until(words, verb.end(), SPEAKER_END))
            if who.start >= who.end or not after[:1].isspace():
                who = _subject(words, verb.start())
        if who is None or not 0 < who.end - who.start <= LONGEST or words[who.start].isdigit():
            continue
        return who, _scope_russian(words, who, verb)
    return None


def _scope_russian(words: str, who: Span, verb: re.Match[str]) -> Span:
    first, last = min(who.start, verb.start()), max(who.end, verb.end())
    before = _bare(words, trim(words, 0, first))
    that = re.match(r"(?i)\s*(?:журналистам\s*)?(?:,\s*что\b|:)\s*", words[last:])
    if that:
        return _bare(words, trim(words, last + that.end(), len(words)))
    said_before = words[slice(*before)]
    if len(said_before.split()) > 1 and not said_before.lower().startswith(("об этом", "о том", "как ")):
        return before
    after = _bare(words, trim(words, last, len(words)))
    return after if len(words[slice(*after)].split()) > 2 else trim(words, 0, len(words))  # noqa: PLR2004


def _bare(words: str, span: Span) -> Span:
    """Leave out marks at both ends that belong to nothing."""
    piece = words[slice(*span)]
    left = len(piece) - len(piece.lstrip(" ,;:—–-"))
    right = len(piece.rstrip(" ,;:—–-"))
    cut = piece.rstrip(" ,;:—–-")
    if cut.endswith((", как", " как")):
        right -= 3
        right = len(piece[:right].rstrip(" ,"))
    if cut.endswith(".") and not re.search(r"(?:^|[\s.])\w\.$", cut):
        right -= 1
    return Span(span.start + left, span.start + right) if left < right else Span(span.start, span.start)

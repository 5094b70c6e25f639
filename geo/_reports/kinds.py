"""What happened: words that tell of an incident, and of which kind.

The words are in ``vocabulary``. Here they are found in the sentences of a text, the longest at each
place, and the words around them say whether the event is denied ("no explosion was heard"), or only
thought of ("could attack", "in the event of", "a drill that simulates an attack", "the anniversary of").
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from geo._reports.lexicon import read_vocabulary
from geo._reports.vocabulary import NONE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo._reports.sentences import Sentence

__all__ = ["Event", "find_events"]

_LOOK: Final = 160
_DENIED: Final = re.compile(
    r"(?i)\b(?:den(?:y|ies|ied|ying)(?:\s+that|\s+having)?|dismiss\w*\s+(?:reports|claims)\s+of|"
    r"опроверг\w*)\s+(?:\w+\s+){0,3}$"
)
_CLAUSE: Final = re.compile(
    r"[,;:—–]\s|\b(?:but|while|although|which|who|after|when|но|однако|который|которая|после)\b",
    re.IGNORECASE,
)
_NEGATED_BEFORE: Final = re.compile(
    r"(?i)(?:\b(?:no|without(?: any)?|never|neither|nor|zero|not an?|nor any|not any|denied (?:that "
    r")?(?:there (?:was|had been) )?(?:an?|any)|no (?:reports?|signs?|sign|evidence|"
    r"indications?|word) of(?: an?| any)?|ruled out|rules out|rule out|rejected reports of(?: an?)?|"
    r"denied reports of(?: an?)?|instead of|rather than|absence of)\s+(?:(?!in\b|from\b|after\b|by\b|"
    r"during\b|for\b|to\b|one\b)[\w-]+\s+){0,2}|"
    r"\b(?:not|n['’]t|never)\s+(?:\w+\s+){0,3}|"
    r"\b(?:без|ни|никаких|никакого|нет|не\s+(?:было|произошло|зафиксировано|слышно|подтвержд\w+|"
    r"отмечено|обнаружен\w*|является|стал\w*)|не|опроверг\w*|отрица\w+|исключ\w+)\s+(?:(?!в\b|на\b|"
    r"при\b)\w+\s+){0,2})$"
)
_NEGATED_AFTER: Final = re.compile(
    r"(?i)^(?:\s+(?:\w+\s+){0,2}?(?:(?:did|do|does|has|have|had)(?:\s+not|n['’]t)\s+(?:happen|occur|"
    r"take place|taken place|"
    r"go off|materiali[sz]ed?|happened|occurred|come)|(?:was|were|is|are|has been|have been)(?:\s+not|"
    r"n['’]t)\s+(?:heard|seen|"
    r"detected|recorded|registered|confirmed|carried out|observed|behind|to blame|the cause))\b|"
    r"never\s+happened\b)"
)
_NEGATED_AFTER_RUSSIAN: Final = re.compile(
    r"(?i)^\s+(?:\w+\s+)?(?:не\s+(?:было|произошло|произошёл|зафиксирован\w*|подтвердил\w*|слышно|"
    r"состоял\w*)|нет)(?!\w)"
)
_BESIDE: Final = re.compile(r"(?i)(?<!\w)(?:при|в|во|от|после|на|из-за|в результате)\s+(?:\w+\s+)?$")
_SUPPOSED_BEFORE: Final = re.compile(
    r"(?i)\b(?:could|whether|(?-i:may(?! \d)|will)|might|would|shall|should|if|unless|in case of|in the "
    r"event of|in "
    r"case|threat(?:s|en\w*)?(?: of| to)?|risks? of|danger of|"
    r"fear(?:s|ed)?(?: of)?|possib\w+|potential|prevent\w*|avert\w*|thwart\w*|foil\w*|prepar\w+ "
    r"(?:for|to)|simulat\w+|mock|drill|rehears\w+|anniversary of|"
    r"commemorat\w*|remember\w*|victims of the (?:\d{4}|\w+ \d{4})|warn\w*(?: of| against| about)?|"
    r"plan(?:s|ned|ning)?(?: to| of| for)?|intend\w*|vow\w*(?: to)?|scheduled|"
    r"due to (?:hold|begin|start)|protect\w* against|defen\w+ against|against (?:possible|future)|"
    r"insurance against|ability to|capable of|ready (?:to|for)|"
    r"to (?:avoid|deter|repel|counter|stop)|novel about|film about|book about|movie about|history of|"
    r"research\w* (?:on|into)|how to|"
    r"(?:is|are|was|were) (?:set|expected|due|likely) to|attempted|"
    r"мог(?:ут|ла|ли|ло)?(?:\s+бы)?|может|если|в случае|угроз\w+|угрожа\w+|опас\w+|возможн\w+|"
    r"вероятн\w+|предотвра\w+|отработ\w+|отрабатыва\w+|имитир\w+|условн\w+|учебн\w+|"
    r"годовщин\w+|памят\w+|планир\w+|намерен\w*|готов\w* к|будет|будут|начн[её]тся|фильм\w* о|книг\w* "
    r"о|предупре\w+|риск\w*)\b[^.;!?]{0,70}$"
)
_SUPPOSED_AFTER: Final = re.compile(
    r"(?i)^\s+(?:drills?\b|simulations?\b|exercises?\b|warnings?\b|alerts?\b|threats?\b|risks?\b|"
    r"preparedness\b|season\b|insurance\b|prevention\b|anniversary\b|"
    r"(?:\w+\s+){0,3}(?:could|might|would|(?-i:will|may(?! \d)))\s|(?:is|are|was|were)\s+(?:also\s+)?"
    r"(?:planned|scheduled|expected|due|feared|possible|likely)\b)"
)
_HAPPENED: Final = re.compile(
    r"(?i)\b(?:after|following|in|during|by|since|because of|from)\s+(?:the|this|that|these|those|"
    r"[\w-]+day['’]s)\s+(?:[\w-]+\s+){0,2}$|"
    r"\b(?:после|во время|при|из-за|в результате)\s+(?:\w+\s+)?$"
)
"""Before an event that is known already: "may have died in the earthquake"."""
_IN_CASE: Final = re.compile(
    r"(?i)\b(?:in the event|in case|anniversary|commemorat\w*|в случае|годовщин\w*|drill|film|novel|book)\b"
)


class Event(NamedTuple):
    """Words that tell of an incident."""

    type: str
    """One of `geo._reports.vocabulary.TYPES`."""
    quote: str
    start: int
    end: int
    sentence: int
    """Number of the sentence."""
    strength: float
    """How sure the words are, up to 1."""
    negated: bool
    """Whether the text says that it did not happen."""
    hypothetical: bool
    """Whether it is only feared, planned, practised, or remembered."""


def find_events(text: str, sentences: Sequence[Sentence], *, language: str | None = None) -> list[Event]:
    """Find the events that a text tells of.

    Parameters
    ----------
    text : str
    sentences : sequence of Sentence
        From `split_sentences`.
    language : str, optional
        ISO 639-1 code; the words of this language only. Without it, and for a language without words
        here, all of them.

    Returns
    -------
    list of Event
        In order, none overlapping.

    Examples
    --------
    >>> from geo._reports.sentences import split_sentences
    >>> text = "A drone strike hit a depot. No explosion was heard. It could attack. The drone show opened."
    >>> for event in find_events(text, split_sentences(text)):
    ...     print(event.type, "|", event.quote, event.negated, event.hypothetical)
    strike | drone strike hit False False
    explosion | explosion True False
    attack | attack False True
    """
    lexicon = read_vocabulary(language)
    found: list[Event] = []
    for number, sentence in enumerate(sentences):
        for match, row in lexicon.search(text, sentence.start, sentence.end):
            if row[0] == NONE:
                continue
            before = text[max(sentence.start, match.start() - _LOOK) : match.start()]
            after = text[match.end() : min(sentence.end, match.end() + _LOOK)]
            found.append(
                Event(
                    row[0],
                    match[0],
                    *match.span(),
                    number,
                    row[2],
                    _is_negated(before, after),
                    _is_supposed(before, after) or _is_traded(match[0], row[0], before, after),
                )
            )
    plain = {event.sentence for event in found if event.type != "other"}
    # "The incident" is one of what its sentence tells of by a better word.
    return [event for event in found if event.type != "other" or event.sentence not in plain]


def _is_negated(before: str, after: str) -> bool:
    clause = _CLAUSE.split(before)[-1]
    if _NEGATED_BEFORE.search(clause) or _DENIED.search(clause) or _NEGATED_AFTER.search(after):
        return True
    return bool(_NEGATED_AFTER_RUSSIAN.search(after) and not _BESIDE.search(clause))


_TRADED_BEFORE: Final = re.compile(
    r"(?i)\b(?:giv(?:e|es|en|ing)|gave|suppl(?:y|ies|ied|ying)|deliver(?:s|ed|ing)?|sells?|selling|sold"
    r"|sen[dt](?:s|ing)?|shipp(?:ed|ing)|provid(?:e|es|ed|ing)|export(?:s|ed|ing)?|donat(?:e|es|ed|ing)"
    r"|b(?:uy|uys|ought)|order(?:s|ed)?|purchas(?:e|es|ed|ing)|acquir(?:e|es|ed)|produc(?:e|es|ed|ing)"
    r"|mak(?:e|es|ing)|build(?:s|ing)?|built|manufactur(?:e|es|ed|ing)|develop(?:s|ed|ing)?|test(?:s|ing)"
    r"|among the|includ(?:e|es|ed|ing)|поста(?:вил\w*|вля\w+|вк\w+)|переда(?:л\w*|ют|[её]т|ч\w+)"
    r"|прода(?:л\w*|ют|[её]т)|закуп\w+|производ\w+|выпуска\w+|разрабатыва\w+)"
    r"(?:\s+(?!that\b|which\b|but\b|who\b|что\b)[\w'’-]+){0,8}\s+$"
)
_TRADED_AFTER: Final = re.compile(
    r"(?i)^\s+(?:\w+\s+){0,3}(?:delivered|supplied|sold|exported|provided|shipped)\b"
)
"""Drones that are made, sold and given are no incident."""

_ONLY_DRONES: Final = re.compile(
    r"(?i)(?:[\w-]+ ){0,2}(?:drones?|uavs?|unmanned aerial (?:vehicles?|systems?)|aircrafts?|quadcopters?"
    r"|дрон\w*|беспилотн\w+(?: аппарат\w*)?|бпла)"
)


def _is_traded(said: str, kind: str, before: str, after: str) -> bool:
    if kind != "drone" or not _ONLY_DRONES.fullmatch(said):
        return False
    return bool(_TRADED_BEFORE.search(_CLAUSE.split(before)[-1]) or _TRADED_AFTER.search(after))


def _is_supposed(before: str, after: str) -> bool:
    if _SUPPOSED_AFTER.search(after):
        return True
    clause = _CLAUSE.split(before)[-1]
    if not _SUPPOSED_BEFORE.search(clause):
        return False
    return bool(_IN_CASE.search(clause) or not _HAPPENED.search(clause))

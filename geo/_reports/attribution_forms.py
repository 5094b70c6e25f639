"""The words by which a sentence says who says so, in English and Russian."""

from __future__ import annotations

import re
from typing import Final

__all__ = [
    "ACCORDING",
    "AFTER_VERB",
    "AUXILIARY",
    "BOUND",
    "LEADING_WORDS",
    "LONGEST",
    "LONGEST_SENTENCE",
    "NAMED",
    "NOT_SPEAKERS",
    "OBJECT",
    "PASSIVE",
    "RUSSIAN",
    "SPEAKER_END",
    "SPOKEN",
    "TOLD",
    "WHEN",
    "WITHIN",
]

LONGEST: Final = 140
"""Characters of the longest speaker."""
LONGEST_SENTENCE: Final = 2_000
"""Characters of a sentence that are read; what is longer is no sentence."""
_VERB: Final = (
    r"(?:said|says|told|stated|states|announced|confirmed|claimed|claims|denied|warned|added|noted|"
    r"wrote|argued|insisted|alleged|acknowledged|"
    r"admitted|explained|tweeted|posted|reported|reports|estimated|believes?|maintains?|"
    r"reiterated|recalled|revealed|testified|suggested)"
)
SPOKEN: Final = re.compile(rf"(?<![\w-]){_VERB}(?![\w-])")
ACCORDING: Final = re.compile(
    r"(?i)(?<!\w)(?:according to|as (?:reported|stated|announced|confirmed|told) by|as per|citing|"
    r"quoting|in the words of|según|segun|selon|d[’']après|segundo|"
    r"по\s+(?:предварительным\s+|последним\s+|официальным\s+)?(?:данным|словам|информации|сообщению|"
    r"сообщениям|сведениям|утверждению|версии|заявлению|оценкам|мнению)|"
    r"согласно\s+(?:данным|информации|сообщению|заявлению)?|со ссылкой на|за\s+(?:даними|словами|"
    r"інформацією)|як повідомили в)\s+"
)
RUSSIAN: Final = re.compile(
    r"(?i)(?<!\w)(?:сообщил[аио]?|сообща[ею]т|заявил[аио]?|заявля[ею]т|рассказал[аио]?|отметил[аио]?|"
    r"уточнил[аио]?|подтвердил[аио]?|"
    r"добавил[аио]?|переда[её]т|переда[юл]\w*|пишет|написал[аио]?|пояснил[аио]?|подчеркнул[аио]?|"
    r"объявил[аио]?|говорится\s+в\s+(?:сообщении|заявлении|пресс-релизе)|"
    r"информиру[ею]т|проинформировал[аио]?|повідомил[аио]?|опроверг(?:ла|ли|ло)?|утвержда[ею]т)(?!\w)"
)
AUXILIARY: Final = re.compile(
    r"(?i)(?:\s+(?:has|have|had|also|later|earlier|then|previously|reportedly|officially|repeatedly|"
    r"initially|immediately|separately|"
    r"on (?:mon|tues|wednes|thurs|fri|satur|sun)day|today|yesterday))+$"
)
PASSIVE: Final = re.compile(
    r"(?i)(?:\b(?:was|were|is|are|be|been|being|which|not|as|there|that|what|to|widely|reportedly)|"
    r"n[’']t)\s*$"
)
NOT_SPEAKERS: Final = re.compile(
    r"(?i)^(?:the|an?|there|which|that|who|what|this|these|those|he is|she is|and|but|or|as|if|"
    r"when|while|where|because|although|though|a? ?total|"
    r"(?:an?|the|no|several|two|three)?\s*(?:\w+\s+){0,2}(?:fires?|explosions?|blasts?|drones?|"
    r"attacks?|strikes?|incidents?|casualties|injuries|deaths|damage|crash\w*|quake|earthquake|"
    r"flood\w*|missiles?|shelling))$"
)
LEADING_WORDS: Final = re.compile(
    r"(?i)^(?:and|but|however|meanwhile|as|while|also|though|yet|so|still|earlier|later|и|а|но|однако|"
    r"как|при этом|об этом|ранее|также)[\s,]+"
)
BOUND: Final = re.compile(r"[,;:.!?]\s|[—–]\s|\s-\s|[\"“”«»()]|\A|,(?=[\"”»])")
TOLD: Final = re.compile(
    r"\s+(?:reporters|journalists|the (?:media|press|agency|newspaper|channel|station)|"
    r"[A-Z][\w.]+(?:\s[A-Z][\w.]+){0,3}|"
    r"a (?:news conference|briefing|press conference))"
)
"""Whom somebody told."""
AFTER_VERB: Final = re.compile(
    r"(?:\s+(?:(?:late|early)\s+)?(?:on\s+(?:[A-Z]\w+(?:\s\d{1,2})?|\d{1,2}\s[A-Z]\w+|social media|"
    r"television|state (?:tv|television))|"
    r"in an?\s+(?:[\w-]+\s){0,2}(?:statement|post|tweet|message|briefing|report|interview|letter)|at "
    r"a\s+(?:\w+\s)?(?:briefing|conference)|"
    r"(?:via|on)\s+Telegram|by (?:phone|telephone|email))|\s+(?:yesterday|today|earlier|later|overnight))*"
    r"(?:\s+that\b|\s*,?\s*что\b|\s*[:,])?\s*"
)
"""When, where and how somebody said it, up to what was said."""
SPEAKER_END: Final = re.compile(
    r"[,;:.!?]\s|[,;:.!?]?$|[—–\"“”«»()]|\s(?:on|in a|at a|late|early|after|while|when|adding|that|as|"
    r"who|yesterday|today|via|during|about|to reporters|by)\s|\s(?:о|об|что|во|в своём|в своем|"
    r"журналистам|сегодня|вчера)\s"
)
OBJECT: Final = re.compile(
    r"(?i)\s+(?:responsibility|victory|credit|\d|(?:at least\s+)?(?:one|two|three|four|five|six|seven|"
    r"dozens|scores|hundreds)\s+lives|the lives|guilt)"
)
NAMED: Final = re.compile(r",\s+(?P<name>[A-ZА-ЯЁ][\w’'-]+(?:\s[A-ZА-ЯЁ][\w’'-]+){1,3}?)(?=[,.;]?\s*$|,\s)")
"""A name behind an office: "the regional governor, Nurlan Ospanov"."""
WHEN: Final = re.compile(
    r"(?i)(?:on|in|late|early|at|yesterday|today|overnight|earlier|meanwhile|however)\b[\w\s]{0,30}"
)
WITHIN: Final = re.compile(
    r"(?i)^\s*(?:adding|and (?:that|added)|but (?:that|added)|while|stressing|noting|saying|добав\w+|"
    r"отметив|уточнив|и что)"
)

"""Is a date one of the story, or of other times? The words around it say so.

A date is of other times after "since", beside "founded", "similar" or "anniversary", in the future, and as a
year of its own where the story has days. A day on which somebody said something is of the story only where
the story has no other.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import date

    from geo._reports.dates.when import Grain

__all__ = ["is_background", "is_future", "is_of_speech"]

_LEADING: Final = re.compile(
    r"(?i)(?:\b(?:since|until|till|prior to|ahead of|as of|by|before|от|до|к|начиная с|с начала|"
    r"depuis|desde)|(?:^|\s)с)"
    r"\s+(?:on\s+|the\s+|at least\s+|late\s+|early\s+)*$"
)
_SINCE: Final = re.compile(r"(?i)(?:since|until|by|before|с|со|до|к|depuis|desde)\s")
"""What the date itself may begin with."""
_FOUNDED: Final = re.compile(
    r"(?i)\b(?:founded|established|built|constructed|born|elected|appointed|annexed|gained "
    r"independence|independence|"
    r"signed|adopted|commissioned|ratified|came to power|took office|основан\w*|построен\w*|родил\w*|"
    r"избран\w*|назначен\w*|подписан\w*|образован\w*)(?:[^.;,]{0,30}\s)?(?:on|in|в|во|back in)?\s*$"
)
_BEGAN: Final = re.compile(
    r"(?i)\b(?:(?:war|conflict|invasion|insurgency|uprising|revolution|coup|ceasefire|truce|crisis|"
    r"pandemic|annexation|offensive|"
    r"война|войны|конфликт\w*|вторжени\w*|that|which|who)\b[^.;]{0,40}\b(?:began|started|erupted|"
    r"broke out|launched|begun|"
    r"invaded|invasion|ended|началась|начался|началось)|full-scale invasion|invasion|revolution|coup|"
    r"opened|created|formed|launched|renamed|introduced|открыт\w*|создан\w*|переименован\w*)"
    r"(?:[^.;,]{0,25}\s)?(?:on|in|of|в|во)?\s*$"
)
_OTHER_TIMES: Final = re.compile(
    r"(?i)\b(?:similar(?:ly)?|previous(?:ly)?|in the past|historic\w*|anniversary|formerly|used to|a "
    r"year earlier|recalled?|"
    r"another (?:\w+\s){1,3}(?:was|were|happened|occurred|took place)|"
    r"earlier(?! (?:today|this|on|in|that|yesterday|mon|tue|wed|thu|fri|sat|sun))|"
    r"аналогичн\w*|похож\w*|предыдущ\w*|годовщин\w*|напомним|в прошлом(?! (?:месяц|год))|прежде)\b"
)
_HAD: Final = re.compile(
    r"(?i)\b(?:had|was last|were last|last (?:hit|struck|seen|happened|occurred))\b[^.;,]{0,60}$"
)
_FUTURE: Final = re.compile(
    r"(?i)\b(?:will|would|shall|(?:is|are|was|were|be) (?:due|scheduled|planned|set|expected|to be)|"
    r"scheduled (?:for|on)|"
    r"planned for|due (?:on|to)|expected (?:on|to|in)|plans? to|ahead of|состо[ия]тся|запланирован\w*|"
    r"намечен\w*|будет|"
    r"будут|пройд[её]т|планиру\w+|ожида\w+)\b[^.;]{0,100}$"
)
_SAID: Final = re.compile(
    r"(?i)\b(?:said|says|told|announced|reported|wrote|stated|confirmed|added|warned|tweeted|posted|"
    r"statement|interview|"
    r"briefing|conference|telegram|"
    r"сообщил\w*|сообщает|сообщают|заявил\w*|рассказал\w*|отметил\w*|уточнил\w*|написал\w*|сообщени\w+)"
    r"(?:\s+(?!(?:that|a|an|the|there|it|he|they|what|о|что)\b)[\w’'-]+){0,4}\s*(?:on|late|early|in|во?)?\s*$"
)
_SAID_AFTER: Final = re.compile(
    r"(?i)(?:\s+(?:[\w’'-]+\s+){0,3}|,?\s+)(?:said|told|announced|stated|сообщил\w*|заявил\w*|рассказал\w*)\b"
)
_POSSESSIVE: Final = re.compile(r"[’']s?\b")
_OLD: Final = timedelta(days=330)


def is_background(  # noqa: PLR0911 - one reason after another
    before: str,
    words: str,
    after: str,
    *,
    grain: Grain,
    days: tuple[date | None, date | None],
    published: date | None,
    future: bool = False,
) -> bool:
    """Say whether a date is of other times than those of the story.

    Parameters
    ----------
    before, words, after : str
        Of its sentence: what stands before the date, the date, and what stands after it.
    grain : str
    days : pair of date or None
        The first and the last day that it may mean.
    published : date or None
    future : bool
        Whether `is_future` holds of what stands before.

    Examples
    --------
    >>> is_background("in force since ", "7 May", "", grain="day", days=(None, None), published=None)
    True
    >>> is_background("A drone fell on ", "7 May", ".", grain="day", days=(None, None), published=None)
    False
    """
    first, last = days
    # "From 5 to 7 May" says when; "from 5 May" says since when.
    is_range = grain == "day" and first != last
    if (_LEADING.search(before) and not is_range) or _SINCE.match(words):
        return True
    if _FOUNDED.search(before) or _OTHER_TIMES.search(before) or _OTHER_TIMES.search(after[:60]):
        return True
    if published and first and first > published:
        return True
    if future and not (published and last and last < published):
        return True
    if grain in {"month", "year"} and (
        _BEGAN.search(before) or _HAD.search(before) or _POSSESSIVE.match(after)
    ):
        return True
    if published and last and published - last > _OLD:
        return True
    return grain == "year" and bool(published and last and last < published)


def is_of_speech(before: str, after: str) -> bool:
    """Say whether a date is the one on which somebody said something.

    Examples
    --------
    >>> is_of_speech("Police said on ", " that it fell."), is_of_speech("It fell on ", ", police said.")
    (True, False)
    """
    return bool(_SAID.search(before) or (not before.strip() and _SAID_AFTER.match(after)))


def is_future(before: str) -> bool:
    """Say whether what stands before a date tells of what is to come.

    Examples
    --------
    >>> is_future("A hearing is due on "), is_future("A drone fell on ")
    (True, False)
    """
    return bool(_FUTURE.search(before))

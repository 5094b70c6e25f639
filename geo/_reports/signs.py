"""Signs of what a sentence is there for: to tell where, of harm, of a find, or of what is always done."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from geo._reports.drafts import Known
    from geo._reports.lines import Line

__all__ = ["ASIDE", "FOUND_THING", "HARM", "SURE", "TELLS_WHERE", "has_happened", "mark_answer", "says_where"]

FOUND_THING: Final = re.compile(
    r"\b(?:aircraft|uav|vehicle|device|wreck\w*|debris|fragments|object|machine|projectile|craft|apparatus|"
    r"body|bodies|[A-Z][\w-]* ?(?:Jet )?\d{1,4})\b"
    r"[^.;]{0,60}?\b(?:was|were|had been|has been|been|lay|fell|came down|crashed|"
    r"landed)(?: (?:\w+ )?(?:found|discovered|recovered|spotted|located|seen))?\b"
    r"|\b(?:аппарат|объект|обломки|устройство|тело|машин\w+)\b[^.;]{0,60}?\b(?:найден\w*|обнаружен\w*|упал\w*|нашли|обнаружили)"
    r"|\b(?:нашли|обнаружили|found|discovered|recovered)\b[^.;]{0,40}?\b(?:аппарат|объект|обломки|устройство|aircraft|wreck\w*|debris|fragments)\b",
    re.IGNORECASE,
)
HARM: Final = re.compile(
    r"\b(?:was|were|been|being|had)\s+(?:\w+ )?(?:hit|damaged|destroyed|raided|struck|blown|burnt|burned|"
    r"flooded|shelled|targeted|wounded|hurt|"
    r"killed|evacuated|buried|cut off|set alight)\b|\b(?:повреждён\w*|поврежден\w*|разрушен\w*|уничтожен\w*|"
    r"упал\w*|рухнул\w*|разбил\w*|горел\w*|сгорел\w*)\b",
    re.IGNORECASE,
)
TELLS_WHERE: Final = re.compile(
    r"\b(?:lies?|lay|located|situated|found|fell|landed|crashed|happened|occurred|took place|epicent(?:re|"
    r"er)|came down|"
    r"замечен\w*|заметили|видели|наблюдал\w*|зафиксирован\w*|flew|passed over|seen|sighted|spotted|hovered|"
    r"exploded|stands|burned|site|spot|scene|wreck\w*|debris|bod(?:y|ies)|crater|impact|начал\w*|произош\w*|"
    r"упал\w*|находится|эпицентр\w*|обнаружен\w*|нашли)\b",
    re.IGNORECASE,
)
_ASKS: Final = re.compile(
    r"\b(?:where|what happened|где|что произошло|что случилось)\b[^.!\n]*\?", re.IGNORECASE
)
_LABELLED: Final = re.compile(
    r"[\W_]*(?:where|location|place|site|area|место|где|местоположение)\b[\W_]*:", re.IGNORECASE
)
_FRAGMENT: Final = re.compile(
    r"[\W_]*(?:near|in|at|on|outside|about \d|some \d|\d+ ?km|у|в|близ|около|недалеко|"
    r"под)\b(?![^.]*\b(?:said|was|were|is|has|had|сообщил|заявил))",
    re.IGNORECASE,
)
_SHORT: Final = 140
ASIDE: Final = re.compile(
    r"\b(?:earlier|before that|previously|in the past|last (?:week|month|year)|(?:weeks|months|years|"
    r"days) (?:ago|earlier|before|after)|"
    r"a (?:week|month|year) (?:ago|earlier|before)|not the first|second such|similar|follows? an?|"
    r"comes? (?:days|weeks|months) after|"
    r"meanwhile|elsewhere|separately|in (?:19|20)\d\d|ранее|до этого|прежде|в прошлом (?:месяце|году)|"
    r"на прошлой неделе|"
    r"(?:неделю|месяц|год) назад|аналогичн\w*|похож\w+|тем временем)\b",
    re.IGNORECASE,
)
_HABIT: Final = re.compile(
    r"\b(?:ha(?:s|ve) (?:\w+ )?(?:used|given|sent|supplied|sold|denied|become|been (?:using|sending|"
    r"building))|uses|supplies|sells|builds|flies|fly|operate|продолжа[ею]т|отрица[ею]т|"
    r"makes|operates|produces|is (?:used|made|built|sold)|are (?:used|made|built|sold)|denies|regularly|"
    r"often|every|применя[ею]т\w*|"
    r"поставля[ею]т|производит\w*|использу[ею]т\w*|регулярно|часто)\b",
    re.IGNORECASE,
)
SURE: Final = 0.9


def mark_answer(line: Line, before: Line | None, known: Known) -> Line:
    """Mark the answer to a question such as "Where was it found?"."""
    if before is None or line.answers or not _ASKS.search(known.text, before.start, before.end):
        return line
    return replace(line, answers=True)


def says_where(line: Line, text: str) -> bool:
    """Say whether a sentence without an event is there to say where: by its verb, its label, its question."""
    if line.answers or _LABELLED.match(text, line.start) or TELLS_WHERE.search(text, line.start, line.end):
        return True
    fragment = _FRAGMENT.match(text, line.start)
    return fragment is not None and fragment.end() <= line.end and line.end - line.start < _SHORT


def has_happened(line: Line, text: str) -> bool:
    """Say whether a sentence tells of something that happened once, and not of what is done or used."""
    told = bool(line.casualties) or any(when.first is not None for when in line.whens)
    if _HABIT.search(text, line.start, line.end) and not told:
        return False
    strong = any(event.strength >= SURE for event in line.events)
    return (
        told
        or strong
        or bool(TELLS_WHERE.search(text, line.start, line.end) or HARM.search(text, line.start, line.end))
    )

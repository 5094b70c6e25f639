"""Pieces of the patterns: what turns a phrase round, words for near, articles, directions, names.

English and Russian side by side: a piece has the words of both. Groups that are used by name: ``neg`` for
what turns a phrase round, ``rel`` for near, on, off; ``d`` for a direction; ``o``, ``o2`` for names, ``pair``
for an adjective of two countries.
"""

from __future__ import annotations

import re
from typing import Final

from geo._locating import ADJECTIVE_WORDS as SIDE
from geo._locating import NOUN_WORDS as SIDE_NOUN
from geo._reports.relations.masking import NAME, PEOPLE

__all__ = [
    "NEAR_WORDS",
    "NEGATIVE",
    "ONE",
    "OTHER",
    "OWN",
    "SIDE",
    "SIDE_GROUP",
    "SIDE_NOUN",
    "START",
    "THE",
    "compile_all",
    "compile_pattern",
]

NEGATIVE: Final = (
    r"(?P<neg>(?:(?:not|n't|nowhere|neither|nor|never)(?: (?:at all|even|anywhere))?|anywhere) (?=near|"
    r"close|on|at|in|along|by)"
    r"|(?:far|a long way|well away|away|far away|distant|hundreds of kilomet\w+) from"
    r"|не (?=у |на |в |около|близ|вблизи|рядом)|(?:вдали|далеко) от)\s*"
)
NEAR_WORDS: Final = (
    r"(?P<rel>(?:(?:very |quite |right |dangerously )?(?:near|close) (?:to )?|not far from |"
    r"in the vicinity of |around |next to |"
    r"by |beside |adjacent to |towards? |within sight of |a short distance from |just (?:inside|across|over|"
    r"off|outside) |"
    r"on |at |along |across |over |in |astride |straddling |up to |from |outside |"
    r"недалеко от |неподалеку от |вблизи (?:от )?|близ |возле |около |рядом с(?:о)? |у |под |на |вдоль |"
    r"в районе |"
    r"в непосредственной близости от |по ))\s*"
)
THE: Final = (
    r"(?:(?:the|its|their|a|an|his|state|land|common|international|shared|disputed|государственн\w+) )*"
)
OWN: Final = r"(?:'s?)?"
SIDE_GROUP: Final = rf"(?P<d>{SIDE}|{SIDE_NOUN})"
ONE: Final = rf"(?P<o>{NAME}|{PEOPLE})"
OTHER: Final = rf"(?P<o2>{NAME}|{PEOPLE})"
START: Final = r"(?<!\w)"


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """Compile a pattern for folded text, which has no marks on its letters."""
    return re.compile(pattern.replace("й", "и").replace("ё", "е"))


def compile_all(*patterns: str) -> tuple[re.Pattern[str], ...]:
    """Compile patterns, the fullest first."""
    return tuple(compile_pattern(pattern) for pattern in patterns)

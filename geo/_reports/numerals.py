"""Numbers as words and figures, in English and Russian.

Words go up to a hundred. What is no plain number, as "dozens" or "several", has no value here.
"""

from __future__ import annotations

import re
from typing import Final

from geo._reports.spans import words_of

__all__ = ["NUMBER", "read_number"]

_ENGLISH: Final = words_of(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen "
    "eighteen nineteen"
)
_ENGLISH_TENS: Final = words_of("twenty thirty forty fifty sixty seventy eighty ninety")
_RUSSIAN: Final = {
    1: "один одна одного одной одно одному",
    2: "два две двух двое двоих двум двумя двоим",
    3: "три трех трёх трое троих трем трём тремя троим",
    4: "четыре четырех четырёх четверо четверых четырем четырём",
    5: "пять пяти пятеро пятерых пятью",
    6: "шесть шести шестеро шестерых",
    7: "семь семи семеро семерых",
    8: "восемь восьми восьмеро",
    9: "девять девяти девятеро",
    10: "десять десяти десятеро",
    **{
        10 + number: f"{word} {word[:-1]}и"
        for number, word in enumerate(
            words_of(
                "одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать "
                "восемнадцать девятнадцать"
            ),
            1,
        )
    },
    20: "двадцать двадцати",
    30: "тридцать тридцати",
    40: "сорок сорока",
    50: "пятьдесят пятидесяти",
    60: "шестьдесят шестидесяти",
    70: "семьдесят семидесяти",
    80: "восемьдесят восьмидесяти",
    90: "девяносто девяноста",
    100: "сто ста",
}
_WORDS: Final = (
    {word: value for value, word in enumerate(_ENGLISH)}
    | {word: 10 * value for value, word in enumerate(_ENGLISH_TENS, 2)}
    | {"hundred": 100, "a hundred": 100, "one hundred": 100, "a dozen": 12, "дюжина": 12, "ноль": 0}
    | {word: value for value, words in _RUSSIAN.items() for word in words.split()}
)
_ONES: Final = "|".join(
    (*_ENGLISH[1:10], *(word for value in range(1, 10) for word in _RUSSIAN[value].split()))
)
_TENS: Final = "|".join(
    (*_ENGLISH_TENS, *(word for value in range(20, 100, 10) for word in _RUSSIAN[value].split()))
)
_EITHER: Final = "|".join(sorted(_WORDS, key=len, reverse=True))
NUMBER: Final = (
    rf"(?:\d{{1,3}}(?:[,\u00a0\u202f ]\d{{3}})+(?!\d)|\d{{1,7}}|(?:{_TENS})[- ](?:{_ONES})(?!\w)|"
    rf"(?:{_EITHER})(?!\w))"
)
"""A regular expression of a whole number; small letters unless compiled without regard to case."""
_APART: Final = re.compile(r"[,\u00a0\u202f ]")


def read_number(text: str) -> int | None:
    """Read a whole number.

    Examples
    --------
    >>> [read_number(text) for text in ("12", "1,200", "twenty-five", "Трое", "dozens")]
    [12, 1200, 25, 3, None]
    """
    text = text.strip().lower()
    if text in _WORDS:
        return _WORDS[text]
    bare = _APART.sub("", text)
    if bare.isdecimal():
        return int(bare)
    tens, _, ones = text.replace("-", " ").partition(" ")
    high, low = _WORDS.get(tens, 0), _WORDS.get(ones.strip(), 0)
    return high + low if high in range(20, 100, 10) and low in range(1, 10) else None

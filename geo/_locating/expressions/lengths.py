"""Lengths as they are written, and what a number as written can mean.

A number has a precision, by half of which it may be off. The rule is that of A. D. Chapman and J. R.
Wieczorek, "Georeferencing Best Practices" (GBIF 2020), section "Uncertainty Related to Offset Precision"
and its table, adapted there from J. Wieczorek, Q. Guo and R. J. Hijmans, "The point-radius method for
georeferencing locality descriptions", International Journal of Geographical Information Science 18, 2004:

- a fraction is to its denominator: 10.5 and 10½ to the half, 10.25 and 10.75 to the quarter, 10.6 to the
  tenth. Zeros at the end of a decimal fraction tell nothing: exports write them;
- a whole number that does not end in zero is to the unit: 15 km is 14.5 to 15.5 km;
- with one zero at its end it is to the ten, and 30 miles is 25 to 35 miles; but 10 is to the unit;
- with more zeros it is to the next lower power of ten: 100 and 200 to the ten, 2,000 to the hundred.

"About" changes nothing, by the "Georeferencing Quick Reference Guide" (P. F. Zermoglio and others, GBIF
2020).
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final, NamedTuple

from geo._locating.expressions.folding import fold

__all__ = ["MAX_DISTANCE_M", "Length", "find_length", "match_length"]

MAX_DISTANCE_M: Final = 5_000_000.0
"""Nobody says where something is by a place that is further away; such a number is a slip."""

_UNITS: Final = (
    (
        Fraction(1852),
        (
            r"nautical miles?|nmi|nm|морск\w+ мил\w+|milles? (?:marins?|nautiques?)|millas? nauticas?|"
            r"milhas? nauticas?|seemeilen?|deniz mili|ميل بحري"
        ),
    ),
    (
        Fraction(1000),
        (
            r"kilomet(?:re|er)s?|kilometern?|kms?|kilometros?|quilometros?|километр\w*|кілометр\w*|км|шақырым\w*|"
            r"كيلومترا?ت?|كيلو متر|كلم|كم"
        ),
    ),
    (Fraction("1609.344"), r"miles?|mi|мил(?:я|и|ь|ях|ю|е)|milles?|millas?|milhas?|meilen?|mil|اميال|ميلا?"),
    (Fraction("0.9144"), r"yards?|yds?|ярд\w*"),
    (Fraction("0.3048"), r"feet|foot|ft|фут\w*|pieds?|pies?"),
    (Fraction(1), r"met(?:re|er)s?|metern?|metros?|метр\w*|امتار|مترا?|m|м|م"),
)
"""Metres in each, and what it is called: folded regular expressions, the international mile and foot."""

_NUMERALS: Final = {
    1: "a one un une uno una um uma ein eine einem einer bir один одном одного бір",
    2: "two deux dos dois zwei iki два двух две двух двома екі",
    3: "three trois tres drei uc три трех трьох үш",
    4: "four quatre cuatro quatro vier dort четыре четырех чотири чотирьох төрт",
    5: "five cinq cinco funf bes пять пяти п'ять п'яти бес",
    6: "six seis sechs alti шесть шести шість алты",
    7: "seven sept siete sete sieben yedi семь семи сім жеті",
    8: "eight huit ocho oito acht sekiz восемь восьми вісім сегіз",
    9: "nine neuf nueve nove neun dokuz девять девяти дев'ять дев'яти тоғыз",
    10: "ten dix diez dez zehn on десять десяти он",
    11: "eleven onze once elf одиннадцать одиннадцати одинадцяти",
    12: "twelve douze doce doze zwolf двенадцать двенадцати дванадцяти",
    13: "thirteen treize trece treze dreizehn тринадцать тринадцати",
    14: "fourteen quatorze catorce vierzehn четырнадцать четырнадцати",
    15: "fifteen quinze quince funfzehn пятнадцать пятнадцати п'ятнадцяти",
    16: "sixteen seize dieciseis dezesseis sechzehn шестнадцать шестнадцати",
    18: "eighteen dix-huit dieciocho dezoito achtzehn восемнадцать восемнадцати",
    20: "twenty vingt veinte vinte zwanzig yirmi двадцать двадцати жиырма",
    25: "twenty-five vingt-cinq veinticinco",
    30: "thirty trente treinta trinta dreissig otuz тридцать тридцати отыз",
    40: "forty quarante cuarenta quarenta vierzig kirk сорок сорока қырық",
    50: "fifty cinquante cincuenta cinquenta funfzig elli пятьдесят пятидесяти елу",
    60: "sixty soixante sesenta sessenta sechzig altmis шестьдесят шестидесяти",
    70: "seventy setenta siebzig yetmis семьдесят семидесяти",
    80: "eighty ochenta oitenta achtzig seksen восемьдесят восьмидесяти",
    90: "ninety noventa neunzig doksan девяносто девяноста",
    100: "hundred cent cien cem hundert yuz сто ста жүз",
}
_FRACTIONS: Final = {
    Fraction(
        1, 2
    ): "half a;half of a;half;un demi;demi;medio;media;meio;meia;einen halben;einem halben;yarim;жарты;نصف;½",
    Fraction(1, 4): "a quarter of a;quarter of a;a quarter;quarter;un quart de;¼",
    Fraction(3, 4): "three quarters of a;three-quarters of a;¾",
    Fraction(1, 3): "a third of a;⅓",
    Fraction(2, 3): "two thirds of a;⅔",
    Fraction(3, 2): "one and a half;полтора;полутора;півтора;anderthalb",
    Fraction(5, 2): "two and a half;dos y medio",
}
_VALUES: Final[dict[str, tuple[Fraction, Fraction]]] = {
    **{
        fold(word): (Fraction(value), Fraction(10 if value > 10 and value % 10 == 0 else 1))  # noqa: PLR2004
        for value, words in _NUMERALS.items()
        for word in words.split()
    },
    **{
        fold(word): (value, Fraction(1, value.denominator))
        for value, words in _FRACTIONS.items()
        for word in words.split(";")
    },
}
"""Value and precision of each numeral."""

_VULGAR: Final = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4), "⅓": Fraction(1, 3)}
_DENOMINATORS: Final = {"5": 2, "25": 4, "75": 4, "125": 8, "375": 8, "625": 8, "875": 8} | {
    **dict.fromkeys(("33", "333", "66", "666", "67", "667"), 3)
}
"""Decimal fractions that stand for halves, quarters, eighths and thirds."""

_WORD: Final = "|".join(re.escape(word) for word in sorted(_VALUES, key=len, reverse=True))
_FIGURES: Final = (
    r"\d{1,3}(?:[, ]\d{3})+(?![\d.,])|\d{1,7}(?:[.,]\d{1,6})?(?:(?: ?|-)[½¼¾⅓]| \d/\d{1,2}(?!\d))?"
)
_NUMBER: Final = rf"\d{{1,2}}/\d{{1,2}}|{_FIGURES}|(?:{_WORD})(?!\w)"
_JOINT: Final = r"(?: ?[-–] ?| (?:to|and|or|до|и|или|і|та|a|et|ou|y|o|bis|und|oder) )"
_UNIT: Final = "|".join(f"(?P<u{number}>{fold(words)})" for number, (_, words) in enumerate(_UNITS))
_LENGTH: Final = re.compile(
    rf"(?<![\w.,/-])(?:(?P<least>{_NUMBER}){_JOINT})?(?P<most>{_NUMBER})[ -]?"
    rf"(?:{_UNIT})(?P<half> and a half)?(?!\w)\.?"
)
_THOUSANDS: Final = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+|\d{1,3}(?: \d{3})+")


class Length(NamedTuple):
    """A length as stated, and between what it can be."""

    stated_m: float
    low_m: float
    high_m: float
    start: int
    end: int
    """Where it stands in the folded text."""

    def agrees(self, other: Length) -> bool:
        """Say whether two statements of one length are the same within the rounding of both."""
        return self.low_m <= other.high_m and other.low_m <= self.high_m


def find_length(text: str, start: int = 0) -> Length | None:
    """Find the first length in a folded text.

    Parameters
    ----------
    text : str
        As `fold_text` folds it.
    start : int

    Returns
    -------
    Length or None
        None too when the number can mean two things a thousandfold apart, as "1.200 km" does.

    Examples
    --------
    >>> find_length("some 25 km north")[:3], find_length("10-15 miles")[:3] == (20116.8, 15288.768, 24944.832)
    ((25000.0, 24500.0, 25500.0), True)
    >>> [find_length(text)[1:3] for text in ("40 km", "10 km", "100 km", "10.5 km", "half a kilometre")]
    [(35000.0, 45000.0), (9500.0, 10500.0), (95000.0, 105000.0), (10250.0, 10750.0), (250.0, 750.0)]
    """
    found = _LENGTH.search(text, start)
    return _read(found) if found else None


def match_length(text: str, start: int) -> Length | None:
    """Read the length that begins at a place of a folded text, if one does."""
    found = _LENGTH.match(text, start)
    return _read(found) if found else None


def _read(found: re.Match[str]) -> Length | None:
    unit_m = next(metres for number, (metres, _) in enumerate(_UNITS) if found[f"u{number}"])
    most = _read_number(found["most"])
    least = _read_number(found["least"]) if found["least"] else most
    if most is None or least is None:
        return None
    if found["half"]:
        least = most = (most[0] + Fraction(1, 2), Fraction(1, 2))
    low, high = least[0] - least[1] / 2, most[0] + most[1] / 2
    stated_m = float((least[0] + most[0]) / 2 * unit_m)
    if least[0] > most[0] or not 0.0 < stated_m <= MAX_DISTANCE_M:
        return None
    return Length(stated_m, float(max(low, Fraction(0)) * unit_m), float(high * unit_m), *found.span())


def _read_number(text: str) -> tuple[Fraction, Fraction] | None:
    """Read a number and its precision."""
    if text in _VALUES:
        return _VALUES[text]
    if _THOUSANDS.fullmatch(text):
        return _whole(text.replace(",", "").replace(" ", ""))
    return _read_quotient(text) if text[-1] in _VULGAR or "/" in text else _read_decimal(text)


def _read_quotient(text: str) -> tuple[Fraction, Fraction] | None:
    """Read what is written with a numerator and a denominator: 2½, 2 1/2, 3/4."""
    whole, _, quotient = text.rpartition(" ")
    if text[-1] in _VULGAR:
        whole, part = text[:-1].strip(" -"), _VULGAR[text[-1]]
    else:
        over, under = map(int, quotient.split("/"))
        part = Fraction(over, under) if 0 < over < under else Fraction(0)
    if not part or (whole and not whole.isdecimal()):
        return None
    return int(whole or 0) + part, Fraction(1, part.denominator)


def _read_decimal(text: str) -> tuple[Fraction, Fraction] | None:
    whole, _, decimals = text.replace(",", ".").partition(".")
    # After a dot three figures may be a fraction here and thousands there.
    if len(decimals) == 3 and whole.strip("0"):  # noqa: PLR2004 - a group of figures
        return None
    decimals = decimals.rstrip("0")
    if not decimals:
        return _whole(whole)
    return Fraction(f"{whole}.{decimals}"), Fraction(1, _DENOMINATORS.get(decimals, 10 ** len(decimals)))


def _whole(figures: str) -> tuple[Fraction, Fraction]:
    zeros = len(figures) - len(figures.rstrip("0"))
    if zeros > 1 or int(figures) == 10:  # noqa: PLR2004 - a power of ten
        zeros -= 1
    return Fraction(int(figures)), Fraction(10**zeros)

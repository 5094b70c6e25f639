"""Whether two plain decimal numbers in running text may be something else than a position."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["are_doubtful"]

_FEWEST: Final = 2
_GROUP: Final = 3
_ENOUGH: Final = 4
"""Digits behind the point: with two, times and dates look the same; three are a group of a large number in
some countries; four are hardly ever anything else."""

_LAST_HOUR: Final = 23
_LAST_MINUTE: Final = 59
_LAST_DAY: Final = 31
_LAST_MONTH: Final = 12

_CURRENCIES: Final = r"usd|eur|gbp|rub|kzt|uah|cny|jpy|chf|dollars?|euros?|руб(?:лей|ля|\.)?|тенге|тг|грн"
# What a number may be a number of.
_COUNTED: Final = re.compile(
    rf"\s?(?:[%‰$€£¥₽₸₴]|°\s?[CFСK]\b|(?:[CFС]|{_CURRENCIES}|per\s?cent|percent|проц\w*|km²?|kms|kilomet\w+|км|килом\w+|m²?|м"
    r"|met(?:re|er)s?|метр\w*|mi|miles?|nm|nmi|ft|feet|yards?|mm|cm|мм|см|kg|кг|g|t|tons?|tonnes?|тонн\w*|ha|га|acres?"
    r"|[kmg]b|ms|s|sec\w*|h|hrs?|hours?|час\w*|min\w*|мин\w*|days?|years?|лет|points?|pts|k|m|bn|mln|million|billion|млн|млрд"
    r"|тыс|mph|km/h|kmh|kn|knots|bar|psi|v|kw|mw|kwh|mwh|hz|mhz|ghz|people|times|x|am|pm)(?![^\W\d_]))",
    re.IGNORECASE,
)
_COUNTED_BEFORE: Final = re.compile(rf"(?:[$€£¥₽₸₴]|\b(?:{_CURRENCIES}))\s?[+-]?$", re.IGNORECASE)
_LONGEST_BEFORE: Final = 40
_NUMBER_BEFORE: Final = re.compile(r"\d[.,]\d{1,30}°?( ?[,;/] ?| {1,3})$")
_NUMBER_BEHIND: Final = re.compile(r"( ?[,;/] ?| {1,3})[+-]?\d{1,12}[.,]\d")
# What stands between two pairs of a list divides more than what stands between the numbers of one.
_RANKS: Final = ("", "/", ",", ";")
_NUMBERS: Final = re.compile(r"(\d+)[.,](\d+)")


def are_doubtful(found: re.Match[str], text: str) -> bool:
    """Say whether two numbers may be prices, times, dates, parts of a list, or grouped digits.

    Parameters
    ----------
    found : Match
        Of a pattern with the group "between" or "other", what stands between the numbers.
    text : str
        In which they stand.
    """
    between = (found["between"] or found["other"]).strip()
    numbers = _NUMBERS.findall(found[0])
    return (
        _are_coarse(numbers, between, has_comma=found["other"] is not None)
        or _COUNTED.match(text, found.end()) is not None
        or _stand_in_list(found, text, between)
    )


def _are_coarse(numbers: list[tuple[str, str]], between: str, *, has_comma: bool) -> bool:
    """Say whether two numbers have too few digits behind the point to be nothing else."""
    fractions = [len(fraction) for _, fraction in numbers]
    needed = _FEWEST if between in (",", ";") else _GROUP if between else _ENOUGH
    are_groups = has_comma and all(count == _GROUP for count in fractions)
    are_shares = min(fractions) < _ENOUGH and all(int(whole) == 0 for whole, _ in numbers)
    are_short = all(count == _FEWEST for count in fractions)
    return min(fractions) < needed or are_groups or are_shares or (are_short and _are_times_or_days(numbers))


def _stand_in_list(found: re.Match[str], text: str, between: str) -> bool:
    """Say whether a currency stands before two numbers, or a third one beside them."""
    before = text[max(0, found.start() - _LONGEST_BEFORE) : found.start()]
    beside = (_NUMBER_BEFORE.search(before), _NUMBER_BEHIND.match(text, found.end()))
    rank = _RANKS.index(between)
    is_third = any(other is not None and _RANKS.index(other[1].strip()) <= rank for other in beside)
    return is_third or _COUNTED_BEFORE.search(before) is not None


def _are_times_or_days(numbers: list[tuple[str, str]]) -> bool:
    pairs = [(int(whole), int(fraction)) for whole, fraction in numbers]
    are_times = all(hour <= _LAST_HOUR and minute <= _LAST_MINUTE for hour, minute in pairs)
    are_days = all(0 < day <= _LAST_DAY and 0 < month <= _LAST_MONTH for day, month in pairs)
    return are_times or are_days

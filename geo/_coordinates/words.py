"""Letters and words that say which way an angle goes, in Latin and Cyrillic letters.

O is west, as in Spanish, French, Italian and Portuguese; in German it would be east, so whoever reads an O
says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

if TYPE_CHECKING:
    import re

__all__ = ["AXIS", "LABEL", "LABELS", "LETTER", "Axis", "Word", "read_word"]

Axis = Literal["lon", "lat"]


class Word(NamedTuple):
    """What a word says of the angle beside it."""

    axis: Axis
    sign: int
    """1 or -1 of a hemisphere, 0 of a label that only names the axis."""


_DOT: Final = r"\s?\.?\s?"
_WEST_IN_UKRAINIAN: Final = r"західн(?:ої|а)\s?довгот[иа]"
_ALL: Final[tuple[tuple[Word, str], ...]] = (
    (
        Word("lat", 1),
        rf"N(?:orth|ord|orte)?|с{_DOT}ш|северн(?:ой|ая)\s?широт[ыа]|пн{_DOT}ш|північн(?:ої|а)\s?широт[иа]|сев|с",
    ),
    (
        Word("lat", -1),
        rf"S(?:outh|ud|ur|ul)?|ю{_DOT}ш|южн(?:ой|ая)\s?широт[ыа]|пд{_DOT}ш|південн(?:ої|а)\s?широт[иа]|юж|ю",
    ),
    (
        Word("lon", 1),
        rf"E(?:ast|ste?)?|в{_DOT}д|восточн(?:ой|ая)\s?долгот[ыа]|сх{_DOT}д|східн(?:ої|а)\s?довгот[иа]|вост|в|е",
    ),
    (
        Word("lon", -1),
        rf"W(?:est)?|O(?:este|uest|vest)?|з{_DOT}д|западн(?:ой|ая)\s?долгот[ыа]|зх{_DOT}д|{_WEST_IN_UKRAINIAN}|зап|з",
    ),
    (Word("lat", 0), r"lat(?:itude?|itudine)?|широта|шир"),
    (Word("lon", 0), r"lon(?:g(?:itude?|itudine)?)?|lng|долгота|долг|довгота|довг"),
)
_BY_GROUP: Final = {f"word{number}": word for number, (word, _) in enumerate(_ALL)}

AXIS: Final = "|".join(f"(?P<word{number}>{pattern})" for number, (_, pattern) in enumerate(_ALL))
"""Pattern of all of them, of a regular expression that does not mind case; no letter may follow."""

LETTER: Final = "(?:" + "|".join(pattern for word, pattern in _ALL if word.sign) + ")"
LABEL: Final = "(?:" + "|".join(pattern for word, pattern in _ALL if not word.sign) + ")"
"""The same without groups: names of hemispheres, and labels that only name the axis."""

LABELS: Final = {word.axis: f"(?:{pattern})" for word, pattern in _ALL if not word.sign}
"""Labels by axis."""


def read_word(found: re.Match[str]) -> Word | None:
    """Give the word that a match of a pattern with `AXIS` holds; None where it holds none.

    Examples
    --------
    >>> import re
    >>> [read_word(re.match(AXIS, word, re.I)) for word in ("N", "з. д.", "long")]
    [Word(axis='lat', sign=1), Word(axis='lon', sign=-1), Word(axis='lon', sign=0)]
    """
    return _BY_GROUP.get(found.lastgroup or "")

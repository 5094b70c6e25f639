"""Match keys: one spelling for all ways in which the same name is typed.

Two names match when their keys are equal. A key forgets what depends on keyboards and typography (case,
accents, kinds of spaces, hyphens and apostrophes) and keeps every letter: "Île-de-France" is "ile de
france", and "Karakiya" is not "Karakiyanskiy".
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

__all__ = ["match_key"]

# Spaces and hyphens join words alike; underscores stand for spaces in exported tables.
_JOINTS: Final = re.compile(r"[\s_\-\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d]+")
_APOSTROPHES: Final = re.compile(r"[`\u00b4\u02b9\u02bb\u02bc\u02bd\u02c8\u2018\u2019\u201b\u2032\uff07]")
# Marks that stand on letters of alphabets. Vowel signs of other scripts are letters and stay.
_ACCENTS: Final = re.compile(r"[\u0300-\u036f]")
# Letters whose accent Unicode does not take apart.
_STROKES: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ŧ": "t", "\N{LATIN SMALL LETTER DOTLESS I}": "i"}
)


def match_key(name: str) -> str:
    r"""Make the key by which a name is matched.

    Parameters
    ----------
    name : str

    Returns
    -------
    str
        Empty when the name holds no letter or digit.

    Examples
    --------
    >>> match_key("  Île\u2010de\u00a0FRANCE "), match_key("Karatal`skiy") == match_key("Karatal\u2019skiy")
    ('ile de france', True)
    >>> match_key("KZ-47"), match_key("Diyarbak\u0131r"), match_key("\u2014")
    ('kz 47', 'diyarbakir', '')
    """
    if name.isascii():  # most names are, and there are a hundred thousand
        return _finish(name.replace("`", "'").casefold())
    visible = "".join(letter for letter in name if unicodedata.category(letter) != "Cf")
    # Apostrophes come first: NFKC would take a spacing accent for a space with a mark.
    folded = unicodedata.normalize("NFKC", _APOSTROPHES.sub("'", visible)).casefold()
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", folded)).translate(_STROKES)
    return _finish(unicodedata.normalize("NFKC", bare))


def _finish(folded: str) -> str:
    key = _JOINTS.sub(" ", folded).strip()
    return key if any(letter.isalnum() for letter in key) else ""

"""Texts of a report on their way onto a sheet: they are shown, and do nothing else."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from geo._maps.picture.svg import clean

__all__ = ["LANGUAGE_TAG", "begins_right_to_left", "has_hidden", "is_right_to_left", "tidy"]

# Letters that turn or hide what stands after them: marks, embeddings, overrides and isolates of direction,
# deprecated format characters, tags, and annotation anchors.
HIDDEN: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f\ufff9-\ufffb\U000e0000-\U000e007f]")
RIGHT_TO_LEFT: Final = ("R", "AL", "AN")
LANGUAGE_TAG: Final = re.compile("[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
"""What may stand in an attribute ``lang``."""


def tidy(text: object) -> str:
    r"""Make a text one line of letters that are seen.

    Examples
    --------
    >>> tidy("a\u202egnp.exe\n b\x1b")
    'agnp.exe b'
    >>> tidy(None)
    ''
    """
    return "" if text is None else clean(HIDDEN.sub("", str(text)))


def has_hidden(text: object) -> bool:
    r"""Say whether a text holds letters that `tidy` leaves out, line ends and blanks apart.

    Examples
    --------
    >>> has_hidden("a\u202eb"), has_hidden("a\nb")
    (True, False)
    """
    return text is not None and "".join(str(text).split()) != "".join(tidy(text).split())


def is_right_to_left(text: str) -> bool:
    """Say whether any letter of a text is written from right to left.

    Examples
    --------
    >>> is_right_to_left("Aktau"), is_right_to_left("أكتاو")
    (False, True)
    """
    return any(unicodedata.bidirectional(letter) in RIGHT_TO_LEFT for letter in text)


def begins_right_to_left(text: str) -> bool:
    """Say whether a text as a whole runs from right to left: its first letter of a direction decides.

    Examples
    --------
    >>> begins_right_to_left("1. أكتاو"), begins_right_to_left("Aktau أكتاو")
    (True, False)
    """
    kinds = (unicodedata.bidirectional(letter) for letter in text)
    return next((kind != "L" for kind in kinds if kind in ("L", "R", "AL")), False)

"""What is on a picture, in words, read from the classes of its parts: no text on it can pass for one."""

from __future__ import annotations

import re
from typing import Final

from geo._maps.wording import KIND_NAMES

__all__ = ["describe_picture"]

CLASSES: Final = re.compile(r'class="geo-pic-([a-z_-]+)"')
# Class of a part -> what it looks like and what it stands for.
WORDS: Final = {
    "dot": "Filled dot: an incident",
    "ring": "Hollow dot: an incident known only to a radius",
    "several": "Larger dot: several incidents at one spot; the number, where there is room, counts them",
    "circle": "Dashed circle: it holds an incident known only to a radius",
    "area": "Tinted area: an incident lies somewhere inside",
    "square": "Hollow square: an incident lies in an area too small to outline here",
    "line-border": "Dark line: the shortest to the nearest land border",
    "line-city": "Brown dashes: the shortest line to the nearest listed city",
    "international": f"Solid line: {KIND_NAMES['international']}",
    "line_of_control": f"Long dashes: {KIND_NAMES['line_of_control']}",
    "ceasefire": f"Short thick bars: {KIND_NAMES['ceasefire']}",
    "breakaway": f"Long and short dashes: {KIND_NAMES['breakaway']}",
    "claimed": f"Round dots in a row: {KIND_NAMES['claimed']}",
    "territorial_sea": f"Fine blue dots: {KIND_NAMES['territorial_sea']}",
    "seabed": f"Blue dashes: {KIND_NAMES['seabed']}",
    "internal": f"Light dashes: {KIND_NAMES['internal']}",
    "region": "Fine grey dots: line between regions",
    "disputed": "Hatching: disputed ground; its table says whose",
    "seat": "Small dark square: a capital",
    "place": "Small grey dot: a listed place",
}


def describe_picture(picture: str) -> list[str]:
    """Say what each symbol and line on a picture stands for.

    Parameters
    ----------
    picture : str
        From `geo._maps.picture.draw_picture`.

    Returns
    -------
    list of str
        One for each kind that occurs, the incidents first.

    Examples
    --------
    >>> describe_picture('<path class="geo-pic-dot"/>')
    ['Filled dot: an incident']
    """
    shown = set(CLASSES.findall(picture))
    return [words for name, words in WORDS.items() if name in shown]

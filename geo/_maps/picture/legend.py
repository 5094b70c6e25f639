"""What is on a picture, in words, read from the classes of its parts: no text on it can pass for one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geo._maps.kinds import KIND_NAMES
from geo._maps.picture.svg import element, words

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["describe_picture", "write_key"]

CLASSES: Final = re.compile(r'class="geo-pic-([a-z_-]+)"')
# Class of a part -> what it looks like and what it stands for.
WORDS: Final = {
    "cell": "Coloured cell: so many incidents lie in it as the key says",
    "dot": "Filled dot: an incident",
    "ring": "Hollow dot: an incident known only to a radius",
    "several": "Larger dot: several incidents at one spot; the number, where there is room, counts them",
    "circle": "Dashed circle: it holds an incident known only to a radius",
    "area": "Tinted area: an incident lies somewhere inside",
    "wide": "Tinted dashed circle: an incident known only to a circle that wide lies somewhere inside",
    "square": "Hollow square: an incident lies in an area too small to outline here",
    "against": "Thick line: the border that a claim names",
    "way": "Dashes with a ring: the shortest way to it",
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
    "district": "Pale fine dots: line between districts",
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
    return [told for name, told in WORDS.items() if name in shown]


def write_key(picture: str, categories: Sequence[tuple[str, str]] = ()) -> str:
    """Write the key of a picture as a list.

    Parameters
    ----------
    picture : str
        From `geo._maps.picture.draw_picture`; may be empty.
    categories : sequence of (str, str)
        What the incidents are told apart by, and the colour of each.

    Returns
    -------
    str
        Markup in which every text is escaped; empty where there is no picture.

    Examples
    --------
    >>> write_key('<path class="geo-pic-dot"/>')
    '<ul class="geo-key"><li>Filled dot: an incident</li></ul>'
    """
    if not picture:
        return ""
    dots = [(element("circle", cx=7.0, cy=7.0, r=5.0, fill=colour), text) for text, colour in categories]
    size: dict[str, float] = {"width": 14.0, "height": 14.0}
    items = [
        f"<li>{element('svg', dot, **size, aria_hidden='true')} {words(text)}</li>" for dot, text in dots
    ]
    items += [f"<li>{words(text)}</li>" for text in describe_picture(picture)]
    return f'<ul class="geo-key">{"".join(items)}</ul>'

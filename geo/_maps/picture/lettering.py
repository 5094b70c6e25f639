"""Texts on the picture: how wide they will be, where their lines break, and how they are written.

The font is the reader's, so widths are estimated: each kind of letter is as wide as in DejaVu Sans, which is
wider than the other common fonts, so that what fits here fits everywhere.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from geo._maps.picture.style import COLOURS, Lettering
from geo._maps.picture.svg import clean, element, group, words

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["LINE_HEIGHT", "break_lines", "lettered", "size_of", "width_of", "write_lines", "written"]

LINE_HEIGHT: Final = 1.15
# From the middle of a line to the foot of its letters, as a share of the size.
FOOT: Final = 0.35
# How wide letters are, as a share of the size.
WIDTHS: Final = {
    **dict.fromkeys("iljIJ'.,:;|!`", 0.31),
    **dict.fromkeys("ftr()[]{}-/\\ \u00b7", 0.38),
    **dict.fromkeys("cksvxyz", 0.57),
    **dict.fromkeys("mwMW%@\u2014", 0.95),
}
PLAIN, CAPITAL, WIDE = 0.62, 0.71, 1.0
BOLD: Final = 1.12
BOLD_FROM: Final = 600
HALO: Final = 3.0


def width_of(text: str, lettering: Lettering) -> float:
    """Estimate how wide a text is, pixels."""
    share = sum(_width(letter) + lettering.spacing for letter in text)
    return share * lettering.size * (BOLD if lettering.weight >= BOLD_FROM else 1.0)


def break_lines(text: str, lettering: Lettering) -> list[str]:
    """Break a text into lines no wider than the lettering has them, between words."""
    lines: list[str] = []
    for word in written(text, lettering).split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, lettering) <= lettering.longest:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def written(text: str, lettering: Lettering) -> str:
    """Give a text as it will stand there."""
    text = clean(text)
    return text.upper() if lettering.is_capitals else text


def size_of(lines: Sequence[str], lettering: Lettering) -> tuple[float, float]:
    """Estimate width and height of lines, pixels."""
    widest = max((width_of(line, lettering) for line in lines), default=0.0)
    return widest, len(lines) * LINE_HEIGHT * lettering.size


def write_lines(
    lines: Sequence[str], lettering: Lettering, x: float, y: float, anchor: str | None = None
) -> str:
    """Write lines under each other about a middle height."""
    height = LINE_HEIGHT * lettering.size
    top = y - height * (len(lines) - 1) / 2 + FOOT * lettering.size
    return "".join(
        element("text", words(line), x=round(x, 1), y=round(top + height * place, 1), text_anchor=anchor)
        for place, line in enumerate(lines)
    )


def lettered(kind: str, lettering: Lettering, *texts: str) -> str:
    """Write texts of one kind with a pale halo, which keeps them legible on lines."""
    return group(
        *texts,
        class_=f"geo-pic-{kind}",
        fill=lettering.colour,
        font_size=lettering.size,
        font_weight=str(lettering.weight),
        font_style="italic" if lettering.is_italic else None,
        letter_spacing=lettering.spacing * lettering.size or None,
        text_anchor="middle",
        stroke=COLOURS["paper"],
        stroke_width=HALO,
        stroke_linejoin="round",
        paint_order="stroke",
    )


def _width(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return WIDE
    plain = unicodedata.normalize("NFD", letter)[0]
    return WIDTHS.get(plain, CAPITAL if plain.isupper() else PLAIN)

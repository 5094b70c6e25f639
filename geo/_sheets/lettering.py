"""Letters on paper: the fonts of a PDF, how wide texts are in them, and where their lines break.

The fonts are DejaVu Sans Condensed, regular and bold, which hold Latin, Cyrillic, Greek, Armenian, Georgian,
Hebrew and Arabic letters. What is written from right to left is shaped and put in order; what the fonts lack
is a square, and `Lettering.lacks` tells of it.
"""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING, Final, NamedTuple

from geo._sheets.texts import is_right_to_left

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from fpdf import FPDF

__all__ = ["Item", "Lettering", "Line", "Run", "Style", "register_fonts"]

FAMILY: Final = "DejaVu"
FILES: Final = {"": "DejaVuSansCondensed.ttf", "B": "DejaVuSansCondensed-Bold.ttf"}
SQUARE: Final = "\u25a1"


class Style(NamedTuple):
    """How letters look: their size in points, and how dark they are, from 0 (black) to 255."""

    size: float
    is_bold: bool = False
    grey: int = 20


class Run(NamedTuple):
    """A text in one style."""

    text: str
    style: Style


Item = tuple[Run, ...]
"""Runs that stay on one line where they fit one."""


class Piece(NamedTuple):
    """A part of a line, and how far from its left end it begins, points."""

    at: float
    text: str
    style: Style


class Line(NamedTuple):
    """One line, points."""

    pieces: list[Piece]
    width: float


def register_fonts(pdf: FPDF) -> None:
    """Make the fonts known to a document."""
    for kind, name in FILES.items():
        with resources.as_file(resources.files("geo._sheets").joinpath("fonts", name)) as path:
            pdf.add_font(FAMILY, "B" if kind == "B" else "", path)


class Lettering:
    """Measures and writes texts in one document, points.

    Parameters
    ----------
    pdf : FPDF
        With the fonts registered.
    """

    def __init__(self, pdf: FPDF) -> None:
        self._pdf = pdf
        self._widths: dict[tuple[str, Style], float] = {}
        fonts = [pdf.fonts[f"{FAMILY.lower()}{kind}"] for kind in FILES]
        # What either font has; the bold one lacks a few rare letters.
        self._known = set(fonts[0].cmap) & set(fonts[1].cmap)  # type: ignore[union-attr]

    def lacks(self, text: str) -> bool:
        """Say whether a text has letters that the fonts do not have."""
        return not self._known.issuperset(map(ord, text))

    def width(self, text: str, style: Style) -> float:
        """Measure how wide a text is."""
        key = (text, style)
        if key not in self._widths:
            self._use(text, style)
            self._widths[key] = self._pdf.get_string_width(self._printable(text))
        return self._widths[key]

    def break_items(self, items: Iterable[Item], width: float, gap: float = 0.0) -> list[Line]:
        """Break items into lines: between items first, then between words, and long words anywhere.

        Parameters
        ----------
        items : iterable of Item
        width : float
            Of the longest line.
        gap : float
            Between items on one line.

        Returns
        -------
        list of Line
        """
        lines: list[Line] = []
        pieces: list[Piece] = []
        owner: Run | None = None
        at = 0.0
        for item in items:
            whole = sum(self.width(run.text, run.style) for run in item)
            if at and at + gap + whole <= width:
                at += gap
            elif at:
                lines.append(Line(pieces, at))
                pieces, at = [], 0.0
            for word, run, blank in self._words(item, width):
                style = run.style
                space = self.width(" ", style) if blank and at else 0.0
                wide = self.width(word, style)
                if at and at + space + wide > width:
                    lines.append(Line(pieces, at))
                    pieces, at, space = [], 0.0, 0.0
                last = pieces[-1] if pieces else None
                # What is written from right to left is put in order as one text, but never with another.
                if last is not None and space and run is owner:
                    pieces[-1] = last._replace(text=f"{last.text} {word}")
                else:
                    pieces.append(Piece(at + space, word, style))
                owner = run
                at += space + wide
        return [*lines, Line(pieces, at)] if pieces else lines

    def draw(self, line: Line, left: float, baseline: float, *, right: float | None = None) -> None:
        """Write a line; against the right margin where one is given."""
        start = left if right is None else right - line.width
        for piece in line.pieces:
            text = self._printable(piece.text)
            self._use(piece.text, piece.style)
            self._pdf.set_text_color(piece.style.grey)
            if is_right_to_left(text):
                # A cell without height writes its letters 0.3 of their size below its upper edge.
                self._pdf.set_xy(start + piece.at, baseline - 0.3 * piece.style.size)
                self._pdf.cell(h=0, text=text)
            else:
                self._pdf.text(start + piece.at, baseline, text)

    def _words(self, item: Sequence[Run], width: float) -> Iterator[tuple[str, Run, bool]]:
        """Give the words of an item, parted where longer than a line, and whether a blank is before."""
        for run in item:
            blank = run.text.startswith(" ")
            for word in run.text.split():
                for place, part in enumerate(self._parts(word, run.style, width)):
                    yield part, run, blank and not place
                blank = True

    def _parts(self, word: str, style: Style, width: float) -> Iterator[str]:
        """Part a word that is longer than a line."""
        if self.width(word, style) <= width:
            yield word
            return
        start, wide = 0, 0.0
        for place, letter in enumerate(word):
            wide += self.width(letter, style)
            if wide > width and place > start:
                yield word[start:place]
                start, wide = place, self.width(letter, style)
        yield word[start:]

    def _printable(self, text: str) -> str:
        return "".join(letter if ord(letter) in self._known else SQUARE for letter in text)

    def _use(self, text: str, style: Style) -> None:
        self._pdf.set_text_shaping(use_shaping_engine=is_right_to_left(text))
        self._pdf.set_font(FAMILY, "B" if style.is_bold else "", style.size)

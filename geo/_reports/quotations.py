"""What stands in quotation marks."""

from __future__ import annotations

import re
from typing import Final

from geo._reports.spans import Span

__all__ = ["find_quotations"]

_CLOSING: Final = {"“": "”", "«": "»", "„": "“”", "‹": "›", "「": "」", "『": "』"}
_CLOSERS: Final = frozenset("”»›」』“")
_MARK: Final = re.compile(r"\n\s*?\n|[\"“”«»„‹›「」『』]")
_OPENS_AFTER: Final = frozenset(' \t\n\r\u00a0([{-–—:/«“„"')
_DEEPEST: Final = 8


def find_quotations(text: str) -> list[Span]:
    r"""Find what stands in quotation marks, the marks taken along.

    Parameters
    ----------
    text : str

    Returns
    -------
    list of Span
        In order, an outer one before those inside of it. A quotation ends with its paragraph; one that is not
        closed there counts only when the next paragraph opens it again. An apostrophe is no quotation mark.

    Examples
    --------
    >>> text = '"It fell," he said. «ООО "Ромашка"» isn\'t here.'
    >>> [text[slice(*one)] for one in find_quotations(text)]
    ['"It fell,"', '«ООО "Ромашка"»', '"Ромашка"']
    """
    found: list[Span] = []
    opened: list[tuple[str, int]] = []
    for mark in _MARK.finditer(text):
        sign = mark[0]
        if len(sign) > 1:
            follows = text[mark.end() : mark.end() + 1]
            found.extend(
                Span(start, mark.start()) for sign, start in opened if sign == follows and sign in "“«"
            )
            opened.clear()
        elif sign == '"':
            _straight(text, mark.start(), opened, found)
        elif not _close(sign, mark.end(), opened, found) and sign in _CLOSING and len(opened) < _DEEPEST:
            opened.append((sign, mark.start()))
    return sorted(found, key=lambda span: (span.start, -span.end))


def _close(sign: str, end: int, opened: list[tuple[str, int]], found: list[Span]) -> bool:
    """Close the innermost quotation that a mark can close."""
    if sign not in _CLOSERS:
        return False
    for depth in range(len(opened) - 1, -1, -1):
        if sign in _CLOSING.get(opened[depth][0], ""):
            found.append(Span(opened[depth][1], end))
            del opened[depth:]
            return True
    return False


def _straight(text: str, place: int, opened: list[tuple[str, int]], found: list[Span]) -> None:
    """Take a mark that looks the same at both ends."""
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    opens = (not before or before in _OPENS_AFTER) and bool(after) and not after.isspace()
    depth = next((number for number, (sign, _) in enumerate(opened) if sign == '"'), None)
    if depth is not None and not opens:
        found.append(Span(opened[depth][1], place + 1))
        del opened[depth:]
    elif opens and len(opened) < _DEEPEST:
        if depth is not None:
            del opened[depth:]
        opened.append(('"', place))

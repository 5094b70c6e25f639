"""Names inside of phrases: without the grammar round them, and apart where two are joined."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geo._locating.expressions.folding import fold
from geo._locating.expressions.forms import ARTICLE, KIND_OF, PAIR_JOINTS
from geo._locating.expressions.lengths import find_length
from geo._locating.expressions.vocabulary import PROTECTED

if TYPE_CHECKING:
    from geo._locating.expressions.folding import Folded
from geo._locating.expressions.forms import Joints

__all__ = ["part_pair", "take_name"]

_NO_NAME: Final = re.compile(
    r"(?:regions?|provinces?|districts?|oblast|states?|areas?|parts?|sides?|territory|borders?|coasts?|shores?|"
    r"towns?|villages?|city|capital|settlement|scene|roads?|zones?|sectors?|country|here|there|it|frontiere|frontera|fronteira|grenze|область|области|раион\w?|"
    r"кра[ия]|границ\w+|кордон\w*|побережь\w+)|[^\w]*"
)
"""What may be left over where a name is looked for, and is none."""

_NO_START: Final = re.compile(
    r"(?:and|or|и|или|et|y|und|but|of|from|at|with|which|where|when|that|who) |[,;:.)\-–]"
)
_GRAMMAR: Final = frozenset(
    (
        *(
            "the",
            "of",
            "and",
            "a",
            "an",
            "with",
            "from",
            "by",
            "de",
            "du",
            "la",
            "le",
            "el",
            "y",
            "et",
            "und",
        ),
        *("в", "на", "от", "и", "с"),
    )
)
"""These are names only when written with a capital: Y is a village."""

_NO_END: Final = re.compile(r".* (?:of|the|and|with|near|de|du|del|и|с|von|der)")
_NO_INSIDE: Final = re.compile(r" (?:near|on the|along the|located|situated|\d+ ?k\w+ from) ")
"""What parts a name from words that describe where it lies."""

_SENTENCE: Final = re.compile(r"[\r\n]+|(?<=\w{4})[.;] ")
_EDGES: Final = ' ,;:.–-()"«»“”'


def take_name(folded: Folded, start: int, end: int) -> str | None:
    """Cut a name out of a text, without white space, articles and words like "the city of" round it.

    Articles go when they are written small: "le Mali" is Mali, and Le Havre stays.

    Returns
    -------
    str or None
        None when nothing is left that can be a name.

    Examples
    --------
    >>> from geo._locating.expressions.folding import fold_text
    >>> texts = "le Mali", "the town of Aktau", "The Hague", "2"
    >>> [take_name(fold_text(text), 0, len(text)) for text in texts]
    ['Mali', 'Aktau', 'The Hague', None]
    """
    text = folded.text
    end = min(end, len(text))
    while start < end and text[end - 1] in _EDGES and not _closes(text[start:end]):
        end -= 1
    if start >= end or _NO_START.match(text, start, end):
        return None
    for grammar in (KIND_OF, ARTICLE):
        found = grammar.match(text, start, end)
        small = found is not None and folded.cut(*found.span()).islower()
        if found and small and found.end() < end:
            start = found.end()
    name = text[start:end]
    if name in _GRAMMAR and folded.cut(start, end).islower():
        return None
    if (
        _NO_NAME.fullmatch(name)
        or _NO_END.fullmatch(name)
        or _NO_INSIDE.search(name)
        or not any(letter.isalpha() for letter in name)
        or find_length(name)
    ):
        return None
    # What stands on another line or in another sentence is another matter; "St. Louis" is one name.
    written = _SENTENCE.split(folded.cut(start, end), maxsplit=1)[0]
    return written.rstrip(_EDGES if not _closes(fold(written)) else " ") or None


def _closes(text: str) -> bool:
    """Say whether a bracket at the end, or the dot of an abbreviation, belongs to the name."""
    return (text.endswith(")") and "(" in text) or (text.endswith(".") and text[-3:-2] in {".", " "})


def part_pair(folded: Folded, start: int, end: int, joints: Joints) -> tuple[str, ...]:
    """Part names that are joined, by the surest joint there is; empty when they cannot be parted.

    Examples
    --------
    >>> from geo._locating.expressions.folding import fold_text
    >>> text = "Guinea-Bissau–Senegal"
    >>> part_pair(fold_text(text), 0, len(text), "any")
    ('Guinea-Bissau', 'Senegal')
    """
    end = min(end, len(folded.text))
    text = folded.text[:end]
    for joint in PAIR_JOINTS[joints]:
        cuts = [found.span() for found in joint.finditer(text, start) if not _protected(text, *found.span())]
        if cuts:
            starts, ends = [start, *(cut[1] for cut in cuts)], [*(cut[0] for cut in cuts), end]
            names = [take_name(folded, *span) for span in zip(starts, ends, strict=True)]
            return () if None in names else tuple(name for name in names if name)
    return ()


def _protected(text: str, start: int, end: int) -> bool:
    """Say whether a joint lies inside of a name that has it for its own."""
    for name in PROTECTED:
        place = text.find(name)
        while place >= 0:
            if place <= start and end <= place + len(name):
                return True
            place = text.find(name, place + 1)
    return False

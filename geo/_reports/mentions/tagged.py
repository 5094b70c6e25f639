"""Places that natasha tags in Russian texts, where it is installed (``pip install geo-incidents[ru]``).

Its tagger (A. Kukushkin and others, MIT, the model inside) finds names that the gazetteer does not know and
no word beside them betrays. It adds to what was found without it, and takes nothing away.
"""

from __future__ import annotations

import importlib.util
import warnings
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from geo._reports.mentions.mention import Mention

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["add_tagged"]


def add_tagged(text: str, sentences: Sequence[tuple[int, int]], mentions: Sequence[Mention]) -> list[Mention]:
    """Add the places that natasha tags and that were not found; the same mentions where it is not installed.

    Parameters
    ----------
    text : str
        In Russian.
    sentences : sequence of (start, end)
    mentions : sequence of Mention
        What was found without it, in order.

    Returns
    -------
    list of Mention
        In the order of the text, none over another.
    """
    if importlib.util.find_spec("natasha") is None:
        return list(mentions)
    found = list(mentions)
    for start, end, name in _tag(text):
        number = next((at for at, (first, last) in enumerate(sentences) if first <= start < last), None)
        is_free = all(end <= other.start or start >= other.end for other in mentions)
        if number is not None and is_free:
            found.append(Mention(start, end, name, "unknown", "", number))
    return sorted(found, key=lambda one: one.start)


def _tag(text: str) -> list[tuple[int, int, str]]:
    natasha, parts = _load()
    document = natasha.Doc(text)
    document.segment(parts[0])
    document.tag_ner(parts[1])
    return [(span.start, span.stop, span.text) for span in document.spans if span.type == "LOC"]


@lru_cache(maxsize=1)
def _load() -> tuple[Any, tuple[Any, Any]]:
    """Load the tagger once; it takes a second."""
    with warnings.catch_warnings():
        # It brings old libraries, whose warnings are not ours to mend.
        warnings.simplefilter("ignore")
        import natasha

        return natasha, (natasha.Segmenter(), natasha.NewsNERTagger(natasha.NewsEmbedding()))

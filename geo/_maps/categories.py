"""What kinds of incidents there are: the few that get a colour of their own, and the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pandas as pd

from geo._maps.columns import plain_texts, readable

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["COLOURS", "MOST", "MOST_NUMBERS", "UNSTATED", "Categories", "find_categories", "list_colours"]

# Readers cannot keep more colours apart than these, and there are no more that everyone can tell apart.
MOST: Final = 7
# Many numbers are measurements, such as magnitudes; a few may be codes of kinds.
MOST_NUMBERS: Final = 0.5
LEAST: Final = 2
UNSTATED: Final = "not stated"


COLOURS: Final = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#3d3d3d")
"""Of each kind by daylight, as in ``static/style.js``."""
UNSTATED_COLOUR: Final = "#b3261e"


class Categories(NamedTuple):
    """The kinds of incidents.

    Attributes
    ----------
    label : str
        What the column is called.
    options : list of dict
        ``text``, by which an option is known, and its ``label``; the last stands for rows that state none.
    codes : ndarray of float, shape (n,)
        For every row the number of its option; NaN where none is stated.
    """

    label: str
    options: list[dict[str, Any]]
    codes: NDArray[np.float64]


def list_colours(found: Categories) -> list[str]:
    """Give the colour of every row by daylight.

    Examples
    --------
    >>> list_colours(Categories("Type", [], np.array([1.0, np.nan])))
    ['#d55e00', '#b3261e']
    """
    return [UNSTATED_COLOUR if np.isnan(code) else COLOURS[int(code)] for code in found.codes.tolist()]


def find_categories(frame: pd.DataFrame, chosen: dict[str, str]) -> Categories | None:
    """Find the first chosen column of types that has at least two.

    Parameters
    ----------
    frame : DataFrame, n rows
    chosen : dict
        Column name -> role, from `choose_columns`.

    Examples
    --------
    >>> table = pd.DataFrame({"type": ["strike", "drone", "strike", None]})
    >>> found = find_categories(table, {"type": "type"})
    >>> [option["label"] for option in found.options], found.codes.tolist()
    (['strike', 'drone', 'not stated'], [0.0, 1.0, 0.0, nan])
    >>> find_categories(pd.DataFrame({"mag": [4.5, 4.6, 5.0]}), {"mag": "type"}) is None
    True
    """
    for name in (name for name, role in chosen.items() if role == "type"):
        texts = pd.Series(plain_texts(frame[name]), dtype=object)
        counts = texts.value_counts()
        numbers = pd.to_numeric(pd.Series(counts.index, dtype=object), errors="coerce").notna().mean()
        measures = numbers > MOST_NUMBERS and len(counts) > MOST
        if len(counts) < LEAST or measures or len(counts) > len(texts) / LEAST:
            continue
        # The most frequent first; of equals the one that comes first in the alphabet.
        order = sorted(counts.index, key=lambda text: (-int(counts[text]), text))
        own = order if len(order) <= MOST else order[: MOST - 1]
        options = [{"text": text, "label": text} for text in own]
        number = {text: place for place, text in enumerate(own)}
        if len(own) < len(order):
            rest = len(order) - len(own)
            options.append({"text": _unused("other", own), "label": f"{rest:,} other kinds", "rest": rest})
            number |= dict.fromkeys(order[len(own) :], len(own))
        options.append({"text": None, "label": UNSTATED})
        codes = texts.map(number).to_numpy(dtype=np.float64, na_value=np.nan)
        return Categories(readable(name), options, codes)
    return None


def _unused(word: str, taken: list[str]) -> str:
    """Make a word that is none of those taken."""
    while word in taken:
        word += "\N{HORIZONTAL ELLIPSIS}"
    return word
